"""The way from any page of a blog to its home page."""

from collections.abc import Callable

from blogreader.indexes.blog import guesses
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Form, Steps

_MOST = 3
"""The most pages above the given one that are requested."""
_Ask = Callable[[str, Form], Asked]


def visit(known: Findings, ask: _Ask, url: str, form: Form = Form.PAGE) -> Asked:
    """Request a page, or an index in Markdown, and take it for the blog's home if it exists; return the response."""
    answer = yield from ask(url, form)
    if answer.reading is not None and answer.reading.facts.redirect:
        answer = yield from ask(answer.reading.facts.redirect, form)
    if answer.reading is not None and answer.reading.kind is AnswerKind.MARKDOWN:
        known.home = answer.url
        known.take_list(answer.reading, Way.INDEX)
    elif answer.reading is not None and answer.reading.kind is AnswerKind.PAGE:
        known.home = answer.url
        known.candidates.add_host(answer.url)
        known.take_page(answer.url, answer.reading)
    return answer


def find(known: Findings, ask: _Ask, address: str) -> Steps:
    """Find the page that the given one is a part of: the nearest above it that lists posts, or the root.

    A post, a tag or a later page of a list does not link to everything that the blog has.
    """
    for url in guesses.above(address, lambda one: known.candidates.key(one) in known.linked)[:_MOST]:
        answer = yield from visit(known, ask, url)
        if answer.reading is not None and known.lists_posts(answer.reading):
            return
