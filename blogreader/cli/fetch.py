"""The command `fetch`: makes many articles readable offline."""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.articles import entries, nothing
from blogreader.cli.context import opened
from blogreader.errors import LibraryError, MuchShorter, NotArchived, UsageError
from blogreader.icons import Icons
from blogreader.library import Fetched, Library
from blogreader.settings import MOST_JOBS
from blogreader.text import clean_line, counted

_BAR = 30
_BESIDE_BAR = 24
"""Cells taken by what is to the right of the progress bar."""


def fetch(arguments: Arguments) -> int:
    """Fetch all articles that match; 0 all there, 1 none, 3 some, 4 offline."""
    _check(arguments)
    with opened(arguments) as library:
        if library.offline and arguments.force:
            output.message("This works offline: nothing is fetched again.")
        query = " ".join(arguments.query)
        queries = [query, *(["is:failed"] if arguments.retry_failed else ["is:offline"] if arguments.check else [])]
        found = [*entries(library, *queries)]
        keys = [entry.article.key for entry in found]
        if arguments.retry_failed and _with_pictures(library, arguments):
            keys = [*dict.fromkeys((*keys, *library.with_lost_pictures(query)))]
        if not keys:
            none = "Nothing that matches is archived." if arguments.check else nothing(library, query)
            output.message("Nothing failed." if arguments.retry_failed else none)
            return 0 if arguments.retry_failed else 1
        is_offline, coming = library.offline, _coming(library, keys, arguments)
        done: list[Fetched] = []
        try:
            asyncio.run(_all(coming, len(keys), arguments, done))
        except KeyboardInterrupt:
            if _has_bar(arguments):
                output.how_far("", arguments.icons)
            if not arguments.quiet:
                output.message(f"{_stopped(done, len(keys))} Run the same command again to continue.")
            raise
    if arguments.re_extract:
        pageless = {entry.article.key for entry in found if entry.offline} - {one.article.key for one in done}
        if pageless:
            many = counted(len(pageless), "article has", "articles have")
            output.message(f"{many} no saved page; `blogreader fetch --force` fetches it.")
    failed = [one for one in done if one.error]
    unchanged = sum(1 for one in done if one.unchanged)
    what = _what(arguments)
    lost = sum(one.wanting for one in done)
    pictures = f", {counted(lost, 'picture')} lost" if lost else ""
    untried = sum(one.untried for one in failed)
    failures = f"{len(failed) - untried} failed{f', {untried} not tried' if untried else ''}"
    output.data(f"{len(done) - len(failed) - unchanged} {what}, {unchanged} unchanged, {failures}{pictures}")
    if not (arguments.quiet or is_offline):
        _tell_unasked(sum(one.unasked for one in done))
    if not failed:
        return 0
    if all(isinstance(one.error, NotArchived) for one in failed):
        return NotArchived.exit_status
    return 1 if len(failed) == len(done) else 3


def _tell_unasked(number: int) -> None:
    if number:
        are, they = counted(number, "article is", "articles are"), "they have" if number > 1 else "it has"
        output.message(f"{are} archived already; `blogreader fetch --check` asks whether {they} changed.")


def _what(arguments: Arguments) -> str:
    return "extracted again" if arguments.re_extract else "changed" if arguments.check else "fetched"


def _check(arguments: Arguments) -> None:
    """Raise UsageError for options that exclude each other."""
    if arguments.jobs is not None and not 1 <= arguments.jobs <= MOST_JOBS:
        raise UsageError(f"--jobs takes a number from 1 to {MOST_JOBS}.")
    if arguments.re_extract and (arguments.force or arguments.retry_failed):
        raise UsageError("--re-extract contacts no server: it can't be combined with --force or --retry-failed.")
    if arguments.accept_shorter and not (arguments.force or arguments.re_extract or arguments.retry_failed):
        raise UsageError("--accept-shorter needs --force, --re-extract or --retry-failed.")
    if arguments.check and (arguments.force or arguments.re_extract or arguments.retry_failed or arguments.offline):
        raise UsageError(
            "--check asks servers what changed: it can't be combined with --force, --re-extract or others."
        )
    if arguments.images and arguments.no_images:
        raise UsageError("Use only one of --images and --no-images.")


def _with_pictures(library: Library, arguments: Arguments) -> bool:
    return arguments.images or (library.fetching.pictures and not arguments.no_images)


def _coming(library: Library, keys: list[str], arguments: Arguments) -> AsyncGenerator[Fetched, None]:
    if arguments.re_extract:
        return library.extract_again(keys, shorter=arguments.accept_shorter)
    usual = library.fetching
    settings = replace(
        usual,
        jobs=arguments.jobs or usual.jobs,
        pictures=_with_pictures(library, arguments),
        pages=usual.pages and not arguments.no_html,
    )
    return library.fetch(
        keys,
        again=arguments.force,
        lost=arguments.retry_failed,
        shorter=arguments.accept_shorter,
        check=arguments.check,
        settings=settings,
    )


def _stopped(done: list[Fetched], total: int) -> str:
    return f"Stopped after {len(done)} of {total}."


def _has_bar(arguments: Arguments) -> bool:
    return sys.stderr.isatty() and not arguments.quiet


async def _all(coming: AsyncGenerator[Fetched, None], total: int, arguments: Arguments, done: list[Fetched]) -> None:
    try:
        await _followed(coming, total, arguments, done)
    except LibraryError:
        output.message(_stopped(done, total))
        raise


async def _followed(
    coming: AsyncGenerator[Fetched, None], total: int, arguments: Arguments, done: list[Fetched]
) -> None:
    bar = _has_bar(arguments)
    started = time.monotonic()
    async with aclosing(coming):
        async for one in coming:
            done.append(one)
            line = f"{clean_line(one.article.title, 60)}: {_became(one, arguments)}"
            if bar:
                if one.error:
                    output.how_far("", arguments.icons)
                    output.message(line)
                output.how_far(_bar(len(done), total, time.monotonic() - started, arguments.icons), arguments.icons)
            elif one.error or not arguments.quiet:
                output.message(line)
    if bar:
        output.how_far("", arguments.icons)


def _became(one: Fetched, arguments: Arguments) -> str:
    if isinstance(one.error, MuchShorter):
        return f"{one.error} `--accept-shorter` accepts it."
    if one.error:
        return f"not tried: {one.error}" if one.untried else str(one.error)
    what = "archived already" if one.unasked else "unchanged" if one.unchanged else _what(arguments)
    if not one.wanting:
        return what
    return f"{what}, except {counted(one.wanting, 'picture')}"


def _bar(done: int, total: int, seconds: float, icons: Icons) -> str:
    width = max(min(_BAR, output.columns() - _BESIDE_BAR), 0)
    left = int(seconds / done * (total - done))
    drawn = output.bar(done / total if total else 0, width, icons)
    return f"{drawn} {done}/{total}  {left // 60}:{left % 60:02} left"
