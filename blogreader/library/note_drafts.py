"""Notes that were begun and not finished: how they are kept, a field each, until they are kept as notes or dropped."""

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
    """What was typed of a note: on a passage, on an article as a whole, or another one on a highlight."""

    id: str
    key: str
    """Of the article."""
    at: datetime
    """When it was begun."""
    note: str = ""
    quote: str = ""
    """Empty: it is on the whole article."""
    anchor: Anchor | None = None
    colour: str = COLOURS[0]
    highlight: str = ""
    """The id of the highlight that is changed; empty: a new one."""


class NoteDrafts:
    """Every method may raise LibraryError, and loads the state."""

    def __init__(self, state: ReadingState, now: Callable[[], datetime]) -> None:
        self._state = state
        self._now = now

    def new(self, key: str, quote: str, anchor: Anchor | None, colour: str, of: Highlight | None = None) -> NoteDraft:
        """Return what a note begins as; `of`: another one on this highlight. Nothing is kept."""
        if of is not None:
            quote, anchor, colour = of.quote, of.anchor, of.colour
        note, highlight = (of.note, of.id) if of else ("", "")
        return NoteDraft(os.urandom(6).hex(), key, self._now(), note, quote, anchor, colour, highlight)

    def of(self, key: str) -> tuple[NoteDraft, ...]:
        """Return what was begun on an article, the latest first; no odd ones."""
        drafts = (from_record(name, value) for name, value in self._state.drafts().items())
        return tuple(sorted((one for one in drafts if one and one.key == key), key=lambda one: one.at, reverse=True))

    def keep(self, draft: NoteDraft) -> None:
        """Keep a draft as it is now."""
        self._state.keep_draft(draft.id, to_record(draft))

    def drop(self, identity: str) -> None:
        """Forget a draft, if it was ever kept."""
        if identity in self._state.drafts():
            self._state.keep_draft(identity, None)


def to_record(draft: NoteDraft) -> dict[str, object]:
    """Return what is kept of a draft."""
    value: dict[str, object] = {"key": draft.key, "at": draft.at.isoformat(), "note": draft.note}
    value |= {"quote": draft.quote, "colour": draft.colour, "highlight": draft.highlight}
    return value if draft.anchor is None else {**value, "anchor": anchor_value(draft.anchor)}


def from_record(name: str, value: object) -> NoteDraft | None:
    """Read what `to_record` wrote; None where it is anything else."""
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
