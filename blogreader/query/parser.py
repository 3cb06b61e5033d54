r"""Text of a query -> Query, by recursive descent.

    query = [ any ]
    any   = all { "OR" all }
    all   = term { term }
    term  = [ "-" ] ( "(" any ")" | [ field ":" ] value )
    value = bare | '"' quoted '"'

"OR" is written in capitals. Outside of parentheses, one `sort:`, one `group:` and one `fits:` may stand among the
terms: they are of the whole list. A bare value ends at a blank, a parenthesis or a quote; in a quoted one `\"` and `\\`
stand for a quote and a backslash. Typographic quotes (“…”) quote as well. An address is one value, up to a blank or a
parenthesis that it did not open.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeVar

from blogreader.conditions import (
    EVERYTHING,
    All,
    Any,
    At,
    Between,
    Condition,
    Contains,
    Equals,
    Flag,
    FullText,
    Grouping,
    Is,
    Linked,
    Not,
    Order,
    Query,
    Sort,
)
from blogreader.errors import QueryError, did_you_mean
from blogreader.query import bounds
from blogreader.query.lexer import Token, TokenKind, is_address, tokens
from blogreader.quoted_values import quoted
from blogreader.text import clean, fold

_PARTS: Mapping[str, Literal["title", "author", "url", "note"]] = {
    "title": "title",
    "author": "author",
    "url": "url",
    "note": "note",
}
_WHOLE: Mapping[str, Literal["category", "source", "lang"]] = {
    "category": "category",
    "cat": "category",
    "source": "source",
    "lang": "lang",
}
_MAY_BE_NONE: Mapping[str, Literal["category", "author", "lang"]] = {
    "category": "category",
    "cat": "category",
    "author": "author",
    "lang": "lang",
}
"""The fields of which `""` asks for the articles without a value."""
_Word = TypeVar("_Word", bound=StrEnum)
_LONGEST_QUERY = 10_000
_DEEPEST_GROUP = 50
OF_THE_WHOLE = {
    "sort": ' (the other way round is "sort:-date")',
    "fits": ' (what takes longer is "minutes:>15")',
    "group": "",
}
"""The fields that apply to the whole list, with what to write instead of negating them."""
FIELDS = (
    "text",
    "note",
    "tag",
    "is",
    "category",
    "cat",
    "source",
    "title",
    "author",
    "lang",
    "url",
    "minutes",
    "date",
    "read",
    "opened",
    "links",
    "linked-by",
    "fits",
    "sort",
    "group",
)


def parse(text: str, now: datetime) -> Query:
    """Read a query; raises QueryError and nothing else, however odd the text.

    `now` is aware, and days are days of its time zone: with a ZoneInfo they are right on both sides of a change to
    summer time, with a fixed offset only on one. `today`, `yesterday` and `7d` become absolute here: what shall mean
    another day tomorrow is kept as text and parsed again.
    """
    if len(text) > _LONGEST_QUERY:
        raise QueryError(_LONGEST_QUERY + 1, f"expected at most {_LONGEST_QUERY} characters")
    return _QueryParser(text, now).query()


class _QueryParser:
    """One method for each rule of the grammar; `_next` is the lookahead token."""

    def __init__(self, text: str, now: datetime) -> None:
        self._now = now
        self._tokens = tokens(text)
        self._next = next(self._tokens)
        self._sort: Sort | None = None
        self._fits: int | None = None
        self._grouping: Grouping | None = None

    def query(self) -> Query:
        condition = self._any(depth=0)
        if self._next.kind is TokenKind.CLOSE:
            raise QueryError(self._next.column, 'expected a "(" before this ")"')
        return Query(condition, self._sort, self._fits, self._grouping)

    def _take(self) -> Token:
        token = self._next
        self._next = next(self._tokens, token)
        return token

    def _any(self, depth: int) -> Condition:
        parts = [self._all(depth)]
        while self._next.kind is TokenKind.OR:
            if parts[-1] == EVERYTHING:
                raise QueryError(self._next.column, 'expected a term before "OR"')
            self._take()
            parts.append(self._all(depth))
        if len(parts) > 1 and parts[-1] == EVERYTHING:
            raise QueryError(self._next.column, 'expected a term after "OR"')
        flat = _flat(parts, Any)
        return flat[0] if len(flat) == 1 else Any(flat)

    def _all(self, depth: int) -> Condition:
        parts: list[Condition] = []
        while self._next.kind in (TokenKind.OPEN, TokenKind.NOT, TokenKind.VALUE):
            if self._next.field in OF_THE_WHOLE:
                self._layout(self._take(), depth)
            else:
                parts.append(self._term(depth))
        flat = _flat(parts, All)
        return flat[0] if len(flat) == 1 else All(flat)

    def _term(self, depth: int) -> Condition:
        token = self._take()
        if token.kind is TokenKind.OPEN:
            return self._group(token, depth + 1)
        if token.kind is TokenKind.VALUE:
            return _condition(token, self._now)
        after = self._next
        if after.kind not in (TokenKind.OPEN, TokenKind.VALUE) or after.column > token.column + 1:
            raise QueryError(token.column + 1, 'expected a term right after "-" (a dash itself is written in quotes)')
        if after.field in OF_THE_WHOLE:
            instead = OF_THE_WHOLE[after.field]
            raise QueryError(token.column, f'expected no "-" before "{after.field}:"{instead}')
        return Not(self._term(depth))

    def _group(self, opening: Token, depth: int) -> Condition:
        if depth > _DEEPEST_GROUP:
            raise QueryError(opening.column, f"expected at most {_DEEPEST_GROUP} nested groups")
        condition = self._any(depth)
        if self._next.kind is not TokenKind.CLOSE:
            raise QueryError(opening.column, 'expected a ")" that closes this "("')
        closing = self._take()
        if condition == EVERYTHING:
            raise QueryError(closing.column, 'expected a term before ")"')
        return condition

    def _layout(self, token: Token, depth: int) -> None:
        """Read a term that applies to the whole list: it stands alone, and at most once."""
        if depth:
            raise QueryError(token.column, f'expected "{token.field}:" outside of parentheses')
        if {"sort": self._sort, "fits": self._fits, "group": self._grouping}[token.field] is not None:
            raise QueryError(token.column, f'expected "{token.field}:" only once')
        match token.field:
            case "sort":
                self._sort = _order(token)
            case "fits":
                self._fits = bounds.length(token)
            case _:
                self._grouping = _one_of(Grouping, token)


def _order(token: Token) -> Sort:
    name = token.value.lower()
    try:
        return Sort(Order(name.removeprefix("-")), descending=name.startswith("-"))
    except ValueError:
        expected = f'expected one of {", ".join(Order)} after "sort:", or "-" and one of them'
        raise QueryError(token.value_column, expected + _hint(name.removeprefix("-"), Order)) from None


def _flat(parts: Iterable[Condition], kind: type[All] | type[Any]) -> tuple[Condition, ...]:
    """Merge nested parts of the same kind into their parent: `a (b c)` becomes `a b c`."""
    return tuple(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))


def _condition(token: Token, now: datetime) -> Condition:
    if token.quoted and not token.value and token.field in _MAY_BE_NONE:
        return Equals(_MAY_BE_NONE[token.field], "")
    match token.field:
        case "":
            text = _text(token)
            return At(text) if is_address(text) and not token.quoted else Contains("any", fold(text))
        case "tag":
            return Contains("tag", fold(_text(token)).strip().removeprefix("#"))
        case "title" | "author" | "url" | "note":
            return Contains(_PARTS[token.field], fold(_text(token)))
        case "category" | "cat" | "source" | "lang":
            text = fold(_text(token))
            return Equals(_WHOLE[token.field], text.replace("_", "-") if token.field == "lang" else text)
        case "text":
            text = _text(token)
            return FullText(text, phrase=token.quoted or quoted(text) != text)
        case "links" | "linked-by":
            return Linked(_text(token).strip(), backwards=token.field == "linked-by")
        case "is":
            return Is(_one_of(Flag, token))
        case "minutes":
            return Between("minutes", *bounds.minutes(token))
        case "date":
            return Between("date", *bounds.days(token, now.date()))
        case ("read" | "opened") as field:
            return Between(field, *bounds.times(token, now))
        case _:
            expected = f'expected one of {", ".join(FIELDS)} before ":", or quotes around all of it'
            raise QueryError(token.column, expected + _hint(token.field, FIELDS))


def _text(token: Token) -> str:
    """Return a value in the form in which foreign text is stored; one that folds to nothing would match everything."""
    text = clean(token.value)
    if fold(text).strip():
        return text
    where = " between the quotes" if token.quoted else f' after "{token.field}:"' if token.field else ""
    raise QueryError(token.value_column, f"expected a word{where}")


def _one_of(kind: type[_Word], token: Token) -> _Word:
    try:
        return kind(token.value.lower())
    except ValueError:
        expected = f'expected one of {", ".join(kind)} after "{token.field}:"'
        raise QueryError(token.value_column, expected + _hint(token.value, kind)) from None


def _hint(word: str, names: Iterable[str]) -> str:
    """Return the question whether the nearest of these is meant, in brackets; empty: none is near."""
    question = did_you_mean(word, names)
    return f" ({question})" if question else ""
