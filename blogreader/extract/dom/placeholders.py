"""Placeholders that protect code, math and footnote marks until the Markdown is complete."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from blogreader.extract.lazy_patterns import lazily

# Noncharacters (Unicode 23.7): `html_parser` takes them out of the page, so that a token is always one of ours.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
TOKEN = lazily("\ufdd0([0-9]{1,9})\ufdd1")


class PlaceholderKind(Enum):
    """How what a placeholder stands for is written."""

    CODE = auto()
    """A fenced block."""
    INLINE_CODE = auto()
    RAW = auto()
    """Markdown as it is to stand in the text: a footnote's mark, a tag."""
    INLINE_MATH = auto()
    """TeX within a line."""
    MATH = auto()
    """A block of TeX between `$$`."""
    ALIGNMENT = auto()
    """A table's delimiter row, at the beginning of its first cell."""
    BREAK = auto()
    """A blank line: without it two quotations in a row would be one."""
    LINE = auto()
    """A line break within an item of a list, whose lines are to be indented."""
    LIST = auto()
    """Between two lists, which would be one with the same bullet."""
    TABLE = auto()
    """The HTML of a table within a list or a quotation, which the conversion would set beside them."""
    FOOTNOTE = auto()
    """The label of a footnote, at the beginning of the list item that defines it."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What one placeholder stands for."""

    kind: PlaceholderKind
    text: str
    info: str = ""
    """The info string of a fenced block: the language."""


@dataclass(slots=True)
class Placeholders:
    """The things taken out of a page, by the number in their token."""

    things: list[Placeholder] = field(default_factory=list)

    def put(self, kind: PlaceholderKind, text: str, info: str = "") -> str:
        """Keep a thing and return the token that stands for it in the page."""
        self.things.append(Placeholder(kind, text, info))
        return f"{_OPEN}{len(self.things) - 1}{_CLOSE}"

    def get(self, match: re.Match[str]) -> Placeholder | None:
        """Return the thing that a token stands for; None for a forged one."""
        number = int(match[1])
        return self.things[number] if number < len(self.things) else None

    def weight(self, text: str) -> int:
        """Count the characters of a text with what its tokens stand for."""
        if "\ufdd0" not in text:
            return len(text)
        things = self.things
        numbers = map(int, TOKEN.findall(text))
        return len(text) + sum([len(things[number].text) for number in numbers if number < len(things)])

    def spelled_out(self, text: str) -> str:
        """Return a text with the text of the things that its tokens stand for."""
        return TOKEN.sub(lambda match: thing.text if (thing := self.get(match)) else "", text)
