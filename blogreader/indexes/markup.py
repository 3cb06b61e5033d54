"""The Markdown of an index: fences, headings and links, parsed and written."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from blogreader.text import clean, unescaped_text

_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$")
# Before a link the blank may be missing, as many programs read it.
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:(?:[ \t]+|(?=\[))(.*))?$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"[\\&*_]")
"""The characters without which `plain` returns a text unchanged."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# `1. [`, `📌 [`, `**[`: a number, signs, emphasis before a link.
_BEFORE_LINK = re.compile(r"(?:\d{1,4}[.)]\s+)?(?:[^\w\s\[\]()<>`\\#|~!*_-]{1,8}\s*)?(\*{1,3}|_{1,3})?(?=\[)")
_DAY_BEFORE = re.compile(r"\(?(\d{4}-\d{2}-\d{2})\)?[ \t]*+[:·|–—-]?[ \t]*+(?=\S)")
_SIGNS_BETWEEN = " \t:·|–—-"
_UNDERLINE = re.compile(r" {0,3}-{2,}[ \t]*")
# What opens emphasis, and what closes the one of one, two and three signs.
_EMPHASIS = (
    (
        re.compile(r"\*{1,3}(?=\S)"),
        (re.compile(r"(?<=\S)(?=\*)"), re.compile(r"(?<=\S)(?=\*\*)"), re.compile(r"(?<=\S)(?=\*\*\*)")),
    ),
    (
        re.compile(r"(?<!\w)_{1,3}(?=\S)"),
        (re.compile(r"(?<=\S)(?=_(?!\w))"), re.compile(r"(?<=\S)(?=__(?!\w))"), re.compile(r"(?<=\S)(?=___(?!\w))")),
    ),
)
_PLACE = 0xF0000
_PLACES = re.compile("[\U000f0000-\U000f00ff]")
# What nearly all links are: no brackets, escapes or code in the title, none of what has a meaning in the address.
_SIMPLE_LINK = re.compile(r"\[([^\[\]\\`]*)\]\(([^\s()\\<>]+)\)")
_IN_ANGLES = re.compile(r"\(<((?:\\.|[^<>\\])*)>")
# `(address "title")`. Looking behind keeps a long run of blanks from being tried from each of them.
_LINK_TITLE = re.compile(r"""(?<!\s)\s+["'(]""")
_BRACKETS = re.compile(r"\\.|`+|[\[\]]")
_PARENTHESES = re.compile(r"\\.|[()]")
_TICKS = re.compile("`+")


class MarkdownLink(NamedTuple):
    """A link at the beginning of a text, as written there."""

    title: str
    """The text in the brackets, with its escapes."""
    address: str
    """With its escapes resolved."""
    rest: str
    """What follows the link."""


class MarkdownHeading(NamedTuple):
    """A heading and the link that it begins with."""

    level: int
    text: str
    link: MarkdownLink | None


def split(text: str) -> list[str]:
    """Split at line feeds only: other line separators of Unicode may occur in a title, as blanks."""
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return [line if line.isprintable() else clean(line).replace("\n", " ") for line in text.split("\n")]


def headings(lines: list[str]) -> dict[int, MarkdownHeading]:
    """Return every heading that is not inside a fence, by its line (from 0)."""
    return {
        number: heading
        for number, line in outside_fences(lines)
        if line.lstrip(" ").startswith("#") and (heading := _heading(line))
    }


def _heading(line: str) -> MarkdownHeading | None:
    found = _HEADING.match(line)
    if found is None:
        return None
    text = (found[2] or "").strip(" \t")
    # The closing number signs of CommonMark 4.2 stand after a blank. By hand: a pattern goes quadratic on blanks.
    without = text.rstrip("#")
    if not without or without[-1] in " \t":
        text = without.rstrip(" \t")
    return MarkdownHeading(len(found[1]), text, opening_link(text))


def outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Return the lines outside of fenced code, with their numbers (from 0).

    Unlike in CommonMark, a fence that is never closed is none: a stray line must not cost the rest of an index.
    """
    marks = {
        number: (found[1], not found[2].strip())
        for number, line in enumerate(lines)
        if ("```" in line or "~~~" in line) and (found := _FENCE.match(line))
    }
    if not marks:
        yield from enumerate(lines)
        return
    longest_below = {"`": 0, "~": 0}
    closed: set[int] = set()
    for number, (run, bare) in reversed(marks.items()):
        if longest_below[run[0]] >= len(run):
            closed.add(number)
        if bare:
            longest_below[run[0]] = max(longest_below[run[0]], len(run))
    fence: str | None = None
    for number, line in enumerate(lines):
        mark = marks.get(number)
        if fence is not None:
            if mark is not None and mark[1] and mark[0].startswith(fence):
                fence = None
        elif mark is not None and number in closed:
            fence = mark[0]
        else:
            yield number, line


def link(text: str) -> MarkdownLink | None:
    """Parse the link at the beginning of a text; None if there is none."""
    text = text.strip()
    if not text.startswith("["):
        return None
    if simple := _SIMPLE_LINK.match(text):
        return MarkdownLink(simple[1], simple[2], text[simple.end() :].strip())
    end = _closing(text, _BRACKETS)
    if end is None or text[end + 1 : end + 2] != "(":
        return None
    title, rest = text[1:end], text[end + 1 :]
    if (angles := _IN_ANGLES.match(rest)) and (last := rest.find(")", angles.end())) > 0:
        return MarkdownLink(title, unescaped(angles[1]), rest[last + 1 :].strip())
    last_or_none = _closing(rest, _PARENTHESES)
    if last_or_none is None:
        return None
    # The title of a link is not the article's.
    address = _LINK_TITLE.split(rest[1:last_or_none].strip())[0]
    return MarkdownLink(title, unescaped(address), rest[last_or_none + 1 :].strip())


def opening_link(text: str) -> MarkdownLink | None:
    """Return the link that a heading or a list item begins with, after at most a number, signs or a date."""
    if found := link(bare(text)):
        return found
    day = _DAY_BEFORE.match(text)
    found = link(bare(text[day.end() :])) if day else None
    if day is None or found is None:
        return None
    rest = found.rest.lstrip(_SIGNS_BETWEEN)
    return found._replace(rest=f"{day[1]} · {rest}" if rest else day[1])


def with_number_signs(lines: list[str]) -> list[str]:
    """Return lines with underlined links rewritten as headings of the second level."""
    if not any(line.startswith("[") for line in lines):
        return lines
    return [
        f"## {line}"
        if line.startswith("[") and _UNDERLINE.fullmatch(below) and not before.strip() and link(line)
        else ""
        if _UNDERLINE.fullmatch(line) and before.startswith("[") and link(before)
        else line
        for before, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    ]


def bare(text: str) -> str:
    """Return a text that begins with a link without the number, signs and emphasis around the link."""
    start = _BEFORE_LINK.match(text)
    if start is None or not start[0]:
        return text
    rest = text[start.end() :]
    marks = start[1]
    return (
        rest[: -len(marks)] if marks and rest.endswith(marks) else rest.replace(f"){marks}", ")", 1) if marks else rest
    )


def _closing(text: str, tokens: re.Pattern[str]) -> int | None:
    """Find the bracket that closes the first one, skipping escapes and code spans (CommonMark 6.3)."""
    last_ticks = {len(run[0]): run.start() for run in _TICKS.finditer(text)} if tokens is _BRACKETS else {}
    depth = position = 0
    while token := tokens.search(text, position):
        position = token.end()
        match token[0][0]:
            case "`" if last_ticks.get(len(token[0]), 0) >= position:
                runs = _TICKS.finditer(text, position)
                position = next(run.end() for run in runs if len(run[0]) == len(token[0]))
            case "[" | "(":
                depth += 1
            case "]" | ")":
                depth -= 1
                if depth == 0:
                    return token.start()
    return None


def unescaped(text: str) -> str:
    """Resolve escapes, also in code, where generators write them for brackets; backticks stay."""
    return _ESCAPED.sub(r"\1", text)


def plain(text: str) -> str:
    """Resolve escapes and entities, and remove emphasis; backticks stay."""
    if not _MARKED.search(text):
        return text
    if _PLACES.search(text):
        return unescaped(text)
    # What was escaped is neither an entity nor emphasis: it stands aside meanwhile.
    text = _ESCAPED.sub(lambda match: chr(_PLACE + ord(match[1])), text)
    text = _ENTITY.sub(lambda match: unescaped_text(match[0]), text)
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts = [text]
    for index in range(0, len(parts), 2):
        for opening, closing in _EMPHASIS:
            parts[index] = _without_emphasis(parts[index], opening, closing)
    return _PLACES.sub(lambda match: chr(ord(match[0]) - _PLACE), "`".join(parts))


def _without_emphasis(text: str, opening: re.Pattern[str], closing: tuple[re.Pattern[str], ...]) -> str:
    """Return a text without pairs of emphasis marks; one search for each kind of closing mark."""
    ends = [[match.start() for match in one.finditer(text)] for one in closing]
    kept: list[str] = []
    position = 0
    while found := opening.search(text, position):
        start = found.start()
        for width in range(len(found[0]), 0, -1):
            number = bisect_left(ends[width - 1], start + width + 1)
            if number < len(ends[width - 1]):
                end = ends[width - 1][number]
                kept += (text[position:start], text[start + width : end])
                position = end + width
                break
        else:
            kept.append(text[position : start + 1])
            position = start + 1
    return "".join(kept) + text[position:]


def escaped(title: str) -> str:
    """Return a text escaped so that `plain` undoes it and no bracket in it ends a link."""
    written = re.sub(r"([\\`\[\]#])", r"\\\1", title)
    return written if plain(written) == title else re.sub(r"([\\`\[\]#*_&])", r"\\\1", title)


def destination(url: str) -> str:
    """Return an address written so that `link` parses it back exactly: it identifies the article."""
    if re.search(r"\s", url):
        return "<" + re.sub(r"([\\<>])", r"\\\1", url) + ">"
    return re.sub(r"([\\()<>])", r"\\\1", url)
