"""Which parts of a page that most pages of its host share are the site's."""

import pytest
from selectolax.lexbor import LexborNode

from blogreader.extract.content.repeated_parts import cut_repeated_parts, fingerprints
from blogreader.extract.dom.html_parser import parse, settle
from blogreader.extract.dom.page import HtmlPage
from tests.extract.content.cutting import LISTINGS, left

PARAGRAPH = f"<p>{'It rained, and the river rose. ' * 3}</p>"


def without(shared: str, html: str) -> str:
    """Return the text of a page without the parts that another one has, too; paragraphs are `-`."""
    known = sorted(fingerprints(parse(f"<body><main>{shared}</main>")))

    def cut(page: HtmlPage, _article: LexborNode) -> None:
        settle(page)
        cut_repeated_parts(page, known, LISTINGS)

    kept = left(f"<main>{html}</main><article></article>", cut)
    return kept.replace(
        "It rained, and the river rose. It rained, and the river rose. It rained, and the river rose.", "-"
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("<p>Words</p>", "<p>Words</p>", True),
        ("<p>Words</p>", "<p>Other words</p>", False),
        ("<p>Words</p>", "<blockquote>Words</blockquote>", False),
        *(
            (f"<{tag}>Words</{tag}>", f"<{tag}>Words</{tag}>", True)
            for tag in ("div", "section", "aside", "ul", "ol", "header")
        ),
        *(
            (f"<{tag}>Words</{tag}>", f"<{tag}>Words</{tag}>", True)
            for tag in ("footer", "figure", "blockquote", "details", "h2", "h5")
        ),
        *((f"<{tag}>Words</{tag}>", f"<{tag}>Words</{tag}>", False) for tag in ("span", "li", "pre", "h1", "h6")),
        ("<hr>", "<hr>", False),
        ("<p><img src=a></p>", "<p><img src=a></p>", True),
        ("<p><img src=a></p>", "<p><img src=b></p>", False),
        ("<p><img src=a><img src=b></p>", "<p><img src=a></p>", False),
        # Their classes, and those of two elements around them, whatever numbers these have.
        ("<p class=x1>Words</p>", "<p class=x22>Words</p>", True),
        ("<p class=x>Words</p>", "<p class=y>Words</p>", False),
        ("<i class=x><b><p>Words</p></b></i>", "<i class=y><b><p>Words</p></b></i>", False),
        ("<i class=x><b><u><p>Words</p></u></b></i>", "<i class=y><b><u><p>Words</p></u></b></i>", True),
        # Short ones may count, and long ones are none.
        (f"<p>12 {'x' * 76}</p>", f"<p>34 {'x' * 76}</p>", True),
        (f"<p>12 {'x' * 77}</p>", f"<p>34 {'x' * 77}</p>", False),
        (f"<p>1 {'x' * 9}</p>", f"<p>34 {'x' * 9}</p>", True),
        (f"<p>{'x' * 3000}</p>", f"<p>{'x' * 3000}</p>", True),
        (f"<p>{'x' * 3001}</p>", f"<p>{'x' * 3001}</p>", False),
        (f"{'<hr>' * 3998}<p>Words</p>", f"{'<hr>' * 3998}<p>Words</p>", True),
        (f"{'<hr>' * 3999}<p>Words</p>", f"{'<hr>' * 3999}<p>Words</p>", True),
        (f"{'<hr>' * 4000}<p>Words</p>", f"{'<hr>' * 4000}<p>Words</p>", False),
    ],
)
def test_parts_have_the_same_fingerprint_by_their_contents_and_their_place(
    one: str, other: str, expected: bool
) -> None:
    first, second = (fingerprints(parse(f"<body>{html}")) for html in (one, other))
    assert (first == second and bool(first)) == expected
    assert all(len(mark) == 16 for mark in first)


@pytest.mark.parametrize(
    ("shared", "html", "expected"),
    [
        # Before and after the text, whatever it is; a heading only after it.
        ("<p>Hello</p>", f"<p>Hello</p>{PARAGRAPH}", "-"),
        ("<p>Hello</p>", f"{PARAGRAPH}<p>Hello</p>", "-"),
        ("<p>Hello</p>", f"{PARAGRAPH}<p>Hello</p>{PARAGRAPH}", "- Hello -"),
        ("<h2>Hello</h2>", f"<h2>Hello</h2>{PARAGRAPH}", "Hello -"),
        ("<h2>Hello</h2>", f"{PARAGRAPH}<h2>Hello</h2>", "-"),
        ("<div>Hello<p>Hello</p></div>", f"{PARAGRAPH}<div>Hello<p>Hello</p></div>", "-"),
        ("<p>Hello</p>", "<p>Hello</p><p>Short</p>", "Hello Short"),
        ("<p>Hello</p>", PARAGRAPH, "-"),
        # Between paragraphs, by name, controls or links.
        ("<p class=share>Hello</p>", f"{PARAGRAPH}<p class=share>Hello</p>{PARAGRAPH}", "- -"),
        ("<div>Hello</div>", f"{PARAGRAPH}<div>Hello</div>{PARAGRAPH}", "- Hello -"),
        ("<div class=share>Hello</div>", f"{PARAGRAPH}<div class=share>Hello</div>{PARAGRAPH}", "- -"),
        ("<div>Hello</div>", f"{PARAGRAPH}<div>Hello<input></div>{PARAGRAPH}", "- -"),
        *(
            (f"<{tag}>Hello</{tag}>", f"{PARAGRAPH}<{tag}>Hello<input></{tag}>{PARAGRAPH}", "- Hello -")
            for tag in ("p", "figure", "blockquote", "h2", "h5")
        ),
        (
            f"<div>{'x' * 20}{'y' * 21}</div>",
            f"{PARAGRAPH}<div>{'x' * 20}<a href=/>{'y' * 21}</a></div>{PARAGRAPH}",
            "- -",
        ),
        (
            f"<div>{'x' * 21}{'y' * 21}</div>",
            f"{PARAGRAPH}<div>{'x' * 21}<a href=/>{'y' * 21}</a></div>{PARAGRAPH}",
            f"- {'x' * 21} {'y' * 21} -",
        ),
        (f"<div>{'y' * 40}</div>", f"{PARAGRAPH}<div><a href=/>{'y' * 40}</a></div>{PARAGRAPH}", f"- {'y' * 40} -"),
        (f"<p class=x>{'y' * 41}</p>", f"{PARAGRAPH}<p class=x><a href=/>{'y' * 41}</a></p>{PARAGRAPH}", "- -"),
        (f"<p>{'y' * 41}</p>", f"{PARAGRAPH}<p><a href=/>{'y' * 41}</a></p>{PARAGRAPH}", f"- {'y' * 41} -"),
        # What is around the text, or is code, is none.
        *((f"<{tag}>Hello</{tag}>", f"{PARAGRAPH}<div><{tag}>Hello</{tag}></div>", "- Hello") for tag in ("h1", "pre")),
        ("<section><h1>Hello</h1></section>", f"{PARAGRAPH}<section><h1>Hello</h1></section>", "- Hello"),
        ("<section><pre>Hello</pre></section>", f"{PARAGRAPH}<section><pre>Hello</pre></section>", "- Hello"),
        ("<section><main>Hello</main></section>", f"{PARAGRAPH}<section><main>Hello</main></section>", "- Hello"),
    ],
)
def test_what_is_repeated_goes_before_and_after_the_text_and_with_a_second_sign_in_it(
    shared: str, html: str, expected: str
) -> None:
    assert without(shared, html) == expected


@pytest.mark.parametrize(
    ("paragraph", "is_text"),
    [
        *((f"<{tag}>{'x' * 60}</{tag}>", True) for tag in ("p", "pre", "li", "blockquote", "dd")),
        (f"<table><td>{'x' * 60}</table>", True),
        (f"<div>{'x' * 60}</div>", False),
        (f"<p>{'x' * 59}</p>", False),
        (f"<p>{'x' * 30}<a href=/>{'x' * 30}</a></p>", True),
        (f"<p>{'x' * 30}<a href=/>{'x' * 31}</a></p>", False),
        (f"<p>{'y' * 60}</p>", False),
        (f"<div><i><p>{'z' * 60}</p></i></div>", False),
    ],
)
def test_a_text_has_a_paragraph_of_sixty_characters_that_no_other_page_has(paragraph: str, is_text: bool) -> None:
    shared = f"<p>Hello</p><p>{'y' * 60}</p><div>{'z' * 60}</div>"
    assert without(shared, f"<p>Hello</p>{paragraph}").startswith("Hello") != is_text


def test_nothing_goes_without_a_template() -> None:
    page = parse(f"<body><p>Hello</p>{PARAGRAPH}")
    cut_repeated_parts(page, (), LISTINGS)
    assert page.body is not None
    assert "Hello" in page.body.text()
    assert fingerprints(parse("")) == frozenset()


def test_a_part_in_another_is_told_with_it() -> None:
    shared = "<div>One<p>Two</p></div><p>Three</p>"
    known = sorted(fingerprints(parse(f"<body>{shared}")))
    page = parse(f"<body>{PARAGRAPH}{shared}")
    page.tells = True
    cut_repeated_parts(page, known, LISTINGS)
    assert [one.text for one in page.dropped] == ["Three", "OneTwo"]
