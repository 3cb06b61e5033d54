"""Queries that nobody wants any more: a letter was typed on, and SQLite would search all articles for the shorter word.

To look for a letter in a million articles takes two seconds of a processor, and every thread that makes lists.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Abandoned(Exception):
    """Nobody waits for the answer any more."""


class Abandonable:
    """A query that any thread may abandon, while SQLite answers it in another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._abandoned = Event()

    def abandon(self) -> None:
        """End it, now or before it begins; afterwards it raises Abandoned."""
        with self._lock:
            self._abandoned.set()
            if self._connection is not None:
                self._connection.interrupt()

    @contextmanager
    def asked(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Let SQLite be interrupted in the meantime; what this connection is asked afterwards isn't concerned."""
        with self._lock:
            if self._abandoned.is_set():
                raise Abandoned
            self._connection = connection
        try:
            yield
        except sqlite3.OperationalError as error:
            if self._abandoned.is_set() and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Abandoned from error
            raise
        finally:
            with self._lock:
                self._connection = None
