"""What an empty list says stands within its window: below a blank line, beside an empty column at its right."""

from types import SimpleNamespace

import pytest
from rich.style import Style
from textual.geometry import Size, Spacing

from blogreader.tui.panes.row_list import RowList

REMARK = "abc def ghi jkl mno"


def shown(width: int, height: int, indent: int = 2, top: int = 0) -> list[str]:
    pane = SimpleNamespace(
        size=Size(width, height),
        gutter=Spacing(top, 0, 0, 0),
        rich_style=Style(),
        get_component_rich_style=lambda *_, **__: Style(),
    )
    return [RowList.remark_line(pane, y, REMARK, indent).text for y in range(height)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "indent", "expected"),
    [
        (22, 2, ["abc def ghi jkl mno"]),
        (21, 2, ["abc def ghi jkl", "mno"]),
        (10, 2, ["abc def", "ghi jkl", "mno"]),
        (9, 2, ["abc", "def", "ghi", "jkl", "mno"]),
        (9, 1, ["abc def", "ghi jkl", "mno"]),
    ],
)
def test_a_remark_is_broken_so_that_the_last_column_stays_empty(width: int, indent: int, expected: list[str]) -> None:
    lines = shown(width, 8, indent)
    assert [line.strip() for line in lines] == ["", *expected, *[""] * (7 - len(expected))]
    assert all(len(line) == width and line[-1] == " " for line in lines)
    assert all(line.startswith(" " * indent + said) for line, said in zip(lines[1:], expected, strict=False))


def test_of_a_remark_that_is_longer_than_the_window_the_end_is_cut() -> None:
    assert len([line for line in shown(10, 3) if line.strip()]) == 2
    assert shown(10, 3)[2].rstrip().endswith("…")
