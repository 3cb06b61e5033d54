"""Some sources' articles put in place of their earlier ones: what is found in the others is not touched, nor read."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

from blogreader.catalogue.bulk_insert import bulk_insert
from blogreader.catalogue.positions import placed
from blogreader.catalogue.row_writes import UPSERT, list_keys
from blogreader.catalogue.rows import SAID, article_row, said
from blogreader.model import Article

_ASKED_AT_ONCE = 500
"""Keys in a query: older versions of SQLite allow no more than 999 values."""
_MANY = 2_000
"""From so many new rows on, and as many as there are already, indexes are made of all of them afterwards."""
WITHOUT_STATES = "without states"
"""The stamp that is set with new articles, until their states are filled in: whoever was to do it may have died."""
_REGION, _HIDES = "region:", "hides:"
"""The stamps that tell a source's region, and that another source has some of its articles."""


class _Written(NamedTuple):
    """An article that the catalogue does not have like this."""

    article: Article
    source: str
    position: int


def regions_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the region of positions of each source, as far as it is known."""
    return {name: int(stamp) for name, stamp in _stamps(connection, _REGION)}


def alone(connection: sqlite3.Connection) -> set[str]:
    """Return the sources whose articles are all in the catalogue, as theirs."""
    return regions_of(connection).keys() - {name for name, _ in _stamps(connection, _HIDES)}


def put_regions(connection: sqlite3.Connection, regions: Mapping[str, int], hiding: Collection[str]) -> None:
    """Remember them, and the sources of which another has some articles."""
    connection.execute("DELETE FROM stamps WHERE name GLOB ? OR name GLOB ?", (f"{_REGION}*", f"{_HIDES}*"))
    rows = [(f"{_REGION}{name}", str(region)) for name, region in regions.items()]
    connection.executemany("INSERT INTO stamps VALUES (?, ?)", rows + [(f"{_HIDES}{name}", "") for name in hiding])


def _stamps(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT name, stamp FROM stamps WHERE name GLOB ?", (f"{kind}*",))
    return [(name.removeprefix(kind), stamp) for name, stamp in rows]


def put_changed(
    connection: sqlite3.Connection, order: Sequence[str], changed: Mapping[str, Sequence[Article]], *, new: bool
) -> set[str] | None:
    """Replace the articles of some sources in the open transaction; return the keys that were not there before.

    None: all sources have to be put anew, and nothing was done. `order` names all of them. Of two articles with the
    same key that of the first source counts.
    """
    unchanged = {name: rank for rank, name in enumerate(order) if name not in changed}
    if not unchanged.keys() <= alone(connection):
        return None
    regions = _regions(order, regions_of(connection), {name for name, articles in changed.items() if articles})
    if regions is None:
        return None
    hiding = {name for name, _ in _stamps(connection, _HIDES)} - changed.keys()
    seen: set[str] = set()
    written: list[_Written] = []
    added: set[str] = set()
    for rank, name in enumerate(order):
        mine: list[Article] = []
        before: list[int | None] = []
        is_same: list[bool] = []
        for article, row in _with_rows(connection, changed.get(name, ())):
            owner = row[0] if row else ""
            if article.key in seen or unchanged.get(owner, rank) < rank:
                hiding.add(name)
                continue
            if owner in unchanged:
                hiding.add(owner)
            seen.add(article.key)
            mine.append(article)
            before.append(row[1] if row and owner == name else None)
            is_same.append(row is not None and owner == name and row[2:] == said(article))
            if row is None:
                added.add(article.key)
        positions = placed(regions[name], before) if mine else ()
        if positions is None:
            return None
        rows = zip(mine, positions, before, is_same, strict=True)
        written += (_Written(one, name, at) for one, at, earlier, same in rows if not (same and at == earlier))
    if new:
        connection.execute("UPDATE entries SET new = 0 WHERE new = 1")
    there = connection.execute("SELECT ifnull(sum(articles), 0) FROM counts").fetchone()[0]
    with bulk_insert(connection) if len(added) >= max(_MANY, there) else nullcontext():
        for article, source, position in written:
            connection.execute(UPSERT, (*article_row(article, source, position), int(new)))
        list_keys(connection, seen)
        connection.execute(
            "DELETE FROM entries WHERE source NOT IN (SELECT value FROM json_each(?))"
            " AND key NOT IN (SELECT key FROM listed)",
            (json.dumps([*unchanged]),),
        )
    put_regions(connection, regions, hiding)
    if added:
        connection.execute("INSERT OR REPLACE INTO stamps VALUES (?, 'yes')", (WITHOUT_STATES,))
    return added


def _regions(order: Sequence[str], known: Mapping[str, int], with_articles: Collection[str]) -> dict[str, int] | None:
    """Return the regions of all sources that need one, in their order; None: one that is new has no room."""
    regions: dict[str, int] = {}
    last = -1
    for name in order:
        if name not in known and name not in with_articles:
            continue
        region = known.get(name, last + 1)
        if region <= last:
            return None
        regions[name] = last = region
    return regions


def _with_rows(
    connection: sqlite3.Connection, articles: Sequence[Article]
) -> Iterator[tuple[Article, tuple[Any, ...] | None]]:
    """Yield each article with what the catalogue has of it: the source, the position, and what the index said."""
    for start in range(0, len(articles), _ASKED_AT_ONCE):
        some = articles[start : start + _ASKED_AT_ONCE]
        found = dict(_rows(connection, [article.key for article in some]))
        yield from ((article, found.get(article.key)) for article in some)


def _rows(connection: sqlite3.Connection, keys: Sequence[str]) -> Iterable[tuple[str, tuple[Any, ...]]]:
    marks = ",".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, source, position, {SAID} FROM entries WHERE key IN ({marks})", keys)
    return ((key, tuple(rest)) for key, *rest in rows)
