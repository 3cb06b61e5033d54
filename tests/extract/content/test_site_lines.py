"""Which lines between paragraphs, and at the edges of a text, are a site's."""

import pytest

from blogreader.extract.content.site_lines import cut_calls, cut_edge, cut_lines, cut_page_lines, is_in_a_sentence
from tests.extract.content.cutting import CODE, left, only

LINES = "p, time, div, li, td, pre, blockquote, h2"


def lines(html: str) -> str:
    return left(html, cut_lines)


def as_written(html: str) -> str:
    return left(html, lambda _page, _article: None)


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        *((f"<{tag}>Share this</{tag}>", True) for tag in ("p", "div", "h2", "h3", "h4", "h5", "h6", "figcaption")),
        ("<h1>Share this</h1>", False),
        ("<span>Share this</span>", False),
        ("<div><a>Share this</a></div>", True),
        ("<div>Words<a>Share this</a></div>", False),
        ("<div><a>Share this</a>Words</div>", False),
        ("<section><a>Share this</a></section>", False),
        ("<p>Words</p>", False),
        (f"<p>Share{' ' * 391}this</p>", True),
        (f"<p>Share{' ' * 392}this</p>", False),
        *((f"<p>Share this<{tag}></{tag}></p>", False) for tag in ("img", "code")),
        ("<div>Share this<pre></pre></div>", False),
        ("<p>Share this<b></b></p>", True),
        # A heading with something below it, and an item of an author's.
        *((f"<h{level}>Share this</h{level}><p>x</p>", False) for level in (2, 6)),
        ("<ul><li>Share this</ul>", False),
        ("<ul><li class=x>Share this</ul>", True),
        ("<ul class=x><li>Share this</ul>", True),
        *((f"<ul><li>Share this<{tag}></{tag}></ul>", True) for tag in ("a href=/", "svg", "button", "i")),
        ("<ul><li>Share this<a></a><b></b></ul>", False),
        # A reference to another page: half of it is linked.
        *((f"<{tag}>Related: <a href=/>About boats</a></{tag}>", True) for tag in ("p", "div", "li", "h3", "h4")),
        *((f"<{tag}>Related: <a href=/>About boats</a></{tag}>", False) for tag in ("h2", "h5", "h6", "figcaption")),
        ("<div><a href=/>Related: about boats</a></div>", True),
        ("<p>Words <a href=/>Related: about boats</a></p>", False),
        ("<p>Related: <a href=/>8 letter.</a></p>", False),
        ("<p>Related: <a href=/>9 letters.</a></p>", True),
        (f"<p>Related: <a href=/>{'x' * 191}</a></p>", True),
        (f"<p>Related: <a href=/>{'x' * 192}</a></p>", False),
        # Headlines in capitals.
        ("<p><a href=/>ON THE BOATS OF THE HARBOUR</a></p>", True),
        (f"<p><a href=/>{'A' * 26}</a></p>", True),
        (f"<p><a href=/>{'A' * 25}</a></p>", False),
        (f"<div><p><a href=/>{'A' * 26}</a>S</p></div>", False),
        (f"<p><a>{'A' * 26}</a></p>", False),
        (f"<p><a href=/>{'a' * 26}</a></p>", False),
        (f"<div><a href=/>{'A' * 26}</a></div>", False),
    ],
)
def test_lines_that_sites_set_between_paragraphs_go(html: str, goes: bool) -> None:
    assert (lines(html) != as_written(html)) == goes


def test_the_article_is_no_line() -> None:
    assert lines("<article class=x>Share this</article>") == "Share this"


MORE = "<p>Read more: <a href=/>About the boats</a></p>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (f"<p>x</p>{MORE}<p>x</p>", False),
        (f"<p>x</p>{MORE}<p>x</p>{MORE}<p>x</p>", True),
        *(
            (f"<{tag}></{tag}>{MORE}<{tag}></{tag}>", False)
            for tag in ("ul", "ol", "blockquote", "pre", "h2", "h3", "h4", "table", "figure", "dl", "aside", "div")
        ),
        *((f"<{tag}>{MORE}<{tag}>", False) for tag in ("hr", "img")),
        (f"<span></span>{MORE}<p>x</p>", True),
        (f"<p>x</p>{MORE}<span></span>", True),
        (f"{MORE}<p>x</p>", True),
        (f"<p>x</p>{MORE}", True),
        (f"<p>x</p>{MORE.replace('<p', '<p class=x')}<p>x</p>", True),
        (f"<p>x</p>{MORE.replace('p>', 'div>')}<p>x</p>", True),
        (f"<p>x</p>{MORE.replace('</p', ' <a href=/>x</a></p')}<p>x</p>", True),
        *((f"<p>x</p>{MORE.replace('</p', f'<{tag}></{tag}></p')}<p>x</p>", True) for tag in ("strong", "b", "img")),
        (f"<p>x</p>{MORE.replace('Read more', 'Related')}<p>x</p>", True),
    ],
)
def test_a_single_reference_in_a_plain_paragraph_is_an_author_s(html: str, goes: bool) -> None:
    assert ("boats" not in lines(html)) == goes


def page_lines(html: str) -> str:
    return left(html, lambda page, article: cut_page_lines(page, article, article.css(f"{LINES}, article")[::-1]))


EDIT = "<p><a href=/edit/x>Edit this page</a></p>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (f"<p>x</p>{EDIT}", True),
        (f"<p>x</p>{EDIT.replace('/edit/x', '/x')}", False),
        (f"<p>x</p>{EDIT.replace('Edit this page', 'Boats')}", False),
        (f"<p>x</p>{EDIT.replace('</a>', '</a> now')}", False),
        ("<p>x</p><div><a href=/edit/x>Edit this page</a></div>", True),
        ("<p>x</p><p>Edit this page</p>", False),
        ("<p>x</p><p>Last updated on Monday</p>", True),
        ("<p>x</p><p>Last updated on Monday by <a href=/>Ann</a></p>", True),
        ("<p>x</p><p>Last seen on Monday</p>", False),
        (f"<p>x</p>{EDIT}<p> </p>", True),
        (f"<p>x</p>{EDIT}<p>x</p>", False),
    ],
)
def test_lines_of_the_page_about_itself_go_at_the_end(html: str, goes: bool) -> None:
    assert (page_lines(html) == "x") == goes


def test_of_the_lines_about_the_page_the_last_four_go_and_never_all() -> None:
    assert page_lines("<i>x</i>" + "<p>Last updated now</p>" * 6).count("updated") == 2
    assert page_lines(f"{EDIT}<p>{CODE}</p>").startswith("Edit")
    assert page_lines("Last updated now") == "Last updated now"


def edge(html: str, *, is_last: bool = False) -> str:
    step = -1 if is_last else 1
    return left(html, lambda page, article: cut_edge(page, article, article.css(LINES)[::step], is_last=is_last))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>3 May 2021</p><p>x</p>", "x"),
        ("<p>Published on 3 May 2021 by Ann</p><p>x</p>", "x"),
        ("<p>May</p><p>3 May 2021</p>", "May"),
        *((f"<{tag}>x</{tag}><p>3 May 2021</p>", "x 3 May 2021") for tag in ("pre", "blockquote", "li")),
        ("<table><td>x</table><p>3 May 2021</p>", "x 3 May 2021"),
        (f"<p>{'x' * 120}</p><p>3 May 2021</p>", "x" * 120),
        (f"<p>{'x' * 121}</p><p>3 May 2021</p>", f"{'x' * 121} 3 May 2021"),
        ("<p>x</p>" * 11 + "<p>3 May 2021</p>", "x" + " x" * 10),
        ("<p>x</p>" * 12 + "<p>3 May 2021</p>", "x" + " x" * 11 + " 3 May 2021"),
        ("<p>x</p><p></p>" * 11 + "<p>3 May 2021</p>", "x" + " x" * 10),
        # With words around a time that only introduce it.
        *(
            (f"<p><{tag}>Published: <time>3 May 2021</time></{tag}></p>", "")
            for tag in ("em", "span", "small", "i", "strong", "b")
        ),
        ("<u>Published: <time>3 May 2021</time></u>", "Published:"),
        ("<em>We saw: <time>3 May 2021</time></em>", "We saw:"),
        (f"<em>Published {'x' * 12} <time>3 May 2021</time></em>", ""),
        (f"<em>Published {'x' * 13} <time>3 May 2021</time></em>", f"Published {'x' * 13}"),
        ("<em>Published: <p>3 May 2021</p></em>", "Published:"),
    ],
)
def test_lines_of_date_and_author_at_the_beginning_go(html: str, expected: str) -> None:
    if html.startswith("<p><") and not expected:
        html = html.removeprefix("<p>").removesuffix("</p>")
    assert edge(html) == expected


def test_no_line_is_looked_at_behind_code_and_the_article_is_none() -> None:
    assert edge(f"<p>{CODE}</p><p>3 May 2021</p>").endswith("3 May 2021")
    assert edge("<h2>x</h2><p>3 May 2021</p>") == "x"
    assert left("3 May 2021", lambda page, article: cut_edge(page, article, [article])) == "3 May 2021"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>x</p><div>3 May 2021</div>", "x"),
        ("<p>x</p><p class=y>3 May 2021</p>", "x"),
        # An author's signature, and nothing before it.
        ("<p>x</p><p>3 May 2021</p>", "x 3 May 2021"),
        ("<p>x</p><div>3 May 2021</div><p>3 May 2021</p>", "x 3 May 2021 3 May 2021"),
        ("<p>x</p><p>Published on 3 May 2021</p>", "x"),
    ],
)
def test_at_the_end_an_author_signs_with_a_date(html: str, expected: str) -> None:
    assert edge(html, is_last=True) == expected


CALL = "<p>Please subscribe to my <a href=/>newsletter</a></p>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (CALL, True),
        (f"<p>x</p>{CALL}{'<p>x</p>' * 9}", True),
        (f"{'<p>x</p>' * 2}{CALL}{'<p>x</p>' * 9}", False),
        (f"<p> </p><p>x</p>{CALL}{'<p>x</p>' * 9}", True),
        (f"{'<p>x</p>' * 9}{CALL}{'<p>x</p>' * 3}", True),
        (f"{'<p>x</p>' * 9}{CALL}{'<p>x</p>' * 4}", False),
        (f"{'<p>x</p>' * 9}{CALL}{'<p>x</p>' * 3}<p> </p>", True),
        (CALL.replace(" href=/", ""), False),
        *((CALL.replace("</p", f"<{tag}></{tag}></p"), False) for tag in ("img", "code")),
        (CALL.replace("subscribe", "write"), False),
        (CALL.replace("p>", "div>"), False),
    ],
)
def test_calls_to_subscribe_go_at_an_edge(html: str, goes: bool) -> None:
    assert ("newsletter" not in left(html, cut_calls)) == goes


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>So <a>x</a></p>", True),
        ("<p><a>x</a> so</p>", True),
        ("<p> <a>x</a> <i>so</i></p>", False),
        ("<p><i>so</i><a>x</a></p>", False),
    ],
)
def test_a_link_with_text_beside_it_is_in_a_sentence(html: str, expected: bool) -> None:
    assert is_in_a_sentence(only(html, "a")) == expected
