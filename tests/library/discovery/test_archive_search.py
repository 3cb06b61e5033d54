"""The search for a blog's archive, request by request: what becomes of each answer, and what ends it."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.errors import (
    Busy,
    Disallowed,
    Empty,
    FetchError,
    Gone,
    NeedsLogin,
    NotText,
    ServerFailed,
    TimedOut,
    TooLarge,
    TooMuch,
    Unreachable,
)
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.requests import Ask, Form, SiteAnswer
from blogreader.library.discovery import answer_process
from blogreader.library.discovery.archive_search import KeepingProgress, Search, SearchProgress, read
from blogreader.model import Page
from blogreader.source_files import LARGEST_INDEX

HOST, OTHER = "https://n.example", "https://other.example"
ABOUT = Ask(f"{HOST}/about", Form.PAGE)
HTML = "<!doctype html><title>One</title><article><p>Words."


class Reader:
    """Reads answers here, as the process does."""

    def __init__(self) -> None:
        self.started: list[int] = []
        self.is_closed = False

    async def ask(self, page: tuple[bytes, bytes]) -> bytes:
        sizes, body = page
        head, length = struct.unpack_from(">II", sizes)
        assert (len(sizes), len(body)) == (8 + head, length)
        if body.startswith((b"too much", b"a bug")):
            error = "TooMuch" if body.startswith(b"too much") else "KeyError"
            return json.dumps({"error": error, "sentence": "Too much of it."}).encode()
        return json.dumps(answer_process._read(sizes[8:], body)).encode()

    def start(self, pages: int) -> None:
        self.started.append(pages)

    def close(self) -> None:
        self.is_closed = True


class Searching:
    """A search of some addresses, on a network of a few lines."""

    def __init__(self, *asks: Ask, kind: AnswerKind = AnswerKind.PAGE) -> None:
        self.pages: dict[str, Page | FetchError | list[Page | FetchError]] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[SiteAnswer] = []
        self.turns: list[str] = []
        self.held: list[tuple[str, float]] = []
        self.told: list[str] = []
        self.seen: list[str] = []
        self.closed_to_robots: set[str] = set()
        self.stop = asyncio.Event()
        self.reader = Reader()
        self.survey = SimpleNamespace(
            steps=lambda: self._steps(asks),
            address=f"{HOST}/",
            requests=0,
            sitemaps=[],
            kind=kind,
            found=SimpleNamespace(candidates=SimpleNamespace(count=lambda: len(self.answers))),
        )
        manners: Any = SimpleNamespace(
            check=self._check,
            turn=self._turn,
            sitemaps=self._sitemaps,
            hold=lambda url, seconds: self.held.append((url, seconds)),
        )
        fetcher: Any = SimpleNamespace(get=self._get)
        seen: Any = SimpleNamespace(put=lambda page: self.seen.append(page.url))
        self.search = Search(self.survey, fetcher, manners, self._tell, self.stop, seen)  # type: ignore[arg-type]
        self.search._pool = self.reader  # type: ignore[assignment]

    def _steps(self, asks: tuple[Ask, ...]) -> Generator[Ask, SiteAnswer, None]:
        for ask in (Ask(f"{HOST}/", Form.ANY), *asks):
            self.answers.append((yield ask))

    def _tell(self, progress: SearchProgress) -> None:
        self.told.append(str(progress))

    async def _check(self, url: str, *, named: bool) -> None:
        assert named is url.startswith(f"{HOST}/")
        if url in self.closed_to_robots:
            raise Disallowed("robots.txt says no.")

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        self.turns.append(url)
        yield

    async def _sitemaps(self, url: str, *, named: bool) -> tuple[str, ...]:
        return (f"{url}sitemap.xml", str(named))

    async def _get(self, url: str, **options: Any) -> Page:
        self.asked.append((url, options))
        said = self.pages.get(url, Gone("It is gone."))
        answer = said.pop(0) if isinstance(said, list) else said
        if isinstance(answer, FetchError):
            raise answer
        return answer

    async def run(self, first: Page | None = None) -> list[SiteAnswer]:
        """Search, and return the answers to what was asked after the first."""
        await self.search.run(first or page(f"{HOST}/", ""))
        return self.answers[1:]

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


def page(url: str, text: str = HTML, **facts: Any) -> Page:
    return Page(url, **{"final_url": url, "content_type": "text/html", "text": text, **facts})


async def test_a_search_asks_for_one_address_after_the_other_and_tells_how_far_it_is() -> None:
    asks = [Ask(f"{HOST}/feed", Form.DATA), ABOUT, Ask(f"{OTHER}/x", Form.ANY)]
    one = Searching(*asks)
    for ask in asks:
        one.pages[ask.url] = page(ask.url)
    await one.search.run(page(f"{HOST}/", final_url=f"{HOST}/home/"))
    assert one.urls == [ask.url for ask in asks] == one.turns
    assert [answer.url for answer in one.answers] == [f"{HOST}/home/", *one.urls]
    assert [answer.reading.kind for answer in one.answers if answer.reading] == [AnswerKind.PAGE] * 4
    common = {"limit": LARGEST_INDEX}
    assert [options for _, options in one.asked] == [
        {**common, "html": False, "data": True, "named": True},
        {**common, "html": True, "data": False, "named": True},
        {**common, "html": False, "data": True, "named": False},
    ]
    assert one.survey.sitemaps == [f"{HOST}/home/sitemap.xml", "True"]
    assert one.told == [f"{number} post{'s' * (number > 1)}, 1 request" for number in (1, 2, 3, 4)]
    assert (one.reader.started, one.reader.is_closed) == ([], True)
    assert one.seen == [f"{HOST}/", f"{HOST}/about"]
    assert one.search.failure is None


async def test_without_a_first_answer_the_address_is_asked_for_and_its_failure_raised() -> None:
    one = Searching()
    one.pages[f"{HOST}/"] = page(f"{HOST}/")
    await one.search.run()
    assert one.asked[0][1] == {"limit": LARGEST_INDEX, "html": False, "data": True, "named": True}
    assert (one.reader.started, one.reader.is_closed, one.survey.requests) == ([1], True, 1)
    one = Searching()
    with pytest.raises(Gone):
        await one.search.run()
    assert one.reader.is_closed


def test_how_far_it_is_is_a_sentence() -> None:
    assert str(SearchProgress(1, 2)) == "1 post, 2 requests"
    assert str(KeepingProgress(1, 2)) == "keeping what was read, 1 of 2 posts"


# Answers


@pytest.mark.parametrize(
    ("failure", "is_missing"),
    [
        (Gone("Gone."), True),
        (NeedsLogin("No."), False),
        (ServerFailed("No."), False),
        (NotText("No."), False),
        (Empty("No."), False),
        (TooLarge("Too large."), False),
    ],
)
async def test_a_failure_is_an_answer_without_facts_that_may_say_that_there_is_no_such_page(
    failure: FetchError, is_missing: bool
) -> None:
    one = Searching(ABOUT)
    one.pages[ABOUT.url] = failure
    assert await one.run() == [SiteAnswer(ABOUT.url, is_missing=is_missing)]
    assert one.search.failure is None
    assert one.search.passed_over == (failure if isinstance(failure, TooLarge) else None)


async def test_what_is_no_address_or_closed_by_robots_txt_is_not_asked_for() -> None:
    one = Searching(Ask("mailto:ada@n.example"), ABOUT)
    one.closed_to_robots = {ABOUT.url}
    assert await one.run() == [SiteAnswer("mailto:ada@n.example"), SiteAnswer(ABOUT.url)]
    assert one.asked == []


def asks(number: int, host: str = HOST) -> list[Ask]:
    return [Ask(f"{host}/{at}") for at in range(number)]


@pytest.mark.parametrize("failure", [Unreachable("Out of reach."), TimedOut("Too late."), Busy("Not now.")])
async def test_a_host_that_leaves_three_requests_unanswered_is_not_asked_again(failure: FetchError) -> None:
    one = Searching(*asks(5))
    one.pages = {ask.url: failure for ask in asks(5)}
    assert await one.run() == [SiteAnswer(ask.url) for ask in asks(3)]
    assert (len(one.asked), one.search.failure) == (3, failure)


async def test_an_answer_or_an_error_of_a_server_ends_its_silence() -> None:
    one = Searching(*asks(8))
    answers: list[Page | FetchError] = [
        Unreachable("No."),
        TimedOut("No."),
        Gone("No."),
        Unreachable("No."),
        TimedOut("No."),
        page(HOST),
    ]
    one.pages |= {f"{HOST}/{number}": answer for number, answer in enumerate(answers)}
    await one.run()
    assert len(one.asked) == 8
    assert one.search.failure is None


async def test_the_silence_of_another_host_says_nothing_of_this_one() -> None:
    one = Searching(*asks(5, OTHER))
    one.pages = {ask.url: Unreachable("Out of reach.") for ask in asks(5, OTHER)}
    await one.run()
    assert (len(one.asked), one.search.failure) == (5, None)


@pytest.mark.parametrize(("after", "is_waited"), [(0.0, True), (60.0, True), (61.0, False), (None, False)])
async def test_a_busy_host_is_asked_again_after_a_minute_at_most(after: float | None, is_waited: bool) -> None:
    one = Searching(ABOUT)
    one.pages[ABOUT.url] = [Busy("Not now.", after), page(ABOUT.url)]
    [answer] = await one.run()
    assert (answer.reading is not None) is is_waited
    assert one.held == [(ABOUT.url, after)] * is_waited
    assert (one.search.failure is None) is is_waited


async def test_a_host_that_stays_busy_is_asked_three_times() -> None:
    one = Searching(ABOUT, *asks(1))
    one.pages[ABOUT.url] = [Busy("Not now.", 1.0) for _ in range(9)]
    await one.run()
    assert (one.urls, len(one.held)) == ([ABOUT.url] * 3, 2)
    assert isinstance(one.search.failure, Busy)


async def test_answers_that_take_too_much_to_read_are_passed_over_and_the_first_is_told() -> None:
    one = Searching(*asks(3))
    one.pages = {f"{HOST}/0": page(f"{HOST}/0", "too much", final_url=f"{HOST}/there"), f"{HOST}/1": TooLarge("Large.")}
    assert await one.run() == [
        SiteAnswer(f"{HOST}/there"),
        SiteAnswer(f"{HOST}/1"),
        SiteAnswer(f"{HOST}/2", is_missing=True),
    ]
    assert str(one.search.passed_over) == "Too much of it."


async def test_a_bug_in_the_reading_of_an_answer_is_raised_with_its_address() -> None:
    pool: Any = Reader()
    with pytest.raises(RuntimeError, match=rf"A bug in the reading of {HOST}/:\nToo much of it\."):
        await read(pool, page(f"{HOST}/", "a bug"))
    with pytest.raises(TooMuch, match=r"^Too much of it\.$"):
        await read(pool, page(f"{HOST}/", "too much"))


@pytest.mark.parametrize(
    ("text", "is_given"),
    [
        ('{"a": 1}', True),
        ("[1]", True),
        (" [1]", False),
        (HTML, False),
        (f'["{"x" * 199_996}"]', True),
        (f'["{"x" * 199_997}"]', False),
    ],
)
async def test_the_text_of_a_short_answer_in_json_goes_along(text: str, is_given: bool) -> None:
    one = Searching(ABOUT)
    one.pages[ABOUT.url] = page(ABOUT.url, text)
    [answer] = await one.run()
    assert answer.text == text * is_given


@pytest.mark.parametrize(
    ("ask", "text", "kind", "is_seen"),
    [
        (ABOUT, HTML, AnswerKind.PAGE, True),
        (ABOUT, HTML, AnswerKind.MARKDOWN, False),
        (Ask(ABOUT.url, Form.DATA), HTML, AnswerKind.PAGE, False),
        (ABOUT, "<?xml version='1.0'?><rss><channel><title>Notes</title></channel></rss>", AnswerKind.PAGE, False),
    ],
)
async def test_pages_are_kept_that_may_be_posts(ask: Ask, text: str, kind: AnswerKind, is_seen: bool) -> None:
    one = Searching(ask, kind=kind)
    one.pages[ask.url] = page(ask.url, text)
    await one.run()
    assert one.seen[1:] == [ask.url] * is_seen


async def test_of_each_answer_is_known_by_what_to_ask_for_it_again() -> None:
    one = Searching(ABOUT)
    one.pages[ABOUT.url] = page(ABOUT.url, etag='"1"', last_modified="Monday", final_url=f"{HOST}/there")
    await one.run()
    assert one.search.pages[ABOUT.url] == page(
        ABOUT.url, "", etag='"1"', last_modified="Monday", final_url=f"{HOST}/there"
    )


# The end


async def test_a_search_that_is_stopped_asks_for_nothing_more() -> None:
    one = Searching(*asks(2))
    one.stop.set()
    assert await one.run() == []
    assert (one.asked, one.told, one.reader.is_closed) == ([], [], True)


async def test_a_search_that_is_stopped_waits_for_no_answer() -> None:
    one, ended = Searching(*asks(2)), list[str]()

    async def never(url: str, **_: Any) -> Page:
        one.stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(url)
        raise AssertionError

    one.search._fetcher = SimpleNamespace(get=never)  # type: ignore[assignment]
    before = asyncio.all_tasks()
    assert await one.run() == []
    assert ended == [f"{HOST}/0"]
    assert asyncio.all_tasks() == before
