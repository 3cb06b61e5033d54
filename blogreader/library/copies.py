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
    """What lasts until the next copy, and what its reader writes in; every method may raise LibraryError."""

    def __init__(self, folders: Paths) -> None:
        self._temporary = folders.cache / "copies"
        self._own = folders.library / "copies"

    def temporary(self, entry: Entry, document: Document) -> Path:
        """Write a copy that lasts until the next one of this article."""
        files.make_folder(self._temporary)
        path = self._temporary / _name(entry)
        files.replace(path, _text(document))
        return path

    def begin(self, entry: Entry, document: Document) -> tuple[Path, bytes | None]:
        """Return a copy to write in, and what was written into it now; None: it was there, as its reader left it."""
        path = self._own / _name(entry)
        if path.exists():
            return path, None
        files.make_folder(self._own)
        text = _text(document)
        files.replace(path, text)
        return path, text

    def settle(self, path: Path, before: bytes | None) -> bool:
        """Remove a copy that is as `begin` wrote it; return whether there is one of its reader's now."""
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
