"""A whole document laid out: lines, the blocks that they belong to, and the way between lines and places."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from blogreader.model import Place
from blogreader.render.blocks import Block, Code, Heading
from blogreader.render.layout import blank_before, layout
from blogreader.render.lines import Line, Options, line_of_offset, offset_of_line
from blogreader.render.plain import plain_text

_QUOTE = 40
"""Characters: enough to be found once in an article, few enough to be in one line of the state."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A document at one width."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    """The first line of each block."""

    def block_at(self, line: int) -> int:
        """Give the block that a line belongs to; a blank line belongs to the block above it."""
        return max(bisect_right(self.starts, line) - 1, 0)

    def place_at(self, line: int) -> Place:
        """Give the place of a line of the document."""
        if not self.blocks:
            return Place(0, 0, "", 0.0)
        number = self.block_at(line)
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.lines)
        offset = offset_of_line(self.lines[start:end], line - start)
        quote = plain_text(self.blocks[number])[offset : offset + _QUOTE]
        return Place(number, offset, quote, line / len(self.lines) if self.lines else 0.0)

    def line_of(self, place: Place) -> int:
        """Find a place again: by its quote, nearest first, else by block and offset, else by its fraction."""
        if not self.blocks:
            return 0
        if place.quote:
            by_distance = sorted(range(len(self.blocks)), key=lambda number: abs(number - place.block))
            for number in by_distance:
                text = plain_text(self.blocks[number])
                near = max(place.offset - len(place.quote), 0) if number == place.block else 0
                offset = text.find(place.quote, near)
                offset = text.find(place.quote) if offset < 0 else offset
                if offset >= 0:
                    return self._line(number, offset)
        if place.block < len(self.blocks) and not place.quote:
            return self._line(place.block, place.offset)
        return min(int(place.fraction * len(self.lines)), max(len(self.lines) - 1, 0))

    def _line(self, number: int, offset: int) -> int:
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.lines)
        return start + line_of_offset(self.lines[start:end], offset)

    def next_start(self, line: int, kind: Literal["Heading", "Code"], step: int) -> int | None:
        """Give the first line of the nearest such block below (`step` 1) or above (-1) a line; None at the end."""
        wanted = Heading if kind == "Heading" else Code
        starts = [start for start, block in zip(self.starts, self.blocks, strict=True) if isinstance(block, wanted)]
        if step > 0:
            return next((start for start in starts if start > line), None)
        return next((start for start in reversed(starts) if start < line), None)


def whole(blocks: Sequence[Block], width: int, options: Options) -> Whole:
    """Lay a document out, one blank line between its blocks."""
    lines: list[Line] = []
    starts: list[int] = []
    for block in blocks:
        if lines and blank_before(block):
            lines.append(Line())
        starts.append(len(lines))
        lines += layout(block, width, options)
    return Whole(tuple(blocks), tuple(lines), tuple(starts))
