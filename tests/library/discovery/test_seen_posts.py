"""A page that is read in the search for a blog's archive is asked for once: it becomes the document of its post."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.catalogue.listing import Listing
from blogreader.library import Library, seen_posts
from blogreader.library.discovery import KeepingProgress, SearchProgress, Wanted
from blogreader.library.seen_pages import SeenPages
from blogreader.model import Article, Entry, Packed, Page, State, Via
from blogreader.records import replace
from tests import blogs
from tests.blogs import HOST, Blog
from tests.indexes.blog.test_survey import chain
from tests.library.discovery.test_discovery import Web, library

WORDS = " ".join(f"Sentence {number} tells of a harbour, of its boats and of who sails them." for number in range(30))


def untitled(number: int = 12) -> Blog:
    """A sitemap alone: what is a post, and what it is called, its own page says."""
    blog = Blog(blogs.posts(number, blogs.in_own_folder))
    blog.pages["/"] = blogs.page(f"{blogs.MENU.format('')}<main><p>Hello</p></main>")
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about/", *(post.path for post in blog.posts)])
    return told(blogs.with_pages_of(blog))


def told(blog: Blog) -> Blog:
    """Return the blog with long posts, each with a picture."""
    for post in blog.posts:
        page = blog.pages[post.path]
        assert isinstance(page, str)
        blog.pages[post.path] = page.replace("<p>Words", f'<p>{WORDS}</p><img src="/boat.png" alt="A boat"><p>Words')
    return blog


def rows(listing: Listing) -> tuple[Entry, ...]:
    return listing.page(0, len(listing))


async def everything(made: Library) -> Counter[str]:
    """Fetch all, and return what became of it."""
    listing = made.select("")
    keys = [entry.article.key for entry in listing.page(0, len(listing))]
    came: Counter[str] = Counter()
    async for fetched in made.fetch(keys):
        came["failed" if fetched.error else "unchanged" if fetched.unchanged else "fetched"] += 1
    return came


@pytest.mark.slow
@pytest.mark.parametrize("kind", [untitled, lambda: told(chain())])
async def test_no_page_is_asked_for_twice_from_the_address_to_the_last_document(
    tmp_path: Path, kind: Callable[[], Blog]
) -> None:
    web = Web(kind())
    made = library(tmp_path, web)
    await made.add(f"{HOST}/")
    listing = made.select("is:offline")
    assert len(listing) == len(web.blog.posts)
    await everything(made)
    asked = Counter(web.blog.asked)
    assert {path: asked[path] for path in asked if asked[path] > 1 and path != "/boat.png"} == {}
    assert made.progress().total.articles == len(web.blog.posts)
    made.close()


@pytest.mark.slow
async def test_what_is_kept_is_as_if_it_had_been_fetched(tmp_path: Path) -> None:
    web = Web(untitled())
    searched, fetched = library(tmp_path / "a", web), library(tmp_path / "b", web)
    await searched.add(f"{HOST}/")
    slug = web.blog.posts[3].path.strip("/")
    kept = await searched.document(searched.find(slug))
    await fetched.add(f"{HOST}/")
    again = await fetched.document(fetched.find(slug), again=True)
    assert (kept.text, kept.title, kept.etag, kept.via) == (again.text, again.title, again.etag, Via.EXTRACTED)
    assert kept.etag
    assert WORDS[:200] in kept.text
    # Its pictures are not asked for before somebody wants the article.
    assert kept.wanting == (f"{HOST}/boat.png",)
    searched.close()
    fetched.close()


@pytest.mark.slow
async def test_titles_days_and_minutes_of_what_is_kept_are_in_the_list_at_once(tmp_path: Path) -> None:
    web = Web(untitled())
    made = library(tmp_path, web)
    told: list[SearchProgress | KeepingProgress] = []
    await made.add(f"{HOST}/", wanted=Wanted(tell=told.append))
    listing = made.select("")
    titled = {entry.article.title: entry.article for entry in listing.page(0, len(listing))}
    assert titled.keys() == {post.title for post in web.blog.posts}
    assert all(article.minutes and article.date for article in titled.values())
    assert next(str(one) for one in told if isinstance(one, KeepingProgress)) == "keeping what was read, 0 of 12 posts"
    made.close()


@pytest.mark.slow
async def test_a_page_without_an_article_is_not_kept_and_not_called_failed(tmp_path: Path) -> None:
    blog = untitled()
    blank = blog.posts[2]
    blog.pages[blank.path] = blogs.page(
        "<main><article></article></main>", '<meta property="og:type" content="article">'
    )
    made = library(tmp_path, Web(blog))
    await made.add(f"{HOST}/")
    assert len(made.select("is:failed")) == 0
    assert len(made.select("is:offline")) >= 10
    made.close()


@pytest.mark.slow
async def test_who_stops_the_search_does_not_wait_for_what_was_read(tmp_path: Path) -> None:
    web = Web(untitled())
    made = library(tmp_path, web)
    wanted = Wanted(tell=lambda progress: wanted.stop.set() if isinstance(progress, KeepingProgress) else None)
    await made.add(f"{HOST}/", wanted=wanted)
    assert len(made.select("is:offline")) == 0
    assert len(made.select("")) == len(web.blog.posts)
    made.close()


@pytest.mark.slow
async def test_a_search_that_is_stopped_keeps_the_posts_that_it_read(tmp_path: Path) -> None:
    web = Web(told(chain()))
    made = library(tmp_path, web)
    wanted = Wanted()
    last = web.blog.posts[5].path

    def stop_there(path: str) -> None:
        if path == last:
            wanted.stop.set()

    web.before = stop_there
    report = await made.add(f"{HOST}/", wanted=wanted)
    assert report.remark.startswith("Stopped; what was found was kept.")
    listed = made.select("is:offline")
    kept = {entry.article.url.removeprefix(HOST) for entry in rows(listed)}
    assert kept == {post.path for post in web.blog.posts[1:5]}  # the newest is the home page
    made.close()


@pytest.mark.slow
async def test_who_stops_twice_does_not_wait_for_these(tmp_path: Path) -> None:
    web = Web(untitled())
    made = library(tmp_path, web)
    wanted = Wanted()
    wanted.at_once.set()
    await made.add(f"{HOST}/", wanted=wanted)
    assert len(made.select("is:offline")) == 0
    assert len(made.select("")) == len(web.blog.posts)
    made.close()


@pytest.mark.parametrize(
    ("posts", "stopped", "told", "kept"),
    [
        ("abC", "", ["0 of 2 posts", "1 of 2 posts", "2 of 2 posts"], "ab"),  # C is offline already
        ("C", "", [], ""),
        ("", "", [], ""),
        ("ab", "in the search", ["0 of 2 posts", "1 of 2 posts", "2 of 2 posts"], "ab"),
        ("ab", "at once", ["0 of 2 posts"], ""),
        ("ab", "when 0 are kept", ["0 of 2 posts"], ""),
        ("ab", "when 1 is kept", ["0 of 2 posts", "1 of 2 posts"], "a"),
    ],
)
async def test_posts_that_were_read_are_kept_until_one_stops_it(
    posts: str, stopped: str, told: list[str], kept: str
) -> None:
    said: list[str] = []
    taken: list[list[str]] = []

    def tell(progress: SearchProgress | KeepingProgress) -> None:
        assert isinstance(progress, KeepingProgress)
        said.append(str(progress).removeprefix("keeping what was read, "))
        if (stopped, progress.kept) in (("when 0 are kept", 0), ("when 1 is kept", 1)):
            wanted.stop.set()

    async def keep(entries: list[Entry], seen: SeenPages, go_on: Callable[[int], bool]) -> list[str]:
        assert seen is search.seen
        found: list[str] = []
        for number, entry in enumerate(entries, 1):
            found.append(entry.article.title)
            if not go_on(number):
                break
        return found

    def entries_of(_: object) -> list[Entry]:
        return [Entry(Article(one, one, one), State(one), "n", offline=one.isupper()) for one in posts]

    wanted = Wanted(feed_only=True, tell=tell)
    if stopped == "at once":
        wanted.at_once.set()
    offline: Any = SimpleNamespace(keep=keep)
    async with seen_posts.kept(wanted, 1_000, offline, entries_of, taken.append) as search:
        assert search == replace(wanted, seen=search.seen)
        assert search.seen is not None
        if stopped == "in the search":
            search.stop.set()
    assert said == told
    assert taken == ([[*kept]] if kept else [])


def test_pages_come_back_as_they_were_and_longer_ones_are_left_to_be_fetched() -> None:
    page = Page(f"{HOST}/a", f"{HOST}/b", "text/html", "Ein Boot — 船 \ud800"[:-1], etag='"1"')
    with SeenPages(1_000) as seen:
        seen.put(replace(page, packed=Packed(b"\3\0", bytes(8))))  # which is not held in memory
        seen.put(Page(f"{HOST}/long", f"{HOST}/long", "text/html", "x" * 1_001))
        assert set(seen.keys()) == {f"{HOST}/a", f"{HOST}/b"}
        assert seen.take(f"{HOST}/a", f"{HOST}/a") == page
        assert seen.take(f"{HOST}/long", f"{HOST}/long") is None


@pytest.mark.slow
async def test_many_posts_that_only_name_themselves_are_in_the_list_as_each_is_fetched(tmp_path: Path) -> None:
    """A sitemap of more posts than are looked at: their titles and days come with their pages, one by one."""
    web = Web(untitled(90))
    made = library(tmp_path, web)
    report = await made.add(f"{HOST}/")
    assert report.remark.startswith("No list has the titles or dates of 6")
    assert "`blogreader fetch`" in report.remark
    titles = {f"{HOST}{post.path.rstrip('/')}": (post.title, post.date) for post in web.blog.posts}
    listing = made.select("-is:offline")
    keys = [entry.article.key for entry in listing.page(0, len(listing))]
    assert len(keys) > 60
    at_once = 0
    async for fetched in made.fetch(keys):
        article = made.entry(fetched.article.key).article
        at_once += (article.title, article.date) == titles[article.key]
    assert at_once >= 5  # as many as do not slow the fetching down
    rows = {key: made.entry(key).article for key in titles}
    assert {key: (article.title, article.date) for key, article in rows.items()} == titles
    # They stay, whatever the sitemap says or does not say later.
    (again,) = await made.refresh(wanted=Wanted(whole=True))
    assert (again.changed, again.gone, again.remark) == (0, 0, "")
    assert {key: (made.entry(key).article.title, made.entry(key).article.date) for key in titles} == titles
    made.close()
