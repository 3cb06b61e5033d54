"""The search for a whole archive, on blogs with lists of other kinds."""

import json
from collections.abc import Callable
from urllib.parse import quote, unquote

import pytest

from tests import blogs
from tests.blogs import FEED_LINK, HOST, MENU, Blog, Post, expected, found, page, posts, survey


def wp_plain() -> Blog:
    """WordPress without names: posts, pages, months and the feed are queries of the home page."""
    blog = Blog(posts(34, lambda index, _day, _slug: f"/?p={index * 5 + 3}"))
    generator = "https://wordpress.org/?v=4.9"

    def answer(path: str, query: dict[str, str]) -> str | None:
        if query.get("feed") == "rss2":
            size = int(query.get("paged", "1"))
            link = blog.posts[(size - 1) * 10 : size * 10]
            return blogs.rss(link, generator=generator) if link else None
        if path == "/" and "paged" in query:
            size = int(query["paged"])
            link = blog.posts[(size - 1) * 10 : size * 10]
            return blogs.home(link) if link else None
        if path == "/" and "p" in query:
            post = next((post for post in blog.posts if post.path == f"/?p={query['p']}"), None)
            return blogs.post_page(post) if post else None
        if path == "/" and (not query):
            return str(blog.pages["/"])
        return None

    blog.answer = answer
    blog.pages["/"] = blogs.home(
        blog.posts[:10],
        FEED_LINK.format("/?feed=rss2"),
        extra='<div class="nav-previous"><a href="/?paged=2">Older posts</a></div><a href="/?page_id=2">About</a><a href="/?cat=3">Life</a><a href="/?m=201905">May 2019</a>',
    )
    return blog


def encoded() -> Blog:
    """Names in Cyrillic, escaped in capitals, in small letters, or not at all."""
    blog = Blog(posts(30, lambda index, day, _slug: "/" + f"{day:%Y/%m}/" + quote("про-лампу-" + str(index)) + "/"))

    def row(post: blogs.Post) -> str:
        return f'<h2 class="entry-title"><a href="{(post.path.lower() if 1 else post.path)}" rel="bookmark">{post.title}</a></h2><span class="posted-on">{post.date:%d.%m.%Y}</span>'

    def listing(post: blogs.Post) -> str:
        return f'<li><a href="{unquote(post.path)}">{post.title}</a> <i>{post.date:%d.%m.%Y}</i></li>'

    blog.pages["/"] = page(
        "<main>" + "".join(map(row, blog.posts[:10])) + '</main><a href="/arhiv/">Архив</a>',
        FEED_LINK.format("/feed/"),
        lang="ru",
    )
    blog.pages["/arhiv/"] = page("<main><ul>" + "".join(map(listing, blog.posts)) + "</ul></main>", lang="ru")
    blog.pages["/feed/"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/arhiv/", *[post.path for post in blog.posts]])
    return blog


def spa() -> Blog:
    """Nothing but a sitemap and a script: what is a post is seen on the pages."""
    blog = Blog(posts(18, lambda _index, _day, slug: f"/post/{slug}"))
    blog.pages["/"] = page('<div id="app"></div><script src="/app.js"></script><noscript>needs JavaScript</noscript>')
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about", "/tags", *[post.path for post in blog.posts]])
    for post in blog.posts:
        blog.pages[post.path] = page(
            '<div id="app"></div>',
            f'<meta property="og:title" content="{post.title}"><meta property="article:published_time" content="{post.date}T00:00:00Z"><meta property="og:type" content="article">',
            title=post.title,
        )
    blog.pages["/about"] = page(
        '<div id="app"></div>',
        '<meta property="og:title" content="About"><meta property="og:type" content="website">',
        title="About",
    )
    return blog


def pretty_both() -> Blog:
    """Posts with and without an ending."""
    blog = Blog(posts(30, lambda _index, _day, slug: f"/posts/{slug}"))

    def row(post: blogs.Post) -> str:
        return f'<li><a href="{post.path}">{post.title}</a> <time datetime="{post.date}">{post.date:%b %-d}</time></li>'

    blog.pages["/"] = page("<main><ul>" + "".join(map(row, blog.posts)) + "</ul></main>", FEED_LINK.format("/rss.xml"))
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", *[post.path + ".html" for post in blog.posts]])
    for post in blog.posts:
        blog.pages[post.path] = blog.pages[post.path + ".html"] = blogs.post_page(
            post, f'<link rel="canonical" href="{HOST}{post.path}">'
        )
    return blog


def docusaurus() -> Blog:
    """A blog beside documentation, with and without days in its addresses."""
    blog = Blog(posts(33, lambda index, day, slug: f"/blog/{day:%Y/%m/%d}/{slug}" if index % 2 else f"/blog/{slug}"))

    def entry(post: blogs.Post) -> str:
        return f'<article class="margin-bottom--xl"><header><h2 class="title_f1Hy"><a href="{post.path}">{post.title}</a></h2><div class="container_mt6G"><time datetime="{post.date}T00:00:00.000Z">{post.date:%B %-d, %Y}</time> · 3 min read</div></header><div class="markdown"><p>W</p></div><footer><div class="col"><b>Tags:</b><ul><li><a href="/blog/tags/x">x</a></li></ul></div><a aria-label="Read more about {post.title}" href="{post.path}"><b>Read More</b></a></footer></article>'

    side = (
        '<aside class="col"><nav class="sidebar" aria-label="Blog recent posts navigation"><div>Recent posts</div><ul>'
        + "".join(f'<li><a href="{post.path}">{post.title}</a></li>' for post in blog.posts[:5])
        + "</ul></nav></aside>"
    )
    nav = '<nav class="navbar"><a href="/">Tool</a><a href="/docs/intro">Docs</a><a href="/blog">Blog</a></nav>'
    for number in range(4):
        older = (
            f'<nav class="pagination-nav"><a class="pagination-nav__link pagination-nav__link--next" href="/blog/page/{number + 2}"><div class="pagination-nav__label">Older Entries</div></a></nav>'
            if number < 3
            else ""
        )
        blog.pages["/blog" if number == 0 else f"/blog/page/{number + 1}"] = page(
            nav + side + "<main>" + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10])) + older + "</main>",
            '<meta name="generator" content="Docusaurus v2"><link rel="alternate" type="application/rss+xml" href="/blog/rss.xml"><link rel="alternate" type="application/atom+xml" href="/blog/atom.xml">',
        )
    blog.pages["/"] = page(nav + '<main><h1>Tool</h1><a href="/docs/intro">Start</a></main>')
    blog.pages["/blog/rss.xml"] = blogs.rss(blog.posts[:20]).replace(
        f"<link>{HOST}/</link>", f"<link>{HOST}/blog</link>"
    )
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/docs/intro",
            "/docs/a/b",
            "/docs/a/c",
            "/blog",
            "/blog/archive",
            "/blog/authors",
            "/blog/tags",
            "/blog/tags/x",
            "/blog/page/2",
            "/blog/page/3",
            "/docs/tags/y",
            *[post.path for post in blog.posts],
        ]
    )
    blog.pages["/blog/archive"] = page(
        nav
        + "<main>"
        + "".join(
            f"<h3>{year}</h3><ul>"
            + "".join(
                f'<li><a href="{post.path}">{post.date:%B %-d} - {post.title}</a></li>'
                for post in blog.posts
                if post.date.year == year
            )
            + "</ul>"
            for year in (2020, 2019)
        )
        + "</main>"
    )
    for size in ("docs/intro", "docs/a/b", "docs/a/c"):
        blog.pages["/" + size] = page(nav + "<article><h1>x</h1></article>")
    return blogs.with_pages_of(blog)


def meta_home() -> Blog:
    """A home page that only sends to a language."""
    blog = hugo_like()
    blog.pages["/en/"] = blog.pages["/"]
    blog.pages["/"] = (
        '<!doctype html><html><head><title>x</title><meta http-equiv="refresh" content="0; url=/en/"></head></html>'
    )
    return blog


def hugo_like() -> Blog:
    """Headings of the first level in the list."""
    blog = Blog(posts(30, lambda _index, _day, slug: f"/en/posts/{slug}/"))

    def row(post: blogs.Post) -> str:
        return f'<article class="post on-list"><h1 class="post-title"><a href="{post.path}">{post.title}</a></h1><div class="post-meta"><span class="post-date">{post.date} </span><span class="post-author">:: Ann</span></div><span class="post-tags">#<a href="/en/tags/x/">x</a></span><div class="post-content">W</div><a class="read-more button" href="{post.path}">Read more →</a></article>'

    for number in range(6):
        older = (
            f'<div class="pagination"><a href="/en/page/{number + 2}/" class="button"><span class="button__text">Older posts</span> <span>→</span></a></div>'
            if number < 5
            else ""
        )
        blog.pages["/" if number == 0 else f"/en/page/{number + 1}/"] = page(
            MENU.format("")
            + '<div class="content"><div class="posts">'
            + "".join(map(row, blog.posts[number * 5 : number * 5 + 5]))
            + older
            + "</div></div>"
        )
    return blogs.with_pages_of(blog)


def org_mode() -> Blog:
    """A list called sitemap.html."""
    blog = Blog(posts(26, lambda _index, _day, slug: f"/{slug}.html"))
    blog.pages["/"] = page(
        '<div id="content"><h1 class="title">Ann</h1><ul class="org-ul"><li><a href="sitemap.html">All posts</a></li><li><a href="about.html">About</a></li></ul><p>'
        + "".join(f'<li><a href="{post.path[1:]}">{post.title}</a></li>' for post in blog.posts[:3])
        + "</p></div>"
    )
    blog.pages["/sitemap.html"] = page(
        '<div id="content"><ul class="org-ul">'
        + "".join(
            f'<li>[{post.date} {post.date:%a}] <a href="{post.path[1:]}">{post.title}</a></li>' for post in blog.posts
        )
        + "</ul></div>"
    )
    blog.pages["/about.html"] = page("<h1>About</h1>")
    return blogs.with_pages_of(blog)


def single_anchor_cards() -> Blog:
    """Cards that are one link without a heading: day and minutes, title, words."""
    blog = Blog(posts(31, lambda _index, _day, slug: f"/thoughts/{slug}"))

    def card(post: blogs.Post) -> str:
        return f'<a href="{post.path}" class="block group"><div class="flex"><p class="text-sm">{post.date:%b %d, %Y} <span>•</span> 5 min read</p><p class="font-bold text-xl">{post.title}</p><p class="text-gray">Words of it go on here and there.</p></div></a>'

    nav = '<nav><a href="/">home</a><a href="/thoughts">thoughts</a><a href="/photos">photos</a></nav>'
    blog.pages["/"] = page(nav + "<main><section>" + "".join(map(card, blog.posts[:3])) + "</section></main>")
    blog.pages["/thoughts"] = page(nav + "<main>" + "".join(map(card, blog.posts)) + "</main>")
    blog.pages["/photos"] = page(nav + "<main></main>")
    return blogs.with_pages_of(blog)


def table_list() -> Blog:
    """A table by hand, days in the American order."""
    blog = Blog(posts(29, lambda _index, _day, slug: f"/a/{slug}.htm"))
    blog.pages["/"] = (
        "<html><head><title>A blog</title></head><body><center><table>"
        + "".join(
            f'<tr><td align=right><font size=2>{post.date:%m/%d/%Y}</font></td><td><a href="a/{post.path[3:]}">{post.title}</a></td></tr>'
            for post in blog.posts
        )
        + '</table><a href="links.htm">Links</a> | <a href="mail.htm">Mail</a></center></body></html>'
    )
    for post in blog.posts:
        blog.pages[post.path] = f"<title>{post.title}</title><h2>{post.title}</h2>{post.date:%m/%d/%Y}<p>W"
    return blog


def two_digit_year() -> Blog:
    """Years of two digits, days as names."""
    blog = Blog(posts(26, lambda _index, day, _slug: f"/log/{day:%y%m%d}.html"))
    blog.pages["/"] = page(
        "<h1>Log</h1>"
        + "".join(
            f'<p><b>{post.date:%-d %b %y}</b> <a href="log/{post.path[5:]}">{post.title}</a></p>' for post in blog.posts
        )
    )
    for post in blog.posts:
        blog.pages[post.path] = blogs.post_page(post)
    return blog


def load_more_head_next() -> Blog:
    """The next page stands in the head alone."""
    blog = Blog(posts(45, lambda _index, _day, slug: f"/stories/{slug}"))
    for number in range(5):
        further = f'<link rel="next" href="{HOST}/stories?p={number + 2}">' if number < 4 else ""
        blog.pages["/stories" if number == 0 else f"/stories?p={number + 1}"] = page(
            '<a href="/">x</a><main>'
            + blogs.cards(blog.posts[number * 9 : number * 9 + 9])
            + "<button>Load more</button></main>",
            further,
        )
    blog.pages["/"] = page('<nav><a href="/stories">Stories</a></nav><main><h1>Hi</h1></main>')
    return blogs.with_pages_of(blog)


def amp_and_lang() -> Blog:
    """Copies for telephones and in other languages in the sitemap."""
    blog = Blog(posts(30, lambda _index, _day, slug: f"/article/{slug}"))
    blog.pages["/"] = blogs.home(blog.posts[:10], FEED_LINK.format("/rss"))
    blog.pages["/rss"] = blogs.rss(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            *[
                path_of
                for post in blog.posts
                for path_of in (post.path, post.path + "/amp", post.path + "?lang=de", "/de" + post.path)
            ],
        ]
    )
    return blogs.with_pages_of(blog)


def json_list() -> Blog:
    """A list in JSON that a script loads."""
    blog = Blog(posts(27, lambda _index, _day, slug: f"/read/{slug}"))
    blog.pages["/"] = page('<div id="app"></div><script>fetch("/posts.json")</script>')
    blog.pages["/posts.json"] = json.dumps(
        [{"slug": post.path[6:], "title": post.title, "date": str(post.date), "url": post.path} for post in blog.posts]
    )
    return blogs.with_pages_of(blog)


def newest_first_nav_prev() -> Blog:
    """An old WordPress theme without a feed, months in a field to choose."""
    blog = Blog(posts(40, lambda _index, day, slug: f"/{day:%Y/%m/%d}/{slug}/", year=2008))
    months = sorted({(post.date.year, post.date.month) for post in blog.posts}, reverse=True)
    side = (
        '<div id="sidebar"><h2>Archives</h2><select name="archive-dropdown"><option value="">Select</option>'
        + "".join((f'<option value="{HOST}/{year}/{month:02}/">{year}</option>' for year, month in months))
        + "</select></div>"
    )

    def entry(post: blogs.Post) -> str:
        return f'<div class="post" id="post-1"><h2><a href="{HOST}{post.path}" rel="bookmark" title="Permanent Link to {post.title}">{post.title}</a></h2><small>{post.date:%B %-d, %Y} by ann</small><div class="entry"><p>W</p></div></div>'

    for number in range(8):
        older = (
            f'<div class="navigation"><div class="alignleft"><a href="{HOST}/page/{number + 2}/">&laquo; Older Entries</a></div></div>'
            if number < 7
            else ""
        )
        blog.pages["/" if number == 0 else f"/page/{number + 1}/"] = page(
            '<div id="content" class="narrowcolumn">'
            + "".join(map(entry, blog.posts[number * 5 : number * 5 + 5]))
            + older
            + "</div>"
            + side
        )
    return blogs.with_pages_of(blog)


def other_subdomain_feed() -> Blog:
    """A base address, and a feed with a wrong type."""
    blog = Blog(posts(22, lambda _index, _day, slug: f"/weblog/{slug}"))
    blog.pages["/weblog/"] = page(
        "<main><ul>"
        + "".join(f'<li><a href="{post.path[8:]}">{post.title}</a>, {post.date:%d %B %Y}</li>' for post in blog.posts)
        + "</ul></main>",
        f'<base href="{HOST}/weblog/"><link rel="alternate" type="text/xml" href="feed.rss">',
    )
    blog.pages["/weblog/feed.rss"] = blogs.rss(blog.posts[:5])
    blog.pages["/"] = page('<h1>Ann</h1><a href="/weblog/">weblog</a> <a href="/software/">software</a>')
    return blogs.with_pages_of(blog)


def quarto() -> Blog:
    """Addresses with their index file, cards with three links."""
    blog = Blog(posts(28, lambda _index, day, slug: f"/posts/{day}-{slug}/"))

    def card(post: blogs.Post) -> str:
        return f'<div class="quarto-post image-right" data-index="0"><div class="thumbnail"><a href="./posts/{post.path[7:]}index.html" class="no-external"><img></a></div><div class="body"><h3 class="no-anchor listing-title"><a href="./posts/{post.path[7:]}index.html" class="no-external">{post.title}</a></h3><div class="listing-subtitle"></div><div class="listing-categories"><div class="listing-category">x</div></div><div class="listing-description"><a href="./posts/{post.path[7:]}index.html">W</a></div></div><div class="metadata"><a href="./posts/{post.path[7:]}index.html" class="no-external"><div class="listing-date">{post.date:%b %-d, %Y}</div><div class="listing-author">Ann</div></a></div></div>'

    blog.pages["/"] = page(
        '<nav class="navbar"><a href="./index.html">A blog</a><a href="./about.html">About</a></nav><main class="content"><div id="listing-listing" class="quarto-listing"><div class="list quarto-listing-default">'
        + "".join(map(card, blog.posts))
        + "</div></div></main>",
        '<meta name="generator" content="quarto-1.3"><link rel="alternate" type="application/rss+xml" href="index.xml">',
    )
    blog.pages["/index.xml"] = blogs.rss(
        [Post(post.path + "index.html", post.title, post.date) for post in blog.posts[:20]], generator="quarto-1.3.450"
    )
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/index.html", "/about.html", *[post.path + "index.html" for post in blog.posts]]
    )
    for post in blog.posts:
        blog.pages[post.path + "index.html"] = blog.pages[post.path] = blogs.post_page(post)
    blog.posts = [Post(post.path + "index.html", post.title, post.date) for post in blog.posts]
    return blog


def low_headings() -> Blog:
    """Cards that are links, with a heading of the lowest level, the day, words as tags, and an abstract."""
    blog = Blog(posts(18, blogs.in_blog))
    listed = "".join(
        f'<a href="{post.path}" class="card"><div class="top"><h6>{post.title}</h6><span>Published | {post.date:%-d %B %Y}'
        '</span></div><div class="chips"><span>boats</span> <span>ropes</span></div><p>How to do it.</p></a>'
        for post in blog.posts
    )
    blog.pages["/"] = page(f"{MENU.format('')}<main>{listed}</main>")
    return blogs.with_pages_of(blog)


def low_categories() -> Blog:
    """Cards with the category in such a heading, above the title."""
    blog = Blog(posts(18, blogs.in_blog))
    listed = "".join(
        f'<a href="{post.path}" class="card"><h6>Boats</h6><p class="t"><b>{post.title}</b></p>'
        f"<p>{post.date:%-d %B %Y}</p></a>"
        for post in blog.posts
    )
    blog.pages["/"] = page(f"{MENU.format('')}<main>{listed}</main>")
    return blogs.with_pages_of(blog)


ALL = [
    low_headings,
    low_categories,
    wp_plain,
    encoded,
    spa,
    pretty_both,
    docusaurus,
    meta_home,
    hugo_like,
    org_mode,
    single_anchor_cards,
    table_list,
    two_digit_year,
    load_more_head_next,
    amp_and_lang,
    json_list,
    newest_first_nav_prev,
    other_subdomain_feed,
    quarto,
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) == len(set(blog.asked)) <= 40
