"""Fetches the pictures of a document and archives them."""

import asyncio
import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeGuard
from urllib.parse import unquote_to_bytes

from blogreader.archive import Archive
from blogreader.errors import Busy, CutOff, FetchError, SecureConnectionFailed, ServerFailed, TimedOut, Unreachable
from blogreader.model import ArchivedImage, Document, LostImage
from blogreader.urls import authority_of

if TYPE_CHECKING:
    from blogreader.fetch import Fetcher

Turn = Callable[[str], AbstractAsyncContextManager[None]]
"""Waits for a turn at an address's host."""
_AT_ONCE = 4
"""Pictures of one article in memory at the same time."""
MOST = 300
"""The most pictures of a document that are fetched, and the most that are embedded in its page."""
_BEYOND = f"It is beyond the limit of pictures per article ({MOST})."
_PASSING = (Unreachable, TimedOut, Busy, ServerFailed)
"""Failures of a host rather than of one picture."""
_PATIENCE = 2
"""Pictures of a host that may fail like this in a row before no more are requested."""
_LATELY = timedelta(minutes=10)
"""How long a successful fetch proves that there is a network."""
_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
_HELD = "#picture-"
"""Marks the address of a picture that was embedded in its page."""
_TRACKER: Final = object()
_TOO_MANY: Final = object()


class _ImageHost:
    """What a run knows about a host of pictures."""

    def __init__(self) -> None:
        self.first = asyncio.Lock()
        """Held until it is known whether the host answers: a dead one gets one request, and not one from each task."""
        self.answers = False
        self.failures = 0
        """Consecutive."""
        self.given_up: FetchError | None = None


class ImageFetch:
    """The pictures of one run: none is requested twice, and dead hosts are given up."""

    def __init__(self, jobs: int = 1) -> None:
        """Create it; `jobs`: how many articles are fetched at once."""
        self.places = asyncio.Semaphore(max(_AT_ONCE, jobs))
        self.is_connected = False
        """Whether any host answered: without a network all of them seem dead."""
        self._hosts: dict[str, _ImageHost] = defaultdict(_ImageHost)
        self._found: dict[tuple[str, str | None], ArchivedImage | FetchError | object] = {}
        """By address, and by the article's host if that may be private."""
        self._asked: dict[tuple[str, str | None], asyncio.Lock] = defaultdict(asyncio.Lock)
        """Held while a picture is being fetched."""

    async def get(
        self, url: str, beside: str | None, fetch: Callable[[], Awaitable[ArchivedImage | object]]
    ) -> ArchivedImage | FetchError | object:
        """Return a picture, or the error if it can't be fetched; each is fetched once."""
        key, host = (url, authority_of(beside) if beside else None), self._hosts[authority_of(url) or ""]
        async with self._asked[key]:
            if key in self._found:
                return self._found[key]
            async with host.first:
                if host.given_up is not None:
                    return host.given_up
                if not host.answers:
                    return await self._fetched(key, host, fetch)
            return await self._fetched(key, host, fetch)

    async def _fetched(
        self, key: tuple[str, str | None], host: _ImageHost, fetch: Callable[[], Awaitable[ArchivedImage | object]]
    ) -> ArchivedImage | FetchError | object:
        try:
            found = await fetch()
        except FetchError as error:
            found = error
            host.failures = host.failures + 1 if isinstance(error, _PASSING) else 0
            if is_unreachable(error) or host.failures >= _PATIENCE:
                host.given_up = error
            self.is_connected |= not is_unreachable(error)
        else:
            host.failures = 0
            self.is_connected = True
        host.answers = host.given_up is None and host.failures == 0
        self._found[key] = found
        return found


def asked_for(document: Document, now: datetime, *, lost: bool) -> tuple[str, ...]:
    """Return the pictures to request: those that are due, or all missing ones."""
    if not lost:
        return document.due(now)
    there = {picture.url for picture in document.pictures}
    return tuple(url for url in document.images if url not in there)


async def complete(
    document: Document,
    asked: Sequence[str],
    archive: Archive,
    fetcher: "Fetcher",
    turn: Turn,
    run: ImageFetch,
    now: datetime,
    *,
    named: bool,
) -> Document:
    """Fetch and archive these pictures of a document; return the document that names them.

    Failed ones are recorded as lost, with the reason and time. Pictures of a single pixel only count readers, and are
    removed from the text. Raises LibraryError.
    """
    beside = document.url if named else None

    async def get(url: str) -> ArchivedImage | FetchError | object:
        async def fetch() -> ArchivedImage | object:
            async with turn(url):
                data, extension = await fetcher.picture(url, beside=beside)
            return await asyncio.to_thread(_kept, archive, url, data, extension)

        async with run.places:
            return await run.get(url, beside, fetch)

    wanting = asked[:MOST]
    tasks = [asyncio.create_task(get(url)) for url in wanting]
    try:
        found: dict[str, object] = dict(zip(wanting, await asyncio.gather(*tasks), strict=True))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if not run.is_connected and not timedelta() <= now - document.fetched < _LATELY:
        # There may be no network. Pictures that were never requested are fetched when there is one.
        known = {picture.url for picture in document.lost}
        found = {url: one for url, one in found.items() if url in known or not is_unreachable(one)}
    found |= dict.fromkeys(asked[MOST:], _TOO_MANY)
    if _TRACKER in found.values():  # only then the text is searched
        return await asyncio.to_thread(_named, document, found, now)
    return _named(document, found, now)


def is_unreachable(error: object) -> TypeGuard[FetchError]:
    """Return whether an error means that nothing else can be fetched from its host."""
    if isinstance(error, TimedOut):
        return not error.connected
    return isinstance(error, Unreachable | SecureConnectionFailed) and not isinstance(error, CutOff)


def settle_data(document: Document, archive: Archive) -> Document:
    """Archive the pictures embedded as `data:` addresses, under short addresses; raises LibraryError.

    A page of some MB may have a hundred thousand: those beyond `MOST` are lost.
    """
    if not any(url.startswith("data:") for url in document.images):
        return document
    text, images, pictures = document.text, [*document.images], {picture.url: picture for picture in document.pictures}
    lost = {picture.url: picture for picture in document.lost}
    base = document.base.partition("#")[0]
    left = MOST - sum(url.startswith(f"{base}{_HELD}") for url in pictures)
    for number, url in enumerate(images):
        if not url.startswith("data:"):
            continue
        if left <= 0:
            lost[url] = LostImage(url, _BEYOND)
            continue
        left -= 1
        data, extension = _decoded(url)
        if not extension:
            images[number] = ""
            # The remaining ones are named indirectly: in a reference, in HTML.
            text = _without_picture(text, url).replace(url, "#")
            continue
        name = archive.keep_image(data, extension)
        images[number] = f"{base}{_HELD}{name[:12]}"
        pictures[images[number]] = ArchivedImage(images[number], name)
        text = text.replace(url, images[number])
    there = tuple(dict.fromkeys(filter(None, images)))
    return replace(
        document,
        text=text,
        images=there,
        pictures=tuple(pictures[url] for url in there if url in pictures),
        lost=tuple(lost[url] for url in there if url in lost),
    )


def _kept(archive: Archive, url: str, data: bytes, extension: str) -> ArchivedImage | object:
    from blogreader.fetch import sniff

    if sniff.is_point(data):
        return _TRACKER
    return ArchivedImage(url, archive.keep_image(data, extension))


def _decoded(url: str) -> tuple[bytes, str]:
    """Return the bytes of a `data:` address and their file extension; empty if it is not a picture (RFC 2397)."""
    from blogreader.fetch import sniff

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


def _named(document: Document, found: dict[str, object], now: datetime) -> Document:
    pictures = {picture.url: picture for picture in document.pictures}
    pictures |= {url: replace(one, url=url) for url, one in found.items() if isinstance(one, ArchivedImage)}
    lost = {picture.url: picture for picture in document.lost}
    lost |= {url: _lost(url, str(one), lost.get(url), now) for url, one in found.items() if isinstance(one, FetchError)}
    lost |= {url: LostImage(url, _BEYOND) for url, one in found.items() if one is _TOO_MANY}
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
        lost=tuple(lost[url] for url in images if url in lost and url not in pictures),
    )


def _lost(url: str, sentence: str, before: LostImage | None, now: datetime) -> LostImage:
    """Return the record of a failed picture; an early attempt does not lengthen the pauses."""
    now = now.astimezone(UTC).replace(microsecond=0)
    if before is None or before.due is None or before.at is None or before.at > now:
        return LostImage(url, sentence, now)
    if before.due > now:
        return replace(before, sentence=sentence)
    return LostImage(url, sentence, now, before.times + 1)
