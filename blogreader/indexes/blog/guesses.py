"""Usual addresses of feeds, sitemaps and further pages, and which of several is the most likely one."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from blogreader.indexes.blog import shapes
from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, BlogLink
from blogreader.urls import host_of, is_public

_GUESSED_FEEDS = ("feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json", "rss")
SITEMAPS = ("sitemap.xml", "/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml")
MOST_SITEMAPS = 15
ARCHIVES = ("/archive/", "/archives/", "/archives.html", "/archive.html", "/blog/", "/posts/")
_SIDE_FEED = re.compile(
    r"comment|kommentar|commentaire|/tags?/|/categor|/topics?/|/authors?/|/label|コメント|評論|评论", re.IGNORECASE
)
_COMMENTS = re.compile(r"comment|kommentar|commentaire|コメント|評論|评论", re.IGNORECASE)
_FEED_NAMES = frozenset(("feed", "rss", "rss2", "atom", "index", "rdf", "feeds", "posts", "blog", "all"))
_COMMENT = re.compile(r"[?&](?:showComment|replytocom)=|#(?:comment|c)-?\d", re.IGNORECASE)
_SIDE_MAP = re.compile(
    r"(?:tag|categor|author|user|taxonom|image|video|product|attachment|page)s?(?:[-_/.\d]|$)", re.IGNORECASE
)
_POST_MAP = re.compile(r"(?:post|blog|article|news|entr(?:y|ies)|stor(?:y|ies))s?(?:[-_/.\d]|$)", re.IGNORECASE)

_PAGE = re.compile(r"[0-9]{1,6}")
_MENU_WORDS = 4
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
_BLOG_HOST = re.compile(r"(?:blogs?|weblog|news|journal|writing|posts|articles)\.", re.IGNORECASE)
_LATER_PAGE = re.compile(
    r"(?:[/?&](?:page|paged|p|pg|seite|pagina|pagine|strona|sida|side|sivu|index)[/=_-]?|/)\d{1,4}(?:\.html?)?/?$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:www\.)?(?:example\.(?:com|org|net)|(?:your|my)-?(?:site|blog|domain|website|web)(?:-?(?:name|url))?\.\w+|"
    r"username\.github\.io|(?:your-?)+(?:user)?name\.(?:github\.io|com))$",
    re.IGNORECASE,
)
"""Hosts that appear in sample configurations."""


def feeds_of(home: str) -> list[str]:
    """Return usual addresses for a feed that the blog doesn't announce, the likeliest first."""
    folder = home if home.endswith("/") else home.rpartition("/")[0] + "/"
    guesses = [urljoin(folder, name) for name in _GUESSED_FEEDS]
    if urlsplit(folder).path not in ("", "/"):
        if urlsplit(home).path.rpartition("/")[2]:
            guesses = [urljoin(home.rstrip("/") + "/", name) for name in _GUESSED_FEEDS[:4]] + guesses
        guesses[4:4] = [urljoin(folder, "/feed"), urljoin(folder, "/rss.xml")]
    return guesses[:9]


def menu_of(links: Iterable[BlogLink], home: str, is_own: Callable[[str], bool]) -> list[str]:
    """Return the top-level pages that the home page links in up to four words, except `About`.

    Tags and categories come last.
    """
    found = list(
        dict.fromkeys(
            link.url
            for link in links
            if 0 < len(link.words.split()) <= _MENU_WORDS
            and len(shapes.segments(link.url)) in (1, 2)
            and link.url.startswith(urljoin(home, "."))
            and is_own(link.url)
            and not link.is_heading
            and shapes.shape(link.url) is not None
            and not shapes.is_minor_page(link.url)
        )
    )
    return sorted(found, key=shapes.is_minor)


def beside(links: Iterable[BlogLink], home: str) -> list[str]:
    """Return pages on neighbouring hosts that the home page calls a blog, or that are the same site in one language.

    `https://blog.shop.example/` beside `https://www.shop.example/`; the first of those named by a language.
    """
    domain = host_of(home).removeprefix("www.")
    found: list[str] = []
    languages: list[str] = []
    for link in links:
        host = host_of(link.url)
        if not host.endswith(f".{domain}") or host.removeprefix("www.") == domain or len(shapes.segments(link.url)) > 1:
            continue
        if _BLOG_HOST.match(host) or shapes.is_list("https://x/", link.words):
            found.append(link.url)
        elif _LANGUAGE.fullmatch(host.removesuffix(f".{domain}")) and not shapes.segments(link.url):
            languages.append(link.url)
    return list(dict.fromkeys([*found, *languages[:1]]))


def is_part(url: str) -> bool:
    """Return whether an address is that of a part of a list: a later page, a tag, a month."""
    return (
        _LATER_PAGE.search(url) is not None
        or shapes.is_period(url)
        or (shapes.is_minor(url) and shapes.is_list(url, "") == 0)
    )


def above(url: str, is_linked: Callable[[str], bool]) -> list[str]:
    """Return the possible home pages of the blog that an address belongs to, the likeliest first.

    They are its first page, where it is a later one of a list, the folders above it that it links, the nearest first,
    and the root: of a host that many share it is the folder of one of them (`/~ann/`, `/@ann/`).
    """
    found: list[str] = []
    parts = urlsplit(url)
    if (match := _LATER_PAGE.search(url)) and (first := url[: match.start()].rstrip("/") + "/") != url:
        found.append(first)
    segments = [part for part in parts.path.split("/") if part]
    own = next((number for number, part in enumerate(segments) if part[0] in "~@"), -1)
    for number in range(len(segments) - 1, own, -1):
        folder = urlunsplit((*parts[:2], "/" + "".join(f"{part}/" for part in segments[:number]), "", ""))
        is_language = number == 1 and _LANGUAGE.fullmatch(segments[0]) is not None
        is_known = own >= 0 or is_language or is_linked(folder)
        if is_known and not shapes.is_period(folder) and not shapes.is_minor(folder):
            found.append(folder)
    if own < 0 and (parts.path.strip("/") or parts.query):
        found.append(urlunsplit((*parts[:2], "/", "", "")))
    return list(dict.fromkeys(found))


def rank_of_feed(one: Announced, home: str, *, is_own: bool) -> tuple[int, bool, int]:
    """Return the rank of a feed among those that a page announces: comments, tags and authors come last."""
    is_aside = is_side_feed(f"{one.url} {one.title}")
    path = urlsplit(one.url).path
    return (is_aside + 2 * (not is_own), not path.startswith(urlsplit(home).path.rpartition("/")[0]), len(path))


def other_feeds(announced: Iterable[Announced], first: str) -> list[Announced]:
    """Return the feeds that may have other posts than the first one: not other formats of it, and not comments.

    Feeds of tags and categories are included only if there is no first one.
    """
    met = {_place(first)} if first else set[str]()
    found: list[Announced] = []
    for one in announced:
        said = f"{one.url} {one.title}"
        if _place(one.url) in met or _COMMENTS.search(said) or (first and is_side_feed(said)):
            continue
        met.add(_place(one.url))
        found.append(one)
    return found


def _place(feed: str) -> str:
    """Return the part of a feed's address that is the same for its other formats."""
    folder, _, name = urlsplit(feed).path.rstrip("/").rpartition("/")
    stem = name.partition(".")[0].lower()
    return folder if stem in _FEED_NAMES else f"{folder}/{stem}"


def is_side_feed(said: str) -> bool:
    """Return whether a feed is for comments, a tag or the like, by its address or title."""
    return _SIDE_FEED.search(said) is not None


def is_of_comments(reading: AnswerFacts) -> bool:
    """Return whether a feed's items are comments: on one post, or each with its own fragment."""
    comments = sum(_COMMENT.search(find.url) is not None for find in reading.finds)
    is_of_one_page = len(reading.finds) > 2 and len({urlsplit(find.url)[1:4] for find in reading.finds}) == 1
    return is_of_one_page or comments * 2 > len(reading.finds)


def is_of_posts(address: str) -> bool:
    """Return whether a sitemap is one of posts, by its name."""
    # WordPress: `wp-sitemap-posts-post-1.xml` has posts, `wp-sitemap-posts-page-1.xml` pages.
    name = _last(address).replace("posts-post", "")
    return _POST_MAP.search(_last(address)) is not None and not _SIDE_MAP.search(name)


def chosen_sitemaps(addresses: Iterable[str]) -> list[str]:
    """Return the sitemaps of an index that may have posts, the likeliest first."""
    named = [url for url in addresses if not is_side_feed(url)]
    posts = [url for url in named if is_of_posts(url)]
    others = [url for url in named if url not in posts and not _SIDE_MAP.search(_last(url))]
    return (posts or others or named)[:MOST_SITEMAPS] + (others[:3] if posts else [])


def further_page(url: str, reading: AnswerFacts) -> str:
    """Return the page of a feed with older posts, as the feed states it or as is usual for its generator."""
    if reading.next and reading.next != url:
        if "blogger" in reading.generator:
            return _with(reading.next, "max-results", "150")
        return reading.next
    if "wordpress" in reading.generator and len(reading.finds) >= 5:
        page = dict(parse_qsl(urlsplit(url).query)).get("paged", "1")
        return _with(url, "paged", str(int(page) + 1)) if _PAGE.fullmatch(page) else ""
    return ""


def is_placeholder(url: str) -> bool:
    """Return whether an address can't be a blog's: on `localhost` or the like, or from a sample configuration."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return bool(host) and (not is_public(host) or _PLACEHOLDER.search(host) is not None)


def pattern(url: str) -> str:
    """Return an address with its numbers replaced, so that all pages of a list have the same."""
    return re.sub(r"\d+", "0", url)


def _last(url: str) -> str:
    parts = urlsplit(url)
    return parts.path.rpartition("/")[2] + ("?" + parts.query if parts.query else "")


def _with(url: str, name: str, value: str) -> str:
    parts = urlsplit(url)
    pairs = [(key, kept) for key, kept in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit((*parts[:3], urlencode([*pairs, (name, value)]), ""))
