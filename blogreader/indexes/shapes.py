"""Shapes of addresses: what posts of one blog have in common, and what is no post wherever it stands."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from blogreader.indexes import phrases

_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r"0?[1-9]|[12]\d|3[01]")
_DATED = re.compile(r"(?:19|20)\d\d-?[01]\d(?:-?[0-3]\d)?[-_].+")
_HASH = re.compile(r"(?=[0-9a-f]*\d)[0-9a-f]{6,}|\d{3,}")
_FILE = re.compile(
    r"\.(?:xml|json|txt|pdf|png|jpe?g|gif|svg|webp|avif|zip|gz|css|js|mjs|ico|mp[34]|rss|atom|ics|epub|webmanifest|woff2?|rdf|ipynb|py|tex)$",
    re.IGNORECASE,
)
_PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?|md|shtml|xhtml|jsp|cgi)$", re.IGNORECASE)
_MINOR_ENDINGS = ("/amp", "/feed", "/embed", "/trackback", "/rss", "/print", ".amp")
_QUERIES = frozenset(("p", "id", "post", "article", "itemid", "entry"))


class Shape(NamedTuple):
    """The directories of a path (days as `Y`, `M`, `D`), and of what kind its last part is."""

    directories: tuple[str, ...]
    last: str

    @property
    def is_strong(self) -> bool:
        """Whether what has it is hardly anything else: it says when, or in which folder."""
        return bool(self.directories) or self.last in ("dated", "id")

    @property
    def is_dated(self) -> bool:
        """Whether it has at least a year and a month, or a dated name."""
        return "M" in self.directories or self.last == "dated"


def segments(url: str) -> list[str]:
    """Return the parts of a path, unescaped, without an index file and a page's ending."""
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    if parts and re.fullmatch(r"index\.(?:html?|php|md)", parts[-1], re.IGNORECASE):
        parts.pop()
    if parts:
        parts[-1] = _PAGE_ENDING.sub("", parts[-1]) or parts[-1]
    return parts


def shape(url: str) -> Shape | None:
    """Return the shape of an address; None for what no post has: a file, a home page, a day without a name."""
    query = urlsplit(url).query
    parts = segments(url)
    if parts and _FILE.search(parts[-1]) and not urlsplit(url).path.endswith("/"):
        return None
    if parts and "?" in parts[-1]:
        return None  # a copy of what a program once answered
    if query:
        names = sorted({pair.partition("=")[0].lower() for pair in query.split("&")})
        if len(names) != 1 or names[0] not in _QUERIES:
            return None
        return Shape(tuple(part.lower() for part in parts), f"?{names[0]}")
    if not parts:
        return None
    directories: list[str] = []
    has_year = False
    for part in parts[:-1]:
        if _YEAR.fullmatch(part):
            directories.append("Y")
            has_year = True
        elif has_year and _PART.fullmatch(part):
            directories.append("M" if "M" not in directories else "D")
        else:
            directories.append(part.lower())
    last = parts[-1]
    if _YEAR.fullmatch(last) or (has_year and _PART.fullmatch(last) and "D" not in directories):
        return None
    return Shape(tuple(directories), "slug" if has_year and _kind(last) == "dated" else _kind(last))


def _kind(last: str) -> str:
    if _DATED.fullmatch(last):
        return "dated"
    if _HASH.fullmatch(last):
        return "id"
    return "number" if last.isdecimal() else "slug"


def relaxed(one: Shape) -> Shape:
    """Return a shape without the names of its folders: blogs with a folder for each category share it."""
    return Shape(tuple(part if part in ("Y", "M", "D") else "*" for part in one.directories), one.last)


def is_minor(url: str) -> bool:
    """Whether an address is a tag, an author, a numbered page or the like wherever it stands."""
    parts = [part.lower() for part in segments(url)]
    path = urlsplit(url).path.rstrip("/").lower()
    if not parts or path.endswith(_MINOR_ENDINGS):
        return True
    if any(part in phrases.words(phrases.DIRECTORIES) for part in parts[:-1]):
        return True
    return parts[-1] in phrases.words(phrases.PAGES) or re.fullmatch(r"page-?\d+|index-\d+|p\d+", parts[-1]) is not None


def is_list(url: str, words: str) -> int:
    """Return how likely a link leads to a list of all posts: 0 is not at all, 3 is an archive by its name."""
    parts = [part.lower() for part in segments(url)]
    last = parts[-1] if parts else ""
    said = words.strip().lower()
    if any(part in phrases.words(phrases.DIRECTORIES) and part not in ("archive", "archives") for part in parts[:-1]):
        return 0
    if len(parts) <= 3 and (last in phrases.words(phrases.ARCHIVES) or said in phrases.words(phrases.ARCHIVES)):
        return 3
    if len(parts) <= 2 and (
        last in phrases.words(phrases.LISTS)
        or said in phrases.words(phrases.LISTS)
        or said in phrases.lines(phrases.ALL)
    ):
        return 2
    return 1 if len(parts) <= 2 and last in ("news", "log", "journal", "diary", "thoughts", "reading") else 0


def is_period(url: str) -> bool:
    """Whether an address is a year's or a month's list: `/2019/`, `/2019/05/`, `/archives/2019/`."""
    parts = segments(url)
    while parts and parts[0].lower() in ("archive", "archives", "blog", "posts", "date"):
        parts = parts[1:]
    return bool(
        1 <= len(parts) <= 2
        and _YEAR.fullmatch(parts[0])
        and (len(parts) == 1 or (_PART.fullmatch(parts[1]) and int(parts[1]) <= 12))
        and not urlsplit(url).query
    )
