"""What an SQLite error means: a problem with the place, a damaged file, or a bug of ours."""

import sqlite3
from contextlib import closing

from blogreader.catalogue.schema import SCHEMA, VERSION

_BAD_PLACE = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
)
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_bad_place(error: Exception) -> bool:
    """Return whether the file is fine, but the disk is full or another process holds the lock for long."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _BAD_PLACE and code != sqlite3.SQLITE_IOERR_SHORT_READ


def is_damage(error: Exception) -> bool:
    """Return whether an error proves by itself that the file is damaged."""
    if isinstance(error, sqlite3.ProgrammingError):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    # Without a code: text that is not UTF-8, or a row with values that we never write.
    return code is None or code & 0xFF in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ


def is_whole(connection: sqlite3.Connection) -> bool:
    """Return whether a file is one of ours and intact.

    SQLite may report damage as anything: a missing table, a text that is too long.
    """
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION or not _schema() <= _schema_of(
            connection
        ):
            return False
        return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def _schema() -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        return _schema_of(connection)


def _schema_of(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master"))
