"""Shapes of addresses: what those of a blog's posts have in common, and which are never posts."""

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from blogreader.indexes.blog import phrases

_YEAR = re.compile(r"19[7-9]\d|20[0-4]\d")
_PART = re.compile(r"0?[1-9]|[12]\d|3[01]")
_DATED = re.compile(r"(?:19|20)\d\d-?[01]\d(?:-?[0-3]\d)?[-_].+")
_HASH = re.compile(r"(?=[0-9a-f]*\d)[0-9a-f]{6,}|\d{3,}")
_FILE = re.compile(
    r"\.(?:xml|json|pdf|png|jpe?g|gif|svg|webp|avif|zip|gz|css|js|mjs|ico|mp[34]|rss|atom|ics|epub|webmanifest|woff2?|rdf|ipynb|py|tex)$",
    re.IGNORECASE,
)
_PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?|md|txt|shtml|xhtml|jsp|cgi)$", re.IGNORECASE)
_TEXT_FILE = re.compile(
    r"(?:robots|humans|security|ads|app-ads|llms|llms-full|license|licence|copying|readme|changelog|changes|key|pgp|gpg"
    r"|public-?key|index|sitemap|urls?|todo|version)\.txt$",
    re.IGNORECASE,
)
# Of where a reader comes from: `?source=rss----1a2b---4` (Medium), `?utm_source=feed`, `?ref=blog.example` (Ghost).
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|ref_src|mc_[ce]id)=|source=(?:rss|collection|user|topic|post_)")
_MONTH_QUERY = re.compile(r"m=(?:19[7-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])?")  # WordPress without names
_NUMBER = re.compile(r"\d{3,}")
_MEDIUM = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|mp[34]|m4[av]|ogg|webm|mov)$", re.IGNORECASE)
_SLASHES = re.compile(r"(?<!:)//+")
_ESCAPED_SLASH = re.compile(r"%2F", re.IGNORECASE)
_MINOR_ENDINGS = ("/amp", "/feed", "/embed", "/trackback", "/rss", "/print", ".amp")
_QUERIES = frozenset(
    (
        *("p", "id", "post", "article", "itemid", "entry", "nid", "a", "d", "story", "item", "pid", "aid", "postid"),
        *(
            "post_id",
            "articleid",
            "article_id",
            "entryid",
            "entry_id",
            "newsid",
            "news",
            "blog",
            "slug",
            "title",
            "name",
        ),
    )
)


class Shape(NamedTuple):
    """The directories of a path (dates as `Y`, `M`, `D`), and the kind of its last part."""

    directories: tuple[str, ...]
    last: str

    @property
    def is_strong(self) -> bool:
        """Whether it is characteristic, containing a date or a folder."""
        return bool(self.directories) or self.last in ("dated", "id")

    @property
    def is_dated(self) -> bool:
        """Whether it has at least a year and a month, or a dated name."""
        return "M" in self.directories or self.last == "dated"


def without_tracking(url: str) -> str:
    """Return an address without the parameters that only tell its host where a reader comes from."""
    start, mark, query = url.partition("?")
    if not mark:
        return url
    query, sign, fragment = query.partition("#")
    kept = "&".join(pair for pair in query.split("&") if not is_tracking(pair))
    return f"{start}{'?' if kept else ''}{kept}{sign}{fragment}"


def tidied(url: str) -> str:
    """Return an address without tracking parameters and with single slashes: `https://host//2019/name`.

    Machine-readable lists may also escape the path: `https://host/%2F2019%2Fname`.
    """
    start, mark, rest = without_tracking(url).partition("?")
    if "/%2f" in start.lower():
        start = _ESCAPED_SLASH.sub("/", start)
    return f"{_SLASHES.sub('/', start)}{mark}{rest}"


def is_medium(url: str) -> bool:
    """Return whether an address is that of a picture, a video or the like, as in feeds of galleries."""
    return _MEDIUM.search(urlsplit(url).path) is not None


def is_tracking(pair: str) -> bool:
    """Return whether a name and value of a query only tell a host where a reader comes from."""
    return _TRACKING.match(pair) is not None


def is_dated(url: str) -> bool:
    """Return whether an address is that of a post with a date in it."""
    its = shape(url)
    return its is not None and its.is_dated and not is_minor_page(url)


def segments(url: str) -> list[str]:
    """Return the parts of a path, unescaped, without an index file and a page's ending."""
    split = urlsplit(url)
    path = split.path
    if _is_path(split.query):
        path += f"/{split.query}"
    parts = [part for part in unquote(path).split("/") if part]
    if parts and re.fullmatch(r"index\.(?:html?|php|md)", parts[-1], re.IGNORECASE):
        parts.pop()
    if parts:
        parts[-1] = _PAGE_ENDING.sub("", parts[-1]) or parts[-1]
    return parts


def shape(url: str) -> Shape | None:
    """Return the shape of an address; None if it can't be a post: a file, a home page, a date without a name."""
    path, query = urlsplit(url).path, urlsplit(url).query
    parts = segments(url)
    if parts and (_FILE.search(parts[-1]) or "?" in parts[-1]) and not path.endswith("/"):
        return None  # or a copy of what a program once answered
    if _TEXT_FILE.search(path):
        return None
    if query and not _is_path(query):  # `/?p=12`
        names = sorted({pair.partition("=")[0].lower() for pair in query.split("&")})
        if len(names) != 1 or names[0] not in _QUERIES:
            return None
        return Shape(tuple(part.lower() for part in parts), f"?{names[0]}")
    if not parts:
        return None
    directories: list[str] = []
    for part in parts[:-1]:
        directories.append(_directory(part, directories))
    last = parts[-1]
    has_year = "Y" in directories
    if _YEAR.fullmatch(last) or (has_year and _PART.fullmatch(last) and "D" not in directories):
        return None
    return Shape(tuple(directories), "slug" if has_year and _kind(last) == "dated" else _kind(last))


def _directory(part: str, before: list[str]) -> str:
    if _YEAR.fullmatch(part):
        return "Y"
    if "Y" in before and _PART.fullmatch(part):
        return "M" if "M" not in before else "D"
    return "N" if _NUMBER.fullmatch(part) else part.lower()  # Tumblr: `/post/612345678/name`


def _is_path(query: str) -> bool:
    """Return whether a query is the rest of a path: Dotclear and its like have `/index.php?post/2019/05/06/name`."""
    return "/" in query and "=" not in query


def _kind(last: str) -> str:
    if _DATED.fullmatch(last):
        return "dated"
    if _HASH.fullmatch(last):
        return "id"
    return "number" if last.isdecimal() else "slug"


def relaxed(one: Shape) -> Shape:
    """Return a shape without folder names, which blogs with a folder for each category have in common."""
    return Shape(tuple(part if part in ("Y", "M", "D", "N") else "*" for part in one.directories), one.last)


def is_minor(url: str) -> bool:
    """Return whether an address is a tag, an author, a numbered page or the like in any position."""
    parts = [part.lower() for part in segments(url)]
    return is_minor_page(url) or any(part in phrases.words(phrases.DIRECTORIES) for part in parts[:-1])


def is_in_minor_folder(url: str) -> bool:
    """Return whether a folder makes it that alone, and not its own name: a term of a taxonomy, say."""
    return is_minor(url) and not is_minor_page(url)


def is_minor_page(url: str) -> bool:
    """Return whether its last part makes it that, in any folder."""
    parts = [part.lower() for part in segments(url)]
    path = urlsplit(url).path.rstrip("/").lower()
    if not parts:  # `/?p=12` is a post of a WordPress without names
        return shape(url) is None
    if path.endswith(_MINOR_ENDINGS):
        return True
    its = shape(url)
    if its is not None and its.last.startswith("?"):  # `/post.php?id=12`
        return False
    return parts[-1] in phrases.words(phrases.PAGES) or re.fullmatch(r"page-?\d+|index-\d+|p\d+", parts[-1]) is not None


def is_other_section(one: Shape, folders: Collection[tuple[str, ...]] = ()) -> bool:
    """Return whether a shape belongs to a folder of documentation, projects, talks or the like.

    `folders`: those in which posts are known to lie.
    """
    return one.directories not in folders and bool(other_sections(one))


def other_sections(one: Shape) -> list[str]:
    """Return the folders of a shape that usually have something else than posts: documentation, projects, talks."""
    return [part for part in one.directories if part in phrases.words(phrases.OTHER_SECTIONS)]


def is_list(url: str, words: str) -> int:
    """Return how likely a link leads to a list of all posts, from 0, not at all, to 3, named as an archive."""
    parts = [part.lower() for part in segments(url)]
    last = parts[-1] if parts else ""
    said = words.strip().lower()
    its = shape(url)
    if its is not None and its.last.startswith("?"):
        return 0
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
    """Return whether an address is a year's or a month's list: `/2019/`, `/archives/2019/05/`, `/?m=201905`."""
    parts = segments(url)
    if _MONTH_QUERY.fullmatch(urlsplit(url).query):
        return not parts
    while parts and parts[0].lower() in ("archive", "archives", "blog", "posts", "date"):
        parts = parts[1:]
    return bool(
        1 <= len(parts) <= 2
        and _YEAR.fullmatch(parts[0])
        and (len(parts) == 1 or (_PART.fullmatch(parts[1]) and int(parts[1]) <= 12))
        and not urlsplit(url).query
    )
