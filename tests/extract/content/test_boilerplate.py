"""What a site sets between the parts of an article goes, and what an author wrote stays."""

import pytest

from blogreader.extract.content.boilerplate import are_cards, clean_parts, cut_slides
from tests.extract.content.cutting import CODE, LISTINGS, article_in, left, only

TEXT = f"<p>{'x' * 101}</p>"
TEXTS = TEXT * 4


def slides(html: str) -> str:
    return left(html, cut_slides).replace("x" * 101, "-")


def show(*counters: str, tag: str = "span") -> str:
    return "<div>" + "".join(f"<div><{tag}>{counter}</{tag}><p>A boat</p></div>" for counter in counters) + "</div>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (show("1/3", "2/3", "3/3") + TEXTS, True),
        *((show(f"1{of}50", f"2{of}50", f"3{of}50") + TEXTS, True) for of in (" of ", " / ", " de ", " von ", " sur ")),
        *((show("1/3", "2/3", "3/3", tag=tag) + TEXTS, True) for tag in ("div", "p", "small", "em", "strong", "b")),
        (show("1/3", "2/3", "3/3", tag="i") + TEXTS, False),
        (show("1/123", "2/123", "3/123") + TEXTS, True),
        (show("1/3", "2/3", f"3{' ' * 21}/3") + TEXTS, True),
        (show("1/3", "2/3", f"3{' ' * 22}/3") + TEXTS, False),
        (show("1/1234", "2/1234", "3/1234") + TEXTS, False),
        (show("1/ to 3", "2/ to 3", "3/ to 3") + TEXTS, False),
        (show("No 1/3", "No 2/3", "No 3/3") + TEXTS, False),
        # Three slides of one show.
        (show("1/3", "2/3") + TEXTS, False),
        (show("1/3", "2/3", "2/3") + TEXTS, False),
        (show("1/3", "2/3", "3/4") + TEXTS, False),
        # Four long paragraphs beside it.
        (show("1/3", "2/3", "3/3") + TEXT * 3, False),
        (show("1/3", "2/3", "3/3") + TEXT * 3 + f"<p>{'x' * 100}</p>", False),
        (f"{TEXT}{show('1/3', '2/3', '3/3').replace('A boat', 'x' * 101)}{TEXT}", False),
        # The element around all of them, if that is not the article.
        (show("1/3", "2/3", "3/3")[len("<div>") : -len("</div>")] + TEXTS, False),
    ],
)
def test_a_show_of_numbered_slides_goes_beside_other_paragraphs(html: str, goes: bool) -> None:
    assert ("1/" not in slides(html)) == goes
    if goes:
        assert slides(html) == "- - - -"


def test_a_show_beside_one_that_stays_goes() -> None:
    article = show("1/4", "2/4", "3/4")[len("<div>") : -len("</div>")] + show("1/3", "2/3", "3/3") + TEXTS
    assert slides(article) == "1/4 A boat 2/4 A boat 3/4 A boat - - - -"
    outside = f"{show('1/3', '2/3', '3/3')}<article>{TEXTS}</article>"
    assert "1/3" in slides(outside)


CAPTION = "A boat below the old bridge of the harbour, in May"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        *(
            (f"<{tag}>{CAPTION}</{tag.split()[0]}>" * 2, 1)
            for tag in ("div class=caption", "p class=aCaption", "figcaption")
        ),
        (f"<a class=caption>{CAPTION}</a>" * 2, 2),
        (f"<p>{CAPTION}</p>" * 2, 2),
        # They agree in forty characters, and have as many.
        (f"<figcaption>{CAPTION[:40]}one</figcaption><figcaption>{CAPTION[:40]}two</figcaption>", 1),
        (f"<figcaption>{CAPTION[:39]}1 one</figcaption><figcaption>{CAPTION[:39]}2 two</figcaption>", 2),
        (f"<figcaption>{CAPTION[:40]}</figcaption>" * 2, 1),
        (f"<figcaption>{CAPTION[:38]}</figcaption>" * 2, 2),
        (f"<div class=caption>{CAPTION}</div>" * 3, 1),
        # In the same figure, or in none.
        (f"<figure><figcaption>{CAPTION}</figcaption></figure>" * 2, 2),
        (f"<figure>{f'<figcaption>{CAPTION}</figcaption>' * 2}</figure>", 1),
        (f"<figure><figcaption>{CAPTION}</figcaption></figure><figcaption>{CAPTION}</figcaption>", 2),
        # What shows something, is around another one, or stands in a listing.
        *((f"<div class=caption>{CAPTION}{part}</div>" * 2, 2) for part in ("<img>", "<pre></pre>", "<table></table>")),
        (f"<pre>{f'<span class=caption>{CAPTION}</span>' * 2}</pre>", 2),
        (f"<div class=captions><p class=caption>{CAPTION}</p></div>", 1),
        (f"<div class=captions>{f'<i><p class=caption>{CAPTION}</p></i>' * 2}</div>", 1),
    ],
)
def test_a_caption_that_repeats_another_of_its_figure_goes(html: str, count: int) -> None:
    assert slides(html).count(CAPTION[:38]) == count


def cleaned(html: str) -> str:
    return left(html, lambda page, article: clean_parts(page, article, LISTINGS))


DAY = "3 May 2021"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{DAY}</p><p>x</p>", "x"),
        (f"<p>x</p><p>{DAY}</p><pre>x</pre>", "x x"),
        (f"<p>x</p><pre>x</pre><p>{DAY}</p>", f"x x {DAY}"),
        (f"<p>x</p><pre>x</pre><div>{DAY}</div>", "x x"),
        (f"<pre>x</pre><div>{DAY}</div><p>Share this</p><p>Last updated on Monday</p>", "x"),
        (f"<pre>x</pre><div>{DAY}</div><p>Please subscribe to my <a href=/>newsletter</a></p>", "x"),
        # A line has no other in it, nor a picture.
        (f"<div>{DAY}<p></p></div><p>x</p>", "x"),
        (f"<div>{DAY}<p>x</p></div>", f"{DAY} x"),
        (f"<div>{DAY}<img></div><p>x</p>", f"{DAY} x"),
        (f"<i itemprop=datePublished>{DAY}</i><p>x</p>", "x"),
        (f"<i>{DAY}</i><p>x</p>", f"{DAY} x"),
    ],
)
def test_lines_of_a_site_go_at_both_ends(html: str, expected: str) -> None:
    assert cleaned(html) == expected


SAID = "The river rises in the hills behind the town, and runs past the old mill and the two locks."
PARAGRAPH = f"<p>{SAID}</p>"
LINKS = "<ul><li><a href=/a>Of one boat</a></li><li><a href=/b>Of another boat</a></li></ul>"
DATED = (
    "<ul>"
    + "<li><time>Noon</time> <a href=/a>Of a boat</a> with many words of its own, none of a link</li>" * 2
    + "</ul>"
)


@pytest.mark.parametrize(
    "html",
    [
        f"<h3>Related posts</h3>{LINKS}",
        *(f"<{tag}>Related posts</{tag}>{LINKS}" for tag in ("h2", "h4", "h5", "h6", "p", "div", "span", "strong")),
        f"<div><div><h3>Related posts</h3></div></div>{LINKS}",
        f"<h3>Related posts</h3>{LINKS}{LINKS}<hr><br><p> </p><article>Of one more boat</article><a>Of it</a>",
        # Half of it is linked, or a third if they are named.
        "<h3>Read next</h3><p>abc <a href=/>efghi</a></p>",
        "<h3>Related posts</h3><p>abcd efg <a href=/>ijkl</a></p>",
        f"<h3>More of it</h3>{DATED}",
        f"<h3>More of it</h3>{DATED.replace('ul>', 'ol>')}",
        f"<h3>More of it</h3><div>{'<div><time>Noon</time><a href=/a>Of a boat</a></div>' * 2}</div>",
        f"<h3>Related posts</h3>{DATED}",
    ],
)
def test_what_a_heading_announces_goes_with_it(html: str) -> None:
    assert cleaned(f"<article>{PARAGRAPH}<div>{html}</div>{PARAGRAPH}</article>") == f"{SAID} {SAID}"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<h3>Related posts</h3>{LINKS}<p>Words</p>", "Words"),
        (f"<h3>Related posts</h3>{LINKS}<h3>Words</h3>", "Words"),
        (f"<p>Related posts</p>{LINKS}<h3><a href=/>Of it</a></h3>", ""),
        ("<h1>Related posts</h1><p><a href=/>Of it</a></p>", "Related posts Of it"),
        ("<h3>Related posts</h3><p>Words</p>", "Related posts Words"),
        ("<h3>Related posts</h3>", "Related posts"),
        ("<h3>Of boats</h3><p><a href=/>Of it</a></p>", "Of boats Of it"),
        ("<h3>Read next</h3><p>abcdefg <a href=/>ijkl</a></p>", "Read next abcdefg ijkl"),
        ("<h3>Read next</h3><p>abcd <a href=/>fghij</a></p>", "Read next abcd fghij"),
        ("<h3>Related posts</h3><p>abcd efgh <a href=/>ijkl</a></p>", "Related posts abcd efgh ijkl"),
        (f"<h3>Related posts</h3><p>{CODE}</p>", "Related posts"),
        (f"<h3>Related{' ' * 88}posts</h3>{LINKS}", ""),
        (f"<h3>Related{' ' * 89}posts</h3>{LINKS}", None),
        # Posts with their dates: several, each with a link.
        (f"<h3>More of it</h3>{DATED.replace('<time>Noon</time>', '', 1)}", None),
        (f"<h3>More of it</h3>{DATED.replace(' href=/a', '', 1)}", None),
        (f"<h3>More of it</h3>{DATED.replace('ul>', 'section>').replace('li>', 'p>')}", None),
        (f"<h3>Of it</h3>{DATED}", None),
        (f"<h1>More of it</h1>{DATED}", None),
        (f"<p>More of it</p>{DATED}", None),
        ("<h3>More of it</h3><ul><li><time>Noon</time> <a href=/>A boat</a> with words of its own</ul>", None),
        ("<h3>Related posts</h3><ul><li><time>x</time> <a href=/>y</a> with words of its own</li></ul>", None),
    ],
)
def test_a_heading_announces_up_to_what_is_no_post(html: str, expected: str | None) -> None:
    kept = cleaned(f"{PARAGRAPH}<div>{html}</div>{PARAGRAPH}").replace("\ufdd00\ufdd1", "").replace("0", "")
    said = left(html, lambda _page, _article: None) if expected is None else expected
    assert kept.split(SAID)[1].strip() == said


CARD = "<a href=/a><h3>Of a boat</h3></a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (CARD * 3, True),
        (CARD * 2, True),
        (CARD, False),
        ("", False),
        (f"{CARD * 2}<p>x</p>", False),
        (f"{CARD * 3}<p>x</p>", True),
        (f"{CARD * 3}{CARD.replace('<a', '<a class=x') * 2}", True),
        (f"<div>{CARD * 2}</div>", True),
        (f"<div>{CARD * 2}</div><p>x</p>", False),
        *((CARD.replace("h3", tag) * 2, True) for tag in ("h2", "h4", "h5")),
        (CARD.replace("h3", "h6") * 2, False),
        ("<a href=/a><img></a>" * 2, True),
        ("<div><a href=/a>x</a><img></div>" * 2, True),
        ("<div><a>x</a><img></div>" * 2, False),
        ("<a href=#a><img></a>" * 2, False),
        ("<a href=/a>x</a>" * 2, False),
        (f"<div>{CARD}<pre></pre></div>" * 2, False),
        (f"<div>{CARD}<h1></h1></div>" * 2, False),
        (f"{CARD}<a href=#a><h3>Of a boat</h3></a>", False),
        (f"<a href=/a><img>{'x' * 600}</a>" * 2, True),
        (f"<a href=/a><img>{'x' * 601}</a>" * 2, False),
        # A heading with a list of links may be an author's.
        (f"<div>{CARD}<li><a href=/b>b</a><a href=/b>b</a><a href=/c>c</a></div>" * 2, True),
        (f"<div>{CARD}<li><a href=/b>b</a><a href=/c>c</a><a href=/d>d</a></div>" * 2, False),
        (f"<div>{CARD}<p><a href=/b>b</a><a href=/c>c</a><a href=/d>d</a></div>" * 2, True),
    ],
)
def test_cards_look_alike_and_lead_away_with_a_picture_or_a_heading(html: str, expected: bool) -> None:
    assert are_cards(only(f"<div>{html}</div>")) == expected


TAGS = "<a rel=tag href=/t/boats>boats</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{TAGS}</p>", ""),
        (f"<p>Tags: {TAGS}, {TAGS}</p>", ""),
        (f"<p>Words {TAGS}</p>", "Words boats"),
        (f"<div><div>Tags:</div><div>{TAGS}</div></div>", ""),
        (f"<div>Words<div>Tags: {TAGS}</div></div>", "Words Tags: boats"),
        (f"<div><b>Words</b><div>Tags: {TAGS}</div></div>", "Words"),
        (f"<p>{TAGS} <a href=/x>x</a></p>", "boats x"),
        (f"<p>{TAGS}<img></p>", "boats"),
        (f"<p>{TAGS}<pre></pre></p>", ""),
        (f"<div>{TAGS}<pre></pre></div>", "boats"),
        (f"<p>Of <i>{TAGS}</i> and more</p>", "Of boats and more"),
        (TAGS, "boats"),
        (f"<p>{TAGS * 100}</p>", ""),
        (f"<p>{TAGS * 101}</p>", "boats " * 100 + "boats"),
        # By their addresses, only at an edge.
        ("<p><a href=/x/tag/boats>boats</a></p>", "boats"),
    ],
)
def test_lines_of_tags_go_wherever_they_are(html: str, expected: str) -> None:
    assert cleaned(f"{PARAGRAPH}{html}{PARAGRAPH}") == " ".join([SAID, *expected.split(), SAID])


@pytest.mark.parametrize(
    "address", [*(f"/x/{name}/boats" for name in ("tag", "tags", "category", "categories", "label")), "tag/a", "tags/a"]
)
def test_lines_of_tags_by_their_addresses_go_before_and_after_all_paragraphs(address: str) -> None:
    line = f"<p>Tags: <a href='{address}'>boats</a></p>"
    for html in (f"{line}{PARAGRAPH}", f"{PARAGRAPH}{line}", f"<p>Short</p>{line}{PARAGRAPH}<p>Short</p>{line}"):
        assert "boats" not in cleaned(html)
    assert "boats" in cleaned(f"{PARAGRAPH}{line}{PARAGRAPH}")
    # Paragraphs have more than eighty characters.
    for tag in ("p", "pre", "ul", "ol"):
        assert "boats" in cleaned(f"<{tag}>{'x' * 81}</{tag}>{line}{PARAGRAPH}")
        assert "boats" not in cleaned(f"<{tag}>{'x' * 80}</{tag}>{line}{PARAGRAPH}")
    assert "boats" in cleaned(f"<p>Short</p>{line}")
    # A long line of tags is none of them.
    long = f"<p>{f'<a href={address}>boats of it</a> ' * 9}</p>"
    assert "boats" not in cleaned(f"{long}{PARAGRAPH}{long}")


TEASER = "<article><a href=/a><h2>abcd</h2></a></article>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (f"<article><p>{'x' * 13}</p>{TEASER * 2}</article>", True),
        # Less than two fifths of the text.
        (f"<article><p>{'x' * 12}</p>{TEASER * 2}</article>", False),
        (f"<article><p>{'x' * 99}</p>{TEASER}</article>", False),
        (f"<article><p>{'x' * 99}</p>{TEASER}{TEASER.replace('/a', '#a')}</article>", False),
        (f"<article><p>{'x' * 99}</p>{TEASER}<article>{TEASER}</article></article>", True),
    ],
)
def test_teasers_in_the_article_go_if_they_are_several_and_little(html: str, goes: bool) -> None:
    page, article = article_in(html)
    clean_parts(page, article, LISTINGS)
    assert (article.css_first("h2") is None) == goes


def linked(share: int, whole: int, tags: str = "<a href=/a>{}</a>") -> str:
    """Return so many characters in all, of which some are linked."""
    return tags.format("x" * share) + "y" * (whole - share)


AWAY = f"<div class=x><a href=/b>z</a>{linked(60, 99)}</div>"
CARD_WITH_PROSE = f"<div><img>{linked(300, 300)}<p>{{}}</p></div>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        # Two links or more, three fifths of it, and less than 120 other characters.
        (f"<div class=x><a href=/b>z</a>{linked(60, 99)}</div>", True),
        (f"<div class=x><a href=/b>z</a>{linked(59, 99)}</div>", False),
        (f"<div class=x>{linked(90, 99)}</div>", False),
        (f"<div class=x><a href=/b>z</a>{linked(400, 519)}</div>", True),
        (f"<div class=x><a href=/b>z</a>{linked(400, 521)}</div>", False),
        *(
            (f"<{tag}><a href=/b>z</a>{linked(60, 99)}</{tag}>", True)
            for tag in ("section", "aside", "header", "footer")
        ),
        (f"<p><a href=/b>z</a>{linked(60, 99)}</p>", False),
        (f"<div><a href=/b>z</a>{linked(60, 99)}<h1>h</h1></div>", False),
        ("<div><a>z</a></div>", False),
        # What authors write: paragraphs and items without classes, at least half as many as links.
        (f"<div><p><a href=/b>z</a>{linked(60, 99)}</p></div>", False),
        (f"<div><p class=x><a href=/b>z</a>{linked(60, 99)}</p></div>", True),
        (f"<div><p><a href=/b>z</a><a href=/c>z</a>{linked(60, 99)}</p></div>", True),
        (f"<div><p></p><p><a href=/b>z</a><a href=/c>z</a>{linked(60, 99)}</p></div>", True),
        (f"<div><p>z</p><p><a href=/b>z</a><a href=/c>z</a>{linked(60, 99)}</p></div>", False),
        *((f"<div><{tag}><li><a href=/b>z</a><li>{linked(60, 99)}</{tag}></div>", False) for tag in ("ul", "ol")),
        (f"<div><ul class=x><li><a href=/b>z</a><li>{linked(60, 99)}</ul></div>", True),
        (f"<div><p><a href=/b>z</a>{linked(60, 99)}<img></p></div>", True),
        (f"<section id=a><h2>Of</h2><a href=/b>z</a>{linked(70, 99)}</section>", False),
        (f"<div id=a class='x section'><h2>Of</h2><a href=/b>z</a>{linked(70, 99)}</div>", False),
        (f"<div id=a><h2>Of</h2><a href=/b>z</a>{linked(70, 99)}</div>", True),
        (f"<section><h2>Of</h2><a href=/b>z</a>{linked(70, 99)}</section>", True),
        (f"<section id=a><b>Of</b><a href=/b>z</a>{linked(70, 99)}</section>", True),
        # Cards, two fifths of it, without long paragraphs.
        (f"<div>{f'<div><img>{linked(5, 10)}</div>' * 2}</div>", True),
        (f"<div>{f'<div><img>{linked(4, 10)}</div>' * 2}</div>", False),
        (f"<div>{CARD_WITH_PROSE.format('z' * 200) * 2}</div>", True),
        (f"<div>{CARD_WITH_PROSE.format('z' * 201) * 2}</div>", False),
        # A class that speaks against it, three tenths, and less than 240 other characters.
        (f"<div class=teaser>{linked(31, 100)}</div>", True),
        (f"<div class=teaser>{linked(30, 100)}</div>", False),
        (f"<div class=x>{linked(31, 100)}</div>", False),
        (f"<div class=teaser>{linked(300, 539)}</div>", True),
        (f"<div class=teaser>{linked(300, 540)}</div>", False),
        # Lists with a class that speaks against them, seven tenths; or with cards.
        *((f"<{tag} class=teaser><li>{linked(71, 100)}</{tag}>", True) for tag in ("ul", "ol")),
        (f"<ul class=teaser><li>{linked(70, 100)}</ul>", False),
        (f"<ul class=x><li>{linked(71, 100)}</ul>", False),
        (f"<ul id=sidebar><li>{linked(71, 100)}</ul>", True),
        (f"<ul><li>{linked(71, 100)}</ul>", False),
        (f"<table class=teaser><td>{linked(71, 100)}</table>", False),
        (f"<ul class=x>{f'<li><img>{linked(5, 10)}' * 2}</ul>", True),
        (f"<ul class=x>{f'<li><h3>z</h3>{linked(5, 10)}' * 2}</ul>", False),
        (f"<ul>{f'<li><img>{linked(5, 10)}' * 2}</ul>", False),
        # In cells and galleries, and code.
        (f"<table><td><div><a href=/b>z</a>{linked(60, 99)}</div></table>", False),
        (f"<table><th><div><a href=/b>z</a>{linked(60, 99)}</div></table>", False),
        (f"<table><td><section><section><section>{AWAY}</section></section></section></table>", True),
        (f"<ul class=gallery><li><div><a href=/b>z</a>{linked(60, 99)}</div></ul>", False),
        (f"<div>{CODE}</div>", False),
    ],
)
def test_parts_that_are_little_but_links_go(html: str, goes: bool) -> None:
    _, before = article_in(f"<p>Words</p>{html}")
    page, article = article_in(f"<p>Words</p>{html}")
    clean_parts(page, article, LISTINGS)
    assert (article.inner_html != before.inner_html) == goes


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        *(
            (f"<{tag}>Words</{tag}><h2>Of boats</h2>{AWAY}", True)
            for tag in ("p", "ul", "ol", "blockquote", "pre", "dl")
        ),
        *(
            (f"<{tag}>Words</{tag}><h2>Of boats</h2>{AWAY}", True)
            for tag in ("h2", "h3", "h4", "figure", "aside", "div")
        ),
        *((f"<{tag}><h2>Of boats</h2>{AWAY}", True) for tag in ("hr", "img", "table></table")),
        (f"<span>Words</span><h2>Of boats</h2>{AWAY}", False),
        (f"<h2>Of boats</h2>{AWAY}", False),
        (f"<p>Words</p>{AWAY}", False),
        (f"<p>Words</p><h1>Of boats</h1>{AWAY}", False),
        (f"<p>Words</p><h6>Of boats</h6>{AWAY}", True),
        (f"<p>Words</p><h2>Of boats</h2><p> </p><div>{AWAY}</div>", True),
        (f"<p>Words</p><div><div>{AWAY}</div></div>", False),
        (f"{AWAY}", False),
        (f"<p>Words</p><h2>Share this</h2>{AWAY}", False),
        (f"<p>Words</p><h2>Also on our pages</h2>{AWAY}", False),
        (f"<p>Words</p><h2><a href=/x>Of boats</a></h2>{AWAY}", False),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('class=x', 'class=teaser')}", True),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('<a', '<time></time><a', 1)}", False),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('<a', '<form></form><a', 1)}", False),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('<a', '<iframe></iframe><a', 1)}", False),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('<a', '<i class=pubDate></i><a', 1)}", False),
        (f"<p>Words</p><h2>Of boats</h2>{AWAY.replace('<a', '<i class=theAuthor></i><a', 1)}", False),
    ],
)
def test_links_that_an_author_put_under_a_heading_stay(html: str, stays: bool) -> None:
    page, article = article_in(html)
    clean_parts(page, article, LISTINGS)
    assert (article.css_first("a[href='/b']") is not None) == stays
