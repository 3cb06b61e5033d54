"""The highlights and notes of a library: made, changed, listed, and included in the full-text search."""

from collections.abc import Callable, Iterator
from datetime import datetime

from blogreader import highlights
from blogreader.library.reading_state import ReadingState
from blogreader.model import Anchor, Entry, Highlight, NoteFields, State

NOTE, DELETED_NOTE = "note", "note deleted"
"""The kinds of steps, as undo knows them."""


class Notes:
    """The notes of all articles. Every method may raise LibraryError, and loads the state."""

    def __init__(self, state: ReadingState, now: Callable[[], datetime], changed: Callable[[], None]) -> None:
        """Create it; `changed` is called after every change, so that notes can be indexed again."""
        self._state = state
        self._now = now
        self._changed = changed

    def fields(self, key: str) -> NoteFields:
        """Return the stored fields of an article's highlights, which are equal as long as no highlight changes."""
        return self._state.state(key).notes

    def of(self, key: str) -> tuple[Highlight, ...]:
        """Return the highlights of an article in the order of its text, notes on the whole article first."""
        return highlights.highlights(self._state.state(key).notes)

    def all(self) -> Iterator[tuple[str, tuple[Highlight, ...]]]:
        """Yield every article with highlights or notes, including those that are in no index any more."""
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
        """Highlight a passage, or add a note to the article as a whole; return its entry."""
        now = self._now()
        made = highlights.new_highlight(key, now, quote=quote, note=note, colour=colour, anchor=anchor)
        return self._change(key, lambda state: highlights.added(state, made, now), NOTE)

    def edit(self, key: str, identity: str, *, note: str | None = None, colour: str | None = None) -> list[Entry]:
        """Change the note of a highlight, or its colour."""
        now = self._now()
        return self._change(key, lambda state: highlights.edited(state, identity, now, note=note, colour=colour), NOTE)

    def delete(self, key: str, identity: str) -> list[Entry]:
        """Delete a highlight and its note; undo brings it back."""
        return self._change(key, lambda state: highlights.deleted(state, identity), DELETED_NOTE)

    def _change(self, key: str, how: Callable[[State], State], kind: str) -> list[Entry]:
        entries = self._state.change([key], lambda states, _: [how(state) for state in states], kind)
        self._changed()
        return entries
