"""The contents of one response of a blog: posts, links, further pages, and the facts in the head of a page."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    """The kind of a response."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAPS = "sitemaps"
    PAGE = "page"
    MARKDOWN = "markdown"
    LISTING = "listing"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Find:
    """A post as described by one response; missing facts are empty."""

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
    """When it was last changed, according to itself, in ISO 8601."""


@dataclass(frozen=True, slots=True)
class BlogLink:
    """A link on a page."""

    url: str
    title: str
    """Its likely title: the heading in it, its text without a date, or nothing for `Read more`."""
    group: str
    """The path from the body to it, as tags and classes, which is the same for all entries of a list."""
    date: dt.date | None = None
    """The date beside it, within its own entry."""
    is_heading: bool = False
    is_main: bool = True
    """Whether it is outside the navigation, sidebars, header and footer of the page."""
    words: str = ""
    """Its full text."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A feed announced by a page."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that a page states about itself."""

    is_article: bool = False
    is_posting: bool = False
    """It says so in data for machines, or when it was published: `og:type` many templates have on every page."""
    title: str = ""
    date: dt.date | None = None
    author: str = ""
    category: str = ""
    canonical: str = ""
    redirect: str = ""
    """The target of `<meta http-equiv=refresh>`."""
    next: str = ""
    """The next page of a list, or the next post."""
    previous: str = ""
    api: str = ""
    """The address of its WordPress REST API."""
    content_api: str = ""
    """The address of Ghost's list of posts, with the public key in the page."""
    lists: tuple[str, ...] = ()
    """Indexes for client-side search that its scripts load."""
    sitemaps: tuple[str, ...] = ()
    """Those that it names in its head."""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """A parsed response."""

    kind: AnswerKind
    title: str = ""
    """Of the blog."""
    site: str = ""
    """The address of the blog's home page, as stated by a feed."""
    generator: str = ""
    finds: tuple[Find, ...] = ()
    addresses: tuple[str, ...] = ()
    """Of a sitemap's pages, or of an index's sitemaps."""
    changed: tuple[str, ...] = ()
    """When each of them was last changed (`lastmod`); empty if not stated."""
    next: str = ""
    """The page that continues the same list (towards older posts)."""
    total: int | None = None
    """The number of posts, if the response states it."""
    is_whole: bool = False
    """Whether it declares itself complete (RFC 5005, `fh:complete`)."""
    is_cut: bool = False
    """Whether there was more than is accepted from one response."""
    feeds: tuple[Announced, ...] = ()
    links: tuple[BlogLink, ...] = ()
    facts: Facts = Facts()
