"""States as lines that another machine merges: every field with the time at which it was set; pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from blogreader import highlights, times
from blogreader.errors import what_is_wrong
from blogreader.store.journal.lazy_documents import Document
from blogreader.store.journal.value_types import LATEST, is_shallow, microseconds
from blogreader.store.state_codec import LISTED_NOTES, unsound
from blogreader.urls import canonical

FORMAT = 1
_NAME = "blogreader-state"
_AROUND = " \t\ufeff\x1a"
"""Characters that other programs leave around lines: byte order marks of joined files, and DOS end-of-file marks."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotExported(ValueError):
    """A line that is not from an export; `str` says which one, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")


class Foreign(NamedTuple):
    """The contents of a line about an article."""

    key: str
    fields: Document
    when: dict[str, int]


def exported(states: Iterable[tuple[str, Mapping[str, Any], Mapping[str, int]]]) -> Iterator[str]:
    """Return lines for articles with the times at which their fields were set; the earliest possible where unknown."""
    yield json.dumps({_NAME: FORMAT})
    for key, record, when in states:
        known = {name: _text(when.get(name, 0)) for name in {**record, **when}}
        yield json.dumps({"url": key, **record, "set": known})


def imported(text: str) -> Iterator[Foreign]:
    """Parse what `exported` wrote, also several exports joined; raises NotExported."""
    is_begun = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = raw.strip(_AROUND)
        if not line:
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise NotExported(number, "not JSON") from error
        if not isinstance(found, dict):
            raise NotExported(number, "it has no fields")
        if not is_begun or _NAME in found:
            if found.get(_NAME) != FORMAT:
                raise NotExported(number, "not the first line of an export, or from a newer blogreader")
            is_begun = True
            continue
        yield _foreign(number, found, line)
    if not is_begun:
        raise NotExported(1, "nothing in it")


def newer(times_of: Mapping[str, int], foreign: Foreign) -> Document:
    """Return the fields to take over: for each the value that was set last, or ours if the times are equal.

    Fields with an equal value are included: they were set later than we knew.
    """
    return {name: value for name, value in foreign.fields.items() if foreign.when[name] > times_of.get(name, -1)}


def with_notes(key: str, fields: Document, when: dict[str, int]) -> Foreign:
    """Return a record with one field for each note, where it has a list of them.

    They count as set when they were made, so that a later deletion here survives repeated imports.
    """
    listed = fields.get(LISTED_NOTES)
    fields = {name: value for name, value in fields.items() if name != LISTED_NOTES}
    when = {name: at for name, at in when.items() if name != LISTED_NOTES}
    for name, value in highlights.from_list(listed or ()):
        fields.setdefault(name, value)
        when.setdefault(name, microseconds(times.from_text(value["at"])) if "at" in value else 0)
    return Foreign(key, fields, when)


def _foreign(number: int, found: dict[str, Any], line: str) -> Foreign:
    url, when = found.pop("url", None), found.pop("set", None)
    key = canonical(url) if isinstance(url, str) else None
    if key is None or not isinstance(when, dict):
        raise NotExported(number, "no url, or no times for its fields")
    if not is_shallow(found, line):
        raise NotExported(number, "nested too deeply")
    if not isinstance(found.get(LISTED_NOTES) or [], list):
        raise NotExported(number, "its notes are not a list")
    try:
        if bad := unsound(found):
            raise ValueError(_invalid(bad[0], found[bad[0]]))  # noqa: TRY301 - as the others
        known = {name: microseconds(times.from_text(when[name])) for name in {**found, **when}}
        if max(known.values(), default=0) > LATEST:
            raise ValueError("a time that is too large")  # noqa: TRY301 - as the others
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise NotExported(number, what_is_wrong(error)) from error
    return with_notes(key, {**dict.fromkeys(known), **found}, known)


def _invalid(name: str, value: object) -> str:
    """Return a sentence about a field; of a time also why it is none."""
    if name.endswith("_at"):
        try:
            times.from_text(value)
        except ValueError as error:
            return f"{name} is not valid: {error}"
    return f"{name} is not valid"


def _text(at: int) -> str:
    return (_EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z")
