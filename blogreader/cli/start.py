"""Starts the app."""

import gc
import os
import sys
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from blogreader.cli.arguments import Arguments
from blogreader.cli.commands import COMMANDS
from blogreader.cli.context import make, settings
from blogreader.cli.output import message
from blogreader.config import read as read_config
from blogreader.errors import UsageError
from blogreader.text import clean_line, counted

if TYPE_CHECKING:
    from blogreader.config import Config
    from blogreader.library import Library
    from blogreader.paths import Paths
    from blogreader.tui.app import BlogreaderApp

_OFTEN_COLLECTED = (700, 10, 10)
"""Python's own thresholds up to 3.12."""
_NEARLY = 0.74
"""The least similarity of a word to a command: one letter of five may be wrong, missing or misplaced."""

_ASKED_FOR = {**{name: name for name in COMMANDS}, "version": "--version", "usage": "help", "man": "manual"}
"""What users of other programs try, and its name here."""

_DUMB = (
    "The app needs a terminal that can move the cursor, and TERM is dumb;"
    " `blogreader list` and `blogreader show` work here too."
)


def app(arguments: Arguments) -> int:
    """Start the app, with a query as its filter; raises UsageError without a terminal."""
    folders, chosen = settings(arguments)
    meant = _meant(arguments.query)
    # Textual draws on stderr.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        if meant:
            raise UsageError(meant)
        raise UsageError("The app needs a terminal; `blogreader list` and the other commands do not.")
    if os.environ.get("TERM", "").casefold() == "dumb":
        raise UsageError(_DUMB)
    library = make(arguments, folders, chosen)
    running = None
    try:
        library.open(later=True)
        library.keep_in_background()
        query = " ".join(arguments.query) if arguments.query else None
        if query:
            found = library.select(query)
            if meant and not len(found):
                raise UsageError(meant)
        running = _made(arguments, library, folders, chosen, query)
        import asyncio

        try:
            # An event loop of its own: `asyncio.run` would wait for every thread that is still busy.
            running.run(loop=asyncio.new_event_loop())
        finally:
            running.leaving.taken_down()
    finally:
        lost = library.close()
        if arguments.shown is not None:
            arguments.shown.leave()
        with suppress(OSError):  # the terminal may be gone
            if lost:
                _, _, why = library.unsaved()
                message(f"{counted(lost, 'change')} could not be saved. {why}")
            for sentence in library.said():
                message(sentence)
    if running.last_screen is not None and not arguments.index:
        from blogreader.cli.last_screen import keep

        keep(arguments, folders, running.last_screen, arguments.ground)
    status = running.return_code or 0
    _end(status or int(lost > 0))


def _made(
    arguments: Arguments, library: "Library", folders: "Paths", chosen: "Config", query: str | None
) -> "BlogreaderApp":
    # The most paints a second: at Textual's own 60, the response to a key waits for a whole frame.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Everything loaded now stays: searching it for garbage would cost 20 ms. The app enables collection again.
    gc.disable()
    gc.set_threshold(*_OFTEN_COLLECTED)  # in pauses too short to delay a key
    from blogreader.tui.app import BlogreaderApp
    from blogreader.tui.screen.config_changes import ConfigFile
    from blogreader.tui.terminal.ground import UNKNOWN, ask_terminal
    from blogreader.tui.themes import AUTO

    named = bool(arguments.config or os.environ.get("BLOGREADER_CONFIG"))
    file = ConfigFile(folders.config, partial(read_config, folders.config, named=named))
    if chosen.theme == AUTO and arguments.ground is None:
        arguments.ground = ask_terminal()
    ground, shown = arguments.ground or UNKNOWN, arguments.shown
    app = BlogreaderApp(library, chosen, query, file=file, ground=ground, shown=shown)
    app.leaving.listen(_end, shown.attributes if shown else None)
    return app


def _end(status: int) -> NoReturn:
    """End the process, whatever its threads are doing: everything has been saved by now."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _meant(words: list[str]) -> str | None:
    """Return the question whether a command was meant, if the first word resembles one; otherwise None."""
    word = words[0] if words else ""
    if word in COMMANDS or ":" in word[1:]:  # after `--` a command is a word to search for; a term is no command
        return None
    close = get_close_matches(word.lower().lstrip("/:-"), _ASKED_FOR, cutoff=_NEARLY)
    return (
        f"There is no command {clean_line(word)}; did you mean `blogreader {_ASKED_FOR[close[0]]}`?" if close else None
    )
