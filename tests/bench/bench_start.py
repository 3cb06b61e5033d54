"""A start in a real terminal, beside `python -c pass` and the barest Textual program.

`python -m tests.bench.bench_start [RUNS]`, usually 9, in turn; prints medians, and the smallest, of milliseconds from
the start of the process until:

    picture   the last screen stands there (4 × `python -c pass`)
    list      the list stands where no screen was kept (1.4 × hello)
    live      a key that was pressed over the last screen has moved the cursor

Beside them the milliseconds that the processors spent on it until then, as Linux counts them: on a machine that others
use only those mean something. Until then: until the bytes that show it came, not until the emulator has drawn them.
"""

import compileall
import os
import resource
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import blogreader
from tests.bench.bench_app import HELLO
from tests.site import Site
from tests.tui.test_terminal import Terminal

CTRL_Q = "\x11"
BESIDE = {"pass": "pass", "hello": "hello", "picture": "pass", "list": "hello", "live": "hello"}
"""What is measured, and beside what."""


class Took(NamedTuple):
    """What a start took."""

    seconds: float
    processor: float
    """Seconds; 0 where the system does not tell."""


def processor(process: int) -> float:
    """Return the seconds that processors spent on a process, but for threads that have ended."""
    spent = 0
    for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with suppress(OSError):  # it ends just now
            spent += int(path.read_text().split()[0])
    return spent / 1e9


class Observed(Terminal):
    """A terminal that notes when the last bytes came: meanwhile the program goes on with what comes behind them."""

    arrived = Took(0, 0)
    """When, by the clock, and what the processors had spent on the program."""

    def _read(self, seconds: float) -> bool:
        if select.select([self._master], [], [], seconds)[0]:
            self.arrived = Took(time.perf_counter(), processor(self.process.pid))
        return super()._read(0)


def until(
    words: list[str], holds: Callable[[Terminal], bool], key: str = "", shown: str = "", end: str = CTRL_Q
) -> Took:
    """Return what it takes until something holds; a key is pressed as soon as something else is shown.

    `end` is the key with which the program is left.
    """
    started = time.perf_counter()
    running = Observed(words, 120, 40)
    try:
        if key:
            running.until_shown(shown)
            running.send(key)
        running.until(lambda: holds(running))
        took = Took(running.arrived.seconds - started, running.arrived.processor)
        while running._read(0.5):
            pass
        running.send(end)
        running.end()
    finally:
        running.close()
    return took


def bare() -> Took:
    """Return what Python itself takes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    seconds, now = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime
    return Took(seconds, spent)


def at_second(running: Terminal) -> bool:
    """Return whether the cursor stands on the second row: its ground is another one than that of the first."""
    rows = [running.screen.buffer[y][40].bg for y in (2, 3, 4, 5)]
    return rows[2] == rows[3] != rows[0] == rows[1]


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    compileall.compile_dir(str(Path(blogreader.__file__).parent), quiet=1)
    found: dict[str, list[Took]] = {name: [] for name in BESIDE}
    with tempfile.TemporaryDirectory() as folder, Site() as site:
        hello, library = Path(folder) / "hello.py", Path(folder) / "library"
        hello.write_text(HELLO)
        words = [sys.executable, "-m", "blogreader", "--library", str(library)]
        subprocess.run([*words, "add", site.index_url], check=True, stdout=subprocess.DEVNULL)
        screen = library / "cache" / "last-screen"
        for number in range(runs + 1):
            took = {"pass": bare()}
            took["hello"] = until([sys.executable, str(hello)], lambda one: "hello" in one.text)
            screen.unlink(missing_ok=True)
            took["list"] = until(words, lambda one: " of 102" in one.text)
            took["picture"] = until(words, lambda one: " of 102" in one.text)
            took["live"] = until(words, at_second, "j", " of 102")
            until(words, lambda one: not at_second(one), "k", " of 102")
            for name, one in took.items() if number else ():  # the first run warms the disk up
                found[name].append(one)
    for name, beside in BESIDE.items():
        print(name.ljust(9), end="")
        for part in range(2):
            mine, others = ([one[part] * 1000 for one in found[which]] for which in (name, beside))
            middle = statistics.median(mine)
            times = middle / statistics.median(others), min(mine) / min(others)
            print(f"{middle:7.0f} ms ({min(mine):.0f})  {times[0]:5.2f} ({times[1]:.2f}) × {beside}", end="   ")
        print()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
