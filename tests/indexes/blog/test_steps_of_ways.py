"""What each way of finding posts asks for: single pages, neighbours, menus, lists of platforms, feeds that are dead."""

import datetime as dt

import pytest

from blogreader.indexes.blog import feed_addresses, ghost, homes, looks, menus, neighbours, substack
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, BlogLink, Facts, Find
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.requests import Asked, SiteAnswer
from blogreader.indexes.blog.survey import Survey
from tests.blogs import HOST
from tests.indexes.blog.test_survey_steps import DAY, FIVE, THREE, Site, begun, feed, finds, page, posts, run


def article(title: str = "Title", *, dated: bool = True, **said: object) -> AnswerFacts:
    facts = Facts(is_article=True, title=title, date=DAY if dated else None, **said)  # type: ignore[arg-type]
    return AnswerFacts(AnswerKind.PAGE, facts=facts)


OTHER = page(facts=Facts(title="About a thing"))

# Single pages


def look(search: Survey, site: Site | None = None, requests: int = 0) -> list[str]:
    return run(looks.steps(search.found, search._ask, lambda: max(requests, search.requests)), site)


def test_of_a_sitemap_alone_some_pages_are_looked_at_and_then_the_rest_of_their_shape() -> None:
    search = begun()
    names = [f"/n/{letter}-x" for letter in "abcd"]
    search.found.take_sitemap(
        f"{HOST}/map.xml", AnswerFacts(AnswerKind.SITEMAP, addresses=tuple(HOST + n for n in names))
    )
    asked = look(search, dict.fromkeys(names, article()))
    assert asked == [f"{name} page" for name in ("/n/a-x", "/n/d-x", "/n/b-x", "/n/c-x")]
    assert posts(search) == {*names}
    assert all(one.date == DAY for one in search.found.posts())


@pytest.mark.parametrize(("requests", "asked"), [(0, 39), (35, 7), (40, 2)])
def test_of_a_long_sitemap_so_many_pages_are_looked_at(requests: int, asked: int) -> None:
    search = begun()
    names = [f"/n/{number}-x" for number in range(60)]
    search.found.candidates.take_sitemap([f"{HOST}{name}" for name in names], of_posts=False)
    assert len(look(search, dict.fromkeys(names, article()), requests)) == asked
    assert len(posts(search)) == 60


def test_pages_of_a_sitemap_that_are_no_posts_are_none() -> None:
    search = begun()
    search.found.candidates.take_sitemap([f"{HOST}/n/{letter}-x" for letter in "abcd"], of_posts=False)
    assert look(search, {f"/n/{letter}-x": OTHER for letter in "abcd"}) == ["/n/a-x page", "/n/d-x page"]
    assert posts(search) == set()


def in_doubt(number: int) -> Survey:
    """Return a search that knows two posts in the root, and so many addresses beside them."""
    search = begun()
    search.found.candidates.take_finds(finds("/rope-a", "/rope-b"), Way.FEED)
    search.found.candidates.take_sitemap([f"{HOST}/other-{n}" for n in range(number)], of_posts=False)
    return search


@pytest.mark.parametrize(("number", "asked"), [(0, 0), (3, 3), (8, 8), (20, 20), (60, 8)])
def test_what_may_be_a_post_is_looked_at_or_a_sample_of_it(number: int, asked: int) -> None:
    search = in_doubt(number)
    assert len(look(search, {f"/other-{n}": article() for n in range(number)})) == asked
    assert len(posts(search)) == number + 2


@pytest.mark.parametrize(("others", "is_trusted"), [(1, True), (2, False)])
def test_a_sample_stands_for_the_rest_if_nearly_all_of_it_are_posts(others: int, is_trusted: bool) -> None:
    search = in_doubt(64)
    sample = [f"/other-{n}" for n in range(0, 64, 8)]
    site = {name: OTHER if number < others else article() for number, name in enumerate(sample)}
    assert look(search, site) == [f"{name} page" for name in sample]
    assert len(posts(search)) == (2 + 64 - others if is_trusted else 2 + 8 - others)


def test_where_nothing_of_a_sample_is_a_post_no_more_is_looked_at() -> None:
    search = in_doubt(20)
    assert len(look(search, {f"/other-{n}": OTHER for n in range(20)})) == 8
    assert len(look(in_doubt(20), {}, requests=25)) == 0
    assert len(look(in_doubt(20), {}, requests=24)) == 8


def suggested() -> Survey:
    """Return a search of which a list alone, of headings without days, suggests six posts."""
    search = begun()
    links = [BlogLink(f"{HOST}/n/{n}", "Words", "ul>li>a", is_heading=True) for n in "abcdef"]
    search.found.candidates.take_links("/", links)
    return search


@pytest.mark.parametrize(
    ("first", "asked"), [(article(dated=False), 1), (page(facts=Facts(date=DAY)), 1), (None, 1), (OTHER, 3)]
)
def test_one_page_that_is_a_post_or_can_t_be_read_proves_a_list_without_days(
    first: AnswerFacts | None, asked: int
) -> None:
    search = suggested()
    assert len(posts(search)) == 6
    site: Site = {"/n/a": first, "/n/c": OTHER, "/n/e": OTHER}
    assert run(looks._proof(search.found, search._ask), site) == ["/n/a page", "/n/c page", "/n/e page"][:asked]
    assert len(posts(search)) == (6 if asked == 1 else 0)


def test_a_link_that_leads_nowhere_is_dropped_unless_it_is_certain() -> None:
    search = begun()
    search.found.candidates.take_finds([Find(f"{HOST}/n/a", "A"), Find(f"{HOST}/n/b", "B")], Way.FEED)
    search.found.candidates.take_sitemap([f"{HOST}/n/c"], of_posts=True)
    assert look(search) == ["/n/a page", "/n/b page", "/n/c page"]
    assert posts(search) == {"/n/a", "/n/b"}


@pytest.mark.parametrize(("requests", "number", "asked"), [(0, 40, 40), (0, 41, 0), (35, 8, 5), (40, 8, 0), (33, 9, 0)])
def test_posts_without_a_day_are_looked_at_all_or_none(requests: int, number: int, asked: int) -> None:
    search = begun()
    search.requests = requests
    names = [f"/n/{n}" for n in range(number)]
    search.found.candidates.take_finds([Find(f"{HOST}{name}", "T") for name in names], Way.FEED)
    assert len(look(search, dict.fromkeys(names, article()))) == asked


@pytest.mark.parametrize(("is_main", "asked"), [(False, ["/n/a page"]), (True, [])])
def test_a_post_whose_title_stands_aside_alone_is_looked_at(is_main: bool, asked: list[str]) -> None:
    search = begun()
    search.found.candidates.take_finds([Find(f"{HOST}/n/a", date=DAY), Find(f"{HOST}/n/b", "T", DAY)], Way.FEED)
    search.found.candidates.take_links("/", [BlogLink(f"{HOST}/n/a", "Words", "ul>li>a", is_main=is_main)])
    assert look(search, {"/n/a": article()}) == asked


def test_where_days_of_change_are_those_of_posts_none_is_looked_at() -> None:
    search = begun()
    made = search.found.candidates
    made.take_finds([Find(f"{HOST}/n/{n}", "T", DAY) for n in range(5)], Way.FEED)
    made.take_sitemap([f"{HOST}/n/{n}" for n in range(60)], [DAY.isoformat()] * 60, of_posts=True)
    assert run(looks._samples(search.found, search._ask, lambda: 0)) == []
    assert len([one for one in search.found.posts() if one.date]) == 60


def test_days_of_change_are_believed_where_they_are_those_of_posts() -> None:
    for number, is_believed in ((1, True), (2, False)):
        search = begun()
        made = search.found.candidates
        made.take_finds([Find(f"{HOST}/n/{n}", "T", DAY) for n in range(10)], Way.FEED)
        days = [DAY + dt.timedelta(2 if n < number else 0) for n in range(60)]
        made.take_sitemap([f"{HOST}/n/{n}" for n in range(60)], map(dt.date.isoformat, days), of_posts=True)
        looks._believe_changes(search.found)
        assert sum(one.date is not None for one in search.found.posts()) == (60 if is_believed else 10)
    for off, is_believed in ((0, True), (1, True), (2, False)):
        search = begun()
        made = search.found.candidates
        made.take_finds([Find(f"{HOST}/n/{n}", "T", DAY) for n in range(5)], Way.FEED)
        changed = (DAY + dt.timedelta(off)).isoformat()
        made.take_sitemap([f"{HOST}/n/{n}" for n in range(60)], [changed] * 60, of_posts=True)
        looks._believe_changes(search.found)
        assert sum(one.date is not None for one in search.found.posts()) == (60 if is_believed else 5)
    search = begun()
    made = search.found.candidates
    made.take_finds([Find(f"{HOST}/n/{n}", "T", DAY) for n in range(4)], Way.FEED)
    made.take_sitemap([f"{HOST}/n/{n}" for n in range(60)], [DAY.isoformat()] * 60, of_posts=True)
    asked = run(looks._samples(search.found, search._ask, lambda: 0), {f"/n/{n}": article() for n in range(60)})
    assert len(asked) == 6
    assert all(one.date == DAY for one in search.found.posts())


# Neighbours


def follow(search: Survey, site: Site | None = None) -> list[str]:
    return run(neighbours.steps(search.found, search._ask, search.address, lambda: search.requests), site)


def chain(number: int) -> dict[str, AnswerFacts]:
    """Return pages each of which leads to the one before and the one after."""
    return {
        f"/n/{n}": article(
            f"Title {n}",
            previous=f"{HOST}/n/{n - 1}" if n > 1 else "",
            next=f"{HOST}/n/{n + 1}" if n < number else "",
        )
        for n in range(1, number + 1)
    }


def test_from_a_post_its_neighbours_are_followed_both_ways() -> None:
    site = chain(6)
    search = begun("/n/3", site["/n/3"])
    assert follow(search, site) == [f"/n/{n} page" for n in (2, 1, 4, 5, 6)]
    assert posts(search) == {f"/n/{n}" for n in range(1, 7)}
    assert search.found.listed[Way.LINKS].keys == {f"/n/{n}" for n in (1, 2, 4, 5, 6)}


def test_of_known_posts_the_oldest_is_where_the_search_begins() -> None:
    search = begun()
    dated = [Find(f"{HOST}/n/{n}", date=dt.date(2020, 1, n)) for n in (3, 1, 2)]
    search.found.candidates.take_finds(dated, Way.FEED)
    site = {f"/n/{n}": article() for n in (1, 2, 3)}
    assert [one for one in follow(search, site) if one.startswith("/n/")] == ["/n/1 page"]


def test_of_a_home_page_without_posts_five_links_are_tried() -> None:
    search = begun()
    search.found.menu = [f"{HOST}/{n}" for n in "abcdef"]
    assert [one for one in dict.fromkeys(follow(search)) if one != "/ page"] == [f"/{n} page" for n in "abcde"]


@pytest.mark.parametrize(
    ("number", "is_single", "are_followed"), [(4, True, True), (5, True, False), (4, False, False), (2, True, True)]
)
def test_from_a_home_page_with_few_posts_that_ends_at_once_their_neighbours_are_followed(
    number: int, is_single: bool, are_followed: bool
) -> None:
    search = begun(reading=page(*(f"/n/{n}" for n in range(number))))
    lists = search.found.listed[Way.LISTS]
    lists.is_ended, lists.is_single = True, is_single
    assert bool(follow(search)) is are_followed
    search.found.listed[Way.SITEMAP].keys.add("/n/0")
    assert follow(search) == []


def test_a_neighbour_that_is_not_there_is_dropped() -> None:
    site: dict[str, AnswerFacts | None] = {**chain(6)}
    del site["/n/5"]
    search = begun("/n/3", site["/n/3"])
    assert follow(search, site)[-1] == "/n/5 page"
    assert posts(search) == {f"/n/{n}" for n in range(1, 5)}
    site["/n/5"] = None
    search = begun("/n/3", chain(6)["/n/3"])
    follow(search, site)
    assert posts(search) == {f"/n/{n}" for n in range(1, 6)}


def test_neighbours_are_called_as_they_say_and_a_home_page_is_none_of_them() -> None:
    plain = page(facts=Facts(title="Home", next=f"{HOST}/n/2"))
    search = begun("/n/1", plain)
    search.found.candidates.at(f"{HOST}/n/1")
    follow(search, {"/n/2": page(facts=Facts(title="Two"))})
    of = search.found.candidates.of
    assert (of["/n/1"].title, of["/n/2"].title) == ("", "Two")


@pytest.mark.parametrize(
    ("second", "is_enough"),
    [(article("Two"), True), (None, True), (page(facts=Facts(title="Title")), False), (..., False)],
)
def test_where_a_start_leads_to_no_post_the_next_one_is_tried(second: object, is_enough: bool) -> None:
    site = {"/n/1": article(next=f"{HOST}/n/2"), "/n/9": article("Nine", next=f"{HOST}/n/10"), "/n/10": article("Ten")}
    search = begun("/n/1", site["/n/1"])
    search.found.home = f"{HOST}/n/9"
    assert ("/n/10 page" in follow(search, site if second is ... else {**site, "/n/2": second})) is not is_enough  # type: ignore[dict-item]


def test_a_page_of_the_menu_in_a_chain_is_no_post() -> None:
    search = begun("/n/1", article(next=f"{HOST}/about"))
    follow(search, {"/about": article("About", next=f"{HOST}/n/2"), "/n/2": article("Two")})
    assert {key for key, one in search.found.candidates.of.items() if Way.LINKS in one.ways} == {"/n/2"}


def test_so_many_pages_in_a_row_need_not_say_that_they_are_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_MOST_PLAIN", 3)
    site = {f"/n/{n}": page(facts=Facts(title=f"Title {n}", next=f"{HOST}/n/{n + 1}")) for n in range(1, 9)}
    search = begun("/n/1", site["/n/1"])
    assert follow(search, site) == ["/n/2 page", "/n/3 page", "/n/4 page"]


@pytest.mark.parametrize(
    ("name", "page_of"),
    [
        ("/n/3", page(facts=Facts(title="Title 1", next=f"{HOST}/n/4"))),
        ("/n/3", page(facts=Facts(title="Title 2", next=f"{HOST}/n/4"))),
    ],
)
def test_pages_that_are_no_articles_and_are_called_alike_are_a_calendar(name: str, page_of: AnswerFacts) -> None:
    site = {**chain(2), name: page_of}
    site["/n/2"] = article("Title 2", next=f"{HOST}/n/3", previous=f"{HOST}/n/1")
    search = begun("/n/1", site["/n/1"])
    assert follow(search, site)[-1] == "/n/3 page"
    assert "/n/3" not in {one.url.removeprefix(HOST) for one in search.found.posts() if Way.LINKS in one.ways}


def test_a_chain_ends_at_a_file_a_list_another_site_or_itself() -> None:
    for there in (f"{HOST}/a.pdf", f"{HOST}/", "https://other.example/n/2", f"{HOST}/list/", f"{HOST}/n/1"):
        search = begun("/n/1", article(next=there))
        search.found.candidates.put_page(f"{HOST}/list/")
        assert [one for one in follow(search) if "/n/1" not in one and one != "/ page"] == []


def test_who_knows_all_follows_nobody() -> None:
    search = begun("/n/3", chain(6)["/n/3"])
    search.found.listed[Way.API].is_sure = True
    assert follow(search, chain(6)) == []
    search = begun("/n/3", chain(6)["/n/3"])
    search.requests = 5_000
    assert follow(search, chain(6)) == []


# Menus


def choose(search: Survey, site: Site | None = None) -> list[str]:
    return run(menus.steps(search.found, search._ask, search._numbered), site)


def test_pages_of_a_menu_are_read_until_one_lists_posts() -> None:
    ten = [f"/notes/{n}" for n in "abcdefghij"]
    search = begun()
    search.found.menu = [f"{HOST}/{name}/" for name in ("about-it", "words", "more")]
    assert choose(search, {"/about-it/": page(), "/words/": page(*ten)}) == ["/about-it/ page", "/words/ page"]
    assert len(posts(search)) == 10
    search = begun()
    search.found.menu = [f"{HOST}/{name}/" for name in ("words", "more")]
    assert choose(search, {"/words/": page(*ten[:9])}) == ["/words/ page", "/more/ page"]
    search = begun()
    search.found.menu = [f"{HOST}/m{n}x/" for n in range(12)]
    assert len(choose(search)) == 8


@pytest.mark.parametrize(("nameless", "listed", "number"), [(2, 0, 1), (3, 0, 2), (3, 3, 1), (3, 2, 2)])
def test_a_menu_is_read_until_posts_have_their_titles(nameless: int, listed: int, number: int) -> None:
    search = begun(reading=page(*(f"/notes/{n}" for n in range(8 - nameless))))
    lacking = [f"/notes/x{n}" for n in range(nameless)]
    search.found.candidates.take_sitemap([f"{HOST}{path}" for path in lacking], of_posts=True)
    search.found.menu = [f"{HOST}/words/", f"{HOST}/more/"]
    site = {"/words/": page(*(f"/notes/{n}" for n in range(10)), *lacking[:listed])}
    assert choose(search, site) == ["/words/ page", "/more/ page"][:number]


def test_tags_of_a_menu_are_read_only_where_nothing_is_known() -> None:
    for reading, asked in ((page(), ["/tags/sea/ page"]), (page(*THREE), [])):
        search = begun(reading=reading)
        search.found.menu = [f"{HOST}/tags/sea/"]
        assert choose(search) == asked


def test_a_menu_is_left_alone_where_posts_are_proven_and_named() -> None:
    for number, has_feed, is_asked in ((9, False, True), (10, False, False), (9, True, False)):
        search = begun(reading=page(*(f"/notes/{n}" for n in range(number))))
        search.found.feed = f"{HOST}/feed" * has_feed
        search.found.menu = [f"{HOST}/words/"]
        assert bool(choose(search)) is is_asked
    for nameless, is_asked in ((5, False), (6, True)):
        search = begun(reading=page(*(f"/notes/{n}" for n in range(20 - nameless))))
        search.found.candidates.take_sitemap([f"{HOST}/notes/x{n}" for n in range(nameless)], of_posts=True)
        search.found.menu = [f"{HOST}/words/"]
        assert bool(choose(search)) is is_asked


# Lists of platforms


def listing(start: int, number: int) -> AnswerFacts:
    return AnswerFacts(AnswerKind.LISTING, finds=finds(*(f"/p/{n}" for n in range(start, start + number))))


SUBSTACK = "/api/v1/archive?sort=new&search=&offset={}&limit=50"


def test_the_list_of_substack_is_asked_for_until_it_has_nothing_new() -> None:
    search = begun()
    assert run(substack.steps(search.found, search._ask)) == []
    search.found.generator = "substack"
    site = {SUBSTACK.format(0): listing(0, 50), SUBSTACK.format(50): listing(50, 7), SUBSTACK.format(57): None}
    assert run(substack.steps(search.found, search._ask), site) == [*site]
    assert len(search.found.listed[Way.API].keys) == 57
    assert not search.found.listed[Way.API].is_sure
    search = begun()
    search.found.generator = "substack"
    site = {SUBSTACK.format(0): listing(0, 50), SUBSTACK.format(50): listing(0, 50)}
    assert run(substack.steps(search.found, search._ask), site) == [*site]


@pytest.mark.parametrize(
    ("taken", "kind", "text", "is_sure"),
    [
        (50, AnswerKind.NOTHING, "[]", True),
        (50, AnswerKind.NOTHING, " []\n", True),
        (50, AnswerKind.NOTHING, "{}", False),
        (50, None, "[]", False),
        (0, AnswerKind.NOTHING, "[]", False),
    ],
)
def test_the_list_of_substack_ends_with_an_empty_one(
    taken: int, kind: AnswerKind | None, text: str, is_sure: bool
) -> None:
    search = begun()
    search.found.generator = "substack"
    steps = substack.steps(search.found, search._ask)
    ask = next(steps)
    if taken:
        ask = steps.send(SiteAnswer(ask.url, listing(0, taken)))
    with pytest.raises(StopIteration):
        steps.send(SiteAnswer(ask.url, None if kind is None else AnswerFacts(kind), text))
    assert search.found.listed[Way.API].is_sure is is_sure


def test_the_list_of_ghost_ends_with_a_page_that_is_not_full() -> None:
    def pages(*numbers: int) -> tuple[list[str], Survey]:
        search = begun()
        search.found.content_api = f"{HOST}/ghost?key=x"
        site = {f"/ghost?key=x&page={n}": listing(n * 100, size) for n, size in enumerate(numbers, 1)}
        return run(ghost.steps(search.found, search._ask), site), search

    for numbers, asked, is_sure in (((99,), 1, True), ((100, 3), 2, True), ((100,), 2, False), ((), 1, False)):
        urls, search = pages(*numbers)
        assert (len(urls), search.found.listed[Way.API].is_sure) == (asked, is_sure)
    search = begun()
    assert run(ghost.steps(search.found, search._ask)) == []
    search.found.content_api = f"{HOST}/ghost?key=x"
    search.found.listed[Way.FEED].is_sure = True
    assert run(ghost.steps(search.found, search._ask)) == []


# Feeds with dead addresses


def moved(number: int, *, of_list: int | None = None) -> Survey:
    """Return a search whose feed has other addresses than its home page, for posts of the same titles."""
    search = begun()
    made = search.found.candidates
    made.take_finds(
        [Find(f"{HOST}/old/{n}", f"Title {n}", DAY, "sea", "Ann", text=f"Text {n}") for n in range(number)], Way.FEED
    )
    links = page(*(f"/new/{n}" for n in range(number if of_list is None else of_list))).links
    made.take_links("/", links)
    for n in range(number if of_list is None else of_list):
        made.of[f"/new/{n}"].title = f"title {n}"
    search.found.listed[Way.FEED].keys = {f"/old/{n}" for n in range(number)}
    search.found.listed[Way.FEED].is_sure = True
    return search


@pytest.mark.parametrize(
    ("site", "asked", "gives_way"),
    [
        ({}, 2, True),
        ({"/old/0": page(title="x", facts=Facts(title="The title 0 of it"))}, 1, False),
        ({"/old/0": page(facts=Facts(title="Home"))}, 2, True),
        ({"/old/0": None}, 1, False),
    ],
)
def test_addresses_of_a_feed_that_are_dead_give_way_to_those_of_a_list(site: Site, asked: int, gives_way: bool) -> None:
    search = moved(4)
    assert run(feed_addresses.steps(search.found, search._ask), site) == ["/old/0 page", "/old/2 page"][:asked]
    assert {path.split("/")[1] for path in posts(search)} == ({"new"} if gives_way else {"old"})
    if gives_way:
        assert search.found.listed[Way.FEED].keys == {f"/new/{n}" for n in range(4)}
        assert not search.found.listed[Way.FEED].is_sure
        one = search.found.candidates.of["/new/1"]
        assert (one.title, one.text, one.category, one.author) == ("Title 1", "Text 1", "sea", "Ann")
        assert Way.FEED in search.found.candidates.of["/new/1"].ways


@pytest.mark.parametrize(
    ("number", "of_list", "is_asked"),
    [(2, 2, False), (3, 3, True), (6, 3, True), (7, 3, False), (30, 5, True), (30, 4, False)],
)
def test_only_where_half_of_a_feed_has_another_address_it_is_looked_at(
    number: int, of_list: int, is_asked: bool
) -> None:
    search = moved(number, of_list=of_list)
    assert bool(run(feed_addresses.steps(search.found, search._ask))) is is_asked


def test_a_feed_of_which_a_list_has_an_address_is_good() -> None:
    search = moved(4)
    search.found.candidates.of["/old/3"].ways.add(Way.SITEMAP)
    assert run(feed_addresses.steps(search.found, search._ask)) == []


# Home pages


def home(search: Survey, url: str, site: Site) -> list[str]:
    def visited() -> Asked:
        return (yield from homes.visit(search.found, search._ask, url))

    return run(visited(), site)


def test_a_page_or_an_index_that_is_there_is_the_home() -> None:
    search = begun()
    assert home(search, f"{HOST}/a/", {}) == ["/a/ page"]
    assert search.found.home == f"{HOST}/"
    assert home(search, f"{HOST}/b/", {"/b/": page(*THREE)}) == ["/b/ page"]
    assert (search.found.home, posts(search)) == (f"{HOST}/b/", {*THREE})
    moved_on = page(facts=Facts(redirect=f"{HOST}/d/"))
    assert home(search, f"{HOST}/c/", {"/c/": moved_on, "/d/": page()}) == ["/c/ page", "/d/ page"]
    assert search.found.home == f"{HOST}/d/"
    assert home(search, f"{HOST}/e.md", {"/e.md": AnswerFacts(AnswerKind.MARKDOWN, finds=finds("/x"))}) == [
        "/e.md page"
    ]
    assert (search.found.home, search.found.listed[Way.INDEX].keys) == (f"{HOST}/e.md", {"/x"})
    home(search, f"{HOST}/feed", {"/feed": feed(*FIVE)})
    assert search.found.home == f"{HOST}/e.md"


def test_above_a_page_three_are_looked_at_until_one_lists_posts() -> None:
    def find(site: Site) -> list[str]:
        search = begun()
        search.found.linked = {"/a", "/a/b", "/a/b/c", "/a/b/c/d"}
        return run(homes.find(search.found, search._ask, f"{HOST}/a/b/c/d/e"), site)

    assert find({}) == ["/a/b/c/d/ page", "/a/b/c/ page", "/a/b/ page"]
    assert find({"/a/b/c/": page(*THREE)}) == ["/a/b/c/d/ page", "/a/b/c/ page"]
    assert len(find({"/a/b/c/": page("/notes/a")})) == 3
