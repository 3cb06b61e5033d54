"""Tables: how wide each column is at a width, and what becomes of a table that has too many."""

from collections.abc import Sequence

import pytest

from blogreader.render import Options, layout
from blogreader.render.blocks import Context, Inline, Table

CONTEXT = Context()


def table(header: Sequence[str], *rows: Sequence[str], alignments: str = "", continues: bool = False) -> Table:
    """Return a table; alignments are the first letters of `left`, `center` and `right`, one a column."""

    def cells(row: Sequence[str]) -> tuple[Inline, ...]:
        return tuple([Inline(cell, CONTEXT) for cell in row])

    names = {"l": "left", "c": "center", "r": "right"}
    aligned = tuple([names[letter] for letter in alignments.ljust(len(header), "l")])
    return Table(cells(header), tuple(map(cells, rows)), aligned, continues)


def lines(block: Table, width: int, options: Options | None = None) -> list[str]:
    return [line.text for line in layout(block, width, options)]


def words(size: int) -> str:
    """Return running text of so many cells, of words of four letters."""
    return ("word " * size)[: size - 1] + "."


def name(size: int) -> str:
    """Return a single word of so many cells."""
    return "w" * size


def columns(cells: Sequence[str], width: int, options: Options | None = None) -> list[int] | str:
    """Return the widths of the columns of a table with these cells, or else what it became."""
    letters = "ABCDEFGH"[: len(cells)]
    head, rule, *_ = lines(table(letters, cells), width, options)
    if rule.endswith("›"):
        return "scrolled"
    if set(rule) != {"─"}:
        return "records"
    starts = [head.index(letter) for letter in letters]
    return [end - start for start, end in zip(starts, [*(start - 3 for start in starts[1:]), len(rule)], strict=True)]


FOUR = [words(60)] * 4


@pytest.mark.parametrize(
    ("cells", "width", "expected"),
    [
        # As wide as their longest cell, where all fit.
        ((words(10), words(20)), 90, [10, 20]),
        ((words(10), words(20)), 33, [10, 20]),
        ((words(10), words(20)), 32, [10, 19]),
        (("", words(20)), 90, [1, 20]),
        # The narrower ones grow first, and what is left over goes to the first ones.
        ((words(36), words(60)), 99, [36, 60]),
        ((words(36), words(60)), 98, [36, 59]),
        ((words(36), words(60)), 75, [36, 36]),
        ((words(36), words(60)), 74, [36, 35]),
        (FOUR, 60, [13, 13, 13, 12]),
        (FOUR, 58, [13, 12, 12, 12]),
        # A column of up to 12 cells is not broken, as long as others keep their words.
        ((words(12), words(60)), 27, [12, 12]),
        ((words(12), words(60)), 26, [5, 18]),
        ((words(13), words(60)), 27, [6, 18]),
        ((words(12), words(12), words(37)), 48, [12, 12, 18]),
        ((words(12), words(12), words(37)), 42, [12, 12, 12]),
        ((words(12), words(12), words(37)), 41, [9, 8, 18]),
        ((words(12), words(12), words(37)), 26, [4, 4, 12]),
        ((words(12), words(12), words(37)), 25, "records"),
        # Running text, which has more than twice as much, keeps 18 cells or at least 12.
        ((words(36), words(60)), 25, [4, 18]),
        ((words(36), words(60)), 24, "records"),
        ((words(37), words(60)), 27, [12, 12]),
        ((words(37), words(60)), 26, "records"),
        # Words are broken last: first those of more than 40 letters, then those of more than 20.
        ((name(45), words(60)), 60, [45, 12]),
        ((name(45), words(60)), 59, [40, 16]),
        ((name(45), words(60)), 55, [40, 12]),
        ((name(45), words(60)), 54, [26, 25]),
        ((name(45), words(60)), 35, [20, 12]),
        ((name(45), words(60)), 34, "records"),
        ((name(40), name(40)), 43, [20, 20]),
        ((name(40), name(40)), 42, "records"),
        # Too many are scrolled, where there is room for some of them.
        (FOUR, 57, [12] * 4),
        (FOUR, 56, "scrolled"),
        (FOUR, 44, "scrolled"),
        (FOUR, 43, "records"),
    ],
)
def test_columns_are_as_wide_as_the_width_allows(cells: list[str], width: int, expected: list[int] | str) -> None:
    assert columns(cells, width) == expected


def test_who_wraps_code_scrolls_no_table() -> None:
    assert columns(FOUR, 56, Options(wrap_code=True)) == "records"


def test_a_scrolled_table_has_columns_of_at_most_36_cells_or_40_for_a_word_and_ends_at_its_last() -> None:
    block = table("ABCD", (words(60), name(50), name(30), words(13)))

    def first(offset: int) -> str:
        return lines(block, 44, Options(code_offset=offset))[0]

    starts = {"B": 36 + 3, "C": 36 + 3 + 40 + 3, "D": 36 + 3 + 40 + 3 + 30 + 3}
    for letter in "BC":
        assert first(starts[letter] - 1).startswith(f"‹{letter}")
    total = starts["D"] + 13
    assert first(total - 45).endswith(f"D{' ' * 10}›")
    assert first(total - 44).endswith(f"D{' ' * 12}")
    assert first(10_000) == first(total - 44)
    assert lines(block, 44)[1] == "─" * 43 + "›"


@pytest.mark.parametrize(
    ("block", "width", "expected"),
    [
        # Right, centred with the odd blank behind, and nothing behind the last column.
        (
            table("ABC", ("wide", "wide", "wide"), ("x", "x", "x"), alignments="rcl"),
            40,
            ["   A    B     C", "─" * 18, "wide   wide   wide", "   x    x     x"],
        ),
        (table("AB", ("wide", "wide"), alignments="lr"), 40, ["A         B", "─" * 11, "wide   wide"]),
        (table("AB", ("wide", "wide"), alignments="lc"), 40, ["A       B", "─" * 11, "wide   wide"]),
        # Without a header there is no line.
        (table(["", ""], ("a", "b"), ("c", "d")), 40, ["a   b", "c   d"]),
        (table(["", "B"], ("a", "b")), 40, ["    B", "─────", "a   b"]),
        # Rows are parted where one has several lines: by the width, or by itself.
        (
            table("AB", ("a", "word word"), ("b", "x"), ("c", "y")),
            8,
            ["A   B", "────────", "a   word", "    word", "┄┄┄┄┄┄┄┄", "b   x", "┄┄┄┄┄┄┄┄", "c   y"],
        ),
        (
            table("AB", ("a", "x<br>yyy"), ("b", "x")),
            40,
            ["A   B", "───────", "a   x", "    yyy", "┄┄┄┄┄┄┄", "b   x"],
        ),
        (table(["A<br>AAA", "B"], ("a", "b"), ("c", "d")), 40, ["A     B", "AAA   ", "───────", "a     b", "c     d"]),
        (
            table(["word word", "B"], ("a", "b"), ("c", "d")),
            8,
            ["word   B", "word   ", "────────", "a      b", "c      d"],
        ),
        # One that goes on has no header.
        (table("AB", ("a", "b"), ("c", "d"), continues=True), 40, ["a   b", "c   d"]),
        (
            table("AB", ("a", "x<br>y"), ("b", "x"), continues=True),
            40,
            ["┄┄┄┄┄", "a   x", "    y", "┄┄┄┄┄", "b   x"],
        ),
    ],
)
def test_a_table_is_drawn_with_its_alignments_and_lines(block: Table, width: int, expected: list[str]) -> None:
    assert lines(block, width) == expected


@pytest.mark.parametrize(
    ("block", "width", "expected"),
    [
        # A value stands beside its label where it fits, and else below it.
        (
            table(["Label", name(30)], ["exactly beside", "y"]),
            21,
            ["Label: exactly beside", name(21), "wwwwwwwww:", "  y"],
        ),
        (
            table(["Label", name(30)], ["exactly beside", "y"]),
            20,
            ["Label:", "  exactly beside", name(20), "wwwwwwwwww:", "  y"],
        ),
        (table(["Label", name(30)], ["a<br>b", "y"]), 20, ["Label:", "  a", "  b", name(20), "wwwwwwwwww:", "  y"]),
        # As wide as the width: there is no place for the colon.
        (table([name(11), name(12)], ["", "y"]), 12, [f"{name(11)}:", name(12), "  y"]),
        # In a pane of less than 12 cells nothing is indented.
        (table([name(9), name(9)], ["value", "value"]), 12, [f"{name(9)}:", "  value"] * 2),
        (table([name(9), name(9)], ["value", "value"]), 11, [f"{name(9)}:", "value"] * 2),
        # Without a label, or a value, or rows.
        (table(["", name(30)], ["a", ""]), 20, ["a", name(20), "wwwwwwwwww:"]),
        (table([name(20), "B"]), 12, [name(12), name(8), "B"]),
        # The labels are repeated for each row.
        (
            table([name(9), "B"], ["a", "b"], ["a", "b"]),
            10,
            [f"{name(9)}:", "a", "B: b", "┄" * 10, f"{name(9)}:", "a", "B: b"],
        ),
        (
            table([name(9), "B"], ["a", "b"], ["c", "d"], continues=True),
            10,
            ["┄" * 10, f"{name(9)}:", "a", "B: b", "┄" * 10, f"{name(9)}:", "c", "B: d"],
        ),
    ],
)
def test_a_table_that_is_too_wide_is_a_record_a_row(block: Table, width: int, expected: list[str]) -> None:
    assert lines(block, width) == expected
