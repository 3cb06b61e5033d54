"""The block types of lines of Markdown, found by the same parser that displays them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blogreader.commonmark import block_parser
from blogreader.extract.lazy_patterns import lazily

if TYPE_CHECKING:
    from markdown_it.token import Token

PLACE = lazily(r"\s*(?:<a\s+(?:id|name)\s*=\s*[\"']?[^\s\"'<>]+[\"']?\s*(?:/>|>\s*</a>)\s*)+", re.IGNORECASE)
"""Link targets, and nothing else."""
_PREFORMATTED = ("<pre", "<script", "<style", "<textarea")


def code_lines(lines: list[str]) -> frozenset[int]:
    """Return the numbers of the lines that are code: fenced, indented, or in a `<pre>`."""
    found: set[int] = set()
    for token in _tokens(lines):
        if token.map and (
            token.type in ("fence", "code_block")
            or (token.type == "html_block" and token.content.lstrip().lower().startswith(_PREFORMATTED))
        ):
            found.update(range(*token.map))
    return frozenset(found)


def html_blocks(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the blocks of HTML: first line, the line after the last, and the HTML without the prefix around it."""
    if not any("<" in line for line in lines):
        return
    for token in _tokens(lines):
        # `<a id="x"></a>` is a paragraph: two tags on a line don't begin a block.
        if token.map and (token.type == "html_block" or (token.type == "inline" and PLACE.fullmatch(token.content))):
            yield token.map[0], token.map[1], token.content


def _tokens(lines: list[str]) -> "list[Token]":
    return block_parser().parse("\n".join(lines), {})
