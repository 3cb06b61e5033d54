"""Markdown as the plain words a reader sees: without addresses, tags and markup, but with code."""

import re
from collections.abc import Iterator

from blogreader.text import pieces, unescaped_text

# Each is linear: no part of the text is scanned twice.
_PICTURE = re.compile(r"data:image/[^\s()<>\"]++")
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()\s]*+(?:\([^()]*+\)[^()\s]*+)*+(?:\s++\"[^\"]*+\")?+\)")
_DEFINITION = re.compile(r"^ {0,3}+\[[^\[\]^][^\[\]]*+\]:[^\n]*+\n?+", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]++\]")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
# Escaped characters and code spans, delimited by as many backticks at both ends, on lines none of which is empty.
_LITERAL = re.compile(
    r"\\([!-/:-@\[-`{-~])"
    r"|`(?<!``)(?!`)((?:[^`\n]|\n(?![ \t]*+\n))++)`(?!`)"
    r"|``(?<!```)(?!`)((?:[^`\n]|`(?!`)|\n(?![ \t]*+\n))++)``(?!`)"
)
# Noncharacters (Unicode 23.7), one for each character that Markdown can escape: no rule below matches them.
_HIDDEN = str.maketrans({mark: chr(0xFDD0 + number) for number, mark in enumerate(_PUNCTUATION)})
_HIDDEN_MARK = re.compile("[\ufdd0-\ufdef]")
_TAG = re.compile(r"<!--[^<>]*+>|</?([a-zA-Z][a-zA-Z0-9]*+)[^<>:@]*+(?:[ \t\n][^<>]*+)?+>")
_WITHIN_WORDS = re.compile(
    "a|abbr|b|bdi|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr", re.IGNORECASE
)
"""Tags that part no words."""
# A line of nothing but marks and blanks is a rule, underlines a heading, or parts the head of a table from its rows.
_MARK_AT_A_LINE = r"(?:[|:*_-][|:*_ \t-]*+$|={3,}+[ \t]*+$|(?:#{1,6}+[ \t]|[*+-][ \t])[ \t>]*+|\[\^[^\[\]\s]++\]:)"
_AT_A_LINE = re.compile(rf"^[ \t]*+(?:>[ \t>]*+{_MARK_AT_A_LINE}?+|{_MARK_AT_A_LINE})", re.MULTILINE)
_MARKS = re.compile(r"\*++|~~|``?|_++|\\$|\|[ \t|]*+", re.MULTILINE)
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
    is_hidden = "\\" in text or "`" in text
    if is_hidden:
        text = _LITERAL.sub(_hidden, text)
    if "data:image/" in text:
        text = _PICTURE.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # a picture can be inside a link
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    if "<" in text:
        text = _TAG.sub(_parted, text)
    text = _AT_A_LINE.sub("", text)
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    text = unescaped_text(_MARKS.sub(_mark, text))
    return _HIDDEN_MARK.sub(_shown, text) if is_hidden else text


def _hidden(match: re.Match[str]) -> str:
    """Return what stands as it is, with other characters for its punctuation: nothing in it is markup."""
    literal = match[1] or match[2] or match[3]
    if match[1] is None:
        if literal[0] == literal[-1] == " " and not literal.isspace():
            literal = literal[1:-1]  # CommonMark 6.1: these blanks only keep a backtick off the delimiters
        if "\\|" in literal and match.string.startswith("|", match.string.rfind("\n", 0, match.start()) + 1):
            literal = literal.replace("\\|", "|")  # in a row of a table, of which no pipe in it ends a cell (GFM 4.10)
    return literal.translate(_HIDDEN)


def _parted(match: re.Match[str]) -> str:
    return "" if match[1] and _WITHIN_WORDS.fullmatch(match[1]) else " "


def _shown(match: re.Match[str]) -> str:
    return _PUNCTUATION[ord(match[0]) - 0xFDD0]


def _mark(match: re.Match[str]) -> str:
    mark, text = match[0], match.string
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if mark[0] == "|":
        return " "
    if mark[0] == "_" and _is_word(before) and _is_word(after):
        return mark
    return mark if mark[0] == "*" and not before.strip() and not after.strip() else ""


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
