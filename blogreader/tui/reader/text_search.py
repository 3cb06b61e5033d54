"""A sheet in whose text its reader finds and selects."""

import asyncio
from bisect import bisect_left, bisect_right
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from textual import events

from blogreader.tui.messages import Unable
from blogreader.tui.reader.link_selection import LinkedSheet, shows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blogreader.render import ParsedDocument
    from blogreader.render.document.find import Match
    from blogreader.render.layout.marks import Mark
    from blogreader.render.layout.virtual_document import Position

_FAR = 1_000_000_000
_BEFORE = 8
"""Cells of a long line that are shown before a match in it."""


class SearchedSheet(LinkedSheet, inherit_bindings=False):
    """Matches are marked and stepped through; a selection is made with the mouse."""

    def stand(self) -> None:
        """Called when there are other matches, or another one is at hand."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = ""
        """What is searched for; empty: nothing."""
        self._matches: list[Match] = []
        self._marks: dict[int, list[Mark]] = {}
        self._current = -1
        self._searching = False
        self._steps = 0
        self._origin = (0, 0, 0)
        self._begun: Position | None = None
        self._grip: tuple[int, int] | None = None
        self._selection: tuple[tuple[int, int], tuple[int, int]] | None = None

    def marks_of(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Mark the matches, the one at hand, and what is selected."""
        from blogreader.render.layout.marks import Mark

        marks = [*super().marks_of(block, first, last)]
        found = self._marks.get(block - (self.galley.head if self.galley else 0), ())
        begin = bisect_right(found, first, key=lambda mark: mark.end)
        marks += found[begin : bisect_left(found, last, begin, key=lambda mark: mark.start)]
        if self._current >= 0 and self.galley and self._matches[self._current].block + self.galley.head == block:
            current = self._matches[self._current]
            marks.append(Mark(current.start, current.end, "match.current"))
        if self._selection:
            (upper, start), (lower, end) = self._selection
            if upper <= block <= lower:
                marks.append(Mark(start if block == upper else 0, end if block == lower else _FAR, "selected"))
        return marks

    def at_hand(self) -> tuple[int, int] | None:
        """Return where the match at hand stands, or the link."""
        if self._current < 0 or self.galley is None:
            return super().at_hand()
        match = self._matches[self._current]
        return match.block + self.galley.head, match.start

    # Finding

    def begin_search(self) -> None:
        """Remember where the search began: each letter more looks from there on."""
        self._origin = (*(self.standpoint or (0, 0)), self.rows_below)
        self.link = None

    def search(self, words: str) -> None:
        """Mark what matches, and go to the first match from where the search began; no words: to its beginning."""
        self.words, self._steps = words, 0
        self._searching, self._begun = True, self._position
        self.start("search", partial(self._search, words))

    def step_match(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match, round the end; while they are looked for, when they are found."""
        if self._searching:
            self._steps += step
        elif self._matches:
            if len(self._matches) == 1:
                self.post_message(Unable("1/1: this is the only match."))
            self._show_match((self._current + step) % len(self._matches))
        else:
            self.post_message(Unable(f"Nothing matches {self.words}."))

    def end_search(self) -> None:
        """Take the marks away."""
        self.workers.cancel_group(self, "search")
        self.words, self._searching = "", False
        self._take([], {})

    @property
    def found(self) -> str:
        """Say which match is at hand: `3/17`."""
        if not self.words or self._searching:
            return ""
        return f"{self._current + 1}/{len(self._matches)}" if self._matches else "no match"

    async def _search(self, words: str) -> None:
        source = self._source
        found, marks = await asyncio.to_thread(_matches, source, words) if source and words else ([], {})
        if self.galley is None or source is not self._source:
            return
        self.galley.grow()
        self._searching = False
        self._take(found, marks)
        if not found:
            if not self.words:
                self.go_to(*self._origin)
            return
        origin = (self._origin[0] - self.galley.head, self._origin[1])
        first = bisect_left(found, origin, key=lambda match: (match.block, match.start)) % len(found)
        if self._position == self._begun:
            self.go_to(*self._origin)  # fewer letters may match nearer to it
        steps, self._steps = self._steps, 0
        self._show_match((first + steps) % len(found))

    def _take(self, matches: "list[Match]", marks: "dict[int, list[Mark]]") -> None:
        self._matches, self._marks, self._current = matches, marks, -1
        self.repaint()
        self.stand()

    def _show_match(self, number: int) -> None:
        self._current = number
        match = self._matches[number]
        if self.galley:
            position = self.galley.position_of(match.block + self.galley.head, match.start)
            self.show_row(position.block, position.row)
            if not shows(self.in_sight, position.block, match.start):
                self._bring_into_sight(position.block, match.start)
        self.repaint()
        self.stand()

    def _bring_into_sight(self, block: int, offset: int) -> None:
        """Move long lines of code until an offset beyond the edge is in sight."""
        from blogreader.render import Code
        from blogreader.render.layout.width import cells

        code = self.galley.blocks[block] if self.galley else None
        if isinstance(code, Code):
            begin = code.text.rfind("\n", 0, offset) + 1
            self.code_offset = max(cells(code.text[begin:offset]) - _BEFORE, 0)

    # Selecting

    @property
    def selected(self) -> str:
        """Return the text that is selected, blocks divided by a blank line; code is to the letter."""
        from blogreader.render import blank_before, plain_text

        if self._selection is None or self.galley is None:
            return ""
        (first, start), (last, end) = self._selection
        text = ""
        for number in range(first, last + 1):
            block = self.galley.blocks[number]
            between = "" if number == first else "\n\n" if blank_before(block) else "\n"
            text += between + plain_text(block)[start if number == first else 0 : end if number == last else None]
        return text

    def deselect(self) -> bool:
        """Let the selection go; False when there is none."""
        if self._selection is None:
            return False
        self._selection = None
        self.repaint()
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        offset = event.get_content_offset(self)
        if offset and event.button == 1 and not self.is_on_bar(offset.x):
            self._grip = self._spot(offset.x, offset.y)
            self.deselect()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the mouse; beyond the edge the text moves."""
        if self._grip is None:
            return
        offset = event.get_content_offset_capture(self)
        if not 0 <= offset.y < self.size.height:
            self.scroll_rows(1 if offset.y > 0 else -1)
        spot = self._spot(offset.x, max(0, min(offset.y, self.size.height - 1)))
        if spot and (spot != self._grip or self._selection):
            first, last = sorted((self._grip, spot))
            self._selection = (first, last) if first != last else None
            self.repaint()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection, or choose the link that was clicked."""
        if self._grip is None:
            return
        self._grip = None
        self.release_mouse()
        offset = event.get_content_offset(self)
        link = self.link_at(offset.x, offset.y) if offset and not self._selection else None
        if link:
            self.choose(link)

    def _spot(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the block and the offset in its text at a cell of the window; to the right of a line, its end."""
        from blogreader.render.layout.marks import offset_at

        rows = self.in_sight
        if not rows or self.galley is None:
            return None
        position, line = rows[min(y, len(rows) - 1)]
        offset = offset_at(line, x - self.margin)
        return (position.block, offset) if offset is not None else self.galley.offset_at(position)


def _matches(source: "ParsedDocument", words: str) -> "tuple[list[Match], dict[int, list[Mark]]]":
    """Find all matches, in the order of the text, and what marks them, by their blocks."""
    from blogreader.render.document.find import matches, pattern
    from blogreader.render.layout.marks import Mark

    compiled = pattern(words)
    if compiled is None:
        return [], {}
    found = [match for block, text in enumerate(source.texts()) for match in matches(text, block, compiled)]
    by_block = groupby(found, lambda match: match.block)
    return found, {block: [Mark(match.start, match.end, "match") for match in group] for block, group in by_block}
