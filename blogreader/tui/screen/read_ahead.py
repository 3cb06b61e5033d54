"""Reads the next articles ahead, so that opening one of them is immediate."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size
from textual.timer import Timer

from blogreader.library import Library
from blogreader.model import Document, Entry, Place
from blogreader.tui.reader.card import head
from blogreader.tui.reader.content import Loaded
from blogreader.tui.screen.arrangement import arranged
from blogreader.tui.screen.async_library import AsyncLibrary, start_of
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup
from blogreader.urls import local_file

if TYPE_CHECKING:
    from blogreader.render import ParsedDocument
    from blogreader.tui.reader.first_screen import FirstScreen

_AFTER_SECONDS = 0.3
"""The delay after an article was opened, so that a held key does not read each one ahead."""
_LONGEST = 4_000_000
"""Characters; longer texts are not kept ready."""


class ReadyText(NamedTuple):
    """An archived text, parsed up to its first screen."""

    document: Document
    stamp: object
    """The document's stamp, to notice a newer one."""
    source: "ParsedDocument"
    place: Place | None
    """The reader's place in it."""
    start: tuple[int, int] | None
    """The place's block and offset."""
    first: "FirstScreen | None" = None
    """Its first screen, once that is painted."""


class ReadAhead(BackgroundTasks):
    """The texts kept ready: archived ones, and files of the reader's. Nothing is changed, and failures are silent."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary) -> None:
        super().__init__(layout, library)
        self._ready: dict[str, ReadyText] = {}
        self._timer: Timer | None = None

    def expect(self, entries: Callable[[], Iterable[Entry]]) -> None:
        """Read these articles once the opened one has been shown for a moment."""
        self._timer = self._layout.later(self._timer, _AFTER_SECONDS, lambda: self.begin(entries()))

    def take(self, entry: Entry, place_in: Callable[[Entry], Place | None], rows: int) -> Loaded | None:
        """Return an article to be opened, if its text is ready and current, and its place unchanged.

        It is shown `rows` below the place. Other loading and reading ahead is stopped; texts that are ready stay until
        others are expected.
        """
        if self._timer is not None:
            self._timer.stop()
        self._layout.workers.cancel_group(self._layout, WorkerGroup.READ_AHEAD)
        ready, library = self._ready.pop(entry.article.key, None), self._library.sync
        if ready is None or ready.stamp != library.document_stamp(entry.article.key):
            return None
        entry = library.current(entry)
        if ready.place != place_in(entry):
            return None
        self._layout.workers.cancel_group(self._layout, WorkerGroup.OPEN)
        library.texts.is_due = True
        self._layout.reader.expected = ready.first
        return Loaded(entry, ready.source, ready.start, rows, ready.place.fraction if ready.place else None)

    def begin(self, entries: Iterable[Entry]) -> None:
        """Read these articles, and keep none but them ready."""
        wanted = {entry.article.key: entry for entry in entries if entry.offline or local_file(entry.article.url)}
        self._ready = {key: ready for key, ready in self._ready.items() if key in wanted}
        missing = [entry for key, entry in wanted.items() if key not in self._ready]
        if missing:
            self.run(WorkerGroup.READ_AHEAD, self._read, missing)

    async def _read(self, entries: list[Entry]) -> None:
        for entry in entries:
            library = self._library.sync
            found = await asyncio.to_thread(library.read_ahead, entry) or await library.extract_ahead(entry)
            ready = await asyncio.to_thread(_read, library, entry, *found) if found else None
            if ready is not None:
                self._ready[entry.article.key] = ready
        for entry in entries:
            if (ready := self._ready.get(entry.article.key)) is not None:
                reader = self._layout.reader
                first = await reader.first_screen(head(entry), ready.source, ready.start, self._text_size)
                self._ready[entry.article.key] = ready._replace(first=first)

    @property
    def _text_size(self) -> Size:
        """The size of the pane once a text is read in it."""
        layout = self._layout
        width = arranged(layout.size.width, at_sidebar=False, at_reader=True, zen=layout.zen).reader
        return Size(width, layout.query_one("#panes").size.height)


def _read(library: Library, entry: Entry, document: Document, stamp: object) -> ReadyText | None:
    from blogreader.render import ParsedDocument

    if len(document.text) > _LONGEST:
        return None
    place = library.current(entry).state.place
    source = ParsedDocument(document.text, document.base)
    source.more()
    return ReadyText(document, stamp, source, place, start_of(source, place) if place else None)
