"""The library as the screens use it: outside the event loop, one change after the other."""

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
"""Results of a search that are shown."""
_FAR_INTO = 300
"""Characters of a paragraph that stand above a hit in it."""
_LOOK_SECONDS = 0.002
"""Between two looks at what is not on disk yet.

Looked at, and not told by the store: it is waited for once, when the program is suspended or left, by whoever has
nothing else to do then. The store's own condition would end the pause that its writer makes after a failure.
"""


class AsyncLibrary:
    """Nothing here blocks the event loop; changes are made in the order in which they were asked for."""

    def __init__(self, library: Library) -> None:
        self.sync = library
        """The library itself, for what is quick or runs in a thread already."""
        # One thread, in which nothing else is done: what is parsed or searched holds no change up.
        self._changes = ThreadPoolExecutor(1, thread_name_prefix="changes")
        self.images = "auto"
        """How pictures are shown, as the configuration has it."""
        self.is_being_left = False
        """Whether the program is being left: what is stopped then finds no screen any more."""

    def submit(self, how: Callable[[], _R]) -> "Future[_R]":
        """Have a method of the library called that changes something, after those that were called before."""
        return self._changes.submit(how)

    async def change(self, how: Callable[[], _R]) -> _R:
        """Do so and wait for it; it is made also when nobody waits for it any more."""
        return await asyncio.shield(asyncio.wrap_future(self.submit(how)))

    def flush(self, seconds: float) -> None:
        """Wait until changes are on disk, for at most so long; where the disk takes nothing nobody waits."""
        until = time.monotonic() + seconds
        number, _, why = self.sync.unsaved()
        while number and not why and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)  # nothing is left that an event loop would do
            number, _, why = self.sync.unsaved()

    def close(self) -> None:
        """Let the thread go, once it has made what was asked for."""
        self._changes.shutdown(wait=False)

    async def warm_up(self) -> None:
        """Load what laying out needs, in a thread: in the event loop it would stall the first keys."""
        await asyncio.to_thread(_warm_up)
        await asyncio.to_thread(self.sync.warm_up)

    async def show(self, view: View, filter: str, arrangement: Arrangement) -> Listing:  # noqa: A002 - what it is called
        """List what is to be shown, after the changes that were asked for before; raises UsageError."""
        await self.change(_nothing)
        return await asyncio.to_thread(self.sync.show, view, filter, arrangement)

    async def recount(self, listing: Listing, keys: Iterable[str] | None) -> Tally:
        """Count the rows of a list, and those of its parts, as they are after the changes that were asked for before.

        `keys`: the articles that were changed; None: nobody knows which.
        """
        await self.change(_nothing)
        await asyncio.to_thread(listing.parts_now, keys)
        return await asyncio.to_thread(listing.now)

    async def contents(self) -> Contents:
        """Return what the sidebar shows."""
        return await asyncio.to_thread(self.contents_now)

    def contents_now(self, *, quick: bool = False) -> Contents:
        """Return the same; `quick`: but what takes time, for the first screen, which waits for nothing."""
        return Contents(tuple(self.sync.views(quick=quick)), self.sync.progress())

    async def search(self, line: str, *, quick: bool) -> Found | None:
        """Search the texts; the newest wins, what was asked before is given up."""
        self.sync.texts.interrupt()
        return await asyncio.to_thread(self.sync.texts.search, line, _MOST_FOUND, typing=True, quick=quick)

    async def excerpt(self, entry: Entry, finder: "Finder | None") -> Excerpt:
        """Return a line or two of an article's text."""
        return await asyncio.to_thread(self.sync.texts.excerpt, entry.article.key, finder)

    async def connections(self, key: str) -> "Connected":
        """Return how an article hangs together with others."""
        return await asyncio.to_thread(self.sync.connections.of, key)

    async def sentence(self, key: str, to: str) -> LinkSentence:
        """Return the sentence in which an article links to another one."""
        return await asyncio.to_thread(self.sync.connections.sentence, key, to)

    async def text(
        self, document: Document, at: "Place | str | Finder | None"
    ) -> "tuple[ParsedDocument, tuple[int, int] | None]":
        """Return a document's text, as far as needed first, and where to begin: at a place, a fragment, the top."""
        return await asyncio.to_thread(_read, document, at)

    async def start(self, source: "ParsedDocument", place: Place) -> tuple[int, int] | None:
        """Return block and offset of a place in a text; None: the top."""
        return await asyncio.to_thread(start_of, source, place)

    async def pictures(self, key: str, addresses: Iterable[str]) -> Mapping[str, Path]:
        """Return the files of an article's pictures by their addresses."""
        return await asyncio.to_thread(self.sync.pictures, key, addresses)

    async def picture(self, path: Path, room: "Room") -> "Picture":
        """Return a picture that fits; raises PictureError."""
        return await asyncio.to_thread(_picture, path, room, self.images)

    async def anchor(self, source: "ParsedDocument", fragment: str) -> tuple[int, int] | None:
        """Return block and offset to which a fragment leads; None when nothing in the text has that name."""
        return await asyncio.to_thread(_anchor, source, fragment)


def _nothing() -> None:
    """Wait for one's turn, and no more."""


def _read(document: Document, at: "Place | str | Finder | None") -> "tuple[ParsedDocument, tuple[int, int] | None]":
    from blogreader.render import ParsedDocument

    source = ParsedDocument(document.text, document.final_url or document.url)
    source.more()
    if isinstance(at, Place):
        return source, start_of(source, at)
    if isinstance(at, str):
        return source, _anchor(source, at)
    return source, _first_hit(source, at) if at else None


def _first_hit(source: "ParsedDocument", finder: "Finder") -> tuple[int, int] | None:
    """Return the beginning of the paragraph that has the first hit, or the hit where that is far into it."""
    for block, text in enumerate(source.texts()):
        for start, _, _ in finder.found(text):
            return block, start if start > _FAR_INTO else 0
    return None


def start_of(source: "ParsedDocument", place: Place) -> tuple[int, int] | None:
    """Return block and offset of a place in a text; None: the top. What must be is parsed: call it in a thread."""
    from blogreader.render.document.places import find_place

    return None if (place.block, place.offset) == (0, 0) else find_place(source, place)


def _anchor(source: "ParsedDocument", fragment: str) -> tuple[int, int] | None:
    from blogreader.render import anchors

    return anchors(source.all()).get(fragment)


def _picture(path: Path, room: "Room", images: str) -> "Picture":
    # Pillow is loaded with the first picture that is wanted.
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
