"""The condition and the order of a query, as SQL over the entries."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from blogreader import times
from blogreader.catalogue.schema import AUTHOR
from blogreader.conditions import (
    All,
    Any,
    At,
    Between,
    Bound,
    Condition,
    Contains,
    Equals,
    Flag,
    FullText,
    Is,
    Linked,
    Not,
    Order,
    Sort,
)
from blogreader.errors import UsageError
from blogreader.records import dataclass
from blogreader.text import fold
from blogreader.urls import spellings

Sql = tuple[str, list[str | int]]


@dataclass(frozen=True, slots=True)
class AccessPath:
    """What to select from, and the condition, both in SQL."""

    table: str
    condition: Sql


_CONTAINS = {
    "any": "instr(folded, ?) > 0",
    "title": "instr(folded_title, ?) > 0",
    "author": f"instr(fold({AUTHOR}), ?) > 0",
    "url": "instr(fold(url), ?) > 0",
    "note": "key IN (SELECT key FROM notes WHERE instr(folded, ?) > 0)",
    "tag": "key IN (SELECT key FROM notes WHERE tags != '' AND instr(tags, ' ' || ? || ' ') > 0)",
}
_COLUMNS = {"minutes": "minutes", "date": "date", "read": "read_at", "opened": "opened_at"}
FLAGS = {
    Flag.UNREAD: "status = 'unread'",
    Flag.READING: "status = 'reading'",
    Flag.READ: "status = 'read'",
    Flag.BOOKMARKED: "bookmark IS NOT NULL",
    Flag.OFFLINE: "offline = 1",
    Flag.FAILED: "failure IS NOT NULL",
    Flag.NEW: "new = 1",
    Flag.GONE: "gone = 1",
    Flag.NOTED: "notes IS NOT NULL",
    # An article read to the end since then is known.
    Flag.CHANGED: "changed_at IS NOT NULL AND (read_at IS NULL OR read_at <= changed_at)",
}
_COUNTED = {
    Flag.UNREAD: "status = 'unread'",
    Flag.READING: "status = 'reading'",
    Flag.READ: "status = 'read'",
    Flag.BOOKMARKED: "bookmarked = 1",
    Flag.OFFLINE: "offline = 1",
    Flag.NEW: "new = 1",
}
"""Conditions on flags that `counts` has, in terms of its columns."""
NEWEST_FIRST = "date DESC, position"
"""The order of the index `by_date`, which is total."""
OLDEST_FIRST = "date IS NULL, date, position DESC"
"""The reverse, except that articles without a date stay at the end."""
_ORDERS = {
    Order.MINUTES: "minutes",
    Order.TITLE: "folded_title",
    Order.CATEGORY: "folded_category",
    Order.OPENED: "opened_at",
    Order.LIST: "bookmark",
}


Texts = Callable[[FullText | Linked], Collection[str]]
"""Finds the articles whose texts contain some words, or that link to another."""


def where(condition: Condition, texts: Texts | None = None) -> Sql:
    """Return a Boolean expression and its parameters; raises UsageError if texts can't be searched."""
    match condition:
        case Contains(field, text):
            return _CONTAINS[field], [text]
        case At(address):
            return _at(address)
        case Equals(field, text):
            return _equals(field, text)
        case Is(flag):
            return FLAGS[flag], []
        case Between(field, low, high):
            return _between(_COLUMNS[field], low, high)
        case FullText() | Linked():
            if texts is None:
                raise UsageError("No texts can be searched here.")
            import json  # not needed for a list of everything

            return "key IN (SELECT value FROM json_each(?))", [json.dumps([*texts(condition)])]
        case Not(part):
            sql, parameters = where(part, texts)
            # IS NOT TRUE: an article without a value does not match the condition, and so matches its negation.
            return f"({sql}) IS NOT TRUE", parameters
        case All(parts):
            return _balanced(" AND ", [where(part, texts) for part in parts] or [("1", [])])
        case Any(parts):
            return _balanced(" OR ", [where(part, texts) for part in parts] or [("0", [])])


def _equals(field: str, text: str) -> Sql:
    match field, text:
        case "category", "":
            return "folded_category IS NULL", []
        case "category", _:
            return "folded_category = ?", [text]
        case "author", _:
            return f"fold({AUTHOR}) = ?", [text]
        case "lang", "":
            return "ifnull(language, '') = ''", []
        case "lang", _:
            return "language = ? OR substr(language, 1, length(?) + 1) = ? || '-'", [text, text, text]
        case _:
            return "source = ?", [text]


def where_counted(condition: Condition) -> Sql | None:
    """Return the same over `counts`, which has one row for articles with equal flags; None if it doesn't suffice."""
    match condition:
        case Equals("category", text):
            return ("category != '' AND fold(category) = ?", [text]) if text else None
        case Equals("source", text):
            return "source = ?", [text]
        case Is(flag) if flag in _COUNTED:
            return _COUNTED[flag], []
        case Not(part):
            sql = where_counted(part)
            return sql and (f"({sql[0]}) IS NOT TRUE", sql[1])
        case All(parts) | Any(parts) if parts:
            found = [sql for sql in map(where_counted, parts) if sql is not None]
            return (
                _balanced(" AND " if isinstance(condition, All) else " OR ", found)
                if len(found) == len(parts)
                else None
            )
        case _:
            return None


def _at(address: str) -> Sql:
    """Match the article at an address; if there is none, those whose address or text contains it."""
    keys, text = spellings(address), fold(address)
    marks = ",".join("?" * len(keys))
    part = text.rpartition("://")[2].removeprefix("www.") or text
    known = f"SELECT 1 FROM entries AS other WHERE other.key IN ({marks})"
    sql = f"key IN ({marks}) OR (NOT EXISTS ({known}) AND (instr(folded, ?) > 0 OR instr(fold(url), ?) > 0))"
    return sql, [*keys, *keys, text, part]


def order_by(sort: Sort | None, condition: Condition) -> Sql:
    """Return the terms of ORDER BY; articles without a value come last, and ties are newest first.

    Oldest first is the order of writing: for articles of one day the index is reversed, too.
    """
    if sort is None or (sort.order is Order.DATE and sort.descending):
        return NEWEST_FIRST, []
    if sort.order is Order.DATE:
        return OLDEST_FIRST, []
    if sort.order is Order.RELEVANCE:
        words = _words(condition)
        if not words:
            return NEWEST_FIRST, []
        ranks, parameters = _balanced(" + ", [("(instr(folded_title, ?) > 0)", [word]) for word in words])
        return f"{ranks} DESC, {NEWEST_FIRST}", parameters
    column = _ORDERS[sort.order]
    return f"{column} IS NULL, {column}{' DESC' if sort.descending else ''}, {NEWEST_FIRST}", []


def _between(column: str, low: Bound | None, high: Bound | None) -> Sql:
    terms, parameters = [f"{column} IS NOT NULL"], []
    for operator, bound in ((">=", low), ("<", high)):
        if bound is not None:
            terms.append(f"{column} {operator} ?")
            parameters.append(_comparable(bound))
    return " AND ".join(terms), parameters


def _comparable(bound: Bound) -> str | int:
    if isinstance(bound, dt.datetime):
        return times.to_text(bound)
    return bound.isoformat() if isinstance(bound, dt.date) else bound


def _balanced(operator: str, parts: Sequence[Sql]) -> Sql:
    """Join as a balanced tree: SQLite refuses expressions nested deeper than 1 000, such as a long `a OR b OR c`."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    (left, left_parameters), (right, right_parameters) = (
        _balanced(operator, half) for half in (parts[:middle], parts[middle:])
    )
    return f"({left}){operator}({right})", left_parameters + right_parameters


def _words(condition: Condition) -> list[str]:
    match condition:
        case Contains("any", text):
            return [fold(text)]
        case All(parts) | Any(parts):
            return [word for part in parts for word in _words(part)]
        case _:
            return []
