"""Search in a text: all matches are marked, and one of them is current."""

import asyncio
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogreader.render import ParsedDocument
    from blogreader.render.document.find import Match
    from blogreader.render.layout.marks import Mark
    from blogreader.search_terms import Finder


class TextSearch:
    """The matches in one text; blocks count from its first."""

    def __init__(self) -> None:
        self.words = ""
        """The search terms; empty: no search."""
        self.is_running = False
        """Whether the search is running."""
        self._finder: Finder | None = None
        self._matches: list[Match] = []
        self._marks: dict[int, list[Mark]] = {}
        self._current = -1
        self._steps: list[int] = []

    def begin(self, words: str, finder: "Finder | None" = None) -> None:
        """Search for words, or with the finder of an archive search; old marks stay until there are results."""
        self.words, self._finder, self._steps, self.is_running = words, finder, [], True

    def end(self) -> None:
        """Remove the marks."""
        self.words, self.is_running = "", False
        self.take([], {})

    async def find(self, source: "ParsedDocument | None") -> "tuple[list[Match], dict[int, list[Mark]]]":
        """Return the matches in a text and their marks by block, found outside the event loop."""
        return (
            await asyncio.to_thread(_matches, source, self.words, self._finder) if source and self.words else ([], {})
        )

    def take(self, matches: "list[Match]", marks: "dict[int, list[Mark]]") -> None:
        """Mark the matches; none is current."""
        self.is_running = False
        self._matches, self._marks, self._current = matches, marks, -1

    def choose_from(self, block: int, offset: int) -> "Match | None":
        """Make the first match after a place current, wrapping around."""
        if not self._matches:
            return None
        first = bisect_left(self._matches, (block, offset), key=lambda match: (match.block, match.start))
        return self._choose(first)

    def waiting_steps(self) -> list[int]:
        """Return the steps that came during the search, in their order, to be taken now."""
        steps, self._steps = self._steps, []
        return steps

    def step(self, step: int) -> "Match | None":
        """Make the next (1) or previous (-1) match current, wrapping around; during a search, later."""
        if self.is_running:
            self._steps.append(step)
            return None
        return self._choose(self._current + step) if self._matches else None

    def _choose(self, number: int) -> "Match":
        self._current = number % len(self._matches)
        return self._matches[self._current]

    @property
    def current(self) -> "Match | None":
        """The current match."""
        return self._matches[self._current] if self._current >= 0 else None

    @property
    def count(self) -> int:
        """The number of matches."""
        return len(self._matches)

    @property
    def found(self) -> str:
        """The number of the current match: `3/17`."""
        if not self.words or self.is_running:
            return ""
        return f"{self._current + 1}/{len(self._matches)}" if self._matches else "no match"

    def marks(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Return the marks of the matches in a block between two offsets; the current one differs."""
        from blogreader.render.layout.marks import Mark

        in_block = self._marks.get(block, ())
        begin = bisect_right(in_block, first, key=lambda mark: mark.end)
        marks = [*in_block[begin : bisect_left(in_block, last, begin, key=lambda mark: mark.start)]]
        if (current := self.current) and current.block == block:
            marks.append(Mark(current.start, current.end, "match.current"))
        return marks


def _matches(
    source: "ParsedDocument", words: str, finder: "Finder | None"
) -> "tuple[list[Match], dict[int, list[Mark]]]":
    """Return all matches in the order of the text, and their marks by block."""
    from blogreader.render.document.find import Match, matches, pattern
    from blogreader.render.layout.marks import Mark

    if finder:
        texts = enumerate(source.texts())
        found = [Match(block, start, end) for block, text in texts for start, end in finder.spans(text)]
    elif compiled := pattern(words):
        found = [match for block, text in enumerate(source.texts()) for match in matches(text, block, compiled)]
    else:
        return [], {}
    by_block = groupby(found, lambda match: match.block)
    return found, {block: [Mark(match.start, match.end, "match") for match in group] for block, group in by_block}
