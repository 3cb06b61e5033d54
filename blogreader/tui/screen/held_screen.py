"""A screen whose first frame is the right one: laid out once, and painted once its panes have what they show."""

from collections.abc import Iterable

from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen

from blogreader.tui.terminal.key_queue import passed

_PATIENCE_SECONDS = 0.1


class HeldScreen(Screen[None]):
    """Holds back what Textual does six times while a screen comes up: layouts and paints of what is not there yet.

    The methods that it overrides are those of Textual 8.2 through which all of them go.
    """

    _is_held = True
    _is_laid_out = False
    _is_layout_due = False

    @property
    def is_held(self) -> bool:
        """Whether nothing was painted yet."""
        return self._is_held

    def painted(self) -> None:
        """Called when the first frame is on the terminal: what the reader does not wait for begins here."""

    async def paint_first(self, panes: Iterable[MessagePump]) -> None:
        """Paint, once the panes have taken the sizes of the first layout, each within a tenth of a second."""
        for pane in (*panes, self):
            await passed(pane, seconds=_PATIENCE_SECONDS)
        self._is_held = self._repaint_required = False
        if self.size != self.app.size:  # it became another one meanwhile
            self._refresh_layout(self.app.size)
        else:
            self._compositor_refresh()
            # Whoever got a size asks for a layout; this one comes behind the paint, and hardly ever changes anything.
            self.refresh(repaint=False, layout=self._is_layout_due)
        self.painted()

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
        if self._is_held:
            self._dirty_widgets.clear()  # what is dirty is known to the compositor
        else:
            super()._compositor_refresh()
