"""Converts a page to the text of an article, from its Markdown or its HTML, whichever contains it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from blogreader.errors import Empty, FetchError
from blogreader.library.offline import text_quality, walls
from blogreader.model import Article, Document, Packed, Page, Via
from blogreader.text import counted

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Form, Hints


def loss(kept: Document, document: Document, fault: FetchError | None) -> str | None:
    """Return why a text may not replace the archived one without asking; None if it may.

    `fault`: why it is no article.
    """
    fault = fault or walls.fault_of_rest(document.text, kept.text, document.base)
    if fault is not None:
        return f"{fault} The archived text was kept."
    if not text_quality.is_much_less(document.text, kept.text):
        return None
    now, before = text_quality.words(document.text), text_quality.words(kept.text)
    return f"The page has {counted(now, 'word')} now, and {before} are archived; the archived text was kept."


def with_pictures_of(kept: Document, document: Document) -> Document:
    """Take over the archived pictures; failed ones are requested again."""
    known = {picture.url: picture for picture in (*kept.pictures, *document.pictures)}
    return replace(document, pictures=tuple(known[url] for url in document.images if url in known))


def final(page: Page) -> str | None:
    """Return the final address after redirects; None without any."""
    return page.final_url if page.final_url != page.url else None


def document(
    article: Article,
    result: "Extracted",
    via: Via,
    now: datetime,
    final_url: str | None = None,
    page: Page | None = None,
) -> Document:
    """Combine the facts of an index, a page and an extraction."""
    return Document(
        key=article.key,
        url=article.url,
        text=result.text,
        fetched=now,
        via=via,
        final_url=final_url,
        title=result.title,
        author=result.author,
        published=result.published,
        category=result.category,
        etag=page.etag if page else None,
        last_modified=page.last_modified if page else None,
        language=result.language,
        images=result.images,
    )


Extract = Callable[[str, str, "Hints", "Form"], Awaitable["Extracted"]]
"""Text, its address, what the index says, what it is -> the article; raises FetchError."""
Ask = Callable[[str, bool], Awaitable[Page]]
"""Fetches another address of the same page; whether HTML is wanted. Raises FetchError."""
_MARKDOWN = ("text/markdown", "text/x-markdown", "application/markdown")


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of an article, and its origin."""

    extracted: "Extracted"
    via: Via
    page: Page
    html: str | Packed | None = None
    """The source for a later re-extraction."""
    fault: FetchError | None = None
    """Why the text is not the article: it is a notice or a wall."""


def is_markdown(page: Page) -> bool:
    """Return whether a page is Markdown by its type, or as plain text under a name that says so; HTML never is."""
    from blogreader.fetch.sniff import is_markup

    if is_markup(page.text):
        return False
    path = page.final_url.partition("?")[0].lower()
    return page.content_type in _MARKDOWN or (
        page.content_type in ("text/plain", "", "application/octet-stream") and path.endswith((".md", ".markdown"))
    )


async def make(article: Article, page: Page, ask: Ask, extract: Extract) -> Converted:
    """Convert a page, requesting its other form if the result is doubtful; raises Empty, FetchError.

    The result may have a `fault`: such a text is never archived first, but the reader may accept it.
    """
    hints = hints_of(article)
    if is_markdown(page):
        return await _from_markdown(article, page, ask, extract, hints)
    if page.content_type == "text/plain" and page.text.lstrip()[:1] != "<":
        made = Converted(await extract(page.text, page.final_url, hints, "plain"), Via.EXTRACTED, page)
        return await checked(made, hints)
    return await _from_html(page, ask, extract, hints)


def hints_of(article: Article) -> "Hints":
    """Return the index's facts about an article, as hints for extraction."""
    from blogreader.extract import Hints

    return Hints(article.title, article.minutes)


async def _from_markdown(article: Article, page: Page, ask: Ask, extract: Extract, hints: "Hints") -> Converted:
    made = await _read_markdown(page, extract, hints)
    if made and not await _is_doubtful(made, hints):
        return await checked(made, hints)
    try:
        other = await ask(article.url, True)
        if not is_markdown(other):
            text = await extract(other.text, other.final_url, hints, "html")
            if made is None or await asyncio.to_thread(
                text_quality.prefers_second, made.extracted.text, text.text, hints.minutes
            ):
                # With the validators of the page that will be requested next time.
                same = replace(other, etag=page.etag, last_modified=page.last_modified)
                better = await checked(Converted(text, Via.EXTRACTED, same, other.source), hints)
                if better.fault is None or made is None:
                    return better
    except FetchError:
        if made is None:
            raise
    if made is None:
        raise walls.empty(page.final_url)
    return await checked(made, hints)


async def _from_html(page: Page, ask: Ask, extract: Extract, hints: "Hints") -> Converted:
    from blogreader.extract import alternate_markdown

    failure: FetchError | None = None
    made: Converted | None = None  # also one with a fault
    try:
        extracted = await extract(page.text, page.final_url, hints, "html")
        made = await checked(Converted(extracted, Via.EXTRACTED, page, page.source), hints)
    except Empty as error:
        failure = await asyncio.to_thread(walls.fault_of_shell, page.text, page.final_url) or error
    except FetchError as error:
        failure = error
    address = alternate_markdown(page.text, page.final_url)
    if address is not None:
        try:
            other = await ask(address, False)
        except FetchError:
            pass  # the page itself is here
        else:
            beside = replace(other, final_url=page.final_url)
            found = await _read_markdown(beside, extract, hints) if is_markdown(other) else None
            whole = made if made and made.fault is None else None
            if found and not await _is_doubtful(found, hints) and await asyncio.to_thread(_is_as_whole, found, whole):
                found = await checked(found, hints)
                if found.fault is None:
                    return replace(found, page=page)
    if made is None:
        raise failure or walls.empty(page.final_url)
    return made


def _is_as_whole(found: Converted, made: Converted | None) -> bool:
    return made is None or text_quality.words(found.extracted.text) >= 0.8 * text_quality.words(made.extracted.text)


async def _read_markdown(page: Page, extract: Extract, hints: "Hints") -> Converted | None:
    try:
        return Converted(await extract(page.text, page.final_url, hints, "markdown"), Via.MARKDOWN, page)
    except Empty:
        return None


async def checked(made: Converted, hints: "Hints") -> Converted:
    """Return the result with its fault; raises Empty if there is no text at all."""
    if walls.is_long(made.extracted.text):  # as nearly always, and known sooner than a thread begins
        return made
    fault = await asyncio.to_thread(walls.fault_of, made.extracted, made.page.final_url, hints)
    if fault is not None and not made.extracted.text.strip():
        raise fault
    return replace(made, fault=fault)


async def _is_doubtful(made: Converted, hints: "Hints") -> bool:
    return await asyncio.to_thread(text_quality.is_doubtful, made.extracted.text, hints.minutes)
