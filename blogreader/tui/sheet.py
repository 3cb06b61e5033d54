"""Blocks on a screen: laid out in one column, painted a line at a time, moved through without animation.

`render` is imported when there is something to show: the first paint of the lists does not wait for it (50 ms).
"""

from typing import TYPE_CHECKING, Literal

from textual import events
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from blogreader.model import Place
from blogreader.tui.paint import ROLES, Painter

if TYPE_CHECKING:
    from blogreader.render import Block, Line
    from blogreader.render.whole import Whole

_COLUMN = 80
_NARROWEST, _WIDEST = 20, 200
_COLUMN_STEP = 4
_CODE_STEP = 8
_LEAST_MARGIN = 1
_WHEEL = 3


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a document under a head; the line at the top is what a place remembers."""

    COMPONENT_CLASSES = {f"sheet--{role}" for role in ROLES}

    column: var[int] = var(_COLUMN, init=False)
    """Cells of the text column, if the pane has as many."""
    wrap_code: var[bool] = var(False, init=False)
    """Whether long lines of code are wrapped."""
    code_offset: var[int] = var(0, init=False)
    """Cells by which long lines of code are moved to the left."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._head_blocks: tuple[Block, ...] = ()
        self._blocks: tuple[Block, ...] = ()
        self._head: tuple[Line, ...] = ()
        self._body: Whole | None = None
        self._anchor: Place | None = None
        self._width = 0
        self._painter = Painter(self, "sheet")

    def moved(self) -> None:
        """Called when the reader moved by a key or the mouse."""

    # Watchers

    def watch_column(self) -> None:
        """Lay out anew, at the same place."""
        self.lay_out()

    def watch_wrap_code(self) -> None:
        """Lay out anew, at the same place."""
        self.lay_out()

    def watch_code_offset(self) -> None:
        """Lay out anew, at the same place."""
        self.lay_out()

    # Actions

    def action_line_down(self) -> None:
        """One line down."""
        self.move(self.top + 1)

    def action_line_up(self) -> None:
        """One line up."""
        self.move(self.top - 1)

    def action_page_down(self) -> None:
        """One page down."""
        self.move(self.top + self._page_height)

    def action_page_up(self) -> None:
        """One page up."""
        self.move(self.top - self._page_height)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move(self.top + max(self._page_height // 2, 1))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move(self.top - max(self._page_height // 2, 1))

    def action_top(self) -> None:
        """To the top."""
        self.move(0)

    def action_bottom(self) -> None:
        """To the end."""
        self.move(self.last_top)

    def action_next_heading(self) -> None:
        """To the next heading."""
        self._jump("Heading", 1)

    def action_previous_heading(self) -> None:
        """To the previous heading."""
        self._jump("Heading", -1)

    def action_next_code(self) -> None:
        """To the next code block."""
        self._jump("Code", 1)

    def action_previous_code(self) -> None:
        """To the previous code block."""
        self._jump("Code", -1)

    def action_wrap(self) -> None:
        """Wrap long lines of code, or not."""
        self.wrap_code = not self.wrap_code

    def action_code_right(self) -> None:
        """Move long lines of code to the left."""
        self.code_offset += _CODE_STEP

    def action_code_left(self) -> None:
        """Move long lines of code back."""
        self.code_offset = max(self.code_offset - _CODE_STEP, 0)

    def action_wider(self) -> None:
        """A wider column."""
        self.column = min(self.text_width + _COLUMN_STEP, _WIDEST)

    def action_narrower(self) -> None:
        """A narrower column."""
        self.column = max(self.text_width - _COLUMN_STEP, _NARROWEST)

    def action_usual_width(self) -> None:
        """The column as it was."""
        self.column = _COLUMN

    # Handlers

    def on_resize(self) -> None:
        """Lay out for a new width, at the same place."""
        if self.size.width != self._width:
            self.lay_out()
        else:
            self._measure()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without animation."""
        self.move(self.top + _WHEEL)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without animation."""
        self.move(self.top - _WHEEL)
        event.stop()

    def notify_style_update(self) -> None:
        """Take the looks of another theme."""
        super().notify_style_update()
        self._painter.forget()

    # Helpers

    def show(self, head: "tuple[Block, ...]", blocks: "tuple[Block, ...]", place: Place | None = None) -> None:
        """Show a document from its place on, or from its head."""
        self._head_blocks, self._blocks, self._anchor = head, blocks, place
        self.set_reactive(Sheet.code_offset, 0)
        self.lay_out()

    def lay_out(self) -> None:
        """Lay everything out for the width there is, with the place at the top."""
        self._width = self.size.width
        if not self._width:
            return  # not on the screen yet, or a pane that is not shown: on_resize comes first
        if not self._blocks and self._body is None:
            return
        from blogreader.render import Line, Options
        from blogreader.render.whole import whole

        options = Options(column=self.text_width, wrap_code=self.wrap_code, code_offset=self.code_offset)
        width = max(self._width - self._margin - _LEAST_MARGIN, 1)
        head = whole(self._head_blocks, width, options).lines
        self._head = (*head, Line()) if head else ()
        self._body = whole(self._blocks, width, options)
        self._measure()
        top = 0 if self._anchor is None else len(self._head) + self._body.line_of(self._anchor)
        self.scroll_to(y=min(top, self.last_top), animate=False, immediate=True, force=True)
        self.refresh()

    def move(self, top: int) -> None:
        """Bring a line to the top, or the nearest that can be."""
        before = self.scroll_offset.y
        self.scroll_to(y=max(0, min(top, self.last_top)), animate=False, immediate=True, force=True)
        line = self.scroll_offset.y - len(self._head)
        self._anchor = None if line < 0 or self._body is None else self._body.place_at(line)
        self.moved()
        if before != self.scroll_offset.y:
            self.refresh()

    @property
    def top(self) -> int:
        """The line at the top, from which moves count."""
        return self.scroll_offset.y

    @property
    def last_top(self) -> int:
        """The top line when the last one is in sight."""
        return max(self.line_count - self.size.height, 0)

    @property
    def place(self) -> Place | None:
        """Where the reader stands; None: at the head.

        It is taken when the reader moves and not when the text is laid out anew: 120 columns, 40 and 120 again show the
        same line at the top.
        """
        return self._anchor

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self.last_top

    @property
    def fits(self) -> bool:
        """Whether everything is in sight at once."""
        return self.last_top == 0

    @property
    def text_width(self) -> int:
        """Cells of the text column as it is now."""
        return max(min(self.column, self._width - 2 * _LEAST_MARGIN), 1)

    @property
    def line_count(self) -> int:
        """Lines of head and document."""
        return len(self._head) + (len(self._body.lines) if self._body else 0)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        number = y + self.scroll_offset.y
        if self._body is None or number >= self.line_count:
            return Strip.blank(self.size.width, self.rich_style)
        head = len(self._head)
        line = self._head[number] if number < head else self._body.lines[number - head]
        return self._painter.strip(line, self._margin, self.size.width, self.rich_style)

    @property
    def _margin(self) -> int:
        """Cells to the left of the text, which stands in the middle; wide code and tables run on to the right."""
        return max((self._width - self.text_width) // 2, _LEAST_MARGIN if self._width > 1 else 0)

    @property
    def _page_height(self) -> int:
        return max(self.size.height - 2, 1)

    def _jump(self, kind: Literal["Heading", "Code"], step: int) -> None:
        if self._body is None:
            return
        head = len(self._head)
        line = self._body.next_start(self.scroll_offset.y - head, kind, step)
        if line is not None:
            self.move(line + head)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self.line_count)
