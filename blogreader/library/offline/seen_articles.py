"""Articles whose pages were read in the search for their blog: they become documents without being asked for again."""

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
    """Save those whose page contains an article; return their keys. Raises LibraryError.

    Of any other nothing is said: it is asked for when it is wanted, and told then. Pictures come when an article is
    opened or fetched. `go_on` is told how many are kept, and may say no.
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
