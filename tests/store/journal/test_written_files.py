"""Writing the files of the state: what a line, a snapshot and their failures leave in the folder."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from blogreader.errors import Unwritable
from blogreader.store.journal import compaction, writer
from blogreader.store.journal.line_format import Record, encode
from blogreader.store.journal.loader import LoadedState, read
from tests.store.journal.test_loaded_files import A, B, C, journal, known, line, of, put, snapshot

READ = {"status": "read"}
PERHAPS = ", and what was written can't be taken back; it may be there all the same"


def loaded(folder: Path) -> LoadedState:
    """Return what is read of a snapshot, and a journal of one line."""
    put(folder, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    return read(folder, "m")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def append(reading: LoadedState, key: str = C, at: int = 200) -> None:
    writer.append(reading, [{"at": at, "set": {"state": {key: READ}}}])


# Lines


def test_a_line_is_appended_with_its_number_and_known_to_whoever_reads_it(tmp_path: Path) -> None:
    reading = loaded(tmp_path)
    before, opened = (tmp_path / "journal-m-2.jsonl").read_bytes(), len([*Path("/dev/fd").iterdir()])
    records: list[Record] = [{"at": 200, "set": {"state": {C: READ}}}, {"at": 201, "set": {"state": {A: READ}}}]
    writer.append(reading, records)
    assert [record["n"] for record in records] == [2, 3]
    assert len([*Path("/dev/fd").iterdir()]) == opened
    assert (tmp_path / "journal-m-2.jsonl").read_bytes() == before + b"".join(map(encode, records))
    assert reading.places["journal-m-2.jsonl"].lines == 4
    append(reading, at=300)
    again = read(tmp_path, "m")
    assert (known(again), again.problems) == ({A: READ, B: READ, C: READ}, [])


@pytest.mark.parametrize(
    ("tail", "sentence", "copies"),
    [
        (encode(line(2, 160, C)).removesuffix(b"\n"), "its last line had no line end; it was kept", 0),
        (b"{", "1 byte of an unfinished line was cut off; a copy was kept", 1),
        (b'{"n"', "4 bytes of an unfinished line were cut off; a copy was kept", 1),
    ],
)
def test_a_line_that_was_left_unfinished_is_completed_or_cut_off(
    tmp_path: Path, tail: bytes, sentence: str, copies: int
) -> None:
    reading = loaded(tmp_path)
    path = tmp_path / "journal-m-2.jsonl"
    path.write_bytes(path.read_bytes() + tail)
    append(reading, A, 200)
    assert reading.problems == [f"{path}: {sentence}."]
    assert len(files(tmp_path)) == 2 + copies
    again = read(tmp_path, "m")
    assert (again.problems, known(again)) == ([], {A: READ, B: READ, **({} if copies else {C: READ})})


def failing(monkeypatch: pytest.MonkeyPatch, **calls: OSError) -> None:
    """Let calls of the system fail."""
    for name, error in calls.items():

        def fails(*_: Any, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(os, name, fails)


FULL, BROKEN = OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(("calls", "said"), [({"write": FULL}, ""), ({"write": FULL, "ftruncate": BROKEN}, PERHAPS)])
def test_a_line_that_can_not_be_written_is_taken_back_or_told_as_perhaps_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: dict[str, OSError], said: str
) -> None:
    reading = loaded(tmp_path)
    before = (tmp_path / "journal-m-2.jsonl").read_bytes()
    with monkeypatch.context() as patched:
        failing(patched, **calls)
        with pytest.raises(Unwritable) as caught:
            append(reading)
    assert str(caught.value) == f"{tmp_path}/journal-m-2.jsonl can't be written: no space left on device{said}."
    assert (tmp_path / "journal-m-2.jsonl").read_bytes() == before
    assert not reading.must_renew
    append(reading)
    assert known(read(tmp_path, "m")) == {A: READ, B: READ, C: READ}


def test_a_line_that_can_not_be_synced_is_written_to_a_journal_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = loaded(tmp_path)
    before = (tmp_path / "journal-m-2.jsonl").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(writer, "_synced", lambda _: False)
        append(reading)
    assert files(tmp_path) == ["journal-m-2.jsonl", "journal-m-3.jsonl", "state.json"]
    assert (tmp_path / "journal-m-2.jsonl").read_bytes() == before
    assert (reading.must_renew, reading.newest and reading.newest.number) == (False, 3)
    append(reading, A, 300)
    again = read(tmp_path, "m")
    assert (known(again), again.problems) == ({A: READ, B: READ, C: READ}, [])


@pytest.mark.parametrize("is_taken_back", [True, False])
def test_where_no_other_journal_can_be_begun_either_a_snapshot_comes_before_the_next_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_taken_back: bool
) -> None:
    reading = loaded(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(writer, "_synced", lambda _: False)
        patched.setattr(writer, "_cut_back", lambda *_: is_taken_back)

        def fails(path: Path, *_: Any, **__: Any) -> None:
            raise Unwritable(path, "no space left on device")

        patched.setattr("blogreader.files.replace", fails)
        with pytest.raises(Unwritable) as caught:
            append(reading)
    assert str(caught.value) == (
        f"{tmp_path}/journal-m-3.jsonl can't be written: no space left on device."
        if is_taken_back
        else f"{tmp_path}/journal-m-2.jsonl can't be written: input/output error{PERHAPS}."
    )
    assert reading.must_renew
    writer.renew(reading)
    assert not reading.must_renew


# Snapshots


def test_a_snapshot_has_everything_and_a_journal_begins_after_it(tmp_path: Path) -> None:
    append(loaded(tmp_path))
    reading = read(tmp_path, "m")
    writer.renew(reading)
    assert files(tmp_path) == ["journal-m-2.jsonl", "journal-m-3.jsonl", "state.json", "state.json.bak"]
    assert reading.newest is not None
    assert reading.newest.number == 3
    again = read(tmp_path, "m")
    assert (known(again), again.problems) == ({A: READ, B: READ, C: READ}, [])
    append(again, A, 300)
    writer.renew(read(tmp_path, "m"))
    assert files(tmp_path) == ["journal-m-3.jsonl", "journal-m-4.jsonl", "state.json", "state.json.bak"]
    (tmp_path / "state.json").unlink()
    assert known(read(tmp_path, "m")) == {A: READ, B: READ, C: READ}


@pytest.mark.parametrize(
    ("beyond", "other", "has_all"), [(0, None, True), (1, None, False), (1, "other", True), (0, "other", True)]
)
def test_a_journal_begins_with_everything_where_that_is_little_or_others_may_lack_it(
    tmp_path: Path, beyond: int, other: str | None, has_all: bool
) -> None:
    if other:
        put(tmp_path, journal_other_1=journal(line(1, 160, A), machine=other, number=1))
    reading = loaded(tmp_path)
    journal_size = (tmp_path / "journal-m-2.jsonl").stat().st_size
    os.truncate(tmp_path / "state.json", 1_000_000 - journal_size + beyond)
    writer._look(reading)
    writer.renew(reading)
    assert (B.encode() in (tmp_path / "journal-m-3.jsonl").read_bytes()) is has_all
    assert known(read(tmp_path, "m")) == {A: READ, B: READ}


def test_a_first_snapshot_has_a_first_journal_and_no_backup(tmp_path: Path) -> None:
    reading = read(tmp_path, "m")
    writer.renew(reading)
    assert files(tmp_path) == ["journal-m-1.jsonl", "state.json"]
    with pytest.raises(AssertionError):
        append(read(tmp_path / "none", "m"))


def test_what_is_damaged_is_kept_in_a_copy_beside_a_new_snapshot(tmp_path: Path) -> None:
    reading = loaded(tmp_path)
    append(reading)
    path = tmp_path / "journal-m-2.jsonl"
    data = path.read_bytes().replace(b'"n":1', b'"n":7')
    path.write_bytes(data)
    reading = read(tmp_path, "m")
    assert reading.damaged == {path.name}
    writer.renew(reading)
    copies = [name for name in files(tmp_path) if name not in ("state.json", "state.json.bak") and "damaged" in name]
    assert len(copies) == 1
    assert (tmp_path / copies[0]).read_bytes() == data
    assert reading.damaged == set()


@pytest.mark.parametrize(
    ("size", "came_after", "outside", "is_long"),
    [
        (100, 1_000_000, False, False),
        (100, 1_000_001, False, True),
        (4_000_000, 2_000_000, False, False),
        (4_000_000, 2_000_001, False, True),
        (100, 250_000, True, False),
        (100, 250_001, True, True),
        (4_000_000, 500_000, True, False),
        (4_000_000, 500_001, True, True),
    ],
)
def test_a_journal_is_long_by_what_came_after_its_opening_and_the_size_of_the_snapshot(
    tmp_path: Path, size: int, came_after: int, outside: bool, is_long: bool
) -> None:
    reading = loaded(tmp_path)
    path = tmp_path / "journal-m-2.jsonl"
    reading.openings[path.name] = 77
    os.truncate(path, came_after + 77)
    os.truncate(tmp_path / "state.json", size)
    writer._look(reading)
    assert writer.is_long(reading, outside=outside) is is_long
    assert not writer.is_long(read(tmp_path / "none", "m"))


@pytest.mark.parametrize(
    ("number", "size", "of_journal", "is_worth_it"),
    [
        (1, 1_000_000, 1, True),
        (1, 1_000_001, 1, False),
        (2, 100, 64_000, False),
        (2, 100, 64_001, True),
    ],
)
def test_a_journal_is_folded_at_the_end_if_it_is_the_first_or_not_short_and_the_snapshot_is_small(
    tmp_path: Path, number: int, size: int, of_journal: int, is_worth_it: bool
) -> None:
    put(tmp_path, state=snapshot(of(A, 50), journal=number))
    path = tmp_path / f"journal-m-{number}.jsonl"
    path.write_bytes(journal(number=number))
    reading = read(tmp_path, "m")
    os.truncate(path, of_journal)
    os.truncate(tmp_path / "state.json", size)
    writer._look(reading)
    assert writer.is_worth_folding(reading) is is_worth_it
    (tmp_path / "state.json").unlink()
    writer._look(reading)
    assert not writer.is_worth_folding(reading)


@pytest.mark.parametrize(("length", "is_folded"), [(249_000, False), (251_000, True)])
def test_the_process_that_folds_does_so_if_it_is_still_necessary(tmp_path: Path, length: int, is_folded: bool) -> None:
    note = {"note:a:1": {"quote": "q", "note": "x" * length}}
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B), line(2, 160, C, note)))
    compaction.main([str(tmp_path), "m"])
    assert ("journal-m-3.jsonl" in files(tmp_path)) is is_folded


def test_a_folder_that_the_process_can_not_write_is_its_last_word(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SystemExit, match="can't be"):
        compaction.main([str(tmp_path / "file"), "m"])
