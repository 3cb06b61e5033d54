"""The answer to a query: how many articles, and the rows of a page when they are looked at."""

import sqlite3
from array import array
from collections.abc import Callable

from blogreader.catalogue.rows import SELECT, entry
from blogreader.catalogue.where import Sql
from blogreader.model import Entry, Status, Tally

_CHUNK = 900
"""Rows looked at in one query; older SQLite allows 999 parameters."""


class Listing:
    """A list of entries that stays as it was when it was asked for, while its rows show what is so now.

    With a condition the ids are kept (8 bytes each): a row that no longer matches stays where it is until the list is
    asked for again. Without one, nothing is read before it is looked at.
    """

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], tally: Tally, order: Sql, ids: "array[int] | None"
    ) -> None:
        self._connect = connect
        self._order = order
        self._ids = ids
        self.tally = tally
        """How far these articles were read when the list was asked for."""

    def __len__(self) -> int:
        return self.tally.articles if self._ids is None else len(self._ids)

    def page(self, start: int, length: int) -> tuple[Entry, ...]:
        """Give the entries from `start` on (counted from 0), at most `length`; one index look-up a row."""
        if self._ids is None:
            sql, parameters = self._order
            rows = self._connect().execute(
                f"{SELECT} WHERE id IN (SELECT id FROM entries ORDER BY {sql} LIMIT ? OFFSET ?) ORDER BY {sql}",
                (*parameters, length, start, *parameters),
            )
            return tuple(entry(row) for row in rows)
        ids = self._ids[start : start + length]
        marks = ",".join("?" * len(ids))
        rows = self._connect().execute(f"{SELECT} WHERE id IN ({marks})", tuple(ids))
        by_id = {row[0]: row for row in rows}
        return tuple(entry(by_id[one]) for one in ids if one in by_id)

    def next_unread(self, row: int, step: int) -> int | None:
        """Give the nearest row below (`step` 1) or above (-1) this one whose article is unread now, if any."""
        while 0 <= row + step < len(self):
            start = row + 1 if step > 0 else max(row - _CHUNK, 0)
            stop = min(row + 1 + _CHUNK, len(self)) if step > 0 else row
            unread = self._unread(start, stop - start)
            if unread:
                return start + (unread[0] if step > 0 else unread[-1])
            row = stop - 1 if step > 0 else start
        return None

    def _unread(self, start: int, length: int) -> list[int]:
        """Give which of these rows are unread, counted from `start`."""
        if self._ids is None:
            sql, parameters = self._order
            rows = self._connect().execute(
                f"SELECT status FROM entries ORDER BY {sql} LIMIT ? OFFSET ?",
                (*parameters, length, start),
            )
            return [number for number, (status,) in enumerate(rows) if status == Status.UNREAD]
        ids = self._ids[start : start + length]
        marks = ",".join("?" * len(ids))
        rows = self._connect().execute(
            f"SELECT id FROM entries WHERE status = 'unread' AND id IN ({marks})",
            tuple(ids),
        )
        unread = {one for (one,) in rows}
        return [number for number, one in enumerate(ids) if one in unread]

    def position_of(self, key: str) -> int | None:
        """Give the row of an article, counted from 0; None when it is not in the list."""
        found = self._connect().execute("SELECT id, date, position FROM entries WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        if self._ids is not None:
            try:
                return self._ids.index(found[0])
            except ValueError:
                return None
        sql, parameters = self._order
        ranked = f"SELECT id, row_number() OVER (ORDER BY {sql}) AS rank FROM entries"
        row = (
            self._connect()
            .execute(
                f"SELECT rank - 1 FROM ({ranked}) WHERE id = ?",
                (*parameters, found[0]),
            )
            .fetchone()
        )
        return int(row[0])
