"""Adds sources, which includes the search for a blog's archive, and removes them."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from blogreader.errors import FetchError, NamesFeeds, SourceError
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
    from collections.abc import Callable, Sequence

    from blogreader.library import SourceReport
    from blogreader.library.discovery import KeepingProgress, SearchProgress, Wanted

_LONGEST_ADDRESS = 60
"""Characters of an address in the line of progress."""


_LONGEST_WAIT = 0.4
"""Seconds that what was found may take to be kept when the program is left."""


class SourceChanges(BackgroundTasks):
    """Adds and removes sources; one search at a time."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, lists: Lists) -> None:
        super().__init__(layout, library)
        self._lists = lists
        self._stop: asyncio.Event | None = None
        """Set to stop the running search; what was found is kept, with the pages read on the way."""
        self._at_once = asyncio.Event()
        """Set to stop saving those pages."""
        self._added = asyncio.Event()
        """Set when the search has ended and is saved."""
        self._turn = asyncio.Lock()
        """Makes removals run one after another: each reads the texts of all sources and removes one of them."""

    def add(self, location: str) -> None:
        """Follow a blog or an index at an address, in a file or in a folder."""
        if self._stop is not None:
            stop = first(self._layout.keys, "everywhere.stop")
            self._layout.explain(f"A blog is being searched; {stop} stops the search and keeps what was found.")
        else:
            self.run(WorkerGroup.ADD, self._add, location)

    def remove(self, name: str) -> None:
        """Stop following a source."""
        self.run(WorkerGroup.SOURCES, self._remove, name)

    def restore(self) -> None:
        """Follow the source again that `remove` removed last."""
        self.run(WorkerGroup.SOURCES, self._restore)

    def stop(self) -> bool:
        """Stop the running search, or the saving of the pages that it read; False if there is none."""
        if self._stop is None or self._at_once.is_set():
            return False
        (self._at_once if self._stop.is_set() else self._stop).set()
        return True

    async def stop_at_once(self) -> None:
        """Stop the running search, and wait a moment until its results are saved."""
        if self._stop is not None:
            self._at_once.set()
            self._stop.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._added.wait(), _LONGEST_WAIT)

    async def _add(self, location: str) -> None:
        layout, library = self._layout, self._library.sync
        self._stop = asyncio.Event()
        self._at_once.clear()
        self._added.clear()
        try:
            reports, failed, number, left_out = await self._follow(location, self._stop)
        finally:
            self._stop = None
            self._added.set()
        layout.say(_said(reports, failed, number, left_out))
        layout.is_first = layout.is_first and not reports
        await self._lists.show_other_articles()
        if layout.at != READER and reports:
            is_all = len(await asyncio.to_thread(library.sources)) == 1 or len(reports) > 1
            view = VIEWS[3] if is_all else source_view(reports[0].source)
            layout.filters.pop(view.id, None)
            layout.view = view

    async def _follow(
        self, location: str, stop: asyncio.Event
    ) -> "tuple[list[SourceReport], list[SourceError | FetchError], int, Sequence[tuple[int, str]]]":
        """Follow a location, or each of the feeds that it names.

        Return the reports, the errors, how many feeds it names, and its lines that are left out. Feeds after a stop
        have neither report nor error.
        """
        reports: list[SourceReport] = []
        failed: list[SourceError | FetchError] = []
        number = 1
        left_out: Sequence[tuple[int, str]] = ()
        try:
            reports.append(await self._search(location, stop))
        except NamesFeeds as named:
            number, left_out = len(named.addresses), named.left_out
            for address in named.addresses:
                if stop.is_set():
                    break
                try:
                    reports.append(await self._search(address, stop))
                except (SourceError, FetchError) as error:
                    failed.append(error)
        return reports, failed, number, left_out

    async def _search(self, location: str, stop: asyncio.Event) -> "SourceReport":
        key = first(self._layout.keys, "everywhere.stop")
        where = await asyncio.to_thread(located, location)
        what = clean_line(without_userinfo(where) if "://" in where else location, _LONGEST_ADDRESS)
        with self._layout.header.doing(f"Looking for the archive of {what} … {key} stops") as say:

            def tell(progress: "SearchProgress | KeepingProgress") -> None:
                say(f"Looking for the archive of {what} … {progress} · {key} stops")

            wanted = await asyncio.to_thread(_wanted, tell, stop, self._at_once)
            return await self._library.sync.add(where, wanted=wanted)

    async def _remove(self, name: str) -> None:
        layout = self._layout
        async with self._turn:
            (source,) = await asyncio.to_thread(self._library.sync.remove, name)
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


def _said(
    reports: "Sequence[SourceReport]",
    failed: "Sequence[SourceError | FetchError]",
    number: int,
    left_out: "Sequence[tuple[int, str]]",
) -> str:
    """Return a message about the followed sources, of so many that were named, the failures and what is left out."""
    # Several feeds may be one blog, which is followed once.
    articles = counted(sum({report.source.name: report.articles for report in reports}.values()), "article")
    if (len(reports), number) != (1, 1):
        of = f"{counted(len(reports), f'of {number} feeds is', f'of {number} feeds are')} followed, with {articles}."
        left = f"{counted(len(left_out), 'line is', 'lines are')} left out: {left_out[0][1]}." if left_out else ""
        return " ".join(filter(None, (of, str(failed[0]) if failed else "", left)))
    (report,) = reports
    source = report.source
    sureness = f", {SURENESS[source.completeness]}" if source.completeness in SURENESS else ""
    said = f"{clean_line(source.title or source.name, 80)}: {articles}{sureness}."
    return f"{report.remark} {said}" if report.remark else said


def _wanted(
    tell: "Callable[[SearchProgress | KeepingProgress], None]", stop: asyncio.Event, at_once: asyncio.Event
) -> "Wanted":
    from blogreader.library.discovery import Wanted  # in a thread: its dependencies take long to load

    return Wanted(tell=tell, stop=stop, at_once=at_once)
