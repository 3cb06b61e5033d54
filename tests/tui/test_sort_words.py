"""Orders and groups have names that follow the name of a list."""

import pytest

from blogreader.conditions import Arrangement, Grouping, Order, Sort
from blogreader.tui.dialogs.sort_screen import CHOICES, SortChoices
from blogreader.tui.sort_words import part_title, words

NEWEST = Sort(Order.DATE, descending=True)


@pytest.mark.parametrize(
    ("sort", "group", "said"),
    [
        (None, None, ""),
        (NEWEST, None, "newest first"),
        (Sort(Order.DATE), None, "oldest first"),
        (Sort(Order.MINUTES, descending=True), Grouping.MONTH, "longest first, in months"),
        (Sort(Order.RELEVANCE), None, "by relevance"),
        (None, Grouping.SOURCE, "in sources"),
        (None, Grouping.NONE, "in one piece"),
        (None, Grouping.CATEGORY, "in categories"),
        (Sort(Order.OPENED), None, "first opened first"),
        (Sort(Order.OPENED, descending=True), None, "last opened first"),
        (Sort(Order.LIST, descending=True), None, "as on the reading list, reversed"),
        (Sort(Order.TITLE, descending=True), None, "by title, Z to A"),
        (Sort(Order.CATEGORY, descending=True), None, "by category, Z to A"),
    ],
)
def test_an_arrangement_is_said_in_words(sort: Sort | None, group: Grouping | None, said: str) -> None:
    assert words(Arrangement(sort, group)) == said


@pytest.mark.parametrize(
    ("by", "name", "title"),
    [
        (Grouping.MONTH, "2026-04", "April 2026"),
        (Grouping.MONTH, "0987-12", "December 0987"),
        (Grouping.MONTH, None, "Without a date"),
        (Grouping.CATEGORY, "2026-04", "2026-04"),
        (Grouping.CATEGORY, None, "Without a category"),
        (Grouping.SOURCE, None, "Without a source"),
    ],
)
def test_a_part_of_a_list_has_a_heading(by: Grouping, name: str | None, title: str) -> None:
    assert part_title(by, name) == title


@pytest.mark.parametrize(
    ("in_force", "row"), [(NEWEST, 0), (Sort(Order.TITLE), 3), (Sort(Order.RELEVANCE), 0), (None, 0)]
)
def test_the_dialog_begins_at_the_order_in_force(in_force: Sort | None, row: int) -> None:
    assert SortChoices(Arrangement(in_force, Grouping.NONE), id="sort-choices").cursor == row


def test_a_choice_changes_one_of_both_and_the_last_one_neither() -> None:
    before = Arrangement(NEWEST, Grouping.MONTH)
    applied = {choice.letter: choice.applied(before) for choice in CHOICES}
    assert applied["o"] == Arrangement(Sort(Order.DATE), Grouping.MONTH)
    assert applied["N"] == Arrangement(NEWEST, Grouping.NONE)
    assert applied["x"] == Arrangement()
    assert "".join(applied) == "nostclrMCSNx"
