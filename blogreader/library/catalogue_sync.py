"""Keeps the catalogue in step with sources, states and archive: at once, or in the background of a shown list."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from blogreader import __version__
from blogreader.catalogue import Catalogue
from blogreader.errors import LibraryError, SourceError
from blogreader.library.offline.offline_articles import OfflineArticles
from blogreader.library.reading_state import ReadingState
from blogreader.library.subscriptions import Subscriptions
from blogreader.model import Document, Entry
from blogreader.source_files import ARCHIVES
from blogreader.text import clean_line

_LONG_TO_WAIT = 2_000
"""Articles that are put in one go while somebody waits to see some, or to leave."""
_BY_SOURCE = "sources"
"""The stamp that holds those of all sources."""


class LibraryWatch:
    """Watches the catalogue; every method may raise LibraryError."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._files: tuple[object, ...] | None = None
        self._marks: tuple[int, int, int] | None = None

    def has_changed(self) -> bool:
        """Return whether the articles, or which are offline or failed, changed since the last call; at first False."""
        files = tuple(self._seen(suffix) for suffix in ("", "-wal"))
        if files == self._files:
            return False
        before, self._files = self._marks, files
        self._marks = self._catalogue.marks()
        return before is not None and before != self._marks

    def _seen(self, suffix: str) -> tuple[int, int, int] | None:
        with suppress(OSError):  # it is in memory, or was just deleted
            status = os.stat(f"{self._catalogue.path}{suffix}")  # noqa: PTH116 - as in `catalogue/database`: four times a second
            return status.st_ino, status.st_size, status.st_mtime_ns
        return None


_R = TypeVar("_R")
_LONG = 2_000_000
"""Bytes of indexes: reading that many takes about half a second."""
_LONGEST_TITLE = 500


class _Anew(Generic[_R]):
    """An iterable that is created anew for each iteration."""

    def __init__(self, make: Callable[[], Iterator[_R]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[_R]:
        return self._make()


class CatalogueSync:
    """Fills the catalogue; every method may raise LibraryError."""

    def __init__(
        self, catalogue: Catalogue, subscriptions: Subscriptions, reading_state: ReadingState, offline: OfflineArticles
    ) -> None:
        self._catalogue = catalogue
        self._subscriptions = subscriptions
        self._reading_state = reading_state
        self._offline = offline
        self.is_behind = False
        """Whether the catalogue does not reflect the sources yet."""
        self._remarks: dict[str, None] = {}
        self._told: set[str] = set()

    def open(self, *, later: bool) -> None:
        """Update the catalogue if needed; `later`: leave what would take long to `catch_up`."""
        self._reading_state.open_catalogue()
        self._subscriptions.open()
        is_current = self.is_current()
        self._subscriptions.lost = self._kept_lost()
        if not is_current:
            if later and self._subscriptions.size() > _LONG:
                self.is_behind = True
            else:
                self.take_articles(new=False)
        if not self.is_behind:
            self._reading_state.open()

    def _kept_lost(self) -> dict[str, str]:
        """Return the sentences about lost source texts, by source, from when the catalogue was filled."""
        stamp = self._catalogue.stamp("lost")
        if stamp in (None, "[]"):
            return {}
        import json  # most libraries have lost nothing

        try:
            return {str(name): str(sentence) for name, sentence in json.loads(stamp or "[]")}
        except (ValueError, TypeError):  # the catalogue is damaged only here
            return {}

    def catch_up(self, go_on: Callable[[int], bool]) -> bool:
        """Do what `open` left; return whether all is done. `go_on` gets the number done, and returns False to stop."""
        stopped = False

        def tell(number: int) -> bool:
            nonlocal stopped
            stopped = not go_on(number)
            return not stopped

        self.take_articles(new=False, go_on=tell)
        if not stopped:
            self._reading_state.open()
            self.is_behind = False
        return not stopped

    def is_current(self) -> bool:
        """Return whether the catalogue was filled from the current sources."""
        return self._catalogue.stamp("articles") == self._subscriptions.stamp()

    def said(self) -> list[str]:
        """Return new sentences about sources without a text and facts that could not be saved."""
        said = [one for one in [*self._subscriptions.lost.values(), *self._remarks] if one not in self._told]
        self._told.update(said)
        return said

    def has_blogs(self) -> bool:
        """Return whether a blog's archive is followed, whose articles may lack facts; an index says what it says."""
        return any(source.format in ARCHIVES for source in self._subscriptions.sources())

    def lacking(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the articles of blogs that lack facts which their documents may have."""
        from blogreader.indexes.blog.archive_file import lacks

        lacking = [entry for entry in entries if lacks(entry.article)]
        if not lacking:  # as in an index that says all; the sources are not read for it
            return []
        blogs = {source.name for source in self._subscriptions.sources() if source.format in ARCHIVES}
        return [entry for entry in lacking if entry.source in blogs]

    def fill(self, found: Iterable[tuple[Entry, Document]]) -> None:
        """Save facts from documents that no index has; the rows of their articles show them at once."""
        from blogreader.indexes.blog.archive_file import Said, is_named_after_address
        from blogreader.library.offline import text_quality

        documents = {entry.article.key: (entry, document) for entry, document in found}
        said: dict[str, dict[str, Said]] = defaultdict(dict)
        for entry in self.lacking(entry for entry, _ in documents.values()):
            article, document = entry.article, documents[entry.article.key][1]
            one = Said(
                title=clean_line(document.title or "", _LONGEST_TITLE),
                date=document.published,
                author=clean_line(document.author or "", _LONGEST_TITLE),
                category=clean_line(document.category or "", _LONGEST_TITLE),
                minutes=text_quality.minutes(document.text, self._offline.words_per_minute),
            )
            # If the page says no more than the index, there is nothing to write, however often it is read.
            if (
                (one.date and not article.date)
                or (one.category and not article.category)
                or not article.minutes
                or (one.title and is_named_after_address(article) and one.title != article.title)
            ):
                said[entry.source][article.key] = one
        if not said:
            return
        before, after, articles = self._subscriptions.fill(said)
        if self._catalogue.stamp("articles") == before:
            self._catalogue.put_changed(articles)
            self._catalogue.put_stamp("articles", after)
        else:
            self.take_articles(new=False)

    def fill_if_possible(self, found: Iterable[tuple[Entry, Document]]) -> None:
        """Do the same, or have it said once why it can't be done: the text is there all the same."""
        from blogreader.library.offline import page_facts

        found = [*found]
        try:
            facts = ((document.key, page_facts.of_document(document)) for _, document in found)
            self._catalogue.put_page_facts(dict(facts))
            self.fill(found)
        except (LibraryError, SourceError) as error:
            self._remarks[f"What this page says about its article was not kept: {error}"] = None

    def take_articles(self, *, new: bool, go_on: Callable[[int], bool] | None = None) -> None:
        """Fill the catalogue with everything that has changed."""
        import json

        from blogreader.catalogue.changed_sources import WITHOUT_STATES
        from blogreader.library.offline import page_facts  # where nothing changed nothing is filled

        # The stamps first: what another process changes meanwhile is then seen the next time.
        stamp, stamps = self._subscriptions.stamp(), self._subscriptions.stamps()
        is_without_states = bool(self._catalogue.stamp(WITHOUT_STATES))
        added = self._take_changed(stamps, new=new, most=_LONG_TO_WAIT if go_on else None)
        if added is None:
            articles = _Anew(self._subscriptions.articles)
            if not self._catalogue.put_articles(articles, new=new, go_on=go_on):
                return
        self._catalogue.put_stamp(_BY_SOURCE, json.dumps({"version": __version__, "sources": stamps}))
        self._catalogue.put_stamp("lost", json.dumps([*self._subscriptions.lost.items()]))
        if added is None or is_without_states:
            self._reading_state.take_all()
        elif added:
            self._reading_state.take_new(added)
        self._catalogue.put_stamp(WITHOUT_STATES, "")
        kept = self._offline.archive.kept(self._catalogue.keys())
        self._catalogue.put_kept(kept.documents, kept.failures, everything=True)
        self._catalogue.put_changed_texts(kept.changed, everything=True)
        page_facts.catch_up(self._offline.archive, self._catalogue)
        self._catalogue.put_stamp("articles", stamp)

    def _take_changed(self, stamps: Mapping[str, str], *, new: bool, most: int | None) -> set[str] | None:
        """Fill the catalogue with the sources that changed since it was filled; return the keys that are new in it.

        It is done in one go, and so not for more than `most` articles. None: all sources have to be read.
        """
        import json

        try:
            known = json.loads(self._catalogue.stamp(_BY_SOURCE) or "{}")
            earlier = known["sources"] if known["version"] == __version__ else {}
            unchanged = {name for name, stamp in stamps.items() if stamp and earlier.get(name) == stamp}
        except (ValueError, KeyError, TypeError, AttributeError):  # filled by an earlier version, or damaged here
            return None
        if not (alone := self._catalogue.sources_alone()):
            return None
        unchanged &= alone
        changed = self._subscriptions.articles_of(stamps.keys() - unchanged)
        if most is not None and sum(map(len, changed.values())) > most:
            return None
        return self._catalogue.put_changed_sources([*stamps], changed, new=new)
