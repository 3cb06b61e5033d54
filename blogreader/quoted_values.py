"""How a value is written in a query so that it stays one token; the sidebar needs this without the parser."""

import re

BARE = r'[^\s()"“”„‟]'
"""Matches a character of a value without quotes."""
_BARE_VALUE = re.compile(rf"(?!:|//){BARE}+")


def quoted(value: str) -> str:
    """Return a value as it is written after `category:` and other fields, quoted only if necessary."""
    return value if _BARE_VALUE.fullmatch(value) else in_quotes(value)


def in_quotes(text: str) -> str:
    """Return text in quotes, where blanks and signs have no special meaning."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
