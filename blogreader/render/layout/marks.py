"""Marks on laid-out text: matches, the selected link, a selection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from blogreader.cell_text import cells, fitting
from blogreader.render.layout.lines import Line, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a block's plain text to be marked."""

    start: int
    end: int
    role: str
    """Added to the existing roles: match, match.current, link.current, selected."""
    href: str | None = None
    """For links that are decoration, without an offset: the way back of a footnote, a picture without words."""


def marked(line: Line, marks: Sequence[Mark]) -> Line:
    """Return a line with marks applied to its text; later marks lie over earlier ones."""
    out: list[Span] = []
    for span in line.spans:
        out += _cut(span, marks) if span.offset is not None else (_decorated(span, marks),)
    return Line(tuple(out))


def _decorated(span: Span, marks: Sequence[Mark]) -> Span:
    roles = tuple(mark.role for mark in marks if mark.href and mark.href == span.href)
    return replace(span, roles=(*span.roles, *roles)) if roles else span


def _cut(span: Span, marks: Sequence[Mark]) -> Iterable[Span]:
    start = span.offset or 0
    end = start + len(span.text)
    within = [mark for mark in marks if mark.start < end and mark.end > start]
    if not within:
        return (span,)
    edges = {start, end}
    for mark in within:
        edges |= {max(mark.start, start), min(mark.end, end)}
    ordered = sorted(edges)
    return [
        replace(
            span,
            text=span.text[begin - start : finish - start],
            roles=(*span.roles, *(mark.role for mark in within if mark.start <= begin and finish <= mark.end)),
            offset=begin,
        )
        for begin, finish in pairwise(ordered)
    ]


def offset_at(line: Line, column: int) -> int | None:
    """Return the offset in the block's plain text at a cell of a line, at most its end; None if it has no text."""
    used, end = 0, None
    for span in line.spans:
        size = cells(span.text)
        if span.offset is not None:
            if column < used + size:
                return span.offset + fitting(span.text, max(column - used, 0))
            end = span.offset + len(span.text)
        used += size
    return end
