"""Lines of a journal as bytes and back, and what may stand in them: no faulty program's values reach the memory."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import pytest

from blogreader.store.journal.line_format import Record, decode, encode, is_newer, opening, whole
from blogreader.store.journal.value_types import LATEST, is_key, is_number, is_shallow, is_step, is_time, microseconds

URL = "https://example.org/a"
CHANGE: Record = {"n": 1, "at": 5, "set": {"state": {URL: {"status": "read"}}}}
STEP: Record = {**CHANGE, "id": "x-1", "step": "mark", "old": {"state": {URL: {"status": None}}}}
FIRST: Record = {"journal": 1, "machine": "m", "number": 1, "snapshot": "abc", "n": 0, "opening": 0, "lines": 0}
NUMBERS = ("n", "undone", "journal", "number", "opening", "lines")
TEXTS = ("id", "step", "undo", "redo", "machine", "snapshot")


def of(record: object) -> Record | None:
    """Return what is read from a line with this in it, whatever it is, under a checksum that holds."""
    text = json.dumps(record).encode()
    return decode(b'["%08x",%b]' % (crc32(text), text))


def nested(levels: int) -> object:
    return json.loads("[" * levels + "]" * levels)


@pytest.mark.parametrize(
    "record",
    [
        CHANGE,
        STEP,
        FIRST,
        {"at": 0},
        {"at": 5, "set": {"state": {"é\u2028": {"place": [1, 2, "\ud800\u2028", 0.5]}}, "session": {}}},
        {"at": 5, "when": {"state": {URL: {"status": 0}}}},
        {"at": 5, "steps": [], "undone": 0},
        {"at": 5, "undo": "x-1"},
        {"at": 5, "later": {"anything": [None]}},
    ],
)
def test_a_line_is_the_same_after_it_was_bytes_and_one_line_of_ascii(record: Record) -> None:
    line = encode(record)
    assert line.isascii()
    assert line.endswith(b"]\n")
    assert b" " not in line, "many thousand lines are read at a start"
    assert b"\n" not in line[:-1]
    assert decode(line[:-1]) == record


def test_no_byte_of_a_line_can_be_another_one_or_missing() -> None:
    line = encode(CHANGE)[:-1]
    for place in range(len(line)):
        assert decode(line[:place] + bytes((line[place] ^ 1,)) + line[place + 1 :]) is None
        assert decode(line[:place]) is None
    assert decode(line + b" ") is None
    assert decode(b" " + line) is None


@pytest.mark.parametrize("found", [[], 5, "text", None])
def test_a_line_holds_a_record(found: object) -> None:
    assert of(found) is None


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_counted_in_a_line_is_a_number(name: str) -> None:
    known = STEP | {"steps": [], "undone": 0} if name == "undone" else FIRST if name in FIRST else STEP
    for right in (0, 7, (1 << 62) - 1):
        assert of({**known, name: right})
    for wrong in (-1, 1 << 62, 1.0, True, "1", None, [1]):
        # A number that is larger than this version's stands for a later format, whose lines nobody here can judge.
        assert of({**known, name: wrong}) is None, wrong


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_named_in_a_line_is_text(name: str) -> None:
    known = FIRST if name in FIRST else STEP
    assert of({**known, name: ""})
    for wrong in (0, None, [5]):
        assert of({**known, name: wrong}) is None, wrong


@pytest.mark.parametrize("name", ["set", "old", "when"])
def test_what_a_line_sets_are_fields_of_documents_of_tables_that_are_journalled(name: str) -> None:
    right: list[object] = [{}, {"state": {}}, {"state": {URL: {}}}, {"session": {"last": {"view": 5}}}]
    assert all(of({"at": 5, name: patch}) for patch in right)
    wrong: list[object] = [{"steps": {}}, {"state": []}, {"state": {URL: []}}, {"state": {"\ud800": {}}}]
    for patch in (None, 5, *wrong):
        assert of({"at": 5, name: patch}) is None, patch


def test_a_time_in_a_line_is_one_that_leaves_room_for_later_ones() -> None:
    for right in (0, LATEST):
        assert of({"at": right})
        assert of({"at": 5, "when": {"state": {URL: {"status": right}}}})
    for wrong in (-1, True, 1.5, "soon", None, 10**18):
        assert of({"at": wrong}) is None
        assert of({"at": 5, "when": {"state": {URL: {"seen": 0, "status": wrong}}}}) is None


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, "id"),
        ({}, "old"),
        ({}, "set"),
        ({"old": {"state": {URL: {"place": None}}}}, None),
        ({"old": {"state": {"b": {"status": None}}}}, None),
        ({"old": {}}, None),
    ],
)
def test_a_step_can_be_undone_or_it_is_none(change: Record, missing: str | None) -> None:
    assert of(STEP)
    assert of({name: value for name, value in {**STEP, **change}.items() if name != missing}) is None


@pytest.mark.parametrize("missing", ["journal", "machine", "number"])
def test_what_has_no_time_is_a_first_line_or_nothing(missing: str) -> None:
    assert of(FIRST)
    assert of({"journal": 1, "machine": "m", "number": 1})
    assert of({name: value for name, value in FIRST.items() if name != missing}) is None


def test_the_steps_of_a_machine_come_with_how_many_are_undone() -> None:
    step = {"id": "x", "kind": "mark", "new": STEP["set"], "old": STEP["old"]}
    assert of({"at": 5, "steps": [step], "undone": 1})
    for wrong in ({"steps": [step]}, {"undone": 1}, {"steps": {}, "undone": 0}, {"steps": [step, {}], "undone": 0}):
        assert of({"at": 5, **wrong}) is None, wrong


def test_the_first_line_of_a_later_format_is_known_as_that_whatever_else_it_has() -> None:
    assert not is_newer(FIRST)
    for other in ({}, {"journal": "2"}, {"journal": -2}, {"journal": True}, {"journal": 0}):
        assert not is_newer(other)
    later = {"journal": 2, "machine": 5, "at": "then"}
    assert is_newer(later)
    assert of(later) == later


def test_a_line_is_nested_no_deeper_than_can_be_written_again() -> None:
    assert of({"at": 5, "more": nested(39)})
    assert of({"at": 5, "more": nested(40)}) is None
    assert of({"at": 5, "more": [[]] * 50, "text": "[" * 50}), "many are not deep"


@pytest.mark.parametrize("tail", [encode(CHANGE)[:-1], encode(CHANGE), encode(CHANGE)[:-1] + b"\r"])
def test_a_last_line_is_whole_without_its_line_break_or_with_another(tail: bytes) -> None:
    assert whole(tail) == encode(CHANGE)[:-1]
    assert whole(tail[:-3]) is None
    assert whole(tail + b"xx") is None
    assert whole(b"") is None


def test_how_much_a_journal_repeats_of_a_snapshot_stands_in_its_first_line() -> None:
    repeated = encode(CHANGE) + encode(STEP)
    first = {**FIRST, "opening": len(repeated), "lines": 2}
    data = encode(first) + repeated
    assert opening(data + encode(STEP), "abc") == (len(data), 3)
    assert opening(encode(FIRST), "abc") == (len(encode(FIRST)), 1)


@pytest.mark.parametrize(
    ("change", "cut"),
    [
        ({"snapshot": "abd"}, None),
        ({"journal": 0}, None),
        ({"lines": None}, None),
        ({"opening": None}, None),
        ({"opening": 20}, None),
        ({}, -1),
        ({}, 1),
        ({}, 40),
    ],
)
def test_a_journal_that_repeats_something_else_or_less_is_read_from_its_beginning(change: Record, cut: int) -> None:
    known = {**FIRST, "opening": len(encode(CHANGE)), "lines": 1, **change}
    data = encode({name: value for name, value in known.items() if value is not None}) + encode(CHANGE)
    assert opening(data[:cut], "abc") is None
    assert opening(b"", "abc") is None


# The values themselves.


def test_a_key_is_text_that_every_database_takes() -> None:
    for right in ("", URL, "é", "\ud7ff", "\ue000", "👍"):
        assert is_key(right)
    for wrong in ("\ud800", "a\udbff", "\udc00b", "é\udfff"):
        assert not is_key(wrong)


def test_a_number_is_counted_with_and_a_time_is_before_the_end_of_all_times() -> None:
    end = microseconds(datetime(9999, 7, 1, tzinfo=UTC))
    assert (is_time(end - 1), is_time(end), end > LATEST) == (True, False, True)
    assert (is_time(0), is_time(-1), is_time(False), is_time(0.0)) == (True, False, False, False)
    assert (is_number((1 << 62) - 1), is_number(1 << 62)) == (True, False)
    assert microseconds(datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)) == 1_500_000


GOOD = {"id": "x", "kind": "mark", "new": {"state": {"a": {"b": 1}}}, "old": {"state": {"a": {"b": None}}}}


@pytest.mark.parametrize(
    "change",
    [
        {"id": 5},
        {"kind": None},
        {"new": []},
        {"old": []},
        {"more": 1},
        {"new": {"state": []}, "old": {"state": []}},
        {"new": {"state": {"a": []}}, "old": {"state": {"a": []}}},
        {"new": {"state": {"a": []}}},
        {"old": {"state": {"a": {"c": None}}}},
        {"old": {"session": {"a": {"b": None}}}},
        {"old": {"state": {"c": {"b": None}}}},
        {"old": {}},
        {"new": {}},
    ],
)
def test_a_step_has_the_values_of_the_same_fields_before_and_after(change: dict[str, object]) -> None:
    assert is_step(GOOD)
    assert is_step({**GOOD, "new": {}, "old": {}})
    assert not is_step({**GOOD, **change})
    assert not any(is_step({other: GOOD[other] for other in GOOD if other != name}) for name in GOOD)


@pytest.mark.parametrize("encoded", [str, str.encode])
def test_json_is_shallow_up_to_forty_levels(encoded: Callable[[str], Any]) -> None:
    for begin, end in (("[", "]"), ('{"a":', "}")):
        for levels, is_right in ((40, True), (41, False)):
            text = begin * levels + ("1" if begin != "[" else "") + end * levels
            assert is_shallow(json.loads(text), encoded(text)) is is_right
    mixed = '[{"a":' * 20 + "[1]" + "}]" * 20
    assert not is_shallow(json.loads(mixed), encoded(mixed))
