"""Pages extracted by their reader's rules for sites, and the rules that found no article on them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from blogreader.library.offline.extraction_pool import ExtractionPool, rules_for
from blogreader.sites import SiteRules
from blogreader.text import counted
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Form, Hints


class Extraction:
    """Made once by a library: the processes are kept from one page to the next."""

    def __init__(self, sites: Mapping[str, SiteRules]) -> None:
        """Make it; `sites` are the reader's rules by host."""
        self._sites = sites
        self._pool = ExtractionPool()
        self._missed: Counter[tuple[str, str]] = Counter()
        """The pages on which the reader's rules found no article, by host and selector."""

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def start(self, pages: int) -> None:
        """Start the processes that so many pages will need."""
        self._pool.start(pages)

    async def extract(self, text: str, url: str, hints: "Hints", form: "Form") -> "Extracted":
        """Return the article of a page; raises Empty, TooMuch."""
        ruled = replace(hints, rules=rules_for(self._sites, url))
        extracted = await self._pool.extract(text, url, ruled, form)
        if extracted.misses_rule:
            self._missed[host_of(url), ruled.rules.article] += 1
        return extracted

    def missed(self) -> list[str]:
        """Say of which hosts the rules found no article; once."""
        missed, self._missed = self._missed, Counter()
        return [
            f"Nothing matches `{selector}` on {counted(number, 'page')} of {host}, where [sites] in the"
            " configuration says that the article is: it was looked for without that."
            for (host, selector), number in missed.items()
        ]
