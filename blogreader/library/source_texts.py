"""Reading a source: a file, a folder of posts, a blog's archive, or another program's subscriptions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

from blogreader import files
from blogreader.errors import NamesFeeds, SourceError
from blogreader.model import Article, Index, Page, Source
from blogreader.records import dataclass, field
from blogreader.source_files import LARGEST_INDEX
from blogreader.text import fold
from blogreader.urls import host_of, is_public

if TYPE_CHECKING:
    from blogreader.indexes.subscription_lists import FeedList
    from blogreader.library.discovery import FoundBlog

_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as just read."""

    source: Source
    text: str
    index: Index
    remark: str = ""
    """Why there may be more articles."""
    listed: frozenset[str] | None = None
    """The keys in the part of its index that was requested; None: all of it was."""
    feed_texts: Mapping[str, str] = field(default_factory=dict)
    """Full texts from its feed, in HTML, by article key."""
    updated: Mapping[str, datetime] = field(default_factory=dict)
    """When articles last changed, by key, according to the source."""


def read_file(path: Path) -> str:
    """Read the text of an index; raises SourceError naming the file."""
    try:
        return decode(files.read_bytes(path, LARGEST_INDEX, follow_links=True), str(path))
    except OSError as error:
        raise SourceError(str(files.unreadable(path, error))) from error


def local_keys(location: str) -> list[str]:
    """Return the keys of the articles in a file or folder now; raises SourceError."""
    path = Path(location)
    if path.is_dir():
        return [article.key for article in read_folder(Source(name=path.name, location=location)).index.articles]
    text = read_file(path)
    if text.lstrip("\ufeff \r\n\t")[:1] in ("<", "{"):  # a feed, which names addresses and not files
        return []
    return [article.key for article in read_index(text, location, location).articles]


def read_subscriptions(path: Path) -> "FeedList | None":
    """Return the feeds in an OPML file or newsboat's `urls`; None: it is neither. Raises SourceError."""
    from blogreader.indexes import subscription_lists

    if path.suffix.lower() not in (".opml", ".xml") and path.name != "urls":
        return None
    text = read_file(path)
    if subscription_lists.is_opml(text):
        found = subscription_lists.read(text)
    elif path.name == "urls":
        found = subscription_lists.read_newsboat(text)
    else:
        return None
    if not found.feeds:
        raise SourceError(f"{path} lists no feeds.{found.doubt}")
    return found


async def read_local(source: Source, read: Callable[[str, str | None, str], Index]) -> SourceText:
    """Read a folder, or a file (`read`); raises SourceError, and NamesFeeds for a list of feeds to be followed."""
    if await in_thread(Path(source.location).is_dir):
        return await in_thread(read_folder, source)
    text = await in_thread(_local_text, source)
    return await read_text(source, text, source.location, source.location, read)


def _local_text(source: Source) -> str:
    path = Path(source.location)
    if source.read_at is None and (named := read_subscriptions(path)) is not None:
        raise NamesFeeds(source.location, named.feeds, named.left_out)
    return read_file(path)


async def read_text(
    source: Source, text: str, base: str | None, name: str, read: Callable[[str, str | None, str], Index]
) -> SourceText:
    """Return a source from the text that it is: an index (`read`), a feed or a sitemap; raises SourceError."""
    if text.lstrip("\ufeff \r\n\t")[:1] in ("<", "{"):
        await in_thread(load_discovery)
        from blogreader.library.discovery import feed_files

        if feed_files.is_one(text):
            return await feed_files.read(source, text, name)
    return SourceText(source, text, await in_thread(read, text, base, name))


def refuse_list(page: Page) -> None:
    """Raise NamesFeeds for a page that is a list of feeds (OPML), and SourceError for one of none.

    Whoever wrote it on the public internet names none in the reader's own network; the reader can.
    """
    from blogreader.indexes import subscription_lists

    if not subscription_lists.is_opml(page.text):
        return
    found = subscription_lists.read(page.text)
    if is_public(host_of(page.final_url)):
        found = subscription_lists.public(found)
    if not found.feeds:
        raise SourceError(f"{page.final_url} lists no feeds.{found.doubt}")
    raise NamesFeeds(page.url, found.feeds, found.left_out)


def differences(before: Index, after: Index, moved: Mapping[str, str]) -> tuple[int, frozenset[str], int]:
    """Return the number of new articles, the keys of those with changed facts, and the number of those gone.

    Moved articles, given by old and new keys, count as neither new nor gone.
    """
    old = {article.key: article for article in before.articles if not article.gone}
    new = {article.key: article for article in after.articles if not article.gone}
    changed = frozenset(key for key in old.keys() & new.keys() if old[key] != new[key])
    arrived = new.keys() - old.keys() - set(moved.values())
    return len(arrived), changed, len(old.keys() - new.keys() - moved.keys())


def moves(
    before: Index, after: Index, listed: frozenset[str] | None, redirects: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the new keys of articles that moved to another address, by their old ones.

    An article is the same if one address redirects to the other, or if title and date, or the path on another host, are
    equal and no other article shares them. `listed`: the keys in the requested part of the index; articles outside of
    that part may still be there.
    """
    left, new = _left_and_new(before, after, listed)
    new_keys = {article.key for article in new}
    found = {article.key: to for article in left if (to := (redirects or {}).get(article.key)) in new_keys}
    taken = set(found.values())
    for mark in (_place_on_host, _title_and_day) if left and new else ():
        olds, news = _by_mark(left, mark), _by_mark(new, mark)
        for same in olds.keys() & news.keys():
            old, others = olds[same], news[same]
            if len(old) == len(others) == 1 and old[0] not in found and others[0] not in taken:
                found[old[0]] = others[0]
                taken.add(others[0])
    return found


def unexplained(before: Index, after: Index, listed: frozenset[str] | None) -> tuple[list[Article], frozenset[str]]:
    """Return the articles that left their index, and the keys of new ones, that `moves` can't match without redirects.

    If only a part of the index was requested, articles older than that part are not missing.
    """
    left, new = _left_and_new(before, after, listed)
    moved = moves(before, after, listed)
    if listed is not None:
        days = [article.date for article in after.articles if article.key in listed and article.date]
        oldest = min(days, default=None)
        left = [article for article in left if oldest and article.date and article.date >= oldest]
    left = [article for article in left if article.key not in moved and not article.gone]
    return left, frozenset(article.key for article in new) - set(moved.values())


def _left_and_new(before: Index, after: Index, listed: frozenset[str] | None) -> tuple[list[Article], list[Article]]:
    known = {article.key for article in before.articles}
    there = listed if listed is not None else {article.key for article in after.articles if not article.gone}
    left = [article for article in before.articles if article.key not in there]
    new = [article for article in after.articles if article.key not in known]
    return left, new


def _by_mark(articles: Iterable[Article], mark: Callable[[Article], object]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = defaultdict(list)
    for article in articles:
        if (what := mark(article)) is not None:
            found[what].append(article.key)
    return found


def _place_on_host(article: Article) -> object:
    parts = urlsplit(article.key)
    return (parts.path, parts.query) if len(parts.path) > 1 else None


def _title_and_day(article: Article) -> object:
    return (fold(article.title), article.date) if article.date and article.title else None


def read_folder(source: Source) -> SourceText:
    """Read a folder of Markdown posts; its index is stored in our own format."""
    from blogreader.indexes import markdown_index
    from blogreader.library.discovery import post_folders

    index = post_folders.read(Path(source.location))
    return SourceText(source, markdown_index.write(index), index)


async def read_archive(found: "FoundBlog | None") -> SourceText | None:
    """Return a blog's archive as the text that is stored."""
    if found is None:
        return None
    from blogreader.indexes.blog import archive_file as archives

    text = await in_thread(archives.write, found.archive)
    index = await in_thread(archives.read, text, found.source.location)
    return SourceText(found.source, text, index, found.sentence, found.listed, found.feed_texts, found.updated)


def is_index(page: Page) -> bool:
    """Return whether a response is itself a Markdown index, rather than a page of a blog."""
    from blogreader.fetch.sniff import is_markup
    from blogreader.indexes import is_headed

    text = page.text.lstrip("\ufeff \t\r\n")
    if is_markup(text) or text[:1] in ("<", "{"):
        return False
    path = urlsplit(page.final_url).path.lower()
    is_named = path.endswith((".md", ".markdown", ".txt")) and not path.endswith("/llms.txt")
    return is_named or is_headed(page.text) or page.content_type == "text/plain"


def read_index(text: str, base: str | None, name: str) -> Index:
    """Parse an index; raises SourceError with this name if the text is not one."""
    from blogreader import indexes  # a start reads no index unless a source changed

    return indexes.read(text, base, name)


class RecentIndexes:
    """Reads indexes; between `remember` and `forget` the last two are cached.

    Following a source reads its index three times, and the previous one twice. A large index takes more memory than
    everything else, so none is cached for longer.
    """

    def __init__(self) -> None:
        self._read: list[tuple[str, str | None, Index]] = []
        self._remembers = False

    def read(self, text: str, base: str | None, name: str) -> Index:
        """Do the same as `read_index`."""
        index = next((index for *known, index in self._read if known == [text, base]), None)
        if index is None:
            index = read_index(text, base, name)
            if self._remembers:
                self._read = [*self._read[-1:], (text, base, index)]
        return index

    def remember(self) -> None:
        """Cache what is read from now on."""
        self._remembers = True

    def forget(self) -> None:
        """Clear the cache."""
        self._read, self._remembers = [], False


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of an index; raises SourceError with this name."""
    from blogreader import indexes

    return indexes.decode(data, name)


def load_discovery() -> None:
    """Load what looks for blogs, which takes longer than a key may wait."""
    from blogreader.library import discovery  # noqa: F401


async def in_thread(how: Callable[_P, _R], *arguments: _P.args, **options: _P.kwargs) -> _R:
    """Run something slow in a thread."""
    import asyncio  # lists don't need it

    return await asyncio.to_thread(how, *arguments, **options)
