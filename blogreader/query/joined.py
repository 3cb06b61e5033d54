"""Several queries joined into one text, worded as their authors wrote them: `today` stays `today`."""

from collections.abc import Collection, Iterable
from datetime import datetime

from blogreader.conditions import Any, Grouping, Query
from blogreader.query.lexer import tokens
from blogreader.query.parser import OF_THE_WHOLE, parse


def joined(texts: Iterable[str], layout: Query, now: datetime) -> str:
    """Return a query for what matches all of these queries, in the layout of `layout`. Raises QueryError."""
    bare = [rest for text in texts if (rest := without(text, OF_THE_WHOLE))]
    parts = [f"({text})" if len(bare) > 1 and isinstance(parse(text, now).condition, Any) else text for text in bare]
    if layout.fits is not None:
        parts.append(f"fits:{layout.fits}")
    if layout.group not in (None, Grouping.NONE):
        parts.append(f"group:{layout.group}")
    if layout.sort is not None:
        parts.append(f"sort:{'-' if layout.sort.descending else ''}{layout.sort.order}")
    return " ".join(parts)


def without(text: str, fields: Collection[str]) -> str:
    """Return a query without its top-level terms of these fields; groups are left alone. Raises QueryError."""
    pieces: list[str] = []
    start = 0
    for token in tokens(text):
        if token.field in fields:
            pieces.append(text[start : token.column - 1].rstrip())
            start = token.end - 1
    return "".join((*pieces, text[start:])).strip()
