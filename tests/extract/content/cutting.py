"""An article in a page, for steps that remove parts of it, and what they leave."""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.html_parser import parse
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders

CODE = "<var></var>"
"""A listing of 30 characters in a page."""
LISTINGS = Placeholders()
_TOKEN = LISTINGS.put(PlaceholderKind.CODE, "x" * 30)


def article_in(html: str) -> tuple[HtmlPage, LexborNode]:
    """Return a page and its `<article>`, which is made around the HTML if it has none."""
    page = _page(f"<head><title>On rivers</title></head><body>{html if '<article' in html else around(html)}")
    article = page.css_first("article")
    assert article is not None
    return page, article


def around(html: str) -> str:
    return f"<article>{html}</article>"


def left(html: str, cut: Callable[[HtmlPage, LexborNode], object]) -> str:
    """Return the text that a step leaves of a page, with a blank between elements."""
    page, article = article_in(html)
    cut(page, article)
    assert page.body is not None
    return " ".join(page.body.text(separator=" ").split())


def only(html: str, selector: str = "body > *") -> LexborNode:
    """Return the element of a page that a selector matches first."""
    found = _page(f"<body>{html}").css_first(selector)
    assert found is not None
    return found


def _page(html: str) -> HtmlPage:
    page = parse(html)
    for node in page.css("var"):
        node.replace_with(_TOKEN)
    return page
