"""The cells of a screen as plain values, which can be stored, and painted without Textual."""

from collections.abc import Sequence
from typing import NamedTuple

Row = Sequence[tuple[str, str]]
"""Pieces of text, each after its style: SGR parameters (ECMA-48), relative to the style before."""


GROUNDS = 4


class LastScreen(NamedTuple):
    """The last screen, for the next start."""

    size: tuple[int, int]
    rows: list[Row]
    """Empty if the next start shows another screen."""
    grounds: list[str]
    """The `GROUNDS` background styles of header, sidebar, list and text."""
