"""Pictures by Kitty's graphics protocol, at placeholder characters, which scroll like text.

https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders, in Kitty since 0.28 and in Ghostty.
"""

import fcntl
import functools
import itertools
import os
import re
import struct
import termios
from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


class Protocol(StrEnum):
    """How pictures reach the terminal."""

    BLOCKS = "blocks"
    """Half blocks: characters in two colours, everywhere."""
    KITTY = "kitty"
    """Kitty's graphics protocol with placeholders."""


class Cell(NamedTuple):
    """The size of a terminal's cell, in pixels."""

    width: int
    height: int


MOST_CELLS = 297
"""The most columns or rows of a picture: each number has a combining character of its own."""

_USUAL_CELL = Cell(10, 20)
_CHUNK = 4096
_MARK = {"picture": True}

# Multiplexers pass graphics on only if configured to, which can't be detected.
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ", "TEXTUAL_DRIVER")
# A terminal started from Kitty inherits Kitty's environment, but also identifies itself.
_OTHERS = (
    "ALACRITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "TERMINATOR_UUID",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
    "XTERM_VERSION",
)

# rowcolumn-diacritics.txt of Kitty's sources: class 230, without a decomposition, in Unicode 6.0.
_DIACRITIC_RUNS = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 "
    "5ab-5ac 5af 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d "
    "73f-741 743 745 747 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 "
    "135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc "
    "1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d "
    "a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad "
    "1d242-1d244 "
)
_PLACEHOLDER = "\U0010eeee"
# Any start will do, as long as it differs from another program's in the same terminal.
_numbers = itertools.count(int.from_bytes(os.urandom(3)))


def protocol(environment: Mapping[str, str]) -> Protocol:
    """Return how pictures reach the terminal of this environment: placeholders only if they are known to work.

    The terminal is not queried: its answer would arrive between keys.
    """
    has = environment.get
    if any(map(has, _MULTIPLEXERS)) or has("NO_COLOR") or has("COLORTERM") not in ("truecolor", "24bit"):
        return Protocol.BLOCKS  # a placeholder's colour is the picture's number, and must arrive exactly
    match has("TERM"), has("TERM_PROGRAM"):
        case (("xterm-kitty" | "xterm-ghostty"), _):
            return Protocol.KITTY
        case "xterm-256color", None | "" | "ghostty" as program if not any(map(has, _OTHERS)):
            return Protocol.KITTY if program or has("KITTY_WINDOW_ID") else Protocol.BLOCKS
    return Protocol.BLOCKS


def cell_of(descriptor: int) -> Cell:
    """Return the cell size of a terminal as known to the system, or a usual one."""
    try:
        rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8)))
    except OSError:  # not a terminal
        return _USUAL_CELL
    if not rows or not columns or width < columns or height < rows:
        return _USUAL_CELL
    return Cell(width // columns, height // rows)


def new_number() -> int:
    """Return a number for a picture, unique in this program; thread-safe."""
    return 1 + next(_numbers) % 0xFFFFFF


def strips(number: int, columns: int, rows: int) -> tuple[Strip, ...]:
    """Return the rows of placeholders for a picture.

    Every cell contains its row and column, although the protocol lets a cell continue its left neighbour, so that a row
    can be cut anywhere, as by a dialog over it.
    """
    style = Style(color=Color.from_rgb(number >> 16, number >> 8 & 255, number & 255), meta=_MARK)
    numerals = _numerals()
    return tuple(
        Strip([Segment("".join(_PLACEHOLDER + row + column for column in numerals[:columns]), style)], columns)
        for row in numerals[:rows]
    )


def transmission(number: int, png: bytes, columns: int, rows: int) -> str:
    """Return the sequence that sends a picture, to be shown at its placeholders, without requesting an answer."""
    data = b64encode(png).decode()
    head = f"a=T,U=1,i={number},f=100,c={columns},r={rows},q=2,"
    parts = []
    for start in range(0, len(data), _CHUNK):
        more = int(start + _CHUNK < len(data))
        parts.append(f"\x1b_G{head}m={more};{data[start : start + _CHUNK]}\x1b\\")
        head = "q=2,"
    return "".join(parts)


def deletion(number: int) -> str:
    """Return the sequence that deletes a picture and its data."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def is_ours(segment: Segment) -> bool:
    """Return whether a segment belongs to a picture's row made by `strips`.

    It is identified by its style, which text can't set, and by containing nothing but placeholders.
    """
    text, style, _ = segment
    return style is not None and style.meta.get("picture") is True and _cells().fullmatch(text) is not None


@functools.cache
def _numerals() -> tuple[str, ...]:
    """Return the combining characters for 0, 1, 2 and so on."""
    found: list[str] = []
    for run in _DIACRITIC_RUNS.split():
        first, _, last = run.partition("-")
        found += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return tuple(found)


@functools.cache
def _cells() -> re.Pattern[str]:
    return re.compile(f"(?:{_PLACEHOLDER}[{''.join(_numerals())}]{{2}})+")
