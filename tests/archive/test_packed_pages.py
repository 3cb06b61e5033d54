"""Kept pages as gzip files: with whose they are, whoever packed them, and what is wrong with others."""

import gzip
import zlib

import pytest

from blogreader.archive import packed_pages
from blogreader.model import Packed

KEY = "https://example.org/grüße"
HTML = "<p>Grüße \U0001f600"


@pytest.mark.parametrize("html", ["", HTML, HTML * 9_000, "\ud800"])
@pytest.mark.parametrize("key", [KEY, "", "a\ud800", "a\0b"])
def test_a_page_comes_back_with_its_owner(key: str, html: str) -> None:
    data = packed_pages.packed(key, html)
    assert packed_pages.unpacked(data) == html.replace("\ud800", "?")
    assert packed_pages.owner(data) == key.replace("\0", "")
    assert gzip.decompress(data) == html.encode("utf-8", "replace")


def test_what_a_server_packed_is_kept_as_it_came() -> None:
    sent = gzip.compress(HTML.encode(), mtime=0)
    data = packed_pages.packed(KEY, Packed(sent[10:-8], sent[-8:]))
    assert (packed_pages.unpacked(data), packed_pages.owner(data)) == (HTML, KEY)


HEAD = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"


@pytest.mark.parametrize(
    ("data", "owner"),
    [
        (HEAD + b"a\0", "a"),
        (HEAD + b"\0", ""),
        (HEAD + b"a", None),
        (HEAD, None),
        (HEAD[:9], None),
        (b"", None),
        (HEAD.replace(b"\x10", b"\0", 1) + b"a\0", None),
        *((HEAD.replace(b"\x10", flags, 1) + b"a\0", None) for flags in (b"\x01", b"\x18")),
        (HEAD.replace(b"\x10", b"\x14", 1) + b"a\0", None),
        (HEAD.replace(b"\x10", b"\x12", 1) + b"a\0", None),
        (HEAD.replace(b"\x10", b"\x11", 1) + b"a\0", "a"),
        (gzip.compress(b"x", mtime=0), None),
    ],
)
def test_the_owner_is_the_comment_of_the_file(data: bytes, owner: str | None) -> None:
    assert packed_pages.owner(data) == owner


def test_what_can_not_be_unpacked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed_pages.packed(KEY, HTML)
    for damaged, said in (
        (b"x" + data, "can't be decompressed"),
        (zlib.compress(HTML.encode()), "can't be decompressed"),
        (data[:-1], "incomplete, or too large"),
    ):
        with pytest.raises(ValueError, match=said):
            packed_pages.unpacked(damaged)
    size = len(HTML.encode())
    monkeypatch.setattr(packed_pages, "_LARGEST", size + 1)
    assert packed_pages.unpacked(data) == HTML
    monkeypatch.setattr(packed_pages, "_LARGEST", size - 1)
    with pytest.raises(ValueError, match="too large"):
        packed_pages.unpacked(data)
    assert zlib.decompress(data, 31) == HTML.encode()
