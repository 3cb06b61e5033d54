"""The search for a whole archive where addresses mislead: feeds of other hosts, odd names, folders beside each other."""

import datetime as dt
from urllib.parse import urlsplit

import pytest

from blogreader.indexes.blog import open_questions, shapes
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
    home,
    in_own_folder,
    numbered,
    page,
    posts,
    rss,
    sitemap,
    sitemap_index,
    survey,
    with_pages_of,
)


def _in_posts(_: int, __: dt.date, slug: str) -> str:
    return f"/posts/{slug}/"


@pytest.mark.parametrize("elsewhere", ["http://localhost:4000", "http://127.0.0.1:1313", "https://example.com"])
def test_a_feed_that_names_the_machine_of_its_author_is_read_as_one_of_its_blog(elsewhere: str) -> None:
    listed = posts(12, _in_posts)
    blog = with_pages_of(Blog(listed, {"/": home(listed[:4], FEED_LINK.format("/feed.xml"))}))
    blog.pages["/feed.xml"] = rss(listed).replace(HOST, elsewhere)
    search = survey(blog)
    assert found(search) == expected(blog)
    assert all(one.url.startswith(f"{HOST}/") for one in search.found.posts())


def test_a_feed_with_the_host_that_the_blog_had_before_is_read_by_what_its_pages_link() -> None:
    listed = posts(12, _in_posts)
    blog = with_pages_of(Blog(listed, {"/": home(listed[:6], FEED_LINK.format("/feed.xml"))}))
    blog.pages["/feed.xml"] = rss(listed).replace(HOST, "https://old-blog.example")
    search = survey(blog)
    assert found(search) == expected(blog)
    assert all(one.url.startswith(f"{HOST}/") for one in search.found.posts())


def test_a_feed_of_a_blog_that_moved_to_another_host_leads_there() -> None:
    listed = posts(12, _in_posts)
    blog = Blog(listed, {"/": home([], FEED_LINK.format("/feed.xml"))})
    blog.pages["/feed.xml"] = rss(listed).replace(HOST, "https://new-blog.example")
    search = survey(blog)
    assert {urlsplit(one.url).netloc for one in search.found.posts()} == {"new-blog.example"}
    assert len(search.found.posts()) == len(listed)


def test_sitemaps_made_on_the_machine_of_their_author_are_read() -> None:
    listed = posts(30, _in_posts)
    blog = with_pages_of(Blog(listed, {"/": home(listed[:5], FEED_LINK.format("/feed.xml"))}))
    blog.pages["/feed.xml"] = rss(listed[:10])
    blog.pages["/sitemap.xml"] = sitemap_index(["/sitemap-0.xml"]).replace(HOST, "http://localhost:3000")
    paths = ["/", "/about/", *(post.path for post in listed)]
    blog.pages["/sitemap-0.xml"] = sitemap(paths).replace(HOST, "http://localhost:3000")
    assert set(found(survey(blog))) == {post.path for post in listed}


@pytest.mark.parametrize("answer", ["nothing", "the home page"])
def test_where_a_feed_leads_nowhere_the_addresses_of_the_lists_are_taken(answer: str) -> None:
    listed = posts(24, lambda _, day, slug: f"/{day:%Y/%m/%d}/{slug}")
    pages = numbered(listed, 8, lambda number: "/" if number == 1 else f"/pages/{number}", FEED_LINK.format("/rss.xml"))
    blog = with_pages_of(Blog(listed, pages))
    wrong = [Post(f"/{post.date}-{number}/", post.title, post.date) for number, post in enumerate(listed)]
    blog.pages["/rss.xml"] = rss([*wrong, Post("/starter/how-to/", "How to install", dt.date(2018, 1, 1))])
    if answer == "the home page":
        blog.answer = lambda path, _: (
            str(pages["/"]) if path.rstrip("/") in {p.path.rstrip("/") for p in wrong} else None
        )
    assert found(survey(blog)) == expected(blog)


def test_new_posts_are_looked_for_in_the_feed_or_else_in_the_list_that_has_most_of_them() -> None:
    listed = posts(24, _in_posts)
    pages: dict[str, str | bytes] = {
        "/": home(listed[:3], '<a href="/archive/">Archive</a>'),
        "/archive/": home(listed),
    }
    blog = with_pages_of(Blog(listed, pages))
    assert survey(blog).watched() == f"{HOST}/archive/"
    blog.pages["/"] = home(listed[:3], FEED_LINK.format("/feed.xml") + '<a href="/archive/">Archive</a>')
    blog.pages["/feed.xml"] = rss(listed[:5])
    assert survey(blog).watched() == f"{HOST}/feed.xml"


def test_a_feed_that_leads_where_it_says_keeps_its_addresses() -> None:
    listed = posts(12, _in_posts)
    blog = with_pages_of(Blog(listed, {}))
    others = [Post(f"/latest/{number}/", post.title, post.date) for number, post in enumerate(listed)]
    blog.pages["/"] = home(others, FEED_LINK.format("/rss.xml"))
    blog.pages["/rss.xml"] = rss(listed)
    came = found(survey(blog))
    assert {path: came[path] for path in expected(blog)} == expected(blog)


def test_posts_in_folders_of_categories_that_the_feed_does_not_have_are_found_in_its_lists() -> None:
    # As Minimal Mistakes has it: headings with a class that ends in `toc`, pages that the feed reaches only in part.
    def path(number: int, _: dt.date, slug: str) -> str:
        return f"/{('hacking', 'hacking', 'reversing', 'notes-of-a-trip')[number % 4]}/{slug}/"

    listed = posts(40, path)
    listed[30] = Post("/hacking/help/", listed[30].title, listed[30].date)

    def entries(some: list[Post]) -> str:
        return "".join(
            f'<div class="list__item"><article class="archive__item"><h2 class="archive__item-title no_toc">'
            f'<a href="{post.path}" rel="permalink">{post.title}</a></h2><p class="page__meta">'
            f'<time datetime="{post.date}T07:00:00+02:00">{post.date:%B %d, %Y}</time></p></article></div>'
            for post in some
        )

    blog = Blog(listed)
    for number in range(8):
        older = f'<nav class="pagination"><a href="/page{number + 2}/">Next</a></nav>' if number < 7 else ""
        at = "/" if not number else f"/page{number + 1}/"
        blog.pages[at] = page(f"{MENU.format('')}<main>{entries(listed[number * 5 :][:5])}{older}</main>{FOOTER}")
    blog.pages["/feed.xml"] = rss([post for post in listed if "/hacking/" in post.path][:10])
    blog.pages["/sitemap.xml"] = sitemap(["/categories/trips/", *(post.path for post in listed)])
    assert found(survey(with_pages_of(blog))) == expected(blog)


def test_what_posts_are_called_may_change_where_their_folder_stays() -> None:
    # `/posts/20231125abc330` for years, `/posts/20210103release` before.
    def path(number: int, day: dt.date, _: str) -> str:
        return f"/posts/{day:%Y%m%d}{'abc' if number > 8 else 'release-of-it'}{number if number > 8 else ''}"

    listed = posts(40, path)
    blog = with_pages_of(Blog(listed, {"/": home(listed[:3], FEED_LINK.format("/feed.rss"))}))
    rows = "".join(
        f'<div class="post"><a href="{post.path}">{post.title}</a> <small>{post.date}</small></div>' for post in listed
    )
    blog.pages["/posts"] = page(f"{MENU.format('<li><a href=/posts>Posts</a></li>')}<main>{rows}</main>{FOOTER}")
    blog.pages["/"] = home(listed[:3], FEED_LINK.format("/feed.rss"), '<li><a href="/posts">Posts</a></li>')
    blog.pages["/feed.rss"] = rss(listed[:10])
    blog.pages["/sitemap.xml"] = sitemap(["/posts", "/page/2", *(post.path for post in listed)])
    assert found(survey(blog)) == expected(blog)


def test_folders_beside_that_of_the_feed_are_looked_into() -> None:
    listed = posts(36, lambda number, _, slug: f"/{'life' if number % 3 else 'tech'}/{slug}/")
    life = [post for post in listed if post.path.startswith("/life/")]
    tech = [post for post in listed if post not in life]
    menu = '<li><a href="/life/">Life</a></li><li><a href="/tech/">Tech</a></li><li><a href="/talks/">Talks</a></li>'
    blog = with_pages_of(Blog(listed, {"/": home(life[:5], FEED_LINK.format("/rss.xml"), menu)}))
    blog.pages["/rss.xml"] = rss(life)
    for name, some in (("life", life), ("tech", tech)):
        blog.pages[f"/{name}/"] = page(f"{MENU.format(menu)}<main>{cards(some)}</main>{FOOTER}")
    talks = [Post(f"/talks/{one.title[-2:].strip()}-talk/", f"A talk on {one.title}", one.date) for one in tech[:4]]
    blog.pages["/talks/"] = page(f"{MENU.format(menu)}<main>{cards(talks)}</main>{FOOTER}")
    paths = ["/", "/life/", "/tech/", "/talks/", "/about/", *(one.path for one in (*listed, *talks))]
    blog.pages["/sitemap.xml"] = sitemap(paths)
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) <= 8


def test_pages_that_a_feed_has_beside_its_posts_are_none() -> None:
    # Zola's feed has whatever has a day.
    listed = posts(15, lambda _, __, slug: f"/blog/{slug}/")
    others = [
        Post("/projects/one/", "A project", dt.date(2021, 3, 4)),
        Post("/about/philosophy/", "Philosophy", dt.date(2021, 3, 5)),
    ]
    blog = with_pages_of(Blog(listed, {"/": home(listed, FEED_LINK.format("/atom.xml"))}))
    blog.pages["/atom.xml"] = rss([*others, *listed])
    assert found(survey(blog)) == expected(blog)


def test_pages_of_a_feed_are_told_from_posts_of_several_folders() -> None:
    listed = posts(20, lambda number, _, slug: f"/{('posts', 'trips/north', 'trips/south')[number % 3]}/{slug}/")
    others = [Post(f"/{path}/", path.title(), dt.date(2021, 3, 4)) for path in ("about", "resume", "posts/about")]
    blog = with_pages_of(Blog(listed, {"/": home(listed[:5], FEED_LINK.format("/index.xml"))}))
    blog.pages["/index.xml"] = rss([*others, *listed])
    assert found(survey(blog)) == expected(blog)


@pytest.mark.parametrize(
    ("number", "pages"),
    [(1, ["resume"]), (2, ["resume"]), (2, ["resume", "now"]), (29, ["resume", "now", "uses", "imprint"])],
)
def test_pages_of_a_feed_are_told_from_its_posts_however_few_of_either(number: int, pages: list[str]) -> None:
    listed = posts(number, lambda _, __, slug: f"/blog/{slug}/")
    others = [Post(f"/{path}/", path.title(), dt.date(2021, 3, 4)) for path in pages]
    blog = with_pages_of(Blog(listed, {"/": home(listed, FEED_LINK.format("/index.xml"))}))
    blog.pages["/index.xml"] = rss([*others, *listed])
    assert found(survey(blog)) == expected(blog)


def test_posts_in_folders_of_their_own_are_not_sections() -> None:
    listed = posts(20, in_own_folder)
    blog = with_pages_of(Blog(listed, {"/": home(listed[:5], FEED_LINK.format("/rss.xml"))}))
    blog.pages["/rss.xml"] = rss(listed[:10])
    blog.pages["/sitemap.xml"] = sitemap(["/about/", *(post.path for post in listed)])
    survey(blog)
    assert len(blog.asked) <= 20


def test_a_feed_that_came_with_the_generator_is_not_the_blog_s() -> None:
    listed = posts(24, lambda _, day, slug: f"/{day:%Y/%m}/{slug}.html")
    blog = with_pages_of(Blog(listed, {"/": home(listed[:5])}))
    sample = [Post(f"/blog/2013/{name}-post.html", f"{name} post", dt.date(2013, 2, 1)) for name in ("first", "second")]
    blog.pages["/feed.xml"] = rss(sample).replace(HOST, "https://generator.example")
    blog.pages["/sitemap.xml"] = sitemap([post.path for post in listed])
    assert set(found(survey(blog))) == {post.path for post in listed}


def test_a_feed_that_has_the_home_page_alone_is_none() -> None:
    listed = posts(24, _in_posts)
    blog = with_pages_of(Blog(listed, {"/": home(listed, FEED_LINK.format("/index.xml"))}))
    blog.pages["/index.xml"] = rss([Post("/", "Home", dt.date(2024, 1, 1))])
    assert found(survey(blog)) == expected(blog)


@pytest.mark.parametrize("month", ["%B %Y", "%Y-%m", "%B"])
def test_days_of_which_a_list_has_the_number_alone_are_those_of_the_month_above(month: str) -> None:
    listed = posts(30, lambda _, __, slug: f"/{slug}.html")
    body, above, year = "", "", 0
    for post in listed:
        if post.date.year != year and month == "%B":
            body, year = f"{body}</ul><h3>{post.date:%Y}</h3><ul>", post.date.year
        if (heading := post.date.strftime(month)) != above:
            body, above = f"{body}</ul><h4>{heading}</h4><ul>", heading
        body += f'<li>{post.date:%-d} - <a href="{post.path}">{post.title}</a></li>'
    blog = with_pages_of(Blog(listed))
    blog.pages["/"] = page(
        f"{MENU.format('<li><a href=/archive.html>Archive</a></li>')}<main><h1>Hi</h1></main>{FOOTER}"
    )
    blog.pages["/archive.html"] = page(f"<main><ul>{body}</ul></main>")
    assert found(survey(blog)) == expected(blog)
    assert len(blog.asked) <= 25


@pytest.mark.parametrize("is_true", [True, False])
def test_when_posts_were_changed_is_their_day_only_where_it_is_for_those_that_were_looked_at(is_true: bool) -> None:
    listed = posts(80, _in_posts)
    links = "".join(f'<li><a href="{post.path}">{post.title}</a></li>' for post in listed)
    blog = with_pages_of(Blog(listed, {"/": page(f"<main><h1>All</h1><ul>{links}</ul></main>")}))
    urls = "".join(
        f"<url><loc>{HOST}{post.path}</loc><lastmod>{post.date if is_true else '2025-02-03'}T10:00:00Z</lastmod></url>"
        for post in listed
    )
    blog.pages["/sitemap.xml"] = f"<urlset>{urls}</urlset>"
    came = found(survey(blog))
    assert set(came) == {post.path for post in listed}
    right = sum(came[post.path] == (post.title, post.date) for post in listed)
    assert right == len(listed) if is_true else right <= 8
    assert all(day is None or is_true or day.year < 2025 for _, day in came.values())
    assert len(blog.asked) <= 40


def test_a_page_shows_its_title_and_day_in_whatever_its_classes_call_so() -> None:
    listed = posts(12, _in_posts)
    rows = "".join(f'<article><h2><a href="{post.path}">{post.title}</a></h2></article>' for post in listed)
    blog = Blog(listed, {"/": page(f"<main>{rows}</main>", title="Small things")})
    for number, post in enumerate(listed):
        day = (
            f'<time itemprop="datePublished" datetime="{post.date}">{post.date:%d %m}</time>',
            f'<span class="byline">{post.date} by ann</span>',
            f'<p class="article-post-meta">{post.date:%d %B %Y}</p>',
        )[number % 3]
        blog.pages[post.path] = page(
            f"<h1>Small things</h1><div class=content><h2>{post.title}</h2>{day}<p>Words.</p></div>",
            title=f"{post.title} - Small things",
        )
    assert found(survey(blog)) == expected(blog)


def test_folders_that_may_have_posts_are_found_without_parsing_addresses_again(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = posts(12, lambda _index, _day, slug: f"/life/{slug}/")
    others = [f"/tech/{slug.path.strip('/').rpartition('/')[2]}/" for slug in listed]
    blog = Blog(listed, {"/": home(listed, FEED_LINK.format("/feed.xml"))})
    blog.pages["/feed.xml"] = rss(listed)
    blog.pages["/sitemap.xml"] = sitemap([post.path for post in listed] + others + ["/tech/", "/life/"])
    candidates = survey(with_pages_of(blog)).found.candidates
    candidates.pages.discard("/tech")
    candidates.posts()
    monkeypatch.setattr(shapes, "shape", lambda _url: pytest.fail("it was parsed again"))
    assert open_questions.sections(candidates) == [f"{HOST}/tech/"]


@pytest.mark.parametrize(
    ("path", "is_dated"),
    [
        ("/2019/05/a-name", True),
        ("/2019/05/06/a-name.html", True),
        ("/posts/2019-05-06-a-name", True),
        ("/2019/05/page-2", False),
        ("/2019/05/06/p3/", False),
        ("/blog/2019/05/index-2.html", False),
        ("/2019/05/a-name/feed", False),
        ("/2019/a-name", False),
        ("/a-name", False),
        ("/2019/05/", False),
    ],
)
def test_an_address_with_a_date_is_that_of_a_post_but_for_pages_of_lists(path: str, is_dated: bool) -> None:
    assert shapes.is_dated(f"{HOST}{path}") is is_dated
