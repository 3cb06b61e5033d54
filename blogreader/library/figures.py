"""Statistics of reading: speed, forecast, and a finished archive's totals."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from blogreader import times
from blogreader.catalogue import Catalogue
from blogreader.conditions import Flag, Is, Order, Query, Sort
from blogreader.library.reports import Progress
from blogreader.library.subscriptions import Subscriptions

if TYPE_CHECKING:
    from blogreader.library.reading_report import FinishedArchive, ReadingReport

_LONGEST = 5
_LISTED = 200


class Figures:
    """Sums over the catalogue, in time proportional to the number of articles. Methods may raise LibraryError."""

    def __init__(self, catalogue: Catalogue, subscriptions: Subscriptions, now: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._subscriptions = subscriptions
        self._now = now

    def titles(self) -> list[tuple[str, str, str]]:
        """Return key, title and folded title of every article, roughly in the order of the indexes."""
        return self._catalogue.titles()

    def today(self) -> date:
        """Return the current date in the reader's time zone."""
        return times.local(self._now()).date()

    def report(self) -> "ReadingReport":
        """Return how far the archive has been read, at what pace, and when it will be finished."""
        from blogreader.library.reading_report import ReadingReport

        progress = Progress.of(self._catalogue, self._subscriptions.sources())
        return ReadingReport.of(self._catalogue, progress, self.today())

    def finished(self) -> "FinishedArchive":
        """Return the totals of the archive as far as it has been read."""
        from blogreader.library.reading_report import FinishedArchive

        titles = {source.title or source.name for source in self._subscriptions.sources()}
        begun, ended = self._catalogue.span()
        longest = Query(Is(Flag.READ), Sort(Order.MINUTES, descending=True))
        listed = Query(Is(Flag.BOOKMARKED), Sort(Order.LIST))
        return FinishedArchive(
            title=titles.pop() if len(titles) == 1 else "The archive",
            report=self.report(),
            begun=begun,
            ended=ended,
            longest=self._catalogue.select(longest).page(0, _LONGEST),
            bookmarked=self._catalogue.select(listed).page(0, _LISTED),
        )
