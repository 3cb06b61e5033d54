"""Rows of one or two lines, with more at the cursor and headings between them: which line is whose, and is in sight."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from blogreader.library import View
from blogreader.tui.panes.row_list import RowList, RowScrollBar
from blogreader.tui.panes.sidebar import Sidebar, SidebarRow
from tests.conftest import scaled


@settings(max_examples=scaled(200))
@given(st.integers(1, 12), st.sets(st.integers(0, 11)), st.integers(1, 3), st.integers(0, 3), st.integers(0, 11))
def test_every_line_is_that_of_its_row_or_heading(
    count: int, headed: set[int], height: int, extra: int, cursor: int
) -> None:
    headings = tuple(sorted(row for row in headed if row < count))
    cursor = min(cursor, count - 1)
    rows = RowList()
    for name, value in (("count", count), ("headings_at", headings), ("row_height", height), ("cursor", cursor)):
        rows.set_reactive(getattr(RowList, name), value)
    rows.set_reactive(RowList.extra_lines, extra)
    lines: list[tuple[int, int]] = []
    for row in range(count):
        lines += [(-1, headings.index(row))] if row in headings else []
        lines += [(row, within) for within in range(height + (extra if row == cursor else 0))]
    assert [rows.row_at(line) for line in range(len(lines))] == lines
    assert [rows.line_of(row) for row in range(count)] == [lines.index((row, 0)) for row in range(count)]


@pytest.fixture
def scrolled(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Where windows of 60 cells and 12 lines, which begin 10 lines below the top, are scrolled to."""
    told: list[float] = []

    def scroll(_: Widget, *, y: float, animate: bool, immediate: bool) -> None:
        assert (animate, immediate) == (False, True)
        told.append(y)

    monkeypatch.setattr(Widget, "size", Size(60, 12))
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 10))
    monkeypatch.setattr(Widget, "content_region", Region(30, 2, 60, 12))
    monkeypatch.setattr(RowList, "scroll_to", scroll)
    monkeypatch.setattr(RowList, "app", SimpleNamespace(cursor_position=None))
    monkeypatch.setattr(RowList, "screen", SimpleNamespace(focused=None))
    return told


def shown(**values: Any) -> RowList:
    rows = RowList()
    for name, value in ({"count": 40, "cursor": 15} | values).items():
        rows.set_reactive(getattr(RowList, name), value)
    return rows


@pytest.mark.parametrize(
    ("values", "to"),
    [
        ({"cursor": 10}, []),
        ({"cursor": 21}, []),
        ({"cursor": 9}, [9]),
        ({"cursor": 22}, [11]),
        ({"cursor": 39}, [28]),
        # Of a part of the list the first row is shown with the heading above it.
        ({"cursor": 10, "headings_at": (10,)}, []),
        ({"cursor": 9, "headings_at": (9,)}, [9]),
        ({"cursor": 9, "headings_at": (8,)}, []),
        ({"cursor": 8, "headings_at": (4, 8)}, [9]),
        # No row is cut at the top of the window, and the one at the cursor is whole.
        ({"cursor": 10, "row_height": 2}, []),
        ({"cursor": 11, "row_height": 2}, [12]),
        ({"cursor": 10, "row_height": 2, "extra_lines": 1}, [12]),
        ({"cursor": 8, "row_height": 3}, [15]),
        ({"cursor": 3, "extra_lines": 30}, [3]),
        ({"cursor": 12, "extra_lines": 30}, [12]),
    ],
)
def test_the_window_follows_the_cursor_as_far_as_it_must(values: Any, to: list[float], scrolled: list[float]) -> None:
    rows = shown(**values)
    rows._show_cursor()
    rows.watch_cursor(12, rows.cursor)
    assert scrolled == to * 2


def test_the_first_row_is_not_cut_at_the_top_either(scrolled: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 0))
    shown(cursor=5, row_height=2, extra_lines=1)._show_cursor()
    assert scrolled == [2]


def test_a_scroll_bar_is_made_once_and_seen_when_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Widget] = []
    monkeypatch.setattr(RowList, "app", SimpleNamespace(_start_widget=lambda _, bar: started.append(bar)))
    rows = RowList()
    bar = rows.vertical_scrollbar
    assert rows.vertical_scrollbar is bar
    assert (started, isinstance(bar, RowScrollBar), bar.display) == ([bar], True, False)


@pytest.mark.parametrize("position", [0, 5, 12])
def test_a_scroll_bar_is_painted_as_textual_paints_it(position: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(1, 12))
    monkeypatch.setattr(Widget, "rich_style", Style(bold=True))
    monkeypatch.setattr(Widget, "background_colors", (None, None))
    monkeypatch.setattr(Widget, "get_line_filters", lambda _: ())
    bar, ground = RichColor.parse("#112233"), RichColor.parse("#445566")
    one = ScrollBarRender(virtual_size=24, window_size=12, position=position, style=Style(color=bar, bgcolor=ground))
    monkeypatch.setattr(ScrollBar, "render", lambda _: one)
    strips = RowScrollBar().render_lines(Region(0, 2, 1, 9))
    whole = ScrollBarRender.render_bar(12, 24, 12, position, back_color=ground, bar_color=bar)
    expected = [Segment(text, Style(bold=True) + style) for text, style, _ in whole.segments][2:11]
    assert [[*strip] for strip in strips] == [[piece] for piece in expected]
    assert {strip.cell_length for strip in strips} == {1}
    assert len({piece.style and piece.style.bgcolor for piece in expected}) > 1


@pytest.mark.parametrize(("cursor", "to"), [(1, [1, 0]), (2, [2]), (11, [])])
def test_above_the_first_view_of_the_sidebar_its_heading_is_seen(
    cursor: int, to: list[float], scrolled: list[float]
) -> None:
    pane = Sidebar(id="sidebar")
    view = View("all", "All", "")
    pane._rows = [SidebarRow("VIEWS", "", None), *([SidebarRow("A view", "", view)] * 20)]
    pane.set_reactive(RowList.cursor, cursor)
    pane._show_cursor()
    assert scrolled == to


def test_a_window_without_lines_follows_nothing(scrolled: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Widget, "size", Size(60, 0))
    shown(cursor=22)._show_cursor()
    assert scrolled == []


def test_the_wheel_scrolls_by_three_lines_and_nothing_around_the_list(scrolled: list[float]) -> None:
    stopped: list[None] = []
    event: Any = SimpleNamespace(stop=lambda: stopped.append(None))
    shown().on_mouse_scroll_down(event)
    shown().on_mouse_scroll_up(event)
    assert scrolled == [13, 7]
    assert len(stopped) == 2


@pytest.mark.parametrize(
    ("y", "values", "row"),
    [
        (0, {}, 10),
        (11, {}, 21),
        (-1, {}, None),
        (12, {}, None),
        (3, {"count": 14}, 13),
        (4, {"count": 14}, None),
        (0, {"headings_at": (10,)}, None),
        (1, {"headings_at": (10,)}, 10),
    ],
)
def test_a_click_chooses_the_row_under_the_mouse_and_elsewhere_takes_the_focus(
    y: int, values: Any, row: int | None, scrolled: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[int] = []
    monkeypatch.setattr(RowList, "action_choose", lambda rows: chosen.append(rows.cursor))
    monkeypatch.setattr(RowList, "_show_cursor", lambda _: None)
    monkeypatch.setattr(RowList, "focus", lambda _: chosen.append(-1))
    rows = shown(cursor=12, **values)
    event: Any = SimpleNamespace(get_content_offset_capture=lambda _: Offset(4, y))
    rows.on_click(event)
    assert (chosen, rows.cursor) == (([-1], 12) if row is None else ([row], row))
    assert scrolled == []


def test_a_list_begins_at_the_line_that_it_is_told_once_it_has_a_size(scrolled: list[float]) -> None:
    rows = shown()
    rows.begin_at = 0
    rows.on_resize()
    rows.on_resize()
    assert scrolled == [0]


def test_the_cursor_of_the_terminal_is_at_the_row_in_the_pane_that_has_the_focus(
    scrolled: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = shown()
    for act in (rows.on_focus, rows.on_resize, rows._show_cursor):
        rows.app.cursor_position = Offset(0, 0)
        act()
        assert rows.app.cursor_position == (0, 0)
        with monkeypatch.context() as patch:
            patch.setattr(RowList, "screen", SimpleNamespace(focused=rows))
            act()
            assert rows.app.cursor_position == (30, 2 + 15 - 10)
    assert scrolled == []


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, 40),
        ({"row_height": 2}, 80),
        ({"row_height": 2, "extra_lines": 1}, 81),
        ({"headings_at": (0, 9)}, 42),
        ({"count": 0, "extra_lines": 3}, 0),
    ],
)
@pytest.mark.parametrize("changed", ["count", "headings_at", "row_height", "extra_lines"])
def test_a_list_is_as_long_as_its_rows_and_headings(
    values: Any, lines: int, changed: str, scrolled: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Any] = []
    monkeypatch.setattr(Widget, "call_after_refresh", lambda _, then: later.append(then))
    rows = shown(**values)
    getattr(rows, f"watch_{changed}")()
    assert rows.virtual_size == (0, lines)
    assert later == ([rows._show_cursor] if changed in ("row_height", "extra_lines") else [])
    assert scrolled == []


class NumberedRows(RowList):
    """Rows that say their number, and whether the cursor is there."""

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        assert width == 8
        return Strip([Segment(f"{'>' if at_cursor else ' '}{index}.{line}")])

    def render_heading(self, heading: int, width: int) -> Strip:
        assert width == 8
        return Strip([Segment(f"# {heading}")])


@pytest.fixture
def numbered(scrolled: list[float], monkeypatch: pytest.MonkeyPatch) -> NumberedRows:
    """Five rows of two lines, the second with one more, and a heading above the third; eight cells and six lines."""
    assert scrolled == []
    monkeypatch.setattr(Widget, "size", Size(8, 6))
    monkeypatch.setattr(Widget, "scroll_offset", Offset(0, 1))
    monkeypatch.setattr(Widget, "rich_style", Style(link="pane", bgcolor="#000001"))
    monkeypatch.setattr(Widget, "background_colors", (None, None))
    monkeypatch.setattr(Widget, "get_line_filters", lambda _: ())
    monkeypatch.setattr(Widget, "get_component_rich_style", lambda *_, **__: Style(link="cursor"))
    rows = NumberedRows()
    values = {"count": 5, "cursor": 1, "row_height": 2, "extra_lines": 1, "headings_at": (2,)}
    for name, value in values.items():
        rows.set_reactive(getattr(RowList, name), value)
    return rows


def painted(rows: RowList, crop: Region) -> list[tuple[str, str]]:
    """Each line with the styles in it, where it has some."""
    return [
        (strip.text, " ".join(dict.fromkeys(style.link or "" for _, style, _ in strip if style)))
        for strip in rows.render_lines(crop)
    ]


def test_lines_are_those_of_the_rows_in_the_window_padded_in_the_style_of_the_pane(numbered: NumberedRows) -> None:
    assert painted(numbered, Region(0, 0, 8, 6)) == [
        (" 0.1    ", "pane"),
        (">1.0    ", "cursor"),
        (">1.1    ", "cursor"),
        (">1.2    ", "cursor"),
        ("# 0     ", "pane"),
        (" 2.0    ", "pane"),
    ]
    assert painted(numbered, Region(1, 2, 3, 3)) == [("1.1", "cursor"), ("1.2", "cursor"), (" 0 ", "pane")]
    assert [text for text, _ in painted(numbered, Region(0, 4, 10, 2))] == ["# 0       ", " 2.0      "]
    numbered.set_reactive(RowList.count, 2)
    numbered.set_reactive(RowList.headings_at, ())
    assert painted(numbered, Region(0, 3, 8, 3)) == [(">1.2    ", "cursor"), (" " * 8, "pane"), (" " * 8, "pane")]


def test_above_and_below_the_lines_there_is_air(numbered: NumberedRows) -> None:
    numbered.styles.padding = (1, 0, 1, 0)
    strips = numbered.render_lines(Region(0, 0, 8, 8))
    assert [strip.text.strip() for strip in strips] == ["", "0.1", ">1.0", ">1.1", ">1.2", "# 0", "2.0", ""]
    assert [strip.cell_length for strip in strips] == [8] * 8
    assert [next(iter(strips[at])).style for at in (0, -1)] == [Style(bgcolor="#000001")] * 2


def test_padding_at_the_sides_is_left_to_textual(numbered: NumberedRows, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Region] = []
    monkeypatch.setattr(ScrollView, "render_lines", lambda _, crop: asked.append(crop))
    for padding in ((0, 1, 0, 0), (0, 0, 0, 1)):
        numbered.styles.padding = padding
        numbered.render_lines(Region(0, 0, 8, 6))
    assert asked == [Region(0, 0, 8, 6)] * 2


def test_what_filters_remove_of_lines_is_not_shown(numbered: NumberedRows, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dots(LineFilter):
        def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
            assert background == Color(1, 2, 3)
            return [Segment(text.replace(".", " "), style) for text, style, _ in segments]

    monkeypatch.setattr(Widget, "background_colors", (Color(9, 9, 9), Color(1, 2, 3)))
    monkeypatch.setattr(Widget, "get_line_filters", lambda _: (Dots(),))
    assert [text for text, _ in painted(numbered, Region(0, 0, 8, 2))] == [" 0 1    ", ">1 0    "]


@pytest.mark.parametrize(
    ("cursor", "headings", "action", "row"),
    [
        (5, (0, 20), "page_up", 0),  # beyond the first heading there is the first row, and not the last heading
        (5, (), "page_up", 0),
        (15, (0, 14), "page_up", 6),
        (15, (), "half_up", 10),
        (15, (), "half_down", 20),
        (38, (), "page_down", 39),
    ],
)
@pytest.mark.usefixtures("scrolled")
def test_pages_end_at_the_ends_of_the_list(cursor: int, headings: tuple[int, ...], action: str, row: int) -> None:
    rows = shown(cursor=cursor, headings_at=headings)
    getattr(rows, f"action_{action}")()
    assert rows.cursor == row
