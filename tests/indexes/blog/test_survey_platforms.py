"""The search for a whole archive, on blogs as platforms with many users publish them."""

import datetime as dt
import json
from collections.abc import Callable
from html import escape

import pytest

from blogreader.indexes.blog.ways import Certainty
from tests import blogs
from tests.blogs import (
    FEED_LINK,
    FOOTER,
    HOST,
    Blog,
    Post,
    expected,
    found,
    in_blog,
    in_own_folder,
    in_root,
    page,
    posts,
    survey,
)


def substack() -> Blog:
    """Sitemap of everything at `/p/`, a feed of twenty, cards with a title, a subtitle and comments."""
    blog = Blog(posts(44, lambda _index, _day, slug: f"/p/{slug}"))

    def card(post: blogs.Post) -> str:
        return f'<div class="portable-archive-list"><div role="article" class="post-preview"><a href="{HOST}{post.path}" data-testid="post-preview-title" class="title-link">{post.title}</a><a href="{HOST}{post.path}">A subtitle that goes on</a><div class="meta"><a href="https://substack.com/@ann">Ann</a><time datetime="{post.date}T08:00:00.000Z">{post.date:%b %-d}</time></div><a href="{HOST}{post.path}/comments">4</a></div></div>'

    head = FEED_LINK.format("/feed")
    menu = '<a href="/">Home</a><a href="/archive">Archive</a><a href="/about">About</a><a href="/notes">Notes</a>'
    blog.pages["/"] = page(f"<nav>{menu}</nav><main>" + "".join(map(card, blog.posts[:7])) + "</main>", head)
    blog.pages["/archive"] = page(f"<nav>{menu}</nav><main>" + "".join(map(card, blog.posts[:12])) + "</main>", head)
    blog.pages["/feed"] = blogs.rss(blog.posts[:20], generator="Substack")
    blog.robots = f"Sitemap: {HOST}/sitemap.xml\n"
    years = sorted({post.date.year for post in blog.posts}, reverse=True)
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about", "/archive", *[post.path for post in blog.posts]])
    blog.pages["/sitemap"] = page(
        "<main>" + "".join(f'<a href="/sitemap/{year}">{year}</a>' for year in years) + "</main>"
    )
    return blogs.with_pages_of(blog)


def ghost(number: int = 130, script: str = 'data-sodo-search="https://blog.example/"') -> Blog:
    """The newest in the feed and on the home page, more come to those who scroll; its search has a key for all."""
    blog = Blog(posts(number, in_own_folder))
    key = "edf92d97a2ffbb07659fa25625"
    head = f'<script defer src="https://cdn.example/sodo-search.min.js" data-key="{key}" {script}></script>'
    blog.pages["/"] = blogs.home(blog.posts[:6], FEED_LINK.format("/rss/") + head)
    blog.pages["/rss/"] = blogs.rss(blog.posts[:15])

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path != "/ghost/api/content/posts/" or query.get("key") != key:
            return None
        page = int(query["page"])
        size = int(query["limit"])
        listed = [
            {
                "title": post.title,
                "url": f"{HOST}{post.path}",
                "published_at": f"{post.date}T08:00:00.000+00:00",
                "primary_tag": {"name": "Boats"},
            }
            for post in blog.posts[(page - 1) * size : page * size]
        ]
        return json.dumps({"posts": listed, "meta": {"pagination": {"page": page, "total": len(blog.posts)}}})

    blog.answer = answer
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize(
    "script",
    [
        'data-sodo-search="https://blog.example/"',
        'data-api="https://blog.example/ghost/api/content/"',
        'data-ghost="/"',
    ],
)
def test_ghost_is_asked_for_its_own_list_where_its_pages_have_the_key(script: str) -> None:
    blog = ghost(script=script)
    search = survey(blog)
    assert found(search) == expected(blog)
    assert {one.category for one in search.found.posts()} == {"Boats"}
    assert search.found.certainty() is Certainty.COMPLETE
    assert search.requests <= 6


def test_a_copy_of_a_ghost_blog_without_its_program_is_read_as_any_other() -> None:
    blog = ghost(12)
    blog.answer = lambda _path, _query: None
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    assert found(survey(blog)) == expected(blog)


def medium() -> Blog:
    """Addresses that tell where a reader comes from, sitemaps by month without titles, archives by month."""
    blog = Blog(posts(38, lambda index, _day, slug: f"/{slug}-{index * 7919 + 11256099:012x}"))

    def item(post: blogs.Post) -> str:
        return f'<item><title><![CDATA[{post.title}]]></title><link>{HOST}{post.path}?source=rss----1234abcd---4</link><guid isPermaLink="false">https://medium.com/p/{post.path[-12:]}</guid><category><![CDATA[life]]></category><pubDate>{post.date:%a, %d %b %Y} 10:00:00 GMT</pubDate></item>'

    blog.pages["/feed"] = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>A blog - Medium</title><link>{HOST}?source=rss----1234abcd---4</link><generator>Medium</generator>'
        + "".join(map(item, blog.posts[:10]))
        + "</channel></rss>"
    )
    blog.robots = f"Sitemap: {HOST}/sitemap/sitemap.xml\n"
    months = sorted({(post.date.year, post.date.month) for post in blog.posts})
    blog.pages["/sitemap/sitemap.xml"] = blogs.sitemap_index(
        ["/sitemap/pages.xml", "/sitemap/tags.xml"]
        + [f"/sitemap/posts/{year}/posts-{year}-{month:02}.xml" for year, month in months]
    )
    blog.pages["/sitemap/pages.xml"] = blogs.sitemap(["/about", "/archive"])
    blog.pages["/sitemap/tags.xml"] = blogs.sitemap(["/tagged/life"])
    for year, month in months:
        blog.pages[f"/sitemap/posts/{year}/posts-{year}-{month:02}.xml"] = blogs.sitemap(
            [post.path for post in blog.posts if (post.date.year, post.date.month) == (year, month)]
        )

    def card(post: blogs.Post) -> str:
        return f'<div><article><a href="{post.path}?source=collection_home---4------0-----"><h2>{post.title}</h2></a><div><a href="/@ann">Ann</a><span>{post.date:%b %-d, %Y}</span></div></article></div>'

    blog.pages["/"] = page(
        "<main>"
        + "".join(map(card, blog.posts[:8]))
        + '</main><a href="/about">About</a><a href="/archive">Archive</a>',
        FEED_LINK.format("/feed"),
    )
    years = sorted({post.date.year for post in blog.posts})
    blog.pages["/archive"] = page(
        "<main>"
        + "".join(map(card, blog.posts[:10]))
        + "</main>"
        + "".join(f'<a href="/archive/{year}">{year}</a>' for year in years)
    )
    for year in years:
        blog.pages[f"/archive/{year}"] = page(
            "<main>"
            + "".join(map(card, [post for post in blog.posts if post.date.year == year][:10]))
            + "</main>"
            + "".join(
                (f'<a href="/archive/{year}/{month:02}">{month:02}</a>' for of_year, month in months if of_year == year)
            )
        )
    for year, month in months:
        blog.pages[f"/archive/{year}/{month:02}"] = page(
            "<main>"
            + "".join(map(card, [post for post in blog.posts if (post.date.year, post.date.month) == (year, month)]))
            + "</main>"
        )
    return blogs.with_pages_of(blog)


def squarespace() -> Blog:
    """A feed at a query, pages by `offset`, a sitemap with a shop, tags and categories."""
    blog = Blog(posts(47, lambda _index, _day, slug: f"/journal/{slug}"))

    def entry(post: blogs.Post) -> str:
        return f'<article class="hentry category-news tag-life post-type-text"><header><h1 class="entry-title"><a href="{post.path}" class="u-url">{post.title}</a></h1><div class="entry-dateline"><time class="published" datetime="{post.date}">{post.date:%B %-d, %Y}</time></div></header><div class="entry-content"><p>Words.</p></div><a href="{post.path}" class="read-more">Read More</a></article>'

    menu = '<header id="header"><nav><a href="/">Home</a><a href="/journal">Journal</a><a href="/about-1">About</a><a href="/shop">Shop</a></nav></header>'
    size = 20

    def address(number: int) -> str:
        return "/journal" if number == 0 else f"/journal?offset=15{number}0000000"

    for number in range(3):
        older = (
            f'<nav class="pagination"><div class="older"><a href="{address(number + 1)}">Older</a></div></nav>'
            if number < 2
            else ""
        )
        blog.pages[address(number)] = page(
            menu + "<main>" + "".join(map(entry, blog.posts[number * size : number * size + size])) + older + "</main>",
            '<meta name="generator" content="Squarespace"><link rel="alternate" type="application/rss+xml" title="RSS Feed" href="/journal?format=rss"/>',
        )
    blog.pages["/"] = page(menu + "<main><h1>Ann, photographer</h1><p>Hello.</p></main>")

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path == "/journal" and query.get("format") == "rss":
            return blogs.rss(blog.posts[:20], generator="Site-Server v6 (http://www.squarespace.com)")
        return None

    blog.answer = answer
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/journal",
            "/about-1",
            "/shop",
            "/shop/p/rope",
            "/shop/p/tar",
            "/journal/category/news",
            "/journal/tag/life",
            *[post.path for post in blog.posts],
        ]
    )
    return blogs.with_pages_of(blog)


def drupal() -> Blog:
    """Pages counted from zero in a query; posts at numbers and names; a feed of ten."""
    blog = Blog(posts(53, lambda index, _day, slug: f"/node/{100 + index * 3}" if index % 4 else f"/content/{slug}"))

    def entry(post: blogs.Post) -> str:
        return f'<article role="article" about="{post.path}" class="node node--type-blog node--view-mode-teaser"><h2 class="node__title"><a href="{post.path}" rel="bookmark"><span class="field field--name-title">{post.title}</span></a></h2><footer class="node__meta"><div class="node__submitted">Submitted by <a href="/user/1" class="username">ann</a> on <span class="field field--name-created">{post.date:%a, %m/%d/%Y} - 20:1{post.date.day % 10}</span></div></footer><div><p>Words.</p></div><ul class="links inline"><li class="node-readmore"><a href="{post.path}" rel="tag">Read more<span class="visually-hidden"> about {post.title}</span></a></li><li><a href="{post.path}#comments">3 comments</a></li></ul></article>'

    menu = '<nav role="navigation"><ul><li><a href="/">Home</a></li><li><a href="/node/5">About me</a></li><li><a href="/contact">Contact</a></li></ul></nav>'

    def address(number: int) -> str:
        return "/" if number == 0 else f"/?page={number}"

    for number in range(6):
        older = (
            f'<nav class="pager"><ul><li><a href="?page=0">1</a></li><li class="pager__item--next"><a href="?page={number + 1}" title="Go to next page" rel="next"><span class="visually-hidden">Next page</span><span aria-hidden="true">››</span></a></li></ul></nav>'
            if number < 5
            else ""
        )
        blog.pages[address(number)] = page(
            menu
            + "<main>"
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</main>"
            + FOOTER,
            '<meta name="Generator" content="Drupal 9"><link rel="alternate" type="application/rss+xml" title="" href="/rss.xml">',
        )
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:10])
    blog.pages["/node/5"] = page(menu + "<main><h1>About me</h1></main>")
    return blogs.with_pages_of(blog)


def movable_type() -> Blog:
    """Posts in a folder called archives, by number; a day as a heading, a time as the link."""
    blog = Blog(posts(66, lambda index, _day, _slug: f"/archives/{index + 1:06}.html", year=2004))
    menu = '<div id="sidebar"><div class="module-archives"><h2>Archives</h2><ul>{}</ul></div><h2>Categories</h2><ul><li><a href="/archives/life/">Life</a></li></ul></div>'
    months = sorted({(post.date.year, post.date.month) for post in blog.posts}, reverse=True)
    side = menu.format(
        "".join(
            (
                f'<li><a href="/archives/{year}/{month:02}/">{dt.date(year, month, 1):%B %Y}</a></li>'
                for year, month in months
            )
        )
    )

    def entry(post: blogs.Post) -> str:
        return f'<h2 class="date">{post.date:%B %-d, %Y}</h2><div class="blogbody"><a name="{post.path[-11:-5]}"></a><h3 class="title">{post.title}</h3><p>Words of it.</p><div class="posted">Posted by ann at <a href="{HOST}{post.path}">12:15 PM</a> | <a href="{HOST}{post.path}#comments">Comments (2)</a> | <a href="{HOST}{post.path}#trackbacks">TrackBack</a></div></div>'

    blog.pages["/"] = page(
        '<div id="content">' + "".join(map(entry, blog.posts[:10])) + "</div>" + side,
        '<meta name="generator" content="http://www.movabletype.org/"><link rel="alternate" type="application/rss+xml" title="RSS" href="/index.rdf">',
    )
    blog.pages["/index.rdf"] = blogs.rss(blog.posts[:15])
    for year, month in months:
        blog.pages[f"/archives/{year}/{month:02}/"] = page(
            '<div id="content">'
            + "".join(map(entry, [post for post in blog.posts if (post.date.year, post.date.month) == (year, month)]))
            + "</div>"
            + side
        )
    blog.pages["/archives.html"] = page(
        "<h1>Archives</h1>"
        + "".join(
            f'<div class="entry">{post.date:%Y.%m.%d}: <a href="{HOST}{post.path}">{post.title}</a></div>'
            for post in blog.posts
        )
    )
    blog.pages["/"] = str(blog.pages["/"]).replace(
        "<h2>Archives</h2>", '<h2><a href="/archives.html">Archives</a></h2>'
    )
    return blogs.with_pages_of(blog)


def bear() -> Blog:
    """Posts in the root beside pages that say that they are articles; the list is another page."""
    blog = Blog(posts(36, in_own_folder))
    menu = '<header><a class="title" href="/"><h1>A blog</h1></a><nav><p><a href="/">Home</a> <a href="/now/">Now</a> <a href="/my-desk-setup/">Desk</a> <a href="/blog/">Blog</a></p></nav></header>'

    def row(post: blogs.Post) -> str:
        return f'<li><span><i><time datetime="{post.date}T00:00Z">{post.date:%d %b, %Y}</time></i></span><a href="{post.path}">{post.title}</a></li>'

    head = '<link rel="alternate" type="application/atom+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/feed/?type=rss">'
    blog.pages["/"] = page(
        menu + '<main><h1>Hello</h1><p>I write about <a href="/my-desk-setup/">my desk</a>.</p></main>', head
    )
    blog.pages["/blog/"] = page(
        menu
        + '<main><ul class="blog-posts">'
        + "".join(map(row, blog.posts))
        + '</ul></main><footer>Powered by <a href="https://bear.example">Bear</a></footer>',
        head,
    )
    blog.pages["/feed/"] = blogs.atom(blog.posts[:10])
    for size in ("now", "my-desk-setup"):
        blog.pages[f"/{size}/"] = page(
            menu + f"<main><h1>{size}</h1></main>", '<meta property="og:type" content="article">'
        )
    return blogs.with_pages_of(blog)


def microblog() -> Blog:
    """Notes without titles between posts with one; an archive whose links are days."""
    blog = Blog(
        posts(
            60,
            lambda index, day, slug: (
                f"/{day:%Y/%m/%d}/{slug}.html"
                if index % 3 == 0
                else f"/{day:%Y/%m/%d}/{day.day:02}{index % 24:02}{index % 60:02}.html"
            ),
        )
    )
    blog.posts = [
        Post(post.path, post.title if not post.path.split("/")[-1].split(".")[0].isdigit() else "", post.date)
        for post in blog.posts
    ]
    menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/archive/">Archive</a></li><li><a href="/photos/">Photos</a></li></ul></nav>'

    def row(post: blogs.Post) -> str:
        return f'''<p class="h-entry"><a class="u-url" href="{post.path}"><span class="dt-published" datetime="{post.date}T08:00:00-0500">{post.date}</span></a>: {(f"<span class=p-name>{escape(post.title)}</span>" if post.title else "<span class=p-summary>A short note of some words here …</span>")}</p>'''

    def full(post: blogs.Post) -> str:
        return f'''<div class="post h-entry">{(f"<h1 class=p-name><a href={post.path} class=u-url>{post.title}</a></h1>" if post.title else "")}<a href="{post.path}" class="u-url"><time class="dt-published" datetime="{post.date} 08:00:00">{post.date:%b %-d, %Y}</time></a><div class="e-content"><p>A short note of some words here.</p></div></div>'''

    blog.pages["/"] = page(
        menu + '<div id="content">' + "".join(map(full, blog.posts[:20])) + "</div>",
        FEED_LINK.format("/feed.xml") + '<meta name="generator" content="Hugo 0.91.2">',
    )
    blog.pages["/archive/"] = page(menu + "<main>" + "".join(map(row, blog.posts)) + "</main>")
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:25])
    blog.pages["/photos/"] = page(menu + "<main></main>")
    return blogs.with_pages_of(blog)


def writeas() -> Blog:
    """Posts in the root, pages by number, a pinned page among them."""
    blog = Blog(posts(35, in_root))

    def entry(post: blogs.Post) -> str:
        return f'<article id="x{post.date.day}" class="norm h-entry"><h2 class="post-title"><a href="{post.path}" class="u-url p-name">{post.title}</a></h2><time class="dt-published" datetime="{post.date}T08:00:00Z">{post.date:%B %-d, %Y}</time><div class="e-content"><p>Words</p><a class="read-more" href="{post.path}">Read more...</a></div></article>'

    for number in range(4):
        older = f'<nav id="paging"><a href="/page/{number + 2}">⇠ Older</a></nav>' if number < 3 else ""
        blog.pages["/" if number == 0 else f"/page/{number + 1}"] = page(
            '<header><h1 id="blog-title"><a href="/">A blog</a></h1><nav><a class="pinned" href="/who-i-am">who I am</a></nav></header><section id="wrapper">'
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</section>",
            '<link rel="alternate" type="application/rss+xml" title="A blog" href="/feed/" />',
        )
    blog.pages["/feed/"] = blogs.rss(blog.posts[:10])
    blog.pages["/who-i-am"] = page("<article><h1>who I am</h1></article>")
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/who-i-am", *[post.path for post in blog.posts]])
    return blogs.with_pages_of(blog)


def ablog() -> Blog:
    """A blog inside documentation, with lists in each sidebar, by year, tag and author."""
    blog = Blog(posts(24, lambda _index, day, slug: f"/blog/{day:%Y}/{slug}.html"))
    toc = (
        '<div class="sphinxsidebar"><ul><li><a href="/install.html">Install</a></li><li><a href="/api/index.html">API</a></li></ul><h3><a href="/blog.html">Blog</a></h3><h3><span>Recent Posts</span></h3><ul>'
        + "".join(f'<li><a href="{post.path}">{post.date:%d %B} - {post.title}</a></li>' for post in blog.posts[:5])
        + '</ul><h3><a href="/blog/archive.html">Archives</a></h3><ul>'
        + "".join(f'<li><a href="/blog/{year}.html">{year} (9)</a></li>' for year in (2019, 2020))
        + "</ul></div>"
    )

    def section(post: blogs.Post) -> str:
        return f'<div class="section ablog-post"><h2 class="ablog-post-title"><a href="{post.path}">{post.title}</a></h2><ul class="ablog-archive"><li><span><i class="fa fa-calendar"></i>{post.date:%d %B %Y}</span></li><li><a href="/blog/author/ann.html">ann</a></li></ul><p class="ablog-post-excerpt"><p>Words</p></p><p class="ablog-post-expand"><a href="{post.path}"><em>Read more ...</em></a></p><hr></div>'

    head = '<link rel="alternate" type="application/atom+xml" href="/blog/atom.xml" title="Blog"><meta name="generator" content="Docutils">'
    blog.pages["/blog.html"] = page(
        '<div class="body" role="main"><h1>All posts</h1>' + "".join(map(section, blog.posts)) + "</div>" + toc, head
    )
    blog.pages["/blog/archive.html"] = page(
        '<div class="body" role="main"><h1>Archives</h1>' + "".join(map(section, blog.posts)) + "</div>" + toc, head
    )
    blog.pages["/"] = page(
        '<div class="body" role="main"><h1>The tool</h1><p>Words.</p><ul><li class="toctree-l1"><a href="/install.html">Install</a></li><li class="toctree-l1"><a href="/usage/first.html">First steps</a></li><li class="toctree-l1"><a href="/api/index.html">API</a></li></ul></div>'
        + toc,
        head,
    )
    blog.pages["/blog/atom.xml"] = blogs.atom(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/install.html",
            "/usage/first.html",
            "/api/index.html",
            "/blog.html",
            "/blog/archive.html",
            "/blog/2019.html",
            "/blog/2020.html",
            "/blog/tag/x.html",
            "/blog/category/y.html",
            "/blog/author/ann.html",
            "/blog/author.html",
            *[post.path for post in blog.posts],
        ]
    )
    return blogs.with_pages_of(blog)


def vuepress() -> Blog:
    """No feed; the sitemap has the documentation too; days in a span of the list."""
    blog = Blog(posts(30, lambda _index, _day, slug: f"/posts/{slug}.html"))

    def row(post: blogs.Post) -> str:
        return f'<article class="vp-article-item"><header class="vp-article-title"><a class="route-link" href="{post.path}"><span property="headline">{post.title}</span></a></header><div class="page-info"><span class="page-author-info">Ann</span><span class="page-date-info"><span data-allow-mismatch="text">{post.date:%Y/%m/%d}</span><meta property="datePublished" content="{post.date}T00:00:00.000Z"></span><span class="page-category-info"><span>Life</span></span></div></article>'

    nav = '<header><nav><a href="/" class="route-link">Home</a><a href="/article/" class="route-link">Articles</a><a href="/intro.html">About</a><a href="/guide/start.html">Guide</a></nav></header>'
    for number in range(3):
        blog.pages["/article/" if number == 0 else f"/article/?page={number + 1}"] = page(
            nav + "<main>" + "".join(map(row, blog.posts[:10])) + "</main>"
        )
    blog.pages["/"] = page(nav + "<main>" + "".join(map(row, blog.posts[:10])) + "</main>")
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/article/",
            "/intro.html",
            "/guide/start.html",
            "/guide/next.html",
            "/tag/",
            "/tag/life/",
            "/category/",
            "/star/",
            "/timeline/",
            *[post.path for post in blog.posts],
        ]
    )
    blog.pages["/timeline/"] = page(
        nav
        + "<main><ul>"
        + "".join(
            f'<li><span class="date">{post.date:%m/%d}</span><a href="{post.path}">{post.title}</a></li>'
            for post in blog.posts
        )
        + "</ul></main>"
    )
    return blogs.with_pages_of(blog)


def astro() -> Blog:
    """A home page without posts, a list elsewhere, a sitemap in parts."""
    blog = Blog(posts(41, in_blog))

    def row(post: blogs.Post) -> str:
        return f'<li><a href="{post.path}"><img src="/x.webp"><h4 class="title">{post.title}</h4><p class="date"><time datetime="{post.date}T00:00:00.000Z">{post.date:%b %-d, %Y}</time></p></a></li>'

    nav = '<header><nav><h2><a href="/">A blog</a></h2><div class="internal-links"><a href="/">Home</a><a href="/blog">Blog</a><a href="/about">About</a></div></nav></header>'
    head = '<link rel="sitemap" href="/sitemap-index.xml"><meta name="generator" content="Astro v4.0">'
    blog.pages["/"] = page(nav + "<main><h1>Hello, astronaut</h1><p>Words.</p></main>", head)
    blog.pages["/blog/"] = page(
        nav + "<main><section><ul>" + "".join(map(row, blog.posts)) + "</ul></section></main>", head
    )
    blog.pages["/rss.xml"] = blogs.rss(blog.posts)
    blog.pages["/sitemap-index.xml"] = blogs.sitemap_index(["/sitemap-0.xml"])
    blog.pages["/sitemap-0.xml"] = blogs.sitemap(["/", "/about/", "/blog/", *[post.path for post in blog.posts]])
    return blogs.with_pages_of(blog)


def sveltekit() -> Blog:
    """Posts in the root, days in paragraphs below the links, a feed of twenty."""
    blog = Blog(posts(33, in_root))
    nav = '<header class="s-x1"><a href="/">A blog</a><a href="/projects">Projects</a><a href="/uses">Uses</a></header>'

    def row(post: blogs.Post) -> str:
        return f'<li class="s-9k"><a href="{post.path}" data-sveltekit-preload-data>{post.title}</a><p class="date">{post.date:%B %-d, %Y}</p></li>'

    blog.pages["/"] = page(nav + "<div><main><ul>" + "".join(map(row, blog.posts)) + "</ul></main></div>")
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:20])
    return blogs.with_pages_of(blog)


def publii() -> Blog:
    """Posts and pages as files in the root, numbered pages, whole addresses."""
    blog = Blog(posts(37, lambda _index, _day, slug: f"/{slug}.html"))

    def entry(post: blogs.Post) -> str:
        return f'<article class="feed__item"><header class="feed__header"><h2 class="feed__title"><a href="{HOST}{post.path}" class="invert">{post.title}</a></h2><div class="feed__meta"><time datetime="{post.date}T10:00" class="feed__date">{post.date:%B %-d, %Y}</time></div></header><p>Words</p><a href="{HOST}{post.path}" class="readmore feed__readmore">Continue reading...</a></article>'

    nav = '<header class="top"><nav class="navbar"><ul><li><a href="/">Home</a></li><li><a href="/who.html">Who</a></li><li><a href="/tags/">Tags</a></li></ul></nav></header>'
    head = '<meta name="generator" content="Publii Open-Source CMS"><link type="application/atom+xml" rel="alternate" href="/feed.xml"/><link type="application/json" rel="alternate" href="/feed.json"/>'
    for number in range(8):
        older = (
            f'<ul class="pagination"><li><a class="next" href="/page/{number + 2}/">Next</a></li></ul>'
            if number < 7
            else ""
        )
        blog.pages["/" if number == 0 else f"/page/{number + 1}/"] = page(
            nav + "<main>" + "".join(map(entry, blog.posts[number * 5 : number * 5 + 5])) + older + "</main>", head
        )
    blog.pages["/feed.xml"] = blogs.atom(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/", "/who.html", "/tags/", "/tags/life/", "/authors/ann/", *[post.path for post in blog.posts]]
    )
    blog.pages["/who.html"] = page(nav + "<main><article><h1>Who</h1></article></main>")
    return blogs.with_pages_of(blog)


def hand_made() -> Blog:
    """One page by hand: days in a country's order, beside pages in the same folder; no feed."""
    blog = Blog(posts(28, lambda _index, _day, slug: f"/{slug}.html"))
    rows = "".join(f'<p>{post.date:%d/%m/%Y} <a href="{post.path[1:]}">{post.title}</a><br>\n' for post in blog.posts)
    blog.pages["/"] = (
        f'<html><head><title>A blog</title></head><body bgcolor=white><h1>Ann</h1><p>My page. <a href="cv.html">My CV</a>, <a href="pictures.html">pictures</a>, <a href="mailto:a@b.example">write</a>.<hr>{rows}<hr></body></html>'
    )
    for post in blog.posts:
        blog.pages[post.path] = (
            f"<html><head><title>{post.title}</title></head><body><h1>{post.title}</h1><p>Words</p><a href=index.html>back</a></body></html>"
        )
    blog.pages["/cv.html"] = blog.pages["/pictures.html"] = "<h1>x</h1>"
    return blog


def txt_blog() -> Blog:
    """Posts in plain text, beside files that are none."""
    blog = Blog(posts(31, lambda _index, day, slug: f"/posts/{day}-{slug}.txt"))
    rows = "".join(f'<li>{post.date} <a href="{post.path}">{post.title}</a></li>' for post in blog.posts)
    blog.pages["/"] = page(
        f'<h1>A blog</h1><p>plain text, <a href="/robots.txt">robots</a> <a href="/key.txt">key</a></p><ul>{rows}</ul>'
    )
    for post in blog.posts:
        blog.pages[post.path] = f"{post.title}\n{'=' * len(post.title)}\n{post.date}\n\nWords\n"
    return blog


def years_and_numbers() -> Blog:
    """Posts by number, years in an archive, a day and a month beside each."""
    blog = Blog(posts(64, lambda index, _day, _slug: f"/p/{1000 + index * 7}"))
    years = sorted({post.date.year for post in blog.posts}, reverse=True)
    nav = '<div class="menu"><a href="/">home</a> <a href="/about">about</a> <a href="/archive">archive</a></div>'

    def row(post: blogs.Post) -> str:
        return f'<div class="row"><span class="d">{post.date:%d %b}</span> <a href="{post.path}">{post.title}</a></div>'

    blog.pages["/"] = page(nav + "<main>" + "".join(map(row, blog.posts[:10])) + "</main>")
    blog.pages["/archive"] = page(
        nav + "<main>" + "".join(f'<a href="/archive/{year}">{year}</a> ' for year in years) + "</main>"
    )
    for year in years:
        blog.pages[f"/archive/{year}"] = page(
            nav
            + f"<main><h2>{year}</h2>"
            + "".join(map(row, [post for post in blog.posts if post.date.year == year]))
            + "</main>"
        )
    return blogs.with_pages_of(blog)


ALL = [
    substack,
    medium,
    squarespace,
    drupal,
    movable_type,
    bear,
    microblog,
    writeas,
    ablog,
    vuepress,
    astro,
    sveltekit,
    publii,
    hand_made,
    txt_blog,
    years_and_numbers,
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) == len(set(blog.asked)) <= 40


@pytest.mark.parametrize("is_open", [True, False])
def test_substack_is_asked_for_its_own_list_where_that_is_open(is_open: bool) -> None:
    blog = Blog(posts(130, lambda _index, _day, slug: f"/p/{slug}"))
    blog.pages["/"] = blogs.home(blog.posts[:7], FEED_LINK.format("/feed"))
    blog.pages["/feed"] = blogs.rss(blog.posts[:20], generator="Substack")
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about", *(post.path for post in blog.posts)])

    def archive(path: str, query: dict[str, str]) -> str | None:
        if path != "/api/v1/archive" or not is_open:
            return None
        start = int(query["offset"])
        listed = [
            {
                "id": start + number,
                "title": post.title,
                "slug": post.path.rpartition("/")[2],
                "post_date": f"{post.date}T08:00:00.000Z",
                "canonical_url": f"{HOST}{post.path}",
                "publishedBylines": [{"id": 1, "name": "Ann", "url": "https://substack.com/@ann"}],
            }
            for number, post in enumerate(blog.posts[start : start + int(query["limit"])])
        ]
        return json.dumps(listed)

    blog.answer = archive
    search = survey(blogs.with_pages_of(blog))
    assert found(search).keys() == expected(blog).keys()
    assert (found(search) == expected(blog)) is is_open
    assert (search.found.certainty() is Certainty.COMPLETE) is is_open
    assert len(blog.asked) <= 20
