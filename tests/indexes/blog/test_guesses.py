"""Usual addresses of a blog, and which of several is the likeliest: feeds, sitemaps, menus, pages above a post."""

import datetime as dt
from urllib.parse import urljoin

import pytest

from blogreader.indexes.blog import guesses
from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, BlogLink, Find

HOME = "https://blog.example/"


@pytest.mark.parametrize(
    ("home", "first", "number"),
    [
        (HOME, ["feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "feed.json", "rss"], 7),
        (
            "https://blog.example/notes/",
            ["feed", "rss.xml", "atom.xml", "index.xml", "/feed", "/rss.xml", "feed.xml", "feed.json", "rss"],
            9,
        ),
        (
            "https://blog.example/notes/all",
            *(
                [
                    "/notes/all/feed",
                    "/notes/all/rss.xml",
                    "/notes/all/atom.xml",
                    "/notes/all/index.xml",
                    "/feed",
                    "/rss.xml",
                    "/notes/feed",
                    "/notes/rss.xml",
                    "/notes/atom.xml",
                ],
                9,
            ),
        ),
        ("https://blog.example/index.html", ["/feed", "/rss.xml"], 7),
    ],
)
def test_feeds_are_looked_for_beside_the_home_page_and_at_the_root(home: str, first: list[str], number: int) -> None:
    found = guesses.feeds_of(home)
    assert len(found) == number
    assert found[: len(first)] == [urljoin(home, name) for name in first]


def link(path: str, words: str = "Words", **changes: object) -> BlogLink:
    url = path if "://" in path else f"https://blog.example{path}"
    return BlogLink(url, words, "nav", words=words, **changes)  # type: ignore[arg-type]


def menu(*links: BlogLink, home: str = HOME) -> list[str]:
    return guesses.menu_of(links, home, lambda url: url.startswith("https://blog.example/"))


@pytest.mark.parametrize(
    ("one", "is_in"),
    [
        (link("/thoughts/"), True),
        (link("/thoughts/long/"), True),
        (link("/thoughts/long/one/"), False),
        (link("/"), False),
        (link("/thoughts/", ""), False),
        (link("/thoughts/", "a menu of words"), True),
        (link("/thoughts/", "a menu of five words"), False),
        (link("https://other.example/thoughts/"), False),
        (link("/thoughts/", is_heading=True), False),
        (link("/thoughts.pdf"), False),
        (link("/about/"), False),
        (link("/2019/"), False),
    ],
)
def test_a_menu_leads_to_pages_of_the_blog_below_the_home_page(one: BlogLink, is_in: bool) -> None:
    assert menu(one) == ([one.url] if is_in else [])


def test_of_a_menu_each_page_stands_once_and_tags_come_last() -> None:
    assert menu(link("/tags/sea/"), link("/thoughts/"), link("/category/a/"), link("/short/"), link("/thoughts/")) == [
        "https://blog.example/thoughts/",
        "https://blog.example/short/",
        "https://blog.example/tags/sea/",
        "https://blog.example/category/a/",
    ]
    assert menu(link("/thoughts/"), link("/ann/thoughts/"), home="https://blog.example/ann/index.html") == [
        "https://blog.example/ann/thoughts/"
    ]


@pytest.mark.parametrize(
    ("url", "words", "is_beside"),
    [
        ("https://blog.shop.example/", "Blog", True),
        ("https://blogs.shop.example/en/", "x", True),
        ("https://weblog.shop.example", "x", True),
        ("https://news.shop.example/", "x", True),
        ("https://journal.shop.example/", "x", True),
        ("https://info.shop.example/", "Blog", True),
        ("https://info.shop.example/", "Help", False),
        ("https://blog.shop.example/a/b/", "Blog", False),
        ("https://www.shop.example/", "Blog", False),
        ("https://shop.example/", "Blog", False),
        ("https://blog.other.example/", "Blog", False),
        ("https://de.shop.example/", "Deutsch", True),
        ("https://pt-br.shop.example/", "Português", True),
        ("https://de.shop.example/a/", "Deutsch", False),
        ("https://deu.shop.example/", "Deutsch", False),
    ],
)
def test_a_blog_may_stand_on_a_host_beside_it(url: str, words: str, is_beside: bool) -> None:
    one = BlogLink(url, words, "nav", words=words)
    for home in ("https://www.shop.example/", "https://shop.example/"):
        assert guesses.beside([one], home) == ([url] if is_beside else [])


def test_of_the_languages_beside_a_site_the_first_counts_after_the_blogs() -> None:
    links = [link(f"https://{name}.shop.example/", "x") for name in ("de", "fr", "blog", "de", "blog")]
    assert guesses.beside(links, "https://shop.example/") == [
        "https://blog.shop.example/",
        "https://de.shop.example/",
    ]


@pytest.mark.parametrize(
    ("path", "is_part"),
    [
        ("/page/2/", True),
        ("/page/2", True),
        ("/page-12.html", True),
        ("/?paged=3", True),
        ("/index_4.htm", True),
        ("/posts/2/", True),
        ("/posts/12345/", False),
        ("/2019/05/", True),
        ("/archives/2019/", True),
        ("/?m=201905", True),
        ("/tags/sea/", True),
        ("/tag/sea/rope/", True),
        ("/notes/on-rope/", False),
        ("/archive/", False),
        ("/notes/on/rope/", False),
    ],
)
def test_later_pages_tags_and_months_are_parts_of_a_list(path: str, is_part: bool) -> None:
    assert guesses.is_part(f"https://blog.example{path}") is is_part


@pytest.mark.parametrize(
    ("path", "linked", "expected"),
    [
        ("/", (), []),
        ("", (), []),
        ("/one", (), ["/"]),
        ("/?p=12", (), ["/"]),
        ("/sea/one", (), ["/"]),
        ("/sea/one", ("/sea/",), ["/sea/", "/"]),
        ("/sea/rope/one", ("/sea/", "/sea/rope/"), ["/sea/rope/", "/sea/", "/"]),
        ("/de/one", (), ["/de/", "/"]),
        ("/pt-br/one", (), ["/pt-br/", "/"]),
        ("/a/de/one", (), ["/"]),
        ("/2019/05/one", ("/2019/05/", "/2019/"), ["/"]),
        ("/tags/sea/one", ("/tags/", "/tags/sea/"), ["/"]),
        ("/~ann/one", (), ["/~ann/"]),
        ("/@ann/one", (), ["/@ann/"]),
        ("/people/~ann/rope/one", (), ["/people/~ann/rope/", "/people/~ann/"]),
        ("/notes/page/3/", ("/notes/",), ["/notes/", "/"]),
        ("/page/2/", (), ["/"]),
    ],
)
def test_above_a_post_stand_the_folders_that_it_links_and_the_root(
    path: str, linked: tuple[str, ...], expected: list[str]
) -> None:
    known = {f"https://blog.example{one}" for one in linked}
    found = guesses.above(f"https://blog.example{path}", known.__contains__)
    assert found == [f"https://blog.example{one}" for one in expected]


@pytest.mark.parametrize(
    ("said", "is_aside", "is_of_comments"),
    [
        ("https://blog.example/feed", False, False),
        ("https://blog.example/comments/feed", True, True),
        ("Kommentare", True, True),
        ("Commentaires", True, True),
        ("https://blog.example/tag/a/feed", True, False),
        ("https://blog.example/category/a/feed", True, False),
        ("https://blog.example/topic/a.xml", True, False),
        ("https://blog.example/author/a/feed", True, False),
        ("https://blog.example/label/a", True, False),
        ("評論", True, True),
        ("コメント", True, True),
    ],
)
def test_feeds_of_comments_and_tags_are_known_by_what_they_are_called(
    said: str, is_aside: bool, is_of_comments: bool
) -> None:
    assert guesses.is_side_feed(said) is is_aside
    others = guesses.other_feeds([Announced(said)], "https://blog.example/other/x.xml")
    assert bool(others) is not is_aside
    assert bool(guesses.other_feeds([Announced(said)], "")) is not is_of_comments


def test_of_the_feeds_that_a_page_announces_the_likeliest_is_the_first() -> None:
    feeds = [
        ("https://blog.example/notes/feed.xml", True),
        ("https://blog.example/notes/all/feed.xml", True),
        ("https://blog.example/feed.xml", True),
        ("https://blog.example/notes/tag/a/feed.xml", True),
        ("https://other.example/notes/feed.xml", False),
        ("https://other.example/comments.xml", False),
    ]
    ranked = feeds[::-1]
    ranked.sort(
        key=lambda feed: guesses.rank_of_feed(Announced(feed[0]), "https://blog.example/notes/", is_own=feed[1])
    )
    assert ranked == feeds
    named = Announced("https://blog.example/notes/a.xml", "Comments on a post")
    assert guesses.rank_of_feed(named, "https://blog.example/notes/", is_own=True) == (1, False, 12)


@pytest.mark.parametrize(
    ("first", "other", "is_other"),
    [
        ("/feed.xml", "/atom.xml", False),
        ("/feed/", "/rss", False),
        ("/feed.xml", "/index.json", False),
        ("/feed.xml", "/notes/feed.xml", True),
        ("/feed.xml", "/links.xml", True),
        ("/links.xml", "/links.json", False),
        ("/links.xml", "/LINKS.rss", False),
        ("/feed.xml", "/feeds/all.atom", True),
    ],
)
def test_a_feed_in_another_format_is_no_other_feed(first: str, other: str, is_other: bool) -> None:
    announced = [Announced(f"https://blog.example{one}") for one in (first, other, other)]
    found = guesses.other_feeds(announced, announced[0].url)
    assert found == announced[1:2] * is_other


def feed(*urls: str, **said: object) -> AnswerFacts:
    finds = tuple(Find(url, date=dt.date(2026, 1, 2)) for url in urls)
    return AnswerFacts(AnswerKind.FEED, finds=finds, **said)  # type: ignore[arg-type]


def test_a_feed_is_one_of_comments_by_where_its_items_lead() -> None:
    post, other = "https://blog.example/one", "https://blog.example/two"
    assert guesses.is_of_comments(feed(f"{post}#comment-1", f"{post}#comment-2", f"{post}#comment-3"))
    assert guesses.is_of_comments(feed(f"{post}#a", f"{post}#b", f"{post}#c"))
    assert not guesses.is_of_comments(feed(f"{post}#a", f"{post}#b"))
    assert not guesses.is_of_comments(feed(f"{post}#a", f"{post}#b", other))
    assert not guesses.is_of_comments(feed(*(f"https://{host}.example/" for host in ("one", "two", "three"))))
    assert not guesses.is_of_comments(feed(f"{post}?p=1", f"{post}?p=2", f"{post}?p=3"))
    assert guesses.is_of_comments(feed(f"{post}#c12", f"{other}?showComment=1", other))
    assert not guesses.is_of_comments(feed(f"{post}#c-12", other))
    assert guesses.is_of_comments(feed(f"{post}?a=1&replytocom=2"))
    assert not guesses.is_of_comments(feed())


@pytest.mark.parametrize(
    ("name", "is_of_posts", "is_other"),
    [
        ("post-sitemap.xml", True, False),
        ("wp-sitemap-posts-post-1.xml", True, False),
        ("wp-sitemap-posts-page-1.xml", False, False),
        ("sitemap-posts.xml", True, False),
        ("sitemap.xml?post", True, False),
        ("entries.xml", True, False),
        ("stories-2.xml", True, False),
        ("news.xml", True, False),
        ("blog_tags.xml", False, False),
        ("category-sitemap.xml", False, False),
        ("author-sitemap.xml", False, False),
        ("products.xml", False, False),
        ("sitemap-0.xml", False, True),
        ("pageant.xml", False, True),
    ],
)
def test_the_sitemaps_of_posts_are_known_by_their_names(name: str, is_of_posts: bool, is_other: bool) -> None:
    url = f"https://blog.example/{name}"
    assert guesses.is_of_posts(url) is is_of_posts
    plain = "https://blog.example/plain.xml"
    assert guesses.chosen_sitemaps([url, plain]) == ([url, plain] if is_of_posts or is_other else [plain])


def test_of_many_sitemaps_those_of_posts_are_read_and_a_few_others() -> None:
    posts = [f"https://blog.example/post-{number}.xml" for number in range(20)]
    others = [f"https://blog.example/{letter}.xml" for letter in "abcdefghijklmnopqrst"]
    tags = ["https://blog.example/tag.xml", "https://blog.example/tags/post.xml"]
    assert guesses.chosen_sitemaps([*tags, *others, *posts]) == [*posts[:15], *others[:3]]
    assert guesses.chosen_sitemaps([*tags, *others]) == others[:15]
    assert guesses.chosen_sitemaps(tags) == tags[:1]
    assert guesses.chosen_sitemaps([]) == []


@pytest.mark.parametrize(
    ("url", "said", "expected"),
    [
        ("/feed", {"next": "https://blog.example/feed?page=2"}, "/feed?page=2"),
        ("/feed", {"next": "https://blog.example/feed"}, ""),
        (
            "/feeds",
            {"next": "https://blog.example/feeds?start=26&max-results=25", "generator": "blogger"},
            "/feeds?start=26&max-results=150",
        ),
        ("/feed", {"generator": "https://wordpress.org/"}, "/feed?paged=2"),
        ("/feed?paged=2&x=", {"generator": "wordpress"}, "/feed?x=&paged=3"),
        ("/feed?paged=999999", {"generator": "wordpress"}, "/feed?paged=1000000"),
        ("/feed?paged=1000000", {"generator": "wordpress"}, ""),
        ("/feed?paged=two", {"generator": "wordpress"}, ""),
        ("/feed", {"generator": "hugo"}, ""),
    ],
)
def test_older_posts_stand_where_a_feed_says_or_its_generator_has_them(
    url: str, said: dict[str, str], expected: str
) -> None:
    five = [f"https://blog.example/{number}" for number in range(5)]
    url = f"https://blog.example{url}"
    found = guesses.further_page(url, feed(*five, **said))
    assert found == (f"https://blog.example{expected}" if expected else "")
    if "wordpress" in said.get("generator", ""):
        assert guesses.further_page(url, feed(*five[:4], **said)) == ""


@pytest.mark.parametrize(
    ("url", "is_placeholder"),
    [
        ("http://localhost:4000/", True),
        ("http://192.168.0.1/a", True),
        ("https://example.com/a", True),
        ("https://www.example.org/", True),
        ("https://your-site.com/", True),
        ("https://yourdomain.io", True),
        ("https://my-blog-url.dev/", True),
        ("https://username.github.io/", True),
        ("https://your-username.github.io/", True),
        ("https://ann.github.io/", False),
        ("https://blog.example.com.au/", False),
        ("https://lantern.org/", False),
        ("http://[::1/", False),
        ("/a", False),
    ],
)
def test_an_address_of_a_sample_configuration_is_no_blog_s(url: str, is_placeholder: bool) -> None:
    assert guesses.is_placeholder(url) is is_placeholder


def test_all_pages_of_a_list_have_one_pattern() -> None:
    assert guesses.pattern("https://a.example/2019/page/12/") == guesses.pattern("https://a.example/7/page/3/")
    assert guesses.pattern("https://a.example/x/1") != guesses.pattern("https://a.example/y/1")
