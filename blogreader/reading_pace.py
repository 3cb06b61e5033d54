"""How fast somebody reads, and when an archive will be finished: pure functions of the times of past days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from blogreader.model import ReadingTime

DAYS_OF_PACE = 56
"""The pace is that of the last eight weeks: earlier habits don't count."""
DAYS_OF_CALENDAR = 182
_A_WEEK = 7
_LEAST_SECONDS = 600.0
"""Ten minutes of reading, below which there is no pace."""
_LEAST_EXPECTED = 1_800.0
"""Half an hour by the minutes of the index, below which the reader's own speed is unknown."""
_LEAST_WORDS = 500
_SLOWEST, _QUICKEST = 2.5, 0.4
_FARTHEST_WEEKS = 52 * 100


def summed(days: Sequence[ReadingTime]) -> ReadingTime:
    """Return the sum of several days; its day is the first one."""
    first = days[0].day if days else date.max
    return ReadingTime(
        "",
        first,
        seconds=sum(day.seconds for day in days),
        skimmed=sum(day.skimmed for day in days),
        prose_words=sum(day.prose_words for day in days),
        prose_seconds=sum(day.prose_seconds for day in days),
        code_words=sum(day.code_words for day in days),
        code_seconds=sum(day.code_seconds for day in days),
        read=sum(day.read for day in days),
        expected=sum(day.expected for day in days),
    )


def slowness(total: ReadingTime) -> float:
    """Return the minutes that the reader needs for one of an index; 1 until that is known."""
    if total.expected < _LEAST_EXPECTED:
        return 1.0
    return min(max(total.read / total.expected, _QUICKEST), _SLOWEST)


def words_a_minute(words: int, seconds: float) -> int | None:
    """Return the reading speed for a kind of text; None until enough was read."""
    return round(words / seconds * 60) if words >= _LEAST_WORDS and seconds else None


def minutes_a_week(seconds: Mapping[date, float], today: date) -> float | None:
    """Return the pace over the last eight weeks, or since the first day of reading; None until there is one."""
    lately = {day: one for day, one in seconds.items() if today - timedelta(DAYS_OF_PACE) < day <= today}
    if sum(lately.values()) < _LEAST_SECONDS:
        return None
    # For a reader who paused, the pace is that of the whole time.
    has_paused = min(seconds) not in lately
    days = DAYS_OF_PACE if has_paused else max((today - min(lately)).days + 1, _A_WEEK)
    return sum(lately.values()) / 60 / days * _A_WEEK


def finished_on(minutes: float, pace: float | None, today: date) -> date | None:
    """Return the day on which so many minutes will be read at a pace; None: unknown, or beyond a lifetime."""
    if not minutes:
        return today
    if not pace or minutes / pace > _FARTHEST_WEEKS:
        return None
    return today + timedelta(ceil(minutes / pace * _A_WEEK))


def needed(minutes: float, today: date, by: date) -> int | None:
    """Return the minutes a week it takes to be finished at the end of a day; None if that day is past."""
    days = (by - today).days + 1
    return ceil(minutes / days * _A_WEEK) if days > 0 else None


def seconds_of(days: Sequence[ReadingTime]) -> dict[date, float]:
    """Return the reading time of each day."""
    return {day.day: day.seconds for day in days}
