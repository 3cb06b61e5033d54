"""How the width of the terminal is shared."""

import pytest

from blogreader.tui.screen.arrangement import SIDEBAR_WIDTH, PaneWidths, air, arranged


@pytest.mark.parametrize("at", ["sidebar", "articles", "reader"])
@pytest.mark.parametrize("zen", [False, True])
def test_all_of_the_width_is_given_away_and_the_pane_with_the_focus_is_in_sight(at: str, zen: bool) -> None:
    for width in range(1, 300):
        shares = arranged(width, at_sidebar=at == "sidebar", at_reader=at == "reader", zen=zen and at == "reader")
        assert sum(shares) == width
        assert getattr(shares, at) > 0


def test_while_one_browses_the_list_has_at_least_half_of_what_the_sidebar_leaves() -> None:
    for width in range(120, 300):
        sidebar, articles, card = arranged(width, at_sidebar=False, at_reader=False, zen=False)
        assert sidebar == SIDEBAR_WIDTH
        assert 2 * articles >= width - sidebar
        assert card >= 34


@pytest.mark.parametrize(
    ("width", "at_sidebar", "shares"),
    [
        (79, False, PaneWidths(0, 79, 0)),
        (79, True, PaneWidths(79, 0, 0)),
        (80, False, PaneWidths(26, 54, 0)),
        (80, True, PaneWidths(26, 54, 0)),
        (119, False, PaneWidths(26, 93, 0)),
        (120, False, PaneWidths(26, 59, 35)),
        (217, True, PaneWidths(26, 120, 71)),
        (218, False, PaneWidths(26, 120, 72)),
        (240, False, PaneWidths(26, 142, 72)),
    ],
)
def test_while_one_browses_sidebar_and_card_stand_beside_the_list_where_there_is_room(
    width: int, at_sidebar: bool, shares: PaneWidths
) -> None:
    assert arranged(width, at_sidebar=at_sidebar, at_reader=False, zen=False) == shares


def test_above_the_lists_is_air_where_the_screen_is_high() -> None:
    assert [air(height) for height in (10, 23, 24, 80)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("width", "shares"),
    [
        (40, PaneWidths(0, 0, 40)),
        (99, PaneWidths(0, 0, 99)),
        (100, PaneWidths(0, 36, 64)),
        (149, PaneWidths(0, 36, 113)),
        (150, PaneWidths(SIDEBAR_WIDTH, 36, 88)),
    ],
)
def test_while_one_reads_the_text_has_the_room(width: int, shares: PaneWidths) -> None:
    assert arranged(width, at_sidebar=False, at_reader=True, zen=False) == shares


@pytest.mark.parametrize("width", [40, 100, 200])
def test_in_zen_the_text_stands_alone(width: int) -> None:
    assert arranged(width, at_sidebar=False, at_reader=True, zen=True) == (0, 0, width)
