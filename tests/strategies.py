"""Values for properties that more than one test module states."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from blogreader.conditions import (
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
from blogreader.quoted_values import quoted
from blogreader.text import clean, fold

_WORDS = st.one_of(
    st.sampled_from(
        [
            "or",
            "OR",
            "-",
            "-x",
            "a:b",
            "is:",
            "std::vector",
            "http://x",
            "a.bc/d",
            '"',
            "“",
            "„a b”",
            "\\",
            '\\"',
            "(",
            ")",
            "a b",
        ]
    ),
    st.text(min_size=1, max_size=12),
    st.text(alphabet='ab-:/\\"() Éß\n', min_size=1, max_size=12),
)
_texts = _WORDS.map(clean).filter(lambda text: bool(fold(text).strip()))
_folded = _texts.map(fold).filter(lambda text: fold(text) == text)
_bare = _texts.filter(lambda text: quoted(text) == text)


def _between_numbers() -> st.SearchStrategy[Condition]:
    pairs = st.tuples(st.none() | st.integers(0, 1_000_000), st.none() | st.integers(1, 1_000_000)).filter(_holds)
    return pairs.map(lambda pair: Between("minutes", *pair))


def _between_days() -> st.SearchStrategy[Condition]:
    days = st.dates(date(1, 1, 2), date(9999, 1, 1))
    firsts = st.builds(date, st.sampled_from([999, 2025, 2026]), st.integers(1, 12), st.just(1))
    pairs = st.tuples(st.none() | days | firsts, st.none() | days | firsts).filter(_holds)
    return pairs.map(lambda pair: Between("date", *pair))


def _between_times() -> st.SearchStrategy[Condition]:
    times = st.datetimes(datetime(1, 1, 2), datetime(9998, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # drawn aware
    pairs = st.tuples(st.none() | times, st.none() | times).filter(_holds)
    return st.builds(lambda field, pair: Between(field, *pair), st.sampled_from(["read", "opened"]), pairs)


def _holds(pair: tuple[object, object]) -> bool:
    low, high = pair
    if low is None or high is None:
        return low is not high
    return low < high  # type: ignore[no-any-return,operator]  # both are of one kind


_leaf: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Contains, st.sampled_from(["any", "title", "author", "url", "note"]), _folded),
    st.builds(Contains, st.just("tag"), _folded.map(str.strip).filter(lambda text: bool(text) and text[0] != "#")),
    st.builds(Equals, st.sampled_from(["category", "source"]), _folded),
    st.builds(Equals, st.just("lang"), _folded.map(lambda text: text.replace("_", "-"))),
    st.builds(Equals, st.sampled_from(["category", "author", "lang"]), st.just("")),
    st.builds(Is, st.sampled_from(Flag)),
    st.builds(At, st.sampled_from(["https://e.example/1", "www.e.example/a_(b)", "e.example/é?x=1#y", "HTTP://x"])),
    st.builds(FullText, _texts, st.just(True)),
    st.builds(FullText, _bare, st.just(False)),
    st.builds(Linked, _bare, st.booleans()),
    _between_numbers(),
    _between_days(),
    _between_times(),
)


@st.composite
def _leaves(draw: st.DrawFn) -> Condition:
    # Composite because hypothesis prints a recursive strategy of plain ones in full, and warns of its length.
    return draw(_leaf)


def _of_many(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(inner.map(Not), several.map(_all_of), several.map(_any_of))


def _all_of(conditions: list[Condition]) -> All:
    return All(tuple(part for one in conditions for part in (one.parts if isinstance(one, All) else (one,))))


def _any_of(conditions: list[Condition]) -> Any:
    return Any(tuple(part for one in conditions for part in (one.parts if isinstance(one, Any) else (one,))))


conditions: st.SearchStrategy[Condition] = st.recursive(_leaves(), _of_many, max_leaves=12)
"""Trees in the form that `parse` gives."""

queries: st.SearchStrategy[Query] = st.builds(
    Query,
    st.just(All()) | conditions,
    st.none() | st.builds(Sort, st.sampled_from(Order), st.booleans()),
    st.none() | st.integers(1, 60) | st.integers(1, 1_000_000),
    st.none() | st.sampled_from(Grouping),
)
"""Queries in the form that `parse` gives."""

query_scraps: st.SearchStrategy[str] = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "(",
                ")",
                " ",
                " OR ",
                "-",
                '"',
                "\\",
                "..",
                "<",
                ">=",
                "=",
                ":",
                "T",
                "d",
                "9",
                "word",
                "“",
                "”",
                "https://e.example/a",
                "www.e.example",
                "2026-01",
                "today",
            ]
            + [
                f"{name}:"
                for name in (
                    "text",
                    "is",
                    "cat",
                    "title",
                    "author",
                    "lang",
                    "minutes",
                    "date",
                    "read",
                    "opened",
                    "sort",
                    "fits",
                    "group",
                    "note",
                    "tag",
                    "source",
                    "url",
                    "links",
                    "linked-by",
                    "foo",
                )
            ]
            + [
                "is:unread ",
                "minutes:5..10 ",
                "date:9998 ",
                "read:7d ",
                "sort:-date ",
                "fits:15 ",
                "group:month ",
                'text:"a b" ',
            ]
        ),
        st.text(alphabet=st.characters(), max_size=3),
    ),
    max_size=20,
).map("".join)
"""Text that is nearly a query, and now and then one; holds lone surrogates too."""
