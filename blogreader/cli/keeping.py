"""`undo`, `redo`, `export` and `doctor`: what was kept, taken back, carried elsewhere and checked."""

from typing import Literal

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.opening import make, opened, settings
from blogreader.errors import UsageError


def undo(arguments: Arguments) -> int:
    """Take the last change back."""
    return _taken(arguments, "undo", "redo")


def redo(arguments: Arguments) -> int:
    """Make the change again that was taken back last."""
    return _taken(arguments, "redo", "undo")


def _taken(arguments: Arguments, name: Literal["undo", "redo"], other: str) -> int:
    with opened(arguments) as library:
        taken = library.undo() if name == "undo" else library.redo()
    if taken is None:
        output.message(f"Nothing to {name}.")
        return 1
    output.data(f"{taken.sentence}; `blogreader {other}` takes that back")
    return 0


def export(arguments: Arguments) -> int:
    """Print every state, or what matches as an index, or the sources as OPML."""
    query = " ".join(arguments.query)
    with opened(arguments) as library:
        if arguments.format == "index":
            output.data(library.export_index(query).rstrip("\n"))
            return 0
        if query:
            raise UsageError("Only --format index takes a QUERY.")
        if arguments.format == "opml":
            output.data(library.export_opml().rstrip("\n"))
            return 0
        for line in library.export_states():
            output.as_is(line)  # ASCII
    return 0


def doctor(arguments: Arguments) -> int:
    """Check the state and the archive."""
    folders, chosen = settings(arguments)
    library = make(arguments, folders, chosen)
    try:
        found = library.check(repair=arguments.repair)
    finally:
        library.close()
    for sentence in (*found.wrong, *found.remarks):
        output.data(sentence)
    if not found.wrong:
        output.data("All else is well." if found.remarks else "All is well.")
    elif found.is_well:
        output.data("It is mended; damaged files are kept in copies beside.")
    elif arguments.repair:
        output.message("Not all of it could be mended.")
    elif found.is_mendable:
        output.message("`blogreader doctor --repair` mends what can be mended; nothing was changed.")
    return 0 if found.is_well else 1
