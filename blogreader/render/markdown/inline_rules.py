"""The dialect of inline Markdown: CommonMark with formulas, footnotes, strikethrough and bare addresses."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from blogreader.commonmark import make_parser
from blogreader.render.markdown.link_targets import bare_address
from blogreader.text import is_wide, joins_words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

Rule: TypeAlias = Callable[["StateInline", bool], bool]

# What may have an ending, `$n$th`, as it can be neither money nor a variable: a letter, a command, a power.
_FORMULA = re.compile(r"[A-Za-z]|.*[\\^].*", re.DOTALL)
_SCHEME = re.compile(r"(?<![a-z0-9])https?\Z", re.IGNORECASE)
_LONGEST_SCHEME = 6


@lru_cache(maxsize=1)
def inline_parser() -> "MarkdownIt":
    """Return the shared inline parser."""
    from markdown_it.rules_inline.emphasis import tokenize as tokenize_emphasis
    from markdown_it.rules_inline.strikethrough import tokenize as tokenize_strikethrough

    parser = make_parser(60).enable("strikethrough")
    parser.inline.ruler.before("escape", "math_inline", _math)
    parser.inline.ruler.before("escape", "bare_address", _bare_address)
    parser.inline.ruler.at("emphasis", _beside_wide(tokenize_emphasis))
    parser.inline.ruler.at("strikethrough", _beside_wide(tokenize_strikethrough))
    parser.inline.ruler.before("link", "footnote_ref", _footnote_reference)
    return parser


def _math(state: "StateInline", silent: bool) -> bool:
    """Take `$…$` as a formula when neither end could be money or a shell variable (the rule of GitHub and pandoc)."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    if source.startswith("$$", start):
        end = source.find("$$", start + 2)
        content, after = source[start + 2 : end], end + 2
        if end < 0 or not content.strip():
            return False
    else:
        end = source.find("$", start + 1)
        while end > 0 and source[end - 1] == "\\":
            end = source.find("$", end + 1)
        content, after = source[start + 1 : end], end + 1
        if end <= start + 1 or content[0].isspace() or content[-1].isspace() or "`" in content:
            return False
        parts = str.isdigit if _FORMULA.fullmatch(content) else joins_words
        if joins_words(source[start - 1 : start]) or parts(source[after : after + 1]):
            return False
    if not silent:
        state.push("math_inline", "", 0).content = content
    state.pos = after
    return True


def _beside_wide(tokenize: Rule) -> Rule:
    """Return a rule for emphasis that also allows delimiters beside Chinese, Japanese and Korean characters.

    There no blank parts a word from the punctuation of another one, which CommonMark's flanking rules wait for. The
    amendment of github.com/tats-u/markdown-cjk-friendly.
    """

    def rule(state: "StateInline", silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not tokenize(state, silent):
            return False
        before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
        if state.src[start] != "_" and (is_wide(before) or is_wide(after)):
            opens = after.strip() != "" and (_is_word(after) or not before.strip() or not _is_word(before, wide=False))
            closes = before.strip() != "" and (_is_word(before) or not after.strip() or not _is_word(after, wide=False))
            for delimiter in state.delimiters[known:]:
                delimiter.open, delimiter.close = opens, closes
        return True

    return rule


def _is_word(character: str, *, wide: bool = True) -> bool:
    """Return whether a character is not punctuation; `wide` decides for wide ones."""
    return wide if is_wide(character) else not unicodedata.category(character).startswith(("P", "S"))


def _bare_address(state: "StateInline", silent: bool) -> bool:
    """Parse a bare address as a link, verbatim (GFM, extended autolinks).

    Emphasis marks in it are part of it; escapes and character references are resolved.
    """
    if silent or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-_LONGEST_SCHEME:])
    found = bare_address(state.src, state.pos - len(scheme[0]), _open_marks(state)) if scheme else None
    if scheme is None or found is None:
        return False
    address, end = found
    state.pending = state.pending[: -len(scheme[0])]
    if state.linkLevel == 0:
        state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = address
    if state.linkLevel == 0:
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _open_marks(state: "StateInline") -> str:
    """Return the delimiters of open emphasis, which may be closed right after an address."""
    runs: list[tuple[str, int]] = []
    number = 0
    while number < len(state.delimiters):
        delimiter = state.delimiters[number]
        mark, left = chr(delimiter.marker), delimiter.length or 2
        number += delimiter.length or 1  # a run of asterisks has one entry for each
        if delimiter.close and (not delimiter.open or (mark, left) in runs):
            while left and (places := [place for place, (other, _) in enumerate(runs) if other == mark]):
                length = runs[places[-1]][1]
                runs[places[-1] :] = [(mark, length - left)] if length > left else []
                left = max(left - length, 0)
        if left and delimiter.open:
            runs.append((mark, left))
    return "".join({mark for mark, _ in runs})


def _footnote_reference(state: "StateInline", silent: bool) -> bool:
    """Parse `[^label]` as a reference if the document defines the label."""
    if not state.src.startswith("[^", state.pos):
        return False
    end = state.src.find("]", state.pos)
    number = state.env["numbers"].get(state.src[state.pos + 2 : end]) if end > 0 else None
    if number is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).content = str(number)
    state.pos = end + 1
    return True
