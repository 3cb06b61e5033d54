"""Reading the body of a response within limits, compressed and uncompressed."""

import asyncio
import zlib
from io import BytesIO
from typing import NamedTuple

import httpx

from blogreader.errors import CutOff, NotText, TooLarge
from blogreader.model import Packed
from blogreader.text import clean_line

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_PLAIN_HEAD = b"\x1f\x8b\x08\x00"
"""How a gzip file without any other fields begins: ten bytes, of which these are the first (RFC 1952, 2.3)."""
_HEAD, _ENDING = 10, 8
"""Bytes around what is compressed in such a file."""
_DEFLATE_HEAD = 2
"""Bytes that distinguish zlib's format (RFC 1950, 2.2) from a raw stream, which some servers send as `deflate`."""
_NO_PACKING = {"", "identity", "none", "binary", "7bit", "8bit", "utf-8", "utf8", "us-ascii", "iso-8859-1"}
"""Names that servers use for no compression."""
_LONGEST_SECONDS = 0.01
"""How long the event loop may be blocked."""
_STEP = 1_000_000
"""Bytes decompressed before the event loop continues."""


class Read(NamedTuple):
    """The body of a response."""

    data: bytes
    packed: Packed | None = None
    """How it was sent, if it was in the usual form of gzip."""


async def read(response: httpx.Response, limit: int, host: str) -> Read:
    """Read at most `limit` bytes, compressed and uncompressed; raises TooLarge, NotText, CutOff.

    The raw body is decompressed here, because httpx decompresses a whole chunk before it can be measured.
    """
    said = response.headers.get("content-encoding", "")
    codings = [coding for name in said.split(",") if (coding := name.strip().lower()) not in _NO_PACKING]
    if codings not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
        raise NotText(f"{host} sent a compression that was not requested ({clean_line(said.lower(), 40)}).")
    sent = response.headers.get("content-length", "")
    if sent.isdecimal() and len(sent) < 20 and int(sent) > limit:
        raise _too_large(host, limit)
    body = _Body(limit, coding=codings[0].removeprefix("x-") if codings else "")
    loop = asyncio.get_running_loop()
    pause_at = loop.time() + _LONGEST_SECONDS
    try:
        async for chunk in response.aiter_raw():
            if not await body.take(chunk):
                raise _too_large(host, limit)
            if loop.time() > pause_at:  # chunks of single bytes arrive without letting other tasks run
                await asyncio.sleep(0)
                pause_at = loop.time() + _LONGEST_SECONDS
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        raise CutOff(f"{host} closed the connection in the middle of the page.") from error
    except zlib.error as error:
        raise CutOff(f"The answer from {host} can't be decompressed.") from error
    if not body.is_whole:
        raise CutOff(f"{host} closed the connection in the middle of the page.")
    return Read(body.bytes(), body.packed())


def is_packed(data: bytes) -> bool:
    """Return whether bytes are a gzip file."""
    return data.startswith(_GZIP_MAGIC)


async def unpacked(data: bytes, limit: int, host: str) -> bytes:
    """Decompress a gzip file of at most `limit` bytes, compressed and uncompressed; raises TooLarge, CutOff."""
    body = _Body(limit, coding="gzip")
    try:
        if not await body.take(data):
            raise _too_large(host, limit)
    except zlib.error as error:
        raise CutOff(f"The answer from {host} can't be decompressed.") from error
    if not body.is_whole:
        raise CutOff(f"{host} closed the connection in the middle of the page.")
    return body.bytes()


def _too_large(host: str, limit: int) -> TooLarge:
    return TooLarge(f"{host} sent more than {limit // 1_000_000} MB, which is over the limit.")


class _Body:
    """The body received so far."""

    def __init__(self, limit: int, *, coding: str) -> None:
        self._limit = limit
        self._coding = coding
        self._head = b""
        """The first bytes of what a stream may begin with."""
        self._unpack = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        self._received = 0
        self._is_single = True
        self._sent: list[bytes] = []
        """What is compressed, as it came."""
        self._buffer = BytesIO()  # `getvalue` makes no copy: a picture of 25 MB is in memory once

    @property
    def is_whole(self) -> bool:
        """Whether the compressed stream is complete."""
        return not self._received or not self._coding or (self._unpack is not None and self._unpack.eof)

    async def take(self, chunk: bytes) -> bool:
        """Add a chunk; return False if the limit is exceeded."""
        self._received += len(chunk)
        if self._received > self._limit:
            return False
        if not self._coding:
            self._buffer.write(chunk)
            return True
        self._sent.append(chunk)
        if self._unpack is None:
            self._head = chunk = self._head + chunk
            if len(chunk) < _DEFLATE_HEAD:
                return True
            self._unpack = zlib.decompressobj(_window(chunk))
        while chunk:
            if self._unpack.eof:
                self._is_single = False
                chunk = self._head + chunk
                self._head = chunk[: len(_GZIP_MAGIC)]  # a chunk may end within it
                if self._coding != "gzip" or self._head != _GZIP_MAGIC:
                    return True  # data after the end is ignored, as browsers do
                self._unpack, self._head = zlib.decompressobj(_GZIP), b""  # RFC 1952, 2.2: members one after the other
            self._buffer.write(self._unpack.decompress(chunk, _STEP))
            if self._buffer.tell() > self._limit:
                return False
            chunk = self._unpack.unconsumed_tail or self._unpack.unused_data
            if chunk:
                await asyncio.sleep(0)
        return True

    def bytes(self) -> bytes:
        """Return the whole body."""
        return self._buffer.getvalue()

    def packed(self) -> Packed | None:
        """Return the whole body as it was sent; None unless that is a single gzip file without a name or the like."""
        if self._coding != "gzip" or not self._is_single or not self._received:
            return None
        sent = b"".join(self._sent)
        if not sent.startswith(_PLAIN_HEAD):
            return None
        return Packed(sent[_HEAD:-_ENDING], sent[-_ENDING:])


def _window(head: bytes) -> int:
    """Return the `wbits` for zlib for a `deflate` body, by its first bytes."""
    if head.startswith(_GZIP_MAGIC):
        return _GZIP
    is_zlib = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:_DEFLATE_HEAD], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
