"""How far an article is read and how much is left, in whole numbers and in words."""

import pytest

from blogreader.model import Article, Entry, Place, State, Status
from blogreader.reading_figures import at_speed, bar, minutes_left, percent
from blogreader.reading_lengths import duration, length, minutes_to_go


@pytest.mark.parametrize(
    ("fraction", "said"), [(0, 0), (0.29, 29), (0.299, 29), (0.999, 99), (1, 100), (1.5, 100), (-0.5, 0)]
)
def test_a_fraction_is_rounded_down_to_per_cent(fraction: float, said: int) -> None:
    assert percent(fraction) == said


@pytest.mark.parametrize(
    ("fraction", "filled"), [(0, 0), (0.1, 1), (0.29, 2), (0.3, 3), (0.99, 9), (1, 10), (2, 10), (-1, 0)]
)
def test_a_bar_of_lines_is_filled_by_whole_cells(fraction: float, filled: int) -> None:
    assert bar(fraction, 10) == ("━" * filled, "─" * (10 - filled))


@pytest.mark.parametrize(
    ("minutes", "slowness", "needed"),
    [(10, 1.0, 10), (10, 1.01, 11), (10, 0.95, 10), (10, 0.9, 9), (0, 2.0, 0), (3, 0.1, 1)],
)
def test_minutes_at_a_speed_are_rounded_up(minutes: int, slowness: float, needed: int) -> None:
    assert at_speed(minutes, slowness) == needed


@pytest.mark.parametrize(("read", "left"), [(0, 10), (1, 10), (10, 9), (91, 1), (99, 1), (100, 0)])
def test_a_minute_is_left_until_the_very_end(read: int, left: int) -> None:
    assert minutes_left(10, read) == left


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (61, "1 h 1 min"), (889, "14 h 49 min"), (120, "2 h")],
)
def test_a_length_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert duration(minutes) == said


def entry(minutes: int | None, status: Status = Status.READING, fraction: float = 0.43) -> Entry:
    place = Place(0, 0, "", fraction)
    return Entry(Article("k", "k", "Title", minutes=minutes), State("k", status, place=place), "source")


@pytest.mark.parametrize(
    ("one", "at", "togo", "said"),
    [
        (entry(10), None, "6 min", "43%"),
        (entry(10), 90, "1 min", "90%"),
        (entry(10), 0, "", "10 min"),
        (entry(10), 100, "", "100%"),
        (entry(10, fraction=0), None, "", "10 min"),
        (entry(None), None, "", "43%"),
        (entry(None, fraction=0), None, "", ""),
        (entry(0, fraction=0), None, "", "0 min"),
        (entry(10, Status.UNREAD), None, "", "10 min"),
        (entry(10, Status.READ), None, "", "10 min"),
    ],
)
def test_of_an_article_that_is_begun_the_rest_is_told(one: Entry, at: int | None, togo: str, said: str) -> None:
    assert minutes_to_go(one, at) == togo
    assert length(one, at) == said


def test_the_rest_is_that_of_its_reader() -> None:
    assert minutes_to_go(entry(100), slowness=1.5) == "1 h 26 min"
