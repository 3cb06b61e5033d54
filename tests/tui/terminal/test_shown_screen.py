"""The screen that is shown before the app is loaded: what the terminal is told, and how it is left."""

import os
import signal
import termios
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from blogreader.tui.terminal.shown_screen import ENTER, ShownScreen

LEAVING = b"\x1b[0m\x1b[?1049l\x1b[?25h"
STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP, signal.SIGINT)


class Line:
    """A terminal to type at, and a pipe for what is written to it, which brings it at once."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ours, self.theirs = os.openpty()
        self.out, self.end = os.pipe()
        os.set_blocking(self.out, False)
        patch.setattr("sys.__stdin__", SimpleNamespace(fileno=lambda: self.theirs))
        patch.setattr("sys.__stderr__", SimpleNamespace(fileno=lambda: self.end, encoding="utf-8"))

    @property
    def received(self) -> bytes:
        """What was written since the last look."""
        try:
            return os.read(self.out, 10_000)
        except BlockingIOError:
            return b""

    @property
    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self.theirs)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    before = {number: signal.getsignal(number) for number in STOPPING}
    running = Line(monkeypatch)
    yield running
    for number, handler in before.items():
        signal.signal(number, handler)
    for file in (running.ours, running.theirs, running.out, running.end):
        os.close(file)


def test_cells_are_shown_on_the_other_screen_and_typed_keys_wait_unseen(line: Line) -> None:
    before = line.attributes
    shown = ShownScreen("Grün", is_whole=True)
    assert (shown.is_whole, shown.attributes) == (True, None)
    shown.show()
    assert line.received == f"{ENTER}\x1b[?25lGrün".encode()
    assert shown.attributes == before
    now = line.attributes
    assert now[0] == before[0] & ~(termios.ICRNL | termios.INLCR | termios.IXON)
    assert now[3] == before[3] & ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    assert [now[at] for at in (1, 2, 4, 5)] == [before[at] for at in (1, 2, 4, 5)]
    shown.leave()
    assert (line.received, line.attributes) == (LEAVING, before)
    shown.leave()
    assert line.received == b""


@pytest.mark.usefixtures("line")
def test_signals_are_heard_while_it_is_shown_and_as_usual_afterwards() -> None:
    for end in (ShownScreen.leave, ShownScreen.take_over):
        shown = ShownScreen("", is_whole=False)
        shown.show()
        assert {signal.getsignal(number) for number in STOPPING} == {shown._stop}
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # somebody knows better meanwhile
        end(shown)
        usual = [signal.getsignal(number) for number in STOPPING]
        assert usual == [signal.SIG_IGN, *[signal.SIG_DFL] * 3, signal.default_int_handler]


def test_the_app_takes_the_terminal_over_as_it_is_and_only_once(line: Line) -> None:
    shown = ShownScreen("Text", is_whole=True)
    assert shown.take_over() is False
    shown.show()
    assert line.received
    now = line.attributes
    assert [shown.take_over(), shown.take_over()] == [True, False]
    shown.leave()
    assert (line.received, line.attributes) == (b"", now)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGTSTP])
def test_a_signal_leaves_the_terminal_as_it_was_and_then_does_what_it_usually_does(
    number: signal.Signals, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sent = line.attributes, []
    kill = os.kill
    monkeypatch.setattr(os, "kill", lambda whom, what: sent.append((whom, what)))
    shown = ShownScreen("Text", is_whole=True)
    shown.show()
    kill(os.getpid(), number)
    assert line.received.endswith(LEAVING)
    assert (line.attributes, sent) == (before, [(os.getpid(), number)])
    assert signal.getsignal(number) == signal.SIG_DFL


def test_an_interrupt_is_raised_once_the_terminal_is_left(line: Line) -> None:
    shown = ShownScreen("Text", is_whole=True)
    shown.show()
    with pytest.raises(KeyboardInterrupt):
        shown._stop(signal.SIGINT, None)
    assert line.received.endswith(LEAVING)


def test_everything_is_written_also_where_the_terminal_takes_a_byte_at_a_time(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:1]))
    shown = ShownScreen("abc", is_whole=True)
    shown.show()
    shown.leave()
    assert line.received == f"{ENTER}\x1b[?25labc".encode() + LEAVING


@pytest.mark.parametrize(("encoding", "written"), [("ascii", b"Gr?n"), ("latin-1", b"Gr\xfcn"), ("", "Grün".encode())])
def test_what_the_encoding_lacks_is_replaced(
    encoding: str, written: bytes, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.__stderr__", SimpleNamespace(fileno=lambda: line.end, encoding=encoding))
    shown = ShownScreen("Grün", is_whole=True)
    shown.show()
    assert line.received.endswith(b"\x1b[?25l" + written)
    shown.leave()


def test_without_a_terminal_to_read_or_an_output_nothing_is_set_up(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "keys").open("w") as file:
        monkeypatch.setattr("sys.__stdin__", file)
        shown = ShownScreen("Text", is_whole=True)
        shown.show()
        assert shown.attributes is None
        assert line.received.endswith(b"Text")
        shown.leave()
        assert line.received == LEAVING
        monkeypatch.setattr("sys.__stderr__", None)
        shown.show()
        shown.leave()

    def refuse(*_: object) -> None:
        raise termios.error

    with monkeypatch.context() as patch:
        patch.setattr("sys.__stdin__", SimpleNamespace(fileno=lambda: line.theirs))
        patch.setattr(termios, "tcsetattr", refuse)
        shown.show()
        assert shown.attributes is None
        shown.leave()
    asked: list[int] = []

    def ask(file: int) -> list[int]:
        asked.append(file)
        return [0] * 7

    monkeypatch.setattr("sys.__stdin__", None)
    monkeypatch.setattr(termios, "tcgetattr", ask)
    monkeypatch.setattr(termios, "tcsetattr", lambda file, *_: asked.append(file))
    shown.show()
    shown.leave()
    assert {*asked} == {0}
    assert len(asked) == 4
