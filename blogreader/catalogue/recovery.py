"""A decorator for methods that query the catalogue: retried once after the file was repaired."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from blogreader.catalogue.database import CatalogueFile

_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
"""In a damaged file even SQLite's error message may not be valid text."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Mended:
    """Anything that queries a catalogue's file."""

    _file: CatalogueFile


_M = TypeVar("_M", bound=Mended)


def mended(method: Callable[Concatenate[_M, _P], _R]) -> Callable[Concatenate[_M, _P], _R]:
    """Retry a method after repairing the file that made it fail; raises LibraryError if that is impossible.

    An error that is not the file's fault is raised unchanged.
    """

    @wraps(method)
    def again(self: _M, /, *arguments: _P.args, **options: _P.kwargs) -> _R:
        # Iterators are materialised, for the second attempt.
        kept: Any = [list(one) if isinstance(one, Iterator) else one for one in arguments]
        epoch = self._file.epoch
        try:
            with self._file.used():
                return method(self, *kept, **options)
        except _ERRORS as error:
            self._file.mend(error, epoch)
        try:
            with self._file.used():
                return method(self, *kept, **options)
        except _ERRORS as error:
            self._file.give_up(error)

    return again
