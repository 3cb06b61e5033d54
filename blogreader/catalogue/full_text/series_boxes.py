"""Lists of a series' parts that a site puts beside an article, and that extraction leaves out.

A box counts if it says itself that it is of a series, and has little text beside its links; whether these are the parts
of one, and in which direction, the dates of the articles tell those who know them.
"""

import re
from collections.abc import Collection, Iterator

from blogreader.catalogue.full_text.text_links import resolved
from blogreader.text import fold, unescaped_attribute, unescaped_text

_LONGEST = 60_000
"""Characters of a box, with its markup."""
_MOST_TEXT = 240
"""Characters before and between its links: a list has titles, dates and little else; an article has more."""
_MOST_BOXES = 20
_LEAST, _MOST = 3, 200
"""Parts."""
_BOX = re.compile(r"<(div|section|aside|nav|ul|ol|details)\s([^<>]{1,2000}+)>", re.IGNORECASE)
_NAMED = re.compile(r"(?<![A-Za-z])[Ss]eries(?![a-z])")
"""Words in the class, id or label of a box; also `seriesList`."""
_LIST = re.compile(r"<(ul|ol)\b[^<>]{0,2000}+>", re.IGNORECASE)
_HEADING = re.compile(r"<(?:h[2-6]|summary|strong|b|p|dt)\b[^<>]{0,2000}+>([^<>]{1,200}+)<", re.IGNORECASE)
_BEFORE = 400
"""Characters above a list in which a heading may stand."""
_SAYS = re.compile(
    r"\b(?:in|of|from) th(?:is|e) (?:\w+ )?series\b|\bseries\W{0,3}$|\bpart of (?:a|the) .{0,60}\bseries\b"
    r"|\b(?:artikelserie|artikelreihe|in dieser (?:serie|reihe)|dans cette serie|en esta serie)\b|シリーズ|連載"
)
_PIECE = re.compile(r"<a\s(?P<anchor>[^<>]{1,2000}+)>|<[^<>]{0,2000}+>|(?P<text>[^<>]++)", re.IGNORECASE)
_UNSEEN = ("<script", "<style", "<template")
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"']?(?P<url>[^\"'\s<>]{1,2000})", re.IGNORECASE)
_HERE = re.compile(r"\b(?:this (?:post|article|part|one)|you are here|dieser (?:artikel|teil|beitrag)|cet article)\b")


def parts_beside(html: str, base: str, own: Collection[str], title: str) -> list[tuple[str, ...]]:
    """Return the addresses in each box of a page that is a list with the article in it, whose address is empty.

    `own`: the addresses of the article.
    """
    found: dict[tuple[str, ...], None] = {}
    for box in _boxes(html):
        links = _links(box, base, own, fold(title).strip())
        if _LEAST <= len(links) <= _MOST and links.count("") == 1:
            found[links] = None
    return list(found)


def _boxes(html: str) -> Iterator[str]:
    """Return the boxes that say that they are of a series: by their class, or in a heading over a list."""
    starts = [match for match in _BOX.finditer(html) if _NAMED.search(match[2])]
    for match in _LIST.finditer(html):
        # With its `<`, which ends a paragraph that has no tag at its end.
        above = html[max(match.start() - _BEFORE, 0) : match.start() + 1]
        # What is above the list before has its own heading.
        above = above[max(above.rfind("</ul"), above.rfind("</ol"), 0) :]
        headings = [*_HEADING.finditer(above)]
        if headings and _SAYS.search(fold(unescaped_text(headings[-1][1])).strip()):
            starts.append(match)
    for match in starts[:_MOST_BOXES]:
        yield _content(html, match[1].lower(), match.end())


def _content(html: str, name: str, start: int) -> str:
    """Return the content between a tag that opens before `start` and the one that closes it."""
    depth = 1
    for match in re.compile(rf"<(/?){name}\b", re.IGNORECASE).finditer(html, start, start + _LONGEST):
        depth += -1 if match[1] else 1
        if not depth:
            return html[start : match.start()]
    return ""


def _links(box: str, base: str, own: Collection[str], title: str) -> tuple[str, ...]:
    """Return the addresses in a box in order, that of the article being empty; none if it is not a list."""
    found: dict[str, None] = {}
    named: int | None = None
    here: int | None = None
    beside = 0
    in_link = is_unseen = False
    for piece in _PIECE.finditer(box):
        if piece["anchor"] is not None:
            href = _HREF.search(piece["anchor"])
            to = resolved(unescaped_attribute(href["url"]), base) if href else None
            if to is not None:
                found.setdefault("" if to in own else to, None)
            beside, in_link = 0, True
        elif (text := piece["text"]) is None:
            tag = piece[0].lower()
            in_link &= not tag.startswith("</a")
            is_unseen = tag.startswith(_UNSEEN) or (is_unseen and not tag.startswith("</"))
        elif not (in_link or is_unseen):
            said = fold(unescaped_text(text)).strip()
            # The last counts: a sentence above the list names the article too.
            named = len(found) if title and title in said else named
            # "This post is part of a series" stands above the list, and is no part in it.
            here = len(found) if _HERE.search(said) and "serie" not in said else here
            beside += len(said)
            if beside > _MOST_TEXT:
                return ()
    links = [*found]
    at = named if named is not None else here
    if "" not in found and at is not None:
        links.insert(at, "")
    return tuple(links)
