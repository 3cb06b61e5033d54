"""The catalogue's file: opened, kept in step with sources, state and archive, and asked."""

import sqlite3
import threading
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from blogreader import files, times
from blogreader.catalogue.listing import Listing
from blogreader.catalogue.rows import SELECT, article_row, entry, state_row
from blogreader.catalogue.schema import SCHEMA, TOUCHED, VERSION
from blogreader.catalogue.where import NEWEST_FIRST, order_by, where
from blogreader.conditions import EVERYTHING, Query
from blogreader.errors import LibraryError, Unwritable, UsageError
from blogreader.model import Article, Entry, Failure, State, Status, Tally
from blogreader.text import fold

_BUSY_SECONDS = 10
_TALLY = """
    sum(articles), sum(articles * (status = 'read')), sum(articles * (status = 'reading')),
    sum(minutes), sum(minutes * (status != 'read'))
"""


class _Connection(sqlite3.Connection):
    """Says in a sentence what is wrong with a file that was usable when it was opened: locked, full, damaged."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; raises LibraryError."""
        try:
            return super().execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise _Unusable(str(error)) from error

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Run a statement for each of these; raises LibraryError."""
        try:
            return super().executemany(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise _Unusable(str(error)) from error

    def __exit__(self, *raised: Any) -> Literal[False]:
        """Keep what was changed, or take it back when something was raised; raises LibraryError: a disk may be full."""
        try:
            return super().__exit__(*raised)
        except sqlite3.DatabaseError as error:
            raise _Unusable(str(error)) from error


class _Unusable(LibraryError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"The catalogue can't be used ({reason}); deleting the cache folder makes it anew.")
        self.reason = reason


class Catalogue:
    """Answers queries over every article; safe from any thread (each has a connection of its own).

    Nothing in it is the only copy: a file that can't be used is deleted and made anew by `open`, and `stamp` tells
    whoever fills it what it was filled from.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def open(self) -> None:
        """Open the file, making it when it is missing, of another version or damaged; raises LibraryError."""
        # The first look needs the lock too: SQLite itself removes the log of a file that it finds empty, which is what
        # a file is while another process makes it.
        with files.locked(self.path):
            if not self._usable():
                self._create()

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            with suppress(sqlite3.Error):
                connection.close()
        self._connections.clear()
        self._local = threading.local()

    def stamp(self, name: str) -> str | None:
        """Give what was last said with `put_stamp`."""
        row = self._connection().execute("SELECT stamp FROM stamps WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def put_stamp(self, name: str, stamp: str) -> None:
        """Remember from what version of something the catalogue was filled."""
        with self._connection() as connection:
            connection.execute("INSERT OR REPLACE INTO stamps VALUES (?, ?)", (name, stamp))

    # What fills it

    def put_articles(self, articles: Iterable[tuple[Article, str]], *, new: bool) -> None:
        """Make these the articles, each with the name of its source, in the order of their indexes.

        Of two with one key the first counts. Those that were there keep their state; those that were not are marked as
        new when `new` is set, and the marks of before are taken back.
        """
        with self._connection() as connection:
            if new:
                connection.execute("UPDATE entries SET new = 0 WHERE new = 1")
            seen: set[str] = set()
            for position, (article, source) in enumerate(articles):
                if article.key in seen:
                    continue
                seen.add(article.key)
                connection.execute(_UPSERT, (*article_row(article, source, position), int(new)))
            _list(connection, seen)
            connection.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM listed)")

    def put_nothing_new(self) -> None:
        """Take back the marks of what appeared at an earlier refresh."""
        with self._connection() as connection:
            connection.execute("UPDATE entries SET new = 0 WHERE new = 1")

    def put_states(self, states: Iterable[State], *, all_touched: bool = False) -> None:
        """Take over states; with `all_touched`, articles that are not among them are untouched.

        Rows that are so already are left alone: writing one takes its indexes and counts along.
        """
        rows = [state_row(state) for state in states]
        with self._connection() as connection:
            if all_touched:
                _list(connection, (key for *_, key in rows))
                connection.execute(
                    "UPDATE entries"
                    " SET status = 'unread', bookmark = NULL, place = NULL, opened_at = NULL, read_at = NULL"
                    f" WHERE ({TOUCHED}) AND key NOT IN (SELECT key FROM listed)"
                )
            connection.executemany(
                "UPDATE entries SET status = ?1, bookmark = ?2, place = ?3, opened_at = ?4, read_at = ?5"
                " WHERE key = ?6 AND (status, bookmark, place, opened_at, read_at) IS NOT (?1, ?2, ?3, ?4, ?5)",
                rows,
            )

    def put_kept(self, documents: Iterable[str], failures: Mapping[str, Failure], *, everything: bool = False) -> None:
        """Take over which articles are archived and which failed; with `everything`, no others are."""
        with self._connection() as connection:
            if everything:
                connection.execute("UPDATE entries SET offline = 0 WHERE offline = 1")
                connection.execute("UPDATE entries SET failure = NULL, failed_at = NULL WHERE failure IS NOT NULL")
            connection.executemany(
                "UPDATE entries SET offline = 1, failure = NULL, failed_at = NULL WHERE key = ?",
                ((key,) for key in documents),
            )
            connection.executemany(
                "UPDATE entries SET failure = ?, failed_at = ? WHERE key = ?",
                ((failure.sentence, times.to_text(failure.at), key) for key, failure in failures.items()),
            )

    # What is asked of it

    def select(self, query: Query) -> Listing:
        """Answer a query; raises UsageError for what can't be asked yet.

        With a condition, or in another order than newest first, it takes time with the number of articles: call it
        outside the event loop.
        """
        order = order_by(query.sort, query.condition)
        if query.condition == EVERYTHING and order[0] == NEWEST_FIRST:
            return Listing(self._connection, self.tally(), None)
        sql, parameters = where(query.condition)
        ids: array[int] = array("q")
        read = reading = minutes = minutes_left = 0
        asked = f"SELECT id, status, ifnull(minutes, 0) FROM entries WHERE {sql} ORDER BY {order[0]}"
        try:
            rows = self._connection().execute(asked, (*parameters, *order[1]))
        except _Unusable as error:
            if "stack overflow" not in error.reason:
                raise
            # Before SQLite 3.46 its parser remembers 100 things at a time: some 30 groups.
            raise UsageError("This query has too many groups inside each other.") from error
        for one, status, length in rows:
            ids.append(one)
            minutes += length
            if status == Status.READ:
                read += 1
            else:
                minutes_left += length
                reading += status == Status.READING
        return Listing(self._connection, Tally(len(ids), read, reading, minutes, minutes_left), ids)

    def entry(self, key: str, or_else: str | None = None) -> Entry | None:
        """Give one entry by its article's canonical URL, or by another one when there is none of the first."""
        row = self._connection().execute(f"{SELECT} WHERE key IN (?, ?2) ORDER BY key != ?1", (key, or_else)).fetchone()
        return None if row is None else entry(row)

    def keys(self) -> list[str]:
        """Give every article's canonical URL."""
        return [key for (key,) in self._connection().execute("SELECT key FROM entries")]

    def with_slug(self, beginning: str, most: int) -> tuple[list[tuple[str, str]], int]:
        """Give slug and key of at most `most` articles whose slug begins so, and how many there are.

        Those whose slug is just that are given alone.
        """
        rows = (
            self._connection()
            .execute(
                "SELECT slug, key FROM entries WHERE slug >= ? AND slug < ? ORDER BY slug, position",
                (beginning, beginning + "\U0010ffff"),
            )
            .fetchall()
        )
        exact = [row for row in rows if row[0] == beginning]
        rows = exact or rows
        return rows[:most], len(rows)

    def tally(
        self, *, bookmarked: bool | None = None, offline: bool | None = None, status: Status | None = None
    ) -> Tally:
        """Count the articles of which all this holds; None: no matter."""
        row = (
            self._connection()
            .execute(
                f"SELECT {_TALLY} FROM counts WHERE ifnull(bookmarked = ?, 1) AND ifnull(offline = ?, 1)"
                " AND ifnull(status = ?, 1)",
                (bookmarked, offline, status),
            )
            .fetchone()
        )
        return Tally(*(number or 0 for number in row))

    def categories(self) -> list[tuple[str | None, Tally]]:
        """Count by category, in the order of their names; None: those without one."""
        rows = self._connection().execute(
            f"SELECT category, {_TALLY} FROM counts GROUP BY category HAVING sum(articles) > 0"
            " ORDER BY category = '', category COLLATE NOCASE"
        )
        return [(category or None, Tally(*numbers)) for category, *numbers in rows]

    # The file

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            try:
                connection = sqlite3.connect(
                    self.path, timeout=_BUSY_SECONDS, check_same_thread=False, factory=_Connection
                )
            except sqlite3.OperationalError as error:
                raise _Unusable(str(error)) from error
            self._connections.append(connection)
            connection.create_function("fold", 1, fold, deterministic=True)
            # Derived data: a power cut may take the last changes, which the stamps then show. (OFF could leave a file
            # that is neither old nor new.)
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
        return connection

    def _usable(self) -> bool:
        try:
            row = self._connection().execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            raise Unwritable(self.path, str(error)) from error
        except _Unusable as error:
            if isinstance(error.__cause__, sqlite3.OperationalError):
                raise Unwritable(self.path, error.reason) from error
            return False
        return int(row[0]) == VERSION

    def _create(self) -> None:
        self.close()
        try:
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            connection = self._connection()
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        except OSError as error:
            raise Unwritable(self.path, files.reason(error)) from error
        except sqlite3.Error as error:
            raise LibraryError(f"{self.path} can't be made: {error}.") from error


def _list(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Put keys into a table of this connection's own, to be joined with."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM listed")
    connection.executemany("INSERT OR IGNORE INTO listed VALUES (?)", ((key,) for key in keys))


_UPSERT = """
    INSERT INTO entries (key, url, title, date, category, minutes, summary, source, position,
                         slug, folded_title, folded_category, folded, new)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        url = excluded.url, title = excluded.title, date = excluded.date, category = excluded.category,
        minutes = excluded.minutes, summary = excluded.summary, source = excluded.source, position = excluded.position,
        folded_title = excluded.folded_title, folded_category = excluded.folded_category, folded = excluded.folded
    WHERE (url, title, date, category, minutes, summary, source, position) IS NOT
        (excluded.url, excluded.title, excluded.date, excluded.category, excluded.minutes, excluded.summary,
         excluded.source, excluded.position)
"""
