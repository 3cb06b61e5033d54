"""Addresses: the identity of an article, its slug, and which links may be opened."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.urls import canonical, host_of, openable, slug_of

_SCRAPS = "abAB:/?#[]@!$&'()*+,;=%25fFüß.-_~\\\t\n<>\"{}|^`\x1b\u202e0 "
_parts = st.text(st.sampled_from(_SCRAPS), max_size=30)
addresses = st.one_of(
    st.builds(
        "{}{}{}".format, st.sampled_from(["http://e.org", "HTTPS://E.org:443/", "file:///", "/", ""]), _parts, _parts
    ),
    st.builds("{}://{}".format, st.sampled_from(["http", "https", "ftp", "javascript"]), _parts),
    st.text(st.characters()),
)


@given(addresses)
def test_a_canonical_url_is_its_own_canonical_url(url: str) -> None:
    key = canonical(url)
    assert key is None or canonical(key) == key


@given(addresses)
def test_an_openable_url_is_rebuilt_to_itself_and_is_the_same_article(url: str) -> None:
    opened = openable(url)
    if opened is not None:
        assert openable(opened) == opened
        assert canonical(opened) == canonical(url)


@given(addresses)
def test_an_openable_url_is_plain_ascii_of_the_web_without_credentials(url: str) -> None:
    opened = openable(url)
    if opened is not None:
        parts = urlsplit(opened)
        assert opened.isascii()
        assert opened.isprintable()
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert "@" not in parts.netloc
        assert not set(opened) & set(' "<>\\^`{|}')


@given(addresses)
def test_every_article_has_a_slug(url: str) -> None:
    key = canonical(url)
    assert key is None or slug_of(key)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTPS://Blog.Example.ORG/Post", "https://blog.example.org/Post"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org/%7Eada/%c3%bc", "https://example.org/~ada/%C3%BC"),
        ("https://example.org/ü x", "https://example.org/%C3%BC%20x"),
        ("https://example.org/a%2fb%26c", "https://example.org/a%2Fb%26c"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y&gclid=z", "https://example.org/a?id=7"),
        ("https://example.org/a?utm_campaign=x", "https://example.org/a"),
        ("https://example.org/a?mc_cid=1&mc_eid=2&ref_src=3", "https://example.org/a"),
        ("https://example.org/a?ref=x&b=2&a=1", "https://example.org/a?ref=x&b=2&a=1"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("http://[2001:DB8::0:1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/\x1b[31ma\u202e", "https://example.org/%5B31ma"),
        ("/home/ada/My post.md", "file:///home/ada/My%20post.md"),
        ("file:///home/ada/My%20post.md", "file:///home/ada/My%20post.md"),
        ("file:///home/ada/My post.md#part", "file:///home/ada/My%20post.md"),
    ],
)
def test_addresses_of_one_article_have_one_key(url: str, key: str) -> None:
    assert canonical(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "mailto:ada@example.org",
        "http://",
        "http:///path",
        "https://example.org:port/",
        "https://example.org:99999/",
        "http://[::1",
        "http://[nonsense]/",
        "http://a b/",
        "http://ex<b>ample/",
        "//example.org/a",
        "example.org/a",
        "",
        " ",
        "\x1b",
    ],
)
def test_what_is_no_web_address_is_not_opened(url: str) -> None:
    assert openable(url) is None


@pytest.mark.parametrize(
    "url", ["post.md", "javascript:alert(1)", "", "file://host/share", "file:///a%00b", "ftp://e.org"]
)
def test_what_is_neither_of_the_web_nor_a_local_document_is_no_article(url: str) -> None:
    assert canonical(url) is None


def test_a_link_opens_with_its_query_and_fragment() -> None:
    assert openable("https://e.org/a/?utm_source=x#Part 2") == "https://e.org/a/?utm_source=x#Part%202"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://good.example@evil.example/", "evil.example"),
        ("https://good.example\\@evil.example/", "evil.example"),
        ("https://аpple.com/", "xn--pple-43d.com"),
        ("https://EXAMPLE.org:8080/", "example.org"),
        ("http://[::1]:80/", "::1"),
        ("http://[::1", ""),
        ("no address", ""),
        ("https://" + "ü" * 70 + ".org/", ""),
    ],
)
def test_the_host_is_the_one_that_is_really_asked(url: str, host: str) -> None:
    assert host_of(url) == host
    opened = openable(url)
    if host:
        assert opened is not None
        assert host_of(opened) == host
    else:
        assert opened is None


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("https://example.org/posts/on-reading", "on-reading"),
        ("https://example.org", "example.org"),
        ("https://example.org/a?id=7", "a"),
        ("https://example.org/%C3%BCber", "über"),
        ("https://example.org/a%1B%5B31m", "a[31m"),
        ("file:///home/ada/My%20post.md", "My post.md"),
    ],
)
def test_a_slug_is_the_last_part_of_the_path(key: str, slug: str) -> None:
    assert slug_of(key) == slug
