"""How errands are run: in worker groups, one change after the other, what went wrong told on the screen."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual.timer import Timer
from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.tui.reader.content import identity
from blogreader.tui.screen.async_library import AsyncLibrary

if TYPE_CHECKING:
    from blogreader.tui.screen.screen import ReadingScreen

_P = ParamSpec("_P")
_R = TypeVar("_R")
CHANGE = "change"
"""The group of changes: they all count, and come one after the other."""


class Superseded(Exception):
    """What was waited for came when something else was shown: it ends the errand that waited for it."""


class BackgroundTasks:
    """Runs errands for one reading screen; expected failures are told there, bugs end the program."""

    def __init__(self, screen: "ReadingScreen", desk: AsyncLibrary) -> None:
        self._screen = screen
        self._desk = desk

    def run(
        self, group: str, errand: Callable[_P, Awaitable[object]], *arguments: _P.args, **options: _P.kwargs
    ) -> Worker[None]:
        """Start an errand; in its group the last wish wins, but for changes."""
        return self._screen.run_worker(
            partial(self._told, partial(errand, *arguments, **options)), group=group, exclusive=group != CHANGE
        )

    async def here(self, coming: Awaitable[_R]) -> _R:
        """Wait for what belongs to the page that is shown; raises Superseded when another one is by then.

        Whatever an errand does to a page stands behind this: an answer may come at any time.
        """
        return await self.unless_changed(lambda: identity(self._screen.page), coming)

    async def unless_changed(self, what: Callable[[], object], coming: Awaitable[_R]) -> _R:
        """Wait for what belongs to something that is shown; raises Superseded when that is another by then."""
        before = what()
        try:
            found = await coming
        except BlogreaderError:
            if what() != before:
                raise Superseded from None
            raise
        if what() != before:
            raise Superseded
        return found

    def attempt(self, how: Callable[[], _R]) -> _R | None:
        """Do something at once; None when it went wrong, which is told."""
        try:
            return how()
        except BlogreaderError as error:
            self._screen.fail(error)
            return None

    def find(self, key: str) -> None:
        """Put the cursor on an article, if the list has it."""
        articles = self._screen.articles
        listing = articles.listing
        row = self.attempt(partial(listing.position_of, key)) if listing else None
        if row is not None:
            articles.move_to(row)

    def later(self, timer: Timer | None, seconds: float, then: Callable[[], None]) -> Timer:
        """Do something after a time in which it is not wished again."""
        if timer is not None:
            timer.stop()
        is_done = False

        def do() -> None:
            nonlocal is_done
            waiting.stop()
            if not is_done:
                is_done = True
                then()

        # Not `set_timer`: Textual's timers leave out what they are too late for, and one that comes once then never
        # comes, when the event loop was held up for so long as it began to wait.
        waiting = self._screen.set_interval(seconds, do)
        return waiting

    async def _told(self, errand: Callable[[], Awaitable[object]]) -> None:
        try:
            await errand()
        except Superseded:
            return
        except BlogreaderError as error:
            self._screen.fail(error)
