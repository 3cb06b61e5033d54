"""A sheet that may be waiting for its text: a line that shows so, and keys that hold when it is there."""

from functools import partial

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from blogreader.tui.reader.inline_images import PicturedSheet

_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_SPINNER_SECONDS = 0.1
_FAR = 1_000_000_000


class AwaitingSheet(PicturedSheet, inherit_bindings=False):
    """While it waits, moves are counted, and made when the text comes."""

    _waiting: str | None = None
    _frame = 0
    _ahead = 0

    def on_mount(self) -> None:
        """Make the spinner's clock, which stands still but for waiting."""
        self._clock = self.set_interval(_SPINNER_SECONDS, self._spin, pause=True)

    def late(self) -> None:
        """Called when the text was waited for so long that it should be said."""

    # Actions

    def action_top(self) -> None:
        """To the top."""
        if self._waiting is None:
            super().action_top()
        else:
            self._ahead = 0

    async def action_bottom(self) -> None:
        """To the end."""
        if self._waiting is None:
            await super().action_bottom()
        else:
            self._ahead = _FAR

    # Helpers

    def _walk(self, rows: int) -> None:
        """Move so many rows for a key; while a text is waited for, nobody knows its end."""
        if self._waiting is None:
            super()._walk(rows)
        else:
            self.scroll_rows(rows)

    def wait_for(self, sentence: str) -> None:
        """Wait for a text; the sentence is shown beside the spinner."""
        self._waiting, self._frame, self._ahead = sentence, 0, 0
        self._clock.reset()
        self._clock.resume()

    def stop_waiting(self) -> int:
        """Wait no longer; gives how many rows its reader has gone ahead."""
        self._clock.pause()
        ahead = self._ahead if self._waiting is not None else 0
        self._waiting, self._ahead = None, 0
        return ahead

    def go_ahead(self, rows: int) -> None:
        """Make the moves that were counted."""
        if rows > _FAR // 2:
            self.start("ahead", partial(self._go_to_end, rows - _FAR))
        elif rows:
            self.scroll_rows(rows)

    async def _go_to_end(self, rows: int) -> None:
        if await self.go_to_end() and rows:
            self.scroll_rows(rows)

    def scroll_rows(self, rows: int) -> None:
        """Move so many rows, or count them."""
        if self._waiting is None:
            super().scroll_rows(rows)
        else:
            self._ahead = max(0, min(self._ahead + rows, _FAR))

    def render_line(self, y: int) -> Strip:
        """Paint one row; the first one spins while its text is waited for."""
        if y or self._waiting is None or not self._frame or self.top:
            return super().render_line(y)
        text = f" {_SPINNER[self._frame]} {self._waiting}"
        return Strip([Segment(text, self._painter.style(("text", "strong")))]).adjust_cell_length(
            self.size.width, self._painter.style(())
        )

    def _spin(self) -> None:
        if not self._frame:
            self.late()
        self._frame = self._frame % (len(_SPINNER) - 1) + 1
        self.refresh(Region(0, 0, self.size.width, 1))
