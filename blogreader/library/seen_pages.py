"""Pages read in the search for a blog's archive, kept packed in an unnamed file until they become documents."""

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
"""Packed bytes; pages beyond that are fetched when they are needed."""


class SeenPages:
    """A context manager; one thread puts pages, any number may take them."""

    def __init__(self, largest: int) -> None:
        """Create it; `largest` is the most characters of a page."""
        self._largest = largest
        self._files = ExitStack()
        self._file: IO[bytes] | None = None
        self._pages: dict[str, tuple[Page, int, int]] = {}
        """By article key: the page without its text, and the text's position and length in the file."""
        self._end = 0
        self._lock = threading.Lock()

    def __enter__(self) -> "SeenPages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def keys(self) -> Collection[str]:
        """Return the keys of the articles at these pages."""
        return self._pages.keys()

    def put(self, page: Page) -> None:
        """Keep a page, under the requested address and the final one after redirects."""
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
            except OSError:  # the disk is full: the page is fetched when it is needed, as if it had not been seen
                return
            for url in (page.final_url, page.url):
                if (key := canonical(url)) is not None:
                    self._pages[key] = replace(page, text="", packed=None), self._end, len(packed)
            self._end += len(packed)

    def take(self, key: str, url: str) -> Page | None:
        """Return the page of an article, as if its address had been requested; None if it was not seen."""
        if key not in self._pages or self._file is None:
            return None
        page, start, length = self._pages[key]
        with self._lock:
            self._file.seek(start)
            packed = self._file.read(length)
        return replace(page, url=url, text=zlib.decompress(packed).decode("utf-8", "replace"))
