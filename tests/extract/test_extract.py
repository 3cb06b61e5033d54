"""Pages become articles: one page a construct, with the Markdown that it is to become beside it."""

import os
import random
import re
import string
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
from blogreader.extract import Extracted, Hints, extract, known_markup, markdown_page
from blogreader.extract.content.discussion_sites import PLATFORMS
from blogreader.sites import SiteRules
from tests.conftest import scaled
from tests.site.content import posts
from tests.site.layouts import FURNITURE, LAYOUTS
from tests.site.page import Page as SitePage

PAGES = Path(__file__).parent
URL = "https://blog.example/posts/rivers"
NO_HINTS = Hints()
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
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def extracted(body: str, hints: Hints = NO_HINTS) -> Extracted:
    words = "There are enough words in this paragraph for the page to have an article, and no links at all."
    return extract(f"<html><body><article><p>{words}</p>{body}</article></body></html>", URL, hints)


def codes(markdown: str) -> list[tuple[str, str]]:
    return [(token.info, token.content) for token in MARKDOWN.parse(markdown) if token.type == "fence"]


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_becomes_the_markdown_beside_it(page: Path) -> None:
    html = page.read_text()
    # What is known by its host says at which address it is.
    address = re.match(r"<!-- url: (\S+) -->", html)
    text = extract(html, address[1] if address else URL, NO_HINTS).text
    golden = page.with_suffix(".md")
    if os.environ.get("BLOGREADER_GOLDENS") == "write":
        golden.write_text(text)
    assert text == golden.read_text()


ROWS = [
    *((generator, page, selector) for table in TABLES for generator, page, selector, *_ in table),
    *((platform.name, platform.page, platform.marker) for platform in PLATFORMS),
]


@pytest.mark.parametrize(("generator", "page", "selector"), ROWS, ids=lambda value: value[:30])
def test_each_row_of_the_rules_has_a_page_that_shows_it(generator: str, page: str, selector: str) -> None:
    tree = LexborHTMLParser((PAGES / f"{page}.html").read_text())
    assert tree.css_first(selector) is not None, generator


# Made by the generators themselves from one post.
GENERATORS = (
    *("astro", "docusaurus", "eleventy", "hexo", "mkdocs", "mkdocs-material", "pelican", "sphinx", "sphinx-furo"),
    *("starlight", "vitepress"),
)


@pytest.mark.parametrize("generator", GENERATORS)
def test_what_a_generator_made_of_a_post_becomes_the_post_again(generator: str) -> None:
    post = (PAGES / "post.txt").read_text()
    text = (PAGES / f"{generator}.md").read_text()
    assert [code for _, code in codes(text)][:2] == [code for _, code in codes(post)]
    for token in ("tr_open", "list_item_open", "blockquote_open"):
        assert count(text, token) >= count(post, token)
    prose = [line for line in post.split("\n") if len(line) > 20 and line[0] in string.ascii_letters + ">"]
    assert len(prose) > 4
    assert [line for line in prose if line not in text] == []
    for words in ("Archive", "Older", "Previous", "Next", "Tags", "Copy", "Share", "All rights reserved", "ropes"):
        assert words not in text


def test_title_author_date_and_language_come_from_the_page() -> None:
    article = extract((PAGES / "wordpress.html").read_text(), URL, NO_HINTS)
    assert (article.title, article.author) == ("Boats in autumn", "Mara Quay")
    assert (article.published, article.language) == (date(2025, 10, 7), "en-GB")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://blog.example/2024/03/05/rivers/", date(2024, 3, 5)),
        ("https://blog.example/2024-03-05-rivers", date(2024, 3, 5)),
        ("https://blog.example/2024/13/05/rivers/", None),
        ("https://blog.example/v/2024/03/rivers", None),
    ],
)
def test_where_a_page_names_no_day_its_address_may(address: str, day: date | None) -> None:
    page = "<p>There are enough words in this paragraph for the page to have an article.</p>"
    assert extract(page, address, NO_HINTS).published == day


def test_images_are_listed_in_the_order_of_the_text() -> None:
    article = extract((PAGES / "images.html").read_text(), URL, NO_HINTS)
    assert article.images[:2] == ("https://blog.example/img/plain.png", "https://blog.example/posts/lazy.jpg")
    assert all(image in article.text for image in article.images)


@pytest.mark.slow
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


@pytest.mark.parametrize("page", ["", " ", "<p> &nbsp; </p>", "\x00", "<html></html>", "<frameset>"])
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


@settings(max_examples=scaled(120))
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


@pytest.mark.slow
@settings(max_examples=scaled(150))
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


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_a_result_in_seconds_of_a_processor(name: str) -> None:
    started = time.process_time()
    with suppress(Empty):
        extract("<p>" + "word " * 30 + "</p>" + HOSTILE[name], URL, NO_HINTS)
    # Each takes well below a second where it was written; minutes without the bounds.
    assert time.process_time() - started < 15


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


def test_rules_of_the_reader_choose_the_article_and_what_is_no_part_of_it() -> None:
    words = "<p>There are enough words in this paragraph for an article, and nothing else to say.</p>"
    page = f"<main>{words * 9}</main><div class=x>One.{words}<p class=y>No.</p></div><div class=x>Two.</div>"
    rules_ = SiteRules(".x", (".y",))
    text = extract(page, URL, Hints(rules=rules_)).text
    assert [line[:3] for line in text.split("\n") if line] == ["One", "The", "Two"]
    assert extract(page, URL, Hints(rules=SiteRules(".missing"))).text.startswith("There")


def test_a_page_that_its_script_fills_has_the_article_that_it_gives_to_search_engines() -> None:
    article = extract((PAGES / "shell.html").read_text(), URL, NO_HINTS)
    assert "JavaScript" not in article.text
    assert (article.title, article.author, article.published) == ("Counting boats", "Mara Quay", date(2025, 3, 4))


@pytest.mark.parametrize(
    "words", ["Please enable JavaScript to continue.", "Checking your browser before you go on to the page."]
)
def test_what_a_page_says_while_its_script_is_on_the_way_is_no_article(words: str) -> None:
    with pytest.raises(Empty):
        extract(
            f"<main><p>{words} It takes a moment, and then you are there, so please wait.</p></main>", URL, NO_HINTS
        )


def test_a_post_of_a_line_is_an_article_in_any_script() -> None:
    for words in ("Three words and one more.", "船は毎日この水門を通ります。"):
        assert extract(f"<article><h1>x</h1><p>{words}</p></article>", URL, NO_HINTS).text == f"{words}\n"


def test_a_page_of_few_words_is_an_article_and_a_link_that_leads_nowhere_is_text() -> None:
    assert extract("<p>Gone fishing.</p>", URL, NO_HINTS).text == "Gone fishing.\n"
    assert extract('<a href="javascript:"><p>Gone</p><p>fishing</p></a>', URL, NO_HINTS).text == "Gone\n\nfishing\n"
    with pytest.raises(Empty):
        extract('<p>Gone <a href="/all">to the list of all posts</a></p>', URL, NO_HINTS)


@pytest.mark.parametrize(
    "said", ["Nothing to read here.", "404", "Page not found", "502 Bad Gateway", "© 2024 Mara Quay", "Loading …"]
)
def test_a_line_that_an_error_says_is_no_article(said: str) -> None:
    with pytest.raises(Empty):
        extract(f"<h1>OK</h1><p>{said}</p>", URL, NO_HINTS)


def test_a_word_in_the_text_is_not_taken_for_a_button() -> None:
    said = '<p>Write with <a href="https://www.whatsapp.com/">WhatsApp</a> or <span>Facebook</span>, or share it.</p>'
    assert "[WhatsApp](https://www.whatsapp.com/) or Facebook, or share it." in extracted(said).text


blocks = st.recursive(
    st.one_of(
        st.text("abc déf ", min_size=1, max_size=30).map(lambda text: f"<p>w{text}w</p>"),
        st.text("ab\n  c<&`", min_size=1, max_size=30).map(
            lambda code: (
                f"<pre><code class=language-py>x{code.replace('&', '&amp;').replace('<', '&lt;')}x</code></pre>"
            )
        ),
        st.sampled_from(("<h2>A heading</h2>", '<p><a href="/x">a link</a>, <em>one</em> <strong>two</strong></p>')),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"<blockquote>{''.join(parts)}</blockquote>"),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda parts: (
                "<ul>" + "".join(f"<li><p>item</p>{part}</li>" for part in parts if "<h2" not in part) + "</ul>"
            )
        ),
    ),
    max_leaves=5,
)


@settings(max_examples=scaled(80))
@given(st.lists(blocks, min_size=1, max_size=4))
def test_what_was_extracted_comes_back_the_same_when_it_is_a_page_again(parts: list[str]) -> None:
    once = extracted("".join(parts)).text
    assert extract(f"<html><body><article>{MARKDOWN.render(once)}</article></body></html>", URL, NO_HINTS).text == once
