"""What a query means, said a second time in plain Python: slow, without SQL, and easy to believe."""

import typing
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from math import ceil

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
    Grouping,
    Is,
    Linked,
    Not,
    Order,
    Query,
    Sort,
)
from blogreader.model import Entry, Status, Tally
from blogreader.text import fold
from blogreader.urls import spellings


def matches(
    condition: Condition,
    entry: Entry,
    keys: frozenset[str] = frozenset(),
    languages: Mapping[str, str] | None = None,
) -> bool:
    """Return whether an entry is what the condition asks for.

    `keys` are those of all there are, and `languages` the tags of those of which they are known, by key.
    """
    article = entry.article
    match condition:
        case All(parts):
            return all(matches(part, entry, keys, languages) for part in parts)
        case Any(parts):
            return any(matches(part, entry, keys, languages) for part in parts)
        case Not(part):
            return not matches(part, entry, keys, languages)
        case Contains("title", text):
            return text in fold(article.title)
        case Contains("url", text):
            return text in fold(article.url)
        case Contains("author", text):
            return text in fold(article.author or "")
        case Contains("note" | "tag", _):
            return False  # nobody writes notes here
        case Contains(_, text):
            return text in "\n".join(fold(one) for one in (article.title, article.summary, article.category or ""))
        case At(address):
            if found := keys.intersection(spellings(address)):
                return article.key in found
            without_scheme = fold(address).rpartition("://")[2].removeprefix("www.")
            return without_scheme in fold(article.url) or matches(Contains("any", fold(address)), entry)
        case Equals("category", text):
            return text == ("" if article.category is None else fold(article.category))
        case Equals("author", text):
            return text == fold(article.author or "")
        case Equals("lang", text):
            tag = (languages or {}).get(article.key, "")
            return tag == text or (text != "" and tag.startswith(f"{text}-"))
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
            return in_text(article.key, condition)
        case Linked():
            return is_linked(article.key, condition)


def in_text(key: str, condition: FullText) -> bool:
    """Return whether an article's text has some words: there are no texts here, and any answer will do."""
    return (len(key) + len(condition.text) + condition.phrase) % 2 == 0


def is_linked(key: str, condition: Linked) -> bool:
    """Return whether an article is linked as it is asked for: there are no links here, and any answer will do."""
    return (len(key) + len(condition.article) + condition.backwards) % 3 == 0


def _is(flag: Flag, entry: Entry) -> bool:
    return {
        Flag.UNREAD: entry.state.status is Status.UNREAD,
        Flag.READING: entry.state.status is Status.READING,
        Flag.READ: entry.state.status is Status.READ,
        Flag.BOOKMARKED: entry.state.bookmark is not None,
        Flag.OFFLINE: entry.offline,
        Flag.FAILED: entry.failure is not None,
        Flag.NEW: entry.new,
        Flag.NOTED: bool(entry.state.notes),
        Flag.CHANGED: entry.changed,
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


def answer(query: Query, entries: Iterable[Entry], languages: Mapping[str, str] | None = None) -> list[Entry]:
    """Return what a query lists, of entries in the order of their index."""
    entries = [*entries]
    keys = frozenset(entry.article.key for entry in entries)
    found = sorted(
        (entry for entry in entries if matches(query.condition, entry, keys, languages)),
        key=lambda entry: (entry.article.date is not None, entry.article.date or date.min),
        reverse=True,  # which leaves equal ones in the order of the index
    )
    sort = query.sort or Sort(Order.DATE, descending=True)
    if query.fits is None:
        return _sorted(found, sort, query.condition)
    left, fitting = query.fits, []
    ready = [entry for entry in found if entry.state.status is not Status.READ and entry.article.minutes is not None]
    reading = [entry for entry in ready if entry.state.status is Status.READING]
    listed = [entry for entry in ready if entry not in reading and entry.state.bookmark is not None]
    rest = [entry for entry in ready if entry not in reading and entry not in listed]
    ordered = _sorted(reading, sort, query.condition)
    ordered.sort(key=lambda entry: entry.state.opened_at or datetime.min.replace(tzinfo=UTC), reverse=True)
    listed = sorted(_sorted(listed, sort, query.condition), key=lambda entry: entry.state.bookmark or 0)
    ordered += listed + _sorted(rest, sort, query.condition)
    for entry in ordered:
        if minutes_left(entry) <= left:
            left -= minutes_left(entry)
            fitting.append(entry)
    return fitting


def _sorted(found: list[Entry], sort: Sort, condition: Condition) -> list[Entry]:
    """Sort what is there newest first."""
    if sort.order is Order.RELEVANCE:
        words = _words(condition)
        return sorted(found, key=lambda entry: -sum(word in fold(entry.article.title) for word in words))
    if sort == Sort(Order.DATE):
        dated = [entry for entry in found if entry.article.date is not None]
        return dated[::-1] + [entry for entry in found[::-1] if entry.article.date is None]
    with_value = [entry for entry in found if _sorted_by(sort.order, entry) is not None]
    without = [entry for entry in found if _sorted_by(sort.order, entry) is None]
    return sorted(with_value, key=lambda entry: _sorted_by(sort.order, entry), reverse=sort.descending) + without


def parted(
    query: Query, entries: Iterable[Entry], *, read_apart: bool, languages: Mapping[str, str] | None = None
) -> list[tuple[str | None, list[Entry]]]:
    """Return what a query lists in its parts, each with its name; `read`: what is read, apart."""
    found = answer(query, entries, languages)
    parts: dict[tuple[bool, str | None], list[Entry]] = {}
    for entry in found:
        is_read = read_apart and entry.state.status is Status.READ
        parts.setdefault((is_read, None if is_read else _part(query.group, entry)), []).append(entry)
    names = sorted({name for is_read, name in parts if not is_read and name is not None})
    if query.group is Grouping.MONTH and query.sort != Sort(Order.DATE):
        names.reverse()
    keys = [*((False, name) for name in names), (False, None), (True, None)]
    return [("read" if key[0] else key[1], parts[key]) for key in keys if key in parts]


def _part(group: Grouping | None, entry: Entry) -> str | None:
    match group:
        case Grouping.MONTH:
            return entry.article.date.isoformat()[:7] if entry.article.date else None
        case Grouping.CATEGORY:
            return None if entry.article.category is None else fold(entry.article.category)
        case Grouping.SOURCE:
            return entry.source
        case _:
            return None


def _sorted_by(order: Order, entry: Entry) -> typing.Any:
    match order:
        case Order.DATE:
            return entry.article.date
        case Order.MINUTES:
            return entry.article.minutes
        case Order.TITLE:
            return fold(entry.article.title)
        case Order.CATEGORY:
            return None if entry.article.category is None else fold(entry.article.category)
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


def minutes_left(entry: Entry) -> int:
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
        minutes_left=sum(minutes_left(entry) for entry in counted),
        lengthless=sum(entry.article.minutes is None and entry.state.status is not Status.READ for entry in counted),
    )


def next_unread(entries: list[Entry], row: int, step: int) -> int | None:
    """Return the nearest unread row in a direction."""
    below = range(row + 1, len(entries)) if step > 0 else range(row - 1, -1, -1)
    return next((one for one in below if entries[one].state.status is Status.UNREAD), None)
