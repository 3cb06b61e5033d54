"""Names of files that every system takes, and that Obsidian links to, made of titles."""

import re
import unicodedata

from blogreader.text import clean_line

_FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]+')
"""What Windows refuses, what no system takes, what Obsidian means something else by, and what nobody sees."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Devices of Windows, with any ending."""
_LONGEST = 100
"""Characters."""
_LARGEST = 180
"""Bytes: file systems take 255, some that encrypt 143 characters, and a name may get more behind it."""


def stem(title: str) -> str:
    """Return a title as the name of a file, without an ending; empty where nothing of it is left."""
    name = unicodedata.normalize("NFC", clean_line(title))
    name = " ".join(_FORBIDDEN.sub(" ", name).split())
    name = name[:_LONGEST].encode()[:_LARGEST].decode("utf-8", "ignore").strip(" .~")
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def compared(name: str) -> str:
    """Return a name in the form in which systems that know no case, or no composed letters, compare it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
