"""The library: entries, their state, their documents, and the sources that they come from."""

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogreader import paths as places
from blogreader import progress, times
from blogreader.catalogue import Catalogue, Listing
from blogreader.conditions import All, Condition, Query
from blogreader.errors import UnknownArticle
from blogreader.library import lookup
from blogreader.library.archiving import Archiving
from blogreader.library.filling import Filling
from blogreader.library.following import Following, catalogue_name, in_thread
from blogreader.library.keeping import Keeping, Taken
from blogreader.library.reports import Checkup, Fetched, Progress, Refreshed, SourceReport
from blogreader.library.views import View, counted
from blogreader.library.watching import Watching
from blogreader.model import Document, Entry, FetchSettings, Place, Source, State, Status, Tally

if TYPE_CHECKING:
    import httpx

    from blogreader.store.states import Bounds, Merged


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
        now: Callable[[], datetime] = times.system_now,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """Make a library; `index` shows this one file instead of the sources."""
        self.folders = folders
        self.offline = offline
        self.fetching = fetching
        self._now = now
        self._following = Following(folders.library, index, offline, fetching, now, transport)
        path = folders.cache / f"{catalogue_name(index)}.db"
        self._catalogue = Catalogue(path, refill=lambda: self._filling.take_articles(new=False))
        self._archiving = Archiving(
            folders.library / "archive", self._catalogue, self._following, fetching, now, transport
        )
        # At an index that is not followed: its session is not the library's.
        self._keeping = Keeping(folders.library, self._catalogue, looking=index is not None)
        self._watching = Watching(self._catalogue)
        self._filling = Filling(self._catalogue, self._following, self._keeping, self._archiving)

    def open(self, *, later: bool = False) -> None:
        """Bring the catalogue in step with sources, state and archive, as far as they changed.

        `later`: what would take long is left to `catch_up`, and `is_behind` until then.
        """
        self._filling.open(later=later)

    @property
    def is_behind(self) -> bool:
        """Whether not all articles are shown yet."""
        return self._filling.is_behind

    def catch_up(self, go_on: Callable[[int], bool]) -> bool:
        """Do what `open` left for later; `go_on` is told of the articles taken, and may say no. False: it did."""
        return self._filling.catch_up(go_on)

    def close(self) -> int:
        """Let go of the files; give how many changes could not be kept, after some seconds of trying."""
        try:
            return self._keeping.close()
        finally:
            self._catalogue.close()
            self._archiving.close()

    # Entries

    def query(self, text: str) -> Query:
        """Understand a query; raises QueryError."""
        if not text.strip():
            return Query()
        from blogreader.query import parse  # a list of everything needs no parser

        return parse(text, self._now())

    def select(self, *texts: str) -> Listing:
        """List what matches all of these queries, in the order of the last that names one; raises UsageError."""
        queries = [self.query(text) for text in texts]
        conditions: list[Condition] = [query.condition for query in queries if query.condition != All()]
        sorts = [query.sort for query in queries if query.sort]
        condition = conditions[0] if len(conditions) == 1 else All(tuple(conditions))
        return self._catalogue.select(Query(condition, sorts[-1] if sorts else None))

    def entry(self, key: str) -> Entry:
        """Give the entry of a canonical URL; raises UnknownArticle."""
        entry = self._catalogue.entry(key)
        if entry is None:
            raise UnknownArticle(key)
        return entry

    def current(self, entry: Entry) -> Entry:
        """Give an entry as it is now; one whose article is no longer in any index stays as it was."""
        return self._catalogue.entry(entry.article.key) or entry

    def at_address(self, url: str) -> Entry | None:
        """Give the entry of the article that a link leads to, by `http` or `https` alike; None: none that is known."""
        return lookup.at_address(self._catalogue, url)

    def find(self, words: str) -> Entry:
        """Find an article by URL, slug or a part of a slug; raises UnknownArticle, AmbiguousArticle."""
        return self.entry(lookup.key_of(self._catalogue, words))

    def views(self) -> list[tuple[View, Tally]]:
        """Give the named queries with their counts."""
        return counted(self._catalogue)

    def progress(self) -> Progress:
        """Tell how far the archive has been read."""
        return Progress.of(self._catalogue)

    # State

    def opened(self, keys: Iterable[str]) -> list[Entry]:
        """Say that articles were opened."""
        now = self._now()
        return self._change(keys, lambda states, _: [progress.opened(state, now) for state in states], "opened")

    def mark(self, keys: Iterable[str], status: Status | None) -> list[Entry]:
        """Set the status of articles as one step; None toggles between read and unread, each for itself."""
        now = self._now()

        def change(states: list[State], _: "Bounds") -> list[State]:
            if status is None:
                return [progress.toggled(state, now) for state in states]
            return [progress.marked(state, status, now) for state in states]

        return self._change(keys, change, "mark")

    def bookmark(self, keys: Iterable[str], on: bool | None, *, top: bool = False) -> list[Entry]:
        """Put articles on the reading list, in this order, or take them off, as one step; None toggles by the first."""

        def change(states: list[State], bounds: "Bounds") -> list[State]:
            wanted = (not states or states[0].bookmark is None) if on is None else on
            return progress.bookmarked(states, *bounds, on=wanted, top=top)

        return self._change(keys, change, "bookmark")

    def keep_place(self, key: str, place: Place) -> list[Entry]:
        """Remember where the reader stands in an article; give its entry when that changed."""
        return self._change([key], lambda states, _: [progress.placed(state, place) for state in states], "place")

    def undo(self) -> Taken | None:
        """Take the last change of state back, from whatever window; None when there is none."""
        return self._keeping.undo()

    def redo(self) -> Taken | None:
        """Make the change again that was taken back last; None when there is none, or another came after it."""
        return self._keeping.redo()

    def export_states(self) -> Iterator[str]:
        """Write every state, with when its fields were set, as lines that another machine's library merges."""
        return self._keeping.export()

    def import_states(self, text: str, name: str, *, dry_run: bool = False) -> "Merged":
        """Take over what is newer in an export; raises SourceError, with this name, for what is none."""
        return self._keeping.merge(text, name, dry_run=dry_run)

    def check(self, *, repair: bool) -> Checkup:
        """Say what is wrong with the files, and mend it when it is to be mended; needs no `open`."""
        of_state, is_well = self._keeping.check(repair=repair)
        of_archive = self._archiving.check(repair=repair)
        return Checkup((*of_state, *of_archive.wrong), is_well and of_archive.is_well, of_archive.remarks)

    def session(self) -> Mapping[str, Any]:
        """Give where the reader was when the app was last left; empty the first time."""
        return self._keeping.session()

    def keep_session(self, session: Mapping[str, Any]) -> None:
        """Remember where the reader is."""
        self._keeping.keep_session(session)

    def keep_in_background(self) -> None:
        """From now on changes are made in memory, at once, and brought to disk by a thread: `unsaved`, and `news`."""
        self._keeping.in_background()
        self._watching.has_changed()

    def unsaved(self) -> tuple[int, float, str]:
        """Give how many changes are not on disk, for how many seconds, and why, where there is a reason."""
        return self._keeping.unsaved()

    def news(self, *, archive: bool = True) -> list[Entry] | None:
        """Take over what others changed, with `archive` also what anyone archived; None: perhaps everything changed."""
        keys = self._keeping.news()
        has_changed = archive and self._watching.has_changed()
        return None if keys is None or has_changed else self.entries(keys)

    def said(self) -> list[str]:
        """Give the sentences on what was found in the files, and mended, that were not given yet."""
        return [*self._keeping.said(), *self._archiving.said(), *self._following.said()]

    def missed(self) -> list[str]:
        """Give the sentences on the reader's rules for hosts on whose pages they find no article, once each."""
        return self._archiving.missed()

    def entries(self, keys: Iterable[str]) -> list[Entry]:
        """Give the entries of those articles that an index still has."""
        return [entry for key in keys if (entry := self._catalogue.entry(key))]

    def _change(
        self, keys: Iterable[str], how: "Callable[[list[State], Bounds], list[State]]", kind: str
    ) -> list[Entry]:
        return [self.entry(key) for key in self._keeping.change(keys, how, kind)]

    # Documents

    async def document(self, key: str, *, again: bool = False) -> Document:
        """Give the document of an article, from the archive, or from the network when it is not there or `again`.

        Raises NotArchived, FetchError. Cancelling closes the connection.
        """
        return await self._archiving.document(self.entry(key), offline=self.offline, again=again)

    async def complete(self, key: str) -> bool:
        """Fetch the pictures that an archived document is wanting; tell whether any came. Offline none do.

        Cancelling closes the connections.
        """
        return not self.offline and await self._archiving.complete(self.entry(key))

    def pictures(self, key: str) -> Mapping[str, Path]:
        """Give the files of the pictures of an article's document, by their addresses; those that are archived."""
        return self._archiving.pictures(key)

    def with_lost_pictures(self, *texts: str) -> list[str]:
        """Give the keys of what matches all of these queries and has pictures that could not be had.

        It reads every document that matches.
        """
        listing = self.select(*texts, "is:offline")
        return [entry.article.key for entry in listing.page(0, len(listing)) if self._archiving.has_lost(entry)]

    def fetch(
        self, keys: Iterable[str], *, again: bool = False, lost: bool = False, settings: FetchSettings | None = None
    ) -> AsyncGenerator[Fetched, None]:
        """Make articles offline, with their pictures; tell of each when it is done.

        `again`: also what is archived. `lost`, and `again` too: also what could not be had the last time, pictures of
        an archived article or this itself once more. `settings`: others than usual.
        """
        entries = map(self.entry, keys)
        return self._archiving.fetch(entries, offline=self.offline, again=again, lost=lost, settings=settings)

    def extract_again(self, keys: Iterable[str]) -> AsyncGenerator[Fetched, None]:
        """Make documents anew from their archived pages, without the network; those without one are left out."""
        return self._archiving.extract_again(map(self.entry, keys))

    # Sources

    def sources(self) -> list[SourceReport]:
        """Give the sources followed, with the number of articles in each one's index."""
        return self._following.reports()

    async def add(self, location: str, data: bytes | None = None) -> SourceReport:
        """Follow an index; `data` is given for what came from standard input. Raises SourceError, FetchError.

        A library that has only what the program started with, and in which nothing was done yet, begins with this one.
        """
        begun = bool(self._keeping.store.all()) or self._catalogue.tally(offline=True).articles > 0
        report = await self._following.add(location, data, keep_embedded=begun)
        await in_thread(self._filling.take_articles, new=False)
        return report

    async def refresh(self, names: Iterable[str] = ()) -> list[Refreshed]:
        """Read sources again, all of them when none is named; raises UnknownSource before any is read."""
        reports = await self._following.refresh(names)
        if any(report.new for report in reports) or not self._filling.is_current():
            await in_thread(self._filling.take_articles, new=True)
        elif not all(report.error for report in reports):  # a refresh that failed is none: what was new stays so
            self._catalogue.put_nothing_new()
        return reports

    def remove(self, name: str) -> Source:
        """Stop following a source; state and documents stay. Raises UnknownSource."""
        source = self._following.remove(name)
        self._filling.take_articles(new=False)
        return source
