"""`add`, `sources`, `remove` and `refresh`."""

import asyncio
import sys

from blogreader import times
from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.opening import absolute, opened
from blogreader.errors import BlogreaderError, SourceError
from blogreader.files import reason
from blogreader.library import LARGEST_INDEX
from blogreader.text import clean_line, counted


def add(arguments: Arguments) -> int:
    """Follow indexes; one that can't be read does not keep the others from being followed."""
    failed: list[BlogreaderError] = []
    with opened(arguments) as library:
        for location in arguments.location:
            try:
                report = asyncio.run(library.add(_whole(location), _standard_input() if location == "-" else None))
            except BlogreaderError as error:
                output.message(f"blogreader: {error}")
                failed.append(error)
                continue
            if not arguments.quiet:
                output.warn(location, report.warnings)
            title = f" ({clean_line(report.source.title, 80)})" if report.source.title else ""
            output.data(f"{report.source.name}{title}: {counted(report.articles, 'article')}")
    return _status(failed, len(arguments.location))


def sources(arguments: Arguments) -> int:
    """List what is followed."""
    with opened(arguments) as library:
        reports = library.sources()
    if not arguments.quiet:
        for report in reports:
            if not report.articles:  # what else is doubtful was told when it was read
                output.warn(report.source.name, report.warnings)
    if arguments.json:
        output.as_json(
            [
                {
                    "name": report.source.name,
                    "title": report.source.title,
                    "location": report.source.location,
                    "format": report.source.format,
                    "articles": report.articles,
                    "read_at": times.to_text(report.source.read_at) if report.source.read_at else None,
                }
                for report in reports
            ]
        )
        return 0
    for report in reports:
        when = f"read {times.to_text(report.source.read_at)[:10]}" if report.source.read_at else "as it came"
        output.data(
            f"{report.source.name:<20}  {report.articles:>6} {'article ' if report.articles == 1 else 'articles'}"
            f"  {when:<15}  {clean_line(report.source.location)}"
        )
    return 0


def remove(arguments: Arguments) -> int:
    """Stop following an index."""
    with opened(arguments) as library:
        source = library.remove(arguments.source)
    output.data(f"{source.name} is no longer followed")
    return 0


def refresh(arguments: Arguments) -> int:
    """Read indexes again."""
    with opened(arguments) as library:
        reports = asyncio.run(library.refresh(arguments.source))
    for report in reports:
        if report.error:
            output.message(f"blogreader: {report.error}")
            continue
        if not arguments.quiet:
            output.warn(report.source.name, report.warnings)
        output.data(f"{report.source.name}: new {report.new}, changed {report.changed}, gone {report.gone}")
    return _status([report.error for report in reports if report.error], len(reports))


def _status(failed: list[BlogreaderError], tried: int) -> int:
    if not failed:
        return 0
    return failed[0].exit_status if len(failed) == tried else 3


def _whole(location: str) -> str:
    return location if location == "-" or "://" in location else absolute(location)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read(LARGEST_INDEX + 1)
    except OSError as error:
        raise SourceError(f"Standard input can't be read: {reason(error)}.") from error
