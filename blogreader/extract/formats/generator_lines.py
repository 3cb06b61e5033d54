"""What extensions of Markdown fill in or set out, left out: tables of contents, icons, HTML that holds Markdown."""

import re
from textwrap import dedent

from blogreader.extract.formats.markdown_blocks import code_lines
from blogreader.extract.lazy_patterns import lazily

_CONTENTS = lazily(r"[ \t]*+(?:\[\[?_?TOC_?\]?\]|\{\{TOC\}\}|<!--[ ]*+toc[ ]*+-->|@\[toc\])[ \t]*+", re.IGNORECASE)
_INCLUDED = lazily(r"[ \t]*+-+8<-+(?:[ \t]++\"[^\"\n]*+\")?[ \t]*+")
_ABBREVIATION = lazily(r"\*\[[^\[\]\n]{1,80}\]:[ \t]*+.*")
_ICON = lazily(r":(?:material|fontawesome|octicons|simple)(?:-[a-z0-9]{1,40}){1,12}:[ \t]?")
_HOLDS_MARKDOWN = lazily(
    r"[ \t]*+<(\w{1,20}+)\b(?=[^<>]*[ ]markdown(?:[ ]*+>|[ ]|=))[^<>]*+>[ \t]*+(?:<(\w{1,20}+)\b[^<>]*+>[ \t]*+)?"
)
_SIGNS = ("toc", "TOC", "8<", "*[", ":material", ":fontawesome", ":octicons", ":simple", " markdown")


def without_extras(lines: list[str]) -> list[str]:
    """Return Markdown without them; code stays as it is."""
    if not any(sign in line for line in lines for sign in _SIGNS):
        return lines
    is_code = code_lines(lines)
    out: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if number in is_code:
            out.append(line)
        elif (opened := _HOLDS_MARKDOWN.fullmatch(line)) and (end := _end_of(lines, number, opened[1])):
            inner = dedent("\n".join(lines[number + 1 : end])).split("\n")
            out += ["", *_parted(without_extras(inner)), ""]
            number = end
        elif not (_CONTENTS.fullmatch(line) or _INCLUDED.fullmatch(line) or _ABBREVIATION.fullmatch(line)):
            out.append(_ICON.sub("", line) if ":" in line else line)
        number += 1
    return out


def _end_of(lines: list[str], start: int, tag: str) -> int | None:
    """Return the line on which an element ends that begins on this one; None: it ends within another line."""
    depth = 0
    for number in range(start, len(lines)):
        depth += lines[number].count(f"<{tag}") - lines[number].count(f"</{tag}>")
        if depth <= 0:
            return number if lines[number].strip() == f"</{tag}>" else None
    return None


def _parted(lines: list[str]) -> list[str]:
    """Return lines with a blank one before each caption, so that it follows what it belongs to."""
    return [part for line in lines for part in (("", line) if line.lstrip().startswith("<figcaption") else (line,))]
