"""Politeness in bulk fetches: one request at a time to a host, a pause between two, and robots.txt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from blogreader.errors import Disallowed, FetchError, NotText, Refused, ServerFailed
from blogreader.fetch.fetcher import Fetcher
from blogreader.urls import host_of, is_loopback

NAME = "blogreader"
"""The user agent that a robots.txt may address (RFC 9309, 2.2.1)."""
_LARGEST_ROBOTS = 512_000
"""Bytes; RFC 9309, 2.5: at least 500 kibibytes are read."""
_LONGEST_PAUSE = 60.0
"""The longest crawl delay of a robots.txt that is respected, in seconds."""


@dataclass(slots=True)
class _HostTurns:
    """The state of a host during one run."""

    turn: asyncio.Semaphore
    pause: float
    is_here: bool
    """It is this machine itself."""
    free_at: float = 0.0
    """By the loop's clock."""
    robots: Protego | None = None
    is_silent: bool = False
    """Its server fails to deliver a robots.txt."""
    asked: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_known: bool = False


class Politeness:
    """Takes turns at hosts in one run over many articles; at most `jobs` requests are in progress at once.

    This machine itself needs no turns and no pauses, and a pause of 0 is a reader's word that no host does: then as
    many requests as there are `jobs` go to a host at once. What a robots.txt closes stays closed, and who is busy is
    waited for, here too.
    """

    def __init__(self, fetcher: Fetcher, *, pause: float, jobs: int) -> None:
        self._fetcher = fetcher
        self._pause = pause
        self._jobs = jobs
        self._places = asyncio.Semaphore(jobs)
        self._hosts: dict[str, _HostTurns] = {}

    def width(self, host: str) -> int:
        """Return how many requests may be sent to a host at once."""
        return self._jobs if self._pause == 0 or is_loopback(host) else 1

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for a turn at a host; the pause begins when it ends. Waiting occupies none of the `jobs`."""
        host = self._host(url)
        loop = asyncio.get_running_loop()
        async with host.turn:
            while (wait := host.free_at - loop.time()) > 0:  # noqa: ASYNC110 - a time is waited for
                await asyncio.sleep(wait)
            try:
                async with self._places:
                    yield
            finally:
                host.free_at = max(host.free_at, loop.time() + host.pause)

    def hold(self, url: str, seconds: float) -> None:
        """Don't contact a host for a while: it reported that it is busy."""
        host = self._host(url)
        host.free_at = max(host.free_at, asyncio.get_running_loop().time() + seconds)

    async def check(self, url: str, *, named: bool) -> None:
        """Raise Disallowed if the host's robots.txt asks to skip this page."""
        host = self._host(url)
        async with host.asked:
            if not host.is_known:
                host.robots = await self._robots(url, named=named)
                if host.robots is not None and not host.is_here:
                    host.pause = max(host.pause, min(host.robots.crawl_delay(NAME) or 0.0, _LONGEST_PAUSE))
                host.is_known = True
        if host.is_silent:
            raise Disallowed(
                f"{host_of(url)} could not serve its robots.txt and was skipped; open the article to fetch it anyway."
            )
        if host.robots is not None and not host.robots.can_fetch(url, NAME):
            raise Disallowed(
                f"{host_of(url)} asks programs to skip this page (robots.txt); open the article to fetch it anyway."
            )

    async def sitemaps(self, url: str, *, named: bool) -> tuple[str, ...]:
        """Return the sitemaps that a host's robots.txt names."""
        with suppress(Disallowed):
            await self.check(url, named=named)
        robots = self._host(url).robots
        return tuple(robots.sitemaps) if robots is not None else ()

    async def _robots(self, url: str, *, named: bool) -> Protego | None:
        """Return a host's rules (RFC 9309, 2.3.1): none without such a file; all is disallowed if the server fails."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        async with self.turn(url):
            try:
                page = await self._fetcher.get(address, limit=_LARGEST_ROBOTS, html=True, named=named)
            except ServerFailed:
                self._host(url).is_silent = True
                return None
            except (Refused, NotText):
                return None
            except FetchError:
                return None  # the request for the page reports what is wrong with the host
        return await asyncio.to_thread(Protego.parse, page.text)

    def _host(self, url: str) -> _HostTurns:
        parts = urlsplit(url)
        key = parts.netloc.rpartition("@")[2].lower()
        if key not in self._hosts:
            host = parts.hostname or ""
            is_here = is_loopback(host)
            self._hosts[key] = _HostTurns(asyncio.Semaphore(self.width(host)), 0.0 if is_here else self._pause, is_here)
        return self._hosts[key]
