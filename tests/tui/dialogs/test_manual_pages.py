"""The manual in the app: under F1, without a network, at the first start."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from blogreader import manual_pages
from blogreader.keys import TABLE
from blogreader.render.layout.links import links_of
from blogreader.tui.dialogs import manual_screen
from blogreader.tui.dialogs.manual_page_screen import ManualPageScreen
from blogreader.tui.reader.reader import Reader
from blogreader.urls import openable
from tests.conftest import FakeBrowser
from tests.driving import Driver, reading

pytestmark = pytest.mark.app


@pytest.mark.slow
async def test_f1_shows_the_pages_and_enter_opens_one(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1")
        titles = [page.title for page in manual_pages.pages()]
        assert all(any(title in line for line in driver.lines) for title in titles)
        await driver.press("enter")
        await driver.until(lambda: any("The first hour" in line for line in driver.lines))
        assert any("Four keys" in line for line in driver.lines)
        await driver.press("q")
        assert any("The manual" in line for line in driver.lines)
        await driver.press("j", "enter")
        await driver.until(lambda: any("Any blog, by its address" in line for line in driver.lines))
        assert not any("<!--" in line for line in driver.lines)
        await driver.burst("q", "q")
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


@pytest.mark.slow
async def test_a_click_opens_its_page_once(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1")
        title = manual_pages.pages()[1].title
        row = next(number for number, line in enumerate(driver.lines) if title in line)
        await driver.pilot.click(offset=(60, row))
        await driver.until(lambda: any("Any blog, by its address" in line for line in driver.lines))
        await driver.press("q")
        assert any("The manual" in line for line in driver.lines)
        await driver.press("q")
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("page", manual_pages.pages(), ids=lambda page: page.name)
def test_every_page_can_be_shown_at_any_width(page: manual_pages.ManualPage) -> None:
    from blogreader import render

    for width in (30, 80):
        lines = render.text(render.parse(page.text), width, render.Options(column=width, wrap_code=True))
        text = render.to_plain(lines)
        assert page.title.split()[0] in text
        assert "<!--" not in text


@asynccontextmanager
async def page_of_the_manual(tmp_path: Path, number: int = 0) -> AsyncIterator[Driver]:
    """The app with a page of the manual open."""
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1", *["j"] * number, "enter")
        await driver.until(lambda: bool(driver.app.screen.query("#manual-text")))
        await driver.until(lambda: shows(driver, "links  / find"))
        yield driver


def shows(driver: Driver, text: str) -> bool:
    return any(text in line for line in driver.lines)


@pytest.mark.slow
async def test_a_link_leads_to_its_page_and_backspace_back_to_where_it_stands(tmp_path: Path) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        await driver.press("tab")
        await driver.until(lambda: shows(driver, "→ Any blog, by its address"))
        before = driver.lines[:-4]
        await driver.press("enter")
        await driver.until(lambda: shows(driver, "complete each source is"))
        await driver.press("backspace")
        await driver.until(lambda: driver.lines[:-4] == before)
        await driver.press("backspace")
        assert driver.said == "You followed no link to get here."


@pytest.mark.slow
async def test_every_link_of_the_manual_leads_somewhere(tmp_path: Path) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        pages = manual_pages.pages()
        for page in pages:
            await driver.until(partial(shows, driver, page.title))
            screen = driver.app.screen
            assert isinstance(screen, ManualPageScreen)
            reader = screen.query_one(Reader)
            assert reader.document is not None
            document = reader.document
            links = [link for block in range(len(document.blocks)) for link in links_of(block, document.rows(block))]
            for link in links:
                assert openable(link.href) or screen._target(link)[2:] in {one.title for one in pages}, link.href
            await driver.press("J")
        assert driver.said == "This is the last page of the manual; q goes back."


@pytest.mark.slow
async def test_the_next_page_is_a_key_away_and_space_turns_to_it_at_the_end(tmp_path: Path) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        await driver.press("K")
        assert driver.said == "This is the first page of the manual; q goes back."
        await driver.press("J")
        await driver.until(lambda: shows(driver, "Any blog, by its address"))
        await driver.press("G", "space")
        await driver.until(lambda: shows(driver, manual_pages.pages()[2].title))
        await driver.press("ctrl+o", "ctrl+o")  # the end that was turned at, and what was before the jump to it
        await driver.until(lambda: shows(driver, "Any blog, by its address"))


@pytest.mark.slow
async def test_words_are_found_in_a_page(tmp_path: Path) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        await driver.press("slash", *"undoes", "enter")
        await driver.until(lambda: shows(driver, "1/1"))
        assert shows(driver, "undoes your last change")
        await driver.press("escape")  # the search, and then the page
        assert not shows(driver, "1/1")
        await driver.press("escape")
        assert shows(driver, "The manual")


@pytest.mark.slow
async def test_words_are_found_in_all_pages(tmp_path: Path) -> None:
    async with reading(tmp_path, offline=True) as driver:
        await driver.press("f1", "slash", *"clicolor_force")
        await driver.until(lambda: not shows(driver, "The first hour"))
        assert shows(driver, "Configuration")
        await driver.press("enter", "enter")
        await driver.until(lambda: shows(driver, "CLICOLOR_FORCE"))
        await driver.until(lambda: shows(driver, "1/"))
        await driver.press("q", "q", "q")
        await driver.until(lambda: shows(driver, "The first hour"))  # all are listed again
        assert not driver.app.screen.query_one("#manual-filter").display
        await driver.press("slash", *"zzzz")
        await driver.until(lambda: driver.said == "No page of the manual has these words.")
        await driver.press("enter", "enter", "q", "q")
        assert driver.app.screen is driver.screen


@pytest.mark.slow
async def test_what_is_found_late_for_words_typed_before_takes_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = manual_screen._with_words
    has_begun, goes_on, is_done = Event(), Event(), Event()

    def late(pages: Sequence[manual_pages.ManualPage], line: str) -> list[int]:
        found = find(pages, line)
        if line == "c":
            has_begun.set()
            goes_on.wait()
            is_done.set()
        return found

    monkeypatch.setattr(manual_screen, "_with_words", late)
    async with reading(tmp_path, offline=True) as driver:
        try:
            await driver.press("f1", "slash", "c")
            await driver.until(has_begun.is_set)
            await driver.press(*"licolor_force")
            await driver.until(lambda: not shows(driver, "The first hour"))
        finally:
            goes_on.set()
        await driver.until(is_done.is_set)
        await driver.settle()
        assert shows(driver, "Configuration")
        assert not shows(driver, "The first hour")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["r", "m", "M", "a", "A", "c", "X", "F", "D", "i", "z", "o"])
async def test_what_is_only_for_articles_says_so(tmp_path: Path, key: str) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        await driver.press(key)
        await driver.until(lambda: bool(driver.said))
        assert isinstance(driver.app.screen, ManualPageScreen)


@pytest.mark.slow
async def test_a_link_out_of_the_manual_opens_in_the_browser(tmp_path: Path, browser: FakeBrowser) -> None:
    (tmp_path / "one.md").write_text("# One\n\nSee [the site](https://blog.example/post).\n")
    page = manual_pages.ManualPage("one", "One", "", tmp_path / "one.md")
    async with reading(tmp_path / "library", offline=True) as driver:
        await driver.app.push_screen(ManualPageScreen([page], 0, TABLE))
        await driver.pilot.pause()
        await driver.until(lambda: shows(driver, "See the site"))
        await driver.press("tab")
        await driver.until(lambda: shows(driver, "→ blog.example/post"))
        await driver.press("o")
        await driver.until(lambda: browser.asked == [["https://blog.example/post"]])
        await driver.press("tab", "tab", "enter")
        await driver.until(lambda: bool(driver.said))


@pytest.mark.slow
@pytest.mark.parametrize("href", ["elsewhere.md", "file:///etc/passwd"])
async def test_a_link_of_a_page_that_leads_nowhere_says_so_and_opens_nothing(
    tmp_path: Path, browser: FakeBrowser, href: str
) -> None:
    (tmp_path / "one.md").write_text(f"# One\n\nSee [the site](<{href}>).\n")
    page = manual_pages.ManualPage("one", "One", "", tmp_path / "one.md")
    async with reading(tmp_path / "library", offline=True) as driver:
        await driver.app.push_screen(ManualPageScreen([page], 0, TABLE))
        await driver.until(lambda: shows(driver, "See the site"))
        await driver.press("tab", "enter")
        await driver.until(lambda: driver.said.startswith("Nothing that can be opened is at "))
        await driver.press("o")
        assert driver.said.startswith("This opens a link that leads out of the manual")
        assert browser.asked == []


@pytest.mark.slow
async def test_y_copies_the_listing_in_view_or_the_page(tmp_path: Path) -> None:
    async with page_of_the_manual(tmp_path) as driver:
        await driver.press("y")
        await driver.until(lambda: driver.said == "Copied 1 line.")
        assert driver.app.clipboard == "blogreader"
