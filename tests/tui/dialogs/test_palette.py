"""The command palette: one line a command with its key, titles by any of their letters, themes."""

import re
from pathlib import Path

import pytest

from blogreader.tui.dialogs.palette import REFRESH, REMOVE, Commands
from tests.driving import BLOG, Driver, archived, prose, reading

pytestmark = pytest.mark.app

SIZE = (100, 30)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    titles = {"first": "The first one", "second": "Trees of [/b] life", "third": "A third one"}
    return archived(tmp_path / "library", {name: prose(20) for name in titles}, titles=titles)


def rows(driver: Driver) -> list[str]:
    """The rows of the palette."""
    return [one.words for one in driver.app.screen.query_one("#palette-rows").rows]  # type: ignore[attr-defined]


async def test_a_command_is_one_line_with_its_key_and_movement_is_left_out(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        shown = rows(driver)
        assert shown[0] == "go to article …"
        assert any(row.startswith("Mark as read or unread") for row in shown)
        for sentence in ("Next row", "One page down", "Next pane", "Go to the next unread article"):
            assert sentence not in shown
        box = driver.app.screen.query_one("#palette")
        assert box.size.width == 64
        line = next(line for line in driver.lines if "Mark as read or unread" in line)
        assert re.search(r"selection +r\W", line)
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (60, 24), (40, 20)])
async def test_it_fits_into_every_window(tmp_path: Path, index: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path / "library", index=index, size=size, offline=True) as driver:
        await driver.press("colon")
        assert driver.app.screen.query_one("#palette").size.width == min(64, size[0])
        await driver.type("theme")
        assert all("theme" in one for one in rows(driver)[:3])


@pytest.mark.parametrize("pane", ["sidebar", "articles", "reader"])
async def test_no_row_is_cut_where_the_palette_has_its_width(tmp_path: Path, index: Path, pane: str) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press(*{"sidebar": ("h",), "articles": (), "reader": ("enter",)}[pane], "colon")
        palette = driver.app.screen.query_one("#palette-rows")
        assert isinstance(palette, Commands)
        for number, row in enumerate(palette.rows):
            line = palette.render_row(number, 0, palette.size.width, at_cursor=False).text
            assert row.about in line or row.words.startswith((REFRESH, REMOVE))  # an address may be of any length
            assert line.startswith(f" {row.words} ")
            assert line.endswith(f"{row.key} ")


@pytest.mark.slow
async def test_letters_of_a_title_lead_to_its_article_and_back(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "space", "colon")
        before = driver.screen.current_article.key
        await driver.type("go trlife")
        await driver.press("enter")
        assert driver.screen.current_article.key == BLOG + "second"
        assert driver.screen.at == "reader"
        assert driver.screen.articles.current is not None
        assert driver.screen.articles.current.article.key == BLOG + "second"
        await driver.press("ctrl+o")
        assert driver.screen.current_article.key == before


@pytest.mark.slow
async def test_keys_typed_in_a_burst_choose_what_they_mean(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.burst("colon", *"go", "space", *"third", "enter", "space")
        assert driver.screen.current_article.key == BLOG + "third"
        assert driver.reader.top > 0


@pytest.mark.slow
async def test_titles_are_offered_below_the_commands_and_shown_as_they_are(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("trees of")
        assert "Trees of [/b] life" in driver.text
        await driver.press("down", "up", "enter")
        assert driver.screen.current_article.key == BLOG + "second"


@pytest.mark.slow
async def test_the_row_for_articles_goes_on_in_the_line(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon", "enter")
        await driver.type("first")
        await driver.press("enter")
        assert driver.screen.current_article.key == BLOG + "first"


@pytest.mark.slow
async def test_a_theme_is_chosen_by_its_name(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        before = driver.app.theme
        other = next(name for name in sorted(driver.app.available_themes) if name not in (before, "ansi"))
        await driver.press("colon")
        await driver.type(f"theme {other}")
        await driver.press("enter")
        assert driver.app.theme == other


@pytest.mark.slow
async def test_a_day_to_finish_by_is_typed_in_full(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("finish by 2026-12-31")
        await driver.press("enter")
        assert "By 31 Dec 2026 it takes" in driver.text


@pytest.mark.slow
async def test_what_means_nothing_is_said_and_enter_does_nothing(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("qqqqq")
        assert "No command or title contains these letters." in driver.text
        await driver.press("enter")
        assert len(driver.app.screen_stack) == 2


@pytest.mark.slow
async def test_no_title_with_scattered_letters_is_opened_in_place_of_an_unknown_command(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("tsl")
        assert rows(driver) == ["There is no command tsl; titles with these letters:", "→"]
        await driver.press("enter")
        assert rows(driver)[1:] == ["→"]
        await driver.press("down", "enter")
        assert driver.screen.current_article.key == BLOG + "second"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("help", "Show all keys of this pane"),
        ("export", "The manual"),
        ("zen", "Show only the text, or everything again"),
        ("wq", "Quit"),
        ("progress", "Show progress through the archive"),
    ],
)
async def test_what_one_would_type_elsewhere_finds_its_command(
    tmp_path: Path, index: Path, word: str, row: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "colon")
        await driver.type(word)
        assert row in rows(driver)[:2]


@pytest.mark.slow
async def test_a_click_runs_its_row_once(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("enter", "colon")
        await driver.type("trees of")
        row = next(number for number, line in enumerate(driver.lines) if "Trees of [/b] life" in line)
        await driver.pilot.click(offset=(SIZE[0] // 2, row))
        await driver.settle()
        assert driver.screen.current_article.key == BLOG + "second"
        assert driver.app.screen is driver.screen
        assert driver.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "command"), [("sort -d", "sort ORDER"), ("group mon", "group BY"), ("mark rea", "mark read [QUERY]")]
)
async def test_no_mistake_is_said_of_a_command_while_it_is_typed(
    tmp_path: Path, index: Path, line: str, command: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        for letter in line:
            await driver.type(letter)
            assert "can't be understood" not in driver.text
        assert rows(driver)[0] == command
        assert rows(driver).count(command) == 1


@pytest.mark.slow
async def test_what_no_letter_can_make_a_command_is_a_mistake_at_once_and_what_is_half_typed_with_enter(
    tmp_path: Path, index: Path
) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("sort x")
        assert rows(driver)[:2] == ["`sort ORDER`: x can't be understood.", "sort ORDER"]
        assert "date minutes title" in driver.text
        await driver.press("down", "enter")
        assert driver.app.screen.query_one("#palette-line").value == "sort "  # type: ignore[attr-defined]
        await driver.type("x")
        await driver.press("backspace")
        await driver.type("da")
        assert "can't be understood" not in driver.text
        await driver.press("enter")
        assert rows(driver)[0] == "`sort ORDER`: da can't be understood."
        await driver.type("te")
        await driver.press("enter")
        assert driver.app.screen is driver.screen


@pytest.mark.slow
async def test_a_half_typed_command_is_completed_as_far_as_it_is_clear(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("mark rea")
        await driver.press("enter")
        assert driver.app.screen.query_one("#palette-line").value == "mark read "  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_enter_on_a_command_that_is_not_whole_says_in_its_row_what_is_wrong(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=SIZE, offline=True) as driver:
        await driver.press("colon")
        await driver.type("sort da")
        before = rows(driver)
        assert before[0] == "sort ORDER"
        await driver.press("enter")
        assert rows(driver) == ["`sort ORDER`: da can't be understood.", *before[1:]]
        await driver.press(*["backspace"] * 7)
        await driver.type("mark r")
        await driver.press("enter")  # completes it
        assert rows(driver)[0] == "mark read"
        await driver.press("escape")
        assert driver.status("first").value == "unread"
