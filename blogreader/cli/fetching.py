"""`fetch`: many articles made readable offline."""

import asyncio
import sys
import time

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries
from blogreader.cli.opening import opened
from blogreader.errors import NotArchived, UsageError
from blogreader.library import Fetched, Library
from blogreader.text import clean_line

_BAR = 30
_MOST_JOBS = 16


def fetch(arguments: Arguments) -> int:
    """Fetch all articles that match; 0 all there, 1 none, 3 some, 4 offline."""
    if not 1 <= arguments.jobs <= _MOST_JOBS:
        raise UsageError(f"--jobs takes a number from 1 to {_MOST_JOBS}.")
    with opened(arguments) as library:
        queries = [" ".join(arguments.query), *(["is:failed"] if arguments.retry_failed else [])]
        keys = [entry.article.key for entry in entries(library, *queries)]
        if not keys:
            output.message("Nothing matches.")
            return 0 if arguments.retry_failed else 1
        done = asyncio.run(_fetch(library, keys, arguments))
    failed = [one for one in done if one.error]
    unchanged = sum(1 for one in done if one.unchanged)
    output.data(f"{len(done) - len(failed) - unchanged} fetched, {unchanged} unchanged, {len(failed)} failed")
    if not failed:
        return 0
    if all(isinstance(one.error, NotArchived) for one in failed):
        return NotArchived.exit_status
    return 1 if len(failed) == len(done) else 3


async def _fetch(library: Library, keys: list[str], arguments: Arguments) -> list[Fetched]:
    done: list[Fetched] = []
    bar = sys.stderr.isatty() and not arguments.quiet
    started = time.monotonic()
    async for one in library.fetch(keys, jobs=arguments.jobs, again=arguments.force):
        done.append(one)
        line = f"{clean_line(one.article.title, 60)}: {one.error or ('unchanged' if one.unchanged else 'fetched')}"
        if bar:
            if one.error:
                sys.stderr.write("\r\x1b[K")
                output.message(line)
            sys.stderr.write(f"\r\x1b[K{_bar(len(done), len(keys), time.monotonic() - started)}")
            sys.stderr.flush()
        elif one.error or not arguments.quiet:
            output.message(line)
    if bar:
        sys.stderr.write("\r\x1b[K")
    return done


def _bar(done: int, total: int, seconds: float) -> str:
    filled = _BAR * done // total
    left = int(seconds / done * (total - done))
    return f"{'━' * filled}{'─' * (_BAR - filled)} {done}/{total}  {left // 60}:{left % 60:02} left"
