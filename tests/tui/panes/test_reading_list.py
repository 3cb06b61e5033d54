"""The reading list: in its reader's order, without what is read, which stands apart until it is taken off."""

from pathlib import Path

import pytest

from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

NAMES = ("one", "two", "three", "four")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {name: prose(2) for name in NAMES})


def shown(driver: Driver) -> list[str]:
    articles = driver.screen.articles
    entries = [entry for row in range(articles.count) if (entry := articles.entry_at(row))]
    return [entry.article.key.removeprefix(BLOG) for entry in entries]


async def fill(driver: Driver, *names: str) -> None:
    driver.library.bookmark([BLOG + name for name in names], on=True)
    await driver.press("2")


@pytest.mark.slow
async def test_braces_move_an_article_and_the_cursor_with_it(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, *NAMES)
        await driver.press("right_curly_bracket", "right_curly_bracket")
        assert shown(driver) == ["two", "three", "one", "four"]
        assert driver.screen.articles.cursor == 2
        await driver.press("left_curly_bracket")
        assert shown(driver) == ["two", "one", "three", "four"]
        await driver.press("U")
        assert shown(driver) == ["two", "three", "one", "four"]
        assert driver.screen.articles.cursor == 2
        await driver.press("ctrl+r")
        assert shown(driver) == ["two", "one", "three", "four"]


@pytest.mark.slow
async def test_a_burst_of_braces_ends_where_slow_ones_do(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, *NAMES)
        await driver.burst(*["right_curly_bracket"] * 3, "left_curly_bracket")
        assert shown(driver) == ["two", "three", "one", "four"]
        assert driver.screen.articles.cursor == 2


@pytest.mark.slow
async def test_a_move_at_an_end_says_so(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, "one", "two")
        await driver.press("left_curly_bracket")
        assert "This is the first article of the list." in driver.footer
        await driver.press("j", "right_curly_bracket")
        assert "This is the last article of the list." in driver.footer


@pytest.mark.slow
async def test_elsewhere_braces_say_where_they_move_something(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await driver.press("right_curly_bracket")
        assert "Only the reading list has an order of your own; 2 shows it." in driver.footer
        await fill(driver, "one", "two")
        await driver.press("S", "t", "right_curly_bracket")
        assert "S r shows its own" in driver.footer
        await driver.press("S", "r", "right_curly_bracket")
        assert shown(driver) == ["two", "one"]


@pytest.mark.slow
async def test_a_move_among_filtered_rows_passes_the_row_that_is_shown(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, *NAMES)
        await driver.press("slash")
        await driver.type("title:o")
        await driver.press("enter")
        assert shown(driver) == ["one", "two", "four"]
        await driver.press("j", "right_curly_bracket", "escape")
        assert shown(driver) == ["one", "three", "four", "two"]


@pytest.mark.slow
async def test_what_is_read_leaves_the_count_and_stands_apart(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True, size=(100, 20)) as driver:
        await fill(driver, *NAMES)
        assert driver.screen.header.shown.articles == 4
        await driver.press("j", "r")
        assert driver.lines[0].startswith(" Reading list  3 of 4")
        assert any(line.startswith(" Reading list") and " 3 " in f"{line[:26]} " for line in driver.lines[1:])
        await driver.press("4", "2")
        assert shown(driver) == ["one", "three", "four", "two"]
        assert [(one.title, one.row) for one in driver.screen.articles.headings] == [("Read", 3)]
        assert "Read  1/1" in driver.text
        positions = [driver.library.entry(BLOG + name).bookmark_position for name in NAMES]
        assert positions == [1, None, 2, 3]
        assert driver.library.progress().bookmarked == 3


@pytest.mark.slow
async def test_x_takes_what_is_read_off_as_one_step(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True, size=(100, 20)) as driver:
        await fill(driver, *NAMES)
        await driver.press("r", "j", "r", "X")
        assert shown(driver) == ["three", "four"]
        assert driver.said == "Took 2 read articles off the reading list · U takes it back"
        await driver.press("X")
        assert "Nothing on the reading list is read." in driver.footer
        await driver.press("U")
        assert shown(driver) == ["three", "four", "one", "two"]


@pytest.mark.slow
async def test_x_works_from_the_sidebar_and_from_any_view(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, "one", "two")
        await driver.press("r", "4", "X")
        assert len(driver.library.select("is:bookmarked")) == 1
        await driver.press("U", "h", "X")
        assert len(driver.library.select("is:bookmarked")) == 1


@pytest.mark.slow
async def test_a_read_article_is_not_moved(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, "one", "two")
        await driver.press("r", "4", "2", "right_curly_bracket")
        assert "This is the last article of the list." in driver.footer
        await driver.press("j", "left_curly_bracket")
        assert "Read articles have no place on the list any more." in driver.footer


@pytest.mark.slow
async def test_a_list_that_another_window_changed_is_moved_in_as_it_is_now(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, offline=True) as driver:
        await fill(driver, *NAMES)
        driver.library.bookmark([BLOG + "two"], on=False)
        await driver.press("right_curly_bracket")
        assert shown(driver) == ["one", "three", "four"]
        await driver.press("right_curly_bracket")
        assert shown(driver) == ["three", "one", "four"]
