"""Answers whose head or whose end is not where it should be."""

from __future__ import annotations

from tests.misbehaving import sentences, wire
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import CONNECTED, Visit
from tests.misbehaving.wire import answer, chunk, head

_NOBODYS_PORT = 1
_PAGE = PAGE.encode()
_CHUNKED = head("Content-Type: text/html", "Transfer-Encoding: chunked", "Connection: close")
_TYPED = head("Content-Type: text/html", "Connection: close")
_HALF = len(_PAGE) // 2


async def _endless(visit: Visit) -> None:
    await visit.send(_TYPED)
    while True:
        await visit.send(b"<p>words and words</p>" * 1_000)


async def _endless_chunks(visit: Visit) -> None:
    await visit.send(_CHUNKED)
    while True:
        await visit.send(chunk(b"<p>words and words</p>" * 1_000))


async def _endless_small_chunks(visit: Visit) -> None:
    await visit.send(_CHUNKED)
    while True:
        await visit.send(chunk(b"w") * 10_000)


async def _endless_extension(visit: Visit) -> None:
    await visit.send(_CHUNKED, b"5;")
    while True:
        await visit.send(b"x" * 50_000)


async def _endless_trailer(visit: Visit) -> None:
    await visit.send(_CHUNKED, chunk(_PAGE), b"0\r\n")
    while True:
        await visit.send(b"X-Trailer: words\r\n" * 1_000)


async def _endless_header(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        await visit.send(b"x" * 50_000)


async def _endless_headers(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while True:
        await visit.send(b"".join(b"X-%d: words\r\n" % (number + more) for more in range(1_000)))
        number += 1_000


async def _endless_status_line(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 ")
    while True:
        await visit.send(b"O" * 50_000)


async def _endless_continues(visit: Visit) -> None:
    while True:
        await visit.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)


async def _endless_hints(visit: Visit) -> None:
    while True:
        await visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 500)


async def _ten_gigabytes_announced(visit: Visit) -> None:
    await visit.send(head("Content-Type: text/html", "Content-Length: 10000000000"), _PAGE)
    await visit.stall()


async def _reset_before_head(visit: Visit) -> None:
    visit.reset()


async def _reset_in_head(visit: Visit) -> None:
    await visit.send(b"HTTP/1.1 200 OK\r\nContent-Ty")
    visit.reset()


async def _reset_in_body(visit: Visit) -> None:
    await visit.send(answer(_PAGE, Content_Length="100000"))
    visit.reset()


async def _close_at_once(visit: Visit) -> None:
    """Say nothing at all, but listen: to close with something unread would be a reset."""
    visit.writer.write_eof()
    await visit.stall()


async def _ssh(visit: Visit) -> None:
    await visit.send(b"SSH-2.0-OpenSSH_9.6\r\n")
    await visit.reader.readuntil(b"\r\n\r\n")
    await visit.send(b"Invalid SSH identification string.\r\n")


async def _mail(visit: Visit) -> None:
    await visit.send(b"220 mail.example.org ESMTP\r\n")
    await visit.reader.readuntil(b"\r\n\r\n")
    await visit.send(b"221 2.7.0 Error: I can break rules, too. Goodbye.\r\n")


async def _once_then_close(visit: Visit) -> None:
    await visit.send(wire.answer(_PAGE, Connection="keep-alive"))


async def _first_reset_then_page(visit: Visit) -> None:
    if visit.number == 1:
        visit.reset()
    else:
        await visit.send(answer(_PAGE))


async def _long_body(visit: Visit) -> None:
    await visit.send(answer(_PAGE + b"and more " * 1_000, Content_Length=str(len(_PAGE)), Connection="keep-alive"))


CASES = (
    # Bodies
    Case("a body without an end", _endless, "TooLarge", sentences.TOO_LARGE),
    Case("chunks without an end", _endless_chunks, "TooLarge", sentences.TOO_LARGE),
    Case(
        "chunks of a byte without an end",
        _endless_small_chunks,
        "TimedOut",
        sentences.NOT_FINISHED,
        seconds=1,
    ),
    Case("ten gigabytes announced", _ten_gigabytes_announced, "TooLarge", sentences.TOO_LARGE),
    Case("a body shorter than announced", answer(_PAGE, Content_Length="1000"), "CutOff", sentences.BROKE_OFF),
    Case("no body where one was announced", answer(b"", Content_Length="1000"), "CutOff", sentences.BROKE_OFF),
    Case("a body longer than announced", _long_body),
    Case("a length that is not a number", answer(_PAGE, Content_Length="many"), "CutOff", sentences.NO_WEB_SERVER),
    Case("a length below nothing", answer(_PAGE, Content_Length="-5"), "CutOff", sentences.NO_WEB_SERVER),
    Case(
        "two lengths",
        head("Content-Type: text/html", "Content-Length: 10", f"Content-Length: {len(_PAGE)}", "Connection: close")
        + _PAGE,
        "CutOff",
        sentences.NO_WEB_SERVER,
    ),
    Case(
        "one length said twice",
        head("Content-Type: text/html", *[f"Content-Length: {len(_PAGE)}"] * 2, "Connection: close") + _PAGE,
    ),
    Case(
        "a length and chunks",
        head("Content-Type: text/html", "Content-Length: 10", "Transfer-Encoding: chunked") + chunk(_PAGE) + chunk(b""),
    ),
    Case("a page until the connection closes", _TYPED + _PAGE),
    Case("a page in chunks", _CHUNKED + chunk(_PAGE[:_HALF]) + chunk(_PAGE[_HALF:]) + chunk(b"")),
    Case(
        "a page in chunks of a byte",
        _CHUNKED + b"".join(chunk(_PAGE[at : at + 1]) for at in range(len(_PAGE))) + chunk(b""),
    ),
    Case(
        "a page in chunks with extensions and trailers", _CHUNKED + b"5;a=b\r\nwords\r\n0\r\nX: y\r\n\r\n", text="words"
    ),
    Case("chunks that are cut between two", _CHUNKED + chunk(_PAGE[:_HALF]), "CutOff", sentences.BROKE_OFF),
    Case("a chunk that is cut", _CHUNKED + chunk(_PAGE)[:_HALF], "CutOff", sentences.BROKE_OFF),
    Case("a chunk whose size is not a number", _CHUNKED + b"zz\r\nwords\r\n0\r\n\r\n", "CutOff", sentences.BROKE_OFF),
    Case(
        "a chunk of sixteen exabytes",
        _CHUNKED + b"FFFFFFFFFFFFFFFF\r\n" + _PAGE,
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case("a chunk longer than it says", _CHUNKED + b"3\r\nwords\r\n0\r\n\r\n", "CutOff", sentences.BROKE_OFF),
    Case("a chunk with an extension without an end", _endless_extension, "CutOff", sentences.BROKE_OFF),
    Case("trailers without an end", _endless_trailer, "CutOff", sentences.BROKE_OFF),
    Case(
        "an encoding of the transfer that nobody knows",
        head("Content-Type: text/html", "Transfer-Encoding: x-own", "Connection: close") + _PAGE,
        "CutOff",
        sentences.NO_WEB_SERVER,
    ),
    # Heads
    Case("a header of 200 kB", head("X-Long: " + "x" * 200_000) + _PAGE, "CutOff", sentences.NO_WEB_SERVER),
    Case("a header without an end", _endless_header, "CutOff", sentences.NO_WEB_SERVER),
    Case("ten thousand headers", head(*["X: words and words"] * 10_000) + _PAGE, "CutOff", sentences.NO_WEB_SERVER),
    Case("headers without an end", _endless_headers, "CutOff", sentences.NO_WEB_SERVER),
    Case("a status line without an end", _endless_status_line, "CutOff", sentences.NO_WEB_SERVER),
    Case("a hundred headers", head("Content-Type: text/html", *["X: words"] * 100, "Connection: close") + _PAGE),
    Case("100 Continue without an end", _endless_continues, "TimedOut", sentences.NOT_FINISHED, seconds=1),
    Case("103 Early Hints without an end", _endless_hints, "TimedOut", sentences.NOT_FINISHED, seconds=1),
    Case("103 Early Hints, then the page", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(_PAGE)),
    Case("100 Continue five times, then the page", b"HTTP/1.1 100 Continue\r\n\r\n" * 5 + answer(_PAGE)),
    Case(
        "another protocol, which nobody asked for",
        head("Upgrade: websocket", "Connection: Upgrade", status="101 Switching Protocols") + b"\x81\x05hello",
        "CutOff",
        sentences.NO_WEB_SERVER,
    ),
    Case("HTTP/0.9, a page without a head", _PAGE, "CutOff", sentences.HUNG_UP),
    Case("HTTP/1.0", answer(_PAGE).replace(b"HTTP/1.1", b"HTTP/1.0", 1)),
    Case("HTTP/1.1 without a word for the status", answer(_PAGE).replace(b"200 OK", b"200", 1)),
    Case("lines that end in a line feed alone", answer(_PAGE).replace(b"\r\n", b"\n")),
    Case("HTTP/3.7, which is read as what it looks like", answer(_PAGE).replace(b"HTTP/1.1", b"HTTP/3.7", 1)),
    Case("the beginning of HTTP/2", b"\x00\x00\x12\x04" + bytes(30), "CutOff", sentences.NO_WEB_SERVER),
    Case("a status that is not a number", answer(_PAGE).replace(b"200", b"two", 1), "CutOff", sentences.NO_WEB_SERVER),
    Case("bytes of no meaning", b"\x00\xff\x13\x37" * 500, "CutOff", sentences.NO_WEB_SERVER),
    Case("a header without a colon", head("nonsense") + _PAGE, "CutOff", sentences.NO_WEB_SERVER),
    Case("a header with a NUL", head("X: a\0b") + _PAGE, "CutOff", sentences.NO_WEB_SERVER),
    Case("a header that goes on in the next line", answer(_PAGE, X_Folded="one\r\n two")),
    Case("a header in Latin-1", answer(_PAGE, X_Server="Grüße")),
    Case("an ETag with control characters", answer(_PAGE, ETag='"\x9b31m"')),
    # Connections
    Case("a server of shells", {CONNECTED: _ssh}, "CutOff", sentences.HUNG_UP),
    Case("a server of mail", {CONNECTED: _mail}, "CutOff", sentences.HUNG_UP),
    Case(
        "nobody at the port",
        answer(_PAGE),
        "ConnectionRefused",
        sentences.REFUSED.replace("{port}", str(_NOBODYS_PORT)),
        start=f"http://127.0.0.1:{_NOBODYS_PORT}/",
        requests=(),
    ),
    Case("a connection that is closed at once", {CONNECTED: _close_at_once}, "CutOff", sentences.HUNG_UP),
    Case("a connection that is closed without an answer", b"", "CutOff", sentences.HUNG_UP),
    Case("a connection that is closed in the head", b"HTTP/1.1 200 OK\r\nContent-Ty", "CutOff", sentences.HUNG_UP),
    Case("a reset before the head", _reset_before_head, "CutOff", sentences.BROKE),
    Case("a reset in the head", _reset_in_head, "CutOff", sentences.BROKE),
    Case("a reset in the body", _reset_in_body, "CutOff", sentences.BROKE_OFF),
    Case("a reset, and the page when it is asked again", _first_reset_then_page, requests=("/", "/")),
    Case("a connection that is said to stay and does not", _once_then_close, again=True),
)
