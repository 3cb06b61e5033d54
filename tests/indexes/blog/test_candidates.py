"""What is known of each address of a blog, by whom it is said, and which of several says counts."""

import datetime as dt

import pytest

from blogreader.indexes.blog.answer_facts import BlogLink, Facts, Find
from blogreader.indexes.blog.candidates import Candidates, PostCandidate, Way, folder_of
from blogreader.indexes.blog.link_lists import LinkList
from blogreader.indexes.blog.shapes import Shape

HOST = "https://blog.example"
DAY, OTHER = dt.date(2026, 1, 2), dt.date(2020, 5, 6)


def candidates(*hosts: str) -> Candidates:
    made = Candidates()
    for host in hosts or (HOST,):
        made.add_host(host)
    return made


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://blog.example/a", "/a"),
        ("http://www.blog.example:80/a/", "/a"),
        ("https://blog.example:443//a//b/", "/a/b"),
        ("https://blog.example:8443/a", None),
        ("https://other.example/a", None),
        ("https://blog.example", ""),
        ("https://blog.example/index.html", ""),
        ("https://blog.example/a/index.htm", "/a"),
        ("https://blog.example/a/index.php", "/a"),
        ("https://blog.example/a/index.md", "/a"),
        ("https://blog.example/a.html", "/a"),
        ("https://blog.example/a.HTM", "/a"),
        ("https://blog.example/a.md", "/a"),
        ("https://blog.example/.html", "/.html"),
        ("https://blog.example/caf%C3%A9", "/café"),
        ("https://blog.example/a?q=2&p=1&utm_source=x&", "/a?p=1&q=2"),
        ("https://blog.example/a#b", "/a"),
        ("http://[", None),
        ("https://blog.example:port/", None),
        ("", None),
    ],
)
def test_an_address_has_one_key_however_it_is_written(url: str, key: str | None) -> None:
    assert candidates().key(url) == key


def test_a_blog_with_a_port_is_another_host() -> None:
    made = candidates("http://127.0.0.1:8000/", "", "not an address")
    assert made.hosts == {"127.0.0.1:8000"}
    assert made.key("http://127.0.0.1:8000/a") == "/a"
    assert made.key("http://127.0.0.1/a") is None


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ([("One", 3), ("Two", 4)], "Two"),
        ([("One", 4), ("Two", 4)], "One"),
        ([("One", 4), ("Two", 3)], "One"),
        ([("", 6), ("Two", 1)], "Two"),
        ([("One…", 6), ("Two", 3)], "One…"),
        ([("One…", 6), ("Two", 4)], "Two"),
        ([("One...", 4), ("Two", 4)], "Two"),
        ([("One…", 2), ("Two", 1)], "One…"),
        ([("One…", 2), ("Two", 2)], "Two"),
    ],
)
def test_the_most_reliable_title_counts_and_one_that_was_cut_less(said: list[tuple[str, int]], title: str) -> None:
    one = PostCandidate(HOST)
    for name, rank in said:
        one.name(name, rank)
    assert one.title == title


def test_the_most_reliable_day_counts() -> None:
    one = PostCandidate(HOST)
    one.put_date(None, 6)
    one.put_date(OTHER, 3)
    one.put_date(DAY, 3)
    assert one.date == OTHER
    one.put_date(DAY, 4)
    assert one.date == DAY


def test_what_was_known_before_is_replaced_by_what_is_certain_alone() -> None:
    one = PostCandidate(HOST, title="Now", title_rank=5, date=OTHER, date_rank=5)
    one.know("", None)
    assert (one.title, one.date) == ("Now", OTHER)
    one.know("Before", DAY)
    assert (one.title, one.date) == ("Before", DAY)
    one.name("Now", 5)
    one.put_date(OTHER, 5)
    assert (one.title, one.date) == ("Before", DAY)
    one.name("Sure", 6)
    one.put_date(OTHER, 6)
    assert (one.title, one.date) == ("Sure", OTHER)


WHOLE = Find(f"{HOST}/a", "One", DAY, "Sea", "Ann", "Sum.", 5, "<p>text")


def test_what_a_feed_says_first_stays_and_what_it_lacks_comes_from_others() -> None:
    made = candidates()
    assert made.take_finds([Find(f"{HOST}/a"), WHOLE, Find("https://other.example/")], Way.FEED) == 1
    one = made.of["/a"]
    assert (one.title, one.date, one.category, one.author, one.summary, one.minutes, one.text) == (
        *("One", DAY, "Sea", "Ann", "Sum.", 5, "<p>text"),
    )
    other = Find(f"{HOST}/a?utm_source=x", "Two", OTHER, "Rail", "Bob", "Other.", 7, "<p>a longer text")
    assert made.take_finds([other], Way.API) == 1
    assert made.take_finds([other], Way.API) == 0
    assert (one.title, one.date, one.category, one.author, one.summary, one.minutes, one.text) == (
        *("One", DAY, "Sea", "Ann", "Sum.", 5, "<p>a longer text"),
    )
    assert one.ways == {Way.FEED, Way.API}
    assert one.url == f"{HOST}/a"


def test_the_address_is_the_one_that_is_certain() -> None:
    made = candidates()
    made.take_finds([Find("http://www.blog.example//a.md")], Way.SEARCH)
    assert made.of["/a"].url == "http://www.blog.example/a.md"
    made.take_finds([Find(f"{HOST}/a/")], Way.SEARCH)
    assert made.of["/a"].url == f"{HOST}/a/"
    made.take_finds([Find(f"{HOST}/a.html")], Way.LLMS)
    assert made.of["/a"].url == f"{HOST}/a/"
    made.take_finds([Find(f"{HOST}/a.html?ref=x")], Way.FEED)
    assert made.of["/a"].url == f"{HOST}/a.html"


def test_a_day_in_an_address_counts_until_something_surer_says_another() -> None:
    made = candidates()
    one = made.at(f"{HOST}/2020/05/06/a")
    assert one is not None
    assert (one.date, one.date_rank, one.shape) == (OTHER, 5, Shape(("Y", "M", "D"), "slug"))
    one.put_date(DAY, 6)
    assert one.date == DAY


def test_a_sitemap_has_days_of_change() -> None:
    made = candidates()
    addresses = [f"{HOST}/a", f"{HOST}/b", f"{HOST}/", "https://other.example/"]
    assert made.take_sitemap(addresses, ["2026-01-02", ""], of_posts=False) == 2
    assert made.take_sitemap(addresses, [], of_posts=True) == 0
    assert made.take_sitemap([f"{HOST}/a"], ["2026-01-02"], of_posts=False) == 0
    one, other = made.of["/a"], made.of["/b"]
    assert (one.changed, other.changed) == (DAY, None)
    assert one.is_post_file
    assert one.ways == other.ways == {Way.SITEMAP}


def link(path: str, title: str = "Words", **said: object) -> BlogLink:
    return BlogLink(f"{HOST}{path}", title, str(said.pop("group", "ul>li")), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "is_listed", "title_rank", "date_rank"),
    [
        (link("/a"), True, 2, 0),
        (link("/a", ""), False, 0, 0),
        (link("/a", "", date=DAY), True, 0, 3),
        (link("/a", "", is_heading=True), True, 0, 0),
        (link("/a", date=DAY), True, 3, 3),
        (link("/a", is_heading=True, date=DAY), True, 4, 4),
        (link("/a", is_main=False), False, 1, 0),
        (link("/a", is_main=False, is_heading=True, date=DAY), False, 1, 4),
        (link("/about"), False, 2, 0),
    ],
)
def test_a_link_in_a_list_says_more_than_one_beside_it(
    one: BlogLink, is_listed: bool, title_rank: int, date_rank: int
) -> None:
    made = candidates()
    new, filled = made.take_links("/", [one])
    found = next(iter(made.of.values()))
    assert (Way.LISTS in found.ways, found.title_rank, found.date_rank) == (is_listed, title_rank, date_rank)
    assert (new, filled) == (int(is_listed), int(title_rank > 1 or date_rank > 0))
    assert made.take_links("/", [one]) == (0, 0)


def test_links_that_are_no_posts_are_passed_over() -> None:
    made = candidates()
    assert made.take_links("/", [link("/"), link("/a.pdf"), BlogLink("https://other.example/a", "x", "ul")]) == (0, 0)
    assert made._lists == {}


def test_a_list_counts_its_entries_days_and_headings_once_each() -> None:
    made = candidates()
    made.take_links(
        "/p", [link("/a", date=DAY), link("/a", date=DAY), link("/b", is_heading=True), link("/c"), link("/a")]
    )
    [place] = made._lists.values()
    assert place == LinkList("/p", ["/a", "/b", "/c"], dated=1, headings=1, turns=4, last="/a")


def test_a_page_that_leads_elsewhere_is_gone() -> None:
    made = candidates()
    for path in ("/a", "/b", "/c"):
        made.at(f"{HOST}{path}")
    made.take_facts(f"{HOST}/a", Facts(redirect=f"{HOST}/b"))
    made.take_facts(f"{HOST}/b", Facts(redirect=f"{HOST}/b/", title="B", date=DAY, author="Ann", category="Sea"))
    made.take_facts(f"{HOST}/c", Facts(redirect="https://other.example/"))
    made.take_facts("https://other.example/x", Facts(title="X"))
    assert set(made.of) == {"/b"}
    assert made.gone == {"/a", "/c"}
    assert made.at(f"{HOST}/a") is None
    one = made.of["/b"]
    assert (one.title, one.title_rank, one.date, one.date_rank, one.author, one.category) == (
        "B",
        5,
        DAY,
        5,
        "Ann",
        "Sea",
    )
    made.take_facts(f"{HOST}/b", Facts(title="C", author="Bob", category="Rail"))
    assert (one.title, one.author, one.category) == ("B", "Ann", "Sea")


def test_addresses_that_are_dropped_do_not_come_back() -> None:
    made = candidates()
    made.take_finds([WHOLE], Way.FEED)
    assert len(made.posts()) == 1
    made.drop(["/a", "/never"])
    assert made.posts() == []
    assert made.gone == {"/a", "/never"}
    assert made.take_finds([WHOLE], Way.FEED) == 0


def test_a_post_has_an_article_with_a_day() -> None:
    for facts, is_one in ((None, False), (Facts(is_article=True), False), (Facts(is_article=True, date=DAY), True)):
        assert PostCandidate(HOST, facts=facts).is_dated_article is is_one
    assert not PostCandidate(HOST, facts=Facts(date=DAY)).is_dated_article


def test_a_blog_lists_its_own_posts_under_headings_and_with_days() -> None:
    made = candidates()
    made.take_links("/", [link(f"/{number}", date=DAY) for number in "ab"])
    made.take_links("/", [link("/c"), link("/tags/d", date=DAY), link("/e", "", date=DAY)])
    assert not made.lists_own()
    made.take_links("/", [link("/f", date=DAY)])
    assert made.lists_own()


@pytest.mark.parametrize(
    ("keys", "turns", "is_repeated"),
    [
        (["a", "b", "c"], 3, False),
        (["a", "b"], 3, False),
        (["a", "b"], 4, True),
        ([*"abcdefgh", *"abcdefgh"], 16, False),
        ([*"abcdefg", *"abcdefg"], 14, True),
        ([*"abcdefgh", *"abcdefgh", "a"], 17, True),
    ],
)
def test_a_list_of_posts_has_each_once_or_all_twice(keys: list[str], turns: int, is_repeated: bool) -> None:
    assert LinkList("/", keys, turns=turns).is_repeated is is_repeated


def test_a_list_is_dated_if_nearly_all_its_entries_are() -> None:
    assert LinkList("/", [*"abcdefghij"], dated=9).is_dated
    assert not LinkList("/", [*"abcdefghij"], dated=8).is_dated


def test_the_folder_of_a_key_is_what_stands_before_its_name() -> None:
    assert [folder_of(key) for key in ("/a/b/c", "/a", "")] == ["/a/b", "", ""]


# Which are posts


def posts(made: Candidates) -> set[str]:
    return {one.url.removeprefix(HOST) for one in made.posts()}


def test_what_has_the_shape_of_certain_posts_is_one_too() -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/notes/{name}") for name in "ab"], Way.FEED)
    made.take_sitemap([f"{HOST}/notes/c", f"{HOST}/d", f"{HOST}/notes/about", f"{HOST}/notes/"], of_posts=False)
    assert posts(made) == {"/notes/a", "/notes/b", "/notes/c"}
    made.put_page(f"{HOST}/notes/c")
    assert posts(made) == {"/notes/a", "/notes/b"}
    made.put_page(f"{HOST}/notes/a")
    assert posts(made) == {"/notes/a", "/notes/b"}


@pytest.mark.parametrize(
    ("told", "path", "is_one"),
    [(3, "/posts/20210103release", True), (2, "/posts/20210103release", False), (3, "/posts/12", False)],
)
def test_where_three_posts_lie_another_may_have_any_name_but_a_number(told: int, path: str, is_one: bool) -> None:
    made = candidates()
    names = ["20231125abc330", "20231126abc331", "20231127abc332"]
    made.take_finds([Find(f"{HOST}/posts/{name}") for name in names[:told]], Way.FEED)
    made.take_sitemap([f"{HOST}{path}"], of_posts=True)
    assert (path in posts(made)) is is_one


def test_a_shape_of_no_folder_needs_a_list_a_sitemap_of_posts_or_trust() -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/rope-{name}") for name in "ab"], Way.FEED)
    made.take_sitemap([f"{HOST}/rope-c"], of_posts=False)
    assert posts(made) == {"/rope-a", "/rope-b"}
    made.trust([Shape((), "slug")])
    assert posts(made) == {"/rope-a", "/rope-b", "/rope-c"}
    other = candidates()
    other.take_finds([Find(f"{HOST}/rope-{name}") for name in "ab"], Way.FEED)
    other.take_sitemap([f"{HOST}/rope-c"], of_posts=True)
    assert posts(other) == {"/rope-a", "/rope-b", "/rope-c"}


def test_without_a_feed_the_best_list_tells() -> None:
    made = candidates()
    made.take_links("/", [link(f"/notes/{name}", date=DAY) for name in "abc"])
    made.take_links("/", [link(f"/menu-{name}", group="nav>a", is_main=False) for name in "xyz"])
    assert posts(made) == {"/notes/a", "/notes/b", "/notes/c"}
    made.refute(Shape(("notes",), "slug"))
    assert posts(made) == set()


def test_folders_of_posts_are_sections_and_no_posts() -> None:
    for names, is_section in (("xy", False), ("xyz", True)):
        made = candidates()
        said = {"/notes/a", *(f"/notes/sea/{name}" for name in names)}
        made.take_finds([Find(f"{HOST}{path}") for path in sorted(said)], Way.FEED)
        made.take_sitemap([f"{HOST}/notes/sea"], of_posts=False)
        assert posts(made) == (said if is_section else {*said, "/notes/sea"})


@pytest.mark.parametrize(
    ("plain", "dated", "expected"),
    [(10, 2, {"essays", "rope"}), (6, 2, {"rope"}), (10, 6, {"rope"}), (10, 0, {"essays"})],
)
def test_a_list_with_days_weighs_more_than_one_without(plain: int, dated: int, expected: set[str]) -> None:
    made = candidates()
    made.take_links("/", [link(f"/essays/{number}-x", group="ul>li") for number in range(plain)])
    made.take_links("/", [link(f"/rope/{number}-x", group="ol>li", date=DAY) for number in range(dated)])
    assert {path.split("/")[1] for path in posts(made)} == expected


@pytest.mark.parametrize(
    ("plain", "others", "expected"),
    [
        (18, [("/rope/", True, False)] * 5, {"essays", "rope"}),
        (16, [("/rope/", True, False)] * 5, {"rope"}),
        (12, [("/rope/", False, True)] * 5, {"essays", "rope"}),
        (11, [("/rope/", False, True)] * 5, {"rope"}),
        (12, [("/2019/05/", False, False)] * 5, {"essays", "2019"}),
        (11, [("/2019/05/", False, False)] * 5, {"2019"}),
        (10, [("/rope/", True, False)] * 2 + [("/rope/", False, False)] * 2, {"essays", "rope"}),
        (9, [("/rope/", True, False)] * 2 + [("/rope/", False, False)] * 2, {"rope"}),
        (9, [("/rope/", True, False)] + [("/rope/", False, False)] * 2, {"essays", "rope"}),
        (3, [("/rope/", False, True)] + [("/rope/", False, False)] * 2, {"essays", "rope"}),
        (9, [("/rope/", False, True)] * 2 + [("/rope/", False, False)] * 2, {"essays", "rope"}),
        (8, [("/rope/", False, True)] * 2 + [("/rope/", False, False)] * 3, {"essays", "rope"}),
    ],
)
def test_a_list_weighs_more_with_days_with_headings_and_with_days_in_its_addresses(
    plain: int, others: list[tuple[str, bool, bool]], expected: set[str]
) -> None:
    made = candidates()
    made.take_links("/", [link(f"/essays/{number}-x", group="ul>li") for number in range(plain)])
    listed = [
        link(f"{folder}{number}-x", group="ol>li", date=DAY if is_dated else None, is_heading=is_heading)
        for number, (folder, is_dated, is_heading) in enumerate(others)
    ]
    made.take_links("/", listed)
    assert {path.split("/")[1] for path in posts(made)} == expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([f"/sea/{n}-x" for n in range(5)], 5),
        ([*(f"/sea/{n}-x" for n in range(3)), "/rail/3-x", "/fog/4-x"], 5),
        ([*(f"/sea/{n}-x" for n in range(3)), "/a/b/3-x", "/a/b/c/4-x"], 3),
        ([*(f"/sea/{n}-x" for n in range(2)), "/a/b/3-x", "/a/b/c/4-x"], 0),
        (["/sea/1-x"], 0),
    ],
)
def test_most_of_a_list_has_one_shape_or_a_folder_for_each_category(paths: list[str], expected: int) -> None:
    made = candidates()
    made.take_links("/", [link(path, is_heading=True) for path in paths])
    assert len(posts(made)) == expected


@pytest.mark.parametrize(
    ("folder", "few", "many", "expected"),
    [
        ("essays", 4, 40, {"essays", "notes"}),
        ("essays", 4, 41, {"notes"}),
        ("essays", 3, 30, {"essays", "notes"}),
        ("essays", 2, 19, {"notes"}),
        ("talks", 4, 39, {"notes"}),
    ],
)
def test_a_few_with_days_beside_many_are_posts_too(folder: str, few: int, many: int, expected: set[str]) -> None:
    made = candidates()
    made.take_links("/", [link(f"/notes/{number}-x", group="ul>li", date=DAY) for number in range(many)])
    made.take_links("/", [link(f"/{folder}/{number}-x", group="ol>li", date=DAY) for number in range(few)])
    assert {path.split("/")[1] for path in posts(made)} == expected


@pytest.mark.parametrize(("told", "expected"), [("a", "a"), ("ab", "abc")])
def test_a_folder_with_two_posts_of_a_feed_is_one_of_posts_whatever_its_name(told: str, expected: str) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/tags/{name}") for name in told], Way.FEED)
    made.take_sitemap([f"{HOST}/tags/c", f"{HOST}/tags/about", f"{HOST}/category/d"], of_posts=False)
    assert posts(made) == {f"/tags/{name}" for name in expected}


def rows(names: str, *, dated: str = "", headings: str = "", path: str = "/rope-") -> list[BlogLink]:
    return [link(f"{path}{n}", date=DAY if n in dated else None, is_heading=n in headings) for n in names]


@pytest.mark.parametrize(
    ("listed", "spread"),
    [
        (rows("abcd"), "cd"),
        (rows("abcde"), ""),
        (rows("abcde", dated="abcde"), "cde"),
        (rows("abcde", dated="abcd"), ""),
        (rows("abcdefghijk", dated="abcdefghij"), "cdefghij"),
        ([*rows("abcdefgh", dated="abcdefgh"), *rows("xy", dated="xy", path="/s/t/")], "cdefgh"),
        ([*rows("abcdefg", dated="abcdefg"), *rows("xy", dated="xy", path="/s/t/")], ""),
        (rows("acde", headings="acde"), "cde"),
        (rows("acde", headings="acd"), ""),
        (rows("c", headings="c"), "c"),
        (rows("c"), ""),
        (rows("cd", headings="cd"), ""),
        (rows("acde", dated="acde"), "cde"),
        (rows("acde"), ""),
        ([*rows("acde", dated="acde"), *rows("x", dated="x", path="/s/t/")], ""),
        ([link(f"/rope-{n}", is_main=False) for n in "abcd"], ""),
        ([*rows("abcd"), *rows("abcd"), *rows("abcd")], ""),
    ],
)
def test_what_stands_in_a_list_of_posts_is_one(listed: list[BlogLink], spread: str) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/rope-{name}") for name in "ab"], Way.FEED)
    made.take_links("/", listed)
    assert posts(made) == {f"/rope-{name}" for name in f"ab{spread}"}


def test_a_list_of_posts_makes_others_known_that_have_some_of_them() -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/rope-{name}") for name in "ab"], Way.FEED)
    for names in ("ghij", "efgh", "cdef", "abcd"):
        made.take_links("/", [link(f"/rope-{name}", group=names) for name in names])
    assert posts(made) == {f"/rope-{name}" for name in "abcdefgh"}


@pytest.mark.parametrize(
    ("page", "listed", "expected"),
    [
        ("/sea", rows("xy", dated="xy", path="/sea/"), "xy"),
        ("/sea", rows("xy", path="/sea/"), ""),
        ("/sea", rows("x", dated="x", path="/sea/"), ""),
        ("/all", rows("xy", dated="xy", path="/sea/"), ""),
        ("/a/sea", rows("xy", dated="xy", path="/a/sea/"), ""),
    ],
)
def test_a_folder_beside_one_of_posts_may_be_a_section(page: str, listed: list[BlogLink], expected: str) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/life/{name}") for name in "ab"], Way.FEED)
    made.take_links(page, listed)
    assert posts(made) == {"/life/a", "/life/b", *(f"/sea/{name}" for name in expected)}


@pytest.mark.parametrize(
    ("way", "said", "is_one"),
    [
        (Way.FEED, "/about", False),
        (Way.FEED, "/notes/c", True),
        (Way.INDEX, "/notes/c", True),
        (Way.INDEX, "/notes/about", False),
        (Way.INDEX, "/notes/about 2026-04-05", True),
        (Way.INDEX, "/ropes.pdf 2026-04-05", False),
        (Way.LINKS, "/notes/c", True),
        (Way.LINKS, "/tags/c", False),
        (Way.KNOWN, "/ropes.pdf", True),
        (Way.SITEMAP, "/notes/c", True),
        (Way.SITEMAP, "/ropes.pdf 2026-04-05", False),
    ],
)
def test_who_names_an_address_tells_whether_it_is_a_post(way: Way, said: str, is_one: bool) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/notes/{name}", date=DAY) for name in "ab"], Way.FEED)
    path, _, day = said.partition(" ")
    made.take_finds([Find(f"{HOST}{path}", date=OTHER if day else None)], way)
    assert posts(made) == {"/notes/a", "/notes/b", *([path] if is_one else [])}


@pytest.mark.parametrize(
    ("path", "day", "is_one"),
    [
        ("/notes/help", DAY, True),
        ("/notes/help", None, False),
        ("/rope/help", DAY, False),
        ("/notes/x.pdf", DAY, False),
        ("/notes", DAY, False),
    ],
)
def test_a_post_with_the_name_of_a_page_stands_with_its_day_in_a_list_of_posts(
    path: str, day: dt.date | None, is_one: bool
) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/notes/{name}", date=DAY) for name in "ab"], Way.FEED)
    made.take_links("/", [*rows("ab", path="/notes/"), link(path, date=day)])
    assert posts(made) == {"/notes/a", "/notes/b", *([path] if is_one else [])}


@pytest.mark.parametrize("way", [Way.INDEX, Way.LINKS])
def test_a_page_that_proved_to_be_a_list_is_no_post_of_an_index(way: Way) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/notes/{name}") for name in "abc"], way)
    made.put_page(f"{HOST}/notes/c")
    assert posts(made) == {"/notes/a", "/notes/b"}


@pytest.mark.parametrize(("others", "expected"), [("d", "abc"), ("de", "abcde")])
def test_an_index_for_a_search_tells_by_the_most_shapes(others: str, expected: str) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/notes/{name}") for name in "abc"], Way.SEARCH)
    made.take_finds([Find(f"{HOST}/rope/{name}") for name in others], Way.SEARCH)
    made.take_finds([Find(f"{HOST}/{name}") for name in ("fog", "tags/x", "x.pdf")], Way.SEARCH)
    assert {path.rpartition("/")[2] for path in posts(made)} == set(expected)


@pytest.mark.parametrize(("names", "is_section"), [("ab", False), ("abc", True)])
def test_of_a_sitemap_alone_folders_of_posts_are_no_posts(names: str, is_section: bool) -> None:
    made = candidates()
    addresses = [f"{HOST}/notes/sea", *(f"{HOST}/notes/sea/{name}" for name in names)]
    made.take_sitemap(addresses, of_posts=False)
    for url in addresses:
        made.take_facts(url, Facts(is_article=True, date=DAY))
    assert ("/notes/sea" in posts(made)) is not is_section
    assert len(posts(made)) == len(names) + (not is_section)


@pytest.mark.parametrize(
    ("path", "is_listed", "is_one"),
    [("/blog/2022/05/b", True, True), ("/blog/2022/05/b", False, False), ("/rope/2022/05/b", True, False)],
)
def test_where_posts_lie_an_entry_of_a_list_may_lie_deeper(path: str, is_listed: bool, is_one: bool) -> None:
    made = candidates()
    made.take_finds([Find(f"{HOST}/blog/2021/{name}") for name in "ab"], Way.FEED)
    if is_listed:
        made.take_links("/", [link(path, date=DAY)])
    else:
        made.take_finds([Find(f"{HOST}{path}", "Title", DAY)], Way.LLMS)
    made.take_sitemap([f"{HOST}{path}"], of_posts=True)
    assert (path in posts(made)) is is_one
