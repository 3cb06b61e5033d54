"""Whether what stands in a file of the state is of the types that it should be: nothing else is taken into memory."""

from datetime import UTC, datetime
from typing import Any

_SHALLOW = 40
"""Lists and tables within each other; what is deeper can be read and not always be written."""


def microseconds(moment: datetime) -> int:
    """Return a time as journals have it."""
    return round(moment.timestamp() * 1_000_000)


LATEST = microseconds(datetime(9999, 1, 1, tzinfo=UTC))
"""The latest time that comes in from elsewhere: every change is later than all before it, and there has to be room."""
_END = microseconds(datetime(9999, 7, 1, tzinfo=UTC))
"""No time of a file is as late as this."""


def is_number(value: object) -> bool:
    """Return whether this counts something."""
    return type(value) is int and 0 <= value < 1 << 62


def is_time(value: object) -> bool:
    """Return whether this is a time, in microseconds, after which there is room for others."""
    return type(value) is int and 0 <= value < _END


def is_key(key: str) -> bool:
    """Return whether anything may be called so: no address has a lone surrogate, and no database takes one."""
    return key.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in key)


def is_step(value: object) -> bool:
    """Return whether this is a step that can be undone: what it set, and what stood in the same fields before."""
    match value:
        case {"id": str(), "kind": str(), "new": dict(new), "old": dict(old), **rest}:
            return not rest and (fields := _fields(new)) is not None and fields == _fields(old)
        case _:
            return False


def _fields(tables: dict[str, Any]) -> set[tuple[str, str, str]] | None:
    found = set()
    for table, documents in tables.items():
        for key, fields in documents.items() if isinstance(documents, dict) else [("", None)]:
            if not isinstance(fields, dict):
                return None
            found |= {(table, key, field) for field in fields}
    return found


def is_shallow(value: object, text: bytes | str) -> bool:
    """Return whether what was read of this text is not nested so deeply that it could not be written again."""
    opening = (b"[", b"{") if isinstance(text, bytes) else ("[", "{")
    return sum(map(text.count, opening)) <= _SHALLOW or _is_within(value, _SHALLOW)  # type: ignore[arg-type]


def _is_within(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_within(one, depth - 1) for one in inner)
