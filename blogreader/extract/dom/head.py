"""The head of a page, parsed once for many queries."""

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import attribute
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean_line

_ATTRIBUTE = lazily(r'\[([\w-]+)="([^"]*)"\]')
_HEAD = lazily(r'meta\[[\w-]+="[^"]*"\](?:, meta\[[\w-]+="[^"]*"\])*')


class Head(NamedTuple):
    """A page and its `<meta>`."""

    tree: HtmlPage
    metas: list[tuple[dict[str, str | None], LexborNode]]


def metas_of(page: Head, *selectors: str) -> Iterator[str]:
    """Yield the contents of matching elements, selector by selector; names are case-insensitive."""
    for selector in selectors:
        for node in _heads(page.metas, selector) if _HEAD.fullmatch(selector) else page.tree.ask(selector):
            value = clean_line(attribute(node, "content") or attribute(node, "datetime") or node.text())
            if value:
                yield value


def _heads(metas: list[tuple[dict[str, str | None], LexborNode]], selectors: str) -> list[LexborNode]:
    """Return the matches of selectors for `<meta>`, searching only the page's few of these."""
    wanted = [(name, value.lower()) for name, value in _ATTRIBUTE.findall(selectors)]
    return [
        node
        for attributes, node in metas
        if any((attributes.get(name) or "").strip().lower() == value for name, value in wanted)
    ]
