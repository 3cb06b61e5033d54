"""Small helpers for nodes, used by every step of the extraction."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.lazy_patterns import lazily

_NAMED_BY_AUTHOR = frozenset(("section", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "li", "p", "figure", "span", "a"))
# The class names of sections in Pandoc, docutils, Texinfo, DocBook and Org mode.
_SECTION = lazily(
    r"(?:^|\s)(?:(?:sub)*section|chapter|appendix|(?:sub)*heading|unnumbered\w*|outline-(?:text-)?\d|(?:ref)?sect\d)"
    r"(?:-level-extent)?(?=\s|$)"
)
_NOTHING_WHEN_EMPTY = frozenset(
    (
        *("p", "div", "section", "ul", "ol", "li", "span", "figure", "header", "blockquote", "a", "strong", "em"),
        *("h1", "h2", "h3", "h4", "center", "font"),
    )
)
_INLINE = frozenset(("span", "a", "strong", "b", "em", "i", "font", "u", "small", "del", "s"))
_WITH_LINES = frozenset(
    ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt", "figcaption")
)
_CAMEL = lazily(r"(?<=[a-z])(?=[A-Z])")
_WORD = lazily(r"[A-Za-z]+|\d+")
_MOST_DIGITS = 9
"""The most digits of an item's number (CommonMark 5.2)."""


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value; empty if it is missing or has none."""
    return node.attrs.get(name) or ""


def whole_number(written: str, otherwise: int = 0) -> int:
    """Return the number in an attribute; `otherwise` if there is none, or it has too many digits."""
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else otherwise


def classes(node: LexborNode) -> list[str]:
    """Return the class names of an element."""
    return attribute(node, "class").split()


def names(node: LexborNode) -> str:
    """Return class and id as lower-case words with blanks: `postMeta_x1 share-bar` is ` post meta x 1 share bar `."""
    written = node.attrs.get("class") or ""
    # The id of a section comes from the author's heading: `sharing-with-others`, `related-work`.
    if (said := node.id) and node.tag not in _NAMED_BY_AUTHOR and not _SECTION.search(written):
        written = f"{written} {said}"
    return _words(written) if written else "  "


@lru_cache(4_096)
def _words(written: str) -> str:
    """Split names into words; cached, since a page repeats a few names."""
    lower = written.lower()
    parted = written if written == lower else _CAMEL.sub(" ", written)
    return f" {' '.join(_WORD.findall(parted)).lower()} "


def text_of(node: LexborNode) -> str:
    """Return the whole text of a node, with folded blanks."""
    # Lexbor's own walk returns the same as `text()` in half the time.
    return " ".join(node.text_lexbor().split())


def own_text(node: LexborNode | None) -> str:
    """Return the text of a text node; empty for an element, a comment, or no node."""
    return (node.text_content or "") if node is not None else ""


def is_blank(node: LexborNode) -> bool:
    """Return whether a node is a comment, or text without a word."""
    return not node.is_element_node and not own_text(node).strip()


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the child nodes, including text; the current one may be removed meanwhile."""
    child = node.first_child
    while child is not None:
        following = child.next
        yield child
        child = following


def elements(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the child elements."""
    return (child for child in children(node) if child.is_element_node)


def ancestors(node: LexborNode, at_most: int | None = None) -> Iterator[LexborNode]:
    """Yield the elements around a node, nearest first."""
    return islice(_around(node), at_most)


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.is_element_node:
        yield parent
        parent = parent.parent


def around_all(nodes: list[LexborNode]) -> set[int]:
    """Return the identities of all elements that contain one of these nodes."""
    around: set[int] = set()
    for node in nodes:
        for ancestor in ancestors(node):
            if ancestor.mem_id in around:
                break
            around.add(ancestor.mem_id)
    return around


def matches(node: LexborNode, selector: str) -> bool:
    """Return whether the node itself matches (`css_matches` also checks everything inside it)."""
    found = node.css_first(selector)
    return found is not None and found.mem_id == node.mem_id


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that are not inside another one of the list (in document order, as from a selector).

    Removing a node frees everything inside it at once, so nodes must not be removed while iterating over a list with
    nested ones: use either the outermost or the reversed list.
    """
    kept: set[int] = set()
    # Elements around those kept, none of which can come later in the list.
    around: set[int] = set()
    outer = []
    for node in nodes:
        path = []
        for ancestor in ancestors(node):
            if (name := ancestor.mem_id) in around:
                break
            path.append(name)
        # A selector list returns a node once for each selector that it matches.
        if node.mem_id not in kept and kept.isdisjoint(path):
            kept.add(node.mem_id)
            around.update(path)
            outer.append(node)
    return outer


def element(tree: LexborHTMLParser, tag: str, text: str = "") -> LexborNode:
    """Create an element with some text."""
    node = tree.create_node(tag)
    if text:
        node.insert_child(text)
    return node


def adopt(target: LexborNode, source: LexborNode) -> None:
    """Copy all children of one node to the end of another; the caller then removes the first one."""
    for child in children(source):
        target.insert_child(child)


def heading_level(node: LexborNode) -> int:
    """Return 1 to 6 for a heading, 0 for anything else."""
    tag = node.tag or ""
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0


def prune_empty(node: LexborNode) -> None:
    """Remove elements that pruning left without text and images."""
    for part in reversed(node.css("*")):
        if part.first_child is None and part.tag in _NOTHING_WHEN_EMPTY and part.mem_id != node.mem_id:
            part.decompose()


def trim_breaks(node: LexborNode) -> None:
    """Remove the line breaks at the beginning of a block."""
    for mark in node.css("br"):
        here, block = mark, mark.parent
        while block is not None and shown_before(here) is None and block.tag in _INLINE:
            here, block = block, block.parent
        if block is not None and block.tag in _WITH_LINES and shown_before(here) is None:
            mark.decompose()


def shown_before(node: LexborNode) -> LexborNode | None:
    """Return the previous sibling, ignoring blanks and comments."""
    before = node.prev
    while before is not None and is_blank(before):
        before = before.prev
    return before


def next_element(node: LexborNode) -> LexborNode | None:
    """Return the next sibling element."""
    following = node.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following


def previous_element(node: LexborNode) -> LexborNode | None:
    """Return the previous sibling element."""
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before
