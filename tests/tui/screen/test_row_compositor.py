"""What a key repaints: only what changed is asked for, and it looks as if all of it had been."""

from collections import Counter
from pathlib import Path

import pyte
import pytest
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from blogreader.tui.panes.row_list import RowList, RowScrollBar
from blogreader.tui.reader.reader import Reader
from blogreader.tui.screen import current_article
from blogreader.tui.screen.row_compositor import RowCompositor
from tests.driving import Driver, archived, prose, reading

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("every_frame")]

KEYS = ("j", "x", "v", "G", "enter", "j", "space", "m", "J", "h", "g", "slash", "escape", "z")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return archived(tmp_path / "library", {f"post-{number}": prose(20, first=100 * number) for number in range(40)})


def looks(driver: Driver) -> list[list[tuple[str, str]]]:
    strips = driver.screen._compositor.render_strips()
    return [[(segment.text, str(segment.style)) for segment in strip.simplify()] for strip in strips]


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 120, 160])
async def test_the_screen_looks_as_textual_paints_it(
    tmp_path: Path, index: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(width, 30), offline=True) as driver:
        for key in KEYS:
            await driver.press(key)
            ours = looks(driver)
            with monkeypatch.context() as patch:
                patch.setattr(RowCompositor, "_render_chops", Compositor._render_chops)
                patch.setattr(RowList, "render_lines", _styled)
                patch.setattr(RowScrollBar, "render_lines", Widget.render_lines)
                patch.setattr(Reader, "render_lines", Widget.render_lines)
                assert looks(driver) == ours, key


def _styled(rows: RowList, crop: Region) -> list[Strip]:
    rows._style = rows.rich_style
    return Widget.render_lines(rows, crop)


@pytest.mark.slow
@pytest.mark.parametrize("start", [(), ("S", "M"), ("S", "C"), ("G",)], ids="-".join)
async def test_what_is_painted_key_by_key_is_the_whole_screen(
    tmp_path: Path, index: Path, start: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(120, 30), offline=True) as driver:
        terminal = pyte.Screen(120, 30)
        stream = pyte.Stream(terminal)

        def painted(_: object, update: object) -> None:
            if isinstance(update, CompositorUpdate):
                stream.feed(update.render_segments(driver.app.console))

        monkeypatch.setattr(driver.app, "_display", painted)
        driver.screen.refresh()
        for key in (*start, "r", "j", "r", "m", "U", "S", "o", *KEYS):
            await driver.press(key)
            assert [row.rstrip() for row in terminal.display] == driver.lines, key


async def test_lists_and_their_scrollbars_make_their_lines_themselves(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(160, 30), offline=True) as driver:
        assert driver.screen.articles.show_vertical_scrollbar
        render_lines, by_textual = Widget.render_lines, set()

        def noted(widget: Widget, crop: Region) -> list[Strip]:
            by_textual.add(type(widget).__name__)
            return render_lines(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", noted)
        looks(driver)
        assert "HeaderBar" in by_textual
        assert not {"ArticleList", "Sidebar", "RowScrollBar", "Reader"} & by_textual


@pytest.mark.slow
async def test_a_key_asks_for_the_rows_that_it_changes_and_for_nothing_behind_or_beside_them(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path / "library", index=index, size=(160, 30), offline=True) as driver:
        await driver.press("enter")
        asked: Counter[str] = Counter()
        for kind in (Widget, RowList, RowScrollBar, Reader):
            monkeypatch.setattr(kind, "render_lines", _counting(kind, asked))
        await driver.press("j")
        # The text, and how far its reader is in the header and in the article's row; a scrollbar stands beside the row.
        assert set(asked) <= {"Reader", "HeaderBar", "ArticleList", "RowScrollBar"}
        assert asked["RowScrollBar"] <= 2
        assert asked["Reader"] <= driver.reader.size.height
        assert asked["ArticleList"] <= 2
        await driver.press("h")
        monkeypatch.setattr(current_article, "_PREVIEW_AFTER_SECONDS", 3600.0)  # the card of the row is another paint
        asked.clear()
        await driver.pilot.press("j")
        assert asked["ArticleList"] <= 8
        assert not {"Reader", "Sidebar", "Horizontal", "ReadingScreen"} & set(asked)


def _counting(kind: type[Widget], asked: "Counter[str]") -> object:
    render_lines = kind.render_lines

    def counted(widget: Widget, crop: Region) -> list[Strip]:
        if type(widget).render_lines is counted:
            asked[type(widget).__name__] += crop.height
        return render_lines(widget, crop)

    return counted
