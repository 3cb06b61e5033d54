"""Statements that write entries, states and sittings into an open transaction."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from blogreader.catalogue.bulk_insert import bulk_states
from blogreader.catalogue.schema import STATE_COLUMNS, TIMES

_FEW_STATES = 1_000
_OF_ALL = 5
"""States of more than a fifth of all articles are joined with their rows, which are counted and indexed afterwards."""
_STATE = ", ".join(STATE_COLUMNS)

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


def list_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Insert keys into a temporary table, for joins."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM listed")
    connection.executemany("INSERT OR IGNORE INTO listed VALUES (?)", ((key,) for key in keys))


def put_states(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the rows of states, except where they are so already: writing one takes its indexes and counts along."""
    articles = connection.execute("SELECT ifnull(sum(articles), 0) FROM counts").fetchone()[0]
    if len(rows) <= max(_FEW_STATES, articles // _OF_ALL):
        connection.executemany(
            f"UPDATE entries SET {', '.join(f'{column} = ?' for column in STATE_COLUMNS)}, percent = ? WHERE key = ?"
            f" AND ({_STATE}) IS NOT ({', '.join('?' * len(STATE_COLUMNS))})",
            ((*row, *row[: len(STATE_COLUMNS)]) for row in rows),
        )
        return
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS states ({_STATE}, percent, key TEXT PRIMARY KEY) WITHOUT ROWID"
    )
    marks = ", ".join("?" * (len(STATE_COLUMNS) + 2))
    connection.executemany(f"INSERT OR REPLACE INTO states VALUES ({marks})", rows)
    differs = f"({_STATE}) IS NOT (entries.{', entries.'.join(STATE_COLUMNS)})"
    with bulk_states(connection):
        connection.execute(
            f"UPDATE entries SET ({_STATE}, percent) ="
            f" (SELECT {_STATE}, percent FROM states WHERE states.key = entries.key)"
            f" WHERE EXISTS (SELECT 1 FROM states WHERE states.key = entries.key AND {differs})"
        )
    connection.execute("DELETE FROM states")
