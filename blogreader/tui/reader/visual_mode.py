"""Selecting text by keys: a cursor that moves by words, lines, sentences and blocks, and extends a selection."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from blogreader.text import is_wide

if TYPE_CHECKING:
    from blogreader.render.layout.virtual_document import VirtualDocument

Unit = Literal["word", "line", "sentence", "block"]
Span = tuple[int, int, int]
"""A block, and the start and end of a part of its text."""
_WORD = re.compile(r"\w++|[^\w\s]++")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]{0,3}+\s++|(?<=[。！？])[」』]?+|\n")


class VisualMode:
    """The cursor and the start of the selection; blocks count from the head."""

    def __init__(self, document: "VirtualDocument", block: int, offset: int) -> None:
        """Start at the word at a spot, or the next one."""
        self._document = document
        self._spans: dict[tuple[int, Unit], list[Span]] = {}
        first = self._next((block, offset), "word") or self._previous((block, offset), "word")
        self.cursor: Span = first or (block, offset, offset)
        self._grip: Span | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no word to start at."""
        return self.cursor[1] == self.cursor[2]

    @property
    def is_extending(self) -> bool:
        """Whether moving extends the selection."""
        return self._grip is not None

    @property
    def ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first selected spot, and the one after the last."""
        grip = self._grip or self.cursor
        first = min((grip[0], grip[1]), (self.cursor[0], self.cursor[1]))
        return first, max((grip[0], grip[2]), (self.cursor[0], self.cursor[2]))

    def start(self) -> bool:
        """Begin to extend at the cursor, or stop extending; return whether it extends now."""
        self._grip = None if self._grip else self.cursor
        return self.is_extending

    def swap(self) -> None:
        """Go to the other end of the selection."""
        if self._grip:
            self._grip, self.cursor = self.cursor, self._grip

    def move(self, unit: Unit, step: int) -> bool:
        """Go to the next (1) or previous (-1) unit; False: there is none in the parsed part of the text."""
        block, start, end = self.cursor
        found = self._next((block, end), unit) if step > 0 else self._previous((block, start), unit)
        if found is None:
            return False
        self.cursor = found
        return True

    def forget_lines(self) -> None:
        """Forget the lines, after a change of width."""
        self._spans = {key: spans for key, spans in self._spans.items() if key[1] != "line"}

    def _next(self, spot: tuple[int, int], unit: Unit) -> Span | None:
        """Return the first unit that ends after a spot."""
        block, offset = spot
        last = self._document.end if self._document.end is not None else len(self._document.blocks)
        while block < last:
            spans = self._of(block, unit)
            at = bisect_right(spans, offset, key=lambda span: span[2])
            if at < len(spans):
                return spans[at]
            block, offset = block + 1, -1
        return None

    def _previous(self, spot: tuple[int, int], unit: Unit) -> Span | None:
        """Return the last unit that begins before a spot."""
        block, offset = spot
        while block >= self._document.head:
            before = [span for span in self._of(block, unit) if span[1] < offset]
            if before:
                return before[-1]
            block, offset = block - 1, 1 << 40
        return None

    def _of(self, block: int, unit: Unit) -> list[Span]:
        if (block, unit) not in self._spans:
            found = _UNITS[unit](self._document, block)
            self._spans[block, unit] = [(block, start, end) for start, end in found]
        return self._spans[block, unit]


def _words(document: "VirtualDocument", block: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(_text(document, block)):
        start = match.start()
        for at, letter in enumerate(match[0], match.start()):
            if is_wide(letter):  # in scripts without blanks, a letter is about a word
                spans += [(start, at)] if start < at else []
                spans.append((at, at + 1))
                start = at + 1
        spans += [(start, match.end())] if start < match.end() else []
    return spans


def _lines(document: "VirtualDocument", block: int) -> list[tuple[int, int]]:
    from blogreader.render import Code

    shown = document.blocks[block]
    if isinstance(shown, Code):  # of which the window may show only a part
        return _cut(shown.text, re.compile("\n"))
    spans: list[tuple[int, int]] = []
    for line in document.rows(block):
        parts = [(span.offset, span.offset + len(span.text)) for span in line.spans if span.offset is not None]
        if parts:
            start, end = min(start for start, _ in parts), max(end for _, end in parts)
            if start < end:
                spans.append((start, end))
    return sorted(spans)


def _sentences(document: "VirtualDocument", block: int) -> list[tuple[int, int]]:
    return _cut(_text(document, block), _SENTENCE_END)


def _blocks(document: "VirtualDocument", block: int) -> list[tuple[int, int]]:
    text = _text(document, block)
    return [(0, len(text))] if text.strip() else []


def _cut(text: str, between: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the parts of a text, without surrounding blanks."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.end() for match in between.finditer(text)), len(text)]:
        part = text[start:end]
        if words := part.strip():
            begin = start + part.index(words[0])
            spans.append((begin, begin + len(words)))
        start = end
    return spans


def _text(document: "VirtualDocument", block: int) -> str:
    from blogreader.render import plain_text

    return plain_text(document.blocks[block])


_UNITS: dict[Unit, Callable[["VirtualDocument", int], list[tuple[int, int]]]] = {
    "word": _words,
    "line": _lines,
    "sentence": _sentences,
    "block": _blocks,
}
