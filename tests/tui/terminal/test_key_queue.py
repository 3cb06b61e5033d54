"""Keys are delivered one at a time, each when the last one has had its effect, but for those that can't wait."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from blogreader.tui.terminal import key_queue
from blogreader.tui.terminal.key_queue import Keyboard, passed, passing


def fake(**attributes: object) -> Any:
    return SimpleNamespace(**attributes)


class Node:
    """A pane that handles its messages when it is let."""

    def __init__(self, *ancestors: "Node") -> None:
        self.ancestors = ancestors
        self.is_running = True
        self.is_stuck = False
        self.handled: list[Callable[[], Awaitable[None]]] = []
        self.waiting: list[Callable[[], Awaitable[None]]] = []
        self._tasks: list[asyncio.Task[None]] = []

    def call_later(self, then: Callable[[], Awaitable[None]]) -> bool:
        self.waiting.append(then)
        if not self.is_stuck:
            self.go_on()
        return True

    def go_on(self) -> None:
        for then in self.waiting:
            self.handled.append(then)
            self._tasks.append(asyncio.ensure_future(self._do(then)))
        self.waiting.clear()

    async def _do(self, then: Callable[[], Awaitable[None]]) -> None:
        await then()


class Desk:
    """A keyboard before a pane on a screen."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.screen = Node()
        self.pane = Node(self.screen)
        self.work: list[asyncio.Future[None]] = []
        self.decisions: list[asyncio.Future[None]] = []
        self.app = fake(focused=self.pane, screen=self.screen, is_running=True, call_later=self._deliver)
        self._tasks: list[asyncio.Task[None]] = []
        self.keyboard = Keyboard(
            self.app,
            self._give,
            lambda: self.work.pop() if self.work else None,
            lambda: self.decisions.pop() if self.decisions else None,
            lambda key: self._stop if key.key == "escape" else None,
        )

    def _deliver(self, then: Callable[[], Awaitable[None]]) -> bool:
        async def do() -> None:
            await then()

        self._tasks.append(asyncio.ensure_future(do()))
        return True

    async def _give(self, event: events.Event) -> None:
        assert isinstance(event, events.Key)
        self.told.append(event.key)

    async def _stop(self) -> None:
        self.told.append("stopped")

    def take(self, *keys: str) -> None:
        for key in keys:
            self.keyboard.take(events.Key(key, None))

    async def turn(self, turns: int = 40) -> list[str]:
        for _ in range(turns):
            await asyncio.sleep(0)
        told, self.told[:] = [*self.told], []
        return told

    async def drained(self) -> None:
        """Wait until all keys are delivered."""
        while self.keyboard.is_waiting:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.001)


@contextmanager
def patience(seconds: float, hurried: float) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_queue, "_PATIENCE_SECONDS", seconds)
        patch.setattr(key_queue, "_HURRIED_SECONDS", hurried)
        yield


async def test_keys_wait_for_the_screen_and_are_dropped_on_the_way_out() -> None:
    desk = Desk()
    desk.take("j", "k")
    assert await desk.turn() == []
    states = [(desk.keyboard.is_open, desk.keyboard.is_waiting)]
    desk.keyboard.open()
    assert await desk.turn() == ["j", "k"]
    states.append((desk.keyboard.is_open, desk.keyboard.is_waiting))
    desk.take("l")
    assert await desk.turn() == ["l"]
    desk.keyboard.close()
    desk.take("m")
    assert await desk.turn() == []
    states.append((desk.keyboard.is_open, desk.keyboard.is_waiting))
    desk.keyboard.close()
    states.append((desk.keyboard.is_open, desk.keyboard.is_waiting))
    assert states == [(False, True), (True, False), (False, True), (False, False)]


async def test_a_key_waits_until_panes_work_and_decisions_are_done_with_the_one_before() -> None:
    loop = asyncio.get_running_loop()
    desk = Desk()
    desk.keyboard.open()
    desk.pane.is_stuck = True
    desk.take("j", "k")
    assert await desk.turn() == ["j"]
    desk.pane.is_stuck = False
    desk.pane.go_on()
    assert await desk.turn() == ["k"]
    assert len(desk.screen.handled) == 4  # each key bubbles up twice
    for futures in (desk.work, desk.decisions):
        future = loop.create_future()
        futures.append(future)
        desk.take("j", "k")
        assert await desk.turn() == ["j"]
        future.set_result(None)
        assert await desk.turn() == ["k"]


async def test_a_key_that_nothing_is_before_is_delivered_in_the_turn_of_the_app() -> None:
    desk = Desk()
    await desk.keyboard.press(events.Key("j", None))
    assert desk.told == []  # there is no screen yet
    desk.keyboard.open()
    assert await desk.turn() == ["j"]
    desk.pane.is_stuck = True
    for key, told in (("k", ["k"]), ("l", ["k"])):
        await desk.keyboard.press(events.Key(key, None))
        assert desk.told == told  # the second one waits for the first
    assert await desk.turn() == ["k"]
    desk.pane.is_stuck = False
    desk.pane.go_on()
    assert await desk.turn() == ["l"]
    assert len(desk.screen.handled) == 6
    await desk.keyboard.press(events.Key("escape", None))
    assert desk.told == []
    assert await desk.turn() == ["stopped"]
    desk.take("m")
    await desk.keyboard.press(events.Key("n", None))
    assert desk.told == []  # not before the one that waits
    assert await desk.turn() == ["m", "n"]


async def test_a_key_that_can_not_wait_goes_around_the_pane_and_hurries_those_before_it() -> None:
    loop = asyncio.get_running_loop()
    desk = Desk()
    desk.keyboard.open()
    with patience(3_600, 0):
        desk.take("escape")
        assert await desk.turn() == ["stopped"]
        desk.pane.is_stuck = True
        desk.take("j", "k")
        assert await desk.turn(200) == ["j"]  # which nobody hurries any more
        desk.take("escape")
        await desk.drained()
        assert await desk.turn() == ["k", "stopped"]
        desk.pane.is_stuck = False
        desk.pane.go_on()
        await desk.turn()
    with patience(3_600, 0.001):
        desk.pane.is_stuck = True
        desk.take("j", "k", "escape")
        assert await desk.turn() == ["j"]
        await desk.drained()
        assert await desk.turn() == ["k", "stopped"]
        desk.pane.is_stuck = False
        desk.pane.go_on()
        await desk.turn()
        desk.decisions.append(loop.create_future())
        desk.take("j", "escape")
        await desk.drained()
        assert await desk.turn() == ["j", "stopped"]  # whatever is being decided


async def test_a_busy_pane_is_not_waited_for_any_longer_than_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    desk.keyboard.open()
    with patience(0.001, 0.001):
        desk.pane.is_stuck = True
        desk.take("j", "k")
        await desk.drained()
        desk.pane.is_stuck = False
        desk.pane.go_on()
        assert await desk.turn() == ["j", "k"]
    slept: list[float] = []
    sleep = asyncio.sleep

    async def record(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", record)
    node: Any = Node()
    node.is_stuck = True
    await passed(node, seconds=0.001)
    assert len(slept) == 20  # everything else has its turn, and no time passes for it
    assert {*slept} == {0}
    node.is_stuck = False
    await passed(node, seconds=60)
    assert len(slept) == 20
    with patience(0.001, 0.001):
        await desk.keyboard._patiently(asyncio.get_running_loop().create_future())
    assert len(slept) == 40


async def test_what_does_not_run_is_not_waited_for() -> None:
    node: Any = Node()
    node.is_running = False
    await passing(node)
    done: list[int] = []

    async def then() -> None:
        done.append(1)

    await passing(node, then)
    assert done == []
    node.is_running = True
    await passing(node, then)
    assert done == [1]
