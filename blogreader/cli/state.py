"""The commands `mark`, `bookmark`, `unbookmark` and `progress`."""

from collections.abc import Callable
from datetime import date
from functools import partial

from blogreader.cell_text import fitted
from blogreader.cli import article_output, output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries, nothing
from blogreader.cli.context import opened
from blogreader.errors import UsageError
from blogreader.icons import shown
from blogreader.library import Library, Progress
from blogreader.library.forecast import sentences
from blogreader.library.reading_report import ReadingReport
from blogreader.model import Entry, Status, Tally
from blogreader.reading_lengths import duration
from blogreader.text import clean, clean_line

_BAR, _SHORTEST_BAR = 20, 4
_NAME, _SHORTEST_NAME = 28, 6
_RANK = 5
"""Columns of a place on the reading list, with the blanks behind it."""


def mark(arguments: Arguments) -> int:
    """Set the status of all matching articles."""
    status = Status(arguments.status)
    return _change(
        arguments,
        lambda entry: entry.state.status is not status,
        lambda library, keys: library.mark(keys, status),
        f"marked {status}",
    )


def bookmark(arguments: Arguments) -> int:
    """Put all matching articles on the reading list, or print the list."""
    if arguments.list:
        with opened(arguments) as library:
            found = list(entries(library, "is:bookmarked sort:list", " ".join(arguments.query)))
        # Read articles are not counted, and are listed below the others until they are taken off.
        found.sort(key=lambda entry: entry.state.status is Status.READ)
        if arguments.json:
            output.as_json([article_output.article(entry) for entry in found])
            return 0
        width = output.row_width()
        for entry in found:
            row = article_output.row(entry, width and max(width - _RANK, 1), arguments.icons)
            output.data(f"{entry.bookmark_position or '':>{_RANK - 2}}  {row}")
        return 0
    if arguments.json:
        raise UsageError("--json goes with --list.")
    if not arguments.query:
        raise UsageError("Say which articles (a query), or --list to see the reading list.")
    if arguments.before is None:
        return _change(
            arguments,
            lambda entry: entry.state.bookmark is None or arguments.top,
            lambda library, keys: library.bookmark(keys, on=True, top=arguments.top),
            "put on the reading list",
        )
    if arguments.top:
        raise UsageError("Use either --top or --before.")
    return _change(arguments, lambda _: True, partial(_put_before, clean(arguments.before)), "put on the reading list")


def _put_before(named: str, library: Library, keys: list[str]) -> None:
    """Put articles before the named one; raises UsageError if that is not on the list."""
    beside = library.find(named)
    if beside.state.bookmark is None:
        raise UsageError(f"{clean_line(beside.article.title)} is not on the reading list.")
    library.batch.bookmark_before(keys, beside.article.key)


def unbookmark(arguments: Arguments) -> int:
    """Take all matching articles off the reading list."""
    return _change(
        arguments,
        lambda entry: entry.state.bookmark is not None,
        lambda library, keys: library.bookmark(keys, on=False),
        "taken off the reading list",
    )


def _change(
    arguments: Arguments,
    needs_it: Callable[[Entry], bool],
    change: Callable[[Library, list[str]], object],
    what: str,
) -> int:
    with opened(arguments) as library:
        matching = list(entries(library, " ".join(arguments.query)))
        if not matching:
            output.message(nothing(library, " ".join(arguments.query)))
            return 1
        keys = [entry.article.key for entry in matching if needs_it(entry)]
        if keys and not arguments.dry_run:
            change(library, keys)
    would = "would be " if arguments.dry_run else ""
    same = f", {len(matching) - len(keys)} already so" if len(keys) < len(matching) else ""
    output.data(f"{len(keys)} {would}{what}{same}")
    return 0


def progress(arguments: Arguments) -> int:
    """Print how far the archive has been read, at what pace, and when it will be finished."""
    with opened(arguments) as library:
        report = library.figures.report()
    by = _day(arguments.by) if arguments.by else None
    if by and report.needed(by) is None:
        raise UsageError(f"{by} is past: --by takes a date in the future.")
    if arguments.json:
        output.as_json(_record(report, by))
        return 0
    progress = report.progress
    tallies = [*((one.category or "No category", one.tally) for one in progress.categories), ("All", progress.total)]
    figures = [_figures(progress, tally) for _, tally in tallies]
    name_width, bar_width = _widths(output.row_width(), max(len(one) for one in figures))
    for (name, tally), said in zip(tallies, figures, strict=True):
        drawn = output.bar(tally.share_read, bar_width, arguments.icons)
        output.data(shown(f"{fitted(clean_line(name), name_width)}  {drawn}  {said}".rstrip(), arguments.icons))
    output.data(
        f"{progress.total.reading} being read, {progress.bookmarked} on the reading list, {progress.offline} offline"
    )
    for sentence in sentences(report, by):
        output.data(sentence)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--by {clean_line(text, 40)}: not a date; write it as 2027-03-31.") from None


def _record(report: ReadingReport, by: date | None) -> dict[str, object]:
    progress, time = report.progress, report.time
    return {
        **_counts(progress, progress.total),
        "offline": progress.offline,
        "bookmarked": progress.bookmarked,
        "categories": [{"category": one.category, **_counts(progress, one.tally)} for one in progress.categories],
        "sources": [
            {"source": one.source.name, "title": one.source.title, **_counts(progress, one.tally)}
            for one in progress.sources
        ],
        "months": [{"month": one.month or None, **_counts(progress, one.tally)} for one in report.months],
        "time": {
            "since": time.day.isoformat() if report.days else None,
            "minutes": round(time.seconds / 60, 1),
            "minutes_skimmed": round(time.skimmed / 60, 1),
            "prose_words_a_minute": report.prose,
            "code_words_a_minute": report.code,
            "minutes_for_one_of_the_index": round(progress.slowness, 3),
            "days": {day.isoformat(): round(seconds / 60, 1) for day, seconds in report.days.items()},
        },
        "pace": {
            "minutes_a_week": None if report.pace is None else round(report.pace, 1),
            "finished_on": report.finished_on.isoformat() if report.finished_on else None,
            "by": by.isoformat() if by else None,
            "minutes_a_week_needed": report.needed(by) if by and report.minutes_left is not None else None,
        },
    }


def _counts(progress: Progress, tally: Tally) -> dict[str, int | None]:
    return {
        "articles": tally.articles,
        "read": tally.read,
        "reading": tally.reading,
        "unread": tally.articles - tally.read - tally.reading,
        "minutes": tally.minutes,
        "minutes_left": progress.left(tally),
    }


def _figures(progress: Progress, tally: Tally) -> str:
    minutes = progress.left(tally)
    left = "done" if tally.read >= tally.articles else "" if minutes is None else f"{duration(minutes)} left"
    return f"{f'{tally.read}/{tally.articles}':>7}  {left}".rstrip()


def _widths(columns: int | None, figures: int) -> tuple[int, int]:
    """Return the columns of names and of bars, of which the bars give way first; `figures`: those behind them."""
    if columns is None:
        return _NAME, _BAR
    room = columns - figures - 4
    bar_width = max(min(room - _NAME, _BAR), _SHORTEST_BAR)
    return max(min(room - bar_width, _NAME), _SHORTEST_NAME), bar_width
