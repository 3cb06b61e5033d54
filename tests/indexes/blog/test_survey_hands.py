"""The search for a whole archive, on blogs with addresses of other kinds."""

from collections.abc import Callable
from html import escape

import pytest

from tests import blogs
from tests.blogs import (
    FEED_LINK,
    FOOTER,
    HOST,
    MENU,
    Blog,
    Post,
    expected,
    found,
    in_own_folder,
    in_pages,
    page,
    posts,
    survey,
)


def tilde() -> Blog:
    """A blog in somebody's folder of a university's host."""
    blog = Blog(posts(29, lambda _index, day, slug: f"/~ann/blog/{day:%Y}/{slug}.html"))

    def row(post: blogs.Post) -> str:
        return f'<li><a href="{HOST}{post.path}">{post.title}</a> ({post.date:%-d %b %Y})</li>'

    blog.pages["/~ann/blog/"] = page(
        '<h1>Ann</h1><p><a href="/~ann/">up</a> <a href="/~bob/blog/">Bob</a> <a href="/department/news.html">dept</a></p><ul>'
        + "".join(map(row, blog.posts))
        + "</ul>",
        '<link rel="alternate" type="application/atom+xml" href="/~ann/blog/feed.atom">',
    )
    blog.pages["/~ann/blog/feed.atom"] = blogs.atom(blog.posts[:10]).replace(
        f'href="{HOST}/"', f'href="{HOST}/~ann/blog/"'
    )
    blog.pages["/"] = page(
        '<h1>University</h1><ul><li><a href="/~ann/blog/">Ann</a><li><a href="/~bob/blog/2019/other-things.html">Bob</a></ul>'
    )
    blog.pages["/~bob/blog/"] = page(
        "".join(
            f'<li><a href="/~bob/blog/2019/thing-{number}.html">Thing {number}</a> (3 May 2019)</li>'
            for number in range(9)
        )
    )
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/", "/department/news.html"]
        + [f"/~bob/blog/2019/thing-{number}.html" for number in range(9)]
        + [post.path for post in blog.posts]
    )
    for post in blog.posts:
        blog.pages[post.path] = blogs.post_page(post)
    return blog


def home_root_undated() -> Blog:
    """Posts in the root without days anywhere but on their own pages."""
    blog = Blog(posts(26, in_own_folder))

    def entry(post: blogs.Post) -> str:
        return f'<article><h2><a href="{post.path}">{post.title}</a></h2><p>Words of it go here.</p></article>'

    for number in range(3):
        older = f'<a href="/page/{number + 2}/" class="next">Older</a>' if number < 2 else ""
        blog.pages["/" if number == 0 else f"/page/{number + 1}/"] = page(
            MENU.format('<li><a href="/my-garden/">Garden</a></li>')
            + "<main>"
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</main>"
            + FOOTER
        )
    blog.pages["/my-garden/"] = page("<main><h1>Garden</h1></main>")
    return blogs.with_pages_of(blog)


def bilingual() -> Blog:
    """Two languages with a sitemap each; the links of the list have no text."""
    blog = Blog(posts(27, lambda _index, _day, slug: f"/posts/{slug}/"))
    french = [
        Post("/fr" + post.path.replace("the", "le"), post.title.replace("The", "Le"), post.date) for post in blog.posts
    ]

    def listing(listed: list[blogs.Post]) -> str:
        return "".join(
            f'<article class="post-entry"><header class="entry-header"><h2>{post.title}</h2></header><div class="entry-content"><p>W</p></div><footer class="entry-footer"><span title="{post.date} 00:00:00">{post.date:%B %-d, %Y}</span></footer><a class="entry-link" aria-label="post link to {post.title}" href="{HOST}{post.path}"></a></article>'
            for post in listed
        )

    nav = '<header class="header"><nav class="nav"><div class="logo"><a href="/">A blog</a><ul class="lang-switch"><li><a href="/fr/">Fr</a></li></ul></div><ul id="menu"><li><a href="/archives/">Archive</a></li><li><a href="/search/">Search</a></li></ul></nav></header>'
    head = '<link rel="alternate" type="application/rss+xml" href="/index.xml"><link rel="alternate" hreflang="fr" href="/fr/"><meta name="generator" content="Hugo 0.120">'
    blog.pages["/"] = page(nav + '<main class="main">' + listing(blog.posts[:10]) + "</main>", head)
    blog.pages["/fr/"] = page(
        nav + '<main class="main">' + listing(french[:10]) + "</main>",
        head.replace("/index.xml", "/fr/index.xml"),
        lang="fr",
    )
    blog.pages["/index.xml"] = blogs.rss(blog.posts, generator="Hugo -- gohugo.io")
    blog.pages["/fr/index.xml"] = blogs.rss(french, generator="Hugo -- gohugo.io")
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(["/en/sitemap.xml", "/fr/sitemap.xml"])
    blog.pages["/en/sitemap.xml"] = blogs.sitemap(
        ["/", "/archives/", "/posts/", "/tags/", *[post.path for post in blog.posts]]
    )
    blog.pages["/fr/sitemap.xml"] = blogs.sitemap(
        ["/fr/", "/fr/archives/", "/fr/posts/", *[post.path for post in french]]
    )
    for post in french:
        blog.pages[post.path] = blogs.post_page(post)
    return blogs.with_pages_of(blog)


def link_posts() -> Blog:
    """Entries that link elsewhere, in Atom: the blog's own address is another link of theirs."""
    blog = Blog(
        posts(40, lambda index, day, slug: f"/linked/{day:%Y/%m}/{slug}" if index % 2 else f"/{day:%Y/%m}/{slug}")
    )

    def entry(post: blogs.Post) -> str:
        if post.path.startswith("/linked"):
            link = f'<link rel="alternate" type="text/html" href="https://elsewhere.example/{post.path[-6:]}"/><link rel="related" type="text/html" href="{HOST}{post.path}"/>'
        else:
            link = f'<link rel="alternate" type="text/html" href="{HOST}{post.path}"/>'
        return f'<entry><title>{post.title}</title>{link}<id>tag:blog.example,{post.date}:{post.path}</id><published>{post.date}T09:00:00Z</published><content type="html">&lt;p>Words &lt;a href="{HOST}{post.path}">★&lt;/a></content></entry>'

    blog.pages["/feeds/main"] = (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title><link rel="alternate" type="text/html" href="{HOST}/"/>'
        + "".join(map(entry, blog.posts[:20]))
        + "</feed>"
    )

    def row(post: blogs.Post) -> str:
        return f'<p><a href="{post.path}">{post.title}</a><br><small>{post.date:%-d %B %Y}</small></p>'

    blog.pages["/archive/"] = page(
        '<div id="Sidebar"><p><a href="/archive/">Archive</a></p><p><a href="/projects/x/">Projects</a></p></div><div class="archive">'
        + "".join(map(row, blog.posts))
        + "</div>"
    )

    def full(post: blogs.Post) -> str:
        return (
            f'<dl class="linkedlist"><dt><a href="https://elsewhere.example/{post.path[-6:]}">{post.title}</a>&nbsp;<a class="permalink" title="Permanent link to {post.title}" href="{HOST}{post.path}">★</a></dt><dd><p>Words</p></dd></dl>'
            if post.path.startswith("/linked")
            else f'<div class="article"><h1><a href="{post.path}">{post.title}</a></h1><h6 class="dateline">{post.date:%A, %-d %B %Y}</h6><p>Words</p></div>'
        )

    blog.pages["/"] = page(
        '<div id="Sidebar"><p><a href="/archive/">Archive</a></p></div><div id="Main">'
        + "".join(map(full, blog.posts[:15]))
        + "</div>",
        '<link rel="alternate" type="application/atom+xml" href="/feeds/main" />',
    )
    return blogs.with_pages_of(blog)


def link_posts_rss() -> Blog:
    """The same in RSS: the own address is the guid."""
    blog = Blog(posts(33, lambda _index, day, slug: f"/{day:%Y}/{slug}/"))

    def item(post: blogs.Post) -> str:
        return f'<item><title>{post.title}</title><link>https://elsewhere.example/{post.path[-7:-1]}</link><guid isPermaLink="true">{HOST}{post.path}</guid><pubDate>{post.date:%a, %d %b %Y} 08:00:00 GMT</pubDate></item>'

    blog.pages["/feed"] = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>A blog</title><link>{HOST}/</link>'
        + "".join(map(item, blog.posts))
        + "</channel></rss>"
    )
    blog.pages["/"] = page("<main><h1>Links</h1></main>", FEED_LINK.format("/feed"))
    return blogs.with_pages_of(blog)


def dotclear() -> Blog:
    """Paths in the query."""
    blog = Blog(posts(34, lambda _index, day, slug: f"/index.php?post/{day:%Y/%m/%d}/{slug}"))

    def entry(post: blogs.Post) -> str:
        return f'<div id="p{post.date.day}" class="post"><p class="day-date">{post.date:%d/%m/%Y}</p><h2 class="post-title"><a href="{escape(post.path)}">{post.title}</a></h2><p class="post-info">Par Ann le {post.date:%d/%m/%Y}, 10:12 - <a href="/index.php?category/Vie">Vie</a></p><div class="post-content"><p>Words</p></div></div>'

    side = (
        '<div id="sidebar"><ul>'
        + "".join(
            (
                f'<li><a href="/index.php?archive/{year}/{month:02}">x {year}</a></li>'
                for year, month in sorted({(post.date.year, post.date.month) for post in blog.posts})
            )
        )
        + '</ul><a href="/index.php?pages/A-propos">A propos</a></div>'
    )
    for number in range(4):
        older = (
            f'<p class="pagination"><a href="/index.php?page/{number + 2}" class="prev">« billets précédents</a> - page {number + 1} de 4</p>'
            if number < 3
            else ""
        )
        blog.pages["/" if number == 0 else f"/index.php?page/{number + 1}"] = page(
            '<div id="content">'
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</div>"
            + side,
            '<link rel="alternate" type="application/atom+xml" title="Atom 1.0" href="/index.php?feed/atom">',
        )
    blog.pages["/index.php?feed/atom"] = blogs.atom(blog.posts[:20])
    blog.pages["/index.php?pages/A-propos"] = page("<h1>A propos</h1>")
    for post in blog.posts:
        blog.pages[post.path] = blogs.post_page(post)
    return blog


def typecho() -> Blog:
    """Posts by number below `index.php/archives`."""
    blog = Blog(posts(37, lambda index, _day, _slug: f"/index.php/archives/{index * 3 + 5}/"))

    def entry(post: blogs.Post) -> str:
        return f'<article class="post" itemscope itemtype="http://schema.org/BlogPosting"><h2 class="post-title" itemprop="name headline"><a itemprop="url" href="{HOST}{post.path}">{post.title}</a></h2><ul class="post-meta"><li>作者: <a href="{HOST}/index.php/author/1/">ann</a></li><li>时间: <time datetime="{post.date}T10:00:00+08:00" itemprop="datePublished">{post.date:%Y年%m月%d日}</time></li><li>分类: <a href="{HOST}/index.php/category/default/">默认分类</a></li><li><a href="{HOST}{post.path}#comments">评论</a></li></ul><div class="post-content"><p>W</p><p class="more"><a href="{HOST}{post.path}">- 阅读剩余部分 -</a></p></div></article>'

    side = f'<div id="secondary"><ul><li><a href="{HOST}/index.php/start-page.html">关于</a></li></ul></div>'
    pages = in_pages(blog.posts, 5, lambda number: f"/index.php/page/{number}/" if number > 1 else "/")
    for number, (address, listed, further) in enumerate(pages, 1):
        older = f'<ol class="page-navigator"><li class="current"><a href="{HOST}/index.php/page/{number}/">{number}</a></li><li class="next"><a href="{HOST}{further}">后一页 &raquo;</a></li></ol>'
        blog.pages[address] = page(
            '<div id="main">' + "".join(map(entry, listed)) + (older if further else "") + "</div>" + side,
            f'<meta name="generator" content="Typecho 1.2"><link rel="alternate" type="application/rss+xml" href="{HOST}/index.php/feed/">',
        )
    blog.pages["/index.php/feed/"] = blogs.rss(blog.posts[:10], generator="Typecho/1.2")
    return blogs.with_pages_of(blog)


def tumblr() -> Blog:
    """A number in the path before the name; sitemaps in parts."""
    blog = Blog(posts(55, lambda index, _day, slug: f"/post/{6000000000 + index * 7777}/{slug[:20]}"))

    def entry(post: blogs.Post) -> str:
        return f'<div class="post text"><h3><a href="{HOST}{post.path}">{post.title}</a></h3><div class="caption">W</div><div class="date"><a href="{HOST}{post.path}">{post.date:%B %-d, %Y}</a></div><div class="tags"><a href="/tagged/life">#life</a></div><a href="{HOST}{post.path}#notes">12 notes</a></div>'

    for number in range(6):
        older = f'<div id="navigation"><a href="/page/{number + 2}">Next page →</a></div>' if number < 5 else ""
        blog.pages["/" if number == 0 else f"/page/{number + 1}"] = page(
            '<div id="nav"><a href="/">Home</a><a href="/archive">Archive</a><a href="/ask">Ask</a><a href="/random">Random</a></div><div id="posts">'
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + older
            + "</div>",
            '<link rel="alternate" type="application/rss+xml" href="/rss">',
        )
    blog.pages["/rss"] = blogs.rss(blog.posts[:20], generator="Tumblr (3.0; @ann)")
    blog.robots = f"Sitemap: {HOST}/sitemap.xml\n"
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(["/sitemap-pages.xml", "/sitemap1.xml"])
    blog.pages["/sitemap-pages.xml"] = blogs.sitemap(["/", "/ask"])
    blog.pages["/sitemap1.xml"] = blogs.sitemap([post.path for post in blog.posts])
    blog.pages["/archive"] = page(
        '<div id="a">'
        + "".join(f'<a href="{post.path}"><div class="post_title">{post.title}</div></a>' for post in blog.posts[:20])
        + "</div>"
    )
    return blogs.with_pages_of(blog)


def hatena() -> Blog:
    """Archives by page, sitemaps by month in queries."""
    blog = Blog(posts(44, lambda index, day, _slug: f"/entry/{day:%Y/%m/%d}/{index:06}"))

    def entry(post: blogs.Post) -> str:
        return f'<article class="entry hentry"><header class="entry-header"><div class="date entry-date first"><a href="{HOST}/archive/{post.date:%Y/%m/%d}" rel="nofollow"><time datetime="{post.date}T01:00:00Z">{post.date}</time></a></div><h1 class="entry-title"><a href="{HOST}{post.path}" class="entry-title-link bookmark">{post.title}</a></h1><div class="entry-categories"><a href="{HOST}/archive/category/life">life</a></div></header><div class="entry-content"><p>W</p></div></article>'

    def section(post: blogs.Post) -> str:
        return f'<section class="archive-entry"><div class="archive-entry-header"><div class="date archive-date"><a href="{HOST}/archive/{post.date:%Y/%m/%d}"><time datetime="{post.date}">{post.date}</time></a></div><h1 class="entry-title"><a class="entry-title-link" href="{HOST}{post.path}">{post.title}</a></h1></div></section>'

    head = f'<link rel="alternate" type="application/atom+xml" title="Atom" href="{HOST}/feed"/><link rel="alternate" type="application/rss+xml" title="RSS2.0" href="{HOST}/rss"/>'
    nav = f'<div class="archive-module"><a href="{HOST}/archive">月別アーカイブ</a></div>'
    blog.pages["/"] = page(
        '<div id="main">'
        + "".join(map(entry, blog.posts[:7]))
        + f'<div class="pager"><span class="pager-next"><a href="{HOST}/?page=15" rel="next">次のページ</a></span></div></div><aside id="box2">'
        + nav
        + "</aside>",
        head,
        lang="ja",
    )
    for number in range(2):
        older = (
            f'<span class="pager-next"><a href="{HOST}/archive?page={number + 2}" rel="next">次のページ</a></span>'
            if number < 1
            else ""
        )
        blog.pages["/archive" if number == 0 else f"/archive?page={number + 1}"] = page(
            '<div id="main-inner">'
            + "".join(map(section, blog.posts[number * 30 : number * 30 + 30]))
            + older
            + "</div>",
            head,
            lang="ja",
        )
    blog.pages["/feed"] = blogs.atom(blog.posts[:7])
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(
        [
            f"/sitemap_periodical.xml?year={year}&amp;month={month}"
            for year, month in sorted({(post.date.year, post.date.month) for post in blog.posts})
        ]
    )

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path == "/sitemap_periodical.xml":
            return blogs.sitemap(
                [
                    post.path
                    for post in blog.posts
                    if (str(post.date.year), str(post.date.month)) == (query.get("year"), query.get("month"))
                ]
            )
        return None

    blog.answer = answer
    return blogs.with_pages_of(blog)


def host_of_many() -> Blog:
    """A blog on a host that has many, whose home page and sitemap are of all."""
    blog = Blog(posts(36, lambda index, _day, _slug: f"/ann/p/{10000000 + index * 991}.html"))

    def entry(post: blogs.Post) -> str:
        return f'<div class="day"><div class="dayTitle"><a href="{HOST}/ann/archive/{post.date:%Y/%m/%d}.html">{post.date:%Y年%-m月%-d日}</a></div><div class="postTitle"><a class="postTitle2" href="{HOST}{post.path}"><span>{post.title}</span></a></div><div class="postCon">摘要: W <a href="{HOST}{post.path}" class="c_b_p_desc_readmore">阅读全文</a></div><div class="postDesc">posted @ {post.date} 10:15 ann 阅读(3) 评论(0)</div></div>'

    nav = f'<div id="navigator"><a href="{HOST}/">园子</a> <a href="{HOST}/ann/">首页</a> <a href="{HOST}/ann/p/archive.html">x</a></div>'
    pages = in_pages(blog.posts, 10, lambda number: f"/ann/default.html?page={number}" if number > 1 else "/ann/")
    for address, listed, further in pages:
        older = f'<div class="pager"><a href="{HOST}{further}">下一页</a></div>' if further else ""
        blog.pages[address] = page(
            nav + '<div id="main">' + "".join(map(entry, listed)) + older + "</div>",
            f'<link type="application/rss+xml" rel="alternate" href="{HOST}/ann/rss">',
            lang="zh",
        )
    blog.pages["/ann/rss"] = blogs.rss(blog.posts[:10]).replace(f"<link>{HOST}/</link>", f"<link>{HOST}/ann/</link>")
    blog.pages["/"] = page(
        "<main>"
        + "".join(
            f'<article><a href="/bob/p/{number}0001.html">Bob {number}</a> 2019-03-0{number}</article>'
            for number in range(1, 9)
        )
        + "</main>"
    )
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [f"/bob/p/{number}0001.html" for number in range(1, 60)] + [post.path for post in blog.posts[:5]]
    )
    for post in blog.posts:
        blog.pages[post.path] = blogs.post_page(post)
    return blog


def sections() -> Blog:
    """Two folders of posts, and one of other things."""
    blog = Blog(posts(40, lambda index, _day, slug: f"/{('posts' if index % 3 else 'notes')}/{slug}/"))

    def row(post: blogs.Post) -> str:
        return f'<li><time>{post.date}</time> <a href="{post.path}">{post.title}</a></li>'

    nav = '<header><nav><a href="/posts/">Posts</a> <a href="/notes/">Notes</a> <a href="/projects/">Projects</a></nav></header>'
    listed = [post for post in blog.posts if post.path.startswith("/posts")]
    notes = [post for post in blog.posts if post.path.startswith("/notes")]
    blog.pages["/"] = page(
        nav + "<main><h2>Recent</h2><ul>" + "".join(map(row, blog.posts[:10])) + "</ul></main>",
        FEED_LINK.format("/index.xml"),
    )
    blog.pages["/posts/"] = page(
        nav + "<main><ul>" + "".join(map(row, listed)) + "</ul></main>", FEED_LINK.format("/posts/index.xml")
    )
    blog.pages["/notes/"] = page(
        nav + "<main><ul>" + "".join(map(row, notes)) + "</ul></main>", FEED_LINK.format("/notes/index.xml")
    )
    blog.pages["/index.xml"] = blogs.rss(blog.posts[:15], generator="Hugo -- gohugo.io")
    blog.pages["/projects/"] = page(
        nav
        + '<main><ul><li><a href="/projects/boat/">Boat</a></li><li><a href="/projects/hut/">Hut</a></li></ul></main>'
    )
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        [
            "/",
            "/posts/",
            "/notes/",
            "/projects/",
            "/projects/boat/",
            "/projects/hut/",
            "/tags/x/",
            *[post.path for post in blog.posts],
        ]
    )
    return blogs.with_pages_of(blog)


def category_paths() -> Blog:
    """A folder for each category, links to these in every card, no feed."""
    blog = Blog(posts(45, lambda index, _day, slug: f"/{('tech', 'life', 'travel')[index % 3]}/{slug}"))

    def entry(post: blogs.Post) -> str:
        return f'''<div class="card"><a href="{post.path}"><img src=x></a><div class="card-body"><span class="badge"><a href="/{post.path.split("/")[1]}">{post.path.split("/")[1]}</a></span><h3><a href="{post.path}">{post.title}</a></h3><small>{post.date:%d.%m.%Y}</small></div></div>'''

    nav = '<nav class="navbar"><a href="/">Home</a><a href="/tech">Tech</a><a href="/life">Life</a><a href="/travel">Travel</a><a href="/contact">Contact</a></nav>'
    for number in range(5):
        older = "".join(f'<a class="page-link" href="/?page={other}">{other}</a>' for other in range(1, 6))
        blog.pages["/" if number == 0 else f"/?page={number + 1}"] = page(
            nav
            + '<div class="container">'
            + "".join(map(entry, blog.posts[number * 9 : number * 9 + 9]))
            + f'<div class="pagination">{older}</div></div>'
        )
    for card in ("tech", "life", "travel"):
        blog.pages[f"/{card}"] = page(
            nav
            + '<div class="container">'
            + "".join(map(entry, [post for post in blog.posts if post.path.startswith("/" + card)][:9]))
            + "</div>"
        )
    return blogs.with_pages_of(blog)


def notion() -> Blog:
    """Names with 32 digits behind them."""
    blog = Blog(
        posts(
            22, lambda index, _day, slug: f"/{slug}-{(index + 1) * 1512366075204170929049582354406559215 % 16**32:032x}"
        )
    )

    def row(post: blogs.Post) -> str:
        return f'<div class="notion-collection-card"><a class="notion-page-link" href="{post.path}"><span class="notion-property-title">{post.title}</span><div class="notion-property-date">{post.date:%b %-d, %Y}</div></a></div>'

    blog.pages["/"] = page("<main>" + "".join(map(row, blog.posts)) + "</main>")
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/", "/about-0123456789abcdef0123456789abcdef", *[post.path for post in blog.posts]]
    )
    return blogs.with_pages_of(blog)


def lj() -> Blog:
    """Posts by number in the root, pages by `skip`."""
    blog = Blog(posts(50, lambda index, _day, _slug: f"/{300 + index * 251}.html", year=2008))

    def entry(post: blogs.Post) -> str:
        return f'<article class="entryunit"><h3 class="entryunit__title"><a href="{HOST}{post.path}" class="subj-link">{post.title}</a></h3><time>{post.date:%b. %-d, %Y}</time><div>W</div><a href="{HOST}{post.path}#comments">2 comments</a></article>'

    for number in range(5):
        older = f'<li class="prev"><a href="{HOST}/?skip={number * 10 + 10}">Previous 10</a></li>' if number < 4 else ""
        blog.pages["/" if number == 0 else f"/?skip={number * 10}"] = page(
            '<ul class="nav"><li><a href="/profile">Profile</a></li><li><a href="/2009/">Calendar</a></li></ul><div id="main">'
            + "".join(map(entry, blog.posts[number * 10 : number * 10 + 10]))
            + f"<ul>{older}</ul></div>",
            FEED_LINK.format("/data/rss"),
        )
    blog.pages["/data/rss"] = blogs.rss(blog.posts[:25])
    return blogs.with_pages_of(blog)


def bydates_text() -> Blog:
    """Cards that are one link, with minutes beside the day."""
    blog = Blog(posts(25, lambda _index, _day, slug: f"/writing/{slug}"))

    blog.pages["/"] = page(
        '<nav><a href="/writing">Writing</a><a href="/talks">Talks</a></nav><main><p>I am Ann</p></main>'
    )
    blog.pages["/writing"] = page(
        '<nav><a href="/writing">Writing</a><a href="/talks">Talks</a></nav><main>'
        + "".join(
            f'<a href="{post.path}" class="group"><article><h2>{post.title}</h2><p>{post.date:%-d %B %Y} <span>4 min read</span></p></article></a>'
            for post in blog.posts
        )
        + "</main>"
    )
    return blogs.with_pages_of(blog)


def gemini_md() -> Blog:
    """Posts as Markdown files."""
    blog = Blog(posts(23, lambda _index, _day, slug: f"/notes/{slug}.md"))
    blog.pages["/"] = page(
        "<ul>"
        + "".join(f'<li>{post.date}: <a href="{post.path}">{post.title}</a></li>' for post in blog.posts)
        + "</ul>"
    )
    for post in blog.posts:
        blog.pages[post.path] = f"# {post.title}\n\n{post.date}\n\nWords\n"
    return blog


ADDRESSES = {"tilde": f"{HOST}/~ann/blog/", "host_of_many": f"{HOST}/ann/"}
ALL = [
    tilde,
    home_root_undated,
    bilingual,
    link_posts,
    link_posts_rss,
    dotclear,
    typecho,
    tumblr,
    hatena,
    host_of_many,
    sections,
    category_paths,
    notion,
    lj,
    bydates_text,
    gemini_md,
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    search = survey(blog, ADDRESSES.get(kind.__name__, f"{HOST}/"))
    assert found(search) == expected(blog)
    assert len(blog.asked) == len(set(blog.asked)) <= 40
