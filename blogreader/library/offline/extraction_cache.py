"""What the extraction made of the reader's own files, so that one that is opened again needs no process."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from blogreader import extract, files
from blogreader.errors import LibraryError, Unreadable

MOST_BYTES = 64_000_000
"""In all; beyond that, those go that nobody has asked for longest."""
_LARGEST = 32_000_000
"""Bytes of an answer: larger ones are not kept."""
_DIGEST = 32
"""Bytes of a SHA-256."""


class ExtractionCache:
    """Answers of the extraction processes in a folder, by what was asked, and by the program that answered.

    Derived data that can be deleted. What can't be read or written is extracted again the next time.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._program = b""

    def get(self, page: tuple[bytes, bytes]) -> bytes | None:
        """Return the answer to a header and a page, if it is there, and whole."""
        path = self._path_of(page)
        try:
            data = files.read_if_there(path, _LARGEST)
        except Unreadable:
            return None
        if data is None or sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        with suppress(OSError):  # a folder that can only be read
            os.utime(path)
        return data[_DIGEST:]

    def put(self, page: tuple[bytes, bytes], answer: bytes) -> None:
        """Store the answer to a header and a page, and make room for it."""
        if len(answer) > _LARGEST - _DIGEST:
            return
        with suppress(LibraryError):
            files.replace(self._path_of(page), sha256(answer).digest() + answer, sync=False, sync_folder=False)
            self._make_room()

    def _make_room(self) -> None:
        taken = 0
        for _, size, path in sorted(self._found(), reverse=True):
            taken += size
            if taken > self._most_bytes:
                files.remove(path)

    def _found(self) -> Iterator[tuple[int, int, str]]:
        """Yield when each file was last asked for, its size in bytes, and its path."""
        with suppress(OSError), os.scandir(self._folder) as entries:
            for one in entries:
                status = one.stat(follow_symlinks=False)
                yield status.st_mtime_ns, status.st_size, one.path

    def _path_of(self, page: tuple[bytes, bytes]) -> Path:
        self._program = self._program or _stamp_of_program()
        head, body = page
        return self._folder / sha256(self._program + len(head).to_bytes(8) + head + body).hexdigest()


def _stamp_of_program() -> bytes:
    """Return a stamp that changes with any module of the extraction, and any that all packages share."""
    folder = Path(str(extract.__file__)).parent
    modules = (*folder.rglob("*.py"), *folder.parent.glob("*.py"))
    return sha256("\n".join(sorted(f"{path} {files.stamp(path.stat())}" for path in modules)).encode()).digest()
