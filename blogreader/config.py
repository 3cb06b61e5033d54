"""The configuration file: what may stand in it, and what is said of anything else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from blogreader import files, paths
from blogreader.errors import ConfigError, UsageError
from blogreader.keys import TABLE, Key, in_force
from blogreader.model import FetchSettings
from blogreader.sites import SiteRules
from blogreader.text import clean_line

_LARGEST = 1_000_000
_LONGEST_LINE = 10_000
"""Characters; tomllib takes time with the square of a dotted name's length."""
_LONGEST_SAID = 200
"""Characters of a name or a value that a sentence repeats."""
_MB = 1_000_000
MOST_JOBS = 16
"""Articles at once."""
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the file; what it leaves out is as the program has it."""

    library: str | None = None
    """Where the library is kept, as the file says it: from the folder of the file, where it is relative."""
    offline: bool = False
    """Never use the network."""
    fetching: FetchSettings = field(default_factory=FetchSettings)
    """How articles are fetched, and what is kept of them."""
    keys: tuple[Key, ...] = field(default=TABLE)
    """The key table in force."""


def read(path: Path, *, named: bool) -> Config:
    """Read the file; one that is missing is an error only when it was named. Raises ConfigError."""
    try:
        text = files.read_bytes(path, _LARGEST, follow_links=True).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        if named:
            raise ConfigError(f"{path} does not exist.") from None
        return Config()
    except OSError as error:
        raise ConfigError(str(files.unreadable(path, error))) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text.") from error
    if long := next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > _LONGEST_LINE), 0):
        raise ConfigError(f"{path}, line {long}: a line has at most {_LONGEST_LINE} characters.")
    import tomllib  # most readers have no configuration

    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path} holds too many brackets inside each other.") from error
    except ValueError as error:  # also of a number with thousands of digits, which is no TOMLDecodeError
        raise ConfigError(f"{path}: {clean_line(str(error), _LONGEST_SAID).rstrip('.')}.") from error
    return _checked(data, _Where(path, text))


@dataclass(frozen=True, slots=True)
class _Where:
    """Finds the line in which a name stands, for the sentence of an error."""

    path: Path
    text: str
    first: int = 0
    """Where in the text it is looked from on."""

    def below(self, table: str) -> "_Where":
        """Look below the line that opens a table."""
        name = re.escape(table).replace('"', "[\"']?")
        found = re.search(rf"^[ \t]*\[[ \t]*{name}[ \t]*\]", self.text, re.IGNORECASE | re.MULTILINE)
        return replace(self, first=found.start() if found else 0)

    def __call__(self, name: str) -> str:
        # In one search for the whole text: line by line, a long file takes minutes.
        pattern = re.compile(
            rf"""^[ \t]*(?:\[[ \t]*)?["']?{re.escape(name[:_LONGEST_SAID])}["']?[ \t]*[=\].]""", re.MULTILINE
        )
        found = pattern.search(self.text, self.first)
        if found is None:
            return str(self.path)
        return f"{self.path}, line {self.text.count(chr(10), 0, found.start()) + 1}"


def _checked(data: Mapping[str, Any], where: _Where) -> Config:
    _only(data, {"library", "offline", "network", "archive", "sites", "keys"}, where)
    changes: dict[str, list[str]] = {}
    for name, value in _by_id(_typed(data, "keys", dict, "a table", {}, where)):
        wanted = [value] if isinstance(value, str) else value
        if not isinstance(wanted, list) or not wanted or not all(map(_is_key, wanted)):
            raise ConfigError(f'{where(name)}: {_said(name)} is a key or a list of keys: "r" or ["r", "ctrl+r"].')
        changes[name] = wanted
    known = {key.id for key in TABLE}
    unknown = next((name for name in changes if name not in known), None)  # only the first is told
    return Config(
        library=_library(data, where),
        offline=_typed(data, "offline", bool, "true or false", False, where),
        fetching=_fetching(data, where),
        keys=in_force(changes, {name: where(name) for name in changes if name in known or name == unknown}),
    )


def _library(data: Mapping[str, Any], where: _Where) -> str | None:
    name: str | None = _typed(data, "library", str, "a folder in quotes", None, where)
    if name is None:
        return None
    if not name.strip():
        raise ConfigError(f"{where('library')}: library is a folder in quotes.")
    try:
        paths.absolute(name, where.path.parent)
    except UsageError as error:
        raise ConfigError(f"{where('library')}: {error}") from error
    return name


def _fetching(data: Mapping[str, Any], where: _Where) -> FetchSettings:
    usual = FetchSettings()
    network = _typed(data, "network", dict, "a table", {}, where)
    _only(network, {"seconds", "delay", "jobs", "page_mb", "picture_mb", "wayback", "wayback_address"}, where)
    address = _typed(network, "wayback_address", str, "an address with {url}", usual.wayback_address, where)
    if "{url}" not in address or not address.startswith(("http://", "https://")):
        raise ConfigError(f"{where('wayback_address')}: wayback_address is an address with {{url}}.")
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
        wayback=_typed(network, "wayback", bool, "true or false", usual.wayback, where),
        wayback_address=address,
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
    """Read `[sites."example.com"]` with the CSS selectors `article = "css"`, `drop = ["css"]` and `keep`."""
    sites: dict[str, SiteRules] = {}
    for host, rules in table.items():
        if not isinstance(rules, dict) or not _HOST.fullmatch(host):
            raise ConfigError(f'{where("sites")}: a site is a table named after a host: [sites."example.com"].')
        at = where.below(f'sites."{host}"')
        _only(rules, {"article", "drop", "keep"}, at)
        article = _typed(rules, "article", str, "a CSS selector in quotes", "", at)
        drop, keep = (_typed(rules, name, list, "a list of CSS selectors", [], at) for name in ("drop", "keep"))
        for name, selector in (
            *([("article", article)] if "article" in rules else []),
            *(("drop", css) for css in drop),
            *(("keep", css) for css in keep),
        ):
            if not isinstance(selector, str) or not _is_selector(selector):
                raise ConfigError(f"{at(name)}: {_said(str(selector))} is not a CSS selector that can be understood.")
        sites[host.lower()] = SiteRules(article, tuple(drop), tuple(keep))
    return sites


def _is_selector(text: str) -> bool:
    from blogreader.extract.dom.page import is_selector  # most configurations name no site

    return is_selector(text)


def _by_id(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Return what stands under `"articles.mark"`, also where it has no quotes: TOML makes tables of that."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{action}", keys) for action, keys in value.items())
        else:
            yield name, value


def _is_key(value: object) -> bool:
    """Return whether this may name one key; Textual takes what commas separate for several."""
    return isinstance(value, str) and re.fullmatch(r",|[^\s,]+", value) is not None


def _only(table: Mapping[str, Any], allowed: set[str], where: _Where) -> None:
    for name in table:
        if name not in allowed:
            raise ConfigError(
                f"{where(name)}: {_said(name)} is not a setting; allowed are {', '.join(sorted(allowed))}."
            )


def _typed(table: Mapping[str, Any], name: str, kind: Any, expected: str, default: Any, where: _Where) -> Any:
    value = table.get(name, default)
    if name in table and not isinstance(value, kind):
        raise ConfigError(f"{where(name)}: {name} is {expected}.")
    return value


def _said(name: str) -> str:
    return clean_line(name, _LONGEST_SAID)
