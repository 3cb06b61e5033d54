"""The reader in a real terminal beside Textual's Markdown widget: `python -m tests.bench.bench_reader [RUNS]`.

Prints, for documents of 2 000 words, 20 000 words and 2 MB, medians of: milliseconds from the key to the first text and
to the last byte of its screen; one line, one page, a jump to the end, a new width; frames a second with a key held; the
longest time that the event loop was blocked; memory before and after sixty articles. Budgets: 40 ms
to the first screen at any length, 16 ms a line or page with 6 KB or 15 KB, 100 ms at a new width, 30 ms blocked, flat
memory. What comes from the terminal is timed when it is read, before it is interpreted.
"""

import compileall
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import blogreader
from tests.tui.test_terminal import Terminal

QUIET_SECONDS = 0.08
FRAME_SECONDS = 0.004
"""At most between two reads of the same frame: it takes more than one."""
PATIENCE_SECONDS = 30.0
SIZES = {"2 000 words": 40, "20 000 words": 400, "2 MB": 6_600}
SHORT_ARTICLES = 60
PROSE = """\
In **section {number}** the `connection_pool` is *drained* before its [limits](https://example.org/{number}) are read
again, which takes as long as the slowest request that it holds; nobody waits for it."""
WIDGET = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Markdown
from textual.containers import VerticalScroll
class Shown(App):
    BINDINGS = [("enter", "open"), ("q", "quit")]
    def compose(self):
        with VerticalScroll(can_focus=True):
            yield Markdown("ready to open")
    async def action_open(self):
        await self.query_one(Markdown).update(Path(sys.argv[1]).read_text())
Shown().run()
"""


def document(sections: int) -> str:
    """Make some fifty words a section, with lists and code as technical articles have them."""
    parts = ["The very first sentence of the text is short."]
    for number in range(sections):
        parts += [
            f"## Section {number}",
            PROSE.format(number=number),
        ]
        if number % 4 == 0:
            parts.append(
                "- one thing\n- another thing that takes more words to say than one line of the text has room for"
            )
        if number % 5 == 0:
            parts.append(f"```python\ndef drain(pool, number={number}):\n    return [close(one) for one in pool]\n```")
    return "\n\n".join(parts)


class Timed(Terminal):
    """A terminal whose bytes are timed before they are looked at."""

    brought = 0.0
    """Seconds from the last keys to the end of the first frame that they brought: what was asked for.

    Figures in the list and the header follow a text that moves a moment later, so that it need not wait for them.
    """

    def settle(self, keys: str, shown: str = "", quiet: float = QUIET_SECONDS) -> tuple[float, float, int]:
        """Send keys; return the seconds to `shown` and to the last byte, and the number of bytes."""
        while keys and select.select([self._master], [], [], 0)[0]:
            self.show(os.read(self._master, 1 << 16))  # figures that came while a reader was reading
        started = time.perf_counter()
        if keys:
            self.send(keys)
        last = seen = self.brought = 0.0
        size = 0
        while time.perf_counter() - started < PATIENCE_SECONDS:
            ready, _, _ = select.select([self._master], [], [], quiet)
            if not ready:
                if size and (not shown or seen):
                    break
                continue
            data = os.read(self._master, 1 << 16)
            now = time.perf_counter() - started
            if not size or self.brought == last > now - FRAME_SECONDS:
                self.brought = now
            last = now
            size += len(data)
            self.show(data)
            if shown and not seen and shown in self.text:
                seen = last
        return seen, last, size

    def held(self, key: str, seconds: float = 1.0) -> float:
        """Send a key sixty times a second; return the frames a second that came back."""
        frames = 0
        started = time.perf_counter()
        sent = 0
        while time.perf_counter() - started < seconds:
            if time.perf_counter() - started >= sent / 60:
                self.send(key)
                sent += 1
            if select.select([self._master], [], [], 0.002)[0]:
                frames += len(os.read(self._master, 1 << 16)) > 1_000
        return frames / seconds

    @property
    def resident(self) -> float:
        """Return the mebibytes that the program takes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def median(samples: list[tuple[float, float, int]]) -> str:
    """Return the median and the 95th percentile of the last byte, and the bytes."""
    seconds = sorted(last for _, last, _ in samples)
    size = statistics.median(size for *_, size in samples)
    late = seconds[min(int(len(seconds) * 0.95), len(seconds) - 1)]
    return f"{statistics.median(seconds) * 1000:6.1f} / {late * 1000:6.1f} ms {size / 1000:6.1f} KB"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def library(folder: Path) -> list[str]:
    """Make a library with an archive."""
    entries = []
    for name, sections in SIZES.items():
        (folder / f"{sections}.md").write_text(document(sections))
        entries.append(f"### [{name}]({sections}.md)\n2026-01-02 · Sizes · 10 min\n")
    for number in range(SHORT_ARTICLES):
        (folder / f"short-{number}.md").write_text(document(30 + number))
        entries.append(f"### [Short {number:02}](short-{number}.md)\n2026-01-01 · Many · 10 min\n")
    (folder / "index.md").write_text("# Bench\n\n" + "\n".join(entries))
    words = [sys.executable, "-m", "blogreader", "--library", str(folder / "library")]
    with served(folder) as address:
        subprocess.run([*words, "add", f"{address}/index.md"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*words, "fetch", "-q"], check=True, stdout=subprocess.DEVNULL)
    return words


def measure(words: list[str], name: str, runs: int) -> None:
    """Print a document's figures."""
    found: dict[str, list[tuple[float, float, int]]] = {}
    first: list[float] = []
    frames: list[float] = []
    for _ in range(runs):
        terminal = Timed([*words, f'title:"{name}"'], 120, 36)
        terminal.settle("", f"{name}", 0.5)
        opened = terminal.settle("\r", "The very first sentence")
        first.append(opened[0])
        found.setdefault("open, to the last byte", []).append(opened)
        time.sleep(0.5)  # a reader reads the first screen, while the rest is parsed
        for label, keys, times in (("a line", "j", 20), ("a page", " ", 8), ("a page back", "b", 8)):
            found.setdefault(label, []).extend(terminal.settle(keys) for _ in range(times))
        frames.append(terminal.held("j"))
        terminal.settle("g")
        found.setdefault("the end", []).append(terminal.settle("G"))
        terminal.settle("g")
        for width in (80, 120):
            terminal.resize(width, 36)
            found.setdefault("a new width", []).append(terminal.settle(""))
        terminal.send("\x11")
        terminal.end()
        terminal.close()
    print(
        f"{name}: first text {statistics.median(first) * 1000:.1f} ms, {statistics.median(frames):.0f} frames a second"
    )
    for label, samples in found.items():
        print(f"    {label:<24}{median(samples)}")


def memory(words: list[str]) -> None:
    """Print what is taken before and after sixty articles."""
    terminal = Timed([*words, "category:Many"], 120, 36)
    terminal.settle("", "Short 00", 0.5)
    sizes = [terminal.resident]
    terminal.settle("\r", "The very first sentence")
    for number in range(1, SHORT_ARTICLES):
        terminal.settle("J")
        if number in {1, 10, 30, SHORT_ARTICLES - 1}:
            sizes.append(terminal.resident)
    terminal.send("\x11")
    terminal.end()
    terminal.close()
    shown = " ".join(f"{size:.0f}" for size in sizes)
    print(f"memory at the start and after 2, 11, 31, {SHORT_ARTICLES} articles: {shown} MiB")


def widget(folder: Path, name: str, sections: int) -> None:
    """Print the same of Textual's Markdown widget."""
    program = folder / "widget.py"
    program.write_text(WIDGET)
    terminal = Timed([sys.executable, str(program), str(folder / f"{sections}.md")], 120, 36)
    terminal.settle("", "ready to open", 0.5)
    first, last, _ = terminal.settle("\r", "The very first sentence", 0.5)
    page = terminal.settle("\x1b[6~")
    print(
        f"Textual's widget, {name}: first text {first * 1000:.0f} ms, all {last * 1000:.0f} ms, page {median([page])}"
    )
    terminal.close()


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compileall.compile_dir(str(Path(blogreader.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = library(folder)
        for size in SIZES:
            measure(words, size, runs)
        memory(words)
        for size in ("2 000 words", "20 000 words"):
            widget(folder, size, SIZES[size])


if __name__ == "__main__":
    main()
