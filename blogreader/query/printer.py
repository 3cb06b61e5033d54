"""Query -> the text that `parse` reads back as the same query."""

from datetime import date, datetime, timedelta

from blogreader.conditions import (
    All,
    Any,
    At,
    Between,
    Bound,
    Condition,
    Contains,
    Equals,
    FullText,
    Is,
    Not,
    Query,
)
from blogreader.query.bounds import month_or_year
from blogreader.query.lexer import in_quotes, quoted, quoted_word


def unparse(query: Query) -> str:
    """Return text for a query; what `parse` gave is given back by it exactly, whatever the time zone is then.

    Other trees are printed flattened, which matches the same. Raises ValueError for what no text says: nothing
    (`Any(())`), everything but at the top (`Not(All())`), and a range that is open at both ends.
    """
    parts = [_printed(query.condition)]
    if query.fits is not None:
        parts.append(f"fits:{query.fits}")
    if query.sort is not None:
        parts.append(f"sort:{'-' if query.sort.descending else ''}{query.sort.order}")
    return " ".join(filter(None, parts))


def _printed(condition: Condition) -> str:
    match condition:
        case Contains("any", text):
            return quoted_word(text)
        case At(address):
            return address
        case Contains(field, text) | Equals(field, text):
            return f"{field}:{quoted(text)}"
        case FullText(text, phrase=True):
            return f"text:{in_quotes(text)}"
        case FullText(text) if len(words := text.split()) > 1:
            return "(" + " ".join(f"text:{quoted(word)}" for word in words) + ")"
        case FullText(text):
            return f"text:{quoted(text)}"
        case Is(flag):
            return f"is:{flag}"
        case Between(field, low, high):
            return f"{field}:{_range(low, high)}"
        case Not(part):
            return "-" + _said(part, grouped=isinstance(part, All | Any | Not))
        case All(parts):
            return " ".join(_said(part, grouped=isinstance(part, Any)) for part in parts if part != All())
        case Any(parts) if parts:
            return " OR ".join(_said(part) for part in parts)
    raise ValueError(f"no query text says {condition}")


def _said(part: Condition, *, grouped: bool = False) -> str:
    text = _printed(part)
    if not text:
        raise ValueError(f"no query text says {part} inside another condition")
    return f"({text})" if grouped else text


def _range(low: Bound | None, high: Bound | None) -> str:
    match low, high:
        case (datetime(), _) | (_, datetime()):
            return "..".join(bound.isoformat() if isinstance(bound, datetime) else "" for bound in (low, high))
        case None, int() | date():
            return f"<{high}"
        case int() | date(), None:
            return f">={low}"
        case int(), int():
            return f"{low}" if high == low + 1 else f"{low}..{high - 1}"
        case date(), date():
            last = high - timedelta(days=1)
            return month_or_year(low, high) or (f"{low}" if last == low else f"{low}..{last}")
    raise ValueError(f"no query text says {low} to {high}")
