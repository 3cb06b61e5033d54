"""The outline of an article: what it shows at each width, and how one comes to a heading."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from blogreader import paths
from blogreader.keys import TABLE, Key, in_force
from blogreader.text import clean
from blogreader.tui.bindings import keymap
from blogreader.tui.dialogs.outline import Headings, OutlineScreen
from blogreader.tui.reader.landmarks import OutlineRow
from blogreader.tui.themes import DEFAULTS
from tests.site import HOSTILE_TITLES

SIZES = [(40, 12), (100, 36), (140, 40)]
ROWS = (
    OutlineRow(2, "Why logs", 0.0),
    OutlineRow(2, "The write path", 0.11),
    OutlineRow(3, "Café & résumé", 0.2),
    OutlineRow(4, "Deeper", 0.25),
    OutlineRow(2, "The read path", 0.5),
    OutlineRow(6, "Deepest path of all", 0.75),
    OutlineRow(2, "Conclusion", 0.987),
)


class Host(App[None]):
    """An app with nothing but the looks."""

    CSS_PATH = [paths.styles() / name for name in ("app.tcss", "lists.tcss", "lines.tcss", "outline.tcss")]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS


@dataclass
class Outline:
    """An outline on the screen, and what came of it."""

    app: Host
    pilot: Pilot[None]
    chosen: list[int | None] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    @property
    def headings(self) -> Headings:
        return self.app.screen.query_one(Headings)

    @property
    def lines(self) -> list[str]:
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        assert len(strips) == height
        assert all(strip.cell_length == width for strip in strips)
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def at(self) -> int:
        return self.headings.shown[self.headings.cursor]


@asynccontextmanager
async def outline(
    rows: Sequence[OutlineRow] = ROWS,
    current: int = 1,
    size: tuple[int, int] = (100, 36),
    keys: tuple[Key, ...] = TABLE,
) -> AsyncIterator[Outline]:
    app = Host()
    app.set_keymap(keymap(keys))
    async with app.run_test(size=size) as pilot:
        shown = Outline(app, pilot)
        app.push_screen(OutlineScreen(rows, current, keys), shown.chosen.append)
        await pilot.pause()
        yield shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_headings_are_indented_by_level_with_the_current_one_marked(size: tuple[int, int]) -> None:
    async with outline(size=size, current=2) as shown:
        lines = [line.strip() for line in shown.lines]
        assert any(line.startswith("▎   Café & résumé") and line.endswith("20%") for line in lines)
        assert any(line.startswith("The write path") and line.endswith("11%") for line in lines)
        assert sum("▎" in line for line in lines) == 1
        top = next(line for line in shown.lines if "Why logs" in line)
        deep = next(line for line in shown.lines if "Deeper" in line)
        assert deep.index("Deeper") - top.index("Why logs") == 4
        assert shown.at == 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 3, 200])
async def test_the_box_fits_the_screen_and_no_more_than_the_headings(size: tuple[int, int], count: int) -> None:
    rows = [OutlineRow(2, f"Heading {number}", number / count) for number in range(count)]
    async with outline(rows, current=count - 1, size=size) as shown:
        box = shown.app.screen.query_one("#outline").region
        assert (box.width, box.height) == (min(84, size[0]), min(count + 3, int(size[1] * 0.8) + 1))
        assert box.height <= 0.9 * size[1]
        assert f"Heading {count - 1} " in shown.text
        assert "Enter go there" in shown.text


async def test_the_cursor_moves_by_the_keys_of_lists_and_enter_chooses() -> None:
    async with outline() as shown:
        await shown.press("j")
        assert shown.at == 2
        await shown.press("G")
        assert shown.at == 6
        await shown.press("k", "up")
        assert shown.at == 4
        await shown.press("g", "space")
        assert shown.at == len(ROWS) - 2
        await shown.press("b", "d")
        assert 0 < shown.at < len(ROWS) - 1
        await shown.press("u", "down", "enter")
        assert shown.chosen == [1]


@pytest.mark.parametrize("key", ["q", "escape", "t", "backspace"])
async def test_every_way_back_chooses_nothing(key: str) -> None:
    async with outline() as shown:
        await shown.press("j", key)
        assert shown.chosen == [None]
        assert not isinstance(shown.app.screen, OutlineScreen)


async def test_keys_that_were_changed_are_in_force_and_shown() -> None:
    keys = in_force({"lists.down": ["W"], "everywhere.back": ["Y"], "reader.outline": ["T"]})
    async with outline(keys=keys) as shown:
        assert "Y back" in shown.text
        await shown.press("W", "j", "q", "t")
        assert (shown.at, shown.chosen) == (2, [])
        await shown.press("T")
        assert shown.chosen == [None]


@pytest.mark.slow
async def test_typing_narrows_by_words_without_case_or_accents() -> None:
    async with outline() as shown:
        await shown.press("slash", *"RESUME")
        assert shown.headings.shown == (2,)
        assert "/ RESUME" in shown.text
        await shown.press("enter")
        assert shown.chosen == [2]


@pytest.mark.slow
async def test_words_match_in_any_order_and_the_cursor_comes_to_what_is_left() -> None:
    async with outline(current=3) as shown:
        await shown.press("slash", *"path", "space", *"the")
        assert shown.headings.shown == (1, 4)
        assert shown.at == 4
        await shown.press("down", "k", "enter")
        assert shown.chosen == [1]


@pytest.mark.slow
async def test_letters_are_typed_and_not_taken_for_keys_until_the_filter_is_left() -> None:
    async with outline() as shown:
        height = shown.app.screen.query_one("#outline").region.height
        await shown.press("slash", *"qtj")
        assert shown.chosen == []
        assert shown.headings.shown == ()
        assert "No heading contains these words." in shown.text
        assert shown.app.screen.query_one("#outline").region.height == height
        await shown.press("enter")
        assert shown.chosen == []
        await shown.press("escape")
        assert shown.headings.shown == tuple(range(len(ROWS)))
        assert "/ qtj" not in shown.text
        await shown.press("escape")
        assert shown.chosen == [None]


@pytest.mark.slow
async def test_a_filter_that_is_kept_stays_in_sight() -> None:
    async with outline() as shown:
        await shown.press("slash", *"read", "down")
        assert shown.headings.has_focus
        assert "/ read" in shown.text
        await shown.press("slash", "backspace", *"ch")
        assert shown.headings.shown == ()


async def test_a_click_chooses() -> None:
    async with outline(size=(100, 36)) as shown:
        row = next(number for number, line in enumerate(shown.lines) if "The read path" in line)
        await shown.pilot.click(offset=(50, row))
        await shown.pilot.pause()
        assert shown.chosen == [4]


async def test_a_click_beside_the_headings_chooses_nothing() -> None:
    async with outline() as shown:
        for offset in ((50, 1), (50, shown.app.screen.query_one("#outline").region.y)):
            await shown.pilot.click(offset=offset)
            await shown.pilot.pause()
        assert shown.chosen == []


async def test_a_click_after_scrolling_chooses_what_is_under_it() -> None:
    rows = [OutlineRow(2, f"Heading {number:03}", 0) for number in range(200)]
    async with outline(rows, current=150, size=(40, 12)) as shown:
        row = next(number for number, line in enumerate(shown.lines) if "Heading 148" in line)
        await shown.pilot.click(offset=(10, row))
        await shown.pilot.pause()
        assert shown.chosen == [148]


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_and_long_titles_stay_in_their_row(size: tuple[int, int]) -> None:
    titles = [
        *HOSTILE_TITLES,
        "[/b]",
        "[@click=app.quit]x[/]",
        "\x1b[31mred\x1b]0;x\x07",
        "a\u202eb",
        "x" * 5_000,
        "漢字" * 200,
        "",
    ]
    rows = [OutlineRow(1 + number % 6, title, number / len(titles)) for number, title in enumerate(titles)]
    async with outline(rows, current=0, size=size) as shown:
        for key in ("G", "g", "space"):
            for line in shown.lines:
                assert cell_len(line) == size[0]
                assert clean(line) == line
                if "…" in line:
                    assert line.rstrip(" ▁▂▃▄▅▆▇█").endswith("%")
            await shown.press(key)
        assert shown.app.is_running


async def test_before_the_first_heading_none_is_marked_and_the_cursor_is_on_the_first() -> None:
    async with outline(current=-1) as shown:
        assert "▎" not in shown.text
        assert shown.at == 0


async def test_a_new_size_keeps_the_cursor_in_sight() -> None:
    rows = [OutlineRow(2, f"Heading {number:03}", 0) for number in range(200)]
    async with outline(rows, current=120, size=(140, 40)) as shown:
        await shown.pilot.resize_terminal(40, 12)
        await shown.pilot.pause()
        assert "Heading 120" in shown.text


@pytest.mark.slow
async def test_ten_thousand_headings_are_narrowed_like_ten() -> None:
    rows = [OutlineRow(2, f"Heading {number:05}", 0) for number in range(10_000)]
    async with outline(rows, current=9_999) as shown:
        await shown.press("slash", *"09876")
        assert shown.at == 9_876
