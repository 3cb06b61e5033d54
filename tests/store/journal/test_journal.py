"""The journal: what windows write merges, damages are told and mended, and a plain dictionary knows it as well."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from blogreader import files
from blogreader.errors import FormatTooNew, LibraryError, Unwritable
from blogreader.model import Place, State, Status
from blogreader.store.journal import compaction, line_format, snapshot_format
from blogreader.store.journal.lazy_documents import LazyDocuments
from blogreader.store.journal.migrations import FORMAT, MIGRATIONS, from_1
from blogreader.store.journal.pending import Draft
from blogreader.store.state_codec import from_record, to_record
from blogreader.store.state_store import StateStore
from tests.conftest import environment, scaled
from tests.faults.check import told, wrong
from tests.faults.workload import run

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 120
URL, OTHER = "https://example.org/a", "https://example.org/b"


def store_of(folder: Path, machine: str = "m") -> StateStore:
    return StateStore(folder, machine=machine)


def mark(store: StateStore, key: str, status: Status = Status.READ) -> None:
    store.change([key], lambda states, _: [replace(states[0], status=status)], "mark")


def bookmark(store: StateStore, key: str, at: float | None) -> None:
    store.change([key], lambda states, _: [replace(states[0], bookmark=at)], "bookmark")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def states_of(store: StateStore) -> dict[str, State]:
    return {state.key: state for state in store.all()}


def workload(folder: Path, name: str, changes: int, renew: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.faults.workload", str(folder), name, str(changes), str(renew)]
    paths = environment()["PYTHONPATH"] + ":" + str(ROOT)
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment(PYTHONPATH=paths), cwd=ROOT)


# Several at a time.


def test_two_windows_merge_field_by_field(tmp_path: Path) -> None:
    one, two = store_of(tmp_path), store_of(tmp_path)
    assert one.all() == two.all() == []
    one.submit([URL], lambda states, _: [replace(states[0], status=Status.READ)])
    two.submit([URL], lambda states, _: [replace(states[0], bookmark=1)])
    assert one.known([URL])[0].status is Status.READ
    assert (one.close(), two.close()) == (0, 0)
    assert one.get(URL) == two.get(URL) == State(URL, Status.READ, bookmark=1)


def test_a_wish_is_known_at_once_and_on_disk_when_the_store_is_closed(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for number in range(100):
        store.submit([f"{number}"], lambda states, _: [replace(states[0], status=Status.READ)])
        assert store.known([f"{number}"])[0].status is Status.READ
    assert store.close() == 0
    assert store.engine.unsaved() == (0, 0.0)
    assert len(store_of(tmp_path).all()) == 100


@pytest.mark.slow
def test_four_processes_of_1200_changes_converge(tmp_path: Path) -> None:
    processes = [workload(tmp_path, name, 1_200, 97) for name in "abcd"]
    ours = store_of(tmp_path)
    outputs = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in processes]
    for name, output in zip("abcd", outputs, strict=True):
        kept, open_one = told(output)
        assert (len(kept), open_one) == (1_200, None)
        assert wrong(tmp_path, name, kept, None) is None
    assert states_of(ours) == states_of(store_of(tmp_path))


@pytest.mark.slow
def test_three_processes_that_are_killed_at_random_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    for round_number in range(12):
        names = [f"{round_number}{letter}" for letter in "abc"]
        processes = [workload(tmp_path, name, 1_000_000, 7) for name in names]
        try:
            outputs = []
            for process in processes:
                assert process.stdout
                outputs.append("".join(process.stdout.readline() for _ in range(chance.randint(2, 40))))
        finally:
            for process in chance.sample(processes, len(processes)):
                process.kill()
        for name, process, output in zip(names, processes, outputs, strict=True):
            assert process.stdout
            # Not `communicate`, which knows nothing of what `readline` has read ahead.
            rest = process.stdout.read()
            process.wait(PATIENCE_SECONDS)
            process.stdout.close()
            assert wrong(tmp_path, name, *told(output + rest)) is None


# Damages.


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a snapshot, its backup, and the journals after both."""
    folder = tmp_path_factory.mktemp("used")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.faults.workload.say", lambda _: None)
        run(store_of(folder), "w", 23, 6)
    return folder


def damaged(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = chance.randint(1, 60)
    match chance.randrange(6):
        case 0:  # a bit
            return data[:start] + bytes([data[start] ^ 1 << chance.randrange(8)]) + data[start + 1 :]
        case 1:
            return data[:start] + chance.randbytes(length) + data[start + length :]
        case 2:
            return data[:start] + bytes(min(length, len(data) - start)) + data[start + length :]
        case 3 if start + length < len(data):
            return data[:start] + data[start + length :]
        case 4:
            return data[:start] + data[start : start + length] + data[start:]
        case _:
            return data[:start]


@pytest.mark.slow
def test_of_2000_random_damages_none_is_silently_wrong(tmp_path: Path, used: Path) -> None:
    chance = random.Random(20261125)
    whole = {name: data for name, data in files_of(used).items() if data}
    wanted = states_of(store_of(used))
    folder = tmp_path / "damaged"
    counts = dict.fromkeys(("as it was", "told, and left", "told, and used"), 0)
    for number in range(2_000):
        folder.mkdir()
        name = chance.choice(sorted(whole))
        files = whole | {name: damaged(whole[name], chance)}
        cut_at_a_line = files[name] and whole[name].startswith(files[name]) and files[name].endswith(b"\n")
        for one, data in files.items():
            (folder / one).write_bytes(data)
        store = store_of(folder)
        try:
            found, said = states_of(store), store.engine.said()
            mark(store, "afterwards")
            said += store.engine.said()
        except LibraryError:
            assert files_of(folder) | {"state.json.lock": b""} == files | {"state.json.lock": b""}
            counts["told, and left"] += 1
        else:
            if said:
                counts["told, and used"] += 1
                after = files_of(folder)
                if found != wanted:  # nothing good is gone: what was damaged is in a copy, what was not is as it was
                    copies = [after[one] for one in after if one.startswith(f"{name}.damaged-")]
                    assert files[name] in copies, f"{number}: {name}"
                    if name == "state.json":
                        left = [one for one in whole if one != name and not after[one].startswith(whole[one])]
                        assert left == [], f"{number}: {name}"
                    else:
                        assert whole["state.json"] in after.values(), f"{number}: {name}"
            elif not cut_at_a_line:  # lines that are missing at the end are as if they had never been written
                assert found == wanted, f"{number}: {name}"
                counts["as it was"] += 1
            # And it is mended: what is read now is what was read then.
            again = store_of(folder)
            assert states_of(again) == {**found, "afterwards": State("afterwards", Status.READ)}
            assert again.engine.said() == []
        shutil.rmtree(folder)
    assert counts["told, and used"] > 500


def test_a_damaged_snapshot_is_kept_in_a_copy_and_rebuilt(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    wanted = states_of(store_of(folder))
    (folder / "state.json").write_bytes(b"{ broken")
    store = store_of(folder)
    assert states_of(store) == wanted
    assert "it was rebuilt from state.json.bak and the journals" in " ".join(store.engine.said())
    mark(store, URL)
    [copy] = folder.glob("state.json.damaged-*")
    assert copy.read_bytes() == b"{ broken"
    again = store_of(folder)
    assert states_of(again) == {**wanted, URL: State(URL, Status.READ)}
    assert again.engine.said() == []


@pytest.mark.parametrize("missing", ["state.json", "state.json.bak"])
def test_a_snapshot_or_backup_that_is_missing_costs_nothing(tmp_path: Path, used: Path, missing: str) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    wanted = states_of(store_of(folder))
    (folder / missing).unlink()
    store = store_of(folder)
    assert states_of(store) == wanted
    assert bool(store.engine.said()) == (missing == "state.json")


def test_a_journal_that_is_missing_is_told(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    max(folder.glob("journal-*")).unlink()
    store = store_of(folder)
    store.all()
    assert "is missing: what it held is lost" in " ".join(store.engine.said())


def test_at_the_end_the_snapshot_has_what_was_done_and_a_store_that_did_nothing_writes_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    before = files_of(tmp_path)
    reader = store_of(tmp_path)
    assert (len(reader.all()), reader.close(), files_of(tmp_path)) == (1, 0, before)
    assert store.close() == 0
    assert json.loads((tmp_path / "state.json").read_text())["state"] == {URL: {"status": "read"}}
    after = files_of(tmp_path)
    again = store_of(tmp_path)
    mark(again, OTHER)
    again.close()  # a short journal stays
    assert files_of(tmp_path)["state.json"] == after["state.json"]
    keys = [f"https://example.org/{number}" for number in range(1_000)]
    again.change(keys, lambda states, _: [replace(state, status=Status.READ) for state in states])
    again.close()
    assert len(json.loads((tmp_path / "state.json").read_text())["state"]) == 1_002
    assert states_of(store_of(tmp_path)) == states_of(again)


def test_journals_without_their_first_one_may_lack_something_and_it_is_said(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    for name in ("state.json", "state.json.bak"):
        (folder / name).unlink()
    assert not (folder / "journal-m-1.jsonl").exists()
    store = store_of(folder)
    assert store.all()
    assert "may be missing: the first one is not there" in " ".join(store.engine.said())


@pytest.mark.parametrize("end", [b"", b"\x0b"])
def test_a_last_line_without_its_end_holds(tmp_path: Path, end: bytes) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    [journal] = tmp_path.glob("journal-*")
    journal.write_bytes(journal.read_bytes()[:-1] + end)
    again = store_of(tmp_path)
    assert set(states_of(again)) == {URL, OTHER}
    assert "its last line is incomplete" in " ".join(again.check())
    mark(again, "c")
    assert "its last line had no line end; it was kept" in " ".join(again.engine.said())
    assert set(states_of(again)) == set(states_of(store)) == {URL, OTHER, "c"}
    last = store_of(tmp_path)
    assert (set(states_of(last)), last.check()) == ({URL, OTHER, "c"}, [])
    assert last.undo()
    assert set(states_of(store)) == {URL, OTHER}


def test_an_unfinished_line_is_kept_in_a_copy_when_it_is_cut_off(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    [journal] = tmp_path.glob("journal-*")
    bad = journal.read_bytes()[:-20]
    journal.write_bytes(bad)
    store = store_of(tmp_path)  # one that knows no more than the files
    mark(store, "c")
    assert "an unfinished line were cut off; a copy was kept" in " ".join(store.engine.said())
    assert [copy.read_bytes() for copy in tmp_path.glob("journal-*.damaged-*")] == [bad]
    assert set(states_of(store_of(tmp_path))) == {URL, "c"}


def test_a_bad_line_in_the_middle_is_skipped_told_and_kept_in_a_copy(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for key in (URL, OTHER, "https://example.org/c"):
        mark(store, key)
    [journal] = tmp_path.glob("journal-*")
    bad = journal.read_bytes().replace(OTHER.encode(), OTHER.encode()[:-1] + b"!")
    journal.write_bytes(bad)
    again = store_of(tmp_path)
    assert set(states_of(again)) == {URL, "https://example.org/c"}
    assert "1 damaged line; the others are kept" in " ".join(again.engine.said())
    mark(again, OTHER)
    assert [path.read_bytes() for path in tmp_path.glob("journal-*.damaged-*")] == [bad]
    assert len(states_of(store_of(tmp_path))) == 3


def test_a_line_that_is_missing_in_the_middle_is_told(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for key in (URL, OTHER, "https://example.org/c"):
        mark(store, key)
    [journal] = tmp_path.glob("journal-*")
    head, first, _, last = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(head + first + last)
    again = store_of(tmp_path)
    assert set(states_of(again)) == {URL, "https://example.org/c"}
    assert "1 missing line; the others are kept" in " ".join(again.engine.said())


def test_a_snapshot_edited_by_hand_is_used_and_told(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    store.engine.renew()
    path = tmp_path / "state.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"{URL}": {{"status": "read"}}', f'"{URL}": {{"status": "reading"}}')
    )
    assert store.get(URL).status is Status.READING
    assert "was changed by hand or is damaged: it is used as it is now" in " ".join(store.engine.said())
    mark(store, "https://example.org/c")
    again = store_of(tmp_path)
    assert (again.get(URL).status, again.get(OTHER).status) == (Status.READING, Status.READ)
    assert again.engine.said() == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'\n"state": {', b'\n"statd": {'),
        (b'\n"when state": {', b'\n"when statd": {'),
        (b'"machine"', b'"mabhine"'),
        (b'\n"format": {', b'\n"formau": {'),
        (b'{\n "1": ', b'{\n "3": '),
        (b'"journal": ', b'"journal": -'),
        (b'"at": ', b'"at": 99'),
        (b'"floor": 0', b'"floor": "0"'),
        (b'"undone": 0', b'"undone": [0]'),
    ],
)
def test_a_damage_that_leaves_json_is_no_edit_by_hand(tmp_path: Path, used: Path, good: bytes, bad: bytes) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    wanted, backup = states_of(store_of(folder)), (folder / "state.json.bak").read_bytes()
    path = folder / "state.json"
    assert good in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(good, bad, 1))
    store = store_of(folder)
    assert states_of(store) == wanted
    mark(store, URL)
    assert "was damaged" in " ".join(store.engine.said())
    assert states_of(store_of(folder)) == {**wanted, URL: State(URL, Status.READ)}
    assert (folder / "state.json.bak").read_bytes() == backup
    assert list(folder.glob("state.json.damaged-*"))


def test_a_snapshot_edited_by_hand_is_kept_in_a_copy_beside_its_backup(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    whole = files_of(folder)
    path = folder / "state.json"
    edited = whole["state.json"].replace(b'"status": "read"', b'"status": "reading"', 1)
    assert edited != whole["state.json"]
    path.write_bytes(edited)
    store = store_of(folder)
    mark(store, URL)
    said = " ".join(store.engine.said())
    [copy] = folder.glob("state.json.damaged-*")
    assert copy.read_bytes() == edited
    assert "state.json.damaged-" in said
    assert "state.json.bak" in said
    after = files_of(folder)
    del whole["state.json"]
    assert {name: after[name] for name in whole} == whole


def test_an_edit_by_hand_holds_against_an_older_line_and_not_against_a_newer_one(tmp_path: Path) -> None:
    for when, wanted in ((10**10, Status.UNREAD), (10, Status.READING)):
        folder = tmp_path / str(when)
        store = store_of(folder)
        mark(store, URL)
        store.engine.renew()
        mark(store, URL, Status.READING)
        path = folder / "state.json"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('{"status": "read"}', '{"status": "unread"}'), encoding="utf-8")
        os.utime(path, (when, when))
        assert store_of(folder).get(URL).status is wanted
        mark(store, OTHER)
        assert store_of(folder).get(URL).status is wanted


@pytest.mark.parametrize("step", ['{"odd": 1}', '{"id": 5, "kind": "mark", "new": {}, "old": {}}', '{"kind": "mark"}'])
@pytest.mark.parametrize("is_in_journal", [True, False])
def test_a_step_that_is_none_is_dropped_and_told_unless_the_journal_has_it(
    tmp_path: Path, step: str, is_in_journal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    if not is_in_journal:
        monkeypatch.setattr("blogreader.store.journal.writer._everything", lambda _: [])
    store.engine.renew()
    path = tmp_path / "state.json"
    lines_of = path.read_text(encoding="utf-8").split("\n")
    at = lines_of.index('"steps": {') + 1
    lines_of[at] = f' "0": {step},'
    path.write_text("\n".join(lines_of), encoding="utf-8")
    again = store_of(tmp_path)
    assert again.undo()
    assert bool(again.undo()) == is_in_journal
    assert again.undo() is None
    assert ("1 step can't be undone any more" in " ".join(again.engine.said())) != is_in_journal


def test_a_writing_thread_that_ended_is_started_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(tmp_path)
    mark(store, OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(store.engine, "_work", lambda: None)
        store.submit([URL], lambda states, _: [replace(states[0], status=Status.READ)])
        ended = store.engine._thread
        assert ended
        ended.join(PATIENCE_SECONDS)
    store.submit(["c"], lambda states, _: [replace(states[0], status=Status.READ)])
    assert store.close() == 0
    assert len(store_of(tmp_path).all()) == 3


def test_a_value_that_is_none_costs_no_other(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    bookmark(store, URL, 1.0)
    store.engine.renew()
    mark(store, "c")
    path = tmp_path / "state.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('{"status": "read", "bookmark"', '{"status": "raed", "bookmark"'), encoding="utf-8")
    again = store_of(tmp_path)
    assert again.get(URL) == State(URL, Status.READ, bookmark=1.0)  # from the journal
    assert set(states_of(again)) == {URL, OTHER, "c"}
    assert f"{URL}: " in " ".join(again.engine.said())
    again.engine.renew()
    assert states_of(store_of(tmp_path))[URL] == State(URL, Status.READ, bookmark=1.0)
    assert store_of(tmp_path).check() == []


def test_a_bad_value_that_a_journal_has_hides_no_article_and_is_mended(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, OTHER)
    store.engine.commit(lambda: Draft({"state": {URL: {"status": "raed", "bookmark": 3}}}, {}, None))
    assert states_of(store) == {OTHER: State(OTHER, Status.READ), URL: State(URL, bookmark=3)}
    assert f"{URL}: " in " ".join(store.engine.said())
    mark(store, "c")
    store.engine.renew()
    bad = (tmp_path / "state.json").read_bytes()
    store_of(tmp_path).repair()
    assert [copy.read_bytes() for copy in tmp_path.glob("state.json.damaged-*")] == [bad]
    assert store_of(tmp_path).check() == []
    assert store_of(tmp_path).get(URL) == State(URL, bookmark=3)


def test_a_journal_of_a_newer_version_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    mark(store_of(tmp_path), URL)
    header = {"journal": line_format.FORMAT + 1, "machine": "m", "number": 2, "snapshot": "", "n": 0}
    (tmp_path / "journal-m-2.jsonl").write_bytes(line_format.encode(header))
    before = files_of(tmp_path)
    store = store_of(tmp_path)
    for use in (store.all, lambda: mark(store, OTHER)):
        with pytest.raises(FormatTooNew):
            use()
    assert files_of(tmp_path) == before


# Formats.


def test_there_is_a_migration_from_every_older_format() -> None:
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


def test_format_1_learns_when_its_fields_were_set() -> None:
    record = {"status": "read", "opened_at": "2026-11-01T09:30:00Z", "read_at": "2026-11-01T09:40:00Z", "bookmark": 2}
    tables = from_1({"state": {URL: record, OTHER: {"status": "reading"}}})
    assert tables["state"] == {URL: record, OTHER: {"status": "reading"}}
    opened, read = 1_793_525_400_000_000, 1_793_526_000_000_000
    assert tables["when state"] == {URL: {"status": read, "opened_at": opened, "read_at": read}}


def test_a_library_of_format_1_is_read_and_written_as_todays(tmp_path: Path) -> None:
    old = {"format": {"1": {"version": 1}}, "session": {"last": {"view": "all"}}, "state": {URL: {"status": "read"}}}
    (tmp_path / "state.json").write_text(json.dumps(old))
    store = store_of(tmp_path)
    assert (store.all(), store.session(), store.engine.said()) == ([State(URL, Status.READ)], {"view": "all"}, [])
    mark(store, OTHER)
    tables = json.loads((tmp_path / "state.json").read_text())
    assert (tables["format"]["1"]["version"], tables["state"]) == (FORMAT, {URL: {"status": "read"}})
    assert json.loads((tmp_path / "state.json.bak").read_text()) == old
    again = store_of(tmp_path)
    assert (set(states_of(again)), again.session(), again.engine.said()) == ({URL, OTHER}, {"view": "all"}, [])


# Machines.


def test_each_machine_writes_journals_of_its_own_and_reads_those_of_others(tmp_path: Path) -> None:
    here, there = store_of(tmp_path, "here"), store_of(tmp_path, "there")
    mark(here, URL)
    mark(there, OTHER)
    bookmark(here, OTHER, 1.0)
    mark(there, URL, Status.READING)
    assert states_of(here) == states_of(there)
    assert here.get(URL).status is Status.READING
    assert {path.name for path in tmp_path.glob("journal-*")} == {"journal-here-1.jsonl", "journal-there-1.jsonl"}


@pytest.mark.slow
def test_two_folders_that_a_synchroniser_carries_to_each_other_become_the_same(tmp_path: Path) -> None:
    """The worst case: it takes one machine's snapshot for both, and keeps no copy of the other's."""
    chance = random.Random(7)
    machines = {name: store_of(tmp_path / name, name) for name in ("here", "there")}
    for _ in range(30):
        for name, store in machines.items():
            for _ in range(chance.randint(0, 4)):
                mark(store, f"{name}/{chance.randrange(9)}", chance.choice(list(Status)))
                mark(store, f"both/{chance.randrange(9)}", chance.choice(list(Status)))
            if chance.random() < 0.3:
                store.engine.renew()
        if chance.random() < 0.5:
            carry(tmp_path / "here", tmp_path / "there", chance.choice(["here", "there"]))
    for store in machines.values():
        carry(tmp_path / "here", tmp_path / "there", "here")
        mark(store, "last")
    carry(tmp_path / "here", tmp_path / "there", "here")
    assert states_of(machines["here"]) == states_of(machines["there"])
    assert len(states_of(machines["here"])) > 20


def test_a_machine_whose_snapshot_is_replaced_by_anothers_keeps_what_it_did_meanwhile(tmp_path: Path) -> None:
    here, there = store_of(tmp_path / "here", "here"), store_of(tmp_path / "there", "there")
    mark(here, URL)
    carry(tmp_path / "here", tmp_path / "there", "here")
    for number in range(4):
        mark(there, f"{number}")
        there.engine.renew()
    mark(here, OTHER)
    here.engine.renew()
    # No journal of `there` ever came here, and no copy is kept of its snapshot.
    (tmp_path / "there" / "state.json").unlink()
    shutil.copy(tmp_path / "here" / "state.json", tmp_path / "there" / "state.json")
    assert set(states_of(there)) == set(states_of(store_of(tmp_path / "there", "there"))) == {URL, OTHER, *"0123"}


@pytest.mark.parametrize("is_large", [False, True])
def test_what_was_done_before_a_library_was_shared_outlives_the_first_snapshot_of_another_machine(
    tmp_path: Path, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_large:
        monkeypatch.setattr("blogreader.store.journal.writer._LONGEST", 0)
    here = store_of(tmp_path / "here", "here")
    mark(here, URL)
    mark(here, OTHER)
    here.engine.renew()
    carry(tmp_path / "here", tmp_path / "there", "here")
    there = store_of(tmp_path / "there", "there")
    mark(there, "theirs")
    there.engine.renew()
    if not is_large:  # and goes on meanwhile, for long
        for number in range(3):
            mark(here, f"{number}")
            here.engine.renew()
    # Of the snapshot that is replaced no copy is kept, and no journal comes.
    shutil.copy(tmp_path / "there" / "state.json", tmp_path / "here" / "state.json.tmp")
    (tmp_path / "here" / "state.json.tmp").replace(tmp_path / "here" / "state.json")
    again = store_of(tmp_path / "here", "here")
    ours = {URL, OTHER} | (set() if is_large else set("012"))
    assert set(states_of(again)) == {"theirs", *ours}
    for _ in ours:
        assert again.undo()
    assert (set(states_of(again)), again.undo()) == ({"theirs"}, None)


def test_what_a_journal_says_again_of_its_snapshot_is_not_read_unless_it_is_needed(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for number in range(20):
        mark(store, f"{number}")
    store.engine.renew()
    mark(store, URL)
    journal = max(tmp_path.glob("journal-*"), key=place_of)
    bad = journal.read_bytes().replace(b'"7"', b'"X"', 1)
    assert bad != journal.read_bytes()
    journal.write_bytes(bad)
    again = store_of(tmp_path)
    assert (len(states_of(again)), again.engine.said()) == (21, [])
    mark(again, OTHER)
    last = store_of(tmp_path)
    assert (len(states_of(last)), last.engine.said()) == (22, [])
    (tmp_path / "state.json").write_bytes(b"broken")
    assert len(states_of(store_of(tmp_path))) == 22


def carry(here: Path, there: Path, winner: str) -> None:
    """Copy each machine's journals to the other, and one machine's snapshot over the other's."""
    for source, target in ((here, there), (there, here)):
        if not source.is_dir():
            continue
        target.mkdir(exist_ok=True)
        for gone in target.glob(f"journal-{source.name}-*"):
            if not (source / gone.name).exists():
                gone.unlink()
        for path in source.glob(f"journal-{source.name}-*"):
            (target / path.name).write_bytes(path.read_bytes())
        if source.name == winner and (source / "state.json").exists():
            temporary = target / "state.json.tmp"
            temporary.write_bytes((source / "state.json").read_bytes())
            temporary.replace(target / "state.json")


@pytest.mark.parametrize(
    "name",
    [
        "state.sync-conflict-20261101-093000-ABCDEFG.json",
        "state (laptop's conflicted copy 2026-11-01).json",
        "state (1).json",
        "state-LAPTOP.json",
        "state 2.json",
        "state_conflict-20261101-093000.json",
        "state.json.conflict1",
    ],
)
def test_a_copy_that_a_synchroniser_made_of_a_conflict_is_merged(tmp_path: Path, name: str) -> None:
    one, two = store_of(tmp_path / "one", "one"), store_of(tmp_path / "two", "two")
    mark(one, URL)
    mark(two, OTHER)
    for store in (one, two):
        store.engine.renew()
    shutil.copy(tmp_path / "two" / "state.json", tmp_path / "one" / name)
    assert set(states_of(one)) == {URL, OTHER}
    assert "a conflict copy made by a synchroniser: it was merged" in " ".join(one.engine.said())
    mark(one, URL, Status.READING)
    assert not (tmp_path / "one" / name).exists()
    again = store_of(tmp_path / "one", "one")
    assert (set(states_of(again)), again.engine.said()) == ({URL, OTHER}, [])


@pytest.mark.parametrize(
    "name",
    [
        "journal-two-1.sync-conflict-20261101-093000-ABCDEFG.jsonl",
        "journal-two-1 (laptop's conflicted copy 2026-11-01).jsonl",
        "journal-two-1 (1).jsonl",
        "journal-two-1-LAPTOP.jsonl",
        "journal-two-1 2.jsonl",
        "journal-two-1.jsonl.conflict1",
    ],
)
def test_a_copy_of_a_conflict_between_journals_is_merged(tmp_path: Path, name: str) -> None:
    one, two = store_of(tmp_path / "one", "one"), store_of(tmp_path / "two", "two")
    mark(one, URL)
    mark(two, OTHER)
    shutil.copy(tmp_path / "two" / "journal-two-1.jsonl", tmp_path / "one" / name)
    assert set(states_of(one)) == {URL, OTHER}
    assert "a conflict copy made by a synchroniser: it was merged" in " ".join(one.engine.said())
    mark(one, URL, Status.READING)
    assert (tmp_path / "one" / f"{name}.merged").exists()
    again = store_of(tmp_path / "one", "one")
    assert (set(states_of(again)), again.engine.said()) == ({URL, OTHER}, [])


@pytest.mark.parametrize("name", ["state.json.bak", "state.json.lock", "states.json", "state.txt", "journal.md"])
def test_another_file_is_no_copy_of_a_conflict(tmp_path: Path, name: str) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    (tmp_path / name).write_text("{}")
    again = store_of(tmp_path)
    assert (set(states_of(again)), again.engine.said()) == ({URL}, [])


# Held, emptied, carried.


@pytest.mark.slow
def test_a_lock_that_another_process_holds_is_waited_for_only_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.files.PATIENCE_SECONDS", 0.05)
    store = store_of(tmp_path)
    mark(store, URL)
    with files.locked(tmp_path / "state.json"):
        with pytest.raises(Unwritable, match="another process has locked it"):
            mark(store, OTHER)
        store.submit([OTHER], lambda states, _: [replace(states[0], bookmark=1)])
        assert (store.get(URL).status, store.get(OTHER).bookmark) == (Status.READ, 1)
        assert store.close(0.2) == 1
    ended(store)
    assert set(states_of(store_of(tmp_path))) == {URL}


def test_what_is_given_up_is_not_written_when_the_lock_is_free_a_moment_later(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    with files.locked(tmp_path / "state.json"):
        store.submit([OTHER], lambda states, _: [replace(states[0], bookmark=1)])
        assert store.close(0.05) == 1  # the thread waits for the lock for far longer
    ended(store)
    assert set(states_of(store_of(tmp_path))) == {URL}


def ended(store: StateStore) -> None:
    """Wait for the thread that writes, which nobody waits for who leaves."""
    assert store.engine._thread
    store.engine._thread.join()


@pytest.mark.slow
def test_where_the_reader_is_counts_as_lost_only_when_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.files.PATIENCE_SECONDS", 0.05)
    store = store_of(tmp_path)
    with files.locked(tmp_path / "state.json"):
        store.submit_session({"view": "all"})
        assert store.engine.unsaved()[0] == 1
        store.submit([URL], lambda states, _: [replace(states[0], bookmark=1)])
        assert store.close(0.2) == 1


def test_a_library_that_is_emptied_while_a_window_is_open_is_written_again_and_told(tmp_path: Path) -> None:
    store = store_of(tmp_path / "library")
    mark(store, URL)
    bookmark(store, OTHER, 1)
    store.keep_session({"view": "all"})
    wanted = states_of(store)
    shutil.rmtree(tmp_path / "library")
    assert states_of(store) == wanted
    assert "what this window knows of 2 articles was written again" in " ".join(store.engine.said())
    store.keep_session({"view": "all"})
    again = store_of(tmp_path / "library")
    assert (states_of(again), again.session(), again.engine.said()) == (wanted, {"view": "all"}, [])
    assert again.undo()
    assert set(states_of(again)) == {URL}


def test_a_journal_that_is_cut_at_the_end_of_a_line_under_a_window_is_told_and_mended(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    [journal] = tmp_path.glob("journal-*")
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    assert set(states_of(store)) == {URL, OTHER}
    assert "what this window knows of 1 article was written again" in " ".join(store.engine.said())
    mark(store, "https://example.org/c")
    assert set(states_of(store_of(tmp_path))) == {URL, OTHER, "https://example.org/c"}


def test_what_a_new_journal_says_again_for_other_machines_does_not_make_it_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.store.journal.writer._LONGEST", 4_000)
    here, there = store_of(tmp_path, "here"), store_of(tmp_path, "there")
    mark(there, URL)
    for number in range(100):
        mark(here, f"{number}")
    here.engine.renew()
    journal = max(tmp_path.glob("journal-here-*"), key=place_of)
    mark(here, OTHER)
    mark(store_of(tmp_path, "here"), OTHER, Status.READING)
    assert journal.stat().st_size > 10_000
    assert max(tmp_path.glob("journal-here-*"), key=place_of) == journal


@pytest.mark.slow
@pytest.mark.parametrize("is_app", [True, False])
def test_in_the_app_a_journal_is_folded_by_another_process_before_a_command_would_fold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_app: bool
) -> None:
    store, started = store_of(tmp_path), []
    monkeypatch.setattr("blogreader.store.journal.compaction.Compaction.start", lambda _: started.append("a process"))
    store.engine.in_background = is_app
    mark(store, URL)
    assert started == []
    keys = [f"https://example.org/{number}" for number in range(3_000)]
    store.change(keys, lambda states, _: [replace(state, status=Status.READ) for state in states])
    assert started == ["a process"] * is_app
    assert len(list(tmp_path.glob("journal-*"))) == 1
    compaction.main([str(tmp_path), "m"])
    assert len(json.loads((tmp_path / "state.json").read_text())["state"]) == len(states_of(store)) == 3_001


def place_of(journal: Path) -> int:
    return int(journal.stem.rpartition("-")[2])


def test_a_place_that_is_kept_by_itself_neither_ends_redo_nor_is_taken_back(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    assert store.undo()
    store.change([OTHER], lambda states, _: [replace(states[0], place=Place(1, 2, "quote", 0.5))], "place")
    assert store.redo()
    assert store.get(URL).status is Status.READ
    store.change([URL], lambda states, _: [replace(states[0], place=Place(1, 2, "quote", 0.5))], "place")
    store.engine.renew()
    assert store_of(tmp_path).undo()
    assert store.get(URL) == State(URL, place=Place(1, 2, "quote", 0.5))
    assert store_of(tmp_path).undo() is None


# Undo.


def test_a_step_is_undone_and_redone_whole_in_another_window_and_after_a_restart(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    keys = [f"https://example.org/{number}" for number in range(12)]
    bookmark(store, keys[0], 3.0)
    store.change(keys, lambda states, _: [replace(state, status=Status.READ) for state in states], "mark")
    store.engine.renew()
    undone = store_of(tmp_path).undo()
    assert undone
    assert [state.status for state in undone.after] == [Status.UNREAD] * 12
    assert states_of(store) == {keys[0]: State(keys[0], bookmark=3.0)}
    assert (redone := store_of(tmp_path).redo())
    assert len(redone.after) == 12
    assert store.redo() is None
    assert {state.status for state in store.all()} == {Status.READ}


@pytest.mark.slow
def test_200_steps_are_undone_and_redone(tmp_path: Path) -> None:
    store, chance = store_of(tmp_path), random.Random(3)
    history = [states_of(store)]
    for number in range(210):
        bookmark(store, f"https://example.org/{chance.randrange(9)}", number)
        history.append(states_of(store))
        if number % 50 == 49:
            store.engine.renew()
    for before in history[-2:-202:-1]:
        assert store.undo()
        assert states_of(store) == before
    for after in history[-200:]:
        assert store_of(tmp_path).redo()
        assert states_of(store) == after
    mark(store, URL)
    assert store.redo() is None


def test_steps_can_be_undone_after_another_machine_has_written_the_snapshot(tmp_path: Path) -> None:
    here, there = store_of(tmp_path, "here"), store_of(tmp_path, "there")
    mark(there, "theirs")
    for key in (URL, OTHER, "c"):
        mark(here, key)
    assert here.undo()
    for _ in range(3):
        here.engine.renew()
        there.engine.renew()
    again = store_of(tmp_path, "here")
    assert again.redo()
    assert set(states_of(again)) == {"theirs", URL, OTHER, "c"}
    for left in ({"theirs", URL, OTHER}, {"theirs", URL}, {"theirs"}):
        assert again.undo()
        assert set(states_of(again)) == left
    assert again.undo() is None


def test_nothing_to_undo_is_told(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    assert (store.undo(), store.redo()) == (None, None)
    assert not list(tmp_path.glob("journal-*"))


# Beside a plain dictionary.


class Model(RuleBasedStateMachine):
    """Windows that come and go, change, undo and renew: the store is a dictionary with a history."""

    base: ClassVar[Path]
    keys = st.sampled_from([f"https://example.org/{letter}" for letter in "abcd"])
    windows = st.integers(0, 2)

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.base))
        self.stores = [store_of(self.folder) for _ in range(3)]
        self.known: dict[str, dict[str, object]] = {}
        self.done: list[tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]] = []
        self.undone: list[tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]] = []

    def changed(self, how: Callable[[State], State], keys: list[str], window: int) -> None:
        before, self.known = self.known, dict(self.known)
        for key in keys:
            self.known[key] = to_record(how(state_of(key, self.known.get(key, {}))))
        self.known = {key: record for key, record in self.known.items() if record}
        self.stores[window].change(keys, lambda states, _: [how(state) for state in states])
        if self.known != before:
            self.done.append((before, self.known))
            self.undone.clear()

    @rule(keys=st.lists(keys, min_size=1, unique=True), status=st.sampled_from(Status), window=windows)
    def mark(self, keys: list[str], status: Status, window: int) -> None:
        self.changed(lambda state: replace(state, status=status), keys, window)

    @rule(key=keys, at=st.none() | st.integers(-9, 9), window=windows)
    def bookmark(self, key: str, at: float | None, window: int) -> None:
        self.changed(lambda state: replace(state, bookmark=at), [key], window)

    @rule(window=windows)
    def undo(self, window: int) -> None:
        assert bool(self.stores[window].undo()) == bool(self.done)
        if self.done:
            self.undone.append(self.done.pop())
            self.known = self.undone[-1][0]

    @rule(window=windows)
    def redo(self, window: int) -> None:
        assert bool(self.stores[window].redo()) == bool(self.undone)
        if self.undone:
            self.done.append(self.undone.pop())
            self.known = self.done[-1][1]

    @rule(window=windows)
    def renew(self, window: int) -> None:
        self.stores[window].engine.renew()

    @rule(window=windows)
    def restart(self, window: int) -> None:
        self.stores[window] = store_of(self.folder)

    @invariant()
    def every_window_sees_the_same(self) -> None:
        for store in self.stores:
            assert {key: to_record(state) for key, state in states_of(store).items()} == self.known
            assert store.engine.said() == []


def state_of(key: str, record: dict[str, object]) -> State:
    return from_record(key, record)


@pytest.mark.slow
def test_the_store_is_a_dictionary_with_a_history(tmp_path: Path) -> None:
    Model.base = tmp_path
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=scaled(30), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# The snapshot as bytes.


@pytest.mark.slow
@settings(max_examples=scaled(60))
@given(
    tables=st.dictionaries(
        st.text(max_size=5),
        st.dictionaries(st.text(), st.dictionaries(st.text(), st.text() | st.integers(), min_size=1), min_size=1),
    ),
    at_once=st.integers(1, 300),
    large=st.sampled_from([-1, 500_000]),
)
def test_a_snapshot_is_the_same_after_it_was_bytes(
    tables: dict[str, dict[str, dict[str, object]]], at_once: int, large: int
) -> None:
    held = {}
    for name, table in tables.items():
        held[name] = LazyDocuments()
        for key, document in table.items():
            held[name].put(key, document)
    header = {"id": "x", "machine": "m", "journal": 1, "at": 5, "floor": 0, "undone": 0}
    data = b"".join(snapshot_format.dump(header, held))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot_format, "_AT_ONCE", at_once)
        patch.setattr(snapshot_format, "_LARGE", large)
        loaded = snapshot_format.load(data, Path("state.json"))
    assert (loaded.intact, loaded.ours, {name: loaded.header[name] for name in header}) == (True, True, header)
    assert {name: documents.parsed() for name, documents in loaded.tables.items()} == tables
    tables.pop("format", None)
    assert {name: table for name, table in json.loads(data).items() if name != "format"} == tables
