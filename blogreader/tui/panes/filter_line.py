"""Input lines: a filter that the list follows while you type, or words to find in a text."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from blogreader.records import dataclass, replace
from blogreader.text import clean

_LINE_END = "⏎"
Complete = Callable[[str, int], tuple[int, int, Sequence[str]]]
"""Returns the start and end of the word at a position of a text, and its completions."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Completions of a word: the text before it, the candidates, and the text after it."""

    before: str
    candidates: tuple[str, ...]
    behind: str
    chosen: int

    @property
    def text(self) -> str:
        """The line with the chosen candidate."""
        return self.before + self.candidates[self.chosen] + self.behind

    @property
    def end(self) -> int:
        """The position after it."""
        return len(self.before) + len(self.candidates[self.chosen])


class FilterLine(Input):
    """An input line: Enter keeps the text, Escape clears it; both go back to the pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "cancel"),
        ("down", "keep"),
    ]

    class Told(Message):
        """A message about one line."""

        def __init__(self, line: "FilterLine") -> None:
            super().__init__()
            self.line = line
            self.text = line.value

        @property
        def control(self) -> "FilterLine":
            """The line, for Textual to match handlers by."""
            return self.line

    class Typed(Told):
        """The text changed."""

    class Left(Told):
        """Go back to the pane."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "to the matches"), ("Esc", "clear"))
    """Its keys, for the footer."""
    LINE_END: ClassVar[str] = " "
    """What stands for the end of a pasted line."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str, selects: bool = False) -> None:  # noqa: A002 - Textual's word
        """`selects`: select the old text on focus, so that typing replaces it."""
        super().__init__(value, id=id, placeholder=placeholder, compact=True, select_on_focus=selects)

    def _on_paste(self, event: events.Paste) -> None:
        """Paste all lines; Textual itself would paste only the first."""
        event.stop()
        event.prevent_default()
        text = clean(event.text).strip("\n").replace("\n", self.LINE_END).replace("\t", " ")
        self.replace(text, *sorted(self.selection))

    def action_cancel(self) -> None:
        """Clear the text."""
        self.value = ""
        self.post_message(self.Left(self))

    def action_keep(self) -> None:
        """Keep the text."""
        self.post_message(self.Left(self))

    async def action_submit(self) -> None:
        """Keep the text."""
        self.post_message(self.Left(self))

    def watch_value(self) -> None:
        """Post the typed text."""
        self.post_message(self.Typed(self))


class QueryLine(FilterLine):
    """A query; Tab completes the word at the cursor, and pressed again offers the next completion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "complete(1)"),
        ("shift+tab", "complete(-1)"),
    ]
    HINTS = (("Enter", "keep"), ("Esc", "clear"), ("Tab", "complete"))

    class Completed(FilterLine.Told):
        """The word at the cursor was completed with one of these, or there are none."""

        def __init__(self, line: "FilterLine", candidates: Sequence[str], chosen: int) -> None:
            super().__init__(line)
            self.candidates = candidates
            self.chosen = chosen

    def __init__(self, value: str, placeholder: str, complete: Complete, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, placeholder, id=id, selects=True)
        self._complete = complete
        self._offer: Offer | None = None

    def action_complete(self, step: int) -> None:
        """Complete the word at the cursor, or take the next completion."""
        offer = self._offer
        if offer is not None and self.value == offer.text and self.cursor_position == offer.end:
            chosen = (offer.chosen + step) % len(offer.candidates)
        else:
            start, end, candidates = self._complete(self.value, self.cursor_position)
            if not candidates:
                self.post_message(self.Completed(self, (), 0))
                return
            chosen = 0 if step > 0 else len(candidates) - 1
            offer = Offer(self.value[:start], tuple(candidates), self.value[end:], chosen)
        self._offer = replace(offer, chosen=chosen)
        self.value = self._offer.text
        self.cursor_position = self._offer.end
        self.post_message(self.Completed(self, offer.candidates, chosen))


class FilterPane(Vertical):
    """The line of the filter, with a remark above it."""

    def __init__(self, value: str, complete: Complete, *, id: str, line_id: str) -> None:  # noqa: A002 - Textual's word
        self.line = QueryLine(value, "words, is:unread, minutes:<10, category:…", complete, id=line_id)
        self.remark = Static(id="filter-note")
        super().__init__(self.remark, Horizontal(Static("/", id="slash"), self.line, id="filter-line"), id=id)


class PromptLine(FilterLine):
    """A line that asks for something once: only Enter submits it."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "follow"), ("Esc", "leave it"))

    def action_keep(self) -> None:
        """Do nothing: the key for down must not submit."""


class NoteLine(PromptLine):
    """The text of a note, in a single line with a sign for each line break."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "colour(1)"),
        ("shift+tab", "colour(-1)"),
    ]
    HINTS = (("Enter", "keep"), ("Esc", "highlight nothing"), ("Tab", "colour"))
    LINE_END = _LINE_END

    class Cancelled(FilterLine.Told):
        """The note was cancelled."""

    class ColourWanted(FilterLine.Told):
        """Use the next (1) or previous (-1) colour."""

        def __init__(self, line: "FilterLine", step: int) -> None:
            super().__init__(line)
            self.step = step

    @property
    def note(self) -> str:
        """The typed note."""
        return self.value.replace(_LINE_END, "\n")

    @note.setter
    def note(self, note: str) -> None:
        self.value = clean(note).replace("\n", _LINE_END)
        self.cursor_position = len(self.value)

    def action_colour(self, step: int) -> None:
        """Change the colour."""
        self.post_message(self.ColourWanted(self, step))

    def action_cancel(self) -> None:
        """Cancel the note."""
        self.post_message(self.Cancelled(self))
