"""What the tests of the commands share: `commands` runs them in-process against a library of the test's own."""

import gc
import inspect
import os
import re
import resource
import signal
import sqlite3
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import blogreader
from blogreader.cli import main
from blogreader.fetch import Fetcher
from blogreader.indexes import markdown_index
from blogreader.model import Index
from tests import spare_processes
from tests.site import Site

# How long an example takes is no property of the code: the machine may be busy. `--hypothesis-profile=thorough` tries
# four times as many as is usual.
for _name, _percent in (("quick", 25), ("thorough", 100)):
    settings.register_profile(_name, max_examples=_percent, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")

# Programs that are started here are compiled once, and not each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What was begun in the background of a script, or by nohup, ignores these, and so would all programs that it starts.
for _number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)


_LITTLE_GARBAGE = 5_000
"""Objects that the tests since the last look may have left; an app leaves 6 000."""
_FEW_COLLECTIONS = 500_000
"""As many new objects before garbage is looked for in the middle of a test: all that is in use is gone through."""


_LONG = 500_000
"""Characters of an index that is not worth its memory."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return what `-n auto` is: one more than there are processors, for each waits now and then."""
    return 1 + (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1)


def pytest_configure() -> None:
    # No power is cut in this process: what is synced in it costs only time. tests/faults sees from outside, by their
    # system calls, what processes sync.
    os.fsync = os.fstat  # type: ignore[assignment]
    markdown_index.read = _read_once
    sqlite3.connect = partial(sqlite3.connect, factory=_Unsynced)  # type: ignore[assignment]
    # What can't be had is asked for three times, here with as good as no pause: tests of the pause give their own.
    Fetcher.__init__.__kwdefaults__["pause"] = 0.001  # type: ignore[index]
    spare_processes.keep()


_read_index = markdown_index.read
_last_read = lru_cache(maxsize=8)(_read_index)


def _read_once(text: str, base: str | None) -> Index:
    """Read an index, unless it just was: most libraries have the program's own, which is half of what opening takes."""
    return (_last_read if len(text) < _LONG else _read_index)(text, base)


class _Unsynced(sqlite3.Connection):
    """A connection that waits for no disk, whatever it is told."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return super().execute("PRAGMA synchronous = OFF" if "synchronous" in sql else sql, parameters)


_freeze = gc.freeze


def _freeze_nothing() -> None:
    """What an app does once it is on the screen: in a process of many it would keep what is left of all before it."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, and have the apps leave it to what looks between the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        _freeze()
        gc.freeze = _freeze_nothing
        gc.set_threshold(_FEW_COLLECTIONS, 10, 10)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Look for garbage after a test that may have left some, and never again in what is left after that."""
    result = yield
    if gc.get_count()[0] > _LITTLE_GARBAGE:
        gc.collect()
        _freeze()
    return result


def pytest_unconfigure() -> None:
    spare_processes.end()


_begun: set[str] = set()
"""Tables of the app of which a case was met."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Count the cases of a table that starts the app for each among the slow ones, but for its first."""
    starts_app = item.get_closest_marker("app") and inspect.iscoroutinefunction(getattr(item, "function", None))
    if starts_app and hasattr(item, "callspec"):
        table = item.nodeid.partition("[")[0]
        if table in _begun:
            item.add_marker(pytest.mark.slow)
        _begun.add(table)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the slow ones first, the slowest before all, and deal them to the processes, each of which gets one part."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    slow.sort(key=_seconds, reverse=True)
    quick = [item for item in items if not item.get_closest_marker("slow")]
    count = getattr(config, "workerinput", {}).get("workercount", 1)
    share = -(-len(quick) // count)
    items[:] = [one for part in range(count) for one in (*slow[part::count], *quick[share * part : share * (part + 1)])]


def _seconds(item: pytest.Item) -> float:
    marker = item.get_closest_marker("slow")
    return float(marker.kwargs.get("seconds", 1)) if marker else 0.0


# Written out here once more, so that a mistake in `text.clean` is not its own judge.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f"
    "\U0010eeee]"
)


def scaled(number: int) -> int:
    """So many examples of a property when the tests are thorough, and the profile's share of them otherwise."""
    return number * settings().max_examples // 100


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process that runs this very package, checkout or installed wheel, whatever its folder."""
    package = str(Path(blogreader.__file__).parents[1])
    # Buffered, as it is for a reader: what is left in the buffer at exit must not fail there.
    return os.environ | {"PYTHONPATH": package, "PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": ""} | changes


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()


class Commands:
    """Runs commands, and sees to it that none prints what a terminal would obey."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys

    def __call__(self, *words: str) -> Result:
        """Run a command with the library of this test."""
        return self.bare("--library", str(self.library), *words)

    def bare(self, *words: str) -> Result:
        """Run just these words."""
        self._capsys.readouterr()
        status = main(words)
        result = Result(status, *self._capsys.readouterr())
        for text in (result.out, result.err):
            assert not (found := FORBIDDEN.search(text)), f"{found[0]!r} in {text[:500]!r}"
        return result

    def done(self, *words: str) -> Result:
        """Run a command that must succeed without a word on stderr."""
        result = self(*words)
        assert (result.status, result.err) == (0, "")
        return result


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    for name in ("BLOGREADER_LIBRARY", "BLOGREADER_CONFIG", "BLOGREADER_OFFLINE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    # Nothing of whoever runs the tests is read or written.
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    return Commands(tmp_path / "library", capsys)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app paints whatever changes, as on a terminal; in the quick profile it does not (`tests/driving.py`)."""
    from tests import driving

    monkeypatch.setattr(driving, "is_painting", True)


@pytest.fixture
def nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is read before it is opened."""
    from blogreader.library import Library

    async def none(*_: object) -> None:
        pass

    monkeypatch.setattr(Library, "read_ahead", lambda *_: None)
    monkeypatch.setattr(Library, "extract_ahead", none)


@pytest.fixture
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pool starts its extraction processes itself, and ends them."""
    monkeypatch.setattr(spare_processes, "are_kept", False)


@contextmanager
def no_more_than_8_kb() -> Iterator[None]:
    """Make every write beyond 8 KB of a file fail half way, for root too; also pytest's own, so only for a moment."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python keeps half of a module's byte code without a word, and every later test would stumble over it.
    compiling, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
        sys.dont_write_bytecode = compiling


def opened_files(folder: Path) -> list[str]:
    """What this process has open in a folder; skips a test where the system does not list it."""
    listing = Path("/proc/self/fd")
    if not listing.is_dir():
        pytest.skip("this system does not list open files")
    found = []
    for link in listing.iterdir():
        with suppress(OSError):  # of the listing itself
            found.append(str(link.readlink()))
    return [name for name in found if name.startswith(str(folder))]


class FakeBrowser:
    """A program that writes down what it is asked to open, as `$BROWSER`; the system's own are out of reach."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = folder / "browser"
        self._log = folder / "browser.log"
        self._monkeypatch = monkeypatch
        self.path.write_text(
            f"#!/bin/sh\n{{ printf '%s\\n' \"$@\"; echo; }} >> '{self._log}.$$'\nmv '{self._log}.$$' '{self._log}'\n"
        )
        self.path.chmod(0o755)
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        self.choose(str(self.path))

    def choose(self, value: str) -> None:
        """Set `$BROWSER`."""
        self._monkeypatch.setenv("BROWSER", value)

    @property
    def asked(self) -> list[list[str]]:
        """The arguments of its last call; empty as long as there was none."""
        text = self._log.read_text() if self._log.exists() else ""
        return [call.split("\n") for call in text.split("\n\n") if call]


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeBrowser:
    (tmp_path / "bin").mkdir()
    return FakeBrowser(tmp_path / "bin", monkeypatch)
