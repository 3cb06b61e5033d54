"""A blog followed from its address: found, kept, refreshed, stopped, taken back."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from blogreader.errors import NamesFeeds, NeedsLogin, NotText, SourceError, TooLarge
from blogreader.library import Library
from blogreader.library.discovery import KeepingProgress, SearchProgress, Wanted
from blogreader.model import FetchSettings
from blogreader.paths import Paths
from tests import blogs
from tests.answering import reply
from tests.blogs import HOST, Blog
from tests.indexes.blog.test_survey import eleventy, gatsby, hugo, jekyll, shop
from tests.indexes.blog.test_survey_menus import feeds_of_categories

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)


class Web(httpx.AsyncBaseTransport):
    """Serves a blog in memory, with validators."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog
        self.statuses: list[int] = []
        self.before: Callable[[str], httpx.Response | None] = lambda _path: None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = self.before(request.url.path) or self._page(request)
        self.statuses.append(response.status_code)
        return response

    def _page(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return reply(self.blog.robots, content_type="text/plain")
        page = self.blog.pages.get(request.url.path)
        if isinstance(page, bytes):
            return reply(page, content_type="application/gzip")
        came = self.blog.get(str(request.url))
        if came is None:
            return reply("Nothing here", 404)
        etag = f'"{sha256(came[1].encode()).hexdigest()[:12]}"'
        if request.headers.get("If-None-Match") == etag:
            return reply(status=304, ETag=etag)
        start = came[1].lstrip()[:5].lower()
        kind = "application/rss+xml" if start == "<?xml" else "text/html" if start[:1] == "<" else "application/json"
        return reply(came[1], content_type=f"{kind}; charset=utf-8", ETag=etag)


def library(folder: Path, web: Web) -> Library:
    made = Library(
        Paths(folder, folder / "cache", folder / "config.toml"),
        now=lambda: NOW,
        transport=web,
        fetching=FetchSettings(delay=0),
    )
    made.open()
    return made


def paths(made: Library) -> set[str]:
    listing = made.select("")
    return {httpx.URL(entry.article.url).path for entry in listing.page(0, len(listing))}


@pytest.mark.slow
async def test_a_blog_is_followed_by_its_address(tmp_path: Path) -> None:
    web = Web(eleventy())
    made = library(tmp_path, web)
    said: list[SearchProgress | KeepingProgress] = []
    report = await made.add(f"{HOST}/", wanted=Wanted(tell=said.append))
    told = [one for one in said if isinstance(one, SearchProgress)]
    assert (report.articles, report.source.completeness) == (23, "complete")
    assert report.source.ways == "feed, sitemap, lists"
    assert report.source.title == "A blog"
    assert paths(made) == {post.path for post in web.blog.posts}
    assert [one.requests for one in told] == sorted(one.requests for one in told)
    assert told[-1].posts == 23
    entry = made.find("the-harbour-and-the-copper-1")
    assert entry.article.date == web.blog.posts[-2].date
    made.close()


def outlines(*addresses: str) -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{"".join(map(outline, addresses))}</body></opml>'


def outline(address: str) -> str:
    return f'<outline type="rss" xmlUrl="{address}"/>'


async def test_a_list_of_feeds_by_its_address_names_those_on_the_public_internet(tmp_path: Path) -> None:
    blog = jekyll()
    private = "http://192.168.1.1/feed", "http://localhost/feed"
    blog.pages["/blogroll.opml"] = outlines(f"{HOST}/feed.xml", "https://other.example/rss", *private)
    blog.pages["/none.opml"] = outlines(*private)
    made = library(tmp_path, Web(blog))
    with pytest.raises(NamesFeeds) as named:
        await made.add(f"{HOST}/blogroll.opml")
    assert named.value.addresses == (f"{HOST}/feed.xml", "https://other.example/rss")
    assert str(named.value) == (f"{HOST}/blogroll.opml is a list of 2 feeds; `blogreader add` follows each of them.")
    told = [sentence for _, sentence in named.value.left_out]
    assert told == [f"{one} is on a private network; `add` it by its address to follow it" for one in private]
    with pytest.raises(
        SourceError, match=r"lists no feeds\. The first of 2 doubtful lines: 1, http://192\.168\.1\.1/feed"
    ):
        await made.add(f"{HOST}/none.opml")
    made.close()


@pytest.mark.slow
async def test_packed_sitemaps_are_read(tmp_path: Path) -> None:
    web = Web(shop())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    assert paths(made) == {post.path for post in web.blog.posts}
    made.close()


async def test_a_refresh_is_one_conditional_request_when_nothing_changed(tmp_path: Path) -> None:
    web = Web(jekyll())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    web.statuses.clear()
    (report,) = await made.refresh()
    assert (report.new, report.changed, report.gone, report.error) == (0, 0, 0, None)
    assert web.statuses == [304]
    made.close()


@pytest.mark.slow
async def test_a_refresh_takes_new_posts_from_the_feed_and_forgets_none(tmp_path: Path) -> None:
    web = Web(jekyll())
    newest, web.blog.posts = web.blog.posts[:3], web.blog.posts[3:]
    web.blog.pages["/feed.xml"] = blogs.atom(web.blog.posts[:10])
    web.blog.pages["/"] = blogs.home(web.blog.posts, blogs.FEED_LINK.format("/feed.xml"))
    web.blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in web.blog.posts])
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    web.blog.posts = newest + web.blog.posts
    web.blog.pages["/feed.xml"] = blogs.atom(web.blog.posts[:10])
    web.statuses.clear()
    (report,) = await made.refresh()
    assert (report.new, report.changed, report.gone) == (3, 0, 0)
    assert web.statuses == [200]
    assert paths(made) == {post.path for post in web.blog.posts}
    made.close()


@pytest.mark.slow
async def test_a_refresh_goes_the_long_way_when_the_feed_does_not_reach_what_is_known(tmp_path: Path) -> None:
    web = Web(jekyll())
    everything = web.blog.posts
    web.blog.pages["/feed.xml"] = blogs.atom(everything[20:30])
    web.blog.pages["/"] = blogs.home(everything[20:], blogs.FEED_LINK.format("/feed.xml"))
    web.blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in everything[20:]])
    made = library(tmp_path, web)
    assert (await made.add(f"{HOST}/")).articles == 27
    web.blog.pages |= jekyll().pages
    (report,) = await made.refresh()
    assert report.new == 20
    assert paths(made) == {post.path for post in everything}
    made.close()


@pytest.mark.slow
async def test_posts_that_left_the_blog_stay(tmp_path: Path) -> None:
    web = Web(jekyll())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    for name in ("/", "/sitemap.xml"):
        web.blog.pages[name] = str(web.blog.pages[name]).replace(web.blog.posts[-1].path, "/about/")
    await made.refresh(wanted=Wanted(whole=True))
    assert web.blog.posts[-1].path in paths(made)
    made.close()


@pytest.mark.slow
async def test_what_left_the_blog_is_gone_until_it_is_listed_again(tmp_path: Path) -> None:
    web = Web(jekyll())
    newest, web.blog.posts = web.blog.posts[0], web.blog.posts[1:]
    oldest = web.blog.posts[-1]

    def publish(*posts: blogs.Post) -> None:
        web.blog.pages["/feed.xml"] = blogs.atom([*posts[:10]])
        web.blog.pages["/"] = blogs.home([*posts], blogs.FEED_LINK.format("/feed.xml"))
        web.blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in posts])

    publish(*web.blog.posts)
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    publish(*web.blog.posts[:-1])
    await made.refresh(wanted=Wanted(whole=True))
    publish(newest, *web.blog.posts[:-1])
    web.statuses.clear()
    (report,) = await made.refresh()
    assert (report.new, report.gone, web.statuses) == (1, 0, [200])
    assert [entry.article.key for entry in made.select("is:gone").page(0, 9)] == [HOST + oldest.path]
    publish(oldest, newest, *web.blog.posts[:-1])
    await made.refresh()
    assert made.select("is:gone").tally.articles == 0
    made.close()


@pytest.mark.slow
async def test_without_a_feed_a_refresh_watches_a_list(tmp_path: Path) -> None:
    web = Web(gatsby())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    assert (await made.refresh())[0].new == 0
    new = blogs.Post("/blog/the-newest-of-all", "The newest of all", blogs.posts(1, lambda *_: "")[0].date)
    page = str(web.blog.pages["/blog"])
    card = page[
        page.index('<div class="css-1a2b3c">') : page.index("</div>", page.index('<div class="css-1a2b3c">')) + 6
    ]
    first = web.blog.posts[0]
    web.blog.pages["/blog"] = page.replace(
        "<main>", "<main>" + card.replace(first.path, new.path).replace(first.title, new.title)
    )
    web.statuses.clear()
    (report,) = await made.refresh()
    assert (report.new, web.statuses) == (1, [200])
    assert new.path in paths(made)
    made.close()


async def test_what_is_found_is_kept_when_the_search_is_stopped(tmp_path: Path) -> None:
    web = Web(hugo())
    made = library(tmp_path, web)
    wanted = Wanted()

    def stop_at_the_sitemap(path: str) -> httpx.Response | None:
        if path == "/sitemap.xml":
            wanted.stop.set()
        return None

    web.before = stop_at_the_sitemap
    report = await made.add(f"{HOST}/", wanted=wanted)
    assert report.articles >= 10
    assert report.remark == "Stopped; what was found was kept."
    assert report.source.completeness != "complete"
    made.close()


@pytest.mark.slow
async def test_what_is_found_is_kept_when_the_host_goes_silent(tmp_path: Path) -> None:
    web = Web(hugo())
    made = library(tmp_path, web)
    web.before = lambda path: reply(status=503) if path not in ("/robots.txt", "/", "/index.xml") else None
    report = await made.add(f"{HOST}/", wanted=Wanted())
    assert report.articles >= 10
    assert "busy (503)" in report.remark
    made.close()


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        (reply(status=403), NeedsLogin, "does not show this page to everyone"),
        (
            reply("<html><body><h1>A shop</h1></body></html>"),
            SourceError,
            "No blog posts were found",
        ),
        (reply(b"\x89PNG\r\n\x1a\n"), NotText, "a picture"),
        (reply('{"a": 5}', content_type="application/json"), SourceError, "is not a page, a feed"),
        (reply(b"x" * 1000, Content_Length="200000000"), TooLarge, "over the limit"),
    ],
)
async def test_what_is_no_blog_is_told_and_changes_nothing(
    tmp_path: Path, answer: httpx.Response, error: type[Exception], sentence: str
) -> None:
    web = Web(Blog([]))
    web.before = lambda path: answer if path == "/" else None
    made = library(tmp_path, web)
    with pytest.raises(error, match=sentence):
        await made.add(f"{HOST}/")
    assert not (tmp_path / "sources.json").exists()
    made.close()


@pytest.mark.slow
async def test_a_look_changes_nothing(tmp_path: Path) -> None:
    made = library(tmp_path, Web(eleventy()))
    source, index = await made.look(f"{HOST}/", Wanted())
    assert (len(index.articles), source.completeness) == (23, "complete")
    assert not (tmp_path / "sources.json").exists()
    made.close()


@pytest.mark.slow
async def test_what_robots_txt_closes_is_not_asked_for(tmp_path: Path) -> None:
    web = Web(jekyll())
    web.blog.robots = "User-agent: *\nDisallow: /sitemap.xml\n"
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    assert "/sitemap.xml" not in web.blog.asked
    made.close()


@pytest.mark.parametrize(
    "sitemap",
    [
        "http://[",
        "https://blog.example\u2100/x",
        "https://blog.example:99999/",
        "https://blog.example:b/",
        "ftp://x/y",
        "/s",
    ],
)
async def test_a_sitemap_of_robots_txt_that_is_no_address_is_passed_over(tmp_path: Path, sitemap: str) -> None:
    web = Web(jekyll())
    web.blog.robots = f"Sitemap: {sitemap}\n"
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    assert paths(made) == {post.path for post in web.blog.posts}
    made.close()


@pytest.mark.slow
async def test_what_was_left_out_can_be_listed_and_taken_in_and_stays(tmp_path: Path) -> None:
    web = Web(hugo())
    made = library(tmp_path, web)
    name = (await made.add(f"{HOST}/")).source.name
    (tools,) = [post for post in made.left_out(name) if post.url.endswith("/uses-and-tools/")]
    assert made.take_in(name, [tools.url, f"{HOST}/nowhere"]) == (f"{HOST}/nowhere",)
    assert "/uses-and-tools/" in paths(made)
    await made.refresh(wanted=Wanted(whole=True))
    assert "/uses-and-tools/" in paths(made)
    made.remove(name)
    assert paths(made) == set()
    made.close()


async def test_how_sure_it_is_stands_in_the_list_of_sources(tmp_path: Path) -> None:
    made = library(tmp_path, Web(jekyll()))
    await made.add(f"{HOST}/")
    (record,) = json.loads((tmp_path / "sources.json").read_text())["sources"]
    assert (record["format"], record["completeness"], record["ways"]) == ("archive", "complete", "feed, sitemap, lists")
    assert record["watched"] == f"{HOST}/feed.xml"
    again = library(tmp_path, Web(jekyll()))
    assert again.sources()[0].source.completeness == "complete"
    made.close()
    again.close()


async def test_cancelling_closes_everything_and_changes_nothing(tmp_path: Path) -> None:
    web = Web(jekyll())
    made = library(tmp_path, web)
    asked = asyncio.Event()

    def hold(path: str) -> httpx.Response | None:
        if path == "/sitemap.xml":
            asked.set()
        return None

    web.before = hold
    adding = asyncio.create_task(made.add(f"{HOST}/"))
    await asked.wait()
    adding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await adding
    assert not (tmp_path / "sources.json").exists()
    made.close()


@pytest.mark.slow
async def test_a_title_and_a_day_that_nobody_said_come_from_the_document_and_stay(tmp_path: Path) -> None:
    blog = Blog(blogs.posts(60, lambda _index, _day, slug: f"/blog/{slug}"))
    blog.pages["/"] = blogs.page("<main><h1>Words</h1></main>", blogs.FEED_LINK.format("/rss.xml"))
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    blogs.with_pages_of(blog)
    old = blog.posts[-1]
    blog.pages[old.path] = blogs.post_page(old).replace("<p>Words", f"<p>{'Many words of it. ' * 60}")
    made = library(tmp_path, Web(blog))
    await made.add(f"{HOST}/")
    key = f"{HOST}{old.path}"
    assert (made.entry(key).article.date, made.entry(key).article.title) == (None, "The lantern and the orchard 0")
    await made.document(key)
    assert (made.entry(key).article.date, made.entry(key).article.title) == (old.date, old.title)
    await made.refresh(wanted=Wanted(whole=True))
    assert made.entry(key).article.date == old.date
    made.close()


@pytest.mark.slow
async def test_category_author_and_minutes_come_from_the_document_and_stay(tmp_path: Path) -> None:
    blog = Blog(blogs.posts(12, lambda _index, _day, slug: f"/blog/{slug}"))
    blog.pages["/"] = blogs.page("<main><h1>Words</h1></main>", blogs.FEED_LINK.format("/rss.xml"))
    blog.pages["/rss.xml"] = blogs.rss(blog.posts)
    blogs.with_pages_of(blog)
    section = '<meta property="article:section" content="Ropes &amp; knots">'
    for post in blog.posts[:2]:
        page = blogs.post_page(post, section).replace("<p>Words", f"<p>{'Many words of it. ' * 160}")
        blog.pages[post.path] = page
    made = library(tmp_path, Web(blog))
    await made.add(f"{HOST}/")
    one, other = (f"{HOST}{post.path}" for post in blog.posts[:2])
    await made.document(one)
    async for fetched in made.fetch([other]):
        assert fetched.error is None
    for key in (one, other):
        article = made.entry(key).article
        assert (article.category, article.minutes) == ("Ropes & knots", 3)
    assert made.select("category:ropes").tally.articles == 0
    assert made.select('category:"Ropes & knots"').tally.minutes == 6
    made.close()
    again = library(tmp_path, Web(blog))
    await again.refresh(wanted=Wanted(whole=True))
    assert again.entry(one).article.category == "Ropes & knots"
    again.close()


@pytest.mark.slow
async def test_what_is_filled_in_costs_no_new_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web = Web(jekyll())
    post = web.blog.posts[0]
    web.blog.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"<p>{'Many words of it. ' * 60}")
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    monkeypatch.setattr(made._catalogue, "put_articles", lambda *_, **__: pytest.fail("all of them were listed anew"))
    await made.document(f"{HOST}{post.path}")
    assert made.entry(f"{HOST}{post.path}").article.minutes == 1
    assert made._catalogue_sync.is_current()
    made.close()


@pytest.mark.slow
async def test_a_blog_of_which_only_the_feed_was_followed_is_found_whole_when_it_is_added_again(tmp_path: Path) -> None:
    made = library(tmp_path, Web(jekyll()))
    await made.add(f"{HOST}/", wanted=Wanted(feed_only=True))
    assert len(paths(made)) == 10
    report = await made.add(f"{HOST}/", wanted=Wanted())
    assert (len(paths(made)), report.source.completeness) == (47, "complete")
    made.close()


@pytest.mark.slow
async def test_new_posts_of_every_feed_come_with_a_refresh_where_there_are_only_those_of_categories(
    tmp_path: Path,
) -> None:
    web = Web(feeds_of_categories())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    listed = blogs.posts(3, lambda _index, _day, slug: f"/new-{slug}", year=2024)
    for post, name in zip(listed, ("tech", "life", "music"), strict=True):
        web.blog.pages[post.path] = blogs.post_page(post)
        feed = web.blog.pages[f"/category/{name}/feed/"]
        assert isinstance(feed, str)
        item = blogs.rss([post]).partition("</generator>")[2].partition("</channel>")[0]
        web.blog.pages[f"/category/{name}/feed/"] = feed.replace("</generator>", f"</generator>{item}")
    (report,) = await made.refresh()
    assert (report.new, report.gone) == (3, 0)
    made.close()
