"""Articles whose text changed since it was read: the differences, and that the reader has seen them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.catalogue import Catalogue
from blogreader.records import dataclass, replace
from blogreader.text import clean

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.library.differences import Difference


@dataclass(frozen=True, slots=True)
class ChangedText:
    """The differences in a changed article."""

    changed: datetime
    """When the new text was fetched."""
    differences: "tuple[Difference, ...] | None"
    """None: the text that was read was too long to be kept, or is unknown."""


class ChangedTexts:
    """Finds the differences. Thread-safe, reads files; every method may raise LibraryError."""

    def __init__(self, catalogue: Catalogue, archive: "Callable[[], Archive]", now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._archive = archive
        self._now = now

    def of(self, key: str) -> ChangedText | None:
        """Return the differences between an article and the text that was read; None if there are none, or none known.

        Takes time proportional to the length of the text.
        """
        from blogreader.library.differences import differences

        archive = self._archive()
        document = archive.read(key)
        earlier = archive.read_earlier(key, document.text) if document else None
        if document is None or earlier is None:
            return None
        text = earlier.text
        return ChangedText(earlier.changed, None if text is None else differences(clean(text), document.text))

    def seen(self, key: str) -> None:
        """Remember that the reader has seen the differences: the next text is compared with the current one."""
        archive = self._archive()
        with archive.locked():
            document = archive.read(key)
            earlier = archive.read_earlier(key, document.text) if document else None
            if document is not None and earlier is not None and earlier.seen is None:
                archive.write_earlier(key, replace(earlier, seen=self._now()), document.text)
        self._catalogue.put_changed_texts({key: None})
