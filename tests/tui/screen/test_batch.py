"""Many articles at once: selected rows, whole views, queries; one step and one line each."""

from pathlib import Path

import pytest

from blogreader.model import Entry, Status
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def rows(driver: Driver, number: int) -> list[Entry]:
    articles = driver.screen.articles
    return [entry for row in range(number) if (entry := articles.entry_at(row))]


def read_rows(driver: Driver, number: int = 12) -> list[int]:
    return [row for row, entry in enumerate(rows(driver, number)) if entry.state.status is Status.READ]


def selected(driver: Driver) -> list[int]:
    return [row for start, stop in driver.screen.articles.rows_selected for row in range(start, stop)]


async def test_v_selects_rows_and_r_marks_them_as_one_step(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("v", "j", "j", "v")
        assert selected(driver) == [0, 2]
        assert "2 selected" in driver.footer
        assert driver.lines[2][26:].startswith("+")
        await driver.press("r")
        assert read_rows(driver) == [0, 2]
        assert driver.said == "Marked 2 articles as read · U takes it back"
        assert selected(driver) == []
        assert "selected" not in driver.footer
        await driver.press("U")
        assert read_rows(driver) == []
        assert "2 articles: marked as unread again" in driver.said


async def test_v_again_takes_a_row_out(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("v", "j", "v", "v")
        assert selected(driver) == [0]
        await driver.press("k", "v")
        assert selected(driver) == []


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("j", "j"), ("pagedown", "k", "g", "j", "j"), ("G", "g", "j", "j")])
async def test_a_range_goes_from_where_it_began_to_the_cursor(folder: Path, keys: tuple[str, ...]) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "V", *keys)
        assert selected(driver) == ([1, 2, 3] if keys == ("j", "j") else [1, 2])
        assert "V ends it" in driver.footer
        await driver.press("V")
        before = selected(driver)
        await driver.press("j", "j")
        assert selected(driver) == before


@pytest.mark.slow
async def test_a_range_upwards_and_single_rows_join(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press(*"jjjj", "V", "k", "k", "V", "g", "v")
        assert selected(driver) == [0, 2, 3, 4]
        await driver.press("m")
        assert [entry.bookmark_position for entry in rows(driver, 5)] == [1, None, 2, 3, 4]
        assert driver.said == "Put 4 articles on the reading list · U takes it back"


async def test_r_in_a_range_that_goes_on_is_for_all_of_it(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.burst("V", "j", "j", "r")
        assert read_rows(driver) == [0, 1, 2]
        assert driver.screen.articles.range_start is None


async def test_a_star_selects_all_and_again_none(folder: Path) -> None:
    async with reading(folder, query="category:Security") as driver:
        await driver.press("asterisk")
        assert selected(driver) == [0, 1, 2, 3, 4]
        assert "5 selected" in driver.footer
        await driver.press("asterisk")
        assert selected(driver) == []
        await driver.press("asterisk", "M")
        assert driver.library.progress().bookmarked == 5
        assert driver.said == "Put 5 articles at the top of the reading list · U takes it back"
        await driver.press("asterisk", "m")
        assert driver.library.progress().bookmarked == 0
        assert driver.said == "Took 5 articles off the reading list · U takes it back"


async def test_of_a_mixed_selection_all_are_read_then_and_all_unread_only_when_all_were_read(folder: Path) -> None:
    async with reading(folder, query="category:Security") as driver:
        await driver.press("r", "asterisk", "r")
        assert driver.said == "Marked 4 articles as read · U takes it back"
        await driver.press("asterisk", "r")
        assert driver.said == "Marked 5 articles as unread · U takes it back"
        await driver.press("U", "U")
        assert read_rows(driver, 5) == [0]


@pytest.mark.slow
@pytest.mark.parametrize("key", ["escape", "q"])
async def test_the_selection_is_dropped_before_the_filter_and_the_program_stays(folder: Path, key: str) -> None:
    async with reading(folder, query="rust") as driver:
        await driver.press("v", "V", "j", key)
        assert selected(driver) == []
        assert driver.screen.filter == "rust"
        await driver.press(key)
        assert driver.screen.filter == ""
        assert driver.app.is_running


@pytest.mark.slow
async def test_another_view_or_order_begins_without_a_selection(folder: Path) -> None:
    async with reading(folder) as driver:
        for keys in (("3",), ("4",), ("S", "t"), ("slash", "a", "enter")):
            await driver.press("asterisk", *keys)
            assert selected(driver) == []


async def test_one_row_is_marked_without_a_selection_as_ever(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "r")
        assert read_rows(driver) == [1]


@pytest.mark.slow
async def test_in_the_sidebar_r_is_for_the_whole_view(folder: Path) -> None:
    async with reading(folder, size=(140, 40)) as driver:
        await driver.press("h")
        while driver.screen.view.title != "Frontend":
            await driver.press("j")
        await driver.press("r")
        assert driver.said == "Marked 11 articles of Frontend as read · U takes it back"
        assert any("Frontend" in line and "11/11" in line for line in driver.lines[1:])
        assert "all read" in driver.lines[0]
        await driver.press("r")
        assert driver.said == "Marked 11 articles of Frontend as unread · U takes it back"
        await driver.press("m")
        assert driver.said == "Put 11 articles of Frontend on the reading list · U takes it back"
        await driver.press("U", "U", "U")
        assert driver.library.progress().total.read == 0
        assert driver.library.progress().bookmarked == 0


async def test_in_the_sidebar_the_filter_of_the_view_narrows_what_is_meant(folder: Path) -> None:
    async with reading(folder, query="category:Security", size=(140, 40)) as driver:
        await driver.press("h", "M")
        assert driver.library.progress().bookmarked == 5
        assert "of All / category:Security at the top" in driver.said


async def test_a_key_right_behind_a_move_in_the_sidebar_is_for_the_view_moved_to(folder: Path) -> None:
    async with reading(folder, size=(140, 40)) as driver:
        await driver.press("h")
        await driver.burst("j", "j", "r")
        title = driver.screen.view.title
        assert title not in ("All", "Offline")
        assert f"of {title} as read" in driver.said


async def test_where_nothing_is_shown_the_sidebar_says_so(folder: Path) -> None:
    async with reading(folder, size=(140, 40)) as driver:
        await driver.press("1", "h")
        for key in ("r", "m", "M"):
            await driver.press(key)
            assert "There is no article here." in driver.said


async def test_d_fetches_what_is_selected_alone(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": prose(2), "two": prose(2), "three": prose(2)})
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await driver.press("v", "j", "v", "D")
        assert "2 of 2 are offline." in driver.said
        await driver.press("D")
        assert "3 of 3 are offline." in driver.said


async def command(driver: Driver, text: str) -> None:
    await driver.press("colon")
    await driver.type(text)
    await driver.press("enter")


@pytest.mark.slow
async def test_commands_of_the_palette_are_for_the_selection(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("v", "j", "v")
        await command(driver, "mark reading")
        assert [entry.state.status for entry in rows(driver, 3)] == [Status.READING, Status.READING, Status.UNREAD]
        assert driver.said == "Marked 2 articles as being read · U takes it back"
        await driver.press("asterisk")
        await command(driver, "bookmark")
        assert driver.library.progress().bookmarked == 102


@pytest.mark.slow
async def test_commands_of_the_palette_are_for_the_row_where_nothing_is_selected(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("j")
        await command(driver, "mark read")
        assert read_rows(driver) == [1]
        assert driver.said == "Marked 1 article as read · U takes it back"
        await command(driver, "mark read")
        assert "1 article: read already." in driver.said


@pytest.mark.slow
async def test_commands_of_the_palette_take_a_query(folder: Path) -> None:
    async with reading(folder) as driver:
        await command(driver, "mark read category:Security")
        assert driver.library.progress().total.read == 5
        await command(driver, "bookmark is:read")
        await command(driver, "unbookmark minutes:<9")
        assert len(driver.library.select("is:bookmarked")) == 5 - len(driver.library.select("is:read minutes:<9"))
        await driver.press("U", "U", "U")
        assert driver.library.progress().total.read == 0


@pytest.mark.slow
async def test_a_query_that_is_none_changes_nothing_and_is_told(folder: Path) -> None:
    async with reading(folder) as driver:
        await command(driver, "mark read is:foo")
        assert driver.library.progress().total.read == 0
        assert "Column 4 of the query" in driver.said


@pytest.mark.slow
async def test_in_the_reader_a_command_is_for_the_article_that_is_read(tmp_path: Path) -> None:
    index = archived(tmp_path / "library", {"one": prose(30), "two": prose(30)})
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await driver.press("asterisk", "j", "enter")
        await command(driver, "mark read")
        assert driver.status("two") is Status.READ
        assert driver.library.entry(BLOG + "one").state.status is Status.UNREAD


@pytest.mark.slow
async def test_ten_thousand_articles_are_marked_as_one_step(tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    index.write_text("".join(f"### [Title {n}]({BLOG}{n})\n2026-01-01 · Notes · 9 min\n\n" for n in range(10_000)))
    async with reading(tmp_path / "library", index=index, background=True) as driver:
        await driver.until(lambda: driver.screen.articles.count == 10_000)
        await driver.settle()
        await driver.press("asterisk", "r")
        assert driver.said == "Marked 10000 articles as read · U takes it back"
        assert driver.library.progress().total.read == 10_000
        await driver.press("U")
        assert "10000 articles: marked as unread again" in driver.said
        assert driver.library.progress().total.read == 0
