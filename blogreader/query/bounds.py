"""Ranges of minutes, days and times in a query, as half-open bounds; None is an open end."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from blogreader.errors import QueryError
from blogreader.query.lexer import Token

_Value = TypeVar("_Value", int, date, datetime)
_Bounds = tuple[_Value | None, _Value | None]
_Span = tuple[_Value, _Value]
"""The value itself and the one after it; for a moment in time both are the same."""

_OPERATORS = ("<=", ">=", "<", ">", "=")
_DAY = timedelta(days=1)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_AGO = re.compile(r"([1-9][0-9]{0,4})[dD]")
_A_DATE = "a date such as 2026-01-15, 2026-01, 2026, today, yesterday or 7d"
# No bound lies beyond these, so that every bound can be printed and parsed again: neither a year 10000 nor a number too
# large for SQLite can be written.
_LAST_MINUTE = 1_000_000
_LAST_DAY = date(9999, 1, 1)


def minutes(token: Token) -> _Bounds[int]:
    """Read a range of minutes."""
    return _range(token, _minutes_of, "a number of minutes", 0, _LAST_MINUTE)


def length(token: Token) -> int:
    """Read an amount of time, in minutes."""
    if re.fullmatch(r"[0-9]{1,7}", token.value) and 1 <= int(token.value) <= _LAST_MINUTE:
        return int(token.value)
    raise QueryError(token.value_column, f'expected a number of minutes from 1 to {_LAST_MINUTE} after "fits:"')


def days(token: Token, today: date) -> _Bounds[date]:
    """Read a range of days; `7d` begins 7 days before today."""
    return _range(token, lambda text: _days_of(text, today), _A_DATE, date.min, _LAST_DAY)


def times(token: Token, now: datetime) -> _Bounds[datetime]:
    """Read a range of days or ISO 8601 timestamps as UTC, local if they name no zone; `7d` is 7 × 24 hours."""
    first, last = (datetime.combine(day, time(), UTC) for day in (date.min, _LAST_DAY))
    return _range(token, lambda text: _times_of(text, now), _A_DATE, first, last)


def _range(
    token: Token, span: Callable[[str], _Span[_Value]], what: str, first: _Value, last: _Value
) -> _Bounds[_Value]:
    """Read `v`, `=v`, `<v`, `<=v`, `>v`, `>=v`, `a..b`, `a..` or `..b`; `span` reads one value, or raises."""

    def spanned(text: str, offset: int, before: str) -> _Span[_Value]:
        try:
            return span(text)
        except (ValueError, OverflowError):
            raise QueryError(token.value_column + offset, f'expected {what} after "{before}"') from None

    low: _Value | None = None
    high: _Value | None = None
    field = f"{token.field}:"
    begin, dots, end = token.value.partition("..")
    if dots:
        if begin or not end:
            low, _ = spanned(begin, 0, field)
        if end:
            _, high = spanned(end, len(begin + dots), dots)
    else:
        operator = next(filter(begin.startswith, _OPERATORS), "")
        operand = begin.removeprefix(operator)
        start, after = spanned(operand, len(operator), operator or field)
        ago = _AGO.fullmatch(operand)
        if ago and operator:  # ambiguous: less than 7 days ago, or earlier than 7 days ago?
            expected = f'expected a day after "{operator}" (7d alone is the last 7 days, ..7d the time before them)'
            raise QueryError(token.value_column + len(operator), expected)
        if operator in ("", "=", ">", ">="):
            low = after if operator == ">" else start
        if operator in ("", "=", "<", "<=") and not ago:
            high = start if operator == "<" else after
    if (low is not None and low > last) or (high is not None and high > last):
        raise QueryError(token.value_column, f"expected nothing beyond {last}")
    if high is not None and high <= (first if low is None else low):
        raise QueryError(token.value_column, "expected a range with its lower end first")
    return low, high


def _minutes_of(text: str) -> _Span[int]:
    if not re.fullmatch(r"[0-9]+", text):
        raise ValueError(text)
    return int(text), int(text) + 1


def _days_of(text: str, today: date) -> _Span[date]:
    if text.lower() == "today":
        return today, today + _DAY
    if text.lower() == "yesterday":
        return today - _DAY, today
    if ago := _AGO.fullmatch(text):
        first = today - int(ago[1]) * _DAY
        return first, first
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = match.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return first, first + _DAY
    if month:
        return first, (first + 31 * _DAY).replace(day=1)
    return first, date(first.year + 1, 1, 1)


def _times_of(text: str, now: datetime) -> _Span[datetime]:
    if ago := _AGO.fullmatch(text):
        moment = now.astimezone(UTC) - int(ago[1]) * _DAY
        return moment, moment
    if text[10:11] == "T":
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)).astimezone(UTC)
        return moment, moment
    first, after = _days_of(text, now.date())
    # From midnight to midnight, local time: on two days a year that is 23 or 25 hours.
    return _midnight(first, now), _midnight(after, now)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo).astimezone(UTC)
