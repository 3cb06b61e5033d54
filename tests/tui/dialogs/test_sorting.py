"""Order and parts of a list: chosen by a letter, kept with the view, counted in headings."""

from pathlib import Path

import pytest

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.model import Entry, Status
from tests.driving import Driver, reading

pytestmark = pytest.mark.app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def listed(driver: Driver) -> list[Entry]:
    articles = driver.screen.articles
    return [entry for row in range(articles.count) if (entry := articles.entry_at(row))]


def headings(driver: Driver) -> list[str]:
    return [f"{one.title} {one.tally.read}/{one.tally.articles}" for one in driver.screen.articles.headings]


@pytest.mark.parametrize(
    ("letter", "words", "value"),
    [
        ("n", "newest first", lambda entry: -entry.article.date.toordinal()),
        ("o", "oldest first", lambda entry: entry.article.date),
        ("s", "shortest first", lambda entry: entry.article.minutes),
        ("t", "by title", lambda entry: entry.article.title.lower()),
        ("c", "by category", lambda entry: entry.article.category.lower()),
    ],
)
async def test_a_letter_sorts_the_view_and_the_header_says_so(
    folder: Path, letter: str, words: str, value: object
) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "j", "S", letter)
        values = [value(entry) for entry in listed(driver)]  # type: ignore[operator]  # a function
        assert values == sorted(values)
        assert driver.lines[0].startswith(f" All, {words}  ")
        assert driver.screen.articles.cursor == 0


@pytest.mark.slow
async def test_how_to_begin_is_said_in_the_second_row_until_something_is_sorted(folder: Path) -> None:
    async with reading(folder) as driver:
        assert "turns the page, and at the end" in driver.sight
        await driver.press("1")
        assert driver.pane[0] == ""
        assert driver.pane[1].startswith(" Enter opens an article")
        await driver.press("4", "S", "o")
        assert "turns the page" not in driver.sight


async def test_what_was_opened_last_comes_first_by_l(folder: Path) -> None:
    async with reading(folder, offline=True) as driver:
        keys = [entry.article.key for entry in listed(driver)]
        driver.library.opened([keys[7]])
        await driver.press("S", "l")
        assert listed(driver)[0].article.key == keys[7]


@pytest.mark.slow
async def test_the_choices_mark_what_is_in_force_and_enter_chooses(folder: Path) -> None:
    async with reading(folder, size=(80, 30)) as driver:
        await driver.press("S")
        assert "▎ n  newest first" in driver.text
        assert "▎ N  one piece" in driver.text
        await driver.press("j", "j", "enter")
        assert driver.screen.arrangement == Arrangement(Sort(Order.MINUTES))
        await driver.press("S", "M", "S")
        assert "▎ s  shortest first" in driver.text
        assert "▎ M  months" in driver.text
        await driver.press("x")
        assert driver.screen.arrangement == Arrangement()


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_choices_are_left_with_nothing_changed(folder: Path, key: str) -> None:
    async with reading(folder) as driver:
        before = listed(driver)
        await driver.press("S", key)
        assert len(driver.app.screen_stack) == 1
        assert listed(driver) == before
        assert driver.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("key", ["Z", "f9", "slash", "D", "X"])
async def test_no_key_of_the_choices_is_silent(folder: Path, key: str) -> None:
    async with reading(folder) as driver:
        await driver.press("S")
        before = driver.lines
        await driver.pilot.press(key)
        await driver.until(lambda: driver.lines != before)


@pytest.mark.slow
async def test_a_click_chooses(folder: Path) -> None:
    async with reading(folder, size=(80, 30)) as driver:
        await driver.press("S")
        row = next(y for y, line in enumerate(driver.lines) if "oldest first" in line)
        await driver.pilot.click(offset=(36, row))
        await driver.settle()
        assert driver.screen.arrangement == Arrangement(Sort(Order.DATE))


@pytest.mark.slow
async def test_months_have_headings_that_count_and_follow_the_order(folder: Path) -> None:
    async with reading(folder, size=(100, 30)) as driver:
        await driver.press("r", "S", "M")
        assert headings(driver)[:2] == ["April 2026 1/1", "March 2026 0/11"]
        assert "April 2026  1/1" in driver.text
        assert sum(one.tally.articles for one in driver.screen.articles.headings) == 102
        await driver.press("S", "o")
        assert headings(driver)[-2:] == ["March 2026 0/11", "April 2026 1/1"]
        assert driver.lines[0].startswith(" All, oldest first, in months")
        for heading in driver.screen.articles.headings:
            entry = driver.screen.articles.entry_at(heading.row)
            assert entry is not None
            assert entry.article.date is not None
            assert f"{entry.article.date:%B %Y}" == heading.title


@pytest.mark.slow
async def test_categories_and_sources_are_parts_too(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("S", "C")
        titles = [one.title for one in driver.screen.articles.headings]
        assert titles == sorted(titles, key=str.lower)
        assert len(titles) == 38
        await driver.press("S", "S")
        assert [one.tally.articles for one in driver.screen.articles.headings] == [102]
        await driver.press("S", "N")
        assert driver.screen.articles.headings == ()


@pytest.mark.slow
async def test_a_heading_counts_what_is_marked_below_it(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("S", "M", "j", "r")
        assert headings(driver)[:2] == ["April 2026 0/1", "March 2026 1/11"]
        await driver.press("U")
        assert headings(driver)[:2] == ["April 2026 0/1", "March 2026 0/11"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(140, 30), (100, 24), (60, 24), (40, 20)])
async def test_every_row_is_reached_between_headings_and_stands_in_sight(folder: Path, size: tuple[int, int]) -> None:
    async with reading(folder, size=size) as driver:
        await driver.press("S", "C")
        articles = driver.screen.articles
        seen = [articles.cursor]
        for key in ("pagedown",) * 40:
            before = articles.cursor
            await driver.burst(key)
            top = articles.line_of(articles.cursor) - articles.scroll_offset.y
            assert 0 <= top <= articles.size.height - articles.row_height
            # What a page passes over was in sight, or comes in sight with it.
            assert articles.line_of(articles.cursor) - articles.line_of(before) <= articles.size.height
            seen.append(articles.cursor)
        assert seen[-1] == 101
        await driver.press("g")
        assert articles.scroll_offset.y == 0
        assert driver.screen.articles.headings[0].title in driver.text


@pytest.mark.slow
async def test_pages_back_end_where_pages_began(folder: Path) -> None:
    async with reading(folder, size=(100, 24)) as driver:
        await driver.press("S", "M")
        await driver.burst(*["pagedown"] * 40, *["pageup"] * 40)
        assert driver.screen.articles.cursor == 0
        await driver.press("d", "u", "G", "k", "j")
        assert driver.screen.articles.cursor == 101


@pytest.mark.slow
async def test_a_click_on_a_row_below_headings_takes_that_row_and_on_a_heading_none(folder: Path) -> None:
    async with reading(folder, size=(100, 24), offline=True) as driver:
        await driver.press("S", "M")
        articles = driver.screen.articles
        await driver.pilot.click("#articles", offset=(6, articles.gutter.top + articles.line_of(3)))
        await driver.settle()
        assert articles.cursor == 3
        await driver.press("q")
        await driver.pilot.click("#articles", offset=(6, articles.gutter.top + articles.line_of(1) - 1))
        await driver.settle()
        assert articles.cursor == 3
        assert driver.screen.at == "articles"


@pytest.mark.slow
async def test_order_and_parts_are_kept_with_each_view_and_over_a_restart(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("S", "o", "3", "S", "C")
        assert driver.lines[0].startswith(" Unread, in categories")
        await driver.press("4")
        assert driver.lines[0].startswith(" All, oldest first")
        await driver.press("3")
    async with reading(folder) as driver:
        assert driver.lines[0].startswith(" Unread, in categories")
        assert driver.screen.arrangement == Arrangement(None, Grouping.CATEGORY)
        await driver.press("4")
        assert driver.screen.arrangement == Arrangement(Sort(Order.DATE))


@pytest.mark.slow
async def test_a_category_has_an_order_and_a_filter_of_its_own(folder: Path) -> None:
    async with reading(folder, size=(140, 40)) as driver:
        await driver.press("h", "j", "j", "l", "S", "t", "slash")
        await driver.type("a")
        await driver.press("enter", "h", "j")
        assert driver.screen.arrangement == Arrangement()
        assert driver.screen.filter == ""
        await driver.press("k")
        assert driver.screen.arrangement == Arrangement(Sort(Order.TITLE))
        assert driver.screen.filter == "a"


@pytest.mark.slow
async def test_the_order_of_the_filter_comes_first_and_s_says_so(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("sort:title")
        await driver.press("enter", "S", "o")
        titles = [entry.article.title.lower() for entry in listed(driver)]
        assert titles == sorted(titles)
        assert "The filter has its own order" in driver.said
        await driver.press("escape")
        assert driver.lines[0].startswith(" All, oldest first")


@pytest.mark.slow
async def test_the_next_article_is_the_next_of_the_order(folder: Path) -> None:
    async with reading(folder, offline=True) as driver:
        await driver.press("S", "o", "enter", "J")
        page = driver.screen.page
        assert page.entry == listed(driver)[1]


@pytest.mark.slow
async def test_marking_leaves_the_rows_in_their_parts_where_they_are(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("3", "S", "M")
        before = [entry.article.key for entry in listed(driver)]
        await driver.press("j", "r", "j", "r")
        assert [entry.article.key for entry in listed(driver)] == before
        assert [entry.state.status for entry in listed(driver)[1:3]] == [Status.READ] * 2
        await driver.press("n")
        assert driver.screen.articles.cursor == 3
