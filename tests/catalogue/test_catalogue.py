"""The catalogue answers as plain Python would, reads no more than it shows, and is made anew at need."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blogreader.catalogue import Catalogue, Listing, Part, row_writes
from blogreader.catalogue.schema import VERSION
from blogreader.conditions import (
    EVERYTHING,
    All,
    Any,
    At,
    Between,
    Condition,
    Contains,
    Equals,
    Flag,
    FullText,
    Grouping,
    Is,
    Linked,
    Not,
    Order,
    Query,
    Sort,
)
from blogreader.errors import LibraryError, Unwritable, UsageError
from blogreader.model import Article, Entry, Failure, Place, State, Status, Tally
from blogreader.query import parse
from blogreader.text import fold
from blogreader.urls import slug_of
from tests import oracle, strategies
from tests.conftest import no_more_than_8_kb, opened_files, scaled

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 20
NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
ONE_FILE_FOR_ALL = settings(
    deadline=None,  # SQLite waits for the disk now and then
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # every example replaces all that the file holds
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    def texts(condition: FullText | Linked) -> set[str]:
        if isinstance(condition, Linked):
            return {key for key in opened.keys_below("") if oracle.is_linked(key, condition)}
        return {key for key in opened.keys_below("") if oracle.in_text(key, condition)}

    with closing(Catalogue(tmp_path / "catalogue.db", texts=texts)) as opened:
        opened.open()
        yield opened


def article(slug: str, **facts: object) -> Article:
    url = f"https://example.org/{slug}"
    return Article(**{"key": url, "url": url, "title": slug.replace("-", " "), **facts})  # type: ignore[arg-type]


def articles(number: int) -> list[Article]:
    """So many articles of 38 categories, over 25 years, in an order that is not that of their dates."""
    return [
        article(
            f"post-{one}",
            title=f"Post {one * 7919 % number} of {number}",
            date=date(2000, 1, 1) + timedelta(days=one * 7919 % 9000) if one % 50 else None,
            category=f"Category {one % 38}" if one % 41 else None,
            minutes=one % 20,
        )
        for one in range(number)
    ]


def fill(catalogue: Catalogue, *those: Article) -> None:
    catalogue.put_articles([(one, "blog") for one in those], new=False)


def rows(catalogue: Catalogue, query: Query | str = "") -> list[Entry]:
    asked = parse(query, NOW) if isinstance(query, str) else query
    listing = catalogue.select(asked)
    return list(listing.page(0, len(listing)))


def titles(catalogue: Catalogue, query: Query | str = "") -> list[str]:
    return [entry.article.title for entry in rows(catalogue, query)]


# What it should hold, kept a second time in plain Python


@dataclass
class Model:
    """The entries as they should be."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By key, in the order of the indexes."""
    changed: dict[str, datetime | None] = field(default_factory=dict)
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Author and language that documents name."""

    def put_articles(self, articles: list[tuple[Article, str]], *, new: bool) -> None:
        listed: dict[str, Entry] = {}
        for one, source in articles:
            if one.key in listed:
                continue
            known = self.entries.get(one.key)
            listed[one.key] = (
                Entry(one, State(one.key), source, new=new)
                if known is None
                else replace(known, article=one, source=source, new=known.new and not new)
            )
        self.entries = listed
        self.changed = {key: at for key, at in self.changed.items() if key in listed}
        self.facts = {key: said for key, said in self.facts.items() if key in listed}

    def put_states(self, states: list[State], *, all_touched: bool) -> None:
        if all_touched:
            self.entries = {key: replace(entry, state=State(key)) for key, entry in self.entries.items()}
        for state in states:
            if state.key in self.entries:
                self.entries[state.key] = replace(self.entries[state.key], state=state)

    def put_kept(self, documents: list[str], failures: dict[str, Failure], *, everything: bool) -> None:
        if everything:
            for key, entry in self.entries.items():
                self.entries[key] = replace(entry, offline=False, failure=None)
        for key in documents:
            if key in self.entries:
                self.entries[key] = replace(self.entries[key], offline=True, failure=None)
        for key, failure in failures.items():
            if key in self.entries:
                self.entries[key] = replace(self.entries[key], failure=failure)

        if everything:
            self.facts = {key: said for key, said in self.facts.items() if self.entries[key].offline}

    def put_page_facts(self, facts: dict[str, tuple[str, str]]) -> None:
        self.facts |= {key: said for key, said in facts.items() if key in self.entries}

    def put_document(self, key: str, facts: tuple[str, str], changed: datetime | None) -> None:
        self.put_kept([key], {}, everything=False)
        self.put_page_facts({key: facts})
        self.put_changed_texts({key: changed}, everything=False)

    @property
    def languages(self) -> dict[str, str]:
        return {key: language for key, (_, language) in self.facts.items()}

    def _with_author(self, article: Article) -> Article:
        said, _ = self.facts.get(article.key, ("", ""))
        return replace(article, author=article.author or said or None)

    def put_changed_texts(self, changed: dict[str, datetime | None], *, everything: bool) -> None:
        if everything:
            self.changed.clear()
        self.changed |= {key: at for key, at in changed.items() if key in self.entries}

    def _is_changed(self, entry: Entry) -> bool:
        at, read_at = self.changed.get(entry.article.key), entry.state.read_at
        return at is not None and (read_at is None or read_at.replace(microsecond=0) <= at.replace(microsecond=0))

    def all(self) -> list[Entry]:
        """With the places on the reading list, which follow from all of them."""
        entries = [
            replace(entry, article=self._with_author(entry.article), changed=self._is_changed(entry))
            for entry in self.entries.values()
        ]
        left = [entry for entry in entries if entry.state.status is not Status.READ]
        positions = [entry.state.bookmark for entry in left if entry.state.bookmark is not None]
        return [
            entry
            if (own := entry.state.bookmark) is None or entry not in left
            else replace(entry, bookmark_position=sum(other <= own for other in positions))
            for entry in entries
        ]


SLUGS = [f"{word}-{number}" for word in ("raft", "Rust", "naïve", "100%25", "TLA") for number in range(4)]
CATEGORIES = [None, "AI/ML", "ai/ml", "Café", "cafe", "Web APIs"]
AUTHORS = [None, "Ann Lee", "Éva", "anna"]
LANGUAGES = ["", "de", "de-at", "den", "en"]
MOMENTS = [NOW - timedelta(hours=hours) for hours in (0, 1, 24, 24 * 30, 24 * 365)]
words = st.sampled_from(
    ["a", "Raft", "é", "É", "e\u0301", "ß", "SS", "ﬁ", "日本", "%", "_", "'", '"', " ", "\n", "Ж", "ж"]
)
texts = st.lists(words, max_size=4).map("".join)
days = st.sampled_from([date(1, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(9999, 12, 31)])


@st.composite
def an_article(draw: st.DrawFn) -> Article:
    return article(
        draw(st.sampled_from(SLUGS)),
        title=draw(texts),
        date=draw(st.none() | days),
        category=draw(st.sampled_from(CATEGORIES)),
        minutes=draw(st.none() | st.integers(0, 12)),
        summary=draw(texts),
        author=draw(st.sampled_from(AUTHORS)),
    )


@st.composite
def a_state(draw: st.DrawFn) -> State:
    return State(
        f"https://example.org/{draw(st.sampled_from(SLUGS))}",
        draw(st.sampled_from(Status)),
        draw(st.none() | st.floats(-10, 10)),
        draw(st.none() | st.builds(Place, st.integers(0, 9), st.integers(0, 9), texts, st.just(0.25))),
        draw(st.none() | st.sampled_from(MOMENTS)),
        draw(st.none() | st.sampled_from(MOMENTS)),
    )


keys = st.sampled_from([f"https://example.org/{slug}" for slug in SLUGS])
indexes = st.lists(st.tuples(an_article(), st.sampled_from(["blog", "other"])), max_size=16)
failures = st.dictionaries(keys, st.builds(Failure, st.sampled_from(["gone", "busy"]), st.sampled_from(MOMENTS)))
Step = Callable[[Model | Catalogue], object]


def put_articles(found: list[tuple[Article, str]], new: bool) -> Step:
    return lambda target: target.put_articles(found, new=new)


def put_states(states: list[State], all_touched: bool) -> Step:
    return lambda target: target.put_states(states, all_touched=all_touched)


def put_kept(documents: list[str], failed: dict[str, Failure], everything: bool) -> Step:
    return lambda target: target.put_kept(documents, failed, everything=everything)


def put_changed_texts(changed: dict[str, datetime | None], everything: bool) -> Step:
    return lambda target: target.put_changed_texts(changed, everything=everything)


def put_page_facts(facts: dict[str, tuple[str, str]]) -> Step:
    return lambda target: target.put_page_facts(facts)


def put_document(key: str, facts: tuple[str, str], changed: datetime | None) -> Step:
    return lambda target: target.put_document(key, facts, changed)


page_facts = st.tuples(st.sampled_from([one or "" for one in AUTHORS]), st.sampled_from(LANGUAGES))
step = st.one_of(
    st.builds(put_page_facts, st.dictionaries(keys, page_facts, max_size=6)),
    st.builds(put_document, keys, page_facts, st.none() | st.sampled_from(MOMENTS)),
    st.builds(put_changed_texts, st.dictionaries(keys, st.none() | st.sampled_from(MOMENTS)), st.booleans()),
    st.builds(put_articles, indexes, st.booleans()),
    st.builds(put_states, st.lists(a_state(), max_size=8), st.booleans()),
    st.builds(put_kept, st.lists(keys, max_size=6), failures, st.booleans()),
)


def _hits(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(inner.map(Not), several.map(All), several.map(Any))


hit: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Contains, st.sampled_from(["any", "title", "url"]), words.map(fold)),
    st.builds(Contains, st.just("url"), st.sampled_from(["raft", "tla-1", "naive", "%25"])),
    st.builds(At, st.sampled_from(["https://example.org/raft", "www.example.org/tla-1/#x", "example.org/", "e.x/y"])),
    st.builds(Equals, st.just("category"), st.sampled_from(["", "ai/ml", "cafe", "nothing"])),
    st.builds(Equals, st.just("source"), st.sampled_from(["blog", "other"])),
    st.builds(Contains, st.just("author"), st.sampled_from(["an", "eva", "lee"])),
    st.builds(Equals, st.just("author"), st.sampled_from(["", "anna"])),
    st.builds(Equals, st.just("lang"), st.sampled_from(["", "de", "de-at", "d"])),
    st.builds(FullText, st.sampled_from(["a", "ab", "a b"]), st.booleans()),
    st.builds(Linked, st.sampled_from(["raft", "ab"]), st.booleans()),
    st.builds(Is, st.sampled_from(Flag)),
    st.builds(Between, st.just("minutes"), st.none() | st.integers(0, 6), st.none() | st.integers(6, 13)),
    st.builds(Between, st.just("date"), st.none() | days, st.none() | days),
    st.builds(
        Between,
        st.sampled_from(["read", "opened"]),
        st.none() | st.sampled_from(MOMENTS),
        st.none() | st.sampled_from(MOMENTS),
    ),
)
"""Conditions that are about the articles above; those of `strategies.conditions` hold of hardly any."""
sorts = st.none() | st.builds(Sort, st.sampled_from(Order), st.booleans())
lengths = st.none() | st.integers(1, 40)
queries = st.builds(Query, st.recursive(hit, _hits, max_leaves=6), sorts, lengths) | st.builds(
    Query, st.just(EVERYTHING), sorts, lengths
)
parted = st.builds(replace, queries, fits=st.none(), group=st.sampled_from(Grouping))


def start_again(catalogue: Catalogue) -> Model:
    catalogue.put_articles([], new=False)
    assert len(catalogue.select(Query())) == 0
    return Model()


@pytest.mark.slow
@settings(ONE_FILE_FOR_ALL, max_examples=scaled(120))
@given(st.lists(step, max_size=6), st.lists(queries, min_size=1, max_size=4))
def test_rows_and_their_order_are_those_of_the_oracle(
    catalogue: Catalogue, steps: list[Step], asked: list[Query]
) -> None:
    model = start_again(catalogue)
    for do in steps:
        do(model)
        do(catalogue)
    for query in asked:
        expected = oracle.answer(query, model.all(), model.languages)
        listing = catalogue.select(query)
        assert list(listing.page(0, len(listing))) == expected
        assert listing.tally == oracle.tally(expected)
        assert len(listing) == len(expected)


@pytest.mark.slow
@settings(ONE_FILE_FOR_ALL, max_examples=scaled(120))
@given(st.lists(step, max_size=6), parted, st.booleans(), st.data())
def test_the_parts_of_a_list_are_those_of_the_oracle(
    catalogue: Catalogue, steps: list[Step], query: Query, read_apart: bool, data: st.DataObject
) -> None:
    model = start_again(catalogue)
    for do in steps:
        do(model)
        do(catalogue)
    listing = catalogue.select(query, read_apart=read_apart)
    shown = list(listing.page(0, len(listing)))
    if query.group is Grouping.NONE and not read_apart:
        assert listing.parts == ()
        assert shown == oracle.answer(query, model.all(), model.languages)
        return

    def found(parts: Iterable[Part]) -> list[tuple[str | None, list[Entry]]]:
        return [
            (
                "read" if part.is_read else None if part.name is None else fold(part.name),
                shown[part.start :][: part.tally.articles],
            )
            for part in parts
        ]

    expected = oracle.parted(query, model.all(), read_apart=read_apart, languages=model.languages)
    assert found(listing.parts) == expected
    assert [part.tally for part in listing.parts] == [oracle.tally(entries) for _, entries in expected]
    assert listing.tally == oracle.tally(model_entry for _, entries in expected for model_entry in entries)
    states = data.draw(st.lists(a_state(), max_size=4))
    catalogue.put_states(states)
    tallies = [oracle.tally(listing.page(part.start, part.tally.articles)) for part in listing.parts]
    keys = data.draw(st.sampled_from([None, [state.key for state in states]]))
    assert [part.tally for part in listing.parts_now(keys)] == tallies
    assert [part.tally for part in listing.parts] == tallies


@ONE_FILE_FOR_ALL
@given(st.lists(step, max_size=3), strategies.queries)
@example([put_articles([(article("a"), "blog")], False)], Query(Any(()), None))
def test_whatever_a_query_can_say_is_answered(catalogue: Catalogue, steps: list[Step], query: Query) -> None:
    model = start_again(catalogue)
    for do in steps:
        do(model)
        do(catalogue)
    expected = oracle.parted(query, model.all(), read_apart=False, languages=model.languages)
    ordered = (
        oracle.answer(query, model.all(), model.languages)
        if query.fits
        else [one for _, part in expected for one in part]
    )
    assert rows(catalogue, query) == ordered


@pytest.mark.slow
@settings(ONE_FILE_FOR_ALL, max_examples=scaled(50))
@given(st.lists(step, max_size=10))
def test_counts_are_always_those_of_a_recount(catalogue: Catalogue, steps: list[Step]) -> None:
    model = start_again(catalogue)
    for do in steps:
        do(model)
        do(catalogue)
        entries = model.all()
        assert catalogue.tally() == oracle.tally(entries)
        for wanted in (True, False):
            bookmarked = [entry for entry in entries if (entry.state.bookmark is not None) is wanted]
            assert catalogue.tally(bookmarked=wanted) == oracle.tally(bookmarked)
            assert catalogue.tally(offline=wanted) == oracle.tally(
                entry for entry in entries if entry.offline is wanted
            )
        for status in Status:
            assert catalogue.tally(status=status) == oracle.tally(
                entry for entry in entries if entry.state.status is status
            )
        found = catalogue.categories()
        assert dict(found) == {
            name: oracle.tally(entry for entry in entries if entry.article.category == name)
            for name in {entry.article.category for entry in entries}
        }
        assert len(found) == len(dict(found))
        assert catalogue.keys() == [] or set(catalogue.keys()) == set(model.entries)


@pytest.mark.slow
@ONE_FILE_FOR_ALL
@given(indexes, queries, st.integers(0, 20), st.integers(0, 20))
def test_a_page_is_a_slice_of_the_whole(
    catalogue: Catalogue, index: list[tuple[Article, str]], query: Query, start: int, length: int
) -> None:
    start_again(catalogue)
    catalogue.put_articles(index, new=False)
    everything = rows(catalogue, query)
    assert list(catalogue.select(query).page(start, length)) == everything[start : start + length]


@pytest.mark.slow
@settings(ONE_FILE_FOR_ALL, max_examples=scaled(50))
@given(indexes, st.lists(a_state(), max_size=12), queries, st.integers(-1, 17), st.sampled_from([1, -1]))
def test_the_next_unread_is_the_nearest_in_its_direction(
    catalogue: Catalogue, index: list[tuple[Article, str]], states: list[State], query: Query, row: int, step: int
) -> None:
    start_again(catalogue)
    catalogue.put_articles(index, new=False)
    listing = catalogue.select(query)
    catalogue.put_states(states)
    row = min(row, len(listing))
    assert listing.next_unread(row, step) == oracle.next_unread(list(listing.page(0, len(listing))), row, step)


@pytest.mark.slow
@ONE_FILE_FOR_ALL
@given(indexes, queries)
def test_the_position_of_an_article_is_the_row_in_which_it_stands(
    catalogue: Catalogue, index: list[tuple[Article, str]], query: Query
) -> None:
    start_again(catalogue)
    catalogue.put_articles(index, new=False)
    listing = catalogue.select(query)
    shown = [entry.article.key for entry in listing.page(0, len(listing))]
    for slug in SLUGS:
        key = f"https://example.org/{slug}"
        assert listing.position_of(key) == (shown.index(key) if key in shown else None)


OF_ONE_BLOG = (
    article("new", date=date(2026, 3, 2), minutes=10, category="B"),
    article("later-that-day", date=date(2026, 3, 1), minutes=5, category="a"),
    article("earlier-that-day", date=date(2026, 3, 1), minutes=7),
    article("old", date=date(2025, 1, 1), minutes=20, category="B"),
    article("undated", minutes=4),
    article("undated-too"),
)


@pytest.mark.parametrize("query", ["", "url:example", "is:unread"])
def test_oldest_first_is_the_order_of_writing_and_what_has_no_date_comes_last(catalogue: Catalogue, query: str) -> None:
    fill(catalogue, *OF_ONE_BLOG)
    expected = ["old", "earlier-that-day", "later-that-day", "new", "undated-too", "undated"]
    listing = catalogue.select(parse(f"{query} sort:date", NOW))
    assert [slug_of(key) for key in listing.keys(0, 6)] == expected
    assert [slug_of(entry.article.key) for entry in listing.page(2, 3)] == expected[2:5]
    assert [listing.position_of(article(slug).key) for slug in expected] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("query", ["", "sort:date"])
@pytest.mark.parametrize("undated", [0, 1, 4, 8, 9])
def test_a_part_is_the_same_from_whichever_end_it_is_counted(catalogue: Catalogue, query: str, undated: int) -> None:
    dated = [article(f"dated-{one}", date=date(2026, 3, 1 + one // 2)) for one in range(9 - undated)]
    fill(catalogue, *dated, *(article(f"undated-{one}") for one in range(undated)))
    newest = [one.key for one in sorted(dated, key=lambda one: -one.date.toordinal() if one.date else 0)]
    nowhere = [article(f"undated-{one}").key for one in range(undated)]
    expected = [*newest, *nowhere] if not query else [*newest[::-1], *nowhere[::-1]]
    listing = catalogue.select(parse(query, NOW))
    for start in range(11):
        for length in range(11):
            assert listing.keys(start, length) == expected[start : start + length]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fits:36", ["old", "undated", "new", "later-that-day", "earlier-that-day"]),
        ("fits:35", ["old", "undated", "new", "later-that-day"]),
        ("fits:14", ["old", "undated"]),
        ("fits:13", ["old"]),
        ("fits:9", ["undated", "later-that-day"]),
        ("fits:3", []),
        ("fits:1000", ["old", "undated", "new", "earlier-that-day"]),
        ("fits:26 sort:minutes", ["old", "undated", "later-that-day", "earlier-that-day"]),
        ("fits:20 category:B", ["old", "new"]),
    ],
)
def test_what_fits_is_read_to_its_end_in_the_time_there_is(
    catalogue: Catalogue, query: str, expected: list[str]
) -> None:
    fill(catalogue, *OF_ONE_BLOG)
    half = Place(0, 0, "", 0.5)
    catalogue.put_states(
        [
            State(article("old").key, Status.READING, opened_at=NOW, place=half),
            State(article("undated").key, bookmark=1.0),
            State(article("later-that-day").key, Status.READ if "1000" in query else Status.UNREAD),
        ]
    )
    assert [slug_of(entry.article.key) for entry in rows(catalogue, query)] == expected


# What stays and what is fresh


@pytest.mark.parametrize("query", ["is:unread", "is:unread sort:title", "sort:opened", "sort:-opened", "sort:list", ""])
def test_a_listing_stays_as_it_was_while_its_rows_are_fresh(catalogue: Catalogue, query: str) -> None:
    fill(catalogue, *articles(20))
    listing = catalogue.select(parse(query, NOW))
    before = listing.page(0, 20)
    assert len(before) == 20
    chosen = before[3].article.key
    read = State(chosen, Status.READ, bookmark=1.0, opened_at=NOW, read_at=NOW)
    catalogue.put_states([read])
    after = listing.page(0, 20)
    assert [entry.article for entry in after] == [entry.article for entry in before]
    assert after[3].state == read
    assert (len(listing), listing.tally.read) == (20, 0)
    assert listing.position_of(chosen) == 3
    assert listing.next_unread(2, 1) == 4


def test_an_article_that_is_gone_leaves_the_pages_of_older_listings_whole(catalogue: Catalogue) -> None:
    some = articles(5)
    fill(catalogue, *some)
    listing = catalogue.select(parse("is:unread sort:title", NOW))
    gone = listing.page(2, 1)[0].article
    fill(catalogue, *(one for one in some if one != gone))
    assert len(listing.page(0, 5)) == 4
    assert listing.position_of(gone.key) is None


@pytest.mark.slow
def test_the_next_unread_is_found_behind_thousands_that_are_read(catalogue: Catalogue) -> None:
    fill(catalogue, *articles(3000))
    for query in ("", "post"):
        listing = catalogue.select(parse(query, NOW))
        shown = listing.page(0, 3000)
        catalogue.put_states([State(entry.article.key, Status.READ) for entry in shown])
        assert (listing.next_unread(0, 1), listing.next_unread(2999, -1)) == (None, None)
        catalogue.put_states([State(shown[one].article.key) for one in (1, 2998)])
        assert (listing.next_unread(1, 1), listing.next_unread(2998, -1)) == (2998, 1)


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "post", "sort:date", "is:read"])
@pytest.mark.parametrize("left", [0, 500])
def test_looking_for_an_unread_article_asks_three_times_however_many_are_read(
    catalogue: Catalogue, query: str, left: int
) -> None:
    fill(catalogue, *articles(5_000))
    catalogue.put_states([State(article(f"post-{one}").key, Status.READ) for one in range(5_000 - left)])
    listing = catalogue.select(parse(query, NOW))
    statements: list[str] = []
    catalogue._connection().set_trace_callback(statements.append)
    listing.next_unread(0, 1)
    assert len([one for one in statements if "status = 'unread'" in one]) <= 3
    assert len(statements) <= 9


@pytest.mark.slow
def test_thousands_that_come_at_once_are_counted_once_and_leave_the_tables_as_they_were(tmp_path: Path) -> None:
    """Counting each of them, and sorting each into nine indexes, takes three times as long."""
    those = articles(5_000)
    with closing(Catalogue(tmp_path / "many.db")) as many, closing(Catalogue(tmp_path / "few.db")) as few:
        many.open()
        few.open()
        fill(many, *those[:3])  # what a library starts with
        steps: list[str] = []
        connection = many._connection()
        connection.set_trace_callback(steps.append)
        many.put_articles([(one, "blog") for one in those[1:]], new=True)
        connection.set_trace_callback(None)
        assert sum(step.lstrip("- \n").startswith("INSERT INTO counts") for step in steps) == 1
        few.put_articles([(one, "blog") for one in those[1:]], new=False, go_on=bool)
        few.put_articles([(one, "blog") for one in those[1:]], new=False)
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        assert many._connection().execute(schema).fetchall() == few._connection().execute(schema).fetchall()
        assert titles(many) == titles(few)
        assert many.categories() == few.categories()
        assert many.tally(new=True).articles == 4_997
        many.put_states([State(those[9].key, status=Status.READ)])
        assert many.tally(status=Status.READ).articles == 1


def test_thousands_that_break_off_leave_what_was_there(catalogue: Catalogue) -> None:
    def some() -> Iterator[tuple[Article, str]]:
        yield from ((one, "blog") for one in articles(3_000))
        raise OSError("gone")

    fill(catalogue, article("before"))
    with pytest.raises(OSError, match="gone"):
        catalogue.put_articles(some(), new=False)
    assert titles(catalogue) == ["before"]
    fill(catalogue, *articles(10))
    assert catalogue.tally().articles == 10


def test_the_first_of_two_articles_with_one_key_counts(catalogue: Catalogue) -> None:
    fill(catalogue, article("one", title="First"), article("one", title="Second"))
    assert titles(catalogue) == ["First"]


def test_new_articles_are_those_of_the_last_time_that_asked_for_them(catalogue: Catalogue) -> None:
    a, b, c = (article(slug) for slug in "abc")
    catalogue.put_articles([(a, "blog")], new=False)
    catalogue.put_articles([(a, "blog"), (b, "blog")], new=True)
    assert titles(catalogue, "is:new") == ["b"]
    catalogue.put_articles([(a, "blog"), (b, "blog")], new=False)
    assert titles(catalogue, "is:new") == ["b"]
    catalogue.put_articles([(a, "blog"), (b, "blog"), (c, "blog")], new=True)
    assert titles(catalogue, "is:new") == ["c"]
    catalogue.put_nothing_new()
    assert titles(catalogue, "is:new") == []


@pytest.mark.parametrize(
    "state",
    [
        State(article("a").key, Status.READING),
        State(article("a").key, bookmark=1.0),
        State(article("a").key, place=Place(1, 2, "quote", 0.5)),
        State(article("a").key, opened_at=NOW),
        State(article("a").key, read_at=NOW),
    ],
    ids=["status", "bookmark", "place", "opened", "read"],
)
def test_a_state_that_is_no_longer_there_is_taken_back(catalogue: Catalogue, state: State) -> None:
    fill(catalogue, article("a"))
    catalogue.put_states([state])
    assert rows(catalogue)[0].state == state
    catalogue.put_states([], all_touched=True)
    assert rows(catalogue)[0].state == State(article("a").key)


def test_articles_whose_reading_interrupts_leave_all_as_it_was(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"))

    def broken() -> Iterator[tuple[Article, str]]:
        yield article("b"), "blog"
        raise LibraryError("the file broke off.")

    with pytest.raises(LibraryError):
        catalogue.put_articles(broken(), new=True)
    assert titles(catalogue) == ["a"]
    assert catalogue.tally().articles == 1


# Words and orders


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("raft", ["Raft in a café", "RAFT again"]),
        ("CAFE", ["Raft in a café"]),
        ('"raft in"', ["Raft in a café"]),
        ("url:résumé", ["Resume"]),
        ("url:RÉSUMÉ", ["Resume"]),
        ("url:EXAMPLE.ORG/raft", ["Raft in a café", "RAFT again"]),
        ("100%", ["100%"]),
        ("_", []),
        ('category:""', ["100%"]),
        ('-category:"distributed systems"', ["100%"]),
        ('-(category:"distributed systems" minutes:5)', ["Raft in a café", "Resume", "100%"]),
        ("category:distributed", []),
        ('category:"distributed systems"', ["Raft in a café", "RAFT again", "Resume"]),
        ("minutes:5", ["RAFT again"]),
        ("-minutes:5", ["Raft in a café", "Resume", "100%"]),
        ("date:2026", ["Raft in a café"]),
        ("-date:2026", ["RAFT again", "Resume", "100%"]),
    ],
)
def test_a_term_finds_what_the_manual_says(catalogue: Catalogue, query: str, found: list[str]) -> None:
    where = "Distributed Systems"
    fill(
        catalogue,
        article("raft", title="Raft in a café", date=date(2026, 1, 1), category=where),
        article("raft-again", title="RAFT again", category=where, minutes=5),
        article("résumé", title="Resume", category=where),
        article("percent", title="100%"),
    )
    assert titles(catalogue, query) == found


def test_a_read_time_of_long_ago_is_compared_as_a_time(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"))
    catalogue.put_states([State(article("a").key, Status.READ, read_at=NOW)])
    assert titles(catalogue, "read:0999..") == ["a"]
    assert titles(catalogue, "read:..0999") == []


def test_sorting_by_relevance_puts_titles_that_hold_more_of_the_words_first(catalogue: Catalogue) -> None:
    fill(
        catalogue,
        article("none", title="Else", summary="raft and rust"),
        article("two", title="Rust and Raft"),
        article("one", title="Raft"),
        article("late", title="Long, long ago and far away: raft"),
    )
    assert titles(catalogue, "raft OR rust sort:relevance") == [
        "Rust and Raft",
        "Raft",
        "Long, long ago and far away: raft",
        "Else",
    ]
    assert titles(catalogue, "is:unread sort:relevance") == titles(catalogue, "is:unread")


@pytest.mark.parametrize("sort", ["", " sort:relevance", " sort:title"])
def test_two_thousand_alternatives_are_answered(catalogue: Catalogue, sort: str) -> None:
    fill(catalogue, article("a", title="z"), article("b", title="0"), article("c", title="-"))
    letters = "abcdefghijklmnopqrstuvwxyz"
    query = parse(" OR ".join(letters[one % 26] for one in range(1990)) + sort, NOW)
    assert isinstance(query.condition, Any)
    assert len(query.condition.parts) == 1990
    assert titles(catalogue, query) == ["z"]
    assert titles(catalogue, Query(All(query.condition.parts), query.sort)) == []


def nested(levels: int) -> str:
    query = "a"
    for level in range(levels):
        query = f"({query} OR x{level} y)" if level % 2 else f"-(-{query} z{level})"
    return query


def test_groups_inside_each_other_are_answered(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"), article("b"))
    everything = rows(catalogue)
    for levels in range(26):
        query = parse(nested(levels), NOW)
        assert rows(catalogue, query) == oracle.answer(query, everything)


def test_more_groups_inside_each_other_than_sqlite_takes_are_refused_in_a_sentence(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"), article("b"))
    query = parse(nested(49), NOW)
    if sqlite3.sqlite_version_info < (3, 46):
        with pytest.raises(UsageError, match="too many nested groups"):
            rows(catalogue, query)
    else:
        assert rows(catalogue, query) == oracle.answer(query, rows(catalogue))


# Slugs


def test_a_slug_is_found_by_a_part_and_an_exact_one_before_longer_ones(catalogue: Catalogue) -> None:
    fill(catalogue, article("raft"), article("raft-again"), article("x/raft"), article("rust"))
    key = "https://example.org/"
    assert catalogue.with_slug("ra", 10) == (
        [("raft", f"{key}raft"), ("raft", f"{key}x/raft"), ("raft-again", f"{key}raft-again")],
        3,
    )
    assert catalogue.with_slug("raft", 10) == ([("raft", f"{key}raft"), ("raft", f"{key}x/raft")], 2)
    assert catalogue.with_slug("raft-", 10) == ([("raft-again", f"{key}raft-again")], 1)
    assert catalogue.with_slug("r", 2)[1] == 4
    assert len(catalogue.with_slug("r", 2)[0]) == 2
    for words in ("again", "FT-", "-A"):
        assert catalogue.with_slug(words, 10) == ([("raft-again", f"{key}raft-again")], 1)
    for words in ("%", "_", "raft%", "*", "raft again"):
        assert catalogue.with_slug(words, 10) == ([], 0)


# The file


def check_made_anew(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        assert catalogue.stamp("articles") is None
        assert rows(catalogue) == []
        fill(catalogue, article("a"))
        catalogue.put_stamp("articles", "1")
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        assert (titles(catalogue), catalogue.stamp("articles")) == (["a"], "1")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: b"no database at all\n" * len(data),
        lambda data: data[:100],
        lambda data: data[:4096],
        lambda data: data[: len(data) // 2],
        lambda data: b"\0" * 4096 + data[4096:],
    ],
    ids=["empty", "garbage", "its header alone", "its first page alone", "a half", "a lost first page"],
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "catalogue.db"
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        fill(catalogue, *articles(200))
        catalogue.put_stamp("articles", "1")
    path.write_bytes(damage(path.read_bytes()))
    check_made_anew(path)


@pytest.mark.parametrize("version", [VERSION - 1, VERSION + 1])
def test_a_file_of_another_version_is_made_anew(tmp_path: Path, version: int) -> None:
    path = tmp_path / "catalogue.db"
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        catalogue.put_stamp("articles", "1")
        catalogue._connection().execute(f"PRAGMA user_version = {version}")
    check_made_anew(path)


def test_a_deleted_file_is_made_anew_also_when_its_log_was_left(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        fill(catalogue, *articles(20))
        log = (tmp_path / "catalogue.db-wal").read_bytes()
        assert log
    path.unlink()
    (tmp_path / "catalogue.db-wal").write_bytes(log)
    check_made_anew(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match=r"file/cache can't be written: "):
        Catalogue(tmp_path / "file" / "cache" / "catalogue.db").open()


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").mkdir()
    with closing(Catalogue(tmp_path / "catalogue.db")) as catalogue, pytest.raises(Unwritable, match=r"catalogue\.db"):
        catalogue.open()


@pytest.mark.slow
def test_threads_that_open_at_once_share_one_file(tmp_path: Path) -> None:
    for attempt in range(25):
        path = tmp_path / f"{attempt}.db"
        path.write_bytes(b"garbage" * 1000)
        together = threading.Barrier(4, timeout=PATIENCE_SECONDS)
        counts: list[int] = []

        def run(path: Path = path, together: threading.Barrier = together, counts: list[int] = counts) -> None:
            with closing(Catalogue(path)) as catalogue:
                together.wait()
                catalogue.open()
                fill(catalogue, *articles(30))
                together.wait()
                counts.append(len(rows(catalogue)))
                together.wait()

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        assert counts == [30] * 4
        with closing(Catalogue(path)) as catalogue:
            catalogue.open()
            assert len(rows(catalogue)) == 30


OPENING = """
import sys, threading
from pathlib import Path
from blogreader.catalogue import Catalogue, Listing
from blogreader.conditions import Query
from blogreader.model import Article

catalogue = Catalogue(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
catalogue.open()
urls = [f"https://example.org/{number}" for number in range(500)]
catalogue.put_articles([(Article(url, url, url), "blog") for url in urls], new=False)
print("filled", flush=True)
sys.stdin.readline()
thread = threading.Thread(target=lambda: print(len(catalogue.select(Query())), flush=True))
thread.start()
thread.join()
catalogue.close()
"""


@pytest.mark.slow
def test_processes_that_open_at_once_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    command = [sys.executable, "-c", OPENING, str(path)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for said in ("ready\n", "filled\n", "500\n"):
        for process in processes:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == said
        for process in processes:
            assert process.stdin is not None
            if said != "500\n":
                process.stdin.write("\n")
                process.stdin.flush()
    for process in processes:
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0


def test_what_one_thread_writes_another_reads(catalogue: Catalogue) -> None:
    fill(catalogue, article("a"))
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.extend(titles(catalogue)))
    thread.start()
    thread.join()
    assert seen == ["a"]


@pytest.mark.slow
def test_a_thread_that_ends_takes_its_connection_along(tmp_path: Path) -> None:
    with closing(mending(tmp_path / "catalogue.db")) as catalogue:
        before = len(opened_files(tmp_path))
        for _ in range(100):
            in_a_thread(lambda: rows(catalogue))
        settled(lambda: len(catalogue._file.connections) == 1)
        # SQLite closes a file later where POSIX would let go of the locks of another connection with it, and uses it
        # for the next one.
        assert len(opened_files(tmp_path)) <= before + 4
        with no_more_than_8_kb():  # to memory, with all that it has
            catalogue.put_states([State(article("b").key, Status.READ)])
        for _ in range(10):
            assert read_by(catalogue) == ["b"]
        settled(lambda: len(catalogue._file.connections) == 1)
    assert opened_files(tmp_path) == []


@dataclass
class Asked:
    """A catalogue that a thread is asking something, in the middle of which it waits."""

    catalogue: Catalogue
    begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    done: list[bool] = field(default_factory=list)

    def ask(self) -> None:
        self.done.append(self.catalogue.put_articles([(article("a"), "blog")], new=False, go_on=self._wait))

    def _wait(self, _: int) -> bool:
        self.begun.set()
        return self.may_end.wait(PATIENCE_SECONDS)


def test_closing_waits_for_what_another_thread_asks(tmp_path: Path) -> None:
    asked = Asked(Catalogue(tmp_path / "catalogue.db"))
    asked.catalogue.open()
    with ThreadPoolExecutor(2) as threads:
        asking = threads.submit(asked.ask)
        asked.begun.wait()
        is_closing = threading.Event()
        waiting = asked.catalogue._file._used.wait_for

        def told(predicate: Callable[[], bool], timeout: float) -> bool:
            is_closing.set()
            return waiting(predicate, timeout)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(asked.catalogue._file._used, "wait_for", told)
            closing_it = threads.submit(asked.catalogue.close)
            is_closing.wait()
            assert asked.catalogue._file.connections
            asked.may_end.set()
            closing_it.result()
        asking.result()
    assert asked.done == [True]
    assert asked.catalogue._file.connections == []


def test_a_connection_that_is_in_use_all_the_time_is_left_to_its_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.catalogue.database._CLOSING_SECONDS", 0.01)
    asked = Asked(Catalogue(tmp_path / "catalogue.db"))
    asked.catalogue.open()
    thread = threading.Thread(target=asked.ask)
    thread.start()
    asked.begun.wait()
    asked.catalogue.close()
    assert asked.catalogue._file.connections
    asked.may_end.set()
    thread.join()
    assert asked.done == [True]


def settled(holds: Callable[[], bool]) -> None:
    """Wait for what threads do as they end, which is after one that waited for them goes on."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until
        os.sched_yield()


# What is touched


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("large") / "catalogue.db", 20_000)


def made(path: Path, number: int) -> Path:
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
        some = articles(number)
        fill(catalogue, *some)
        catalogue.put_states(on_the_list(some))
    return path


def on_the_list(some: Sequence[Article]) -> list[State]:
    """Return the states of the first 76 articles, which are read."""
    return [State(one.key, Status.READ, bookmark=float(row)) for row, one in enumerate(some[:76])]


def instructions(path: Path, what: Callable[[Catalogue], object]) -> int:
    """Count what SQLite does, in hundreds of its instructions: time, but the same on every machine."""
    count = 0

    def counted() -> int:
        nonlocal count
        count += 1
        return 0

    with closing(Catalogue(path)) as catalogue:
        catalogue._connection().set_progress_handler(counted, 100)
        catalogue.open()
        what(catalogue)
    return count


def start(catalogue: Catalogue) -> None:
    """All that the first screen asks."""
    listing = catalogue.select(Query())
    assert len(listing.page(0, 50)) == 50
    catalogue.stamp("articles")
    catalogue.tally()
    catalogue.tally(bookmarked=True)
    catalogue.categories()


@pytest.mark.slow
def test_opening_and_the_first_page_take_no_more_at_20_000_articles_than_at_800(tmp_path: Path, large: Path) -> None:
    small = instructions(made(tmp_path / "catalogue.db", 800), start)
    assert 0 < instructions(large, start) < 1.25 * small
    assert instructions(large, lambda catalogue: catalogue.select(Query(sort=Sort(Order.TITLE)))) > 5 * small


@pytest.mark.slow
def test_a_state_is_changed_and_a_row_found_without_touching_the_others(tmp_path: Path, large: Path) -> None:
    key = article("post-700").key

    def change(catalogue: Catalogue) -> None:
        catalogue.put_states([State(key, Status.READING)])
        assert catalogue.entry(key) is not None
        catalogue.with_slug("post-700", 10)

    small = instructions(made(tmp_path / "catalogue.db", 800), change)
    assert instructions(large, change) < small + 50


def plan(catalogue: Catalogue, what: Callable[[], object]) -> list[str]:
    """Return SQLite's plan for every statement that is run meanwhile."""
    statements: list[str] = []
    connection = catalogue._connection()
    connection.set_trace_callback(statements.append)
    what()
    connection.set_trace_callback(None)
    return [detail for sql in statements for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.slow
def test_the_first_page_of_everything_follows_the_index_and_sorts_nothing(large: Path) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        found = plan(catalogue, lambda: catalogue.select(Query()).page(0, 50))
        assert "SCAN entries USING COVERING INDEX by_date" in found
        assert [step for step in found if step.startswith("SCAN entries") and "INDEX" not in step] == []
        assert [step for step in found if "TEMP B-TREE" in step] == []


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "sort:date"])
def test_the_last_page_of_everything_is_as_near_as_the_first(large: Path, query: str) -> None:
    def at(start: int) -> Callable[[Catalogue], object]:
        return lambda catalogue: catalogue.select(parse(query, NOW)).keys(start, 50)

    assert instructions(large, at(19_950)) < 1.5 * instructions(large, at(0))
    assert instructions(large, at(10_000)) > 2 * instructions(large, at(0))


@pytest.mark.parametrize("order", ["", " sort:date"])
def test_the_rows_of_a_category_are_read_as_they_are_looked_at(large: Path, order: str) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        found = plan(catalogue, lambda: catalogue.select(parse(f'category:"Category 3"{order}', NOW)).keys(0, 9))
        looked = [step for step in found if "entries" in step and "COVERING INDEX by_category" not in step]
        assert looked == ["SEARCH entries USING INTEGER PRIMARY KEY (rowid=?)"]
        # A list of which all is known from the beginning has the same rows.
        listing = catalogue.select(parse(f'category:"Category 3"{order}', NOW))
        known = catalogue.select(parse(f'category:"Category 3" category:"Category 3"{order}', NOW))
        keys = listing.keys(0, 20_000)
        assert keys == known.keys(0, 20_000)
        assert len(keys) == len(listing) == len(known) > 400
        for start, length in ((200, 5), (len(keys) - 7, 20), (len(keys) - 30, 9)):
            assert listing.keys(start, length) == keys[start : start + length]
        assert [listing.position_of(key) for key in keys[::40]] == list(range(0, len(keys), 40))
        assert listing.position_of(keys[-1]) == len(keys) - 1
        assert listing.position_of(article("post-4").key) is None  # of another category
        assert listing.next_unread(0, 1) == known.next_unread(0, 1)
        assert listing.now() == known.now()


CATEGORY, STATUS = 'category:"Category 3"', "is:unread"


@pytest.mark.parametrize(
    ("query", "way"),
    [
        # By what the fewest articles have, in whatever order it is asked for.
        (f"{CATEGORY} {STATUS}", "SEARCH entries USING INDEX by_category"),
        (f"{STATUS} {CATEGORY}", "SEARCH entries USING INDEX by_category"),
        (f"{CATEGORY} {STATUS} post", "SEARCH entries USING INDEX by_category"),
        (f"{CATEGORY} {STATUS} sort:title", "SEARCH entries USING INDEX by_category"),
        (f"{CATEGORY} is:read", "SEARCH entries USING INDEX by_status"),
        (f"{CATEGORY} is:failed", "SCAN entries USING INDEX failed"),
        ("is:failed", "SCAN entries USING INDEX failed"),
        ("is:changed post", "SCAN entries USING INDEX changed"),
        ("is:noted", "SCAN entries USING INDEX noted"),
        (f"{STATUS} is:bookmarked post", "SCAN entries USING INDEX bookmarked"),
        ("is:read sort:title", "SEARCH entries USING INDEX by_status"),
        # Where too many have it, from the first to the last as they are stored.
        ("post", "SCAN entries"),
        (f"{STATUS} post", "SCAN entries"),
        ("-is:read", "SCAN entries"),
        ("source:blog", "SCAN entries"),
        ("post OR author:ada", "SCAN entries"),
        (f"{STATUS} (post OR tag:rust)", "SCAN entries"),
        ("minutes:<5", "SCAN entries"),
        ("https://example.org/nothing", "SCAN entries"),
        (f"{STATUS} minutes:<5", "SCAN entries"),
        (f"{STATUS} sort:title", "SCAN entries"),
        # In its order, with all that is asked for.
        (STATUS, "SEARCH entries USING COVERING INDEX by_status"),
        # By what only SQLite knows to use.
        ("date:2001-05 post", "SEARCH entries USING INDEX by_date"),
        # By the keys of what was found elsewhere.
        ("tag:rust post", "SEARCH entries USING INDEX sqlite_autoindex_entries_1"),
        (f"{STATUS} note:later", "SEARCH entries USING INDEX sqlite_autoindex_entries_1"),
    ],
)
def test_articles_are_looked_up_where_that_is_less_than_to_read_all(large: Path, query: str, way: str) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        found = plan(catalogue, lambda: catalogue.select(parse(query, NOW)))
        steps = [step.partition(" (")[0] for step in found if re.match("(?:SCAN|SEARCH) entries", step)]
        assert steps[-1] == way
        # What has no row in the counts is counted by its own index before.
        assert {step.replace("COVERING ", "") for step in steps} == {way.replace("COVERING ", "")}


@pytest.mark.parametrize("query", ["post", "title:post", "minutes:>2", "post sort:title", "-post", "author:ada"])
def test_each_article_is_looked_at_once_for_a_word_whose_rows_are_counted_on_the_way(large: Path, query: str) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        found = plan(catalogue, lambda: catalogue.select(parse(query, NOW)))
        assert len([step for step in found if step.startswith(("SCAN entries", "SEARCH entries"))]) == 1, found


@pytest.mark.parametrize(("flag", "index"), [(Flag.FAILED, "failed"), (Flag.CHANGED, "changed")])
def test_what_few_articles_have_is_counted_by_an_index_of_those_alone(large: Path, flag: Flag, index: str) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        assert any(f"INDEX {index}" in step for step in plan(catalogue, lambda: catalogue.tally_of(flag)))
        assert catalogue.tally_of(flag) == catalogue.select(Query(Is(flag))).tally


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        (Equals("category", fold("Category 3")), "by_category"),
        (Is(Flag.UNREAD), "by_status"),
        (Is(Flag.BOOKMARKED), "bookmarked|by_bookmark"),
        (Is(Flag.OFFLINE), "archived"),
        (Is(Flag.NEW), "added"),
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_what_the_counts_tell_is_asked_of_no_article(
    tmp_path: Path, condition: Condition, index: str, *, apart: bool
) -> None:
    with closing(Catalogue(made(tmp_path / "catalogue.db", 2_000))) as catalogue:
        catalogue.open()
        keys = [one.key for one in articles(2_000)[::97]]
        catalogue.put_states([State(key, Status.UNREAD, bookmark=float(row)) for row, key in enumerate(keys)])
        catalogue.put_kept(keys, {})
        catalogue._connection().execute("UPDATE entries SET new = id % 90 = 0")
        catalogue._connection().commit()
        found = plan(catalogue, lambda: catalogue.select(Query(condition), read_apart=apart))
        asked = [step for step in found if "entries" in step]
        assert [step for step in asked if not re.search(f"INDEX (?:{index})", step)] == []
        assert len(asked) == (0 if index == "by_category" and not apart else 1)
        assert any("counts" in step for step in found)
        listing = catalogue.select(Query(condition), read_apart=apart)
        really = catalogue.select(Query(All((condition, Contains("any", "")))), read_apart=apart)
        assert len(listing) == listing.tally.articles > 0
        assert (listing.tally, listing.parts) == (really.tally, really.parts)


def test_a_written_document_is_one_change_that_ends_a_failure(catalogue: Catalogue) -> None:
    catalogue.put_articles([(article("raft"), "blog"), (article("rust"), "blog")], new=False)
    keys = [article(slug).key for slug in ("raft", "rust")]
    catalogue.put_kept([], {key: Failure("gone", NOW) for key in keys})
    statements = list[str]()
    catalogue._connection().set_trace_callback(statements.append)
    catalogue.put_document(keys[0], ("Ann Lee", "de"), NOW)
    catalogue._connection().set_trace_callback(None)
    assert len([one for one in statements if one.startswith("BEGIN")]) == 1
    found, other = (catalogue.entry(key) for key in keys)
    assert found is not None
    assert other is not None
    assert (found.offline, found.failure, found.article.author, found.changed) == (True, None, "Ann Lee", True)
    assert (other.offline, other.failure) == (False, Failure("gone", NOW))


def test_where_the_counts_say_that_there_is_nothing_no_article_is_asked(large: Path) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        condition = All((Is(Flag.READING), Not(Is(Flag.OFFLINE)), Any((Equals("source", "x"), Is(Flag.NEW)))))
        found = plan(catalogue, lambda: catalogue.select(Query(condition)))
        assert [step for step in found if "entries" in step] == []


def test_the_states_that_are_taken_back_are_found_by_their_index(large: Path) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        steps = plan(catalogue, lambda: catalogue.put_states([], all_touched=True))
        catalogue.put_states(on_the_list(articles(76)), all_touched=True)  # as the other tests find them
        assert any("INDEX touched" in step for step in steps)


def test_states_that_are_taken_again_unchanged_write_nothing(large: Path) -> None:
    states = on_the_list(articles(76))
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        connection = catalogue._connection()
        version = connection.execute("PRAGMA main.data_version").fetchone()
        catalogue.put_states(states, all_touched=True)
        before = connection.total_changes
        catalogue.put_states(states, all_touched=True)
        # The keys of the states are listed in a table of the connection's own, and deleted from it before.
        assert connection.total_changes - before == 2 * len(states)
        assert connection.execute("PRAGMA main.data_version").fetchone() == version


def everything_in(catalogue: Catalogue) -> list[list[tuple[object, ...]]]:
    """Return what stands in a catalogue, and what its tables are."""
    connection = catalogue._connection()
    tables = (
        "SELECT * FROM entries",
        "SELECT * FROM counts WHERE articles > 0",
        "SELECT type, name, sql FROM sqlite_master",
    )
    return [sorted(connection.execute(f"{sql}").fetchall(), key=repr) for sql in tables]


@pytest.mark.slow
@settings(ONE_FILE_FOR_ALL, max_examples=scaled(60))
@given(indexes, st.lists(step, max_size=2), st.lists(a_state(), min_size=8, max_size=16))
def test_states_put_at_once_are_as_those_put_one_by_one(
    catalogue: Catalogue, index: list[tuple[Article, str]], steps: list[Step], states: list[State]
) -> None:
    found = []
    for few in (1_000, -1):
        start_again(catalogue)
        for do in (put_articles(index, new=False), *steps):
            do(catalogue)
        with pytest.MonkeyPatch.context() as patching:
            patching.setattr(row_writes, "_FEW_STATES", few)
            patching.setattr(row_writes, "_OF_ALL", 1_000)
            catalogue.put_states(states)
        entries, *others = everything_in(catalogue)
        found.append(([row[1:] for row in entries], *others))
    assert found[0] == found[1]


def test_the_states_of_all_articles_are_written_by_one_statement(tmp_path: Path) -> None:
    with closing(Catalogue(made(tmp_path / "catalogue.db", 1_500))) as catalogue:
        catalogue.open()
        statements: list[str] = []
        catalogue._connection().set_trace_callback(statements.append)
        catalogue.put_states([State(one.key, Status.READ, read_at=NOW) for one in articles(1_500)])
        assert len([one for one in statements if "UPDATE entries" in one]) == 1
        assert catalogue.tally().read == 1_500
        catalogue.put_states([State(articles(1)[0].key)])
        assert catalogue.tally().read == 1_499  # the triggers are there again


@pytest.mark.parametrize("descending", [True, False])
def test_a_row_of_all_articles_is_counted_in_the_index_by_date(large: Path, descending: bool) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        listing = catalogue.select(Query(sort=Sort(Order.DATE, descending)))
        [key] = listing.keys(1_234, 1)
        found: list[int | None] = []
        steps = plan(catalogue, lambda: found.append(listing.position_of(key)))
        assert found == [1_234]
        assert [step for step in steps if "SCAN entries" in step] == []
        assert sum("SEARCH entries USING COVERING INDEX by_date" in step for step in steps) == 2


def test_of_the_rows_nearby_alone_it_is_asked_whether_they_are_unread(large: Path) -> None:
    with closing(Catalogue(large)) as catalogue:
        catalogue.open()
        listing = catalogue.select(Query(sort=Sort(Order.LIST)))
        unread: list[int | None] = []
        steps = plan(catalogue, lambda: unread.append(listing.next_unread(0, 1)))
        assert unread == [76]
        assert len(steps) == 2  # of the next fifty, and of some hundreds more
        assert all("INTEGER PRIMARY KEY" in step for step in steps)


def test_the_unread_ones_that_are_in_no_row_of_the_list_are_asked_for_as_one_text(tmp_path: Path) -> None:
    with closing(Catalogue(made(tmp_path / "catalogue.db", 3_000))) as catalogue:
        catalogue.open()
        catalogue.put_states([State(one.key, Status.READ) for one in articles(1_500)])
        listing = catalogue.select(Query(Is(Flag.READ)))
        fetched: list[tuple[object, ...]] = []

        def row(_: object, values: tuple[object, ...]) -> tuple[object, ...]:
            fetched.append(values)
            return values

        catalogue._connection().row_factory = row
        assert listing.next_unread(0, 1) is None
        assert listing.next_unread(1_499, -1) is None
        assert len(fetched) < 10


@pytest.mark.slow
def test_a_deep_page_is_read_by_its_rows_alone(large: Path) -> None:
    def deep(catalogue: Catalogue) -> None:
        assert len(catalogue.select(Query()).page(19_000, 50)) == 50

    def whole(catalogue: Catalogue) -> None:
        catalogue.select(Query()).page(0, 20_000)

    assert instructions(large, deep) < instructions(large, whole) / 5


def test_the_count_of_an_empty_catalogue_is_nothing(catalogue: Catalogue) -> None:
    assert catalogue.tally() == Tally()
    assert catalogue.categories() == []
    assert catalogue.select(Query()).next_unread(0, 1) is None
    assert catalogue.select(Query()).page(0, 10) == ()
    assert catalogue.entry("https://example.org/none") is None
    assert os.path.getsize(catalogue.path) > 0  # noqa: PTH202


def test_more_entries_than_fit_a_query_come_in_the_order_asked_for_without_those_that_are_missing(
    catalogue: Catalogue,
) -> None:
    fill(catalogue, *articles(1_200))
    keys = [*reversed(catalogue.keys()), "https://example.org/none"]
    assert [entry.article.key for entry in catalogue.entries(keys)] == keys[:-1]
    assert catalogue.entries(keys[:3]) == [catalogue.entry(key) for key in keys[:3]]
    assert catalogue.entries([]) == []


def test_a_disk_that_is_full_when_changes_are_kept_is_told(tmp_path: Path) -> None:
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from blogreader.catalogue import Catalogue\n"
        "from blogreader.errors import LibraryError\n"
        "from blogreader.model import Article\n"
        "catalogue = Catalogue(Path(sys.argv[1]) / 'catalogue.db')\n"
        "catalogue.open()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))\n"
        "articles = [(Article(f'https://e.org/{n}', f'https://e.org/{n}', 'Title ' * 50), 's') for n in range(300)]\n"
        "try:\n"
        "    catalogue.put_articles(articles, new=False)\n"
        "except LibraryError as error:\n"
        "    print(error)\n"
        "print(len(catalogue.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    sentence, count = done.stdout.splitlines()
    assert sentence.startswith("The catalogue can't be used (")
    assert count == "0"


# A file that becomes unusable


def mending(path: Path) -> Catalogue:
    """A catalogue of three articles that can be filled again, open."""

    def refill() -> None:
        fill(fresh, article("c"), article("a"), article("b"))
        fresh.put_stamp("articles", "1")

    fresh = Catalogue(path, refill)
    fresh.open()
    fill(fresh, article("a"), article("b"), article("c"))
    fresh.put_stamp("articles", "1")
    return fresh


def in_a_thread(what: Callable[[], object]) -> None:
    thread = threading.Thread(target=what)
    thread.start()
    thread.join(PATIENCE_SECONDS)


def read_by(catalogue: Catalogue) -> list[str]:
    """The titles of what is read, as a thread sees it that was not there before."""
    seen: list[str] = []
    in_a_thread(
        lambda: seen.extend(row.article.title for row in rows(catalogue) if row.state.status is Status.READ),
    )
    return seen


def test_on_a_full_disk_it_goes_on_in_memory_and_comes_back_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        listing = catalogue.select(parse("sort:title", NOW))
        before = listing.page(0, 3)
        with no_more_than_8_kb():
            catalogue.put_states(iter([State(article("b").key, Status.READ)]))
        catalogue.put_states([State(article("c").key, Status.READ)])
        assert read_by(catalogue) == ["b", "c"]
        assert [row.article for row in listing.page(0, 3)] == [row.article for row in before]
        assert listing.next_unread(0, 1) is None
        [sentence] = catalogue.said()
        assert sentence.startswith(f"{path} can't be written: ")
        assert sentence.endswith("The list of articles is kept in memory for now.")
        assert (catalogue.said(), path.exists()) == ([], False)
    with closing(Catalogue(path)) as again:
        again.open()
        assert (read_by(again), again.stamp("articles")) == (["b", "c"], "1")


def test_what_is_locked_for_long_is_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.catalogue.database._BUSY_SECONDS", 0.01)
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        catalogue.put_states([State(article("b").key, Status.READ)])
        assert read_by(catalogue) == ["b"]
        assert "database is locked" in " ".join(catalogue.said())


@pytest.mark.parametrize("what", ["its file", "its folder"])
def test_what_is_deleted_while_it_is_open_is_put_back_as_it_was(tmp_path: Path, what: str) -> None:
    path = tmp_path / "cache" / "catalogue.db"
    with closing(mending(path)) as catalogue:
        catalogue.put_states([State(article("b").key, Status.READ)])
        listing = catalogue.select(parse("is:read", NOW))
        path.unlink() if what == "its file" else shutil.rmtree(path.parent)
        assert read_by(catalogue) == ["b"]
        assert path.exists()
        catalogue.put_states([State(article("c").key, Status.READ)])
        assert [row.article.title for row in listing.page(0, 1)] == ["b"]
        with closing(Catalogue(path)) as other:
            other.open()
            assert (read_by(other), other.stamp("articles")) == (["b", "c"], "1")
        assert catalogue.said() == []


def test_what_is_damaged_while_it_is_open_is_made_anew_and_rows_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        listing = catalogue.select(parse("title:a", NOW))
        catalogue._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"x" * (size - 4096))
        in_a_thread(lambda: catalogue.put_states([State(article("a").key, Status.READ)]))
        [sentence] = catalogue.said()
        assert sentence.startswith(f"{path} was damaged (")
        assert read_by(catalogue) == ["a"]
        # It was filled in another order: another article has its number now.
        assert [row.article.title for row in listing.page(0, 3)] == ["a"]
        with closing(Catalogue(path)) as other:
            other.open()
            assert read_by(other) == ["a"]


def unknown_column(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.catalogue.catalogue.SELECT", "SELECT id, colour FROM entries")
    catalogue.entry("https://example.org/a")


def broken_sql(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.catalogue.listing.SELECT", "SELEKT")
    rows(catalogue)


def too_many_parameters(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "blogreader.catalogue.access_path.where",
        lambda *_: ("id IN (" + ",".join("?" * 300_000) + ")", [1] * 300_000),
    )
    catalogue.select(parse("a", NOW))


def raising_function(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> str:
        raise KeyError("a bug")

    monkeypatch.setattr("blogreader.catalogue.database.fold", broken)
    in_a_thread_of_its_own(lambda: rows(catalogue, "url:a"))


def in_a_thread_of_its_own(what: Callable[[], object]) -> None:
    """As a thread does that connects now; raises what it raises."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(what).result(PATIENCE_SECONDS)


def second_key(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "blogreader.catalogue.all_sources.UPSERT",
        f"INSERT INTO entries (key) SELECT column1 FROM (VALUES (?{', ?' * 15}))",
    )
    fill(catalogue, article("a"))


BUGS = [unknown_column, broken_sql, too_many_parameters, raising_function, second_key]


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("where", ["the file", "memory"])
def test_a_bug_is_raised_as_it_is_and_no_file_is_made_anew_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: Callable[[Catalogue, pytest.MonkeyPatch], None], where: str
) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        if where == "memory":
            with no_more_than_8_kb():
                catalogue.put_states([State(article("b").key, Status.READ)])
            assert len(catalogue.said()) == 1
        before = catalogue._file.made(), catalogue._file.epoch, path.exists()
        with monkeypatch.context() as broken, pytest.raises(sqlite3.DatabaseError):
            bug(catalogue, broken)
        assert (catalogue._file.made(), catalogue._file.epoch, path.exists()) == before
        assert catalogue.said() == []
        assert titles(catalogue, "sort:title") == ["a", "b", "c"]


def test_a_bug_in_what_fills_it_again_is_raised_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        with catalogue._connection() as connection:
            connection.execute("DROP TABLE counts")
        monkeypatch.setattr("blogreader.catalogue.all_sources.UPSERT", "INSERT INTO colours VALUES (?)")
        with pytest.raises(sqlite3.DatabaseError, match="colours"):
            catalogue.tally()
        assert catalogue.said() == []
        monkeypatch.undo()
        assert catalogue.tally().articles == 3


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE counts",
        "DROP TABLE stamps",
        "DROP TABLE entries",
        "ALTER TABLE entries DROP COLUMN summary",
        "ALTER TABLE entries RENAME COLUMN title TO name",
        "ALTER TABLE counts RENAME TO tallies",
        "DROP TRIGGER entry_changed; DROP TABLE counts; CREATE TABLE counts (category)",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_master; PRAGMA schema_version = 99",
    ],
)
def test_a_schema_that_is_missing_or_another_one_is_a_damage(tmp_path: Path, change: str) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        with closing(sqlite3.connect(path)) as other:
            other.executescript(change)
        assert (titles(catalogue, "sort:title"), catalogue.tally().articles) == (["a", "b", "c"], 3)
        catalogue.put_states([State(article("b").key, Status.READ)])
        assert catalogue.stamp("articles") == "1"
        assert read_by(catalogue) == ["b"]
        [sentence] = catalogue.said()
        assert sentence.startswith(f"{path} was damaged (")


def test_what_a_killed_process_left_in_the_way_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    left = tmp_path / f".catalogue.db.{os.getpid()}-{threading.get_ident()}.tmp"
    for content in (b"", b"no database" * 1000):
        with closing(mending(path)) as catalogue:
            left.write_bytes(content)
            with closing(sqlite3.connect(path)) as other:
                other.execute("DROP TABLE stamps")
            assert catalogue.stamp("articles") == "1"
            assert path.exists()
        assert not left.exists()


@pytest.mark.slow
def test_more_articles_than_sqlite_takes_parameters_are_given_as_one_page(tmp_path: Path) -> None:
    with closing(mending(tmp_path / "catalogue.db")) as catalogue:
        # Some systems' SQLite takes more.
        catalogue._connection().setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
        many = articles(33_000)
        fill(catalogue, *many)
        keys = [one.key for one in many]
        catalogue.put_kept(keys, {}, everything=True)
        catalogue.put_states([State(key, Status.READ) for key in keys], all_touched=True)
        for query in ("is:offline", ""):
            listing = catalogue.select(parse(query, NOW))
            assert [entry.article.key for entry in listing.page(0, 40_000)] == [
                entry.article.key for start in range(0, 33_000, 500) for entry in listing.page(start, 500)
            ]
            assert listing.next_unread(0, 1) is None
        assert len(catalogue.kept()[0]) == 33_000
        assert catalogue.said() == []


def test_a_row_that_is_none_is_a_damage(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        with catalogue._connection() as connection:
            connection.execute("UPDATE entries SET status = 'raed' WHERE slug = 'a'")
        assert len(rows(catalogue)) == 3
        assert "was damaged ('raed' is not a valid Status)" in " ".join(catalogue.said())


def test_an_empty_one_that_another_process_puts_in_its_place_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        listing = catalogue.select(parse("title:c", NOW))
        path.unlink()
        with closing(Catalogue(path)) as other:
            other.open()
        assert len(rows(catalogue)) == 3
        assert [row.article.title for row in listing.page(0, 3)] == ["c"]


def test_one_of_another_version_that_is_put_in_its_place_is_left_to_whoever_uses_it(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(mending(path)) as catalogue:
        path.unlink()
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA user_version = {VERSION + 1}")
        assert len(rows(catalogue)) == 3
        assert "another version" in " ".join(catalogue.said())


def test_what_can_neither_be_mended_nor_moved_is_said_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> bool:
        raise sqlite3.OperationalError("no such vfs: memdb")

    def watched(*where: typing.Any, **options: typing.Any) -> sqlite3.Connection:
        opened.append(connect(*where, **options))
        return opened[-1]

    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", watched)
    with closing(mending(tmp_path / "catalogue.db")) as catalogue:
        monkeypatch.setattr("blogreader.catalogue.database.CatalogueFile._copy", refused)
        with no_more_than_8_kb(), pytest.raises(LibraryError, match="The catalogue can't be used"):
            catalogue.put_states([State(article("b").key, Status.READ)])
        assert [row.article.title for row in rows(catalogue)] == ["a", "b", "c"]
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_whatever_is_asked_of_it_is_mended() -> None:
    for kind, others in ((Catalogue, {"open", "close", "said"}), (Listing, set())):
        methods = {name: one for name, one in vars(kind).items() if callable(one) and not name.startswith("_")}
        assert {name for name, one in methods.items() if not hasattr(one, "__wrapped__")} == others


@pytest.mark.slow
def test_at_random_damages_nothing_but_sentences_is_raised(tmp_path: Path) -> None:
    chance = random.Random(20261126)
    path = tmp_path / "catalogue.db"
    said = 0
    for _ in range(150):
        with closing(mending(path)) as catalogue:
            catalogue._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            listing = catalogue.select(parse("sort:title", NOW))
            with path.open("r+b") as file:
                for _ in range(chance.randint(1, 8)):
                    file.seek(chance.randrange(path.stat().st_size))
                    file.write(chance.randbytes(chance.choice((1, 40, 4096))))

            def use(catalogue: Catalogue = catalogue, listing: Listing = listing) -> None:
                catalogue.put_states([State(article("a").key, Status.READ)])
                catalogue.stamp("articles")
                listing.page(0, 3)
                rows(catalogue)
                catalogue.categories()
                catalogue.with_slug("a", 3)

            in_a_thread(use)  # a thread that has read nothing yet
            said += len(catalogue.said())
    assert said > 50
