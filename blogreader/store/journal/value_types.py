"""Type checks for everything that is read from the state files; only valid values enter memory."""

from datetime import UTC, datetime
from typing import Any

_SHALLOW = 40
"""Levels of nesting; deeper JSON can be read but not always written."""


def microseconds(moment: datetime) -> int:
    """Return a time in microseconds, as journals store it."""
    return round(moment.timestamp() * 1_000_000)


LATEST = microseconds(datetime(9999, 1, 1, tzinfo=UTC))
"""The latest time accepted from elsewhere: every change gets a later time than all before it, which needs some room."""
_END = microseconds(datetime(9999, 7, 1, tzinfo=UTC))
"""No time in a file may reach this."""


def is_number(value: object) -> bool:
    """Return whether this is a number that can be counted with."""
    return type(value) is int and 0 <= value < 1 << 62


def is_time(value: object) -> bool:
    """Return whether this is a time in microseconds that leaves room for later ones."""
    return type(value) is int and 0 <= value < _END


def is_key(key: str) -> bool:
    """Return whether this can be a key: addresses contain no lone surrogates, which no database accepts."""
    return key.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in key)


def is_step(value: object) -> bool:
    """Return whether this is a step that can be undone: the values it set, and those of the same fields before."""
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
    """Return whether the JSON in this text is nested shallowly enough to be written again."""
    opening = (b"[", b"{") if isinstance(text, bytes) else ("[", "{")
    return sum(map(text.count, opening)) <= _SHALLOW or _is_within(value, _SHALLOW)  # type: ignore[arg-type]


def _is_within(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_within(one, depth - 1) for one in inner)
