"""Which looks of a terminal stand for what, and how lines become text with them."""

import pytest

from blogreader.render import Line, Span, to_ansi
from blogreader.render.layout.ansi import sgr

# ECMA-48, 8.3.117, and the bright black that xterm added.
LOOKS = {
    "bold": "1",
    "italic": "3",
    "underlined": "4",
    "struck": "9",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
    "grey": "90",
}


@pytest.mark.parametrize(
    ("roles", "looks"),
    [
        ("heading1", "bold magenta"),
        *((f"heading{level}", "bold cyan") for level in (2, 3)),
        *((f"heading{level}", "bold") for level in (4, 5, 6)),
        *((role, "bold") for role in ("strong", "table.header", "term")),
        *((role, "italic") for role in ("emphasis", "quote")),
        ("strike", "struck"),
        ("link", "underlined blue"),
        *((role, "blue") for role in ("footnote", "callout.note", "code.name")),
        *((role, "green") for role in ("callout.tip", "code.string", "code.inserted")),
        *((role, "magenta") for role in ("callout.important", "image", "code.keyword")),
        *((role, "yellow") for role in ("callout.warning", "code.number")),
        *((role, "red") for role in ("callout.caution", "code.deleted")),
        *((role, "cyan") for role in ("code", "math", "marker")),
        ("code.heading", "bold cyan"),
        *((role, "grey") for role in ("quote.bar", "rule", "table.border", "table.label")),
        *((role, "grey") for role in ("code.comment", "code.prompt", "code.cut")),
        *((role, "") for role in ("text", "code.plain", "code.operator", "code.output", "code.filling")),
        # Attributes add up, and of colours the last one is seen.
        ("heading1 strong emphasis", "bold italic magenta"),
        ("text link code", "underlined cyan"),
        ("", ""),
    ],
)
def test_a_role_has_the_look_of_a_terminal(roles: str, looks: str) -> None:
    assert sgr(tuple(roles.split())) == ";".join(LOOKS[look] for look in looks.split())


def spans(*pieces: tuple[str, str]) -> str:
    return to_ansi([Line(tuple(Span(text, tuple(roles.split())) for text, roles in pieces))])


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([], "\n"),
        ([("plain", "text")], "plain\n"),
        ([("strong", "strong")], "\x1b[1mstrong\x1b[0m\n"),
        ([("a", "strong"), ("b", "strong")], "\x1b[1mab\x1b[0m\n"),
        ([("a", "text"), ("b", "strong"), ("c", "text")], "a\x1b[1mb\x1b[0mc\n"),
        ([("a", "emphasis"), ("b", "strong")], "\x1b[3ma\x1b[0;1mb\x1b[0m\n"),
        ([("  ", "code"), ("b", "code")], "  \x1b[36mb\x1b[0m\n"),
        ([("a", "code"), ("  ", "text"), ("b", "code")], "\x1b[36ma\x1b[0m  \x1b[36mb\x1b[0m\n"),
    ],
)
def test_a_line_changes_its_look_where_it_has_to_and_ends_without_one(pieces: list[tuple[str, str]], text: str) -> None:
    assert spans(*pieces) == text
