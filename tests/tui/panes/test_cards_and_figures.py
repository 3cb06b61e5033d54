"""The card of the row under the cursor, the article behind it, filters per view, and one figure everywhere."""

import json
from pathlib import Path

import pytest
from textual import events

from blogreader.cli import main
from blogreader.model import Place, Status
from blogreader.tui.panes.bars import HeaderBar
from blogreader.tui.panes.sidebar import Sidebar
from blogreader.tui.reader.content import Failed, Loaded, Page, Preview
from blogreader.tui.screen import current_article
from blogreader.tui.screen.last_frame import last_screen
from tests.driving import BLOG, CLOCK, NOW, Driver, archived, prose, reading

pytestmark = pytest.mark.app

WIDE = (140, 30)
PAGES = ("space",) * 9
"""To the end of the long article."""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    texts = {"first": prose(60), "second": prose(60, first=101), "short": "Three words here.", "other": prose(30)}
    path = archived(tmp_path / "library", texts)
    path.write_text(path.read_text() + f"\n### [Gone]({BLOG}gone)\n2025-01-01 · Other notes · 3 min\n")
    return path


def shown(driver: Driver) -> str:
    entry = driver.screen.page.entry
    return entry.article.key.removeprefix(BLOG) if entry else ""


def row_of(driver: Driver, slug: str) -> str:
    listing = driver.screen.articles.listing
    assert listing is not None
    row = listing.position_of(BLOG + slug)
    assert row is not None
    return "".join(
        driver.screen.articles.render_row(row, line, 76, at_cursor=False).text
        for line in range(driver.screen.articles.row_height)
    )


# Cards


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("j",), ("G",), ("n",), ("j", "k", "j")])
async def test_moving_in_the_list_shows_the_card_of_the_row_also_after_an_article_was_open(
    tmp_path: Path, index: Path, keys: tuple[str, ...]
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "space", "q", *keys)
        current = driver.screen.articles.current
        assert current is not None
        assert driver.screen.page == Preview(current, today=NOW.date())


@pytest.mark.slow
async def test_a_card_says_that_its_article_was_opened_today(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "q", "j", "k")
        assert "opened today · offline" in driver.sight


@pytest.mark.slow
async def test_moving_in_the_list_shows_cards_after_a_restart_too(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "space")
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        driver.screen.current_article.open(driver.library.entry(BLOG + "first"))
        driver.screen.at = "reader"
        await driver.press("q", "j")
        assert driver.screen.page == Preview(driver.screen.articles.current, today=NOW.date())


@pytest.mark.slow
async def test_an_old_failure_does_not_stay_beside_other_rows(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("G", "enter")
        failed: Page = driver.screen.page
        assert isinstance(failed, Failed)
        await driver.press("q", "k")
        after: Page = driver.screen.page
        assert isinstance(after, Preview)
        assert shown(driver) == "other"


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("tab",), ("l",), ("k", "enter")])
async def test_the_open_article_is_one_key_away_where_it_was_left(
    tmp_path: Path, index: Path, keys: tuple[str, ...]
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "space", "space", "j")
        before = driver.pane
        await driver.press("q", "j")
        assert driver.pane != before
        assert "▎" in row_of(driver, "first")
        await driver.press(*keys)
        assert driver.pane == before
        assert driver.screen.at == "reader"


@pytest.mark.slow
async def test_what_is_read_stays_when_the_list_changes_behind_it(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "space", "J", "space")
        driver.screen.lists.relist()
        await driver.settle()
        assert isinstance(driver.screen.page, Loaded)
        assert shown(driver) == "second"


@pytest.mark.parametrize("view", ["3", "2"])
async def test_the_sidebar_stands_on_the_view_that_is_shown_again(tmp_path: Path, view: str) -> None:
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press(view)
        title = driver.screen.view.title
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        sidebar = driver.screen.query_one(Sidebar)
        assert driver.screen.view.title == title
        assert sidebar._rows[sidebar.cursor].title == title


# Filters


@pytest.mark.slow
async def test_each_view_has_its_own_filter_and_the_keys_of_views_show_them_unfiltered(tmp_path: Path) -> None:
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press("slash")
        await driver.type("rust")
        await driver.press("enter", "m", "2")
        assert driver.screen.filter == ""
        assert "Reading list  1 of" in driver.lines[0]
        await driver.press("h", "j", "j")  # over Unread to All, which is filtered
        assert "All / rust" in driver.lines[0]
        await driver.press("4")
        assert driver.screen.filter == ""
        assert driver.lines[0].startswith(" All   ")
        assert not driver.screen.query_one("#filter").display


@pytest.mark.slow
async def test_the_filters_are_there_after_a_restart(tmp_path: Path) -> None:
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press("slash")
        await driver.type("rust")
        await driver.press("enter", "1")
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        assert (driver.screen.view.id, driver.screen.filter) == ("continue", "")
        await driver.press("h", "j", "j", "j")
        assert "All / rust" in driver.lines[0]


@pytest.mark.slow
@pytest.mark.parametrize("query", ["rust", ""])
async def test_a_query_of_the_command_line_leaves_the_filters_of_other_views(tmp_path: Path, query: str) -> None:
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press("3", "slash")
        await driver.type("zig")
        await driver.press("enter")
    async with reading(tmp_path / "library", size=WIDE, offline=True, query=query) as driver:
        assert (driver.screen.view.id, driver.screen.filter) == ("all", query)
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press("h", "k")
        assert (driver.screen.view.id, driver.screen.filter) == ("unread", "zig")


@pytest.mark.slow
async def test_sorting_twice_is_refused_as_in_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = str(tmp_path / "library")
    assert main(["--library", library, "list", "sort:date sort:title"]) == 2
    sentence = capsys.readouterr().err.strip().removeprefix("blogreader: ")
    async with reading(tmp_path / "library", size=WIDE, offline=True) as driver:
        await driver.press("slash")
        await driver.type("sort:date sort:title")
        above = " ".join(part.strip() for part in driver.lines[-4:-2])
        assert sentence in above


# Reading


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "status"),
    [
        (PAGES, Status.READ),
        (("d",) * 18, Status.READ),
        (("G",), Status.READING),
        (("G", "space"), Status.READING),
        (("G", "g", "G"), Status.READING),
        (("slash", *"number", "space", "6", "0", "enter"), Status.READING),
        (("space", "space", "G"), Status.READING),
    ],
)
async def test_reading_and_nothing_else_reads_an_article(
    tmp_path: Path, index: Path, keys: tuple[str, ...], status: Status
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", *keys)
        assert driver.status("first") is status


@pytest.mark.slow
async def test_a_burst_to_the_end_reads_nothing_and_what_follows_counts(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter")
        await driver.burst(*PAGES, "space", "space")
        assert driver.status("first") is Status.READING
        assert "skipped most" in driver.said
        await driver.press("K", "g", *PAGES, "space")
        assert driver.status("first") is Status.READ


@pytest.mark.slow
async def test_an_article_that_is_read_in_several_sittings_is_read(tmp_path: Path, index: Path) -> None:
    for _ in range(3):
        async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
            await driver.read("first")
            await driver.press(*PAGES[:4])
            status = driver.status("first")
    assert status is Status.READ


@pytest.mark.slow
async def test_a_jump_in_one_sitting_does_not_count_as_read_in_the_next(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.read("first")
        await driver.press("G")
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.read("first")
        await driver.press("k", "j", "q")
        assert driver.status("first") is Status.READING


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("r",), ("U",)])
async def test_a_mark_that_was_taken_back_does_not_come_back_by_itself(
    tmp_path: Path, index: Path, keys: tuple[str, ...]
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", *PAGES)
        assert driver.status("first") is Status.READ
        await driver.press(*keys, "k", "j", "q", "j", "enter")
        assert driver.status("first") is not Status.READ


@pytest.mark.slow
async def test_one_that_was_read_long_ago_and_is_taken_back_in_its_text_begins_anew(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("r", "enter", *PAGES)
        assert driver.status("first") is Status.READ
        await driver.press("r")
        assert driver.status("first") is Status.UNREAD
        await driver.press("q")
        assert driver.status("first") is Status.UNREAD
        await driver.press("l", *PAGES, "q")
        assert driver.status("first") is not Status.READ  # only its end was looked at since


async def test_the_next_key_waits_for_an_archived_article_and_not_for_one_that_is_fetched(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        current = driver.screen.current_article
        for slug, is_waited_for in (("second", True), ("gone", False)):
            with driver.app._context():
                current.open(driver.library.entry(BLOG + slug))
            assert (current.at_once is not None) is is_waited_for
            await driver.settle()
            assert current.at_once is None
            page = driver.screen.page
            assert current.finish(driver.library.entry(BLOG + "first"))  # a late word of an article that was left
            assert driver.screen.page is page


@pytest.mark.slow
async def test_a_short_article_that_was_only_passed_is_not_read(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("j")
        await driver.pilot.press("J", "J", "J")
        await driver.until(lambda: shown(driver) == "gone")  # before any time passes for the driver's clock
        await driver.settle()
        assert driver.status("short") is not Status.READ


@pytest.mark.slow
async def test_nothing_is_read_while_the_list_has_the_focus(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.pilot.press("enter")
        await driver.until(lambda: isinstance(driver.screen.page, Loaded))
        await driver.burst("q")
        CLOCK.rest()
        driver.screen.current_article.look()
        assert driver.screen.current_article._sitting.seen == ()


# One figure


@pytest.mark.slow
@pytest.mark.parametrize("keys", [PAGES[:1], PAGES[:5], ("d", "d", "d")])
async def test_footer_list_and_command_say_the_same_at_once_and_after_a_restart(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter")
        with monkeypatch.context() as patched:
            patched.setattr(current_article, "_KEEP_PLACE_AFTER_SECONDS", 3_600)  # before anything is kept
            await driver.pilot.press(*keys)
            await driver.pilot.pause()
            figure = driver.screen.reader.standing.partition("%")[0] + "%"
            assert figure in row_of(driver, "first")
        await driver.press("q")
        assert figure in row_of(driver, "first")
        place = driver.library.entry(BLOG + "first").state.place
        assert place is not None
        assert f"{place.percent}%" == figure
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.read("first")
        assert f"{figure}" in driver.screen.reader.standing
        assert f"resumed at {figure}" in driver.screen.reader.standing


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, (140, 50), (100, 24), (40, 16)])
@pytest.mark.parametrize("lines", [0, 10, 11, 12])
async def test_a_resumed_article_has_the_figure_that_was_kept_until_its_reader_moves(
    tmp_path: Path, size: tuple[int, int], lines: int
) -> None:
    text = "\n\n".join(f"## Part {number}\n\n{prose(2, first=number)}" for number in range(1, 40))
    index = archived(tmp_path / "library", {"first": text})
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", *"j" * lines)  # to the line below a heading too, which has no place of its own
        figure = driver.screen.reader.standing.partition("%")[0] + "%"
        assert figure in row_of(driver, "first")
        await driver.press("q")
        assert figure in row_of(driver, "first")
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        assert figure in row_of(driver, "first")
        await driver.read("first")
        assert driver.screen.reader.standing.startswith(figure)
        assert ("resumed" in driver.screen.reader.standing) == (lines > 0)
        assert figure in row_of(driver, "first")
        await driver.press("G")
        assert driver.screen.reader.standing.startswith("at 100% · ")


@pytest.mark.slow
@pytest.mark.parametrize("jump", [("G",), ("t", "G", "enter"), ("slash", *"number", "space", *"39", "enter", "escape")])
async def test_what_is_jumped_over_counts_as_read_nowhere(tmp_path: Path, jump: tuple[str, ...]) -> None:
    text = "\n\n".join(f"## Part {number}\n\n{prose(2, first=number)}" for number in range(1, 40))
    index = archived(tmp_path / "library", {"first": text, "second": "Short."})
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "space", "space", "q")
        percent = driver.library.entry(BLOG + "first").state.percent
        assert 0 < percent < 50
        figure, left = f"{percent}% ", driver.library.progress().total.minutes_left
        await driver.press("enter", *jump)
        assert driver.reader.window[1] > 0.9
        assert f"% · {figure}" in driver.header
        assert figure in row_of(driver, "first")
        await driver.press("q", "j", "k", "tab", "q")  # its card, and back
        assert figure in row_of(driver, "first")
        assert driver.library.progress().total.minutes_left == left
        assert driver.library.entry(BLOG + "first").state.percent == percent
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        assert figure in row_of(driver, "first")
        await driver.press("enter")
        assert driver.reader.window[1] > 0.9  # but it is where one goes on
        await driver.press("k")
        after = driver.library.entry(BLOG + "first").state.percent
        assert percent < after < 2 * percent + 10  # what is moved in is read


async def test_what_is_paged_through_from_top_to_end_is_all_of_it(tmp_path: Path) -> None:
    text = "\n\n".join(f"## Part {number}\n\n{prose(2, first=number)}" for number in range(1, 40))
    index = archived(tmp_path / "library", {"first": text})
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "d", "j", "k", "u")
        await driver.resize(100, 24)
        await driver.burst(*("space",) * 40)
        assert driver.reader.at_bottom
        assert driver.reader.share_read == 1


@pytest.mark.slow
async def test_what_is_left_of_articles_that_are_being_read_counts(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True, query="is:unread") as driver:
        assert "39 min left" in driver.lines[0]
        await driver.press("enter")
        await driver.until(lambda: driver.status("first") is Status.READING)
        await driver.press("space", "space", "space", "1")
        place = driver.library.entry(BLOG + "first").state.place
        assert place is not None
        left = -(-9 * (100 - place.percent) // 100)
        assert f"Continue  1 of 5 · {left} min left" in driver.lines[0]
        tally = driver.library.progress().total
        assert tally.minutes_left == 30 + left


def test_the_commands_say_the_same(tmp_path: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from blogreader.library import Library
    from tests.driving import folders

    library = Library(folders(tmp_path / "library"), index=str(index))
    library.open()
    library.opened([BLOG + "first"])
    library.keep_place(BLOG + "first", Place(3, 0, "words", 0.6199))
    library.close()
    options = ["--library", str(tmp_path / "library"), "--index", str(index)]
    assert main([*options, "list", "is:reading"]) == 0
    assert "  61%  " in capsys.readouterr().out
    assert main([*options, "progress", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["minutes_left"] == 30 + 4


# Activities


def test_activities_do_not_put_each_other_out() -> None:
    header = HeaderBar()
    with header.doing("one") as say:
        with header.doing("two"):
            say("one, farther")
            assert [said.sentence for _, said in header.activities] == ["two", "one, farther"]
        assert [said.sentence for _, said in header.activities] == ["one, farther"]
        with pytest.raises(ZeroDivisionError), header.doing("three"):
            raise ZeroDivisionError
        assert [said.sentence for _, said in header.activities] == ["one, farther"]
    assert header.activities == ()


async def test_a_key_takes_the_sentence_of_the_last_one_away(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("k")
        assert "This is the first row." in driver.footer
        driver.app._keyboard.take(events.Key("j", "j"))
        await driver.press("j")
        assert "Enter open" in driver.footer


@pytest.mark.slow
async def test_how_to_begin_is_said_until_something_is_opened(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        assert "shows all keys." in driver.text
        await driver.press("j", "k")
        assert "shows all keys." not in driver.text
    async with reading(tmp_path / "another", index=index, size=WIDE, offline=True) as driver:
        assert "shows all keys." in driver.text
        await driver.press("enter", "q", "3")
        assert isinstance(driver.screen.page, Preview)
        assert "shows all keys." not in driver.text


@pytest.mark.slow
@pytest.mark.parametrize("size", [(100, 30), (60, 24), (40, 20)])
async def test_how_to_begin_stands_below_the_rows_where_there_is_no_card(
    tmp_path: Path, index: Path, size: tuple[int, int]
) -> None:
    for keys in (("j", "k"), ("enter", "q"), ("slash", "o", "enter")):
        async with reading(tmp_path / "".join(keys), index=index, size=size, offline=True) as driver:
            assert "shows all keys." in driver.lines[-2]
            articles = driver.screen.articles
            assert articles.current is not None
            assert articles.current.article.title.split()[0] in driver.lines[1 + articles.gutter.top]
            await driver.press(*keys)
            assert "shows all keys." not in driver.text
    async with reading(tmp_path / "jk", index=index, size=size, offline=True) as driver:
        assert "shows all keys." not in driver.text


@pytest.mark.slow
async def test_a_click_on_how_to_begin_opens_nothing_that_it_stands_over(tmp_path: Path) -> None:
    many = archived(tmp_path / "library", {f"post-{number}": prose(2) for number in range(40)})
    async with reading(tmp_path / "library", index=many, size=(60, 24), offline=True) as driver:
        articles = driver.screen.articles
        await driver.pilot.click(articles, offset=(10, articles.size.height - 2))
        await driver.settle()
        assert (articles.cursor, driver.screen.at) == (0, "articles")
        await driver.pilot.click(articles, offset=(10, 4))
        await driver.settle()
        assert (articles.cursor, driver.screen.at) == (1, "reader")


async def test_in_a_wider_window_how_to_begin_is_said_in_the_card_alone(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(60, 24), offline=True) as driver:
        before = driver.lines
        await driver.resize(*WIDE)
        assert driver.text.count("shows all keys.") == driver.sight.count("shows all keys.") == 1
        await driver.resize(60, 24)
        assert driver.lines == before


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, (100, 30), (60, 24)])
async def test_the_screen_that_is_kept_of_the_first_session_is_that_of_the_next_start(
    tmp_path: Path, index: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        kept = await last_screen(driver.screen)
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        assert ["".join(text for _, text in row).rstrip() for row in kept.rows] == driver.lines


@pytest.mark.slow
async def test_a_text_is_kept_for_the_next_start_where_that_will_show_the_same(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:

        async def is_kept(*keys: str) -> bool:
            await driver.press(*keys)
            return bool((await last_screen(driver.screen)).rows)

        assert await is_kept()
        assert not await is_kept("question_mark")
        await driver.press("escape")
        assert await is_kept("enter", "space")
        assert not await is_kept("z")
        assert not await is_kept("z", "w")
        assert await is_kept("w")
        assert not await is_kept("plus")
        assert await is_kept("equals_sign", "slash", *"paragraph", "enter")
        assert not driver.reader.let_go()  # what was looked for is not kept
        assert not await is_kept("G")  # leaving may read it
        assert await is_kept("r")
        assert not await is_kept("q")  # behind the card is a text that will be open then


@pytest.mark.slow
async def test_a_mark_is_in_the_header_at_once(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        await driver.press("enter", "G")
        assert "at 100% · " in driver.header
        await driver.press("r")
        assert driver.header.endswith(" 100%")
        assert "at 100%" not in driver.header


async def test_the_footer_leaves_the_keys_to_what_lies_over_the_panes(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=WIDE, offline=True) as driver:
        before = driver.footer
        await driver.press("p")
        assert driver.footer == ""
        assert "y copy" in driver.text
        await driver.press("q")
        assert driver.footer == before


async def test_what_is_left_is_not_said_where_most_lengths_are_unknown(tmp_path: Path) -> None:
    index = tmp_path / "index.md"
    lengths = ["", "", "", " · 30 min"]
    rows = [
        f"### [Post {number}](https://blog.example/{number})\n2026-01-0{number + 1} · Notes{length}\n"
        for number, length in enumerate(lengths)
    ]
    index.write_text("# Notes\n\n" + "\n".join(rows))
    async with reading(tmp_path / "library", index=index) as driver:
        assert driver.header.endswith("0 of 4")
        await driver.press("r")  # the newest, which alone says how long it is
        await driver.until(lambda: driver.header.endswith("1 of 4"))
        assert driver.screen.header.total.share_read == 0.25
        assert not any("30 min" in line for line in driver.lines[2:9] if "Unread" in line)
