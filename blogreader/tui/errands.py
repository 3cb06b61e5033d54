"""What takes time: listing, opening, changing, fetching; each in a worker group of its own, the last wish wins."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ParamSpec

from textual.content import Content
from textual.timer import Timer
from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.keys import ARTICLES
from blogreader.library import Listing
from blogreader.model import Entry, Place, Status, Tally
from blogreader.text import clean
from blogreader.tui.browser import open_in_browser
from blogreader.tui.desk import Desk
from blogreader.tui.page import Failed, Loaded, Loading, Preview
from blogreader.tui.session import Session
from blogreader.tui.wishes import Opened
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.tui.reading import ReadingScreen

_P = ParamSpec("_P")
_KEEP_PLACE_AFTER_SECONDS = 1.0
_PREVIEW_AFTER_SECONDS = 0.15
_PAGE = 500
_CHANGE = "change"


class Errands:
    """Runs for one reading screen; expected failures are told there, bugs end the program."""

    def __init__(self, screen: "ReadingScreen", desk: Desk) -> None:
        self._screen = screen
        self._desk = desk
        self._place: tuple[str, Place] | None = None
        self._place_timer: Timer | None = None
        self._fetching: Worker[None] | None = None
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
        self._run("warm up", self._warm_up)
        current = screen.articles.current
        if current and current.article.key == session.reading and current.offline:
            screen.post_message(Opened(current))

    async def _warm_up(self) -> None:
        await self._desk.warm_up()
        self._warm = True
        self._preview()

    def preview(self) -> None:
        """Show the card of the article under the cursor, once the cursor has stood still for a moment.

        A card fills the pane: painted at each row of a held key it would be a hundred times the bytes of the rows.
        """
        self._preview_timer = self._later(self._preview_timer, _PREVIEW_AFTER_SECONDS, self._preview)

    def _preview(self) -> None:
        if self._warm and isinstance(self._screen.page, Preview):
            self._screen.page = Preview(self._screen.articles.current)

    def relist(self) -> None:
        """Show the view and filter of the screen."""
        self._run("list", self._relist, None)

    async def _relist(self, cursor: str | None) -> None:
        self._screen.header.problem = ""
        self._show(await self._desk.select(self._screen.view.query, self._screen.filter), cursor)

    def _show(self, listing: Listing, cursor: str | None) -> None:
        screen = self._screen
        screen.articles.when_empty = "Nothing matches." if screen.filter else screen.view.when_empty
        screen.articles.listing = listing
        if cursor and (row := listing.position_of(cursor)) is not None:
            screen.articles.move_to(row)
        screen.header.title = screen.view.title + (f" / {screen.filter}" if screen.filter else "")
        screen.header.shown = listing.tally

    async def _count(self) -> None:
        self._screen.contents = await self._desk.contents()

    # Opening

    def open(self, entry: Entry, *, again: bool = False) -> None:
        """Open an article, in place of the one that is open or on its way."""
        self.leave()
        host = host_of(entry.article.url) if again or not entry.offline else None
        self._screen.page = Loading(entry, host)
        self._run("open", self._open, entry, again)

    async def _open(self, entry: Entry, again: bool) -> None:
        screen, key = self._screen, entry.article.key
        try:
            blocks = await self._desk.blocks(entry, again=again)
        except BlogreaderError as error:
            entry = self._desk.library.current(entry)
            screen.page = Failed(entry, error)
            screen.articles.replace([entry])
            return
        # As a change, so that the place that was kept when the article was left comes before.
        [entry] = await self._desk.change(partial(self._desk.library.opened, [key]))
        screen.page = Loaded(entry, blocks)
        self._run(_CHANGE, self.show_changed, [entry])

    def stop_opening(self) -> None:
        """Let go of the article that is on its way, down to its connection; one that is archived is there again."""
        screen, page = self._screen, self._screen.page
        screen.workers.cancel_group(screen, "open")
        screen.page = Preview(page.entry)
        if isinstance(page, Loading) and page.host and page.entry.offline:
            self.open(page.entry)
        else:
            screen.at = ARTICLES

    def step(self, step: int, *, unread: bool, opened: bool) -> None:
        """Go to another article of the list, at once: of three steps in a burst each counts."""
        articles = self._screen.articles
        if articles.listing is None:
            return
        row: int | None = articles.cursor + step
        if unread:
            row = articles.listing.next_unread(articles.cursor, step)
        if row is None or not 0 <= row < articles.count:
            end = "last" if step > 0 else "first"
            self._screen.say(
                f"No other unread article {'below' if step > 0 else 'above'}." if unread else f"This is the {end} one."
            )
            return
        articles.move_to(row)
        if opened and articles.current:
            self.open(articles.current)

    def browse(self, entry: Entry) -> None:
        """Open an article in the browser, or copy its address where there is none."""
        if not open_in_browser(entry.article.url):
            self.copy(entry)

    def copy(self, entry: Entry) -> None:
        """Copy an article's address."""
        self._screen.app.copy_to_clipboard(entry.article.url)
        self._screen.say(f"Copied: {entry.article.url}")

    # State

    def change(self, how: "Callable[_P, list[Entry]]", *arguments: _P.args, **options: _P.kwargs) -> None:
        """Change the state of articles, and show them as they are then."""
        self._run(_CHANGE, self._change, partial(how, *arguments, **options))

    async def _change(self, how: "Callable[[], list[Entry]]") -> None:
        await self.show_changed(await self._desk.change(how))

    async def show_changed(self, entries: list[Entry]) -> None:
        """Show entries as they are now; the cursor stays, and so does what is being read."""
        screen = self._screen
        screen.articles.replace(entries)
        for entry in entries:
            if isinstance(screen.page, Loaded) and screen.page.entry.article.key == entry.article.key:
                screen.page = replace(screen.page, entry=entry)
        await self._count()
        listing = await self._desk.select(screen.view.query, screen.filter)
        # The rows stay as they are, also those that no longer match; the minutes left are those of now.
        count, now = screen.articles.count, listing.tally
        screen.header.shown = Tally(count, count - (now.articles - now.read), minutes_left=now.minutes_left)

    def keep_place(self, key: str, place: Place) -> None:
        """Remember where the reader stands, once the text has stood still for a second."""
        self._place = (key, place)
        self._place_timer = self._later(self._place_timer, _KEEP_PLACE_AFTER_SECONDS, self._keep_place)

    def _keep_place(self) -> None:
        if self._place is not None:
            self._run(_CHANGE, self._desk.change, partial(self._desk.library.keep_place, *self._place))
            self._place = None

    def leave(self) -> None:
        """Close the article that is open: its place is kept, and one that was seen whole is read."""
        self._keep_place()
        if self._screen.reader.fits:
            self.finish()

    def finish(self) -> None:
        """Mark the article that is open as read, if it is not."""
        page = self._screen.page
        if isinstance(page, Loaded) and page.entry.state.status is not Status.READ:
            self.change(self._desk.library.mark, [page.entry.article.key], Status.READ)

    def quit(self) -> None:
        """Keep everything that was wished, and where the reader is; then leave."""
        screen, library = self._screen, self._desk.library
        current = screen.articles.current
        page = screen.page if isinstance(screen.page, Loaded) else None
        reading = page.entry.article.key if page else None
        session = Session(screen.view, screen.filter, current.article.key if current else None, reading)
        last: list[Callable[[], object]] = [partial(library.keep_session, session.record())]
        if self._place is not None:
            last.append(partial(library.keep_place, *self._place))
            self._place = None
        if page and screen.reader.fits and page.entry.state.status is not Status.READ:
            last.append(partial(library.mark, [page.entry.article.key], Status.READ))
        self._run("quit", self._quit, last)

    async def _quit(self, last: list[Callable[[], object]]) -> None:
        app = self._screen.app
        try:
            for change in last:
                await self._desk.change(change)
        except BlogreaderError as error:  # there is no screen left to say it on
            app.exit(return_code=error.exit_status, message=Content(clean(str(error))))
        else:
            app.exit()

    # Many

    def fetch_shown(self) -> None:
        """Make all articles of the list offline; again while it runs: nothing."""
        if self._fetching is None or self._fetching.is_finished:
            self._fetching = self._run("fetch", self._fetch_shown)

    def stop_fetching(self) -> bool:
        """Stop making articles offline; False when none were."""
        if self._fetching is None or self._fetching.is_finished:
            return False
        self._fetching.cancel()
        self._screen.header.activity = ""
        return True

    async def _fetch_shown(self) -> None:
        screen, library = self._screen, self._desk.library
        listing = screen.articles.listing
        if listing is None:
            return
        entries = [entry for start in range(0, len(listing), _PAGE) for entry in listing.page(start, _PAGE)]
        by_key = {entry.article.key: entry for entry in entries}
        done = failed = 0
        try:
            async for one in library.fetch(by_key):
                done += 1
                failed += one.error is not None
                screen.header.activity = f"{done}/{len(entries)} offline · {failed} failed · Esc stops"
                if not one.unchanged:
                    screen.articles.replace([library.current(by_key[one.article.key])])
        finally:
            screen.header.activity = ""
            await self._count()
        screen.say(f"{done - failed} of {len(entries)} are offline" + (f", {failed} failed." if failed else "."))

    def refresh(self) -> None:
        """Read the sources again."""
        self._run("refresh", self._refresh)

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

    def _run(
        self, group: str, errand: Callable[_P, Awaitable[object]], *arguments: _P.args, **_: _P.kwargs
    ) -> Worker[None]:
        """Start an errand; in its group the last wish wins, but for changes, which all count."""
        return self._screen.run_worker(
            partial(self._told, partial(errand, *arguments)), group=group, exclusive=group != _CHANGE
        )

    def _later(self, timer: Timer | None, seconds: float, then: Callable[[], None]) -> Timer:
        """Do something after a time in which it is not wished again."""
        if timer is not None:
            timer.stop()
        return self._screen.set_timer(seconds, then)

    async def _told(self, errand: Callable[[], Awaitable[object]]) -> None:
        try:
            await errand()
        except BlogreaderError as error:
            self._screen.fail(error)
