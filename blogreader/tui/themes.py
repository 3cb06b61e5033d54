"""The themes: calm colours for long reading, dark and light, and one with high contrast; each has one accent."""

from textual.theme import Theme

DARK, LIGHT, CONTRAST = "blogreader-dark", "blogreader-light", "blogreader-contrast"
AUTO = "auto"
"""Dark or light, like the terminal."""
THEMES = (
    Theme(
        name=DARK,
        dark=True,
        primary="#7fa7ce",
        secondary="#939fb7",
        accent="#d7a65f",
        foreground="#d4d4cf",
        background="#16181c",
        surface="#1a1d22",
        panel="#20242a",
        success="#8fb573",
        warning="#d9a05b",
        error="#e5877b",
        variables={
            "muted": "#989fab",
            "faint": "#4d535e",
            "code-ground": "#1e2228",
            "match-ground": "#4a3c22",
            "note-yellow": "#4a4424",
            "note-green": "#24432f",
            "note-blue": "#24405c",
            "note-pink": "#53303f",
            "number": "#c9a87a",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#2f5d8a",
        secondary="#566073",
        accent="#8a5108",
        foreground="#26282b",
        background="#fbfaf7",
        surface="#f6f4ef",
        panel="#eeebe4",
        success="#41691f",
        warning="#8a510a",
        error="#a5301f",
        variables={
            "muted": "#585d65",
            "faint": "#b5b2aa",
            "code-ground": "#f2f0ea",
            "match-ground": "#f3e2bd",
            "note-yellow": "#f4e79e",
            "note-green": "#cfeac6",
            "note-blue": "#cce1f5",
            "note-pink": "#f5d3de",
            "number": "#73541f",
        },
    ),
    Theme(
        name=CONTRAST,
        dark=True,
        primary="#8fc7ff",
        secondary="#c8d0e0",
        accent="#ffd166",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#141414",
        success="#9be28a",
        warning="#ffd166",
        error="#ff9d91",
        variables={
            "muted": "#cfcfcf",
            "faint": "#7a7a7a",
            "code-ground": "#141414",
            "match-ground": "#5a4200",
            "note-yellow": "#574d00",
            "note-green": "#0d5520",
            "note-blue": "#0a4580",
            "note-pink": "#7a1f4d",
            "number": "#ffd9a0",
        },
    ),
)

DEFAULTS = {
    "muted": "#8a8f98",
    "faint": "#6a6f78",
    "code-ground": "#80808020",
    "match-ground": "#b0803050",
    "note-yellow": "#c0a02050",
    "note-green": "#40a05050",
    "note-blue": "#4080c050",
    "note-pink": "#c0508050",
    "number": "#8a8f98",
}
"""Our own variables in other themes; readable on dark and on light backgrounds."""
