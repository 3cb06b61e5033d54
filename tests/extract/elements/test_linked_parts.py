"""What the links of a page lead to is led to in its document, too, whatever bears the name there."""

from html import escape

import pytest

from blogreader import render
from blogreader.extract.pipeline import extract
from blogreader.extract.result import Hints

WORDS = "Words of an article that is long enough to be one, with a sentence more, and another one after that."


def markdown(body: str) -> str:
    page = f"<html><body><article><h1>Title</h1><p>{WORDS}</p>{body}<p>{WORDS}</p></article></body></html>"
    return extract(page, "https://blog.example/post", Hints()).text


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ('<h2 id="x">Target</h2>', "Target"),
        ('<h2><a id="x" class="anchor" href="#x">#</a>Target</h2>', "Target"),
        ('<h2><span id="x">Target</span></h2>', "Target"),
        ('<section id="x"><h3>Target</h3><p>More words.</p></section>', "Target"),
        (
            '<div id="outline-container-x" class="outline-2"><h2 id="x">Target</h2><div><p>Words.</p></div></div>',
            "Target",
        ),
        ('<p id="x">Target of it.</p>', "Target"),
        ('<p>Target <b id="x">of</b> it.</p>', "Target"),
        ('<a name="x"></a><p>Target of it.</p>', "Target"),
        ('<p><a name="x"></a>Target of it.</p>', "Target"),
        ('<p>Target <a id="x">of</a> it.</p>', "Target"),
        ('<div id="x"></div><p>Target of it.</p>', "Target"),
        ('<ul><li>one</li><li id="x">Target</li></ul>', "Target"),
        ('<ol><li><p>one</p></li><li id="x"><p>Target</p></li></ol>', "Target"),
        ('<table><tr><th>a</th></tr><tr><td>b</td></tr><tr id="x"><td>Target</td></tr></table>', "Target"),
        ('<blockquote id="x"><p>Target of it.</p></blockquote>', "Target"),
        ('<dl><dt id="x">Target</dt><dd>Meaning.</dd></dl>', "Target"),
        ('<h1 id="x">Target</h1>', "Target"),
        ('<a name="x"></a><a name="y"></a><p>Target of it.</p>', "Target"),
        (f'<table><tr><td><p>{WORDS * 50}</p><a name="x"></a><p>Target of it.</p></td></tr></table>', "Target"),
    ],
)
def test_a_link_leads_to_the_text_that_bears_its_name(target: str, text: str) -> None:
    blocks = render.parse(markdown(f'<p>See <a href="#x">there</a> for it.</p>{target}'), "https://blog.example/post")
    block, offset = render.anchors(blocks)["x"]
    assert render.plain_text(blocks[block])[offset:].startswith(text)


BLOCKS = {
    **dict.fromkeys(("section", "div", "article", "aside", "header", "blockquote", "figure"), "<p>Target of it.</p>"),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "p"), "Target"),
    "ul": "<li>Target</li><li>two</li>",
    "ol": "<li>Target</li><li>two</li>",
    "dl": "<dt>Target</dt><dd>Meaning.</dd>",
    "table": "<tr><th>Target</th><th>b</th></tr><tr><td>c</td><td>d</td></tr>",
}


@pytest.mark.parametrize("tag", BLOCKS)
def test_a_link_to_a_block_leads_to_its_beginning(tag: str) -> None:
    body = f'<p>See <a href="#x">there</a> for it.</p><{tag} id="x">{BLOCKS[tag]}</{tag}><p>After it, words.</p>'
    blocks = render.parse(markdown(body), "https://blog.example/post")
    block, offset = render.anchors(blocks)["x"]
    text = "\n".join(render.plain_text(one) for one in blocks[block:])
    assert text[offset:].strip().startswith("Target")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ('<pre id="x"><code>a = 1\nb = 2</code></pre>', render.Code),
        ('<div class="src" id="x"><pre>a = 1\nb = 2</pre></div>', render.Code),
        ('<figure id="x"><img src="/p/a.png" alt="A"/></figure>', render.Image),
    ],
)
def test_a_link_to_a_listing_or_a_picture_leads_before_it(target: str, kind: type[render.Block]) -> None:
    blocks = render.parse(markdown(f'<p>See <a href="#x">there</a> for it.</p>{target}'), "https://blog.example/post")
    block, _ = render.anchors(blocks)["x"]
    assert render.plain_text(blocks[block]) == ""
    assert isinstance(blocks[block + 1], kind)


def test_a_name_is_decoded_and_one_of_no_link_is_not_kept() -> None:
    text = markdown('<p><a href="#n%C3%A4her">See</a> it.</p><h2 id="näher">More</h2><h2 id="other">Others</h2>')
    assert '## <a id="näher"></a>More\n' in text
    assert "\n## Others\n" in text


@pytest.mark.parametrize(
    ("headings", "anchors"),
    [
        ('<h2 id="two-knots">Two <em>Knots</em>!</h2>', 0),  # as every reader of Markdown names it
        ('<h2 id="two_knots">Two Knots</h2>', 1),
        ('<h2 id="two">Two</h2><p>Words.</p><h3 id="two-1">Two</h3>', 2),
        ('<h3>Two</h3><p>Words.</p><h2 id="two">Two</h2>', 1),
        ('<h2 id="two">Two</h2><p>Words.</p><p id="three">Three</p>', 1),
    ],
)
def test_a_heading_whose_name_is_that_of_its_words_needs_no_anchor(headings: str, anchors: int) -> None:
    names = ("two-knots", "two_knots", "two", "two-1", "three")
    links = "".join(f'<p>See <a href="#{name}">there</a>.</p>' for name in names)
    text = markdown(links + headings + "<p>Words.</p>")
    assert text.count("<a id=") == anchors


@pytest.mark.parametrize("name", ['a"b', "a<b", "a b", "a&b"])
def test_a_name_that_would_be_markup_is_left_out(name: str) -> None:
    text = markdown(f'<p><a href="#{escape(name)}">See</a> it.</p><h2 id="{escape(name)}">Target</h2>')
    assert "\n## Target\n" in text


def test_a_link_to_what_is_not_there_leads_nowhere() -> None:
    blocks = render.parse(markdown('<p><a href="#x">See</a> it.</p>'), "https://blog.example/post")
    assert "x" not in render.anchors(blocks)
