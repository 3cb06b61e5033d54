"""The contents of one response of a blog: posts, links, further pages, and the facts in the head of a page."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    """What an answer is."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAPS = "sitemaps"
    PAGE = "page"
    MARKDOWN = "markdown"
    LISTING = "listing"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Find:
    """A post as one answer says it; what is not said is empty."""

    url: str
    title: str = ""
    date: dt.date | None = None
    category: str = ""
    author: str = ""
    summary: str = ""
    minutes: int | None = None
    text: str = ""
    """The whole text, as HTML."""
    updated: str = ""
    """When it was changed last, as it says, in ISO 8601."""


@dataclass(frozen=True, slots=True)
class BlogLink:
    """A link of a page."""

    url: str
    title: str
    """What stands for the title: the heading in it, its text without a day, or nothing for `Read more`."""
    group: str
    """The way from the body to it, by tags and classes: the entries of a list share it."""
    date: dt.date | None = None
    """The day beside it, within its entry alone."""
    is_heading: bool = False
    is_main: bool = True
    """It stands in no navigation, sidebar, header or footer of the page."""
    words: str = ""
    """Its text as it is."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A feed that a page names."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself."""

    is_article: bool = False
    title: str = ""
    date: dt.date | None = None
    author: str = ""
    category: str = ""
    canonical: str = ""
    redirect: str = ""
    """Where a page sends its reader without a word: `<meta http-equiv=refresh>`."""
    next: str = ""
    """The next page of a list, or the post after it."""
    previous: str = ""
    api: str = ""
    """The address of its WordPress REST API."""
    lists: tuple[str, ...] = ()
    """Indexes for a search in the browser that its programs load."""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One answer, read."""

    kind: AnswerKind
    title: str = ""
    """Of the blog."""
    site: str = ""
    """Of the blog's home page, as a feed names it."""
    generator: str = ""
    finds: tuple[Find, ...] = ()
    addresses: tuple[str, ...] = ()
    """Of a sitemap's pages, or of an index's sitemaps."""
    changed: tuple[str, ...] = ()
    """When each of them was changed last, as it says (`lastmod`); empty where it does not."""
    next: str = ""
    """The page that goes on with the same list (towards the older ones)."""
    total: int | None = None
    """How many posts there are, where the answer says it."""
    is_whole: bool = False
    """It says that it has all (RFC 5005, `fh:complete`)."""
    is_cut: bool = False
    """There was more than is taken of one answer."""
    feeds: tuple[Announced, ...] = ()
    links: tuple[BlogLink, ...] = ()
    facts: Facts = Facts()
