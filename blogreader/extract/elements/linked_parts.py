"""The parts of a page that its own links lead to, kept as empty anchors in the Markdown."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import (
    ancestors,
    attribute,
    children,
    element,
    heading_level,
    is_blank,
    next_element,
    text_of,
)
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import heading_slug

_BLOCKS = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "pre"),
        *("blockquote", "figure", "table", "tr", "tbody", "thead", "ul", "ol", "dl", "section", "div", "article"),
        *("main", "body", "details", "summary", "aside", "header"),
    )
)
_WITH_TEXT = frozenset(("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"))
CARRIED = "data-place"
"""An attribute with the names of elements that don't last."""
_NAME = lazily(r"[^\s\"'<>&]+")
_SHOWN = "img, picture, video, audio, iframe, svg, math"
_NEAR = 8
"""Elements around one, and after it, that are looked at."""
_LONGEST = 4_000
"""Characters of a block to whose beginning a link may lead in place of a part of it: what only lays out is longer."""
_MOST = 1_000
"""Links of a page whose targets are kept: each takes time by the text around it."""


def carry_targets(tree: HtmlPage) -> None:
    """Carry the names of anchors and other inline or empty elements that links lead to over to the blocks they are at.

    Anchors are removed as permalinks, or because they are empty, before the article is found.
    """
    wanted = _led_to(tree.css("a[href^='#']"))
    if not wanted:
        return
    has_text: dict[int, bool] = {}
    for node in tree.css("[id], a[name]"):
        name = attribute(node, "id") or attribute(node, "name")
        if name in wanted and (node.tag not in _BLOCKS or _is_empty(node)):
            block = _block_at(node, has_text)
            if block is not None:
                carry(block, (name,))


def carry(block: LexborNode, names: Iterable[str]) -> None:
    """Add names under which links lead to a block."""
    if carried := " ".join(filter(None, (attribute(block, CARRIED), *names))):
        block.attrs[CARRIED] = carried


def protect_targets(tree: HtmlPage, article: LexborNode, placeholders: Placeholders) -> None:
    """Write an anchor at the beginning of everything that a link of the article leads to."""
    wanted = _led_to(article.css("a[href^='#']"))
    if not wanted:
        return
    slugs = Counter(heading_slug(text_of(node)) for node in article.css("h1, h2, h3, h4, h5, h6"))
    # Names that blocks were given come first: what they came from may still be there, without a text.
    for node in (*article.css(f"[{CARRIED}]"), *article.css("[id], a[name]")):
        own = (attribute(node, "id"), attribute(node, "name"))
        for name in (*attribute(node, CARRIED).split(), *own):
            if name in wanted and _NAME.fullmatch(name):
                wanted.remove(name)
                if heading_level(node) and slugs[name] == 1 and heading_slug(text_of(node)) == name:
                    continue  # it has this name without an anchor
                _mark(tree, node, placeholders.put(PlaceholderKind.RAW, f'<a id="{name}"></a>'))


def _led_to(links: Iterable[LexborNode]) -> set[str]:
    found = {attribute(link, "href")[1:] for link in islice(links, _MOST)} - {""}
    return found | {unquote(name) for name in found if "%" in name}


def _block_at(node: LexborNode, has_text: dict[int, bool]) -> LexborNode | None:
    """Return the block with a text around an element, or the next element after it that is not empty.

    `has_text` remembers of each block whether it has a text, and one that is no longer than a paragraph.
    """
    for around in ancestors(node, _NEAR):
        if around.tag in _WITH_TEXT:
            if around.mem_id not in has_text:
                has_text[around.mem_id] = 0 < len(around.text_lexbor().strip()) <= _LONGEST
            if has_text[around.mem_id]:
                return around
        if around.tag in _BLOCKS:
            break
    for place in (node, *ancestors(node, _NEAR)):
        if place.tag in ("article", "main", "body"):
            return None
        following = next_element(place)
        for _ in range(_NEAR):
            if following is None:
                break
            if not _is_empty(following):
                return following
            following = next_element(following)
    return None


def _is_empty(node: LexborNode) -> bool:
    return not node.text_lexbor().strip() and node.tag != "img" and node.css_first(_SHOWN) is None


def _mark(tree: HtmlPage, node: LexborNode, mark: str) -> None:
    first = node
    while (inner := next((part for part in children(first) if _is_shown(part)), None)) is not None:
        first = inner
    around = (node, *ancestors(node, _NEAR))
    if first.is_text_node or node.tag not in _BLOCKS or any(one.tag in ("li", "td", "th", "dd") for one in around):
        first.insert_before(mark)
    else:
        node.insert_before(element(tree, "p", mark))  # in one paragraph with a picture it would be none


def _is_shown(node: LexborNode) -> bool:
    return not is_blank(node) and not (node.is_element_node and _is_empty(node))
