"""Which lines widgets are asked for when a part of the screen is painted, and the pieces that come of it."""

from typing import Any

import pytest
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from blogreader.tui.screen.row_compositor import RowCompositor

SCREEN, BOX = Region(0, 0, 10, 4), Region(2, 1, 3, 2)
CUTS = [[0, 10], [0, 2, 5, 10], [0, 2, 5, 10], [0, 10]]


class Letters:
    """A widget whose lines consist of a letter."""

    def __init__(self, letter: str) -> None:
        self._letter = letter
        self.asked: list[Region] = []
        self.changed = [Region(0, 0, 1, 1)]

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop)
        return [Strip([Segment(self._letter * crop.width)], crop.width)] * crop.height

    def _exchange_repaint_regions(self) -> list[Region]:
        changed, self.changed = self.changed, []
        return changed


class Boxed(RowCompositor):
    """A box over the whole screen behind it."""

    def __init__(self, clip: Region = SCREEN) -> None:
        super().__init__()
        self.box, self.behind = Letters("x"), Letters(".")
        self._clip = clip

    @property
    def visible_widgets(self) -> Any:
        return {self.box: (BOX, self._clip), self.behind: (SCREEN, SCREEN)}

    @property
    def cuts(self) -> list[list[int]]:
        return CUTS

    def painted(self, *spans: tuple[int, int, int]) -> list[dict[int, str | None]]:
        chops: Any = self._chops([*spans])
        return texts(chops)


def texts(chops: Any) -> list[dict[int, str | None]]:
    return [{start: piece and piece.text for start, piece in row.items()} for row in chops]


NOTHING = {0: None, 2: None, 5: None}


@pytest.mark.parametrize(
    ("spans", "rows", "of_box", "of_behind"),
    [
        (
            [(0, 0, 10), (1, 0, 10), (2, 0, 10), (3, 0, 10)],
            [{0: "." * 10}, *[{0: "..", 2: "xxx", 5: "....."}] * 2, {0: "." * 10}],
            [Region(0, 0, 3, 2)],
            [Region(0, 0, 10, 4)],
        ),
        (
            [(1, 2, 5)],
            [{0: None}, {0: None, 2: "xxx", 5: None}, NOTHING, {0: None}],
            [Region(0, 0, 3, 1)],
            [],
        ),
        (
            [(2, 0, 2)],
            [{0: None}, NOTHING, {0: "..", 2: "...", 5: "....."}, {0: None}],  # of which only the first is painted
            [],
            [Region(0, 2, 10, 1)],
        ),
        (
            [(1, 6, 9)],
            [{0: None}, {0: "..", 2: "...", 5: "....."}, NOTHING, {0: None}],
            [],
            [Region(0, 1, 10, 1)],
        ),
        (
            [(0, 4, 6), (3, 0, 1)],
            [{0: "." * 10}, NOTHING, NOTHING, {0: "." * 10}],
            [],
            [Region(0, 0, 10, 1), Region(0, 3, 10, 1)],
        ),
        ([(4, 0, 10)], [{0: None}, NOTHING, NOTHING, {0: None}], [], []),
    ],
    ids=["all", "the box", "left of it", "right of it", "rows apart", "below the screen"],
)
def test_only_what_is_seen_of_the_lines_to_be_painted_is_asked_for(
    spans: list[tuple[int, int, int]], rows: list[object], of_box: list[Region], of_behind: list[Region]
) -> None:
    screen = Boxed()
    assert screen.painted(*spans) == rows
    assert (screen.box.asked, screen.behind.asked) == (of_box, of_behind)


def test_what_is_cut_off_from_a_widget_is_of_the_one_behind_it() -> None:
    screen = Boxed(clip=Region(0, 0, 10, 2))
    assert screen.painted((1, 0, 10), (2, 0, 10))[1:3] == [
        {0: "..", 2: "xxx", 5: "....."},
        {0: "..", 2: "...", 5: "....."},
    ]
    assert screen.box.asked == [Region(0, 0, 3, 1)]


def test_what_changed_is_painted_once() -> None:
    screen = Boxed()
    assert screen.render_partial_update() is None
    screen.take_regions()
    assert (screen.box.changed, screen.behind.changed) == ([], [])
    update: Any = screen.render_partial_update()
    assert sorted(update.spans) == [(0, 0, 1), (1, 2, 3)]
    assert update.chop_ends == [[10], [2, 5, 10], [2, 5, 10], [10]]
    assert [row[0] for row in texts(update.chops)] == ["." * 10, None, None, None]
    assert texts(update.chops)[1][2] == "xxx"
    assert screen.render_partial_update() is None
    screen.box.changed = [Region(0, 0, 1, 1)]
    screen.take_regions()
    screen.forget_regions()
    assert screen.render_partial_update() is None


def test_of_a_whole_screen_the_lines_that_are_wanted_are_made() -> None:
    rows = texts(Boxed()._render_chops(Region(0, 1, 10, 2), lambda y: y == 2))
    assert rows == [{0: None}, NOTHING, {0: "..", 2: "xxx", 5: "....."}, {0: None}]
