"""Queries joined as text match what they match together, in the words of whoever wrote them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from blogreader.conditions import EVERYTHING, All, Grouping, Order, Query, Sort
from blogreader.query import joined, parse, without
from tests.query.printer import unparse
from tests.strategies import queries

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("texts", "layout", "expected"),
    [
        (("", ""), Query(), ""),
        (("is:unread", "rust"), Query(), "is:unread rust"),
        (("is:reading sort:-opened", ""), Query(sort=Sort(Order.TITLE)), "is:reading sort:title"),
        (("a OR b", "c"), Query(), "(a OR b) c"),
        (("a OR b sort:date", "c fits:15 OR d"), Query(fits=15), "(a OR b) (c OR d) fits:15"),
        (("a OR b", ""), Query(group=Grouping.MONTH), "a OR b group:month"),
        (("opened:today",), Query(group=Grouping.NONE), "opened:today"),
        (('title:"sort:date"', '"fits:15"'), Query(), 'title:"sort:date" "fits:15"'),
    ],
)
def test_the_words_stay_and_the_layout_comes_last(texts: tuple[str, ...], layout: Query, expected: str) -> None:
    assert joined(texts, layout, NOW) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("fits:15", ""),
        ("a fits:15 b", "a b"),
        ("fits:15 a OR b", "a OR b"),
        ('"a"fits:15"b"', '"a""b"'),
        ("title:fits:15", "title:fits:15"),
    ],
)
def test_a_query_without_a_field_keeps_the_rest(text: str, rest: str) -> None:
    assert without(text, ("fits",)) == rest


@given(queries, queries)
def test_what_is_joined_matches_what_both_match(one: Query, other: Query) -> None:
    text = joined((unparse(one), unparse(other)), Query(sort=other.sort, fits=one.fits), NOW)
    parts = [query.condition for query in (one, other) if query.condition != EVERYTHING]
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    condition = flat[0] if len(flat) == 1 else All(tuple(flat))
    assert parse(text, NOW) == Query(condition, other.sort, one.fits)
