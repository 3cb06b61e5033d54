"""Writes emphasis as Markdown if delimiters work at that place, and otherwise as HTML."""

import re
import unicodedata
from functools import lru_cache

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import adopt, ancestors, attribute, children, element, own_text, text_of
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import is_wide

_NAMES = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "del": "del", "s": "del", "strike": "del"}
_MARKS = ", ".join(_NAMES)
_THROUGH = frozenset(
    (
        "span",
        "font",
        "u",
        "small",
        "big",
        "abbr",
        "time",
        "cite",
        "q",
        "ins",
        "var",
        "dfn",
        "label",
        "bdi",
        "bdo",
        "data",
    )
)
# Elements written with punctuation at both ends.
_SIGNS = frozenset(("a", "img", "code", "sub", "sup", "mark", "kbd", "input"))
_IN_LINE = _THROUGH | _SIGNS | _NAMES.keys()
_ENDS_IN_ADDRESS = lazily(r"(?<!\S)(?:(?!https?://)\S)*+https?://\S++\Z", re.IGNORECASE)
_LONGEST_ADDRESS = 2_000
"""Characters."""
_STYLED = "span[style*='font-weight' i], span[style*='font-style' i], span[style*='line-through' i]"
_STYLES = (
    ("strong", lazily(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("em", lazily(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("del", lazily(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)),
)
_STRONG_ANYWAY = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "summary", "figcaption"))
_NO_PHRASE = "p, div, br + br, ul, ol, table, blockquote, h2, h3"
_LONGEST_PHRASE = 1_000
"""Characters: a style around a whole text emphasises nothing."""
_BLANK, _SIGN, _TOUCHES = " ", "!", "*"


def settle_ruby(tree: HtmlPage, article: LexborNode) -> None:
    """Write each reading in brackets directly after its characters: `<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>`."""
    for ruby in tree.ask("ruby:has(rt)", article):
        for bracket in reversed(ruby.css("rp")):
            bracket.decompose()
        for reading in reversed(ruby.css("rt")):
            said = text_of(reading)
            reading.replace_with(f"({said})" if said else "")
        ruby.unwrap()


def settle_styles(tree: HtmlPage, article: LexborNode) -> None:
    """Make emphasis of the styles that word processors write: `<span style="font-weight:700">`."""
    for span in reversed(tree.ask(_STYLED, article)):
        tags = [tag for tag, pattern in _STYLES if pattern.search(attribute(span, "style"))]
        if not tags or any(around.tag in _STRONG_ANYWAY for around in ancestors(span)):
            continue
        if len(text_of(span)) > _LONGEST_PHRASE or span.css_first(_NO_PHRASE) is not None:
            continue
        for tag in tags:
            inner = element(tree, tag)
            adopt(inner, span)
            for part in list(children(span)):
                part.decompose()
            span.insert_child(inner)
        span.unwrap()


def settle_emphasis(article: LexborNode, placeholders: Placeholders) -> None:
    """Write emphasis as HTML if delimiters would not work.

    A delimiter opens or closes only between certain characters (CommonMark 6.2): the second of `**注：**港` does not.
    Emphasis inside of, or directly after, emphasis of the same kind is merged.
    """
    for node in article.css(_MARKS):
        kind = _NAMES[node.tag or ""]
        if any(_NAMES.get(around.tag or "") == kind for around in _inline_around(node)):
            node.unwrap()
    for node in reversed(article.css(_MARKS)):
        after = node.next
        if after is not None and after.is_element_node and _NAMES.get(after.tag or "") == _NAMES[node.tag or ""]:
            adopt(node, after)
            after.decompose()
    # Inner ones first: their delimiters are beside those of the outer ones.
    for node in reversed(article.css(_MARKS)):
        if not _can_be_said(node):
            tag = _NAMES[node.tag or ""]
            node.insert_before(placeholders.put(PlaceholderKind.RAW, f"<{tag}>"))
            node.insert_after(placeholders.put(PlaceholderKind.RAW, f"</{tag}>"))
            node.unwrap()
    for link in article.css("a"):
        before = link.prev
        if before is not None and (said := own_text(before)).endswith("!"):
            before.replace_with(
                said[:-1] + placeholders.put(PlaceholderKind.RAW, "\\!")
            )  # before the link, it would make a picture


def _can_be_said(node: LexborNode) -> bool:
    first, last = _inside(node, 0), _inside(node, -1)
    if not first or not last:
        return True  # there is nothing to emphasise
    before = _BLANK if first == _BLANK else _beside(node, -1)
    after = _BLANK if last == _BLANK else _beside(node, 0)
    if _TOUCHES in (before, after) or _is_behind_address(node):
        return False
    if _closes_too(first, before) and any(a.tag in _NAMES and _stars(a) is _stars(node) for a in _inline_around(node)):
        return False  # it would end the emphasis around it
    return (first == _BLANK or _flanks(first, before)) and (last == _BLANK or _flanks(last, after))


def _is_behind_address(node: LexborNode) -> bool:
    """Return whether an address is directly before, which would include the delimiters."""
    here: LexborNode | None = node
    while here is not None and here.prev is None and here.parent is not None and here.parent.tag in _THROUGH:
        here = here.parent
    before = here.prev if here is not None else None
    return before is not None and _ENDS_IN_ADDRESS.search(before.text_lexbor()[-_LONGEST_ADDRESS:]) is not None


def _flanks(inner: str, outer: str) -> bool:
    """Return whether a delimiter between these characters can open before, or close after, the inner one."""
    return not _is_punctuation(inner) or outer == _BLANK or _is_punctuation(outer)


def _closes_too(first: str, before: str) -> bool:
    """Return whether an opening delimiter could also close, given its neighbours."""
    # Beside wide characters, parsers like ours allow more to close.
    return before != _BLANK and (not _is_punctuation(before) or _is_punctuation(first) or is_wide(first))


@lru_cache(1_024)
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _inline_around(node: LexborNode) -> list[LexborNode]:
    found = []
    around = node.parent
    while around is not None and around.tag in _IN_LINE:
        found.append(around)
        around = around.parent
    return found


def _inside(node: LexborNode, end: int) -> str:
    """Return the first (0) or last (-1) character in an element, as it will be written; empty if there is none."""
    return _edge_within(node, end, _stars(node), deep=True)


def _edge_within(node: LexborNode, end: int, stars: bool, *, deep: bool) -> str:
    child = node.first_child if end == 0 else node.last_child
    while child is not None:
        if found := _edge(child, end, stars, deep=deep):
            return found
        child = child.next if end == 0 else child.prev
    return ""


def _stars(node: LexborNode) -> bool:
    """Return whether an element is written with asterisks."""
    return _NAMES.get(node.tag or "", "del") != "del"


def _edge(node: LexborNode, end: int, stars: bool, *, deep: bool) -> str:
    """Return the character at one end of a node, next to delimiters: asterisks, if `stars`.

    `deep` looks into emphasis whose delimiters join the run.
    """
    if node.is_text_node:
        text = own_text(node)
        return _written(text[end]) if text else ""
    if not node.is_element_node:
        return ""
    if node.tag in _NAMES:
        found = _inside(node, end)
        if found in ("", _BLANK):
            return found  # blanks at its ends are moved outside
        return _SIGN if _stars(node) is not stars else found if deep else _TOUCHES
    if node.tag in _THROUGH:
        return _edge_within(node, end, stars, deep=deep)
    return _SIGN if node.tag in _SIGNS else _BLANK


def _written(character: str) -> str:
    if character in "\ufdd0\ufdd1":
        return _SIGN
    return _BLANK if character.isspace() else character


def _beside(node: LexborNode, end: int) -> str:
    """Return the character before (-1) or after (0) an element, across the ends of its ancestors."""
    here = node
    while True:
        beside = here.prev if end == -1 else here.next
        while beside is not None:
            if found := _edge(beside, end, _stars(node), deep=False):
                return found
            beside = beside.prev if end == -1 else beside.next
        around = here.parent
        if around is None or around.tag not in _IN_LINE:
            return _BLANK
        if around.tag in _SIGNS or (around.tag in _NAMES and _stars(around) is not _stars(node)):
            return _SIGN
        here = around
