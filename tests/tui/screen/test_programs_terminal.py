"""An editor takes a real terminal, with all that is pressed, and the app has it back afterwards, whole."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.driving import archived
from tests.tui.test_terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.app]

EDITOR = """#!/bin/sh
trap 'echo INTERRUPTED' INT
echo EDITING
until read line; do :; done
echo "$line" >> "$1"
"""


def editing(tmp_path: Path) -> Terminal:
    """The app with its editor on the screen."""
    archived(tmp_path / "library", {"one": "A text.\n"})
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    words = [sys.executable, "-m", "blogreader", "--offline", "--library", str(tmp_path / "library")]
    words += ["--index", str(tmp_path / "index.md")]
    # The terminal is that of the program, so that C-c reaches all that run in it.
    own = f"import fcntl, os, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp({words[0]!r}, {words!r})"
    terminal = Terminal([sys.executable, "-c", own], 100, 24, {**environment(), "EDITOR": str(editor), "VISUAL": ""})
    terminal.until_shown("q back")
    terminal.send("e")
    terminal.until(lambda: b"EDITING" in terminal.received)
    return terminal


def test_what_is_pressed_in_the_editor_is_the_editors_and_the_screen_comes_back(tmp_path: Path) -> None:
    terminal = editing(tmp_path)
    try:
        terminal.send("\x03")
        terminal.until(lambda: b"INTERRUPTED" in terminal.received)
        assert terminal.process.poll() is None
        terminal.send("mine\r")
        terminal.until_shown("Your copy is")
        terminal.until_shown("One")
        (copy,) = (tmp_path / "library" / "copies").iterdir()
        assert copy.read_text() == "A text.\nmine\n"
        terminal.send("q")
        terminal.until(lambda: terminal.process.poll() is not None)
        assert terminal.process.returncode == 0
    finally:
        terminal.close()


def test_a_program_that_is_told_to_end_while_the_editor_runs_ends_behind_it(tmp_path: Path) -> None:
    terminal = editing(tmp_path)
    try:
        os.kill(terminal.process.pid, signal.SIGTERM)
        terminal.send("mine\r")
        terminal.until(lambda: terminal.process.poll() is not None)
        (copy,) = (tmp_path / "library" / "copies").iterdir()
        assert copy.read_text() == "A text.\nmine\n"
    finally:
        terminal.close()
