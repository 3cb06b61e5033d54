"""What is not looked for on a page would not have been found: the short ways give what the long ones give."""

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogreader.extract import known_markup
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.elements import callouts, media
from tests.conftest import scaled

PAGES = Path(__file__).parent
NEVER = re.compile("(?!)")
TABLES = (
    *(
        known_markup.CODE_TABLES,
        known_markup.CODE_DIVS,
        known_markup.CODE_BLOCKS,
        known_markup.CODE_LINES,
        known_markup.CODE_WRAPPERS,
        known_markup.CONTAINERS,
    ),
    known_markup.INLINE_NOTES,
)
SELECTORS = [
    *(row[2] for table in TABLES for row in table),
    *(
        known_markup.DROPPED,
        known_markup.BOILERPLATE,
        known_markup.SHOWN_TABS,
        known_markup.CODE_JUNK,
        known_markup.CODE_NUMBERS,
        known_markup.CODE_TITLES,
    ),
    *(
        known_markup.FOOTNOTE_REFERENCES,
        known_markup.FOOTNOTE_BACKREFERENCES,
        known_markup.CITATIONS,
        known_markup.MATH_SOURCES,
    ),
    *(
        callouts._CALLOUTS,
        known_markup.NOTE_TOGGLES,
        "div:not(.x, .y) > p.a, [class*='ab'] :is(b, i), #c.a, p:first-child",
    ),
]


def asked_and_found(page: HtmlPage) -> list[tuple[str, list[str | None], list[str | None]]]:
    return [
        (selectors, [node.html for node in page.ask(selectors)], [node.html for node in page.css(selectors)])
        for selectors in SELECTORS
    ]


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_gives_for_every_selector_what_its_tree_gives(page: Path) -> None:
    for selectors, asked, found in asked_and_found(parse(page.read_text())):
        assert asked == found, selectors


@pytest.mark.parametrize(
    "written",
    [
        "<P CLASS='a admonition'>x</P>",
        "<p class=admonition>x</p>",
        '<p class = "b\nadmonition">x</p>',
        '<p class="&#97;dmonition">x</p>',
        '<p class="ADMONITION">x</p>',
        "<p\nclass='x'id=c ROLE=note>x</p>",
        "<!doctype html><SECTION><p class='abc'>x<i>y</i></p></SECTION>",
        "<table><td class=gutter>1<td><pre>x</pre></table>",
        '<svg class="admonition"><p>x</p></svg>',
        "<p DATA-TEX='x'Data-Math-Style=y>x</p>",
        "<p data-tex>x</p><a onclick=x>y</a>",
    ],
)
def test_classes_are_known_however_they_are_written(written: str) -> None:
    for selectors, asked, found in asked_and_found(parse(written)):
        assert asked == found, selectors


@pytest.mark.parametrize(
    ("selectors", "asked"),
    [
        (".boat, .ship", ".boat"),
        ("[data-boat], p[data-ship]", "[data-boat]"),
        ("p:not([data-ship]), p:has([data-ship])", "p:not([data-ship])"),
    ],
)
def test_a_class_or_an_attribute_that_the_page_does_not_have_is_not_looked_for(selectors: str, asked: str) -> None:
    page = parse('<p class="boat" data-boat="x">x</p>')
    assert page.ask(selectors) == page.css(selectors) != []
    assert page._asked[selectors] == asked


ADDRESSES = st.one_of(
    st.text("/.a1-_~?=&+#:%", max_size=12),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(("http://", "https://", "HTTPS://", "//", "ftp://", "/", "https://user@")),
        st.sampled_from(("blog.example", "Blog.example", "blog.example:443", "a", "blog.example:8080", "..", "")),
        st.text("/.a1-_~?=&+#:%", max_size=12),
    ),
)


@example("/a/../b", "https://blog.example/x")
@example("https://a.example/./b/..", "https://blog.example/x")
@example("../a", "https://blog.example/b/c/d")
@example("a/../../b", "https://blog.example/b/c/d")
@example("a:b", "https://blog.example/b/c/d")
@example("a//b", "file:///b//c/d")
@example("a", "about:x")
@settings(max_examples=scaled(600))
@given(
    ADDRESSES,
    st.sampled_from(
        (
            "https://blog.example/posts/rivers",
            "http://blog.example:80/",
            "https://BLOG.example:8443/a/b?c#d",
            "https://blog.example/a/../b/./c",
            "file:///a%20folder/post.md",
            "",
            "about:x",
        )
    ),
)
def test_a_plain_address_is_what_taking_it_apart_makes_of_it(address: str, base: str) -> None:
    quick = media.absolute(address, base)
    with patch.multiple(media, _SIMPLE=NEVER, _SIMPLE_PATH=NEVER, _SIMPLE_NAME=NEVER):
        assert quick == media.absolute(address, base)


def test_a_long_tag_is_cut_for_its_attributes_and_not_for_its_length() -> None:
    many = " ".join(f"a{n}=1" for n in range(2_000))
    for tag in (f"<div {many}>", f'<div title="{"x" * 4_000}>" {many}>', f"<div {many} class='x"):
        assert all(not node.attributes for node in parse(f"{tag}y</div>'>").css("div")), tag[:40]
    long = parse(f'<div title="{"word " * 2_000}" class="a">x</div>').css_first("div")
    assert long is not None
    assert len(long.attributes["title"] or "") == 10_000
