"""A dialog to choose something from a list: by its own key, or with the cursor and Enter."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Label

from blogreader.cell_text import cut, fitted
from blogreader.keys import TABLE, Key, shown
from blogreader.text import clean_line
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.panes.row_list import RowList

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "everywhere.manual": "dismiss",
}
_KEY = 8


class Choice(NamedTuple):
    """One of the choices."""

    title: str
    key: str = ""
    """The key that chooses it directly, by Textual's name; empty: none."""


class Choices(RowList):
    """The choices, one a row; a click chooses."""

    class Chosen(Message):
        """A choice was made, by its number."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, choices: Sequence[Choice], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._choices = choices
        self._has_keys = any(one.key for one in choices)
        self.set_reactive(RowList.count, len(choices))

    def take(self, choices: Sequence[Choice]) -> None:
        """Show other choices, with the cursor on the first."""
        self._choices = choices
        self.count = len(choices)
        self.cursor = 0
        self.refresh()

    # Actions

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.cursor < self.count:
            self.post_message(self.Chosen(self.cursor))

    # Helpers

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Take the height of all rows."""
        return len(self._choices)

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:  # noqa: ARG002 - one line a row
        """Paint a row: its key, if any row has one, and its title."""
        one = self._choices[index]
        title = clean_line(one.title)
        if not self._has_keys:
            return Strip([Segment(f" {cut(title, width - 2)}")])
        return Strip(
            [Segment(f" {fitted(shown(one.key), _KEY)}", Style(bold=True)), Segment(cut(title, width - _KEY - 2))]
        )


class ChoiceScreen(Overlay[int | None]):
    """Dismissed with the number of the choice, or None."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(self, choices: Sequence[Choice], title: str, keys: tuple[Key, ...] = TABLE) -> None:
        super().__init__(keys)
        self._choices = choices
        self._title = title

    def compose(self) -> ComposeResult:
        """Show the choices in a box, and the keys below."""
        with Vertical(id="choice"):
            yield Label(Content(self._title), id="choice-title")
            yield Choices(self._choices, id="choices")
            yield Label(self._hint(), id="choice-hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Choices).focus()

    # Handlers

    def on_key(self, event: events.Key) -> None:
        """Choose the row with this key; other keys are passed on."""
        number = next((number for number, one in enumerate(self._choices) if one.key in event.aliases), None)
        if number is None:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.choose(number)

    @on(Choices.Chosen)
    def _choose(self, event: Choices.Chosen) -> None:
        self.choose(event.number)

    # Helpers

    def choose(self, number: int) -> None:
        """Dismiss with a choice."""
        self.dismiss(number)

    def _hint(self) -> Content:
        return self.named_keys(("lists.choose", "choose"), ("everywhere.back", "back"))
