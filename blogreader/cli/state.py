"""`mark`, `bookmark`, `unbookmark` and `progress`."""

from collections.abc import Callable

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries
from blogreader.cli.context import opened
from blogreader.errors import UsageError
from blogreader.library import Library
from blogreader.model import Entry, Status, Tally
from blogreader.reading_figures import bar
from blogreader.text import clean_line
from blogreader.transitions import duration

_BAR = 20


def mark(arguments: Arguments) -> int:
    """Change the status of all that match."""
    status = Status(arguments.status)
    return _change(
        arguments,
        lambda entry: entry.state.status is not status,
        lambda library, keys: library.mark(keys, status),
        f"marked {status}",
    )


def bookmark(arguments: Arguments) -> int:
    """Put all that match on the reading list, or show the list."""
    if arguments.list:
        with opened(arguments) as library:
            found = list(entries(library, "is:bookmarked sort:list", " ".join(arguments.query)))
            # What is read is no longer counted, and stands below until it is taken off.
            for entry in sorted(found, key=lambda entry: entry.state.status is Status.READ):
                output.data(f"{entry.bookmark_position or '':>3}  {output.row(entry)}")
        return 0
    if not arguments.query:
        raise UsageError("Say which articles (a query), or --list to see the reading list.")
    return _change(
        arguments,
        lambda entry: entry.state.bookmark is None or arguments.top,
        lambda library, keys: library.bookmark(keys, on=True, top=arguments.top),
        "put on the reading list",
    )


def unbookmark(arguments: Arguments) -> int:
    """Take all that match off the reading list."""
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
            output.message("Nothing matches.")
            return 1
        keys = [entry.article.key for entry in matching if needs_it(entry)]
        if keys and not arguments.dry_run:
            change(library, keys)
    would = "would be " if arguments.dry_run else ""
    same = f", {len(matching) - len(keys)} already so" if len(keys) < len(matching) else ""
    output.data(f"{len(keys)} {would}{what}{same}")
    return 0


def progress(arguments: Arguments) -> int:
    """Print how far the archive has been read."""
    with opened(arguments) as library:
        report = library.progress()
    if arguments.json:
        output.as_json(
            {
                **_counts(report.total),
                "offline": report.offline,
                "bookmarked": report.bookmarked,
                "categories": [{"category": one.category, **_counts(one.tally)} for one in report.categories],
            }
        )
        return 0
    for one in report.categories:
        output.data(f"{clean_line(one.category or 'Without a category', 28):<28}  {_line(one.tally)}")
    output.data(f"{'All':<28}  {_line(report.total)}")
    output.data(f"{report.total.reading} being read, {report.bookmarked} on the reading list, {report.offline} offline")
    return 0


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "articles": tally.articles,
        "read": tally.read,
        "reading": tally.reading,
        "unread": tally.articles - tally.read - tally.reading,
        "minutes": tally.minutes,
        "minutes_left": tally.minutes_left,
    }


def _line(tally: Tally) -> str:
    left = f"{duration(tally.minutes_left)} left" if tally.read < tally.articles else "done"
    return f"{''.join(bar(tally.read, tally.articles, _BAR))}  {f'{tally.read}/{tally.articles}':>7}  {left}"
