"""The loop that finds a blog's archive: sends the survey's requests and passes it the parsed responses."""

import asyncio
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogreader.errors import (
    Busy,
    Disallowed,
    FetchError,
    NeedsLogin,
    Refused,
    ServerFailed,
    TimedOut,
    TooLarge,
    TooMuch,
    Unreachable,
)
from blogreader.indexes.blog import answer_protocol
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.requests import Ask, Form, SiteAnswer
from blogreader.indexes.blog.survey import Survey
from blogreader.library.offline.extraction_pool import ExtractionPool
from blogreader.library.seen_pages import SeenPages
from blogreader.model import Page
from blogreader.source_files import LARGEST_INDEX
from blogreader.text import counted
from blogreader.urls import authority_of, openable

if TYPE_CHECKING:
    from blogreader.fetch import Fetcher, Politeness
    from blogreader.indexes.blog.answer_facts import AnswerFacts

_SECONDS = 60
"""The most that parsing a response may take."""
_PATIENCE = 3
"""Consecutive requests that a host may leave unanswered."""
_LONGEST_WAIT = 60.0
_SIZES = struct.Struct(">II")
_SHORT = 200_000
"""Characters of a response that the survey gets as text."""


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """How far the search is; `str` is the sentence."""

    posts: int
    requests: int

    def __str__(self) -> str:
        return f"{counted(self.posts, 'post')}, {counted(self.requests, 'request')}"


@dataclass(frozen=True, slots=True)
class KeepingProgress:
    """How many posts that were read in the search have been saved; `str` is the sentence."""

    kept: int
    posts: int

    def __str__(self) -> str:
        return f"keeping what was read, {self.kept} of {counted(self.posts, 'post')}"


class Search:
    """One search; `run` may be cancelled or stopped, and the survey keeps what was found by then."""

    def __init__(
        self,
        survey: Survey,
        fetcher: "Fetcher",
        manners: "Politeness",
        tell: Callable[[SearchProgress], None],
        stop: asyncio.Event,
        seen: SeenPages | None,
    ) -> None:
        """Create it; pages that were read are put into `seen`: they may be posts."""
        self.survey = survey
        self.failure: FetchError | None = None
        """Why the search ended early."""
        self.passed_over: FetchError | None = None
        """Why an answer was not read that is longer, or takes longer, than is waited for: the first of these."""
        self.pages: dict[str, Page] = {}
        """The responses that a refresh may watch, without their texts, by requested address."""
        self._fetcher = fetcher
        self._manners = manners
        self._tell = tell
        self._stop = stop
        self._seen = seen
        self._silent = 0
        self._pool = ExtractionPool(workers=1, seconds=_SECONDS, program="blogreader.library.discovery.answer_process")

    async def run(self, first: Page | None = None) -> None:
        """Search until everything is known or a limit is reached; `first` is the first response, if it is there.

        Raises FetchError when the first request fails.
        """
        survey = self.survey
        try:
            steps = survey.steps()
            ask: Ask | None = next(steps)
            if first is None:
                self._pool.start(1)
                first = await self._get(Ask(survey.address, Form.ANY))
            survey.requests += 1
            survey.sitemaps = list(await self._manners.sitemaps(first.final_url, named=self._is_named(first.final_url)))
            answer = await self._read(first, is_page=True)
            while ask is not None and not self._stop.is_set():
                # Finding what thousands of addresses have in common takes time.
                ask = await asyncio.to_thread(_next, steps, answer)
                self._tell(SearchProgress(await asyncio.to_thread(survey.found.candidates.count), survey.requests))
                if ask is None or self._silent >= _PATIENCE:
                    return
                came = await self._unless_stopped(ask)
                if came is None:
                    return
                answer = came
        finally:
            self._pool.close()

    async def _unless_stopped(self, ask: Ask) -> SiteAnswer | None:
        """Return the response to a request; None if the reader stopped the search meanwhile."""
        asking = asyncio.create_task(self._answer(ask))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return await asking if asking.done() else None
        finally:
            for task in (asking, stopping):
                task.cancel()
            await asyncio.gather(asking, stopping, return_exceptions=True)

    async def _answer(self, ask: Ask) -> SiteAnswer:
        if openable(ask.url) is None:  # robots.txt may name anything
            return SiteAnswer(ask.url)
        try:
            await self._manners.check(ask.url, named=self._is_named(ask.url))
            page = await self._get(ask)
        except Disallowed:
            return SiteAnswer(ask.url)
        except (Unreachable, Busy, TimedOut) as error:
            # If another host doesn't answer (a feed that moved), that says nothing about this one.
            if self._is_named(ask.url):
                self.failure = error
                self._silent += 1
            return SiteAnswer(ask.url)
        except FetchError as error:
            self._silent = 0
            if isinstance(error, TooLarge):
                self._pass_over(error)
            is_missing = isinstance(error, Refused) and not isinstance(error, (NeedsLogin, ServerFailed))
            return SiteAnswer(ask.url, is_missing=is_missing)
        self._silent, self.failure = 0, None
        # Articles that their author offers as Markdown are fetched in that form.
        return await self._read(page, is_page=ask.form is Form.PAGE and self.survey.kind is not AnswerKind.MARKDOWN)

    async def _get(self, ask: Ask) -> Page:
        while True:
            try:
                async with self._manners.turn(ask.url):
                    page = await self._fetcher.get(
                        ask.url,
                        limit=LARGEST_INDEX,
                        html=ask.form is Form.PAGE,
                        data=ask.form is not Form.PAGE,
                        named=self._is_named(ask.url),
                    )
            except Busy as error:
                if error.retry_after is None or error.retry_after > _LONGEST_WAIT or self._silent >= _PATIENCE - 1:
                    raise
                self._silent += 1
                self._manners.hold(ask.url, error.retry_after)
            else:
                return page

    async def _read(self, page: Page, *, is_page: bool) -> SiteAnswer:
        self.pages[page.url] = Page(page.url, page.final_url, page.content_type, "", page.etag, page.last_modified)
        try:
            reading = await read(self._pool, page)
        except TooMuch as error:
            self._pass_over(error)
            return SiteAnswer(page.final_url)
        if is_page and reading.kind is AnswerKind.PAGE and self._seen is not None:
            await asyncio.to_thread(self._seen.put, page)
        start = page.text[:1] if len(page.text) <= _SHORT else ""
        return SiteAnswer(page.final_url, reading, page.text if start in ("[", "{") else "")

    def _pass_over(self, error: FetchError) -> None:
        self.passed_over = self.passed_over or error

    def _is_named(self, url: str) -> bool:
        """Return whether the reader named an address's host, so that it may be in a private network."""
        return authority_of(url) == authority_of(self.survey.address)


def _next(steps: "object", answer: SiteAnswer) -> Ask | None:
    try:
        return steps.send(answer)  # type: ignore[attr-defined, no-any-return]
    except StopIteration:
        return None


async def read(pool: ExtractionPool, page: Page) -> "AnswerFacts":
    """Parse a response in the separate process; raises TooMuch."""
    body = page.text.encode("utf-8", "replace")
    head = json.dumps({"url": page.final_url, "type": page.content_type}).encode()
    answer = json.loads(await pool.ask((_SIZES.pack(len(head), len(body)) + head, body)))
    if "error" in answer:
        if answer["error"] != TooMuch.__name__:
            raise RuntimeError(f"A bug in the reading of {page.final_url}:\n{answer['sentence']}")
        raise TooMuch(answer["sentence"])
    return await asyncio.to_thread(answer_protocol.unpacked, answer)
