"""The search for a whole archive begins at any page of a blog, and comes to the same."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest

from tests import blogs
from tests.blogs import HOST, Blog, found, survey
from tests.indexes.blog import (
    test_survey,
    test_survey_hands,
    test_survey_lists,
    test_survey_platforms,
    test_survey_tongues,
)

HOMES = test_survey_hands.ADDRESSES
ALL = [
    *test_survey.ALL,
    *test_survey_lists.ALL,
    *test_survey_hands.ALL,
    *test_survey_tongues.ALL,
    *test_survey_platforms.ALL,
]


def whole(kind: Callable[[], Blog]) -> Blog:
    """Return a blog whose posts lead to its home page, as every theme has it."""
    blog = blogs.with_pages_of(kind())
    home = urlsplit(HOMES.get(kind.__name__, f"{HOST}/")).path
    for post in blog.posts:
        page = blog.pages[post.path]
        assert isinstance(page, str)
        blog.pages[post.path] = page.replace('href="/"', f'href="{home}"')
    return blog


def archive(blog: Blog, start: str) -> dict[str, str]:
    """Return the titles of what is found, by address; a note without one is called as its page is."""
    return {
        path.removesuffix("/").removesuffix(".html"): title.removeprefix("| A blog")
        for path, (title, _) in found(survey(blog, start)).items()
    }


@cache
def from_home(kind: Callable[[], Blog]) -> dict[str, str]:
    """Return what is found from the home page."""
    return archive(whole(kind), HOMES.get(kind.__name__, f"{HOST}/"))


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 15])
@pytest.mark.parametrize("kind", ALL)
def test_a_post_leads_to_the_same_archive_as_the_home_page(kind: Callable[[], Blog], number: int) -> None:
    blog = whole(kind)
    expected = from_home(kind)
    assert len(expected) >= len(blog.posts)
    assert archive(blog, urljoin(HOST, blog.posts[number].path)) == expected
    assert len(set(blog.asked)) == len(blog.asked)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ALL)
def test_the_feed_and_later_pages_of_the_list_lead_to_the_same_archive(kind: Callable[[], Blog]) -> None:
    search = survey(whole(kind), HOMES.get(kind.__name__, f"{HOST}/"))
    expected = from_home(kind)
    further = [url for url in search.found.next_of.values() if url]
    for start in filter(None, (search.found.feed, *further[:1], *further[-1:])):
        assert archive(whole(kind), start) == expected, start


def test_a_feed_that_names_a_site_which_is_gone_leads_to_the_folder_that_it_lies_in() -> None:
    blog = Blog(blogs.posts(30, blogs.in_blog))
    blog.pages["/blog/rss.xml"] = blogs.rss(blog.posts[:10]).replace(
        f"<link>{HOST}/</link>", "<link>https://old.example/</link>"
    )
    blog.pages["/blog/"] = blogs.home(blog.posts)
    blog = blogs.with_pages_of(blog)
    assert len(found(survey(blog, f"{HOST}/blog/rss.xml"))) == 30


def test_a_post_in_the_middle_of_a_chain_leads_both_ways() -> None:
    blog = test_survey.chain()
    search = survey(blog, f"{HOST}{blog.posts[30].path}")
    assert found(search).keys() == {post.path for post in blog.posts}
    # Each post once, and what is asked for where nothing is known: a home page, feeds, sitemaps, archives.
    assert len(blog.asked) <= len(blog.posts) + 25


@pytest.mark.parametrize("names_day", [pytest.param(True, marks=pytest.mark.slow), False])
def test_a_calendar_whose_days_lead_on_for_ever_is_left(names_day: bool) -> None:
    def day(path: str, _query: dict[str, str]) -> str | None:
        if not path.startswith("/day/"):
            return None
        number = int(path.removeprefix("/day/"))
        title = f"Day {number}" if names_day else "Calendar"
        return blogs.page(
            f'<main><h1>{title}</h1><a rel="prev" href="/day/{number - 1}">Previous</a>'
            f'<a rel="next" href="/day/{number + 1}">Next</a></main>'
        )

    blog = Blog([], {"/": blogs.page('<main><h1>Opening hours</h1><a href="/day/10000">Today</a></main>')}, day)
    search = survey(blog)
    assert len(blog.asked) <= (1_100 if names_day else 40)
    assert names_day or found(search) == {}
