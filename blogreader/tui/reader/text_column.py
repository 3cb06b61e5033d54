"""How a pane divides its width: a column of text in the middle, air beside it, and the scrollbar."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from blogreader.render import Options

BAR = 1
"""Cells of the scrollbar."""
_AIR = ((80, 4), (56, 2), (3, 1))
"""Least widths of the pane, each with the margin on both sides of the text, in cells."""
_AT_HAND = 8


class TextColumn(NamedTuple):
    """The parts of a pane's width, in cells."""

    pane: int
    measure: int
    """The column of text."""
    margin: int
    """To the left of the text, which is centred."""
    room: int
    """From the margin on, for code and tables that are wider than the column."""

    def layout(self, *, wrap_code: bool, code_offset: int) -> "tuple[int, Options]":
        """Return the width and the options of a layout in this column."""
        from blogreader.render import Options

        return self.room, Options(
            column=self.measure,
            wrap_code=wrap_code,
            code_offset=code_offset,
            fill_code=True,
            rules=False,
            lazy_colours=True,
        )


@lru_cache(_AT_HAND)
def text_column(pane: int, most: int) -> TextColumn:
    """Divide the width of a pane, for a column of at most so many cells."""
    air = next((cells for width, cells in _AIR if pane >= width), 0)
    measure = max(min(most, pane - 2 * air - BAR), 1)
    margin = max((pane - BAR - measure) // 2, air)
    return TextColumn(pane, measure, margin, max(pane - margin - air - BAR, 1))
