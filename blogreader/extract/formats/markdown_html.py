"""Converts blocks of HTML in Markdown to Markdown, so that their links, lists, tables and headings work."""

import re

from blogreader.extract.formats.markdown_blocks import PLACE, html_blocks
from blogreader.extract.lazy_patterns import lazily
from blogreader.extract.markdown_lines import MARKERS, PREFIX

# These stay as they are: disclosures, which contain Markdown, and invisible elements.
_KEPT = lazily(
    r"\s*(?:</?details\b(?!.*</details)|<summary\b|<!|<\?|<script\b|<style\b|<textarea\b|</)", re.IGNORECASE | re.DOTALL
)
_QUOTED = lazily(r"((?:[ ]*+>)*+).*")
_HOLDS_BLOCKS = lazily(r"<(/?)(table|ul|ol|dl)\b", re.IGNORECASE)
_TEXT = lazily(r"([ >]*(?:#{1,6}[ \t]+)?)(?=[^\s>#|`~+*=-])")


def with_html(lines: list[str], url: str) -> list[str]:
    """Return Markdown with its blocks of HTML converted; `url` is what their addresses are relative to."""
    out: list[str] = []
    position = 0
    places = ""
    for start, end, html in _joined(lines):
        between = lines[position:start]
        if places and any(line.strip() for line in between):
            between, places = _with_places(between, places), ""
        out += between
        position = end
        if PLACE.fullmatch(html):
            places += "".join(f'<a id="{name}"></a>' for name in _names(html))
            continue
        written = None if _KEPT.match(html) else _converted(lines[start], html, url)
        if places and written:
            written, places = _with_places(written, places), ""
        out += lines[start:end] if written is None else written
        if written and end < len(lines) and lines[end].strip(" >"):
            out.append(_QUOTED.sub(r"\1", lines[end]))
    rest = lines[position:]
    return [*out, *(_with_places(rest, places) if places else rest)]


def _names(html: str) -> list[str]:
    return re.findall(r"""(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", html, re.IGNORECASE)


def _joined(lines: list[str]) -> list[tuple[int, int, str]]:
    """Return the blocks, joining those of a table or list that Markdown splits at blank lines."""
    found: list[tuple[int, int, list[str]]] = []
    depth = 0
    for start, end, html in html_blocks(lines):
        if depth > 0 and not any(line.strip() for line in lines[found[-1][1] : start]):
            first, _, parts = found[-1]
            parts.append(html)
            found[-1] = (first, end, parts)
        else:
            found.append((start, end, [html]))
            depth = 0
        depth += sum(-1 if match[1] else 1 for match in _HOLDS_BLOCKS.finditer(html))
    return [(start, end, "\n".join(parts)) for start, end, parts in found]


def _converted(first_line: str, html: str, url: str) -> list[str] | None:
    """Return a block as lines for its place in a list or a quotation; None if nothing of it is visible."""
    from blogreader.extract.pipeline import convert_fragment

    text, _ = convert_fragment(html, url)
    if not text.strip():
        return None
    match = PREFIX.match(first_line[: first_line.find("<")] if "<" in first_line else "")
    prefix = match[0] if match else ""
    following = MARKERS.sub(lambda marker: " " * len(marker[0]), prefix)
    written = text.rstrip("\n").split("\n")
    return [prefix + written[0], *((following + line) if line else following.rstrip() for line in written[1:])]


def _with_places(lines: list[str], places: str) -> list[str]:
    """Put link targets before the first words, unless those are code, a list or a table."""
    for number, line in enumerate(lines):
        if line.strip():
            match = _TEXT.match(line)
            if match:
                return [*lines[:number], match[1] + places + line[match.end() :], *lines[number + 1 :]]
            break
    return lines
