"""Sitemaps and their indexes (sitemaps.org 0.9), and plain lists of addresses, parsed without entities and DTDs."""

import re
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind
from blogreader.text import clean, unescaped_attribute

_MOST = 100_000
"""The most addresses taken from one file: twice what the protocol allows."""
_LOC = re.compile(r"<(?:\w+:)?loc>\s*+(?:<!\[CDATA\[)?+([^<]{1,4000}+)<", re.IGNORECASE)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex[\s>]", re.IGNORECASE)
_HEAD = 2_000
_LONGEST = 4_000
_LONGEST_DAY = 40


class _RefusedSitemap(Exception):
    """A sitemap with an entity or the like, which none needs."""


class _Enough(Exception):
    """There are more addresses than are accepted."""


class _Locations:
    """Collects the `loc` of every `url` and `sitemap`; those of pictures and videos are in other namespaces."""

    def __init__(self) -> None:
        self.root = ""
        self.found: list[str] = []
        self.changed: dict[str, str] = {}
        """By addresses."""
        self._path: list[str] = []
        self._text: list[str] | None = None

    def start(self, name: str, _: object) -> None:
        local = name.rpartition(" ")[2].rpartition(":")[2].lower()
        self.root = self.root or local
        self._path.append(local)
        if local in ("loc", "lastmod") and len(self._path) == 3 and self._path[1] in ("url", "sitemap"):
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, _: str) -> None:
        text, last = "".join(self._text or ()).strip(), self._path[-1]
        if self._text is not None and last in ("loc", "lastmod"):
            self._text = None
            if last == "loc":
                self.found.append(text)
            elif self.found:  # the protocol has it behind the address
                self.changed[self.found[-1]] = text[:_LONGEST_DAY]
            if len(self.found) >= _MOST:
                raise _Enough
        self._path.pop()


def is_sitemap(text: str) -> bool:
    """Return whether a text is a sitemap or an index of them, by its beginning."""
    head = text[:_HEAD].lower()
    return "urlset" in head or "sitemapindex" in head


def read(text: str, base: str = "") -> AnswerFacts:
    """Parse a sitemap at `base`; one that can't be parsed is searched for addresses."""
    collected = _Locations()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = collected.start
    parser.EndElementHandler = collected.end
    parser.CharacterDataHandler = collected.data
    parser.EntityDeclHandler = _refuse
    is_cut = False
    try:
        parser.Parse(text.lstrip("\ufeff \r\n\t").encode("utf-8", "replace"), True)
        found, is_index = collected.found, collected.root == "sitemapindex"
    except _Enough:
        found, is_index, is_cut = collected.found, collected.root == "sitemapindex", True
    except (expat.ExpatError, _RefusedSitemap):
        found = [unescaped_attribute(one.partition("]]>")[0]).strip() for one in _LOC.findall(text)[:_MOST]]
        is_index = _INDEX.search(text[:_HEAD]) is not None
    said = {
        whole(address, base): collected.changed.get(one, "")
        for one in found
        if (address := clean(one).strip()[:_LONGEST])
    }
    return AnswerFacts(
        AnswerKind.SITEMAPS if is_index else AnswerKind.SITEMAP,
        addresses=tuple(said),
        changed=tuple(map(clean, said.values())),
        is_cut=is_cut,
    )


def whole(address: str, base: str) -> str:
    """Return an address with what a sitemap left out of it: the scheme (`blog.example/name`), or the host."""
    if "://" in address[:12] or not base:
        return address
    first, slash, rest = address.removeprefix("//").partition("/")
    if first.casefold().removeprefix("www.") == urlsplit(base).netloc.casefold().removeprefix("www."):
        return urljoin(base, f"/{rest}" if slash else "/")
    return urljoin(base, address)


def _refuse(*_: object) -> None:
    raise _RefusedSitemap
