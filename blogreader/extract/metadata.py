"""What the page says of its article: title, author, date and language, from the surest place that has them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from blogreader.extract.head import Head, metas_of
from blogreader.extract.patterns import lazily
from blogreader.extract.selectors import Page
from blogreader.extract.titles import title_of
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
_ADDRESS = lazily(r"https?://|@|^www\.")
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


def read_metadata(tree: Page, title: str | None, url: str = "") -> Metadata:
    """Read a page's metadata; `title` is what the index calls the article. To be asked before anything is taken out."""
    articles = list(_linked_data(tree))
    page = Head(tree, [(node.attributes, node) for node in tree.css("meta")])
    found, repeated = title_of(page, articles, title)
    return Metadata(
        title=found,
        repeated=repeated,
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


def _author(page: Head, articles: list[dict[str, object]]) -> str | None:
    for data in articles:
        value = data.get("author")
        people = value if isinstance(value, list) else [value]
        spoken = [person.get("name") if isinstance(person, dict) else person for person in people]
        found = [clean_line(name) for name in spoken if isinstance(name, str) and _is_name(name)]
        if found:
            return ", ".join(found[:5])
    selectors = ('meta[name="author"]', 'meta[property="article:author"]', '[itemprop="author"] [itemprop="name"]')
    for name in metas_of(page, *selectors, *_AUTHORS):
        if _is_name(name):
            return name
    return None


def _is_name(text: str) -> bool:
    return 1 < len(text.strip()) <= _LONGEST_AUTHOR and not _ADDRESS.search(text)


def _published(page: Head, articles: list[dict[str, object]]) -> date | None:
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
    for value in metas_of(page, *selectors):
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


def _language(page: Head) -> str | None:
    root = page.tree.css_first("html[lang]")
    said = (
        attribute(root, "lang") if root is not None else next(metas_of(page, 'meta[http-equiv="content-language"]'), "")
    )
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else None
