"""Documents: from the archive, or fetched, extracted and archived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogreader import files
from blogreader.archive import LARGEST_DOCUMENT, Archive
from blogreader.catalogue import Catalogue
from blogreader.errors import BadAddress, Damaged, Empty, FetchError, NotArchived, NotText, SourceError
from blogreader.library.reports import Fetched
from blogreader.library.workshop import Workshop, rules_for
from blogreader.model import Article, Document, Entry, Failure, Page, SiteRules, Via
from blogreader.urls import host_of

if TYPE_CHECKING:
    import httpx

    from blogreader.extract import Extracted
    from blogreader.fetch import Fetcher

_PAUSE_SECONDS = 0.5
"""Between two requests to one host, when many articles are fetched."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Documents:
    """An asynchronous context manager that gives documents; its connections end with it."""

    def __init__(
        self,
        archive: Archive,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        seconds: float,
        transport: "httpx.AsyncBaseTransport | None",
        workshop: Workshop,
        sites: Mapping[str, SiteRules],
    ) -> None:
        self._archive = archive
        self._catalogue = catalogue
        self._now = now
        self._seconds = seconds
        self._transport = transport
        self._sites = sites
        self._workshop = workshop
        self._fetcher: Fetcher | None = None
        self._starting = asyncio.Lock()
        self._hosts: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> "Documents":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fetcher is not None:
            await self._fetcher.__aexit__(kind, error, trace)

    async def get(self, entry: Entry, *, offline: bool, again: bool) -> Document:
        """Give a document; `again` fetches it also when it is archived. Raises NotArchived, FetchError."""
        article = entry.article
        kept = await asyncio.to_thread(self._read_kept, article.key, again=again)
        if kept is not None and (offline or not again):
            if not entry.offline:
                await asyncio.to_thread(self._catalogue.put_kept, [article.key], {})
            return kept
        if article.key.startswith("file:"):
            return await asyncio.to_thread(self._read_local, article)
        if offline:
            raise NotArchived
        try:
            document = await self._fetch(article, kept)
        except FetchError as error:
            # An archived document is not made worse by an attempt that failed.
            if kept is None:
                await asyncio.to_thread(self._keep_failure, article.key, Failure(str(error), self._now()))
            raise
        await asyncio.to_thread(self._keep, document)
        return document

    async def get_many(
        self, entries: Sequence[Entry], *, jobs: int, offline: bool, again: bool
    ) -> AsyncIterator[Fetched]:
        """Make articles offline, at most `jobs` at once and one at a time a host; tell of each when it is done."""
        places = asyncio.Semaphore(jobs)

        async def get(entry: Entry) -> Fetched:
            if (offline or not again) and await asyncio.to_thread(self._archive.has, entry.article.key):
                return Fetched(entry.article, unchanged=True)
            # The turn first: those who wait for one host must not keep others from theirs.
            async with self._turn(host_of(entry.article.url)), places:
                try:
                    await self.get(entry, offline=offline, again=again)
                except (FetchError, NotArchived) as error:
                    return Fetched(entry.article, error=error)
                return Fetched(entry.article)

        tasks = [asyncio.create_task(get(entry)) for entry in entries]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else asks this host, and leave it a pause afterwards."""
        async with self._hosts.setdefault(host, asyncio.Lock()):
            yield
            if host and host not in _LOOPBACK:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _fetch(self, article: Article, kept: Document | None) -> Document:
        fetcher = await self._started()
        page = await fetcher.get(
            article.url,
            etag=kept.etag if kept else None,
            last_modified=kept.last_modified if kept else None,
        )
        if page.not_modified and kept is not None:
            return replace(kept, fetched=self._now())
        return await self._extracted(article, page)

    async def _extracted(self, article: Article, page: Page) -> Document:
        """Make a document of a page; raises Empty, TooMuch."""
        from blogreader.extract import Hints

        hints = Hints(article.title, article.minutes, rules_for(self._sites, page.final_url))
        looks_like_markup = page.text.lstrip()[:1] == "<"
        is_markdown = page.content_type in ("text/markdown", "text/x-markdown", "text/plain") and not looks_like_markup
        result = await self._workshop.extract(page.text, page.final_url, hints, markdown=is_markdown)
        if not result.text.strip():
            raise Empty(f"No article was found on the page of {host_of(page.final_url)}.")
        return _document(article, result, Via.MARKDOWN if is_markdown else Via.EXTRACTED, self._now(), page)

    async def _started(self) -> "Fetcher":
        async with self._starting:
            if self._fetcher is not None:
                return self._fetcher
            # httpx takes 60 ms to load and the certificates 20 more: not in the event loop.
            self._fetcher = await asyncio.to_thread(self._start)
            return self._fetcher

    def _start(self) -> "Fetcher":
        from blogreader.fetch import Fetcher

        return Fetcher(seconds=self._seconds, transport=self._transport)

    def _read_kept(self, key: str, *, again: bool) -> Document | None:
        """Read the archived document; a damaged one is no reason not to fetch it again, it is the remedy."""
        try:
            return self._archive.read(key)
        except Damaged:
            if not again:
                raise
            return None

    def _keep(self, document: Document) -> None:
        self._archive.write(document)
        self._catalogue.put_kept([document.key], {})

    def _keep_failure(self, key: str, failure: Failure) -> None:
        self._archive.write_failure(key, failure)
        self._catalogue.put_kept((), {key: failure})

    def _read_local(self, article: Article) -> Document:
        from blogreader import indexes
        from blogreader.extract import Hints, extract, markdown_page

        path = Path(unquote(urlsplit(article.key).path))
        try:
            text = indexes.decode(files.read_bytes(path, LARGEST_DOCUMENT), str(path))
        except OSError as error:
            raise BadAddress(f"{path} can't be read: {files.reason(error)}.") from error
        except SourceError as error:  # of `decode`, whose sentence names the file and the line
            raise NotText(str(error)) from error
        hints = Hints(article.title, article.minutes)
        read = extract if path.suffix.lower() in (".html", ".htm", ".xhtml") else markdown_page
        return _document(article, read(text, article.key, hints), Via.LOCAL, self._now())


def _document(article: Article, result: "Extracted", via: Via, now: datetime, page: Page | None = None) -> Document:
    return Document(
        key=article.key,
        url=article.url,
        text=result.text,
        fetched=now,
        via=via,
        final_url=page.final_url if page and page.final_url != article.url else None,
        title=result.title,
        author=result.author,
        published=result.published,
        etag=page.etag if page else None,
        last_modified=page.last_modified if page else None,
        language=result.language,
        images=result.images,
    )
