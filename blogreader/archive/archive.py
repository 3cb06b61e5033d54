"""The archive's folder: what is kept of each article, under which name, and in which order it is written."""

import hashlib
import json
import os
import stat
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Literal

from blogreader import files, times
from blogreader.archive import document_header, document_names, earlier_texts, older_names
from blogreader.archive.archive_tree import PICTURE_NAME, ArchiveTree
from blogreader.archive.earlier_texts import Earlier
from blogreader.errors import Damaged, LibraryError
from blogreader.model import Document, Failure, Packed
from blogreader.records import dataclass, replace
from blogreader.text import clean, clean_line, without_credentials

LARGEST_DOCUMENT = 50_000_000
"""Bytes."""
_LARGEST_FAILURE = 1_000_000
"""Bytes."""
_LONGEST_MARK = 200
"""Bytes."""
_HEAD = 16_384
"""Bytes in which the front matter of a document names nearly everything but its pictures."""
_LATEST = timedelta(days=31)
"""From now on: a later time was written by a clock that was wrong."""
_FOR_A_PAGE = "`blogreader doctor --repair` removes it, and `blogreader fetch --force` fetches it again"


@dataclass(frozen=True, slots=True)
class Kept:
    """The archived articles among some."""

    documents: frozenset[str]
    """Their keys."""
    failures: dict[str, Failure]
    changed: dict[str, datetime]
    """When the text changed, for articles whose changes their reader has not looked at yet."""


class Archive:
    """Reads and writes documents; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tree = ArchiveTree(folder)

    def path_of(self, key: str) -> Path:
        """Return the path of an article's document; a page influences it only by slug and hash."""
        return self.folder / document_names.folder_of(key) / f"{document_names.stem(key)}{document_names.DOCUMENT}"

    def has(self, key: str) -> bool:
        """Return whether a document is kept, and not known to be damaged.

        It is not read: known are empty files, and those that were found damaged when they were read.
        """
        return _is_file(self._found(key, document_names.DOCUMENT), least=1) and not _is_file(
            self._found(key, document_names.AGAIN)
        )

    def is_whole(self, key: str, now: datetime | None = None) -> bool:
        """Return whether a document is kept and none of its pictures is due to be fetched."""
        if not self.has(key):
            return False
        mark = self._found(key, document_names.WANTING)
        if not _is_file(mark):
            return True
        due, _ = _mark(mark)
        now = now or times.system_now()
        return due is not None and now < due < now + _LATEST

    def lacks(self, key: str) -> int:
        """Return how many pictures of a document are missing according to its mark."""
        mark = self._found(key, document_names.WANTING)
        return _mark(mark)[1] if _is_file(mark) else 0

    def read(self, key: str) -> Document | None:
        """Return the document, or None if there is none; raises Damaged for a file that is not one of this article."""
        path = self._found(key, document_names.DOCUMENT)
        data = _read(path)
        try:
            return None if data is None else _document(key, data, path)
        except Damaged:
            with suppress(LibraryError):  # without write access nothing can be fetched either
                files.touch(path.with_suffix(document_names.AGAIN))
            raise

    def author_and_language(self, key: str) -> tuple[str | None, str | None]:
        """Return what the head of a document names, without reading all of it; nothing for one that is damaged."""
        path = self._found(key, document_names.DOCUMENT)
        try:
            return document_header.author_and_language(files.read_head(path, _HEAD))
        except OSError as error:
            raise files.unreadable(path, error) from error

    def has_lost(self, key: str) -> bool:
        """Return whether a document lists pictures that could not be fetched."""
        path = self._found(key, document_names.DOCUMENT)
        data = _read(path)
        if data is None or not document_header.may_have_lost(data):
            return False
        try:
            return bool(_document(key, data, path).lost)
        except Damaged:  # `doctor` reports it, and another fetch repairs it
            return False

    def write(
        self, document: Document, *, sha256: str | None = None, page: str | Packed | Literal[False] | None = False
    ) -> None:
        """Write a document, replacing an older one, and delete its failure.

        Its pictures and its page are written first, so that everything it names exists. `sha256`: of the fetched
        text, if that was edited since, so that the edit can still be detected. `page`: that it was made from; None:
        there is none; False: the kept one stays.
        """
        path = self._own(document.key)
        if page is not False:
            _put_page(path, document.key, page)
        start = os.fspath(path).removesuffix(document_names.DOCUMENT)
        is_damaged = _is_file(start + document_names.AGAIN) and _is_file(path, least=1)
        if is_damaged or document_names.owner(path, LARGEST_DOCUMENT) not in (None, document.key):
            set_aside(path)  # it may have been edited, or belong to another article
        is_marked = _put_mark(path, document)
        files.replace(path, document_header.written(document, sha256).encode())
        if not is_marked:
            files.remove(start + document_names.WANTING)
        for mark in (document_names.FAILED, document_names.AGAIN, document_names.SHORTER):
            files.remove(start + mark)

    def move(self, key: str, to: str) -> None:
        """Copy the document of an article to its new address, with what was read of it, unless there is one already."""
        document = self.read(key)
        if document is None or self.has(to):
            return
        if earlier := self.read_earlier(key, document.text):
            self.write_earlier(to, earlier, document.text)
        # Validators belong to the address that was requested.
        moved = replace(document, key=to, url=to, etag=None, last_modified=None)
        self.write(moved, sha256=document.sha256, page=self.read_page(key))

    def write_shorter(self, document: Document) -> Path:
        """Write a much shorter new version beside the document and return its path; raises LibraryError."""
        path = self._own(document.key).with_suffix(document_names.SHORTER)
        files.replace(path, document_header.written(document).encode())
        return path

    def settle(self, document: Document) -> None:
        """Mark what a document lacks, in case a kill came between writing the document and its mark."""
        path = self._own(document.key)
        if not _put_mark(path, document):
            files.remove(path.with_suffix(document_names.WANTING))
        files.remove(path.with_suffix(document_names.AGAIN))

    def read_earlier(self, key: str, today: str | None = None) -> Earlier | None:
        """Return what is known of an earlier text that was read; None if the reader read the present one.

        With the present text given, the earlier one is included.
        """
        return earlier_texts.read(self._found(key, document_names.EARLIER), key, today)

    def write_earlier(self, key: str, earlier: Earlier | None, today: str) -> None:
        """Write the text that was read beside the present one; None: they are the same."""
        earlier_texts.write(self._own(key).with_suffix(document_names.EARLIER), key, earlier, today)

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers out while a document is read, compared and written."""
        return files.locked(self.folder / "documents")

    def write_page(self, key: str, html: str | Packed | None) -> None:
        """Write the page that a document is made from, compressed, for re-extraction; None: there is none."""
        _put_page(self._own(key), key, html)

    def has_page(self, key: str) -> bool:
        """Return whether the page that a document was made from is kept."""
        return _is_file(self._found(key, document_names.PAGE))

    def read_page(self, key: str) -> str | None:
        """Return the page that a document was made from; None if it was not kept; raises Damaged."""
        path = self._found(key, document_names.PAGE)
        packed = _read(path)
        if packed is None:
            return None
        from blogreader.archive import packed_pages

        if packed_pages.owner(packed) not in (None, key):
            return None
        try:
            return packed_pages.unpacked(packed)
        except ValueError as error:
            raise Damaged(path, str(error), _FOR_A_PAGE) from error

    def write_failure(self, key: str, failure: Failure) -> None:
        """Record why the last attempt to fetch an article failed."""
        record = {"url": key, "error": failure.sentence, "at": times.to_text(failure.at)}
        text = json.dumps(record, ensure_ascii=False)
        files.replace(self._own(key).with_suffix(document_names.FAILED), text.encode("utf-8", "replace") + b"\n")

    def keep_image(self, data: bytes, extension: str) -> str:
        """Write a picture under the hash of its bytes and return its name; identical pictures are kept once.

        The caller chooses the extension by the contents, never by the address.
        """
        name = f"{hashlib.sha256(data).hexdigest()}.{extension}"
        path = self._image_path(name)
        _check_folder(path)
        files.replace(path, data)
        return name

    def image_path(self, name: str) -> Path | None:
        """Return the path of a picture; None if it is missing, or the name is not one that `keep_image` returns."""
        if not PICTURE_NAME.fullmatch(name):
            return None
        path = self._image_path(name)
        return path if _is_file(path) and not path.parent.is_symlink() else None

    def sweep(self) -> None:
        """Remove the unfinished files of killed writers, and rename files with old names."""
        for path in self.tree.left_over():
            with suppress(OSError):  # it is in nobody's way
                path.unlink()
        older_names.rename_all(self)

    def kept(self, keys: Iterable[str]) -> Kept:
        """Return which of these articles are archived, and why others failed, judging by file names alone."""
        owners = document_names.Owners(keys, LARGEST_DOCUMENT)
        documents: set[str] = set()
        failures: dict[str, Failure] = {}
        changed: dict[str, datetime] = {}
        for path in self.tree.paths():
            key = owners.of(path)
            if key is None:
                continue
            if path.suffix == document_names.DOCUMENT:
                documents.add(key)
            elif path.suffix == document_names.FAILED and (why := read_failure(path, key)):
                failures[key] = why
            elif path.suffix == document_names.EARLIER:
                earlier = earlier_texts.read(path, key)
                if earlier and not earlier.seen:
                    changed[key] = earlier.changed
        return Kept(frozenset(documents), failures, changed)

    def stamps(self) -> dict[str, str]:
        """Return the files of the documents, each with a stamp that changes whenever it is rewritten.

        Including edits by hand and restored backups. The files are neither opened nor read.
        """
        found: dict[str, str] = {}
        for folder in self.tree.document_folders():
            with suppress(FileNotFoundError), os.scandir(folder) as files_in:
                for one in files_in:
                    if one.name.endswith(document_names.DOCUMENT) and one.is_file(follow_symlinks=False):
                        found[f"{folder.name}/{one.name}"] = files.stamp(one.stat())
        return found

    def stamp(self, key: str) -> tuple[str, str] | None:
        """Return the file and the stamp of an article's document, as in `stamps`; None if there is none."""
        path = self._found(key, document_names.DOCUMENT)
        try:
            return f"{path.parent.name}/{path.name}", files.stamp(path.lstat())
        except OSError:
            return None

    def name_of(self, key: str) -> str:
        """Return the file of an article's document, as in `stamps`."""
        path = self._found(key, document_names.DOCUMENT)
        return f"{path.parent.name}/{path.name}"

    def read_file(self, name: str) -> Document | None:
        """Return the document in a file of `stamps`; None if it is none, or has the name of another article's."""
        path = self.folder / name
        with suppress(LibraryError):
            data = _read(path)
            key = document_names.owner_of(data) if data else None
            if data and key and document_names.is_name_of(path.name, key):
                return _document(key, data, path)
        return None

    def _found(self, key: str, ending: str) -> Path:
        """Return the path at which a file of an article exists: its name, or its old name."""
        path = self.path_of(key).with_suffix(ending)
        return path if os.path.lexists(path) else older_names.found(self, key, ending) or path

    def _own(self, key: str) -> Path:
        """Return the path for writing a document, after renaming any files of its article with old names."""
        path = self.path_of(key)
        _check_folder(path)
        older_names.rename(self, key)
        return path

    def _image_path(self, name: str) -> Path:
        if not PICTURE_NAME.fullmatch(name):
            raise ValueError(f"not the name of an image: {name!r}")
        return self.folder / "images" / name[:2] / name


def set_aside(path: Path) -> None:
    """Rename a damaged file, so that its article is fetched again."""
    aside = path.with_suffix(".damaged")
    for number in count(2):
        if not os.path.lexists(aside):
            break
        aside = path.with_suffix(f".damaged-{number}")
    files.move(path, aside)


def _is_file(path: Path | str, least: int = 0) -> bool:
    """Return whether there is a regular file of this size, and not a link to one."""
    try:
        status = os.lstat(path)
        return stat.S_ISREG(status.st_mode) and status.st_size >= least
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise files.unreadable(path, error) from error


def _mark(path: Path) -> tuple[datetime | None, int]:
    """Return when a document's pictures are due, and how many they are; None: now."""
    try:
        due, number = files.read_bytes(path, _LONGEST_MARK).decode().split()
        return times.from_text(due), int(number)
    except (OSError, ValueError, OverflowError):  # an unnecessary request does no harm
        return None, 0


def _put_page(document_path: Path, key: str, html: str | Packed | None) -> None:
    path = document_path.with_suffix(document_names.PAGE)
    if html is None:
        files.remove(path)
        return
    from blogreader.archive import packed_pages  # the article can be opened without it

    # The folder is synced together with the document, which is written next.
    files.replace(path, packed_pages.packed(key, html), sync_folder=False)


def _put_mark(document_path: Path, document: Document) -> bool:
    """Mark when the missing pictures of a document are due; return whether any are missing."""
    path = document_path.with_suffix(document_names.WANTING)
    dues = [one.due for one in document.lost if one.due]
    if document.wanting and not os.path.lexists(path):
        # An empty file has nothing to be synced but its name, and the folder is synced with the document.
        files.touch(path)
    elif document.wanting:
        files.replace(path, b"", sync_folder=False)
    elif dues:
        mark = f"{times.to_text(min(dues))} {len(document.lost)}\n"
        files.replace(path, mark.encode(), sync_folder=False)
    return bool(document.wanting or dues)


def read_failure(path: Path, key: str) -> Failure | None:
    """Read a failure; an unreadable one counts as none, so that the article is tried again."""
    try:
        record = json.loads(files.read_bytes(path, _LARGEST_FAILURE))
        # In UTC, as stored: at the limits of the calendar a local time may be in no valid year.
        sentence = without_credentials(clean(record["error"]))
        found = Failure(sentence, times.from_text(record["at"]).astimezone(UTC))
        return found if found.sentence and record.get("url", key) == key else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def mend_failure(path: Path, key: str | None) -> None:
    """Repair a failure, giving it the time at which the file was written; an empty one is deleted."""
    try:
        record = json.loads(files.read_bytes(path, _LARGEST_FAILURE))
        sentence = clean(record["error"]) if key else ""
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        sentence = ""
    if not sentence:
        files.remove(path)
        return
    text = json.dumps({"url": key, "error": sentence, "at": times.to_text(at)}, ensure_ascii=False)
    files.replace(path, text.encode("utf-8", "replace") + b"\n")


def _check_folder(path: Path) -> None:
    """Raise LibraryError for a file below a link: files there are not ours to show or to replace."""
    if os.path.islink(os.path.dirname(path)):  # noqa: PTH114, PTH120 - before each file: as texts, in half the time
        raise LibraryError(
            f"{path.parent} is a link where a folder should be; `blogreader doctor --repair` moves it aside."
        )


def _read(path: Path) -> bytes | None:
    """Return the contents of a file; None if there is none."""
    _check_folder(path)
    return files.read_if_there(path, LARGEST_DOCUMENT)


def _document(key: str, data: bytes, path: Path) -> Document:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Damaged(path, "not UTF-8 text", document_header.REMEDY) from error
    document = document_header.parsed(key, text, path)
    if document_names.identity(document.url) != key:
        raise Damaged(path, f"it belongs to another article: {clean_line(document.url, 200)}", document_header.REMEDY)
    return document
