"""The Markdown index: headings that are links with a line of facts under each, or a plain list of links."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urljoin, urlsplit

from blogreader.indexes import markup
from blogreader.model import Article, Index, IndexWarning
from blogreader.text import clean, clean_line, counted
from blogreader.urls import canonical, is_plain, without_userinfo

_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)(.*)$")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}\S*)?")
_ADDRESS = re.compile(r"<(https?://[^\s<>]++)>|(https?://[^\s<>\"]++)(?=\s|$)", re.IGNORECASE)
_AROUND = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1")
# A day at the beginning of a list item's note: `(2026-04-16)`, `2026-04-16: …`.
_DAY_OF_NOTE = re.compile(
    r"\((\d{4}-\d{2}-\d{2})\)[:.,]?(?=\s|$)|(\d{4}-\d{2}-\d{2})(?:[:.,]?\s+[–—·|-]|[:.,])?(?=\s|$)"
)
_MINUTES = re.compile(
    r"[~≈<]? ?(?:(\d{1,2}) ?h(?:ours?|rs?|r)?\.?(?= |$) ?)?(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?\.?)?(?: read)?",
    re.IGNORECASE,
)
_SEPARATORS = (" · ", " | ", " • ", " - ", " — ", " – ")
_NO_FACT = re.compile(r"\{[#.:][^{}]*+\}|\[[^\[\]\w]{0,3}\]\(#[^()\s]*+\)|<br ?/?>|<a\b[^<>]*+>\s*+</a>")
"""What generators put after the link of a heading: its name, a link to itself."""
_DAY_IN_SIGNS = re.compile(r"[ \t]*+[·•|–—,:(-][ \t]*+(\d{4}-\d{2}-\d{2})\)?[ \t]*+(.*)")
_TIME = re.compile(r"<time\b[^<>]{0,100}?datetime=[\"']?(\d{4}-\d{2}-\d{2})[^<>]{0,100}+>[^<>]{0,100}+</time>")
_LABELLED = re.compile(r"[*_]{0,2}(?:date|published|posted)(?: on)?[ ]?:", re.IGNORECASE)
_LABEL = re.compile(r"[*_]{0,2}[A-Za-z][A-Za-z ]{2,20}+:[*_]{0,2}[ \t]++(?=\S)")
_QUOTED_DAY = re.compile(r"^>[ \t]?(?=\d{4}-\d{2}-\d{2})")
# A line under a heading that is longer, or ends like a sentence, is prose and not a category.
_LONGEST_CATEGORY = 60
# A card shows it at once: what is longer is an article by itself.
_LONGEST_SUMMARY = 10_000
# What would be a heading or a fence at the beginning of a line is written behind a backslash in a summary.
_BLOCK = re.compile(r"\\*(?:#{1,6}(?:\s|\[|$)|`{3}|~{3})")
_SIGNS = " \t*_#¶" + "".join(map(chr, (0x2B50, 0xFE0F, 0x1F4CC, 0x1F517)))
"""Decoration that may follow the link of a heading."""
LEFT_OUT = "the user name and password in an address were left out; they are never stored"
_BROKEN_LINK = "this looks like an article's link, but is not one"
_Facts = tuple[date | None, str | None, int | None]
"""Date, category, minutes."""


@dataclass(slots=True)
class _Found:
    """A link that opens an article, and the lines that belong to it; the first is the rest of the link's own."""

    line: int
    link: markup.MarkdownLink
    category: str | None
    lines: list[str]


def read(text: str, base: str | None) -> Index:
    """Parse either form; in a text with headings that are links, lists belong to summaries."""
    lines = markup.with_number_signs(markup.split(text))
    headings = markup.headings(lines)
    title = next((one.text for one in headings.values() if one.level == 1 and not one.link), None)
    warnings = [IndexWarning(line + 1, _BROKEN_LINK) for line, heading in headings.items() if _is_broken_link(heading)]
    if any(one.level > 1 and one.link for one in headings.values()):
        found = list(_linked_headings(lines, headings))
        parse = _from_heading
    else:
        found = list(_items(lines, headings, warnings))
        parse = _from_item
    articles: dict[str, Article] = {}
    first_lines: dict[str, int] = {}
    for one in found:
        article = parse(one, base, warnings)
        if article is None:
            continue
        if article.key in articles:
            warnings.append(
                IndexWarning(one.line, f"the same article as in line {first_lines[article.key]}, which is used")
            )
            continue
        articles[article.key] = article
        first_lines[article.key] = one.line
    name = clean_line(markup.plain(title)) or None if title else None
    return Index(name, tuple(articles.values()), tuple(sorted(warnings, key=lambda warning: warning.line)))


def write(index: Index) -> str:
    """Return an index as text that `read` parses to the same."""
    parts = [
        f"# {markup.escaped(index.title)}\n" if index.title else "",
        f"{counted(len(index.articles), 'article')}.\n",
    ]
    for article in index.articles:
        # A path is written as an address is: in escapes.
        url = quote(article.url) if article.url.startswith("/") else article.url
        lines = [f"### [{markup.escaped(article.title)}]({markup.destination(url)})"]
        if facts := _written_facts((article.date, article.category, article.minutes)):
            lines.append(facts)
        elif (first := article.summary.partition("\n")[0].strip()) and _is_known(first, _facts(first, 0, [])):
            lines.append("·  ·")  # what follows is no line of facts
        for paragraph in article.summary.split("\n\n") if article.summary else ():
            lines += ["", "\\" + paragraph if _BLOCK.match(paragraph) else paragraph]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(part for part in parts if part)


def _linked_headings(lines: list[str], headings: dict[int, markup.MarkdownHeading]) -> Iterator[_Found]:
    current: _Found | None = None
    for number, line in enumerate(lines):
        if number not in headings:
            if current is not None:
                current.lines.append(line)
            continue
        if current is not None:
            yield current
        level, _, link = headings[number]
        # A heading without a link (a year, a footer) ends the article before it and is none itself.
        current = _Found(number + 1, link, None, [_behind(link)]) if link and level > 1 else None
    if current is not None:
        yield current


def _behind(link: markup.MarkdownLink) -> str:
    """Return what follows the link of a heading, in the form of a line of facts."""
    rest = _NO_FACT.sub("", link.rest).strip()
    if day := _DAY_IN_SIGNS.fullmatch(rest):
        return f"{day[1]} · {day[2].lstrip(' ·•|–—,:-')}" if day[2] else day[1]
    return rest


def _is_broken_link(heading: markup.MarkdownHeading) -> bool:
    level, text, link = heading
    return level > 1 and not link and (text.startswith("[") or ("](" in text and "[" not in text))


def _items(
    lines: list[str], headings: dict[int, markup.MarkdownHeading], warnings: list[IndexWarning]
) -> Iterator[_Found]:
    category: str | None = None
    for number, line in markup.outside_fences(lines):
        if number in headings:
            heading = headings[number]
            category = _category(heading.text) if heading.level > 1 else None
        elif item := _ITEM.match(line):
            if link := markup.opening_link(item[1]) or _plain_link(item[1]):
                yield _Found(number + 1, link, category, [link.rest])
            elif item[1].startswith("[") and "](" in line:
                warnings.append(IndexWarning(number + 1, _BROKEN_LINK))


def _plain_link(text: str) -> markup.MarkdownLink | None:
    """Return the address that an item consists of, without a title; None if it is text."""
    match = _ADDRESS.match(text)
    return markup.MarkdownLink("", match[1] or match[2], text[match.end() :].strip()) if match else None


def _from_heading(found: _Found, base: str | None, warnings: list[IndexWarning]) -> Article | None:
    if (named := _named(found, base, warnings)) is None:
        return None
    lines = found.lines
    day, category, minutes = None, None, None
    if found_facts := _facts_in(lines, found.line, warnings):
        place, (day, category, minutes) = found_facts
        lines = lines[:place] + lines[place + 1 :]
        if place > 0 and not lines[0].strip(_SIGNS):
            lines = lines[1:]
    return Article(*named, date=day, category=category, minutes=minutes, summary=_summary(lines))


def _facts_in(lines: list[str], number: int, warnings: list[IndexWarning]) -> tuple[int, _Facts] | None:
    """Return the line with the facts, and the facts: the first line below the heading that is one, or the link's own.

    `number` is the number of the first line.
    """
    doubts: list[IndexWarning] = []
    below = next((place for place, line in enumerate(lines) if place and line.strip()), None)
    line = lines[below].strip() if below is not None else ""
    facts = _facts(line, number + (below or 0), doubts) if line else None
    if facts is None or not _is_known(line, facts):
        if lines[0].strip(_SIGNS):
            facts = _facts(lines[0].strip(), number, warnings)
            return None if facts is None else (0, facts)
        # A word alone is a category right below the heading, and a paragraph anywhere else.
        if facts is None or below != 1:
            return None
    warnings += doubts
    return below or 0, facts


def _is_known(line: str, facts: _Facts | None) -> bool:
    """Return whether a line with these can only be facts: it has a date, minutes, or our own separators."""
    return facts is not None and (
        facts[0] is not None or facts[2] is not None or (line.startswith("·") and line.endswith("·"))
    )


def _from_item(found: _Found, base: str | None, warnings: list[IndexWarning]) -> Article | None:
    if (named := _named(found, base, warnings)) is None:
        return None
    note = found.link.rest
    for separator in (":", "–", "—", "-"):
        if note.startswith(separator):
            note = note[len(separator) :].strip()
            break
    day = None
    if match := _DAY_OF_NOTE.match(note):
        with suppress(ValueError):  # no such day: it stays in the note, where it can be read
            day = date.fromisoformat(match[1] or match[2])
            note = note[match.end() :].strip()
    return Article(*named, date=day, category=found.category, summary=_summary([note]))


def _named(found: _Found, base: str | None, warnings: list[IndexWarning]) -> tuple[str, str, str] | None:
    """Return key, address and title of the article that a link opens; None if it opens none."""
    title = clean_line(markup.plain(found.link.title))
    resolved = _resolved(found.link.address, base)
    url = without_userinfo(resolved)
    if url != resolved:
        warnings.append(IndexWarning(found.line, LEFT_OUT))
    key = canonical(url)
    if key is None:
        address = clean_line(found.link.address, 80) or "none"
        warnings.append(IndexWarning(found.line, f"not a readable address: {address}"))
        return None
    if not title:
        warnings.append(IndexWarning(found.line, "a title is missing; the address is used instead"))
        title = clean_line(found.link.address)
    return key, url, title


def can_be_named(path: str) -> bool:
    """Return whether a path can be written in an index: text on one line, without control characters."""
    return clean(path) == path and "\n" not in path and "\t" not in path


def _resolved(address: str, base: str | None) -> str:
    """Return the complete address, or an absolute path in a local index; empty if it leads to no article."""
    if is_plain(address):
        return address
    try:
        parts = urlsplit(address)
        if base is not None and "://" in base:
            url = urljoin(base, address)
            # What the network says chooses no file, and a link within the index leads to no article.
            return "" if url.startswith("file:") or not (parts.netloc or parts.path or parts.query) else url
    except ValueError:
        return ""
    if parts.scheme:
        return address
    path = unquote(parts.path)
    if parts.netloc or not path or not can_be_named(path):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if base else path


def _facts(line: str, number: int, warnings: list[IndexWarning]) -> _Facts | None:
    """Parse `date · category · minutes`, any of which may be missing; None if the line is prose."""
    if around := _AROUND.fullmatch(line):
        line = around[2]
    if "<time" in line:
        line = _TIME.sub(r"\1", line)
    line = _QUOTED_DAY.sub("", line)
    padded = f" {line} "
    separator = _separator(padded)
    # `· Who? ·`: with a separator on both sides anything is a category; `_written_facts` needs that for some.
    known = line.startswith("· ") and line.endswith(" ·")
    parts = [part.strip() for part in padded.split(separator)]
    if _LABELLED.match(line):
        parts = [_LABEL.sub("", part, count=1) for part in parts]
    day: date | None = None
    minutes: int | None = None
    no_day, no_minutes = not parts[0], not parts[-1]
    if no_day:
        parts.pop(0)
    elif match := next((match for part in parts if (match := _DAY.fullmatch(part))), None):
        known = True
        parts.remove(match[0])
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            warnings.append(IndexWarning(number, f"{match[1]} is not a date"))
    if no_minutes:
        parts = parts[:-1]
    elif places := [place for place, part in enumerate(parts) if _minutes_in(part) is not None]:
        known = True
        minutes = _minutes_in(parts.pop(places[-1]))
    if not known and (len(line) > _LONGEST_CATEGORY or line.endswith((".", "!", "?", ":", "…")) or line[0] in "-*+>|"):
        return None
    if len(parts) > 1 and day is None and not no_day and any(character.isdigit() for character in parts[0]):
        warnings.append(
            IndexWarning(number, f"{clean_line(parts[0], 80)} is not a date: expected one such as 2026-04-16")
        )
        parts.pop(0)
    return day, _category(separator.join(parts)), minutes


def _separator(padded: str) -> str:
    """Return the separator of a line's facts: our own, or the first one beside a date or minutes."""
    there = [one for one in _SEPARATORS if one in padded]
    for one in there if _SEPARATORS[0] not in there else ():
        parts = [part.strip() for part in padded.split(one)]
        if any(_DAY.fullmatch(part) or _minutes_in(part) is not None for part in parts):
            return one
    return there[0] if there else _SEPARATORS[0]


def _minutes_in(text: str) -> int | None:
    """Return minutes as people write them: `5 min`, `~3 min`, `1 h 5 min`; None for anything else."""
    match = _MINUTES.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return None
    return max(60 * int(match[1] or 0) + int(match[2] or 0), 1)


def _category(text: str) -> str | None:
    return clean_line(markup.plain(text)).strip("· ") or None


def _written_facts(facts: _Facts) -> str:
    """Write a line that `_facts` parses, with every separator if the category could be taken for something else."""
    day, category, minutes = facts
    parts = (day.isoformat() if day else "", category or "", f"{minutes} min" if minutes is not None else "")
    parts = (parts[0], markup.escaped(parts[1]), parts[2])
    line = " · ".join(part for part in parts if part)
    doubts: list[IndexWarning] = []
    if not line or (not _BLOCK.match(line) and _facts(line, 0, doubts) == facts and not doubts):
        return line
    return " · ".join(parts).strip()


def _summary(lines: list[str]) -> str:
    """Join lines into paragraphs, and paragraphs with an empty line."""
    paragraphs = (" ".join(one.split()) for one in re.split(r"\n\s*\n", "\n".join(lines).strip()))
    summary = "\n\n".join(
        one[1:] if one.startswith("\\") and _BLOCK.match(one) else one
        for one in paragraphs
        if one.strip("-*_ ")  # not a rule
    )
    return summary if len(summary) <= _LONGEST_SUMMARY else summary[:_LONGEST_SUMMARY].rstrip() + "…"
