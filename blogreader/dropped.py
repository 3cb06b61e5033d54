"""Parts of a page left out of its article; not in `model`, so that extraction need not import that."""

from blogreader.records import dataclass


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of a page that was left out of its article."""

    reason: str
    text: str
    """Its text, on one line, shortened if long."""
