"""What the page says of its article: title, author, date and language, from the surest place that has them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from blogreader.extract.cuts import plain
from blogreader.extract.patterns import lazily
from blogreader.extract.selectors import Page
from blogreader.extract.tree import attribute, text_of
from blogreader.text import clean_line

_ARTICLES = frozenset(("Article", "BlogPosting", "NewsArticle", "TechArticle", "Report", "ScholarlyArticle", "Posting"))
_DAY = lazily(r"(\d{4})-(\d{2})-(\d{2})")
_PATH_DAY = lazily(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-]([0-2]\d|3[01])(?=[/-])")
_LANGUAGE = lazily(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPOKEN_DAY = lazily(
    rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b|\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})\b",
    re.IGNORECASE,
)
_AUTHORS = (
    '[itemprop="author"]',
    'a[rel="author"]',
    ".p-author",
    ".vcard .fn",
    ".author-name",
    ".author .name",
    ".byline a",
)
_DATES = ".date, .post-date, .entry-date, .published, .posted-on, .post-meta, .byline"
_ATTRIBUTE = lazily(r'\[([\w-]+)="([^"]*)"\]')
_HEAD = lazily(r'meta\[[\w-]+="[^"]*"\](?:, meta\[[\w-]+="[^"]*"\])*')
_SITE_SEPARATOR = lazily(r"\s+[|·•»–—-]\s+|\s*::\s*")
_ADDRESS = lazily(r"https?://|@|^www\.")
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF))
_LONGEST_AUTHOR = 100
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its article."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    body: str = ""
    """The article's text as the page's JSON-LD has it, for a page that its script has yet to fill."""
    repeated: frozenset[str] = frozenset()
    """Headings that only repeat the title, in the form in which titles are compared."""


class _Head(NamedTuple):
    """A page and its `<meta>`, which are asked for many things."""

    tree: Page
    metas: list[tuple[dict[str, str | None], LexborNode]]


def read_metadata(tree: Page, title: str | None, url: str = "") -> Metadata:
    """Read a page's metadata; `title` is what the index calls the article. To be asked before anything is taken out."""
    articles = list(_linked_data(tree))
    page = _Head(tree, [(node.attributes, node) for node in tree.css("meta")])
    found, repeated = _title(page, articles, title)
    return Metadata(
        title=found,
        repeated=frozenset(repeated),
        body=max((body for data in articles if isinstance(body := data.get("articleBody"), str)), key=len, default=""),
        author=_author(page, articles),
        published=_published(page, articles) or _day_in(url),
        language=_language(page),
    )


def _linked_data(tree: Page) -> Iterator[dict[str, object]]:
    """Give the JSON-LD objects of the page that describe an article (schema.org)."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting: list[tuple[object, int]] = [(json.loads(script.text()), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value, depth = waiting.pop()
            if isinstance(value, list) and depth < _DEEPEST:
                waiting.extend((item, depth + 1) for item in reversed(value))
            elif isinstance(value, dict):
                kinds = value.get("@type")
                if _ARTICLES & {
                    kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
                }:
                    yield value
                elif depth < _DEEPEST:
                    waiting.extend((value[name], depth + 1) for name in ("@graph", "mainEntity") if name in value)


def _meta(page: _Head, *selectors: str) -> Iterator[str]:
    for selector in selectors:
        for node in _heads(page.metas, selector) if _HEAD.fullmatch(selector) else page.tree.ask(selector):
            value = clean_line(attribute(node, "content") or attribute(node, "datetime") or node.text())
            if value:
                yield value


def _heads(metas: list[tuple[dict[str, str | None], LexborNode]], selectors: str) -> list[LexborNode]:
    """Give what selectors of `<meta>` alone give, from the page's few."""
    wanted = _ATTRIBUTE.findall(selectors)
    return [node for attributes, node in metas if any(attributes.get(name) == value for name, value in wanted)]


def _title(page: _Head, articles: list[dict[str, object]], hint: str | None) -> tuple[str | None, set[str]]:
    """Give the title, and in plain form the headings that only repeat it."""
    headings = [clean_line(text) for heading in page.tree.css("h1") if (text := text_of(heading))]
    wanted = plain(hint)
    named = [clean_line(value) for data in articles if isinstance(value := data.get("headline"), str) and value.strip()]
    shared = list(_meta(page, 'meta[property="og:title"]', 'meta[name="twitter:title"]'))
    head = next(_meta(page, "head > title"), "")
    candidates = [candidate for candidate in (*named, *shared, head) if candidate]
    repeated = {plain(part) for candidate in candidates for part in _parts(candidate)} | {wanted}
    repeated.discard("")
    for candidate in (*headings, *candidates):
        if wanted and plain(candidate) == wanted:
            return _without_mark(candidate), repeated
    # A heading that the head of the page repeats, with the site's name or without, is the title.
    for heading in headings:
        if plain(heading) in repeated:
            return _without_mark(heading), repeated
    for candidate in (*named, *shared):
        return _without_site(candidate, page), repeated
    cut = _without_site(head, page) if head else ""
    if len(headings) == 1 and len(cut.split()) < 2:
        return _without_mark(headings[0]), repeated if head else repeated | {plain(headings[0])}
    return cut or hint or None, repeated


def _parts(title: str) -> Iterator[str]:
    """Give a title as it is, and without what stands before its first or after its last separator."""
    yield title
    separators = list(_SITE_SEPARATOR.finditer(title))
    if separators:
        yield title[: separators[-1].start()]
        yield title[: separators[0].start()]
        yield title[separators[0].end() :]


def _without_mark(title: str) -> str:
    return title.translate(_UNSEEN).rstrip(" #¶§🔗")


def _without_site(title: str, page: _Head) -> str:
    """Cut the name of the site off a title's end, where the page says what the name is or it is the shorter part."""
    site = plain(next(_meta(page, 'meta[property="og:site_name"]'), ""))
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) > 1 and (plain(parts[-1]) == site or (not site and len(parts[-1]) < len(parts[0]))):
        cut = title.rfind(parts[-1])
        return (
            _SITE_SEPARATOR.sub("", title[:cut].rstrip() + " ")
            if not title[:cut].strip()
            else title[:cut].rstrip(" |·•»–—-:")
        )
    return title


def _author(page: _Head, articles: list[dict[str, object]]) -> str | None:
    for data in articles:
        value = data.get("author")
        people = value if isinstance(value, list) else [value]
        spoken = [person.get("name") if isinstance(person, dict) else person for person in people]
        found = [clean_line(name) for name in spoken if isinstance(name, str) and _is_name(name)]
        if found:
            return ", ".join(found[:5])
    selectors = ('meta[name="author"]', 'meta[property="article:author"]', '[itemprop="author"] [itemprop="name"]')
    for name in _meta(page, *selectors, *_AUTHORS):
        if _is_name(name):
            return name
    return None


def _is_name(text: str) -> bool:
    return 1 < len(text.strip()) <= _LONGEST_AUTHOR and not _ADDRESS.search(text)


def _published(page: _Head, articles: list[dict[str, object]]) -> date | None:
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
    for value in _meta(page, *selectors):
        if day := day_of(value):
            return day
    for node in page.tree.ask(_DATES):
        if day := _spoken_day(text_of(node)):
            return day
    times = {
        day
        for node in page.tree.css("article time[datetime], header time[datetime]")
        if (day := day_of(attribute(node, "datetime")))
    }
    # Several different days: which of them is meant is a guess, so none is given.
    return next(iter(times)) if len(times) == 1 else None


def _day_in(url: str) -> date | None:
    """Read the day that many blogs have in their addresses: `/2024/03/05/`."""
    match = _PATH_DAY.search(url)
    return day_of("-".join(match.groups())) if match else None


def _spoken_day(text: str) -> date | None:
    """Read a day as English pages write it: `March 5, 2024`, `5 March 2024`."""
    match = _SPOKEN_DAY.search(text)
    if match is None:
        return None
    month = _MONTHS.find((match[1] or match[5])[:3].lower()) // 3 + 1
    try:
        return date(int(match[3] or match[6]), month, int(match[2] or match[4]))
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """Give the day that an ISO 8601 date or time begins with."""
    match = _DAY.match(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _language(page: _Head) -> str | None:
    root = page.tree.css_first("html[lang]")
    said = attribute(root, "lang") if root is not None else next(_meta(page, 'meta[http-equiv="content-language"]'), "")
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else None
