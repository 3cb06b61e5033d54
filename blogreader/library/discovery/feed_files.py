"""A feed or a sitemap in a file, saved by hand or written by a program; what it lists becomes the index."""

import asyncio

from blogreader.errors import SourceError, TooMuch
from blogreader.indexes.blog import archive_file as archives
from blogreader.indexes.blog import feeds, sitemaps
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind
from blogreader.library.discovery.archive_search import read as ask
from blogreader.library.offline.extraction_pool import ExtractionPool
from blogreader.library.source_texts import SourceText
from blogreader.model import Page, Source
from blogreader.urls import canonical, openable


def is_one(text: str) -> bool:
    """Return whether a text begins like a feed or a sitemap."""
    begin = text.lstrip("\ufeff \r\n\t")
    if begin.startswith("{"):
        return feeds.is_json_feed(text)
    return begin.startswith("<") and (feeds.is_feed(text) or sitemaps.is_sitemap(text))


async def read(source: Source, text: str, name: str) -> SourceText:
    """Read one in the separate process; raises SourceError if it lists nothing."""
    pool = ExtractionPool(program="blogreader.library.discovery.answer_process")
    try:
        facts = await ask(pool, Page("", "", "", text))
        if facts.site:  # relative addresses are resolved against it
            facts = await ask(pool, Page(facts.site, facts.site, "", text))
    except TooMuch as error:
        raise SourceError(f"{name} can't be read: {error}") from error
    finally:
        pool.close()
    if facts.kind is AnswerKind.SITEMAPS:
        raise SourceError(f"{name} lists sitemaps, and no posts: follow one of them, or the address of its blog.")
    return await asyncio.to_thread(_as_source, source, facts, name)


def _as_source(source: Source, facts: AnswerFacts, name: str) -> SourceText:
    posts = [
        archives.Post(
            url=url,
            title=find.title,
            date=find.date,
            category=find.category,
            minutes=find.minutes,
            summary=find.summary,
            author=find.author,
        )
        for find in facts.finds
        if (url := openable(find.url))
    ]
    posts += [archives.Post(url=url) for address in facts.addresses if (url := openable(address))]
    if not posts:
        raise SourceError(f"{name} is a feed or a sitemap without an address of any post.")
    text = archives.write(archives.BlogArchive(facts.title, tuple(posts)))
    texts = {key: find.text for find in facts.finds if find.text and (key := canonical(find.url))}
    remark = f"{name} is broken or too long; what could not be read of it was left out." if facts.is_cut else ""
    return SourceText(source, text, archives.read(text, name), remark, feed_texts=texts)
