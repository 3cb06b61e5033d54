"""What stands in feeds and lists and is no post: pages without a day, terms, sections, pictures, dead links."""

import datetime as dt
from collections.abc import Callable

import pytest

from blogreader.indexes import days
from blogreader.indexes.blog import feed_pages, html_elements
from blogreader.indexes.blog.candidates import PostCandidate
from blogreader.indexes.blog.shapes import Shape
from tests import blogs
from tests.blogs import FEED_LINK, FOOTER, HOST, MENU, Blog, Post, expected, found, page, posts, survey

_UNSET = "Mon, 01 Jan 0001 00:00:00 +0000"


def in_posts(_index: int, _day: dt.date, slug: str) -> str:
    return f"/posts/{slug}/"


def item(path: str, title: str, date: str) -> str:
    return f"<item><title>{title}</title><link>{HOST}{path}</link><pubDate>{date}</pubDate></item>"


def with_items(listed: list[Post], *items: str) -> str:
    return blogs.rss(listed).replace("</channel>", "".join(items) + "</channel>")


def unset_days() -> Blog:
    """A generator's feed of everything: what has no day has the first one of the calendar."""
    blog = Blog(posts(24, in_posts))
    partners = [f"/partners/{name}/" for name in ("sloan", "harbour", "moore", "orchard", "kettle")]
    pages = ["/brand/", "/founders/", "/impact/"]
    blog.pages["/"] = blogs.home(blog.posts[:8], FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = with_items(blog.posts, *(item(path, path, _UNSET) for path in (*partners, *pages)))
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts] + partners + pages)
    for path in (*partners, *pages):
        blog.pages[path] = page(f"<main><h1>{path}</h1></main>")
    return blogs.with_pages_of(blog)


def mostly_without_days() -> Blog:
    """Such a feed with more pages than posts; the lists have the posts alone."""
    blog = Blog(posts(6, in_posts))
    sheets = [f"/sheets/{word}/" for word in blogs.WORDS]
    blog.pages["/"] = blogs.home(blog.posts, FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = with_items(blog.posts, *(item(path, "Ann", _UNSET) for path in sheets))
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts] + sheets)
    for path in sheets:
        blog.pages[path] = page(f"<main><h1>{path}</h1></main>")
    return blogs.with_pages_of(blog)


def terms() -> Blog:
    """The terms of a taxonomy in a feed, each with the day of its newest post."""
    blog = Blog(posts(24, in_posts))
    series = [
        item(f"/series/{word}/", word.title(), f"{post.date:%a, %d %b %Y} 21:30:00 -0800")
        for word, post in zip(blogs.WORDS[:9], blog.posts, strict=False)
    ]
    blog.pages["/"] = blogs.home(blog.posts[:8], FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = with_items(blog.posts, *series)
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


def in_series() -> Blog:
    """Posts that lie in what others have for a taxonomy."""
    blog = Blog(posts(24, lambda index, _day, slug: f"/series/{blogs.WORDS[index % 3]}/{slug}/"))
    blog.pages["/"] = blogs.home(blog.posts[:8], FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = blogs.rss(blog.posts)
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


def sections() -> Blog:
    """The sections of a site in its feed, as its menu has them, with days of their own."""
    blog = Blog(posts(24, in_posts))
    names = ("Imagery", "Talks &amp; Teaching", "Walks")
    links = "".join(f'<li><a href="/{name.split()[0].lower()}/">{name}</a></li>' for name in names)
    items = [item(f"/{name.split()[0].lower()}/", name, "Wed, 01 Apr 2026 10:00:00 +0000") for name in names]
    blog.pages["/"] = blogs.home(blog.posts[:8], FEED_LINK.format("/index.xml"), links)
    blog.pages["/index.xml"] = with_items(blog.posts, *items)
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


def some_without_days() -> Blog:
    """Posts whose author forgot the day, where all others lie."""
    blog = Blog(posts(24, in_posts))
    text = blogs.rss(blog.posts)
    for post in blog.posts[5:7]:
        text = text.replace(f"{post.date:%a, %d %b %Y} 21:30:00 -0800", _UNSET)
    blog.pages["/"] = blogs.home(blog.posts[:4], FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = text
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


def gallery() -> Blog:
    """An index of sitemaps that names the feed of a gallery, whose items are pictures."""
    blog = Blog(posts(24, in_posts))
    blog.pages["/"] = blogs.home(blog.posts[:8])
    pictures = [item(f"/galleries/demo/tower{number}.jpg", f"Tower {number}", "") for number in range(5)]
    blog.pages["/galleries/rss.xml"] = with_items([], *pictures)
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(["/all.xml", "/galleries/rss.xml"])
    blog.pages["/all.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


def unrendered() -> Blog:
    """A feed that is but its own template."""
    blog = Blog(posts(24, in_posts))
    blog.pages.update(blogs.numbered(blog.posts, 8, lambda n: "/" if n == 1 else f"/page/{n}/"))
    blog.pages["/"] = str(blog.pages["/"]).replace("</head>", FEED_LINK.format("/feed.xml") + "</head>")
    blog.pages["/feed.xml"] = with_items([], item("{{ post.url | prepend: site.baseurl }}", "{{ post.title }}", ""))
    return blogs.with_pages_of(blog)


def search_of(address: Callable[[Post], str]) -> Blog:
    """An index for a search whose addresses are written otherwise than those of the pages."""
    blog = Blog(posts(24, lambda _index, day, slug: f"/{day:%Y/%m/%d}/{slug}/"))
    generator = '<meta name="generator" content="Hexo 5.4.0">'
    blog.pages.update(blogs.numbered(blog.posts, 8, lambda n: "/" if n == 1 else f"/page/{n}/", generator))
    entries = "".join(
        f"<entry><title>{post.title}</title><url>{address(post)}</url><content>Words</content></entry>"
        for post in blog.posts
    )
    blog.pages["/search.xml"] = f'<?xml version="1.0"?><search>{entries}</search>'
    return blogs.with_pages_of(blog)


def doubled_slashes() -> Blog:
    """Its root and its path both have a slash."""
    return search_of(lambda post: f"{HOST}/{post.path}")


def escaped_slashes() -> Blog:
    """Whole paths are escaped as names."""
    return search_of(lambda post: "/" + post.path.replace("/", "%2F"))


def dead_links() -> Blog:
    """Whole texts on the home page, with links to posts that were never published."""
    blog = Blog(posts(24, in_posts))
    text = '<p>See the <a href="/posts/xxx/">earlier one</a> and <a href="/posts/yyy/">that one</a>.</p>'
    home = blogs.home(blog.posts[:8], FEED_LINK.format("/index.xml"))
    blog.pages["/"] = home.replace("<p>Words of it.</p>", text)
    blog.pages["/index.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize(
    "make",
    [
        unset_days,
        mostly_without_days,
        terms,
        in_series,
        sections,
        gallery,
        unrendered,
        doubled_slashes,
        escaped_slashes,
        dead_links,
    ],
)
def test_what_is_no_post_is_left_out_of_feeds_and_lists(make: Callable[[], Blog]) -> None:
    blog = make()
    search = survey(blog)
    assert found(search) == expected(blog)
    assert search.requests <= 40


def test_a_post_without_a_day_stays_where_posts_lie() -> None:
    blog = some_without_days()
    assert found(survey(blog)).keys() == expected(blog).keys()


def test_a_link_to_a_former_post_that_is_not_there_is_none() -> None:
    blog = Blog(posts(12, in_posts))
    for newer, post in zip([None, *blog.posts], [*blog.posts, None], strict=True):
        if newer is not None:
            path = post.path if post is not None else "/posts/never-published/"
            blog.pages[newer.path] = blogs.post_page(newer, extra=f'<a rel="prev" href="{path}">Earlier</a>')
    blog.pages["/"] = page(f'<main><h1>Ann</h1><a href="{blog.posts[0].path}">Read the newest</a></main>')
    assert found(survey(blog)).keys() == expected(blog).keys()


def test_of_many_posts_without_days_a_link_that_leads_nowhere_is_none() -> None:
    blog = Blog(posts(50, in_posts))
    oldest_first = blog.posts[::-1]
    for post, newer in zip(oldest_first, [*oldest_first[1:], None], strict=True):
        path = newer.path if newer is not None else "/posts/not-yet/"
        body = f'<main><h1>{post.title}</h1><p>Words.</p><a rel="next" href="{path}">Later</a></main>'
        blog.pages[post.path] = page(body, '<meta property="og:type" content="article">', title=post.title)
    blog.pages["/"] = page(f'<main><h1>Ann</h1><a href="{oldest_first[0].path}">Begin here</a></main>')
    assert found(survey(blog)).keys() == expected(blog).keys()


def test_a_firm_that_shows_its_work_is_no_blog() -> None:
    works = "".join(
        f'<div class="work"><img src="/{word}.png"><a href="/works/{word}.html"><i></i></a></div>'
        for word in blogs.WORDS
    )
    blog = Blog([], {"/": page(f"{MENU.format('')}<main>{works}</main>{FOOTER}")})
    blog.pages.update(
        {f"/works/{word}.html": page(f"<main><h2>{word}</h2><p>We did that.</p></main>") for word in blogs.WORDS}
    )
    assert not found(survey(blog))


@pytest.mark.parametrize(
    "text", [_UNSET, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00", "1970-01-01T00:00:00Z", "1000-01-01"]
)
def test_the_first_day_of_a_calendar_is_no_day(text: str) -> None:
    assert days.of_time(text) is None


def test_a_time_of_the_year_2001_is_one() -> None:
    assert days.of_time("Mon, 01 Jan 2001 00:00:00 +0000") == dt.date(2001, 1, 1)
    assert days.of_time("2020-01-01T00:01:00.0001+00:00") == dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    "written", ["{{ post.url }}", "/{% link _posts/x.md %}", "/%7B%7B%20post.url%20%7D%7D", "${url}"]
)
def test_an_address_that_is_a_template_is_none(written: str) -> None:
    assert html_elements.whole(written, HOST) == html_elements.address(written, HOST) == ""


def test_a_long_feed_is_not_compared_item_by_item_with_itself() -> None:
    compared = 0

    class Counted(Shape):
        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return tuple.__eq__(self, other) is True

        __hash__ = Shape.__hash__

    def candidate(number: int, folder: str, date: dt.date | None) -> PostCandidate:
        one = PostCandidate(f"{HOST}/{folder}/{number}-words", date=date)
        one.shape = Counted((folder,), "slug")
        return one

    day = dt.date(2020, 1, 2)
    dated = {f"/posts/{number}": candidate(number, "posts", day) for number in range(300)}
    undated = {f"/pages/{number}": candidate(number, "pages", None) for number in range(300)}
    assert feed_pages.among(dated | undated, [*dated, *undated], ()) == undated.keys()
    assert compared < 10_000
