"""The body of an answer, within bounds: on the wire and unpacked."""

import zlib

import httpx

from blogreader.errors import NotText, TooLarge, Unreachable
from blogreader.text import clean_line

_GZIP = 16 + zlib.MAX_WBITS


async def read(response: httpx.Response, limit: int, host: str) -> bytes:
    """Read at most `limit` bytes, counted when unpacked; raises TooLarge, NotText, Unreachable (cut off).

    The body is taken raw and unpacked here: httpx unpacks a chunk whole before it can be counted.
    """
    too_large = TooLarge(f"{host} sent more than {limit // 1_000_000} MB, which is more than a page may have.")
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise NotText(f"{host} sent a packing ({clean_line(coding, 40)}) that was not asked for.")
    unpack = zlib.decompressobj(_GZIP) if "gzip" in coding else None
    parts: list[bytes] = []
    size = received = 0
    async for chunk in response.aiter_raw():
        received += len(chunk)
        if unpack is not None:
            try:
                chunk = unpack.decompress(chunk, limit - size + 1)  # noqa: PLW2901 - the same bytes, unpacked
            except zlib.error as error:
                raise Unreachable(f"What {host} sent can't be unpacked.") from error
        parts.append(chunk)
        size += len(chunk)
        if size > limit or received > limit:
            raise too_large
    if unpack is not None and received and not unpack.eof:
        raise Unreachable(f"{host} broke off in the middle of the page.")
    return b"".join(parts)
