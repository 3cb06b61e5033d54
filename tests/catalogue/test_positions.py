"""Where articles stand among all: an article that comes moves no other, and one that can't find room says so."""

import pytest

from blogreader.catalogue.positions import Numbered, placed
from blogreader.model import Article

REGION, SPACE = 2**28, 16
MIDDLE = REGION // 2


def articles(*names: str) -> list[Article]:
    return [Article(f"https://n.example/{name}", f"https://n.example/{name}", name) for name in names]


def test_each_source_begins_in_the_middle_of_a_region_of_its_own() -> None:
    a, b, c, d = articles(*"abcd")
    numbered = Numbered([(a, "one"), (b, "one"), (c, "two"), (d, "one")])
    assert [(at, article.title) for at, (article, _) in numbered] == [
        (MIDDLE, "a"),
        (MIDDLE + SPACE, "b"),
        (REGION + MIDDLE, "c"),
        (2 * REGION + MIDDLE, "d"),
    ]
    assert (numbered.regions, numbered.torn) == ({"one": 2, "two": 1}, {"one"})
    assert placed(3, [None, None]) == [3 * REGION + MIDDLE, 3 * REGION + MIDDLE + SPACE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []),
        ([160, 176], [160, 176]),
        ([None, 160, 176], [144, 160, 176]),
        ([None, None, 160], [128, 144, 160]),
        ([160, None, 176], [160, 168, 176]),
        ([160, None, None, None, 176], [160, 164, 168, 172, 176]),
        ([160, None, 320], [160, 304, 320]),
        ([160, None, None], [160, 176, 192]),
        ([160, None, 162], [160, 161, 162]),
        ([160, None, 161], None),
        ([160, None, None, 162], None),
        ([16, None], [16, 32]),
        ([None, 16], [0, 16]),
        ([None, 15], None),
        ([None, None, 16], None),
        ([REGION - 17, None], [REGION - 17, REGION - 1]),
        ([REGION - 16, None], None),
        ([REGION - 33, None, None], [REGION - 33, REGION - 17, REGION - 1]),
        ([REGION - 32, None, None], None),
        # Of those in another order as many as can be stay, and the others move.
        ([320, 160, 176], [144, 160, 176]),
        ([160, 320, 176, 192], [160, 168, 176, 192]),
        ([160, 160], [144, 160]),
    ],
)
def test_those_that_can_keep_their_positions_and_the_others_stand_between_them(
    before: list[int | None], after: list[int] | None
) -> None:
    assert placed(0, before) == after
    moved = [None if at is None else at + 5 * REGION for at in before]
    assert placed(5, moved) == (None if after is None else [at + 5 * REGION for at in after])
