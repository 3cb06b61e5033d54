"""CSS selectors: which of many a page can match at all, and whether what a reader wrote is one."""

import re
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_CLASS = re.compile(rb"(?i:class)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*))")
# Parts that need no class: what an element is not or has inside, and attributes but the part of a class.
_ASIDE = re.compile(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)|\[(?!class\*=)[^\]]*\]")
_NAMED = re.compile(r"\.([\w-]+)|\[class\*=['\"]?([\w-]+)")
_COMMA = re.compile(r",\s*(?![^()\[\]]*[)\]])")


class Page(LexborHTMLParser):
    """A parsed page that knows which classes it had, so that most selectors need not be looked for in its tree."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        found = {name for names in _CLASS.findall(html.encode("utf-8", "replace")) for name in names}
        # Lower case: in quirks mode, the case of classes does not matter.
        self._said = b" ".join(found).decode("utf-8", "replace").lower()
        self._classes = frozenset(self._said.split())
        self._is_plain = "&" not in self._said

    def ask(self, selectors: str, within: LexborNode | None = None) -> list[LexborNode]:
        """Give what `css(selectors)` gives, without asking for classes that are nowhere on the page."""
        if not self._is_plain:
            return (within or self).css(selectors)
        asked = [
            selector
            for selector, whole, parts in _needed(selectors)
            if whole <= self._classes and all(part in self._said for part in parts)
        ]
        return (within or self).css(", ".join(asked)) if asked else []


@cache
def _needed(selectors: str) -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """Give each selector of a list, with the classes, and the parts of classes, without which it matches nothing."""
    out = []
    for selector in _COMMA.split(selectors):
        named = _NAMED.findall(_ASIDE.sub("", selector))
        whole = frozenset(name.lower() for name, _ in named if name)
        out.append((selector, whole, tuple(part.lower() for _, part in named if part)))
    return tuple(out)


def is_selector(text: str) -> bool:
    """Tell whether this is a selector that pages can be asked with."""
    try:
        LexborHTMLParser("<p>").css(text)
    except SelectolaxError:
        return False
    return True
