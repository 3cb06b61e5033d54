"""Asks the terminal whether its background is dark or light."""

import os
import select
import sys
import termios
import tty
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from blogreader.lazy import lazily

if TYPE_CHECKING:
    from textual import events

_ASK = b"\x1b]11;?\x1b\\\x1b[c"
"""OSC 11 asks for the background colour (xterm's control sequences); DA1, after it, is answered by every terminal."""
_PART = rb"([0-9a-fA-F]{1,4})"
_COLOUR = lazily(rb"\x1b\]11;rgba?:%b/%b/%b[^\x07\x1b]{0,8}(?:\x07|\x1b\\)" % (_PART, _PART, _PART))
_ATTRIBUTES = lazily(rb"\x1b\[\?[0-9;]{0,64}c")
_SECONDS = 0.2
_MOST = 65_536
_LONGEST_NUMBER = 4
_LIGHT = (7, 15)
"""Light ones among the sixteen colours of `COLORFGBG`."""


class Ground(NamedTuple):
    """The terminal's answer."""

    is_dark: bool | None
    """None: unknown."""
    typed: bytes
    """What was typed meanwhile, for the program."""

    def typed_keys(self) -> "list[events.Key]":
        """Return the typed keys."""
        if not self.typed:
            return []
        from textual import events
        from textual._xterm_parser import XTermParser  # Textual's parser of the terminal has no public name

        return [
            event for event in XTermParser().feed(self.typed.decode(errors="ignore")) if isinstance(event, events.Key)
        ]


UNKNOWN = Ground(None, b"")


def ask_terminal() -> Ground:
    """Ask the terminal, and wait for a fifth of a second: terminals answer at once, or not at all."""
    said = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    if said.isdecimal() and len(said) < _LONGEST_NUMBER:
        return Ground(int(said) not in _LIGHT, b"")
    try:
        source, target = sys.stdin.fileno(), sys.stderr.fileno()
        before = termios.tcgetattr(source)
    except (OSError, ValueError, termios.error):
        return Ground(None, b"")
    try:
        tty.setcbreak(source, termios.TCSANOW)
        os.write(target, _ASK)
        return parsed(_read(source))
    except OSError:
        return Ground(None, b"")
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)


def parsed(answer: bytes) -> Ground:
    """Parse an answer, and what was typed around it."""
    colour = _COLOUR.search(answer)
    typed = _ATTRIBUTES.sub(b"", _COLOUR.sub(b"", answer))
    if colour is None:
        return Ground(None, typed)
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in colour.groups())
    # ITU-R BT.601: the perceived brightness of a colour.
    return Ground(0.299 * red + 0.587 * green + 0.114 * blue < 0.5, typed)


def _read(source: int) -> bytes:
    answer, end = b"", monotonic() + _SECONDS
    while (left := end - monotonic()) > 0 and len(answer) < _MOST and not _ATTRIBUTES.search(answer):
        if select.select([source], [], [], left)[0]:
            got = os.read(source, 1024)
            if not got:
                break
            answer += got
    return answer
