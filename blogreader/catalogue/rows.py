"""Entries as rows of SQLite, and back."""

import datetime as dt
from typing import Any

from blogreader import times
from blogreader.catalogue.database import Malformed
from blogreader.catalogue.schema import AUTHOR, TIMES
from blogreader.model import Article, Entry, Failure, Place, State, Status
from blogreader.text import fold
from blogreader.urls import slug_of

COLUMNS = (
    "key, url, title, date, category, minutes, summary, source, "
    f"status, bookmark, place, opened_at, read_at, seen, offline, new, gone, failure, failed_at, changed_at, {AUTHOR}"
)
# Articles that are read stay on the list until they are taken off, but don't count.
_RANK = (
    "CASE WHEN bookmark IS NOT NULL AND status != 'read' THEN"
    " (SELECT count(*) FROM entries AS e WHERE e.bookmark <= entries.bookmark AND e.status != 'read') END"
)
SELECT = f"SELECT id, {COLUMNS}, {_RANK} FROM entries"


SAID = "url, title, date, category, minutes, summary, gone, author"
"""What an index says of an article, besides its key."""


def said(article: Article) -> tuple[Any, ...]:
    """Return what an index says of an article, as the columns of `SAID`."""
    date = article.date.isoformat() if article.date else None
    category, minutes, gone = article.category, article.minutes, int(article.gone)
    return article.url, article.title, date, category, minutes, article.summary, gone, article.author


def article_row(article: Article, source: str, position: int) -> tuple[Any, ...]:
    """Return the values of key … folded, whether it is gone, and its author, in the order of the table."""
    folded_title = fold(article.title)
    folded_category = fold(article.category) if article.category is not None else None
    return (
        article.key,
        article.url,
        article.title,
        article.date.isoformat() if article.date else None,
        article.category,
        article.minutes,
        article.summary,
        source,
        position,
        slug_of(article.key),
        folded_title,
        folded_category,
        "\n".join((folded_title, fold(article.summary), folded_category or "")),
        int(article.gone),
        article.author,
    )


def state_row(state: State) -> tuple[Any, ...]:
    """Return the columns from status to seen, the percentage, and the key."""
    import json  # not needed for a list in which nothing was started

    place = state.place
    return (
        state.status.value,
        state.bookmark,
        json.dumps([place.block, place.offset, place.quote, place.fraction]) if place else None,
        times.to_text(state.opened_at) if state.opened_at else None,
        times.to_text(state.read_at) if state.read_at else None,
        json.dumps(state.seen) if state.seen is not None else None,
        state.percent,
        state.key,
    )


def time_rows(state: State) -> list[tuple[Any, ...]]:
    """Return the sittings at an article as rows."""
    return [(time.id, time.day.isoformat(), *(getattr(time, name) for name in TIMES)) for time in state.times]


def entry(row: tuple[Any, ...]) -> Entry:
    """Make an entry from a row of `SELECT`; raises Malformed."""
    try:
        return _entry(row)
    except (ValueError, TypeError) as error:
        raise Malformed(str(error)) from error


def _parsed(text: str) -> list[Any]:
    import json  # as above

    found: list[Any] = json.loads(text)
    return found


def _entry(row: tuple[Any, ...]) -> Entry:
    _, key, url, title, date, category, minutes, summary, source, *rest = row
    status, bookmark, place, opened_at, read_at, seen, offline, new, gone, *rest = rest
    failure, failed_at, changed_at, author, rank = rest
    return Entry(
        article=Article(
            *(key, url, title, dt.date.fromisoformat(date) if date else None, category, minutes, summary),
            bool(gone),
            author or None,
        ),
        state=State(
            key,
            Status(status),
            bookmark,
            Place(*_parsed(place)) if place else None,
            times.from_text(opened_at) if opened_at else None,
            times.from_text(read_at) if read_at else None,
            None if seen is None else tuple((float(first), float(last)) for first, last in _parsed(seen)),
        ),
        source=source,
        offline=bool(offline),
        new=bool(new),
        failure=Failure(failure, times.from_text(failed_at)) if failure else None,
        bookmark_position=rank,
        changed=bool(changed_at and (not read_at or read_at <= changed_at)),
    )
