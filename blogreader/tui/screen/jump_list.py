"""The jump list, as in editors: where jumps began, to go back and forward."""

from collections.abc import Callable

from blogreader.library import View
from blogreader.model import Place
from blogreader.records import dataclass, field, replace

MOST = 100
"""The most stops that are remembered."""


@dataclass(frozen=True, slots=True)
class TextStop:
    """A place in an article; None: its saved place."""

    key: str
    place: Place | None
    rows: int = 0
    """Rows below the place, since the row at the top may have no text of its own."""
    is_link: bool = field(default=False, compare=False)
    """Whether it was left by a link or the outline."""
    beside: tuple[View, str] | None = field(default=None, compare=False)
    """The list that the article was read from: a view and its filter."""


@dataclass(frozen=True, slots=True)
class ListStop:
    """A row of a list."""

    view: View
    filter: str
    key: str | None
    """The key of the article under the cursor; None: the list is empty."""


@dataclass(frozen=True, slots=True)
class SearchStop:
    """The results of a search of the archive."""

    line: str
    key: str
    """The key of the chosen article."""


Stop = TextStop | ListStop | SearchStop


def is_same(one: Stop, other: Stop) -> bool:
    """Return whether two stops are the same spot, regardless of how much was visible below it."""
    if not isinstance(one, TextStop) or not isinstance(other, TextStop):
        return one == other
    if one.key != other.key:
        return False
    if one.place is None or other.place is None:
        return True  # going to its saved place: it was not read elsewhere yet
    return (one.place.block, one.place.offset, one.rows) == (other.place.block, other.place.offset, other.rows)


def is_left_by_link(stop: Stop) -> bool:
    """Return whether a stop was left by a link or the outline."""
    return isinstance(stop, TextStop) and stop.is_link


class JumpList:
    """The last hundred stops; a new jump forgets those ahead, as in a browser."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = 0
        """The index of the current stop; after the last one unless one went back."""

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
        """Return the nearest wanted stop before this one; None if there is none."""
        return self._go(here, range(self._at - 1, -1, -1), wanted)

    def forward(self, here: Stop) -> Stop | None:
        """Return the next stop ahead; None if there is none."""
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
        """Replace the current stop by the present position, so that coming back leads there."""
        if self._at == len(self._stops):
            self._stops.append(here)
        else:
            self._stops[self._at] = _linked(here, self._stops[self._at])


def _linked(stop: Stop, before: Stop) -> Stop:
    """Return a stop that replaces another, and was left by a link if that one was."""
    return replace(stop, is_link=stop.is_link or is_left_by_link(before)) if isinstance(stop, TextStop) else stop
