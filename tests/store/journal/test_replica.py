"""What is known after lines in any order: for each field the last writer wins; and changes on their way to the disk."""

from contextlib import nullcontext
from itertools import permutations
from typing import Any

import pytest

from blogreader.store.journal import replica as module
from blogreader.store.journal.lazy_documents import Document, LazyDocuments
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.machine import DIGITS, digits
from blogreader.store.journal.pending import Draft, Job, Pending, lines_of
from blogreader.store.journal.replica import Replica
from blogreader.store.journal.snapshot_format import Snapshot
from blogreader.store.journal.value_types import LATEST

A, B = "https://example.org/a", "https://example.org/b"


def line(at: int, fields: Document, key: str = A, **more: Any) -> Record:
    return {"at": at, "set": {"state": {key: fields}}, **more}


def snapshot(
    tables: dict[str, dict[str, Document]], *, intact: bool = True, steps: tuple[bytes, ...] = (), **header: Any
) -> Snapshot:
    held = {name: LazyDocuments() for name in tables}
    for name, documents in tables.items():
        for key, document in documents.items():
            held[name].put(key, document)
    if steps:
        held["steps"] = LazyDocuments({str(number): one for number, one in enumerate(steps)})
    known = {"id": "x", "machine": "m", "journal": 1, "at": 100, "floor": 0, "undone": 0}
    return Snapshot({**known, **header}, held, intact=intact, ours=True)


def replica(*lines: Record, machine: str = "m") -> Replica:
    made = Replica(machine)
    for one in lines:
        made.take(one, own=False)
    return made


def step(name: str, at: int) -> Record:
    return line(at, {"status": "read"}, id=name, step="mark", old={"state": {A: {"status": None}}})


def test_in_whatever_order_lines_come_each_field_has_what_was_set_last() -> None:
    lines = [line(5, {"a": 1, "b": 1}), line(6, {"a": 2}), line(7, {"b": None, "c": 3}), line(4, {"a": 9, "d": 4})]
    for some in permutations(lines):
        made = replica(*some, *some)
        assert made.get("state", A) == {"a": 2, "c": 3, "d": 4}
        assert made.times("state", A) == {"a": 6, "b": 7, "c": 7, "d": 4}
        assert made.at == 7


def test_documents_that_share_their_fields_are_one_until_one_of_them_changes() -> None:
    shared: Document = {"a": 1, "b": None}
    memory = replica()
    for at, key in ((5, A), (5, B), (6, "c")):
        memory.take(line(at, shared, key), own=True)
    assert memory.get("state", A) is memory.get("state", B)  # of a hundred thousand that are marked at once, too
    assert [memory.get("state", key) for key in (A, B, "c")] == [{"a": 1}] * 3
    assert [memory.times("state", key)["b"] for key in (A, B, "c")] == [5, 5, 6]
    memory.take(line(7, {"a": 2}), own=True)
    memory.take(line(8, shared, "d", when={"state": {"d": {"a": 3}}}), own=True)
    assert [memory.get("state", key) for key in (A, B)] == [{"a": 2}, {"a": 1}]
    assert [memory.times("state", key) for key in (A, B, "d")] == [{"a": 7, "b": 5}, {"a": 5, "b": 5}, {"a": 3, "b": 8}]


def test_a_line_tells_which_documents_it_changed_and_none_that_is_the_same_afterwards() -> None:
    made = replica(line(5, {"a": 1}))
    assert made.take(line(6, {"a": 1}), own=False) == set()
    assert made.times("state", A) == {"a": 6}
    assert made.take(line(6, {"a": 2}), own=False) == set(), "equal times: what is there stays"
    assert made.take(line(7, {"a": 2, "b": None}), own=False) == {("state", A)}
    assert made.take({"at": 8, "set": {"session": {"last": {"v": 1}}, "state": {B: {"a": None}}}}, own=False) == {
        ("session", "last")
    }
    assert made.at == 8


def test_a_field_may_have_been_set_at_another_time_than_its_line() -> None:
    made = replica(line(9, {"a": 1, "b": 1}, when={"state": {A: {"a": 3}}}))
    assert made.times("state", A) == {"a": 3, "b": 9}
    assert made.at == 9
    late = replica(line(9, {"a": 1}, when={"state": {A: {"a": 3}}}))
    assert late.at == 9
    assert made.take(line(10, {"a": 2, "b": 2}, when={"state": {A: {"a": 3, "b": 20}}}), own=False) == {("state", A)}
    assert (made.get("state", A), made.at) == ({"a": 1, "b": 2}, 20)


def test_lines_up_to_the_floor_are_void_and_their_time_is_known_all_the_same() -> None:
    made = Replica("m")
    made.take_snapshot(snapshot({}, floor=50, at=60), 0)
    assert made.take(line(50, {"a": 1}), own=True) == set()
    assert made.take(line(51, {"a": 1}), own=True) == {("state", A)}
    assert (made.at, made.get("state", A)) == (60, {"a": 1})


def test_fields_of_an_edited_snapshot_without_a_time_count_as_set_when_it_was_saved() -> None:
    tables = {"state": {A: {"a": 1, "b": 2}}, "when state": {A: {"b": 5}}}
    for intact, at in ((True, 0), (False, 77)):
        made = Replica("m")
        made.take_snapshot(snapshot(tables, intact=intact), 77)
        assert made.times("state", A) == {"a": at, "b": 5}
        made.take(line(76, {"a": 9, "b": 9}), own=False)
        assert made.get("state", A) == {"a": 1 if at else 9, "b": 9}
    made = Replica("m")
    made.take_snapshot(snapshot({**tables, "session": {"last": {"v": 1}}}, intact=False), 77)
    made.fill_times()
    assert made.get("when state", A) == {"a": 77, "b": 5}
    assert made.get("when session", "last") == {"v": 77}
    made.tables["state"].put(B, {"c": 1})
    assert made.times("state", B) == {"c": 0}, "what comes without a time afterwards was not in that file"


def test_of_two_values_without_a_time_ours_stays() -> None:
    made, other = Replica("m"), snapshot({"state": {A: {"status": "reading"}, B: {"status": "read"}}})
    made.take_snapshot(snapshot({"state": {A: {"status": "read"}}}), 77)
    assert made.merge(other) == {("state", B)}
    assert made.get("state", A) == {"status": "read"}
    made = replica(line(1, {"a": 1}))
    assert made.get("state", A) == {"a": 1}
    made.take_snapshot(Snapshot({"version": 1}, {}, intact=False, ours=False), 77)
    assert (made.at, made.floor) == (0, 0)


def test_the_steps_of_a_snapshot_are_those_of_the_machine_that_wrote_it() -> None:
    text = b'{"id": "x", "kind": "mark", "new": {}, "old": {}}'
    for machine, number in (("other", 0), ("m", 1)):
        made = Replica(machine)
        made.take_snapshot(snapshot({"state": {A: {"a": 1}}}, steps=(text,), undone=1), 0)
        assert (len(made.steps), made.steps.undone) == (number, number)
        assert [*made.tables] == ["state"]
    for at, then in ((90, 1), (100, 1), (101, 2)):  # a step is in the snapshot, or comes after it
        made.take(step(f"at {at}", at) if at == 101 else {"at": at, "redo": "x"}, own=True)
        assert (len(made.steps), made.steps.undone) == (1, 2 - then)


def test_only_steps_of_our_own_are_undone_here_and_each_line_counts_once() -> None:
    made = Replica("m")
    made.take(step("theirs", 5), own=False)
    assert len(made.steps) == 0
    made.take(step("ours", 6), own=True)
    made.take({"at": 6, "undo": "ours"}, own=True)  # not later than what was taken
    assert (len(made.steps), made.steps.undone) == (1, 0)
    made.take({"at": 7, "undo": "ours"}, own=True)
    assert made.steps.undone == 1


def test_all_steps_of_a_line_replace_what_is_known_unless_something_of_ours_is_later() -> None:
    listed = {"id": "x", "kind": "mark", "new": {}, "old": {}}
    made = Replica("m")
    made.take(step("ours", 6), own=True)
    for at, own, number in ((5, True, 1), (9, False, 1), (6, True, 2), (7, True, 2)):
        made.take({"at": at, "steps": [listed, {**listed, "id": "y"}], "undone": 1}, own=own)
        assert (len(made.steps), made.steps.undone) == (number, number - 1), at


def test_the_next_time_is_that_of_the_clock_and_later_than_all_and_of_no_other_machine() -> None:
    made = replica(line(5_000_000, {"a": 1}))
    clock = 9_876_543_210
    assert made.next_time(clock) == clock // DIGITS * DIGITS + digits("m")
    late = made.next_time(0)
    assert 5_000_000 < late <= 5_000_000 + 2 * DIGITS
    assert late % DIGITS == digits("m") != digits("other") == Replica("other").next_time(0) % DIGITS
    assert made.next_time(10**18) <= LATEST + DIGITS


def test_a_replaced_file_voids_what_came_before_it() -> None:
    made = Replica("m")
    made.take_snapshot(snapshot({"state": {A: {"a": 1}}}, at=200_000, intact=False), 100)
    made.adopt()
    assert (made.floor, made.at) == (200_000, 200_000 + DIGITS)
    assert made.times("state", A) == {"a": 200_000 + DIGITS}
    late = Replica("m")
    late.take_snapshot(snapshot({}, at=200_000, intact=False), 900_000)
    late.adopt()
    assert (late.floor, late.at) == (200_000, 900_000)


def test_a_snapshot_lacks_a_table_only_where_there_is_something_in_it() -> None:
    made = replica(line(5, {"a": 1}))
    whole = snapshot({"state": {A: {"a": 1}}, "when state": {A: {"a": 5}}})
    assert not made.lacks(whole)
    for name in ("state", "when state"):
        assert made.lacks(Snapshot({}, {key: one for key, one in whole.tables.items() if key != name}, True, True))
    made.take(step("ours", 6), own=True)
    assert made.lacks(whole)
    assert not made.lacks(snapshot({"state": {}, "when state": {}}, steps=(b"{}",)))
    assert not Replica("m").lacks(snapshot({}))


def test_of_another_snapshot_the_newer_fields_are_taken_and_nothing_that_is_not_valid() -> None:
    made = replica(line(5, {"status": "read", "bookmark": 1}))
    touched = made.merge(
        snapshot(
            {
                "state": {A: {"status": "reading", "bookmark": "x"}, B: {"status": "read", "bookmark": "x"}},
                "when state": {A: {"status": 4, "bookmark": 9, "place": 6}, B: {"status": 3, "bookmark": 3}},
                "session": {"last": {"v": "x"}},
                "when session": {"last": {"v": 2}},
            },
            steps=(b"{}",),
            at=300,
        )
    )
    assert {*made.tables} == {"state", "when state", "session", "when session"}
    assert (made.get("state", B), made.times("state", B)) == ({"status": "read"}, {"status": 3})
    assert touched == {("state", B), ("session", "last")}
    assert made.get("state", A) == {"status": "read", "bookmark": 1}
    assert made.times("state", A) == {"status": 5, "bookmark": 5, "place": 6}
    assert (made.at, made.get("session", "last")) == (300, {"v": "x"})
    assert len(made.steps) == 0


def test_what_is_in_no_file_any_more_is_taken_over_with_its_steps() -> None:
    before, made = replica(line(7, {"a": 2, "b": None})), replica(line(5, {"a": 1, "b": 3}), line(6, {"c": 3}, B))
    before.take(step("ours", 9), own=True)
    assert made.take_over(before) == {("state", A)}
    assert made.get("state", A) == {"a": 2, "status": "read"}
    assert made.get("state", B) == {"c": 3}
    assert len(made.steps) == 1
    assert made.take_over(before) == set()
    own = replica(line(5, {"a": 1}))
    own.take(step("mine", 6), own=True)
    assert own.take_over(before)
    assert [one["id"] for one in own.steps.listed()] == ["mine"]
    adopted = Replica("m")
    adopted.floor = 7
    assert adopted.take_over(before) == {("state", A)}
    assert adopted.get("state", A) == {"status": "read"}


def test_edits_of_a_hand_count_from_when_the_file_was_saved_or_just_after_what_they_replace() -> None:
    base = replica(line(5, {"a": 1, "b": 1, "c": 1, "e": 1}), line(90, {"d": 1}))
    made = Replica("m")
    state = {A: {"a": 2, "b": 1, "d": 2, "new": 3, "f": 7}}
    made.take_snapshot(
        snapshot({"state": state, "when state": {A: {"a": 5, "b": 5, "d": 90, "e": 5, "f": 8}}}, at=60, intact=False),
        50,
    )
    made.take_edits(base, 50)
    assert made.get("state", A) == {"a": 2, "b": 1, "c": 1, "d": 2, "new": 3, "f": 7}
    assert made.times("state", A) == {"a": 50, "b": 5, "c": 5, "d": 91, "e": 50, "new": 50, "f": 8}
    assert made.at == 91


def test_a_table_of_which_very_many_documents_were_looked_at_is_compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked_then: list[int] = []
    monkeypatch.setattr(module, "_MOST_UNPACKED", 3)
    monkeypatch.setattr(module, "give_back", lambda: unpacked_then.append(made.tables["state"].unpacked))
    made: Replica = replica(*(line(5, {"a": number}, f"{A}/{number}") for number in range(3)))
    made.pack(nullcontext())
    assert (made.tables["state"].unpacked, unpacked_then) == (3, [])
    made.take(line(5, {"a": 3}, B), own=False)
    made.pack(nullcontext())
    assert (made.tables["state"].unpacked, made.get("state", B)) == (0, {"a": 3})
    assert unpacked_then == [0]  # the memory is given back once nothing holds the others any more


def test_everything_is_read_so_that_what_is_not_valid_is_known() -> None:
    made = Replica("m")
    made.take_snapshot(snapshot({"state": {A: {"a": 1}}}, steps=(b"{",)), 0)
    made.tables["state"].put_text(B, b"[]")
    made.read()
    assert (made.tables["state"].unsound, made.steps.lost) == ({B}, 1)


# Changes that are not on disk yet.


def draft(fields: Document, key: str = A, **words: Any) -> Draft[str]:
    return Draft({"state": {key: fields}}, words, "result")


def job(made: Draft[str], *, waits: bool = False) -> Job[str]:
    return Job(lambda: made, waits=waits, is_told=False)


def covered(pending: Pending, *drafts: Draft[str]) -> list[Job[str]]:
    jobs = [job(one) for one in drafts]
    for one, made in zip(jobs, drafts, strict=True):
        pending.cover(one, made)
        pending.add(one)
    return jobs


def test_what_is_pending_is_seen_over_what_is_on_disk_until_it_is_removed() -> None:
    pending = Pending()
    first, second = covered(pending, draft({"a": 1}), draft({"a": 1, "b": None}))
    assert (len(pending), first in pending) == (2, True)
    assert pending.over("state", A, {"b": 3, "c": 4}) == {"a": 1, "c": 4}
    assert pending.over("state", B, {"b": 3}) == {"b": 3}
    assert (pending.keys("state"), pending.keys("session")) == ({A}, set())
    assert pending.remove(first) == {("state", A)}
    assert pending.over("state", A, {"b": 3}) == {"a": 1}
    assert pending.remove(second) == {("state", A)}
    assert (pending.over("state", A, {"b": 3}), len(pending), pending.keys("state")) == ({"b": 3}, 0, set())
    assert (first.result, first.draft) == ("result", Draft({}, {}, "result"))


def test_places_alone_count_as_one_unsaved_change_and_beside_others_as_none() -> None:
    pending = Pending()
    assert pending.told() == (0, None)
    first, *_ = covered(pending, draft({"a": 1}), draft({"a": 2}))
    assert pending.told() == (1, first.submitted_at)
    covered(pending, draft({"a": 3}, step="mark"), draft({"a": 4}, step="mark"))
    assert pending.told()[0] == 2
    pending.add(job(draft({"a": 5}), waits=True))  # not computed yet: it may be a step
    assert pending.told()[0] == 3


def test_a_change_that_is_computed_under_the_lock_is_written_alone() -> None:
    for waiting, batches in (
        ((False, False, False), [3]),
        ((True, True), [1, 1]),
        ((False, True, False, False), [1, 1, 2]),
        ((), []),
    ):
        pending = Pending()
        jobs = [job(draft({"a": 1}), waits=waits) for waits in waiting]
        for one in jobs:
            pending.add(one)
        sizes = []
        while batch := pending.batch():
            assert batch == jobs[: len(batch)]
            del jobs[: len(batch)]
            sizes.append(len(batch))
            for one in batch:
                pending.remove(one)
        assert (sizes, pending.batch()) == (batches, [])


def test_the_lines_of_a_batch_have_growing_times_and_a_step_the_values_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 9_000_000_000)
    pending, memory = Pending(), replica(line(5, {"a": 1}))
    drafts = (draft({"a": 2, "b": 1}), draft({"a": None}, step="mark", id="x"), Draft({}, {}, "nothing"))
    jobs = [*covered(pending, *drafts, Draft({}, {"undo": "x"}, "words")), job(draft({}))]
    first, second, third = lines_of(jobs, memory)
    own = digits("m")
    assert [one["at"] for one in (first, second, third)] == [number * DIGITS + own for number in (9_000, 9_001, 9_002)]
    assert {key: first[key] for key in first if key != "at"} == {"n": 0, "set": {"state": {A: {"a": 2, "b": 1}}}}
    assert second["old"] == {"state": {A: {"a": 2}}}
    assert (second["id"], third["undo"], third["set"]) == ("x", "x", {})
    assert Draft({}, {"undo": "x"}, "").is_empty is draft({"a": 1}).is_empty is False


def test_a_step_holds_what_each_document_had_also_where_all_get_the_same() -> None:
    shared: Document = {"a": 2}
    memory = replica(line(5, {"a": 1}))
    keys = (B, A, "c")
    step = Draft({"state": dict.fromkeys(keys, shared)}, {"step": "mark", "id": "x"}, "result")
    pending = Pending()
    jobs = covered(pending, step, step._replace(patch={"state": {key: {"a": 3} for key in keys}}))
    first, second = lines_of(jobs, memory)
    assert first["old"] == {"state": {A: {"a": 1}, B: {"a": None}, "c": {"a": None}}}
    assert second["old"] == {"state": {key: {"a": 2} for key in keys}}
    assert first["old"]["state"][B] is first["old"]["state"]["c"]
