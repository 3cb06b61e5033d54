"""Many rows at once: their indexes and counts are made of all of them afterwards, a third of the work."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from blogreader.catalogue.schema import COUNT_ALL, STATE_COLUMNS


@contextmanager
def bulk_insert(connection: sqlite3.Connection) -> Iterator[None]:
    """Insert, change and delete rows of `entries` without indexes meanwhile, in the open transaction.

    Nobody else sees the table without its indexes, and a rollback restores them.
    """
    with _made_afterwards(connection, ""):
        yield


@contextmanager
def bulk_states(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the states of rows of `entries` change meanwhile, likewise; what the index says of them stays."""
    concerned = " OR ".join(f"name = 'entry_changed' OR instr(sql, '{column}') > 0" for column in STATE_COLUMNS)
    with _made_afterwards(connection, f" AND ({concerned})"):
        yield


@contextmanager
def _made_afterwards(connection: sqlite3.Connection, which: str) -> Iterator[None]:
    kept = connection.execute(
        "SELECT type, name, sql FROM sqlite_master"
        f" WHERE tbl_name = 'entries' AND type IN ('index', 'trigger') AND sql IS NOT NULL{which}"
    ).fetchall()
    for kind, name, _ in kept:
        connection.execute(f"DROP {kind} {name}")
    yield
    connection.execute("DELETE FROM counts")
    connection.execute(COUNT_ALL)
    for _, _, sql in kept:
        connection.execute(sql)
