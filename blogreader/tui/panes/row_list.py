"""A list of rows with a cursor, painted a row at a time: what the sidebar and the article list have in common."""

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from blogreader.keys import LISTS
from blogreader.tui.bindings import bindings
from blogreader.tui.messages import FetchWanted, Unable


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Paging and moving are actions of its own, without animation: Textual's are animated and lose keys."""

    BINDINGS = bindings(LISTS)
    COMPONENT_CLASSES = {"rows--cursor", "rows--dim", "rows--mark", "rows--accent", "rows--error"}

    cursor: var[int] = var(0, init=False)
    """The row that keys act on, counted from 0."""
    count: var[int] = var(0, init=False)
    """How many rows there are."""
    row_height: var[int] = var(1, init=False)
    """Lines a row takes."""
    extra_lines: var[int] = var(0, init=False)
    """Lines that the row at the cursor takes besides."""

    class FilterWanted(Message):
        """The filter line is to be shown."""

    def render_row(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Return one line of a row, as wide as it likes; `line` is counted from 0 within the row."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """Called when the cursor came to another row by a key or the mouse."""

    # Watchers

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows, with those between them, which move; and bring the new one into view."""
        if self.extra_lines:
            first, last = sorted((old, new))
            self._refresh_lines(first * self.row_height, (last + 1) * self.row_height + self.extra_lines)
        else:
            self.refresh_row(old)
            self.refresh_row(new)
        self._show_cursor()

    def watch_count(self) -> None:
        """Take the new length."""
        self._measure()

    def watch_row_height(self) -> None:
        """Take the new height, with the cursor in view."""
        self._measure()
        self.call_after_refresh(self._show_cursor)

    def watch_extra_lines(self) -> None:
        """Take the new height of the row at the cursor, which stays in view."""
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
        self._step(self._page)

    def action_page_up(self) -> None:
        """One page up."""
        self._step(-self._page)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._step(max(self._page // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._step(-max(self._page // 2, 1))

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
        """Make all articles that are shown offline."""
        self.post_message(FetchWanted())

    def action_choose(self) -> None:
        """Choose the row."""

    # Handlers

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked, and choose it."""
        row, _ = self.row_at(event.y + self.scroll_offset.y)
        if 0 <= row < self.count:
            self.move_to(row)
            self.action_choose()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._measure()
        self._show_cursor()
        self._point()

    def on_focus(self) -> None:
        """The cursor looks other with the focus."""
        self.refresh_row(self.cursor)
        self._point()

    def on_blur(self) -> None:
        """The cursor looks other without the focus."""
        self.refresh_row(self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without animation."""
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False, immediate=True)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without animation."""
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False, immediate=True)
        event.stop()

    # Helpers

    def _step(self, rows: int) -> None:
        """Move the cursor for a key, or say why that is not possible."""
        before = self.cursor
        self.move_to(before + rows)
        if self.cursor == before:
            end = f"This is the {'last' if rows > 0 else 'first'} row."
            self.post_message(Unable(end if self.count else "The list is empty."))

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or the nearest that there is."""
        row = max(0, min(row, self.count - 1))
        if row != self.cursor:
            self.cursor = row
            self.cursor_moved()

    def refresh_row(self, row: int) -> None:
        """Repaint one row, if it is in sight."""
        top = self._top_of(row)
        self._refresh_lines(top, top + self.row_height + (self.extra_lines if row == self.cursor else 0))

    def _refresh_lines(self, first: int, end: int) -> None:
        """Repaint the lines of some rows, counted from the first row's first, if they are in sight."""
        first, end = max(first - self.scroll_offset.y, 0), min(end - self.scroll_offset.y, self.size.height)
        if first < end:
            self.refresh(Region(0, first, self.size.width, end - first))

    def _top_of(self, row: int) -> int:
        """Return the first line of a row, counted from the first row's first."""
        return row * self.row_height + (self.extra_lines if row > self.cursor else 0)

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the row that takes a line, counted from the first row's first, and which of its lines that is."""
        top = self.cursor * self.row_height
        if line < top:
            return divmod(line, self.row_height)
        if line < top + self.row_height + self.extra_lines:
            return self.cursor, line - top
        return divmod(line - self.extra_lines, self.row_height)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self.size.width
        index, line = self.row_at(y + self.scroll_offset.y)
        style = self.rich_style
        if index >= self.count:
            return Strip.blank(width, style)
        at_cursor = index == self.cursor
        strip = self.render_row(index, line, width, at_cursor)
        if at_cursor:
            style = self.get_component_rich_style("rows--cursor")
        return (
            strip.apply_style(style).adjust_cell_length(width, style)
            if at_cursor
            else strip.adjust_cell_length(width, style).apply_style(style)
        )

    @property
    def _page(self) -> int:
        """Rows of a page: two lines of the last one stay in sight."""
        return max((self.size.height - 2 - self.extra_lines) // self.row_height, 1)

    def _measure(self) -> None:
        extra = self.extra_lines if self.count else 0
        self.virtual_size = Size(self.size.width, self.count * self.row_height + extra)
        self.refresh()

    def _show_cursor(self) -> None:
        top, lines = self.cursor * self.row_height, self.row_height + self.extra_lines
        height = self.size.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif height and top + lines > self.scroll_offset.y + height:
            self.scroll_to(y=top + lines - height if lines < height else top, animate=False, immediate=True)
        self._point()

    def _point(self) -> None:
        """Put the terminal's own cursor at the row: screen readers read aloud where that stands."""
        if self.screen.focused is self:
            self.app.cursor_position = self.content_region.offset + Offset(
                0, self._top_of(self.cursor) - self.scroll_offset.y
            )
