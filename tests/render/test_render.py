"""Markdown to laid-out lines: how every construct reads, and what holds for any text at any width."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader import render
from blogreader.cell_text import cells, graphemes
from blogreader.render import Line, Options, highlight, parse
from blogreader.render.layout.estimate import estimate, weight
from blogreader.render.layout.width import wrap
from blogreader.render.markdown import html
from blogreader.render.markdown.splitting import code_parts
from blogreader.render.math.formula import shown
from tests.conftest import scaled

GOLDENS = Path(__file__).parent
DOCUMENTS = sorted(GOLDENS.glob("*.md"))
# `BLOGREADER_GOLDENS=write pytest tests/render/test_render.py` writes them anew; a person then reads the difference.
WRITING = os.environ.get("BLOGREADER_GOLDENS") == "write"
# What text.clean() drops, but newline and tab, which are no more welcome in a line.
CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f\U0010eeee]"
)

property_test = settings(database=None, max_examples=scaled(150), derandomize=True)


FRAGMENTS = st.sampled_from(
    [
        *[
            "# ",
            "## ",
            "- ",
            "  - ",
            "1. ",
            "> ",
            "> > ",
            "> [!NOTE]\n> ",
            "```\n",
            "```py\n",
            "    ",
            "\n",
            "\n\n",
            "---\n",
        ],
        *[
            "*",
            "**",
            "_",
            "`",
            "``",
            "~~",
            "[",
            "](",
            ")",
            "![",
            "<b>",
            "</b>",
            "<br>",
            "<div>",
            "<!--",
            "-->",
            "$",
            "$$\n",
        ],
        *[
            "| a | b |\n|---|:-:|\n| ",
            " | ",
            " |\n",
            "[^1]",
            "[^1]: ",
            "\n: ",
            "- [x] ",
            "<details>\n<summary>",
            "</details>",
        ],
        *[
            "https://example.com/a-b_c?d=e",
            "&nbsp;",
            "&#27;",
            "&#x202e;",
            "\\",
            "  \n",
            "\t",
            "\x1b[31m",
            "\u202e",
            "\x9b",
        ],
        *[
            "日本語、",
            "e\u0301",
            "👩‍👩‍👧",
            "❤️",
            "क्षि",
            "\u200b",
            "\u00ad",
            "\u00a0",
            "\ufeff",
            "well-known",
            "a",
            "word ",
            "x" * 50,
        ],
    ]
)
MARKDOWN = st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=40).map("".join)
OPTIONS = st.builds(
    Options,
    column=st.integers(1, 100),
    wrap_code=st.booleans(),
    code_offset=st.integers(0, 30),
    highlight=st.booleans(),
)


def document(markdown: str, width: int = 80, options: Options | None = None) -> str:
    return render.to_plain(render.text(render.parse(markdown), width, options))


def spans_with(markdown: str, role: str) -> list[str]:
    lines = render.text(render.parse(markdown), 80)
    return [span.text for line in lines for span in line.spans if role in span.roles]


def links(markdown: str) -> list[tuple[str, str]]:
    lines = render.text(render.parse(markdown), 80)
    return [(span.text, span.href) for line in lines for span in line.spans if span.href]


# How it reads


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_reads_as_it_was_reviewed(path: Path, width: int) -> None:
    lines = render.text(render.parse(path.read_text("utf-8")), width)
    assert all(cells(line.text) <= width for line in lines)
    golden = path.with_name(f"{path.stem}.{width}.txt")
    if WRITING:
        golden.write_text(render.to_plain(lines), "utf-8")
    assert render.to_plain(lines) == golden.read_text("utf-8")


def test_text_keeps_to_the_column_while_code_and_tables_use_the_width() -> None:
    markdown = "word " * 60 + "\n\n```\n" + "x" * 110 + "\n```\n"
    lines = render.text(render.parse(markdown), 120, Options(column=60))
    widths = [cells(line.text) for line in lines]
    assert max(widths[:-2]) <= 60
    assert widths[-1] == 112


def test_roles_are_put_together_from_the_outside_to_the_inside() -> None:
    (line,) = render.layout(render.parse("## A [**b** `c`](https://example.com)")[0], 80)[:1]
    assert [(span.text, span.roles) for span in line.spans] == [
        ("A ", ("heading2",)),
        ("b", ("heading2", "strong", "link")),
        (" ", ("heading2", "link")),
        ("c", ("heading2", "link", "code")),
    ]


def test_only_web_addresses_and_fragments_are_links() -> None:
    markdown = (
        "[a](https://example.com/x) [b](javascript:alert(1)) [c](#part) [d](file:///etc/passwd) [e](data:text/html,x) "
        "[f](../y) <https://example.com/z> https://example.com/w."
    )
    assert links(markdown) == [
        ("a", "https://example.com/x"),
        ("c", "#part"),
        ("https://example.com/z", "https://example.com/z"),
        ("https://example.com/w", "https://example.com/w"),
    ]


def test_a_footnote_is_numbered_by_its_first_reference_and_can_be_jumped_to() -> None:
    blocks = render.parse("One.[^x] Two.[^y]\n\n[^y]: why\n[^x]: ex\n")
    assert render.plain_text(blocks[0]) == "One.[1] Two.[2]"
    assert render.plain_text(blocks[-1]) == "ex\nwhy"
    assert links("One.[^x]\n\n[^x]: ex\n")[0] == ("[1]", "#fn-1")
    assert render.anchors(blocks)["fn-2"] == (1, 3)


def test_headings_are_anchors_as_github_names_them() -> None:
    blocks = render.parse("# What's *new*?\n\n## Set-up\n\n## Set-up\n")
    assert render.anchors(blocks) == {"whats-new": (0, 0), "set-up": (1, 0), "set-up-1": (2, 0)}


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        # Marks of TeX that stand on what follows stand behind it in Unicode.
        (r"\overrightarrow{\boldsymbol{h}}_i", "𝐡\u20d7ᵢ"),
        (r"\overleftarrow{h}_t", "h\u20d6ₜ"),
        (r"\underbar{x}", "x\u0331"),
        (r"\mathring U", "Ů"),
        (r"\overrightarrow{AB}", r"\overrightarrow{AB}"),
        (r"\overrightarrow", r"\overrightarrow"),
        # Formulas in the text of a formula, sizes and colours.
        (r"n \text{ for all $x_i$ in $A$}", "n for all xᵢ in A"),
        (r"\text{five $ and no end}", r"\text{five $ and no end}"),
        (r"x \small{\text{; the weights }y_t}", "x ; the weights yₜ"),
        (r"\color{red}{x} + {\scriptsize y} + \textcolor{blue}{z}", "x + y + z"),
    ],
)
def test_marks_texts_sizes_and_colours_of_formulas(tex: str, expected: str) -> None:
    assert shown(tex) == expected


def test_anchors_are_found_without_making_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = render.parse("# A\n\n$$\nx^2\n$$\n\n- $$\n  y\n  $$\n\nWords[^1]\n\n[^1]: note\n")
    monkeypatch.delattr("blogreader.render.math.formula.shown")
    assert render.anchors(blocks) == {"a": (0, 0), "fn-1": (4, 0), "fnref-1": (3, 5)}


def test_a_last_line_of_one_character_is_given_company() -> None:
    text = "aaaa bbbb cccc d"
    assert [text[start:end] for start, end in wrap(text, 14)] == ["aaaa bbbb", "cccc d"]


def test_a_line_is_not_broken_at_a_non_breaking_space() -> None:
    text = "it is ten\u00a0kilometres"
    assert [text[start:end] for start, end in wrap(text, 12)] == ["it is", "ten\u00a0kilometr", "es"]


# Code


def test_a_language_is_known_by_the_names_of_the_web() -> None:
    for language, code in {
        "js": "const x",
        "ts": "const x",
        "tsx": "const x",
        "py": "def f(): pass",
        "golang": "func f() {}",
        "c++": "return 1;",
        "sh": "if true; then x; fi",
        'js title="a.js"': "const x",
        "{.python}": "def f(): pass",
        "jsonc": '{"a": true}',
    }.items():
        spans = render.layout(render.Code(code, language), 80)[0].spans
        assert any(role != "code.plain" for span in spans for role in span.roles), language


def test_an_unknown_language_is_plain() -> None:
    (line,) = render.layout(render.Code("if x: return 1", "klingon"), 80)
    assert {role for span in line.spans for role in span.roles} == {"code.plain"}


def test_a_cut_line_has_a_mark_and_is_scrolled() -> None:
    code = render.Code("0123456789abcdefghij")
    assert render.layout(code, 14)[0].text == "  0123456789a›"
    assert render.layout(code, 14, Options(code_offset=1))[0].text == "  ‹23456789ab›"
    assert render.layout(code, 14, Options(code_offset=5))[0].text == "  ‹6789abcdef›"
    assert render.layout(code, 14, Options(code_offset=7))[0].text == "  ‹89abcdefgh›"
    assert render.layout(code, 14, Options(code_offset=8))[0].text == "  ‹9abcdefghij"
    assert render.layout(code, 22)[0].text == "  0123456789abcdefghij"


def test_a_wide_character_at_the_cut_is_a_blank() -> None:
    assert render.layout(render.Code("日本語日本語日本語"), 12)[0].text == "  日本語日 ›"
    assert render.layout(render.Code("日本語日本語日本語"), 12, Options(code_offset=2))[0].text == "  ‹ 語日本 ›"


def test_a_wrapped_line_hangs() -> None:
    lines = render.layout(render.Code("    return one + two + three"), 20, Options(wrap_code=True))
    assert [line.text for line in lines] == ["      return one + ", "      ↳ two + three"]


def test_a_tab_reaches_to_the_next_multiple_of_four() -> None:
    (line,) = render.layout(render.Code("a\tb\t\tc"), 80)
    assert line.text == "  a   b       c"


@pytest.mark.slow
def test_the_parser_is_loaded_with_the_first_document() -> None:
    script = (
        "import sys; from blogreader import render\n"
        "late = {'markdown_it', 'mdit_py_plugins', 'wcwidth', 'pygments', 'textual', 'rich'}\n"
        "assert not late & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.slow
def test_pygments_is_loaded_with_the_first_code_block_of_a_known_language() -> None:
    script = (
        "import sys; from blogreader import render\n"
        "render.text(render.parse('# a\\n\\n```\\nx\\n```\\n\\n```text\\nx\\n```\\n'), 80)\n"
        "assert 'pygments' not in sys.modules\n"
        "assert not {'textual', 'rich', 'httpx'} & set(sys.modules)\n"
        "render.text(render.parse('```py\\nx\\n```\\n'), 80)\n"
        "assert 'pygments' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_a_long_listing_is_cut_into_parts_of_one_whole() -> None:
    listing = "\n".join(f"line {number}" for number in range(1_050))
    blocks = render.parse(f"```py\n{listing}\n```\n")
    parts = [block for block in blocks if isinstance(block, render.Code)]
    assert len(parts) == len(blocks) == 11
    assert "\n".join(part.text for part in parts) == listing
    assert all(part.whole is parts[0].whole for part in parts)
    assert all(part.whole[part.start : part.start + len(part.text)] == part.text for part in parts)
    assert not any(render.blank_before(part) for part in parts[1:])
    assert render.parse("```\na\n```\n") == (render.Code("a"),)


def test_a_line_that_is_longer_than_a_block_goes_on_in_the_next() -> None:
    parts = [block for block in render.parse("```\n" + "x" * 20_000 + "\ny\n```\n") if isinstance(block, render.Code)]
    assert "".join(part.text for part in parts) == "x" * 20_000 + "\ny"
    assert [part.start for part in parts] == [0, 6_000, 12_000, 18_000]
    assert render.layout(parts[1], 14)[0].text == "  ↳ xxxxxxxxx›"
    assert render.layout(parts[1], 14, Options(wrap_code=True))[0].text.startswith("  ↳ x")


def test_no_part_of_a_listing_begins_within_a_character() -> None:
    text = ("e" + "\u0301" * 3) * 4_000
    parts = [part for part in code_parts(text) if isinstance(part, render.Code)]
    assert len(parts) > 1
    assert all(part.text.startswith("e") for part in parts)


def roles_of(code: render.Code, options: Options) -> set[str]:
    return {role for line in render.layout(code, 80, options) for span in line.spans for role in span.roles}


@pytest.mark.slow
def test_colours_that_take_long_come_later() -> None:
    listing = "\n".join(f"def name_{number}(): return {number}" for number in range(2_000))
    parts = [block for block in render.parse(f"```python3\n{listing}\n```\n") if isinstance(block, render.Code)]
    lazy = Options(lazy_colours=True)
    assert roles_of(parts[0], lazy) == {"code.plain"}
    assert highlight.is_plain_yet(parts[0])
    assert not highlight.colour_more(parts[0])
    highlight.load_lexers(["python3", "klingon", "text", ""])
    assert "code.keyword" in roles_of(parts[0], lazy)
    assert roles_of(parts[12], lazy) == {"code.plain"}
    assert highlight.is_plain_yet(parts[12])
    slices = 1
    while not highlight.colour_more(parts[12]):
        slices += 1
    assert slices > 10
    assert not highlight.is_plain_yet(parts[12])
    assert not highlight.colour_more(parts[12])
    assert "code.keyword" in roles_of(parts[12], lazy)
    assert highlight.is_plain_yet(parts[-1])
    assert "code.keyword" in roles_of(parts[-1], Options())


def test_colours_in_the_middle_are_those_that_the_whole_gives() -> None:
    listing = '"""\n' + "in a string\n" * 300 + '"""\n'
    parts = [block for block in render.parse(f"```py\n{listing}```\n") if isinstance(block, render.Code)]
    assert roles_of(parts[2], Options()) == {"code.plain", "code.string"}


def test_what_has_no_colours_is_not_waited_for() -> None:
    highlight.load_lexers(["klingon"])
    assert not highlight.is_plain_yet(render.Code("x", "klingon"))
    assert not highlight.is_plain_yet(render.Code("x", "text"))
    long_line = render.Code("x = 1; " * 400, "py")
    assert roles_of(long_line, Options(wrap_code=True)) == {"code.plain", "code.cut"}
    assert not highlight.is_plain_yet(long_line)


def test_a_lexer_that_fails_leaves_the_rest_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
            yield 0, ("Keyword",), text[:2]
            raise KeyError(text)

    monkeypatch.setitem(highlight._lexers, "broken", Broken())
    code = render.Code("if x then", "broken")
    (line,) = render.layout(code, 80)
    assert not highlight.is_plain_yet(code)
    assert [(span.text, *span.roles) for span in line.spans[1:]] == [("if", "code.keyword"), (" x then", "code.plain")]


def test_a_lexer_that_goes_back_colours_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    class Restless:
        def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
            keyword, number = ("Keyword",), ("Literal", "Number")
            for start, end, kind in ((0, 2, keyword), (2, 5, ("Literal", "String")), (1, 4, number), (5, 9, keyword)):
                yield start, kind, text[start:end]

    monkeypatch.setitem(highlight._lexers, "restless", Restless())
    (line,) = render.layout(render.Code("if x then", "restless"), 80)
    assert [(span.text, span.roles[-1]) for span in line.spans[1:]] == [
        ("if", "code.keyword"),
        (" x ", "code.string"),
        ("then", "code.keyword"),
    ]


def test_lines_of_a_listing_that_is_wider_than_the_column_have_one_width() -> None:
    long = "x" * 50
    options = Options(column=40, fill_code=True)

    def widths(text: str, width: int, options: Options = options) -> set[int]:
        return {cells(line.text) for line in render.layout(render.Code(text, ""), width, options)}

    assert widths(f"a\n\n{long}\nb", 80) == {2 + 50 + 2}
    assert widths(f"a\n{long}", 53) == {53}
    assert widths(f"a\n{long * 3}", 60) == {60}
    assert widths(f"a\n{long * 3}", 60, replace(options, wrap_code=True)) == {60}
    assert widths(f"a\n{long * 3}\nb", 60, replace(options, code_offset=40)) == {60}
    assert widths("a\nbb", 80) == {3, 4}
    assert widths(f"a\n{long}", 80, Options(column=40)) == {3, 52}
    nested = render.layout(render.parse(f"- item\n\n  ```\n  a\n  {long}\n  ```")[0], 80, options)
    assert len({cells(line.text) for line in nested[2:]}) == 1


# Places


def test_an_offset_is_found_on_the_line_that_holds_it_and_back() -> None:
    for path in DOCUMENTS:
        for block in render.parse(path.read_text("utf-8")):
            for width in (20, 40, 80):
                lines = render.layout(block, width)
                for index, line in enumerate(lines):
                    if any(span.offset is not None for span in line.spans):
                        offset = render.offset_of_line(lines, index)
                        assert render.line_of_offset(lines, offset) == index


def test_an_offset_between_lines_belongs_to_the_line_before() -> None:
    lines = render.layout(render.parse("aaaa bbbb cccc")[0], 9)
    assert [line.text for line in lines] == ["aaaa bbbb", "cccc"]
    assert [render.line_of_offset(lines, offset) for offset in (0, 8, 9, 10, 13, 99)] == [0, 0, 0, 1, 1, 1]


def test_an_offset_is_on_the_line_of_its_letter_and_behind_all_text_on_the_last() -> None:
    broken = render.layout(render.parse("abcdefgh")[0], 4)
    assert [render.line_of_offset(broken, offset) for offset in (3, 4, 7, 8, 99)] == [0, 1, 1, 1, 1]
    boxed = render.layout(render.parse("![ab](c)")[0], 20)
    assert [render.line_of_offset(boxed, offset) for offset in (0, 1, 2, 99)] == [1, 1, 1, 1]
    assert [render.offset_of_line(boxed, index) for index in (-1, 0, 1, 2, 9)] == [0] * 5
    quoted = render.layout(render.parse("> a\n>\n> b")[0], 20)
    assert [render.offset_of_line(quoted, index) for index in (-1, 0, 1, 2, 9)] == [0, 0, 2, 2, 2]


def test_lines_without_text_have_the_place_of_what_follows() -> None:
    lines = render.layout(render.parse("a\n\n***\n")[1], 9)
    assert render.offset_of_line(lines, 0) == 0
    assert render.offset_of_line((), 3) == 0
    assert render.line_of_offset((), 3) == 0


# Formulas, links, long blocks


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"O(n \log n)", "O(n log n)"),
        (r"x_{i+1} = x_i - \eta \nabla f(x_i)", "xᵢ₊₁ = xᵢ − η ∇f(xᵢ)"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"2\frac{1}{2}x", "2(1/2)x"),
        (r"\frac{1}{2a}", "1/(2a)"),
        (r"\sqrt{x^2 + y^2}", "√(x² + y²)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sum_{i=1}^{n} a_i", "∑ᵢ₌₁ⁿ aᵢ"),
        (r"\left(1 + \frac{1}{n}\right)^n", "(1 + 1/n)ⁿ"),
        (r"\left(\frac{x}{y}\right)^2", "(x/y)²"),
        (r"e^{-x^2}", "e^(−x²)"),
        (r"2^{2^n}", "2^(2ⁿ)"),
        (r"f: \mathbb{R}^n \to \mathbb{R}", "f: ℝⁿ → ℝ"),
        (r"\hat{y} \in \{0,1\}^*", "ŷ ∈ {0,1}*"),
        (r"a \le b \ne c", "a ≤ b ≠ c"),
        (r"\lfloor x \rfloor", "⌊x⌋"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
        (r"f''(x)", "f″(x)"),
        (r"90^\circ", "90°"),
        (r"H = -\sum_i p_i", "H = −∑ᵢ pᵢ"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        # What can't be said is left as it is.
        (r"\unknown{x} + \alpha", r"\unknown{x} + \alpha"),
        (r"\frac{a}", r"\frac{a}"),
        (r"a & b", r"a & b"),
        ("{" * 500, "{" * 500),
        (r"\widehat{abc}", r"\widehat{abc}"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", r"\begin{aligned} a &= b \\ &= c \end{aligned}"),
    ],
)
def test_a_formula_is_a_line_of_unicode_or_its_source(tex: str, text: str) -> None:
    assert shown(tex) == text


def test_a_displayed_formula_may_have_several_lines() -> None:
    (block,) = render.parse("$$\n\\begin{aligned} a &= b + c \\\\ &= d \\end{aligned}\n$$\n")
    assert [line.text for line in render.layout(block, 80)] == ["    a = b + c", "    = d"]
    assert render.plain_text(block) == "a = b + c\n= d"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("The $n$th of $k$s and the $2^k$th.", "The nth of ks and the 2ᵏth."),
        ("From $5 to $6 and $7k$8.", "From $5 to $6 and $7k$8."),
        ("In $HOME/bin:$PATH and $my_a$my_b.", "In $HOME/bin:$PATH and $my_a$my_b."),
        ("US$5 and x$n$ and $n$2.", "US$5 and x$n$ and $n$2."),
    ],
)
def test_a_formula_may_have_an_ending_and_money_and_variables_are_none(markdown: str, text: str) -> None:
    (block,) = render.parse(markdown)
    assert [line.text for line in render.layout(block, 80)] == [text]


def test_relative_links_lead_where_the_document_is_from() -> None:
    markdown = "[a](../b?c#d) [e](#f) [g](https://example.com/x/y#h) ![i](j.png) [k](javascript:l) <a href='m'>n</a>"
    blocks = parse(markdown, "https://example.com/x/y")
    found = [(span.text, span.href) for span in render.layout(blocks[0], 80)[0].spans if span.href]
    assert found == [
        ("a", "https://example.com/b?c#d"),
        ("e", "#f"),
        ("g", "#h"),
        ("i", "https://example.com/x/j.png"),
        ("n", "https://example.com/x/m"),
    ]
    assert parse("![a](b.png)", "https://example.com/x/y") == (render.Image("a", "https://example.com/x/b.png"),)


def test_a_footnote_leads_back_to_its_first_reference() -> None:
    blocks = render.parse("# Title\n\n- one\n- two[^a] and[^b]\n\nAgain[^a].\n\n[^a]: x\n[^b]: y\n")
    spans = [span for line in render.layout(blocks[-1], 80) for span in line.spans if span.text == "↩"]
    assert [span.href for span in spans] == ["#fnref-1", "#fnref-2"]
    anchors = render.anchors(blocks)
    assert (anchors["fnref-1"], anchors["fnref-2"]) == ((1, 7), (1, 14))
    assert render.plain_text(blocks[1])[7:10] == "[1]"


def test_a_long_quotation_is_one_bar() -> None:
    blocks = render.parse("> [!NOTE] Mind\n> x\n>\n" + "> paragraph\n>\n" * 200)
    assert len(blocks) > 3
    lines = [line.text.rstrip() for line in render.text(blocks, 80)]
    assert lines[:4] == ["▌ Mind", "▌ x", "▌", "▌ paragraph"]
    assert lines == [*lines[:2], *(["▌", "▌ paragraph"] * 200)]


def test_a_long_item_is_cut_without_a_second_marker() -> None:
    blocks = render.parse("9. first\n10. " + "word " * 300 + "\n" + "\n    paragraph\n" * 200 + "\n11. last\n")
    assert len(blocks) > 2
    lines = [line.text for line in render.text(blocks, 80)]
    assert [line for line in lines if line[:4].strip()] == [" 9. first", lines[2], "11. last"]
    assert lines.count("    paragraph") == 200
    assert lines[-3:] == ["    paragraph", "", "11. last"]


def test_a_long_list_inside_an_item_is_cut_too() -> None:
    blocks = render.parse("- outer\n" + "  - inner\n" * 500)
    assert len(blocks) == 5
    assert [line.text for line in render.text(blocks, 80)] == ["• outer", *["  ◦ inner"] * 500]


def test_definitions_and_footnotes_of_any_length_are_cut_without_a_second_marker() -> None:
    many = render.parse("Term\n" + ": meaning\n" * 200 + "\nOther\n: last\n")
    assert len(many) > 3
    lines = [line.text for line in render.text(many, 80)]
    assert lines == ["Term", *["  – meaning"] * 200, "", "Other", "    last"]

    long = render.parse("Term\n: first\n" + "\n    paragraph\n" * 200 + "\nOther\n: last\n")
    assert len(long) > 3
    lines = [line.text for line in render.text(long, 80)]
    assert lines == ["Term", "    first", *["", "    paragraph"] * 200, "", "Other", "    last"]

    noted = render.parse("Text[^a] and[^b].\n\n[^a]: first\n" + "\n    paragraph\n" * 200 + "\n[^b]: last\n")
    assert len(noted) > 4
    lines = [line.text for line in render.text(noted, 80)]
    assert [line for line in lines if line[:4].strip()] == ["Text[1] and[2].", "─" * 12, "[1] first", "[2] last ↩"]
    assert lines[4:-1] == [*["", "    paragraph"] * 199, "", "    paragraph ↩"]
    assert "".join(lines).count("↩") == 2
    assert render.anchors(noted)["fn-1"] == (1, 0)


def test_a_paragraph_without_an_end_is_cut_at_the_ends_of_sentences() -> None:
    blocks = render.parse("A sentence of *some* words. " * 1_000)
    assert len(blocks) > 5
    assert not any(render.blank_before(block) for block in blocks[1:])
    assert all(render.plain_text(block).endswith(" words.") for block in blocks)
    assert " ".join(map(render.plain_text, blocks)) == ("A sentence of some words. " * 1_000).strip()


def test_a_table_that_does_not_fit_is_scrolled_or_becomes_records() -> None:
    row = "|" + "|".join(f" a value in {number} " for number in range(20)) + "|\n"
    (table,) = render.parse("|" + " name |" * 20 + "\n|" + "-|" * 20 + "\n" + row)
    assert [line.text[-1] for line in render.layout(table, 80)] == ["›"] * 3
    assert render.layout(table, 80, Options(code_offset=10))[2].text.startswith("‹")
    assert len(render.layout(table, 43)) == 20
    assert len(render.layout(table, 80, Options(wrap_code=True))) == 20


def test_a_word_in_a_cell_is_whole_as_long_as_the_table_has_room() -> None:
    name = "a_very_long_name_of_an_option_that_is_one_word"
    (table,) = render.parse(f"| Option | Meaning |\n|---|---|\n| {name} | {'what it means ' * 8}|\n")
    lines = render.layout(table, 80)
    assert any(name in line.text for line in lines)


def test_a_run_from_the_right_has_a_span_of_its_own() -> None:
    (block,) = render.parse("> Hebrew: שלום, עולם (hello) — 12 عربي.")
    (line,) = render.layout(block, 80)
    assert [span.text for span in line.spans] == ["│ ", "Hebrew: ", "שלום, עולם", " (hello) — 12 ", "عربي", "."]
    plain = render.plain_text(block)
    assert all(plain[span.offset :].startswith(span.text) for span in line.spans if span.offset is not None)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_length_of_documents_is_estimated(width: int) -> None:
    blocks = [block for path in DOCUMENTS for block in render.parse(path.read_text("utf-8"))]
    lines = sum(len(render.layout(block, width)) for block in blocks)
    assert abs(sum(estimate(block, width) for block in blocks) - lines) < 0.15 * lines


_LONG = "Of boats and of harbours that nobody has seen for a long time, and of those who went there. " * 4


@pytest.mark.parametrize(
    "markdown",
    [
        _LONG,
        f"## {_LONG.strip()}",
        "```\n" + f"{_LONG.strip()}\n" * 5 + "```",
        f"- {_LONG}\n- {_LONG}\n  - {_LONG}\n",
        f"1. {_LONG}\n\n   {_LONG}\n\n2. {_LONG}\n",
        f"> {_LONG}\n>\n> {_LONG}",
        f"> [!NOTE]\n> {_LONG}",
        f"|a|b|\n|-|-|\n|{_LONG.strip()}|{_LONG.strip()}|\n|x|y|\n",
        f"<div>\n{_LONG}\n{_LONG}\n</div>",
        "$$\n" + "x + y \\\\\n" * 40 + "$$",
        f'![{_LONG.strip()}](https://a.example/b.png "{_LONG.strip()}")',
        f"[^1]: {_LONG}\n\n    {_LONG}\n\n[^1]\n",
        f"{_LONG.strip()}\n: {_LONG}\n\n    {_LONG}\n\nTerm\n: {_LONG}\n",
        f"<details><summary>More</summary>\n\n{_LONG}\n\n{_LONG}\n\n</details>",
    ],
)
def test_the_length_of_a_block_of_each_kind_is_estimated(markdown: str) -> None:
    block = render.parse(markdown)[-1]
    for width in (40, 80, 120):
        lines = len(render.layout(block, width))
        assert abs(estimate(block, width) - lines) <= max(lines / 6, 1)
    assert 0 <= len(markdown) - weight(block) < 60


@pytest.mark.slow
@property_test
@given(MARKDOWN, st.integers(-1, 130), OPTIONS)
def test_anything_has_an_estimate(markdown: str, width: int, options: Options) -> None:
    for block in render.parse(markdown):
        assert estimate(block, width, options) >= 1
        assert weight(block) >= 0


# For a terminal and for a file


def test_colours_are_sixteen_and_reset_at_the_end_of_every_line() -> None:
    markdown = "\n\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    lines = render.text(render.parse(markdown), 80)
    coloured = render.to_ansi(lines)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == "".join(line.text + "\n" for line in lines)
    parameters = {one for found in re.findall("\x1b\\[([0-9;]*)m", coloured) for one in found.split(";")}
    assert parameters <= {"0", "1", "3", "4", "9", *map(str, range(31, 37)), "90"}
    for line in coloured.split("\n"):
        assert re.findall("\x1b\\[([0-9;]*)m", line)[-1:] in ([], ["0"])


# Any text


def offsets_shown(lines: Iterable[Line], plain: str) -> list[int]:
    """Return the offsets of all characters that the lines show, each with the character that it should be."""
    offsets: list[int] = []
    for line in lines:
        for span in line.spans:
            if span.offset is not None:
                assert plain[span.offset : span.offset + len(span.text)] == span.text
                offsets += range(span.offset, span.offset + len(span.text))
    return offsets


def may_be_cut(block: render.Block) -> bool:
    """Code and tables may be wider than the pane, and are scrolled then."""
    return "Code(" in repr(block) or "Table(" in repr(block)


@property_test
@given(MARKDOWN, st.integers(2, 130), OPTIONS)
def test_layout_at_any_width_keeps_the_text_in_order(markdown: str, width: int, options: Options) -> None:
    for block in render.parse(markdown):
        plain = render.plain_text(block)
        offsets = offsets_shown(render.layout(block, width, options), plain)
        assert len(offsets) == len(set(offsets))
        if not isinstance(block, render.Table) and "Table(" not in repr(block):
            assert offsets == sorted(offsets)
        if options.wrap_code or not may_be_cut(block):
            missing = {character for index, character in enumerate(plain) if index not in set(offsets)}
            assert not {character for character in missing if not character.isspace() and character != "\u200b"}


@property_test
@given(MARKDOWN, st.integers(-1, 130), OPTIONS)
def test_no_line_is_wider_than_the_width(markdown: str, width: int, options: Options) -> None:
    for line in render.text(render.parse(markdown), width, options):
        assert sum(cells(span.text) for span in line.spans) <= max(width, 1)


@property_test
@given(MARKDOWN, st.integers(1, 130))
def test_control_characters_never_come_out(markdown: str, width: int) -> None:
    blocks = render.parse(markdown)
    for line in render.text(blocks, width):
        for span in line.spans:
            assert not CONTROL.search(span.text)
            assert not CONTROL.search(span.href or "")


@property_test
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(1, 130), OPTIONS)
def test_a_code_line_is_the_same_to_the_letter(text: str, width: int, options: Options) -> None:
    fence = "~" * 40
    blocks = render.parse(f"{fence}\n{text}\n{fence}\n")
    if "~" not in text and len(blocks) == 1:
        (block,) = blocks
        assert isinstance(block, render.Code)
        cleaned = render.plain_text(block)
        assert cleaned == render.parse(f"{fence}\n{cleaned}\n{fence}\n")[0].text  # type: ignore[union-attr]
        lines = render.layout(block, max(width, 4), Options(wrap_code=True, highlight=options.highlight))
        said = "".join(cleaned[offset] for offset in offsets_shown(lines, cleaned))
        assert said == cleaned.replace("\n", "").replace("\t", "")


@property_test
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), st.integers(1, 40))
def test_wrapping_tears_no_grapheme_apart(text: str, width: int) -> None:
    boundaries = {0}
    for grapheme in graphemes(text):
        boundaries.add(max(boundaries) + len(grapheme))
    for start, end in wrap(text, width):
        assert start in boundaries or text[start - 1] in " \u200b"
        assert end in boundaries or text[end - 1 : end].isspace() or text[end : end + 1] in " \u200b"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tables", "lists", "quotes", "notes", "code", "scripts"])
def test_a_document_can_be_laid_out_at_every_width_from_one_to_two_hundred(name: str) -> None:
    blocks = render.parse((GOLDENS / f"{name}.md").read_text("utf-8"))
    for width in range(1, 201):
        assert all(cells(line.text) <= width for line in render.text(blocks, width))


# Hostile documents


HOSTILE = {
    "5 000 items": "- item *x*\n" * 5_000,
    "50 000 quotes": ">" * 50_000 + "kept",
    "50 000 quotes with blanks": "> " * 50_000 + "kept",
    "lists in lists": "- " * 5_000 + "kept",
    "one line of a megabyte": "word " * 200_000,
    "one word of a megabyte": "w" * 1_000_000,
    "a table that fills itself up": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|x|\n" * 400,
    "a table of 20 000 columns": "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n|x|\n",
    "code": "```python\n" + "def f(x): return x + 1\n" * 20_000 + "```\n",
    "code of one line": "```python\n" + "x" * 500_000 + "\n```\n",
    "brackets": "[" * 9_900,
    "pictures in pictures": "![" * 1_200 + "kept" + "](b)" * 1_200,
    "open emphasis": "*a _b " * 1_500,
    "comments": "<!-- " * 10_000,
    "details": "<details>\n\n" * 2_000 + "kept\n\n</details>\n",
    "footnotes": "[^a]: " * 3_000 + "kept",
    "combining marks": "a" + "\u0301" * 500_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_takes_seconds_of_a_processor(name: str) -> None:
    before = time.process_time()
    blocks = render.parse(HOSTILE[name])
    text = render.to_plain(render.text(blocks, 80))
    assert time.process_time() - before < 10
    assert "kept" not in HOSTILE[name] or "kept" in re.sub(r"[\s│▾◦•▪]", "", text)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_block_of_a_hostile_document_is_large(name: str) -> None:
    for block in render.parse(HOSTILE[name]):
        assert weight(block) <= 10_000
        assert len(render.layout(block, 80)) <= 700


def test_what_is_nested_too_deep_is_kept_as_text_and_the_rest_is_as_ever() -> None:
    blocks = render.parse("# Title\n\n" + "> " * 100 + "deep\n\n*after*\n")
    assert [type(block).__name__ for block in blocks] == ["Heading", "Paragraph", "Paragraph"]
    assert render.plain_text(blocks[1]).endswith("> deep")


def test_a_long_list_goes_on_without_a_gap() -> None:
    text = document("1. x\n" * 250)
    assert text.splitlines()[-1] == "250. x"
    assert "\n\n" not in text


def test_a_long_table_keeps_its_columns_and_has_one_header() -> None:
    text = document(
        "| name | value |\n|---|---|\n" + "".join(f"| {'x' * (8 if n < 9 else 1)} | {n} |\n" for n in range(1_500))
    )
    assert text.count("name") == 1
    assert {len(line.rstrip("0123456789")) for line in text.splitlines()[2:]} == {8 + 3}
    assert "\n\n" not in text


def test_columns_of_a_table_have_air_between_them_and_rules_only_below_the_header_and_between_long_rows() -> None:
    rows = "| a | " + "word " * 20 + "|\n| b | short |\n"
    text = document("| name | value |\n|---|---|\n" + rows)
    assert not re.search("[│┼]", text)
    assert [set(line) for line in text.splitlines() if not re.search("[a-z]", line)] == [{"─"}, {"┄"}]


def test_the_lines_of_a_text_beside_a_label_stand_below_each_other() -> None:
    block = render.Paragraph(render.Inline("Space   one two three four five"), hang=8)
    assert [line.text for line in render.layout(block, 24)] == ["Space   one two three", "        four five"]
    assert render.layout(block, 12)[0].text.startswith("Space")


def test_a_picture_that_is_its_own_data_does_not_make_its_paragraph_plain() -> None:
    assert spans_with(f"*a* ![b](data:image/png;base64,{'A' * 50_000}) c", "image") == ["b"]


def test_a_part_of_a_long_list_may_begin_with_an_empty_item() -> None:
    for empty in ("-", "- <!-- gone -->", "- [a]: /b"):
        blocks = render.parse("- x\n" * 20 + empty + "\n" + "- y\n" * 3)
        assert [line.text for line in render.text(blocks, 40)].count("• y") == 3


def test_a_table_in_lists_has_a_height_at_any_width() -> None:
    (block,) = render.parse("- - | a | b |\n    |---|---|\n    | 1 | 2 |\n")
    assert all(estimate(block, width) > 0 for width in range(1, 20))


def test_a_window_that_begins_in_a_joined_emoji_is_no_wider_than_it_should_be() -> None:
    (code,) = render.parse("```\n" + "👩‍🔬" * 60 + "\n```\n")
    for offset in range(1, 12):
        assert all(render.cells(line.text) <= 40 for line in render.layout(code, 40, Options(code_offset=offset)))


def test_superscripts_and_subscripts_are_told_from_what_they_stand_at() -> None:
    def said(markdown: str) -> str:
        return "".join(line.text for line in render.text(render.parse(markdown), 80))

    assert said("10<sup>6</sup> and 2<sup>n-1</sup>, H<sub>2</sub>O") == "10⁶ and 2ⁿ⁻¹, H₂O"
    assert said("x<sup>a/b</sup>") == "x^(a/b)"
    assert said("in 1963 <sub>63ya</sub>") == "in 1963 63ya"
    assert said("said<sup>[1](https://example.org/)</sup>") == "said1"


def test_a_picture_that_is_a_link_leads_where_the_link_leads() -> None:
    (picture,) = render.parse("[![words](https://a.example/small.png)](https://b.example/large)")
    addresses = {span.href for line in render.layout(picture, 40) for span in line.spans if span.href}
    assert addresses == {"https://a.example/small.png", "https://b.example/large"}


def test_the_mark_of_a_footnote_stays_with_its_word() -> None:
    lines = [line.text for line in render.text(render.parse("aaaa bbbb cccc [^1]\n\n[^1]: x"), 15)]
    assert lines[:2] == ["aaaa bbbb", "cccc [1]"]


def test_wrapped_code_tears_no_name() -> None:
    (code,) = render.parse("```\n" + "+".join(f"variable_{number}" for number in range(9)) + "\n```\n")
    lines = [line.text.strip().removeprefix("↳ ") for line in render.layout(code, 40, Options(wrap_code=True))]
    assert all(name.startswith("variable_") for line in lines for name in line.split("+") if name)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<pre>\na\n b\n  c\n</pre>", "a\n b\n  c"),
        ("<pre>a\n\n\nb\n</pre>", "a\n\n\nb"),
        ("<pre>\n\na</pre>", "a"),
        ("above<pre>\n a</pre>below", "above\n a\nbelow"),
        ("above<pre>\n\na\n</pre>\nbelow", "above\n\na\nbelow"),
        ("<pre>a<br><br> b</pre>", "a\n\n b"),
        ("<pre><div>a</div><div> b</div></pre>", "a\n b"),
        ("<p> a</p>\n\n<p>\n b\n</p>", "a\nb"),
        ("a<br><br>b", "a\nb"),
        ("<pre>\n\n</pre>", ""),
    ],
)
def test_blanks_and_empty_lines_count_in_preformatted_html_and_nowhere_else(source: str, text: str) -> None:
    assert html.reduce(source).text == text


def test_raw_code_keeps_its_empty_lines() -> None:
    (code,) = render.parse("<pre>\ndef f():\n    pass\n\n\n x\n</pre>\n")
    assert isinstance(code, render.Code)
    assert code.text == "def f():\n    pass\n\n\n x"


@pytest.mark.parametrize("name", ["script", "style", "template", "noscript", "svg", "head", "object", "iframe"])
def test_html_that_nobody_sees_is_left_out_with_all_that_it_contains(name: str) -> None:
    assert html.reduce(f"before<{name} class='x'>within<b>it</b></{name}>, after").text == "before, after"
    assert html.reduce(f"before<{name}/>, after").text == "before, after"


@pytest.mark.parametrize(
    "hidden", ["<!-- <b> -->", "<!-->", "<!--->", "<?php <b> ?>", "<![CDATA[ <b> ]]>", "<!DOCTYPE html>"]
)
def test_comments_and_instructions_of_html_are_left_out(hidden: str) -> None:
    assert html.reduce(f"before{hidden}, after").text == "before, after"


@pytest.mark.parametrize(
    "name", ["address", "br", "dd", "div", "dt", "figcaption", "h1", "h6", "li", "p", "pre", "tr", "ul"]
)
def test_html_that_stands_in_lines_of_its_own_parts_lines(name: str) -> None:
    assert html.reduce(f"before<{name}>within</{name}>after").text == "before\nwithin\nafter"
    assert html.reduce("before<b>within</b>after").text == "beforewithinafter"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"a \bmod b", "a mod b"),
        (r"a \pmod b", "a (mod b)"),
        (r"x = 1 \tag{3}", "x = 1  (3)"),
        (r"x = 1 \tag*{A}", "x = 1  (A)"),
        (r"a \not= b", "a ≠ b"),
        (r"\not\in A", "∉ A"),
        (r"\not x", "x\u0338"),
        (r"a \not \subset b", "a ⊄ b"),
        (r"\left( a \right.", "(a"),
        (r"\left. a \right|_0", "a|₀"),
        (r"\left ( a \right )", "(a)"),
        (r"\left  . a \right  .", "a"),
        (r"\text {a}", "a"),
        (r"\text{a \% b}", "a % b"),
        (r"\mathfrak{ABC}", "𝔄𝔅ℭ"),
        ("a _2", "a₂"),
        ("_2", "₂"),
        (r"^\prime", "′"),
        (r"\begin{cases} a & b \\ c & d \end{cases}", "{a, b; c, d}"),
        (r"x \begin{cases} a \\ b \end{cases}", "x {a; b}"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (r"\begin{matrix} a \\ \frac{1}{2} \end{matrix}", "[a; 1/2]"),
        (r"\frac{a}{\begin{cases} a \\ b\end{cases}}", "a/({a; b})"),
        ("x" * 2_000, "x" * 2_000),
    ],
)
def test_commands_that_few_formulas_have_are_shown_too(tex: str, expected: str) -> None:
    assert shown(tex) == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"\text a",
        r"\text{a {b}}",
        r"\text{a \b c}",
        r"\mathcal{+}",
        "a}",
        "{a",
        r"\begin{array}{cc} a & b \end{array}",
        r"\begin{odd} a \end{odd}",
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"x + \begin{aligned} a &= b \end{aligned}",
        r"\begin{aligned} a &= b",
        r"\begin{cases} \begin{cases} a \\ b \end{cases} & c \\ d \end{cases}",
        *(r"\begin", r"\left", r"\not", r"\tag", r"\frac", r"a \\ b"),
        r"\alpha " + "x" * 2_000,
    ],
)
def test_what_does_not_fit_in_a_line_or_is_not_understood_is_shown_as_it_is_written(tex: str) -> None:
    assert shown(tex) == tex
