"""All articles put in place of those that were there, from the indexes of all sources."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from itertools import chain, islice

from blogreader.catalogue.bulk_insert import bulk_insert
from blogreader.catalogue.changed_sources import put_regions
from blogreader.catalogue.positions import Numbered
from blogreader.catalogue.row_writes import UPSERT, list_keys
from blogreader.catalogue.rows import article_row
from blogreader.model import Article

_BATCH = 2_000
"""Articles in a transaction while others wait for it, and the number from which on they are inserted in bulk."""


def put_all(
    connect: Callable[[], sqlite3.Connection],
    articles: Iterable[tuple[Article, str]],
    *,
    new: bool,
    go_on: Callable[[int], bool] | None,
) -> bool:
    """Do what `Catalogue.put_articles` says."""
    seen: set[str] = set()
    hiding: set[str] = set()
    numbered = Numbered(articles)
    coming = iter(numbered)
    while go_on:
        with connect() as connection:
            put_regions(connection, {}, ())
            taken = _put_rows(connection, islice(coming, _BATCH), seen, hiding, new=new)
        if not go_on(len(seen)):
            return False
        if not taken:
            break
    first = list(islice(coming, _BATCH))
    with connect() as connection:
        connection.execute("BEGIN IMMEDIATE")
        if new:
            connection.execute("UPDATE entries SET new = 0 WHERE new = 1")
        there = connection.execute("SELECT count(*) FROM (SELECT 1 FROM entries LIMIT ?)", (_BATCH,)).fetchone()[0]
        with bulk_insert(connection) if there < _BATCH == len(first) else nullcontext():
            _put_rows(connection, chain(first, coming), seen, hiding, new=new)
            list_keys(connection, seen)
            connection.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM listed)")
        put_regions(connection, numbered.regions, hiding | numbered.torn)
    return True


def _put_rows(
    connection: sqlite3.Connection,
    articles: Iterable[tuple[int, tuple[Article, str]]],
    seen: set[str],
    hiding: set[str],
    *,
    new: bool,
) -> bool:
    """Write articles with their positions; return whether there were any.

    `seen` collects their keys, `hiding` the sources of which an earlier one has some articles.
    """
    position = None
    for position, (article, source) in articles:
        if article.key in seen:
            hiding.add(source)
        else:
            seen.add(article.key)
            connection.execute(UPSERT, (*article_row(article, source, position), int(new)))
    return position is not None
