"""The part of the command line that needs argparse: help, and messages about words that can't be parsed."""

import argparse
from typing import NoReturn

from blogreader.cli.commands import APP_HELP, APP_QUERY, COMMANDS, GLOBAL_OPTIONS
from blogreader.cli.output import columns
from blogreader.errors import UsageError

_WIDEST = 100


class _Help(argparse.RawDescriptionHelpFormatter):
    """Knows its width: argparse makes one for every argument, and loads shutil to ask how wide the terminal is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns(), _WIDEST))


class CommandParser(argparse.ArgumentParser):
    """Raises what it has to say instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        # The `--` is ours, of `options_first`.
        message = message.replace("arguments: -- ", "arguments: ")
        raise UsageError(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def parser(name: str | None) -> CommandParser:
    """Return the parser of a command; None: of the app."""
    command = COMMANDS[name] if name else None
    made = CommandParser(
        prog=f"blogreader {name}" if name else "blogreader",
        description=command.help if command else APP_HELP,
        epilog=command.epilog if command else None,
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    for argument in (*(command.arguments if command else (APP_QUERY,)), *GLOBAL_OPTIONS):
        made.add_argument(*argument.names, **argument.options)
    return made
