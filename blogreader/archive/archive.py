"""The archive's folder: what is kept of each article, under which name, and in which order it is written."""

import hashlib
import json
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from blogreader import files, times
from blogreader.archive import front
from blogreader.errors import Damaged, LibraryError
from blogreader.model import Document, Failure
from blogreader.text import clean, fold, without_credentials
from blogreader.urls import slug_of

LARGEST_DOCUMENT = 50_000_000
"""Bytes."""
_LARGEST_HTML = 100_000_000
"""Bytes, unpacked."""
_LEFT_AFTER_SECONDS = 60
"""A file takes milliseconds to be written."""
_PAGE = ".html.gz"
_FAILED = ".failed"
_WANTING = ".wanting"
"""A file beside a document of which pictures are to be fetched: so that nobody reads every document.

It has the time from which on they may be asked for, and how many they are; empty: at once.
"""
_LONGEST_MARK = 200
"""Bytes."""
_LATEST = timedelta(days=31)
"""From now on: what says later was written by a clock that was wrong."""
_AGAIN = ".again"
"""An empty file beside a document that turned out to be damaged when it was read: the next fetch brings it again."""
_LONGEST_SLUG = 80
_FOR_A_PAGE = "`blogreader doctor --repair` removes it, and `blogreader fetch --force` brings it again"
_IMAGE_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive holds of some articles."""

    documents: frozenset[str]
    """Their keys."""
    failures: dict[str, Failure]


class Archive:
    """Reads and writes documents; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, key: str) -> Path:
        """Give where the document of an article lies; nothing that a page says chooses it but slug and hash."""
        digest, slug = _digest(key), re.sub(r"[^a-z0-9]+", "-", fold(slug_of(key))).strip("-")[:_LONGEST_SLUG]
        return self.folder / digest[:2] / f"{slug or 'article'}-{digest}.md"

    def has(self, key: str) -> bool:
        """Tell whether a document is kept, and not known to be damaged.

        It is not read for that: known is a file without a byte, and one that was found damaged when it was read.
        """
        return _is_there(self.path_of(key))

    def is_whole(self, key: str, now: datetime | None = None) -> bool:
        """Tell whether a document is kept and none of its pictures is to be fetched now."""
        path = self.path_of(key)
        if not _is_there(path):
            return False
        if not _is_file(path.with_suffix(_WANTING)):
            return True
        due, _ = _mark(path.with_suffix(_WANTING))
        now = now or times.system_now()
        return due is not None and now < due < now + _LATEST

    def lacks(self, key: str) -> int:
        """Tell how many pictures of a document could not be had, as far as its mark says so."""
        mark = self.path_of(key).with_suffix(_WANTING)
        return _mark(mark)[1] if _is_file(mark) else 0

    def read(self, key: str) -> Document | None:
        """Give the document, or None when there is none; raises Damaged when the file is not one."""
        path = self.path_of(key)
        data = _read(path)
        try:
            return None if data is None else _document(key, data, path)
        except Damaged:
            with suppress(LibraryError):  # where nothing can be written, nothing can be fetched either
                files.touch(path.with_suffix(_AGAIN))
            raise

    def has_lost(self, key: str) -> bool:
        """Tell whether a document says of pictures that they can't be had."""
        path = self.path_of(key)
        data = _read(path)
        if data is None or not front.may_have_lost(data):
            return False
        try:
            return bool(_document(key, data, path).lost)
        except Damaged:  # which `doctor` tells, and another fetch mends
            return False

    def write(self, document: Document, *, sha256: str | None = None) -> None:
        """Keep a document, in place of an older one, and forget that it once failed.

        Its pictures and its page are written before it: what a document names is there. `sha256`: of the text that was
        fetched, where it was edited since, so that it still can be told from that one.
        """
        path = self.path_of(document.key)
        if _is_file(path.with_suffix(_AGAIN)) and _is_file(path, least=1):
            set_aside(path)  # somebody may have worked on it, and damaged no more than its front matter
        is_marked = self._put_mark(document)
        files.replace(path, front.written(document, sha256).encode())
        if not is_marked:
            files.remove(path.with_suffix(_WANTING))
        files.remove(path.with_suffix(_FAILED))
        files.remove(path.with_suffix(_AGAIN))

    def settle(self, document: Document) -> None:
        """Mark what a kept document lacks: a kill may have come between it and its mark."""
        path = self.path_of(document.key)
        if not self._put_mark(document):
            files.remove(path.with_suffix(_WANTING))
        files.remove(path.with_suffix(_AGAIN))

    def _put_mark(self, document: Document) -> bool:
        """Say of a document with pictures to be asked for from when on they are; tell whether it has any."""
        path = self.path_of(document.key).with_suffix(_WANTING)
        dues = [one.due for one in document.lost if one.due]
        if document.wanting:
            files.replace(path, b"", sync_folder=False)
        elif dues:
            mark = f"{times.to_text(min(dues))} {len(document.lost)}\n"
            files.replace(path, mark.encode(), sync_folder=False)
        return bool(document.wanting or dues)

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers away while a document is read, compared and written."""
        return files.locked(self.folder / "documents")

    def write_page(self, key: str, html: str | None) -> None:
        """Keep the page that a document is made of, packed, so that it can be made again; None: there is none."""
        path = self.path_of(key).with_suffix(_PAGE)
        if html is None:
            files.remove(path)
            return
        import gzip  # an article is opened without it

        # The folder is synced with the document, which is written next.
        files.replace(path, gzip.compress(html.encode("utf-8", "replace"), 6, mtime=0), sync_folder=False)

    def has_page(self, key: str) -> bool:
        """Tell whether the page that a document was made of is kept."""
        return self.path_of(key).with_suffix(_PAGE).exists()

    def read_page(self, key: str) -> str | None:
        """Give the page that a document was made of; None when it was not kept; raises Damaged."""
        path = self.path_of(key).with_suffix(_PAGE)
        packed = _read(path)
        if packed is None:
            return None
        import zlib

        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            data = unpack.decompress(packed, _LARGEST_HTML)
        except zlib.error as error:
            raise Damaged(path, "can't be unpacked", _FOR_A_PAGE) from error
        if not unpack.eof:
            raise Damaged(path, "cut off, or too large", _FOR_A_PAGE)
        return data.decode("utf-8", "replace")

    def write_failure(self, key: str, failure: Failure) -> None:
        """Remember why the last attempt to get an article failed."""
        record = {"url": key, "error": failure.sentence, "at": times.to_text(failure.at)}
        text = json.dumps(record, ensure_ascii=False)
        files.replace(self.path_of(key).with_suffix(_FAILED), text.encode("utf-8", "replace") + b"\n")

    def keep_image(self, data: bytes, extension: str) -> str:
        """Keep a picture under the hash of its bytes, and give its name; of two that are the same, one is kept.

        The extension is the caller's, by what the bytes are: never that of an address.
        """
        name = f"{hashlib.sha256(data).hexdigest()}.{extension}"
        files.replace(self._image_path(name), data)
        return name

    def image_path(self, name: str) -> Path | None:
        """Give where a picture lies, or None when it is not there, or when this is no name that `keep_image` gives."""
        if not _IMAGE_NAME.fullmatch(name):
            return None
        path = self._image_path(name)
        return path if _is_file(path) else None

    def sweep(self) -> None:
        """Remove what writers that were killed left half-written."""
        for path in self.left_over():
            with suppress(OSError):  # it is in nobody's way
                path.unlink()

    def left_over(self) -> Iterator[Path]:
        """Give the half-written files that nobody writes any more, pictures too."""
        before = time.time() - _LEFT_AFTER_SECONDS
        for path in chain(self.paths(), self._within(self.folder / "images")):
            if path.name.startswith(".") and path.name.endswith(".tmp"):
                with suppress(OSError):  # it was finished, or removed
                    if path.lstat().st_mtime < before:
                        yield path

    def kept(self, keys: Iterable[str]) -> Kept:
        """Tell which of these articles are archived, and why others failed: by the names of the files alone."""
        by_digest = {_digest(key): key for key in keys}
        documents: set[str] = set()
        failures: dict[str, Failure] = {}
        for path in self.paths():
            key = by_digest.get(path.stem[-10:])
            if key is None:
                continue
            if path.suffix == ".md":
                documents.add(key)
            elif path.suffix == _FAILED and (failure := _failure(path)):
                failures[key] = failure
        return Kept(frozenset(documents), failures)

    def _image_path(self, name: str) -> Path:
        if not _IMAGE_NAME.fullmatch(name):
            raise ValueError(f"not the name of an image: {name!r}")
        return self.folder / "images" / name[:2] / name

    def paths(self) -> Iterator[Path]:
        """Give every file but the pictures."""
        return self._within(self.folder)

    def picture_paths(self) -> Iterator[Path]:
        """Give every picture."""
        return (path for path in self._within(self.folder / "images") if _IMAGE_NAME.fullmatch(path.name))

    def _within(self, folder: Path) -> Iterator[Path]:
        try:
            for inner in folder.iterdir():
                if len(inner.name) == 2 and inner.is_dir():
                    yield from inner.iterdir()
        except FileNotFoundError:
            return
        except OSError as error:
            raise LibraryError(f"{folder} can't be read: {files.reason(error)}.") from error


def set_aside(path: Path) -> None:
    """Keep a damaged document under another name, so that its article is fetched again."""
    aside = path.with_suffix(".damaged")
    for number in range(2, 100):
        if not aside.exists():
            break
        aside = path.with_suffix(f".damaged-{number}")
    files.move(path, aside)


def _is_there(path: Path) -> bool:
    return _is_file(path, least=1) and not _is_file(path.with_suffix(_AGAIN))


def _is_file(path: Path, least: int = 0) -> bool:
    """Tell whether there is a regular file of so many bytes, and not a link to one."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size >= least
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error


def _mark(path: Path) -> tuple[datetime | None, int]:
    """Return from when on a document's pictures are asked for, and how many they are; None: now."""
    try:
        due, number = files.read_bytes(path, _LONGEST_MARK).decode().split()
        return times.from_text(due), int(number)
    except (OSError, ValueError, OverflowError):  # to ask is no harm
        return None, 0


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _failure(path: Path) -> Failure | None:
    """Read a failure; one that can't be read is worth as much as none, the article is simply tried again."""
    try:
        record = json.loads(files.read_bytes(path, LARGEST_DOCUMENT))
        return Failure(without_credentials(clean(record["error"])), times.from_text(record["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _read(path: Path) -> bytes | None:
    """Give what a file holds; None when it is not there."""
    try:
        return files.read_bytes(path, LARGEST_DOCUMENT)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error


def _document(key: str, data: bytes, path: Path) -> Document:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Damaged(path, "not UTF-8 text", front.REMEDY) from error
    return front.parsed(key, text, path)
