"""Blocks inside blocks: the code in the steps of a list, the headings in a disclosure."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from blogreader.render.blocks import Block, Inline
from blogreader.render.children import children
from blogreader.render.document.to_plain_text import plain_text
from blogreader.render.markdown.inline import text_of

Wanted: TypeAlias = Callable[[Block], bool]


def holds(block: Block, wanted: Wanted) -> bool:
    """Return whether a block is such a one or holds one; no text is parsed."""
    return wanted(block) or any(not isinstance(part, Inline) and holds(part, wanted) for part in children(block))


def within(block: Block, wanted: Wanted, start: int = 0) -> Iterator[tuple[int, Block]]:
    """Return such blocks in a block, itself among them, with where in its plain text they begin."""
    if wanted(block):
        yield start, block
    for part in children(block):
        if isinstance(part, Inline):
            start += len(text_of(part)) + 1
        else:
            if holds(part, wanted):
                yield from within(part, wanted, start)
            start += len(plain_text(part)) + 1
