"""Finds and counts what is in the visible rows of a text."""

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from blogreader.reading_time import Words
from blogreader.text import clean_line, is_wide

if TYPE_CHECKING:
    from blogreader.render import Line
    from blogreader.render.document.anchors import Passage
    from blogreader.render.layout.virtual_document import Position, VirtualDocument

    Rows = Sequence[tuple[Position, Line]]

_GRAIN = 10_000
"""Visible parts are measured in this many parts of a text."""
_MOST_ROWS = 1_000
_FAR = 1 << 40
"""Behind the end of any block."""
_BEFORE = 8
"""Cells shown before a match in a long line."""


def shows(rows: "Rows", block: int, offset: int) -> bool:
    """Return whether an offset of a block's text is in rows."""
    return any(
        span.offset is not None and span.offset <= offset < span.offset + len(span.text)
        for position, line in rows
        if position.block == block
        for span in line.spans
    )


def spot_at(document: "VirtualDocument", rows: "Rows", column: int, row: int) -> tuple[int, int] | None:
    """Return the block and offset at a cell, counted from the text's edge; beside a line, the line's end."""
    from blogreader.render.layout.marks import offset_at

    if not rows:
        return None
    position, line = rows[min(row, len(rows) - 1)]
    offset = offset_at(line, column)
    return (position.block, offset) if offset is not None else document.offset_at(position)


def language_at(document: "VirtualDocument", position: "Position") -> str:
    """Return the language of the listing that begins at a row; empty if none does."""
    from blogreader.render import Code

    block = None if position.row else document.blocks[position.block]
    return clean_line(block.language) if isinstance(block, Code) and not block.continues else ""


def words_between(document: "VirtualDocument | None", top: "Position", end: "Position") -> Words:
    """Count the words from one row to another, up to the most rows that can be scrolled at once."""
    rows = document.window(top, _MOST_ROWS) if document else ()
    return words_of(document, [*takewhile(lambda row: row[0] < end, rows)])


def words_of(document: "VirtualDocument | None", rows: "Rows") -> Words:
    """Count the words of rows, excluding the head."""
    from blogreader.render import Code

    if document is None:
        return Words()

    prose = code = 0
    for position, line in rows:
        if document.head <= position.block < (document.end or len(document.blocks)):
            number = len(line.text.split())
            if not line.text.isascii():  # in scripts without blanks, two characters are about a word
                number += sum(map(is_wide, line.text)) // 2
            if isinstance(document.blocks[position.block], Code):
                code += number
            else:
                prose += number
    return Words(prose, code)


def part_of(document: "VirtualDocument", rows: "Rows", *, at_end: bool) -> tuple[float, float]:
    """Return the part of a text that rows show, 0 to 1; the end is rounded to ten thousandths, as stored."""
    if not rows:
        return 0.0, 0.0
    first, last = rows[0][0], rows[-1][0]
    above = document.moved(first, -1)
    start = document.seen(above) if above < first else 0.0
    end = 1.0 if at_end else min(int(document.seen(last) * _GRAIN), _GRAIN - 1) / _GRAIN
    return min(start, end), end


def code_offset_to(document: "VirtualDocument", block: int, offset: int) -> int | None:
    """Return by how many cells to scroll long lines to bring an offset into view; None if they can't be scrolled."""
    from blogreader.cell_text import cells
    from blogreader.render import Code

    code = document.blocks[block]
    if not isinstance(code, Code):
        return None
    begin = code.text.rfind("\n", 0, offset) + 1
    return max(cells(code.text[begin:offset]) - _BEFORE, 0)


def first_block(document: "VirtualDocument", rows: "Rows") -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the first block of the text that begins in rows begins and ends, or the one at their top.

    A heading only where there is nothing else; None: no words.
    """
    from blogreader.render import Heading, plain_text

    blocks = document.blocks
    end = document.end if document.end is not None else len(blocks)
    shown = [at for at, _ in rows if document.head <= at.block < end]
    for at in sorted(shown, key=lambda at: (isinstance(blocks[at.block], Heading), at.row > 0)):
        if (text := plain_text(blocks[at.block])).strip():
            return (at.block, 0), (at.block, len(text))
    return None


def passage_of(document: "VirtualDocument", first: tuple[int, int], last: tuple[int, int]) -> "Passage":
    """Return a shown part as a passage of the text, without its head and foot."""
    from blogreader.render.document.anchors import Passage

    end = document.end or len(document.blocks)
    (block, start), (last_block, stop) = max(first, (document.head, 0)), last
    if last_block >= end:
        last_block, stop = end - 1, _FAR
    return Passage(block - document.head, start, last_block - document.head, stop)
