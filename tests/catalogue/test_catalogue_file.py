"""The catalogue's file, replaced or asked when it is closed: nothing is filled twice, and a bug is told as one."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from blogreader import files
from blogreader.catalogue import Catalogue
from blogreader.catalogue.damage import is_bad_place
from blogreader.catalogue.database import (
    CatalogueFile,
    Malformed,
    Unusable,
    check_regular,
    identity_of,
    put_in_place,
    remove,
    removed_at_the_end,
    temporary_beside,
)
from blogreader.errors import LibraryError, SourceError, Unwritable
from blogreader.model import Article
from tests.conftest import no_more_than_8_kb

URL = "https://n.example/a"
BUG = sqlite3.OperationalError("no such table: entrys")
BUG.sqlite_errorcode = sqlite3.SQLITE_ERROR
FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorcode = sqlite3.SQLITE_FULL


class Filled:
    """A catalogue that counts how often it is filled."""

    def __init__(self, path: Path, *, refills: bool = True) -> None:
        self.path = path
        self.number = 0
        self.catalogue = Catalogue(path, self._fill if refills else None)
        self.catalogue.open()

    def _fill(self) -> None:
        self.number += 1
        self.catalogue.put_articles([(Article(URL, URL, f"Filled {self.number}"), "n")], new=False)
        self.catalogue.put_stamp("articles", f"{self.number}")

    def titles(self) -> list[str]:
        return [entry.article.title for entry in self.catalogue.entries([URL])]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    made = Filled(tmp_path / "catalogue.db")
    made._fill()
    yield made
    made.catalogue.close()


def put_there(path: Path, data: bytes) -> None:
    """Replace the file by another one, as a process that rebuilds it does."""
    other = path.with_name("other.db")
    other.write_bytes(data)
    remove(path)
    other.replace(path)


def copied(path: Path, *statements: str) -> bytes:
    """Return the contents of the file after some statements."""
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    data = copy.read_bytes()
    copy.unlink()
    return data


def test_a_file_that_another_process_rebuilt_is_used_as_it_is(filled: Filled) -> None:
    put_there(filled.path, copied(filled.path, "UPDATE entries SET title = 'Theirs'"))
    assert (filled.titles(), filled.number, filled.catalogue.said()) == (["Theirs"], 1, [])


def test_who_finds_it_locked_waits_for_twenty_seconds(filled: Filled) -> None:
    assert filled.catalogue._file.get().execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


def test_a_new_file_is_filled_and_by_nobody_who_fills_none(filled: Filled) -> None:
    looking = Filled(filled.path, refills=False)
    assert looking.titles() == ["Filled 1"]
    put_there(filled.path, copied(filled.path, "DELETE FROM entries", "DELETE FROM stamps"))
    assert (looking.titles(), looking.number, looking.catalogue.said()) == ([], 0, [])
    assert (filled.titles(), filled.number) == (["Filled 2"], 2)
    assert looking.titles() == ["Filled 2"]
    looking.catalogue.close()


def test_a_file_that_was_deleted_is_there_again_with_what_it_had(filled: Filled) -> None:
    assert filled.titles() == ["Filled 1"]
    remove(filled.path)
    assert (filled.titles(), filled.number, identity_of(filled.path) is not None) == (["Filled 1"], 1, True)
    assert [path.name for path in filled.path.parent.glob(".catalogue*")] == []


def test_a_file_of_another_version_that_comes_while_it_is_in_use_is_left_to_who_wrote_it(filled: Filled) -> None:
    put_there(filled.path, copied(filled.path, "PRAGMA user_version = 1"))
    assert filled.titles() in (["Filled 1"], ["Filled 2"])
    (sentence,) = filled.catalogue.said()
    assert "it is of another version" in sentence
    assert sentence.endswith("The list of articles is kept in memory for now.")


def test_what_one_thread_moved_to_memory_is_written_back_by_the_one_that_closes_it(filled: Filled) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(filled.catalogue._file.mend, FULL, filled.catalogue._file.epoch).result()
    assert (filled.titles(), filled.number, filled.path.exists()) == (["Filled 1"], 1, False)
    (sentence,) = filled.catalogue.said()
    assert sentence == (
        f"{filled.path} can't be written: database or disk is full. The list of articles is kept in memory for now."
    )
    filled.catalogue.close()
    again = Filled(filled.path)
    assert (again.titles(), again.catalogue.said()) == (["Filled 1"], [])
    again.catalogue.close()


def test_a_file_that_was_deleted_before_it_was_filled_is_filled(tmp_path: Path) -> None:
    empty = Filled(tmp_path / "catalogue.db")
    remove(empty.path)
    assert (empty.titles(), empty.number, empty.catalogue.said()) == (["Filled 1"], 1, [])
    empty.catalogue.close()
    again = Filled(empty.path)
    assert again.titles() == ["Filled 1"]
    again.catalogue.close()


def test_where_there_is_no_folder_any_more_what_was_there_is_kept_in_memory(filled: Filled) -> None:
    shutil.rmtree(filled.path.parent)
    filled.path.parent.touch()
    assert (filled.titles(), filled.number) == (["Filled 1"], 1)
    (sentence,) = filled.catalogue.said()
    assert sentence.endswith(" can't be written: not a directory. The list of articles is kept in memory for now.")


def test_a_file_that_another_process_puts_back_first_is_used(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = copied(filled.path, "UPDATE entries SET title = 'Theirs'")
    remove(filled.path)
    locked = files.locked

    @contextmanager
    def after_another(path: Path, **options: Any) -> Iterator[None]:
        with locked(path, **options):
            put_there(path, theirs)
            yield

    monkeypatch.setattr(files, "locked", after_another)
    assert (filled.titles(), filled.number, filled.catalogue.said()) == (["Theirs"], 1, [])


def fails_once(filled: Filled, error: Exception) -> None:
    fill, errors = filled._fill, [error]

    def refill() -> None:
        if errors:
            raise errors.pop()
        fill()

    filled.catalogue._file._refill = refill


def test_what_can_not_be_filled_in_its_file_is_filled_in_memory(filled: Filled) -> None:
    fails_once(filled, Unusable(FULL))
    filled.catalogue._file.mend(sqlite3.DatabaseError("file is not a database"), filled.catalogue._file.epoch)
    assert (filled.titles(), filled.number) == (["Filled 2"], 2)
    (sentence, _) = filled.catalogue.said()
    assert sentence.endswith("The list of articles is kept in memory for now.")
    assert str(FULL) in sentence


def test_where_the_sources_can_not_be_read_nothing_can_be_filled(filled: Filled) -> None:
    fails_once(filled, SourceError("The sources can't be read."))
    with pytest.raises(LibraryError, match=r"The sources can't be read"):
        filled.catalogue._file.mend(sqlite3.DatabaseError("file is not a database"), filled.catalogue._file.epoch)
    assert (filled.titles(), filled.number, filled.catalogue.said()) == (["Filled 1"], 1, [])


def test_on_a_full_disk_none_is_made_or_one_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with no_more_than_8_kb(), pytest.raises(Unwritable, match=r"catalogue\.db can't be written: "):
        Filled(path, refills=False)
    with no_more_than_8_kb():
        in_memory = Filled(path)
    in_memory._fill()
    assert (in_memory.titles(), path.exists()) == (["Filled 1"], False)
    in_memory.catalogue.close()


def test_what_we_wrote_ourselves_and_is_none_is_told_as_it_is(filled: Filled) -> None:
    with pytest.raises(Malformed, match="counts below zero"):
        filled.catalogue._file.give_up(Malformed("counts below zero"))


def test_a_log_that_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    os.mkfifo(f"{path}-wal")
    with pytest.raises(LibraryError, match="is not a regular file"):
        Filled(path, refills=False)
    with closing(Filled(path).catalogue) as in_memory:
        (sentence,) = in_memory.said()
        assert "is not a regular file" in sentence
        assert len(in_memory._file.connections) == 1


def test_an_error_of_ours_is_told_as_one_and_not_as_damage(filled: Filled) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        filled.catalogue._file.mend(BUG, filled.catalogue._file.epoch)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        filled.catalogue._file.give_up(BUG)
    filled.catalogue._file.mend(BUG, filled.catalogue._file.epoch - 1)  # another thread mended it
    assert filled.number == 1


def test_what_is_asked_of_a_closed_catalogue_can_not_be_answered(tmp_path: Path) -> None:
    closed = CatalogueFile(tmp_path / "catalogue.db", None)
    for error in (BUG, sqlite3.DatabaseError("file is not a database")):
        with pytest.raises(Unusable):
            closed.give_up(error)
        with pytest.raises(Unusable):
            closed.mend(error, 0)
    assert [*tmp_path.iterdir()] == [], "no file is made for it"


def test_a_file_and_what_belongs_to_it_are_removed_if_they_are_there(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    remove(path)
    for suffix in ("", "-wal", "-shm", "-journal", "-other"):
        Path(f"{path}{suffix}").touch()
    remove(path)
    assert [one.name for one in tmp_path.iterdir()] == ["catalogue.db-other"]
    assert temporary_beside(path) == tmp_path / f".catalogue.db.{os.getpid()}-{threading.get_ident()}.tmp"


def test_a_file_that_is_made_elsewhere_comes_in_place_of_one_that_left_a_log(tmp_path: Path) -> None:
    path, temporary = tmp_path / "catalogue.db", tmp_path / "new.db"
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").write_bytes(b"of another file")
    with closing(sqlite3.connect(temporary)) as made:
        made.execute("CREATE TABLE new (x)")
    put_in_place(temporary, path)
    assert [one.name for one in tmp_path.iterdir()] == ["catalogue.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("new",)]
        # Who reads waits for nobody who writes.
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_where_a_file_can_not_be_put_in_place_or_removed_the_reason_is_told(tmp_path: Path) -> None:
    temporary = tmp_path / "new.db"
    with pytest.raises(Unwritable, match=r"none/catalogue\.db can't be written: no such"):
        put_in_place(temporary, tmp_path / "none" / "catalogue.db")
    (tmp_path / "catalogue.db").mkdir()
    with pytest.raises(Unwritable, match=r"catalogue\.db can't be written: is a directory|operation not permitted"):
        remove(tmp_path / "catalogue.db")


def write_half(path: Path) -> None:
    with removed_at_the_end(path):
        assert not path.exists()
        path.touch()
        Path(f"{path}-wal").touch()
        raise KeyError


def make_a_folder(path: Path) -> None:
    with removed_at_the_end(path):
        path.mkdir()  # it can't be removed
        raise KeyError


def test_what_is_written_beside_it_leaves_nothing_whatever_happens(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.write_text("left by a killed process")
    with pytest.raises(KeyError):
        write_half(path)
    assert [*tmp_path.iterdir()] == []
    with pytest.raises(KeyError):
        make_a_folder(path)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_what_is_no_file_is_not_opened(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "catalogue.db"
    check_regular(path)
    Path(f"{path}{suffix}").touch()
    check_regular(path)
    Path(f"{path}{suffix}").unlink()
    os.mkfifo(f"{path}{suffix}")
    with pytest.raises(sqlite3.OperationalError, match=rf"^catalogue\.db{suffix} is not a regular file$") as refused:
        check_regular(path)
    assert is_bad_place(refused.value)


def test_a_file_is_known_by_its_number_on_its_disk(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    assert identity_of(path) is None
    path.touch()
    assert identity_of(path) == (path.stat().st_dev, path.stat().st_ino)
    path.rename(tmp_path / "elsewhere.db")
    path.touch()
    assert identity_of(path) != identity_of(tmp_path / "elsewhere.db")
