"""Suspending: gives the terminal back to the shell, and takes it over again when the program continues."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

_NOBODY = "This terminal has no job control: nothing could bring blogreader back."

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_STOPPING = (signal.SIGTSTP, signal.SIGCONT)


class Suspension:
    """Stops the process, only from the event loop: Textual's handlers may run while its locks are held.

    They also stop a process that nobody can continue, leave the screen blank afterwards, and treat a SIGCONT without a
    SIGTSTP as a second start.
    """

    def __init__(
        self, app: "App[None]", *, keep: Callable[[], None], say: Callable[[str], None], redraw: Callable[[], None]
    ) -> None:
        """`keep` saves everything, `say` shows a message, `redraw` paints everything."""
        self._app = app
        self._keep = keep
        self._say = say
        self._redraw = redraw
        self._driver: Driver | None = None
        self._answered = 0
        """The number of SIGCONTs that the event loop has yet to handle."""

    def listen(self, driver: "Driver") -> None:
        """Handle SIGTSTP and SIGCONT from now on; called in the event loop."""
        self._driver = driver
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._stop, False)
        loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def suspend(self) -> None:
        """Suspend the whole job, including programs that started this one and wait for it."""
        # The first process of a session has no shell that controls jobs.
        if self._driver is None or os.getsid(0) == os.getpid():
            self._say(_NOBODY)
        else:
            self._stop(True)

    def lend(self, use: Callable[[], int]) -> int:
        """Lend the terminal to a program that `use` runs, and restore the screen afterwards; return its exit status.

        Keys are meant for that program: C-c does not reach ours, and C-z stops both, as one job.
        """
        driver = self._driver
        if driver is None:
            return use()
        self._keep()
        driver.suspend_application_mode()
        due: list[int] = []
        # Otherwise the event loop would be notified of each signal all the same.
        descriptor = signal.set_wakeup_fd(-1)
        before = {number: signal.getsignal(number) for number in (*_ENDING, signal.SIGINT, *_STOPPING)}
        try:
            for number in before:
                signal.signal(number, signal.SIG_DFL if number in _STOPPING else lambda got, _: due.append(got))
            return use()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(descriptor)
            self._wait_for_foreground()
            self._take_terminal(driver)
            for got in due:
                if got in _ENDING:
                    os.kill(os.getpid(), got)

    def _stop(self, whole_job: bool) -> None:
        driver = self._driver
        if driver is None or self._app.return_code is not None:
            return
        self._keep()
        driver.suspend_application_mode()
        # The system drops the signal if nobody could continue the process (an orphaned process group).
        is_stopped = self._stopped(0 if whole_job else os.getpid(), signal.SIGTSTP)
        self._wait_for_foreground()
        self._take_terminal(driver)
        if not is_stopped:
            self._say(_NOBODY)

    def _go_on(self) -> None:
        """Set the terminal up again after an unannounced stop, during which others may have changed it."""
        driver = self._driver
        if self._answered:
            self._answered -= 1
            return
        if driver is None or self._app.return_code is not None:
            return
        driver.suspend_application_mode()
        self._wait_for_foreground()
        self._take_terminal(driver)

    def _take_terminal(self, driver: "Driver") -> None:
        driver.resume_application_mode()
        self.listen(driver)
        self._redraw()

    def _wait_for_foreground(self) -> None:
        """Stay stopped while another job has the terminal: after `bg` there is nothing to do."""
        with suppress(OSError):  # the terminal is gone, or belongs to another session
            while os.tcgetpgrp((sys.__stdin__ or sys.stdin).fileno()) != os.getpgrp():
                if not self._stopped(0, signal.SIGTTOU):
                    return

    def _stopped(self, whom: int, number: signal.Signals) -> bool:
        """Stop a process, or this whole job; return after that whether it was stopped and continued."""
        is_continued = False

        def go_on(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the form of a handler
            nonlocal is_continued
            is_continued = True

        # Python runs signal handlers before the next line.
        signal.signal(signal.SIGCONT, go_on)
        signal.signal(number, signal.SIG_DFL)
        os.kill(whom, number)
        self._answered += is_continued
        return is_continued
