"""Finds articles that left their index under new addresses, by redirects."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from blogreader.errors import Damaged, FetchError
from blogreader.library.reading_state import ReadingState
from blogreader.library.source_texts import in_thread
from blogreader.library.web import Web
from blogreader.model import Article, State
from blogreader.urls import canonical

if TYPE_CHECKING:
    from blogreader.archive import Archive

_MOST_READ = 1_000
"""The most documents whose headers are searched."""
_MOST_ASKED = 10
"""The most addresses that are requested."""


class Redirects:
    """Finds new addresses in documents, or else by asking the hosts."""

    def __init__(self, web: Web, archive: Callable[[], "Archive"], reading_state: Callable[[], ReadingState]) -> None:
        """Create it; `archive` and `reading_state` are called when they are needed."""
        self._web = web
        self._archive = archive
        self._reading_state = reading_state

    async def of(
        self, left: Sequence[Article], new: Collection[str], is_named: Callable[[str], bool]
    ) -> dict[str, str]:
        """Return the new keys of articles that left, by their old ones; never raises FetchError.

        Only articles with something to lose are requested. `is_named`: whether the reader's own index names a host.
        """
        found, lost = await in_thread(self._by_documents, left, new)
        open_keys = set(new) - set(found.values())
        if lost and open_keys and not self._web.offline:
            found |= await self._by_asking(lost[:_MOST_ASKED], open_keys, is_named)
        return found

    def _by_documents(self, left: Sequence[Article], new: Collection[str]) -> tuple[dict[str, str], list[Article]]:
        found: dict[str, str] = {}
        lost: list[Article] = []
        for article in left[:_MOST_READ]:
            try:
                document = self._archive().read(article.key)
            except Damaged:  # reported by `doctor`
                lost.append(article)
                continue
            there = canonical(document.final_url) if document is not None and document.final_url else None
            if there is not None and there in new and there not in found.values():
                found[article.key] = there
            elif document is not None or self._reading_state().state(article.key) != State(article.key):
                lost.append(article)
        return found, lost

    async def _by_asking(
        self, lost: Sequence[Article], new: set[str], is_named: Callable[[str], bool]
    ) -> dict[str, str]:
        from blogreader.fetch import Politeness

        found: dict[str, str] = {}
        async with self._web.fetcher() as fetcher:
            manners = Politeness(fetcher, pause=self._web.settings.delay, jobs=1)
            for article in lost:
                named = is_named(article.url)
                try:
                    await manners.check(article.url, named=named)
                    async with manners.turn(article.url):
                        page = await fetcher.get(article.url, html=True, named=named)
                except FetchError:
                    continue
                there = canonical(page.final_url)
                if there is not None and there in new and there not in found.values():
                    found[article.key] = there
        return found
