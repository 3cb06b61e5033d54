"""The reader's rules for a host; not in `model`, so that extraction need not import that."""

from blogreader.records import dataclass


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The reader's rules for the pages of one host, as CSS selectors."""

    article: str = ""
    """The element that contains the article; empty: it is detected."""
    drop: tuple[str, ...] = ()
    """Elements that are never part of an article there."""
    keep: tuple[str, ...] = ()
    """Elements that always are."""
