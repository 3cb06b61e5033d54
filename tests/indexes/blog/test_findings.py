"""What is found of a blog so far, put together: whose feed it is, which way has all posts, and what is still open."""

import datetime as dt

import pytest

from blogreader.indexes.blog import open_questions
from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, BlogLink, Facts, Find
from blogreader.indexes.blog.archive_file import Post
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.ways import Certainty, Ways

HOST = "https://blog.example"
HOME = f"{HOST}/"
FEED = f"{HOST}/feed"
DAY = dt.date(2026, 4, 5)


def feed(*urls: str, **said: object) -> AnswerFacts:
    finds = tuple(Find(url if "://" in url else f"{HOST}{url}", "Title") for url in urls)
    return AnswerFacts(AnswerKind.FEED, finds=finds, **said)  # type: ignore[arg-type]


def page(*links: BlogLink, **said: object) -> AnswerFacts:
    return AnswerFacts(AnswerKind.PAGE, links=links, **said)  # type: ignore[arg-type]


def link(path: str, words: str = "Words", **said: object) -> BlogLink:
    url = path if "://" in path else f"{HOST}{path}"
    return BlogLink(url, words, str(said.pop("group", "ul>li>a")), words=words, **said)  # type: ignore[arg-type]


def posts(found: Findings) -> set[str]:
    return {one.url.removeprefix(HOST) for one in found.posts()}


# Feeds


def test_the_first_feed_with_posts_is_the_blog_s() -> None:
    found = Findings(HOME)
    assert found.take_feed(FEED, feed("/", title="Home")) == 0
    assert found.feed == ""
    assert found.take_feed(FEED, feed("/a", "/b", title="Harbour", generator="hugo", next=f"{FEED}?2")) == 2
    assert (found.feed, found.title, found.generator.split(), found.feed_further) == (
        FEED,
        "Harbour",
        ["hugo"],
        f"{FEED}?2",
    )
    assert found.take_feed(f"{HOST}/other", feed("/b", "/c", title="Other")) == 1
    assert (found.feed, found.title) == (FEED, "Harbour")
    assert found.listed[Way.FEED].keys == {"/a", "/b", "/c"}
    assert found.take_feed(FEED, feed("/a")) == 0


@pytest.mark.parametrize(
    ("said", "is_sure"),
    [
        ({}, False),
        ({"is_whole": True}, True),
        ({"total": 2}, True),
        ({"total": 1}, True),
        ({"total": 3}, False),
        ({"total": 0}, False),
    ],
)
def test_a_feed_may_say_that_it_has_all(said: dict[str, object], is_sure: bool) -> None:
    found = Findings(HOME)
    found.take_feed(FEED, feed("/a", "/b", **said))
    assert found.listed[Way.FEED].is_sure is found.is_settled() is is_sure
    assert found.certainty() is (Certainty.COMPLETE if is_sure else Certainty.NEWEST)


def test_a_feed_that_was_cut_has_not_all() -> None:
    found = Findings(HOME)
    found.take_feed(FEED, feed("/a", "/b", is_whole=True, is_cut=True))
    assert found.certainty() is Certainty.NEWEST


def test_a_feed_of_another_blog_is_not_taken_where_the_blog_lists_its_own() -> None:
    elsewhere = feed(*(f"https://other.example/{name}" for name in "xyz"), site="https://other.example/")
    found = Findings(HOME)
    assert found.take_feed(FEED, elsewhere) == 3
    assert found.candidates.hosts == {"blog.example", "other.example"}
    found = Findings(HOME)
    found.take_page(HOME, page(*(link(f"/{name}", date=DAY) for name in "abc")))
    assert found.take_feed(FEED, elsewhere) == 0
    assert found.feed == ""


def test_of_the_hosts_of_a_feed_the_one_that_most_of_it_has_is_the_blog_s() -> None:
    found = Findings(HOME)
    hosts = ("two", "one", "one", "one", "two")
    assert found.take_feed(FEED, feed(*(f"https://{host}.example/{n}" for n, host in enumerate(hosts)))) == 3
    assert found.candidates.hosts == {"blog.example", "one.example"}
    found = Findings(HOME)
    assert found.take_feed(FEED, feed(*(f"https://{host}.example/x" for host in ("one", "two")))) == 0
    assert found.candidates.hosts == {"blog.example"}


def test_a_feed_that_was_made_for_another_host_is_read_as_the_blog_s() -> None:
    found = Findings(HOME)
    previewed = feed("http://localhost:4000/a", "http://localhost:4000/b", site="http://localhost:4000/")
    assert found.take_feed(FEED, previewed) == 2
    assert posts(found) == {"/a", "/b"}
    found = Findings(HOME)
    found.take_page(HOME, page(link("/a"), link("/b")))
    assert found.take_feed(FEED, feed("https://former.example/a", "https://former.example/b")) == 2
    assert found.candidates.hosts == {"blog.example"}
    assert found.named_here(["http://localhost/x?y", "https://b.example/x"]) == [f"{HOST}/x?y", "https://b.example/x"]


@pytest.mark.parametrize(
    ("site", "hosts", "added"),
    [
        ("https://one.example/", ("one", "one", "two", "two"), {"one.example"}),
        ("https://www.one.example/", ("one", "one", "two", "two"), {"one.example"}),
        ("https://one.example/", ("one", "two", "two", "six"), set()),
        ("https://one.example/", ("one", "two", "two", "two"), {"two.example"}),
        ("https://six.example/", ("one", "one", "two", "two"), set()),
        ("", ("one", "one", "one", "two"), {"one.example"}),
    ],
)
def test_the_site_that_a_feed_names_is_the_blog_s_if_half_of_it_lies_there(
    site: str, hosts: tuple[str, ...], added: set[str]
) -> None:
    found = Findings(HOME)
    found.take_feed(FEED, feed(*(f"https://{host}.example/{n}" for n, host in enumerate(hosts)), site=site))
    assert found.candidates.hosts == {"blog.example"} | added


@pytest.mark.parametrize(
    ("hosts", "linked", "is_moved"),
    [
        (("localhost",) * 3, (), True),
        (("localhost",) * 2 + ("other.example",), (), True),
        (("localhost",) * 2 + ("other.example",) * 2, (), False),
        (("former.example",) * 4, (0, 1), True),
        (("former.example",) * 4, (0,), False),
        (("former.example",) * 30, (0, 1, 2, 3, 4), True),
        (("former.example",) * 30, (0, 1, 2, 3), False),
        (("localhost",) * 3 + ("blog.example",), (), False),
    ],
)
def test_most_of_a_feed_is_moved_here_if_pages_link_half_of_it(
    hosts: tuple[str, ...], linked: tuple[int, ...], is_moved: bool
) -> None:
    found = Findings(HOME)
    found.take_page(HOME, page(*(link(f"/notes/{n}") for n in linked)))
    found.take_feed(FEED, feed(*(f"http://{host}/notes/{n}" for n, host in enumerate(hosts))))
    keys = {f"/notes/{n}" for n, host in enumerate(hosts) if host == hosts[0]}
    assert ({*found.candidates.of} >= keys and len(found.candidates.hosts) == 1) is is_moved


# Lists and pages


def test_an_index_of_a_search_without_a_known_page_is_of_something_else() -> None:
    for number, is_taken in ((4, True), (5, False)):
        found = Findings(HOME)
        found.take_page(HOME, page(*(link(f"/notes/{n}", date=DAY) for n in range(number))))
        found.take_list(AnswerFacts(AnswerKind.LISTING, finds=(Find(f"{HOST}/shop/x", "X"),)), Way.SEARCH)
        assert bool(found.listed[Way.SEARCH].keys) is is_taken


def test_a_list_that_has_all_is_as_good_as_an_api() -> None:
    found = Findings(HOME)
    found.take_list(AnswerFacts(AnswerKind.LISTING, finds=(Find(f"{HOST}/a", "A"),), is_whole=True), Way.SEARCH)
    assert found.listed[Way.API].is_sure
    assert found.listed[Way.API].keys == {"/a"}
    assert found.ways() == [Way.API]


def test_a_page_says_what_there_is_on_the_blog() -> None:
    found = Findings(HOME)
    said = Facts(
        api=f"{HOST}/wp-json/", content_api=f"{HOST}/ghost", lists=(f"{HOST}/s.json",), sitemaps=(f"{HOST}/map.xml",)
    )
    first = page(
        link("/a"), link("/archive/"), link("/2019/"), link("/"), link("/dreams/", "Dreams"),
        link("https://other.example/archive/"), title="Harbour", generator="hugo", facts=said,
        feeds=(Announced(FEED, "x"),), next=f"{HOST}/page/2/", is_cut=True,
    )  # fmt: skip
    assert found.take_page(HOME, first)
    assert not found.take_page(HOME, first)
    assert (found.title, found.api, found.content_api) == ("Harbour", f"{HOST}/wp-json/", f"{HOST}/ghost")
    assert [*found.searches] == [f"{HOST}/s.json"]
    assert [*found.sitemaps] == [f"{HOST}/map.xml"]
    assert [*found.announced] == [FEED]
    assert found.archives == {f"{HOST}/archive/": 3}
    assert found.unread_periods() == {f"{HOST}/2019/"}
    assert (found.next_of[HOME], found.generator.split()) == (f"{HOST}/page/2/", ["hugo", "hugo"])
    assert found.listed[Way.LISTS].is_cut
    assert found.listed[Way.LISTS].keys >= {"/a", "/dreams"}
    assert found.menu == [f"{HOST}/a", f"{HOST}/dreams/"]
    assert found.linked == {"/a", "/archive", "/2019", "", "/dreams"}
    found.take_page(f"{HOST}/2019/", page(link("/a"), title="Other", facts=Facts(api="x", content_api="y")))
    assert (found.title, found.api, found.content_api) == ("Harbour", f"{HOST}/wp-json/", f"{HOST}/ghost")
    assert found.unread_periods() == set()
    assert found.take_page(HOME, page(link("/a", date=DAY)))  # no new post, but its day


def test_a_page_is_known_by_where_it_was_asked_for_and_where_it_is() -> None:
    found = Findings(HOME)
    found.take_page(f"{HOST}/b/", page(link("/x"), next=f"{HOST}/c/"), asked=f"{HOST}/a/")
    for url in (f"{HOST}/a/", f"{HOST}/b/"):
        assert (found.next_of[url], found.keys_of[url]) == (f"{HOST}/c/", {"/x"})


def test_a_blog_on_a_host_beside_is_one_that_the_home_page_links() -> None:
    found = Findings("https://www.shop.example/")
    found.take_page("https://www.shop.example/a/", page(link("https://blog.shop.example/")))
    assert found.beside == []
    found.take_page("https://www.shop.example/", page(link("https://blog.shop.example/")))
    found.take_page("https://www.shop.example/", page())
    assert found.beside == ["https://blog.shop.example/"]


def test_a_page_that_is_no_list_lists_nothing() -> None:
    found = Findings(HOME)
    assert not found.take_page(f"{HOST}/a", page(link("/b"), is_cut=True), is_list=False)
    assert found.candidates.of == {}
    assert found.keys_of[f"{HOST}/a"] == set()
    assert not found.listed[Way.LISTS].is_cut
    assert "/a" not in found.candidates.pages


def test_the_folder_beside_a_feed_is_a_list_unless_it_is_the_whole_blog() -> None:
    found = Findings(HOME)
    found.take_page(HOME, page(link("/tech/"), feeds=(Announced(f"{HOST}/tech/feed.xml"),)))
    assert found.archives == {f"{HOST}/tech/": 1}
    found = Findings(HOME)
    feeds = (Announced(f"{HOST}/tech/feed.xml"), Announced(f"{HOST}/feed.xml"))
    found.take_page(HOME, page(link("/tech/"), feeds=feeds))
    assert found.archives == {}


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Slow clocks | Harbour notes", "Slow clocks"),
        ("Slow clocks – Harbour", "Slow clocks"),
        ("Slow clocks » notes", "Slow clocks"),
        ("Slow clocks | The Harbour Notes Blog", "Slow clocks"),
        ("Slow clocks | Sea", "Slow clocks | Sea"),
        ("Harbour notes | Slow clocks", "Slow clocks"),
        ("Harbour notes: Slow clocks", "Slow clocks"),
        ("Harbour notes: Clocks: slow", "Clocks: slow"),
        ("Harbour notes Slow: clocks", "Harbour notes Slow: clocks"),
        ("Harbour store: Slow clocks", "Harbour store: Slow clocks"),
        ("Slow clocks | Harbour notes | Harbour", "Slow clocks | Harbour notes"),
        ("Harbour notes", "Harbour notes"),
        ("Harbour notes of a sailor", "Harbour notes of a sailor"),
        ("Slow clocks", "Slow clocks"),
    ],
)
def test_the_name_of_the_blog_is_no_part_of_a_title(title: str, cut: str) -> None:
    found = Findings(HOME)
    found.title = "Harbour Notes"
    found.candidates.at(f"{HOST}/a")
    found.take_facts(f"{HOST}/a", Facts(title=title))
    assert found.candidates.of["/a"].title == cut


@pytest.mark.parametrize(
    ("links", "is_article", "is_list"),
    [
        ([link(f"/{n}", date=DAY) for n in "abc"], False, True),
        ([link(f"/{n}", is_heading=True) for n in "abc"], False, True),
        ([link(f"/{n}", date=DAY) for n in "abc"], True, False),
        ([link(f"/{n}", date=DAY) for n in "ab"], False, False),
        ([link(f"/{n}", date=DAY) for n in "aab"], False, False),
        ([link(f"/{n}") for n in "abc"], False, False),
        ([link(f"/{n}", date=DAY, is_main=False) for n in "abc"], False, False),
        ([link(f"/{n}", date=DAY, group=n) for n in "abc"], False, False),
        ([link(f"/tags/{n}", date=DAY) for n in "abc"], False, False),
    ],
)
def test_three_alike_with_days_or_headings_make_a_list(links: list[BlogLink], is_article: bool, is_list: bool) -> None:
    assert Findings(HOME).lists_posts(page(*links, facts=Facts(is_article=is_article))) is is_list


def test_a_page_that_names_three_posts_without_titles_is_a_list() -> None:
    found = Findings(HOME)
    found.candidates.take_finds([Find(f"{HOST}/{n}") for n in "abc"], Way.FEED)
    assert found.lacking() == found.lacking_titles() == 3
    assert found.names_posts(page(*(link(f"/{n}") for n in "abc")))
    assert not found.names_posts(page(*(link(f"/{n}") for n in "ab")))
    assert not found.names_posts(page(*(link(f"/{n}", "") for n in "abc")))
    assert not found.names_posts(page(*(link(f"/{n}", is_main=False) for n in "abc")))
    found.candidates.take_links("/", [link("/c")])
    assert found.lacking_titles() == 2
    assert not found.names_posts(page(*(link(f"/{n}") for n in "abc")))
    found.candidates.take_finds([Find(f"{HOST}/c", "C", DAY)], Way.API)
    assert (found.lacking(), found.lacking_titles()) == (2, 2)
    assert not found.names_posts(page(*(link(f"/{n}") for n in "abc")))


def test_words_beside_a_list_are_no_title() -> None:
    for is_main, number in ((False, 1), (True, 0)):
        found = Findings(HOME)
        found.candidates.take_finds([Find(f"{HOST}/a", date=DAY)], Way.FEED)
        found.candidates.take_links("/", [link("/a", is_main=is_main)])
        assert found.lacking() == found.lacking_titles() == number


# What there is


def test_posts_come_by_their_days_the_newest_first() -> None:
    found = Findings(HOME)
    finds = [Find(f"{HOST}/a", "A"), Find(f"{HOST}/b", "B", DAY), Find(f"{HOST}/c", "C", DAY + dt.timedelta(1))]
    found.candidates.take_finds(finds, Way.FEED)
    assert [one.title for one in found.posts()] == ["C", "B", "A"]
    assert found.is_found()
    assert found.lacking() == 1
    assert found.lacking_titles() == 0


def test_who_wants_the_feed_alone_gets_it() -> None:
    for feed_only, expected in ((False, {"/n/a", "/n/b", "/n/c"}), (True, {"/n/a", "/n/b"})):
        found = Findings(HOME, feed_only=feed_only)
        found.candidates.take_finds([Find(f"{HOST}/n/a"), Find(f"{HOST}/n/b")], Way.FEED)
        found.candidates.take_sitemap([f"{HOST}/n/c"], of_posts=True)
        assert posts(found) == expected


def test_what_lists_and_sitemaps_have_beside_posts_is_left_out() -> None:
    found = Findings(HOME)
    found.candidates.take_finds([Find(f"{HOST}/notes/{n}") for n in "ab"], Way.FEED)
    found.candidates.take_sitemap([f"{HOST}/uses-it", f"{HOST}/about", f"{HOST}/x.pdf", f"{HOST}/seen"], of_posts=False)
    found.candidates.put_page(f"{HOST}/seen")
    found.candidates.take_links("/", [link("/colophon-of-it"), link("/tags/x", is_heading=True)])
    found.candidates.take_links("/", [link("/aside-of-it", is_main=False)])
    found.candidates.of["/tags/x"].ways.add(Way.LISTS)
    assert {one.url.removeprefix(HOST) for one in found.left_out()} == {"/uses-it", "/about", "/colophon-of-it"}
    found.candidates.of["/tags/x"].ways.add(Way.SITEMAP)
    assert "/tags/x" in {one.url.removeprefix(HOST) for one in found.left_out()}


def test_what_was_known_before_stays() -> None:
    found = Findings(HOME)
    found.know([Post("https://old.example/a", "A", DAY, "Sea", 5, "Sum.", "Ann")])
    [one] = found.posts()
    assert (one.url, one.title, one.date, one.category, one.minutes, one.summary, one.author) == (
        *("https://old.example/a", "A", DAY, "Sea", 5, "Sum.", "Ann"),
    )
    assert found.ways() == []
    assert found.certainty() is Certainty.NEWEST


@pytest.mark.parametrize(
    ("reading", "overlaps"),
    [
        (feed("/a"), True),
        (feed("/b"), False),
        (AnswerFacts(AnswerKind.SITEMAP, addresses=(f"{HOST}/a",)), True),
        (AnswerFacts(AnswerKind.SITEMAP, addresses=(f"{HOST}/b",)), False),
        (page(link("/a")), True),
        (page(link("/b")), False),
        (AnswerFacts(AnswerKind.LISTING, finds=(Find(f"{HOST}/a"),)), True),
        (AnswerFacts(AnswerKind.MARKDOWN, finds=(Find(f"{HOST}/a"),)), True),
        (AnswerFacts(AnswerKind.MARKDOWN, finds=(Find(f"{HOST}/b"),)), False),
        (AnswerFacts(AnswerKind.NOTHING, finds=(Find(f"{HOST}/a"),)), False),
    ],
)
def test_a_refresh_is_of_the_same_blog_if_it_has_what_is_known(reading: AnswerFacts, overlaps: bool) -> None:
    found = Findings(HOME)
    found.know([Post(f"{HOST}/a", "A", DAY)])
    assert found.renew(FEED, reading) is overlaps
    assert (found.feed == FEED) is (reading.kind is AnswerKind.FEED)
    ways = {AnswerKind.LISTING: Way.SEARCH, AnswerKind.MARKDOWN: Way.INDEX, AnswerKind.SITEMAP: Way.SITEMAP}
    if overlaps and reading.kind in ways:
        assert ways[reading.kind] in found.candidates.of["/a"].ways


@pytest.mark.parametrize("is_article", [True, False])
def test_of_pages_that_no_list_has_an_article_leads_further(is_article: bool) -> None:
    found = Findings(HOME)
    found.candidates.take_finds([Find(f"{HOST}/notes/{n}") for n in "ab"], Way.FEED)
    found.candidates.take_facts(f"{HOST}/c", Facts(is_article=is_article, next=f"{HOST}/notes/d"))
    assert posts(found) == {"/notes/a", "/notes/b"}
    assert found.leads_further() is is_article


def test_a_post_that_leads_to_one_that_no_list_has_leads_further() -> None:
    def leads(previous: str = "", following: str = "") -> bool:
        found = Findings(HOME)
        found.candidates.take_finds([Find(f"{HOST}/notes/{n}") for n in "ab"], Way.FEED)
        found.candidates.put_page(f"{HOST}/notes/page")
        found.candidates.take_facts(f"{HOST}/notes/a", Facts(previous=previous, next=following))
        return found.leads_further()

    assert leads(previous=f"{HOST}/notes/c")
    assert leads(following=f"{HOST}/notes/c")
    assert not leads()
    for there in ("/notes/b", "/notes/page", "/", "/2019/05/06/x/y"):
        assert not leads(following=f"{HOST}{there}")
    assert not leads(following="https://other.example/notes/c")


def test_only_lists_for_people_have_the_posts_where_nothing_for_machines_has() -> None:
    for way in Way:
        found = Findings(HOME)
        found.listed[way].keys.add("/a")
        assert found.is_only_way() is (way not in (Way.SITEMAP, Way.SEARCH, Way.API, Way.INDEX))


def test_addresses_are_the_blog_s_by_their_host() -> None:
    found = Findings(HOME)
    urls = [f"{HOST}/a", HOME, "https://other.example/"]
    assert found.own(urls) == urls[:2]
    assert found.all_keys(urls) == {"/a", ""}
    assert found.keys(urls) == {"/a"}


def test_all_known_posts_may_be_in_one_list() -> None:
    found = Findings(HOME)
    found.candidates.take_finds([Find(f"{HOST}/a")], Way.FEED)
    assert not found.is_all_in({"/a"})
    assert not found.is_found()
    found.candidates.take_finds([Find(f"{HOST}/b")], Way.FEED)
    assert found.is_all_in({"/a", "/b", "/c"})
    assert not found.is_all_in({"/a"})


def test_sitemaps_together_have_as_many_addresses_as_a_blog_may() -> None:
    found = Findings(HOME)
    found.listed[Way.SITEMAP].keys = {f"/{number}" for number in range(99_999)}
    days = ("2026-04-05", "2026-04-06")
    reading = AnswerFacts(AnswerKind.SITEMAP, addresses=(f"{HOST}/a", f"{HOST}/b"), changed=days)
    found.take_sitemap(f"{HOST}/post.xml", reading)
    assert {key: one.changed for key, one in found.candidates.of.items()} == {"/a": DAY}
    assert found.candidates.of["/a"].is_post_file
    assert found.listed[Way.SITEMAP].is_cut
    assert not found.may_be_there(f"{HOST}/b")
    assert found.may_be_there(f"{HOST}/a")
    assert Findings(HOME).may_be_there(f"{HOST}/b")


# Certainty


def certainty(posts: str, *, is_in_doubt: bool = False, **ways: dict[str, object]) -> Certainty:
    made = Ways()
    for name, said in ways.items():
        way = made[Way[name]]
        way.keys = set(str(said.pop("keys", posts)))
        for field, value in said.items():
            setattr(way, field, value)
    return made.certainty(set(posts), is_in_doubt=is_in_doubt)


TEN, ELEVEN = "abcdefghij", "abcdefghijk"


@pytest.mark.parametrize(
    ("posts", "ways", "is_in_doubt", "expected"),
    [
        ("", {"FEED": {"is_sure": True}}, False, Certainty.NEWEST),
        ("ab", {"FEED": {"is_sure": True}}, True, Certainty.COMPLETE),
        ("ab", {"FEED": {"is_sure": True, "keys": "a"}}, False, Certainty.NEWEST),
        ("ab", {"FEED": {}, "SITEMAP": {}}, False, Certainty.COMPLETE),
        ("ab", {"FEED": {}, "SITEMAP": {}}, True, Certainty.PROBABLY),
        ("ab", {"FEED": {}, "SITEMAP": {"is_cut": True}}, False, Certainty.NEWEST),
        ("ab", {"FEED": {}, "LISTS": {}}, False, Certainty.NEWEST),
        ("ab", {"FEED": {}, "LISTS": {"is_ended": True}}, False, Certainty.COMPLETE),
        ("ab", {"FEED": {}, "LISTS": {"is_ended": True, "is_single": True}}, False, Certainty.PROBABLY),
        (TEN, {"FEED": {}, "LISTS": {"is_ended": True, "is_single": True}}, False, Certainty.NEWEST),
        (ELEVEN, {"FEED": {}, "LISTS": {"is_ended": True, "is_single": True}}, False, Certainty.COMPLETE),
        ("a", {"SITEMAP": {}}, False, Certainty.NEWEST),
        ("abcd", {"FEED": {}}, False, Certainty.NEWEST),
        ("abcde", {"FEED": {}}, False, Certainty.NEWEST),
        ("abcdef", {"FEED": {}}, False, Certainty.PROBABLY),
        (TEN, {"FEED": {}}, False, Certainty.NEWEST),
        (ELEVEN, {"FEED": {}}, False, Certainty.PROBABLY),
        ("ab", {"SITEMAP": {}}, False, Certainty.PROBABLY),
        ("ab", {"SITEMAP": {"keys": "a"}}, False, Certainty.PROBABLY),
        ("ab", {"SITEMAP": {"keys": "a", "is_cut": True}}, False, Certainty.NEWEST),
        ("ab", {"LINKS": {"keys": "a"}}, False, Certainty.PROBABLY),
        ("ab", {"SEARCH": {"keys": "a"}}, False, Certainty.PROBABLY),
        ("ab", {"LLMS": {"keys": "a"}}, False, Certainty.NEWEST),
        ("ab", {"LISTS": {"keys": "a"}}, False, Certainty.NEWEST),
        ("ab", {"LISTS": {"keys": "a", "is_ended": True}}, False, Certainty.PROBABLY),
    ],
)
def test_two_ways_that_agree_are_certain_and_a_feed_of_a_usual_length_is_not(
    posts: str, ways: dict[str, dict[str, object]], is_in_doubt: bool, expected: Certainty
) -> None:
    assert certainty(posts, is_in_doubt=is_in_doubt, **{name: dict(said) for name, said in ways.items()}) is expected


@pytest.mark.parametrize(
    "size", [5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 250, 500, 1_000], ids=str
)
def test_a_feed_of_a_usual_length_may_be_cut_and_one_of_another_is_not(size: int) -> None:
    for number, expected in ((size, Certainty.NEWEST), (size + 1, Certainty.PROBABLY)):
        made, posts = Ways(), {str(name) for name in range(number)}
        made[Way.FEED].keys = posts
        assert made.certainty(posts, is_in_doubt=False) is expected


def test_a_way_has_something_if_it_listed_anything() -> None:
    ways = Ways()
    assert not ways.has(Way.FEED)
    ways[Way.FEED].keys.add("/a")
    assert ways.has(Way.SITEMAP, Way.FEED)
    assert not ways.has(Way.SITEMAP)
    assert not ways.is_sure()
    ways[Way.FEED].is_sure = True
    assert ways.is_sure()


# Open questions


def test_folders_of_what_looks_like_posts_are_asked_for() -> None:
    found = Findings(HOME)
    made = found.candidates
    made.take_finds([Find(f"{HOST}/life/{n}") for n in "ab"], Way.FEED)
    made.take_links("/", [link(f"/tech/{n}", is_main=False) for n in "xy"])
    assert open_questions.sections(made) == []
    made.at(f"{HOST}/tech/")
    assert open_questions.sections(made) == [f"{HOST}/tech/"]
    assert found.is_in_doubt()
    made.put_page(f"{HOST}/tech/")
    assert open_questions.sections(made) == []


@pytest.mark.parametrize(
    ("paths", "folder", "is_asked_for"),
    [
        (("/tech/x", "/tech/y"), "/tech/", True),
        (("/tech/x",), "/tech/", False),
        (("/talks/x", "/talks/y"), "/talks/", False),
        (("/tech/2019/x", "/tech/2019/y"), "/tech/", False),
        (("/x", "/y"), "/", False),
        (("/tech/12", "/tech/13"), "/tech/", False),
        (("/a/tech/x", "/a/tech/y"), "/a/tech/", False),
        (("/tech/about", "/tech/y"), "/tech/", False),
        (("/tags/x", "/tags/y"), "/tags/", False),
    ],
)
def test_a_folder_is_asked_for_if_it_is_like_one_of_posts(
    paths: tuple[str, ...], folder: str, is_asked_for: bool
) -> None:
    made = Findings(HOME).candidates
    made.take_finds([Find(f"{HOST}/life/{n}") for n in "ab"], Way.FEED)
    made.take_links("/", [link(path, is_main=False) for path in (*paths, folder)])
    assert open_questions.sections(made) == [f"{HOST}{folder}"] * is_asked_for


def test_what_was_looked_at_asks_for_no_folder() -> None:
    made = Findings(HOME).candidates
    made.take_finds([Find(f"{HOST}/life/{n}") for n in "ab"], Way.FEED)
    made.take_links("/", [link(path, is_main=False) for path in ("/tech/x", "/tech/y", "/tech/")])
    made.take_facts(f"{HOST}/tech/x", Facts(title="X"))
    assert open_questions.sections(made) == []


def test_the_folder_with_most_is_asked_for_first() -> None:
    made = Findings(HOME).candidates
    made.take_finds([Find(f"{HOST}/life/{n}") for n in "ab"], Way.FEED)
    paths = ("/sea/x", "/sea/y", "/sea/", "/tech/x", "/tech/y", "/tech/z", "/tech/")
    made.take_links("/", [link(path, is_main=False) for path in paths])
    assert open_questions.sections(made) == [f"{HOST}/tech/", f"{HOST}/sea/"]


@pytest.mark.parametrize(("path", "is_doubtful"), [("/rope-c", True), ("/talks/c", False), ("/about", False)])
def test_addresses_like_those_of_posts_are_in_doubt_until_a_list_ended(path: str, is_doubtful: bool) -> None:
    found = Findings(HOME)
    found.candidates.take_finds([Find(f"{HOST}/rope-{n}") for n in "ab"], Way.FEED)
    found.candidates.take_sitemap([f"{HOST}{path}"], of_posts=False)
    assert found.is_in_doubt() is is_doubtful
    assert [one.url for one in open_questions.doubtful(found.candidates)] == [f"{HOST}{path}"] * is_doubtful
    found.candidates.take_facts(f"{HOST}{path}", Facts(title="X"))
    assert not found.is_in_doubt()
    found.candidates.of.popitem()
    found.candidates.take_sitemap([f"{HOST}{path}"], of_posts=False)
    found.candidates.put_page(f"{HOST}{path}")
    assert not found.is_in_doubt()
    found.candidates.pages.clear()
    found.listed[Way.LISTS].is_ended = True
    assert not found.is_in_doubt()


@pytest.mark.parametrize(
    ("finds", "way", "are_proven"),
    [
        ([], Way.LISTS, False),
        ([Find(f"{HOST}/a"), Find(f"{HOST}/b")], Way.FEED, True),
        ([Find(f"{HOST}/notes/a"), Find(f"{HOST}/notes/b", date=DAY)], Way.LISTS, True),
    ],
)
def test_a_feed_or_a_day_proves_posts(finds: list[Find], way: Way, are_proven: bool) -> None:
    made = Findings(HOME).candidates
    made.take_links("/", [link(f"/notes/{n}", is_heading=True) for n in "xyz"])
    made.take_finds(finds, way)
    if way is Way.LISTS:
        made.take_links("/", [link(one.url, is_heading=True, date=one.date) for one in finds])
    assert open_questions.are_proven(made) is are_proven


def test_of_what_lists_alone_suggest_some_are_asked_for() -> None:
    made = Findings(HOME).candidates
    made.take_links("/", [link(f"/notes/{n}", is_heading=True) for n in "abcdefg"])
    assert [one.url[-1] for one in open_questions.unproven(made)] == ["a", "c", "e"]
    assert not open_questions.are_proven(made)
    made.take_facts(f"{HOST}/notes/b", Facts(is_article=True))
    assert open_questions.unproven(made) == []
    assert open_questions.are_proven(made)
    for dated in (True, False):
        made = Findings(HOME).candidates
        made.take_links("/", [link(f"/notes/{n}", is_heading=True) for n in "ab"])
        assert [one.url[-1] for one in open_questions.unproven(made)] == ["a", "b"]
        if dated:
            made.take_links("/", [link("/notes/b", date=DAY)])
        else:
            made.take_finds([Find(f"{HOST}/notes/b")], Way.SEARCH)
        assert open_questions.unproven(made) == []
    assert open_questions.unproven(Findings(HOME).candidates) == []
    made = Findings(HOME).candidates
    for folder, names in (("rope", "ab"), ("notes", "abc")):
        made.take_links("/", [link(f"/{folder}/{n}", group=folder, is_heading=True) for n in names])
    assert [one.url for one in open_questions.unproven(made)] == [f"{HOST}/notes/{n}" for n in "abc"]


def test_folders_above_posts_are_asked_for() -> None:
    made = Findings(HOME).candidates
    made.take_finds(
        [Find(f"{HOST}/{path}") for path in ("issues/a", "issues/b", "one/a", "2019/a", "2019/b")], Way.FEED
    )
    assert open_questions.parents(made) == []
    made.take_links("/", [link("/one/"), link("/2019/")])
    made.at(f"{HOST}/issues/")
    assert open_questions.parents(made) == [f"{HOST}/issues/"]
    made.put_page(f"{HOST}/issues/")
    assert open_questions.parents(made) == []


def test_of_a_sitemap_the_first_and_the_last_of_each_shape_are_asked_for() -> None:
    made = Findings(HOME).candidates
    paths = [f"/{folder}/{n}" for folder, number in zip("abcde", (6, 5, 4, 3, 2), strict=True) for n in range(number)]
    made.take_sitemap([f"{HOST}{path}x" for path in paths], of_posts=False)
    made.take_sitemap([f"{HOST}/alone-x"], of_posts=False)
    assert [one.url.removeprefix(HOST) for one in open_questions.of_sitemap(made)] == [
        *("/a/0x", "/a/5x", "/b/0x", "/b/4x", "/c/0x", "/c/3x", "/d/0x", "/d/2x"),
    ]
    made = Findings(HOME).candidates
    made.take_sitemap(
        [f"{HOST}{path}" for path in ("/a/x", "/a/y", "/b/x", "/tags/x", "/tags/y", "/c/x")], of_posts=False
    )
    assert [one.url.removeprefix(HOST) for one in open_questions.of_sitemap(made)] == ["/a/x", "/a/y"]
    made.put_page(f"{HOST}/a/x")
    assert open_questions.of_sitemap(made) == []
