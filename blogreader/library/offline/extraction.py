"""Extraction with the reader's rules for sites, with a count of rules that found no article."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from blogreader.errors import TooMuch
from blogreader.extract.result import Hints
from blogreader.library.offline.extraction_cache import ExtractionCache
from blogreader.library.offline.extraction_pool import ExtractionPool, rules_for
from blogreader.library.offline.local_articles import is_local
from blogreader.library.offline.template_files import KeptTemplate, TemplateFiles
from blogreader.sites import SiteRules
from blogreader.text import counted
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.archive import Archive
    from blogreader.extract import Extracted, Form

_GIVEN_UP_AFTER_SECONDS = 0.5
"""After a reader has moved on; who opens an article comes sooner."""


class _Asked(NamedTuple):
    """What a page is extracted from."""

    text: str
    url: str
    hints: Hints
    form: "Form"


class _Ahead(NamedTuple):
    """A file that is being extracted before it is opened."""

    asked: _Asked
    task: "asyncio.Task[Extracted]"


class Extraction:
    """Created once by a library, so that the processes are reused."""

    def __init__(self, sites: Mapping[str, SiteRules], templates: TemplateFiles, cache: ExtractionCache) -> None:
        """Create it; `sites` are the reader's rules by host, `cache` is for the reader's own files."""
        self._sites = sites
        self._templates = templates
        self._cache = cache
        self._pool = ExtractionPool()
        self._ahead: _Ahead | None = None
        self._missed: Counter[tuple[str, str]] = Counter()
        """The number of pages on which the reader's rules found no article, by host and selector."""

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def start(self, pages: int) -> None:
        """Start the processes that this many pages will need."""
        self._pool.start(pages)

    async def extract(self, text: str, url: str, hints: Hints, form: "Form") -> "Extracted":
        """Return the article of a page; raises Empty, TooMuch."""
        asked = _Asked(text, url, await self._ruled(url, hints, form), form)
        # A page is archived, a file of the reader's is read each time that it is opened.
        cache = self._cache if is_local(url) else None
        ahead = self._ahead
        if ahead and ahead.asked == asked and not ahead.task.done():
            self._ahead = None  # which gives it up no more: it ends with this one
            extracted = await ahead.task
        else:
            extracted = await self._pool.extract(*asked, cache)
        if extracted.misses_rule:
            self._missed[host_of(url), asked.hints.rules.article] += 1
        return extracted

    def kept(self, text: str, url: str, hints: Hints, form: "Form") -> "Extracted | None":
        """Return what is kept of a file of the reader's that was extracted before; called in a thread."""
        from blogreader.extract.worker.protocol import packed, unpacked

        said = self._cache.get(packed(text, url, self._ruled_now(url, hints, form), form))
        answer = None if said is None else unpacked(said)
        return None if isinstance(answer, tuple) else answer

    async def extract_ahead(self, text: str, url: str, hints: Hints, form: "Form") -> "Extracted | None":
        """Return a file of the reader's that is about to be opened, one at a time; None while pages are extracted.

        Cancelled, it is given up a moment later, unless it is done or has been opened: `extract` takes it over. Raises
        Empty, TooMuch.
        """
        asked = _Asked(text, url, await self._ruled(url, hints, form), form)
        while self._ahead and not self._ahead.task.done():
            await asyncio.wait([self._ahead.task])
        if self._pool.is_busy:
            return None
        task = asyncio.create_task(self._pool.extract(*asked, self._cache))
        task.add_done_callback(self._ended)
        self._ahead = _Ahead(asked, task)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_later(_GIVEN_UP_AFTER_SECONDS, self._give_up, task)
            raise

    def _give_up(self, task: "asyncio.Task[Extracted]") -> None:
        if self._ahead and self._ahead.task is task:
            self._ahead = None
            task.cancel()

    def _ended(self, task: "asyncio.Task[Extracted]") -> None:
        if self._ahead and self._ahead.task is task:
            self._ahead = None  # its text need not be kept

    async def _ruled(self, url: str, hints: Hints, form: "Form") -> Hints:
        """Return hints with the reader's rules for a page's site, and what the pages of its host have in common."""
        if form != "html" or self._templates.known(host_of(url)) is not None:
            return self._ruled_now(url, hints, form)
        return await asyncio.to_thread(self._ruled_now, url, hints, form)

    def _ruled_now(self, url: str, hints: Hints, form: "Form") -> Hints:
        ruled = replace(hints, rules=rules_for(self._sites, url))
        if form != "html":
            return ruled
        host = host_of(url)
        template = self._templates.known(host)
        return replace(ruled, template=(template or self._templates.get(host)).fingerprints)

    async def learn(self, host: str, archive: "Archive", keys: Sequence[str]) -> None:
        """Make a template from archived pages, unless there is one from about as many; raises LibraryError."""
        from blogreader.extract.host_template import FEWEST_PAGES, MOST_PAGES, template_of

        there = await asyncio.to_thread(lambda: [key for key in keys if archive.has_page(key)])
        wanted = min(len(there), MOST_PAGES)
        if wanted < max(FEWEST_PAGES, 2 * (await asyncio.to_thread(self._templates.get, host)).pages):
            return
        pages = []
        for number in range(wanted):
            key = there[number * len(there) // wanted]
            html = await asyncio.to_thread(archive.read_page, key)
            with suppress(TooMuch):  # reported when it is extracted
                if html is not None:
                    found = await self._pool.extract(html, key, Hints(), "template")
                    pages.append(found.text.split("\n"))
        template = KeptTemplate(len(pages), template_of(pages))
        await asyncio.to_thread(self._templates.put, host, template)

    def missed(self) -> list[str]:
        """Return a sentence, once, for each host whose rules found no article."""
        missed, self._missed = self._missed, Counter()
        return [
            f"Nothing matches `{selector}` on {counted(number, 'page')} of {host}, where [sites] in the"
            " configuration says the article is; the rule was ignored."
            for (host, selector), number in missed.items()
        ]
