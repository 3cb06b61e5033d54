"""A page becomes the text of an article: by its Markdown or its HTML, whichever has it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blogreader.errors import Empty, FetchError
from blogreader.library import choosing, walls
from blogreader.model import Article, Page, Via
from blogreader.urls import host_of

if TYPE_CHECKING:
    from blogreader.extract import Extracted, Form, Hints

Extract = Callable[[str, str, "Hints", "Form"], Awaitable["Extracted"]]
"""Text, its address, what the index says, what it is -> the article; raises FetchError."""
Ask = Callable[[str, bool], Awaitable[Page]]
"""Fetches another address of the same page; whether HTML is wanted. Raises FetchError."""
_SHORT_TEXT = 100_000
"""Characters that are looked at in the event loop, in less than a millisecond."""
_MARKDOWN = ("text/markdown", "text/x-markdown", "application/markdown")


@dataclass(frozen=True, slots=True)
class Made:
    """The text of an article, and where it came from."""

    extracted: "Extracted"
    via: Via
    page: Page
    html: str | None = None
    """What can be extracted again."""


def is_markdown(page: Page) -> bool:
    """Tell whether a page is Markdown by its type, or as plain text under a name that says so; HTML never is."""
    from blogreader.fetch.sniff import is_markup

    if is_markup(page.text):
        return False
    path = page.final_url.partition("?")[0].lower()
    return page.content_type in _MARKDOWN or (
        page.content_type in ("text/plain", "", "application/octet-stream") and path.endswith((".md", ".markdown"))
    )


async def make(article: Article, page: Page, ask: Ask, extract: Extract) -> Made:
    """Make the best of a page, asking for its other form where this one is in doubt; raises Empty, FetchError."""
    hints = hints_of(article)
    if is_markdown(page):
        return await _from_markdown(article, page, ask, extract, hints)
    if page.content_type == "text/plain" and page.text.lstrip()[:1] != "<":
        return Made(await extract(page.text, page.final_url, hints, "plain"), Via.EXTRACTED, page)
    return await _from_html(page, ask, extract, hints)


def hints_of(article: Article) -> "Hints":
    """Give what the index says of an article's text."""
    from blogreader.extract import Hints

    return Hints(article.title, article.minutes)


async def _from_markdown(article: Article, page: Page, ask: Ask, extract: Extract, hints: "Hints") -> Made:
    made = await _read_markdown(page, extract, hints)
    if made and not await _is_doubtful(made, hints):
        return await checked(made, hints)
    try:
        other = await ask(article.url, True)
        if not is_markdown(other):
            text = await extract(other.text, other.final_url, hints, "html")
            if made is None or await asyncio.to_thread(
                choosing.prefers_second, made.extracted.text, text.text, hints.minutes
            ):
                # What the server said of the page that is asked for the next time, too.
                page = replace(other, etag=page.etag, last_modified=page.last_modified)
                return await checked(Made(text, Via.EXTRACTED, page, other.text), hints)
    except FetchError:
        if made is None:
            raise
    if made is None:
        raise empty(page.final_url)
    return await checked(made, hints)


async def _from_html(page: Page, ask: Ask, extract: Extract, hints: "Hints") -> Made:
    from blogreader.extract import alternate_markdown

    failure: FetchError | None = None
    made: Made | None = None
    try:
        extracted = await extract(page.text, page.final_url, hints, "html")
        made = await checked(Made(extracted, Via.EXTRACTED, page, page.text), hints)
    except Empty as error:
        notice = await asyncio.to_thread(choosing.speaks_of_javascript, page.text)
        failure = without_javascript(page.final_url) if notice else error
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
            if found and not await _is_doubtful(found, hints) and await asyncio.to_thread(_is_as_whole, found, made):
                return replace(found, page=page)
    if made is None:
        raise failure or empty(page.final_url)
    return made


def _is_as_whole(found: Made, made: Made | None) -> bool:
    return made is None or choosing.words(found.extracted.text) >= 0.8 * choosing.words(made.extracted.text)


async def _read_markdown(page: Page, extract: Extract, hints: "Hints") -> Made | None:
    try:
        return Made(await extract(page.text, page.final_url, hints, "markdown"), Via.MARKDOWN, page)
    except Empty:
        return None


async def checked(made: Made, hints: "Hints") -> Made:
    """Give it back when it is an article; raises Empty, Refused."""
    if len(made.extracted.text) <= _SHORT_TEXT:
        check(made.extracted, made.page.final_url, hints)
    else:
        await asyncio.to_thread(check, made.extracted, made.page.final_url, hints)
    return made


def check(extracted: "Extracted", url: str, hints: "Hints") -> None:
    """Raise Empty for a text that is none of an article of so many minutes, Refused for what stands before one."""
    text = extracted.text
    if choosing.asks_for_javascript(text):
        raise without_javascript(url)
    if not text.strip() or choosing.is_nothing(text, hints.minutes):
        raise empty(url)
    if (kind := walls.wall(text, extracted.title, hints.title)) is not None:
        raise walls.failure(kind, host_of(url))


async def _is_doubtful(made: Made, hints: "Hints") -> bool:
    return await asyncio.to_thread(choosing.is_doubtful, made.extracted.text, hints.minutes)


def without_javascript(url: str) -> Empty:
    """Say what is wrong with a page that is but a notice."""
    return Empty(f"The page of {host_of(url)} shows nothing without JavaScript; open it in the browser.")


def empty(url: str) -> Empty:
    """Say that a page has no article."""
    return Empty(f"No article was found on the page of {host_of(url)}.")
