"""The result of a query: the number of articles, and their rows, fetched when they come into view."""

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from blogreader.catalogue.database import CatalogueFile
from blogreader.catalogue.recovery import Mended, mended
from blogreader.catalogue.rows import SELECT, entry
from blogreader.catalogue.selection import SUMS, Part, Selection, total
from blogreader.catalogue.sql import NEWEST_FIRST
from blogreader.model import Entry, Tally
from blogreader.records import replace

_CHUNK = 900
"""Rows looked at in one query: SQLite allows 32 766 parameters, older ones 999."""
_NEAR = 50
"""Rows in which the next unread one is nearly always."""
_REVERSED = "date, position DESC"
"""`NEWEST_FIRST` backwards: those without a date come first, as SQLite has them."""
_MANY = 100
"""From this many changed articles on, every part is counted again instead of checking them one by one."""


class Listing(Mended):
    """A list of entries whose order is fixed when it is created, while its rows show current data.

    The ids are kept (8 bytes each): a row that no longer matches, or that would stand elsewhere now, stays where it is
    until the list is asked for again. Of everything or a category, by date, nothing is read before it is looked at:
    what a reader does moves no row there, and an index has the order.
    """

    def __init__(self, file: CatalogueFile, ask: Callable[[], Selection]) -> None:
        self._file = file
        self._ask = ask
        self._made = file.made()
        self._answer = ask()

    def _connect(self) -> sqlite3.Connection:
        """Return the connection; the query is repeated in a rebuilt catalogue, which has other row numbers."""
        made = self._file.made()
        if made != self._made:
            self._answer = self._ask()
            self._made = made
        return self._file.get()

    def __len__(self) -> int:
        ids = self._answer.ids
        return self._answer.tally.articles if ids is None else len(ids)

    @property
    def tally(self) -> Tally:
        """The counts when the list was created."""
        return self._answer.tally

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the list from the top, counted when it was created; none if it is not grouped."""
        return self._answer.parts

    @mended
    def page(self, start: int, length: int) -> tuple[Entry, ...]:
        """Return at most `length` entries from `start` on (counted from 0); one index look-up a row."""
        connection, ids = self._connect(), self._slice(start, length)
        entries: list[Entry] = []
        for chunk in _chunks(ids):
            marks = ",".join("?" * len(chunk))
            by_id = {row[0]: row for row in connection.execute(f"{SELECT} WHERE id IN ({marks})", tuple(chunk))}
            entries += (entry(by_id[one]) for one in chunk if one in by_id)
        return tuple(entries)

    @mended
    def keys(self, start: int, length: int) -> list[str]:
        """Return the canonical URLs of the articles from `start` on, at most `length`."""
        connection, ids = self._connect(), self._slice(start, length)
        found: list[str] = []
        for chunk in _chunks(ids):
            marks = ",".join("?" * len(chunk))
            by_id = dict(connection.execute(f"SELECT id, key FROM entries WHERE id IN ({marks})", tuple(chunk)))
            found += (by_id[one] for one in chunk if one in by_id)
        return found

    @mended
    def now(self, is_wanted: Callable[[], bool] = lambda: True) -> Tally | None:
        """Count the rows as they are now, including those that no longer match; takes time with their number.

        None: meanwhile it was not wanted any more, which is asked every few hundred rows.
        """
        connection = self._connect()
        if self._answer.ids is None:
            return self._ask().tally
        counted: list[Tally] = []
        for start in range(0, len(self), _CHUNK):
            if not is_wanted():
                return None
            counted.append(self._recounted(connection, start, _CHUNK))
        return total(iter(counted))

    @mended
    def parts_now(self, keys: Iterable[str] | None) -> tuple[Part, ...]:
        """Return the parts as they are after these articles changed; None if it is unknown which did."""
        connection = self._connect()
        parts = list(self._answer.parts)
        if not parts:
            return ()
        changed = None if keys is None else list(keys)
        if changed is None or len(changed) > _MANY:
            concerned = set(range(len(parts)))
        else:
            starts = [part.start for part in parts]
            rows = (self.position_of(key) for key in changed)
            concerned = {bisect_right(starts, row) - 1 for row in rows if row is not None}
        for number in concerned:
            part = parts[number]
            tally = self._recounted(connection, part.start, part.tally.articles)
            parts[number] = replace(part, tally=replace(tally, articles=part.tally.articles))
        self._answer = replace(self._answer, parts=tuple(parts))
        return self._answer.parts

    def _recounted(self, connection: sqlite3.Connection, start: int, length: int) -> Tally:
        found = (
            connection.execute(
                f"SELECT {SUMS} FROM entries WHERE id IN ({','.join('?' * len(ids))})", tuple(ids)
            ).fetchone()
            for ids in _chunks(self._slice(start, length))
        )
        return total(Tally(*row) for row in found)

    @mended
    def next_unread(self, row: int, step: int) -> int | None:
        """Return the nearest row below (`step` 1) or above (-1) this one whose article is unread now, or None."""
        rows = range(row + 1, len(self)) if step > 0 else range(row - 1, -1, -1)
        for some, everywhere in ((rows[:_NEAR], False), (rows[_NEAR:_CHUNK], False), (rows[_CHUNK:], True)):
            if some and (found := self._first_unread(some, everywhere=everywhere)) is not None:
                return found
        return None

    def _first_unread(self, rows: range, *, everywhere: bool) -> int | None:
        """Return the first of these rows that is unread; `everywhere`: all that are unread are asked for, at once.

        To look for each of many rows takes ten times as long as that.
        """
        connection = self._connect()
        start, stop = min(rows[0], rows[-1]), max(rows[0], rows[-1]) + 1
        if everywhere:
            unread = _all_unread(connection)
            ids = self._slice(start, stop - start) if unread else array("q")
        else:
            ids = self._slice(start, stop - start)
            # +: these rows alone are looked at, and not all that are unread.
            asked = f"SELECT id FROM entries WHERE +status = 'unread' AND id IN ({','.join('?' * len(ids))})"
            unread = set(chain.from_iterable(connection.execute(asked, tuple(ids))))
        if unread.isdisjoint(ids):
            return None
        return next((row for row in rows if ids[row - start] in unread), None)

    def _slice(self, start: int, length: int) -> "array[int]":
        """Return the ids of the entries from `start` on, at most `length`."""
        if self._answer.ids is not None:
            return self._answer.ids[start : start + length]
        length = max(min(length, len(self) - start), 0)
        if not self._answer.is_oldest_first:
            return self._in_order(NEWEST_FIRST, _REVERSED, "1", len(self), start, length)
        # The index backwards, except for articles without a date, which would come first.
        dated = self._dated()
        ids = self._in_order(_REVERSED, NEWEST_FIRST, "date IS NOT NULL", dated, start, min(length, dated - start))
        if len(ids) < length:
            start, length, undated = max(start - dated, 0), length - len(ids), len(self) - dated
            ids += self._in_order("position DESC", "position", "date IS NULL", undated, start, length)
        return ids

    def _in_order(self, order: str, backwards: str, which: str, total: int, start: int, length: int) -> "array[int]":
        """Return ids in an order that an index has, counted from the nearer end: SQLite walks over what is before.

        `which` restricts the list further.
        """
        if length <= 0:
            return array("q")
        from_end = total - start - length
        is_nearer = from_end < start
        within, parameters = self._answer.within
        rows = self._connect().execute(
            f"SELECT id FROM entries WHERE ({within}) AND {which}"
            f" ORDER BY {backwards if is_nearer else order} LIMIT ? OFFSET ?",
            (*parameters, length, from_end if is_nearer else start),
        )
        ids = array("q", (one for (one,) in rows))
        if is_nearer:
            ids.reverse()
        return ids

    def _dated(self) -> int:
        which, parameters = self._answer.within
        asked = f"SELECT count(*) FROM entries WHERE ({which}) AND date IS NULL"
        return self._answer.tally.articles - int(self._connect().execute(asked, parameters).fetchone()[0])

    @mended
    def position_of(self, key: str) -> int | None:
        """Return the row of an article, counted from 0; None if it is not in the list."""
        connection = self._connect()
        within, of_within = self._answer.within
        asked = f"SELECT id, date, position FROM entries WHERE key = ? AND ({within})"
        found = connection.execute(asked, (key, *of_within)).fetchone()
        if found is None:
            return None
        one, date, position = found
        if self._answer.ids is not None:
            try:
                return self._answer.ids.index(one)
            except ValueError:
                return None
        # Ranges of the index by date, counted one by one: an expression of both is computed for every article.
        is_oldest = self._answer.is_oldest_first
        before, day, dates = "date IS NOT NULL", "date IS NULL", []
        if date is not None:
            before, day, dates = f"date {'<' if is_oldest else '>'} ?", "date = ?", [date]
        (row,) = connection.execute(
            f"SELECT (SELECT count(*) FROM entries WHERE ({within}) AND {before})"
            f" + (SELECT count(*) FROM entries WHERE ({within}) AND {day} AND position {'>' if is_oldest else '<'} ?)",
            (*of_within, *dates, *of_within, *dates, position),
        ).fetchone()
        return int(row)


def _all_unread(connection: sqlite3.Connection) -> set[int]:
    """Return the ids of all unread articles, asked for as one text: a row for each takes twice as long."""
    import json  # not needed for the first list

    (ids,) = connection.execute("SELECT group_concat(id) FROM entries WHERE status = 'unread'").fetchone()
    return set(json.loads(f"[{ids or ''}]"))


def _chunks(ids: "array[int]") -> "Iterator[array[int]]":
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
