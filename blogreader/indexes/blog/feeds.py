"""Feeds: RSS 0.9 to 2.0, RDF and Atom as feedparser reads them, and JSON Feed 1.0 and 1.1."""

import html
import json
import re
import sys
from datetime import date
from time import strftime
from typing import Any
from urllib.parse import urlsplit

from blogreader.indexes import days
from blogreader.indexes.blog import html_elements
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find
from blogreader.text import category_of, clean_line, people, unescaped_attribute, unescaped_text

_MOST = 20_000
"""The most items taken from one feed."""
_LONGEST_TITLE = 500
_LONGEST_SUMMARY = 2_000
_LONGEST_TEXT = 400_000
_LONGEST_TIME = 40
_TAG = re.compile(r"<[^<>]*>")
# Link blogs end each entry with a sign that leads to it on the blog itself.
_PERMALINK = re.compile(
    r"<a\b[^<>]{0,300}?\bhref=[\"']([^\"'<>]{1,1000})[\"'][^<>]{0,300}>\s{0,20}"
    r"(?:[★☆∞#¶→⁂∴⌘§✪]|&#\w{2,8};|permalink|permanent link)",
    re.IGNORECASE,
)
_NO_ADDRESS = re.compile(
    r"\s|/(?:\d{1,30}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{20,64})$", re.IGNORECASE
)
"""A guid that is not an address: words, a number or a hash."""
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z]\w{0,30};)")
_NUMBERED = re.compile(r"&#(?:0*+(\d++)|[xX]0*+([0-9A-Fa-f]++));")
_HALVES = 0xD800, 0xDFFF
"""The numbers of surrogates."""
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
"""A date outside of these was a number, misread."""
_LONGEST_NUMBER = 8
"""Digits; the number of a character has fewer."""
_TAIL = 3_000
"""Characters at the end of a text that are searched for such a link."""
_HEAD = 3_000
_LARGEST = 20_000_000
"""The most characters of a feed that are read."""
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*+:\s*+\[')
_FIELD = re.compile(r'"(title|home_page_url|next_url)"\s*+:\s*+"([^"\\]*+)"')
_JSON_FEED = "jsonfeed.org/version"


def is_feed(text: str) -> bool:
    """Return whether a text is a feed in XML, by its beginning."""
    head = text[:_HEAD]
    return "<html" not in head.lower() and _FEED.search(head) is not None


def is_json_feed(text: str) -> bool:
    """Return whether a text is a JSON Feed, by its beginning."""
    if not text[:_HEAD].lstrip("\ufeff \r\n\t").startswith("{"):
        return False
    # Programs that sort the names have the version behind all items.
    return any(_JSON_FEED in part.replace("\\/", "/") for part in (text[:_HEAD], text[-_HEAD:]))


def read(text: str, base: str) -> AnswerFacts:
    """Parse a feed in XML. feedparser is imported only here, in the process that parses responses."""
    import feedparser  # 60 ms, and a process that may be ended

    is_long = len(text) > _LARGEST
    try:
        parsed = feedparser.parse(
            _with_ampersands(_without_declarations(text[:_LARGEST])).encode("utf-8", "replace"),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        # What is no XML it reads with a parser that trips over end tags of what never began (`</width>`).
        return AnswerFacts(AnswerKind.NOTHING)
    feed = parsed.feed
    links = [link for link in feed.get("links", ()) if isinstance(link, dict)]
    entries = parsed.entries
    own = {_host(base), _host(str(feed.get("link", "")))} - {""}
    # RFC 4287, 4.2.1: the author of an Atom feed is that of its entries that name none.
    author = _author(feed) if str(parsed.get("version", "")).startswith("atom") else ""
    finds = tuple(find for entry in entries[:_MOST] if (find := _entry(entry, base, own, author)))
    # RFC 5005: what is archived before, or the next page; of a feed that is archived itself the former.
    further = next(
        (link.get("href", "") for rel in ("prev-archive", "next") for link in links if link.get("rel") == rel), ""
    )
    total = next((str(feed[name]) for name in feed if name.endswith("_totalresults")), "")
    return AnswerFacts(
        AnswerKind.FEED,
        title=_plain(feed.get("title", "")),
        site=html_elements.whole(feed.get("link") or "", base),
        generator=clean_line(str(feed.get("generator", "")), 200).lower(),
        finds=finds,
        next=html_elements.whole(further, base) if further else "",
        total=int(total) if total.isdecimal() and len(total) < 8 else None,
        is_whole="fh_complete" in feed,
        is_cut=is_long or len(entries) > _MOST,
    )


def _without_declarations(text: str) -> str:
    """Return a feed without its document type, which could only declare entities."""
    start = text.find("<!DOCTYPE", 0, _HEAD)
    if start < 0:
        return text
    opened, closed = text.find("[", start), text.find(">", start)
    if 0 <= opened < closed:
        inner_end = text.find("]", opened)
        closed = text.find(">", inner_end) if inner_end >= 0 else -1
    return text[:start] + text[closed + 1 :] if closed >= 0 else text[:start]


def _with_ampersands(text: str) -> str:
    """Return a feed with stray ampersands escaped, such as those of `?a=1&copy=2` in an address."""
    if "&" not in text:
        return text
    first, *rest = text.split("<![CDATA[")
    parts = [_escaped(first)]
    for part in rest:
        data, end, after = part.partition("]]>")
        parts += ["<![CDATA[", data, end, _escaped(after)]
    return "".join(parts)


def _escaped(text: str) -> str:
    # feedparser raises ValueError at a half of what old programs make of an emoji, and at numbers beyond Unicode.
    return _AMPERSAND.sub("&amp;", _NUMBERED.sub(_of_character, text) if "&#" in text else text)


def _of_character(match: re.Match[str]) -> str:
    """Return a reference by number as it is, or U+FFFD for one whose number is no character's."""
    digits = match[1] or match[2]
    number = int(digits[:_LONGEST_NUMBER], 10 if match[1] else 16)
    return "\ufffd" if number > sys.maxunicode or _HALVES[0] <= number <= _HALVES[1] else match[0]


def _author(said: Any) -> str:  # feedparser has no types
    """Return the authors that an entry or a feed names, without their addresses; empty: none has a name."""
    authors = [one for one in said.get("authors", ()) if one.get("name")]
    # Where feedparser finds an address it cuts it anywhere.
    names = (str(said.get("author", "")),) if any("email" in one for one in authors) and len(authors) == 1 else ()
    return people(names or [str(one["name"]) for one in authors])


def _entry(entry: Any, base: str, own: set[str], author: str) -> Find | None:
    link = entry.get("link") or ""
    for one in entry.get("links", ()):  # of several the one that is the post, not its comments
        if one.get("rel") == "alternate" and one.get("href") and "html" in str(one.get("type", "html")):
            link = one["href"]
            break
    # FeedBurner and its like count who reads; the post's own address stands beside.
    link = entry.get("feedburner_origlink") or link
    if not link and str(entry.get("id", "")).startswith(("http://", "https://")):
        link = entry["id"]
    if entry.get("guidislink") and link == entry.get("id") and _NO_ADDRESS.search(str(link)):
        link = ""  # feedparser takes a guid for an address, and makes a whole one of what is none
    url = html_elements.whole(str(link), base)
    if url and _host(url) not in own:
        url = _permalink(entry, base, own) or url
    if not url:
        return None
    tags = (category_of(str(tag.get("label") or tag.get("term") or "")) for tag in entry.get("tags", ()))
    texts = [_based(one, base) for one in entry.get("content", ())]
    summary = str(entry.get("summary", ""))
    text = max((*texts, _based(entry.get("summary_detail", {}), base)), key=len)
    return Find(
        url=url,
        title=_plain(entry.get("title", "")),
        date=_day(entry),
        category=next((tag for tag in tags if tag and "://" not in tag), ""),
        author=_author(entry) or author,
        summary=_plain(summary, _LONGEST_SUMMARY) if texts and len(summary) < _LONGEST_SUMMARY else "",
        text=text if len(text) <= _LONGEST_TEXT else "",
        updated=_updated(entry),
    )


def _based(content: Any, base: str) -> str:
    """Return the HTML of an entry, with a `<base>` if the feed states one for relative addresses."""
    text = str(content.get("value", ""))
    said = html_elements.whole(str(content.get("base") or ""), base)
    if not text or not said or said == base:
        return text
    return f'<base href="{html.escape(said)}">{text}'


def _updated(entry: Any) -> str:
    """Return when an entry was last changed, in UTC; empty if it doesn't say."""
    # Asked for first, as above.
    if "updated_parsed" not in entry or not (parsed := entry["updated_parsed"]):
        return ""
    return strftime("%Y-%m-%dT%H:%M:%SZ", parsed)


def _permalink(entry: Any, base: str, own: set[str]) -> str:
    """Return the blog's own address of a post that links to another site; empty if there is none."""
    links = [one for one in entry.get("links", ()) if one.get("rel") in ("alternate", "related", "via", "self")]
    said = [str(one.get("href", "")) for one in links]
    if str(entry.get("id", "")).startswith(("http://", "https://")):
        said.append(str(entry["id"]))
    text = max((str(one.get("value", "")) for one in entry.get("content", ())), key=len, default="")
    said += _PERMALINK.findall((text or str(entry.get("summary", "")))[-_TAIL:])
    for one in said:
        url = html_elements.whole(unescaped_attribute(one), base)
        if _host(url) in own and urlsplit(url).path.strip("/"):
            return url
    return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _day(entry: Any) -> date | None:
    # As it is written, in its own zone: a post of the evening is not one of the next day.
    for name in ("published", "created", "issued", "date", "updated"):
        # Asked for first: where `updated` is missing, feedparser warns and gives another.
        if name in entry and (day := days.of_time(str(entry[name]))):
            return day
    # Forms that only feedparser knows: days of Greek generators, `2003-335`.
    for name in ("published", "updated"):
        if f"{name}_parsed" not in entry:
            continue
        parsed = entry[f"{name}_parsed"]
        if parsed and _FIRST_YEAR <= parsed[0] <= _LAST_YEAR and not days.is_unset(str(entry[name])):
            return days.made(parsed[0], parsed[1], parsed[2])
    return None


def read_json(text: str, base: str) -> AnswerFacts:
    """Parse a JSON Feed; anything else has no items."""
    text = text.lstrip("\ufeff \r\n\t")
    is_broken = False
    try:
        feed = json.loads(text, strict=False)  # line breaks in texts are what generators forget to escape
    except (ValueError, RecursionError):
        feed, is_broken = _salvaged(text), True
    if not feed or not isinstance(feed, dict):
        return AnswerFacts(AnswerKind.NOTHING)
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    further, author = feed.get("next_url"), _json_author(feed)
    return AnswerFacts(
        AnswerKind.FEED,
        title=_plain(feed.get("title")),
        site=html_elements.whole(_text(feed.get("home_page_url")), base),
        generator="json feed",
        finds=tuple(find for item in items[:_MOST] if isinstance(item, dict) and (find := _item(item, base, author))),
        next=html_elements.whole(further, base) if isinstance(further, str) and further else "",
        is_cut=is_broken or len(items) > _MOST,
    )


def _json_author(said: dict[str, Any]) -> str:
    """Return the authors of an item or a feed, by version 1.1 or 1."""
    authors = said.get("authors")
    persons = authors if isinstance(authors, list) and authors else [said.get("author")]
    return people(_text(one.get("name")) for one in persons if isinstance(one, dict))


def _salvaged(text: str) -> dict[str, Any]:
    """Return what can be read of a truncated or broken JSON Feed: the fields before its items, and complete items."""
    begin = _ITEMS.search(text)
    if begin is None:
        return {}
    fields = {match[1]: match[2] for match in _FIELD.finditer(text[: min(begin.start(), _HEAD)])}
    decoder = json.JSONDecoder(strict=False)
    items: list[Any] = []
    position = begin.end()
    while len(items) < _MOST and (start := text.find("{", position)) >= 0:
        try:
            item, position = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {**fields, "items": items}


def _item(item: dict[str, Any], base: str, author: str) -> Find | None:
    link = _text(item.get("url")) or _text(item.get("external_url"))
    if not link and _text(item.get("id")).startswith(("http://", "https://")):
        link = item["id"]
    url = html_elements.whole(link, base)
    if not url:
        return None
    tags = item.get("tags")
    categories = (category_of(_text(tag)) for tag in (tags if isinstance(tags, list) else ()))
    text = _text(item.get("content_html"))
    return Find(
        url=url,
        title=_plain(item.get("title")),
        date=days.of_time(_text(item.get("date_published")) or _text(item.get("date_modified"))),
        category=next(filter(None, categories), ""),
        author=_json_author(item) or author,
        summary=_plain(item.get("summary"), _LONGEST_SUMMARY),
        text=text if len(text) <= _LONGEST_TEXT else "",
        updated=_text(item.get("date_modified"))[:_LONGEST_TIME],
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(value: object, longest: int = _LONGEST_TITLE) -> str:
    """Return the text of a title or a summary that may hold tags and entities, also ones that were escaped twice."""
    text = _text(value)
    if "<" in text:
        text = _TAG.sub("", text)
    return clean_line(unescaped_text(text), longest)
