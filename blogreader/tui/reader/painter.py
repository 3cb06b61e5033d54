"""Paints laid-out lines as strips: roles become the styles of component classes."""

from collections.abc import Sequence
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

from blogreader.tui.reader.text_column import BAR, TextColumn
from blogreader.tui.terminal.output_filter import filtered

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
        self.generation = 0
        """Grows whenever the styles are forgotten."""
        self._rules: Sequence[object] = ()
        """The rules of one role, which stand in one style sheet with those of the others, when looks were found."""
        self._base: tuple[Style, Color] | None = None
        """The widget's own style, and its background."""

    def forget(self) -> bool:
        """Clear the cache, after a change of the theme or the widget's own style; False: there was none."""
        # For another theme all rules are read again; with other style sheets, as those of dialogs, these stay.
        is_read_again = bool(self._looks) and [*map(id, self._found_rules())] != [*map(id, self._rules)]
        before = self._base
        if self._found_base() == before and not is_read_again:
            return False
        if is_read_again:
            self._looks.clear()
        self._styles.clear()
        self.generation += 1
        return True

    @property
    def ground(self) -> Color:
        """The widget's background."""
        return (self._base or self._found_base())[1]

    def _found_base(self) -> tuple[Style, Color]:
        self._base = base = self._widget.rich_style, self._widget.background_colors[1]
        return base

    def _found_rules(self) -> Sequence[object]:
        return self._widget.app.stylesheet.rules_map.get(f".{self._prefix}--{_GROUND[0]}", ())

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
            self._rules = self._rules if self._looks else self._found_rules()
            look = self._looks[name] = _StyledNode(self._widget.app, name).styles
        return look

    def strip(self, line: "Line", column: TextColumn, language: str = "") -> Strip:
        """Paint a line after the margin, padded to the scrollbar.

        Blanks get the style of the text beside them, so that a line of prose is one piece for the terminal. Code has
        its own background over the whole measure, or up to its longest line, with its language at the right of the
        first line.
        """
        ground = self.style(_GROUND)
        filling = len(line.spans[-1].text) if line.spans and line.spans[-1].roles[-1] == _FILLING else 0
        spans = line.spans[:-1] if filling else line.spans
        segments = [Segment(" " * column.margin, ground)]
        segments += [Segment(span.text, self.style(span.roles)) for span in spans]
        if spans and spans[-1].roles[-1].startswith(_CODE):
            room = filling or column.measure - cell_len(line.text)
            label = f" {language} " if language and cell_len(language) + 3 <= room else ""
            segments += [
                Segment(" " * (room - cell_len(label)), self.style(("text", "code.plain"))),
                Segment(label, self.style(("text", "code.label"))),
            ]
        return Strip(segments).adjust_cell_length(max(column.pane - BAR, 0), ground).simplify()

    def row(self, strip: Strip, *, on_thumb: bool) -> Strip:
        """Return a painted line with its cell of the scrollbar, on the thumb or not."""
        bar = Segment(" ", self.style(("text", "thumb") if on_thumb else _GROUND))
        return Strip([*strip, bar], strip.cell_length + BAR).simplify()

    def filtered(self, rows: list[Strip]) -> list[Strip]:
        """Return rows as the terminal gets them; of a row that comes again it is known."""
        return filtered(self._widget, rows, self.ground)


def thumb(height: int, lines: int, line: int) -> range:
    """Return the rows of a scrollbar's thumb, for a number of lines and the line at the top of the window."""
    if lines <= height:
        return range(0)
    size = max(height * height // lines, 1)
    last = lines - height
    start = min(-(-(height - size) * min(line, last) // last), height - size)
    return range(start, start + size)
