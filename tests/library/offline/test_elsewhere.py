"""An article whose page can't be had, or says less, comes from its feed; one that is gone from a web archive."""

import os
import zipfile
from html import escape
from pathlib import Path

import httpx
import pytest

from blogreader.errors import Gone, NeedsLogin, SourceError, Unwritable
from blogreader.fetch.network import NAMED
from blogreader.library import Library
from blogreader.library.discovery import Wanted
from blogreader.library.offline import feed_texts
from blogreader.model import FetchSettings, Via
from blogreader.source_files import SourceFiles
from tests import blogs
from tests.answering import reply
from tests.blogs import HOST, Blog
from tests.driving import NOW, folders
from tests.library.discovery.test_discovery import Web

LONG = "Many words of the whole article. " * 40


def whole_feed(number: int = 6, text: str = LONG) -> Blog:
    """A feed with the full texts, of posts whose pages there are."""
    blog = Blog(blogs.posts(number, lambda _index, _day, slug: f"/log/{slug}"))
    items = "".join(
        f"<item><title>{post.title}</title><link>{HOST}{post.path}</link><pubDate>{post.date:%a, %d %b %Y} 08:00:00 GMT"
        f"</pubDate><description>{escape(f'<p>{text}</p><p>See <a href=/about/>this</a>.</p>' if text else '')}"
        "</description></item>"
        for post in blog.posts
    )
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Knots</title><link>{HOST}/</link>'
    blog.pages["/feed"] = f"{head}{items}</channel></rss>"
    blog.pages["/"] = blogs.home(blog.posts, blogs.FEED_LINK.format("/feed"))
    return blogs.with_pages_of(blog)


def library(folder: Path, web: httpx.AsyncBaseTransport, **settings: object) -> Library:
    made = Library(
        folders(folder),
        now=lambda: NOW,
        transport=web,
        fetching=FetchSettings(delay=0, pictures=False, **settings),  # type: ignore[arg-type]
    )
    made.open()
    return made


async def followed(folder: Path, web: Web, **settings: object) -> tuple[Library, str]:
    made = library(folder, web, **settings)
    await made.add(f"{HOST}/")
    return made, f"{HOST}{web.blog.posts[0].path}"


@pytest.mark.slow
@pytest.mark.parametrize("status", [404, 403, 500])
async def test_a_page_that_cant_be_had_is_read_from_the_feed(tmp_path: Path, status: int) -> None:
    web = Web(whole_feed())
    made, key = await followed(tmp_path, web)
    web.before = lambda path: reply(status=status) if path.startswith("/log/") else None
    document = await made.document(key)
    assert document.via is Via.FEED
    assert LONG.strip() in document.text
    assert f"[this]({HOST}/about/)" in document.text
    assert made.entry(key).offline
    made.close()
    again = library(tmp_path, web)
    assert (await again.document(key)).via is Via.FEED
    again.close()


@pytest.mark.slow
async def test_a_page_that_says_far_less_gives_way_to_the_feed_and_one_that_does_not_stays(tmp_path: Path) -> None:
    web = Web(whole_feed())
    made, key = await followed(tmp_path, web)
    post, other = web.blog.posts[:2]
    web.blog.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"<p>{LONG[:500]}")
    web.blog.pages[other.path] = blogs.post_page(other).replace("<p>Words", f"<p>{LONG[:900]}")
    assert (await made.document(key)).via is Via.FEED
    assert (await made.document(f"{HOST}{other.path}")).via is Via.EXTRACTED
    made.close()


def _feed_texts(folder: Path) -> Path:
    return next(folder.rglob("*.feed.zip"))


@pytest.mark.slow
async def test_which_texts_of_a_feed_there_are_is_looked_up_once_for_many_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web(whole_feed())
    made, _ = await followed(tmp_path, web)
    for post in web.blog.posts:
        web.blog.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"<p>{LONG}")
    kept = _feed_texts(tmp_path)
    keys = [f"{HOST}{post.path}" for post in web.blog.posts]
    assert len(feed_texts.names(kept)) == len(keys)
    others = kept.with_name("others.zip")
    feed_texts.put(others, dict.fromkeys(("https://a.example/1", "https://a.example/2"), "One"))
    others.replace(kept)
    looked, really = list[str](), zipfile.ZipFile

    def opened(*arguments: object, **options: object) -> zipfile.ZipFile:
        looked.append("")
        return really(*arguments, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(zipfile, "ZipFile", opened)
    assert [one.error async for one in made.fetch(keys)] == [None] * len(keys)
    assert len(looked) == 1
    made.close()


@pytest.mark.parametrize("text", ["", "A few words.", "Many words of the beginning. " * 30 + "[…]"])
async def test_the_beginning_of_an_article_is_not_taken_for_all_of_it(tmp_path: Path, text: str) -> None:
    web = Web(whole_feed(text=text))
    made, key = await followed(tmp_path, web)
    web.blog.pages.pop(web.blog.posts[0].path)
    web.blog.pages["/feed"] = str(web.blog.pages["/feed"]).replace("<p>See", "<p hidden>See")
    with pytest.raises(Gone):
        await made.document(key)
    made.close()


async def test_what_is_archived_is_not_replaced_by_the_feed(tmp_path: Path) -> None:
    web = Web(whole_feed())
    made, key = await followed(tmp_path, web)
    post = web.blog.posts[0]
    web.blog.pages[post.path] = blogs.post_page(post).replace("<p>Words", f"<p>{LONG}")
    assert (await made.document(key)).via is Via.EXTRACTED
    web.before = lambda path: reply(status=404) if path.startswith("/log/") else None
    with pytest.raises(Gone):
        await made.document(key, again=True)
    assert (await made.document(key)).via is Via.EXTRACTED
    made.close()


@pytest.mark.slow
async def test_texts_of_before_stay_when_the_feed_has_only_newer_ones(tmp_path: Path) -> None:
    web = Web(whole_feed())
    made, _ = await followed(tmp_path, web)
    oldest = f"{HOST}{web.blog.posts[-1].path}"
    feed = str(web.blog.pages["/feed"])
    last = feed.rindex("<item>")
    web.blog.pages["/feed"] = feed[:last] + "</channel></rss>"
    await made.refresh()
    await made.refresh(wanted=Wanted(whole=True))
    web.before = lambda path: reply(status=500) if path.startswith("/log/") else None
    assert (await made.document(oldest)).via is Via.FEED
    (tmp_path / "sources" / "blog-example.feed.zip").write_bytes(b"no zip at all")
    made.remove("blog-example")
    assert not (tmp_path / "sources" / "blog-example.feed.zip").exists()
    made.close()


@pytest.mark.parametrize("trouble", [Unwritable("sources", "no space left on device"), SourceError("It is damaged.")])
async def test_a_text_is_shown_where_what_it_says_of_its_article_can_not_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    made, key = await followed(tmp_path, Web(whole_feed()))

    def refused(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(SourceFiles, "write_text", refused)
    for _ in range(2):
        assert (await made.document(key)).text
    assert made.said() == [f"What this page says about its article was not kept: {trouble}"]
    made.close()


async def test_what_lies_beside_the_text_comes_back_with_its_source(tmp_path: Path) -> None:
    web = Web(whole_feed())
    made, key = await followed(tmp_path, web)
    (tmp_path / "sources" / "blog-example.gone.jsonl").write_bytes(b"what it no longer has")
    before = {path.name: path.read_bytes() for path in (tmp_path / "sources").iterdir()}
    assert len(before) == 3
    made.remove("blog-example")
    assert [*(tmp_path / "sources").iterdir()] == []
    made.restore()
    assert {path.name: path.read_bytes() for path in (tmp_path / "sources").iterdir()} == before
    web.before = lambda path: reply(status=403) if path.startswith("/log/") else None
    assert (await made.document(key)).via is Via.FEED
    made.close()


@pytest.mark.slow
def test_texts_of_a_feed_are_read_within_bounds_and_from_files_alone(tmp_path: Path) -> None:
    path, key = tmp_path / "blog.feed.zip", f"{HOST}/one"
    feed_texts.put(path, {key: "words", f"{HOST}/two": "a" * (feed_texts._LARGEST_TEXT + 1)})
    assert [feed_texts.read(path, one) for one in (key, f"{HOST}/two")] == ["words", None]
    feed_texts.put(path, {f"{HOST}/three": "more"})
    with zipfile.ZipFile(path) as packed:
        assert sorted(one.file_size for one in packed.infolist()) == [4, 5]
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert feed_texts.read(path, key) is None
    path.unlink()
    os.mkfifo(path)
    assert feed_texts.read(path, key) is None
    feed_texts.put(path, {key: "words"})
    assert feed_texts.read(path, key) == "words"


def test_texts_of_a_feed_that_cant_be_read_are_kept_aside_when_others_come(tmp_path: Path) -> None:
    path, key = tmp_path / "blog.feed.zip", f"{HOST}/one"
    for number in (1, 2):
        feed_texts.put(path, {f"{HOST}/two": f"words {number}"})
        damaged = path.read_bytes()[:-9]
        path.write_bytes(damaged)
        feed_texts.put(path, {key: "more"})
        assert feed_texts.read(path, key) == "more"
        assert (tmp_path / f"blog.feed.zip.damaged-{number}").read_bytes() == damaged
    assert len([*tmp_path.iterdir()]) == 3


class Archived(Web):
    """A blog, and a web archive that has a copy of its pages."""

    def __init__(self, blog: Blog, status: int = 200) -> None:
        super().__init__(blog)
        self.status = status
        self.copies: list[str] = []
        self.may_be_private: list[bool] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "blog.example":
            return await super().handle_async_request(request)
        if request.url.path == "/robots.txt":
            return reply(status=404)
        self.copies.append(str(request.url))
        self.may_be_private.append(request.extensions[NAMED])
        return reply(blogs.post_page(self.blog.posts[0]).replace("<p>Words", f"<p>{LONG}"), self.status)


WAYBACK = "http://127.0.0.1:8000/web/{date}id_/{url}"


async def test_a_page_that_is_gone_comes_from_a_web_archive(tmp_path: Path) -> None:
    web = Archived(whole_feed(text=""))
    made, key = await followed(tmp_path, web, wayback=True, wayback_address=WAYBACK)
    post = web.blog.posts[0]
    web.before = lambda path: reply(status=410) if path == post.path else None
    document = await made.document(key)
    assert web.copies == [f"http://127.0.0.1:8000/web/{post.date:%Y%m%d}id_/{HOST}{post.path}"]
    assert (document.via, document.url, document.final_url) == (Via.WAYBACK, key, web.copies[0])
    assert f"[more]({HOST}/about/)" in document.text
    made.close()


@pytest.mark.parametrize("settings", [{}, {"wayback_address": WAYBACK}])
async def test_only_a_web_archive_that_its_reader_chose_may_be_inside(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    web = Archived(whole_feed(text=""))
    made, key = await followed(tmp_path, web, wayback=True, **settings)
    web.before = lambda path: reply(status=404) if path.startswith("/log/") else None
    assert (await made.document(key)).via is Via.WAYBACK
    assert web.may_be_private == [bool(settings)]
    made.close()


async def test_the_web_archive_is_asked_for_nothing_else(tmp_path: Path) -> None:
    web = Archived(whole_feed(text=""))
    made, key = await followed(tmp_path, web, wayback_address=WAYBACK)
    web.before = lambda path: reply(status=404) if path.startswith("/log/") else None
    with pytest.raises(Gone):
        await made.document(key)  # it is not allowed
    made.close()
    allowed = library(tmp_path, web, wayback=True, wayback_address=WAYBACK, seconds=1)
    web.before = lambda path: reply(status=401) if path.startswith("/log/") else None
    with pytest.raises(NeedsLogin):
        await allowed.document(key)
    assert web.copies == []
    web.status = 404
    web.before = lambda path: reply(status=404) if path.startswith("/log/") else None
    with pytest.raises(Gone, match="blog"):
        await allowed.document(key)
    assert len(web.copies) == 1
    allowed.close()
