"""What is named after comments is told from a text about them, and a part of the text from what follows it."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.content.comments import is_among_prose, is_discussion

PROSE = "<p>Clocks in a harbour are slow, for nobody asks them.</p>"


def node(html: str, selector: str) -> LexborNode:
    found = LexborHTMLParser(html).css_first(selector)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<form><textarea name='comment'></textarea></form>",
        "<h3>3 comments</h3><p>Nice.</p>",
        "<div><p>Say a word.</p><h3>One comment</h3></div><p>Nice.</p>",
        "<p>Comments (2)</p><p>Nice.</p>",
    ],
)
def test_a_box_named_after_comments_that_is_empty_counts_them_or_asks_for_one_is_a_discussion(inside: str) -> None:
    assert is_discussion(node(f"<section class='comments'>{inside}</section>", "section"))


@pytest.mark.parametrize(
    "html",
    [
        "<section class='comments-on-clocks'></section>",
        "<section></section>",
        "<section id='comments'><h1>Comments</h1></section>",
        f"<section id='comments'><h3>Comments in code</h3>{PROSE}</section>",
        f"<section id='comments'><h3>{'Comments ' * 20}</h3>{PROSE}</section>",
    ],
)
def test_a_part_about_comments_is_no_discussion(html: str) -> None:
    assert not is_discussion(node(html, "section"))


@pytest.mark.parametrize("tag", ["body", "main", "article", "a", "span", "p", "code", "pre", "html", "h2", "h6"])
def test_what_contains_the_text_or_is_within_it_is_no_discussion_whatever_its_name(tag: str) -> None:
    assert not is_discussion(node(f"<{tag} class='comments'></{tag}>", tag))


@pytest.mark.parametrize(
    ("before", "after", "is_among", "is_before"),
    [
        (PROSE, PROSE, True, True),
        (PROSE, "", True, False),
        ("", PROSE, True, True),
        ("<p>Hm.</p>", "<p>Hm.</p>", False, False),
        (PROSE.replace("p>", "div>"), PROSE.replace("p>", "div>"), False, False),
        ("", "", False, False),
    ],
)
def test_a_part_is_of_the_text_where_prose_stands_beside_it(
    before: str, after: str, is_among: bool, is_before: bool
) -> None:
    footer = node(f"<section>{before}<footer>{PROSE}</footer>{after}</section>", "footer")
    assert (is_among_prose(footer), is_among_prose(footer, after=True)) == (is_among, is_before)


def test_beside_what_stands_directly_in_the_page_any_prose_may_stand() -> None:
    assert not is_among_prose(node(f"<body>{PROSE}<aside></aside>{PROSE}</body>", "aside"))
