"""Markdown to markdown-it's tokens: which extensions are on, and what is known of a document before it is read."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


References: TypeAlias = Mapping[str, Mapping[str, str]]

# Levels of blocks inside blocks, a list counting two; beyond them the parser would drop text.
DEEPEST = 50
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


def make_parser(deepest: int) -> "MarkdownIt":
    """Make a CommonMark parser that reads blocks inside blocks down to a level."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": deepest})
    # Every address makes a link, and `urls.openable` says which lead anywhere: markdown-it would show the source of a
    # link to `javascript:`.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its signature
    return parser


def block_tokens(text: str) -> "tuple[list[Token], References]":
    """Give the tokens of the blocks, their inline text unparsed, and the definitions of reference links."""
    environment: dict[str, References] = {}
    tokens = _block_parser().parse(text, environment)
    return tokens, environment.get("references", {})


def without_front_matter(text: str) -> str:
    """Drop a YAML header; two thematic breaks with prose between them are none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text
    for number, line in enumerate(lines[1:200], 1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[number + 1 :])
        if line.strip() and not re.match(r"[\w.-]+:(\s|$)|\s|-\s|#", line):
            return text
    return text


def footnote_numbers(tokens: "list[Token]") -> dict[str, int]:
    """Give the footnotes their numbers, in the order of the text's references; those without one come last."""
    defined = [token.meta["label"] for token in tokens if token.type == "footnote_reference_open"]
    if not defined:
        return {}
    referred = [
        label
        for token in tokens
        if token.type == "inline" and "[^" in token.content
        for label in _FOOTNOTE.findall(token.content)
    ]
    known = set(defined)
    labels = dict.fromkeys([*(label for label in referred if label in known), *defined])
    return {label: number for number, label in enumerate(labels, 1)}


@lru_cache(maxsize=1)
def _block_parser() -> "MarkdownIt":
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = make_parser(DEEPEST).enable("table")
    deflist_plugin(parser)
    dollarmath_plugin(parser)
    footnote_plugin(parser, inline=False, move_to_end=False)
    # Inline text is parsed when it is looked at: a tenth of the time to the first screen.
    parser.core.ruler.disable(["inline", "text_join"])
    return parser
