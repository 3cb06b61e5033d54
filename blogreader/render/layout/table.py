"""Tables to lines: shrunk and wrapped to fit; if that makes them unreadable, scrolled sideways or one record a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from blogreader.cell_text import cells
from blogreader.render.blocks import Inline, Run, Sample, Table
from blogreader.render.layout.code import window
from blogreader.render.layout.estimate import SCROLLED
from blogreader.render.layout.flow import Frame, Row, blank, flow
from blogreader.render.layout.lines import Span
from blogreader.render.layout.width import longest_word
from blogreader.render.markdown.inline import runs

_Cells: TypeAlias = Sequence[Sequence[Run]]

_GAP = 3
"""Blanks between two columns."""
_NARROWEST = 6
_LONGEST_WORD = 20
# The minimum width of a column of running text.
_PROSE = 18
_SHORT = 12


@dataclass(frozen=True, slots=True)
class _Measures:
    """The preferred widths of the columns, independent of the width available."""

    natural: list[int]
    words: list[int]
    """The longest piece that should not be broken."""
    body: list[int]
    """Like `natural`, without the header."""
    broken: bool
    """Whether some cell contains a line break."""


def table_rows(table: Table, frame: Frame, base: int) -> list[Row]:
    """Lay out a table in the width of the frame, or wider, for scrolling, if it has too many columns for that."""
    header = [runs(cell) for cell in table.header]
    rows = [[runs(cell) for cell in row] for row in table.rows]
    measures = _kept_measures(table.sample, table.header) if table.sample else _measures([header, *rows])
    scrolled = False
    widths = _widths(measures, frame.width)
    if widths is None and frame.width >= SCROLLED and not frame.options.wrap_code:
        scrolled = True
        widths = [
            min(size, max(min(word, 2 * _LONGEST_WORD), 2 * _PROSE))
            for size, word in zip(measures.natural, measures.words, strict=True)
        ]
    if widths is None:
        return _records(header, rows, table.continues, frame, base)
    loose = measures.broken or any(size > width for size, width in zip(measures.body, widths, strict=True))
    out = _grid(header, rows, widths, table, frame, base=base, loose=loose)
    if not scrolled:
        return out
    total = sum(widths) + _GAP * (len(widths) - 1)
    offset = min(frame.options.code_offset, total - frame.width)
    return [tuple(window(_padded(row, total), total, offset, frame.width)) for row in out]


def _padded(row: Row, total: int) -> Row:
    missing = total - sum(cells(span.text) for span in row)
    return (*row, blank(missing))


@lru_cache(maxsize=32)
def _kept_measures(sample: Sample, header: tuple[Inline, ...]) -> _Measures:
    return _measures([[runs(cell) for cell in row] for row in (header, *sample.rows)])


def _text(cell: Sequence[Run]) -> str:
    return "".join([run.text for run in cell])


def _measures(content: Sequence[_Cells]) -> _Measures:
    count = len(content[0])
    natural, words, body = [1] * count, [1] * count, [1] * count
    broken = False
    for number, row in enumerate(content):
        for index, cell in enumerate(row):
            text = _text(cell)
            if "\n" in text:
                broken = broken or number > 0
                size = max(map(cells, text.split("\n")))
            else:
                size = cells(text)
            if size > words[index]:
                words[index] = max(words[index], longest_word(text))
            natural[index] = max(natural[index], size)
            if number:
                body[index] = max(body[index], size)
    return _Measures(natural, words, body, broken)


def _least(measures: _Measures, longest: int, short: int, prose: int) -> list[int]:
    """Return the minimum widths of the columns.

    No word up to `longest` and no cell of a `short` column is broken, and running text has at least `prose` cells.
    """
    return [
        size if size <= short else min(size, max(min(word, longest), prose if size > 2 * prose else 0))
        for size, word in zip(measures.natural, measures.words, strict=True)
    ]


def _widths(measures: _Measures, width: int) -> list[int] | None:
    """Return the widths of the columns, or None if they would be too narrow to read."""
    natural = measures.natural
    available = width - _GAP * (len(natural) - 1)
    if sum(natural) <= available:
        return natural
    # The first that fits: only long words are broken, and as few as possible.
    for longest in (width, 2 * _LONGEST_WORD, _LONGEST_WORD):
        for short, prose in ((_SHORT, _PROSE), (_SHORT, _SHORT), (0, _PROSE), (0, _SHORT)):
            least = _least(measures, longest, short, prose)
            if sum(least) <= available:
                return _filled(least, natural, available)
    return None


def _filled(least: list[int], natural: list[int], available: int) -> list[int]:
    """Widen the narrowest columns first, up to their natural widths, until the space is used up."""
    low, high = 0, max(natural)
    while low < high:
        cap = (low + high + 1) // 2
        if sum(max(small, min(full, cap)) for small, full in zip(least, natural, strict=True)) <= available:
            low = cap
        else:
            high = cap - 1
    widths = [max(small, min(full, low)) for small, full in zip(least, natural, strict=True)]
    spare = available - sum(widths)
    for index, full in enumerate(natural):
        if spare > 0 and widths[index] < full:
            widths[index] += 1
            spare -= 1
    return widths


def _grid(
    header: _Cells, rows: Sequence[_Cells], widths: list[int], table: Table, frame: Frame, *, base: int, loose: bool
) -> list[Row]:
    out: list[Row] = []
    if not table.continues:
        head = _grid_row(header, widths, table.alignments, "table.header", base)
        base += _length(header)
        # Tables that were made of other constructs have an empty header.
        out = [*head, _line("─", widths)] if any(header) else []
    for number, row in enumerate(rows):
        # Rows of several lines are separated by a line.
        if loose and (number or table.continues):
            out.append(_line("┄", widths))
        out += _grid_row(row, widths, table.alignments, frame.role, base)
        base += _length(row)
    return out


def _length(row: _Cells) -> int:
    """Return the length of a row's plain text, including the tab or line break after each cell."""
    return sum(len(_text(cell)) + 1 for cell in row)


def _line(stroke: str, widths: Sequence[int]) -> Row:
    return (Span(stroke * (sum(widths) + _GAP * (len(widths) - 1)), ("table.border",)),)


def _grid_row(row: _Cells, widths: Sequence[int], alignments: Sequence[str], role: str, base: int) -> list[Row]:
    columns = []
    for cell, width in zip(row, widths, strict=True):
        columns.append(flow(cell, width, base, (role,)))
        base += len(_text(cell)) + 1
    return [
        _joined([column[line] if line < len(column) else () for column in columns], widths, alignments)
        for line in range(max(map(len, columns)))
    ]


def _joined(cells_of_row: Sequence[Row], widths: Sequence[int], alignments: Sequence[str]) -> Row:
    out: list[Span] = []
    last = len(widths) - 1
    for index, (cell, width) in enumerate(zip(cells_of_row, widths, strict=True)):
        spare = width - sum(cells(span.text) for span in cell)
        before = {"right": spare, "center": spare // 2}.get(alignments[index], 0)
        after = spare - before if index < last else 0
        out += [blank(before)] if before > 0 else []
        out += cell
        out += [blank(after)] if after > 0 else []
        out += [blank(_GAP)] if index < last else []
    return tuple(out)


def _records(header: _Cells, rows: Sequence[_Cells], continues: bool, frame: Frame, base: int) -> list[Row]:
    """Return each row as lines of `column: value`.

    The labels of the first record are the header's own text, those of the others repeat it.
    """
    labels = []
    for cell in header:
        labels.append(flow(cell, frame.width, base, ("table.header",)) if cell else [])
        base += 0 if continues else len(_text(cell)) + 1
    if not rows and not continues:
        return [row for label in labels for row in label]
    out: list[Row] = []
    repeated = [[tuple(Span(span.text, span.roles, span.href) for span in row) for row in label] for label in labels]
    for number, row in enumerate(rows):
        if number or continues:
            out.append((Span("┄" * frame.width, ("table.border",)),))
        for label, cell in zip(repeated if number or continues else labels, row, strict=True):
            out += _field(label, cell, frame, base)
            base += len(_text(cell)) + 1
    return out


def _field(label: list[Row], cell: Sequence[Run], frame: Frame, base: int) -> list[Row]:
    """Put a value beside its label if it fits there, or else indented below."""
    width = frame.width
    used = sum(cells(span.text) for span in label[-1]) if label else 0
    if label and used < width:
        label = [*label[:-1], (*label[-1], Span(":", ("table.label",)))]
        used += 1
    if not cell:
        return label
    if len(label) == 1:
        value = flow(cell, max(width - used - 1, 1), base, (frame.role,))
        if len(value) == 1 and used + 1 + sum(cells(span.text) for span in value[0]) <= width:
            return [(*label[0], blank(1), *value[0])]
    indent = 2 if label and width >= 2 * _NARROWEST else 0
    value = flow(cell, width - indent, base, (frame.role,))
    return [*label, *((blank(indent), *row) if indent and row else row for row in value)]
