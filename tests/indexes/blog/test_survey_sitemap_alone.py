"""Blogs of which a sitemap alone has the posts, among pages that say the same of themselves."""

import datetime as dt
import json
from collections.abc import Callable

import pytest

from blogreader.indexes.blog import findings, html_pages
from blogreader.indexes.blog.ways import Certainty
from tests import blogs
from tests.blogs import FOOTER, Blog, Post, expected, found, in_blog, in_root, page, posts, survey

_ARTICLE = '<meta property="og:type" content="article">'
_PAGES = ("/services", "/prices", "/lanterns-for-hire", "/harbour-tours", "/our-story")
_MENU = '<nav><a href="/">Boats</a> {}<a href="/contact">Contact</a></nav>'


def in_query(index: int, _day: dt.date, _slug: str) -> str:
    return f"/?p={index + 100}"


def shown(day: dt.date) -> str:
    return f'<p class="post-date">{day:%B %-d, %Y}</p>'


def in_head(day: dt.date) -> str:
    return f'<meta property="article:published_time" content="{day}T08:00:00+00:00">'


def as_posting(day: dt.date) -> str:
    data = {"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting", "datePublished": str(day)}]}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def blog_of(
    path: Callable[[int, dt.date, str], str],
    *,
    number: int = 22,
    head: Callable[[dt.date], str] = lambda _day: "",
    body: Callable[[dt.date], str] = lambda _day: "",
    of_page: str = "",
    is_in_menu: bool = False,
) -> Blog:
    """Make a site whose home page is made by a program; every page says that it is an article."""
    blog = Blog(posts(number, path))
    menu = _MENU.format("".join(f'<a href="{name}">{name[1:]}</a> ' for name in _PAGES) if is_in_menu else "")

    def made(title: str, more: str, text: str) -> str:
        return page(f"{menu}<main><h1>{title}</h1>{text}<p>Words.</p></main>{FOOTER}", _ARTICLE + more, title=title)

    def of(post: Post) -> str:
        return made(post.title, head(post.date), body(post.date))

    blog.pages["/"] = page(f'{menu}<div id="root"></div><script src="/app.js"></script>', _ARTICLE)
    blog.pages |= {post.path: of(post) for post in blog.posts}
    blog.pages |= {name: made(name[1:], of_page, "") for name in (*_PAGES, "/about", "/contact")}
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/", "/about", *_PAGES[:3], *(post.path for post in blog.posts), *_PAGES[3:]]
    )
    return blog


ALL = {
    "days shown": blog_of(in_root, body=shown),
    "days in heads": blog_of(in_root, head=in_head),
    "postings": blog_of(in_root, head=as_posting),
    "postings among pages that changed": blog_of(
        in_root, head=as_posting, of_page='<meta property="article:modified_time" content="2024-05-01T08:00:00+00:00">'
    ),
    "postings among pages with days": blog_of(
        in_root, head=as_posting, of_page='<meta name="date" content="2024-05-01">'
    ),
    "few": blog_of(in_root, number=8, body=shown),
    "in a folder": blog_of(in_blog, body=shown),
    "numbers in the query": blog_of(in_query, body=shown),
    "days on all, pages in the menu": blog_of(
        in_root, head=in_head, of_page=in_head(dt.date(2018, 2, 3)), is_in_menu=True
    ),
}


@pytest.mark.parametrize("name", ALL)
def test_of_pages_that_all_say_that_they_are_articles_the_posts_are_found(name: str) -> None:
    search = survey(ALL[name])
    assert found(search) == expected(ALL[name])
    assert search.requests <= 40


def test_of_hundreds_the_pages_in_a_menu_are_none() -> None:
    blog = blog_of(in_root, number=300, body=shown, is_in_menu=True)
    search = survey(blog)
    assert found(search).keys() == expected(blog).keys()
    assert search.requests <= 40


def test_of_hundreds_nearly_all_are_posts() -> None:
    blog = blog_of(in_root, number=300, body=shown)
    search = survey(blog)
    assert expected(blog).keys() <= found(search).keys() <= expected(blog).keys() | set(_PAGES)
    assert search.requests <= 40


def test_of_sitemaps_without_an_end_a_bounded_part_is_taken_and_not_called_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(findings, "MOST_OF_SITEMAPS", 50)
    blog = Blog(posts(90, in_blog))
    blog.pages["/"] = blogs.home(blog.posts[:8], blogs.FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10])
    names = [f"/posts-{number}.xml" for number in range(9)]
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(names)
    for number, name in enumerate(names):
        blog.pages[name] = blogs.sitemap([post.path for post in blog.posts[number * 10 :][:10]])
    search = survey(blogs.with_pages_of(blog))
    assert len(found(search)) == 50
    assert search.found.certainty() is Certainty.NEWEST
    assert "/posts-6.xml" not in blog.asked


def test_a_page_of_more_links_than_are_read_is_not_called_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_pages, "_MOST_LINKS", 60)
    blog = Blog(posts(90, in_blog))
    blog.pages["/"] = page(
        "<main>" + "".join(f'<p>{post.date} <a href="{post.path}">{post.title}</a></p>' for post in blog.posts)
    )
    search = survey(blogs.with_pages_of(blog))
    assert len(found(search)) == 60
    assert search.found.certainty() is Certainty.NEWEST


@pytest.mark.parametrize("form", ["{} | The boats of Ann", "{} – Ann", "The boats of Ann: {}", "The boats of Ann » {}"])
def test_the_name_of_a_blog_is_no_part_of_the_titles_that_its_pages_have(form: str) -> None:
    blog = Blog(posts(12, in_blog))
    blog.pages["/"] = page('<div id="root"></div>', title="The boats of Ann")
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    for post in blog.posts:
        blog.pages[post.path] = page(f"{shown(post.date)}<p>Words.</p>", _ARTICLE, title=form.format(post.title))
    assert found(survey(blog)) == expected(blog)
