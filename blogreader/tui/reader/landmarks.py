"""Landmarks in a text: headings and code blocks, including those in lists and disclosures."""

from collections.abc import Iterable

from blogreader.records import dataclass
from blogreader.render import Block, Code, Heading, Line, plain_text
from blogreader.render.document.to_plain_text import holds, within
from blogreader.render.layout.virtual_document import Position, VirtualDocument
from blogreader.text import clean_line

_FARTHEST = 2_000
"""How many blocks above a section's heading is searched for."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A heading in the outline of an article."""

    level: int
    """1 to 6."""
    title: str
    """Plain text."""
    fraction: float
    """How much of the article precedes it, 0 to 1."""


def is_heading(block: Block) -> bool:
    """Return whether a block is a heading."""
    return isinstance(block, Heading)


def is_code(block: Block) -> bool:
    """Return whether a block begins a listing."""
    return isinstance(block, Code) and not block.continues


def headings(document: VirtualDocument, here: tuple[int, int] | None) -> tuple[list[tuple[int, int, OutlineRow]], int]:
    """Return the headings parsed so far, with block and offset, and the number of the last one before `here`."""
    found = [
        (number, offset, OutlineRow(heading.level, plain_text(heading), document.share(number)))
        for number in range(document.head, len(document.blocks))
        if holds(document.blocks[number], is_heading)
        for offset, heading in within(document.blocks[number], is_heading)
        if isinstance(heading, Heading)
    ]
    return found, sum((number, offset) <= here for number, offset, _ in found) - 1 if here else -1


def section_at(document: VirtualDocument, block: int) -> str:
    """Return the title of a block's section, as plain text; empty before the first heading."""
    for number in range(block, max(document.head, block - _FARTHEST) - 1, -1):
        heading = document.blocks[number] if number < len(document.blocks) else None
        if isinstance(heading, Heading):
            return clean_line(plain_text(heading))
    return ""


def code_at_hand(document: VirtualDocument, rows: Iterable[tuple[Position, Line]]) -> str:
    """Return the whole first listing that is visible in these rows; empty if there is none."""
    for position, line in rows:
        block = document.blocks[position.block]
        if isinstance(block, Code):
            return block.whole or block.text
        for offset, code in within(block, _is_any_code) if holds(block, _is_any_code) else ():
            shown = any(
                span.offset is not None and offset <= span.offset <= offset + len(plain_text(code))
                for span in line.spans
            )
            if shown and isinstance(code, Code):
                return code.whole or code.text
    return ""


def _is_any_code(block: Block) -> bool:
    return isinstance(block, Code)
