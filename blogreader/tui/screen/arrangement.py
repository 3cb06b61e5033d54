"""Divides the width of the terminal: the list gets the room while browsing, the text while reading."""

from typing import NamedTuple

SIDEBAR_WIDTH = 26
_LIST_BESIDE_TEXT = 36
_MOST_CARD = 72
_TWO_PANES, _THREE_PANES = 80, 120
"""From these widths on, the sidebar is shown beside the list, and a card beside both, in columns."""
_LIST_AND_TEXT, _ALL_AND_TEXT = 100, 150
"""From these widths on, the list is shown beside the text, and the sidebar beside both, in columns."""
_AIRY = 24
"""From this height on, a blank line stands above the lists, in lines."""


class PaneWidths(NamedTuple):
    """Columns of each pane; 0: hidden. The rightmost one takes the rest."""

    sidebar: int
    articles: int
    reader: int


def arranged(width: int, *, at_sidebar: bool, at_reader: bool, zen: bool) -> PaneWidths:
    """Return the widths of the panes for a total width."""
    if zen or (at_reader and width < _LIST_AND_TEXT):
        return PaneWidths(0, 0, width)
    if at_reader:
        sidebar = SIDEBAR_WIDTH if width >= _ALL_AND_TEXT else 0
        return PaneWidths(sidebar, _LIST_BESIDE_TEXT, width - sidebar - _LIST_BESIDE_TEXT)
    if width < _TWO_PANES:
        return PaneWidths(width, 0, 0) if at_sidebar else PaneWidths(0, width, 0)
    rest = width - SIDEBAR_WIDTH
    card = min(rest * 3 // 8, _MOST_CARD) if width >= _THREE_PANES else 0
    return PaneWidths(SIDEBAR_WIDTH, rest - card, card)


def air(height: int) -> int:
    """Return the blank lines above the lists for a total height; a card and a text have one of their own."""
    return int(height >= _AIRY)
