"""Sentences about pace and forecast, shared by the command and the screen."""

from collections.abc import Iterator
from datetime import date, timedelta

from blogreader.library.reading_report import ReadingReport
from blogreader.reading_lengths import duration
from blogreader.times import day_in_words

_WEEK = 7


def sentences(report: ReadingReport, by: date | None) -> Iterator[str]:
    """Yield sentences about time and pace, and when the archive will be finished, or what pace a date needs."""
    time, today = report.time, report.today
    if not report.days:
        yield "No reading time yet: it is counted while a text is on the screen."
    else:
        lately = sum(seconds for day, seconds in report.days.items() if today - timedelta(_WEEK) < day <= today)
        skimmed = f", {_minutes(time.skimmed)} of it skimmed" if time.skimmed >= 60 else ""
        spent = f"Read for {_minutes(time.seconds)} since {day_in_words(time.day)}{skimmed}"
        yield f"{spent}; {_minutes(lately)} in the last seven days."
    if speeds := [
        f"{speed} words of {kind}" for kind, speed in (("prose", report.prose), ("code", report.code)) if speed
    ]:
        yield f"Your speed: {' and '.join(speeds)} a minute."
    if report.minutes_left is None:
        yield "How much is left is not known: most articles tell their length only when they have been fetched."
    elif not report.minutes_left:
        yield "Nothing is left." if report.progress.total.articles else "There is nothing to read yet."
    elif report.pace is None:
        yield f"{duration(report.minutes_left)} left. Your pace is known once you have read for ten minutes."
    else:
        at = f"At your pace, {duration(round(report.pace))} a week"
        end = report.finished_on
        yield f"{duration(report.minutes_left)} left. {at}, the archive is finished {_when(end, today)}."
    if by and report.minutes_left:
        weekly, day = report.needed(by), day_in_words(by)
        yield f"{day} is past." if weekly is None else f"By {day} it takes {duration(weekly)} a week."


def _when(end: date | None, today: date) -> str:
    if end is None:
        return "in more than a hundred years"
    return "today" if end == today else f"on {day_in_words(end)}"


def _minutes(seconds: float) -> str:
    return duration(round(seconds / 60))
