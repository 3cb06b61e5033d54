"""What Tab makes of a query: fields, flags, categories; whatever is typed, what is offered is understood."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.conditions import Flag, Grouping, Order
from blogreader.errors import QueryError
from blogreader.query import complete, parse
from tests.strategies import query_scraps

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
KNOWN = {
    "category": ["AI/ML", "Web APIs", "Café", 'Say "hi"', "-odd"],
    "source": ["blog", "other-blog"],
    "author": ["Ann Lee"],
    "lang": ["de-at"],
}


def known(field: str) -> list[str]:
    return KNOWN.get(field, [])


def completed(text: str, at: int | None = None) -> list[str]:
    """Return the whole text with each candidate in its place."""
    start, end, candidates = complete(text, len(text) if at is None else at, known)
    return [text[:start] + one + text[end:] for one in candidates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is:un", ["is:unread"]),
        ("is:re", ["is:reading", "is:read", "is:unread"]),
        ("rust -is:boo", ["rust -is:bookmarked"]),
        ("(is:off", ["(is:offline"]),
        ("IS:OFF", ["IS:offline"]),
        ("sou", ["source:"]),
        ("a OR cat", ["a OR category:", "a OR cat:"]),
        ("unre", ["is:unread"]),
        ("caf", ["category:Café"]),
        ("cate", ["category:"]),
        ("category:web", ['category:"Web APIs"']),
        ('category:"Web A', ['category:"Web APIs"']),
        ('category:"Web A"', ['category:"Web APIs"']),
        ("category:“Web A", ['category:"Web APIs"']),
        ("cat:api", ['cat:"Web APIs"']),
        ("cat:CAFÉ", ["cat:Café"]),
        ('cat:"say \\"', ['cat:"Say \\"hi\\""']),
        ("cat:-o", ["cat:-odd"]),
        ("source:", ["source:blog", "source:other-blog"]),
        ("source:blog", ["source:blog", "source:other-blog"]),
        ("author:lee", ['author:"Ann Lee"']),
        ("lang:", ["lang:de-at"]),
        ("sort:-d", ["sort:-date"]),
        ("group:", [f"group:{group}" for group in Grouping]),
        ("opened:to", ["opened:today"]),
        ("title:x", []),
        ("zzz", []),
        ('"quoted', []),
        ("https://blog.example/a", []),
    ],
)
def test_the_word_at_the_end_is_completed(text: str, expected: list[str]) -> None:
    assert completed(text) == expected


def test_every_flag_and_order_is_offered() -> None:
    assert completed("is:") == [f"is:{flag}" for flag in Flag]
    assert set(completed("sort:")) == {f"sort:{sign}{order}" for order in Order for sign in ("", "-")}


def test_nothing_typed_offers_every_field() -> None:
    assert "is:" in completed("")
    assert completed("rust ")[0].startswith("rust ")


def test_a_word_in_the_middle_is_completed_where_it_stands() -> None:
    assert completed("is:un rust", 5) == ["is:unread rust"]
    assert completed("is:unread rust", 5) == ["is:unread rust"]
    assert completed("i rust", 1)[0] == "is: rust"
    assert completed("read:7d", 1) == ["read:7d"]


def test_a_value_that_is_offered_is_a_value_of_its_field() -> None:
    for field in (
        "is",
        "sort",
        "group",
        "fits",
        "minutes",
        "date",
        "read",
        "opened",
        "category",
        "cat",
        "source",
        "author",
        "lang",
    ):
        for text in completed(f"{field}:"):
            parse(text, NOW)


@given(query_scraps, st.integers(0, 60))
def test_whatever_stands_there_candidates_fit_in_and_make_no_new_mistake(text: str, at: int) -> None:
    at = min(at, len(text))
    start, end, candidates = complete(text, at, known)
    assert 0 <= start <= at <= end <= len(text)
    if mistake(text):
        return
    made = {mistake(f"{text[:start]}{one}{text[end:]}") for one in candidates if not one.endswith(":")}
    # A list has one order, and so on: a second one is no fault of the completion.
    assert all(any(part in said for part in ("only once", "outside of", "expected no")) for said in made - {""})


def mistake(text: str) -> str:
    try:
        parse(text, NOW)
    except QueryError as error:
        return error.expected
    return ""
