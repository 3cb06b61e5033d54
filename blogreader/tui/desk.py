"""The library as the screens use it: outside the event loop, one change after the other."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from blogreader.library import Library, Listing
from blogreader.model import Document, Entry
from blogreader.tui.sidebar import Contents

if TYPE_CHECKING:
    from blogreader.render import Block

_R = TypeVar("_R")


class Desk:
    """Nothing here blocks the event loop; changes are made in the order in which they were wished."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._turn = asyncio.Lock()

    async def change(self, how: Callable[[], _R]) -> _R:
        """Call a method of the library that changes something, after those that were called before."""
        async with self._turn:
            return await asyncio.to_thread(how)

    async def warm_up(self) -> None:
        """Load what laying out needs, in a thread: in the event loop it would stall the first keys."""
        await asyncio.to_thread(_warm_up)

    async def select(self, *queries: str) -> Listing:
        """List what matches all of these queries; raises UsageError."""
        return await asyncio.to_thread(self.library.select, *queries)

    async def contents(self) -> Contents:
        """Give what the sidebar shows."""
        return await asyncio.to_thread(self.contents_now)

    def contents_now(self) -> Contents:
        """Give the same, for the first screen, which waits for nothing."""
        return Contents(tuple(self.library.views()), self.library.progress())

    async def blocks(self, entry: Entry, *, again: bool) -> "tuple[Block, ...]":
        """Give an article's text, ready to be laid out; raises BlogreaderError."""
        document = await self.library.document(entry.article.key, again=again)
        return await asyncio.to_thread(_parsed, document)


def _parsed(document: Document) -> "tuple[Block, ...]":
    """Parse, and lay out once: what that loads (lexers) and keeps (inline text) is then there for the event loop."""
    from blogreader import render
    from blogreader.render.whole import whole

    blocks = render.parse(document.text)
    whole(blocks, render.Options().column, render.Options())
    return blocks


def _warm_up() -> None:
    from blogreader import render

    render.text(render.parse("*one*"), render.Options().column)
