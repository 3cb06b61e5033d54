"""Changes from outside the screen: other windows, and a disk that does not keep up."""

import asyncio
from functools import partial

from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.bulk_fetch import BulkFetch
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.worker_groups import WorkerGroup

_EVERY_SECONDS = 0.25
_LATE_SECONDS = 0.25
"""A change that takes longer to be saved is shown as unsaved."""


class ExternalChanges:
    """Checks regularly; the cursor and the open text stay where they are."""

    def __init__(
        self,
        layout: ReadingLayout,
        library: AsyncLibrary,
        state_changes: StateChanges,
        lists: Lists,
        bulk_fetch: BulkFetch,
    ) -> None:
        self._layout = layout
        self._library = library
        self._state_changes = state_changes
        self._lists = lists
        self._bulk_fetch = bulk_fetch
        self._trouble = ""
        self._failure = ""
        self._looking: Worker[None] | None = None

    def start(self) -> None:
        """Begin to check regularly."""
        self._layout.set_interval(_EVERY_SECONDS, self._tick)

    def _tick(self) -> None:
        number, seconds, why = self._library.sync.unsaved()
        self._layout.header.unsaved = number if seconds > _LATE_SECONDS else 0
        if why and why != self._trouble:
            self._layout.fail_with(f"Not saved yet, trying again: {why}")
        self._trouble = why
        if self._looking is None or self._looking.is_finished:
            self._looking = self._layout.run_worker(self._look, group=WorkerGroup.EXTERNAL)

    async def _look(self) -> None:
        library, layout = self._library.sync, self._layout
        try:
            # Articles that are being fetched here are shown one by one.
            entries = await asyncio.to_thread(library.news, archive=not self._bulk_fetch.is_running)
            # Also in a thread: it waits while a change of many articles is being computed.
            for sentence in await asyncio.to_thread(library.said):
                layout.say(sentence)
            if entries is None:
                await self._show_all_again()
            elif entries:
                # Read again after the queued changes: an old row must not replace a newer one.
                keys = [entry.article.key for entry in entries]
                await self._state_changes.show(await self._library.change(partial(library.entries, keys)))
        except BlogreaderError as error:
            if str(error) != self._failure:
                self._failure = str(error)
                layout.fail(error)
        else:
            self._failure = ""

    async def _show_all_again(self) -> None:
        """Show everything again; if articles were added or removed, list them again."""
        at = self._lists.cursor  # added articles shift the rows
        await self._state_changes.show_all()
        await self._lists.follow_count(at)
