"""The search for a whole archive, on blogs that real generators made of 37 posts.

`generated/blogs.tar.xz` has the pages and feeds, without styles, programs and pages of tags, of Hexo 7 (landscape),
MkDocs (Material, its blog), Pelican 4, ABlog (Sphinx), Eleventy 3 and Astro 5 with layouts as their own starters have
them, Nikola 8 and Lektor 3.
"""

import datetime as dt
import tarfile
from functools import cache
from pathlib import Path

import pytest

from tests.blogs import HOST, WORDS, Blog, Post, found, survey

_PACKED = Path(__file__).parents[2] / "generated" / "blogs.tar.xz"
_PATHS = {
    "hexo": "/{0:%Y/%m/%d}/{1}/",
    "mkdocs": "/blog/{0:%Y/%m/%d}/{1}/",
    "pelican": "/{1}.html",
    "ablog": "/blog/{0:%Y}/{1}/",
    "eleventy": "/posts/{1}/",
    "astro": "/blog/{1}/",
    "nikola": "/posts/{1}/",
    "lektor": "/blog/{1}/",
}
_HOMES = {"mkdocs": "/blog/"}


@cache
def _pages() -> dict[str, dict[str, str]]:
    """Return the pages of each blog by their paths."""
    pages: dict[str, dict[str, str]] = {name: {} for name in _PATHS}
    with tarfile.open(_PACKED) as packed:
        for member in packed:
            file = packed.extractfile(member)
            assert file is not None
            name, _, path = member.name.partition("/")
            pages[name][f"/{path.removesuffix('index.html')}"] = file.read().decode()
    return pages


def _posts(name: str) -> list[Post]:
    made = []
    for number in range(37):
        day = dt.date(2019, 1, 3) + dt.timedelta(days=17 * number)
        title = f"The {WORDS[number % 14]} and the {WORDS[(number * 5 + 3) % 14]} number {number}"
        made.append(Post(_PATHS[name].format(day, title.lower().replace(" ", "-")), title, day))
    return made


def _is_same(path: str) -> str:
    return path.removesuffix("index.html")


@pytest.mark.parametrize("start", ["home", "post"])
@pytest.mark.parametrize("name", _PATHS)
def test_all_posts_of_a_generated_blog_are_found_and_nothing_else(name: str, start: str) -> None:
    posts = _posts(name)
    blog = Blog(posts, dict(_pages()[name]))
    search = survey(blog, HOST + (_HOMES.get(name, "/") if start == "home" else posts[5].path))
    came = {_is_same(path): said for path, said in found(search).items()}
    assert came == {post.path: (post.title, post.date) for post in posts}
    assert len(blog.asked) <= 25
