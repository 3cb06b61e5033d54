"""What a library keeps of marks, drafts, templates and repairs, and what it makes of anything else."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from blogreader.errors import Unwritable
from blogreader.highlights import anchor_value
from blogreader.library import kept_marks, note_drafts
from blogreader.library.kept_marks import KeptMarks
from blogreader.library.note_drafts import NoteDraft, NoteDrafts
from blogreader.library.offline import template_files
from blogreader.library.offline.template_files import KeptTemplate, TemplateFiles
from blogreader.library.reports import Checkup, checked
from blogreader.model import Anchor, Finding, Highlight, Place, PlaceMark

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
A, B = "https://example.org/a", "https://example.org/b"
NAMES: dict[str, None] = {}
PLACE = Place(1, 2, "quote", 0.123456)


# Marks.


def test_a_mark_is_kept_by_its_letter_and_that_of_an_article_by_its_address_too() -> None:
    assert kept_marks.to_record(PlaceMark("a", A, PLACE, 3)) == (f"a {A}", [A, 1, 2, "quote", 0.1235, 3])
    assert kept_marks.to_record(PlaceMark("A", A, None)) == ("A", [A])
    for mark in (
        PlaceMark("z", A, Place(0, 0, "", 1.0), 0),
        PlaceMark("y", A, Place(0, 0, "", 0.0), 0),
        PlaceMark("Z", B, None),
        PlaceMark("b", A, None),
    ):
        assert kept_marks.from_record(*kept_marks.to_record(mark)) == mark


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("A", 5),
        ("A", []),
        ("A", [5]),
        ("A", [A, 1, 2, "q", 0.5]),
        ("A", [A, -1, 2, "q", 0.5, 3]),
        ("A", [A, 1, -1, "q", 0.5, 3]),
        ("A", [A, 1, 2, "q", 1.1, 3]),
        ("A", [A, 1, 2, "q", -0.1, 3]),
        ("A", [A, 1, 2, 5, 0.5, 3]),
        ("AB", [A]),
        ("a", [A]),
        (f"a {B}", [A]),
        (f"A {A}", [A]),
        ("1", [A]),
        ("é", [A]),
        ("", [A]),
    ],
)
def test_what_is_no_mark_is_passed_over(name: str, value: object) -> None:
    assert kept_marks.from_record(name, value) is None
    marks = {name: value, "B": [A], f"c {A}": [A], f"d {B}": [B]}
    kept = KeptMarks(cast("Any", SimpleNamespace(place_marks=lambda: marks)))
    assert kept.of(A).keys() == {"B", "c"}
    assert kept.of(None).keys() == {"B"}


# Drafts of notes.


class State:
    """Holds drafts as the state does."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def drafts(self) -> dict[str, Any]:
        return self.kept

    def keep_draft(self, name: str, value: object) -> None:
        if value is None:
            del self.kept[name]
        else:
            self.kept[name] = json.loads(json.dumps(value))


def test_drafts_are_kept_until_they_are_dropped_the_latest_first() -> None:
    state, times = State(), iter((NOW, NOW.replace(minute=31), NOW.replace(minute=32)))
    drafts = NoteDrafts(cast("Any", state), lambda: next(times))
    first = drafts.new(A, "passage", Anchor(1, 0, 1, 7), "green")
    of = Highlight("h", "of it", "noted", "pink", NOW, None)
    second, other = drafts.new(A, "not this", Anchor(1, 0, 1, 7), "green", of), drafts.new(B, "", None, "blue")
    assert (second.quote, second.anchor, second.colour, second.note, second.highlight) == (
        *("of it", None, "pink", "noted", "h"),
    )
    assert (first.note, first.highlight, first.at, drafts.of(A)) == ("", "", NOW, ())
    for one in (first, second, other):
        drafts.keep(one)
    assert drafts.of(A) == (second, first)
    assert drafts.of(B) == (other,)
    drafts.drop("never")
    drafts.drop(second.id)
    assert drafts.of(A) == (first,)


GOOD = {"key": A, "at": "2026-11-08T12:30:00+00:00", "note": "n\x07", "quote": "q", "colour": "blue", "highlight": ""}


def test_a_draft_is_read_as_it_was_kept_without_what_no_terminal_should_get() -> None:
    assert note_drafts.from_record("x", GOOD) == NoteDraft("x", A, NOW, "n", "q", None, "blue", "")
    anchored = note_drafts.from_record("x", {**GOOD, "anchor": anchor_value(Anchor(1, 0, 1, 7))})
    assert anchored
    assert anchored.anchor == Anchor(1, 0, 1, 7)
    for name in GOOD:
        assert note_drafts.from_record("x", {**GOOD, name: 5}) is None
        assert note_drafts.from_record("x", {key: value for key, value in GOOD.items() if key != name}) is None
    for change in ({"colour": "red"}, {"at": "soon"}):
        assert note_drafts.from_record("x", {**GOOD, **change}) is None
    assert note_drafts.from_record("x", 5) is None


# Templates of hosts.


def test_a_template_is_read_as_it_was_kept_and_once(tmp_path: Path) -> None:
    marks = ("0123456789abcdef", "f" * 16)
    files = TemplateFiles(tmp_path / "templates")
    assert (files.known("n.example"), files.get("n.example")) == (None, KeptTemplate(0, ()))
    files.put("n.example", KeptTemplate(3, marks))
    assert files.known("n.example") == files.get("n.example") == KeptTemplate(3, marks)
    [path] = (tmp_path / "templates").iterdir()
    assert path.name == f"{sha256(b'n.example').hexdigest()[:32]}.json"
    again = TemplateFiles(tmp_path / "templates")
    assert again.get("n.example") == KeptTemplate(3, marks)
    path.unlink()
    assert again.get("n.example") == KeptTemplate(3, marks)
    assert again.get("other.example") == KeptTemplate(0, ())


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"host": "other.example"},
        {"pages": "3"},
        {"fingerprints": "x"},
        None,
    ],
)
def test_a_template_that_is_none_is_made_anew(tmp_path: Path, change: dict[str, object] | None) -> None:
    TemplateFiles(tmp_path).put("n.example", KeptTemplate(3, ("f" * 16,)))
    [path] = tmp_path.iterdir()
    said = json.loads(path.read_text())
    assert said["version"] == 1
    path.write_text(json.dumps({**said, "fingerprints": ["f" * 16, 5, "x", "f" * 17]}))
    assert TemplateFiles(tmp_path).get("n.example") == KeptTemplate(3, ("f" * 16,))
    path.write_text("[" if change is None else json.dumps({**said, **change}))
    assert TemplateFiles(tmp_path).get("n.example") == KeptTemplate(0, ())
    path.write_text("[]")
    assert TemplateFiles(tmp_path).get("n.example") == KeptTemplate(0, ())


def test_a_template_is_read_up_to_a_size_and_one_that_can_not_be_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TemplateFiles(tmp_path).put("n.example", KeptTemplate(3, ()))
    [path] = tmp_path.iterdir()
    for most, pages in ((path.stat().st_size, 3), (path.stat().st_size - 1, 0)):
        monkeypatch.setattr(template_files, "_LARGEST", most)
        assert TemplateFiles(tmp_path).get("n.example").pages == pages
    path.unlink()
    path.mkdir()
    assert TemplateFiles(tmp_path).get("n.example").pages == 0
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable):
        TemplateFiles(tmp_path / "file").put("n.example", KeptTemplate(3, ()))


# Repairs.


def test_what_is_wrong_is_told_and_mended_where_that_is_possible() -> None:
    mended: list[str] = []

    def gone() -> None:
        raise Unwritable(Path("x"), "gone") from FileNotFoundError()

    def fails() -> None:
        raise Unwritable(Path("x"), "no space left on device") from OSError()

    remark, good, bad = Finding("R.", is_remark=True), Finding("G.", lambda: mended.append("G")), Finding("B.")
    assert checked([], repair=False) == Checkup((), True, (), False)
    assert checked([remark], repair=False) == Checkup((), True, ("R.",), False)
    assert checked([good, bad, remark], repair=False) == Checkup(("G.", "B."), False, ("R.",), True)
    assert mended == []
    assert checked([good, remark], repair=True) == Checkup(("G.",), True, ("R.",), True)
    assert mended == ["G"]
    assert checked([bad], repair=True) == Checkup(("B.",), False, (), False)
    assert checked([Finding("X.", gone)], repair=True) == Checkup(("X.",), True, (), True)
    told = checked([Finding("X.", fails), good], repair=True)
    assert (told.is_well, told.wrong[:2], len(told.wrong)) == (False, ("X.", "G."), 3)
    assert "no space left" in told.wrong[2]
    with pytest.raises(KeyError):
        checked([Finding("X.", lambda: NAMES["a bug"])], repair=True)
