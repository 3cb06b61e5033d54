"""A list of rows with a cursor, painted a row at a time: the base of the sidebar and all lists."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from blogreader.cell_text import broken
from blogreader.keys import LISTS
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import FetchWanted, ReadTakenOff, Unable
from blogreader.tui.terminal.output_filter import filtered

_LEAST_LINES = 6
"""The least number of lines of rows above the foot."""
_KEPT_ROWS = 500


class RowScrollBar(ScrollBar):
    """A scrollbar that makes its rows itself: by way of Rich and the cache of styles, two took a 60th of a start."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: ARG002 - Textual's signature
        """Take a size without asking for another layout of the screen, which it would not change."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the bar."""
        bar: Any = self.render()  # a `ScrollBarRender`, which Textual's types don't say
        sizes = {"size": self.size.height, "virtual_size": bar.virtual_size, "window_size": bar.window_size}
        colours = {"back_color": bar.style.bgcolor, "bar_color": bar.style.color}
        segments, style = bar.render_bar(**sizes, position=bar.position, **colours).segments, self.rich_style
        rows = segments[crop.y : crop.bottom]
        different = list({*rows})  # few: most rows look the same
        strips = filtered(self, [Strip([one], 1).apply_style(style) for one in different], self.background_colors[1])
        painted = dict(zip(different, strips, strict=True))
        return [painted[one] for one in rows]


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Moves without animation, by actions of its own: Textual's are animated and lose keys."""

    BINDINGS = bindings(LISTS)
    COMPONENT_CLASSES = {"rows--cursor", "rows--dim", "rows--mark", "rows--accent", "rows--error"}

    cursor: var[int] = var(0, init=False)
    """The row that keys act on, from 0."""
    count: var[int] = var(0, init=False)
    """The number of rows."""
    row_height: var[int] = var(1, init=False)
    """Lines per row."""
    extra_lines: var[int] = var(0, init=False)
    """Additional lines of the row at the cursor."""
    headings_at: var[tuple[int, ...]] = var((), init=False)
    """The rows that have a heading above them, in order."""

    begin_at: int | None = None
    """The line to be at the top once the list has a size, if the cursor is in view then."""

    class FilterWanted(Message):
        """Show the filter line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._looks: dict[tuple[tuple[str, ...], bool], Style] = {}
        """The styles of component classes; Textual forgets its own at each paint."""
        self._style = Style()
        self._ground = Color(0, 0, 0)
        self._kept: dict[int, tuple[object, dict[tuple[int, bool], Strip]]] = {}
        """Painted lines by row, with what each row was painted from."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = RowScrollBar()
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual starts its own
        return self._vertical_scrollbar

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Return one line of a row, of any width; `line` counts from 0 within the row."""
        raise NotImplementedError

    def render_heading(self, heading: int, width: int) -> Strip:
        """Return the line of a heading, of any width; headings count from 0."""
        raise NotImplementedError

    def entry_at(self, row: int) -> object:  # noqa: ARG002 - a hook
        """Return what a row is painted from, which is another object when it changes; None: the row is not kept."""
        return None

    def cursor_moved(self) -> None:
        """Called when the cursor was moved by a key or the mouse."""

    # Watchers

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint both rows, and those between them, which move; scroll to the new one."""
        if self.extra_lines:
            first, last = sorted((old, new))
            self._refresh_lines(self.line_of(first), self.line_of(last) + self.row_height + self.extra_lines)
        else:
            self.refresh_row(old)
            self.refresh_row(new)
        self._show_cursor()

    def watch_count(self) -> None:
        """Apply the new length."""
        self._measure()

    def watch_headings_at(self) -> None:
        """Apply the new headings."""
        self._measure()

    def watch_row_height(self) -> None:
        """Apply the new height, with the cursor in view."""
        self._measure()
        self.call_after_refresh(self._show_cursor)

    def watch_extra_lines(self) -> None:
        """Apply the new height of the row at the cursor, which stays in view."""
        self._measure()
        self.call_after_refresh(self._show_cursor)

    # Actions

    def action_down(self) -> None:
        """Next row."""
        self._step(1)

    def action_up(self) -> None:
        """Previous row."""
        self._step(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self._step_lines(self._page)

    def action_page_up(self) -> None:
        """One page up."""
        self._step_lines(-self._page)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._step_lines(max(self._page // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._step_lines(-max(self._page // 2, 1))

    def action_top(self) -> None:
        """First row."""
        self._step(-self.count)

    def action_bottom(self) -> None:
        """Last row."""
        self._step(self.count)

    def action_filter(self) -> None:
        """Filter the articles."""
        self.post_message(self.FilterWanted())

    def action_fetch_shown(self) -> None:
        """Make all listed articles available offline."""
        self.post_message(FetchWanted())

    def action_unbookmark_read(self) -> None:
        """Take read articles off the reading list."""
        self.post_message(ReadTakenOff())

    def action_choose(self) -> None:
        """Choose the row."""

    # Handlers

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked row and choose it; elsewhere, take the focus."""
        line = event.get_content_offset_capture(self).y
        row, _ = self.row_at(line + self.scroll_offset.y)
        if 0 <= line < self.size.height and 0 <= row < self.count:
            self.move_to(row)
            self.action_choose()
        else:
            self.focus()

    def notify_style_update(self) -> None:
        """Apply other styles."""
        super().notify_style_update()
        self._looks.clear()
        self._kept.clear()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        if self.begin_at is not None:
            self.scroll_to(y=self.begin_at, animate=False, immediate=True)
            self.begin_at = None
        self._show_cursor()

    def on_focus(self) -> None:
        """Put the terminal's cursor at the row; Textual repaints what the focus changes."""
        self._point()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without animation."""
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False, immediate=True)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without animation."""
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False, immediate=True)
        event.stop()

    # Positions of rows

    def line_of(self, row: int) -> int:
        """Return the first line of a row, counted from the top of the list."""
        return self._line_of(row, self.extra_lines)

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the row at a line, and the line's number within it; for a heading -1 and its number.

        Lines count from the top of the list.
        """
        return self._row_at(line, self.extra_lines)

    @property
    def rows_in_sight(self) -> list[int]:
        """The rows with a line in the window, or directly below it."""
        top = self.scroll_offset.y
        rows = {self.row_at(line)[0] for line in range(top, top + self.size.height + 1)}
        return sorted(row for row in rows if 0 <= row < self.count)

    def _line_of(self, row: int, extra: int) -> int:
        """Return the same with this many additional lines at the cursor."""
        return row * self.row_height + extra * (row > self.cursor) + bisect_right(self.headings_at, row)

    def _row_at(self, line: int, extra: int) -> tuple[int, int]:
        headings_at, cursor, height = self.headings_at, self.cursor, self.row_height
        # A heading is directly above the first line of its row.
        heading = bisect_right(headings_at, line, key=lambda row: self._line_of(row, extra) - 1) - 1
        first = headings_at[heading] if heading >= 0 else 0
        below = line - (self._line_of(first, extra) if heading >= 0 else 0)
        if below < 0:
            return -1, heading
        at_cursor = (cursor - first) * height
        if cursor >= first and at_cursor <= below < at_cursor + height + extra:
            return cursor, below - at_cursor
        if below >= at_cursor >= 0:
            below -= extra
        row, within = divmod(below, height)
        return first + row, within

    def _has_heading(self, row: int) -> bool:
        """Return whether a row has a heading above it."""
        at = bisect_left(self.headings_at, row)
        return at < len(self.headings_at) and self.headings_at[at] == row

    # Helpers

    def _step_lines(self, rows: int) -> None:
        """Move the cursor by the lines of so many rows, some of which headings may take."""
        line = self._line_of(self.cursor, 0) + rows * self.row_height
        row, heading = self._row_at(max(line, 0), 0)
        if row < 0:
            row = self.headings_at[heading]
        self._step(max(row - self.cursor, 1) if rows > 0 else min(row - self.cursor, -1))

    def _step(self, rows: int) -> None:
        """Move the cursor for a key, or explain why it can't move."""
        before = self.cursor
        self.move_to(before + rows)
        if self.cursor == before:
            end = f"This is the {'last' if rows > 0 else 'first'} row."
            self.post_message(Unable(end if self.count else "The list is empty."))

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or the nearest existing one."""
        row = max(0, min(row, self.count - 1))
        if row != self.cursor:
            self.cursor = row
            self.cursor_moved()

    def refresh_row(self, row: int) -> None:
        """Repaint a row, if it is in view."""
        self._kept.pop(row, None)
        top = self.line_of(row)
        self._refresh_lines(top, top + self.row_height + (self.extra_lines if row == self.cursor else 0))

    def repaint(self) -> None:
        """Repaint everything."""
        self.forget_rows()
        self.refresh()

    def forget_rows(self) -> None:
        """Paint each row anew when it is next to be painted."""
        self._kept.clear()

    def _refresh_lines(self, first: int, end: int) -> None:
        """Repaint some lines, counted from the top of the list, as far as they are in view."""
        first, end = max(first - self.scroll_offset.y, 0), min(end - self.scroll_offset.y, self.size.height)
        if first < end:
            self.refresh(Region(0, first, self.size.width, end - first))

    def get_component_rich_style(self, *names: str, partial: bool = False, default: Style | None = None) -> Style:
        """Return the style of component classes, kept until the styles change."""
        style = self._looks.get((names, partial))
        if style is None:
            style = self._looks[names, partial] = super().get_component_rich_style(
                *names, partial=partial, default=default
            )
        return style

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the window.

        Textual itself would check every line for borders and tints, which lists don't have, and all ancestors for each
        line's style.
        """
        if not self._looks:  # the styles have changed
            self._style, self._ground = self.rich_style, self.background_colors[1]
        top, right, _, left = self.styles.gutter
        if right or left:
            return super().render_lines(crop)
        width, height = self.size
        air = Strip.blank(width, Style(bgcolor=self._style.bgcolor))
        strips = [self.render_line(y - top) if top <= y < top + height else air for y in crop.line_range]
        if width < crop.right:  # the rest is the scrollbar, a widget of its own
            strips = [strip.adjust_cell_length(crop.right, self._style) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in filtered(self, strips, self._ground)]

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        index, line = self.row_at(y + self.scroll_offset.y)
        if not 0 <= index < self.count:
            width, style = self.size.width, self._style
            if index >= 0:
                return Strip.blank(width, style)
            return self.render_heading(line, width).adjust_cell_length(width, style).apply_style(style)
        at_cursor, source = index == self.cursor, self.entry_at(index)
        if source is None:
            return self._painted(index, line, at_cursor)
        kept_from, lines = self._kept.get(index, (None, {}))
        if kept_from is not source:
            lines = {}
            if len(self._kept) > _KEPT_ROWS:
                self._kept.clear()
            self._kept[index] = source, lines
        strip = lines.get((line, at_cursor))
        if strip is None:
            strip = lines[line, at_cursor] = self._painted(index, line, at_cursor)
        return strip

    def _painted(self, index: int, line: int, at_cursor: bool) -> Strip:
        width, style = self.size.width, self._style
        strip = self.render_row(index, line, width, at_cursor)
        if not at_cursor:
            return strip.adjust_cell_length(width, style).apply_style(style)
        style = self.get_component_rich_style("rows--cursor")
        return strip.apply_style(style).adjust_cell_length(width, style)

    def remark_line(self, y: int, remark: str, indent: int = 2) -> Strip:
        """Paint one line of an empty list, which says below a blank line why it is empty."""
        dim = self.get_component_rich_style("rows--dim", partial=True)
        lines = broken(remark, self.size.width - indent - 1, max(self.size.height - 1, 1))
        y += self.gutter.top
        said = " " * indent + lines[y - 1] if 0 < y <= len(lines) else ""
        return Strip([Segment(said, dim)]).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def foot_line(self, y: int, sentences: Sequence[str], indent: int) -> Strip | None:
        """Paint one line of sentences at the foot of the window, below some rows; None: there stand rows."""
        width, height = self.size.width, self.size.height
        lines = ["", *(line for one in sentences for line in broken(one, width - indent - 1, 3))]
        if len(lines) > height - _LEAST_LINES or y < height - len(lines):
            return None
        dim = self.get_component_rich_style("rows--dim", partial=True)
        said = " " * indent + lines[y - height + len(lines)]
        return Strip([Segment(said, dim)]).adjust_cell_length(width).apply_style(self._style)

    @property
    def _page(self) -> int:
        """Rows of a page: two lines of the previous one stay in view."""
        return max((self.size.height - 2 - self.extra_lines) // self.row_height, 1)

    def _measure(self) -> None:
        lines = self.count * self.row_height + len(self.headings_at) + (self.extra_lines if self.count else 0)
        # Of no width: rows are as wide as the list, and a new width must not cause another layout.
        self.virtual_size = Size(0, lines)
        self.repaint()

    def _show_cursor(self) -> None:
        top, lines = self.line_of(self.cursor), self.row_height + self.extra_lines
        height = self.size.height
        above = int(self._has_heading(self.cursor))
        if top - above < self.scroll_offset.y:  # with the heading above it, if there is one
            self.scroll_to(y=top - above, animate=False, immediate=True)
        elif height and top + lines > self.scroll_offset.y + height:
            self.scroll_to(y=self._whole_from(top + lines - height, top), animate=False, immediate=True)
        self._point()

    def _whole_from(self, line: int, most: int) -> int:
        """Return the first line from one on with which a row begins, so that none is cut at the top of the window."""
        row, within = self.row_at(line)
        return min(line + self.row_height - within if row >= 0 and within else line, most)

    def _point(self) -> None:
        """Put the terminal's cursor at the row, for screen readers."""
        if self.screen.focused is self:
            self.app.cursor_position = self.content_region.offset + Offset(
                0, self.line_of(self.cursor) - self.scroll_offset.y
            )
