"""The next page of a list: by its address, by the texts of links, or by page numbers."""

import re
from collections import defaultdict
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.indexes.blog import html_elements, phrases
from blogreader.text import clean_line

_PAGE_NUMBER = re.compile(
    r"(?:[/?&](?:page|paged|p|pg|seite|pagina|pagine|strona|index|blog|archives?)[/=_-]?|/)(\d{1,4})(?:\.html?)?/?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\W{0,3}(\d{1,6})\s?(?:[-–—~〜]|to|bis|à|a|до|至)\s?(\d{1,6})\W{0,3}", re.IGNORECASE)
"""The range of entries on a page, such as `11–20`."""
_WORDS_OF_PAGE = 3
_MOST_PAGES = 1_000


class PageLink(NamedTuple):
    """A link on a page with its complete address."""

    node: LexborNode
    url: str


def following(tree: LexborHTMLParser, places: list[PageLink], base: str) -> str:
    """Return the next page of a numbered list.

    The address counts most: `next` may lead through documentation, from post to post, or through a tour.
    """
    if url := _next_by_address(places, base):
        return url
    for node in tree.css("link[rel~=next][href], a[rel~=next][href]"):
        if url := html_elements.address(node.attributes.get("href") or "", base):
            return url
    for place in places:
        node = place.node
        name = html_elements.names(node) + (f" {node.parent.attributes.get('class') or ''}" if node.parent else "")
        if re.search(
            r"(?:^|[\s_-])(?:older|next|pager-older-link|nextpostslink|older-posts|next-page|page-next)(?=$|[\s_-])",
            name,
        ):
            return place.url
    for place in places:
        if phrases.whole(phrases.OLDER).match(_said(place.node)):
            return place.url
    return _next_number(places, base) or _next_range(places, base) or _next_of_any_name(places, base)


def _said(node: LexborNode) -> str:
    """Return the text of a link, or its label if it is a sign or a picture."""
    names = (node.attributes.get("aria-label"), node.attributes.get("title"))
    picture = node.css_first("img[alt]")
    alt = picture.attributes.get("alt") if picture is not None else None
    said = [text for one in (node.text(), *names, alt) if (text := clean_line(one or "", 60))]
    return next((one for one in said if any(map(str.isalnum, one))), said[0] if said else "")


def _next_by_address(places: list[PageLink], base: str) -> str:
    """Return the link whose address is that of this page with the next number: `/page/3/` on `/page/2/`."""
    start, number = _number_of(base)
    for place in places:
        other, after = _number_of(place.url)
        if after == number + 1 and other == start and _names_page(place.node, after):
            return place.url
    return ""


def _names_page(node: LexborNode, number: int) -> bool:
    """Return whether a link's text names a page of a list; any other is that of a numbered post."""
    words = clean_line(node.text(separator=" "), 300).split()
    return len(words) <= _WORDS_OF_PAGE or (str(number) in words and len(words) <= _WORDS_OF_PAGE + 2)


def _next_of_any_name(places: list[PageLink], base: str) -> str:
    """Return the second page of a list, whatever its folder is called (`/safha/2/`), unless a first one is beside it.

    Those with a first one are parts, years or posts.
    """
    start, number = _number_of(base)
    numbers: dict[str, dict[int, str]] = defaultdict(dict)
    for place in places if number == 1 else ():
        other, after = _number_of(place.url)
        if other.rpartition("/")[0] == start and 0 < after <= _MOST_PAGES:
            name = place.url if _names_page(place.node, after) else ""
            numbers[other].setdefault(after, name)
    found = [of_folder[2] for of_folder in numbers.values() if of_folder.get(2) and 1 not in of_folder]
    return found[0] if len(found) == 1 else ""


def _number_of(url: str) -> tuple[str, int]:
    """Return an address without its page number, and the number; a page without one is the first."""
    match = _PAGE_NUMBER.search(url)
    if match is None:
        return url.rstrip("/").removesuffix("/index.html"), 1
    return url[: match.start()].rstrip("/"), int(match[1])


def _next_number(places: list[PageLink], base: str) -> str:
    """Return the page after this one among numbered links (`1 2 3`)."""
    numbered = {
        int(text): place.url for place in places if (text := place.node.text(strip=True)).isdecimal() and len(text) <= 4
    }
    here = next((number for number, url in numbered.items() if url.rstrip("/") == base.rstrip("/")), None)
    if here is None:
        # The page at hand is mostly no link.
        gaps = (number - 1 for number in sorted(numbered) if number - 1 not in numbered)
        here = next((gap for gap in gaps if gap == 1 or gap - 1 in numbered), None)
    return numbered.get(here + 1, "") if here is not None else ""


def _next_range(places: list[PageLink], base: str) -> str:
    """Return the page after this one among links to ranges (`1–10 11–20 21–30`)."""
    ranges: dict[int, tuple[int, str]] = {}
    for place in places:
        match = _RANGE.fullmatch(clean_line(place.node.text(separator=" "), 40))
        if match is not None and int(match[1]) < int(match[2]):
            ranges.setdefault(int(match[1]), (int(match[2]), place.url))
    here = next((last for last, url in ranges.values() if url.rstrip("/") == base.rstrip("/")), None)
    if here is None:
        # The range at hand is mostly no link: it is the first, or what lacks between two others.
        first = min(ranges, default=0)
        gaps = [last for last, _ in ranges.values() if last + 1 not in ranges and last < max(ranges)]
        size = ranges[first][0] - first + 1 if ranges else 0
        here = first - 1 if first == size + 1 else gaps[0] + size if gaps else None
    return ranges[here + 1][1] if here is not None and here + 1 in ranges else ""
