"""Stores unfinished notes, a field each, until they are saved as notes or dropped."""

import os
from collections.abc import Callable
from datetime import datetime

from blogreader import times
from blogreader.highlights import COLOURS, anchor_value, read_anchor
from blogreader.library.reading_state import ReadingState
from blogreader.model import Anchor, Highlight
from blogreader.records import dataclass
from blogreader.text import clean


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """An unfinished note: on a passage, on a whole article, or a new text for an existing highlight."""

    id: str
    key: str
    """The article's key."""
    at: datetime
    """When it was begun."""
    note: str
    quote: str
    """The passage; empty for a note on the whole article."""
    anchor: Anchor | None
    colour: str
    highlight: str
    """The id of the highlight that is being changed; empty for a new one."""


class NoteDrafts:
    """The drafts of all articles. Every method may raise LibraryError, and loads the state."""

    def __init__(self, state: ReadingState, now: Callable[[], datetime]) -> None:
        self._state = state
        self._now = now

    def new(self, key: str, quote: str, anchor: Anchor | None, colour: str, of: Highlight | None = None) -> NoteDraft:
        """Return a new draft, without saving it; `of`: the highlight that it changes."""
        if of is not None:
            quote, anchor, colour = of.quote, of.anchor, of.colour
        note, highlight = (of.note, of.id) if of else ("", "")
        return NoteDraft(os.urandom(6).hex(), key, self._now(), note, quote, anchor, colour, highlight)

    def of(self, key: str) -> tuple[NoteDraft, ...]:
        """Return the drafts on an article, latest first; invalid ones are skipped."""
        drafts = (from_record(name, value) for name, value in self._state.drafts().items())
        return tuple(sorted((one for one in drafts if one and one.key == key), key=lambda one: one.at, reverse=True))

    def keep(self, draft: NoteDraft) -> None:
        """Save the current text of a draft."""
        self._state.keep_draft(draft.id, to_record(draft))

    def drop(self, identity: str) -> None:
        """Delete a draft, if it was ever saved."""
        if identity in self._state.drafts():
            self._state.keep_draft(identity, None)


def to_record(draft: NoteDraft) -> dict[str, object]:
    """Return the stored form of a draft."""
    value: dict[str, object] = {"key": draft.key, "at": draft.at.isoformat(), "note": draft.note}
    value |= {"quote": draft.quote, "colour": draft.colour, "highlight": draft.highlight}
    return value if draft.anchor is None else {**value, "anchor": anchor_value(draft.anchor)}


def from_record(name: str, value: object) -> NoteDraft | None:
    """Read what `to_record` wrote; None for anything else."""
    match value:
        case {
            "key": str(key),
            "at": str(at),
            "note": str(note),
            "quote": str(quote),
            "colour": str(colour),
            "highlight": str(highlight),
            **rest,
        } if colour in COLOURS:
            pass
        case _:
            return None
    try:
        begun = times.from_text(at)
    except ValueError:
        return None
    anchor = read_anchor(rest.get("anchor"))
    return NoteDraft(name, key, begun, clean(note), clean(quote), anchor, colour, highlight)
