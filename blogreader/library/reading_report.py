"""The report on reading: speed, forecast, and a finished archive's totals."""

from collections.abc import Mapping
from datetime import date, datetime

from blogreader import reading_pace
from blogreader.catalogue import Catalogue
from blogreader.library.reports import Progress
from blogreader.model import Entry, ReadingTime, Tally
from blogreader.records import dataclass


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """How far the articles of a month of the archive have been read."""

    month: str
    """`2026-04`; empty: those without a date."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How far the archive has been read, at what pace, and when it will be finished."""

    progress: Progress
    months: tuple[MonthProgress, ...]
    """Earliest first."""
    time: ReadingTime
    """All measured reading time."""
    days: Mapping[date, float]
    """Seconds of reading, by day."""
    today: date

    @classmethod
    def of(cls, catalogue: Catalogue, progress: Progress, today: date) -> "ReadingReport":
        """Compute it from the catalogue, in time proportional to the number of articles."""
        days = catalogue.reading_days()
        months = tuple(MonthProgress(month, tally) for month, tally in catalogue.months())
        return cls(progress, months, reading_pace.summed(days), reading_pace.seconds_of(days), today)

    @property
    def minutes_left(self) -> int | None:
        """What is left of the archive, at the reader's speed; None: most lengths are unknown."""
        return self.progress.left(self.progress.total)

    @property
    def pace(self) -> float | None:
        """Minutes a week; None: unknown yet."""
        return reading_pace.minutes_a_week(self.days, self.today)

    @property
    def finished_on(self) -> date | None:
        """When the archive will be finished at this pace; None: unknown."""
        left = self.minutes_left
        return None if left is None else reading_pace.finished_on(left, self.pace, self.today)

    def needed(self, by: date) -> int | None:
        """Return the pace that finishes the archive by the end of a day, 0 if unknown; None: that day is past."""
        return reading_pace.needed(self.minutes_left or 0, self.today, by)

    @property
    def prose(self) -> int | None:
        """Words of prose a minute; None: unknown yet."""
        return reading_pace.words_a_minute(self.time.prose_words, self.time.prose_seconds)

    @property
    def code(self) -> int | None:
        """Words of code a minute; None: unknown yet."""
        return reading_pace.words_a_minute(self.time.code_words, self.time.code_seconds)


@dataclass(frozen=True, slots=True)
class FinishedArchive:
    """The totals of an archive, as far as it has been read."""

    title: str
    """The blog's title, if it is a single one."""
    report: ReadingReport
    begun: datetime | None
    """When the first article was read or opened; None: none was."""
    ended: datetime | None
    """When the last article was read."""
    longest: tuple[Entry, ...]
    """The longest read articles."""
    bookmarked: tuple[Entry, ...]
