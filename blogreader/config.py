"""The configuration file: what may stand in it, and what is said of anything else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from blogreader import files
from blogreader.errors import ConfigError
from blogreader.keys import TABLE, Key, in_force
from blogreader.model import FetchSettings
from blogreader.sites import SiteRules

_LARGEST = 1_000_000
_MB = 1_000_000
MOST_JOBS = 16
"""Articles at once."""
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the file; what it leaves out is as the program has it."""

    library: str | None = None
    """Where the library is kept."""
    offline: bool = False
    """Never use the network."""
    fetching: FetchSettings = field(default_factory=FetchSettings)
    """How articles are fetched, and what is kept of them."""
    keys: tuple[Key, ...] = field(default=TABLE)
    """The key table in force."""


def read(path: Path, *, named: bool) -> Config:
    """Read the file; one that is missing is an error only when it was named. Raises ConfigError."""
    try:
        text = files.read_bytes(path, _LARGEST, follow_links=True).decode()
    except (FileNotFoundError, NotADirectoryError):
        if named:
            raise ConfigError(f"{path} does not exist.") from None
        return Config()
    except OSError as error:
        raise ConfigError(f"{path} can't be read: {files.reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text.") from error
    import tomllib  # most readers have no configuration

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}.") from error
    return _checked(data, _Where(path, text))


@dataclass(frozen=True, slots=True)
class _Where:
    """Finds the line in which a name stands, for the sentence of an error."""

    path: Path
    text: str
    first: int = 0
    """The line from which on is looked, counted from 0."""

    def below(self, table: str) -> "_Where":
        """Look below the line that opens a table."""
        pattern = re.compile(r"^\s*\[\s*" + re.escape(table).replace('"', "[\"']?") + r"\s*\]", re.IGNORECASE)
        lines = enumerate(self.text.split("\n"))
        return replace(self, first=next((number for number, line in lines if pattern.match(line)), 0))

    def __call__(self, name: str) -> str:
        pattern = re.compile(rf"""^\s*\[?\s*["']?{re.escape(name)}["']?\s*[=\].]""")
        for number, line in enumerate(self.text.split("\n")[self.first :], self.first + 1):
            if pattern.match(line):
                return f"{self.path}, line {number}"
        return str(self.path)


def _checked(data: Mapping[str, Any], where: _Where) -> Config:
    _only(data, {"library", "offline", "network", "archive", "sites", "keys"}, where)
    changes: dict[str, list[str]] = {}
    for name, value in _by_id(_typed(data, "keys", dict, "a table", {}, where)):
        wanted = [value] if isinstance(value, str) else value
        if not isinstance(wanted, list) or not wanted or not all(map(_is_key, wanted)):
            raise ConfigError(f'{where(name)}: {name} is a key or a list of keys: "r" or ["r", "ctrl+r"].')
        changes[name] = wanted
    return Config(
        library=_typed(data, "library", str, "a folder in quotes", None, where),
        offline=_typed(data, "offline", bool, "true or false", False, where),
        fetching=_fetching(data, where),
        keys=in_force(changes, {name: where(name) for name in changes}),
    )


def _fetching(data: Mapping[str, Any], where: _Where) -> FetchSettings:
    usual = FetchSettings()
    network = _typed(data, "network", dict, "a table", {}, where)
    _only(network, {"seconds", "delay", "jobs", "page_mb", "picture_mb"}, where)
    archive = _typed(data, "archive", dict, "a table", {}, where)
    _only(archive, {"pictures", "pages"}, where)
    jobs = _number(network, "jobs", (1, MOST_JOBS), usual.jobs, where)
    if not jobs.is_integer():
        raise ConfigError(f"{where('jobs')}: jobs is a whole number from 1 to {MOST_JOBS}.")
    return FetchSettings(
        seconds=_number(network, "seconds", (1, 600), usual.seconds, where),
        delay=_number(network, "delay", (0, 600), usual.delay, where),
        jobs=int(jobs),
        largest_page=int(_number(network, "page_mb", (0.1, 100), usual.largest_page / _MB, where) * _MB),
        largest_picture=int(_number(network, "picture_mb", (0.1, 200), usual.largest_picture / _MB, where) * _MB),
        pictures=_typed(archive, "pictures", bool, "true or false", usual.pictures, where),
        pages=_typed(archive, "pages", bool, "true or false", usual.pages, where),
        sites=_sites(_typed(data, "sites", dict, "a table", {}, where), where),
    )


def _number(table: Mapping[str, Any], name: str, limits: tuple[float, float], usual: float, where: _Where) -> float:
    least, most = limits
    expected = f"a number from {least:g} to {most:g}"
    value = _typed(table, name, (int, float), expected, usual, where)
    if isinstance(value, bool) or not least <= value <= most:
        raise ConfigError(f"{where(name)}: {name} is {expected}.")
    return float(value)


def _sites(table: Mapping[str, Any], where: _Where) -> dict[str, SiteRules]:
    """Read `[sites."example.com"]` with the CSS selectors `article = "css"` and `drop = ["css"]`."""
    sites: dict[str, SiteRules] = {}
    for host, rules in table.items():
        if not isinstance(rules, dict) or not _HOST.fullmatch(host):
            raise ConfigError(f'{where("sites")}: a site is a table named after a host: [sites."example.com"].')
        at = where.below(f'sites."{host}"')
        _only(rules, {"article", "drop"}, at)
        article = _typed(rules, "article", str, "a CSS selector in quotes", "", at)
        drop = _typed(rules, "drop", list, "a list of CSS selectors", [], at)
        for name, selector in (
            *([("article", article)] if "article" in rules else []),
            *(("drop", css) for css in drop),
        ):
            if not isinstance(selector, str) or not _is_selector(selector):
                raise ConfigError(f"{at(name)}: {selector} is not a CSS selector that can be understood.")
        sites[host.lower()] = SiteRules(article, tuple(drop))
    return sites


def _is_selector(text: str) -> bool:
    from blogreader.extract.selectors import is_selector  # most configurations name no site

    return is_selector(text)


def _by_id(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give what stands under `"articles.mark"`, also where it is written without quotes: TOML makes tables of that."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{action}", keys) for action, keys in value.items())
        else:
            yield name, value


def _is_key(value: object) -> bool:
    """Tell whether this may name one key; Textual takes what commas separate for several."""
    return isinstance(value, str) and re.fullmatch(r",|[^\s,]+", value) is not None


def _only(table: Mapping[str, Any], allowed: set[str], where: _Where) -> None:
    for name in table:
        if name not in allowed:
            raise ConfigError(f"{where(name)}: {name} is not a setting; allowed are {', '.join(sorted(allowed))}.")


def _typed(table: Mapping[str, Any], name: str, kind: Any, expected: str, default: Any, where: _Where) -> Any:
    value = table.get(name, default)
    if name in table and not isinstance(value, kind):
        raise ConfigError(f"{where(name)}: {name} is {expected}.")
    return value
