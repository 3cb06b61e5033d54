"""What opens an article, keeps the place in it, and notices its end."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import Worker

from blogreader.errors import BlogreaderError, MuchShorter
from blogreader.keys import ARTICLES
from blogreader.model import Entry, Place, Status
from blogreader.tui.page import Failed, Loaded, Loading, Preview
from blogreader.tui.runner import CHANGE, Runner
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.tui.desk import Desk
    from blogreader.tui.reading import ReadingScreen

_KEEP_PLACE_AFTER_SECONDS = 1.0
_KEEP_PLACE_AT_LEAST_EVERY_SECONDS = 4.0
"""Also of a reader whose hand never rests."""
_END_SEEN_AFTER_SECONDS = 1.5


class Opening(Runner):
    """One article at a time is open, or on its way."""

    def __init__(self, screen: "ReadingScreen", desk: "Desk") -> None:
        super().__init__(screen, desk)
        self._place: tuple[str, Place] | None = None
        self._place_timer: Timer | None = None
        self._end_timer: Timer | None = None
        self._unkept: dict[str, Place] = {}
        self._kept_at = monotonic()
        self._completing: Worker[None] | None = None
        self._at_once: Worker[None] | None = None
        self._resumed: str | None = None
        """The article that was opened at its place, from which its reader did not move yet."""

    # Opening

    def open(self, entry: Entry, *, again: bool = False, at: "Place | str | None" = None, rows: int = 0) -> None:
        """Open an article, in place of the one that is open or on its way; `at`: elsewhere than at its kept place."""
        # What came was far less than what is archived, and said so: whoever asks for it once more takes it.
        shorter = again and self._has_said_shorter(entry)
        self.leave()
        # What is local has no host.
        host = host_of(entry.article.url) or None if again or not entry.offline else None
        self._screen.page = Loading(entry, host)
        worker = self.run("open", self._open, entry, again, shorter, at, rows)
        self._at_once = None if host else worker

    async def _open(self, entry: Entry, again: bool, shorter: bool, at: "Place | str | None", rows: int) -> None:
        screen, key = self._screen, entry.article.key
        try:
            document = await self._desk.library.document(key, again=again, shorter=shorter)
        except BlogreaderError as error:
            entry = self._desk.library.current(entry)
            screen.page = Failed(entry, error)
            screen.articles.replace([entry])
            return
        entry = self._desk.library.current(entry)
        place = at or self._unkept.get(key) or entry.state.place
        source, start = await self._desk.text(document, place)
        self._resumed = key if entry.state.place and not at else None
        screen.page = Loaded(entry, source, start, rows)
        screen.change(partial(self._desk.library.opened, [key]))
        self._completing = self.run("complete", self._desk.library.complete, key)

    def _has_said_shorter(self, entry: Entry) -> bool:
        page = self._screen.page
        if not isinstance(page, Failed) or page.entry.article.key != entry.article.key:
            return False
        return isinstance(page.error, MuchShorter)

    @property
    def at_once(self) -> Worker[None] | None:
        """What opens an article from the archive, which is quicker than the next key, or nearly so."""
        return self._at_once if self._at_once and not self._at_once.is_finished else None

    @property
    def is_completing(self) -> bool:
        """Whether the pictures of the article that was opened last are on their way."""
        return self._completing is not None and not self._completing.is_finished

    def stop(self) -> None:
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
            row = self.attempt(partial(articles.listing.next_unread, articles.cursor, step))
        if row is None or not 0 <= row < articles.count:
            end = "last" if step > 0 else "first"
            self._screen.say(
                f"No other unread article {'below' if step > 0 else 'above'}." if unread else f"This is the {end} one."
            )
            return
        articles.move_to(row)
        if opened and articles.current:
            self.open(articles.current)

    # The place, and the end

    def moved(self, entry: Entry, place: Place, *, at_end: bool, by_reader: bool, laid_out: bool) -> None:
        """Keep the place once the text has stood still; an article is read when its end was in sight for a moment."""
        if laid_out and self._resumed == entry.article.key:
            return  # a text that has become shorter may not have the place any more, and may have it again
        self._resumed = None
        self._place = (entry.article.key, place)
        if monotonic() - self._kept_at > _KEEP_PLACE_AT_LEAST_EVERY_SECONDS:
            self._keep_place()
        self._place_timer = self.later(self._place_timer, _KEEP_PLACE_AFTER_SECONDS, self._keep_place)
        if not at_end and self._end_timer is not None:
            self._end_timer.stop()
        elif at_end and by_reader and not self._screen.reader.fits:
            self._end_timer = self.later(self._end_timer, _END_SEEN_AFTER_SECONDS, self._see_end)

    def _see_end(self) -> None:
        if self._screen.reader.at_end:
            self.finish()

    def _keep_place(self) -> None:
        if self._place is not None:
            key, place = self._place
            self._place, self._unkept[key] = None, place
            self._kept_at = monotonic()
            self.run(CHANGE, self._put_place, key, place)

    async def _put_place(self, key: str, place: Place) -> None:
        entries = await self._desk.change(partial(self._desk.library.keep_place, key, place))
        if self._unkept.get(key) == place:
            del self._unkept[key]
        self._screen.articles.replace(entries)  # its row says how far the reader is

    def leave(self) -> None:
        """Close the article that is open: its place is kept, and one that was seen whole is read."""
        self._keep_place()
        if self._end_timer is not None:
            self._end_timer.stop()
        if self._screen.reader.fits:
            self.finish()

    def finish(self) -> None:
        """Mark the article that is open as read, if it is not."""
        page = self._screen.page
        if isinstance(page, Loaded) and page.entry.state.status is not Status.READ:
            self._screen.change(partial(self._desk.library.mark, [page.entry.article.key], Status.READ))

    def last_wishes(self) -> list[Callable[[], object]]:
        """Give the changes that are due when the program is left."""
        page, library = self._screen.page, self._desk.library
        last: list[Callable[[], object]] = []
        if self._place is not None:
            last.append(partial(library.keep_place, *self._place))
            self._place = None
        if isinstance(page, Loaded) and self._screen.reader.fits and page.entry.state.status is not Status.READ:
            last.append(partial(library.mark, [page.entry.article.key], Status.READ))
        return last

    def show_state(self, entry: Entry) -> None:
        """Show what became of the article that is open."""
        page = self._screen.page
        if isinstance(page, Loaded) and page.entry.article.key == entry.article.key:
            self._screen.page = replace(page, entry=entry)
