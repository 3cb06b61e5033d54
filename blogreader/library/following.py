"""Which sources are followed, and the index of each: from files, the network, or what ships with the program."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

from blogreader import paths
from blogreader.errors import Damaged, FetchError, LibraryError, SourceError, UnknownSource
from blogreader.library.reports import Refreshed, SourceReport
from blogreader.library.source_texts import (
    SourceText,
    decode,
    differences,
    in_thread,
    is_index,
    read_archive,
    read_file,
    read_folder,
    read_index,
)
from blogreader.model import Article, Entry, FetchSettings, Finding, Index, IndexWarning, Source
from blogreader.sources import LARGEST_INDEX, SourceFiles, named
from blogreader.text import clean_line
from blogreader.urls import authority_of, canonical, host_of, is_public

if TYPE_CHECKING:
    import httpx

    from blogreader.fetch import Fetcher
    from blogreader.indexes.archive import Archive, Post
    from blogreader.library.discovery import Wanted

_P = ParamSpec("_P")
_R = TypeVar("_R")

STANDARD_INPUT = "-"
EMBEDDED = Source(name="lucioduran", location="https://lucioduran.com/blog", title="Lucio Duran: Blog")
"""The source that a library starts with; its text ships with the program until it is refreshed."""


class Anew(Generic[_R]):
    """What can be gone through more than once, made again each time."""

    def __init__(self, make: Callable[[], Iterator[_R]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[_R]:
        return self._make()


class Following:
    """The sources in force; every method may raise LibraryError."""

    def __init__(
        self,
        folder: Path,
        only: str | None,
        offline: bool,
        settings: FetchSettings,
        now: Callable[[], datetime],
        transport: "httpx.AsyncBaseTransport | None",
    ) -> None:
        self._files = SourceFiles(folder)
        self._only = Source(name="index", location=only) if only else None
        self._offline = offline
        self._settings = settings
        self._now = now
        self._transport = transport
        self.public_hosts: set[str] = set()
        """Hosts that were met in the open internet as long as this library is open."""
        self.lost: dict[str, str] = {}
        """What to say of sources whose text is missing or damaged, by their names."""

    def sources(self) -> tuple[Source, ...]:
        """Give the sources followed; a library that never followed any has the embedded one."""
        if self._only:
            return (self._only,)
        followed = self._files.read()
        return (EMBEDDED,) if followed is None else followed

    def stamp(self) -> str:
        """Give a text that is another one whenever the articles may be others."""
        if self._only:
            return self._files.stamp((), Path(self._only.location))
        return self._files.stamp(self.sources(), paths.embedded_index())

    def size(self) -> int:
        """Give how many bytes the texts of the sources have; of an index that is only looked at nobody asks."""
        return 0 if self._only else self._files.size(self.sources())

    def articles(self) -> Iterator[tuple[Article, str]]:
        """Give the articles of all sources, each with the name of its source."""
        self.lost.clear()
        for source in self.sources():
            for article in self._index(source).articles:
                yield article, source.name

    def keys_of(self, source: Source) -> list[str]:
        """Return the keys of what a source had when it was last read."""
        return [article.key for article in self._index(source).articles]

    def local_keys(self, location: str) -> list[str]:
        """Return the keys of what an index in a file has now; raises SourceError."""
        path = Path(location)
        if path.is_dir():
            index = read_folder(Source(name=path.name, location=location)).index
        else:
            index = read_index(read_file(path), location, location)
        return [article.key for article in index.articles]

    def relocate(self, source: Source, location: str) -> None:
        """Follow a source at another place."""
        with self._files.locked():
            sources = tuple(replace(one, location=location) if one == source else one for one in self.sources())
            self._files.write(sources)

    def reports(self) -> list[SourceReport]:
        """Give every source with the number of its articles."""
        return [self._report(source) for source in self.sources()]

    async def add(
        self, location: str, data: bytes | None, *, keep_embedded: bool, wanted: "Wanted | None" = None
    ) -> SourceReport:
        """Follow an index or a blog, or read it again when it is followed; raises SourceError, FetchError."""
        followed = self._files.read() if self._only is None else ()
        source = next((one for one in followed or () if one.location == location), None)
        if source is None and location == EMBEDDED.location and self._only is None:
            # Its text is here already; the site's own comes with a refresh.
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
        report = await self._read_again(source, text, keep_embedded=keep_embedded, wanted=wanted)
        if report.error:
            raise report.error
        return replace(self._report(report.source), warnings=report.warnings, remark=report.remark)

    async def look(self, location: str, wanted: "Wanted") -> tuple[Source, Index]:
        """Give what following an index or a blog would bring, and follow nothing; raises SourceError, FetchError."""
        source = Source(name=named(location, set()), location=location)
        read = await self.read_index(source, wanted)
        if read is None:
            raise AssertionError("what was never read can't be unchanged")
        return read.source, read.index

    async def refresh(self, names: Iterable[str], wanted: "Wanted | None" = None) -> list[Refreshed]:
        """Read sources again, all of them when none is named; raises UnknownSource before any is read."""
        chosen = [self._named(name) for name in names] or list(self.sources())
        return [await self._read_again(source, wanted=wanted) for source in chosen]

    def left_out(self, name: str) -> "tuple[Post, ...]":
        """Give what was met in the search for a blog's archive and is no post, as far as one can tell."""
        return self._archive(self._named(name)).left_out

    def take_in(self, name: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Make articles of what was left out; give the addresses that are not among that."""
        from blogreader.indexes import archive as archives

        self._check_kept()
        with self._files.locked():
            source = self._named(name)
            archive = self._archive(source)
            wanted = {canonical(address): address for address in addresses}
            taken = tuple(post for post in archive.left_out if canonical(post.url) in wanted)
            kept = tuple(post for post in archive.left_out if canonical(post.url) not in wanted)
            if taken:
                posts = (*archive.posts, *taken)
                self._files.write_text(source, archives.write(replace(archive, posts=posts, left_out=kept)))
        found = {canonical(post.url) for post in taken}
        return tuple(address for key, address in wanted.items() if key not in found)

    def fill(self, said: "Mapping[str, tuple[str | None, date | None]]") -> bool:
        """Keep the titles and days that documents say of posts without one; tell whether there were any."""
        from blogreader.indexes import archive as archives

        changed = False
        for source in self.sources() if not self._only else ():
            if source.format != "archive":
                continue
            with self._files.locked():
                archive = self._archive(source)
                new = archives.filled(archive, said)
                if new != archive:
                    self._files.write_text(source, archives.write(new))
                    changed = True
        return changed

    def _archive(self, source: Source) -> "Archive":
        from blogreader.indexes import archive as archives

        if source.format != "archive":
            raise SourceError(f"{source.name} is an index, not a blog: nothing was left out.")
        if not self._files.has_text(source):
            return archives.Archive(source.title or "", ())
        return archives.parse(self._files.read_text(source), source.name)[0]

    def remove(self, name: str) -> Source:
        """Stop following a source; raises UnknownSource."""
        self._check_kept()
        with self._files.locked():
            source = self._named(name)
            self._files.write(tuple(other for other in self.sources() if other.name != source.name))
            self._files.remove_text(source)
        self.lost.pop(source.name, None)
        return source

    def said(self) -> list[str]:
        """Return the sentences on the list of the sources that were not given yet."""
        return self._files.said()

    def naming(self) -> Callable[[Entry], bool]:
        """Make what tells whether an article's host is named by its reader's own index, and so may be a private one.

        An index that came from the open internet is not the reader's word on the hosts of the network at home.
        """
        locations = {source.name: source.location for source in self.sources()}

        def names(entry: Entry) -> bool:
            location = locations.get(entry.source, EMBEDDED.location)
            if "://" not in location or not is_public(host_of(location)):
                return True
            return authority_of(location) == authority_of(entry.article.url)

        return names

    async def _read_again(
        self,
        source: Source,
        text: str | None = None,
        *,
        keep_embedded: bool = False,
        wanted: "Wanted | None" = None,
    ) -> Refreshed:
        """Read a source from where it is, and keep what it says now; an expected error is in the report."""
        self._check_kept()
        try:
            if text is None:
                found = await self.read_index(source, wanted)
            else:
                found = SourceText(source, text, await in_thread(read_index, text, None, "standard input"))
        except (SourceError, FetchError) as error:
            return Refreshed(source, error=error)
        if found is None:
            return Refreshed(source)
        return await in_thread(self._take, found, keep_embedded=keep_embedded)

    def _take(self, read: "SourceText", *, keep_embedded: bool) -> Refreshed:
        """Follow a source, or take over its new text, next to other processes that do so."""
        source, text, index = read.source, read.text, read.index
        with self._files.locked():
            known = self._files.read()
            old = next((one for one in self.sources() if one.name == source.name), None)
            if known is not None and source.read_at and old is None:
                return Refreshed(source)  # it was removed while it was read
            if old and old.location != source.location:
                source = replace(source, name=named(source.location, {one.name for one in self.sources()}))
                old = None
            new, changed, gone = differences(self._index(old) if old else Index(None, ()), index)
            title = clean_line(index.title, 200) if index.title else source.title
            source = replace(source, title=title, read_at=self._now())
            self._files.write_text(source, text)
            others = known if known is not None else (EMBEDDED,) if keep_embedded else ()
            if any(other.name == source.name for other in others):
                self._files.write(tuple(source if other.name == source.name else other for other in others))
            else:
                self._files.write((*others, source))
        return Refreshed(source, new, changed, gone, index.warnings, remark=read.remark)

    async def read_index(self, source: Source, wanted: "Wanted | None" = None) -> "SourceText | None":
        """Give a source with its text and index as they are now where it is; None: as it was before."""
        if source.location == STANDARD_INPUT:
            raise SourceError(f"{source.name} came from standard input; add it again to read it again.")
        if "://" not in source.location:
            if await in_thread(Path(source.location).is_dir):
                return await in_thread(read_folder, source)
            text = await in_thread(read_file, Path(source.location))
            return SourceText(source, text, await in_thread(read_index, text, source.location, source.location))
        if self._offline:
            raise SourceError(f"Offline: {source.location} was not read.")
        from blogreader.library.discovery import Blogs, Wanted

        blogs = Blogs(self._fetcher, self._settings)
        if source.format == "archive":
            archive = await in_thread(self._archive, source)
            return await read_archive(await blogs.renew(source, archive, wanted or Wanted()))
        is_kept = source.name not in self.lost and await in_thread(self._files.has_text, source)
        async with await in_thread(self._fetcher) as fetcher:
            page = await fetcher.get(
                source.location,
                # That nothing changed is no answer where nothing is kept.
                etag=source.etag if is_kept else None,
                last_modified=source.last_modified if is_kept else None,
                limit=LARGEST_INDEX,
                data=True,
            )
        if page.not_modified:
            return None
        if source.read_at is None and not await in_thread(is_index, page):
            return await read_archive(await blogs.find(source, page, wanted or Wanted()))
        base = page.final_url if page.final_url != source.location else None
        index = await in_thread(read_index, page.text, page.final_url, source.location)
        source = replace(source, base=base, etag=page.etag, last_modified=page.last_modified)
        return SourceText(source, page.text, index)

    def _fetcher(self) -> "Fetcher":
        """Make what fetches; httpx, which a list is shown without, and what it stands on take 100 ms to load."""
        from blogreader.fetch import Fetcher, load

        load()
        return Fetcher(seconds=self._settings.seconds, public_hosts=self.public_hosts, transport=self._transport)

    def _index(self, source: Source) -> Index:
        """Return the index of a source as last read; without articles when its text is lost, which `lost` tells.

        That must not lock the other sources up, nor keep a refresh from mending it.
        """
        if source is self._only:
            return read_index(read_file(Path(source.location)), source.location, source.location)
        if source.read_at is None and source.location == EMBEDDED.location:
            return read_index(read_file(paths.embedded_index()), source.location, source.location)
        self.lost.pop(source.name, None)
        try:
            return self._kept_index(source)
        except _Lost as error:
            is_from_input = source.location == STANDARD_INPUT
            remedy = "add it again" if is_from_input else f"`blogreader refresh {source.name}` reads it again"
            path = self._files.path_of(source)
            self.lost[source.name] = f"{path} is {error}: the articles of {source.name} are not listed; {remedy}."
            remedy = remedy if is_from_input else "refresh reads it again"
            return Index(None, (), (IndexWarning(1, f"the text of this source is {error}; {remedy}"),))

    def _kept_index(self, source: Source) -> Index:
        if not self._files.has_text(source):
            raise _Lost("missing")
        base = None if source.location == STANDARD_INPUT else source.base or source.location
        try:
            return read_index(self._files.read_text(source), base, source.location)
        except Damaged as error:
            raise _Lost(f"damaged ({error.reason})") from error
        except SourceError as error:  # nothing is kept that holds none
            raise _Lost("damaged (there is no article in it)") from error

    # What is wrong with them

    def check(self) -> Iterator[Finding]:
        """Find what is wrong with the list of the sources and their texts; raises LibraryError."""
        if self._only:
            return
        try:
            faults = self._files.faults()
        except LibraryError as error:
            yield Finding(str(error))
            return
        for path, sentence in faults.items():
            yield Finding(sentence, self._mend_of(path))
        if not faults and not self._files.has_list and (rebuilt := self._rebuilt()):
            yield Finding(f"{self._files.path} is gone, and texts of sources are there.", partial(self._write, rebuilt))
        try:
            sources = self.sources()
        except LibraryError:  # which is told
            return
        for source in sources:
            try:
                self._index(source)
            except LibraryError as error:
                yield Finding(str(error))
                continue
            if lost := self.lost.get(source.name):
                is_local = "://" not in source.location and source.location != STANDARD_INPUT
                yield Finding(lost, partial(self._read_local_again, source) if is_local else None)

    def _mend_of(self, path: Path) -> Callable[[], None] | None:
        """Return what writes the list and its backup anew, one from the other, or both from the texts."""
        try:
            sources = self._files.backup() if path == self._files.path else self._files.read()
        except LibraryError:
            sources = None
        if sources is None:
            sources = self._rebuilt() or None
        return None if sources is None else partial(self._write, sources)

    def _write(self, sources: tuple[Source, ...]) -> None:
        with self._files.locked():
            self._files.write(sources)

    def _read_local_again(self, source: Source) -> None:
        path = Path(source.location)
        self._files.write_text(source, read_folder(source).text if path.is_dir() else read_file(path))

    def _rebuilt(self) -> tuple[Source, ...]:
        """Return sources with the texts that are there; where they came from is not known any more."""
        found: list[Source] = []
        try:
            texts = self._files.texts()
        except LibraryError:
            return ()
        for name, path in texts.items():
            source = EMBEDDED if name == EMBEDDED.name else Source(name=name, location=STANDARD_INPUT)
            if path.suffix == ".jsonl":
                source = replace(source, format="archive")
            with suppress(SourceError, LibraryError, OSError):
                index = read_index(self._files.read_text(source), None, name)
                read_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if source is not EMBEDDED:
                    source = replace(source, location=_likely_location(index), title=index.title)
                found.append(replace(source, read_at=read_at))
        return tuple(found)

    def _report(self, source: Source) -> SourceReport:
        index = self._index(source)
        return SourceReport(source, len(index.articles), index.warnings)

    def _named(self, name: str) -> Source:
        for source in self.sources():
            if name in (source.name, source.location):
                return source
        raise UnknownSource(name)

    def _check_kept(self) -> None:
        if self._only:
            raise SourceError("With --index no sources are kept; leave it out to add, refresh or remove one.")


class _Lost(Exception):
    """The text of a source is not what it was; `str` says what it is."""


def _likely_location(index: Index) -> str:
    """Return the site of an index of which only the text is known.

    An index that may be of the open internet must not become the reader's own, which may name private addresses.
    """
    for article in index.articles:
        if "://" in article.url and is_public(host_of(article.url)):
            return f"https://{authority_of(article.url)}/"
    return STANDARD_INPUT


def catalogue_name(only: str | None) -> str:
    """Name the catalogue; that of an index that is only looked at is another one."""
    if not only:
        return "catalogue"
    from hashlib import sha256

    return f"index-{sha256(only.encode('utf-8', 'surrogateescape')).hexdigest()[:10]}"
