"""The commands `undo`, `redo` and `doctor`."""

from typing import Literal

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import make, opened, settings


def undo(arguments: Arguments) -> int:
    """Undo the last change."""
    return _taken(arguments, "undo", "redo")


def redo(arguments: Arguments) -> int:
    """Redo the last undone change."""
    return _taken(arguments, "redo", "undo")


def _taken(arguments: Arguments, name: Literal["undo", "redo"], other: str) -> int:
    with opened(arguments) as library:
        taken = library.undo() if name == "undo" else library.redo()
    if taken is None:
        output.message(f"Nothing to {name}.")
        return 1
    hint = f"; `blogreader {other}` reverses this" if taken.keys else ""
    width = output.row_width()
    output.data(f"{taken.said(None if width is None else width - len(hint))}{hint}")
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
        output.data("Everything else is fine." if found.remarks else "Everything is fine.")
    elif found.is_well:
        output.data("Repaired; copies of damaged files are kept beside them.")
    elif arguments.repair:
        output.message("Not everything could be repaired.")
    elif found.is_mendable:
        output.message("`blogreader doctor --repair` repairs what it can; nothing was changed.")
    return 0 if found.is_well else 1
