"""The programs that can open a web address: those in `$BROWSER`, then the system's own."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from blogreader.records import dataclass
from blogreader.urls import openable

_TEXT = frozenset({"www-browser", "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "chawan", "cha"})
"""Browsers that run in the terminal."""
_GRAPHICAL = re.compile(
    r"firefox.*|librewolf|waterfox|google-chrome.*|chrome|chromium.*|brave.*|opera|vivaldi.*|microsoft-edge.*|epiphany"
    r"|falkon|konqueror|qutebrowser|seamonkey"
)
"""Browsers that may run for hours once started, so that nobody waits for them to end."""
_ASSIGNMENT = re.compile(r"\w+=.*", re.DOTALL)
# As in xdg-open and ESR's convention for this variable: `%s` is the address, `%c` a colon, `%%` a percent sign.
_TEMPLATE = re.compile("%[sc%]")
_SECONDS = 0.5
"""By then a program that can't open an address has failed."""


@dataclass(frozen=True, slots=True)
class BrowserCommand:
    """A program with its arguments, including the address."""

    words: tuple[str, ...]
    is_background: bool
    """Nobody waits for it to end."""
    is_text: bool
    """It needs the terminal."""

    def start(self) -> "subprocess.Popen[bytes] | None":
        """Start it detached from the terminal and return the process; None if that fails."""
        nothing = subprocess.DEVNULL
        try:
            process = subprocess.Popen(  # noqa: S603 - the address is rebuilt from its parts, and no shell reads it
                self.words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )
        except OSError:
            return None
        # Its exit status has to be collected: until then it stays in the process table.
        threading.Thread(target=process.wait, daemon=True).start()
        return process


def commands(url: str) -> Iterator[BrowserCommand]:
    """Return the programs that may open an address, in the order in which to try them; only those that exist.

    No shell interprets any of them: an address may contain shell syntax.
    """
    address = openable(url)
    if address is None:
        return
    for choice in os.environ.get("BROWSER", "").split(os.pathsep):
        command = _chosen(choice.strip(), address)
        if command is not None:
            yield command
    for name in _of_the_system():
        if path := shutil.which(name):
            yield BrowserCommand((path, address), is_background=True, is_text=False)


def run(url: str) -> bool:
    """Open an address from a terminal, where a text browser may run; return whether a program did."""
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    for command in (*commands(url), *(_text_browsers(url) if has_terminal else ())):
        if command.is_background:
            process = command.start()
            if process is not None and _goes_well(process):
                return True
            continue
        with suppress(OSError):
            if subprocess.run(command.words, check=False).returncode == 0:  # noqa: S603 - as above
                return True
    return False


def _chosen(choice: str, address: str) -> BrowserCommand | None:
    """Return the program in one part of `$BROWSER`; None if it does not exist."""
    is_background = choice.endswith("&")
    choice = choice.removesuffix("&").rstrip()
    try:
        words = [choice] if shutil.which(choice) else shlex.split(choice)
    except ValueError:  # an unclosed quotation mark
        return None
    if not words or shutil.which(words[0]) is None:
        return None
    if any("%s" in word and re.search(r"\s", word) for word in words):
        return None  # a shell script, into which no address is inserted
    filled = [_TEMPLATE.sub(lambda found: {"%s": address, "%c": ":", "%%": "%"}[found[0]], word) for word in words]
    if not any("%s" in word.replace("%%", "") for word in words):
        filled.append(address)
    program = _program(words)
    return BrowserCommand(
        tuple(filled),
        is_background=is_background or _GRAPHICAL.fullmatch(program) is not None,
        is_text=program in _TEXT,
    )


def _program(words: list[str]) -> str:
    """Return the name of the program that runs in the end: `env X=1 w3m` is a text browser too."""
    rest = [Path(word).name for word in words if not _ASSIGNMENT.fullmatch(word)]
    while rest and (rest[0] in ("env", "nohup", "nice", "setsid") or rest[0].startswith("-")):
        rest.pop(0)
    return rest[0] if rest else ""


def _of_the_system() -> tuple[str, ...]:
    if sys.platform == "darwin":
        return ("open",)
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    # The second one is Windows' own, seen from its Linux, which has no display for it.
    return ("xdg-open", "wslview") if has_display else ("wslview",)


def _text_browsers(url: str) -> Iterator[BrowserCommand]:
    address = openable(url)
    for name in ("www-browser", "w3m", "lynx", "links", "elinks"):
        if address is not None and (path := shutil.which(name)):
            yield BrowserCommand((path, address), is_background=False, is_text=True)


def _goes_well(process: "subprocess.Popen[bytes]") -> bool:
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
