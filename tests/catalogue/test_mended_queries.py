"""Queries of a catalogue whose file fails: tried once more when it was mended, with the same arguments."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from blogreader.catalogue.recovery import Mended, mended

DAMAGE = sqlite3.DatabaseError("file is not a database")


class File:
    """A file that notes what is done about errors."""

    def __init__(self) -> None:
        self.epoch = 7
        self.users = 0
        self.said: list[tuple[str, Any]] = []

    @contextmanager
    def used(self) -> Iterator[None]:
        self.users += 1
        try:
            yield
        finally:
            self.users -= 1

    def mend(self, error: Exception, epoch: int) -> None:
        assert self.users == 0
        self.said.append((str(error), epoch))

    def give_up(self, error: Exception) -> None:
        self.said.append(("given up", str(error)))
        raise LookupError


class Queries(Mended):
    """Answers that fail first."""

    def __init__(self, *failures: Exception) -> None:
        self._file: Any = File()
        self._failures = [*failures]

    @mended
    def asked(self, numbers: Iterable[int], *, more: int = 0) -> tuple[int, int]:
        """Add numbers."""
        assert self._file.users == 1
        total = sum(numbers), more
        if self._failures:
            raise self._failures.pop(0)
        return total


@pytest.mark.parametrize(
    ("failures", "said"),
    [
        ([], []),
        ([DAMAGE], [("file is not a database", 7)]),
        (
            [UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")],
            [("'utf-8' codec can't decode byte 0xff in position 0: bad", 7)],
        ),
    ],
)
def test_a_query_that_fails_is_asked_again_once_the_file_was_mended(failures: list[Exception], said: list[Any]) -> None:
    queries = Queries(*failures)
    assert queries.asked(iter([1, 2, 3]), more=4) == (6, 4)
    assert queries._file.said == said
    assert Queries(*failures).asked([1, 2], more=5) == (3, 5)
    assert Queries.asked.__doc__ == "Add numbers."


def test_a_query_that_fails_again_is_given_up() -> None:
    queries = Queries(DAMAGE, sqlite3.DatabaseError("again"))
    with pytest.raises(LookupError):
        queries.asked([1])
    assert queries._file.said == [("file is not a database", 7), ("given up", "again")]


def test_any_other_error_is_raised_as_it_is() -> None:
    for failures in ([KeyError("x")], [DAMAGE, KeyError("x")]):
        queries = Queries(*failures)
        with pytest.raises(KeyError):
            queries.asked([1])
        assert len(queries._file.said) == len(failures) - 1
        assert queries._file.users == 0
