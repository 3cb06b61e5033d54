"""Ghost's list of a blog's posts, a hundred at a time, with the public key that its pages use for search."""

from collections.abc import Callable

from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Steps

_AT_ONCE = 100
_MOST_PAGES = 200


def steps(known: Findings, ask: Callable[[str], Asked]) -> Steps:
    """Yield requests for the posts, if a page announced such a list."""
    if known.is_settled() or not known.content_api:
        return
    way = known.listed[Way.API]
    for page in range(1, _MOST_PAGES):
        answer = yield from ask(f"{known.content_api}&page={page}")
        finds = found.finds if (found := answer.reading) is not None and found.kind is AnswerKind.LISTING else ()
        before = len(way.keys)
        known.candidates.take_finds(finds, Way.API)
        way.keys |= known.keys(find.url for find in finds)
        if len(way.keys) == before:
            return  # the same again, whatever page is asked for, or nothing
        if len(finds) < _AT_ONCE:
            way.is_sure = True
            return
