"""The rows of a list, in whatever pieces they are asked for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from blogreader.catalogue import Catalogue, listing
from blogreader.model import Article, State, Status, Tally
from blogreader.query import parse

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
KEYS = [f"https://example.org/{letter}" for letter in "abcdefghijkl"]
ARTICLES = [
    Article(key, key, key[-1], date=date(2026, 1, 31 - number) if number < 9 else None, category="Boats", minutes=2)
    for number, key in enumerate(KEYS)
]
"""Newest first; the last three without a date."""
ORDERS = {
    "": "abcdefghijkl",
    "sort:date": "ihgfedcbalkj",
    "category:boats": "abcdefghijkl",
    "category:boats sort:date": "ihgfedcbalkj",
    "url:example": "abcdefghijkl",
    "sort:title": "abcdefghijkl",
}


@pytest.fixture(autouse=True)
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_NEAR", 2)
    monkeypatch.setattr(listing, "_CHUNK", 5)
    monkeypatch.setattr(listing, "_MANY", 3)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with closing(Catalogue(tmp_path_factory.mktemp("list") / "catalogue.db")) as opened:
        opened.open()
        opened.put_articles([(one, "blog") for one in ARTICLES], new=False)
        yield opened


def letters(keys: list[str]) -> str:
    return "".join(key[-1] for key in keys)


@pytest.mark.parametrize(("query", "order"), ORDERS.items())
def test_any_rows_are_those_of_the_whole_list(catalogue: Catalogue, query: str, order: str) -> None:
    rows = catalogue.select(parse(query, NOW))
    assert len(rows) == len(order)
    for start in range(14):
        for length in (0, 1, 5, 6, 12, 13):
            assert letters(rows.keys(start, length)) == order[start : start + length]
    for start, length in ((0, 12), (3, 7), (8, 3), (11, 9), (12, 1)):
        assert "".join(row.article.title for row in rows.page(start, length)) == order[start : start + length]


@pytest.mark.parametrize("query", ["", "sort:date", "sort:title"])
@pytest.mark.parametrize("unread", ["", "a", "c", "f", "hi", "l"])
def test_the_next_unread_row_is_found_near_and_far(catalogue: Catalogue, query: str, unread: str) -> None:
    order = ORDERS[query]
    catalogue.put_states([State(key, Status.UNREAD if key[-1] in unread else Status.READ) for key in KEYS])
    rows = catalogue.select(parse(query, NOW))
    for row in range(-1, 13):
        after = [at for at, letter in enumerate(order) if at > row and letter in unread]
        before = [at for at, letter in enumerate(order) if at < row and letter in unread]
        if row < 12:
            assert rows.next_unread(row, 1) == min(after, default=None)
        if row >= 0:
            assert rows.next_unread(row, -1) == max(before, default=None)


@pytest.mark.parametrize(
    ("known", "counted"),
    [
        ([], (2, 3)),
        (["a"], (1, 3)),  # the part of which it is known is counted alone
        (["a", "a", "none"], (1, 3)),
        (["f", "f", "f", "none"], (1, 2)),  # of so many, all are
        (None, (1, 2)),
    ],
)
def test_parts_are_counted_again_where_something_changed(
    catalogue: Catalogue, known: list[str] | None, counted: tuple[int, int]
) -> None:
    catalogue.put_articles(
        [(article, "one" if number < 5 else "two") for number, article in enumerate(ARTICLES)], new=False
    )
    catalogue.put_states([State(key, Status.READ if key[-1] in "abfgh" else Status.UNREAD) for key in KEYS])
    rows = catalogue.select(parse("group:source", NOW))
    assert [part.tally.read for part in rows.parts] == [2, 3]
    catalogue.put_states([State(KEYS[0]), State(KEYS[5])])
    keys = None if known is None else [f"https://example.org/{one}" for one in known]
    found = rows.parts_now(keys)
    assert tuple(part.tally.read for part in found) == counted
    assert [(part.start, part.tally.articles) for part in found] == [(0, 5), (5, 7)]
    assert rows.parts == found
    assert rows.now() == Tally(12, read=3, minutes=24, minutes_left=18)


def test_a_row_whose_article_is_gone_counts_in_its_part(tmp_path: Path) -> None:
    with closing(Catalogue(tmp_path / "catalogue.db")) as opened:
        opened.open()
        opened.put_articles([(one, "blog") for one in ARTICLES], new=False)
        rows = opened.select(parse("group:source", NOW))
        opened.put_articles([(one, "blog") for one in ARTICLES[2:]], new=False)
        assert [part.tally.articles for part in rows.parts_now(None)] == [len(rows)] == [12]


def test_a_count_that_is_not_wanted_any_more_looks_at_no_further_rows(catalogue: Catalogue) -> None:
    rows = catalogue.select(parse("url:example", NOW))
    answers = iter((True, True, False))
    asked: list[int] = []
    recounted = rows._recounted

    def noted(connection: sqlite3.Connection, start: int, length: int) -> Tally:
        asked.append(start)
        return recounted(connection, start, length)

    rows._recounted = noted  # type: ignore[method-assign]
    assert rows.now(lambda: next(answers)) is None
    assert asked == [0, 5]
    everything = rows.now()
    assert everything is not None
    assert (everything.articles, asked) == (12, [0, 5, 0, 5, 10])
