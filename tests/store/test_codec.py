"""A state as a document and back: what stands there, and at which value something stops being valid."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from blogreader.model import Place, ReadingTime, State, Status
from blogreader.store.reading_list_bounds import Bounds, Positions
from blogreader.store.state_codec import from_record, position, to_record, unsound

URL = "https://example.org/a"
SITTING = ["2026-11-01", 10, 2, 3, 4, 5, 6, 0.5, 1]


def sitting(**changes: float) -> list[object]:
    """Return a sitting with numbers at these places changed."""
    return [changes.get(f"at{place}", one) for place, one in enumerate(SITTING)]


def test_a_state_is_stored_with_the_names_and_in_the_order_that_other_programs_find() -> None:
    state = State(
        URL,
        status=Status.READ,
        bookmark=1.5,
        place=Place(1, 2, "quote", 0.123456),
        opened_at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
        read_at=datetime(2026, 11, 1, 9, 31, tzinfo=UTC),
        seen=((0.0, 0.123456), (0.512345, 1.0)),
        times=(ReadingTime("x", date(2026, 11, 1), 10, 2, 3, 4, 5, 6, 0.5, 1),),
        notes=(("note:a:1", {"quote": "q"}),),
    )
    record = to_record(state)
    assert record == {
        "status": "read",
        "bookmark": 1.5,
        "place": [1, 2, "quote", 0.1235],
        "opened_at": "2026-11-01T09:30:00Z",
        "read_at": "2026-11-01T09:31:00Z",
        "seen": [[0.0, 0.1235], [0.5123, 1.0]],
        "time:x": SITTING,
        "note:a:1": {"quote": "q"},
    }
    assert to_record(state, notes=False) == {name: one for name, one in record.items() if name != "note:a:1"}
    again = from_record(URL, record)
    assert again == from_record(URL, to_record(again))
    assert (again.place, again.seen) == (Place(1, 2, "quote", 0.1235), ((0.0, 0.1235), (0.5123, 1.0)))
    assert (again.times, again.notes, again.read_at) == (state.times, state.notes, state.read_at)
    assert from_record(URL, {"time:y": sitting(at3=2.9, at5=1.9)}).times[0].prose_words == 2


PLACES: list[object] = [
    *(5, [], [0, 0, ""], [0, 0, "", 0, 0], [-1, 0, "", 0], [0, -1, "", 0]),
    *([0, 0, "", -0.1], [0, 0, "", 1.1], [0, 0, 5, 0], [0.5, 0, "", 0], [0, 0.5, "", 0]),
]
SEEN: list[object] = [
    *(5, "x", {}, [5], [[0]], [[0, 1, 2]], [[0.5, 0.4]], [[0, 1.1]], [[-0.1, 1]], [[0, 0.5], [0.4, 1]], [["0", 1]]),
]
SITTINGS: list[object] = [5, [], SITTING[:-1], [*SITTING, 1], ["soon", *SITTING[1:]], [5, *SITTING[1:]]]
RIGHT: list[tuple[str, Any]] = [
    ("status", "reading"),
    *(("bookmark", value) for value in (0, -1, 1.5, 999_999_999_999_999, -999_999_999_999_999)),
    *(("place", value) for value in ([0, 0, "", 0], [5, 7, "q", 1], [0, 0, "", 0.5])),
    ("seen", []),
    *(("seen", value) for value in ([[0, 1]], [[0.0, 0.5], [0.5, 1.0]], [[1, 1]], [[0, 0]])),
    *(("time:x", value) for value in (SITTING, sitting(at1=0), sitting(at1=90_000), sitting(at3=999_999_999, at8=0))),
    ("notes", []),
    ("notes", [{"quote": "q"}]),
    ("note:a:1", {"quote": "q"}),
    ("opened_at", "2026-11-01T09:30:00Z"),
    ("unknown", ["anything"]),
]
WRONG: list[tuple[str, Any]] = [
    ("status", "gone"),
    ("status", 5),
    ("status", {}),
    *(("bookmark", value) for value in ("1", 10**15, -(10**15), float("nan"), float("inf"), 10**400)),
    *(("place", value) for value in PLACES),
    *(("seen", value) for value in SEEN),
    *(("time:x", value) for value in SITTINGS),
    *(("time:x", sitting(**{f"at{at}": value})) for at in range(1, 9) for value in (-1, 10**9, float("nan"))),
    ("time:x", sitting(at1=90_001)),
    ("time:x", [*SITTING[:-1], "1"]),
    ("notes", "one"),
    ("notes", {"a": 1}),
    ("note:a:1", 5),
    ("note:a:1", {"quote": 5}),
    *((name, value) for name in ("opened_at", "read_at") for value in (5, "soon")),
]


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_a_value_that_a_state_can_have_is_valid(name: str, value: object) -> None:
    assert unsound({"status": "read", name: value}) == []


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_no_state_has_is_told_by_its_name_and_costs_no_other(name: str, value: object) -> None:
    assert unsound({"unknown": 1, name: value}) == [name]
    good = "seen" if name == "status" else "status"
    assert unsound({good: [] if good == "seen" else "read", name: value}) == [name]


@pytest.mark.parametrize("name", ["status", "bookmark", "place", "seen", "opened_at", "read_at", "notes"])
def test_a_field_without_a_value_is_one_that_is_not_there(name: str) -> None:
    if name == "status":
        assert from_record(URL, {}) == State(URL)
    else:
        assert from_record(URL, {name: None}) == State(URL)


def test_listed_notes_come_first_and_a_note_of_a_field_holds_against_its_like_in_the_list() -> None:
    [(name, listed)] = from_record(URL, {"notes": [{"quote": "q"}]}).notes
    record = {"notes": [{"quote": "q"}], "note:a:1": {"quote": "r"}, name: {"quote": "s"}}
    assert from_record(URL, record).notes == ((name, {"quote": "s"}), ("note:a:1", {"quote": "r"}))
    assert listed["quote"] == "q"
    assert from_record(URL, {"notes": [], "note:a:1": {"quote": "r"}}).notes == (("note:a:1", {"quote": "r"}),)


# The reading list.


def test_the_bounds_of_the_reading_list_follow_what_is_put_on_it_and_taken_off() -> None:
    positions = Positions([("a", {"bookmark": 3}), ("b", {"bookmark": "x"}), ("c", {"bookmark": 7, "status": "read"})])
    assert positions.bounds() == Bounds(3, 7)
    positions.take("d", {"bookmark": 9})
    assert positions.bounds() == Bounds(3, 9)
    positions.take("a", {"bookmark": 4, "status": "read"})
    assert positions.bounds() == Bounds(4, 9)
    positions.take("d", {"bookmark": None})
    positions.take("c", {})
    assert positions.bounds() == Bounds(4, 4)
    positions.take("never", {})
    positions.take("a", {"status": "read"})
    assert positions.bounds() == Bounds(0, 0)
    assert Positions([]).bounds() == Bounds(0, 0)


def test_bounds_are_not_looked_for_again_when_no_position_changed() -> None:
    positions = Positions([("a", {"bookmark": 3})])
    before = positions.bounds()
    positions.take("a", {"bookmark": 3, "status": "read"})
    assert positions.bounds() is before
    assert position({"bookmark": 3}) == 3
