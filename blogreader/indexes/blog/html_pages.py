"""HTML pages of a blog: their links by list, with the dates beside them, and the facts in the head."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.indexes import days
from blogreader.indexes.blog import heads, html_elements, next_pages, page_data, phrases, shapes
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, BlogLink
from blogreader.text import clean_line

_MOST_LINKS = 8_000
_ANY_YEAR = 2000
_DEEPEST = 60
_LONGEST_PAGE = 1_000_000
"""Characters of a page that are searched for how it writes dates."""
_CLIMB = 7
"""The most elements that an entry may have around its link."""
_WHOLE_PAGE = 0.8
"""An element with this share of a page's text, and with the parts of a page, is the page, whatever its name."""
_MOST_OF_ENTRY = 60
"""The most links that an entry may have: an element with more is a list."""
_WORDS_OF_TITLE = 3
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ASIDE_TAGS = frozenset(("nav", "footer", "aside"))
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|side-?bar|aside|footer|breadcrumbs?|pagination|pager|paginator|"
    r"tag-?cloud|tags?|tag-?list|categor(?:y|ies)|post-?meta-?tags|share|social|related|comments?|widget|toc|"
    r"table-of-contents|author-box|byline|recent-?posts|prev-?next|post-nav|masthead|topbar|cookie|subscribe)(?=$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:[^\W_]*+(?<=title)|headline|heading|name)(?=$|[\s_-])", re.IGNORECASE)
_BOLD = re.compile(r"(?:^|\s)(?:[\w:-]*-)?(?:bold|semibold|xl|2xl|3xl)(?=\s|$)")
_DAY_NUMBER = re.compile(r"\W{0,3}(\d{1,2})(?:st|nd|rd|th|\.)?\W{0,3}")
_MINUTES = re.compile(r"^\W*\d{1,3}\s*(?:min\b|minutes?|分)", re.IGNORECASE)


@dataclass(slots=True)
class _Place:
    """A link and its position."""

    node: LexborNode
    url: str
    chain: list[LexborNode]
    """From its parent to the body."""
    group: str
    year: int | None
    month: tuple[int, int] | None
    """The year and month in the heading above it."""
    day_first: bool
    is_main: bool


class _Asides:
    """Which elements of a page stand aside, by their tags and names: its navigation, its sidebars."""

    def __init__(self, body: LexborNode) -> None:
        self._size = _length(body)
        self._known: dict[int, bool] = {}

    def has(self, node: LexborNode, name: str) -> bool:
        """Return whether an element stands aside, and is not the whole page, as `<div class=no-sidebar>` is."""
        if node.tag in _ASIDE_TAGS:
            return True
        if _ASIDE.search(name) is None:
            return False
        is_aside = self._known.get(node.mem_id)
        if is_aside is None:
            is_page = node.css_first("nav, header, footer, main") is not None
            is_aside = self._known[node.mem_id] = not is_page or _length(node) < _WHOLE_PAGE * self._size
        return is_aside


@dataclass(slots=True)
class _Counted:
    """How many addresses of each group an element contains: an entry is the largest element with only one."""

    of: dict[int, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    links: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, place: _Place) -> None:
        for node in place.chain[: _CLIMB + 2]:
            self.links[node.mem_id] += 1
            of_group = self.of[node.mem_id][place.group]
            if len(of_group) < 2:
                of_group.add(place.url)

    def is_alone(self, node: LexborNode, group: str) -> bool:
        return len(self.of[node.mem_id][group]) == 1 and self.links[node.mem_id] <= _MOST_OF_ENTRY


def read(text: str, base: str) -> AnswerFacts:
    """Parse a page; relative links are resolved against its address, unless it has a `<base>`."""
    tree = LexborHTMLParser(text)
    head_base = tree.css_first("base[href]")
    if head_base is not None:
        base = html_elements.address(head_base.attributes.get("href") or "", base) or base
    places = list(_places(tree, base))
    facts = heads.facts(tree, base, text)
    return AnswerFacts(
        AnswerKind.PAGE,
        title=heads.site_title(tree),
        generator=heads.meta(tree, "generator").lower(),
        feeds=tuple(heads.announced(tree, base)),
        is_cut=len(places) >= _MOST_LINKS,
        links=(*_links(places), *page_data.links(tree, base, (place.url for place in places))),
        facts=facts,
        next=next_pages.following(tree, [next_pages.PageLink(place.node, place.url) for place in places], base),
    )


# Where the links stand


def _places(tree: LexborHTMLParser, base: str) -> Iterator[_Place]:
    body = tree.body
    if body is None:
        return
    parts = shapes.segments(base) if shapes.is_period(base) else ()
    year = next((int(part) for part in parts if len(part) == 4 and part.isdecimal()), None)
    month: tuple[int, int] | None = None
    day_first = days.is_day_first(body.text(separator=" ")[:_LONGEST_PAGE])
    asides = _Asides(body)
    number = 0
    for node in body.traverse(include_text=False):
        tag = node.tag
        if tag in _HEADINGS or (tag not in ("a", "time") and "year" in (node.attributes.get("class") or "")):
            heading = node.text(strip=True)
            if len(heading) <= 40 and (found := days.year_of(heading)) is not None:
                year = found
            if len(heading) <= 40:
                month = days.month_of(heading, year)
        elif tag in ("summary", "dt", "strong", "b", "span", "p", "li", "div"):
            own = node.text(deep=False, strip=True)
            if len(own) == 4 and own.isdecimal() and own[:2] in ("19", "20"):
                year, month = int(own), None
            elif tag in ("summary", "dt") and len(own) <= 40:  # which open and close a month
                year, month = days.year_of(own) or year, days.month_of(own, year)
        elif href := node.attributes.get({"a": "href", "option": "value"}.get(tag or "", "")):
            if tag == "option" and "/" not in href:  # a field of years, which opens what is chosen
                continue
            url = html_elements.address(href, base)
            if not url:
                continue
            number += 1
            if number > _MOST_LINKS:
                return
            chain, group, is_main = _standing(node, asides)
            yield _Place(node, url, chain, group, year, month, day_first, is_main)


def _standing(node: LexborNode, asides: _Asides) -> tuple[list[LexborNode], str, bool]:
    """Return the elements around a link, its list, and whether that is part of what the page is about."""
    chain: list[LexborNode] = []
    steps = [_step(node)]
    is_main, is_decided = True, False
    parent = node.parent
    while parent is not None and parent.tag not in ("body", "html") and len(chain) < _DEEPEST:
        chain.append(parent)
        steps.append(_step(parent))
        if not is_decided:
            name = html_elements.names(parent)
            if _is_entry(parent, name):
                is_decided = True
            elif parent.tag in _HEADINGS:
                pass  # `<h2 class="no_toc">`: what a heading is called says nothing of where it stands
            elif asides.has(parent, name):
                is_main, is_decided = False, True
            elif parent.tag == "main" or (parent.attributes.get("role") == "main"):
                is_decided = True
            elif parent.tag == "header" and not any(
                one.tag in ("article", "main", "section", "li") for one in _above(parent)
            ):
                is_main, is_decided = False, True
        parent = parent.parent
    return chain, ">".join(reversed(steps)), is_main


def _length(node: LexborNode) -> int:
    """Return how much text is in an element, without its programs."""
    programs = sum(len(one.text()) for one in node.css("script, style, template"))
    return len(node.text()) - programs


def _is_entry(node: LexborNode, name: str) -> bool:
    """Return whether an element is an entry, or a whole page, even though one of its classes suggests otherwise.

    WordPress writes `post tag-python category-life` on every entry.
    """
    return node.tag in ("article", "main", "body") or bool(
        re.search(r"(?:^|\s)(?:post|hentry|h-entry|entry|post-\d+)(?=\s|$)", name)
    )


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.tag not in ("body", "html"):
        yield parent
        parent = parent.parent


def _step(node: LexborNode) -> str:
    names = (node.attributes.get("class") or "").split()
    # Of an entry's classes those that are its own (`post-1234`, `tag-python`, `first`) do not make another list.
    kept = [
        name
        for name in names
        if not re.search(r"\d|^(?:tag|category|first|last|odd|even|type|status|format|sticky)", name)
    ]
    return f"{node.tag}.{'.'.join(sorted(kept)[:3])}" if kept else node.tag or ""


def _links(places: list[_Place]) -> Iterator[BlogLink]:
    counted = _Counted()
    for place in places:
        counted.add(place)
    stands_before: dict[str, bool] = {}
    for place in places:
        entry = _entry(place, counted)
        heading = next((one for one in (place.node, *place.chain[:3]) if one.tag in _HEADINGS), None)
        if heading is None:
            heading = next((inner for tag in _HEADINGS if (inner := place.node.css_first(tag)) is not None), None)
            # The lowest of headings is mostly a category, or a day.
            if heading is not None and heading.tag == _HEADINGS[-1] and len(heading.text().split()) < _WORDS_OF_TITLE:
                heading = None
        day = _day_of(entry, place, counted, stands_before) if place.is_main else None
        words = clean_line(place.node.text(separator=" "), 300)
        title = _title(place.node, heading, place.year)
        if not title and place.is_main and entry.mem_id != place.node.mem_id:
            title = _named_beside(entry, place.year)
        yield BlogLink(
            url=place.url,
            title=title,
            group=place.group,
            date=day,
            is_heading=heading is not None,
            is_main=place.is_main,
            words=words,
        )


def _entry(place: _Place, counted: _Counted) -> LexborNode:
    """Return the largest element around a link that contains no other link of its list."""
    entry = place.node
    for node in place.chain[:_CLIMB]:
        if node.tag in ("main", "body") or not counted.is_alone(node, place.group):
            break
        entry = node
    return entry


def _day_of(entry: LexborNode, place: _Place, counted: _Counted, stands_before: dict[str, bool]) -> date | None:
    if found := _day_in(entry, place) or _day_of_month(entry, place):
        return found
    # A flat list: the day stands before or after the element of its title, the same way all through the list.
    before, after = _beside(entry, place, counted, -1), _beside(entry, place, counted, 1)
    if before is None and after is None:
        return None
    first = stands_before.setdefault(place.group, before is not None)
    return before if first else after


def _beside(entry: LexborNode, place: _Place, counted: _Counted, step: int) -> date | None:
    node = entry
    for _ in range(3):
        following = node.prev if step < 0 else node.next
        while following is not None and following.tag == "-text":
            if found := days.found_in(clean_line(following.text(), 400), place.year, day_first=place.day_first):
                return found
            following = following.prev if step < 0 else following.next
        if following is None or counted.of[following.mem_id][place.group]:
            return None
        if following.tag in _HEADINGS and step < 0 and days.year_of(following.text(strip=True)):
            return None
        if found := _day_in(following, place):
            return found
        node = following
    return None


def _day_in(node: LexborNode, place: _Place) -> date | None:
    """Return the date in an element: from `<time>`, or else a part with the class of a date, or else its text."""
    times = [node] if node.tag == "time" else node.css("time")
    for time in times:
        if found := days.of_time(time.attributes.get("datetime") or "") or days.found_in(
            time.text(), place.year, day_first=place.day_first
        ):
            return found
    for inner in node.css(
        "[itemprop=datePublished], abbr.published, [class*=date], [class*=Date], [class*=time], [class*=meta]"
    ):
        said = (
            inner.attributes.get("content") or inner.attributes.get("datetime") or inner.attributes.get("title") or ""
        )
        if found := days.of_time(said) if said else None:
            return found
        if found := days.found_in(clean_line(inner.text(separator=" "), 200), place.year, day_first=place.day_first):
            return found
    return days.found_in(clean_line(node.text(separator=" "), 400), place.year, day_first=place.day_first)


def _day_of_month(entry: LexborNode, place: _Place) -> date | None:
    """Return the date of an entry that has only the day of the month, below a heading with the month."""
    if place.month is None or entry.mem_id == place.node.mem_id:
        return None
    own, whole = clean_line(place.node.text(separator=" "), 400), clean_line(entry.text(separator=" "), 400)
    match = _DAY_NUMBER.fullmatch(whole.replace(own, "", 1).strip()) if own else None
    return days.made(*place.month, match[1]) if match else None


def _title(node: LexborNode, heading: LexborNode | None, year: int | None) -> str:
    chosen = node
    if heading is not None and heading.mem_id != node.mem_id and _is_inside(heading, node):
        chosen = heading
    elif heading is None:
        inner = next(
            (one for one in node.css("[class]") if _TITLE_CLASS.search(one.attributes.get("class") or "")), None
        )
        if inner is not None and inner.text(strip=True):
            chosen = inner
        elif (part := _named_part(node, year)) is not None:
            chosen = part
    text = clean_line(_text_without_days(chosen, year), 300)
    if not text or phrases.whole(phrases.READ_ON).match(text):
        said = clean_line(node.attributes.get("title") or "", 300)
        return "" if phrases.whole(phrases.READ_ON).match(said) else said
    return text.strip("#¶🔗 ")


def _named_part(node: LexborNode, year: int | None) -> LexborNode | None:
    """Return the part with the title of a card that is a single link; None if it has one part, or none has a date."""
    # An element is among those that are found in it.
    parts = [one for one in node.css("p, div") if len(one.css("p, div")) == 1]
    parts = parts if len(parts) > 1 else node.css("span, strong, b")
    texts = [(one, clean_line(one.text(separator=" "), 200)) for one in parts]
    dated = [one.mem_id for one, text in texts if days.found_in(text, year or _ANY_YEAR)]
    named = [
        one
        for one, text in texts
        if one.mem_id not in dated and not _MINUTES.search(text) and re.search(r"\w{3}", text)
    ]
    if not named or not dated:
        return None
    bold = [one for one in named if one.tag in ("strong", "b") or _BOLD.search(one.attributes.get("class") or "")]
    return (bold or named)[0]


def _named_beside(entry: LexborNode, year: int | None) -> str:
    """Return the title of an entry whose link is only a date or a sign: its heading, or a part classed as a title."""
    for tag in _HEADINGS:
        if (node := entry.css_first(tag)) is not None:
            return clean_line(_text_without_days(node, year), 300).strip("#¶🔗 ")
    node = entry.css_first(".p-name, [class*=title], [itemprop=headline]")
    return clean_line(_text_without_days(node, year), 300) if node is not None else ""


def _is_inside(node: LexborNode, outer: LexborNode) -> bool:
    return any(one.mem_id == outer.mem_id for one in _above(node))


def _text_without_days(node: LexborNode, year: int | None) -> str:
    """Return the text of a link without the date at its beginning or end."""
    inner_times = [
        one
        for one in node.css("time, [class*=date], [class*=Date], [class*=meta], sup, .badge, [aria-hidden=true]")
        if one.mem_id != node.mem_id
    ]
    text = clean_line(node.text(separator=" " if node.css_first("div, p, span, time, br") is not None else ""), 400)
    for one in inner_times:
        without = clean_line(one.text(separator=" "), 200)
        if without and len(without) < len(text):
            text = text.removeprefix(without).removesuffix(without).strip()
    # `February 1 - Title`: of which year the heading above says, or does not.
    if (span := days.span_in(text, year or _ANY_YEAR)) is not None:
        before, after = text[: span[1]], text[span[2] :]
        if not (before + after).strip(" :-–—»·|,()[]"):
            return ""  # a note without a title
        if not before.strip("([") and after.strip(" :-–—»·|,)]"):
            text = after.strip(" :-–—»·|,)]")
        elif not after.strip(")]") and before.strip(" :-–—»·|,(["):
            text = before.strip(" :-–—»·|,([")
    return text
