"""How far each way of listing a blog's posts got, and how complete they are together."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from blogreader.indexes.blog.candidates import Way

_USUAL_SIZES = frozenset((5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 250, 500, 1_000))
"""The usual lengths of feeds with only the newest posts."""
_SHORTEST = 10
"""Posts; a list of only the newest ones is rarely shorter."""


class Certainty(StrEnum):
    """How certain it is that all posts were found."""

    COMPLETE = "complete"
    PROBABLY = "probably"
    NEWEST = "newest only"


@dataclass(slots=True)
class WayProgress:
    """How far one way got."""

    keys: set[str] = field(default_factory=set)
    is_ended: bool = False
    """Whether the end of the list was reached."""
    is_sure: bool = False
    """Whether the site declares it: the end of an API, RFC 5005."""
    is_single: bool = False
    """Whether it ended with its first page, which may have only the newest: scrolling may load more."""
    is_cut: bool = False
    """Whether there was more than is accepted."""


class Ways:
    """The results of every way that was tried."""

    def __init__(self) -> None:
        self._of: dict[Way, WayProgress] = {}

    def __getitem__(self, way: Way) -> WayProgress:
        return self._of.setdefault(way, WayProgress())

    def has(self, *ways: Way) -> bool:
        """Return whether one of these ways listed anything."""
        return any(way in self._of and self._of[way].keys for way in ways)

    def is_sure(self) -> bool:
        """Return whether the site itself declares that this is all."""
        return any(one.is_sure for one in self._of.values())

    def certainty(self, posts: Collection[str], *, is_in_doubt: bool) -> Certainty:
        """Return how certain it is that these posts are all; `is_in_doubt`: more addresses may be posts."""
        if not posts:
            return Certainty.NEWEST
        covering: list[Way] = []
        for way, one in self._of.items():
            covered = one.keys.intersection(posts)
            if len(covered) < len(posts) or one.is_cut:
                continue
            if one.is_sure:
                return Certainty.COMPLETE
            if way is not Way.LISTS or one.is_ended:
                covering.append(way)
        size = len(self[Way.FEED].keys)
        may_be_newest = size in _USUAL_SIZES or size < 5
        if len(covering) >= 2:
            # A feed of the newest ten, and a page of the same ten that shows more to those who scroll, say nothing.
            if may_be_newest and set(covering) == {Way.FEED, Way.LISTS} and self[Way.LISTS].is_single:
                return Certainty.NEWEST if size >= _SHORTEST else Certainty.PROBABLY
            return Certainty.PROBABLY if is_in_doubt else Certainty.COMPLETE
        if len(posts) == 1:  # the one that was given
            return Certainty.NEWEST
        if covering == [Way.FEED]:
            return Certainty.NEWEST if may_be_newest else Certainty.PROBABLY
        if not covering and any(one.is_cut for one in self._of.values()):
            return Certainty.NEWEST
        # No way has all of them, but several together have what none of them denies.
        if covering or self.has(Way.LINKS, Way.SITEMAP, Way.SEARCH) or self[Way.LISTS].is_ended:
            return Certainty.PROBABLY
        return Certainty.NEWEST
