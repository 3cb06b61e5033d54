"""A heading as the outline of an article has it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One heading."""

    level: int
    """1 to 6."""
    title: str
    """Plain text."""
    fraction: float
    """How much of the article lies before it, 0 to 1."""
