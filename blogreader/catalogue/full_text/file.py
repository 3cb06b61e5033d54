"""The file of the full-text index: created when missing, and reopened when it was replaced."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from blogreader import files
from blogreader.catalogue.database import check_regular, identity_of, remove

_VERSION = 5
"""Any other version in the file: the file is deleted and made anew."""
_TITLE_WEIGHT = 8.0

# The tokenizer is told our own words, between blanks: folded, and parted as their scripts want it. It takes every
# letter beyond ASCII for a part of a word. Without the texts themselves (contentless), which lie in the archive.
# There rows can't be taken out again before SQLite 3.43: one that is replaced stays behind as a number that `texts`
# does not have, until there are so many that all is made anew. What is in the first column takes two bytes less for
# each word of each text: a fourth of all.
_TOKENS = "content='', tokenize=\"ascii tokenchars '+#'\""
_SCHEMA = f"""
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    key TEXT NOT NULL,
    address TEXT NOT NULL,
    digest BLOB NOT NULL
);
CREATE INDEX by_key ON texts (key);
CREATE INDEX by_address ON texts (address) WHERE address != '';
CREATE TABLE addresses (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE);
CREATE TABLE links (
    text INTEGER NOT NULL,
    number INTEGER NOT NULL,
    target INTEGER NOT NULL,
    PRIMARY KEY (text, number)
) WITHOUT ROWID;
CREATE INDEX by_target ON links (target);
CREATE VIRTUAL TABLE bodies USING fts5(body, title, {_TOKENS});
INSERT INTO bodies(bodies, rank) VALUES ('rank', 'bm25(1.0, {_TITLE_WEIGHT})');
CREATE VIRTUAL TABLE titles USING fts5(title, {_TOKENS}, prefix='2 3');
CREATE TABLE words (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    stem TEXT,
    texts INTEGER NOT NULL,
    PRIMARY KEY (word, language)
) WITHOUT ROWID;
CREATE INDEX by_stem ON words (stem, language) WHERE stem IS NOT NULL;
CREATE TABLE languages (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE counts (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counts VALUES ('replaced', 0);
"""
# `words` has a stem where it is another than the word. `texts` has an address where its page is at another one than its
# article. A link leads to an address, of which many texts have the same: whether an article is there is asked later.


class QueryInterrupted(sqlite3.OperationalError):
    """The query was interrupted, whatever SQLite says of it: FTS5 may call its own table broken then."""


class IndexConnection:
    """A connection to the current file; everything done with it is one transaction."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._found: tuple[int, int] | None = None
        self._is_interrupted = False

    def close(self) -> None:
        """Close it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def interrupt(self) -> None:
        """Interrupt the query that is running."""
        if (connection := self._connection) is not None:
            self._is_interrupted = True
            with suppress(sqlite3.ProgrammingError):  # it was just closed
                connection.interrupt()

    @contextmanager
    def opened(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Open the file if that was not done yet, or if it was replaced; raises QueryInterrupted, sqlite3.Error."""
        self._is_interrupted = False
        if self._connection is None or self._found != identity_of(path):
            self.close()
            self._connection = _open(path)
            self._found = identity_of(path)
        try:
            with self._connection as connection:
                yield connection
        except sqlite3.Error as error:
            self.close()
            if self._is_interrupted:
                raise QueryInterrupted(*error.args) from error
            raise


def _open(path: Path) -> sqlite3.Connection:
    check_regular(path)
    with files.locked(path):
        files.touch(path)  # its owner's alone
        connection = _connected(path)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
                return connection
            connection.close()
            remove(path)
            files.touch(path)
            connection = _connected(path)
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        except BaseException:  # also when it is interrupted
            connection.close()
            raise
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # reported while there is nothing in it yet
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # as in the catalogue: a power cut may take the last changes
    except BaseException:  # also when it is interrupted: nobody else has it to close it
        connection.close()
        raise
    return connection
