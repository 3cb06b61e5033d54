"""The archives of blogs in the texts of their sources: left-out addresses, added facts, and blogs known again."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogreader.errors import AlreadyFollowed, LibraryError, SourceError
from blogreader.model import Article, Index, Source
from blogreader.records import replace
from blogreader.source_files import ARCHIVES, STANDARD_INPUT, SourceFiles
from blogreader.text import clean_line
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.indexes.blog.archive_file import BlogArchive, Said
    from blogreader.library.source_texts import SourceText


class Archives:
    """Reads and changes the archives; every method may raise LibraryError, SourceError."""

    def __init__(self, files: SourceFiles) -> None:
        self._files = files

    def keep(self, source: Source, text: str, before: Index, after: Index, moved: Mapping[str, str]) -> None:
        """Save the new text of a source, and the articles that have left its index; moved ones are listed once."""
        from blogreader.indexes.blog import archive_file as archives

        if source.format in ARCHIVES:
            if moved:
                text = archives.write(archives.without(archives.parse(text, source.name)[0], moved))
            self._files.write_text(source, text)
            return
        there = {article.key for article in after.articles}
        left = [one for one in before.articles if one.key not in there and one.key not in moved and "://" in one.key]
        # An article in both counts as listed: if this is killed between the two writes, none is lost.
        kept = self._files.companions.read_gone(source.name)
        if kept is not None and archives.salvaged(kept)[1]:  # unreadable lines may be repaired by hand
            self._files.companions.replace_damaged(self._files.companions.gone_path(source.name), None)
        if left:
            gone = archives.BlogArchive("", archives.posts_of(replace(one, gone=True) for one in left))
            self._files.companions.write_gone(source.name, archives.write(gone))
        self._files.write_text(source, text)
        if not left:
            self._files.companions.write_gone(source.name, None)

    def with_gone(self, source: Source, index: Index) -> Index:
        """Return the index of a source, including articles that have left it."""
        from blogreader.indexes.blog import archive_file as archives

        text = self._files.companions.read_gone(source.name) if source.format not in ARCHIVES else None
        if text is None:
            return index
        try:
            kept, _ = archives.salvaged(text)  # `doctor` reports what is lost
        except SourceError:  # written by a newer version
            return index
        gone = [article for post in kept.posts if (article := archives.article_of(post))]
        there = {article.key for article in index.articles}
        return replace(index, articles=(*index.articles, *(one for one in gone if one.key not in there)))

    def read(self, source: Source) -> "BlogArchive":
        """Return the archive of a blog as last found; raises SourceError for a source that is not a blog."""
        from blogreader.indexes.blog import archive_file as archives

        if source.format not in ARCHIVES:
            raise SourceError(f"{source.name} is an index, not a blog; nothing was left out.")
        if not self._files.has_text(source):
            return archives.BlogArchive(source.title or "", ())
        return archives.parse(self._files.read_text(source), source.name)[0]

    def take_in(self, source: Source, addresses: Iterable[str]) -> tuple[str, ...]:
        """Turn left-out addresses into posts; return those that had not been left out. Only under the lock."""
        from blogreader.indexes.blog import archive_file as archives

        archive = self.read(source)
        wanted = {canonical(address): address for address in addresses}
        taken = tuple(post for post in archive.left_out if canonical(post.url) in wanted)
        kept = tuple(post for post in archive.left_out if canonical(post.url) not in wanted)
        if taken:
            posts = (*archive.posts, *taken)
            self._files.write_text(source, archives.write(replace(archive, posts=posts, left_out=kept)))
        found = {canonical(post.url) for post in taken}
        return tuple(address for key, address in wanted.items() if key not in found)

    def fill(self, source: Source, said: "Mapping[str, Said]") -> list[Article]:
        """Add missing facts about posts from their documents; return the changed articles. Only under the lock."""
        from blogreader.indexes.blog import archive_file as archives

        archive = self.read(source)
        new = archives.filled(archive, said)
        if new != archive:
            self._files.write_text(source, archives.write(new))
        return [article for post in new.posts if (article := archives.article_of(post)) and article.key in said]


# Whether a blog is followed already: it has many addresses, and what the search finds there is compared

_NEARLY_ALL = 0.8
"""The share of the posts found at an address that a followed blog must have to be the same."""
_NEWEST_ONLY = "newest only"


def at(sources: Collection[Source], location: str) -> Source | None:
    """Return the source at a location; addresses are the same but for the case of hosts, usual ports and fragments."""
    key = _key(location)
    return next((one for one in sources if one.location == location or (key and _key(one.location) == key)), None)


def read_again(location: str, known: Source | None) -> str:
    """Return a sentence about a source that was followed already when it was added; empty: it was not."""
    if known is None or location == STANDARD_INPUT:  # which has another text each time
        return ""
    return f"{clean_line(location, 200)} is already followed as {known.name}; it was read again."


class FollowedBlogs:
    """Recognises blogs that are followed; reading their archives may raise LibraryError."""

    def __init__(self, sources: Callable[[], tuple[Source, ...]], archives: Archives) -> None:
        self._sources = sources
        self._archives = archives

    def check(self, source: Source, address: str) -> None:
        """Raise AlreadyFollowed if a new source is at an address of a followed blog: its place, feed, or a post."""
        if not self._is_new(source):
            return
        if (same := at(self._sources(), address)) is not None:
            raise _followed(source.location, same)
        key = _without_scheme(address)
        for known, home, posts in self._beside(address):
            places = {_without_scheme(one) for one in (known.location, known.watched, home) if one}
            if key in places or key in map(_without_scheme, posts):
                raise _followed(source.location, known)

    def checked(self, source: Source, found: "SourceText | None") -> "SourceText | None":
        """Return what was found for a source; raise AlreadyFollowed if it is new and a followed blog."""
        if found is None or not self._is_new(source):
            return found
        keys = {article.key for article in found.index.articles}
        feed = canonical(found.source.watched or "")
        for known, _, posts in self._beside(source.location):
            is_same_feed = feed is not None and feed == canonical(known.watched or "")
            if is_same_feed or (keys and len(keys & posts) >= _NEARLY_ALL * len(keys)):
                raise _followed(source.location, known)
        return found

    def _is_new(self, source: Source) -> bool:
        return source.read_at is None and all(one.name != source.name for one in self._sources())

    def _beside(self, address: str) -> Iterator[tuple[Source, str, frozenset[str]]]:
        """Yield the followed blogs of a host, with the address of the home page and the keys of the posts."""
        host = _site(address)
        for source in self._sources():
            if source.format != "archive" or _site(source.location) != host:
                continue
            try:
                archive = self._archives.read(source)
            except (LibraryError, SourceError):  # reported when its index is read
                continue
            yield source, archive.home, frozenset(filter(None, (canonical(post.url) for post in archive.posts)))


def _followed(location: str, source: Source) -> AlreadyFollowed:
    return AlreadyFollowed(location, source.name, has_more=source.completeness == _NEWEST_ONLY)


def _key(location: str) -> str | None:
    return canonical(location) if "://" in location else None


def _without_scheme(address: str) -> str:
    """Return an address as people take it: `http` or `https`, with or without `www.`."""
    return (canonical(address) or address).partition("://")[2].removeprefix("www.")


def _site(address: str) -> str:
    return urlsplit(canonical(address) or "").netloc.removeprefix("www.")
