"""The app driven as its reader would drive it, without a terminal: keys in, the text of the screen out."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import textual.app
import textual.pilot
from rich.cells import cell_len
from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import ScreenStackError
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region, Size
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled

from blogreader.archive import Archive
from blogreader.config import Config
from blogreader.keys import TABLE, Key
from blogreader.library import Library
from blogreader.model import ArchivedImage, Document, FetchSettings, Status, Via
from blogreader.paths import Paths
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.reader.content import Preview
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen import current_article, layout
from blogreader.tui.screen.config_changes import ConfigFile
from blogreader.tui.screen.row_compositor import RowCompositor
from blogreader.tui.screen.screen import ReadingScreen

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
BLOG = "https://blog.example/"
"""Where the articles of `archived` would be, if anybody asked."""
_PATIENCE_SECONDS = 20
_QUIET = 2
"""Looks in a row that find nothing under way: what one piece of work leaves to do is begun between them."""
# The card and the place wait for a hand to rest; here every key is followed by a rest of any length.
current_article._PREVIEW_AFTER_SECONDS = 0.001
current_article._END_SEEN_AFTER = 0.0005
current_article._KEEP_PLACE_AFTER_SECONDS = 0.001
# A sentence in the footer stays until another comes: a test that is slow would find the keys there instead.
layout._SAID_SECONDS = layout._NOTICED_SECONDS = 3600.0
_REST_SECONDS = 60.0


class Clock:
    """Time as the reader has it: it passes when the hand rests, and at no other moment."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now

    def rest(self, seconds: float = _REST_SECONDS) -> None:
        """Let time pass."""
        self.now += seconds


CLOCK = Clock()
current_article.clock = CLOCK

_DUE_SECONDS = 0.02
_MOMENT_SECONDS = 0.001
_LONGEST_MOMENT_SECONDS = 0.02
_BETWEEN_LOOKS = 3
"""So many times what a look takes passes until the next one: waiting takes a fourth of the processor at most."""
_MOST_TIMERS = 4
"""One may set itself again until the hand has rested."""


async def _idle(min_sleep: float = 0, max_sleep: float = 1) -> None:  # noqa: ARG001 - as Textual calls it
    """Wait until the event loop has nothing to do, for Textual's pilot; what is due in a moment is due now.

    Its own looks every 20 ms whether the process uses the processor, some five times a key: nine tenths of a test would
    be waiting, and the less the processor is one's own, the less is it known what has been waited for.
    """
    loop = asyncio.get_running_loop()
    resolution = loop._clock_resolution  # type: ignore[attr-defined]
    for _ in range(_MOST_TIMERS):
        await _turns()
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=inf)  # type: ignore[attr-defined]
        if due > loop.time() + _DUE_SECONDS:
            return
        loop._clock_resolution = _DUE_SECONDS  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        loop._clock_resolution = resolution  # type: ignore[attr-defined]


textual.app.wait_for_idle = textual.pilot.wait_for_idle = _idle  # type: ignore[attr-defined]
_wait_for_screen = Pilot._wait_for_screen


async def _wait_for_panes(pilot: Pilot[None]) -> bool:
    """Wait until all panes have had their messages, for Textual's pilot, which sends each one more and waits for it.

    That is a third of what a key costs, and where every pane sits waiting for its next message it says nothing new: as
    most do once everything has had its turn.
    """
    for last in (False, True):
        try:
            panes = (pilot.app, *pilot.app.screen.walk_children(with_self=True))
        except ScreenStackError:
            return False
        if all(map(_is_waiting, panes)):
            return True
        if not last:
            await _turns()
    return await _wait_for_screen(pilot)


_in_turns: set["asyncio.Task[Any] | None"] = set()


async def _turns() -> None:
    """Wait until nothing can go on by itself; who else waits for that can, and would wait for this one for ever."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    await asyncio.sleep(0)
    _in_turns.add(task)
    try:
        while len(loop._ready) >= len(_in_turns):  # type: ignore[attr-defined]  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0)
    finally:
        _in_turns.discard(task)


def _is_waiting(pane: MessagePump) -> bool:
    """Return whether a pane has had every message that it was sent: its task waits for the next one."""
    queue: Any = pane._message_queue
    return pane._pending_message is None and not queue.values and bool(queue.ready_event._waiters)


Pilot._wait_for_screen = _wait_for_panes  # type: ignore[method-assign,assignment]

_hypothesis = sys.modules.get("hypothesis")
is_looking_for_stale_rows = True
"""Whether rows that panes keep are painted once more when all has settled, to see that they would look the same."""
is_painting = _hypothesis is None or _hypothesis.settings.get_current_profile_name() != "quick"
"""Whether what changes is painted, on a terminal that nobody sees, which is half of what a key costs. The quick profile
does not: tests look at the screen for themselves (`Driver.lines`). Those of what is painted use `every_frame`.
"""
_paint = Screen._compositor_refresh


def _paint_if_seen(screen: Screen[Any]) -> None:
    if is_painting or screen is not screen.app.screen or not isinstance(screen.app, BlogreaderApp):
        _paint(screen)  # of one that is not on top only what shines through
        return
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()
    screen.app._update_mouse_over(screen)


def _strips(compositor: Compositor, size: Size | None = None) -> list[Strip]:
    """Return the rows of a screen, with what shines through from the screens below it."""
    if isinstance(compositor.root, Screen):
        visible_screen_stack.set(compositor.root.app._background_screens)
    return _render_strips(compositor, size)


_render_strips = Compositor.render_strips
Compositor.render_strips = _strips  # type: ignore[method-assign,assignment]
Screen._compositor_refresh = _paint_if_seen  # type: ignore[method-assign,assignment]

_PARSED: dict[frozenset[tuple[str, str]], Any] = {}
_set_variables = Stylesheet.set_variables


def _share_parsed(stylesheet: Stylesheet, variables: dict[str, str]) -> None:
    """Set the variables of a theme; styles that an app of these tests has parsed with them are not parsed again."""
    stylesheet._parse_cache = LRUCache(1)  # not the shared one, which this is about to clear
    _set_variables(stylesheet, variables)
    stylesheet._parse_cache = _PARSED.setdefault(frozenset(variables.items()), {})


Stylesheet.set_variables = _share_parsed  # type: ignore[method-assign,assignment]


def hold_up_timers(patch: pytest.MonkeyPatch) -> None:
    """For each of Textual's timers that starts from now on, a fifth of a second passes as it starts."""
    begun: set[object] = set()

    def get_time() -> float:
        task = asyncio.current_task()
        late = 0.2 if task in begun else 0.0
        begun.add(task)
        return time.monotonic() + late

    patch.setattr("textual.timer._time", SimpleNamespace(get_time=get_time))


def folders(folder: Path) -> Paths:
    """Everything below one folder."""
    return Paths(folder, folder / "cache", folder / "config.toml")


@dataclass
class Driver:
    """A running app."""

    app: BlogreaderApp
    pilot: Pilot[None]
    library: Library

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, whatever lies over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReadingScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the last one has had all its effects."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than anything can happen in between."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type into the filter."""
        names = {" ": "space", ":": "colon", "<": "less_than_sign", "/": "slash", "-": "minus", '"': "quotation_mark"}
        await self.burst(*(names.get(character, character) for character in text))

    async def read(self, slug: str) -> None:
        """Open an article of an `archived` library."""
        with self.app._context():  # as a key does: of two apps in one test this is the one that acts
            self.screen.current_article.open(self.library.entry(BLOG + slug))
            self.screen.at = "reader"
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def drag(self, *spots: tuple[int, int]) -> None:
        """Press the mouse on a cell of the reader pane, move it over others, and release it on the last."""
        await self.pilot.mouse_down(self.reader, spots[0], button=1)
        for spot in spots[1:]:
            await self.pilot.hover(self.reader, spot)
        await self.pilot.mouse_up(self.reader, spots[-1])
        await self.settle()

    async def click(self, words: str, *, nth: int = 0) -> None:
        """Click on words that the reader pane shows."""
        await self.drag(self.cell_of(words, nth=nth))

    async def press_and_release(self, widget: Widget, spot: tuple[int, int]) -> None:
        """Click on a cell of a widget as a hand does: what the press changes is there before the release."""
        down: list[type[events.MouseEvent]] = [events.MouseDown]
        for kinds in (down, [events.MouseUp, events.Click]):
            await self.pilot._post_mouse_events(kinds, widget, spot, button=1)
            await self.settle()

    async def wheel(self, down: bool, turns: int = 1) -> None:
        """Turn the wheel over the reader pane."""
        kind = events.MouseScrollDown if down else events.MouseScrollUp
        for _ in range(turns):
            await self.pilot._post_mouse_events([kind], self.reader, (10, 5))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is on its way any more; by then the hand has rested for as long as one likes."""
        await self.until(lambda: not self._keys_are_coming)  # it does not rest between keys that are pressed in a burst
        quiet = 0
        while quiet < _QUIET:
            CLOCK.rest()
            await self.pilot.pause()
            # One that asks its reader something is done when it is answered.
            if done := [worker for worker in self._pending if worker.group != "outline"]:
                with suppress(WorkerCancelled):  # by what the keys before asked for; those that failed are told
                    await self.app.workers.wait_for_complete(done)
            quiet = 0 if done or self._pending or self._place_is_due else quiet + 1
        if self.app.is_running and not self.app._exit:
            await self.until(lambda: not self._card_is_due)
            if is_painting and is_looking_for_stale_rows:
                self._look_for_stale_rows()

    def _look_for_stale_rows(self) -> None:
        """Paint the rows that the panes keep once more, and compare."""
        screen = self.app.screen
        if not isinstance(screen, ReadingScreen) or self._pending:
            return
        for name, pane in (("_kept", screen.articles), ("_strips", screen.reader)):
            kept, lines = getattr(pane, name), range(pane.size.height)
            paint: Callable[[int], Strip] = partial(type(pane).render_line, pane)  # type: ignore[arg-type]
            before = [*map(paint, lines)]
            setattr(pane, name, {})
            assert before == [*map(paint, lines)], f"the rows of {pane} are stale"
            setattr(pane, name, kept)

    @property
    def _keys_are_coming(self) -> bool:
        """Whether keys that were pressed are still to be given to the panes."""
        keyboard = self.app._keyboard
        is_giving = keyboard._task is not None and not keyboard._task.done()
        return is_giving and self.app.is_running and not self.app._exit

    @property
    def _pending(self) -> list[Worker[object]]:
        """What is being done, but for what waits for its reader."""
        asking = isinstance(self.app.screen, ModalScreen)
        return [
            worker
            for worker in self.app.workers
            if not (worker.is_finished or (asking and worker.group in ("outline", "program", "manual")))
        ]

    @property
    def _place_is_due(self) -> bool:
        """Whether a place is not kept yet, or an end that is in sight not taken for read."""
        timers = (self.screen.current_article._end_timer, self.screen.current_article._place_timer)
        return any(timer and timer._interval < 1 and timer._task and not timer._task.done() for timer in timers)

    @property
    def _card_is_due(self) -> bool:
        """Whether the cursor stands on an article whose card is not on the screen yet."""
        page, current = self.screen.page, self.screen.articles.current
        shown = page.entry.article.key if page.entry else None
        return isinstance(page, Preview) and shown != (current.article.key if current else None)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what comes from elsewhere; fails after twenty seconds."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            began = loop.time()
            while not holds():
                await self.pilot.pause()
                # From a loop that never waits, threads have the interpreter only every five milliseconds; and a look at
                # the whole screen takes longer than a moment.
                looked = min((loop.time() - began) * _BETWEEN_LOOKS, _LONGEST_MOMENT_SECONDS)
                await asyncio.sleep(max(looked, _MOMENT_SECONDS))
                began = loop.time()

    @property
    def lines(self) -> list[str]:
        """What the screen shows, blanks at the end of lines cut."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        assert len(strips) == height
        assert all(strip.cell_length == width for strip in strips)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def reader(self) -> Reader:
        """The reader pane."""
        return self.screen.reader

    @property
    def pane(self) -> list[str]:
        """What the reader pane shows, blanks at the end of lines cut; the scrollbar is left out."""
        return [strip.crop(0, strip.cell_length - 1).text.rstrip() for strip in self._rows(self.reader.region)]

    def _rows(self, region: Region) -> list[Strip]:
        """The rows of a part of the screen, of which nothing else is rendered."""
        compositor = self.app.screen._compositor
        if not isinstance(compositor, RowCompositor):
            return [strip.crop(*region.column_span) for strip in compositor.render_strips()[slice(*region.line_span)]]
        visible_screen_stack.set(self.app._background_screens)
        rows = compositor._render_chops(region, lambda _: True)[slice(*region.line_span)]
        left, right = region.column_span
        strips = [Strip.join(piece for x, piece in row.items() if left <= x < right) for row in rows]
        assert all(strip.cell_length == region.width for strip in strips)
        return strips

    @property
    def sight(self) -> str:
        """The same in one piece, as one would read it: lines joined by a blank."""
        return " ".join(" ".join(self.pane).split())

    @property
    def header(self) -> str:
        """The line at the top."""
        return self._line(0)

    @property
    def footer(self) -> str:
        """The line at the bottom."""
        return self._line(self.app.size.height - 1)

    def _line(self, y: int) -> str:
        [strip] = self._rows(Region(0, y, self.app.size.width, 1))
        return strip.text.rstrip()

    @property
    def said(self) -> str:
        """The last thing that the app told its reader."""
        if self.screen.footer.said:
            return self.screen.footer.said
        return self.screen.messages[-1].sentence if self.screen.messages else ""

    @property
    def here(self) -> tuple[int, int]:
        """The block and the row of it at the top of the reader pane."""
        position, _ = self.reader.in_sight[0]
        return position.block, position.row

    def status(self, slug: str) -> Status:
        """How far an article of an `archived` library is read, by what is kept."""
        return self.library.entry(BLOG + slug).state.status

    def cell_of(self, words: str, *, nth: int = 0) -> tuple[int, int]:
        """The cell of the reader pane at which words begin."""
        found = [(cell_len(row[:at]), y) for y, row in enumerate(self.pane) for at in _all(words, row)]
        assert len(found) > nth, f"{words!r} is not in sight:\n" + "\n".join(self.pane)
        return found[nth]

    def looking(self, role: str) -> list[str]:
        """The pieces of text on the screen whose ground is that of a role, from the top."""
        ground = self.reader._painter.style(("text", role)).bgcolor
        assert ground is not None
        return [
            segment.text
            for strip in self.app.screen._compositor.render_strips()
            for segment in strip.simplify()
            if segment.style and segment.style.bgcolor == ground
        ]

    @property
    def article(self) -> str:
        """The text of the reader pane, whole and unwrapped."""
        reader = self.screen.reader
        document = reader.document
        rows = [row for block in range(len(document.blocks)) for row in document.rows(block)] if document else []
        return " ".join(row.text.strip() for row in rows)

    @property
    def text(self) -> str:
        """The same, in one piece."""
        return "\n".join(self.lines)


@asynccontextmanager
async def reading(
    folder: Path,
    *,
    size: tuple[int, int] = (120, 36),
    query: str | None = None,
    offline: bool = False,
    index: Path | None = None,
    keys: tuple[Key, ...] = TABLE,
    config: Config | None = None,
    file: ConfigFile | None = None,
    background: bool = False,
    early: tuple[str, ...] = (),
) -> AsyncIterator[Driver]:
    """Start the app on a library and leave it as its reader does, with everything kept; `early`: keys before that."""
    library = Library(
        folders(folder),
        offline=offline,
        index=str(index) if index else None,
        fetching=config.fetching if config else FetchSettings(seconds=10),
        views=config.views if config else (),
        now=lambda: NOW,
    )
    library.open()
    if background:
        library.keep_in_background()
    try:
        app = BlogreaderApp(library, config or Config(keys=keys), query, file=file)
        for key in early:
            app._keyboard.take(events.Key(key, key))
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot, library)
            await driver.settle()
            yield driver
            if app.is_running:
                driver.screen.action_quit()
                await driver.until(lambda: not app.is_running or app._exit)
    finally:
        library.close()


async def follow(folder: Path, location: str) -> None:
    """Add a source to a library."""
    library = Library(folders(folder), fetching=FetchSettings(seconds=10), now=lambda: NOW)
    library.open()
    try:
        await library.add(location)
    finally:
        library.close()


def archived(
    folder: Path,
    texts: Mapping[str, str],
    *,
    pictures: Mapping[str, bytes] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Path:
    """Put articles into the archive of a library, by their slugs, and return an index that lists them.

    `pictures` are PNG files, by the names that stand behind `BLOG` in the texts.
    """
    archive = Archive(folder / "archive")
    addresses = {slug: BLOG + slug for slug in texts}
    kept = tuple(ArchivedImage(BLOG + name, archive.keep_image(data, "png")) for name, data in (pictures or {}).items())
    for slug, url in addresses.items():
        images = tuple(picture.url for picture in kept)
        archive.write(Document(url, url, texts[slug], NOW, Via.EXTRACTED, images=images, pictures=kept))
    index = folder.parent / "index.md"
    rows = [
        f"### [{(titles or {}).get(slug, slug.title())}]({url})\n2026-01-01 · Notes · 9 min\n"
        for slug, url in addresses.items()
    ]
    index.write_text("# Notes\n\n" + "\n".join(rows))
    return index


def paragraph(number: int, more: str = "") -> str:
    """A paragraph of three lines at eighty cells; the number says which."""
    return (
        f"Paragraph {number} begins here, and it goes on about the matter at hand for as long as such a thing takes, "
        f"which is some lines of any book; the reader nods{more}, and then comes the end of number {number}."
    )


def prose(count: int, *, first: int = 1) -> str:
    """So many paragraphs."""
    return "\n\n".join(paragraph(number) for number in range(first, first + count))


def _all(words: str, row: str) -> Iterator[int]:
    at = row.find(words)
    while at >= 0:
        yield at
        at = row.find(words, at + 1)
