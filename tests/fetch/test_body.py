"""The body of an answer, however it was compressed and in whatever pieces it comes, within its limit."""

import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from blogreader.errors import CutOff, FetchError, NotText, TooLarge
from blogreader.fetch import body
from blogreader.model import Packed

WORDS = "Grüße, ".encode() * 500
HOST = "blog.example"
BROKEN_OFF = "blog.example closed the connection in the middle of the page."
GARBLED = "The answer from blog.example can't be decompressed."
LIMIT = 2_000_000
TOO_LARGE = "blog.example sent more than 2 MB, which is over the limit."


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def raw(data: bytes) -> bytes:
    """Compress without a head, as some servers do for `deflate`."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


class Pieces(httpx.AsyncByteStream):
    """A body in pieces of one size, after which something may go wrong."""

    def __init__(self, data: bytes, size: int, error: Exception | None = None) -> None:
        self._data, self._size, self._error = data, size, error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), self._size):
            yield self._data[start : start + self._size]
        if self._error:
            raise self._error


async def read(
    data: bytes, coding: str = "", *, size: int = 1_000, limit: int = LIMIT, error: Exception | None = None, **said: str
) -> body.Read:
    headers = {"Content-Encoding": coding} | {name.replace("_", "-"): value for name, value in said.items()}
    return await body.read(httpx.Response(200, headers=headers, stream=Pieces(data, size, error)), limit, HOST)


async def failure_of(data: bytes, coding: str = "", **options: object) -> tuple[type[FetchError], str]:
    with pytest.raises(FetchError) as caught:
        await read(data, coding, **options)  # type: ignore[arg-type]
    return type(caught.value), str(caught.value)


@pytest.mark.parametrize("size", [1, 2, 3, 100, 10_000])
@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("", bytes),
        ("identity", bytes),
        ("none, UTF-8", bytes),
        ("gzip", gzipped),
        ("x-gzip", gzipped),
        ("identity, GZip", gzipped),
        ("deflate", zlib.compress),
        ("deflate", raw),
        ("deflate", gzipped),
        ("deflate", lambda data: zlib.compress(data, 1)),
        ("deflate", lambda data: zlib.compress(data, 9)),
    ],
)
async def test_a_body_is_read_in_whatever_pieces_it_comes(
    coding: str, pack: Callable[[bytes], bytes], size: int
) -> None:
    assert (await read(pack(WORDS), coding, size=size)).data == WORDS


async def test_names_that_servers_use_for_no_compression_are_known() -> None:
    names = ("identity", "none", "binary", "7bit", "8bit", "utf-8", "utf8", "us-ascii", "iso-8859-1", "")
    assert [(await read(WORDS, name)).data for name in names] == [WORDS] * len(names)


async def test_a_stream_without_a_head_is_told_from_one_with_a_head_whatever_its_first_bytes() -> None:
    for number in range(200):
        data = b"%d words" % number
        assert (await read(raw(data), "deflate")).data == data


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "deflate, gzip", "compress"])
async def test_another_compression_is_refused_by_its_name(coding: str) -> None:
    words = f"blog.example sent a compression that was not requested ({coding})."
    assert await failure_of(WORDS, coding.upper()) == (NotText, words)


@pytest.mark.parametrize(
    ("name", "data"),
    [("gzip", gzipped(WORDS)), ("deflate", zlib.compress(WORDS)), ("deflate", raw(WORDS))],
)
async def test_what_ends_before_its_end_is_cut_off_and_what_follows_it_is_ignored(name: str, data: bytes) -> None:
    assert await failure_of(data[:-5] if name == "gzip" else data[:-2], name) == (CutOff, BROKEN_OFF)
    assert (await read(data + b"more of it", name)).data == WORDS
    assert (await read(data + b"more of it", name, size=1)).data == WORDS
    assert await failure_of(b"x", name) == (CutOff, BROKEN_OFF)


async def test_nothing_is_whole_however_it_is_said_to_be_compressed() -> None:
    for coding in ("", "gzip", "deflate"):
        assert await read(b"", coding) == (b"", None)


async def test_what_is_not_compressed_as_it_is_said_to_be_is_no_page() -> None:
    assert await failure_of(b"no gzip at all", "gzip") == (CutOff, GARBLED)
    assert await failure_of(b"\x78\x9cno zlib at all", "deflate") == (CutOff, GARBLED)


@pytest.mark.parametrize("error", [httpx.RemoteProtocolError("peer closed"), httpx.ReadError("reset")])
async def test_a_connection_that_breaks_in_the_middle_is_told(error: Exception) -> None:
    assert await failure_of(WORDS, error=error) == (CutOff, BROKEN_OFF)


async def test_members_of_a_gzip_file_are_read_one_after_the_other() -> None:
    for size in (1, 7, 10_000):
        found = await read(gzipped(WORDS) + gzipped(b"and more"), "gzip", size=size)
        assert found == (WORDS + b"and more", None)
    assert await failure_of(gzipped(WORDS) + gzipped(b"and more")[:-9], "gzip") == (CutOff, BROKEN_OFF)
    assert (await read(zlib.compress(WORDS) + gzipped(b"and more"), "deflate")).data == WORDS


@pytest.mark.parametrize(("coding", "pack"), [("", bytes), ("gzip", gzipped), ("deflate", zlib.compress)])
async def test_a_body_may_have_as_many_bytes_as_its_limit_and_no_more(
    coding: str, pack: Callable[[bytes], bytes]
) -> None:
    most = bytes(LIMIT)
    assert (await read(pack(most), coding, size=65_536)).data == most
    assert await failure_of(pack(most + b"x"), coding, size=65_536) == (TooLarge, TOO_LARGE)


async def test_what_is_compressed_counts_too() -> None:
    sent = gzipped(WORDS)
    assert (await read(sent + b"x" * 9, "gzip", limit=len(WORDS))).data == WORDS
    assert (await failure_of(sent + b"x" * len(WORDS), "gzip", limit=len(WORDS)))[0] is TooLarge


@pytest.mark.parametrize(
    ("length", "is_refused"),
    [("2000000", False), ("2000001", True), ("9" * 19, True), ("9" * 20, False), ("-1", False)],
)
async def test_a_length_over_the_limit_is_refused_before_anything_is_read(length: str, is_refused: bool) -> None:
    if is_refused:
        unread = RuntimeError("it was read")
        assert await failure_of(b"", error=unread, content_length=length) == (TooLarge, TOO_LARGE)
    else:
        assert (await read(WORDS, content_length=length)).data == WORDS


async def test_what_came_as_a_plain_gzip_file_is_kept_as_it_came() -> None:
    sent = gzipped(WORDS)
    assert (await read(sent, "gzip", size=7)).packed == Packed(sent[10:-8], sent[-8:])
    named = sent[:3] + b"\x08" + sent[4:10] + b"page.html\0" + sent[10:]
    for data, coding in ((named, "gzip"), (sent, "deflate"), (sent + sent, "gzip"), (WORDS, ""), (sent + b"x", "gzip")):
        assert (await read(data, coding)).packed is None


async def test_a_file_that_is_compressed_itself_is_read_within_the_same_limits() -> None:
    assert body.is_packed(gzipped(WORDS))
    assert not body.is_packed(zlib.compress(WORDS))
    assert await body.unpacked(gzipped(WORDS), len(WORDS), HOST) == WORDS
    for data, limit, kind, words in (
        (gzipped(bytes(LIMIT + 1)), LIMIT, TooLarge, TOO_LARGE),
        (gzipped(WORDS)[:-1], LIMIT, CutOff, BROKEN_OFF),
        (b"\x1f\x8bno gzip", LIMIT, CutOff, GARBLED),
    ):
        with pytest.raises(FetchError) as caught:
            await body.unpacked(data, limit, HOST)
        assert (type(caught.value), str(caught.value)) == (kind, words)
