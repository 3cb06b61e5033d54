"""The followed sources and their indexes: from files, the network, or the program itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from blogreader import paths
from blogreader.companion_files import Companions
from blogreader.errors import AlreadyFollowed, Damaged, FetchError, LibraryError, SourceError, UnknownSource
from blogreader.library import source_texts
from blogreader.library.blog_archives import Archives, FollowedBlogs, at, read_again
from blogreader.library.hosts import PublicHosts, named_by
from blogreader.library.redirects import Redirects
from blogreader.library.reports import Refreshed, SourceReport
from blogreader.library.source_texts import (
    RecentIndexes,
    SourceText,
    decode,
    differences,
    in_thread,
    is_index,
    moves,
    unexplained,
)
from blogreader.library.web import Web
from blogreader.model import Article, Entry, Finding, Index, IndexWarning, Source
from blogreader.records import replace
from blogreader.source_files import ARCHIVES, LARGEST_INDEX, STANDARD_INPUT, SourceFiles, named
from blogreader.text import site_title
from blogreader.urls import authority_of, host_of, is_public, without_userinfo

if TYPE_CHECKING:
    from blogreader.indexes.blog.archive_file import Post, Said
    from blogreader.library.discovery import Wanted


EMBEDDED = Source(name="lucioduran", location="https://lucioduran.com/blog", title="Lucio Duran: Blog")
"""The source that a library starts with; its text ships with the program until it is refreshed."""


class Subscriptions:
    """The sources in force; every method may raise LibraryError."""

    def __init__(
        self, folder: Path, only: str | None, web: Web, now: Callable[[], datetime], redirects: Redirects
    ) -> None:
        """Create it; `only` is an index to be shown instead of the followed ones."""
        self._files = SourceFiles(folder)
        self._archives = Archives(self._files)
        self._followed_blogs = FollowedBlogs(lambda: self._files.read() or (), self._archives)
        self._only = Source(name="index", location=only) if only else None
        self._web = web
        self._redirects = redirects
        self._now = now
        self.lost: dict[str, str] = {}
        """Sentences about sources whose text is missing or damaged, by name."""
        self._remarks: list[str] = []
        self._recent = RecentIndexes()
        self._removed: list[tuple[Source, str | None, Companions]] = []
        """Removed sources with their texts and companion files, so that they can be restored."""
        self.hosts = PublicHosts(self._files, self.sources, self._file_name)

    def sources(self) -> tuple[Source, ...]:
        """Return the followed sources; a library that never followed any has the embedded one."""
        if self._only:
            return (self._only,)
        followed = self._files.read()
        return (EMBEDDED,) if followed is None else followed

    def _file_name(self, name: str) -> str:
        return paths.catalogue_name(self._only.location) if self._only else name

    def open(self) -> None:
        """Remove passwords that an older version stored."""
        for location in () if self._only else self._files.leave_out_credentials():
            self._remark_on_credentials(location)

    def said(self) -> list[str]:
        """Return the sentences that have not been returned yet."""
        remarks, self._remarks = self._remarks, []
        return [*self._files.said(), *remarks]

    def _remark_on_credentials(self, location: str) -> None:
        self._remarks.append(f"The user name and password in {location} were left out; the library never stores them.")

    def _without_credentials(self, location: str) -> str:
        """Return a location without a user name and password, with a remark if it had any."""
        bare = without_userinfo(location)
        if bare != location:
            self._remark_on_credentials(bare)
        return bare

    def stamp(self) -> str:
        """Return a stamp that changes whenever the articles may have changed."""
        if self._only:
            return self._files.stamp((), Path(self._only.location))
        return self._files.stamp(self.sources(), paths.embedded_index())

    def stamps(self) -> dict[str, str]:
        """Return such a stamp for each source, in their order; an empty one where it has to be read to know."""
        return {source.name: "" if self._only else self._files.stamp_of(source) for source in self.sources()}

    def size(self) -> int:
        """Return the size of the source texts in bytes; 0 for an index that is not followed."""
        return 0 if self._only else self._files.size(self.sources())

    def articles(self) -> Iterator[tuple[Article, str]]:
        """Yield the articles of all sources, each with the name of its source."""
        self.lost.clear()
        for source in self.sources():
            yield from ((article, source.name) for article in self._articles(source))
        self._recent.forget()

    def articles_of(self, names: Collection[str]) -> dict[str, tuple[Article, ...]]:
        """Return the articles of some sources; what was lost of the others stays known."""
        found = {source.name: self._articles(source) for source in self.sources() if source.name in names}
        self._recent.forget()
        return found

    def _articles(self, source: Source) -> tuple[Article, ...]:
        if source is not self._only:
            self._files.leave_out_credentials_in(source)
        return self._index(source).articles

    def keys_of(self, source: Source) -> list[str]:
        """Return the keys of a source's articles when it was last read."""
        return [article.key for article in self._index(source).articles]

    def relocate(self, source: Source, location: str) -> None:
        """Change the location of a source."""
        with self._files.locked():
            sources = tuple(replace(one, location=location) if one == source else one for one in self.sources())
            self._files.write(sources)

    def reports(self) -> list[SourceReport]:
        """Return every source with its number of articles."""
        return [self._report(source) for source in self.sources()]

    async def add(self, location: str, data: bytes | None, *, keep_embedded: bool, wanted: "Wanted") -> SourceReport:
        """Follow an index or a blog, or read it again if it is followed; raises SourceError, FetchError."""
        location = self._without_credentials(location)
        followed = self._files.read() if self._only is None else ()
        source = known = at(followed or (), location)
        if source is None and at((EMBEDDED,), location) and self._only is None:
            # Its text comes with the program; a refresh gets the site's current one.
            with self._files.locked():
                self._files.write((*(self._files.read() or ()), EMBEDDED))
            return self._report(EMBEDDED)
        if source is None:
            taken = {one.name for one in self.sources()}
            source = Source(name=named("stdin" if data is not None else location, taken), location=location)
        text = None
        if data is not None:
            if len(data) > LARGEST_INDEX:
                raise SourceError(f"Standard input has more than {LARGEST_INDEX // 1_000_000} MB.")
            text = decode(data, "standard input")
        keep_embedded = followed is None and keep_embedded
        if source.format in ARCHIVES and not wanted.feed_only:
            wanted = replace(wanted, whole=True)  # adding a blog again means more than reading its feed
        report = await self._read_again(source, wanted, text, keep_embedded=keep_embedded)
        if isinstance(report.error, AlreadyFollowed):
            return replace(self._report(self.called(report.error.name)), remark=str(report.error))
        if report.error:
            raise report.error
        remark = " ".join(filter(None, (read_again(location, known), report.remark)))
        return replace(self._report(report.source), moved=report.moved, warnings=report.warnings, remark=remark)

    async def look(self, location: str, wanted: "Wanted") -> tuple[Source, Index]:
        """Return the source and index that `add` would follow, without following; raises SourceError, FetchError."""
        location = self._without_credentials(location)
        if (known := at(self._files.read() or (), location)) is not None:
            raise AlreadyFollowed(location, known.name)
        source = Source(name=named(location, {one.name for one in self.sources()}), location=location)
        read = await self.read_index(source, wanted)
        if read is None:
            raise AssertionError("what was never read can't be unchanged")
        return read.source, read.index

    async def refresh(
        self, names: Iterable[str], wanted: "Wanted", reports: list[Refreshed] | None = None
    ) -> list[Refreshed]:
        """Read sources again, by default all of them; raises UnknownSource before any is read.

        `reports` gets each report at once, so that it has those of what was read before a cancellation.
        """
        reports = [] if reports is None else reports
        for source in [self.called(name) for name in names] or list(self.sources()):
            reports.append(await self._read_again(source, wanted))
            wanted.refreshed(reports[-1])
        return reports

    def feed_path(self, name: str) -> Path | None:
        """Return the file of the full texts in a source's feed; None if the source is not followed, but read alone."""
        return None if self._only else self._files.companions.feed_path(name)

    async def move(self, name: str, location: str, wanted: "Wanted") -> Refreshed:
        """Follow a source at a new location, if it can be read there; raises UnknownSource, SourceError, FetchError."""
        source, location = self.called(name), self._without_credentials(location)
        there = replace(source, location=location, base=None, watched=None, etag=None, last_modified=None)
        report = await self._read_again(there, wanted, is_moved=True)
        if report.error:
            raise report.error
        return report

    def left_out(self, name: str) -> "tuple[Post, ...]":
        """Return the addresses found in the search for a blog that are probably not posts."""
        return self._archives.read(self.called(name)).left_out

    def take_in(self, name: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Turn left-out addresses into articles; return those that had not been left out."""
        self.check_kept()
        with self._files.locked():
            return self._archives.take_in(self.called(name), addresses)

    def fill(self, said: "Mapping[str, Mapping[str, Said]]") -> tuple[str, str, list[Article]]:
        """Add facts about posts that no index has, given by source and key, from their documents.

        Return the stamps before and after, and the updated articles.
        """
        with self._files.locked():
            before = self.stamp()
            changed = [
                article
                for source in self.sources()
                if source.name in said and source.format in ARCHIVES
                for article in self._archives.fill(source, said[source.name])
            ]
            return before, self.stamp(), changed

    def remove(self, name: str) -> Source:
        """Stop following a source; raises UnknownSource."""
        self.check_kept()
        with self._files.locked():
            source = self.called(name)
            try:
                text = self._files.read_text(source) if self._files.has_text(source) else None
            except LibraryError:  # it is damaged, and is removed all the same
                text = None
            companions = self._files.companions.read_all(source.name)
            self._files.write(tuple(other for other in self.sources() if other.name != source.name))
            self._files.remove_text(source)
            self.hosts.forget(source.name)
        self.lost.pop(source.name, None)
        self._removed.append((source, text, companions))
        return source

    def restore(self) -> Source | None:
        """Follow the source again that was removed last while this library was open; None if there is none."""
        if not self._removed:
            return None
        with self._files.locked():
            source, text, companions = self._removed[-1]
            followed = self._files.read() or ()
            if all(one.location != source.location for one in followed):
                source = replace(source, name=named(source.name, {one.name for one in followed}))
                if text is not None:
                    self._files.write_text(source, text)
                self._files.companions.write_all(source.name, companions)
                self._files.write((*followed, source))
                self.hosts.take_back(source.name)
        self._removed.pop()
        return source

    def naming(self) -> Callable[[Entry], bool]:
        """Return a predicate: whether the reader's own index names an article's host, which may then be private."""
        return named_by(self.sources(), EMBEDDED.location)

    async def _read_again(
        self,
        source: Source,
        wanted: "Wanted",
        text: str | None = None,
        *,
        keep_embedded: bool = False,
        is_moved: bool = False,
    ) -> Refreshed:
        """Read a source from its location and save it; expected errors are in the report."""
        self.check_kept()
        self._recent.remember()
        try:
            if text is None:
                found = await self.read_index(source, wanted)
            else:
                found = await source_texts.read_text(source, text, None, "standard input", self._recent.read)
        except (SourceError, FetchError) as error:
            report = Refreshed(source, error=error)
        else:
            if found is None:
                report = Refreshed(source)
            else:
                redirects = await self._redirects_of(source, found)
                wanted.storing()
                report = await in_thread(self._take, found, redirects, keep_embedded=keep_embedded, is_moved=is_moved)
        if self.hosts.is_news(report.source.name, source.location):
            await in_thread(self.hosts.remember, report.source.name, source.location)
        return report

    async def _redirects_of(self, source: Source, read: "SourceText") -> Mapping[str, str]:
        """Return the new keys of articles that left this source, as far as only redirects can tell."""
        before = await in_thread(self._index_before, source)
        left, new = await in_thread(unexplained, before, read.index, read.listed)
        if not left or not new:
            return {}
        home = source.location if "://" in source.location else ""
        is_private = not home or not is_public(host_of(home))
        return await self._redirects.of(left, new, lambda url: is_private or authority_of(url) == authority_of(home))

    def _index_before(self, source: Source) -> Index:
        old = next((one for one in self.sources() if one.name == source.name), None)
        return self._index(old) if old else Index(None, ())

    def _take(
        self, read: "SourceText", redirects: Mapping[str, str], *, keep_embedded: bool, is_moved: bool = False
    ) -> Refreshed:
        """Follow a source or save its new text, safely beside other processes."""
        from blogreader.library.offline import feed_texts

        source, text, index = read.source, read.text, read.index
        with self._files.locked():
            known = self._files.read()
            old = next((one for one in self.sources() if one.name == source.name), None)
            if known is not None and source.read_at and old is None:
                return Refreshed(source)  # removed while it was being read
            if old and old.location != source.location and not is_moved:
                source = replace(source, name=named(source.location, {one.name for one in self.sources()}))
                old = None
            before = self._index(old) if old else Index(None, ())
            moved = moves(before, index, read.listed, redirects)
            new, changed, gone = differences(before, index, moved)
            title = site_title(index.title) if index.title else source.title
            source = replace(source, title=title, read_at=self._now())
            self._archives.keep(source, text, before, index, moved)
            other_texts: frozenset[str] = frozenset()
            if read.feed_texts:
                path = self._files.companions.feed_path(source.name)
                other_texts = feed_texts.differing(path, read.feed_texts)
                feed_texts.put(path, read.feed_texts)
            others = known if known is not None else (EMBEDDED,) if keep_embedded else ()
            if any(other.name == source.name for other in others):
                self._files.write(tuple(source if other.name == source.name else other for other in others))
            else:
                self._files.write((*others, source))
        hints: dict[str, datetime | None] = {**read.updated, **dict.fromkeys(changed | other_texts)}
        return Refreshed(source, new, len(changed), gone, moved, index.warnings, remark=read.remark, hints=hints)

    async def read_index(self, source: Source, wanted: "Wanted") -> "SourceText | None":
        """Return a source with its current text and index; None if they are unchanged."""
        if source.format == "imported":
            return None  # unchanged until the next import
        if source.location == STANDARD_INPUT:
            raise SourceError(f"{source.name} came from standard input; to read it again, add it again.")
        if "://" not in source.location:
            return await source_texts.read_local(source, self._recent.read)
        if self._web.offline:
            raise SourceError(f"Offline: {source.location} was not read.")
        await in_thread(source_texts.load_discovery)
        from blogreader.library.discovery import Blogs

        await in_thread(self._followed_blogs.check, source, source.location)
        blogs = Blogs(self._web)
        if source.format in ARCHIVES:
            archive = await in_thread(self._archives.read, source)
            return await source_texts.read_archive(await blogs.renew(source, archive, wanted))
        is_kept = source.name not in self.lost and await in_thread(self._files.has_text, source)
        async with self._web.fetcher() as fetcher:
            page = await fetcher.get(
                source.location,
                # Without a stored text, `not modified` would be useless.
                etag=source.etag if is_kept else None,
                last_modified=source.last_modified if is_kept else None,
                limit=LARGEST_INDEX,
                data=True,
            )
        if page.not_modified:
            return None
        await in_thread(self._followed_blogs.check, source, page.final_url)
        if source.read_at is None and not await in_thread(is_index, page):
            await in_thread(source_texts.refuse_list, page)
            read = await source_texts.read_archive(await blogs.find(source, page, wanted))
            return await in_thread(self._followed_blogs.checked, source, read)
        base = page.final_url if page.final_url != source.location else None
        index = await in_thread(self._recent.read, page.text, page.final_url, source.location)
        source = replace(source, base=base, etag=page.etag, last_modified=page.last_modified)
        return SourceText(source, page.text, index)

    def _index(self, source: Source) -> Index:
        """Return the index of a source as last read; without articles if its text is lost, which `lost` says.

        That must neither block other sources nor prevent a refresh from repairing it.
        """
        if source is self._only:
            return self._recent.read(source_texts.read_file(Path(source.location)), source.location, source.location)
        if source.read_at is None and source.location == EMBEDDED.location:
            return self._recent.read(source_texts.read_file(paths.embedded_index()), source.location, source.location)
        self.lost.pop(source.name, None)
        try:
            return self._kept_index(source)
        except _Lost as error:
            again = "add" if source.location == STANDARD_INPUT else "import" if source.format == "imported" else ""
            remedy = f"{again} it again" if again else f"`blogreader refresh {source.name}` reads it again"
            path = self._files.path_of(source)
            self.lost[source.name] = f"{path} is {error}: the articles of {source.name} are not listed; {remedy}."
            remedy = remedy if again else "refresh reads it again"
            return Index(None, (), (IndexWarning(1, f"the text of this source is {error}; {remedy}"),))

    def _kept_index(self, source: Source) -> Index:
        if not self._files.has_text(source):
            raise _Lost("missing")
        base = None if source.location == STANDARD_INPUT else source.base or source.location
        try:
            index = self._recent.read(self._files.read_text(source), base, source.location)
            return self._archives.with_gone(source, index)
        except Damaged as error:
            raise _Lost(f"damaged ({error.reason})") from error
        except SourceError as error:  # nothing is stored without passing this check
            raise _Lost("damaged (it contains no article)") from error

    def check(self) -> Iterator[Finding]:
        """Yield what is wrong with the list of sources and their texts; raises LibraryError."""
        from blogreader.library.source_checks import SourceCheck

        if self._only:
            return
        yield from SourceCheck(self._files, self.sources, self._index, self.lost).findings()

    def _report(self, source: Source) -> SourceReport:
        index = self._index(source)
        return SourceReport(source, len(index.articles), warnings=index.warnings)

    def called(self, name: str) -> Source:
        """Return the source with a name or location; raises UnknownSource."""
        for source in self.sources():
            if without_userinfo(name) in (source.name, source.location):
                return source
        raise UnknownSource(name, tuple(source.name for source in self.sources()))

    def check_kept(self) -> None:
        """Raise SourceError if sources can't be stored here."""
        if self._only:
            raise SourceError("--index does not follow sources; leave it out to add, refresh or remove one.")


class _Lost(Exception):
    """The text of a source is missing or damaged; `str` says which."""
