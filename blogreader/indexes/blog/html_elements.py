"""Helpers for elements and addresses of pages and feeds."""

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

_UNRENDERED = re.compile(r"\{\{|\{%|<%|\$\{|%7B%(?:7B|25)", re.IGNORECASE)
"""An unrendered template in an address: `{{ post.url }}`."""


def names(node: LexborNode) -> str:
    """Return the classes and the id of an element."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def address(written: str, base: str) -> str:
    """Return an absolute web address without its fragment; empty for a fragment of the same page, and anything else."""
    written = written.strip()
    if not written or written.startswith(("#", "javascript:", "mailto:", "data:", "tel:")):
        return ""
    try:
        url = urljoin(base, written).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and not _UNRENDERED.search(url) else ""


def whole(written: str, base: str) -> str:
    """Return an absolute web address with its fragment, as feeds have them; empty for anything else."""
    try:
        url = urljoin(base, written.strip())
    except ValueError:
        return ""
    is_one = url.startswith(("http://", "https://")) and written.strip() and not _UNRENDERED.search(url)
    return url if is_one else ""
