"""The next page of a list: by its address, by what a link says of itself, and by numbers and ranges."""

from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.indexes.blog import html_elements, next_pages
from blogreader.indexes.blog.next_pages import PageLink
from tests.blogs import HOST


def following(body: str, path: str = "/") -> str:
    """Return the path of the page that comes next."""
    base = f"{HOST}{path}"
    tree = LexborHTMLParser(body)
    places = [PageLink(node, urljoin(base, node.attributes["href"] or "")) for node in tree.css("a[href]")]
    return next_pages.following(tree, places, base).removeprefix(HOST)


def links(*pairs: str) -> str:
    return " ".join(f'<a href="{href}">{words}</a>' for href, _, words in (pair.partition(" ") for pair in pairs))


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/", links("/page/2/ 2", "/page/3/ 3"), "/page/2/"),
        ("/page/2/", links("/page/1/ 1", "/page/4/ 4", "/page/3/ 3"), "/page/3/"),
        ("/blog/?page=2", links("/blog/?page=3 3"), "/blog/?page=3"),
        ("/blog/index_2.html", links("/blog/index_3.html 3"), "/blog/index_3.html"),
        ("/index.html", links("/page/2/ 2"), "/page/2/"),
        ("/page/2/", links("/other/page/3/ x"), ""),
        ("/page/2/", links("/page/2/ x", "/page/1/ x"), ""),
        ("/page/2/", links("/page/3/ one two three"), "/page/3/"),
        ("/page/2/", links("/page/3/ one two three four"), ""),
        ("/page/2/", links("/page/3/ <b>one</b><i>two</i><b>three</b><i>four</i>"), ""),
        ("/page/2/", links("/page/3/ go on to page 3"), "/page/3/"),
        ("/page/2/", links("/page/3/ now go on to page 3"), ""),
        ("/posts/12/", links("/posts/13/ Why the harbour was moved"), ""),
    ],
)
def test_the_address_with_the_next_number_is_the_next_page(path: str, body: str, expected: str) -> None:
    assert following(body, path) == expected


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="next" href="/x">',
        '<a rel="nofollow next" href="/x">Go</a>',
        *(f'<a class="{name}" href="/x">Go</a>' for name in ("older", "next", "a next b", "pager-older-link")),
        *(f'<a class="{name}" href="/x">Go</a>' for name in ("nextpostslink", "older-posts", "next-page", "page-next")),
        '<a id="next" href="/x">Go</a>',
        '<span class="pagination__next next"><a href="/x">Go</a></span>',
        '<a href="/x">Older posts</a>',
        '<a href="/x"><i>Older</i> <b>posts</b></a>',
        '<a href="/x" title="Older posts"> </a>',
        '<a href="/x" aria-label="Older posts">»</a>',
        '<a href="/x" title="Older posts"></a>',
        '<a href="/x"><img alt="Older posts"></a>',
    ],
)
def test_a_link_may_say_that_it_leads_on(body: str) -> None:
    assert following(body) == "/x"
    assert following(f'<a href="/page/2/">2</a>{body}') == "/page/2/"


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="nextgen" href="/x">',
        '<a rel="next" href="#x">Go</a>',
        '<a class="nextgen" href="/x">Go</a>',
        '<a class="colder" href="/x">Go</a>',
        '<div class="next"><p><a href="/x">Go</a></p></div>',
        '<a href="/x" title="Older posts">Go</a>',
        '<a href="/x">Posts</a>',
    ],
)
def test_other_links_lead_nowhere(body: str) -> None:
    assert following(body) == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (links("/a 1", "/b 2", "/c 3"), "/b"),
        (links("/a  1 ", "/b  2 "), "/b"),
        (links("/x 2", "/y 3"), "/x"),
        (links("/x 1", "/y 3", "/z 4"), "/y"),
        (links("/x 3", "/y 4"), ""),
        (links("/x 0"), ""),
        (links("/x 0", "/y 3"), ""),
        (links("/a 0", "/y 1"), "/y"),
        (links("/x 1", "/y 2"), ""),
        (links("/x 1999", "/a 1998"), "/x"),
        (links("/x 10000", "/a 9999"), ""),
    ],
)
def test_of_numbered_links_the_one_after_this_page_is_next(body: str, expected: str) -> None:
    assert following(body, "/a") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (links("/a 1–10", "/b 11–20", "/c 21–30"), "/b"),
        (links("/a 11-20", "/b 21 to 30", "/c 1-10"), "/b"),
        (links("/a 1–10", "/b <b>11</b><i>to</i><b>20</b>"), "/b"),
        (links("/x 11–20", "/y 21–30"), "/x"),
        (links("/x 1–10", "/y 21–30", "/z 31–40"), "/y"),
        (links("/x 1–10", "/y 11–20"), ""),
        (links("/x 12–20", "/y 21–30"), ""),
        (links("/a 10–1", "/b 11–20"), "/b"),
        (links("/a 10–10", "/b 11–20"), "/b"),
        (links("/x 5–5", "/y 6–10"), "/y"),
        (links("/a 21–30", "/x 1–10", "/y 11–20"), ""),
    ],
)
def test_of_ranges_the_one_after_this_page_is_next(body: str, expected: str) -> None:
    assert following(body, "/a") == expected


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/blog/", links("/blog/safha/2/ two", "/blog/safha/3/ three"), "/blog/safha/2/"),
        ("/blog/", links("/blog/safha/1/ one", "/blog/safha/2/ two"), ""),
        ("/blog/", links("/blog/safha/2/ two", "/blog/halaman/2/ dua"), ""),
        ("/blog/", links("/blog/safha/2/ The second of all posts"), ""),
        ("/blog/", links("/other/safha/2/ two"), ""),
        ("/blog/", links("/blog/safha/3/ three"), ""),
        ("/blog/safha/2/", links("/blog/safha/2/x/2/ two"), ""),
    ],
)
def test_a_second_page_without_a_first_is_one_whatever_its_folder_is_called(
    path: str, body: str, expected: str
) -> None:
    assert following(body, path) == expected


@pytest.mark.parametrize(
    ("written", "address", "whole"),
    [
        ("/a", f"{HOST}/a", f"{HOST}/a"),
        (" a#b ", f"{HOST}/a", f"{HOST}/a#b"),
        ("#b", "", f"{HOST}/#b"),
        ("https://other.example/", "https://other.example/", "https://other.example/"),
        ("", "", ""),
        ("mailto:a@b.example", "", ""),
        ("javascript:x()", "", ""),
        ("data:text/html,x", "", ""),
        ("tel:1", "", ""),
        ("ftp://a.example/", "", ""),
        ("http://[", "", ""),
        ("{{ post.url }}", "", ""),
        ("/a/%7B%7Burl%7D%7D", "", ""),
        ("/a/%7Burl%7D", f"{HOST}/a/%7Burl%7D", f"{HOST}/a/%7Burl%7D"),
        ("/a/%7B%25x", "", ""),
        ("<%= url %>", "", ""),
        ("${url}", "", ""),
    ],
)
def test_an_address_is_one_of_the_web_and_no_template(written: str, address: str, whole: str) -> None:
    assert html_elements.address(written, f"{HOST}/") == address
    assert html_elements.whole(written, f"{HOST}/") == whole
