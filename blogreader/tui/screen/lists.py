"""What the list shows: a view, narrowed by its filter, as the library has it now."""

import asyncio
import threading
from contextlib import suppress
from typing import NamedTuple

from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.library import Listing, View
from blogreader.tui.messages import Opened
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks, Superseded
from blogreader.tui.session import Session
from blogreader.tui.worker_groups import WorkerGroup


class Cursor(NamedTuple):
    """Where the cursor stands: once there are other articles, another one may stand in its row."""

    row: int
    key: str
    """The article's."""


class Lists(BackgroundTasks):
    """Makes lists outside the event loop; the cursor stays on its article."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._listing: Worker[None] | None = None
        self._begun = 0
        """Lists begun."""
        self._shown = 0
        """The latest begun of those that were shown."""
        self._listed_of = 0
        """How many articles there were when the list was made."""

    def start(self, session: Session) -> None:
        """Fill the panes for the first time, at once, so that no key comes before the rows; open what was open."""
        layout, library = self._layout, self._library.sync
        try:
            layout.contents = self._library.contents_now()
            self._show(library.select(layout.view.query, layout.filter), session.article)
        except BlogreaderError as error:
            layout.fail(error)
        if library.is_behind:
            self.run(WorkerGroup.CATCH_UP, self._catch_up)
        current = layout.articles.current
        if current and current.article.key == session.reading and current.offline:
            layout.post_message(Opened(current))

    def relist(self) -> None:
        """Show the view and filter of the screen."""
        self._listing = self.run(WorkerGroup.LIST, self.list_now)

    def show(self, view: View, words: str, key: str | None) -> None:
        """Show a view under a filter, with the cursor on an article."""
        layout = self._layout
        layout.filters[view.id] = words
        layout.view = view
        layout.show_filter()
        self._listing = self.run(WorkerGroup.LIST, self.list_now, to=key)

    @property
    def _usual(self) -> str:
        """The order of what has none of its own, as a query; empty: newest first, as the catalogue has it."""
        sort = self._layout.config.sort
        return "" if sort == "-date" else f"sort:{sort}"

    @property
    def listing(self) -> Worker[None] | None:
        """What makes the list that was asked for last, while it is not shown yet."""
        return self._listing if self._listing and not self._listing.is_finished else None

    async def list_now(self, at: Cursor | None = None, to: str | None = None) -> None:
        """List anew; `at` is where the cursor stood, which then stays on its article, `to` the article it goes to."""
        layout = self._layout
        layout.header.problem = ""
        self._begun += 1
        number = self._begun
        with suppress(Superseded):  # another view or filter is asked for meanwhile
            listing = await self.unless_changed(
                lambda: (layout.view, layout.filter), self._library.select(layout.view.query, layout.filter)
            )
            if number < self._shown:
                return  # of two lists the one that was begun later is right, whenever they end
            self._shown = number
            if at and layout.articles.cursor != at.row:
                at = self.cursor  # it moved meanwhile
            self._show(listing, at.key if at else to)

    async def follow_count(self, at: Cursor | None) -> None:
        """List anew if there are other articles than there were; `at` is where the cursor stood."""
        # Not what was counted last: that may have been after another change, with the list as it was.
        if self._listed_of != self._articles:
            await self.list_now(at)

    async def show_other_articles(self) -> None:
        """Show that articles were added or taken away; the cursor stays where it is."""
        await self._state_changes.count()
        await self.list_now(self.cursor)

    def show_otherwise(self) -> None:
        """List anew by other settings, and show other views; the cursor stays on its article."""
        self.run(WorkerGroup.LIST, self.show_other_articles)

    @property
    def cursor(self) -> Cursor | None:
        """Where the cursor is now."""
        articles = self._layout.articles
        return Cursor(articles.cursor, articles.current.article.key) if articles.current else None

    def _show(self, listing: Listing, cursor: str | None) -> None:
        layout = self._layout
        self._listed_of = self._articles
        empty = "Nothing matches." if layout.filter else layout.view.when_empty
        layout.articles.when_empty = "The list is loading …" if self._library.sync.is_behind else empty
        layout.articles.listing = listing
        if cursor and (row := listing.position_of(cursor)) is not None:
            layout.articles.move_to(row)
        remark = f" ({layout.view.remark})" if layout.view.remark else ""
        layout.header.title = layout.view.title + remark + (f" / {layout.filter}" if layout.filter else "")
        layout.header.shown = listing.tally

    @property
    def _articles(self) -> int:
        """How many articles there were when they were counted last."""
        progress = self._layout.contents.progress
        return progress.total.articles if progress else 0

    async def _catch_up(self) -> None:
        """Fill the list behind what is shown of it."""
        loop = asyncio.get_running_loop()
        stopping = threading.Event()
        is_empty = True

        def go_on(number: int) -> bool:
            loop.call_soon_threadsafe(tell, number)
            return not stopping.is_set()

        def tell(number: int) -> None:
            nonlocal is_empty
            if not stopping.is_set():
                say(f"Loading the list … {number:,}")
                if is_empty:  # now there is something to look at
                    is_empty = False
                    self.relist()

        with self._layout.header.doing("Reading the index …") as say:
            try:
                await asyncio.to_thread(self._library.sync.catch_up, go_on)
            finally:
                stopping.set()
        await self.show_other_articles()
