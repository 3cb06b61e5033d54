"""What is painted while an article is opened: its text, once, and before what opening it begins."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from textual.app import App

from blogreader.library import Library
from blogreader.library.connections import Connections
from blogreader.tui.reader.content import Failed, Loaded, Loading
from blogreader.tui.screen import held_screen
from blogreader.tui.screen.async_library import AsyncLibrary
from tests.driving import Driver, archived, prose, reading
from tests.tui.test_late import gate

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("every_frame")]

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
