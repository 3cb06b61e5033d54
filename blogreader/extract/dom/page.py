"""A page for many CSS selectors, which skips those that can't match, and a check of configured ones."""

import re
from collections.abc import Iterable
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from blogreader.dropped import Dropped
from blogreader.extract.dom.nodes import ancestors

_CLASS = re.compile(rb"class\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*)")
_BLANKS_FOR_QUOTES = bytes.maketrans(b"\"'", b"  ")
# Arguments that no match requires: those of `:not`, and alternatives in `:is`, `:where` and `:has`.
_ASIDE = re.compile(r":(?:not|is|where)\((?:[^()]++|\([^()]*+\))*+\)|:has\([^(),]*+,[^()]*+\)")
_ATTRIBUTE = re.compile(r"\[[^\]]*+(?:\]|\Z)")
_NAME_OF_ATTRIBUTE = re.compile(r"\[\s*+([\w-]+)")
# Attributes that this program sets on pages without them.
_SET = frozenset(("alt", "checked", "class", "data-title", "href", "id", "src", "start", "title", "type"))
_PART_OF_CLASS = re.compile(r"\[class\*=['\"]?([\w-]+)")
_NAME = re.compile(r"(?<![.#:])([.#:]*+)([a-zA-Z][\w-]*+)")
# The parts between commas outside of brackets.
_BETWEEN_COMMAS = re.compile(r"(?:[^,()\[\]]++|\[[^\]]*+(?:\]|\Z)|\((?:[^()]++|\([^()]*+\))*+(?:\)|\Z)|[()\]])++")
# Elements that the parser or this program adds to pages without such tags.
_MADE = frozenset(
    (
        *("html", "head", "body", "tbody", "tr", "colgroup", "p", "br", "img"),
        *("div", "article", "blockquote", "ul", "li", "ol", "h2", "hr", "a", "strong", "em", "input", "iframe"),
    )
)


class HtmlPage(LexborHTMLParser):
    """A parsed page that knows its classes and tags.

    Most of our selectors name something that a page does not have, and need not be searched for in its tree.
    """

    def __init__(self, html: bytes, tags: Iterable[str]) -> None:
        super().__init__(html)
        # Lower case, like names in HTML; classes are case-insensitive only in quirks mode.
        self._lower = html.lower()
        found = set(_CLASS.findall(self._lower))
        self._said = b" ".join(found).translate(_BLANKS_FOR_QUOTES).decode("utf-8", "replace")
        self._names = {f".{name}" for name in self._said.split()}.union(map(str.lower, tags), _MADE)
        self._asked: dict[str, str] = {}
        self._attributes = dict.fromkeys(_SET, True)
        """Whether the page may have an attribute."""
        self._is_plain = "&" not in self._said
        self.dropped: list[Dropped] = []
        """What was removed as boilerplate, if `tells`; code and formulas are tokens."""
        self.tells = False
        """Whether dropped parts are recorded."""
        self.with_controls: set[int] = set()
        """Elements closely around buttons and fields, which are removed before boilerplate is recognised."""
        self.disclosed: set[int] = set()
        """Elements with text that are hidden until a control in the text is used."""
        self._kept: set[int] = set()
        self._within_kept: set[int] = set()

    def keep(self, selectors: Iterable[str]) -> None:
        """Keep what a reader's rules name, with everything inside and around it, and make it visible."""
        for selector in selectors:
            for node in self.css(selector):
                for around in (node, *ancestors(node)):
                    self._kept.add(around.mem_id)
                    if "hidden" in around.attrs:
                        del around.attrs["hidden"]
                self._within_kept.update(inner.mem_id for inner in node.css("*"))

    def drop(self, node: LexborNode, reason: str, *, within_kept: bool = False) -> None:
        """Remove an element from the page, unless the reader's rules keep it, and record its text with the reason.

        `within_kept`: remove it even inside of kept elements, unless it is named itself.
        """
        if node.mem_id in self._kept or (not within_kept and node.mem_id in self._within_kept):
            return
        if self.tells and (text := " ".join(node.text_lexbor().split())):
            self.dropped.append(Dropped(reason, text))
        node.decompose()

    def ask(self, selectors: str, within: LexborNode | None = None) -> list[LexborNode]:
        """Return the same as `css(selectors)`, without searching for what the page does not have."""
        asked = self._asked.get(selectors)
        if asked is None:
            asked = self._asked[selectors] = ", ".join(
                [
                    selector
                    for selector, names, parts, attributes in _parted(selectors)
                    if names <= self._names
                    and all(map(self._may_have, attributes))
                    and all(part in self._said for part in parts)
                ]
                if self._is_plain
                else [selectors]
            )
        return (within or self).css(asked) if asked else []

    def _may_have(self, attribute: str) -> bool:
        known = self._attributes.get(attribute)
        if known is None:
            known = self._attributes[attribute] = attribute.encode() in self._lower
        return known


@cache
def _parted(selectors: str) -> list[tuple[str, frozenset[str], list[str], list[str]]]:
    """Return each selector of a list with what it requires: tags, `.classes`, parts of classes, and attributes."""
    out = []
    for selector in map(str.strip, _BETWEEN_COMMAS.findall(selectors)):
        known = _ASIDE.sub("", selector).lower()
        names = (sign + name for sign, name in _NAME.findall(_ATTRIBUTE.sub("", known)) if sign in ("", "."))
        attributes = [name for name in _NAME_OF_ATTRIBUTE.findall(known) if name not in _SET]
        out.append((selector, frozenset(names), _PART_OF_CLASS.findall(known), attributes))
    return out


def is_selector(text: str) -> bool:
    """Return whether this is a valid selector."""
    try:
        LexborHTMLParser("<p>").css(text)
    except SelectolaxError:
        return False
    return True
