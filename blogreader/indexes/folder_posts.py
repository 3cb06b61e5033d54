"""Posts in a folder of Markdown, as kept by Hugo, Jekyll, Zola, Astro, Eleventy, MkDocs and Obsidian."""

import datetime as dt
import re

from blogreader.indexes import days, front_matter, markup
from blogreader.indexes.front_matter import Field
from blogreader.model import Article
from blogreader.text import clean_line
from blogreader.urls import canonical

ENDINGS = (".md", ".markdown", ".mdx", ".mkd")
NOT_SEARCHED = frozenset(
    (
        *("node_modules", "_site", "public", "_drafts", "drafts", "themes", "layouts", "templates", "_templates"),
        *("archetypes", "venv", "dist", "build", "vendor", "_includes", "_layouts", "__pycache__"),
    )
)
"""Folders in which no posts lie; those that begin with a point are not searched either."""
_NO_CATEGORY = re.compile(
    r"(?:_?posts?|blogs?|content|src|pages|docs|data|articles|notes|collections|(?:19|20)\d\d|\d\d?)$", re.IGNORECASE
)
_NO_POSTS = frozenset(("readme", "license", "changelog", "contributing", "code_of_conduct", "_index", "404", "summary"))
_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")
"""As YAML 1.1 writes them, which generators of sites still read."""
_DATED_NAME = re.compile(r"^(?:(?:19|20)\d\d-\d\d?-\d\d?|\d{8})[-_ ]+")
# What a heading ends in is no part of it: blanks, and signs behind blanks.
_HEADING = re.compile(r"^#[ \t]++((?:[^ \t\n]++|[ \t]++(?!#*+[ \t]*+$))++)(?:[ \t]++#*+)?[ \t]*+$", re.MULTILINE)
_DATES = (
    *("date", "pubdate", "publishdate", "published", "published_at", "created", "date_published"),
    *("updated", "lastmod"),
)


def article(path: str, relative: str, text: str) -> Article | None:
    """Return the article that a file is; None for a draft, and for what is no post.

    `path` is absolute, `relative` counts from the folder that is followed.
    """
    found, body = front_matter.split(text.lstrip("\ufeff").replace("\r\n", "\n"))
    front = _named(found)
    parts = relative.split("/")
    stem = parts[-1].rpartition(".")[0]
    if _is_draft(front) or (stem.lower() in _NO_POSTS and not front.get("date")):
        return None
    if stem.lower() == "index":  # a folder of its own, with its pictures
        if len(parts) == 1:
            return None
        parts = parts[:-1]
        stem = parts[-1]
    key = canonical(path)
    if key is None:
        return None
    heading = _HEADING.search(body)
    title = clean_line(_text(front, "title"), 500) or (clean_line(markup.plain(heading[1]), 500) if heading else "")
    return Article(
        key=key,
        url=path,
        title=title or clean_line(_DATED_NAME.sub("", stem).replace("-", " ").replace("_", " ")).capitalize() or stem,
        date=_date(front) or days.in_path(f"/{stem}") or days.in_path("/" + "/".join(parts)),
        category=_category(front, parts[:-1]),
        summary=clean_line(_text(front, "description", "summary", "excerpt"), 2_000),
    )


def _named(found: dict[str, Field]) -> dict[str, Field]:
    """Return the fields by their names in lower case, Zola's among the others."""
    named = {name.lower(): inner for name, inner in found.items()}
    for name in ("taxonomies", "extra"):
        if isinstance(inner := named.get(name), dict):
            named = {**{one.lower(): value for one, value in inner.items()}, **named}
    return named


def _text(front: dict[str, Field], *names: str) -> str:
    """Return the first of these fields that is a text; empty: none."""
    found = (front.get(name) for name in names)
    return next((one for one in found if isinstance(one, str) and one.strip()), "")


def _is_draft(front: dict[str, Field]) -> bool:
    return (
        _text(front, "draft").lower() in _YES
        or _text(front, "published").lower() in _NO
        or _text(front, "status").lower() == "draft"
    )


def _date(front: dict[str, Field]) -> dt.date | None:
    for name in _DATES:
        value = front.get(name)
        if isinstance(value, dict):  # MkDocs: `date: {created: …}`
            value = value.get("created")
        if isinstance(value, str) and (day := _whole_day(value) or days.of_time(value)):
            return day
    return None


def _whole_day(text: str) -> dt.date | None:
    """Return the day of ISO 8601 that a text begins with, of any century: who writes it here means it."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _category(front: dict[str, Field], folders: list[str]) -> str | None:
    value = front.get("categories") or front.get("category") or front.get("section")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str) and value.strip():
        return clean_line(value, 200)
    named = [folder for folder in folders if not _NO_CATEGORY.fullmatch(folder)]
    return clean_line(named[0], 200) if named else None
