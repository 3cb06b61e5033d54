"""A document on the screen: one column, laid out as it comes into view, with keys and mouse to move.

`render` is imported when there is something to show, since it would delay the first paint of the lists by 50 ms.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events
from textual.geometry import Offset, Region, Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker

from blogreader.tui.messages import Unable
from blogreader.tui.reader.in_sight import language_at, shows
from blogreader.tui.reader.painter import Painter, thumb
from blogreader.tui.reader.text_column import BAR, TextColumn, text_column
from blogreader.tui.worker_groups import WorkerGroup

if TYPE_CHECKING:
    from blogreader.render import Block, Line, ParsedDocument
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position, VirtualDocument
    from blogreader.tui.reader.first_screen import FirstScreen

Way = Literal["read", "jump", "aside"]
"""How a reader got to a place: by lines and pages, by a jump, or to look at something and go back."""
COLUMN = 80
_NARROWEST, _WIDEST = 20, 200
_COLUMN_STEP = 4
_CODE_STEP = 8
_WHEEL = 3
_GOES_ON = "›"
"""Marks cut lines."""
_KEPT_STRIPS = 1_000


class DocumentView(Widget, can_focus=True, inherit_bindings=False):
    """Shows a document under a head, without animation; a place is the row at the top."""

    ALLOW_SELECT = False

    has_code_ground: ClassVar[bool] = True
    """Whether listings stand on a ground of their own."""

    column: var[int] = var(COLUMN, init=False)
    """Cells of the text column, if the pane is wide enough."""
    wrap_code: var[bool] = var(False, init=False)
    """Whether long lines of code are wrapped."""
    code_offset: var[int] = var(0, init=False)
    """Cells by which long lines of code and wide tables are scrolled."""

    def __init__(self, column: int = COLUMN, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.usual_column = column
        """The default for `column`."""
        self.set_reactive(DocumentView.column, column)
        self.document: VirtualDocument | None = None
        """The document shown."""
        self._source: ParsedDocument | None = None
        self._position: Position | None = None
        self.way: Way = "read"
        """How the reader got here."""
        self._anchor: tuple[int, int] | None = None
        self.rows_below: int = 0
        """Rows from the anchor, or from the top of the head, to the top of the window, which may have no text."""
        self._width = 0
        self._painter = Painter(self, "document", has_code_ground=self.has_code_ground)
        self._strips: dict[tuple[int, int, bool], Strip] = {}
        self._rows: list[tuple[Position, Line]] | None = None
        self._thumb = range(0)
        self._is_dragged = False
        """Whether the scrollbar is being dragged."""
        self._settled: list[tuple[Position, Line]] = []
        """The rows that were in view before the window was resized."""
        self._settled_at = Size()
        self.expected: FirstScreen | None = None
        """The first screen of the text that is about to be shown, if it was made ahead."""

    # Hooks

    def moved(self) -> None:
        """Called when the reader moved by a key or the mouse."""

    def laid_out(self) -> None:
        """Called after the text was laid out."""

    def marks_of(self, block: int, first: int, last: int) -> "Sequence[Mark]":  # noqa: ARG002 - a hook
        """Return the marks in a block between two offsets of its text."""
        return ()

    def picture_at(self, position: "Position") -> Strip | None:  # noqa: ARG002 - for those that have pictures
        """Return the part of a picture at a reserved row."""
        return None

    def at_hand(self) -> tuple[int, int] | None:
        """Return the block and offset that must stay in view when the window changes."""
        return None

    # Watchers

    def watch_column(self) -> None:
        """Lay out again, at the same place."""
        self.lay_out()

    def watch_wrap_code(self) -> None:
        """Lay out again, at the same place."""
        self.lay_out()

    def watch_code_offset(self) -> None:
        """Lay out again, at the same place."""
        self.lay_out()

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
        if self.is_whole and self.at_bottom:
            self.post_message(Unable(self._edge(1)))
        await self.go_to_end()

    def action_wrap(self) -> None:
        """Turn wrapping of long code lines and wide tables on or off."""
        self.wrap_code = not self.wrap_code
        wrapped = "wrapped" if self.wrap_code else "not wrapped"
        self.post_message(Unable(f"Long lines of code and wide tables are {wrapped} now."))

    def action_code_right(self) -> None:
        """Scroll long code lines and wide tables to the right."""
        if any(line.spans and line.spans[-1].text.endswith(_GOES_ON) for _, line in self.in_sight):
            self.code_offset += _CODE_STEP
        else:
            self.post_message(Unable("Nothing visible continues to the right."))

    def action_code_left(self) -> None:
        """Scroll long code lines and wide tables back."""
        if not self.code_offset:
            self.post_message(Unable("Code and tables are already at their left edge."))
        self.code_offset = max(self.code_offset - _CODE_STEP, 0)

    def action_wider(self) -> None:
        """A wider column."""
        self._set_column(min(self.text_width + _COLUMN_STEP, _WIDEST), "The column is as wide as it can get here.")

    def action_narrower(self) -> None:
        """A narrower column."""
        self._set_column(max(self.text_width - _COLUMN_STEP, _NARROWEST), "The column is as narrow as it can get.")

    def take_usual_column(self, column: int) -> None:
        """Change the default width, and that of the text if it has the default."""
        before, self.usual_column = self.usual_column, column
        if self.column == before:
            self.column = column

    def action_usual_width(self) -> None:
        """Reset the width of the column."""
        self._set_column(self.usual_column, "The column already has its usual width.")

    # Handlers

    def on_resize(self) -> None:
        """Lay out for a new width, at the same place."""
        if self.size.width != self._width:
            self.lay_out()
        elif self.document and self._position and self.size != self._settled_at:
            self.stand_still()
            self.laid_out()

    def on_focus(self) -> None:
        """Put the terminal's cursor at the text, for screen readers."""
        self.app.cursor_position = self.content_region.offset + Offset(self.margin, 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without animation."""
        self.scroll_rows(_WHEEL)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without animation."""
        self.scroll_rows(-_WHEEL)
        event.stop()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the scrollbar."""
        offset = event.get_content_offset(self)
        if offset and self.is_on_bar(offset.x):
            self._is_dragged = True
            self.capture_mouse()
            self._drag(offset.y)
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scrollbar."""
        if self._is_dragged:
            self._drag(event.get_content_offset_capture(self).y)
            event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End dragging the scrollbar."""
        if self._is_dragged:
            self._is_dragged = False
            self.release_mouse()
            event.stop()

    def notify_style_update(self) -> None:
        """Apply another theme; the focus, for which the styles are matched again, changes none."""
        if self._painter.forget():
            self.repaint()
        super().notify_style_update()

    # Helpers

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: ARG002 - Textual's signature
        """Take a size without asking for another layout of the screen: it has no bars of Textual's to show or hide."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def show(
        self,
        head: "tuple[Block, ...]",
        source: "ParsedDocument | None" = None,
        start: tuple[int, int] | None = None,
        rows: int = 0,
    ) -> None:
        """Show a document from some rows below an offset in a block's text, or from its head."""
        self.document, self._source = None, source
        expected, self.expected = self.expected, None
        if expected and expected.is_of(head, source):
            self.document = expected.document
        elif head or source:  # an empty pane needs no layout modules
            from blogreader.render.layout.virtual_document import VirtualDocument

            self.document = VirtualDocument(head, source)
        self._anchor, self.rows_below = (start[0] + len(head), start[1]) if start else None, rows
        # A hidden pane lays nothing out, and rows of the previous document don't apply to this one.
        self._position, self._rows = None, None
        self.set_reactive(DocumentView.code_offset, 0)
        self.repaint()
        self.lay_out()
        if self.document and expected and expected.fits(self.document, self._text_column, self._painter):
            self._strips = {**expected.strips}
        # Not during the first paint, which needs the interpreter.
        self.call_after_refresh(self._parse_rest)

    def put_foot(self, foot: "tuple[Block, ...]") -> None:
        """Show blocks below the text."""
        before, thumb_before = self.in_sight, self._thumb
        if self.document:
            if (end := self.document.end) is not None:  # rows of the foot may have been painted ahead
                self._strips = {key: strip for key, strip in self._strips.items() if key[0] < end}
            self.document.put_foot(foot)
        if self.document and self._position:
            self._rows = None
            # Until the end is in view, nothing changes except for the length of the scrollbar.
            if self.in_sight != before or self._standing_at(self.document) != self._position:
                self.stand_still()
            for y in {*self._thumb} ^ {*thumb_before}:
                self.refresh(Region(self.size.width - BAR, y, BAR, 1))

    def start(self, group: WorkerGroup, work: Callable[[], Coroutine[Any, Any, None]]) -> Worker[None]:
        """Start a task, replacing the one in its group."""
        return self.run_worker(work, group=group, exclusive=True)

    def _parse_rest(self) -> None:
        if self.document and not self.document.complete:
            self.start(WorkerGroup.PARSE, self._parse)

    async def first_screen(
        self, head: "tuple[Block, ...]", source: "ParsedDocument", start: tuple[int, int] | None, size: Size
    ) -> "FirstScreen":
        """Lay out and paint the first screen of a text that may be shown next, in a pane of this size."""
        from blogreader.tui.reader.first_screen import first_screen

        column = text_column(size.width, self.column)
        layout = column.layout(wrap_code=self.wrap_code, code_offset=0)
        return await first_screen(self._painter, head, source, start, column, layout, size.height)

    async def _parse(self) -> None:
        await self.parsed()

    async def parsed(self) -> bool:
        """Parse to the end, outside the event loop; False: another text is shown by then."""
        document, source = self.document, self._source
        while document and source and not source.complete and self.app.is_running:
            await asyncio.to_thread(source.more)
            document.grow()
        if document and document is self.document:
            document.grow()  # another task may have parsed the last part
            self.repaint()
        return document is self.document

    def lay_out(self) -> None:
        """Lay out for the current width, with the anchor at the top."""
        self._width = self.size.width
        if not self._width or self.document is None:
            return  # not on the screen yet, or hidden: on_resize comes first
        layout = self._text_column.layout(wrap_code=self.wrap_code, code_offset=self.code_offset)
        if self.document.layout != layout:  # a first screen may be laid out already
            self.document.lay_out(*layout)
        self.stand_still()
        self.call_after_refresh(self._look_ahead)
        self.laid_out()

    def stand_still(self) -> None:
        """After a resize, put the previous top at the top again, and keep what is selected in view."""
        at_hand, height = self.at_hand(), self.size.height
        held = at_hand if at_hand and shows(self._settled, *at_hand) else None
        if self.document:
            self._position = self._standing_at(self.document)
            self.repaint()
        self._settled_at = self.size
        if held and self.document and not shows(self.in_sight, *held):
            # Not a move: the standpoint stays, and is at the top again once there is room for both.
            position = self.document.moved(self.document.position_of(*held), -(height // 3))
            self._position, self._rows = self.document.clamped(position, height), None

    def _standing_at(self, document: "VirtualDocument") -> "Position":
        """Return where the window has to begin for the standpoint to be at the top, if enough follows it."""
        return document.clamped(self._row(*(self._anchor or (0, 0)), self.rows_below), self.size.height)

    def scroll_rows(self, rows: int) -> None:
        """Move down, or up, by rows."""
        if self.document and self._position:
            self._move(self.document.clamped(self.document.moved(self._position, rows), self.size.height))

    async def go_to_end(self) -> bool:
        """Go to the end, once it is known; False: another text is shown by then."""
        if not await self.parsed():
            return False
        if self.document:
            self._move(self.document.last_top(self.size.height), "jump")
        return True

    def go_to(self, block: int, offset: int, rows: int = 0, *, way: Literal["jump", "aside"] = "jump") -> None:
        """Move the row that is `rows` below an offset of a block's text to the top; blocks count from the head."""
        if self.document:
            self._move(self.document.clamped(self._row(block, offset, rows), self.size.height), way)

    def show_row(self, block: int, row: int) -> None:
        """Bring a row into view, with some text before it; if it is in view already, don't move."""
        from blogreader.render.layout.virtual_document import Position

        if self.document and not any((at.block, at.row) == (block, row) for at, _ in self.in_sight):
            top = self.document.moved(Position(block, row), -(self.size.height // 3))
            self._move(self.document.clamped(top, self.size.height), "jump")

    async def jump(self, wanted: "Callable[[Block], bool]", step: int, what: str) -> None:
        """Go to the next (1) or previous (-1) wanted block; `what` names its kind."""
        if self.document is None or self._position is None:
            return
        found = self.document.next_start(self._position, wanted, step)
        if found is None and step > 0 and not self.document.complete:
            if not await self.parsed():
                return
            found = self.document.next_start(self._position, wanted, step)
        if found is None:
            self.post_message(Unable(f"No {what} {'below' if step > 0 else 'above'}."))
        elif (top := self.document.clamped(found, self.size.height)) == self._position:
            self.post_message(Unable(f"The next {what} is already visible; the text ends here."))
        else:
            self._move(top, "jump")

    def repaint(self, *, marks: bool = True) -> None:
        """Repaint the window; `marks`: rows painted before may look different now."""
        if marks:
            self._strips.clear()
        self._rows = None
        self.refresh()

    @property
    def top(self) -> int:
        """The number of the line at the top; an estimate after a jump into a long document."""
        return self.document.line_of(self._position) if self.document and self._position else 0

    @property
    def standpoint(self) -> tuple[int, int] | None:
        """Block and offset of the text at the top when the reader last moved, at any width; None: the head."""
        return self._anchor

    @property
    def at_end(self) -> bool:
        """Whether the last row of the text is in view, whatever is below it."""
        if self.document is None or self.document.end is None:
            return self.at_bottom
        return self.document.ends_in(position for position, _ in self.in_sight[-1:])

    @property
    def at_bottom(self) -> bool:
        """Whether the last row is in view."""
        height = self.size.height
        if self.document is None or self._position is None:
            return True
        return self.document.rows_below(self._position, height + 1) <= height

    @property
    def is_whole(self) -> bool:
        """Whether the text is parsed to its end."""
        return self.document is None or self.document.complete

    @property
    def fits(self) -> bool:
        """Whether everything is in view at once."""
        return self.at_end and self.top == 0

    @property
    def text_width(self) -> int:
        """The current width of the text column, in cells."""
        return self._text_column.measure

    @property
    def margin(self) -> int:
        """Cells to the left of the text, which is centred; wide code and tables extend to the right."""
        return self._text_column.margin

    @property
    def _text_column(self) -> TextColumn:
        return text_column(self._width, self.column)

    @property
    def in_sight(self) -> "list[tuple[Position, Line]]":
        """The rows in view, from the top."""
        if self._rows is None and self.document and self._position:
            self._rows = list(self.document.window(self._position, self.size.height))
            self._thumb = thumb(self.size.height, self.document.line_count, self.document.line_of(self._position))
            if self.size == self._settled_at:  # otherwise the text is about to be laid out for another size
                self._settled = self._rows
        return self._rows or []

    def render_line(self, y: int) -> Strip:
        """Paint one row of the window."""
        rows = self.in_sight
        if y >= len(rows):
            return Strip.blank(self.size.width, self._painter.style(()))
        return self._strip(*rows[y], on_thumb=y in self._thumb)

    def _strip(self, position: "Position", line: "Line", *, on_thumb: bool) -> Strip:
        """Return a painted row, which is kept."""
        key = (position.block, position.row, on_thumb)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._painter.row(self._paint(position, line), on_thumb=on_thumb)
            if len(self._strips) >= _KEPT_STRIPS:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the window.

        Textual itself draws borders, padding and tints around every row at each repaint, which a text doesn't have and
        which take twice the time of everything else.
        """
        strips = self._painter.filtered([self.render_line(y) for y in crop.line_range])
        return [strip.crop(*crop.column_span) for strip in strips]

    def is_on_bar(self, x: int) -> bool:
        """Return whether a column of the pane is the scrollbar."""
        return x >= self.size.width - BAR

    def _paint(self, position: "Position", line: "Line") -> Strip:
        picture = self.picture_at(position)
        if picture is not None:
            return picture.adjust_cell_length(max(self.size.width - BAR, 0), self._painter.style(()))
        offsets = [span.offset for span in line.spans if span.offset is not None] or [0]
        marks = self.marks_of(position.block, min(offsets), max(offsets) + len(line.text))
        if marks:
            from blogreader.render.layout.marks import marked

            line = marked(line, marks)
        language = language_at(self.document, position) if self.document else ""
        return self._painter.strip(line, self._text_column._replace(pane=self.size.width), language)

    def _row(self, block: int, offset: int, rows: int) -> "Position":
        """Return the row that is `rows` below an offset; in the head, rows count from its top."""
        from blogreader.render.layout.virtual_document import Position

        if self.document is None:
            return Position()
        if (block, offset) == (0, 0) and self.document.head:
            return self.document.moved(Position(), rows)
        return self.document.row_near(block, offset, rows)

    def _move(self, position: "Position", way: Way = "read") -> None:
        before, self._position, self.way = self._position, position, way
        if self.document:
            in_head = position.block < self.document.head or position <= type(position)()
            self._anchor = None if in_head else self.document.offset_at(position)
            if self._anchor:
                self.rows_below = position.row - self.document.position_of(*self._anchor).row
            else:
                self.rows_below = position.row + sum(len(self.document.rows(above)) for above in range(position.block))
        self._rows = None
        self.moved()
        if before != position:
            self.repaint(marks=False)
            self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Lay out and paint the next screen while this one is being read, and colour the code of both."""
        from blogreader.tui.reader.prefetch import colour, uncoloured

        if self.document and self._position and self.size.height:
            if codes := uncoloured(self.document, self._position, 2 * self.size.height):
                self.start(WorkerGroup.COLOUR, partial(colour, self.document, codes, self.repaint, self._paint_ahead))
            else:
                self._paint_ahead()

    def _paint_ahead(self) -> None:
        """Paint the rows of the next page, which takes longer than everything else that a page takes."""
        if (document := self.document) and self._position and (height := self.size.height):
            top = document.clamped(document.moved(self._position, self._page_height), height)
            on_thumb = thumb(height, document.line_count, document.line_of(top))
            strips = [self._strip(*row, on_thumb=y in on_thumb) for y, row in enumerate(document.window(top, height))]
            self._painter.filtered(strips)

    def _walk(self, rows: int) -> None:
        """Move by rows for a key, or explain why that is not possible."""
        if self.document is None or not self.in_sight or (self._is_at_top if rows < 0 else self.at_bottom):
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
        if self.document:
            line = self.document.line_count * max(y, 0) // max(self.size.height - 1, 1)
            self._move(self.document.clamped(self.document.at_line(line), self.size.height), "jump")

    @property
    def _page_height(self) -> int:
        return max(self.size.height - 2, 1)
