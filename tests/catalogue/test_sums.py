"""What the catalogue sums up: what is on the reading list, when and how long was read, and names for completion."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from blogreader.catalogue import Catalogue, Part, notes_table, row_writes
from blogreader.catalogue.names import Names
from blogreader.conditions import Flag, FullText, Grouping, Linked, Query
from blogreader.errors import UsageError
from blogreader.model import Article, Entry, Failure, Place, ReadingTime, State, Status, Tally
from blogreader.query import parse

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BASE = "https://example.org/"


def article(letter: str, **facts: Any) -> Article:
    return Article(f"{BASE}{letter}", f"{BASE}{letter}", letter.upper(), **facts)


def state(letter: str, **facts: Any) -> State:
    return State(f"{BASE}{letter}", **facts)


ARTICLES = [
    (article("a", date=date(2026, 1, 9), category="Boats", minutes=5, author="Ada"), "one"),
    (article("b", date=date(2026, 1, 3), category="boats", minutes=9, author="Ada"), "one"),
    (article("c", date=date(2025, 12, 31), category="Cats", author="Zoe"), "two"),
    (article("d"), "two"),
]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    def refill() -> None:
        opened.put_articles(ARTICLES, new=False)

    with closing(Catalogue(tmp_path / "a?#%b" / "catalogue.db", refill=refill)) as opened:
        opened.open()
        refill()
        yield opened


def test_what_is_on_the_reading_list_is_in_its_order_with_what_is_read(catalogue: Catalogue) -> None:
    catalogue.put_states([state("b", bookmark=2.0), state("c", bookmark=1.5, status=Status.READ), state("d")])
    assert catalogue.bookmarked() == [f"{BASE}c", f"{BASE}b"]
    catalogue.put_states([state("a", bookmark=1.5)])
    assert catalogue.bookmarked() == [f"{BASE}a", f"{BASE}c", f"{BASE}b"]


@pytest.mark.parametrize(
    ("query", "letters"),
    [
        ("read:2026-11-08", "a"),
        ("opened:2026-11-08", "b"),
        ("is:read opened:2026", "ab"),
    ],
)
def test_articles_are_found_by_when_they_were_opened_and_read(catalogue: Catalogue, query: str, letters: str) -> None:
    catalogue.put_states(
        [
            state("a", status=Status.READ, opened_at=NOW - DAY, read_at=NOW),
            state("b", status=Status.READ, opened_at=NOW, read_at=NOW - DAY),
        ]
    )
    listing = catalogue.select(parse(query, NOW))
    assert sorted(entry.article.title.lower() for entry in listing.page(0, 9)) == [*letters]


def test_titles_are_in_the_order_of_the_indexes_and_found_in_one_source_by_a_part(catalogue: Catalogue) -> None:
    assert catalogue.titles() == [(f"{BASE}{letter}", letter.upper(), letter) for letter in "abcd"]
    assert catalogue.titled("one", "b") == [(f"{BASE}b", "B")]
    assert catalogue.titled("two", "b") == []
    assert catalogue.titled("two", "") == [(f"{BASE}c", "C"), (f"{BASE}d", "D")]


@pytest.mark.parametrize(
    ("opened_at", "read_at", "span"),
    [
        (None, None, (None, None)),
        (NOW, None, (NOW, None)),
        (None, NOW, (NOW, NOW)),
        (NOW - DAY, NOW, (NOW - DAY, NOW)),
        (NOW, NOW - DAY, (NOW - DAY, NOW - DAY)),
    ],
)
def test_reading_begins_with_the_first_article_that_was_opened_or_read(
    catalogue: Catalogue, opened_at: datetime | None, read_at: datetime | None, span: tuple[object, object]
) -> None:
    catalogue.put_states([state("a", status=Status.READ, opened_at=opened_at, read_at=read_at)])
    assert catalogue.span() == span
    catalogue.put_states([state("b", status=Status.READ, opened_at=NOW, read_at=NOW + DAY)])
    assert catalogue.span() == (min(one for one in (opened_at, read_at, NOW) if one), NOW + DAY)


def test_months_are_counted_from_the_earliest_and_articles_without_a_date_first(catalogue: Catalogue) -> None:
    catalogue.put_states([state("a", status=Status.READ), state("c", status=Status.READING)])
    assert catalogue.months() == [
        ("", Tally(1, lengthless=1)),
        ("2025-12", Tally(1, reading=1, lengthless=1)),
        ("2026-01", Tally(2, read=1, minutes=14, minutes_left=9)),
    ]


def sitting(name: str, day: int, seconds: float, **facts: float) -> ReadingTime:
    return ReadingTime(name, date(2026, 11, day), seconds, **facts)  # type: ignore[arg-type]


def test_sittings_are_summed_by_day_each_once_and_those_of_less_than_a_second_are_left_out(
    catalogue: Catalogue,
) -> None:
    assert catalogue.reading_days() == []
    facts = {"skimmed": 1, "prose_words": 2, "prose_seconds": 3, "code_words": 4, "code_seconds": 5, "read": 6}
    first, second = sitting("x", 8, 60, expected=7, **facts), sitting("y", 8, 30, read=10, expected=20)
    catalogue.put_states([state("a", times=(first, second)), state("b", times=(first, sitting("z", 7, 1)))])
    catalogue.put_states([state("c", times=(sitting("w", 6, 0.9), replace(first, seconds=40)))])
    assert catalogue.reading_days() == [
        sitting("", 7, 1),
        sitting("", 8, 90, expected=27, **{**facts, "read": 16}),
    ]
    speed = catalogue.reading_speed()
    assert (speed.read, speed.expected) == (16, 27)
    catalogue.put_states([state("a", times=(sitting("z", 7, 5),))], all_touched=True)
    assert catalogue.reading_days() == [sitting("", 7, 5)]


def test_counts_below_zero_are_a_damage_and_the_catalogue_is_made_anew(catalogue: Catalogue) -> None:
    with catalogue._connection() as connection:
        connection.execute("UPDATE counts SET minutes = -1")
    assert catalogue.tally() == Tally(4, minutes=14, minutes_left=14, lengthless=2)
    (sentence,) = catalogue.said()
    assert "was damaged (counts below zero)" in sentence


@pytest.mark.parametrize("name", ["span", "reading_days"])
def test_what_is_no_time_is_a_damage_and_the_catalogue_is_made_anew(catalogue: Catalogue, name: str) -> None:
    catalogue.put_states([state("a", status=Status.READ, read_at=NOW, times=(sitting("x", 8, 60),))])
    with closing(sqlite3.connect(catalogue.path)) as connection, connection:
        connection.execute("UPDATE entries SET read_at = 'x'")
        connection.execute("UPDATE reading_days SET day = 'x'")
    assert getattr(catalogue, name)() in ((None, None), [])
    assert len(catalogue.keys()) == 4


def test_values_of_a_field_are_those_in_use_and_most_used_first(catalogue: Catalogue) -> None:
    notes: Any = ("note:a:1", {"quote": "q", "tags": ["sea", "boat"]})
    catalogue.put_states([state("a", notes=(notes,))])
    catalogue.put_page_facts(
        {f"{BASE}{letter}": ("", tag) for letter, tag in zip("abcd", ("en", "en", "de", ""), strict=True)}
    )
    assert [catalogue.values(field) for field in ("author", "lang", "title")] == [["Ada", "Zoe"], ["en", "de"], []]


# Names for completion


def test_names_are_read_from_the_file_alone(catalogue: Catalogue) -> None:
    catalogue.put_states([state("a", status=Status.READ)])
    catalogue.put_page_facts({f"{BASE}a": ("", "en"), f"{BASE}c": ("", "de"), f"{BASE}d": ("", "en")})
    names = Names(catalogue.path)
    assert names.slugs("", 9) == [("b", "B"), ("c", "C"), ("d", "D"), ("a", "A")]
    assert names.slugs("", 2) == [("b", "B"), ("c", "C")]
    assert names.slugs("B", 9) == [("b", "B")]
    assert names.slugs("bb", 9) == []
    assert names.categories() == [("Boats", 1), ("boats", 1), ("Cats", 1)]
    assert names.authors() == [("Ada", 2), ("Zoe", 1)]
    assert names.languages() == [("en", 2), ("de", 1)]


def test_a_file_that_is_missing_or_none_has_no_names_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    assert Names(path).slugs("", 9) == []
    assert not path.exists()
    path.write_bytes(b"no database at all\n" * 99)
    assert (Names(path).categories(), Names(path).authors(), Names(path).languages()) == ([], [], [])


# Parts


def tallies(parts: tuple[Part, ...]) -> list[tuple[str | None, int, int]]:
    return [(part.name, part.tally.articles, part.tally.read) for part in parts]


@pytest.mark.parametrize("keys", [None, [f"{BASE}a"], [f"{BASE}a"] * 101, [f"{BASE}a", f"{BASE}x"]])
def test_parts_are_counted_again_for_what_changed_and_keep_their_rows(
    catalogue: Catalogue, keys: list[str] | None
) -> None:
    listing = catalogue.select(Query(group=Grouping.MONTH))
    assert tallies(listing.parts) == [("2026-01", 2, 0), ("2025-12", 1, 0), (None, 1, 0)]
    assert [part.start for part in listing.parts] == [0, 2, 3]
    catalogue.put_states([state("a", status=Status.READ), state("c", status=Status.READ)])
    others = 0 if keys and len(keys) < 101 else 1
    expected = [("2026-01", 2, 1), ("2025-12", 1, others), (None, 1, 0)]
    assert tallies(listing.parts_now(keys)) == tallies(listing.parts) == expected
    assert catalogue.select(Query()).parts_now(keys) == ()


def marked(catalogue: Catalogue) -> tuple[str, str]:
    """Return the letters of the archived articles, and of those that failed."""
    documents, failed = catalogue.kept()
    return "".join(sorted(key[-1] for key in documents)), "".join(sorted(key[-1] for key in failed))


def test_flags_that_few_have_are_counted_alone(catalogue: Catalogue) -> None:
    catalogue.put_kept([f"{BASE}a"], {f"{BASE}b": Failure("No.", NOW)})
    catalogue.put_changed_texts({f"{BASE}a": NOW, f"{BASE}c": None})
    assert catalogue.tally_of(Flag.FAILED) == Tally(1, minutes=9, minutes_left=9)
    assert catalogue.tally_of(Flag.CHANGED) == Tally(1, minutes=5, minutes_left=5)
    assert (catalogue.marks(), marked(catalogue)) == ((4, 1, 1), ("a", "b"))
    catalogue.put_kept([f"{BASE}b"], {})
    assert (catalogue.marks(), marked(catalogue)) == ((4, 2, 0), ("ab", ""))
    catalogue.put_kept([f"{BASE}c"], {}, everything=True)
    catalogue.put_changed_texts({}, everything=True)
    assert (marked(catalogue), catalogue.tally_of(Flag.CHANGED)) == (("c", ""), Tally())


# Rows


def test_an_entry_has_all_that_is_known_of_its_article(catalogue: Catalogue) -> None:
    one = article("x", date=date(2026, 2, 3), category="Sea", minutes=7, summary="S", gone=True, author="Ada")
    catalogue.put_articles([*ARTICLES, (one, "three")], new=True)
    known = State(one.key, Status.READING, 2.5, Place(3, 4, "q", 0.5), NOW, None, ((0.0, 0.25), (0.5, 1.0)))
    catalogue.put_states([known, state("a", bookmark=1.0), state("b", bookmark=2.0, status=Status.READ)])
    catalogue.put_kept([], {one.key: Failure("No.", NOW)})
    catalogue.put_changed_texts({one.key: NOW})
    entry = catalogue.entry(one.key)
    assert entry == Entry(one, known, "three", new=True, failure=Failure("No.", NOW), bookmark_position=2, changed=True)
    catalogue.put_articles([*ARTICLES, (one, "three")], new=True)
    catalogue.put_document(one.key, ("", ""), None)
    assert catalogue.entry(one.key) == Entry(one, known, "three", offline=True, bookmark_position=2)
    assert catalogue.entry(f"{BASE}none") is None
    assert catalogue.entry(f"{BASE}none", one.key) == catalogue.entry(one.key)
    assert [found.article.key for found in catalogue.entries([f"{BASE}b", f"{BASE}none", one.key])] == [
        *(f"{BASE}b", one.key),
    ]


def test_what_is_said_else_of_an_article_leaves_it_in_its_place_in_its_source(catalogue: Catalogue) -> None:
    catalogue.put_articles([*ARTICLES, (article("e", date=date(2026, 1, 9)), "one")], new=True)
    before = catalogue.select(Query()).page(0, 9)
    filled = article("e", date=date(2026, 1, 9), category="Sea", minutes=4, author="Ada")
    catalogue.put_changed([filled, article("nowhere")])
    after = catalogue.select(Query()).page(0, 9)
    assert after == tuple(replace(one, article=filled) if one.article.key == filled.key else one for one in before)
    assert [one.source for one in after if one.new] == ["one"]
    assert catalogue.sources() == {"one": Tally(3, minutes=18, minutes_left=18), "two": Tally(2, lengthless=2)}


@pytest.mark.parametrize(
    ("read_at", "changed_at", "is_changed"),
    [(None, None, False), (None, NOW, True), (NOW, NOW, True), (NOW - DAY, NOW, True), (NOW + DAY, NOW, False)],
)
def test_a_text_has_changed_unless_it_was_read_to_its_end_since(
    catalogue: Catalogue, read_at: datetime | None, changed_at: datetime | None, is_changed: bool
) -> None:
    catalogue.put_states([state("a", status=Status.READ, read_at=read_at)])
    catalogue.put_changed_texts({f"{BASE}a": changed_at})
    entry = catalogue.entry(f"{BASE}a")
    assert entry is not None
    assert entry.changed is is_changed


def test_states_of_many_articles_are_those_that_were_put_last(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_writes, "_FEW_STATES", 1)
    for letters, read in (("ab", "AB"), ("a", "B"), ("cd", "BCD"), ("axa", "BCD"), ("bb", "BCD")):
        status = Status.UNREAD if len(letters) % 2 else Status.READ
        catalogue.put_states([state(letter, status=status) for letter in letters])
        assert noted(catalogue, "is:read") == read
    assert catalogue.tally().read == 3


# Lists


@pytest.mark.parametrize(
    ("asked", "apart", "letters", "parts", "tally"),
    [
        ("", False, "ABCD", "", (4, 1, 1, 14, 5, 2)),
        ("", True, "ACDB", "None:3 read:1", (4, 1, 1, 14, 5, 2)),
        ("sort:date", False, "CBAD", "", (4, 1, 1, 14, 5, 2)),
        ("sort:date", True, "CADB", "None:3 read:1", (4, 1, 1, 14, 5, 2)),
        ("category:boats", False, "AB", "", (2, 1, 0, 14, 5, 0)),
        ("category:boats sort:date", False, "BA", "", (2, 1, 0, 14, 5, 0)),
        ("category:boats sort:title", False, "AB", "", (2, 1, 0, 14, 5, 0)),
        ("category:boats", True, "AB", "None:1 read:1", (2, 1, 0, 14, 5, 0)),
        ('category:""', False, "D", "", (1, 0, 0, 0, 0, 1)),
        ("category:none", False, "", "", (0, 0, 0, 0, 0, 0)),
        ("group:month", False, "ABCD", "2026-01:2 2025-12:1 None:1", (4, 1, 1, 14, 5, 2)),
        ("sort:date group:month", False, "CBAD", "2025-12:1 2026-01:2 None:1", (4, 1, 1, 14, 5, 2)),
        ("sort:title group:month", False, "ABCD", "2026-01:2 2025-12:1 None:1", (4, 1, 1, 14, 5, 2)),
        ("group:category", False, "ABCD", "Boats:2 Cats:1 None:1", (4, 1, 1, 14, 5, 2)),
        ("group:source", False, "ABCD", "one:2 two:2", (4, 1, 1, 14, 5, 2)),
        ("group:source sort:date", True, "ACDB", "one:1 two:2 read:1", (4, 1, 1, 14, 5, 2)),
        ("group:month", True, "ACDB", "2026-01:1 2025-12:1 None:1 read:1", (4, 1, 1, 14, 5, 2)),
        ("is:read", False, "B", "", (1, 1, 0, 9, 0, 0)),
        ("is:unread", False, "AD", "", (2, 0, 0, 5, 5, 1)),
        ("is:bookmarked sort:list", False, "CB", "", (2, 1, 1, 9, 0, 1)),
        ("is:bookmarked sort:list", True, "CB", "None:1 read:1", (2, 1, 1, 9, 0, 1)),
        ("is:noted", False, "", "", (0, 0, 0, 0, 0, 0)),
        ("sort:-minutes", False, "BACD", "", (4, 1, 1, 14, 5, 2)),
        ("title:a OR title:c sort:date", False, "CA", "", (2, 0, 1, 5, 5, 1)),
        ("-category:boats sort:date", False, "CD", "", (2, 0, 1, 0, 0, 2)),
        ("fits:5", False, "A", "", (1, 0, 0, 5, 5, 0)),
        ("fits:4", False, "", "", (0, 0, 0, 0, 0, 0)),
    ],
)
def test_a_list_has_its_order_its_parts_and_its_counts(
    catalogue: Catalogue, asked: str, apart: bool, letters: str, parts: str, tally: tuple[int, ...]
) -> None:
    catalogue.put_states(
        [state("b", status=Status.READ, bookmark=2.0), state("c", status=Status.READING, bookmark=1.0)]
    )
    query = parse(asked, NOW)
    listing = catalogue.select(query, read_apart=apart)
    assert "".join(entry.article.title for entry in listing.page(0, 9)) == letters
    is_grouped = query.group is not Grouping.NONE
    assert all(part.by == (query.group if is_grouped and not part.is_read else None) for part in listing.parts)
    assert " ".join(f"{'read' if part.is_read else part.name}:{part.tally.articles}" for part in listing.parts) == parts
    assert listing.tally == Tally(*tally)
    assert len(listing) == len(letters)
    assert [listing.position_of(f"{BASE}{letter.lower()}") for letter in letters] == [*range(len(letters))]
    assert listing.keys(1, 2) == [f"{BASE}{letter.lower()}" for letter in letters[1:3]]
    assert listing.next_unread(-1, 1) == next((at for at, letter in enumerate(letters) if letter in "AD"), None)


def test_what_fits_is_first_what_was_begun_then_the_reading_list_then_the_order(catalogue: Catalogue) -> None:
    more = [(article(letter, date=date(2026, 3, day), minutes=4), "one") for day, letter in enumerate("uvwxyz", 1)]
    catalogue.put_articles([*ARTICLES, *more], new=False)
    half = Place(0, 0, "", 0.5)
    catalogue.put_states(
        [
            state("u", status=Status.READING, place=half, opened_at=NOW),
            state("v", status=Status.READING, place=half, opened_at=NOW + DAY),
            state("w", bookmark=2.0),
            state("x", bookmark=1.0),
            state("y", status=Status.READ),
        ]
    )
    for minutes, letters in (
        (4, "VU"),
        (7, "VU"),
        (8, "VUX"),
        (17, "VUXWZ"),
        (20, "VUXWZ"),
        (21, "VUXWZA"),
        (99, "VUXWZAB"),
    ):
        listing = catalogue.select(parse(f"fits:{minutes}", NOW))
        assert "".join(entry.article.title for entry in listing.page(0, 9)) == letters
    assert listing.tally == Tally(7, reading=2, minutes=34, minutes_left=30)


@pytest.mark.parametrize(
    ("asked", "letters"),
    [
        ("author:ada", "AB"),
        ('author:""', "D"),
        ("-author:ada", "CD"),
        ("lang:de", "B"),
        ("lang:de-at", "B"),
        ("lang:d", ""),
        ('lang:""', "CD"),
        ("source:two", "CD"),
        ("-source:two", "AB"),
        ("source:one OR source:two", "ABCD"),
        ("source:one is:read", "B"),
        ("is:read OR source:two", "BCD"),
        ("is:read -source:one", ""),
        ("-(is:read OR is:reading)", "AD"),
        ("is:bookmarked is:read", "B"),
        ("url:https://example.org/a", "A"),
        ("url:example", "ABCD"),
        ("http://example.org/a", "A"),
        ("https://example.org/a/", "A"),
        ("https://www.example.org/b", "B"),
        ("https://www.example.org", "ABCD"),
        ("https://example.org/none", ""),
        ("date:2026-01", "AB"),
        ("-date:2026", "CD"),
        ("minutes:<6", "A"),
        ("minutes:5..9", "AB"),
        ("-minutes:>5", "ACD"),
        ("(a OR b) sort:relevance", "ABC"),
        ("b sort:relevance", "BA"),
        ("sort:relevance", "ABCD"),
        ("(b OR is:reading) sort:relevance", "BAC"),
    ],
)
def test_a_term_finds_what_it_says(catalogue: Catalogue, asked: str, letters: str) -> None:
    catalogue.put_states(
        [state("b", status=Status.READ, bookmark=2.0), state("c", status=Status.READING, bookmark=1.0)]
    )
    catalogue.put_page_facts({f"{BASE}a": ("", "en"), f"{BASE}b": ("", "de-at"), f"{BASE}c": ("", "")})
    listing = catalogue.select(parse(asked, NOW))
    assert "".join(entry.article.title for entry in listing.page(0, 9)) == letters
    assert listing.tally.articles == len(letters)


@pytest.mark.parametrize("condition", [FullText("boat", phrase=False), Linked("a", backwards=False)])
def test_texts_are_not_searched_where_there_are_none(catalogue: Catalogue, condition: FullText | Linked) -> None:
    with pytest.raises(UsageError, match="No texts can be searched here"):
        catalogue.select(Query(condition))


# Notes


def noted(catalogue: Catalogue, query: str) -> str:
    return "".join(entry.article.title for entry in catalogue.select(parse(query, NOW)).page(0, 9))


@pytest.mark.parametrize("many", [1_000, 1])
def test_notes_are_those_of_the_states_that_were_put_last(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(notes_table, "_MANY", many)
    first: Any = ("note:a:1", {"note": "First #sea"})
    second: Any = ("note:b:1", {"quote": "second", "note": "words"})
    catalogue.put_states([state("a", notes=(first, second)), state("b", notes=(second,))])
    assert (noted(catalogue, "is:noted"), noted(catalogue, "note:first"), noted(catalogue, "tag:sea")) == (
        "AB",
        "A",
        "A",
    )
    assert sorted(catalogue.notes(f"{BASE}a").split("\n")) == ["First #sea", "second", "words"]
    stamps = catalogue.noted()
    catalogue.put_states([state("a", notes=(first, second), status=Status.READ)])
    assert catalogue.noted() == stamps
    catalogue.put_states([state("a", notes=(second,))])
    assert (noted(catalogue, "note:first"), noted(catalogue, "note:words"), noted(catalogue, "tag:sea")) == (
        "",
        "AB",
        "",
    )
    assert catalogue.noted() != stamps
    catalogue.put_states([state("c", notes=(first,))], all_touched=True)
    assert (noted(catalogue, "is:noted"), [*catalogue.noted()]) == ("C", [f"{BASE}c"])
    assert [catalogue.notes(f"{BASE}{letter}") for letter in "ab"] == ["", ""]
    catalogue.put_articles(ARTICLES[:2], new=False)
    catalogue.put_states([state("c", notes=(first,))], all_touched=True)
    catalogue.put_articles(ARTICLES, new=False)
    assert (catalogue.noted(), catalogue.notes(f"{BASE}c")) == ({}, "")
    catalogue.put_states([state("c", notes=(first,))], all_touched=True)
    assert catalogue.notes(f"{BASE}c") == "First #sea"
