"""How quick somebody reads, and when an archive is finished: pure, from what days took."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from blogreader.model import ReadingTime

DAYS_OF_PACE = 56
"""A pace is that of the last eight weeks: who has more time now is not held to a summer long ago."""
DAYS_OF_CALENDAR = 182
_A_WEEK = 7
_LEAST_SECONDS = 600.0
"""Ten minutes of reading, before which nobody has a pace."""
_LEAST_EXPECTED = 1_800.0
"""Half an hour by the minutes of an index, before which it is not said that somebody is quicker or slower than it."""
_LEAST_WORDS = 500
_SLOWEST, _QUICKEST = 2.5, 0.4
_FARTHEST_WEEKS = 52 * 100


def summed(days: Sequence[ReadingTime]) -> ReadingTime:
    """Return what days took together; the day is that of the first."""
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
    """Return how many minutes its reader needs for one of an index; 1 until that is known."""
    if total.expected < _LEAST_EXPECTED:
        return 1.0
    return min(max(total.read / total.expected, _QUICKEST), _SLOWEST)


def words_a_minute(words: int, seconds: float) -> int | None:
    """Return how quick a kind of text is read; None until enough was."""
    return round(words / seconds * 60) if words >= _LEAST_WORDS and seconds else None


def minutes_a_week(seconds: Mapping[date, float], today: date) -> float | None:
    """Return the pace of the last eight weeks, or since the first day of reading; None until there is one."""
    lately = {day: one for day, one in seconds.items() if today - timedelta(DAYS_OF_PACE) < day <= today}
    if sum(lately.values()) < _LEAST_SECONDS:
        return None
    # Who read before that time and paused has the pace of all of it.
    has_paused = min(seconds) not in lately
    days = DAYS_OF_PACE if has_paused else max((today - min(lately)).days + 1, _A_WEEK)
    return sum(lately.values()) / 60 / days * _A_WEEK


def finished_on(minutes: float, pace: float | None, today: date) -> date | None:
    """Return the day on which so many minutes are read at a pace; None: nobody knows, or lives to see it."""
    if not minutes:
        return today
    if not pace or minutes / pace > _FARTHEST_WEEKS:
        return None
    return today + timedelta(ceil(minutes / pace * _A_WEEK))


def needed(minutes: float, today: date, by: date) -> int | None:
    """Return how many minutes a week it takes to have read so many at the end of a day; None: that day has been."""
    days = (by - today).days + 1
    return ceil(minutes / days * _A_WEEK) if days > 0 else None


def seconds_of(days: Sequence[ReadingTime]) -> dict[date, float]:
    """Return for how long was read on each day."""
    return {day.day: day.seconds for day in days}
