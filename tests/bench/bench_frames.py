"""What a start looks like, frame by frame: `python -m tests.bench.bench_frames [--cold] [--keep FOLDER]`.

Records each start in a real terminal as bytes with their times, replays them into an emulator, looks at its cells 120
times a second, and tells how often cells change once they show something: from a picture of the last screen to the live
program none should change twice. `--keep` writes the recordings as asciicasts (version 2), for `asciinema play`.

`--cold`: instead tells how long starts take after the system has dropped what it keeps of files, as after booting
(Linux, as root), beside those right after them.
"""

import argparse
import codecs
import compileall
import json
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pyte

import blogreader
from tests.bench.bench_app import HELLO
from tests.bench.bench_start import CTRL_Q, bare, until
from tests.site import Site
from tests.tui.test_terminal import Terminal

FRAME_SECONDS = 1 / 120
QUIET_SECONDS = 2.0
COLD_RUNS = 5
SIZES = ((140, 40), (100, 30), (40, 24))


class Frames(NamedTuple):
    """What the frames of a recording show."""

    painted: int
    """Frames that differ from the one before."""
    changes: Counter[int]
    """The numbers of cells by how often they changed after they first showed something."""
    whole: float
    """Seconds to the last change."""


def record(words: list[str], width: int, height: int) -> list[tuple[float, bytes]]:
    """Return the bytes of a start with their times, in seconds from the start of the process to the last that come."""
    started = time.perf_counter()
    terminal = Terminal(words, width, height)
    brought: list[tuple[float, bytes]] = []
    try:
        while select.select([terminal._master], [], [], QUIET_SECONDS)[0]:
            brought.append((time.perf_counter() - started, os.read(terminal._master, 1 << 16)))
        terminal.send(CTRL_Q)
        terminal.end()
    finally:
        terminal.close()
    return brought


def frames(brought: list[tuple[float, bytes]], width: int, height: int) -> Frames:
    """Replay a recording, a frame at a time."""
    screen = pyte.Screen(width, height)
    stream, decoder = pyte.Stream(screen), codecs.getincrementaldecoder("utf-8")("replace")
    before, blank = _cells(screen), pyte.screens.Char(" ")
    changes, painted, whole, at = Counter[tuple[int, int]](), 0, 0.0, 0
    for frame in range(1, int(brought[-1][0] / FRAME_SECONDS) + 2):
        until_then = at
        while at < len(brought) and brought[at][0] <= frame * FRAME_SECONDS:
            stream.feed(decoder.decode(brought[at][1]))
            at += 1
        if at == until_then:
            continue
        now = _cells(screen)
        changed = [cell for cell, look in now.items() if look != before[cell]]
        if changed:
            painted, whole = painted + 1, brought[at - 1][0]
        changes.update(cell for cell in changed if before[cell] != blank)
        before = now
    return Frames(painted, Counter(changes.values()), whole)


def _cells(screen: pyte.Screen) -> dict[tuple[int, int], pyte.screens.Char]:
    return {(y, x): screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)}


def keep(brought: list[tuple[float, bytes]], width: int, height: int, path: Path) -> None:
    """Write a recording."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lines = [json.dumps({"version": 2, "width": width, "height": height})]
    lines += [json.dumps([round(seconds, 6), "o", decoder.decode(data)]) for seconds, data in brought]
    path.write_text("\n".join(lines) + "\n")


@contextmanager
def _library(folder: Path) -> Iterator[list[str]]:
    """Make a library of 102 articles, the first of them archived."""
    with Site() as site:
        words = [sys.executable, "-m", "blogreader", "--library", str(folder / "library")]
        subprocess.run([*words, "add", site.index_url], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*words, "fetch", "-q", "--no-images", "1"], check=True, stdout=subprocess.DEVNULL)
        yield words


def tell_frames(folder: Path, kept: Path | None) -> None:
    """Print the frames of starts at several widths: without a picture, with it, and with a text open."""
    with _library(folder) as words:
        for width, height in SIZES:
            for what in ("without a picture", "with a picture", "with an open text"):
                if what == "without a picture":
                    (folder / "library" / "cache" / "last-screen").unlink(missing_ok=True)
                elif what == "with an open text":
                    open_text(words, width, height)
                brought = record(words, width, height)
                if kept:
                    keep(brought, width, height, kept / f"{what.replace(' ', '-')}-{width}.cast")
                told = frames(brought, width, height)
                often = ", ".join(f"{number} cells {times} ×" for times, number in sorted(told.changes.items()))
                print(
                    f"{what:<18} {width:>3} columns  {told.painted} frames in {told.whole * 1000:4.0f} ms"
                    f"  changed: {often or 'none'}"
                )
            close_text(words, width, height)


def open_text(words: list[str], width: int, height: int) -> None:
    """Leave the program with a text open."""
    _press(words, width, height, "g\r")


def close_text(words: list[str], width: int, height: int) -> None:
    """Leave the program at the list."""
    _press(words, width, height, "h")


def _press(words: list[str], width: int, height: int, keys: str) -> None:
    terminal = Terminal(words, width, height)
    try:
        terminal.pause(2.0)
        terminal.send(keys)
        terminal.pause(2.0)
        terminal.send(CTRL_Q)
        terminal.end()
    finally:
        terminal.close()


def tell_cold(folder: Path) -> None:
    """Print what starts take when nothing of the disk is in memory, and right after."""
    hello = folder / "hello.py"
    hello.write_text(HELLO)
    with _library(folder) as words:
        screen = folder / "library" / "cache" / "last-screen"
        for what in ("pass", "hello", "list", "picture"):
            found: dict[str, list[float]] = {"cold": [], "warm": []}
            for _ in range(COLD_RUNS):
                for state, seconds in found.items():
                    if what == "list":
                        screen.unlink(missing_ok=True)
                    if state == "cold":
                        os.sync()
                        Path("/proc/sys/vm/drop_caches").write_text("3")
                    if what == "pass":
                        took = bare()
                    elif what == "hello":
                        took = until([sys.executable, str(hello)], lambda one: "hello" in one.text)
                    else:
                        took = until(words, lambda one: " of 102" in one.text)
                    seconds.append(took.seconds * 1000)
            cold, warm = (statistics.median(seconds) for seconds in found.values())
            print(f"{what:<8} cold {cold:6.0f} ms   warm {warm:5.0f} ms")


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    compileall.compile_dir(str(Path(blogreader.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        if options.cold:
            tell_cold(Path(folder))
        else:
            tell_frames(Path(folder), options.keep)


if __name__ == "__main__":
    main()
