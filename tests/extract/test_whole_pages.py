"""Whole pages: which of them are articles, their titles within the text, and what rules and metadata change."""

import pytest

from blogreader.errors import Empty
from blogreader.extract import Hints, extract
from blogreader.extract.pipeline import convert_fragment

URL = "https://blog.example/posts/rivers"


def read(body: str, head: str = "<title>On rivers</title>") -> str:
    """Return the Markdown for a page; empty if it has no article."""
    try:
        return extract(f"<html><head>{head}</head><body>{body}</body></html>", URL, Hints()).text
    except Empty:
        return ""


def is_article(body: str) -> bool:
    """Return whether the main part of a page is an article."""
    return bool(read(f"<main><article>{body}</article></main>"))


def paragraphs(count: int = 3) -> str:
    """Return paragraphs without links."""
    words = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads."
    return "".join(f"<p>Part {number}. {words}</p>" for number in range(count))


def around_text(before: str, after: str = "") -> str:
    """Return the Markdown for what stands before and after the paragraphs of an article."""
    said = read(f"<article>{before}{paragraphs()}{after}</article>")
    return f"{said.partition('Part 0.')[0].strip()}|{said.rpartition('nobody reads.')[2].strip()}"


def fragment(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown for HTML within Markdown, and the addresses of its pictures."""
    return convert_fragment(html, URL)


def test_rules_at_the_ends_of_an_article_separated_it_from_removed_parts() -> None:
    for before, after, markdown in [
        ("<hr>", "<hr>", "|"),
        ("<hr><hr>", "<hr><hr>", "|"),
        ("<p>Before.</p><hr>", "<hr><p>After.</p>", "Before.\n\n---|---\n\nAfter."),
        ("", "<p>x</p><hr><hr>", "|x"),
        ("", "<p>x<br>---</p>", "|x  \n\\---"),
        ("", "<pre>---</pre>", "|```\n---\n```"),
        ("<hr><p>x</p>", "", "x|"),
        ("", "<p>x</p><hr><pre>y</pre><hr>", "|x\n\n---\n\n```\ny\n```"),
    ]:
        assert around_text(before, after) == markdown, before


def test_a_heading_or_a_line_that_repeats_the_title_goes() -> None:
    for html, markdown in [
        ("<h1>On rivers</h1>", "|"),
        ("<h2>On rivers</h2>", "|"),
        ("<h3>On rivers</h3>", "|"),
        ("<p>On rivers</p>", "|"),
        ("<p><b>On rivers</b></p>", "|"),
        ("<div><font>On rivers</font></div>", "|"),
        ("<h1>On Rivers!</h1>", "|"),
        ("<h1>On lakes</h1>", "## On lakes|"),
        ("<h1>One</h1><h1>Two</h1>", "# One\n\n# Two|"),
        ("<h2>On lakes</h2>", "## On lakes|"),
        ("<h1><code>On</code> rivers</h1>", "|"),
        ("<p>On rivers and lakes</p>", "On rivers and lakes|"),
        ("<h1>On rivers</h1><h1>On rivers</h1>", "## On rivers|"),
        ("<h1>On rivers</h1><h1>Part</h1>", "## Part|"),
        ("<ul><li>On rivers</li></ul>", "- On rivers|"),
        ("<p></p><p>On rivers</p>", "|"),
        ("<p>On rivers<br>of it</p>", "On rivers  \nof it|"),
        ("<blockquote>On rivers</blockquote>", "> On rivers|"),
        ("<h2>On rivers</h2><h2>On rivers</h2>", "## On rivers|"),
    ]:
        assert around_text(html) == markdown, html


def test_a_page_is_an_article_if_it_says_more_than_links_errors_and_notices() -> None:
    for html, expected in [
        (
            (
                "<p>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat</p>"
            ),
            True,
        ),
        ("<p>boat boat boat boat boat boat boat boat boat boat boat boat</p>", True),
        ("<p>boat</p>", True),
        ("<p></p>", False),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat</a></p>"
            ),
            False,
        ),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat</a> boat boat boat boat boat boat boat boat boat boat boat boat</p>"
            ),
            True,
        ),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat</a> boat boat boat boat boat boat boat boat boat boat boat</p>"
            ),
            False,
        ),
        ("<p><a href='/x'>boat boat boat boat boat</a> boat boat boat boat boat boat</p>", True),
        ("<p><a href='/x'>boat boat boat boat boat</a> boat boat boat boat boat</p>", False),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat</a> boat boat boat "
                "boat boat boat boat boat boat boat boat boat</p>"
            ),
            True,
        ),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat</a> boat boat "
                "boat boat boat boat boat boat boat boat boat boat</p>"
            ),
            False,
        ),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat</a> boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat</p>"
            ),
            True,
        ),
        (
            (
                "<p><a href='/x'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat</a> boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat</p>"
            ),
            False,
        ),
        (
            (
                "<p><a href='javascript:x()'>boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat</a></p>"
            ),
            True,
        ),
        ("<p><a href='/x'>boat</a><img src=/a.png></p>", False),
        ("<p><a href='/x'>boat</a> x <img src=/a.png></p>", True),
        ("<p><img src=/a.png></p>", False),
        ("<p><code>boat boat</code></p>", True),
        ("<p><a href='/x'><code>boat</code></a></p>", False),
        ("<p>Not found.</p>", False),
        ("<p>Error 404</p>", False),
        ("<p>404</p>", False),
        ("<p>Loading</p>", False),
        ("<p>We loaded boats</p>", True),
        ("<p>Page 404 of it</p>", False),
        ("<p>503 error</p>", False),
        ("<p>Copyright Ann</p>", False),
        ("<p>© Ann</p>", False),
        ("<p>Please wait</p>", False),
        ("<p>It works!</p>", False),
        ("<p>Forbidden</p>", False),
        ("<p>boat 404 boat boat boat boat boat boat boat boat boat boat boat boat</p>", True),
        ("<p>Please enable JavaScript.</p>", False),
        (
            (
                "<p>Enable JavaScript to see it. boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat</p>"
            ),
            False,
        ),
        (
            (
                "<p>Boats pass. Enable JavaScript to see it. boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat</p>"
            ),
            True,
        ),
        ("<p>Boats pass. Please enable JavaScript to see all of this page. And so on.</p>", False),
        ("<p>Boats pass. You need JavaScript. boat boat boat boat boat</p>", True),
        (
            (
                "<p>Enable JavaScript. boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat</p>"
            ),
            True,
        ),
        (
            (
                "<p>Enable JavaScript. boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat boat "
                "boat boat boat boat boat</p>"
            ),
            False,
        ),
        ("<p>Just a moment</p>", False),
        ("<p>Verify you are human</p>", False),
        ("<p>Access denied</p>", False),
        ("<p>It doesn't work without JavaScript</p>", False),
        ("<p>JavaScript is disabled.</p>", False),
        ("<p>JavaScript is boats.</p>", True),
        ("<p>碑碑念碑碑念碑碑念碑碑念碑碑念碑碑念碑碑念碑碑念</p>", True),
        ("<p>碑碑念碑碑念碑碑念碑碑念</p>", True),
    ]:
        assert is_article(html) is expected, html


def test_html_in_markdown_is_converted_with_its_pictures() -> None:
    for html, expected in [
        ("<p>a</p>", ("a\n", ())),
        (
            "<p><img src=/a.png alt=A> <img src=/b.png><img src=/a.png></p>",
            (
                "![A](https://blog.example/a.png) ![](https://blog.example/b.png)![](https://blog.example/a.png)\n",
                ("https://blog.example/a.png", "https://blog.example/b.png"),
            ),
        ),
        ("", ("", ())),
        ("<p></p>", ("", ())),
        ("<pre>x</pre>", ("```\nx\n```\n", ())),
        ("<h2 id=a>b <a href='#a'>#</a></h2>", ('## <a id="a"></a>b\n', ())),
        ("<a href='x'>y</a>", ("[y](https://blog.example/posts/x)\n", ())),
        ("<div class=tip>t</div>", ("> [!TIP]\n> t\n", ())),
        ("<script>x</script>", ("", ())),
        ("<p hidden>a</p><p>b</p>", ("b\n", ())),
        ("<img src=/a.png>", ("![](https://blog.example/a.png)\n", ("https://blog.example/a.png",))),
    ]:
        assert fragment(html) == expected, html


BOATS = " ".join(["boat"] * 40)


@pytest.mark.parametrize(("shown", "is_shown"), [(19, False), (20, True), (40, True)])
def test_what_a_page_offers_search_engines_counts_if_less_than_half_of_it_is_shown(shown: int, is_shown: bool) -> None:
    offered = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{BOATS} offered"}}</script>'
    said = read(f"<article><p>{' '.join(['boat'] * shown)} shown.</p></article>", offered)
    assert ("shown." in said) is is_shown
    assert ("offered" in said) is not is_shown


@pytest.mark.parametrize(
    ("offered", "markdown"),
    [
        ("One & two.\\nThree <four>.", "One & two.\n\nThree \\<four>.\n"),
        ("One.\\n\\n \\nTwo.", "One.\n\nTwo.\n"),
        ("<p>One</p><p><b>Two</b></p>", "One\n\n**Two**\n"),
        ("One<br>two", "One  \ntwo\n"),
        ("One <b>two</b>", "One \\<b>two\\</b>\n"),
    ],
)
def test_an_offered_text_is_html_or_has_a_line_for_each_paragraph(offered: str, markdown: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{offered}"}}</script>'
    assert read("", head) == markdown


def test_a_page_without_a_title_has_the_hinted_one() -> None:
    page = f"<html><body><article>{paragraphs()}</article></body></html>"
    assert extract(page, URL, Hints(title="On lakes")).title == "On lakes"
    assert extract(page, URL, Hints()).title is None


LIST = "".join(f"<li><a href='https://site{number}.example/'>Boat {number}</a></li>" for number in range(9))
FEW = [LIST.partition(f"<li><a href='https://site{number}")[0] for number in (3, 2)]
OWN = "<li><a href='/x'>Own</a></li>"


@pytest.mark.parametrize(
    ("page", "is_list"),
    [
        (f"<div class=post-body><ul>{LIST}</ul></div>", True),
        (f"<div class=post-body><ul>{LIST}{OWN}</ul></div>", False),
        ("<div class=post-body><ul><li><a href='https://a.example/'>Boat 0</a></li></ul></div>", False),
        (f"<main><h1>On rivers</h1><ul>{LIST}</ul></main>", True),
        (f"<main><h1>On rivers</h1><ul>{LIST}{OWN * 5}</ul></main>", True),
        (f"<main><h1>On rivers</h1><ul>{LIST}{OWN * 6}</ul></main>", False),
        (f"<main><h1>On rivers</h1><ul>{FEW[0]}</ul></main>", True),
        (f"<main><h1>On rivers</h1><ul>{FEW[1]}</ul></main>", False),
        (f"<div><ul>{LIST}</ul></div>", False),
    ],
)
def test_links_to_other_sites_are_an_article_in_the_main_part_of_a_page(page: str, is_list: bool) -> None:
    assert ("Boat 0" in read(page)) is is_list


def test_a_heading_that_repeats_the_title_below_a_long_text_is_of_the_text() -> None:
    for letters, stays in ((282, False), (283, True)):
        text = read(f"<article><div>{'boat, ' * 3}{'x' * letters}</div><h2>On rivers</h2>{paragraphs()}</article>")
        assert ("## On rivers" in text) is stays
    assert "## On rivers" in read(f"<article>{'boat, ' * 60}<h2>On rivers</h2>{paragraphs()}</article>")
    assert "# On rivers" not in read(f"<article><p>{'boat, ' * 90}</p><h1>On rivers</h1>{paragraphs()}</article>")


def test_what_is_told_of_dropped_parts_is_bounded() -> None:
    hidden = "".join(f"<p style='display:none'>{number} {'x' * 700}</p>" for number in range(600))
    page = f"<html><body><article>{paragraphs()}{hidden}</article></body></html>"
    told = extract(page, URL, Hints(tells=True)).dropped
    assert len(told) == 500
    assert {len(one.text) for one in told} == {600}
