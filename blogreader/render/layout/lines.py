"""Laid-out lines: spans of text with roles, and the way between lines and places in a block's plain text.

Roles, outermost first; a look for the later ones lies over that of the earlier ones:

    text  heading1 … heading6  quote  table.header                      what the text stands in: always the first
    callout.note .tip .important .warning .caution                      bar and title of a callout
    strong  emphasis  strike  code  math  link  image  footnote         inline
    code.keyword .name .string .number .comment .operator .plain        code blocks
    code.inserted .deleted .heading .prompt .output                     diffs and sessions in code blocks
    code.cut                                                            the marks where a code line is cut or wrapped
    code.filling                                                        blanks at the end of a code line
    marker  rule  quote.bar  table.border  table.label  term            decoration, and the term of a definition list
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the layout."""

    column: int = 80
    """Text is wrapped at this many cells, or at the width if that is less; code and tables may use the whole width."""
    wrap_code: bool = False
    """Wrap long code lines with a hanging indent instead of cutting them."""
    code_offset: int = 0
    """How many cells long lines of code are scrolled to the right."""
    fill_code: bool = False
    """Fill the lines of a listing that is wider than the column, so that a ground of its own has straight sides."""
    rules: bool = True
    """Draw rules below headings, for output in which headings don't look different from text."""
    highlight: bool = True
    lazy_colours: bool = False
    """Leave code plain if colouring it would take long: `highlight.is_plain_yet` reports that there is more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line with one look."""

    text: str
    roles: tuple[str, ...]
    href: str | None = None
    offset: int | None = None
    """The offset of this text in the block's plain text, which it matches letter by letter; None for decoration."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terminal; not padded."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The text of the line, without looks."""
        return "".join([span.text for span in self.spans])


def line_of_offset(lines: Sequence[Line], offset: int) -> int:
    """Return the index of the line that contains an offset of the block's plain text.

    An offset that is on no line (a blank at which a line was wrapped) belongs to the text before it.
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
    index = max(index, 0)
    for line in (*lines[index:], *reversed(lines[:index])):
        for span in line.spans:
            if span.offset is not None:
                return span.offset
    return 0
