"""Small blogs as generators and platforms publish them, in memory: pages by path, and what they should be read as."""

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl, urljoin, urlsplit

from blogreader.indexes.blog import answers
from blogreader.indexes.blog.requests import Form, SiteAnswer
from blogreader.indexes.blog.survey import Survey

HOST = "https://blog.example"
WORDS = [
    "lantern",
    "harbour",
    "kettle",
    "orchard",
    "gravel",
    "ladder",
    "meadow",
    "anchor",
    "copper",
    "thistle",
    "window",
    "barrel",
    "pebble",
    "saddle",
]


@dataclass(frozen=True, slots=True)
class Post:
    path: str
    title: str
    date: dt.date


@dataclass(slots=True)
class Blog:
    """Pages by path and query; a function stands for a program behind them."""

    posts: list[Post]
    pages: dict[str, str | bytes] = field(default_factory=dict)
    answer: Callable[[str, dict[str, str]], str | None] = lambda _path, _query: None
    robots: str = ""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Pages of other hosts, by their whole addresses."""
    asked: list[str] = field(default_factory=list)

    def get(self, url: str) -> tuple[str, str] | None:
        """Return where the redirects end and the text there; None: 404."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            return (url, self.elsewhere[url]) if url in self.elsewhere else None
        whole = parts.path + (f"?{parts.query}" if parts.query else "")
        self.asked.append(whole)
        made = self.answer(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))
        if made is not None:
            return url, made
        for name in (whole, parts.path, *([f"{parts.path}/"] if not parts.path.endswith("/") else [])):
            if (page := self.pages.get(name)) is not None:
                text = gzip.decompress(page).decode() if isinstance(page, bytes) else page
                return urljoin(url, name), text
        return None


def posts(number: int, path: Callable[[int, dt.date, str], str], *, year: int = 2019) -> list[Post]:
    """Make posts, the newest first, eleven days apart."""
    made = []
    for index in range(number):
        day = dt.date(year, 1, 3) + dt.timedelta(days=11 * index)
        title = f"The {WORDS[index % len(WORDS)]} and the {WORDS[(index * 5 + index // 14 + 3) % len(WORDS)]} {index}"
        slug = title.lower().replace(" ", "-")
        made.append(Post(path(index, day, slug), title, day))
    return made[::-1]


def in_root(_index: int, _day: dt.date, slug: str) -> str:
    """Return the path of a post in the root, for `posts`."""
    return f"/{slug}"


def in_own_folder(_index: int, _day: dt.date, slug: str) -> str:
    """Return that of one that has a folder of its own there."""
    return f"/{slug}/"


def in_blog(_index: int, _day: dt.date, slug: str) -> str:
    """Return that of one that has its folder below `/blog/`."""
    return f"/blog/{slug}/"


def survey(blog: Blog, address: str = f"{HOST}/", *, feed_only: bool = False, most: int = 6_000) -> Survey:
    """Search a blog in memory."""
    search = Survey(address, feed_only=feed_only)
    search.sitemaps = [
        line.split(":", 1)[1].strip() for line in blog.robots.splitlines() if line.startswith("Sitemap:")
    ]
    steps = search.steps()
    ask = next(steps)
    try:
        for _ in range(most):
            came = blog.get(ask.url)
            if came is None:
                ask = steps.send(SiteAnswer(ask.url, is_missing=True))
                continue
            url, text = came
            kind = "text/markdown" if ask.form is Form.ANY and not text.lstrip().startswith("<") else ""
            ask = steps.send(SiteAnswer(url, answers.read(text, url, kind), text if text[:1] in ("[", "{") else ""))
    except StopIteration:
        pass
    return search


def found(search: Survey) -> dict[str, tuple[str, dt.date | None]]:
    """Return what was found: titles and days by path."""
    return {
        urlsplit(one.url).path + (f"?{urlsplit(one.url).query}" if urlsplit(one.url).query else ""): (
            one.title,
            one.date,
        )
        for one in search.found.posts()
    }


def expected(blog: Blog) -> dict[str, tuple[str, dt.date | None]]:
    """Return what should be found."""
    return {post.path: (post.title, post.date) for post in blog.posts}


# Parts of pages


def page(body: str, head: str = "", *, title: str = "A blog", lang: str = "en") -> str:
    """Make a page."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


MENU = (
    '<header class="site-header"><a class="brand" href="/">A blog</a><nav><ul>'
    '<li><a href="/about/">About</a></li><li><a href="/tags/">Tags</a></li>{}</ul></nav></header>'
)
FOOTER = '<footer><a href="https://generator.example/">made with care</a> <a href="/privacy/">Privacy</a></footer>'


def post_page(post: Post, head: str = "", extra: str = "") -> str:
    """Make the page of a post."""
    data = json.dumps({"@context": "https://schema.org", "@type": "BlogPosting", "headline": post.title})
    return page(
        f"{MENU.format('')}<main><article><h1>{escape(post.title)}</h1>"
        f'<time datetime="{post.date.isoformat()}">{post.date:%d.%m.%Y}</time><p>Words and <a href="/about/">more</a>.</p>'
        f"</article>{extra}</main>{FOOTER}",
        f'<meta property="og:type" content="article"><script type="application/ld+json">{data}</script>{head}',
        title=f"{post.title} | A blog",
    )


def rss(listed: list[Post], extra: str = "", generator: str = "") -> str:
    """Make an RSS 2.0 feed."""
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{HOST}{escape(post.path)}</link>"
        f"<guid>{HOST}{escape(post.path)}</guid><pubDate>{post.date:%a, %d %b %Y} 21:30:00 -0800</pubDate>"
        f"<description>Some words.</description></item>"
        for post in listed
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>A blog</title><link>{HOST}/</link><generator>{generator}</generator>{extra}{items}</channel></rss>"
    )


def atom(listed: list[Post], extra: str = "") -> str:
    """Make an Atom feed."""
    entries = "".join(
        f'<entry><title type="html">{escape(escape(post.title))}</title><link rel="alternate" href="{HOST}{escape(post.path)}"/>'
        f"<id>tag:blog.example,{post.path}</id><published>{post.date}T09:00:00Z</published>"
        f"<updated>2025-01-01T00:00:00Z</updated></entry>"
        for post in listed
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">'
        f'<title>A blog</title><link href="{HOST}/"/>{extra}{entries}</feed>'
    )


def sitemap(paths: list[str]) -> str:
    """Make a sitemap."""
    urls = "".join(f"<url><loc>{HOST}{escape(path)}</loc><lastmod>2025-02-03</lastmod></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def sitemap_index(paths: list[str]) -> str:
    """Make an index of sitemaps."""
    maps = "".join(f"<sitemap><loc>{HOST}{path}</loc></sitemap>" for path in paths)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    )


def cards(listed: list[Post]) -> str:
    """Make a list of posts as most themes have it: headings with dates under them, tags, `Read more`."""
    return "".join(
        f'<article class="post-card tag-{post.date.year}"><h2><a href="{post.path}">{escape(post.title)}</a></h2>'
        f'<p class="meta"><time datetime="{post.date}">{post.date:%B %d, %Y}</time> in <a href="/tags/life/">life</a></p>'
        f'<p>Words of it.</p><a class="more" href="{post.path}">Read more</a></article>'
        for post in listed
    )


def home(listed: list[Post], head: str = "", links: str = "", extra: str = "") -> str:
    """Make a home page."""
    return page(f"{MENU.format(links)}<main>{cards(listed)}{extra}</main>{FOOTER}", head)


FEED_LINK = '<link rel="alternate" type="application/rss+xml" title="A blog" href="{}">'


# Blogs


def numbered(
    all_posts: list[Post], size: int, address: Callable[[int], str], head: str = "", links: str = ""
) -> dict[str, str | bytes]:
    """Make the numbered pages of a list."""
    pages: dict[str, str | bytes] = {}
    for at, listed, further in in_pages(all_posts, size, address):
        older = f'<nav class="pagination"><a href="{further}">Older posts</a></nav>' if further else ""
        pages[at] = home(listed, head, links, older)
    return pages


def in_pages(all_posts: list[Post], size: int, address: Callable[[int], str]) -> Iterator[tuple[str, list[Post], str]]:
    """Return of each page of a numbered list its address, its posts, and the address of the next one; empty: none."""
    number = -(-len(all_posts) // size)
    for index in range(1, number + 1):
        listed = all_posts[(index - 1) * size : index * size]
        yield address(index), listed, address(index + 1) if index < number else ""


def with_pages_of(blog: Blog, head: str = "") -> Blog:
    """Return the blog with a page for every post, and its other pages."""
    for post in blog.posts:
        blog.pages.setdefault(post.path, post_page(post, head))
    for name in ("about", "privacy", "tags", "tags/life"):
        blog.pages.setdefault(f"/{name}/", page(f"{MENU.format('')}<main><h1>{name}</h1><p>Words.</p></main>{FOOTER}"))
    return blog
