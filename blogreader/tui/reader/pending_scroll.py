"""A text that is loading: the line that says so, and the moves to make when it arrives."""

from typing import NamedTuple

_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Moves(NamedTuple):
    """The result of counted moves."""

    rows: int = 0
    """Rows down from the beginning, or up (negative) from the end."""
    from_end: bool = False


class PendingScroll:
    """Counts moves while the length of the text is unknown."""

    def __init__(self) -> None:
        self.sentence: str | None = None
        """The sentence shown meanwhile; None: not waiting for a text."""
        self._frame = 0
        self._moves = Moves()
        self._is_landing = False

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a text, or for the end of one."""
        return self.sentence is not None or self._is_landing

    def begin(self, sentence: str) -> None:
        """Wait for a text."""
        self.sentence, self._frame, self._moves, self._is_landing = sentence, 0, Moves(), False

    def land(self, moves: Moves) -> None:
        """Count moves from the end of a loaded text, until the end is known."""
        self.sentence, self._moves, self._is_landing = None, moves, True

    def end(self) -> Moves:
        """Stop waiting; return the counted moves."""
        moves = self._moves if self.is_waiting else Moves()
        self.sentence, self._moves, self._is_landing = None, Moves(), False
        return moves

    def scroll(self, rows: int) -> None:
        """Move down, or up, by rows, but not beyond the top or the end."""
        rows += self._moves.rows
        self._moves = self._moves._replace(rows=min(rows, 0) if self._moves.from_end else max(rows, 0))

    def go_to_top(self) -> None:
        """Move to the beginning."""
        self._moves = Moves()

    def go_to_end(self) -> None:
        """Move to the end."""
        self._moves = Moves(from_end=True)

    def spin(self) -> bool:
        """Turn the spinner; True for the first turn, from when on the line should be shown."""
        is_first = not self._frame
        self._frame = self._frame % (len(_SPINNER) - 1) + 1
        return is_first

    @property
    def line(self) -> str:
        """The line shown meanwhile, once it has taken long enough."""
        return f"{_SPINNER[self._frame]} {self.sentence}" if self.sentence is not None and self._frame else ""
