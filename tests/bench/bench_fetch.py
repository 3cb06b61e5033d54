"""How long 102 articles take beside curl and wget: `python tests/bench/bench_fetch.py [RUNS] [--delay SECONDS]`.

All ask the same site on loopback, which waits before each response, over the same number of connections: curl with
`-Z --parallel-max N`, wget with `-i` in N processes that share the list (one wget has one connection), and `blogreader
fetch --jobs N`, to which loopback is a host without manners, with an empty library each time. curl and wget only store
what they are sent; blogreader starts Python, extracts the articles, and syncs each file. The budget is 1.5 times the
better of the two. Runs alternate, so that a busy moment of the machine meets all of them. What the site itself costs
is in all of them alike: with 0 seconds of delay that is most of what curl takes.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.site import Site  # noqa: E402 - the tests are not installed

RUNS = 5
DELAY_SECONDS = 0.05
CONNECTIONS = (1, 4, 16)


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=RUNS)
    parser.add_argument("--delay", type=float, default=DELAY_SECONDS, metavar="SECONDS")
    options = parser.parse_args()
    for tool in ("curl", "wget"):
        if shutil.which(tool) is None:
            parser.exit(2, f"{tool} is not there; apt-get install {tool}\n")
    with Site(delay=options.delay) as site, tempfile.TemporaryDirectory() as folder:
        bench = _Bench(site, Path(folder))
        for connections in CONNECTIONS:
            bench.measure(connections, options.runs)


class _Bench:
    def __init__(self, site: Site, folder: Path) -> None:
        self._site = site
        self._folder = folder
        self._urls = [site.url_of(post) for post in site.posts]
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("BLOGREADER_")
        } | {"PYTHONPATH": str(ROOT), "NO_PROXY": "*", "HOME": str(folder), "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        config = folder / "config.toml"
        config.touch()
        self._blogreader = [sys.executable, "-m", "blogreader", "--config", str(config), "--library"]
        self._followed = folder / "followed"
        self._run([*self._blogreader, str(self._followed), "add", site.index_url])
        # The first start compiles, the first page of each post is made.
        self._blogreader_fetch(1, ["--no-images", "--no-html"])

    def measure(self, connections: int, runs: int) -> None:
        """Let them all fetch in turn."""
        ways: dict[str, Callable[[], float]] = {
            "curl -Z": lambda: self._curl(connections),
            "wget -i": lambda: self._wget(connections),
            "blogreader, texts alone": lambda: self._blogreader_fetch(connections, ["--no-images", "--no-html"]),
            "blogreader, texts and pages": lambda: self._blogreader_fetch(connections, ["--no-images"]),
            "blogreader, all": lambda: self._blogreader_fetch(connections, []),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        requests = {}
        for _ in range(runs):
            for name, way in ways.items():
                self._site.requests.clear()
                seconds[name].append(way())
                requests[name] = len(self._site.requests)
        better = min(statistics.median(seconds[name]) for name in ("curl -Z", "wget -i"))
        print(f"{connections} at once")
        for name, taken in seconds.items():
            median = statistics.median(taken)
            print(f"  {name:<28} {median:6.2f} s  {median / better:5.2f} ×  {requests[name]:4} requests")
        sys.stdout.flush()

    def _curl(self, connections: int) -> float:
        target = self._empty("curl")
        words = [
            "curl",
            "-sS",
            "--no-progress-meter",
            "-Z",
            "--parallel-max",
            str(connections),
            "--compressed",
            "--create-dirs",
        ]
        # Otherwise curl waits for the first connection, to see whether it could carry all (HTTP/2).
        words += ["--parallel-immediate"]
        for url in self._urls:
            words += [url, "-o", str(target / url.rpartition("/")[2])]
        return self._timed([words], target)

    def _wget(self, connections: int) -> float:
        target = self._empty("wget")
        commands = []
        for number in range(connections):
            share = target.with_name(f"urls-{number}")
            share.write_text("\n".join(self._urls[number::connections]) + "\n")
            commands.append(["wget", "-q", "--compression=auto", "-P", str(target), "-i", str(share)])
        return self._timed(commands, target)

    def _blogreader_fetch(self, connections: int, options: Sequence[str]) -> float:
        library = self._empty("library")
        shutil.rmtree(library)
        shutil.copytree(self._followed, library)
        words = [*self._blogreader, str(library), "fetch", "--quiet", "--jobs", str(connections), *options]
        return self._timed([words], library / "archive", "[0-9a-f]?/*.md")

    def _timed(self, commands: Sequence[Sequence[str]], target: Path, pattern: str = "*") -> float:
        began = time.perf_counter()
        running = [self._started(words) for words in commands]
        for process in running:
            if process.wait() != 0:
                raise SystemExit(f"{process.args!r} failed")
        seconds = time.perf_counter() - began
        # None of them may be quick by leaving something out.
        if (found := len(list(target.glob(pattern)))) != len(self._urls):
            raise SystemExit(f"{found} of {len(self._urls)} are in {target}")
        return seconds

    def _started(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, env=self._environment, cwd=self._folder)

    def _run(self, words: Sequence[str]) -> None:
        subprocess.run(words, stdout=subprocess.DEVNULL, env=self._environment, cwd=self._folder, check=True)

    def _empty(self, name: str) -> Path:
        target = self._folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        return target


if __name__ == "__main__":
    main()
