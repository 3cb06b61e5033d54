"""The search in the archive: an input line, and below it the articles whose texts match."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label
from textual.worker import Worker

from blogreader.errors import LibraryError
from blogreader.keys import TABLE, Key
from blogreader.library import Excerpt, Found
from blogreader.model import Entry
from blogreader.records import dataclass
from blogreader.search_terms import Finder
from blogreader.text import clean_line, counted
from blogreader.tui.bindings import dialog_bindings
from blogreader.tui.dialogs.overlay import Overlay
from blogreader.tui.panes.filter_line import FilterLine
from blogreader.tui.panes.results import Results
from blogreader.tui.panes.row_list import RowList
from blogreader.tui.worker_groups import WorkerGroup

_ACTIONS = {
    "everywhere.back": "dismiss",
    "everywhere.stop": "dismiss",
    "everywhere.search": "edit",
    "everywhere.jump-back": "jump_back",
    "everywhere.jump-forward": "jump_forward",
}
_SETTLED_SECONDS = 0.2
"""After this pause in typing, all hits are ranked."""
_AGAIN_SECONDS = 0.5
"""The interval of updates while texts are still being indexed."""
_HOW = 'words, "a phrase", begin*, -without'


class Searching(Protocol):
    """Answers searches."""

    async def search(self, line: str, *, quick: bool) -> Found | None:
        """Return the results; None if another search has begun meanwhile."""

    async def excerpt(self, entry: Entry, finder: Finder | None) -> Excerpt:
        """Return a line or two of an article's text."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A result to be opened."""

    entry: Entry
    finder: Finder | None
    line: str
    """The search terms."""


JUMP_BACK, JUMP_FORWARD = "back", "forward"
"""The results of dismissing it to move through the jump list."""


class SearchLine(FilterLine):
    """The input line; keys that are not part of a text move in the results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(keys, f"results('{action}')")
            for keys, action in (
                ("down,ctrl+n", "down"),
                ("up,ctrl+p", "up"),
                ("pagedown", "page_down"),
                ("pageup", "page_up"),
            )
        ),
        Binding("tab", "keep"),
    ]

    class Moved(Message):
        """Move the cursor of the results."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    class Submitted(Message):
        """Open the article under the cursor."""

    class Cancelled(Message):
        """Close the search."""

    def action_results(self, action: str) -> None:
        """Move in the results."""
        self.post_message(self.Moved(action))

    def action_cancel(self) -> None:
        """Close the search; the words are there again next time."""
        self.post_message(self.Cancelled())

    async def action_submit(self) -> None:
        """Open the article under the cursor."""
        self.post_message(self.Submitted())


class SearchScreen(Overlay["Chosen | str | None"]):
    """Dismissed with a Chosen, JUMP_BACK, JUMP_FORWARD, or None."""

    BINDINGS = dialog_bindings(_ACTIONS)

    def __init__(
        self, searching: Searching, line: str = "", at: str | None = None, keys: tuple[Key, ...] = TABLE
    ) -> None:
        """`line` is searched for at once, with the cursor on the article `at`."""
        super().__init__(keys)
        self._searching = searching
        self._line = line
        self._at = at
        self._is_again = at is not None
        """Whether it shows earlier results again."""
        self.results = Results(id="results")
        """The list of results; an answer may still come to it when the dialog is gone."""
        self._count = Label(Content(""), id="search-count")

    @property
    def searched(self) -> str:
        """The last search terms."""
        return self._line

    def compose(self) -> ComposeResult:
        """Show the line, the number of hits, the results, and the keys."""
        with Vertical(id="search"):
            with Horizontal(id="search-head"):
                yield Label(Content("s"), id="search-sign")
                yield SearchLine(self._line, f"{_HOW}", id="search-line")
                yield self._count
            yield self.results
            yield Label(self._hint(is_typing=True), id="search-hint")

    def on_mount(self) -> None:
        """Take the focus, and show earlier results at once."""
        line = self.query_one(SearchLine)
        self.results.remark = "Nothing is searched yet."
        if self._is_again:
            self.results.focus()
        else:
            line.focus()
            line.select_all()
        if self._line:
            self._ask(self._line)

    # Actions

    def action_edit(self) -> None:
        """Edit the search terms."""
        line = self.query_one(SearchLine)
        line.focus()
        line.select_all()

    def action_jump_back(self) -> None:
        """Go back through the jump list."""
        self.dismiss(JUMP_BACK)

    def action_jump_forward(self) -> None:
        """Go forward through the jump list."""
        self.dismiss(JUMP_FORWARD)

    # Handlers

    @on(FilterLine.Typed)
    def _search(self, event: FilterLine.Typed) -> None:
        # The current text: several letters may have been typed at once.
        if event.line.value != self._line:
            self._line, self._at = event.line.value, None
            self._ask(self._line)

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus: while one types, letters are no keys."""
        hint = self._hint(is_typing=self.query_one(SearchLine).has_focus)
        self.query_one("#search-hint", Label).update(hint)

    @on(FilterLine.Left)
    def _leave_line(self) -> None:
        self.results.focus()

    @on(SearchLine.Cancelled)
    def _cancel(self) -> None:
        self.dismiss(None)

    @on(SearchLine.Moved)
    async def _move(self, event: SearchLine.Moved) -> None:
        await self.results.run_action(event.action)

    @on(RowList.FilterWanted)
    def _edit(self) -> None:
        self.action_edit()

    @on(SearchLine.Submitted)
    def _submit(self) -> None:
        if suggestion := self.results.found.suggestion:
            self.query_one(SearchLine).value = suggestion
        else:
            self.results.action_choose()

    @on(Results.Opened)
    def _open(self) -> None:
        if (entry := self.results.current) and self.is_current:
            self.dismiss(Chosen(entry, self.results.found.finder, self._line))

    @on(Results.ExcerptsWanted)
    def _read(self) -> None:
        self._reading: Worker[None] = self.run_worker(self._excerpts, group=WorkerGroup.EXCERPTS, exclusive=True)

    # Helpers

    def _ask(self, line: str) -> None:
        self.results.is_kept = False
        finding = partial(self._find, line)
        self._finding: Worker[None] = self.run_worker(finding, group=WorkerGroup.TEXTS, exclusive=True)

    async def _find(self, line: str) -> None:
        """Show approximate results, then exact ones, and update them while texts are still being indexed."""
        if not await self._show(line, quick=True):
            await self._until(lambda: self._show(line, quick=False))
        self.results.is_kept = True
        found = self.results.found
        if not found.is_complete or (not found.total and found.finder):
            await asyncio.sleep(_SETTLED_SECONDS)
            await self._until(lambda: self._show(line, quick=False))
        while self.results.found.behind != 0:
            await asyncio.sleep(_AGAIN_SECONDS)
            await self._show(line, quick=False)

    async def _until(self, show: Callable[[], Awaitable[bool]]) -> None:
        """Repeat until there is an answer: a lost index is being rebuilt."""
        while not await show():  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _show(self, line: str, *, quick: bool) -> bool:
        """Show the results; return whether there was an answer."""
        try:
            found = await self._searching.search(line, quick=quick)
        except LibraryError as error:
            self.results.found, self.results.remark = Found(), clean_line(str(error))
            return True
        if found is None:
            return False
        self.results.remark = self._remark(line, found, quick=quick)
        self.results.found = found
        if self._at is not None:
            keys = [entry.article.key for entry in found.entries]
            if self._at in keys:
                self.results.move_to(keys.index(self._at))
                self._at = None
        self._count.update(Content(_count(found)))
        return True

    async def _excerpts(self) -> None:
        while lacking := self.results.lacking:
            entry, finder = lacking[0], self.results.found.finder
            try:
                excerpt = await self._searching.excerpt(entry, finder)
            except LibraryError as error:  # a single file: others may be readable
                excerpt = Excerpt(clean_line(str(error)))
            if finder is self.results.found.finder:
                self.results.put(entry, excerpt)
        self.results.ask_again()

    def _remark(self, line: str, found: Found, *, quick: bool) -> str:
        if found.finder is None:
            return "There are no letters or digits to search for." if line.strip() else "Nothing is searched yet."
        if found.behind:
            return f"Nothing yet; {counted(found.behind, 'text is', 'texts are')} still to be read."
        if found.suggestion:
            return f"Did you mean {found.suggestion}? Enter searches it."
        return "" if quick else "No archived text contains that."

    def _hint(self, *, is_typing: bool) -> Content:
        there = ("↓ ↑", "results") if is_typing else ("everywhere.search", "other words")
        return self.named_keys(("lists.choose", "open"), ("everywhere.stop", "leave"), there)


def _count(found: Found) -> str:
    if found.finder is None:
        return ""
    number = f"{found.total:,}" if found.is_complete else f"over {found.total:,}"
    return f"{number} {'article' if found.total == 1 else 'articles'}"
