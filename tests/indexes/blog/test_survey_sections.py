"""The search for a whole archive, on blogs of several sections and with pages that are built unusually."""

import datetime as dt
import json
from collections.abc import Callable

import pytest

from blogreader.indexes.blog import answers
from tests import blogs
from tests.blogs import FEED_LINK, HOST, MENU, Blog, Post, expected, found, in_blog, in_root, page, posts, survey


@pytest.mark.parametrize("name", ["no-sidebar", "has-sidebar", "theme menu-closed", "page nav-fixed"])
def test_an_element_around_the_whole_page_is_no_sidebar_whatever_its_name(name: str) -> None:
    blog = Blog(posts(14, in_blog))
    rows = "".join(
        f'<div class="item"><div class="title"><a href="{post.path}">{post.title}</a></div><i>{post.date:%m/%d/%Y}</i></div>'
        for post in blog.posts
    )
    menu = '<header class="navbar"><a href="/">A blog</a> <a href="/about/">About</a></header>'
    blog.pages["/"] = page(f'<div id="app"><div class="{name}">{menu}<div class="list">{rows}</div></div></div>')
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)
    assert not {post.path for post in blog.posts}.intersection(blog.asked)  # the list has their titles and days


def test_a_sidebar_with_many_links_stays_one() -> None:
    blog = Blog(posts(9, in_blog))
    friends = "".join(f'<li><a href="/friends/{number}/">Friend number {number}</a></li>' for number in range(9))
    blog.pages["/"] = page(
        f'<div class="columns"><main>{blogs.cards(blog.posts)}</main><div class="sidebar"><ul>{friends}</ul></div></div>'
    )
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


@pytest.mark.parametrize("start", ["blog.example", "//blog.example", "www.blog.example", "", HOST])
def test_a_sitemap_may_lack_the_scheme_or_the_host_of_its_addresses(start: str) -> None:
    blog = Blog(posts(23, in_blog))
    blog.pages["/"] = blogs.home(blog.posts[:5], FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:5])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts]).replace(HOST, start)
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()


@pytest.mark.parametrize("head", ['<link rel="sitemap" href="/maps/all.xml">', ""])
def test_a_sitemap_is_where_a_page_names_it_or_in_the_folder_of_the_blog(head: str) -> None:
    blog = Blog(posts(31, lambda _index, _day, slug: f"/journal/{slug}/"))
    blog.pages["/journal/"] = blogs.home(blog.posts[:6], head + FEED_LINK.format("/journal/feed.xml"))
    blog.pages["/journal/feed.xml"] = blogs.rss(blog.posts[:6])
    name = "/maps/all.xml" if head else "/journal/sitemap.xml"
    blog.pages[name] = blogs.sitemap([post.path for post in blog.posts])
    assert found(survey(blogs.with_pages_of(blog), f"{HOST}/journal/")).keys() == expected(blog).keys()


def test_a_list_that_stands_twice_on_its_page_is_one_of_posts() -> None:
    blog = Blog(posts(12, in_blog))
    rows = "".join(f'<li><a href="{post.path}">{post.title}</a></li>' for post in blog.posts)
    blog.pages["/"] = page('<main><p>Welcome.</p><ul><li><a href="/blog">Blog</a></li></ul></main>')
    blog.pages["/blog"] = page(f"<h1>Blog</h1><ul>{rows}{rows}</ul>")
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def vuepress(base: str, *, day: str = "date") -> Blog:
    """Ten posts on the home page, in a folder for each topic; the program of the site knows all pages."""
    topics = ["trees", "rivers", "hills", "stars"]
    blog = Blog(posts(34, lambda index, _day, slug: f"{base}notes/{topics[index % 4]}/{slug}.html"))
    head = '<meta name="generator" content="VuePress 1.9.7"><link rel="preload" href="{0}assets/js/app.1a2b3c4d.js" as="script">'
    rows = "".join(
        f'<div class="item"><a href="{post.path}">{post.title}</a> <span class="date">{post.date:%m/%d/%Y}</span></div>'
        for post in blog.posts[:10]
    )
    script = f'<script src="{base}assets/js/app.1a2b3c4d.js" defer></script>'
    blog.pages[base] = page(f'<div class="no-sidebar"><div class="list">{rows}</div></div>{script}', head.format(base))
    pages = ",".join(
        f'{{title:{json.dumps(post.title)},frontmatter:{{{day}:"{post.date}T00:00:00.000Z",tags:["a"],categories:["b"]}},'
        f'regularPath:"{post.path.removeprefix(base.rstrip("/"))}",relativePath:"x.md",key:"v-1",'
        f'path:"{post.path.removeprefix(base.rstrip("/"))}",headers:[{{level:2,title:"One",slug:"one"}}]}}'
        for post in blog.posts
    )
    others = (
        '{title:"Home",frontmatter:{home:!0},regularPath:"/",relativePath:"README.md",key:"v-0",path:"/"},'
        '{title:"Draft",frontmatter:{date:"2020-01-01",publish:!1},regularPath:"/draft.html",path:"/draft.html"},'
        '{title:"About",frontmatter:{},regularPath:"/about.html",path:"/about.html"}'
    )
    blog.pages[f"{base}assets/js/app.1a2b3c4d.js"] = (
        '!function(e){function g(e,t){return e.regularPath===t}const d={title:"A blog",description:"",'
        f'base:"{base}",headTags:[["link",{{rel:"icon"}}]],pages:[{others},{pages}],themeConfig:{{nav:[]}}}};e(d)}}();'
    )
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize("base", ["/", "/journal/"])
def test_the_program_of_a_vuepress_site_knows_all_posts(base: str) -> None:
    blog = vuepress(base)
    search = survey(blog, f"{HOST}{base}")
    assert found(search) == expected(blog)
    assert {one.category for one in search.found.posts()} == {"b"}
    assert search.watched() == f"{HOST}{base}"  # where the next post will be, and not a program that is replaced


def test_the_pages_of_a_vuepress_site_without_days_are_no_posts() -> None:
    blog = vuepress("/", day="weight")
    assert answers.read(str(blog.pages["/assets/js/app.1a2b3c4d.js"]), f"{HOST}/assets/js/app.1a2b3c4d.js").finds == ()


def diary_of_projects() -> Blog:
    """Posts of a dozen projects, a few of each, with texts beside them."""

    def path(index: int, _day: object, slug: str) -> str:
        return f"/posts/projects/p{index % 12}x/{slug}/" if index % 3 else f"/posts/writing/{slug}/"

    blog = Blog(posts(48, path))
    projects = "".join(f'<li><a href="/projects/p{number}x/">Project {number}</a></li>' for number in range(12))
    blog.pages["/"] = blogs.home(blog.posts[:4], FEED_LINK.format("/feed.xml"), extra=f"<ul>{projects}</ul>")
    return blog


def essays_and_research() -> Blog:
    """A few posts in `/research/`, which the list of the blog has among all others."""

    def path(index: int, _day: object, slug: str) -> str:
        return f"/research/{slug}/" if index % 9 == 0 else f"/essays/{slug}/"

    blog = Blog(posts(36, path))
    rows = "".join(
        f"<li><time>{post.date}</time> <a href='{post.path}'>{post.title}</a></li>" for post in blog.posts[:30]
    )
    blog.pages["/"] = page(f"{MENU.format('')}<main><ul>{rows}</ul></main>", FEED_LINK.format("/feed.xml"))
    return blog


@pytest.mark.parametrize("make", [diary_of_projects, essays_and_research])
def test_posts_may_lie_in_folders_that_usually_have_something_else(make: Callable[[], Blog]) -> None:
    blog = make()
    blog.pages["/feed.xml"] = blogs.rss(blog.posts)
    blog.pages["/sitemap.xml"] = blogs.sitemap(["/", "/about/", *[post.path for post in blog.posts]])
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()


@pytest.mark.parametrize(
    "heading",
    [
        '<h1 class="name"><a href="/">A blog</a></h1>',
        '<a href="/"><h1>A blog</h1></a>',
        '<h1><a rel="home" href="/x">A blog</a></h1>',
    ],
)
def test_the_heading_that_leads_home_is_no_title_of_a_post(heading: str) -> None:
    text = page(f"<header>{heading}</header><h2>The lantern</h2><p>Words.</p>", title="A blog | The lantern")
    assert answers.read(text, f"{HOST}/the-lantern").facts.title == "The lantern"


def test_a_menu_of_sections_without_days_leads_to_all_of_them() -> None:
    blog = Blog(posts(40, lambda index, _day, slug: f"/{'posts' if index % 2 else 'til'}/{slug}"))
    blog.pages["/"] = page("<main><ul><li><a href='/posts'>Posts</a></li><li><a href='/til'>TIL</a></li></ul></main>")
    for name in ("posts", "til"):
        rows = "".join(
            f'<li><a href="{one.path}">{one.title}</a></li>' for one in blog.posts if one.path.startswith(f"/{name}/")
        )
        blog.pages[f"/{name}"] = page(f"<h1>{name}</h1><ul class='list'>{rows}</ul>")
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()


def test_a_post_in_the_root_may_have_its_own_address_in_its_heading() -> None:
    blog = Blog(posts(1, in_root))
    path, title = blog.posts[0].path, blog.posts[0].title
    text = page(f'<h1><a href="{path}">{title}</a></h1><p>Words.</p>', title=f"{title} - A blog")
    assert answers.read(text, f"{HOST}{path}").facts.title == title


@pytest.mark.parametrize("by_menu", [True, False])
def test_titles_that_only_lists_of_sections_have_are_read_there(*, by_menu: bool) -> None:
    blog = Blog(posts(60, lambda index, _day, slug: f"/entry/{slug}-{'ab'[index % 2]}/"))
    sections = "<ul><li><a href='/channel/one/'>One</a></li><li><a href='/channel/two/'>Two</a></li></ul>"
    head = FEED_LINK.format("/feed.xml")
    blog.pages["/"] = page(f"<header><nav>{sections}</nav></header>" if by_menu else f"<div>{sections}</div>", head)
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[:4])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    for name, end in (("one", "a/"), ("two", "b/")):
        rows = "".join(
            f"<div><a href='{one.path}'>{one.title}</a> <i>{one.date}</i></div>"
            for one in blog.posts
            if one.path.endswith(end)
        )
        blog.pages[f"/channel/{name}/"] = page(f"<h1>{name}</h1><div>{rows}</div>")
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def by_year_or_day() -> Blog:
    """Most posts in the folder of a year, some in that of a day: the list has both."""

    def path(index: int, day: dt.date, slug: str) -> str:
        return f"/entry/{day:%Y/%m/%d}/{slug}/" if index % 5 == 0 else f"/entry/{day:%Y}/{slug}/"

    return Blog(posts(40, path))


def of_topics_and_of_none() -> Blog:
    """Most posts in folders of two topics, one above the other, some in one or in none."""
    folders = ["cooking/soups", "cooking/breads", "travel/north", "travel"]
    return Blog(posts(40, lambda index, _day, slug: f"/blog/{folders[index % 4]}/{slug}/"))


@pytest.mark.parametrize("make", [by_year_or_day, of_topics_and_of_none])
def test_posts_of_one_list_may_lie_at_several_depths(make: Callable[[], Blog]) -> None:
    blog = make()
    rows = "".join(f"<div><a href='{one.path}'>{one.title}</a> <i>{one.date}</i></div>" for one in blog.posts)
    blog.pages["/"] = page("<div><a href='/archive/'>Archive</a></div><p>Words.</p>", FEED_LINK.format("/feed.xml"))
    blog.pages["/archive/"] = page(f"<h1>Archive</h1><div>{rows}</div>")
    blog.pages["/feed.xml"] = blogs.rss(blog.posts[1:3])
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_a_list_of_one_known_post_and_others_like_it_is_one_of_posts() -> None:
    blog = by_year_or_day()
    rows = {True: "", False: ""}
    newest = next(one for one in blog.posts if one.path.count("/") == 4)
    for one in blog.posts:
        rows[one.path.count("/") > 4 or one is newest] += (
            f"<li><a href='{one.path}'>{one.title}</a> <i>{one.date}</i></li>"
        )
    links = "<li><a href='/channel/one/'>One</a></li><li><a href='/channel/two/'>Two</a></li>"
    blog.pages["/"] = page(f"<ul>{links}</ul>", FEED_LINK.format("/feed.xml"))
    blog.pages["/channel/one/"] = page(f"<h1>One</h1><ul>{rows[False]}</ul>")
    blog.pages["/channel/two/"] = page(f"<h1>Two</h1><section><ol>{rows[True]}</ol></section>")
    blog.pages["/feed.xml"] = blogs.rss([one for one in blog.posts if one.path.count("/") == 4][1:5])
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()


@pytest.mark.parametrize("name", ["archive", "archives", "timeline", "about"])
def test_a_page_of_all_posts_in_a_short_feed_is_no_post(name: str) -> None:
    blog = Blog(posts(2, in_blog))
    blog.pages["/"] = blogs.home(blog.posts, FEED_LINK.format("/feed.xml"))
    blog.pages["/feed.xml"] = blogs.rss([*blog.posts, Post(f"/{name}/", name.title(), blog.posts[0].date)])
    blog.pages[f"/{name}/"] = page(f"<h1>{name}</h1>")
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()
