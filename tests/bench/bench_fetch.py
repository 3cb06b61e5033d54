"""How long 102 articles take beside curl and wget: `python tests/bench/bench_fetch.py [RUNS] [--delay SECONDS]`.

All ask the same site on loopback, which waits before each response, over the same number of connections: curl with
`-Z --parallel-max N`, wget with `-i` in N processes that share the list (one wget has one connection), and `blogreader
fetch --jobs N`, to which loopback is a host without manners, with an empty library each time. curl and wget only store
what they are sent; blogreader starts Python, extracts the articles, and syncs each file. The budget is 1.5 times the
better of the two that ask for the same addresses: the articles alone, or their pictures too.

Runs alternate, so that a busy moment of the machine meets all of them, and the shortest counts: what others do beside
them only makes them longer. The site is served by a process of its own, see `serving.py`. What is given beside the
time is the processor time, of all processes of a program together, for each article: at most 15 ms, of which extraction
takes ten. About four of them are spent on starting: this program and two extraction processes, for a hundred articles.
What each further article takes is told apart, from the same fetch of four articles.
Where a fetch takes more than two and a half seconds, as on a busy machine, it goes on to make texts searchable for a
twelfth of its time, which is counted too.

Run it in an environment that has the program alone: where click is installed, as for development, httpx takes another
100 ms to load, for its own command.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

RUNS = 5
DELAY_SECONDS = 0.05
CONNECTIONS = (1, 4, 16)
TEXTS_ALONE = ("--no-images", "--no-html")
FEW = 'title:usability OR title:"dead rows" OR title:retransmission OR title:fonts'
FEW_ARTICLES = 4
"""Those of the site that match it: two for each extraction process."""


def main() -> None:
    """Print the shortest times and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=RUNS)
    parser.add_argument("--delay", type=float, default=DELAY_SECONDS, metavar="SECONDS")
    parser.add_argument("--connections", type=int, nargs="+", default=CONNECTIONS, metavar="N")
    options = parser.parse_args()
    for tool in ("curl", "wget"):
        if shutil.which(tool) is None:
            parser.exit(2, f"{tool} is not there; apt-get install {tool}\n")
    server = [sys.executable, str(Path(__file__).with_name("serving.py")), str(options.delay)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as serving,
    ):
        bench = _Bench(serving, Path(folder))
        for connections in options.connections:
            bench.measure(connections, options.runs)


class _Cost(NamedTuple):
    """What a run took."""

    seconds: float
    processor_seconds: float
    requests: int


class _Bench:
    def __init__(self, serving: "subprocess.Popen[str]", folder: Path) -> None:
        assert serving.stdin is not None
        assert serving.stdout is not None
        self._to_server, self._from_server = serving.stdin, serving.stdout
        self._folder = folder
        # Whoever measures may have told Python to keep no byte code: then every run would compile all of it anew.
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BLOGREADER_") and name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
        } | {"PYTHONPATH": str(ROOT), "NO_PROXY": "*", "HOME": str(folder), "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        config = folder / "config.toml"
        config.touch()
        self._blogreader = [sys.executable, "-m", "blogreader", "--config", str(config), "--library"]
        self._followed = folder / "followed"
        index, self._articles = json.loads(self._from_server.readline())
        add = [*self._blogreader, str(self._followed), "add", index]
        subprocess.run(add, stdout=subprocess.DEVNULL, env=self._environment, cwd=folder, check=True)
        # The first run compiles, and tells which pictures the articles have.
        self._asked()
        self._blogreader_fetch(4, [])
        asked = dict.fromkeys(url for url in self._asked() if not url.endswith("/robots.txt"))
        self._everything = [*self._articles, *(url for url in asked if url not in self._articles)]

    def measure(self, connections: int, runs: int) -> None:
        """Let them all fetch in turn."""
        ways: dict[str, Callable[[], _Cost]] = {
            "curl -Z": lambda: self._curl(connections, self._articles),
            "wget -i": lambda: self._wget(connections, self._articles),
            "blogreader, texts alone": lambda: self._blogreader_fetch(connections, TEXTS_ALONE),
            "blogreader, four texts": lambda: self._blogreader_fetch(connections, [*TEXTS_ALONE, FEW], FEW_ARTICLES),
            "blogreader, texts and pages": lambda: self._blogreader_fetch(connections, ["--no-images"]),
            "curl -Z, with pictures": lambda: self._curl(connections, self._everything),
            "wget -i, with pictures": lambda: self._wget(connections, self._everything),
            "blogreader, all": lambda: self._blogreader_fetch(connections, []),
        }
        costs: dict[str, list[_Cost]] = {name: [] for name in ways}
        for _ in range(runs):
            for name, way in ways.items():
                self._asked()
                costs[name].append(way()._replace(requests=len(self._asked())))
        print(f"{connections} at once")
        better = 0.0
        least = {name: min(one.processor_seconds for one in taken) for name, taken in costs.items()}
        further = least["blogreader, texts alone"] - least["blogreader, four texts"]
        for name, taken in costs.items():
            seconds, processor, requests = (min(values) for values in zip(*taken, strict=True))
            if not name.startswith("blogreader"):
                better = min(better, seconds) if name.startswith("wget") else seconds
            each = processor / (FEW_ARTICLES if name.endswith("four texts") else len(self._articles)) * 1000
            print(
                f"  {name:<28} {seconds:6.2f} s  {seconds / better:5.2f} ×  {requests:4} requests"
                f"  {each:5.1f} ms an article"
            )
        print(f"  {further / (len(self._articles) - FEW_ARTICLES) * 1000:.1f} ms for each further text")
        sys.stdout.flush()

    def _asked(self) -> list[str]:
        """Return the addresses that were asked for since the last time."""
        self._to_server.write("\n")
        self._to_server.flush()
        asked: list[str] = json.loads(self._from_server.readline())
        return asked

    def _curl(self, connections: int, urls: Sequence[str]) -> _Cost:
        target = self._empty("curl")
        # Without the last one curl waits for the first connection, to see whether it could carry all (HTTP/2).
        words = ["curl", "-sS", "--no-progress-meter", "--compressed", "-Z", "--parallel-max", str(connections)]
        words.append("--parallel-immediate")
        for url in urls:
            words += [url, "-o", str(target / url.rpartition("/")[2])]
        return self._timed([words], target, len(urls))

    def _wget(self, connections: int, urls: Sequence[str]) -> _Cost:
        target = self._empty("wget")
        commands = []
        for number in range(connections):
            share = target.with_name(f"urls-{number}")
            share.write_text("\n".join(urls[number::connections]) + "\n")
            commands.append(["wget", "-q", "--compression=auto", "-P", str(target), "-i", str(share)])
        return self._timed(commands, target, len(urls))

    def _blogreader_fetch(self, connections: int, options: Sequence[str], number: int | None = None) -> _Cost:
        library = self._empty("library")
        shutil.rmtree(library)
        shutil.copytree(self._followed, library)
        words = [*self._blogreader, str(library), "fetch", "--quiet", "--jobs", str(connections), *options]
        return self._timed([words], library / "archive", number or len(self._articles), "[0-9a-f]?/*.md")

    def _timed(self, commands: Sequence[Sequence[str]], target: Path, number: int, pattern: str = "*") -> _Cost:
        began, processor = time.perf_counter(), 0.0
        running = [self._started(words) for words in commands]
        for process in running:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                raise SystemExit(f"{process.args!r} failed")
            processor += used.ru_utime + used.ru_stime
        seconds = time.perf_counter() - began
        # None of them may be quick by leaving something out.
        if (found := len(list(target.glob(pattern)))) != number:
            raise SystemExit(f"{found} of {number} are in {target}")
        return _Cost(seconds, processor, 0)

    def _started(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, env=self._environment, cwd=self._folder)

    def _empty(self, name: str) -> Path:
        target = self._folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        return target


if __name__ == "__main__":
    main()
