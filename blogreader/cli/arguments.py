"""The words of the command line: one parser a command, so that each start pays for its own alone."""

import argparse
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from typing import NoReturn

from blogreader.cli.commands import APP_HELP, APP_QUERY, COMMANDS, GLOBAL_OPTIONS, NOT_YET, Argument
from blogreader.cli.output import columns
from blogreader.errors import UsageError

_WIDEST = 100


class Arguments(argparse.Namespace):
    """What was said, options that were not said included."""

    library: str | None
    config: str | None
    index: str | None
    offline: bool
    no_color: bool
    quiet: bool
    verbose: bool
    log_file: str | None
    run: "Callable[[Arguments], int]"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Knows its width: argparse makes one for every argument, and loads shutil to ask how wide the terminal is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns(), _WIDEST))


class _ArgumentParser(argparse.ArgumentParser):
    """Raises what it has to say instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        # The `--` is ours, of `_options_first`.
        message = message.replace("arguments: -- ", "arguments: ")
        raise UsageError(f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` tells more.")


def read(words: list[str]) -> Arguments:
    """Understand the words; raises UsageError. `--help` and `--version` print and leave."""
    name, rest = _command(words)
    command = COMMANDS.get(name) if name else None
    if name in NOT_YET:
        raise UsageError(f"There is no command {name} yet; `blogreader -- {name}` shows what matches the word.")
    own = (APP_QUERY,) if command is None else command.arguments
    known = (*own, *GLOBAL_OPTIONS)
    arguments = _parser(name if command else None).parse_args(
        _options_first(words if command is None else rest, known), Arguments()
    )
    arguments.run = _runner(command.module, command.function) if command else _runner("start", "app")
    return arguments


def help_of(name: str | None) -> str:
    """Return what `--help` prints of a command; None: of the program."""
    return _parser(name).format_help()


def _parser(name: str | None) -> _ArgumentParser:
    """Return the parser of a command; None: of the app."""
    command = COMMANDS[name] if name else None
    parser = _ArgumentParser(
        prog=f"blogreader {name}" if name else "blogreader",
        description=command.help if command else APP_HELP,
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    for argument in (*(command.arguments if command else (APP_QUERY,)), *GLOBAL_OPTIONS):
        parser.add_argument(*argument.names, **argument.options)
    return parser


def _options_first(words: list[str], known: tuple[Argument, ...]) -> list[str]:
    """Put the options before `--` and all else behind it, wherever they stood.

    So words and options may be mixed, and `-is:read`, a term of a query, is not taken for an option. argparse's own
    `parse_intermixed_args` knows no such terms, and loads shutil for a usage that it does not print.
    """
    flags = {name: argument.is_flag for argument in known for name in argument.names}
    options: list[str] = []
    others: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            others += remaining
        elif word in flags or word.startswith("--"):
            options.append(word)
            if not flags.get(word, True):
                options += islice(remaining, 1)
        else:
            others.append(word)
    return [*options, "--", *others] if others else options


def _command(words: list[str]) -> tuple[str | None, list[str]]:
    """Find the command: the first word that is neither an option nor an option's value."""
    valued = {name for option in GLOBAL_OPTIONS for name in option.names if not option.is_flag}
    position = 0
    while position < len(words):
        word = words[position]
        if word == "--":
            return None, words
        if not word.startswith("-"):
            return word, words[:position] + words[position + 1 :]
        position += 2 if word in valued else 1
    return None, words


def _runner(module: str, function: str) -> Callable[[Arguments], int]:
    run: Callable[[Arguments], int] = getattr(import_module(f"blogreader.cli.{module}"), function)
    return run
