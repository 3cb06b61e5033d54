"""A compositor that asks widgets only for the lines to be painted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowCompositor(Compositor):
    """Paints the same as Textual's.

    That one renders every row of every widget whose container an update touches: scrolling a text by a line costs all
    rows of the list beside it, of what is behind both, and of the screen behind that. It overrides the methods of
    Textual 8.2 that do so.
    """

    def take_regions(self) -> None:
        """Take what all widgets want painted; left with them, all of each would be painted with its first change."""
        self.update_widgets({*self.visible_widgets})

    def forget_regions(self) -> None:
        """Regard all that was taken as painted."""
        self._dirty_regions.clear()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return the update; None if nothing changed."""
        spans = [*self._regions_to_spans(self._dirty_regions)]
        self._dirty_regions.clear()
        return ChopsUpdate(self._chops(spans), spans, [row[1:] for row in self.cuts]) if spans else None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        return self._chops([(y, *crop.column_span) for y in crop.line_range if is_rendered_line(y)])

    def _chops(self, spans: list[tuple[int, int, int]]) -> Sequence[Mapping[int, Strip]]:
        """Return the pieces of each row by their start; pieces outside of these spans (y, x1, x2) are None."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(row[:-1]) for row in cuts]
        lacking: dict[int, list[int]] = {}
        for y, left, right in spans:
            if y < len(cuts):
                starts = lacking.setdefault(y, [])
                starts += [start for start, end in pairwise(cuts[y]) if start < right and end > left]
        # From front to back: covered parts are not rendered.
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            (left, right), lines = shown.column_span, shown.line_range
            rows = [y for y, starts in lacking.items() if y in lines and any(left <= start < right for start in starts)]
            for first, end in _runs(rows):
                strips = widget.render_lines(Region(left, first, right - left, end - first).translate(-region.offset))
                for y, strip in zip(range(first, end), strips, strict=False):
                    row, inside = chops[y], [cut for cut in cuts[y] if left <= cut <= right]
                    for start, piece in zip(inside, strip.divide([cut - left for cut in inside[1:]]), strict=False):
                        if row.get(start) is None:
                            row[start] = piece
                    lacking[y] = [start for start in lacking[y] if row[start] is None]
            if not any(lacking.values()):
                break
        return chops  # type: ignore[return-value]  # as Textual says itself: what is not painted is None


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each run of consecutive rows."""
    first = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or rows[number] != rows[number - 1] + 1:
            yield rows[first], rows[number - 1] + 1
            first = number
