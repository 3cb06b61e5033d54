"""What the search asks for next, by what it knows: each part of it alone, with responses that were read already."""

import datetime as dt
from collections.abc import Generator, Mapping

import pytest

from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, BlogLink, Facts, Find
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.requests import Ask, Form, SiteAnswer
from blogreader.indexes.blog.survey import Survey
from tests.blogs import HOST

DAY = dt.date(2026, 4, 5)
Site = Mapping[str, AnswerFacts | None]
"""Responses by path; `path page` is the one in that form, None one that can't be read, and what is missing 404."""


def run(steps: Generator[Ask, SiteAnswer, object], site: Site | None = None) -> list[str]:
    """Answer all requests; return their addresses, without the host, and forms that are not the usual one."""
    asked: list[str] = []
    try:
        ask = next(steps)
        while True:
            path = ask.url.removeprefix(HOST)
            said = f"{path} {ask.form}" if ask.form is not Form.DATA else path
            asked.append(said)
            known = site or {}
            reading = known.get(said, known.get(path))
            is_missing = said not in known and path not in known
            ask = steps.send(SiteAnswer(ask.url, reading, is_missing=is_missing))
    except StopIteration:
        return asked


def finds(*paths: str) -> tuple[Find, ...]:
    return tuple(Find(path if "://" in path else f"{HOST}{path}", "Title", DAY) for path in paths)


def feed(*paths: str, **said: object) -> AnswerFacts:
    return AnswerFacts(AnswerKind.FEED, finds=finds(*paths), **said)  # type: ignore[arg-type]


def page(*paths: str, dated: bool = True, **said: object) -> AnswerFacts:
    links = tuple(
        BlogLink(path if "://" in path else f"{HOST}{path}", "Words", "ul>li>a", DAY if dated else None, words="Words")
        for path in paths
    )
    return AnswerFacts(AnswerKind.PAGE, links=links, **said)  # type: ignore[arg-type]


def posts(search: Survey) -> set[str]:
    return {one.url.removeprefix(HOST) for one in search.found.posts()}


THREE, FIVE = [f"/notes/{n}" for n in "abc"], [f"/notes/{n}" for n in "abcde"]

# The first page


def start(path: str, site: Site) -> tuple[Survey, list[str]]:
    search = Survey(f"{HOST}{path}")
    return search, run(search._start(), site)


def test_where_nothing_is_the_search_ends() -> None:
    search = Survey(f"{HOST}/")
    assert run(search.steps()) == ["/ any"]
    assert search.requests == 1
    assert search.kind is AnswerKind.NOTHING
    assert search.watched() == f"{HOST}/"


def test_a_page_that_leads_on_is_followed_three_times() -> None:
    def leads(to: str) -> AnswerFacts:
        return page(facts=Facts(redirect=f"{HOST}{to}"))

    search, asked = start("/", {"/": leads("/a"), "/a": leads("/b"), "/b": leads("/c"), "/c": leads("/d")})
    assert asked == ["/ any", "/a any", "/b any", "/c any"]
    assert (search.address, search.found.home, search.kind) == (f"{HOST}/c", f"{HOST}/c", AnswerKind.PAGE)
    assert start("/", {"/": leads("/a")})[0].kind is AnswerKind.NOTHING


@pytest.mark.parametrize(
    ("path", "reading", "asked", "is_list"),
    [
        ("/", page(*THREE), [], True),
        ("/", page(*THREE, facts=Facts(is_article=True)), [], True),
        ("/notes/", page(*THREE), [], True),
        ("/notes/", page("/notes/a"), [], False),
        ("/notes/a", page(*THREE, facts=Facts(is_article=True)), [], False),
        ("/page/2/", page("/a"), ["/ page"], True),
        ("/tags/sea/", page("/a"), ["/ page"], True),
        ("/page/2/", page("/a", facts=Facts(is_article=True)), [], False),
    ],
)
def test_a_page_that_is_given_is_a_list_or_a_post(
    path: str, reading: AnswerFacts, asked: list[str], is_list: bool
) -> None:
    search, said = start(path, {path: reading})
    assert said[1:] == asked
    assert bool(search.found.candidates.pages) is is_list
    assert bool(search.found.keys_of[f"{HOST}{path}"]) is is_list
    assert search.kind is AnswerKind.PAGE


def test_a_post_that_is_given_says_what_it_is() -> None:
    facts = Facts(is_article=True, title="A title", date=DAY)
    search, _ = start("/notes/a", {"/notes/a": page("/notes/b", facts=facts)})
    assert search.found.candidates.of["/notes/a"].title == "A title"
    search, _ = start("/notes/a", {"/notes/a": page("/notes/b", facts=Facts(title="A title"))})
    assert search.found.candidates.of == {}


def test_a_feed_that_is_given_leads_to_its_site_or_to_where_it_lies() -> None:
    reading = feed(*THREE, site=f"{HOST}/site/")
    search, asked = start("/notes/feed", {"/notes/feed": reading, "/site/": page("/notes/d")})
    assert asked == ["/notes/feed any", "/site/ page"]
    assert (search.found.feed, search.found.home) == (f"{HOST}/notes/feed", f"{HOST}/site/")
    assert start("/notes/feed", {"/notes/feed": reading})[1][1:] == ["/site/ page", "/notes/ page", "/ page"]
    assert start("/feed", {"/feed": feed(*THREE)})[1][1:] == ["/ page"]


def test_a_sitemap_or_an_index_for_searches_leads_to_the_home_page() -> None:
    for kind in (AnswerKind.SITEMAP, AnswerKind.SITEMAPS):
        search, asked = start("/a/map.xml", {"/a/map.xml": AnswerFacts(kind)})
        assert asked == ["/a/map.xml any", "/ page"]
        assert search.sitemaps == [f"{HOST}/a/map.xml"]
    listing = AnswerFacts(AnswerKind.LISTING, finds=finds("/x"))
    search, asked = start("/a/index.json", {"/a/index.json": listing})
    assert asked == ["/a/index.json any", "/ page"]
    assert search.found.listed[Way.SEARCH].keys == {"/x"}


@pytest.mark.parametrize(("path", "way"), [("/llms.txt", Way.LLMS), ("/index.md", Way.INDEX)])
def test_an_index_in_markdown_is_read_and_its_page_too(path: str, way: Way) -> None:
    reading = AnswerFacts(AnswerKind.MARKDOWN, title="A blog", finds=finds("/x"))
    search, asked = start(path, {f"{path} any": reading, f"{path} page": page("/y")})
    assert asked == [f"{path} any", f"{path} page"]
    assert search.found.title == "A blog"
    assert search.found.listed[way].keys == {"/x"}
    assert f"{HOST}{path}" in search.found.next_of
    for other in (None, feed("/y")):
        search, _ = start(path, {f"{path} any": reading, f"{path} page": other})
        assert search.found.next_of == {}


def test_beside_what_is_no_list_there_may_be_a_blog() -> None:
    nothing = AnswerFacts(AnswerKind.NOTHING)
    assert start("/", {"/": nothing})[1] == ["/ any"]
    search, asked = start("/a.txt", {"/a.txt": nothing, "/": page(*THREE)})
    assert asked == ["/a.txt any", "/ any"]
    assert search.kind is AnswerKind.PAGE
    search, _ = start("/a.txt", {"/a.txt": nothing, "/": AnswerFacts(AnswerKind.MARKDOWN, finds=finds("/x"))})
    assert search.kind is AnswerKind.MARKDOWN
    assert start("/a.txt", {"/a.txt": nothing})[0].kind is AnswerKind.NOTHING


# Feeds


def begun(path: str = "/", reading: AnswerFacts | None = None, *, feed_only: bool = False) -> Survey:
    """Return a search that read its first page."""
    search = Survey(f"{HOST}{path}", feed_only=feed_only)
    run(search._start(), {path: reading or page()})
    return search


FEEDS = (Announced(f"{HOST}/one"), Announced(f"{HOST}/comments"), Announced(f"{HOST}/three"))


def test_announced_feeds_are_read_until_one_has_posts() -> None:
    search = begun(reading=page(feeds=FEEDS))
    assert run(search._feeds(), {"/one": feed(), "/three": feed(*THREE)}) == ["/one", "/three"]
    assert search.found.feed == f"{HOST}/three"
    assert run(search._announced_feeds()) == []
    search = begun(reading=page(feeds=FEEDS))
    assert run(search._feeds(), {"/one": feed(*THREE)}) == ["/one"]
    many = tuple(Announced(f"{HOST}/{n}") for n in "abcd")
    assert run(begun(reading=page(feeds=many))._announced_feeds()) == ["/a", "/b", "/c"]


def test_feeds_are_guessed_where_none_is_announced() -> None:
    search = begun()
    assert run(search._feeds(), {"/atom.xml": feed(*THREE)}) == ["/feed", "/rss.xml", "/atom.xml"]
    search = begun()
    search.found.listed[Way.INDEX].keys.add("/a")
    assert run(search._feeds()) == []


@pytest.mark.parametrize(
    ("reading", "is_one"),
    [
        (feed(*THREE), True),
        (feed(), False),
        (None, False),
        (page(*THREE), False),
        (feed("/a#comment-1", "/a#comment-2", "/a#comment-3"), False),
        (feed("/a#one", "http://blog.example/a#two", "/a#three"), False),
        (feed("/a#one", "/a#two"), True),
        (feed("/a?p=1", "/a?p=2", "/a?p=3"), True),
        (feed("/"), False),
    ],
)
def test_a_feed_has_posts(reading: AnswerFacts | None, is_one: bool) -> None:
    search = begun()
    assert "/rss.xml" in run(search._feeds(), {"/feed": reading}) or is_one
    assert bool(search.found.feed) is is_one


def test_from_a_post_the_home_page_is_looked_for() -> None:
    search = begun("/notes/a", page("/notes/b", facts=Facts(is_article=True)))
    site = {"/": page(feeds=FEEDS[:1]), "/one": feed(*THREE)}
    assert run(search._feeds(), site) == ["/ page", "/one"]
    assert search.found.home == f"{HOST}/"


def test_a_blog_beside_a_site_is_looked_for_where_this_has_nothing() -> None:
    links = page("https://journal.blog.example/")
    search = begun(reading=links)
    assert run(search._feeds(), {"https://journal.blog.example/": page(feeds=FEEDS[:1]), "/one": feed(*THREE)})[:2] == [
        *("https://journal.blog.example/ page", "/one"),
    ]
    assert search.found.home == "https://journal.blog.example/"
    search = begun(reading=page(*THREE, "https://journal.blog.example/"))
    assert "https://journal.blog.example/ page" not in run(search._feeds())
    search = begun(reading=page("/archive/", "https://journal.blog.example/"))
    assert "https://journal.blog.example/ page" not in run(search._feeds())


def test_a_list_that_the_first_page_leads_to_announces_the_feed() -> None:
    post = page("/archive/", "/blog/", facts=Facts(is_article=True))
    search = begun("/sea/rope/a", post)
    search.found.archives = {f"{HOST}/blog/": 2, f"{HOST}/archive/": 3}
    site = {"/archive/": page(*FIVE, feeds=FEEDS[:1], next=f"{HOST}/archive/2/"), "/one": feed(*THREE)}
    assert run(search._feeds(), site) == ["/ page", "/archive/ page", "/one"]
    assert search.found.home == f"{HOST}/archive/"
    search = begun("/sea/rope/a", post)  # a list of three may be one of a few notes
    search.found.archives = {f"{HOST}/archive/": 3}
    run(search._feeds(), {"/archive/": page(*THREE, feeds=FEEDS[:1])})
    assert search.found.home == f"{HOST}/sea/rope/a"


@pytest.mark.parametrize(
    ("home", "site"),
    [(page(*THREE), "https://other.example/"), (page(), "https://other.example/"), (page(), HOST), (page(), "")],
)
def test_from_a_home_page_the_site_that_its_feed_names_is_not_visited(home: AnswerFacts, site: str) -> None:
    assert run(begun(reading=home)._feeds(), {"/feed": feed(*THREE, site=site)}) == ["/feed"]


def test_the_site_of_a_feed_is_the_home_page_where_its_posts_lie() -> None:
    there = "https://other.example/"
    search = begun()
    asked = run(search._feeds(), {"/feed": feed(*(f"{there}{n}" for n in "abc"), site=there), there: page()})
    assert asked == ["/feed", f"{there} page"]
    assert search.found.home == there
    search = begun("/sea/rope/a", page(facts=Facts(is_article=True)))
    assert run(search._feeds(), {"/feed": feed(*THREE, site=f"{HOST}/site/")})[-1] == "/site/ page"


@pytest.mark.parametrize(
    ("first", "number", "is_whole", "asked"),
    [("", 0, True, ["/other"]), ("/one", 3, False, ["/other"]), ("/one", 3, True, []), ("/one", 6, False, [])],
)
def test_other_feeds_are_read_where_the_first_has_the_newest_alone(
    first: str, number: int, is_whole: bool, asked: list[str]
) -> None:
    search = begun()
    search.found.announced = {url: Announced(url) for url in (f"{HOST}/one", f"{HOST}/other", "https://x.example/x")}
    if first:
        run(
            search._is_feed(f"{HOST}{first}"),
            {first: feed(*(f"/notes/{n}" for n in "abcdef"[:number]), is_whole=is_whole)},
        )
    site = {"/one": None, "/other": feed("/notes/x")}
    assert run(search._other_feeds(), site)[-1:] == asked
    newest = [f"{HOST}/notes/a", f"{HOST}/notes/x"] if first else [f"{HOST}/notes/x"]
    assert search._newest_of_feeds == (newest if asked else [])


# The pages of a feed


def paged(url: str, **said: object) -> Survey:
    search = Survey(f"{HOST}/")
    search.found.take_feed(f"{HOST}/feed", feed("/a", "/b", next=f"{HOST}{url}", **said))
    return search


def test_the_pages_of_a_feed_are_followed_to_its_end() -> None:
    search = paged("/feed?2")
    site = {"/feed?2": feed("/c", next=f"{HOST}/feed?3"), "/feed?3": feed("/d")}
    assert run(search._pages_of_feed(), site) == ["/feed?2", "/feed?3"]
    assert search.found.is_settled()
    assert search.found.feed_further == ""
    assert run(search._pages_of_feed()) == []
    assert run(begun()._pages_of_feed()) == []


@pytest.mark.parametrize(
    ("url", "reading", "is_settled"),
    [
        ("/feed?2", None, False),
        ("/feed?paged=2", None, False),
        ("/feed?2", feed(), False),
        ("/feed?2", page("/c"), False),
        ("/feed?2", feed("/a", next=f"{HOST}/feed?3"), False),
        ("/feed?2", feed("/c"), True),
    ],
)
def test_a_page_of_a_feed_that_brings_nothing_is_the_last(
    url: str, reading: AnswerFacts | None, is_settled: bool
) -> None:
    search = paged(url)
    assert run(search._pages_of_feed(), {url: reading}) == [url]
    assert search.found.is_settled() is is_settled


def test_after_the_last_page_of_wordpress_s_feed_is_none() -> None:
    for url, is_settled in (("/feed?paged=2", True), ("/feed?2", False)):
        search = paged(url)
        run(search._pages_of_feed())
        assert search.found.is_settled() is is_settled
    search = paged("/feed?paged=2", is_whole=True)
    assert run(search._pages_of_feed()) == []
    search = paged("/feed?2", is_whole=True)
    assert run(search._pages_of_feed()) == ["/feed?2"]


LONG = {f"/feed?{n}": feed(f"/{n}", next=f"{HOST}/feed?{n + 1}") for n in range(2, 40)}


def test_twelve_pages_of_a_feed_come_first_and_the_rest_if_nothing_else_has_it() -> None:
    search = paged("/feed?2")
    assert len(run(search._pages_of_feed(), LONG)) == 12
    for way in (Way.SITEMAP, Way.LISTS):
        other = paged("/feed?2")
        other.found.listed[way].keys.add("/x")
        other.found.listed[way].is_ended = True
        assert run(other._rest_of_feed(), LONG) == []
    assert len(run(search._rest_of_feed(), LONG)) == 27
    assert run(search._rest_of_feed(), LONG) == []


# Sitemaps


def sitemap(*paths: str) -> AnswerFacts:
    return AnswerFacts(AnswerKind.SITEMAP, addresses=tuple(f"{HOST}{path}" for path in paths))


def test_sitemaps_are_those_that_are_named_or_the_usual_ones() -> None:
    search = begun()
    search.sitemaps = [f"{HOST}/x.xml", "http://localhost/y.xml", f"{HOST}/x.xml"]
    search.found.sitemaps = {f"{HOST}/z.xml": None}
    assert run(search._site_maps(), {"/x.xml": sitemap("/a"), "/y.xml": feed("/b"), "/z.xml": None}) == [
        *("/x.xml", "/y.xml", "/z.xml"),
    ]
    assert search.found.listed[Way.SITEMAP].keys == {"/a"}
    assert search.found.listed[Way.FEED].keys == {"/b"}
    usual = ["/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml"]
    for reading in (sitemap("/a"), feed("/b"), AnswerFacts(AnswerKind.SITEMAPS)):
        search = begun()
        search.sitemaps = [f"{HOST}/x.xml"]
        assert run(search._site_maps(), {"/x.xml": reading}) == ["/x.xml"]
    search = begun()
    search.sitemaps = [f"{HOST}/x.xml"]
    assert run(search._site_maps(), {"/x.xml": page()}) == ["/x.xml", *usual]
    assert run(begun()._site_maps()) == usual
    assert run(begun()._site_maps(), {"/sitemap_index.xml": sitemap("/a")}) == usual[:2]
    for name, said in (("api", "x"), ("generator", "wordpress 6")):
        search = begun()
        setattr(search.found, name, said)
        assert run(search._site_maps()) == [usual[0], "/wp-sitemap.xml", *usual[1:]]
    assert run(begun("/notes/", page(*THREE))._site_maps())[0] == "/notes/sitemap.xml"
    search = begun()
    search.found.listed[Way.API].is_sure = True
    assert run(search._site_maps()) == []


def test_the_sitemaps_of_an_index_are_read_before_others() -> None:
    search = begun()
    search.sitemaps = [f"{HOST}/index.xml", f"{HOST}/last.xml"]
    named = AnswerFacts(
        AnswerKind.SITEMAPS,
        addresses=(f"{HOST}/a.xml", f"{HOST}/tags.xml", "https://other.example/x.xml", "http://localhost/b.xml"),
    )
    assert run(search._site_maps(), {"/index.xml": named}) == ["/index.xml", "/a.xml", "/b.xml", "/last.xml"]


@pytest.mark.parametrize(("requests", "number"), [(0, 15), (23, 2), (24, 1), (25, 0)])
def test_so_many_sitemaps_are_read(requests: int, number: int) -> None:
    search = begun()
    names = [f"/{n}.xml" for n in range(20)]
    search.sitemaps = [f"{HOST}{name}" for name in names]
    search.requests = requests
    assert len(run(search._site_maps(), {name: sitemap(f"/post-{name}") for name in names})) == number


def test_a_feed_of_comments_among_sitemaps_is_none_of_posts() -> None:
    search = begun()
    search.sitemaps = [f"{HOST}/comments.xml"]
    run(search._site_maps(), {"/comments.xml": feed("/b")})
    assert not search.found.listed.has(Way.FEED)


def test_after_a_sitemap_that_was_cut_none_is_read() -> None:
    search = begun()
    search.sitemaps = [f"{HOST}/a.xml", f"{HOST}/b.xml"]
    cut = AnswerFacts(AnswerKind.SITEMAP, addresses=(f"{HOST}/a",), is_cut=True)
    assert run(search._site_maps(), {"/a.xml": cut}) == ["/a.xml"]


# Lists for machines


def test_llms_txt_is_read_where_nothing_is_known() -> None:
    said = {"/llms.txt": AnswerFacts(AnswerKind.MARKDOWN, finds=finds("/x"))}
    search = begun()
    assert run(search._for_machines(), said) == ["/llms.txt"]
    assert search.found.listed[Way.LLMS].keys == {"/x"}
    search = begun(reading=page(*THREE))
    assert run(search._for_machines(), said) == []
    search.found.listed[Way.INDEX].keys.add("/a")
    assert run(search._for_machines(), said) == ["/llms.txt"]
    search = begun()
    run(search._for_machines(), {"/llms.txt": feed("/x")})
    assert not search.found.listed.has(Way.LLMS)
    for lacks, asked in (("", ["/llms.txt"]), ("Title", [])):
        search = begun()
        search.found.candidates.take_finds([Find(f"{HOST}/a", lacks, DAY)], Way.API)
        search.found.listed[Way.API].is_sure = True
        assert run(search._for_machines()) == asked


@pytest.mark.parametrize(
    ("generator", "asked"),
    [
        ("hexo 7", ["/search.xml", "/content.json", "/local-search.xml"]),
        ("gatsby 5", ["/page-data/index/page-data.json", "/page-data/news/page-data.json"]),
        ("hugo", []),
    ],
)
def test_what_generators_have_for_their_search_is_asked_for(generator: str, asked: list[str]) -> None:
    search = begun(reading=page(*THREE, generator=generator))
    search.found.archives = {f"{HOST}/blog/": 1, f"{HOST}/news/": 2}
    assert run(search._for_machines()) == asked


def test_four_indexes_for_searches_are_asked_for_until_one_has_posts() -> None:
    names = [f"/{n}.json" for n in range(6)]
    listing = AnswerFacts(AnswerKind.LISTING, finds=finds(*THREE))
    for site, number in (
        ({}, 4),
        ({"/1.json": listing}, 2),
        ({"/1.json": AnswerFacts(AnswerKind.LISTING, finds=finds(*FIVE))}, 2),
        ({"/1.json": AnswerFacts(AnswerKind.LISTING, finds=(Find(f"{HOST}/notes/x"), *finds(*THREE)))}, 4),
        ({"/1.json": AnswerFacts(AnswerKind.LISTING)}, 4),
        ({"/1.json": feed("/x")}, 4),
    ):
        search = begun(reading=page(*THREE))
        search.found.searches = dict.fromkeys(f"{HOST}{name}" for name in names)
        assert run(search._for_machines(), site) == names[:number]
    search = begun(reading=page(*THREE))
    search.found.searches = dict.fromkeys(f"{HOST}{name}" for name in names)
    search.found.listed[Way.API].is_sure = True
    assert run(search._for_machines(), {}) == []


# Lists for people


def test_lists_are_read_the_likeliest_first_and_five_at_most() -> None:
    search = begun(reading=page(*THREE))
    search.found.archives = {f"{HOST}/{name}/": rank for name, rank in zip("lmnopq", (0, 1, 2, 0, 1, 2), strict=True)}
    asked = run(search._lists())
    assert asked == [f"/{name}/ page" for name in "nqmpl"]


def test_usual_archives_are_asked_for_until_one_has_posts() -> None:
    usual = [f"{path} page" for path in ("/archive/", "/archives/", "/archives.html", "/archive.html")]
    search = begun(reading=page(*THREE))
    assert run(search._lists()) == [*usual, "/blog/ page", "/posts/ page"]
    search = begun(reading=page(*THREE))
    assert run(search._lists(), {"/archives/": page("/notes/x", "/notes/y")}) == usual[:2]
    search = begun(reading=page(*THREE))
    search.found.take_sitemap(f"{HOST}/map.xml", sitemap(*THREE, "/archives.html"))
    assert run(search._lists()) == []


def test_a_list_that_no_page_continues_ended() -> None:
    for following, is_ended in (("", True), (f"{HOST}/page/2/", False)):
        search = begun(reading=page(*THREE, next=following))
        run(search._lists(), {"/page/2/": None})
        assert search.found.listed[Way.LISTS].is_ended is is_ended
        assert search.found.listed[Way.LISTS].is_single is is_ended
    search = begun(reading=page(*THREE))
    search.found.archives = {f"{HOST}/all/": 3}
    run(search._lists(), {"/all/": page(*THREE)})
    assert search.found.listed[Way.LISTS].is_ended
    assert not search.found.listed[Way.LISTS].is_single


def test_the_pages_of_years_are_read_and_then_those_of_months() -> None:
    search = begun(reading=page(*THREE, "/2019/", "/2018/", "/2018/05/"))
    site = {
        "/2019/": page("/notes/d", "/2019/06/"),
        "/2018/": page("/notes/e"),
        "/2018/05/": page("/notes/f"),
        "/2019/06/": page("/notes/g"),
    }
    assert run(search._by_time(), site) == [f"{path} page" for path in ("/2018/", "/2019/", "/2018/05/", "/2019/06/")]
    assert posts(search) == {f"/notes/{n}" for n in "abcdefg"}
    assert search.found.listed[Way.LISTS].is_ended
    search = begun(reading=page(*THREE))
    assert run(search._by_time()) == []
    assert not search.found.listed[Way.LISTS].is_ended


@pytest.mark.parametrize(
    ("paths", "with_posts", "number"),
    [
        ([f"/{2000 + n}/" for n in range(20)], "", 12),
        ([f"/{2000 + n}/" for n in range(20)], "/2002/", 3 + 12),
        (["/2019/", *(f"/2019/{n:02}/" for n in range(1, 11))], "", 3),
    ],
)
def test_years_and_months_without_new_posts_are_left(paths: list[str], with_posts: str, number: int) -> None:
    search = begun(reading=page(*THREE, *paths))
    site = {path: page("/notes/x") if path == with_posts else page() for path in paths}
    assert len(run(search._by_time(), site)) == number
    assert search.found.listed[Way.LISTS].is_ended


def test_a_list_is_read_to_its_end() -> None:
    search = begun(reading=page(*THREE, next=f"{HOST}/page/2/"))
    site = {"/page/2/": page("/notes/d", next=f"{HOST}/page/3/"), "/page/3/": page("/notes/e")}
    assert run(search._numbered(f"{HOST}/"), site) == ["/page/2/ page", "/page/3/ page"]
    assert search.found.listed[Way.LISTS].is_ended
    assert search._is_listed
    assert posts(search) == {f"/notes/{n}" for n in "abcde"}


@pytest.mark.parametrize(
    ("site", "number", "is_ended"),
    [
        ({}, 1, False),
        ({"/page/2/": feed("/x")}, 1, False),
        ({"/page/2/": page("/notes/d", next=f"{HOST}/")}, 1, False),
        ({"/page/2/": page("/notes/d", next=f"{HOST}/2019/05/06/x")}, 1, False),
        ({"/page/2/": page("/notes/d", next="https://other.example/")}, 1, True),
        ({f"/page/{n}/": page("/notes/a", next=f"{HOST}/page/{n + 1}/") for n in range(2, 9)}, 2, False),
        ({f"/page/{n}/": page(f"/notes/{n}x", next=f"{HOST}/page/{n + 1}/") for n in range(2, 9)}, 8, False),
    ],
)
def test_a_list_is_left_where_it_has_nothing_new(site: Site, number: int, is_ended: bool) -> None:
    search = begun(reading=page(*THREE, next=f"{HOST}/page/2/"))
    assert len(run(search._numbered(f"{HOST}/"), site)) == number
    assert search.found.listed[Way.LISTS].is_ended is is_ended


def test_after_two_dead_addresses_of_a_pattern_no_third_is_asked_for() -> None:
    search = begun(reading=page(*THREE))
    assert [len(run(search._numbered(f"{HOST}/list/{n}/"))) for n in range(4)] == [1, 1, 0, 0]
    assert len(run(search._numbered(f"{HOST}/other/1/"))) == 1


def test_so_many_pages_of_a_list_are_read_as_are_wanted() -> None:
    search = begun(reading=page(*THREE))
    site = {f"/l/{n}": page(f"/notes/{n}x", next=f"{HOST}/l/{n + 1}") for n in range(1, 9)}
    assert len(run(search._numbered(f"{HOST}/l/1", most=3), site)) == 3


def test_a_search_ends_after_so_many_requests() -> None:
    for requests, has_map, may in ((4_999, False, True), (5_000, False, False), (39, True, True), (40, True, False)):
        search = begun(reading=page(*THREE))
        if has_map:
            search.found.listed[Way.SITEMAP].keys.add("/a")
        search.requests = requests
        assert bool(run(search._numbered(f"{HOST}/l/1"))) is may


def test_each_address_is_asked_for_once_in_each_form() -> None:
    search = Survey(f"{HOST}/")
    said = page(*THREE)
    assert run(search._ask(f"{HOST}/", Form.ANY), {"/": said}) == ["/ any"]
    assert run(search._ask(f"{HOST}/", Form.PAGE)) == []
    assert run(search._ask(f"{HOST}/")) == ["/"]
    assert run(search._ask(f"{HOST}/")) == []
    assert search.requests == 2
    for reading in (None, AnswerFacts(AnswerKind.MARKDOWN)):
        search = Survey(f"{HOST}/")
        run(search._ask(f"{HOST}/", Form.ANY), {"/": reading})
        assert run(search._ask(f"{HOST}/", Form.PAGE)) == ["/ page"]


# What is wanted


def knowing(*ways: Way, titles: bool = True, days: bool = True, requests: int = 0) -> Survey:
    """Return a search that knows eleven posts by these ways, and made so many requests."""
    search = begun()
    paths = [f"/notes/{n}x" for n in range(11)]
    found = [Find(f"{HOST}{path}", "Title" * titles, DAY if days else None) for path in paths]
    search.found.candidates.take_finds(found, Way.FEED)
    for way in ways:
        search.found.listed[way].keys |= {*paths}
    search.requests = requests
    return search


@pytest.mark.parametrize(
    ("search", "needs_lists"),
    [
        (knowing(Way.FEED, Way.SITEMAP), False),
        (knowing(Way.FEED), True),
        (knowing(Way.SITEMAP), True),
        (knowing(Way.FEED, Way.SITEMAP, days=False, requests=24), True),
        (knowing(Way.FEED, Way.SITEMAP, days=False, requests=25), False),
        (knowing(Way.FEED, Way.SITEMAP, titles=False, requests=39), True),
        (knowing(Way.FEED, Way.SITEMAP, titles=False, requests=40), False),
        (knowing(Way.LLMS, days=False, requests=4_000), True),
        (knowing(Way.LLMS, Way.INDEX, Way.LISTS, days=False, requests=40), False),
    ],
)
def test_lists_are_read_where_posts_or_their_facts_may_be_missing(search: Survey, needs_lists: bool) -> None:
    assert search._needs_lists() is needs_lists


def test_lists_are_not_read_where_one_has_all_or_the_site_says_so() -> None:
    search = knowing(Way.FEED)
    search._is_listed = True
    assert not search._needs_lists()
    search.found.candidates.take_links("/", page("/rope/a", "/rope/b", "/rope/", dated=False).links)
    assert search.found.is_in_doubt()
    assert search._needs_lists()
    search = knowing(Way.FEED)
    search.found.listed[Way.API].is_sure = True
    assert not search._needs_lists()
    assert run(search._lists()) == []


@pytest.mark.parametrize(
    ("path", "paths", "is_one"),
    [("/", (), True), ("/n", FIVE[:4], False), ("/n", FIVE, True), ("/n", [*FIVE[:4], "/about"], False)],
)
def test_a_home_page_is_the_root_or_lists_five_posts(path: str, paths: list[str], is_one: bool) -> None:
    search = begun(path, page(facts=Facts(is_article=True)))
    search.found.candidates.take_links("/n", page(*paths).links)
    assert search._is_listing_home() is is_one


def with_sections(number: int) -> Survey:
    search = begun()
    search.found.candidates.take_finds(finds("/life/a", "/life/b"), Way.FEED)
    names = [f"/{letter}x/" for letter in "abcdefgh"[:number]]
    links = [path for name in names for path in (name, f"{name}one", f"{name}two")]
    search.found.candidates.take_links("/", page(*links, dated=False).links)
    for place in search.found.candidates._lists.values():
        place.is_main = False
    return search


def test_folders_like_that_of_posts_are_read_five_at_most() -> None:
    assert run(with_sections(2)._sections()) == ["/ax/ page", "/bx/ page"]
    assert len(run(with_sections(7)._sections())) == 5
    search = with_sections(2)
    search.requests = 39
    assert len(run(search._sections())) == 1
    search = with_sections(2)
    search.found.listed[Way.API].is_sure = True
    assert run(search._sections()) == []


@pytest.mark.parametrize("is_ended", [False, True])
def test_folders_above_posts_are_read_until_one_ends(is_ended: bool) -> None:
    search = begun(reading=page("/issues/12/", "/issues/13/", "/issues/"))
    search.found.menu = []
    search.found.listed[Way.LISTS].is_ended = is_ended
    asked = run(search._lists(), {"/issues/": page("/issues/11/", next=f"{HOST}/issues/?page=2")})
    assert ("/issues/ page" in asked) is not is_ended


def test_five_folders_above_posts_are_read() -> None:
    folders = [f"/{n}x/" for n in "abcdefg"]
    search = begun(reading=page(*(f"{one}{n}/" for one in folders for n in (12, 13)), *folders))
    search.found.menu = []
    assert [one for one in run(search._lists()) if one.endswith("x/ page")] == [f"{one} page" for one in folders[:5]]


def test_five_other_feeds_are_tried() -> None:
    search = begun()
    search.found.announced = {url: Announced(url) for url in (f"{HOST}/{n}x" for n in "abcdefg")}
    assert run(search._other_feeds()) == [f"/{n}x" for n in "abcde"]


def test_the_pages_behind_the_home_page_are_read() -> None:
    search = begun(reading=page(*THREE, next=f"{HOST}/page/2/"))
    site = {"/page/2/": page("/notes/d")}
    assert run(search._lists(), site)[0] == "/page/2/ page"
    assert posts(search) == {*THREE, "/notes/d"}
    assert search.found.listed[Way.LISTS].is_ended


# What is watched


def test_new_posts_show_where_most_of_them_are_listed() -> None:
    search = begun(reading=page(*THREE))
    assert search.watched() == f"{HOST}/"
    run(search._numbered(f"{HOST}/all/"), {"/all/": page(*FIVE)})
    assert search.watched() == f"{HOST}/all/"
    run(search._is_feed(f"{HOST}/feed"), {"/feed": feed("/notes/a")})
    assert search.watched() == f"{HOST}/feed"


def test_of_several_feeds_a_page_is_watched_that_has_the_newest_of_each() -> None:
    search = begun(reading=page(*THREE))
    search._newest_of_feeds = [f"{HOST}/notes/a", f"{HOST}/notes/c"]
    assert search.watched() == f"{HOST}/"
    search._newest_of_feeds = [f"{HOST}/notes/a", f"{HOST}/notes/x"]
    assert search.watched() is None


def test_a_script_is_not_watched() -> None:
    search = begun(reading=page("/notes/a"))
    run(search._ask(f"{HOST}/a.1b.js"), {"/a.1b.js": page(*FIVE)})
    assert search.watched() == f"{HOST}/"


def test_who_wants_the_feed_alone_has_it_read_alone() -> None:
    search = Survey(f"{HOST}/", feed_only=True)
    site = {"/": page(feeds=FEEDS[:1]), "/one": feed("/a", "/b", next=f"{HOST}/one?2"), "/one?2": feed("/c")}
    assert run(search.steps(), site) == ["/ any", "/one", "/one?2"]
    assert posts(search) == {"/a", "/b", "/c"}
