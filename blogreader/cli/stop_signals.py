"""What commands that do one thing after another say when Ctrl-C, or another signal, stops them."""

import asyncio
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from blogreader.cli.output import message
from blogreader.exit_statuses import OF_SIGNAL
from blogreader.text import clean_line, without_credentials

if TYPE_CHECKING:
    from blogreader.library.discovery import Wanted

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NAMED = 5
"""The most things that are named in a line."""
_LONGEST = 200
"""The most characters of a name."""


class StoppedBySignals:
    """Stops the search of the current task at a signal, so that what was found is kept; to be used in a `with`."""

    def __init__(self, wanted: "Wanted") -> None:
        self._wanted = wanted
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        # What nohup, or a script that started this in its background, has ignored stays so.
        self._numbers = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        self.is_under_way = False
        """Whether anything came yet that can be kept."""
        self.status = 0
        """The exit status, once a signal came."""

    def __enter__(self) -> None:
        for number in self._numbers:
            self._loop.add_signal_handler(number, self._stop, number)

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        for number in self._numbers:
            self._loop.remove_signal_handler(number)

    def _stop(self, number: int) -> None:
        self.status = OF_SIGNAL + number
        if self._task is not None and not self.is_under_way:  # there is nothing to keep yet
            self._task.cancel()
        if self._wanted.stop.is_set():
            self._wanted.at_once.set()
            self._leave()  # once more, and it ends whatever it does
        self._wanted.stop.set()


def tell_rest(what: str, rest: Sequence[str]) -> None:
    """Say what was not begun any more."""
    if not rest:
        return
    named = ", ".join(clean_line(without_credentials(one), _LONGEST) for one in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    message(f"Not {what}: {named}{more}.")
