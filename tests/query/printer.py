"""Query -> the text that `parse` reads back as the same query: the inverse by which it is tested."""

from datetime import UTC, date, datetime, timedelta

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
    Linked,
    Not,
    Query,
)
from blogreader.errors import QueryError
from blogreader.query import parse
from blogreader.quoted_values import in_quotes, quoted


def unparse(query: Query) -> str:
    """Return text for a query; what `parse` gave is given back by it exactly, whatever the time zone is then.

    Other trees are printed flattened, which matches the same. Raises ValueError for what no text says: nothing
    (`Any(())`), everything but at the top (`Not(All())`), and a range that is open at both ends.
    """
    parts = [_printed(query.condition)]
    if query.fits is not None:
        parts.append(f"fits:{query.fits}")
    if query.group is not None:
        parts.append(f"group:{query.group}")
    if query.sort is not None:
        parts.append(f"sort:{'-' if query.sort.descending else ''}{query.sort.order}")
    return " ".join(filter(None, parts))


def _quoted_word(word: str) -> str:
    """Return a word as it is written without a field: in quotes when it would be taken for something else."""
    try:
        is_bare = parse(word, datetime(2026, 1, 1, tzinfo=UTC)).condition == Contains("any", word)
    except QueryError:
        is_bare = False
    return word if is_bare else in_quotes(word)


def _printed(condition: Condition) -> str:
    match condition:
        case Contains("any", text):
            return _quoted_word(text)
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
        case Linked(article, backwards):
            return f"{'linked-by' if backwards else 'links'}:{quoted(article)}"
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
            return _month_or_year(low, high) or (f"{low}" if last == low else f"{low}..{last}")
    raise ValueError(f"no query text says {low} to {high}")


def _month_or_year(low: date, high: date) -> str | None:
    """Return `2026` or `2026-01` when the range is exactly this."""
    if low.day == 1 and high == (low.replace(day=28) + timedelta(days=4)).replace(day=1):
        return low.isoformat()[:7]
    is_year = (low.month, low.day) == (1, 1) and (high.month, high.day) == (1, 1) and high.year == low.year + 1
    return low.isoformat()[:4] if is_year else None
