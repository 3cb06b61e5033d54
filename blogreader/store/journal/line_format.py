"""A line of a journal as bytes, and back: JSON preceded by its checksum."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

from blogreader.store.journal.value_types import is_key, is_number, is_shallow, is_step, is_time

FORMAT = 1
"""Of journals; the first line of each contains the number."""

TABLES = ("state", "session")
"""The tables that journals record, with a time for each field."""

Record = dict[str, Any]
"""A line. The first one: `journal` (the format), `machine`, `number`, `snapshot` (the id of what it follows), `opening`
(how many bytes come next that were in it from the beginning), and, when that snapshot has it all, `lines`, how many
lines that is. Others:

    n       the line's number, so that one that is missing is missed
    at      when it was written: microseconds that only grow, whatever the clock does
    set     table -> document -> field -> new value; null takes the field away
    when    the same with the times of fields that were not set `at`
    id      of the step, with `step`, what kind of change it was, and `old`, the values of before, as in `set`
    undo    the id of the step that this line undoes; `redo` alike
"""

_BEFORE, _AFTER = b'["', b"]"
_START = 12
"""Offset of the record: `["`, eight digits and `",` come before it."""


def encode(record: Record) -> bytes:
    """Format a line."""
    # ASCII only, so that lone surrogates and unusual line breaks need no care.
    text = json.dumps(record, separators=(",", ":")).encode("ascii")
    return b'["%08x",%b]\n' % (crc32(text), text)


def decode(line: bytes) -> Record | None:
    """Parse a line without its line break; None if it is damaged or its contents are not valid.

    The checksum reveals damage by a disk, but not what a faulty program wrote.
    """
    text = line[_START:-1]
    if line[:2] != _BEFORE or line[10:_START] != b'",' or line[-1:] != _AFTER or line[2:10] != b"%08x" % crc32(text):
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    # The lines of a newer format are unknown; its first line announces it.
    return record if is_newer(record) or (is_shallow(record, text) and _is_sound(record)) else None


def is_newer(record: Record) -> bool:
    """Return whether this is the first line of a journal in a newer format."""
    return is_number(record.get("journal")) and record["journal"] > FORMAT


def _is_sound(record: Record) -> bool:
    if not all(_FIELDS[name](value) for name, value in record.items() if name in _FIELDS):
        return False
    if "at" not in record:  # the first line of a journal
        return {"journal", "machine", "number"} <= record.keys()
    if not _WITH_STEPS.isdisjoint(record):
        return record.keys() >= _WITH_STEPS
    # A step that can be undone contains the previous values.
    return "step" not in record or (
        {"id", "old", "set"} <= record.keys()
        and is_step({"id": "", "kind": "", "new": record["set"], "old": record["old"]})
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_patch(value: object, is_field: Callable[[object], bool] | None = None) -> bool:
    """Return whether this is a patch: fields of documents of the journalled tables."""
    return isinstance(value, dict) and all(
        name in TABLES
        and isinstance(documents, dict)
        and all(
            is_key(key) and isinstance(fields, dict) and (is_field is None or all(map(is_field, fields.values())))
            for key, fields in documents.items()
        )
        for name, documents in value.items()
    )


def _is_steps(value: object) -> bool:
    return isinstance(value, list) and all(map(is_step, value))


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("journal", "number", "opening", "lines", "n", "undone"), is_number),
    **dict.fromkeys(("machine", "snapshot", "id", "step", "undo", "redo"), _is_text),
    "at": is_time,
    "set": _is_patch,
    "old": _is_patch,
    "when": lambda value: _is_patch(value, is_time),
    "steps": _is_steps,
}
_WITH_STEPS = {"steps", "undone"}


def opening(data: bytes, snapshot: str) -> tuple[int, int] | None:
    """Return how many bytes and lines at the start of a journal repeat this snapshot; None if it doesn't begin so."""
    end = data.find(b"\n") + 1
    header = (decode(data[: end - 1]) if end else None) or {}
    if (
        header.get("snapshot") != snapshot
        or header.get("journal") != FORMAT
        or not {"lines", "opening"} <= header.keys()
    ):
        return None
    after: int = end + header["opening"]
    return (after, 1 + header["lines"]) if data[after - 1 : after] == b"\n" else None


def whole(tail: bytes) -> bytes | None:
    """Return the last line if it is complete except for its line break."""
    return next((line for line in (tail, tail[:-1]) if decode(line) is not None), None)
