"""A compositor that asks widgets for what is to be painted, and for nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowCompositor(Compositor):
    """Paints what Textual's paints.

    That one has every widget rendered from its first row to its last whose container an update touches: a line more of
    a text costs all rows of the list beside it, those of what lies behind both, and of the screen behind that. The
    methods that it overrides are those of Textual 8.2 that do so.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what changed; None: nothing did."""
        spans = [*self._regions_to_spans(self._dirty_regions)]
        self._dirty_regions.clear()
        return ChopsUpdate(self._chops(spans), spans, [row[1:] for row in self.cuts]) if spans else None

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        return self._chops([(y, *crop.column_span) for y in crop.line_range if is_rendered_line(y)])

    def _chops(self, spans: list[tuple[int, int, int]]) -> Sequence[Mapping[int, Strip]]:
        """Return of every row its pieces, by where they begin; what is in none of these spans (y, x1, x2) is None."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(row[:-1]) for row in cuts]
        lacking: dict[int, list[int]] = {}
        for y, left, right in spans:
            if y < len(cuts):
                starts = lacking.setdefault(y, [])
                starts += [start for start, end in pairwise(cuts[y]) if start < right and end > left]
        # From front to back: what lies behind something that is painted is not asked for.
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            left, right = shown.column_span
            rows = [y for y in shown.line_range if any(left <= start < right for start in lacking.get(y, ()))]
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
    """Yield where rows that follow each other begin, and the row behind the last of them."""
    first = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or rows[number] != rows[number - 1] + 1:
            yield rows[first], rows[number - 1] + 1
            first = number
