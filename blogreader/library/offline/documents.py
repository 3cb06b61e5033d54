"""Documents: read from the archive, or fetched, extracted and archived."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple

from blogreader.archive.document_header import is_as_written
from blogreader.dropped import Dropped
from blogreader.errors import Damaged, FetchError, Gone, LibraryError, NoPage, NotArchived
from blogreader.library.offline import changes, conversion, images, local_articles, own_files, walls
from blogreader.library.offline.archive_writer import ArchiveWriter
from blogreader.library.offline.elsewhere import Elsewhere
from blogreader.library.offline.extraction import Extraction
from blogreader.library.subscriptions import Subscriptions
from blogreader.library.web import Web
from blogreader.model import Document, Entry, Failure, FetchSettings, Packed, Page, Via
from blogreader.urls import authority_of

if TYPE_CHECKING:
    from blogreader.fetch import Fetcher


_REDIRECTS = 5
"""In a row, by HTML."""
_SOON_SECONDS = 1.0
"""How long a document waits for its pictures, to be written only once; a kill in that time loses it."""
Unkept = Callable[[LibraryError], None]
"""Called with the reason if a document can't be archived."""


@asynccontextmanager
async def at_once(url: str) -> AsyncIterator[None]:  # noqa: ARG001 - the form of a turn
    """Take a turn without waiting: for a single page that somebody opens."""
    yield


class _Wanted(NamedTuple):
    """A requested document."""

    entry: Entry
    kept: Document | None
    """The archived one."""
    turn: images.Turn
    shorter: bool = False
    """Whether it is accepted although it is much shorter than the archived one."""
    check: bool = False
    """Whether a page identical to the archived one counts as unchanged."""
    page: Page | None = None
    """The page, if it was fetched already."""


class Documents:
    """One run over one or many articles: an asynchronous context manager that provides their documents."""

    def __init__(
        self,
        writer: ArchiveWriter,
        extraction: Extraction,
        subscriptions: Subscriptions,
        web: Web,
        settings: FetchSettings,
        now: Callable[[], datetime],
    ) -> None:
        """Create it; `subscriptions` knows the hosts that the reader's own indexes name, and the public ones."""
        self.archive = writer.archive
        self.now = now
        self.names = subscriptions.naming()
        self._writer = writer
        self._extract = extraction.extract
        self._start_extraction = extraction.start
        self._subscriptions = subscriptions
        self._web = web
        self.settings = settings
        self._elsewhere = Elsewhere(subscriptions, settings, now, self._extract)
        self._run = images.ImageFetch()
        self._fetcher: Fetcher | None = None
        self._starting = asyncio.Lock()
        self._borrowed = AsyncExitStack()

    async def __aenter__(self) -> "Documents":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._borrowed.__aexit__(kind, error, trace)

    async def get(
        self,
        entry: Entry,
        *,
        offline: bool,
        again: bool,
        shorter: bool = False,
        check: bool = False,
        turn: images.Turn = at_once,
        pictures: images.Turn | None = None,
        unkept: Unkept | None = None,
    ) -> Document:
        """Return a document; `again` fetches it even if it is archived. Raises NotArchived, FetchError.

        `shorter`: replace an archived text even by a much shorter one. `check`: don't extract an identical page again.
        `pictures`: the turns for fetching the pictures of a fetched page with it; otherwise they are left to
        `complete`, so that the text can be read before they are there. `unkept` is called if a new document can't be
        archived; without it LibraryError is raised.
        """
        article = entry.article
        kept = await asyncio.to_thread(self._writer.read, article.key, again=again)
        if kept is not None and (offline or not again):
            if not entry.offline:
                await self._writer.mark([article.key])
            return kept
        if local_articles.is_local(article.key):
            return await own_files.document(article, self._extract, self.now)
        if offline:
            raise NotArchived
        try:
            document, html = await self._fetch_or_else(_Wanted(entry, kept, turn, shorter=shorter, check=check))
        except FetchError as error:
            # For archived ones, too, which stay as they are: after fetching everything again, the failed ones can
            # still be listed.
            await self.failed(entry, error)
            await self._remember_host(entry)
            raise
        try:
            await self._remember_host(entry)
            if pictures is not None and html is not False:
                return await self._keep_with_pictures(entry, document, kept, html, pictures)
            # An unwanted page is removed even if the server says that nothing changed.
            return await self._writer.put(document, html if self.settings.pages else None)
        except LibraryError as error:
            if unkept is None:
                raise
            unkept(error)
            return document

    async def keep(self, entry: Entry, page: Page, turn: images.Turn) -> bool:
        """Save the document of a fetched page, unless there is one already; return False if it has no article.

        Further requests for the text wait for `turn`; pictures are left to `complete`. Raises LibraryError.
        """
        if await asyncio.to_thread(self._writer.read, entry.article.key, again=True) is not None:
            return False
        try:
            document, html = await self._fetch_or_else(_Wanted(entry, None, turn, page=page))
        except FetchError:
            return False
        await self._writer.put(document, html if self.settings.pages else None)
        return True

    async def _remember_host(self, entry: Entry) -> None:
        # Hosts that no index of the reader names are never contacted inside a private network.
        if self.names(entry) and self._subscriptions.hosts.is_news(entry.source, entry.article.url):
            await asyncio.to_thread(self._subscriptions.hosts.remember, entry.source, entry.article.url)

    async def failed(self, entry: Entry, error: FetchError) -> None:
        """Record why an article could not be fetched."""
        await self._writer.put_failure(entry.article.key, Failure(str(error), self.now()))

    async def complete(
        self, entry: Entry, document: Document, turn: images.Turn = at_once, *, lost: bool = False
    ) -> Document:
        """Fetch the missing pictures of a document, with `lost` also failed ones, and archive both."""
        if document.via is Via.LOCAL:
            return document
        asked = images.asked_for(document, self.now(), lost=lost)
        if not asked:
            await asyncio.to_thread(self.archive.settle, document)
            return document
        whole = await self._completed(entry, document, asked, turn)
        if whole != document:
            await self._writer.put_pictures(document, whole)
        return whole

    async def extract_again(self, entry: Entry, *, shorter: bool) -> bool | None:
        """Re-extract a document from its archived page; None: there is none; False: the result is unchanged.

        `shorter`: as in `get`.
        """
        key = entry.article.key
        kept = await asyncio.to_thread(self._writer.read, key, again=True)
        html = await asyncio.to_thread(self.archive.read_page, key)
        if html is None:
            return None
        url = (kept.final_url if kept else None) or entry.article.url
        extracted = await self._extract(html, url, conversion.hints_of(entry.article), "html")
        now = kept.fetched if kept else self.now()
        document = conversion.document(entry.article, extracted, Via.EXTRACTED, now, kept.final_url if kept else None)
        document = await asyncio.to_thread(images.settle_data, document, self.archive)
        fault = await asyncio.to_thread(walls.fault_of, extracted, url, conversion.hints_of(entry.article))
        await self._check_replaceable(kept, document, fault, shorter=shorter)
        if kept is not None:
            document = conversion.with_pictures_of(
                kept, replace(document, etag=kept.etag, last_modified=kept.last_modified)
            )
            document = replace(document, lost=tuple(one for one in kept.lost if one.url in document.images))
            if document == replace(kept, sha256=None):
                return False
        await self._writer.put_again(document)
        return True

    async def dropped(self, entry: Entry) -> tuple[Dropped, ...]:
        """Return what is left out of an article, using its archived page; raises NoPage, FetchError."""
        key, hints = entry.article.key, replace(conversion.hints_of(entry.article), tells=True)
        if local_articles.is_local(key):
            text, form = await asyncio.to_thread(local_articles.read, key)
            return (await self._extract(text, key, hints, form)).dropped
        kept = await asyncio.to_thread(self._writer.read, key, again=True)
        html = await asyncio.to_thread(self.archive.read_page, key)
        if html is None and kept is not None and kept.via is Via.MARKDOWN:
            return ()
        if html is None:
            raise NoPage
        url = (kept.final_url if kept else None) or entry.article.url
        return (await self._extract(html, url, hints, "html")).dropped

    def text_of(self, key: str) -> str | None:
        """Return the archived text; None if it is missing or damaged."""
        document = self._writer.read(key, again=True)
        return None if document is None else document.text

    async def mark(self, there: Sequence[Entry]) -> None:
        """Mark archived articles as such, in case of a kill between writing a document and its mark."""
        keys = [entry.article.key for entry in there if not entry.offline]
        if keys:
            await self._writer.mark(keys)

    def names_address(self, entry: Entry, url: str) -> bool:
        """Return whether the index names the host that an article's page redirected to."""
        return self.names(entry) and authority_of(url) == authority_of(entry.article.url)

    async def start(self, pages: int) -> "Fetcher":
        """Return the fetcher, and start extraction processes for this many pages.

        The first starts on another processor at once, the next one when this process has loaded the fetcher. As many
        pictures as articles come at once: a few at once would take longer than all the rest of a fetch with many jobs.
        """
        self._run = images.ImageFetch(self.settings.jobs)
        fetcher, _ = await asyncio.gather(self.fetcher(), asyncio.to_thread(self._start_extraction, min(pages, 1)))
        await asyncio.to_thread(self._start_extraction, pages)
        return fetcher

    async def fetcher(self) -> "Fetcher":
        """Return the fetcher for this run."""
        async with self._starting:
            if self._fetcher is None:
                self._fetcher = await self._borrowed.enter_async_context(self._web.fetcher(self.settings))
            return self._fetcher

    async def _fetch_or_else(self, wanted: _Wanted) -> tuple[Document, str | Packed | Literal[False] | None]:
        """Return the result of `_fetch`, or the article from its feed if that has more, or from a web archive.

        Neither replaces an archived text, unless that came from the feed, which has changed.
        """
        entry, kept, turn = wanted.entry, wanted.kept, wanted.turn
        try:
            document, html = await self._fetch(wanted)
        except FetchError as error:
            if kept is not None:
                other = await self._elsewhere.in_feed(entry) if kept.via is Via.FEED else None
                if other is None or not await asyncio.to_thread(changes.says_other, kept.text, other.text):
                    raise
                return other, None
            other = await self._elsewhere.in_feed(entry)
            if other is None and isinstance(error, Gone):
                other = await self._elsewhere.in_web_archive(entry, await self.fetcher(), turn)
            if other is None:
                raise
            return other, None
        if kept is None and document.via is Via.EXTRACTED and (more := await self._elsewhere.in_feed(entry, document)):
            return more, None
        return document, html

    async def _fetch(self, wanted: _Wanted) -> tuple[Document, str | Packed | Literal[False] | None]:
        """Return a new document and the page to archive with it; False: the archived page stays."""
        entry, kept, turn, shorter, check, page = wanted
        article, named = entry.article, self.names(entry)
        known = kept if kept is not None and self._is_whole(kept) else None
        fetcher = await self.fetcher()

        async def ask(url: str, html: bool) -> Page:
            async with turn(url):
                return await fetcher.get(url, html=html, named=self.names_address(entry, url))

        if page is None:
            async with turn(article.url):
                page = await fetcher.get(
                    article.url,
                    etag=known.etag if known else None,
                    last_modified=known.last_modified if known else None,
                    named=named,
                )
        self._run.is_connected = True
        if page.not_modified and known is not None:
            return replace(known, fetched=self.now()), False
        page = await _at_its_end(page, ask)
        if check and known is not None and await asyncio.to_thread(self._is_kept_page, article.key, page.text):
            return replace(known, fetched=self.now(), etag=page.etag, last_modified=page.last_modified), False
        made = await conversion.make(article, page, ask, self._extract)
        document = conversion.document(
            article, made.extracted, made.via, self.now(), conversion.final(made.page), made.page
        )
        if kept is not None and kept.via is Via.FEED and (more := await self._elsewhere.in_feed(entry, document)):
            if await asyncio.to_thread(changes.says_other, kept.text, more.text):
                return more, None
            return replace(kept, fetched=self.now()), False
        await self._check_replaceable(kept, document, made.fault, shorter=shorter)
        return document, made.html if self.settings.pages else None

    async def _check_replaceable(
        self, kept: Document | None, document: Document, fault: FetchError | None, *, shorter: bool
    ) -> None:
        """Raise the fault of a first text, or MuchShorter for one much shorter than the archived one or not an article.

        The new text is then kept beside the archived document. `shorter`: the reader has accepted it.
        """
        if kept is None:
            if fault is not None:
                raise fault
        elif not shorter and (said := await asyncio.to_thread(conversion.loss, kept, document, fault)):
            raise await self._writer.put_shorter(document, said)

    def _is_whole(self, kept: Document) -> bool:
        """Return whether a document can stay if the server says that it did not change.

        Not if its text was edited, or if its page was not kept and is wanted now.
        """
        wants_page = self.settings.pages and kept.via is Via.EXTRACTED
        return is_as_written(kept) and (not wants_page or self.archive.has_page(kept.key))

    def _is_kept_page(self, key: str, html: str) -> bool:
        try:
            return self.archive.read_page(key) == html
        except Damaged:  # replaced by the new one
            return False

    async def _completed(self, entry: Entry, document: Document, asked: Sequence[str], turn: images.Turn) -> Document:
        fetcher = await self.fetcher()
        run, named = self._run, self.names(entry)
        return await images.complete(document, asked, self.archive, fetcher, turn, run, self.now(), named=named)

    async def _keep_with_pictures(
        self, entry: Entry, document: Document, kept: Document | None, html: str | Packed | None, turn: images.Turn
    ) -> Document:
        """Save a new document with its pictures, or without them if they take long or are cancelled."""
        if any(url.startswith("data:") for url in document.images):
            document = await asyncio.to_thread(images.settle_data, document, self.archive)
        if kept is not None:
            document = conversion.with_pictures_of(kept, document)
        if not document.wanting:
            return await self._writer.put(document, html)
        coming = asyncio.create_task(self._completed(entry, document, document.wanting, turn))
        try:
            try:
                await asyncio.wait([coming], timeout=_SOON_SECONDS)
            finally:  # cancelling loses the pictures, but not the text
                is_whole = coming.done() and not coming.cancelled() and coming.exception() is None
                first = coming.result() if is_whole else document
                first = await self._writer.put(first, html)
            whole = await coming
            if not is_whole:
                await self._writer.put_pictures(document, whole)
            return first if is_whole else whole
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


async def _at_its_end(page: Page, ask: conversion.Ask) -> Page:
    """Follow redirects by HTML."""
    from blogreader.extract import moved_to

    met = {page.final_url}
    for _ in range(_REDIRECTS):
        target = moved_to(page.text, page.final_url)
        if target is None or target in met:
            break
        met.add(target)
        # Without validators: the next request is for the first page, and those of this one don't apply to it.
        page = replace(await ask(target, False), url=page.url, etag=None, last_modified=None)
    return page
