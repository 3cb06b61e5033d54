"""How much of each blog's archive `add` finds, with titles and days, and in how many requests.

usage: python -m tests.bench.bench_archives FOLDER [--only a,b] [--list FILE] [--misses N]

FOLDER has `serve_sites.py`, `data/<site>/` and `truth/<site>.json` (posts with path, title and date; aliases; patterns
of what counts nowhere). Each site is served on loopback; `blogreader add` looks for it in a fresh library.
"""

import argparse
import datetime as dt
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Score:
    """What was found of one blog."""

    recall: float
    precision: float
    titles: float
    dates: float
    missed: list[str]
    false: list[str]


def _path(path: str) -> str:
    path = unicodedata.normalize("NFC", unquote(path))
    path = re.sub(r"/index\.(?:html?|md|xml)$", "/", path)
    return re.sub(r"\.(?:html?|md)$", "", path).rstrip("/") or "/"


def _letters(title: str | None) -> str:
    text = unicodedata.normalize("NFKC", unescape(unescape(title or ""))).casefold()
    return "".join(character for character in text if character.isalnum())


def _is_same_day(found: str | None, wanted: str | None) -> bool:
    if not found or not wanted:
        return False
    return abs(dt.date.fromisoformat(found[:10]) - dt.date.fromisoformat(wanted[:10])) <= dt.timedelta(days=1)


def _score(truth: dict[str, Any], articles: list[dict[str, Any]]) -> _Score:
    posts = {_path(post["path"]): post for post in truth["posts"]}
    aliases = {_path(name): _path(target) for name, target in truth.get("aliases", {}).items()}
    neutral = [re.compile(pattern) for pattern in truth.get("neutral", [])]
    hit: dict[str, dict[str, Any]] = {}
    false: list[str] = []
    for article in articles:
        path = _path(urlsplit(article["url"]).path)
        path = aliases.get(path, path)
        if path in posts and path not in hit:
            hit[path] = article
        elif not any(pattern.search(path) for pattern in neutral):
            false.append(article["url"])
    number = len(hit) or 1
    return _Score(
        recall=len(hit) / len(posts),
        precision=len(hit) / ((len(hit) + len(false)) or 1),
        titles=sum(_letters(one["title"]) == _letters(posts[path]["title"]) for path, one in hit.items()) / number,
        dates=sum(_is_same_day(one["date"], posts[path]["date"]) for path, one in hit.items()) / number,
        missed=[post["path"] for path, post in posts.items() if path not in hit],
        false=false,
    )


def _found(address: str) -> tuple[list[dict[str, Any]], float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "blogreader", "--library", folder]
        started = time.monotonic()
        subprocess.run([*command, "add", address], capture_output=True, timeout=_PATIENCE_SECONDS, check=False)
        seconds = time.monotonic() - started
        listed = subprocess.run([*command, "list", "--json"], capture_output=True, text=True, check=True)
        return json.loads(listed.stdout), seconds


def main() -> None:
    """Measure all sites and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--list", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    wanted = set(filter(None, arguments.only.split(","))) or set(
        (arguments.list.read_text() if arguments.list else "").split()
    )
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch, "log.jsonl")
        server = subprocess.Popen(
            [sys.executable, str(folder / "serve_sites.py"), str(folder / "data"), "--log", str(log)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            sites: dict[str, str] = json.loads(server.stdout.readline())
            _measure(
                {name: at for name, at in sites.items() if not wanted or name in wanted}, folder, log, arguments.misses
            )
        finally:
            server.terminate()
            server.wait()


def _measure(sites: dict[str, str], folder: Path, log: Path, misses: int) -> None:
    print(f"{'site':<16}{'posts':>6}{'recall':>8}{'prec.':>8}{'titles':>8}{'dates':>8}{'requests':>9}{'seconds':>9}")
    scores: list[_Score] = []
    times: dict[str, float] = {}
    for name, address in sites.items():
        truth = json.loads((folder / "truth" / f"{name}.json").read_text())
        articles, times[name] = _found(address)
        requests = Counter(json.loads(line)["site"] for line in log.read_text().splitlines())[name]
        score = _score(truth, articles)
        scores.append(score)
        shares = "".join(f"{100 * share:8.1f}" for share in (score.recall, score.precision, score.titles, score.dates))
        print(f"{name:<16}{len(truth['posts']):>6}{shares}{requests:>9}{times[name]:>9.1f}", flush=True)
        for what, paths in (("missed", score.missed), ("false", score.false)):
            if paths and misses:
                print(f"    {what}: {'  '.join(paths[:misses])}")
    asked = Counter(json.loads(line)["site"] for line in log.read_text().splitlines())
    whole = [score for score in scores if score.recall >= 0.99]
    clean = [score for score in whole if score.precision >= 0.95]
    print(
        f"\nwhole {len(whole)} of {len(scores)}, whole and clean {len(clean)}; titles"
        f" {100 * statistics.mean(score.titles for score in scores):.1f}, dates"
        f" {100 * statistics.mean(score.dates for score in scores):.1f}; requests: median"
        f" {statistics.median(asked[name] for name in sites):g}"
    )


if __name__ == "__main__":
    main()
