"""Whether a blog is followed already, at whatever address of it somebody adds it again.

A blog has many addresses: its home page, feeds, posts, with `http` or `https`, with `www.` or without. Most of them are
known without a request. The others are compared by what the search found there: a blog whose posts are nearly all those
of a followed one is that one.
"""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from blogreader.errors import AlreadyFollowed, LibraryError, SourceError
from blogreader.library.blog_archives import Archives
from blogreader.model import Source
from blogreader.source_files import STANDARD_INPUT
from blogreader.text import clean_line
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.library.source_texts import SourceText


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
            if is_same_feed or len(keys & posts) >= _NEARLY_ALL * len(keys):
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
