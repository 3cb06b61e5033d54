"""Opens the manual."""

import asyncio

from blogreader import manual_pages
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup


class Manual(BackgroundTasks):
    """Loads the dialogs of the manual on demand."""

    def show(self) -> None:
        """Show the pages to choose from."""
        self.run_for_overlay(WorkerGroup.MANUAL, self._show)

    async def _show(self) -> None:
        from blogreader.tui.dialogs.manual_screen import ManualScreen

        pages = await asyncio.to_thread(manual_pages.pages)
        self._layout.app.push_screen(ManualScreen(pages, self._layout.keys))
