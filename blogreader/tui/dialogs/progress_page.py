"""The page of progress through the archive: in figures, as a calendar, by category, source and month."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from blogreader.cell_text import fitted
from blogreader.keys import TABLE, Key
from blogreader.library import Progress
from blogreader.library.forecast import sentences
from blogreader.library.reading_report import ReadingReport
from blogreader.model import Tally
from blogreader.reading_figures import fine_bar
from blogreader.reading_lengths import duration
from blogreader.render import Block, Code, Heading, Inline, Paragraph
from blogreader.text import clean_line
from blogreader.times import month_in_words
from blogreader.tui.dialogs.text_screen import TextScreen

_BAR = 20
_WIDE = 68
"""Rows of at least this width have a bar, in cells."""
_WEEKS = 26
_DAYS = ("Mo", "", "We", "", "Fr", "", "Su")
_SHADES = "·░▒▓█"
_PLAIN, _FILLED, _EMPTY = "code.plain", "code.filled", "code.empty"
_SHADED = dict.fromkeys(_SHADES, _FILLED) | {_SHADES[0]: _EMPTY}
_STEPS = (0, 10, 25, 45)
"""Minutes above which a day is a shade darker."""


def progress_page(report: ReadingReport, by: date | None, table: tuple[Key, ...] = TABLE) -> TextScreen:
    """Return the page; `by`: the day by which the reader wants to have finished."""

    def blocks(width: int) -> Iterator[Block]:
        progress = report.progress
        total = progress.total
        yield Heading(2, Inline(f"{total.read} of {total.articles} read"))
        reading, listed, offline = total.reading, progress.bookmarked, progress.offline
        yield Paragraph(Inline(f"{reading} being read · {listed} on the reading list · {offline} offline"))
        for sentence in sentences(report, by):
            yield Paragraph(Inline(sentence))
        if report.days:
            yield Heading(3, Inline("The last half year"))
            yield _listing(_shaded(row) for row in calendar(report.days, report.today, width))
        yield Heading(3, Inline("By category"))
        categories = ((one.category or "No category", one.tally) for one in progress.categories)
        yield _rows(progress, [("All", total), *categories], width)
        if len(progress.sources) > 1:
            yield Heading(3, Inline("By source"))
            named = ((one.source.title or one.source.name, one.tally) for one in progress.sources)
            yield _rows(progress, named, width)
        if report.months:
            yield Heading(3, Inline("By month of the archive"))
            yield _rows(progress, ((_month(one.month), one.tally) for one in report.months), width)

    return TextScreen(blocks, table)


def calendar(days: Mapping[date, float], today: date, width: int) -> Iterator[str]:
    """Yield the rows of a calendar of half a year, with a column for each week; more reading is darker."""
    step = 2 if width >= 4 + 2 * _WEEKS else 1
    monday = today - timedelta(today.weekday())
    weeks = [monday - timedelta(7 * ago) for ago in range(_WEEKS - 1, -1, -1)]
    yield f"   {_months(weeks, step)}"
    for number, name in enumerate(_DAYS):
        cells = []
        for week in weeks:
            day = week + timedelta(number)
            cells.append((" " if day > today else shade(days.get(day, 0.0))).ljust(step))
        yield f"{name:<3}{''.join(cells)}".rstrip()
    most = " ".join(f"{sign} {minutes}" for sign, minutes in zip(_SHADES[1:], _STEPS[1:], strict=False))
    yield f"   {_SHADES[0]} 0 {most} {_SHADES[-1]} more min"


def shade(seconds: float) -> str:
    """Return the character for a day with this much reading."""
    return _SHADES[sum(seconds > 60 * step for step in _STEPS)]


def _month(month: str) -> str:
    return month_in_words(date.fromisoformat(f"{month}-01")) if month else "Without a date"


def _months(weeks: list[date], step: int) -> str:
    """Return the names of the months, each above the first week that begins in it, as far as there is room."""
    line = ""
    for number, week in enumerate(weeks):
        if week.day <= 7 and len(line) <= number * step:
            line = f"{line.ljust(number * step)}{month_in_words(week)[:3]} "
    return line.rstrip()


def _rows(progress: Progress, rows: Iterable[tuple[str, Tally]], width: int) -> Code:
    told = [(name, tally, _left(progress, tally)) for name, tally in rows]
    widest = max((len(left) for *_, left in told), default=0)
    return _listing(_line(name, tally, left.rjust(widest), width) for name, tally, left in told)


def _left(progress: Progress, tally: Tally) -> str:
    minutes = progress.left(tally)
    return "done" if tally.read >= tally.articles else "" if minutes is None else duration(minutes)


def _line(name: str, tally: Tally, left: str, width: int) -> Iterator[tuple[str, str]]:
    count = f"{tally.read}/{tally.articles}"
    if width < _WIDE:
        yield f"{fitted(clean_line(name), max(width - 8 - len(left), 4))} {count:>6} {left}", _PLAIN
        return
    filled, empty = fine_bar(tally.share_read, _BAR)
    yield f"{fitted(clean_line(name), 24)} ", _PLAIN
    yield filled, _FILLED
    yield empty, _EMPTY
    yield f" {count:>8}  {left}", _PLAIN


def _shaded(row: str) -> Iterator[tuple[str, str]]:
    """Yield a row of the calendar in pieces of a single style."""
    for role, signs in groupby(row, key=lambda sign: _SHADED.get(sign, _PLAIN)):
        yield "".join(signs), role


def _listing(lines: Iterable[Iterable[tuple[str, str]]]) -> Code:
    """Return lines of pieces, each with its role, as one listing."""
    text, colours = "", []
    for line in lines:
        for piece, role in line:
            colours.append((len(text), len(text) + len(piece), role))
            text += piece
        text += "\n"
    return Code(text[:-1], colours=tuple(colours))
