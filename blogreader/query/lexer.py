"""The smallest parts of a query, with their columns, and how a value is written so that it stays one part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from blogreader.errors import QueryError


class TokenKind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    NOT = "-"
    OR = "OR"
    VALUE = "value"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a value with or without its field, or the end."""

    kind: TokenKind
    column: int
    """Counted from 1."""
    field: str = ""
    """Lower case; empty when the value stands alone."""
    value: str = ""
    """Without its quotes and escapes; empty in `is:`."""
    value_column: int = 0
    """Of the first character inside the quotes."""
    quoted: bool = False


# A field is letters before a colon, unless `:` or `//` follows it: `std::vector`, `http://x` and `10:30` are words.
_FIELD = r"(?: (?P<field> [^\W\d_]+ ) : (?! : | // ) )"
_QUOTED = r'" (?P<quoted> [^"\\]* (?: \\. [^"\\]* )* ) (?P<closed> "? )'
_BARE = r'[^\s()"]'
_TOKEN = re.compile(
    rf"(?=\S) (?: (?P<sign> [()-] ) | {_FIELD}? (?: {_QUOTED} | (?P<bare> {_BARE}* ) ) )", re.VERBOSE | re.DOTALL
)
_BARE_VALUE = re.compile(rf"(?! : | // ) {_BARE}+", re.VERBOSE)
_BARE_WORD = re.compile(rf"(?! - | {_FIELD} | OR$ ) {_BARE}+", re.VERBOSE)
_ESCAPED = re.compile(r'\\(["\\])')


def tokens(text: str) -> Iterator[Token]:
    """Return the parts in their order, the end last; raises QueryError where a quote is not closed."""
    for match in _TOKEN.finditer(text):
        column = match.start() + 1
        field = (match["field"] or "").lower()
        if match["sign"]:
            yield Token(TokenKind(match["sign"]), column)
        elif match["bare"] == "OR" and not field:
            yield Token(TokenKind.OR, column)
        elif match["quoted"] is None:
            yield Token(TokenKind.VALUE, column, field, match["bare"], match.start("bare") + 1)
        elif match["closed"]:
            value = _ESCAPED.sub(r"\1", match["quoted"])
            yield Token(TokenKind.VALUE, column, field, value, match.start("quoted") + 1, quoted=True)
        else:
            raise QueryError(match.start("quoted"), "expected another quote that closes this one")
    yield Token(TokenKind.END, len(text.rstrip()) + 1)


def quoted(value: str) -> str:
    """Return a value as it is written after `category:` and other fields: in quotes only when it needs them."""
    return value if _BARE_VALUE.fullmatch(value) else in_quotes(value)


def quoted_word(word: str) -> str:
    """Return a word as it is written without a field: in quotes when it would be taken for something else."""
    return word if _BARE_WORD.fullmatch(word) else in_quotes(word)


def in_quotes(text: str) -> str:
    """Return text in quotes, in which blanks and signs mean nothing."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
