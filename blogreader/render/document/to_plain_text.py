"""The plain text of a block, which places refer to and searches look at."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from blogreader.render.blocks import (
    Block,
    Code,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    Math,
    Paragraph,
    Rule,
    Table,
    children,
)
from blogreader.render.markdown.inline import runs, text_of
from blogreader.text import heading_slug

Wanted: TypeAlias = Callable[[Block], bool]


def holds(block: Block, wanted: Wanted) -> bool:
    """Return whether a block is or contains one of this type; no text is parsed."""
    return wanted(block) or any(not isinstance(part, Inline) and holds(part, wanted) for part in children(block))


def within(block: Block, wanted: Wanted, start: int = 0) -> Iterator[tuple[int, Block]]:
    """Return the blocks of this type in a block, including itself, with their offsets in its plain text."""
    if wanted(block):
        yield start, block
    for part in children(block):
        if isinstance(part, Inline):
            start += len(text_of(part)) + 1
        else:
            if holds(part, wanted):
                yield from within(part, wanted, start)
            start += len(plain_text(part)) + 1


_NAMED = re.compile(r"""<[a-z][a-z0-9]*\s[^<>]*?\b(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)


def plain_text(block: Block) -> str:
    r"""Return a block's text without markup: parts separated by `\n`, cells of a table by tabs."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return text_of(content)
        case Code(text=text) | Html(text=text):
            return text
        case Math(text=text):
            return formula(text)
        case Table(header=header, rows=rows, continues=continues):
            shown = rows if continues else (header, *rows)
            return "\n".join(["\t".join([text_of(cell) for cell in row]) for row in shown])
        case Image(alt=alt, caption=caption):
            return "\n".join(filter(None, (alt, caption)))
        case Rule():
            return ""
        case _:
            return "\n".join(
                [text_of(part) if isinstance(part, Inline) else plain_text(part) for part in children(block)]
            )


def formula(source: str) -> str:
    """Return a displayed formula as it is shown; loads the tables for that."""
    from blogreader.render.math.formula import shown

    return shown(source, lines=True)


def first_references(block: Block) -> dict[int, int]:
    """Return the offset of the first reference to each footnote in a block; one without any is not parsed."""
    found: dict[int, int] = {}
    offset = 0
    for text in _texts(block):
        if isinstance(text, str):
            offset += len(text) + 1
            continue
        if "[^" in text.source:
            position = offset
            for run in runs(text):
                if run.href and "footnote" in run.roles and run.href.startswith("#fn-"):
                    found.setdefault(int(run.href[4:]), position)
                position += len(run.text)
        offset += len(text_of(text)) + 1
    return found


def _refers(block: Block) -> bool:
    return any("[^" in text.source for text in _inlines(block))


def _inlines(block: Block) -> Iterator[Inline]:
    """Return the inline texts in a block; nothing is parsed, and no formula is made."""
    for part in children(block):
        if isinstance(part, Inline):
            yield part
        else:
            yield from _inlines(part)


def _texts(block: Block) -> Iterator[Inline | str]:
    """Return the texts that make up a block's plain text, to be joined with one character between them."""
    if isinstance(block, Code | Html | Math | Image | Rule):
        yield plain_text(block)
    for part in children(block):
        if isinstance(part, Inline):
            yield part
        else:
            yield from _texts(part)


def _names_in(block: Block) -> Iterator[tuple[str, int]]:
    """Yield the names that tags give to parts of a block, and the offsets of these; without any, nothing is parsed."""
    if not any("<" in text.source and _NAMED.search(text.source) for text in _inlines(block)):
        return
    offset = 0
    for text in _texts(block):
        if isinstance(text, str):
            offset += len(text) + 1
            continue
        yield from ((tag[1], offset) for tag in _NAMED.finditer(text.source))
        offset += len(text_of(text)) + 1


def anchors(blocks: Sequence[Block]) -> dict[str, tuple[int, int]]:
    """Return the targets of fragments: block and offset of each heading and footnote.

    A heading's fragment is what GitHub makes of its text; footnotes are `fn-<number>`, their first references
    `fnref-<number>`. What a tag names leads to the beginning of its paragraph,
    item or cell.
    """
    found: dict[str, tuple[int, int]] = {}
    named: dict[str, tuple[int, int]] = {}
    for index, block in enumerate(blocks):
        for name, offset in _names_in(block):
            named.setdefault(name, (index, offset))
        if isinstance(block, Heading):
            slug = heading_slug(text_of(block.content))
            number = 0
            name = slug
            while name in found:
                number += 1
                name = f"{slug}-{number}"
            found[name] = (index, 0)
        elif isinstance(block, Footnotes):
            offset = 0
            for definition in block.definitions:
                found.setdefault(f"fn-{definition.number}", (index, offset))
                offset += sum(len(plain_text(child)) + 1 for child in definition.blocks)
    if any(isinstance(block, Footnotes) for block in blocks):
        for index, block in enumerate(blocks):
            if _refers(block):
                for footnote, offset in first_references(block).items():
                    found.setdefault(f"fnref-{footnote}", (index, offset))
    return found | named
