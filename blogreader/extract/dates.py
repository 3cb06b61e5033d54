"""The date of publication, from a page's metadata and from its visible text."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.head import Head, metas_of
from blogreader.extract.dom.nodes import ancestors, attribute, names, text_of
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import plain

_DAY = lazily(r"(\d{4})-(\d{2})-(\d{2})")
_PATH_DAY = lazily(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-]([0-2]\d|3[01])(?=[/-])")
_DATES = ".date, .post-date, .entry-date, .published, .posted-on, .post-meta, .byline"
_LINES = frozenset(("h1", "h2", "h3", "h4", "time", "abbr", "p", "span", "div", "li", "small"))
# Prefixes of the names of months, in the languages of most blogs; longer ones first.
_MONTHS = (
    ("jan", "ene", "gen", "янв", "sty", "oca"),
    ("feb", "fev", "fév", "фев", "lut", "şub"),
    ("mar", "mär", "mrz", "мар", "maa"),
    ("apr", "avr", "abr", "апр", "kwi", "nis"),
    ("may", "mai", "mag", "мая", "май", "maj", "mei"),
    ("jun", "juin", "giu", "июн", "cze", "haz"),
    ("jul", "juil", "lug", "июл", "lip", "tem"),
    ("aug", "aoû", "aou", "ago", "авг", "sie", "ağu"),
    ("sep", "set", "сен", "wrz", "eyl"),
    ("oct", "okt", "out", "ott", "окт", "paź", "eki"),
    ("nov", "ноя", "lis", "kas"),
    ("dec", "dez", "déc", "dic", "дек", "gru", "ara"),
)
_SPOKEN = lazily(
    r"(?P<d1>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: de| d’)? (?P<m1>[^\W\d_]{3,12})\.?,?(?: de| del)? "
    r"(?P<y1>(?:19|20)\d\d)\b"
    r"|\b(?P<m2>[^\W\d_]{3,12})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d) ?[-/.年년] ?(?P<n3>\d{1,2}) ?[-/.月월] ?(?P<d3>\d{1,2})(?!\d)"
    r"|\b(?P<d4>\d{1,2})\.(?P<n4>\d{1,2})\.(?P<y4>(?:19|20)\d\d)\b"
    r"|\b(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>(?:19|20)\d\d)\b"
)
_OTHER_DAY = lazily(
    r"updated|modified|edited|更新|修改|aktualisiert|mise à jour|обновл|actualiz|©|copyright", re.IGNORECASE
)
_AWAY = lazily(r" (?:comments?|respond|related|sidebar|widget|footer|recent|latest|popular|archives?|copyright) ")
_FOREIGN = lazily(r" (?:comments?|respond|related|sidebar|recent|latest|popular) ")
_SHORTEST_SENTENCE = 25
_LONGEST_LINE = 120
_PROSE = 200
"""Characters of a paragraph, which ends the surroundings of a title."""
_CENTURY = lazily("19|20")
_AFTER, _BEFORE = 30, 20


def published_on(page: Head, articles: list[dict[str, object]], title: str | None, url: str) -> date | None:
    """Return the date of publication; if the metadata has a time in UTC, the visible date counts."""
    said = _said(page, articles)
    shown = _beside_title(page, title)
    in_address = _day_in(url)
    for day in (shown, in_address):
        if said is not None and day is not None and abs((day - said).days) == 1:
            return day
    return said or shown or _elsewhere(page) or in_address


def _said(page: Head, articles: list[dict[str, object]]) -> date | None:
    for data in articles:
        value = data.get("datePublished")
        if isinstance(value, str) and (day := day_of(value)):
            return day
    selectors = (
        'meta[property="article:published_time"]',
        '[itemprop="datePublished"]',
        'meta[name="date"], meta[name="dc.date"], meta[name="DC.date.issued"], meta[name="publish_date"]',
        "time.dt-published, time.entry-date, time.published, time[pubdate]",
    )
    days = (day_of(value) for value in metas_of(page, *selectors))
    return next((day for day in days if day is not None), None)


def _beside_title(page: Head, title: str | None) -> date | None:
    """Return the date in a line directly below the title, or else above it."""
    body = page.tree.body
    wanted = plain(title)
    if body is None or not wanted:
        return None
    found = next((node for node in body.css("h1, h2, h3") if plain(text_of(node)) == wanted), None)
    if found is None:
        return None
    shared = {around.mem_id for around in ancestors(found)}
    for line in chain(_lines_after(found, body), _lines_before(found, body)):
        if day := _day_of_line(line, shared):
            return day
    return None


def _lines_after(title: LexborNode, body: LexborNode) -> Iterator[LexborNode]:
    """Yield the next lines in the order of the page, up to a paragraph of prose."""
    left, node = _AFTER, title
    while left:
        following = node.first_child
        while following is None:
            if node.mem_id == body.mem_id or node.parent is None:
                return
            following = node.next
            node = node.parent
        node = following
        if node.tag in _LINES:
            if node.tag == "p" and len(node.text_lexbor()) > _PROSE:
                return
            yield node
            left -= 1


def _lines_before(title: LexborNode, body: LexborNode) -> Iterator[LexborNode]:
    """Yield the lines before it, the nearest first."""
    left, node = _BEFORE, title
    while left:
        before = node.prev
        if before is None:
            before = node.parent
            if before is None or before.mem_id == body.mem_id:
                return
        else:
            while (inner := before.last_child) is not None:
                before = inner
        node = before
        if node.tag in _LINES:
            yield node
            left -= 1


def _day_of_line(line: LexborNode, shared: set[int]) -> date | None:
    """Return the date in a line; `shared` are the elements around the title, whose names don't count against it."""
    said = text_of(line)
    if len(said) > _LONGEST_LINE or (line.tag not in ("time", "abbr") and not _CENTURY.search(said)):
        return None
    for around in (line, *ancestors(line)):
        if around.mem_id in shared:
            break
        if around.tag in ("aside", "nav") or _AWAY.search(names(around)):
            return None
    if line.tag in ("time", "abbr"):
        stamp = attribute(line, "datetime") or attribute(line, "title")
        return spoken_day(said) or day_of(stamp)
    if _OTHER_DAY.search(said):
        return None
    # A sentence that mentions a date does not say when it was written.
    is_sentence = len(said) > _SHORTEST_SENTENCE and said.endswith((".", "。", "!", "?"))
    return None if is_sentence else spoken_day(said)


def _elsewhere(page: Head) -> date | None:
    for node in page.tree.ask(_DATES):
        if not any(_FOREIGN.search(names(around)) or around.tag == "aside" for around in ancestors(node)) and (
            day := spoken_day(text_of(node))
        ):
            return day
    times = {
        day
        for node in page.tree.ask("article time[datetime], header time[datetime]")
        if (day := day_of(attribute(node, "datetime")))
    }
    # Several different dates: choosing one would be a guess.
    return next(iter(times)) if len(times) == 1 else None


def _day_in(url: str) -> date | None:
    """Return the date in an address, as many blogs have it: `/2024/03/05/`."""
    match = _PATH_DAY.search(url)
    return day_of("-".join(match.groups())) if match else None


def is_day(text: str) -> bool:
    """Return whether a text is a date and nothing else."""
    match = _SPOKEN.match(text)
    return match is not None and len(text) - match.end() <= 1 and spoken_day(text) is not None


def spoken_day(text: str) -> date | None:
    """Return the first date in a line, in one of many languages; None for an ambiguous one like `3/4/2021`."""
    for match in islice(_SPOKEN.finditer(text), 3):
        said = match.groupdict()
        year = next(value for name, value in said.items() if name[0] == "y" and value)
        if said["a5"]:
            first, second = int(said["a5"]), int(said["b5"])
            if (first > 12) == (second > 12) and first != second:
                continue
            day, month = (first, second) if first > 12 else (second, first)
        else:
            named = said["m1"] or said["m2"]
            month = _month(named) if named else int(said["n3"] or said["n4"])
            day = int(said["d1"] or said["d2"] or said["d3"] or said["d4"])
        with suppress(ValueError):  # no such day
            return date(int(year), month, day)
    return None


def _month(name: str) -> int:
    """Return the number of a month; 0 for any other word."""
    lower = name.lower()
    found = [
        (len(start), number) for number, starts in enumerate(_MONTHS, 1) for start in starts if lower.startswith(start)
    ]
    return max(found, default=(0, 0))[1]


def day_of(text: str) -> date | None:
    """Return the date at the beginning of an ISO 8601 date or time."""
    match = _DAY.match(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
