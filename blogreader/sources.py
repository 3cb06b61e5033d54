"""The sources that a library follows (`sources.json`), and the text of each as last read (`sources/<name>.<ext>`)."""

import json
import re
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from blogreader import files, times
from blogreader.errors import Damaged, FormatTooNew, LibraryError
from blogreader.model import Source
from blogreader.text import fold, without_credentials
from blogreader.urls import without_userinfo

_FORMAT = 1
_EXTENSIONS = {"markdown": "md"}
LARGEST_INDEX = 100_000_000
"""Bytes; an index of 100 000 articles has about 40 million."""


class SourceFiles:
    """Reads and writes the sources; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sources.json"
        self._texts = folder / "sources"

    def read(self) -> tuple[Source, ...] | None:
        """Give the sources in the order in which they were added; None when none was ever followed or removed."""
        try:
            data = json.loads(files.read_bytes(self._file, LARGEST_INDEX))
            if data["format"] > _FORMAT:
                raise FormatTooNew(self._file)
            return tuple(_from_record(record) for record in data["sources"])
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LibraryError(f"{self._file} can't be read: {files.reason(error)}.") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Damaged(self._file, f"{type(error).__name__}: {error}".lower()) from error

    def leave_out_credentials(self) -> list[str]:
        """Write the list anew when it has user names and passwords; return the locations that had them, without."""
        try:
            locations = [
                record["location"] for record in json.loads(files.read_bytes(self._file, LARGEST_INDEX))["sources"]
            ]
            had = [bare for one in locations if (bare := without_userinfo(one)) != one]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return []  # `read` tells what is wrong
        if had:
            with suppress(LibraryError), self.locked():  # who can't write it uses what `read` makes of it
                self.write(self.read() or ())
        return had

    def write(self, sources: tuple[Source, ...]) -> None:
        """Keep the list."""
        records = [_to_record(source) for source in sources]
        text = json.dumps({"format": _FORMAT, "sources": records}, indent=1, ensure_ascii=False)
        files.replace(self._file, text.encode() + b"\n")

    def path_of(self, source: Source) -> Path:
        """Give where the text of a source lies."""
        return self._texts / f"{source.name}.{_EXTENSIONS.get(source.format, 'txt')}"

    def locked(self) -> AbstractContextManager[None]:
        """Keep other processes from changing the sources between a read and a write."""
        return files.locked(self._file)

    def has_text(self, source: Source) -> bool:
        """Tell whether the text of a source is kept."""
        return self.path_of(source).exists()

    def read_text(self, source: Source) -> str:
        """Give the text as last read."""
        path = self.path_of(source)
        try:
            return files.read_bytes(path, LARGEST_INDEX).decode()
        except UnicodeDecodeError as error:
            raise Damaged(path, "not UTF-8 text") from error
        except OSError as error:
            raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error

    def write_text(self, source: Source, text: str) -> None:
        """Keep the text, without the passwords in its addresses."""
        files.replace(self.path_of(source), without_credentials(text).encode("utf-8", "replace"))

    def remove_text(self, source: Source) -> None:
        """Forget the text of a source that is no longer followed, and what was known of its hosts."""
        files.remove(self.path_of(source))
        files.remove(self._hosts_path(source.name))

    def public_hosts(self, name: str) -> frozenset[str]:
        """Return the hosts of a source that were met in the open internet."""
        path = self._hosts_path(name)
        try:
            return frozenset(files.read_bytes(path, LARGEST_INDEX).decode("utf-8", "replace").split())
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error

    def put_public_host(self, name: str, host: str) -> None:
        """Remember that a host of a source was met in the open internet; only under the lock."""
        known = self.public_hosts(name)
        if host not in known:
            files.replace(self._hosts_path(name), "".join(f"{one}\n" for one in sorted({*known, host})).encode())

    def _hosts_path(self, name: str) -> Path:
        return self._texts / f"{name}.hosts"

    def size(self, sources: tuple[Source, ...]) -> int:
        """Give how many bytes the texts have together, as far as they are there."""
        total = 0
        for source in sources:
            with suppress(OSError):
                total += self.path_of(source).stat().st_size
        return total

    def stamp(self, sources: tuple[Source, ...], embedded: Path) -> str:
        """Give a text that is another one whenever the list or one of the texts was replaced."""
        parts = []
        for path in (self._file, embedded, *(self.path_of(source) for source in sources)):
            try:
                status = path.stat()
            except OSError:
                parts.append("-")
            else:
                parts.append(f"{status.st_size}:{status.st_mtime_ns}")
        return " ".join(parts)


def named(location: str, taken: set[str]) -> str:
    """Make a short name that is not taken from a path or an address: `blog.example.org`, `blog`, `blog-2`."""
    stem = _host(location).removeprefix("www.") if "://" in location else Path(location).stem
    base = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:40] or "source"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # not an address, which the one who reads from it will say
        return ""


def _to_record(source: Source) -> dict[str, Any]:
    record = {
        name: getattr(source, name) for name in ("name", "location", "base", "title", "format", "etag", "last_modified")
    }
    record["read_at"] = times.to_text(source.read_at) if source.read_at else None
    return {name: value for name, value in record.items() if value is not None}


def _from_record(record: dict[str, Any]) -> Source:
    # Of versions that kept passwords.
    for name in ("location", "base"):
        if isinstance(record.get(name), str):
            record = {**record, name: without_userinfo(record[name])}
    read_at = record.get("read_at")
    source = Source(**{**record, "read_at": None})
    if not re.fullmatch(r"[a-z0-9-]+", source.name):
        raise ValueError(f"{source.name!r} is not the name of a source")
    if not all(isinstance(value, str) for value in record.values() if value is not None):
        raise TypeError(f"{source.name} holds something else than text")
    return replace(source, read_at=times.from_text(read_at) if read_at else None)
