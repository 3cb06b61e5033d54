"""Following the links from each post to the previous and the next one, if nothing lists the posts."""

from collections.abc import Callable, Generator

from blogreader.indexes.blog import shapes
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import CERTAIN, PostCandidate, Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import MOST, Ask, Asked, Form, SiteAnswer, Steps
from blogreader.indexes.blog.ways import Certainty

_MOST_PLAIN = 500
"""The most pages in a row that do not say that they are articles."""
_FEW = 5
"""A home page that lists fewer posts than this may lead to the others only one by one."""
_LED_TO = 5
"""The most links of a home page that are tried."""
_Ask = Callable[[str, Form], Asked]


def steps(known: Findings, ask: _Ask, address: str, requests: Callable[[], int]) -> Steps:
    """Yield requests in both directions from the oldest known post, or else from the given page.

    `requests` says how many the search has made.
    """
    posts = known.posts()
    is_short = known.is_only_way() and known.listed[Way.LISTS].is_single and len(posts) < _FEW
    is_well = known.certainty() is not Certainty.NEWEST and not is_short and not known.leads_further()
    if known.is_settled() or is_well:
        return
    # A home page may do no more than lead to the newest post, or the first.
    led_to = known.menu[:_LED_TO] if not posts else ()
    for start in dict.fromkeys((*(one.url for one in posts[-1:]), address, known.home, *led_to)):
        found = yield from _chain(known, ask, requests, start, back=True)
        found += yield from _chain(known, ask, requests, start, back=False)
        if found:
            break


def _chain(
    known: Findings, ask: _Ask, requests: Callable[[], int], url: str, *, back: bool
) -> Generator[Ask, SiteAnswer, int]:
    """Follow the links in one direction; return how many led to a post."""
    met = known.listed[Way.LINKS].keys
    found = 0
    titles: set[str] = set()
    led: PostCandidate | None = None
    while requests() < MOST:
        answer = yield from ask(url, Form.PAGE)
        reading = answer.reading
        if reading is None or reading.kind is not AnswerKind.PAGE:
            if led is not None and answer.is_missing:  # a link that leads nowhere
                found -= Way.LINKS in led.ways
                led.ways.discard(Way.LINKS)
                if led.ways.isdisjoint(CERTAIN):
                    known.candidates.drop(known.keys([url]))
            break
        if url != known.home or reading.facts.is_article:
            known.take_facts(answer.url, reading.facts)
        says = reading.facts
        if led is not None and not says.is_article and (says.title in titles or len(titles) >= _MOST_PLAIN):
            # A calendar, whose pages lead on for ever and are all called so.
            led.ways.discard(Way.LINKS)
            found -= 1
            break
        titles.add(says.title)
        following = reading.facts.previous if back else reading.facts.next
        key = known.candidates.key(following) if following else None
        if not key or shapes.shape(following) is None or key in known.candidates.pages or key in met:
            break
        met.add(key)
        led = known.candidates.at(following)
        if led is not None and not led.is_minor:
            led.ways.add(Way.LINKS)
            found += 1
        url = following
    return found
