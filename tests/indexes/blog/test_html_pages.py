"""The links of a page: their titles, the days beside them, and whether they stand in what the page is about."""

import datetime as dt

import pytest

from blogreader.indexes.blog import html_pages
from blogreader.indexes.blog.answer_facts import BlogLink

BASE = "https://blog.example/"
DAY = dt.date(2026, 4, 5)


def links(body: str, base: str = BASE) -> list[BlogLink]:
    return list(html_pages.read(f"<html><body>{body}</body></html>", base).links)


def only(body: str, base: str = BASE) -> BlogLink:
    return next(one for one in links(body, base) if one.url.endswith("/a"))


A = '<a href="/a">Slow clocks</a>'


@pytest.mark.parametrize(
    ("body", "is_main"),
    [
        (f"<p>{A}</p>", True),
        (f"<nav>{A}</nav>", False),
        (f"<footer>{A}</footer>", False),
        (f"<aside>{A}</aside>", False),
        (f"<header>{A}</header>", False),
        (f"<main><header>{A}</header></main>", True),
        (f"<section><header>{A}</header></section>", True),
        (f"<ul><li><header>{A}</header></li></ul>", True),
        (f'<div class="sidebar">{A}</div>', False),
        (f'<div id="main-menu">{A}</div>', False),
        (f'<div class="related">{A}</div>', False),
        (f'<div class="no_toc">{A}</div>', False),
        (f'<div class="tocsin">{A}</div>', True),
        (f'<h2 class="toc">{A}</h2>', True),
        (f"<aside><article>{A}</article></aside>", True),
        (f"<aside><main>{A}</main></aside>", True),
        (f'<aside><div role="main">{A}</div></aside>', True),
        (f'<aside><div class="post tag-x">{A}</div></aside>', True),
        (f'<aside><div class="post-12">{A}</div></aside>', True),
        (f'<aside><div class="hentry">{A}</div></aside>', True),
        (f'<aside><div class="poster">{A}</div></aside>', False),
        (f'<div class="sidebar"><nav>x</nav><p>{A}</p></div>', True),
        (f'<div class="sidebar"><nav>x</nav><p>{A}</p></div><p>{"much more text " * 9}</p>', False),
        (f'<div class="sidebar"><nav>x</nav><p>{A}</p><script>{"x" * 999}</script></div><p>{"text " * 9}</p>', False),
    ],
)
def test_a_link_stands_in_the_page_or_aside(body: str, is_main: bool) -> None:
    assert only(body).is_main is is_main


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ('<a href="/a"> Slow\n clocks ¶</a>', "Slow clocks"),
        ('<a href="/a"><h2>Slow clocks</h2><p>And more of it</p></a>', "Slow clocks"),
        ('<a href="/a"><h6>Slow clocks at sea</h6><p>And more</p></a>', "Slow clocks at sea"),
        ('<a href="/a"><h6>Sea</h6><span class="title">Slow clocks</span></a>', "Slow clocks"),
        ('<a href="/a"><span class="entry-title">Slow clocks</span> and more</a>', "Slow clocks"),
        ('<a href="/a"><span class="headline">Slow clocks</span> and more</a>', "Slow clocks"),
        ('<a href="/a"><span class="title"></span>Slow clocks</a>', "Slow clocks"),
        ('<a href="/a"><span class="title"> </span>Slow clocks</a>', "Slow clocks"),
        ('<a href="/a"><b>Slow clocks</b><span>April 5, 2026</span></a>', "Slow clocks"),
        ('<a href="/a"><span>April 5, 2026</span><span>Slow clocks</span></a>', "Slow clocks"),
        ('<a href="/a"><p>April 5, 2026</p><p>5 min</p><p>Slow clocks</p></a>', "Slow clocks"),
        ('<a href="/a"><p>Sea notes</p><p class="text-2xl">Slow clocks</p><p>April 5, 2026</p></a>', "Slow clocks"),
        ('<a href="/a"><p>Sea notes</p><p class="font-bold">Slow clocks</p><p>April 5, 2026</p></a>', "Slow clocks"),
        (
            '<a href="/a"><p><i>Posted</i><i>2026-04-05</i><i>12 words</i></p><p>Slow clocks</p></a>',
            "Slow clocks",
        ),
        ('<a href="/a"><p>Slow clocks</p><p>April 5, 2026</p><p>And more of it</p></a>', "Slow clocks"),
        ('<a href="/a"><p>Slow clocks</p><p>and more</p></a>', "Slow clocks and more"),
        ('<a href="/a">Slow clocks <time>April 5, 2026</time></a>', "Slow clocks"),
        ('<a href="/a"><time>5.4.2026</time> Slow clocks</a>', "Slow clocks"),
        ('<a href="/a">Slow clocks<span class="post-date">yesterday</span></a>', "Slow clocks"),
        ('<a href="/a">Slow clocks<sup>new</sup></a>', "Slow clocks"),
        ('<a href="/a">Slow clocks <span class="meta"><b>by</b><i>Ann</i></span></a>', "Slow clocks"),
        ('<a href="/a">2026-04-05 - Slow clocks</a>', "Slow clocks"),
        ('<a href="/a">Slow clocks (2026-04-05)</a>', "Slow clocks"),
        ('<a href="/a">[2026-04-05] Slow clocks</a>', "Slow clocks"),
        ('<a href="/a">April 5 – Slow clocks</a>', "Slow clocks"),
        ('<a href="/a">Slow clocks, April 5</a>', "Slow clocks"),
        ('<a href="/a">Slow clocks of 2026-04-05 at sea</a>', "Slow clocks of 2026-04-05 at sea"),
        ('<a href="/a">2026-04-05</a>', ""),
        ('<a href="/a">Read more</a>', ""),
        ('<a href="/a" title="Slow clocks">Read more</a>', "Slow clocks"),
        ('<a href="/a" title="Read more">Read more</a>', ""),
        ('<a href="/a" title="Slow clocks"></a>', "Slow clocks"),
        ('<div><h2>Slow clocks</h2><p>Words.</p><a href="/a">Read more</a></div>', "Slow clocks"),
        ('<div><h5>Slow clocks 🔗</h5><a href="/a">12</a></div>', "Slow clocks"),
        ('<div><p class="p-name">Slow clocks</p><a href="/a">Read more</a></div>', "Slow clocks"),
        ('<div><p class="post-title">Slow clocks</p><a href="/a">Read more</a></div>', "Slow clocks"),
        ('<div><p itemprop="headline">Slow clocks</p><a href="/a">Read more</a></div>', "Slow clocks"),
        ('<div><p>Slow clocks</p><a href="/a">Read more</a></div>', ""),
        ('<nav><h2>Slow clocks</h2><a href="/a">Read more</a></nav>', ""),
    ],
)
def test_a_link_has_the_title_of_its_post(link: str, title: str) -> None:
    assert only(link).title == title


@pytest.mark.parametrize(
    ("body", "is_heading"),
    [
        (f"<h2>{A}</h2>", True),
        (f"<h2><b><i>{A}</i></b></h2>", True),
        (f"<h2><b><i><u>{A}</u></i></b></h2>", False),
        ('<a href="/a"><h3>Slow</h3></a>', True),
        ('<a href="/a"><h6>Slow clocks</h6></a>', False),
        ('<a href="/a"><h6>Slow clocks here</h6></a>', True),
        (f"<p>{A}</p>", False),
    ],
)
def test_a_link_may_be_a_heading(body: str, is_heading: bool) -> None:
    assert only(body).is_heading is is_heading


@pytest.mark.parametrize(
    "body",
    [
        f'<li>{A} <time datetime="2026-04-05">yesterday</time></li>',
        f"<li>{A} <time>April 5, 2026</time></li>",
        '<li><a href="/a"><time datetime="2026-04-05"></time>Slow clocks</a></li>',
        f'<li>{A} <abbr class="published" title="2026-04-05">x</abbr></li>',
        f'<li>{A} <meta itemprop="datePublished" content="2026-04-05"></li>',
        f'<li>{A} <span class="date">April 5, 2026</span> <i>May 1, 2020</i></li>',
        f'<li><i>May 1, 2020</i> {A} <span class="post-meta">April 5, 2026</span></li>',
        f'<li><i>May 1, 2020</i> {A} <span class="postDate">April 5, 2026</span></li>',
        f"<li>{A} <span class=date><b>v2</b><i>2026-04-05</i></span></li>",
        f"<li>{A} <time><b>April</b> 5, 2026</time></li>",
        f"<li>{A} April 5, 2026</li>",
        f"<li>5.4.2026 {A}</li>",
        f"<li><p>{A}</p><p>April 5, 2026</p></li>",
        f"<h2>2026</h2><li>{A} April 5</li>",
        f"<h2>{' ' * 40}2026</h2><li>{A} April 5</li>",
        f"<h2>April 2026</h2><li>{A} 5</li>",
        f"<h2>April 2026</h2><li>5th {A}</li>",
        f"<h2>2026</h2><h3>April</h3><li>{A} (5)</li>",
        '<h2>April 2026</h2><li><a href="/a"><b>Slow</b><i>clocks</i></a> 5</li><li><a href="/b">x</a> 6</li>',
        f"<strong>2026</strong><ul><li>{A} April 5</li></ul>",
        f"<b>2026</b><ul><li>{A} April 5</li></ul>",
        f"<span>2026</span><ul><li>{A} April 5</li></ul>",
        f"<p>2026</p><ul><li>{A} April 5</li></ul>",
        f"<p> 2026\n</p><ul><li>{A} April 5</li></ul>",
        f"<ul><li>2026<ul><li>{A} April 5</li></ul></li></ul>",
        f"<div>2026</div><ul><li>{A} April 5</li></ul>",
        f"<details><summary>2026</summary><ul><li>{A} April 5</li></ul></details>",
        f"<details><summary>April 2026</summary><ul><li>5. {A}</li><li>6. <a href=/b>x</a></li></ul></details>",
        f"<dl><dt>Posts of 2026</dt><dd>{A} April 5</dd></dl>",
        f'<em class="year-title">2026</em><ul><li>{A} April 5</li></ul>',
        f"April 5, 2026 {A}",
        f"<!-- x -->April\n   5, 2026 {A}",
        f"<p>April 5, 2026</p><p>{A}</p><p>May 1, 2020</p><p><a href=/b>x</a></p>",
        f"<p>{A}</p><p>words</p><p>April 5, 2026</p>",
    ],
)
def test_the_day_beside_a_link_is_its_own(body: str) -> None:
    assert only(body).date == DAY


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{A} April 5, 2026</nav>",
        f"<li>{A}</li><li><a href=/b>Other</a> April 5, 2026</li>",
        f"<h2>2026</h2><p>{A}</p>",
        f"<h2>April 2026</h2><p>{A} 35</p>",
        f"<h2>May 1, 2020{' ' * 50}</h2><p>{A}</p>",
        f"<li>{A} April 5</li>",
        f"<h2>A heading of more than forty letters, 2026</h2><li>{A} April 5</li>",
        f"<p>1026</p><li>{A} April 5</li>",
        f"<p>{A}</p><p>a</p><p>b</p><p>c</p><p>April 5, 2026</p>",
        f"<p>April 5, 2026</p><h2>{' ' * 40}2026</h2><p>{A}</p>",
    ],
)
def test_where_no_day_is_beside_a_link_it_has_none(body: str) -> None:
    assert only(body).date is None


def test_the_day_beside_a_link_is_looked_for_in_400_letters() -> None:
    for letters, day in ((400, DAY), (401, None)):
        between = "w" * (letters - len("Slow clocks  April 5, 2026"))
        assert only(f"<li>{A} {between} April 5, 2026</li>").date == day


@pytest.mark.parametrize(
    "body",
    [
        f"<li>{A} 4/5/2026</li>",
        f"<li>{A} <time>4/5/2026</time></li>",
        f"<li>{A} <span class=date>4/5/2026</span> 2020</li>",
        f"4/5/2026 {A}",
    ],
)
def test_which_number_is_the_day_is_told_by_the_page(body: str) -> None:
    assert only(body).date == DAY
    assert only(body.replace("4/5", "5/4") + "<p>31/12/2025</p>").date == DAY


def test_the_list_of_a_year_has_its_days() -> None:
    assert only(f"<li>{A} April 5</li>", f"{BASE}2026/").date == DAY
    assert only(f"<li>{A} April 5</li>", f"{BASE}archives/2026/04/").date == DAY
    assert only(f"<li>{A} April 5</li>", f"{BASE}notes/2026/04/x").date is None


def test_a_flat_list_has_its_days_before_or_after_all_through() -> None:
    rows = [(name, number) for number, name in enumerate(("x", "y", "a"), 1)]
    before = "".join(f"<p>2026-01-0{number}</p><h3><a href=/{name}>Post {name}</a></h3>" for name, number in rows)
    after = "".join(f"<h3><a href=/{name}>Post {name}</a></h3><p>2026-01-0{number}</p>" for name, number in rows)
    for body in (before, after):
        assert [one.date for one in links(body)] == [dt.date(2026, 1, number) for number in (1, 2, 3)]


def test_an_entry_is_the_largest_element_around_a_link_alone() -> None:
    entry = (
        f"<div><p>April 5, 2026</p><p>{A}</p><p><a href=/tags/x class=tag>x</a> <a href=/a#c>2 comments</a></p></div>"
    )
    other = entry.replace("/a", "/b").replace("April 5", "May 1")
    assert only(f"<div>{entry}{other}</div>").date == DAY
    deep = "<div>" * 6 + A + "</div>" * 6
    rest = "<p>x</p>" * 4 + "<p>April 5, 2026</p>"
    assert only(f"<main><section>{deep}{rest}</section></main>").date == DAY
    assert only(f"<main><section><div>{deep}</div>{rest}</section></main>").date is None


@pytest.mark.parametrize(("others", "day"), [(59, DAY), (60, None)])
def test_an_element_with_many_links_is_no_entry(others: int, day: dt.date | None) -> None:
    tags = "".join(f'<a class=label href="/tags/{number}">x</a>' for number in range(others))
    rest = "<p>x</p>" * 4 + "<p>April 5, 2026</p>"
    assert (
        only(f"<main><div><p>{A}</p>{rest}<p>{tags}</p></div><div><a class=label href=/t>x</a></div></main>").date
        == day
    )


def test_links_of_one_list_have_one_path() -> None:
    body = (
        '<ul class="list posts archive zebra"><li class="first post-1">'
        f"{A}</li><li class='last tag-x'><a href=/b>Other</a></li></ul><p><a href=/c>Third</a></p>"
    )
    one, two, three = links(body)
    assert one.group == two.group == "ul.archive.list.posts>li>a"
    assert three.group == "p>a"


def test_the_words_of_a_link_are_all_its_text() -> None:
    assert only(f'<a href="/a"><b>Slow</b><i>clocks</i> {"x" * 400}</a>').words == f"Slow clocks {'x' * 287}…"


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        ('<base href="/notes/"><a href="a">x</a>', ["https://blog.example/notes/a"]),
        ('<base href="javascript:x"><a href="a">x</a>', ["https://blog.example/a"]),
        ('<a href="#a">x</a><a href="mailto:x">x</a><a>x</a>', []),
        (
            '<select><option value="/2019/">2019</option><option value="2018">x</option></select>',
            ["https://blog.example/2019/"],
        ),
    ],
)
def test_only_addresses_of_the_web_are_links(body: str, urls: list[str]) -> None:
    assert [one.url for one in links(body)] == urls


def test_a_page_of_links_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_pages, "_MOST_LINKS", 3)
    for number, is_cut in ((2, False), (4, True)):
        rows = "".join(f"<li><a href=/{n}>x</a></li>" for n in range(number))
        found = html_pages.read(f"<body><nav>{rows}</nav>", BASE)
        assert len(found.links) == min(number, 3)
        assert found.is_cut is is_cut


def test_how_a_long_page_writes_its_days_is_told_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"31/12/2025 <li>{A} 5/4/2026</li>"
    for length, day in ((10, DAY), (9, dt.date(2026, 5, 4))):
        monkeypatch.setattr(html_pages, "_LONGEST_PAGE", length)
        assert only(body).date == day


def test_what_a_page_says_of_its_site_is_read() -> None:
    found = html_pages.read(
        "<head><title>Harbour</title><meta name=generator content='Hugo 0.1'><link rel=next href=/page/2/></head><body>"
        "<a href=/feed>RSS</a></body>",
        BASE,
    )
    assert (found.title, found.generator, found.next) == ("Harbour", "hugo 0.1", "https://blog.example/page/2/")
    assert [one.url for one in found.feeds] == ["https://blog.example/feed"]
    assert not found.is_cut
