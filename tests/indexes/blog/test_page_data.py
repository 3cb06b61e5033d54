"""Posts in the data that pages carry for their own programs: a page shows eight, and the rest to those who scroll."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from blogreader.indexes.blog import address_ends, answers, page_data
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


def literal(value: object) -> str:
    """Write a value as bundlers do: names without quotes, the shortest form of everything."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}:{literal(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(literal, value)) + "]"
    if isinstance(value, bool):
        return "!0" if value else "!1"
    return "void 0" if value is None else json.dumps(value).replace("<", "\\u003C")


def nuxt_2(listed: list[dict[str, Any]]) -> str:
    """What occurs more than once is a parameter of a function."""
    data = literal({"layout": "default", "data": [{"posts": listed, "menu": MENU}], "fetch": {}, "isLoading": False})
    tags, at, shown = literal(["life"]), "T08:00:00.000Z", literal(["a", "b"])
    data = data.replace(tags, "b").replace("isLoading:!1", "isLoading:a")
    assert at in data
    return f"<script>window.__NUXT__=(function(a,b,c){{return {data}}}(false,{tags},{shown}));</script>"


def nuxt_2_plain(listed: list[dict[str, Any]]) -> str:
    return f"<script>window.__NUXT__={literal({'data': [{'posts': listed}]})};</script>"


def sveltekit_started(listed: list[dict[str, Any]]) -> str:
    days = [{**one, "frontmatter": {**one["frontmatter"], "date": "DAY"}} for one in listed]
    text = literal({"type": "data", "data": {"posts": days, "author": None, "size": 8.5}, "uses": {"params": ["slug"]}})
    for one in listed:
        time = dt.datetime.fromisoformat(one["frontmatter"]["date"]).timestamp() * 1000
        text = text.replace('"DAY"', f"new Date({time:.0f})", 1)
    return (
        "<script>{ __sveltekit_1 = { base: new URL('.', location).pathname.slice(0, -1) }; Promise.all(["
        "import('/_app/immutable/entry/start.js')]).then(([kit, app]) => { kit.start(app, document.body, "
        f"{{ node_ids: [0, 2], data: [null,{text}], form: null, error: null }}); }}); }}</script>"
    )


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


def of_a_query(listed: list[dict[str, Any]]) -> str:
    """What an API answers, in which nothing is written flat."""
    return f'<script type="application/json">{json.dumps({"nodes": listed, "pageInfo": {}})}</script>'


def with_gaps(listed: list[dict[str, Any]]) -> str:
    values = [{"slug": one["slug"], **{name: one["frontmatter"][name] for name in ("title", "date")}} for one in listed]
    return f'<script type="application/json">{json.dumps([*values, None])}</script>'


SCRIPTS = [
    of_a_query,
    with_gaps,
    next_pages,
    next_rows,
    nuxt,
    nuxt_2,
    nuxt_2_plain,
    astro,
    sveltekit,
    sveltekit_started,
    remix,
    preloads,
    by_number,
]


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


@pytest.mark.parametrize("path", [in_blog, in_root])
def test_the_data_of_a_sveltekit_page_has_what_its_list_does_not_show(
    path: Callable[[int, dt.date, str], str],
) -> None:
    blog = Blog(posts(31, path))
    folder = "/blog" if path is in_blog else ""
    start = '<link href="/_app/immutable/entry/start.1a2b.js" rel="modulepreload">'
    blog.pages["/"] = blogs.home(blog.posts[:SHOWN], start, f'<li><a href="{folder}/">Blog</a></li>')
    values: list[object] = []
    flat({"posts": items(blog.posts), "menu": MENU}, values)
    nodes = [None, {"type": "data", "data": values, "uses": {}}]
    blog.pages["/__data.json"] = json.dumps({"type": "data", "nodes": nodes}) + '\n{"type":"chunk","id":1,"data":[7]}'
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_the_payload_of_a_nuxt_page_has_what_its_list_does_not_show() -> None:
    blog = Blog(posts(31, in_blog))
    hint = '<link rel="preload" as="fetch" crossorigin="anonymous" href="/_payload.json?x">'
    blog.pages["/"] = blogs.home(blog.posts[:SHOWN], hint)
    values: list[object] = [{"data": 1, "prerenderedAt": 2}, ["ShallowReactive", 3], 1_700_000_000_000]
    flat({"posts": items(blog.posts), "menu": MENU}, values)
    blog.pages["/_payload.json?x"] = json.dumps(values)
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_a_few_long_posts_beside_many_notes_are_found_with_these() -> None:
    blog = Blog(posts(40, lambda _index, _day, slug: f"/t/{slug}"))
    essays = posts(6, lambda _index, _day, slug: f"/p/essay-{slug}", year=2021)
    rows = "".join(f'<li><a href="{post.path}">{post.title}</a> <time>{post.date}</time></li>' for post in essays)
    notes = "".join(f'<p><a href="{post.path}">{post.title}</a> {post.date}</p>' for post in blog.posts[:SHOWN])
    values: list[object] = []
    flat({"posts": items(essays), "notes": items(blog.posts)}, values)
    blog.pages["/__data.json"] = json.dumps({"type": "data", "nodes": [{"type": "data", "data": values}]})
    start = '<link href="/_app/immutable/entry/start.1a2b.js" rel="modulepreload">'
    blog.pages["/"] = blogs.page(f"<main><ul>{rows}</ul><section>{notes}</section></main>", start)
    blog.posts += essays
    assert found(survey(blogs.with_pages_of(blog))) == expected(blog)


def test_data_of_something_else_than_the_pages_is_passed_over() -> None:
    blog = blog_with("")
    blog.pages["/sitemap.xml"] = blogs.sitemap([post.path for post in blog.posts])
    start = '<link href="/_app/immutable/entry/start.1a2b.js" rel="modulepreload">'
    blog.pages["/"] = str(blog.pages["/"]).replace("</head>", f"{start}</head>")
    others = [{"title": f"Tool {number}", "slug": f"tool-{number}", "date": "2020-01-01"} for number in range(30)]
    blog.pages["/__data.json"] = json.dumps({"type": "data", "nodes": [{"data": others}]})
    assert found(survey(blog)).keys() == expected(blog).keys()


def test_the_markdown_beside_a_page_is_the_page() -> None:
    blog = Blog(posts(12, in_root))
    rows = "".join(
        f'<li><a href="{post.path}.md">{post.title}</a> (<a href="{post.path}">page</a>) {post.date}</li>'
        for post in blog.posts
    )
    blog.pages["/"] = blogs.page(f"<main><ul>{rows}</ul></main>")
    assert found(survey(blogs.with_pages_of(blog))).keys() == expected(blog).keys()


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


def island(props: str) -> str:
    return f'<astro-island props="{escape(props)}"></astro-island>'


ODD_PAIRS: list[object] = [[1, None], [1, 5], [0], [1], [], [0, [0, 1]], ["x", [1, 2]], [True, {}], [9, "x"], 7, None]
"""What Astro would not write."""


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/json'>" + "[" * 100_000 + "</script>",
        "<script>window.a = {" + '"a":' * 50_000 + "</script>",
        "<script>" + "window.a = {" * 20_000 + "</script>",
        '<script type="application/json" id="__NUXT_DATA__">[{"a":0,"b":[0]},[1,1,1,1]]</script>',
        '<script type="application/json" id="__NUXT_DATA__">[[1,1,1],[2,2,2],[3,3,3],[4,4,4],[0,0,0]]</script>',
        '<astro-island props="[0,[0,[0"></astro-island>',
        island('{"a":' * 700 + "[0,1]" + "}" * 700),
        island("[1,[" * 300 + "]]" * 300),
        *(island(json.dumps({"posts": value})) for value in ODD_PAIRS),
        "<script>window.__NUXT__=(function(a,b){return {a:" + "[" * 50_000 + "}</script>",
        "<script>window.__NUXT__=(function(a,b){return {data:[{title:a,slug:b.c()}]}}(1,2));</script>",
        "<script>window.__NUXT__=(function(" + "a," * 50_000 + "</script>",
        "<script>kit.start(app, { data: ['" + "\\\\" * 50_000 + "</script>",
        "<script>kit.start(app, {" + "data: [" * 20_000 + "</script>",
        "<script>window.a = {b: " + "new Date(" * 5_000 + "</script>",
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


@pytest.mark.parametrize(
    ("known", "address", "whole"),
    [
        (["/blog/one/"], "two", "/blog/two/"),
        (["/blog/one"], "two", "/blog/two"),
        (["/one.html"], "two", "/two.html"),
        (["/one.html"], "two.html", "/two.html"),
        (["/one/"], "/two/", "/two/"),
        (["/blog/one/"], "/other/two", "/blog/other/two/"),
        (["/caf%C3%A9/one/"], "two", "/café/two/"),
        (["/a/one/", "/b/one", "/b/three"], "two", "/b/two"),
        (["/bone/"], "two", ""),
        (["/one/x/"], "two", ""),
        (["http://["], "two", ""),
        ([], "/two", "/two"),
        ([], "two", ""),
        ([], "", ""),
        (["/blog/one/"], "/", ""),
        (["/blog/one/"], "mailto://x", ""),
        (["/blog/one/"], "http://a.example/x", "http://a.example/x"),
        ([], "//[", ""),
    ],
)
def test_an_end_is_made_whole_as_most_known_addresses_are(known: list[str], address: str, whole: str) -> None:
    urls = [one if "://" in one else f"{HOST}{one}" for one in known]
    made = address_ends.resolver(f"{HOST}/", ["one", "three", ""], urls)(address)
    assert made.removeprefix(HOST) == whole


def test_ends_with_folders_are_found_by_all_of_them() -> None:
    made = address_ends.resolver(f"{HOST}/", ["sea/one", "land/one"], [f"{HOST}/blog/sea/one/", f"{HOST}/x/land/one"])
    assert made("sea/two") == f"{HOST}/blog/sea/two/"


POST, OTHER = {"title": "One", "date": "2020-05-06", "slug": "one"}, {"title": "Two"}
DAY = dt.date(2020, 5, 6)


def inside(value: object, depth: int) -> object:
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("value", "sizes"),
    [
        ([POST, POST], [2]),
        ([POST], []),
        ([POST, OTHER], []),
        ([POST] * 3 + [OTHER] * 2, [3]),
        ([POST] * 3 + [OTHER] * 3, []),
        ([POST, POST, "x", 1, None, []], [2]),
        ({"a": POST, "b": POST, "c": OTHER, "d": OTHER, "e": OTHER}, [2]),
        ({"a": POST, "b": OTHER}, []),
        ({"a": [POST, POST], "b": [POST, POST, POST]}, [3, 2]),
        (inside([POST, POST], 40), [2]),
        (inside([POST, POST], 41), []),
        ("x", []),
        (None, []),
    ],
)
def test_most_of_a_list_of_posts_are_posts_wherever_it_stands(value: object, sizes: list[int]) -> None:
    assert [len(found) for found in page_data.lists(value)] == sizes


def test_of_large_data_a_part_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_data, "_MOST_ITEMS", 3)
    assert [len(found) for found in page_data.lists([POST] * 4)] == [3]
    monkeypatch.setattr(page_data, "_MOST_VALUES", 3)
    assert [len(found) for found in page_data.lists(inside([POST, POST], 2))] == [2]
    assert [*page_data.lists(inside([POST, POST], 3))] == []


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (POST, ("one", "One", DAY)),
        ({"Title": "One", "DATE": "2020-05-06", "Slug": "one"}, ("one", "One", DAY)),
        ({**POST, "title": "  One\n two "}, ("one", "One two", DAY)),
        ({**POST, "title": "x" * 501}, ("one", "x" * 499 + "…", DAY)),
        ({**POST, "title": None, "headline": "Two"}, ("one", "Two", DAY)),
        ({**POST, "headline": "Two"}, ("one", "One", DAY)),
        ({**POST, "title": {"rendered": "One"}}, ("one", "One", DAY)),
        ({**POST, "title": 1}, None),
        ({**POST, "title": "  "}, None),
        ({**POST, "draft": True}, None),
        ({**POST, "draft": False}, ("one", "One", DAY)),
        ({**POST, "published": False}, None),
        ({**POST, "published": True}, ("one", "One", DAY)),
        ({"title": "One", "published": "2020-05-06", "slug": "one"}, ("one", "One", DAY)),
        ({**POST, "date": None, "createdAt": "2020-05-06"}, ("one", "One", DAY)),
        ({**POST, "created": "2019-01-01"}, ("one", "One", DAY)),
        ({**POST, "date": "soon"}, None),
        ({**POST, "permalink": "/a/one/"}, ("/a/one/", "One", DAY)),
        ({**POST, "url": "two words"}, ("one", "One", DAY)),
        ({**POST, "url": " /one "}, ("/one", "One", DAY)),
        ({**POST, "url": ""}, ("one", "One", DAY)),
        ({**POST, "url": 5}, ("one", "One", DAY)),
        ({**POST, "url": "x" * 1_999}, ("x" * 1_999, "One", DAY)),
        ({**POST, "url": "x" * 2_000}, ("one", "One", DAY)),
        ({**POST, "slug": {"_type": "slug", "current": "one"}}, ("one", "One", DAY)),
        ({**POST, "slug": {"current": 1}}, None),
        ({**POST, "slug": None}, None),
        ({"node": {"fields": {"post": POST}}}, ("one", "One", DAY)),
        ({"node": {"fields": {"post": {"data": POST}}}}, None),
        ({"Node": {"slug": "one"}, "title": "One", "date": "2020-05-06"}, ("one", "One", DAY)),
        ({"node": {**POST, "title": "Inner"}, "title": "Outer"}, ("one", "Outer", DAY)),
        ({"author": POST}, None),
    ],
)
def test_a_post_has_a_title_a_day_and_an_address(
    item: dict[str, object], found: tuple[str, str, dt.date] | None
) -> None:
    posts = [(one.address, one.title, one.date) for one in next(page_data.lists([item, item]), [])]
    assert posts == [found] * 2 * (found is not None)


def test_the_fields_of_a_post_have_many_names() -> None:
    of_dates = (
        *(
            "date",
            "published",
            "publishedAt",
            "date_published",
            "publishDate",
            "published_at",
            "publishedDate",
            "pubDate",
        ),
        *("post_date", "firstPublishedAt", "datePublished", "created", "createdAt", "dateTime"),
    )
    of_addresses = (
        *("permalink", "url", "link", "href", "path", "uri", "relPermalink", "location", "canonicalUrl"),
        *("canonical_url", "slug"),
    )
    wrappers = ("node", "frontmatter", "fields", "meta", "metadata", "attributes", "data", "post", "article")
    dated = [{"title": "One", name: "2020-05-06", "slug": "one"} for name in of_dates]
    named = [{"title": "One", "date": "2020-05-06", name: "one"} for name in of_addresses]
    inner = [{name: POST} for name in wrappers]
    for listed in (dated, named, inner):
        assert len(next(page_data.lists(listed))) == len(listed)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (299_999_999, None),
        (300_000_000, dt.date(1979, 7, 5)),
        (4_000_000_000, dt.date(2096, 10, 2)),
        (4_000_000_001, None),
        (299_999_999_999, None),
        (300_000_000_000, dt.date(1979, 7, 5)),
        (1_588_723_200_000.5, DAY),
        (4_000_000_000_000, dt.date(2096, 10, 2)),
        (4_000_000_000_001, None),
        (True, None),
        ("2020-05-06T23:00:00Z", DAY),
        (["2020-05-06"], None),
    ],
)
def test_a_day_may_be_a_number_of_seconds_or_of_their_thousandths(value: object, day: dt.date | None) -> None:
    found = next(page_data.lists([{**POST, "date": value}] * 2), [])
    assert [one.date for one in found] == [day] * 2 * (day is not None)


def linked(html: str) -> list[tuple[str, str]]:
    return [(one.group, one.url) for one in page_data.links(LexborHTMLParser(html), f"{HOST}/", [f"{HOST}/a/one/"])]


def script(value: object, attributes: str = 'type="application/json"') -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script {attributes}>{text}</script>"


ONE = [("data>1", f"{HOST}/a/one/")] * 2
FLAT = [[1, 1], {"title": 2, "date": 3, "slug": 4}, "One", "2020-05-06", "one"]
ROW = json.dumps([1, "5:" + json.dumps([POST, POST])], separators=(",", ":"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (script([POST, POST]), ONE),
        (script([POST, POST]) * 2, [*ONE, *(("data>2", url) for _, url in ONE)]),
        (script([POST, {**POST, "slug": ""}, POST]), ONE),
        (script([POST, POST], 'type="APPLICATION/JSON"'), ONE),
        (script([POST, POST], 'type="application/ld+json"'), []),
        (script("window.a = " + json.dumps([POST, POST]), 'type="text/plain"'), []),
        (script("window.a = " + json.dumps([POST, POST]), 'type="text/javascript"'), ONE),
        (script("window.a = " + json.dumps([POST, POST]), 'type="module"'), ONE),
        (script("window.a = " + json.dumps([POST, POST]), ""), ONE),
        (script('self["a"] = ' + json.dumps([POST, POST]), ""), ONE),
        (script("a = " + json.dumps([POST, POST]), ""), []),
        (script({"body": json.dumps([POST, POST]), "b": [POST, POST]}), ONE),
        (script({"body": [POST, POST]}), ONE),
        (script(FLAT, 'type="application/json" id="__NUXT_DATA__"'), ONE),
        (script([*FLAT[:1], {"title": 2}], 'type="application/json" id="__NUXT_DATA__"'), []),
        (script([[1, 5], *FLAT[1:]], 'type="application/json" id="__NUXT_DATA__"'), []),
        (script([[1, -1], *FLAT[1:]], 'type="application/json" id="__NUXT_DATA__"'), []),
        (
            script([[1, 1], *FLAT[1:3], ["Date", "2020-05-06"], "one"], 'type="application/json" id="__NUXT_DATA__"'),
            ONE,
        ),
        (script([["Reactive", 5], *FLAT[1:], [1, 1]], 'type="application/json" id="__NUXT_DATA__"'), ONE),
        (script(f"self.__next_f.push({ROW})", ""), ONE),
        (script(f"self.__next_f.push({ROW.replace('5:', 'I5:')})", ""), []),
        (f'<astro-island props="{escape(json.dumps(paired([POST, POST])))}"></astro-island>', ONE),
    ],
)
def test_data_is_read_wherever_a_page_has_it(html: str, expected: list[tuple[str, str]]) -> None:
    assert linked(html) == expected


def test_a_post_in_the_data_of_a_page_is_a_link_with_its_title_and_day() -> None:
    one, _ = page_data.links(LexborHTMLParser(script([POST, POST])), f"{HOST}/", [f"{HOST}/a/one/"])
    assert (one.title, one.words, one.date, one.is_main, one.is_heading) == ("One", "One", DAY, True, False)


@pytest.mark.parametrize(("depth", "is_read"), [(19, True), (20, False)])
def test_values_of_astro_are_restored_to_a_depth(depth: int, is_read: bool) -> None:
    props = paired(inside([POST, POST], depth))[1]
    assert linked(f'<astro-island props="{escape(json.dumps(props))}"></astro-island>') == (ONE if is_read else [])


@pytest.mark.parametrize(("depth", "is_read"), [(38, True), (39, False)])
def test_values_of_nuxt_are_restored_to_a_depth(depth: int, is_read: bool) -> None:
    values: list[object] = []
    flat(inside([POST, POST], depth), values)
    assert linked(script(values, 'type="application/json" id="__NUXT_DATA__"')) == (ONE if is_read else [])


def test_of_a_long_script_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([POST, POST])
    island = f'<astro-island props="{escape(json.dumps(paired([POST, POST])))}"></astro-island>'
    for html, length in ((script(text), len(text)), (island, len(json.dumps(paired([POST, POST]))))):
        monkeypatch.setattr(page_data, "_LARGEST", length)
        assert linked(html) == ONE
        monkeypatch.setattr(page_data, "_LARGEST", length - 1)
        assert linked(html) == []
