"""A text on its way: the line that says so, and the moves that hold when it is there."""

from typing import NamedTuple

_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Moves(NamedTuple):
    """Where moves that were counted lead."""

    rows: int = 0
    """Down from the beginning, or up (negative) from the end."""
    from_end: bool = False


class PendingScroll:
    """Counts moves while nobody knows how long the text is."""

    def __init__(self) -> None:
        self.sentence: str | None = None
        """What is said meanwhile; None: nothing is waited for."""
        self._frame = 0
        self._moves = Moves()
        self._is_landing = False

    @property
    def is_waiting(self) -> bool:
        """Whether a text is waited for, or the end of one that is there."""
        return self.sentence is not None or self._is_landing

    def begin(self, sentence: str) -> None:
        """Wait for a text."""
        self.sentence, self._frame, self._moves, self._is_landing = sentence, 0, Moves(), False

    def land(self, moves: Moves) -> None:
        """Go on counting from the end of a text that is there, until it is known where that is."""
        self.sentence, self._moves, self._is_landing = None, moves, True

    def end(self) -> Moves:
        """Wait no longer; return where its reader has gone."""
        moves = self._moves if self.is_waiting else Moves()
        self.sentence, self._moves, self._is_landing = None, Moves(), False
        return moves

    def scroll(self, rows: int) -> None:
        """Move so many rows down, or up; not beyond the top, nor beyond the end."""
        rows += self._moves.rows
        self._moves = self._moves._replace(rows=min(rows, 0) if self._moves.from_end else max(rows, 0))

    def go_to_top(self) -> None:
        """Move to the beginning."""
        self._moves = Moves()

    def go_to_end(self) -> None:
        """Move to the end."""
        self._moves = Moves(from_end=True)

    def spin(self) -> bool:
        """Turn the spinner; True when it is the first turn: from now on something should be shown."""
        is_first = not self._frame
        self._frame = self._frame % (len(_SPINNER) - 1) + 1
        return is_first

    @property
    def line(self) -> str:
        """What is shown meanwhile, once it has taken long enough."""
        return f" {_SPINNER[self._frame]} {self.sentence}" if self.sentence is not None and self._frame else ""
