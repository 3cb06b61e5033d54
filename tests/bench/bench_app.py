"""The app in a real terminal beside the barest Textual program: `python -m tests.bench.bench_app [RUNS]`.

Prints medians of: start to the first list (and its ratio to "hello"), and for keys the milliseconds from the key to the
last byte before 60 ms of silence, with the bytes that it cost. Budgets: 1.4 × hello; 16 ms a row, a
line, a page; 1 KB a row that does not scroll, 6 KB one that does, 15 KB a page.
"""

import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import blogreader
from tests.site import Site
from tests.tui.test_terminal import Terminal

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello")
Hello().run()
"""
QUIET_SECONDS = 0.06
KEYS = (("next row", "j", 12), ("row that scrolls", "j", 20), ("page of rows", " ", 3))
READING_KEYS = (("next line", "j", 20), ("page of text", " ", 5))


def settled(terminal: Terminal, key: str) -> tuple[float, int]:
    """Return the seconds until the last byte that a key brought, and how many bytes."""
    before, started = len(terminal.received), time.perf_counter()
    last = started
    terminal.send(key)
    while time.perf_counter() - last < QUIET_SECONDS or len(terminal.received) == before:
        if terminal._read(QUIET_SECONDS):
            last = time.perf_counter()
        elif time.perf_counter() - started > 1:
            break
    return last - started, len(terminal.received) - before


def ready(words: list[str], shown: str, act: Callable[[Terminal], None] | None = None) -> float:
    """Return the seconds until something is on the screen; then act, and end the program."""
    started = time.perf_counter()
    terminal = Terminal(words, 120, 40)
    try:
        terminal.until_shown(shown)
        seconds = time.perf_counter() - started
        if act is not None:
            act(terminal)
        terminal.send("\x11")
        terminal.end()
    finally:
        terminal.close()
    return seconds


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    compileall.compile_dir(str(Path(blogreader.__file__).parent), quiet=1)
    found: dict[str, list[tuple[float, int]]] = {}

    def act(terminal: Terminal) -> None:
        while terminal._read(0.4):
            pass
        for keys in (KEYS, (("open", "\r", 1),), READING_KEYS):
            for name, key, times in keys:
                found.setdefault(name, []).extend(settled(terminal, key) for _ in range(times))

    with tempfile.TemporaryDirectory() as folder, Site() as site:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        library = ["-m", "blogreader", "--library", f"{folder}/library"]
        for words in (["add", site.index_url], ["fetch", "-q"]):
            subprocess.run([sys.executable, *library, *words], check=True, stdout=subprocess.DEVNULL)
        starts: dict[str, list[float]] = {"hello": [], "blogreader": []}
        for _ in range(runs):
            starts["hello"].append(ready([sys.executable, str(hello)], "hello"))
            starts["blogreader"].append(ready([sys.executable, *library, "sort:-date"], "of 102", act))
    medians = {name: statistics.median(seconds) for name, seconds in starts.items()}
    for name, median in medians.items():
        print(f"{name:<20} {median * 1000:7.0f} ms  {median / medians['hello']:.2f} ×")
    for name, samples in found.items():
        seconds = sorted(one for one, _ in samples)
        size = statistics.median(size for _, size in samples)
        late = seconds[int(len(seconds) * 0.95)]
        print(f"{name:<20} {statistics.median(seconds) * 1000:7.1f} ms  p95 {late * 1000:6.1f} ms  {size:7.0f} bytes")


if __name__ == "__main__":
    main()
