"""A compositor that asks widgets for the rows that are to be painted, and for no others."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowCompositor(Compositor):
    """Paints what Textual's paints.

    That one has every widget that any row of an update touches rendered whole: a clock in the header and a row of the
    list cost all the text that stands beside them. The methods that it overrides are those of Textual 8.2.
    """

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        rows = [y for y in crop.line_range if 0 <= y < len(self.cuts) and is_rendered_line(y)]
        if not rows or len(rows) == rows[-1] - rows[0] + 1 == len(self.cuts):
            return super()._render_chops(crop, is_rendered_line)
        chops: list[Mapping[int, Strip]] = [{} for _ in self.cuts]
        for first, end in _runs(rows):
            made = super()._render_chops(Region(crop.x, first, crop.width, end - first), is_rendered_line)
            chops[first:end] = made[first:end]
        return chops

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        for widget, (region, clip) in self.visible_widgets.items():
            if not crop.overlaps(clip):
                continue
            shown = region.intersection(clip).intersection(Region(clip.x, crop.y, clip.width, crop.height))
            if shown:
                yield region, shown, widget.render_lines(shown.translate(-region.offset))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return where rows that follow each other begin, and the row behind the last of them."""
    starts = [row for row, before in zip(rows, [None, *rows], strict=False) if before is None or row != before + 1]
    ends = [row + 1 for row, after in zip(rows, [*rows[1:], None], strict=True) if after != row + 1]
    return [*zip(starts, ends, strict=True)]
