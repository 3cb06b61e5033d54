"""What a blog's feed says about an archive that is known, and the sentences on what a search did not find."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import Busy, FetchError, SourceError, TooMuch
from blogreader.indexes.blog import answers
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, BlogLink, Find
from blogreader.indexes.blog.archive_file import BlogArchive, Post
from blogreader.indexes.blog.candidates import PostCandidate, Way
from blogreader.indexes.blog.requests import SiteAnswer
from blogreader.indexes.blog.survey import Survey
from blogreader.library.discovery import answer_process, blogs, feed_files
from blogreader.model import Page, Source
from blogreader.source_files import LARGEST_INDEX

HOST = "https://n.example"
SOURCE = Source(name="n", location=f"{HOST}/", watched=f"{HOST}/feed.xml", format="archive")
DAY = date(2020, 5, 3)


def known(*paths: str, **more: Any) -> BlogArchive:
    return BlogArchive("Notes", tuple(Post(HOST + path, f"On {path}", DAY, ways=("feed",), **more) for path in paths))


def feed(*finds: Find) -> AnswerFacts:
    return AnswerFacts(AnswerKind.FEED, "Notes", finds=finds)


def merged(archive: BlogArchive, *finds: Find) -> tuple[BlogArchive, dict[str, str]]:
    found = perhaps_merged(archive, *finds)
    assert found is not None
    return found


def perhaps_merged(archive: BlogArchive, *finds: Find) -> tuple[BlogArchive, dict[str, str]] | None:
    return blogs._merged(SOURCE, archive, Page(f"{HOST}/feed.xml", f"{HOST}/feed.xml", "", ""), feed(*finds))


def test_a_feed_that_reaches_back_to_known_posts_brings_the_new_ones_with_their_texts() -> None:
    new = Find(f"{HOST}/new/", "New", date(2020, 6, 1), text="<p>Words")
    archive, texts = merged(known("/a/", "/b/"), new, Find(f"{HOST}/b/", "On /b/", DAY))
    assert {post.url: post.ways for post in archive.posts} == {
        f"{HOST}/new/": ("feed",),
        f"{HOST}/a/": ("feed",),
        f"{HOST}/b/": ("feed",),
    }
    assert texts == {f"{HOST}/new": "<p>Words"}
    assert (archive.title, next(post.date for post in archive.posts if post.title == "New")) == (
        *("Notes", date(2020, 6, 1)),
    )


def test_a_feed_without_a_known_post_leaves_a_gap_perhaps() -> None:
    assert (
        perhaps_merged(known("/a/", "/b/"), *(Find(f"{HOST}/{number}/", str(number), DAY) for number in range(9)))
        is None
    )


def test_a_post_that_was_gone_is_there_again_once_the_feed_has_it_and_else_stays_gone() -> None:
    archive, _ = merged(known("/a/", "/b/", gone=True), Find(f"{HOST}/b/", "On /b/", DAY))
    assert {post.url: post.gone for post in archive.posts} == {f"{HOST}/a/": True, f"{HOST}/b/": False}


@pytest.mark.parametrize("address", ["ftp://n.example/x", "javascript:alert()", ""])
def test_what_has_no_address_of_the_web_is_no_post(address: str) -> None:
    archive, _ = merged(known("/a/"), Find(f"{HOST}/a/", "On /a/", DAY), Find(address, "X", DAY, text="words"))
    assert [post.url for post in archive.posts] == [f"{HOST}/a/"]


def test_when_posts_changed_is_said_by_the_feed_or_the_sitemap_and_a_day_ends_at_midnight() -> None:
    finds = (
        Find(f"{HOST}/a/", updated="2020-05-03T10:00:00Z"),
        Find(f"{HOST}/b/", updated="2020-05-03"),
        Find(f"{HOST}/c/", updated="soon"),
        Find(f"{HOST}/d/"),
        Find("no address", updated="2020-05-03"),
        Find(f"{HOST}/e/", updated="9999-12-31"),
    )
    reading = AnswerFacts(AnswerKind.FEED, finds=finds, addresses=(f"{HOST}/f/", f"{HOST}/g/"), changed=("2021-01-01",))
    assert blogs._updated(reading) == {
        f"{HOST}/a": datetime(2020, 5, 3, 10, tzinfo=UTC),
        f"{HOST}/b": datetime(2020, 5, 4, tzinfo=UTC),
        f"{HOST}/f": datetime(2021, 1, 2, tzinfo=UTC),
    }


def posts(number: int, *, untitled: int = 0, undated: int = 0) -> list[Post]:
    return [
        Post(f"{HOST}/{at}/", "" if at < untitled else "Title", None if at < undated else DAY) for at in range(number)
    ]


@pytest.mark.parametrize(
    ("number", "untitled", "undated", "says"),
    [
        (9, 3, 3, ""),
        (9, 4, 0, "No list has the titles of 4 of 9 posts;"),
        (9, 0, 4, "No list has the dates of 4 of 9 posts;"),
        (9, 4, 5, "No list has the titles or dates of 5 of 9 posts;"),
        (9, 3, 5, "No list has the dates of 5 of 9 posts;"),
        (9, 5, 3, "No list has the titles of 5 of 9 posts;"),
        (9, 9, 0, "No list has the titles of the 9 posts;"),
        (40, 4, 0, "No list has the titles of 4 of 40 posts;"),
        (41, 4, 0, ""),
        (4, 4, 4, "No list has the titles or dates of the 4 posts;"),
    ],
)
def test_that_many_posts_have_no_title_or_date_is_said(number: int, untitled: int, undated: int, says: str) -> None:
    sentence = blogs._unnamed(posts(number, untitled=untitled, undated=undated))
    assert sentence == (f"{says} fetching them fills these in (`blogreader fetch`, `D` in the app)." if says else "")


@pytest.mark.parametrize("may_be_gone", [True, False])
def test_known_posts_that_are_listed_no_more_stay_and_may_be_gone(*, may_be_gone: bool) -> None:
    found = [Post(f"{HOST}/a"), Post(f"{HOST}/new/")]
    all_of_them = blogs._with_gone(found, known("/a/", "/b/"), may_be_gone=may_be_gone)
    assert [(post.url, post.gone) for post in all_of_them] == [
        *((post.url, False) for post in found),
        (f"{HOST}/b/", may_be_gone),
    ]
    assert blogs._with_gone([], known("/c/", gone=True), may_be_gone=False)[0].gone


def search(*, is_cut: bool = False, passed_over: Exception | None = None) -> Any:
    survey = Survey(f"{HOST}/")
    if is_cut:
        survey.found.listed[Way.SITEMAP].is_cut = True
    return SimpleNamespace(survey=survey, passed_over=passed_over)


def found(
    *finds: Find, known: BlogArchive | None = None, stop: bool = False, whole: bool = False, **facts: Any
) -> blogs.FoundBlog:
    """Return what a search is that had a feed for its first answer."""
    survey = Survey(f"{HOST}/")
    if known is not None:
        survey.found.know(known.posts)
    if finds:
        steps = survey.steps()
        next(steps)
        with suppress(StopIteration):
            steps.send(
                SiteAnswer(f"{HOST}/feed.xml", AnswerFacts(AnswerKind.FEED, "Notes", finds=finds, is_whole=whole))
            )
    survey.kind = facts.pop("kind", survey.kind)
    pages = {f"{HOST}/feed.xml": Page(f"{HOST}/feed.xml", f"{HOST}/feed.xml", "", "", '"1"', "Monday")}
    one: Any = SimpleNamespace(**{"survey": survey, "pages": pages, "failure": None, "passed_over": None, **facts})
    wanted = blogs.Wanted()
    if stop:
        wanted.stop.set()
    return blogs._found(SOURCE, one, wanted, known)


A, B = Find(f"{HOST}/a/", "On /a/", DAY, text="<p>Words"), Find(f"{HOST}/b/", "On /b/", DAY)


def test_what_a_search_found_is_an_archive_with_what_to_watch() -> None:
    made = found(A, B)
    assert [post.title for post in made.archive.posts] == ["On /a/", "On /b/"]
    assert (made.source.format, made.source.watched, made.source.etag, made.source.last_modified) == (
        *("archive", f"{HOST}/feed.xml", '"1"', "Monday"),
    )
    assert (made.source.ways, made.source.base, made.sentence, made.listed) == ("feed", None, "", None)
    assert made.feed_texts == {f"{HOST}/a": "<p>Words"}
    assert found(A, B, pages={}).source.etag is None


def test_what_is_complete_is_only_probably_so_where_the_search_ended_early() -> None:
    assert found(A, B, whole=True).source.completeness == "complete"
    assert found(A, B, whole=True, stop=True).source.completeness == "probably"
    assert found(A, B, whole=True, failure=Busy("Not now.")).source.completeness == "probably"
    archive = known("/a/", "/c/")
    gone = {post.url: post.gone for post in found(A, B, known=archive, whole=True).archive.posts}
    assert gone == {f"{HOST}/a/": False, f"{HOST}/b/": False, f"{HOST}/c/": True}


@pytest.mark.parametrize(
    ("stop", "failure", "sentence"),
    [
        (False, Busy("Not now."), "Not now. What was found so far was kept."),
        (True, None, "Stopped; what was found was kept."),
        (True, Busy("Not now."), "Stopped; what was found was kept."),
    ],
)
def test_a_search_that_ended_early_says_so_and_calls_nothing_complete_or_gone(
    stop: bool, failure: Busy | None, sentence: str
) -> None:
    archive = known("/a/", "/c/")
    made = found(A, B, known=archive, stop=stop, failure=failure)
    assert made.sentence == sentence
    assert made.source.completeness in ("probably", "newest only")
    assert {post.url: post.gone for post in made.archive.posts} == {post.url: False for post in made.archive.posts}
    assert sorted(made.listed or ()) == [f"{HOST}/a", f"{HOST}/b"]
    assert len(made.archive.posts) == 3


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, r"is not a page, a feed, a sitemap or an index\."),
        ({"kind": AnswerKind.PAGE}, r"^No blog posts were found at https://n\.example/ "),
        ({"failure": Busy("Not now.")}, r"^Not now\.$"),
        ({"failure": Busy("Not now."), "passed_over": TooMuch("Too much."), "stop": True}, r"^Not now\.$"),
        ({"passed_over": TooMuch("Too much.")}, r"^Too much\.$"),
        ({"passed_over": TooMuch("Too much."), "kind": AnswerKind.PAGE}, r"^No blog posts were found"),
        ({"stop": True}, r"^Stopped before any post of n\.example was found; nothing was changed\.$"),
    ],
)
def test_where_no_post_was_found_it_is_said_why(facts: dict[str, Any], said: str) -> None:
    with pytest.raises((SourceError, FetchError), match=said):
        found(**{"kind": AnswerKind.NOTHING, **facts})
    with pytest.raises((SourceError, FetchError), match=said):
        found(known=known("/a/"), **{"kind": AnswerKind.NOTHING, **facts})


# A blog that is asked for new posts


class Renewing:
    """A blog on a network of a few lines, whose searches are only noted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, page: Page, failure: TooMuch | None = None) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.searched: list[Any] = []
        web: Any = SimpleNamespace(fetcher=self._fetcher)
        self.page = page
        self.made = blogs.Blogs(web)
        self.pools: list[str] = []

        async def parsed(_: object, page: Page) -> AnswerFacts:
            if failure is not None:
                raise failure
            return answers.read(page.text, page.final_url, page.content_type)

        async def searched(_: object, *arguments: Any) -> Any:
            self.searched.append(arguments)
            return "searched"

        pool = SimpleNamespace(close=lambda: self.pools.append("closed"))
        monkeypatch.setattr(blogs, "read", parsed)
        monkeypatch.setattr(blogs, "ExtractionPool", lambda **_: pool)
        monkeypatch.setattr(blogs.Blogs, "find", searched)

    @asynccontextmanager
    async def _fetcher(self) -> AsyncIterator[Any]:
        yield SimpleNamespace(get=self._get)

    async def _get(self, url: str, **options: Any) -> Page:
        self.asked.append((url, options))
        return replace(self.page, url=url)


FEED = (
    f"<?xml version='1.0'?><rss version='2.0'><channel><title>Notes</title><link>{HOST}/</link>"
    "<item><title>New</title><link>https://n.example/new/</link><pubDate>1 Jun 2020 08:00:00 GMT</pubDate></item>"
    "<item><title>On /a/</title><link>https://n.example/a/</link><pubDate>3 May 2020 08:00:00 GMT</pubDate></item>"
    "</channel></rss>"
)
NEWS = Page(f"{HOST}/feed.xml", f"{HOST}/feed.xml", "application/rss+xml", FEED, '"2"', "Tuesday")
WATCHING = replace(SOURCE, etag='"1"', last_modified="Monday")


async def test_a_feed_that_reaches_back_is_asked_for_by_its_validators_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Renewing(monkeypatch, NEWS)
    made = await one.made.renew(WATCHING, known("/a/", "/b/"), blogs.Wanted())
    assert made is not None
    assert one.asked == [
        (
            f"{HOST}/feed.xml",
            {"etag": '"1"', "last_modified": "Monday", "limit": LARGEST_INDEX, "named": True, "data": True},
        )
    ]
    assert (made.source.etag, made.source.last_modified, made.source.watched) == ('"2"', "Tuesday", f"{HOST}/feed.xml")
    assert sorted(post.title for post in made.archive.posts) == ["New", "On /a/", "On /b/"]
    assert made.listed is not None
    assert made.listed >= {f"{HOST}/new", f"{HOST}/a"}
    assert f"{HOST}/b" not in made.listed
    assert (one.pools, one.searched) == (["closed"], [])


async def test_a_feed_that_did_not_change_brings_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Renewing(monkeypatch, replace(NEWS, text="", not_modified=True))
    assert (
        await one.made.renew(replace(WATCHING, watched="https://feeds.example/n"), known("/a/"), blogs.Wanted()) is None
    )
    assert one.asked[0][1]["named"] is False
    assert one.pools == []


@pytest.mark.parametrize(
    ("source", "wanted", "page", "failure", "asked"),
    [
        (WATCHING, {"whole": True}, NEWS, None, 1),
        (replace(WATCHING, watched=None), {}, NEWS, None, 1),
        (WATCHING, {}, replace(NEWS, text=FEED.replace("/a/", "/z/")), None, 2),
        (WATCHING, {}, NEWS, TooMuch("Too much."), 2),
    ],
)
async def test_where_the_feed_can_not_tell_the_blog_is_searched_again(
    monkeypatch: pytest.MonkeyPatch,
    source: Source,
    wanted: dict[str, Any],
    page: Page,
    failure: TooMuch | None,
    asked: int,
) -> None:
    one, archive, options = Renewing(monkeypatch, page, failure), known("/a/"), blogs.Wanted(**wanted)
    made: Any = await one.made.renew(source, archive, options)
    assert made == "searched"
    assert one.searched == [(source, replace(page, url=f"{HOST}/"), options, archive)]
    assert len(one.asked) == asked
    assert one.asked[-1] == (f"{HOST}/", {"limit": LARGEST_INDEX, "data": True})
    assert one.pools == ["closed"] * (asked - 1)


def test_an_answer_that_takes_too_much_to_read_is_told_by_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    head = json.dumps({"url": f"{HOST}/", "type": "text/html"}).encode()
    assert answer_process._read(head, b"<!doctype html><p>\xff")["kind"] == "page"
    for error in (MemoryError, RecursionError):

        def fails(*_: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr(answers, "read", fails)
        assert answer_process._read(head, b"") == {
            "error": "TooMuch",
            "sentence": "Reading this takes too much memory.",
        }


def test_what_is_longer_than_is_read_is_told() -> None:
    assert blogs._left_unread(search()) == ""
    assert blogs._left_unread(search(passed_over=ValueError("It is long."))) == "It is long. It was left out."
    assert re.fullmatch(
        r"Its sitemaps have more than [\d,]+ addresses; what comes after these was left out\.",
        blogs._left_unread(search(is_cut=True)),
    )


def test_that_nothing_was_found_is_said_with_what_was_asked() -> None:
    survey = Survey(f"{HOST}/")
    survey.requests = 3
    survey.kind = AnswerKind.PAGE
    assert blogs._nothing(f"{HOST}/", survey) == (
        f"No blog posts were found at {HOST}/ (3 requests): no feed, no sitemap and no list of posts."
        " Try the address of its feed, or of one of its posts."
    )
    survey.kind = AnswerKind.NOTHING
    assert blogs._nothing(f"{HOST}/", survey) == f"{HOST}/ is not a page, a feed, a sitemap or an index."


def test_a_title_or_an_address_is_kept_and_shown_up_to_a_length() -> None:
    candidate = PostCandidate(f"{HOST}/a", {Way.SITEMAP, Way.FEED}, "x" * 600, category="C", summary="S", author="A")
    post = blogs._post(candidate, f"{HOST}/a/")
    assert (len(post.title), post.url, post.ways) == (500, f"{HOST}/a/", (Way.FEED, Way.SITEMAP))
    assert (post.category, post.summary, post.author, post.minutes, post.date) == ("C", "S", "A", None, None)
    survey = Survey(f"{HOST}/")
    survey.kind = AnswerKind.NOTHING
    long = len(blogs._nothing("x" * 300, survey)) - len(blogs._nothing("", survey))
    survey.kind = AnswerKind.PAGE
    assert long == 200 == len(blogs._nothing("x" * 300, survey)) - len(blogs._nothing("", survey))


def test_a_feed_in_a_file_is_a_source_with_all_that_it_says_of_its_posts() -> None:
    full = Find(f"{HOST}/a/", "A title", DAY, "C", "W", "S", 5, "<p>Words")
    odd = Find("javascript:x", "X", text="words")
    facts = AnswerFacts(AnswerKind.FEED, "Notes", site=f"{HOST}/", finds=(full, odd), addresses=(f"{HOST}/b/", "x:"))
    found = feed_files._as_source(Source(name="n", location="/n.xml"), facts, "/n.xml")
    one, other = found.index.articles
    assert (one.title, one.date, one.category) == ("A title", DAY, "C")
    assert (one.author, one.summary, one.minutes) == ("W", "S", 5)
    assert (other.key, found.index.title, found.remark) == (f"{HOST}/b", "Notes", "")
    assert found.feed_texts == {f"{HOST}/a": "<p>Words"}
    cut = AnswerFacts(AnswerKind.FEED, finds=(full,), is_cut=True)
    assert feed_files._as_source(Source(name="n", location="x"), cut, "n.xml").remark.startswith(
        "n.xml is broken or too"
    )
    with pytest.raises(SourceError, match="without an address of any post"):
        feed_files._as_source(Source(name="n", location="x"), AnswerFacts(AnswerKind.FEED, finds=(odd,)), "n.xml")


def test_the_listed_links_of_a_page_are_not_posts_by_themselves() -> None:
    link = BlogLink(f"{HOST}/a/", "A", "body")
    assert blogs._updated(AnswerFacts(AnswerKind.PAGE, links=(link,))) == {}
