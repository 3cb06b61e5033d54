"""Rows of one or two lines, with more at the cursor and headings between them: which line is whose."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.tui.panes.row_list import RowList
from tests.conftest import scaled


@settings(max_examples=scaled(200))
@given(st.integers(1, 12), st.sets(st.integers(0, 11)), st.integers(1, 3), st.integers(0, 3), st.integers(0, 11))
def test_every_line_is_that_of_its_row_or_heading(
    count: int, headed: set[int], height: int, extra: int, cursor: int
) -> None:
    headings = tuple(sorted(row for row in headed if row < count))
    cursor = min(cursor, count - 1)
    rows = RowList()
    for name, value in (("count", count), ("headings_at", headings), ("row_height", height), ("cursor", cursor)):
        rows.set_reactive(getattr(RowList, name), value)
    rows.set_reactive(RowList.extra_lines, extra)
    lines: list[tuple[int, int]] = []
    for row in range(count):
        lines += [(-1, headings.index(row))] if row in headings else []
        lines += [(row, within) for within in range(height + (extra if row == cursor else 0))]
    assert [rows.row_at(line) for line in range(len(lines))] == lines
    assert [rows.line_of(row) for row in range(count)] == [lines.index((row, 0)) for row in range(count)]
