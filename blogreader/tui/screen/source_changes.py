"""Changes of what is followed: the search for a blog's archive, and following a source no more."""

import asyncio
from typing import TYPE_CHECKING

from blogreader.keys import READER, first
from blogreader.library import SURENESS, VIEWS, source_view
from blogreader.paths import located
from blogreader.text import clean_line, counted
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import without_userinfo

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogreader.library.discovery import KeepingProgress, SearchProgress, Wanted

_LONGEST_ADDRESS = 60
"""Characters of an address in the line of progress."""


class SourceChanges(BackgroundTasks):
    """Adds and removes sources; one search at a time."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, lists: Lists) -> None:
        super().__init__(layout, library)
        self._lists = lists
        self._stop: asyncio.Event | None = None
        """What ends the search that runs; what was found is kept."""
        self._turn = asyncio.Lock()
        """Removals come one after the other: each reads the texts of all sources, and takes one of them away."""

    def add(self, location: str) -> None:
        """Follow a blog or an index, from its address, or a file or a folder."""
        if self._stop is not None:
            stop = first(self._layout.keys, "everywhere.stop")
            self._layout.explain(f"A blog is being searched; {stop} stops the search and keeps what was found.")
        else:
            self.run(WorkerGroup.ADD, self._add, location)

    def remove(self, name: str) -> None:
        """Stop following a source."""
        self.run(WorkerGroup.SOURCES, self._remove, name)

    def restore(self) -> None:
        """Follow again what was followed until `remove` was called last."""
        self.run(WorkerGroup.SOURCES, self._restore)

    def stop(self) -> bool:
        """Stop the search that runs, and keep what it found; False when there is none."""
        if self._stop is None or self._stop.is_set():
            return False
        self._stop.set()
        return True

    async def _add(self, location: str) -> None:
        layout, library = self._layout, self._library.sync
        stop = first(layout.keys, "everywhere.stop")
        self._stop = asyncio.Event()
        try:
            where = await asyncio.to_thread(located, location)
            what = clean_line(without_userinfo(where) if "://" in where else location, _LONGEST_ADDRESS)
            with layout.header.doing(f"Looking for the archive of {what} … {stop} stops") as say:

                def tell(progress: "SearchProgress | KeepingProgress") -> None:
                    say(f"Looking for the archive of {what} … {progress} · {stop} stops")

                wanted = await asyncio.to_thread(_wanted, tell, self._stop)
                report = await library.add(where, wanted=wanted)
        finally:
            self._stop = None
        source = report.source
        sureness = f", {SURENESS[source.completeness]}" if source.completeness in SURENESS else ""
        said = f"{clean_line(source.title or source.name, 80)}: {counted(report.articles, 'article')}{sureness}."
        layout.say(f"{report.remark} {said}" if report.remark else said)
        await self._lists.show_other_articles()
        if layout.at != READER:
            is_only = len(await asyncio.to_thread(library.sources)) == 1
            view = VIEWS[3] if is_only else source_view(source)
            layout.filters.pop(view.id, None)
            layout.view = view

    async def _remove(self, name: str) -> None:
        layout = self._layout
        async with self._turn:
            source = await asyncio.to_thread(self._library.sync.remove, name)
        if layout.view.source == source.name:
            layout.view = VIEWS[3]
        await self._lists.show_other_articles()
        layout.say(
            f"{source.name} is no longer followed. What you did with its articles, and what is offline, is kept;"
            " `follow again` in the command palette undoes this."
        )

    async def _restore(self) -> None:
        layout = self._layout
        async with self._turn:
            source = await asyncio.to_thread(self._library.sync.restore)
        if source is None:
            layout.explain("Nothing has been removed since the app started.")
            return
        await self._lists.show_other_articles()
        layout.say(f"{source.name} is followed again.")


def _wanted(tell: "Callable[[SearchProgress | KeepingProgress], None]", stop: asyncio.Event) -> "Wanted":
    from blogreader.library.discovery import Wanted  # in a thread: what it stands on takes its time to load

    return Wanted(tell=tell, stop=stop)
