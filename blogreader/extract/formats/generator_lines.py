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
_TAG = lazily(r"<(/?)(\w{1,20}+)")
_DEEPEST = 25
"""Elements in each other; what is nested more deeply stays HTML."""
_SIGNS = ("toc", "TOC", "8<", "*[", ":material", ":fontawesome", ":octicons", ":simple", " markdown")


def without_extras(lines: list[str], depth: int = 0) -> list[str]:
    """Return Markdown without them; code stays as it is. `depth` is the number of elements that these lines are in."""
    text = "\n".join(lines)
    if depth > _DEEPEST or not any(sign in text for sign in _SIGNS):
        return lines
    is_code = code_lines(lines)
    ends = _ends(lines)
    out: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if number in is_code:
            out.append(line)
        elif end := ends.get(number):
            inner = dedent("\n".join(lines[number + 1 : end])).split("\n")
            out += ["", *_parted(without_extras(inner, depth + 1)), ""]
            number = end
        elif not (_CONTENTS.fullmatch(line) or _INCLUDED.fullmatch(line) or _ABBREVIATION.fullmatch(line)):
            out.append(_ICON.sub("", line) if ":" in line else line)
        number += 1
    return out


def _ends(lines: list[str]) -> dict[int, int]:
    """Return the lines on which elements that hold Markdown end, by those that begin them.

    Left out are elements without an end, and those that end within a line.
    """
    ends: dict[int, int] = {}
    depths: dict[str, int] = {}
    waiting: dict[str, list[tuple[int, int]]] = {}
    """For each tag the beginnings without an end yet, and how deep they stand."""
    for number, line in enumerate(lines):
        tags = [*_TAG.finditer(line)] if "<" in line else []
        if tags and " markdown" in line and (opened := _HOLDS_MARKDOWN.fullmatch(line)):
            waiting.setdefault(opened[1], []).append((number, depths.get(opened[1], 0)))
        for tag in tags:
            depths[tag[2]] = depths.get(tag[2], 0) + (-1 if tag[1] else 1)
        for name in {tag[2] for tag in tags}:
            begun = waiting.get(name, [])
            while begun and depths[name] <= begun[-1][1]:
                start, _ = begun.pop()
                if line.strip() == f"</{name}>":
                    ends[start] = number
    return ends


def _parted(lines: list[str]) -> list[str]:
    """Return lines with a blank one before each caption, so that it follows what it belongs to."""
    return [part for line in lines for part in (("", line) if line.lstrip().startswith("<figcaption") else (line,))]
