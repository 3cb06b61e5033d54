"""Substack's list of a blog's posts, fifty at a time, which its own archive page requests while scrolling."""

from collections.abc import Callable
from urllib.parse import urljoin

from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Steps

_AT_ONCE = 50
_MOST_PAGES = 200


def steps(known: Findings, ask: Callable[[str], Asked]) -> Steps:
    """Yield requests for the posts, if the feed or the page is Substack's."""
    if "substack" not in known.generator:
        return
    way = known.listed[Way.API]
    taken = 0
    for _ in range(_MOST_PAGES):
        address = f"/api/v1/archive?sort=new&search=&offset={taken}&limit={_AT_ONCE}"
        answer = yield from ask(urljoin(known.home, address))
        reading = answer.reading
        if reading is None or reading.kind is not AnswerKind.LISTING:
            # An empty list; what is refused is no end.
            way.is_sure = taken > 0 and reading is not None and answer.text.split() == ["[]"]
            return
        before = len(way.keys)
        known.candidates.take_finds(reading.finds, Way.API)
        way.keys |= known.keys(find.url for find in reading.finds)
        taken += len(reading.finds)
        if len(way.keys) == before:
            return  # the same again, whatever is asked for
