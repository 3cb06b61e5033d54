"""Every budget of the design beside what this machine takes: `python -m tests.bench.bench_budgets [RUNS] [--small]`.

Prints a table in one run: what is measured, at most how much it may be, the median of RUNS (7), and the 95th percentile
where one is asked for. Starts are ratios to the barest Textual program ("hello") and to `python -c pass` in the same
run, fetching to curl; newsboat's start stands beside where it is installed. Behind a start stand the same ratios of
processor time, which others on the machine do not change; the load is told at the end. `--small`: 10 000 articles in
place of 100 000, for a first look.

What is measured more closely by one of the other scripts is not measured here again: full-text search (`bench_search`).
"""

import argparse
import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import blogreader
from blogreader.library import Library
from blogreader.model import Status
from blogreader.paths import Paths
from tests.bench.bench_app import HELLO
from tests.bench.bench_fetch import DELAY_SECONDS, _Bench
from tests.bench.bench_reader import Timed
from tests.bench.bench_reader import library as reading_library
from tests.bench.bench_start import Took, bare, until
from tests.bench.bench_store import Journal, seconds_of

RUNS = 7
SMALL, MIDDLE, LARGE = 102, 10_000, 100_000
TINY_BLOCKS = 20_000
FIRST_WORDS = "The very first sentence"
CATEGORIES = ("AI/ML", "JVM", "Web APIs", "Databases", "Rust", "Go", "Security", "Career", "Tools", "Compilers")


class Row(NamedTuple):
    """A line of the table."""

    what: str
    budget: str
    measured: str
    holds: bool | None = None
    """None: there is no budget, or nothing to measure it by."""


def index(articles: int) -> str:
    """Make an index as blogs have them, about 300 characters an article."""
    parts = ["# Large\n"]
    for number in range(articles):
        day = f"{2000 + number % 26}-{1 + number // 26 % 12:02}-{1 + number // 312 % 28:02}"
        parts.append(
            f"### [Article {number} and what it means](https://blog.example/{day[:4]}/article-{number}-on-things)\n"
            f"{day} · {CATEGORIES[number % 10]} · {3 + number % 20} min\n\n"
            f"What number {number} says, in about a line of text, with `code` and [a link](https://other.example/).\n"
        )
    return "\n".join(parts)


def command(library: Path, *words: str) -> list[str]:
    """Return the words of a command on a library."""
    return [sys.executable, "-m", "blogreader", "--library", str(library), *words]


def run(words: Sequence[str]) -> Took:
    """Run a command to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def middle(samples: Sequence[Took], part: int = 0) -> float:
    """Return the median of the seconds, or of those of the processors (1)."""
    return statistics.median(one[part] for one in samples)


def ratio(what: str, most: float, mine: Sequence[Took], others: Sequence[Took], name: str) -> Row:
    """Return how often one thing takes as long as another, by the clock and by the processors."""
    times = [middle(mine, part) / max(middle(others, part), 1e-4) for part in (0, 1)]
    measured = f"{middle(mine) * 1000:6.0f} ms  {times[0]:5.2f} × (processor {times[1]:.2f} ×)"
    return Row(what, f"{most} × {name}", measured, times[0] <= most)


def within(what: str, most: float, late: float | None, seconds: Sequence[float], more: str = "") -> Row:
    """Return how many milliseconds something takes, and at the 95th percentile."""
    milliseconds = sorted(one * 1000 for one in seconds)
    half, last = statistics.median(milliseconds), milliseconds[min(int(len(seconds) * 0.95), len(seconds) - 1)]
    holds = half <= most and (late is None or last <= late)
    budget = f"{most:g} ms" + (f", p95 {late:g}" if late else "")
    return Row(what, budget, f"{half:6.1f} ms  p95 {last:6.1f}{more}", holds)


def starts(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row]:
    """Measure starts, of each size beside hello in the same run, and adding what is started with."""
    hello = folder / "hello.py"
    hello.write_text(HELLO)
    for size in sizes:
        file, library = folder / f"{size}.md", folder / f"library-{size}"
        file.write_text(index(size))
        adding = []
        for _ in range(runs if size < LARGE else min(runs, 3)):
            shutil.rmtree(library, ignore_errors=True)
            adding.append(run(command(library, "add", str(file))))
        if size != MIDDLE:
            most = 10.0 if size == LARGE else 0.4
            measured = f"{middle(adding):6.2f} s  (processor {middle(adding, 1):.2f} s)"
            yield Row(f"adding an index of {size}", f"{most:g} s", measured, middle(adding) <= most)
        found: dict[str, list[Took]] = {name: [] for name in ("pass", "hello", "list", "picture", "listing")}
        screen = library / "cache" / "last-screen"
        shown = f"of {size}" if size < 1000 else "of "
        for number in range(runs + 1):
            took = {"pass": bare(), "hello": until([sys.executable, str(hello)], lambda one: "hello" in one.text)}
            screen.unlink(missing_ok=True)
            for name in ("list", "picture"):
                took[name] = until(command(library), lambda one: shown in one.text)  # noqa: B023 - called at once
            took["listing"] = run(command(library, "list", "--count"))
            for name, one in took.items() if number else ():  # the first run warms the disk up
                found[name].append(one)
        yield ratio(f"picture of the last screen, {size} articles", 4, found["picture"], found["pass"], "pass")
        yield ratio(f"list live, {size} articles", 1.4, found["list"], found["hello"], "hello")
        if size == SMALL:
            yield ratio("`blogreader list`, 102 articles", 5, found["listing"], found["pass"], "pass")


@contextmanager
def shown(words: list[str], until_shown: str) -> Iterator[Timed]:
    """Run the app in a terminal."""
    terminal = Timed(words, 120, 36)
    try:
        terminal.settle("", until_shown, 0.5)
        yield terminal
        terminal.send("\x11")
        terminal.end()
    finally:
        terminal.close()


def keys(words: list[str], runs: int) -> Iterator[Row]:
    """Measure what keys take: from the key to the end of the frame that it brings, and to the last figure beside it."""
    found: dict[str, list[tuple[float, float, int]]] = {}

    def pressed(key: str) -> tuple[float, float, int]:
        _, last, size = terminal.settle(key)
        return terminal.brought, last, size

    for _ in range(runs):
        with shown([*words, "category:Many"], "Short 00") as terminal:
            terminal.settle("", "", 1.0)
            found.setdefault("next row", []).extend(pressed("j") for _ in range(8))
            found.setdefault("row that scrolls", []).extend(pressed("j") for _ in range(16, 32))
            found.setdefault("page of rows", []).append(pressed(" "))
            terminal.settle("g")
            terminal.settle("\r", FIRST_WORDS)
            for _ in range(4):
                time.sleep(1.0)  # a reader reads, and the next article with him
                found.setdefault("next article", []).append(pressed("J"))
            found.setdefault("next line", []).extend(pressed("j") for _ in range(12))
            found.setdefault("page of text", []).extend(pressed(" ") for _ in range(4))
            terminal.resize(90, 36)
            found.setdefault("new width", []).append(terminal.settle(""))
    budgets = {"next row": (3, 33, 1), "row that scrolls": (3, 33, 6), "page of rows": (6, 12, 15)}
    budgets |= {"next article": (25, 45, 15), "next line": (4, 33, 6), "page of text": (6, 12, 15)}
    for what, (most, late, kilobytes) in budgets.items():
        size = statistics.median(size for *_, size in found[what]) / 1000
        all_of_it = statistics.median(last for _, last, _ in found[what]) * 1000
        more = f"  {size:5.1f} KB  (all {all_of_it:.1f})"
        row = within(what, most, late, [brought for brought, *_ in found[what]], more)
        yield row._replace(budget=f"{row.budget}, {kilobytes} KB", holds=bool(row.holds) and size <= kilobytes)
    yield within("new width", 100, None, [last for _, last, _ in found["new width"]])


def openings(words: list[str], runs: int) -> Iterator[Row]:
    """Measure from the key to the first text, and to the end of the frame that has it, as for keys."""
    for name in ("2 000 words", "20 000 words", "2 MB", "tiny"):
        samples = []
        for _ in range(runs):
            with shown([*words, f'title:"{name}"'], name) as terminal:
                first, last, _ = terminal.settle("\r", FIRST_WORDS)
                samples.append((first, max(first, terminal.brought), last))
        if name == "tiny":
            yield within("opening 20 000 tiny blocks", 150, None, [last for *_, last in samples])
        else:
            yield within(f"opening {name}: first text", 25, None, [first for first, *_ in samples])
            more = f"  (all {statistics.median(last for *_, last in samples) * 1000:.1f})"
            yield within(f"opening {name}: its frame", 45, None, [framed for _, framed, _ in samples], more)


def memory(words: list[str], name: str, articles: int) -> Iterator[Row]:
    """Measure memory after ten articles, and what half of all of them add once each thread has its files open."""
    with shown([*words, "category:Many"], "Short 00") as terminal:
        terminal.settle("\r", FIRST_WORDS)

        def after(number: int) -> tuple[float, int]:
            for _ in range(number):
                terminal.settle("J")
            return terminal.resident, len(os.listdir(f"/proc/{terminal.process.pid}/fd"))  # noqa: PTH208 - as short

        ten, _ = after(9)
        half, files = after(articles // 2 - 10)
        last, more_files = after(articles // 2)
    yield Row(f"memory after ten articles, {name}", "64 MiB", f"{ten:6.0f} MiB", ten <= 64)
    grown = f"{last - half:+6.1f} MiB, {more_files - files:+d} files"
    yield Row(
        f"… {articles // 2} more of {articles}", "+2 MiB, +0 files", grown, last - half <= 2 and more_files <= files
    )


def library_calls(folder: Path, library: Path, size: int, runs: int) -> Iterator[Row]:
    """Measure what the library takes at its largest."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        store = Journal(Path(name), size)
        yield within(
            f"a change of state, {size} articles",
            1,
            None,
            [seconds_of(lambda: store.change(1)) for _ in range(runs * 9)],
        )
        store.close()
    opened = Library(Paths(library, library / "cache", library / "config.toml"))
    opened.open()
    listing = opened.select("")
    opened.mark([key for start in range(0, size, 500) for key in listing.keys(start, 500)], Status.READ)
    yield within(
        f"`n` with nothing unread, {size} articles",
        16,
        None,
        [seconds_of(lambda: listing.next_unread(0, 1)) for _ in range(runs)],
    )
    opened.close()


def fetching(folder: Path, runs: int) -> Iterator[Row]:
    """Measure 102 articles over loopback beside curl."""
    if shutil.which("curl") is None:
        yield Row("102 articles, 4 at once", "1.5 × curl", "curl is not installed")
        return
    server = [sys.executable, str(Path(__file__).with_name("serving.py")), str(DELAY_SECONDS)]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as serving:
        bench = _Bench(serving, folder)
        for connections, most in ((4, 1.5), (16, 2.5)):
            curl, ours = [], []
            for _ in range(runs):
                curl.append(bench._curl(connections, bench._everything))
                ours.append(bench._blogreader_fetch(connections, []))
            times = statistics.median(one.seconds for one in ours) / statistics.median(one.seconds for one in curl)
            each = statistics.median(one.processor_seconds for one in ours) / len(bench._articles) * 1000
            what = f"102 articles, {connections} at once"
            yield Row(what, f"{most} × curl", f"{times:6.2f} ×", times <= most)
            yield Row(f"… processor, an article, {connections} at once", "15 ms", f"{each:6.1f} ms", each <= 15)
        assert serving.stdin is not None
        serving.stdin.close()


def newsboat(folder: Path, runs: int) -> Iterator[Row]:
    """Measure the start of newsboat, where it is."""
    program = shutil.which("newsboat")
    if program is None:
        yield Row("newsboat's list", "", "not installed")
        return
    (folder / "urls").write_text(f'"exec:echo" "{FIRST_WORDS}"\n')
    words = [program, "-u", str(folder / "urls"), "-c", str(folder / "newsboat.db")]
    took = [until(words, lambda one: "newsboat" in one.text.lower(), end="Q") for _ in range(runs)]
    yield Row("newsboat's list", "", f"{middle(took) * 1000:6.0f} ms")


def with_documents(folder: Path) -> list[str]:
    """Make a library with archived documents of all sizes; return the words that start it."""
    folder.mkdir()
    tiny = folder / "tiny.md"
    tiny.write_text(f"{FIRST_WORDS} of many.\n\n" + "![a](b.png)\n\n> c\n\n[d](e)\n\n" * (TINY_BLOCKS // 3))
    words = reading_library(folder)
    (folder / "tiny-index.md").write_text("### [tiny](tiny.md)\n2026-01-02 · Sizes · 10 min\n")
    subprocess.run([*words, "add", str(folder / "tiny-index.md")], check=True, stdout=subprocess.DEVNULL)
    return words


def rows(folder: Path, large: int, runs: int) -> Iterator[Row]:
    """Measure everything."""
    yield from newsboat(folder, runs)
    yield from starts(folder, (SMALL, MIDDLE, large) if large > MIDDLE else (SMALL, large), runs)
    words = with_documents(folder / "documents")
    yield from keys(words, max(runs // 2, 1))
    yield from openings(words, runs)
    yield from memory(words, "64 articles", 60)
    subprocess.run([*words, "add", str(folder / f"{large}.md")], check=True, stdout=subprocess.DEVNULL)
    yield from memory(words, f"{large} articles", 60)
    yield from library_calls(folder, folder / f"library-{large}", large, runs)
    yield from fetching(folder, runs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=RUNS)
    parser.add_argument("--small", action="store_true", help="10 000 articles in place of 100 000")
    options = parser.parse_args()
    compileall.compile_dir(str(Path(blogreader.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as name:
        large = MIDDLE if options.small else LARGE
        for what, budget, measured, holds in rows(Path(name), large, options.runs):
            mark = "" if holds is None else "yes" if holds else "NO"
            print(f"{what:<48} {budget:<22} {mark:<4} {measured}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, medians of {options.runs}")


if __name__ == "__main__":
    main()
