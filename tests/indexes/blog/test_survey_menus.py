"""The search for a whole archive where the list of posts is not where one would look, or is in parts."""

import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from tests import blogs
from tests.blogs import (
    FEED_LINK,
    FOOTER,
    HOST,
    MENU,
    Blog,
    Post,
    cards,
    expected,
    found,
    in_own_folder,
    in_root,
    page,
    posts,
    survey,
)


def rows(listed: Iterable[Post], form: str = "%Y-%m-%d") -> str:
    return (
        "<ul>"
        + "".join(f'<li>{post.date:{form}} <a href="{post.path}">{post.title}</a></li>' for post in listed)
        + "</ul>"
    )


def months_to_open() -> Blog:
    """An archive page that opens years and months, and has the day alone before each title."""
    blog = Blog(posts(60, in_root))
    opened = ""
    for year in sorted({post.date.year for post in blog.posts}, reverse=True):
        opened += f"<details><summary>{year}</summary>"
        for month in range(12, 0, -1):
            listed = [post for post in blog.posts if (post.date.year, post.date.month) == (year, month)]
            items = "".join(f'<li>{post.date.day}: <a href="{post.path}">{post.title}</a></li>' for post in listed)
            opened += f"<details><summary>{dt.date(year, month, 1):%B}</summary><ul>{items}</ul></details>"
        opened += "</details>"
    blog.pages["/"] = blogs.home(blog.posts[:5], links='<li><a href="/archive">Archive</a></li>')
    blog.pages["/archive"] = page(f"{MENU.format('')}<main><h1>Archive</h1>{opened}</main>")
    return blogs.with_pages_of(blog)


def years_alone() -> Blog:
    """Pages of years, and five posts on the home page."""
    blog = Blog(posts(60, lambda _index, day, slug: f"/{day:%Y}/{slug}.html"))
    years = sorted({post.date.year for post in blog.posts}, reverse=True)
    blog.pages["/"] = blogs.home(blog.posts[:5], extra=" ".join(f'<a href="/{year}/">{year}</a>' for year in years))
    for year in years:
        listed = [post for post in blog.posts if post.date.year == year]
        blog.pages[f"/{year}/"] = page(f"{MENU.format('')}<main><h1>{year}</h1>{rows(listed, '%d %B')}</main>")
    return blogs.with_pages_of(blog)


def feeds_of_categories() -> Blog:
    """No feed of all, one of each category, and a home page that says hello."""
    blog = Blog(posts(44, in_root))
    names = ("tech", "life", "music")
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/category/{name}/feed/">'
        for name in names
    )
    links = "".join(f'<li><a href="/category/{name}/">{name}</a></li>' for name in names)
    blog.pages["/"] = page(f"{MENU.format('')}<main><h1>Welcome</h1><ul>{links}</ul></main>", head)
    for start, name in enumerate(names):
        blog.pages[f"/category/{name}/feed/"] = blogs.rss(blog.posts[start::3])
        blog.pages[f"/category/{name}/"] = blogs.home(blog.posts[start::3][:5])
    return blogs.with_pages_of(blog)


def sections_with_feeds() -> Blog:
    """Each section has a feed of its newest and a page of all; posts lie in the root."""
    blog = Blog(posts(90, in_own_folder))
    names = ("tech", "life", "music")
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{name}/feed.xml">' for name in names
    )
    blog.pages["/"] = blogs.home(
        blog.posts[:6], head, "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in names)
    )
    for start, name in enumerate(names):
        blog.pages[f"/{name}/feed.xml"] = blogs.rss(blog.posts[start::3][:10])
        blog.pages[f"/{name}/"] = page(f"{MENU.format('')}<main>{rows(blog.posts[start::3])}</main>")
    return blogs.with_pages_of(blog)


def landing(path: str, words: str) -> Callable[[], Blog]:
    """A home page of somebody's works, and a blog that has a name of its own."""

    def landing_page() -> Blog:
        blog = Blog(posts(35, lambda _index, _day, slug: f"{path}/{slug}"))
        menu = f'<nav><a href="/">Home</a> <a href="/work">Work</a> <a href="{path}">{words}</a> <a href="/contact">Contact</a></nav>'
        works = "".join(
            f'<div class="card"><h3><a href="/work/{name}">{name}</a></h3></div>' for name in ("alpha", "beta", "gamma")
        )
        blog.pages["/"] = page(f"{menu}<main><h1>Hi, I am Ann</h1><p>I draw.</p><h2>Projects</h2>{works}</main>")
        blog.pages[path] = page(f"{menu}<main><h1>{words}</h1>{rows(blog.posts)}</main>")
        for name in ("alpha", "beta", "gamma"):
            blog.pages[f"/work/{name}"] = page(f"{menu}<main><h1>{name}</h1><p>A drawing.</p></main>")
        return blogs.with_pages_of(blog)

    return landing_page


def issues() -> Blog:
    """A letter whose numbers are its addresses: the second is no second page of the list."""
    blog = Blog(posts(50, lambda index, _day, _slug: f"/issues/{index + 1}"))
    newest = "".join(f'<a href="{post.path}">{post.title}</a>' for post in blog.posts[:3])
    blog.pages["/"] = page(f'<main><h1>The letter</h1>{newest}<a href="/issues">All issues</a></main>')
    blog.pages["/issues"] = page(f"<main>{rows(blog.posts, '%b %d, %Y')}</main>")
    return blogs.with_pages_of(blog)


def queries(form: str) -> Callable[[], Blog]:
    """Posts of a program that names them in the query, and numbers its pages there, too."""

    def named_in_query() -> Blog:
        blog = Blog(posts(45, lambda index, day, slug: form.format(number=index + 1, slug=slug, day=day)))
        blog.pages.update(blogs.numbered(blog.posts, 10, lambda number: "/" if number == 1 else f"/?page={number}"))
        return blogs.with_pages_of(blog)

    return named_in_query


def everything_an_article(number: int) -> Callable[[], Blog]:
    """Posts and pages in the root, all `og:type` article; the feed is short, the sitemap has all."""

    def all_articles() -> Blog:
        blog = Blog(posts(number, in_root))
        head = '<meta property="og:type" content="article">'
        blog.pages["/"] = blogs.home(blog.posts[:8], head + FEED_LINK.format("/feed.xml"))
        blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10])
        names = ("/services", "/prices") if number < 50 else ()
        blog.pages["/sitemap.xml"] = blogs.sitemap(["/", *names, *(post.path for post in blog.posts)])
        for name in names:
            blog.pages[name] = page(f"<main><article><h1>{name}</h1><p>Words.</p></article></main>{FOOTER}", head)
        return blogs.with_pages_of(blog)

    return all_articles


ALL = [
    months_to_open,
    years_alone,
    feeds_of_categories,
    sections_with_feeds,
    landing("/words", "Words"),
    landing("/texts", "Texts I wrote"),
    landing("/en/blog", "Blog"),
    issues,
    queries("/post.php?id={number}"),
    queries("/?article={slug}"),
    queries("/blog.aspx?d={day}"),
    queries("/article.cgi?a={number}"),
    everything_an_article(33),
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    assert found(survey(blog)) == expected(blog)
    assert len(blog.asked) == len(set(blog.asked)) <= 40


def test_a_few_posts_of_a_sitemap_speak_for_hundreds_of_the_same_shape() -> None:
    blog = everything_an_article(300)()
    search = survey(blog)
    assert found(search).keys() == {post.path for post in blog.posts}
    assert len(blog.asked) <= 30


def test_works_without_a_blog_beside_them_are_no_posts() -> None:
    blog = landing("/words", "Words")()
    blog.pages["/words"] = page("<main><h1>Words</h1><p>Soon.</p></main>")
    assert found(survey(blog)) == {}


def test_a_shorter_list_with_days_is_the_blog_beside_longer_ones_of_something_else() -> None:
    blog = Blog(posts(7, lambda _index, day, slug: f"/blog/{day:%Y/%m/%d}/{slug}/"))
    others = {
        name: [f"/{name}/{number:03}-{word}" for number, word in enumerate(blogs.WORDS)]
        for name in ("films", "seasons")
    }
    menu = '<nav><a href="/films/all">Films</a> <a href="/seasons/all">Seasons</a> <a href="/blog">Blog</a></nav>'
    blog.pages["/"] = page(f"{menu}<main><h1>Films about boats</h1></main>")
    blog.pages["/blog"] = page(f"{menu}<main>{cards(blog.posts)}</main>")
    for name, paths in others.items():
        listed = "".join(f'<div class="card"><h3><a href="{path}">{path[1:]}</a></h3></div>' for path in paths)
        blog.pages[f"/{name}/all"] = page(f"{menu}<main>{listed}</main>")
        blog.pages |= {path: page(f"{menu}<main><h1>{path}</h1><p>Buy it.</p></main>") for path in paths}
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_a_blog_beside_a_blog_on_one_host_stays_apart() -> None:
    """The home page links another blog and its feed in its text."""
    blog = Blog(posts(40, blogs.in_blog))
    other = posts(12, lambda _index, _day, slug: f"/inside/{slug}/", year=2021)
    beside = '<p>See also <a href="/inside/">Inside</a> (<a href="/inside/feed.xml">feed</a>)</p>'
    blog.pages["/"] = page(f"{MENU.format('')}<main>{cards(blog.posts)}{beside}</main>", FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/inside/feed.xml"] = blogs.rss(other)
    blog.pages["/inside/"] = blogs.home(other)
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def beside(words: str, head: str = "", host: str = HOST) -> Blog:
    """A company's home page, whose blog is on a host beside it."""
    blog = Blog(posts(30, blogs.in_blog))
    blog.pages["/"] = blogs.home(blog.posts[:8], FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", *(post.path for post in blog.posts)])
    menu = f'<nav><a href="/prices">Prices</a> <a href="{host}/">{words}</a></nav>'
    blog.elsewhere["https://www.example/"] = page(f"{menu}<main><h1>We sell boats</h1></main>", head)
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize("words", ["Blog", "Stories"])
@pytest.mark.parametrize("head", ["", f'<link rel="alternate" type="application/rss+xml" href="{HOST}/feed.xml">'])
def test_a_blog_on_a_host_beside_that_of_the_home_page_is_found(words: str, head: str) -> None:
    blog = beside(words, head)
    assert found(survey(blog, "https://www.example/")) == expected(blog)


def test_of_a_home_page_in_several_languages_the_first_is_taken_and_a_post_leads_to_its_own() -> None:
    blog = Blog(posts(30, lambda _index, _day, slug: f"/de/notizen/{slug}/"))
    other = posts(30, lambda _index, _day, slug: f"/en/notes/{slug}/")
    for path, listed in (("/", other), ("/en/", other), ("/de/", blog.posts)):
        blog.pages[path] = blogs.home(listed[:8], FEED_LINK.format(f"{path if path != '/' else '/en/'}feed.xml"))
        blog.pages[f"{path}feed.xml"] = blogs.rss(listed[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in (*other, *blog.posts)])
    blog = blogs.with_pages_of(blog)
    for post in other:
        blog.pages[post.path] = blogs.post_page(post)
    assert found(survey(blog, f"{HOST}{blog.posts[7].path}")) == expected(blog)
    assert found(survey(blog)).keys() == {post.path for post in other}
    chooser = '<main><a href="https://de.example/">Deutsch</a> <a href="https://fr.example/">Français</a></main>'
    blog.elsewhere = {"https://example/": page(chooser), "https://de.example/": blogs.home(posts(3, in_root))}
    search = survey(blog, "https://example/")
    assert {one.url for one in search.found.posts()} == {f"https://de.example{post.path}" for post in posts(3, in_root)}
