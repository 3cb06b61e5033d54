"""Raw HTML reduced to its text and its pictures."""

import pytest

from blogreader.render.markdown.html import Tag, reduce, tag_of


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <b>b</b> c", "a b c"),
        ("a  \n\t b", "a b"),
        (" <p> a </p> ", "a"),
        ("<p>a</p>\n\n<p></p><p>b</p>", "a\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<pre>a\n  b  \n\nc</pre> d  e", "a\n  b\n\nc\nd e"),
        ("</pre>a  b", "a b"),
        ("<pre><pre>a  b</pre>c  d</pre>e  f", "a  b\nc  d\ne f"),
        ("<tr><td>a</td><th>b</th></tr>", "  a  b"),
        ("&lt;a&gt; &amp;b", "<a> &b"),
        ("a < b > c", "a < b > c"),
        ("a <1> b", "a <1> b"),
        ("a<!doctype html> b", "a b"),
        # What is hidden ends with its own end, or not at all.
        ("a<!-- b > c -->d", "ad"),
        ("a<!-- b", "a"),
        ("a<!-->b", "ab"),
        ("a<!--->b", "ab"),
        ("a<?b?>c", "ac"),
        ("a<?b", "a"),
        ("a<![CDATA[b]]>c", "ac"),
        ("<!-- a -->b", "b"),
        ("a<script>b</b><!-- </script>c", "ac"),
        ("a<script>b<style></script>c</style>d", "acd"),
        ("a<script/>b", "ab"),
        ("a</script>b", "ab"),
        ("a<svg><SVG></svg>b", "ab"),
        ("a<script>b", "a"),
    ],
)
def test_html_is_its_text(source: str, text: str) -> None:
    assert reduce(source).text == text


@pytest.mark.parametrize(
    ("source", "images"),
    [
        ('<img src="/a" alt="b">', (("b", "/a"),)),
        ("<IMG ALT='b c' SRC='/a'/>", (("b c", "/a"),)),
        ("<img alt=b src=/a>", (("b", "/a"),)),
        ("<img src = '/a?b=1&amp;c=2' data-src='/d'>", (("", "/a?b=1&c=2"),)),
        ("<img><img data-src=/a>", (("", ""), ("", ""))),
        ("<p><img src=/a></p>b<img src=/c alt=d>", (("", "/a"), ("d", "/c"))),
        ("<noscript><img src=/a></noscript><!-- <img src=/b> -->", ()),
    ],
)
def test_pictures_in_html_are_found_with_their_words(source: str, images: tuple[tuple[str, str], ...]) -> None:
    assert reduce(source).images == images


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<a href='b'>", Tag("a", False, "<a href='b'>")),
        ("</H1>", Tag("h1", True, "</H1>")),
        ("<x-y>", Tag("x-y", False, "<x-y>")),
        ("<!-- a -->", None),
        ("<!doctype>", None),
        ("<", None),
        ("a", None),
    ],
)
def test_a_tag_has_a_name(source: str, expected: Tag | None) -> None:
    assert tag_of(source) == expected
