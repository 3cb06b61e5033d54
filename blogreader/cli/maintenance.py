"""`undo`, `redo` and `doctor`: what was kept, taken back and checked."""

from typing import Literal

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import make, opened, settings


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
