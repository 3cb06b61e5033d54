"""Keys given on one at a time: a burst of keys ends where the same keys pressed slowly end.

Textual sends every key at once to the widget that has the focus then: of `/rust` typed fast, the letters would reach
the list, because the filter line has the focus only when the wish of `/` has travelled to the screen.
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
"""After which a key is given on although the one before it still keeps somebody busy."""


class Keyboard:
    """Holds keys back until the key before them has had its effects."""

    def __init__(
        self,
        app: App[None],
        give: Callable[[events.Event], Awaitable[None]],
        at_work: Callable[[], Worker[None] | None],
    ) -> None:
        """`give` hands a key on as Textual does; `at_work` gives what the next key is to wait for."""
        self._app = app
        self._give = give
        self._at_work = at_work
        self._waiting: deque[events.Key] = deque()
        self._task: asyncio.Task[None] | None = None
        self._is_open = False
        self._ending: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Give on what was typed while there was no screen yet, and from now on everything."""
        self._is_open = True
        self._start()

    def take(self, key: events.Key) -> None:
        """Take a key from the terminal."""
        self._waiting.append(key)
        self._start()

    def _start(self) -> None:
        if self._is_open and self._waiting and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._give_all())

    async def _give_all(self) -> None:
        while self._waiting:
            target: Widget = self._app.focused or self._app.screen
            key = self._waiting.popleft()
            await _passed(self._app, lambda key=key: self._give(key))  # type: ignore[misc]  # bound now, called at once
            # The key goes up from the target to the app, where its action runs; the action's wish takes the same way.
            for _ in range(2):
                for node in (target, *target.ancestors):
                    await _passed(node)
            if (worker := self._at_work()) is not None:
                # Not a timeout around `wait`: who gives that up ends the worker, and the article would never come.
                self._ending = asyncio.create_task(_ended(worker))
                await asyncio.wait({self._ending}, timeout=_PATIENCE_SECONDS)


async def _ended(worker: Worker[None]) -> None:
    with suppress(WorkerError):  # what a worker raises ends the program, not its keys
        await worker.wait()


async def _passed(node: MessagePump, then: Callable[[], Awaitable[None]] | None = None) -> None:
    """Wait until a node has handled what it was sent so far, and what `then` does."""
    reached = asyncio.Event()

    async def reach() -> None:
        if then is not None:
            await then()
        reached.set()

    if node.is_running and node.call_later(reach):
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await reached.wait()
        except TimeoutError:
            return
