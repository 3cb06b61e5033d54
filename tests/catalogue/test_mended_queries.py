"""Queries of a catalogue whose file fails: tried once more when it was mended, with the same arguments."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from blogreader.catalogue import Catalogue, damage
from blogreader.catalogue.recovery import Mended, mended
from blogreader.catalogue.schema import SCHEMA, VERSION

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


def error(code: int | None, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    made = kind("It failed.")
    if code is not None:
        made.sqlite_errorcode = code
    return made


@pytest.mark.parametrize(
    ("failure", "is_place", "is_damage"),
    [
        (error(sqlite3.SQLITE_BUSY), True, False),
        (error(sqlite3.SQLITE_LOCKED), True, False),
        (error(sqlite3.SQLITE_FULL), True, False),
        (error(sqlite3.SQLITE_READONLY_DIRECTORY), True, False),
        (error(sqlite3.SQLITE_CANTOPEN), True, False),
        (error(sqlite3.SQLITE_PERM), True, False),
        (error(sqlite3.SQLITE_PROTOCOL), True, False),
        (error(sqlite3.SQLITE_IOERR_FSYNC), True, False),
        (error(sqlite3.SQLITE_IOERR_SHORT_READ), False, True),
        (error(sqlite3.SQLITE_CORRUPT), False, True),
        (error(sqlite3.SQLITE_NOTADB, sqlite3.DatabaseError), False, True),
        (error(sqlite3.SQLITE_ERROR), False, False),
        (error(sqlite3.SQLITE_CONSTRAINT, sqlite3.IntegrityError), False, False),
        (error(None), False, True),
        (error(None, sqlite3.ProgrammingError), False, False),
    ],
)
def test_an_error_is_one_of_the_place_a_damage_or_a_bug(
    failure: sqlite3.Error, is_place: bool, is_damage: bool
) -> None:
    assert (damage.is_bad_place(failure), damage.is_damage(failure)) == (is_place, is_damage)


def test_a_catalogue_is_whole_with_its_version_and_all_that_it_is_made_of(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with closing(Catalogue(path)) as catalogue:
        catalogue.open()
    with closing(sqlite3.connect(path)) as connection:
        assert damage.is_whole(connection)
        connection.execute("CREATE TABLE of_another_program (x)")
        assert damage.is_whole(connection)
        connection.execute("DROP TABLE stamps")
        assert not damage.is_whole(connection)
    with closing(sqlite3.connect(":memory:")) as connection:
        assert not damage.is_whole(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        assert not damage.is_whole(connection)
        connection.executescript(SCHEMA)
        assert damage.is_whole(connection)
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        assert not damage.is_whole(connection)
    path.write_bytes(b"no database at all\n" * 99)
    with closing(sqlite3.connect(path)) as connection:
        assert not damage.is_whole(connection)
