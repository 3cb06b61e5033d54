"""The lists of links on the pages of a blog, each known by its path from the body."""

from collections import Counter
from dataclasses import dataclass, field

_NEARLY_ALL = 0.9
_FULL = 8
"""A list of this many addresses that has none of them more than twice is one of posts that is there twice."""


@dataclass(slots=True)
class LinkList:
    """The links of one page that share their path from the body."""

    page: str
    keys: list[str] = field(default_factory=list)
    dated: int = 0
    headings: int = 0
    turns: int = 0
    """How often the address changed from one link to the next: a list of posts has each once."""
    last: str = ""
    is_main: bool = True

    @property
    def is_repeated(self) -> bool:
        """Whether it repeats a few addresses, such as the categories or authors of each entry.

        A list of posts that stands twice on its page has none of them more often.
        """
        times = Counter(self.keys)
        if len(times) >= _FULL and max(times.values()) <= 2:
            return False
        return self.turns > 1.5 * len(times)

    @property
    def is_dated(self) -> bool:
        """Whether a day stands beside nearly each entry."""
        return self.dated >= _NEARLY_ALL * len(self.keys)
