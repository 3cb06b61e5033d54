"""The sources that a library follows (`sources.json`), and the text of each as last read (`sources/<name>.<ext>`)."""

import os
import re
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from blogreader import files, times
from blogreader.companion_files import CompanionFiles
from blogreader.errors import Damaged, FormatTooNew, LibraryError, what_is_wrong
from blogreader.lazy import lazily
from blogreader.model import Source
from blogreader.records import replace
from blogreader.text import fold_letters, without_credentials
from blogreader.urls import without_userinfo

_FORMAT = 1
_EXTENSIONS = {"markdown": "md", "archive": "jsonl", "imported": "jsonl"}
_SUFFIXES = frozenset((".txt", *(f".{extension}" for extension in _EXTENSIONS.values())))
ARCHIVES = ("archive", "imported")
"""The formats that are archives, with a post a line."""
STANDARD_INPUT = "-"
"""Location of a source that came from standard input."""
IMPORTED = "import:"
"""Prefix of the location of an imported source."""
_NAME = lazily(r"[a-z0-9-]{1,100}")
LARGEST_INDEX = 50_000_000
"""Bytes of what comes from outside, unpacked; an index of 100 000 articles has about 40 million."""
_LARGEST_TEXT = 200_000_000
"""Bytes of a text that is kept: in UTF-8 an index may have more than it came with."""


class SourceFiles:
    """Reads and writes the sources; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sources.json"
        self._backup = folder / "sources.json.bak"
        self._texts = folder / "sources"
        self.companions = CompanionFiles(self._texts)
        self._told: set[str] = set()
        self._remarks: list[str] = []

    def read(self) -> tuple[Source, ...] | None:
        """Return the sources in the order in which they were added; None if none was ever followed or removed.

        If the list is damaged or missing, its backup is used, which `said` reports.
        """
        try:
            found = _read(self.path)
        except Damaged as error:
            backup = self.backup()
            if backup is None:
                raise
            self._say(f"{self.path} is damaged ({error.reason})")
            return backup
        if found is None and (backup := self.backup()) is not None:
            self._say(f"{self.path} is missing")
            return backup
        return found

    def backup(self) -> tuple[Source, ...] | None:
        """Return the sources of the backup; None if it is missing or unusable."""
        try:
            return _read(self._backup)
        except LibraryError:
            return None

    def leave_out_credentials(self) -> list[str]:
        """Rewrite the list if it contains user names and passwords; return the locations that did, without them."""
        try:
            text = files.read_bytes(self.path, _LARGEST_TEXT, own_links=True)
        except OSError:
            return []
        import json  # a library without sources has no list

        try:
            data = json.loads(text)
            locations = [record["location"] for record in data["sources"]]
            had = [bare for one in locations if (bare := without_userinfo(one)) != one]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []  # `read` reports what is wrong
        if had:
            with suppress(LibraryError), self.locked():  # without write permission, what `read` returns is used
                self.write(self.read() or ())
        return had

    def write(self, sources: tuple[Source, ...]) -> None:
        """Write the list and its backup; a damaged list is kept under another name."""
        import json

        records = [_to_record(source) for source in sources]
        text = json.dumps({"format": _FORMAT, "sources": records}, indent=1, ensure_ascii=False)
        self._set_aside()
        # The backup first: if it can't be written, nothing has changed.
        for path in (self._backup, self.path):
            files.replace(path, text.encode() + b"\n", own_links=True)

    def faults(self) -> dict[Path, str]:
        """Return the faults of the list and its backup, by file; raises LibraryError."""
        found: dict[Path, str] = {}
        for path in (self.path, self._backup):
            try:
                if _read(path) is None and path == self.path and self.backup() is not None:
                    found[path] = f"{path} is missing; its backup is there."
            except Damaged as error:
                found[path] = str(error)
        return found

    @property
    def has_list(self) -> bool:
        """Whether the list exists, whatever its contents."""
        return os.path.lexists(self.path)

    def texts(self) -> dict[str, Path]:
        """Return the texts of sources that exist, by the names of the sources; raises LibraryError."""
        try:
            found = {path.stem: path for path in self._texts.iterdir() if path.suffix in _SUFFIXES and path.is_file()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise files.unreadable(self._texts, error) from error
        return {name: found[name] for name in sorted(found) if _NAME.fullmatch(name)}

    def said(self) -> list[str]:
        """Return the sentences that have not been returned yet."""
        said, self._remarks = self._remarks, []
        return said

    def _say(self, what: str) -> None:
        sentence = f"{what}: its backup is used; `blogreader doctor --repair` repairs it."
        if sentence not in self._told:
            self._told.add(sentence)
            self._remarks.append(sentence)

    def _set_aside(self) -> None:
        """Keep the contents of a damaged list under another name."""
        try:
            _read(self.path)
        except FormatTooNew:
            raise
        except Damaged:
            with suppress(OSError):  # it went in this moment
                data = files.read_bytes(self.path, _LARGEST_TEXT, own_links=True)
                files.replace(self.path.with_name(f"{self.path.name}.damaged-{crc32(data):08x}"), data)
        except LibraryError:  # reported when it can't be written either
            pass

    def path_of(self, source: Source) -> Path:
        """Return the path of the text of a source."""
        return self._texts / f"{source.name}.{_EXTENSIONS.get(source.format, 'txt')}"

    def locked(self) -> AbstractContextManager[None]:
        """Keep other processes from changing the sources between a read and a write."""
        return files.locked(self.path, own_links=True)

    def has_text(self, source: Source) -> bool:
        """Return whether the text of a source exists; an unreadable one does, and `read_text` says why."""
        try:
            self.path_of(source).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return True

    def read_text(self, source: Source) -> str:
        """Return the text as last read."""
        path = self.path_of(source)
        try:
            return files.read_bytes(path, _LARGEST_TEXT, own_links=True).decode()
        except UnicodeDecodeError as error:
            raise Damaged(path, "not UTF-8 text") from error
        except OSError as error:
            raise files.unreadable(path, error) from error

    def write_text(self, source: Source, text: str) -> None:
        """Write the text, without passwords in addresses."""
        data = without_credentials(text).encode("utf-8", "replace")
        files.replace(self.path_of(source), data, own_links=True)

    def remove_text(self, source: Source) -> None:
        """Delete the text of a source that is no longer followed, and what was known of its hosts."""
        files.remove(self.path_of(source))
        self.companions.remove_all(source.name)

    def leave_out_credentials_in(self, source: Source) -> None:
        """Rewrite a text that an older version stored with passwords in its addresses."""
        if not self.has_text(source):
            return
        try:
            text = self.read_text(source)
        except LibraryError:  # reported when its index is read
            return
        if without_credentials(text) != text:
            with suppress(LibraryError), self.locked():  # read-only libraries keep them
                self.write_text(source, text)

    def size(self, sources: tuple[Source, ...]) -> int:
        """Return the total size of the texts in bytes, as far as they exist."""
        total = 0
        for source in sources:
            with suppress(OSError):
                total += self.path_of(source).stat().st_size
        return total

    def stamp(self, sources: tuple[Source, ...], embedded: Path) -> str:
        """Return a text that changes whenever the list or one of the texts is replaced."""
        return " ".join(map(_seen, (self.path, embedded, *(self.path_of(source) for source in sources))))

    def stamp_of(self, source: Source) -> str:
        """Return a text that changes whenever the articles of one source may have; empty: nothing tells that."""
        if not self.has_text(source):
            return ""
        seen = map(_seen, (self.path_of(source), self.companions.gone_path(source.name)))
        return " ".join((*seen, source.format, source.location, source.base or ""))


def _seen(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "-"
    return f"{status.st_size}:{status.st_mtime_ns}"


def _read(path: Path) -> tuple[Source, ...] | None:
    """Return the sources of a list; None: it is not there. Raises Damaged, FormatTooNew, LibraryError."""
    text = files.read_if_there(path, _LARGEST_TEXT, own_links=True)
    if text is None:
        return None
    import json

    try:
        data = json.loads(text)
        if data["format"] > _FORMAT:
            raise FormatTooNew(path)
        return tuple(_from_record(record) for record in data["sources"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(path, what_is_wrong(error)) from error


def named(location: str, taken: set[str]) -> str:
    """Return a short unused name for a path or an address: `blog.example.org`, `blog`, `blog-2`."""
    stem = _host(location).removeprefix("www.") if "://" in location else Path(location).stem
    base = re.sub(r"[^a-z0-9]+", "-", fold_letters(stem)).strip("-")[:40] or "source"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # not an address, which reading from it reports
        return ""


def _to_record(source: Source) -> dict[str, Any]:
    record = {
        name: getattr(source, name)
        for name in (
            *("name", "location", "base", "title", "format", "completeness", "ways", "watched"),
            *("etag", "last_modified"),
        )
    }
    record["read_at"] = times.to_text(source.read_at) if source.read_at else None
    return {name: value for name, value in record.items() if value is not None}


def _can_be_a_name(text: str) -> bool:
    """Return whether this is possible as a file name: it contains no NUL and no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _from_record(record: dict[str, Any]) -> Source:
    # Written by versions that kept passwords.
    for name in ("location", "base"):
        if isinstance(record.get(name), str):
            record = {**record, name: without_userinfo(record[name])}
    read_at = record.get("read_at")
    source = Source(**{**record, "read_at": None})
    if not _NAME.fullmatch(source.name):
        raise ValueError(f"{source.name[:100]!r} is not the name of a source")
    values = [source.location, *(value for value in record.values() if value is not None)]
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{source.name} holds something other than text")
    if not all(map(_can_be_a_name, values)):
        raise ValueError(f"{source.name} holds characters that no file name or address can contain")
    return replace(source, read_at=times.from_text(read_at) if read_at else None)
