"""The full-text index: which words occur in which texts, queried at every key and filled in the background.

A file of its own beside the catalogue: it is made of the archive alone and takes minutes to fill where the catalogue
takes seconds, and what writes it must not hold up what writes states.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from blogreader.catalogue import damage
from blogreader.catalogue.database import remove
from blogreader.catalogue.full_text.expansions import Expansions, goes_on, is_counted, known_words
from blogreader.catalogue.full_text.file import IndexConnection, QueryInterrupted
from blogreader.catalogue.full_text.spelling import nearest
from blogreader.catalogue.full_text.stems import language_of, stem
from blogreader.errors import Unwritable
from blogreader.search_terms import Term, words

_MANY = 4_000
"""Texts that are ranked while the reader types: ranking more takes longer than a key may."""
_MOST_TITLES = 100
_CLOSING_SECONDS = 1.0
_TELLING = 16
"""Words of a text that are used to find similar ones."""
_MOST_LIKE = 20_000
"""Texts that contain one of them, in total: ranking more takes longer than the eye waits."""
_FEW = 3
"""However few texts there are, a word may occur in this many and still be distinctive."""


class IndexLost(Exception):
    """The index can't be used now; it is empty at the next query, or no longer available."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """A text to be indexed."""

    name: str
    """The name of its file."""
    stamp: str
    """Changes whenever the file does."""
    key: str
    """The article's canonical URL."""
    title: str
    language: str | None
    text: str
    """As plain text."""
    address: str = ""
    """Where its page was redirected to, as in `links.address`; empty if the article is at its own address."""
    links: tuple[str, ...] = ()
    """Where its links lead, as in `links.address`."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The texts that match a search."""

    keys: tuple[str, ...]
    """The keys of their articles, best match first."""
    total: int
    """How many there are; a lower bound if the answer is incomplete."""
    is_complete: bool = True
    """Whether all were ranked; otherwise matches in titles come first, in no order after that."""


@cache
def has_fts5() -> bool:
    """Return whether this Python's SQLite supports full-text indexes."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


class FullTextIndex:
    """Safe from any thread: one query and one write at a time. Every method may raise IndexLost.

    A file that is missing is made, and one that is damaged made anew, empty: whoever fills it sees by `stamps` what is
    to be done. Where none can be written there is none (`is_available`).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_available = has_fts5()
        """Whether there is any point in querying it."""
        self._asking = IndexConnection()
        self._filling = IndexConnection()

    def close(self) -> None:
        """Close the file; interrupt what is running, and wait for it no longer than a moment."""
        for one in (self._asking, self._filling):
            is_free = one.lock.acquire(blocking=False)
            if not is_free:  # an interrupted connection doesn't merge its log when it is closed
                one.interrupt()
                is_free = one.lock.acquire(timeout=_CLOSING_SECONDS)
            if is_free:
                try:
                    one.close()
                finally:
                    one.lock.release()

    def interrupt(self) -> None:
        """Interrupt the query that is running in another thread: it raises IndexLost there."""
        self._asking.interrupt()

    # Filling

    def stamps(self) -> dict[str, str]:
        """Return the stamps of the indexed texts by file name."""
        with self._used(self._filling) as connection:
            return dict(connection.execute("SELECT name, stamp FROM texts"))

    def replaced(self) -> int:
        """Return how many replaced or deleted texts the index still holds; only `clear` removes them."""
        with self._used(self._filling) as connection:
            return int(connection.execute("SELECT number FROM counts WHERE name = 'replaced'").fetchone()[0])

    def clear(self) -> None:
        """Empty the index, so that everything is indexed again."""
        with self._used(self._filling), self._asking.lock:
            self._discard()

    def put(self, texts: Iterable[IndexedText]) -> None:
        """Index texts; an unchanged one costs little."""
        texts = [*texts]  # nobody is kept from writing while they are read
        with self._used(self._filling) as connection:
            # Another process may index the same texts: what is there is looked up under the lock that writes it.
            connection.execute("BEGIN IMMEDIATE")
            counts: Counter[tuple[str, str]] = Counter()
            for text in texts:
                counts.update(_put(connection, text))
            _count(connection, counts)

    def drop(self, names: Iterable[str]) -> None:
        """Remove texts whose files are gone."""
        with self._used(self._filling) as connection:
            for name in names:
                _forget(connection, name)

    def tidy(self) -> None:
        """Merge what was written in pieces: smaller, and faster to query."""
        with self._used(self._filling) as connection:
            connection.execute("INSERT INTO bodies(bodies) VALUES ('optimize')")
            # It commits first. A plain `execute` merges one page only.
            connection.executescript("PRAGMA incremental_vacuum")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # Queries

    def search(self, terms: Sequence[Term], most: int, *, quick: bool = False) -> Ranked:
        """Rank the texts with all these terms (at least one); `quick`: between two keys, see `Ranked`."""
        with self._used(self._asking) as connection:
            forms = Expansions(connection)
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
        """Return the articles whose texts have all these terms, of which one at least is not excluded."""
        with self._used(self._asking) as connection:
            forms = Expansions(connection)
            rows = connection.execute(
                "SELECT key FROM texts WHERE id IN (SELECT rowid FROM bodies WHERE bodies MATCH ?)",
                (forms.match(terms),),
            )
            return frozenset(key for (key,) in rows)

    def forms(self, terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
        """Return the other forms of the words searched for that occur in texts."""
        with self._used(self._asking) as connection:
            forms = Expansions(connection)
            return {term.words[0]: forms.of(term) for term in terms if len(term.words) == 1 and not term.is_exact}

    def spelling(self, term: Term) -> str | None:
        """Return the indexed word nearest to one that no text contains; None if some text does, or nothing is near."""
        with self._used(self._asking) as connection:
            forms = Expansions(connection)
            if len(term.words) > 1 or forms.estimate(term):
                return None
            return nearest(term.words[0], lambda words: known_words(connection, words))

    # Links and similarity

    def addresses_of(self, keys: Iterable[str]) -> set[str]:
        """Return the final addresses of articles whose pages were redirected."""
        with self._used(self._asking) as connection:
            sql = "SELECT address FROM texts WHERE key = ? AND address != ''"
            return {one for key in keys for (one,) in connection.execute(sql, (key,))}

    def keys_of(self, addresses: Iterable[str]) -> dict[str, str]:
        """Return the articles whose pages were redirected to these addresses."""
        with self._used(self._asking) as connection:
            sql = "SELECT key FROM texts WHERE address != '' AND address = ?"
            return {one: key for one in addresses for (key,) in connection.execute(sql, (one,))}

    def linking_to(self, addresses: Iterable[str]) -> list[str]:
        """Return the articles that link to one of these addresses."""
        sql = (
            "SELECT key FROM addresses JOIN links ON target = addresses.id JOIN texts ON texts.id = text"
            " WHERE addresses.address = ? ORDER BY texts.id"
        )
        with self._used(self._asking) as connection:
            return [*dict.fromkeys(key for one in addresses for (key,) in connection.execute(sql, (one,)))]

    def links_from(self, keys: Iterable[str]) -> list[str]:
        """Return the addresses that articles link to, in the order of their texts."""
        sql = (
            "SELECT addresses.address FROM texts JOIN links ON text = texts.id JOIN addresses ON addresses.id = target"
            " WHERE key = ? ORDER BY number"
        )
        with self._used(self._asking) as connection:
            return [*dict.fromkeys(one for key in keys for (one,) in connection.execute(sql, (key,)))]

    def links(self) -> list[tuple[str, str]]:
        """Return all links, as pairs of the linking article and the address."""
        sql = (
            "SELECT key, addresses.address FROM links JOIN texts ON texts.id = text"
            " JOIN addresses ON addresses.id = target ORDER BY text, number"
        )
        with self._used(self._asking) as connection:
            return connection.execute(sql).fetchall()

    def like(self, counted: "Counter[str]", most: int) -> tuple[str, ...]:
        """Return the articles most similar to one with these words, best first, including that one.

        Compares the most distinctive words (tf-idf), ranked like a search (BM25).
        """
        with self._used(self._asking) as connection:
            (number,) = connection.execute("SELECT count(*) FROM texts").fetchone()
            telling = _telling(connection, counted, number)
            if not telling:
                return ()
            match = " OR ".join(f'"{word}"' for word in telling)
            rows = connection.execute(
                f"SELECT rowid FROM bodies WHERE bodies MATCH ? {_alive(connection)} ORDER BY rank LIMIT ?",
                (match, most),
            ).fetchall()
            return _keys(connection, [one for (one,) in rows])

    @staticmethod
    def _without(connection: sqlite3.Connection, terms: Sequence[Term], forms: "Expansions", most: int) -> Ranked:
        """Return the texts without any of the terms, all of which are excluded."""
        match = " OR ".join(map(forms.one, terms))
        rows = connection.execute(
            "SELECT key FROM texts WHERE id NOT IN (SELECT rowid FROM bodies WHERE bodies MATCH ?) ORDER BY id DESC",
            (match,),
        ).fetchall()
        return Ranked(tuple(key for (key,) in rows[:most]), len(rows))

    # The file

    @contextmanager
    def _used(self, one: "IndexConnection") -> Iterator[sqlite3.Connection]:
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
        """Start again with an empty file, or without one; raises errors that are not the file's fault."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if isinstance(error, QueryInterrupted) or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
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
        # The other thread's connection notices the new file, or that there is none, and reopens.
        try:
            remove(self.path)
        except Unwritable:
            self.is_available = False


def _put(connection: sqlite3.Connection, text: IndexedText) -> Iterable[tuple[str, str]]:
    """Index a text; return its distinct words if it changed."""
    content = "\n".join((text.title, str(text.language), text.text, text.address, *text.links))
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    known = connection.execute("SELECT digest, key FROM texts WHERE name = ?", (text.name,)).fetchone()
    if known == (digest, text.key):
        connection.execute("UPDATE texts SET stamp = ? WHERE name = ?", (text.stamp, text.name))
        return ()
    if known:
        _forget(connection, text.name)
    title, body = words(text.title), words(text.text)
    cursor = connection.execute(
        "INSERT INTO texts (name, stamp, key, address, digest) VALUES (?, ?, ?, ?, ?)",
        (text.name, text.stamp, text.key, text.address, digest),
    )
    row = cursor.lastrowid
    connection.executemany("INSERT OR IGNORE INTO addresses (address) VALUES (?)", ((one,) for one in text.links))
    connection.executemany(
        "INSERT INTO links SELECT ?, ?, id FROM addresses WHERE address = ?",
        ((row, number, one) for number, one in enumerate(text.links)),
    )
    connection.execute(
        "INSERT INTO bodies (rowid, title, body) VALUES (?, ?, ?)", (row, " ".join(title), " ".join(body))
    )
    connection.execute("INSERT INTO titles (rowid, title) VALUES (?, ?)", (row, " ".join(title)))
    language = language_of(text.language)
    if language:
        connection.execute("INSERT OR IGNORE INTO languages VALUES (?)", (language,))
    return [(word, language) for word in {*title, *body} if is_counted(word)]


def _forget(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("DELETE FROM links WHERE text IN (SELECT id FROM texts WHERE name = ?)", (name,))
    if connection.execute("DELETE FROM texts WHERE name = ?", (name,)).rowcount:
        connection.execute("UPDATE counts SET number = number + 1 WHERE name = 'replaced'")


def _count(connection: sqlite3.Connection, counts: "Counter[tuple[str, str]]") -> None:
    """Update in how many texts words occur, and add the stems of new words."""
    for (word, language), number in counts.items():
        found = connection.execute(
            "UPDATE words SET texts = texts + ? WHERE word = ? AND language = ?", (number, word, language)
        )
        if not found.rowcount:
            stemmed = stem(word, language) if language else word
            row = (word, language, None if stemmed == word else stemmed, number)
            connection.execute("INSERT INTO words VALUES (?, ?, ?, ?)", row)


def _alive(connection: sqlite3.Connection) -> str:
    """Return the condition that excludes replaced texts, if there are any."""
    (replaced,) = connection.execute("SELECT number FROM counts WHERE name = 'replaced'").fetchone()
    return "AND rowid IN (SELECT id FROM texts)" if replaced else ""


def _telling(connection: sqlite3.Connection, counted: "Counter[str]", number: int) -> list[str]:
    """Return the most distinctive words of a text that not too many other texts contain."""
    weighed: list[tuple[float, int, str]] = []
    for word, times in counted.items():
        if not is_counted(word):
            continue
        (texts,) = connection.execute("SELECT ifnull(sum(texts), 0) FROM words WHERE word = ?", (word,)).fetchone()
        if 1 < texts <= max(number // 4, _FEW):
            weighed.append(((1 + math.log(times)) * math.log(1 + number / texts), texts, word))
    chosen: list[str] = []
    left = _MOST_LIKE
    for _, texts, word in sorted(weighed, reverse=True):
        if texts <= left:
            chosen.append(word)
            left -= texts
        if len(chosen) == _TELLING:
            break
    return chosen


def _keys(connection: sqlite3.Connection, rows: Sequence[int]) -> tuple[str, ...]:
    marks = ",".join("?" * len(rows))
    found = dict(connection.execute(f"SELECT id, key FROM texts WHERE id IN ({marks})", rows))
    return tuple(dict.fromkeys(found[one] for one in rows if one in found))


def _any_of(connection: sqlite3.Connection, terms: Sequence[Term], forms: "Expansions", most: int) -> Ranked:
    """Return matches in titles, best first, followed by the latest of the others."""
    in_titles = connection.execute(
        "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?", (forms.match(terms), _MOST_TITLES)
    ).fetchall()
    for term in terms:
        if goes_on(term):
            forms.shorten(term)
    rows = connection.execute(
        "SELECT rowid FROM bodies WHERE bodies MATCH ? ORDER BY rowid DESC LIMIT ?", (forms.match(terms), most)
    ).fetchall()
    keys = _keys(connection, [*dict.fromkeys(one for (one,) in (*in_titles, *rows))][:most])
    return Ranked(keys, len(keys), is_complete=False)
