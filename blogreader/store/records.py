"""A state as a document of TinyDB, and back."""

import math
from collections.abc import Mapping
from typing import Any

from blogreader import times
from blogreader.model import Place, State, Status


def to_record(state: State) -> dict[str, Any]:
    """Write only what differs from an untouched article."""
    record: dict[str, Any] = {}
    if state.status is not Status.UNREAD:
        record["status"] = state.status.value
    if state.bookmark is not None:
        record["bookmark"] = state.bookmark
    if state.place is not None:
        place = state.place
        record["place"] = [place.block, place.offset, place.quote, round(place.fraction, 4)]
    if state.opened_at is not None:
        record["opened_at"] = times.to_text(state.opened_at)
    if state.read_at is not None:
        record["read_at"] = times.to_text(state.read_at)
    return record


def from_record(key: str, record: Mapping[str, Any]) -> State:
    """Read what `to_record` wrote; raises ValueError when a value is not what it should be."""
    bookmark = record.get("bookmark")
    if bookmark is not None and not (isinstance(bookmark, int | float) and math.isfinite(bookmark)):
        raise ValueError("bookmark is not a number")
    opened_at, read_at = (record.get(name) for name in ("opened_at", "read_at"))
    return State(
        key=key,
        status=Status(record.get("status", Status.UNREAD)),
        bookmark=bookmark,
        place=_place(record["place"]) if record.get("place") is not None else None,
        opened_at=None if opened_at is None else times.from_text(opened_at),
        read_at=None if read_at is None else times.from_text(read_at),
    )


def _place(value: object) -> Place:
    match value:
        case [int(block), int(offset), str(quote), int(fraction) | float(fraction)]:
            return Place(block, offset, quote, float(fraction))
        case _:
            raise ValueError("place is not what it should be")
