"""Turns a post into an HTML page in one of ten layouts, of which each post has the one its number ends in."""

from __future__ import annotations

from collections.abc import Callable

from .content import SitePost
from .layouts_application import hashed_classes, tailwind
from .layouts_blog import jekyll, old_school, papermod, semantic, wordpress
from .layouts_documentation import docusaurus, mkdocs, sphinx
from .page import FURNITURE, Page

__all__ = ["FURNITURE", "LAYOUTS", "html_page", "layout_name"]

LAYOUTS: tuple[tuple[str, Callable[[Page], str]], ...] = (
    ("old-school", old_school),
    ("semantic", semantic),
    ("wordpress", wordpress),
    ("papermod", papermod),
    ("docusaurus", docusaurus),
    ("mkdocs", mkdocs),
    ("sphinx", sphinx),
    ("jekyll", jekyll),
    ("hashed-classes", hashed_classes),
    ("tailwind", tailwind),
)


def layout_name(post: SitePost) -> str:
    """The name of the layout that the post has."""
    return LAYOUTS[post.number % len(LAYOUTS)][0]


def html_page(post: SitePost, neighbours: tuple[SitePost, ...] = ()) -> str:
    """The page of the post, with the neighbours among its related posts."""
    _, layout = LAYOUTS[post.number % len(LAYOUTS)]
    return layout(Page(post, neighbours))
