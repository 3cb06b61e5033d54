"""Connections between articles: links with the sentences around them, and similarity."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from blogreader.catalogue import Catalogue, lookup
from blogreader.conditions import Linked
from blogreader.errors import Damaged, FetchError, UsageError
from blogreader.library.offline import local_articles
from blogreader.library.text_index import TextIndexing
from blogreader.model import Document, Entry, LinkSentence
from blogreader.records import dataclass
from blogreader.series import following, stems_of
from blogreader.text import counted

if TYPE_CHECKING:
    from blogreader.archive import Archive

_MOST_ALIKE = 5
_MOST_MEANT = 1_000
"""Articles that a part of a slug may name."""
_LEAST_PARTS = 3
"""Of a list that is a series."""
_MOST_ASKED = 8
"""The most linking articles that are searched for the next part."""
_NO_INDEX = "Links between articles can't be searched: the index of the texts can't be written."
"""Shown without an index; with one, links need nothing but SQLite."""


@dataclass(frozen=True, slots=True)
class Connected:
    """An article's connections to others in the library."""

    links: tuple[Entry, ...] = ()
    """The targets of its links, in the order of the text."""
    linked_from: tuple[Entry, ...] = ()
    """The articles that link to it."""
    alike: tuple[Entry, ...] = ()
    """The most similar articles, best first."""
    is_known: bool = True
    """Whether there is a full-text index at all."""
    lacking: int | None = 0
    """How many texts are not indexed yet; None: unknown."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Articles with links between them, and these links."""

    entries: tuple[Entry, ...]
    links: tuple[tuple[str, str], ...]
    """Pairs of keys, source and target, each once."""


class Connections:
    """Finds connections. Thread-safe; reads files, which takes some milliseconds."""

    def __init__(self, catalogue: Catalogue, texts: TextIndexing, archive: "Callable[[], Archive]") -> None:
        self._catalogue = catalogue
        self._texts = texts
        self._archive = archive

    def keys(self, condition: Linked) -> frozenset[str]:
        """Return the articles that link to those named in a condition, or that are linked from them.

        Raises UsageError if a part of a slug matches too many.
        """
        from blogreader.catalogue.full_text.text_links import keys_at

        meant = self._meant(condition.article)
        if not meant:
            return frozenset()
        if not condition.backwards:
            linking = self._texts.ask(lambda index: index.linking_to(self._addresses(meant)))
            if linking is None:
                raise UsageError(_NO_INDEX)
            return frozenset(linking) - (meant if len(meant) == 1 else set())
        found = self._texts.ask(lambda index: index.links_from(meant))
        if found is None:
            raise UsageError(_NO_INDEX)
        final = self._texts.ask(lambda index: index.keys_of(found)) or {}
        return frozenset([*(key for one in found for key in keys_at(one)), *final.values()])

    def of(self, key: str) -> Connected:
        """Return what an article links to, what links to it, and what is similar; `sentence` returns the sentences."""
        lacking = 0 if self._texts.waits else self._texts.lacking
        addresses = self._addresses({key})
        links = self._texts.ask(lambda index: index.links_from([key]))
        linking = self._texts.ask(lambda index: index.linking_to(addresses))
        if links is None or linking is None:
            return Connected(is_known=False)
        entries = (entry for entry in map(self._catalogue.entry, linking) if entry and entry.article.key != key)
        return Connected(
            tuple(entry for entry in self._resolved(links) if entry.article.key != key),
            tuple(entries),
            self._alike(key),
            lacking=lacking,
        )

    def sentence(self, key: str, to: str) -> LinkSentence:
        """Return the sentence in which an article links to another; empty if it no longer does."""
        from blogreader.catalogue.full_text import text_links

        addresses = self._addresses({to})
        if local_articles.is_local(key):
            try:
                return text_links.sentence(local_articles.read(key)[0], key, addresses)
            except FetchError:  # reported when it is opened
                return LinkSentence()
        document = self._read(key)
        return text_links.sentence(document.text, document.base, addresses) if document else LinkSentence()

    def next_in_series(self, entry: Entry) -> Entry | None:
        """Return the next part of an article's series, according to titles or texts of its source; None without one."""
        title = entry.article.title
        others = [one for stem in stems_of(title) for one in self._catalogue.titled(entry.source, stem)]
        key = following(title, dict.fromkeys(others))
        if key and key != entry.article.key:
            return self._catalogue.entry(key)
        return self._next_as_told(entry)

    def _next_as_told(self, entry: Entry) -> Entry | None:
        """Return the part after an article that it names, or a list of parts in it or in one that links to it."""
        from blogreader.catalogue.full_text import series_boxes, series_links, text_links

        # Looked for whenever an article is opened: no text is indexed for it.
        own, title = self._addresses({entry.article.key}, so_far=True), entry.article.title
        told: set[str | None] = set()
        if document := self._read(entry.article.key):
            told.add(series_links.next_part(document.text, document.base, own, title))
            if told == {None} and (page := self._page(entry.article.key)):
                told.add(series_links.next_in_page(page, document.base, own))
                if told == {None}:
                    boxes = series_boxes.parts_beside(page, document.base, own, title)
                    told |= {self._next_beside(entry, links) for links in boxes}
        if told <= {None}:
            linking = self._texts.ask(lambda index: index.linking_to(own), so_far=True) or ()
            for key in [one for one in linking if one != entry.article.key][:_MOST_ASKED]:
                other = self._read(key)
                if other is None:
                    continue
                if series_links.names_as_previous(other.text, other.base, own):
                    told.add(text_links.address(key))
                else:
                    told.add(series_links.part_after(other.text, other.base, own, title))
        told -= {None, *own}
        found = [one for one in self._resolved(filter(None, told), so_far=True) if one.source == entry.source]
        return found[0] if len(told) == len(found) == 1 else None

    def _next_beside(self, entry: Entry, links: tuple[str, ...]) -> str | None:
        """Return the address of the part after an article in a list of a site's own; None: it has none, or is no list.

        Sites list the oldest part first, or the newest: the dates tell which, and a list that is in neither order is of
        something else.
        """
        from blogreader.catalogue.full_text.text_links import address

        at = links.index("")
        before, after = ([*self._resolved(some, so_far=True)] for some in (links[:at], links[at + 1 :]))
        parts = [one for one in (*before, entry, *after) if one.source == entry.source]
        dates = [one.article.date for one in parts if one.article.date]
        if len(parts) < _LEAST_PARTS or len(dates) < len(parts) or dates[0] == dates[-1]:
            return None
        if dates == sorted(dates, reverse=True):
            parts.reverse()
        elif dates != sorted(dates):
            return None
        following = parts[parts.index(entry) + 1 :]
        return address(following[0].article.key) if following else None

    def _page(self, key: str) -> str | None:
        try:
            return self._archive().read_page(key)
        except Damaged:
            return None

    def _read(self, key: str) -> Document | None:
        if local_articles.is_local(key):
            return None
        try:
            return self._archive().read(key)
        except Damaged:  # reported when it is opened
            return None

    def graph(self, keys: Iterable[str]) -> Graph:
        """Return the links among these articles, all in the library."""
        from blogreader.catalogue.full_text.text_links import address

        wanted = dict.fromkeys(keys)
        at: dict[str, str] = {}
        for key in wanted:
            at.setdefault(address(key) or key, key)
        links = self._texts.ask(lambda index: index.links())
        if links is None:
            raise UsageError(_NO_INDEX)
        unknown = {to for _, to in links} - at.keys()
        at |= self._texts.ask(lambda index: index.keys_of(unknown)) or {}
        pairs = {
            (source, target): None
            for source, to in links
            if source in wanted and (target := at.get(to)) in wanted and target is not None and target != source
        }
        named = dict.fromkeys(key for pair in pairs for key in pair)
        entries = tuple(entry for key in wanted if key in named and (entry := self._catalogue.entry(key)))
        return Graph(entries, tuple(pairs))

    def _meant(self, article: str) -> frozenset[str]:
        """Return the articles at an address or with a slug, or else those whose slugs contain it."""
        if ("://" in article or article.startswith("/")) and (known := lookup.at_address(self._catalogue, article)):
            return frozenset([known.article.key])
        found, total = self._catalogue.with_slug(article, _MOST_MEANT)
        if total > _MOST_MEANT:
            meant = counted(total, "article")
            raise UsageError(f'"{article}" is in the slugs of {meant}: write more of the one that is meant.')
        return frozenset(key for _, key in found)

    def _addresses(self, keys: Iterable[str], *, so_far: bool = False) -> frozenset[str]:
        """Return all addresses of articles, including those after redirects."""
        from blogreader.catalogue.full_text.text_links import address

        keys = list(keys)
        final = self._texts.ask(lambda index: index.addresses_of(keys), so_far=so_far) or set()
        return frozenset([*(address(key) or key for key in keys), *final])

    def _resolved(self, addresses: Iterable[str], *, so_far: bool = False) -> Iterator[Entry]:
        """Return the articles of the library at addresses, each once."""
        from blogreader.catalogue.full_text.text_links import keys_at

        addresses = list(addresses)
        final = self._texts.ask(lambda index: index.keys_of(addresses), so_far=so_far) or {}
        seen: set[str] = set()
        for one in addresses:
            for key in (*keys_at(one), final.get(one)):
                if key and key not in seen and (entry := self._catalogue.entry(key)):
                    seen.add(key)
                    yield entry
                    break

    def _alike(self, key: str) -> tuple[Entry, ...]:
        from blogreader.search_terms import words

        counted = Counter(words(self._texts.text_of(key)))
        found = self._texts.ask(lambda index: index.like(counted, _MOST_ALIKE + 1)) or ()
        entries = (entry for one in found if one != key and (entry := self._catalogue.entry(one)))
        return tuple(entries)[:_MOST_ALIKE]
