"""A sheet: a galley that is moved through by keys and by the mouse, without animation."""

from textual import events

from blogreader.tui.galley_view import COLUMN, GalleyView

_NARROWEST, _WIDEST = 20, 200
_COLUMN_STEP = 4
_CODE_STEP = 8
_WHEEL = 3
_GOES_ON = "›"
"""Where a line is cut."""


class Sheet(GalleyView, can_focus=True, inherit_bindings=False):
    """Line, page, end; the width of the column; the scrollbar."""

    _dragged = False

    # Actions

    def action_line_down(self) -> None:
        """One line down."""
        self.scroll_rows(1)

    def action_line_up(self) -> None:
        """One line up."""
        self.scroll_rows(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.scroll_rows(self._page_height)

    def action_page_up(self) -> None:
        """One page up."""
        self.scroll_rows(-self._page_height)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_rows(max(self._page_height // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_rows(-max(self._page_height // 2, 1))

    def action_top(self) -> None:
        """To the top."""
        self.go_to(0, 0)

    async def action_bottom(self) -> None:
        """To the end."""
        await self.parsed()
        if self.galley:
            self._move(self.galley.last_top(self.size.height))

    def action_wrap(self) -> None:
        """Wrap long lines of code, or not."""
        self.wrap_code = not self.wrap_code

    def action_code_right(self) -> None:
        """Move long lines of code and wide tables to the left."""
        if any(line.spans and line.spans[-1].text.endswith(_GOES_ON) for _, line in self.in_sight):
            self.code_offset += _CODE_STEP

    def action_code_left(self) -> None:
        """Move long lines of code and wide tables back."""
        self.code_offset = max(self.code_offset - _CODE_STEP, 0)

    def action_wider(self) -> None:
        """A wider column."""
        self.column = min(self.text_width + _COLUMN_STEP, _WIDEST)

    def action_narrower(self) -> None:
        """A narrower column."""
        self.column = max(self.text_width - _COLUMN_STEP, _NARROWEST)

    def action_usual_width(self) -> None:
        """The column as it was."""
        self.column = COLUMN

    # Handlers

    def on_resize(self) -> None:
        """Lay out for a new width, at the same place."""
        if self.size.width != self._width:
            self.lay_out()
        elif self.galley and self._position:
            self.stand_still()
            self.laid_out()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without animation."""
        self.scroll_rows(_WHEEL)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without animation."""
        self.scroll_rows(-_WHEEL)
        event.stop()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        offset = event.get_content_offset(self)
        if offset and self.is_on_bar(offset.x):
            self._dragged = True
            self.capture_mouse()
            self._drag(offset.y)
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the scrollbar."""
        if self._dragged:
            self._drag(event.get_content_offset_capture(self).y)
            event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the scrollbar."""
        if self._dragged:
            self._dragged = False
            self.release_mouse()
            event.stop()

    # Helpers

    def _drag(self, y: int) -> None:
        if self.galley:
            line = self.galley.line_count * max(y, 0) // max(self.size.height - 1, 1)
            self._move(self.galley.clamped(self.galley.at_line(line), self.size.height))

    @property
    def _page_height(self) -> int:
        return max(self.size.height - 2, 1)
