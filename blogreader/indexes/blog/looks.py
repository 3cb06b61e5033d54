"""Fetching single pages: those that may or may not be posts, and posts without a title or a date."""

from collections.abc import Callable

from blogreader.indexes.blog import open_questions, sitemap_posts
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import ASIDE, CERTAIN, PostCandidate, Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import ENOUGH, MOST_WITH_LISTS, Asked, Form, Steps

_MOST = 8
"""The most pages of one kind that are fetched."""
_OF_SAMPLE = 0.85
"""The share of fetched pages that must be posts for all others of their shape to be accepted."""
_COMPARED = 6
"""Posts that are fetched to compare their dates with their change dates."""
_MENUS = 3
"""The most lists of other things that are ruled out one after the other."""
_ALIKE = 5
"""Posts for which both dates must be known before one is used as the other."""
_Ask = Callable[[str, Form], Asked]


def steps(known: Findings, ask: _Ask, requests: Callable[[], int]) -> Steps:
    """Yield requests for a few of each kind; `requests` returns how many the search has made."""
    for one in open_questions.of_sitemap(known.candidates) if not known.candidates.posts() else ():
        yield from _look(known, ask, one)
    yield from _doubts(known, ask, requests)
    yield from _proof(known, ask)
    yield from _samples(known, ask, requests)
    lacking = [one for one in known.candidates.posts() if one.title_rank <= 1 or one.date is None]
    if all(one.ways == {Way.SITEMAP} for one in known.candidates.posts()):
        for one in sitemap_posts.by_length(lacking)[: max(0, MOST_WITH_LISTS - requests())]:
            yield from _look(known, ask, one)
        return
    # All of them or none: all name themselves when they are read.
    for one in lacking if len(lacking) <= max(_MOST, MOST_WITH_LISTS - requests()) else ():
        is_spent = requests() >= MOST_WITH_LISTS and not known.listed.has(Way.LINKS)
        if is_spent or one.facts is not None:
            return
        yield from _look(known, ask, one)


def _doubts(known: Findings, ask: _Ask, requests: Callable[[], int]) -> Steps:
    """Fetch the addresses that look like posts but may be anything: all of them, or samples that stand for the rest."""
    doubtful = open_questions.doubtful(known.candidates)
    for one in doubtful[:: max(1, len(doubtful) // _MOST)][:_MOST]:
        if requests() >= ENOUGH:
            return
        yield from _look(known, ask, one)
    looked = [one for one in doubtful if one.facts is not None]
    posts = sum(one.is_dated_article for one in looked)
    left = open_questions.doubtful(known.candidates)
    if not posts or not left:
        return
    if requests() + len(left) <= MOST_WITH_LISTS:  # they are about to be read anyway
        for one in left:
            yield from _look(known, ask, one)
    elif posts >= _OF_SAMPLE * len(looked):
        known.candidates.trust({one.shape for one in looked if one.shape is not None})


def _samples(known: Findings, ask: _Ask, requests: Callable[[], int]) -> Steps:
    """Fetch some of many posts without a date whose change date is in a sitemap: the two may be equal."""
    _believe_changes(known)
    undated = [one for one in known.candidates.posts() if one.date is None and one.changed and one.facts is None]
    if MOST_WITH_LISTS - requests() < len(undated):
        for one in undated[:: max(1, len(undated) // _COMPARED)][:_COMPARED]:
            yield from _look(known, ask, one)
        _believe_changes(known)


def _believe_changes(known: Findings) -> None:
    """Use change dates as publication dates, if the two are equal for posts where both are known."""
    posts = [one for one in known.candidates.posts() if one.changed is not None]
    alike = [abs((one.date - one.changed).days) <= 1 for one in posts if one.date and one.changed]
    if len(alike) >= _ALIKE and sum(alike) >= 0.9 * len(alike):
        for one in posts:
            one.put_date(one.changed, ASIDE)


def _proof(known: Findings, ask: _Ask) -> Steps:
    """Fetch some candidates that only lists without dates suggest: the menu of a shop looks the same."""
    for _ in range(_MENUS):
        unproven = open_questions.unproven(known.candidates)
        for one in unproven:
            answer = yield from _look(known, ask, one)
            is_unknown = answer.reading is None and not answer.is_missing
            if is_unknown or (one.facts is not None and (one.facts.is_article or one.date)):
                return
        if not unproven or (shape := unproven[0].shape) is None:
            return
        known.candidates.refute(shape)


def _look(known: Findings, ask: _Ask, one: PostCandidate) -> Asked:
    answer = yield from ask(one.url, Form.PAGE)
    if answer.reading is not None and answer.reading.kind is AnswerKind.PAGE:
        known.take_facts(one.url, answer.reading.facts)
    elif answer.is_missing and one.ways.isdisjoint(CERTAIN):  # a link in a text that leads nowhere
        known.candidates.drop(known.keys([one.url]))
    return answer
