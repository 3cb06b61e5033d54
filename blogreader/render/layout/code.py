"""Code blocks to lines: cut or wrapped, with no character changed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from blogreader.cell_text import cells, fitting, graphemes
from blogreader.render.blocks import Code
from blogreader.render.highlight import pieces
from blogreader.render.layout.flow import Frame, Row, room
from blogreader.render.layout.lines import Span

_TAB = 4
_FOLD = Span("↳ ", ("code.cut",))
_AIR = 2
"""Cells to the right of the longest line, where there is room."""
_MEASURED = 100_000
"""Characters of a listing whose lines are measured; a longer one is taken for wide."""


def code_rows(code: Code, frame: Frame, base: int) -> list[Row]:
    """Lay out a code block: one cell of margin on the left, lines in full as far as they fit."""
    margin = (Span("  ", ("code.plain",)),) if room(frame, 2) else ()
    width = frame.width - 2 * len(margin)
    options = frame.options
    coloured = pieces(code, lazy=options.lazy_colours) if options.highlight else [(0, len(code.text), "code.plain")]
    # A line longer than a block continues in the next one.
    folded = code.continues and code.whole[code.start - 1 : code.start] != "\n" and width >= 2 * _TAB
    # A line that fits doesn't scroll, and none scrolls farther than its end.
    offset = min(options.code_offset, max(_widest(code.whole or code.text) - width, 0)) if options.code_offset else 0
    rows: list[Row] = []
    position = index = 0
    for number, line in enumerate(code.text.split("\n")):
        end = position + len(line)
        own = []
        while index < len(coloured):
            start, finish, role = coloured[index]
            if start >= end:
                break
            if finish > position:
                own.append((max(start, position), min(finish, end), role))
            if finish > end:
                break
            index += 1
        mark = (_FOLD,) if folded and number == 0 else ()
        if not options.wrap_code:
            # Only the visible part of a line is processed; beyond its end nothing counts.
            limit = position + 4 * (offset + width) + 16
            own = [(start, min(finish, limit), role) for start, finish, role in own if start < limit]
        spans = _expanded(code.text, own, base)
        space = width - 2 * len(mark)
        total = sum(cells(span.text) for span in spans)
        if options.wrap_code:
            parts = [spans] if total <= space else _wrapped(spans, space)
        elif total > space or offset:
            parts = [window(spans, total, offset, space)]
        else:
            parts = [spans]
        rows += [(*margin, *mark, *part) for part in parts]
        position = end + 1
    if options.fill_code and 2 * len(margin) + (filled := _filled(code.whole or code.text, width)) > frame.measure:
        return [_fill(row, 2 * len(margin) + filled) for row in rows]
    return rows


def _filled(text: str, width: int) -> int:
    """Return how many of so many cells the longest line of a listing takes, with air to its right."""
    return width if len(text) > _MEASURED else min(_widest(text) + _AIR, width)


def _fill(row: Row, width: int) -> Row:
    missing = width - sum(cells(span.text) for span in row)
    return (*row, Span(" " * missing, ("code.filling",))) if missing > 0 else row


@lru_cache(maxsize=64)
def _widest(text: str) -> int:
    """Return the approximate width of the longest line: tabs count as four blanks."""
    return max(cells(line) + (_TAB - 1) * line.count("\t") for line in text.split("\n"))


def _expanded(text: str, coloured: list[tuple[int, int, str]], base: int) -> list[Span]:
    """Return the spans of one line, with tabs expanded to multiples of four cells."""
    spans = []
    column = 0
    for start, end, role in coloured:
        content = text[start:end]
        position = start
        for part in re.split("(\t)", content) if "\t" in content else (content,):
            if part == "\t":
                size = _TAB - column % _TAB
                spans.append(Span(" " * size, (role,)))
                column += size
            elif part:
                spans.append(Span(part, (role,), None, base + position))
                column += cells(part)
            position += len(part)
    return spans


def window(spans: Sequence[Span], total: int, offset: int, width: int) -> list[Span]:
    """Return the visible part of a line, with a mark on each side where it continues."""
    left = offset > 0 and total > 0
    right = total > offset + width
    marks = int(left) + int(right)
    if width <= marks:
        return [Span("›" if right else "‹", ("code.cut",))] if marks else []
    first, last = offset + int(left), offset + width - int(right)
    out = [Span("‹", ("code.cut",))] if left else []
    column = 0
    for span in spans:
        size = cells(span.text)
        if column < last and column + size > first:
            out += _sliced(span, first - column, last - column)
        column += size
    if right:
        missing = width - 1 - sum(cells(span.text) for span in out)
        out += [Span(" " * missing + "›", ("code.cut",))]
    return out


def _sliced(span: Span, first: int, last: int) -> list[Span]:
    """Return the cells from `first` to `last` of a span; half a wide character becomes a blank."""
    begin = fitting(span.text, max(first, 0))
    skipped = cells(span.text[:begin])
    before = []
    if skipped < first:
        pieces = graphemes(span.text[begin:])
        while cells(span.text[:begin]) < first:
            begin += len(next(pieces))
        before = [Span(" " * (cells(span.text[:begin]) - first), span.roles)]
        skipped = cells(span.text[:begin])
    end = begin + fitting(span.text[begin:], last - skipped)
    if begin >= end:
        return before
    return [*before, Span(span.text[begin:end], span.roles, None, None if span.offset is None else span.offset + begin)]


def _wrapped(spans: list[Span], width: int) -> list[list[Span]]:
    """Wrap a line at the width, with a hanging indent of two cells."""
    whole = "".join(span.text for span in spans)
    indent = len(whole) - len(whole.lstrip(" "))
    indent = indent if indent + 2 <= width // 2 else 0
    hanging = [Span(" " * indent + "↳ ", ("code.cut",))] if width >= 2 * _TAB else []
    lines: list[list[Span]] = [[]]
    left = width
    for span in spans:
        position = 0
        while position < len(span.text):
            rest = span.text[position : position + 4 * width + 16]
            fit = fitting(rest, left)
            if fit == 0:
                if left < width - sum(len(mark.text) for mark in hanging) or (len(lines) == 1 and lines[0]):
                    lines.append([*hanging])
                    left = width - sum(len(mark.text) for mark in hanging)
                    continue
                fit = 1
            whole_word = _at_end_of_word(rest, fit) if fit < len(rest) else fit
            full, fit = whole_word < fit, whole_word
            offset = None if span.offset is None else span.offset + position
            lines[-1].append(Span(rest[:fit], span.roles, None, offset))
            left = 0 if full else left - cells(rest[:fit])
            position += fit
    return lines


def _at_end_of_word(text: str, fit: int) -> int:
    """Return a better break position, between words: not more than half a line earlier."""
    for place in range(fit, fit // 2, -1):
        if not (_is_word(text[place - 1]) and _is_word(text[place])):
            return place
    return fit


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
