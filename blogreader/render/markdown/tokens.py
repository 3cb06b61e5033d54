"""Markdown to markdown-it's tokens: the extensions in use, and what has to be known of a document in advance."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from blogreader.commonmark import block_parser

if TYPE_CHECKING:
    from markdown_it.token import Token


References: TypeAlias = Mapping[str, Mapping[str, str]]

_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]++)\]")
_FOOTNOTE_DEFINITION = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
# Address and title may be on lines of their own.
_DEFINITION = re.compile(
    r"""^[ ]{0,3}(?:>[ ]?)*(?P<definition>\[(?!\^)(?:[^\[\]\\]|\\.){1,999}\]:[ \t]*\n?[^\n]+
    (?:\n[ \t]*(?:"[^"]*"|'[^']*'|\([^()]*\))[ \t]*$)?)""",
    re.MULTILINE | re.VERBOSE,
)


def block_tokens(text: str) -> "tuple[list[Token], References]":
    """Return the block tokens, with inline text unparsed, and the definitions of reference links."""
    environment: dict[str, References] = {}
    tokens = block_parser().parse(text, environment)
    return tokens, environment.get("references", {})


def without_front_matter(text: str) -> str:
    """Drop a YAML header: keys, or empty; two thematic breaks around prose or a list are not a header."""
    if not text.startswith("---"):
        return text
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text
    keyed = False
    for number, line in enumerate(lines[1:200], 1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[number + 1 :]) if keyed or not "".join(lines[1:number]).strip() else text
        if re.match(r"[\w.-]+:(\s|$)", line):
            keyed = True
        elif line.strip() and not line.startswith("#") and not (keyed and re.match(r"\s|-\s", line)):
            return text
    return text


def footnote_numbers(tokens: "list[Token]") -> dict[str, int]:
    """Return the numbers of the footnotes, in the order of references in the text; those without one come last."""
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


def definitions_of(text: str) -> References:
    """Return the definitions of reference links in a text that is parsed in chunks."""
    found = []
    end = 0
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        before = text[text.rfind("\n", 0, max(match.start() - 1, 0)) + 1 : match.start()].strip(" \t\n>")
        # In a paragraph none begins.
        if not before or before.startswith("#") or match.start() <= end + 1:
            found.append(match["definition"])
            end = match.end()
    return block_tokens("\n\n".join(found))[1] if found else {}


def footnotes_of(text: str) -> dict[str, int]:
    """Return the numbers of the footnotes in such a text; code that looks like a reference counts as one."""
    defined = _FOOTNOTE_DEFINITION.findall(text) if "[^" in text else []
    if not defined:
        return {}
    known = set(defined)
    labels = dict.fromkeys(
        [*(label for label in _FOOTNOTE.findall(_FOOTNOTE_DEFINITION.sub("", text)) if label in known), *defined]
    )
    return {label: number for number, label in enumerate(labels, 1)}
