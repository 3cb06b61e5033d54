"""Measuring how long a text is read, from what is on the screen for how long: pure, with the time given.

Time is counted in stretches, each about a screen of text that was scrolled past. A stretch says how quick its reader
was: quicker than anybody reads, it was skimmed; slower than anybody reads, nobody sat there, and what the text usually
takes is counted in place of it. A jump, a move up or another window ends a stretch, and nothing is known of its speed.
"""

from datetime import date

from blogreader.model import ReadingTime
from blogreader.records import dataclass, replace

# Brysbaert (2019), "How many words do we read per minute?": 238 words of non-fiction a minute in silence.
_PROSE = 238 / 60
# No such survey of code is known; measured on our own reading of listings in articles.
_CODE = 100 / 60
_QUICKEST = 2.5
"""Nobody reads this many times faster than usual: 600 words of prose a minute."""
_SLOWEST = 0.2
"""At this fraction of the usual speed, which is 48 words a minute, the reader is away."""
_LEAST_SECONDS = 20.0
"""Anything, such as a picture or a formula, may be looked at for this long, however few words it has."""
_A_SCREEN = 0.8
"""The part of the first screen of a stretch after which all of it has been scrolled past."""
_ALMOST_ALL = 0.9
"""The share of one kind of text that makes a stretch count for the reading speed of that kind."""
LEAST_KEPT = 3.0
"""Seconds: a shorter visit was a mistake."""


@dataclass(frozen=True, slots=True)
class Words:
    """The number of words of each kind in a part of a text."""

    prose: int = 0
    code: int = 0

    def __add__(self, other: "Words") -> "Words":
        return Words(self.prose + other.prose, self.code + other.code)

    @property
    def seconds(self) -> float:
        """The usual reading time."""
        return self.prose / _PROSE + self.code / _CODE

    @property
    def code_share(self) -> float:
        """The share of code in that time, 0 to 1."""
        return self.code / _CODE / self.seconds if self.seconds else 0.0


class ReadingTimer:
    """Measures one sitting at one article on one day."""

    def __init__(self, id: str, day: date, minutes: int | None) -> None:  # noqa: A002 - its word
        """`id` is unique; `minutes` is the length of the article by its index."""
        self._counted = ReadingTime(id, day)
        self._minutes = minutes
        self._since: float | None = None
        self._in_sight = Words()
        self._stayed = 0.0
        """Seconds for which the present screen has been in sight."""
        self._first_screen = 0.0
        self._seconds = 0.0
        self._passed = Words()
        self._share = 0.0
        self._is_idle = False
        self._is_through = False

    @property
    def day(self) -> date:
        """The day that it counts for."""
        return self._counted.day

    def look(self, now: float, words: Words | None) -> None:
        """Report what is in sight from now on; None: nothing to read."""
        if self._since is not None:
            self._stayed += now - self._since
            self._seconds += now - self._since
            self._is_idle |= self._stayed > max(self._in_sight.seconds / _SLOWEST, _LEAST_SECONDS)
        self._since = None if words is None else now
        if words is not None and words != self._in_sight:
            self._in_sight, self._stayed = words, 0.0
        if not self._first_screen and words is not None:
            self._first_screen = words.seconds

    def scrolled(self, words: Words, share: float) -> None:
        """Report what was scrolled past, and how much of the article that is, 0 to 1."""
        self._passed += words
        self._share += share
        self._stayed = 0.0
        self._is_through = False
        if self._passed.seconds >= _A_SCREEN * self._first_screen:
            self._end(is_whole=True)

    def came_to_end(self, words: Words, share: float) -> None:
        """Report that the article is left at its end, with what is in sight; counted once until the next move."""
        if not self._is_through:
            self._passed += words
            self._share += share
            self._end(is_whole=True)
            self._is_through = True

    def end_stretch(self) -> None:
        """Report that the reader moved elsewhere, so that the speed is unknown."""
        self._end(is_whole=False)

    def _end(self, *, is_whole: bool) -> None:
        self._counted = self._with_stretch(is_whole=is_whole)
        self._seconds, self._passed, self._share = 0.0, Words(), 0.0
        self._is_idle, self._first_screen, self._stayed = False, self._in_sight.seconds, 0.0

    def time(self) -> ReadingTime:
        """Return the time so far, including the current stretch."""
        return self._rounded(self._with_stretch(is_whole=False))

    def _with_stretch(self, *, is_whole: bool) -> ReadingTime:
        counted, usual = self._counted, self._passed.seconds
        if self._is_idle:
            return replace(counted, seconds=counted.seconds + min(self._seconds, usual or self._in_sight.seconds))
        counted = replace(counted, seconds=counted.seconds + self._seconds)
        if not is_whole or not usual or not self._seconds:
            return counted
        if usual > _QUICKEST * self._seconds:
            return replace(counted, skimmed=counted.skimmed + self._seconds)
        if self._minutes:
            counted = replace(
                counted,
                read=counted.read + self._seconds,
                expected=counted.expected + self._share * self._minutes * 60,
            )
        if self._passed.code_share <= 1 - _ALMOST_ALL:
            return replace(
                counted,
                prose_words=counted.prose_words + self._passed.prose,
                prose_seconds=counted.prose_seconds + self._seconds,
            )
        if self._passed.code_share >= _ALMOST_ALL:
            return replace(
                counted,
                code_words=counted.code_words + self._passed.code,
                code_seconds=counted.code_seconds + self._seconds,
            )
        return counted

    @staticmethod
    def _rounded(time: ReadingTime) -> ReadingTime:
        names = ("seconds", "skimmed", "prose_seconds", "code_seconds", "read", "expected")
        return replace(time, **{name: round(getattr(time, name), 1) for name in names})


def with_time(times: tuple[ReadingTime, ...], time: ReadingTime) -> tuple[ReadingTime, ...]:
    """Return the times of an article with those of the present sitting, if it is long enough to keep."""
    if time.seconds < LEAST_KEPT:
        return times
    return (*(one for one in times if one.id != time.id), time)
