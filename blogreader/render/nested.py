"""Blocks inside blocks: the code in the steps of a list, the headings in a disclosure."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from blogreader.render.blocks import Block, DefinitionList, Details, Footnotes, Inline, ListBlock, Quote
from blogreader.render.inline import text_of
from blogreader.render.plain import plain_text

Wanted: TypeAlias = Callable[[Block], bool]


def holds(block: Block, wanted: Wanted) -> bool:
    """Tell whether a block is such a one or holds one; no text is parsed."""
    return wanted(block) or any(not isinstance(part, Inline) and holds(part, wanted) for part in _parts(block))


def within(block: Block, wanted: Wanted, start: int = 0) -> Iterator[tuple[int, Block]]:
    """Give such blocks in a block, itself among them, with where in its plain text they begin."""
    if wanted(block):
        yield start, block
    for part in _parts(block):
        if isinstance(part, Inline):
            start += len(text_of(part)) + 1
        else:
            if holds(part, wanted):
                yield from within(part, wanted, start)
            start += len(plain_text(part)) + 1


def _parts(block: Block) -> Iterator[Inline | Block]:
    """Give what a block's plain text is put together from, with a line break between."""
    match block:
        case ListBlock(items=items):
            for item in items:
                yield from item.blocks
        case Quote(blocks=blocks, title=title):
            yield from (title,) if title else ()
            yield from blocks
        case Details(summary=summary, blocks=blocks, continues=continues):
            yield from () if continues else (summary,)
            yield from blocks
        case Footnotes(definitions=definitions):
            for definition in definitions:
                yield from definition.blocks
        case DefinitionList(items=entries):
            for entry in entries:
                yield from entry.terms
                for meaning in entry.definitions:
                    yield from meaning
        case _:
            return
