"""Posts in a folder of Markdown files, as kept by Hugo, Jekyll, Zola, Astro, Eleventy, MkDocs and Obsidian."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from blogreader.indexes import days, front_matter, markup
from blogreader.indexes.front_matter import Field
from blogreader.model import Article
from blogreader.text import clean_line, people
from blogreader.urls import canonical

ENDINGS = (".md", ".markdown", ".mdx", ".mkd")
NOT_SEARCHED = frozenset(
    (
        *("node_modules", "_site", "public", "_drafts", "drafts", "themes", "layouts", "templates", "_templates"),
        *("archetypes", "venv", "dist", "build", "vendor", "_includes", "_layouts", "__pycache__"),
    )
)
"""Folders that contain no posts; those whose names begin with a dot are not searched either."""
_NO_CATEGORY = re.compile(
    r"(?:_?posts?|blogs?|content|src|pages|docs|data|articles|notes|collections|(?:19|20)\d\d|\d\d?)$", re.IGNORECASE
)
_NO_POSTS = frozenset(
    (
        *("readme", "license", "changelog", "contributing", "code_of_conduct", "security", "404", "summary"),
        *("agents", "claude", "pull_request_template"),
    )
)
_LANGUAGES = frozenset(
    (
        *("ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi"),
        *("fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "lt", "lv", "mk", "mr"),
        *("ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te"),
        *("th", "tr", "uk", "ur", "uz", "vi", "zh"),
    )
)
"""Languages (ISO 639-1) that mark a file as a translation at the end of its name, except for common file endings."""
_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")
"""As in YAML 1.1, which site generators still read."""
_ONLY_A_DAY = re.compile(r"\d{4}[-_.]\d\d?(?:[-_.]\d\d?)?")
_DATED_NAME = re.compile(r"^(?:(?:19|20)\d\d-\d\d?-\d\d?|\d{8})[-_ ]+")
_UNDERLINE = re.compile(r"=++[ \t]*+")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*+[#.][^{}\n]*+\}$")
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
"""A link of Obsidian: `[[Name]]`, `[[Name|text]]`."""
_DATES = (
    *("date", "pubdate", "publishdate", "published", "published_at", "created", "date_published"),
    *("updated", "lastmod"),
)


_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:[-_][A-Za-z]{2,4})?)", re.DOTALL)


def translations(names: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return which files in a folder are translations of another one there, and their languages.

    `post.fr.md` beside `post.md`; if each version names its language, the one of most posts is the original.
    """
    versions: dict[str, dict[str, str]] = {}
    plain = {name.rpartition(".")[0] for name in names}
    for name in names:
        if (match := _LANGUAGE.fullmatch(name.rpartition(".")[0])) and match[2][:2] in _LANGUAGES:
            versions.setdefault(match[1], {})[match[2]] = name
    counts = Counter(language for found in versions.values() for language in found)
    left_out: dict[str, str] = {}
    for stem, found in versions.items():
        main = min(found, key=lambda language: (-counts[language], language != "en", language))
        left_out.update((name, language) for language, name in found.items() if stem in plain or language != main)
    return {*left_out}, {*left_out.values()}


def article(path: str, relative: str, text: str) -> Article | None:
    """Return the article in a file; None for a draft, or anything but a post.

    `path` is absolute, `relative` to the followed folder.
    """
    found, body = front_matter.split(text.lstrip("\ufeff").replace("\r\n", "\n"))
    front = _named(found)
    parts = relative.split("/")
    stem = parts[-1].rpartition(".")[0]
    is_none = stem.lower() in _NO_POSTS or stem.startswith("_")  # of sections, and parts of other pages
    if _is_draft(front) or (is_none and not front.get("date")) or not _has_text(body):
        return None
    if stem.lower() == "index":  # a folder of its own, with its pictures
        if len(parts) == 1:
            return None
        parts = parts[:-1]
        stem = parts[-1]
    elif len(parts) > 1 and parts[-2] == stem:  # the same, named as its folder
        parts = parts[:-1]
    key = canonical(path)
    if key is None:
        return None
    title = clean_line(_text(front, "title"), 500) or clean_line(markup.plain(_heading(body)), 500)
    return Article(
        key=key,
        url=path,
        title=title or _called(stem),
        date=_date(front) or _day_of_address(front) or days.in_path(f"/{stem}") or days.in_path("/" + "/".join(parts)),
        category=_category(front, parts[:-1]),
        summary=clean_line(_text(front, "description", "summary", "excerpt"), 2_000),
    )


def _named(found: dict[str, Field]) -> dict[str, Field]:
    """Return the fields by lower-case name, Zola's nested ones included."""
    named = {name.lower(): inner for name, inner in found.items()}
    for name in ("taxonomies", "extra"):
        if isinstance(inner := named.get(name), dict):
            named = {**{one.lower(): value for one, value in inner.items()}, **named}
    return named


def _text(front: dict[str, Field], *names: str) -> str:
    """Return the first of these fields that is a text; empty if none is."""
    found = (front.get(name) for name in names)
    return next((one for one in found if isinstance(one, str) and one.strip()), "")


def _has_text(body: str) -> bool:
    """Return whether there is any text apart from comments."""
    rest = body.lstrip()
    while rest.startswith("<!--"):
        rest = rest.partition("-->")[2].lstrip()
    return bool(rest)


def _heading(body: str) -> str:
    """Return the first heading, if it is that of the whole text rather than of a section."""
    lines = body.split("\n")
    before = ""
    for number, line in markup.outside_fences(lines):
        if _UNDERLINE.fullmatch(line) and before.strip() and not (number > 1 and lines[number - 2].strip()):
            return before.strip()
        before = line
        if line.lstrip(" ").startswith("#") and (found := markup.headings([line]).get(0)):
            return _ATTRIBUTES.sub("", found.text).rstrip() if found.level == 1 else ""
    return ""


def _called(stem: str) -> str:
    """Return a file's name as a title, with the words separated that were joined for an address."""
    name = clean_line(_DATED_NAME.sub("", stem))
    if " " not in name and not _ONLY_A_DAY.fullmatch(name):
        name = clean_line(name.replace("-", " ").replace("_", " "))
    return name[:1].upper() + name[1:] or stem


def _day_of_address(front: dict[str, Field]) -> dt.date | None:
    """Return the date in the intended address of a post: `path = "2014/12/12/name"`."""
    for name in ("path", "permalink", "url", "slug"):
        if day := days.in_path("/" + _text(front, name).lstrip("/")):
            return day
    return None


def author_and_language(name: str, text: str) -> tuple[str, str]:
    """Return the author and the language in the front matter of a post, or the language in its file name."""
    found, _ = front_matter.split(text.lstrip("\ufeff").replace("\r\n", "\n"))
    front = _named(found)
    said = front.get("author") or front.get("authors") or ""
    author = people(_name_of(person) for person in (said if isinstance(said, list) else [said]))
    language = _text(front, "lang", "language", "locale")
    if not language and (match := _LANGUAGE.fullmatch(name.rpartition(".")[0])) and match[2][:2] in _LANGUAGES:
        language = match[2]
    return author, language


def _name_of(person: Field) -> str:
    """Return the name of an author, which may come with an address and a picture."""
    if isinstance(person, dict):
        person = person.get("name", "")
    return person if isinstance(person, str) else ""


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
    """Return the ISO 8601 date at the start of a text, of any century: in front matter it is meant."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _category(front: dict[str, Field], folders: list[str]) -> str | None:
    value = front.get("categories") or front.get("category") or front.get("section")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str) and (called := clean_line(_WIKI.sub(r"\1", value), 200)):
        return called
    named = [folder for folder in folders if not _NO_CATEGORY.fullmatch(folder)]
    return clean_line(named[0], 200) if named else None
