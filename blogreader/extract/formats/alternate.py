"""The author's own Markdown of a page, if the page links to it."""

import re
from posixpath import splitext
from urllib.parse import urldefrag, urljoin, urlsplit

from blogreader.extract.lazy_patterns import lazily
from blogreader.text import unescaped_attribute

_LINK = lazily(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
ATTRIBUTE = lazily(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WHERE_LINKS_STAND = 200_000
"""Characters."""


def alternate_markdown(html: str, url: str) -> str | None:
    """Return the address of this very page as Markdown, or None: many pages link to a list for the whole site."""
    for link in _LINK.finditer(html, 0, _WHERE_LINKS_STAND):
        said = {
            match[1].lower(): unescaped_attribute(match[2] or match[3] or match[4] or "")
            for match in ATTRIBUTE.finditer(link[0])
        }
        if said.get("type", "").lower() != "text/markdown" or "alternate" not in said.get("rel", "").lower().split():
            continue
        try:
            address = urldefrag(urljoin(url, said.get("href", "").strip()))[0]
            found, page = urlsplit(address), urlsplit(url)
        except ValueError:
            continue
        if found.netloc == page.netloc and _stem(found.path) == _stem(page.path) and address != url:
            return address
    return None


def _stem(path: str) -> str:
    """Return the common part of the paths of a page and its Markdown: `/a/b` of `/a/b.html.md` or `/a/b/index.md`."""
    path = path.rstrip("/")
    for endings in ((".md", ".markdown"), (".html", ".htm")):
        root, ending = splitext(path)
        if ending.lower() in endings:
            path = root
    return path.removesuffix("/index")
