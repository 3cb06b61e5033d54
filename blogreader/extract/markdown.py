"""A page that is Markdown already: front matter read and taken off, addresses made absolute, code left alone."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from blogreader.errors import Empty
from blogreader.extract.cuts import plain
from blogreader.extract.dates import day_of
from blogreader.extract.media import absolute
from blogreader.extract.patterns import lazily
from blogreader.extract.result import Extracted, Hints
from blogreader.text import clean, clean_line

_FRONT_MATTER = lazily(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)?(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = lazily(r"([A-Za-z_-]+)\s*[:=]\s*(.*?)\s*")
# Behind any number of blanks and of signs of quotes and items; each sign takes its blanks whole.
_FENCE = lazily(r"[ ]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))[ ]*+)*+(`{3,}+(?=[^`]*$)|~{3,})")
_H1 = lazily(r"#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_SETEXT = lazily(r"=+[ \t]*")
_CODE_SPAN = lazily(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
# An inline link or image: the text before is not looked at, so that images inside links work too.
_INLINE = lazily(r"(\]\()(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?=[ \t\n]*(?:[\"'(][^\n]*)?\))")
# An image: inline, by reference, or as HTML.
_IMAGE = lazily(
    r"!\[((?:[^\[\]\\]|\\.)*+)\](?:\((?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))|\[([^\[\]\n]*+)\])?"
    r"|<img\b[^<>]*?\bsrc\s*=\s*([\"'])(.*?)\5",
    re.IGNORECASE,
)
_HEADING = lazily(r"(#{1,2})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_WHERE_TITLE_STANDS = 60
"""Lines."""
_LONGEST_NOTE = 150
"""Words before the title that are no part of the article: a site's notes for programs, its navigation."""
_REFERENCE = lazily(r"^([ ]{0,3}\[(?!\^)(?:[^\]\\\n]|\\.)+\]:[ \t]*)(<[^<>\n]*>|\S+)", re.MULTILINE)
_HTML_ADDRESS = lazily(r"(<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE)
_DATA = "data:image/"
_DATA_SAFE = ":;,/+=%.-_~"
_NAMES = {
    "title": ("title",),
    "author": ("author", "authors"),
    "category": ("category", "section"),
    "date": ("date", "published", "pubdate", "publishdate", "published_at", "created"),
    "language": ("lang", "language"),
}


def markdown_page(text: str, url: str, hints: Hints) -> Extracted:
    """Give the article of a page that is Markdown; raises Empty when nothing is left of it."""
    text = clean(text.removeprefix("\ufeff"))
    said: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        said = _pairs(front[2] or "")
        text = text[front.end() :]
    title = _said(said, "title") or None
    lines = text.strip("\n").split("\n")
    known = {plain(title), plain(hints.title)} - {""}
    lines = _from_title(lines, known)
    heading, rest = _first_heading(lines)
    if heading and (not known or plain(heading) in known):
        title = title or heading
        lines = rest
    prose: list[str] = []
    text = _with_absolute(lines, url, _drawn("\n".join(lines)), prose).strip("\n")
    if not text.strip():
        raise Empty("No article was found on this page.")
    return Extracted(
        text=text + "\n",
        title=clean_line(title or hints.title or "") or None,
        author=_said(said, "author") or None,
        category=_said(said, "category") or None,
        published=_day(said),
        language=_said(said, "language") or None,
        images=tuple(dict.fromkeys(_images("\n".join(prose)))),
    )


def _pairs(front: str) -> dict[str, str]:
    """Read the plain `key: value` and `key = value` lines; what is nested or spread over lines is left out."""
    pairs: dict[str, str] = {}
    for line in front.split("\n"):
        match = _PAIR.fullmatch(line)
        if match is None:
            continue
        value = match[2]
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
    """Give the H1 that a text begins with, and the lines without it."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if start < len(lines) and (match := _H1.fullmatch(lines[start])):
        return match[1], lines[start + 1 :]
    if start + 1 < len(lines) and _SETEXT.fullmatch(lines[start + 1]):
        return lines[start].strip(), lines[start + 2 :]
    return "", lines


def _drawn(text: str) -> frozenset[str]:
    """Give the addresses that hold pictures themselves, and are shown: links to such lead nowhere."""
    if _DATA not in text:
        return frozenset()
    return frozenset(address for address in _images(text) if address.startswith(_DATA))


def _with_absolute(lines: list[str], url: str, drawn: frozenset[str], kept: list[str]) -> str:
    """Make addresses absolute, outside of fenced, indented and inline code; what is not code is added to `kept`."""
    out: list[str] = []
    prose: list[str] = []
    fence = ""

    def flush() -> None:
        if prose:
            out.append(_rewritten("\n".join(prose), url, drawn, kept))
            prose.clear()

    blank_before = True
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            out.append(line)
            if match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        elif match:
            flush()
            fence = match[1]
            out.append(line)
        elif blank_before and line.startswith(("    ", "\t")) and not out[-1:] and not prose:
            out.append(line)
        else:
            prose.append(line)
            if not line.strip():
                flush()
        blank_before = not line.strip()
    flush()
    return "\n".join(out)


def _rewritten(text: str, url: str, drawn: frozenset[str], kept: list[str]) -> str:
    pieces: list[str] = []
    position = 0
    for code in _CODE_SPAN.finditer(text):
        pieces.extend((text[position : code.start()], code[0]))
        position = code.end()
    pieces.append(text[position:])
    for number in range(0, len(pieces), 2):
        pieces[number] = _addressed(pieces[number], url, drawn)
        kept.append(pieces[number])
    return "".join(pieces)


def _images(text: str) -> Iterator[str]:
    """Give the addresses of the images in a text without code, in its order."""
    targets = {match[1].strip()[1:-2].casefold(): match[2].strip("<>") for match in _REFERENCE.finditer(text)}
    for match in _IMAGE.finditer(text):
        alternative, pointed, bare, label, _, source = match.groups()
        address = pointed or bare or source or targets.get((label or alternative or "").casefold(), "")
        if address.startswith(("http", _DATA)):
            yield address


def _addressed(text: str, url: str, drawn: frozenset[str]) -> str:
    def target(address: str) -> str:
        return _target(address, url, drawn)

    text = _INLINE.sub(lambda match: match[1] + target(match[2]), text)
    text = _REFERENCE.sub(lambda match: match[1] + target(match[2]), text)
    return _HTML_ADDRESS.sub(lambda match: f"{match[1]}{match[2]}{target(match[3])}{match[2]}", text)


def _target(address: str, url: str, drawn: frozenset[str]) -> str:
    """Give the absolute address, or a picture as it is; one that can't be opened becomes the empty one."""
    bare = address[1:-1] if address.startswith("<") else address
    if bare in drawn:
        return quote(bare, safe=_DATA_SAFE)
    return (absolute(bare, url) or "").replace("(", "%28").replace(")", "%29")
