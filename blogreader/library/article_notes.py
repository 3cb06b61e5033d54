"""The highlights and notes of a library: made, changed, listed, and included in the full-text search."""

from collections.abc import Callable, Iterator
from datetime import datetime

from blogreader import highlights
from blogreader.library.reading_state import ReadingState
from blogreader.model import Anchor, Entry, Highlight, NoteFields, State

NOTE, DELETED_NOTE = "note", "note deleted"
"""The kinds of steps, as undo knows them."""


class Notes:
    """Every method may raise LibraryError, and loads the state."""

    def __init__(self, state: ReadingState, now: Callable[[], datetime], changed: Callable[[], None]) -> None:
        """Make it; `changed` is told when there is something else to be found in them."""
        self._state = state
        self._now = now
        self._changed = changed

    def fields(self, key: str) -> NoteFields:
        """Return what is kept of an article's highlights: equal as long as none of them is another one."""
        return self._state.state(key).notes

    def of(self, key: str) -> tuple[Highlight, ...]:
        """Return the highlights of an article, in the order of its text; first what is said of the whole of it."""
        return highlights.highlights(self._state.state(key).notes)

    def all(self) -> Iterator[tuple[str, tuple[Highlight, ...]]]:
        """Return every article with highlights or notes, also those that no index has any more."""
        for state in sorted(self._state.store.all(), key=lambda one: one.key):
            if state.notes and (found := highlights.highlights(state.notes)):
                yield state.key, found

    def add(
        self,
        key: str,
        *,
        quote: str = "",
        note: str = "",
        colour: str = highlights.COLOURS[0],
        anchor: Anchor | None = None,
    ) -> list[Entry]:
        """Highlight a passage, or without one note something on the article; return its entry."""
        now = self._now()
        made = highlights.new_highlight(key, now, quote=quote, note=note, colour=colour, anchor=anchor)
        return self._change(key, lambda state: highlights.added(state, made, now), NOTE)

    def edit(self, key: str, identity: str, *, note: str | None = None, colour: str | None = None) -> list[Entry]:
        """Change the note of a highlight, or its colour."""
        now = self._now()
        return self._change(key, lambda state: highlights.edited(state, identity, now, note=note, colour=colour), NOTE)

    def delete(self, key: str, identity: str) -> list[Entry]:
        """Take a highlight away with its note; undo brings it back."""
        return self._change(key, lambda state: highlights.deleted(state, identity), DELETED_NOTE)

    def _change(self, key: str, how: Callable[[State], State], kind: str) -> list[Entry]:
        entries = self._state.change([key], lambda states, _: [how(state) for state in states], kind)
        self._changed()
        return entries
