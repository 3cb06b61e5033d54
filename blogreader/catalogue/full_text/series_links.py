"""Series recognised in texts: `Next part: …`, and lists of a series' parts that contain the article.

Only what says so itself counts: that a page links to the one before and after it is the order of a blog, and no series.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from blogreader.catalogue.full_text.searchable_text import in_a_line, parts, plain_text
from blogreader.catalogue.full_text.text_links import resolved, targets
from blogreader.text import fold, unescaped_attribute, unescaped_text

_LONGEST_LINE = 1_000
_MOST_ITEMS = 200
_ABOVE = 3
"""Lines above a list that may say what it lists."""
_LEAST = 3
"""The fewest items of a list of parts."""
_ANCHOR = re.compile(r"<a\s([^<>]{1,2000}+)>", re.IGNORECASE)
_LONGEST_LABEL = 400
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"']?(?P<url>[^\"'\s<>]{1,2000})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ITEM = re.compile(r"^[ \t>]{0,12}(?:[-*+]|\d{1,3}[.)])[ \t]+(\S.*)$")
# Of a folded line.
_SERIES = re.compile(r"\b(?:series|serie|serien|reihe|artikelserie|artikelreihe|saga)\b|シリーズ|連載|系列")
_PART = r"(?:part|parts|chapter|episode|instal+ment|teil|folge|kapitel|partie|episodio|capitulo|parte|deel|del)"
_NEXT = re.compile(
    rf"\b(?:next|following|nachster|nachste|nachstes|prochaine?|suivante?|siguiente|proxima|proximo|prossima|volgende|nasta)"
    rf"\b.{{0,20}}\b{_PART}\b|\b{_PART}\b.{{0,12}}\b(?:suivante?|siguiente|successiva)\b"
    rf"|\bnext\b.{{0,30}}\b(?:in|of) (?:this|the) series\b|\bcontinued? (?:in|with) {_PART} \w{{1,6}}\b"
)
_PREVIOUS = re.compile(
    rf"\b(?:previous|vorheriger|vorherige|voriger|precedente?|anterior|vorige|forra)\b.{{0,20}}\b{_PART}\b"
    rf"|\b{_PART}\b.{{0,12}}\b(?:precedente?|anterior)\b|\bprevious\b.{{0,30}}\b(?:in|of) (?:this|the) series\b"
)
_HERE = re.compile(r"\b(?:this (?:post|article|part|one)|you are here|dieser (?:artikel|teil|beitrag)|cet article)\b")


class _Item(NamedTuple):
    text: str
    """Folded."""
    link: str | None
    """Where it leads."""


def next_part(markdown: str, base: str, own: Collection[str], title: str) -> str | None:
    """Return the address of the next part, if the text names it; None if it doesn't.

    `own`: the addresses of the text.
    """
    said = {to for line in _lines(markdown) if (to := _only(line, base, own, _NEXT)) is not None}
    return said.pop() if len(said) == 1 else part_after(markdown, base, own, title)


def next_in_page(html: str, base: str, own: Collection[str]) -> str | None:
    """Return the same from the links of a whole page, by their texts; None if there is none, or several."""
    said = set()
    for match in _ANCHOR.finditer(html):
        href = _HREF.search(match[1])
        label = html[match.end() : match.end() + _LONGEST_LABEL].partition("</a")[0]
        if href and _NEXT.search(fold(in_a_line(unescaped_text(_TAG.sub(" ", label))))):
            said.add(resolved(unescaped_attribute(href["url"]), base))
    said -= {None, *own}
    return said.pop() if len(said) == 1 else None


def names_as_previous(markdown: str, base: str, one: Collection[str]) -> bool:
    """Return whether a text names the one at these addresses as the previous part."""
    return any(_only(line, base, (), _PREVIOUS) in one for line in _lines(markdown))


def part_after(markdown: str, base: str, one: Collection[str], title: str) -> str | None:
    """Return the part after an article in a list of a series' parts; None if it is in none, or in two that differ."""
    found = set()
    for items in _lists(markdown, base):
        at = _place(items, one, title)
        if at is not None:
            # The next that is there: what is announced has no link yet.
            after = (item.link for item in items[at + 1 :] if item.link and item.link not in one)
            found.add(next(after, None))
    return found.pop() if len(found) == 1 else None


def _lines(markdown: str) -> Iterator[str]:
    for part, is_code in parts(markdown):
        if not is_code:
            yield from (line for line in part.split("\n") if line.strip() and len(line) <= _LONGEST_LINE)


def _only(line: str, base: str, own: Collection[str], says: re.Pattern[str]) -> str | None:
    """Return the target of a line's only link with a meaningful text."""
    if "](" not in line or not says.search(fold(in_a_line(plain_text(line)))):
        return None
    links = set(targets(line, base)).difference(own)
    return links.pop() if len(links) == 1 else None


def _lists(markdown: str, base: str) -> Iterator[list[_Item]]:
    """Return the lists below a line that says that they are of a series."""
    above: list[str] = []
    items: list[_Item] = []
    for line in [*_lines(markdown), ""]:
        match = _ITEM.match(line)
        if match and len(items) < _MOST_ITEMS:
            items.append(_Item(fold(in_a_line(plain_text(match[1]))), next(targets(match[1], base), None)))
        elif items and line[:1] in (" ", "\t"):
            continue  # the item goes on
        else:
            if len(items) >= _LEAST and any(_SERIES.search(fold(one)) for one in above):
                yield items
            if items:
                above, items = [], []
            above = [*above, line][-_ABOVE:]


def _place(items: list[_Item], one: Collection[str], title: str) -> int | None:
    """Return the index of the item for an article: it links there, or has no link and its title, or says so."""
    linked = [at for at, item in enumerate(items) if item.link in one]
    if linked:
        return linked[0] if len(linked) == 1 else None
    bare = [at for at, item in enumerate(items) if item.link is None]
    name = fold(title).strip()
    for said in (
        [at for at in bare if name and (name in items[at].text)],
        [at for at in bare if _HERE.search(items[at].text)],
    ):
        if len(said) == 1:
            return said[0]
    return None
