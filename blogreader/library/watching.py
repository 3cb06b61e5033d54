"""What commands and other windows add, and archive, beside a running app: told without reading index or archive."""

import os
from contextlib import suppress

from blogreader.catalogue import Catalogue


class LibraryWatch:
    """Looks at the catalogue, which whoever does so tells; every method may raise LibraryError."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._files: tuple[object, ...] | None = None
        self._marks: tuple[int, int, int] | None = None

    def has_changed(self) -> bool:
        """Return whether there are other articles than the last time, or others are offline or failed; first False."""
        files = tuple(self._seen(suffix) for suffix in ("", "-wal"))
        if files == self._files:
            return False
        before, self._files = self._marks, files
        self._marks = self._catalogue.marks()
        return before is not None and before != self._marks

    def _seen(self, suffix: str) -> tuple[int, int, int] | None:
        with suppress(OSError):  # it is in memory, or was just deleted: other files, at any rate
            status = os.stat(f"{self._catalogue.path}{suffix}")  # noqa: PTH116 - as in `replacing`: four times a second
            return status.st_ino, status.st_size, status.st_mtime_ns
        return None
