"""Sources in the app: the search for a blog's archive, reading sources again, and following one no more."""

import asyncio
from typing import TYPE_CHECKING

from blogreader.keys import READER, first
from blogreader.library import SURENESS, VIEWS, source_view
from blogreader.paths import located
from blogreader.text import clean_line, counted
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.lists import Lists
from blogreader.tui.screen.tasks import BackgroundTasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from blogreader.library.discovery import SearchProgress, Wanted
    from blogreader.tui.screen.screen import ReadingScreen

_LONGEST_ADDRESS = 60
"""Characters of an address in the line of progress."""


class Sources(BackgroundTasks):
    """Adds, reads again and removes sources for one reading screen; one search at a time."""

    def __init__(self, screen: "ReadingScreen", desk: AsyncLibrary, errands: Lists) -> None:
        super().__init__(screen, desk)
        self._errands = errands
        self._stop: asyncio.Event | None = None
        """What ends the search that runs; what was found is kept."""

    def add(self, location: str) -> None:
        """Follow a blog or an index, from its address, or a file or a folder."""
        if self._stop is not None:
            stop = first(self._screen.keys, "everywhere.stop")
            self._screen.explain(f"A blog is being looked for; {stop} stops that, and keeps what was found.")
        else:
            self.run("add", self._add, location)

    def refresh(self, *names: str) -> None:
        """Read sources again, all of them when none is named."""
        self._errands.refresh(names)

    def remove(self, name: str) -> None:
        """Stop following a source."""
        self.run("sources", self._remove, name)

    def restore(self) -> None:
        """Follow again what was followed until `remove` was called last."""
        self.run("sources", self._restore)

    def stop(self) -> bool:
        """Stop the search that runs, and keep what it found; False when there is none."""
        if self._stop is None or self._stop.is_set():
            return False
        self._stop.set()
        return True

    async def _add(self, location: str) -> None:
        screen, library = self._screen, self._desk.library
        stop = first(screen.keys, "everywhere.stop")
        what = clean_line(location, _LONGEST_ADDRESS)
        self._stop = asyncio.Event()
        try:
            with screen.header.doing(f"Looking for the archive of {what} … {stop} stops") as say:

                def tell(progress: "SearchProgress") -> None:
                    posts, requests = counted(progress.posts, "post"), counted(progress.requests, "request")
                    say(f"Looking for the archive of {what} … {posts}, {requests} · {stop} stops")

                wanted = await asyncio.to_thread(_wanted, tell, self._stop)
                report = await library.add(await asyncio.to_thread(located, location), wanted=wanted)
        finally:
            self._stop = None
        source = report.source
        sureness = f", {SURENESS[source.completeness]}" if source.completeness in SURENESS else ""
        said = f"{clean_line(source.title or source.name, 80)}: {counted(report.articles, 'article')}{sureness}."
        screen.say(f"{report.remark} {said}" if report.remark else said)
        await self._errands.show_other_articles()
        if screen.at != READER:
            is_only = len(await asyncio.to_thread(library.sources)) == 1
            view = VIEWS[3] if is_only else source_view(source)
            screen.filters.pop(view.id, None)
            screen.view = view

    async def _remove(self, name: str) -> None:
        screen = self._screen
        source = await asyncio.to_thread(self._desk.library.remove, name)
        if screen.view.source == source.name:
            screen.view = VIEWS[3]
        await self._errands.show_other_articles()
        screen.say(
            f"{source.name} is no longer followed. What you did with its articles, and what is offline, stays;"
            " `follow again` in the command palette takes this back."
        )

    async def _restore(self) -> None:
        screen = self._screen
        source = await asyncio.to_thread(self._desk.library.restore)
        if source is None:
            screen.explain("Nothing was removed since the app was started.")
            return
        await self._errands.show_other_articles()
        screen.say(f"{source.name} is followed again.")


def _wanted(tell: "Callable[[SearchProgress], None]", stop: asyncio.Event) -> "Wanted":
    from blogreader.library.discovery import Wanted  # in a thread: what it stands on takes its time to load

    return Wanted(tell=tell, stop=stop)
