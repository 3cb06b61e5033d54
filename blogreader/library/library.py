"""The library: entries, their states and documents, and the sources that they come from."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogreader import paths as places
from blogreader import times, transitions
from blogreader.catalogue import Catalogue, Listing, lookup
from blogreader.conditions import Arrangement, FullText, Grouping, Linked, Order, Query, Sort
from blogreader.dropped import Dropped
from blogreader.errors import Damaged, UnknownArticle
from blogreader.library.batch import Batch
from blogreader.library.catalogue_sync import CatalogueSync, LibraryWatch
from blogreader.library.missing_facts import MissingFacts
from blogreader.library.moved_folders import MovedFolders
from blogreader.library.offline.offline_articles import OfflineArticles
from blogreader.library.reading_state import ReadingState, Taken
from blogreader.library.redirects import Redirects
from blogreader.library.reports import Checkup, Fetched, ImportReport, Progress, Refreshed, SourceReport
from blogreader.library.saved_views import SavedViews
from blogreader.library.source_texts import in_thread
from blogreader.library.subscriptions import Subscriptions
from blogreader.library.text_index import TextIndexing
from blogreader.library.views import View, named, tallied, united
from blogreader.library.web import Web
from blogreader.model import (
    Document,
    Entry,
    FetchSettings,
    Index,
    Place,
    ReadingTime,
    Source,
    Spans,
    State,
    Status,
    Tally,
)
from blogreader.records import replace

if TYPE_CHECKING:
    import httpx

    from blogreader.catalogue.abandonment import Abandonable
    from blogreader.imports import Imported
    from blogreader.indexes.blog.archive_file import Post
    from blogreader.library.article_notes import Notes
    from blogreader.library.changed_texts import ChangedTexts
    from blogreader.library.connections import Connections
    from blogreader.library.copies import Copies
    from blogreader.library.discovery import Wanted
    from blogreader.library.figures import Figures
    from blogreader.library.kept_marks import KeptMarks
    from blogreader.library.note_drafts import NoteDrafts
    from blogreader.store.state_store import Bounds, Merged

_OF_FETCHING = 0.08
"""The share of a fetch's duration spent on indexing its texts: enough for all of them, given polite pauses."""
_MOST_NEWS = 500
"""From more changed articles on, a list shows all of its rows again."""
_NEWEST_FIRST, _USUAL_ORDER = Sort(Order.DATE, descending=True), "-date"


class Library:
    """Every method may raise LibraryError; those that take a name raise an error if it is unknown.

    Methods that are not coroutines may be called from any thread, and touch the disk: `entry`, `at_address` and a
    listing's pages are quick enough for an event loop, the others are not.
    """

    def __init__(
        self,
        folders: places.Paths,
        *,
        offline: bool = False,
        index: str | None = None,
        fetching: FetchSettings = FetchSettings(),  # noqa: B008 - frozen
        views: Iterable[tuple[str, str]] = (),
        now: Callable[[], datetime] = times.system_now,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """Create a library; `index` shows one file instead of the sources, `views` are the reader's own."""
        self.folders = folders
        self.offline = offline
        self.fetching = fetching
        self._now = now
        self._web = Web(fetching, lambda: self._subscriptions.hosts.known, transport, offline=offline)
        redirects = Redirects(self._web, lambda: self._offline.archive, lambda: self._reading_state)
        self._subscriptions = Subscriptions(folders.library, index, self._web, now, redirects)
        path = folders.cache / f"{places.catalogue_name(index)}.db"
        self._catalogue = Catalogue(
            path, refill=lambda: self._catalogue_sync.take_articles(new=False), texts=self._keys_of
        )
        self._offline = OfflineArticles(
            folders.library / "archive", folders.cache, self._catalogue, self._subscriptions, self._web, now
        )
        self.texts = TextIndexing(folders.cache / "texts.db", lambda: self._offline.archive, self._catalogue)
        """The texts of the archive, independent of `index`."""
        # At an index that is not followed: its session is not the library's.
        self._reading_state = ReadingState(folders.library, self._catalogue, looking=index is not None)
        self.usual_order = _USUAL_ORDER
        """The order of views without one of their own, written as for `sort:`."""
        self.saved_views = SavedViews(views, folders.config)
        self.batch = Batch(self._reading_state, self._catalogue, now)
        self._watching = LibraryWatch(self._catalogue)
        self._moved_folders = MovedFolders(self._subscriptions, self._reading_state, self._catalogue)
        self._catalogue_sync = CatalogueSync(self._catalogue, self._subscriptions, self._reading_state, self._offline)

    def open(self, *, later: bool = False) -> None:
        """Update the catalogue from sources, state and archive, as far as they changed.

        `later`: what would take long is left to `catch_up`, and `is_behind` until then.
        """
        self._catalogue_sync.open(later=later)

    @property
    def is_behind(self) -> bool:
        """Whether some articles are not shown yet."""
        return self._catalogue_sync.is_behind

    def catch_up(self, go_on: Callable[[int], bool]) -> bool:
        """Do what `open` left for later; `go_on` gets the number of articles done; False when it says no."""
        return self._catalogue_sync.catch_up(go_on)

    def close(self) -> int:
        """Close the files; return how many changes could not be saved within some seconds."""
        try:
            return self._reading_state.close()
        finally:
            self.texts.close()
            self._catalogue.close()
            self._offline.close()

    def _keys_of(self, condition: FullText | Linked) -> frozenset[str]:
        """Return the articles that match a condition that the catalogue can't evaluate."""
        return self.texts.keys(condition) if isinstance(condition, FullText) else self.connections.keys(condition)

    # Entries

    def query(self, text: str) -> Query:
        """Parse a query; raises QueryError."""
        if not text.strip():
            return Query()
        from blogreader.query import parse  # a list of everything needs no parser

        return parse(text, self._now())

    def completions(self, text: str, at: int) -> tuple[int, int, tuple[str, ...]]:
        """Return the completions of the word at a position of a query, with its start and end."""
        from blogreader.query import complete

        return complete(text, at, self._known)

    def _known(self, field: str) -> Iterable[str]:
        if field == "category":
            return (name for name, _ in self._catalogue.categories() if name is not None)
        if field == "source":
            return (source.name for source in self._subscriptions.sources())
        return self._catalogue.values(field)

    def select(self, *texts: str) -> Listing:
        """List what matches all of these queries, in the layout of the last that has one; raises UsageError."""
        return self._catalogue.select(united(map(self.query, texts)))

    def show(self, view: View, filter: str, arrangement: Arrangement, *made: "Abandonable") -> Listing:  # noqa: A002
        """List a view, narrowed by a filter, in the layout that the reader chose; raises UsageError, Abandoned.

        The filter's order takes precedence over the reader's, and that over the view's.
        """
        return self._catalogue.select(self._shown(view, filter, arrangement), *made, read_apart=view.read_apart)

    def laid_out(self, view: View, filter: str, arrangement: Arrangement) -> Arrangement:  # noqa: A002 - as above
        """Return the resulting layout; raises UsageError."""
        shown = self._shown(view, filter, arrangement)
        return Arrangement(shown.sort or _NEWEST_FIRST, shown.group or Grouping.NONE)

    def fitting(self, filter: str, minutes: int) -> str:  # noqa: A002 - as above
        """Return a filter restricted to what fits into so many minutes; raises UsageError."""
        from blogreader.query import without

        return f"{without(filter, ('fits',))} fits:{minutes}".strip()

    def save_view(self, name: str, view: View, filter: str, arrangement: Arrangement) -> View:  # noqa: A002 - as above
        """Save the list shown by a view and a filter as a view in the configuration, replacing one of this name.

        Raises UsageError, ConfigError, Unwritable; then nothing is changed.
        """
        from blogreader.query import joined

        layout = self._shown(view, filter, arrangement)
        return self.saved_views.save(name, joined((view.query, filter), layout, self._now()))

    def _shown(self, view: View, narrowed: str, arrangement: Arrangement) -> Query:
        # Newest first is what a query without an order means, and takes no parser.
        usual = Query() if self.usual_order == _USUAL_ORDER else self.query(f"sort:{self.usual_order}")
        wanted = Query(sort=arrangement.sort, group=arrangement.group)
        shown = united((usual, self.query(view.query), wanted, self.query(narrowed)))
        # A query without an order is newest first.
        return replace(shown, sort=None) if shown.sort == _NEWEST_FIRST else shown

    def entry(self, key: str) -> Entry:
        """Return the entry of a canonical URL; raises UnknownArticle."""
        entry = self._catalogue.entry(key)
        if entry is None:
            raise UnknownArticle(key)
        return entry

    def current(self, entry: Entry) -> Entry:
        """Return the current version of an entry; if its article left every index, the last known facts stay."""
        found = self._catalogue.entry(entry.article.key)
        return found or replace(entry, state=self._reading_state.state(entry.article.key))

    def at_address(self, url: str) -> Entry | None:
        """Return the entry for the target of a link, by `http` or `https`; None if it is unknown."""
        return lookup.at_address(self._catalogue, url)

    def find(self, words: str) -> Entry:
        """Find an article by URL, slug or a part of a slug; raises UnknownArticle, AmbiguousArticle."""
        return self.entry(lookup.key_of(self._catalogue, words))

    def use(self, *, fetching: FetchSettings, views: Iterable[tuple[str, str]]) -> None:
        """Apply new settings and views from now on; fetches in progress keep the old settings."""
        self.fetching = fetching
        self._web.use(fetching)
        self.saved_views.use(views)

    def view(self, name: str) -> View:
        """Return a view by id, title, or the reader's own name for it; raises UnknownView."""
        return named(name, self.saved_views.all())

    def views(self, *, quick: bool = False) -> list[tuple[View, Tally | None]]:
        """Return the views with their counts; None for an invalid query, which explains itself when it is shown.

        `quick`: leave out counts that take time with the number of articles.
        """
        return tallied(self._catalogue, self.saved_views.all(), None if quick else self.select)

    @property
    def figures(self) -> "Figures":
        """Statistics of reading."""
        from blogreader.library.figures import Figures

        return Figures(self._catalogue, self._subscriptions, self._now)

    @staticmethod
    def warm_up() -> None:
        """Load what the first opened article and the first change need, so that they need not wait for it."""
        from blogreader.catalogue.full_text import series_links  # noqa: F401
        from blogreader.library import article_notes, connections  # noqa: F401
        from blogreader.store import state_store, tinydb_tables  # noqa: F401

    @property
    def connections(self) -> "Connections":
        """Links between articles, and similar ones."""
        from blogreader.library.connections import Connections

        return Connections(self._catalogue, self.texts, lambda: self._offline.archive)

    @property
    def changed_texts(self) -> "ChangedTexts":
        """The articles that changed since they were read."""
        from blogreader.library.changed_texts import ChangedTexts

        return ChangedTexts(self._catalogue, lambda: self._offline.archive, self._now)

    @property
    def place_marks(self) -> "KeptMarks":
        """The marks of places in texts."""
        from blogreader.library.kept_marks import KeptMarks

        return KeptMarks(self._reading_state)

    @property
    def note_drafts(self) -> "NoteDrafts":
        """Unfinished notes."""
        from blogreader.library.note_drafts import NoteDrafts

        return NoteDrafts(self._reading_state, self._now)

    def progress(self) -> Progress:
        """Return how far the archive has been read."""
        return Progress.of(self._catalogue, self._subscriptions.sources())

    # State

    def opened(self, keys: Iterable[str]) -> list[Entry]:
        """Mark articles as opened; return their entries."""
        now = self._now()
        return self._reading_state.change(
            keys, lambda states, _: [transitions.opened(state, now) for state in states], "opened"
        )

    def mark(self, keys: Iterable[str], status: Status | None) -> list[Entry]:
        """Set the status of articles as one step; None toggles each of them between read and unread."""
        now = self._now()

        def marked(states: list[State], _: "Bounds") -> list[State]:
            if status is None:
                return [transitions.toggled(state, now) for state in states]
            return [transitions.marked(state, status, now) for state in states]

        return self._reading_state.change(keys, marked, "mark")

    def bookmark(self, keys: Iterable[str], on: bool | None, *, top: bool = False) -> list[Entry]:
        """Put articles on the reading list, in this order, or take them off, as one step; None toggles by the first."""

        def bookmarked(states: list[State], bounds: "Bounds") -> list[State]:
            wanted = (not states or states[0].bookmark is None) if on is None else on
            return transitions.bookmarked(states, *bounds, on=wanted, top=top)

        return self._reading_state.change(keys, bookmarked, "bookmark")

    def keep_place(
        self, key: str, place: Place | None, seen: Spans | None = None, time: ReadingTime | None = None
    ) -> list[Entry]:
        """Save where the reader is in an article, what was on the screen, and the time of this sitting.

        Return its entry if that changed.
        """
        return self._reading_state.change(
            [key], lambda states, _: [transitions.placed(state, place, seen, time) for state in states], "place"
        )

    def undo(self) -> Taken | None:
        """Undo the last change of state, made in any window; None if there is none."""
        return self._reading_state.undo()

    def redo(self) -> Taken | None:
        """Redo the last undone change; None if there is none, or another change followed."""
        return self._reading_state.redo()

    def export_states(self) -> Iterator[str]:
        """Return every state, with the times of its fields, as lines that another machine's library merges."""
        return self._reading_state.export()

    def import_states(self, text: str, name: str, *, dry_run: bool = False) -> "Merged":
        """Merge what is newer in an export; raises SourceError, with this name, if it is not one."""
        merged = self._reading_state.merge(text, name, dry_run=dry_run)
        if not dry_run:
            self._moved_folders.take_over()
        return merged

    def import_articles(
        self,
        found: "Imported",
        file: str,
        *,
        name: str | None = None,
        to_read: bool = False,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import what another program kept (`imports.read`) as a source that can be removed; raises SourceError.

        `name`: of the source; default: the program or the file. `to_read`: put unread articles on the reading list.
        """
        from blogreader.library.importer import Importer

        self._subscriptions.check_kept()
        importer = Importer(self.folders.library, self._reading_state, self._now)
        report = importer.take(
            found, file, name=name, to_read=to_read, keep_embedded=self._has_begun(), dry_run=dry_run
        )
        if not dry_run and not self._catalogue_sync.is_current():
            self._catalogue_sync.take_articles(new=False)
        return report

    def _has_begun(self) -> bool:
        """Return whether a library that only has the index it came with was used at all."""
        return bool(self._reading_state.store.all()) or self._catalogue.tally(offline=True).articles > 0

    def check(self, *, repair: bool) -> Checkup:
        """Return what is wrong with the files, repairing it on request; needs no `open`."""
        from blogreader.library import checkup

        return checkup.check(self._reading_state, self._subscriptions, self._offline, self.folders, repair=repair)

    def session(self) -> Mapping[str, Any]:
        """Return where the reader was when the app was last left; empty the first time."""
        return self._reading_state.session()

    def keep_session(self, session: Mapping[str, Any]) -> None:
        """Remember where the reader is."""
        self._reading_state.keep_session(session)

    def keep_in_background(self) -> None:
        """From now on make changes in memory, at once, with a thread writing to disk: see `unsaved` and `news`."""
        self._reading_state.in_background()
        self._watching.has_changed()
        self.texts.waits = False

    def unsaved(self) -> tuple[int, float, str]:
        """Return how many changes are not on disk, for how many seconds, and the reason if there is one."""
        return self._reading_state.unsaved()

    def news(self, *, archive: bool = True) -> list[Entry] | None:
        """Apply changes made by others, with `archive` also to the archive; None: much or all may have changed."""
        keys = self._reading_state.news()
        has_changed = archive and self._watching.has_changed()
        self.texts.is_due |= has_changed or bool(keys and not self._catalogue.noted().keys().isdisjoint(keys))
        return None if keys is None or has_changed or len(keys) > _MOST_NEWS else self.entries(keys)

    @cached_property
    def notes(self) -> "Notes":
        """The highlights and notes; their module is not loaded to list articles."""
        from blogreader.library.article_notes import Notes

        return Notes(self._reading_state, self._now, self._notes_changed)

    def _notes_changed(self) -> None:
        """Have the notes indexed again, with the texts."""
        self.texts.is_due = True

    def said(self) -> list[str]:
        """Return the sentences about problems found and repaired that have not been returned yet."""
        parts = (self._reading_state, self._subscriptions, self._catalogue_sync, self._moved_folders, self._offline)
        return [sentence for part in parts for sentence in part.said()]

    def missed(self) -> list[str]:
        """Return a sentence, once, for each of the reader's rules for sites that found no article."""
        return self._offline.missed()

    def entries(self, keys: Iterable[str]) -> list[Entry]:
        """Return the entries of the articles that are still in an index."""
        return self._catalogue.entries([*keys])

    # Documents

    async def document(self, article: str | Entry, *, again: bool = False, shorter: bool = False) -> Document:
        """Return the document of an article from the archive, or fetch it if it is missing or with `again`.

        The article may have left every index since its entry was read. `shorter`: accept a much shorter text. Raises
        NotArchived, FetchError. Cancelling closes the connection.
        """
        entry = self.entry(article) if isinstance(article, str) else self.current(article)
        document = await self._offline.document(entry, offline=self.offline, again=again, shorter=shorter)
        self.texts.is_due = True
        await in_thread(self._catalogue_sync.fill_if_possible, [(entry, document)])
        return document

    def read_ahead(self, entry: Entry) -> tuple[Document, object] | None:
        """Return a document with its stamp, to have it ready when it is opened; nothing is changed. Called in a thread.

        None: it can't be read, is a file to be extracted first, or has facts that are saved when it is opened.
        """
        return None if self._catalogue_sync.lacking([entry]) else self._offline.read_ahead(entry.article)

    async def extract_ahead(self, entry: Entry) -> tuple[Document, object] | None:
        """Return the same of a file of the reader's that has to be extracted; cancelled, it leaves nothing behind."""
        lacks = await in_thread(self._catalogue_sync.lacking, [entry])
        return None if lacks else await self._offline.extract_ahead(entry.article)

    def document_stamp(self, key: str) -> object:
        """Return a stamp that changes with the document of an article; None if there is no document, or file."""
        return self._offline.stamp(key)

    async def dropped(self, key: str) -> tuple[Dropped, ...]:
        """Return the parts of the page that were left out of an article, with reasons; raises NoPage, FetchError."""
        return await self._offline.dropped(self.entry(key))

    async def kept_document(self, entry: Entry) -> Document:
        """Return the archived document or the local file of an article; read only. Raises NotArchived, FetchError."""
        return await self._offline.document(entry, offline=True, again=False, shorter=False)

    @property
    def copies(self) -> "Copies":
        """Copies of documents for other programs, which never get the archive's own files."""
        from blogreader.library.copies import Copies

        return Copies(self.folders)

    async def complete(self, key: str) -> bool:
        """Fetch missing pictures of a document, unless offline; return whether any came. Cancelling disconnects."""
        return not self.offline and any([await self._offline.complete(entry) for entry in self.entries([key])])

    def pictures(self, key: str, addresses: Iterable[str] = ()) -> Mapping[str, Path]:
        """Return the files of the pictures in an article that are archived, or beside a local article."""
        return self._offline.pictures(key, addresses)

    def with_lost_pictures(self, *texts: str) -> list[str]:
        """Return the keys of matching articles with missing pictures; every matching document is read."""
        listing = self.select(*texts, "is:offline")
        return [entry.article.key for entry in listing.page(0, len(listing)) if self._offline.has_lost(entry)]

    def fetch(
        self,
        keys: Iterable[str],
        *,
        again: bool = False,
        lost: bool = False,
        shorter: bool = False,
        check: bool = False,
        settings: FetchSettings | None = None,
    ) -> AsyncGenerator[Fetched, None]:
        """Fetch articles with their pictures; yield each when it is done.

        `again`: also archived ones. `lost`, or `again`: also what failed before, pictures or whole articles.
        `shorter`: as in `document`. `check`: request archived ones conditionally, and count them as unchanged if their
        words are the same. `settings`: instead of the usual ones. Articles that are in no index are left out.
        """
        from blogreader.library.offline.fetch_run import FetchRequest  # needs asyncio, which lists don't

        entries = filter(None, map(self._catalogue.entry, keys))
        request = FetchRequest(self.offline, again, lost, shorter, check)
        return self._filled(self._offline.fetch(entries, request, settings))

    async def _filled(self, coming: AsyncGenerator[Fetched, None]) -> AsyncGenerator[Fetched, None]:
        """Pass on results, and save facts from their documents with them or soon after."""
        fetched_keys, begun, facts = list[str](), time.monotonic(), MissingFacts(self._fill)
        try:
            async with aclosing(coming):
                has_blogs = await in_thread(self._catalogue_sync.has_blogs)
                async for fetched in coming:
                    if not fetched.error and not fetched.unchanged:
                        fetched_keys.append(fetched.article.key)
                        if has_blogs:  # an index is left as its author wrote it
                            await facts.add(fetched.article.key)
                    yield fetched
        finally:
            if fetched_keys:
                await facts.finish()
                self.texts.is_due = True
                if self.texts.waits:  # the rest is indexed by the next search
                    seconds = (time.monotonic() - begun) * _OF_FETCHING
                    await in_thread(self.texts.take, fetched_keys, seconds)

    def _fill(self, keys: list[str]) -> None:
        if lacking := self._catalogue_sync.lacking(self.entries(keys)):
            read = ((entry, self._offline.archive.read(entry.article.key)) for entry in lacking)
            self._catalogue_sync.fill_if_possible((entry, document) for entry, document in read if document)

    def extract_again(self, keys: Iterable[str], *, shorter: bool = False) -> AsyncGenerator[Fetched, None]:
        """Re-extract documents from their archived pages, without the network; skips those without one."""
        return self._offline.extract_again(map(self.entry, keys), shorter=shorter)

    # Sources

    def sources(self) -> list[SourceReport]:
        """Return the sources followed, with the number of articles in each one's index."""
        return self._subscriptions.reports()

    async def add(self, location: str, data: bytes | None = None, wanted: "Wanted | None" = None) -> SourceReport:
        """Follow an index or a blog; `data` is the contents of standard input. Raises SourceError, FetchError.

        `wanted`: options of the search for a blog, its progress and its stop; a stopped search keeps what it found.

        In a library that only has the embedded index and was never used, the new source replaces that.
        """
        begun = await in_thread(self._has_begun)
        if data is None:
            await in_thread(self._moved_folders.look_for, location)
        async with self._keeping_seen(wanted) as search:
            report = await self._subscriptions.add(location, data, keep_embedded=begun, wanted=search)
            await in_thread(self._move, report.moved)
            await in_thread(self._catalogue_sync.take_articles, new=False)
            await in_thread(self._moved_folders.take_over)
        return report

    async def look(self, location: str, wanted: "Wanted") -> tuple[Source, Index]:
        """Return the source and index that `add` would follow, without following; raises SourceError, FetchError."""
        return await self._subscriptions.look(location, wanted)

    def left_out(self, name: str) -> "tuple[Post, ...]":
        """Return the addresses found in the search for a blog that are probably not posts."""
        return self._subscriptions.left_out(name)

    def take_in(self, name: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Turn left-out addresses into articles; return those that had not been left out."""
        unknown = self._subscriptions.take_in(name, addresses)
        self._catalogue_sync.take_articles(new=False)
        return unknown

    async def refresh(self, names: Iterable[str] = (), wanted: "Wanted | None" = None) -> list[Refreshed]:
        """Read sources again, by default all of them; raises UnknownSource before any is read.

        If it is cancelled, what was read until then is listed, too.
        """
        reports: list[Refreshed] = []
        async with self._keeping_seen(wanted) as search:
            try:
                await self._subscriptions.refresh(names, search, reports)
            finally:
                await self._show_refreshed(reports)
        return reports

    async def _show_refreshed(self, reports: Iterable[Refreshed]) -> None:
        for report in reports:
            await in_thread(self._move, report.moved)
        if any(report.new for report in reports) or not self._catalogue_sync.is_current():
            await in_thread(self._catalogue_sync.take_articles, new=True)
        elif not all(report.error for report in reports):  # a failed refresh does not count: new articles stay new
            self._catalogue.put_nothing_new()

    async def look_for_changes(self, reports: Iterable[Refreshed]) -> AsyncGenerator[Fetched, None]:
        """Request archived articles again that may have changed, according to the sources just read.

        A few other read articles are included, those first that were not checked for longest. Requests are conditional,
        as those of `fetch` with `check`, and at most a few dozen; none offline.
        """
        if self.offline:
            return
        from blogreader.library import change_hints

        keys = await in_thread(change_hints.worth_asking, self._offline.archive, reports, self.select)
        async with aclosing(self.fetch(keys, check=True)) as coming:
            async for fetched in coming:
                yield fetched

    @asynccontextmanager
    async def _keeping_seen(self, wanted: "Wanted | None") -> AsyncIterator["Wanted"]:
        """Save posts that are read on the way as documents, once their articles are in the catalogue."""
        seen_posts = await in_thread(import_module, "blogreader.library.seen_posts")
        kept = seen_posts.kept(wanted, self.fetching.largest_page, self._offline, self.entries, self._take_seen)
        async with kept as search:
            yield search

    def _take_seen(self, keys: list[str]) -> None:
        self._fill(keys)
        self.texts.is_due = True

    def _move(self, moved: Mapping[str, str]) -> None:
        """Move the states and documents of articles to their new addresses."""
        if moved:
            for old, new in moved.items():
                with suppress(Damaged):  # reported by `doctor`; the article is fetched from its new address
                    self._offline.archive.move(old, new)
            self._reading_state.adopt(moved)

    async def move(self, name: str, location: str, wanted: "Wanted | None" = None) -> Refreshed:
        """Move a source to its new location and read it there, together with states and documents.

        Raises UnknownSource, SourceError, FetchError; then it stays where it was.
        """
        async with self._keeping_seen(wanted) as search:
            report = await self._subscriptions.move(name, location, search)
            await in_thread(self._move, report.moved)
            await in_thread(self._catalogue_sync.take_articles, new=False)
            await in_thread(self._moved_folders.take_over)
        return report

    def remove(self, *names: str) -> tuple[Source, ...]:
        """Stop following sources; state and documents stay. Raises UnknownSource before the first is removed."""
        self._subscriptions.check_kept()
        sources = tuple(dict.fromkeys(map(self._subscriptions.called, names)))
        removed = tuple(self._subscriptions.remove(source.name) for source in sources)
        self._catalogue_sync.take_articles(new=False)
        return removed

    def restore(self) -> Source | None:
        """Follow the source again that `remove` removed last, while this library was open; None if there is none."""
        source = self._subscriptions.restore()
        self._catalogue_sync.take_articles(new=False)
        return source
