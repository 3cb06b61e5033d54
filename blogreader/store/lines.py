"""A line of a journal as bytes, and back: JSON in which a checksum stands before what it is of."""

import json
from typing import Any
from zlib import crc32

FORMAT = 1
"""Of journals; the number stands in the first line of each."""

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
"""Of the record: `["` and eight digits and `",` stand before it."""


def encode(record: Record) -> bytes:
    """Write a line."""
    # ASCII alone: no lone surrogate and no foreign line end has to be thought of.
    text = json.dumps(record, separators=(",", ":")).encode("ascii")
    return b'["%08x",%b]\n' % (crc32(text), text)


def decode(line: bytes) -> Record | None:
    """Read a line without its end; None when it is not as it was written."""
    text = line[_START:-1]
    if line[:2] != _BEFORE or line[10:_START] != b'",' or line[-1:] != _AFTER or line[2:10] != b"%08x" % crc32(text):
        return None
    record = json.loads(text)
    return record if isinstance(record, dict) else None


def opening(data: bytes, snapshot: str) -> tuple[int, int] | None:
    """Tell after how many bytes and lines a journal ends to say again what this snapshot has; None: it does not."""
    end = data.find(b"\n") + 1
    header = (decode(data[: end - 1]) if end else None) or {}
    if header.get("snapshot") != snapshot or header.get("journal") != FORMAT or "lines" not in header:
        return None
    after: int = end + header["opening"]
    return (after, 1 + header["lines"]) if data[after - 1 : after] == b"\n" else None


def whole(tail: bytes) -> bytes | None:
    """Give the line that is whole but for its end, if what follows the last line end is one."""
    return next((line for line in (tail, tail[:-1]) if decode(line) is not None), None)
