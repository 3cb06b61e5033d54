"""The first screen of a text, laid out and painted before the text is shown."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from blogreader.render import Block, Options, ParsedDocument
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from blogreader.tui.reader.in_sight import language_at
from blogreader.tui.reader.painter import Painter, thumb
from blogreader.tui.reader.prefetch import colour, uncoloured
from blogreader.tui.reader.text_column import TextColumn

_ROWS_AT_ONCE = 8
"""Painted without a break, in a millisecond or two: a key must not wait for a screen that may never be shown."""

Strips = dict[tuple[int, int, bool], Strip]
"""Painted rows: by block, row, and whether the scrollbar's thumb is beside them."""


class FirstScreen(NamedTuple):
    """A document with the rows in view at its beginning, or at the reader's place."""

    head: tuple[Block, ...]
    source: ParsedDocument
    document: VirtualDocument
    column: TextColumn
    layout: tuple[int, Options]
    strips: Strips
    looks: int
    """The generation of the painter's styles."""

    def is_of(self, head: Sequence[Block], source: ParsedDocument | None) -> bool:
        """Return whether it is that of this text under this head."""
        return self.source is source and self.head == tuple(head)

    def fits(self, document: VirtualDocument, column: TextColumn, painter: Painter) -> bool:
        """Return whether its rows look like those of the document that is shown in this column."""
        now = document, document.layout, column, painter.generation
        return now == (self.document, self.layout, self.column, self.looks)


async def first_screen(
    painter: Painter,
    head: tuple[Block, ...],
    source: ParsedDocument,
    start: tuple[int, int] | None,
    column: TextColumn,
    layout: tuple[int, Options],
    height: int,
) -> FirstScreen:
    """Lay out, colour and paint `height` rows from a block and an offset of the text on, or from its top."""
    document = VirtualDocument(head, source)
    top = await asyncio.to_thread(_laid_out, document, start, layout, height)
    if codes := uncoloured(document, top, height):
        await colour(document, codes)
    strips: Strips = {}
    looks = painter.generation
    on_thumb = thumb(height, document.line_count, document.line_of(top))
    for y, (position, line) in enumerate(document.window(top, height)):
        if y % _ROWS_AT_ONCE == 0:
            await asyncio.sleep(0)
        strip = painter.strip(line, column, language_at(document, position))
        is_on_thumb = y in on_thumb
        strips[position.block, position.row, is_on_thumb] = painter.row(strip, on_thumb=is_on_thumb)
    painter.filtered([*strips.values()])
    return FirstScreen(head, source, document, column, layout, strips, looks)


def _laid_out(
    document: VirtualDocument, start: tuple[int, int] | None, layout: tuple[int, Options], height: int
) -> Position:
    """Lay out the first rows in view, and return the first one."""
    document.lay_out(*layout)
    top = document.position_of(start[0] + document.head, start[1]) if start else Position()
    top = document.clamped(top, height)
    for _ in document.window(top, height):
        pass
    return top
