"""Posts in the data that a page carries for its own scripts, if it shows only some of them.

Next.js (`__NEXT_DATA__`, and the rows of its newer router), Nuxt 2 and 3, Gatsby, Astro islands, SvelteKit, Remix, and
whatever else is JSON in a script.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from blogreader.indexes import days
from blogreader.indexes.blog import address_ends, javascript_values
from blogreader.indexes.blog.answer_facts import BlogLink
from blogreader.text import clean_line

_LARGEST = 10_000_000
"""The most characters of one script that are read."""
_MOST_VALUES = 300_000
_MOST_ITEMS = 20_000
_MOST_ASSIGNED = 50
_DEEPEST = 40
_FEWEST = 2
_OF_LIST = 0.6
"""The share of objects in a list that must be posts."""
_ADDRESSES = (
    "permalink",
    "url",
    "link",
    "href",
    "path",
    "uri",
    "relpermalink",
    "location",
    "canonicalurl",
    "canonical_url",
    "slug",
)
_DATES = (
    "date",
    "published",
    "publishedat",
    "date_published",
    "publishdate",
    "published_at",
    "publisheddate",
    "pubdate",
    "post_date",
    "firstpublishedat",
    "datepublished",
    "created",
    "createdat",
    "datetime",
)
_WRAPPERS = ("node", "frontmatter", "fields", "meta", "metadata", "attributes", "data", "post", "article")
"""Fields in which generators nest the object that has the title, or the one that has the address."""
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)(?:\.\w{1,60}|\[\"\w{1,60}\"\])\s{0,20}=\s{0,20}(JSON\.parse\()?(?=[{\[\"])"
)
_FUNCTION = re.compile(r"__NUXT__\s{0,20}=\s{0,20}\(\s{0,20}function\s{0,20}\(([\w$,\s]{0,200000})\)\s{0,20}\{")
_KIT = re.compile(r"\bdata\s{0,20}[:=]\s{0,20}(?=\[)")
_ROWS = re.compile(r"self\.__next_f\.push\((\[1,\"(?:[^\"\\]++|\\.)*+\"\])\)")
_ROW = re.compile(r"[0-9a-f]{1,6}:(?=[\[{])")
_SECONDS, _MILLISECONDS = (3e8, 4e9), (3e11, 4e12)
"""Since 1970, between 1979 and 2096."""


@dataclass(frozen=True, slots=True)
class DataPost:
    """A post as such an object describes it; the address may be only the last part of one."""

    address: str
    title: str
    date: date | None


def links(tree: LexborHTMLParser, base: str, shown: Iterable[str]) -> Iterator[BlogLink]:
    """Return the posts in the data of a page as links, a group for each list; `shown` are its visible links."""
    known = list(dict.fromkeys(shown))
    number = 0
    for value in _values(tree):
        for found in lists(value):
            whole = address_ends.resolver(base, (one.address for one in found), known)
            number += 1
            for one in found:
                if url := whole(one.address):
                    yield BlogLink(url, one.title, f"data>{number}", one.date, words=one.title)


def lists(value: object) -> Iterator[list[DataPost]]:
    """Return the lists of posts in a JSON value: each with a title, an address and a date."""
    waiting: list[tuple[object, int]] = [(_whole(value), 0)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value, depth = waiting.pop()
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
        if depth < _DEEPEST:
            waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))
        items = [item for item in inner[:_MOST_ITEMS] if isinstance(item, dict)]
        found = [one for item in items if (one := _post(item))] if len(items) >= _FEWEST else []
        if len(found) >= _FEWEST and (isinstance(value, dict) or len(found) >= _OF_LIST * len(items)):
            yield found


def _whole(value: object) -> object:
    """Return a value that a script requests separately (`__data.json`, `_payload.json`), unflattened if necessary."""
    nodes = value.get("nodes") if isinstance(value, dict) else None
    if isinstance(nodes, list):
        flat = [node.get("data") for node in nodes if isinstance(node, dict)]
        return [_unflattened(one) for one in flat if isinstance(one, list)] or value
    if not isinstance(value, list) or not value or all(isinstance(one, dict | list) for one in value):
        return value
    members, kinds = (value[0].values(), int) if isinstance(value[0], dict) else (value[0], int | str)
    is_flat = isinstance(value[0], dict | list) and all(isinstance(one, kinds) for one in members)
    return _unflattened(value) if is_flat else value


def _post(item: dict[str, object]) -> DataPost | None:
    named: dict[str, object] = {}
    waiting: list[tuple[dict[str, object], int]] = [(item, 0)]
    for one, depth in waiting:
        for name, value in one.items():
            named.setdefault(str(name).lower(), value)
            if depth < 3 and isinstance(value, dict) and str(name).lower() in _WRAPPERS:
                waiting.append((value, depth + 1))
    title = named.get("title") or named.get("headline")
    title = title.get("rendered") if isinstance(title, dict) else title
    if not isinstance(title, str) or named.get("draft") is True or named.get("published") is False:
        return None
    day = next((day for name in _DATES if (day := _day(named.get(name)))), None)
    address = next((said for name in _ADDRESSES if (said := _said(named.get(name)))), "")
    return DataPost(address, clean_line(title, 500), day) if day and address and title.strip() else None


def _said(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("current")  # as Sanity has a slug
    return value.strip() if isinstance(value, str) and " " not in value.strip() and len(value) < 2_000 else ""


def _day(value: object) -> date | None:
    if isinstance(value, str):
        return days.of_time(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        for (first, last), unit in ((_SECONDS, 1), (_MILLISECONDS, 1_000)):
            if first <= value <= last:
                return datetime.fromtimestamp(value / unit, UTC).date()
    return None


def _values(tree: LexborHTMLParser) -> Iterator[object]:
    """Return the data in the scripts and islands of a page."""
    rows: list[str] = []  # of Next.js, which its pattern has as `[1, "…"]`
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").lower()
        text = (script.text() or "")[:_LARGEST]
        if "json" in kind:
            value = None if "ld+json" in kind else _parsed(text)
            if script.attributes.get("id") == "__NUXT_DATA__" and isinstance(value, list):
                yield _unflattened(value)
            elif isinstance(value, dict) and isinstance(value.get("body"), str):  # an answer, as SvelteKit keeps it
                yield _parsed(value["body"])
            elif value is not None:
                yield value
        elif not kind or "javascript" in kind or kind == "module":
            rows.extend(row[1] for said in _ROWS.findall(text) if isinstance(row := _parsed(said), list))
            yield from _assigned(text)
            yield from _written(text)
    for line in "".join(rows).split("\n"):
        if match := _ROW.match(line):
            yield _parsed(line[match.end() :])
    for island in tree.css("astro-island[props]"):
        yield _unwrapped(_parsed((island.attributes.get("props") or "")[:_LARGEST]), 0)


def _assigned(text: str) -> Iterator[object]:
    """Return what a script assigns: `window.__STATE__ = {…}`, `window._preloads = JSON.parse("…")`."""
    decoder = json.JSONDecoder()
    for match in islice(_ASSIGNED.finditer(text), _MOST_ASSIGNED):
        try:
            value = decoder.raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            value = javascript_values.at(text, match.end())
        yield _parsed(value) if match[1] and isinstance(value, str) else value


def _written(text: str) -> Iterator[object]:
    """Return data written as JavaScript: Nuxt 2 calls a function with all values, SvelteKit starts with them."""
    if match := _FUNCTION.search(text):
        yield javascript_values.of_function(text, match[1], match.end())
    if "kit.start" in text or "__sveltekit" in text:
        for match in islice(_KIT.finditer(text), _MOST_ASSIGNED):
            yield javascript_values.at(text, match.end())


def _parsed(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _unflattened(values: list[object]) -> object:
    """Restore what Nuxt flattened (the library devalue): objects and arrays hold the indexes of their members."""
    left = [_MOST_VALUES]

    def made(index: object, depth: int) -> object:
        left[0] -= 1
        if not isinstance(index, int) or not 0 <= index < len(values) or depth > _DEEPEST or left[0] < 0:
            return None
        value = values[index]
        if isinstance(value, dict):
            return {name: made(inner, depth + 1) for name, inner in value.items()}
        if isinstance(value, list) and value and isinstance(value[0], str):  # `["Reactive", 3]`, `["Date", "2020-…"]`
            return value[1] if len(value) > 1 and isinstance(value[1], str) else made(value[-1], depth + 1)
        return [made(inner, depth + 1) for inner in value] if isinstance(value, list) else value

    return made(0, 0)


def _unwrapped(value: object, depth: int) -> object:
    """Return the values that Astro writes as pairs of a type and a value: 0 is the value itself, 1 an array."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {name: _unwrapped(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        if value[0] == 1 and isinstance(value[1], list):
            return [_unwrapped(inner, depth + 1) for inner in value[1]]
        return _unwrapped(value[1], depth + 1) if isinstance(value[1], dict) else value[1]
    return value
