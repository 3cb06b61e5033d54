"""When texts are made searchable behind the lists, and when that stops."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from blogreader.tui.screen.manual_viewer import Manual
from blogreader.tui.screen.text_upkeep import TextUpkeep
from tests.tui.screen.told_panes import fake, held, screen

GoOn = Callable[[int, int], bool]


def upkeep(panes: Any, catch_up: Callable[[GoOn], None]) -> tuple[TextUpkeep, Any, Any]:
    """The upkeep of the texts, these, and what is fetched."""
    texts, fetching = fake(is_due=True, catch_up=catch_up), fake(is_running=False)
    return TextUpkeep(panes, held(panes.told, texts=texts), fetching), texts, fetching


@pytest.mark.parametrize(
    ("is_reading", "is_due", "is_fetching", "reads"),
    [
        (False, True, False, True),
        (True, True, False, False),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
async def test_what_is_due_is_read_unless_articles_are_being_read_or_fetched(
    is_reading: bool, is_due: bool, is_fetching: bool, reads: bool
) -> None:
    panes = screen()
    texts_read: list[GoOn] = []
    controller, texts, fetching = upkeep(panes, texts_read.append)
    controller.start()
    assert await panes.since() == [(1.0, "look")]
    controller.look()
    assert await panes.since() == ["runs read_texts"]
    controller._reading.is_finished = not is_reading  # type: ignore[union-attr,misc]
    texts.is_due, fetching.is_running = is_due, is_fetching
    controller.look()
    assert await panes.since() == (["runs read_texts"] if reads else [])
    assert len(texts_read) == 1 + reads


async def test_reading_makes_way_for_fetching_and_ends_with_its_task() -> None:
    panes = screen()
    began, release, ended = (threading.Event() for _ in range(3))
    went_on: list[bool] = []

    def catch_up(go_on: GoOn) -> None:
        for fetching.is_running in (False, True, False):
            went_on.append(go_on(1, 2))
        began.set()
        assert release.wait(20)
        went_on.append(go_on(2, 2))
        ended.set()

    controller, _, fetching = upkeep(panes, catch_up)
    controller.look()
    task = asyncio.ensure_future(panes.tasks.pop()())
    assert await asyncio.to_thread(began.wait, 20)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    release.set()
    assert await asyncio.to_thread(ended.wait, 20)
    assert went_on == [True, False, True, False]


async def test_the_manual_is_a_dialog_of_its_pages() -> None:
    panes = screen()
    Manual(panes, held(panes.told)).show()
    assert not panes.overlay_settled.is_set()
    assert await panes.since() == ["runs manual", "ManualScreen"]
    assert panes.overlay_settled.is_set()
