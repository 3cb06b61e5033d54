"""Suspending in a shell that knows of jobs: the terminal is given back, and the screen comes back whole."""

import fcntl
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogreader.tui.terminal.suspension import Suspension
from tests.conftest import environment
from tests.tui.test_terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.app]

BASH = shutil.which("bash")
ON = (b"\x1b[?1049h", b"\x1b[?1003h", b"\x1b[?2004h", b"\x1b[?25l")
OFF = (b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?25h")
"""The other screen, the mouse, pasting, the cursor: as a program asks for them, and as a shell wants to have them."""

STOPPED = "Stopped.*#> "
"""What the shell says when a job was stopped, and its prompt."""


class Shell(Terminal):
    """An interactive shell with the program as one of its jobs."""

    def __init__(self, library: Path) -> None:
        size = ("COLUMNS", "LINES")  # not that of the terminal of the tests
        here = {name: value for name, value in environment().items() if name not in size}
        changes = {**here, "PS1": "#> ", "HISTFILE": "", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        super().__init__([BASH or "bash", "--norc", "--noprofile", "-i"], 120, 40, changes)
        self.until_shown("#>")
        pid = library.parent / "pid"
        words = f"exec {sys.executable} -m blogreader --offline --library {library}"
        self.after(lambda: self.send(f"(echo $BASHPID > {pid}; {words})\r"), "of 102")
        self.program = int(pid.read_text())
        self.until(lambda: self.is_whole)

    def after(self, act: Callable[[], object], words: str) -> bytes:
        """Do something, and wait for a pattern that comes then; the screen was empty before."""
        self.screen.reset()
        begin = len(self.received)
        act()
        self.until(lambda: re.search(words.encode(), self.received[begin:], re.DOTALL) is not None)
        return self.received[begin:]

    def suspend(self) -> bytes:
        return self.after(lambda: self.send("\x1a"), STOPPED)

    def come_back(self) -> bytes:
        return self.after(lambda: self.send("fg\r"), "of 102")

    def stop(self, number: signal.Signals) -> bytes:
        return self.after(lambda: os.kill(self.program, number), STOPPED)

    @property
    def is_whole(self) -> bool:
        """Whether all panes are on the screen."""
        return all(words in self.text for words in ("Reading list", " of 102 · ", "q back", "Apr 2026"))


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    if BASH is None:
        pytest.skip("there is no bash")
    running = Shell(tmp_path / "library")
    try:
        yield running
    finally:
        running.close()


def test_the_terminal_is_given_back_and_the_screen_comes_back_whole_again_and_again(shell: Shell) -> None:
    for _ in range(3):
        given = shell.suspend()
        assert all(mode in given for mode in OFF)
        taken = shell.come_back()
        assert all(mode in taken for mode in ON)
        assert taken.count(b"\x1b[?1049h") == 1
        shell.until(lambda: shell.is_whole)
    shell.after(lambda: shell.send("\x11"), "#>")
    shell.after(lambda: shell.send("echo status $?\r"), "status 0")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_stop_from_outside_leaves_no_screen_blank(shell: Shell, number: signal.Signals) -> None:
    stopped = shell.stop(number)
    assert number is signal.SIGSTOP or all(mode in stopped for mode in OFF)
    begin = len(shell.received)
    shell.come_back()
    shell.until(lambda: all(mode in shell.received[begin:] for mode in ON))
    shell.until(lambda: shell.is_whole)
    shell.after(lambda: shell.send("j\r"), "Offline, and this article")  # and keys are read


def test_a_program_that_is_told_to_go_on_without_having_stopped_paints_itself_anew(shell: Shell) -> None:
    shell.after(lambda: os.kill(shell.program, signal.SIGCONT), r"\[\?1049h.*of 102")
    shell.until(lambda: shell.is_whole)
    shell.send("jj2")  # by one reader alone: each key once
    shell.until_shown("Reading list  0 of 102")


def test_a_suspended_program_stays_stopped_in_the_background(shell: Shell) -> None:
    shell.suspend()
    begin = len(shell.received)
    shell.after(lambda: shell.send("bg\r"), "#>")
    while b"Stopped" not in shell.after(lambda: shell.send("jobs\r"), r"\[1\].*#> "):
        pass  # it goes on for the moment in which it learns where it is
    assert b"\x1b[?1049h" not in shell.received[begin:]
    shell.come_back()
    shell.until(lambda: shell.is_whole)


@pytest.mark.parametrize("width", [40, 100, 140])
def test_the_size_may_change_while_it_is_suspended(shell: Shell, width: int) -> None:
    shell.suspend()
    fcntl.ioctl(shell._master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, width, 0, 0))
    shell.screen.resize(30, width)
    shell.come_back()
    shell.until(
        lambda: (
            " of 102 · " in shell.rows[0]
            and "q back" in shell.rows[29]
            and ("Reading list" in shell.text) is (width > 80)
        )
    )


def test_what_was_done_is_on_disk_while_it_is_suspended_and_nobody_is_kept_out(shell: Shell, tmp_path: Path) -> None:
    shell.after(lambda: shell.send("jr\x1a"), STOPPED)
    words = [sys.executable, "-m", "blogreader", "--library", str(tmp_path / "library")]
    for more, output in ((["list", "--count", "is:read"], "1\n"), (["mark", "read", "is:read"], None)):
        result = subprocess.run([*words, *more], capture_output=True, text=True, check=False, env=environment())
        assert (result.returncode, output is None or result.stdout == output) == (0, True), result.stderr


def test_boxes_and_lines_are_there_again_too(shell: Shell) -> None:
    shell.after(lambda: shell.send("?"), "In lists")
    shell.suspend()
    shell.after(lambda: shell.send("fg\r"), "In lists")
    shell.send("q/ru")
    shell.until_shown("/ ru")
    shell.suspend()
    shell.after(lambda: shell.send("fg\r"), "/ ru")
    shell.after(lambda: shell.send("st"), "rust")


def test_a_suspended_program_that_is_told_to_end_ends_when_it_is_continued(shell: Shell) -> None:
    shell.suspend()
    os.kill(shell.program, signal.SIGTERM)
    shell.after(lambda: shell.send("fg\r"), "#>")
    shell.after(lambda: shell.send("echo status $?\r"), "status 143")


@pytest.mark.parametrize("starter", [[], ["sh", "-c", '"$@"; exit $?', "sh"]], ids=["alone", "from a script"])
def test_where_nobody_could_continue_it_the_program_says_so_and_goes_on(tmp_path: Path, starter: list[str]) -> None:
    running = Terminal(
        [*starter, sys.executable, "-m", "blogreader", "--library", str(tmp_path)], 120, 40, environment()
    )
    try:
        running.until_shown(" of 102 · ")
        running.send("\x1a")
        running.until_shown("no job control")
        running.send("2")
        running.until_shown("Reading list  0 of 102")
        running.send("\x11")
        assert running.end() == 0
    finally:
        running.close()


@pytest.mark.parametrize(("driver", "return_code"), [(None, None), (None, 0), (object(), 0)])
def test_without_a_terminal_and_on_the_way_out_a_stop_leaves_the_terminal_alone(
    driver: object, return_code: int | None
) -> None:
    class Nothing(SimpleNamespace):
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    app = SimpleNamespace(return_code=return_code)
    nothing = Nothing(_driver=driver, _answered=0, _app=app)
    Suspension._go_on(nothing)  # type: ignore[arg-type]
    Suspension._stop(nothing, whole_job=True)  # type: ignore[arg-type]
