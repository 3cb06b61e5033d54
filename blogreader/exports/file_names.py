"""File names made from titles, valid on every system and linkable in Obsidian."""

import re
import unicodedata

from blogreader.text import clean_line

_FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]+')
"""Refused by Windows, by all systems, special in Obsidian, or invisible."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Windows devices, with any extension."""
_LONGEST = 100
"""Characters."""
_LARGEST = 180
"""Bytes: file systems allow 255, some encrypting ones 143 characters, and a suffix may follow."""


def stem(title: str) -> str:
    """Return a title as a file name, without an extension; empty if nothing of it is left."""
    name = unicodedata.normalize("NFC", clean_line(title))
    name = " ".join(_FORBIDDEN.sub(" ", name).split())
    name = name[:_LONGEST].encode()[:_LARGEST].decode("utf-8", "ignore").strip(" .~")
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def compared(name: str) -> str:
    """Return a name as compared by systems that ignore case or composition of letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
