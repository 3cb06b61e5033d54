"""How the parts of the screen stand to each other: air, alignment, grounds, what is left out where it does not fit."""

from pathlib import Path

import pytest
from rich.color import Color
from textual.color import Color as Named

from blogreader.tui.dialogs.palette import Commands
from blogreader.tui.themes import THEMES
from tests.driving import Driver, archived, prose, reading

pytestmark = pytest.mark.app

TITLES = {"first": "What a queue taught us", "second": "In defence of retries, and of those who write them again"}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {"first": prose(3), "second": prose(3, first=4)}, titles=TITLES)


def row_of(driver: Driver, words: str, *, nth: int = 0) -> int:
    return [y for y, line in enumerate(driver.lines) if words in line][nth]


def cells(driver: Driver, y: int) -> list[tuple[str, bool, Color | None]]:
    """The characters of a row of the screen, with whether they are bold, and their ground."""
    return [
        (character, bool(segment.style and segment.style.bold), segment.style.bgcolor if segment.style else None)
        for segment in driver.app.screen._compositor.render_strips()[y]
        for character in segment.text
    ]


async def test_lists_and_card_begin_on_one_line_below_a_blank_one(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(140, 36), offline=True) as driver:
        await driver.press("j", "k")
        assert driver.lines[1] == ""
        assert driver.lines[2].count(TITLES["first"]) == 2
        assert "VIEWS" in driver.lines[2]


async def test_a_low_window_has_no_line_to_spare_above_its_list(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, 20), offline=True) as driver:
        await driver.press("j", "k")
        assert TITLES["first"] in driver.lines[1]
        await driver.resize(40, 30)
        assert driver.lines[1] == ""
        assert TITLES["first"] in driver.lines[2]


async def test_a_click_above_a_list_that_is_scrolled_opens_nothing(tmp_path: Path) -> None:
    many = archived(tmp_path / "library", {f"article-{number}": "Text." for number in range(40)})
    async with reading(tmp_path / "library", index=many, size=(60, 24), offline=True) as driver:
        await driver.press("G")
        assert driver.screen.articles.scroll_offset.y > 0
        await driver.pilot.click("#articles", offset=(8, 0))
        await driver.settle()
        assert driver.screen.at == "articles"
        assert driver.screen.articles.cursor == 39


async def test_an_empty_list_says_why_where_titles_would_stand(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(60, 24), offline=True) as driver:
        await driver.press("j", "k")
        titles = driver.lines[2].index(TITLES["first"])
        await driver.press("8")
        assert driver.lines[2].index("No article") == titles


async def test_a_title_that_comes_next_stands_below_itself_in_a_narrow_window(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, 36), offline=True) as driver:
        await driver.press("enter", "G")
        first = row_of(driver, "Space   In defence of")
        column = driver.lines[first].index("In defence")
        for line in driver.lines[first + 1 : first + 3]:
            assert len(line) - len(line.lstrip()) == column


@pytest.mark.parametrize("key", ["question_mark", "p"])
async def test_a_page_over_the_panes_has_one_ground(tmp_path: Path, index: Path, key: str) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 30), offline=True) as driver:
        await driver.press(key)
        box = driver.app.screen.query_one("#text").region
        grounds = {
            ground
            for y in range(box.y, box.bottom)
            for character, _, ground in cells(driver, y)[box.x : box.right - 1]
            if character not in "█▓▒░▏▎▍▌▋▊▉"
        }
        assert grounds == {Named.parse(next(one for one in THEMES if one.name == driver.app.theme).surface).rich_color}


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        (("question_mark",), "/ find a key  q back"),
        (("p",), "Space page  y copy  q back"),
        (("s",), "Enter open  Esc leave  ↓ ↑ results"),
        (("L",), "Enter open  q back"),
        (("f1",), "Enter choose  q back  / find"),
    ],
)
async def test_keys_stand_out_below_a_dialog_as_in_the_footer(
    tmp_path: Path, index: Path, keys: tuple[str, ...], hint: str
) -> None:
    async with reading(tmp_path / "library", index=index, size=(100, 30), offline=True) as driver:
        await driver.press(*keys)
        y = row_of(driver, hint)
        x = driver.lines[y].index(hint)
        shown = cells(driver, y)[x : x + len(hint)]
        for piece in hint.split("  "):
            key, _, label = piece.rpartition(" ") if piece.startswith("↓") else piece.partition(" ")
            assert {is_bold for _, is_bold, _ in shown[: len(key)]} == {True}
            assert {is_bold for _, is_bold, _ in shown[len(key) + 1 : len(piece)]} == {False}, label
            shown = shown[len(piece) + 2 :]


async def test_a_hint_that_does_not_fit_is_left_out_whole(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, 20), offline=True) as driver:
        await driver.press("enter", "a")
        assert driver.footer == " Enter keep  Esc highlight nothing"
        await driver.resize(60, 20)
        assert driver.footer == " Enter keep  Esc highlight nothing  Tab colour"


@pytest.mark.parametrize("height", [20, 24, 36])
async def test_the_last_row_of_the_palette_is_in_sight_in_a_window_of_any_height(
    tmp_path: Path, index: Path, height: int
) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, height), offline=True) as driver:
        await driver.press("colon", *["down"] * 15)
        rows = driver.app.screen.query_one(Commands)
        assert rows.cursor == 15
        at = rows.content_region.y + rows.line_of(15) - rows.scroll_offset.y
        assert at < driver.app.screen.query_one("#palette").region.bottom


async def test_what_the_palette_says_of_letters_that_nothing_contains_is_whole(tmp_path: Path, index: Path) -> None:
    async with reading(tmp_path / "library", index=index, size=(40, 20), offline=True) as driver:
        await driver.press("colon", *"zzqx")
        assert "No command or title contains these letters." in " ".join(driver.text.split())


async def test_without_colours_panes_and_text_are_plain_and_only_what_stands_out_is_reversed(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path / "library", index=index, size=(120, 36), offline=True) as driver:
        segments = [one for strip in driver.app.screen._compositor.render_strips() for one in strip if one.style]
        assert all(one.style and one.style.color is None and one.style.bgcolor is None for one in segments)
        reversed_text = "".join(one.text for one in segments if one.style and one.style.reverse)
        assert 0 < len(reversed_text) < 36 * 120 // 10  # the row at the cursor
        assert any(one.style and one.style.dim for one in segments)
