"""The last filter between foreign text and the terminal."""

import unicodedata

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip
from textual.widget import Widget

from blogreader.icons import IN_ASCII
from blogreader.text import clean

_PLACEHOLDER = "\U0010eeee"


def filtered(widget: Widget, strips: list[Strip], background: Color) -> list[Strip]:
    """Return lines of a widget, which has this background, without what the line filters of the app remove."""
    for line_filter in widget.get_line_filters():
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return strips


class ControlFilter(LineFilter):
    """Removes control characters from the lines of all widgets (5 µs a line)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments, cleaning those with control characters, including line breaks."""
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
    from blogreader.tui.terminal import kitty  # 2 ms, not needed by the first paint

    return kitty.is_ours(segment)


def _harmless(text: str) -> str:
    if _PLACEHOLDER in text:
        # A picture dimmed behind a dialog, or not ours: keep its width, so that the line stays in place.
        return " " * cell_len(text)
    return clean(text).replace("\n", " ").replace("\t", " ")


class AsciiFilter(LineFilter):
    """Shows marks, frames and bars in ASCII; other characters missing from the encoding become question marks."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments at the same width."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(self._shown(segment.text), segment.style)
            for segment in segments
        ]

    def _shown(self, text: str) -> str:
        text = text.translate(IN_ASCII)
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join([self._spelled(character) for character in text])
        return text

    def _spelled(self, character: str) -> str:
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            plain = unicodedata.normalize("NFKD", character)  # of a superscript the digit
            return plain if plain.isascii() and len(plain) == cell_len(character) else "?" * cell_len(character)
        return character


class PlainFilter(LineFilter):
    """Removes colours and greys (NO_COLOR): text on a background of its own is reversed, grey text is dim."""

    def __init__(self, grounds: frozenset[str], muted: str) -> None:
        """`grounds` are the backgrounds of whole panes, as `#rrggbb`; `muted` is the colour of less important text."""
        super().__init__()
        self._grounds = grounds
        self._muted = muted

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments without colours."""
        return [
            segment if segment.control or not segment.style else Segment(segment.text, self._plain(segment.style))
            for segment in segments
        ]

    def _plain(self, style: Style) -> Style:
        ground = style.bgcolor.get_truecolor().hex if style.bgcolor and not style.bgcolor.is_default else None
        colour = style.color.get_truecolor().hex if style.color and not style.color.is_default else None
        is_reversed = (ground is not None and ground not in self._grounds) or bool(style.reverse)
        is_dim = colour == self._muted or bool(style.dim)
        # Dim would be the ground of reversed text, in which nothing could be read.
        return style.without_color + Style(reverse=is_reversed, dim=is_dim and not is_reversed)
