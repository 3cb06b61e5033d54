"""Measuring text in terminal cells: width, how much fits, and text cut, padded and wrapped to a width."""

import re
from collections.abc import Iterator
from functools import lru_cache

from blogreader.lazy import lazily

# One cell a character, and nothing that combines: Latin, Greek, Cyrillic, general punctuation but
# the zero-width ones, and the marks, bars and frames of our own lists. The soft hyphen is left out.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0557\u2010-\u2027\u2030-\u205e"
    "\u2190-\u2193\u2500-\u259f\u25b8\u25be\u25cb\u25cf\u25d0\u2605\u2713]*"
)
# Two cells a character: ideographs, kana, Hangul syllables, full-width forms, and the emoji that are so by themselves,
# but for the tones of skin; what joins any of them is in none of these classes.
_PLAIN_WIDE = (
    "\u3001-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
    "\U0001f300-\U0001f320\U0001f337-\U0001f37c\U0001f380-\U0001f393\U0001f3a0-\U0001f3ca\U0001f3e0-\U0001f3f0"
    "\U0001f400-\U0001f43e\U0001f442-\U0001f4fc\U0001f500-\U0001f53d\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5"
    "\U0001f910-\U0001f93a\U0001f947-\U0001f9ff"
)
# Longer texts rarely occur twice.
_CACHED = 64
# Character classes like these take milliseconds to compile, and most titles don't need them.
_NARROW_OR_WIDE = lazily(f"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e{_PLAIN_WIDE}]*")
_WIDE = lazily(f"[{_PLAIN_WIDE}]")
_INLINE_MARKDOWN = lazily(r"!?\[([^\[\]]*)\]\([^()\s]*\)|\*\*?|`")


def is_narrow(text: str) -> bool:
    """Return whether every character is known at a glance to take one cell."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def cells(text: str) -> int:
    """Return the width of a text without control characters, in cells."""
    if is_narrow(text):
        return len(text)
    if _NARROW_OR_WIDE.fullmatch(text):
        return len(text) + len(_WIDE.findall(text))
    return _wide_cells(text) if len(text) <= _CACHED else sum(map(grapheme_cells, graphemes(text)))


@lru_cache(maxsize=4096)
def _wide_cells(text: str) -> int:
    return sum(map(grapheme_cells, graphemes(text)))


@lru_cache(maxsize=4096)
def grapheme_cells(grapheme: str) -> int:
    """Return the width of one grapheme cluster, in cells."""
    from wcwidth import wcswidth

    return max(wcswidth(grapheme), 0)


def graphemes(text: str) -> Iterator[str]:
    """Return the grapheme clusters of a text."""
    if text.isascii():
        return iter(text)
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def fitting(text: str, width: int) -> int:
    """Return how many characters of the text fit into `width` cells, in whole grapheme clusters."""
    if is_narrow(text):
        return max(min(len(text), width), 0)
    used = position = 0
    # Plus one more, which may belong to the last cluster that fits.
    head = text[: max(width, 0) + 2]
    if _NARROW_OR_WIDE.fullmatch(head):
        is_wide = _WIDE.match
        for place, character in enumerate(head):
            used += 2 if is_wide(character) else 1
            if used > width:
                return place
        return len(head)
    for grapheme in graphemes(text):
        used += grapheme_cells(grapheme)
        if used > width:
            break
        position += len(grapheme)
    return position


def cut_around(text: str, at: int, width: int) -> str:
    """Return a text cut to `width` cells with what stands before an offset in it; its beginning is cut if need be."""
    if cells(text) <= width or cells(text[:at]) < width:
        return cut(text, width)
    room = max(width * 3 // 4, width - 1 - cells(text[at:]), 1)  # some of what comes behind is shown too
    begin = max(at - room, 0)
    while cells(text[begin:at]) > room:
        begin += 1
    begin = text.find(" ", begin, at) + 1 or begin
    return cut(f"…{text[begin:]}", width)


def cut(text: str, width: int) -> str:
    """Return text cut to `width` cells, with an ellipsis if it was longer."""
    if width <= 0:
        return ""
    if cells(text) <= width:
        return text
    return text[: fitting(text, width - 1)].rstrip() + "…"


def fitted(text: str, width: int) -> str:
    """Return text of exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cells(text))


def broken(text: str, width: int, lines: int) -> list[str]:
    """Return text wrapped to at most `most` lines of `width` cells, the last one cut if necessary."""
    if width <= 0:
        return [""]
    out: list[str] = []
    rest = text.strip()
    while rest and len(out) < lines - 1 and cells(rest) > width:
        # A row has a few hundred cells, a title may have 5 000 characters: only what can fit is measured.
        head = rest[: fitting(rest, width + 1)]
        at = head.rfind(" ", 1)
        line = rest[:at] if at > 0 else head[: fitting(head, width)].rstrip()
        line = line or rest[:1]
        out.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return [*out, cut(rest, width)] if rest or not out else out


def without_markup(text: str) -> str:
    """Return a line of inline Markdown without markup, for places that only have room for words."""
    return _INLINE_MARKDOWN.sub(lambda match: match[1] or "", text)
