"""An article that its page does not have: from the feed of its blog or a web archive, or not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import Busy, FetchError
from blogreader.extract import Extracted
from blogreader.library.offline import feed_texts
from blogreader.library.offline.elsewhere import Elsewhere
from blogreader.model import Article, Document, Entry, FetchSettings, Page, State, Via

NOW = datetime(2026, 11, 8, 12, 30, tzinfo=UTC)
URL = "https://n.example/lamp"
OTHER = "https://archive.example/{date}/{url}"


WALL = "Please log in to read this article. Please sign in to continue."


def words(number: int) -> str:
    return "word " * number


def entry(**facts: Any) -> Entry:
    return Entry(Article(URL, URL, "The lamp", **facts), State(URL), "n")


class Elsewheres:
    """Makes one that has a feed's text, and answers what it is to extract."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.path: Path | None = folder / "n.feed.zip"
        self.extracted: list[tuple[str, str, str]] = []
        self.failure: FetchError | None = None
        self.text = words(100)
        self.made = Elsewhere(
            SimpleNamespace(feed_path=lambda _: self.path),  # type: ignore[arg-type]
            FetchSettings(**settings),
            lambda: NOW,
            self._extract,
        )

    async def _extract(self, page: Any, url: str, _: Any, form: str) -> Extracted:
        self.extracted.append((page, url, form))
        if self.failure is not None:
            raise self.failure
        return Extracted(self.text, "The lamp")

    def in_feed(self, html: str | None, beside: str | None = None) -> Document | None:
        if html is not None and self.path is not None:
            feed_texts.put(self.path, {URL: html})
        document = None if beside is None else Document(URL, URL, beside, NOW, Via.EXTRACTED)
        return asyncio.run(self.made.in_feed(entry(), document))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewheres:
    return Elsewheres(tmp_path)


def test_a_whole_text_of_a_feed_is_the_article(elsewhere: Elsewheres) -> None:
    html = f"<p>{words(60)}"
    document = elsewhere.in_feed(html)
    assert document == Document(URL, URL, elsewhere.text, NOW, Via.FEED, title="The lamp")
    page = f"<!doctype html><html><body><main><article>{html}</article></main></body></html>"
    assert elsewhere.extracted == [(page, URL, "html")]


@pytest.mark.parametrize(
    "html",
    [
        None,
        f"<p>{words(59)}",
        f"<b title='{words(60)}'>{words(59)}</b>",
        f"{words(90)} […]",
        f"{words(90)} [ ... ]<p>The post appeared first on a blog.",
        f"{words(90)}…",
        f"{words(90)} ...</p> ",
        f"{words(90)} <a href=/>Read more</a> words",
        f"{words(90)} Continue reading “The lamp”",
        f"{words(90)} read more {'x' * 290}",
    ],
)
def test_an_excerpt_is_none_of_it(elsewhere: Elsewheres, html: str | None) -> None:
    assert (elsewhere.in_feed(html), elsewhere.extracted) == (None, [])


@pytest.mark.parametrize(
    "html",
    [
        f"{words(90)} read more {'x' * 291}",
        f"{words(90)} read more {words(80)}",
        f"{words(60)} He paused ... and went {words(9)}",
    ],
)
def test_such_words_in_the_middle_of_a_text_end_nothing(elsewhere: Elsewheres, html: str) -> None:
    assert elsewhere.in_feed(html) is not None


@pytest.mark.parametrize(("beside", "in_feed", "there", "is_taken"), [(10, 60, 60, True), (40, 60, 90, False)])
def test_beside_a_page_it_is_taken_if_that_has_far_less(
    elsewhere: Elsewheres, beside: int, in_feed: int, there: int, is_taken: bool
) -> None:
    elsewhere.text = words(there)
    assert (elsewhere.in_feed(words(in_feed), words(beside)) is not None) is is_taken
    assert bool(elsewhere.extracted) is is_taken


def test_what_comes_of_it_has_to_have_far_more_too(elsewhere: Elsewheres) -> None:
    elsewhere.text = words(15)
    assert elsewhere.in_feed(words(90), words(10)) is None
    assert len(elsewhere.extracted) == 1


def test_where_nothing_comes_of_it_there_is_nothing(elsewhere: Elsewheres) -> None:
    elsewhere.text = WALL
    assert elsewhere.in_feed(words(60)) is None
    elsewhere.text, elsewhere.failure = words(60), FetchError("No.")
    assert elsewhere.in_feed(words(60)) is None
    elsewhere.failure = None
    assert elsewhere.in_feed(words(60)) is not None
    elsewhere.made._in_feeds.clear()
    elsewhere.path = None
    assert elsewhere.in_feed(None) is None


# A web archive.


def archived(
    folder: Path, *, answer: Page | FetchError, text: str = "word " * 100, **settings: Any
) -> tuple[Document | None, list[Any], Elsewheres]:
    """Return the document from a web archive, what was asked for there, and in whose turn."""
    asked: list[Any] = []

    @asynccontextmanager
    async def turn(address: str) -> AsyncIterator[None]:
        asked.append(f"turn {address}")
        yield

    async def get(address: str, *, named: bool) -> Page:
        asked.append((address, named))
        if isinstance(answer, FetchError):
            raise answer
        return answer

    elsewhere = Elsewheres(folder, **settings)
    elsewhere.text = text
    one = entry(date=date(2020, 5, 3))
    document = asyncio.run(elsewhere.made.in_web_archive(one, SimpleNamespace(get=get), turn))  # type: ignore[arg-type]
    return document, asked, elsewhere


PAGE = Page(URL, "https://archive.example/2021/x", "text/html", "<p>words")


def test_a_web_archive_is_asked_only_if_that_is_configured(tmp_path: Path) -> None:
    assert archived(tmp_path, answer=PAGE)[:2] == (None, [])
    document, asked, elsewhere = archived(tmp_path, answer=PAGE, wayback=True)
    assert document == Document(URL, URL, words(100), NOW, Via.WAYBACK, PAGE.final_url, title="The lamp")
    (turn, (address, named)) = asked
    assert (turn, named) == (f"turn {address}", False)
    assert URL in address
    assert "20200503" in address
    assert elsewhere.extracted == [("<p>words", URL, "html")]


def test_the_archive_that_the_reader_chose_may_be_anywhere(tmp_path: Path) -> None:
    _, asked, _ = archived(tmp_path, answer=PAGE, wayback=True, wayback_address=OTHER)
    assert asked[1] == (f"https://archive.example/20200503/{URL}", True)
    elsewhere = Elsewheres(tmp_path, wayback=True, wayback_address=OTHER)
    addresses: list[str] = []

    @asynccontextmanager
    async def turn(address: str) -> AsyncIterator[None]:
        addresses.append(address)
        if address:
            raise Busy("Not now.")
        yield

    assert asyncio.run(elsewhere.made.in_web_archive(entry(), SimpleNamespace(), turn)) is None  # type: ignore[arg-type]
    assert addresses == [f"https://archive.example/0/{URL}"]


def test_what_an_archive_does_not_have_is_nothing(tmp_path: Path) -> None:
    assert archived(tmp_path, answer=FetchError("No."), wayback=True)[0] is None
    assert archived(tmp_path, answer=PAGE, text=WALL, wayback=True)[0] is None
