"""The answer to a query: how many articles, and the rows of a page when they are looked at."""

import sqlite3
from array import array
from collections.abc import Callable

from blogreader.catalogue.database import CatalogueFile
from blogreader.catalogue.recovery import Mended, mended
from blogreader.catalogue.rows import SELECT, entry
from blogreader.catalogue.schema import LEFT
from blogreader.catalogue.sql import NEWEST_FIRST
from blogreader.model import Entry, Tally

_CHUNK = 900
"""Rows looked at in one query: SQLite allows 32 766 parameters, older ones 999."""
_SUMS = f"""
    SELECT count(*), sum(status = 'read'), sum(status = 'reading'), sum(ifnull(minutes, 0)), sum({LEFT.format(row="")})
    FROM entries
"""


class Listing(Mended):
    """A list of entries that stays as it was when it was asked for, while its rows show what is so now.

    The ids are kept (8 bytes each): a row that no longer matches, or that would stand elsewhere now, stays where it is
    until the list is asked for again. Of everything, newest first, nothing is read before it is looked at: what a
    reader does moves no row there, and the index has the order.
    """

    def __init__(self, file: CatalogueFile, ask: "Callable[[], tuple[Tally, array[int] | None]]") -> None:
        self._file = file
        self._ask = ask
        self._made = file.made()
        self.tally, self._ids = ask()

    def _connect(self) -> sqlite3.Connection:
        """Return the connection; in a catalogue that was made anew rows have other numbers, and it is asked again."""
        made = self._file.made()
        if made != self._made:
            self.tally, self._ids = self._ask()
            self._made = made
        return self._file.get()

    def __len__(self) -> int:
        return self.tally.articles if self._ids is None else len(self._ids)

    @mended
    def page(self, start: int, length: int) -> tuple[Entry, ...]:
        """Return the entries from `start` on (counted from 0), at most `length`; one index look-up a row."""
        connection, ids = self._connect(), self._slice(start, length)
        entries: list[Entry] = []
        for first in range(0, len(ids), _CHUNK):
            chunk = ids[first : first + _CHUNK]
            marks = ",".join("?" * len(chunk))
            by_id = {row[0]: row for row in connection.execute(f"{SELECT} WHERE id IN ({marks})", tuple(chunk))}
            entries += (entry(by_id[one]) for one in chunk if one in by_id)
        return tuple(entries)

    @mended
    def now(self) -> Tally:
        """Count its rows as they are now, also those that no longer match; it takes time with their number."""
        connection = self._connect()
        if self._ids is None:
            return self._ask()[0]
        sums = [0, 0, 0, 0, 0]
        for start in range(0, len(self._ids), _CHUNK):
            ids = self._ids[start : start + _CHUNK]
            row = connection.execute(f"{_SUMS} WHERE id IN ({','.join('?' * len(ids))})", tuple(ids)).fetchone()
            sums = [total + (more or 0) for total, more in zip(sums, row, strict=True)]
        return Tally(*sums)

    @mended
    def next_unread(self, row: int, step: int) -> int | None:
        """Return the nearest row below (`step` 1) or above (-1) this one whose article is unread now, if any."""
        while 0 <= row + step < len(self):
            start = row + 1 if step > 0 else max(row - _CHUNK, 0)
            stop = min(row + 1 + _CHUNK, len(self)) if step > 0 else row
            unread = self._unread(start, stop - start)
            if unread:
                return start + (unread[0] if step > 0 else unread[-1])
            row = stop - 1 if step > 0 else start
        return None

    def _unread(self, start: int, length: int) -> list[int]:
        """Return which of these rows are unread, counted from `start`."""
        connection, ids = self._connect(), self._slice(start, length)
        marks = ",".join("?" * len(ids))
        rows = connection.execute(
            f"SELECT id FROM entries WHERE status = 'unread' AND id IN ({marks})",
            tuple(ids),
        )
        unread = {one for (one,) in rows}
        return [number for number, one in enumerate(ids) if one in unread]

    def _slice(self, start: int, length: int) -> "array[int]":
        """Return the ids of the entries from `start` on, at most `length`."""
        if self._ids is not None:
            return self._ids[start : start + length]
        sql = f"SELECT id FROM entries ORDER BY {NEWEST_FIRST} LIMIT ? OFFSET ?"
        return array("q", (one for (one,) in self._connect().execute(sql, (length, start))))

    @mended
    def position_of(self, key: str) -> int | None:
        """Return the row of an article, counted from 0; None when it is not in the list."""
        found = (
            self._connect()
            .execute("SELECT id, ifnull(date, ''), position FROM entries WHERE key = ?", (key,))
            .fetchone()
        )
        if found is None:
            return None
        if self._ids is not None:
            try:
                return self._ids.index(found[0])
            except ValueError:
                return None
        _, date, position = found
        before = "SELECT count(*) FROM entries WHERE ifnull(date, '') > ? OR (ifnull(date, '') = ? AND position < ?)"
        return int(self._connect().execute(before, (date, date, position)).fetchone()[0])
