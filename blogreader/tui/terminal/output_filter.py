"""The last filter between foreign text and the terminal."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from blogreader.text import clean

_PLACEHOLDER = "\U0010eeee"


class ControlFilter(LineFilter):
    """Drops control characters from every line, whatever widget it comes from (5 µs a line)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments, those with a control character in them cleaned; line breaks can't stand in a line."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            segment
            if segment.control or segment.text.isprintable() or _is_of_a_picture(segment)
            else Segment(_harmless(segment.text), segment.style)
            for segment in segments
        ]


def _is_of_a_picture(segment: Segment) -> bool:
    if _PLACEHOLDER not in segment.text:
        return False
    from blogreader.tui.terminal import kitty  # 2 ms, which the first paint does without

    return kitty.is_ours(segment)


def _harmless(text: str) -> str:
    if _PLACEHOLDER in text:
        # A picture dimmed behind a dialogue, or none of ours: as wide as it was, so that the line stays in place.
        return " " * cell_len(text)
    return clean(text).replace("\n", " ").replace("\t", " ")
