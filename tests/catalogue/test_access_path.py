"""By which index the rows of a condition are found, from how many articles there are of each of its parts."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from blogreader.catalogue import Catalogue
from blogreader.catalogue.access_path import access_path
from blogreader.catalogue.sql import where_counted
from blogreader.model import Article, Failure, State, Status
from blogreader.query import parse

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
BY_SQLITE, NOT_INDEXED = "entries", "entries NOT INDEXED"
BY_KEY = "entries INDEXED BY sqlite_autoindex_entries_1"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Twelve articles: three of a category, two read and one of these on the reading list, one that failed."""
    with closing(Catalogue(tmp_path_factory.mktemp("few") / "catalogue.db")) as opened:
        opened.open()
        keys = [f"https://example.org/{number}" for number in range(12)]
        articles = [
            Article(key, key, f"Post {number}", category="Boats" if number < 3 else None)
            for number, key in enumerate(keys)
        ]
        opened.put_articles([(one, "blog") for one in articles], new=False)
        opened.put_states([State(keys[0], Status.READ, bookmark=1.0), State(keys[1], Status.READ)])
        opened.put_kept([], {keys[5]: Failure("gone", NOW)})
        yield opened


@pytest.mark.parametrize(
    ("query", "articles", "is_in_order", "table"),
    [
        # To look up a row takes as long as to read four.
        ("is:read", 8, False, "entries INDEXED BY by_status"),
        ("is:read", 7, False, NOT_INDEXED),
        ("category:boats", 12, False, "entries INDEXED BY by_category"),
        ("category:boats", 11, False, NOT_INDEXED),
        ("is:failed", 4, False, "entries INDEXED BY failed"),
        ("is:failed", 3, False, NOT_INDEXED),
        # What fewer articles have.
        ("is:read is:bookmarked", 100, False, "entries INDEXED BY bookmarked"),
        ("category:boats is:read", 100, False, "entries INDEXED BY by_status"),
        ("is:read (is:failed category:boats)", 100, False, "entries INDEXED BY failed"),
        # An index with the order is taken by itself, if there is no other condition.
        ("is:read", 100, True, BY_SQLITE),
        ("category:boats", 100, True, BY_SQLITE),
        ("is:failed", 100, True, "entries INDEXED BY failed"),
        ("is:read is:bookmarked", 100, True, "entries INDEXED BY bookmarked"),
        ("post", 100, True, NOT_INDEXED),
        ("", 100, False, BY_SQLITE),
        # What is found elsewhere is looked up, unless an index has fewer.
        ("tag:rust is:read", 7, False, BY_KEY),
        ("tag:rust is:read", 8, False, "entries INDEXED BY by_status"),
        ("post note:later", 100, True, BY_KEY),
        # Each article is looked at, or SQLite knows better.
        ("source:blog", 100, False, NOT_INDEXED),
        ("date:2026", 100, False, BY_SQLITE),
        ("date:2026 post", 100, False, BY_SQLITE),
        ("minutes:<5", 100, False, NOT_INDEXED),
        ("-tag:rust", 100, False, NOT_INDEXED),
        ("tag:rust OR note:later", 100, False, BY_SQLITE),
        ("tag:rust OR post", 100, False, NOT_INDEXED),
        ("tag:rust OR (note:later post)", 100, False, BY_SQLITE),
        ("tag:rust OR (title:raft post)", 100, False, NOT_INDEXED),
        ("is:read OR category:boats", 100, False, BY_SQLITE),
        ("https://example.org/3", 100, False, NOT_INDEXED),
    ],
)
def test_rows_are_found_by_the_index_that_leaves_few_of_them(
    catalogue: Catalogue, query: str, articles: int, is_in_order: bool, table: str
) -> None:
    condition = parse(query, NOW).condition
    path = access_path(catalogue._connection(), condition, articles, None, in_order=is_in_order)
    assert path.table == table
    # It is one that SQLite takes.
    sql, values = path.condition
    catalogue._connection().execute(f"EXPLAIN SELECT id FROM {path.table} WHERE {sql}", values)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("category:boats", 3),
        ('category:""', None),
        ("source:blog", 12),
        ("source:other", 0),
        ("author:ada", None),
        ("is:read", 2),
        ("is:failed", None),
        ("-is:read", 10),
        ("-is:failed", None),
        ("is:read category:boats", 2),
        ("is:read is:bookmarked -is:new", 1),
        ("is:bookmarked OR category:boats", 3),
        ("is:read post", None),
        ("is:read OR is:failed", None),
        ("post", None),
        ("", None),
    ],
)
def test_articles_are_counted_without_looking_at_them_where_the_counts_tell_all_of_a_condition(
    catalogue: Catalogue, query: str, number: int | None
) -> None:
    counted = where_counted(parse(query, NOW).condition)
    if counted is None:
        assert number is None
    else:
        sql, values = counted
        asked = f"SELECT ifnull(sum(articles), 0) FROM counts WHERE {sql}"
        assert catalogue._connection().execute(asked, values).fetchone() == (number,)
