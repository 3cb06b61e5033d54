"""Servers that take their time, or all of it."""

from __future__ import annotations

from tests.misbehaving import sentences, wire
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import CONNECTED, Visit
from tests.misbehaving.wire import answer, head

_PAGE = PAGE.encode()
_EVERY_SECONDS = 0.02


async def _slow_head(visit: Visit) -> None:
    for byte in answer(_PAGE, X_Long="words " * 1_000):
        await visit.send(bytes([byte]))
        await visit.pause(_EVERY_SECONDS)


async def _slow_headers(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await visit.send(b"X: words\r\n")
        await visit.pause(_EVERY_SECONDS)


async def _drip(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Content-Length: 100000"))
    while True:
        await visit.send(b".")
        await visit.pause(_EVERY_SECONDS)


async def _drip_in_chunks(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Transfer-Encoding: chunked"))
    while True:
        await visit.send(b"1\r\n.\r\n")
        await visit.pause(_EVERY_SECONDS)


async def _drip_of_gzip(visit: Visit) -> None:
    """Bytes that unpack to nothing: the header of a gzip file with a name without an end (RFC 1952, FNAME)."""
    await visit.send(head("Content-Type: text/html", "Content-Encoding: gzip", "Connection: close"))
    await visit.send(b"\x1f\x8b\x08\x08\0\0\0\0\0\x03")
    while True:
        await visit.send(b"n")
        await visit.pause(_EVERY_SECONDS)


async def _drip_of_an_error(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Content-Length: 100000", status="404 Not Found"))
    await visit.stall()


async def _drip_of_continues(visit: Visit) -> None:
    while True:
        await visit.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await visit.pause(_EVERY_SECONDS)


async def _stall_before_head(visit: Visit) -> None:
    await visit.stall()


async def _stall_in_head(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: te")
    await visit.stall()


async def _stall_after_head(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Content-Length: 1000"))
    await visit.stall()


async def _stall_in_body(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Content-Length: 1000"), _PAGE)
    await visit.stall()


async def _stall_before_last_chunk(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Transfer-Encoding: chunked"), wire.chunk(_PAGE))
    await visit.stall()


async def _stall_at_the_end(visit: Visit) -> None:
    await visit.send(answer(_PAGE, Connection="keep-alive"))
    await visit.stall()


async def _slow_to_the_end(visit: Visit) -> None:
    page = answer(_PAGE)
    for at in range(0, len(page), 20):
        await visit.send(page[at : at + 20])
        await visit.pause(_EVERY_SECONDS)


async def _redirects_without_haste(visit: Visit) -> None:
    """Each answer is in time; all of them together are not."""
    await visit.pause(0.4)
    await visit.send(wire.moved(f"/{visit.path.count('x') * 'x'}x"))


async def _failing_without_haste(visit: Visit) -> None:
    await visit.pause(0.6)
    await visit.send(answer(b"", "500 Internal Server Error"))


def _late(name: str, deed: object, seconds: float = 1.0) -> Case:
    assert callable(deed)
    return Case(name, deed, "TimedOut", sentences.NOT_FINISHED, seconds=seconds)


CASES = (
    _late("a head that comes byte by byte", _slow_head),
    _late("headers that come one by one without an end", _slow_headers),
    _late("a body that comes byte by byte", _drip),
    _late("chunks that come byte by byte", _drip_in_chunks),
    _late("a packed body that comes byte by byte and means nothing", _drip_of_gzip),
    _late("100 Continue now and then", _drip_of_continues),
    _late("silence before the head", _stall_before_head),
    _late("silence in the head", _stall_in_head),
    _late("silence after the head", _stall_after_head),
    _late("silence in the body", _stall_in_body),
    _late("silence before the last chunk", _stall_before_last_chunk),
    _late("redirects that come slowly and lead on and on", _redirects_without_haste),
    Case(
        "silence in TLS",
        {CONNECTED: _stall_before_head},
        "TimedOut",
        sentences.NOT_FINISHED,
        seconds=1,
        start="https://127.0.0.1:{port}/",
    ),
    Case(
        "failures that come slowly, so that three of them do not fit",
        _failing_without_haste,
        "ServerFailed",
        sentences.status(sentences.FAILED, 500),
        seconds=1,
    ),
    # What was wanted is there already.
    Case(
        "silence in the body of an error",
        _drip_of_an_error,
        "Gone",
        sentences.status(sentences.GONE, 404),
    ),
    Case("silence after the page", _stall_at_the_end),
    Case("a page that comes slowly, but in time", _slow_to_the_end),
)
