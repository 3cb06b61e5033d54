"""Completion of command lines, for the scripts of bash, zsh and fish."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.commands import APP_QUERY, COMMANDS, GLOBAL_OPTIONS, Argument
from blogreader.errors import BlogreaderError

if TYPE_CHECKING:
    from pathlib import Path

    from blogreader.config import Config
    from blogreader.known_names import Known
    from blogreader.paths import Paths

SHELLS = ("bash", "zsh", "fish")
_FILES = frozenset(("DIR", "FILE", "PATH", "FOLDER"))
_UNQUOTED = str.maketrans("", "", "\\\"'")
"""What shells and queries write around and inside a word: it is compared without."""
_MOST = 1_000
"""The most words offered: nobody looks through more."""
FIELDS = (
    ("category:", "of a category"),
    ("is:", "by its status"),
    ("source:", "of a source"),
    ("minutes:", "by its length"),
    ("date:", "by its day"),
    ("read:", "when it was finished"),
    ("opened:", "when it was last opened"),
    ("title:", "words in its title"),
    ("author:", "by an author"),
    ("lang:", "in a language"),
    ("url:", "a part of its address"),
    ("text:", "words in its text"),
    ("note:", "words in its highlights and notes"),
    ("tag:", "a #tag in your notes"),
    ("links:", "what links to an article"),
    ("linked-by:", "what an article links to"),
    ("fits:", "what fits into so many minutes"),
    ("sort:", "the order"),
    ("group:", "in groups, with headings"),
)

Found = Iterator[tuple[str, str, str]]
"""`word` (whole), `open` (something follows at once) or `files` (names of files); the word; what it is."""


def completion(arguments: Arguments) -> int:
    """Print the script for a shell."""
    output.data(script(arguments.shell).read_text(encoding="utf-8").removesuffix("\n"))
    return 0


def script(shell: str) -> "Path":
    """Return the file for a shell."""
    from pathlib import Path  # Tab is answered faster without

    return Path(__file__).parent.parent / "completion" / f"blogreader.{shell}"


def answer(words: list[str]) -> int:
    """Print the possible completions of the last word; nothing if they are unknown."""
    try:
        for kind, word, about in _candidates(words or [""]):
            output.data(f"{kind}\t{word}\t{about}".rstrip("\t"))
    except BlogreaderError:  # an unreadable library offers nothing; running a command tells why
        return 0
    return 0


def _candidates(words: list[str]) -> Found:
    *before, current = words
    current = current.translate(_UNQUOTED)
    command, positionals, expected = _position(before)
    known = [*(COMMANDS[command].arguments if command else (APP_QUERY,)), *GLOBAL_OPTIONS]
    if expected is not None:
        found = _values(expected, before, current, command)
    elif current.startswith("-") and not current[1:2].isalpha():  # `-is:read` is a term
        found = _options(known, before)
    else:
        own = [one for one in known if not one.is_option]
        found = _words_of(own, positionals, before, current, command)
    taken = 0
    for kind, word, about in found:
        if kind == "files":
            yield kind, "", ""
        elif word.lower().translate(_UNQUOTED).startswith(current.lower()):
            yield kind, word, about
            taken += 1
            if taken >= _MOST:
                return


def _position(before: list[str]) -> tuple[str | None, list[str], Argument | None]:
    """Return the command, the positional arguments, and the option whose value comes next."""
    command: str | None = None
    positionals: list[str] = []
    options = {name: one for one in GLOBAL_OPTIONS for name in one.names}
    expected: Argument | None = None
    for word in before:
        if expected is not None:
            expected = None
        elif word in options and not options[word].is_flag:
            expected = options[word]
        elif not word.startswith("-"):
            if command is None and not positionals and word in COMMANDS:
                command = word
                options |= {name: one for one in COMMANDS[word].arguments if one.is_option for name in one.names}
            else:
                positionals.append(word)
    return command, positionals, expected


def _options(known: list[Argument], before: list[str]) -> Found:
    for one in known:
        if one.is_option and not set(one.names) & set(before):
            yield from (("word", name, one.options.get("help", "")) for name in one.names if name.startswith("--"))


def _words_of(own: list[Argument], given: list[str], before: list[str], current: str, command: str | None) -> Found:
    """Yield the possible values of the next positional argument."""
    if command is None and not given:
        yield from (("word", name, one.summary) for name, one in COMMANDS.items())
    if not own:
        return
    number = min(len(given), len(own) - 1)
    if len(given) >= len(own) and own[-1].options.get("nargs") not in ("*", "+"):
        return
    yield from _values(own[number], before, current, command)


def _values(argument: Argument, before: list[str], current: str, command: str | None) -> Found:
    """Yield the possible values of an argument."""
    choices = argument.options.get("choices")
    if choices:
        yield from (("word", str(one), "") for one in choices)
        return
    match argument.options.get("metavar"):
        case "QUERY":
            yield from _terms(before, current)
        case "ARTICLE" | "SLUG":
            yield from (("word", slug, title) for slug, title in _library(before).slugs(current, _MOST))
        case "SOURCE" if command != "add":
            yield from (("word", name, title) for name, title in _library(before).sources())
        case "NAME" if command in ("sources", "import"):
            yield from (("word", name, title) for name, title in _library(before).sources())
        case "NAME" if command == "config":
            from blogreader.settings import SETTINGS, TABLES

            yield "word", "init", "begin a file"
            yield from (("word", name, "a table") for name in TABLES)
            yield from (("word", one.name, one.sentence) for one in SETTINGS)
        case "NAME" if command == "manual":
            from blogreader.manual_pages import pages

            yield from (("word", one.name, one.title) for one in pages())
        case "VIEW":
            yield from (("word", name, query) for name, query in _views(before))
        case "COMMAND":
            yield from (("word", name, one.summary) for name, one in COMMANDS.items())
        case "SOURCE":
            yield "files", "", ""
        case name if name in _FILES:
            yield "files", "", ""


def _terms(before: list[str], current: str) -> Found:
    """Yield the terms of a query that complete a word."""
    field, colon, _ = current.removeprefix("-").partition(":")
    sign = "-" if current.startswith("-") else ""
    if not colon:
        yield from (("open", sign + name, about) for name, about in FIELDS)
        return
    match field:
        case "category" | "cat":
            values = _library(before).categories()
        case "source":
            values = _library(before).sources()
        case "author":
            values = _library(before).authors()
        case "lang":
            values = _library(before).languages()
        case "links" | "linked-by":
            part = current.partition(":")[2]
            values = _library(before).slugs(part, _MOST)
        case _:
            from blogreader.conditions import USUAL_VALUES

            yield from (("word", f"{sign}{field}:{value}", "") for value in USUAL_VALUES.get(field, ()))
            return
    from blogreader.known_names import term

    yield from (("word", sign + term(field, name), about) for name, about in values)


def _library(before: list[str]) -> "Known":
    from blogreader.known_names import Known

    return Known(_settings(before)[0])


def _views(before: list[str]) -> tuple[tuple[str, str], ...]:
    from blogreader.library import VIEWS

    return (*((view.id, view.query) for view in VIEWS), *_settings(before)[1].views)


def _settings(before: list[str]) -> "tuple[Paths, Config]":
    from blogreader.cli.arguments import plain
    from blogreader.cli.context import settings

    said = [word for pair in _global_values(before) for word in pair]
    return settings(plain(said, GLOBAL_OPTIONS) or Arguments())


def _global_values(before: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the options that say where the library is, with their values."""
    for option, value in pairwise(before):
        if option in ("--library", "--config") and not value.startswith("-"):
            yield option, value
