"""Facts that archives of blogs lack, saved from documents while these are being fetched."""

import time
from collections.abc import Callable

from blogreader.library.source_texts import in_thread

_SHARE = 0.05
"""Of a fetch's duration, spent on writing facts from documents to indexes; each time a whole index is written."""
_MANY = 8
"""Once a part of all that was fetched waits, of which this many make the whole, it is written anyway."""


class MissingFacts:
    """Collects fetched articles, and saves what their documents say with them or soon after."""

    def __init__(self, save: Callable[[list[str]], None]) -> None:
        """Create it at the start of a fetch; `save` gets the keys of articles, and is called in a thread."""
        self._save = save
        self._begun = time.monotonic()
        self._seconds = 0.0
        self._number = 0
        self._waiting: list[str] = []

    async def add(self, key: str) -> None:
        """Take over one more article."""
        self._number += 1
        self._waiting.append(key)
        now = time.monotonic()
        if self._seconds <= (now - self._begun) * _SHARE or len(self._waiting) * _MANY >= self._number:
            await self.finish()
            self._seconds += time.monotonic() - now

    async def finish(self) -> None:
        """Save what is left."""
        if self._waiting:
            await in_thread(self._save, [*self._waiting])
            self._waiting.clear()  # not before: whoever is cancelled saves them at the end
