"""Which element of a page is its article: the marked one, or the best, and from there down to its text."""

import pytest
from selectolax.lexbor import LexborNode

from blogreader.extract.content.locate import find_article
from tests.extract.content.cutting import LISTINGS, article_in


def found(html: str, chosen: str = "") -> LexborNode:
    page, _ = article_in(f"{html}<article hidden></article>")
    article = find_article(page, None, LISTINGS, chosen)
    assert article is not None
    return article


def name_of(html: str) -> str:
    article = found(html)
    return article.id or article.tag or ""


def paragraphs(count: int, length: int = 100) -> str:
    return f"<p>{'x' * length}</p>" * count


INNER = f"<div id=i>{paragraphs(10)}</div>"


def descended(html: str) -> str:
    """Return the id of what is found in a marked container, `o`."""
    return name_of(f"<div itemprop=articleBody id=o>{html}</div>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (INNER, "i"),
        (f"<div>{INNER}</div>", "i"),
        ("x" * 99, "o"),
        *((f"<{tag} id=i>{paragraphs(10)}</{tag}>", "i") for tag in ("section", "main", "center", "span", "header")),
        *((f"<{tag} id=i>{paragraphs(10)}</{tag}>", "o") for tag in ("blockquote", "pre", "dl", "figure")),
        (f"<ul><li id=i>{paragraphs(10)}</li></ul>", "i"),
        (f"<table><tr><td id=i>{paragraphs(10)}</table>", "i"),
        # Text of its own.
        (f"{'x' * 40}{INNER}", "i"),
        (f"{'x' * 20} {INNER}   {'x' * 20}", "i"),
        (f"{'x' * 41}{INNER}", "o"),
        # Three fifths of the prose.
        (f"<div id=i>{'x' * 60}</div><b>{'x' * 14}</b><u>{'x' * 13}</u><q>{'x' * 13}</q>", "i"),
        (f"<div id=i>{'x' * 59}</div><b>{'x' * 14}</b><u>{'x' * 14}</u><q>{'x' * 13}</q>", "o"),
        (f"<div id=i>{'x' * 60}<a href=/>{'x' * 9}</a></div><b>{'x' * 14}</b><u>{'x' * 13}</u><q>{'x' * 13}</q>", "i"),
        (f"<div id=i>{'x' * 59}<a href=/>{'x' * 9}</a></div><b>{'x' * 14}</b><u>{'x' * 14}</u><q>{'x' * 13}</q>", "o"),
        (f"<div id=i>{'x' * 60}</div>{'x' * 14}<u>{'x' * 13}</u><q>{'x' * 13}</q>", "i"),
        (f"<div id=i>{'x' * 59}</div>{'x' * 15}<u>{'x' * 13}</u><q>{'x' * 13}</q>", "o"),
        (f"<p id=p>{'x' * 61}</p><div id=i><b>{'x' * 60}</b></div>", "o"),
        # A quarter of it stands beside it.
        (f"<div id=i>{'x' * 75}</div><b>{'x' * 25}</b>", "i"),
        (f"<div id=i>{'x' * 74}</div><b>{'x' * 26}</b>", "o"),
        # A heading or a greeting before it.
        (f"<h6>x</h6>{INNER}", "o"),
        (f"<h6></h6>{INNER}", "i"),
        (f"{INNER}<h6>x</h6>", "i"),
        (f"<b>It rained.</b>{INNER}", "o"),
        (f"{INNER}<b>It rained.</b>", "i"),
        (f"<b>It rained</b>{INNER}", "i"),
        (f"<b class=x>It rained.</b>{INNER}", "i"),
        *((f"<b>It rained.<{tag}></{tag}></b>{INNER}", "i") for tag in ("a", "time")),
        # What authors write, from 21 characters on.
        *(
            (f"{INNER}<{tag}>{'x' * 21}</{tag}>", "o")
            for tag in ("p", "pre", "blockquote", "h2", "h3", "h4", "ul", "ol", "figure", "dl")
        ),
        *(
            (f"{INNER}<{tag}>{'x' * 20}</{tag}>", "i")
            for tag in ("p", "pre", "blockquote", "h2", "h3", "h4", "ul", "ol", "figure", "dl")
        ),
        (f"{INNER}<table><tr><td>{'x' * 21}</table>", "o"),
        (f"{INNER}<b>{'x' * 99}</b>", "i"),
        (f"{INNER}<p>{'x' * 20}<a href=/>{'x' * 9}</a></p>", "i"),
        # Paragraphs or items in it, of more than eighty characters.
        (f"{INNER}<b>{paragraphs(1, 81)}</b>", "o"),
        (f"{INNER}<b>{paragraphs(1, 80)}</b>", "i"),
        (f"{INNER}<b><i>x</i>{paragraphs(1, 80)}</b>", "i"),
        (f"{INNER}<center><li>{'x' * 41}<li>{'x' * 41}</center>", "o"),
        (f"{INNER}<b><dd>{'x' * 81}</b>", "i"),
        # Of its kind, from a twenty-fifth of it on.
        (f"<div id=i>{'x' * 960}</div><div>{'x' * 40}</div>", "i"),
        (f"<div id=i>{'x' * 959}</div><div>{'x' * 41}</div>", "o"),
        (f"<div id=i>{'x' * 959}</div><div class=x>{'x' * 41}</div>", "i"),
        (f"<div id=i>{'x' * 959}</div><section>{'x' * 41}</section>", "i"),
        # Sections under headings.
        (f"<section id=i>{'x' * 99}</section><section><h2>x</h2></section>", "o"),
        (f"<section id=i>{'x' * 99}</section><section><h1>x</h1></section>", "i"),
        # A picture or a table, if more than little is beside it.
        (f"<div id=i>{'x' * 97}</div><b>{'x' * 3}<img></b>", "i"),
        (f"<div id=i>{'x' * 96}</div><b>{'x' * 4}<img></b>", "o"),
        (f"<div id=i>{'x' * 96}</div><b>{'x' * 4}<table></table></b>", "o"),
        (f"<div id=i>{'x' * 96}</div><b>{'x' * 4}</b>", "i"),
        (f"<div id=i>{'x' * 96}<img></div><b>{'x' * 4}</b>", "i"),
        # Cells of a notebook.
        *((f"<div id=i class={name}>{'x' * 99}</div><b>x</b>", "o") for name in ("jp-Cell", "text_cell", "code_cell")),
        (f"<div id=i class=jp-Cell>{'x' * 99}</div>", "i"),
    ],
)
def test_from_its_container_down_an_article_is_where_its_text_is(html: str, expected: str) -> None:
    assert descended(html) == expected


MARKED = "<div itemprop=articleBody id={}>{}</div>"


def marked(count: int, *, name: str = "o", length: int = 100) -> str:
    return MARKED.format(name, paragraphs(count, length))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # More than half of the prose, or so much that there is no doubt.
        (f"{marked(2, length=51)}<section id=s>{paragraphs(1, 99)}</section>", "o"),
        (f"{marked(3, length=201)}<section id=s>{paragraphs(99)}</section>", "o"),
        (f"{marked(3, length=200)}<section id=s>{paragraphs(99)}</section>", "s"),
        (f"{marked(2, length=302)}<section id=s>{paragraphs(99)}</section>", "s"),
        *(
            (f"{marked(3, length=201).replace('p>', f'{tag}>')}<section id=s>{paragraphs(99)}</section>", "o")
            for tag in ("pre", "li")
        ),
        # Three fifths of what is best.
        (f"{marked(1, length=61)}<div id=s>{paragraphs(1)}</div>", "o"),
        (f"{marked(1, length=60)}<div id=s>{paragraphs(1)}</div>", "s"),
        # A tenth at least, or else the next kind of container.
        (f"{marked(1, length=100)}<div class=post-content id=n>{paragraphs(9)}</div>", "n"),
        (f"{marked(1, length=101)}<div class=post-content id=n>{paragraphs(9)}</div>", "body"),
    ],
)
def test_the_marked_container_is_the_article_if_it_has_enough_of_the_prose(html: str, expected: str) -> None:
    assert name_of(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # Of several: the one with nearly all, or what is around those that share it.
        (f"<main id=m>{marked(3, name='a')}{marked(3, name='b')}</main>", "m"),
        (f"<main id=m><b>x</b>{marked(9, name='a')}{marked(1, name='b')}</main>", "a"),
        (f"<main id=m><b>x</b>{marked(7, name='a')}{marked(2, name='b')}</main>", "m"),
        (f"<main id=m><b>x</b>{marked(8, name='a')}{marked(2, name='b')}</main>", "m"),
        (f"<main id=m><b>x</b>{marked(81, name='a', length=10)}{marked(19, name='b', length=10)}</main>", "a"),
        # Before the longest stand beginnings, however short.
        (f"<main id=m>{marked(1, name='b', length=81)}{marked(9, name='a')}</main>", "m"),
        (f"<main id=m><b>x</b>{marked(1, name='b', length=80)}{marked(9, name='a')}</main>", "a"),
        (f"<main id=m><b>x</b>{MARKED.format('b', 'x' * 81)}{marked(9, name='a')}</main>", "a"),
        (f"<main id=m><b>x</b>{marked(9, name='a')}{marked(1, name='b', length=81)}</main>", "a"),
        # Nothing but the page is around both.
        (f"{marked(4, name='a')}{marked(3, name='b')}", "a"),
    ],
)
def test_several_containers_are_one_article_if_they_share_its_text(html: str, expected: str) -> None:
    assert name_of(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        *(
            (f"<{tag} id=m>{paragraphs(3)}</{tag.split()[0]}>", "m")
            for tag in (
                "main",
                "div role=main",
                "div role=article",
                "div class=post",
                "div class=hentry",
                "div class=article",
            )
        ),
        (f"<div id=content>{paragraphs(3)}</div>", "content"),
        (f"<div id=main-content>{paragraphs(3)}</div>", "main-content"),
        (f"<main><div class=post id=m>{paragraphs(3)}</div></main>", "m"),
        (f"<main id=m><h6>x</h6><div class=post>{paragraphs(9)}</div>{paragraphs(1)}</main>", "m"),
        # Less than three tenths in any of them: the whole page is searched.
        (f"<div role=main id=m>{paragraphs(2, 150)}</div><div id=d>{paragraphs(4, 175)}</div>", "m"),
        (f"<div role=main id=m>{paragraphs(2, 149)}</div><div id=d>{paragraphs(4, 175)}</div>", "d"),
    ],
)
def test_without_a_marked_container_the_innermost_general_one_is_searched(html: str, expected: str) -> None:
    assert name_of(html) == expected


def test_a_general_container_has_more_than_nine_tenths_of_the_heaviest() -> None:
    page = "<main id=m><div class=post id=p>{}</div>{}</main>"
    assert name_of(page.format("<p>xxxxxxxxx</p>" * 50, "x" * 50)) == "m"
    assert name_of(page.format("<p>xxxxxxxxx</p>" * 50, "x" * 49)) == "p"


def test_all_cells_of_a_notebook_are_the_article() -> None:
    cells = f"<div class=jp-Cell><p>{'x, ' * 99}</p></div><div class=jp-Cell><b>x</b>{paragraphs(1, 30)}</div>"
    assert name_of(f"<main><i>x</i><div id=n>{cells}</div></main>") == "n"


def test_a_page_without_text_has_its_body() -> None:
    assert name_of("<p>x</p>") == "body"
    assert name_of("") == "body"


def test_what_a_reader_chose_is_the_article() -> None:
    page = f"<section class=c id=a>{paragraphs(1)}<nav>No</nav></section><b>x</b><p class=c>y</p>{paragraphs(9)}"
    assert found(page, "#a").text() == "x" * 100
    assert found(page, ".c").text() == "x" * 100 + "y"
    assert found(page, "section, section p").text() == "x" * 100
    assert "No" not in found(page, ".none").text()
    assert len(found(page, ".none").text()) >= 900


def test_several_chosen_parts_are_together_where_the_first_stood() -> None:
    page, _ = article_in("<i>a</i><p class=c>b</p><i>c</i><p class=c>d</p><i>e</i><article hidden></article>")
    article = find_article(page, None, LISTINGS, ".c")
    assert article is not None
    assert page.body is not None
    assert page.body.text() == "abdce"
    assert article.text() == "bd"


def test_every_step_is_taken() -> None:
    line = f"<p>{'It rained, and the river rose. ' * 3}</p>"
    box = "<p>The map of all the rivers of this land is <a href=/map>here</a></p>"
    contents = "<ul><li><a href=#a>a</a><li><a href=#b>b</a><li><a href=#c>c</a></ul>"
    face = "<p><img class=avatar width=90 src=/ann.png></p>"
    top = f"<i>News</i><h1>On rivers</h1><p>By Ann</p>{face}{box}{contents}"
    end = f"<h2>Tags</h2><p><a href=/t>boats</a></p><h2>Notes</h2><p>Words</p>{box}<p><a href=/b>← Before</a></p>"
    page, _ = article_in(f"<article>{top}{line * 9}<p>Share this</p>{line}{end}</article>")
    article = find_article(page, "On rivers", LISTINGS)
    assert article is not None
    said = " ".join(article.text(separator=" ").split())
    kept = " ".join(["It rained, and the river rose."] * 30)
    assert said == f"On rivers The map of all the rivers of this land is here {kept} Notes Words"
    assert article.css_first("img") is None


def test_a_lead_stands_before_the_first_part() -> None:
    page, _ = article_in(f"<main><img src=/boats.png><div id=i>{paragraphs(9)}</div></main><article hidden></article>")
    article = find_article(page, None, LISTINGS)
    assert article is not None
    assert (article.inner_html or "").startswith('<div><p><img src="/boats.png"></p></div><p>')
