"""How the width of the terminal is shared: the list has the room while one browses, the text while one reads."""

from typing import NamedTuple

SIDEBAR_WIDTH = 26
_LIST_BESIDE_TEXT = 36
_LEAST_CARD, _MOST_CARD = 34, 72
_TWO_PANES, _THREE_PANES = 80, 120
"""Columns from which the sidebar stands beside the list, and a card beside both."""
_LIST_AND_TEXT, _ALL_AND_TEXT = 100, 150
"""Columns from which the list stands beside the text, and the sidebar beside both."""


class PaneWidths(NamedTuple):
    """Columns of each pane; 0: it is not in sight. The one to the right takes what is left."""

    sidebar: int
    articles: int
    reader: int


def arranged(width: int, *, at_sidebar: bool, at_reader: bool, zen: bool) -> PaneWidths:
    """Return what each pane has of so many columns."""
    if zen or (at_reader and width < _LIST_AND_TEXT):
        return PaneWidths(0, 0, width)
    if at_reader:
        sidebar = SIDEBAR_WIDTH if width >= _ALL_AND_TEXT else 0
        return PaneWidths(sidebar, _LIST_BESIDE_TEXT, width - sidebar - _LIST_BESIDE_TEXT)
    if width < _TWO_PANES:
        return PaneWidths(width, 0, 0) if at_sidebar else PaneWidths(0, width, 0)
    rest = width - SIDEBAR_WIDTH
    card = min(max(rest * 3 // 8, _LEAST_CARD), _MOST_CARD) if width >= _THREE_PANES else 0
    return PaneWidths(SIDEBAR_WIDTH, rest - card, card)
