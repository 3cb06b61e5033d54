"""What a page says about itself: its heading among all that stand on it, and when posts changed."""

import json
from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.indexes.blog import heads
from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, Facts, Find
from blogreader.library.discovery.blogs import _updated

BASE = "https://blog.example/posts/clocks"
SITE = "<h1><a href='/'>The harbour</a></h1>"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("", "<article><h1>Slow clocks</h1></article>", "Slow clocks"),
        ("", "<main><h1>Slow clocks</h1></main><h1>Later</h1>", "Slow clocks"),
        ("", "<h1>Before</h1><main><h1>Slow clocks</h1></main>", "Slow clocks"),
        ("", "<h1>Slow clocks</h1>", "Slow clocks"),
        ("", f"{SITE}<h1>Slow clocks</h1>", "Slow clocks"),
        ("Slow clocks | The harbour", f"{SITE}<h2>Slow clocks</h2><h2>Others</h2>", "Slow clocks"),
        ("The harbour | Slow clocks", f"{SITE}<h2>Others</h2><h2>Slow clocks</h2>", "Slow clocks"),
        ("The harbour", f"{SITE}<h2>Others</h2>", "The harbour"),
    ],
)
def test_the_heading_of_a_post_is_its_own_and_not_that_of_its_site(title: str, body: str, expected: str) -> None:
    tree = LexborHTMLParser(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert heads.facts(tree, BASE, "").title == expected


def test_posts_changed_when_a_feed_or_a_sitemap_says_so_and_a_day_counts_to_its_end() -> None:
    reading = AnswerFacts(
        AnswerKind.FEED,
        finds=(
            Find("https://blog.example/a", updated="2026-04-01T10:00:00Z"),
            Find("https://blog.example/b"),
            Find("mailto:ada@blog.example", updated="2026-04-01"),
            Find("https://blog.example/c", updated="not a day"),
        ),
        addresses=("https://blog.example/d", "https://blog.example/e", "https://blog.example/f"),
        changed=("2026-04-02", "", "2026-04-03T00:00:00Z"),
    )
    assert _updated(reading) == {
        "https://blog.example/a": datetime(2026, 4, 1, 10, tzinfo=UTC),
        "https://blog.example/d": datetime(2026, 4, 3, tzinfo=UTC),
        "https://blog.example/f": datetime(2026, 4, 3, tzinfo=UTC),
    }


def tree(head: str = "", body: str = "") -> LexborHTMLParser:
    return LexborHTMLParser(f"<html><head>{head}</head><body>{body}</body></html>")


def facts(head: str = "", body: str = "", text: str = "") -> Facts:
    return heads.facts(tree(head, body), BASE, text)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/f" title=" A  feed ">',
        '<link rel="ALTERNATE home" type="application/atom+xml" href="/f" title="A feed">',
        '<link rel="alternate" type="application/feed+json" href="/f" title="A feed">',
        '<link rel="feed" href="/f" title="A feed">',
        '<link rel="alternate" type="text/rdf" href="/f" title="A feed">',
        '<link rel="alternate" type="application/json" href="/f" title="A feed"><base href="/">',
    ],
)
def test_a_feed_is_announced_in_the_head(link: str) -> None:
    is_feed = "application/json" not in link
    expected = [Announced("https://blog.example/f", "A feed")] if is_feed else []
    assert [*heads.announced(tree(link + link), BASE)] == expected


def test_what_is_announced_as_json_is_a_feed_if_its_name_says_so() -> None:
    link = '<link rel="alternate" type="application/json" href="{}">'
    assert [*heads.announced(tree(link.format("/Feed.json")), BASE)] == [Announced("https://blog.example/Feed.json")]
    assert [*heads.announced(tree(link.format("/wp-json/x")), BASE)] == []
    oembed = '<link rel="alternate" type="application/json+oembed" href="/feed">'
    assert [*heads.announced(tree(oembed), BASE)] == []
    assert [*heads.announced(tree('<link rel="stylesheet" type="application/rss+xml" href="/f">'), BASE)] == []
    assert [*heads.announced(tree('<link rel="alternate" type="application/rss+xml" href="mailto:a">'), BASE)] == []


@pytest.mark.parametrize(
    ("href", "is_feed"),
    [
        *((name, True) for name in ("/feed", "/feed/", "/a/rss", "/rss/", "/rss.xml", "/rss2.xml", "/atom.xml?x=1")),
        *((name, True) for name in ("/feed.xml", "/feed.json", "/index.xml", "/a.rss", "/a.atom", "/FEED")),
        *((name, False) for name in ("/feeds", "/a.xml", "/?feed", "/feed.html", "#feed")),
    ],
)
def test_a_feed_that_is_linked_is_known_by_its_name(href: str, is_feed: bool) -> None:
    found = [*heads.announced(tree(body=f'<a href="{href}"> RSS  <b>feed</b> </a><a href="{href}">x</a>'), BASE)]
    assert [one.title for one in found] == ["RSS feed"] * is_feed


def test_of_many_linked_feeds_the_first_are_taken() -> None:
    links = "".join(f'<a href="/{number}/feed">x</a>' for number in range(30))
    assert len([*heads.announced(tree(body=links), BASE)]) == 20


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:site_name" content=" The  harbour "><title>Other</title>', "The harbour"),
        ('<meta name="og:site_name" content="The harbour">', "The harbour"),
        ('<meta itemprop="og:site_name" content="The harbour">', "The harbour"),
        ('<meta property="og:site_name" content=""><title> The\nharbour</title>', "The harbour"),
        ("", ""),
    ],
)
def test_a_site_is_called_what_its_pages_say(head: str, title: str) -> None:
    assert heads.site_title(tree(head)) == title


DAY = date(2026, 4, 5)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script type="application/ld+json">{"@type": "BlogPosting", "datePublished": "2026-04-05"}</script>', ""),
        *(
            (f'<meta name="{name}" content="2026-04-05T10:00:00Z">', "")
            for name in (
                *("article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "publish_date"),
            )
        ),
        ("", '<article><time datetime="2026-04-05">x</time><time datetime="2020-01-01"></time></article>'),
        ("", '<time class="published" datetime="2026-04-05"></time><time datetime="2020-01-01"></time>'),
        ("", '<time class="dt-published" datetime="2026-04-05"></time><time datetime="2020-01-01"></time>'),
        ("", '<time pubdate datetime="2026-04-05"></time><time datetime="2020-01-01"></time>'),
        ("", '<main><time datetime="2026-04-05"></time></main><time datetime="2020-01-01"></time>'),
        ("", '<meta itemprop="datePublished" content="2026-04-05">'),
        ("", '<time datetime="2026-04-05"></time>'),
        ("", "<article><p class=post-date>April 5, 2026</p></article><p class=date>May 1, 2020</p>"),
        ("", "<main><p class=postDate>April 5, 2026</p></main><p class=date>May 1, 2020</p>"),
        ("", "<p class=published>April 5, 2026</p>"),
        ("", "<p class=posted-on>April 5, 2026</p>"),
        ("", "<p class=entry-meta>by Ann on April 5, 2026</p>"),
        ("", "<p class=byline>by Ann, April 5, 2026</p>"),
        ("", "<p class=date>" + "x" * 100 + " April 5, 2026</p>"),
        ("", "<p class=date><b>v2</b><i>2026-04-05</i></p>"),
        ("", "<p class=date>x</p>" * 7 + "<p class=date>April 5, 2026</p>"),
    ],
)
def test_a_day_is_found_where_pages_have_it(head: str, body: str) -> None:
    assert facts(head, body).date == DAY


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<time datetime="2026-04-05"></time><time datetime="2020-01-01"></time>',
        "<p>April 5, 2026</p>",
        "<p class=date>" + "x" * 110 + " April 5, 2026</p>",
        "<p class=date>x</p>" * 8 + "<p class=date>April 5, 2026</p>",
        '<time datetime="soon"></time>',
    ],
)
def test_where_it_is_not_clear_which_day_is_meant_there_is_none(body: str) -> None:
    assert facts("", body).date is None


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "BlogPosting", "headline": "Slow"},
        {"@type": ["Thing", "Article"], "headline": "Slow"},
        [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Slow"}],
        {"@graph": [{"@type": "WebSite"}, {"@type": "TechArticle", "headline": "Slow"}]},
        {"@type": "ScholarlyArticle", "headline": "Slow"},
        [[[{"@graph": [{"@graph": [{"@type": "Report", "headline": "Slow"}]}]}]]],
        [*[{}] * 49, {"@type": "Article", "headline": "Slow"}],
    ],
)
def test_linked_data_is_found_however_deep_it_stands(value: object) -> None:
    found = facts(linked(value), "")
    assert (found.title, found.is_article, found.is_posting) == ("Slow", True, True)
    assert facts('<script type="application/ld+json">{</script>' + linked(value)).title == "Slow"


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "WebPage", "headline": "Slow"},
        {"@type": 5},
        {"@graph": {"@type": "Article"}},
        [*[{}] * 50, {"@type": "Article"}],
        "Article",
        {"@graph": [*[{}] * 50, {"@type": "Article"}]},
        [[{}] * 40] * 50 + [{"@type": "Article"}],
    ],
)
def test_linked_data_of_anything_else_is_none_of_an_article(value: object) -> None:
    found = facts(linked(value), "")
    assert (found.title, found.is_article, found.is_posting) == ("", False, False)


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ({"name": "Ann"}, "Ann"),
        ("Ann", "Ann"),
        ([{"name": "Ann"}, "Bob", {"name": 5}, 7], "Ann, Bob"),
        (None, "Eve"),
        ([], "Eve"),
    ],
)
def test_an_author_is_one_or_several(value: object, author: str) -> None:
    head = '<meta name="author" content="Eve">' + linked({"@type": "Article", "author": value})
    assert facts(head).author == author


def test_what_a_page_is_stands_in_its_head() -> None:
    assert facts('<meta property="og:type" content="article">') == Facts(is_article=True)
    posted = facts('<meta property="article:published_time" content="soon">')
    assert (posted.is_article, posted.is_posting) == (True, True)
    assert facts('<meta property="og:type" content="website">') == Facts()
    assert facts('<meta property="article:section" content="Sea">').category == "Sea"
    assert facts('<link rel="canonical" href="/a#b">').canonical == "https://blog.example/a"
    assert facts('<link rel="https://api.w.org/" href="/wp-json/">').api == "https://blog.example/wp-json/"
    maps = "".join(f'<link rel="home sitemap" href="/{n}.xml">' for n in (1, "javascript:x", 2, 3, 4, 5))
    assert facts(maps.replace("/javascript", "javascript")).sitemaps == tuple(
        f"https://blog.example/{n}.xml" for n in (1, 2, 3, 4)
    )


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/b", "https://blog.example/b"),
        (" 10 ; URL = '/b'", "https://blog.example/b"),
        ('0;"/b"', "https://blog.example/b"),
        ("0, /b", "https://blog.example/b"),
        ("0.5; url=/b", "https://blog.example/b"),
        ("11; url=/b", ""),
        ("0011; url=/b", ""),
        ("99999; url=/b", ""),
        ("5", ""),
        ("0; url=/posts/clocks/", ""),
        ("0; url=javascript:x", ""),
    ],
)
def test_a_page_may_lead_on_at_once(content: str, target: str) -> None:
    assert facts(f'<meta http-equiv="Refresh" content="{content.replace(chr(34), "&quot;")}">').redirect == target


@pytest.mark.parametrize(
    ("shared", "headline", "heading", "page", "title"),
    [
        ("", "", "Slow clocks #", "", "Slow clocks"),
        ("Slow clocks at sea", "", "Slow clocks", "", "Slow clocks"),
        ("Other", "", "Slow clocks", "", "Other"),
        ("Other", "Slow clocks, again", "Slow clocks", "", "Slow clocks"),
        ("Other", "Third", "Slow clocks", "", "Third"),
        ("", "Third", "", "", "Third"),
        ("", "", "", "Fourth", "Fourth"),
        ("", "", "", "", ""),
    ],
)
def test_the_title_of_a_post_is_its_heading_if_others_agree(
    shared: str, headline: str, heading: str, page: str, title: str
) -> None:
    for name in ("og:title", "twitter:title"):
        head = f'<title>{page}</title><meta property="{name}" content="{shared}">'
        head += linked({"@type": "Article", "headline": headline or None})
        assert facts(head, f"<h1>{heading}</h1>" if heading else "").title == title


@pytest.mark.parametrize(
    ("site", "is_of_site"),
    [
        ('<h1><a href="/" rel="home">Harbour notes</a></h1>', True),
        ('<h1><a href="/">Harbour notes</a></h1>', True),
        ('<a href="/"><h1>Harbour notes</h1></a>', True),
        ('<h1><a href="/x" rel="home">Harbour notes</a></h1>', True),
        ('<h1><a href="/x">Harbour notes</a></h1>', False),
        ("<h1><a>Harbour notes</a></h1>", False),
    ],
)
def test_a_heading_that_leads_home_is_the_name_of_the_site(site: str, is_of_site: bool) -> None:
    assert facts("", f"{site}<h1>Slow clocks</h1>").title == ("Slow clocks" if is_of_site else "Harbour notes")


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        ("Slow clocks at sea | Harbour", "<h2>Slow</h2><h2>Slow clocks</h2>", "Slow clocks"),
        ("Slow clocks at sea | Harbour", "<h2>Slow</h2>", "Slow clocks at sea | Harbour"),
        ("Slow clocks | Harbour", "<h2>Slow c</h2>", "Slow c"),
        ("Slow clocks | Harbour", "<h2>Slow</h2>", "Slow clocks | Harbour"),
        ("Ab | Harbour", "<h2>Ab</h2>", "Ab | Harbour"),
        ("Abc | Harbour", "<h2>Abc</h2>", "Abc"),
        ("Slow clocks | Harbour", "<h2><b>Slow</b><i>clocks</i></h2>", "Slow clocks"),
        (
            "Slow clocks at sea",
            "<h2>Slow clocks</h2><main><h1>Ropes</h1><h1>Slow clocks at sea</h1></main>",
            "Slow clocks",
        ),
        ("Harbour – Slow clocks", "<h3>Slow clocks ¶</h3><h2>Slow clocks</h2>", "Slow clocks"),
        ("Slow clocks | Harbour", "<h2>x</h2>" * 11 + "<h2>Slow clocks</h2>", "Slow clocks"),
        ("Slow clocks | Harbour", "<h2>x</h2>" * 12 + "<h2>Slow clocks</h2>", "Slow clocks | Harbour"),
    ],
)
def test_where_the_first_heading_is_the_site_s_the_title_tells_which_is_the_post_s(
    title: str, headings: str, expected: str
) -> None:
    assert facts(f"<title>{title}</title>", headings).title == expected


@pytest.mark.parametrize(
    ("link", "previous", "following"),
    [
        ('<a rel="prev" href="/x">a</a>', True, False),
        ('<a rel="nofollow previous" href="/x">a</a>', True, False),
        ('<link rel="next" href="/x">', False, True),
        ('<a class="nav-previous" href="/x">a</a>', True, False),
        ('<div class="post-next"><a href="/x">a</a></div>', False, True),
        ('<a id="older" href="/x">a</a>', True, False),
        ('<a class="newer" href="/x">a</a>', False, True),
        ('<a class="prev" href="/x">Next post</a>', False, True),
        ('<a href="/x">Previous post: rope</a>', True, False),
        ('<a href="/x">Next article</a>', False, True),
        ('<a href="/x">← Rope</a>', True, False),
        ('<a href="/x">« Rope</a>', True, False),
        ('<a href="/x">‹ Rope</a>', True, False),
        ('<a href="/x">Rope →</a>', False, True),
        ('<a href="/x">Rope »</a>', False, True),
        ('<a href="/x">Rope ›</a>', False, True),
        ('<a href="/x">Rope</a>', False, False),
        ('<a class="previously" href="/x">Rope</a>', False, False),
        ('<a rel="prev" href="#x">Rope</a>', False, False),
    ],
)
def test_the_neighbours_of_a_post_are_known_by_rel_class_words_or_arrows(
    link: str, previous: bool, following: bool
) -> None:
    found = facts("", link)
    assert found.previous == ("https://blog.example/x" if previous else "")
    assert found.next == ("https://blog.example/x" if following else "")


KEY = "0123456789abcdef0123456789"


@pytest.mark.parametrize(
    ("attributes", "start"),
    [
        (f'data-key="{KEY}" data-api="https://api.example/x/"', "https://api.example/x"),
        (
            f'data-key="{KEY}" data-sodo-search="https://ann.example/"',
            "https://ann.example/ghost/api/content",
        ),
        (f'data-key="{KEY}" data-ghost="https://ann.example"', "https://ann.example/ghost/api/content"),
        (f'data-key="{KEY}" data-ghost', "https://blog.example/ghost/api/content"),
        (f'data-key="{KEY[:19]}" data-ghost', ""),
        (f'data-key="{KEY}{KEY}" data-ghost', ""),
        (f'data-key="{KEY}"', ""),
    ],
)
def test_where_ghost_lists_its_posts_stands_beside_its_search(attributes: str, start: str) -> None:
    rest = f"/posts/?key={KEY}&limit=100&fields=url,title,published_at&include=tags"
    assert facts(f"<script {attributes}></script>").content_api == (f"{start}{rest}" if start else "")


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ('<link rel="preload" as="fetch" href="/p/page-data.json">', "", ["/p/page-data.json"]),
        ('<link rel="prefetch" href="/p/page-data.json">', "", ["/p/page-data.json"]),
        ('<link rel="preload" as="fetch" href="/_payload.json?x">', "", ["/_payload.json?x"]),
        ('<script data-src="/a/_payload.json"></script>', "", ["/a/_payload.json"]),
        (
            '<meta name="generator" content="VuePress 1.9"><script src="/assets/js/app.1.js"></script>',
            *("", ["/assets/js/app.1.js"]),
        ),
        (
            '<meta name="generator" content="VuePress 2.0"><script src="/assets/js/app.1.js"></script>',
            *("", []),
        ),
        ("", "x __sveltekit x", ["/posts/clocks/__data.json"]),
        ("", "/_app/immutable/", ["/posts/clocks/__data.json"]),
        ("<script>fetch('/search.json')</script>", "", ["/search.json"]),
        ('<script>get("a/content.json");get("https://x.example/local-search.xml")</script>', "", None),
        ("<script>get('index.xml')</script>", "", []),
        ("<script>get('/posts.xml')</script>", "", ["/posts.xml"]),
        (f"<script>{' ' * 19_983}get('/index.json')</script>", "", ["/index.json"]),
        (f"<script>{' ' * 19_984}get('/index.json')</script>", "", []),
        ("", "search.xml", ["/search.xml"]),
    ],
)
def test_what_the_scripts_of_a_page_load_is_known(head: str, text: str, expected: list[str] | None) -> None:
    found = facts(head, "", text).lists
    if expected is None:
        assert found == ("https://blog.example/a/content.json", "https://x.example/local-search.xml")
    else:
        assert found == tuple(f"https://blog.example{path}" for path in expected)


def test_of_what_is_loaded_four_are_asked_for() -> None:
    scripts = "".join(f"<script>get('/{name}/search.json')</script>" for name in "aabcdef")
    assert [url[-13] for url in facts(scripts).lists] == ["a", "b", "c", "d"]


def test_titles_of_feeds_and_sites_are_cut() -> None:
    head = f'<link rel="alternate" type="application/rss+xml" href="/f" title="{"x" * 201}"><title>{"y" * 201}</title>'
    [first, second] = heads.announced(tree(head, f'<a href="/feed">{"z" * 201}</a>'), BASE)
    assert (len(first.title), len(second.title), len(heads.site_title(tree(head)))) == (200, 200, 200)
    whole = f'<link rel="alternate" type="application/rss+xml" href="/f" title="{"x" * 200}"><title>{"y" * 200}</title>'
    [first, second] = heads.announced(tree(whole, f'<a href="/feed">{"z" * 200}</a>'), BASE)
    assert (first.title, second.title, heads.site_title(tree(whole))) == ("x" * 200, "z" * 200, "y" * 200)
    assert len(heads.meta(tree(f'<meta name="a" content="{"x" * 501}">'), "a")) == 500
    assert len(facts(f"<title>{'x' * 301}</title>").title) == 300
    assert len(facts("", f"<h1>{'x' * 301}</h1>").title) == 300
    assert len(facts(linked({"@type": "Article", "headline": "x" * 301})).title) == 300
    assert facts("", "<h1><b>Slow</b><i>clocks</i></h1>").title == "Slow clocks"
    assert facts("", '<a href="/x"><b>Next</b><i>post</i></a>').next == "https://blog.example/x"
