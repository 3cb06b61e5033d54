"""What takes time: listing, changing, fetching, leaving; each in a worker group of its own, the last wish wins."""

import asyncio
import gc
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker, WorkerCancelled

from blogreader.errors import BlogreaderError, LibraryError
from blogreader.keys import READER, first
from blogreader.library import Library, Listing
from blogreader.model import Entry
from blogreader.text import counted
from blogreader.tui.messages import Opened
from blogreader.tui.reader.content import Loaded, Preview
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.tasks import CHANGE, BackgroundTasks, Superseded
from blogreader.tui.session import Session

if TYPE_CHECKING:
    from blogreader.tui.screen.current_article import CurrentArticle
    from blogreader.tui.screen.screen import ReadingScreen

_PREVIEW_AFTER_SECONDS = 0.15
_PAGE = 500
_BREATH = 100
"""Articles of which there is nothing to tell that are told of together."""
_MOMENT_SECONDS = 1.5
_COUNT_EVERY_SECONDS = 0.5
_BACKGROUND = ("fetch", "refresh", "add", "sources", "complete", "catch up", "open")


class Lists(BackgroundTasks):
    """Lists, changes states, fetches many, and ends the program."""

    def __init__(self, screen: "ReadingScreen", desk: AsyncLibrary, opening: "CurrentArticle") -> None:
        super().__init__(screen, desk)
        self._opening = opening
        self._listing: Worker[None] | None = None
        self._fetching: Worker[None] | None = None
        self._fetched_at = -_MOMENT_SECONDS
        self._preview_timer: Timer | None = None
        self._listed_of = 0
        """How many articles there were when the list was made."""
        self._warm = False
        self._counts = 0
        """Counts begun."""
        self._counted = 0
        """The latest begun of those that are shown."""

    # Listing

    def start(self, session: Session) -> None:
        """Fill the panes for the first time, at once, so that no key comes before the rows; open what was open."""
        screen, library = self._screen, self._desk.library
        try:
            screen.contents = self._desk.contents_now()
            self._show(library.select(screen.view.query, screen.filter), session.article)
        except BlogreaderError as error:
            screen.fail(error)
        self.run("warm up", self._warm_up)
        if library.is_behind:
            self.run("catch up", self._catch_up)
        current = screen.articles.current
        if current and current.article.key == session.reading and current.offline:
            screen.post_message(Opened(current))

    async def _catch_up(self) -> None:
        """Fill the list behind what is shown of it."""
        screen, library = self._screen, self._desk.library
        loop = asyncio.get_running_loop()
        stopping = threading.Event()
        is_empty = True

        def go_on(number: int) -> bool:
            loop.call_soon_threadsafe(tell, number)
            return not stopping.is_set()

        def tell(number: int) -> None:
            nonlocal is_empty
            if not stopping.is_set():
                say(f"Making the list … {number:,}")
                if is_empty:  # now there is something to look at
                    is_empty = False
                    self.relist()

        with screen.header.doing("Reading the index …") as say:
            try:
                await asyncio.to_thread(library.catch_up, go_on)
            finally:
                stopping.set()
        await self._count()
        await self._relist(self._cursor())

    async def _warm_up(self) -> None:
        await self._desk.warm_up()
        # What is loaded stays: searched for garbage again and again it would stop the keys for 50 ms each time.
        gc.freeze()
        self._warm = True
        self._preview()

    def preview(self) -> None:
        """Show the card of the article under the cursor, once the cursor has stood still for a moment.

        A card fills the pane: painted at each row of a held key it would be a hundred times the bytes of the rows.
        """
        self._preview_timer = self.later(self._preview_timer, _PREVIEW_AFTER_SECONDS, self._preview)

    def _preview(self) -> None:
        screen = self._screen
        current = screen.articles.current
        if not self._warm:
            return
        if not isinstance(screen.page, Preview):
            shown = screen.page.entry.article.key
            if screen.at == READER or shown == (current.article.key if current else None):
                return  # what is read stays, and so does what was opened under the cursor
            self._opening.put_behind()
        screen.page = Preview(current)

    def relist(self) -> None:
        """Show the view and filter of the screen."""
        self._listing = self.run("list", self._relist)

    @property
    def listing(self) -> Worker[None] | None:
        """What makes the list that was asked for last, while it is not shown yet."""
        return self._listing if self._listing and not self._listing.is_finished else None

    def _cursor(self) -> tuple[int, str] | None:
        """Return the row of the cursor, and its article: once there are other articles, another one may stand there."""
        articles = self._screen.articles
        return (articles.cursor, articles.current.article.key) if articles.current else None

    async def _relist(self, at: tuple[int, str] | None = None) -> None:
        """List anew; `at` is where the cursor stood, which then stays on its article."""
        screen = self._screen
        screen.header.problem = ""
        with suppress(Superseded):  # another view or filter is asked for meanwhile
            listing = await self.unless_changed(
                lambda: (screen.view, screen.filter), self._desk.select(screen.view.query, screen.filter)
            )
            if at and screen.articles.cursor != at[0]:
                at = self._cursor()  # it moved meanwhile
            self._show(listing, at[1] if at else None)

    def _show(self, listing: Listing, cursor: str | None) -> None:
        screen = self._screen
        self._listed_of = self._articles
        empty = "Nothing matches." if screen.filter else screen.view.when_empty
        screen.articles.when_empty = "The list is being made …" if self._desk.library.is_behind else empty
        screen.articles.listing = listing
        if cursor and (row := listing.position_of(cursor)) is not None:
            screen.articles.move_to(row)
        remark = f" ({screen.view.remark})" if screen.view.remark else ""
        screen.header.title = screen.view.title + remark + (f" / {screen.filter}" if screen.filter else "")
        screen.header.shown = listing.tally

    @property
    def _articles(self) -> int:
        """How many articles there were when they were counted last."""
        progress = self._screen.contents.progress
        return progress.total.articles if progress else 0

    async def _count(self) -> None:
        self._counts += 1
        number = self._counts
        contents = await self._desk.contents()
        if number > self._counted:  # of two counts the one that was begun later is right, whenever they end
            self._counted = number
            self._screen.contents = contents

    # State

    def change(self, how: Callable[[], list[Entry]], entry: Entry, told: Callable[[Entry], str] | None = None) -> None:
        """Change the state of an article, and show it as it is then; `told` says it where its row is not looked at."""
        self.run(CHANGE, self._change, how, entry, told)

    async def _change(self, how: Callable[[], list[Entry]], entry: Entry, told: Callable[[Entry], str] | None) -> None:
        # One that has left every index meanwhile is not given back, but still shown.
        entries = await self._desk.change(how) or [self._desk.library.current(entry)]
        if told and self._screen.at == READER:
            self._screen.explain(told(entries[0]))
        await self.show_changed(entries)

    async def show_changed(self, entries: list[Entry]) -> None:
        """Show entries as they are now; the cursor stays, and so does what is being read."""
        screen = self._screen
        shown = screen.page.entry
        if shown is not None and all(entry.article.key != shown.article.key for entry in entries):
            entries = [*entries, self._desk.library.current(shown)]
        screen.articles.replace(entries)
        for entry in entries:
            self._opening.show_state(entry)
        await self._count()
        listing = screen.articles.listing
        if listing is None:
            return
        # The rows stay where they are, also those that no longer match: they are counted as they are now.
        tally = await self._desk.tally(listing)
        if listing is screen.articles.listing:
            screen.header.shown = replace(tally, articles=screen.articles.count)

    async def show_all_again(self) -> None:
        """Show what is so now, whatever it is that changed; where other articles are there, they are listed anew."""
        screen = self._screen
        at = self._cursor()  # articles that were added put another one there
        screen.articles.renew()
        await self.show_changed([])
        # Not what was counted last: that may have been after another change, with the list as it was.
        if self._listed_of != self._articles:
            await self._relist(at)

    def last_wishes(self) -> list[Callable[[], object]]:
        """Return the changes that are due when the program is left: the place, and where the reader is."""
        screen, library = self._screen, self._desk.library
        current = screen.articles.current
        page = screen.page if isinstance(screen.page, Loaded) else None
        reading = page.entry.article.key if page else None
        at = current.article.key if current else None
        session = Session(screen.view, screen.filters, at, reading, screen.app.theme)
        keep: Callable[[], object] = partial(library.keep_session, session.record())
        return [*self._opening.last_wishes(), keep]

    async def end_background(self) -> None:
        """Stop what goes on behind the screen, and wait until it is gone: it must not find a screen without panes."""
        behind = [worker for worker in self._screen.workers if worker.group in _BACKGROUND and not worker.is_finished]
        for worker in behind:
            worker.cancel()
        for worker in behind:
            with suppress(WorkerCancelled):
                await worker.wait()

    # Many

    def fetch_shown(self) -> None:
        """Make all articles of the list offline; again while it runs: nothing."""
        if self.is_fetching:
            self._screen.explain(f"Articles are being fetched; {first(self._screen.keys, 'everywhere.stop')} stops.")
        elif not self._screen.articles.count:
            self._screen.explain("The list is empty: there is nothing to fetch.")
        else:
            self._fetching = self.run("fetch", self._fetch_shown)

    @property
    def is_fetching(self) -> bool:
        """Whether many articles are being made offline."""
        return self._fetching is not None and not (self._fetching.is_finished or self._fetching.is_cancelled)

    def stop(self) -> bool:
        """Stop making articles offline, or reading the sources again; False when neither goes on."""
        if self._fetching is not None and self.is_fetching:
            self._fetching.cancel()
            return True
        refreshing = [one for one in self._screen.workers if one.group == "refresh" and not one.is_finished]
        for worker in refreshing:
            worker.cancel()
        if refreshing:
            self._screen.explain("The sources are not read any further.")
        return bool(refreshing)

    def has_just_fetched(self) -> bool:
        """Return whether the line that says what stops it was there a moment ago."""
        return monotonic() - self._fetched_at < _MOMENT_SECONDS

    async def _fetch_shown(self) -> None:
        screen, library = self._screen, self._desk.library
        listing = screen.articles.listing
        if listing is None:
            return
        by_key = await asyncio.to_thread(_by_key, listing)
        done = failed = 0
        counted_at = monotonic()
        reasons: Counter[str] = Counter()
        stop = first(screen.keys, "everywhere.stop")

        def activity() -> str:
            lost = f" · {failed} failed" if failed else ""
            return f"Fetching {done}/{len(by_key)}{lost} · {stop} stops"

        try:
            with screen.header.doing(activity()) as say:
                async with aclosing(library.fetch(by_key)) as coming:
                    async for one in coming:
                        done += 1
                        failed += one.error is not None
                        if one.error:
                            reasons[str(one.error)] += 1
                        if not one.unchanged or done % _BREATH == 0:
                            say(activity())
                        if not one.unchanged:
                            entry = library.current(by_key[one.article.key])
                            screen.articles.replace([entry])
                            self._opening.show_state(entry)
                            if monotonic() - counted_at > _COUNT_EVERY_SECONDS:
                                await self._count()
                                counted_at = monotonic()
        except LibraryError as error:
            raise LibraryError(f"Stopped after {done} of {len(by_key)}. {error}") from error
        finally:
            if not self._desk.is_being_left:  # else nobody sees it any more
                self._fetched_at = monotonic()
                # Also what arrived in the moment in which it was stopped, and what was there before it was known.
                # Not read anew: one that has left every index meanwhile would leave a blank row.
                screen.articles.replace(await asyncio.to_thread(_as_they_are, library, by_key))
                await self._count()
        why = f", {failed} failed: {reasons.most_common(1)[0][0]}" if failed else "."
        screen.say(f"{counted(done - failed, f'of {len(by_key)} is', f'of {len(by_key)} are')} offline{why}")

    async def show_other_articles(self) -> None:
        """Show that articles were added or taken away; the cursor stays where it is."""
        await self._count()
        await self._relist(self._cursor())

    def refresh(self, names: Sequence[str] = ()) -> None:
        """Read the sources again, or those that are named."""
        self.run("refresh", self._refresh, names)

    async def _refresh(self, names: Sequence[str]) -> None:
        screen = self._screen
        with screen.header.doing("Reading the sources again …"):
            reports = await self._desk.library.refresh(names)
        for report in reports:
            if report.error:
                screen.fail(report.error)
            else:
                moved = f", moved {len(report.moved)}" if report.moved else ""
                screen.say(
                    f"{report.source.name}: new {report.new}, changed {report.changed}, gone {report.gone}{moved}"
                )
        if not reports:
            screen.explain("No source is followed: `add ADDRESS` in the command palette follows one.")
        await self.show_other_articles()


def _as_they_are(library: Library, by_key: dict[str, Entry]) -> list[Entry]:
    return [library.current(entry) for entry in by_key.values()]


def _by_key(listing: Listing) -> dict[str, Entry]:
    pages = (listing.page(start, _PAGE) for start in range(0, len(listing), _PAGE))
    return {entry.article.key: entry for page in pages for entry in page}
