"""Documents and pictures: fetching one to read, fetching many, and re-extracting them from archived pages."""

import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import aclosing
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader.catalogue import Catalogue
from blogreader.dropped import Dropped
from blogreader.errors import Damaged, FetchError, LibraryError
from blogreader.library.offline import local_articles
from blogreader.library.reports import Checkup, Fetched, checked
from blogreader.library.source_texts import in_thread
from blogreader.library.subscriptions import Subscriptions
from blogreader.library.web import Web
from blogreader.model import Article, Document, Entry, FetchSettings
from blogreader.text import counted
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.library.offline.archive_writer import ArchiveWriter
    from blogreader.library.offline.documents import Documents
    from blogreader.library.offline.extraction import Extraction
    from blogreader.library.offline.fetch_run import FetchRequest
    from blogreader.library.seen_pages import SeenPages

_BATCH = 500
"""Entries read at once."""
_NAMED = 3
"""The most articles named in a sentence; more are only counted."""


class OfflineArticles:
    """The only user of the archive; every method may raise LibraryError. Modules are loaded on demand."""

    def __init__(
        self,
        folder: Path,
        cache: Path,
        catalogue: Catalogue,
        subscriptions: Subscriptions,
        web: Web,
        now: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._catalogue = catalogue
        self._subscriptions = subscriptions
        self._web = web
        self._now = now
        self._remarks: list[str] = []
        self._creating = threading.Lock()

    @property
    def words_per_minute(self) -> int:
        """The reader's speed."""
        return self._web.settings.words_per_minute

    @cached_property
    def archive(self) -> "Archive":
        """The files."""
        from blogreader.archive import Archive  # loads what writes documents

        return Archive(self._folder)

    @cached_property
    def _extraction(self) -> "Extraction":
        from blogreader.library.offline.extraction import Extraction
        from blogreader.library.offline.extraction_cache import ExtractionCache
        from blogreader.library.offline.template_files import TemplateFiles

        with self._creating:  # a file is also read ahead in a thread: two would have twice the processes
            if "_extraction" not in vars(self):
                templates, cache = TemplateFiles(self._folder / "templates"), ExtractionCache(self._cache / "own-files")
                self._extraction = Extraction(self._web.settings.sites, templates, cache)
            return self._extraction

    @cached_property
    def _writer(self) -> "ArchiveWriter":
        from blogreader.library.offline.archive_writer import ArchiveWriter

        return ArchiveWriter(self.archive, self._catalogue)

    def close(self) -> None:
        """End the extraction processes and the writer."""
        for one in ("_extraction", "_writer"):
            if one in vars(self):
                vars(self).pop(one).close()

    async def document(self, entry: Entry, *, offline: bool, again: bool, shorter: bool) -> Document:
        """Return a document; raises NotArchived, FetchError. If it can't be saved, `said` reports that."""
        async with self._documents(self._web.settings) as documents:
            return await documents.get(entry, offline=offline, again=again, shorter=shorter, unkept=self._remark)

    def read_ahead(self, article: Article) -> tuple[Document, object] | None:
        """Return a document with a stamp that changes with it, from the archive or a file that was extracted before.

        None: it can't be read, or has to be extracted. Called in a thread.
        """
        stamp = self.archive.stamp(article.key)
        try:
            document = self.archive.read(article.key)
        except LibraryError:  # reported when it is opened
            return None
        if document is not None or not local_articles.is_local(article.key):
            return (document, stamp) if document else None
        from blogreader.library.offline import own_files

        return own_files.read_ahead(article, self._extraction, self._now)

    async def extract_ahead(self, article: Article) -> tuple[Document, object] | None:
        """Return a file of the reader's with such a stamp, after extracting it; None: it can't, or need not be."""
        if not local_articles.is_local(article.key) or await in_thread(self.archive.stamp, article.key) is not None:
            return None
        from blogreader.library.offline import own_files

        return await own_files.extract_ahead(article, self._extraction, self._now)

    def stamp(self, key: str) -> object:
        """Return a stamp that changes with the document of an article; None if there is none."""
        return self.archive.stamp(key) or (local_articles.stamp(key) if local_articles.is_local(key) else None)

    async def dropped(self, entry: Entry) -> tuple[Dropped, ...]:
        """Return what is left out of an article; raises NoPage, FetchError."""
        async with self._documents(self._web.settings) as documents:
            return await documents.dropped(entry)

    def _remark(self, error: LibraryError) -> None:
        sentence = f"This article was not saved: {error}"
        if sentence not in self._remarks:
            self._remarks.append(sentence)

    def said(self) -> list[str]:
        """Return the sentences that have not been returned yet."""
        remarks, self._remarks = self._remarks, []
        return remarks

    def missed(self) -> list[str]:
        """Return a sentence, once, for each of the reader's rules that found no article."""
        return self._extraction.missed() if "_extraction" in vars(self) else []

    async def complete(self, entry: Entry) -> bool:
        """Fetch the missing pictures of an archived document; return whether any came."""
        document = await in_thread(self.archive.read, entry.article.key) if self._web.settings.pictures else None
        if document is None or not document.due(self._now()):
            return False
        async with self._documents(self._web.settings) as documents:
            return (await documents.complete(entry, document)).pictures != document.pictures

    def check(self, *, repair: bool) -> Checkup:
        """Return what is wrong with the archive and its marks in the catalogue, repairing it on request."""
        from blogreader.archive.damage_checks import check

        found = list(check(self.archive))
        is_counted, miscounted, trouble = False, list[str](), list[str]()
        try:
            if is_counted := self._is_counted():
                miscounted = self._miscounted()
        except LibraryError as error:  # from the sources, without which there is no list either
            trouble.append(str(error))
        checkup = checked(found, repair=repair)
        wrong = [*checkup.wrong, *miscounted]
        if repair and is_counted and wrong:
            try:
                self._count()
            except LibraryError as error:
                trouble.append(str(error))
        if repair and (gone := sum(finding.takes_away for finding in found)):
            what = counted(gone, "article is", "articles are")
            wrong.append(
                f"{what} no longer offline: `blogreader fetch --re-extract` rebuilds what it can from the kept pages,"
                " `blogreader fetch` fetches the rest."
            )
        is_well = checkup.is_well and not trouble and (repair or not miscounted)
        return Checkup((*wrong, *trouble), is_well, checkup.remarks, checkup.is_mendable or bool(miscounted))

    def _is_counted(self) -> bool:
        """Return whether the catalogue is current; otherwise the next start fills it from the archive."""
        if not os.path.exists(self._catalogue.path):  # noqa: PTH110 - Path's own raises where it must not look
            return False
        self._catalogue.open()
        return self._catalogue.stamp("articles") == self._subscriptions.stamp()

    def _miscounted(self) -> list[str]:
        """Return sentences about differences between catalogue and archive, from documents moved by hand."""
        documents, failed = self._catalogue.kept()
        kept = self.archive.kept(self._catalogue.keys())
        said = (
            (documents - kept.documents, "counted as offline but not in the archive"),
            (kept.documents - documents, "in the archive but not counted as offline"),
            (failed ^ kept.failures.keys(), "counted differently from what the archive says about the last attempt"),
        )
        return [f"{_articles(keys)} {what}." for keys, what in said if keys]

    def _count(self) -> None:
        """Update the catalogue's marks from the archive."""
        from blogreader.library.offline import page_facts

        kept = self.archive.kept(self._catalogue.keys())
        self._catalogue.put_kept(kept.documents, kept.failures, everything=True)
        page_facts.catch_up(self.archive, self._catalogue)

    def pictures(self, key: str, addresses: Iterable[str]) -> Mapping[str, Path]:
        """Return the files of the pictures in an article that are archived, or beside a local article."""
        if local_articles.is_local(key):
            return local_articles.pictures(key, addresses)
        document = self.archive.read(key)
        names = {picture.url: picture.file for picture in document.pictures} if document else {}
        return {url: path for url, name in names.items() if (path := self.archive.image_path(name))}

    def has_lost(self, entry: Entry) -> bool:
        """Return whether pictures of an article could not be fetched."""
        return self.archive.has_lost(entry.article.key)

    async def fetch(
        self, entries: Iterable[Entry], request: "FetchRequest", settings: FetchSettings | None
    ) -> AsyncGenerator[Fetched, None]:
        """Fetch articles; yield each when it is done."""
        from blogreader.library.offline.fetch_run import gather

        coming_entries = iter(entries)
        wanted: list[Entry] = []
        while some := await in_thread(list, islice(coming_entries, _BATCH)):  # it can be stopped between batches
            wanted += some
        # Closed with this one: an abandoned generator would go on until it is garbage-collected.
        async with (
            self._documents(settings or self._web.settings) as documents,
            aclosing(gather(documents, wanted, request)) as coming,
        ):
            async for fetched in coming:
                yield fetched

    async def keep(self, entries: Iterable[Entry], seen: "SeenPages", go_on: Callable[[int], bool]) -> list[str]:
        """Save documents of pages fetched earlier; return the keys of their articles. See `seen_articles.keep`."""
        from blogreader.library.offline.seen_articles import keep

        async with self._documents(self._web.settings) as documents:
            return await keep(documents, entries, seen, go_on)

    async def extract_again(self, entries: Iterable[Entry], *, shorter: bool) -> AsyncGenerator[Fetched, None]:
        """Re-extract documents from their archived pages; skips those without one.

        The common parts of the pages of a host are determined first: they are boilerplate.
        """
        learned: set[str] = set()
        async with self._documents(self._web.settings) as documents:
            for entry in entries:
                if (host := host_of(entry.article.url)) and host not in learned:
                    learned.add(host)
                    await self._learn(host)
                try:
                    made = await documents.extract_again(entry, shorter=shorter)
                except (FetchError, Damaged) as error:
                    yield Fetched(entry.article, error=error)
                else:
                    if made is not None:
                        yield Fetched(entry.article, unchanged=not made)

    async def _learn(self, host: str) -> None:
        known = await in_thread(self._catalogue.keys)
        await self._extraction.learn(host, self.archive, sorted(key for key in known if host_of(key) == host))

    def _documents(self, settings: FetchSettings) -> "Documents":
        from blogreader.library.offline.documents import Documents  # needs asyncio, which lists don't

        return Documents(self._writer, self._extraction, self._subscriptions, self._web, settings, self._now)


def _articles(keys: AbstractSet[str]) -> str:
    """Describe articles in words: how many, and which."""
    first = ", ".join(sorted(keys)[:_NAMED]) + (", …" if len(keys) > _NAMED else "")
    return counted(len(keys), f"article ({first}) is", f"articles ({first}) are")
