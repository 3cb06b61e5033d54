"""The app, started."""

import os
import sys

from blogreader.cli.arguments import Arguments
from blogreader.cli.opening import make, settings
from blogreader.cli.output import message
from blogreader.errors import UsageError


def app(arguments: Arguments) -> int:
    """Start the app, with a query as its filter; without a terminal say so."""
    folders, chosen = settings(arguments)
    # Textual draws on stderr.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError("The app needs a terminal; `blogreader list` and the other commands do not.")
    library = make(arguments, folders, chosen)
    try:
        library.open(later=True)
        library.keep_in_background()
        query = " ".join(arguments.query) if arguments.query else None
        if query:
            library.query(query)
        # Textual paints at most so often: at its own 60 the answer to a key waits a whole frame of the screen.
        os.environ.setdefault("TEXTUAL_FPS", "120")
        from blogreader.tui.app import BlogreaderApp

        running = BlogreaderApp(library, chosen.keys, query)
        running.run()
        status = running.return_code or 0
    finally:
        lost = library.close()
        if lost:
            _, _, why = library.unsaved()
            message(f"{lost} change{'' if lost == 1 else 's'} could not be saved. {why}")
        for sentence in library.said():
            message(sentence)
    return status or int(lost > 0)
