"""The line of the filter: what is selected, said, completed, and left."""

from pathlib import Path

import pytest
from textual import events

from blogreader.tui.panes.filter_line import QueryLine
from tests.driving import Driver, archived, prose, reading

pytestmark = pytest.mark.app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def line(driver: Driver) -> QueryLine:
    return driver.screen.query_one("#query", QueryLine)


def note(driver: Driver) -> str:
    """Return what stands above the filter."""
    return driver.lines[-3].strip()


@pytest.mark.slow
async def test_the_old_text_is_selected_and_typing_replaces_it(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("cat:jvm")
        await driver.press("enter", "slash")
        assert line(driver).selected_text == "cat:jvm"
        assert driver.screen.filter == "cat:jvm"
        await driver.type("rust")
        assert driver.screen.filter == "rust"
        await driver.press("enter", "slash", "end")
        await driver.type(" wasm")
        assert driver.screen.filter == "rust wasm"


async def test_the_footer_says_what_the_keys_of_the_line_do(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        assert driver.footer.strip() == "Enter keep  Esc clear  Tab complete"
        await driver.press("enter")
        assert "Enter open" in driver.footer


@pytest.mark.slow
@pytest.mark.parametrize("size", [(140, 36), (60, 24), (40, 20)])
async def test_the_footer_says_it_of_the_other_lines_too(tmp_path: Path, size: tuple[int, int]) -> None:
    index = archived(tmp_path / "library", {"one": prose(30)})
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        await driver.press("enter", "slash")
        assert driver.footer.strip() == "Enter to the matches  Esc clear"
        await driver.press("escape", "colon")
        await driver.type("add")
        await driver.press("enter")
        assert driver.footer.strip() == "Enter follow  Esc leave it"
        await driver.press("escape")
        assert "leave it" not in driver.footer


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(140, 36), (100, 30), (60, 24), (40, 20)])
async def test_a_mistake_stands_above_the_line_with_its_column_and_the_list_stays(
    folder: Path, width: int, height: int
) -> None:
    async with reading(folder, size=(width, height)) as driver:
        await driver.press("slash")
        await driver.type("rust")
        await driver.type(" is")
        shown = driver.screen.articles.count
        await driver.type(":")
        above = " ".join(part.strip() for part in driver.lines[-4:-2])
        assert "Column 9 of the query: expected one of unread" in above
        assert driver.screen.articles.count == shown
        assert driver.screen.filter == "rust is"
        await driver.type("unread")
        assert "Column " not in driver.text
        assert driver.screen.filter == "rust is:unread"


@pytest.mark.slow
async def test_the_list_does_not_jump_with_mistakes_that_come_and_go(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        heights = {driver.screen.articles.size.height}
        for letter in "is:x":
            await driver.type(letter)
            heights.add(driver.screen.articles.size.height)
        assert len(heights) == 1


@pytest.mark.slow
async def test_enter_on_a_mistake_stays_and_says_why(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("is:")
        for key in ("enter", "down"):
            await driver.press(key)
            assert line(driver).has_focus
            assert "This is not a valid filter yet: Esc clears it." in driver.footer
        await driver.press("escape")
        assert driver.screen.articles.has_focus
        assert driver.screen.articles.count == 102
        assert "Column " not in driver.text


@pytest.mark.slow
async def test_who_clicks_elsewhere_leaves_the_mistake_and_keeps_the_last_filter(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        await driver.press("slash")
        await driver.type("rust")
        shown = driver.screen.articles.count
        await driver.type(" (")
        await driver.pilot.click("#articles", offset=(8, 3))
        await driver.settle()
        assert (line(driver).value, driver.screen.filter) == ("rust ", "rust ")
        assert driver.screen.articles.count == shown
        assert "Column " not in driver.text


@pytest.mark.slow
async def test_a_mistake_is_not_kept_over_a_restart(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("rust (")
    async with reading(folder) as driver:
        assert driver.screen.filter == "rust "


async def test_a_kept_filter_that_is_none_any_more_is_left_out_and_said(folder: Path) -> None:
    async with reading(folder) as driver:
        driver.screen.filters["all"] = "is:"
    async with reading(folder) as driver:
        assert driver.screen.articles.count == 102
        assert driver.screen.filter == ""
        assert "The filter was left out. Column 4" in driver.said


@pytest.mark.slow
async def test_tab_completes_and_again_by_the_next_that_fits(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("is:re")
        await driver.press("tab")
        assert driver.screen.filter == "is:reading"
        assert note(driver).startswith("reading read unread")
        await driver.press("tab")
        assert driver.screen.filter == "is:read"
        await driver.press("shift+tab", "shift+tab")
        assert driver.screen.filter == "is:unread"
        await driver.type(" cat:jav")
        await driver.press("tab")
        assert driver.screen.filter == 'is:unread cat:"JavaScript Internals"'
        assert driver.screen.articles.count == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("cate", "category:"),
        ("unre", "is:unread"),
        ("source:", "source:lucioduran-com-blog"),
        ("sort:-op", "sort:-opened"),
    ],
)
async def test_fields_flags_sources_and_orders_are_completed(folder: Path, typed: str, completed: str) -> None:
    async with reading(folder) as driver:
        source = driver.library.sources()[0].source.name
        await driver.press("slash")
        await driver.type(typed)
        await driver.press("tab")
        assert line(driver).value == completed.replace("lucioduran-com-blog", source)


async def test_tab_says_when_nothing_completes_a_word(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("zzz")
        await driver.press("tab")
        assert line(driver).value == "zzz"
        assert "There is no completion for this." in driver.footer


@pytest.mark.slow
@pytest.mark.parametrize("presses", [1, 2, 3, 6])
async def test_escape_clears_and_never_quits(folder: Path, presses: int) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("rust")
        await driver.burst(*["escape"] * presses)
        assert driver.app.is_running
        assert not driver.app._exit
        assert driver.screen.filter == ""
        assert driver.screen.articles.count == 102


@pytest.mark.slow
async def test_a_filter_that_is_dropped_leaves_the_cursor_on_the_article_at_hand(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        articles = driver.screen.articles
        await driver.press("slash")
        await driver.type("rust")
        await driver.press("enter", "j")
        found = articles.current
        assert found is not None
        await driver.press("escape")
        assert (articles.count, articles.current) == (102, found)
        assert articles.cursor > 1


@pytest.mark.slow
async def test_a_filter_that_is_cleared_while_it_is_typed_goes_back_to_where_one_was(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        articles = driver.screen.articles
        await driver.press("j", "j", "slash")
        before = articles.current
        await driver.type("rust")
        assert articles.current != before
        await driver.press("escape")
        assert (articles.count, articles.cursor, articles.current) == (102, 2, before)


async def test_escape_in_an_empty_line_only_leaves_it(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash", "escape")
        assert driver.screen.articles.has_focus
        assert "\n / " not in driver.text


@pytest.mark.slow
async def test_letters_typed_in_a_burst_over_an_old_filter_replace_it(folder: Path) -> None:
    async with reading(folder, query="jvm") as driver:
        await driver.burst("slash", "r", "u", "s", "t", "enter", "j")
        assert driver.screen.filter == "rust"
        assert driver.screen.articles.cursor == 1


@pytest.mark.slow
async def test_of_several_lines_that_are_pasted_none_is_lost(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        driver.app.post_message(events.Paste("is:unread\r\nrust\tasync\n"))
        await driver.until(lambda: line(driver).value != "")
        assert line(driver).value == "is:unread rust async"


@pytest.mark.slow
async def test_a_pasted_query_of_any_length_is_taken_or_refused_in_a_sentence(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        line(driver).value = "a " * 6000
        await driver.settle()
        assert "expected at most 10000 characters" in driver.text
        line(driver).value = "(" * 60
        await driver.settle()
        assert "Column 51" in driver.text
        line(driver).value = "\x1b[2J[b]is:unread[/b]"
        await driver.settle()
        assert "\x1b" not in driver.text
        assert driver.app.is_running


@pytest.mark.slow
async def test_in_a_narrow_window_a_filter_from_the_sidebar_leads_to_the_list(folder: Path) -> None:
    async with reading(folder, size=(60, 24), offline=True) as driver:
        await driver.press("h", "slash")
        await driver.type("rust")
        await driver.press("enter")
        assert (driver.screen.at, driver.screen.articles.display, driver.screen.sidebar.display) == (
            "articles",
            True,
            False,
        )
        assert driver.app.focused is driver.screen.articles
