"""Reading positions that can be found again at any width and in another version of the document."""

from collections.abc import Sequence

from blogreader.model import Place
from blogreader.render.blocks import Block
from blogreader.render.document.document import ParsedDocument
from blogreader.render.document.to_plain_text import plain_text
from blogreader.render.layout.estimate import weight

_QUOTE = 40
"""Characters: enough to be unique in an article, few enough for a line of the state."""


def place_of(block: Block, number: int, offset: int, fraction: float) -> Place:
    """Return the place at an offset of a block's plain text; `number` is the block's index."""
    return Place(number, offset, plain_text(block)[offset : offset + _QUOTE], fraction)


def find_place(source: ParsedDocument, place: Place) -> tuple[int, int]:
    """Find a place again: by its quote, nearest first, else by block and offset, else by its fraction.

    Returns block and offset. Parses as far as necessary, and caches what layout needs: call it in a thread.
    """
    while len(source.blocks) <= place.block and source.more():
        pass
    blocks = source.blocks
    if place.block < len(blocks):
        offset = _quoted(blocks[place.block], place, place.offset)
        if offset is not None:
            return place.block, offset
    source.all()
    for number in sorted(range(len(blocks)), key=lambda number: abs(number - place.block)):
        offset = _quoted(blocks[number], place, 0)
        if offset is not None:
            return number, offset
    return _at_fraction(blocks, place.fraction), 0


def _quoted(block: Block, place: Place, near: int) -> int | None:
    """Return the offset of a place's quote in a block, the one nearest to `near`; without a quote that of the place."""
    if not place.quote:
        return place.offset
    text = plain_text(block)
    found = (text.rfind(place.quote, 0, near + len(place.quote)), text.find(place.quote, near))
    return min((offset for offset in found if offset >= 0), key=lambda offset: abs(offset - near), default=None)


def _at_fraction(blocks: Sequence[Block], fraction: float) -> int:
    """Return the block that ends at this fraction of the text."""
    left = fraction * sum(map(weight, blocks))
    for number, block in enumerate(blocks):
        left -= weight(block)
        if left < 0:
            return number
    return max(len(blocks) - 1, 0)
