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
"""Articles of a host, at the least, that are extracted and archived while others are on their way."""
_PATIENCE = 3
"""Times that an article is asked for when its host is busy, and articles that are asked for when it does not answer."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """Options for fetching many articles."""

    offline: bool = False
    again: bool = False
    """Include archived articles."""
    lost: bool = False
    """Also what could not be had the last time: pictures, and articles of which only an older copy is archived."""

    shorter: bool = False
    """Whether a much shorter text may replace the archived one."""

    check: bool = False
    """Whether archived articles are only looked at, which of them changed: all that did not is left as it is."""

    def fetches_again(self, entry: Entry) -> bool:
        """Return whether an article is fetched even if it is archived."""
        return self.again or self.check or (self.lost and entry.failure is not None)


async def gather(
    documents: Documents, entries: Sequence[Entry], request: FetchRequest
) -> AsyncGenerator[Fetched, None]:
    """Fetch articles; yield each when it is done. Raises LibraryError."""
    await asyncio.to_thread(documents.archive.sweep)
    there: dict[str, int] = {}
    for start in range(0, len(entries), _BATCH):  # between two of them it can be stopped
        there |= await asyncio.to_thread(_there, documents, entries[start : start + _BATCH], request)
    await documents.mark([entry for entry in entries if entry.article.key in there])
    for number, entry in enumerate(entries):
        if entry.article.key in there:
            if number % _BREATH == 0:
                await asyncio.sleep(0)
            yield Fetched(entry.article, unchanged=True, wanting=there[entry.article.key])
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
    """Why a host could not be reached, time after time: without a network nothing is asked a hundred times."""

    async def work(queue: deque[Entry]) -> None:
        while queue:
            entry = queue.popleft()
            failures = silent[authority_of(entry.article.url) or ""]
            if len(failures) >= _PATIENCE:
                if entry.offline:  # any other is missing, which is enough to be asked for the next time
                    await documents.failed(entry, failures[-1])
                results.put_nowait(Fetched(entry.article, error=failures[-1]))
                continue
            fetched = await _one(documents, entry, request, manners)
            if isinstance(fetched.error, FetchError) and is_unreachable(fetched.error):
                failures.append(fetched.error)
            else:
                failures.clear()
            results.put_nowait(fetched)

    def ended(worker: asyncio.Task[None]) -> None:
        if not worker.cancelled() and worker.exception() is not None:
            results.put_nowait(worker)

    # The articles of one host wait in its own queue, so that they keep no place from those of others. While some are
    # extracted and archived the next ones are asked for: as many are in hand as may be on their way, or two.
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
                await coming  # which raises what it raised
            yield coming
    finally:
        for worker in workers:
            worker.cancel()
        for outcome in await asyncio.gather(*workers, return_exceptions=True):
            # An article that was given up has no failure to tell of, but a bug has.
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
            # Pictures wait for their turn, but no robots.txt is asked about them: it speaks to programs that go from
            # link to link (RFC 9309, 1). What a page that may be read embeds is a part of it, which browsers load.
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
        except Damaged:  # to be fetched again is the remedy
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
    # What was read from the archive has its checksum; where it was to be fetched, the server said that nothing changed.
    is_kept, had = document.sha256 is not None, len(document.pictures)
    if documents.settings.pictures and is_kept:
        document = await documents.complete(entry, document, manners.turn, lost=again or request.lost)
    lacks = len(document.wanting) + len(document.lost) if documents.settings.pictures else 0
    return Fetched(entry.article, unchanged=is_kept and len(document.pictures) == had, wanting=lacks)


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
