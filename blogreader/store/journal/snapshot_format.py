"""The snapshot as bytes, and back: TinyDB's format, one document a line, with a checksum in the table `format`."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from blogreader.errors import Damaged, FormatTooNew
from blogreader.store.journal.lazy_documents import Document, LazyDocuments
from blogreader.store.journal.migrations import FORMAT, WHEN, Tables, migrated
from blogreader.store.journal.packed_documents import PackedDocuments
from blogreader.store.journal.value_types import is_key, is_number, is_shallow, is_step, is_time

Header = dict[str, Any]
"""The only document of the table `format`. `version`; `id`, by which journals name the snapshot; `machine`, which wrote
it, and `journal`, the number of the first one of its own that it does not contain; `at`, the latest time in it;
`floor`, up to which nothing of any journal holds; `undone`, how many of the last steps are undone; `crc`.
"""


class Snapshot(NamedTuple):
    """The contents of a snapshot file."""

    header: Header
    tables: dict[str, LazyDocuments]
    intact: bool
    """Unchanged since it was written."""
    ours: bool
    """Written by a program that uses this format, though maybe edited since; journals don't apply to any other."""


def dump(header: Mapping[str, Any], tables: Mapping[str, LazyDocuments]) -> Iterator[bytes]:
    """Serialise a snapshot, in pieces."""
    body = [b"".join(_table(name, documents)) for name, documents in tables.items() if len(documents)]
    head = json.dumps({**header, "version": FORMAT, "crc": ""})
    sum_of = crc32(head.encode())
    for piece in body:
        sum_of = crc32(piece, sum_of)
    yield b'{\n"format": {\n "1": %b\n}' % json.dumps({**header, "version": FORMAT, "crc": f"{sum_of:08x}"}).encode()
    yield from body
    yield b"\n}\n"


def _table(name: str, documents: LazyDocuments) -> Iterator[bytes]:
    yield b",\n%b: {" % json.dumps(name).encode()
    comma = b""
    for key, text in documents.lines():
        yield b"%b\n %b: %b" % (comma, json.dumps(key).encode(), text)
        comma = b","
    yield b"\n}"


def load(data: bytes, path: Path) -> Snapshot:
    """Parse a snapshot; raises Damaged, FormatTooNew."""
    try:
        written = _as_written(data)
    except (ValueError, RecursionError):  # the checksum belongs to something else
        written = None
    return written or _as_found(data, path)


_OPENING = b'{\n"format": {\n "1": '
_CLOSING = b"\n}\n"
_AT_ONCE = 100_000
_LARGE = 500_000
"""Bytes of a table from which on its documents are compressed in memory: some thousands."""


def _as_written(data: bytes) -> Snapshot | None:
    """Parse one whose checksum matches, leaving its documents as text; None if it doesn't. May raise ValueError."""
    end = data.find(b"\n", len(_OPENING))
    if not data.startswith(_OPENING) or not data.endswith(_CLOSING):
        return None
    header = json.loads(data[len(_OPENING) : end])
    if not isinstance(header, dict) or header.get("version") != FORMAT:
        return None
    start = end + len(b"\n}")
    head = json.dumps({**header, "crc": ""}).encode()
    body = memoryview(data)[start : -len(_CLOSING)]
    if data[end:start] != b"\n}" or header.get("crc") != f"{crc32(body, crc32(head)):08x}":
        return None
    if not _is_header(header) or header["floor"] > header["at"]:
        return None
    tables: dict[str, LazyDocuments] = {}
    position = start
    while data.startswith(b',\n"', position):
        name_ends = data.index(b'": {', position)
        name = json.loads(data[data.rindex(b"\n", 0, name_ends) + 1 : name_ends + 1])
        position = name_ends + len(b'": {')
        ends = data.index(b"\n}", position)  # a document contains no line break, and its line starts with a blank
        texts = _documents(data, position, ends)
        # The order of steps counts, and there are few of them.
        is_large = ends - position > _LARGE and name != "steps"
        tables[name] = LazyDocuments(PackedDocuments(texts) if is_large else dict(texts), _sound(name))
        position = ends + len(b"\n}")
    if position != len(data) - len(_CLOSING):
        return None
    return Snapshot(header, tables, intact=True, ours=True)


def _documents(data: bytes, start: int, ends: int) -> Iterator[tuple[str, bytes]]:
    """Return the ids and texts of a table.

    A few at a time: the interpreter lets no other thread run while it splits a large text.
    """
    while start < ends:
        line_ends = data.find(b"\n", start + _AT_ONCE, ends)
        piece = data[start : line_ends if line_ends >= 0 else ends]
        yield from map(_document, piece.removeprefix(b'\n "').removesuffix(b",").split(b',\n "'))
        start += len(piece)


def _document(line: bytes) -> tuple[str, bytes]:
    """Split the line of a document into its id, in ASCII with escapes, and its text."""
    key, _, text = line.partition(b'": ')
    if b"\\" not in key:
        return key.decode("ascii"), text
    end = len(key)
    while not _closes(line, end):
        end = line.index(b'": ', end + 1)
    name: str = json.loads(b'"%b"' % line[:end])
    if not is_key(name):
        raise ValueError("a name that nothing can have")
    return name, line[end + 3 :]


def _closes(line: bytes, end: int) -> bool:
    """Return whether this quote ends the text: an even number of backslashes precedes it."""
    before = line[:end]
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 0


def _as_found(data: bytes, path: Path) -> Snapshot:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Damaged(path, str(error).lower()) from error
    if not isinstance(found, dict) or not all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in found.values()
    ):
        raise Damaged(path, "not the expected tables")
    if not is_shallow(found, data):
        raise Damaged(path, "it is nested too deeply")
    header, version = _header(found, path)
    tables: Tables = migrated(found, version)
    for name, table in tables.items():
        if name.startswith(WHEN) and not all(map(_are_times, table.values())):
            raise Damaged(path, "a time is not a number, or too large")
    held: dict[str, LazyDocuments] = {}
    for name, table in tables.items():
        held[name] = LazyDocuments()
        for key, document in table.items():
            if is_key(key):
                held[name].put(key, document)
    return Snapshot(header, held, intact=False, ours=version == FORMAT)


def _header(found: dict[str, Any], path: Path) -> tuple[Header, int]:
    """Remove the header; return it with the version. Raises Damaged for one that only damage can have made of ours."""
    table = found.pop("format", {"1": {}})
    header: Header = table.get("1", {})
    version = header.get("version", 1)
    if not isinstance(version, int) or version < 1:
        raise Damaged(path, "its format is not a number")
    if version > FORMAT:
        raise FormatTooNew(path)
    if version < FORMAT:
        # Files that were edited by hand or written by an older version contain nothing later.
        if set(table) != {"1"} or not {"version"}.issuperset(header) or any(map(_is_of_today, found.items())):
            raise Damaged(path, "its format is not valid")
        return {"version": version}, version
    if set(table) != {"1"} or not _is_header(header):
        raise Damaged(path, "its format is not valid")
    if header["floor"] > header["at"]:
        raise Damaged(path, "its times contradict each other")
    return header, version


def _is_header(header: Header) -> bool:
    return (
        all(isinstance(header.get(name), str) for name in ("id", "machine"))
        and all(is_number(header.get(name)) for name in ("journal", "undone"))
        and all(is_time(header.get(name)) for name in ("at", "floor"))
    )


def _are_times(document: Document) -> bool:
    return all(map(is_time, document.values()))


def _sound(table: str) -> Callable[[Document], bool] | None:
    """Return a predicate for valid documents of this table."""
    if table.startswith(WHEN):
        return _are_times
    return is_step if table == "steps" else None


def _is_of_today(item: tuple[str, dict[str, Any]]) -> bool:
    """Return whether a table is new in format 2, or is its header under another name."""
    name, table = item
    return name == "steps" or name.startswith(WHEN) or any("crc" in document for document in table.values())
