"""Manners towards hosts of which many pages are asked: turns, pauses and what a robots.txt says; nothing is waited for.

The clock is the test's own: who sleeps moves it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from blogreader.errors import Disallowed
from blogreader.fetch import Politeness, politeness
from tests.answering import Web, reply
from tests.fetching import fetching

POST = "https://blog.example/posts/one"
Make = Callable[..., Awaitable[Politeness]]


class Clock:
    """What `asyncio` is to the module: but for its clock, the real one."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        """Seconds, as they were asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    def get_running_loop(self) -> "Clock":
        return self

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds
        await asyncio.sleep(0)


class Robots(Web):
    """Answers with a robots.txt, whatever the host."""

    answer: Callable[[], httpx.Response] | Exception = staticmethod(lambda: reply("", 404))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer()

    def says(self, *lines: str) -> None:
        self.answer = lambda: reply("\n".join(lines), content_type="text/plain")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(politeness, "asyncio", clock)
    return clock


@pytest.fixture
def robots() -> Robots:
    return Robots()


@pytest.fixture
async def make(clock: Clock, robots: Robots) -> AsyncIterator[Make]:
    assert clock.slept == []
    async with AsyncExitStack() as open_until_the_end:

        async def made(*, pause: float = 0.5, jobs: int = 4) -> Politeness:
            fetcher = await open_until_the_end.enter_async_context(fetching(robots, pause=0))
            return Politeness(fetcher, pause=pause, jobs=jobs)

        yield made


@pytest.fixture
async def polite(make: Make) -> Politeness:
    return await make()


async def at_once(manners: Politeness, *urls: str) -> int:
    """Ask all of these together; return how many were under way at one moment."""
    running, most = 0, 0

    async def ask(url: str) -> None:
        nonlocal running, most
        async with manners.turn(url):
            running += 1
            most = max(most, running)
            for _ in range(5):
                await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*map(ask, urls))
    return most


# Turns


async def test_one_request_at_a_time_goes_to_a_host_and_a_pause_is_made_between(
    polite: Politeness, clock: Clock
) -> None:
    assert await at_once(polite, POST, "https://blog.example/two", "https://BLOG.example/three") == 1
    assert clock.slept == [0.5, 0.5]
    assert polite.width("blog.example") == 1


async def test_the_pause_counts_from_the_end_of_a_request(polite: Politeness, clock: Clock) -> None:
    async with polite.turn(POST):
        clock.now += 10
    clock.now += 0.2
    async with polite.turn(POST):
        pass
    assert clock.slept == [0.3]
    clock.now += 0.6
    async with polite.turn(POST):
        pass
    assert clock.slept == [0.3]


async def test_a_pause_is_made_after_a_request_that_failed_too(polite: Politeness, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError):
        async with polite.turn(POST):
            raise ZeroDivisionError
    async with polite.turn(POST):
        pass
    assert clock.slept == [0.5]


async def test_several_hosts_are_asked_at_once(polite: Politeness, clock: Clock) -> None:
    hosts = [f"https://{name}.example/" for name in "abc"]
    assert await at_once(polite, *hosts, "https://a.example:8443/", "http://a.example/") == 4
    assert clock.slept == [0.5]  # http and https of one host are one


async def test_who_gives_up_while_waiting_keeps_nobody_from_their_turn(polite: Politeness) -> None:
    async with polite.turn(POST):
        waiting = asyncio.create_task(at_once(polite, POST))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert await at_once(polite, POST) == 1


async def test_a_busy_host_is_held_and_no_other(polite: Politeness, clock: Clock) -> None:
    polite.hold(POST, 40)
    polite.hold(POST, 10)  # which says less than was said already
    async with polite.turn("https://other.example/"):
        pass
    assert clock.slept == []
    async with polite.turn("https://blog.example/two"):
        pass
    assert clock.slept == [40]


async def test_a_hold_that_comes_while_a_request_is_under_way_is_not_shortened_by_its_end(
    polite: Politeness, clock: Clock
) -> None:
    async with polite.turn(POST):
        polite.hold(POST, 30)
    async with polite.turn(POST):
        pass
    assert clock.slept == [30]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:80", "blog.localhost"])
async def test_this_machine_itself_needs_no_manners(make: Make, clock: Clock, host: str) -> None:
    manners = await make(jobs=3)
    assert await at_once(manners, *[f"http://{host}/{number}" for number in range(7)]) == 3
    assert clock.slept == []


async def test_a_delay_of_nothing_is_the_readers_word_that_no_host_needs_manners(make: Make, clock: Clock) -> None:
    manners = await make(pause=0, jobs=2)
    assert await at_once(manners, *[POST] * 5) == 2
    assert (manners.width("blog.example"), clock.slept) == (2, [])


# robots.txt


async def allowed(manners: Politeness, *urls: str) -> list[bool]:
    found = []
    for url in urls:
        try:
            await manners.check(url, named=True)
        except Disallowed:
            found.append(False)
        else:
            found.append(True)
    return found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("User-agent: *", "Disallow: /posts/"), [False, True]),
        (("User-agent: *", "Disallow: /"), [False, False]),
        (("User-agent: *", "Disallow:"), [True, True]),
        (("User-agent: *", "Disallow: /", "Allow: /posts/one"), [True, False]),
        (("User-agent: *", "Disallow: /*one$"), [False, True]),
        (("User-agent: blogreader", "Disallow: /posts/", "", "User-agent: *", "Disallow: /"), [False, True]),
        (("User-agent: *", "Disallow: /", "", "User-agent: BlogReader", "Allow: /"), [True, True]),
        (("User-agent: otherbot", "Disallow: /"), [True, True]),
        (("<!doctype html><title>Not found</title>",), [True, True]),
        (("\ufeffUser-agent: *", "Disallow: /posts/"), [False, True]),
        (("",), [True, True]),
    ],
)
async def test_what_a_robots_txt_asks_is_done(
    polite: Politeness, robots: Robots, lines: tuple[str, ...], expected: list[bool]
) -> None:
    robots.says(*lines)
    assert await allowed(polite, POST, "https://blog.example/about") == expected


async def test_what_is_closed_is_told_with_what_can_be_done(polite: Politeness, robots: Robots) -> None:
    robots.says("User-agent: *", "Disallow: /")
    with pytest.raises(Disallowed) as caught:
        await polite.check(POST, named=True)
    assert str(caught.value) == (
        "blog.example asks programs to skip this page (robots.txt); open the article to fetch it anyway."
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (404, True),
        (410, True),
        (401, True),  # RFC 9309, 2.3.1.3: "unavailable", which bars nothing
        (403, True),
        (429, True),
        (500, False),
        (502, False),
        (httpx.ConnectError("no way"), True),
        (b"\x89PNG\r\n\x1a\n", True),
        (b"User-agent: *\nDisallow: /\n" + b"# \n" * 400_000, True),
    ],
)
async def test_without_a_robots_txt_all_is_open_and_where_the_server_fails_all_is_closed(
    polite: Politeness, robots: Robots, answer: int | bytes | Exception, expected: bool
) -> None:
    match answer:
        case Exception():
            robots.answer = answer
        case int():
            robots.answer = lambda: reply("", answer)
        case bytes():
            robots.answer = lambda: reply(answer, content_type="text/plain")
    assert await allowed(polite, POST) == [expected]


async def test_a_robots_txt_of_the_size_that_must_be_read_is_read(polite: Politeness, robots: Robots) -> None:
    robots.says(*["# a remark of some length"] * 19_000, "User-agent: *", "Disallow: /")
    assert await allowed(polite, POST) == [False]


async def test_a_robots_txt_is_asked_for_once_for_many_pages_of_each_host(
    polite: Politeness, robots: Robots, clock: Clock
) -> None:
    robots.says("User-agent: *", "Disallow: /private")
    pages = [f"https://{host}.example/{number}?q=1#x" for number in range(5) for host in ("blog", "other")]
    await asyncio.gather(*(polite.check(page, named=True) for page in pages))
    await polite.check(POST, named=True)
    assert sorted(robots.asked) == ["https://blog.example/robots.txt", "https://other.example/robots.txt"]
    assert clock.slept == []
    async with polite.turn(POST):
        pass
    assert clock.slept == [0.5]  # the robots.txt was a request too


async def test_an_attempt_that_was_given_up_leaves_the_robots_txt_to_the_next(
    polite: Politeness, robots: Robots
) -> None:
    robots.says("User-agent: *", "Disallow: /")
    async with polite.turn(POST):
        waiting = asyncio.create_task(polite.check(POST, named=True))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert robots.asked == []
    assert await allowed(polite, POST) == [False]


@pytest.mark.parametrize(
    ("line", "pause"),
    [
        ("Crawl-delay: 3", 3),
        ("Crawl-delay: 2.5", 2.5),
        ("Crawl-delay: 0.1", 0.5),  # ours is longer
        ("Crawl-delay: 86400", 60),
        ("Crawl-delay: soon", 0.5),
        ("Crawl-delay: -5", 0.5),
        ("Crawl-delay: nan", 0.5),
        ("Crawl-delay: inf", 60),
    ],
)
async def test_the_crawl_delay_of_a_robots_txt_is_kept_within_bounds(
    polite: Politeness, robots: Robots, clock: Clock, line: str, pause: float
) -> None:
    robots.says("User-agent: *", line)
    await polite.check(POST, named=True)
    clock.now += 1000
    for _ in range(3):
        async with polite.turn(POST):
            pass
    assert clock.slept == [pause, pause]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:80"])
async def test_this_machine_itself_is_asked_without_a_crawl_delay_and_what_it_closes_stays_closed(
    polite: Politeness, robots: Robots, clock: Clock, host: str
) -> None:
    robots.says("User-agent: *", "Crawl-delay: 5", "Disallow: /private")
    assert await allowed(polite, f"http://{host}/one", f"http://{host}/private") == [True, False]
    for _ in range(3):
        async with polite.turn(f"http://{host}/one"):
            pass
    assert clock.slept == []
    polite.hold(f"http://{host}/one", 7)
    async with polite.turn(f"http://{host}/one"):
        pass
    assert clock.slept == [7]


async def test_a_robots_txt_inside_a_private_network_is_asked_for_as_the_page_would_be(
    monkeypatch: pytest.MonkeyPatch, polite: Politeness
) -> None:
    asked: list[tuple[str, bool]] = []

    async def get(url: str, *, named: bool, **_: object) -> object:
        asked.append((url, named))
        raise Disallowed("enough")

    monkeypatch.setattr(polite._fetcher, "get", get)
    await polite.check("http://nas.lan:8080/a", named=True)
    await polite.check("http://router.lan/a", named=False)
    assert asked == [("http://nas.lan:8080/robots.txt", True), ("http://router.lan/robots.txt", False)]
