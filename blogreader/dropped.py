"""What was left out of an article: apart from the other nouns, so that an extraction does not wait for these."""

from blogreader.records import dataclass


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of a page that was left out of its article."""

    reason: str
    text: str
    """What it said, on one line, cut where it is long."""
