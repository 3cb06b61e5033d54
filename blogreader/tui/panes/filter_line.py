"""The line at the bottom: a query that the list follows while it is typed, or words that the reader finds."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from blogreader.records import dataclass, replace
from blogreader.text import clean

_LINE_END = "⏎"
Complete = Callable[[str, int], tuple[int, int, Sequence[str]]]
"""Given a text and a position in it, what stands from where to where may be, and what instead of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a word may become: what stands before it, the candidates, and what stands behind it."""

    before: str
    candidates: tuple[str, ...]
    behind: str
    chosen: int

    @property
    def text(self) -> str:
        """The line with the candidate that was chosen."""
        return self.before + self.candidates[self.chosen] + self.behind

    @property
    def end(self) -> int:
        """The position behind it."""
        return len(self.before) + len(self.candidates[self.chosen])


class FilterLine(Input):
    """Enter keeps what was typed, Escape takes it away; both go back to the pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "cancel", "None"),
        ("down", "keep", "To the pane"),
    ]

    class Told(Message):
        """Something about one line."""

        def __init__(self, line: "FilterLine") -> None:
            super().__init__()
            self.line = line
            self.text = line.value

        @property
        def control(self) -> "FilterLine":
            """The line, by which Textual distinguishes one from another."""
            return self.line

    class Typed(Told):
        """The text is another one."""

    class Left(Told):
        """The pane is wanted."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "to the matches"), ("Esc", "clear"))
    """What its own keys do, for the footer."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str, selects: bool = False) -> None:  # noqa: A002 - Textual's word
        """`selects`: the old text is selected when the line is gone to, so that typing replaces it."""
        super().__init__(value, id=id, placeholder=placeholder, compact=True, select_on_focus=selects)

    def action_cancel(self) -> None:
        """Take the text away."""
        self.value = ""
        self.post_message(self.Left(self))

    def action_keep(self) -> None:
        """Keep the text."""
        self.post_message(self.Left(self))

    async def action_submit(self) -> None:
        """Keep the text."""
        self.post_message(self.Left(self))

    def watch_value(self) -> None:
        """Say what was typed."""
        self.post_message(self.Typed(self))


class QueryLine(FilterLine):
    """A query; Tab completes the word at the cursor, and again: by the next that fits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "complete(1)", "Complete the word"),
        ("shift+tab", "complete(-1)", "Complete by the one before"),
    ]
    HINTS = (("Enter", "keep"), ("Esc", "clear"), ("Tab", "complete"))

    class Completed(FilterLine.Told):
        """The word at the cursor was completed: by one of these, or there is none."""

        def __init__(self, line: "FilterLine", candidates: Sequence[str], chosen: int) -> None:
            super().__init__(line)
            self.candidates = candidates
            self.chosen = chosen

    def __init__(self, value: str, placeholder: str, complete: Complete, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, placeholder, id=id, selects=True)
        self._complete = complete
        self._offer: Offer | None = None

    def action_complete(self, step: int) -> None:
        """Complete the word at the cursor, or take the next that fits."""
        offer = self._offer
        if offer is not None and self.value == offer.text and self.cursor_position == offer.end:
            chosen = (offer.chosen + step) % len(offer.candidates)
        else:
            start, end, candidates = self._complete(self.value, self.cursor_position)
            chosen = 0 if step > 0 else -1 % max(len(candidates), 1)
            offer = Offer(self.value[:start], tuple(candidates), self.value[end:], chosen)
        if not offer.candidates:
            self.post_message(self.Completed(self, (), 0))
            return
        self._offer = replace(offer, chosen=chosen)
        self.value = self._offer.text
        self.cursor_position = self._offer.end
        self.post_message(self.Completed(self, offer.candidates, chosen))


class PromptLine(FilterLine):
    """A line that asks for something once: only Enter submits it."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "follow"), ("Esc", "leave it"))

    def action_keep(self) -> None:
        """Stay: down is not yes."""


class NoteLine(PromptLine):
    """A note on what is highlighted; it has one line, in which a sign stands for each end of a line of the note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "colour(1)", "The next colour"),
        ("shift+tab", "colour(-1)", "The colour before"),
    ]
    HINTS = (("Enter", "keep"), ("Esc", "highlight nothing"), ("Tab", "colour"))

    class Cancelled(FilterLine.Told):
        """Nothing is to be highlighted, or changed."""

    class ColourWanted(FilterLine.Told):
        """The next (1) or previous (-1) colour is wanted."""

        def __init__(self, line: "FilterLine", step: int) -> None:
            super().__init__(line)
            self.step = step

    @property
    def note(self) -> str:
        """What was typed."""
        return self.value.replace(_LINE_END, "\n")

    @note.setter
    def note(self, note: str) -> None:
        self.value = clean(note).replace("\n", _LINE_END)
        self.cursor_position = len(self.value)

    def action_colour(self, step: int) -> None:
        """Take another colour."""
        self.post_message(self.ColourWanted(self, step))

    def action_cancel(self) -> None:
        """Keep nothing."""
        self.post_message(self.Cancelled(self))

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines; Textual's own takes the first."""
        event.stop()
        event.prevent_default()
        text = clean(event.text).strip("\n").replace("\n", _LINE_END).replace("\t", " ")
        self.replace(text, *sorted(self.selection))
