"""The search for a whole archive, on blogs in other languages and with other things beside them."""

from collections.abc import Callable

import pytest

from tests import blogs
from tests.blogs import FEED_LINK, Blog, Post, expected, found, page, posts, survey


def jp_plain() -> Blog:
    """A list of terms and days in Japanese, days as names."""
    blog = Blog(posts(30, lambda _index, day, _slug: f"/diary/{day:%Y%m%d}.html"))

    def row(post: blogs.Post) -> str:
        return f'<dt>{post.date:%Y}/{post.date.month}/{post.date.day}</dt><dd><a href="{post.path[1:]}">{post.title}</a></dd>'

    blog.pages["/"] = page(
        "<h1>日記</h1><dl>"
        + "".join(map(row, blog.posts))
        + '</dl><a href="profile.html">プロフィール</a> <a href="bbs.cgi">BBS</a>',
        lang="ja",
    )
    return blogs.with_pages_of(blog)


def news_mixed_feed() -> Blog:
    """A company's blog beside a changelog and products."""
    blog = Blog(posts(48, lambda _index, day, slug: f"/blog/{day:%Y}/{slug}/"))
    blog.pages["/"] = page(
        '<nav><a href="/blog/">Blog</a><a href="/product/">Product</a><a href="/pricing/">Pricing</a><a href="/changelog/">Changelog</a></nav><main><h1>We</h1></main>'
    )
    for number in range(5):
        older = (
            f'<div class="nav-links"><a class="page-numbers" href="/blog/page/{number + 2}/">{number + 2}</a><a class="next page-numbers" href="/blog/page/{number + 2}/">Next »</a></div>'
            if number < 4
            else ""
        )
        blog.pages["/blog/" if number == 0 else f"/blog/page/{number + 1}/"] = page(
            '<nav><a href="/blog/">Blog</a><a href="/product/">Product</a></nav><main>'
            + blogs.cards(blog.posts[number * 10 : number * 10 + 10])
            + older
            + "</main>",
            FEED_LINK.format("/blog/feed/"),
        )
    blog.pages["/blog/feed/"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/product/",
            "/pricing/",
            "/changelog/",
            "/changelog/v1/",
            "/changelog/v2/",
            "/blog/",
            "/blog/author/ann/",
            "/blog/category/x/",
            *[post.path for post in blog.posts],
        ]
    )
    for size in ("product", "pricing", "changelog", "changelog/v1", "changelog/v2"):
        blog.pages[f"/{size}/"] = page("<h1>x</h1>")
    return blogs.with_pages_of(blog)


def archive_select_js() -> Blog:
    """A folded list of each year, months and days beside the titles."""
    blog = Blog(posts(42, lambda _index, _day, slug: f"/posts/{slug}/"))
    years = sorted({post.date.year for post in blog.posts}, reverse=True)
    blog.pages["/"] = page(
        '<nav><a href="/archive/">Archive</a></nav><main>' + blogs.cards(blog.posts[:4]) + "</main>",
        FEED_LINK.format("/index.xml"),
    )
    blog.pages["/index.xml"] = blogs.rss(blog.posts[:5])
    blog.pages["/archive/"] = page(
        "<main>"
        + "".join(
            f"<details open><summary>{year}</summary><ul>"
            + "".join(
                f'<li><time>{post.date:%b %d}</time><a href="{post.path}">{post.title}</a></li>'
                for post in blog.posts
                if post.date.year == year
            )
            + "</ul></details>"
            for year in years
        )
        + "</main>"
    )
    return blogs.with_pages_of(blog)


def titles_with_numbers() -> Blog:
    """Titles that name another day."""
    blog = Blog(posts(30, lambda index, _day, _slug: f"/weeknotes-{index}"))
    blog.posts = [Post(post.path, f"Weeknotes {post.path[11:]}: 3 May ropes", post.date) for post in blog.posts]
    blog.pages["/"] = page(
        "<main><ul>"
        + "".join(
            f'<li><a href="{post.path}">{post.title}</a> <small>{post.date:%Y-%m-%d}</small></li>'
            for post in blog.posts
        )
        + "</ul></main>"
    )
    return blogs.with_pages_of(blog)


def blogroll_sidebar() -> Blog:
    """Tags and comments beside the list."""
    blog = Blog(posts(36, lambda _index, _day, slug: f"/{slug}.html"))
    tags = "".join(f'<a href="/tag-{number}.html" class="tag">tag{number}</a>' for number in range(40))
    com = "".join(
        (
            f'<li>Bob on <a href="{post.path}#c{number}">{post.title}</a></li>'
            for number, post in enumerate(blog.posts[:5])
        )
    )
    for number in range(4):
        older = f'<a href="/index{number + 2}.html">Older posts »</a>' if number < 3 else ""
        blog.pages["/" if number == 0 else f"/index{number + 1}.html"] = page(
            '<section id="content">'
            + "".join(
                f'<article><h1><a href="{post.path}">{post.title}</a></h1><footer><abbr class="published" title="{post.date}T10:00:00">{post.date:%a %d %B %Y}</abbr></footer><p>W</p></article>'
                for post in blog.posts[number * 10 : number * 10 + 10]
            )
            + older
            + f'</section><section id="extras"><div class="tags">{tags}</div><h3>Recent comments</h3><ul>{com}</ul></section>',
            FEED_LINK.format("/feeds/all.atom.xml"),
        )
    blog.pages["/feeds/all.atom.xml"] = blogs.atom(blog.posts[:10])
    for number in range(40):
        blog.pages[f"/tag-{number}.html"] = page("<h1>t</h1>")
    return blogs.with_pages_of(blog)


def numbers_root() -> Blog:
    """Months and years of two digits beside the titles, days in the feed."""
    blog = Blog(posts(33, lambda _index, _day, slug: f"/{slug}/"))
    blog.posts = [Post(post.path, post.title, post.date.replace(day=1)) for post in blog.posts]
    blog.pages["/"] = page(
        "<table>"
        + "".join(
            f'<tr><td><div class="pd">{post.date:%m/%y}</div></td><td><a href="{post.path}">{post.title}</a></td></tr>'
            for post in blog.posts
        )
        + "</table>",
        FEED_LINK.format("/atom.xml"),
    )
    blog.pages["/atom.xml"] = blogs.atom(blog.posts)
    return blogs.with_pages_of(blog)


def swedish() -> Blog:
    """Days and links in Swedish."""
    blog = Blog(posts(34, lambda _index, _day, slug: f"/inlagg/{slug}"))
    names = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]

    def entry(post: blogs.Post) -> str:
        return f'<article><h2><a href="{post.path}">{post.title}</a></h2><p>{post.date.day} {names[post.date.month - 1]} {post.date.year}</p><a href="{post.path}">Läs mer</a></article>'

    for number in range(4):
        older = f'<a href="/sida/{number + 2}">Äldre inlägg</a>' if number < 3 else ""
        blog.pages["/" if number == 0 else f"/sida/{number + 1}"] = page(
            "<main>" + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10])) + older + "</main>", lang="sv"
        )
    return blogs.with_pages_of(blog)


def korean() -> Blog:
    """Posts by number in the root, days with points, `다음`."""
    blog = Blog(posts(34, lambda index, _day, _slug: f"/{index + 1}"))

    def entry(post: blogs.Post) -> str:
        return f'<div class="post-item"><a href="{post.path}"><span class="thum"><img></span><span class="title">{post.title}</span><span class="excerpt">W</span><span class="meta"><span class="date">{post.date.year}. {post.date.month}. {post.date.day}.</span></span></a></div>'

    for number in range(4):
        older = (
            f'<div class="pagination"><a href="/?page={number + 1}" class="selected">{number + 1}</a><a href="/?page={number + 2}" class="next">다음</a></div>'
            if number < 3
            else ""
        )
        blog.pages["/" if number == 0 else f"/?page={number + 1}"] = page(
            '<div id="gnb"><a href="/category">분류 전체보기</a><a href="/guestbook">방명록</a></div><main>'
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</main>",
            FEED_LINK.format("/rss"),
            lang="ko",
        )
    blog.pages["/rss"] = blogs.rss(blog.posts[:10], generator="TISTORY")
    return blogs.with_pages_of(blog)


ALL = [
    jp_plain,
    news_mixed_feed,
    archive_select_js,
    titles_with_numbers,
    blogroll_sidebar,
    numbers_root,
    swedish,
    korean,
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) == len(set(blog.asked)) <= 40
