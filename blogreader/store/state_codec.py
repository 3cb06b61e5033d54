"""A state as a document of TinyDB, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from blogreader import highlights, times
from blogreader.model import NoteFields, Place, ReadingTime, Spans, State, Status
from blogreader.store.journal.lazy_documents import fields_called

_TIME = "time:"
"""Prefix for the id of a sitting: each is a field of its own that only the window of that sitting sets."""
LISTED_NOTES = "notes"
"""Highlights that earlier versions imported from other programs: a list in a single field."""
_NUMBERS = ("seconds", "skimmed", "prose_words", "prose_seconds", "code_words", "code_seconds", "read", "expected")
_PLAIN = frozenset(("status", "bookmark", "place", "opened_at", "read_at", "seen"))
_A_DAY = 90_000
"""Seconds, including the extra hour of a day in autumn."""
_MOST = 1e9
_FARTHEST = 1e15
"""The largest absolute position; up to there a float holds every whole number."""


def to_record(state: State, *, notes: bool = True) -> dict[str, Any]:
    """Return only the fields that differ from those of an untouched article."""
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
    if state.seen is not None:
        record["seen"] = [[round(first, 4), round(last, 4)] for first, last in state.seen]
    for time in state.times:
        record[_TIME + time.id] = [time.day.isoformat(), *(getattr(time, name) for name in _NUMBERS)]
    if notes:
        record.update(state.notes)
    return record


def from_record(key: str, record: Mapping[str, Any]) -> State:
    """Decode what `to_record` returns; raises ValueError for an invalid value."""
    opened_at, read_at, listed = (record.get(name) for name in ("opened_at", "read_at", LISTED_NOTES))
    is_plain = record.keys() <= _PLAIN  # most are: looking for other fields would take as long as all the rest
    notes: NoteFields = () if is_plain else fields_called(record, highlights.FIELD)
    sittings: NoteFields = () if is_plain else fields_called(record, _TIME)
    return State(
        key=key,
        status=Status(record.get("status", Status.UNREAD)),
        bookmark=position(record),
        place=_place(record["place"]) if record.get("place") is not None else None,
        opened_at=None if opened_at is None else times.from_text(opened_at),
        read_at=None if read_at is None else times.from_text(read_at),
        seen=_seen(record["seen"]) if record.get("seen") is not None else None,
        times=tuple(_time(name.removeprefix(_TIME), value) for name, value in sittings),
        notes=notes if listed is None else _with_listed(listed, notes),
    )


def unsound(record: Mapping[str, Any]) -> list[str]:
    """Return the fields with invalid values."""
    return [] if _is_sound(record) else [name for name, value in record.items() if not _is_sound({name: value})]


def _is_sound(record: Mapping[str, Any]) -> bool:
    """Return whether a state can be decoded, including its notes, which `from_record` leaves for later."""
    try:
        notes = from_record("", record).notes
    except (ValueError, TypeError, OverflowError):
        return False
    return all(highlights.is_sound(*note) for note in notes)


def _with_listed(listed: object, notes: Iterable[tuple[str, Any]]) -> NoteFields:
    if not listed:
        return tuple(notes)
    if not isinstance(listed, list):
        raise ValueError("notes are not a list")  # noqa: TRY004 - a wrong value in a file, not a bug
    return tuple({**dict(highlights.from_list(listed)), **dict(notes)}.items())


def position(record: Mapping[str, Any]) -> float | None:
    """Return only the position on the reading list, if there is one; raises ValueError."""
    bookmark: object = record.get("bookmark")
    match bookmark:
        case None:
            return None
        # Not NaN, infinity or an integer too large for a float: further positions are computed from the last one.
        case int() | float() if abs(bookmark) < _FARTHEST:
            return bookmark
        case _:
            raise ValueError("bookmark is not a number")


def _place(value: object) -> Place:
    match value:
        case [int(block), int(offset), str(quote), int(fraction) | float(fraction)] if (
            block >= 0 and offset >= 0 and 0 <= fraction <= 1
        ):
            return Place(block, offset, quote, float(fraction))
        case _:
            raise ValueError("place is not valid")


def _time(id_: str, value: object) -> ReadingTime:
    match value:
        case [str(day), *found] if len(found) == len(_NUMBERS):
            numbers = [number for number in found if isinstance(number, int | float) and 0 <= number < _MOST]
            if len(numbers) == len(found) and numbers[0] <= _A_DAY:
                seconds, skimmed, prose_words, prose_seconds, code_words, code_seconds, read, expected = numbers
                return ReadingTime(
                    id=id_,
                    day=date.fromisoformat(day),
                    seconds=seconds,
                    skimmed=skimmed,
                    prose_words=int(prose_words),
                    prose_seconds=prose_seconds,
                    code_words=int(code_words),
                    code_seconds=code_seconds,
                    read=read,
                    expected=expected,
                )
    raise ValueError("a time is not valid")


def _seen(value: object) -> Spans:
    spans: list[tuple[float, float]] = []
    for span in value if isinstance(value, list) else [value]:
        match span:
            case [int() | float() as first, int() | float() as last] if (
                (spans[-1][1] if spans else 0) <= first <= last <= 1
            ):
                spans.append((float(first), float(last)))
            case _:
                raise ValueError("seen is not valid")
    return tuple(spans)
