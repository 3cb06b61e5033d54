"""Pages that are Markdown already: front matter is read and removed, addresses made absolute, code left alone."""

import re
from datetime import date

from blogreader.errors import Empty
from blogreader.extract.dates import day_of
from blogreader.extract.formats.attribute_lists import with_names
from blogreader.extract.formats.directives import with_callouts
from blogreader.extract.formats.markdown_addresses import with_addresses
from blogreader.extract.formats.markdown_html import with_html
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.result import Extracted, Hints
from blogreader.extract.titles import plain
from blogreader.text import clean, clean_line

_FRONT_MATTER = lazily(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = lazily(r"([A-Za-z_-]+)\s*[:=](.*)")
# Behind any number of blanks and of signs of quotes and items; each sign takes its blanks whole.
_FENCE = lazily(r"[ ]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))[ ]*+)*+(`{3,}+(?=[^`]*$)|~{3,})")
# What a heading ends in is no part of it: blanks, and signs behind blanks.
_HEADING_TEXT = r"((?:[^ \t\n]++|[ \t]++(?!#*+[ \t]*+\Z))*+)(?:[ \t]++#*+)?[ \t]*+"
_H1 = lazily(rf"#[ \t]++{_HEADING_TEXT}")
_SETEXT = lazily(r"=+[ \t]*")
_HEADING = lazily(rf"(#{{1,2}})[ \t]++{_HEADING_TEXT}")
_WHERE_TITLE_STANDS = 60
"""Lines."""
_LONGEST_NOTE = 150
"""Words before the title that are no part of the article: a site's notes for programs, its navigation."""
_NAMES = {
    "title": ("title",),
    "author": ("author", "authors"),
    "category": ("category", "section"),
    "date": ("date", "published", "pubdate", "publishdate", "published_at", "created"),
    "language": ("lang", "language"),
}


def markdown_page(text: str, url: str, hints: Hints) -> Extracted:
    """Return the article of a page that is Markdown; raises Empty when nothing is left of it."""
    text = clean(text.removeprefix("\ufeff"))
    said: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        said = _pairs(front[2] or "")
        text = text[front.end() :]
    title = _said(said, "title") or None
    lines = with_names(text.strip("\n").split("\n"))
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
    """Read the plain `key: value` and `key = value` lines; what is nested or spread over lines is left out."""
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
    """Cut what stands before the heading that is the article's known title, when that is little."""
    fence = ""
    for number, line in enumerate(lines[:_WHERE_TITLE_STANDS]):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        heading = None if fence else _HEADING.fullmatch(line)
        if heading and plain(heading[2]) in known:
            before = " ".join(lines[:number])
            return lines[number:] if len(before.split()) <= _LONGEST_NOTE else lines
    return lines


def _first_heading(lines: list[str]) -> tuple[str, list[str]]:
    """Return the H1 that a text begins with, and the lines without it."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if start < len(lines) and (match := _H1.fullmatch(lines[start])):
        return match[1], lines[start + 1 :]
    if start + 1 < len(lines) and _SETEXT.fullmatch(lines[start + 1]):
        return lines[start].strip(), lines[start + 2 :]
    return "", lines
