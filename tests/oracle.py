"""What a query means, said a second time in plain Python: slow, without SQL, and easy to believe."""

import typing
from collections.abc import Iterable
from datetime import date, datetime
from math import ceil

from blogreader.conditions import (
    All,
    Any,
    Between,
    Bound,
    Condition,
    Contains,
    Equals,
    Flag,
    FullText,
    Is,
    Not,
    Order,
    Query,
    Sort,
)
from blogreader.model import Entry, Status, Tally
from blogreader.text import fold


def matches(condition: Condition, entry: Entry) -> bool:
    """Return whether an entry is what the condition asks for."""
    article = entry.article
    match condition:
        case All(parts):
            return all(matches(part, entry) for part in parts)
        case Any(parts):
            return any(matches(part, entry) for part in parts)
        case Not(part):
            return not matches(part, entry)
        case Contains("title", text):
            return text in fold(article.title)
        case Contains("url", text):
            return text in fold(article.url)
        case Contains(_, text):
            return text in "\n".join(fold(one) for one in (article.title, article.summary, article.category or ""))
        case Equals("category", text):
            return text == ("" if article.category is None else fold(article.category))
        case Equals(_, text):
            return text == entry.source
        case Is(flag):
            return _is(flag, entry)
        case Between(field, low, high):
            value = _value(field, entry)
            if value is None:
                return False
            return (low is None or value >= _whole(low)) and (high is None or value < _whole(high))  # type: ignore[operator]  # of one kind
        case FullText():
            raise AssertionError("the full text is not asked yet")


def _is(flag: Flag, entry: Entry) -> bool:
    return {
        Flag.UNREAD: entry.state.status is Status.UNREAD,
        Flag.READING: entry.state.status is Status.READING,
        Flag.READ: entry.state.status is Status.READ,
        Flag.BOOKMARKED: entry.state.bookmark is not None,
        Flag.OFFLINE: entry.offline,
        Flag.FAILED: entry.failure is not None,
        Flag.NEW: entry.new,
        Flag.NOTED: False,
        Flag.GONE: entry.article.gone,
    }[flag]


def _value(field: str, entry: Entry) -> Bound | None:
    return {
        "minutes": entry.article.minutes,
        "date": entry.article.date,
        "read": entry.state.read_at,
        "opened": entry.state.opened_at,
    }[field]


def _whole(bound: Bound) -> Bound:
    """Times are kept to the second."""
    return bound.replace(microsecond=0) if isinstance(bound, datetime) else bound


def answer(query: Query, entries: Iterable[Entry]) -> list[Entry]:
    """Return what a query lists, of entries in the order of their index."""
    found = sorted(
        (entry for entry in entries if matches(query.condition, entry)),
        key=lambda entry: (entry.article.date is not None, entry.article.date or date.min),
        reverse=True,  # which leaves equal ones in the order of the index
    )
    sort = query.sort or Sort(Order.DATE, descending=True)
    if sort.order is Order.RELEVANCE:
        words = _words(query.condition)
        return sorted(found, key=lambda entry: -sum(word in fold(entry.article.title) for word in words))
    with_value = [entry for entry in found if _sorted_by(sort.order, entry) is not None]
    without = [entry for entry in found if _sorted_by(sort.order, entry) is None]
    return sorted(with_value, key=lambda entry: _sorted_by(sort.order, entry), reverse=sort.descending) + without


def _sorted_by(order: Order, entry: Entry) -> typing.Any:
    match order:
        case Order.DATE:
            return entry.article.date
        case Order.MINUTES:
            return entry.article.minutes
        case Order.TITLE:
            return fold(entry.article.title)
        case Order.OPENED:
            return entry.state.opened_at
        case _:
            return entry.state.bookmark


def _words(condition: Condition) -> list[str]:
    match condition:
        case Contains("any", text):
            return [text]
        case All(parts) | Any(parts):
            return [word for part in parts for word in _words(part)]
        case _:
            return []


def left(entry: Entry) -> int:
    """Return the minutes that are left of an article: of one that is being read, what is not read, rounded up."""
    place = entry.state.place if entry.state.status is Status.READING else None
    read = 100 if entry.state.status is Status.READ else int(place.fraction * 100 + 1e-9) if place else 0
    return ceil((entry.article.minutes or 0) * (100 - read) / 100)


def tally(entries: Iterable[Entry]) -> Tally:
    """Count entries one by one."""
    counted = list(entries)
    return Tally(
        articles=len(counted),
        read=sum(entry.state.status is Status.READ for entry in counted),
        reading=sum(entry.state.status is Status.READING for entry in counted),
        minutes=sum(entry.article.minutes or 0 for entry in counted),
        minutes_left=sum(left(entry) for entry in counted),
    )


def next_unread(entries: list[Entry], row: int, step: int) -> int | None:
    """Return the nearest unread row in a direction."""
    below = range(row + 1, len(entries)) if step > 0 else range(row - 1, -1, -1)
    return next((one for one in below if entries[one].state.status is Status.UNREAD), None)
