"""The commands `add`, `sources`, `remove` and `refresh`."""

import asyncio
import sys
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from blogreader import times
from blogreader.cell_text import cut
from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import absolute, opened, standard_input
from blogreader.cli.stop_signals import StoppedBySignals, tell_rest
from blogreader.errors import AlreadyFollowed, BlogreaderError, NamesFeeds, SourceError, UsageError
from blogreader.library import LARGEST_INDEX, SURENESS, Library, Refreshed
from blogreader.model import Article, IndexWarning, Source
from blogreader.paths import located
from blogreader.text import clean_line, counted
from blogreader.urls import slug_of, without_userinfo

if TYPE_CHECKING:
    from blogreader.library.discovery import Wanted

_NAMED = 5
"""The most articles that are named in a line."""


def add(arguments: Arguments) -> int:
    """Follow indexes and blogs; if one can't be read, the others are still followed."""
    with opened(arguments) as library:
        return follow(library, arguments.location, arguments)


def follow(library: Library, locations: Iterable[str], arguments: Arguments) -> int:
    """Follow what is at these locations, one after another, with the options of `add`."""
    failed: list[BlogreaderError] = []
    done = 0
    waiting = iter(locations)
    of_lists: set[str] = set()
    while (location := next(waiting, None)) is not None:
        try:
            stopped = asyncio.run(_add(library, location, arguments))
        except KeyboardInterrupt:
            tell_rest(_done(arguments), [*waiting])
            raise
        except BlogreaderError as error:
            if isinstance(error, NamesFeeds) and location not in of_lists:
                of_lists.update(error.addresses)
                if not arguments.quiet:
                    left_out = (IndexWarning(*one) for one in error.left_out)
                    output.warn(clean_line(without_userinfo(location), 200), left_out)
                waiting = chain(error.addresses, waiting)
                continue
            of = f"{clean_line(without_userinfo(location), 200)}: " if location in of_lists else ""
            output.message(f"blogreader: {of}{error}")
            failed.append(error)
            continue
        done += 1
        if stopped:
            tell_rest(_done(arguments), [*waiting])
            return stopped
    return _status(failed, done + len(failed))


def _done(arguments: Arguments) -> str:
    return "looked at" if arguments.dry_run else "followed"


async def _add(library: Library, location: str, arguments: Arguments) -> int:
    """Follow one, or say what would come; return 0, or the exit status where a signal (Ctrl-C) stopped the search."""
    from blogreader.library.discovery import KeepingProgress, SearchProgress, Wanted

    where = "-" if location == "-" else _whole(location)
    shown = without_userinfo(where) if "://" in where else location
    shows = sys.stderr.isatty() and not arguments.quiet
    what = clean_line(shown, 60)

    def begin() -> None:
        stopping.is_under_way = True

    def tell(progress: SearchProgress | KeepingProgress) -> None:
        begin()
        if shows:
            line = f"Looking for the archive of {what} … {progress}"
            output.how_far(cut(line, output.columns() - 1), arguments.icons)

    wanted = Wanted(feed_only=arguments.feed_only, tell=tell, storing=begin)
    data = standard_input(LARGEST_INDEX) if location == "-" else None
    stopping = StoppedBySignals(wanted)
    try:
        with stopping:
            if arguments.dry_run:
                await _look(library, where, wanted)
                return stopping.status
            report = await library.add(where, data, wanted)
    except asyncio.CancelledError:
        output.message(f"Stopped before anything came from {what}; nothing was changed.")
        return stopping.status
    except BlogreaderError as error:
        if not stopping.status:
            raise
        # A stop before the first post is found is an error of the search; the next location is not begun all the same.
        output.message(f"blogreader: {error}")
        return stopping.status
    finally:
        if shows:
            output.how_far("", arguments.icons)
    if not arguments.quiet:
        output.warn(shown, report.warnings)
        if report.remark:
            output.message(report.remark)
    source = report.source
    title = f" ({clean_line(source.title, 80)})" if source.title else ""
    output.data(f"{source.name}{title}: {counted(report.articles, 'article')}{_sureness(source)}")
    return stopping.status


async def _look(library: Library, location: str, wanted: "Wanted") -> None:
    """Print what would be added."""
    if location == "-":
        raise SourceError("--dry-run needs an address or a file, not standard input.")
    try:
        source, index = await library.look(location, wanted)
    except AlreadyFollowed as error:
        output.message(f"{error} Nothing was changed.")
        return
    for article in index.articles:
        day = article.date.isoformat() if article.date else ""
        output.data(f"{day:<10}  {clean_line(article.title)}  {clean_line(article.url)}")
    output.message(f"{counted(len(index.articles), 'article')} would be added{_sureness(source)}; nothing was changed.")


def _sureness(source: Source) -> str:
    """Return in words how certainly a blog's archive is complete, and in which ways it was found."""
    if source.completeness is None:
        return ""
    ways = f" ({source.ways})" if source.ways else ""
    return f", {SURENESS.get(source.completeness, source.completeness)}{ways}"


def sources(arguments: Arguments) -> int:
    """List the sources, or the addresses left out of one, or take some of these in; or move a source."""
    if arguments.address and arguments.take_in is None and arguments.move is None:
        words = clean_line(" ".join(arguments.address), 200)
        raise UsageError(f"Unrecognized arguments: {words}; see `blogreader sources --help`.")
    with opened(arguments) as library:
        if arguments.left_out is not None:
            return _left_out(library, arguments)
        if arguments.move is not None:
            if len(arguments.address) != 1:
                raise UsageError("--move needs one ADDRESS: where the source is now.")
            output.data(_refreshed(asyncio.run(library.move(arguments.move, _whole(arguments.address[0])))))
            return 0
        if arguments.take_in is not None:
            return _take_in(library, arguments.take_in, arguments.address)
        reports = library.sources()
    if not arguments.quiet:
        for report in reports:
            if not report.articles:  # other doubts were reported when it was read
                output.warn(report.source.name, report.warnings)
    if arguments.json:
        output.as_json(
            [
                {
                    "name": report.source.name,
                    "title": report.source.title,
                    "location": report.source.location,
                    "format": report.source.format,
                    "completeness": report.source.completeness,
                    "ways": report.source.ways.split(", ") if report.source.ways else [],
                    "articles": report.articles,
                    "read_at": times.to_text(report.source.read_at) if report.source.read_at else None,
                }
                for report in reports
            ]
        )
        return 0
    width = output.row_width()
    for report in reports:
        where = f"{clean_line(report.source.location)}{_sureness(report.source)}"
        if width is not None and report.source.title:  # by which the app calls it; a script has it from --json
            where = f"{clean_line(report.source.title, 60)} · {where}"
        when = f"read {times.to_text(report.source.read_at)[:10]}" if report.source.read_at else "as supplied"
        row = (
            f"{report.source.name:<20}  {report.articles:>6} {'article ' if report.articles == 1 else 'articles'}"
            f"  {when:<15}  {where}"
        )
        output.data(row if width is None else cut(row, width))
    return 0


def _left_out(library: Library, arguments: Arguments) -> int:
    posts = library.left_out(arguments.left_out)
    if arguments.json:
        output.as_json([{"url": post.url, "title": post.title or None} for post in posts])
        return 0
    for post in posts:
        output.data(f"{clean_line(post.url)}  {clean_line(post.title)}".rstrip())
    if not posts and not arguments.quiet:
        output.message("Nothing was left out.")
    return 0


def _take_in(library: Library, name: str, addresses: list[str]) -> int:
    unknown = library.take_in(name, addresses)
    for address in unknown:
        output.message(f"blogreader: {clean_line(address, 200)} is not among the left-out addresses of {name}.")
    output.data(f"{name}: {counted(len(addresses) - len(unknown), 'article')} taken in")
    return 0 if not unknown else 1 if len(unknown) == len(addresses) else 3


def remove(arguments: Arguments) -> int:
    """Stop following sources; if one of them is unknown, all stay."""
    with opened(arguments) as library:
        removed = library.remove(*arguments.source)
    for source in removed:
        output.data(f"{source.name} is no longer followed")
    return 0


def refresh(arguments: Arguments) -> int:
    """Read indexes again."""
    from blogreader.library.discovery import Wanted

    with opened(arguments) as library:
        reports: list[Refreshed] = []
        try:
            asyncio.run(library.refresh(arguments.source, Wanted(whole=arguments.whole, refreshed=reports.append)))
        except KeyboardInterrupt:
            _tell(reports, quiet=arguments.quiet)
            names = arguments.source or [report.source.name for report in library.sources()]
            tell_rest("refreshed", names[len(reports) :])
            raise
        _tell(reports, quiet=arguments.quiet)
        try:
            changed = asyncio.run(_changed(library, reports))
        except KeyboardInterrupt:
            output.message("Stopped while looking for changed texts; the sources were refreshed.")
            raise
    if changed:
        slugs = ", ".join(slug_of(one.key) for one in changed[:_NAMED]) + (", …" if len(changed) > _NAMED else "")
        output.data(f"{counted(len(changed), 'article has', 'articles have')} changed: {slugs}")
    return _status([report.error for report in reports if report.error], len(reports))


async def _changed(library: Library, reports: list[Refreshed]) -> list[Article]:
    """Return the archived articles whose text has changed, out of those that may have."""
    return [one.article async for one in library.look_for_changes(reports) if not (one.unchanged or one.error)]


def _tell(reports: list[Refreshed], *, quiet: bool) -> None:
    for report in reports:
        if report.error:
            output.message(f"blogreader: {report.error}")
            continue
        if not quiet:
            output.warn(report.source.name, report.warnings)
            if report.remark:
                output.message(f"{report.source.name}: {report.remark}")
        output.data(_refreshed(report))


def _refreshed(report: Refreshed) -> str:
    moved = f", moved {len(report.moved)}" if report.moved else ""
    return f"{report.source.name}: new {report.new}, changed {report.changed}, gone {report.gone}{moved}"


def _status(failed: list[BlogreaderError], tried: int) -> int:
    if not failed:
        return 0
    return failed[0].exit_status if len(failed) == tried else 3


def _whole(location: str) -> str:
    if location == "-" or "://" in (where := located(location)):
        return location if location == "-" else where
    return absolute(location)
