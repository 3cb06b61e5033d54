"""The text of a whole page, regardless of which part is the article."""

from selectolax.lexbor import LexborHTMLParser

_UNREAD = ["script", "style", "noscript", "template", "nav"]


def text_of(html: str) -> str:
    """Return the text of a page, without tags, scripts and navigation."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(_UNREAD, recursive=True)
    return tree.body.text(separator=" ") if tree.body else ""
