"""A feed or a sitemap in a file is an index as any other, read again when it changes."""

import json
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from blogreader.errors import SourceError, TooMuch
from blogreader.indexes.blog.answer_facts import AnswerFacts
from blogreader.library import Library
from blogreader.library.discovery import feed_files
from blogreader.model import FetchSettings, Source, Via
from tests.answering import reply
from tests.conftest import Commands
from tests.driving import folders

RSS = """<rss version="2.0"><channel><title>A blog</title><link>https://blog.example/</link>{}</channel></rss>"""
ITEM = "<item><title>Ropes {0}</title><link>/ropes-{0}</link><description>{1}</description></item>"
JSON_FEED = {
    "items": [{"id": "1", "url": "/ropes-1", "title": "Ropes 1"}, {"id": 7, "url": 8}, 5],
    "home_page_url": "https://blog.example/",
    "version": "https://jsonfeed.org/version/1.1",
}
SITEMAP = "<urlset><url><loc>https://blog.example/ropes-1</loc></url></urlset>"
INDEX_OF_SITEMAPS = "<sitemapindex><sitemap><loc>https://blog.example/map.xml</loc></sitemap></sitemapindex>"
PAGE = "<!DOCTYPE html><html><body><a href='https://blog.example/1'>One</a></body></html>"


def library(folder: Path) -> Library:
    """A library of which no page is there any more."""
    gone = httpx.MockTransport(lambda _: reply(status=404))
    made = Library(folders(folder), transport=gone, fetching=FetchSettings(delay=0, pictures=False))
    made.open()
    return made


@pytest.mark.parametrize(
    "text",
    [RSS.format(ITEM.format(1, "")), json.dumps(JSON_FEED), SITEMAP, "\ufeff\r\n" + RSS.format(ITEM.format(1, ""))],
)
async def test_what_it_lists_is_listed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feed"
    file.write_text(text, "utf-8")
    made = library(tmp_path)
    report = await made.add(str(file))
    (entry,) = made.select("").page(0, 9)
    assert (report.articles, entry.article.url, entry.article.title) == (1, "https://blog.example/ropes-1", "Ropes 1")
    made.close()


@pytest.mark.parametrize(
    ("missing", "says"),
    [("", ""), ("}", "feed.json is broken or too long; what could not be read of it was left out.")],
)
async def test_what_could_not_be_read_of_it_is_told(tmp_path: Path, missing: str, says: str) -> None:
    file = tmp_path / "feed.json"
    names = ("version", "home_page_url", "items")
    file.write_text(json.dumps({name: JSON_FEED[name] for name in names}).removesuffix(missing))
    made = library(tmp_path)
    report = await made.add(str(file))
    assert report.articles == 1
    assert says in report.remark
    assert bool(report.remark) == bool(says)
    made.close()


async def test_it_is_read_again_and_nothing_that_left_it_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(RSS.format(ITEM.format(1, "") + ITEM.format(2, "")))
    made = library(tmp_path)
    await made.add(str(file))
    file.write_text(RSS.format(ITEM.format(2, "") + ITEM.format(3, "")))
    (refreshed,) = await made.refresh()
    assert (refreshed.new, refreshed.changed, refreshed.gone) == (1, 0, 1)
    assert [entry.article.url[-1] for entry in made.select("is:gone").page(0, 9)] == ["1"]
    made.close()


async def test_full_texts_in_it_are_read_where_no_page_can_be_had(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(RSS.format(ITEM.format(1, "&lt;p&gt;" + "Many words of ropes. " * 40 + "&lt;/p&gt;")))
    made = library(tmp_path)
    await made.add(str(file))
    document = await made.document("https://blog.example/ropes-1")
    assert (document.via, "Many words of ropes." in document.text) == (Via.FEED, True)
    made.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            INDEX_OF_SITEMAPS,
            r"feed\.xml lists sitemaps, and no posts: follow one of them, or the address of its blog\.$",
        ),
        (
            RSS.format("<item><title>Without an address</title></item>"),
            r"feed\.xml is a feed or a sitemap without an address of any post\.$",
        ),
        (PAGE, "neither an index in Markdown nor a feed or a sitemap"),
    ],
)
async def test_what_lists_no_posts_says_so(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(text)
    made = library(tmp_path)
    with pytest.raises(SourceError, match=says):
        await made.add(str(file))
    made.close()


def test_it_may_come_by_standard_input_and_its_file_may_move(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    file = tmp_path / "old" / "feed.xml"
    file.write_text(RSS.format(ITEM.format(1, "")))
    commands.done("add", str(file))
    commands.done("mark", "read", "url:ropes-1")
    moved = file.rename(tmp_path / "feed.xml")
    commands.done("sources", "--move", "feed", str(moved))
    assert str(moved) in commands.done("sources").out
    assert commands.done("list", "is:read", "--count").out == "1\n"


async def test_what_takes_too_much_to_read_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_much(*_: object) -> AnswerFacts:
        raise TooMuch("Reading this takes too much memory.")

    closed: list[bool] = []
    monkeypatch.setattr(feed_files, "ask", too_much)
    monkeypatch.setattr(feed_files, "ExtractionPool", lambda **_: SimpleNamespace(close=lambda: closed.append(True)))
    with pytest.raises(SourceError, match=r"^feed\.xml can't be read: Reading this takes too much memory\.$"):
        await feed_files.read(Source("n", "feed.xml"), "<rss/>", "feed.xml")
    assert closed == [True]
