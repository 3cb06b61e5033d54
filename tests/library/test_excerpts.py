"""The passages that a search shows, to the letter, and an index that is lost while it is asked."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from blogreader import files
from blogreader.archive import Archive
from blogreader.catalogue.full_text import FullTextIndex, IndexedText, IndexLost
from blogreader.conditions import FullText
from blogreader.library import Library
from blogreader.library import text_index as module
from blogreader.library.reports import Excerpt
from blogreader.model import Document, Via
from blogreader.paths import Paths
from blogreader.search_terms import Finder, terms
from tests.conftest import opened_files
from tests.library.opened import BASE, NOW, libraries_of

SLUGS = ("one", "two", "three")


@pytest.fixture
def library(folders: Paths, tmp_path: Path) -> Iterator[Library]:
    articles = "".join(f"### [Article {slug}]({BASE}{slug})\n2026-01-01 · Café · 5 min\n\n" for slug in SLUGS)
    with libraries_of(folders, tmp_path / "index.md", f"# A blog\n\n{articles}") as make:
        yield make()


@pytest.fixture
def keep(folders: Paths) -> Callable[[str, str], None]:
    archive = Archive(folders.library / "archive")

    def kept(slug: str, text: str) -> None:
        archive.write(Document(f"{BASE}{slug}", f"{BASE}{slug}", text, NOW, Via.EXTRACTED))

    return kept


FEW, MANY = "aaaa ", " bbbb"


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        # From 30 letters before the first word, or the beginning.
        (FEW * 6 + "harbour" + MANY * 60, "harbour", FEW * 6 + "harbour" + MANY * 40 + " …"),
        (FEW * 7 + "harbour" + MANY * 60, "harbour", "… " + FEW * 6 + "harbour" + MANY * 40 + " …"),
        (FEW * 99 + "harbour.", "harbour", "… " + FEW * 6 + "harbour."),
        # Not inside of a word, unless that is a long one.
        ("c" * 80 + " " + "d" * 40 + " harbour.", "harbour", "… " + "d" * 40 + " harbour."),
        ("c" * 80 + " " + "d" * 58 + " harbour.", "harbour", "… " + "d" * 58 + " harbour."),
        ("c" * 80 + " " + "d" * 60 + " harbour.", "harbour", "… " + "d" * 59 + " harbour."),
        # Of 240 letters, to the end of a word.
        ("harbour " + "e" * 232, "harbour", "harbour " + "e" * 232),
        ("harbour " + "e" * 233, "harbour", "harbour " + "e" * 232 + " …"),
        ("harbour " + "f" * 112 + " " + "e" * 233, "harbour", "harbour " + "f" * 112 + " " + "e" * 119 + " …"),
        ("harbour " + "f" * 113 + " " + "e" * 233, "harbour", "harbour " + "f" * 113 + " …"),
        # Where most of the words are within 120 letters.
        ("rope. " + "g " * 50 + "harbour. " + "rope sail.", "rope harbour sail", None),
        (
            "rope " + "g" * 114 + " sail " + "h " * 70 + "rope sail",
            "rope sail",
            "rope " + "g" * 114 + " sail " + "h " * 57 + "…",
        ),
        ("rope " + "g" * 115 + " sail " + "h " * 70 + "rope sail", "rope sail", "… " + "h " * 15 + "rope sail"),
        ("rope rope rope " + "h " * 90 + "rope sail", "rope sail", "… " + "h " * 15 + "rope sail"),
        ("", "harbour", ""),
    ],
)
def test_an_excerpt_begins_before_the_words_and_ends_with_one(
    library: Library, keep: Callable[[str, str], None], text: str, line: str, shown: str | None
) -> None:
    keep("one", text)
    found = library.texts.excerpt(f"{BASE}one", Finder(terms(line)))
    if shown is None:
        shown = text.strip()
    assert found.text == shown
    assert [found.text[start:end] for start, end in found.spans] == [
        word for word in found.text.replace(".", "").split() if word in line.split()
    ]


def test_without_words_the_beginning_is_shown_and_nothing_of_a_text_that_is_not_there(
    library: Library, keep: Callable[[str, str], None]
) -> None:
    keep("one", "It begins so.\n\n- And goes on.")
    assert library.texts.excerpt(f"{BASE}one", None) == Excerpt("It begins so. And goes on.", ())
    assert library.texts.excerpt(f"{BASE}two", Finder(terms("words"))) == Excerpt("", ())
    assert library.texts.text_of(f"{BASE}two") == ""


def test_what_is_not_looked_through_is_not_shown(
    library: Library, keep: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("one", "Words of it. " * 10 + "harbour")
    monkeypatch.setattr(module, "_LOOKED_THROUGH", 137)
    assert library.texts.excerpt(f"{BASE}one", Finder(terms("harbour"))).text.endswith("harbour")
    monkeypatch.setattr(module, "_LOOKED_THROUGH", 136)
    assert library.texts.excerpt(f"{BASE}one", Finder(terms("harbour"))).text.startswith("Words of it.")


# An index that is asked.


def lost(times: int) -> Callable[[FullTextIndex], int]:
    """Return a question that so many times finds the index lost, and then how many texts there are."""
    left = [times]

    def ask(index: FullTextIndex) -> int:
        if left[0]:
            left[0] -= 1
            raise IndexLost
        return len(index.stamps())

    return ask


@pytest.mark.parametrize(
    ("waits", "so_far", "times", "answer", "indexed"),
    [
        (True, False, 0, 1, 1),
        (True, False, 1, 1, 1),
        (True, False, 2, None, 1),
        (True, True, 0, 0, 0),
        (True, True, 1, 0, 0),
        (False, False, 0, 0, 0),
        (False, False, 1, 0, 0),
        (False, True, 1, 0, 0),
        (False, False, 2, None, 0),
    ],
)
def test_an_index_is_filled_only_for_one_who_waits_for_all_of_it(
    library: Library,
    keep: Callable[[str, str], None],
    *,
    waits: bool,
    so_far: bool,
    times: int,
    answer: int | None,
    indexed: int,
) -> None:
    texts = library.texts
    assert texts.ask(lambda index: index.stamps(), so_far=True) is None
    assert not texts._path.exists(), "no index is made for it"
    assert texts._index.stamps() == {}
    keep("one", "The harbour.")
    texts.waits = waits
    assert texts.ask(lost(times), so_far=so_far) == answer
    assert len(texts._index.stamps()) == indexed


def test_an_index_that_is_lost_is_filled_later_or_at_once_for_one_who_waits(
    library: Library, keep: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("one", "The harbour.")
    texts, stamps = library.texts, texts_lost(monkeypatch)
    for waits, times, is_filled in ((True, 1, True), (True, 2, False), (False, 1, False)):
        texts._index.clear()
        texts.waits, texts.is_due, stamps[:] = waits, False, [True] * times
        assert texts.catch_up() is is_filled
        assert texts.is_due is not is_filled
    condition = FullText("harbour", phrase=False)
    texts.waits = True
    assert texts.keys(condition) == {f"{BASE}one"}
    monkeypatch.setattr(FullTextIndex, "keys", texts_are_lost)
    texts.is_due = False
    assert texts.keys(condition) == {f"{BASE}one"}  # all texts are read
    assert texts.is_due
    with files.locked(texts._path.with_suffix(".filling")):
        texts.waits, texts.is_due = False, False
        assert not texts.catch_up()  # another one fills it
        assert texts.is_due


def texts_are_lost(*_: object) -> frozenset[str]:
    raise IndexLost


def texts_lost(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Let the index be lost as often as there is something in the list that is returned."""
    left: list[bool] = []
    put = FullTextIndex.put

    def lose(index: FullTextIndex, some: Sequence[IndexedText]) -> None:
        if left:
            left.pop()
            raise IndexLost
        put(index, some)

    monkeypatch.setattr(FullTextIndex, "put", lose)
    return left


def test_in_the_app_changes_are_written_behind_and_those_of_others_seen_and_no_search_waits_for_a_text(
    library: Library,
) -> None:
    library.keep_in_background()
    assert library._reading_state.store.engine.in_background
    assert not library.texts.waits
    library._catalogue.put_kept([f"{BASE}one"], {})
    assert library._watching.has_changed()


@pytest.mark.parametrize(
    ("touched", "archive", "has_changed", "is_due", "told"),
    [
        ([], True, False, False, []),
        (["one"], True, False, False, ["one"]),
        (["two", "one"], True, False, True, ["two", "one"]),  # two has a note
        (None, True, False, False, None),
        (["one"], True, True, True, None),
        (["one"], False, True, False, ["one"]),
        (["one"] * 500, True, False, False, ["one"] * 500),
        (["one"] * 501, True, False, False, None),
    ],
)
def test_what_others_did_is_told_unless_it_is_much_and_texts_are_indexed_again_if_they_may_differ(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    touched: list[str] | None,
    archive: bool,
    has_changed: bool,
    is_due: bool,
    told: list[str] | None,
) -> None:
    library.notes.add(f"{BASE}two", note="Mine.")
    library.texts.is_due = False
    keys = None if touched is None else [f"{BASE}{one}" for one in touched]
    monkeypatch.setattr(library._reading_state, "news", lambda: keys)
    monkeypatch.setattr(library._watching, "has_changed", lambda: has_changed)
    entries = library.news(archive=archive)
    found = None if entries is None else [entry.article.key.removeprefix(BASE) for entry in entries]
    assert found == told
    assert library.texts.is_due is is_due


def test_a_document_is_ready_before_it_is_opened_unless_something_is_to_be_saved_of_it(
    library: Library, keep: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = library.entry(f"{BASE}one")
    assert library.read_ahead(entry) is None
    keep("one", "The harbour.")
    ready = library.read_ahead(entry)
    assert ready is not None
    assert (ready[0].text.strip(), ready[1]) == ("The harbour.", library.document_stamp(entry.article.key))
    monkeypatch.setattr(library._catalogue_sync, "lacking", lambda entries: entries)
    assert library.read_ahead(entry) is None


def test_a_library_that_is_closed_has_no_file_open(library: Library, keep: Callable[[str, str], None]) -> None:
    keep("one", "The harbour.")
    library.texts.catch_up()
    folder = library.texts._path.parent
    assert {"texts.db", library._catalogue.path.name} <= {Path(name).name for name in opened_files(folder)}
    library.close()
    assert opened_files(folder) == []


def test_an_index_that_can_not_be_had_is_not_asked(library: Library, keep: Callable[[str, str], None]) -> None:
    keep("one", "The harbour.")
    library.texts._index.is_available = False
    assert library.texts.ask(lost(0)) is None
    assert library.texts.ask(lost(1)) is None
    assert library.texts.lacking == 0


def test_how_many_texts_an_index_lacks_is_unknown_until_it_is_looked_for(
    library: Library, keep: Callable[[str, str], None]
) -> None:
    keep("one", "The harbour.")
    texts = library.texts
    told = [texts.lacking]

    def go_on(_: int, __: int) -> bool:
        told.append(texts.lacking)
        return True

    assert texts.catch_up(go_on)
    assert told == [None, None]
    assert texts.lacking == 0
    texts.behind = 2
    assert texts.lacking == 2


def test_only_many_texts_taken_at_once_are_tidied_and_a_fourth_of_replaced_ones_clears_the_index(
    library: Library, keep: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(FullTextIndex, "tidy", lambda _: done.append("tidied"))
    clear = FullTextIndex.clear

    def cleared(index: FullTextIndex) -> None:
        done.append("cleared")
        clear(index)

    monkeypatch.setattr(FullTextIndex, "clear", cleared)
    monkeypatch.setattr(module, "_TIDIED", 2)
    monkeypatch.setattr(module, "_SPARED", 1)
    keep("one", "The harbour.")
    keep("two", "The harbour.")
    library.texts.catch_up()
    assert done == []
    for slug in SLUGS:
        keep(slug, "Boats in the harbour.")
    library.texts.catch_up()
    assert done == ["tidied"]
    library.texts.catch_up()  # two of three were replaced
    assert done == ["tidied", "cleared", "tidied"]
    assert len(library.texts._index.stamps()) == 3


@pytest.mark.parametrize(("replaced", "is_cleared"), [(2, False), (3, True)])
def test_an_index_is_made_anew_when_more_than_a_fourth_of_its_texts_were_replaced(
    library: Library,
    keep: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    replaced: int,
    *,
    is_cleared: bool,
) -> None:
    monkeypatch.setattr(module, "_SPARED", 0)
    for number in range(8):
        keep(f"{number}", "The harbour.")
    library.texts.catch_up()
    for number in range(replaced):
        keep(f"{number}", "Boats.")
    library.texts.catch_up()
    assert library.texts._index.replaced() == replaced
    library.texts.catch_up()
    assert library.texts._index.replaced() == (0 if is_cleared else replaced)
    assert len(library.texts._index.stamps()) == 8


def test_what_is_taken_at_once_needs_some_time(
    library: Library, keep: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("one", "The harbour.")
    texts = library.texts
    texts.is_due = False
    texts.take([f"{BASE}one"], 0.19)
    assert (texts._index.stamps(), texts.is_due) == ({}, True)
    texts.take([f"{BASE}one"], 0.2)
    assert len(texts._index.stamps()) == 1
    many: list[int] = []
    put = FullTextIndex.put

    def counted(index: FullTextIndex, some: Sequence[IndexedText]) -> None:
        many.append(len(some))
        put(index, some)

    monkeypatch.setattr(FullTextIndex, "put", counted)
    for slug in SLUGS:
        keep(slug, "Boats.")
    texts.take([f"{BASE}{slug}" for slug in (*SLUGS, "four", "five")], 60)
    assert many == [3, 0]


def test_words_in_angle_brackets_are_found_and_shown(library: Library, keep: Callable[[str, str], None]) -> None:
    keep("one", "Use the \\<frobnitz> element, or `map<zibble>`, or List\\<Quuxly>.\n\n| a | b |\n| --- | --- |\n")
    library.texts.catch_up()
    shown_of = {"frobnitz": "the <frobnitz> element", "zibble": "or map<zibble>", "quuxly": "List<Quuxly>. a b"}
    for word, shown in shown_of.items():
        answer = library.texts.search(word, 10)
        assert answer is not None
        assert [entry.article.key for entry in answer.entries] == [f"{BASE}one"], word
        assert shown in library.texts.excerpt(f"{BASE}one", Finder(terms(word))).text
