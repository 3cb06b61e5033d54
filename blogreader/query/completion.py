"""Completion of the word at the cursor: fields, and the values that a field can have."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from blogreader.conditions import USUAL_VALUES, Flag
from blogreader.query.lexer import word_at
from blogreader.query.parser import FIELDS
from blogreader.quoted_values import quoted
from blogreader.text import fold

_SAME = {"cat": "category"}


class Completion(NamedTuple):
    """A replacement for a part of the text."""

    start: int
    end: int
    candidates: tuple[str, ...]


def complete(text: str, at: int, known: Callable[[str], Iterable[str]]) -> Completion:
    """Return the completions of the word before a position, the likeliest first.

    `known` returns the values in use for `category`, `source`, `author`, `lang` or `tag`.
    """
    word = word_at(text, at)
    if not word.field:
        if word.is_quoted:
            return Completion(at, at, ())
        typed = fold(word.typed)
        names = [f"{field}:" for field in FIELDS if field.startswith(typed)]
        if text.endswith(":", word.start, word.end):  # the value behind it is that of a field
            return Completion(word.start, word.end, tuple(names))
        flags = [f"is:{flag}" for flag in Flag if typed and flag.startswith(typed)]
        categories = (
            f"category:{quoted(value)}" for value in known("category") if typed and fold(value).startswith(typed)
        )
        return Completion(word.start, word.end, (*names, *flags, *categories))
    field = _SAME.get(word.field, word.field)
    values = USUAL_VALUES.get(field) or tuple(known(field))
    typed = fold(word.typed)
    first = [value for value in values if fold(value).startswith(typed)]
    then = [value for value in values if value not in first and typed in fold(value)]
    return Completion(word.start, word.end, tuple(quoted(value) for value in (*first, *then)))
