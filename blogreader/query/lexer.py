"""The tokens of a query, with their columns."""

import re
from collections.abc import Iterator
from enum import StrEnum

from blogreader.errors import QueryError
from blogreader.lazy import lazily
from blogreader.quoted_values import BARE
from blogreader.records import dataclass


class TokenKind(StrEnum):
    """The kind of a token."""

    OPEN = "("
    CLOSE = ")"
    NOT = "-"
    OR = "OR"
    VALUE = "value"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a value with or without a field, or the end of the text."""

    kind: TokenKind
    column: int
    """Counted from 1."""
    field: str = ""
    """In lower case; empty when the value has no field."""
    value: str = ""
    """Without quotes and escapes; empty in `is:`."""
    value_column: int = 0
    """Of the first character inside the quotes."""
    quoted: bool = False
    end: int = 0
    """The column after the token."""


# A field is letters before a colon, unless `:` or `//` follows: `std::vector`, `http://x` and `10:30` are words. So is
# `well-known:`: only one field name contains a dash.
_FIELD = r"(?: (?P<field> (?i: linked-by ) | [^\W\d_]+ ) : (?! : | // ) )"
_QUOTED = r'" (?P<quoted> [^"\\]* (?: \\. [^"\\]* )* ) (?P<closed> "? )'
# As phones and word processors write them. Inside typographic quotes a straight one has no meaning, and vice versa.
_TYPOGRAPHIC = r"[“”„‟] (?P<typeset> [^“”„‟]* ) (?P<ended> [“”„‟]? )"
# With a scheme, with `www.`, or a host followed by a path: `and/or` and `node.js` are words.
_BEGIN = r"(?i: (?:https?|file):// | www\.[\w-]+\. | (?:[\w-]+\.)+[a-z]{2,}/ )"
_LIKE_ADDRESS = rf"{_BEGIN} [^\s()\"“”„‟]"
# One word, including balanced parentheses.
_ADDRESS = rf"(?={_LIKE_ADDRESS}) (?:{BARE}|\({BARE}*\))+"
_TOKEN = lazily(
    rf"(?=\S) (?: (?P<sign> [()-] ) | (?P<address> {_ADDRESS} )"
    rf" | {_FIELD}? (?: {_QUOTED} | {_TYPOGRAPHIC} | (?P<bare> {BARE}* ) ) )",
    re.VERBOSE | re.DOTALL,
)
_LIKE_AN_ADDRESS = lazily(_LIKE_ADDRESS, re.VERBOSE)
_ESCAPED = re.compile(r'\\(["\\])')


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens in order, the end token last; raises QueryError for a quote that is not closed."""
    for match in _TOKEN.finditer(text):
        column, end = match.start() + 1, match.end() + 1
        field = (match["field"] or "").lower()
        if match["sign"]:
            yield Token(TokenKind(match["sign"]), column, end=end)
        elif match["address"]:
            yield Token(TokenKind.VALUE, column, "", match["address"], column, end=end)
        elif match["bare"] == "OR" and not field:
            yield Token(TokenKind.OR, column, end=end)
        elif match["typeset"] is not None:
            if not match["ended"]:
                raise QueryError(match.start("typeset"), "expected a quote that closes this one")
            yield Token(
                TokenKind.VALUE, column, field, match["typeset"], match.start("typeset") + 1, quoted=True, end=end
            )
        elif match["quoted"] is None:
            yield Token(TokenKind.VALUE, column, field, match["bare"], match.start("bare") + 1, end=end)
        elif match["closed"]:
            value = _ESCAPED.sub(r"\1", match["quoted"])
            yield Token(TokenKind.VALUE, column, field, value, match.start("quoted") + 1, quoted=True, end=end)
        else:
            raise QueryError(match.start("quoted"), "expected a quote that closes this one")
    yield Token(TokenKind.END, len(text.rstrip()) + 1)


def is_address(word: str) -> bool:
    """Return whether a bare word looks like the address of an article, or a part of one."""
    return _LIKE_AN_ADDRESS.match(word) is not None


@dataclass(frozen=True, slots=True)
class Word:
    """The value at a position in a query that is still being typed."""

    start: int
    """Where it begins, including its quote, counted from 0."""
    end: int
    """Where it ends, counting what is already typed after the position."""
    typed: str
    """Its text up to the position, without quote and escapes."""
    field: str = ""
    """In lower case."""
    is_quoted: bool = False


def word_at(text: str, at: int) -> Word:
    """Return the value at or just before a position; an empty one between two values. Never raises."""
    for match in _TOKEN.finditer(text):
        if match["sign"] or not match.start() < at <= match.end():
            continue
        kind = next((kind for kind in ("quoted", "typeset", "bare", "address") if match[kind] is not None), "bare")
        is_quoted = kind in ("quoted", "typeset")
        begin, end, field = match.start(kind), match.end(kind), match["field"] or ""
        start = begin - is_quoted
        if at < start or kind == "address":  # inside the name of the field: only that is completed
            return Word(match.start(), match.end("field") + 1 if field else match.end(), text[match.start() : at])
        typed = text[begin : min(at, end)]
        return Word(start, match.end(), _ESCAPED.sub(r"\1", typed), field.lower(), is_quoted)
    return Word(at, at, "")
