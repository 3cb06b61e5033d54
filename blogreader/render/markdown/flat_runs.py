"""Long lists and tables with an item or a row on every line: parsed bit by bit, or without the parser.

The parser walks through all of a list before its first item is known, and makes a dozen tokens of each row of a table.
What is recognised here is told by its lines alone, and comes out as the parser would read it (CommonMark 0.31.2, 5.2
and 5.3; GFM 4.10); anything else is left to it.
"""

import re
from collections.abc import Iterator

# Digits are ASCII's, as in the parser: what other scripts number is text.
# The text of an item that begins with another marker, or is none: the line is a thematic break (4.1).
_OTHERS = r"(?!(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t\n]|\Z)|(?:(?:-[ \t]*+)++|(?:\*[ \t]*+)++)(?:\n|\Z))"
_TEXT = rf"[ ]{_OTHERS}\S[^\n]*+"
_INDENTED = r"(?:\n[ ]{2,20}\S[^\n]*+)*+"  # which is in the item above it


def _list(between: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"([-*+]){_TEXT}{_INDENTED}(?:{between}\1{_TEXT}{_INDENTED})*+\n?+"),
        re.compile(rf"[0-9]{{1,9}}([.)]){_TEXT}(?:{between}[0-9]{{1,9}}\1{_TEXT})*+\n?+"),
    )


# Of one kind: without a blank line, which is tight, or with one before each item, which is not.
_LISTS = (*_list(r"\n"), *_list(r"\n\n"))
_TABLE = re.compile(r"(?<![^\n])\|[^\n]*+\n(?=[ \t:|]*+-)[ \t:|-]++\n(?:\|[^\n]*+(?:\n|\Z))++")
_ITEM = re.compile(r"^(?:[-*+]|[0-9]{1,9}[.)]) ", re.MULTILINE)
# What may go on over several items, or nest without end.
_UNCERTAIN = ("```", "~~~", "$$", "<!", "<?", "<details", "</details")
_DEEP = re.compile(r"^[ ]*+(?:(?:[-*+>]|[0-9]{1,9}[.)])[ \t]*+){8}", re.MULTILINE)
# With a row of delimiters under it, an item that is the first has columns: its sign is a part of the first one.
_COLUMNS = re.compile(r"^[^\n|]*+\|[^\n]*+\n[ ]++[-:|][-:| \t]*+(?:\n|\Z)", re.MULTILINE)
_PARAGRAPH = re.compile(r"^(?:[-*+]|[0-9]{1,9}[.)]) [^\W\d_][^\n|]*+(?:\n\n|\n?\Z)", re.MULTILINE)
# Nothing before that a list, or a line of the paragraph above, could go on with; nor behind.
_PLAIN_BEFORE = re.compile(r"(?:(?![-*+>:~|<$0-9\s])[^\n]++\n)*+\n*+")
_HEADING_BEFORE = re.compile(r"(?:\A|\n)(?:#{1,6}[ \t][^\n]*)?\n\Z")
_HEADING = re.compile(r"#{1,6}[ \t]")
_PLAIN_START = re.compile(r"[^\W\d]|[!\[(\"'“„‘&\\>|]")
_BEHIND = 500
"""Characters after a list or table that are checked for what follows it."""


def end_of(text: str, start: int) -> int:
    """Return the end of the run of items or rows that begins with a line."""
    patterns = (_TABLE,) if text[start] == "|" else _LISTS
    return max([match.end() for pattern in patterns if (match := pattern.match(text, start))], default=start + 1)


def is_apart(text: str, since: int, start: int, end: int) -> bool:
    """Return whether such a run is a complete list or table; `since`: the start of the block before it, or earlier."""
    before = text[since:start]
    if text[start] == "|":
        return _follows_blank(before) and (end >= len(text) or text[end] == "\n")
    if _PLAIN_BEFORE.fullmatch(before) is None or (text[start].isdigit() and not _follows_blank(before)):
        return False
    return _is_plain(text[end : end + _BEHIND], is_all=end + _BEHIND >= len(text)) and _is_certain(text[start:end])


def _is_certain(text: str) -> bool:
    if "\n\n" in text and _PARAGRAPH.search(text) is None:
        return False  # of a list without paragraphs nobody can say how far they are apart
    lower = text.lower() if "<" in text else text
    return not (any(mark in lower for mark in _UNCERTAIN) or _DEEP.search(text) or _COLUMNS.search(text))


def _is_plain(behind: str, *, is_all: bool) -> bool:
    """Return whether a list ends before this: the end, a heading, or a paragraph after a blank line."""
    following = behind.lstrip("\n")
    if not following.strip():
        return is_all
    return _HEADING.match(following) is not None or (
        behind.startswith("\n") and _PLAIN_START.match(following) is not None
    )


def _follows_blank(before: str) -> bool:
    return not before or _HEADING_BEFORE.search(before[-300:]) is not None


def is_list(text: str) -> bool:
    """Return whether a text consists of such a list."""
    return any(pattern.fullmatch(text) for pattern in _LISTS) and _is_certain(text)


def is_table(text: str) -> bool:
    """Return whether a text consists of such a table."""
    return _TABLE.fullmatch(text) is not None


def is_tight(text: str) -> bool:
    """Return whether there is no blank line in such a list."""
    return "\n\n" not in text


def count_items(text: str) -> int:
    """Return the number of items of such a list."""
    return sum(1 for _ in _ITEM.finditer(text))


def slices(text: str, length: int, most: int) -> Iterator[str]:
    """Cut such a list between its items, after a number of characters or items."""
    start = items = 0
    for match in _ITEM.finditer(text):
        if match.start() > start and (match.start() - start >= length or items >= most):
            yield text[start : match.start()]
            start, items = match.start(), 0
        items += 1
    yield text[start:]
