"""The colours of lines: those of their roles on the ground of a pane, computed once and again for another theme."""

from typing import Any

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color

from blogreader.render import Line
from blogreader.render.layout.lines import Span
from blogreader.tui.reader.painter import Painter
from blogreader.tui.reader.text_column import TextColumn

LOOKS = """
.pane--text { color: #111111; }
.pane--match { color: #0000ff; background: #ff0000; }
.pane--code { background: #00ff00 50%; }
.pane--code-plain { background: #222222; }
.pane--code-name { text-style: bold; }
.pane--code-label { color: #333333; background: #222222; }
.pane--code-filling { background: #222222; }
App .pane--quiet { color: #444444; }
"""
GROUND = Style(color="#aaaaaa", bgcolor="#000000")


class Look:
    """A pane whose styles are those of a style sheet."""

    def __init__(self) -> None:
        self.app: Any = App()
        self.rich_style = GROUND
        self.background_colors = (Color(9, 9, 9), Color(0, 0, 0))
        self.read(LOOKS)

    def read(self, looks: str) -> None:
        """Have another theme."""
        self.app.stylesheet.source.clear()
        self.app.stylesheet.add_source(looks)
        self.app.stylesheet.reparse()

    def painter(self, **values: bool) -> Painter:
        """What paints the lines of it."""
        pane: Any = self
        return Painter(pane, "pane", **values)


@pytest.mark.parametrize(
    ("roles", "style"),
    [
        ((), "#aaaaaa on #000000"),
        (("text",), "#111111 on #000000"),
        (("text", "match"), "#0000ff on #ff0000"),
        (("match", "text"), "#111111 on #ff0000"),
        (("text", "code"), "#111111 on #007f00"),
        (("text", "code.plain"), "#111111 on #222222"),
        (("code.plain", "code.name"), "bold #aaaaaa on #222222"),
        (("quiet",), "#444444 on #000000"),
    ],
)
def test_later_roles_override_earlier_ones_on_the_ground_of_the_pane(roles: tuple[str, ...], style: str) -> None:
    assert Look().painter().style(roles) == Style.parse(style)


def test_where_listings_have_no_ground_theirs_is_that_of_the_pane_and_that_of_other_roles_is_not() -> None:
    painter = Look().painter(has_code_ground=False)
    assert painter.style(("text", "code.plain")) == Style.parse("#111111 on #000000")
    assert painter.style(("code",)) == Style.parse("#aaaaaa on #007f00")
    assert painter.style(("match",)) == Style.parse("#0000ff on #ff0000")


def test_a_role_without_a_style_is_a_mistake() -> None:
    with pytest.raises(KeyError, match=r"the styles say nothing of \.pane--none-such"):
        Look().painter().style(("text", "none.such"))


def test_styles_are_kept_until_they_are_forgotten_and_looks_until_another_theme() -> None:
    look = Look()
    painter = look.painter()
    before = painter.style(("text",))
    look.rich_style = Style(bgcolor="#000009")
    assert painter.style(("text",)) is before
    assert painter.forget()
    assert not painter.forget()  # as after a change of the focus
    assert painter.style(("text",)) == Style.parse("#111111 on #000009")
    look.read(LOOKS.replace("#111111", "#999999"))
    assert painter.style(("text",)) == Style.parse("#111111 on #000009")
    assert painter.style(("match",)) == Style.parse("#0000ff on #ff0000")  # found only now
    assert painter.forget()
    assert painter.style(("text",)) == Style.parse("#999999 on #000009")
    painter.forget()
    look.app.stylesheet.apply = None  # as it was read already
    assert painter.style(("text",)) == Style.parse("#999999 on #000009")


def painted(spans: list[tuple[str, tuple[str, ...]]], language: str = "", measure: int = 20) -> list[tuple[str, str]]:
    """The pieces of a line of 30 cells, two of them a margin, each with its ground."""
    line = Line(tuple(Span(text, roles) for text, roles in spans))
    strip = Look().painter().strip(line, TextColumn(31, measure, 2, 28), language)
    assert strip.cell_length == 30
    return [(text, style.bgcolor.name if style and style.bgcolor else "") for text, style, _ in strip if text]


def test_styles_are_kept_when_those_of_dialogs_are_read() -> None:
    look = Look()
    stylesheet = look.app.stylesheet
    stylesheet.add_source(".list { color: #000001; }", ("lists", ""))  # parsed by itself, and not read again
    painter = look.painter()
    before = painter.style(("text",))
    painter.forget()
    stylesheet.add_source(".dialog { color: #000002; }", ("dialogs", ""))
    assert not painter.forget()
    assert painter.style(("text",)) is before


@pytest.mark.parametrize(
    ("spans", "language", "pieces"),
    [
        ([], "", [(" " * 30, "#000000")]),
        ([("Words", ("text",))], "", [(f"  Words{' ' * 23}", "#000000")]),
        ([("Words", ("text",))], "c", [(f"  Words{' ' * 23}", "#000000")]),
        (
            [("x = 1", ("text", "code.plain"))],
            "",
            [("  ", "#000000"), (f"x = 1{' ' * 15}", "#222222"), (" " * 8, "#000000")],
        ),
        (
            [("x = 1", ("text", "code.plain"))],
            "c",
            [("  ", "#000000"), (f"x = 1{' ' * 12}", "#222222"), (" c ", "#222222"), (" " * 8, "#000000")],
        ),
        # It is where a line ends that says what it is of, whatever stands before.
        (
            [("│ ", ("text",)), ("x", ("text", "code.plain"))],
            "c",
            [("  │ ", "#000000"), (f"x{' ' * 14}", "#222222"), (" c ", "#222222"), (" " * 8, "#000000")],
        ),
        (
            [("x", ("text", "code.plain")), (" y", ("text",))],
            "c",
            [("  ", "#000000"), ("x", "#222222"), (f" y{' ' * 25}", "#000000")],
        ),
        # A label has a blank between it and the line, and else there is none.
        (
            [("x" * 16, ("text", "code.plain"))],
            "c",
            [("  ", "#000000"), (f"{'x' * 16} ", "#222222"), (" c ", "#222222"), (" " * 8, "#000000")],
        ),
        (
            [("x" * 17, ("text", "code.plain"))],
            "c",
            [("  ", "#000000"), (f"{'x' * 17}{' ' * 3}", "#222222"), (" " * 8, "#000000")],
        ),
        # What fills a line beyond the measure has room for it too.
        (
            [("x" * 18, ("text", "code.plain")), (" " * 6, ("text", "code.filling"))],
            "c",
            [("  ", "#000000"), (f"{'x' * 18}{' ' * 3}", "#222222"), (" c ", "#222222"), (" " * 4, "#000000")],
        ),
        ([("x" * 28, ("text", "code.plain"))], "", [("  ", "#000000"), ("x" * 28, "#222222")]),
    ],
)
def test_a_listing_has_its_ground_over_the_measure_and_its_language_at_the_right(
    spans: list[tuple[str, tuple[str, ...]]], language: str, pieces: list[tuple[str, str]]
) -> None:
    assert painted(spans, language) == pieces
