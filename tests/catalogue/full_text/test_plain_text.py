"""The words of Markdown as they are read: without addresses, tags and marks."""

import pytest

from blogreader.catalogue.full_text.searchable_text import plain_text
from blogreader.search_terms import words


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A *title* of __two__", "a title of two"),
        ('See [the docs](https://hidden.example/a_(b)?x=1 "title") now', "see the docs now"),
        ("![a chart](https://hidden.example/x.png)", "a chart"),
        ("[![a chart](https://hidden.example/x.png)](https://hidden.example/y)", "a chart"),
        ("[one][two]\n\n[two]: https://hidden.example/z\n\nend", "one two end"),
        ("<b>bold</b> <!-- hidden --> and <https://shown.example/x>", "bold and https shown example x"),
        ("`Vec<String>` and <T>", "vec string and"),
        ("```rust\nlet x: Vec<String> = [a](b);\n```\nafter <i>it</i>", "let x vec string a b after it"),
        ("~~~\n```\n<b>\n~~~\n<i>it</i>", "b it"),
        ("> quoted\n> - item\n\n1. first", "quoted item 1 first"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("R&amp;D &lt;T&gt; \\*no\\*", "r d t no"),
        (f"one &#{'1' * 5_000}; two &#{'0' * 5_000}65 three", "one two three"),
        ("snake_case _emphasis_ in*word*s", "snake case emphasis inwords"),
        ("a < b and c > d", "a b and c d"),
        ("```\na <T>\n```rust\nb <T>\n``` \t\nafter <i>it</i>", "a t rust b t after it"),
        ("~~~~\n~~~\n<T>\n~~~~~\nafter <i>it</i>", "t after it"),
        ("a picture data:image/png;base64,iVBORw0KGgo= in a text", "a picture in a text"),
        ("```\nnever closed <T>", "never closed t"),
    ],
)
def test_a_markdown_text_is_read_without_its_marks(markdown: str, expected: str) -> None:
    assert words(plain_text(markdown)) == expected.split()
