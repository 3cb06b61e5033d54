"""A dialog with the highlights and notes of an article: to go to one, edit it, or delete it."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label, Static

from blogreader import times
from blogreader.cell_text import cells, cut, fitted
from blogreader.keys import TABLE, Key
from blogreader.records import dataclass
from blogreader.text import clean, clean_line
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.messages import Unable
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.reader.highlight_marks import Highlighted

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "reader.notes": "dismiss",
    "reader.note": "edit",
    "everywhere.edit": "edit",
    "everywhere.undo": "undo",
    "everywhere.redo": "redo",
}
_DELETE = "x"
_MOST_SHOWN = 2_000
"""The most characters of a quote, and of a note, that are shown below the list."""


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """An action on a highlight, given by its number, or on the last change."""

    number: int
    does: Literal["go", "edit", "delete", "undo", "redo"]


class NoteRows(RowList):
    """A row for each: colour, quote and note; `?` if the text no longer contains the passage."""

    class Chosen(Message):
        """Go to a highlight."""

    class Moved(Message):
        """The cursor moved to another highlight."""

    def __init__(self, found: Sequence[Highlighted], at: int, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._found = found
        self.set_reactive(RowList.count, len(found))
        self.set_reactive(RowList.cursor, at)

    def watch_cursor(self, old: int, new: int) -> None:
        """Show the highlight under the cursor in full."""
        super().watch_cursor(old, new)
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Go to the highlight."""
        self.post_message(self.Chosen())

    def action_filter(self) -> None:
        """Say that there is no filter."""
        self.post_message(Unable("Highlights are not filtered; `note:word` in the list of articles finds them."))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take the height of all rows."""
        return len(self._found)

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a highlight."""
        one = self._found[index].highlight
        is_lost = bool(one.quote) and self._found[index].passage is None
        dim = self.get_component_rich_style("rows--dim", partial=True)
        sign = "?" if is_lost else "·" if one.quote else "▪"
        room = max(width - 4, 1)
        quote, note = clean_line(one.quote), clean_line(one.note)
        shown = cut(quote, room if not note else max(room * 3 // 5, 1)) if quote else ""
        rest = room - cells(shown)
        return Strip(
            [
                Segment(f" {sign} ", dim),
                Segment(shown, dim if note and not at_cursor else None),
                Segment(fitted(f"{' — ' if shown and note else ''}{note}", rest)),
                Segment(" "),
            ]
        )


class NotesScreen(Overlay[NoteChoice | None]):
    """The highlights to choose from; dismissed with an action, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *dialog_bindings(_ACTIONS),
        Binding(f"{_DELETE},delete", "delete"),
    ]

    def __init__(
        self, found: Sequence[Highlighted], at: int, keys: tuple[Key, ...] = TABLE, *, has_text: bool = True
    ) -> None:
        """`at` is the number of the current highlight."""
        super().__init__(keys)
        self._has_text = has_text
        self._found = found
        self._at = at

    def compose(self) -> ComposeResult:
        """Show the rows in a box, the one under the cursor in full, and the keys."""
        with Vertical(id="notes"):
            yield NoteRows(self._found, self._at, id="note-rows")
            yield Static(id="note-whole")
            yield Label(self._hint(), id="notes-hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(NoteRows).focus()
        self._show()

    # Actions

    def action_edit(self) -> None:
        """Change the note or the colour."""
        self.dismiss(NoteChoice(self._cursor, "edit"))

    def action_delete(self) -> None:
        """Delete the highlight with its note."""
        self.dismiss(NoteChoice(self._cursor, "delete"))

    def action_undo(self) -> None:
        """Undo the last change."""
        self.dismiss(NoteChoice(self._cursor, "undo"))

    def action_redo(self) -> None:
        """Redo the last undone change."""
        self.dismiss(NoteChoice(self._cursor, "redo"))

    # Handlers

    @on(NoteRows.Chosen)
    def _choose(self) -> None:
        self.dismiss(NoteChoice(self._cursor, "go"))

    @on(NoteRows.Moved)
    def _show(self) -> None:
        one = self._found[self._cursor]
        is_lost = self._has_text and one.highlight.quote and one.passage is None
        lost = "not in the text any more" if is_lost else ""
        at = times.day_in_words(times.local(one.highlight.at)) if one.highlight.at else ""
        facts = " · ".join(filter(None, (one.highlight.colour if one.highlight.quote else "on the whole", at, lost)))
        parts = [(clean(one.highlight.quote)[:_MOST_SHOWN], "italic"), (clean(one.highlight.note)[:_MOST_SHOWN], "")]
        shown = [Content.styled(text, style) for text, style in parts if text]
        self.query_one("#note-whole", Static).update(
            Content("\n").join([*shown, Content.styled(facts, "$muted")]),
        )

    # Helpers

    @property
    def _cursor(self) -> int:
        return self.query_one(NoteRows).cursor

    def _hint(self) -> Content:
        return self.named_keys(
            ("lists.choose", "go there"), ("reader.note", "change"), (_DELETE, "delete"), ("everywhere.back", "back")
        )
