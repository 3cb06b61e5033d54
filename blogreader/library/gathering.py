"""Many articles made offline: in which order, how many at once, and what becomes of each."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from blogreader.errors import Busy, FetchError, NotArchived
from blogreader.library.documents import Documents
from blogreader.library.reports import Fetched
from blogreader.model import Entry, FetchSettings
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.fetch import Manners

_LONGEST_HOLD = 120.0
"""Seconds that a busy host is waited for."""
_AHEAD = 2
"""Articles of a host that are extracted and archived while others are on their way."""
_PATIENCE = 3
"""Times that an article is asked for when its host is busy."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of many articles."""

    offline: bool = False
    again: bool = False
    """Also those that are archived."""
    retry: bool = False
    """Also pictures that could not be had."""


async def gather(
    documents: Documents, entries: Sequence[Entry], wish: Wish, settings: FetchSettings
) -> AsyncIterator[Fetched]:
    """Make articles offline; tell of each when it is done. Raises LibraryError."""
    await asyncio.to_thread(documents.archive.sweep)
    there = await asyncio.to_thread(_there, documents, entries, wish, settings)
    for entry in entries:
        if entry.article.key in there:
            yield Fetched(entry.article, unchanged=True)
        elif wish.offline:
            yield await _without_network(documents, entry)
    left = [entry for entry in entries if entry.article.key not in there]
    if wish.offline or not left:
        return
    async for fetched in _from_network(documents, left, wish, settings):
        yield fetched


async def _from_network(
    documents: Documents, entries: Sequence[Entry], wish: Wish, settings: FetchSettings
) -> AsyncIterator[Fetched]:
    from blogreader.fetch import Manners

    manners = Manners(await documents.fetcher(), pause=settings.delay, jobs=settings.jobs)
    queues: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in entries:
        queues[host_of(entry.article.url)].append(entry)
    results: asyncio.Queue[Fetched] = asyncio.Queue()

    async def work(queue: deque[Entry]) -> None:
        while queue:
            results.put_nowait(await _one(documents, queue.popleft(), wish, settings, manners))

    # The articles of one host wait in its own queue, so that they keep no place from those of others. While one is
    # extracted and archived the next is asked for.
    workers = {
        asyncio.create_task(work(queue))
        for host, queue in queues.items()
        for _ in range(min(manners.width(host) + _AHEAD, len(queue)))
    }
    running: set[asyncio.Task[Any]] = {*workers}
    tasks = {*running}
    try:
        for _ in entries:
            coming = asyncio.create_task(results.get())
            tasks.add(coming)
            while not coming.done():
                done, _ = await asyncio.wait({coming, *running}, return_when=asyncio.FIRST_COMPLETED)
                for worker in done & running:
                    running.discard(worker)
                    await worker  # which raises what it raised
            tasks.discard(coming)
            yield coming.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _one(documents: Documents, entry: Entry, wish: Wish, settings: FetchSettings, manners: "Manners") -> Fetched:
    named = documents.names(entry)

    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        await manners.check(url, named=named)
        async with manners.turn(url):
            yield

    attempt = 1
    while True:
        try:
            document = await documents.get(entry, offline=False, again=wish.again, turn=turn)
        except Busy as error:
            if attempt == _PATIENCE or error.retry_after is None or error.retry_after > _LONGEST_HOLD:
                return Fetched(entry.article, error=error)
            attempt += 1
            manners.hold(entry.article.url, error.retry_after)
        except FetchError as error:
            return Fetched(entry.article, error=error)
        else:
            break
    if settings.pictures:
        if wish.again or wish.retry:
            document = replace(document, lost=())
        document = await documents.complete(entry, document, manners.turn)
    return Fetched(entry.article, wanting=len(document.wanting) + len(document.lost))


async def _without_network(documents: Documents, entry: Entry) -> Fetched:
    try:
        await documents.get(entry, offline=True, again=False)
    except (FetchError, NotArchived) as error:
        return Fetched(entry.article, error=error)
    return Fetched(entry.article)


def _there(documents: Documents, entries: Sequence[Entry], wish: Wish, settings: FetchSettings) -> set[str]:
    """Give the keys of the articles of which nothing is to be fetched."""
    if wish.again and not wish.offline:
        return set()
    archive = documents.archive
    is_there = archive.is_whole if settings.pictures and not wish.offline else archive.has
    return {entry.article.key for entry in entries if is_there(entry.article.key)}
