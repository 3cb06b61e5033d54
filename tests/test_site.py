"""The test site is what the other tests take it for."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site import HOSTILE_TITLES, Site
from tests.site.blocks import CodeBlock
from tests.site.content import posts
from tests.site.layouts import LAYOUTS, html_page, layout_name
from tests.site.markdown_out import count_words

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 10
VOID_ELEMENTS = {"br", "hr", "img", "input", "link", "meta", "path"}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def get(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the site answers."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_SECONDS)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    answer = response.status, dict(response.headers.items()), response.read()
    connection.close()
    return answer


class PageText(HTMLParser):
    """Collects the text of a page and complains about tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)
        if tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID_ELEMENTS:
            assert self.open.pop() == tag, f"line {self.getpos()[0]}: </{tag}>"

    def handle_data(self, data: str) -> None:
        self.text += data


def test_there_are_102_posts_in_38_categories_of_which_21_have_several() -> None:
    categories = Counter(post.category for post in posts())
    assert len(posts()) == 102
    assert len(categories) == 38
    assert sum(count > 1 for count in categories.values()) == 21
    assert "AI/ML" in categories


def test_slugs_titles_and_dates_are_distinct_and_dates_descend() -> None:
    assert len({post.slug for post in posts()}) == 102
    assert len({post.title for post in posts()}) == 102
    dates = [post.date.isoformat() for post in posts()]
    assert dates == sorted(set(dates), reverse=True)
    assert (dates[-1], dates[0]) == ("2025-10-01", "2026-04-16")


@pytest.mark.slow
def test_another_run_writes_the_same_posts_whatever_the_hash_seed() -> None:
    program = (
        "import zlib; from tests.site.content import posts; from tests.site.layouts import html_page; "
        "print(zlib.crc32(''.join(post.markdown + html_page(post, posts()[:3]) for post in posts()).encode()))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    here = "".join(post.markdown + html_page(post, posts()[:3]) for post in posts())
    assert int(other.stdout) == zlib.crc32(here.encode())


@pytest.mark.parametrize("number", range(1, 103))
def test_every_post_is_long_enough_and_all_of_it_is_in_its_page(number: int) -> None:
    post = posts()[number - 1]
    assert post.number == number
    assert 1200 <= count_words(post.markdown) <= 2000
    assert 5 <= post.minutes <= 12
    page = PageText(html_page(post, posts()[:3]))
    assert page.open == []
    for marker in (post.markers.first, post.markers.middle, post.markers.last):
        assert post.markdown.count(marker) == 1
        assert page.text.count(marker) == 1
    for block in post.blocks:
        if isinstance(block, CodeBlock):
            assert max(map(len, block.source.splitlines())) > 140
            assert block.source in page.text or layout_name(post) == "docusaurus"
            assert all(line in page.text for line in block.source.splitlines())


def test_no_two_posts_share_a_paragraph() -> None:
    paragraphs = [line for post in posts() for line in post.markdown.splitlines() if len(line) > 200]
    assert len(paragraphs) == len(set(paragraphs)) > 2000


def test_there_are_ten_layouts_and_each_has_ten_posts() -> None:
    assert len(LAYOUTS) == 10
    assert min(Counter(layout_name(post) for post in posts()).values()) == 10


def test_the_index_lists_every_post_and_escapes_the_brackets_of_titles(site: Site) -> None:
    status, headers, body = get(site, "/index.md")
    assert (status, headers["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert body.decode() == site.index_markdown()
    assert body.decode().count("\n### [") == 102
    title = 'Why `yield \\[x\\]` & "friends" break \\[sometimes\\] — a 🚀 story'
    assert f"### [{title}]({site.url}/posts/" in body.decode()
    assert site.requests == ["/index.md"]


def test_links_between_posts_and_pictures_lead_to_something(site: Site) -> None:
    for post in site.posts[:3]:
        status, headers, body = get(site, f"/images/{post.number}.png")
        assert (status, headers["Content-Type"], body[:4]) == (200, "image/png", b"\x89PNG")
    slugs = {post.slug for post in site.posts}
    for post in site.posts:
        targets = [part.split(")")[0] for part in post.markdown.split("](")[1:]]
        local = [target for target in targets if not target.startswith(("https:", "#", "/images/"))]
        assert len(local) == 4
        assert {target.removeprefix("/posts/").removeprefix("./").split("#")[0] for target in local} <= slugs


@pytest.mark.parametrize("path", ["/index.md", posts()[0].path])
def test_a_conditional_request_is_answered_with_304(site: Site, path: str) -> None:
    _, headers, _ = get(site, path)
    status, _, body = get(site, path, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    assert site.answers == [(path, 200), (path, 304)]


def test_a_response_is_compressed_for_those_who_accept_it(site: Site) -> None:
    _, headers, body = get(site, "/index.md", Accept_Encoding="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body).decode() == site.index_markdown()


def test_a_new_post_and_a_new_summary_appear_in_the_index(site: Site) -> None:
    _, headers, _ = get(site, "/index.md")
    post = site.add_post()
    site.change_summary(site.posts[5].slug, "Another summary altogether.")
    status, _, body = get(site, "/index.md", If_None_Match=headers["ETag"])
    assert status == 200
    assert "103 articles." in body.decode()
    assert "Another summary altogether." in body.decode()
    assert site.posts[0] == post
    assert get(site, post.path)[0] == 200


def test_a_held_post_reports_that_the_client_went_away(site: Site) -> None:
    post = site.posts[4]
    hold = site.hold(post.slug)
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(f"GET {post.path} HTTP/1.1\r\nHost: site\r\n\r\n".encode())
        assert hold.reached.wait(PATIENCE_SECONDS)
        assert not hold.disconnected.is_set()
    assert hold.disconnected.wait(PATIENCE_SECONDS)
    hold.release()
    assert get(site, post.path)[0] == 200


def test_a_released_post_is_answered(site: Site) -> None:
    post = site.posts[4]
    hold = site.hold(post.slug)
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(f"GET {post.path} HTTP/1.1\r\nHost: site\r\n\r\n".encode())
        assert hold.reached.wait(PATIENCE_SECONDS)
        hold.release()
        assert client.recv(15) == b"HTTP/1.1 200 OK"


def test_stopping_ends_delayed_and_idle_connections() -> None:
    with Site(delay=600) as site, socket.create_connection(("127.0.0.1", site.port)) as idle:
        idle.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: site\r\n\r\n")
        assert idle.recv(15) == b"HTTP/1.1 200 OK"
        hold = site.hold("index.md")
        waiting = socket.create_connection(("127.0.0.1", site.port))
        waiting.sendall(f"GET {site.posts[0].path} HTTP/1.1\r\nHost: site\r\n\r\n".encode())
        held = socket.create_connection(("127.0.0.1", site.port))
        held.sendall(b"GET /index.md HTTP/1.1\r\nHost: site\r\n\r\n")
        assert hold.reached.wait(PATIENCE_SECONDS)
    for connection in (waiting, held):
        connection.settimeout(PATIENCE_SECONDS)
        assert connection.recv(1) == b""
        connection.close()


def test_a_broken_post_answers_with_its_status_and_others_do_not(site: Site) -> None:
    site.broken[site.posts[2].slug] = 503
    assert get(site, site.posts[2].path)[0] == 503
    assert get(site, site.posts[3].path)[0] == 200
    assert get(site, "/posts/unheard-of")[0] == 404


def test_markdown_is_served_only_to_clients_that_prefer_it() -> None:
    with Site(markdown=True) as site:
        post = site.posts[7]
        _, headers, body = get(site, post.path, Accept="text/markdown, text/html;q=0.9, */*;q=0.1")
        assert headers["Content-Type"].startswith("text/markdown")
        assert body.decode().endswith(post.markdown)
        for accept in ("*/*", "text/html, text/markdown;q=0.5"):
            assert get(site, post.path, Accept=accept)[1]["Content-Type"].startswith("text/html")


def test_the_hostile_page_holds_raw_and_referenced_control_characters(site: Site) -> None:
    page = get(site, "/hostile")[2].decode()
    for text in ("\x1b[31m", "\x1b]52;c;", "\x9b", "\u202e", "\U000e0072", "\x07"):
        assert text in page
    for text in ("&#27;[31m", "&#x9b;", "&#x202e;", "[/b]", "[@click=app.quit]"):
        assert text in page


def test_the_hostile_index_holds_every_hostile_title_on_one_line(site: Site) -> None:
    lines = get(site, "/hostile-index.md")[2].decode().split("\n")
    titles = [line.split("](http://127.0.0.1")[0] for line in lines if line.startswith("### [")]
    assert [re.sub(r"\\([\\\[\]&*])", r"\1", title[5:]) for title in titles] == list(HOSTILE_TITLES)
    assert max(map(len, HOSTILE_TITLES)) == 5000
    assert get(site, f"/hostile/{len(HOSTILE_TITLES) - 1}")[0] == 200
