"""The cells of a screen as plain values: what can be kept of it, and painted without Textual."""

from collections.abc import Sequence
from typing import NamedTuple

Row = Sequence[tuple[str, str]]
"""Pieces of text, each behind its style: the parameters of an SGR sequence (ECMA-48), said after those before it."""


GROUNDS = 4


class LastScreen(NamedTuple):
    """What stood on the screen, as the next start will have it."""

    size: tuple[int, int]
    rows: list[Row]
    """Empty: the next start begins with another one."""
    grounds: list[str]
    """The `GROUNDS` styles of header, sidebar, list and text where nothing stands on them."""
