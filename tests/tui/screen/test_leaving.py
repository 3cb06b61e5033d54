"""Leaving: every way out of a real terminal keeps place and marks, whatever goes on, and however often it comes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, product
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.driving import archived, prose
from tests.tui.test_terminal import PATIENCE_SECONDS, Terminal

pytestmark = [pytest.mark.slow, pytest.mark.app]

KEYS = {"C-q": "\x11", "q": "q"}
SIGNALS = {"SIGINT": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}
WAYS = (*KEYS, *SIGNALS)
GAPS = (0.0, 0.001, 0.005, 0.02, 0.05)
PAIRS = [(*pair, gap) for pair, gap in zip(product(WAYS, WAYS), cycle(GAPS), strict=False)]


@contextmanager
def program(folder: Path, texts: dict[str, str], patch: str = "") -> Iterator[Terminal]:
    """Start the program, with a change to it, on some archived articles."""
    index = archived(folder / "library", texts)
    script = folder / "program.py"
    script.write_text(
        "import asyncio, sys, threading, time\n"
        "from blogreader.cli import main\n"
        "from blogreader.library import Library\n"
        "from blogreader.render import ParsedDocument\n"
        f"{patch}\n"
        "sys.exit(main())\n"
    )
    words = [sys.executable, str(script), "--library", str(folder / "library"), "--index", str(index)]
    running = Terminal(words, 120, 40, {"PYTHONPATH": str(Path(__file__).parents[3])})
    try:
        running.until_shown(f"0 of {len(texts)} · ")
        yield running
    finally:
        running.close()


def read_on(running: Terminal) -> None:
    """Open the article under the cursor, read some pages of it, and mark it."""
    running.send("\r")
    running.until_shown("Paragraph 1 begins")
    running.send("   ")
    running.until(lambda: "Paragraph 1 begins" not in running.text)
    running.send("r")
    running.until_shown("✓")


def ask(running: Terminal, way: str) -> None:
    """Ask the program to end."""
    if way in KEYS:
        running.send(KEYS[way])
    else:
        running.process.send_signal(SIGNALS[way])


def status_of(way: str) -> int:
    return 128 + SIGNALS[way] if way in SIGNALS else 0


def assert_all_is_kept(folder: Path) -> None:
    journal = "".join(path.read_text() for path in (folder / "library").glob("journal-*"))
    places = [int(block) for block in re.findall(r'"place": ?\[(\d+)', journal)]
    assert max(places, default=0) > 5
    assert '"read"' in journal


@pytest.mark.parametrize(("one", "other", "gap"), PAIRS, ids=[f"{one} {other}" for one, other, _ in PAIRS])
def test_two_requests_to_leave_are_one_and_lose_nothing(tmp_path: Path, one: str, other: str, gap: float) -> None:
    with program(tmp_path, {name: prose(40) for name in "abc"}) as running:
        read_on(running)
        if one == other == "q":
            ask(running, "q")  # the first one goes back to the list
        ask(running, one)
        running.pause(gap)
        ask(running, other)
        status = running.end()
        # A `q` that comes first may have gone back only; of two signals the system may bring the second one first.
        assert status in ({status_of(one), status_of(other)} if other in SIGNALS else {status_of(one)})
        assert running.received.count(b"\x1b[?1049l") == 1
        assert b"Traceback" not in running.received
    assert_all_is_kept(tmp_path)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "q"])
def test_a_note_that_is_half_written_is_kept_whatever_ends_the_program(tmp_path: Path, way: str) -> None:
    with program(tmp_path, {"a": prose(4)}) as running:
        running.send("\r")
        running.until_shown("Paragraph 1 begins")
        running.send("a")
        running.until_shown("Enter keep")
        running.send("half of a thought")
        running.until_shown("half of a thought")
        ask(running, way)
        assert running.end() == status_of(way)
    journal = "".join(path.read_text() for path in (tmp_path / "library").glob("journal-*"))
    assert '"half of a thought"' in journal


BUSY = """
async def document(self, article, *, again=False, shorter=False, kept=Library.document):
    if article.article.url.endswith("/b"):
        {held_up}
    return await kept(self, article, again=again, shorter=shorter)
Library.document = document
Library.read_ahead = lambda self, article: None  # or what was read ahead is shown
def compute():
    while True:
        pass
"""
HELD_UP = {
    "a thread computes": "await asyncio.to_thread(compute)",
    "no thread is left": "await asyncio.gather(*(asyncio.to_thread(threading.Event().wait) for _ in range(50)))",
    "it can't be cancelled": "\n".join(
        (
            "while True:",
            "            try: await asyncio.Event().wait()",
            "            except asyncio.CancelledError: pass",
        )
    ),
}
STUCK = {"the event loop sleeps": "threading.Event().wait()", "the event loop computes": "compute()"}


@pytest.mark.parametrize("way", ["C-q", "q", "SIGINT", "SIGTERM"])
@pytest.mark.parametrize("held_up", HELD_UP.values(), ids=HELD_UP)
def test_an_article_that_never_opens_holds_nobody_up(tmp_path: Path, held_up: str, way: str) -> None:
    with program(tmp_path, {name: prose(40) for name in "abc"}, BUSY.format(held_up=held_up)) as running:
        read_on(running)
        running.send("J")
        running.until_shown("Opening …")
        if way == "q":
            running.send("q")
            running.until_shown("Enter open")
        ask(running, way)
        assert running.end() == status_of(way)
        assert running.received.count(b"\x1b[?1049l") >= 1
    assert_all_is_kept(tmp_path)


@pytest.mark.parametrize("way", SIGNALS)
@pytest.mark.parametrize("held_up", STUCK.values(), ids=STUCK)
def test_a_signal_ends_a_program_whose_event_loop_is_stuck(tmp_path: Path, held_up: str, way: str) -> None:
    said = f"open({str(tmp_path / 'stuck')!r}, 'w').close(); {held_up}"
    with program(tmp_path, {name: prose(40) for name in "abc"}, BUSY.format(held_up=said)) as running:
        read_on(running)
        running.send("J")
        running.until((tmp_path / "stuck").exists)
        ask(running, way)
        assert running.end() == status_of(way)
        assert running.received.count(b"\x1b[?1049l") == 1
    assert_all_is_kept(tmp_path)


ENDLESS = """
def more(self, kept=ParsedDocument.more):
    if len(self.blocks) > 200:  # more than is read
        threading.Event().wait()
    return kept(self)
ParsedDocument.more = more
"""


@pytest.mark.parametrize("key", ["G", "}", "]"])
@pytest.mark.parametrize("way", ["C-q", "q", "SIGTERM"])
def test_a_text_that_is_never_parsed_to_its_end_holds_nobody_up(tmp_path: Path, key: str, way: str) -> None:
    with program(tmp_path, {name: prose(4_000) for name in "abc"}, ENDLESS) as running:
        read_on(running)
        running.send(key)
        running.pause(0.1)
        if way == "q":
            running.send("q")
            running.until_shown("Enter open")
        ask(running, way)
        assert running.end() == status_of(way)
    assert_all_is_kept(tmp_path)


@pytest.mark.parametrize("is_told", [True, False], ids=["told", "not told"])
def test_a_program_whose_terminal_is_gone_keeps_everything_and_ends_as_hung_up(tmp_path: Path, is_told: bool) -> None:
    with program(tmp_path, {name: prose(40) for name in "abc"}) as running:
        read_on(running)
        os.close(running._master)
        running._master = os.open(os.devnull, os.O_RDWR)
        if is_told:
            running.process.send_signal(signal.SIGHUP)
        assert running.process.wait(PATIENCE_SECONDS) == 128 + signal.SIGHUP
    assert_all_is_kept(tmp_path)


def test_a_terminal_that_takes_nothing_more_holds_nobody_up(tmp_path: Path) -> None:
    with program(tmp_path, {name: prose(400) for name in "abc"}) as running:
        read_on(running)
        for _ in range(20):
            running.send("  bb" * 50)  # what is painted is not read here: at some time nothing can be written
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(PATIENCE_SECONDS) == 128 + signal.SIGTERM
    assert_all_is_kept(tmp_path)


def test_a_signal_that_whoever_started_the_tests_ignores_is_not_ignored_in_them() -> None:
    words = "import signal, tests.conftest; print(signal.getsignal(signal.SIGHUP).name)"
    done = subprocess.run(
        ["/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-c", words],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env=environment(),
    )
    assert done.stdout == "SIG_DFL\n"
