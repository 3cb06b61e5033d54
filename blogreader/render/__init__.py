"""Markdown to blocks to laid-out lines: how a document looks at a given width, independent of any screen.

    blocks = parse(markdown)                    once a document
    lines = layout(blocks[7], 80, Options())    when block 7 comes into sight
    line_of_offset(lines, place.offset)         where the reader was

A place in a document is a block's index and an offset in `plain_text(block)`.
"""

from blogreader.cell_text import cells
from blogreader.render.blocks import (
    Block,
    Code,
    Definition,
    DefinitionList,
    Details,
    FootnoteDefinition,
    Footnotes,
    Heading,
    Html,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Math,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from blogreader.render.document.document import ParsedDocument, parse
from blogreader.render.document.to_plain_text import anchors, plain_text
from blogreader.render.layout.ansi import to_ansi, to_plain
from blogreader.render.layout.block_layout import blank_before, layout, text
from blogreader.render.layout.lines import Line, Options, Span, line_of_offset, offset_of_line
from blogreader.render.markdown.inline import runs

__all__ = [
    "Block",
    "Code",
    "Definition",
    "DefinitionList",
    "Details",
    "FootnoteDefinition",
    "Footnotes",
    "Heading",
    "Html",
    "Image",
    "Inline",
    "Line",
    "ListBlock",
    "ListItem",
    "Math",
    "Options",
    "Paragraph",
    "ParsedDocument",
    "Quote",
    "Rule",
    "Run",
    "Span",
    "Table",
    "anchors",
    "blank_before",
    "cells",
    "layout",
    "line_of_offset",
    "offset_of_line",
    "parse",
    "plain_text",
    "runs",
    "text",
    "to_ansi",
    "to_plain",
]
