"""Posts in the data that pages carry for their own programs: a page shows eight, and the rest to those who scroll."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import pytest

from blogreader.indexes.blog import address_ends, answers
from tests import blogs
from tests.blogs import HOST, Blog, Post, expected, found, in_blog, in_root, posts, survey

SHOWN = 8
MENU = [
    {"title": "About us", "href": "/about"},
    {"title": "Our shop", "href": "/shop"},
    {"title": "Jobs", "href": "/jobs"},
]
Script = Callable[[list[dict[str, Any]]], str]


def items(listed: Iterable[Post]) -> list[dict[str, Any]]:
    return [
        {
            "slug": post.path.strip("/").rpartition("/")[2],
            "frontmatter": {"title": post.title, "date": f"{post.date}T08:00:00.000Z", "tags": ["life"]},
        }
        for post in listed
    ]


def next_pages(listed: list[dict[str, Any]]) -> str:
    data = {"props": {"pageProps": {"menu": MENU, "allPosts": listed}}, "page": "/blog", "buildId": "x"}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def next_rows(listed: list[dict[str, Any]]) -> str:
    row = json.dumps(["$", "$L5", None, {"posts": listed, "className": "list"}])
    text = f'3:I[123,["static/a.js"],"List"]\n7:T1a,some words\n5:{row}\n'
    half = len(text) // 2
    pieces = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in (text[:half], text[half:])
    )
    return f"<script>(self.__next_f=self.__next_f||[]).push([0])</script>{pieces}"


def flat(value: object, values: list[object]) -> int:
    """Write a value as devalue does, and return where it stands."""
    values.append(None)
    place = len(values) - 1
    if isinstance(value, dict):
        values[place] = {name: flat(inner, values) for name, inner in value.items()}
    elif isinstance(value, list):
        values[place] = [flat(inner, values) for inner in value]
    else:
        values[place] = value
    return place


def nuxt(listed: list[dict[str, Any]]) -> str:
    values: list[object] = [["ShallowReactive", 1]]
    flat({"data": {"posts": listed, "menu": MENU}}, values)
    return f'<script type="application/json" id="__NUXT_DATA__" data-ssr="true">{json.dumps(values)}</script>'


def paired(value: object) -> list[object]:
    if isinstance(value, list):
        return [1, [paired(inner) for inner in value]]
    return [0, {name: paired(inner) for name, inner in value.items()} if isinstance(value, dict) else value]


def astro(listed: list[dict[str, Any]]) -> str:
    props = {"posts": paired(listed), "size": [0, 8]}
    return f'<astro-island component-url="/_astro/List.js" props="{escape(json.dumps(props))}"></astro-island>'


def sveltekit(listed: list[dict[str, Any]]) -> str:
    answer = {"status": 200, "headers": {}, "body": json.dumps({"posts": listed})}
    return f'<script type="application/json" data-sveltekit-fetched data-url="/api/posts">{json.dumps(answer)}</script>'


def remix(listed: list[dict[str, Any]]) -> str:
    state = {"state": {"loaderData": {"routes/_index": {"posts": listed}}}}
    return f"<script>window.__remixContext = {json.dumps(state)};</script>"


def preloads(listed: list[dict[str, Any]]) -> str:
    return f"<script>window._preloads        = JSON.parse({json.dumps(json.dumps({'posts': listed}))})</script>"


def by_number(listed: list[dict[str, Any]]) -> str:
    """The objects of a cache, with their days in milliseconds."""
    cached: dict[str, dict[str, Any]] = {"User:1": {"name": "Ann"}}
    for number, one in enumerate(listed):
        said = one["frontmatter"]
        time = dt.datetime.fromisoformat(said["date"]).timestamp() * 1000
        cached[f"Post:{number}"] = {"title": said["title"], "slug": one["slug"], "firstPublishedAt": time}
    return f"<script>window.__APOLLO_STATE__ = {json.dumps(cached)}</script>"


SCRIPTS = [next_pages, next_rows, nuxt, astro, sveltekit, remix, preloads, by_number]


def blog_with(script: str, path: Callable[[int, dt.date, str], str] = in_blog) -> Blog:
    """Return a blog whose list shows the newest eight, and a button."""
    blog = Blog(posts(31, path))
    cards = blogs.cards(blog.posts[:SHOWN])
    blog.pages["/"] = blogs.page(f"{blogs.MENU.format('')}<main>{cards}<button>Load more</button></main>{script}")
    return blogs.with_pages_of(blog)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("path", [in_blog, in_root])
def test_posts_that_only_the_data_of_a_page_has_are_found(
    script: Script, path: Callable[[int, dt.date, str], str]
) -> None:
    blog = blog_with(script(items(posts(31, path))), path)
    search = survey(blog)
    assert found(search) == expected(blog)
    assert len(blog.asked) <= 30


@pytest.mark.parametrize("is_told", [True, False])
def test_the_data_of_a_gatsby_page_has_what_its_list_does_not_show(is_told: bool) -> None:
    blog = Blog(posts(31, in_blog))
    hint = '<link as="fetch" rel="preload" href="/page-data/index/page-data.json" crossorigin="anonymous">'
    head = hint if is_told else '<meta name="generator" content="Gatsby 5.13.1">'
    blog.pages["/"] = blogs.home(blog.posts[:SHOWN], head)
    edges = [
        {"node": {"id": str(number), "fields": {"slug": f"/{one['slug']}/"}, "frontmatter": one["frontmatter"]}}
        for number, one in enumerate(items(blog.posts))
    ]
    data = {"path": "/", "result": {"data": {"site": {"menu": MENU}, "allMarkdownRemark": {"edges": edges}}}}
    blog.pages["/page-data/index/page-data.json"] = json.dumps(data)
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_menus_drafts_and_what_has_no_day_are_no_posts() -> None:
    listed: list[dict[str, Any]] = [
        *items(posts(31, in_blog)[:12]),
        {"slug": "soon", "frontmatter": {"title": "Soon", "date": "2024-01-01", "draft": True}},
    ]
    projects = [{"title": f"Project {number}", "url": f"/projects/{number}"} for number in range(20)]
    script = next_pages(listed) + f'<script type="application/json">{json.dumps({"a": projects, "b": MENU})}</script>'
    blog = blog_with(script)
    urls = {link.url for link in answers.read(str(blog.pages["/"]), f"{HOST}/").links if link.group.startswith("data")}
    assert len(urls) == 12
    assert not any(name in url for url in urls for name in ("soon", "project", "about", "shop"))


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/json'>" + "[" * 100_000 + "</script>",
        "<script>window.a = {" + '"a":' * 50_000 + "</script>",
        "<script>" + "window.a = {" * 20_000 + "</script>",
        '<script type="application/json" id="__NUXT_DATA__">[{"a":0,"b":[0]},[1,1,1,1]]</script>',
        '<script type="application/json" id="__NUXT_DATA__">[[1,1,1],[2,2,2],[3,3,3],[4,4,4],[0,0,0]]</script>',
        '<astro-island props="[0,[0,[0"></astro-island>',
        '<script>self.__next_f.push([1,"5:[not json\\n6:{}\\n"])</script>',
    ],
)
def test_data_that_is_none_is_passed_over(script: str) -> None:
    blog = blog_with(script)
    assert len(found(survey(blog))) == SHOWN


def test_an_end_of_an_address_is_made_whole_as_links_are() -> None:
    known = [f"{HOST}/notes/one.html", f"{HOST}/notes/two.html", f"{HOST}/about"]
    whole = address_ends.resolver(f"{HOST}/", ["one", "two", "three"], known)
    assert whole("three") == f"{HOST}/notes/three.html"
    assert whole("https://other.example/a") == "https://other.example/a"
    assert whole("ftp://other.example/a") == ""
    alone = address_ends.resolver(f"{HOST}/", ["one"], [])
    assert (alone("one"), alone("/one")) == ("", f"{HOST}/one")
