"""What is left of a set of articles, where the lengths of some are unknown."""

import pytest

from blogreader.model import Tally


@pytest.mark.parametrize(
    ("tally", "left", "share"),
    [
        (Tally(), 0, 0.0),
        (Tally(articles=4, read=1, minutes=40, minutes_left=30), 30, 0.25),
        # One of 52 says how long it is: no measure of the rest, nor of what is read once that one is.
        (Tally(articles=52, minutes=29, minutes_left=29, lengthless=51), None, 0.0),
        (Tally(articles=52, read=1, minutes=29, lengthless=51), None, 1 / 52),
        (Tally(articles=52, read=13, lengthless=39), None, 0.25),
        # Most say it: the others take as long on average.
        (Tally(articles=10, minutes=80, minutes_left=80, lengthless=2), 100, 0.0),
        (Tally(articles=10, read=5, minutes=80, minutes_left=30, lengthless=2), 50, 0.5),
        (Tally(articles=4, read=4, minutes=29), 0, 1.0),
        (Tally(articles=4, read=4), 0, 1.0),
    ],
)
def test_unknown_lengths_are_estimated_where_most_are_known(tally: Tally, left: int | None, share: float) -> None:
    assert tally.left == left
    assert tally.share_read == pytest.approx(share)
