"""Background tasks of controllers, in worker groups; failures are shown on the screen."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ParamSpec, TypeVar

from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.tui.reader.content import identity
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.worker_groups import EACH_COUNTS, WorkerGroup

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Superseded(Exception):
    """Ends a task whose result arrived when something else was already shown."""


class BackgroundTasks:
    """The tasks of one controller; expected failures are shown on the screen, bugs end the program."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary) -> None:
        self._layout = layout
        self._library = library

    def run(
        self, group: WorkerGroup, task: Callable[_P, Awaitable[object]], *arguments: _P.args, **options: _P.kwargs
    ) -> Worker[None]:
        """Start a task; in its group the last request wins, except in `EACH_COUNTS`."""
        return self._layout.run_worker(
            partial(self._told, partial(task, *arguments, **options)),
            group=group,
            exclusive=group not in EACH_COUNTS,
        )

    def run_for_overlay(
        self, group: WorkerGroup, task: Callable[_P, Awaitable[object]], *arguments: _P.args, **options: _P.kwargs
    ) -> None:
        """Start a task that opens a dialog; until it is open, keys that stop or go back cancel the task."""
        self._layout.overlay_settled = settled = asyncio.Event()
        self._layout.overlay_task = self.run(group, _setting, settled, partial(task, *arguments, **options))

    async def here(self, coming: Awaitable[_R]) -> _R:
        """Await something that belongs to the page shown; raises Superseded if another one is shown by then.

        A task changes a page only after this: a result may arrive at any time.
        """
        return await self.unless_changed(lambda: identity(self._layout.page), coming)

    async def unless_changed(self, what: Callable[[], object], coming: Awaitable[_R]) -> _R:
        """Await something that belongs to what is shown; raises Superseded if that has changed by then."""
        before = what()
        try:
            found = await coming
        except BlogreaderError:
            if what() != before:
                raise Superseded from None
            raise
        if what() != before:
            raise Superseded
        return found

    def attempt(self, how: Callable[[], _R]) -> _R | None:
        """Do something at once; show an expected failure and return None."""
        try:
            return how()
        except BlogreaderError as error:
            self._layout.fail(error)
            return None

    def find(self, key: str) -> None:
        """Move the cursor to an article, if it is in the list."""
        articles = self._layout.articles
        listing = articles.listing
        row = self.attempt(partial(listing.position_of, key)) if listing else None
        if row is not None:
            articles.move_to(row)

    async def _told(self, task: Callable[[], Awaitable[object]]) -> None:
        try:
            await task()
        except Superseded:
            return
        except BlogreaderError as error:
            self._layout.fail(error)


async def _setting(event: asyncio.Event, task: Callable[[], Awaitable[object]]) -> None:
    """Run a task, and set an event when it ends in any way."""
    try:
        await task()
    finally:
        event.set()
