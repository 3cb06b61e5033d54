"""The system calls of a workload, by strace: recorded, failed or answered with a kill."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import environment


def _usable() -> str | None:
    """Find strace, where it may trace: some containers forbid it."""
    path = shutil.which("strace")
    tried = path and subprocess.run([path, "-o", os.devnull, "true"], capture_output=True, check=False)
    return path if tried and tried.returncode == 0 else None


STRACE = _usable()
_ROOT = Path(__file__).parents[2]
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


@cache
def _byte_code() -> "tempfile.TemporaryDirectory[str]":
    """Compile what the workload loads: so a trace is quick, and no trace differs by what others compile meanwhile."""
    folder = tempfile.TemporaryDirectory(prefix="blogreader-faults-")
    there = environment(PYTHONPYCACHEPREFIX=folder.name) | _paths()
    there.pop("PYTHONDONTWRITEBYTECODE", None)
    words = command(Path(folder.name) / "library", 3, 1)
    subprocess.run(words, capture_output=True, timeout=PATIENCE_SECONDS, check=True, env=there, cwd=_ROOT)
    return folder


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
        env=environment(PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX=_byte_code().name, PYTHONHASHSEED="0")
        | _paths(),
        cwd=_ROOT,
    )


def _paths() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], str(_ROOT)])}


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
