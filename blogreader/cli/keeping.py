"""`undo`, `redo`, `export`, `import` and `doctor`: what was kept, taken back, carried elsewhere and checked."""

import json
import sys
from pathlib import Path
from typing import Literal

from blogreader import files
from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.opening import absolute, make, opened, settings
from blogreader.errors import SourceError, UsageError
from blogreader.figures import percent
from blogreader.text import clean_line, counted

_LIMIT = 1_000_000_000
_LONGEST = 60
"""Characters of a value that are shown."""


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


def import_(arguments: Arguments) -> int:
    """Merge an export."""
    name = arguments.file
    text = _text(name)
    with opened(arguments) as library:
        merged = library.import_states(text, _said(name), dry_run=arguments.dry_run)
    if arguments.dry_run:
        for key, name, before, after in merged.changes:
            output.data(f"{clean_line(key)}  {clean_line(name)}: {_value(name, before)} → {_value(name, after)}")
    would = "would be " if arguments.dry_run else ""
    fields, articles = counted(len(merged.changes), "field"), counted(len(merged.keys), "article")
    output.data(f"{fields} of {articles} {would}taken over")
    return 0


def _value(name: str, value: object) -> str:
    """Give a value of a field as a person reads it."""
    match name, value:
        case "status", None:
            return "unread"
        case _, None:
            return "none"
        case "place", [_, _, _, float(fraction)]:
            return f"{percent(fraction)}%"
        case "bookmark", _:
            return "on the reading list"
        case _, str(text):
            return clean_line(text)
        case _:
            return clean_line(json.dumps(value, ensure_ascii=False), _LONGEST)


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


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read(_LIMIT) if name == "-" else _bytes(absolute(name))
        # Windows' tools write a byte order mark before what they copy, and UTF-16.
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise SourceError(f"{_said(name)} is no export of states (it is not text); nothing was changed.") from error


def _said(name: str) -> str:
    return "Standard input" if name == "-" else name


def _bytes(path: str) -> bytes:
    try:
        return files.read_bytes(Path(path), _LIMIT, follow_links=True)
    except OSError as error:
        raise SourceError(f"{path} can't be read: {files.reason(error)}.") from error
