"""Parses the command line: plain ones directly, anything else with argparse."""

from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from blogreader.cli.commands import APP_QUERY, COMMANDS, GLOBAL_OPTIONS, Argument
from blogreader.errors import UsageError
from blogreader.icons import Icons

if TYPE_CHECKING:
    from blogreader.tui.terminal.ground import Ground
    from blogreader.tui.terminal.shown_screen import ShownScreen

_LEAVING = ("help", "version")
"""Options that print something and exit."""
_MAY_BE_EMPTY = ("query", "words")


class Arguments:
    """The arguments given, and the defaults of all others."""

    library: str | None
    config: str | None
    index: str | None
    offline: bool
    no_color: bool
    quiet: bool
    verbose: bool
    log_file: str | None
    icons: Icons
    """For the rows of lists, as configured."""
    run: "Callable[[Arguments], int]"
    is_app: bool
    """Whether the app is to be started."""
    shown: "ShownScreen | None" = None
    """What the terminal shows already."""
    ground: "Ground | None" = None
    """The terminal's answer about its colours, if it was asked already."""

    if TYPE_CHECKING:  # those of the command

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...


def read(words: list[str]) -> Arguments:
    """Parse a command line; raises UsageError. `--help` and `--version` print and exit."""
    name, rest = _command(words)
    command = COMMANDS.get(name) if name else None
    own = (APP_QUERY,) if command is None else command.arguments
    known = (*own, *GLOBAL_OPTIONS)
    said = words if command is None else rest
    arguments = plain(said, known) or by_argparse(said, known, name if command else None)
    _refuse_empty(arguments, known, f"blogreader {name}" if command else "blogreader")
    arguments.is_app = command is None
    arguments.run = _runner(command.module, command.function) if command else _runner("start", "app")
    return arguments


def _refuse_empty(arguments: Arguments, known: tuple[Argument, ...], program: str) -> None:
    """Raise UsageError if something is named by an empty word, as by a variable that the shell does not know.

    As a path it would mean the current folder. An empty query has a meaning, and so has an empty search.
    """
    for argument in known:
        if argument.name in _MAY_BE_EMPTY:
            continue
        value = getattr(arguments, argument.name, None)
        if any(isinstance(one, str) and not one.strip() for one in (value if isinstance(value, list) else (value,))):
            name = argument.names[-1] if argument.is_option else argument.options.get("metavar", argument.name)
            raise UsageError(f"{name} is empty: is a variable of the shell not set? See `{program} --help`.")


def by_argparse(words: list[str], known: tuple[Argument, ...], name: str | None) -> Arguments:
    """Parse any command line; raises UsageError."""
    from blogreader.cli.argument_parser import parser

    return parser(name).parse_args(_options_first(words, known), Arguments())


def plain(words: Iterable[str], known: tuple[Argument, ...]) -> Arguments | None:
    """Parse a command line with nothing unusual in it, as argparse would; None: argparse has to decide.

    Loading argparse and building a parser takes as long as listing a hundred articles.
    """
    options = {name: argument for argument in known for name in argument.names if argument.is_option}
    found = Arguments()
    for argument in known:
        if argument.options.get("action") not in _LEAVING:
            setattr(found, argument.name, argument.default)
    others: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            others += remaining
        elif word in options:
            argument = options[word]
            if argument.is_flag:
                if argument.options["action"] != "store_true":
                    return None
                setattr(found, argument.name, True)
                continue
            value = next(remaining, "-")
            if value.startswith("-") or not _put(found, argument, value):
                return None
        elif word.startswith("--") or _is_letter(word):
            return None
        else:
            others.append(word)
    return found if _share_out(found, [one for one in known if not one.is_option], others) else None


def _share_out(found: Arguments, wanted: list[Argument], words: list[str]) -> bool:
    """Assign words to the positional arguments, to each as many as it takes; False: they don't fit."""
    left = sum(1 for argument in wanted if argument.options.get("nargs") in (None, "+"))
    for argument in wanted:
        nargs = argument.options.get("nargs")
        left -= nargs in (None, "+")
        free = len(words) - left
        number = min(free, 1) if nargs in (None, "?") else free
        if number < (nargs in (None, "+")):
            return False
        taken, words = words[:number], words[number:]
        if taken and nargs in ("*", "+"):
            setattr(found, argument.name, taken)
        elif taken and not _put(found, argument, taken[0]):
            return False
    return not words


def _put(found: Arguments, argument: Argument, value: str) -> bool:
    """Set an argument; False: it does not take this value."""
    made: object = value
    if (convert := argument.options.get("type")) is not None:
        try:
            made = convert(value)
        except import_module("argparse").ArgumentTypeError:  # looked up when a word is refused, and loaded by then
            return False
    elif value not in argument.options.get("choices", (value,)):
        return False
    setattr(found, argument.name, made)
    return True


def help_of(name: str | None) -> str:
    """Return what `--help` prints for a command; None: for the program."""
    from blogreader.cli.argument_parser import parser

    return parser(name).format_help()


def _options_first(words: list[str], known: tuple[Argument, ...]) -> list[str]:
    """Put the options before `--` and everything else after it, in whatever order they were given.

    So words and options may be mixed, and `-is:read`, a term of a query, is not taken for an option. argparse's own
    `parse_intermixed_args` doesn't know such terms, and loads shutil for a usage that it doesn't print.
    """
    flags = {name: argument.is_flag for argument in known for name in argument.names}
    options: list[str] = []
    others: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            others += remaining
        elif word in flags or word.startswith("--") or _is_letter(word):
            options.append(word)
            if not flags.get(word, True):
                options += islice(remaining, 1)
        else:
            others.append(word)
    return [*options, "--", *others] if others else options


def _is_letter(word: str) -> bool:
    """Return whether a word is a dash and a letter: an unknown option, rather than a negated term of a query.

    After `--` it is such a term.
    """
    return len(word) == 2 and word[0] == "-" and word[1].isascii() and word[1].isalpha()


def _command(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the command (the first word that is neither an option nor an option's value) and the other words."""
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
    """Return a function that runs a command, loading its module when it is called."""

    def run(arguments: Arguments) -> int:
        found: Callable[[Arguments], int] = getattr(import_module(f"blogreader.cli.{module}"), function)
        return found(arguments)

    return run
