"""Methods that ask the catalogue's file, done again when that had to be mended."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from blogreader.catalogue.database import CatalogueFile

_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Where a file is damaged, even what SQLite says of it may be no text."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Mended:
    """What asks a catalogue's file."""

    _file: CatalogueFile


_M = TypeVar("_M", bound=Mended)


def mended(method: Callable[Concatenate[_M, _P], _R]) -> Callable[Concatenate[_M, _P], _R]:
    """Do a method again that failed by the file, once that was mended; raises LibraryError when it can't be.

    An error that the file is not to blame for is raised as it is.
    """

    @wraps(method)
    def again(self: _M, /, *arguments: _P.args, **options: _P.kwargs) -> _R:
        # What can be gone through once only is kept for the second time.
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
