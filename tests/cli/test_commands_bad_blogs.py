"""Blogs that are broken, hostile or none, over a real server: bounded, told in a sentence; what was found is kept."""

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator

import pytest

from tests import blogs
from tests.blogs import HOST, Post
from tests.conftest import Commands, Result
from tests.loopback import Loopback, Said

pytestmark = pytest.mark.slow

XML = "application/xml"


@pytest.fixture
def blog(commands: Commands) -> Iterator[Loopback]:
    folder = commands.library.parent / "home" / "blogreader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[network]\ndelay = 0.001\nseconds = 20\n")
    with Loopback() as running:
        yield running


def _here(text: str, blog: Loopback) -> str:
    return text.replace(HOST, blog.home)


def _listed(commands: Commands) -> list[dict[str, str]]:
    came: list[dict[str, str]] = json.loads(commands.done("list", "--json").out)
    return came


def _posts(number: int = 12) -> list[Post]:
    return blogs.posts(number, lambda _, __, slug: f"/log/{slug}/")


def _put(blog: Loopback, listed: list[Post], feed: str, home: list[Post] | None = None) -> None:
    head = blogs.FEED_LINK.format("/feed.xml")
    blog.pages["/"] = _here(blogs.home(listed[:5] if home is None else home, head), blog)
    blog.pages["/feed.xml"] = Said(_here(feed, blog), XML)
    for post in listed:
        blog.pages[post.path] = _here(blogs.post_page(post), blog)


def _has_all(commands: Commands, listed: list[Post], result: Result) -> None:
    assert result.status == 0, result.err
    came = {one["url"].partition("/log")[2]: one["date"] for one in _listed(commands)}
    assert came == {post.path.removeprefix("/log"): post.date.isoformat() for post in listed}


def test_a_page_that_is_no_blog_is_told(commands: Commands, blog: Loopback) -> None:
    blog.pages["/"] = blogs.page(
        "<h1>Our shop</h1><p>Nails, <a href='/screws'>screws</a> and <a href='/tools'>tools</a>."
    )
    result = commands("add", blog.home)
    assert result.status == 1
    assert re.search(r"No blog posts were found at http://127.* \(\d+ requests\): no feed, no sitemap", result.err)
    assert len(blog.asked) <= 40


@pytest.mark.parametrize("is_first", [True, False])
def test_a_feed_of_200_mb_is_given_up_before_it_is_read(commands: Commands, blog: Loopback, is_first: bool) -> None:
    listed = _posts()

    def endless() -> Iterator[bytes]:
        yield b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>'
        for _ in range(2_000):
            yield b"<item><title>A title</title><description>" + b"many words " * 9_000 + b"</description></item>"

    _put(blog, listed, "", home=listed)
    blog.answer = lambda path: Said(endless(), XML) if path == "/feed.xml" else None
    result = commands("add", f"{blog.home}/feed.xml" if is_first else blog.home)
    assert blog.sent < 120_000_000
    if is_first:
        assert result.status == 1
        assert "50 MB, which is over the limit" in result.err
    else:
        _has_all(commands, listed, result)


@pytest.mark.parametrize("where", ["/feed.xml", "/sitemap.xml"])
def test_an_xml_bomb_is_not_blown_up(commands: Commands, blog: Loopback, where: str) -> None:
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    root = "urlset" if "map" in where else "rss"
    bomb = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "lol">{entities}]>'
    item = (
        "<url><loc>&e11;</loc></url>"
        if "map" in where
        else "<channel><title>&e11;</title><item><title>&e11;</title></item></channel>"
    )
    listed = _posts()
    _put(blog, listed, blogs.rss(listed), home=listed)
    blog.pages[where] = Said(f"{bomb}<{root}>{item}</{root}>", XML)
    _has_all(commands, listed, commands("add", blog.home))


def test_a_sitemap_that_unpacks_to_gigabytes_is_given_up(commands: Commands, blog: Loopback) -> None:
    listed = _posts(20)
    _put(blog, listed, blogs.rss(listed[:10]), home=listed)
    blog.pages["/robots.txt"] = Said(f"Sitemap: {blog.home}/map.xml.gz\n", "text/plain")
    blog.pages["/map.xml.gz"] = Said(gzip.compress(b"<urlset>" + b" " * 300_000_000), "application/gzip")
    _has_all(commands, listed, commands("add", blog.home))


def test_of_5_000_broken_items_those_that_lead_somewhere_are_taken(commands: Commands, blog: Loopback) -> None:
    listed = _posts(30)
    good = blogs.rss(listed).partition("<item>")
    broken = "".join(
        f"<item><title>No {number} & co <b></title><link>http://[{number}</link><pubDate>soon</pubDate>"
        for number in range(5_000)
    )
    _put(blog, listed, good[0] + broken + good[1] + good[2])
    result = commands("add", blog.home)
    assert result.status == 0, result.err
    came = [one["url"] for one in _listed(commands)]
    assert {f"{blog.home}{post.path}" for post in listed} <= set(came)
    assert len(came) <= len(listed) + 1


def test_bare_ampersands_missing_guids_relative_links_and_dates_of_many_styles(
    commands: Commands, blog: Loopback
) -> None:
    listed = _posts(11)
    styles = [
        "%a, %d %b %Y 10:00:00 GMT",
        "%Y-%m-%dT10:00:00Z",
        "%Y-%m-%d",
        "%d %b %Y",
        "%B %d, %Y",
        "%a %b %d 10:00:00 %Y",
        "%Y/%m/%d",
        "%d.%m.%Y",
        "%A, %B %d, %Y",
        "%Y%m%dT100000",
        "%d %B %Y 10:00",
    ]
    items = "".join(
        f"<item><title>Salt & {post.title}</title><link>..{post.path}?a=1&b=2</link>"
        f"<pubDate>{post.date.strftime(style)}</pubDate></item>"
        for post, style in zip(listed, styles, strict=True)
    )
    _put(blog, listed, f'<rss version="2.0"><channel><title>R & D</title>{items}</channel></rss>', home=[])
    blog.pages["/feeds/all.xml"] = blog.pages["/feed.xml"]
    result = commands("add", f"{blog.home}/feeds/all.xml")
    assert result.status == 0, result.err
    came = {one["title"]: (one["url"], one["date"]) for one in _listed(commands)}
    assert came == {
        f"Salt & {post.title}": (f"{blog.home}{post.path}?a=1&b=2", post.date.isoformat()) for post in listed
    }


def test_a_sitemap_of_a_million_addresses_is_cut_and_never_called_complete(commands: Commands, blog: Loopback) -> None:
    listed = _posts(12)
    _put(blog, listed, blogs.rss(listed))
    addresses = "".join(f"<url><loc>{blog.home}/p{number}</loc></url>" for number in range(1_000_000))
    blog.pages["/sitemap.xml"] = Said(f"<urlset>{addresses}</urlset>", XML)
    result = commands("add", blog.home)
    assert result.status == 0, result.err
    assert "more than 50 MB, which is over the limit. It was left out." in result.err
    assert "complete" not in commands.done("sources").out.replace("probably complete", "")
    assert {one["title"] for one in _listed(commands)} >= {post.title for post in listed}


def test_a_calendar_without_an_end_is_left_soon(commands: Commands, blog: Loopback) -> None:
    """Each month links the one before, back to the first century, and all of them say that they are lists."""
    listed = _posts(20)
    _put(blog, listed, blogs.rss(listed[:10]))

    def month(path: str) -> Said | None:
        if not (match := re.fullmatch(r"/(\d{4})/(\d\d)/?", path)):
            return None
        before = dt.date(int(match[1]), int(match[2]), 1) - dt.timedelta(days=1)
        links = "".join(
            f'<li><a href="/{before:%Y}/{number:02}/">{number}/{before:%Y}</a></li>' for number in range(1, 13)
        )
        return Said(
            blogs.page(f'<main><h1>{path}</h1><ul>{links}</ul><a rel="next" href="/{before:%Y/%m}/">Older</a></main>')
        )

    blog.answer = month
    menu = '<li><a href="/2019/06/">June 2019</a></li><li><a href="/2019/05/">May 2019</a></li>'
    blog.pages["/"] = _here(blogs.home(listed, blogs.FEED_LINK.format("/feed.xml"), menu), blog)
    _has_all(commands, listed, commands("add", blog.home))
    assert len(blog.asked) <= 60


def test_pages_that_each_link_new_ones_are_bounded(commands: Commands, blog: Loopback) -> None:
    def page(path: str) -> Said | None:
        if path == "/robots.txt" or "." in path:
            return None
        number = sum(map(ord, path))
        links = "".join(
            f'<h2><a href="{path.rstrip("/")}/{number + step}/">Page {number + step}</a></h2>' for step in range(5)
        )
        return Said(blogs.page(f'<main>{links}<a rel="next" href="/more/{number}{len(path)}/">Next</a></main>'))

    blog.answer = page
    commands("add", blog.home)
    assert len(blog.asked) <= 60


def test_feeds_whose_next_goes_in_a_circle_end(commands: Commands, blog: Loopback) -> None:
    listed = _posts(12)
    circle = '<link rel="next" href="{}/feed{}.xml"/>'
    head = blogs.FEED_LINK.format("/feed1.xml")
    blog.pages["/"] = _here(blogs.home(listed[:4], head), blog)
    for number, other in ((1, 2), (2, 3), (3, 1)):
        some = listed[(number - 1) * 4 : number * 4]
        blog.pages[f"/feed{number}.xml"] = Said(_here(blogs.atom(some, circle.format(HOST, other)), blog), XML)
    _has_all(commands, listed, commands("add", blog.home))
    assert len(blog.asked) <= 25


def test_lists_whose_next_goes_in_a_circle_end(commands: Commands, blog: Loopback) -> None:
    listed = _posts(12)
    for number, other in ((1, 2), (2, 3), (3, 1)):
        some = listed[(number - 1) * 4 : number * 4]
        older = f'<nav class="pagination"><a rel="next" href="/list/{other}/">Older posts</a></nav>'
        blog.pages[f"/list/{number}/"] = _here(blogs.home(some, extra=older), blog)
    blog.pages["/"] = blog.pages["/list/1/"]
    for post in listed:
        blog.pages[post.path] = _here(blogs.post_page(post), blog)
    _has_all(commands, listed, commands("add", blog.home))
    assert len(blog.asked) <= 25


def test_a_host_that_keeps_programs_out_is_told(commands: Commands, blog: Loopback) -> None:
    blog.answer = lambda _path: Said("<h1>Forbidden</h1>", status=403)
    result = commands("add", blog.home)
    assert result.status == 1
    assert "403" in result.err or "does not let" in result.err or "refuse" in result.err.lower()
    assert len(blog.asked) <= 3


def test_a_host_that_keeps_programs_out_after_a_while_has_what_was_found_kept(
    commands: Commands, blog: Loopback
) -> None:
    listed = _posts(12)
    _put(blog, listed, blogs.rss(listed[:10]))
    pages = dict(blog.pages)
    blog.answer = lambda path: None if path in pages and path in ("/", "/feed.xml") else Said("No.", status=403)
    result = commands("add", blog.home)
    assert result.status == 0, result.err
    assert {one["title"] for one in _listed(commands)} == {post.title for post in listed[:10]}
    assert "newest only" in commands.done("sources").out
    assert len(blog.asked) <= 40
