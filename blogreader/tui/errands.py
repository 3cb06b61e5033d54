"""What takes time: listing, changing, fetching, leaving; each in a worker group of its own, the last wish wins."""

import asyncio
import gc
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing, suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.content import Content
from textual.timer import Timer
from textual.worker import Worker, WorkerCancelled

from blogreader.errors import BlogreaderError, LibraryError
from blogreader.keys import first
from blogreader.library import Library, Listing
from blogreader.model import Entry, Tally
from blogreader.text import clean, counted
from blogreader.tui.desk import Desk
from blogreader.tui.page import Loaded, Preview
from blogreader.tui.runner import CHANGE, Runner
from blogreader.tui.session import Session
from blogreader.tui.wishes import Opened

if TYPE_CHECKING:
    from blogreader.tui.opening import Opening
    from blogreader.tui.reading import ReadingScreen

_PREVIEW_AFTER_SECONDS = 0.15
_PAGE = 500
_BREATH = 100
"""Articles of which there is nothing to tell that are told of together."""
_MOMENT_SECONDS = 1.5
_COUNT_EVERY_SECONDS = 0.5
_BACKGROUND = ("fetch", "refresh", "complete", "catch up", "open")


class Errands(Runner):
    """Lists, changes states, fetches many, and ends the program."""

    def __init__(self, screen: "ReadingScreen", desk: Desk, opening: "Opening") -> None:
        super().__init__(screen, desk)
        self._opening = opening
        self._fetching: Worker[None] | None = None
        self._fetched_at = -_MOMENT_SECONDS
        self._preview_timer: Timer | None = None
        self._warm = False

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
        screen.header.activity = "Reading the index …"

        def go_on(number: int) -> bool:
            loop.call_soon_threadsafe(tell, number)
            return not stopping.is_set()

        def tell(number: int) -> None:
            nonlocal is_empty
            if not stopping.is_set():
                screen.header.activity = f"Making the list … {number:,}"
                if is_empty:  # now there is something to look at
                    is_empty = False
                    self.relist()

        try:
            await asyncio.to_thread(library.catch_up, go_on)
        finally:
            stopping.set()
            screen.header.activity = ""
        await self._count()
        current = screen.articles.current
        await self._relist(current.article.key if current else None)

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
        if self._warm and isinstance(self._screen.page, Preview):
            self._screen.page = Preview(self._screen.articles.current)

    def relist(self) -> None:
        """Show the view and filter of the screen."""
        self.run("list", self._relist, None)

    async def _relist(self, cursor: str | None) -> None:
        self._screen.header.problem = ""
        self._show(await self._desk.select(self._screen.view.query, self._screen.filter), cursor)

    def _show(self, listing: Listing, cursor: str | None) -> None:
        screen = self._screen
        empty = "Nothing matches." if screen.filter else screen.view.when_empty
        screen.articles.when_empty = "The list is being made …" if self._desk.library.is_behind else empty
        screen.articles.listing = listing
        if cursor and (row := listing.position_of(cursor)) is not None:
            screen.articles.move_to(row)
        screen.header.title = screen.view.title + (f" / {screen.filter}" if screen.filter else "")
        screen.header.shown = listing.tally

    async def _count(self) -> None:
        self._screen.contents = await self._desk.contents()

    # State

    def change(self, how: Callable[[], list[Entry]]) -> None:
        """Change the state of articles, and show them as they are then."""
        self.run(CHANGE, self._change, how)

    async def _change(self, how: Callable[[], list[Entry]]) -> None:
        await self.show_changed(await self._desk.change(how))

    async def show_changed(self, entries: list[Entry]) -> None:
        """Show entries as they are now; the cursor stays, and so does what is being read."""
        screen = self._screen
        screen.articles.replace(entries)
        for entry in entries:
            self._opening.show_state(entry)
        await self._count()
        listing = await self._desk.select(screen.view.query, screen.filter)
        # The rows stay as they are, also those that no longer match; the minutes left are those of now.
        count, now = screen.articles.count, listing.tally
        screen.header.shown = Tally(count, count - (now.articles - now.read), minutes_left=now.minutes_left)

    async def show_all_again(self) -> None:
        """Show what is so now, whatever it is that changed; where other articles are there, they are listed anew."""
        screen, before = self._screen, self._screen.contents.progress
        current = screen.articles.current  # articles that were added put another one there
        screen.articles.renew()
        entry = screen.page.entry
        await self.show_changed([self._desk.library.current(entry)] if entry else [])
        now = screen.contents.progress
        if before and now and before.total.articles != now.total.articles:
            await self._relist(current.article.key if current else None)

    def quit(self) -> None:
        """Keep everything that was wished, and where the reader is; then leave."""
        screen, library = self._screen, self._desk.library
        current = screen.articles.current
        page = screen.page if isinstance(screen.page, Loaded) else None
        reading = page.entry.article.key if page else None
        at = current.article.key if current else None
        session = Session(screen.view, screen.filter, at, reading, screen.app.theme)
        keep: Callable[[], object] = partial(library.keep_session, session.record())
        last = [*self._opening.last_wishes(), keep]
        self.run("quit", self._quit, last)

    async def _quit(self, last: list[Callable[[], object]]) -> None:
        app = self._screen.app
        await self._end_background()
        failure: BlogreaderError | None = None
        for change in last:  # each of them, whatever becomes of the others
            try:
                await self._desk.change(change)
            except BlogreaderError as error:
                failure = failure or error
        if failure:  # there is no screen left to say it on
            app.exit(return_code=failure.exit_status, message=Content(clean(str(failure))))
        else:
            app.exit()

    async def _end_background(self) -> None:
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
        if not self.is_fetching:
            self._fetching = self.run("fetch", self._fetch_shown)

    @property
    def is_fetching(self) -> bool:
        """Whether many articles are being made offline."""
        return self._fetching is not None and not (self._fetching.is_finished or self._fetching.is_cancelled)

    def stop_fetching(self) -> bool:
        """Stop making articles offline; False when none were."""
        if self._fetching is None or not self.is_fetching:
            return False
        self._fetching.cancel()
        self._screen.header.activity = ""
        return True

    def has_just_fetched(self) -> bool:
        """Tell whether the line that says what stops it was there a moment ago."""
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

        def show() -> None:
            lost = f" · {failed} failed" if failed else ""
            screen.header.activity = f"Fetching {done}/{len(by_key)}{lost} · {stop} stops"

        show()
        try:
            async with aclosing(library.fetch(by_key)) as coming:
                async for one in coming:
                    done += 1
                    failed += one.error is not None
                    if one.error:
                        reasons[str(one.error)] += 1
                    if not one.unchanged or done % _BREATH == 0:
                        show()
                    if not one.unchanged:
                        screen.articles.replace([library.current(by_key[one.article.key])])
                        if monotonic() - counted_at > _COUNT_EVERY_SECONDS:
                            await self._count()
                            counted_at = monotonic()
        except LibraryError as error:
            raise LibraryError(f"Stopped after {done} of {len(by_key)}. {error}") from error
        finally:
            screen.header.activity = ""
            self._fetched_at = monotonic()
            # Also what arrived in the moment in which it was stopped, and what was there before it was known.
            screen.articles.replace(await asyncio.to_thread(_as_they_are, library, by_key))
            await self._count()
        why = f", {failed} failed: {reasons.most_common(1)[0][0]}" if failed else "."
        screen.say(f"{counted(done - failed, f'of {len(by_key)} is', f'of {len(by_key)} are')} offline{why}")

    def refresh(self) -> None:
        """Read the sources again."""
        self.run("refresh", self._refresh)

    async def _refresh(self) -> None:
        screen = self._screen
        screen.header.activity = "Reading the sources again …"
        try:
            reports = await self._desk.library.refresh()
        finally:
            screen.header.activity = ""
        for report in reports:
            if report.error:
                screen.fail(report.error)
            else:
                screen.say(f"{report.source.name}: new {report.new}, changed {report.changed}, gone {report.gone}")
        await self._count()
        current = screen.articles.current
        await self._relist(current.article.key if current else None)


def _by_key(listing: Listing) -> dict[str, Entry]:
    pages = (listing.page(start, _PAGE) for start in range(0, len(listing), _PAGE))
    return {entry.article.key: entry for page in pages for entry in page}


def _as_they_are(library: Library, by_key: dict[str, Entry]) -> list[Entry]:
    return [library.current(entry) for entry in by_key.values()]
