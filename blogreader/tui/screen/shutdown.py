"""Quitting: the same for every key and signal, without waiting for any thread or pane."""

import asyncio
import os
import select
import signal
import sys
import termios
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from textual.worker import WorkerCancelled

from blogreader.errors import BlogreaderError
from blogreader.text import clean
from blogreader.tui.reader.content import Loaded
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.session import Session
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from textual.app import App

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HUNG_UP = 128 + signal.SIGHUP
"""The exit status of a program whose terminal is gone."""
_GATHERING_SECONDS = 1.0
"""How long the event loop may take to respond; after that, it is bypassed."""
_KEEPING_SECONDS = 10.0
_STOPPING_SECONDS = 0.5
"""How long background tasks may take to stop."""
_SCREEN_SECONDS = 1.0
"""How long Textual may take to restore the terminal."""
_CLOSING_SECONDS = 15.0
"""How long closing the library may take: it tries for ten seconds to save changes."""
_SWITCH_SECONDS = 0.0002
_WHOLE = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"
    "\x1b[?2026l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Undoes everything that Textual's driver sets in a terminal."""

_BACKGROUND = (
    WorkerGroup.FETCH,
    WorkerGroup.REFRESH,
    WorkerGroup.ADD,
    WorkerGroup.SOURCES,
    WorkerGroup.COMPLETE,
    WorkerGroup.CATCH_UP,
    WorkerGroup.OPEN,
)
"""Tasks that must not find a screen without panes."""

Change = Callable[[], object]


class Shutdown:
    """Only the first request counts; later ones do nothing.

    First everything is saved, by a thread that waits for no other. Then Textual takes the screen down; if that takes
    too long, because the event loop or the terminal hangs, the same thread restores the terminal and ends the process.
    """

    def __init__(
        self,
        app: "App[None]",
        library: AsyncLibrary,
        settle: Callable[[], Awaitable[None]],
        gather: Callable[[], list[Change]],
        stop: Callable[[], Awaitable[None]],
    ) -> None:
        """Create it; none of these may take long.

        `settle` waits for earlier actions to take effect, `gather` then returns the changes to be saved, and `stop`
        ends the background tasks.
        """
        self._app = app
        self._library = library
        self._settle = settle
        self._gather = gather
        self._stop = stop
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: Callable[[int], NoReturn] | None = None
        self._status: int | None = None
        self._last: list[Change] | None = None
        self._gathering: asyncio.Task[None] | None = None
        self._gathered = threading.Event()
        self._is_down = threading.Event()
        self._attributes: list[Any] | None = None

    @property
    def is_due(self) -> bool:
        """Whether the program is quitting."""
        return self._status is not None

    def listen(self, end: Callable[[int], NoReturn], attributes: list[Any] | None = None) -> None:
        """Handle signals from now on, until `end` ends the process. Called in the main thread.

        `attributes` are the terminal's original ones, if they were changed already.
        """
        self._end = end
        with suppress(termios.error, OSError, ValueError):
            self._attributes = attributes or termios.tcgetattr(sys.__stdin__ or 0)
        for number in SIGNALS:
            signal.signal(number, self._told)

    @property
    def is_listening(self) -> bool:
        """Whether `listen` was called: there is a terminal, and a process of our own."""
        return self._end is not None

    def attach(self) -> None:
        """Use the running event loop, and quit at once if that was requested before."""
        self._loop = asyncio.get_running_loop()
        if self.is_due:
            self._in_loop(self._begin_gathering)

    def begin(self, status: int = 0) -> None:
        """Quit with this exit status; from any thread or a signal handler."""
        if self._status is not None or self._is_down.is_set():
            return
        self._status = status
        if self._end is not None:
            # Make busy threads give way sooner: each wait for one would take five milliseconds.
            sys.setswitchinterval(_SWITCH_SECONDS)
        self._library.is_being_left = True
        threading.Thread(target=self._keep, name="leaving", daemon=True).start()
        self._in_loop(self._begin_gathering)

    def taken_down(self) -> None:
        """Record that the screen is gone and the terminal restored."""
        self._is_down.set()

    def _told(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the form of a handler
        self.begin(128 + number)

    def _in_loop(self, then: Callable[[], object]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # closed meanwhile
                self._loop.call_soon_threadsafe(then)

    # In the event loop

    def _begin_gathering(self) -> None:
        self._gathering = asyncio.create_task(self._gather_last())

    async def _gather_last(self) -> None:
        await self._settle()
        self._take_last()
        await self._stop()

    def _take_last(self) -> None:
        if self._last is None:
            self._last = self._gather()
        self._gathered.set()

    # In a thread

    def _keep(self) -> None:
        status, failure = 1, None
        is_live = self._gathered.wait(_GATHERING_SECONDS)
        try:
            if not is_live:
                self._take_last()  # the event loop hangs: gather here
            failure = self._make_last()
            self._library.flush(_KEEPING_SECONDS)
            of_failure = failure.exit_status if isinstance(failure, BlogreaderError) else int(failure is not None)
            status = self._status or of_failure
        finally:
            self._in_loop(lambda: asyncio.ensure_future(self._take_down(status, failure)))
            if self._end is not None:
                if self._is_down.wait(_SCREEN_SECONDS if is_live else 0.0):
                    # The main thread closes the library and ends the process, including this thread.
                    threading.Event().wait(_CLOSING_SECONDS)
                else:
                    self._put_right()
                self._end(status)

    def _make_last(self) -> BaseException | None:
        """Make the last changes, after the queued ones, each even if others fail.

        Return the first failure.
        """
        made: list[Future[object]] = [self._library.submit(change) for change in self._last or ()]
        wait(made, _KEEPING_SECONDS)
        return next((error for one in made if one.done() and (error := one.exception())), None)

    async def _take_down(self, status: int, failure: BaseException | None) -> None:
        from textual.content import Content

        if self._gathering is not None:
            await asyncio.wait({self._gathering}, timeout=_STOPPING_SECONDS)
        if failure is not None and not isinstance(failure, BlogreaderError):
            self._app.run_worker(_raise(failure))  # a bug, reported like any other
        else:  # there is no screen left to show it on
            self._app.exit(return_code=status, message=Content(clean(str(failure))) if failure else None)

    def _put_right(self) -> None:
        """Restore the terminal, bypassing anything that waits for it."""
        stream = sys.__stderr__
        if stream is None:
            return
        with suppress(OSError, ValueError, termios.error):
            descriptor = stream.fileno()
            termios.tcflush(descriptor, termios.TCIOFLUSH)  # output that it does not accept would block more
            if self._attributes is not None:
                termios.tcsetattr(descriptor, termios.TCSANOW, self._attributes)
            if select.select([], [descriptor], [], 0.1)[1]:
                os.write(descriptor, _WHOLE.encode())


def session_of(layout: ReadingLayout, *, noting: str, searched: str, half_command: str) -> Session:
    """Return the session to be saved, with what only controllers know."""
    current = layout.articles.current
    reading = layout.page.entry.article.key if isinstance(layout.page, Loaded) else None
    at = current.article.key if current else None
    by = layout.finish_by.isoformat() if layout.finish_by else ""
    return Session(
        layout.view,
        layout.filters,
        layout.arrangements,
        article=at,
        reading=reading,
        rows=layout.reader.rows_below if reading else 0,
        top=layout.articles.scroll_offset.y,
        theme=layout.app.theme,
        finish_by=by,
        noting=noting,
        address=layout.half_typed_address,
        half_filter=layout.half_typed_filter,
        searched=searched,
        half_command=half_command,
    )


async def end_background(layout: ReadingLayout) -> None:
    """Stop the background tasks, and wait for their end."""
    behind = [worker for worker in layout.workers if worker.group in _BACKGROUND and not worker.is_finished]
    for worker in behind:
        worker.cancel()
    for worker in behind:
        with suppress(WorkerCancelled):
            await worker.wait()


def is_hung_up() -> bool:
    """Return whether the terminal is gone."""
    with suppress(OSError, ValueError):
        poll = select.poll()
        poll.register((sys.__stdin__ or sys.stdin).fileno(), 0)  # a hang-up is reported without being requested
        return any(event & select.POLLHUP for _, event in poll.poll(0))
    return False


async def _raise(error: BaseException) -> None:
    raise error
