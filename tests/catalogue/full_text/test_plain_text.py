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
        ("the \\<frobnitz> element of List\\<Quuxly>", "the frobnitz element of list quuxly"),
    ],
)
def test_a_markdown_text_is_read_without_its_marks(markdown: str, expected: str) -> None:
    assert words(plain_text(markdown)) == expected.split()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (r"the \<frobnitz> element, List\<Quuxly>", "the <frobnitz> element, List<Quuxly>"),
        (r"\*no\* \_init\_ \[not\](a link) \# \`x\`", "*no* _init_ [not](a link) # `x`"),
        (r"\# no heading", "# no heading"),
        (r"\\<b>bold</b>", r"\bold"),
        (r"\\*it*", r"\it"),
        (r"C:\dir \&amp; &amp; &lt;i&gt;", r"C:\dir &amp; & <i>"),
        (r"`a\` `<b>` `*x*` `&lt;` `[a](b)` `# h`", r"a\ <b> *x* &lt; [a](b) # h"),
        ("``a`b<i>`` and `` ` ``", "a`b<i> and `"),
        ("`one\n<i>`", "one\n<i>"),
        (r"\`<i>it</i>`", "`it"),
        ("`never\n\n<i>closed</i>`", "never\n\nclosed"),
        (r"[a \[b\] `](c)`](https://hidden.example)", "a [b] ](c)"),
        ("2 * 3 ** 4, *it* **b**", "2 * 3 ** 4, it b"),
        ("H<sub>2</sub>O and in<b>word</b>s<br>here", "H2O and inwords here"),
        ("Said.[^1] On\n\n[^1]: The note", "Said. On\n\n The note"),
        ("one\\\ntwo", "one\ntwo"),
    ],
)
def test_escapes_and_code_are_read_as_they_are_shown(markdown: str, expected: str) -> None:
    assert plain_text(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "| a | b |\n| --- | --- |\n| c | d |",
        "| a | b |\n| :-- | --: |\n| c | d |",
        "a | b\n--- | ---\nc | d",
        "> | a | b |\n> | --- | :-: |\n> | c | d |",
        "a b\n===\n\n* * *\n\nc d\n\n- - -",
        "a b\n\n---\n\nc\n\n___\n\nd\n-----",
    ],
)
def test_rules_and_the_second_line_of_a_table_are_no_text(markdown: str) -> None:
    assert plain_text(markdown).split() == ["a", "b", "c", "d"]


def test_a_pipe_in_the_code_of_a_table_is_read_as_it_is_shown() -> None:
    assert plain_text("| `a \\| b` |\n| --- |").strip() == "a | b"
    assert plain_text("`a \\| b`") == "a \\| b"
