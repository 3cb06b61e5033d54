"""The screen shown before the app is loaded, then taken over by Textual's driver, or removed."""

import os
import signal
import sys
import termios
from types import FrameType
from typing import Any

ENTER = "\x1b[?1049h"
"""Switches to the alternate screen, like Textual's driver (xterm's control sequences)."""
_LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h"
_HIDE_CURSOR = "\x1b[?25l"
_STOPPING: dict[signal.Signals, Any] = {
    **dict.fromkeys((signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP), signal.SIG_DFL),
    signal.SIGINT: signal.default_int_handler,
}
"""Signals that would leave the terminal as it is, with their usual handlers."""


class ShownScreen:
    """Cells on the alternate screen; typed keys are not echoed, and wait for the app."""

    def __init__(self, text: str, *, is_whole: bool) -> None:
        """`text` paints the cells; `is_whole`: they are what the app will paint, and not empty panes."""
        self._text = text
        self.is_whole = is_whole
        self.attributes: list[Any] | None = None
        """The original attributes of the terminal."""
        self._is_up = False

    def show(self) -> None:
        """Show it; raises OSError if the terminal accepts no output."""
        source = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._is_up = True
        try:
            self.attributes = termios.tcgetattr(source)
            waiting = termios.tcgetattr(source)
            # Typed keys are neither echoed nor edited as a line: Enter stays Enter, and C-u and C-q reach the app.
            waiting[0] &= ~(termios.ICRNL | termios.INLCR | termios.IXON)
            waiting[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            termios.tcsetattr(source, termios.TCSANOW, waiting)
        except termios.error:
            self.attributes = None
        for number in _STOPPING:
            signal.signal(number, self._stop)
        self._write(f"{ENTER}{_HIDE_CURSOR}{self._text}")

    def take_over(self) -> bool:
        """Hand the terminal over to the app, which will restore its `attributes`; False if it is not shown."""
        was_up, self._is_up = self._is_up, False
        if was_up:
            self._let_signals_go()
        return was_up

    def leave(self) -> None:
        """Go back to the normal screen, unless it was taken over, so that later output appears there."""
        if self._is_up:
            if self.attributes is not None:
                termios.tcsetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0, termios.TCSANOW, self.attributes)
            self._write(_LEAVE)
            self._is_up = False  # a signal before this line does everything
            self._let_signals_go()

    def _let_signals_go(self) -> None:
        for number, usually in _STOPPING.items():
            if signal.getsignal(number) == self._stop:  # otherwise a later handler knows how to quit
                signal.signal(number, usually)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the form of a handler
        self.leave()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        os.kill(os.getpid(), number)

    def _write(self, text: str) -> None:
        if sys.__stderr__ is None:
            return
        left = text.encode(sys.__stderr__.encoding or "utf-8", "replace")
        while left:
            left = left[os.write(sys.__stderr__.fileno(), left) :]
