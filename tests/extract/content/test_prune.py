"""What goes from around the text by its role or its name, and what spares it."""

import re

import pytest
from selectolax.lexbor import LexborNode

from blogreader.extract.content.prune import Pruner, only_article
from blogreader.extract.dom.html_parser import parse, settle
from blogreader.extract.dom.page import HtmlPage
from blogreader.extract.dom.placeholders import Placeholders
from tests.extract.content.cutting import CODE, LISTINGS, left

SENTENCE = "It rained all through the night, and the river was seen to rise until the morning."


def paragraph(count: int) -> str:
    return f"<p>{'x' * count}</p>"


MUCH = f"<div>{paragraph(9999)}</div>"


def as_written(html: str) -> str:
    """Return the text of a page; runs of `x` are written as their lengths."""
    return re.sub("xx+", lambda run: str(len(run[0])), left(html, lambda _page, _article: None))


def pruned(html: str) -> str:
    """Return what is left of a page, as `as_written`."""

    def prune(page: HtmlPage, _article: LexborNode) -> None:
        settle(page)
        assert page.body is not None
        Pruner(page, page.body, LISTINGS).prune()

    # Where there are two articles, none is the only one.
    two = html if "<article" in html else f"<article></article><article></article>{html}"
    return re.sub("xx+", lambda run: str(len(run[0])), left(two, prune))


def is_only(html: str) -> bool:
    page = parse(f"<title>On rivers</title><body>{html}")
    assert page.body is not None
    return only_article(page, page.body, Placeholders()) is not None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<article><h1>Boats</h1>{}</article>", True),
        ("<article><h1></h1>{}</article>", False),
        ("<article>{}</article>", False),
        # A heading of the second level that is in the page's title, or one of the first that is, anywhere.
        ("<article><h2>Rivers</h2>{}</article>", True),
        ("<article><h2>Boats</h2>{}</article>", False),
        ("<article><h2>!</h2>{}</article>", False),
        ("<article><h3>Rivers</h3>{}</article>", False),
        ("<h1>On Rivers!</h1><article>{}</article>", True),
        ("<h1>Boats</h1><article>{}</article>", False),
        ("<h1></h1><article>{}</article>", False),
        # One only.
        ("<article><h1>Boats</h1>{}</article><article></article>", False),
        ("<article><h1>Boats</h1><article>{}</article></article>", True),
        ("<main><h1>Boats</h1>{}</main>", False),
        *(
            (f"<{mark}><h1>Boats</h1>{{}}</{mark.split()[0]}>", True)
            for mark in (
                *("div role=article", "div itemtype='//schema.org/BlogPosting'", "div itemtype='//schema.org/Article'"),
                *("div itemtype='//schema.org/NewsArticle'", "div class=hentry", "div class=h-entry"),
                *("div class=post", "section class=post"),
            )
        ),
    ],
)
def test_the_only_element_that_is_marked_as_an_article_has_a_title(html: str, expected: bool) -> None:
    assert is_only(html.format(paragraph(99))) == expected


def test_the_only_article_has_more_than_eighty_characters_and_less_than_two_fifths_are_linked() -> None:
    assert is_only(f"<article><h1>x</h1>{paragraph(80)}</article>")
    assert not is_only(f"<article><h1>x</h1>{paragraph(79)}</article>")
    linked = f"<a href=/>{'x' * 80}</a>"
    assert is_only(f"<article><h1>x</h1><p>{'x' * 120}{linked}</p></article>")
    assert not is_only(f"<article><h1>x</h1><p>{'x' * 119}{linked}</p></article>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # What has more than two fifths of the page's prose is spared.
        (f"<form>{paragraph(41)}</form>{paragraph(59)}", "41 59"),
        (f"<form>{paragraph(40)}</form>{paragraph(60)}", "60"),
        (f"<div role=search>{paragraph(41)}</div>{paragraph(59)}", "41 59"),
        (f"<div role=search>{paragraph(40)}</div>{paragraph(60)}", "60"),
        (f"<nav>{paragraph(60)}</nav>{paragraph(40)}", "40"),
        # A permalink around its heading's text is unwrapped, without its sign.
        *((f"<h2><a class=headerlink>Of it<b>{sign}</b></a></h2>{paragraph(40)}", "Of it 40") for sign in "#¶§"),
        (f"<h2><a class=headerlink>Of it <b>x</b></a></h2>{paragraph(40)}", "Of it x 40"),
        (f"<h2><a class=headerlink>Of it #</a></h2>{paragraph(40)}", "Of it # 40"),
        (f"<h2>Of it <a class=headerlink>#</a></h2>{paragraph(40)}", "Of it 40"),
        # An author within a sentence is a part of it.
        (f"<p>So <i itemprop=author>Ann</i> said.</p>{paragraph(40)}", "So Ann said. 40"),
        (f"<p><i itemprop=author>Ann</i></p>{paragraph(40)}", "40"),
        (f"<p>So <i role=search>Ann</i> said.</p>{paragraph(40)}", "So said. 40"),
        # Comments.
        *((f"<div {name}>x<b class=fn>x</b></div>{paragraph(40)}", "40") for name in ("class=comments", "id=comments")),
        (f"<div id=respond>x<b class=fn>x</b></div>{paragraph(40)}", "40"),
        (f"<div class=comments>{SENTENCE}</div>{paragraph(400)}", f"{SENTENCE} 400"),
        # What search engines are not to show.
        (f"<div data-nosnippet>Share this</div>{paragraph(400)}", "400"),
        (f"<div data-nosnippet>{SENTENCE}</div>{paragraph(400)}{paragraph(400)}", f"{SENTENCE} 400 400"),
        (f"<div data-nosnippet><p>Share this</p>{paragraph(400)}</div>{paragraph(400)}", "Share this 400 400"),
    ],
)
def test_what_a_page_marks_as_not_its_text_goes(html: str, expected: str) -> None:
    assert pruned(html) == expected


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        # Behind the main element with the title and the text, whatever it is.
        (f"<main><h1>x</h1>{paragraph(80)}</main><footer>{paragraph(400)}</footer>", False),
        (f"<article><h1>x</h1>{paragraph(80)}</article><hr><p>x</p><footer>{paragraph(400)}</footer>", False),
        (f"<main><h1>x</h1>{paragraph(79)}</main><footer>{paragraph(400)}</footer>", True),
        (f"<main><h2>x</h2>{paragraph(80)}</main><footer>{paragraph(400)}</footer>", True),
        (f"<div><h1>x</h1>{paragraph(80)}</div><footer>{paragraph(400)}</footer>", True),
        (f"<main><h1>x</h1>{paragraph(80)}</main><div><footer>{paragraph(400)}</footer></div>", True),
        (f"<main><h1>x</h1>{paragraph(80)}</main><footer><h1>x</h1>{paragraph(400)}</footer>", True),
        (f"<main><h1>x</h1>{paragraph(80)}</main><footer><article></article>{paragraph(400)}</footer>", True),
        # In the text: that of a quotation, and one after which the text continues.
        ("<blockquote><p>Words</p><footer>Ann</footer></blockquote>", True),
        ("<section><p>Words</p><footer>Ann</footer></section>", False),
        (f"<section><footer>{SENTENCE}</footer>{paragraph(99)}</section>", True),
        (f"<section>{paragraph(99)}<footer>{SENTENCE}</footer></section>", False),
        (f"<section><footer>Ann</footer>{paragraph(99)}</section>", False),
        # Headers with a heading, a picture, a paragraph or a sentence.
        *((f"<div><header>{part}</header></div>", True) for part in ("<h1>x</h1>", "<h2>x</h2>", "<h3>x</h3>")),
        *((f"<div><header>{part}</header></div>", True) for part in ("<img>x", "<p>x</p>", SENTENCE)),
        *((f"<div><header>{part}</header></div>", False) for part in ("<h4>x</h4>", "<i>x</i>", "x")),
        # Asides: two links, or little beside a heading and a link.
        *(
            (f"<div><{aside}><p class=topic-title>x</p></{aside.split()[0]}></div>", True)
            for aside in ("aside", "div role=complementary")
        ),
        *((f"<div><{aside}>x</{aside.split()[0]}></div>", False) for aside in ("aside", "div role=complementary")),
        *((f"<div><{aside}><p>x</p></div>", False) for aside in ("aside", "div role=complementary")),
        (f"<div><aside>{'x' * 40}</aside></div>", True),
        (f"<div><aside>{'x' * 39}</aside></div>", False),
        (f"<div><aside>{'x' * 39}<a href=/>y</a></aside></div>", False),
        (f"<div><aside>{'x' * 40}<a href=/>y</a></aside></div>", True),
        *(
            (f"<div><aside><{tag}>{'y' * 9}</{tag}>{'x' * 39}<a href=/>y</a></aside></div>", False)
            for tag in ("h2", "h3", "h4", "h5", "h6")
        ),
        (f"<div><aside><h3>{'y' * 9}</h3>{'x' * 31}</aside></div>", True),
        (f"<div><aside><b>{'y' * 9}</b>{'x' * 31}<a href=/>y</a></aside></div>", True),
        (f"<div><aside>{'x' * 40}<a href=/>y</a><a href=/>y</a></aside></div>", True),
        (f"<div><aside>{'x' * 40}{'<a href=/>y</a>' * 3}</aside></div>", False),
    ],
)
def test_a_footer_a_header_or_an_aside_may_be_the_page_s(html: str, stays: bool) -> None:
    # The text is elsewhere, unless the part is as long as one.
    page = html if "x" * 400 in html else f"{html}{MUCH}"
    assert (pruned(page) == as_written(page)) == stays


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        # Between paragraphs, one sign is too little.
        ("<aside>Words</aside>{p}", True),
        ("<aside>{s}</aside>", True),
        ("{p}<aside>Words</aside>", True),
        ("<aside class=widget>Words</aside>{p}", True),
        # Two are enough: its place after the text, and one more.
        *((f"{{p}}<aside class={name}>Words</aside>", False) for name in ("related", "widget")),
        ("{p}<aside class=x>Words</aside>", True),
        ("{p}<aside>x<a href=/>x</a></aside>", False),
        ("{p}<aside>{p}<a href=/>{p}x</a></aside>", False),
        ("{p}<aside>{p}<a href=/>{p}</a></aside>", True),
        *((f"{{p}}<aside>{{p}}<{tag}></{tag}></aside>", False) for tag in ("iframe", "article", "time")),
        ("{p}<aside>{p}<a><img></a></aside>", False),
        ("{p}<aside>{p}<img></aside>", True),
        *(
            (f"{{p}}<aside><{tag}>Related posts</{tag}>{{p}}</aside>", False)
            for tag in ("h1", "h2", "h3", "h4", "h5", "strong")
        ),
        ("{p}<aside><b>Related posts</b>{p}</aside>", True),
        ("{p}<aside>{p}<a href=/>Read more</a></aside>", False),
        ("{p}<aside>{p}<a href=/>Words</a></aside>", True),
        ("{p}<aside>{p}<a>Read more</a></aside>", True),
        # Before other paragraphs, two others.
        ("<aside class=related>{p}<a href=/>Read more</a></aside>{p}", False),
        ("<aside class=related>{p}<time></time></aside>{p}", False),
        ("<aside class=widget>{p}<time></time></aside>{p}", False),
        ("<aside><a href=/>Words</a></aside>{p}", False),
        ("<aside>Words<a>Words</a></aside>{p}", True),
        # For sentences under such a name at the end, they are too little.
        ("{p}<aside class=related>{s}</aside>", True),
        ("{p}<aside class=sidebar>{s}<a href=/>x</a></aside>", False),
        ("{p}<aside class=widget>{s}</aside>", False),
    ],
)
def test_an_aside_between_paragraphs_goes_by_two_signs(html: str, stays: bool) -> None:
    page = f"<section>{html.format(p=paragraph(50), s=SENTENCE)}</section>{MUCH}"
    assert (pruned(page) == as_written(page)) == stays


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        *((f"<div class={name}>Words</div>", False) for name in ("hidden", "hide", "d-none")),
        ("<div class=x>Words</div>", True),
        ("<div class='hidden md:block'>Words</div>", True),
        ("<div class='d-none d-lg-flex'>Words</div>", True),
        ("<div class='d-none d-lg-none'>Words</div>", False),
        *((f"<{tag} class=hidden>Words</{tag}>", True) for tag in ("figure", "pre", "picture")),
        ("<div class=hidden role=tabpanel>Words</div>", True),
        (f"<div class=hidden>{CODE}</div>", True),
        # A tenth of the page's prose.
        (f"<div class=hidden>{'x' * 100}</div>{paragraph(900)}", False),
        (f"<div class=hidden>{'x' * 101}</div>{paragraph(900)}", True),
        (f"<section><p aria-controls=a>Words</p><div class=hidden id=a>{SENTENCE}</div></section>", True),
    ],
)
def test_what_is_hidden_by_its_class_goes_unless_something_may_show_it(html: str, stays: bool) -> None:
    page = html if "900" in html or "x" * 900 in html else f"{html}{paragraph(900)}"
    assert (pruned(page) == as_written(page)) == stays


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        *(
            (f"<{tag} class=disqus>Words</{tag}>", False)
            for tag in (
                *("div", "section", "aside", "ul", "ol", "p", "header", "footer", "details", "figure", "time", "small"),
                *("address", "a", "span"),
            )
        ),
        ("<table class=disqus><tr><td>Words</table>", False),
        *((f"<{tag} class=disqus>Words</{tag}>", True) for tag in ("h2", "h3", "h4", "h5", "b", "i", "pre", "main")),
        *((f"<{tag} id=disqus>Words</{tag}>", False) for tag in ("div", "ul")),
        *((f"<{tag} id=disqus>Words</{tag}>", True) for tag in ("a", "span", "b")),
        ("<div class=x id=disqus>Words</div>", False),
        ("<div class=x>Words</div>", True),
        (f"{paragraph(99)}<div class=likes>{SENTENCE}</div>", True),
        # Cards with two links.
        ("<div class=hovercard>Words<a href=/>x</a><a href=/>x</a></div>", False),
        ("<div class=hovercard>Words<a href=/>x</a></div>", True),
        # What an author's program titles, and headings.
        ("<div class=disqus><p class=topic-title>Words</p></div>", True),
        ("<div class=disqus><h1>Words</h1></div>", True),
        *((f"<div class=disqus><h1>{said}</h1></div>", False) for said in ("Related posts", "See also", "Related")),
        *(
            (f"<h2>{around}<{tag} class=disqus>Words</{tag}></h2>", True)
            for tag in ("span", "a")
            for around in ("", "<i><b>")
        ),
        ("<h2><i><b><u><span class=disqus>Words</span></u></b></i></h2>", False),
        ("<h2><small class=disqus>Words</small></h2>", True),
        ("<h2><p class=disqus>Words</p></h2>", False),
        # Pictures with a button, and enlarged ones.
        *(
            (f"<div class='disqus {name}-{thing}'>Words<img></div>", True)
            for name, thing in zip(
                ("share", "shared", "sharing") * 2, ("pic", "picture", "img", "image", "photo", "figure"), strict=True
            )
        ),
        ("<div class='disqus share-picture'>Words</div>", False),
        ("<div class='disqus share-picture'>Words<a><i><b><u><img></u></b></i></a></div>", False),
        ("<div class='disqus share-picture'>Words<a><i><b><u><s><img></s></u></b></i></a></div>", True),
        ("<figure><i><b><u><span class=disqus>Words<img></span></u></b></i></figure>", True),
        ("<figure><i><b><u><s><span class=disqus>Words<img></span></s></u></b></i></figure>", False),
        ("<figure><i><b><u><span class=disqus>Words</span></u></b></i></figure>", False),
        # Long lines.
        *((f"<{tag} class=disqus>{'x' * 200}</{tag}>", False) for tag in ("a", "span", "p", "figure", "small", "div")),
        *((f"<{tag} class=disqus>{'x' * 201}</{tag}>", True) for tag in ("a", "span", "p", "figure", "small")),
        (f"<div class=disqus>{'x' * 201}</div>", False),
        # A wall's background.
        (f"<div class='disqus paywall'>{paragraph(201) * 3}</div>", True),
        (f"<div class='disqus paywall'>{paragraph(201) * 2}{paragraph(200)}</div>", False),
        (f"<div class='disqus'>{paragraph(201) * 3}</div>", False),
    ],
)
def test_a_part_with_the_name_of_boilerplate_goes_unless_something_spares_it(html: str, stays: bool) -> None:
    page = f"{html}{MUCH}"
    assert (pruned(page) == as_written(page)) == stays


def box(count: int) -> str:
    return f"<div class=disqus>{paragraph(count)}</div>"


OWN = f"<div class=post-content>{paragraph(20) * 3}</div>"


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        # More than two fifths of the prose: spared, unless the text is beside it.
        (f"{box(41)}{paragraph(59)}", True),
        (f"{box(40)}{paragraph(60)}", False),
        (f"{box(60)}{OWN}", False),
        (f"{box(60)}{OWN.replace('class', 'id')}", False),
        (f"{box(60)}{OWN.replace('div', 'section')}", False),
        (f"{box(60)}{OWN.replace('post-content', 'x')}", True),
        (f"{box(60)}{OWN.replace('div', 'main')}", True),
        (f"{box(60)}{OWN.replace('p>', 'pre>')}", False),
        (f"{box(60)}{OWN.replace(paragraph(20), '<i>x</i>', 1)}", True),
        (f"<div class=post-content>{box(60)}{paragraph(20) * 3}</div>", True),
        (f"<div class=disqus>{OWN}{paragraph(60)}</div>", True),
        # Nearly all of what is in the only article is its text, and what is beside that is not.
        (f"<article><h1>x</h1>{box(62)}{paragraph(38)}</article>{paragraph(300)}", True),
        (f"<article><h1>x</h1>{box(60)}{paragraph(40)}</article>{paragraph(300)}", False),
        (f"<article><h1>x</h1>{paragraph(99)}</article>{box(300)}", False),
        (f"<article><h1>x</h1>{paragraph(99)}</article>{box(300).replace('<p>', '<main></main><p>')}", True),
        (f"<article><h1>x</h1>{paragraph(99)}</article>{box(300).replace('<p>', '<article></article><p>')}", True),
        (f"<article><h1>x</h1>{box(50)}{paragraph(50)}</article>", True),
        (f"<div class=disqus><article><h1>Related posts</h1>{paragraph(99)}</article></div>", True),
    ],
)
def test_what_has_much_of_the_prose_goes_only_beside_the_text(html: str, stays: bool) -> None:
    assert (pruned(html) == as_written(html)) == stays


PERMALINKS = (
    *("headerlink", "anchorjs-link", "octicon-link", "heading-anchor", "mw-editsection", "heading-link", "anchor-link"),
    *("header-link", "sl-anchor-link", "direct-link", "anchor-icon"),
)
CONTROLS = (
    *("vjs-control-bar", "vjs-modal-dialog", "vjs-text-track-settings", "jw-controls", "mejs-controls"),
    "plyr__controls",
)
ROLES = (
    *("navigation", "search", "banner", "contentinfo", "dialog", "toolbar", "menu", "menubar", "alertdialog"),
    *("tablist", "status"),
)


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        *((f"<i {named}>x</i>", True) for named in ("aria-modal=true", *(f"role={role}" for role in ROLES))),
        *((f"<i {named}>x</i>", False) for named in ("aria-modal=false", "role=note", "role=main")),
        *((f"<{tag}>x</{tag}>", True) for tag in ("nav", "form", "fieldset", "label")),
        ("<label><input type=checkbox>x</label>", False),
        *(
            (f"<{around}><footer><article></article><p>x</p></footer></{around}>", True)
            for around in ("main", "article")
        ),
        *((f"<i itemprop={name}>x</i>", True) for name in ("comment", "author", "wordCount", "keywords", "publisher")),
        ("<i itemprop=text>x</i>", False),
        *((f"<{tag} class=noprint>x</{tag}>", True) for tag in ("div", "ul")),
        ("<table class=noprint><tr><td>x</table>", True),
        ("<i class=noprint>x</i>", False),
        *((f"<i class={name}>x</i>", True) for name in (*PERMALINKS, *CONTROLS, "no-print", "d-print-none")),
        *((f"<a class={name}>x</a>", True) for name in ("hash-link", "header-anchor", "anchor")),
        *((f"<i class={name}>x</i>", False) for name in ("hash-link", "header-anchor", "anchor")),
        ("<a class=anchor>x<img></a>", False),
        ("<div class=code-header>x<span class=language></span></div>", True),
        ("<div class=code-header>x</div>", False),
        *(
            (f"<i class={name}>x</i>", True)
            for name in ("quarto-title-meta", "quarto-title-meta-author", "quarto-categories")
        ),
        *((f"<i id={name}>x</i>", True) for name in ("quarto-reuse", "quarto-citation", "quarto-copyright")),
        *(
            (f"<i class={name}>x</i>", True)
            for name in ("jp-InputPrompt", "jp-OutputPrompt", "input_prompt", "output_prompt")
        ),
        *((f"<i class=header>x<a {name}></a></i>", name == "accesskey=n") for name in ("accesskey=n", "title=n")),
        *((f"<table class=header><tr><td>x<a {name}></table>", name == "title=n") for name in ("title=n", "rel=n")),
        ("<i class=nav-panel>x</i>", True),
        ("<div class=top><a href=#top><img>x</a></div>", True),
        ("<div class=top><a href=#top>x</a></div>", False),
    ],
)
def test_by_its_role_a_part_is_a_page_s_wherever_it_stands(html: str, goes: bool) -> None:
    assert ("x" not in pruned(f"<section><p>Words</p>{html}</section>{MUCH}")) == goes


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        ("<header>x<h1>x</h1></header>", True),
        ("<header>x<h1>x</h1><article></article></header>", False),
        ("<footer><p>x</p></footer>", True),
    ],
)
def test_directly_in_the_body_a_header_or_footer_is_the_page_s(html: str, goes: bool) -> None:
    assert ("x" not in pruned(f"{html}<div><article></article>{MUCH}</div>")) == goes


@pytest.mark.parametrize("tag", ["main", "article", "section"])
def test_a_footer_directly_in_the_main_part_is_its_end(tag: str) -> None:
    html = f"<{tag}><p>Words</p><footer>{SENTENCE}</footer>{paragraph(99)}</{tag}><article></article>{MUCH}"
    assert (SENTENCE in pruned(html)) == (tag == "section")


@pytest.mark.parametrize(
    ("tag", "goes"),
    [
        *(
            (tag, True)
            for tag in (
                *("div", "section", "aside", "ul", "ol", "p", "header", "footer", "table", "details", "figure", "time"),
                *("small", "address", "a", "span"),
            )
        ),
        *((tag, False) for tag in ("h1", "h2", "h6", "b", "em", "blockquote", "pre")),
    ],
)
def test_by_its_name_a_block_goes_and_no_word_of_a_sentence(tag: str, goes: bool) -> None:
    inside = "<tr><td>Share this</td></tr>" if tag == "table" else "Share this"
    html = f"<{tag} class='share-buttons'>{inside}</{tag}>"
    assert ("Share this" not in pruned(f"<section><p>Words</p>{html}<p>Words</p></section>{MUCH}")) == goes


def test_a_rule_that_is_named_as_a_part_of_the_page_goes() -> None:
    page = parse(f"<body><section><p>Words</p><hr class=share-buttons></section>{MUCH}")
    assert page.body is not None
    Pruner(page, page.body, LISTINGS).prune()
    assert page.css("hr") == []


def test_a_footer_directly_in_the_body_is_the_page_s() -> None:
    assert SENTENCE not in pruned(f"<p>Words</p><footer>{SENTENCE}</footer>{paragraph(99)}{MUCH}")


def test_of_fields_only_boxes_to_tick_are_left() -> None:
    page = parse("<body><p>Words <input><input type=image><input type=checkbox></p>")
    assert page.body is not None
    Pruner(page, page.body, Placeholders()).prune()
    assert [field.attributes for field in page.css("input")] == [{"type": "checkbox"}]


SCREEN_READERS = (
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "vh"),
    *("hidden-visually", "show-for-sr", "element-invisible", "assistive-text", "off-screen", "offscreen"),
    *("theme-sr-only", "Visually-Hidden", "is-visuallyhidden", "forScreen-Readers"),
)


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        *(
            (f"<{tag}>x</{tag}>", True)
            for tag in ("script", "style", "template", "noscript", "dialog", "canvas", "applet")
        ),
        *((f"<{tag}>x</{tag}>", True) for tag in ("textarea", "datalist", "button")),
        ("<svg><text>x</text></svg>", True),
        ("<select><option>x</select>", True),
        ("<script type='math/tex'>x</script>", False),
        ("<button><img>x</button>", False),
        *((f"<i {named}>x</i>", True) for named in ("role=listbox", "role=tooltip", "hidden")),
        ("<i role=tooltip class=modern-footnotes-footnote__note>x</i>", False),
        ("<i hidden=until-found>x</i>", False),
        *((f"<i class='{name}'>x</i>", True) for name in SCREEN_READERS),
        *((f"<i class='{name}'>x</i>", False) for name in ("not-sr-only", "focus:sr-only", "vhs")),
        ("<b>x<img src=https://a.example/www/delivery/x.php></b>", False),
    ],
)
def test_what_nobody_sees_goes_before_all_else(html: str, goes: bool) -> None:
    def cut(page: HtmlPage, _article: LexborNode) -> None:
        settle(page)

    assert ("x" not in left(f"<p>Words</p>{html}", cut)) == goes


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "link", "meta"])
def test_what_is_for_programs_leaves_no_element(tag: str) -> None:
    page = parse(f"<body><p>Words <{tag}></{tag}></p>")
    assert page.css_first(f"body {tag}") is not None
    settle(page)
    assert page.css_first(f"body {tag}") is None


def test_a_picture_of_an_ad_server_goes() -> None:
    page = parse("<body><img src=https://a.example/www/delivery/x.php><img src=/a.png>")
    settle(page)
    assert [image.attributes["src"] for image in page.css("img")] == ["/a.png"]
