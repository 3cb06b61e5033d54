"""A virtual document: blocks in one long column of rows, each laid out when it comes into sight.

A block that was not in sight yet has an estimated height. Positions are a block and a row of it, so that nothing in
sight moves when an estimate above it turns out wrong; only numbers of lines, for a scrollbar, are estimates.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from blogreader.model import Place
from blogreader.render.blocks import Block
from blogreader.render.document.document import ParsedDocument
from blogreader.render.document.places import place_of
from blogreader.render.document.to_plain_text import Wanted, holds, within
from blogreader.render.layout.block_layout import blank_before, layout
from blogreader.render.layout.estimate import estimate, weight
from blogreader.render.layout.lines import Line, Options, line_of_offset, offset_of_line

# Several screens of text; each laid-out block takes some kilobytes.
_KEPT = 200
_MANY = 2_000
"""From this many blocks on, heights at a new width are estimated from lengths alone: better ones take 3 µs each."""
_STANDARD = 80
"""Cells: progress is measured in lines of this width."""
_CHARACTERS_A_LINE = 60
"""In Markdown that is not parsed yet."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A row of a virtual document; the blank row after a block is its last one."""

    block: int = 0
    row: int = 0


class VirtualDocument:
    """A document at one width; moves are exact, even though heights are estimated."""

    def __init__(self, head: Sequence[Block], source: ParsedDocument | None = None) -> None:
        """`head` stands above the document and is not part of it."""
        self.head = len(head)
        self.blocks: list[Block] = [*head]
        """Head and document, as far as parsed."""
        self._source = source
        self._width = 1
        self._options = Options()
        self._foot: tuple[Block, ...] = ()
        self.end: int | None = None
        """The index of the first block below the document; None: there is none, or it is not parsed yet."""
        self._reserved: dict[int, int] = {}
        self._rows: OrderedDict[int, tuple[Line, ...]] = OrderedDict()
        self._heights: list[int] = []
        self._lines: list[int] | None = None
        self._weights: list[int] = []
        self._weighed: list[int] = []
        self._estimate_all()
        self._weights = [0] * self.head
        self.grow()
        self._is_below(-1)

    def lay_out(self, width: int, options: Options) -> None:
        """Set the width in cells and the other options of the layout."""
        self._width, self._options = width, options
        self._estimate_all()

    @property
    def layout(self) -> tuple[int, Options]:
        """The width, and all else that a layout depends on."""
        return self._width, self._options

    def grow(self) -> None:
        """Add the blocks that were parsed in the meantime."""
        last = len(self.blocks) - 1
        parsed = self._source.blocks[last + 1 - self.head :] if self._source else []
        self.blocks += parsed
        if len(parsed) > _MANY:
            self._weights += [weight(block) // _STANDARD + 2 for block in parsed]
            self._heights += self._weights[last + 1 :]
        else:
            self._weights += [estimate(block, _STANDARD) + 1 for block in parsed]
            self._heights += [self._estimated(block) for block in range(last + 1, len(self.blocks))]
        if last >= 0:
            self._forget(last)  # whether a blank row follows may become known only now
        self._append_foot()

    def put_foot(self, foot: Sequence[Block]) -> None:
        """Set the blocks shown below the document, which are not part of it."""
        if self.end is not None:
            for one in (self.blocks, self._weights, self._heights):
                del one[self.end :]
            for block in range(self.end - 1, self.end + len(self._foot)):
                self._forget(block)
            self.end = None
        self._foot = tuple(foot)
        self._append_foot()

    def _append_foot(self) -> None:
        if self.end is None and self._foot and self.complete and len(self.blocks) > self.head:
            self.end = len(self.blocks)
            self.blocks += self._foot
            self._weights += [0] * len(self._foot)
            self._heights += [self._estimated(block) for block in range(self.end, len(self.blocks))]
            self._weighed = []
            self._forget(self.end - 1)

    @property
    def complete(self) -> bool:
        """Whether the whole document is parsed."""
        return self._source is None or (self._source.complete and not self._untaken)

    # Rows

    def rows(self, block: int) -> tuple[Line, ...]:
        """Return the rows of a block, including reserved ones and the blank one after it."""
        rows = self._rows.get(block)
        if rows is not None:
            self._rows.move_to_end(block)
            return rows
        lines = layout(self.blocks[block], self._width, self._options)
        blanks = self._reserved.get(block, 0) + self._blank_below(block)
        rows = (*lines, *(Line() for _ in range(blanks))) if blanks else lines
        self._rows[block] = rows
        if len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        if self._heights[block] != len(rows):
            self._heights[block] = len(rows)
            self._lines = None
        return rows

    def reserve(self, block: int, rows: int) -> None:
        """Reserve empty rows after the lines of a block, for a picture."""
        self._reserved[block] = rows
        self._forget(block)

    def reserved_from(self, block: int) -> int | None:
        """Return the first reserved row of a block; None if there is none."""
        reserved = self._reserved.get(block)
        return len(self.rows(block)) - reserved - self._blank_below(block) if reserved else None

    def lay_out_again(self, block: int) -> None:
        """Lay a block out again: its colours are available now."""
        self._forget(block)

    def window(self, top: Position, height: int) -> Iterator[tuple[Position, Line]]:
        """Return the rows of a window that starts at a position, each with its position."""
        block, row = top.block, top.row
        while height > 0 and block < len(self.blocks):
            rows = self.rows(block)
            for number in range(row, min(row + height, len(rows))):
                yield Position(block, number), rows[number]
            height -= max(len(rows) - row, 0)
            block, row = block + 1, 0

    # Moves

    def moved(self, position: Position, by: int) -> Position:
        """Return the position this many rows below (above) another, or the last (first) one."""
        if not self.blocks:
            return Position()
        block, row = position.block, position.row + by
        while row >= (height := len(self.rows(block))) and self._is_below(block):
            row -= height
            block += 1
        # Counted again: the last block is no longer followed by a blank row, and may have no rows at all.
        row = min(row, len(self.rows(block)) - 1)
        while row < 0 and block > 0:
            block -= 1
            row += len(self.rows(block))
        return Position(block, max(row, 0))

    def rows_below(self, position: Position, most: int) -> int:
        """Return the number of rows from a position on, at most `most`."""
        if not self.blocks:
            return 0
        block, above = position.block, -position.row
        while above + (height := len(self.rows(block))) < most and self._is_below(block):
            above += height
            block += 1
        return min(above + len(self.rows(block)), most)

    def clamped(self, top: Position, height: int) -> Position:
        """Return the top for a window of this height that leaves no row empty, if there are enough rows."""
        return top if self.rows_below(top, height) >= height else min(top, self.last_top(height))

    def last_top(self, height: int) -> Position:
        """Return the top that shows the last row parsed so far at the bottom."""
        last = len(self.blocks) - 1
        return self.moved(Position(last, len(self.rows(last)) - 1), 1 - height) if last >= 0 else Position()

    def at_line(self, number: int) -> Position:
        """Return the position at a number of lines from the top: an estimate, for the scrollbar."""
        starts = self._starts
        block = max(min(bisect_right(starts, number), len(self.blocks)) - 1, 0)
        return self.moved(Position(block), max(number - starts[block], 0))

    def line_of(self, position: Position) -> int:
        """Return the number of lines above a position: an estimate."""
        return self._starts[position.block] + position.row

    @property
    def line_count(self) -> int:
        """The number of lines in total: an estimate."""
        left = self._source.left if self._source else 0
        return self._starts[-1] + left // _CHARACTERS_A_LINE

    def next_start(self, position: Position, wanted: Wanted, step: int) -> Position | None:
        """Return the first row of the nearest such block below (`step` 1) or above (-1), except in the head."""
        last = len(self.blocks) if step > 0 else self.head - 1
        for block in range(max(position.block, self.head) if step > 0 else position.block, last, step):
            if holds(self.blocks[block], wanted):
                found = sorted({self.position_of(block, offset) for offset, _ in within(self.blocks[block], wanted)})
                found = [one for one in found if (one > position if step > 0 else one < position)]
                if found:
                    return found[0] if step > 0 else found[-1]
        return None

    # Places

    def offset_at(self, position: Position) -> tuple[int, int]:
        """Return the block and the offset in its plain text of the first text at or below a position."""
        if self.end is not None and position.block >= self.end:
            position = Position(self.end - 1, len(self.rows(self.end - 1)) - 1)
        return position.block, offset_of_line(self.rows(position.block), position.row) if self.blocks else 0

    def row_near(self, block: int, offset: int, rows: int) -> Position:
        """Return the row this many below (above) the one with an offset, but not past other text."""
        position = self.position_of(block, offset)
        lines, step = self.rows(position.block) if self.blocks else (), 1 if rows > 0 else -1
        row = position.row
        for _ in range(abs(rows)):
            if not 0 <= row + step < len(lines) or any(span.offset is not None for span in lines[row + step].spans):
                break
            row += step
        return Position(position.block, row)

    def position_of(self, block: int, offset: int) -> Position:
        """Return the row with an offset of a block's plain text."""
        if block >= len(self.blocks):
            return Position()
        return Position(block, line_of_offset(self.rows(block), offset))

    def place_at(self, position: Position, fraction: float) -> Place | None:
        """Return the place at a position; None in the head."""
        if not self.head <= position.block < len(self.blocks):
            return None
        block, offset = self.offset_at(position)
        return place_of(self.blocks[block], block - self.head, offset, fraction)

    def seen(self, bottom: Position) -> float:
        """Return the fraction of the document at or above a position, 0 to 1, in lines of 80 cells."""
        if not self.blocks:
            return 1.0
        part = (bottom.row + 1) / max(len(self.rows(bottom.block)), 1)
        return self.share(bottom.block, min(part, 1.0))

    def share(self, block: int, part: float = 0.0) -> float:
        """Return the fraction of the document above a block, plus a part of the block itself, 0 to 1."""
        if len(self._weighed) <= len(self.blocks):
            self._weighed = list(accumulate(self._weights, initial=0))
        total = self._weighed[-1] + (self._source.left if self._source else 0) // _CHARACTERS_A_LINE
        return min((self._weighed[block] + self._weights[block] * part) / total, 1.0) if total else 1.0

    # Helpers

    @property
    def _starts(self) -> list[int]:
        if self._lines is None:
            self._lines = list(accumulate(self._heights, initial=0))
        return self._lines

    def ends_in(self, rows: Iterable[Position]) -> bool:
        """Return whether these include the last row of the document's own text."""
        if not self.complete:
            return False
        block = (len(self.blocks) if self.end is None else self.end) - 1
        last = len(self.rows(block)) - 1 - self._blank_below(block)
        return any(at.block > block or (at.block == block and at.row >= last) for at in rows)

    def _is_below(self, block: int) -> bool:
        """Return whether there is a block below this one, parsing as far as necessary."""
        while block + 1 >= len(self.blocks):
            if self._source is None or self.complete:
                return False
            if not self._untaken:
                self._source.more()
            self.grow()
        return True

    @property
    def _untaken(self) -> bool:
        """Whether blocks that a search or an outline parsed have not been added yet."""
        return self._source is not None and len(self._source.blocks) > len(self.blocks) - self.head

    def _blank_below(self, block: int) -> bool:
        if block + 1 < len(self.blocks):
            return blank_before(self.blocks[block + 1])
        return not self.complete

    def _estimated(self, block: int) -> int:
        blank = block + 1 >= len(self.blocks) or blank_before(self.blocks[block + 1])
        return estimate(self.blocks[block], self._width, self._options) + self._reserved.get(block, 0) + blank

    def _estimate_all(self) -> None:
        self._rows.clear()
        if len(self.blocks) > _MANY:
            measure = max(min(self._width, self._options.column), 1)
            self._heights = [max(lines * _STANDARD // measure, 2) for lines in self._weights]
        else:
            self._heights = [self._estimated(block) for block in range(len(self.blocks))]
        self._lines = None

    def _forget(self, block: int) -> None:
        self._rows.pop(block, None)
        self._lines = None
