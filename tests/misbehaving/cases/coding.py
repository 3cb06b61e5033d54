"""Bodies that are packed: too well, twice, wrongly, or by half."""

from __future__ import annotations

import gzip
import zlib

from tests.misbehaving import sentences, wire
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.server import Visit
from tests.misbehaving.wire import answer

_PAGE = PAGE.encode()
_PACKED = gzip.compress(_PAGE, mtime=0)
_BARE = zlib.compress(_PAGE, wbits=-zlib.MAX_WBITS)
_LONG = gzip.compress(b"".join(b"<p>Words of paragraph %d.</p>" % number for number in range(20_000)), mtime=0)


def _refused(coding: str) -> str:
    return sentences.PACKING.replace("{coding}", coding)


def _head(coding: str, status: str = "200 OK", *more: str) -> bytes:
    return wire.head(
        "Content-Type: text/html", f"Content-Encoding: {coding}", "Connection: close", *more, status=status
    )


async def _ten_gigabytes(visit: Visit) -> None:
    await visit.send(_head("gzip"))
    await visit.send_all(wire.gigabytes_of_zeros(10))


async def _ten_gigabytes_in_chunks(visit: Visit) -> None:
    await visit.send(_head("gzip", "200 OK", "Transfer-Encoding: chunked"))
    await visit.send_all(wire.chunk(piece) for piece in wire.gigabytes_of_zeros(10))


async def _ten_gigabytes_refused(visit: Visit) -> None:
    await visit.send(_head("gzip", "404 Not Found"))
    await visit.send_all(wire.gigabytes_of_zeros(10))


async def _a_name_of_old(visit: Visit) -> None:
    await visit.send(_head("x-gzip"))
    await visit.send_all(wire.gigabytes_of_zeros(1))


async def _nothing_but_members(visit: Visit) -> None:
    await visit.send(_head("gzip"))
    member = gzip.compress(b"", mtime=0) * 1_000
    while True:
        await visit.send(member)


_BROTLI, _ZSTANDARD = wire.brotli_bomb(100), wire.zstandard_bomb(100)
# Made beforehand: it takes a moment, in which the server would serve nobody.


async def _brotli(visit: Visit) -> None:
    await visit.send(answer(_BROTLI, Content_Encoding="br"))


async def _zstandard(visit: Visit) -> None:
    await visit.send(answer(_ZSTANDARD, Content_Encoding="zstd"))


async def _deflate(visit: Visit) -> None:
    await visit.send(_head("deflate"))
    await visit.send_all(wire.gigabytes_of_zeros(1, wire.ZLIB))


async def _bare_deflate(visit: Visit) -> None:
    await visit.send(_head("deflate"))
    await visit.send_all(wire.gigabytes_of_zeros(1, wire.BARE))


async def _deflate_in_bytes(visit: Visit) -> None:
    await _in_bytes(visit, zlib.compress(_PAGE))


async def _bare_deflate_in_bytes(visit: Visit) -> None:
    await _in_bytes(visit, _BARE)


async def _in_bytes(visit: Visit, data: bytes) -> None:
    await visit.send(_head("deflate", "200 OK", "Transfer-Encoding: chunked"))
    await visit.send_all(wire.chunk(bytes([byte])) for byte in data)
    await visit.send(wire.chunk(b""))


async def _two_layers(visit: Visit) -> None:
    bomb = gzip.compress(b"".join(wire.gigabytes_of_zeros(1)), mtime=0)
    await visit.send(answer(bomb, Content_Encoding="gzip, gzip"))


CASES = (
    Case("a gzip file of ten gigabytes", _ten_gigabytes, "TooLarge", sentences.TOO_LARGE),
    Case("a gzip file of ten gigabytes in chunks", _ten_gigabytes_in_chunks, "TooLarge", sentences.TOO_LARGE),
    Case(
        "a gzip file of ten gigabytes as the body of an error",
        _ten_gigabytes_refused,
        "Gone",
        sentences.status(sentences.GONE, 404),
    ),
    Case("a gzip file of a gigabyte under a name of old", _a_name_of_old, "TooLarge", sentences.TOO_LARGE),
    Case(
        "gzip without an end and without a content", _nothing_but_members, "TimedOut", sentences.NOT_FINISHED, seconds=1
    ),
    Case("100 MB in brotli", _brotli, "NotText", _refused("br")),
    Case("100 MB in zstandard", _zstandard, "NotText", _refused("zstd")),
    Case("a gigabyte in deflate", _deflate, "TooLarge", sentences.TOO_LARGE),
    Case("a gigabyte in deflate without a wrapping", _bare_deflate, "TooLarge", sentences.TOO_LARGE),
    Case("a gigabyte packed twice", _two_layers, "NotText", _refused("gzip, gzip")),
    Case(
        "a page packed twice, as it says",
        answer(wire.layered(_PAGE, 2), Content_Encoding="gzip, gzip"),
        "NotText",
        _refused("gzip, gzip"),
    ),
    Case(
        "a page packed twice that says it was packed once",
        answer(wire.layered(_PAGE, 2), Content_Encoding="gzip"),
        "NotText",
        sentences.NOT_TEXT.replace("{what}", "a compressed file"),
    ),
    Case(
        "a hundred layers, named one after the other",
        answer(wire.layered(_PAGE, 100), Content_Encoding=", ".join(["gzip"] * 100)),
        "NotText",
        _refused("gzip, gzip, gzip, gzip, gzip, gzip, gzi…"),
    ),
    Case(
        "a hundred layers, named in a hundred headers",
        wire.head("Content-Type: text/html", *["Content-Encoding: gzip"] * 100, "Connection: close")
        + wire.layered(_PAGE, 100),
        "NotText",
        _refused("gzip, gzip, gzip, gzip, gzip, gzip, gzi…"),
    ),
    Case(
        "a coding of its own invention with control characters",
        answer(_PAGE, Content_Encoding="x-\x9b31mred\x9b0m"),
        "NotText",
        _refused("x-31mred0m"),
    ),
    Case("a page in gzip", answer(_PACKED, Content_Encoding="gzip")),
    Case("a page in gzip in capitals", answer(_PACKED, Content_Encoding="GZip")),
    Case("a page in gzip and identity", answer(_PACKED, Content_Encoding="gzip, identity")),
    Case("a page in deflate", answer(zlib.compress(_PAGE), Content_Encoding="deflate")),
    Case("a page in deflate in capitals", answer(zlib.compress(_PAGE, 1), Content_Encoding="Deflate")),
    Case("a page in deflate without a wrapping", answer(_BARE, Content_Encoding="deflate")),
    Case("a page in deflate that comes byte by byte", _deflate_in_bytes),
    Case("a page in deflate without a wrapping that comes byte by byte", _bare_deflate_in_bytes),
    Case("a page in gzip that is called deflate", answer(_PACKED, Content_Encoding="deflate")),
    Case(
        "a page in deflate with rubbish behind it",
        answer(zlib.compress(_PAGE) + b"<!-- -->", Content_Encoding="deflate"),
    ),
    Case(
        "deflate that is cut in the middle",
        answer(_BARE[: len(_BARE) // 2], Content_Encoding="deflate"),
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case(
        "deflate that is cut after its first byte",
        answer(_BARE[:1], Content_Encoding="deflate"),
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case(
        "a page that says deflate and is not packed",
        answer(_PAGE, Content_Encoding="deflate"),
        "CutOff",
        sentences.NOT_UNPACKED,
    ),
    Case(
        "a page in deflate and gzip",
        answer(_PACKED, Content_Encoding="deflate, gzip"),
        "NotText",
        _refused("deflate, gzip"),
    ),
    Case("a page in identity", answer(_PAGE, Content_Encoding="identity")),
    Case("a page in a coding that says it is none", answer(_PAGE, Content_Encoding="none")),
    Case("a page in a coding that is a charset", answer(_PAGE, Content_Encoding="UTF-8")),
    Case(
        "a page in gzip in two members, which are one file",
        answer(gzip.compress(_PAGE[:40]) + gzip.compress(_PAGE[40:]), Content_Encoding="gzip"),
    ),
    Case("a page in gzip with zeros behind it", answer(_PACKED + bytes(300), Content_Encoding="gzip")),
    Case("a page in gzip with rubbish behind it", answer(_PACKED + b"<!-- 0.2 s -->", Content_Encoding="gzip")),
    Case(
        "gzip that is cut in the middle",
        answer(_LONG[: len(_LONG) // 2], Content_Encoding="gzip"),
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case(
        "gzip without the check at its end",
        answer(_PACKED[:-8], Content_Encoding="gzip"),
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case(
        "gzip that is cut in its first bytes",
        answer(_PACKED[:5], Content_Encoding="gzip"),
        "CutOff",
        sentences.BROKE_OFF,
    ),
    Case(
        "gzip with a wrong check at its end",
        answer(_PACKED[:-8] + b"\x00" * 8, Content_Encoding="gzip"),
        "CutOff",
        sentences.NOT_UNPACKED,
    ),
    Case(
        "gzip with a hole",
        answer(_LONG[:2_000] + bytes(500) + _LONG[2_500:], Content_Encoding="gzip"),
        "CutOff",
        sentences.NOT_UNPACKED,
    ),
    Case(
        "a page that says gzip and is not packed",
        answer(_PAGE, Content_Encoding="gzip"),
        "CutOff",
        sentences.NOT_UNPACKED,
    ),
    Case(
        "a page that says gzip and is something else",
        answer(b"\x7fELF" + bytes(500), Content_Encoding="gzip"),
        "CutOff",
        sentences.NOT_UNPACKED,
    ),
    Case(
        "a page that is packed and does not say so",
        answer(_PACKED),
        "NotText",
        sentences.NOT_TEXT.replace("{what}", "a compressed file"),
    ),
    Case(
        "a page of a byte more than it may have",
        answer(b"<p>" + b"x" * 999_998),
        "TooLarge",
        "{host} sent more than 1 MB, which is over the limit.",
        limit=1_000_000,
    ),
    Case(
        "a page of as many bytes as it may have",
        answer(b"<p>" + b"x" * 999_997),
        limit=1_000_000,
        text="<p>" + "x" * 999_997,
    ),
    Case(
        "a packed page of as many bytes as it may have",
        answer(gzip.compress(b"<p>" + b"x" * 999_997), Content_Encoding="gzip"),
        limit=1_000_000,
        text="<p>" + "x" * 999_997,
    ),
)
