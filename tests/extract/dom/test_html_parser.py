"""What a visitor would see of a page: what scripts place and show, and neither what is hidden nor what is too deep."""

import pytest

from blogreader.extract.dom.html_parser import parse, settle
from blogreader.extract.dom.nodes import ancestors


def seen(body: str) -> str:
    """Return what is left of the body of a page."""
    page = parse(f"<html><body>{body}</body></html>")
    settle(page)
    assert page.body is not None
    return page.body.inner_html or ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Parts that were streamed take their place.
        ('<p><template id="B:0"></template></p><div hidden id="S:0"><i>a</i></div>', "<p><div><i>a</i></div></p>"),
        ('<div hidden id="S:0">a</div>', '<div id="S:0">a</div>'),
        ('<template id="B:0"></template><div hidden id="S:1">a</div>', '<div id="S:1">a</div>'),
        # What a script would embed.
        (
            '<script src="https://gist.github.com/ann/1.js"></script>',
            '<iframe src="https://gist.github.com/ann/1"></iframe>',
        ),
        *(
            (f'<script src="//{site}/x.js?a"></script>', f'<iframe src="https://{site}/x"></iframe>')
            for site in ("gitlab.com", "asciinema.org/a", "pastebin.com")
        ),
        ('<script src="https://other.example/1.js"></script>', ""),
        ('<object data="/a.svg"></object>', '<img src="/a.svg">'),
        ('<object data="/a" type="image/png"></object>', '<img src="/a">'),
        ('<object data="/a.html"></object>', '<iframe src="/a.html"></iframe>'),
        ('<object data="/a.swf"></object>', ""),
        ('<object data="/a" type="application/x-shockwave-flash"></object>', ""),
        ("<object></object>", ""),
        ('<object data="/a.swf">b</object>', "b"),
        ('<object data="/a.swf"><img src="b.png"></object>', '<img src="b.png">'),
        # Pictures that a script would show.
        ('<div data-src="/a.png" data-alt="A"></div>', '<img src="/a.png" alt="A">'),
        ('<span data-src="/a.png" data-alt="A"> </span>', '<img src="/a.png" alt="A">'),
        ('<div data-src="/a.png" data-alt="A">b</div>', '<div data-src="/a.png" data-alt="A">b</div>'),
        ('<noscript><img src="/a.png"></noscript>', '<img src="/a.png">'),
        ('<img src="data:x"><noscript><img src="/a.png"></noscript>', '<img src="/a.png">'),
        ('<p><img src="data:x"></p><noscript><img src="/a.png"></noscript>', '<img src="/a.png">'),
        (
            '<p>b <img src="/b.png"></p><noscript><img src="/a.png"></noscript>',
            '<p>b <img src="/b.png"></p><img src="/a.png">',
        ),
        ('<noscript><img src="/a.png?1"></noscript><img src="/a.png?2">', '<img src="/a.png?1">'),
        ('<noscript><img src="/a.png"></noscript><img data-src="/a.png">', '<img src="/a.png">'),
        ('<noscript><img src="/a.png"></noscript><img src="data:x">', '<img src="/a.png">'),
        ('<noscript><img src="/a.png"></noscript><img>', '<img src="/a.png">'),
        ('<noscript><img src="/a.png"></noscript><img data-src alt="x">', '<img src="/a.png">'),
        ("<noscript>b <i>c</i></noscript><img>", "<img>"),
        ('<noscript><img src="/a.png"></noscript><img src="/b.png">', '<img src="/a.png"><img src="/b.png">'),
        (f'<noscript><img src="/a.png">{"b" * 200}</noscript>', '<img src="/a.png">'),
        (f'<noscript><img src="/a.png">{"b" * 201}</noscript>', ""),
        ("<noscript>b</noscript>", ""),
        # What is hidden, and what is only hidden until it is found or needed.
        *(
            (f'a<p style="{style}">b</p>', "a")
            for style in ("display:none", "DISPLAY : NONE", "color:red;display:none")
        ),
        ('a<p style="visibility: hidden">b</p>', "a"),
        ('<p style="--display:none">b</p>', '<p style="--display:none">b</p>'),
        ('<p style="content:none">b</p>', '<p style="content:none">b</p>'),
        ('<p hidden="until-found">b</p>', "<p>b</p>"),
        ('<main style="display:none">b</main>', '<main style="display:none">b</main>'),
        ('<p style="display:none"><math>b</math></p>', '<p style="display:none"><math>b</math></p>'),
        ('<p style="display:none" class="footnote">b</p>', '<p style="display:none" class="footnote">b</p>'),
        (
            '<i data-definition="x">a</i><p style="display:none" id="x">b</p>',
            '<i data-definition="x">a</i><p style="display:none" id="x">b</p>',
        ),
        # Characters that are none, as such and as references.
        ("a\ufdd0b\ufddfc\ufdefd", "abcd"),
        ("a&#xfdd0;b&#xFDEF;c&#64976;d&#65007;e&#x00FDD0;f", "abcdef"),
        ("a&#64975;b&#65008;c&#xFDF0;d", "a\ufdcfb\ufdf0c\ufdf0d"),
    ],
)
def test_a_page_is_what_its_scripts_and_styles_would_show(body: str, expected: str) -> None:
    assert seen(body) == expected


@pytest.mark.parametrize("control", ["<button>x</button>", "<i role=button>x</i>", "<input>", "<textarea></textarea>"])
def test_elements_around_a_control_are_known(control: str) -> None:
    page = parse(f"<body><section><div><div><div><p>a {control}</p></div></div></div></section><p>b</p></body>")
    around = [page.css_first(selector) for selector in ("p", "div div div", "div div", "div", "section")]
    settle(page)
    assert [node.mem_id in page.with_controls for node in around if node is not None] == [True] * 4 + [False]


@pytest.mark.parametrize(
    "tag",
    [
        *("area", "base", "body", "br", "col", "embed", "hr", "html", "head", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead"),
        *("tfoot", "colgroup", "rp", "rt", "P"),
    ],
)
def test_elements_that_end_by_themselves_are_no_nesting(tag: str) -> None:
    page = parse(f"<body><div>{'<div>' * 150}{f'<{tag}>' * 300}{'</div>' * 151}<em>y</em>")
    assert page.css_first("em") is not None


@pytest.mark.parametrize(
    "tag",
    [
        *("path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "use", "stop", "image", "g", "defs"),
        *("animate", "animateTransform", "filter", "mspace", "mprescripts", "none", "mglyph", "view", "set"),
    ],
)
def test_elements_of_drawings_and_formulas_may_end_in_their_tag(tag: str) -> None:
    page = parse(f"<body>{'<div>' * 150}<svg>{f'<{tag}/>' * 300}</svg><em>y</em>")
    assert page.css_first("em") is not None


@pytest.mark.parametrize("tag", ["div", "b", "section", "DIV"])
@pytest.mark.parametrize("before", ["", "</div>" * 300, "<div></div></div>" * 300, "</textarea>", "<script>"])
def test_elements_are_nested_to_a_depth(tag: str, before: str) -> None:
    closed = before.replace("<script>", "<script></script>")
    page = parse(f"<body>{closed}{f'<{tag}>' * 1_000}")
    empty = closed.count("<div>") if tag.lower() == "div" else 0
    assert len(page.css(tag.lower())) - empty == 220


def test_ends_of_what_never_began_do_not_hide_how_deep_a_page_is() -> None:
    page = parse(f"<body>{'<div></b><section></b><aside></b><main></b>' * 75}<em>y</em>")
    assert len(page.css("div, section, aside, main")) == 220


@pytest.mark.parametrize("open_end", ["<!-- <div>", "<script> <div>", "<textarea> <div>"])
def test_what_never_ends_ends_a_page(open_end: str) -> None:
    assert len(parse(f"<body>{'<div>' * 300}{open_end}").css("div")) == 220


def test_what_stands_behind_nesting_that_was_cut_is_where_it_was() -> None:
    for count in (100, 219, 220, 500):
        page = parse(f"<body><section>{'<div>' * count}x{'</div>' * count}<p>y</p></section><p>z</p></body>")
        first, second = page.css("p")
        assert [node.tag for node in ancestors(first)] == ["section", "body", "html"]
        assert [node.tag for node in ancestors(second)] == ["body", "html"]
        assert page.body is not None
        assert page.body.text() == "xyz"
        assert len(page.css("div")) == min(count, 219)


@pytest.mark.parametrize(
    "raw",
    ["<!--{}-->", "<script>{}</script>", "<style>{}</style>", "<textarea>{}</textarea>", "<xmp>{}</xmp>"]
    + [f"<{tag}>{{}}</{tag}>" for tag in ("title", "iframe", "noembed", "noframes")],
)
def test_tags_in_comments_and_scripts_are_no_nesting(raw: str) -> None:
    nested = "<div>" * 150
    page = parse(f"<body>{nested}{raw.format('<div>' * 300)}<p>y</p>")
    assert len(list(ancestors(page.css("p")[-1]))) == 152


def test_of_a_tag_with_absurdly_many_attributes_only_the_name_is_kept() -> None:
    def parsed(count: int, start: str = "div") -> dict[str, str | None]:
        page = parse(f"<body><{start} {' '.join(f'attribute{number:03}=x' for number in range(count))}>a</div>b</body>")
        found = page.css_first("div")
        assert found is not None
        assert page.body is not None
        assert page.body.text() == "ab"
        return found.attributes

    assert len(parsed(150)) == 150
    assert len(parsed(301)) in (0, 301)
    assert parsed(700) == {}
    assert parsed(700, "div title='a>b'") == {}
    short = " ".join(f"a{number}" for number in range(400))
    assert len(parse(f"<body><div {short}>a</div>").css("div")[0].attributes) == 400
    long = "x" * 4_000
    assert parse(f"<body><div title='{long}'>a</div>").css("div")[0].attributes == {"title": long}
