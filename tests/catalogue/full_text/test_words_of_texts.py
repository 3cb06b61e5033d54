"""Which words of a text are telling, which are counted, and where a list of a site's own ends."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blogreader.catalogue.full_text import FullTextIndex, IndexedText, index, series_boxes, text_links
from blogreader.catalogue.full_text.expansions import is_counted
from blogreader.catalogue.full_text.series_boxes import parts_beside
from blogreader.catalogue.full_text.text_links import address, keys_at, links_of, resolved, sentence, targets
from blogreader.search_terms import terms

HOST = "https://n.example"


@pytest.fixture
def words() -> Iterator[sqlite3.Connection]:
    """Known words, each with the number of texts that have it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE words (word, language, stem, texts)")
        yield connection


def telling(connection: sqlite3.Connection, known: dict[str, int], number: int, **times: int) -> list[str]:
    connection.execute("DELETE FROM words")
    connection.executemany("INSERT INTO words VALUES (?, '', NULL, ?)", known.items())
    return index._telling(connection, Counter({word: times.get(word, 1) for word in known}), number)


def test_the_rarest_words_tell_most_and_one_of_this_text_alone_nothing(words: sqlite3.Connection) -> None:
    assert telling(words, {"boat": 2, "rope": 3, "harbour": 1, "sail": 0, "5": 2, "x": 2}, 100) == ["boat", "rope"]
    assert telling(words, {"boat": 2, "rope": 3}, 100, rope=9) == ["rope", "boat"]
    assert telling(words, {"boat": 2, "rope": 2}, 100) == ["rope", "boat"]


def test_a_word_of_a_fourth_of_the_texts_tells_something_and_in_few_texts_one_of_three(
    words: sqlite3.Connection,
) -> None:
    assert telling(words, {"boat": 25, "rope": 26}, 100) == ["boat"]
    assert telling(words, {"boat": 3, "rope": 4}, 4) == ["boat"]


def test_so_many_words_tell_as_can_be_looked_for(words: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {f"word{number:02}": 2 for number in range(20)}
    assert len(telling(words, known, 100)) == 16
    monkeypatch.setattr(index, "_MOST_LIKE", 10)
    assert telling(words, {"boat": 5, "rope": 6, "sail": 4, "tide": 7}, 100) == ["sail", "boat"]
    assert telling(words, {"boat": 5, "rope": 5, "sail": 2}, 100) == ["sail", "rope"]
    assert telling(words, {"boat": 10}, 100) == ["boat"]
    assert telling(words, {"boat": 11}, 100) == []


def test_articles_that_are_alike_are_listed_best_first_and_so_many(tmp_path: Path) -> None:
    with closing(FullTextIndex(tmp_path / "texts.db")) as texts:
        bodies = ("boat rope tide", "boat rope", "boat sail", "words", "others")
        texts.put([IndexedText(f"{n}.md", "1", f"{HOST}/{n}", "", None, body) for n, body in enumerate(bodies)])
        assert texts.like(Counter({"boat": 1, "rope": 1}), 9)[:2] == (f"{HOST}/1", f"{HOST}/0")
        assert len(texts.like(Counter({"boat": 1, "rope": 1}), 9)) == 3
        assert len(texts.like(Counter({"boat": 1, "rope": 1}), 2)) == 2
        assert texts.like(Counter({"nowhere": 1}), 9) == ()
        assert texts.like(Counter(), 9) == ()


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("ab", True), ("a", False), ("é", True), ("本", True), ("12", False), ("1a", True), ("x" * 999, False)],
)
def test_words_are_counted_that_may_be_meant(word: str, is_one: bool) -> None:
    assert is_counted(word) is is_one


def test_forms_of_a_word_are_found_of_one_word_alone(tmp_path: Path) -> None:
    with closing(FullTextIndex(tmp_path / "texts.db")) as texts:
        bodies = ("sailing boats", "a sail and a boat", "sailed a boat")
        texts.put([IndexedText(f"{n}.md", "1", f"{HOST}/{n}", "", "en", body) for n, body in enumerate(bodies)])

        def found(line: str) -> set[str]:
            return {key[-1] for key in texts.search(terms(line), 9, quick=False).keys}

        assert found("sails") == {"0", "1", "2"}
        assert found('"sail"') == {"1"}
        assert found('"sailing boats"') == {"0"}
        assert found("sails -boat") == set()
        assert found("sails -sailing") == set()
        assert found('sails -"sailing"') == {"1", "2"}
        assert found("sai*") == {"0", "1", "2"}
        assert found("s*") == set()


# Links.


@pytest.mark.parametrize(
    ("url", "base", "leads"),
    [
        ("a", f"{HOST}/b/c", "//n.example/b/a"),
        ("http://n.example/a/", HOST, "//n.example/a"),
        ("file:///home/a.md", HOST, "file:///home/a.md"),
        (r"a\_b&amp;c=1", f"{HOST}/?", "//n.example/a_b&c=1"),
        ("ftp://n.example/a", HOST, None),
        ("https://[::1", HOST, None),
        ("a", "no base", None),
    ],
)
def test_a_link_leads_to_an_address_whatever_its_scheme(url: str, base: str, leads: str | None) -> None:
    assert resolved(url, base) == leads
    if leads:
        assert {address(key) for key in keys_at(leads)} == {leads}


def test_an_address_longer_than_any_is_none() -> None:
    longest = f"{HOST}/".ljust(2_000, "a")
    assert address(longest) == longest.removeprefix("https:")
    assert address(f"{longest}a") is None


def test_each_link_of_a_text_is_known_once_but_its_own_and_those_in_code(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        f"[a](/a) <{HOST}/b> {HOST}/c, [d][ref] [E] [a](/a#x) ![p](/picture.png) `[no](/no)` ``{HOST}/no``\n\n"
        '<a href="/f">f</a> [own](/own) [none](#part) [mail](mailto:x@n.example) [i](data:x)\n\n'
        '```\n[no](/no)\n```\n\n[ref]: /d\n[ E ]: </e> "title"\n'
    )
    leads = [f"//n.example/{name}" for name in "abcdf"]
    assert [*links_of(text, f"{HOST}/own")] == leads
    assert [*targets(text, f"{HOST}/own")] == [*leads[:4], leads[0], leads[4], "//n.example/own"]
    monkeypatch.setattr(text_links, "MOST", 2)
    assert [*links_of(text, f"{HOST}/own")] == leads[:2]


@pytest.mark.parametrize(
    ("text", "said", "after"),
    [
        ("One. Two [here](/a) three. Four.", "Two here three.", " three."),
        ("One! “See [here](/a)” Four.", "“See here” Four.", "” Four."),
        ("Words\n\n- item [here](/a)\n- other\n", "item here", ""),
        ("| x | [here](/a) | y |\n| z | other |", "x here y", " y"),
        ("日本。本は[ここ](/a)だ。本。", "本はここだ。", "だ。"),
        ("[here](/a)", "here", ""),
        ("No link.", "", ""),
    ],
)
def test_the_sentence_around_a_link_is_shown_from_its_beginning(text: str, said: str, after: str) -> None:
    found = sentence(text, HOST, ["//n.example/a"])
    assert (found.text, found.text[found.at :]) == (said, after)


def test_a_sentence_that_is_very_long_is_cut_around_its_link() -> None:
    found = sentence(f"{'aaaa ' * 100}[here](/a) {'bbbb ' * 100}.", HOST, ["//n.example/a"])
    assert found.text.startswith("… aaaa")
    assert found.text.endswith(" bbbb …")
    assert found.text[: found.at].endswith("aaaa here")
    assert 230 < len(found.text) <= 244


# Lists beside an article.


def box(*links: str, begin: str = '<ul class="series">', end: str = "</ul>", between: str = "") -> str:
    return begin + "".join(f'{between}<li><a href="/{one}">Part {one}</a></li>' for one in links) + end


def beside(html: str, own: str = "//n.example/2", title: str = "Part two") -> list[tuple[str, ...]]:
    return parts_beside(html, f"{HOST}/2", [own], title)


PARTS = ("//n.example/1", "", "//n.example/3")


@pytest.mark.parametrize(
    "begin",
    [
        '<ul class="series">',
        '<div id="seriesList"><ul>',
        '<nav aria-label="Series of posts"><ol>',
        "<h3>Posts in this series</h3><ul>",
        "<summary>The boat series</summary>\n<p></p><ol class=x>",
        "<b>Part of the boat series</b><ul>",
    ],
)
def test_a_list_that_says_it_is_of_a_series_has_its_parts(begin: str) -> None:
    end = ("</ol>" if "<ol" in begin else "</ul>" if "<ul" in begin else "") + (
        "</div>" if "<div" in begin else "</nav>" if "<nav" in begin else ""
    )
    assert beside(box("1", "2", "3", begin=begin, end=end)) == [PARTS]


@pytest.mark.parametrize(
    "html",
    [
        box("1", "2", "3", begin="<ul>"),
        box("1", "2", "3", begin='<ul class="serieslist">'),
        box("1", "2", "3", begin='<ul class="miniseries">'),
        box("1", "3", "4"),
        box("1", "2"),
        box(*map(str, range(1, 202))),
        box("1", "2", "3", end=""),
        box("1", "2", "3", between="word " * 50),
        f"<h3>Posts in this series</h3><ul><li>x</ul>{box('1', '2', '3', begin='<ul>')}",
        f"<h3>Posts in this series</h3>{'x' * 401}{box('1', '2', '3', begin='<ul>')}",
    ],
)
def test_what_is_no_list_of_a_series_has_none(html: str) -> None:
    assert beside(html) == []


def test_a_list_names_the_article_by_its_title_or_as_the_one_that_is_read() -> None:
    assert beside(box("1", "3", "4").replace('<li><a href="/3">', '<li>Part TWO</li><li><a href="/3">')) == [
        ("//n.example/1", "", "//n.example/3", "//n.example/4")
    ]
    here = box("1", "3", "4").replace('<li><a href="/4">', '<li>This post</li><li><a href="/4">')
    assert beside(here, title="Other") == [("//n.example/1", "//n.example/3", "", "//n.example/4")]
    assert beside(here.replace("This post", "This post is part of a series"), title="Other") == []
    assert beside(f"<p>Part two</p>{box('1', '2', '3')}" * 2) == [PARTS]


def test_so_many_lists_and_parts_and_words_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(beside(box(*map(str, range(1, 201))))[0]) == 200
    assert beside(box("1", "2", "3", between="word" * 60)) == [PARTS]
    assert beside(box("1", "2", "3", between="word" * 60 + "s")) == []
    assert beside(box("1", "2", "3", between=f"<script>{'word ' * 90}</script>")) == [PARTS]
    assert beside(box("1", "2", "3", between=f"<style>a > b <i> {'word ' * 90}</style>")) == [PARTS]
    assert beside(box("1", "2", "3", between=f"<template>a</template>{'word ' * 90}")) == []
    monkeypatch.setattr(series_boxes, "_MOST_BOXES", 2)
    lists = [box(f"1{number}", "2", "3") for number in range(3)]
    assert len(beside("".join(lists))) == 2
    monkeypatch.setattr(series_boxes, "_LONGEST", 120)
    assert beside(box("1", "2", "3")) == [PARTS]
    monkeypatch.setattr(series_boxes, "_LONGEST", 50)
    assert beside(box("1", "2", "3")) == []
