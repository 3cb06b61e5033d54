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
    Via,
)
from blogreader.records import replace

if TYPE_CHECKING:
    import httpx

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
"""So much of the time that fetching took, its texts are made searchable: all of them where hosts are asked politely."""

_OF_FILLING = 0.05
"""So much of it may go into lists in which what documents say stands at once; each time a whole index is written."""

_NEWEST_FIRST = Sort(Order.DATE, descending=True)


class Library:
    """Every method may raise LibraryError; those that name something raise that it is unknown.

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
        """Make a library; `index` shows this one file instead of the sources, `views` are its reader's own."""
        self.folders = folders
        self.offline = offline
        self.fetching = fetching
        self._now = now
        self._web = Web(fetching, lambda: self._subscriptions.hosts.known, transport, offline=offline)
        redirects = Redirects(self._web, lambda: self._offline.archive, lambda: self._reading_state)
        self._subscriptions = Subscriptions(folders.library, index, self._web, now, redirects)
        path = folders.cache / f"{places.catalogue_name(index)}.db"
        self._catalogue = Catalogue(
            path,
            refill=lambda: self._catalogue_sync.take_articles(new=False),
            texts=self._keys_of,
        )
        self._offline = OfflineArticles(
            folders.library / "archive", self._catalogue, self._subscriptions, self._web, now
        )
        self.texts = TextIndexing(folders.cache / "texts.db", lambda: self._offline.archive, self._catalogue)
        """The texts of the archive, whatever index is looked at."""
        # At an index that is not followed: its session is not the library's.
        self._reading_state = ReadingState(folders.library, self._catalogue, looking=index is not None)
        self.usual_order = "-date"
        """The order of views that have none of their own, as `sort:` takes it."""
        self.saved_views = SavedViews(views, folders.config)
        self.batch = Batch(self._reading_state, self._catalogue, now)
        self._watching = LibraryWatch(self._catalogue)
        self._moved_folders = MovedFolders(self._subscriptions, self._reading_state, self._catalogue)
        self._catalogue_sync = CatalogueSync(self._catalogue, self._subscriptions, self._reading_state, self._offline)

    def open(self, *, later: bool = False) -> None:
        """Bring the catalogue in step with sources, state and archive, as far as they changed.

        `later`: what would take long is left to `catch_up`, and `is_behind` until then.
        """
        self._catalogue_sync.open(later=later)

    @property
    def is_behind(self) -> bool:
        """Whether not all articles are shown yet."""
        return self._catalogue_sync.is_behind

    def catch_up(self, go_on: Callable[[int], bool]) -> bool:
        """Do what `open` left for later; `go_on` is told of the articles taken, and may say no. False: it did."""
        return self._catalogue_sync.catch_up(go_on)

    def close(self) -> int:
        """Let go of the files; return how many changes could not be kept, after some seconds of trying."""
        try:
            return self._reading_state.close()
        finally:
            self.texts.close()
            self._catalogue.close()
            self._offline.close()

    def _keys_of(self, condition: FullText | Linked) -> frozenset[str]:
        """Return the articles of which something holds that the catalogue does not know."""
        return self.texts.keys(condition) if isinstance(condition, FullText) else self.connections.keys(condition)

    # Entries

    def query(self, text: str) -> Query:
        """Understand a query; raises QueryError."""
        if not text.strip():
            return Query()
        from blogreader.query import parse  # a list of everything needs no parser

        return parse(text, self._now())

    def completions(self, text: str, at: int) -> tuple[int, int, tuple[str, ...]]:
        """Return what may stand in the place of the word at a position of a query, which is from where to where."""
        from blogreader.query import complete

        return complete(text, at, self._known)

    def _known(self, field: str) -> Iterable[str]:
        if field == "category":
            return (name for name, _ in self._catalogue.categories() if name is not None)
        if field == "tag":
            return self._catalogue.tags()
        return (source.name for source in self._subscriptions.sources()) if field == "source" else ()

    def select(self, *texts: str) -> Listing:
        """List what matches all of these queries, laid out as the last says that says something of it.

        Raises UsageError.
        """
        return self._catalogue.select(united(map(self.query, texts)))

    def show(self, view: View, filter: str, arrangement: Arrangement) -> Listing:  # noqa: A002 - what it is called
        """List what a view shows, narrowed by a filter, laid out as its reader wants it; raises UsageError.

        The filter's own order comes first, then the reader's, then that of the view.
        """
        return self._catalogue.select(self._shown(view, filter, arrangement), read_apart=view.read_apart)

    def laid_out(self, view: View, filter: str, arrangement: Arrangement) -> Arrangement:  # noqa: A002 - as above
        """Return how it is laid out, all told; raises UsageError."""
        shown = self._shown(view, filter, arrangement)
        return Arrangement(shown.sort or _NEWEST_FIRST, shown.group or Grouping.NONE)

    def fitting(self, filter: str, minutes: int) -> str:  # noqa: A002 - as above
        """Return a filter by which only what fits into so many minutes is shown; raises UsageError."""
        from blogreader.query import without

        return f"{without(filter, ('fits',))} fits:{minutes}".strip()

    def save_view(self, name: str, view: View, filter: str, arrangement: Arrangement) -> View:  # noqa: A002 - as above
        """Keep what is shown so as a view of its own, in the configuration, in place of another one of this name.

        Raises UsageError, ConfigError, Unwritable; then nothing is changed.
        """
        from blogreader.query import joined

        layout = self._shown(view, filter, arrangement)
        return self.saved_views.save(name, joined((view.query, filter), layout, self._now()))

    def _shown(self, view: View, narrowed: str, arrangement: Arrangement) -> Query:
        usual = self.query(f"sort:{self.usual_order}")
        wanted = Query(sort=arrangement.sort, group=arrangement.group)
        shown = united((usual, self.query(view.query), wanted, self.query(narrowed)))
        # Newest first is what a query without an order means.
        return replace(shown, sort=None) if shown.sort == _NEWEST_FIRST else shown

    def entry(self, key: str) -> Entry:
        """Return the entry of a canonical URL; raises UnknownArticle."""
        entry = self._catalogue.entry(key)
        if entry is None:
            raise UnknownArticle(key)
        return entry

    def current(self, entry: Entry) -> Entry:
        """Return an entry as it is now; one whose article is no longer in any index keeps what the index said."""
        found = self._catalogue.entry(entry.article.key)
        return found or replace(entry, state=self._reading_state.state(entry.article.key))

    def at_address(self, url: str) -> Entry | None:
        """Return the entry of the article that a link leads to, by `http` or `https`; None: none that is known."""
        return lookup.at_address(self._catalogue, url)

    def find(self, words: str) -> Entry:
        """Find an article by URL, slug or a part of a slug; raises UnknownArticle, AmbiguousArticle."""
        return self.entry(lookup.key_of(self._catalogue, words))

    def use(self, *, fetching: FetchSettings, views: Iterable[tuple[str, str]]) -> None:
        """Fetch otherwise from now on, and show other views; what is on its way ends as it began."""
        self.fetching = fetching
        self._web.use(fetching)
        self.saved_views.use(views)

    def view(self, name: str) -> View:
        """Return a view by its id, its title, or its reader's own name for it; raises UnknownView."""
        return named(name, self.saved_views.all())

    def views(self, *, quick: bool = False) -> list[tuple[View, Tally | None]]:
        """Return the named queries with their counts; None: of one that can't be asked, which says why when it is.

        `quick`: not of those that take time with the number of articles.
        """
        return tallied(self._catalogue, self.saved_views.all(), None if quick else self.select)

    @property
    def figures(self) -> "Figures":
        """What is counted of the reading."""
        from blogreader.library.figures import Figures

        return Figures(self._catalogue, self._subscriptions, self._now)

    @property
    def connections(self) -> "Connections":
        """How the articles hang together."""
        from blogreader.library.connections import Connections

        return Connections(self._catalogue, self.texts, lambda: self._offline.archive)

    @property
    def changed_texts(self) -> "ChangedTexts":
        """The articles that say something else than what was read."""
        from blogreader.library.changed_texts import ChangedTexts

        return ChangedTexts(self._catalogue, lambda: self._offline.archive, self._now)

    @property
    def place_marks(self) -> "KeptMarks":
        """The marks of places in texts."""
        from blogreader.library.kept_marks import KeptMarks

        return KeptMarks(self._reading_state)

    @property
    def note_drafts(self) -> "NoteDrafts":
        """The notes that were begun and not finished."""
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
        """Set the status of articles as one step; None toggles between read and unread, each for itself."""
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
        """Remember where the reader stands in an article, what was looked at, and what this sitting takes.

        Give its entry when that changed.
        """
        return self._reading_state.change(
            [key], lambda states, _: [transitions.placed(state, place, seen, time) for state in states], "place"
        )

    def undo(self) -> Taken | None:
        """Take the last change of state back, from whatever window; None when there is none."""
        return self._reading_state.undo()

    def redo(self) -> Taken | None:
        """Redo the last undone change last; None when there is none, or another came after it."""
        return self._reading_state.redo()

    def export_states(self) -> Iterator[str]:
        """Write every state, with when its fields were set, as lines that another machine's library merges."""
        return self._reading_state.export()

    def import_states(self, text: str, name: str, *, dry_run: bool = False) -> "Merged":
        """Take over what is newer in an export; raises SourceError, with this name, for what is none."""
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
        """Take over what another program kept (`imports.read`), as a source that can be removed; raises SourceError.

        `name`: of the source, else that of the program or the file. `to_read`: what is unread goes on the reading list.
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
        """Return whether anything was done in a library that has only what the program started with."""
        return bool(self._reading_state.store.all()) or self._catalogue.tally(offline=True).articles > 0

    def check(self, *, repair: bool) -> Checkup:
        """Return what is wrong with the files, mended when it is to be mended; needs no `open`."""
        from blogreader.library import checkup

        return checkup.check(self._reading_state, self._subscriptions, self._offline, self.folders, repair=repair)

    def session(self) -> Mapping[str, Any]:
        """Return where the reader was when the app was last left; empty the first time."""
        return self._reading_state.session()

    def keep_session(self, session: Mapping[str, Any]) -> None:
        """Remember where the reader is."""
        self._reading_state.keep_session(session)

    def keep_in_background(self) -> None:
        """From now on changes are made in memory, at once, and brought to disk by a thread: `unsaved`, and `news`."""
        self._reading_state.in_background()
        self._watching.has_changed()
        self.texts.waits = False

    def unsaved(self) -> tuple[int, float, str]:
        """Return how many changes are not on disk, for how many seconds, and why, where there is a reason."""
        return self._reading_state.unsaved()

    def news(self, *, archive: bool = True) -> list[Entry] | None:
        """Take over what others changed, with `archive` also what anyone archived; None: perhaps everything changed."""
        keys = self._reading_state.news()
        has_changed = archive and self._watching.has_changed()
        self.texts.is_due |= has_changed or bool(keys and not self._catalogue.noted().keys().isdisjoint(keys))
        return None if keys is None or has_changed else self.entries(keys)

    @cached_property
    def notes(self) -> "Notes":
        """The highlights and notes; what lists articles goes without what reads them."""
        from blogreader.library.article_notes import Notes

        return Notes(self._reading_state, self._now, self._notes_changed)

    def _notes_changed(self) -> None:
        """Have the notes searched anew, with the texts."""
        self.texts.is_due = True

    def said(self) -> list[str]:
        """Return the sentences on what was found in the files, and mended, that were not given yet."""
        parts = (self._reading_state, self._subscriptions, self._catalogue_sync, self._moved_folders, self._offline)
        return [sentence for part in parts for sentence in part.said()]

    def missed(self) -> list[str]:
        """Return the sentences on the reader's rules for hosts on whose pages they find no article, once each."""
        return self._offline.missed()

    def entries(self, keys: Iterable[str]) -> list[Entry]:
        """Return the entries of those articles that an index still has."""
        return [entry for key in keys if (entry := self._catalogue.entry(key))]

    # Documents

    async def document(self, article: str | Entry, *, again: bool = False, shorter: bool = False) -> Document:
        """Return the document of an article, from the archive, or from the network when it is not there or `again`.

        An entry of before may have left every index since. `shorter`: also far less takes its place. Raises
        NotArchived, FetchError. Cancelling closes the connection.
        """
        entry = self.entry(article) if isinstance(article, str) else self.current(article)
        document = await self._offline.document(entry, offline=self.offline, again=again, shorter=shorter)
        self.texts.is_due = True
        if document.via is not Via.LOCAL:
            await in_thread(self._catalogue_sync.fill_if_possible, [(entry, document)])
        return document

    async def dropped(self, key: str) -> tuple[Dropped, ...]:
        """Return what is left out of an article and stands on its page, with the reasons; raises NoPage, FetchError."""
        return await self._offline.dropped(self.entry(key))

    async def kept_document(self, entry: Entry) -> Document:
        """Return what is kept of an article, or a local file has; changes nothing. Raises NotArchived, FetchError."""
        return await self._offline.document(entry, offline=True, again=False, shorter=False)

    @property
    def copies(self) -> "Copies":
        """Copies of documents for other programs, which never get the archive's own."""
        from blogreader.library.copies import Copies

        return Copies(self.folders)

    async def complete(self, key: str) -> bool:
        """Fetch the pictures that an archived document is wanting; return whether any came. Offline none do.

        Cancelling closes the connections.
        """
        return not self.offline and any([await self._offline.complete(entry) for entry in self.entries([key])])

    def pictures(self, key: str, addresses: Iterable[str] = ()) -> Mapping[str, Path]:
        """Return the files of those pictures of an article's document that are archived, or lie beside a local one."""
        return self._offline.pictures(key, addresses)

    def with_lost_pictures(self, *texts: str) -> list[str]:
        """Return the keys of what matches and lacks pictures; every document that matches is read."""
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
        """Make articles offline, with their pictures; yield each when it is done.

        `again`: also what is archived. `lost`, `again` too: also what could not be had, pictures or all of it.
        `shorter`: as in `document`. `check`: those that are archived are asked for again, by their validators,
        and count as unchanged where their words are the same. `settings`: others than usual. What no index has is left
        out.
        """
        from blogreader.library.offline.fetch_run import FetchRequest  # asyncio: a list is shown without it

        entries = filter(None, map(self._catalogue.entry, keys))
        request = FetchRequest(self.offline, again, lost, shorter, check)
        return self._filled(self._offline.fetch(entries, request, settings))

    async def _filled(self, coming: AsyncGenerator[Fetched, None]) -> AsyncGenerator[Fetched, None]:
        """Pass on what comes; what documents say of articles of which nothing was known is kept with it, or soon."""
        fetched_keys: list[str] = []
        unfilled: list[str] = []
        begun, filling = time.monotonic(), 0.0
        try:
            async with aclosing(coming):
                async for fetched in coming:
                    if not fetched.error and not fetched.unchanged:
                        fetched_keys.append(fetched.article.key)
                        unfilled.append(fetched.article.key)
                        is_much = len(unfilled) * 8 >= len(fetched_keys)
                        if filling <= ((now := time.monotonic()) - begun) * _OF_FILLING or is_much:
                            await in_thread(self._fill, unfilled)
                            unfilled, filling = [], filling + time.monotonic() - now
                    yield fetched
        finally:
            if fetched_keys:
                await in_thread(self._fill, unfilled)
                self.texts.is_due = True
                if self.texts.waits:  # what is left is read when it is searched
                    seconds = (time.monotonic() - begun) * _OF_FETCHING
                    await in_thread(self.texts.take, fetched_keys, seconds)

    def _fill(self, keys: list[str]) -> None:
        lacking = self._catalogue_sync.lacking(self.entries(keys))
        read = ((entry, self._offline.archive.read(entry.article.key)) for entry in lacking)
        self._catalogue_sync.fill_if_possible((entry, document) for entry, document in read if document)

    def extract_again(self, keys: Iterable[str], *, shorter: bool = False) -> AsyncGenerator[Fetched, None]:
        """Make documents anew from their archived pages, without the network; those without one are left out."""
        return self._offline.extract_again(map(self.entry, keys), shorter=shorter)

    # Sources

    def sources(self) -> list[SourceReport]:
        """Return the sources followed, with the number of articles in each one's index."""
        return self._subscriptions.reports()

    async def add(self, location: str, data: bytes | None = None, wanted: "Wanted | None" = None) -> SourceReport:
        """Follow an index or a blog; `data` is given for what came from standard input. Raises SourceError, FetchError.

        `wanted`: how a blog is looked for, who is told of it, and what stops it; what was found until then is kept.

        A library that has only what the program started with, and in which nothing was done yet, begins with this one.
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
        """Return the source and index that following would bring, without following; raises SourceError, FetchError."""
        return await self._subscriptions.look(location, wanted)

    def left_out(self, name: str) -> "tuple[Post, ...]":
        """Return what was met when a blog was looked for and is no post, as far as one can tell."""
        return self._subscriptions.left_out(name)

    def take_in(self, name: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Make articles of what was left out; return the addresses that are not among that."""
        unknown = self._subscriptions.take_in(name, addresses)
        self._catalogue_sync.take_articles(new=False)
        return unknown

    async def refresh(self, names: Iterable[str] = (), wanted: "Wanted | None" = None) -> list[Refreshed]:
        """Read sources again, all of them when none is named; raises UnknownSource before any is read."""
        async with self._keeping_seen(wanted) as search:
            reports = await self._subscriptions.refresh(names, search)
            for report in reports:
                await in_thread(self._move, report.moved)
            if any(report.new for report in reports) or not self._catalogue_sync.is_current():
                await in_thread(self._catalogue_sync.take_articles, new=True)
            elif not all(report.error for report in reports):  # a refresh that failed is none: what was new stays so
                self._catalogue.put_nothing_new()
        return reports

    async def look_for_changes(self, reports: Iterable[Refreshed]) -> AsyncGenerator[Fetched, None]:
        """Ask for those archived articles that may say something else by now, as sources that were read again hint.

        A few others that were read come along, those first that were not asked for since long. Conditionally, as
        `fetch` does with `check`; never for more than a few dozen. Offline for none.
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
        """Keep the posts that are read on the way as documents, once their articles are in the catalogue."""
        seen_posts = await in_thread(import_module, "blogreader.library.seen_posts")
        kept = seen_posts.kept(wanted, self.fetching.largest_page, self._offline, self.entries, self._take_seen)
        async with kept as search:
            yield search

    def _take_seen(self, keys: list[str]) -> None:
        self._fill(keys)
        self.texts.is_due = True

    def _move(self, moved: Mapping[str, str]) -> None:
        """Take along what is known of articles that are at other addresses now: states, documents."""
        if moved:
            for old, new in moved.items():
                with suppress(Damaged):  # which `doctor` tells; the article is fetched anew where it is now
                    self._offline.archive.move(old, new)
            self._reading_state.adopt(moved)

    async def move(self, name: str, location: str, wanted: "Wanted | None" = None) -> Refreshed:
        """Move a source to where it is now, and read it there; states and documents come along.

        Raises UnknownSource, SourceError, FetchError; then it stays where it was.
        """
        async with self._keeping_seen(wanted) as search:
            report = await self._subscriptions.move(name, location, search)
            await in_thread(self._move, report.moved)
            await in_thread(self._catalogue_sync.take_articles, new=False)
            await in_thread(self._moved_folders.take_over)
        return report

    def remove(self, name: str) -> Source:
        """Stop following a source; state and documents stay. Raises UnknownSource."""
        source = self._subscriptions.remove(name)
        self._catalogue_sync.take_articles(new=False)
        return source

    def restore(self) -> Source | None:
        """Follow again, as it was, what `remove` took away last while this library was open; None: there is none."""
        source = self._subscriptions.restore()
        self._catalogue_sync.take_articles(new=False)
        return source
