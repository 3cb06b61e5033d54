"""Which entries of a feed, and which addresses of a sitemap, are no posts."""

import datetime as dt
from collections.abc import Sequence

import pytest

from blogreader.indexes.blog import feed_pages, sitemap_posts
from blogreader.indexes.blog.answer_facts import Facts, Find
from blogreader.indexes.blog.candidates import Candidates, Way
from tests.blogs import HOST

DAY, OTHER = dt.date(2026, 1, 1), dt.date(2020, 5, 5)
TEN = [f"/notes/{n}" for n in "abcdefghij"]


def entry(path: str, day: dt.date | None = OTHER, title: str = "A title") -> Find:
    return Find(f"{HOST}{path}", title, day)


def left_out(
    *entries: Find, posts: Sequence[str] = TEN, aside: Sequence[str] = (), dated: Sequence[Sequence[str]] = ()
) -> set[str]:
    """Return which of these entries are none among posts of a feed, each of its own day."""
    made = Candidates()
    made.add_host(HOST)
    others = [entry(path, DAY + dt.timedelta(number)) for number, path in enumerate(posts)]
    made.take_finds([*others, *entries], Way.FEED)
    return feed_pages.among(made.of, [*made.of], aside, dated)


@pytest.mark.parametrize(
    ("one", "is_none"),
    [
        (entry("/notes/k"), False),
        (entry("/notes/k.png"), True),
        *(
            (entry(f"/notes/{name}"), True)
            for name in ("about", "about-me", "about-us", "contact", "privacy", "privacy-policy", "impressum")
        ),
        (entry("/notes/imprint"), False),
        (entry("/sea/contact"), True),
        (entry("/sea/impressum"), True),
        (entry("/archive"), True),
        (entry("/sea/archive"), True),
        (entry("/rope"), False),
        (entry("/blog"), True),
        (entry("/docs/rope"), True),
        (entry("/sea/rope"), False),
        (entry("/rope", None), True),
        (entry("/notes/k", None), False),
        (entry("/series/lenses", DAY), True),
        (entry("/series/lenses", OTHER), False),
        (entry("/series/lenses", None), True),
    ],
)
def test_an_entry_that_is_unlike_the_others_is_no_post(one: Find, is_none: bool) -> None:
    assert left_out(one) == ({one.url.removeprefix(HOST).removesuffix(".html")} if is_none else set())
    assert left_out() == set()


@pytest.mark.parametrize(
    ("number", "posts", "is_none"),
    [(2, 10, True), (3, 10, False), (3, 17, True), (4, 17, False), (1, 1, True), (2, 1, False)],
)
def test_a_few_of_a_folder_of_documentation_are_none_and_many_are_posts(number: int, posts: int, is_none: bool) -> None:
    docs = [entry(f"/docs/{n}x") for n in range(number)]
    assert bool(left_out(*docs, posts=[f"/notes/{n}x" for n in range(posts)])) is is_none


def test_an_archive_among_posts_in_the_root_is_none_of_them() -> None:
    root = [f"/{n}x" for n in range(10)]
    assert left_out(entry("/archive"), posts=root) == {"/archive"}
    assert left_out(entry("/blog"), posts=root) == set()
    assert left_out(entry("/notes/archive")) == set()


def test_what_stands_in_a_list_of_posts_is_one() -> None:
    one = entry("/docs/rope")
    for listed, is_none in (([*TEN[:1], "/docs/rope"], False), ([*TEN[:1], "/docs/rope", "/x"], True), (TEN, True)):
        assert bool(left_out(one, dated=[listed])) is is_none


def test_a_folder_inside_one_of_many_is_one_of_posts() -> None:
    of_clock = [entry(f"/posts/projects/{name}/one") for name in ("clock", "boat", "lamp")]
    assert left_out(*of_clock) == set()
    assert left_out(*of_clock[:1]) == {"/posts/projects/clock/one"}


def test_where_most_of_a_feed_has_no_day_those_are_none_that_no_list_has() -> None:
    def undated(days: int, number: int, *, are_listed: bool = True, is_other: bool = False) -> set[str]:
        made = Candidates()
        made.add_host(HOST)
        made.take_finds([entry(f"/notes/{n}x", DAY + dt.timedelta(n)) for n in range(days)], Way.FEED)
        made.take_finds([entry(f"/{n}x", None) for n in range(number)], Way.FEED)
        for key, one in made.of.items():
            if (are_listed and key.startswith("/notes/")) or (is_other and key == "/0x"):
                one.ways.add(Way.LISTS)
        return feed_pages._undated({key: made.of[key] for key in made.of})

    assert len(undated(3, 3)) == 3
    assert len(undated(3, 4)) == 4
    assert len(undated(3, 4, is_other=True)) == 3
    assert undated(3, 4, are_listed=False) == set()
    assert undated(2, 3) == set()


def test_where_most_of_a_feed_are_terms_they_are_posts() -> None:
    terms = [entry(f"/tags/{n}x", DAY) for n in range(3)]
    assert len(left_out(*terms, posts=TEN[:3])) == 3
    assert left_out(*terms, posts=TEN[:2]) == set()


@pytest.mark.parametrize(
    ("title", "number", "is_none"),
    [("Three words long", 1, True), ("Four words are long", 1, False), ("Words", 5, True), ("Words", 6, False)],
)
def test_a_section_that_the_menu_links_is_no_post(title: str, number: int, is_none: bool) -> None:
    sections = [entry(f"/section-{n}", title=title) for n in range(number)]
    aside = [f"/section-{n}" for n in range(number)]
    assert bool(left_out(*sections, aside=aside)) is is_none
    assert left_out(*sections) == set()


# Sitemaps alone


def of_sitemap(pages: dict[str, Facts | None], aside: Sequence[str] = ()) -> set[str]:
    made = Candidates()
    made.add_host(HOST)
    made.take_sitemap([f"{HOST}{path}" for path in pages], of_posts=False)
    for path, facts in pages.items():
        if facts is not None:
            made.take_facts(f"{HOST}{path}", facts)
    return sitemap_posts.among(made.of, aside)


ARTICLE, POSTING = Facts(is_article=True), Facts(is_article=True, is_posting=True)
DATED, PAGE = Facts(is_article=True, date=DAY), Facts(title="Page")


@pytest.mark.parametrize(
    ("pages", "aside", "posts"),
    [
        ({"/n/a": ARTICLE, "/n/b": None, "/n/c": PAGE, "/x": None}, (), {"/n/a", "/n/b"}),
        ({"/n/a": PAGE, "/n/b": None}, (), set()),
        ({"/n/a": ARTICLE, "/n/about": None, "/n/x.pdf": None}, (), {"/n/a"}),
        ({"/n/a": POSTING, "/n/b": POSTING, "/n/c": POSTING, "/x": ARTICLE, "/y": None}, (), {"/n/a", "/n/b", "/n/c"}),
        ({"/n/a": POSTING, "/n/b": POSTING, "/x": ARTICLE}, (), {"/n/a", "/n/b", "/x"}),
        ({"/n/a": DATED, "/n/b": DATED, "/n/c": DATED, "/x": ARTICLE}, (), {"/n/a", "/n/b", "/n/c"}),
        (
            {"/n/a": DATED, "/n/b": DATED, "/n/c": DATED, "/x": ARTICLE, "/y": ARTICLE, "/z": ARTICLE, "/w": ARTICLE},
            (),
            {"/n/a", "/n/b", "/n/c", "/x", "/y", "/z", "/w"},
        ),
        (
            {"/n/a": DATED, "/n/b": DATED, "/n/c": DATED, "/x": ARTICLE, "/y": ARTICLE, "/z": ARTICLE},
            (),
            {"/n/a", "/n/b", "/n/c"},
        ),
        ({"/n/a": DATED, "/n/b": None, "/n/c": None}, ("/n/c",), {"/n/a", "/n/b"}),
        ({"/n/a": DATED, "/n/b": None}, ("/n/b",), {"/n/a", "/n/b"}),
    ],
)
def test_of_a_sitemap_alone_its_pages_tell_which_are_posts(
    pages: dict[str, Facts | None], aside: Sequence[str], posts: set[str]
) -> None:
    assert of_sitemap(pages, aside) == posts


def test_pages_with_the_longest_names_are_fetched_last() -> None:
    made = Candidates()
    made.add_host(HOST)
    paths = ("/n/a-b-c", "/a-long-folder/a", "/n/a_b", "/n/a-b-c_d")
    made.take_sitemap([f"{HOST}{path}" for path in paths], of_posts=False)
    assert [one.url.rpartition("/")[2] for one in sitemap_posts.by_length([*made.of.values()])] == [
        *("a", "a_b", "a-b-c", "a-b-c_d"),
    ]
