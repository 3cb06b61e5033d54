"""A screen that is right from its first frame: laid out once, and painted once its panes have their contents."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from blogreader.tui.screen.row_compositor import RowCompositor
from blogreader.tui.terminal.key_queue import passed
from blogreader.tui.worker_groups import WorkerGroup

_PATIENCE_SECONDS = 0.1
_SIZES_SECONDS = 1.0
"""A busy machine takes its time; without the size a text would be laid out twice, and stand elsewhere."""
_WHOLE_SECONDS = 3.0
"""How long the kept cells of the last screen may stay: on a busy machine a card takes time."""
_LOOK_SECONDS = 0.01
_MOST_WAITED_SECONDS = 0.1
"""How long painting may wait for a text: short enough to appear immediate."""
_MAKING = (WorkerGroup.WARM_UP, WorkerGroup.OPEN, WorkerGroup.COUNT, WorkerGroup.ENDING)
"""The tasks that complete the first frame, apart from the lists."""


class HeldScreen(Screen[None]):
    """Holds back layouts and paints of incomplete panes, of which Textual makes six while a screen comes up.

    It overrides the methods of Textual 8.2 that all of them pass through.
    """

    _is_held = True
    _is_laid_out = False
    _is_layout_due = False
    _is_left = False
    _is_waiting = False
    """Whether the next frame waits for contents that arrive immediately."""
    is_shown = False
    """Whether the terminal shows the first frame already, as the last screen left it."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = self._row_compositor = RowCompositor()
        self._waiting_timer: Timer | None = None

    @property
    def is_held(self) -> bool:
        """Whether nothing was painted yet."""
        return self._is_held

    def begin(self) -> None:
        """Called when the lists are ready, to start background work."""

    async def take_sizes(self, panes: Iterable[MessagePump]) -> None:
        """Wait for the panes to handle the sizes of the first layout, and then the screen, for a tenth of a second."""
        await asyncio.gather(*(passed(pane, seconds=_PATIENCE_SECONDS) for pane in panes))
        await passed(self, seconds=_PATIENCE_SECONDS)

    def paint_first(self, *, anew: bool = False) -> None:
        """Paint, now and from now on; a frame that is shown already is not painted again, except `anew`.

        A key of those that were typed over it has its effect a fourteenth of a start earlier.
        """
        if not self._is_held:
            return
        self._is_held = self._repaint_required = False
        self._row_compositor.take_regions()
        if self.size != self.app.size:  # it was resized meanwhile
            self._refresh_layout(self.app.size)
        elif self.is_shown and not anew:
            self._row_compositor.forget_regions()
            self._dirty_widgets.clear()
            self._layout_required = False  # the one that is due comes with `paint_later`
        else:
            self._compositor_refresh()
            # Resized widgets request a layout; it comes after the paint, and hardly ever changes anything.
            self.refresh(repaint=False, layout=self._is_layout_due)

    def paint_later(self, panes: Sequence[MessagePump]) -> Worker[None]:
        """Paint over the first frame that is shown once everything in it is ready in these panes."""
        return self.run_worker(partial(self._paint_when_whole, panes), group=WorkerGroup.FIRST_FRAME)

    async def _paint_when_whole(self, panes: Sequence[MessagePump]) -> None:
        until = asyncio.get_running_loop().time() + _WHOLE_SECONDS
        # There is no event for it: several workers contribute, and start one another.
        while self._is_being_made and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        for node in (*panes, self):  # on a busy machine, what was made is still on its way to them
            await passed(node, seconds=_SIZES_SECONDS)
        if self._is_held:
            self.paint_first(anew=True)
        else:  # a key has been pressed, and only what it changed was painted
            self.refresh(layout=True)

    @property
    def is_waiting(self) -> bool:
        """Whether a paint is held back until a text is there."""
        return self._is_waiting

    def wait(self) -> None:
        """Paint nothing until `paint`, for an imperceptible time, so that the next frame includes what arrives."""
        self._is_waiting = True
        self._waiting_timer = self.later(self._waiting_timer, _MOST_WAITED_SECONDS, self.paint)

    def lay_out(self) -> None:
        """Lay out what panes ask for by their own styles, now and not when they and the screen have passed it on."""
        self._refresh_layout()
        for widget in self.walk_children(Widget):
            widget._layout_required = False  # noqa: SLF001

    async def lay_out_waiting(self, panes: Sequence[MessagePump]) -> None:
        """Lay out what is due, so that panes have sizes before contents: where these stand depends on them."""
        # Classes become styles in the app, these what the panes ask for, and that a layout of the screen.
        for node in (self.app, *panes, self):
            await passed(node, seconds=_SIZES_SECONDS)
        if self._layout_required:
            self._refresh_layout()
            self._layout_required = False
        for pane in panes:
            await passed(pane, seconds=_SIZES_SECONDS)

    async def paint_waiting(self, panes: Iterable[MessagePump]) -> None:
        """Paint once these panes have handled their messages, instead of painting again for each of them."""
        if self._is_waiting:
            await asyncio.gather(*(passed(pane, seconds=_PATIENCE_SECONDS) for pane in panes))
            self.paint()

    def paint(self) -> None:
        """Paint now, and not with the next frame."""
        if not self._is_waiting:
            return
        self._is_waiting = False
        if self._waiting_timer is not None:
            self._waiting_timer.stop()
        if self.is_current:
            self._compositor.update_widgets({*self._taken_changes(), *self._dirty_widgets})
            self._compositor_refresh()
        self.check_idle()

    def paint_changes(self) -> None:
        """Paint what widgets want painted now, and not when they and the screen have passed it on.

        If a layout is due, it is painted with that.
        """
        changed = self._changed
        is_layout_due = any(widget._layout_required for widget in (self, *changed))  # noqa: SLF001
        if changed and self.is_current and not is_layout_due and not self.app._batch_count:  # noqa: SLF001
            self._compositor.update_widgets({*self._taken_changes(), *self._dirty_widgets})
            self._compositor_refresh()

    @property
    def _changed(self) -> set[Widget]:
        """The widgets in view that want to be painted, before they have said so."""
        return {widget for widget in self._compositor.visible_widgets if widget._repaint_required}  # noqa: SLF001

    def _taken_changes(self) -> set[Widget]:
        """Take what widgets want painted, so that they don't say so afterwards."""
        changed = self._changed
        for widget in changed:
            widget._repaint_required = False  # noqa: SLF001
        return changed

    def later(self, timer: Timer | None, seconds: float, then: Callable[[], None]) -> Timer:
        """Do something after a delay, which each further call restarts."""
        if timer is not None:
            timer.stop()
        is_done = False

        def do() -> None:
            nonlocal is_done
            waiting.stop()
            if not is_done:
                is_done = True
                then()

        # Not `set_timer`: Textual's timers skip ticks that they are late for, so that a single tick never comes if the
        # event loop was held up when its timer started.
        waiting = self.set_interval(seconds, do)
        return waiting

    def strips(self) -> list[Strip]:
        """Return the rows of the screen, and stop painting to the terminal."""
        self._is_left = True
        return self._compositor.render_strips()

    @property
    def _is_being_made(self) -> bool:
        return any(worker.group in _MAKING and not worker.is_finished for worker in self.workers)

    def update_node_styles(self, animate: bool = True) -> None:
        """Match the styles again, except for newly mounted widgets, which have theirs."""
        if not self._is_held:
            super().update_node_styles(animate=animate)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._is_held and self._is_laid_out:
            self._is_layout_due = True
            return
        self._is_laid_out = bool(self.outer_size if size is None else size)
        super()._refresh_layout(size, scroll)

    async def _invoke_and_clear_callbacks(self) -> None:
        if not self._is_waiting:  # what comes after a paint would delay the one that is waited for
            await super()._invoke_and_clear_callbacks()

    def _compositor_refresh(self) -> None:
        if self._is_held or self._is_left or self._is_waiting:
            self._dirty_widgets.clear()  # the compositor knows the dirty regions
        else:
            super()._compositor_refresh()
