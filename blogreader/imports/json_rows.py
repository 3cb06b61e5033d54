"""The objects of a JSON array one after the other, so that a broken one costs nothing that stands before it."""

import json
import re
from collections.abc import Iterator
from typing import Any

MOST_BROKEN = 1_000
"""Values that are no objects; each may cost a look through the whole text, and the last one is the end."""
_BLANKS = " \t\r\n"
_RESULTS = re.compile(
    r"\{\s*+(?:\"\w{1,40}\"\s*+:\s*+(?:null|true|false|\d{1,20}|\"[^\"\\]{0,200}\")\s*+,\s*+){1,5}\"results\"\s*+:\s*+\["
)
"""How a page of an API begins: a count, what comes next, and the array."""


def objects(text: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Return the objects of an array, of an object that holds one, or of lines, each with its line; None: no object.

    What can't be read is passed over up to where the next one begins, with the same name as the first.
    """
    decoder = json.JSONDecoder()
    position, line, counted, broken = _inside(text), 1, 0, 0
    opening = ""
    while position < len(text):
        if text[position] in _BLANKS + ",":
            position += 1
            continue
        if text[position] == "]":
            return
        line += text.count("\n", counted, position)
        counted = position
        opening = opening or text[position : text.find(":", position, position + 200) + 1]
        try:
            found, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            yield line, None
            broken += 1
            position = text.find(opening, position + 1) if opening else -1
        else:
            yield line, found if isinstance(found, dict) else None
            broken += not isinstance(found, dict)
        if position < 0 or broken >= MOST_BROKEN:
            return


def _inside(text: str) -> int:
    """Return where the first object of the array begins."""
    start = len(text) - len(text.lstrip(_BLANKS + "\ufeff"))
    if text.startswith("[", start):
        return start + 1
    if page := _RESULTS.match(text, start):
        return page.end()
    try:  # `{"items": [...]}`: an object whose first value is the array
        after = text.index("[", start, start + 500)
    except ValueError:
        return start
    head = text[start:after]
    return after + 1 if head.startswith("{") and head.count('"') == 2 and head.rstrip().endswith(":") else start
