"""An article's title, author, date, category and language, from the most reliable place on its page."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from blogreader.extract.dates import published_on
from blogreader.extract.dom.head import Head, metas_of
from blogreader.extract.dom.nodes import attribute
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.titles import title_of
from blogreader.text import category_of, clean_line

# Languages of themes that are written in Latin letters.
_LATIN = frozenset(("en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "no", "fi", "cs", "tr", "id"))
_LETTERS, _FEWEST_LETTERS, _MOST_OF, _ONE_IN = 4_000, 80, 0.6, 20
_ARTICLES = frozenset(("Article", "BlogPosting", "NewsArticle", "TechArticle", "Report", "ScholarlyArticle", "Posting"))
_LANGUAGE = lazily(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_AUTHORS = (
    '[itemprop="author"]',
    'a[rel="author"]',
    ".p-author",
    ".vcard .fn",
    ".author-name",
    ".author .name",
    ".byline a",
)
_ADDRESS = lazily(r"https?://|@|^www\.")
_LONGEST_AUTHOR = 100
_FOLDERS = frozenset(("article", "articles", "entries"))
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about its article."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    category: str | None = None
    body: str = ""
    """The article's text in the page's JSON-LD, for pages that would be filled by a script."""
    repeated: frozenset[str] = frozenset()
    """Headings that only repeat the title, normalised by `titles.plain`."""


def read_metadata(tree: HtmlPage, title: str | None, url: str = "") -> Metadata:
    """Read a page's metadata, before anything is removed; `title` is the article's in the index."""
    articles = list(_linked_data(tree))
    page = Head(tree, [(node.attributes, node) for node in tree.css("meta")])
    found, repeated = title_of(page, articles, title, url)
    return Metadata(
        title=found,
        repeated=repeated,
        body=max((body for data in articles if isinstance(body := data.get("articleBody"), str)), key=len, default=""),
        author=_author(page, articles),
        published=published_on(page, articles, found, url),
        language=_language(page),
        category=_category(page, articles),
    )


def _linked_data(tree: HtmlPage) -> Iterator[dict[str, object]]:
    """Yield the JSON-LD objects of the page that describe an article (schema.org)."""
    for script in tree.ask('script[type="application/ld+json"]'):
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


def _category(page: Head, articles: list[dict[str, object]]) -> str | None:
    for data in articles:
        section = data.get("articleSection")
        section = section[0] if isinstance(section, list) and section else section
        if isinstance(section, str) and (found := _said_of_category(section)):
            return found
    for value in metas_of(page, 'meta[property="article:section"]'):
        if found := _said_of_category(value):
            return found
    return None


def _said_of_category(section: str) -> str:
    """Return a category, unless it is the folder of all posts, which Hugo's themes report."""
    found = category_of(section)
    return "" if found.lower() in _FOLDERS else found


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


def _language(page: Head) -> str | None:
    root = page.tree.css_first("html[lang]")
    said = (
        attribute(root, "lang") if root is not None else next(metas_of(page, 'meta[http-equiv="content-language"]'), "")
    )
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else None


def agreed_language(said: str | None, text: str) -> str | None:
    """Return the language that a page declares, unless the letters of its text contradict it.

    Themes default to `en`: a text in Cyrillic is in another, unknown language.
    """
    if said is None or said.partition("-")[0].lower() not in _LATIN:
        return said
    letters = "".join(islice(filter(str.isalpha, text), _LETTERS))
    if len(letters) < _FEWEST_LETTERS or letters.isascii():
        return said
    counted: Counter[str] = Counter()
    for letter, times in Counter(letters).items():  # a text has dozens of different letters, or a thousand ideographs
        counted[next((name for name, script in _scripts() if script.match(letter)), "")] += times
    script, count = counted.most_common(1)[0]
    if not script or count < _MOST_OF * len(letters):
        return "ja" if counted["ja"] + counted["zh"] > _MOST_OF * len(letters) else said
    if script == "zh" and counted["ja"] > count / _ONE_IN:
        return "ja"
    return None if script.startswith("?") else script


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the scripts that identify or exclude a language; such ranges take milliseconds to compile."""
    return (
        ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
        ("ja", re.compile(r"[\u3040-\u30ff]")),
        ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
        ("?cyrillic", re.compile(r"[\u0400-\u04ff]")),
        ("?arabic", re.compile(r"[\u0600-\u06ff]")),
        ("he", re.compile(r"[\u0590-\u05ff]")),
        ("el", re.compile(r"[\u0370-\u03ff]")),
        ("th", re.compile(r"[\u0e00-\u0e7f]")),
        ("?devanagari", re.compile(r"[\u0900-\u097f]")),
    )
