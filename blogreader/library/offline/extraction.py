"""Extraction with the reader's rules for sites, with a count of rules that found no article."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

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


class Extraction:
    """Created once by a library, so that the processes are reused."""

    def __init__(self, sites: Mapping[str, SiteRules], templates: TemplateFiles, cache: ExtractionCache) -> None:
        """Create it; `sites` are the reader's rules by host, `cache` is for the reader's own files."""
        self._sites = sites
        self._templates = templates
        self._cache = cache
        self._pool = ExtractionPool()
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
        ruled = replace(hints, rules=rules_for(self._sites, url))
        if form == "html":
            host = host_of(url)
            template = self._templates.known(host)
            if template is None:
                template = await asyncio.to_thread(self._templates.get, host)
            ruled = replace(ruled, template=template.fingerprints)
        # A page is archived, a file of the reader's is read each time that it is opened.
        cache = self._cache if is_local(url) else None
        extracted = await self._pool.extract(text, url, ruled, form, cache)
        if extracted.misses_rule:
            self._missed[host_of(url), ruled.rules.article] += 1
        return extracted

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
