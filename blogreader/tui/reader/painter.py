"""Laid-out lines as strips: roles become the looks of component classes."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from blogreader.render import Line

ROLES = [
    "text",
    "dim",
    "error",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "heading5",
    "heading6",
    "quote",
    "quote-bar",
    "strong",
    "emphasis",
    "strike",
    "code",
    "math",
    "link",
    "image",
    "footnote",
    "marker",
    "rule",
    "term",
    "table-header",
    "table-border",
    "table-label",
    "callout-note",
    "callout-tip",
    "callout-important",
    "callout-warning",
    "callout-caution",
    "code-keyword",
    "code-name",
    "code-string",
    "code-number",
    "code-comment",
    "code-operator",
    "code-plain",
    "inserted",
    "deleted",
    "code-inserted",
    "code-deleted",
    "code-heading",
    "code-prompt",
    "code-output",
    "code-cut",
    "code-label",
    "match",
    "match-current",
    "link-current",
    "note-yellow",
    "note-yellow-noted",
    "note-green",
    "note-green-noted",
    "note-blue",
    "note-blue-noted",
    "note-pink",
    "note-pink-noted",
    "note-current",
    "selected",
    "hint",
    "thumb",
]
"""Every role that render and the reader use, as the end of a class name."""
_GROUND = ("text",)
_CODE = "code."
"""Begins the roles of listings; `code` itself is that of code within a line."""


class Painter:
    """Paints lines for one widget; looks are looked up once, until `forget`.

    They are the app's component classes: a widget's own fifty would be matched against the styles with each focus.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}

    def forget(self) -> None:
        """Look everything up again: the theme is another one."""
        self._styles.clear()

    def style(self, roles: tuple[str, ...]) -> Style:
        """Return the look of roles on the widget's ground, later ones over earlier ones."""
        style = self._styles.get(roles)
        if style is None:
            style = self._widget.rich_style
            ground = self._widget.background_colors[1]
            for role in roles:
                look = self._widget.app.get_component_styles(f"{self._prefix}--{role.replace('.', '-')}")
                style += look.partial_rich_style
                if look.background.a:
                    style += Style(bgcolor=(ground + look.background).rich_color)
            self._styles[roles] = style
        return style

    def strip(self, line: "Line", margin: int, width: int, measure: int, language: str = "") -> Strip:
        """Paint a line after a margin of cells, padded to the width.

        Blanks look like the text beside them, so that a line of prose is one piece for the terminal. Code stands on a
        ground of its own over the whole measure, its language at the right of the first line.
        """
        ground = self.style(_GROUND)
        segments = [Segment(" " * margin, ground)]
        segments += [Segment(span.text, self.style(span.roles)) for span in line.spans]
        if line.spans and line.spans[-1].roles[-1].startswith(_CODE):
            room = measure - cell_len(line.text)
            label = f" {language} " if language and cell_len(language) + 3 <= room else ""
            segments += [
                Segment(" " * max(room - cell_len(label), 0), self.style(("text", "code.plain"))),
                Segment(label, self.style(("text", "code.label"))),
            ]
        return Strip(segments).adjust_cell_length(width, ground).simplify()


def thumb(height: int, lines: int, line: int) -> range:
    """Return the rows that a scrollbar's thumb takes, with so many lines, and this one at the top of the window."""
    if lines <= height:
        return range(0)
    size = max(height * height // lines, 1)
    last = lines - height
    start = min(-(-(height - size) * min(line, last) // last), height - size)
    return range(start, start + size)
