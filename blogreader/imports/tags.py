"""A page as a sequence of tags with their lines.

Not html.parser: it takes quadratic time for tags that are never closed, and a bookmark may hold any script.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from blogreader.text import unescaped_attribute, unescaped_text

_NAME = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r"[^\s=>\"']+")
_BLANKS = re.compile(r"\s*")
_BARE = re.compile(r"[^\s>]*")
_MOST_ATTRIBUTES = 100


@dataclass(frozen=True, slots=True)
class PageTag:
    """A tag, with the text up to the next one."""

    line: int
    name: str
    """In lower case."""
    closing: bool
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self._nowhere: set[str] = set()
        """Quotation marks of which no more come."""

    def tag(self, start: int) -> tuple[str, bool, dict[str, str], int] | None:
        """Return the tag that begins here: its name, whether it closes, its attributes, and where it ends."""
        match = _NAME.match(self.text, start + 1)
        if match is None:
            return None
        attributes: dict[str, str] = {}
        position = match.end()
        for _ in range(_MOST_ATTRIBUTES):
            position = self._after_blanks(position)
            if position >= len(self.text) or self.text[position] in "><":
                break
            named = _ATTRIBUTE.match(self.text, position)
            if named is None:
                position += 1
                continue
            position = self._after_blanks(named.end())
            value = ""
            if self.text.startswith("=", position):
                value, position = self._value(self._after_blanks(position + 1))
            attributes.setdefault(named[0].lower(), unescaped_attribute(value))
        end = position + 1 if self.text.startswith(">", position) else position
        return match[2].lower(), bool(match[1]), attributes, end

    def _after_blanks(self, position: int) -> int:
        match = _BLANKS.match(self.text, position)
        return match.end() if match else position

    def _value(self, position: int) -> tuple[str, int]:
        mark = self.text[position : position + 1]
        if mark and mark in "\"'" and mark not in self._nowhere:
            end = self.text.find(mark, position + 1)
            if end >= 0:
                return self.text[position + 1 : end], end + 1
            self._nowhere.add(mark)
        match = _BARE.match(self.text, position)
        return (match[0].strip("\"'"), match.end()) if match else ("", position)


def tags(text: str) -> Iterator[PageTag]:
    """Return the tags of a page; comments and declarations are left out."""
    scanner = _Scanner(text)
    found: tuple[int, str, bool, dict[str, str]] | None = None
    line = 1
    counted = after = 0
    last_comment = text.rfind("-->")
    position = text.find("<")
    while position >= 0:
        if text.startswith("<!--", position):
            read = None
            following = text.find("-->", position) + 3 if position < last_comment else position + 4
        else:
            read = scanner.tag(position)
            following = read[3] if read else position + 1
        if read is not None:
            if found is not None:
                yield PageTag(*found, text=unescaped_text(text[after:position]).strip())
            line += text.count("\n", counted, position)
            counted, after = position, read[3]
            found = (line, *read[:3])
        position = text.find("<", following)
    if found is not None:
        yield PageTag(*found, text=unescaped_text(text[after:]).strip())
