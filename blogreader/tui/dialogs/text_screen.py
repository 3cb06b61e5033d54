"""Dialogs of text: the keys of a pane, the output of a program, what was left out of a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from blogreader.dropped import Dropped
from blogreader.keys import READER, TABLE, Key
from blogreader.render import Block, Code, Heading, Inline, Paragraph, plain_text
from blogreader.text import clean_line, counted
from blogreader.tui.bindings import bindings, dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.reader.document_view import DocumentView

_LABEL = 12
"""Characters."""
_CODE = 4
"""Cells around the contents of a listing."""
_ACTIONS = {
    "reader.dropped": "dismiss",
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "everywhere.help": "dismiss",
    "everywhere.progress": "dismiss",
    "reader.copy": "copy",
}
_MOVING = ("line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom")


class TextView(DocumentView, inherit_bindings=False):
    """Text to scroll through."""

    has_code_ground = False  # its tables and charts are listings, and it has a ground of its own

    BINDINGS = [
        binding
        for binding in bindings(READER)
        if isinstance(binding, Binding) and binding.id and binding.id.partition(".")[2] in _MOVING
    ]

    def on_resize(self) -> None:
        """Make the text for this width at once, so that the first frame is not empty."""
        self._width = self.size.width
        if isinstance(self.screen, TextScreen):
            self.screen.show_text()


class TextScreen(Overlay[None]):
    """A dialog of text; any key that goes back closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss"),
        *dialog_bindings(_ACTIONS),
    ]

    def __init__(self, blocks: Callable[[int], Iterable[Block]], keys: tuple[Key, ...] = TABLE) -> None:
        """`blocks` makes the text for a width in cells."""
        super().__init__(keys)
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Show the text in a box."""
        with Vertical(id="box"):
            yield TextView(id="text")
            yield Label(self._hint(), id="text-hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(TextView).focus()

    # Actions

    async def action_copy(self) -> None:
        """Copy the whole text."""
        view = self.query_one(TextView)
        parts = map(plain_text, self._blocks(view.text_width - _CODE))
        await self.copied("\n\n".join(parts).rstrip() + "\n")

    # Helpers

    def _hint(self) -> Content:
        return self.named_keys(("reader.page-down", "page"), ("reader.copy", "copy"), ("everywhere.back", "back"))

    def show_text(self) -> None:
        """Show the text for the current width."""
        view = self.query_one(TextView)
        view.show(tuple(self._blocks(view.text_width - _CODE)))


def output_of(title: str, text: str, table: tuple[Key, ...]) -> TextScreen:
    """Return a dialog with the output of a program."""
    return TextScreen(lambda _: (Heading(2, Inline(title)), Code(text)), table)


def dropped_of(dropped: Sequence[Dropped], table: tuple[Key, ...] = TABLE) -> TextScreen:
    """Return a dialog with what was left out of a page, and why."""

    def blocks(_: int) -> Iterator[Block]:
        yield Heading(2, Inline(f"{counted(len(dropped), 'part')} of this page left out"))
        yield Paragraph(Inline("What belongs to the article can be kept: [sites] in config.toml, keep."))
        # Labels of buttons are numerous, and nobody looks for them.
        told = sorted(dropped, key=lambda one: len(one.text) < _LABEL)
        for reason, parts in groupby(told, key=lambda one: one.reason):
            yield Heading(3, Inline(clean_line(f"{reason[:1].upper()}{reason[1:]}")))
            for part in parts:
                yield Paragraph(Inline(clean_line(part.text)))

    return TextScreen(blocks, table)
