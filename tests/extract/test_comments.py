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
        *(f"<section id={name}><h2>In code</h2>{PROSE}</section>" for name in ("comment-section", "comment-list-box")),
        *(
            f"<section class={name}><h2>In code</h2>{PROSE}</section>"
            for name in ("comment-content", "comment-wrapper")
        ),
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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        *(
            (f"<div id={name}></div>", True)
            for name in ("comments", "respond", "responses", "disqus_thread", "post-comments")
        ),
        *(
            (f"<div class='{name}'></div>", True)
            for name in ("comment-list", "commentarea", "CommentSection", "article-comments-wrapper")
        ),
        *(
            (f"<div class='{name}'></div>", True)
            for name in ("x comment_form", "blog-comment-box", "readercomments", "entry-comments_template")
        ),
        *(
            (f"<div class='{name}'></div>", False)
            for name in ("commentary", "on-comments", "uncommented", "discomments")
        ),
        *((f"<div class=comments>x<{part}></div>", True) for part in ("form", "textarea", "input", "button", "iframe")),
        *(
            (f"<div class=comments>x<{part}>x</div>", True)
            for part in ("b id=comment-1", "li class=comment", "b class=comment-body")
        ),
        *(
            (f"<div class=comments>x<b class={name}>x</div>", True)
            for name in ("comment-content", "comment-author", "comment-meta")
        ),
        *(
            (f"<div class=comments>x<b class={name}>x</div>", True)
            for name in ("comment-reply-link", "fn", "says", "reply")
        ),
        *(
            (f"<div class=comments>x<b {name}>x</div>", True)
            for name in ("itemprop=commentText", "itemtype=//schema.org/Comment")
        ),
        ("<div class=comments>x<b class=comment>x</div>", False),
        # A count of up to 150 characters, as the first thing or in the first heading.
        *(
            (f"<div class=comments><p> </p><p>{said}</p>x</div>", True)
            for said in ("2 comments", "No thoughts", "One reply on it")
        ),
        *((f"<div class=comments>x<b>x</b><{tag}>2 comments</{tag}></div>", True) for tag in ("h2", "h3", "h4", "h5")),
        *((f"<div class=comments>x<b>x</b><{tag}>2 comments</{tag}></div>", False) for tag in ("h6", "p")),
        *(
            (f"<div class=comments><p>{said}</p>x</div>", True)
            for said in ("Leave a comment", "Join the discussion now", "评论 (3)")
        ),
        *((f"<div class=comments><p>{said}</p>x</div>", False) for said in ("2 boats", "Comments on it", "Be quiet")),
        (f"<div class=comments><p>{'2' * 29} comments {'x' * 111}</p>x</div>", True),
        (f"<div class=comments><p>{'2' * 30} comments {'x' * 111}</p>x</div>", False),
    ],
)
def test_a_discussion_is_named_after_comments_and_has_some(html: str, expected: bool) -> None:
    assert is_discussion(node(html, "div")) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        *((f"<{tag}>{'x' * 21}</{tag}>", True) for tag in ("p", "ul", "ol", "pre", "blockquote", "h2", "h3", "h4")),
        *((f"<{tag}>{'x' * 21}</{tag}>", True) for tag in ("figure", "d-code", "dl")),
        (f"<table><tr><td>{'x' * 21}</table>", True),
        (f"<p>{'x' * 20}</p>", False),
        *((f"<{tag}>{'x' * 21}</{tag}>", False) for tag in ("div", "h5", "section")),
    ],
)
def test_prose_beside_a_part_is_a_block_of_more_than_twenty_characters(part: str, expected: bool) -> None:
    assert is_among_prose(node(f"<section><aside></aside>{part}</section>", "aside")) == expected
    assert is_among_prose(node(f"<section><aside></aside>{part}</section>", "aside"), after=True) == expected
    assert not is_among_prose(node(f"<section>{part}<aside></aside></section>", "aside"), after=True)
