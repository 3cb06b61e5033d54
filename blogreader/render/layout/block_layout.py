"""Blocks to lines: the look of every construct."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import unquote

from blogreader.cell_text import cells, graphemes
from blogreader.render.blocks import (
    Block,
    Code,
    DefinitionList,
    Details,
    FootnoteDefinition,
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
    Run,
    Table,
)
from blogreader.render.document.to_plain_text import plain_text
from blogreader.render.layout.code import code_rows
from blogreader.render.layout.flow import Frame, Row, blank, boxed, fitted, flow, marked, prefixed, room
from blogreader.render.layout.lines import Line, Options, Span
from blogreader.render.layout.table import table_rows
from blogreader.render.markdown.inline import runs, text_of
from blogreader.render.markdown.link_targets import link_to
from blogreader.text import clean_line

_BULLETS = ("• ", "◦ ", "▪ ")
_OPEN = Span("▾ ", ("marker",))
_MEANING = (Span("  – ", ("marker",)),)
# The width of the widest grapheme cluster: two, or three in some scripts.
_WIDEST = 4
_UNDERLINES = {1: "═", 2: "─"}
_HEADING_MARKS = {3: "▪ ", 4: "▫ ", 5: "· ", 6: "· "}


def layout(block: Block, width: int, options: Options | None = None) -> tuple[Line, ...]:
    """Return a block's lines, none wider than `width` cells; offsets refer to `plain_text(block)`.

    A character that is wider than the whole line is replaced by `·`: there is no other way to show that it is there.
    """
    width = max(width, 1)
    options = options or Options()
    frame = Frame(width, max(min(width, options.column), 1), options)
    rows = _rows(block, frame, 0)
    if width < _WIDEST:
        rows = [_narrowed(row, width) for row in rows]
    return tuple(map(Line, rows))


def text(blocks: Iterable[Block], width: int, options: Options | None = None) -> list[Line]:
    """Return the lines of a whole document, with one blank line between blocks.

    Code is cut at the width unless `options.wrap_code`: what is printed for good wants it wrapped.
    """
    lines: list[Line] = []
    for block in blocks:
        if lines and blank_before(block):
            lines.append(Line())
        lines += layout(block, width, options)
    return lines


def blank_before(block: Block) -> bool:
    """Return whether a blank line separates a block from the previous one; not if it continues that one."""
    match block:
        case ListBlock(tight=tight, continues=True, items=items):
            return _apart(items[0].blocks[0], tight) if items[0].continues else not tight
        case Quote(continues=True):
            return False
        case DefinitionList(continues=True, items=items):
            return bool(items[0].terms) or (items[0].continues and blank_before(items[0].definitions[0][0]))
        case Footnotes(continues=True, definitions=definitions):
            return definitions[0].continues and blank_before(definitions[0].blocks[0])
        case Details(continues=True, blocks=blocks):
            return blank_before(blocks[0])
        case Code(continues=continues) | Table(continues=continues) | Paragraph(continues=continues):
            return not continues
        case Html(continues=continues):
            return not continues
    return True


def _apart(block: Block, tight: bool) -> bool:
    """Return whether a blank line separates a block in a list item from the previous one."""
    return blank_before(block) and not (tight and isinstance(block, ListBlock))


def _rows(block: Block, frame: Frame, base: int) -> list[Row]:
    match block:
        case Heading(level=level, content=content):
            return _heading(level, content, frame, base)
        case Paragraph():
            return _paragraph(block, frame, base)
        case Html() | Math():
            return _literal(block, frame, base)
        case Code():
            return code_rows(block, frame, base)
        case Table():
            return table_rows(block, frame, base)
        case ListBlock():
            return _list(block, frame, base)
        case Quote():
            return _quote(block, frame, base)
        case Image():
            return _image(block, frame, base)
        case Rule():
            return [(Span("─" * frame.measure, ("rule",)),)]
        case Footnotes():
            return _footnotes(block, frame, base)
        case DefinitionList():
            return _definitions(block, frame, base)
        case Details():
            return _details(block, frame, base)


def _paragraph(block: Paragraph, frame: Frame, base: int) -> list[Row]:
    source, hang = block.content.source, block.hang
    # An empty one is just space above a title, or the target of a link: only the blank line below it counts.
    if not source or (source[0] == "<" and not runs(block.content)):
        return []
    roles = (frame.role, *filter(None, (block.role,)))
    size = room(frame, cells(source[:hang]))
    if not size:
        return flow(runs(block.content), frame.measure, base, roles)
    rows = flow((Run(source[hang:]),), frame.measure - size, base + hang, roles)
    return prefixed(rows, (Span(source[:hang], roles, None, base),), (blank(size),))


def _literal(block: Html | Math, frame: Frame, base: int) -> list[Row]:
    size, roles = (room(frame, 4), ("math",)) if isinstance(block, Math) else (0, ())
    rows = flow((Run(plain_text(block), roles),), frame.measure - size, base, (frame.role,))
    return _indented(rows, size)


def _indented(rows: list[Row], size: int) -> list[Row]:
    return prefixed(rows, (blank(size),), (blank(size),)) if size else rows


def _details(block: Details, frame: Frame, base: int) -> list[Row]:
    size = room(frame, 2)
    inner = frame.inset(size)
    if block.continues:
        return _indented(_stack(block.blocks, inner, base), size)
    rows = marked(flow(runs(block.summary), inner.measure, base, (frame.role, "strong")), (_OPEN,), frame, 2)
    body = _stack(block.blocks, inner, base + len(text_of(block.summary)) + 1)
    return [*rows, (), *_indented(body, size)] if block.blocks else rows


def _length(blocks: Sequence[Block]) -> int:
    """Return the length of the joined plain texts of blocks."""
    return sum(len(plain_text(child)) for child in blocks) + len(blocks) - 1


def _stack(blocks: Sequence[Block], frame: Frame, base: int, tight: bool = False) -> list[Row]:
    """Lay out blocks below each other; in a tight list there is no blank line between text and a nested list."""
    rows: list[Row] = []
    for index, child in enumerate(blocks):
        if index and _apart(child, tight):
            rows.append(())
        rows += _rows(child, frame, base)
        if index + 1 < len(blocks):
            base += len(plain_text(child)) + 1
    return rows


def _heading(level: int, content: Inline, frame: Frame, base: int) -> list[Row]:
    role = f"heading{level}"
    outer = () if frame.role == "text" else (frame.role,)
    mark = _HEADING_MARKS.get(level, "")
    size = room(frame, cells(mark))
    rows = flow(runs(content), frame.measure - size, base, (*outer, role))
    if size:
        rows = prefixed(rows, (Span(mark, (role, "marker")),), (blank(size),))
    if (line := _UNDERLINES.get(level)) and frame.options.rules:
        longest = max(sum(cells(span.text) for span in row) for row in rows)
        rows.append((Span(line * max(min(longest, frame.measure), 1), (role, "rule")),))
    return rows


def _list(block: ListBlock, frame: Frame, base: int) -> list[Row]:
    if block.ordered:
        last = block.start + len(block.items) - 1
        size = max(len(str(block.start)), len(str(block.last or last))) + 2
        markers = [f"{number}. ".rjust(size) for number in range(block.start, last + 1)]
    else:
        size = 2
        markers = [_BULLETS[min(frame.depth, len(_BULLETS) - 1)]] * len(block.items)
    inner = frame.inset(room(frame, size))
    inner = Frame(inner.width, inner.measure, inner.options, inner.role, frame.depth + 1)
    rows: list[Row] = []
    for marker, item in zip(markers, block.items, strict=True):
        if rows and not block.tight:
            rows.append(())
        text_of_marker = marker if item.task is None or block.ordered else "☑ " if item.task else "☐ "
        body = _stack(item.blocks, inner, base, block.tight)
        if item.continues:
            rows += _indented(body, room(frame, size))
        else:
            rows += marked(body, (Span(text_of_marker, ("marker",)),), frame, size)
        base += _length(item.blocks) + 1
    return rows


def _quote(block: Quote, frame: Frame, base: int) -> list[Row]:
    size = room(frame, 2)
    inner = frame.inset(size)
    if block.callout is None:
        bar = (Span("│ ", ("quote.bar",)),) if size else ()
        inner = Frame(inner.width, inner.measure, inner.options, "quote", inner.depth)
        return prefixed([*_resumed(block), *_stack(block.blocks, inner, base)], bar, bar)
    role = f"callout.{block.callout}"
    bar = (Span("▌ ", (role,)),) if size else ()
    if block.continues:
        rows = _resumed(block)
    elif block.title:
        rows = flow(runs(block.title), inner.measure, base, (role, "strong"))
        base += len(text_of(block.title)) + 1
    else:
        rows = [fitted((Span(block.callout.capitalize(), (role, "strong")),), inner.measure)]
    return prefixed([*rows, *_stack(block.blocks, inner, base)], bar, bar)


def _resumed(block: Quote) -> list[Row]:
    """Return the blank line between two parts of a quotation, with its bar."""
    return [()] if block.continues and blank_before(block.blocks[0]) else []


def _image(block: Image, frame: Frame, base: int) -> list[Row]:
    href = link_to(block.url)
    size = room(frame, 4)
    mark = Span("▨ ", ("image", "marker"), href)
    rows: list[Row] = []
    if block.alt:
        rows += flow((Run(block.alt, (), block.link or href),), frame.measure - size, base, ("image",))
    if block.caption:
        start = base + len(block.alt) + 1 if block.alt else base
        rows += flow((Run(block.caption, ("emphasis",)),), frame.measure - size, start, ("image",))
    if not rows:
        name = clean_line(unquote(block.url.partition("?")[0].rstrip("/").rpartition("/")[2]), 200) or "image"
        rows = [fitted((Span(name, ("image",), href),), frame.measure - size)]
    return boxed(rows, mark) if size else [fitted((mark,), frame.width), *rows]


def _footnotes(block: Footnotes, frame: Frame, base: int) -> list[Row]:
    rows: list[Row] = [] if block.continues else [(Span("─" * min(frame.measure, 12), ("rule",)),)]
    size = max(len(str(definition.number)) for definition in block.definitions) + 3
    inner = frame.inset(room(frame, size))
    for definition in block.definitions:
        marker = Span(f"[{definition.number}]".ljust(size), ("footnote", "marker"))
        body = _with_return(_stack(definition.blocks, inner, base), definition, inner.measure)
        continued = definition.continues
        rows += _indented(body, room(frame, size)) if continued else marked(body, (marker,), frame, size)
        base += _length(definition.blocks) + 1
    return rows


def _with_return(rows: list[Row], definition: FootnoteDefinition, width: int) -> list[Row]:
    """Append the link back to the text to a footnote, on a line of its own if it doesn't fit."""
    if not definition.referred:
        return rows
    back = Span("↩", ("footnote",), f"#fnref-{definition.number}")
    text = definition.blocks and isinstance(definition.blocks[-1], Paragraph | ListBlock | Quote)
    if not rows or not rows[-1] or not text:
        return [*rows, (back,)]
    *before, last = rows[-1]
    if sum(cells(span.text) for span in rows[-1]) + 2 <= width:
        return [*rows[:-1], (*rows[-1], blank(1), back)]
    # Not on a line by itself: the last word is moved down with it.
    at = last.text.rfind(" ")
    if at < 0 or last.offset is None:
        return [*rows, (back,)]
    word = replace(last, text=last.text[at + 1 :], offset=last.offset + at + 1)
    if at:
        before.append(replace(last, text=last.text[:at]))
    return [*rows[:-1], tuple(before), (word, blank(1), back)]


def _definitions(block: DefinitionList, frame: Frame, base: int) -> list[Row]:
    rows: list[Row] = []
    size = room(frame, 4)
    for entry in block.items:
        if rows:
            rows.append(())
        for term in entry.terms:
            rows += flow(runs(term), frame.measure, base, (frame.role, "term"))
            base += len(text_of(term)) + 1
        for number, meaning in enumerate(entry.definitions):
            body = _stack(meaning, frame.inset(size), base)
            # One of several is set off from the next by its mark.
            has_mark = entry.several and not (entry.continues and number == 0)
            rows += marked(body, _MEANING, frame, 4) if has_mark else _indented(body, size)
            base += _length(meaning) + 1
    return rows


def _narrowed(row: Row, width: int) -> Row:
    return tuple(
        span
        if cells(span.text) <= width
        else Span(
            "".join("·" if cells(piece) > width else piece for piece in graphemes(span.text)), span.roles, span.href
        )
        for span in row
    )
