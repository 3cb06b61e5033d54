"""Highlights: what is done to them, and what becomes of them when two machines do it at the same time."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.highlights import (
    added,
    anchor_value,
    deleted,
    edited,
    from_list,
    highlights,
    is_sound,
    new_highlight,
    read_anchor,
    tags_of,
    text_of,
)
from blogreader.model import Anchor, Highlight, State, Status
from blogreader.records import replace
from blogreader.store.state_codec import unsound
from blogreader.store.state_store import StateStore
from blogreader.store.transfer import imported

KEY = "https://example.org/a"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
LAST = NOW + timedelta(minutes=9)
ANCHOR = Anchor(3, 5, 3, 15, "the ", " was")


def made(quote: str = "a quiet harbour", note: str = "first", anchor: Anchor | None = ANCHOR) -> Highlight:
    return new_highlight(KEY, NOW, quote=quote, note=note, anchor=anchor)


def noted(*notes: Highlight) -> State:
    state = State(KEY)
    for note in notes:
        state = added(state, note, NOW)
    return state


class Machine:
    """A library on one machine."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir()
        self.store = StateStore(folder, machine=name)

    def do(self, how: Callable[[State], State], kind: str = "note") -> None:
        self.store.change([KEY], lambda states, _: [how(state) for state in states], kind)

    def take_from(self, other: "Machine") -> None:
        self.store.merge(list(imported("\n".join(other.store.export()))), dry_run=False)

    @property
    def found(self) -> tuple[Highlight, ...]:
        return highlights(self.store.get(KEY).notes)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Machine, Machine]:
    """Two machines that know of the same highlight."""
    one, other = Machine(tmp_path / "one", "one"), Machine(tmp_path / "other", "other")
    one.do(lambda state: added(state, made(), NOW))
    other.take_from(one)
    return one, other


def exchange(one: Machine, other: Machine) -> tuple[Highlight, ...]:
    one.take_from(other)
    other.take_from(one)
    one.take_from(other)
    assert one.found == other.found
    return one.found


def test_a_highlight_is_what_it_was_made_of() -> None:
    [found] = highlights(noted(made()).notes)
    assert (found.quote, found.note, found.colour, found.at, found.anchor) == (
        "a quiet harbour",
        "first",
        "yellow",
        NOW,
        ANCHOR,
    )


def test_an_edit_changes_what_it_names_alone() -> None:
    state = edited(noted(made(), made("other")), made().id, LATER, note="second")
    state = edited(state, made().id, LAST, colour="pink")
    found = {one.quote: one for one in highlights(state.notes)}
    assert (found["a quiet harbour"].note, found["a quiet harbour"].colour) == ("second", "pink")
    assert (found["other"].note, found["other"].colour) == ("first", "yellow")


def test_what_is_deleted_is_gone_and_what_is_not_there_stays_so() -> None:
    state = deleted(noted(made(), made("other")), made().id)
    assert [one.quote for one in highlights(state.notes)] == ["other"]
    assert edited(state, made().id, LATER, note="again") == state
    state = deleted(noted(made(), made("other")), made("other").id)
    assert [one.quote for one in highlights(state.notes)] == ["a quiet harbour"]


def test_highlights_come_in_the_order_of_the_text_and_what_has_no_place_last() -> None:
    whole = new_highlight(KEY, LATER, note="on all of it")
    foreign = made("from elsewhere", anchor=None)
    early, late = made("early", anchor=Anchor(1, 9, 1, 12)), made("late", anchor=Anchor(10, 0, 12, 4))
    found = highlights(noted(late, foreign, whole, early).notes)
    assert [one.quote or one.note for one in found] == ["on all of it", "early", "late", "from elsewhere"]


def test_notes_that_two_machines_wrote_at_the_same_time_are_both_there(two: tuple[Machine, Machine]) -> None:
    one, other = two
    one.do(lambda state: edited(state, made().id, LATER, note="of one"))
    other.do(lambda state: edited(state, made().id, LAST, note="of the other"))
    [found] = exchange(one, other)
    assert found.note == "of one\n\nof the other"


def test_the_next_edit_makes_one_note_of_both(two: tuple[Machine, Machine]) -> None:
    one, other = two
    one.do(lambda state: edited(state, made().id, LATER, note="of one"))
    other.do(lambda state: edited(state, made().id, LAST, note="of the other"))
    exchange(one, other)
    one.do(lambda state: edited(state, made().id, LAST + timedelta(1), note="of both"))
    [found] = exchange(one, other)
    assert found.note == "of both"
    assert len(one.store.get(KEY).notes) == 1


@pytest.mark.parametrize("apart", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=400)])
def test_an_edit_holds_over_what_its_author_saw_however_wrong_the_clocks_are(
    two: tuple[Machine, Machine], apart: timedelta
) -> None:
    one, other = two
    for number in range(3):
        one.do(lambda state, number=number: edited(state, made().id, LATER, note=f"of one {number}", colour="green"))  # type: ignore[misc]
        other.take_from(one)
        other.do(
            lambda state, number=number: edited(  # type: ignore[misc]
                state, made().id, LATER + apart, note=f"of the other {number}", colour="pink"
            )
        )
        [found] = exchange(one, other)
        assert (found.note, found.colour) == (f"of the other {number}", "pink")
    one.do(lambda state: deleted(state, made().id))
    other.do(lambda state: edited(state, made().id, LATER + apart, note="and kept"))
    [found] = exchange(one, other)
    assert found.note == "and kept"
    one.do(lambda state: deleted(state, made().id))
    assert exchange(one, other) == ()


@pytest.mark.parametrize("noted_at", [LAST, NOW - timedelta(days=1)])
def test_a_colour_and_a_note_that_two_machines_set_are_both_set(
    two: tuple[Machine, Machine], noted_at: datetime
) -> None:
    one, other = two
    one.do(lambda state: edited(state, made().id, LATER, colour="green"))
    other.do(lambda state: edited(state, made().id, noted_at, note="second"))
    [found] = exchange(one, other)
    assert (found.colour, found.note) == ("green", "second")


def test_of_two_colours_the_later_one_holds(two: tuple[Machine, Machine]) -> None:
    one, other = two
    one.do(lambda state: edited(state, made().id, LAST, colour="green"))
    other.do(lambda state: edited(state, made().id, LATER, colour="pink"))
    [found] = exchange(one, other)
    assert found.colour == "green"


def test_what_one_machine_deletes_and_another_edits_stays_as_it_was_edited(two: tuple[Machine, Machine]) -> None:
    one, other = two
    other.do(lambda state: edited(state, made().id, LATER, note="second"))
    one.do(lambda state: deleted(state, made().id))
    [found] = exchange(one, other)
    assert (found.note, found.quote, found.anchor) == ("second", made().quote, ANCHOR)


def test_what_is_deleted_does_not_come_back_from_another_machine(two: tuple[Machine, Machine]) -> None:
    one, other = two
    one.do(lambda state: deleted(state, made().id))
    assert exchange(one, other) == ()


def test_highlights_of_two_machines_are_all_there(two: tuple[Machine, Machine]) -> None:
    one, other = two
    one.do(lambda state: added(state, made("of one"), NOW))
    other.do(lambda state: added(state, made("of the other"), NOW))
    assert {found.quote for found in exchange(one, other)} == {"a quiet harbour", "of one", "of the other"}


def test_each_change_is_taken_back_by_undo_and_made_again(two: tuple[Machine, Machine]) -> None:
    one, _ = two
    one.do(lambda state: edited(state, made().id, LATER, note="second"))
    one.do(lambda state: deleted(state, made().id))
    one.store.undo()
    assert [found.note for found in one.found] == ["second"]
    one.store.undo()
    assert [found.note for found in one.found] == ["first"]
    one.store.redo()
    assert [found.note for found in one.found] == ["second"]


def test_other_changes_of_an_article_leave_its_notes(two: tuple[Machine, Machine]) -> None:
    one, _ = two
    one.do(lambda state: replace(state, status=Status.READ), "mark")
    assert one.found == highlights(noted(made()).notes)


def test_a_list_of_notes_of_an_earlier_version_is_read_changed_and_deleted(tmp_path: Path) -> None:
    one = Machine(tmp_path / "one", "one")
    old = [{"quote": "It was late.", "note": "Indeed.", "at": "2017-06-02T09:00:00Z"}, {"quote": "It went on."}]
    one.store._states.transact(lambda documents: documents.set_fields(KEY, {"notes": old}))
    assert [(found.quote, found.note) for found in one.found] == [("It went on.", ""), ("It was late.", "Indeed.")]
    late = next(found for found in one.found if found.note)
    one.do(lambda state: deleted(state, late.id))
    assert [found.quote for found in one.found] == ["It went on."]
    one.store.undo()
    assert [found.quote for found in one.found] == ["It went on.", "It was late."]
    again = StateStore(tmp_path / "one", machine="one")
    assert highlights(again.get(KEY).notes) == one.found


def test_the_same_list_gives_the_same_fields() -> None:
    notes = [{"quote": "It was late.", "note": "Indeed.", "at": "2017-06-02T09:00:00Z"}, "a note", {"quote": ""}, 5]
    assert [*from_list(notes)] == [*from_list(notes)]
    assert [highlight.quote or highlight.note for highlight in highlights(tuple(from_list(notes)))] == [
        "a note",
        "It was late.",
    ]


@pytest.mark.parametrize(
    "value",
    [
        5,
        [],
        {"quote": 5},
        {"quote": "a", "at": "yesterday"},
        {"quote": "a", "anchor": [1, 2, 0, 3, "", ""]},
        {"quote": "a", "anchor": [1, 2, 1, 2, "", ""]},
        {"quote": "a", "anchor": "here"},
        {"quote": "a", "replaced": [5]},
    ],
)
def test_what_is_no_highlight_is_refused_and_costs_the_others_nothing(value: object) -> None:
    name = "note:abc:def"
    assert not is_sound(name, value)
    [kept] = highlights((*noted(made()).notes, (name, value)))
    assert kept == highlights(noted(made()).notes)[0]
    assert unsound({"status": "read", name: value}) == [name]


def test_a_note_of_a_hundred_kilobytes_and_one_with_escape_sequences(tmp_path: Path) -> None:
    one = Machine(tmp_path / "one", "one")
    long, hostile = "word \N{SNOWMAN} " * 14_000, "red \x1b[31m\x9b2J and \u202eback"
    one.do(lambda state: added(added(state, made("a", long), NOW), made("b", hostile), NOW))
    again = highlights(StateStore(tmp_path / "one", machine="other").get(KEY).notes)
    assert {found.note for found in again} == {long.strip(), "red [31m2J and back"}
    assert "\x1b" not in made("a \x1b quote", hostile).note + made("a \x1b quote").quote  # nor in the file


edits = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["note", "colour", "delete", "exchange"]), st.integers(0, 3)), max_size=12
)


@given(edits)
def test_whatever_two_machines_do_both_have_the_same_in_the_end(steps: list[tuple[bool, str, int]]) -> None:
    state = {True: noted(made()), False: noted(made())}
    known = {True: dict(state[True].notes), False: dict(state[False].notes)}
    gone: dict[bool, set[str]] = {True: set(), False: set()}

    def exchanged() -> None:
        names = {**known[True], **known[False]}
        dead = gone[True] | gone[False]
        fields = tuple(sorted((name, value) for name, value in names.items() if name not in dead))
        for side in (True, False):
            known[side], gone[side] = dict(fields), set(dead)
            state[side] = replace(state[side], notes=fields)

    for number, (side, what, which) in enumerate(steps):
        # The clock of one of them is wrong by hours.
        now, before = NOW + timedelta(seconds=number, hours=3 * side), state[side]
        match what:
            case "note":
                state[side] = edited(before, made().id, now, note=f"note {number}")
            case "colour":
                state[side] = edited(before, made().id, now, colour=["yellow", "green", "blue", "pink"][which])
            case "delete":
                state[side] = deleted(before, made().id)
            case _:
                exchanged()
                continue
        gone[side] |= {*dict(before.notes)} - {*dict(state[side].notes)}
        known[side] = dict(state[side].notes)
    last = {side: [one.note for one in highlights(state[side].notes)] for side in (True, False)}
    exchanged()
    assert highlights(state[True].notes) == highlights(state[False].notes)
    merged = "".join(one.note for one in highlights(state[True].notes))
    both = last[True] and last[False]
    # A note of which both wrote one is both of them, one below the other.
    notes = (part for side in last.values() for note in side for part in note.split("\n\n"))
    latest = max(notes, default="", key=lambda note: (len(note), note))
    assert not both or latest in merged


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ([0, 0, 0, 1, "", ""], True),
        ([1, 2, 1, 3, "a", "b"], True),
        ([1, 9, 2, 0, "", ""], True),
        ([1, 3, 1, 3, "", ""], False),
        ([1, 4, 1, 3, "", ""], False),
        ([-1, 0, 0, 1, "", ""], False),
        ([2, 0, 1, 9, "", ""], False),
        ([0, -1, 0, 1, "", ""], False),
        ([0, 0, 1, -1, "", ""], False),
        ([0, 0, 0, 1, ""], False),
        ([0, 0, 0, "1", "", ""], False),
        ([0, 0, 0, 1, "", 5], False),
        (None, False),
    ],
)
def test_an_anchor_leads_forwards_within_a_text(value: object, is_one: bool) -> None:
    found = read_anchor(value)
    assert (found is not None) is is_one
    assert found is None or anchor_value(found) == value


def test_a_highlight_that_is_there_is_not_added_again() -> None:
    state = noted(made())
    assert added(state, made(), LATER) is state
    changed = edited(state, made().id, LATER, note="second")
    assert added(changed, made(), LAST) is changed


def test_what_changes_nothing_is_no_edit() -> None:
    state = noted(made())
    assert edited(state, made().id, LATER) is state
    assert edited(state, made().id, LATER, note=" first ", colour="yellow") is state
    assert edited(state, "another", LATER, note="second") is state


def test_the_id_of_a_highlight_is_of_what_and_where_and_when_it_is() -> None:
    one = made()
    others = [
        new_highlight(KEY, LATER, quote="a quiet harbour", note="first", anchor=ANCHOR),
        new_highlight(f"{KEY}b", NOW, quote="a quiet harbour", note="first", anchor=ANCHOR),
        made("another"),
        made(note="another"),
        made(anchor=None),
        made(anchor=Anchor(4, 5, 4, 15)),
    ]
    assert len({one.id, *(other.id for other in others)}) == 7
    assert new_highlight(KEY, NOW, quote="a quiet harbour", note=" first\n", anchor=ANCHOR) == one
    assert len(one.id) == 12
    assert new_highlight(KEY, NOW.replace(microsecond=7)).at == NOW
    assert new_highlight(KEY, NOW).colour == "yellow"


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("#raft and #Db/Raft", {"raft", "db", "db/raft"}),
        ("#a/b/c/", {"a", "a/b", "a/b/c"}),
        ("#12 #1a #-x", {"1a", "-x"}),
        ("a#b &#39; /#c ##d", set()),
        ("no tag", set()),
        ("(#one),#two.", {"one", "two"}),
    ],
)
def test_tags_are_words_behind_a_sign(note: str, tags: set[str]) -> None:
    [(name, value)] = noted(made(note=note)).notes
    assert set(tags_of(name, value)) == tags
    assert tags_of("note:x", value) == ()


def test_the_text_of_a_highlight_is_its_passage_and_its_note() -> None:
    [(name, value)] = noted(made("One", "two")).notes
    assert text_of(name, value) == "One\ntwo"
    [(name, value)] = noted(new_highlight(KEY, NOW, note="two")).notes
    assert text_of(name, value) == "two"
    assert text_of("other:a:b", value) == text_of(name, 5) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("note:a", {}),
        ("note::b", {}),
        ("other:a:b", {}),
        ("note:a:b", []),
        *(("note:a:b", {key: 5}) for key in ("quote", "note", "at", "colour", "coloured", "edited", "version")),
        ("note:a:b", {"replaced": "x"}),
        ("note:a:b", {"replaced": [5]}),
        ("note:a:b", {"at": "soon"}),
        ("note:a:b", {"anchor": [1]}),
    ],
)
def test_a_field_that_holds_no_highlight_is_none(name: str, value: object) -> None:
    assert not is_sound(name, value)
    assert is_sound("note:a:b", {"quote": "x", "colour": "no colour", "replaced": ["x"], "at": ""})
    [found] = highlights((("note:a:b", {"quote": "x", "colour": "no colour"}),))
    assert found.colour == "yellow"


def test_a_note_holds_over_the_versions_that_it_names() -> None:
    older = {"note": "older", "version": "v1"}
    newer = {"note": "newer", "version": "v2", "replaced": ["v1"]}
    assert [one.note for one in highlights((("note:a:1", older), ("note:a:2", newer)))] == ["newer"]
    assert [one.note for one in highlights((("note:a:1", older), ("note:a:2", {**newer, "replaced": []})))] == [
        "older\n\nnewer"
    ]


def test_only_so_many_versions_are_kept_in_mind() -> None:
    state = noted(made())
    for number in range(60):
        state = edited(state, made().id, NOW + timedelta(seconds=number), note=f"note {number}")
    [(_, value)] = state.notes
    assert isinstance(value, dict)
    assert len(value["replaced"]) == 40


def test_a_list_of_notes_keeps_what_has_words() -> None:
    notes = [
        {"quote": "q\x1b", "note": "", "at": "2026-11-01T12:00:00Z"},
        "n",
        {"note": 5},
        {"note": "m", "at": "soon"},
        7,
    ]
    found = [value for _, value in from_list(notes)]
    assert found == [{"quote": "q", "at": "2026-11-01T12:00:00Z"}, {"note": "n"}, {"note": "m"}]
    names = [name for name, _ in from_list(notes)]
    assert all(re.fullmatch("note:[0-9a-f]{12}:[0-9a-f]{8}", name) for name in names)
    # As every version named them: an export of years ago adds nothing twice.
    [(name, _)] = from_list([{"note": "n", "at": "2026-11-01T12:00:00Z", "quote": "q"}])
    assert name == "note:6b10142bd09f:6b10142b"


def test_highlights_of_one_place_come_by_their_time() -> None:
    early, late = made("early"), new_highlight(KEY, LATER, quote="late", anchor=ANCHOR)
    assert [one.quote for one in highlights(noted(late, early).notes)] == ["early", "late"]
    further = made("further", anchor=Anchor(3, 6, 3, 15))
    assert [one.quote for one in highlights(noted(further, late).notes)] == ["late", "further"]


def test_a_colour_for_two_notes_at_once_makes_them_one_that_holds_over_both() -> None:
    one = edited(noted(made()), made().id, LATER, note="of one")
    other = edited(noted(made()), made().id, LAST, note="of the other")
    both = replace(one, notes=(*one.notes, *other.notes))
    coloured = edited(both, made().id, LAST + timedelta(1), colour="pink")
    assert len(coloured.notes) == 1
    # A machine that has not heard of it yet still has them apart.
    for fields in (coloured.notes, (*coloured.notes, *one.notes), (*both.notes, *coloured.notes)):
        [found] = highlights(fields)
        assert (found.note, found.colour) == ("of one\n\nof the other", "pink")
