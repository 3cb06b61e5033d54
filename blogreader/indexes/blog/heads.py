"""The metadata of an HTML page and of its blog: feeds, API, title, date, redirects."""

import json
import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.indexes import days
from blogreader.indexes.blog import phrases
from blogreader.indexes.blog.answer_facts import Announced, Facts
from blogreader.indexes.blog.html_elements import address, names
from blogreader.text import category_of, clean_line, people

_ARTICLES = frozenset(("Article", "BlogPosting", "NewsArticle", "TechArticle", "Report", "ScholarlyArticle"))
_FEED_TYPES = re.compile(r"\b(?:rss|atom|feed|rdf)\b", re.IGNORECASE)
_BACK = re.compile(
    r"(?:^|[\s_-])(?:prev|previous|older|nav-previous|post-prev\w*|prev-post|previous-post|pagination-prev\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:^|[\s_-])(?:next|newer|nav-next|post-next\w*|next-post|pagination-next\w*)(?=$|[\s_-])", re.IGNORECASE
)
_REFRESH = re.compile(r"\s*+(\d++)[^;,]*+[;,]\s*+(?:url\s*+=\s*+)?+[\"']?+([^\"']++)", re.IGNORECASE)
_LISTS = re.compile(
    r"[\"'(]((?:https?://[\w.:-]+)?/?[\w./-]{0,80}?(?:search|content|local-search|posts|index)\.(?:xml|json))[\"')]"
)
_MACHINE_DAYS = (
    "article time[datetime], time.published, time.dt-published, time[pubdate], main time[datetime], "
    "[itemprop=datePublished], abbr.published"
)
_DAY_CLASSES = (
    "[class*=date]",
    "[class*=Date]",
    "[class*=published]",
    "[class*=posted]",
    "[class*=meta]",
    "[class*=byline]",
)
_MOST_DAYS = 8
"""The most elements that are searched for a date."""
_LONGEST_DAY = 120
_MOST_HEADINGS = 12
_KEY = re.compile(r"[0-9a-f]{20,40}")
_SEPARATOR = re.compile(r"\s[|·–—\-:»]\s")
"""Between the title of a post and the name of its site."""
_BACK_SIGNS, _ON_SIGNS = ("←", "« ", "‹"), ("→", " »", "›")
_SHORT = 20_000
"""Scripts of this many characters are searched for the index that they load."""


def announced(tree: LexborHTMLParser, base: str) -> Iterator[Announced]:
    """Return the feeds that a page announces in its head, then those that it links to."""
    seen: set[str] = set()
    for node in tree.css("link[href]"):
        rel = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").lower()
        href = node.attributes.get("href") or ""
        is_feed = _FEED_TYPES.search(kind) or ("json" in kind and "feed" in f"{kind} {href}".lower()) or "feed" in rel
        if ("alternate" in rel or "feed" in rel) and is_feed and "oembed" not in kind:
            url = address(href, base)
            if url and url not in seen:
                seen.add(url)
                yield Announced(url, clean_line(node.attributes.get("title") or "", 200))
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if re.search(
            r"(?:/feed/?|/rss/?|rss2?\.xml|atom\.xml|feed\.xml|feed\.json|index\.xml|\.rss|\.atom)$",
            href.partition("?")[0],
            re.IGNORECASE,
        ):
            url = address(href, base)
            if url and url not in seen and len(seen) < 20:
                seen.add(url)
                yield Announced(url, clean_line(node.text(), 200))


def meta(tree: LexborHTMLParser, *names: str) -> str:
    """Return the content of the first of these `<meta>` elements that has any."""
    for name in names:
        for node in tree.css(f"meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']"):
            if value := clean_line(node.attributes.get("content") or "", 500):
                return value
    return ""


def site_title(tree: LexborHTMLParser) -> str:
    """Return the page's name for its site, or else its own title."""
    if name := meta(tree, "og:site_name"):
        return name
    node = tree.css_first("head > title")
    return clean_line(node.text(), 200) if node is not None else ""


def _author(data: dict[str, object]) -> str:
    """Return the authors named in linked data."""
    said = data.get("author")
    persons = said if isinstance(said, list) else [said]
    called = (one.get("name") if isinstance(one, dict) else one for one in persons)
    return people(name for name in called if isinstance(name, str))


def facts(tree: LexborHTMLParser, base: str, text: str) -> Facts:
    """Return what the page says about itself."""
    data: dict[str, object] = next(_linked_data(tree), {})
    day = days.of_time(str(data.get("datePublished") or "")) or days.of_time(
        meta(tree, "article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "publish_date")
    )
    day = day or _shown_day(tree)
    heading = _heading(tree)
    shared = meta(tree, "og:title", "twitter:title")
    headline = data.get("headline")
    redirect = ""
    node = tree.css_first("meta[http-equiv=refresh i]")
    if node is not None and (match := _REFRESH.match(node.attributes.get("content") or "")) and int(match[1][:4]) <= 10:
        redirect = address(match[2].strip(), base)
    canonical = tree.css_first("link[rel=canonical][href]")
    section = meta(tree, "article:section")
    is_posting = bool(data) or bool(meta(tree, "article:published_time"))
    return Facts(
        is_article=is_posting or meta(tree, "og:type") == "article",
        is_posting=is_posting,
        title=_own_title(heading, headline if isinstance(headline, str) else "", shared, tree),
        date=day,
        author=_author(data) or people([meta(tree, "author")]),
        category=category_of(section),
        canonical=address(canonical.attributes.get("href") or "", base) if canonical is not None else "",
        redirect=redirect if redirect.rstrip("/") != base.rstrip("/") else "",
        previous=_neighbour(tree, base),
        next=_neighbour(tree, base, back=False),
        api=next(
            (
                address(one.attributes.get("href") or "", base)
                for one in tree.css("link[rel='https://api.w.org/'][href]")
            ),
            "",
        ),
        content_api=_content_api(tree, base),
        lists=tuple(dict.fromkeys(_searched(tree, base, text)))[:4],
        sitemaps=tuple(
            url
            for one in tree.css("link[rel~=sitemap][href]")
            if (url := address(one.attributes.get("href") or "", base))
        )[:4],
    )


def _shown_day(tree: LexborHTMLParser) -> date | None:
    """Return the date that a post shows: in `<time>`, or in an element whose class says that it is a date."""
    for node in tree.css(_MACHINE_DAYS):
        if day := days.of_time(node.attributes.get("datetime") or node.attributes.get("content") or ""):
            return day
    times = tree.css("time[datetime]")
    if len(times) == 1:
        return days.of_time(times[0].attributes.get("datetime") or "")
    for scope in ("article", "main", "body"):
        for node in tree.css(", ".join(f"{scope} {part}" for part in _DAY_CLASSES))[:_MOST_DAYS]:
            text = clean_line(node.text(separator=" "), 200)
            if len(text) <= _LONGEST_DAY and (day := days.found_in(text)):
                return day
    return None


def _heading(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the heading of a post: if the first one is the site's name, the one with which the page's title begins.

    Where a title begins with the name of the site, it is the heading with which it ends.
    """
    own = [node for node in tree.css("article h1, main h1") if not _is_of_site(node)]
    own = own or [node for node in tree.css("h1") if not _is_of_site(node)]
    title = tree.css_first("head > title")
    said = clean_line(title.text(), 300).casefold() if title is not None else ""
    parts = _SEPARATOR.split(said)
    at_end: LexborNode | None = None
    for node in (*own[:1], *tree.css("h1, h2, h3")[:_MOST_HEADINGS]):
        text = clean_line(node.text(separator=" "), 300).strip("#¶🔗 ").casefold()
        if len(text) < 3 or _is_of_site(node):
            continue
        if said.startswith(text) and len(text) * 2 >= len(parts[0]):
            return node
        if text == parts[-1] and at_end is None:
            at_end = node
    return own[0] if own else at_end


def _is_of_site(node: LexborNode) -> bool:
    """Return whether a heading is the name of the site: it leads to the home page."""
    link = node if node.tag == "a" else node.css_first("a[href]") or node.parent
    return (
        link is not None
        and link.tag == "a"
        and (link.attributes.get("rel") == "home" or (link.attributes.get("href") or "").rstrip("/") == "")
        and link.attributes.get("href") is not None
    )


def _own_title(heading: LexborNode | None, headline: str, shared: str, tree: LexborHTMLParser) -> str:
    first = clean_line(heading.text(separator=" "), 300).strip("#¶🔗 ") if heading is not None else ""
    if first and (not shared or shared.startswith(first) or headline.startswith(first)):
        return first
    if headline or shared:
        return clean_line(headline or shared, 300)
    node = tree.css_first("head > title")
    return first or (clean_line(node.text(), 300) if node is not None else "")


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting: list[object] = [json.loads(script.text())]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not waiting:
                break
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(value[:50])
            elif isinstance(value, dict):
                kinds = value.get("@type")
                named = kinds if isinstance(kinds, list) else [kinds]
                if _ARTICLES.intersection(one for one in named if isinstance(one, str)):
                    yield value
                elif isinstance(value.get("@graph"), list):
                    waiting.extend(value["@graph"][:50])


def _neighbour(tree: LexborHTMLParser, base: str, *, back: bool = True) -> str:
    """Return the previous or next post, by `rel`, or else by the text or the classes of its link."""
    for rel in ("prev", "previous") if back else ("next",):
        for node in tree.css(f"a[rel~={rel}][href], link[rel~={rel}][href]"):
            if url := address(node.attributes.get("href") or "", base):
                return url
    pattern, phrase, other = (
        (_BACK, phrases.PREVIOUS, phrases.NEXT) if back else (_ON, phrases.FOLLOWING, phrases.PREVIOUS)
    )
    signs = _BACK_SIGNS if back else _ON_SIGNS
    for node in tree.css("a[href]"):
        parent = node.parent
        name = names(node) + (f" {parent.attributes.get('class') or ''}" if parent else "")
        words = clean_line(node.text(separator=" "), 120)
        leads_there = (
            (pattern.search(name) and not phrases.beginning(other).match(words))
            or phrases.beginning(phrase).match(words)
            or (words.startswith(signs) if back else words.endswith(signs))
        )
        if leads_there and (url := address(node.attributes.get("href") or "", base)):
            return url
    return ""


def _content_api(tree: LexborHTMLParser, base: str) -> str:
    """Return the address where Ghost lists posts for its client-side search; empty if there is none."""
    for node in tree.css(
        "script[data-key][data-sodo-search], script[data-key][data-api], script[data-key][data-ghost]"
    ):
        key, api = node.attributes.get("data-key") or "", node.attributes.get("data-api") or ""
        site = node.attributes.get("data-sodo-search") or node.attributes.get("data-ghost") or "/"
        at = address(api or f"{site.rstrip('/')}/ghost/api/content/", base)
        if _KEY.fullmatch(key) and at:
            return f"{at.rstrip('/')}/posts/?key={key}&limit=100&fields=url,title,published_at&include=tags"
    return ""


def _searched(tree: LexborHTMLParser, base: str, text: str) -> Iterator[str]:
    """Return what the page's scripts load: indexes for client-side search, and Gatsby's page data."""
    for node in tree.css(
        "link[rel=preload][as=fetch][href$='/page-data.json'], link[rel=prefetch][href$='/page-data.json']"
    ):
        if url := address(node.attributes.get("href") or "", base):
            yield url
    for node in tree.css("link[rel=preload][as=fetch][href*='_payload.json'], script[data-src*='_payload.json']"):
        if url := address(node.attributes.get("href") or node.attributes.get("data-src") or "", base):
            yield url
    if meta(tree, "generator").startswith("VuePress 1"):
        for node in tree.css("script[src*='/assets/js/app.']"):
            if url := address(node.attributes.get("src") or "", base):
                yield url
    if "__sveltekit" in text or "/_app/immutable/" in text:
        yield f"{base.partition('?')[0].rstrip('/')}/__data.json"
    for script in tree.css("script"):
        program = script.text() or ""
        for match in _LISTS.finditer(program[:_SHORT]):
            name = match[1]
            if name.rpartition("/")[2] != "index.xml" and (
                url := address(name if "://" in name else "/" + name.lstrip("/"), base)
            ):
                yield url
    if "search.xml" in text and (url := address("/search.xml", base)):
        yield url
