"""The filter line: a query that the list follows while it is typed."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input


class FilterLine(Input):
    """Enter keeps the filter, Escape takes it away; both go back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "cancel", "No filter"),
        ("down", "keep", "To the list"),
    ]

    class Typed(Message):
        """The text is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The list is wanted."""

    def __init__(self, value: str, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(
            value, id=id, placeholder="words, is:unread, minutes:<10, category:…", compact=True, select_on_focus=False
        )

    def action_cancel(self) -> None:
        """Take the filter away."""
        self.value = ""
        self.post_message(self.Left())

    def action_keep(self) -> None:
        """Keep the filter."""
        self.post_message(self.Left())

    async def action_submit(self) -> None:
        """Keep the filter."""
        self.post_message(self.Left())

    def watch_value(self, value: str) -> None:
        """Tell what was typed."""
        self.post_message(self.Typed(value))
