"""Answers as bytes, right to the letter or wrong in one place."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import cache

import brotli
import zstandard

HTML = "text/html; charset=utf-8"
MEGABYTE = 1_000_000


def answer(body: bytes | str = b"", status: str = "200 OK", content_type: str | None = HTML, **headers: str) -> bytes:
    """Write an answer; an underscore in a header's name stands for a hyphen, and an empty value leaves it out."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": content_type or "", "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def moved(to: str | bytes, status: str = "302 Found", **headers: str) -> bytes:
    """Send somewhere else."""
    where = to if isinstance(to, str) else to.decode("latin-1")
    return answer(b"moved", status, Location=where, **headers)


def head(*lines: str, status: str = "200 OK") -> bytes:
    """Write the head of an answer alone, from lines as they are."""
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")


def chunk(data: bytes) -> bytes:
    """Write one chunk (RFC 9112, 7.1)."""
    return b"%x\r\n%s\r\n" % (len(data), data)


@cache
def _zeros(wbits: int) -> tuple[bytes, bytes, bytes]:
    """Return the beginning of something deflated, a piece that means ten million zeros each time it comes, and an end.

    After a full flush no piece refers to those before it. The check at the end is that of fewer zeros; who gets as far
    as that has unpacked it all.
    """
    packer = zlib.compressobj(9, wbits=wbits)
    beginning = packer.compress(b"\0") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(10 * MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return beginning, piece, packer.flush()


GZIP, ZLIB, BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
"""The wrappings: gzip's, zlib's, and none; servers differ about which of the last two `deflate` is."""


def gigabytes_of_zeros(number: int, wbits: int = GZIP) -> Iterator[bytes]:
    """Return gigabytes of zeros deflated, piece by piece."""
    beginning, piece, end = _zeros(wbits)
    yield beginning
    for _ in range(number * 100):
        yield piece
    yield end


@cache
def brotli_bomb(megabytes: int) -> bytes:
    """Pack zeros with brotli."""
    packer = brotli.Compressor(quality=5)
    block = bytes(MEGABYTE)
    return b"".join([*(packer.process(block) for _ in range(megabytes)), packer.finish()])


@cache
def zstandard_bomb(megabytes: int) -> bytes:
    """Pack zeros with zstandard."""
    packer = zstandard.ZstdCompressor().compressobj()
    block = bytes(MEGABYTE)
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def layered(body: bytes, layers: int) -> bytes:
    """Pack what was packed, again and again."""
    for _ in range(layers):
        body = gzip.compress(body, mtime=0)
    return body
