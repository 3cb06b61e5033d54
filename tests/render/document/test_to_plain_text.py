"""The plain text of each kind of block, what is in a block at which offset, and where fragments lead."""

import pytest

from blogreader.render import Block, Image, Paragraph, Table, anchors, parse, plain_text
from blogreader.render.blocks import Code, Rule
from blogreader.render.document.to_plain_text import first_references, holds, within


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A *title*", "A title"),
        ("Some *words* `here`", "Some words here"),
        ("```\na\n  b\n```", "a\n  b"),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("$$\nx^2\n$$", "x²"),
        ("| *a* | b |\n|---|---|\n| c | d |", "a\tb\nc\td"),
        ("![alt](a.png)", "alt"),
        ('![alt](a.png "caption")', "alt\ncaption"),
        ('![](a.png "caption")', "caption"),
        ("***", ""),
        ("- a\n- b\n\n  c\n  - d", "a\nb\nc\nd"),
        ("> [!NOTE] Title\n> a", "Title\na"),
        ("> [!NOTE]\n> a\n>\n> b", "a\nb"),
        ("Term\n: one\n: two", "Term\none\ntwo"),
        ("<details><summary>More</summary>\n\na\n\n</details>", "More\na"),
        ("[^1]: one\n\n    two", "one\ntwo"),
    ],
)
def test_a_block_is_its_text_without_markup(markdown: str, expected: str) -> None:
    (block,) = parse(markdown)
    assert plain_text(block) == expected


def test_the_parts_of_a_table_have_one_header() -> None:
    first, second, *_ = parse("| a |\n|---|\n" + "| b |\n" * 450)
    assert plain_text(first).startswith("a\nb\nb")
    assert plain_text(second).startswith("b\nb")


def is_picture(block: Block) -> bool:
    return isinstance(block, Image)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("![one](a)", [(0, "one")]),
        ("- ab\n- cd\n\n  ![one](a)\n- ![two](b)", [(6, "one"), (10, "two")]),
        ("> [!NOTE] Title\n> ab\n>\n> ![one](a)", [(9, "one")]),
        ("> - ab\n>\n>   > ![one](a)\n>\n> ![two](b)", [(3, "one"), (7, "two")]),
        ("<details><summary>More</summary>\n\n![one](a)\n\n</details>", [(5, "one")]),
        ("Term\n: ab\n: ![one](a)", [(8, "one")]),
        ("a ![b](c)", []),
        ("- a\n- > b", []),
    ],
)
def test_what_is_in_a_block_is_found_at_its_offset(markdown: str, expected: list[tuple[int, str]]) -> None:
    (block,) = parse(markdown)
    found = list(within(block, is_picture))
    assert [(start, plain_text(part)) for start, part in found] == expected
    assert all(plain_text(block)[start:].startswith(text) for start, text in expected)
    assert holds(block, is_picture) is bool(expected)
    assert [start for start, _ in within(block, is_picture, 100)] == [start + 100 for start, _ in expected]


def test_a_block_holds_itself() -> None:
    (block,) = parse("***")
    assert holds(block, lambda one: isinstance(one, Rule))
    assert list(within(block, lambda one: isinstance(one, Rule))) == [(0, block)]
    assert not holds(block, lambda one: isinstance(one, Code | Table | Paragraph))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a[^x] b[^y] c[^x]", {1: 1, 2: 6}),
        ("- ab\n- c[^x]", {1: 4}),
        ("| a | b[^x] |\n|---|---|\n| c | d[^y] |", {1: 3, 2: 10}),
        ("> ```\n> ab\n> ```\n>\n> ***\n>\n> c[^x]", {1: 5}),
        ("> [!NOTE] ab[^x]\n> c", {1: 2}),
        ("> $$\n> x\n> $$\n>\n> ![ab](c)\n>\n> d[^x]", {1: 6}),
        ("a `[^x]` b", {}),
        ("a", {}),
    ],
)
def test_the_first_reference_to_each_footnote_is_found(markdown: str, expected: dict[int, int]) -> None:
    block = parse(f"{markdown}\n\n[^x]: X\n\n[^y]: Y")[0]
    assert first_references(block) == expected
    assert all(plain_text(block)[offset:].startswith(f"[{number}]") for number, offset in expected.items())


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# What's *new*?", {"whats-new": (0, 0)}),
        ("# A_b-c d", {"a_b-c-d": (0, 0)}),
        ("# A\n\n# A\n\n# A", {"a": (0, 0), "a-1": (1, 0), "a-2": (2, 0)}),
        ("# Émile\n\n# 日本", {"émile": (0, 0), "日本": (1, 0)}),
        ('a\n\nb <a id="x"></a>c <span name=y>d</span>', {"x": (1, 0), "y": (1, 0)}),
        ("- a\n- <a ID='x' />b", {"x": (0, 2)}),
        ('| a | b |\n| - | - |\n| cc | <a id="x"></a>d |', {"x": (0, 7)}),
        ('> one\n>\n> <a id="x"></a>two', {"x": (0, 4)}),
        ("> ```\n> ab\n> ```\n>\n> ***\n>\n> <a id='x'></a>two", {"x": (0, 4)}),
        ('a <a id="x"></a>\n\nb <a id="x"></a>', {"x": (0, 0)}),
        ("# x\n\na <a id='x'></a>", {"x": (1, 0)}),
        ("`<a id=x>` <idx=y>", {"x": (0, 0)}),
        (
            "a[^x] b[^y]\n\n[^x]: one\n\n    two\n\n[^y]: three",
            {"fn-1": (1, 0), "fn-2": (1, 8), "fnref-1": (0, 1), "fnref-2": (0, 6)},
        ),
        ("a\n\n- b[^x]\n\n[^x]: one", {"fn-1": (2, 0), "fnref-1": (1, 1)}),
        ("a[^x]", {}),
    ],
)
def test_fragments_lead_to_headings_footnotes_and_named_places(
    markdown: str, expected: dict[str, tuple[int, int]]
) -> None:
    assert anchors(parse(markdown)) == expected
