"""Helpers for elements and addresses of HTML pages."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode


def names(node: LexborNode) -> str:
    """Return the classes and the id of an element."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def address(written: str, base: str) -> str:
    """Return a whole web address without its fragment; empty for anything else, and for a place on the same page."""
    written = written.strip()
    if not written or written.startswith(("#", "javascript:", "mailto:", "data:", "tel:")):
        return ""
    try:
        url = urljoin(base, written).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
