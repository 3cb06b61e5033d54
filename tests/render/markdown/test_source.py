"""A document parsed a chunk at a time has the blocks that it has when it is parsed at once."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.render import (
    Block,
    Footnotes,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    ParsedDocument,
    Table,
    layout,
    parse,
    plain_text,
)
from blogreader.render.blocks import Context
from blogreader.render.document import document as source_module
from blogreader.render.markdown import block_parser, flat_runs, tokens
from blogreader.render.markdown import chunks as chunks_module
from blogreader.render.markdown.block_parser import read_blocks, read_items
from blogreader.render.markdown.chunks import cut
from blogreader.render.markdown.tokens import block_tokens
from blogreader.text import clean
from tests.conftest import scaled
from tests.render.test_render_spec import BASE, TOGETHER, Example, reference, said, structure
from tests.render.test_render_spec import read as read_html

property_test = settings(database=None, max_examples=scaled(150), derandomize=True)

# Each is a piece of a document, with what has tempted a scanner to cut in the wrong place or not at all.
CONSTRUCTS = [
    "Plain words.\n",
    "Two lines\nof one paragraph, with [a link][one], [Two][] and ![a picture][three].\n",
    "A note[^b] and another[^a].\n",
    "# Heading\n",
    "Heading\n=======\n\nText.\n",
    "#### Deep `code` heading ####\n",
    "```\ncode\n\nWord\n\n# no heading\n```\n",
    "~~~~ md title=x\n```\n\nWord\n```\n~~~\n\nWord\n\n~~~~\n",
    "````\n```\n\nWord\n````\n",
    "``` not`a fence\n\nWord.\n",
    "Inline ```three ticks``` in text.\n\nWord.\n",
    "Words.\n\n   ```\n   indented fence\n\nWord\n   ```\n",
    "    indented code\n\n    ```\n\nWord.\n",
    "- item\n\n  ```\n  in a list\n\n  Word\n  ```\n\n- second\n",
    "- item\n\n    ```\n    never closed\n\nWord behind the list.\n",
    "1. one\n\n   - deep\n\n     ```py\n     x\n     ```\n\n   Paragraph of the item.\n2. two\n",
    "> quoted\nlazy\n>\n> ```\n> Word\n>\n> ```\n\nWord.\n",
    "> ```\n> never closed in the quotation\n\nWord.\n",
    "> [!NOTE] Titled\n> Body\n>\n> - list\n",
    "- [x] done\n- [ ] to do\n\n  with text\n",
    "<!-- a comment\n\n# no heading\n\nWord\n-->\n",
    "<!-->\n\nWord.\n",
    "Words <!-- inside --> and words.\n",
    "<details>\n<summary>More</summary>\n\nInside.\n\n# Heading inside\n\n```\n</details>\n\nWord\n```\n\n</details>\n",
    "<details>\n\nOuter.\n\n<details>\n\nInner.\n\n</details>\n\nOuter again.\n\n</details>\n",
    "<details><summary>Short</summary>at once</details>\n",
    "<pre>\nWord\n\nWord\n</pre>\n",
    "<script>\nlet x;\n\nWord\n</script>\n",
    "<div>\n\nWords in a *division*.\n\n</div>\n",
    "<?php\n\nWord\n\n?>\n",
    "<![CDATA[\n\nWord\n\n]]>\n",
    "| a | b |\n|---|---|\n| [x][one] | `y` |\n",
    "$$\na\n\nb\n$$\n",
    "$$a$$ (1)\n\nWord.\n",
    "$$\na\n\nb\n$$ (1)\n\nWord.\n",
    "$$ costs $$5 there\n\nWord.\n",
    "1. one\n\n2. two\n\n3) three\n",
    "2001 was a year.\n",
    "Term\n: Meaning\n\n    Second paragraph of it.\n",
    "---\n",
    "***\n",
    "日本語の文章。\n",
    "éclair first.\n",
    "* * *\n\n_Emphasis_ first.\n",
    "![picture](a.png)\n\n![picture](b.png)\n\n[a link](/c)\n",
    "> first\n\n> second\nlazy\n\n>third\n",
    "**Strong** first.\n\n*Weak* first.\n\n__Strong__ again.\n",
    "<p>one</p>\n\n<p>two\nthree</p>\n\n<table>\n\n<tr><td>cell</td></tr>\n\n</table>\n",
    "```\na\n```\n\n```\nb\n\n\n```\n\n```x\n```\n",
    "- item\n\n[link](/behind) the list.\n\n> quoted\n\n- item\n\n![picture](c.png)\n",
    "Term\n: Meaning\n\n[Term](/t)\n: Meaning\n\n![Term](t.png)\n\n: Meaning\n",
    '"Quoted" words.\n\n(In parentheses.)\n\n&amp; so on\n\n\\# no heading\n',
    "A note[^c].\n\n[^c]: Its text.\n\n    More of it.\n\n[four]: /four\n\n[four] is defined.\n",
    "> ```\n> code\n\n> ```\n> more\n\n> third\n",
]
DEFINITIONS = (
    "[one]: /one 'a title'\n[two]: <https://two.example/>\n[three]: three.png\n\n"
    "[^a]: First.\n\n    Its second paragraph.\n\n[^b]: Second, [linked][one].\n"
)


@contextmanager
def small_chunks(size: int = 30) -> Iterator[None]:
    """Cut documents that take no time to parse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_module, "_SHORT", 0)
        patch.setattr(chunks_module, "_CHUNK", size)
        yield


def in_chunks(markdown: str, size: int = 30) -> tuple[Block, ...]:
    with small_chunks(size):
        return ParsedDocument(markdown, BASE).all()


def looks(blocks: tuple[Block, ...]) -> list[object]:
    """Return what is seen of blocks, with where their links lead: it depends on the whole document."""
    return [(span.text, span.href) for block in blocks for line in layout(block, 60) for span in line.spans]


@pytest.mark.parametrize(
    "markdown",
    [
        "Term\n: Meaning\n\nOther\n: Meaning\n\nThird\n\n: Meaning\n",
        "1. one\n\n2. two\n\n10) ten\n",
        "<!-->\n\n```\n-->\n```\n\nWord.\n\n```\ncode\n\nWord\n```\n",
        "<!--> <!--->\n\n~~~\n-->\n~~~\n\n~~~\ncode\n\nWord\n~~~\n",
    ],
)
def test_what_belongs_together_is_never_cut(markdown: str) -> None:
    assert in_chunks(markdown, 1) == parse(markdown, BASE)


@pytest.mark.parametrize(
    "parts",
    [
        "A.\n\n¦B.\n\n¦# C\n\n¦D.\n",
        "A.\n¦# C\n¦## D\n#E\n",
        "A.\n\n¦> b\n> c\n\n¦> d\n",
        "A.\n\n    B\n\n B\n",
        # Items, terms and cells of tables go on with those before; what looks like them does not.
        "A.\n\n1. b\n\n2) c\n",
        "A.\n\n¦12 b\n\n¦1234567890. c\n",
        "A.\n\nTerm\n: Meaning\n\n¦B.\n",
        "A.\n\nTerm\n\n   ~ Meaning\n",
        "A.\n\n¦No term\n\n    : b\n",
        "A.\n\n¦No term\n:b\n",
        "A.\n\n¦*b* c\n\n¦**d**\n\n* e\n\n¦*** f\n",
        'A.\n\n¦!c\n\n¦[d]\n\n¦(e)\n\n¦"f"\n\n¦&g;\n\n¦\\h\n\n¦_i_\n\n¦«j»\n\n¦„k“\n\n¦<p>l</p>\n\n<1\n',
        # Fences: how they open and close.
        "A.\n\n¦```\nB.\n\nC.\n\n# D\n```\n\n¦E.\n",
        "A.\n```\nB.\n\nC.\n```\nD.\n\n¦E.\n",
        "A.\n\n``` x`y\n\n¦B.\n\n¦~~~ x`y\n\nC.\n\n~~~\n\n¦D.\n",
        "````\nA.\n\n```\n\nB.\n\n`````\n\n¦C.\n",
        "```\nA.\n\n``` x\n\nB.\n\n~~~\n\nC.\n\n```\n\n¦D.\n",
        "```\nA.\n\n   ```\n\n¦B.\n",
        "```\nA.\n\n    ```\n\nB.\n\n```\n\n¦C.\n",
        "- a\n\n    ```\n    B.\n\n¦C.\n",
        "- a\n\n   ```\n   B.\n\n   ```\n\n¦C.\n",
        "> ```\n> A.\n\n¦B.\n",
        "> ```\n> A.\n>\n> ```\n\n¦B.\n",
        "> ```\n> A.\n```\nB.\n\nC.\n```\n\n¦D.\n",
        "```\nA.\n\n> ```\n\nB.\n\n```\n\n¦C.\n",
        "- a\n\n      ```\n      B.\n\n  ```\n  C.\n\n  D.\n  ```\n\n¦E.\n",
        "```\nA.\n\n\t```\n\nB.\n\n```\n\n¦C.\n",
        "- a\n\n\t```\n\tB.\n\n¦```\nC.\n\nD.\n```\n\n¦E.\n",
        "- a\n\n  - b\n\n    - c\n\n        ```\n        D.\n\n\t```\n\tE.\n\n\tF.\n\t```\n\n¦G.\n",
        # HTML that may contain empty lines, and formulas.
        "<!--\n\nA.\n\n-->\n\n¦B.\n",
        "<!-->\n\n¦A.\n",
        "<!--->\n\n¦A.\n",
        "<?x\n\nA.\n\n?>\n\n¦B.\n",
        "   <![cdata[\n\nA.\n\n]]>\n\n¦B.\n",
        "    <!--\n\n¦A.\n\n-->\n\n¦B.\n",
        "A.\n\n<!-- b\n\nC.\n",
        "<PRE>\n\nA.\n\n</pre >\n\nB.\n\n</Pre>\n\n¦C.\n",
        "<pre>\n\nA.\n\n</script>\n\n¦```\n</pre>\n\nB.\n\n```\n\n¦C.\n",
        "<style>\n\nA.\n\n</textarea>\n\n¦B.\n",
        "<prefix>\n\n¦A.\n",
        "<script>\n\nA.\n",
        "$$\na\n\nB.\n$$\n\n¦C.\n",
        "$$\na\n\nB.\n$$ (1)\n\n¦C.\n",
        "$$ a $$\n\n¦B.\n",
        "$$ a\n\n¦B.\n\n$$ c\n\n¦D.\n",
        "<details>\n\nA.\n\n<details>\n\nB.\n\n</details>\n\nC.\n\n</details>\n\n¦D.\n",
        "<details>\n\n````\n</details>\n```\n```` x\n\n````\n\nA.\n\n</details>\n\n¦B.\n",
        "<details>\n\nA.\n",
        # Lists and tables of which every line is one of theirs.
        "A.\n\n¦- b\n\n- c\n¦\n¦D.\n",
        "A.\n\n¦| b |\n|---|\n| c |\n¦\n¦D.\n",
    ],
)
def test_a_text_is_cut_before_what_begins_anew_and_nowhere_else(parts: str) -> None:
    markdown = parts.replace("¦", "")
    with small_chunks(1):
        assert [part for part, _ in cut(markdown)] == parts.split("¦")
    assert in_chunks(markdown, 1) == parse(markdown, BASE)


@pytest.mark.parametrize(
    ("markdown", "prose"),
    [
        ("A.\n```\nB.\n```\nC.\n~~~\nD.\n~~~\nE.\n", "A.\n\nC.\n\nE.\n"),
        ("A.\n```\nB.\n", "A.\n"),
        ("- a\n\n    ```\n    B.\n\nC.\n", "- a\n\nC.\n"),
        ("> ```\n> A.\n\nB.\n", "B.\n"),
        ("A.\n\n- b\n- c\n\nD.\n", "A.\n\n- b\n- c\n\nD.\n"),
        ("```\nA.\n```\n\n- b\n- c\n\n~~~\nD.\n~~~\nE.\n", "\n\n- b\n- c\n\n\nE.\n"),
    ],
)
def test_code_in_fences_is_no_prose_wherever_it_ends(markdown: str, prose: str) -> None:
    assert "".join(prose for _, prose in cut(markdown)) == prose
    with small_chunks(1):
        assert "".join(prose for _, prose in cut(markdown)) == prose


def test_a_chunk_ends_after_so_many_characters_or_places() -> None:
    def sizes(markdown: str) -> list[int]:
        return [len(part) for part, _ in cut(markdown)]

    with small_chunks(12):
        assert sizes("word\n\n" * 4) == [12, 12]
        assert sizes("words\n\n" * 4) == [14, 14]
        assert sizes("word\n" * 2 + "\n" + "word\n\n" * 4) == [17, 12, 6]
        # A list of two lines is none that is long; one of three is.
        assert sizes("word\n\n" + "- a\n" * 2 + "\nword\n") == [15, 5]
        assert sizes("word\n\n" + "- a\n" * 3 + "\nword\n") == [6, 12, 6]
    # The first one is shorter.
    assert sizes("a\n\n" * 201) == [3 * 201]
    assert sizes("a\n\n" * 1_404) == [3 * 201, 3 * 601, 3 * 601, 3]
    assert sizes("- a\n" * 601 + "\n" + "b\n\n" * 602) == [4 * 601, 1 + 3 * 600, 3 * 2]


def test_behind_a_disclosure_that_shows_its_own_tags_in_code_the_text_is_cut_again() -> None:
    details = "<details>\n\n```html\n</details>\n<details>\n```\n\n</details>\n\n"
    with small_chunks(1):
        assert [part for part, _ in cut(f"{details}Word.\n\n{details}Other.\n")] == [
            details,
            f"Word.\n\n{details}",
            "Other.\n",
        ]


@property_test
@given(st.lists(st.sampled_from(CONSTRUCTS), max_size=12), st.integers(1, 200), st.booleans())
def test_a_document_in_chunks_is_the_document(pieces: list[str], size: int, defined: bool) -> None:
    markdown = "\n".join([*pieces, DEFINITIONS] if defined else pieces)
    whole = parse(markdown, BASE)
    chunked = in_chunks(markdown, size)
    assert chunked == whole
    assert looks(chunked) == looks(whole)


ITEMS = (
    *("a", "*x* y", "[ ] t", "[x] t", "[one]: /b", "note[^a]", "# h", "<div>", "**b**", "a | b", "![p](q.png)", "|x|"),
    *("> q", "1.5 x", "-x", "$1$", "`c`", "\\- x", "Term", "a  ", "[^c]: n", "***x***", "_ _ _", "=", "---x", "- n"),
    "a |",
)
BELOW = ("c", "- n", "  d", "> q", "1. x", "# h", "| a |", "|---|", ": d", " x", "[^c]: n", "<div>", "---", "- - x")
ROWS = (
    *("| c | d |", "|f|", "| |", r"| a \| b | c |", "|a|b|c|d|", "|", "||", "|  x", "| `a | b` |", r"| \\| x |"),
    "|\u00a0c\u3000|\u2003|",
)
AROUND = (
    *("- a", "* c", "  cont", "    deep", "", " ", "text", "# h", "1. x", "2) y", "- - -", "---", "===", "> q"),
    *("| a | b |", "|---|---|", "```", "- ```", "<!-- ", "-->", "- <details>", "</details>", "Term", ": def", "$$"),
    *("[^a]: note", "\t- tab", "-", "<b>x</b>", "</div>", "***", "Word.\n", "<pre>"),
)
item = st.tuples(st.sampled_from(ITEMS), st.lists(st.sampled_from(BELOW), max_size=2)).map(
    lambda said: "\n  ".join((said[0], *said[1]))
)


def run_of(sign: str, between: str, items: list[str]) -> str:
    signs = (sign if sign in "-*+" else f"{int(sign) + number}." for number in range(len(items)))
    return between.join(f"{sign} {text}" for sign, text in zip(signs, items, strict=True))


runs_of_lines = st.one_of(
    st.builds(
        run_of, st.sampled_from("-*+137"), st.sampled_from(("\n", "\n\n")), st.lists(item, min_size=2, max_size=6)
    ),
    st.lists(st.sampled_from(ROWS), min_size=1, max_size=5).map("\n".join).map("| a | b |\n|---|:-:|\n{}".format),
)
ends = st.sampled_from(("", "\n", "\n\n", "\n\n\n"))


@property_test
@given(
    st.lists(st.sampled_from(AROUND), max_size=3).map("\n".join),
    ends,
    runs_of_lines,
    ends,
    st.lists(st.sampled_from(AROUND), max_size=3).map("\n".join),
    st.integers(1, 40),
)
def test_a_list_and_a_table_read_by_their_lines_are_those_that_the_parser_reads(
    before: str, gap: str, run: str, end: str, behind: str, size: int
) -> None:
    markdown = f"{before}{gap}{run}{end}{behind}"
    chunked = in_chunks(markdown, size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flat_runs, "is_apart", lambda *_: False)
        patch.setattr(flat_runs, "is_list", lambda _: False)
        patch.setattr(flat_runs, "is_table", lambda _: False)
        assert chunked == in_chunks(markdown, size)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "gap"),
    [("- item {} with [a link](/a)", ""), ("- item {}\n\n  and more", ""), ("{}. item", ""), ("* item {}", "\n")],
    ids=["tight", "of paragraphs", "numbered", "loose"],
)
def test_a_list_of_thousands_of_items_is_parsed_bit_by_bit(
    line: str, gap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [f"{line.format(number)}{gap}\n" for number in range(1, 9_001)]
    parsed = counted(monkeypatch)
    source = ParsedDocument(f"# A list\n\nOf these:\n\n{''.join(items)}\nThe end.\n")
    source.more()
    source.more()
    is_by_bit = "\n\n  " not in line  # what has an empty line within an item is left to the parser
    assert (sum(parsed) < 60_000) == is_by_bit
    *_, last, end = source.all()
    assert isinstance(last, ListBlock)
    assert end == Paragraph(Inline("The end.", source._context))
    assert sum(len(block.items) for block in source.blocks if isinstance(block, ListBlock)) == 9_000
    assert last.start + len(last.items) - 1 == last.last == 9_000
    assert source.left == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["٣. بند {}\n", "३) मद {}\n", "- {} |\n  ---\n", "1. {} |\n", "- a\n- {} |\n  :-:\n"],
    ids=["Arabic digits", "Devanagari digits", "one column", "a bar", "one column in between"],
)
def test_lines_that_look_like_items_are_what_the_parser_reads(line: str) -> None:
    markdown = "Words.\n\n" + "".join(map(line.format, range(2_500)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flat_runs, "is_apart", lambda *_: False)
        patch.setattr(flat_runs, "is_list", lambda _: False)
        expected = ParsedDocument(markdown).all()
    assert ParsedDocument(markdown).all() == expected


def test_of_a_table_of_thousands_of_rows_the_parser_sees_only_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"| row {number} | {number} |\n" for number in range(9_000))
    parsed = counted(monkeypatch)
    source = ParsedDocument(f"Words.\n\n| a | b |\n|---|--:|\n{rows}\nThe end.\n")
    blocks = source.all()
    assert sum(parsed) < 200
    tables = [block for block in blocks if isinstance(block, Table)]
    assert sum(len(table.rows) for table in tables) == 9_000
    assert tables[0].alignments == ("left", "right")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by the characters of each text that the parser of Markdown reads."""
    parsed: list[int] = []

    def block_tokens(text: str) -> object:
        parsed.append(len(text))
        return tokens.block_tokens(text)

    monkeypatch.setattr(source_module, "block_tokens", block_tokens)
    monkeypatch.setattr(block_parser, "block_tokens", block_tokens)
    return parsed


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_what_stands_behind_a_construct_stands_for_itself(construct: str) -> None:
    markdown = f"{construct}\nFirst.\n\n```\ncode\n\nWord\n```\n\n{construct}\nSecond.\n\n# Third\n\n{DEFINITIONS}"
    whole = parse(markdown, BASE)
    assert in_chunks(markdown, 1) == whole
    assert looks(in_chunks(markdown, 1)) == looks(whole)


# A title on several lines, of a definition that only the whole parser finds.
_NOT_IN_CHUNKS = {"commonmark-196", "gfm-165"}


@pytest.mark.slow
@property_test
@given(st.lists(st.sampled_from([one for one in TOGETHER if one.name not in _NOT_IN_CHUNKS]), min_size=1, max_size=4))
def test_examples_of_the_specifications_are_read_in_chunks(several: list[Example]) -> None:
    for one in several:
        for markdown in (
            f"{'filler ' * 12}\n\n{one.markdown}\n\nfiller\n\n",
            f"{'filler ' * 12}\n\nfiller\n\n{one.markdown}",
        ):
            expected = [*said(read_html(reference().render(markdown)).children)]
            assert structure(in_chunks(markdown)) == expected


@property_test
@given(
    st.lists(st.sampled_from([*CONSTRUCTS, "\n", "```", "~~~", "# ", "> ", "<details>", "<!--", "word"]), max_size=30),
    st.integers(1, 100),
)
def test_the_parts_are_the_text_and_their_prose_is_in_them(pieces: list[str], size: int) -> None:
    text = "\n".join(pieces)
    with small_chunks(size):
        parts = [*cut(text)]
    assert "".join(part for part, _ in parts) == text
    for part, prose in parts:
        # What is left of a part when listings are taken out of it, in order.
        rest = iter(part)
        assert all(character in rest for character in prose)
    assert all(len(part) >= size for part, _ in parts[:-1])


def test_fenced_code_is_no_prose() -> None:
    text = "Before.\n\n```\n[a]: code\n```\n\nBetween.\n\n- x\n\n  ~~~\n  [b]: code\n  ~~~\n\nBehind.\n\n```\n[c]: code"
    prose = "".join(prose for _, prose in cut(text))
    assert "Before" in prose
    assert "Between" in prose
    assert "Behind" in prose
    assert "code" not in prose


def test_a_long_document_is_cut_into_chunks_of_about_one_size() -> None:
    text = "".join(f"# Heading {number}\n\n" + "Words of it. " * 300 + "\n\n" for number in range(100))
    sizes = [len(part) for part, _ in cut(text)]
    assert len(sizes) > 10
    assert 8_000 <= sizes[0] < 12_000
    assert all(24_000 <= size < 30_000 for size in sizes[1:-1])


@pytest.mark.parametrize(
    "block",
    [
        "a",
        "# a",
        "a\n\n---",
        "> a",
        "```\na\n```",
        "![a](b)",
        "[a](b)",
        "<p>a</p>",
        "**a**",
        "*a*",
        '"a"',
        "## A\n\nb\n\n- c",
    ],
)
def test_of_twenty_thousand_tiny_blocks_a_few_are_parsed_to_be_shown(block: str) -> None:
    source = ParsedDocument(f"{block}\n\n" * 20_000)
    source.more()
    assert 0 < len(source.blocks) <= 1_300


def test_a_text_of_up_to_48_000_characters_and_2_000_lines_is_parsed_at_once() -> None:
    paragraph = "w" * 998 + "\n\n"
    for text, at_once in (
        (paragraph * 48, True),
        (f"{paragraph * 48}w", False),
        ("w\n\n" * 1_000, True),
        ("w\n\n" * 1_000 + "\n", False),
    ):
        assert ParsedDocument(text).more() is not at_once


def test_a_chunk_that_only_defines_links_is_not_all_that_is_parsed() -> None:
    with small_chunks():
        source = ParsedDocument(
            "".join(f"[{number}]: /{number}\n\n" for number in range(50)) + "[7]\n\nWord.\n\nWord.\n"
        )
        assert source.more()
        assert source.blocks


@pytest.mark.slow
def test_the_first_chunk_knows_what_the_end_defines() -> None:
    source = ParsedDocument(
        "See [it][there] and[^x].\n\n" + "filler\n\n" * 10_000 + "[there]: /x\n\n[^x]: Note.\n", BASE
    )
    assert source.more()
    assert not source.complete
    hrefs = [span.href for line in layout(source.blocks[0], 80) for span in line.spans if span.href]
    assert hrefs == ["https://example.com/x", "#fn-1"]
    assert isinstance(source.all()[-1], Footnotes)


def test_a_definition_in_code_defines_nothing() -> None:
    markdown = "See [it].\n\n```\n[it]: /code\n```\n\n" + "filler\n\n" * 10
    assert looks(in_chunks(markdown)) == looks(parse(markdown, BASE))
    assert not [span.href for line in layout(in_chunks(markdown)[0], 80) for span in line.spans if span.href]


def test_what_is_left_falls_to_nothing_while_the_blocks_get_more() -> None:
    with small_chunks():
        source = ParsedDocument("word\n\n" * 200)
        before, count = source.left, 0
        assert before == 1_200
        while source.more():
            assert source.left < before
            assert len(source.blocks) > count
            assert not source.complete
            before, count = source.left, len(source.blocks)
        assert source.left == 0
        assert source.complete
        assert len(source.blocks) == 200
        assert not source.more()
        assert len(source.blocks) == 200


@pytest.mark.parametrize("markdown", ["", "\n\n", "---\ntitle: x\n---\n", "\x1b", "[a]: /b\n"])
def test_a_document_without_text_is_complete_and_has_no_blocks(markdown: str) -> None:
    for source in (ParsedDocument(markdown), ParsedDocument(markdown)):
        assert not source.more()
        assert source.complete
        assert source.all() == ()
        assert source.texts() == []
    assert in_chunks(markdown) == ()


def test_a_header_is_no_part_of_a_document_in_chunks() -> None:
    markdown = "---\ntitle: x\n---\n\n" + "word\n\n" * 20
    assert in_chunks(markdown) == parse(markdown)
    assert len(parse(markdown)) == 20


def test_line_breaks_of_other_systems_and_controls_change_nothing() -> None:
    markdown = "\n".join(CONSTRUCTS) + DEFINITIONS
    for other in (markdown.replace("\n", "\r\n"), markdown.replace("\n", "\r"), markdown.replace("\n", "\u2028\n", 3)):
        assert in_chunks(other) == in_chunks(clean(other)) == parse(other, BASE)


def test_several_threads_lose_and_double_nothing() -> None:
    markdown = "".join(f"word {number}\n\n" for number in range(3_000)) + DEFINITIONS
    with small_chunks(200):
        source = ParsedDocument(markdown)
        start = threading.Barrier(4)

        def parse_all() -> None:
            start.wait()
            while source.more():
                pass

        threads = [threading.Thread(target=parse_all) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [plain_text(block) for block in source.blocks[:-1]] == [f"word {number}" for number in range(3_000)]
    assert isinstance(source.blocks[-1], Footnotes)
    assert source.left == 0


def test_the_texts_are_those_of_all_blocks() -> None:
    with small_chunks():
        source = ParsedDocument("\n".join(CONSTRUCTS) + DEFINITIONS, BASE)
        texts = source.texts()
    assert texts == [plain_text(block) for block in source.blocks]
    assert source.texts() is texts


# What means harm. None of these may take more than a moment: the suite would stand still.


@pytest.mark.slow
@pytest.mark.parametrize("line", ["[", "[a]: ", "[a][", "[^1]: ", "> [", "- [", "]: ["])
def test_two_hundred_thousand_lines_that_begin_a_definition(line: str) -> None:
    count = 200_000 if line in {"[", "]: ["} else 5_000
    source = ParsedDocument(f"{line}\n" * count + "\nend [x]: y\n")
    source.more()
    assert source.blocks or source.complete


@pytest.mark.parametrize("opening", ["```\n", "~~~ x\n", "<!--\n", "<details>\n\n", "<pre>\n", "<script>\n", "> ```\n"])
def test_what_is_never_closed_is_gone_through_once(opening: str) -> None:
    text = "word\n\n" + opening + "word\n\n# x\n\n" * 20_000
    parts = [*cut(text)]
    assert "".join(part for part, _ in parts) == text
    assert len(parts) == 1 if opening != "> ```\n" else len(parts) > 5


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["```\n", "````` x\n~~~\n", "<!-- --> \n", "<details>\n", "</details>\n", "<pre>\n</pre>\n", "> ```\n", "#"],
)
def test_a_hundred_thousand_landmarks_are_gone_through_once(piece: str) -> None:
    count = 100_000 if piece != "<details>\n" else 20_000
    parts = [*cut(piece * count + "\n\nword")]
    assert "".join(part for part, _ in parts) == piece * count + "\n\nword"


def test_headings_and_paragraphs_are_where_they_were_whatever_the_chunks() -> None:
    markdown = "".join(f"# Heading {number}\n\nText {number}\n\n" for number in range(50))
    blocks = in_chunks(markdown)
    assert [type(block) for block in blocks] == [Heading, Paragraph] * 50
    assert re.findall(r"\d+", " ".join(map(plain_text, blocks))) == [str(n) for n in range(50) for _ in range(2)]


@pytest.mark.parametrize(
    "source",
    [
        "- one\n- two\n",
        "- one\n\n- two\n",
        "- one\n\n  more\n\n- two\n",
        "3. one\n4. two\n   - inner\n",
        "- [x] one\n- [ ] two\n",
    ],
)
def test_a_list_that_is_read_by_itself_is_that_of_its_document(source: str) -> None:
    tokens, _ = block_tokens(source)
    notes: dict[str, tuple[Block, ...]] = {}
    [whole] = read_blocks(tokens, source, Context(), notes)
    assert read_items(tokens, source, Context(), notes) == whole
    assert read_items(block_tokens(f"{source}\n\nWords.\n")[0], source, Context(), notes) is None
    assert read_items(block_tokens("Words.\n")[0], source, Context(), notes) is None
