"""Nothing that was acknowledged is lost: system calls that fail, kills, power cuts, full disks, damaged files."""

import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from errno import EIO
from pathlib import Path

import pytest

from blogreader import files
from blogreader.errors import Unwritable
from blogreader.model import Status
from blogreader.store.state_store import StateStore
from tests.conftest import no_more_than_8_kb
from tests.faults.check import told, wrong
from tests.faults.power import cuts
from tests.faults.tracing import STRACE, Call, calls, command, traced

pytestmark = pytest.mark.slow

CHANGES, RENEW = 7, 3
AT_ONCE = 2

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not there, or may not trace: no fault is injected")


def as_it_is(folder: Path) -> None:
    """Leave a folder empty."""


def with_links_and_copies(folder: Path) -> None:
    """Keep the state behind links, and put damaged copies of conflicts beside them."""
    (folder / "notes").mkdir()
    for name in ("state.json", "state.json.bak", "state.json.lock", "journal-m-1.jsonl"):
        (folder / name).symlink_to(folder / "notes" / name)
    (folder / "state.json.conflict1").write_bytes(b'{\n"format": {\n "1": {"id": "a2f4b2518036", "mach')
    (folder / "journal-other-1 (1).jsonl").write_bytes(bytes(200))
    (folder / "journal-m-1.sync-conflict-20261101-093000-ABCDEFG.jsonl").write_bytes(b"")


def recorded(
    tmp_path: Path,
    *without: str,
    options: tuple[str, ...] = (),
    changes: int = CHANGES,
    renew: int = RENEW,
    prepare: Callable[[Path], None] = as_it_is,
) -> list[Call]:
    folder = tmp_path / "recorded" / "library"
    folder.mkdir(parents=True)
    # Twice: the first run may write byte code.
    for _ in range(2):
        shutil.rmtree(folder)
        folder.mkdir()
        prepare(folder)
        done = traced(command(folder, changes, renew, *without), tmp_path / "log", *options)
        assert (done.returncode, done.stderr) == (0, "")
    return calls(tmp_path / "log", folder)


def injected(tmp_path: Path, call: Call, what: str, prepare: Callable[[Path], None] = as_it_is) -> str | None:
    """Run the workload with one fault; say what is wrong afterwards."""
    base = tmp_path / f"{call.name}-{call.number}-{what.partition('=')[0]}"
    folder = base / "library"
    folder.mkdir(parents=True)
    prepare(folder)
    fault = f"inject={call.name}:{what}:when={call.number}"
    done = traced(command(folder, CHANGES, RENEW), base / "log", "-e", fault)
    if what.startswith("error") and (done.returncode, done.stderr) != (0, ""):
        found: str | None = done.stderr[-2000:]
    else:
        found = wrong(folder, "w", *told(done.stdout))
    shutil.rmtree(base)
    return found and f"{fault} ({call.text[:200]}): {found}"


@needs_strace
@pytest.mark.slow(seconds=60)
@pytest.mark.parametrize("fault", ["signal=SIGKILL", "error"])
def test_no_system_call_that_fails_or_is_killed_loses_what_was_acknowledged(tmp_path: Path, fault: str) -> None:
    cases = []
    for call in recorded(tmp_path):
        if call.text.startswith("1<"):
            continue
        error = "ENOSPC" if call.name == "write" else "EIO"
        cases.append((call, fault if fault != "error" else f"error={error}"))
    assert len(cases) > 200
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [one for one in pool.map(lambda case: injected(tmp_path, *case), cases) if one]
    assert not found, f"{len(found)} of {len(cases)}:\n" + "\n".join(found[:10])


@needs_strace
@pytest.mark.slow(seconds=30)
def test_no_system_call_that_fails_or_is_killed_loses_anything_behind_links_and_beside_damaged_copies(
    tmp_path: Path,
) -> None:
    # Half of them, failed and killed by turns: most are as in a folder without.
    some = [one for one in recorded(tmp_path, prepare=with_links_and_copies) if not one.text.startswith("1<")][::2]
    faults = [["signal=SIGKILL", "error=ENOSPC" if one.name == "write" else "error=EIO"] for one in some]
    cases = [(call, faults[number][number % 2], with_links_and_copies) for number, call in enumerate(some)]
    assert len(cases) > 100
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [one for one in pool.map(lambda case: injected(tmp_path, *case), cases) if one]
    assert not found, f"{len(found)} of {len(cases)}:\n" + "\n".join(found[:10])


def cut_off(tmp_path: Path, *without: str, enough: int | None = None) -> list[str]:
    """Cut the power at every moment of a workload; return what is wrong afterwards, or as much of it as is enough."""
    recording = recorded(tmp_path, *without, options=("-s", "100000", "-xx"), changes=40, renew=6)
    found = []
    states = set()
    for number, (output, state) in enumerate(cuts(recording, tmp_path / "recorded" / "library")):
        kept, open_one = told(output)
        identity = (*kept, open_one, *sorted(state.items()))
        if identity in states:
            continue
        states.add(identity)
        folder = tmp_path / "cut" / str(number)
        folder.mkdir(parents=True)
        for name, data in state.items():
            (folder / name).write_bytes(data)
        if sentence := wrong(folder, "w", kept, open_one):
            found.append(f"{number}: {sentence}")
            if len(found) == enough:
                return found
        shutil.rmtree(folder)
    assert len(states) > 400
    return found


@needs_strace
def test_no_power_cut_takes_what_was_acknowledged(tmp_path: Path) -> None:
    assert cut_off(tmp_path) == []


@needs_strace
@pytest.mark.parametrize("safety", ["fsync", "folder-fsync"])
def test_a_store_without_a_safety_is_found_out(tmp_path: Path, safety: str) -> None:
    assert cut_off(tmp_path, safety, enough=1)


@needs_strace
def test_a_store_that_does_not_cut_a_torn_line_off_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.store.journal.writer.os.ftruncate", lambda *_: None)
    assert cut_off(tmp_path, enough=1)


# A disk that is full, and one that fails.


@pytest.mark.parametrize("room", [1, 300, 1_000, 3_000])
def test_a_write_that_is_cut_short_is_taken_back_and_tried_again(tmp_path: Path, room: int) -> None:
    store = StateStore(tmp_path, machine="m")
    filled(store, 8_192 - room)
    kept = {state.key for state in store.all()}
    with no_more_than_8_kb():
        for number in range(3):
            store.submit([f"{number}{'x' * 1_000}"], lambda states, _: [replace(states[0], status=Status.READ)])
        until(lambda: store.engine.trouble is not None or not store.engine.unsaved()[0])
        # Before there is room again: from then on it is tried again.
        number, trouble = store.engine.unsaved()[0], str(store.engine.trouble)
    assert {state.key for state in StateStore(tmp_path, machine="m").all()} >= kept
    if room < 3_000:
        assert number == 3
        assert "can't be written: file too large" in trouble
    assert store.close() == 0
    assert len(StateStore(tmp_path, machine="m").all()) == len(kept) + 3
    assert StateStore(tmp_path, machine="m").engine.said() == []


def filled(store: StateStore, size: int) -> None:
    """Make changes until the journal is about so long."""
    number = 0
    while True:
        journal = store.engine.reading.newest
        if journal and journal.seen.size + 150 > size:
            return
        number += 1
        store.change([f"filled {number}"], lambda states, _: [replace(states[0], bookmark=1)])


def test_a_failed_fsync_is_never_tried_again_on_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = StateStore(tmp_path, machine="m")
    mark(store, "one")
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.store.journal.writer._synced", lambda _: False)
        mark(store, "two")
    assert [path.name for path in sorted(tmp_path.glob("journal-*"))] == ["journal-m-1.jsonl", "journal-m-2.jsonl"]
    mark(store, "three")
    assert (tmp_path / "journal-m-1.jsonl").read_bytes().count(b"\n") == 2
    again = StateStore(tmp_path, machine="m")
    assert {state.key for state in again.all()} == {"one", "two", "three"}
    assert again.engine.said() == []
    assert again.undo()
    assert {state.key for state in store.all()} == {"one", "two"}


def test_after_a_failed_fsync_nothing_is_added_to_the_file_also_when_no_other_could_be_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StateStore(tmp_path, machine="m")
    mark(store, "one")
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.store.journal.writer._synced", lambda _: False)
        patch.setattr("blogreader.store.journal.writer.files.replace", refused)
        with pytest.raises(Unwritable):
            mark(store, "two")
    before = (tmp_path / "journal-m-1.jsonl").read_bytes()
    mark(store, "three")
    assert (tmp_path / "journal-m-1.jsonl").read_bytes() == before
    assert {state.key for state in StateStore(tmp_path, machine="m").all()} == {"one", "three"}


def test_a_change_that_could_not_be_taken_back_is_said_to_be_there_perhaps_and_is_there_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(EIO, "input/output error")

    store = StateStore(tmp_path, machine="m")
    mark(store, "one")
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.store.journal.writer._synced", lambda _: False)
        patch.setattr("blogreader.store.journal.writer.files.replace", refused)
        patch.setattr("blogreader.store.journal.writer.os.ftruncate", failing)
        with pytest.raises(Unwritable, match="it may be there all the same"):
            mark(store, "two")
        for key in ("three", "four"):
            store.submit([key], lambda states, _: [replace(states[0], status=Status.READ)], "mark")
        until(lambda: store.engine.trouble is not None)
    assert store.close() == 0
    again = StateStore(tmp_path, machine="m")
    assert {state.key for state in again.all()} >= {"one", "three", "four"}
    assert again.engine.said() == []
    for left in ({"one", "two", "three"}, {"one", "two"}):
        assert again.undo()
        assert {state.key for state in again.all()} == left


def test_lines_of_a_batch_that_stayed_when_the_rest_was_torn_are_no_steps_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(descriptor: int, data: bytes) -> None:
        first, second = data.splitlines(keepends=True)
        os.write(descriptor, first + second[:20])
        raise OSError(EIO, "input/output error")

    def failing(*_: object) -> None:
        raise OSError(EIO, "input/output error")

    store = StateStore(tmp_path, machine="m")
    mark(store, "one")
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.store.journal.writer._write", torn)
        patch.setattr("blogreader.store.journal.writer.os.ftruncate", failing)
        with files.locked(tmp_path / "state.json"):
            for key in ("two", "three"):
                store.submit([key], lambda states, _: [replace(states[0], status=Status.READ)], "mark")
        until(lambda: store.engine.trouble is not None)
    assert "it may be there all the same" in str(store.engine.trouble)
    assert store.close() == 0
    again = StateStore(tmp_path, machine="m")
    for left in ({"one", "two", "three"}, {"one", "two"}, {"one"}, set()):
        assert {state.key for state in again.all()} == left
        assert bool(again.undo()) == bool(left)


def test_a_disk_that_takes_nothing_leaves_the_wishes_in_memory_and_says_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StateStore(tmp_path, machine="m")
    mark(store, "one")
    with monkeypatch.context() as patch:
        patch.setattr("blogreader.store.journal.writer.append", refused)
        store.submit(["two"], lambda states, _: [replace(states[0], status=Status.READ)])
        until(lambda: store.engine.trouble is not None)
        assert {state.key for state in store.all()} == {"one", "two"}
        assert store.engine.unsaved()[0] == 1
        assert store.close(0.2) == 1
    assert {state.key for state in StateStore(tmp_path, machine="m").all()} == {"one"}


def refused(*_: object, **__: object) -> None:
    raise Unwritable("journal", "no space left on device")


def mark(store: StateStore, key: str) -> None:
    store.change([key], lambda states, _: [replace(states[0], status=Status.READ)], "mark")


def until(condition: Callable[[], bool]) -> None:
    """Wait for the writing thread; it needs milliseconds."""
    waited = threading.Event()
    for _ in range(1_000):
        if condition():
            return
        waited.wait(0.01)
    raise AssertionError
