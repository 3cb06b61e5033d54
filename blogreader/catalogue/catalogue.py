"""The catalogue: filled from sources, state and archive, and queried by everything that lists or counts."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader import times
from blogreader.catalogue.database import CatalogueFile, Malformed
from blogreader.catalogue.listing import Listing
from blogreader.catalogue.notes_table import NotesTable
from blogreader.catalogue.recovery import Mended, mended
from blogreader.catalogue.row_writes import TAKE_TIME, UPSERT, list_keys, put_states
from blogreader.catalogue.rows import SELECT, article_row, entry, state_row, time_rows
from blogreader.catalogue.schema import AUTHORS, LANGUAGES, LEFT, TIMES, TOUCHED
from blogreader.catalogue.selection import SUMS, Selection, answer
from blogreader.catalogue.sql import FLAGS, NEWEST_FIRST, Texts
from blogreader.conditions import Flag, Query
from blogreader.model import Article, Entry, Failure, ReadingTime, State, Status, Tally

if TYPE_CHECKING:
    from blogreader.catalogue.abandonment import Abandonable

_ASKED_AT_ONCE = 500
"""Keys in a query: older versions of SQLite allow no more than 999 values."""
_TALLY = """
    sum(articles), sum(articles * (status = 'read')), sum(articles * (status = 'reading')),
    sum(minutes), sum(minutes_left), sum(lengthless * (status != 'read'))
"""


class Catalogue(Mended):
    """Answers queries over every article; safe from any thread (each has its own connection).

    Nothing in it is the only copy: a file that can't be used is deleted and made anew by `open`, and `stamp` tells
    whoever fills it what it was filled from. One that becomes unusable later is filled by `refill` once more, or moves
    to memory; without `refill` LibraryError is raised. Every method may raise it.
    """

    def __init__(self, path: Path, refill: Callable[[], None] | None = None, texts: Texts | None = None) -> None:
        """Create it; `texts` finds the articles whose texts contain some words."""
        self.path = path
        self._texts = texts
        self._notes = NotesTable()
        self._file = CatalogueFile(path, refill)

    def open(self) -> None:
        """Open the file, making it when it is missing, of another version or damaged; raises LibraryError."""
        self._file.open()

    def close(self) -> None:
        """Close every thread's connection."""
        self._file.close()

    def said(self) -> list[str]:
        """Return the sentences about problems with the file that have not been returned yet."""
        return self._file.said()

    @mended
    def stamp(self, name: str) -> str | None:
        """Return the stamp last set with `put_stamp`."""
        row = self._connection().execute("SELECT stamp FROM stamps WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @mended
    def put_stamp(self, name: str, stamp: str) -> None:
        """Record which version of the sources, states or archive the catalogue was filled from."""
        with self._connection() as connection:
            connection.execute("INSERT OR REPLACE INTO stamps VALUES (?, ?)", (name, stamp))

    # Filling

    @mended
    def put_articles(
        self,
        articles: Iterable[tuple[Article, str]],
        *,
        new: bool,
        go_on: Callable[[int], bool] | None = None,
    ) -> bool:
        """Replace the articles by these, each with the name of its source, in the order of their indexes.

        Of two with the same key the first counts. Known ones keep their state; with `new`, the others are marked as
        new, and earlier marks are cleared. With `go_on`, articles become visible to others in batches; it is called
        with their number so far, and when it returns False, the rest is left out and False is returned.
        """
        from blogreader.catalogue.all_sources import put_all  # a start fills nothing

        return put_all(self._connection, articles, new=new, go_on=go_on)

    @mended
    def put_changed_sources(
        self, order: Sequence[str], changed: Mapping[str, Sequence[Article]], *, new: bool
    ) -> set[str] | None:
        """Replace the articles of some of all sources, `order`, by these, likewise; return the keys that are new.

        It costs what has changed, however many articles the others have. None: `put_articles` has to do it.
        """
        from blogreader.catalogue.changed_sources import put_changed

        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            return put_changed(connection, order, changed, new=new)

    @mended
    def sources_alone(self) -> set[str]:
        """Return the sources whose articles are all listed as theirs: no other one has the same."""
        from blogreader.catalogue.changed_sources import alone

        return alone(self._connection())

    @mended
    def put_changed(self, articles: Iterable[Article]) -> None:
        """Update what the index says of articles that are there; their sources and order stay."""
        with self._connection() as connection:
            for article in articles:
                row = connection.execute(
                    "SELECT source, position, new FROM entries WHERE key = ?", (article.key,)
                ).fetchone()
                if row is not None:
                    connection.execute(UPSERT, (*article_row(article, row[0], row[1]), row[2]))

    @mended
    def put_nothing_new(self) -> None:
        """Clear the marks of articles that appeared at an earlier refresh."""
        with self._connection() as connection:
            connection.execute("UPDATE entries SET new = 0 WHERE new = 1")

    @mended
    def put_states(self, states: Iterable[State], *, all_touched: bool = False) -> None:
        """Take over states; with `all_touched`, articles that are not among them are untouched.

        Rows that are so already are left alone: writing one takes its indexes and counts along.
        """
        states = list(states)
        rows = [state_row(state) for state in states]
        times = [row for state in states for row in time_rows(state)]
        with self._connection() as connection:
            if all_touched:
                connection.execute("DELETE FROM reading_times")
                list_keys(connection, (key for *_, key in rows))
                connection.execute(
                    "UPDATE entries"
                    " SET status = 'unread', bookmark = NULL, place = NULL, opened_at = NULL, read_at = NULL,"
                    " seen = NULL, notes = NULL, percent = 0"
                    f" WHERE ({TOUCHED}) AND key NOT IN (SELECT key FROM listed)"
                )
            put_states(connection, rows)
            self._notes.put(connection, states, all_touched=all_touched)
            # A sitting never shrinks: of two copies, at different addresses of an article, the longer is the newer.
            connection.executemany(TAKE_TIME, times)

    @mended
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
            if everything:  # another document may come in place of one that is gone
                connection.execute(
                    "UPDATE entries SET page_author = NULL, language = NULL WHERE offline = 0 AND language IS NOT NULL"
                )

    @mended
    def put_document(self, key: str, page_facts: tuple[str, str], changed: dt.datetime | None) -> None:
        """Take over an article's document that was just written: the three methods around this one, as one change."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE entries SET offline = 1, failure = NULL, failed_at = NULL, page_author = ?, language = ?,"
                " changed_at = ? WHERE key = ?",
                (*page_facts, times.to_text(changed) if changed else None, key),
            )

    @mended
    def put_changed_texts(self, changed: Mapping[str, dt.datetime | None], *, everything: bool = False) -> None:
        """Set when texts changed since they were read; None if they didn't. With `everything`, no other text changed.

        Rows that are so already are left alone.
        """
        stamps = ((key, times.to_text(at) if at else None) for key, at in changed.items())
        with self._connection() as connection:
            if everything:
                connection.execute("UPDATE entries SET changed_at = NULL WHERE changed_at IS NOT NULL")
            connection.executemany(
                "UPDATE entries SET changed_at = ? WHERE key = ? AND changed_at IS NOT ?",
                ((stamp, key, stamp) for key, stamp in stamps),
            )

    @mended
    def put_page_facts(self, facts: Mapping[str, tuple[str, str]]) -> None:
        """Set the author and the language according to documents; empty if they don't say.

        Rows that are so already are left alone.
        """
        connection, known = self._connection(), "SELECT page_author, language FROM entries WHERE key = ?"
        # Nobody is kept from writing, and nothing waits for who does, where there is nothing new.
        new = [(*said, key) for key, said in facts.items() if connection.execute(known, (key,)).fetchone() != said]
        if new:
            with connection:
                connection.executemany("UPDATE entries SET page_author = ?, language = ? WHERE key = ?", new)

    # Queries

    @mended
    def without_page_facts(self) -> list[str]:
        """Return the keys of archived and local articles that `put_page_facts` was not called for yet."""
        sql = "SELECT key FROM entries WHERE language IS NULL AND (offline = 1 OR (key >= 'file:' AND key < 'file;'))"
        return [key for (key,) in self._connection().execute(sql)]

    @mended
    def kept(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the keys of the archived articles, and of those whose last attempt failed."""
        rows = (
            self._connection()
            .execute("SELECT key, offline, failure IS NOT NULL FROM entries WHERE offline = 1 OR failure IS NOT NULL")
            .fetchall()
        )
        documents = frozenset(key for key, offline, _ in rows if offline)
        return documents, frozenset(key for key, _, failed in rows if failed)

    @mended
    def select(self, query: Query, abandonable: "Abandonable | None" = None, *, read_apart: bool = False) -> Listing:
        """Answer a query; raises UsageError for what can't be asked, and Abandoned if that is done to it.

        `read_apart`: what is read stands below the rest.

        With a condition, in parts, or in another order than by date, it takes time with the number of articles: call
        it outside the event loop.
        """

        def ask() -> Selection:
            return answer(self._connection(), query, self.tally(), self._texts, read_apart=read_apart)

        with abandonable.asked(self._connection()) if abandonable else nullcontext():
            return Listing(self._file, ask)

    @mended
    def entry(self, key: str, or_else: str | None = None) -> Entry | None:
        """Return one entry by its article's canonical URL, or by another one when there is none of the first."""
        sql = f"{SELECT} WHERE key IN (?, ?) ORDER BY key != ?"
        row = self._connection().execute(sql, (key, or_else, key)).fetchone()
        return None if row is None else entry(row)

    @mended
    def entries(self, keys: Sequence[str]) -> list[Entry]:
        """Return the entries of those of these articles that are there, in the order of the keys; hundreds a query."""
        found: dict[str, Entry] = {}
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[start : start + _ASKED_AT_ONCE]
            sql = f"{SELECT} WHERE key IN ({', '.join('?' * len(some))})"
            found |= {one.article.key: one for one in map(entry, self._connection().execute(sql, some))}
        return [found[key] for key in keys if key in found]

    @mended
    def bookmarked(self) -> list[str]:
        """Return the canonical URLs of the articles on the reading list, in order, including those that are read."""
        sql = f"SELECT key FROM entries WHERE bookmark IS NOT NULL ORDER BY bookmark, {NEWEST_FIRST}"
        return [key for (key,) in self._connection().execute(sql)]

    @mended
    def noted(self) -> dict[str, str]:
        """Return the articles with highlights or notes, each with a stamp that changes whenever these do."""
        return dict(self._connection().execute("SELECT key, notes FROM entries WHERE notes IS NOT NULL").fetchall())

    @mended
    def notes(self, key: str) -> str:
        """Return the highlights and notes of an article as one text."""
        rows = self._connection().execute("SELECT text FROM notes WHERE key = ?", (key,)).fetchall()
        return "\n".join(text for (text,) in rows)

    @mended
    def keys(self) -> list[str]:
        """Return every article's canonical URL."""
        return [key for (key,) in self._connection().execute("SELECT key FROM entries")]

    @mended
    def keys_below(self, beginning: str) -> list[str]:
        """Return the keys with this prefix."""
        sql = "SELECT key FROM entries WHERE key >= ? AND key < ?"
        return [key for (key,) in self._connection().execute(sql, (beginning, f"{beginning}\U0010ffff"))]

    @mended
    def with_slug(self, part: str, most: int) -> tuple[list[tuple[str, str]], int]:
        """Return slug and key of at most `most` articles with this in their slug, and how many there are.

        Those whose slug is just that are returned alone. The case of ASCII letters does not matter in a part.
        """
        return self._by_first(("slug = ?", "instr(lower(slug), lower(?))"), part, most)

    @mended
    def with_address(self, part: str, most: int) -> tuple[list[tuple[str, str]], int]:
        """Return slug and key for a part of the canonical URL, and how many; one that ends with just that alone."""
        return self._by_first(("substr(key, -length(?)) = ?", "instr(lower(key), lower(?))"), part, most)

    def _by_first(self, tests: tuple[str, ...], part: str, most: int) -> tuple[list[tuple[str, str]], int]:
        for test in tests:
            rows = self._connection().execute(
                f"SELECT slug, key FROM entries WHERE {test} ORDER BY slug, position", (part,) * test.count("?")
            )
            if found := rows.fetchall():
                return found[:most], len(found)
        return [], 0

    @mended
    def tally(
        self,
        *,
        bookmarked: bool | None = None,
        offline: bool | None = None,
        new: bool | None = None,
        status: Status | None = None,
    ) -> Tally:
        """Count the articles for which all of this holds; None: either way."""
        row = (
            self._connection()
            .execute(
                f"SELECT {_TALLY} FROM counts WHERE ifnull(bookmarked = ?, 1) AND ifnull(offline = ?, 1)"
                " AND ifnull(new = ?, 1) AND ifnull(status = ?, 1)",
                (bookmarked, offline, new, status),
            )
            .fetchone()
        )
        return _tally(row)

    @mended
    def tally_of(self, flag: Flag) -> Tally:
        """Count the articles with a flag that few have and that has an index: only those are looked at."""
        return _tally(self._connection().execute(f"SELECT {SUMS} FROM entries WHERE {FLAGS[flag]}").fetchone())

    @mended
    def marks(self) -> tuple[int, int, int]:
        """Return three numbers that change when articles are added, archived, or fail, respectively."""
        row = (
            self._connection()
            .execute(
                "SELECT ifnull(sum(articles), 0), ifnull(sum(articles * offline), 0),"
                " (SELECT count(*) FROM entries WHERE failure IS NOT NULL) FROM counts"
            )
            .fetchone()
        )
        return int(row[0]), int(row[1]), int(row[2])

    @mended
    def categories(self, source: str | None = None) -> list[tuple[str | None, Tally]]:
        """Count by category, in one source or in all, sorted by name; None: the articles without a category."""
        rows = self._connection().execute(
            f"SELECT category, {_TALLY} FROM counts WHERE ifnull(source = ?, 1)"
            " GROUP BY category HAVING sum(articles) > 0 ORDER BY category = '', category COLLATE NOCASE",
            (source,),
        )
        return [(category or None, _tally(numbers)) for category, *numbers in rows]

    @mended
    def values(self, field: str) -> list[str]:
        """Return the authors or languages in use, those of most articles first, or the tags; of other fields none."""
        if field == "tag":
            rows = self._connection().execute("SELECT tags FROM notes WHERE tags != ''").fetchall()
            return sorted({tag for (tags,) in rows for tag in tags.split()})
        sql = {"author": AUTHORS, "lang": LANGUAGES}.get(field)
        return [name for name, _ in self._connection().execute(sql)] if sql else []

    @mended
    def sources(self) -> dict[str, Tally]:
        """Count by source; an article that several have counts for the first of them."""
        rows = self._connection().execute(f"SELECT source, {_TALLY} FROM counts GROUP BY source")
        return {source: _tally(numbers) for source, *numbers in rows}

    @mended
    def titles(self) -> list[tuple[str, str, str]]:
        """Return the key, the title and the folded title of every article, in roughly the order of the indexes."""
        rows = self._connection().execute("SELECT key, title, folded_title FROM entries ORDER BY id")
        return rows.fetchall()

    @mended
    def titled(self, source: str, part: str) -> list[tuple[str, str]]:
        """Return key and title of the articles of a source with this text in their folded titles."""
        sql = "SELECT key, title FROM entries WHERE source = ? AND instr(folded_title, ?) > 0 ORDER BY id"
        return self._connection().execute(sql, (source, part)).fetchall()

    @mended
    def span(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return when the first article was opened or read, and when the last one was read, as far as that is known."""
        row = self._connection().execute(
            "SELECT min(min(ifnull(opened_at, read_at), ifnull(read_at, opened_at))), max(read_at) FROM entries"
            f" WHERE {TOUCHED}"
        )
        try:
            begun, ended = (times.from_text(one) if one else None for one in row.fetchone())
        except ValueError as error:
            raise Malformed(str(error)) from error
        return begun, ended

    @mended
    def months(self) -> list[tuple[str, Tally]]:
        """Count by month of publication, `2026-04`, earliest first; takes time with the number of articles."""
        rows = self._connection().execute(
            "SELECT substr(ifnull(date, ''), 1, 7) AS month, count(*), sum(status = 'read'), sum(status = 'reading'),"
            f" sum(ifnull(minutes, 0)), sum({LEFT.format(row='')}), sum(minutes IS NULL AND status != 'read')"
            " FROM entries GROUP BY month ORDER BY month"
        )
        return [(month, _tally(numbers)) for month, *numbers in rows]

    @mended
    def reading_speed(self) -> ReadingTime:
        """Return how much was read and how long it took, compared with the minutes given by indexes, over all days."""
        asked = "SELECT ifnull(sum(read), 0), ifnull(sum(expected), 0) FROM reading_days"
        read, expected = self._connection().execute(asked).fetchone()
        return ReadingTime("", dt.date.max, read=read, expected=expected)

    @mended
    def reading_days(self) -> list[ReadingTime]:
        """Return the total of each day's sittings, earliest day first."""
        rows = self._connection().execute(f"SELECT day, {', '.join(TIMES)} FROM reading_days ORDER BY day").fetchall()
        try:
            return [ReadingTime("", dt.date.fromisoformat(day), *numbers) for day, *numbers in rows if numbers[0] >= 1]
        except (TypeError, ValueError) as error:
            raise Malformed(str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        return self._file.get()


def _tally(numbers: Iterable[int | None]) -> Tally:
    """Return the counts in a row as a Tally; raises Malformed for impossible ones."""
    counts = [number or 0 for number in numbers]
    if min(counts) < 0:
        raise Malformed("counts below zero")
    return Tally(*counts)
