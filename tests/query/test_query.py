"""The query language: every term of the design, every mistake with its column, and print as the inverse of parse."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

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
from blogreader.errors import QueryError
from blogreader.query import parse
from blogreader.quoted_values import quoted
from blogreader.text import clean, fold
from tests.query.printer import unparse
from tests.strategies import queries, query_scraps

NOW = datetime(2026, 11, 8, 12, 30, 15, 250, tzinfo=UTC)
TOKYO = timezone(timedelta(hours=9))


def condition(text: str, now: datetime = NOW) -> Condition:
    return parse(text, now).condition


def mistake(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, NOW)
    return caught.value


def understood(text: str, now: datetime) -> Query | QueryError:
    try:
        return parse(text, now)
    except QueryError as error:
        return error


def word(text: str) -> Contains:
    return Contains("any", text)


A, B, C, D = word("a"), word("b"), word("c"), word("d")


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_an_empty_text_matches_everything(text: str) -> None:
    assert parse(text, NOW) == Query()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word", word("word")),
        ("Ärger", word("arger")),
        ('"Two Words"', word("two words")),
        ('"a \\"b\\" \\\\ \\d"', word('a "b" \\ \\d')),
        ('"-a OR (b)"', word("-a or (b)")),
        ("a-b", word("a-b")),
        ("or", word("or")),
        ("ORB", word("orb")),
        ('"OR"', word("or")),
        ("C++", word("c++")),
        ("'", word("'")),
        ("text:Word", FullText("Word", phrase=False)),
        ("links:borrow-checker", Linked("borrow-checker")),
        ("Linked-By:borrow-checker", Linked("borrow-checker", backwards=True)),
        ("-linked-by:a", Not(Linked("a", backwards=True))),
        ("links:https://e.example/a?b=1", Linked("https://e.example/a?b=1")),
        ("well-known:", Contains("any", "well-known:")),
        ('text:"A phrase"', FullText("A phrase", phrase=True)),
        ('text:"one"', FullText("one", phrase=True)),
        ("text:OR", FullText("OR", phrase=False)),
        ("category:AI/ML", Equals("category", "ai/ml")),
        ('category:"Web APIs"', Equals("category", "web apis")),
        ("cat:Café", Equals("category", "cafe")),
        ("category:-x", Equals("category", "-x")),
        ("source:Name", Equals("source", "name")),
        ("title:Word", Contains("title", "word")),
        ('title:"Two Words"', Contains("title", "two words")),
        ("url:/Part", Contains("url", "/part")),
        ("url:https://host/x", Contains("url", "https://host/x")),
        ("TITLE:word", Contains("title", "word")),
        ("author:Éva", Contains("author", "eva")),
        ('author:"Ann Lee"', Contains("author", "ann lee")),
        ('author:""', Equals("author", "")),
        ("lang:DE", Equals("lang", "de")),
        ("lang:pt_BR", Equals("lang", "pt-br")),
        ('lang:""', Equals("lang", "")),
    ],
)
def test_a_term_of_text_asks_for_its_field(text: str, expected: Condition) -> None:
    assert condition(text) == expected


@pytest.mark.parametrize("flag", Flag)
def test_is_asks_for_every_flag_in_any_case(flag: Flag) -> None:
    assert condition(f"is:{flag}") == Is(flag)
    assert condition(f"IS:{flag.upper()}") == Is(flag)


@pytest.mark.parametrize(
    "text",
    [
        "https://e.example/1",
        "HTTP://E.example/a_(b)",
        "www.e.example/x",
        "e.example/x?y=1#z",
        "file:///home/me/a.md",
        "http://x",
    ],
)
def test_an_address_asks_for_its_article_with_all_that_belongs_to_it(text: str) -> None:
    assert condition(text) == At(text)
    assert condition(f"(a {text})") == All((A, At(text)))
    assert condition(f'"{text}"') == word(fold(text))
    assert unparse(parse(f"-{text} a", NOW)) == f"-{text} a"


@pytest.mark.parametrize("text", ["node.js", "tcp/ip", "and/or", "a.b", "1.5/2", "www.", "e.example/"])
def test_what_is_no_address_is_a_word(text: str) -> None:
    assert condition(text) == word(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“two words”", word("two words")),
        ("„two words“", word("two words")),
        ("title:“two (words”", Contains("title", "two (words")),
        ("text:”a b”", FullText("a b", phrase=True)),
        ('“say "a"”', word('say "a"')),
        ('"it’s “a”"', word('it\'s "a"')),
    ],
)
def test_typographic_quotes_quote_as_straight_ones_do(text: str, expected: Condition) -> None:
    assert condition(text) == expected


@pytest.mark.parametrize("text", ["don't", "don’t", "DON`T", "don\u02bct", "don‘t"])
def test_apostrophes_of_every_shape_are_one(text: str) -> None:
    assert condition(text) == word("don't")


@pytest.mark.parametrize("text", ["well-known", "well‑known", "well–known", "well−known", "we\u00adll-known"])
def test_hyphens_of_every_shape_are_one_and_soft_ones_are_none(text: str) -> None:
    assert condition(text) == word("well-known")


@pytest.mark.parametrize("text", ["http://", "std::vector", "10:30", "x2:y", "a_b:c", ":", ":x", "is::x", "date://x"])
def test_a_colon_that_follows_no_letters_or_begins_an_address_stays_in_the_word(text: str) -> None:
    assert condition(text) == word(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("<10", None, 10),
        ("<=5", None, 6),
        (">5", 6, None),
        (">=5", 5, None),
        ("=8", 8, 9),
        ("8", 8, 9),
        ("5..10", 5, 11),
        ("5..5", 5, 6),
        ("5..", 5, None),
        ("..5", None, 6),
        ("0", 0, 1),
        ("<=999999", None, 1_000_000),
        (">999999", 1_000_000, None),
    ],
)
def test_minutes_are_half_open_ranges(text: str, low: int | None, high: int | None) -> None:
    assert condition(f"minutes:{text}") == Between("minutes", low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-01", date(2026, 1, 1), date(2026, 2, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2026-01-15", date(2026, 1, 15), date(2026, 1, 16)),
        ("=2026-01", date(2026, 1, 1), date(2026, 2, 1)),
        (">=2026-01-15", date(2026, 1, 15), None),
        (">2026-01-15", date(2026, 1, 16), None),
        (">2026-01", date(2026, 2, 1), None),
        (">=2026-01", date(2026, 1, 1), None),
        ("<2026-01", None, date(2026, 1, 1)),
        ("<=2026-01", None, date(2026, 2, 1)),
        ("2025-11..2026-01", date(2025, 11, 1), date(2026, 2, 1)),
        ("2025..", date(2025, 1, 1), None),
        ("..2025", None, date(2026, 1, 1)),
        ("today", date(2026, 11, 8), date(2026, 11, 9)),
        ("Yesterday", date(2026, 11, 7), date(2026, 11, 8)),
        (">=yesterday", date(2026, 11, 7), None),
        ("yesterday..today", date(2026, 11, 7), date(2026, 11, 9)),
        ("7d", date(2026, 11, 1), None),
        ("..7d", None, date(2026, 11, 1)),
        ("30D..7d", date(2026, 10, 9), date(2026, 11, 1)),
        ("<=9998", None, date(9999, 1, 1)),
        ('"2026"', date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_dates_are_whole_days_months_and_years(text: str, low: date | None, high: date | None) -> None:
    assert condition(f"date:{text}") == Between("date", low, high)


@pytest.mark.parametrize("field", ["read", "opened"])
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (">=2026-11-01", datetime(2026, 10, 31, 15, tzinfo=UTC), None),
        (">2026-01", datetime(2026, 1, 31, 15, tzinfo=UTC), None),
        ("<2026", None, datetime(2025, 12, 31, 15, tzinfo=UTC)),
        ("<=2026", None, datetime(2026, 12, 31, 15, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 10, 31, 15, tzinfo=UTC), datetime(2026, 11, 1, 15, tzinfo=UTC)),
        ("today", datetime(2026, 11, 7, 15, tzinfo=UTC), datetime(2026, 11, 8, 15, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 6, 15, tzinfo=UTC), datetime(2026, 11, 7, 15, tzinfo=UTC)),
        ("7d", NOW - timedelta(days=7), None),
        ("..7d", None, NOW - timedelta(days=7)),
        ("2026-11-01..yesterday", datetime(2026, 10, 31, 15, tzinfo=UTC), datetime(2026, 11, 7, 15, tzinfo=UTC)),
        ("2026-11-01T10:00:00Z..", datetime(2026, 11, 1, 10, tzinfo=UTC), None),
        ("2026-11-01T10:00..", datetime(2026, 11, 1, 1, tzinfo=UTC), None),
        ("<2026-11-01T10:00:00.5+01:00", None, datetime(2026, 11, 1, 9, 0, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_times_are_days_of_the_reader_as_utc(
    field: str, text: str, low: datetime | None, high: datetime | None
) -> None:
    found = condition(f"{field}:{text}", NOW.astimezone(TOKYO))
    assert found == Between(field, low, high)  # type: ignore[arg-type]  # one of its literals
    assert isinstance(found, Between)
    assert all(bound.tzinfo is UTC for bound in (found.low, found.high) if isinstance(bound, datetime))


def test_today_is_the_day_where_the_reader_is() -> None:
    evening = datetime(2026, 11, 8, 20, 0, tzinfo=UTC)
    assert condition("date:today", evening) == Between("date", date(2026, 11, 8), date(2026, 11, 9))
    assert condition("date:today", evening.astimezone(TOKYO)) == Between("date", date(2026, 11, 9), date(2026, 11, 10))
    assert condition("date:7d", evening.astimezone(TOKYO)) == Between("date", date(2026, 11, 2), None)


def test_the_day_on_which_summer_time_ends_has_25_hours() -> None:
    found = condition("opened:2026-10-25", NOW.astimezone(ZoneInfo("Europe/Berlin")))
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert found == Between("opened", start, start + timedelta(hours=25))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", All((A, B))),
        ("a OR b", Any((A, B))),
        ("a b OR c d", Any((All((A, B)), All((C, D))))),
        ("(a OR b) c", All((Any((A, B)), C))),
        ("a OR b OR c", Any((A, B, C))),
        ("a (b c)", All((A, B, C))),
        ("a OR (b OR c)", Any((A, B, C))),
        ("((a))", A),
        ("a(b)c", All((A, B, C))),
        ("a OR(b)", Any((A, B))),
        ("-a", Not(A)),
        ("-a b", All((Not(A), B))),
        ("-(a b)", Not(All((A, B)))),
        ("-(a OR b)", Not(Any((A, B)))),
        ("-(-a)", Not(Not(A))),
        ('-"a b"', Not(word("a b"))),
        ("-is:read", Not(Is(Flag.READ))),
        ('title:"a"b', All((Contains("title", "a"), B))),
    ],
)
def test_terms_join_by_and_or_not_and_groups(text: str, expected: Condition) -> None:
    assert condition(text) == expected


@pytest.mark.parametrize("order", Order)
def test_sort_names_an_order_and_a_minus_turns_it_round(order: Order) -> None:
    assert parse(f"sort:{order}", NOW) == Query(EVERYTHING, Sort(order, descending=False))
    assert parse(f"a Sort:-{order.upper()} b", NOW) == Query(All((A, B)), Sort(order, descending=True))


def test_sort_orders_both_sides_of_an_or() -> None:
    assert parse("a OR b sort:date", NOW) == Query(Any((A, B)), Sort(Order.DATE))
    assert parse("a sort:date OR b", NOW) == Query(Any((A, B)), Sort(Order.DATE))


@pytest.mark.parametrize("text", ["fits:15 a b", "a fits:15 b", "a b FITS:15", "a b fits:0015", 'a b fits:"15"'])
def test_fits_says_how_long_somebody_has(text: str) -> None:
    assert parse(text, NOW) == Query(All((A, B)), fits=15)


def test_fits_and_sort_stand_beside_each_other_and_on_both_sides_of_an_or() -> None:
    assert parse("a fits:15 OR b sort:title", NOW) == Query(Any((A, B)), Sort(Order.TITLE), 15)


@pytest.mark.parametrize("group", Grouping)
def test_group_names_by_what_a_list_is_parted(group: Grouping) -> None:
    assert parse(f"a GROUP:{group.upper()} OR b", NOW) == Query(Any((A, B)), group=group)


GROUP = 'expected one of month, category, source, none after "group:"'
FITS = 'expected a number of minutes from 1 to 1000000 after "fits:"'
MINUTES = "expected a number of minutes"
DATE = "expected a date such as 2026-01-15, 2026-01, 2026, today, yesterday or 7d"
FLAG = 'expected one of unread, reading, read, bookmarked, offline, failed, new, noted, changed, gone after "is:"'
ORDER = 'expected one of date, minutes, title, opened, category, list, relevance after "sort:", or "-" and one of them'
NEGATED = 'expected a term right after "-" (a dash itself is written in quotes)'
HOLDS = "expected a range with its lower end first"
FIELD = (
    "expected one of text, note, tag, is, category, cat, source, title, author, lang, url, minutes, date, read, "
    'opened, links, linked-by, fits, sort, group before ":", or quotes around all of it'
)
AGO = 'expected a day after "<" (7d alone is the last 7 days, ..7d the time before them)'


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("OR", 1, 'expected a term before "OR"'),
        ("OR a", 1, 'expected a term before "OR"'),
        ("(OR a)", 2, 'expected a term before "OR"'),
        ("sort:date OR a", 11, 'expected a term before "OR"'),
        ("a OR OR b", 6, 'expected a term before "OR"'),
        ("a OR", 5, 'expected a term after "OR"'),
        ("a OR  ", 5, 'expected a term after "OR"'),
        ("(a OR )", 7, 'expected a term after "OR"'),
        ("()", 2, 'expected a term before ")"'),
        ("a ( )", 5, 'expected a term before ")"'),
        ("a (b", 3, 'expected a ")" that closes this "("'),
        ("((a)", 1, 'expected a ")" that closes this "("'),
        ("a)", 2, 'expected a "(" before this ")"'),
        (")", 1, 'expected a "(" before this ")"'),
        ('a "b', 3, "expected a quote that closes this one"),
        ('title:"b', 7, "expected a quote that closes this one"),
        ('"b\\"', 1, "expected a quote that closes this one"),
        ('"b\\', 1, "expected a quote that closes this one"),
        ('5"', 2, "expected a quote that closes this one"),
        ("-", 2, NEGATED),
        ("a - b", 4, NEGATED),
        ("--a", 2, NEGATED),
        ("(-)", 3, NEGATED),
        ("-OR b", 2, NEGATED),
        ("-sort:date", 1, 'expected no "-" before "sort:" (the other way round is "sort:-date")'),
        ("(a sort:date)", 4, 'expected "sort:" outside of parentheses'),
        ("sort:date sort:date", 11, 'expected "sort:" only once'),
        ("sort:", 6, ORDER),
        ("-fits:15", 1, 'expected no "-" before "fits:" (what takes longer is "minutes:>15")'),
        ("(a fits:15)", 4, 'expected "fits:" outside of parentheses'),
        ("fits:15 a fits:15", 11, 'expected "fits:" only once'),
        ("fits:15 OR a", 9, 'expected a term before "OR"'),
        ("group:", 7, GROUP),
        ("group:day", 7, GROUP),
        ("-group:month", 1, 'expected no "-" before "group:"'),
        ("(group:month)", 2, 'expected "group:" outside of parentheses'),
        ("group:month group:none", 13, 'expected "group:" only once'),
        ("fits:", 6, FITS),
        ("fits:0", 6, FITS),
        ("a fits:-5", 8, FITS),
        ("fits:<15", 6, FITS),
        ("fits:1h", 6, FITS),
        ("fits:٣", 6, FITS),
        ("fits:1000001", 6, FITS),
        ("fits:" + "9" * 5000, 6, FITS),
        ("sort:foo", 6, ORDER),
        ("is:unred", 4, f"{FLAG} (did you mean unread?)"),
        ("sort:minute", 6, f"{ORDER} (did you mean minutes?)"),
        ("group:moth", 7, 'expected one of month, category, source, none after "group:" (did you mean month?)'),
        ("catgory:x", 1, f"{FIELD} (did you mean category?)"),
        ("autor:x", 1, f"{FIELD} (did you mean author?)"),
        ("sort:--date", 6, f"{ORDER} (did you mean date?)"),
        ("is:", 4, FLAG),
        ("a is: unread", 6, FLAG),
        ("is:foo", 4, FLAG),
        ("foo:bar", 1, FIELD),
        ("a -foo:", 4, FIELD),
        ("mailto:me", 1, FIELD),
        ("title:", 7, 'expected a word after "title:"'),
        ("cat: x", 5, 'expected a word after "cat:"'),
        ("text:", 6, 'expected a word after "text:"'),
        ("a “b", 3, "expected a quote that closes this one"),
        ('""', 2, "expected a word between the quotes"),
        ('url:" "', 6, "expected a word between the quotes"),
        ("a \u0301", 3, "expected a word"),
        ("\u202e", 1, "expected a word"),
        ("minutes:", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:<", 10, f'{MINUTES} after "<"'),
        ("minutes:< 10", 10, f'{MINUTES} after "<"'),
        ("minutes:>=", 11, f'{MINUTES} after ">="'),
        ("minutes:x", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:-5", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:1.5", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:٣", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:7d", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:" + "9" * 5000, 9, f'{MINUTES} after "minutes:"'),
        ("minutes:..", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:<5..10", 9, f'{MINUTES} after "minutes:"'),
        ("minutes:5..x", 12, f'{MINUTES} after ".."'),
        ("minutes:5...", 12, f'{MINUTES} after ".."'),
        ("minutes:10..5", 9, HOLDS),
        ("minutes:<0", 9, HOLDS),
        ("minutes:>1000000", 9, "expected nothing beyond 1000000"),
        ("minutes:99999999", 9, "expected nothing beyond 1000000"),
        ("minutes:<1000001", 9, "expected nothing beyond 1000000"),
        ("date:", 6, f'{DATE} after "date:"'),
        ("date:2026-13", 6, f'{DATE} after "date:"'),
        ("date:2026-02-30", 6, f'{DATE} after "date:"'),
        ("date:0000", 6, f'{DATE} after "date:"'),
        ("date:9999", 6, f'{DATE} after "date:"'),
        ("date:2026-1", 6, f'{DATE} after "date:"'),
        ("date:0d", 6, f'{DATE} after "date:"'),
        ("date:2026-01-01T10:00..", 6, f'{DATE} after "date:"'),
        ("date:>=2026-13", 8, f'{DATE} after ">="'),
        ("date:2026..2027-00", 12, f'{DATE} after ".."'),
        ("date:2026..2025", 6, HOLDS),
        ("date:<0001", 6, HOLDS),
        ("date:>=9999-01-02", 6, "expected nothing beyond 9999-01-01"),
        ("date:<7d", 7, AGO),
        ("read:<7d", 7, AGO),
        ("read:tomorrow", 6, f'{DATE} after "read:"'),
        ("opened:2026-11-01T25:00..", 8, f'{DATE} after "opened:"'),
        ("opened:2026-11-02..2026-11-01", 8, HOLDS),
        ("opened:2026-11-01T10:00", 8, HOLDS),
        ("opened:<0001-01-01T00:00:00+10:00", 9, f'{DATE} after "<"'),
    ],
)
def test_a_mistake_says_where_it_is_and_what_was_expected(text: str, column: int, expected: str) -> None:
    error = mistake(text)
    assert (error.column, error.expected) == (column, expected)
    assert str(error) == f"Column {column} of the query: {expected}."


def test_fifty_groups_may_nest_and_not_one_more() -> None:
    assert condition("(" * 50 + "a" + ")" * 50) == A
    assert condition("-(" * 50 + "a" + ")" * 50) != A
    error = mistake("(" * 51 + "a" + ")" * 51)
    assert (error.column, error.expected) == (51, "expected at most 50 nested groups")
    assert mistake("-(" * 5_000).column == 102


def test_groups_beside_each_other_do_not_count_as_nested() -> None:
    assert condition("(a b) " * 60) == All((A, B) * 60)


def test_a_query_has_at_most_ten_thousand_characters() -> None:
    assert condition("a" * 10_000) == word("a" * 10_000)
    error = mistake("a" * 10_001)
    assert (error.column, error.expected) == (10_001, "expected at most 10000 characters")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("AI/ML", "AI/ML"),
        ("-x", "-x"),
        ("a:b", "a:b"),
        (":b", '":b"'),
        ("//b", '"//b"'),
        ("C:\\x", "C:\\x"),
        ("Web APIs", '"Web APIs"'),
        ("f(x)", '"f(x)"'),
        ('5" disk \\ drive', '"5\\" disk \\\\ drive"'),
        ("", '""'),
    ],
)
def test_a_value_is_quoted_only_when_it_needs_it(value: str, written: str) -> None:
    assert quoted(value) == written
    assert condition(f"category:{written}") == Equals("category", value.lower())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("", ""),
        ("  a   B ", "a b"),
        ("sort:-date a OR b", "a OR b sort:-date"),
        ("sort:title fits:15 a", "a fits:15 sort:title"),
        ("fits:015", "fits:15"),
        ("sort:date group:Month a", "a group:month sort:date"),
        ("(a OR b) -(c d)", "(a OR b) -(c d)"),
        ('category:"Web APIs" cat:x', 'category:"web apis" category:x'),
        ('"a:b" "-a" "OR" "10:30"', '"a:b" "-a" or 10:30'),
        ('text:One text:"One"', 'text:One text:"One"'),
        ("minutes:<=5 minutes:8 minutes:5..10 minutes:>5", "minutes:<6 minutes:8 minutes:5..10 minutes:>=6"),
        ("date:2026 date:2026-01 date:2026-01-15", "date:2026 date:2026-01 date:2026-01-15"),
        ("date:2025-11..2026-01 date:<2026", "date:2025-11-01..2026-01-31 date:<2026-01-01"),
        ("read:today", "read:2026-11-08T00:00:00+00:00..2026-11-09T00:00:00+00:00"),
        ("opened:7d", "opened:2026-11-01T12:30:15.000250+00:00.."),
        ("opened:<2026", "opened:..2026-01-01T00:00:00+00:00"),
    ],
)
def test_a_query_is_printed_in_its_shortest_form(text: str, printed: str) -> None:
    assert unparse(parse(text, NOW)) == printed


@pytest.mark.parametrize(
    ("built", "printed"),
    [
        (All((EVERYTHING, A)), "a"),
        (All((All((A, B)), C)), "a b c"),
        (Any((Any((A, B)), C)), "a OR b OR c"),
        (Not(All((A,))), "-(a)"),
        (word("OR"), '"OR"'),
        (Not(FullText("a b", phrase=False)), "-(text:a text:b)"),
    ],
)
def test_a_tree_that_parse_never_gives_is_printed_with_the_same_meaning(built: Condition, printed: str) -> None:
    assert unparse(Query(built)) == printed


@pytest.mark.parametrize("built", [Not(All()), Any(()), Any((All(), A)), Between("date", None, None)])
def test_what_no_text_says_is_not_printed(built: Condition) -> None:
    with pytest.raises(ValueError, match="no query text says"):
        unparse(Query(built))


@given(queries)
@example(Query(Between("date", date(2026, 12, 1), date(2027, 1, 1))))
@example(Query(Between("date", date(9998, 12, 1), date(9999, 1, 1))))
@example(Query(Contains("url", "//host")))
@example(Query(All((Contains("note", "a b"), Not(Contains("tag", "c d"))))))
@example(Query(Not(Not(FullText("OR", phrase=False)))))
def test_what_is_printed_reads_back_as_the_same_query(query: Query) -> None:
    assert parse(unparse(query), NOW) == query


@given(query_scraps, st.timezones())
@example("text:\u202e:x", ZoneInfo("UTC"))
@example("text:\u202e//x", ZoneInfo("UTC"))
def test_any_text_is_a_query_or_a_mistake_within_it(text: str, zone: ZoneInfo) -> None:
    query = understood(text, NOW.astimezone(zone))
    if isinstance(query, QueryError):
        assert 1 <= query.column <= len(text) + 1
    else:
        # A few letters (ℌ) fold to capitals, which fold again; what is folded once more does not read back.
        assume(fold(fold(text)) == fold(text))
        assert parse(unparse(query), NOW) == query


@given(st.text(alphabet=st.characters(), max_size=40).map(lambda text: f"a {text}"))
def test_any_characters_are_a_query_or_a_mistake(text: str) -> None:
    query = understood(text, NOW)
    assert isinstance(query, Query) or 1 <= query.column <= len(text) + 1


@given(st.text(min_size=1) | st.text(alphabet=':/-a()" ', min_size=1))
@example("//host")
def test_a_quoted_value_stays_one_value(value: str) -> None:
    assume(fold(clean(value)).strip())
    assert condition(f"category:{quoted(value)}") == Equals("category", fold(clean(value)))


def test_the_language_is_light_to_import() -> None:
    program = "import sys; import blogreader.query; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "blogreader.query.parser" in loaded
    assert not loaded & {"argparse", "urllib.parse", "sqlite3", "json", "textual", "httpx", "tinydb", "zoneinfo"}
    ours = {name for name in loaded if name.startswith("blogreader.") and not name.startswith("blogreader.query")}
    assert ours == {
        f"blogreader.{name}" for name in ("conditions", "errors", "lazy", "quoted_values", "records", "text")
    }


def test_before_within_and_after_a_year_meet_without_a_gap() -> None:
    bounds = [condition(f"date:{text}") for text in ("<2026", "2026", ">2026")]
    for before, after in pairwise(bounds):
        assert isinstance(before, Between)
        assert isinstance(after, Between)
        assert before.high == after.low


@pytest.mark.parametrize(("number", "is_one"), [(0, False), (1, True), (1_000_000, True), (1_000_001, False)])
def test_what_fits_is_from_a_minute_to_a_million(number: int, is_one: bool) -> None:
    if is_one:
        assert parse(f"fits:{number}", NOW).fits == number
    else:
        assert str(mistake(f"fits:{number}")).endswith('expected a number of minutes from 1 to 1000000 after "fits:".')
