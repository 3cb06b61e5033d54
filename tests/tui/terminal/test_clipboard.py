"""The clipboard: what the terminal is sent, and what the tools of the system are given."""

import base64
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from blogreader.errors import NotCopied
from blogreader.tui.terminal.clipboard import copy

TOO_LONG = "é" * 40_000


class Terminal(App[None]):
    """Keeps what would be sent to the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        self.sent.append(text)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Makes tools that write down how they were called and what they were given; there are no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, then: str = "") -> Path:
        given = tmp_path / f"{name}.given"
        tool = folder / name
        tool.write_text(f'#!/bin/sh\nPATH=/usr/bin:/bin\necho "$@" >"{given}.arguments"\ncat >"{given}"\n{then}\n')
        tool.chmod(0o755)
        return given

    return make


async def test_the_terminal_is_sent_the_text_when_there_is_no_display(
    terminal: Terminal, tools: Callable[..., Path]
) -> None:
    given = [tools(name) for name in ("xclip", "xsel", "wl-copy", "pbcopy", "clip.exe")]
    await copy(terminal, "some text")
    assert terminal.sent == ["some text"]
    assert not any(one.exists() for one in given)


@pytest.mark.parametrize(
    ("name", "variable", "arguments"),
    [
        ("xclip", "DISPLAY", "-selection clipboard"),
        ("xsel", "DISPLAY", "-ib"),
        ("wl-copy", "WAYLAND_DISPLAY", "--type text/plain"),
    ],
)
async def test_the_tool_of_the_display_is_given_the_text_too(
    terminal: Terminal,
    tools: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    variable: str,
    arguments: str,
) -> None:
    given = tools(name)
    monkeypatch.setenv(variable, ":7")
    await copy(terminal, "grün $HOME `id`\n\ttext\n")
    assert given.read_text() == "grün $HOME `id`\n\ttext\n"
    assert given.with_name(f"{name}.given.arguments").read_text().strip() == arguments
    assert terminal.sent == ["grün $HOME `id`\n\ttext\n"]


@pytest.mark.parametrize("variable", ["WSL_DISTRO_NAME", "WSL_INTEROP"])
async def test_windows_is_given_text_as_it_understands_it(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    given, other = tools("clip.exe"), tools("wl-copy")
    monkeypatch.setenv(variable, "Debian")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    await copy(terminal, "grün")
    assert given.read_bytes().decode("utf-16") == "grün"
    assert not other.exists()


async def test_a_mac_needs_no_display_and_is_told_that_it_is_utf_8(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = tools("pbcopy", f'echo "$LC_CTYPE" >"{tmp_path}/locale"')
    monkeypatch.setattr("sys.platform", "darwin")
    await copy(terminal, "grün")
    assert given.read_text() == "grün"
    assert (tmp_path / "locale").read_text() == "UTF-8\n"


@pytest.mark.parametrize("ending", ["exit 1", "kill -9 $$"])
async def test_when_a_tool_fails_the_next_one_is_tried(
    terminal: Terminal,
    tools: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    ending: str,
) -> None:
    tools("wl-copy", f"echo on the screen; echo on the screen >&2; {ending}")
    given = tools("xclip")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    await copy(terminal, "text")
    assert given.read_text() == "text"
    assert capfd.readouterr() == ("", "")


async def test_what_can_not_be_run_does_not_hinder(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tools("xclip")
    (tmp_path / "bin" / "xclip").write_text("no program")
    monkeypatch.setenv("DISPLAY", ":0")
    await copy(terminal, "text")
    assert terminal.sent == ["text"]


async def test_a_tool_that_hangs_is_ended(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, given = subprocess.run, list[float]()

    def run_for_a_moment(words: list[str], *, timeout: float, **options: Any) -> Any:
        given.append(timeout)
        return run(words, timeout=0.1, **options)

    monkeypatch.setattr(subprocess, "run", run_for_a_moment)
    tools("xclip", "exec sleep 300")
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(NotCopied):  # left alone, it ends without a failure
        await copy(terminal, TOO_LONG)
    assert given == [2]


async def test_a_tool_that_stays_in_the_background_is_not_waited_for(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = tools("xclip", f'sleep 300 & echo $! >"{tmp_path}/process"')
    monkeypatch.setenv("DISPLAY", ":0")
    await copy(terminal, TOO_LONG)
    process = int((tmp_path / "process").read_text())
    assert os.getsid(process) != os.getsid(0)  # the end of the terminal does not end it
    os.kill(process, signal.SIGKILL)
    assert given.read_text() == TOO_LONG


async def test_what_a_terminal_does_not_take_is_for_the_tool_alone(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tools("xclip")
    monkeypatch.setenv("DISPLAY", ":0")
    await copy(terminal, TOO_LONG)
    assert given.read_text() == TOO_LONG
    assert terminal.sent == []


@pytest.mark.parametrize("ending", [None, "exit 1"])
async def test_too_long_a_text_that_no_tool_takes_is_said_not_to_be_copied(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, ending: str | None
) -> None:
    if ending:
        tools("xclip", ending)
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(NotCopied, match="80 kB is too much for the terminal"):
        await copy(terminal, TOO_LONG)
    assert terminal.sent == []


@pytest.mark.usefixtures("tools")
async def test_the_longest_text_that_a_terminal_takes_fits_its_hundred_thousand_bytes(terminal: Terminal) -> None:
    await copy(terminal, "x" * 74_994)
    assert len(base64.b64encode(terminal.sent[0].encode())) + len("\x1b]52;c;\a") == 100_000
    with pytest.raises(NotCopied):
        await copy(terminal, "x" * 74_995)


async def test_what_is_pasted_into_a_shell_later_holds_no_command_for_the_terminal(
    terminal: Terminal, tools: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tools("xclip")
    monkeypatch.setenv("DISPLAY", ":0")
    await copy(terminal, "a\x1b[201~\rb\u202ec\ud800")
    assert terminal.sent == ["a[201~\nbc"]
    assert given.read_text() == "a[201~\nbc"
