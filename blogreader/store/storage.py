"""A TinyDB storage that replaces its file atomically, one document a line, for several processes."""

import json
from pathlib import Path
from typing import Any

from tinydb import Storage

from blogreader import files
from blogreader.errors import Damaged, FormatTooNew, LibraryError

_LIMIT = 1_000_000_000
_FORMAT = 1
Tables = dict[str, dict[str, Any]]
"""TinyDB's form: table name -> document id -> document."""


class AtomicStorage(Storage):
    """Keeps the parsed file in memory and reads it again only when another process has replaced it.

    TinyDB's own JSONStorage writes in place and truncates afterwards: a kill between the two leaves a file that can't
    be read. Here a reader sees the old file or the new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._tables: Tables | None = None

    def read(self) -> Tables | None:
        """Give all tables, or None when nothing was kept yet; raises LibraryError."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._seen, self._tables = None, None
            return None
        except OSError as error:
            raise LibraryError(f"{self.path} can't be read: {files.reason(error)}.") from error
        seen = (status.st_ino, status.st_size, status.st_mtime_ns)
        if seen != self._seen:
            self._tables = self._parse()
            self._seen = seen
        # TinyDB puts its changed table into what it was given before it writes: the copy keeps a change that could not
        # be written out of what is read next.
        return dict(self._tables or {})

    def _parse(self) -> Tables:
        try:
            tables = json.loads(files.read_bytes(self.path, _LIMIT))
        except OSError as error:
            raise LibraryError(f"{self.path} can't be read: {files.reason(error)}.") from error
        except (ValueError, RecursionError) as error:
            raise Damaged(self.path, str(error).lower()) from error
        if not isinstance(tables, dict) or not all(
            isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
            for table in tables.values()
        ):
            raise Damaged(self.path, "not the tables that it should hold")
        version = tables.get("format", {}).get("1", {}).get("version", _FORMAT)
        if not isinstance(version, int):
            raise Damaged(self.path, "its format is not a number")
        if version > _FORMAT:
            raise FormatTooNew(self.path)
        return tables

    def write(self, data: Tables) -> None:
        """Replace the file; raises Unwritable."""
        data = {"format": {"1": {"version": _FORMAT}}, **data}
        tables = (
            f"{json.dumps(name)}: {{"
            + ",".join(f"\n {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
            + "\n}"
            for name, table in data.items()
        )
        files.replace(self.path, ("{\n" + ",\n".join(tables) + "\n}\n").encode("utf-8", "surrogatepass"))
        status = self.path.stat()
        self._seen, self._tables = (status.st_ino, status.st_size, status.st_mtime_ns), data
