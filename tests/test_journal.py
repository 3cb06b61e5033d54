"""The journal: what windows write merges, damages are told and mended, and a plain dictionary knows it as well."""

import json
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

from blogreader.errors import FormatTooNew, LibraryError
from blogreader.model import State, Status
from blogreader.store import lines, snapshot
from blogreader.store.documents import Documents, parsed
from blogreader.store.migrations import FORMAT, MIGRATIONS, from_1
from blogreader.store.records import from_record, to_record
from blogreader.store.states import StateStore
from tests.conftest import environment
from tests.faults.check import told, wrong
from tests.faults.workload import run

ROOT = Path(__file__).parent.parent
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
    one.wish([URL], lambda states, _: [replace(states[0], status=Status.READ)])
    two.wish([URL], lambda states, _: [replace(states[0], bookmark=1)])
    assert one.known([URL])[0].status is Status.READ
    assert (one.close(), two.close()) == (0, 0)
    assert one.get(URL) == two.get(URL) == State(URL, Status.READ, bookmark=1)


def test_a_wish_is_known_at_once_and_on_disk_when_the_store_is_closed(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for number in range(100):
        store.wish([f"{number}"], lambda states, _: [replace(states[0], status=Status.READ)])
        assert store.known([f"{number}"])[0].status is Status.READ
    assert store.close() == 0
    assert store.keeper.unsaved() == (0, 0.0)
    assert len(store_of(tmp_path).all()) == 100


def test_four_processes_of_1200_changes_converge(tmp_path: Path) -> None:
    processes = [workload(tmp_path, name, 1_200, 97) for name in "abcd"]
    ours = store_of(tmp_path)
    outputs = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in processes]
    for name, output in zip("abcd", outputs, strict=True):
        kept, open_one = told(output)
        assert (len(kept), open_one) == (1_200, None)
        assert wrong(tmp_path, name, kept, None) is None
    assert states_of(ours) == states_of(store_of(tmp_path))


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
            found, said = states_of(store), store.keeper.said()
            mark(store, "afterwards")
            said += store.keeper.said()
        except LibraryError:
            assert files_of(folder) | {"state.json.lock": b""} == files | {"state.json.lock": b""}
            counts["told, and left"] += 1
        else:
            if said:
                counts["told, and used"] += 1
            elif not cut_at_a_line:  # lines that are missing at the end are as if they had never been written
                assert found == wanted, f"{number}: {name}"
                counts["as it was"] += 1
            # And it is mended: what is read now is what was read then.
            again = store_of(folder)
            assert states_of(again) == {**found, "afterwards": State("afterwards", Status.READ)}
            assert again.keeper.said() == []
        shutil.rmtree(folder)
    assert counts["told, and used"] > 500


def test_a_damaged_snapshot_is_kept_in_a_copy_and_rebuilt(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    wanted = states_of(store_of(folder))
    (folder / "state.json").write_bytes(b"{ broken")
    store = store_of(folder)
    assert states_of(store) == wanted
    assert "it was rebuilt from state.json.bak and the journals" in " ".join(store.keeper.said())
    mark(store, URL)
    [copy] = folder.glob("state.json.damaged-*")
    assert copy.read_bytes() == b"{ broken"
    again = store_of(folder)
    assert states_of(again) == {**wanted, URL: State(URL, Status.READ)}
    assert again.keeper.said() == []


@pytest.mark.parametrize("missing", ["state.json", "state.json.bak"])
def test_a_snapshot_or_backup_that_is_missing_costs_nothing(tmp_path: Path, used: Path, missing: str) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    wanted = states_of(store_of(folder))
    (folder / missing).unlink()
    store = store_of(folder)
    assert states_of(store) == wanted
    assert bool(store.keeper.said()) == (missing == "state.json")


def test_a_journal_that_is_missing_is_told(tmp_path: Path, used: Path) -> None:
    folder = Path(shutil.copytree(used, tmp_path / "library"))
    max(folder.glob("journal-*")).unlink()
    store = store_of(folder)
    store.all()
    assert "is missing: what it held is lost" in " ".join(store.keeper.said())


def test_a_bad_line_in_the_middle_is_skipped_told_and_kept_in_a_copy(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for key in (URL, OTHER, "https://example.org/c"):
        mark(store, key)
    [journal] = tmp_path.glob("journal-*")
    bad = journal.read_bytes().replace(OTHER.encode(), OTHER.encode()[:-1] + b"!")
    journal.write_bytes(bad)
    again = store_of(tmp_path)
    assert set(states_of(again)) == {URL, "https://example.org/c"}
    assert "1 damaged of its lines; the others hold" in " ".join(again.keeper.said())
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
    assert "1 missing of its lines; the others hold" in " ".join(again.keeper.said())


def test_a_snapshot_edited_by_hand_is_used_and_told(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    mark(store, URL)
    mark(store, OTHER)
    store.keeper.renew()
    path = tmp_path / "state.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"{URL}": {{"status": "read"}}', f'"{URL}": {{"status": "reading"}}')
    )
    assert store.get(URL).status is Status.READING
    assert "was changed by hand or damaged: it is used as it is now" in " ".join(store.keeper.said())
    mark(store, "https://example.org/c")
    again = store_of(tmp_path)
    assert (again.get(URL).status, again.get(OTHER).status) == (Status.READING, Status.READ)
    assert again.keeper.said() == []


def test_a_journal_of_a_newer_version_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    mark(store_of(tmp_path), URL)
    header = {"journal": lines.FORMAT + 1, "machine": "m", "number": 2, "snapshot": "", "n": 0}
    (tmp_path / "journal-m-2.jsonl").write_bytes(lines.encode(header))
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
    assert (store.all(), store.session(), store.keeper.said()) == ([State(URL, Status.READ)], {"view": "all"}, [])
    mark(store, OTHER)
    tables = json.loads((tmp_path / "state.json").read_text())
    assert (tables["format"]["1"]["version"], tables["state"]) == (FORMAT, {URL: {"status": "read"}})
    assert json.loads((tmp_path / "state.json.bak").read_text()) == old
    again = store_of(tmp_path)
    assert (set(states_of(again)), again.session(), again.keeper.said()) == ({URL, OTHER}, {"view": "all"}, [])


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
                store.keeper.renew()
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
        there.keeper.renew()
    mark(here, OTHER)
    here.keeper.renew()
    # No journal of `there` ever came here, and no copy is kept of its snapshot.
    (tmp_path / "there" / "state.json").unlink()
    shutil.copy(tmp_path / "here" / "state.json", tmp_path / "there" / "state.json")
    assert set(states_of(there)) == set(states_of(store_of(tmp_path / "there", "there"))) == {URL, OTHER, *"0123"}


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
    ],
)
def test_a_copy_that_a_synchroniser_made_of_a_conflict_is_merged(tmp_path: Path, name: str) -> None:
    one, two = store_of(tmp_path / "one", "one"), store_of(tmp_path / "two", "two")
    mark(one, URL)
    mark(two, OTHER)
    for store in (one, two):
        store.keeper.renew()
    shutil.copy(tmp_path / "two" / "state.json", tmp_path / "one" / name)
    assert set(states_of(one)) == {URL, OTHER}
    assert "a copy that a synchroniser made of a conflict: it is merged" in " ".join(one.keeper.said())
    mark(one, URL, Status.READING)
    assert not (tmp_path / "one" / name).exists()
    again = store_of(tmp_path / "one", "one")
    assert (set(states_of(again)), again.keeper.said()) == ({URL, OTHER}, [])


# Undo.


def test_a_step_is_undone_and_redone_whole_in_another_window_and_after_a_restart(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    keys = [f"https://example.org/{number}" for number in range(12)]
    bookmark(store, keys[0], 3.0)
    store.change(keys, lambda states, _: [replace(state, status=Status.READ) for state in states], "mark")
    store.keeper.renew()
    undone = store_of(tmp_path).undo()
    assert undone
    assert [state.status for state in undone.after] == [Status.UNREAD] * 12
    assert states_of(store) == {keys[0]: State(keys[0], bookmark=3.0)}
    assert (redone := store_of(tmp_path).redo())
    assert len(redone.after) == 12
    assert store.redo() is None
    assert {state.status for state in store.all()} == {Status.READ}


def test_200_steps_are_undone_and_redone(tmp_path: Path) -> None:
    store, chance = store_of(tmp_path), random.Random(3)
    history = [states_of(store)]
    for number in range(210):
        bookmark(store, f"https://example.org/{chance.randrange(9)}", number)
        history.append(states_of(store))
        if number % 50 == 49:
            store.keeper.renew()
    for before in history[-2:-202:-1]:
        assert store.undo()
        assert states_of(store) == before
    for after in history[-200:]:
        assert store_of(tmp_path).redo()
        assert states_of(store) == after
    mark(store, URL)
    assert store.redo() is None


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
        self.stores[window].keeper.renew()

    @rule(window=windows)
    def restart(self, window: int) -> None:
        self.stores[window] = store_of(self.folder)

    @invariant()
    def every_window_sees_the_same(self) -> None:
        for store in self.stores:
            assert {key: to_record(state) for key, state in states_of(store).items()} == self.known
            assert store.keeper.said() == []


def state_of(key: str, record: dict[str, object]) -> State:
    return from_record(key, record)


def test_the_store_is_a_dictionary_with_a_history(tmp_path: Path) -> None:
    Model.base = tmp_path
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# The snapshot as bytes.


@settings(max_examples=60, deadline=None)
@given(
    tables=st.dictionaries(
        st.text(max_size=5),
        st.dictionaries(st.text(), st.dictionaries(st.text(), st.text() | st.integers(), min_size=1), min_size=1),
    ),
    at_once=st.integers(1, 300),
)
def test_a_snapshot_is_the_same_after_it_was_bytes(
    tables: dict[str, dict[str, dict[str, object]]], at_once: int
) -> None:
    held = {}
    for name, table in tables.items():
        held[name] = Documents()
        for key, document in table.items():
            held[name].put(key, document)
    header = {"id": "x", "machine": "m", "at": 5}
    data = b"".join(snapshot.dump(header, held))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot, "_AT_ONCE", at_once)
        loaded = snapshot.load(data, Path("state.json"))
    assert (loaded.intact, loaded.ours, {name: loaded.header[name] for name in header}) == (True, True, header)
    assert {name: parsed(documents.copy()) for name, documents in loaded.tables.items()} == tables
    tables.pop("format", None)
    assert {name: table for name, table in json.loads(data).items() if name != "format"} == tables
