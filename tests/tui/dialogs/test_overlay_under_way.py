"""A screen that is still being made: keys wait for it, and those that stop or go back let go of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.driving import Driver, archived, prose, reading

pytestmark = pytest.mark.app


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(20), "second": "Short."})


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Iterator[tuple[threading.Event, ...]]:
    """Hold up a method of the library; the events say that it was asked, and let it go on."""
    asked, go_on = threading.Event(), threading.Event()
    method: Callable[..., object] = getattr(owner, name)

    def wait(*arguments: object, **options: object) -> object:
        asked.set()
        go_on.wait(20)
        return method(*arguments, **options)

    monkeypatch.setattr(owner, name, wait)
    try:
        yield asked, go_on
    finally:
        go_on.set()


def maker(driver: Driver, key: str) -> tuple[object, str]:
    """What makes the screen of a key."""
    library = driver.library
    return {"p": (type(library.figures), "report"), "L": (type(library.connections), "of")}[key]


@pytest.mark.parametrize("stops", ["escape", "q"])
@pytest.mark.parametrize("key", ["p", "L"])
async def test_a_screen_that_is_being_made_is_let_go_of(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, key: str, stops: str
) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        with held(monkeypatch, *maker(driver, key)) as (asked, go_on):
            await driver.pilot.press(key)
            await driver.until(asked.is_set)
            await driver.pilot.press(stops)
            await driver.until(lambda: driver.said == "Stopped.")
            go_on.set()
            await driver.settle()
            assert driver.app.screen is driver.screen
            assert driver.app.is_running
        await driver.press("j")
        assert driver.screen.articles.cursor == 1


@pytest.mark.parametrize("key", ["p", "L"])
async def test_the_keys_after_it_wait_for_the_screen(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        with held(monkeypatch, *maker(driver, key)) as (asked, go_on):
            await driver.pilot.press(key, "j")
            await driver.until(asked.is_set)
            assert driver.screen.articles.cursor == 0
            go_on.set()
            await driver.settle()
            assert len(driver.app.screen_stack) == 2
            assert driver.screen.articles.cursor == 0
