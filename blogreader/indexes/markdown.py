"""The Markdown index: headings that are links with a line of facts under each, or a plain list of links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urljoin

from blogreader.model import Article, Index, IndexWarning
from blogreader.text import clean, clean_line
from blogreader.urls import canonical

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?=\[)(.*)$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTES = re.compile(r"(\d{1,4}) ?min(?:ute)?s?\.?(?: read)?", re.IGNORECASE)
_SEPARATORS = (" · ", " | ", " - ")
# A line under a heading that is longer, or ends like a sentence, is prose and not a category.
_LONGEST_CATEGORY = 60


@dataclass(slots=True)
class _Found:
    """A link that opens an article, and the lines that belong to it."""

    line: int
    title: str
    url: str
    category: str | None
    lines: list[str]


def read(text: str, base: str | None) -> Index:
    """Read both forms; a text that has headings of links is of the first, and lists in it belong to summaries."""
    lines = _lines(text)
    headings = list(_headings(lines))
    title = next((heading for level, heading, _ in headings if level == 1 and not _link(heading)), None)
    if any(level > 1 and _link(heading) for level, heading, _ in headings):
        found = list(_linked_headings(lines, {line: (level, heading) for level, heading, line in headings}))
        parse = _from_heading
    else:
        found = list(_items(lines))
        parse = _from_item
    warnings: list[IndexWarning] = []
    articles: dict[str, Article] = {}
    first_lines: dict[str, int] = {}
    for one in found:
        article = parse(one, base, warnings)
        if article is None:
            continue
        if article.key in articles:
            warnings.append(
                IndexWarning(one.line, f"the same article as in line {first_lines[article.key]}, which is kept")
            )
            continue
        articles[article.key] = article
        first_lines[article.key] = one.line
    name = clean_line(_plain(title)) if title else None
    return Index(name, tuple(articles.values()), tuple(sorted(warnings, key=lambda warning: warning.line)))


def write(index: Index) -> str:
    """Write an index that `read` gives back."""
    parts = [f"# {_escaped(index.title)}\n" if index.title else "", f"{len(index.articles)} articles.\n"]
    for article in index.articles:
        facts = (
            article.date.isoformat() if article.date else None,
            article.category,
            f"{article.minutes} min" if article.minutes is not None else None,
        )
        address = article.url.replace("\\", "%5C").replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        lines = [f"### [{_escaped(article.title)}]({address})"]
        line = " · ".join(fact for fact in facts if fact)
        if line:
            lines.append(line)
        if article.summary:
            lines += ["", article.summary]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(part for part in parts if part)


def _lines(text: str) -> list[str]:
    """Split at line feeds alone: the other separators of Unicode may stand inside a title, where they are blanks."""
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return [clean(line).replace("\n", " ") for line in text.split("\n")]


def _headings(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """Give level, text and line number (from 0) of every heading that is not inside a fence."""
    fence = None
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = None if fence == mark[1] else fence or mark[1]
        elif fence is None and line.lstrip().startswith("#") and (heading := _HEADING.match(line)):
            yield len(heading[1]), heading[2] or "", number


def _linked_headings(lines: list[str], headings: dict[int, tuple[int, str]]) -> Iterator[_Found]:
    current: _Found | None = None
    for number, line in enumerate(lines):
        if number not in headings:
            if current is not None:
                current.lines.append(line)
            continue
        if current is not None:
            yield current
        level, heading = headings[number]
        link = _link(heading) if level > 1 else None
        # A heading without a link (a year, a footer) ends the article before it and is none itself.
        current = _Found(number + 1, link[0], link[1], None, [link[2]] if link[2] else []) if link else None
    if current is not None:
        yield current


def _items(lines: list[str]) -> Iterator[_Found]:
    category: str | None = None
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        if heading:
            category = clean_line(_plain(heading[2] or "")) or None if len(heading[1]) > 1 else None
        elif (item := _ITEM.match(line)) and (link := _link(item[1])):
            yield _Found(number + 1, link[0], link[1], category, [link[2]])


def _from_heading(found: _Found, base: str | None, warnings: list[IndexWarning]) -> Article | None:
    article = _bare(found, base, warnings)
    if article is None:
        return None
    lines = found.lines
    if lines and lines[0].strip():
        facts = _facts(lines[0].strip(), found.line + 1, warnings)
        if facts is not None:
            day, category, minutes = facts
            article = replace(article, date=day, category=category, minutes=minutes)
            lines = lines[1:]
    return replace(article, summary=_summary(lines))


def _from_item(found: _Found, base: str | None, warnings: list[IndexWarning]) -> Article | None:
    article = _bare(found, base, warnings)
    if article is None:
        return None
    note = found.lines[0].strip()
    for separator in (":", "–", "—", "-"):
        if note.startswith(separator):
            note = note[len(separator) :].strip()
            break
    return replace(article, category=found.category, summary=_summary([note]))


def _bare(found: _Found, base: str | None, warnings: list[IndexWarning]) -> Article | None:
    title = clean_line(_plain(found.title))
    address = _ESCAPED.sub(r"\1", found.url)
    try:
        url = urljoin(base, address) if base else address
    except ValueError:
        url = ""
    key = canonical(url)
    if key is None:
        warnings.append(
            IndexWarning(found.line, f"not an address that can be read: {clean_line(address, 80) or 'none'}")
        )
        return None
    if not title:
        warnings.append(IndexWarning(found.line, "a title is missing; the address stands for it"))
        title = clean_line(address)
    return Article(key=key, url=url, title=title)


def _facts(line: str, number: int, warnings: list[IndexWarning]) -> tuple[date | None, str | None, int | None] | None:
    """Read `date · category · minutes`, any of them missing; None: the line is prose."""
    separator = next((one for one in _SEPARATORS if one in line), _SEPARATORS[0])
    parts = [part.strip() for part in line.split(separator)]
    day: date | None = None
    minutes: int | None = None
    known = False
    if _DAY.fullmatch(parts[0]):
        known = True
        text = parts.pop(0)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            warnings.append(IndexWarning(number, f"{text} is not a day"))
    if parts and (match := _MINUTES.fullmatch(parts[-1])):
        known = True
        minutes = int(match[1])
        parts.pop()
    if not known and (len(line) > _LONGEST_CATEGORY or line.endswith((".", "!", "?", ":", "…")) or line[0] in "-*+>|"):
        return None
    if len(parts) > 1 and day is None and any(character.isdigit() for character in parts[0]):
        warnings.append(IndexWarning(number, f"{clean_line(parts[0], 80)} is not a day: 2026-04-16 is expected"))
        parts.pop(0)
    return day, clean_line(separator.join(parts)) or None, minutes


def _summary(lines: list[str]) -> str:
    """Join lines to paragraphs, and paragraphs with an empty line."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip("-*_ \n"))


def _link(text: str) -> tuple[str, str, str] | None:
    """Take a text that begins with a link apart: inside of the brackets, address, what follows; None if it does not."""
    text = text.strip()
    if not text.startswith("["):
        return None
    end = _closing(text, "[", "]")
    if end is None or text[end + 1 : end + 2] != "(":
        return None
    title, rest = text[1:end], text[end + 1 :]
    if rest.startswith("(<") and (close := rest.find(">")) > 0 and (last := rest.find(")", close)) > 0:
        return title, rest[2:close], rest[last + 1 :].strip()
    last_or_none = _closing(rest, "(", ")")
    if last_or_none is None:
        return None
    address = rest[1:last_or_none].strip()
    # `(address "title")`: the title of a link is not the article's.
    return title, re.split(r"""\s+(?=["'(])""", address, maxsplit=1)[0], rest[last_or_none + 1 :].strip()


def _closing(text: str, opening: str, closing: str) -> int | None:
    """Find the bracket that closes the first one; escapes and code spans are passed over (CommonMark 6.3)."""
    depth = 0
    position = 0
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == "`" and opening == "[":
            run = len(text[position:]) - len(text[position:].lstrip("`"))
            end = re.compile(f"(?<!`){'`' * run}(?!`)").search(text, position + run)
            position = end.end() - 1 if end else position + run - 1
        elif character == opening:
            depth += 1
        elif character == closing:
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _plain(title: str) -> str:
    """Resolve escapes, also in code, where generators write them for brackets; backticks stay."""
    return _ESCAPED.sub(r"\1", title)


def _escaped(title: str) -> str:
    return re.sub(r"([\\`\[\]#])", r"\\\1", title)
