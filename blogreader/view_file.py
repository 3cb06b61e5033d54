"""Saving a view: one entry of `[views]` in the configuration file, leaving its other lines as they are."""

import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from blogreader import files
from blogreader.errors import ConfigError, UsageError, unreadable_file
from blogreader.text import clean_line

LONGEST_NAME = 60
"""Characters of a view's name."""
_LARGEST = 1_000_000
_BOM = "\ufeff"


def put(path: Path, name: str, query: str) -> None:
    """Write a view into the configuration file, replacing one with this name; comments and all else stay.

    Raises UsageError for a name that is none, ConfigError for a file that can't be read, and Unwritable.
    """
    if not name or name != clean_line(name, LONGEST_NAME):
        raise UsageError(f"A view's name is one line of at most {LONGEST_NAME} characters.")
    text = _read(path)
    bare = text.removeprefix(_BOM)
    try:
        wanted = tomllib.loads(bare)
        document = tomlkit.parse(bare)
        views = wanted.setdefault("views", {})
        views[name] = query
        if "views" not in document:
            document.add("views", tomlkit.table())
        table: Any = document["views"]
        table[name] = query
        written = tomlkit.dumps(document)
    except (ValueError, TypeError, RecursionError, TOMLKitError) as error:
        raise ConfigError(f"{path} can't be changed: {clean_line(str(error), 200).rstrip('.')}.") from error
    if tomllib.loads(written) != wanted:
        raise ConfigError(f"{path} can't be changed without changing more than the view; write it in by hand.")
    data = (_BOM if text.startswith(_BOM) else "") + written
    files.replace(path, data.encode(), own_links=True)


def _read(path: Path) -> str:
    try:
        return files.read_bytes(path, _LARGEST, follow_links=True).decode()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise ConfigError(unreadable_file(path, files.reason(error))) from error
    except UnicodeDecodeError as error:
        raise ConfigError(files.no_text(path, error)) from error
