"""Articles that leave every index while they are read, fetched or marked: what is done to them is kept, and shown."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from blogreader.library import Library
from blogreader.model import Entry, State, Status
from blogreader.tui.reader.content import Loaded
from tests.driving import BLOG, NOW, Driver, archived, folders, follow, prose, reading
from tests.site import Site

pytestmark = pytest.mark.app

SLUGS = ("one", "two", "three")
KEY = BLOG + "one"


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A library that follows a file, with all of its articles archived."""
    index = archived(tmp_path / "library", dict.fromkeys(SLUGS, prose(40)))
    await follow(tmp_path / "library", str(index))
    return tmp_path / "library"


def take_away(folder: Path) -> None:
    """Let another window stop following everything."""
    other = Library(folders(folder), now=lambda: NOW)
    other.open()
    try:
        for report in other.sources():
            other.remove(report.source.name)
    finally:
        other.close()


def state_of(driver: Driver, key: str = KEY) -> State:
    return driver.library._reading_state.store.get(key)


def shown(driver: Driver) -> Entry:
    page = driver.screen.page
    assert isinstance(page, Loaded)
    return page.entry


async def assert_it_ends_well(driver: Driver) -> None:
    assert [one.sentence for one in driver.screen.messages if one.is_error] == []
    driver.screen.action_quit()
    await driver.until(lambda: driver.app.return_code is not None)
    assert driver.app.return_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("background", [False, True])
async def test_reading_on_keeps_the_place_and_marks_are_shown(folder: Path, background: bool) -> None:
    async with reading(folder, background=background) as driver:
        await driver.press("enter")
        take_away(folder)
        await driver.press("space", "space", "m", "r")
        assert shown(driver).state.status is state_of(driver).status is Status.READ
        assert shown(driver).state.bookmark is not None
        place = state_of(driver).place
        assert place is not None
        assert place.block > 0
        await driver.press("r")
        assert shown(driver).state.status is Status.UNREAD
        await assert_it_ends_well(driver)
        assert state_of(driver).status is Status.UNREAD


@pytest.mark.slow
async def test_it_is_read_at_its_end(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        take_away(folder)
        await driver.press(*["space"] * 40)
        await driver.until(lambda: state_of(driver).status is Status.READ)
        await assert_it_ends_well(driver)


@pytest.mark.slow
async def test_it_may_be_refreshed_away(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        index = folder.parent / "index.md"
        index.write_text(index.read_text().replace(KEY, BLOG + "another"))
        await driver.press("ctrl+l")
        assert driver.library.current(shown(driver)).article.key == KEY
        driver.screen.messages.clear()
        await driver.press("r", "space")
        assert shown(driver).state.status is state_of(driver).status is Status.READ
        await assert_it_ends_well(driver)


@pytest.mark.parametrize(("key", "status", "listed"), [("r", Status.READ, False), ("m", Status.UNREAD, True)])
async def test_it_is_marked_in_a_list_that_still_shows_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, key: str, status: Status, listed: bool
) -> None:
    monkeypatch.setattr("blogreader.tui.screen.external_changes._EVERY_SECONDS", 3_600)
    async with reading(folder) as driver:
        # What looks now and then asks anew for what a look does.
        driver.screen.external_changes._look = partial(asyncio.sleep, 0)  # type: ignore[method-assign]
        take_away(folder)
        await driver.press(key)
        current = driver.screen.articles.entry_at(0)
        assert current is not None
        assert (current.state.status, current.state.bookmark is not None) == (status, listed)
        assert state_of(driver) == current.state
        await assert_it_ends_well(driver)


@pytest.mark.slow
async def test_it_is_opened_from_a_list_that_still_shows_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.tui.screen.external_changes._EVERY_SECONDS", 3_600)
    async with reading(folder) as driver:
        take_away(folder)
        await driver.press("enter")
        assert shown(driver).article.key == KEY
        assert state_of(driver).status is Status.READING
        await driver.press("J", "K")
        await assert_it_ends_well(driver)


@pytest.mark.slow
async def test_what_was_done_to_it_is_undone(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter", "r")
        take_away(folder)
        await driver.press("U")
        assert shown(driver).state.status is state_of(driver).status is Status.READING
        await driver.press("ctrl+r")
        assert shown(driver).state.status is state_of(driver).status is Status.READ


@pytest.mark.slow
async def test_the_catalogue_is_deleted_while_it_is_read(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("enter")
        for path in (folder / "cache").glob("catalogue*"):
            path.unlink()
        await driver.press("space", "r")
        assert shown(driver).state.status is state_of(driver).status is Status.READ
        await assert_it_ends_well(driver)


@pytest.mark.slow
async def test_it_leaves_while_it_is_fetched(tmp_path: Path) -> None:
    with Site() as site:
        await follow(tmp_path, site.index_url)
        hold = site.hold(site.posts[0].slug)
        async with reading(tmp_path) as driver:
            await driver.pilot.press("enter")
            await driver.until(hold.reached.is_set)
            take_away(tmp_path)
            hold.release()
            await driver.settle()
            assert site.posts[0].markers.first[:30] in driver.article
            assert state_of(driver, shown(driver).article.key).status is Status.READING
            await assert_it_ends_well(driver)


@pytest.mark.slow
async def test_what_has_left_is_left_out_of_what_is_fetched(tmp_path: Path) -> None:
    with Site() as site:
        await follow(tmp_path, site.index_url)
        async with reading(tmp_path, query="category:Security") as driver:
            shown = driver.screen.articles.count
            first = driver.screen.articles.entry_at(0)
            assert first is not None
            with driver.library._catalogue._connection() as connection:
                connection.execute("DELETE FROM entries WHERE key = ?", (first.article.key,))
            await driver.press("D")
            assert driver.library.progress().offline == shown - 1
