"""The pictures of a document, fetched and kept beside it."""

import asyncio
import base64
import binascii
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from blogreader.archive import Archive
from blogreader.errors import Busy, FetchError, ServerFailed, TimedOut, Unreachable
from blogreader.model import ArchivedImage, Document, LostImage

if TYPE_CHECKING:
    from blogreader.fetch import Fetcher

Turn = Callable[[str], AbstractAsyncContextManager[None]]
"""Waits until an address may be asked."""
AT_ONCE = 4
"""Pictures that are in memory together."""
MOST = 300
"""Pictures of one document."""
_PASSING = (Unreachable, TimedOut, Busy, ServerFailed)
"""What may be otherwise the next time."""
_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
_TRACKER: Final = object()
_TOO_MANY: Final = object()


async def complete(
    document: Document, archive: Archive, fetcher: "Fetcher", turn: Turn, places: asyncio.Semaphore, *, named: bool
) -> Document:
    """Fetch what pictures a document is wanting, keep them, and give the document that names them.

    One that can't be had is lost, with why; one that failed for reasons that may pass is still wanting. What is a
    single point was there to count readers, and goes from the text. Raises LibraryError.
    """
    beside = document.url if named else None

    async def get(url: str) -> ArchivedImage | LostImage | object | None:
        async with places:
            try:
                async with turn(url):
                    data, extension = await fetcher.picture(url, beside=beside)
            except _PASSING:
                return None
            except FetchError as error:
                return LostImage(url, str(error))
            return await asyncio.to_thread(_kept, archive, url, data, extension)

    wanting = document.wanting[:MOST]
    tasks = [asyncio.create_task(get(url)) for url in wanting]
    try:
        found: dict[str, object] = dict(zip(wanting, await asyncio.gather(*tasks), strict=True))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    found |= dict.fromkeys(document.wanting[MOST:], _TOO_MANY)
    if _TRACKER in found.values():  # which the text is searched for
        return await asyncio.to_thread(_named, document, found)
    return _named(document, found)


def settle_data(document: Document, archive: Archive) -> Document:
    """Keep the pictures that a page holds in its addresses, and give them short ones; raises LibraryError."""
    text, images, pictures = document.text, [*document.images], {picture.url: picture for picture in document.pictures}
    base = (document.final_url or document.url).partition("#")[0]
    for number, url in enumerate(images):
        if not url.startswith("data:"):
            continue
        data, extension = _decoded(url)
        if not extension:
            images[number] = ""
            # What is left names it elsewhere than at its place: in a reference, in HTML.
            text = _without_picture(text, url).replace(url, "#")
            continue
        name = archive.keep_image(data, extension)
        images[number] = f"{base}#picture-{name[:12]}"
        pictures[images[number]] = ArchivedImage(images[number], name)
        text = text.replace(url, images[number])
    left = tuple(dict.fromkeys(filter(None, images)))
    return replace(document, text=text, images=left, pictures=tuple(pictures[url] for url in left if url in pictures))


def _kept(archive: Archive, url: str, data: bytes, extension: str) -> ArchivedImage | object:
    from blogreader.fetch import sniff

    if sniff.is_point(data):
        return _TRACKER
    return ArchivedImage(url, archive.keep_image(data, extension))


def _decoded(url: str) -> tuple[bytes, str]:
    """Give the bytes of a `data:` address and their file extension; empty when they are no picture (RFC 2397)."""
    from blogreader.fetch import sniff  # and httpx: what is archived is read without it

    match = _DATA.fullmatch(url)
    try:
        data = b"" if match is None else unquote_to_bytes(match[2])
        if match is not None and match[1]:
            data = base64.b64decode(data, validate=False)
    except binascii.Error:
        data = b""
    return data, sniff.picture(data) or ""


def _without_picture(text: str, url: str) -> str:
    return re.sub(rf"!\[[^\[\]]*+\]\(<?{re.escape(url)}>?(?:\s+\"[^\"]*\")?\)", "", text)


def _named(document: Document, found: dict[str, object]) -> Document:
    pictures = {picture.url: picture for picture in document.pictures}
    pictures |= {url: one for url, one in found.items() if isinstance(one, ArchivedImage)}
    lost = {picture.url: picture for picture in document.lost}
    lost |= {url: one for url, one in found.items() if isinstance(one, LostImage)}
    lost |= {
        url: LostImage(url, f"It is beyond the first {MOST} of its article.")
        for url, one in found.items()
        if one is _TOO_MANY
    }
    trackers = {url for url, one in found.items() if one is _TRACKER}
    text = document.text
    for url in trackers:
        text = _without_picture(text, url)
    images = tuple(url for url in document.images if url not in trackers)
    return replace(
        document,
        text=text if text.strip() else document.text,
        images=images,
        pictures=tuple(pictures[url] for url in images if url in pictures),
        lost=tuple(lost[url] for url in images if url in lost),
    )
