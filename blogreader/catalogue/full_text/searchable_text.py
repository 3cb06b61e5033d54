"""Markdown as the plain words a reader sees: without addresses, tags and markup, but with code."""

import re
from collections.abc import Iterator

from blogreader.text import pieces, unescaped_text

# Each is linear: no part of the text is scanned twice.
_PICTURE = re.compile(r"data:image/[^\s()<>\"]++")
_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*+)\]\([^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+(?:\s++\"[^\"]*+\")?+\)")
_DEFINITION = re.compile(r"^ {0,3}+\[[^\[\]^][^\[\]]*+\]:[^\n]*+\n?+", re.MULTILINE)
_CODE_OR_TAG = re.compile(r"(`[^`\n]++`)|<!--[^<>]*+>|</?[a-zA-Z][^<>:@]*+(?:[ \t\n][^<>]*+)?+>")
_AT_A_LINE = re.compile(r"^[ \t]*+(?:#{1,6}+[ \t]|>|[*+-][ \t]|[|:-]++$)[ \t>]*+", re.MULTILINE)
_MARKS = re.compile(r"\*++|~~|``?|(?<!\w)_++|_++(?!\w)|\\(?=[!-/:-@\[-`{-~])|(?<![ \t])[ \t]*+\|[ \t|]*+")
_BLANKS = re.compile(r"\s++")
_PIECE = 20_000
"""Characters processed at a time; markup across the end of a piece stays in the text."""
_FENCE = re.compile(r"^[ \t>]*+(`{3,}+|~{3,}+)[^\n]*+$", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """Return Markdown as plain text, roughly: good enough for its words, and for a line or two of it."""
    read: list[str] = []
    for part, is_code in parts(markdown):
        read += [part] if is_code else map(_prose, pieces(part, _PIECE))
    return "\n".join(read)


def parts(markdown: str) -> Iterator[tuple[str, bool]]:
    """Split a text at the fences of its listings; return the parts, and whether each is a listing."""
    at, fence = 0, ""
    for mark in _FENCE.finditer(markdown):
        if fence and not (mark[1].startswith(fence) and mark[0].strip().endswith(mark[1])):
            continue  # a line of code
        yield markdown[at : mark.start()], bool(fence)
        at, fence = mark.end(), "" if fence else mark[1]
    yield markdown[at:], bool(fence)


def in_a_line(text: str) -> str:
    """Return a text as one line, with blanks collapsed."""
    return _BLANKS.sub(" ", text).strip()


def _prose(text: str) -> str:
    if "data:image/" in text:
        text = _PICTURE.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # a picture can be inside a link
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    if "<" in text:
        text = _CODE_OR_TAG.sub(lambda match: match[1] or " ", text)
    text = _MARKS.sub(_mark, _AT_A_LINE.sub("", text))
    return unescaped_text(text)


def _mark(match: re.Match[str]) -> str:
    return " " if "|" in match[0] else ""
