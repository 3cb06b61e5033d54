"""Keeps the texts searchable in the background: indexes new, changed and deleted ones in a thread, one at a time."""

import asyncio
import threading

from textual.worker import Worker

from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.bulk_fetch import BulkFetch
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup

_EVERY_SECONDS = 1.0


class TextUpkeep(BackgroundTasks):
    """Pauses while articles are being fetched, which needs the processors more."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, bulk_fetch: BulkFetch) -> None:
        super().__init__(layout, library)
        self._bulk_fetch = bulk_fetch
        self._reading: Worker[None] | None = None

    def start(self) -> None:
        """Begin to check regularly."""
        self._layout.set_interval(_EVERY_SECONDS, self.look)

    def look(self) -> None:
        """Index what is due, unless that is running already."""
        is_idle = self._reading is None or self._reading.is_finished
        if is_idle and self._library.sync.texts.is_due and not self._bulk_fetch.is_running:
            self._reading = self.run(WorkerGroup.READ_TEXTS, self._read)

    async def _read(self) -> None:
        stopping = threading.Event()

        def go_on(done: int, number: int) -> bool:  # noqa: ARG001 - the form of who is told
            return not (stopping.is_set() or self._bulk_fetch.is_running)

        try:
            await asyncio.to_thread(self._library.sync.texts.catch_up, go_on)
        finally:
            stopping.set()
