"""Selected rows are ranges, and behave as a set of rows does."""

from hypothesis import given
from hypothesis import strategies as st

from blogreader.tui.row_selection import RowSelection

rows = st.integers(0, 12)
steps = st.lists(st.one_of(rows, st.tuples(rows, rows)), max_size=12)


@given(steps)
def test_a_selection_is_the_set_of_its_rows(steps: list[int | tuple[int, int]]) -> None:
    selection, expected = RowSelection(), set[int]()
    for step in steps:
        if isinstance(step, int):
            selection = selection.toggled(step)
            expected ^= {step}
        else:
            selection = selection.with_rows(*step)
            expected |= {*range(*step)}
    assert {row for start, stop in selection for row in range(start, stop)} == expected
    assert [row in selection for row in range(14)] == [row in expected for row in range(14)]
    assert len(selection) == len(expected)
    assert all(first[1] < second[0] for first, second in zip(selection.ranges, selection.ranges[1:], strict=False))


def test_all_of_a_hundred_thousand_rows_are_one_range() -> None:
    selection = RowSelection().with_rows(0, 100_000).toggled(50_000)
    assert selection.ranges == ((0, 50_000), (50_001, 100_000))
    assert 99_999 in selection
    assert 100_000 not in selection
    assert "1" not in selection
