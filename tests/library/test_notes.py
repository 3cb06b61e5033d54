"""Highlights and notes of a library: listed, asked for, searched, merged, and never lost."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blogreader.archive import Archive
from blogreader.highlights import added, new_highlight
from blogreader.library import Library
from blogreader.model import Anchor, Document, Place, State, Via
from blogreader.paths import Paths

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BASE = "https://example.org/"
SLUGS = ("one", "two", "three")


def folders_in(folder: Path) -> Paths:
    return Paths(folder / "library", folder / "library" / "cache", folder / "config.toml")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    articles = "".join(f"### [Article {slug}]({BASE}{slug})\n2026-01-01 · Sea · 5 min\n\n" for slug in SLUGS)
    (tmp_path / "index.md").write_text(f"# A blog\n\n{articles}")
    found = Library(folders_in(tmp_path), index=str(tmp_path / "index.md"), now=lambda: NOW)
    found.open()
    yield found
    found.close()


def archived(library: Library, slug: str, text: str) -> None:
    Archive(library.folders.library / "archive").write(
        Document(f"{BASE}{slug}", f"{BASE}{slug}", text, NOW, Via.EXTRACTED)
    )
    library.texts.is_due = True


def shown(library: Library, query: str) -> list[str]:
    return sorted(entry.article.key.removeprefix(BASE) for entry in library.select(query).page(0, 9))


def found(library: Library, words: str) -> list[str]:
    library.texts.catch_up()
    answer = library.texts.search(words, 10)
    assert answer is not None
    assert answer.total == len(answer.entries)
    return [entry.article.key.removeprefix(BASE) for entry in answer.entries]


def test_what_is_noted_is_found_by_queries_until_it_is_deleted(library: Library) -> None:
    library.notes.add(f"{BASE}one", quote="the Éclat of the lamp", note="Lamps again.")
    library.notes.add(f"{BASE}two", note="To be read twice.")
    assert shown(library, "is:noted") == ["one", "two"]
    assert shown(library, "-is:noted") == ["three"]
    assert shown(library, "note:eclat") == shown(library, 'note:"lamps again"') == ["one"]
    assert shown(library, "note:twice OR note:lamp") == ["one", "two"]
    [one] = library.notes.of(f"{BASE}one")
    library.notes.edit(f"{BASE}one", one.id, note="Of boats.")
    assert shown(library, "note:again") == []
    assert shown(library, "note:boats") == ["one"]
    library.notes.delete(f"{BASE}one", one.id)
    assert shown(library, "is:noted") == ["two"]
    assert shown(library, "note:boats") == []


def test_a_note_is_made_and_changed_as_it_is_asked_for_and_searched_anew(library: Library) -> None:
    key, anchor = f"{BASE}one", Anchor(1, 2, 1, 5)
    library.texts.catch_up()
    assert (library.notes.fields(key), library.texts.is_due) == ((), False)
    assert [entry.article.key for entry in library.notes.add(key, quote="sea", anchor=anchor)] == [key]
    assert library.texts.is_due
    assert len(library.notes.fields(key)) == 1
    library.notes.add(key, note="Again.", colour="green")
    noted, lit = library.notes.of(key)
    assert (lit.quote, lit.note, lit.colour, lit.anchor) == ("sea", "", "yellow", anchor)
    assert (noted.quote, noted.note, noted.colour, noted.anchor) == ("", "Again.", "green", None)
    library.notes.edit(key, lit.id, colour="blue")
    library.notes.edit(key, noted.id, note="Never.")
    assert [(one.note, one.colour) for one in library.notes.of(key)] == [("Never.", "green"), ("", "blue")]
    library.notes.add(f"{BASE}three", note="x")
    library.notes.add("https://gone.example/", note="y")
    assert [key for key, _ in library.notes.all()] == [f"{BASE}one", f"{BASE}three", "https://gone.example/"]
    library.notes.delete(f"{BASE}three", library.notes.of(f"{BASE}three")[0].id)
    assert [len(some) for _, some in library.notes.all()] == [2, 1]


def test_undo_takes_back_each_change_of_a_note_and_says_what_it_was(library: Library) -> None:
    library.notes.add(f"{BASE}one", quote="the lamp")
    [one] = library.notes.of(f"{BASE}one")
    library.notes.edit(f"{BASE}one", one.id, note="Lamps.")
    library.notes.delete(f"{BASE}one", one.id)
    sentences = [taken.sentence for _ in range(3) if (taken := library.undo())]
    assert sentences == ["1 highlight or note back again", "the note is as before", "1 highlight or note gone again"]
    assert (library.notes.of(f"{BASE}one"), shown(library, "is:noted")) == ((), [])
    library.redo()
    assert shown(library, "is:noted note:lamp") == ["one"]


def test_notes_are_searched_with_the_text_and_where_there_is_none(library: Library) -> None:
    archived(library, "one", "The boats came in.")
    assert found(library, "lighthouse") == []
    library.notes.add(f"{BASE}one", quote="boats", note="Compare the lighthouse.")
    library.notes.add(f"{BASE}two", note="A lighthouse, too.")
    assert sorted(found(library, "lighthouse")) == ["one", "two"]
    assert found(library, "came lighthouse") == ["one"]
    finder = library.texts.search("lighthouse", 5)
    assert finder is not None
    assert "lighthouse" in library.texts.excerpt(f"{BASE}two", finder.finder).text
    [two] = library.notes.of(f"{BASE}two")
    library.notes.delete(f"{BASE}two", two.id)
    assert found(library, "lighthouse") == ["one"]


def test_an_article_whose_text_or_index_is_gone_keeps_its_notes(library: Library, tmp_path: Path) -> None:
    archived(library, "one", "The boats came in.")
    library.notes.add(f"{BASE}one", quote="The boats", note="Gone soon.")
    (library.folders.library / "archive").rename(tmp_path / "away")
    library.texts.is_due = True
    assert found(library, "soon") == ["one"]
    (tmp_path / "index.md").write_text("# A blog\n\n### [Other](https://example.org/other)\n2026-01-01\n")
    again = Library(library.folders, index=str(tmp_path / "index.md"), now=lambda: NOW)
    again.open()
    assert [(key, one.note) for key, notes in again.notes.all() for one in notes] == [(f"{BASE}one", "Gone soon.")]
    again.close()


def test_a_catalogue_made_anew_has_the_notes(library: Library) -> None:
    library.notes.add(f"{BASE}one", quote="the lamp")
    library.close()
    for path in library.folders.cache.glob("*.db*"):
        path.unlink()
    again = Library(library.folders, index=str(library.folders.config.parent / "index.md"), now=lambda: NOW)
    again.open()
    assert shown(again, "note:lamp") == ["one"]
    again.close()


def test_other_changes_of_an_article_write_none_of_its_notes(library: Library) -> None:
    key = f"{BASE}one"
    for number in range(20):
        library.notes.add(key, quote=f"passage {number}")
    connection = library._catalogue._connection()
    before = connection.total_changes
    library.keep_place(key, None, ((0.0, 0.5),))
    assert connection.total_changes - before < 20
    assert len(library.notes.of(key)) == 20


def test_a_place_that_is_kept_looks_at_none_of_the_notes(library: Library) -> None:
    key = f"{BASE}one"
    for number in range(20):
        library.notes.add(key, quote=f"passage {number}")
    library.keep_place(key, Place(0, 1, "", 0.1))
    before = library.notes.fields(key)
    library.keep_in_background()
    for number in range(2, 6):
        library.keep_place(key, Place(0, number, "", 0.1))
        assert library.notes.fields(key) is before
    library.notes.add(key, quote="one more")
    assert len(library.notes.of(key)) == 21


@pytest.mark.slow
def test_a_note_among_a_thousand_writes_rows_of_its_own_alone(library: Library) -> None:
    key = f"{BASE}one"
    texts = [f"passage {number}" for number in range(1_000)]
    state = State(key)
    for text in texts:
        state = added(state, new_highlight(key, NOW, quote=text), NOW)
    library._reading_state.change([key], lambda *_: [state], "note")
    connection = library._catalogue._connection()
    before = connection.total_changes
    library.notes.add(key, quote="one more")
    assert connection.total_changes - before < 20
    assert shown(library, 'note:"one more"') == ["one"]
    assert len(library.notes.of(key)) == 1_001


def test_tags_in_notes_are_found_whole_and_by_what_is_above_them(library: Library) -> None:
    urls = [entry.article.key for entry in library.select().page(0, 3)]
    library.notes.add(urls[0], note="# Heading\nabout #Raft, #db/logs, https://x.example/#anchor and C#sharp, #1")
    library.notes.add(urls[1], quote="#raft in the text is no tag", note="nothing")
    library.notes.add(urls[2], note="#rafting (#Café)")

    def tagged(tag: str) -> list[str]:
        listing = library.select(f"tag:{tag}")
        return [*listing.keys(0, len(listing))]

    assert tagged("raft") == tagged("#RAFT") == tagged("db") == tagged("db/logs") == [urls[0]]
    assert tagged("cafe") == tagged("rafting") == [urls[2]]
    assert [tagged(tag) for tag in ("anchor", "sharp", "1", "heading", "logs", "raf")] == [[]] * 6
    assert [*library.completions("tag:r", 5)[2]] == ["raft", "rafting"]
    [one] = library.notes.of(urls[0])
    library.notes.edit(urls[0], one.id, note="no more")
    assert tagged("raft") == []
    library.undo()
    assert tagged("raft") == [urls[0]]
