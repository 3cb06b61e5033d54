"""The texts of a library, searched: in step with the archive whoever writes it, and without an index as well."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogreader import files
from blogreader.archive import Archive
from blogreader.catalogue.full_text import IndexedText, index
from blogreader.errors import LibraryError
from blogreader.library import Library
from blogreader.model import Document, Via
from blogreader.paths import Paths
from tests.conftest import scaled
from tests.library.opened import BASE, NOW, libraries_of

SLUGS = ("one", "two", "three")


@pytest.fixture
def libraries(folders: Paths, tmp_path: Path) -> Iterator[Callable[[], Library]]:
    articles = "".join(f"### [Article {slug}]({BASE}{slug})\n2026-01-01 · Café · 5 min\n\n" for slug in SLUGS)
    with libraries_of(folders, tmp_path / "index.md", f"# A blog\n\n{articles}### [Mine](mine.md)\n") as make:
        yield make


@pytest.fixture
def library(libraries: Callable[[], Library]) -> Library:
    return libraries()


def keep(archive: Archive, slug: str, text: str, **facts: object) -> Path:
    document = Document(f"{BASE}{slug}", f"{BASE}{slug}", text, NOW, Via.EXTRACTED, **facts)  # type: ignore[arg-type]
    archive.write(document)
    return archive.path_of(document.key)


def found(library: Library, line: str) -> list[str]:
    library.texts.catch_up()
    answer = library.texts.search(line, 100)
    assert answer is not None
    assert answer.total == len(answer.entries)
    return sorted(entry.article.url.rpartition("/")[2] for entry in answer.entries)


def listed(library: Library, query: str) -> list[str]:
    listing = library.select(query)
    return sorted(entry.article.url.rpartition("/")[2] for entry in listing.page(0, len(listing)))


@pytest.mark.slow
def test_a_document_is_found_by_its_words_once_it_is_written_and_by_no_others_once_it_is_replaced(
    library: Library, archive: Archive
) -> None:
    assert found(library, "borrow") == []
    keep(archive, "one", "The borrow checker.", language="en")
    keep(archive, "two", "Nothing to borrow.")
    assert found(library, "borrow") == ["one", "two"]
    assert found(library, "borrowing") == ["one", "two"]
    keep(archive, "one", "Something else.")
    assert (found(library, "borrow"), found(library, "else")) == (["two"], ["one"])


def deleted(path: Path, _: Path) -> list[str]:
    path.unlink()
    return []


def edited(path: Path, _: Path) -> list[str]:
    with path.open("a") as file:
        file.write("\nA word by hand.\n")
    return ["one"]


def edited_in_the_same_second_with_the_same_length(path: Path, _: Path) -> list[str]:
    status = path.stat()
    path.write_text(path.read_text().replace("checker", "by hand"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return ["one"]


def replaced_by_an_editor(path: Path, _: Path) -> list[str]:
    beside = path.with_name("edited")
    beside.write_text(path.read_text() + " by hand")
    beside.rename(path)
    return ["one"]


def put_back_from_a_copy(path: Path, copy: Path) -> list[str]:
    archive = path.parent.parent
    path.write_text(path.read_text() + " by hand")
    shutil.copytree(archive, copy)
    shutil.rmtree(archive)
    shutil.copytree(copy, archive)
    return ["one"]


def moved_away(path: Path, copy: Path) -> list[str]:
    path.parent.parent.rename(copy)
    return []


def damaged(path: Path, _: Path) -> list[str]:
    path.write_bytes(b"\xff by hand")
    return []


def of_another_article(path: Path, _: Path) -> list[str]:
    path.write_text(path.read_text().replace(f"{BASE}one", f"{BASE}two") + " by hand")
    return []


def copied_under_another_name(path: Path, _: Path) -> list[str]:
    shutil.copy(path, path.with_name("copy of it.md"))
    path.write_text(path.read_text() + " by hand")
    return ["one"]


def a_link(path: Path, copy: Path) -> list[str]:
    path.rename(copy)
    path.symlink_to(copy)
    return []


@pytest.mark.parametrize(
    "change",
    [
        deleted,
        edited,
        edited_in_the_same_second_with_the_same_length,
        replaced_by_an_editor,
        put_back_from_a_copy,
        moved_away,
        damaged,
        of_another_article,
        copied_under_another_name,
        a_link,
    ],
)
def test_whatever_becomes_of_a_file_is_seen_the_next_time(
    libraries: Callable[[], Library], archive: Archive, tmp_path: Path, change: Callable[[Path, Path], list[str]]
) -> None:
    path = keep(archive, "one", "The borrow checker.")
    library = libraries()
    assert found(library, "borrow") == ["one"]
    expected = change(path, tmp_path / "copy")
    assert found(library, "borrow") == [slug for slug in expected if "borrow" in path.read_text()]
    assert found(library, '"by hand"') == expected
    assert found(libraries(), '"by hand"') == expected


def test_until_the_index_is_filled_nobody_takes_it_for_complete(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.texts.waits = False
    keep(archive, "tides", "The moon draws the sea.")
    library.texts.is_due = True
    known: list[int | None] = []
    locked = files.locked

    def lock(path: Path, **options: Any) -> AbstractContextManager[None]:
        known.extend([library.texts.lacking] if path.suffix == ".filling" else [])
        return locked(path, **options)

    monkeypatch.setattr(files, "locked", lock)
    assert library.texts.catch_up()
    assert known == [None]
    assert library.texts.lacking == 0


@pytest.mark.slow
def test_the_reader_s_own_files_are_searched_too(library: Library, tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    assert found(library, "private") == []
    mine.write_text("My private words.")
    assert found(library, "private") == ["mine.md"]
    mine.write_text("My public words.")
    assert (found(library, "private"), found(library, "public")) == ([], ["mine.md"])
    mine.write_text("---\nlang: de\n---\nAlte Häuser.")
    assert found(library, "haus") == ["mine.md"]  # in the forms of its language
    mine.write_bytes(b"\0")
    assert found(library, "public") == []


def test_a_page_of_the_reader_s_own_is_searched_without_its_tags(
    libraries: Callable[[], Library], tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text("# A blog\n\n### [Mine](mine.html)\n")
    (tmp_path / "mine.html").write_text("<title>t</title><script>hidden</script><p>shown <b class=hidden>words</b>")
    library = libraries()
    assert (found(library, "shown"), found(library, "hidden")) == (["mine.html"], [])


def test_what_no_index_has_is_not_found(library: Library, archive: Archive) -> None:
    keep(archive, "of-nobody", "The borrow checker.")
    keep(archive, "one", "The borrow checker.")
    assert found(library, "borrow") == ["one"]


def test_text_is_a_term_of_queries(library: Library, archive: Archive) -> None:
    keep(archive, "one", "The borrow checker, in C++. Don’t panic.", language="en")
    keep(archive, "two", "To check what was borrowed.", language="en")
    keep(archive, "three", "日本語のテキスト")
    assert listed(library, "text:borrow") == ["one", "two"]
    assert listed(library, 'text:"borrow checker"') == listed(library, 'text:"borrow"') == ["one"]
    assert listed(library, "-text:checker text:borrowing") == ["two"]
    assert listed(library, "text:borrow OR text:日本") == ["one", "three", "two"]
    assert listed(library, "text:c++") == listed(library, "text:don't") == ["one"]
    assert listed(library, "text:chec*") == ["one", "two"]
    for nothing in ("text:*", 'text:"-"', "text:AND", "text:NEAR", 'text:"\\""', "text:body"):
        assert listed(library, nothing) == []
    assert listed(library, "text:borrow title:two") == ["two"]


def test_an_article_is_offline_or_not_as_before(library: Library, archive: Archive) -> None:
    keep(archive, "one", "The borrow checker.")
    assert found(library, "borrow") == ["one"]
    assert library.entry(f"{BASE}one").offline is False  # which the catalogue is told by who writes


# Excerpts


def excerpt(library: Library, slug: str, line: str) -> tuple[str, list[str]]:
    answer = library.texts.search(line, 10)
    assert answer is not None
    one = library.texts.excerpt(f"{BASE}{slug}", answer.finder)
    return one.text, [one.text[start:end] for start, end in one.spans]


def test_an_excerpt_is_the_place_that_has_most_of_the_words(library: Library, archive: Archive) -> None:
    filler = "Words that say nothing at all. " * 40
    keep(
        archive,
        "one",
        f"# Title\n\nA borrow. {filler}\n\nThe *borrow* [checker](https://x.example/y) said no. {filler}",
    )
    library.texts.catch_up()
    text, marked = excerpt(library, "one", "checker borrow")
    assert marked == ["borrow", "checker"]
    assert "The borrow checker said no." in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 260


def test_an_excerpt_of_a_title_is_the_beginning_of_the_text(library: Library, archive: Archive) -> None:
    keep(archive, "one", "It begins so.\n\nAnd goes on.", title="Borrowing")
    library.texts.catch_up()
    assert excerpt(library, "one", "borrowing") == ("It begins so. And goes on.", [])


def test_an_excerpt_of_a_text_without_blanks_is_cut_as_well(library: Library, archive: Archive) -> None:
    keep(archive, "one", "東京大学" * 400 + "京都" + "東京大学" * 400)
    library.texts.catch_up()
    text, marked = excerpt(library, "one", "京都")
    assert marked == ["京都"]
    assert len(text) < 260


@pytest.mark.parametrize("text", ["", "\n", "```\n", "a" * 5_000, "a " * 5_000])
def test_an_excerpt_of_any_text_is_short(library: Library, archive: Archive, text: str) -> None:
    keep(archive, "one", text)
    library.texts.catch_up()
    assert len(excerpt(library, "one", "a")[0]) < 260


def test_what_was_meant_is_suggested_in_place_of_the_word_alone(library: Library, archive: Archive) -> None:
    keep(archive, "one", "The borrow checker.")
    library.texts.catch_up()
    answer = library.texts.search('Borow -"checkr" checker', 10)
    assert answer is not None
    assert answer.suggestion == 'borrow -"checkr" checker'
    nothing = library.texts.search("borrow xyzzyplugh", 10)
    assert nothing is not None
    assert nothing.suggestion is None


@pytest.mark.parametrize("line", ["", " ", "*", '"', "-", '- "" *'])
def test_a_line_without_a_word_finds_nothing_and_is_no_error(library: Library, line: str) -> None:
    answer = library.texts.search(line, 10)
    assert answer is not None
    assert (answer.entries, answer.total, answer.finder) == ((), 0, None)


def test_while_one_types_the_last_word_may_go_on_and_not_all_is_ranked(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, "one", "The borrow checker.")
    library.texts.catch_up()
    monkeypatch.setattr(index, "_MANY", 0)
    for options in ({}, {"typing": True}, {"quick": True}, {"typing": True, "quick": True}):
        for line in ("borr", "borrow"):
            answer = library.texts.search(line, 9, **options)
            assert answer is not None
            assert answer.total == (1 if line == "borrow" or "typing" in options else 0)
            assert answer.is_complete is ("quick" not in options or not answer.total)


# Without an index


@pytest.fixture
def without_fts5(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "has_fts5", lambda: False)


bodies = st.lists(st.sampled_from(["rust", "borrow", "checker", "日本語", "c++", "don’t"]), max_size=6).map(" ".join)
lines = st.lists(
    st.sampled_from(["rust", "-rust", "bor*", '"borrow checker"', "本", "don't", "c++", '-"日本"', "*"]),
    min_size=1,
    max_size=3,
).map(" ".join)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=scaled(40))
@given(st.lists(bodies, min_size=3, max_size=3), st.lists(lines, min_size=1, max_size=3))
def test_without_an_index_every_text_is_read_and_the_same_is_found(
    libraries: Callable[[], Library], archive: Archive, texts: list[str], asked: list[str]
) -> None:
    for slug, text in zip(SLUGS, texts, strict=True):
        keep(archive, slug, text)
    library = libraries()
    with_index = [found(library, line) for line in asked]
    library.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "has_fts5", lambda: False)
        library = libraries()
        assert [found(library, line) for line in asked] == with_index
        library.close()


@pytest.mark.usefixtures("without_fts5")
def test_without_an_index_nothing_is_written(library: Library, archive: Archive, folders: Paths) -> None:
    keep(archive, "one", "The borrow checker.")
    assert found(library, "borrow") == listed(library, "text:borrow") == ["one"]
    assert not (folders.cache / "texts.db").exists()
    library.keep_in_background()
    answer = library.texts.search("borrow", 10)
    assert answer is not None
    assert answer.total == 1
    assert library.texts.ask(lambda one: one.links_from([f"{BASE}one"])) is None
    assert not library.texts.is_due


@pytest.mark.usefixtures("without_fts5")
def test_without_an_index_as_many_are_found_as_are_asked_for_and_all_are_counted(
    library: Library, archive: Archive
) -> None:
    for slug in SLUGS:
        keep(archive, slug, "The borrow checker.")
    for most in (0, 1, len(SLUGS)):
        answer = library.texts.search("borrow", most)
        assert answer is not None
        assert (len(answer.entries), answer.total) == (most, len(SLUGS))


@pytest.mark.slow
def test_an_index_that_is_damaged_is_made_anew_and_nothing_is_missing(
    libraries: Callable[[], Library], archive: Archive, folders: Paths
) -> None:
    for number in range(3):
        keep(archive, SLUGS[number], "The borrow checker. " + " ".join(f"word{number}x{one}" for one in range(2_000)))
    library = libraries()
    assert found(library, "borrow") == sorted(SLUGS)
    library.close()
    path = folders.cache / "texts.db"
    data = path.read_bytes()
    path.write_bytes(data[:4_096] + os.urandom(len(data) - 4_096))
    assert found(libraries(), "borrow") == sorted(SLUGS)
    assert listed(libraries(), "text:borrow") == sorted(SLUGS)


def test_an_index_that_is_damaged_while_the_app_runs_is_made_anew_behind_it(
    library: Library, archive: Archive, folders: Paths
) -> None:
    keep(archive, "one", "The borrow checker.")
    library.keep_in_background()
    assert found(library, "borrow") == ["one"]
    for suffix in ("", "-wal", "-shm"):
        Path(f"{folders.cache / 'texts.db'}{suffix}").unlink(missing_ok=True)
    (folders.cache / "texts.db").write_text("hello")
    assert library.texts.search("borrow", 10) is None  # not now
    assert library.texts.is_due
    assert found(library, "borrow") == ["one"]
    assert not library.texts.is_due


def test_where_the_cache_can_not_be_written_every_text_is_read(
    library: Library, archive: Archive, folders: Paths
) -> None:
    keep(archive, "one", "The borrow checker.")
    (folders.cache / "texts.db").mkdir()
    assert found(library, "borrow") == listed(library, "text:borrow") == ["one"]


def test_reading_the_texts_stops_when_it_is_told_to_and_goes_on_later(library: Library, archive: Archive) -> None:
    for slug in SLUGS:
        keep(archive, slug, "The borrow checker.")
    told: list[tuple[int, int]] = []

    def stop(done: int, number: int) -> bool:
        told.append((done, number))
        return False

    library.texts.at_once = 1
    assert not library.texts.catch_up(stop)
    assert told == [(1, 3)]
    answer = library.texts.search("borrow", 10)
    assert answer is not None
    assert (answer.total, answer.behind) == (1, 2)
    assert library.texts.is_due
    assert found(library, "borrow") == sorted(SLUGS)


def test_an_index_in_which_much_was_replaced_is_made_anew(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.library.text_index._SPARED", 2)
    for number in range(5):
        keep(archive, "one", f"The borrow checker, for the time {number}.")
        assert found(library, "borrow") == ["one"]
        assert library.texts._index.replaced() <= 3  # seen when the next one comes


def test_texts_that_were_just_fetched_are_taken_alone_and_within_their_time(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in SLUGS:
        keep(archive, slug, "The borrow checker.")
    keys = [f"{BASE}{slug}" for slug in (*SLUGS, "none")]
    library.texts.take(keys, 0.1)  # less than it takes to begin
    assert library.texts._index.stamps() == {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "stamps", None)
        library.texts.take(keys[1:], 60)
    taken = {f"{path.parent.name}/{path.name}" for path in map(archive.path_of, keys[1:3])}
    assert library.texts._index.stamps().keys() == taken
    read: list[str] = []

    def read_one(name: str, _stamp: str) -> IndexedText:
        read.append(name)
        raise KeyboardInterrupt

    monkeypatch.setattr(library.texts, "_read", read_one)
    library.texts.is_due = False
    with pytest.raises(KeyboardInterrupt):
        library.texts.catch_up()  # reads the one that is missing, and no other
    assert len(read) == 1


def test_nobody_who_leaves_waits_for_what_fills_the_index(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_CLOSING_SECONDS", 0.01)
    keep(archive, "one", "The borrow checker.")
    library.texts.catch_up()
    filling = library.texts._index._filling
    is_held, is_left = threading.Event(), threading.Event()

    def fill() -> None:
        with filling.lock:
            is_held.set()
            is_left.wait()

    thread = threading.Thread(target=fill)
    thread.start()
    is_held.wait()
    library.close()  # which would wait for ever
    is_left.set()
    thread.join()


def test_two_libraries_fill_one_index(libraries: Callable[[], Library], archive: Archive) -> None:
    keep(archive, "one", "The borrow checker.")
    first, second = libraries(), libraries()
    assert found(first, "borrow") == ["one"]
    keep(archive, "two", "The borrow checker.")
    assert found(second, "borrow") == ["one", "two"]
    assert found(first, "borrow") == ["one", "two"]


def test_an_archive_that_can_not_be_read_is_told(library: Library, archive: Archive) -> None:
    archive.folder.write_text("no folder")
    with pytest.raises(LibraryError):
        library.texts.catch_up()


def test_whoever_presses_keys_has_the_interpreter_while_texts_are_read(
    library: Library, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in SLUGS:
        keep(archive, slug, "The borrow checker.")
    rests: list[float] = []
    monkeypatch.setattr("blogreader.library.text_index.time.sleep", rests.append)
    library.texts.waits = False
    library.texts.catch_up()
    assert len(rests) == len(SLUGS)
    assert max(rests) < 0.01
    for slug in SLUGS:
        keep(archive, slug, "The borrow checker, again.")
    rests.clear()
    library.texts.make_way()
    library.texts.catch_up()
    assert len(rests) == len(SLUGS)
    assert rests[0] > 0.1
