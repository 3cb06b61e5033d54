"""A check of the archive: documents that are damaged, pictures that are missing or nobody's, and what mends each."""

import hashlib
import re
import shlex
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from blogreader import files
from blogreader.archive import front
from blogreader.archive.archive import LARGEST_DOCUMENT, Archive, set_aside
from blogreader.errors import Damaged
from blogreader.model import Document
from blogreader.text import counted
from blogreader.urls import canonical

_PICTURE_NAME = re.compile(rb"[0-9a-f]{64}\.[a-z0-9]{1,5}")
_LARGEST_PICTURE = 500_000_000
_NOBODYS_AFTER_SECONDS = 3600
"""Pictures are written before the document that names them: one that is new may be about to be named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what mends it; or a remark."""

    sentence: str
    mend: Callable[[], None] | None
    """None: it is for the reader to say whether anything is wrong."""
    takes_away: bool = False
    """Whether its article is not offline any more once it is mended."""


def check(archive: Archive) -> Iterator[Finding]:
    """Find what is wrong with the files of an archive, or may be; raises LibraryError."""
    named: set[str] = set()
    broken = _broken_pictures(archive)
    for path in archive.paths():
        if path.suffix == ".md":
            yield from _of_document(archive, path, named, broken)
        elif path.suffix.startswith(".damaged"):
            named |= _names_in(path.read_bytes())
        elif path.suffix == ".gz":
            yield from _of_page(path)
    if left := sum(1 for _ in archive.left_over()):
        yield Finding(
            f"{counted(left, 'file was', 'files were')} left half-written in {archive.folder}.", archive.sweep
        )
    for path in sorted(broken):
        yield Finding(f"{path} is damaged: it is not the picture that it was.", partial(files.remove, path))
    before = time.time() - _NOBODYS_AFTER_SECONDS
    nobodys = [path for path in archive.picture_paths() if path.name not in named and path.lstat().st_mtime < before]
    nobodys = [path for path in nobodys if path not in broken]
    if nobodys:
        size = sum(path.lstat().st_size for path in nobodys) / 1_000_000
        yield Finding(
            f"{_pictures(len(nobodys))} in {archive.folder} without a document that names them ({size:.1f} MB).",
            partial(_remove_all, nobodys),
        )


def _of_document(archive: Archive, path: Path, named: set[str], broken: set[Path]) -> Iterator[Finding]:
    data = b""
    try:
        data = files.read_bytes(path, LARGEST_DOCUMENT)
        document = front.parsed("", data.decode(), path)
    except (OSError, UnicodeDecodeError, Damaged) as error:
        named |= _names_in(data)
        reason = error.reason if isinstance(error, Damaged) else "it is no text file that can be read"
        yield Finding(f"{path} is damaged ({reason}).", partial(set_aside, path), takes_away=True)
        return
    named |= {picture.file for picture in document.pictures}
    if archive.path_of(canonical(document.url) or document.url) != path:
        yield Finding(f"{path} holds another article: {document.url}.", partial(set_aside, path), takes_away=True)
        return
    if _is_cut_off(document):
        yield Finding(f"{path} is cut off.", partial(set_aside, path), takes_away=True)
        return
    if not front.is_as_written(document):
        yield Finding(
            f"{path} is not the text that was fetched: it was edited, or it is damaged."
            f" `blogreader fetch --force {_query(document)}` brings that one back in its place.",
            None,
        )
    missing = {
        picture.url
        for picture in document.pictures
        if (file := archive.image_path(picture.file)) is None or file in broken
    }
    if missing:
        yield Finding(
            f"{_pictures(len(missing))} missing from {path}; `blogreader fetch` brings what is missing.",
            partial(_want_again, archive, path, document, missing),
        )


def _of_page(path: Path) -> Iterator[Finding]:
    import gzip
    import zlib

    try:
        is_whole = path.lstat().st_size > 0  # of a file without a byte gzip says nothing
        with gzip.open(path) as page:
            while page.read(1_000_000):
                pass
    except (OSError, EOFError, zlib.error):
        is_whole = False
    if not is_whole:
        yield Finding(f"{path} is damaged: the page can't be unpacked.", partial(files.remove, path))


def _broken_pictures(archive: Archive) -> set[Path]:
    """Give the pictures whose bytes are not those that their names tell of."""
    broken: set[Path] = set()
    for path in archive.picture_paths():
        try:
            digest = hashlib.sha256(files.read_bytes(path, _LARGEST_PICTURE)).hexdigest()
        except OSError:
            digest = ""
        if digest != path.stem:
            broken.add(path)
    return broken


def _names_in(data: bytes) -> set[str]:
    """Give the names of pictures in a document that can't be understood: what it names is not nobody's."""
    return {name.decode() for name in _PICTURE_NAME.findall(data)}


def _is_cut_off(document: Document) -> bool:
    """Tell whether the end of a text is missing; a text that was edited by hand is another one, but has its end."""
    return not front.is_as_written(document) and not document.text.endswith("\n")


def _want_again(archive: Archive, path: Path, document: Document, missing: set[str]) -> None:
    """Say that pictures are still to be fetched."""
    pictures = tuple(picture for picture in document.pictures if picture.url not in missing)
    key = canonical(document.url) or document.url
    if archive.path_of(key) == path:
        archive.write(replace(document, key=key, pictures=pictures), sha256=document.sha256)


def _query(document: Document) -> str:
    """Give the query for a document's article, as a shell takes it."""
    return shlex.quote(f'url:"{document.url}"')


def _remove_all(paths: list[Path]) -> None:
    for path in paths:
        files.remove(path)


def _pictures(number: int) -> str:
    return counted(number, "picture is", "pictures are")
