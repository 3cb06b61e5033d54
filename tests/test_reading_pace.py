"""A pace is that of the last weeks; it says when the archive is finished, and a day says which pace it takes."""

from datetime import date, timedelta

import pytest

from blogreader.model import ReadingTime
from blogreader.reading_figures import at_speed
from blogreader.reading_pace import finished_on, minutes_a_week, needed, slowness, summed, words_a_minute

TODAY = date(2026, 11, 29)
HOUR = 3_600.0


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def test_nobody_has_a_pace_before_ten_minutes_of_reading() -> None:
    assert minutes_a_week({}, TODAY) is None
    assert minutes_a_week({TODAY: 599}, TODAY) is None
    assert minutes_a_week({TODAY: 600}, TODAY) == 10


@pytest.mark.parametrize(
    ("days", "pace"),
    [
        ({ago(0): HOUR}, 60),  # who began today is held to a week
        ({ago(6): HOUR, ago(0): HOUR}, 120),
        ({ago(13): HOUR, ago(0): HOUR}, 60),
        ({ago(55): 8 * HOUR}, 60),
        ({ago(200): 100 * HOUR, ago(10): 8 * HOUR}, 60),  # a summer long ago is none of today's
        ({ago(200): 100 * HOUR}, None),
        ({ago(-3): HOUR, ago(0): HOUR}, 60),  # of a clock that is wrong
    ],
)
def test_a_pace_is_that_of_the_last_eight_weeks_or_since_the_first_day(
    days: dict[date, float], pace: float | None
) -> None:
    assert minutes_a_week(days, TODAY) == pace


@pytest.mark.parametrize(
    ("minutes", "pace", "day"),
    [
        (0, None, TODAY),
        (60, 60, ago(-7)),
        (61, 60, ago(-8)),
        (1, 60, ago(-1)),
        (60, None, None),
        (60, 0, None),
        (5_200, 1, ago(-5_200 * 7)),
        (5_201, 1, None),
        (10**9, 1, None),
    ],
)
def test_the_end_is_as_many_weeks_away_as_the_pace_needs(minutes: int, pace: float | None, day: date | None) -> None:
    assert finished_on(minutes, pace, TODAY) == day


@pytest.mark.parametrize(
    ("minutes", "by", "weekly"),
    [(600, TODAY, 4_200), (600, ago(-6), 600), (600, ago(-13), 300), (601, ago(-13), 301), (600, ago(1), None)],
)
def test_a_day_takes_a_pace_and_one_that_has_been_none(minutes: int, by: date, weekly: int | None) -> None:
    assert needed(minutes, TODAY, by) == weekly


@pytest.mark.parametrize(
    ("read", "expected", "factor"),
    [(0, 0, 1), (1_799 * 2, 1_799, 1), (2_700, 1_800, 1.5), (900, 1_800, 0.5), (90_000, 1_800, 2.5), (1, 1_800, 0.4)],
)
def test_who_needs_more_or_less_than_an_index_says_is_told_so_after_half_an_hour(
    read: float, expected: float, factor: float
) -> None:
    assert slowness(ReadingTime("", TODAY, read=read, expected=expected)) == factor


def test_a_kind_of_text_has_a_speed_after_five_hundred_words() -> None:
    assert words_a_minute(499, 100) is None
    assert words_a_minute(500, 120) == 250
    assert words_a_minute(500, 0) is None


def test_days_add_up_from_the_first() -> None:
    one = ReadingTime("", ago(3), 10, 1, 2, 3, 4, 5, 6, 7)
    assert summed([one, ReadingTime("", ago(1), 10, 1, 2, 3, 4, 5, 6, 7)]) == ReadingTime(
        "", ago(3), 20, 2, 4, 6, 8, 10, 12, 14
    )
    assert summed([]).seconds == 0


def test_minutes_at_ones_own_speed_are_rounded_up_and_stay_whole_ones() -> None:
    assert [at_speed(10, factor) for factor in (1, 1.01, 0.3, 1.1)] == [10, 11, 3, 11]
    assert at_speed(0, 2) == 0
