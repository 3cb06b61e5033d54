"""Shows long output in the user's pager on a terminal, and prints it anywhere else."""

import os
import shlex
import shutil
import signal
import subprocess
import sys

from blogreader.cli import output

_USUAL = ("less", "more")
_LESS = "FRX"
"""As git sets LESS if it is unset: short texts are printed, colours shown, and the text stays on the screen."""


def show(text: str) -> None:
    """Show text that is already clean, but for our own escape sequences; raises UnwritableOutput."""
    words = _pager() if sys.stdout.isatty() else []
    if not words or not _run(words, text):
        output.as_is(text)


def _pager() -> list[str]:
    """Return the pager's command line; empty if there is none, or none is wanted."""
    chosen = os.environ.get("PAGER")
    if os.environ.get("TERM", "dumb") == "dumb":
        return []
    if chosen is None:
        return next(([name] for name in _USUAL if shutil.which(name)), [])
    try:
        words = [chosen] if shutil.which(chosen) else shlex.split(chosen)
    except ValueError:
        words = []
    if (words and shutil.which(words[0]) is None) or (chosen.strip() and not words):
        output.message(f"PAGER names {chosen}, which can't be started.")
        return []
    return [] if words == ["cat"] else words


def _run(words: list[str], text: str) -> bool:
    """Show a text in the pager; False if it could not be started."""
    # C-c is for the pager, where it stops a search.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager = subprocess.Popen(  # noqa: S603 - the reader's own program, and no shell
            words,
            stdin=subprocess.PIPE,
            env={**os.environ, "LESS": os.environ.get("LESS", _LESS)},
            preexec_fn=_hear_interrupts,  # noqa: PLW1509 - there are no threads here
        )
    except OSError:
        return False
    else:
        pager.communicate(text.encode("utf-8", "replace") + b"\n")  # its user may quit before the end
        return True
    finally:
        signal.signal(signal.SIGINT, before)


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
