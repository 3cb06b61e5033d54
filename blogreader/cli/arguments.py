"""The words of the command line: one parser a command, so that each start pays for its own alone."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

from blogreader import __version__
from blogreader.cli.help import APP_HELP, COMMANDS, GLOBAL_OPTIONS, Argument
from blogreader.errors import UsageError

_SHIELD = "\0"  # no word of a command line can hold it


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


class _Parser(argparse.ArgumentParser):
    """Raises what it has to say instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}; `{self.prog} --help` tells more.")


def read(words: list[str]) -> Arguments:
    """Understand the words; raises UsageError. `--help` and `--version` print and leave."""
    name, rest = _command(words)
    command = COMMANDS.get(name) if name else None
    if command is None:
        parser = _parser("blogreader", APP_HELP, ())
        parser.add_argument("query", nargs="*", help="show what matches this query")
        parser.add_argument("--version", action="version", version=f"blogreader {__version__}")
        arguments = parser.parse_intermixed_args(_shielded(words, parser), Arguments())
        arguments.query = [word.removeprefix(_SHIELD) for word in arguments.query]
        arguments.run = _runner("app", "app")
        return arguments
    parser = _parser(f"blogreader {name}", command.help, command.arguments)
    arguments = parser.parse_intermixed_args(_shielded(rest, parser), Arguments())
    if "query" in arguments:
        arguments.query = [word.removeprefix(_SHIELD) for word in arguments.query]
    arguments.run = _runner(command.module, command.function)
    return arguments


def _shielded(words: list[str], parser: _Parser) -> list[str]:
    """Keep `-is:read`, a term of a query, from being taken for an option; after `--` every word is one of the query."""
    options = parser._option_string_actions  # noqa: SLF001 - argparse tells its options nowhere else
    shielded: list[str] = []
    for position, word in enumerate(words):
        if word == "--":
            return shielded + [_SHIELD + later for later in words[position + 1 :]]
        term = word[:1] == "-" and word[1:2] not in ("", "-") and word.partition("=")[0] not in options
        shielded.append(_SHIELD + word if term else word)
    return shielded


def _parser(name: str, description: str, arguments: tuple[Argument, ...]) -> _Parser:
    parser = _Parser(
        prog=name, description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    for argument in (*arguments, *GLOBAL_OPTIONS):
        parser.add_argument(*argument.names, **dict(argument.options))
    return parser


def _command(words: list[str]) -> tuple[str | None, list[str]]:
    """Find the command: the first word that is neither an option nor an option's value."""
    valued = {name for option in GLOBAL_OPTIONS for name in option.names if "action" not in dict(option.options)}
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
