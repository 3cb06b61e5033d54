"""Opens the library that a command works on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blogreader import config, icons, paths
from blogreader.cli.arguments import Arguments
from blogreader.cli.output import message
from blogreader.errors import SourceError
from blogreader.files import unreadable

if TYPE_CHECKING:
    from blogreader.library import Library


def settings(arguments: Arguments) -> tuple[paths.Paths, config.Config]:
    """Return the folders and the settings in force; raises ConfigError."""
    folders = paths.find(arguments.library, arguments.config)
    named = bool(arguments.config or os.environ.get("BLOGREADER_CONFIG"))
    chosen = config.read(folders.config, named=named)
    arguments.icons = icons.chosen(chosen.icons)
    if chosen.library and not (arguments.library or os.environ.get("BLOGREADER_LIBRARY")):
        # A relative path is relative to the file that contains it.
        library = paths.absolute(chosen.library, folders.config.parent)
        folders = paths.find(library, str(folders.config))
    return folders, chosen


@contextmanager
def opened(arguments: Arguments) -> "Iterator[Library]":
    """Open the library that the arguments, the environment and the configuration name."""
    folders, chosen = settings(arguments)
    library = make(arguments, folders, chosen)
    try:
        library.open()
        yield library
    finally:
        # The app doesn't report rules that matched nothing: people try out their rules with commands.
        for sentence in library.said() + ([] if arguments.quiet else library.missed()):
            message(sentence)
        library.close()


def make(arguments: Arguments, folders: paths.Paths, chosen: config.Config) -> "Library":
    """Make the library without opening it."""
    index = None
    if arguments.index is not None:
        if "://" in arguments.index:
            raise SourceError(f"--index takes a file; `blogreader add {arguments.index}` follows an address.")
        index = absolute(arguments.index)
    from blogreader.library import Library  # commands that only need settings don't load it

    return Library(
        folders,
        offline=arguments.offline or chosen.offline or bool(os.environ.get("BLOGREADER_OFFLINE")),
        index=index,
        fetching=chosen.fetching,
        views=chosen.views,
    )


def absolute(name: str) -> str:
    """Return the absolute path of a named file; raises UsageError, or SourceError for a name that isn't text."""
    path = paths.absolute(name)
    try:
        path.encode()
    except UnicodeEncodeError:
        raise SourceError(f"{path}: the file name is not UTF-8; rename the file first.") from None
    return path


def standard_input(largest: int) -> bytes:
    """Return what standard input contains, at most `largest` + 1 bytes; raises SourceError."""
    try:
        return sys.stdin.buffer.read(largest + 1)
    except OSError as error:
        raise SourceError(str(unreadable("Standard input", error))) from error
