"""Addresses: the identity of an article, its slug, and which links may be opened."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogreader.text import clean_line
from blogreader.urls import (
    canonical,
    host_of,
    names_another_host,
    openable,
    shown_target,
    slug_of,
    spellings,
    without_userinfo,
)

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
        ("https://example.org/faq/", "https://example.org/faq"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org/%7Eada/%c3%bc", "https://example.org/~ada/%C3%BC"),
        ("https://example.org/ü x", "https://example.org/%C3%BC%20x"),
        ("https://example.org/a%2fb%26c", "https://example.org/a%2Fb%26c"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/100%:a@b c", "https://example.org/100%25:a@b%20c"),
        ("https://example.org/a%20b:c d", "https://example.org/a%20b:c%20d"),
        ("https://example.org/a?b=5%&c=?ü", "https://example.org/a?b=5%25&c=?%C3%BC"),
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


EVIL = "https://evil.example/x"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://github.com/x", EVIL),
        ("http://github.com", EVIL),
        ("HTTPS://GitHub.com/x", EVIL),
        ("ftp://ftp.gnu.org/gnu", EVIL),
        ("github.com", EVIL),
        ("GITHUB.COM", EVIL),
        ("github.com/x", EVIL),
        ("github.com.", EVIL),
        ("github.com:443/x", EVIL),
        ("www.example.org", EVIL),
        ("(github.com/x)", EVIL),
        ("<https://github.com/x>.", EVIL),
        ("“github.com”", EVIL),
        ("//github.com/x", EVIL),
        ("see https://github.com/x for more", EVIL),
        ("log in at www.bank.example, please", EVIL),
        ("docs.rs/tokio", EVIL),
        ("youtu.be/dQw4", EVIL),
        ("bit.ly", EVIL),
        ("bücher.de", EVIL),
        ("пример.рф", EVIL),
        ("http://192.168.0.1/admin", EVIL),
        ("http://[::1]:8080/", EVIL),
        ("http://localhost:3000", EVIL),
        ("https://github.com@evil.example/", "https://github.com@evil.example/"),
        ("https://github.com\\@evil.example/", EVIL),
        ("git\u200bhub.com", EVIL),
        ("ｇithub.com", EVIL),
        ("github。com", EVIL),
        ("github.\u202ecom", EVIL),
        ("https://git…", EVIL),
        ("https://githob.com/very/long…", "https://github.com/very/long/path"),
        ("github.com", "https://github.com.evil.example/"),
        ("github.com", "https://evilgithub.com/"),
        ("docs.python.org", "https://wiki.python.org/"),
        ("apple.com", "https://аpple.com/"),
        ("аpple.com", "https://apple.com/"),
        ("https://" + "ü" * 70 + ".org/", EVIL),
        ("https://com", "https://example.com/"),
        ("https://github.com and https://evil.example", EVIL),
        ("https://git.. and more", "https://github.com/x"),
        ("https://hub…", "https://github.com/x"),
    ],
)
def test_a_text_that_names_another_host_is_told(text: str, url: str) -> None:
    assert names_another_host(text, url)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("github.com/x", "https://github.com/x"),
        ("GitHub.com", "https://github.com/x"),
        ("https://github.com./x", "https://github.com/x"),
        ("github.com", "https://github.com./x"),
        ("www.github.com", "https://github.com/x"),
        ("github.com", "https://www.github.com/x"),
        ("https://github.com:443/x", "https://github.com/x"),
        ("http://github.com:8080/x", "https://github.com/x"),
        ("python.org", "https://docs.python.org/3/"),
        ("docs.python.org", "https://python.org/"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://bücher.example/"),
        ("https://BÜCHER.example/", "https://bücher.example/"),
        ("http://[0:0::1]/", "http://[::1]/"),
        ("https://git…", "https://github.com/x"),
        ("https://git..", "https://github.com/x"),
        ("clone https://git… here", "https://github.com/x"),
        ("https://www.git...", "https://github.com/x"),
        ("https://github.com/very/lo…", "https://github.com/very/long"),
        ("git clone https://git@github.com/x", "https://github.com/x"),
    ],
)
def test_a_text_that_names_the_host_that_is_asked_is_right(text: str, url: str) -> None:
    assert not names_another_host(text, url)


@pytest.mark.parametrize(
    "text",
    [
        "main.py",
        "main.py:12",
        "src/main.rs",
        "README.md",
        "README.md#install",
        "index.html",
        "Node.js",
        "jquery.min.js",
        "Cargo.toml",
        "archive.tar.gz",
        "install.sh",
        "libc.so.6",
        "libc.so",
        "data.zip",
        "main.tf",
        "e.g.",
        "i.e.",
        "U.S.",
        "Ph.D.",
        "a.m.",
        "3.11",
        "v1.2.3",
        "127.0.0.1",
        "1.27.0.0/16",
        "System.out.println",
        "Array.prototype.at",
        "DataFrame.at",
        "match.group",
        "user.name",
        "os.path",
        "ASP.NET",
        "java.io",
        "End.In the beginning",
        "How Booking.com grew",
        "ada@github.com",
        "and/or",
        "你好。世界",
        "here",
        "https://",
        "www.",
        "www.x",
        *("ado.net", "ASP.NET", "ml.net", "vb.net", "java.io", "java.net", "System.IO", "system.net"),
        "://",
        "...",
        "",
    ],
)
def test_what_is_a_file_a_number_or_a_word_names_no_host(text: str) -> None:
    assert not names_another_host(text, EVIL)


@pytest.mark.parametrize("url", ["mailto:ada@example.org", "javascript:alert(1)", "#part", "post.md", ""])
def test_what_can_not_be_opened_can_not_mislead(url: str) -> None:
    assert not names_another_host("https://github.com", url)


@given(st.text(st.sampled_from(_SCRAPS + "htps:/w.com@[]…"), max_size=60), addresses)
def test_any_text_and_address_can_be_compared(text: str, url: str) -> None:
    assert names_another_host(text, url) in {True, False}


@given(addresses)
def test_an_address_is_right_about_itself(url: str) -> None:
    opened = openable(url)
    assert opened is None or not names_another_host(opened, url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a/b?c=d#e", "example.org/a/b"),
        ("https://example.org", "example.org"),
        ("http://reader:word@Example.org:8080/a", "example.org:8080/a"),
        ("https://аpple.com/login", "xn--pple-43d.com/login"),
        ("https://de.wikipedia.org/wiki/K%C3%B6ln", "de.wikipedia.org/wiki/Köln"),
        ("https://example.org/a%20b%2Fc%E2%80%AEgnp%FF", "example.org/a%20b%2Fc%E2%80%AEgnp%FF"),
        ("https://example.org/\x1b[31m\u202ea", "example.org/%5B31ma"),
        ("mailto:ada@example.org\x1b[31m", "mailto:ada@example.org[31m"),
    ],
)
def test_where_a_link_leads_is_shown_by_its_real_host(url: str, shown: str) -> None:
    assert shown_target(url) == shown


@given(addresses)
def test_what_is_shown_of_an_address_begins_with_its_host_and_commands_nothing(url: str) -> None:
    shown = shown_target(url)
    opened = openable(url)
    assert opened is None or shown.startswith(urlsplit(opened).netloc)
    assert clean_line(shown) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://www.e.example/caf%C3%A9/?utm_source=x#top",
        "http://e.example/café/",
        "www.e.example/caf%c3%a9",
        "e.example/café?fbclid=1",
        "HTTPS://WWW.E.EXAMPLE:443/café",
    ],
)
def test_an_address_is_spelled_in_every_way_in_which_people_copy_it(address: str) -> None:
    assert spellings(address) == [
        "https://e.example/caf%C3%A9",
        "https://www.e.example/caf%C3%A9",
        "http://e.example/caf%C3%A9",
        "http://www.e.example/caf%C3%A9",
    ]


def test_a_file_is_spelled_in_one_way_and_what_is_no_address_in_none() -> None:
    assert spellings("file:///tmp/a%20b.md") == ["file:///tmp/a%20b.md"]
    assert spellings("ftp://e.example/x") == []
    assert spellings("http://[x") == []


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://me:word@e.example:8080/a?b@c#d@e", "https://e.example:8080/a?b@c#d@e"),
        ("http://me@e.example", "http://e.example"),
        ("ftp://a@b:c@e.example/", "ftp://e.example/"),
        ("https://e.example/@me", "https://e.example/@me"),
        ("mailto:me@e.example", "mailto:me@e.example"),
        ("ssh://me@e.example", "ssh://me@e.example"),
        ("https://me@[e.example", "https://me@[e.example"),  # no address at all
        ("notes.md", "notes.md"),
    ],
)
def test_a_user_and_a_password_are_left_out_of_an_address_of_the_web(address: str, bare: str) -> None:
    assert without_userinfo(address) == bare
