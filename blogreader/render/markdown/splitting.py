"""Long blocks cut into several that go on with each other: what is laid out when it is seen must be little."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Sample,
    Table,
)
from blogreader.render.layout.estimate import weight
from blogreader.render.markdown.inline import is_long, literal_text
from blogreader.render.markdown.pieces import pieces

# Characters of source and numbers of things in a block: measured so that a block is laid out in some milliseconds.
_CODE_LINES = 100
_CODE = 6_000
_PROSE = 4_000
_CONTAINER = 6_000
_CHILDREN = 40
_ITEMS = 20
_CELLS = 200
_COLUMNS = 100
# What a thing costs besides its characters, in characters.
_EACH = 40
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]* |\n")
_JOINERS = "\u200d\ufe0e\ufe0f"


def code_parts(text: str, language: str = "") -> list[Block]:
    """Cut a listing between lines; a line that is longer than a part is cut within."""
    if len(text) <= _CODE and text.count("\n") < _CODE_LINES:
        return [Code(text, language)]
    parts: list[Block] = []
    start = 0
    while start <= len(text):
        end = _end_of_code(text, start)
        parts.append(Code(text[start:end], language, start > 0, text, start))
        start = end + 1 if text[end : end + 1] in {"", "\n"} else end
    return parts if len(parts) > 1 else [Code(text, language)]


def _end_of_code(text: str, start: int) -> int:
    end = start
    for _ in range(_CODE_LINES):
        following = text.find("\n", end + (end > start))
        following = len(text) if following < 0 else following
        if following - start > _CODE:
            break
        end = following
        if end == len(text):
            return end
    else:
        return end
    return end if end > start else _boundary(text, start + _CODE)


def _boundary(text: str, place: int) -> int:
    """Return the nearest place before which no grapheme cluster is torn, or nearly: clusters have no longest length."""
    for back in range(64):
        character = text[place - back : place - back + 1]
        if not character:
            return len(text)
        joined = character in _JOINERS or text[place - back - 1] == "\u200d"
        if not joined and not unicodedata.category(character).startswith("M"):
            return place - back
    return place


def paragraph_parts(content: Inline) -> list[Block]:
    """Return a paragraph; one that is too long for the inline parser becomes several, cut at the ends of sentences."""
    if not is_long(content):
        return [Paragraph(content)]
    parts: list[Block] = []
    for piece in pieces(content.source):
        inline = Inline(piece, content.context)
        parts += literal_parts(literal_text(piece)) if is_long(inline) else [Paragraph(inline)]
    return [replace(part, continues=number > 0) for number, part in enumerate(parts) if isinstance(part, Paragraph)]


def literal_parts(text: str) -> list[Block]:
    """Return text that is no Markdown as paragraphs that go on with each other."""
    return [Paragraph(Inline(piece), number > 0) for number, piece in enumerate(_pieces(text))]


def html_parts(text: str) -> list[Block]:
    """Return the text of raw HTML as blocks that go on with each other."""
    return [Html(piece, number > 0) for number, piece in enumerate(_pieces(text))]


def heading_parts(level: int, content: Inline) -> list[Block]:
    """Return a heading; what is too long for the inline parser is hardly one: the rest of it is running text."""
    if not is_long(content):
        return [Heading(level, content)]
    first, *rest = _pieces(literal_text(content.source))
    return [Heading(level, Inline(first)), *(Paragraph(Inline(piece), continues=True) for piece in rest)]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > _PROSE * 5 // 4:
        latest = start + _PROSE
        found = [match.end() for match in _SENTENCE_END.finditer(text, latest - _PROSE // 4, latest)]
        end = found[-1] if found else text.rfind(" ", start, latest) + 1 or _boundary(text, latest)
        end = end if end > start else latest
        yield text[start:end].rstrip(" \n")
        start = end
    yield text[start:]


def _cost(block: Block) -> int:
    """Return what laying a block out costs, in characters of prose."""
    match block:
        case ListBlock(items=items):
            return sum([_cost(child) for item in items for child in item.blocks])
        case Quote(blocks=blocks) | Details(blocks=blocks):
            return sum(map(_cost, blocks))
        case Table(header=header, rows=rows):
            return weight(block) + _EACH * len(header) * (len(rows) + 1) // 2
    return weight(block) + _EACH


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Divide the blocks inside a block into groups that are laid out quickly; each block is small already."""
    group: list[Block] = []
    size = 0
    for block in blocks:
        own = _cost(block)
        if group and (size + own > _CONTAINER or len(group) >= _CHILDREN):
            yield tuple(group)
            group, size = [], 0
        group.append(block)
        size += own
    yield tuple(group)


def quote_parts(whole: Quote) -> list[Block]:
    """Cut a quotation or a callout between the blocks in it."""
    return [
        replace(whole, blocks=group, title=None if number else whole.title, continues=number > 0)
        for number, group in enumerate(_groups(whole.blocks))
    ]


def details_parts(whole: Details) -> list[Block]:
    """Cut a disclosure between the blocks in it."""
    return [replace(whole, blocks=group, continues=number > 0) for number, group in enumerate(_groups(whole.blocks))]


def list_parts(whole: ListBlock) -> list[Block]:
    """Cut a list between its items, and items between the blocks in them."""
    parts: list[Block] = []
    items: list[ListItem] = []
    start, size = whole.start, 0
    last = whole.start + len(whole.items) - 1

    def end(following: int) -> None:
        nonlocal items, start, size
        if items:
            parts.append(ListBlock(whole.ordered, start, tuple(items), whole.tight, bool(parts), last))
        items, start, size = [], following, 0

    for number, item in enumerate(whole.items, whole.start):
        for index, group in enumerate(_groups(item.blocks)):
            own = sum(map(_cost, group))
            if index or size + own > _CONTAINER or len(items) >= _ITEMS:
                end(number)
            items.append(ListItem(item.task, group, continues=index > 0))
            size += own
    end(last)
    return parts if len(parts) > 1 else [replace(whole, last=None)]


def table_parts(
    header: tuple[Inline, ...], rows: Sequence[tuple[Inline, ...]], alignments: Sequence[str]
) -> list[Block]:
    """Cut a table between its rows; one of more columns than anyone reads becomes several tables."""
    parts: list[Block] = []
    for first in range(0, len(header), _COLUMNS):
        columns = slice(first, first + _COLUMNS)
        shown = [row[columns] for row in rows] if len(header) > _COLUMNS else rows
        parts += _table_parts(header[columns], tuple(shown), tuple(alignments[columns]))
    return parts


def _table_parts(
    header: tuple[Inline, ...], rows: tuple[tuple[Inline, ...], ...], alignments: tuple[str, ...]
) -> list[Block]:
    size = max(_CELLS // len(header), 1)
    starts = [0]
    length = 0
    for number, row in enumerate(rows):
        own = sum([len(cell.source) for cell in row])
        if number > starts[-1] and (number - starts[-1] >= size or length + own > _CONTAINER):
            starts.append(number)
            length = 0
        length += own
    if len(starts) == 1:
        return [Table(header, rows, alignments)]
    # The first part, and of the others the rows with the longest cells: what is wide later on is so from the start.
    longest = {
        max(range(len(rows)), key=lambda number: len(rows[number][column].source)) for column in range(len(header))
    }
    sample = Sample((*rows[: starts[1]], *(rows[number] for number in sorted(longest) if number >= starts[1])))
    ends = [*starts[1:], len(rows)]
    return [
        Table(header, rows[start:end], alignments, start > 0, sample) for start, end in zip(starts, ends, strict=True)
    ]


def definition_parts(items: Iterable[Definition]) -> list[Block]:
    """Cut a definition list between its terms."""
    parts: list[Block] = []
    group: list[Definition] = []
    size = 0
    for item in items:
        own = weight(DefinitionList((item,))) + _EACH * (len(item.terms) + len(item.definitions))
        if group and (size + own > _CONTAINER or len(group) >= _ITEMS):
            parts.append(DefinitionList(tuple(group), bool(parts)))
            group, size = [], 0
        group.append(item)
        size += own
    return [*parts, DefinitionList(tuple(group), bool(parts))]


def footnote_parts(definitions: Iterable[FootnoteDefinition]) -> list[Block]:
    """Cut the footnotes between them."""
    parts: list[Block] = []
    group: list[FootnoteDefinition] = []
    size = 0
    for definition in definitions:
        own = sum(map(_cost, definition.blocks))
        if group and (size + own > _CONTAINER or len(group) >= _ITEMS):
            parts.append(Footnotes(tuple(group), bool(parts)))
            group, size = [], 0
        group.append(definition)
        size += own
    return [*parts, Footnotes(tuple(group), bool(parts))]
