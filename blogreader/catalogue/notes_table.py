"""The highlights and notes in the catalogue: a row each, written when they changed."""

import sqlite3
from collections.abc import Sequence
from zlib import crc32

from blogreader.model import NoteFields, State
from blogreader.text import fold

_MANY = 1_000
"""From so many states on, all notes are asked for at once."""


class NotesTable:
    """Writes the notes of states; unchanged ones cost nothing."""

    def __init__(self) -> None:
        self._last: tuple[NoteFields, str | None] = (), None
        """The notes that were looked at last, with their stamp."""

    def put(self, connection: sqlite3.Connection, states: Sequence[State], *, all_touched: bool) -> None:
        """Take over the notes of states; with `all_touched`, there are no others."""
        if all_touched:
            # Articles no longer touched, or gone from every index: their notes are read again if they return.
            connection.execute("DELETE FROM notes WHERE key NOT IN (SELECT key FROM entries WHERE notes IS NOT NULL)")
        # Of one state nothing is asked of the others: its place is kept every other second.
        is_known = all_touched or len(states) >= _MANY
        sql = "SELECT key, notes FROM entries WHERE notes IS NOT NULL"
        known: dict[str, str] | None = dict(connection.execute(sql).fetchall()) if is_known else None
        for state in states:
            stamp = self._stamp(state)
            if known is not None:
                before = known.get(state.key)
            else:
                row = connection.execute("SELECT notes FROM entries WHERE key = ?", (state.key,)).fetchone()
                before = row[0] if row else None
            if stamp == before:
                continue
            if connection.execute("UPDATE entries SET notes = ? WHERE key = ?", (stamp, state.key)).rowcount:
                there = {name for (name,) in connection.execute("SELECT name FROM notes WHERE key = ?", (state.key,))}
                gone = ((state.key, name) for name in there - {name for name, _ in state.notes})
                connection.executemany("DELETE FROM notes WHERE key = ? AND name = ?", gone)
                connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", _rows(state, there))

    def _stamp(self, state: State) -> str | None:
        """Return a text that changes whenever the notes of a state do; None if it has none."""
        notes, stamp = self._last
        if state.notes is not notes:  # each place that is kept comes with the same thousand notes
            names = "\n".join([name for name, _ in state.notes])  # the name of a field determines its contents
            stamp = f"{len(state.notes)} {crc32(names.encode('utf-8', 'surrogatepass')):08x}" if names else None
            self._last = state.notes, stamp
        return stamp


def _rows(state: State, known: set[str]) -> list[tuple[str, str, str, str, str]]:
    """Return the notes and highlights of an article as rows, leaving out fields that are known.

    The contents of a field never change: they are part of its name.
    """
    from blogreader.highlights import tags_of, text_of  # most states have none

    found = []
    for name, value in state.notes:
        if name not in known:
            text, tags = text_of(name, value), " ".join(tags_of(name, value))
            found.append((state.key, name, text, fold(text), f" {tags} " if tags else ""))
    return found
