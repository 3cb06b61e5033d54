"""The two looks: calm colours for long reading, dark and light."""

from textual.theme import Theme

THEMES = (
    Theme(
        name="blogreader-dark",
        dark=True,
        primary="#7aa2c9",
        secondary="#8f9bb3",
        accent="#d7a65f",
        foreground="#d4d4cf",
        background="#16181c",
        surface="#1b1e23",
        panel="#23272e",
        success="#8fb573",
        warning="#d9a05b",
        error="#e07a6d",
        variables={"muted": "#9097a3", "faint": "#4d535e"},
    ),
    Theme(
        name="blogreader-light",
        dark=False,
        primary="#2f5d8a",
        secondary="#5c6678",
        accent="#96590a",
        foreground="#26282b",
        background="#fbfaf7",
        surface="#f4f2ed",
        panel="#e9e6df",
        success="#4d7a2b",
        warning="#9a5b0c",
        error="#b3382b",
        variables={"muted": "#666b73", "faint": "#bdbab2"},
    ),
)

DEFAULTS = {"muted": "#8a8f98", "faint": "#6a6f78"}
"""What our own variables are in a theme of somebody else's; readable on dark and on light."""
