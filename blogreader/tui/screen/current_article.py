"""Opens an article, saves the place in it, and notices its end."""

import gc
import os
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from textual.timer import Timer
from textual.worker import Worker

from blogreader.errors import BlogreaderError, MuchShorter
from blogreader.keys import ARTICLES, READER, first
from blogreader.model import Entry, Place, ReadingTime, Spans, Status
from blogreader.reading_time import LEAST_KEPT, ReadingTimer
from blogreader.records import replace
from blogreader.transitions import ReadingRule, Sitting, is_read, looked, sat_down, settled
from blogreader.tui.reader.card import welcome
from blogreader.tui.reader.content import Failed, Loaded, Loading, Page, Preview, identity
from blogreader.tui.reader.document_view import Way
from blogreader.tui.reader.in_sight import words_between, words_of
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.read_ahead import ReadAhead
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.screen.text_ending import TextEnding
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.render.layout.virtual_document import Position
    from blogreader.search_terms import Finder

    At = Place | str | Finder | None
    """Where to begin: at a place, a fragment or a search hit; None: at the saved place."""
clock: Callable[[], float] = monotonic
"""Measures how long something was on the screen; tests replace it."""
_PREVIEW_AFTER_SECONDS = 0.15
_KEEP_PLACE_AFTER_SECONDS = 1.0
_KEEP_PLACE_AT_LEAST_EVERY_SECONDS = 4.0
"""Even while the reader keeps moving."""
_END_SEEN_AFTER = 1.05
"""In units of the time after which a part of the text counts as seen."""
_MOMENT_SECONDS = 0.001


class Standing(NamedTuple):
    """The reader's place in an article, what was seen of it, and the time of this sitting so far."""

    key: str
    place: Place
    seen: Spans
    time: ReadingTime | None = None
    """None: too little to be saved."""


class CurrentArticle(BackgroundTasks):
    """The one article that is open or loading; it stays open behind a card."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes
        self._ahead = ReadAhead(layout, library)
        self.ending = TextEnding(layout, library, self._ahead)
        self._to_begin: Entry | None = None
        """The article that was opened, until its text is painted and that is recorded."""
        self._sitting = Sitting()
        self._timer = ReadingTimer("", library.sync.figures.today(), None)
        self._top: tuple[Position, float] | None = None
        """The row at the top when it was last checked, and how much of the article was above it."""
        self._place: tuple[str, Place] | None = None
        self._kept: Standing | None = None
        """What was last submitted to be saved."""
        self._unkept: dict[str, Standing] = {}
        self._kept_at = clock()
        self._is_warm = False
        """Whether a card can be laid out without delay."""
        self._preview_timer: Timer | None = None
        self._place_timer: Timer | None = None
        self._end_timer: Timer | None = None
        self._completing: Worker[None] | None = None
        self._at_once: Worker[None] | None = None
        layout.is_first = not library.sync.session()
        self._resumed: str | None = None
        """The article that was opened at its saved place, while the reader has not moved."""

    # Opening

    def open(self, entry: Entry, *, again: bool = False, at: "At" = None, rows: int = 0, focus: bool = True) -> None:
        """Open an article, replacing one that is open or loading; `at`: elsewhere than at its saved place.

        `focus`: with the focus on its pane.
        """
        # After a message that the text is much shorter than the archived one, a repeated request accepts it.
        shorter = again and self._has_said_shorter(entry)
        self.leave()
        self.ending.forget()
        self._layout.behind = None
        self._layout.is_first, self._layout.articles.welcome = False, ()
        ready = self._ahead.take(entry, self._kept_place, rows) if at is None and not again else None
        host = host_of(entry.article.url) or None if again or not entry.offline else None
        if not host:
            self._layout.wait()
        if ready:
            if focus and self._layout.at != READER:
                self._layout.at = READER
                self._layout.lay_out()
            self._arrive(None, ready)
            worker = self.run(WorkerGroup.OPEN, self._paint, ready)
        else:
            page, self._layout.page = self._layout.page, (loading := Loading(entry, host))
            worker = self.run(WorkerGroup.OPEN, partial(self._open, loading, page, again, shorter, at, rows))
            self._layout.at = READER if focus else self._layout.at
        self._at_once = None if host else worker

    def _kept_place(self, entry: Entry) -> Place | None:
        """Return the place in an article, even if it is not saved yet."""
        unkept = self._unkept.get(entry.article.key)
        return unkept.place if unkept else entry.state.place

    async def _open(self, loading: Loading, before: Page, again: bool, shorter: bool, at: "At", rows: int) -> None:
        layout, library, key = self._layout, self._library.sync, loading.entry.article.key
        try:
            document = await library.document(loading.entry, again=again, shorter=shorter)
        except BlogreaderError as error:
            entry = library.current(loading.entry)
            layout.articles.replace([entry])
            is_same = before.entry is not None and before.entry.article.key == key
            was_open = again and is_same and isinstance(before, Loaded)
            if was_open and loading is layout.page and not isinstance(error, MuchShorter):  # its card can accept it
                self.open(entry, focus=False)
                layout.fail(error)
            elif await self._show(loading, Failed(entry, error)) and is_same and isinstance(before, Failed):
                layout.explain("Tried again; it failed again.")
            return
        kept = self._kept_place(library.current(loading.entry))
        source, start = await self._library.text(document, at or kept)
        entry = library.current(loading.entry)
        resumed = kept.fraction if kept and not at else None
        finder = None if at is None or isinstance(at, Place | str) else at
        is_awaited = await self._show(loading, Loaded(entry, source, start, rows, resumed, finder))
        if is_awaited and again and library.offline:
            layout.explain("Offline: this is the archived text; it was not fetched again.")

    async def _show(self, loading: Loading, page: Loaded | Failed) -> bool:
        """Show a loaded page; False: it is not wanted any more."""
        await self._layout.lay_out_waiting((self._layout.articles, self._layout.reader))
        is_awaited = self._arrive(loading, page)
        await self._paint(page if is_awaited else None)
        return is_awaited

    async def _paint(self, page: Loaded | Failed | None) -> None:
        """Paint a page, and only then start what follows, which would compete for the interpreter."""
        layout = self._layout
        await layout.paint_waiting((layout.articles, layout.reader))
        self._begin()
        if isinstance(page, Loaded):
            self.ending.tell()
            self._completing = self.run(WorkerGroup.COMPLETE, self._library.sync.complete, page.entry.article.key)

    def _begin(self) -> None:
        """Record that an article was opened, before anything else is recorded of it."""
        entry, self._to_begin = self._to_begin, None
        if entry is None:
            return
        layout = self._layout
        self._state_changes.make(partial(self._library.sync.opened, [entry.article.key]), entry)
        if entry.changed:
            key_of = first(layout.keys, "reader.changes")
            # The key comes first: a narrow footer cuts the rest.
            layout.say(f"{f'{key_of} shows what' if key_of else 'This article'} changed since you read it.")

    def _arrive(self, loading: Loading | None, page: Loaded | Failed) -> bool:
        """Show a page in place of its loading one, or one that was ready (None); False: it is not wanted any more."""
        layout = self._layout
        is_shown = loading is None or loading is layout.page
        if not is_shown and loading is not layout.behind:
            return False
        if isinstance(page, Loaded):
            self._sit_down(page.entry, is_resumed=page.resumed is not None)
            self._to_begin = page.entry
        if is_shown:
            layout.page = page
        elif isinstance(page, Failed):
            self._layout.behind = None
            layout.fail(page.error)
            layout.show_state(page.entry)
        else:
            self._layout.behind = page
        return True

    def _sit_down(self, entry: Entry, *, is_resumed: bool) -> None:
        key, state = entry.article.key, entry.state
        if unkept := self._unkept.get(key):
            state = replace(state, place=unkept.place, seen=unkept.seen)
        self._sitting = sat_down(state)
        self._begin_timer(entry)
        self._resumed = key if is_resumed else None
        self._place = (key, state.place) if state.place else None
        self._kept = Standing(*self._place, self._sitting.seen) if self._place else None

    def _begin_timer(self, entry: Entry) -> None:
        """Start the timer of a new sitting, which has an id of its own."""
        self._timer = ReadingTimer(os.urandom(6).hex(), self._library.sync.figures.today(), entry.article.minutes)
        self._top = None

    def _has_said_shorter(self, entry: Entry) -> bool:
        page, key = self._layout.page, entry.article.key
        return isinstance(page, Failed) and page.entry.article.key == key and isinstance(page.error, MuchShorter)

    @property
    def at_once(self) -> Worker[None] | None:
        """The task that opens an archived article, usually done before the next key."""
        return self._at_once if self._at_once and not self._at_once.is_finished else None

    @property
    def is_completing(self) -> bool:
        """Whether the pictures of the last opened article are being fetched."""
        return self._completing is not None and not self._completing.is_finished

    @property
    def key(self) -> str | None:
        """The key of the open, loading or failed article, even behind a card."""
        page = self._layout.page
        shown = self._layout.behind if isinstance(page, Preview) else page
        return shown.entry.article.key if shown and shown.entry else None

    # Behind a card

    async def warm_up(self) -> None:
        """Load the layout of texts, and show the first card."""
        await self._library.warm_up()
        self._layout.reader.warm_up()
        # Loaded modules stay: collecting garbage in them would delay keys by 50 ms each time.
        gc.freeze()
        self._is_warm = True
        self._preview()

    def preview(self) -> None:
        """Show the card of the article under the cursor, once the cursor has rested for a moment.

        A card fills the pane: painted for each row of a held key, it would take a hundred times the bytes of the rows.
        """
        layout = self._layout
        has_begun = layout.articles.cursor or layout.filter or layout.arrangements
        layout.is_first = layout.is_first and not has_begun
        layout.articles.welcome = tuple(welcome(layout.keys)) if layout.is_first else ()
        self._preview_timer = self._layout.later(self._preview_timer, _PREVIEW_AFTER_SECONDS, self._preview)

    def _preview(self) -> None:
        layout = self._layout
        current = layout.articles.current
        if not self._is_warm:
            return
        is_open = not isinstance(layout.page, Preview)
        if is_open and layout.at == READER:
            return  # the text stays
        self._ahead.begin([current] if current else [])  # it may be opened next
        if is_open and not layout.reader.display:
            return  # a hidden pane needs no card
        if is_open:
            self._put_behind()
        layout.page = Preview(current, layout.is_first, self._library.sync.figures.today())

    def _put_behind(self) -> None:
        """Keep the open article behind the card that replaces it."""
        page, reader = self._layout.page, self._layout.reader
        if isinstance(page, Loaded):
            self.leave()
            head = reader.document.head if reader.document else 0
            at = reader.standpoint
            start = (at[0] - head, at[1]) if at and at[0] >= head else None
            self._layout.behind = replace(page, start=start, rows=reader.rows_below, resumed=None, finder=None)
        elif isinstance(page, Loading):
            self._layout.behind = page

    def bring_back(self) -> None:
        """Show the article behind the card again, where it was left."""
        page, self._layout.behind = self._layout.behind, None
        if page and isinstance(self._layout.page, Preview):
            self._layout.page = page
            self.find(page.entry.article.key)
            self.look()

    def stop(self) -> None:
        """Stop loading an article, closing its connection; an archived one is shown again."""
        layout, page = self._layout, self._layout.page
        layout.workers.cancel_group(layout, WorkerGroup.OPEN)
        layout.page = Preview(page.entry, today=self._library.sync.figures.today())
        if isinstance(page, Loading) and page.host and page.entry.offline:
            self.open(page.entry, focus=False)
        else:
            layout.at = ARTICLES
            if layout.is_waiting:
                self.run(WorkerGroup.OPEN, self._paint, None)

    def step(self, step: int, *, unread: bool, opened: bool) -> bool:
        """Go to another article of the list, at once, so that each step in a burst counts; False: there is none."""
        articles, layout = self._layout.articles, self._layout
        if articles.listing is None or not articles.count:
            layout.explain("The list is empty.")
            return False
        row = self._unread_row(step) if unread else articles.cursor + step
        if row is None or not 0 <= row < articles.count:
            end = "last" if step > 0 else "first"
            layout.explain(no_unread(step) if unread else f"This is the {end} article in the list.")
            return False
        articles.move_to(row)
        if opened and articles.current:
            self.open(articles.current)
        return True

    def _unread_row(self, step: int) -> int | None:
        articles = self._layout.articles
        if articles.listing is None:
            return None
        return self.attempt(partial(articles.listing.next_unread, articles.cursor, step))

    # The place, and the end

    def moved(self, entry: Entry, place: Place, *, laid_out: bool, way: Way) -> None:
        """Save the place once the text rests, and record what is seen of it."""
        layout, key = self._layout, entry.article.key
        if not isinstance(layout.page, Loaded) or layout.page.entry.article.key != key:
            return
        self.look()
        self._count_words(is_reading=way == "read" and not laid_out)
        self._expect_end()
        if way == "aside":
            return  # the place is where the reader looked aside from
        layout.articles.standing = (key, place.percent)
        if laid_out and self._resumed == key:
            return  # a shorter version of the text may lack the place, and a later one have it again
        self._resumed = None
        self._place = (key, place)
        if clock() - self._kept_at > _KEEP_PLACE_AT_LEAST_EVERY_SECONDS:
            self._keep_place()
        self._place_timer = self._layout.later(self._place_timer, _KEEP_PLACE_AFTER_SECONDS, self._keep_place)

    @property
    def _rule(self) -> ReadingRule:
        return self._layout.config.rule

    def look(self) -> None:
        """Record what is seen of the open article from now on: nothing while its pane is not focused."""
        layout = self._layout
        is_open = isinstance(layout.page, Loaded) and layout.at == READER and layout.app.screen is layout
        self._sitting = looked(self._sitting, layout.reader.window if is_open else None, clock(), self._rule)
        self._timer.look(clock(), words_of(layout.reader.document, layout.reader.in_sight) if is_open else None)

    def _count_words(self, *, is_reading: bool) -> None:
        """Count the words scrolled past since the last move; after a jump or a move up, what was read is unknown."""
        reader, before = self._layout.reader, self._top
        self._top = (reader.in_sight[0][0], reader.window[0]) if reader.in_sight else None
        if not self._top or not before:
            return
        if is_reading and self._top[0] > before[0]:
            passed = words_between(reader.document, before[0], self._top[0])
            self._timer.scrolled(passed, max(self._top[1] - before[1], 0.0))
        elif self._top[0] != before[0]:
            self._timer.end_stretch()

    def _expect_end(self) -> None:
        """Mark the article as read once its end was visible for a while; one that fits on a screen, when it is left."""
        reader = self._layout.reader
        if reader.at_end and not reader.fits:
            self._end_timer = self._layout.later(
                self._end_timer, max(self._rule.seconds * _END_SEEN_AFTER, _MOMENT_SECONDS), self._see_end
            )
        elif self._end_timer is not None:
            self._end_timer.stop()

    def _see_end(self) -> None:
        self.look()
        reader, glances = self._layout.reader, self._sitting.glances
        if not reader.at_end or reader.fits or not glances:
            return
        if is_read(self._sitting, self._rule):
            self._finish()
        elif clock() < glances[-1].since + self._rule.seconds:
            self._expect_end()  # a timer may be early

    @property
    def _due(self) -> Standing | None:
        """What has to be saved, if anything."""
        time = self._timer.time()
        kept = time if time.seconds >= LEAST_KEPT else None
        standing = Standing(*self._place, self._sitting.seen, kept) if self._place else None
        return None if standing == self._kept else standing

    def _keep_place(self) -> None:
        page = self._layout.page
        if isinstance(page, Loaded):
            self.look()
        if due := self._due:
            self._kept = self._unkept[due.key] = due
            self._kept_at = clock()
            self.run(WorkerGroup.CHANGE, self._put_place, due)
        if isinstance(page, Loaded) and self._timer.day != self._library.sync.figures.today():
            self._begin_timer(page.entry)

    async def _put_place(self, due: Standing) -> None:
        entries = await self._library.change(partial(self._library.sync.keep_place, *due))
        if self._unkept.get(due.key) == due:
            del self._unkept[due.key]
        await self._state_changes.show(entries)  # the row and the minutes left show the progress

    def leave(self) -> None:
        """Close the open article: save its place, and mark it as read if its end is visible and most of it was seen."""
        self._begin()
        if not isinstance(self._layout.page, Loaded):
            return
        self.look()
        if (reader := self._layout.reader).at_end:
            self._timer.came_to_end(words_of(reader.document, reader.in_sight), 1 - reader.window[0])
        self._keep_place()
        if self._end_timer is not None:
            self._end_timer.stop()
        if self._layout.reader.at_end and is_read(self._sitting, self._rule):
            self._finish()
        self._sitting = looked(self._sitting, None, clock(), self._rule)

    def finish(self, entry: Entry) -> bool:
        """Go on from the end of an article to the next unread one, and mark it as read if most of it was seen.

        False: there is no other.
        """
        page = self._layout.page
        if not isinstance(page, Loaded) or page.entry.article.key != entry.article.key:
            return True
        self.look()
        if is_read(self._sitting, self._rule):
            self._finish()
        elif page.entry.state.status is Status.READING and not self._sitting.is_settled:
            mark = first(self._layout.keys, "articles.mark")
            self._layout.say(f"Not marked as read: you skipped most of it. {mark} in the list marks an article.")
        following = self.ending.next_part
        if following and following.article.key != entry.article.key:
            self.find(following.article.key)
            self.open(following)
            return True
        return self._unread_row(1) is not None and self.step(1, unread=True, opened=True)

    def _finish(self) -> None:
        page = self._layout.page
        if isinstance(page, Loaded) and page.entry.state.status is not Status.READ:
            self._sitting = settled(self._sitting, Status.READ)
            self._state_changes.make(
                partial(self._library.sync.mark, [page.entry.article.key], Status.READ), page.entry
            )

    def places(self) -> list[Callable[[], object]]:
        """Return functions that save the place and what was seen, if they are unsaved."""
        if isinstance(self._layout.page, Loaded):
            self.look()
        if not (due := self._due):
            return []
        self._kept = due
        return [partial(self._library.sync.keep_place, *due)]

    def last_changes(self) -> list[Callable[[], object]]:
        """Return the changes to make when the program quits."""
        page, library = self._layout.page, self._library.sync
        opened = self._to_begin
        last = [partial(library.opened, [opened.article.key])] if opened else list[Callable[[], object]]()
        last += self.places()
        if (
            isinstance(page, Loaded)
            and self._layout.reader.at_end
            and is_read(self._sitting, self._rule)
            and page.entry.state.status is not Status.READ
        ):
            last.append(partial(library.mark, [page.entry.article.key], Status.READ))
        return last

    def notice_state(self, old: Page | None, new: Page | None) -> None:
        """Respect a status set by hand, whatever was seen."""
        if not isinstance(old, Loaded) or not isinstance(new, Loaded) or identity(old) is not identity(new):
            return
        before, now = old.entry.state.status, new.entry.state.status
        if before is not now and (before is Status.READ or now is Status.UNREAD):
            self._sitting = settled(self._sitting, now)
            if now is Status.UNREAD:
                self._place = None  # forgotten until the reader moves


def no_unread(step: int) -> str:
    """Return a sentence saying that there is no unread article in this direction."""
    return f"No more unread articles {'below' if step > 0 else 'above'}."
