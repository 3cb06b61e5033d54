"""The list of the manual's pages, filtered by words; a chosen page is shown over it."""

import asyncio
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label

from blogreader.keys import Key
from blogreader.manual_pages import ManualPage
from blogreader.text import fold
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.choice import Choice, Choices, ChoiceScreen
from blogreader.tui.dialogs.manual_page_screen import ManualPageScreen, PageText
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.worker_groups import WorkerGroup


class ManualScreen(ChoiceScreen):
    """The list stays below an open page, so that going back twice does not quit the program."""

    BINDINGS = dialog_bindings({"everywhere.search": "narrow"})

    def __init__(self, pages: Sequence[ManualPage], keys: tuple[Key, ...]) -> None:
        super().__init__([Choice(page.title) for page in pages], "The manual", keys)
        self._pages = pages
        self._found = [*range(len(pages))]
        """The numbers of the listed pages."""
        self._words = ""

    def compose(self) -> ComposeResult:
        """Show the pages in a box, with the keys or the filter line below."""
        with Vertical(id="choice"):
            yield Label(Content(self._title), id="choice-title")
            yield Choices(self._choices, id="choices")
            with Horizontal(id="manual-foot"):
                yield Label(Content("/"), id="manual-slash")
                yield FilterLine("", "words of a page", id="manual-filter")
                yield Label(self._hint(), id="choice-hint")

    # Actions

    def action_narrow(self) -> None:
        """List the pages that contain the words being typed."""
        self.add_class("-filtered")
        self.query_one(FilterLine).focus()

    async def action_dismiss(self, result: int | None = None) -> None:
        """List all pages again if they are filtered; otherwise go back."""
        if self._words:
            self.query_one(FilterLine).value = ""
            self.remove_class("-filtered")
            self.query_one(Choices).focus()
        else:
            await super().action_dismiss(result)

    # Handlers

    @on(RowList.FilterWanted)
    def _filter(self) -> None:
        self.action_narrow()

    @on(FilterLine.Typed)
    def _narrow(self, event: FilterLine.Typed) -> None:
        self._words = event.line.value.strip()
        self.run_worker(self._find(), group=WorkerGroup.MANUAL, exclusive=True)

    @on(FilterLine.Left)
    def _leave(self) -> None:
        self.set_class(bool(self._words), "-filtered")
        self.query_one(Choices).focus()

    # Helpers

    def choose(self, number: int) -> None:
        """Show a page; after a search, at its first match."""
        if number < len(self._found):
            self.app.push_screen(ManualPageScreen(self._pages, self._found[number], self._keys, self._words))

    async def _find(self) -> None:
        self._found = await asyncio.to_thread(_with_words, self._pages, self._words)
        self.query_one(Choices).take([Choice(self._pages[number].title) for number in self._found])
        if not self._found:
            self._explain("No page of the manual has these words.")

    def _hint(self) -> Content:
        return self.named_keys(("lists.choose", "choose"), ("everywhere.back", "back"), ("lists.filter", "find"))


def _with_words(pages: Sequence[ManualPage], line: str) -> list[int]:
    """Return the numbers of the pages that contain a line as a phrase or, if none does, all of its words."""
    texts = [fold(f"{page.title}\n{PageText(page).markdown}") for page in pages]
    words = fold(line)
    together = [number for number, text in enumerate(texts) if words in text]
    return together or [number for number, text in enumerate(texts) if all(word in text for word in words.split())]
