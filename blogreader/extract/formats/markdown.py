"""Pages that are Markdown already: reads and removes front matter and makes addresses absolute, except in code."""

import re
from datetime import date

from blogreader.errors import Empty
from blogreader.extract.dates import day_of
from blogreader.extract.formats.attribute_lists import with_names
from blogreader.extract.formats.directives import with_callouts
from blogreader.extract.formats.generator_lines import without_extras
from blogreader.extract.formats.markdown_addresses import with_addresses
from blogreader.extract.formats.markdown_blocks import PLACE
from blogreader.extract.formats.markdown_html import with_html
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.result import Extracted, Hints
from blogreader.extract.titles import plain
from blogreader.text import clean, clean_line

_FRONT_MATTER = lazily(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = lazily(r"([A-Za-z_-]+)\s*[:=](.*)")
# After any number of blanks and of markers of quotations and items; each marker takes all its blanks.
_FENCE = lazily(r"[ ]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))[ ]*+)*+(`{3,}+(?=[^`]*$)|~{3,})")
# Blanks, and signs after blanks, at the end of a heading are not part of it.
_HEADING_TEXT = r"((?:[^ \t\n]++|[ \t]++(?!#*+[ \t]*+\Z))*+)(?:[ \t]++#*+)?[ \t]*+"
_H1 = lazily(rf"#[ \t]++{_HEADING_TEXT}")
_SETEXT = lazily(r"=+[ \t]*")
_HEADING = lazily(rf"(#{{1,2}})[ \t]++{_HEADING_TEXT}")
_WHERE_TITLE_STANDS = 60
"""Lines."""
_LONGEST_NOTE = 150
"""The most words before the title that are not part of the article: notes for programs, navigation."""
_NAMES = {
    "title": ("title",),
    "author": ("author", "authors"),
    "category": ("category", "section"),
    "date": ("date", "published", "pubdate", "publishdate", "published_at", "created"),
    "language": ("lang", "language"),
}


def markdown_page(text: str, url: str, hints: Hints) -> Extracted:
    """Return the article of a Markdown page; raises Empty if nothing is left of it."""
    text = clean(text.removeprefix("\ufeff"))
    said: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        said = _pairs(front[2] or "")
        text = text[front.end() :]
    title = _said(said, "title") or None
    lines = with_names(without_extras(text.strip("\n").split("\n")))
    known = {plain(title), plain(hints.title)} - {""}
    lines = _from_title(lines, known)
    heading, rest = _first_heading(lines)
    if heading and (not known or plain(heading) in known):
        title = title or heading
        lines = rest
    text, images = with_addresses(with_html(with_callouts(lines), url), url)
    if not text.strip():
        raise Empty("No article was found on this page.")
    return Extracted(
        text=text + "\n",
        title=clean_line(title or hints.title or "") or None,
        author=_said(said, "author") or None,
        category=_said(said, "category") or None,
        published=_day(said),
        language=_said(said, "language") or None,
        images=images,
    )


def _pairs(front: str) -> dict[str, str]:
    """Read plain `key: value` and `key = value` lines; nested and multi-line values are left out."""
    pairs: dict[str, str] = {}
    for line in front.split("\n"):
        match = _PAIR.fullmatch(line)
        if match is None:
            continue
        value = match[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            inner = value[1:-1]
            value = inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"')
        elif value.startswith(("[", "{", "|", ">", "&", "*", "!")):
            continue
        pairs.setdefault(match[1].lower(), clean_line(value))
    return pairs


def _said(pairs: dict[str, str], name: str) -> str:
    return next((pairs[key] for key in _NAMES[name] if pairs.get(key)), "")


def _day(pairs: dict[str, str]) -> date | None:
    return day_of(_said(pairs, "date"))


def _from_title(lines: list[str], known: set[str]) -> list[str]:
    """Remove what is before the heading with the article's known title, if that is little."""
    fence = ""
    for number, line in enumerate(lines[:_WHERE_TITLE_STANDS]):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        heading = None if fence else _HEADING.fullmatch(line)
        if heading and plain(_without_place(heading[2])) in known:
            before = " ".join(lines[:number])
            return lines[number:] if len(before.split()) <= _LONGEST_NOTE else lines
    return lines


def _first_heading(lines: list[str]) -> tuple[str, list[str]]:
    """Return the H1 at the beginning of a text, and the lines without it."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if start < len(lines) and (match := _H1.fullmatch(lines[start])):
        return _without_place(match[1]), lines[start + 1 :]
    if start + 1 < len(lines) and _SETEXT.fullmatch(lines[start + 1]):
        return lines[start].strip(), lines[start + 2 :]
    return "", lines


def _without_place(heading: str) -> str:
    """Return the text of a heading without the link targets that it begins with."""
    place = PLACE.match(heading)
    return heading[place.end() :] if place else heading
