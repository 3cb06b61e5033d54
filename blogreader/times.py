"""Times as they stand in files: ISO 8601, UTC, to the second; and days and months as the screen has them."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(8)  # a hundred thousand articles are marked at one time
def to_text(time: datetime) -> str:
    """Write an aware time as `2026-11-01T09:30:00Z`; texts of this form sort as their times do."""
    # Not strftime, which writes the year 999 with three digits.
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def from_text(text: object) -> datetime:
    """Read what `to_text` wrote, and any other ISO 8601; raises ValueError, also for what is no text.

    Every time that a file holds comes in here: one that some offset puts before the year 1 or after 9999 is none.
    """
    if not isinstance(text, str):
        raise ValueError("a time that is not text")  # noqa: TRY004 - what is in a file is a wrong value, not a bug
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is not a time") from error
    if time.utcoffset() is None:
        return time.replace(tzinfo=UTC)
    try:
        return time.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text} is not in a year that exists") from error


def day_in_words(day: date) -> str:
    """Return a day, or that of a time in its own zone, as `1 Nov 2026`."""
    return f"{day.day} {month_in_words(day)}"


def day_from(day: date, today: date | None) -> str:
    """Return a day in words, `today` or `yesterday` where it is one of these; None: it is not known what day it is."""
    ago = (today - date(day.year, day.month, day.day)).days if today else -1
    return {0: "today", 1: "yesterday"}.get(ago) or day_in_words(day)


def month_in_words(day: date) -> str:
    """Return the month of a day as `Nov 2026`."""
    # Not strftime, whose names are those of the locale.
    return f"{_MONTHS[day.month - 1]} {day.year}"


def local(time: datetime) -> datetime:
    """Return an aware time in the system's zone; in its own when it is not in a year that exists in that one."""
    try:
        return time.astimezone()
    except (OverflowError, ValueError):
        return time


class SystemZone(tzinfo):
    """The system's time zone with its changes of the clock, which `datetime.astimezone()` freezes at one offset."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Ask the system for the offset at that local time."""
        return None if when is None else _in_system_zone(when.replace(tzinfo=None)).utcoffset()

    def dst(self, when: datetime | None) -> timedelta | None:  # noqa: ARG002 - tzinfo's signature
        """Leave open how much of the offset is summer time."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Return the system's name of the zone."""
        return None if when is None else _in_system_zone(when.replace(tzinfo=None)).tzname()

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a UTC time."""
        return _in_system_zone(when.replace(tzinfo=UTC)).replace(tzinfo=self)


def _in_system_zone(when: datetime) -> datetime:
    """Return a time in the system's zone; in UTC where that is a day or more away: POSIX allows it, Python does not."""
    try:
        return when.astimezone()
    except ValueError:
        return when if when.tzinfo else when.replace(tzinfo=UTC)


def system_now() -> datetime:
    """Return the time, in the system's zone."""
    return datetime.now(SystemZone())
