"""Markdown to laid-out lines: how every construct reads, and what holds for any text at any width."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogreader import render
from blogreader.render import Line, Options
from blogreader.render.width import cells, graphemes, wrap

GOLDENS = Path(__file__).parent / "render"
DOCUMENTS = sorted(GOLDENS.glob("*.md"))
# `BLOGREADER_GOLDENS=write pytest tests/test_render.py` writes them anew; the difference is then read by a person.
WRITING = os.environ.get("BLOGREADER_GOLDENS") == "write"
# What text.clean() drops, but newline and tab, which are no more welcome in a line.
CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)

property_test = settings(
    deadline=None, database=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], derandomize=True
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
    assert render.layout(code, 14, Options(code_offset=5))[0].text == "  ‹6789abcdef›"
    assert render.layout(code, 14, Options(code_offset=8))[0].text == "  ‹9abcdefghij"
    assert render.layout(code, 22)[0].text == "  0123456789abcdefghij"


def test_a_wide_character_at_the_cut_is_a_blank() -> None:
    assert render.layout(render.Code("日本語日本語日本語"), 12)[0].text == "  日本語日 ›"
    assert render.layout(render.Code("日本語日本語日本語"), 12, Options(code_offset=2))[0].text == "  ‹ 語日本 ›"


def test_a_wrapped_line_hangs() -> None:
    lines = render.layout(render.Code("    return one + two + three"), 20, Options(wrap_code=True))
    assert [line.text for line in lines] == ["      return one + t", "      ↳ wo + three"]


def test_a_tab_reaches_to_the_next_multiple_of_four() -> None:
    (line,) = render.layout(render.Code("a\tb\t\tc"), 80)
    assert line.text == "  a   b       c"


def test_the_parser_is_loaded_with_the_first_document() -> None:
    script = (
        "import sys; from blogreader import render\n"
        "assert not {'markdown_it', 'mdit_py_plugins', 'wcwidth', 'pygments', 'textual', 'rich'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_pygments_is_loaded_with_the_first_code_block_of_a_known_language() -> None:
    script = (
        "import sys; from blogreader import render\n"
        "render.text(render.parse('# a\\n\\n```\\nx\\n```\\n\\n```text\\nx\\n```\\n'), 80)\n"
        "assert 'pygments' not in sys.modules\n"
        "assert not {'textual', 'rich', 'httpx'} & set(sys.modules)\n"
        "render.text(render.parse('```py\\nx\\n```\\n'), 80)\n"
        "assert 'pygments' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


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


def test_lines_without_text_have_the_place_of_what_follows() -> None:
    lines = render.layout(render.parse("a\n\n***\n")[1], 9)
    assert render.offset_of_line(lines, 0) == 0
    assert render.offset_of_line((), 3) == 0
    assert render.line_of_offset((), 3) == 0


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


def shown(lines: Iterable[Line], plain: str) -> list[int]:
    """Give the offsets of all characters that the lines show, each with the character that it should be."""
    offsets: list[int] = []
    for line in lines:
        for span in line.spans:
            if span.offset is not None:
                assert plain[span.offset : span.offset + len(span.text)] == span.text
                offsets += range(span.offset, span.offset + len(span.text))
    return offsets


def holds_code(block: render.Block) -> bool:
    return "Code(" in repr(block)


@property_test
@given(MARKDOWN, st.integers(2, 130), OPTIONS)
def test_layout_at_any_width_keeps_the_text_in_order(markdown: str, width: int, options: Options) -> None:
    for block in render.parse(markdown):
        plain = render.plain_text(block)
        offsets = shown(render.layout(block, width, options), plain)
        assert len(offsets) == len(set(offsets))
        if not isinstance(block, render.Table) and "Table(" not in repr(block):
            assert offsets == sorted(offsets)
        if options.wrap_code or not holds_code(block):
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
        said = "".join(cleaned[offset] for offset in shown(lines, cleaned))
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


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_shown_in_seconds(name: str) -> None:
    before = time.perf_counter()
    blocks = render.parse(HOSTILE[name])
    text = render.to_plain(render.text(blocks, 80))
    assert time.perf_counter() - before < 10
    assert "kept" not in HOSTILE[name] or "kept" in re.sub(r"[\s│▾◦•▪]", "", text)


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
    assert {line.index("│") for line in text.splitlines()[2:]} == {9}
    assert "\n\n" not in text


def test_a_picture_that_is_its_own_data_does_not_make_its_paragraph_plain() -> None:
    assert spans_with(f"*a* ![b](data:image/png;base64,{'A' * 50_000}) c", "image") == ["b"]
