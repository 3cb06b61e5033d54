"""The command `config`: prints the settings in force and their origin, and writes a file to start with."""

import os
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from blogreader import settings as table
from blogreader.cli import output
from blogreader.cli.arguments import Arguments
from blogreader.cli.context import settings
from blogreader.config import Config
from blogreader.errors import BlogreaderError, UsageError
from blogreader.files import reason
from blogreader.paths import Paths
from blogreader.settings import SETTINGS, TABLES, Setting, literal
from blogreader.text import clean_line, without_credentials

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_WIDEST_NAME = 26
_WIDEST_VALUE = 48


class InForce(NamedTuple):
    """A setting as it is now."""

    name: str
    value: object
    origin: str
    """`--library`, `BLOGREADER_LIBRARY`, `/home/me/config.toml, line 3`, or `default`."""


def config(arguments: Arguments) -> int:
    """Print the settings in force, or create the file."""
    if arguments.name == "init":
        return _init(arguments)
    if arguments.print:
        raise UsageError("--print goes with init.")
    folders, chosen = settings(arguments)
    found = [*in_force(arguments, folders, chosen)]
    name = arguments.name
    if name is not None:
        wanted = [one for one in found if one.name == name or one.name.startswith(f"{name}.")]
        if not wanted and name not in TABLES:
            raise UsageError(_unknown(name, found))
        found = wanted
    if arguments.json:
        output.as_json([{"name": one.name, "value": _bare(one.value), "from": one.origin} for one in found])
        return 0
    if len(found) == 1 and found[0].name == name:  # for scripts: the bare value
        value = _bare(found[0].value)
        output.data(value if isinstance(value, str) else literal(value))
        return 0
    if not found:
        output.message(f"There is nothing in [{name}].")
        return 0
    values = [clean_line(literal(_bare(one.value))) for one in found]
    width = min(max(map(len, values)), _WIDEST_VALUE)
    for one, value in zip(found, values, strict=True):
        output.data(f"{one.name:<{_WIDEST_NAME}}  {value:<{width}}  {one.origin}")
    return 0


def _bare(value: object) -> object:
    """Return a value without the password that a proxy's address may contain."""
    return without_credentials(value) if isinstance(value, str) else value


def in_force(arguments: Arguments, folders: Paths, chosen: Config) -> Iterator[InForce]:
    """Yield every setting with its origin; first the path of the file that is read."""
    file = str(folders.config)
    by = "--config" if arguments.config else "BLOGREADER_CONFIG" if os.environ.get("BLOGREADER_CONFIG") else "default"
    there = "" if folders.config.exists() else ", not there"
    yield InForce("config", file, by + there)
    for one in SETTINGS:
        value, line = chosen.given.get(one.name, (one.default, None))
        origin = _above(one, arguments) or (_place(file, line) if one.name in chosen.given else "default")
        if one.name == "library":
            value = str(folders.library)
        elif one.name == "offline":
            value = value or origin != "default"
        elif one.name == "network.proxy" and not value:
            named = next((name for name in _PROXIES if os.environ.get(name)), None)
            value, origin = (os.environ[named], named) if named else (value, origin)
        yield InForce(one.name, value, origin)
    known = {one.name for one in SETTINGS}
    for name, (value, line) in chosen.given.items():
        if name not in known:
            yield InForce(name, value, _place(file, line))


def _above(setting: Setting, arguments: Arguments) -> str:
    """Return the flag or variable that overrides the file; empty if there is none."""
    if setting.name not in ("library", "offline"):
        return ""
    if getattr(arguments, setting.name):
        return setting.flag
    return setting.variable if os.environ.get(setting.variable) else ""


def _place(file: str, line: int | None) -> str:
    return file if line is None else f"{file}, line {line}"


def _unknown(name: str, found: list[InForce]) -> str:
    names = [*(one.name for one in found), *TABLES, *(one.key for one in SETTINGS), "init"]
    full = {one.key: one.name for one in SETTINGS}
    close = [full.get(one, one) for one in get_close_matches(name.lower(), names)]
    hint = f"did you mean {close[0]}?" if close else "`blogreader config` lists them."
    return f"No setting is called {clean_line(name)}; {hint}"


def _init(arguments: Arguments) -> int:
    text = table.example()
    if arguments.print:
        output.data(text.removesuffix("\n"))
        return 0
    from blogreader import paths

    path = paths.find(arguments.library, arguments.config).config
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BlogreaderError(f"{path.parent} can't be made: {reason(error)}.") from error
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise BlogreaderError(
            f"{path} is there already, and was left as it is; `blogreader config init --print` shows the example."
        ) from None
    except OSError as error:
        raise BlogreaderError(f"{path} can't be written: {reason(error)}.") from error
    output.data(str(path))
    return 0
