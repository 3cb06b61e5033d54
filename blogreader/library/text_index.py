"""Searches texts: keeps the full-text index in step with the archive; without FTS5 every text is read."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from blogreader.catalogue import Catalogue
from blogreader.conditions import FullText
from blogreader.errors import BadAddress, NotText, Unwritable
from blogreader.library.reports import Excerpt, Found
from blogreader.text import clean

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.catalogue.full_text import FullTextIndex, IndexedText
    from blogreader.library.offline.page_facts import PageFacts
    from blogreader.search_terms import Finder, Term

_AT_ONCE = 20
"""Texts indexed in one transaction; other processes may write in between."""
_FEW_AT_ONCE = 4
"""The same if time is limited, and checked in between."""
_BREATH_SECONDS = 0.001
"""The pause between two texts indexed in the background, for the app's event loop in the same interpreter."""
_WAY_SECONDS = 0.25
"""The same while keys are pressed: about one text between two keys."""
_SPARED = 50
"""The number of outdated texts that the index may always contain; beyond that a quarter of all."""
_LEAST_SECONDS = 0.2
"""In less time, the index is hardly opened."""
_TIDIED = 500
"""An index that took this many texts at once is optimised."""
_EXCERPT = 240
"""Characters of an excerpt."""
_BEFORE = 30
"""Characters before the first hit: few enough for it to be visible on the narrowest screen."""
_NOTES = "notes: "
"""Prefix of an article's key, for notes on an article without a text."""
_ATTEMPTS = 2
"""Queries to an index: if it turns out to be damaged, it is rebuilt."""
_LOOKED_THROUGH = 300_000
"""Characters of a text that are searched for an excerpt."""
_R = TypeVar("_R")
GoOn = Callable[[int, int], bool]
"""Gets the number of texts done and the total, and returns False to stop."""


class TextIndexing:
    """The full-text index of a library. Thread-safe; modules are loaded on demand."""

    def __init__(self, path: Path, archive: "Callable[[], Archive]", catalogue: Catalogue) -> None:
        self._path = path
        self._archive = archive
        self._catalogue = catalogue
        self.waits = True
        """Whether a search first indexes all texts; otherwise they are indexed in the background."""
        self.is_due = True
        """Whether texts may have changed since they were last checked."""
        self._is_filling = False
        self.at_once = _AT_ONCE
        self._way_until = 0.0
        self._page_facts: dict[str, PageFacts] = {}
        """What just read documents name, for the catalogue: they may have been edited."""
        self.behind = 0
        """How many texts are known to be missing from the index."""

    @cached_property
    def _index(self) -> "FullTextIndex":
        from blogreader.catalogue.full_text import FullTextIndex

        return FullTextIndex(self._path)

    def close(self) -> None:
        """Close the file."""
        if "_index" in vars(self):
            self._index.close()

    @property
    def lacking(self) -> int | None:
        """How many texts are not in the index yet; None: unknown."""
        return self.behind or (None if self.is_due or self._is_filling else 0)

    def interrupt(self) -> None:
        """Abandon the running search, in favour of another one."""
        self._index.interrupt()

    def make_way(self) -> None:
        """Slow down indexing for a moment, to a text each quarter of a second, since a key was pressed."""
        self._way_until = time.monotonic() + _WAY_SECONDS

    # In step with the archive

    def take(self, keys: Iterable[str], seconds: float) -> None:
        """Index the texts of just fetched articles, for at most this long; the rest is left to `catch_up`."""
        from blogreader.catalogue.full_text import IndexLost

        self.is_due = True
        if seconds < _LEAST_SECONDS or not self._index.is_available:
            return
        until = time.monotonic() + seconds
        coming = iter(keys)
        with suppress(IndexLost):
            while time.monotonic() < until and (some := [*islice(coming, min(self.at_once, _FEW_AT_ONCE))]):
                stamps = dict(filter(None, map(self._archive().stamp, some)))
                self._index.put([*self._read_all(stamps, stamps)])

    def catch_up(self, go_on: GoOn | None = None) -> bool:
        """Index new and changed texts, and remove those that are gone; False: some are still missing.

        Changes are found by the files themselves, whoever wrote them. If another process does the same, it is left to
        that. Raises LibraryError if the archive can't be read.
        """
        from blogreader import files

        if not self._index.is_available:
            self.is_due = False
            return True
        # In this order, or a search in between would take the index for complete.
        self._is_filling, self.is_due = True, False
        try:
            with files.locked(self._path.with_suffix(".filling"), patience=None if self.waits else 0):
                return self._fill(go_on)
        except Unwritable:  # a read-only library has no index; or another process is filling it
            self.is_due = True
            return False
        finally:
            self._is_filling = False

    def _fill(self, go_on: GoOn | None) -> bool:
        from blogreader.catalogue.full_text import IndexLost

        for _ in range(_ATTEMPTS):
            try:
                return self._filled(go_on)
            except IndexLost:
                if not (self.waits and self._index.is_available):
                    break
        self.is_due = True
        return False

    def _filled(self, go_on: GoOn | None) -> bool:
        there, known = self._stamps(), self._index.stamps()
        gone = known.keys() - there.keys()
        if self._index.replaced() + len(gone) > max(_SPARED, len(there) // 4):
            self._index.clear()
            known, gone = {}, set()
        self._index.drop(gone)
        changed = [name for name, stamp in there.items() if known.get(name) != stamp]
        self.behind, done = len(changed), 0
        coming = iter(changed)
        while names := [*islice(coming, self.at_once)]:
            self._index.put([*self._read_all(names, there)])
            self._catalogue.put_page_facts(self._page_facts)
            self._page_facts.clear()
            done += len(names)
            self.behind = len(changed) - done
            if go_on and not go_on(done, len(changed)):
                self.is_due = True
                return False
        if done > _TIDIED:
            self._index.tidy()
        return True

    def _stamps(self) -> dict[str, str]:
        """Return the stamps of all texts: archived documents, and local files listed by an index."""
        from blogreader.library.offline import local_articles

        stamps = self._archive().stamps()
        for key in self._catalogue.keys_below("file:"):
            if (stamp := local_articles.stamp(key)) is not None:
                stamps[key] = stamp
        for key, stamp in self._catalogue.noted().items():
            name = key if local_articles.is_local(key) else self._archive().name_of(key)
            if name in stamps:
                stamps[name] += f" {stamp}"
            else:  # there is no text, or no longer
                stamps[_NOTES + key] = stamp
        return stamps

    def _read_all(self, names: Iterable[str], stamps: dict[str, str]) -> "Iterator[IndexedText]":
        for name in names:
            yield self._read(name, stamps[name])
            if not self.waits:
                way = self._way_until - time.monotonic()
                # In a background thread of the app, which needs the interpreter, too.
                time.sleep(min(max(way, _BREATH_SECONDS), _WAY_SECONDS))

    def _read(self, name: str, stamp: str = "") -> "IndexedText":
        """Return a text with its notes, and its links if it is stored; nothing of a damaged one."""
        from dataclasses import replace

        found = self._read_alone(name, stamp)
        notes = self._catalogue.notes(found.key) if found.key else ""
        return replace(found, text=f"{found.text}\n{notes}") if notes else found

    def _read_alone(self, name: str, stamp: str = "") -> "IndexedText":
        from blogreader.catalogue.full_text import IndexedText
        from blogreader.catalogue.full_text.searchable_text import plain_text
        from blogreader.catalogue.full_text.text_links import address, links_of
        from blogreader.library.offline import local_articles, page_facts

        if name.startswith(_NOTES):
            key = name.removeprefix(_NOTES)
            return IndexedText(name, stamp, key, self._title_of(key), None, "")
        if local_articles.is_local(name):
            try:
                text, form = local_articles.read(name)
                text = clean(text)
            except (BadAddress, NotText):
                return IndexedText(name, stamp, "", "", None, "")
            if form == "html":
                from blogreader.extract.dom.html_text import text_of

                text = text_of(text)
            links = links_of(text, name) if form == "markdown" and stamp else ()
            facts = page_facts.of_file(name) if form == "markdown" and stamp else None
            if facts:
                self._page_facts[name] = facts
            text = plain_text(text) if form == "markdown" else text
            language = (facts and facts[1]) or None
            return IndexedText(name, stamp, name, self._title_of(name), language, text, links=links)
        document = self._archive().read_file(name)
        if document is None:
            return IndexedText(name, stamp, "", "", None, "")
        # The titles in its index and on its page.
        titles = dict.fromkeys([self._title_of(document.key), document.title or ""])
        title, text = " ".join(titles).strip(), plain_text(document.text)
        if not stamp:
            return IndexedText(name, stamp, document.key, title, document.language, text)
        self._page_facts[document.key] = page_facts.of_document(document)
        own, final = address(document.key) or "", address(document.base) or ""
        links = tuple(one for one in links_of(document.text, document.base) if one != own)
        final = "" if final == own else final
        return IndexedText(name, stamp, document.key, title, document.language, text, final, links)

    def _title_of(self, key: str) -> str:
        entry = self._catalogue.entry(key)
        return entry.article.title if entry else ""

    # Queries

    def search(self, line: str, most: int, *, typing: bool = False, quick: bool = False) -> Found | None:
        """Rank the articles that contain a line's words, `"phrases"` and `prefix*`, but not its `-words`.

        `typing`: its last word may be incomplete. `quick`: within the time between two keys; very many hits are then
        ranked approximately. None: interrupted, or the texts have to be indexed again first.
        """
        from blogreader.catalogue.full_text import IndexLost
        from blogreader.search_terms import Finder, terms

        asked = terms(line, typing=typing)
        if not asked:
            return Found()
        for _ in range(_ATTEMPTS):
            if not self._index.is_available:
                break
            lacking = self.lacking
            try:
                ranked = self._index.search(asked, most, quick=quick)
                finder = Finder(asked, self._index.forms(asked))
                suggestion = None if ranked.total or quick else self._suggestion(line, asked)
            except IndexLost:
                self.is_due = True
                if not self.waits:
                    return None
                self.catch_up()
            else:
                entries = [entry for key in ranked.keys if (entry := self._catalogue.entry(key))]
                total = ranked.total - (len(ranked.keys) - len(entries))  # some are in no index any more
                return Found(tuple(entries), total, ranked.is_complete, finder, suggestion, lacking)
        finder = Finder(asked)
        keys = [key for key in self._scanned(finder) if key]
        found = filter(None, map(self._catalogue.entry, keys))
        entries = sorted(found, key=lambda entry: (not finder.spans(entry.article.title), entry.article.key))
        return Found(tuple(entries[:most]), len(entries), finder=finder)

    def keys(self, condition: FullText) -> frozenset[str]:
        """Return the articles whose texts match."""
        from blogreader.catalogue.full_text import IndexLost
        from blogreader.search_terms import Finder, Term, words

        found = tuple(words(condition.text))
        if not found:
            return frozenset()
        may_go_on = not condition.phrase and condition.text.endswith("*")
        term = Term(found, is_prefix=may_go_on, is_exact=condition.phrase)
        if self.waits:
            self.catch_up()
        if self._index.is_available:
            try:
                return self._index.keys([term])
            except IndexLost:
                self.is_due = True
        return frozenset(self._scanned(Finder([term])))

    def ask(self, question: "Callable[[FullTextIndex], _R]", *, so_far: bool = False) -> "_R | None":
        """Return the answer of the index; None if there is none, or it was just lost.

        `so_far`: from the texts that are indexed already; nothing is indexed for it, and no index made.
        """
        from blogreader.catalogue.full_text import IndexLost

        if so_far and not self._path.exists():
            return None
        if self.waits and not so_far:
            self.catch_up()
        for _ in range(_ATTEMPTS):
            if not self._index.is_available:
                break
            try:
                return question(self._index)
            except IndexLost:
                self.is_due = True
                if self.waits and not so_far:
                    self.catch_up()
        return None

    def excerpt(self, key: str, finder: "Finder | None") -> Excerpt:
        """Return the passage of an article with the most search terms; its beginning, if none has any."""
        from blogreader.catalogue.full_text.searchable_text import in_a_line

        parts = (self.text_of(key)[:_LOOKED_THROUGH], self._catalogue.notes(key))
        text = "\n".join(filter(None, parts))
        found = [*finder.found(text)] if finder else []
        start = max(_best(found) - _BEFORE, 0)
        while 0 < start < len(text) and not text[start - 1].isspace() and start > _best(found) - 2 * _BEFORE:
            start -= 1  # not inside a word
        line = in_a_line(text[start : start + 2 * _EXCERPT])
        shown = ("… " if start else "") + _cut(line)
        return Excerpt(shown, tuple(finder.spans(shown)) if finder else ())

    def text_of(self, key: str) -> str:
        """Return the plain words of an article's text; empty without one."""
        from blogreader.library.offline import local_articles

        return self._read_alone(key if local_articles.is_local(key) else self._archive().name_of(key)).text

    def _suggestion(self, line: str, asked: "Iterable[Term]") -> str | None:
        """Return the line with unknown words replaced by the nearest known ones; None if nothing would change."""
        corrected = line
        for term in asked:
            if not term.is_excluded and (word := self._index.spelling(term)):
                corrected = _replaced(corrected, term.words[0], word)
        return corrected.strip() if corrected != line else None

    def _scanned(self, finder: "Finder") -> Iterator[str]:
        """Yield the keys of matching texts by reading all of them: a second for some hundred."""
        from blogreader.search_terms import words

        for name in self._stamps():
            found = self._read(name)
            if found.key and finder.matches(words(f"{found.title}\n{found.text}")):
                yield found.key


def _best(found: list[tuple[int, int, int]]) -> int:
    """Return the first position where an excerpt contains the most different terms."""
    best, most = 0, 0
    first = 0
    for last, (start, _, _) in enumerate(found):
        while start - found[first][0] > _EXCERPT - 4 * _BEFORE:
            first += 1
        number = len({term for _, _, term in found[first : last + 1]})
        if number > most:
            best, most = found[first][0], number
    return best


def _cut(line: str) -> str:
    if len(line) <= _EXCERPT:
        return line
    cut = line[:_EXCERPT].rpartition(" ")[0]
    return f"{cut if len(cut) > _EXCERPT // 2 else line[:_EXCERPT]} …"


def _replaced(line: str, word: str, by: str) -> str:
    from blogreader.search_terms import Finder, Term

    spans = Finder([Term((word,), is_exact=True)]).spans(line)
    return line[: spans[0][0]] + by + line[spans[0][1] :] if spans else line
