"""The highlights of one text: their marks, and which of them is current."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from blogreader.model import Highlight
from blogreader.records import dataclass

if TYPE_CHECKING:
    from blogreader.render.document.anchors import Passage
    from blogreader.render.layout.marks import Mark

_FAR = 1 << 40


@dataclass(frozen=True, slots=True)
class Highlighted:
    """A highlight and its position in the text; None: not found, or a note on the whole article."""

    highlight: Highlight
    passage: "Passage | None"


class Highlighting:
    """The highlights of the open text; blocks count from its first."""

    def __init__(self) -> None:
        self.all: tuple[Highlighted, ...] = ()
        """All highlights of the article, including those not found in its text."""
        self._placed: list[tuple[tuple[int, int], Highlighted]] = []
        self._marks: dict[int, list[Mark]] = {}
        self.current: Highlighted | None = None
        """The highlight that was visited last."""

    def take(self, found: "tuple[Highlighted, ...]", marks: "dict[int, list[Mark]]") -> None:
        """Show other highlights; the current one stays current."""
        self.all, self._marks = found, marks
        placed = [((one.passage.block, one.passage.start), one) for one in found if one.passage]
        self._placed = sorted(placed, key=lambda pair: (pair[0], pair[1].highlight.id))
        current = self.current.highlight.id if self.current else None
        self.current = next((one for one in found if one.highlight.id == current), None)

    def step(self, spot: tuple[int, int], step: int) -> Highlighted | None:
        """Make the next (1) or previous (-1) highlight current, from the current one or a spot; None: there is none."""
        at = next((number for number, (_, one) in enumerate(self._placed) if one is self.current), None)
        if at is None:
            at = bisect_left(self._placed, spot, key=lambda pair: pair[0]) - (step > 0)
        if not 0 <= at + step < len(self._placed):
            return None
        self.current = self._placed[at + step][1]
        return self.current

    def choose(self, identity: str) -> Highlighted | None:
        """Make a highlight current, by its id; None: it is not in the text."""
        self.current = next((one for _, one in self._placed if one.highlight.id == identity), None)
        return self.current

    def drop(self) -> bool:
        """Make none current; False if none was."""
        had, self.current = self.current is not None, None
        return had

    @property
    def count(self) -> int:
        """How many are in the text."""
        return len(self._placed)

    def number(self, one: Highlighted) -> int:
        """Return the number of a highlight among those in the text, from 1."""
        return next(number for number, (_, other) in enumerate(self._placed, 1) if other is one)

    def marks(self, block: int, first: int, last: int) -> "Sequence[Mark]":
        """Return the marks in a block between two offsets."""
        from blogreader.render.layout.marks import Mark

        in_block = self._marks.get(block, ())
        begin = bisect_right(in_block, first, key=lambda mark: mark.end)
        marks = [*in_block[begin : bisect_left(in_block, last, begin, key=lambda mark: mark.start)]]
        if self.current and (passage := self.current.passage) and passage.block <= block <= passage.last:
            start = passage.start if block == passage.block else 0
            marks.append(Mark(start, passage.end if block == passage.last else _FAR, "note.current"))
        return marks


def marks_of(found: "Iterable[Highlighted]") -> "dict[int, list[Mark]]":
    """Return the marks of highlights by block, without overlaps: later highlights cover others.

    So the cost of a row does not grow with their number.
    """
    from blogreader.render.layout.marks import Mark

    parts: dict[int, list[tuple[int, int, str]]] = {}
    for one in found:
        if passage := one.passage:
            role = f"note.{one.highlight.colour}" + (".noted" if one.highlight.note else "")
            for block in range(passage.block, passage.last + 1):
                start = passage.start if block == passage.block else 0
                parts.setdefault(block, []).append((start, passage.end if block == passage.last else _FAR, role))
    return {block: [Mark(*part) for part in _apart(overlapping)] for block, overlapping in parts.items()}


def _apart(parts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut parts so that they don't overlap: the one that begins later covers the other."""
    found: list[tuple[int, int, str]] = []
    open_parts: list[tuple[int, int, str]] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while open_parts and at < until:
            _, end, role = open_parts[-1]
            if end > at:
                found.append((at, min(end, until), role))
                at = min(end, until)
            if end <= until:
                open_parts.pop()

    for part in sorted(parts):
        close(part[0])
        at = part[0]
        open_parts.append(part)
    close(_FAR)
    return found
