"""Sitemaps: which text is one, the days of their addresses, what is left out of an address, and their bounds."""

import pytest

from blogreader.indexes.blog import sitemaps
from blogreader.indexes.blog.answer_facts import AnswerKind

BASE = "https://www.blog.example/a/sitemap.xml"


def sitemap(*rows: str, begin: str = "", end: str = "</urlset>") -> str:
    return f"{begin}<urlset>{''.join(f'<url>{row}</url>' for row in rows)}{end}"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("<URLSET>", True),
        ("<sitemapindex>", True),
        ("<url>", False),
        (f"{' ' * 1_994}urlset", True),
        (f"{' ' * 1_995}urlset", False),
    ],
)
def test_a_sitemap_is_known_by_its_beginning(text: str, is_one: bool) -> None:
    assert sitemaps.is_sitemap(text) is is_one


@pytest.mark.parametrize(
    ("row", "address", "day"),
    [
        ("<loc>/a</loc>", "/a", ""),
        ("<loc>/a</loc><lastmod> 2026-04-05\n</lastmod>", "/a", "2026-04-05"),
        ("<lastmod>2026-04-05</lastmod><loc>/a</loc>", "/a", ""),
        (f"<loc>/a</loc><lastmod>{'x' * 41}</lastmod>", "/a", "x" * 40),
        ("<loc>/a</loc><image><lastmod>2026-04-05</lastmod><loc>/b</loc></image>", "/a", ""),
        ("<loc>/a\u202e</loc>", "/a", ""),
        (f"<loc>{'x' * 4_001}</loc>", "x" * 4_000, ""),
    ],
)
def test_an_address_has_the_day_that_stands_behind_it(row: str, address: str, day: str) -> None:
    found = sitemaps.read(sitemap(row))
    assert (found.addresses, found.changed, found.is_cut) == ((address,), (day,), False)


def test_a_sitemap_is_text_whatever_encoding_it_names() -> None:
    text = sitemap("<loc>/café</loc>", begin='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert sitemaps.read(text).addresses == ("/café",)


def test_of_a_sitemap_without_end_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "_MOST", 2)
    rows = [f"<loc>/{name}</loc>" for name in "abc"]
    assert not sitemaps.read(sitemap(*rows[:1])).is_cut
    for end in ("</urlset>", "&"):
        assert sitemaps.read(sitemap(*rows, end=end)).addresses == ("/a", "/b")
    assert sitemaps.read(f"&{sitemap(*rows)}").addresses == ("/a", "/b")


@pytest.mark.parametrize(
    ("blanks", "kind"), [(1_985, AnswerKind.SITEMAPS), (1_986, AnswerKind.SITEMAP)], ids=["within", "beyond"]
)
def test_a_broken_index_is_known_by_its_beginning(blanks: int, kind: AnswerKind) -> None:
    text = f"&{' ' * blanks}<sitemapindex><sitemap><loc>/a</loc></sitemap>"
    assert sitemaps.read(text).kind is kind
    assert sitemaps.read("<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>").kind is AnswerKind.SITEMAPS


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://other.example/b", "https://other.example/b"),
        ("/go?u=https://c.example/", "https://www.blog.example/go?u=https://c.example/"),
        ("/g?u=http://c.example/", "/g?u=http://c.example/"),
        ("//blog.example/b", "https://www.blog.example/b"),
        ("Blog.example/b/c", "https://www.blog.example/b/c"),
        ("www.blog.example", "https://www.blog.example/"),
        ("/b", "https://www.blog.example/b"),
        ("b", "https://www.blog.example/a/b"),
    ],
)
def test_what_a_sitemap_leaves_out_of_an_address_is_that_of_its_own(address: str, whole: str) -> None:
    assert sitemaps.whole(address, BASE) == whole
    assert sitemaps.whole(address, "") == address
