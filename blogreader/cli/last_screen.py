"""The last screen of the app, kept for the next start and shown before anything slow is loaded.

The app paints the same cells over it. It is shown only if everything that they depend on is unchanged: the terminal,
the settings, the program, and the library's files by their stamps. If only those files or the size differ, empty
panes are shown.
"""

import os
import sys
from binascii import crc32
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blogreader import __version__, files, paths
from blogreader.cli.arguments import Arguments
from blogreader.errors import BlogreaderError
from blogreader.text import clean
from blogreader.tui.screen.arrangement import arranged
from blogreader.tui.terminal.cells import GROUNDS, LastScreen, Row
from blogreader.tui.terminal.shown_screen import ShownScreen

if TYPE_CHECKING:
    from blogreader.tui.terminal.ground import Ground

_NAME = "last-screen"
_LARGEST = 1_000_000
"""Bytes; a screen of 300 columns and 100 rows has about 150 000."""
_WIDEST, _HIGHEST = 500, 200
_VARIABLES = (
    *("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "COLORFGBG"),
    *("TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "BLOGREADER_OFFLINE", "BLOGREADER_CONFIG"),
)
"""The environment variables that the cells depend on."""


def show(arguments: Arguments) -> ShownScreen | None:
    """Show the kept screen, or empty panes; None: nothing is shown. A damaged one is ignored."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM", "dumb").casefold() == "dumb":
        return None
    try:
        folders = paths.find(arguments.library, arguments.config)
        data = files.read_if_there(folders.cache / _NAME, _LARGEST)
        size = _size()
    except (BlogreaderError, OSError):  # reported by whatever needs them next
        return None
    kept = _parsed(data) if data else None
    if kept is None or arguments.index or kept["conditions"] != _conditions(arguments, folders):
        return None
    if kept["is_dark"] is not None:  # the theme follows the terminal
        from blogreader.tui.terminal.ground import ask_terminal

        arguments.ground = ask_terminal()
        if arguments.ground.is_dark is not kept["is_dark"]:
            return None
    is_whole = (
        kept["size"] == size
        and kept["rows"] != []
        and not arguments.query
        and all(_stamp(path) == stamp for path, stamp in kept["stamps"].items())
    )
    text = _painted(kept["rows"]) if is_whole else _empty_panes(kept["grounds"], *size)
    shown = ShownScreen(text, is_whole=is_whole)
    try:
        shown.show()
    except OSError:
        return None
    return shown


def keep(arguments: Arguments, opened: paths.Paths, screen: LastScreen, ground: "Ground | None") -> None:
    """Keep a screen of the library in these folders; `ground` is the terminal's answer, if it was asked.

    A failure to write it is ignored: nobody misses it.
    """
    import json

    with suppress(BlogreaderError, OSError):
        folders = paths.find(arguments.library, arguments.config)
        record = {
            "conditions": _conditions(arguments, folders),
            "stamps": {str(path): _stamp(path) for path in _made_of(opened)},
            "size": screen.size,
            "rows": screen.rows,
            "grounds": screen.grounds,
            "is_dark": None if ground is None else ground.is_dark,
        }
        text = json.dumps(record, separators=(",", ":")).encode()
        files.make_folder(folders.cache)
        # A damaged one is overwritten.
        files.replace(folders.cache / _NAME, b"%08x\n%b" % (crc32(text), text), sync=False)


def _size() -> list[int]:
    """Return columns and rows as Textual counts them; raises OSError if the environment contradicts the terminal."""
    if os.environ.get("COLUMNS") or os.environ.get("LINES"):
        raise OSError
    return [*os.get_terminal_size(sys.stdout.fileno())]


def _conditions(arguments: Arguments, folders: paths.Paths) -> dict[str, object]:
    """Return the conditions that must be unchanged for any of it to be shown."""
    return {
        "version": __version__,
        "environment": {name: os.environ.get(name) for name in _VARIABLES},
        "encodings": [sys.stdout.encoding, sys.stderr.encoding],
        "offline": arguments.offline,
        "index": arguments.index,
        "config": [str(folders.config), _stamp(folders.config)],
    }


def _made_of(opened: paths.Paths) -> list[Path]:
    """Return the files and folders of which at least one changes when anything in the lists does."""
    library = opened.library
    catalogue = [opened.cache / f"catalogue.db{suffix}" for suffix in ("", "-wal")]
    return [library, library / "sources", library / "state.json", *library.glob("journal-*"), *catalogue]


def _stamp(path: Path | str) -> list[int] | None:
    with suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 - it is a text when it was read
        return [status.st_mtime_ns, status.st_size, status.st_ino]
    return None


def _parsed(data: bytes) -> dict[str, Any] | None:
    """Return the kept screen; None if it is damaged, or was not written by us."""
    import json

    head, _, text = data.partition(b"\n")
    if head != b"%08x" % crc32(text):
        return None
    try:
        kept = json.loads(text)
        return kept if _is_harmless(kept) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _is_harmless(kept: dict[str, Any]) -> bool:
    """Return whether everything has the expected form, without escape sequences other than our own."""
    width, height = kept["size"]
    return (
        len(kept["rows"]) in (0, height)
        and height <= _HIGHEST
        and width <= _WIDEST
        and len(kept["grounds"]) == GROUNDS
        and all(map(_is_style, kept["grounds"]))
        and all(_is_style(style) and _is_text(text) for row in kept["rows"] for style, text in row)
        and all(sum(len(text) for _, text in row) <= width for row in kept["rows"])
        and isinstance(kept["conditions"], dict)
        and isinstance(kept["stamps"], dict)
        and kept["is_dark"] in (None, True, False)
    )


def _is_style(style: object) -> bool:
    return isinstance(style, str) and style.strip("0123456789;") == ""


def _is_text(text: object) -> bool:
    return isinstance(text, str) and "\n" not in text and "\t" not in text and clean(text) == text


def _painted(rows: Iterable[Row]) -> str:
    lines = ("".join(f"\x1b[{style}m{text}" for style, text in row) for row in rows)
    return "".join(f"\x1b[{number};1H\x1b[m{line}" for number, line in enumerate(lines, 1)) + "\x1b[m"


def _empty_panes(grounds: Sequence[str], width: int, height: int) -> str:
    """Return a header and a footer with empty panes between them."""
    header, sidebar, articles, reader = grounds
    shares = arranged(width, at_sidebar=False, at_reader=False, zen=False)
    bar: Row = [(header, " " * width)]
    panes: Row = [
        (ground, " " * share) for ground, share in zip((sidebar, articles, reader), shares, strict=True) if share
    ]
    return _painted([bar, *[panes] * (height - 2), bar][:height])
