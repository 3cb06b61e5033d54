"""Colours can be read: every role on every ground that it stands on, by WCAG's contrast (AA: 4.5, AAA: 7)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from blogreader.highlights import COLOURS
from blogreader.tui.themes import DEFAULTS, THEMES

GROUNDS = ("background", "surface", "panel", "code-ground")
ROLES = ("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error", "number")
AT_CURSOR = 0.1
"""How much of the foreground lies over the ground at the cursor of a list without the focus: `styles/lists.tcss`."""


def colours(theme_name: str) -> dict[str, Color]:
    theme = next(theme for theme in THEMES if theme.name == theme_name)
    named = {name: getattr(theme, name) for name in (*ROLES, *GROUNDS) if hasattr(theme, name)}
    return {name: Color.parse(value) for name, value in {**named, **theme.variables}.items() if value}


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: Color, other: Color) -> int:
    return sum(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True))


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_every_role_can_be_read_on_every_ground(theme: str, ground: str) -> None:
    found = colours(theme)
    least = 7 if "contrast" in theme else 4.5
    ratios = {role: contrast(found[role], found[ground]) for role in ROLES}
    assert {role: ratio for role, ratio in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_what_stands_at_the_cursor_or_is_marked_can_be_read(theme: str) -> None:
    found = colours(theme)
    at_cursor = found["cursor-ground"]
    without_focus = found["background"].blend(found["foreground"], AT_CURSOR)
    pairs = {
        **{f"{role} at the cursor or selected": (role, at_cursor) for role in ROLES},
        "muted at the cursor without the focus": ("muted", without_focus),
        "accent at the cursor without the focus": ("accent", without_focus),
        "match": ("foreground", found["match-ground"]),
        "match at hand": ("background", found["accent"]),
        "link at hand": ("background", found["primary"]),
        **{f"{name} highlight": ("foreground", found[f"note-{name}"]) for name in COLOURS},
    }
    ratios = {name: contrast(found[role], ground) for name, (role, ground) in pairs.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_highlights_differ_from_the_text_around_them_and_from_each_other(theme: str) -> None:
    found = colours(theme)
    grounds = [found["background"], *(found[f"note-{name}"] for name in COLOURS)]
    distances = [distance(one, other) for number, one in enumerate(grounds) for other in grounds[:number]]
    assert min(distances) > 40


@pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])
def test_a_theme_says_whether_it_is_dark_and_has_all_our_colours(theme: Theme) -> None:
    assert theme.dark is (luminance(Color.parse(theme.background or "")) < 0.2)
    assert {*theme.variables} == {*DEFAULTS}


def test_our_colours_in_other_themes_can_be_read_on_dark_and_on_light_grounds() -> None:
    found = {name: Color.parse(value) for name, value in DEFAULTS.items()}
    solid = {name: colour for name, colour in found.items() if colour.a == 1}
    assert {*solid} == {"muted", "faint", "number", "bar"}
    for ground in map(Color.parse, ("#16181c", "#fbfaf7")):
        assert min(contrast(colour, ground) for colour in solid.values()) >= 3
        assert min(distance(ground, ground.blend(one, one.a, 1)) for one in found.values() if one.a < 1) > 25


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_rules_and_bars_are_seen(theme: str) -> None:
    found = colours(theme)
    assert contrast(found["faint"], found["background"]) >= 1.7
    assert contrast(found["bar"], found["faint"]) >= 1.7
    assert min(contrast(found["bar"], found[ground]) for ground in GROUNDS) >= 3


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_the_accent_is_the_colour_of_nothing_else_and_pages_stand_out_from_what_they_cover(theme: str) -> None:
    found = colours(theme)
    for role in ("foreground", "muted", "primary", "secondary", "success", "warning", "error", "number"):
        assert distance(found["accent"], found[role]) > 25, role
    assert contrast(found["surface"], found["background"]) > 1.03
