"""The steps that can be undone and redone, as a history alone: what lines of a journal make of it."""

import json

import pytest

from blogreader.store.journal import undo_history
from blogreader.store.journal.lazy_documents import LazyDocuments, text_of
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.undo_history import MOST, UndoHistory, keep_whole


def step(name: object, *, kind: str = "mark", documents: int = 1) -> Record:
    keys = [f"{name}-{number}" for number in range(documents)]
    new, old = ({"state": {key: {"status": value} for key in keys}} for value in ("read", None))
    return {"id": str(name), "step": kind, "set": new, "old": old}


def text(name: object, **change: object) -> bytes:
    record = step(name)
    return text_of({"id": record["id"], "kind": "mark", "new": record["set"], "old": record["old"], **change})


def history(*names: object) -> UndoHistory:
    made = UndoHistory()
    for name in names:
        made.take(step(name))
    return made


def ids(made: UndoHistory) -> list[str]:
    return [one["id"] for one in made.listed()]


def test_the_newest_step_is_undone_first_and_redone_last() -> None:
    made = history("a", "b", "c")
    assert made.to_redo() is None
    for name in "cb":
        assert (undone := made.to_undo())
        assert undone.id == name
        made.take({"undo": name})
    assert [one.id for one in (made.to_undo(), made.to_redo()) if one] == ["a", "b"]
    made.take({"redo": "b"})
    assert [one.id for one in (made.to_undo(), made.to_redo()) if one] == ["b", "c"]
    made.take({"redo": "c"})
    assert (made.to_redo(), made.undone, len(made), ids(made)) == (None, 0, 3, ["a", "b", "c"])


def test_a_line_that_was_applied_or_is_about_another_step_changes_nothing() -> None:
    made = history("a", "b")
    for line in ({"undo": "a"}, {"redo": "b"}, {"redo": "a"}, step("b"), step("a"), {}, step("p", kind="place")):
        made.take(line)
        assert (made.undone, ids(made)) == (0, ["a", "b"])
    made.take({"undo": "b"})
    made.take({"undo": "b"})
    made.take({"redo": "a"})
    assert (made.undone, ids(made)) == (1, ["a", "b"])
    empty = UndoHistory()
    empty.take({"undo": "a"})
    empty.take({"redo": "a"})
    assert (empty.undone, empty.to_undo(), empty.to_redo()) == (0, None, None)


def test_a_step_after_undone_ones_takes_their_place() -> None:
    made = history("a", "b", "c")
    made.take({"undo": "c"})
    made.take({"undo": "b"})
    made.take(step("b"))  # which is not there any more, but undone
    assert (made.undone, ids(made)) == (0, ["a", "b"])


def test_a_step_is_known_again_among_the_last_eight() -> None:
    made = history(*range(10))
    for known in range(2, 10):
        made.take(step(known))
    assert len(made) == 10
    made.take(step(1))
    assert ids(made) == [*map(str, range(10)), "1"]


def test_the_oldest_steps_are_forgotten() -> None:
    made = history(*range(MOST))
    assert len(made) == MOST == 250
    made.take(step("new"))
    assert (len(made), ids(made)[0], ids(made)[-1]) == (250, "1", "new")


def test_steps_are_read_from_their_texts_and_given_again_as_lines_and_documents() -> None:
    made = UndoHistory([text("a"), text("b")], undone=1)
    assert [one.id for one in (made.to_undo(), made.to_redo()) if one] == ["a", "b"]
    assert made.listed() == [json.loads(text(name)) for name in "ab"]
    assert dict(made.documents().lines()) == {"0": text("a"), "1": text("b")}
    assert UndoHistory([text("a")], undone=3).undone == 1


BAD = text("bad", new=[])


def test_before_a_step_that_is_none_nothing_can_be_undone_and_after_it_everything() -> None:
    made = UndoHistory([text("a"), BAD, b"no JSON", text("c"), text("d")])
    made.read()
    assert (ids(made), made.lost, made.undone) == (["c", "d"], 3, 0)
    assert ids(UndoHistory([BAD, text("a"), BAD, text("b"), text("c")])) == ["b", "c"]
    made = UndoHistory([text("a"), BAD])
    assert (made.to_undo(), len(made), made.lost) == (None, 0, 2)
    made = UndoHistory([text("a"), text("b"), BAD])
    made.read()
    assert (len(made), made.lost) == (0, 3)


def test_from_an_undone_step_that_is_none_nothing_can_be_redone() -> None:
    made = UndoHistory([text("a"), text("b"), text("c"), BAD, text("d")], undone=4)
    assert (redone := made.to_redo())
    assert redone.id == "b"
    made.read()
    assert (ids(made), made.lost, made.undone) == (["a", "b", "c"], 2, 2)
    made = UndoHistory([text("a"), BAD], undone=1)
    assert (made.to_redo(), ids(made), made.lost, made.undone) == (None, ["a"], 1, 0)


def test_long_steps_are_compressed_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_history, "_MANY", 3)
    monkeypatch.setattr(undo_history, "_LONG", 200)
    many, few = step("many", documents=4), step("few", documents=3)
    made = UndoHistory()
    for one in (few, many, few, many):  # each is known again
        made.take(one)
    assert ids(made) == ["few", "many"]
    assert [type(one).__name__ for one in made._steps] == ["UndoStep", "_PackedStep"]
    texts = [one for _, one in made.documents().lines()]
    again = UndoHistory(texts)
    assert [type(one).__name__ for one in again._steps] == ["_PackedStep", "_PackedStep"]
    again.take(many)
    assert again.listed() == made.listed()
    assert dict(again.documents().lines()) == dict(made.documents().lines())
    assert [type(one).__name__ for one in UndoHistory([text("a")])._steps] == ["bytes"]
    assert len(text("a")) < 200 < min(map(len, texts))


def test_of_steps_in_a_file_those_up_to_the_last_that_is_none_go() -> None:
    for texts, left in (
        ([text("a"), text("b")], ["a", "b"]),
        ([BAD, text("a")], ["a"]),
        ([text("a"), BAD], []),
        ([BAD, text("a"), BAD, text("b"), text("c")], ["b", "c"]),
        ([], []),
    ):
        documents = LazyDocuments({str(number): one for number, one in enumerate(texts)})
        keep_whole(documents)
        assert [documents.get(key)["id"] for key in documents] == left
