"""The part of the command line that needs argparse: help, and messages about arguments that can't be parsed."""

import argparse
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from blogreader.cli.commands import APP_HELP, APP_QUERY, COMMANDS, GLOBAL_OPTIONS
from blogreader.cli.output import columns, data
from blogreader.errors import UsageError, did_you_mean
from blogreader.text import clean_line

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_WIDEST = 100
_UNRECOGNIZED = "unrecognized arguments: "


class _Help(argparse.RawDescriptionHelpFormatter):
    """A formatter with a given width: argparse makes one per argument, and loads shutil to get the terminal's."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns(), _WIDEST))


class CommandParser(argparse.ArgumentParser):
    """Raises its errors instead of ending the program."""

    color: bool
    """From Python 3.14 on: whether help has escape sequences on a terminal, where everything printed is cleaned."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        # The `--` is ours, of `options_first`.
        message = message.replace("arguments: -- ", "arguments: ")
        words = message.removeprefix(_UNRECOGNIZED)
        if words != message and (name := self._nearest(words.split()[0])):
            raise UsageError(f"There is no option {clean_line(words.split()[0])}; did you mean {name}?")
        raise UsageError(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Raise UsageError for an invalid choice: argparse's own sentence depends on the version of Python."""
        choices = [*map(str, action.choices or ())]
        if choices and value not in choices:
            name = "/".join(action.option_strings) or str(action.metavar or action.dest).upper()
            hint = did_you_mean(str(value), choices) or f"see `{self.prog} --help`."
            raise UsageError(f"{name} is one of {', '.join(choices)}, not {clean_line(str(value))}; {hint}")

    def _nearest(self, word: str) -> str | None:
        """Return the option closest to what was typed; None: none is close, or it was not an option."""
        # Compared without the dashes that all of them have in common.
        names = [name[2:] for name in self._option_string_actions if name.startswith("--")]
        close = get_close_matches(word[2:].partition("=")[0].lower(), names) if word.startswith("--") else ()
        return f"--{close[0]}" if close else None

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:  # noqa: ARG002 - argparse's signature
        """Print help as data: argparse itself ignores errors while writing."""
        data(message.removesuffix("\n"))


def parser(name: str | None) -> CommandParser:
    """Return the parser of a command; None: the app's."""
    command = COMMANDS[name] if name else None
    made = CommandParser(
        prog=f"blogreader {name}" if name else "blogreader",
        description=command.help if command else APP_HELP,
        epilog=command.epilog if command else None,
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    made.color = False
    for argument in (*(command.arguments if command else (APP_QUERY,)), *GLOBAL_OPTIONS):
        made.add_argument(*argument.names, **argument.options)
    return made
