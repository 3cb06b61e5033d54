"""Blogs as sources: searched at first, then asked for new posts, and searched again if their feed can't tell."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from blogreader import times
from blogreader.errors import SourceError, TooMuch
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind
from blogreader.indexes.blog.archive_file import BlogArchive, Post
from blogreader.indexes.blog.candidates import PostCandidate, Way
from blogreader.indexes.blog.findings import MOST_OF_SITEMAPS
from blogreader.indexes.blog.survey import Survey
from blogreader.indexes.blog.ways import Certainty
from blogreader.library.discovery.archive_search import KeepingProgress, Search, SearchProgress, read
from blogreader.library.offline.extraction_pool import ExtractionPool
from blogreader.library.seen_pages import SeenPages
from blogreader.library.web import Web
from blogreader.model import Page, Source
from blogreader.source_files import LARGEST_INDEX
from blogreader.text import clean_line, counted
from blogreader.urls import authority_of, canonical, host_of, openable

if TYPE_CHECKING:
    from blogreader.library.reports import Refreshed

_FEW = 3
"""This many posts without a title or date are not worth a sentence."""


def _say_nothing(_: SearchProgress | KeepingProgress) -> None:
    """Ignore the progress: the default of `Wanted.tell`."""


def _begin() -> None:
    """Let it begin: the default of `Wanted.storing`."""


def _begin_next(_: "Refreshed") -> None:
    """Go on with the next source: the default of `Wanted.refreshed`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Options of the search for a blog."""

    feed_only: bool = False
    whole: bool = False
    """Search everything again, even if the feed would tell what is new."""
    tell: Callable[[SearchProgress | KeepingProgress], None] = _say_nothing
    storing: Callable[[], None] = _begin
    """Called before anything that was read is stored."""
    refreshed: "Callable[[Refreshed], None]" = _begin_next
    """Called with each source that was read again, or could not be."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set to stop the search and keep what was found, with the pages that were read."""
    at_once: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by one who does not wait for these, either."""
    seen: SeenPages | None = None
    """Collects the pages that are read on the way."""


@dataclass(frozen=True, slots=True)
class FoundBlog:
    """A blog as it was found."""

    source: Source
    archive: BlogArchive
    sentence: str = ""
    """Why there may be more posts: the search was stopped, or the host stopped answering."""
    listed: frozenset[str] | None = None
    """The canonical URLs in the feed now, if nothing else was requested."""
    feed_texts: Mapping[str, str] = field(default_factory=dict)
    """Full texts from the feed, in HTML, by canonical URL."""
    updated: Mapping[str, datetime] = field(default_factory=dict)
    """When posts last changed, according to the feed or the sitemap, by canonical URL."""


class Blogs:
    """Finds blogs; every method may raise SourceError, FetchError."""

    def __init__(self, web: Web) -> None:
        self._web = web

    async def find(self, source: Source, first: Page, wanted: Wanted, known: BlogArchive | None = None) -> FoundBlog:
        """Find the whole archive of a blog, given the response from its address; `known` is its previous archive."""
        from blogreader.fetch import Politeness

        survey = Survey(first.final_url, feed_only=wanted.feed_only)
        if known is not None:
            survey.found.know(known.posts)
        async with self._web.fetcher() as fetcher:
            manners = Politeness(fetcher, pause=self._web.settings.delay, jobs=1)
            search = Search(survey, fetcher, manners, wanted.tell, wanted.stop, wanted.seen)
            await search.run(first)
        return await asyncio.to_thread(_found, source, search, wanted, known)

    async def renew(self, source: Source, known: BlogArchive, wanted: Wanted) -> FoundBlog | None:
        """Ask for new posts: one request if the feed reaches back to known ones; None: nothing changed."""
        if wanted.whole or source.watched is None:
            return await self._again(source, known, wanted)
        async with self._web.fetcher() as fetcher:
            page = await fetcher.get(
                source.watched,
                etag=source.etag,
                last_modified=source.last_modified,
                limit=LARGEST_INDEX,
                # The address of the feed comes from a page, and was not named by the reader.
                named=authority_of(source.watched) == authority_of(source.location),
                data=True,
            )
        if page.not_modified:
            return None
        pool = ExtractionPool(program="blogreader.library.discovery.answer_process")
        try:
            reading = await read(pool, page)
        except TooMuch:
            reading = AnswerFacts(AnswerKind.NOTHING)
        finally:
            pool.close()
        merged = await asyncio.to_thread(_merged, source, known, page, reading)
        if merged is None:
            return await self._again(source, known, wanted)
        archive, texts = merged
        renewed = replace(source, etag=page.etag, last_modified=page.last_modified)
        said = (*(find.url for find in reading.finds), *(link.url for link in reading.links), *reading.addresses)
        listed = frozenset(key for url in said if (key := canonical(url)))
        return FoundBlog(renewed, archive, listed=listed, feed_texts=texts, updated=_updated(reading))

    async def _again(self, source: Source, known: BlogArchive, wanted: Wanted) -> FoundBlog:
        async with self._web.fetcher() as fetcher:
            first = await fetcher.get(source.location, limit=LARGEST_INDEX, data=True)
        return await self.find(source, first, wanted, known)


def _updated(reading: AnswerFacts) -> dict[str, datetime]:
    """Return when posts last changed, by canonical URL; a date counts as the end of that day."""
    said = [(find.url, find.updated) for find in reading.finds]
    said += zip(reading.addresses, reading.changed, strict=False)
    found: dict[str, datetime] = {}
    for url, text in said:
        if not text or not (key := canonical(url)):
            continue
        with suppress(ValueError, OverflowError):
            time = times.from_text(text)
            found[key] = time if "T" in text else time + timedelta(days=1)
    return found


def _found(source: Source, search: Search, wanted: Wanted, known: BlogArchive | None) -> FoundBlog:
    survey = search.survey
    posts = [_post(one, url) for one in survey.found.posts() if one.ways != {Way.KNOWN} and (url := openable(one.url))]
    is_stopped = wanted.stop.is_set()
    if not posts:
        if search.failure is not None:
            raise search.failure
        if search.passed_over is not None and survey.kind is AnswerKind.NOTHING:
            raise search.passed_over
        if is_stopped:
            raise SourceError(f"Stopped before any post of {host_of(source.location)} was found; nothing was changed.")
        raise SourceError(_nothing(source.location, survey))
    certainty = survey.found.certainty()
    sentence = ""
    if is_stopped or search.failure is not None:
        certainty = min(certainty, Certainty.PROBABLY, key=list(Certainty)[::-1].index)
        sentence = (
            "Stopped; what was found was kept." if is_stopped else f"{search.failure} What was found so far was kept."
        )
    listed = None
    if known is not None:
        listed = frozenset(key for post in posts if (key := canonical(post.url)))
        posts = _with_gone(posts, known, may_be_gone=not sentence and certainty is not Certainty.NEWEST)
    sentence = " ".join(filter(None, (sentence, _left_unread(search), _unnamed(posts))))
    left_out = [Post(url, clean_line(one.title, 500)) for one in survey.found.left_out() if (url := openable(one.url))]
    watched = survey.watched()
    page = search.pages.get(watched or "")
    renewed = replace(
        source,
        format="archive",
        base=None,
        completeness=certainty.value,
        ways=", ".join(survey.found.ways()),
        watched=watched,
        etag=page.etag if page else None,
        last_modified=page.last_modified if page else None,
    )
    archive = BlogArchive(survey.found.title, tuple(posts), tuple(left_out), survey.found.home)
    return FoundBlog(renewed, archive, sentence, listed, _feed_texts(survey))


def _post(one: PostCandidate, url: str) -> Post:
    return Post(
        url=url,
        title=clean_line(one.title, 500),
        date=one.date,
        category=one.category,
        minutes=one.minutes,
        summary=one.summary,
        author=one.author,
        ways=tuple(sorted(one.ways)),
    )


def _feed_texts(survey: Survey) -> dict[str, str]:
    return {key: one.text for one in survey.found.posts() if one.text and (key := canonical(one.url))}


def _left_unread(search: Search) -> str:
    """Return what is to be said of what was longer than is read; empty: nothing was."""
    if search.survey.found.listed[Way.SITEMAP].is_cut:
        return f"Its sitemaps have more than {MOST_OF_SITEMAPS:,} addresses; what comes after these was left out."
    return f"{search.passed_over} It was left out." if search.passed_over else ""


def _unnamed(posts: list[Post]) -> str:
    """Return a sentence if many posts get their titles and dates only from their pages.

    Some pages were tried: notes without a title never get one.
    """
    untitled, undated = sum(not post.title for post in posts), sum(post.date is None for post in posts)
    number = max(untitled, undated)
    if number <= _FEW or number * 10 < len(posts):
        return ""
    what = "titles or dates" if untitled > _FEW < undated else "titles" if untitled > _FEW else "dates"
    of = f"{number} of {counted(len(posts), 'post')}" if number < len(posts) else f"the {counted(number, 'post')}"
    return f"No list has the {what} of {of}; fetching them fills these in (`blogreader fetch`, `D` in the app)."


def _nothing(location: str, survey: Survey) -> str:
    if survey.kind is AnswerKind.NOTHING:
        return f"{clean_line(location, 200)} is not a page, a feed, a sitemap or an index."
    looked = counted(survey.requests, "request")
    return (
        f"No blog posts were found at {clean_line(location, 200)} ({looked}): no feed, no sitemap and no list"
        " of posts. Try the address of its feed, or of one of its posts."
    )


def _with_gone(posts: list[Post], known: BlogArchive, *, may_be_gone: bool) -> list[Post]:
    """Return the posts, and known ones that are no longer listed: no index can remove a post."""
    keys = {canonical(post.url) for post in posts}
    kept = [post for post in known.posts if canonical(post.url) not in keys]
    return [*posts, *(replace(post, gone=may_be_gone or post.gone) for post in kept)]


def _merged(
    source: Source, known: BlogArchive, page: Page, reading: AnswerFacts
) -> tuple[BlogArchive, dict[str, str]] | None:
    """Return the archive updated from the watched address, and texts by key; None if there may be a gap between."""
    survey = Survey(source.watched or source.location)
    survey.found.know(known.posts)
    before = {canonical(post.url): post for post in known.posts}
    if not survey.found.renew(page.final_url, reading):
        return None
    posts: list[Post] = []
    for one in survey.found.posts():
        url = openable(one.url)
        if url is None:
            continue
        new, old = _post(one, url), before.pop(canonical(url), None)
        if old:  # a feed of only the newest posts does not say whether old ones are gone
            new = replace(new, ways=old.ways, gone=old.gone and one.ways == {Way.KNOWN})
        posts.append(new)
    posts.extend(before.values())
    return replace(known, posts=tuple(posts)), _feed_texts(survey)
