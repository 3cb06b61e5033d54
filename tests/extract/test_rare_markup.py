"""What few pages have, construct by construct, between two paragraphs of an article."""

import pytest

from blogreader.extract import extract
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.dom.nodes import elements
from tests.extract.test_extract import NO_HINTS, URL, extracted

AFTER = "More words stand here, so that there is a text before and after it all."


def between(html: str) -> str:
    """Return the Markdown for HTML between two paragraphs."""
    text = extracted(f"{html}<p>{AFTER}</p>").text
    return text.partition("no links at all.")[2].removesuffix(AFTER + "\n").removesuffix(AFTER).strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Formulas as TeX between dollars, in which Markdown saw emphasis.
        ("<p>So $a_1<em>b</em>c$ is it.</p>", "So $a_1_b_c$ is it."),
        ("<p>$$a<em>1</em> + b<em>2</em>$$</p>", "$$\na_1_ + b_2_\n$$"),
        ("<p>$$<br>a<em>1</em><br>= b<br>$$</p>", "$$\na_1_\n= b\n$$"),
        ("<p>$$<br>a<em>1</em><br>= b<br>$$ and words</p>", "$$  \na*1*  \n= b  \n$$ and words"),
        # MathJax: what it drew goes, what it drew it from stays.
        (
            "<p>Say <b class='MathJax_Preview'>p</b><b class='MathJax'>x</b><script type='math/tex'>a+b</script></p>",
            "Say $a+b$",
        ),
        (
            "<p>Say <b class='MathJax' data-mathml='&lt;math&gt;&lt;mi&gt;a&lt;/mi&gt;&lt;/math&gt;'>drawn</b>.</p>",
            "Say $a$.",
        ),
        ("<p>Say <mjx-container></mjx-container>it.</p>", "Say it."),
        # Breaks at the beginning of a block.
        ("<ul><li><br>a</li></ul>", "- a"),
        (
            "<table><tr><th><br>a</th><th>b</th></tr><tr><td><b><br>c</b></td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| **c** | d |",
        ),
        # Pictures and their captions.
        (
            "<figure><img src='/a.png' alt='A'><figcaption><p>One.</p><p>Two.</p></figcaption></figure>",
            "![A](https://blog.example/a.png)\n\nOne.\n\nTwo.",
        ),
        (
            "<p>x</p><a href='/big.png'><div><figure><img src='/a.png' alt='A'></figure></div></a>",
            "x\n\n[![A](https://blog.example/a.png)](https://blog.example/big.png)",
        ),
        ("<p>So <picture><source srcset='/b.webp 2x'></picture>it is.</p>", "So it is."),
        (
            "<picture><source srcset='/b.png 1x, /c.png 2x, /d.png bad, /e.png 3.5.1x'><img alt='B'></picture>",
            "![B](https://blog.example/c.png)",
        ),
        (
            "<p><img src='/a.png' alt='A' title='The &quot;A&quot;'></p>",
            '![A](https://blog.example/a.png "The \\"A\\"")',
        ),
        # Addresses that are none, and those of the page itself.
        ("<p>See <a href='http://[bad'>bad</a> and <a href='//[x'>y</a>.</p>", "See bad and y."),
        ("<base href='http://[bad'><p>See <a href='/x'>x</a>.</p>", "See [x](https://blog.example/x)."),
        (f"<p>See <a href='{URL}#part two'>there</a>.</p>", "See [there](#part%20two)."),
        (
            "<p>See <a href='/a)b'>x</a>, <a href='/c(d)'>y</a>.</p>",
            "See [x](https://blog.example/a%29b), [y](https://blog.example/c(d)).",
        ),
        # Headings with links and buttons.
        ("<a href='#one'><h2 id=one>One</h2></a>", "## One"),
        ("<h2 id=two>Two <a href='#two'>#</a></h2>", "## Two"),
        ("<h2 id=three><button>Copy</button>Three</h2>", "## Three"),
        # Tables.
        (
            "<table><tr><th style='text-align:right'></th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "|  | b |\n| ---: | --- |\n| 1 | 2 |",
        ),
        (
            "<table role=presentation><tr><td>One side.</td><td>a<br><br>b</td></tr></table>",
            "One side.\n\na  \n\nb",
        ),
        # Emphasis between letters and signs.
        (
            "<p>a<b>b<i></i></b>c d<b><span><!-- x --></span>e</b><a href='/x'><!-- y --></a>f <b>(</b>g</p>",
            "a**b**c d**e**f <strong>(</strong>g",
        ),
        ("<ol start=3><li value=3>c</li><li>d</li></ol>", "3. c\n4. d"),
    ],
)
def test_rare_markup_becomes_markdown(html: str, markdown: str) -> None:
    assert between(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"<p>\(a_1+b\)</p>", "$a_1+b$"),
        (r"<p>So \(a_1+b\) is.</p>", "So $a_1+b$ is."),
        (r"<p>\[a_1+b\]</p>", "$$\na_1+b\n$$"),
        (r"<p>So \[a_1+b\] is.</p>", "So\n\n$$\na_1+b\n$$\n\nis."),
        ("<p>$$a_1+b$$</p>", "$$\na_1+b\n$$"),
        (r"<p>\begin{align}a_1\end{align}</p>", "$$\n\\begin{align}a_1\\end{align}\n$$"),
        (r"<p>\(a_1<em>2 + b</em>2\)</p>", "$a_1_2 + b_2$"),
    ],
)
def test_a_formula_between_signs_is_in_its_line_or_displayed_as_its_signs_say(html: str, markdown: str) -> None:
    assert between(html) == markdown


@pytest.mark.parametrize("inside", ["", "<!-- <div> -->", "<script>'<div><div>'</script>", "<br><img src=a>"])
@pytest.mark.parametrize("tag", ["div", "blockquote"])
def test_of_a_page_that_is_nested_without_end_the_words_stay(tag: str, inside: str) -> None:
    page = parse(f"<body>{f'<{tag}>{inside}' * 1_000}Words.{f'</{tag}>' * 1_000}<p>And after it.</p>")
    assert page.body is not None
    assert "Words." in page.body.text()
    after = page.css("p")[-1]
    assert after.text() == "And after it."
    assert after.parent is not None
    assert after.parent.tag == "body"
    depth, inner = 0, [page.body]
    while inner:
        depth, inner = depth + 1, [node for node in elements(inner[0]) if node.tag == tag]
    assert 100 < depth < 1_000


def test_letters_that_are_none_are_no_reason_to_read_nothing() -> None:
    words = "There are enough words in this paragraph for the page to have an article. " * 3
    assert extract(f"<article><p>{words}\ud800</p></article>", URL, NO_HINTS).text.startswith("There are")
