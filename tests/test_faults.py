"""Nothing that was acknowledged is lost: system calls that fail, kills, power cuts, full disks, damaged files."""

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.check import told, wrong
from tests.faults.power import cuts
from tests.faults.tracing import STRACE, Call, calls, command, traced

CHANGES, RENEW = 7, 3
AT_ONCE = 2

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not there: no system call is failed or killed")


def recorded(
    tmp_path: Path, *without: str, options: tuple[str, ...] = (), changes: int = CHANGES, renew: int = RENEW
) -> list[Call]:
    folder = tmp_path / "recorded" / "library"
    folder.mkdir(parents=True)
    # Twice: the first run may write byte code.
    for _ in range(2):
        shutil.rmtree(folder)
        folder.mkdir()
        done = traced(command(folder, changes, renew, *without), tmp_path / "log", *options)
        assert (done.returncode, done.stderr) == (0, "")
    return calls(tmp_path / "log", folder)


def injected(tmp_path: Path, call: Call, what: str) -> str | None:
    """Run the workload with one fault; say what is wrong afterwards."""
    base = tmp_path / f"{call.name}-{call.number}-{what.partition('=')[0]}"
    folder = base / "library"
    folder.mkdir(parents=True)
    fault = f"inject={call.name}:{what}:when={call.number}"
    done = traced(command(folder, CHANGES, RENEW), base / "log", "-e", fault)
    if what.startswith("error") and (done.returncode, done.stderr) != (0, ""):
        found: str | None = done.stderr[-2000:]
    else:
        found = wrong(folder, "w", *told(done.stdout))
    shutil.rmtree(base)
    return found and f"{fault} ({call.text[:200]}): {found}"


@needs_strace
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


def cut_off(tmp_path: Path, *without: str) -> list[str]:
    """Cut the power at every moment of a workload; give what is wrong afterwards."""
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
        shutil.rmtree(folder)
    assert len(states) > 400
    return found


@needs_strace
def test_no_power_cut_takes_what_was_acknowledged(tmp_path: Path) -> None:
    assert cut_off(tmp_path) == []


@needs_strace
@pytest.mark.parametrize("safety", ["fsync", "folder-fsync"])
def test_a_store_without_a_safety_is_found_out(tmp_path: Path, safety: str) -> None:
    assert cut_off(tmp_path, safety)


@needs_strace
def test_a_store_that_does_not_cut_a_torn_line_off_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogreader.store.writing.os.ftruncate", lambda *_: None)
    assert cut_off(tmp_path)
