"""The block types of lines of Markdown, found by the same parser that displays them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from blogreader.commonmark import block_parser
from blogreader.extract.lazy_patterns import lazily

PLACE = lazily(r"\s*(?:<a\s+(?:id|name)\s*=\s*[\"']?[^\s\"'<>]+[\"']?\s*(?:/>|>\s*</a>)\s*)+", re.IGNORECASE)
"""Link targets, and nothing else."""
_PREFORMATTED = ("<pre", "<script", "<style", "<textarea")
_CODE = ("```", "~~~", "    ", "\t")
"""What code begins with but for HTML: a fence, or four columns (CommonMark 0.31.2, 4.4 and 4.5)."""
# At the beginning of a line, whatever it is in: a quotation, an item, a meaning, a note; or a link target, anywhere.
_HTML = lazily(r"^(?:[ \t>*+:~-]|[0-9]{1,9}+[.)]|\[\^[^\]\n]*+\]:)*+<|<a\s", re.MULTILINE | re.IGNORECASE)
"""What a block of HTML begins with; a text without it, or without code, need not be parsed, at 20 µs a block."""


class _CodeAndHtml(NamedTuple):
    """What the parser finds in a text."""

    code: frozenset[int]
    html: tuple[tuple[int, int, str], ...]


def code_lines(lines: list[str]) -> frozenset[int]:
    """Return the numbers of the lines that are code: fenced, indented, or in a `<pre>`."""
    text = "\n".join(lines)
    lowered = text.lower() if "<" in text else ""
    if any(sign in text for sign in _CODE) or any(sign in lowered for sign in _PREFORMATTED):
        return _parsed(text).code
    return frozenset()


def html_blocks(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the blocks of HTML: first line, the line after the last, and the HTML without the prefix around it."""
    text = "\n".join(lines)
    if "<" in text and _HTML.search(text):
        yield from _parsed(text).html


@lru_cache(maxsize=1)
def _parsed(text: str) -> _CodeAndHtml:
    """Parse a text; what asks for its code and its HTML in turn, with nothing changed between, parses it once."""
    code: set[int] = set()
    html: list[tuple[int, int, str]] = []
    for token in block_parser().parse(text, {}):
        if not token.map:
            continue
        is_html = token.type == "html_block"
        is_pre = is_html and token.content.lstrip().lower().startswith(_PREFORMATTED)
        if is_pre or token.type in ("fence", "code_block"):
            code.update(range(*token.map))
        # `<a id="x"></a>` is a paragraph: two tags on a line don't begin a block.
        if is_html or (token.type == "inline" and "<" in token.content and PLACE.fullmatch(token.content)):
            html.append((token.map[0], token.map[1], token.content))
    return _CodeAndHtml(frozenset(code), tuple(html))
