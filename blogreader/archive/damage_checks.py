"""A check of the archive: damaged documents, missing or orphaned pictures, and how to repair each."""

import os
import re
import shlex
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from blogreader import files
from blogreader.archive import document_header, document_names, earlier_texts
from blogreader.archive.archive import LARGEST_DOCUMENT, Archive, mend_failure, read_failure, set_aside
from blogreader.errors import Damaged, LibraryError
from blogreader.model import Document, Finding
from blogreader.text import counted

_PICTURE_NAME = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}\.[a-z0-9]{1,5}")
_LARGEST_PICTURE = 500_000_000
_OURS = frozenset((document_names.DOCUMENT, *document_names.BESIDE))
_NOBODYS_AFTER_SECONDS = 3600
"""Pictures are written before the document that names them: a new one may be about to be named."""


def check(archive: Archive) -> Iterator[Finding]:
    """Return the faults, and possible faults, of an archive; files that disappear meanwhile are ignored."""
    unreadable: list[LibraryError] = []
    named = _Named()
    of_pictures, broken = _of_pictures(archive, unreadable)
    for path in archive.tree.paths(unreadable):
        mode = _mode(path, unreadable)
        if mode is None:
            continue
        _, _, ending = document_names.split(path.name)
        if not stat.S_ISREG(mode):
            if ending in _OURS:
                yield _out_of_place(path, mode, takes_away=ending == document_names.DOCUMENT)
        elif ending == document_names.DOCUMENT:
            yield from _of_document(archive, path, named, broken)
        elif ending.startswith((".damaged", document_names.SHORTER)):
            named.read(path)
        elif ending == document_names.PAGE:
            yield from _of_page(path)
        elif ending == document_names.FAILED:
            yield from _of_failure(path)
        elif ending == document_names.EARLIER:
            yield from _of_earlier(path)
    with suppress(LibraryError):  # which is reported
        yield from [_out_of_place(path, mode, "a folder") for path, mode in archive.tree.no_folders()]
    yield from _left_over(archive)
    yield from of_pictures
    yield from map(Finding, dict.fromkeys(map(str, unreadable)))
    if not unreadable and named.are_all:
        yield from _of_nobodys_pictures(archive, named.names, broken)


@dataclass(slots=True)
class _Named:
    """The pictures that documents name."""

    names: set[str] = field(default_factory=set)
    are_all: bool = True
    """Whether every document could be read: otherwise there may be more names."""

    def read(self, path: Path) -> None:
        """Add the names in a file that was set aside: its pictures are not orphans."""
        try:
            self.names |= _names_in(files.read_bytes(path, LARGEST_DOCUMENT))
        except FileNotFoundError:
            pass
        except OSError:
            self.are_all = False


def _mode(path: Path, unreadable: list[LibraryError]) -> int | None:
    """Return the type of a file; None if it is gone or unknown; errors are added to a list."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        unreadable.append(files.unreadable(path.parent, error))
        return None


def _out_of_place(path: Path, mode: int, expected: str = "a file", *, takes_away: bool = False) -> Finding:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISLNK, "a link"), (stat.S_ISREG, "a file"), (stat.S_ISFIFO, "a pipe"))
    what = next((name for is_that, name in kinds if is_that(mode)), "a device")
    return Finding(f"{path} is {what} where {expected} should be.", partial(set_aside, path), takes_away=takes_away)


def _unread(path: Path, error: OSError) -> Finding:
    return Finding(str(files.unreadable(path, error)))


def _left_over(archive: Archive) -> Iterator[Finding]:
    with suppress(LibraryError):  # unreadable folders, which are reported
        if left := sum(1 for _ in archive.tree.left_over()):
            what = counted(left, "file was", "files were")
            yield Finding(f"{what} left half-written in {archive.folder}.", archive.sweep)


def _of_nobodys_pictures(archive: Archive, named: set[str], broken: set[Path]) -> Iterator[Finding]:
    before = time.time() - _NOBODYS_AFTER_SECONDS
    nobodys: dict[Path, int] = {}
    for path in archive.tree.picture_paths():
        if path.name in named or path in broken:
            continue
        with suppress(OSError):  # it has just gone
            status = path.lstat()
            if status.st_mtime < before:
                nobodys[path] = status.st_size
    if nobodys:
        size = sum(nobodys.values()) / 1_000_000
        what = f"{_pictures(len(nobodys))} in {archive.folder} but used by no document ({size:.1f} MB)."
        yield Finding(what, partial(_remove_all, [*nobodys]))


def _of_document(archive: Archive, path: Path, named: _Named, broken: set[Path]) -> Iterator[Finding]:
    data = b""
    try:
        data = files.read_bytes(path, LARGEST_DOCUMENT)
        document = document_header.parsed("", data.decode(), path)
    except FileNotFoundError:
        return
    except files.TooLargeFile as error:
        named.are_all = False
        yield Finding(f"{path} is damaged ({error.strerror}).", partial(set_aside, path), takes_away=True)
        return
    except OSError as error:
        named.are_all = False
        yield _unread(path, error)
        return
    except (UnicodeDecodeError, Damaged) as error:
        named.names |= _names_in(data)
        reason = error.reason if isinstance(error, Damaged) else "it is not a readable text file"
        yield Finding(f"{path} is damaged ({reason}).", partial(set_aside, path), takes_away=True)
        return
    named.names |= {picture.file for picture in document.pictures}
    if not _is_at(path, document_names.identity(document.url)):
        yield Finding(f"{path} holds another article: {document.url}.", partial(set_aside, path), takes_away=True)
        return
    if _is_cut_off(document):
        yield Finding(f"{path} is incomplete.", partial(set_aside, path), takes_away=True)
        return
    if not document_header.is_as_written(document):
        yield Finding(
            f"{path} is not the text that was fetched: it was edited or is damaged."
            f" `blogreader fetch --force {_query(document)}` replaces it.",
            is_remark=True,
        )
    try:
        missing = {
            picture.url
            for picture in document.pictures
            if (file := archive.image_path(picture.file)) is None or file in broken
        }
    except LibraryError:  # of a folder of pictures, which is reported
        return
    if missing:
        yield Finding(
            f"{_pictures(len(missing))} missing from {path}; `blogreader fetch` fetches what is missing.",
            partial(_want_again, archive, path, document, missing),
        )


def _of_page(path: Path) -> Iterator[Finding]:
    from blogreader.archive import packed_pages

    try:
        packed_pages.unpacked(files.read_bytes(path, LARGEST_DOCUMENT))
    except FileNotFoundError:
        return
    except (ValueError, files.TooLargeFile):
        yield Finding(f"{path} is damaged: the page can't be decompressed.", partial(files.remove, path))
    except OSError as error:
        yield _unread(path, error)


def _of_failure(path: Path) -> Iterator[Finding]:
    key = document_names.owner_of_failure(path, LARGEST_DOCUMENT)
    if read_failure(path, key or "") is None and os.path.lexists(path):
        yield Finding(f"{path} is damaged: it does not say what failed, or when.", partial(mend_failure, path, key))


def _of_earlier(path: Path) -> Iterator[Finding]:
    try:
        earlier_texts.parsed(files.read_bytes(path, earlier_texts.LARGEST))
    except FileNotFoundError:
        return
    except (ValueError, files.TooLargeFile):
        what = f"{path} is damaged: the text that you read before the article changed can't be recovered from it."
        yield Finding(what, partial(files.remove, path))
    except OSError as error:
        yield _unread(path, error)


def _of_pictures(archive: Archive, unreadable: list[LibraryError]) -> tuple[list[Finding], set[Path]]:
    """Return the faults of pictures, and those whose bytes don't match their names."""
    found: list[Finding] = []
    broken: set[Path] = set()
    for path in archive.tree.picture_paths(unreadable):
        mode = _mode(path, unreadable)
        if mode is None:
            continue
        if not stat.S_ISREG(mode):
            found.append(_out_of_place(path, mode))
            continue
        try:
            is_whole = path.lstat().st_size <= _LARGEST_PICTURE and files.sha256(path) == path.stem
        except FileNotFoundError:
            continue
        except OSError as error:
            found.append(_unread(path, error))
            continue
        if not is_whole:
            broken.add(path)
            what = f"{path} is damaged: the picture is not the one that was saved."
            found.append(Finding(what, partial(files.remove, path)))
    return found, broken


def _names_in(data: bytes) -> set[str]:
    """Return the names of pictures in a document that can't be parsed: they are not orphans."""
    return {name.decode() for name in _PICTURE_NAME.findall(data)}


def _is_cut_off(document: Document) -> bool:
    """Return whether the end of a text is missing; an edited text differs, but has its end."""
    return not document_header.is_as_written(document) and not document.text.endswith("\n")


def _want_again(archive: Archive, path: Path, document: Document, missing: set[str]) -> None:
    """Mark that pictures are to be fetched again."""
    pictures = tuple(picture for picture in document.pictures if picture.url not in missing)
    key = document_names.identity(document.url)
    if _is_at(path, key):
        archive.write(replace(document, key=key, pictures=pictures), sha256=document.sha256)


def _is_at(path: Path, key: str) -> bool:
    """Return whether this is, or was in older versions, the name of an article's document."""
    return path.stem in (document_names.stem(key), document_names.old_stem(key))


def _query(document: Document) -> str:
    """Return the query for a document's article, quoted for a shell."""
    return shlex.quote(f'url:"{document.url}"')


def _remove_all(paths: list[Path]) -> None:
    for path in paths:
        files.remove(path)


def _pictures(number: int) -> str:
    return counted(number, "picture is", "pictures are")
