"""The selected rows of a list, as ranges: a hundred thousand rows may be a single one."""

from bisect import bisect_right
from collections.abc import Iterator

from blogreader.records import dataclass

Range = tuple[int, int]
"""The first row, and the one after the last."""


@dataclass(frozen=True, slots=True)
class RowSelection:
    """Ranges in order, which neither overlap nor touch."""

    ranges: tuple[Range, ...] = ()

    def __len__(self) -> int:
        return sum(stop - start for start, stop in self.ranges)

    def __iter__(self) -> Iterator[Range]:
        return iter(self.ranges)

    def __contains__(self, row: object) -> bool:
        if not isinstance(row, int):
            return False
        at = bisect_right(self.ranges, row, key=lambda one: one[0]) - 1
        return at >= 0 and row < self.ranges[at][1]

    def with_rows(self, start: int, stop: int) -> "RowSelection":
        """Return the selection with these rows added."""
        if start >= stop:
            return self
        before = tuple(one for one in self.ranges if one[1] < start)
        after = tuple(one for one in self.ranges if one[0] > stop)
        touching = self.ranges[len(before) : len(self.ranges) - len(after)]
        joined = min([start, *(first for first, _ in touching)]), max([stop, *(last for _, last in touching)])
        return RowSelection((*before, joined, *after))

    def without_row(self, row: int) -> "RowSelection":
        """Return the selection without a row."""
        ranges: list[Range] = []
        for start, stop in self.ranges:
            if start <= row < stop:
                ranges += [one for one in ((start, row), (row + 1, stop)) if one[0] < one[1]]
            else:
                ranges.append((start, stop))
        return RowSelection(tuple(ranges))

    def toggled(self, row: int) -> "RowSelection":
        """Return the selection with a row added, or removed if it is selected."""
        return self.without_row(row) if row in self else self.with_rows(row, row + 1)
