"""Which lists and tables are known by their lines alone, what ends them, and how a list is cut between its items."""

import pytest

from blogreader.render.markdown.flat_runs import (
    count_items,
    end_of,
    is_apart,
    is_list,
    is_table,
    is_tight,
    slices,
)


@pytest.mark.parametrize(
    ("text", "tight", "items"),
    [
        ("- a", True, 1),
        ("- a\n- b\n", True, 2),
        ("- a\n\n- b\n", False, 2),
        ("- a\n  b\n  c\n- d\n", True, 2),
        ("- a\n  - b\n- c\n", True, 2),
        ("* a\n", True, 1),
        ("+ a\n", True, 1),
        ("1. a\n7. b\n", True, 2),
        ("1) a\n\n2) b\n", False, 2),
        ("123456789. a\n", True, 1),
        ("- <b>a</b>\n", True, 1),
        ("- a | b\n", True, 1),
        ("- a\n  > > > > > > > b\n", True, 1),
    ],
)
def test_a_list_is_known_by_its_lines(text: str, tight: bool, items: int) -> None:
    assert is_list(text)
    assert end_of(text, 0) == len(text)
    assert (is_tight(text), count_items(text)) == (tight, items)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "-a\n",
        "-\n",
        "-  a\n",
        "- a\n* b\n",
        "1) a\n2. b\n",
        "- a\n b\n",
        "- a\n\n\n- b\n",
        "- a\n- b\n\n- c\n",
        "1. a\n\n   b\n",
        "1. a\n  b\n",
        "1234567890. a\n",
        # An item that is a list, or no item but a line across.
        "- - a\n",
        "- 1. a\n",
        "- -\n",
        "- ---\n",
        "- * * *\n",
        # What may go on over several items, nest, or be something else.
        "- ```\n- a\n",
        "- ~~~\n",
        "- $$\n",
        "- <!-- a\n",
        "- <?a\n",
        "- <DETAILS>\n",
        "- </details>\n",
        "- a\n  > > > > > > > > b\n",
        "- a | b\n  --- | ---\n",
        # Nobody can say how far items are apart that are no paragraphs.
        "- [a]: b\n\n- (c)\n",
    ],
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert not is_list(text)


def test_a_run_ends_where_its_lines_do() -> None:
    text = "a\n- b\n- c\n\nd\n"
    assert end_of(text, 2) == len("a\n- b\n- c\n")
    assert end_of("- a\n\n- b\nc\n", 0) == len("- a\n\n- b\n")
    assert end_of("- a\n- b\n\n- c\n", 0) == len("- a\n- b\n")
    assert end_of("-a\n", 0) == 1
    assert end_of("| a |\n|---|\n| b |\nc\n", 0) == len("| a |\n|---|\n| b |\n")
    assert end_of("| a |\n| b |\n", 0) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n|---|\n| b |\n", True),
        ("| a |\n| :-: |\n| b |\n| c |", True),
        ("|a\n-|-\n|b\n", True),
        ("| a |\n|---|\n", False),
        ("| a |\n| b |\n", False),
        ("| a |\n|   |\n| b |\n", False),
        ("| a |\n|---|\nb\n", False),
        ("a |\n|---|\n| b |\n", False),
        ("\n| a |\n|---|\n| b |\n", False),
    ],
)
def test_a_table_is_known_by_its_lines(text: str, expected: bool) -> None:
    assert is_table(text) is expected


@pytest.mark.parametrize(
    ("before", "run", "behind", "expected"),
    [
        # A list ends at the end, a heading, or a paragraph behind a blank line.
        ("", "- a\n", "", True),
        ("", "- a\n", "\n\n", True),
        ("", "- a\n", "# b\n", True),
        ("", "- a\n", "\nb\n", True),
        ("", "- a\n", "\n[b]\n", True),
        ("", "- a\n", "b\n", False),
        ("", "- a\n", "\n* b\n", False),
        ("", "- a\n", "\n  b\n", False),
        ("", "- a\n", "\n1 b\n", False),
        ("", "- a\n", "\n" * 499 + "b\n", True),
        ("", "- a\n", "\n" * 500 + "b\n", False),
        ("", "- a\n", "\n" * 500, True),
        ("", "- a\n", "\n" * 501, False),
        # Nothing before it may go on in it.
        ("b\n", "- a\n", "", True),
        ("b\n\n", "- a\n", "", True),
        ("# b\n", "- a\n", "", True),
        ("* b\n", "- a\n", "", False),
        ("> b\n", "- a\n", "", False),
        ("1. b\n", "- a\n", "", False),
        ("b\n\n", "1. a\n", "", True),
        ("b\n", "1. a\n", "", False),
        ("\n", "1. a\n", "", True),
        ("", "1. a\n", "", True),
        # And it has to be one.
        ("", "- <details>\n", "", False),
        # A table follows a blank line or a heading, and a blank line follows it.
        ("", "| a |\n|---|\n| b |\n", "", True),
        ("b\n\n", "| a |\n|---|\n| b |\n", "\nc\n", True),
        ("# b\n", "| a |\n|---|\n| b |\n", "\n", True),
        ("b\n#c\n", "| a |\n|---|\n| b |\n", "\n", False),
        ("b\n", "| a |\n|---|\n| b |\n", "", False),
        ("", "| a |\n|---|\n| b |\n", "c\n", False),
    ],
)
def test_a_run_is_apart_from_what_is_around_it(before: str, run: str, behind: str, expected: bool) -> None:
    assert is_apart(before + run + behind, 0, len(before), len(before + run)) is expected
    assert is_apart("- x\n" + before + run + behind, 4, len(before) + 4, len(before + run) + 4) is expected


@pytest.mark.parametrize(
    ("length", "most", "expected"),
    [
        (8, 99, ["- a\n- b\n", "- c\n- d\n", "- e\n"]),
        (9, 99, ["- a\n- b\n- c\n", "- d\n- e\n"]),
        (99, 2, ["- a\n- b\n", "- c\n- d\n", "- e\n"]),
        (99, 4, ["- a\n- b\n- c\n- d\n", "- e\n"]),
        (99, 5, ["- a\n- b\n- c\n- d\n- e\n"]),
        (1, 99, ["- a\n", "- b\n", "- c\n", "- d\n", "- e\n"]),
    ],
)
def test_a_list_is_cut_between_its_items(length: int, most: int, expected: list[str]) -> None:
    assert list(slices("- a\n- b\n- c\n- d\n- e\n", length, most)) == expected
    assert list(slices("- a\n  - b\n- c\n", 1, 1)) == ["- a\n  - b\n", "- c\n"]
