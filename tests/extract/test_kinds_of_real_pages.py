"""Kinds of parts that real pages have: some are the author's and stay, some are their generator's and go."""

import pytest

from blogreader.extract import Hints, extract
from tests.extract.test_furniture_evidence import PROSE, SAID

URL = "https://blog.example/posts/zebras.html"


def text_of(body: str, head: str = "<title>On wet feet</title>") -> str:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>", URL, Hints()).text


@pytest.mark.parametrize(
    "hidden",
    [
        '<a href="javascript:toggle(\'abs1\')">show abstract</a><div id="abs1" style="display: none">%s</div>',
        '<p><a data-target="#abs1" data-toggle="collapse">Answer</a></p><div id="abs1" class="hide">%s</div>',
        '<p onclick="show()">Spoiler</p><div class="hidden"><p>%s</p></div>',
        '<button aria-controls="abs1">Answer</button><section id="abs1" style="visibility:hidden"><p>%s</p></section>',
    ],
)
def test_what_a_control_among_the_text_shows_is_text(hidden: str) -> None:
    assert SAID in text_of(f"<article>{PROSE}<div><p>A question.</p>{hidden % SAID}</div>{PROSE}</article>")


@pytest.mark.parametrize(
    "hidden",
    [
        f'<div id="x" style="display:none">{SAID}</div>',
        f'<button aria-controls="x">Menu</button><div id="x" class="menu hidden">{SAID}</div>',
        f'<button data-target="#x">Write</button><div id="x" class="hidden"><form>{SAID}<input></form></div>',
        f'<a onclick="open()">See</a><div role="dialog" class="hidden">{SAID}</div>',
    ],
)
def test_what_is_hidden_otherwise_stays_so(hidden: str) -> None:
    assert "ebra" not in text_of(f"<article>{PROSE}<div><p>A question.</p>{hidden}</div>{PROSE}</article>")


@pytest.mark.parametrize("label", ["Code", "Show the code", "Código", "Show code", "Code anzeigen", "显示代码"])
def test_the_label_of_folded_code_goes_and_a_summary_of_words_stays(label: str) -> None:
    folded = "<details><summary>{}</summary><div><pre><code>zebra()</code></pre></div></details>"
    text = text_of(f"<article>{PROSE}{folded.format(label)}{PROSE}{folded.format('The code of conduct')}</article>")
    assert f"**{label}**" not in text
    assert "**The code of conduct**" in text
    assert text.count("```\nzebra()\n```") == 2


def test_a_box_with_a_title_of_its_own_is_a_callout() -> None:
    box = f'<aside class="admonition admonition-zebras"><p class="admonition-title">Zebras</p><p>{SAID}</p></aside>'
    assert f"> [!NOTE] Zebras\n> {SAID}\n" in text_of(f"<article>{PROSE}<section><h2>On</h2>{box}</section></article>")


def test_a_box_of_contents_or_a_line_of_links_is_none() -> None:
    contents = (
        '<div class="contents alert alert-info topic"><p class="topic-title">Contents</p><ul>'
        '<li><a href="zebras.html#one">One</a></li><li><a href="zebras.html#two">Two</a>'
        '<ul><li><a href="#three">Three</a></li></ul></li></ul></div>'
    )
    line = '<div class="info"><a href="/d">Discuss it</a> | <a href="/p">Posted at 12:00</a></div>'
    text = text_of(f"<article>{contents}<h2 id=one>One</h2>{PROSE}<h2 id=two>Two</h2>{PROSE}{line}</article>")
    assert "[!" not in text
    assert text.startswith("## One")


def test_the_names_of_tabs_are_set_over_them_where_their_panels_say_twice_that_they_are_some() -> None:
    tabs = "".join(f'<li><a role="tab" href="">{name}</a></li>' for name in ("River", "Lock"))
    panels = "".join(f'<div class="tab-pane" role="tabpanel"><p>Of the {name}.</p></div>' for name in "ab")
    group = f'<div><ul class="nav nav-tabs">{tabs}</ul><div class="tab-content">{panels}</div></div>'
    assert "**River**\n\nOf the a.\n\n**Lock**\n\nOf the b." in text_of(f"<article>{PROSE}{group}{PROSE}</article>")


def test_sections_of_links_that_an_author_collected_stay() -> None:
    items = "".join(f'<li><a href="https://{n}.example/">A page on locks, number {n}</a></li>' for n in range(5))
    first = f'<section id="reading" class="level2"><h2>Further reading on locks</h2><ul>{items}</ul></section>'
    rest = "".join(f'<section class="level1"><h1>Part {n}</h1>{PROSE}</section>' for n in range(3))
    assert text_of(f"<main>{first}{rest}</main>").count(".example/)") == 5
    part = f"<section><h3>Blogs</h3><ul>{items}</ul></section>"
    panel = f'<div class="tab-pane">{part}{part.replace("Blogs", "Books")}</div>'
    assert text_of(f"<article>{PROSE}{panel}{PROSE}</article>").count(".example/)") == 10


def test_the_button_of_a_service_for_donations_goes_from_the_end_alone() -> None:
    button = '<p><a href="https://www.buymeacoffee.com/ada"><img src="/orange.png" alt="Buy me a coffee"></a></p>'
    assert "coffee" not in text_of(f"<article>{PROSE}{button}</article>")
    said = 'I asked <a href="https://www.buymeacoffee.com/ada">her</a> for the price of a coffee, and so did others.'
    assert "her](https://www.buymeacoffee.com/ada)" in text_of(f"<article>{PROSE}<p>{said}</p></article>")


@pytest.mark.parametrize("line", ["Reading time: 21 minutes.", "Lesezeit 4 Minuten", "阅读时间：3 分钟", "4 min read"])
def test_how_long_it_takes_to_read_is_said_elsewhere(line: str) -> None:
    text = text_of(f"<article><h1>On wet feet</h1><p>{line}</p>{PROSE}</article>")
    assert text.startswith("The river")


def test_all_cells_of_a_notebook_belong_to_it_whichever_is_the_longest() -> None:
    cell = '<div class="cell text_cell rendered"><div class="inner_cell"><p>{}</p></div></div>'
    code = '<div class="cell code_cell"><div class="inner_cell"><pre>zebra()</pre></div></div>'
    long = cell.format("A long cell, with commas, and with many words, which says what the others do not. " * 12)
    text = text_of(f"<div class=page>{cell.format('A short cell.')}{code}{long}{code}</div>")
    assert "A short cell." in text
    assert text.count("zebra()") == 2


def test_a_section_called_tags_stays_with_the_listing_that_a_script_writes() -> None:
    script = '<script src="https://gist.github.com/ada/4ec6f223.js"></script>'
    text = text_of(f"<article>{PROSE}<h2>Tags</h2><p>{SAID}{script}</p><h2>Sitemap</h2><p>{SAID}</p></article>")
    assert text.count(SAID) == 2
    assert "## Tags" in text


def test_more_posts_with_their_days_go_and_more_of_the_text_stays() -> None:
    posts = "<li><a href='/{0}/'>Post {0}</a><small>What it is about.</small><time>June 0{0}, 2025</time></li>"
    more = f"<h2>More CSS tips</h2><ul>{''.join(map(posts.format, range(1, 5)))}</ul>"
    assert "Post 2" not in text_of(f"<article>{PROSE}{more}</article>")
    assert "More zebras" in text_of(
        f"<article>{PROSE}<h2>More zebras</h2><ul><li>{SAID}</li><li>One</li></ul></article>"
    )


def test_the_heading_of_the_article_is_its_title_though_the_head_is_of_another_page() -> None:
    head = "<title>On wet feet | Ada's blog</title><meta property='og:title' content='categories'>"
    posts = "".join(f"<li><span class='post-title'>Post {n}</span></li>" for n in range(60))
    listed = f"<nav><ul><li><span class='post-title'>On wet feet</span></li>{posts}</ul></nav>"
    page = f"<html><head>{head}</head><body>{listed}<article><h1>On wet feet</h1>{PROSE}</article></body></html>"
    assert extract(page, URL, Hints()).title == "On wet feet"


def test_links_to_other_sites_stay_though_their_list_is_named_after_categories() -> None:
    links = "<li><a href=https://arxiv.example/1>The paper</a></li><li><a href=https://code.example/z>Code</a></li>"
    assert "arxiv.example" in text_of(f'<article>{PROSE}<ul class="post-categories">{links}</ul>{PROSE}</article>')
    own = "<ul class=post-categories><li><a href=/categories/z>Zebras</a></li><li><a href=/categories/l>L</a></li></ul>"
    assert "Zebras" not in text_of(f"<article>{PROSE}{own}</article>")


def test_each_of_several_groups_of_tabs_has_the_names_before_it() -> None:
    rows = '<ul class="nav nav-tabs"><li><a href="#r">River</a></li><li><a href="#l">Lock</a></li></ul>'
    panes = '<div class="tab-content"><div class="tab-pane" id="r">{}</div><div class="tab-pane" id="l">{}</div></div>'
    buttons = '<div class="tab"><button class="tablinks">Oar</button><button class="tablinks">Sail</button></div>'
    contents = '<div class="tabcontent">{}</div><div class="tabcontent" style="display:none">{}</div>'
    first = panes.format("<p>Of water.</p>", "<p>Of stone.</p>")
    second = contents.format("<p>Ash.</p>", "<p>Linen.</p>")
    text = text_of(f"<article>{PROSE}{rows}{first}{PROSE}{buttons}{second}{PROSE}</article>")
    assert "**River**\n\nOf water.\n\n**Lock**\n\nOf stone.\n\n" in text
    assert "**Oar**\n\nAsh.\n\n**Sail**\n\nLinen.\n\n" in text


@pytest.mark.parametrize(
    "noted",
    [
        f'<button popovertarget="n1">1</button>{{}}<div popover id="n1">{SAID}</div>',
        f'<sup><a tabindex="0" data-bs-toggle="popover" data-bs-content="{SAID}">[1]</a></sup>{{}}',
        f'<button data-toggle="popover" data-content="{SAID}">*</button>{{}}',
        f'<span data-toggle="tooltip" title="{SAID}">1</span>{{}}',
    ],
)
def test_what_the_mark_of_a_note_opens_is_the_note(noted: str) -> None:
    text = text_of(f"<article>{PROSE}<p>They swam{noted.format(' far.</p>')}{PROSE}</article>")
    assert "They swam[^1] far." in text
    assert f"[^1]: {SAID}" in text


def test_the_cross_of_a_window_opens_no_note() -> None:
    menu = '<button popovertarget="m">x</button><div popover id="m"><a href="/a">About</a></div>'
    assert "[^" not in text_of(f"<article>{PROSE}{menu}{PROSE}</article>")


def test_each_reading_is_beside_its_characters() -> None:
    ruby = "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>と<ruby>東京<rt>とう</rt></ruby>"
    assert "漢(kan)字(ji)と東京(とう)" in text_of(f"<article>{PROSE}<p>{ruby}</p>{PROSE}</article>")


def test_a_blank_set_as_code_is_a_blank() -> None:
    line = "<p>1<tt>&nbsp;</tt>Boats and 2<code> </code>oars</p>"
    assert "1 Boats and 2 oars" in text_of(f"<article>{PROSE}{line}</article>")


def test_a_video_of_a_page_for_phones_is_a_link() -> None:
    video = '<amp-youtube data-videoid="dQw4-w9Wg" width="480" height="270"></amp-youtube>'
    assert "https://www.youtube.com/watch?v=dQw4-w9Wg" in text_of(f"<article>{PROSE}{video}{PROSE}</article>")
