"""Writes new documents, their pictures and failures to disk, and updates the catalogue."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Literal, ParamSpec, TypeVar

from blogreader.archive import Archive
from blogreader.archive.document_header import is_as_written
from blogreader.catalogue import Catalogue
from blogreader.errors import Damaged, LibraryError, MuchShorter
from blogreader.library.offline import changes, conversion, images, page_facts
from blogreader.model import Document, Failure, Packed
from blogreader.text import clean

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ArchiveWriter:
    """Writes in one thread, one article at a time: several would only wait for the lock.

    A write that has begun is finished even if its caller is cancelled, so that document and mark agree.
    """

    def __init__(self, archive: Archive, catalogue: Catalogue) -> None:
        self.archive = archive
        self._catalogue = catalogue
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False)

    async def put(self, document: Document, html: str | Packed | Literal[False] | None) -> Document:
        """Write a document and its page; return it with its archived pictures. False: the old page stays."""
        return await self._finished(self._put, document, html)

    async def put_pictures(self, before: Document, whole: Document) -> None:
        """Write a document that names its pictures, unless it was fetched again meanwhile."""
        await self._finished(self._put_pictures, before, whole)

    async def put_failure(self, key: str, failure: Failure) -> None:
        """Record why an article could not be fetched."""
        await self._finished(self._put_failure, key, failure)

    async def put_shorter(self, document: Document, said: str) -> MuchShorter:
        """Save a much shorter text beside the archived document, and return a sentence about it."""
        path = await self._finished(self.archive.write_shorter, document)
        return MuchShorter(f"{said} The new text is in {path}.")

    async def mark(self, keys: Sequence[str]) -> None:
        """Mark archived articles in the catalogue."""
        await self._finished(self._mark, keys)

    async def put_again(self, document: Document) -> None:
        """Write a document that was re-extracted from its page."""
        await self._finished(self._write, document)

    def read(self, key: str, *, again: bool) -> Document | None:
        """Read the archived document; None if it is damaged, since fetching it again is the remedy."""
        try:
            return self.archive.read(key)
        except Damaged:
            if not again:
                raise
            return None

    async def _finished(self, write: Callable[_P, _T], *arguments: _P.args, **options: _P.kwargs) -> _T:
        loop = asyncio.get_running_loop()
        task = loop.run_in_executor(self._thread, lambda: write(*arguments, **options))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            # If the caller gave up, a full disk need not be reported; a bug must be.
            failure = task.exception()
            if failure is not None and not isinstance(failure, LibraryError):
                raise failure from None
            raise

    def _put(self, document: Document, html: str | Packed | Literal[False] | None) -> Document:
        return self._write(images.settle_data(document, self.archive), html, is_fetched=True)

    def _write(
        self, document: Document, html: str | Packed | Literal[False] | None = False, *, is_fetched: bool = False
    ) -> Document:
        """Write a document with its page, and with any pictures that were added since it was read.

        The text that was read is kept beside the first one that differs, until the reader has seen the differences.
        """
        key, changed = document.key, None
        with self.archive.locked():
            now = self.read(key, again=True)
            document = document if now is None else conversion.with_pictures_of(now, document)
            if now is not None:
                entry = self._catalogue.entry(key)
                kept = self.archive.read_earlier(key, clean(now.text))
                earlier = changes.earlier_than(document, now, kept, entry.state if entry else None, fetched=is_fetched)
                if (earlier, clean(now.text)) != (kept, clean(document.text)):
                    self.archive.write_earlier(key, earlier, clean(document.text))
                changed = earlier.changed if earlier and not earlier.seen else None
            self.archive.write(document, page=html)
        self._catalogue.put_document(key, page_facts.of_document(document), changed)
        return document

    def _mark(self, keys: Sequence[str]) -> None:
        self._catalogue.put_kept(keys, {})
        page_facts.catch_up(self.archive, self._catalogue)

    def _put_pictures(self, before: Document, whole: Document) -> None:
        with self.archive.locked():
            now = self.read(whole.key, again=True)
            if now is not None and now.text == clean(before.text):
                whole = replace(whole, fetched=now.fetched, etag=now.etag, last_modified=now.last_modified)
                self.archive.write(whole, sha256=None if is_as_written(now) else now.sha256)

    def _put_failure(self, key: str, failure: Failure) -> None:
        self.archive.write_failure(key, failure)
        self._catalogue.put_kept((), {key: failure})
