"""What is painted while an article is opened: its text, once, and before what opening it begins."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.app import App

from blogreader.library import Library
from blogreader.library.connections import Connections
from blogreader.tui.reader.content import Failed, Loaded, Loading, Preview
from blogreader.tui.screen import held_screen
from blogreader.tui.screen.async_library import AsyncLibrary
from tests.driving import BLOG, Driver, archived, hold_up_timers, prose, reading
from tests.tui.screen.test_late import a_few_turns, gate

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("every_frame", "nothing_ahead")]

SIZES = [(120, 36), (60, 24), (160, 50)]


@pytest.fixture
async def driver(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Driver]:
    index = archived(tmp_path / "library", {"one": prose(40), "two": prose(40, first=100), "three": prose(3)})
    size = getattr(request, "param", (120, 36))
    async with reading(tmp_path / "library", index=index, offline=True, size=size) as running:
        await running.settle()
        yield running


def paints(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> list[tuple[type, bool]]:
    """Note of each paint which page is shown, and whether the first paragraph stands in the cells."""
    seen: list[tuple[type, bool]] = []
    display = App._display

    def noted(app: App[None], screen: object, update: object) -> None:
        if update is not None and not app._batch_count:
            seen.append((type(driver.screen.page), "Paragraph" in driver.text))
        display(app, screen, update)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(App, "_display", noted)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("driver", SIZES, indirect=True)
@pytest.mark.parametrize("keys", [("enter",), ("j", "enter")])
async def test_an_archived_article_is_painted_with_its_text_and_not_before(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(held_screen, "_MOST_WAITED_SECONDS", 60)
    await driver.press(*keys[:-1])
    seen = paints(driver, monkeypatch)
    await driver.press(keys[-1])
    assert seen[0] == (Loaded, True)
    assert {page for page, _ in seen} == {Loaded}


async def test_pictures_and_series_are_looked_at_behind_the_paint(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_screen, "_MOST_WAITED_SECONDS", 60)
    seen = paints(driver, monkeypatch)
    before: dict[str, int] = {}
    for owner, name in ((Library, "complete"), (Connections, "next_in_series")):
        first = partial(lambda name: before.setdefault(name, len(seen)), name)
        monkeypatch.setattr(owner, name, counting(getattr(owner, name), first))
    await driver.press("enter")
    await driver.until(lambda: len(before) == 2)
    assert min(before.values()) >= 1


def counting(method: Callable[..., object], called: Callable[[], object]) -> Callable[..., object]:
    """Return the method, which tells of each call."""

    def told(*arguments: object) -> object:
        called()
        return method(*arguments)

    return told


@pytest.mark.slow
async def test_what_takes_longer_than_the_eye_waits_is_said(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    held = gate(monkeypatch, AsyncLibrary, "text")
    seen = paints(driver, monkeypatch)
    await driver.pilot.press("enter")
    await driver.until(lambda: bool(seen))
    assert seen[0][0] is Loading
    await driver.until(lambda: "Opening …" in driver.text)
    held.open.set()
    await driver.settle()
    assert seen[-1] == (Loaded, True)


@pytest.mark.slow
async def test_it_is_said_although_the_event_loop_was_held_up_as_the_wait_began(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = gate(monkeypatch, AsyncLibrary, "text")
    hold_up_timers(monkeypatch)
    seen = paints(driver, monkeypatch)
    await driver.pilot.press("enter")
    await driver.until(lambda: bool(seen))
    held.open.set()


@pytest.mark.slow
async def test_who_stops_an_opening_sees_it_at_once(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_screen, "_MOST_WAITED_SECONDS", 60)
    held = gate(monkeypatch, AsyncLibrary, "text")
    seen = paints(driver, monkeypatch)
    await driver.pilot.press("enter")
    await driver.until(held.asked.is_set)
    assert driver.screen.is_waiting
    assert not seen
    await driver.pilot.press("escape")
    await driver.until(lambda: bool(seen))
    assert {page for page, _ in seen} == {Preview}
    held.open.set()


async def resized(driver: Driver) -> None:
    await driver.pilot.resize_terminal(70, 30)


async def in_other_colours(driver: Driver) -> None:
    driver.app.theme = "textual-light"


async def covered(driver: Driver) -> None:
    driver.screen.action_help()


async def another_opened(driver: Driver) -> None:
    driver.screen.current_article.open(driver.library.entry(BLOG + "two"))


async def two_clicked(driver: Driver) -> None:
    for row in (8, 11):
        await driver.pilot.click("#articles", offset=(10, row))


@pytest.mark.slow
@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("meanwhile", [resized, in_other_colours, covered, another_opened, two_clicked])
async def test_what_happens_while_a_text_is_waited_for_is_painted_with_it(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Driver], Awaitable[None]], *, is_late: bool
) -> None:
    monkeypatch.setattr(held_screen, "_MOST_WAITED_SECONDS", 0.05 if is_late else 60)
    terminal = pyte.Screen(*driver.app.size)
    stream = pyte.Stream(terminal)

    def painted(_: object, update: object) -> None:
        if isinstance(update, CompositorUpdate):
            terminal.resize(driver.app.size.height, driver.app.size.width)
            stream.feed(update.render_segments(driver.app.console))

    monkeypatch.setattr(driver.app, "_display", painted)
    driver.screen.refresh()
    held = gate(monkeypatch, AsyncLibrary, "text")
    with driver.app._context():
        driver.screen.current_article.open(driver.library.entry(BLOG + "one"))
        await driver.until(held.asked.is_set)
        await meanwhile(driver)
        await a_few_turns()
        held.open.set()
    await driver.settle()
    assert not driver.screen.is_waiting
    assert [row.rstrip() for row in terminal.display] == driver.lines
    if meanwhile is covered:
        await driver.press("escape")
        assert isinstance(driver.screen.page, Loaded)
        assert [row.rstrip() for row in terminal.display] == driver.lines


async def test_an_article_that_can_not_be_had_is_painted_as_that(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(held_screen, "_MOST_WAITED_SECONDS", 60)
    for document in (tmp_path / "library" / "archive").rglob("one*"):
        if document.is_file():
            document.write_bytes(b"\xff\xfe")
    seen = paints(driver, monkeypatch)
    await driver.press("enter")
    assert seen[0][0] is Failed
