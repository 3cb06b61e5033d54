"""Nothing that was acknowledged is lost: system calls that fail, kills, power cuts, full disks, damaged files."""

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.check import told, wrong
from tests.faults.tracing import STRACE, Call, calls, command, traced

CHANGES, RENEW = 7, 3
AT_ONCE = 2

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not there: no system call is failed or killed")


def recorded(tmp_path: Path, *without: str) -> list[Call]:
    folder = tmp_path / "recorded" / "library"
    folder.mkdir(parents=True)
    # Twice: the first run may write byte code.
    for _ in range(2):
        shutil.rmtree(folder)
        folder.mkdir()
        done = traced(command(folder, CHANGES, RENEW, *without), tmp_path / "log")
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
