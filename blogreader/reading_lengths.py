"""Lengths of reading in words, for lists and reports: `14 h 49 min`, `12 min`, `43%`."""

from blogreader.model import Entry, Status
from blogreader.reading_figures import at_speed, minutes_left


def duration(minutes: int) -> str:
    """Return a length of reading in words: `14 h 49 min`, `9 min`, `2 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def minutes_to_go(entry: Entry, at: int | None = None, slowness: float = 1.0) -> str:
    """Return in words what is left of an article that is being read; empty for others, and where no length is known."""
    percent = entry.state.percent if at is None else at
    left = at_speed(minutes_left(entry.article.minutes or 0, percent), slowness)
    return duration(left) if left and percent and entry.state.status is Status.READING else ""


def length(entry: Entry, at: int | None = None) -> str:
    """Return in words how long an article is, or how much of it is read: `12 min`, `43%`, or nothing.

    `at`: the per cent at which its reader stands, when it is open.
    """
    percent = entry.state.percent if at is None else at
    if entry.state.status is Status.READING and percent:
        return f"{percent}%"
    return f"{entry.article.minutes} min" if entry.article.minutes is not None else ""
