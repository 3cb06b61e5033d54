"""Where articles stand among all: numbers with room between them, so that a new article moves no other.

Each source has a region of its own, and begins in its middle: most blogs put what is new at the top.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from blogreader.model import Article

_REGION = 2**28
"""Numbers of a source: some millions of articles before and behind the one that was first."""
_SPACE = 16
"""Numbers from one article to the next."""


class Numbered:
    """Articles with their positions, in the order of their sources; iterable once."""

    def __init__(self, articles: Iterable[tuple[Article, str]]) -> None:
        self._articles = articles
        self.regions: dict[str, int] = {}
        """The region of each source so far; the last one of a source that comes in several parts."""
        self.torn: set[str] = set()
        """The sources that come in several parts."""

    def __iter__(self) -> Iterator[tuple[int, tuple[Article, str]]]:
        region, position, last = -1, 0, None
        for article, source in self._articles:
            if source != last:
                region += 1
                position, last = _first(region), source
                if source in self.regions:
                    self.torn.add(source)
                self.regions[source] = region
            yield position, (article, source)
            position += _SPACE


def placed(region: int, before: Sequence[int | None]) -> list[int] | None:
    """Return increasing positions of a region for articles that had these, where as many as can be keep theirs.

    None: there is no room left; all have to be numbered anew.
    """
    kept = _longest_increasing(before)
    found: list[int] = []
    start = 0
    for end in [*kept, len(before)]:
        position = before[end] if end < len(before) else None
        between = _between(region, found[-1] if found else None, position, end - start)
        if between is None:
            return None
        found += between
        if position is not None:
            found.append(position)
        start = end + 1
    return found


def _first(region: int) -> int:
    return region * _REGION + _REGION // 2


def _between(region: int, low: int | None, high: int | None, count: int) -> Sequence[int] | None:
    """Return so many positions between two of a region, next to the one that they stand before; None: no room."""
    if not count:
        return ()
    if high is None:
        start = _first(region) if low is None else low + _SPACE
        found = range(start, start + count * _SPACE, _SPACE)
        return found if found[-1] < (region + 1) * _REGION else None
    space = _SPACE if low is None else min(_SPACE, (high - low) // (count + 1))
    start = high - count * space
    return range(start, high, space) if space and start >= region * _REGION else None


def _longest_increasing(numbers: Sequence[int | None]) -> list[int]:
    """Return where the longest part stands whose numbers increase, by its rows (Schensted, 1961)."""
    rows: list[int] = []  # the row of the smallest number with which a part of each length ends
    ends: list[int] = []  # these numbers
    earlier: dict[int, int] = {}
    for row, number in enumerate(numbers):
        if number is None:
            continue
        length = bisect_left(ends, number)
        if length:
            earlier[row] = rows[length - 1]
        rows[length : length + 1], ends[length : length + 1] = [row], [number]
    found = rows[-1:]
    while found and found[-1] in earlier:
        found.append(earlier[found[-1]])
    return found[::-1]
