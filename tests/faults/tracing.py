"""The system calls of a workload, by strace: recorded, failed or answered with a kill."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.conftest import environment


def _usable() -> str | None:
    """Find strace, where it may trace: some containers forbid it."""
    path = shutil.which("strace")
    tried = path and subprocess.run([path, "-o", os.devnull, "true"], capture_output=True, check=False)
    return path if tried and tried.returncode == 0 else None


STRACE = _usable()
CALLS = ("openat", "read", "write", "fsync", "rename", "renameat", "renameat2", "unlink", "ftruncate", "flock")
_OTHERS = ("newfstatat", "fstat", "getdents64", "close", "lseek")
PATIENCE_SECONDS = 60
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")


class Call(NamedTuple):
    """A call of the workload that concerns the folder, or its standard output."""

    name: str
    number: int
    """Counted from 1 among all calls of this name, as strace counts."""
    text: str
    result: int


def command(folder: Path, changes: int, renew: int, *without: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.workload", str(folder), "w", str(changes), str(renew), *without]


def traced(words: list[str], log: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command under strace."""
    assert STRACE
    chosen = ["-qq", "-y", "-e", f"trace={','.join(CALLS + _OTHERS)}", "-e", "signal=none", "-o", str(log)]
    return subprocess.run(
        [STRACE, *chosen, *options, *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        env=environment(PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0") | _paths(),
        cwd=Path(__file__).parents[2],
    )


def _paths() -> dict[str, str]:
    tests = str(Path(__file__).parents[2])
    return {"PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], tests])}


def calls(log: Path, folder: Path) -> list[Call]:
    """Read a recording: what concerns the folder, and what was said."""
    numbers: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="surrogateescape").splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        name, text, result = match[1], match[2], int(match[3])
        numbers[name] = numbers.get(name, 0) + 1
        if (
            str(folder) in text
            or "".join(f"\\x{byte:02x}" for byte in os.fsencode(folder)) in text
            or (name == "write" and text.startswith(("1<", "1,")))
        ):
            found.append(Call(name, numbers[name], text, result))
    return found
