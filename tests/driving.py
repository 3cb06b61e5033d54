"""The app driven as its reader would drive it, without a terminal: keys in, the text of the screen out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from blogreader.keys import TABLE, Key
from blogreader.library import Library
from blogreader.paths import Paths
from blogreader.tui import errands
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.page import Preview
from blogreader.tui.reading import ReadingScreen

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
_PATIENCE_SECONDS = 20
# The card waits for a hand to rest; here every key is followed by a rest of any length.
errands._PREVIEW_AFTER_SECONDS = 0.001


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

    async def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()
        if self.app.is_running and not self.app._exit:
            await self.until(lambda: not self._card_is_due)

    @property
    def _card_is_due(self) -> bool:
        """Whether the cursor stands on an article whose card is not on the screen yet."""
        page, current = self.screen.page, self.screen.articles.current
        shown = page.entry.article.key if page.entry else None
        return isinstance(page, Preview) and shown != (current.article.key if current else None)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what comes from elsewhere; fails after twenty seconds."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not holds():
                await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """What the screen shows, blanks at the end of lines cut."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        assert len(strips) == height
        assert all(strip.cell_length == width for strip in strips)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def article(self) -> str:
        """The text of the reader pane, whole and unwrapped."""
        reader = self.screen.reader
        return " ".join(line.text.strip() for line in (*reader._head, *(reader._body.lines if reader._body else ())))

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
    background: bool = False,
) -> AsyncIterator[Driver]:
    """Start the app on a library and leave it as its reader does, with everything kept."""
    library = Library(
        folders(folder), offline=offline, index=str(index) if index else None, seconds=10, now=lambda: NOW
    )
    library.open()
    if background:
        library.keep_in_background()
    try:
        app = BlogreaderApp(library, keys, query)
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
    library = Library(folders(folder), seconds=10, now=lambda: NOW)
    library.open()
    try:
        await library.add(location)
    finally:
        library.close()
