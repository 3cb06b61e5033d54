"""Pages become articles: one page a construct, with the Markdown that it is to become beside it."""

import random
import time
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from blogreader.errors import Empty
from blogreader.extract import Extracted, Hints, extract, markdown_page
from tests.site.content import posts
from tests.site.layouts import FURNITURE, LAYOUTS
from tests.site.page import Page as SitePage

PAGES = Path(__file__).parent / "extract"
URL = "https://blog.example/posts/rivers"
NO_HINTS = Hints()
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def extracted(body: str, hints: Hints = NO_HINTS) -> Extracted:
    words = "There are enough words in this paragraph for the page to have an article, and no links at all."
    return extract(f"<html><body><article><p>{words}</p>{body}</article></body></html>", URL, hints)


def codes(markdown: str) -> list[tuple[str, str]]:
    return [(token.info, token.content) for token in MARKDOWN.parse(markdown) if token.type == "fence"]


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_becomes_the_markdown_beside_it(page: Path) -> None:
    assert extract(page.read_text(), URL, NO_HINTS).text == page.with_suffix(".md").read_text()


def test_title_author_date_and_language_come_from_the_page() -> None:
    article = extract((PAGES / "wordpress.html").read_text(), URL, NO_HINTS)
    assert (article.title, article.author) == ("Boats in autumn", "Mara Quay")
    assert (article.published, article.language) == (date(2025, 10, 7), "en-GB")


def test_images_are_listed_in_the_order_of_the_text() -> None:
    article = extract((PAGES / "images.html").read_text(), URL, NO_HINTS)
    assert article.images[:2] == ("https://blog.example/img/plain.png", "https://blog.example/posts/lazy.jpg")
    assert all(image in article.text for image in article.images)


@pytest.mark.parametrize("name", [name for name, _ in LAYOUTS])
def test_every_layout_of_the_test_site_gives_the_post_whole_and_nothing_else(name: str) -> None:
    layout = dict(LAYOUTS)[name]
    everything = posts()
    for post in everything[::9]:
        page = layout(SitePage(post, everything[20:24]))
        article = extract(page, f"http://127.0.0.1{post.path}", Hints(post.title, post.minutes))
        assert article.title == post.title
        assert article.published == post.date
        for marker in (post.markers.first, post.markers.middle, post.markers.last):
            assert marker in article.text
        for words in (*FURNITURE, "Reader one", "E-mail", everything[20].title):
            assert words not in article.text or words in post.markdown
        assert codes(article.text) == codes(post.markdown)
        for token in ("table_open", "tr_open", "list_item_open", "heading_open", "blockquote_open"):
            assert count(article.text, token) == count(post.markdown, token), (post.number, token)
        assert len(article.images) == len(images_of(post.markdown))


def images_of(markdown: str) -> set[object]:
    inlines = (child for token in MARKDOWN.parse(markdown) for child in token.children or ())
    return {child.attrs["src"] for child in inlines if child.type == "image"}


def count(markdown: str, kind: str) -> int:
    return sum(token.type == kind for token in MARKDOWN.parse(markdown))


def test_a_page_of_navigation_has_no_article() -> None:
    links = "".join(f'<li><a href="/{n}">An entry with a fairly long title, number {n}</a></li>' for n in range(40))
    with pytest.raises(Empty, match="No article was found on this page"):
        extract(f"<body><nav><ul>{links}</ul></nav><div><ul>{links}</ul></div></body>", URL, NO_HINTS)


@pytest.mark.parametrize("page", ["", " ", "<p>Too few words.</p>", "\x00", "<html></html>", "<frameset>"])
def test_a_page_without_words_has_no_article(page: str) -> None:
    with pytest.raises(Empty):
        extract(page, URL, NO_HINTS)


def test_the_title_is_not_repeated_whatever_its_punctuation() -> None:
    words = "<p>These are the words of the article, of which there have to be at least a dozen or so.</p>"
    page = f"<title>x</title><article><h1>Why “<code>x</code>” fails — Élan!</h1>{words}<h2>Part</h2></article>"
    assert extract(page, URL, Hints("Why x fails: elan")).text.startswith("These are")


def test_what_stands_before_the_title_goes() -> None:
    words = "<p>These are the words of the article, of which there have to be at least a dozen or so.</p>" * 5
    page = f"<div><p>Category: boats</p><h1>The title</h1><p>5 min read</p>{words}</div>"
    text = extract(page, URL, Hints("The title")).text
    assert "Category" not in text
    assert "5 min" not in text


def test_a_base_address_is_honoured() -> None:
    page = '<base href="https://cdn.example/deep/"><p>' + "word " * 20 + '<a href="x">a link</a></p>'
    assert "[a link](https://cdn.example/deep/x)" in extract(page, URL, NO_HINTS).text


def test_a_page_cannot_forge_what_stands_for_code() -> None:
    text = extracted("<p>&#xfdd0;0&#xfdd1; \ufdd00\ufdd1 and &#xfdd0;999999999&#xfdd1;</p><pre>secret</pre>").text
    assert "\ufdd0" not in text
    assert codes(text) == [("", "secret\n")]


code_texts = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"], exclude_characters="\xa0")
    | st.sampled_from("\n`~|*_<>&#$\\"),
    min_size=1,
    max_size=120,
).filter(lambda text: text.strip())


@settings(max_examples=120, deadline=None)
@given(code_texts, st.sampled_from(["<pre><code>{}</code></pre>", "<ul><li>x<pre>\n{}</pre></li></ul>"]))
def test_the_text_of_code_is_never_changed(code: str, page: str) -> None:
    escaped = code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    wanted = "\n".join(line if line.strip() else "" for line in code.rstrip().split("\n")).split("\n")
    while not wanted[0].strip():
        del wanted[0]
    assert [text.rstrip("\n").split("\n") for _, text in codes(extracted(page.format(escaped)).text)] == [wanted]


TAGS = (
    *("p", "div", "ul", "ol", "li", "pre", "code", "table", "tr", "td", "th", "blockquote", "a", "img", "h1", "h2"),
    *("b", "em", "sup", "span", "br", "figure", "section", "details"),
)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.text(max_size=40))
def test_whatever_the_page_is_the_text_is_clean_and_its_links_open(chance: random.Random, foreign: str) -> None:
    pieces = []
    for _ in range(chance.randint(1, 60)):
        tag = chance.choice(TAGS)
        attributes = chance.choice(
            [
                'href="javascript:x"',
                'href="/a"',
                "href='#fn1'",
                'src="x.png"',
                "class='note'",
                "id=fn1",
                "class=line",
                "",
            ]
        )
        pieces.append(chance.choice([f"<{tag} {attributes}>", f"</{tag}>", "some words ", "&#27;&#x202e;", foreign]))
    try:
        article = extracted("".join(pieces))
    except Empty:
        return
    assert all(
        character == "\n" or character == "\t" or unicodedata.category(character) != "Cc" for character in article.text
    )
    html = LexborHTMLParser(MARKDOWN.render(article.text))
    for link in html.css("a[href]"):
        assert (link.attributes["href"] or "").startswith(("http://", "https://", "mailto:", "#"))


HOSTILE = {
    "deep": "<div>" * 200_000,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
    "formatting": "<b><i><u><p>" * 5_000,
    "tables": "<table>" * 20_000,
    "lists": "<ul><li>x " * 20_000,
    "quotations": "<blockquote>x " * 20_000,
    "callouts": '<div class="note">x ' * 20_000,
    "open math": r"<p>\( $$ \[ " * 50_000,
    "lines": "<pre>" + "<span class=line>x</span>" * 50_000 + "</pre>",
    "footnotes": '<sup><a href="#fn1">1</a></sup>' * 10_000 + "<p id=fn1>note</p>",
    "quotes in tags": '<a "' * 100_000,
    "open comment": "<!--" * 200_000,
    "references": "&#27;&#0;&#xd800;&#x110000;&#155;" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_a_result_in_bounded_time(name: str) -> None:
    started = time.perf_counter()
    with suppress(Empty):
        extract("<p>" + "word " * 30 + "</p>" + HOSTILE[name], URL, NO_HINTS)
    # Each takes well below a second where it was written; minutes without the bounds.
    assert time.perf_counter() - started < 15


MARKDOWN_PAGE = """---
title: "Boats: a list"
authors: Mara Quay
date: 2025-03-04T10:00:00Z
tags: [a, b]
---

# Boats, a list

See [this](../other) and ![that](img/a.png "Title") and `[code](x)`.

```md
[fenced](x)
```

[ref]: /there
"""


def test_front_matter_and_title_of_a_markdown_page_are_taken_off() -> None:
    article = markdown_page(MARKDOWN_PAGE, URL, NO_HINTS)
    assert article == Extracted(
        text='See [this](https://blog.example/other) and ![that](https://blog.example/posts/img/a.png "Title") and '
        "`[code](x)`.\n\n```md\n[fenced](x)\n```\n\n[ref]: https://blog.example/there\n",
        title="Boats: a list",
        author="Mara Quay",
        published=date(2025, 3, 4),
        images=("https://blog.example/posts/img/a.png",),
    )


def test_toml_front_matter_is_taken_off_too() -> None:
    article = markdown_page('+++\ntitle = "T"\ndate = 2024-01-02\n+++\nText.\n', URL, NO_HINTS)
    assert (article.title, article.published, article.text) == ("T", date(2024, 1, 2), "Text.\n")


def test_another_heading_of_a_markdown_page_stays() -> None:
    assert markdown_page("# Something else\n\nText.\n", URL, Hints("The title")).text.startswith("# Something else")


def test_an_empty_markdown_page_has_no_article() -> None:
    with pytest.raises(Empty):
        markdown_page("---\ntitle: x\n---\n\n", URL, NO_HINTS)


def test_links_of_a_markdown_page_that_no_browser_should_open_lose_their_address() -> None:
    assert "javascript" not in markdown_page("[x](javascript:alert) <a href='javascript:x'>y</a>", URL, NO_HINTS).text
