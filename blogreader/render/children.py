"""What a block is made of, in the order of its plain text: the one walk that text, links and search share."""

from collections.abc import Iterator

from blogreader.render.blocks import (
    Block,
    DefinitionList,
    Details,
    Footnotes,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)


def children(block: Block) -> Iterator[Inline | Block]:  # noqa: PLR0912 - a case a kind
    """Return the inline texts and blocks directly in a block; one character stands between two in its plain text."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            yield content
        case ListBlock(items=items):
            for item in items:
                yield from item.blocks
        case Quote(blocks=blocks, title=title):
            yield from (title,) if title else ()
            yield from blocks
        case Table(header=header, rows=rows, continues=continues):
            for row in rows if continues else (header, *rows):
                yield from row
        case Footnotes(definitions=definitions):
            for definition in definitions:
                yield from definition.blocks
        case DefinitionList(items=entries):
            for entry in entries:
                yield from entry.terms
                for meaning in entry.definitions:
                    yield from meaning
        case Details(summary=summary, blocks=blocks, continues=continues):
            yield from () if continues else (summary,)
            yield from blocks
        case _:
            return
