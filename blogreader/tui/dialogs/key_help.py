"""The keys of a pane, filtered by words while you type."""

from collections.abc import Iterator
from textwrap import wrap

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label

from blogreader.cell_text import fitted
from blogreader.icons import MARKS
from blogreader.keys import CHAINS, EVERYWHERE, READER, SELECTING, TABLE, Key, shown
from blogreader.render import Block, Code, Heading, Inline, Paragraph
from blogreader.text import fold
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.text_screen import TextScreen, TextView
from blogreader.tui.panes.filter_line import FilterLine

_KEYS = 15
_TITLES = {
    EVERYWHERE: "Everywhere",
    READER: "In the reader",
    SELECTING: "While selecting text",
    "lists": "In lists",
    "sidebar": "In the sidebar",
    "articles": "In the article list",
}


class KeyHelp(TextScreen):
    """The keys of a pane, the most specific first; `/` filters them."""

    BINDINGS = dialog_bindings({"lists.filter": "filter"})

    def __init__(self, pane: str, table: tuple[Key, ...] = TABLE) -> None:
        super().__init__(self._rows, table)
        self._pane = pane
        self._words: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the keys in a box, with the filter line below."""
        with Vertical(id="box"):
            yield TextView(id="text")
            with Horizontal(id="key-foot"):
                yield Label(Content("/"), id="key-slash")
                yield FilterLine("", "words, or a key", id="key-filter")
                yield Label(self._hint(), id="key-hint")

    # Actions

    def action_filter(self) -> None:
        """Filter the keys while typing."""
        self.add_class("-filtered")
        self.query_one(FilterLine).focus()

    async def action_dismiss(self, result: None = None) -> None:
        """Show all keys again if they are filtered; otherwise go back."""
        if self._words:
            self.query_one(FilterLine).value = ""
            self.remove_class("-filtered")
        else:
            await super().action_dismiss(result)

    # Handlers

    @on(FilterLine.Typed)
    def _narrow(self, event: FilterLine.Typed) -> None:
        words = event.line.value.split()
        if words != self._words:
            self._words = words
            self.show_text()

    @on(FilterLine.Left)
    def _leave(self) -> None:
        self.set_class(bool(self._words), "-filtered")
        self.query_one(TextView).focus()

    # Helpers

    def _hint(self) -> Content:
        return self.named_keys(("lists.filter", "find a key"), ("everywhere.back", "back"))

    def _rows(self, width: int) -> Iterator[Block]:
        found = False
        for one in CHAINS[self._pane]:
            lines: list[str] = []
            for key in self._keys:
                names = " ".join(shown(name) for name in key.keys)
                if key.pane == one and self._is_wanted(key, names):
                    lines += _beside(names, key.sentence, width)
            if lines:
                found = True
                yield Heading(2, Inline(_TITLES[one]))
                yield Code("\n".join(lines))
        if marks := [line for one in MARKS if self._is_told(one[1]) for line in _beside(*one, width)]:
            found = True
            yield Heading(2, Inline("Marks in lists"))
            yield Code("\n".join(marks))
        if not found:
            yield Paragraph(Inline("No key of this pane matches these words."))

    def _is_told(self, meaning: str) -> bool:
        """Return whether all words occur in the meaning of a mark."""
        return all(len(word) > 1 and fold(word) in fold(meaning) for word in self._words)

    def _is_wanted(self, key: Key, names: str) -> bool:
        """Return whether all words occur in a key's help or id, or name its keys; a single letter is a key."""
        told, keys = fold(f"{key.sentence} {key.id}"), names.split()
        return all(
            word in keys or (len(word) > 1 and (fold(word) in told or fold(word) in fold(names).split()))
            for word in self._words
        )


def _beside(names: str, sentence: str, width: int) -> list[str]:
    """Return the lines of a sentence with its key or mark before the first."""
    return wrap(*(sentence, max(width, 2 * _KEYS)), initial_indent=fitted(names, _KEYS), subsequent_indent=" " * _KEYS)
