"""A queue of keys, delivered one at a time: a burst of keys ends where the same keys pressed slowly end.

Keys that leave or stop something don't wait for long, and bypass a busy pane.

Textual sends every key at once to the widget that has the focus then: of `/rust` typed fast, the letters would reach
the list, because the filter line has the focus only when the message of `/` has travelled to the screen.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.worker import Worker, WorkerError

_PATIENCE_SECONDS = 1.0
"""A key is delivered after this time even if the previous one is still being processed."""
_HURRIED_SECONDS = 0.1
"""The same for a key that must not wait."""
_TURNS = 20


class Keyboard:
    """Holds each key back until the previous one has taken effect."""

    def __init__(
        self,
        app: App[None],
        give: Callable[[events.Event], Awaitable[None]],
        at_work: Callable[[], Awaitable[object] | None],
        deciding: Callable[[], Awaitable[object] | None],
        at_once: Callable[[events.Key], Callable[[], Awaitable[object]] | None],
    ) -> None:
        """`give` delivers a key like Textual; `at_work` returns what the next key has to wait for.

        `deciding` returns what it has to wait for without a limit, since that decides where the key acts.
        `at_once` returns the effect of a key that bypasses the focused pane; None for all other keys.
        """
        self._app = app
        self._give = give
        self._at_work = at_work
        self._deciding = deciding
        self._at_once = at_once
        self._timeout: asyncio.Timeout | None = None
        self._until: float | None = None
        """When a hurried key is delivered, even if the previous one is still being processed."""
        self._waiting: deque[events.Key] = deque()
        self._task: asyncio.Task[None] | None = None
        self._is_open = False

    @property
    def is_open(self) -> bool:
        """Whether keys are delivered."""
        return self._is_open

    @property
    def is_waiting(self) -> bool:
        """Whether there are undelivered keys."""
        return bool(self._waiting)

    def open(self) -> None:
        """Deliver the keys typed before there was a screen, and every key from now on."""
        self._is_open = True
        self._start()

    def close(self) -> None:
        """Discard waiting keys and deliver no more: the program is quitting."""
        self._is_open = False
        self._waiting.clear()

    def take(self, key: events.Key) -> None:
        """Take a key from the terminal."""
        self._waiting.append(key)
        if self._at_once(key) is not None and self._until is None:
            self._until = asyncio.get_running_loop().time() + _HURRIED_SECONDS
            if self._timeout is not None and not self._timeout.expired():
                self._timeout.reschedule(self._until)
        self._start()

    async def press(self, key: events.Key) -> None:
        """Take a key from the terminal while the app handles its message, and deliver it now if none is before it."""
        if not self._is_open or self._waiting or self._is_busy or self._at_once(key) is not None:
            self.take(key)
            return
        target = self._target
        await self._give(key)
        self._task = asyncio.create_task(self._give_all(target))

    @property
    def _is_busy(self) -> bool:
        """Whether the last key has not taken effect yet."""
        return self._task is not None and not self._task.done()

    @property
    def _target(self) -> Widget:
        return self._app.focused or self._app.screen

    def _start(self) -> None:
        if self._is_open and self._waiting and not self._is_busy:
            self._task = asyncio.create_task(self._give_all())

    async def _give_all(self, given: Widget | None = None) -> None:
        """Deliver all waiting keys, after one that was `given` to a widget."""
        if given is not None:
            await self._effect(given)
        while self._waiting:
            target = self._target
            key = self._waiting.popleft()
            if (action := self._at_once(key)) is not None:
                self._until = None
                await action()
            else:
                await self._patiently(passing(self._app, lambda key=key: self._give(key)))  # type: ignore[misc]  # bound now, called at once
            await self._effect(target)

    async def _effect(self, target: Widget) -> None:
        """Wait until a key that was delivered to a widget has taken effect."""
        # The key bubbles from the target to the app, where its action runs, and so does the action's message.
        for _ in range(2):
            for node in (target, *target.ancestors):
                await self._patiently(passing(node))
        if (work := self._at_work()) is not None:
            await self._patiently(work)
        # A key that stops or quits doesn't wait for any of this, nor do those before it.
        while self._until is None and (work := self._deciding()) is not None:
            await self._patiently(work)

    async def _patiently(self, waiting: Awaitable[object]) -> None:
        """Wait for something, with a time limit."""
        until = self._until or asyncio.get_running_loop().time() + _PATIENCE_SECONDS
        try:
            async with asyncio.timeout_at(until) as self._timeout:
                await waiting
        except TimeoutError:
            await _turns()
        finally:
            self._timeout = None


async def passed(node: MessagePump, *, seconds: float) -> None:
    """Wait until a node has handled the messages sent to it so far, with a time limit."""
    try:
        async with asyncio.timeout(seconds):
            await passing(node)
    except TimeoutError:
        await _turns()


async def _turns() -> None:
    """Let every ready task run: on a busy machine time may pass without any of them having run."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def passing(node: MessagePump, then: Callable[[], Awaitable[None]] | None = None) -> None:
    """Wait until a node has handled the messages sent to it so far, and then for `then`."""
    reached = asyncio.Event()

    async def reach() -> None:
        if then is not None:
            await then()
        reached.set()

    if node.is_running and node.call_later(reach):
        await reached.wait()


async def end_of(worker: Worker[None]) -> None:
    """Wait until a worker has ended in any way."""
    with suppress(WorkerError):  # what a worker raises ends the program, not its keys
        await worker.wait()
