"""The marks of printed lists, and what marks and frames are in ASCII; those of the app are in `tui/row_marks.py`."""

import os
import sys


class Icons:
    """One set of marks, each one cell wide."""

    def __init__(self, unread: str, reading: str, read: str, bookmark: str, offline: str, open_: str) -> None:
        self.unread, self.reading, self.read = unread, reading, read
        self.bookmark = bookmark
        self.offline = offline
        self.open = open_
        """Beside the row of the open article."""

    def status(self, name: str) -> str:
        """Return the mark of a status."""
        return {"unread": self.unread, "reading": self.reading, "read": self.read}[name]


UNICODE = Icons("●", "◐", "✓", "★", "↓", "▎")
ASCII = Icons("o", "%", "x", "*", "v", "|")

# One cell each, like the characters they replace: marks, bars, frames, bullets.
IN_ASCII = str.maketrans(
    {
        **dict.fromkeys("─━—–‐‑═╴·", "-"),
        **dict.fromkeys("┄░", "."),
        **dict.fromkeys("│┃┆▏▎▌║", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╞╪╡╟╫╢", "+"),
        **dict.fromkeys("█▉▊▋▅▆▇▀▄■", "#"),
        **dict.fromkeys("▍▁▂▃", "."),
        **dict.fromkeys("•◦▪▫◆∙", "*"),
        **dict.fromkeys("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "."),
        "✓": "x",
        "◐": "%",
        "★": "*",
        "○": "o",
        "●": "o",
        "↓": "v",
        "↑": "^",
        "←": "<",
        "→": ">",
        "↳": ">",
        "↩": "^",
        "›": ">",
        "‹": "<",
        "▸": ">",
        "▾": "v",
        "▨": "#",
        "☑": "x",
        "☐": "o",
        "▒": ":",
        "▓": "*",
        "⏎": "|",
        "⚠": "!",
        "…": "~",
        "⋯": "~",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "×": "x",
        "≠": "#",
        "✗": "!",
    }
)
"""What is shown instead of characters that a terminal may lack, in the app and in printed texts."""

MARKS = (
    ("◐", "Being read"),
    ("✓", "Read"),
    ("★", "On the reading list"),
    ("↓", "Unread, and can be read offline"),
    ("○", "Unread and not offline, once most articles are"),
    ("!", "Not offline, since the last fetch failed"),
    ("≠", "The text is another one than the one you read"),
    ("▎", "Open in the reader"),
    ("+", "Selected for the next command"),
)
"""The marks before a title in the lists of the app, and what each means; in ASCII as `IN_ASCII` has them."""

_PLAIN = ("C", "POSIX")
"""Locales without UTF-8."""


def chosen(name: str) -> Icons:
    """Return the marks for the setting; `auto`: Unicode if the locale has UTF-8."""
    if name == "auto":
        name = "unicode" if _has_utf8() else "ascii"
    return ASCII if name == "ascii" else UNICODE


def _has_utf8() -> bool:
    encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower().replace("-", "")
    if not encoding.startswith("utf"):
        return False
    # Python writes UTF-8 in such a locale too (PEP 538, PEP 540), which is no sign that a terminal shows it. Where
    # none is named at all, as in containers, most do.
    if locale := os.environ.get("LC_ALL"):
        return locale not in _PLAIN
    kind = os.environ.get("LC_CTYPE")  # Python itself names one where LANG is such a locale
    return os.environ.get("LANG") not in _PLAIN or kind not in (None, "", *_PLAIN, "C.UTF-8")


def shown(text: str, icons: Icons) -> str:
    """Return a text with marks, frames and bars as these marks are: in Unicode, or in ASCII."""
    return text.translate(IN_ASCII) if icons is ASCII else text
