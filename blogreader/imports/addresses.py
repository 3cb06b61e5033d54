"""Plain lists: an address a line, optionally followed by a title."""

import re

from blogreader.imports.items import Imported

_LINE = re.compile(r"(?:[-*+•]\s+|\d{1,6}[.)]\s+)?<?(https?://[^\s<>]+)>?(.*)", re.IGNORECASE)
_NEWSBOAT = re.compile(r'^"?(?:query|exec|filter):|^https?://\S.*"~', re.MULTILINE)
_SNIFFED = 50


def is_list(text: str) -> bool:
    """Return whether most lines of a text begin with an address."""
    lines = [line for line in (one.strip() for one in text[:20_000].split("\n")) if line and line[0] != "#"][:_SNIFFED]
    return bool(lines) and 2 * sum(1 for line in lines if _LINE.match(line)) > len(lines)


def is_newsboats(text: str, name: str) -> bool:
    """Return whether a list is newsboat's, of feeds, by its name and by what only that has."""
    return name == "urls" or _NEWSBOAT.search(text[:20_000]) is not None


def read(text: str, into: Imported) -> None:
    """Read a list; what begins with `#` is a remark."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        match = _LINE.match(bare)
        if match is None:
            into.refuse(number, "this line does not start with an address")
            continue
        into.add(number, match[1], title=match[2].strip(" \t-–—|:,;\"'"))
