"""A request step by step, at the edge of the network: what is tried again, where redirects lead, and what is a page."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from blogreader.errors import (
    BadAddress,
    Busy,
    ChecksForHumans,
    FetchError,
    Gone,
    HostNotFound,
    NotText,
    ServerFailed,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from blogreader.fetch import Fetcher
from blogreader.fetch.network import NAMED
from tests.answering import Web, reply

URL, OTHER = "https://n.example/a", "https://other.example/b"
PAGE = "<!doctype html><p>Words."


class Asked(Web):
    """A web that keeps the requests, and answers each address in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[httpx.Request] = []
        self.said: dict[str, list[httpx.Response | Exception]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if answers := self.said.get(str(request.url)):
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return await super().handle_async_request(request)

    @property
    def named(self) -> list[bool]:
        """Whether each host could have been private."""
        return [request.extensions[NAMED] for request in self.requests]


@pytest.fixture
def web() -> Asked:
    return Asked()


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses, which nobody waits for."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr("random.uniform", lambda _, most: most)
    return pauses


def made(web: Web, **options: Any) -> Fetcher:
    return Fetcher(web, **{"pause": 0.5, **options})


# Again


@pytest.mark.parametrize(
    ("failure", "kind", "pauses"),
    [
        (httpx.ConnectError("no route"), Unreachable, [0.5, 1.0]),
        (500, ServerFailed, [0.5, 1.0]),
        (503, Busy, [0.5, 1.0]),
        (HostNotFound("n.example can't be found."), HostNotFound, []),
        (404, Gone, []),
    ],
)
async def test_what_may_pass_is_tried_three_times_with_pauses_that_grow(
    web: Asked, slept: list[float], failure: Exception | int, kind: type[FetchError], pauses: list[float]
) -> None:
    web.pages[URL] = failure if isinstance(failure, Exception) else lambda _: reply("No.", failure)
    with pytest.raises(kind):
        await made(web).get(URL)
    assert (slept, len(web.requests)) == (pauses, len(pauses) + 1)


@pytest.mark.parametrize(
    ("after", "pauses"),
    [("0", [0.5, 1.0]), ("1", [1.0, 1.0]), ("2", [2.0, 2.0]), ("120", [120.0, 120.0]), ("121", []), (None, [0.5, 1.0])],
)
async def test_a_busy_server_is_waited_for_up_to_two_minutes(
    web: Asked, slept: list[float], after: str | None, pauses: list[float]
) -> None:
    web.put(URL, "No.", 503, **({"Retry_After": after} if after else {}))
    with pytest.raises(Busy) as caught:
        await made(web, seconds=300).get(URL)
    assert slept == pauses
    assert caught.value.retry_after == (float(after) if after else None)


async def test_where_there_is_no_time_for_another_attempt_the_failure_is_told_at_once(
    web: Asked, slept: list[float]
) -> None:
    web.put(URL, "No.", 503, Retry_After="30")
    with pytest.raises(Busy):
        await made(web, seconds=20).get(URL)
    assert slept == []


async def test_what_comes_at_last_is_the_page(web: Asked, slept: list[float]) -> None:
    web.said[URL] = [httpx.ConnectError("no route"), reply("No.", 500), reply(PAGE)]
    assert (await made(web, pause=0.1).get(URL)).text == PAGE
    assert slept == [0.1, 0.2]


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 second"), (2, "2 seconds"), (0.5, "0.5 seconds"), (30.0, "30 seconds")]
)
async def test_a_page_that_takes_too_long_is_told_with_its_time(web: Asked, seconds: float, said: str) -> None:
    web.pages[URL] = TimeoutError()
    with pytest.raises(TimedOut) as caught:
        await made(web, seconds=seconds).get(URL)
    assert str(caught.value) == f"n.example did not finish within {said}."
    # An answer that came before says more.
    web.said[URL] = [reply("No.", 500)]
    with pytest.raises(ServerFailed):
        await made(web, seconds=seconds, pause=0.0).get(URL)


@pytest.mark.parametrize(("seconds", "connect", "read"), [(5, 5, 5), (15, 10, 15), (30, 10, 20)])
async def test_of_the_time_for_a_page_a_connection_and_a_pause_of_the_server_may_take_a_part(
    web: Asked, seconds: float, connect: float, read: float
) -> None:
    web.put(URL, PAGE)
    await made(web, seconds=seconds).get(URL)
    [request] = web.requests
    assert request.extensions["timeout"] == {"connect": connect, "read": read, "write": seconds, "pool": seconds}


class Closable(httpx.AsyncByteStream):
    """A body that says whether its connection was closed."""

    def __init__(self, body: bytes = b"") -> None:
        self._body, self.is_closed, self.is_read = body, False, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body
        self.is_read = True

    async def aclose(self) -> None:
        self.is_closed = True


async def test_every_answer_is_closed_whatever_comes_of_it(web: Asked) -> None:
    streams = [Closable(), Closable(b"%PDF-1.7")]
    for stream, url, status in zip(streams, (URL, OTHER), (302, 200), strict=True):
        web.said[url] = [httpx.Response(status, headers={"Location": OTHER, "Content-Length": "9"}, stream=stream)]
    with pytest.raises(NotText):
        await made(web).get(URL)
    assert [stream.is_closed for stream in streams] == [True, True]


@pytest.mark.parametrize(
    ("length", "is_read"),
    [
        ("0", True),
        ("20000", True),
        ("20001", False),
        ("100000", False),
        ("9" * 5_000, False),
        ("-1", False),
        ("x", False),
    ],
)
async def test_a_redirect_that_says_that_it_is_short_is_read_so_that_its_connection_can_be_used_again(
    web: Asked, length: str, is_read: bool
) -> None:
    stream = Closable()
    web.said[URL] = [httpx.Response(302, headers={"Location": OTHER, "Content-Length": length}, stream=stream)]
    web.put(OTHER, PAGE)
    await made(web).get(URL)
    assert (stream.is_read, stream.is_closed) == (is_read, True)


# Redirects


def moved(to: str, status: int = 302, body: bytes = b"", **headers: str) -> httpx.Response:
    return reply(body, status, Location=to, **headers)


@pytest.mark.parametrize(("number", "is_followed"), [(10, True), (11, False)])
async def test_ten_redirects_are_followed(web: Asked, number: int, is_followed: bool) -> None:
    for at in range(number):
        web.said[f"{URL}/{at}"] = [moved(f"{URL}/{at + 1}")]
    web.put(f"{URL}/{number}", PAGE)
    if is_followed:
        assert (await made(web).get(f"{URL}/0")).final_url == f"{URL}/{number}"
    else:
        with pytest.raises(TooManyRedirects, match=r"n\.example redirected more than 10 times\."):
            await made(web).get(f"{URL}/0")


async def test_a_redirect_to_itself_is_followed_only_if_a_cookie_was_set(web: Asked) -> None:
    web.said[URL] = [moved(URL, Set_Cookie="seen=1"), reply(PAGE)]
    assert (await made(web).get(URL)).text == PAGE
    assert [request.headers.get("cookie") for request in web.requests] == [None, "seen=1"]
    web.said[URL] = [moved(URL), reply(PAGE)]
    with pytest.raises(TooManyRedirects, match=r"n\.example redirects in a loop\."):
        await made(web).get(URL)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://ada:secret@n.example/b", "contains a user name and password; it was not followed"),
        ("https://[", "an address that can't be fetched"),
        ("ftp://n.example/", "an address that can't be fetched"),
        ("https://xn--a.example:99999999/", "an address that can't be fetched"),
    ],
)
async def test_a_redirect_that_may_not_be_followed_is_told(web: Asked, target: str, said: str) -> None:
    web.said[URL] = [moved(target)]
    with pytest.raises(BadAddress, match=said):
        await made(web).get(URL)
    assert len(web.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_each_hop_is_named_by_itself_and_fragments_are_left_out(web: Asked, status: int) -> None:
    web.said[URL] = [moved(f"{OTHER}#part", status)]
    web.said[OTHER] = [moved("https://n.example/c", status, b"x" * 30_000)]
    web.put("https://n.example/c", PAGE)
    page = await made(web).get(f"{URL}#top")
    assert (page.url, page.final_url, web.named) == (f"{URL}#top", "https://n.example/c", [True, False, True])
    web.requests.clear()
    web.put("https://n.example/c", PAGE)
    await made(web).get("https://n.example/c", named=False)
    assert web.named == [False]


async def test_a_redirect_that_names_no_place_is_no_page(web: Asked) -> None:
    web.put(URL, PAGE, 302)
    with pytest.raises(FetchError, match=r"something other than a page \(302\)"):
        await made(web).get(URL)


# What is asked for, and what comes


@pytest.mark.parametrize(
    ("options", "headers"),
    [
        (
            {},
            {"accept": "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"},
        ),
        ({"html": True}, {"accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"}),
        ({"etag": 'W/"é"'}, {"if-none-match": 'W/"é"'}),
        ({"last_modified": "Monday"}, {"if-modified-since": "Monday"}),
    ],
)
async def test_a_request_says_what_is_wanted(web: Asked, options: dict[str, Any], headers: dict[str, str]) -> None:
    web.put(URL, PAGE)
    await made(web).get(URL, **options)
    sent = {name.decode().lower(): value.decode() for name, value in web.requests[0].headers.raw}
    assert {name: sent[name] for name in headers} == headers
    assert sent["accept-encoding"] == "gzip"
    assert ("if-none-match" in sent) is ("etag" in options)
    assert ("if-modified-since" in sent) is ("last_modified" in options)


async def test_only_who_has_a_page_is_told_that_it_is_not_modified(web: Asked) -> None:
    web.put(URL, "", 304, ETag='"1"', Last_Modified="Monday")
    for options in ({"etag": '"1"'}, {"last_modified": "Monday"}):
        page = await made(web).get(URL, **options)  # type: ignore[arg-type]
        assert (page.not_modified, page.text, page.etag, page.last_modified) == (True, "", '"1"', "Monday")
    with pytest.raises(FetchError, match="304"):
        await made(web).get(URL)


@pytest.mark.parametrize("padding", [0, 100_000])
@pytest.mark.parametrize(("mitigated", "kind"), [("", None), ("challenge", ChecksForHumans)], ids=["page", "check"])
async def test_a_page_of_any_length_is_decoded_and_may_be_a_check(
    web: Asked, padding: int, mitigated: str, kind: type[FetchError] | None
) -> None:
    text = f"{PAGE} Grüße. {'x' * padding}"
    web.put(URL, text.encode("latin-1"), content_type=" Text/HTML ; charset=ISO-8859-1", cf_mitigated=mitigated)
    if kind:
        with pytest.raises(kind):
            await made(web).get(URL)
        return
    page = await made(web).get(URL)
    assert (page.text, page.content_type, page.not_modified, page.packed) == (text, "text/html", False, None)


@pytest.mark.parametrize(("length", "is_read"), [(1_000, True), (1_001, False)])
async def test_limits_are_those_of_a_page_a_picture_or_a_request(web: Asked, length: int, is_read: bool) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    web.pages[URL] = lambda _: reply(b"x" * length, content_type="text/plain")
    web.pages[OTHER] = lambda _: reply(png + bytes(length - len(png)), content_type="image/png")
    asks: list[Callable[[], Any]] = [
        lambda: made(web, largest_page=1_000).get(URL),
        lambda: made(web, largest_page=5).get(URL, limit=1_000),
        lambda: made(web, largest_picture=1_000).picture(OTHER, beside=None),
    ]
    for ask in asks:
        if is_read:
            await ask()
        else:
            with pytest.raises(TooLarge):
                await ask()


async def test_a_picture_is_what_browsers_show_and_may_be_private_beside_its_article(web: Asked) -> None:
    web.put(URL, b"GIF89a\1\0", content_type="text/html")
    assert await made(web).picture(URL, beside="https://n.example/post") == (b"GIF89a\1\0", "gif")
    assert await made(web).picture(URL, beside="https://other.example/post") == (b"GIF89a\1\0", "gif")
    assert await made(web).picture(URL, beside=None) == (b"GIF89a\1\0", "gif")
    assert web.named == [True, False, False]
    wanted = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/svg+xml;q=0.8, image/*;q=0.5"
    assert [request.headers["accept"] for request in web.requests] == [wanted] * 3
    web.put(URL, PAGE)
    with pytest.raises(NotText, match=r"n\.example did not send a picture\."):
        await made(web).picture(URL, beside=None)


async def test_data_is_read_whatever_its_type_and_if_it_is_packed_in_itself(web: Asked) -> None:
    web.put(URL, b'{"a": 1}', content_type="application/json")
    assert (await made(web).get(URL, data=True)).text == '{"a": 1}'
    with pytest.raises(NotText, match="application/json"):
        await made(web).get(URL)
    web.put(URL, gzip.compress(b"<urlset>"), content_type="application/gzip")
    assert (await made(web).get(URL, data=True)).text == "<urlset>"
    twice = gzip.compress(gzip.compress(b"<urlset>", mtime=0), mtime=0)
    for length in (len(twice), 60_000):  # read at once, or in a thread
        web.put(URL, twice, Content_Encoding="gzip", Content_Length=str(length))
        page = await made(web).get(URL, data=True)
        assert (page.text, page.packed) == ("<urlset>", None)
    web.put(URL, gzip.compress(b"<urlset>"), content_type="application/gzip")
    with pytest.raises(NotText, match="a compressed file"):
        await made(web).get(URL)


@pytest.mark.parametrize("url", ["", "n.example", "mailto:a@n.example", "https://", "https://[", "http://n.example:x/"])
async def test_what_is_no_address_is_not_asked_for(web: Asked, url: str) -> None:
    with pytest.raises(BadAddress, match="is not a web address"):
        await made(web).get(url)
    assert web.requests == []


async def test_an_error_page_may_be_a_check_for_humans(web: Asked) -> None:
    web.put(URL, "<title>Just a moment...</title>", 403)
    with pytest.raises(ChecksForHumans):
        await made(web).get(URL)
    web.put(URL, "<p>No." + "x" * 60_000 + "<title>Just a moment...</title>", 403)
    with pytest.raises(FetchError, match=r"does not show this page to everyone \(403\)"):
        await made(web).get(URL)
