"""Times as they stand in files: ISO 8601, UTC, to the second."""

from datetime import UTC, datetime, timedelta, tzinfo


def to_text(time: datetime) -> str:
    """Write an aware time as `2026-11-01T09:30:00Z`; texts of this form sort as their times do."""
    # Not strftime, which writes the year 999 with three digits.
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote; raises ValueError."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


class SystemZone(tzinfo):
    """The system's time zone with its changes of the clock, which `datetime.astimezone()` freezes at one offset."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Ask the system for the offset at that local time."""
        return None if when is None else when.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, when: datetime | None) -> timedelta | None:  # noqa: ARG002 - tzinfo's signature
        """Leave open how much of the offset is summer time."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Give the system's name of the zone."""
        return None if when is None else when.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, when: datetime) -> datetime:
        """Give the local time of a UTC time."""
        return when.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def system_now() -> datetime:
    """Give the time, in the system's zone."""
    return datetime.now(SystemZone())
