"""Output of commands: data on stdout, messages on stderr, foreign text cleaned."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from blogreader.errors import BlogreaderError
from blogreader.icons import ASCII, Icons, shown
from blogreader.text import clean, counted, without_credentials

if TYPE_CHECKING:
    from blogreader.model import IndexWarning

CLEARED = "\r\x1b[K"
"""Clears the current line, for a stderr that is a terminal."""
_MOST_WARNINGS = 20
_USUAL_COLUMNS = 80


class UnwritableOutput(BlogreaderError):
    """Standard output accepts no more: its reader is gone, or the disk is full."""

    def __init__(self, error: OSError) -> None:
        from blogreader.files import reason

        super().__init__(f"Standard output can't be written: {reason(error)}.")
        self.enough = isinstance(error, BrokenPipeError)


def data(text: str) -> None:
    """Print a piece of data; raises UnwritableOutput."""
    as_is(clean(text))


def as_is(text: str) -> None:
    """Print text that is already clean and contains our own escape sequences; raises UnwritableOutput."""
    try:
        print(text)
    except OSError as error:
        raise UnwritableOutput(error) from error


def as_bytes(pieces: Iterable[bytes]) -> None:
    """Write bytes; a terminal gets them as clean text instead. Raises UnwritableOutput."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        for piece in pieces:
            data(piece.decode("utf-8", "replace").removesuffix("\n"))
        return
    finish()
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise UnwritableOutput(error) from error


def finish() -> None:
    """Print what is still buffered; raises UnwritableOutput."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise UnwritableOutput(error) from error


def as_json(value: object, indent: int | None = 1) -> None:
    """Print a value as JSON; control characters are escaped, so that no value changes."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    data(text if clean(text) == text else json.dumps(value, indent=indent))


def message(text: str) -> None:
    """Print a sentence on stderr, without passwords in addresses, even in typed ones."""
    with suppress(OSError):  # nobody reads it; the exit status still says what happened
        print(without_credentials(clean(text)), file=sys.stderr)


def how_far(line: str, icons: Icons) -> None:
    """Show how far something is, on a stderr that is a terminal, in place of what it said before; "" clears it."""
    sys.stderr.write(CLEARED + shown(line, icons))
    sys.stderr.flush()


def bar(fraction: float, width: int, icons: Icons) -> str:
    """Return a bar of so many cells in these marks: in ASCII, too, its filled part is another sign than the rest."""
    from blogreader.reading_figures import bar as parts

    filled, empty = parts(fraction, width)
    return ("#" * len(filled) if icons is ASCII else filled) + shown(empty, icons)


def warn(name: str, warnings: "Iterable[IndexWarning]") -> None:
    """Print which parts of an index could not be understood, the first ones with their lines."""
    warnings = list(warnings)
    for warning in warnings[:_MOST_WARNINGS]:
        message(f"{name}, line {warning.line}: {warning.sentence}.")
    if len(warnings) > _MOST_WARNINGS:
        message(f"… and {counted(len(warnings) - _MOST_WARNINGS, 'more such line')}.")


def colourful(no_color: bool) -> bool:
    """Return whether colours are wanted on stdout.

    Follows https://no-color.org and https://bixense.com/clicolors; if they conflict, there are no colours.
    """
    has = os.environ.get
    if no_color or has("NO_COLOR"):
        return False
    if has("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and has("CLICOLOR") != "0" and has("TERM") != "dumb"


def columns() -> int:
    """Return the width of the terminal, as `shutil.get_terminal_size`, which loads three compression modules, does."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):  # not a terminal, or not even a file
        return _USUAL_COLUMNS


def row_width() -> int | None:
    """Return the columns that a row may have; None: as many as it takes, for it does not go to a terminal."""
    return columns() if sys.stdout.isatty() else None
