"""Pages that only redirect, by `<meta http-equiv=refresh>`, such as the aliases of Hugo and Jekyll."""

import re
from urllib.parse import urldefrag, urljoin

from blogreader.extract.formats.alternate import ATTRIBUTE
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import unescaped_attribute

_META = lazily(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_CONTENT = lazily(r"\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*+(?:url\s*=)?+\s*+[\"']?+([^\"']{1,2000})", re.IGNORECASE)
# What browsers ignore: `<noscript>`, and comments, including old Internet Explorers'. Unclosed ones extend to the end
# of the page, as in browsers.
_UNSEEN = lazily(
    r"<!--.*?(?:-->|\Z)|<(?:noscript\b.*?(?:</noscript|\Z)|script\b.*?(?:</script|\Z)|style\b.*?(?:</style|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_TAG = lazily(r"<[^<>]*>")
_LONGEST_PAGE = 20_000
_MOST_CHARACTERS = 300
"""The most visible characters on such a page: pages with more have contents of their own."""
_LONGEST_WAIT = 10
"""Seconds."""


def moved_to(html: str, url: str) -> str | None:
    """Return where a page without contents redirects immediately; None for any other page."""
    if len(html) > _LONGEST_PAGE or "refresh" not in html.lower():
        return None
    seen = _UNSEEN.sub("", html)
    for meta in _META.finditer(seen):
        said = {
            match[1].lower(): unescaped_attribute(match[2] or match[3] or match[4] or "")
            for match in ATTRIBUTE.finditer(meta[0])
        }
        found = _CONTENT.match(said.get("content", ""))
        if said.get("http-equiv", "").strip().lower() != "refresh" or found is None or int(found[1]) > _LONGEST_WAIT:
            continue
        body = seen.lower().find("<body")
        if len("".join(_TAG.sub("", seen[max(body, 0) :]).split())) > _MOST_CHARACTERS:
            return None
        try:
            address = urldefrag(urljoin(url, found[2].strip()))[0]
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) and address != urldefrag(url)[0] else None
    return None
