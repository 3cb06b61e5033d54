"""How long `blogreader list` takes beside `python -c pass`: `python tests/bench/bench_list.py [RUNS]`.

The budget is 3 at 102 articles. Runs alternate, so that a busy moment of the machine meets all of them, and byte code
is compiled before, as an installation does.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 40


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=RUNS)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.touch()
        # Named folders: platformdirs is not loaded. Byte code lies beside nothing of the checkout.
        start = [sys.executable, "-m", "blogreader", "--library", f"{folder}/library", "--config", str(config)]
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BLOGREADER_") and name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
        } | {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import dataclasses": [sys.executable, "-c", "import dataclasses"],
            "import library": [sys.executable, "-c", "import blogreader.library"],
            "list": [*start, "list"],
            "list is:unread": [*start, "list", "is:unread"],
            "list --json": [*start, "list", "--json"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 2):
            for name, command in commands.items():
                begun = time.perf_counter()
                subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
                if run >= 2:  # the first two fill catalogue and byte code
                    seconds[name].append(time.perf_counter() - begun)
    bare = statistics.median(seconds["python -c pass"])
    for name, taken in seconds.items():
        median = statistics.median(taken)
        sys.stdout.write(f"{name:<20} {median * 1000:7.1f} ms  {median / bare:5.2f} ×\n")


if __name__ == "__main__":
    main()
