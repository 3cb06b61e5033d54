"""Text selected with the mouse."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogreader.render import Block
    from blogreader.render.layout.marks import Mark

_FAR = 1_000_000_000

Spot = tuple[int, int]
"""A block, and an offset in its text."""


class TextSelection:
    """The text between the spot where the mouse was pressed and the one it was moved to."""

    def __init__(self) -> None:
        self.ends: tuple[Spot, Spot] | None = None
        """The first selected spot, and the first one after the selection; None: nothing is selected."""
        self._grip: Spot | None = None

    @property
    def is_being_made(self) -> bool:
        """Whether the mouse is still pressed."""
        return self._grip is not None

    def begin(self, spot: Spot | None) -> None:
        """Press the mouse on a spot; None begins nothing."""
        self._grip = spot

    def extend(self, spot: Spot | None) -> bool:
        """Move the mouse to a spot; False if the selection stays the same."""
        if spot is None or self._grip is None or (spot == self._grip and not self.ends):
            return False
        first, last = sorted((self._grip, spot))
        self.ends = (first, last) if first != last else None
        return True

    def end(self) -> None:
        """Release the mouse."""
        self._grip = None

    def drop(self) -> bool:
        """Deselect; False if nothing was selected."""
        if self.ends is None:
            return False
        self.ends = None
        return True

    def marks(self, block: int) -> "tuple[Mark, ...]":
        """Return the mark of the selection in a block."""
        from blogreader.render.layout.marks import Mark

        if self.ends is None:
            return ()
        (upper, start), (lower, end) = self.ends
        if not upper <= block <= lower:
            return ()
        return (Mark(start if block == upper else 0, end if block == lower else _FAR, "selected"),)

    def text(self, blocks: "Sequence[Block]") -> str:
        """Return the selected text, with a blank line between blocks; code is verbatim."""
        from blogreader.render import blank_before, plain_text

        if self.ends is None:
            return ""
        (first, start), (last, end) = self.ends
        text = ""
        for number in range(first, last + 1):
            block = blocks[number]
            between = "" if number == first else "\n\n" if blank_before(block) else "\n"
            text += between + plain_text(block)[start if number == first else 0 : end if number == last else None]
        return text
