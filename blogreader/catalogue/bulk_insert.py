"""Many new rows at once: their indexes and counts are made of all of them afterwards, a third of the work."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from blogreader.catalogue.schema import COUNT_ALL


@contextmanager
def bulk_insert(connection: sqlite3.Connection) -> Iterator[None]:
    """Let rows of `entries` come, change and go meanwhile, in the transaction that is open.

    Nobody else sees the table without its indexes: SQLite takes them back with the rest of a transaction.
    """
    kept = connection.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE tbl_name = 'entries' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in kept:
        connection.execute(f"DROP {kind} {name}")
    yield
    connection.execute("DELETE FROM counts")
    connection.execute(COUNT_ALL)
    for _, _, sql in kept:
        connection.execute(sql)
