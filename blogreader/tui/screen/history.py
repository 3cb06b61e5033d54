"""Where links were followed from: the way back."""

from collections import deque
from dataclasses import dataclass

from blogreader.model import Place

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Stop:
    """An article that was left by a link, and where its reader stood."""

    key: str
    place: Place | None
    rows: int = 0
    """Below the place: the row at the top may have no text of its own."""


class History:
    """The last hundred stops, newest on top."""

    def __init__(self) -> None:
        self._stops: deque[Stop] = deque(maxlen=_LONGEST)

    def __len__(self) -> int:
        return len(self._stops)

    def push(self, stop: Stop) -> None:
        """Put a stop on top, unless it lies there already; of too many the oldest is forgotten."""
        if not self._stops or self._stops[-1] != stop:
            self._stops.append(stop)

    def pop(self) -> Stop | None:
        """Take the stop on top; None when there is none."""
        return self._stops.pop() if self._stops else None

    def clear(self) -> None:
        """Forget the way back."""
        self._stops.clear()
