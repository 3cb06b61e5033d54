"""Placeholders that protect code, math and footnote marks until the Markdown is complete."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from blogreader.extract.lazy_patterns import lazily

# Noncharacters (Unicode 23.7): `html_parser` removes them from pages, so that tokens are always ours.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
TOKEN = lazily("\ufdd0([0-9]{1,9})\ufdd1")


class PlaceholderKind(Enum):
    """How the contents of a placeholder are written."""

    CODE = auto()
    """A fenced block."""
    INLINE_CODE = auto()
    RAW = auto()
    """Verbatim Markdown: a footnote's mark, a tag."""
    INLINE_MATH = auto()
    """TeX within a line."""
    MATH = auto()
    """A block of TeX between `$$`."""
    ALIGNMENT = auto()
    """A table's delimiter row, at the beginning of its first cell."""
    BREAK = auto()
    """A blank line, which keeps two consecutive quotations apart."""
    LINE = auto()
    """A line break in a list item, whose lines have to be indented."""
    LIST = auto()
    """Between two lists, which would become one with the same bullet."""
    TABLE = auto()
    """The HTML of a table in a list or a quotation, out of which the conversion would move it."""
    FOOTNOTE = auto()
    """The label of a footnote, at the beginning of its list item."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The contents of a placeholder."""

    kind: PlaceholderKind
    text: str
    info: str = ""
    """The info string of a fenced block: the language."""


@dataclass(slots=True)
class Placeholders:
    """The things replaced in a page, by the numbers in their tokens."""

    things: list[Placeholder] = field(default_factory=list)

    def put(self, kind: PlaceholderKind, text: str, info: str = "") -> str:
        """Store a thing and return the token that replaces it in the page."""
        self.things.append(Placeholder(kind, text, info))
        return f"{_OPEN}{len(self.things) - 1}{_CLOSE}"

    def get(self, match: re.Match[str]) -> Placeholder | None:
        """Return the thing behind a token; None for a forged token."""
        number = int(match[1])
        return self.things[number] if number < len(self.things) else None

    def weight(self, text: str) -> int:
        """Count the characters of a text, including the things behind its tokens."""
        if "\ufdd0" not in text:
            return len(text)
        things = self.things
        numbers = map(int, TOKEN.findall(text))
        return len(text) + sum([len(things[number].text) for number in numbers if number < len(things)])

    def spelled_out(self, text: str) -> str:
        """Return a text with its tokens replaced by the text of their things."""
        return TOKEN.sub(lambda match: thing.text if (thing := self.get(match)) else "", text)
