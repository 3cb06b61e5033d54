"""The marks of printed lists, in Unicode or in ASCII; those of the app are in `tui/row_marks.py`."""

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


def chosen(name: str) -> Icons:
    """Return the marks for the setting; `auto`: Unicode if standard output can show it."""
    if name == "auto":
        encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower().replace("-", "")
        name = "unicode" if encoding.startswith("utf") else "ascii"
    return ASCII if name == "ascii" else UNICODE
