"""A single GET: headers, timeouts, retries, redirects, and what each response means."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from blogreader import __version__
from blogreader.errors import (
    BadAddress,
    Busy,
    FetchError,
    HostNotFound,
    NotText,
    ServerFailed,
    TimedOut,
    TooManyRedirects,
    Unreachable,
)
from blogreader.fetch import body, responses, sniff
from blogreader.fetch.charset import as_utf_8, decode
from blogreader.fetch.error_mapping import translated
from blogreader.fetch.network import NAMED
from blogreader.model import FetchSettings, Packed, Page
from blogreader.text import clean_line
from blogreader.urls import authority_of, host_of, openable

_LOG = logging.getLogger(__name__)
_USUAL = FetchSettings()
_ACCEPT = "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"
_ACCEPT_HTML = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_ACCEPT_PICTURES = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/svg+xml;q=0.8, image/*;q=0.5"
_REDIRECTS = 10
_AT_HAND = 64
"""Addresses that are asked for at the same time."""
_ATTEMPTS = 3
_CONNECT_SECONDS = 10
_READ_SECONDS = 20
_HEADERS = ((b"Accept-Encoding", b"gzip"), (b"User-Agent", f"blogreader/{__version__}".encode()))
_REDIRECT_SECONDS = 0.5
_REFUSAL_SECONDS = 2.0
_SMALL_BODY = 20_000
"""Bytes of a redirect's body up to which it is read rather than the connection closed."""
_SHORT_PAGE = 100_000
"""Bytes that are decoded in the event loop, in about 2 ms: a thread costs more when others wait for it."""
_START_OF_REFUSAL = 60_000
"""Bytes of an error page that are searched for a check for humans."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The final response after redirects."""

    response: httpx.Response
    url: str
    data: bytes
    packed: Packed | None = None


class Fetcher:
    """Fetches pages and pictures over connections that its owner closes. Cancelling a fetch closes its own."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        *,
        seconds: float = _USUAL.seconds,
        largest_page: int = _USUAL.largest_page,
        largest_picture: int = _USUAL.largest_picture,
        pause: float = 0.5,
    ) -> None:
        """Create it; `seconds` limits a fetch including redirects and retries, with a `pause` between attempts.

        `largest` is in bytes, uncompressed.
        """
        self._seconds = seconds
        self._largest_page = largest_page
        self._largest_picture = largest_picture
        self._pause = pause
        # Not httpx's client: that understands every redirect before it is looked at, follows none of ours, and keeps
        # the cookies of one article for the next one's server.
        self._transport = transport
        timeout = httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS), read=min(seconds, _READ_SECONDS))
        self._timeout = timeout.as_dict()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        limit: int | None = None,
        html: bool = False,
        named: bool = True,
        data: bool = False,
    ) -> Page:
        """Fetch a page, or learn that it is not modified (`Page.not_modified`); raises FetchError.

        `named`: the reader, or their own index, names its host, so that it may be in a private network.
        `html`: the page as it looks in a browser is wanted, and not the author's Markdown. `data`: so are feeds,
        sitemaps and JSON, whatever their types, and what is packed in itself (`sitemap.xml.gz`).
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # As bytes: a server's ETag need not be ASCII, which httpx demands of text.
        headers = {name.encode(): value.encode("utf-8", "replace") for name, value in validators.items() if value}
        headers[b"Accept"] = (_ACCEPT_HTML if html else _ACCEPT).encode()
        trusted = authority_of(url) if named else None
        limit = limit or self._largest_page
        answer = await self._ask(url, headers, limit, trusted)
        response, host = answer.response, host_of(answer.url)
        if data and body.is_packed(answer.data):
            answer = replace(answer, data=await body.unpacked(answer.data, limit, host), packed=None)
        content_type, _, parameters = response.headers.get("content-type", "").partition(";")
        content_type = content_type.strip().lower()
        charset = sniff.charset(parameters)
        what = sniff.not_text(answer.data, "" if data else content_type, charset)
        if what is not None:
            raise NotText(f"{host} sent {what}, not a page with text.")
        if len(answer.data) <= _SHORT_PAGE and (quickly := as_utf_8(answer.data, charset)) is not None:
            text, is_challenge, is_utf_8 = quickly, responses.is_challenge(response, quickly), True
        else:  # guessing the charset takes a tenth of a second
            text, is_challenge, is_utf_8 = await asyncio.to_thread(_read, response, answer.data, charset)
        if is_challenge:
            raise responses.checks_for_humans(host)
        return Page(
            url=url,
            final_url=answer.url,
            content_type=content_type,
            text=text,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            not_modified=response.status_code == 304,
            packed=answer.packed if is_utf_8 else None,
        )

    async def picture(self, url: str, *, beside: str | None) -> tuple[bytes, str]:
        """Fetch a picture; return its bytes and its file extension; raises FetchError.

        `beside`: the address of its article, whose host the index names; None where that host may not be private.
        """
        trusted = authority_of(beside) if beside else None
        answer = await self._ask(url, {b"Accept": _ACCEPT_PICTURES.encode()}, self._largest_picture, trusted)
        extension = sniff.picture(answer.data)
        if extension is None:
            raise NotText(f"{host_of(answer.url)} did not send a picture.")
        return answer.data, extension

    async def _ask(self, url: str, headers: Mapping[bytes, bytes], limit: int, trusted: str | None) -> _Answer:
        """Send requests until there is a response, or a reason not to retry."""
        address = openable(url.partition("#")[0])
        if address is None or _understood(address) is None:
            raise BadAddress(f"{clean_line(url, 200)} is not a web address.")
        host = host_of(address)
        deadline = asyncio.get_running_loop().time() + self._seconds
        failure: FetchError | None = None
        try:
            async with asyncio.timeout_at(deadline):
                for attempt in range(1, _ATTEMPTS + 1):
                    try:
                        return await self._follow(address, headers, limit, trusted)
                    except (Unreachable, ServerFailed, Busy) as error:
                        failure = error
                        pause = self._pause_after(error, attempt)
                        if pause is None or asyncio.get_running_loop().time() + pause >= deadline:
                            raise
                    await asyncio.sleep(pause)
                raise AssertionError("the last attempt ends in an answer or an error")
        except TimeoutError as error:
            seconds = "1 second" if self._seconds == 1 else f"{self._seconds:g} seconds"
            # An earlier response says more than that there was no time to retry.
            raise failure or TimedOut(f"{host} did not finish within {seconds}.") from error

    def _pause_after(self, error: FetchError, attempt: int) -> float | None:
        """Return the seconds to wait before another attempt; None: there is none."""
        if attempt == _ATTEMPTS or isinstance(error, HostNotFound):
            return None
        # Exponential backoff, with jitter.
        pause = self._pause * float(2 ** (attempt - 1)) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        if not isinstance(error, Busy) or error.retry_after is None:
            return pause
        return max(pause, error.retry_after) if error.retry_after <= responses.LONGEST_WAIT else None

    async def _follow(self, address: str, headers: Mapping[bytes, bytes], limit: int, trusted: str | None) -> _Answer:
        """Follow redirects to the end; every hop is checked."""
        cookies: httpx.Cookies | None = None
        """What was set on the way; most addresses lead nowhere else."""
        seen: set[tuple[str, str | None]] = set()
        while True:
            host = host_of(address)
            request = httpx.Request(
                "GET",
                _understood(address) or address,
                headers=[*_HEADERS, *headers.items()],
                extensions={"timeout": self._timeout, NAMED: trusted is not None and authority_of(address) == trusted},
            )
            if cookies is not None:
                cookies.set_cookie_header(request)
            step = (address, request.headers.get("cookie"))
            if step in seen:
                raise TooManyRedirects(f"{host} redirects in a loop.")
            if len(seen) > _REDIRECTS:
                raise TooManyRedirects(f"{host} redirected more than {_REDIRECTS} times.")
            seen.add(step)
            async with translated(address), self._answer(request) as response:
                location = response.headers.get("location", "").strip()
                if response.status_code not in responses.REDIRECTS or not location:
                    read = await _data(response, limit, host, known=_is_known(headers))
                    return _Answer(response, address, read.data, read.packed)
                cookies = httpx.Cookies() if cookies is None else cookies
                cookies.extract_cookies(response)
                await _read_to_the_end(response)
            address = _checked(address, location, host)

    @asynccontextmanager
    async def _answer(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        response = await self._transport.handle_async_request(request)
        response.request = request
        _LOG.info("GET %s: %d", request.url, response.status_code)
        try:
            yield response
        finally:
            await response.aclose()


def _read(response: httpx.Response, data: bytes, charset: str | None) -> tuple[str, bool, bool]:
    """Return the text of a page, whether it is only a check for humans, and whether it is the same bytes in UTF-8."""
    text = as_utf_8(data, charset)
    is_utf_8 = text is not None
    if text is None:
        text = decode(data, charset)
    return text, responses.is_challenge(response, text), is_utf_8


def _is_known(headers: Mapping[bytes, bytes]) -> bool:
    """Return whether the request was conditional, so that a 304 is valid."""
    return b"If-None-Match" in headers or b"If-Modified-Since" in headers


async def _data(response: httpx.Response, limit: int, host: str, *, known: bool) -> body.Read:
    if response.status_code == 304 and known:
        return body.Read(b"")
    if response.status_code in (200, 203):
        return await body.read(response, limit, host)
    start = ""
    with suppress(FetchError, httpx.TransportError, TimeoutError):  # the status already says what is wrong
        async with asyncio.timeout(_REFUSAL_SECONDS):
            start = (await body.read(response, _START_OF_REFUSAL, host)).data.decode("utf-8", "replace")
    raise responses.refusal(response, start, host)


async def _read_to_the_end(response: httpx.Response) -> None:
    """Read the small body of a redirect, so that its connection can be reused; on failure it is closed."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 6 and int(length) <= _SMALL_BODY:
        with suppress(TimeoutError, httpx.TransportError):
            async with asyncio.timeout(_REDIRECT_SECONDS):
                async for _ in response.aiter_raw():
                    pass


def _checked(address: str, location: str, host: str) -> str:
    """Return the target of a redirect; raises BadAddress for one that may not be followed."""
    try:
        joined = urldefrag(urljoin(address, location))[0]
        secret = "@" in urlsplit(joined).netloc
    except ValueError as error:
        raise BadAddress(f"{host} redirects to an address that can't be fetched.") from error
    target = openable(joined)
    if target is None or _understood(target) is None:
        raise BadAddress(f"{host} redirects to an address that can't be fetched.")
    if secret:
        raise BadAddress(f"{host} redirects to an address that contains a user name and password; it was not followed.")
    return target


@lru_cache(_AT_HAND)
def _understood(address: str) -> httpx.URL | None:
    """Return the address as httpx parses it, which takes a tenth of a millisecond; None: httpx refuses it.

    It refuses 65 KB of address, and an `xn--` host that decodes to nothing.
    """
    try:
        url = httpx.URL(address)
        has_host = bool(url.host)
    except (httpx.InvalidURL, UnicodeError):
        return None
    return url if has_host else None
