"""The plain text of a block: what places count in and what is searched."""

import re
from collections.abc import Sequence

from blogreader.render.blocks import (
    Block,
    Code,
    DefinitionList,
    Details,
    Footnotes,
    Heading,
    Html,
    Image,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from blogreader.render.inline import text_of

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


def plain_text(block: Block) -> str:
    r"""Give a block's text without marks: parts of blocks divided by `\n`, cells of a table by tabs."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return text_of(content)
        case Code(text=text) | Math(text=text) | Html(text=text):
            return text
        case ListBlock(items=items):
            return "\n".join([plain_text(child) for item in items for child in item.blocks])
        case Quote(blocks=blocks, title=title):
            return "\n".join([*([text_of(title)] if title else ()), *map(plain_text, blocks)])
        case Table(header=header, rows=rows, continues=continues):
            shown = rows if continues else (header, *rows)
            return "\n".join(["\t".join([text_of(cell) for cell in row]) for row in shown])
        case Image(alt=alt, caption=caption):
            return "\n".join(filter(None, (alt, caption)))
        case Rule():
            return ""
        case Footnotes(definitions=definitions):
            return "\n".join([plain_text(child) for definition in definitions for child in definition.blocks])
        case DefinitionList(items=entries):
            return "\n".join(
                part
                for entry in entries
                for part in (
                    *map(text_of, entry.terms),
                    *(plain_text(child) for meaning in entry.definitions for child in meaning),
                )
            )
        case Details(summary=summary, blocks=blocks):
            return "\n".join([text_of(summary), *map(plain_text, blocks)])


def anchors(blocks: Sequence[Block]) -> dict[str, tuple[int, int]]:
    """Give where fragments lead: block and offset of each heading and footnote.

    A heading's fragment is what GitHub makes of its text; footnotes are `fn-<number>`.
    """
    found: dict[str, tuple[int, int]] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            slug = _NOT_IN_SLUG.sub("", text_of(block.content).lower()).replace(" ", "-")
            number = 0
            name = slug
            while name in found:
                number += 1
                name = f"{slug}-{number}"
            found[name] = (index, 0)
        elif isinstance(block, Footnotes):
            offset = 0
            for definition in block.definitions:
                found[f"fn-{definition.number}"] = (index, offset)
                offset += sum(len(plain_text(child)) + 1 for child in definition.blocks)
    return found
