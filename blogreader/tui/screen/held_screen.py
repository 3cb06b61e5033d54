"""A screen whose first frame is the right one: laid out once, and painted once its panes have what they show."""

import asyncio
from collections.abc import Iterable

from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.worker import Worker

from blogreader.tui.screen.row_compositor import RowCompositor
from blogreader.tui.terminal.key_queue import passed
from blogreader.tui.worker_groups import WorkerGroup

_PATIENCE_SECONDS = 0.1
_WHOLE_SECONDS = 3.0
"""Cells kept from the last screen stay for at most so long; on a busy machine a card takes its time."""
_LOOK_SECONDS = 0.01
_MOST_WAITED_SECONDS = 0.1
"""So long nothing is painted that would be painted over once a text comes; the eye takes it for at once."""
_MAKING = (WorkerGroup.WARM_UP, WorkerGroup.OPEN, WorkerGroup.COUNT, WorkerGroup.ENDING)
"""What makes more of the first frame than the lists."""


class HeldScreen(Screen[None]):
    """Holds back what Textual does six times while a screen comes up: layouts and paints of what is not there yet.

    The methods that it overrides are those of Textual 8.2 through which all of them go.
    """

    _is_held = True
    _is_laid_out = False
    _is_layout_due = False
    _is_left = False
    _is_waiting = False
    """Whether what comes at once is to stand in the next frame."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()
        self._waiting_timer: Timer | None = None

    @property
    def is_held(self) -> bool:
        """Whether nothing was painted yet."""
        return self._is_held

    def begin(self) -> None:
        """Called when the lists are there: what the reader does not wait for begins here."""

    async def take_sizes(self, panes: Iterable[MessagePump]) -> None:
        """Let the panes take the sizes of the first layout, each within a tenth of a second."""
        for pane in (*panes, self):
            await passed(pane, seconds=_PATIENCE_SECONDS)

    def paint_first(self) -> None:
        """Paint, and from now on whenever something changes."""
        if not self._is_held:
            return
        self._is_held = self._repaint_required = False
        if self.size != self.app.size:  # it became another one meanwhile
            self._refresh_layout(self.app.size)
        else:
            self._compositor_refresh()
            # Whoever got a size asks for a layout; this one comes behind the paint, and hardly ever changes anything.
            self.refresh(repaint=False, layout=self._is_layout_due)

    def paint_later(self) -> Worker[None]:
        """Paint as soon as all is there that stands on the terminal already; a key that was pressed paints too."""
        return self.run_worker(self._paint_when_whole, group=WorkerGroup.FIRST_FRAME)

    async def _paint_when_whole(self) -> None:
        until = asyncio.get_running_loop().time() + _WHOLE_SECONDS
        # No event tells it: several workers make it, and begin one another.
        while self._is_held and self._is_being_made and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        await passed(self, seconds=_PATIENCE_SECONDS)
        self.paint_first()

    def wait(self) -> None:
        """Paint nothing until `paint`, but no longer than the eye waits: what comes stands in the next frame."""
        self._is_waiting = True
        if self._waiting_timer is not None:
            self._waiting_timer.stop()
        self._waiting_timer = self.set_timer(_MOST_WAITED_SECONDS, self.paint)

    async def lay_out_waiting(self, pane: MessagePump) -> None:
        """Lay out what waits to be painted, so that a pane has its size before it gets what it shows."""
        if not self._is_waiting:
            return
        await passed(self, seconds=_PATIENCE_SECONDS)  # which panes are in sight is known by then
        if self._layout_required and self.is_current:
            self._refresh_layout()
            self._layout_required = False
            await passed(pane, seconds=_PATIENCE_SECONDS)

    async def paint_waiting(self, panes: Iterable[MessagePump]) -> None:
        """Paint what waited once these panes have said what changed: what they say later would be painted again."""
        if self._is_waiting:
            await self.take_sizes(panes)
            self.paint()

    def paint(self) -> None:
        """Paint what waited, not with the next frame but now."""
        if not self._is_waiting:
            return
        self._is_waiting = False
        if self._waiting_timer is not None:
            self._waiting_timer.stop()
        if self.is_current:
            self._compositor.update_widgets(self._dirty_widgets)
            self._compositor_refresh()

    def strips(self) -> list[Strip]:
        """Return the rows of the screen as they are; nothing is painted on the terminal any more."""
        self._is_left = True
        return self._compositor.render_strips()

    @property
    def _is_being_made(self) -> bool:
        return any(worker.group in _MAKING and not worker.is_finished for worker in self.workers)

    def update_node_styles(self, animate: bool = True) -> None:
        """Match the styles again; not those of widgets that were mounted just now, and have theirs."""
        if not self._is_held:
            super().update_node_styles(animate=animate)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._is_held and self._is_laid_out:
            self._is_layout_due = True
            return
        self._is_laid_out = bool(self.outer_size if size is None else size)
        super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        if self._is_held or self._is_left or self._is_waiting:
            self._dirty_widgets.clear()  # what is dirty is known to the compositor
        else:
            super()._compositor_refresh()
