"""Machine-readable lists of posts other than feeds: WordPress's REST API, indexes for client-side search."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from blogreader.indexes import days
from blogreader.indexes.blog import html_elements, page_data
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find
from blogreader.text import category_of, clean_line, unescaped_attribute, unescaped_text

_MOST = 20_000
_DEEPEST = 4
_ADDRESSES = ("permalink", "url", "link", "href", "path", "uri", "relpermalink", "location")
_DATES = ("date", "published", "date_published", "published_at", "publishdate", "created", "datetime", "pubdate")
# One that does not end goes to the end of the text, so that no other is looked for in it again and again.
_ENTRY = re.compile(r"<entry>(.*?)(</entry>|\Z)", re.DOTALL | re.IGNORECASE)
_FIELD = re.compile(
    r"<(title|url|link|date|category)\b[^<>]*+>"
    r"((?:[^<]++|<!\[CDATA\[(?:[^\]<]++|\](?!\]>)|<(?!!\[CDATA\[))*+\]\]>|<(?!/?(?:title|url|link|date|category)\b))*+)"
    r"</\1>|<link\s++href=\"([^\"]*+)\"",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def is_search(text: str) -> bool:
    """Return whether a text is the index of a Hexo search generator, by its beginning."""
    return "<search" in text[:300].lower()


def read_search(text: str, base: str) -> AnswerFacts:
    """Parse Hexo's search.xml with a pattern of its own, since it is often not well-formed XML."""
    finds: list[Find] = []
    entries = (match[1] for match in _ENTRY.finditer(text) if match[2])
    for entry in islice(entries, _MOST):
        head = entry.partition("<content")[0] + " " + entry.rpartition("</content>")[2]
        fields: dict[str, str] = {}
        for name, value, href in _FIELD.findall(head):
            said = (value or href).replace("<![CDATA[", "").replace("]]>", "")
            field = name.lower() or "url"
            read = unescaped_attribute if field in ("url", "link") else unescaped_text
            fields.setdefault(field, read(said).strip())
        address = html_elements.whole(fields.get("url") or fields.get("link") or "", base)
        if address and fields.get("title"):
            title, day = clean_line(fields["title"], 500), days.of_time(fields.get("date", ""))
            finds.append(Find(address, title, day, category_of(fields.get("category", ""))))
    return AnswerFacts(AnswerKind.LISTING, finds=tuple(finds))


def read_json(text: str, base: str) -> AnswerFacts:
    """Parse a list of posts in JSON, whatever the names of its fields: objects with a title and an address."""
    text = text.lstrip("\ufeff \r\n\t")
    try:
        # What comes later, SvelteKit sends in lines of their own.
        value = json.loads(text.partition("\n")[0] if base.endswith("/__data.json") else text)
    except (ValueError, RecursionError):
        return AnswerFacts(AnswerKind.NOTHING)
    best: list[Find] = []
    for items in _lists(value, 0):
        finds = [find for item in items[:_MOST] if isinstance(item, dict) and (find := _item(item, base))]
        if len(finds) > len(best) and len(finds) * 2 >= len(items):
            best = finds
    for posts in page_data.lists(value):  # titles and addresses in objects of their own, as Gatsby has them
        if len(posts) > len(best):
            best = [Find(url, one.title, one.date) for one in posts if (url := _placed(one.address, base))]
    return AnswerFacts(AnswerKind.LISTING if best else AnswerKind.NOTHING, finds=tuple(best))


def _placed(address: str, base: str) -> str:
    """Return the complete address of a post in the data of a page, which may give only the last part of it."""
    is_beside = base.endswith(("/__data.json", "/_payload.json")) and "/" not in address
    return html_elements.whole(address, base) if is_beside else _rooted(address, base)


def _lists(value: object, depth: int) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for inner in value.values():
            yield from _lists(inner, depth + 1)


def _item(item: dict[str, Any], base: str) -> Find | None:
    named = {str(name).lower(): value for name, value in item.items()}
    title = named.get("title")
    title = title.get("rendered") if isinstance(title, dict) else title
    if not isinstance(title, str):
        return None
    address = next(
        (_rooted(value, base) for name in _ADDRESSES if (value := named.get(name)) and isinstance(value, str)), ""
    )
    if not address:
        return None
    day = next(
        (day for name in _DATES if isinstance(value := named.get(name), str) and (day := days.of_time(value))), None
    )
    return Find(address, clean_line(unescaped_text(_TAG.sub("", title)), 500), day, _category(named))


def _category(named: dict[str, Any]) -> str:
    value = named.get("categories") or named.get("category") or named.get("primary_tag")
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        first = first.get("name")
    # WordPress names them by number; `wordpress` asks for their names.
    return category_of(str(first)) if isinstance(first, str | int) and not isinstance(first, bool) else ""


def read_names(text: str) -> dict[str, str]:
    """Parse WordPress's list of categories: names by number."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    items = value if isinstance(value, list) else []
    return {
        str(item["id"]): category_of(unescaped_text(str(item.get("name", ""))))
        for item in items
        if isinstance(item, dict) and "id" in item
    }


def _rooted(address: str, base: str) -> str:
    # `posts/a.html` in such an index counts from the root of the blog.
    return html_elements.whole(address if "://" in address else "/" + address.lstrip("/"), base)
