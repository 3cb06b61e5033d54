"""Paints laid-out lines as strips: roles become the styles of component classes."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from blogreader.render import Line

_GROUND = ("text",)
_CODE = "code."
"""Prefix of the roles in listings; `code` itself is the role of inline code."""
_FILLING = "code.filling"


class _StyledNode(DOMNode):
    """A node outside of the tree, as Textual creates for component classes, to get the styles of a class."""

    def __init__(self, app: App[object], name: str) -> None:
        super().__init__(classes=name)
        self._attach(app)
        stylesheet = app.stylesheet
        if stylesheet.rules:  # this parses newly read style sheets, which `apply` does not
            stylesheet.apply(self)
        if not self.styles.base.get_rules():
            raise KeyError(f"the styles say nothing of .{name}")


class Painter:
    """Paints lines for one widget; styles are cached until `forget`.

    Each is computed when a line first needs it. As component classes of a widget, all sixty would be computed at each
    change of focus; as those of the app, before the first paint.
    """

    def __init__(self, widget: Widget, prefix: str, *, has_code_ground: bool = True) -> None:
        """`has_code_ground`: listings stand on a ground of their own."""
        self._widget = widget
        self._prefix = prefix
        self._has_code_ground = has_code_ground
        self._styles: dict[tuple[str, ...], Style] = {}
        self._looks: dict[str, RenderStyles] = {}
        self._rules: object = None
        self._base: tuple[Style, Color] | None = None
        """The widget's own style, and its background."""

    def forget(self) -> bool:
        """Clear the cache, after a change of the theme or the widget's own style; False: there was none."""
        rules = self._widget.app.stylesheet.rules
        before = self._base
        if self._found_base() == before and rules is self._rules:
            return False
        if rules is not self._rules:  # they are read again for another theme
            self._rules = rules
            self._looks.clear()
        self._styles.clear()
        return True

    @property
    def ground(self) -> Color:
        """The widget's background."""
        return (self._base or self._found_base())[1]

    def _found_base(self) -> tuple[Style, Color]:
        self._base = base = self._widget.rich_style, self._widget.background_colors[1]
        return base

    def style(self, roles: tuple[str, ...]) -> Style:
        """Return the style of roles on the widget's background; later ones override earlier ones."""
        style = self._styles.get(roles)
        if style is None:
            style, ground = self._base or self._found_base()
            for role in roles:
                look = self._look(f"{self._prefix}--{role.replace('.', '-')}")
                style += look.partial_rich_style
                if look.background.a:
                    own = ground if role.startswith(_CODE) and not self._has_code_ground else ground + look.background
                    style += Style(bgcolor=own.rich_color)
            self._styles[roles] = style
        return style

    def _look(self, name: str) -> RenderStyles:
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = _StyledNode(self._widget.app, name).styles
        return look

    def strip(self, line: "Line", margin: int, width: int, measure: int, language: str = "") -> Strip:
        """Paint a line after a margin of cells, padded to the width.

        Blanks get the style of the text beside them, so that a line of prose is one piece for the terminal. Code has
        its own background over the whole measure, or up to its longest line, with its language at the right of the
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
                Segment(" " * (room - cell_len(label)), self.style(("text", "code.plain"))),
                Segment(label, self.style(("text", "code.label"))),
            ]
        return Strip(segments).adjust_cell_length(width, ground).simplify()


def thumb(height: int, lines: int, line: int) -> range:
    """Return the rows of a scrollbar's thumb, for a number of lines and the line at the top of the window."""
    if lines <= height:
        return range(0)
    size = max(height * height // lines, 1)
    last = lines - height
    start = min(-(-(height - size) * min(line, last) // last), height - size)
    return range(start, start + size)
