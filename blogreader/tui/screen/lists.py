"""The contents of the list: a view with its filter."""

import asyncio
import threading
from functools import partial
from typing import NamedTuple

from textual.worker import Worker

from blogreader.conditions import Arrangement, Order, Sort
from blogreader.errors import BlogreaderError, UsageError
from blogreader.keys import ARTICLES, first
from blogreader.library import VIEWS, Listing, View
from blogreader.model import Entry, Status
from blogreader.text import clean_line
from blogreader.tui.messages import NO_ARTICLE
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks, Superseded
from blogreader.tui.session import Session
from blogreader.tui.sort_words import words
from blogreader.tui.worker_groups import WorkerGroup


class Cursor(NamedTuple):
    """The position of the cursor: its row, and the article there, since rows may shift."""

    row: int
    key: str
    """The article's key."""


class Lists(BackgroundTasks):
    """Lists views outside the event loop; the cursor stays on its article."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._listing: Worker[None] | None = None
        self._begun = 0
        """The number of lists begun."""
        self._shown = 0
        """The number of the latest list shown."""
        self._listed_of = 0
        """How many articles existed when the list was made."""
        self._unfiltered_at: Cursor | None = None
        """Where the cursor was before a filter was typed."""

    def start(self, session: Session) -> Entry | None:
        """Fill the panes for the first time, before any key is delivered; return the article that was open."""
        layout, library = self._layout, self._library.sync
        try:
            layout.contents = self._library.contents_now(quick=True)
            listing = self._first()
            self._show(listing, listing.position_of(session.article) if session.article else None)
            layout.articles.begin_at = session.top
        except BlogreaderError as error:
            layout.fail(error)
        if library.saved_views.all():
            self.run(WorkerGroup.COUNT, self._state_changes.count)
        if library.is_behind:
            self.run(WorkerGroup.CATCH_UP, self._catch_up)
        current = layout.articles.current
        return current if current and current.article.key == session.reading and current.offline else None

    def _first(self) -> Listing:
        """Make the first list; drop and report a filter that is no longer valid."""
        layout, library = self._layout, self._library.sync
        try:
            return library.show(layout.view, layout.filter, layout.arrangement)
        except UsageError as error:
            if not layout.filters.pop(layout.view.id, ""):
                raise
            layout.say(f"The filter was left out. {error}")
            layout.show_filter()
            return library.show(layout.view, "", layout.arrangement)

    def arrange(self, arrangement: Arrangement) -> None:
        """Change the view's arrangement; another order is shown from its top, otherwise the cursor stays."""
        layout = self._layout
        narrowed = self._library.sync.query(layout.filter)
        if (narrowed.sort and arrangement.sort) or (narrowed.group and arrangement.group) or narrowed.fits is not None:
            layout.explain("The filter has its own order or groups, which take precedence.")
        at = self.cursor if arrangement.sort == layout.arrangement.sort else None
        layout.arrangements[layout.view.id] = arrangement
        self._listing = self.run(WorkerGroup.LIST, self.list_now, at)

    def move(self, step: int) -> None:
        """Move the article under the cursor, and the cursor, up (-1) or down (1) the reading list."""
        layout, articles = self._layout, self._layout.articles
        entry, other = articles.current, articles.entry_at(articles.cursor + step)
        if entry is None:
            layout.explain(NO_ARTICLE)
        elif not layout.view.read_apart:
            two = first(layout.keys, "everywhere.view-reading-list")
            layout.explain(f"Only the reading list has an order of your own; {two} shows it.")
        elif self._is_sorted_otherwise:
            sort = first(layout.keys, "everywhere.sort")
            layout.explain(f"The reading list is shown in a different order; {sort} r shows its own.")
        elif entry.state.status is Status.READ:
            layout.explain("Read articles have no place on the list any more.")
        elif other is None or other.state.status is Status.READ or not articles.are_in_one_part(step):
            layout.explain(f"This is the {'last' if step > 0 else 'first'} article of the list.")
        else:
            self._listing = self.run(WorkerGroup.LIST, self._move, entry.article.key, other.article.key, step)

    def save(self, name: str) -> None:
        """Save the list as a view of this name, and show that view."""
        self.run(WorkerGroup.SAVE, self._save, name)

    async def _save(self, name: str) -> None:
        layout, library = self._layout, self._library.sync
        shown = layout.view, layout.filter, layout.arrangement
        try:
            view = await asyncio.to_thread(library.save_view, name, *shown)
        except UsageError as error:
            layout.explain(str(error))
            return
        layout.say(f"Saved as {view.title}, in {library.folders.config}.")
        await self._state_changes.count()
        is_still_shown = (layout.view, layout.filter, layout.arrangement) == shown
        layout.filters.pop(view.id, None)
        layout.arrangements.pop(view.id, None)
        if is_still_shown and layout.view == view:
            layout.show_filter()
            self.relist()  # nothing but the header changes
        elif is_still_shown:
            layout.view = view

    def fit(self, minutes: int) -> None:
        """Restrict the view to what fits into so many minutes."""
        layout = self._layout
        layout.filters[layout.view.id] = self._library.sync.fitting(layout.filter, minutes)
        layout.show_filter()
        self.relist()

    def show_view(self, name: str) -> None:
        """Show the view of this name, with its filter and arrangement."""
        views = [*VIEWS, *self._library.sync.saved_views.all()]
        view = next((view for view in views if view.title.casefold() == name.casefold()), None)
        if view is None:
            self._layout.explain(f"No view is called {clean_line(name, 60)}.")
        else:
            self._layout.view = view
            self._layout.at = ARTICLES

    def show_saved(self) -> None:
        """Show the next saved view."""
        layout, saved = self._layout, self._library.sync.saved_views.all()
        if not saved:
            layout.explain("No view is saved: `save NAME` in the command palette saves the current one.")
            return
        at = next((number for number, view in enumerate(saved) if view.id == layout.view.id), -1)
        if len(saved) == 1 and at == 0 and layout.at == ARTICLES:
            layout.explain(f"{layout.view.title} is the only saved view.")
        layout.view = saved[(at + 1) % len(saved)]
        layout.at = ARTICLES

    @property
    def _is_sorted_otherwise(self) -> bool:
        layout = self._layout
        narrowed = self._library.sync.query(layout.filter)
        sort = narrowed.sort or layout.arrangement.sort
        return narrowed.fits is not None or sort not in (None, Sort(Order.LIST))

    async def _move(self, key: str, beside: str, step: int) -> None:
        at = self.cursor
        await self._library.change(partial(self._library.sync.batch.move_bookmark, key, beside, after=step > 0))
        await self.list_now(at)

    def relist(self) -> None:
        """List the shown view with its filter again."""
        self._listing = self.run(WorkerGroup.LIST, self.list_now)

    def begin_filter(self) -> None:
        """Remember where the cursor is, for a filter that is cleared while it is typed."""
        if not self._layout.filter:
            self._unfiltered_at = self.cursor

    def narrow(self, words: str, *, is_typing: bool) -> None:
        """List the shown view with another filter, from the top; without one, stay on the article at the cursor."""
        layout = self._layout
        at = self._unfiltered_at if is_typing else self.cursor
        layout.filters[layout.view.id] = words
        self._listing = self.run(WorkerGroup.LIST, self.list_now, to=at.key if at and not words else None)

    def show(self, view: View, words: str, key: str | None) -> None:
        """Show a view with a filter, with the cursor on an article."""
        layout = self._layout
        layout.filters[view.id] = words
        layout.view = view
        layout.show_filter()
        self._listing = self.run(WorkerGroup.LIST, self.list_now, to=key)

    @property
    def listing(self) -> Worker[None] | None:
        """The task for the last requested list, until it is shown."""
        return self._listing if self._listing and not self._listing.is_finished else None

    async def list_now(self, at: Cursor | None = None, to: str | None = None) -> None:
        """List again; `at` is the position whose article the cursor stays on, `to` an article to move to instead."""
        layout = self._layout
        self._begun += 1
        number, wanted = self._begun, at.key if at else to
        try:
            listing, row = await self.unless_changed(
                lambda: (layout.view, layout.filter, layout.arrangement), self._listed(wanted)
            )
        except Superseded:  # another view, filter or order was requested meanwhile
            return
        except UsageError as error:
            layout.mistake = str(error)
            return
        if number < self._shown:
            return  # of two lists, the one begun later is right, whichever ends first
        self._shown = number
        if at and layout.articles.cursor != at.row:
            at = self.cursor  # it moved meanwhile
            row = listing.position_of(at.key) if at else None
        self._show(listing, row)

    async def _listed(self, key: str | None) -> tuple[Listing, int | None]:
        """Return the list, and the row of an article in it, which takes time with the number of rows before it."""
        layout = self._layout
        listing = await self._library.show(layout.view, layout.filter, layout.arrangement)
        return listing, await asyncio.to_thread(listing.position_of, key) if key else None

    async def follow_order(self) -> None:
        """List the reading list again after a possible change of its order; the cursor stays on its article."""
        if self._layout.view.read_apart:
            await self._told(self._list_here)

    async def _list_here(self) -> None:
        await self.list_now(self.cursor)

    async def follow_count(self, at: Cursor | None) -> None:
        """List again if the number of articles has changed; `at` is the position of the cursor."""
        # Not the last count, which may be newer than the list.
        if self._listed_of != self._articles:
            await self.list_now(at)

    async def show_other_articles(self) -> None:
        """List again after articles were added or removed; the cursor stays on its article."""
        await self._state_changes.count()
        await self.list_now(self.cursor)

    def show_otherwise(self) -> None:
        """List again with other settings and views; the cursor stays on its article."""
        self.run(WorkerGroup.LIST, self.show_other_articles)

    @property
    def cursor(self) -> Cursor | None:
        """The current position of the cursor."""
        articles = self._layout.articles
        return Cursor(articles.cursor, articles.current.article.key) if articles.current else None

    def _show(self, listing: Listing, row: int | None) -> None:
        layout = self._layout
        self._listed_of = self._articles
        if not listing:
            empty = self._why_nothing_matches() if layout.filter else layout.view.when_empty
            layout.articles.when_empty = "The list is loading …" if self._library.sync.is_behind else empty
        layout.articles.listing = listing
        if layout.is_filter_shown:  # otherwise the text typed since then has its own mistake
            layout.mistake = ""
        if row is not None:
            layout.articles.move_to(row)
        remark = f" ({layout.view.remark})" if layout.view.remark else ""
        laid_out = f", {chosen}" if (chosen := words(layout.arrangement)) else ""
        narrowed = f" / {layout.filter}" if layout.filter else ""
        layout.header.title = clean_line(layout.view.title + remark + laid_out + narrowed)
        layout.show_counts(listing.tally)

    def _why_nothing_matches(self) -> str:
        from blogreader.library import no_match  # a start needs it never

        progress = self._layout.contents.progress
        if progress is None:
            return no_match.NOTHING
        condition = self._library.sync.query(self._layout.filter).condition
        return no_match.sentence(condition, [one.source for one in progress.sources])

    @property
    def _articles(self) -> int:
        """The number of articles at the last count."""
        progress = self._layout.contents.progress
        return progress.total.articles if progress else 0

    async def _catch_up(self) -> None:
        """Fill the catalogue in the background, and update the list."""
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
                if is_empty:  # now there is something to show
                    is_empty = False
                    self.relist()

        with self._layout.header.doing("Reading the index …") as say:
            try:
                await asyncio.to_thread(self._library.sync.catch_up, go_on)
            finally:
                stopping.set()
        await self.show_other_articles()
