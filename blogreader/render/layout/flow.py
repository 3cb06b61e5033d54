"""Running text to lines: wrapping runs at a width, and prefixes for nested blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from blogreader.cell_text import cells, fitting
from blogreader.render.blocks import Run
from blogreader.render.layout.lines import Options, Span
from blogreader.render.layout.width import wrap

Row: TypeAlias = tuple[Span, ...]
"""A line under construction."""

# Letters of scripts that are written from the right (Bidi_Class R and AL), with what stands between them. Text is given
# in logical order; the controls that would isolate a run (UAX 9) never reach the terminal.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u058f\u0900-\u1fff\u2010-\ufb1c]*[{_RTL}])?")
# Indentation never leaves less than this to the text.
_LEAST = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """The space that a block has, and its nesting."""

    width: int
    """Cells for code and tables."""
    measure: int
    """Cells for running text."""
    options: Options
    role: str = "text"
    depth: int = 0
    """The number of enclosing lists."""

    def inset(self, by: int) -> "Frame":
        """Return the frame, indented by this many cells."""
        return replace(self, width=max(self.width - by, 1), measure=max(self.measure - by, 1)) if by else self


def room(frame: Frame, wanted: int) -> int:
    """Return how much indentation there is room for: all or nothing."""
    return wanted if frame.measure - wanted >= _LEAST else 0


def flow(runs: Sequence[Run], width: int, base: int, roles: tuple[str, ...]) -> list[Row]:
    """Wrap runs; `base` is the offset of their first character in the block's plain text."""
    text = "".join([run.text for run in runs])
    # A hyphen without a break opportunity is replaced: U+2011 has the same length and width.
    shadow = "".join([run.text.replace("-", "‑") if "code" in run.roles or run.href else run.text for run in runs])
    bounds = []
    # A footnote mark stays with its word: U+00A0 is a non-breaking blank.
    position = 0
    for run in runs:
        if "footnote" in run.roles and shadow[position - 1 : position] == " ":
            shadow = f"{shadow[: position - 1]}\u00a0{shadow[position:]}"
        position += len(run.text)
    position = 0
    for run in runs:
        bounds.append((position, position + len(run.text), (*roles, *run.roles), run.href))
        position += len(run.text)
    rows: list[Row] = []
    first = 0
    for start, end in wrap(shadow, width):
        while first < len(bounds) and bounds[first][1] <= start:
            first += 1
        spans = []
        for index in range(first, len(bounds)):
            begin, finish, own, href = bounds[index]
            if begin >= end:
                break
            left, right = max(begin, start), min(finish, end)
            if left < right:
                spans.append(Span(text[left:right], own, href, base + left))
        rows.append(tuple(spans))
    return rows if text.isascii() or not _RIGHT_TO_LEFT.search(text) else [_directed(row) for row in rows]


def _directed(row: Row) -> Row:
    """Return the line with a span of its own for each right-to-left run, so that a terminal reorders only that."""
    out: list[Span] = []
    for span in row:
        position = 0
        for match in _RIGHT_TO_LEFT.finditer(span.text):
            for start, end in ((position, match.start()), match.span()):
                if start < end:
                    out.append(replace(span, text=span.text[start:end], offset=(span.offset or 0) + start))
            position = match.end()
        if position < len(span.text):
            out.append(replace(span, text=span.text[position:], offset=(span.offset or 0) + position))
    return tuple(out)


def prefixed(rows: Iterable[Row], first: Sequence[Span], others: Sequence[Span]) -> list[Row]:
    """Prefix the first line and the others with decoration; an empty line gets no trailing blanks."""
    out: list[Row] = []
    for index, row in enumerate(rows):
        before = others if index else first
        out.append((*before, *row) if row or any(span.text.strip() for span in before) else ())
    return out


def marked(rows: list[Row], marker: Sequence[Span], frame: Frame, size: int) -> list[Row]:
    """Hang a marker of `size` cells in front of a block laid out in `frame.inset(room(frame, size))`."""
    if room(frame, size):
        return prefixed(rows or [()], marker, (blank(size),))
    return [fitted(marker, frame.width), *rows]


def fitted(spans: Sequence[Span], width: int) -> Row:
    """Cut decoration at the width."""
    out = []
    for span in spans:
        text = span.text[: fitting(span.text, width)]
        width -= cells(text)
        if text:
            out.append(replace(span, text=text))
    return tuple(out)


def blank(size: int) -> Span:
    """Return an indentation."""
    return Span(" " * size, ("text",))


def boxed(rows: list[Row], mark: Span) -> list[Row]:
    """Draw a box around lines, with a label in its upper edge."""
    widths = [sum(cells(span.text) for span in row) for row in rows]
    inside = max(3, *widths)

    def edge(text: str) -> Span:
        return Span(text, ("rule",))

    top = (edge("╭╴"), mark, edge("─" * (inside - 1) + "╮"))
    body = [(edge("│ "), *row, blank(inside - width + 1), edge("│")) for row, width in zip(rows, widths, strict=True)]
    return [top, *body, (edge("╰" + "─" * (inside + 2) + "╯"),)]
