"""The line at the bottom: a query that the list follows while it is typed, or words that the reader finds."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input


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

    def __init__(self, value: str = "", placeholder: str = "", *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, id=id, placeholder=placeholder, compact=True, select_on_focus=False)

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


class PromptLine(FilterLine):
    """A line that asks for something once: only Enter submits it."""

    def action_keep(self) -> None:
        """Stay: down is not yes."""
