"""A sheet: a galley that is moved through by keys and by the mouse, without animation."""

from textual import events

from blogreader.tui.messages import Unable
from blogreader.tui.reader.document_view import COLUMN, DocumentView

_NARROWEST, _WIDEST = 20, 200
_COLUMN_STEP = 4
_CODE_STEP = 8
_WHEEL = 3
_GOES_ON = "›"
"""Where a line is cut."""


class Sheet(DocumentView, can_focus=True, inherit_bindings=False):
    """Line, page, end; the width of the column; the scrollbar."""

    _dragged = False

    # Actions

    def action_line_down(self) -> None:
        """One line down."""
        self._walk(1)

    def action_line_up(self) -> None:
        """One line up."""
        self._walk(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self._walk(self._page_height)

    def action_page_up(self) -> None:
        """One page up."""
        self._walk(-self._page_height)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._walk(max(self._page_height // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._walk(-max(self._page_height // 2, 1))

    def action_top(self) -> None:
        """To the top."""
        if self._is_at_top:
            self.post_message(Unable(self._edge(-1)))
        self.go_to(0, 0)

    async def action_bottom(self) -> None:
        """To the end."""
        if self.is_whole and self.at_end:
            self.post_message(Unable(self._edge(1)))
        await self.go_to_end()

    async def go_to_end(self) -> bool:
        """Go to the end, once it is known; False: by then another text is shown."""
        if not await self.parsed():
            return False
        if self.galley:
            self._move(self.galley.last_top(self.size.height))
        return True

    def action_wrap(self) -> None:
        """Wrap long lines of code, or not."""
        self.wrap_code = not self.wrap_code
        self.post_message(Unable(f"Long lines of code are {'wrapped' if self.wrap_code else 'not wrapped'} now."))

    def action_code_right(self) -> None:
        """Move long lines of code and wide tables to the left."""
        if any(line.spans and line.spans[-1].text.endswith(_GOES_ON) for _, line in self.in_sight):
            self.code_offset += _CODE_STEP
        else:
            self.post_message(Unable("Nothing in sight goes on to the right."))

    def action_code_left(self) -> None:
        """Move long lines of code and wide tables back."""
        if not self.code_offset:
            self.post_message(Unable("Code and tables stand as far to the right as they can."))
        self.code_offset = max(self.code_offset - _CODE_STEP, 0)

    def action_wider(self) -> None:
        """A wider column."""
        self._set_column(min(self.text_width + _COLUMN_STEP, _WIDEST), "The column is as wide as it can be here.")

    def action_narrower(self) -> None:
        """A narrower column."""
        self._set_column(max(self.text_width - _COLUMN_STEP, _NARROWEST), "The column is as narrow as it can be.")

    def action_usual_width(self) -> None:
        """The column as it was."""
        self._set_column(COLUMN, "The column has its usual width.")

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

    def _walk(self, rows: int) -> None:
        """Move so many rows for a key, or say why that is not possible."""
        if self.galley is None or not self.in_sight or (self._is_at_top if rows < 0 else self.at_end):
            self.post_message(Unable(self._edge(rows)))
        else:
            self.scroll_rows(rows)

    def _edge(self, rows: int) -> str:
        if not self.in_sight:
            return "There is no text here."
        return "This is the end of the text." if rows > 0 else "This is the top of the text."

    @property
    def _is_at_top(self) -> bool:
        return self.top == 0

    def _set_column(self, column: int, otherwise: str) -> None:
        before, self.column = self.text_width, column
        if not self.in_sight:
            self.post_message(Unable(f"There is no text here; its column is {self.text_width} cells wide now."))
        elif self.text_width == before:
            self.post_message(Unable(otherwise))

    def _drag(self, y: int) -> None:
        if self.galley:
            line = self.galley.line_count * max(y, 0) // max(self.size.height - 1, 1)
            self._move(self.galley.clamped(self.galley.at_line(line), self.size.height))

    @property
    def _page_height(self) -> int:
        return max(self.size.height - 2, 1)
