"""Changes the states of articles, one after another, and shows the saved results."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from blogreader.errors import BlogreaderError
from blogreader.keys import READER, first
from blogreader.library import Library, Taken
from blogreader.memory import give_back
from blogreader.model import Entry
from blogreader.records import replace
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

_R = TypeVar("_R")
_MOMENT_SECONDS = 0.5


class StateChanges(BackgroundTasks):
    """Shows an article's new state wherever it appears; the cursor and the open text stay."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary) -> None:
        super().__init__(layout, library)
        self._counts = 0
        """The number of counts begun."""
        self._counted = 0
        """The number of the latest count shown."""

    def make(self, change: Callable[[], list[Entry]], entry: Entry, told: Callable[[Entry], str] | None = None) -> None:
        """Change the state of an article and show the result; `told` is its message if the row is not visible."""
        self.run(WorkerGroup.CHANGE, self._make, change, entry, told)

    def mark(self, entry: Entry) -> None:
        """Mark an article as read, or as unread again."""
        self.make(partial(self._library.sync.mark, [entry.article.key], None), entry, _of_status)

    def bookmark(self, entry: Entry, *, top: bool) -> None:
        """Put an article on the reading list, or take it off; `top`: put it at the top."""
        if top and self._library.sync.current(entry).bookmark_position == 1:
            self._layout.explain("It is at the top of the reading list already.")
            return
        on_list = True if top else None
        bookmark = partial(self._library.sync.bookmark, [entry.article.key], on_list, top=top)
        self.make(bookmark, entry, partial(_of_list, top=top))
        if top and entry.state.bookmark is not None:  # its row doesn't show that
            self._layout.explain(_of_list(entry, top=True))

    async def _make(self, change: Callable[[], list[Entry]], entry: Entry, told: Callable[[Entry], str] | None) -> None:
        # An article that has left every index meanwhile is not returned, but still shown.
        entries = await self._library.change(change) or [self._library.sync.current(entry)]
        if told and self._layout.at == READER:
            self._layout.explain(told(entries[0]))
        await self.show(entries)

    async def show(self, entries: list[Entry]) -> None:
        """Show current entries; the cursor and the open text stay."""
        layout = self._layout
        shown = layout.page.entry
        if shown is not None and all(entry.article.key != shown.article.key for entry in entries):
            entries = [*entries, self._library.sync.current(shown)]
        layout.articles.replace(entries)
        for entry in entries:
            layout.show_state(entry)
        await self.count()
        await self._recount([entry.article.key for entry in entries])

    async def show_all(self) -> None:
        """Show everything again after unknown changes; the cursor and the open text stay."""
        layout = self._layout
        layout.articles.renew()
        for page in (layout.page, layout.behind):
            if page is not None and page.entry is not None:
                layout.show_state(self._library.sync.current(page.entry))
        await self.count()
        await self._recount(None)
        await asyncio.to_thread(give_back)  # they may have been all there are

    async def show_figures(self) -> None:
        """Update what a page of figures will show, too: the visible rows, and the progress.

        Views are not counted: with a hundred thousand articles, that takes longer than the page.
        """
        progress = await asyncio.to_thread(self._library.sync.progress)
        self._layout.articles.renew()
        self._layout.contents = replace(self._layout.contents, progress=progress)

    async def _recount(self, keys: list[str] | None) -> None:
        """Count the rows again; they stay in place, even those that no longer match."""
        listing = self._layout.articles.listing
        if listing is None:
            return
        tally = await self._library.recount(listing, keys)
        if tally is not None and listing is self._layout.articles.listing:
            self._layout.show_counts(replace(tally, articles=len(listing)))

    async def count(self) -> None:
        """Show the current counts."""
        self._counts += 1
        number = self._counts
        contents = await self._library.contents()
        # Of two counts, the one begun later is right, whichever ends first; neither matters once the panes are gone.
        if number > self._counted and not self._library.is_being_left:
            self._counted = number
            self._layout.contents = contents

    async def take_back(self, *, redo: bool) -> None:
        """Undo or redo the last step, and describe it."""
        layout = self._layout
        try:
            taken = await self._after_a_moment(
                self._library.change(partial(_take_back, self._library.sync, redo=redo)),
                f"{'Redoing' if redo else 'Undoing'} … the states are being written",
            )
            await self.show_all()
        except BlogreaderError as error:
            layout.fail(error)
            return
        if taken is None:
            layout.explain("Nothing to redo." if redo else "Nothing to undo.")
            return
        other = first(layout.keys, "everywhere.undo" if redo else "everywhere.redo")
        hint = f" · {other} {'takes it back' if redo else 'redoes it'}" if other and taken.keys else ""
        layout.say(f"{taken.said(layout.size.width - len(hint))}{hint}")

    async def _after_a_moment(self, change: Coroutine[Any, Any, _R], sentence: str) -> _R:
        """Wait for a change, with a sentence where that takes longer: another process may write the states first."""
        task = asyncio.ensure_future(change)
        await asyncio.wait({task}, timeout=_MOMENT_SECONDS)
        if not task.done():
            with self._layout.header.doing(sentence):
                return await task
        return await task


def _of_status(entry: Entry) -> str:
    return f"Marked as {entry.state.status.value}."


def _of_list(entry: Entry, *, top: bool) -> str:
    if entry.state.bookmark is None:
        return "Taken off the reading list."
    return f"Put {'at the top of' if top else 'on'} the reading list."


def _take_back(library: Library, *, redo: bool) -> Taken | None:
    return library.redo() if redo else library.undo()
