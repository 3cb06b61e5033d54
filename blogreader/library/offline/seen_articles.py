"""Turns pages that were read in the search for a blog into documents, without requesting them again."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

from blogreader.library.offline.documents import Documents
from blogreader.library.seen_pages import SeenPages
from blogreader.model import Entry

_AT_ONCE = 2
"""Pages extracted at the same time."""


async def keep(
    documents: Documents, entries: Iterable[Entry], seen: SeenPages, go_on: Callable[[int], bool]
) -> list[str]:
    """Save the pages that contain an article; return the articles' keys. Raises LibraryError.

    Others are skipped silently: failures are reported when they are opened or fetched, and pictures are fetched then.
    `go_on` gets the number saved, and returns False to stop.
    """
    waiting = deque(entries)
    kept: list[str] = []
    fetcher = await documents.start(len(waiting))
    from blogreader.fetch import Politeness  # loaded by now, in a thread

    manners = Politeness(fetcher, pause=documents.settings.delay, jobs=1)

    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        await manners.check(url, named=False)
        async with manners.turn(url):
            yield

    async def work() -> None:
        while waiting and go_on(len(kept)):
            entry = waiting.popleft()
            page = await asyncio.to_thread(seen.take, entry.article.key, entry.article.url)
            if page is not None and await documents.keep(entry, page, turn):
                kept.append(entry.article.key)

    async with asyncio.TaskGroup() as workers:
        for _ in range(_AT_ONCE):
            workers.create_task(work())
    return kept
