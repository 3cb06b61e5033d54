"""How many lines a block is taken for: exactly, where no line is wrapped, and about as many where lines are."""

import pytest

from blogreader.render import Options, layout, parse
from blogreader.render.layout.estimate import estimate, weight

WORDS = "Of boats and of harbours that nobody has seen for a long time, and of those who went there. "


@pytest.mark.parametrize(
    ("markdown", "size"),
    [
        ("Words.", 6),
        ("Words  \nof three  \nlines.", 25),
        ("Words\\\nof two.", 14),
        ("a<br>b<br/>c", 12),
        ("# One", 3),
        ("## Two", 3),
        ("### Three", 5),
        ("- a\n- b\n- c", 3),
        ("- a\n\n- b\n\n- c", 3),
        ("1. a\n2. b", 2),
        ("- a\n\n  b\n- c", 3),
        ("- a\n  - b\n  - c\n- d", 4),
        ("> a\n>\n> b", 2),
        ("> [!NOTE]\n> a\n>\n> b", 2),
        ("> [!NOTE] Title\n> a", 1),
        ("```\na\n\nb\n```", 4),
        ("| a | b |\n|---|---|\n| c | d |\n| e | f |", 6),
        ("| | |\n|---|---|\n| c | d |", 2),
        ("| [a](https://a.example/abcdefghijklmnopqrstuvwxyz) | b |\n|---|---|\n| `c` | **d** |", 58),
        ("<div>a\n\n</div>", 1),
        ("<p>a</p>\n<p>b</p>", 3),
        ("$$\na\n$$", 1),
        ("![](a.png)", 0),
        ("![alt](a.png)", 3),
        ('![alt](a.png "caption")', 10),
        ('![](a.png "caption")', 7),
        ("***", 0),
        ("> ***\n>\n> a", 1),
        ("Term\n: meaning", 11),
        ("Term\n: one\n: two", 10),
        ("Term\n: one\n\nOther\n: two\n\n    three", 20),
        ("<details><summary>More</summary>\n\na\n\nb\n\n</details>", 6),
        ("<details>\n\na\n\n</details>", 8),
    ],
)
def test_a_block_of_lines_that_fit_has_as_many_lines_as_is_estimated(markdown: str, size: int) -> None:
    (block,) = parse(markdown)
    for width in (30, 80):
        assert estimate(block, width) == len(layout(block, width))
    assert weight(block) == size


def test_footnotes_and_their_line_are_estimated() -> None:
    block = parse("a[^1] b[^2]\n\n[^1]: one\n\n[^2]: two\n\n    three\n")[-1]
    assert estimate(block, 30) == len(layout(block, 30)) == 5
    assert weight(block) == 11


def test_the_parts_of_a_long_table_are_estimated_without_the_header() -> None:
    first, second, *_ = parse("| a | b |\n|---|---|\n" + "| c | d |\n" * 250)
    assert estimate(first, 30) == len(layout(first, 30)) == 102
    assert estimate(second, 30) == len(layout(second, 30)) == 100
    assert (weight(first), weight(second)) == (202, 200)


@pytest.mark.parametrize(
    ("line", "width", "lines"),
    [
        # A line that just fits is one; of a longer one the ends of lines stay blank.
        ("w" * 40, 40, 1),
        ("w " * 20 + "w", 40, 2),
        ("日" * 20, 40, 1),
        ("日" * 21, 40, 2),
        ("[words](https://a.example/abcdefghijklmnopqrstuvwxyz)", 40, 1),
        ('[words](https://a.example/x_(y) "A title of it") and more', 40, 1),
        (WORDS.strip(), 40, 3),
        ((WORDS * 10).strip(), 40, 25),
        ((WORDS * 10).strip(), 80, 12),
        ("a b c d e f", 1, 12),
    ],
)
def test_a_paragraph_has_about_as_many_lines_as_its_length_makes(line: str, width: int, lines: int) -> None:
    (block,) = parse(line)
    assert estimate(block, width) == lines


@pytest.mark.parametrize(
    ("markdown", "indent"),
    [
        ("{}", 0),
        ("- {}", 2),
        ("1. {}", 3),
        ("> {}", 2),
        ("> [!NOTE]\n> {}", 2),
        ("[^1]: {}", 4),
        ("Term\n: {}", 4),
        ("<details>\n\n{}\n\n</details>", 2),
        ("![{}](a.png)", 4),
        ('![a](a.png "{}")', 4),
    ],
)
def test_what_is_nested_is_narrower_by_what_is_before_it(markdown: str, indent: int) -> None:
    def counted(size: int) -> int:
        return estimate(parse(markdown.format("w" * size))[-1], 30)

    assert counted(31 - indent) == counted(30 - indent) + 1
    (block,) = parse(markdown.format("w" * (30 - indent)))
    assert "Footnotes" in repr(block) or counted(30 - indent) == len(layout(block, 30))


@pytest.mark.parametrize(
    ("markdown", "indent"),
    [
        ("```\n{}\n```", 0),
        ("- ```\n  {}\n  ```", 2),
        ("1. ```\n   {}\n   ```", 3),
        ("> ```\n> {}\n> ```", 2),
        ("[^1]\n\n[^1]: a\n\n    ```\n    {}\n    ```", 4),
        ("Term\n: a\n\n    ```\n    {}\n    ```", 4),
        ("<details>\n\n```\n{}\n```\n\n</details>", 2),
    ],
)
def test_code_that_is_nested_is_wrapped_where_it_is_narrower(markdown: str, indent: int) -> None:
    fits, wrapped = (parse(markdown.format("w" * (28 - indent + more)))[-1] for more in (0, 1))
    options = Options(wrap_code=True)
    assert estimate(wrapped, 30, options) == estimate(fits, 30, options) + 1
    assert len(layout(wrapped, 30, options)) == len(layout(fits, 30, options)) + 1


@pytest.mark.parametrize(
    ("cells", "width", "lines"),
    [
        # A table that just fits, one that is wrapped, one that is scrolled, and one of records.
        ((10, 17), 30, 3),
        ((10, 18), 30, 4),
        ((40, 40), 43, 5),
        ((40, 40, 40, 40), 56, 4),
        ((36, 36, 36, 36), 56, 3),
        ((37, 37, 37, 37), 56, 4),
        ((40, 40, 40, 40), 43, 9),
        ((39, 39, 39, 39), 43, 5),
        ((5, 5, 5, 5, 5, 5, 5), 43, 8),
        # Of columns of prose each has twelve cells at least, of others six.
        ((40, 40), 27, 6),
        ((40, 40), 26, 5),
        ((24, 24), 15, 7),
        ((24, 24), 14, 5),
        ((25, 25), 15, 5),
    ],
)
def test_the_lines_of_a_row_are_estimated_by_its_widest_cell(cells: tuple[int, ...], width: int, lines: int) -> None:
    header, rule, row = (
        "|".join(parts) for parts in (["n"] * len(cells), ["-"] * len(cells), ["w" * size for size in cells])
    )
    (block,) = parse(f"|{header}|\n|{rule}|\n|{row}|\n")
    assert estimate(block, width) == lines


def test_a_row_that_fits_is_one_line_and_a_dotted_one_parts_it_from_the_others() -> None:
    (block,) = parse(f"|n|n|\n|-|-|\n|{'w' * 10}|{'word ' * 4}|\n|a|b|\n|c|d|\n")
    assert estimate(block, 30) == len(layout(block, 30)) == 2 + 2 + 1 + 1 + 1 + 1


def test_a_row_of_nothing_is_a_line_of_a_table_that_is_scrolled() -> None:
    (block,) = parse(f"|n|n|n|n|\n|-|-|-|-|\n{f'|{chr(119) * 36}' * 4}|\n| | | | |\n")
    assert estimate(block, 56) == len(layout(block, 56)) == 2 + 1 + 1


def test_code_is_cut_or_wrapped_in_estimates_too() -> None:
    (block,) = parse("```\n" + "x" * 60 + "\n\n" + "y" * 10 + "\n```")
    for width in (14, 30, 66, 80):
        assert estimate(block, width) == len(layout(block, width)) == 3
        wrapped = Options(wrap_code=True)
        assert estimate(block, width, wrapped) == len(layout(block, width, wrapped))


def test_text_keeps_to_the_column_in_estimates_and_code_does_not() -> None:
    text, code = parse(f"{WORDS * 4}\n\n```\n{'x' * 100}\n```")
    narrow = Options(column=40, wrap_code=True)
    assert estimate(text, 200, narrow) == estimate(text, 40)
    assert estimate(code, 200, narrow) == 1


@pytest.mark.parametrize("width", [24, 43, 44, 60, 80, 120])
@pytest.mark.parametrize(
    "markdown",
    [
        f"| a | b |\n|---|---|\n| x | {WORDS}|\n| {WORDS}| y |\n",
        f"| name | value | words |\n|---|---|---|\n| one | two | {WORDS * 2}|\n| x | y | z |\n",
        f"| name | value |\n|---|---|\n| 日本語 | {WORDS}|\n",
        "|" + " name |" * 9 + "\n|" + "-|" * 9 + "\n" + ("|" + " a value |" * 9 + "\n") * 4,
    ],
)
def test_a_table_is_estimated_as_it_is_drawn(markdown: str, width: int) -> None:
    (block,) = parse(markdown)
    for options in (Options(), Options(wrap_code=True)):
        lines = len(layout(block, width, options))
        assert abs(estimate(block, width, options) - lines) <= max(lines / 4, 1), (
            lines,
            estimate(block, width, options),
        )
