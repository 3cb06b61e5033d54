"""No key is silent: each of every pane, in whatever state the app is, does something or says why it does not."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from blogreader.keys import ARTICLES, CHAINS, READER, SIDEBAR, TABLE
from blogreader.tui.app import BlogreaderApp
from blogreader.tui.reader.content import Failed, Loading
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = [pytest.mark.slow, pytest.mark.app]

TEXT = f"{prose(12)}\n\n## Second part\n\n{prose(12, first=13)}\n"
LEAVING = {"everywhere.quit", "everywhere.back", "everywhere.stop"}
"""These end the program at the top; `q` and Escape have tests of their own."""
PANES = {"sidebar": SIDEBAR, "articles": ARTICLES, "reader": READER}

Arrange = Callable[[Driver], Awaitable[None]]


async def _list(driver: Driver) -> None:
    driver.screen.filters.clear()
    driver.screen.action_show_view("all")
    driver.screen.at = "articles"
    await driver.settle()


async def in_the_list(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(1)


async def at_the_first_article(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(0)


async def at_the_last_article(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(3)


async def in_an_empty_list(driver: Driver) -> None:
    await _list(driver)
    driver.screen.action_show_view("reading-list")
    driver.screen.articles.standing = None
    driver.library.bookmark([BLOG + name for name in ("one", "two", "three", "gone")], on=False)
    driver.screen.lists.relist()


async def at_the_top_of_the_sidebar(driver: Driver) -> None:
    await _list(driver)
    driver.screen.at = "sidebar"
    driver.screen.query_one("#sidebar").action_top()  # type: ignore[attr-defined]


async def at_the_end_of_the_sidebar(driver: Driver) -> None:
    await _list(driver)
    driver.screen.at = "sidebar"
    driver.screen.query_one("#sidebar").action_bottom()  # type: ignore[attr-defined]


async def on_no_card(driver: Driver) -> None:
    await in_an_empty_list(driver)
    await driver.settle()
    driver.screen.behind = None
    driver.screen.at = "reader"


async def on_a_card(driver: Driver) -> None:
    await in_the_list(driver)
    await driver.settle()
    driver.screen.behind = None
    driver.screen.articles.move_to(2)
    await driver.settle()
    driver.screen.at = "reader"


async def at_the_top_of_a_text(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(0)
    await driver.read("one")
    driver.reader.end_search()
    driver.reader.action_usual_width()
    driver.reader.action_top()


async def at_the_end_of_a_text(driver: Driver) -> None:
    await at_the_top_of_a_text(driver)
    await driver.reader.action_bottom()


async def in_a_text_that_fits(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(1)
    await driver.read("two")


async def in_zen(driver: Driver) -> None:
    await at_the_end_of_a_text(driver)
    driver.screen.zen = True


async def in_a_search_without_a_match(driver: Driver) -> None:
    await at_the_top_of_a_text(driver)
    driver.reader.search("zzz")


async def on_a_failure(driver: Driver) -> None:
    await _list(driver)
    driver.screen.articles.move_to(3)
    await driver.read("gone")
    assert isinstance(driver.screen.page, Failed)


async def while_it_is_on_its_way(driver: Driver) -> None:
    await in_the_list(driver)
    await driver.settle()
    entry = driver.library.entry(BLOG + "three")
    driver.screen.behind = None
    driver.screen.page = Loading(entry, "blog.example")
    driver.screen.at = "reader"


STATES: list[Arrange] = [
    in_the_list,
    at_the_first_article,
    at_the_last_article,
    in_an_empty_list,
    at_the_top_of_the_sidebar,
    at_the_end_of_the_sidebar,
    on_no_card,
    on_a_card,
    at_the_top_of_a_text,
    at_the_end_of_a_text,
    in_a_text_that_fits,
    in_zen,
    in_a_search_without_a_match,
    on_a_failure,
    while_it_is_on_its_way,
]
COUNTED_AHEAD = {f"reader.{name}" for name in ("line-down", "page-down", "half-down", "bottom")} | {
    f"reader.{name}" for name in ("line-up", "page-up", "half-up", "top")
}
"""While a text is on its way these are counted, and made when it is there."""


@pytest.mark.parametrize("arrange", STATES, ids=lambda arrange: arrange.__name__)
async def test_every_key_does_something_or_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrange: Arrange
) -> None:
    index = archived(tmp_path / "library", {"one": TEXT, "two": "Three words here.", "three": TEXT})
    index.write_text(index.read_text() + f"\n### [Gone]({BLOG}gone)\n2025-01-01 · Notes · 3 min\n")
    effects: list[str] = []

    async def browser(url: str, started: Callable[[], None]) -> bool:
        effects.append(url)
        started()
        return True

    monkeypatch.setattr("blogreader.tui.screen.navigation.open_in_browser", browser)
    monkeypatch.setattr(BlogreaderApp, "copy_to_clipboard", lambda _, text: effects.append(text))
    monkeypatch.setattr("blogreader.tui.terminal.clipboard._tools", lambda: iter(()))
    silent = []
    async with reading(tmp_path / "library", index=index, size=(140, 24), offline=True) as driver:
        await arrange(driver)
        await driver.settle()
        pane = PANES[driver.screen.at]
        keys = {name: key.id for key in TABLE if key.pane in CHAINS[pane] for name in key.keys[:1]}
        # Those of other panes too, and some that nothing is bound to.
        keys = {**{key.keys[0]: "" for key in TABLE}, "Q": "", "f9": "", **keys}
        for name, one in keys.items():
            if one in LEAVING:
                continue
            while len(driver.app.screen_stack) > 1 or isinstance(driver.app.focused, Input) or driver.screen.is_asking:
                await driver.press("escape")
            await arrange(driver)
            if isinstance(driver.screen.page, Loading) and one in COUNTED_AHEAD:
                continue
            driver.screen.explain_no_more()
            driver.screen.messages.clear()
            # One that still stands in the footer would hide that its keys are other ones.
            driver.screen.footer.message = ""
            await driver.settle()
            before, effects[:] = driver.lines, []
            await driver.pilot.press(name)
            await driver.settle()
            if driver.lines == before and not effects and not driver.said:
                silent.append((name, one))
    assert silent == []


@pytest.mark.parametrize("size", [(140, 24), (100, 24), (40, 14)])
@pytest.mark.parametrize("key", ["r", "m", "M"])
async def test_what_a_key_marks_is_said_where_the_row_is_out_of_sight(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    index = archived(tmp_path / "library", {"one": TEXT, "two": TEXT})
    said = {"r": "Marked as read.", "m": "Put on the reading list.", "M": "Put at the top of the reading list."}
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        await driver.press("enter", "z", key)
        assert said[key] in driver.footer
        await driver.press("r" if key == "r" else "m")
        assert {"r": "Marked as unread."}.get(key, "Taken off the reading list.") in driver.footer
        await driver.press("q", "q", key)
        assert "Marked" not in driver.footer  # there the row shows it
        assert "reading list" not in driver.footer


def _is_gone(driver: Driver, said: str) -> bool:
    return not said or said[:20] not in driver.lines[-1]


def _is_other(driver: Driver, before: list[str]) -> bool:
    return driver.lines != before


@pytest.mark.parametrize("over", ["question_mark", "p", "t"])
@pytest.mark.parametrize("size", [(140, 24), (40, 14)])
async def test_a_screen_that_lies_over_the_others_is_not_silent_either(
    tmp_path: Path, over: str, size: tuple[int, int]
) -> None:
    index = archived(tmp_path / "library", {"one": TEXT})
    silent = []
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        await driver.press("enter")
        for name in ("x", "m", "J", "D", "f9", "ctrl+x", "k", "g", "up"):
            if len(driver.app.screen_stack) == 1:
                await driver.press(over)
            await driver.press("g")
            said = driver.screen.footer.said
            driver.screen.explain_no_more()
            # One that still stands in the footer would hide that its keys are other ones.
            driver.screen.footer.message = ""
            # What lies below the screen is painted a moment later.
            await driver.until(partial(_is_gone, driver, said))
            await driver.settle()
            before = driver.lines
            await driver.pilot.press(name)
            try:
                await driver.until(partial(_is_other, driver, before))
            except TimeoutError:
                silent.append(name)
    assert silent == []
