"""What is said of a step that was taken back, and what is kept of where a reader was."""

import json
from pathlib import Path
from typing import Any

import pytest

from blogreader.catalogue import Catalogue
from blogreader.errors import LibraryError, SourceError
from blogreader.library import reading_state
from blogreader.library.reading_state import ReadingState, again
from blogreader.model import Article, State, Status
from blogreader.records import replace
from blogreader.store.journal.state_files import stamp as stamp_of
from blogreader.store.state_store import StateStore

KEYS = tuple(f"https://example.org/{letter}" for letter in "ab")
ONE, TWO = map(State, KEYS)
NOTE: Any = ("note:a:1", {"quote": "q"})
OTHER: Any = ("note:b:1", {"quote": "q"})
Changes = list[dict[str, Any]]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([{"status": Status.READ}], [{}], "marked as unread again"),
        ([{}, {}], [{"status": Status.READ}] * 2, "marked as read again"),
        ([{}], [{"status": Status.READING}], "back to being read"),
        ([{}, {}], [{"status": Status.READ}, {}], "marked as read again"),
        ([{}, {}], [{"status": Status.READ}, {"status": Status.READING}], "as before"),
        ([{}], [{"bookmark": 1.0}], "on the reading list again"),
        ([{"bookmark": 1.0}] * 2, [{}] * 2, "off the reading list again"),
        ([{"bookmark": 1.0}, {}], [{}, {"bookmark": 1.0}], "as before"),
        ([{"bookmark": 1.0}], [{"bookmark": 2.0}], "on the reading list again"),
        ([{}], [{"status": Status.READ, "bookmark": 1.0}], "marked as read again"),
        ([{}], [{"notes": (NOTE,)}], "1 highlight or note back again"),
        ([{}, {}], [{"notes": (NOTE,)}, {"notes": (OTHER,)}], "2 highlights and notes back again"),
        ([{"notes": (NOTE,)}], [{}], "1 highlight or note gone again"),
        ([{"notes": (NOTE,)}], [{"notes": (OTHER,)}], "the note is as before"),
        ([{"bookmark": 1.0}], [{"notes": (NOTE,)}], "off the reading list again"),
        ([{}], [{"place": None}], "as before"),
    ],
)
def test_what_is_so_again_is_said_in_words(before: Changes, after: Changes, sentence: str) -> None:
    old, new = (
        [replace(one, **change) for one, change in zip((ONE, TWO), some, strict=False)] for some in (before, after)
    )
    assert again(old, new) == sentence


def made(folder: Path, *, looking: bool = False, in_background: bool = False) -> ReadingState:
    catalogue = Catalogue(folder / "cache" / "catalogue.db")
    reading_state = ReadingState(folder, catalogue, looking=looking)
    reading_state.open_catalogue()
    catalogue.put_articles(((Article(key, key, key), "index") for key in KEYS), new=False)
    reading_state.open()
    if in_background:
        reading_state.in_background()
    return reading_state


def to_read(states: list[State], _: object) -> list[State]:
    return [replace(state, status=Status.READ) for state in states]


def session_on_disk(folder: Path) -> object:
    return dict(StateStore(folder, machine="other").session())


@pytest.mark.parametrize("in_background", [True, False])
@pytest.mark.parametrize("kind", ["usual", "looking", "read-only"])
def test_where_the_reader_was_is_kept_with_the_states_where_they_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, in_background: bool
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "cache").mkdir()
    if kind == "read-only":
        monkeypatch.setattr("os.access", lambda path, *_, **__: not str(path).endswith("library"))
    library = made(tmp_path / "library", looking=kind == "looking", in_background=in_background)
    assert library.said() == (
        [f"{tmp_path}/library is read-only: nothing you do now will be saved."] if kind == "read-only" else []
    )
    assert library.said() == []
    library.keep_session({"view": "unread"})
    assert library.session() == {"view": "unread"}
    library.close()
    assert session_on_disk(tmp_path / "library") == ({"view": "unread"} if kind == "usual" else {})


def test_a_library_that_is_not_there_yet_is_not_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").mkdir()
    catalogue = Catalogue(tmp_path / "cache" / "catalogue.db")
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    reading_state = ReadingState(tmp_path / "nowhere", catalogue, looking=False)
    reading_state.open_catalogue()
    assert (reading_state.said(), reading_state.is_loaded) == ([], False)


def test_a_session_that_is_damaged_in_the_catalogue_is_none(tmp_path: Path) -> None:
    library = made(tmp_path)
    assert library.session() == {}
    library._catalogue.put_stamp("session", "{")
    assert library.session() == {}


@pytest.mark.parametrize(("looking", "view"), [(False, "all"), (True, "mine")])
def test_a_catalogue_that_is_filled_anew_knows_where_the_reader_was_unless_one_only_looks(
    tmp_path: Path, looking: bool, view: str
) -> None:
    made(tmp_path).keep_session({"view": "all"})
    library = made(tmp_path, looking=looking)
    library._catalogue.put_stamp("session", '{"view": "mine"}')
    library.take_all()
    assert library.session() == {"view": view}


@pytest.mark.parametrize("is_loaded", [True, False])
def test_changes_are_written_behind_from_when_that_is_asked_for(tmp_path: Path, is_loaded: bool) -> None:
    library = made(tmp_path)
    if is_loaded:
        library.change([KEYS[0]], to_read, "mark")
    library.in_background()
    assert library.is_loaded is is_loaded
    assert library.store.engine.in_background
    library.close()


def test_what_another_window_did_is_news_once_and_of_its_articles_alone(tmp_path: Path) -> None:
    here, there = made(tmp_path), made(tmp_path)
    assert (here.news(), here.is_loaded) == (set(), False)
    there.change([KEYS[0]], to_read, "mark")
    there.keep_session({"view": "all"})
    there.keep_place_mark("a", [1])
    assert here.news() is None, "what came before the states were first read may be anything"
    assert (here.news(), here.place_marks()) == (set(), {"a": [1]})
    there.change([KEYS[1]], to_read, "mark")
    there.keep_draft("b", "words")
    assert (here.news(), here.drafts()) == ({KEYS[1]}, {"b": "words"})
    there.keep_draft("b", None)
    assert (here.news(), here.news(), here.drafts()) == (set(), set(), {})
    assert here.session() == {"view": "all"}


@pytest.mark.parametrize("in_background", [True, False])
def test_a_step_is_taken_back_and_said_and_nothing_else_is(tmp_path: Path, in_background: bool) -> None:
    library = made(tmp_path, in_background=in_background)
    assert (library.undo(), library.redo()) == (None, None)
    [entry] = library.change([KEYS[0], "https://example.org/in-no-index"], to_read, "mark")
    assert entry.state.status is Status.READ
    taken = library.undo()
    assert (taken and taken.said(), taken and len(taken.keys)) == ("2 articles: marked as unread again", 2)
    taken = library.redo()
    assert (taken and taken.said(), library.state(KEYS[0]).status) == ("2 articles: marked as read again", Status.READ)
    library.close()
    assert library.unsaved() == (0, 0.0, "")


def test_changes_of_others_since_leave_nothing_to_undo_and_that_is_said(tmp_path: Path) -> None:
    library = made(tmp_path)
    library.change([KEYS[0]], to_read, "mark")
    StateStore(tmp_path, machine="other").change(
        [KEYS[0]], lambda states, _: [replace(states[0], status=Status.READING)]
    )
    taken = library.undo()
    assert taken is not None
    assert (taken.keys, taken.said(), taken.said(10)) == ((), taken.sentence, taken.sentence)
    assert taken.sentence == "Nothing to undo: these articles have been changed since."


def test_a_single_article_is_named_by_its_title_which_is_cut_to_the_width(tmp_path: Path) -> None:
    library = made(tmp_path)
    title = "On \x1b[31mslow trains, and why one\nwould want to take them"
    library._catalogue.put_articles([(Article(KEYS[0], KEYS[0], title), "index")], new=False)
    library.change([KEYS[0]], to_read, "mark")
    taken = library.undo()
    assert taken is not None
    assert taken.said() == "On [31mslow trains, and why one would want to take them: marked as unread again"
    assert taken.said(48) == "On [31mslow trains, and…: marked as unread again"
    assert taken.said(5) == "On [31mslow…: marked as unread again"
    gone = "https://example.org/in-no-index"
    library.change([gone], to_read, "mark")
    taken = library.undo()
    assert taken is not None
    assert taken.said(80) == "in-no-index: marked as unread again"


def test_what_is_no_export_of_states_is_refused_by_its_name(tmp_path: Path) -> None:
    library = made(tmp_path)
    with pytest.raises(SourceError, match=r"^x\.json is not an export of states \(line 1: not JSON\); nothing"):
        library.merge("x", "x.json", dry_run=False)
    other = made(tmp_path / "other")
    other.change([KEYS[0]], to_read, "mark")
    text = "\n".join(other.export())
    assert library.merge(text, "x", dry_run=True).keys == (KEYS[0],)
    assert library.state(KEYS[0]).status is Status.UNREAD
    assert library.merge(text, "x", dry_run=False).keys == (KEYS[0],)
    [entry] = library._catalogue.entries([KEYS[0]])
    assert (entry.state.status, library.merge(text, "x", dry_run=False).keys) == (Status.READ, ())
    assert library.adopt({KEYS[0]: KEYS[1], "https://example.org/nowhere": KEYS[0]}) == 1
    assert [one.state.status for one in library._catalogue.entries(KEYS)] == [Status.READ] * 2


def test_what_is_wrong_with_the_files_is_found_and_mended_if_that_is_wished(tmp_path: Path) -> None:
    library = made(tmp_path)
    assert library.check(repair=True) == ([], True)
    library.change([KEYS[0]], to_read, "mark")
    [journal] = tmp_path.glob("journal-*")
    journal.write_bytes(journal.read_bytes() + b"damaged\n")
    library = made(tmp_path)
    sentences, is_mended = library.check(repair=False)
    assert ("1 damaged line" in sentences[0], is_mended) == (True, False)
    library = made(tmp_path)
    sentences, is_mended = library.check(repair=True)
    assert (len(sentences), is_mended, library.check(repair=False)) == (1, True, ([], True))
    assert json.loads((tmp_path / "state.json").read_text())["state"] == {KEYS[0]: {"status": "read"}}


def test_states_that_nobody_asked_for_are_not_loaded_and_nothing_of_them_is_unsaved(tmp_path: Path) -> None:
    library = made(tmp_path / "library")
    assert (library.is_loaded, library.news(), library.unsaved()) == (False, set(), (0, 0.0, ""))
    assert library.close() == 0
    assert not library.is_loaded
    library = made(tmp_path / "library")
    assert library.state(KEYS[0]) == ONE
    assert library.is_loaded
    assert library.close() == 0


@pytest.mark.parametrize("in_background", [True, False])
def test_marks_and_drafts_are_kept_beside_each_other_until_they_are_deleted(
    tmp_path: Path, in_background: bool
) -> None:
    library = made(tmp_path / "library", in_background=in_background)
    library.keep_place_mark("A", [KEYS[0]])
    library.keep_place_mark("B", [KEYS[1]])
    library.keep_draft("x", {"note": "n"})
    library.keep_draft("x", {"note": "m"})
    library.keep_draft("y", {"note": "n"})
    library.keep_draft("y", None)
    expected = ({"A": [KEYS[0]], "B": [KEYS[1]]}, {"x": {"note": "m"}})
    assert (dict(library.place_marks()), dict(library.drafts())) == expected
    if not in_background:  # the catalogue knows of it, and is not filled anew
        assert library._catalogue.stamp("state") == stamp_of(tmp_path / "library")
    assert library.close() == 0
    again = made(tmp_path / "library")
    assert (dict(again.place_marks()), dict(again.drafts())) == expected
    assert again._catalogue.stamp("state") == stamp_of(tmp_path / "library")
    again.close()


def test_states_of_another_machine_and_of_moved_articles_are_shown_at_once(tmp_path: Path) -> None:
    library = made(tmp_path / "library")
    library.change([KEYS[0]], to_read, "mark")
    other = made(tmp_path / "other")
    text = "\n".join(library.export())
    assert len(other.merge(text, "x.jsonl", dry_run=True).keys) == 1
    assert other._catalogue.tally(status=Status.READ).articles == 0
    assert len(other.merge(text, "x.jsonl", dry_run=False).keys) == 1
    assert other._catalogue.tally(status=Status.READ).articles == 1
    assert other.adopt({KEYS[0]: KEYS[1]}) == 1
    assert other._catalogue.tally(status=Status.READ).articles == 2
    for one in (library, other):
        one.close()


def test_states_of_articles_that_are_new_in_the_catalogue_are_filled_in(tmp_path: Path) -> None:
    library = made(tmp_path / "library")
    library.take_new(KEYS)
    assert not library.is_loaded
    new = f"{KEYS[0]}/new"
    library.change([new], to_read, "mark")
    catalogue = library._catalogue
    catalogue.put_articles(((Article(key, key, key), "index") for key in (*KEYS, new)), new=False)
    assert catalogue.tally(status=Status.READ).articles == 0
    library.take_new([new])
    assert catalogue.tally(status=Status.READ).articles == 1
    library.close()


def test_a_change_that_the_catalogue_did_not_take_is_shown_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = made(tmp_path / "library")

    def fails(*_: object, **__: object) -> None:
        raise LibraryError("It is locked.")

    with monkeypatch.context() as patched:
        patched.setattr(Catalogue, "put_states", fails)
        with pytest.raises(LibraryError):
            library.change([KEYS[0]], to_read, "mark")
    assert library._catalogue.tally(status=Status.READ).articles == 0
    library.change([KEYS[1]], to_read, "mark")
    assert library._catalogue.tally(status=Status.READ).articles == 2
    library.close()


@pytest.mark.parametrize("number", [0, 1])
def test_the_catalogue_is_marked_until_what_it_shows_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    library = made(tmp_path / "library", in_background=True)
    monkeypatch.setattr(library.store.engine, "unsaved", lambda: (number, 0.0))
    library.change([KEYS[0]], to_read, "mark")
    stamp = library._catalogue.stamp("state") or ""
    assert stamp.startswith(reading_state._UNSAVED) is bool(number)
    monkeypatch.undo()
    assert library.close() == 0
    assert library._catalogue.stamp("state") == stamp_of(tmp_path / "library")
