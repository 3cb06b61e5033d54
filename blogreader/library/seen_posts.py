"""Saves posts that were read in the search for a blog's archive as documents, once they have become articles."""

import dataclasses
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from blogreader.library.offline.offline_articles import OfflineArticles
from blogreader.library.seen_pages import SeenPages
from blogreader.library.source_texts import in_thread, load_discovery
from blogreader.model import Entry

if TYPE_CHECKING:
    from blogreader.library.discovery import Wanted


@asynccontextmanager
async def kept(
    wanted: "Wanted | None",
    largest: int,
    offline: OfflineArticles,
    entries_of: Callable[[Iterable[str]], list[Entry]],
    take: Callable[[list[str]], None],
) -> "AsyncIterator[Wanted]":
    """Provide options for a search that collect the pages it reads; those of posts are saved at the end.

    `largest`: characters of a page. `take` gets the keys of the articles that are offline now.
    """
    await in_thread(load_discovery)
    from blogreader.library.discovery import KeepingProgress, Wanted

    wanted = wanted or Wanted()
    with SeenPages(largest) as seen:
        yield dataclasses.replace(wanted, seen=seen)
        entries = [entry for entry in await in_thread(entries_of, seen.keys()) if not entry.offline]

        was_stopped = wanted.stop.is_set()  # the search was stopped, but not this yet

        def go_on(number: int) -> bool:
            wanted.tell(KeepingProgress(number, len(entries)))
            return not (wanted.at_once.is_set() or (wanted.stop.is_set() and not was_stopped))

        keys = await offline.keep(entries, seen, go_on) if entries and go_on(0) else []
    if keys:
        await in_thread(take, keys)
