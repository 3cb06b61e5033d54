"""The text of a whole page, regardless of which part is the article."""

from selectolax.lexbor import LexborHTMLParser

_UNREAD = ["script", "style", "noscript", "template", "nav", "head"]


def text_of(html: str) -> str:
    """Return what a page says, without its tags, its scripts and its navigation."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(_UNREAD, recursive=True)
    return tree.body.text(separator=" ") if tree.body else ""
