"""Splitting long blocks into several that continue each other, so that each is laid out quickly."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

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

# Limits for a block, in characters of source and number of items, measured so that layout takes a few milliseconds.
_CODE_LINES = 100
_CODE = 6_000
_PROSE = 4_000
_CONTAINER = 6_000
_CHILDREN = 40
_ITEMS = 20
_CELLS = 200
_COLUMNS = 100
# The cost of an item in addition to its characters, in characters.
_EACH = 40
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]* |\n")
_JOINERS = "\u200d\ufe0e\ufe0f"


def code_parts(text: str, language: str = "") -> list[Block]:
    """Split a listing between lines; a line longer than a part is split too."""
    if len(text) <= _CODE and text.count("\n") < _CODE_LINES:
        return [Code(text, language)]
    parts: list[Block] = []
    start = 0
    while start <= len(text):
        end = _end_of_code(text, start)
        parts.append(Code(text[start:end], language, start > 0, text, start))
        start = end + 1 if text[end : end + 1] in {"", "\n"} else end
    return parts


def _end_of_code(text: str, start: int) -> int:
    end = start
    for number in range(_CODE_LINES):
        following = text.find("\n", end + (number > 0))
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
    """Return the nearest offset between grapheme clusters, or nearly so: a cluster may be arbitrarily long."""
    for back in range(64):
        character = text[place - back]
        joined = character in _JOINERS or text[place - back - 1] == "\u200d"
        if not joined and not unicodedata.category(character).startswith("M"):
            return place - back
    return place


def paragraph_parts(content: Inline) -> list[Block]:
    """Return a paragraph; one that is too long for the inline parser is split at the ends of sentences."""
    if not is_long(content):
        return [Paragraph(content)]
    parts: list[Block] = []
    for piece in pieces(content.source):
        inline = Inline(piece, content.context)
        parts += literal_parts(literal_text(piece)) if is_long(inline) else [Paragraph(inline)]
    return [replace(part, continues=number > 0) for number, part in enumerate(parts) if isinstance(part, Paragraph)]


def literal_parts(text: str) -> list[Block]:
    """Return text that is not Markdown as paragraphs that continue each other."""
    return [Paragraph(Inline(piece), number > 0) for number, piece in enumerate(_pieces(text))]


def html_parts(text: str) -> list[Block]:
    """Return the text of raw HTML as blocks that continue each other."""
    return [Html(piece, number > 0) for number, piece in enumerate(_pieces(text))]


def heading_parts(level: int, content: Inline) -> list[Block]:
    """Return a heading; the part that is too long for the inline parser becomes running text."""
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
        yield text[start:end].rstrip(" \n")
        start = end
    yield text[start:]


def _cost(block: Block) -> int:
    """Return the cost of laying a block out, in characters of prose."""
    match block:
        case ListBlock(items=items):
            return sum([_cost(child) for item in items for child in item.blocks])
        case Quote(blocks=blocks) | Details(blocks=blocks):
            return sum(map(_cost, blocks))
        case Table(header=header, rows=rows):
            return weight(block) + _EACH * len(header) * (len(rows) + 1) // 2
    return weight(block) + _EACH


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Group nested blocks so that each group is laid out quickly; every single block is small already."""
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
    """Split a quotation or a callout between its blocks."""
    return [
        replace(whole, blocks=group, title=None if number else whole.title, continues=number > 0)
        for number, group in enumerate(_groups(whole.blocks))
    ]


def details_parts(whole: Details) -> list[Block]:
    """Split a disclosure between its blocks."""
    return [replace(whole, blocks=group, continues=number > 0) for number, group in enumerate(_groups(whole.blocks))]


def list_parts(whole: ListBlock) -> list[Block]:
    """Split a list between its items, and items between their blocks."""
    parts = ListParts(whole, len(whole.items))
    return [*parts.add(whole.items), *parts.end()]


class ListParts:
    """The parts of a list whose items arrive bit by bit."""

    def __init__(self, whole: ListBlock, number: int) -> None:
        """`whole` has the properties of the list; its items are ignored. `number` is how many will come."""
        self._whole = whole
        self._last = whole.start + number - 1
        self._following = self._start = whole.start
        self._items: list[ListItem] = []
        self._size = 0
        self._is_begun = False

    def add(self, items: Iterable[ListItem]) -> Iterator[Block]:
        """Take the next items, and return the parts that are complete."""
        for number, item in enumerate(items, self._following):
            self._following = number + 1
            for index, group in enumerate(_groups(item.blocks)):
                own = sum(map(_cost, group))
                if index or self._size + own > _CONTAINER or len(self._items) >= _ITEMS:
                    yield from self._part(self._last)
                    self._start = number
                self._items.append(ListItem(item.task, group, continues=index > 0))
                self._size += own

    def end(self) -> Iterator[Block]:
        """Return the last part, which may be the only one."""
        return self._part(self._last if self._is_begun else None)

    def _part(self, last: int | None) -> Iterator[Block]:
        whole, items = self._whole, tuple(self._items)
        if items:
            yield ListBlock(whole.ordered, self._start, items, whole.tight, self._is_begun, last)
            self._is_begun = True
        self._items, self._size = [], 0


def table_parts(
    header: tuple[Inline, ...], rows: Sequence[tuple[Inline, ...]], alignments: Sequence[str]
) -> list[Block]:
    """Split a table between its rows; one with an absurd number of columns becomes several tables."""
    parts: list[Block] = []
    for first in range(0, len(header), _COLUMNS):
        columns = slice(first, first + _COLUMNS)
        shown = tuple([row[columns] for row in rows])
        parts += _table_parts(header[columns], shown, tuple(alignments[columns]))
    return parts


def _table_parts(
    header: tuple[Inline, ...], rows: tuple[tuple[Inline, ...], ...], alignments: tuple[str, ...]
) -> list[Block]:
    size = _CELLS // len(header)
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
    # The first part, plus the rows with the longest cells of the others: columns get their final width at once.
    longest = {
        max(range(len(rows)), key=lambda number: len(rows[number][column].source)) for column in range(len(header))
    }
    sample = Sample((*rows[: starts[1]], *(rows[number] for number in sorted(longest) if number >= starts[1])))
    ends = [*starts[1:], len(rows)]
    return [
        Table(header, rows[start:end], alignments, start > 0, sample) for start, end in zip(starts, ends, strict=True)
    ]


def definition_parts(items: Iterable[Definition]) -> list[Block]:
    """Split a definition list between its terms."""
    parts: list[Block] = []
    group: list[Definition] = []
    size = 0
    for item in chain.from_iterable(map(_definitions, items)):
        own = weight(DefinitionList((item,))) + _EACH * (len(item.terms) + len(item.definitions))
        if group and (not item.terms or size + own > _CONTAINER or len(group) >= _ITEMS):
            parts.append(DefinitionList(tuple(group), bool(parts)))
            group, size = [], 0
        group.append(item)
        size += own
    return [*parts, DefinitionList(tuple(group), bool(parts))]


def _definitions(whole: Definition) -> Iterator[Definition]:
    """Split what explains terms between its definitions, and these between their blocks."""
    several = len(whole.definitions) > 1
    found: list[tuple[Block, ...]] = []
    terms, size, continues = whole.terms, 0, False
    for meaning in whole.definitions:
        for number, group in enumerate(_groups(meaning)):
            own = sum(map(_cost, group))
            if found and (number or size + own > _CONTAINER or len(found) >= _ITEMS):
                yield Definition(terms, tuple(found), several, continues)
                terms, found, size, continues = (), [], 0, number > 0
            found.append(group)
            size += own
    yield Definition(terms, tuple(found), several, continues)


def footnote_parts(definitions: Iterable[FootnoteDefinition]) -> list[Block]:
    """Split a list of footnotes between them, and each between its blocks."""
    parts: list[Block] = []
    group: list[FootnoteDefinition] = []
    size = 0
    for definition in chain.from_iterable(map(_footnotes, definitions)):
        own = sum(map(_cost, definition.blocks))
        if group and (definition.continues or size + own > _CONTAINER or len(group) >= _ITEMS):
            parts.append(Footnotes(tuple(group), bool(parts)))
            group, size = [], 0
        group.append(definition)
        size += own
    return [*parts, Footnotes(tuple(group), bool(parts))]


def _footnotes(whole: FootnoteDefinition) -> Iterator[FootnoteDefinition]:
    groups = list(_groups(whole.blocks))
    for number, group in enumerate(groups):
        is_last = number == len(groups) - 1
        yield replace(whole, blocks=group, referred=whole.referred and is_last, continues=number > 0)
