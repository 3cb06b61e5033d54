"""Estimating the height of a block from its source, without parsing or layout."""

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
    Inline,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from blogreader.render.layout.lines import Options

# The invisible parts of links and pictures.
_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
# Two cells a character: Hangul, kana, ideographs, full-width forms, most emoji.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd]"
)
# Lines end before the word that does not fit, so on average half a word is lost.
_LOST = 2.6
SCROLLED = 44
"""From this width on a pane shows a part of a table that is too wide for it; a narrower one shows a record a row."""


def weight(block: Block) -> int:
    """Return roughly how many characters of source a block has."""
    match block:
        case Paragraph(content=content) | Heading(content=content):
            return len(content.source)
        case Code(text=text) | Html(text=text) | Math(text=text):
            return len(text)
        case ListBlock(items=items):
            return sum([weight(child) for item in items for child in item.blocks])
        case Quote(blocks=blocks):
            return sum(map(weight, blocks))
        case Table(header=header, rows=rows, continues=continues):
            shown = rows if continues else (header, *rows)
            return sum([len(cell.source) for row in shown for cell in row])
        case Image(alt=alt, caption=caption):
            return len(alt) + len(caption)
        case Rule():
            return 0
        case Footnotes(definitions=definitions):
            return sum([weight(child) for definition in definitions for child in definition.blocks])
        case DefinitionList(items=entries):
            return sum(
                sum([len(term.source) for term in entry.terms])
                + sum([weight(child) for meaning in entry.definitions for child in meaning])
                for entry in entries
            )
        case Details(summary=summary, blocks=blocks):
            return len(summary.source) + sum(map(weight, blocks))


def estimate(block: Block, width: int, options: Options | None = None) -> int:
    """Return roughly how many lines `layout` will produce for a block; takes microseconds for a paragraph."""
    options = options or Options()
    return max(_estimate(block, width, min(width, options.column), options), 1)


def _estimate(block: Block, width: int, measure: int, options: Options) -> int:  # noqa: PLR0912 - a case a kind
    match block:
        case Paragraph(content=content):
            return _lines(content.source, measure)
        case Heading(level=level, content=content):
            return _lines(content.source, measure) + (level <= 2)
        case Code():
            return _code(block, width - 2, options)
        case ListBlock(items=items, tight=tight, ordered=ordered):
            size = 3 if ordered else 2
            lines = 0 if tight else len(items) - 1
            for item in items:
                lines += _stack(item.blocks, width - size, measure - size, options, tight)
            return lines
        case Quote(blocks=blocks, callout=callout):
            return _stack(blocks, width - 2, measure - 2, options) + (callout is not None)
        case Table():
            return _table(block, width, options)
        case Html(text=text) | Math(text=text):
            return sum([_lines(line, measure) for line in text.split("\n")])
        case Image(alt=alt, caption=caption):
            return 2 + (sum([_lines(words, measure - 4) for words in (alt, caption) if words]) or 1)
        case Rule():
            return 1
        case Footnotes(definitions=definitions):
            return 1 + sum([_stack(definition.blocks, width - 4, measure - 4, options) for definition in definitions])
        case DefinitionList(items=entries):
            lines = len(entries) - 1
            for entry in entries:
                lines += sum([_lines(term.source, measure) for term in entry.terms])
                lines += sum([_stack(meaning, width - 4, measure - 4, options) for meaning in entry.definitions])
            return lines
        case Details(blocks=blocks):
            return 2 + _stack(blocks, width - 2, measure - 2, options)


def _stack(blocks: Sequence[Block], width: int, measure: int, options: Options, tight: bool = False) -> int:
    lines = 0 if tight else len(blocks) - 1
    for block in blocks:
        lines += _estimate(block, width, measure, options)
    return lines


def _lines(source: str, width: int) -> int:
    if "](" in source:
        source = _TARGET.sub("", source)
    size = float(len(source))
    if not source.isascii():
        size += len(_WIDE.findall(source))
    lines = 1 if size <= width else int(size / max(width - _LOST, width / 2, 1)) + 1
    if "\n" in source:
        lines += source.count("  \n") + source.count("\\\n")
    return lines + source.count("<br") if "<br" in source else lines


def _code(code: Code, width: int, options: Options) -> int:
    lines = code.text.count("\n") + 1
    if options.wrap_code and len(code.text) > width:
        room = max(width - 2, 1)
        return sum([max(-(-len(line) // room), 1) for line in code.text.split("\n")])
    return lines


def _table(table: Table, width: int, options: Options) -> int:
    width = max(width, 1)
    count = len(table.header)
    rows = [[_shown(cell) for cell in row] for row in table.rows]
    header = [_shown(cell) for cell in table.header]
    natural = [max(column) for column in zip(header, *rows, strict=True)]
    room = width - 3 * (count - 1)
    head = 0 if table.continues or not any(header) else 2
    if sum(natural) <= room:
        return head + len(rows)
    small = room // count
    if sum([min(size, 12 if size > 24 else 6) for size in natural]) > room:
        if width >= SCROLLED and not options.wrap_code:
            return head + sum([max(-(-max(row) // 36), 1) for row in rows])
        return sum(
            [
                len(row) + sum([(name + size + 2) // width for name, size in zip(header, row, strict=True)])
                for row in rows
            ]
        ) + len(rows)
    spare = room - sum([min(size, small) for size in natural])
    more = sum([size > small for size in natural])
    widths = [min(size, small + spare // more) if size > small else max(size, 1) for size in natural]
    lines = [
        max([-(-size * 11 // (10 * most)) if size > most else 1 for size, most in zip(row, widths, strict=True)])
        for row in rows
    ]
    return head + sum(lines) + (len(rows) - 1 if any(line > 1 for line in lines) else 0)


def _shown(cell: Inline) -> int:
    source = cell.source
    if "](" in source:
        source = _TARGET.sub("", source)
    size = len(source) - source.count("`") - source.count("*")
    return size if source.isascii() else size + len(_WIDE.findall(source))
