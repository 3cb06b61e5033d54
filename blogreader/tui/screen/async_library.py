"""The library as the screens use it: outside the event loop, with one change at a time."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from blogreader.conditions import Arrangement
from blogreader.library import Excerpt, Found, Library, Listing, View
from blogreader.library.abandonable import Abandonable
from blogreader.model import Document, Entry, LinkSentence, Place, Tally
from blogreader.tui.panes.sidebar import Contents

if TYPE_CHECKING:
    from blogreader.library.connections import Connected
    from blogreader.render import ParsedDocument
    from blogreader.search_terms import Finder
    from blogreader.tui.reader.inline_images import Room
    from blogreader.tui.terminal.image_strips import Picture

_R = TypeVar("_R")
_MOST_FOUND = 200
"""The most results of a search that are shown."""
_FAR_INTO = 300
"""Characters before a hit in its paragraph, beyond which the text is opened at the hit itself."""
_THREADS = 4
"""For everything that is no change: each has a connection to the catalogue, with two files and up to two megabytes.

asyncio's own bound is four more than there are processors.
"""
_LOOK_SECONDS = 0.002
"""The interval for checking whether changes are on disk.

Polled, since it is only needed when the program is suspended or quit, with nothing else to do. The store's own
condition would end the pause that its writer makes after a failure.
"""


class AsyncLibrary:
    """Never blocks the event loop, and makes changes in the order of the requests."""

    def __init__(self, library: Library) -> None:
        self.sync = library
        """The library itself, for calls that are quick or already in a thread."""
        # A thread for changes alone: parsing and searching must not delay them.
        self._changes = ThreadPoolExecutor(1, thread_name_prefix="changes")
        # Of the lists that a typed word asks for, those still waiting when the next letter comes are never made. Two
        # threads, so that a view need not wait for a slow one.
        self._lists = ThreadPoolExecutor(2, thread_name_prefix="lists")
        self.images = "auto"
        """How pictures are shown, as configured."""
        self._recounts = 0
        """The number of counts of rows that were asked for."""
        self.is_being_left = False
        """Whether the program is quitting: stopped tasks have no screen any more then."""

    def bound_threads(self) -> None:
        """Bound the threads of the running event loop, which ends them."""
        threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="library")
        asyncio.get_running_loop().set_default_executor(threads)

    def submit(self, how: Callable[[], _R]) -> "Future[_R]":
        """Queue a call to the library that changes something."""
        return self._changes.submit(how)

    async def change(self, how: Callable[[], _R]) -> _R:
        """Queue a change and wait for it; it is made even if the wait is cancelled."""
        return await asyncio.shield(asyncio.wrap_future(self.submit(how)))

    def flush(self, seconds: float) -> None:
        """Wait until changes are on disk, for a limited time, and not at all if the disk refuses them."""
        until = time.monotonic() + seconds
        number, _, why = self.sync.unsaved()
        while number and not why and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)  # the event loop has nothing else to do
            number, _, why = self.sync.unsaved()

    def close(self) -> None:
        """End the threads, that of changes after those that are queued."""
        self._changes.shutdown(wait=False)
        self._lists.shutdown(wait=False, cancel_futures=True)

    async def warm_up(self) -> None:
        """Load what layout needs, in a thread, since it would delay the first keys."""
        await asyncio.to_thread(_warm_up)
        await asyncio.to_thread(self.sync.warm_up)

    async def show(self, view: View, filter: str, arrangement: Arrangement) -> Listing:  # noqa: A002 - what it is called
        """List a view, after the queued changes; raises UsageError. Cancelled, it is made no further."""
        await self.change(_nothing)
        abandonable = Abandonable()
        try:
            return await asyncio.wrap_future(self._lists.submit(self.sync.show, view, filter, arrangement, abandonable))
        except asyncio.CancelledError:
            abandonable.abandon()
            raise

    async def recount(self, listing: Listing, keys: Iterable[str] | None) -> Tally | None:
        """Count the rows of a list and of its parts, after the queued changes.

        `keys`: the changed articles; None: unknown. Of several counts that are asked for meanwhile only the last is
        made to its end, and none of them while the program is quitting; the others return None.
        """
        self._recounts += 1
        number = self._recounts
        await self.change(_nothing)
        return await asyncio.to_thread(
            _recounted, listing, keys, lambda: number == self._recounts and not self.is_being_left
        )

    async def contents(self) -> Contents:
        """Return the contents of the sidebar."""
        return await asyncio.to_thread(self.contents_now)

    def contents_now(self, *, quick: bool = False) -> Contents:
        """Return the same at once; `quick`: without slow counts, for the first screen."""
        return Contents(tuple(self.sync.views(quick=quick)), self.sync.progress())

    async def search(self, line: str, *, quick: bool) -> Found | None:
        """Search the texts, abandoning any earlier search."""
        self.sync.texts.interrupt()
        return await asyncio.to_thread(self.sync.texts.search, line, _MOST_FOUND, typing=True, quick=quick)

    async def excerpt(self, entry: Entry, finder: "Finder | None") -> Excerpt:
        """Return a line or two of an article's text."""
        return await asyncio.to_thread(self.sync.texts.excerpt, entry.article.key, finder)

    async def connections(self, key: str) -> "Connected":
        """Return an article's connections."""
        return await asyncio.to_thread(self.sync.connections.of, key)

    async def sentence(self, key: str, to: str) -> LinkSentence:
        """Return the sentence in which an article links to another."""
        return await asyncio.to_thread(self.sync.connections.sentence, key, to)

    async def text(
        self, document: Document, at: "Place | str | Finder | None"
    ) -> "tuple[ParsedDocument, tuple[int, int] | None]":
        """Return the first part of a document's text, and where to begin: at a place, a fragment or the top."""
        return await asyncio.to_thread(_read, document, at)

    async def start(self, source: "ParsedDocument", place: Place) -> tuple[int, int] | None:
        """Return block and offset of a place in a text; None: the top."""
        return await asyncio.to_thread(start_of, source, place)

    async def pictures(self, key: str, addresses: Iterable[str]) -> Mapping[str, Path]:
        """Return the files of an article's pictures by their addresses."""
        return await asyncio.to_thread(self.sync.pictures, key, addresses)

    async def picture(self, path: Path, room: "Room") -> "Picture":
        """Return a picture that fits into the room; raises PictureError."""
        return await asyncio.to_thread(_picture, path, room, self.images)

    async def anchor(self, source: "ParsedDocument", fragment: str) -> tuple[int, int] | None:
        """Return the block and offset of a fragment; None if nothing in the text has that name."""
        return await asyncio.to_thread(_anchor, source, fragment)


def _recounted(listing: Listing, keys: Iterable[str] | None, is_wanted: Callable[[], bool]) -> Tally | None:
    listing.parts_now(keys)
    return listing.now(is_wanted)


def _nothing() -> None:
    """Do nothing but wait for a turn."""


def _read(document: Document, at: "Place | str | Finder | None") -> "tuple[ParsedDocument, tuple[int, int] | None]":
    from blogreader.render import ParsedDocument

    source = ParsedDocument(document.text, document.base)
    source.more()
    if isinstance(at, Place):
        return source, start_of(source, at)
    if isinstance(at, str):
        return source, _anchor(source, at)
    return source, _first_hit(source, at) if at else None


def _first_hit(source: "ParsedDocument", finder: "Finder") -> tuple[int, int] | None:
    """Return the start of the paragraph with the first hit, or the hit itself if it is far into that."""
    for block, text in enumerate(source.texts()):
        for start, _, _ in finder.found(text):
            return block, start if start > _FAR_INTO else 0
    return None


def start_of(source: "ParsedDocument", place: Place) -> tuple[int, int] | None:
    """Return block and offset of a place in a text; None: the top. Parses as far as needed: call it in a thread."""
    from blogreader.render.document.places import find_place

    return None if (place.block, place.offset) == (0, 0) else find_place(source, place)


def _anchor(source: "ParsedDocument", fragment: str) -> tuple[int, int] | None:
    from blogreader.render import anchors

    return anchors(source.all()).get(fragment)


def _picture(path: Path, room: "Room", images: str) -> "Picture":
    # Pillow is loaded with the first picture.
    from blogreader.tui.terminal.image_strips import show
    from blogreader.tui.terminal.kitty import Protocol, cell_of, protocol

    chosen = protocol(os.environ) if images == "auto" else Protocol(images)
    terminal = sys.__stderr__ if chosen is Protocol.KITTY else None
    return show(path, *room, cell_of(terminal.fileno()) if terminal else None)


def _warm_up() -> None:
    import yaml  # noqa: F401 - the front matter of the first document

    from blogreader import render
    from blogreader.library.offline import documents  # noqa: F401
    from blogreader.render.highlight import load_lexers
    from blogreader.render.layout import virtual_document
    from blogreader.tui.reader import landmarks  # noqa: F401

    virtual_document.VirtualDocument(render.parse("*one*")).rows(0)
    load_lexers(("python", "bash"))
