"""A post in a folder of Markdown, as Hugo, Jekyll, Zola, Astro, Eleventy, MkDocs and Obsidian have it."""

import datetime as dt
import json
import re
from typing import Any

from blogreader.indexes import days
from blogreader.indexes import lines as markup
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
_FENCES = {"---": "yaml", "+++": "toml"}
_DATED_NAME = re.compile(r"^(?:(?:19|20)\d\d-\d\d?-\d\d?|\d{8})[-_ ]+")
_HEADING = re.compile(r"^#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_DATES = (
    *("date", "pubdate", "publishdate", "published", "published_at", "created", "date_published"),
    *("updated", "lastmod"),
)
_LONGEST_FRONT = 50_000


def article(path: str, relative: str, text: str) -> Article | None:
    """Return the article that a file is; None for a draft, and for what is no post.

    `path` is absolute, `relative` counts from the folder that is followed.
    """
    front, body = _front(text.lstrip("\ufeff").replace("\r\n", "\n"))
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
    title = clean_line(str(front.get("title") or ""), 500) or (
        clean_line(markup.plain(heading[1]), 500) if heading else ""
    )
    return Article(
        key=key,
        url=path,
        title=title or clean_line(_DATED_NAME.sub("", stem).replace("-", " ").replace("_", " ")).capitalize() or stem,
        date=_date(front) or days.in_path(f"/{stem}") or days.in_path("/" + "/".join(parts)),
        category=_category(front, parts[:-1]),
        summary=clean_line(str(front.get("description") or front.get("summary") or front.get("excerpt") or ""), 2_000),
    )


def _front(text: str) -> tuple[dict[str, Any], str]:
    """Return what stands before a post about it, names in lower case, and the post; what can't be read is nothing."""
    fence = text[:3]
    if fence in _FENCES and text[3:4] in ("\n", "\r", " "):
        end = text.find(f"\n{fence}", 3, _LONGEST_FRONT)
        if end < 0:
            return {}, text
        return _named(_parsed(_FENCES[fence], text[3:end])), text[end + 4 :]
    if text.startswith("{"):
        try:
            value, end = json.JSONDecoder().raw_decode(text[:_LONGEST_FRONT])
        except (ValueError, RecursionError):
            return {}, text
        return _named(value), text[end:]
    return {}, text


def _parsed(kind: str, text: str) -> object:
    if kind == "toml":
        import tomllib

        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError):
            return None
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a day that is none
        return None


def _named(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    named = {str(name).lower(): inner for name, inner in value.items()}
    for name in ("taxonomies", "extra"):  # Zola
        if isinstance(named.get(name), dict):
            named = {**{str(inner).lower(): one for inner, one in named[name].items()}, **named}
    return named


def _is_draft(front: dict[str, Any]) -> bool:
    return (
        front.get("draft") is True
        or front.get("published") is False
        or str(front.get("status", "")).lower() == "draft"
        or str(front.get("draft", "")).lower() == "true"
    )


def _date(front: dict[str, Any]) -> dt.date | None:
    for name in _DATES:
        value = front.get(name)
        if isinstance(value, dict):  # MkDocs: `date: {created: …}`
            value = value.get("created")
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and (day := days.of_time(value)):
            return day
    return None


def _category(front: dict[str, Any], folders: list[str]) -> str | None:
    value = front.get("categories") or front.get("category") or front.get("section")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str) and value.strip():
        return clean_line(value, 200)
    named = [folder for folder in folders if not _NO_CATEGORY.fullmatch(folder)]
    return clean_line(named[0], 200) if named else None
