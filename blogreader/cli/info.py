"""The commands `keys`, `dirs` and `help`."""

from blogreader.cli import output
from blogreader.cli.arguments import Arguments, help_of
from blogreader.cli.commands import COMMANDS
from blogreader.cli.context import settings
from blogreader.errors import UsageError
from blogreader.keys import shown
from blogreader.text import clean_line


def keys(arguments: Arguments) -> int:
    """Print the key table in force."""
    _, chosen = settings(arguments)
    if arguments.json:
        output.as_json([{"id": key.id, "keys": list(key.keys), "does": key.sentence} for key in chosen.keys])
        return 0
    pane = ""
    widest = max(len(key.sentence) for key in chosen.keys)
    for key in chosen.keys:
        if key.pane != pane:
            pane = key.pane
            output.data(f"{pane}:")
        output.data(f"  {' '.join(shown(name) for name in key.keys):<14}{key.sentence:<{widest}}  {key.id}")
    return 0


def dirs(arguments: Arguments) -> int:
    """Print the folders in force."""
    folders, _ = settings(arguments)
    places = {
        "library": folders.library,
        "archive": folders.library / "archive",
        "cache": folders.cache,
        "config": folders.config,
    }
    if arguments.json:
        output.as_json({name: str(path) for name, path in places.items()})
        return 0
    for name, path in places.items():
        output.data(f"{name:<8} {path}")
    return 0


def help_(arguments: Arguments) -> int:
    """Print help, as `--help` does."""
    name = arguments.command
    if name is not None and name not in COMMANDS:
        from difflib import get_close_matches

        close = get_close_matches(name, COMMANDS)
        hint = f"did you mean `blogreader help {close[0]}`?" if close else "`blogreader help` lists all commands."
        raise UsageError(f"There is no command {clean_line(name)}; {hint}")
    output.data(help_of(name).rstrip("\n"))
    return 0
