"""The command `import`: states of another machine, or articles of another program."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import absolute, opened, standard_input
from blogreader.cli.sources import follow
from blogreader.cli.stop_signals import tell_rest
from blogreader.errors import BlogreaderError, SourceError, UsageError
from blogreader.exit_statuses import OF_SIGNAL
from blogreader.files import LARGEST_EXPORT
from blogreader.library import ImportReport, Library
from blogreader.model import Status
from blogreader.reading_figures import percent
from blogreader.text import clean_line, counted, without_credentials

if TYPE_CHECKING:
    from blogreader.library import Imported

_LONGEST = 60
"""The most characters of a value that are shown."""
_INPUT = "Standard input"


def import_(arguments: Arguments) -> int:
    """Import exports, each by its own format; if one can't be read, the others are still imported."""
    failed: list[BlogreaderError] = []
    status = 0
    with opened(arguments) as library:
        waiting = iter(arguments.file)
        for file in waiting:
            try:
                status = _one(library, file, arguments) or status
            except KeyboardInterrupt:
                output.message(f"Stopped while importing {clean_line(file)}; importing it again completes it.")
                tell_rest("imported", [*waiting])
                raise
            except UsageError:
                raise
            except SourceError as error:
                output.message(f"blogreader: {error}")
                failed.append(error)
            if status >= OF_SIGNAL:
                tell_rest("imported", [*waiting])
                return status
    if not failed:
        return status
    return failed[0].exit_status if len(failed) == len(arguments.file) else 3


def _one(library: Library, file: str, arguments: Arguments) -> int:
    said = _INPUT if file == "-" else file
    data = standard_input(LARGEST_EXPORT) if file == "-" else None
    path = absolute(f"./{arguments.name or 'addresses'}" if file == "-" else file)
    from blogreader.library.importer import read

    found = read(Path(path), arguments.format, data)
    match found.format:
        case "states":
            _states(library, found.text, said, dry_run=arguments.dry_run)
        case "opml" | "newsboat-urls":
            return _subscriptions(library, found, said, arguments)
        case _:
            report = library.import_articles(
                found, path, name=arguments.name, to_read=arguments.bookmark, dry_run=arguments.dry_run
            )
            _tell(report, found, said, arguments)
    return 0


def _states(library: Library, text: str, said: str, *, dry_run: bool) -> None:
    merged = library.import_states(text, said, dry_run=dry_run)
    if dry_run:
        for key, name, before, after in merged.changes:
            output.data(f"{clean_line(key)}  {clean_line(name)}: {_value(name, before)} → {_value(name, after)}")
    would = "would be " if dry_run else ""
    fields, articles = counted(len(merged.changes), "field"), counted(len(merged.keys), "article")
    output.data(f"{fields} of {articles} {would}imported")


def _subscriptions(library: Library, found: "Imported", said: str, arguments: Arguments) -> int:
    """Follow the feeds that a list of subscriptions names."""
    if not arguments.quiet:
        output.warn(said, found.warnings)
        _tell_left_out(found)
    if arguments.dry_run:
        for address in found.feeds:
            output.data(clean_line(without_credentials(address)))
        output.message(f"{counted(len(found.feeds), 'feed')} would be followed; nothing was changed.")
        return 0
    arguments.feed_only = False
    return follow(library, found.feeds, arguments)


def _tell(report: ImportReport, found: "Imported", said: str, arguments: Arguments) -> None:
    """Print what was imported, and what was not."""
    source = report.source
    if arguments.dry_run:
        status_of = {item.key: item.status for item in found.items.values()}
        for article in report.articles:
            words = (status_of[article.key].value, clean_line(article.title), clean_line(article.url))
            output.data("  ".join((f"{words[0]:<7}", *words[1:])))
    if not arguments.quiet:
        output.warn(said, found.warnings)
        _tell_left_out(found)
        if report.notes:
            notes = counted(report.notes, "highlight or note is", "highlights and notes are")
            output.message(f"{notes} kept with the states, and part of `export`.")
    facts = [
        f"{counted(len(found.items), 'article')}",
        f"{report.new} new",
        f"{report.statuses[Status.READ]} read",
        *([f"{report.statuses[Status.READING]} being read"] if report.statuses[Status.READING] else []),
        *([f"{report.listed} on the reading list"] if report.listed else []),
        *([f"{counted(found.refused, 'row')} left out"] if found.refused else []),
        *([f"{counted(found.repeated, 'row')} of an article listed before"] if found.repeated else []),
    ]
    named = f"{source.name} ({clean_line(source.title, 80)})" if source.title else source.name
    line = f"{named}: {', '.join(facts)}; {counted(report.changed, 'state')}"
    output.data(f"{line} {'would change' if arguments.dry_run else 'changed'}")
    if arguments.dry_run:
        output.message("Nothing was changed.")


def _tell_left_out(found: "Imported") -> None:
    for what, times in found.left_out.items():
        output.message(f"Not imported: {what}, {times} times." if times > 1 else f"Not imported: {what}.")


def _value(name: str, value: object) -> str:
    """Return the value of a field in a readable form."""
    match name, value:
        case "status", None:
            return "unread"
        case _, None:
            return "none"
        case "place", [_, _, _, float(fraction)]:
            return f"{percent(fraction)}%"
        case "bookmark", _:
            return "on the reading list"
        case _, str(text):
            return clean_line(text)
        case _:
            return clean_line(json.dumps(value, ensure_ascii=False), _LONGEST)
