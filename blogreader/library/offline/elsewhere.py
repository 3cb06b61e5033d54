"""Other sources for an article whose page is gone or says less: the full text in its feed, or a web archive."""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.errors import FetchError
from blogreader.library.offline import conversion, feed_texts, images, text_quality, walls
from blogreader.library.subscriptions import Subscriptions
from blogreader.model import Article, Document, Entry, FetchSettings, Via
from blogreader.text import unescaped_text

if TYPE_CHECKING:
    from blogreader.extract import Extracted
    from blogreader.fetch import Fetcher

_TAG = re.compile(r"<[^<>]*>")
_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|(?:…|\.\.\.)\W*$|\b(?:continue reading|read more)\b", re.IGNORECASE)
"""How an excerpt ends; WordPress adds where the post first appeared."""
_TAIL = 300
_LEAST_WORDS = 60
"""The least number of words of a feed's text that is more than an excerpt."""


class Elsewhere:
    """Finds an article apart from its page; if there is nothing, the result is None, never an error."""

    def __init__(
        self,
        following: Subscriptions,
        settings: FetchSettings,
        now: Callable[[], datetime],
        extract: conversion.Extract,
    ) -> None:
        self._subscriptions = following
        self._settings = settings
        self._now = now
        self._extract = extract
        self._in_feeds: dict[str, frozenset[str]] = {}
        """The texts of feeds by source, as a run first saw them: a file of thousands takes 2 ms for each look."""
        self._looking = asyncio.Lock()

    async def in_feed(self, entry: Entry, beside: Document | None = None) -> Document | None:
        """Return the article from its blog's feed; if `beside` is given, only if that has far less."""
        source = entry.source
        async with self._looking:  # the first articles of a run ask at the same time
            if source not in self._in_feeds:
                path = self._subscriptions.feed_path(source)
                self._in_feeds[source] = await asyncio.to_thread(feed_texts.names, path) if path else frozenset()
        if not feed_texts.has(self._in_feeds[source], entry.article.key):
            return None
        html = await asyncio.to_thread(self._feed_text, entry, beside)
        if html is None:
            return None
        try:
            extracted = await self._extract(_page(html), entry.article.url, conversion.hints_of(entry.article), "html")
        except FetchError:
            return None
        if await _is_faulty(extracted, entry.article):
            return None
        document = conversion.document(entry.article, extracted, Via.FEED, self._now())
        if beside is not None and not await asyncio.to_thread(text_quality.is_much_less, beside.text, document.text):
            return None
        return document

    def _feed_text(self, entry: Entry, beside: Document | None) -> str | None:
        path = self._subscriptions.feed_path(entry.source)
        html = feed_texts.read(path, entry.article.key) if path else None
        if html is None:
            return None
        text = unescaped_text(_TAG.sub(" ", html))
        if text_quality.words(text) < _LEAST_WORDS or _CUT.search(text[-_TAIL:]):
            return None
        return html if beside is None or text_quality.is_much_less(beside.text, text) else None

    async def in_web_archive(self, entry: Entry, fetcher: "Fetcher", turn: images.Turn) -> Document | None:
        """Return the article from a web archive, if the configuration allows it."""
        if not self._settings.wayback:
            return None
        article = entry.article
        address = self._settings.wayback_address.replace("{url}", article.url)
        address = address.replace("{date}", f"{article.date:%Y%m%d}" if article.date else "0")
        try:
            async with turn(address):
                # The reader chose this host, as if an index named it.
                chosen = self._settings.wayback_address != FetchSettings().wayback_address
                page = await fetcher.get(address, named=chosen)
            extracted = await self._extract(page.text, article.url, conversion.hints_of(article), "html")
        except FetchError:
            return None
        if await _is_faulty(extracted, article):
            return None
        return conversion.document(article, extracted, Via.WAYBACK, self._now(), page.final_url)


async def _is_faulty(extracted: "Extracted", article: Article) -> bool:
    return await asyncio.to_thread(walls.fault_of, extracted, article.url, conversion.hints_of(article)) is not None


def _page(html: str) -> str:
    return f"<!doctype html><html><body><main><article>{html}</article></main></body></html>"
