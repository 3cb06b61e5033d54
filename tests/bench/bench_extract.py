"""Extraction, measured on a folder of pages with their true text: how near to it, and how fast.

    python tests/bench/bench_extract.py PAGES [--list FILE] [--worst 5]

PAGES has a folder for each set, and in it a folder for each page: `source.html`, `expected.md`, `.html` or `.txt`, and
`meta.json` with the `url`. Beside PAGES are the modules that compare: `score.py`, and `cases.py` for the cases.
With trafilatura and lxml_html_clean installed, its Markdown is timed on the same pages in the same run.
"""

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blogreader.errors import Empty
from blogreader.extract import Hints, extract

SETS = ("techmd", "defuddle", "readability", "scrapinghub")
# What each set is to reach at least (recall, where the name is that of a structure).
TARGETS = {
    "techmd": {
        "mdsim": 0.985,
        "tokF": 0.993,
        "code": 0.99,
        "lang": 0.99,
        "head": 0.995,
        "row": 1.0,
        "call": 1.0,
        "fnote": 1.0,
        "nest": 0.985,
        "link": 0.99,
        "img": 0.99,
        "math": 0.97,
    },
    "defuddle": {"mdsim": 0.93, "code": 0.93, "head": 0.96, "math": 0.9, "fnote": 0.9, "call": 0.9},
    "readability": {
        "tokF": 0.97,
        "codeW": 1.0,
        "head": 0.95,
        "row": 0.9,
        "item": 0.9,
        "img": 0.9,
        "link": 0.96,
    },
    "scrapinghub": {"shF": 0.96},
}
AGAINST_TRAFILATURA = 2.5
MOST_IMPORT_SECONDS = 0.06
MOST_START_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Sample:
    """One page of a set."""

    name: str
    folder: Path
    html: str
    url: str


def samples(pages: Path, only: set[str] | None) -> list[Sample]:
    found = []
    for kind in SETS:
        for folder in sorted((pages / kind).iterdir() if (pages / kind).is_dir() else ()):
            name = f"{kind}/{folder.name}"
            if only is None or name in only:
                url = json.loads((folder / "meta.json").read_text()).get("url") or ""
                found.append(Sample(name, folder, (folder / "source.html").read_text(), url))
    return found


def markdown(sample: Sample) -> str:
    try:
        return extract(sample.html, sample.url, Hints()).text
    except Empty:
        return ""


def processor_seconds(work: Callable[[Sample], object], sample: Sample) -> float:
    started = time.process_time()
    work(sample)
    return time.process_time() - started


def tell_speed(name: str, taken: list[float], size: int) -> None:
    each = 1e5 * 1_000 * sum(taken) / size
    print(f"{name:12} {each:6.2f} ms per 100 KB, median {1_000 * statistics.median(taken):.1f} ms a page")


def measure_speed(on: list[Sample]) -> None:
    """Time both by the processor, in turns on each page, so that what else the machine does falls on both alike."""
    size = sum(len(sample.html) for sample in on)
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError:
        tell_speed("blogreader", [processor_seconds(markdown, sample) for sample in on], size)
        print("trafilatura  not installed")
        return

    def theirs(sample: Sample) -> object:
        settings = {"include_links": True, "include_images": True, "include_tables": True, "include_formatting": True}
        return trafilatura.extract(sample.html, url=sample.url, output_format="markdown", **settings)

    taken = [(processor_seconds(markdown, sample), processor_seconds(theirs, sample)) for sample in on]
    tell_speed("blogreader", [ours for ours, _ in taken], size)
    tell_speed("trafilatura", [others for _, others in taken], size)
    ratios = {}
    for kind in ("all", *SETS):
        of_kind = [pair for pair, sample in zip(taken, on, strict=True) if kind in ("all", sample.name.split("/")[0])]
        if of_kind:
            ratios[kind] = sum(others for _, others in of_kind) / sum(ours for ours, _ in of_kind)
    told = ", ".join(f"{kind} {ratio:.2f}" for kind, ratio in ratios.items())
    short = "" if ratios["all"] >= AGAINST_TRAFILATURA else f" (at least {AGAINST_TRAFILATURA})"
    print(f"times as fast: {told}{short}")


def measure_start() -> None:
    """Time what a process takes to import extraction, above what Python takes, and until a first page is back."""
    once = "import asyncio, sys, time; a = time.perf_counter(); {}; print(time.perf_counter() - a)"
    worker = (
        "from blogreader.library.offline.extraction_pool import ExtractionPool; "
        "from blogreader.extract import Hints; w = ExtractionPool(); "
        "a = time.perf_counter(); page = '<p>' + 'word ' * 40; "
        "asyncio.run(w.extract(page, 'https://a.example/', Hints(), 'html')); w.close()"
    )
    for name, code, most in (
        ("import", "from blogreader.extract import Hints, extract", MOST_IMPORT_SECONDS),
        ("first page from a new process", worker, MOST_START_SECONDS),
    ):
        runs = [
            float(subprocess.run([sys.executable, "-c", once.format(code)], capture_output=True, check=True).stdout)
            for _ in range(7)
        ]
        print(f"{name}: {1_000 * min(runs):.0f} ms (at most {1_000 * most:.0f})")


def measure_likeness(on: list[Sample], scorer: Any, worst: int) -> None:
    work = [(sample.name.partition("/")[0], str(sample.folder), markdown(sample), False) for sample in on]
    with ProcessPoolExecutor(2) as pool:
        rows = list(pool.map(scorer.score_page, work, chunksize=8))
    for kind in SETS:
        of_kind = [row for row in rows if row["id"].startswith(f"{kind}/")]
        if not of_kind:
            continue
        reached = scorer.aggregate(kind, of_kind)
        print(f"\n{kind}: {reached['pages']} pages, {reached['empty']} of them empty")
        for name, least in TARGETS[kind].items():
            value = reached.get(name, reached.get(f"{name}.r"))
            if value is not None:
                print(f"  {name:6} {value:.3f}  of {least}{'' if value >= least else '  <- less'}")
        for row in sorted(of_kind, key=lambda row: row["tok"][2])[:worst]:
            print(f"  {row['tok'][2]:.3f} {row['id']}")


def measure_cases(pages: Path, cases: Any) -> None:
    whole = total = 0
    for folder in sorted((pages / "features").iterdir()):
        case = json.loads((folder / "meta.json").read_text())
        sample = Sample(folder.name, folder, (folder / "source.html").read_text(), case["url"])
        whole += all(good for _, good in cases.check(markdown(sample), case))
        total += 1
    print(f"\ncases wholly right: {whole} of {total}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("pages", type=Path)
    words.add_argument("--list", type=Path, help="a file with the pages to take, one a line: techmd/name")
    words.add_argument("--worst", type=int, default=0, help="name the worst pages of each set")
    chosen = words.parse_args()
    sys.path.insert(0, str(chosen.pages.resolve().parent))
    on = samples(chosen.pages, set(chosen.list.read_text().split()) if chosen.list else None)
    measure_start()
    measure_speed(on)
    measure_likeness(on, importlib.import_module("score"), chosen.worst)
    if (chosen.pages / "features").is_dir():
        measure_cases(chosen.pages, importlib.import_module("cases"))


if __name__ == "__main__":
    main()
