"""One GET: what is asked for, how long, and what every answer means."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType

import httpx

from blogreader import __version__
from blogreader.errors import (
    BadAddress,
    Busy,
    FetchError,
    Gone,
    NeedsLogin,
    NotText,
    Refused,
    SecureConnectionFailed,
    ServerFailed,
    TimedOut,
    TooManyRedirects,
    Unreachable,
)
from blogreader.fetch import body
from blogreader.fetch.charset import decode
from blogreader.model import Page
from blogreader.text import clean_line
from blogreader.urls import host_of, openable

LARGEST_PAGE = 10_000_000
"""Bytes, unpacked."""
_ACCEPT = "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"
_TEXT_TYPES = {"", "application/xhtml+xml", "application/xml", "application/octet-stream"}
# What begins like this is no page, whatever its headers say.
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a packed file",
}
_REDIRECTS = 10


class Fetcher:
    """Fetches pages; an asynchronous context manager. Cancelling a fetch closes its connection."""

    def __init__(self, *, seconds: float = 30, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._seconds = seconds
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(seconds, connect=min(seconds, 10)),
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            event_hooks={"request": [_check_request]},
            headers={
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip",
                "User-Agent": f"blogreader/{__version__}",
            },
        )

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, limit: int = LARGEST_PAGE
    ) -> Page:
        """Fetch a page, or learn that it is not modified (`Page.not_modified`); raises FetchError."""
        address = openable(url)
        if address is None or not _is_understood(address):
            raise BadAddress(f"{clean_line(url, 200)} is not a web address.")
        host = host_of(address)
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # As bytes: what a server sent as an ETag need not be ASCII, which httpx insists on for text.
        headers = [(name.encode(), value.encode("utf-8", "replace")) for name, value in validators.items() if value]
        async with _translated(host, self._seconds), asyncio.timeout(self._seconds):
            # A cookie of one article is no business of the next one's server.
            self._client.cookies.clear()
            async with self._client.stream("GET", address, headers=headers) as response:
                _check(response, host)
                content_type, _, parameters = response.headers.get("content-type", "").partition(";")
                content_type = content_type.strip().lower()
                data = b"" if response.status_code == 304 else await body.read(response, limit, host)
                return Page(
                    url=url,
                    final_url=str(response.url),
                    content_type=content_type,
                    text=_text(data, content_type, parameters, host),
                    etag=response.headers.get("etag"),
                    last_modified=response.headers.get("last-modified"),
                    not_modified=response.status_code == 304,
                )


@asynccontextmanager
async def _translated(host: str, seconds: float) -> AsyncIterator[None]:
    """Turn what httpx and the layers below it raise into our errors."""
    try:
        yield
    except TimeoutError as error:
        raise TimedOut(f"{host} did not finish within {seconds:g} seconds.") from error
    except httpx.TimeoutException as error:
        raise TimedOut(f"{host} did not answer in time.") from error
    except httpx.TooManyRedirects as error:
        raise TooManyRedirects(f"{host} sends from one address to the next, {_REDIRECTS} times and on.") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:  # of idna: a host like `xn--x`
        raise BadAddress(f"{host} sends to an address that can't be fetched.") from error
    except httpx.ConnectError as error:
        if _caused_by(error, ssl.SSLError):
            raise SecureConnectionFailed(f"{host} could not prove who it is (TLS).") from error
        raise Unreachable(f"{host} can't be reached: no network, no such host, or nobody answers there.") from error
    except httpx.TransportError as error:
        raise Unreachable(f"The connection to {host} broke.") from error


def _is_understood(address: str) -> bool:
    """Tell whether httpx takes the address: not one of 65 KB, nor one whose `xn--` host decodes to nothing."""
    try:
        return bool(httpx.URL(address).host)
    except (httpx.InvalidURL, UnicodeError):
        return False


async def _check_request(request: httpx.Request) -> None:
    """Hold every redirect to the rule for addresses, before a port like 99999 gets down to the socket."""
    if openable(str(request.url)) is None:
        raise httpx.InvalidURL("not a web address")


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def _check(response: httpx.Response, host: str) -> None:
    status = response.status_code
    if status in (200, 203, 304):
        return
    kind: type[FetchError]
    match status:
        case 404 | 410:
            kind, sentence = Gone, f"{host} says that this page is gone ({status})."
        case 401 | 402 | 403 | 451:
            kind, sentence = NeedsLogin, f"{host} does not show this page to everyone ({status})."
        case 429 | 503:
            kind, sentence = Busy, f"{host} is busy ({status}); try again later."
        case _ if status >= 500:
            kind, sentence = ServerFailed, f"{host} failed to answer ({status}); try again later."
        case _:
            kind, sentence = Refused, f"{host} answered with something else than a page ({status})."
    raise kind(sentence)


def _text(data: bytes, content_type: str, parameters: str, host: str) -> str:
    what = next((name for signature, name in _SIGNATURES.items() if data.startswith(signature)), None)
    if what is None and content_type not in _TEXT_TYPES and not content_type.startswith("text/"):
        what = clean_line(content_type, 60)
    if what is None and b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "a file of bytes"
    if what is not None:
        raise NotText(f"{host} sent {what}, not a page with text.")
    charset = next(
        (
            value.strip(" \"'")
            for name, _, value in (parameter.partition("=") for parameter in parameters.split(";"))
            if name.strip().lower() == "charset"
        ),
        None,
    )
    return decode(data, charset)
