"""Attribute lists of generators' Markdown: out of the text, while the names of headings still lead there."""

import pytest

from blogreader.extract.formats.attribute_lists import with_names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## Title {#a-name}", '## <a id="a-name"></a>Title'),
        ("## `code` in it {#a .big data-x=1} ##", '## <a id="a"></a>`code` in it'),
        ("### Title {.unnumbered}", "### Title"),
        ("## Title {: #a }", '## <a id="a"></a>Title'),
        ("[x](y){ .md-button .md-button--primary }", "[x](y)"),
        ("![x](y){ width=300 loading=lazy } and *z*{.red}!", "![x](y) and *z*!"),
        ('Words. { style="display: inline" }', "Words."),
        ("{ .annotate }", ""),
        ("`x` and `y` { #b }", "`x` and `y`"),
        # blanks that break the line
        ("[x](y){.a} and  ", "[x](y) and  "),
        ("a {b} c  ", "a {b} c  "),
        ("Words. {: width=3 }", "Words."),
        # not of these
        ("The set is {n=2}", "The set is {n=2}"),
        ("Set `{#a}` and ``x``", "Set `{#a}` and ``x``"),
        ("`[x](y){.a}` stays", "`[x](y){.a}` stays"),
        ("println!(x){:?} and {name} {}", "println!(x){:?} and {name} {}"),
        ("a {.b} in the middle", "a {.b} in the middle"),
        ("f(x){return x}", "f(x){return x}"),
        ("## Sets {a, b}", "## Sets {a, b}"),
        ("    indented {#code}", "    indented {#code}"),
    ],
)
def test_a_line(line: str, expected: str) -> None:
    assert with_names(["", line, ""]) == ["", expected, ""]


def test_code_keeps_them() -> None:
    lines = ["```html", "## Title {#a}", "[x](y){.b}", "```"]
    assert with_names(lines) == lines
