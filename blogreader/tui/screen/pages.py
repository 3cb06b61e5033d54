"""Opens the pages of figures: progress, and the finished archive."""

import asyncio
from datetime import date

from blogreader.text import clean_line
from blogreader.tui.screen.async_library import AsyncLibrary
from blogreader.tui.screen.current_article import no_unread
from blogreader.tui.screen.layout import ReadingLayout
from blogreader.tui.screen.state_changes import StateChanges
from blogreader.tui.screen.tasks import BackgroundTasks
from blogreader.tui.worker_groups import WorkerGroup


class Pages(BackgroundTasks):
    """Makes pages outside the event loop, and updates the panes behind them to agree."""

    def __init__(self, layout: ReadingLayout, library: AsyncLibrary, state_changes: StateChanges) -> None:
        super().__init__(layout, library)
        self._state_changes = state_changes

    def show_progress(self) -> None:
        """Show how far the reader is through the archive, and when they will have finished."""
        self.run_for_overlay(WorkerGroup.PAGE, self._show_progress)

    def set_finish(self, day: str) -> None:
        """Set the day by which to finish, and show what that takes; empty: no such day."""
        try:
            self._layout.finish_by = date.fromisoformat(day) if day else None
        except ValueError:
            self._layout.explain(f"{clean_line(day, 40)} is not a date; write it as 2027-03-31.")
        else:
            self.show_progress()

    def show_finished(self) -> None:
        """Show the totals of the archive, as far as it has been read."""
        self.run_for_overlay(WorkerGroup.PAGE, self._show_finished)

    def show_if_finished(self) -> None:
        """Show it if everything is read after the queued changes; otherwise say that nothing comes next."""
        self.run_for_overlay(WorkerGroup.PAGE, self._show_if_finished)

    async def _show_if_finished(self) -> None:
        total = (await self._library.change(self._library.sync.progress)).total
        if total.read == total.articles:
            await self._show_finished()
        else:
            self._layout.explain(no_unread(1))

    async def _show_finished(self) -> None:
        from blogreader.tui.dialogs.finished_page import finished_page

        await self._state_changes.show_figures()
        layout = self._layout
        archive = await asyncio.to_thread(self._library.sync.figures.finished)
        layout.app.push_screen(finished_page(archive, layout.keys))

    async def _show_progress(self) -> None:
        from blogreader.tui.dialogs.progress_page import progress_page

        await self._state_changes.show_figures()  # so that the panes agree with the page
        layout = self._layout
        report = await asyncio.to_thread(self._library.sync.figures.report)
        layout.app.push_screen(progress_page(report, layout.finish_by, layout.keys))
