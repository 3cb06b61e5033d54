"""Shrinks the output to the terminal: colours are set once, not before every word.

Textual writes the whole style before each piece of text and resets it afterwards, 41 bytes a piece, three quarters of
a page of code. Over a slow line, a held key would then run on after its release.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from textual.driver import Driver
from textual.message import Message

from blogreader.tui.terminal.paste_filter import read_pastes_as_text
from blogreader.tui.terminal.shown_screen import ENTER, ShownScreen

_SGR = re.compile("\x1b\\[([0-9;]*)m")
# Cursor positions and line ends between two pieces of text don't depend on the style.
_NEUTRAL = re.compile("(?:\x1b\\[[0-9]+;[0-9]+H|\r|\n)*")
# Styles visible on a blank: underlined, blinking, reversed, struck, doubly underlined, framed, overlined.
_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})


class _Look(NamedTuple):
    """A style in terms of ECMA-48's Select Graphic Rendition; empty colours are the terminal's own."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""


_PLAIN = _Look()


class TerminalGone(Message):
    """The terminal can't be read any more."""


def compact_driver(driver: type[Driver], shown: ShownScreen | None = None) -> type[Driver]:
    """Return a driver class that writes the same in fewer bytes, over what the terminal shows already."""

    class Compact(driver):  # type: ignore[misc, valid-type]  # which one is known at run time
        _gone = False
        _is_there = False
        """Whether the terminal is already on the alternate screen, with cells to be kept."""

        def start_application_mode(self) -> None:
            self._is_there = shown is not None and shown.take_over()
            super().start_application_mode()
            if shown is not None and shown.attributes is not None:
                self.attrs_before = shown.attributes

        def run_input_thread(self) -> None:
            read_pastes_as_text()
            try:
                super().run_input_thread()
            except OSError:
                self._app.post_message(TerminalGone())

        def write(self, data: str) -> None:
            if self._is_there and data == ENTER:
                self._is_there = False
                return  # some terminals would clear the screen
            # The writer thread ends when its terminal is gone; waiting for it would take for ever.
            thread = getattr(self, "_writer_thread", None)
            if thread is not None and not thread.is_alive():
                self._writer_thread, self._gone = None, True
            if not self._gone:
                super().write(compact(data))

    return Compact


def compact(text: str) -> str:
    """Return a shorter sequence that paints the same; it begins and ends without a style, as all of Textual's do."""
    out: list[str] = []
    now = wanted = _PLAIN
    position = 0
    for match in _SGR.finditer(text):
        now = _write(text[position : match.start()], now, wanted, out)
        wanted = _look(match[1])
        position = match.end()
    now = _write(text[position:], now, wanted, out)
    if now != _PLAIN:
        out.append("\x1b[0m")
    return "".join(out)


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a styled text, each after its SGR parameters."""
    styles = ["", *_SGR.findall(text := compact(text))]
    return [(style, piece) for style, piece in zip(styles, _SGR.sub("\x1b", text).split("\x1b"), strict=True) if piece]


def _write(piece: str, now: _Look, wanted: _Look, out: list[str]) -> _Look:
    """Write a piece in the wanted style; return the style in force afterwards."""
    if not piece:
        return now
    if wanted != _PLAIN or not _NEUTRAL.fullmatch(piece):
        seen = (wanted.attributes | now.attributes) & _ON_BLANKS or wanted.background != now.background
        if seen or not piece.isspace():
            out.append(_change(now, wanted))
            now = wanted
    out.append(piece)
    return now


@lru_cache(maxsize=4096)
def _change(now: _Look, wanted: _Look) -> str:
    if now == wanted:
        return ""
    anew = ["0", *_parameters(_PLAIN, wanted)]
    ways = [anew, _parameters(now, wanted)] if now.attributes <= wanted.attributes else [anew]
    return min((f"\x1b[{';'.join(parameters)}m" for parameters in ways), key=len)


def _parameters(now: _Look, wanted: _Look) -> list[str]:
    parameters = sorted(wanted.attributes - now.attributes)
    if wanted.foreground != now.foreground:
        parameters.append(wanted.foreground or "39")
    if wanted.background != now.background:
        parameters.append(wanted.background or "49")
    return parameters


@lru_cache(maxsize=4096)
def _look(parameters: str) -> _Look:
    """Read a style that follows a reset."""
    attributes, foreground, background = set(), "", ""
    left = parameters.split(";")
    while left:
        first = left.pop(0)
        if first in {"38", "48"} and left:
            size = 4 if left[0] == "2" else 2
            colour = ";".join([first, *left[:size]])
            del left[:size]
        else:
            colour = first
        if first == "38" or (len(first) == 2 and first[0] in "39"):
            foreground = colour
        elif first == "48" or (first[0:1] == "4" and len(first) == 2) or (len(first) == 3 and first.startswith("10")):
            background = colour
        elif first not in {"", "0"}:
            attributes.add(first)
    return _Look(frozenset(attributes), foreground, background)
