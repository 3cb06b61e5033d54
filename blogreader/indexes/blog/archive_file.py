"""The file format of a blog's archive: JSON lines with a header, a line for each post, then what was left out."""

import datetime as dt
import json
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from blogreader import times
from blogreader.errors import SourceError
from blogreader.indexes.blog.shapes import segments
from blogreader.model import Article, Index, IndexWarning
from blogreader.records import dataclass, replace
from blogreader.text import clean_line
from blogreader.urls import canonical

_FORMAT = 1
# What Medium and Notion put behind a name.
_HASH = re.compile(r"(?<=\w)-(?=[0-9a-f]*\d)(?:[0-9a-f]{32}|[0-9a-f]{10,12})$")
_MOST_MINUTES = 10**9
_BEGINNING = '{"archive":'


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the search for the archive found it; unknown facts are empty."""

    url: str
    title: str = ""
    date: dt.date | None = None
    category: str = ""
    minutes: int | None = None
    summary: str = ""
    author: str = ""
    ways: tuple[str, ...] = ()
    gone: bool = False
    """Whether the blog listed it once and no longer does."""
    tags: tuple[str, ...] = ()
    """The tags that another program kept with it."""
    saved: dt.datetime | None = None
    """When it was saved in that program."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says about its article; facts that it doesn't state are empty."""

    title: str = ""
    date: dt.date | None = None
    author: str = ""
    category: str = ""
    minutes: int | None = None


_NOTHING = Said()


@dataclass(frozen=True, slots=True)
class BlogArchive:
    """Everything that was found of a blog."""

    title: str
    posts: tuple[Post, ...]
    left_out: tuple[Post, ...] = ()
    home: str = ""


def is_archive(text: str) -> bool:
    """Return whether a text is an archive that `write` wrote."""
    return text.startswith(_BEGINNING)


def write(archive: BlogArchive) -> str:
    """Return an archive as text that `parse` reads back."""
    lines = [{"archive": _FORMAT, "title": archive.title, "home": archive.home}]
    lines += [_record(post) for post in archive.posts]
    lines += [{"left_out": True} | _record(post) for post in archive.left_out]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _record(post: Post) -> dict[str, Any]:
    record = {
        "url": post.url,
        "title": post.title,
        "date": post.date.isoformat() if post.date else None,
        "category": post.category,
        "minutes": post.minutes,
        "summary": post.summary,
        "author": post.author,
        "ways": list(post.ways),
        "gone": post.gone,
        "tags": list(post.tags),
        "saved": times.to_text(post.saved) if post.saved else None,
    }
    return {name: value for name, value in record.items() if value}


def parse(text: str, name: str) -> tuple[BlogArchive, list[IndexWarning]]:
    """Return an archive, and a warning for each line that can't be read and costs its post; raises SourceError."""
    # Not `splitlines`: what JSON leaves as it is, Python takes for ends of lines.
    lines = text.split("\n")
    try:
        head = json.loads(lines[0])
        if head["archive"] > _FORMAT:
            raise SourceError(f"{name} was written by a newer blogreader.")
        archive = BlogArchive(str(head.get("title") or ""), (), home=str(head.get("home") or ""))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(f"{name}, line 1: this is not the header of an archive.") from error
    posts: list[Post] = []
    left_out: list[Post] = []
    warnings: list[IndexWarning] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            is_left_out = bool(record.pop("left_out", False))
            (left_out if is_left_out else posts).append(_post(record))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            warnings.append(IndexWarning(number, "this is not a post of the archive"))
    return BlogArchive(archive.title, tuple(posts), tuple(left_out), archive.home), warnings


def salvaged(text: str) -> tuple[BlogArchive, int]:
    """Return what can still be read of a damaged archive, and the number of unreadable lines.

    Raises SourceError for one that a newer version wrote.
    """
    head = text.partition("\n")[0]
    try:
        has_head = "archive" in json.loads(head)
    except (ValueError, TypeError, RecursionError):
        has_head = False
    # A head that is damaged is no post either, and counts as a line.
    archive, warnings = parse(text if has_head else write(BlogArchive("", ())) + text, "what left an index")
    return archive, len(warnings)


def _post(record: dict[str, Any]) -> Post:
    date, minutes = record.get("date"), record.get("minutes")
    return Post(
        url=_text(record["url"]),
        title=_text(record.get("title", "")),
        date=dt.date.fromisoformat(date) if date else None,
        category=_text(record.get("category", "")),
        minutes=_minutes(minutes) if minutes else None,
        summary=_text(record.get("summary", "")),
        author=_text(record.get("author", "")),
        ways=tuple(_text(way) for way in record.get("ways", ())),
        gone=bool(record.get("gone", False)),
        tags=tuple(_text(tag) for tag in record.get("tags", ())),
        saved=times.from_text(record["saved"]) if record.get("saved") else None,
    )


def _minutes(value: object) -> int:
    if not isinstance(value, int) or not 0 < value < _MOST_MINUTES:
        raise ValueError(f"{value!r} is no length of a text")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def read(text: str, name: str) -> Index:
    """Read the articles of an archive."""
    archive, warnings = parse(text, name)
    articles: dict[str, Article] = {}
    for post in archive.posts:
        article = article_of(post)
        if article is not None:
            articles.setdefault(article.key, article)
    return Index(clean_line(archive.title, 200) or None, tuple(articles.values()), tuple(warnings))


def article_of(post: Post) -> Article | None:
    """Return the article of a post; None without a web address. One without a title is named after its address."""
    key = canonical(post.url)
    if key is None or not key.startswith(("http://", "https://")):
        return None
    return Article(
        key=key,
        url=post.url,
        title=clean_line(post.title) or named_after(post.url),
        date=post.date,
        category=clean_line(post.category, 200) or None,
        minutes=post.minutes,
        summary=_with_tags(post),
        gone=post.gone,
        author=clean_line(post.author, 200) or None,
    )


def _with_tags(post: Post) -> str:
    """Return the summary with the tags that say more than the category: so they are seen, and found by their words."""
    tags = ", ".join(clean_line(tag, 100) for tag in post.tags if tag != post.category)
    return "\n\n".join(filter(None, (post.summary, f"Tags: {tags}" if tags else "")))


def named_after(url: str) -> str:
    """Return a title that an address suggests: `on-slow-trains` is `On slow trains`."""
    parts = segments(url)
    words = clean_line(unquote(parts[-1]) if parts else urlsplit(url).netloc, 200)
    words = _HASH.sub("", words)
    if " " not in words:
        words = words.replace("-", " ").replace("_", " ").strip() or words
    return words[:1].upper() + words[1:] if words else clean_line(url, 200)


def lacks(article: Article) -> bool:
    """Return whether an article's title, day, category or length is unknown, so that its document may supply it."""
    return None in (article.date, article.category, article.minutes) or is_named_after_address(article)


def is_named_after_address(article: Article) -> bool:
    """Return whether an article has no title but the one made of its address."""
    return article.title == named_after(article.url)


def filled(archive: BlogArchive, said: Mapping[str, Said]) -> BlogArchive:
    """Return an archive with unknown facts filled in from documents, which are given by canonical URL."""
    posts = [_filled(post, said.get(canonical(post.url) or "", _NOTHING)) for post in archive.posts]
    return replace(archive, posts=tuple(posts))


def _filled(post: Post, said: Said) -> Post:
    return replace(
        post,
        title=post.title or said.title,
        date=post.date or said.date,
        author=post.author or said.author,
        category=post.category or said.category,
        minutes=post.minutes or said.minutes,
    )


def posts_of(articles: Iterable[Article]) -> tuple[Post, ...]:
    """Return articles as posts."""
    return tuple(
        Post(
            *(one.url, one.title, one.date, one.category or "", one.minutes, one.summary, one.author or ""),
            gone=one.gone,
        )
        for one in articles
    )


def without(archive: BlogArchive, keys: Container[str]) -> BlogArchive:
    """Return an archive without the posts of these canonical URLs."""
    return replace(archive, posts=tuple(post for post in archive.posts if canonical(post.url) not in keys))
