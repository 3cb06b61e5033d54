"""How far a search goes: how many feeds, lists and pages are asked for, and what is not asked for at all."""

import pytest

from tests import blogs
from tests.blogs import HOST, MENU, Blog, found, in_root, page, posts, survey


def of_categories(number: int) -> Blog:
    """A blog with a feed for each of its categories, and none of all."""
    blog = Blog(posts(number * 3, in_root))
    names = [f"topic-{letter}" for letter in "abcdefghij"[:number]]
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/category/{name}/feed/">'
        for name in names
    )
    blog.pages["/"] = page(f"{MENU.format('')}<main><h1>Welcome</h1></main>", head)
    for start, name in enumerate(names):
        blog.pages[f"/category/{name}/feed/"] = blogs.rss(blog.posts[start::number])
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize(("number", "asked"), [(4, 4), (5, 5), (8, 5)])
def test_so_many_feeds_of_categories_are_read(number: int, asked: int) -> None:
    blog = of_categories(number)
    search = survey(blog)
    assert len({path for path in blog.asked if path.startswith("/category/")}) == asked
    assert len(found(search)) >= asked * 3


def test_where_the_home_page_of_a_feed_is_there_no_other_is_looked_for() -> None:
    blog = Blog(posts(30, in_root))
    blog.pages["/"] = blogs.home(blog.posts)
    blog.pages["/notes/feed.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/notes/"] = page("<main><h1>Notes</h1></main>")
    blogs.with_pages_of(blog)
    survey(blog, f"{HOST}/notes/feed.xml")
    assert blog.asked[:2] == ["/notes/feed.xml", "/"]
    assert "/notes/" not in blog.asked


def test_a_site_of_a_feed_that_is_gone_is_looked_for_where_the_feed_lies() -> None:
    blog = Blog(posts(12, in_root))
    blog.pages["/notes/feed.xml"] = blogs.rss(blog.posts).replace(f"<link>{HOST}/</link>", f"<link>{HOST}/gone/</link>")
    blog.pages["/notes/"] = blogs.home(blog.posts)
    blogs.with_pages_of(blog)
    survey(blog, f"{HOST}/notes/feed.xml")
    assert blog.asked[:3] == ["/notes/feed.xml", "/gone/", "/notes/"]


def test_nothing_is_asked_for_twice() -> None:
    for blog in (of_categories(3), blogs.with_pages_of(Blog(posts(30, in_root), {"/": page("<h1>Hello</h1>")}))):
        survey(blog)
        assert len(blog.asked) == len(set(blog.asked))
