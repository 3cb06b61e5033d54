"""What commands print: data on stdout, messages on stderr, foreign text cleaned."""

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from blogreader import times
from blogreader.model import Entry, IndexWarning
from blogreader.text import clean, clean_line
from blogreader.urls import slug_of

_MOST_WARNINGS = 20


def data(text: str) -> None:
    """Print a piece of data."""
    print(clean(text))


def as_json(value: object) -> None:
    """Print a value as JSON."""
    data(json.dumps(value, ensure_ascii=False, indent=1))


def message(text: str) -> None:
    """Tell the person something."""
    print(clean(text), file=sys.stderr)


def warn(name: str, warnings: Iterable[IndexWarning]) -> None:
    """Tell what could not be understood of an index, the first ones by line."""
    warnings = list(warnings)
    for warning in warnings[:_MOST_WARNINGS]:
        message(f"{name}, line {warning.line}: {warning.sentence}.")
    if len(warnings) > _MOST_WARNINGS:
        message(f"… and {len(warnings) - _MOST_WARNINGS} more such lines.")


def article(entry: Entry) -> dict[str, Any]:
    """Give an entry in the form that scripts depend on (DESIGN: JSON of an article)."""
    article, state = entry.article, entry.state
    return {
        "url": article.url,
        "slug": slug_of(article.key),
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "category": article.category,
        "minutes": article.minutes,
        "summary": article.summary,
        "source": entry.source,
        "status": state.status.value,
        "bookmarked": state.bookmark is not None,
        "bookmark_position": entry.bookmark_position,
        "offline": entry.offline,
        "fraction": state.place.fraction if state.place else None,
        "opened_at": times.to_text(state.opened_at) if state.opened_at else None,
        "read_at": times.to_text(state.read_at) if state.read_at else None,
        "error": entry.failure.sentence if entry.failure else None,
    }


def plain(entry: Entry) -> str:
    """Give an entry as fields between tabs; blanks inside a field are folded, so that a tab always separates."""
    article, state = entry.article, entry.state
    fields = (
        state.status.value,
        article.date.isoformat() if article.date else "",
        "" if article.minutes is None else str(article.minutes),
        article.category or "",
        article.title,
        article.url,
    )
    return "\t".join(clean_line(one) for one in fields)


MARKS = {"unread": "●", "reading": "◐", "read": "✓"}


def row(entry: Entry) -> str:
    """Give an entry as a line for a person."""
    article, state = entry.article, entry.state
    return (
        f"{MARKS[state.status.value]}{'★' if state.bookmark is not None else ' '}{'↓' if entry.offline else ' '} "
        f"{article.date.isoformat() if article.date else '':<10}  "
        f"{f'{article.minutes} min' if article.minutes is not None else '':>7}  "
        f"{clean_line(article.category or '', 24):<24}  {clean_line(article.title)}"
    )


def colourful(no_color: bool) -> bool:
    """Tell whether stdout is a terminal that wants colours."""
    return not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()
