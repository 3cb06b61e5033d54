"""The index of texts: which words stand in which, asked as one types, and filled behind the app.

A file of its own beside the catalogue: it is made of the archive alone and takes minutes to fill where the catalogue
takes seconds, and what writes it must not hold up what writes states.
"""

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from blogreader import files
from blogreader.catalogue import damage
from blogreader.catalogue.database import check_regular, identity_of, remove
from blogreader.catalogue.full_text.spelling import nearest
from blogreader.catalogue.full_text.stems import language_of, stem
from blogreader.errors import Unwritable
from blogreader.search_terms import Term, words

_VERSION = 1
"""Any other version in the file: the file is deleted and made anew."""
_BUSY_SECONDS = 5
_LONGEST_WORD = 60
"""Characters: what is longer (a key, a hash) is found, and no spelling of anything."""
_MANY = 4_000
"""Texts that are ranked as one types: of more it takes longer than the eye waits."""
_MOST_TITLES = 100
_COMPLETIONS = 8
"""Words that a beginning of a word stands for, where it stands for very many."""
_TITLE_WEIGHT = 8.0

# The tokenizer is told our own words, between blanks: folded, and parted as their scripts want it. It takes every
# letter beyond ASCII for a part of a word. Without the texts themselves (contentless), which lie in the archive.
# There rows can't be taken out again before SQLite 3.43: one that is replaced stays behind as a number that `texts`
# does not have, until there are so many that all is made anew.
_TOKENS = "content='', tokenize=\"ascii tokenchars '+#'\""
_SCHEMA = f"""
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL
);
CREATE VIRTUAL TABLE bodies USING fts5(title, body, {_TOKENS});
INSERT INTO bodies(bodies, rank) VALUES ('rank', 'bm25({_TITLE_WEIGHT}, 1.0)');
CREATE VIRTUAL TABLE titles USING fts5(title, {_TOKENS}, prefix='1 2 3');
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
# `words` has a stem where it is another than the word.


class IndexLost(Exception):
    """The index can't be used now; it is empty when it is asked the next time, or there is none any more."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be indexed."""

    name: str
    """Of its file."""
    stamp: str
    """Another one when the file is another."""
    key: str
    """The article's canonical URL."""
    title: str
    language: str | None
    text: str
    """As it is read."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The texts that have what is searched for."""

    keys: tuple[str, ...]
    """Of their articles, best first."""
    total: int
    """How many there are; of an incomplete answer at least."""
    is_complete: bool = True
    """Whether all were ranked; else these are the ones that have it in their titles, and then any."""


@cache
def has_fts5() -> bool:
    """Return whether the SQLite of this Python can index texts."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


class FullTextIndex:
    """Safe from any thread: one asks at a time, and one fills at a time. Every method may raise IndexLost.

    A file that is missing is made, and one that is damaged made anew, empty: whoever fills it sees by `stamps` what is
    to be done. Where none can be written there is none (`is_available`).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_available = has_fts5()
        """Whether it is worth to be asked at all."""
        self._asking = _Connection()
        self._filling = _Connection()

    def close(self) -> None:
        """Let go of the file."""
        for one in (self._asking, self._filling):
            with one.lock:
                one.close()

    def interrupt(self) -> None:
        """Give up what is being asked, in whatever thread: it raises IndexLost there."""
        self._asking.interrupt()

    # What fills it

    def stamps(self) -> dict[str, str]:
        """Return the stamps of the texts that it has, by the names of their files."""
        with self._used(self._filling) as connection:
            return dict(connection.execute("SELECT name, stamp FROM texts"))

    def replaced(self) -> int:
        """Return how many texts it holds that were replaced, or are gone: only `clear` is rid of them."""
        with self._used(self._filling) as connection:
            return int(connection.execute("SELECT number FROM counts WHERE name = 'replaced'").fetchone()[0])

    def clear(self) -> None:
        """Forget all of it, for all to be put in again."""
        with self._used(self._filling), self._asking.lock:
            self._discard()

    def put(self, texts: Iterable[Text]) -> None:
        """Take texts over; one that says what it said before costs little."""
        with self._used(self._filling) as connection:
            counts: Counter[tuple[str, str]] = Counter()
            for text in texts:
                counts.update(_put(connection, text))
            _count(connection, counts)

    def drop(self, names: Iterable[str]) -> None:
        """Forget texts whose files are gone."""
        with self._used(self._filling) as connection:
            for name in names:
                _forget(connection, name)

    def tidy(self) -> None:
        """Put all that was filled in pieces together: smaller, and quicker to ask."""
        with self._used(self._filling) as connection:
            connection.execute("INSERT INTO bodies(bodies) VALUES ('optimize')")
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # What is asked of it

    def search(self, terms: Sequence[Term], most: int, *, quick: bool = False) -> Ranked:
        """Rank the texts that have all these terms; `quick`: within the time between two keys, see `Ranked`."""
        with self._used(self._asking) as connection:
            forms = _Expansions(connection)
            wanted = [term for term in terms if not term.is_excluded]
            if not wanted:
                return self._without(connection, terms, forms, most)
            if quick:
                if all(forms.estimate(term) > _MANY for term in wanted):
                    return _any_of(connection, terms, forms, most)
                for term in wanted:
                    if forms.longer(term) > _MANY:
                        forms.shorten(term)
            alive = _alive(connection)
            rows = connection.execute(
                f"SELECT rowid FROM bodies WHERE bodies MATCH ? {alive} ORDER BY rank", (forms.match(terms),)
            ).fetchall()
            keys = _keys(connection, [one for (one,) in rows[:most]])
            return Ranked(keys, len(rows), is_complete=not forms.is_shortened)

    def keys(self, terms: Sequence[Term]) -> frozenset[str]:
        """Return the articles whose texts have all these terms."""
        with self._used(self._asking) as connection:
            forms = _Expansions(connection)
            if not any(not term.is_excluded for term in terms):
                return frozenset(self._without(connection, terms, forms, -1).keys)
            rows = connection.execute(
                "SELECT key FROM texts WHERE id IN (SELECT rowid FROM bodies WHERE bodies MATCH ?)",
                (forms.match(terms),),
            )
            return frozenset(key for (key,) in rows)

    def forms(self, terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
        """Return the other forms of the words that are searched for, as texts have them."""
        with self._used(self._asking) as connection:
            forms = _Expansions(connection)
            return {term.words[0]: forms.of(term) for term in terms if len(term.words) == 1 and not term.is_exact}

    def spelling(self, term: Term) -> str | None:
        """Return the word of the texts that is nearest to one that none of them has; None: it is there, or none is."""
        with self._used(self._asking) as connection:
            forms = _Expansions(connection)
            if len(term.words) > 1 or forms.estimate(term):
                return None
            return nearest(term.words[0], lambda words: _known(connection, words))

    @staticmethod
    def _without(connection: sqlite3.Connection, terms: Sequence[Term], forms: "_Expansions", most: int) -> Ranked:
        """Return the texts that have none of the terms, which are all excluded."""
        if not terms:
            return Ranked((), 0)
        match = " OR ".join(map(forms.one, terms))
        rows = connection.execute(
            "SELECT key FROM texts WHERE id NOT IN (SELECT rowid FROM bodies WHERE bodies MATCH ?) ORDER BY id DESC",
            (match,),
        ).fetchall()
        keys = tuple(key for (key,) in (rows if most < 0 else rows[:most]))
        return Ranked(keys, len(rows))

    # The file

    @contextmanager
    def _used(self, one: "_Connection") -> Iterator[sqlite3.Connection]:
        if not self.is_available:
            raise IndexLost
        with one.lock:
            try:
                with one.opened(self.path) as connection:
                    yield connection
            except (sqlite3.DatabaseError, UnicodeDecodeError, Unwritable) as error:
                self._lose(error)
                raise IndexLost from error

    def _lose(self, error: Exception) -> None:
        """Begin anew with an empty file, or do without one; raises what no file is to blame for."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        if isinstance(error, Unwritable) or damage.is_bad_place(error):
            self.is_available = False
            return
        if not damage.is_damage(error) and self._is_whole():
            raise error
        self._discard()

    def _is_whole(self) -> bool:
        try:
            connection = sqlite3.connect(self.path)
            try:
                return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
            finally:
                connection.close()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False

    def _discard(self) -> None:
        # The other thread's connection finds another file, or none, and opens it anew.
        try:
            remove(self.path)
        except Unwritable:
            self.is_available = False


class _Connection:
    """A connection to the file that is there now; what is done with it is one transaction."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._found: tuple[int, int] | None = None

    def close(self) -> None:
        """Close it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def interrupt(self) -> None:
        """Give up what it does."""
        if (connection := self._connection) is not None:
            with suppress(sqlite3.ProgrammingError):  # it was just closed
                connection.interrupt()

    @contextmanager
    def opened(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Open the file where that was not done, or another one is there."""
        if self._connection is None or self._found != identity_of(path):
            self.close()
            self._connection = _open(path)
            self._found = identity_of(path)
        try:
            with self._connection as connection:
                yield connection
        except sqlite3.Error:
            self.close()
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
        except BaseException:
            connection.close()
            raise
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # as in the catalogue: a power cut may take the last changes
    except BaseException:
        connection.close()
        raise
    return connection


def _put(connection: sqlite3.Connection, text: Text) -> Iterable[tuple[str, str]]:
    """Take a text over; return its words, each once, where it says something new."""
    content = f"{text.title}\n{text.language}\n{text.text}"
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    known = connection.execute("SELECT digest, key FROM texts WHERE name = ?", (text.name,)).fetchone()
    if known == (digest, text.key):
        connection.execute("UPDATE texts SET stamp = ? WHERE name = ?", (text.stamp, text.name))
        return ()
    if known:
        _forget(connection, text.name)
    title, body = words(text.title), words(text.text)
    cursor = connection.execute(
        "INSERT INTO texts (name, stamp, key, digest) VALUES (?, ?, ?, ?)", (text.name, text.stamp, text.key, digest)
    )
    row = cursor.lastrowid
    connection.execute(
        "INSERT INTO bodies (rowid, title, body) VALUES (?, ?, ?)", (row, " ".join(title), " ".join(body))
    )
    connection.execute("INSERT INTO titles (rowid, title) VALUES (?, ?)", (row, " ".join(title)))
    language = language_of(text.language)
    if language:
        connection.execute("INSERT OR IGNORE INTO languages VALUES (?)", (language,))
    return [(word, language) for word in {*title, *body} if _is_counted(word)]


def _forget(connection: sqlite3.Connection, name: str) -> None:
    if connection.execute("DELETE FROM texts WHERE name = ?", (name,)).rowcount:
        connection.execute("UPDATE counts SET number = number + 1 WHERE name = 'replaced'")


def _count(connection: sqlite3.Connection, counts: "Counter[tuple[str, str]]") -> None:
    """Count in how many texts more words stand, and keep the stems of those that are new."""
    for (word, language), number in counts.items():
        found = connection.execute(
            "UPDATE words SET texts = texts + ? WHERE word = ? AND language = ?", (number, word, language)
        )
        if not found.rowcount:
            stemmed = stem(word, language) if language else word
            row = (word, language, None if stemmed == word else stemmed, number)
            connection.execute("INSERT INTO words VALUES (?, ?, ?, ?)", row)


def _alive(connection: sqlite3.Connection) -> str:
    """Return the condition that leaves out what was replaced, where anything was."""
    (replaced,) = connection.execute("SELECT number FROM counts WHERE name = 'replaced'").fetchone()
    return "AND rowid IN (SELECT id FROM texts)" if replaced else ""


def _keys(connection: sqlite3.Connection, rows: Sequence[int]) -> tuple[str, ...]:
    marks = ",".join("?" * len(rows))
    found = dict(connection.execute(f"SELECT id, key FROM texts WHERE id IN ({marks})", rows))
    return tuple(dict.fromkeys(found[one] for one in rows if one in found))


def _any_of(connection: sqlite3.Connection, terms: Sequence[Term], forms: "_Expansions", most: int) -> Ranked:
    """Return what has it in its title, best first, and then what was put in last: all of it has it somewhere."""
    in_titles = connection.execute(
        "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?", (forms.match(terms), _MOST_TITLES)
    ).fetchall()
    for term in terms:
        if _goes_on(term):
            forms.shorten(term)
    rows = connection.execute(
        "SELECT rowid FROM bodies WHERE bodies MATCH ? ORDER BY rowid DESC LIMIT ?", (forms.match(terms), most)
    ).fetchall()
    keys = _keys(connection, [*dict.fromkeys(one for (one,) in (*in_titles, *rows))][:most])
    return Ranked(keys, len(keys), is_complete=False)


def _known(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return those of some words that texts have, with in how many."""
    known: dict[str, int] = {}
    for start in range(0, len(words), 900):
        some = words[start : start + 900]
        marks = ",".join("?" * len(some))
        rows = connection.execute(f"SELECT word, sum(texts) FROM words WHERE word IN ({marks}) GROUP BY word", some)
        known.update(rows.fetchall())
    return known


class _Expansions:
    """What FTS5 is asked for terms; every word in it is one of ours, in quotes, so that nothing is taken for syntax."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._others: dict[Term, tuple[str, ...]] = {}
        self._completions: dict[Term, list[str]] = {}

    @property
    def is_shortened(self) -> bool:
        """Whether the beginning of a word stands for some of its words only."""
        return bool(self._completions)

    def match(self, terms: Sequence[Term]) -> str:
        """Return the expression for texts that have all that is wanted, and nothing that is excluded."""
        wanted = " AND ".join(self.one(term) for term in terms if not term.is_excluded)
        excluded = " OR ".join(self.one(term) for term in terms if term.is_excluded)
        return f"({wanted}) NOT ({excluded})" if excluded else wanted

    def one(self, term: Term) -> str:
        """Return the expression for one term."""
        phrase = _quoted(term.words)
        ways = [phrase]
        if term in self._completions:
            ways += self._completions[term]
        elif _goes_on(term):
            ways.append(f"{phrase} *")
        ways += [_quoted((word,)) for word in self.of(term)]
        return "(" + " OR ".join(dict.fromkeys(ways)) + ")"

    def of(self, term: Term) -> tuple[str, ...]:
        """Return the other forms of a term that is one word."""
        if term not in self._others:
            is_one = len(term.words) == 1 and not term.is_exact
            self._others[term] = self._other_forms(term.words[0]) if is_one else ()
        return self._others[term]

    def estimate(self, term: Term) -> int:
        """Return in how many texts a term stands at most; of several words the rarest counts."""
        if len(term.words) > 1:
            known = _known(self._connection, term.words)
            return min((known.get(word, 0) for word in term.words if _is_counted(word)), default=0)
        return sum(_known(self._connection, (term.words[0], *self.of(term))).values()) + self.longer(term)

    def longer(self, term: Term) -> int:
        """Return in how many texts longer words stand that begin as a term ends, counting texts with several again."""
        if not _goes_on(term):
            return 0
        sql = "SELECT ifnull(sum(texts), 0) FROM words WHERE word > ? AND word < ?"
        word = term.words[-1]
        return int(self._connection.execute(sql, (word, _beyond(word))).fetchone()[0])

    def shorten(self, term: Term) -> None:
        """Let the beginning of a word stand for those of its words alone that are most frequent."""
        word = term.words[-1]
        rows = self._connection.execute(
            "SELECT word FROM words WHERE word > ? AND word < ? GROUP BY word ORDER BY sum(texts) DESC LIMIT ?",
            (word, _beyond(word), _COMPLETIONS),
        )
        self._completions[term] = [_quoted((*term.words[:-1], longer)) for (longer,) in rows]

    def _other_forms(self, word: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for language in self._languages:
            stemmed = stem(word, language)
            rows = self._connection.execute(
                "SELECT word FROM words WHERE stem = ?1 AND language = ?2"
                " UNION SELECT word FROM words WHERE word = ?1 AND language = ?2 AND stem IS NULL",
                (stemmed, language),
            )
            found.update((one, None) for (one,) in rows)
        found.pop(word, None)
        return tuple(found)

    @cached_property
    def _languages(self) -> list[str]:
        return [name for (name,) in self._connection.execute("SELECT name FROM languages")]


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _is_counted(word: str) -> bool:
    """Return whether it is known in how many texts a word stands: not of numbers, and of single letters of Latin."""
    return (len(word) > 1 or not word.isascii()) and len(word) <= _LONGEST_WORD and not word.isdigit()


def _goes_on(term: Term) -> bool:
    """Return whether a term is the beginning of longer words: one letter begins too many to mean any of them."""
    return term.is_prefix and len(term.words[-1]) > 1


def _beyond(word: str) -> str:
    """Return a text that comes after all that begin with a word."""
    return word + "\U0010ffff"
