"""Searching texts: keeps the full-text index in step with the archive; without FTS5 every text is read."""

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
"""Texts that are put into the index in one step: others may write to it in between."""
_FEW_AT_ONCE = 4
"""The same where time is short, and is looked at in between."""
_BREATH_SECONDS = 0.001
"""Between two texts that are read behind the app, whose event loop has the same interpreter."""
_WAY_SECONDS = 0.25
"""The same while somebody presses keys: about one text between two of them."""
_SPARED = 50
"""Texts of which the index may hold older versions beside those of today, however few those are; else a quarter."""
_LEAST_SECONDS = 0.2
"""In less, the index is hardly open."""
_TIDIED = 500
"""Texts of which an index that took so many at once is put together anew."""
_EXCERPT = 240
"""Characters of an excerpt."""
_BEFORE = 30
"""Of which so many stand before the first hit: on the narrowest screen it is in sight as well."""
_NOTES = "notes: "
"""Before the key of an article that has notes and no text, as the name of one."""
_ATTEMPTS = 2
"""To ask an index: one that turns out to be damaged is made anew."""
_LOOKED_THROUGH = 300_000
"""Characters of a text that are looked through for an excerpt."""
_R = TypeVar("_R")
GoOn = Callable[[int, int], bool]
"""Is told how many texts were read of how many that are to be, and may say no."""


class TextIndexing:
    """Safe from any thread; what it needs is loaded when it is needed."""

    def __init__(self, path: Path, archive: "Callable[[], Archive]", catalogue: Catalogue) -> None:
        self._path = path
        self._archive = archive
        self._catalogue = catalogue
        self.waits = True
        """Whether who asks waits until all texts are in the index; else somebody fills it behind."""
        self.is_due = True
        """Whether texts may have changed since they were looked at."""
        self._is_filling = False
        self.at_once = _AT_ONCE
        self._way_until = 0.0
        self._page_facts: dict[str, PageFacts] = {}
        """What the documents name that were just read, for the catalogue: somebody may have edited them."""
        self.behind = 0
        """How many texts are known not to be in the index yet."""

    @cached_property
    def _index(self) -> "FullTextIndex":
        from blogreader.catalogue.full_text import FullTextIndex

        return FullTextIndex(self._path)

    def close(self) -> None:
        """Let go of the file."""
        if "_index" in vars(self):
            self._index.close()

    @property
    def lacking(self) -> int | None:
        """How many texts are not in the index yet; None: nobody knows."""
        return self.behind or (None if self.is_due or self._is_filling else 0)

    def interrupt(self) -> None:
        """Abandon the search that is under way: another one is wanted now."""
        self._index.interrupt()

    def make_way(self) -> None:
        """Read texts no quicker than one in a quarter of a second for a moment: somebody pressed a key."""
        self._way_until = time.monotonic() + _WAY_SECONDS

    # In step with the archive

    def take(self, keys: Iterable[str], seconds: float) -> None:
        """Read the texts of articles that were just fetched, for so long at most; `catch_up` reads the others."""
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
        """Read the texts that are new or changed, forget those that are gone; False: not all were read.

        By the files themselves, whoever wrote them. Another process that does the same is left to it. Raises
        LibraryError where the archive can't be read.
        """
        from blogreader import files

        if not self._index.is_available:
            self.is_due = False
            return True
        self.is_due = False
        try:
            with files.locked(self._path.with_suffix(".filling"), patience=None if self.waits else 0):
                self._is_filling = True
                return self._fill(go_on)
        except Unwritable:  # where nothing can be written there is no index either; or another process fills it
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
                self.is_due = True
                if not (self.waits and self._index.is_available):
                    return False
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
        """Return the stamps of all texts: of the archive's documents, and of local files that an index names."""
        from blogreader.library.offline import local_articles

        stamps = self._archive().stamps()
        for key in self._catalogue.keys_below("file:"):
            if (stamp := local_articles.stamp(key)) is not None:
                stamps[key] = stamp
        for key, stamp in self._catalogue.noted().items():
            name = key if local_articles.is_local(key) else self._archive().name_of(key)
            if name in stamps:
                stamps[name] += f" {stamp}"
            else:  # there is no text, or none any more
                stamps[_NOTES + key] = stamp
        return stamps

    def _read_all(self, names: Iterable[str], stamps: dict[str, str]) -> "Iterator[IndexedText]":
        for name in names:
            yield self._read(name, stamps[name])
            if not self.waits:  # in the thread that fills behind the app, which needs Python meanwhile
                time.sleep(min(max(self._way_until - time.monotonic(), _BREATH_SECONDS), _WAY_SECONDS))

    def _read(self, name: str, stamp: str = "") -> "IndexedText":
        """Return a text with the notes on it, and its links where it is to be kept; of a damaged one nothing."""
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
            facts = page_facts.of_file(text) if form == "markdown" else None
            if facts and stamp:
                self._page_facts[name] = facts
            text = plain_text(text) if form == "markdown" else text
            language = (facts and facts[1]) or None
            return IndexedText(name, stamp, name, self._title_of(name), language, text, links=links)
        document = self._archive().read_file(name)
        if document is None:
            return IndexedText(name, stamp, "", "", None, "")
        # What its index calls it, and what its page does.
        titles = dict.fromkeys([self._title_of(document.key), document.title or ""])
        title, text = " ".join(titles).strip(), plain_text(document.text)
        if not stamp:
            return IndexedText(name, stamp, document.key, title, document.language, text)
        self._page_facts[document.key] = page_facts.of_document(document)
        base = document.final_url or document.url
        own, final = address(document.key) or "", address(base) or ""
        links = tuple(one for one in links_of(document.text, base) if one != own)
        final = "" if final == own else final
        return IndexedText(name, stamp, document.key, title, document.language, text, final, links)

    def _title_of(self, key: str) -> str:
        entry = self._catalogue.entry(key)
        return entry.article.title if entry else ""

    # What is asked

    def search(self, line: str, most: int, *, typing: bool = False, quick: bool = False) -> Found | None:
        """Rank the articles whose texts have a line's words, `"phrases"`, `prefix*`, and not its `-words`.

        `typing`: its last word may go on. `quick`: within the time between two keys, roughly where very much is found.
        None: it was interrupted, or the texts are to be read again first.
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
        """Return the articles in whose texts words stand."""
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

    def ask(self, question: "Callable[[FullTextIndex], _R]") -> "_R | None":
        """Return what the index answers; None where there is none, or it is just lost."""
        from blogreader.catalogue.full_text import IndexLost

        if self.waits:
            self.catch_up()
        for _ in range(_ATTEMPTS):
            if not self._index.is_available:
                break
            try:
                return question(self._index)
            except IndexLost:
                self.is_due = True
                if self.waits:
                    self.catch_up()
        return None

    def excerpt(self, key: str, finder: "Finder | None") -> Excerpt:
        """Return the place of an article's text that has most of what is searched for; its beginning, if none has."""
        from blogreader.catalogue.full_text.searchable_text import in_a_line

        parts = (self.text_of(key)[:_LOOKED_THROUGH], self._catalogue.notes(key))
        text = "\n".join(filter(None, parts))
        found = [*finder.found(text)] if finder else []
        start = max(_best(found) - _BEFORE, 0)
        while 0 < start < len(text) and not text[start - 1].isspace() and start > _best(found) - 2 * _BEFORE:
            start -= 1  # not within a word
        line = in_a_line(text[start : start + 2 * _EXCERPT])
        shown = ("… " if start else "") + _cut(line)
        return Excerpt(shown, tuple(finder.spans(shown)) if finder else ())

    def text_of(self, key: str) -> str:
        """Return the words of an article's text, as they are read; empty where there is none."""
        from blogreader.library.offline import local_articles

        return self._read_alone(key if local_articles.is_local(key) else self._archive().name_of(key)).text

    def _suggestion(self, line: str, asked: "Iterable[Term]") -> str | None:
        """Return the line with the nearest words in place of those that no text has; None: it would be the same."""
        corrected = line
        for term in asked:
            if not term.is_excluded and (word := self._index.spelling(term)):
                corrected = _replaced(corrected, term.words[0], word)
        return corrected.strip() if corrected != line else None

    def _scanned(self, finder: "Finder") -> Iterator[str]:
        """Read every text, which takes a second for some hundred of them."""
        from blogreader.search_terms import words

        for name in self._stamps():
            found = self._read(name)
            if found.key and finder.matches(words(f"{found.title}\n{found.text}")):
                yield found.key


def _best(found: list[tuple[int, int, int]]) -> int:
    """Return where an excerpt begins to have most different terms, and of several such places the first."""
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
