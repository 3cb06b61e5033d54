"""The end of an article says how far one is and what comes next; that of the archive is a page to keep."""

from dataclasses import replace
from pathlib import Path

import pytest

from blogreader.model import Status
from tests.driving import BLOG, CLOCK, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 24)
TITLES = {"first": "The first one", "second": "The [second] of [/b] them", "third": "The third one"}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(
        tmp_path / "library", {"first": prose(12), "second": prose(12, first=51), "third": "Short."}, titles=TITLES
    )


def foot(driver: Driver) -> list[str]:
    """What stands below the rule at the end of the text."""
    rows = [row.strip() for row in driver.pane]
    rules = [number for number, row in enumerate(rows) if row and set(row) == {"─"}]
    assert rules, rows
    return [row for row in rows[rules[-1] + 1 :] if row]


async def read_through(driver: Driver) -> None:
    """Turn pages up to the end of the text."""
    while not driver.reader.at_bottom:
        await driver.press("space")


@pytest.mark.slow
async def test_the_end_of_an_article_says_how_far_one_is_and_what_space_opens(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "G")
        assert foot(driver) == ["◐ being read · 0 of 3 read · r marks it", "Space   The [second] of [/b] them · 9 min"]
        await driver.press("g")
        await read_through(driver)
        assert driver.status("first") is Status.READ
        assert foot(driver) == ["✓ read · 1 of 3", "Space   The [second] of [/b] them · 9 min"]
        await driver.press("space")
        assert driver.screen.current_article.key == BLOG + "second"


@pytest.mark.slow
async def test_an_article_that_is_unread_again_is_opened_at_its_top(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter")
        await read_through(driver)
        assert driver.status("first") is Status.READ
        await driver.press("r", "q")
        assert driver.status("first") is Status.UNREAD
        assert driver.library.entry(BLOG + "first").state.place is None
        await driver.press("enter")
        assert driver.reader.top == 0
        await driver.press("j", "q")
        assert driver.library.entry(BLOG + "first").state.place is not None


@pytest.mark.slow
async def test_what_is_marked_or_read_elsewhere_is_said_at_the_end_at_once(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "G", "r")
        assert foot(driver)[0] == "✓ read · 1 of 3"
        driver.library.mark([BLOG + "second"], Status.READ)
        await driver.screen.state_changes.count()
        await driver.settle()
        assert foot(driver) == ["✓ read · 2 of 3", "Space   The third one · 9 min"]
        await driver.press("r")
        assert foot(driver)[0] == "● unread · 1 of 3 read · r marks it"


async def test_where_no_unread_article_comes_below_the_one_above_is_named(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("G", "enter")
        assert "No unread article comes below; N opens the one above." in foot(driver)
        await driver.press("space")
        assert "No more unread articles below." in driver.said
        assert len(driver.app.screen_stack) == 1


@pytest.mark.parametrize("query", ["title:third", "title:third is:unread", "-title:first -title:second"])
async def test_where_no_other_article_is_unread_no_key_is_said_to_open_one(
    tmp_path: Path, index: Path, query: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True, query=query) as driver:
        await driver.press("enter")
        assert "No other unread article is in this list; q goes back to it." in foot(driver)


@pytest.mark.slow
async def test_the_last_unread_article_of_a_list_is_said_to_be_the_last(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("r", "j", "r", "j", "enter")
        assert "No other unread article is in this list; q goes back to it." in foot(driver)
        await driver.press("K", "r", "J", "G")  # the one above is unread again
        await driver.until(lambda: "No unread article comes below; N opens the one above." in foot(driver))


@pytest.mark.slow
async def test_what_stands_below_the_text_is_no_part_of_it(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "G")
        assert driver.reader.fraction == 1
        place = replace(driver.reader.place, fraction=driver.reader.share_read)
        assert place.block < 12
        await driver.press("slash", *"Space", "enter")
        assert driver.reader.text_search.count == 0
        await driver.press("escape", "q")
        kept = driver.library.entry(BLOG + "first").state.place
        assert kept is not None
        assert kept == place
        assert kept.fraction < 1


@pytest.mark.slow
async def test_in_a_low_window_the_place_stays_in_the_text(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(60, 6), offline=True) as driver:
        await driver.press("enter", "G")
        assert driver.reader.place.block < 12
        await driver.press("q", "enter")
        assert "number 12" in driver.sight


@pytest.mark.slow
async def test_the_end_of_a_text_reads_it_before_the_rule_is_in_sight(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "G")
        while not driver.pane[-1].strip().endswith("number 12."):
            await driver.press("k")
        assert driver.reader.at_end
        assert driver.reader.fraction == 1
        await driver.press("k")
        assert driver.reader.fraction < 1


@pytest.mark.slow
@pytest.mark.parametrize("size", [(140, 40), (100, 30), (60, 24), (40, 20)])
async def test_space_at_the_end_of_the_last_article_shows_the_page_of_the_archive(
    tmp_path: Path, index: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        driver.library.mark([BLOG + "first", BLOG + "second"], Status.READ)
        driver.library.bookmark([BLOG + "second"], on=True)
        await driver.press("G", "enter")
        CLOCK.rest(5)
        await driver.press("space")
        await driver.settle()
        assert driver.status("third") is Status.READ
        shown = " ".join(driver.text.split())
        assert "All 3 articles read." in shown
        assert "Begun and last read on 1 Nov 2026." in shown
        assert "Notes 3/3 27 min" in shown
        await driver.press("G")
        assert "On your list" in driver.text
        assert "The [second] of" in driver.text
        await driver.press("q")
        assert len(driver.app.screen_stack) == 1


@pytest.mark.slow
async def test_the_page_of_an_archive_that_is_being_read_says_how_far_it_is(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 40), offline=True) as driver:
        driver.screen.pages.show_finished()
        await driver.settle()
        assert "0 of 3 articles read." in driver.text
        assert "Nothing was opened yet." in driver.text
        await driver.press("q", "enter")
        await read_through(driver)
        await driver.press("q")
        driver.screen.pages.show_finished()
        await driver.settle()
        assert "1 of 3 articles read." in driver.text
        assert "of reading on 1 day" in driver.text
        assert "The first one" in driver.text.partition("The longest")[2]


@pytest.mark.slow
@pytest.mark.parametrize("pane", ["articles", "reader"])
async def test_at_the_last_and_at_the_first_article_it_is_said(tmp_path: Path, index: Path, pane: str) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        for key, end in (("J", "last"), ("K", "first")):
            driver.screen.articles.move_to(1)
            await driver.press("enter", key)
            driver.screen.at = pane
            await driver.press(key)
            assert driver.said == f"This is the {end} article in the list."
            driver.screen.at = "articles"
