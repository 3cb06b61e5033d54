"""The reader's own files as documents: read in the extraction process, or ahead of their opening.

Nothing of them is archived: what the extraction made of one is kept in the cache, by all that it was asked with.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.errors import FetchError
from blogreader.library.offline import conversion, local_articles
from blogreader.library.offline.extraction import Extraction
from blogreader.model import Article, Document, Via

if TYPE_CHECKING:
    from blogreader.extract import Extracted

MOST_READ = 4_000_000
"""Bytes of a file that is read ahead, if what was made of it is kept."""
MOST_EXTRACTED = 1_000_000
"""Bytes of a file that is extracted ahead: of Markdown a few tenths of a second."""


async def document(article: Article, extract: conversion.Extract, now: Callable[[], datetime]) -> Document:
    """Return a local article as a document; it is treated like any page, since others may have written it.

    Raises BadAddress, NotText, Empty, TooMuch.
    """
    text, form = await asyncio.to_thread(local_articles.read, article.key)
    extracted = await extract(text, article.key, conversion.hints_of(article), form)
    return await asyncio.to_thread(_made, article, extracted, now)


def read_ahead(article: Article, extraction: Extraction, now: Callable[[], datetime]) -> tuple[Document, object] | None:
    """Return a local article with its stamp, from what is kept of an earlier opening; None if there is nothing."""
    stamp = _stamp(article, MOST_READ)
    if stamp is None:
        return None
    try:
        text, form = local_articles.read(article.key)
    except FetchError:  # reported when it is opened
        return None
    extracted = extraction.kept(text, article.key, conversion.hints_of(article), form)
    return (_made(article, extracted, now), stamp) if extracted else None


async def extract_ahead(
    article: Article, extraction: Extraction, now: Callable[[], datetime]
) -> tuple[Document, object] | None:
    """Have a local article extracted that is about to be opened, and return it with its stamp.

    None: it is large, can't be read, or others are being extracted. The caller may be cancelled at any time.
    """
    stamp = await asyncio.to_thread(_stamp, article, MOST_EXTRACTED)
    if stamp is None:
        return None
    try:
        text, form = await asyncio.to_thread(local_articles.read, article.key)
        extracted = await extraction.extract_ahead(text, article.key, conversion.hints_of(article), form)
    except FetchError:  # reported when it is opened
        return None
    return (await asyncio.to_thread(_made, article, extracted, now), stamp) if extracted else None


def _stamp(article: Article, most: int) -> str | None:
    """Return the stamp of a file, taken before it is read; None if it is missing, or larger than so many bytes."""
    size = local_articles.size(article.key)
    return None if size is None or size > most else local_articles.stamp(article.key)


def _made(article: Article, extracted: "Extracted", now: Callable[[], datetime]) -> Document:
    # Of a file the time is that of its text, and not of this moment: what is exported of it is the same each time.
    written_at = local_articles.written_at(article.key) or now()
    # Its links to other files count from its own address, and not from a path: only a file may name files.
    return conversion.document(article, extracted, Via.LOCAL, written_at, final_url=article.key)
