"""Feeds with dead addresses, corrected by other lists of the same posts."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from blogreader.indexes.blog.candidates import DATED, Candidates, PostCandidate, Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Form, Steps
from blogreader.text import fold

_TWINS = 3
"""How many posts must differ between a feed and a list before the feed's addresses are checked."""
_LISTED = 10
"""How many of the newest posts in a feed are compared: a first page lists them, too."""
_ASKED = 2


def steps(known: Findings, ask: Callable[[str, Form], Asked]) -> Steps:
    """Yield requests for addresses that lists give differently from the feed; the lists' replace dead ones."""
    pairs = _twins(known.candidates)
    for one, _ in pairs[:: max(1, len(pairs) // _ASKED)][:_ASKED]:
        answer = yield from ask(one.url, Form.PAGE)
        reading = answer.reading
        # Some servers send to their home page whoever asks for what is not there.
        leads_there = reading is not None and fold(one.title) in fold(reading.facts.title)
        if leads_there or (reading is None and not answer.is_missing):
            return
    if pairs:
        _give_way(known, pairs)


def _twins(candidates: Candidates) -> list[tuple[PostCandidate, PostCandidate]]:
    """Return posts that the feed and a list have under the same title at different addresses.

    Nothing when any address of the feed is also listed or in a sitemap, or fewer than half have such a twin: then the
    feed's are good.
    """
    others = {Way.SITEMAP, Way.LISTS, Way.SEARCH, Way.API, Way.INDEX, Way.LLMS}
    of_feed = [one for one in candidates.of.values() if Way.FEED in one.ways]
    if len(of_feed) < _TWINS or any(one.ways & others for one in of_feed):
        return []
    listed: dict[str, list[PostCandidate]] = defaultdict(list)
    for key, one in candidates.of.items():
        is_listed = Way.LISTS in one.ways and one.title_rank >= DATED and one.shape is not None
        if is_listed and key not in candidates.pages:
            listed[fold(one.title)].append(one)
    pairs = [(one, same[0]) for one in of_feed if one.title and len(same := listed[fold(one.title)]) == 1]
    newest = sum(one.date is not None for one in of_feed[:_LISTED]) or len(of_feed)
    return pairs if len(pairs) >= _TWINS and len(pairs) * 2 >= min(len(of_feed), newest) else []


def _give_way(known: Findings, pairs: Sequence[tuple[PostCandidate, PostCandidate]]) -> None:
    for one, same in pairs:
        same.ways.add(Way.FEED)
        same.name(one.title, one.title_rank)
        same.put_date(one.date, one.date_rank)
        same.category, same.author = same.category or one.category, same.author or one.author
        same.summary, same.text = same.summary or one.summary, same.text or one.text
    kept = {id(same) for _, same in pairs}
    dead = {key for key, one in known.candidates.of.items() if Way.FEED in one.ways and id(one) not in kept}
    known.candidates.drop(dead)
    way = known.listed[Way.FEED]
    way.keys = (way.keys - dead) | known.keys(same.url for _, same in pairs)
    way.is_sure = False
