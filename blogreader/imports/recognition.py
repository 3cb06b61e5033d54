"""Reading a file, a folder or an archive to import: format detection by content, and decoding."""

import json
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sized
from dataclasses import replace
from itertools import islice
from pathlib import Path

from blogreader import files
from blogreader.errors import SourceError
from blogreader.imports import addresses, bookmarks, columns, newsboat, services
from blogreader.imports.items import TITLES, Imported, Quotation
from blogreader.text import clean_line, counted

_HEAD = 4_000
_MOST_FILES = 20_000
_STATES = '{"blogreader-state"'
_OF_SERVICES = frozenset(("wallabag", "omnivore", "pocket", "bookmarks", "readwise"))


def read(path: Path, chosen: str | None = None, data: bytes | None = None, name: str | None = None) -> Imported:
    """Read an export; `chosen` is its format where it is not to be told by its content, `data` what came for it.

    Raises SourceError for what is none, or can't be read. A row that can't is a warning.
    """
    name = name or str(path)
    named = str(path) if data is None else "-"
    if data is None:
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                return _members(_of_folder(path), chosen, name)
            with path.open("rb") as file:
                head = file.read(16) if stat.S_ISREG(mode) else b""
        except OSError as error:
            raise SourceError(str(files.unreadable(name, error))) from error
        if head == newsboat.MAGIC:
            found = Imported("newsboat")
            newsboat.read(path, found)
            return _checked(found, name)
        try:
            data = files.read_bytes(path, files.LARGEST_EXPORT, follow_links=True)
        except OSError as error:
            raise SourceError(str(files.unreadable(name, error))) from error
    elif len(data) > files.LARGEST_EXPORT:
        raise SourceError(f"{name} has more than {files.LARGEST_EXPORT // 1_000_000} MB.")
    if data.startswith(b"PK\x03\x04"):
        return _members(_of_zip(data, name), chosen, name)
    text, remark = _decoded(data, name)
    format_ = chosen or _kind(text, path.name) or _unknown(text, name, named)
    found = Imported(format_)
    if remark:
        found.warn(1, remark)
    _read(text, found)
    return _checked(found, name)


def _read(text: str, found: Imported, notes: dict[str, tuple[Quotation, ...]] | None = None) -> None:
    head = text[:_HEAD].lstrip()
    match found.format:
        case "states" | "opml" | "newsboat-urls":
            found.text = text
        case "newsboat":  # its cache is no text
            found.format, found.text = "newsboat-urls", text
        case "urls":
            addresses.read(text, found)
        case format_ if format_ in _OF_SERVICES and head.startswith(("[", "{")):
            services.read(text, found, notes)
        case "bookmarks":
            bookmarks.read(text, found)
        case "pocket" | "instapaper" if head.startswith("<"):
            bookmarks.read_lists(text, found)
        case "pocket" | "instapaper" | "readwise" | "table":
            columns.read(text, found)
        case other:
            raise SourceError(f"This is not an export of {TITLES.get(other, other)}: JSON is expected.")


def _kind(text: str, file_name: str) -> str | None:
    """Return the format of a text; None: it is none that is known."""
    head = text[:_HEAD].lstrip()
    lower = head.lower()
    if head.startswith(_STATES):
        return "states"
    if head.startswith(("[", "{")) and (found := services.kind(text)):
        return found
    if "<opml" in lower:
        return "opml"
    if bookmarks.is_netscape(head):
        return "bookmarks"
    if head.startswith("<"):
        if "pocket export" in lower:
            return "pocket"
        return "instapaper" if "instapaper" in lower else None
    if found := columns.kind(head.partition("\n")[0]):
        return found
    if addresses.is_newsboats(text, file_name):
        return "newsboat-urls"
    return "urls" if addresses.is_list(text) else None


def _unknown(text: str, name: str, named: str) -> str:
    if not text.strip():
        raise SourceError(f"{name} is empty.")
    if columns.is_of_books(text[:_HEAD].lstrip().partition("\n")[0]):
        raise SourceError(
            f"{name} is a table of highlights that does not say of which addresses;"
            " Readwise's export as JSON does (the manual tells how to get it: `blogreader manual import-export`)."
        )
    is_index = "](http" in text or text.lstrip().startswith(("<?xml", "<rss", "<feed"))
    hint = f"; `blogreader add {named}` follows an index or a feed" if is_index else ""
    raise SourceError(
        f"{name} is not a known export: bookmarks, Pocket, Instapaper, Readwise, wallabag, Omnivore,"
        f" newsboat, a table or a list of addresses; `--format` says which{hint}."
    )


def _checked(found: Imported, name: str) -> Imported:
    if not found.items and not found.text:
        first = ""
        if found.warnings:
            doubtful = counted(len(found.warnings), "doubtful line")
            first = f" The first of {doubtful}: {found.warnings[0].line}, {found.warnings[0].sentence}."
        raise SourceError(f"{name} contains no article.{first}")
    return found


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of an export, and what is to be said of its bytes."""
    # Windows' tools write a byte order mark before what they copy, and UTF-16.
    encoding = json.detect_encoding(data)
    try:
        return _with_line_feeds(data.decode(encoding).removeprefix("\ufeff")), ""
    except UnicodeDecodeError as error:
        if encoding not in ("utf-8", "utf-8-sig") or b"\0" in data[:_HEAD]:
            raise SourceError(f"{name} is a binary file and not a known export.") from error
        line = data.count(b"\n", 0, error.start) + 1
        # What Windows' programs write, if not UTF-8; a byte that it has not is one that nobody meant.
        return _with_line_feeds(
            data.decode("cp1252", "replace")
        ), f"not UTF-8 text (line {line}): it was read as Windows-1252"


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    named = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    wanted = sorted(islice((pair for pair in named if _is_wanted(pair[0]) and pair[1].is_file()), _MOST_FILES + 1))
    left = _bounded(wanted, str(folder))
    for name, path in wanted:
        try:
            found = files.read_bytes(path, files.LARGEST_EXPORT)
        except OSError as error:
            raise SourceError(str(files.unreadable(path, error))) from error
        left = _less(left, found, f"{folder} has")
        yield name, found


def _of_zip(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            wanted = [info for info in packed.infolist() if not info.is_dir() and _is_wanted(info.filename)]
            left = _bounded(wanted, name)
            for info in wanted:
                with packed.open(info) as member:
                    found = member.read(left + 1)  # what is unpacked counts, and not what the file says of itself
                left = _less(left, found, f"{name}, unpacked, has")
                yield info.filename, found
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise SourceError(f"{name} is a zip file that is damaged or encrypted.") from error


def _bounded(wanted: Sized, name: str) -> int:
    """Return how many bytes these files may have together; raises SourceError for too many files."""
    if len(wanted) > _MOST_FILES:
        raise SourceError(f"{name} has more than {counted(_MOST_FILES, 'file')} that may be part of an export.")
    return files.LARGEST_EXPORT


def _less(left: int, found: bytes, has: str) -> int:
    """Return how many bytes are left for other files; raises SourceError, `has` is how its sentence begins."""
    if len(found) > left:
        raise SourceError(f"{has} more than {files.LARGEST_EXPORT // 1_000_000} MB.")
    return left - len(found)


def _is_wanted(name: str) -> bool:
    base = name.rpartition("/")[2]
    is_hidden = base.startswith(".") or "__MACOSX" in name
    is_page = "content/" in name  # of Omnivore: the texts
    return not is_hidden and not is_page and base.endswith((".json", ".csv", ".html", ".htm", ".txt", ".md"))


def _members(members: Iterator[tuple[str, bytes]], chosen: str | None, name: str) -> Imported:
    """Read what a folder or a zip file holds: tables, metadata, and the passages that belong to them."""
    notes: dict[str, tuple[Quotation, ...]] = {}
    texts: list[tuple[str, str, str]] = []
    for member, data in members:
        text, remark = _decoded(data, f"{name}: {clean_line(member, 60)}")
        if member.endswith(".md"):
            if "highlights/" in member:
                notes[member.rpartition("/")[2].removesuffix(".md")] = services.quotations(text)
            continue
        texts.append((member, text, remark))
    known = [(*one, kind) for one in texts if (kind := chosen or _kind(one[1], one[0]))]
    if not known:
        raise SourceError(f"{name} contains no known export.")
    found = Imported(known[0][3])
    for member, text, remark, kind in known:
        if kind != found.format or kind in ("states", "opml", "newsboat-urls"):
            found.leave(f"files of other kinds ({clean_line(member, 60)})")
            continue
        before = len(found.warnings)
        if remark:
            found.warn(1, remark)
        _read(text, found, notes)
        found.warnings[before:] = [
            replace(one, sentence=f"{one.sentence} ({clean_line(member, 60)})") for one in found.warnings[before:]
        ]
    slugs = sum(map(bool, notes.values()))
    taken = sum(bool(one.notes) for one in found.items.values())
    found.leave("files of highlights without an article", max(0, slugs - taken))
    return _checked(found, name)
