"""Laid-out lines as strips: roles become the looks of component classes."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from blogreader.render import Line

_GROUND = ("text",)
_CODE = "code."
"""Begins the roles of listings; `code` itself is that of code within a line."""
_FILLING = "code.filling"


class _StyledNode(DOMNode):
    """A node that is in no tree, as Textual makes them for component classes: what the styles say of one class."""

    def __init__(self, app: App[object], name: str) -> None:
        super().__init__(classes=name)
        self._attach(app)
        stylesheet = app.stylesheet
        if stylesheet.rules:  # what was read last is parsed by this, and by nothing that `apply` does
            stylesheet.apply(self)
        if not self.styles.base.get_rules():
            raise KeyError(f"the styles say nothing of .{name}")


class Painter:
    """Paints lines for one widget; looks are looked up once, until `forget`.

    Each is matched against the styles when a line has it: as component classes of a widget all sixty would be with
    each focus, as those of the app before the first paint.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}
        self._looks: dict[str, RenderStyles] = {}
        self._rules: object = None

    def forget(self) -> None:
        """Look everything up again: the theme is another one, or the widget's ground."""
        self._styles.clear()
        rules = self._widget.app.stylesheet.rules
        if rules is not self._rules:  # they are read anew for another theme
            self._rules = rules
            self._looks.clear()

    def style(self, roles: tuple[str, ...]) -> Style:
        """Return the look of roles on the widget's ground, later ones over earlier ones."""
        style = self._styles.get(roles)
        if style is None:
            style = self._widget.rich_style
            ground = self._widget.background_colors[1]
            for role in roles:
                look = self._look(f"{self._prefix}--{role.replace('.', '-')}")
                style += look.partial_rich_style
                if look.background.a:
                    style += Style(bgcolor=(ground + look.background).rich_color)
            self._styles[roles] = style
        return style

    def _look(self, name: str) -> RenderStyles:
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = _StyledNode(self._widget.app, name).styles
        return look

    def strip(self, line: "Line", margin: int, width: int, measure: int, language: str = "") -> Strip:
        """Paint a line after a margin of cells, padded to the width.

        Blanks look like the text beside them, so that a line of prose is one piece for the terminal. Code stands on a
        ground of its own over the whole measure, or as far as its longest line goes, its language at the right of the
        first line.
        """
        ground = self.style(_GROUND)
        filling = len(line.spans[-1].text) if line.spans and line.spans[-1].roles[-1] == _FILLING else 0
        spans = line.spans[:-1] if filling else line.spans
        segments = [Segment(" " * margin, ground)]
        segments += [Segment(span.text, self.style(span.roles)) for span in spans]
        if spans and spans[-1].roles[-1].startswith(_CODE):
            room = filling or measure - cell_len(line.text)
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
