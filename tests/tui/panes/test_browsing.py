"""Browsing: lists, sidebar, filter, marks and the reading list, at every width."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from blogreader.conditions import Arrangement
from blogreader.keys import in_force
from blogreader.model import Status
from tests.driving import Driver, follow, hold_up_timers, reading
from tests.site import HOSTILE_TITLES, Site

pytestmark = pytest.mark.app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def titles(driver: Driver) -> list[str]:
    listed = driver.screen.articles
    return [entry.article.title for row in range(listed.count) if (entry := listed.entry_at(row))]


async def test_a_fresh_library_shows_the_embedded_articles_newest_first(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        assert driver.lines[0].endswith(" 0 of 102 · 14 h 49 min left")
        dates = [entry.article.date for row in range(102) if (entry := driver.screen.articles.entry_at(row))]
        assert dates == sorted(dates, key=str, reverse=True)


@pytest.mark.slow
async def test_thirty_downs_in_a_burst_end_where_thirty_slow_ones_do(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.burst(*["down"] * 30)
        assert driver.screen.articles.cursor == 30
        await driver.press(*["up"] * 30)
        assert driver.screen.articles.cursor == 0


@pytest.mark.slow
async def test_letters_typed_right_after_the_slash_reach_the_filter(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.burst("slash", "j", "v", "m", "enter", "j", "r")
        assert "All / jvm" in driver.lines[0]
        entry = driver.screen.articles.entry_at(1)
        assert entry is not None
        assert entry.state.status is Status.READ


@pytest.mark.slow
async def test_a_click_moves_focus_and_cursor_to_where_it_was(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        await driver.pilot.click("#sidebar", offset=(3, 11))
        await driver.settle()
        assert driver.screen.at == "articles"  # one click shows the view
        assert driver.screen.view.title == "Architecture"
        await driver.pilot.click("#articles", offset=(8, 4))
        await driver.settle()
        assert driver.screen.at == "reader"  # and one opens an article
        assert driver.screen.articles.cursor == 1


@pytest.mark.slow
@pytest.mark.parametrize("row", [1, 7])
async def test_a_click_beside_a_text_opens_the_row_that_the_button_was_pressed_on(folder: Path, row: int) -> None:
    async with reading(folder, size=(120, 36)) as driver:
        await driver.press("enter")
        articles = driver.screen.articles
        wanted = articles.entry_at(row)
        assert wanted is not None
        await driver.press_and_release(articles, (10, articles.gutter.top + articles.line_of(row)))
        assert driver.screen.at == "reader"
        assert driver.screen.current_article.key == wanted.article.key
        await driver.press_and_release(articles, (10, articles.gutter.top - 1))
        assert driver.screen.at == "articles"  # above the rows there is nothing to choose
        assert articles.cursor == row


async def test_the_terminals_cursor_stands_at_the_row_at_hand(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        await driver.press("j", "j")
        articles = driver.screen.articles
        assert driver.app.cursor_position == (articles.content_region.x, articles.content_region.y + 4)
        await driver.press("G")
        row = driver.app.cursor_position.y
        assert row == articles.content_region.bottom - 3
        await driver.press("h")
        assert driver.app.cursor_position.x == 0
        assert driver.lines[driver.app.cursor_position.y].startswith(" All ")


@pytest.mark.slow
async def test_steps_in_a_burst_all_count(folder: Path) -> None:
    async with reading(folder, offline=True) as driver:
        await driver.burst("enter", "J", "J", "J", "K")
        assert driver.screen.articles.cursor == 2
        assert driver.screen.page.entry == driver.screen.articles.current


@pytest.mark.slow
async def test_five_page_downs_in_a_burst_move_five_pages(folder: Path) -> None:
    async with reading(folder, size=(140, 20)) as driver:
        page = (driver.screen.articles.size.height - 2 - 1) // 2  # one line of the row at the cursor is its title's
        await driver.burst(*["pagedown"] * 5)
        assert driver.screen.articles.cursor == 5 * page
        await driver.burst("end", "home", "d", "u", "end")
        assert driver.screen.articles.cursor == 101


async def test_marking_keeps_the_cursor_and_the_row(folder: Path) -> None:
    async with reading(folder, query="is:unread") as driver:
        await driver.press("j", "j", "r")
        entry = driver.screen.articles.current
        assert entry is not None
        assert entry.state.status is Status.READ
        assert driver.screen.articles.cursor == 2
        assert driver.screen.articles.count == 102
        await driver.press("r")
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.state.status is Status.UNREAD


@pytest.mark.slow
async def test_marks_pressed_in_a_burst_all_count(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.burst("r", "j", "r", "j", "r", "r", "m", "m", "m")
        states = [entry.state for row in range(3) if (entry := driver.screen.articles.entry_at(row))]
        assert [state.status for state in states] == [Status.READ, Status.READ, Status.UNREAD]
        assert states[2].bookmark is not None


async def test_a_list_is_made_after_the_changes_that_were_wished_before(folder: Path) -> None:
    async with reading(folder) as driver:
        library, go, done = driver.screen.library, threading.Event(), list[str]()

        def change() -> None:
            go.wait(20)
            done.append("changed")

        changing = asyncio.create_task(library.change(change))
        selecting = asyncio.create_task(library.show(driver.screen.view, "is:unread", Arrangement()))
        selecting.add_done_callback(lambda _: done.append("listed"))
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(changing, selecting)
        assert done == ["changed", "listed"]


async def test_what_was_typed_before_there_was_a_screen_counts(folder: Path) -> None:
    async with reading(folder, early=("j", "m", "2")) as driver:
        assert "Reading list  1 of 102" in driver.lines[0]


@pytest.mark.slow
async def test_the_header_says_how_much_is_left_after_each_mark(folder: Path) -> None:
    async with reading(folder, query="category:JVM") as driver:
        assert "2 of 102 · 16 min left" in driver.lines[0]
        await driver.press("r")
        assert "2 of 102 · 7 min left" in driver.lines[0]
        assert "1 of 102 · " in driver.lines[0]
        await driver.press("j", "r")
        assert "2 of 102 · all read" in driver.lines[0]


@pytest.mark.slow
async def test_the_reading_list_has_the_order_of_its_reader(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "j", "m", "k", "m", "k", "M", "2")
        assert driver.screen.view.title == "Reading list"
        positions = [entry.bookmark_position for row in range(3) if (entry := driver.screen.articles.entry_at(row))]
        assert positions == [1, 2, 3]
        first, second, third = titles(driver)
        await driver.press("4")
        assert titles(driver)[:3] == [first, third, second]


@pytest.mark.slow
async def test_the_views_are_on_the_keys_one_to_four(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("r", "j", "m")
        views = (("1", "Continue", 0), ("2", "Reading list", 1), ("3", "Unread", 101), ("4", "All", 102))
        for key, title, count in views:
            await driver.press(key)
            assert driver.lines[0].startswith(f" {title}  {count} of 102" if count < 102 else f" {title}   ")


@pytest.mark.slow
async def test_an_empty_view_says_what_would_fill_it(folder: Path) -> None:
    async with reading(folder, size=(100, 30)) as driver:
        await driver.press("2")
        assert "The reading list is empty. Press m to put an article on it." in driver.text
        await driver.press("enter", "r", "m", "y", "n", "J", "D", "j", "G")
        assert driver.app.is_running


@pytest.mark.slow
async def test_the_filter_follows_what_is_typed_and_escape_takes_it_away(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("cat:jvm")
        assert "2 of 102" in driver.lines[0]
        await driver.press("enter")
        assert driver.screen.articles.has_focus
        assert "All / cat:jvm" in driver.lines[0]
        await driver.press("escape")
        assert driver.lines[0].startswith(" All   ")
        assert not driver.screen.query_one("#filter").display


@pytest.mark.slow
async def test_a_mistake_in_the_filter_is_said_and_the_list_stays(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        await driver.press("slash")
        await driver.type("minutes")
        stood = driver.screen.articles.count
        await driver.type(":<")
        assert 'Column 10 of the query: expected a number of minutes after "<"' in driver.lines[-3]
        assert driver.lines[-2].startswith(" / minutes:<")
        assert f"All / minutes  {stood} of 102" in driver.lines[0]
        assert driver.screen.articles.count == stood < 102
        await driver.type("6")
        assert "2 of 102" in driver.lines[0]


@pytest.mark.slow
async def test_keys_typed_into_the_filter_do_nothing_else(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("slash")
        await driver.type("rmq")
        assert driver.app.is_running
        assert driver.screen.filter == "rmq"
        assert driver.library.progress().bookmarked == 0


async def test_moving_in_the_sidebar_shows_each_category_at_once(folder: Path) -> None:
    async with reading(folder, size=(140, 40)) as driver:
        await driver.press("h", "down", "down")
        assert driver.screen.view.id.startswith("category ")
        listed = driver.screen.articles
        shown = {entry.article.category for row in range(listed.count) if (entry := listed.entry_at(row))}
        assert shown == {driver.screen.view.title}
        assert driver.screen.at == "sidebar"
        await driver.press("enter")
        assert driver.screen.at == "articles"


@pytest.mark.slow
async def test_categories_with_one_article_are_folded_until_they_are_wanted(folder: Path) -> None:
    async with reading(folder, size=(140, 60)) as driver:
        assert "▸ More                17" in driver.text
        assert "Serverless " not in "\n".join(line[:26] for line in driver.lines)
        await driver.press("h", "G", "enter")
        assert "▾ Less                17" in driver.text
        assert "Serverless           0/1" in driver.text
        await driver.press("enter")
        assert "Serverless " not in "\n".join(line[:26] for line in driver.lines)


async def test_a_category_that_is_finished_says_so_in_the_sidebar(folder: Path) -> None:
    async with reading(folder, query="category:JVM", size=(140, 40)) as driver:
        await driver.press("r", "j", "r")
        assert "JVM                █ 2/2" in driver.text


@pytest.mark.slow
async def test_n_goes_to_the_next_unread_and_n_shifted_back(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("j", "r", "j", "r", "g", "n")
        assert driver.screen.articles.cursor == 3
        await driver.press("N")
        assert driver.screen.articles.cursor == 0
        await driver.press("N")
        assert driver.screen.articles.cursor == 0


async def test_the_card_comes_although_the_event_loop_was_held_up_as_it_was_wished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(folder) as driver:
        hold_up_timers(monkeypatch)
        await driver.press("j")
        current = driver.screen.articles.current
        assert current is not None
        assert driver.screen.page.entry == current


@pytest.mark.slow
async def test_where_the_reader_was_is_shown_again(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("3", "slash")
        await driver.type("rust")
        await driver.press("enter", "j", "j")
        before = driver.screen.articles.current
    async with reading(folder) as driver:
        assert driver.screen.view.title == "Unread"
        assert driver.screen.filter == "rust"
        assert driver.screen.articles.current == before


@pytest.mark.slow
async def test_a_query_on_the_command_line_comes_before_what_was_shown_last(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("2")
    async with reading(folder, query="minutes:<=5") as driver:
        assert "All / minutes:<=5  2 of 102" in driver.lines[0]


@pytest.mark.slow
async def test_the_command_palette_runs_the_actions_of_the_pane(folder: Path) -> None:
    async with reading(folder) as driver:
        await driver.press("ctrl+p")
        await driver.type("reading list")
        await driver.press("enter", "enter")
        assert driver.library.progress().bookmarked == 1 or driver.screen.view.title == "Reading list"


@pytest.mark.slow
async def test_keys_can_be_changed(folder: Path) -> None:
    keys = in_force({"articles.mark": ["Z"], "lists.down": ["ctrl+t"]})
    async with reading(folder, keys=keys) as driver:
        await driver.press("r", "j", "Z")
        entry = driver.screen.articles.entry_at(0)
        assert entry is not None
        assert entry.state.status is Status.READ
        assert driver.screen.articles.cursor == 0
        await driver.press("ctrl+t")
        assert driver.screen.articles.cursor == 1
        assert "Z read" in driver.lines[-1]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 3), (2, 40), (300, 80)])
async def test_any_size_of_terminal_is_survived(folder: Path, size: tuple[int, int]) -> None:
    async with reading(folder, size=size, offline=True) as driver:
        await driver.press("j", "enter", "space", "q", "h", "j", "question_mark", "escape", "p", "escape")
        await driver.press("slash", "j", "escape")
        assert driver.app.is_running


@pytest.mark.slow
@pytest.mark.usefixtures("every_frame")
async def test_a_row_that_is_marked_repaints_itself_alone(folder: Path) -> None:
    async with reading(folder, size=(140, 36)) as driver:
        painted: list[int] = []
        listed = driver.screen.articles
        paint = listed.render_line

        def counting(y: int) -> object:
            painted.append(y)
            return paint(y)

        listed.render_line = counting  # type: ignore[method-assign, assignment]
        await driver.press("j")
        assert set(painted) <= {0, 1, 2, 3, 4}


@pytest.mark.slow
@pytest.mark.parametrize("width", [140, 100, 40])
async def test_hostile_titles_are_shown_as_text_and_nothing_of_them_reaches_the_screen(
    folder: Path, site: Site, width: int
) -> None:
    await follow(folder, site.hostile_index_url)
    async with reading(folder, size=(width, 60)) as driver:
        assert driver.screen.articles.count == len(HOSTILE_TITLES)
        for _ in HOSTILE_TITLES:
            for line in driver.lines:
                assert line.isprintable() or set(line) & set("\u200b\u200c\u200d\u00ad\ufeff")
                assert not set(line) & set("\x1b\x07\x9b\u202e\u2066\u200f\U000e0072")
            await driver.press("j")
        assert any("[/b]" in title for title in titles(driver))
        await driver.press("h", "j", "j", "j", "j", "j", "l")
        assert driver.app.is_running


@pytest.mark.slow
async def test_a_hostile_article_is_read_without_harm(folder: Path, site: Site) -> None:
    await follow(folder, site.hostile_index_url)
    async with reading(folder, size=(100, 60)) as driver:
        await driver.press("enter")
        for _ in range(5):
            assert not set(driver.text) & set("\x1b\x07\x9b\u202e\u2066\u200f\U000e0072")
            await driver.press("space")
        assert driver.app.is_running


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "All  Fetching 46/102 · 1 failed · about 20 s · Esc stops"),
        (40, "All  Fetching 46/102 · Esc stops"),
        (24, "All  Fetching 46/102"),
    ],
)
async def test_the_title_stays_beside_what_is_being_done(folder: Path, width: int, shown: str) -> None:
    async with reading(folder, size=(width, 20), offline=True) as driver:
        with driver.screen.header.doing("Fetching 46/102 · 1 failed · about 20 s · Esc stops"):
            await driver.pilot.pause()
            assert driver.header.split() == shown.split()
