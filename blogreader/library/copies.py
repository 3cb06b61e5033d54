"""Copies of documents for other programs, which never get the archive's own files."""

from pathlib import Path

from blogreader import files
from blogreader.archive.document_names import DOCUMENT, stem
from blogreader.errors import Unwritable
from blogreader.model import Document, Entry
from blogreader.paths import Paths

_LARGEST = 100_000_000
"""Bytes."""


class Copies:
    """Temporary copies, and copies for the user to edit; every method may raise LibraryError."""

    def __init__(self, folders: Paths) -> None:
        self._temporary = folders.cache / "copies"
        self._own = folders.library / "copies"

    def temporary(self, entry: Entry, document: Document) -> Path:
        """Write a copy that lasts until this article's next one."""
        path = self._temporary / _name(entry)
        files.replace(path, _text(document))
        return path

    def begin(self, entry: Entry, document: Document) -> tuple[Path, bytes | None]:
        """Return an editable copy, and its contents if it was just written; None: it existed, perhaps edited."""
        path = self._own / _name(entry)
        if path.exists():
            return path, None
        text = _text(document)
        files.replace(path, text)
        return path, text

    def settle(self, path: Path, before: bytes | None) -> bool:
        """Remove a copy that is unchanged since `begin`; return whether an edited one remains."""
        if before is None:
            return path.exists()
        try:
            if files.read_bytes(path, _LARGEST, follow_links=True) != before:
                return True
            files.remove(path)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unwritable(path, files.reason(error)) from error
        return False


def _name(entry: Entry) -> str:
    return f"{stem(entry.article.key)}{DOCUMENT}"


def _text(document: Document) -> bytes:
    return (document.text.rstrip("\n") + "\n").encode("utf-8", "replace")
