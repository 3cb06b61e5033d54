"""The posts of a sitemap, if only its pages tell which they are.

Many templates call each of them an article.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from blogreader.indexes.blog import shapes

if TYPE_CHECKING:
    from blogreader.indexes.blog.candidates import PostCandidate

_FEWEST = 3
"""How many pages must state more than others before that counts against the others."""


def among(of: Mapping[str, "PostCandidate"], aside: Collection[str]) -> set[str]:
    """Return the keys of the posts: those with the shape of a fetched page that is one.

    `aside`: the links of the home page's menu.
    """
    usual = {key: one for key, one in of.items() if one.shape is not None and not one.is_minor}
    looked = {key: one for key, one in usual.items() if one.facts is not None}
    articles = {key for key, one in looked.items() if one.facts is not None and one.facts.is_article}
    postings = {key for key in articles if (facts := looked[key].facts) is not None and facts.is_posting}
    dated = {key for key in articles if looked[key].date is not None}
    told = next(
        (some for some in (postings, dated) if len(some) >= _FEWEST and len(some) * 2 >= len(articles)), articles
    )
    found = {looked[key].shape for key in told}
    posts = {key for key, one in usual.items() if one.shape in found and (key in told or key not in looked)}
    in_menu = posts.intersection(aside)
    return posts - in_menu if len(in_menu) * 2 < len(posts) else posts


def by_length(posts: Collection["PostCandidate"]) -> list["PostCandidate"]:
    """Return them in the order in which to fetch them: pages other than posts have names of the fewest words."""
    return sorted(posts, key=lambda one: len("".join(shapes.segments(one.url)[-1:]).replace("_", "-").split("-")))
