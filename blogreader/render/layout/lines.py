"""Laid-out lines: spans of text with roles, and the way between lines and places in a block's plain text.

Roles, outermost first; a look for the later ones lies over that of the earlier ones:

    text  heading1 … heading6  quote  table.header                      what the text stands in: always the first
    callout.note .tip .important .warning .caution                      bar and title of a callout
    strong  emphasis  strike  code  math  link  image  footnote         inline
    code.keyword .name .string .number .comment .operator .plain        code blocks
    code.inserted .deleted .heading .prompt .output                     diffs and sessions in code blocks
    code.cut                                                            the marks where a code line is cut or wrapped
    marker  rule  quote.bar  table.border  table.label  term            decoration, and the term of a definition list
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is laid out."""

    column: int = 80
    """Text is wrapped at this many cells, or the width when that is less; code and tables may use the whole width."""
    wrap_code: bool = False
    """Wrap long code lines with a hanging indent instead of cutting them."""
    code_offset: int = 0
    """How many cells cut code is scrolled to the right."""
    rules: bool = True
    """Rules below headings, where these are told from text by no look of their own."""
    highlight: bool = True
    lazy_colours: bool = False
    """Leave code plain where finding its colours would take long: `colours.is_plain_yet` tells that there are more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line that looks the same throughout."""

    text: str
    roles: tuple[str, ...]
    href: str | None = None
    offset: int | None = None
    """Where in the block's plain text this text stands, character by character; None for decoration."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terminal; not padded."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """What the line says, without its looks."""
        return "".join([span.text for span in self.spans])


def line_of_offset(lines: Sequence[Line], offset: int) -> int:
    """Return the index of the line that holds an offset of the block's plain text.

    An offset that no line holds (a blank where a line was wrapped) belongs to the text before it.
    """
    best, best_start = 0, -1
    for index, line in enumerate(lines):
        for span in line.spans:
            if span.offset is None or span.offset > offset:
                continue
            if offset < span.offset + len(span.text):
                return index
            if span.offset > best_start:
                best, best_start = index, span.offset
    return best


def offset_of_line(lines: Sequence[Line], index: int) -> int:
    """Return the offset in the block's plain text of the first text at or below a line, or else above it."""
    index = min(max(index, 0), max(len(lines) - 1, 0))
    for line in (*lines[index:], *reversed(lines[:index])):
        for span in line.spans:
            if span.offset is not None:
                return span.offset
    return 0
