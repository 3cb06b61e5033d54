"""Fetching many articles: in which order, how many at once, and the result for each."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogreader.errors import BlogreaderError, Busy, Damaged, FetchError, NotArchived
from blogreader.library.offline.changes import says_other
from blogreader.library.offline.documents import Documents
from blogreader.library.offline.images import is_unreachable
from blogreader.library.reports import Fetched
from blogreader.model import Entry
from blogreader.urls import authority_of, host_of

if TYPE_CHECKING:
    from blogreader.fetch import Politeness

_LONGEST_HOLD = 120.0
"""The longest wait for a busy host, in seconds."""
_BREATH = 100
"""Results that are yielded before other tasks get a turn in the event loop."""
_BATCH = 500
"""Articles looked up in the archive at once."""
_AHEAD = 2
"""The least number of a host's articles that may be extracted and archived while others are being fetched."""
_PATIENCE = 3
"""Attempts for an article while its host is busy, and articles tried while its host does not answer."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Options for fetching many articles."""

    offline: bool = False
    again: bool = False
    """Include archived articles."""
    lost: bool = False
    """Include what failed last time: pictures, and articles of which only an older copy is archived."""

    shorter: bool = False
    """Whether a much shorter text may replace the archived one."""

    check: bool = False
    """Whether archived articles are only checked for changes: unchanged ones are left as they are."""

    def fetches_again(self, entry: Entry) -> bool:
        """Return whether an article is fetched even if it is archived."""
        return self.again or self.check or (self.lost and entry.failure is not None)


async def gather(
    documents: Documents, entries: Sequence[Entry], request: FetchRequest
) -> AsyncGenerator[Fetched, None]:
    """Fetch articles; yield each when it is done. Raises LibraryError."""
    await asyncio.to_thread(documents.archive.sweep)
    there: dict[str, int] = {}
    for start in range(0, len(entries), _BATCH):  # it can be stopped between batches
        there |= await asyncio.to_thread(_there, documents, entries[start : start + _BATCH], request)
    await documents.mark([entry for entry in entries if entry.article.key in there])
    for number, entry in enumerate(entries):
        if entry.article.key in there:
            if number % _BREATH == 0:
                await asyncio.sleep(0)
            yield Fetched(entry.article, unchanged=True, unasked=True, wanting=there[entry.article.key])
        elif request.offline:
            yield await _without_network(documents, entry)
    left = [entry for entry in entries if entry.article.key not in there]
    if request.offline or not left:
        return
    async with aclosing(_from_network(documents, left, request)) as coming:
        async for fetched in coming:
            yield fetched


async def _from_network(
    documents: Documents, entries: Sequence[Entry], request: FetchRequest
) -> AsyncGenerator[Fetched, None]:
    fetcher = await documents.start(len(entries))
    from blogreader.fetch import Politeness  # loaded by now, in a thread

    manners = Politeness(fetcher, pause=documents.settings.delay, jobs=documents.settings.jobs)
    queues = await asyncio.to_thread(_by_host, entries)
    results: asyncio.Queue[Fetched | asyncio.Task[None]] = asyncio.Queue()
    """Results for articles, and failed workers."""
    silent: dict[str, list[FetchError]] = defaultdict(list)
    """Consecutive failures to reach a host: without a network, not every article is tried."""

    async def work(queue: deque[Entry]) -> None:
        while queue:
            entry = queue.popleft()
            failures = silent[authority_of(entry.article.url) or ""]
            if len(failures) >= _PATIENCE:
                if entry.offline:  # others are missing, and so requested next time anyway
                    await documents.failed(entry, failures[-1])
                results.put_nowait(Fetched(entry.article, error=failures[-1], untried=True))
                continue
            fetched = await _one(documents, entry, request, manners)
            if is_unreachable(fetched.error):
                failures.append(fetched.error)
            else:
                failures.clear()
            results.put_nowait(fetched)

    def ended(worker: asyncio.Task[None]) -> None:
        if not worker.cancelled() and worker.exception() is not None:
            results.put_nowait(worker)

    # The articles of a host wait in its own queue, so that they take no slots from other hosts. While some are being
    # extracted and archived the next ones are fetched: as many in each stage, or at least two.
    workers = {
        asyncio.create_task(work(queue))
        for host, queue in queues.items()
        for _ in range(min(manners.width(host) + max(_AHEAD, manners.width(host)), len(queue)))
    }
    for worker in workers:
        worker.add_done_callback(ended)
    try:
        for _ in entries:
            while isinstance(coming := await results.get(), asyncio.Task):
                await coming  # re-raises its exception
            yield coming
    finally:
        for worker in workers:
            worker.cancel()
        for outcome in await asyncio.gather(*workers, return_exceptions=True):
            # A cancelled article has no failure to report, but a bug has to be raised.
            if isinstance(outcome, Exception) and not isinstance(outcome, BlogreaderError):
                raise outcome


async def _one(documents: Documents, entry: Entry, request: FetchRequest, manners: "Politeness") -> Fetched:
    @asynccontextmanager
    async def turn(url: str) -> AsyncIterator[None]:
        await manners.check(url, named=documents.names_address(entry, url))
        async with manners.turn(url):
            yield

    attempt, again = 1, request.fetches_again(entry)
    before = await asyncio.to_thread(documents.text_of, entry.article.key) if request.check else None
    while True:
        try:
            # Pictures wait for their turns, but robots.txt does not apply to them: it addresses programs that go from
            # link to link (RFC 9309, 1). What a permitted page embeds is a part of it, which browsers load, too.
            pictures = manners.turn if documents.settings.pictures else None
            document = await documents.get(
                entry,
                offline=False,
                again=again,
                shorter=request.shorter,
                check=request.check,
                turn=turn,
                pictures=pictures,
            )
        except Damaged:  # fetching it again repairs it
            again = True
        except Busy as error:
            if attempt == _PATIENCE or error.retry_after is None or error.retry_after > _LONGEST_HOLD:
                return Fetched(entry.article, error=error)
            attempt += 1
            manners.hold(entry.article.url, error.retry_after)
        except FetchError as error:
            return Fetched(entry.article, error=error)
        else:
            break
    if before is not None:
        is_other = await asyncio.to_thread(says_other, before, document.text)
        return Fetched(entry.article, unchanged=not is_other)
    # Documents read from the archive have a checksum; if one was to be fetched, the server said `not modified`.
    is_kept, had = document.sha256 is not None, len(document.pictures)
    if documents.settings.pictures and is_kept:
        document = await documents.complete(entry, document, manners.turn, lost=again or request.lost)
    lacks = len(document.wanting) + len(document.lost) if documents.settings.pictures else 0
    unchanged = is_kept and len(document.pictures) == had
    return Fetched(entry.article, unchanged=unchanged, unasked=unchanged and not again, wanting=lacks)


async def _without_network(documents: Documents, entry: Entry) -> Fetched:
    try:
        await documents.get(entry, offline=True, again=False)
    except (FetchError, NotArchived, Damaged) as error:
        return Fetched(entry.article, error=error)
    return Fetched(entry.article)


def _by_host(entries: Sequence[Entry]) -> dict[str, deque[Entry]]:
    queues: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in entries:
        queues[host_of(entry.article.url)].append(entry)
    return queues


def _there(documents: Documents, entries: Sequence[Entry], request: FetchRequest) -> dict[str, int]:
    """Return the articles that need no fetching, by key, with the number of missing pictures."""
    archive, now = documents.archive, documents.now()
    with_pictures = documents.settings.pictures and not request.offline
    there: dict[str, int] = {}
    for entry in entries:
        key = entry.article.key
        if not request.offline and request.fetches_again(entry):
            continue
        if not (archive.is_whole(key, now) if with_pictures else archive.has(key)):
            continue
        if not (request.lost and with_pictures and archive.has_lost(key)):
            there[key] = archive.lacks(key) if with_pictures else 0
    return there
