"""What a reader says of a host: apart from the other nouns, so that an extraction does not wait for these."""

from blogreader.records import dataclass


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What the reader says of the pages of one host, as CSS selectors."""

    article: str = ""
    """The element that holds the article; empty: it is looked for."""
    drop: tuple[str, ...] = ()
    """What is no part of an article there."""
    keep: tuple[str, ...] = ()
    """What is, whatever it looks like."""
