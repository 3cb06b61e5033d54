"""Pages as gzip files, each with the address of its article as the comment (RFC 1952); `gzip -dc` reads them."""

import struct
import zlib

from blogreader.model import Packed

_LARGEST = 100_000_000
"""Bytes, uncompressed."""
_HEADER = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""Deflate, with a comment, no time, system unknown."""
_LEVEL = 4
"""Of zlib: a twentieth more bytes than by its default, in two thirds of the time."""
_COMMENT = 0x10
_OTHERS = 0x0E
"""The flags of other fields before the comment: a checksum, extra fields, a name."""


def packed(key: str, page: str | Packed) -> bytes:
    """Return the file for a page, compressing it unless its server did."""
    if isinstance(page, str):
        page = _compressed(page)
    return b"".join((_HEADER, _comment(key) + b"\0", page.deflated, page.ending))


def _compressed(html: str) -> Packed:
    data = html.encode("utf-8", "replace")
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(
        deflate.compress(data) + deflate.flush(), struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    )


def owner(data: bytes) -> str | None:
    """Return the key of the article that this page belongs to; None if it doesn't say."""
    if len(data) < len(_HEADER) or not data[3] & _COMMENT or data[3] & _OTHERS:
        return None
    comment, closed, _ = data[len(_HEADER) :].partition(b"\0")
    return comment.decode("utf-8", "surrogatepass") if closed else None


def unpacked(data: bytes) -> str:
    """Decompress a page; raises ValueError, whose `str` says what is wrong with the file."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        html = unpack.decompress(data, _LARGEST)
    except zlib.error as error:
        raise ValueError("can't be decompressed") from error
    if not unpack.eof:
        raise ValueError("incomplete, or too large")
    return html.decode("utf-8", "replace")


def _comment(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass").replace(b"\0", b"")
