"""The search for a whole archive, on blogs in memory built as generators and platforms build them."""

import datetime as dt
import gzip
import json
from collections.abc import Callable

import pytest

from blogreader.indexes.blog import survey as survey_module
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.ways import Certainty
from tests import blogs
from tests.blogs import FEED_LINK, HOST, Blog, Post, expected, found, in_own_folder, posts, survey


def in_folder(_index: int, _day: dt.date, slug: str) -> str:
    return f"/blog/{slug}"


def jekyll() -> Blog:
    """A short feed, a sitemap of everything, a home page of all titles with days in words."""
    blog = Blog(posts(47, lambda _index, day, slug: f"/life/{day:%Y/%m/%d}/{slug}.html"))
    items = "".join(
        f'<li><span class="post-meta">{post.date:%b %-d, %Y}</span><h3><a class="post-link" href="{post.path}">{post.title}</a></h3></li>'
        for post in blog.posts
    )
    blog.pages["/"] = blogs.page(
        f"{blogs.MENU.format('')}<ul class='post-list'>{items}</ul>{blogs.FOOTER}", FEED_LINK.format("/feed.xml")
    )
    blog.pages["/feed.xml"] = blogs.atom(blog.posts[:10])
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about/", "/page2/", *(post.path for post in blog.posts)])
    return blogs.with_pages_of(blog)


def hugo() -> Blog:
    """Posts in the root, among pages in the root: feed of ten, sitemap of everything, numbered lists."""
    blog = Blog(posts(32, in_own_folder))

    def address(number: int) -> str:
        return "/" if number == 1 else f"/page/{number}/"

    blog.pages = blogs.numbered(blog.posts, 8, address, FEED_LINK.format("/index.xml"))
    blog.pages["/index.xml"] = blogs.rss(blog.posts[:10], generator="Hugo -- gohugo.io")
    others = ["/", "/about/", "/privacy/", "/uses-and-tools/", "/tags/", "/tags/life/", "/page/2/", "/categories/"]
    blog.pages["/sitemap.xml"] = blogs.sitemap([*others, *(post.path for post in blog.posts)])
    blog.pages["/uses-and-tools/"] = blogs.page("<main><h1>What I use</h1></main>")
    return blogs.with_pages_of(blog)


def wordpress_without_api() -> Blog:
    """Only the paged feed has everything; the API is closed."""
    blog = Blog(posts(53, lambda _index, day, slug: f"/{day:%Y/%m}/{slug}/"))
    generator = "https://wordpress.org/?v=6.5"

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path == "/feed/":
            number = int(query.get("paged", "1"))
            listed = blog.posts[(number - 1) * 10 : number * 10]
            return blogs.rss(listed, generator=generator) if listed else None
        return None

    blog.answer = answer
    comments = (
        '<link rel="alternate" type="application/rss+xml" title="A blog &raquo; Comments Feed" href="/comments/feed/">'
    )
    blog.pages["/"] = blogs.home(blog.posts[:10], comments + FEED_LINK.format("/feed/"))
    blog.pages["/comments/feed/"] = blogs.rss(blog.posts[:3])
    return blogs.with_pages_of(blog)


def wordpress() -> Blog:
    """The REST API has everything, with entities in its titles."""
    blog = Blog(posts(130, lambda _index, day, slug: f"/{day:%Y/%m}/{slug}/"))

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path == "/wp-json/wp/v2/posts":
            size, number = int(query["per_page"]), int(query["page"])
            listed = blog.posts[(number - 1) * size : number * size]
            if not listed and number > 1:
                return json.dumps(
                    {"code": "rest_post_invalid_page_number", "message": "None.", "data": {"status": 400}}
                )
            return json.dumps(
                [
                    {
                        "link": HOST + post.path,
                        "title": {"rendered": post.title},
                        "date": f"{post.date}T23:10:00",
                        "categories": [7],
                    }
                    for post in listed
                ]
            )
        if path == "/wp-json/wp/v2/categories":
            return json.dumps([{"id": 7, "name": "Ropes &amp; knots"}])
        return None

    blog.answer = answer
    blog.pages["/"] = blogs.home(
        blog.posts[:10], FEED_LINK.format("/feed/") + '<link rel="https://api.w.org/" href="/wp-json/">'
    )
    blog.pages["/feed/"] = blogs.rss(blog.posts[:10], generator="https://wordpress.org/?v=6.5")
    return blogs.with_pages_of(blog)


def blogger() -> Blog:
    """A feed of 25 that goes on by `start-index`, up to 150 at once, and says how many there are."""
    blog = Blog(posts(210, lambda _index, day, slug: f"/{day:%Y/%m}/{slug}.html", year=2016))

    def answer(path: str, query: dict[str, str]) -> str | None:
        if path != "/feeds/posts/default":
            return None
        start, size = int(query.get("start-index", "1")), min(150, int(query.get("max-results", "25")))
        listed = blog.posts[start - 1 : start - 1 + size]
        further = (
            f'<link rel="next" href="{HOST}/feeds/posts/default?start-index={start + size}&amp;max-results={size}"/>'
            if start + size <= len(blog.posts)
            else ""
        )
        total = '<os:totalResults xmlns:os="http://a9.com/-/spec/opensearchrss/1.0/">210</os:totalResults>'
        return blogs.atom(listed, f'{further}{total}<generator uri="https://www.blogger.com">Blogger</generator>')

    blog.answer = answer
    blog.pages["/"] = blogs.home(
        blog.posts[:7], '<link rel="alternate" type="application/atom+xml" href="/feeds/posts/default">'
    )
    return blogs.with_pages_of(blog)


def archived_feed() -> Blog:
    """RFC 5005: the feed names the archive before it, which names the one before."""
    blog = Blog(posts(61, in_folder))
    for number in range(4):
        name = "/feed.atom" if number == 0 else f"/feed-archive-{4 - number}.atom"
        before = f'<link rel="prev-archive" href="/feed-archive-{3 - number}.atom"/>' if number < 3 else ""
        blog.pages[name] = blogs.atom(blog.posts[number * 16 : number * 16 + 16], before)
    blog.pages["/"] = blogs.home(blog.posts[:5], '<link rel="alternate" type="application/atom+xml" href="/feed.atom">')
    return blogs.with_pages_of(blog)


def json_feed() -> Blog:
    """A JSON Feed with `next_url`, and nothing else."""
    blog = Blog(posts(34, in_folder))
    for number in range(4):
        items = [
            {
                "id": str(index),
                "url": HOST + post.path,
                "title": post.title,
                "date_published": f"{post.date}T08:00:00Z",
                "content_html": "<p>x</p>",
            }
            for index, post in enumerate(blog.posts[number * 10 : number * 10 + 10])
        ]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "A blog",
            "home_page_url": HOST + "/",
            "items": items,
        }
        if number < 3:
            feed["next_url"] = f"{HOST}/feed.json?page={number + 2}"
        blog.pages["/feed.json" if number == 0 else f"/feed.json?page={number + 1}"] = json.dumps(feed)
    blog.pages["/"] = blogs.home(
        blog.posts[:10], '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    )
    return blogs.with_pages_of(blog)


def chain() -> Blog:
    """No feed, no sitemap, no list: the home page is the newest post, and each leads to the one before."""
    blog = Blog(posts(58, in_own_folder))
    for index, post in enumerate(blog.posts):
        before = (
            f'<p class="nav"><a href="{blog.posts[index + 1].path}">← Previous</a></p>'
            if index + 1 < len(blog.posts)
            else ""
        )
        after = f'<a href="{blog.posts[index - 1].path}">Next →</a>' if index else ""
        blog.pages[post.path] = blogs.post_page(post, extra=after + before)
    first = blog.posts[0]
    blog.pages["/"] = blogs.page(
        f'{blogs.MENU.format("")}<main><h1><a href="{first.path}">{first.title}</a></h1><p>Words.</p>'
        f'<a href="{blog.posts[1].path}" rel="prev">Previous</a></main>'
    )
    return blogs.with_pages_of(blog)


def shop() -> Blog:
    """A shop with a blog: packed sitemaps of products and pages beside one of posts; a short feed."""
    blog = Blog(posts(44, lambda _index, _day, slug: f"/blogs/news/{slug}"))
    blog.robots = f"User-agent: *\nSitemap: {HOST}/sitemap.xml\n"
    blog.pages["/"] = blogs.page(
        f'{blogs.MENU.format("")}<main><ul><li><a href="/products/rope">Rope</a></li><li><a href="/products/tar">Tar</a></li>'
        '<li><a href="/blogs/news">News</a></li></ul></main>'
    )
    feed = '<link rel="alternate" type="application/atom+xml" href="/blogs/news.atom">'
    blog.pages |= blogs.numbered(
        blog.posts, 12, lambda number: f"/blogs/news?page={number}" if number > 1 else "/blogs/news", feed
    )
    blog.pages["/blogs/news.atom"] = blogs.atom(blog.posts[:20])
    names = [f"/sitemap_{kind}_1.xml.gz" for kind in ("products", "pages", "collections", "blogs")]
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(names)
    for name, listed in zip(
        names,
        (
            [f"/products/thing-{number}" for number in range(300)],
            ["/pages/about-us", "/pages/shipping"],
            ["/collections/ropes"],
            ["/blogs/news", *(post.path for post in blog.posts)],
        ),
        strict=True,
    ):
        blog.pages[name] = gzip.compress(blogs.sitemap(listed).encode())
    return blogs.with_pages_of(blog)


def archive_by_year() -> Blog:
    """Months and days beside the titles, the year above them; no feed and no sitemap."""
    blog = Blog(posts(70, lambda _index, _day, slug: f"/posts/{slug}/", year=2018))
    years: dict[int, str] = {}
    for post in blog.posts:
        years[post.date.year] = years.get(post.date.year, "") + (
            f'<li><span class="d">{post.date:%b %d}</span> <a href="{post.path}">{post.title}</a></li>'
        )
    body = "".join(f"<h2>{year}</h2><ul class='archive'>{items}</ul>" for year, items in years.items())
    blog.pages["/archive/"] = blogs.page(f"{blogs.MENU.format('')}<main><h1>Archive</h1>{body}</main>")
    blog.pages["/"] = blogs.home(blog.posts[:5], links='<li><a href="/archive/">Archive</a></li>')
    return blogs.with_pages_of(blog)


def documentation() -> Blog:
    """A blog in a folder of a documentation site, whose pages are articles too by their heads."""
    blog = Blog(posts(26, lambda _index, day, slug: f"/blog/{day:%Y/%m/%d}/{slug}"))
    documents = [f"/docs/part-{number}" for number in range(80)]
    blog.pages["/"] = blogs.page(
        '<main><h1>A program</h1><a href="/docs/part-1">Docs</a> <a href="/blog">Blog</a></main>',
        FEED_LINK.format("/blog/rss.xml"),
    )
    blog.pages["/blog"] = blogs.home(
        blog.posts[:10], FEED_LINK.format("/blog/rss.xml"), '<li><a href="/blog/archive">Archive</a></li>'
    )
    blog.pages["/blog/rss.xml"] = blogs.rss(blog.posts[:20])
    blog.pages["/sitemap.xml"] = blogs.sitemap(
        ["/", "/blog", "/blog/archive", "/blog/tags", *documents, *(post.path for post in blog.posts)]
    )
    return blogs.with_pages_of(blog)


def untidy() -> Blog:
    """A feed of the newest in a folder for each category, listed by tables without dates, on numbered pages."""
    folders = ("travel", "food", "music", "books")
    blog = Blog(posts(40, lambda index, _day, slug: f"/{folders[index % 4]}/{slug}.html"))
    blog.pages = blogs.numbered(
        blog.posts, 10, lambda number: "/" if number == 1 else f"/?page={number}", FEED_LINK.format("rss.php")
    )
    blog.pages["/rss.php"] = blogs.rss(blog.posts[:12])
    return blogs.with_pages_of(blog)


def pelican() -> Blog:
    """Posts in the root as files, numbered `index2.html`, an archive of terms and definitions, no sitemap."""
    blog = Blog(posts(45, lambda _index, _day, slug: f"/{slug}.html"))
    archive = '<li><a href="/archives.html">Archives</a></li><li><a href="/category/life.html">life</a></li>'
    feed = '<link href="https://blog.example/feeds/all.atom.xml" type="application/atom+xml" rel="alternate" title="Full Atom Feed" />'
    blog.pages = blogs.numbered(
        blog.posts, 10, lambda number: "/" if number == 1 else f"/index{number}.html", feed, archive
    )
    items = "".join(
        f"<dt>{post.date:%a %d %B %Y}</dt><dd><a href='{post.path}'>{post.title}</a></dd>" for post in blog.posts
    )
    blog.pages["/archives.html"] = blogs.page(
        f"{blogs.MENU.format(archive)}<section id='content'><h1>Archives</h1><dl>{items}</dl></section>"
    )
    blog.pages["/feeds/all.atom.xml"] = blogs.atom(blog.posts[:15])
    return blogs.with_pages_of(blog)


def ghost() -> Blog:
    """Posts in the root beside pages in the root; sitemaps by kind; cards that are one link."""
    blog = Blog(posts(38, in_own_folder))

    def cards(listed: list[Post]) -> str:
        return "".join(
            f'<article class="post-card post tag-life"><a class="post-card-content-link" href="{post.path}"><h2 class="post-card-title">{post.title}</h2>'
            f'<div class="post-card-excerpt">Words, and more words.</div></a><footer class="post-card-meta"><time datetime="{post.date}">{post.date:%d %b %Y}</time></footer></article>'
            for post in listed
        )

    for number in range(1, 5):
        older = (
            f'<nav class="pagination"><a class="older-posts" href="/page/{number + 1}/">Older Posts →</a></nav>'
            if number < 4
            else ""
        )
        name = "/" if number == 1 else f"/page/{number}/"
        body = f"{blogs.MENU.format('')}<main>{cards(blog.posts[(number - 1) * 12 : number * 12])}{older}</main>"
        blog.pages[name] = blogs.page(body, FEED_LINK.format("/rss/") + '<meta name="generator" content="Ghost 5.8">')
    blog.pages["/rss/"] = blogs.rss(blog.posts[:15], generator="Ghost 5.8")
    blog.robots = f"User-agent: *\nSitemap: {HOST}/sitemap.xml\n"
    blog.pages["/sitemap.xml"] = blogs.sitemap_index(
        ["/sitemap-pages.xml", "/sitemap-posts.xml", "/sitemap-authors.xml", "/sitemap-tags.xml"]
    )
    blog.pages["/sitemap-posts.xml"] = blogs.sitemap([post.path for post in blog.posts])
    blog.pages["/sitemap-pages.xml"] = blogs.sitemap(["/", "/about/", "/our-kitchen/"])
    return blogs.with_pages_of(blog)


def eleventy() -> Blog:
    """An ordered list with days in the machine's form beside the links; the feed has everything."""
    blog = Blog(posts(23, lambda _index, _day, slug: f"/posts/{slug}/"))
    items = "".join(
        f'<li class="postlist-item"><a href="{post.path}" class="postlist-link">{post.title}</a> <time class="postlist-date" datetime="{post.date}">{post.date:%d %B %Y}</time></li>'
        for post in blog.posts
    )
    blog.pages["/blog/"] = blogs.page(
        f"{blogs.MENU.format('')}<main><h1>Archive</h1><ol reversed class='postlist'>{items}</ol></main>"
    )
    blog.pages["/"] = blogs.home(
        blog.posts[:3], FEED_LINK.format("/feed/feed.xml"), '<li><a href="/blog/">Archive</a></li>'
    )
    blog.pages["/feed/feed.xml"] = blogs.atom(blog.posts)
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/blog/", "/about/", *(post.path for post in blog.posts)])
    return blogs.with_pages_of(blog)


def octopress() -> Blog:
    """Days as month and day under the year, in an archive that the menu names; the feed is announced elsewhere."""
    blog = Blog(posts(41, lambda _index, day, slug: f"/blog/{day:%Y/%m/%d}/{slug}/"))
    years: dict[int, str] = {}
    for post in blog.posts:
        years[post.date.year] = years.get(post.date.year, "") + (
            f'<article><h1><a href="{post.path}">{post.title}</a></h1><time datetime="{post.date}T10:00:00-05:00" pubdate>'
            f'<span class="month">{post.date:%b}</span> <span class="day">{post.date:%d}</span></time>'
            '<footer><span class="categories">posted in <a class="category" href="/blog/categories/life/">life</a></span></footer></article>'
        )
    body = "".join(f"<h2>{year}</h2>{items}" for year, items in years.items())
    blog.pages["/blog/archives/"] = blogs.page(
        f'{blogs.MENU.format("")}<div id="main"><div id="content"><div id="blog-archives">{body}</div></div></div>'
    )
    blog.pages["/"] = blogs.home(
        blog.posts[:5],
        '<link rel="alternate" type="application/atom+xml" href="http://feeds.other.example/blog">',
        '<li><a href="/blog/archives">Archives</a></li>',
    )
    return blogs.with_pages_of(blog)


def german() -> Blog:
    """Dates in words, a second language in a folder, `Weiterlesen`, pages by number; no feed."""
    months = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]
    blog = Blog(posts(27, lambda _index, _day, slug: f"/beitrag/{slug}/"))

    def entries(listed: list[Post]) -> str:
        return "".join(
            f'<div class="eintrag"><h3><a href="{post.path}">{post.title}</a></h3><p class="info">{post.date.day}. {months[post.date.month - 1]} {post.date.year}'
            f' von <a href="/autor/anna/">Anna</a></p><p>Worte. <a href="{post.path}">Weiterlesen</a></p></div>'
            for post in listed
        )

    for number in range(1, 4):
        older = f'<a href="/seite/{number + 1}/">Ältere Beiträge</a>' if number < 3 else ""
        menu = '<header><nav><a href="/ueber/">Über mich</a> <a href="/impressum/">Impressum</a></nav></header>'
        blog.pages["/" if number == 1 else f"/seite/{number}/"] = blogs.page(
            f"{menu}<div class='inhalt'>{entries(blog.posts[number * 9 - 9 : number * 9])}{older}</div>", lang="de"
        )
    return blogs.with_pages_of(blog)


def www_and_https() -> Blog:
    """The sitemap and the feed name the blog with `www.` and http, and posts by a number."""
    blog = Blog(posts(30, lambda index, _day, _slug: f"/post/{1000 + index}"))
    blog.pages["/"] = blogs.home(blog.posts[:10], FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10]).replace(HOST, "http://www.blog.example")
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about/", *(post.path for post in blog.posts)]).replace(
        HOST, "http://www.blog.example"
    )
    items = "".join(f"<li>{post.date}: <a href='{post.path}'>{post.title}</a></li>" for post in blog.posts)
    blog.pages["/all"] = blogs.page(f"<main><ul>{items}</ul></main>")
    blog.pages["/"] = blogs.home(
        blog.posts[:10], FEED_LINK.format("/feed.xml"), '<li><a href="/all">All posts</a></li>'
    )
    return blogs.with_pages_of(blog)


def months() -> Blog:
    """Years and months in a sidebar alone lead to the older posts."""
    blog = Blog(posts(36, lambda _index, day, slug: f"/{day:%Y/%m}/{slug}.html"))
    named = sorted({f"/{post.date:%Y/%m}/" for post in blog.posts}, reverse=True)
    side = (
        "<div class='sidebar'><h3>Archive</h3><ul>"
        + "".join(f"<li><a href='{name}'>{name[1:-1]}</a> (3)</li>" for name in named)
        + "</ul></div>"
    )
    for name in named:
        listed = [post for post in blog.posts if f"/{post.date:%Y/%m}/" == name]
        blog.pages[name] = blogs.page(f"{blogs.MENU.format('')}<main>{blogs.cards(listed)}</main>{side}")
    blog.pages["/"] = blogs.page(
        f"{blogs.MENU.format('')}<main>{blogs.cards(blog.posts[:5])}</main>{side}", FEED_LINK.format("/rss.xml")
    )
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:10])
    return blogs.with_pages_of(blog)


def one_page() -> Blog:
    """A plain list of everything, by hand: days in brackets behind the links, beside links to other places."""
    blog = Blog(posts(19, lambda _index, _day, slug: f"/{slug}.html"))
    items = "".join(
        f'<li><a href="{post.path[1:]}">{post.title}</a> ({post.date:%-d %B %Y})</li>' for post in blog.posts
    )
    blog.pages["/"] = blogs.page(
        f"<h1>My pages</h1><p>I <a href='https://other.example/'>work</a>, and <a href='projects.html'>make things</a>.</p>"
        f"<h2>Writing</h2><ul>{items}</ul><h2>Elsewhere</h2><ul><li><a href='https://social.example/me'>Here</a></li></ul>"
    )
    return blogs.with_pages_of(blog)


def gatsby() -> Blog:
    """Cards that are one link with a day, a title and words in it; sitemaps in parts; a full feed nobody names."""
    blog = Blog(posts(28, in_folder))

    def card(post: Post) -> str:
        return f'<div class="css-1a2b3c"><a href="{post.path}"><span class="css-9z">{post.date:%B %d, %Y}</span><h3 class="css-7">{post.title}</h3><p>Words of it.</p></a></div>'

    for number in range(1, 4):
        older = f'<div class="pages"><a href="/blog/{number + 1}" rel="next">Next Page</a></div>' if number < 3 else ""
        blog.pages["/blog" if number == 1 else f"/blog/{number}"] = blogs.page(
            f"{blogs.MENU.format('')}<main>{''.join(map(card, blog.posts[number * 10 - 10 : number * 10]))}{older}</main>",
            '<meta name="generator" content="Gatsby 5.1.0">',
        )
    blog.pages["/"] = blogs.page(
        f'{blogs.MENU.format("<li><a href=/blog>Blog</a></li>")}<main><h1>We make things</h1><a href="/pricing">Pricing</a> <a href="/features">Features</a> <a href="/customers">Customers</a></main>'
    )
    return blogs.with_pages_of(blog)


ALL = [
    pelican,
    ghost,
    eleventy,
    octopress,
    german,
    www_and_https,
    months,
    one_page,
    gatsby,
    jekyll,
    hugo,
    wordpress,
    wordpress_without_api,
    blogger,
    archived_feed,
    json_feed,
    chain,
    shop,
    archive_by_year,
    documentation,
    untidy,
]


@pytest.mark.parametrize("kind", ALL)
def test_the_whole_archive_is_found_with_titles_and_days_and_nothing_else(kind: Callable[[], Blog]) -> None:
    blog = kind()
    assert found(survey(blog)) == expected(blog)


@pytest.mark.parametrize(
    ("kind", "certainty", "ways"),
    [
        (wordpress, Certainty.COMPLETE, {Way.FEED, Way.API, Way.LISTS}),
        (wordpress_without_api, Certainty.COMPLETE, {Way.FEED, Way.LISTS}),
        (archived_feed, Certainty.COMPLETE, {Way.FEED, Way.LISTS}),
        (eleventy, Certainty.COMPLETE, {Way.FEED, Way.SITEMAP, Way.LISTS}),
        (octopress, Certainty.PROBABLY, {Way.LISTS}),
        (chain, Certainty.PROBABLY, {Way.LISTS, Way.LINKS}),
    ],
)
def test_how_sure_it_is_is_said(kind: Callable[[], Blog], certainty: Certainty, ways: set[Way]) -> None:
    search = survey(kind())
    assert (search.found.certainty(), set(search.found.ways())) == (certainty, ways)


def test_a_feed_of_the_newest_alone_is_said_to_be_that() -> None:
    blog = Blog(posts(30, in_folder))
    blog.pages["/"] = blogs.page("<main><p>A page of words.</p></main>", FEED_LINK.format("/rss.xml"))
    blog.pages["/rss.xml"] = blogs.rss(blog.posts[:10])
    search = survey(blog)
    assert len(search.found.posts()) == 10
    assert search.found.certainty() is Certainty.NEWEST


@pytest.mark.parametrize(
    "address", ["/", "/index.xml", "/sitemap.xml", "/about/", "/the-lantern-and-the-anchor-0/", "/page/2/"]
)
def test_any_address_of_a_blog_leads_to_all_of_it(address: str) -> None:
    blog = hugo()
    if address.startswith("/the-"):
        address = blog.posts[-1].path
    assert found(survey(blog, HOST + address)).keys() == expected(blog).keys()


def test_with_the_feed_alone_nothing_else_is_asked_for() -> None:
    blog = jekyll()
    assert len(survey(blog, feed_only=True).found.posts()) == 10
    assert blog.asked == ["/", "/feed.xml"]


@pytest.mark.parametrize("kind", ALL)
def test_requests_are_few_where_there_are_lists(kind: Callable[[], Blog]) -> None:
    blog = kind()
    survey(blog)
    assert len(blog.asked) == len(set(blog.asked)), "nothing is asked for twice"
    assert len(blog.asked) <= (25 if kind is not chain else len(blog.posts) + 20)


def test_what_is_left_out_can_be_listed() -> None:
    search = survey(hugo())
    assert any(one.url.endswith("/uses-and-tools/") for one in search.found.left_out())


# What means harm, or is broken


def test_pages_that_lead_to_new_ones_without_an_end_are_bounded() -> None:
    blog = Blog(posts(5, in_folder))

    def calendar(path: str, _query: dict[str, str]) -> str | None:
        if not path.startswith("/calendar/"):
            return None
        number = int(path.rstrip("/").rpartition("/")[2])
        days = "".join(f'<li><a href="/calendar/day/{number * 31 + day}">An event</a></li>' for day in range(31))
        return blogs.page(f'<main><ul>{days}</ul><a rel="next" href="/calendar/{number + 1}">Next month</a></main>')

    blog.answer = calendar
    blog.pages["/"] = blogs.home(blog.posts, links='<li><a href="/calendar/1">Calendar</a></li>')
    blogs.with_pages_of(blog)
    search = survey(blog)
    assert {post.path for post in blog.posts} <= found(search).keys()
    assert len(blog.asked) < 60


@pytest.mark.slow
def test_years_whose_lists_go_on_without_an_end_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_module, "MOST", 120)

    def made_up(path: str, query: dict[str, str]) -> str | None:
        year = path.strip("/")
        if not year.isdecimal():
            return None
        number = int(query.get("page", "1"))
        listed = [
            Post(f"/{year}/01/02/of-{number}-{index}/", f"Of {number}", dt.date(2020, 1, 2)) for index in range(2)
        ]
        return blogs.home(listed, extra=f'<a rel="next" href="/{year}/?page={number + 1}">Older posts</a>')

    years = "".join(f'<li><a href="/{year}/">{year}</a></li>' for year in range(1990, 2020))
    blog = Blog([], {"/": blogs.home([], links=years)}, made_up)
    search = survey(blog)
    assert 120 <= len(blog.asked) < 130  # what stands in doubt is still looked at
    assert search.found.certainty() is Certainty.NEWEST
    assert len(found(search)) > 100


def test_feeds_and_lists_that_go_in_circles_end() -> None:
    blog = Blog(posts(20, in_folder))
    blog.pages["/"] = blogs.home(
        blog.posts[:10], FEED_LINK.format("/a.xml"), extra='<a rel="next" href="/?page=2">Next</a>'
    )
    blog.pages["/?page=2"] = blogs.home(blog.posts[10:], extra='<a rel="next" href="/">Next</a>')
    blog.pages["/a.xml"] = blogs.atom(blog.posts[:10], '<link rel="next" href="/b.xml"/>')
    blog.pages["/b.xml"] = blogs.atom(blog.posts[:10], '<link rel="next" href="/a.xml"/>')
    blogs.with_pages_of(blog)
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) < 30


def test_a_feed_whose_address_has_no_number_of_its_page_goes_on_nowhere() -> None:
    blog = jekyll()
    blog.pages["/"] = blogs.home(blog.posts, FEED_LINK.format("/feed.xml?paged=last"))
    blog.pages["/feed.xml?paged=last"] = blogs.rss(blog.posts[:10], generator="https://wordpress.org/?v=6.5")
    search = survey(blog)
    assert found(search) == expected(blog)
    assert search.found.feed.endswith("paged=last")


def test_addresses_of_a_feed_that_are_none_cost_only_themselves() -> None:
    blog = jekyll()
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:10]).replace(HOST, f"{HOST}:{{{{port}}}}")
    assert found(survey(blog)) == expected(blog)


def test_an_api_that_answers_the_same_to_every_page_is_left() -> None:
    blog = wordpress()
    answer = blog.answer
    blog.answer = lambda path, query: answer(path, query | {"page": "1"})
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    search = survey(blog)
    assert found(search).keys() == expected(blog).keys()
    assert not search.found.is_settled()
    assert len(blog.asked) < 40


@pytest.mark.slow
def test_a_chain_of_thousands_of_posts_is_bounded() -> None:
    def answer(path: str, _query: dict[str, str]) -> str | None:
        number = int(path[3:]) if path.startswith("/p/") and path[3:].isdecimal() else 0
        return (
            blogs.post_page(
                Post(path, f"Post {number}", dt.date(2020, 1, 1)), extra=f'<a rel="prev" href="/p/{number + 1}">x</a>'
            )
            if number
            else None
        )

    blog = Blog([], {"/": blogs.page('<main><h1><a href="/p/1000">First</a></h1></main>')}, answer)
    survey(blog, f"{HOST}/p/1000", most=7_000)
    assert len(blog.asked) <= 5_000


def test_a_page_that_is_no_blog_has_no_posts() -> None:
    blog = Blog([], {"/": blogs.page("<main><h1>A shop</h1><p>Ropes and tar.</p></main>")})
    search = survey(blog)
    assert search.found.posts() == []
    assert len(blog.asked) < 20


def test_a_page_that_only_sends_elsewhere_is_followed_and_is_no_post() -> None:
    blog = hugo()
    blog.pages["/moved/"] = blogs.page("", '<meta http-equiv="refresh" content="0; url=/">')
    assert found(survey(blog, f"{HOST}/moved/")) == expected(blog)


def test_what_was_known_stays_and_what_is_new_comes() -> None:
    from blogreader.indexes.blog import answers
    from blogreader.indexes.blog.archive_file import Post as Known
    from blogreader.indexes.blog.survey import Survey

    blog = jekyll()
    search = Survey(f"{HOST}/feed.xml")
    search.found.know(Known(HOST + post.path, post.title, post.date) for post in blog.posts[2:])
    assert search.found.renew(f"{HOST}/feed.xml", answers.read(blogs.atom(blog.posts[:10]), f"{HOST}/feed.xml"))
    assert found(search) == expected(blog)


def test_a_feed_that_no_longer_reaches_what_is_known_is_told() -> None:
    from blogreader.indexes.blog import answers
    from blogreader.indexes.blog.archive_file import Post as Known
    from blogreader.indexes.blog.survey import Survey

    blog = jekyll()
    search = Survey(f"{HOST}/feed.xml")
    search.found.know(Known(HOST + post.path, post.title, post.date) for post in blog.posts[20:])
    assert not search.found.renew(f"{HOST}/feed.xml", answers.read(blogs.atom(blog.posts[:10]), f"{HOST}/feed.xml"))
