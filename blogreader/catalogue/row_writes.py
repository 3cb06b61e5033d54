"""Statements that write entries and sittings into an open transaction."""

import sqlite3
from collections.abc import Iterable

from blogreader.catalogue.rows import article_row
from blogreader.catalogue.schema import TIMES
from blogreader.model import Article

TAKE_TIME = f"""
    INSERT INTO reading_times VALUES (?, ?{", ?" * len(TIMES)}) ON CONFLICT (id) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in TIMES)} WHERE excluded.seconds > seconds
"""
UPSERT = """
    INSERT INTO entries (key, url, title, date, category, minutes, summary, source, position,
                         slug, folded_title, folded_category, folded, gone, author, new)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        url = excluded.url, title = excluded.title, date = excluded.date, category = excluded.category,
        minutes = excluded.minutes, summary = excluded.summary, source = excluded.source, position = excluded.position,
        folded_title = excluded.folded_title, folded_category = excluded.folded_category, folded = excluded.folded,
        gone = excluded.gone, author = excluded.author
    WHERE (url, title, date, category, minutes, summary, source, position, gone, author) IS NOT
        (excluded.url, excluded.title, excluded.date, excluded.category, excluded.minutes, excluded.summary,
         excluded.source, excluded.position, excluded.gone, excluded.author)
"""


def put_rows(
    connection: sqlite3.Connection, articles: Iterable[tuple[int, tuple[Article, str]]], seen: set[str], *, new: bool
) -> bool:
    """Write articles with their positions; return whether there were any."""
    position = None
    for position, (article, source) in articles:
        if article.key not in seen:
            seen.add(article.key)
            connection.execute(UPSERT, (*article_row(article, source, position), int(new)))
    return position is not None


def list_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Insert keys into a temporary table, for joins."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM listed")
    connection.executemany("INSERT OR IGNORE INTO listed VALUES (?)", ((key,) for key in keys))
