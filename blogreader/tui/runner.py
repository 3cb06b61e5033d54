"""How errands are run: in worker groups, one change after the other, what went wrong told on the screen."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual.timer import Timer
from textual.worker import Worker

from blogreader.errors import BlogreaderError
from blogreader.tui.desk import Desk

if TYPE_CHECKING:
    from blogreader.tui.reading import ReadingScreen

_P = ParamSpec("_P")
_R = TypeVar("_R")
CHANGE = "change"
"""The group of changes: they all count, and come one after the other."""


class Runner:
    """Runs errands for one reading screen; expected failures are told there, bugs end the program."""

    def __init__(self, screen: "ReadingScreen", desk: Desk) -> None:
        self._screen = screen
        self._desk = desk

    def run(
        self, group: str, errand: Callable[_P, Awaitable[object]], *arguments: _P.args, **options: _P.kwargs
    ) -> Worker[None]:
        """Start an errand; in its group the last wish wins, but for changes."""
        return self._screen.run_worker(
            partial(self._told, partial(errand, *arguments, **options)), group=group, exclusive=group != CHANGE
        )

    def attempt(self, how: Callable[[], _R]) -> _R | None:
        """Do something at once; None when it went wrong, which is told."""
        try:
            return how()
        except BlogreaderError as error:
            self._screen.fail(error)
            return None

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
        except BlogreaderError as error:
            self._screen.fail(error)
