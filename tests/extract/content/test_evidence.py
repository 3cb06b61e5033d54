"""What shows, besides its name, that a part is a site's."""

import pytest
from selectolax.lexbor import LexborNode

from blogreader.extract.content.evidence import Evidence, comes_before, sides_in_a_line
from blogreader.extract.dom.html_parser import settle
from blogreader.extract.dom.nodes import names
from tests.extract.content.cutting import CODE, LISTINGS, article_in, only

SENTENCE = "It rained all through the night, and the river was seen to rise."
PARAGRAPH = f"<p>{'It rained all through the night, and the river rose until the morning. ' * 2}</p>"


def evidence(html: str) -> tuple[Evidence, LexborNode]:
    """Return the evidence on a page, and its element `#it`."""
    page, _ = article_in(html)
    settle(page)
    node = page.css_first("#it")
    assert node is not None
    assert page.body is not None
    return Evidence(page, page.body, LISTINGS, lambda part: "much" in names(part)), node


def is_convicted(html: str, said: str = " x ") -> bool:
    """Return whether a part between two paragraphs is convicted; its names are told beside it."""
    found, node = evidence(f"{PARAGRAPH}{html}{PARAGRAPH}")
    return found.convicts(node, said)


def part(html: str, tag: str = "div") -> str:
    return f"<{tag} id=it>{html}</{tag}>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (SENTENCE, True),
        # Sixty characters with an end.
        (f"It {'x' * 56}.", True),
        (f"It {'x' * 55}.", False),
        (SENTENCE[:-1], False),
        (f"It {'x' * 55}.It {'x' * 55}.", True),
        *((f"<{tag}>{SENTENCE}</{tag}>", True) for tag in ("p", "li", "dd", "dt", "blockquote", "h1", "h6")),
        *((f"<table><{tag}>{SENTENCE}</table>", True) for tag in ("td", "th")),
        (f"{SENTENCE}<p>Words</p>", False),
        (f"<p>Words</p><p>{SENTENCE}</p>", True),
        # Less than three tenths of it are linked.
        (f"<a href=/>{'It ' + 'x' * 26}</a>{'x' * 70}.", True),
        (f"<a href=/>{'It ' + 'x' * 27}</a>{'x' * 69}.", False),
        (f"{CODE}{'x' * 24}", False),
        (f"{CODE}{'x' * 27}", True),
        (f"{CODE}{CODE}", True),
        (f"<a href=/>{CODE}</a>{CODE}", False),
    ],
)
def test_prose_is_a_long_sentence_or_a_listing(html: str, expected: bool) -> None:
    found, node = evidence(part(html))
    assert found.holds_prose(node) == expected


@pytest.mark.parametrize(
    ("html", "sides"),
    [
        ("<p>a<b>x</b>b</p>", 2),
        ("<p>a<b>x</b></p>", 1),
        ("<p><b>x</b>b</p>", 1),
        ("<p><b>x</b></p>", 0),
        ("<p><i>a</i><b>x</b><i>b</i></p>", 0),
        ("<p> \n\t\r|·•/,-–—:<b>x</b> . </p>", 1),
    ],
)
def test_a_line_has_two_sides(html: str, sides: int) -> None:
    assert sides_in_a_line(only(html, "b")) == sides


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div><p><b>x</b></p><i>y</i></div>", True),
        ("<b>x</b><p><i>y</i></p>", True),
        ("<div><b>x</b></div>z<div><i>y</i></div>", True),
        ("<i>y</i><b>x</b>", False),
        ("<div><i>y</i></div><div><b>x</b></div>", False),
        ("<b>x<i>y</i></b>", False),
        ("<i>y<b>x</b></i>", False),
    ],
)
def test_an_element_that_ends_before_another_begins_comes_before_it(html: str, expected: bool) -> None:
    page, _ = article_in(html)
    first, second = page.css_first("b"), page.css_first("i")
    assert first is not None
    assert second is not None
    assert comes_before(first, second) == expected


def test_an_element_does_not_come_before_itself() -> None:
    node = only("<b>x</b>")
    assert not comes_before(node, node)


WORDS = "Words of it"


@pytest.mark.parametrize(
    ("html", "names_of_it", "expected"),
    [
        # A program's name alone is enough.
        (part(f"<p>{SENTENCE}</p><img>"), " x disqus ", True),
        # In a line, at one end of it, only a site's words.
        *((f"<p>{part('Share this', tag)} and so on</p>", " x ", True) for tag in ("a", "span", "small", "time")),
        (f"<p>So {part('Share this', 'span')} and so on</p>", " x ", False),
        (f"<p>{part(WORDS, 'span')} and so on</p>", " byline ", False),
        (f"<p>So {part('', 'span')} on</p>", " byline ", False),
        (f"<p>{part(WORDS, 'span')}</p>", " byline ", True),
        (f"<p>So {part('Share this', 'b')} and so on</p>", " x ", True),
        # Links to several other sites under categories are a list, not a post's own.
        *(
            (part("<a href=https://a.example/>a</a><a href=https://b.example/>b</a>"), f" {name} ", False)
            for name in ("tags", "tag", "categories", "category", "cat")
        ),
        (part("<a href=https://a.example/>a</a><a href=https://b.example/>b</a>"), " x ", True),
        (part("<a href=https://a.example/>a</a><a href=https://a.example/b>b</a>"), " tags ", True),
        (part("<a href=https://a.example/>a</a><a href=https://b.example/>b</a><a href=/c>c</a>"), " tags ", True),
        # Places to share.
        (part(f"<p>{SENTENCE}</p><img><a href=https://reddit.com/submit?x>r</a>"), " x ", True),
        (part(f"<p>{SENTENCE}</p><img><a href=https://reddit.com/r/x>r</a>"), " x ", False),
        # Nothing at all.
        (part(""), " x ", True),
        *((part(f"<{tag}></{tag}>"), " x ", False) for tag in ("video", "audio", "iframe")),
        (part("<img src=/boat.png>"), " x ", False),
        (part("<img src=/twitter.png>"), " x ", True),
        (part("<img class=avatar src=/boat.png>"), " x ", True),
        (part("<img src=/twitter.png><img src=/boat.png>"), " x ", False),
        # Controls, unless there is prose with a picture, or a listing.
        *((part(f"<p>{SENTENCE}</p><{tag}>"), " x ", True) for tag in ("input", "button", "textarea")),
        (part(f"<p>{SENTENCE}</p><button>Go</button>"), " x ", True),
        (part(f"<p>{SENTENCE}</p><img><input>"), " x ", False),
        (part(f"<img><input>{WORDS}"), " x ", True),
        (part(f"{WORDS}{CODE}<input>"), " x ", False),
        (part(f"<p>{SENTENCE}</p>"), " x ", False),
        (part("<iframe src=//a.example/subscribe></iframe>"), " x ", True),
        (part("<iframe src=//a.example/v/1></iframe>"), " x ", False),
        # Half of it is linked.
        (part("abcd<a href=/>efghi</a><img>"), " x ", True),
        (part("abcde<a href=/>fghij</a><img>"), " x ", False),
        ("<a id=it href=/>abcd<img></a>", " x ", False),
        (part(f"<p>{SENTENCE}</p><img><p><a href=/>{SENTENCE * 2}</a></p>"), " x ", False),
        (part(f"{CODE}<a href=/>{SENTENCE}</a>"), " x ", False),
        # Links to cards, posts, times, or `Read more`.
        (part(f"{'<div><img><a href=/>a</a>bcdefg</div>' * 2}"), " x ", True),
        *((part(f"<p>{SENTENCE}</p><img><a href=/>a</a><{tag}></{tag}>"), " x ", True) for tag in ("article", "time")),
        *((part(f"<p>{SENTENCE}</p><img><{tag}></{tag}>"), " x ", False) for tag in ("article", "time")),
        *(
            (part(f"<p>{SENTENCE}</p><img><a href=/>a</a><{tag}>Read more</{tag}>"), " x ", True)
            for tag in ("span", "div", "p")
        ),
        (part(f"<p>{SENTENCE}</p><img><a href=/>Read more</a>"), " x ", True),
        (part(f"<p>{SENTENCE}</p><img><a href=/>a</a><b>Read more</b>"), " x ", False),
        (part(f"<p>{SENTENCE}</p><img><span>Read more</span>"), " x ", False),
        (part(f"{CODE}<a href=/>a</a><time></time>"), " x ", False),
        # A site's words.
        (part("Share this<img>"), " x ", True),
        (part("Published on 3 May 2021<img>"), " x ", True),
        (part("3 May 2021<img>"), " x ", True),
        (part(f"© Ann {'x' * 193}<img>"), " x ", True),
        (part(f"© Ann {'x' * 194}<img>"), " x ", False),
        (part(f"<p>{SENTENCE}</p><p>Please subscribe to it</p><img>"), " x ", True),
        (part(f"<p>{SENTENCE}</p><p>Sign up for my newsletter</p><img>"), " x ", True),
        (part(f"<p>{SENTENCE}</p><b>Please subscribe to it</b><img>"), " x ", False),
        (part(f"{WORDS}. Please subscribe to it<img>"), " x ", True),
        *(
            (part(f"<p>{SENTENCE}</p><b class='{name}'></b><img>"), " x ", True)
            for name in (
                "comment-meta",
                "comment__author",
                "comment-date",
                "commentmetadata",
                "Comment__meta",
                "comment-author",
                "comment__date",
            )
        ),
        (part(f"<p>{SENTENCE}</p><b class=comment></b><img>"), " x ", False),
        *(
            (part(f"<{tag}>About the author</{tag}><p>{SENTENCE}</p><img>"), " x ", True)
            for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "summary")
        ),
        (part(f"<b>About the author</b><p>{SENTENCE}</p><img>"), " x ", False),
        *(
            (part(f"<h2>{said}</h2><p>{SENTENCE}</p><img>"), " x ", False)
            for said in ("Tags", "Contents", "You may also enjoy", "Boats")
        ),
        *(
            (part(f"<h2>{said}</h2><p>{WORDS}</p><img>"), " x ", True)
            for said in ("Tags", "Contents", "You may also enjoy")
        ),
        (part(f"<h2>Boats</h2><p>{WORDS}</p><img>"), " x ", False),
        (part(f"<h2>Tags</h2><p>{SENTENCE}</p><img>{'<a href=/>a</a>' * 3}"), " x ", True),
        (part(f"<h2>Tags</h2><p>{SENTENCE}</p><img>{'<a href=/>a</a>' * 2}"), " x ", False),
        # A name that is only a site's, with a link, or without prose and picture.
        (part(f"<p>{SENTENCE}</p><a href=/>a</a>"), " sidebar ", True),
        (part(f"<p>{SENTENCE}</p>"), " sidebar ", False),
        (part(f"{WORDS}<img>"), " sidebar ", False),
        (part(f"{WORDS} {'x' * 99}"), " sidebar ", True),
        (part(f"{WORDS} {'x' * 99}"), " share ", False),
        # Any other with less than eighty characters in a line.
        (part("x" * 79), " share ", True),
        (part("x" * 80), " share ", False),
        (part(f"{WORDS}<img>"), " share ", False),
        (part("<p>One</p><p>Two</p>"), " share ", False),
        (part("<p>One</p><p></p>"), " share ", True),
        (part("<ul><li><p>One</p></li></ul>"), " share ", True),
        (part(CODE), " share ", False),
    ],
)
def test_a_part_between_paragraphs_is_convicted_by_a_second_sign(html: str, names_of_it: str, expected: bool) -> None:
    assert is_convicted(html, names_of_it) == expected


LONG = f"It {'x' * 76}."


@pytest.mark.parametrize(
    ("before", "it", "after", "expected"),
    [
        # Before the first paragraph or after the last: by a strong name, or without prose.
        ("", part(f"{WORDS} {'x' * 99}"), PARAGRAPH, True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), "", True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), PARAGRAPH, False),
        ("", part(f"{WORDS} {'x' * 99}"), "", False),
        ("", part(f"<p>{SENTENCE}</p>"), PARAGRAPH, False),
        ("", part(f"{WORDS}<img>"), PARAGRAPH, False),
        # Paragraphs have eighty characters, most of them not linked, and stand outside of what is a site's.
        *(
            (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<{tag}>{LONG}</{tag}>", False)
            for tag in ("p", "pre", "li", "blockquote", "dd")
        ),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<div>{LONG}</div>", True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<p>{LONG[1:]}</p>", True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<p>{LONG[:56]}<a href=/>{LONG[56:]}</a></p>", False),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<p>{LONG[:55]}<a href=/>{LONG[55:]}</a></p>", True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<div class=sidebar><i>{PARAGRAPH}</i></div>", True),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<div class='sidebar much'><i>{PARAGRAPH}</i></div>", False),
        (PARAGRAPH, part(f"{WORDS} {'x' * 99}"), f"<p class=share>{LONG}</p>", True),
    ],
)
def test_a_part_beside_the_text_needs_less(before: str, it: str, after: str, expected: bool) -> None:
    found, node = evidence(f"{before}{it}{after}")
    assert found.convicts(node, " share ") == expected


def test_beside_the_text_prose_goes_by_a_name_that_is_only_a_site_s() -> None:
    found, node = evidence(f"{PARAGRAPH}{part(f'<p>{SENTENCE}</p>')}")
    assert found.convicts(node, " sidebar ")
    assert not found.convicts(node, " share ")
