"""Rows of CSV with the lines on which they begin; a quote that is never closed costs its own line alone."""

import csv
from collections.abc import Callable, Iterator

_LONGEST_ROW = 500
"""Lines; what is longer has lost a quote."""
_LARGEST_FIELD = 10_000_000
"""Characters; Python's own limit is 131 072, which a quotation may well have."""


class _Window:
    """Lines from one on, and no more of them in a row than a row may have."""

    def __init__(self, lines: list[str], start: int) -> None:
        self._lines = lines
        self.position = start
        self.limit = start + _LONGEST_ROW

    def __iter__(self) -> "_Window":
        return self

    def __next__(self) -> str:
        if self.position >= min(self.limit, len(self._lines)):
            raise StopIteration
        self.position += 1
        return self._lines[self.position - 1]


def rows(text: str, is_whole: Callable[[list[str]], bool]) -> Iterator[tuple[int, list[str] | None]]:
    """Return each row with its line, counted from 1; None for a line that is no row.

    `is_whole` tells whether a row that goes over several lines looks like one: where it does not, its first line is
    given up, and what is read goes on with the next.
    """
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines]
    delimiter = max(",;\t", key=lines[0].count)
    before = csv.field_size_limit(_LARGEST_FIELD)
    try:
        start = 0
        while start < len(lines):
            window = _Window(lines, start)
            reader = csv.reader(window, delimiter=delimiter)
            while (row := _next(reader)) is not None:
                is_long = window.position - start > 1
                if row is _BROKEN or (is_long and not is_whole(row)):
                    # A quotation mark that is never closed may be one of the text.
                    plain = [field.strip().strip('"') for field in lines[start].split(delimiter)]
                    yield start + 1, plain if is_whole(plain) else None
                    start += 1
                    break
                if any(field.strip() for field in row):
                    yield start + 1, row
                start = window.position
                window.limit = start + _LONGEST_ROW
            else:
                start = max(start, window.position)
    finally:
        csv.field_size_limit(before)


_BROKEN: list[str] = []


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        row = next(reader, None)
    except csv.Error:
        return _BROKEN
    return None if row is None else [*row]
