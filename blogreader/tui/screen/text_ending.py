"""The ending below the open text: how far it and the archive are read, and what comes next."""

import asyncio

from blogreader.model import Entry, Status
from blogreader.tui.reader.content import Ending, Loaded
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.read_ahead import ReadAhead
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup


class TextEnding(BackgroundTasks):
    """Finds out what stands there, and has what it names read ahead."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, ahead: ReadAhead) -> None:
        super().__init__(layout, library)
        self._ahead = ahead
        self._told_of: tuple[object, ...] = ()
        """What the current ending was computed for."""
        self.next_part: Entry | None = None
        """The next part of the open article's series, if it is unread."""
        self._part: tuple[str, str | None] | None = None
        """The key of the article whose next part was last looked up, and that part's key."""

    def forget(self) -> None:
        """Forget the series: another article is opened."""
        self.next_part = self._part = None

    def tell(self) -> None:
        """Update the ending below the open text, with progress and the next article, if it is outdated."""
        page, articles, progress = self._layout.page, self._layout.articles, self._layout.contents.progress
        if not isinstance(page, Loaded) or progress is None or self._layout.is_waiting:  # it is painted first
            return
        total, entry = progress.total, page.entry
        # Saving a place, every other second, changes none of this, and checking 100 000 articles takes 100 ms.
        counts = total.read, total.reading, total.articles
        told = (articles.listing, articles.cursor, entry.article.key, entry.state.status, *counts)
        if told != self._told_of:
            self._told_of = told
            self.run(WorkerGroup.ENDING, self._tell)

    async def _tell(self) -> None:
        layout, page = self._layout, self._layout.page
        articles, progress = layout.articles, layout.contents.progress
        if articles.listing is None or progress is None or not isinstance(page, Loaded):
            return
        # If a hundred thousand articles are read, all of them are checked.
        next_unread = articles.listing.next_unread
        row = await self.here(asyncio.to_thread(next_unread, articles.cursor, 1))
        following = articles.entry_at(row) if row is not None else None
        total = progress.total
        above = None if following else await self.here(asyncio.to_thread(next_unread, articles.cursor, -1))
        ending = Ending(page.entry.state.status, total.read, total.articles, has_above=above is not None)
        if self._part is None or self._part[0] != page.entry.article.key:
            layout.reader.ending = ending.before(following)  # at once: searching a long text takes a while
        part = await self.here(asyncio.to_thread(self._part_after, page.entry))
        self.next_part = part if part and part.state.status is not Status.READ else None
        following = self.next_part or following
        layout.reader.ending = ending.before(following, in_series=self.next_part is not None)
        self._ahead.expect(lambda: filter(None, (articles.entry_at(articles.cursor + 1), following)))

    def _part_after(self, entry: Entry) -> Entry | None:
        """Return the next part of an article's series; looked up once, since that may search other texts."""
        library, key = self._library.sync, entry.article.key
        if self._part is None or self._part[0] != key:
            part = library.connections.next_in_series(entry)
            self._part = key, part.article.key if part else None
        return next(iter(library.entries([self._part[1]] if self._part[1] else ())), None)
