"""The links of a home page's menu, followed if nothing else lists the posts: one of them may lead to the blog."""

from collections.abc import Callable

from blogreader.indexes.blog import open_questions, shapes
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Form, Steps

_MOST = 8
_FEW = 10
"""With fewer posts than this, a menu may lead to the actual blog."""
_MANY = 0.25
"""If this share of the posts has no title, as in a sitemap, the menu may lead to lists that have them."""


def steps(known: Findings, ask: Callable[[str, Form], Asked], read: Callable[[str], Steps]) -> Steps:
    """Yield requests for pages of the menu until one lists posts, and for the pages that continue it (`read`).

    Tags and categories are requested only if no posts are known at all, since each may have different ones.
    """
    is_short = len(known.posts()) < _FEW and known.is_only_way() and not known.feed
    are_named = _are_named(known)
    if open_questions.are_proven(known.candidates) and not is_short and are_named:
        return
    posts = {one.url for one in known.posts()}
    for url in [one for one in known.menu if one not in posts][:_MOST]:
        if shapes.is_minor(url) and posts:
            return
        answer = yield from ask(url, Form.PAGE)
        if answer.reading is not None and (known.lists_posts(answer.reading) or known.names_posts(answer.reading)):
            yield from read(url)
        is_enough = len(known.posts()) >= _FEW and open_questions.are_proven(known.candidates)
        is_enough = is_enough and (are_named or not known.lacking_titles())
        if is_enough and not shapes.is_minor(url):
            return


def _are_named(known: Findings) -> bool:
    return known.lacking_titles() <= _MANY * len(known.posts())
