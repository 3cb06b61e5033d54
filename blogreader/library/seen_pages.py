"""Pages that were read in the search for a blog's archive, until they are documents: packed, in a file of no name."""

import tempfile
import threading
import zlib
from collections.abc import Collection
from contextlib import ExitStack
from types import TracebackType
from typing import IO

from blogreader.model import Page
from blogreader.records import replace
from blogreader.urls import canonical

_MOST_BYTES = 400_000_000
"""Packed; what comes when so many are there is fetched when it is wanted."""


class SeenPages:
    """A context manager; several threads may take what one puts there."""

    def __init__(self, largest: int) -> None:
        """Make it; `largest` is how many characters a page of an article may have."""
        self._largest = largest
        self._files = ExitStack()
        self._file: IO[bytes] | None = None
        self._pages: dict[str, tuple[Page, int, int]] = {}
        """By the keys of articles: the page without its text, where that begins in the file, and its length there."""
        self._end = 0
        self._lock = threading.Lock()

    def __enter__(self) -> "SeenPages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def keys(self) -> Collection[str]:
        """Return the keys that articles with these pages have."""
        return self._pages.keys()

    def put(self, page: Page) -> None:
        """Keep a page, by the address that was asked for and by that at which the redirects ended."""
        if len(page.text) > self._largest:
            return
        packed = zlib.compress(page.text.encode("utf-8", "replace"), 1)
        if self._end + len(packed) > _MOST_BYTES:
            return
        with self._lock:
            if self._file is None:
                self._file = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is closed with this
            self._file.seek(self._end)
            try:
                self._file.write(packed)
                self._file.flush()
            except OSError:  # a disk that is full: then it is fetched when it is wanted, as if it had not been seen
                return
            for url in (page.final_url, page.url):
                if (key := canonical(url)) is not None:
                    self._pages[key] = replace(page, text=""), self._end, len(packed)
            self._end += len(packed)

    def take(self, key: str, url: str) -> Page | None:
        """Return the page of an article, as if its address had been asked for; None: it was not seen."""
        if key not in self._pages or self._file is None:
            return None
        page, start, length = self._pages[key]
        with self._lock:
            self._file.seek(start)
            packed = self._file.read(length)
        return replace(page, url=url, text=zlib.decompress(packed).decode("utf-8", "replace"))
