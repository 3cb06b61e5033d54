"""The jump list: where jumps began, to go back to and forward again, as editors have it."""

from collections.abc import Callable

from blogreader.library import View
from blogreader.model import Place
from blogreader.records import dataclass, field, replace

MOST = 100
"""Stops that are remembered."""


@dataclass(frozen=True, slots=True)
class TextStop:
    """A place in an article; None: the one that is kept of it."""

    key: str
    place: Place | None
    rows: int = 0
    """Below the place: the row at the top may have no text of its own."""
    is_link: bool = field(default=False, compare=False)
    """Whether it was left by a link or by the outline."""


@dataclass(frozen=True, slots=True)
class ListStop:
    """A row of a list."""

    view: View
    filter: str
    key: str | None
    """The article under the cursor; None: the list is empty."""
    is_link: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class SearchStop:
    """The results of a search of the archive."""

    line: str
    key: str
    """The article that was chosen of them."""
    is_link: bool = field(default=False, compare=False)


Stop = TextStop | ListStop | SearchStop


def is_same(one: Stop, other: Stop) -> bool:
    """Return whether two stops are one spot, however much of its article was in sight below it."""
    if not isinstance(one, TextStop) or not isinstance(other, TextStop):
        return one == other
    if one.key != other.key:
        return False
    if one.place is None or other.place is None:
        return True  # on its way to its kept place: nobody was elsewhere in it yet
    return (one.place.block, one.place.offset, one.rows) == (other.place.block, other.place.offset, other.rows)


class JumpList:
    """The last hundred stops; a new jump forgets those that lay ahead, as in a browser."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = 0
        """The number of the stop that one is at; behind the last one where nobody went back."""

    def __len__(self) -> int:
        return len(self._stops)

    def leave(self, here: Stop) -> None:
        """Remember where a jump begins."""
        del self._stops[self._at :]
        if self._stops and is_same(self._stops[-1], here):
            here = _linked(here, self._stops.pop())
        self._stops = [*self._stops, here][-MOST:]
        self._at = len(self._stops)

    def back(self, here: Stop, wanted: Callable[[Stop], bool] = lambda _: True) -> Stop | None:
        """Return the nearest stop before this one, of those that are wanted; None when there is none."""
        return self._go(here, range(self._at - 1, -1, -1), wanted)

    def forward(self, here: Stop) -> Stop | None:
        """Return the next of those stops that were gone back from; None when there is none."""
        return self._go(here, range(self._at + 1, len(self._stops)), lambda _: True)

    def _go(self, here: Stop, numbers: range, wanted: Callable[[Stop], bool]) -> Stop | None:
        for number in numbers:
            stop = self._stops[number]
            if wanted(stop) and not is_same(stop, here):
                self._put(here)
                self._at = number
                return stop
        return None

    def _put(self, here: Stop) -> None:
        """Remember where one stands now: the way back to it leads there, and not to where it was come to."""
        if self._at == len(self._stops):
            self._stops.append(here)
        else:
            self._stops[self._at] = _linked(here, self._stops[self._at])


def _linked(stop: Stop, before: Stop) -> Stop:
    """Return a stop in place of another one, which may have been left by a link."""
    return replace(stop, is_link=stop.is_link or before.is_link) if isinstance(stop, TextStop) else stop
