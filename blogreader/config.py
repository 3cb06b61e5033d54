"""Reading the configuration file, with an error message for everything that may not be in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from blogreader import files, paths
from blogreader.article_commands import ArticleCommand, has_placeholder, misspelt
from blogreader.errors import ConfigError, QueryError, UsageError
from blogreader.keys import TABLE, Key, exists, in_force
from blogreader.keys import named as key_named
from blogreader.lazy import lazily
from blogreader.model import FetchSettings
from blogreader.records import dataclass, field, replace
from blogreader.settings import SETTINGS, TABLES, Setting
from blogreader.sites import SiteRules
from blogreader.text import clean_line
from blogreader.transitions import ReadingRule

_LARGEST = 1_000_000
_LONGEST_LINE = 10_000
"""Characters; tomllib takes quadratic time for a long dotted name."""
_LONGEST_SAID = 200
"""Characters of a name or a value quoted in an error message."""
_LONGEST_TITLE = 60
"""Characters of a view's name."""
_MB = 1_000_000
_HOST = lazily(r"(?!-)[\w-]+(?:\.[\w-]+)*", re.ASCII)
_PROXY = lazily(r"(?:https?|socks5h?)://[^\s/]\S*")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the file, with defaults for those that it leaves out."""

    library: str | None = None
    """The folder of the library as written in the file, relative to that file."""
    offline: bool = False
    """Never use the network."""
    theme: str = ""
    """The name of the theme; empty: the one last chosen in the app."""
    icons: str = "auto"
    sort: str = "-date"
    """The order of lists without one of their own."""
    text_width: int = 80
    """Columns."""
    images: str = "auto"
    """How pictures are shown."""
    rule: ReadingRule = field(default=ReadingRule())
    """When an article is read."""
    fetching: FetchSettings = field(default_factory=FetchSettings)
    """How articles are fetched and what is kept of them."""
    keys: tuple[Key, ...] = field(default=TABLE)
    """The key table in force."""
    views: tuple[tuple[str, str], ...] = ()
    """The reader's own views: names and queries, in the order of the file."""
    commands: tuple[ArticleCommand, ...] = ()
    """The reader's own commands for an article, in the order of the file."""
    given: Mapping[str, tuple[object, int | None]] = field(default_factory=dict, compare=False)
    """What the file sets, by names as `network.jobs`, with the lines, which are looked for when they are asked for."""


def read(path: Path, *, named: bool) -> Config:
    """Read the file; a missing one is an error only if it was named explicitly. Raises ConfigError."""
    try:
        text = files.read_bytes(path, _LARGEST, follow_links=True).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        if named:
            raise ConfigError(f"{path} does not exist.") from None
        return Config()
    except OSError as error:
        raise ConfigError(str(files.unreadable(path, error))) from error
    except UnicodeDecodeError as error:
        raise ConfigError(files.no_text(path, error)) from error
    if long := next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > _LONGEST_LINE), 0):
        raise ConfigError(f"{path}, line {long}: a line has at most {_LONGEST_LINE} characters.")
    if not text.strip():
        return Config()
    import tomllib  # most readers have no configuration

    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{path} nests too many brackets.") from error
    except ValueError as error:  # a ValueError, too, for a number with thousands of digits
        raise ConfigError(f"{path}: {clean_line(str(error), _LONGEST_SAID).rstrip('.')}.") from error
    return _checked(data, _Where(path, text))


@dataclass(frozen=True, slots=True)
class _Where:
    """Finds the line of a name, for an error message."""

    path: Path
    text: str
    first: int = 0
    """Where in the text to start looking."""
    table: str = ""
    """The table to fall back on when the name does not start a line: an inline table."""

    def below(self, table: str) -> "_Where":
        """Return a finder for the lines below the header of a table."""
        name = re.escape(table[:_LONGEST_SAID]).replace('"', "[\"']?")
        found = re.search(rf"^[ \t]*\[[ \t]*{name}[ \t]*\]", self.text, re.IGNORECASE | re.MULTILINE)
        return replace(self, first=found.start() if found else self.first, table=table)

    def line(self, name: str) -> int | None:
        """Return the line, counted from 1; None if no line starts with the name."""
        # One search over the whole text: line by line, a long file takes minutes.
        inside = r"""^[ \t]*(?:\[[ \t]*)?(?:[\w"'-]{1,40}\.){0,2}["']?"""
        end = r"""["']?[ \t]*[=\].]""" if len(name) <= _LONGEST_SAID else ""
        pattern = re.compile(inside + re.escape(name[:_LONGEST_SAID]) + end, re.MULTILINE)
        found = pattern.search(self.text, self.first)
        return None if found is None else self.text.count("\n", 0, found.start()) + 1

    def __call__(self, name: str) -> str:
        line = self.line(name)
        if line is None and self.table:
            line = self.line(self.table.rpartition(".")[2]) or self.line(self.table)
        return str(self.path) if line is None else f"{self.path}, line {line}"


class _Given(Mapping[str, tuple[object, int | None]]):
    """What a file sets: each value, and the line in which it stands."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[object, str, _Where]] = {}

    def put(self, name: str, value: object, key: str, where: _Where) -> None:
        """Keep what the file sets; its line is that of `key` below a table."""
        self._found[name] = value, key, where

    def __getitem__(self, name: str) -> tuple[object, int | None]:
        value, key, where = self._found[name]
        return value, where.line(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _checked(data: Mapping[str, Any], where: _Where) -> Config:
    _only(data, [*(one.key for one in SETTINGS if not one.table), *TABLES], where)
    for table in TABLES:
        _typed(data, table, dict, "a table", {}, where)
    given, values = _Given(), {one.name: one.default for one in SETTINGS}
    for table in ("", *dict.fromkeys(one.table for one in SETTINGS if one.table)):
        known = {one.key: one for one in SETTINGS if one.table == table}
        found = data.get(table, {}) if table else {name: value for name, value in data.items() if name in known}
        below = where.below(table) if table else where
        _only(found, known, below, table)
        for name, value in found.items():
            _check(known[name], value, below)
            given.put(known[name].name, value, name, below)
            values[known[name].name] = value
    keys = _keys(data["keys"], where.below("keys")) if data.get("keys") else TABLE
    views = _views(data["views"], where.below("views")) if data.get("views") else ()
    commands = _commands(data["commands"], where.below("commands")) if data.get("commands") else ()
    sites = _sites(data.get("sites", {}), where)
    for section in ("views", "commands", "keys"):
        below = where.below(section) if data.get(section) else where
        for name, value in _by_id(data.get(section, {})) if section == "keys" else data.get(section, {}).items():
            given.put(f"{section}.{name}", value, name, below)
    for host, rules in data.get("sites", {}).items():
        below = where.below(f'sites."{host}"')
        for name, value in rules.items():
            given.put(f'sites."{host}".{name}', value, name, below)
    return _config(values, keys, views, commands, sites, given)


def _config(
    values: Mapping[str, Any],
    keys: tuple[Key, ...],
    views: tuple[tuple[str, str], ...],
    commands: tuple[ArticleCommand, ...],
    sites: dict[str, SiteRules],
    given: Mapping[str, tuple[object, int | None]],
) -> Config:
    return Config(
        library=values["library"],
        offline=values["offline"],
        theme=values["theme"],
        icons=values["icons"],
        sort=values["lists.sort"],
        text_width=int(values["reading.text_width"]),
        images=values["reading.images"],
        rule=ReadingRule(float(values["reading.look_seconds"]), values["reading.read_percent"] / 100),
        fetching=FetchSettings(
            seconds=float(values["network.seconds"]),
            delay=float(values["network.delay"]),
            jobs=int(values["network.jobs"]),
            largest_page=int(values["network.page_mb"] * _MB),
            largest_picture=int(values["network.picture_mb"] * _MB),
            wayback=values["network.wayback"],
            wayback_address=values["network.wayback_address"],
            pictures=values["archive.pictures"],
            pages=values["archive.pages"],
            proxy=values["network.proxy"],
            words_per_minute=int(values["reading.words_per_minute"]),
            sites=sites,
        ),
        keys=keys,
        views=views,
        commands=commands,
        given=given,
    )


def _check(setting: Setting, value: object, where: _Where) -> None:
    """Raise ConfigError for a value that a setting does not accept."""
    name = setting.key
    if not setting.kind.takes(value) or not _is_meant(setting, value):
        raise ConfigError(f"{where(name)}: {name} must be {setting.kind.expected}{setting.kind.hint(value)}.")
    if setting.name == "library":
        try:
            paths.absolute(str(value), where.path.parent)
        except UsageError as error:
            raise ConfigError(f"{where(name)}: {error}") from error


def _is_meant(setting: Setting, value: object) -> bool:
    """Return whether a text is valid for a setting, beyond being a string."""
    text = str(value)
    match setting.name:
        case "library":
            return bool(text.strip())
        case "network.wayback_address":
            return "{url}" in text and text.startswith(("http://", "https://"))
        case "network.proxy":
            return not text or _PROXY.fullmatch(text) is not None
    return True


def _keys(table: Mapping[str, Any], where: _Where) -> tuple[Key, ...]:
    changes: dict[str, list[str]] = {}
    for name, value in _by_id(table):
        wanted = [value] if isinstance(value, str) else value
        if not isinstance(wanted, list) or not wanted or not all(map(_is_key, wanted)):
            raise ConfigError(f'{where(name)}: {_said(name)} must be a key or a list of keys: "r" or ["r", "ctrl+r"].')
        changes[name] = wanted
    known = {key.id for key in TABLE}
    unknown = next((name for name in changes if name not in known), None)  # only the first is reported
    return in_force(changes, {name: where(name) for name in changes if name in known or name == unknown})


def _views(table: Mapping[str, Any], where: _Where) -> tuple[tuple[str, str], ...]:
    for name, query in table.items():
        if not isinstance(query, str):
            raise ConfigError(f"{where(name)}: the view {_said(name)} must be a query in quotes.")
        if not name.strip() or clean_line(name) != name or len(name) > _LONGEST_TITLE:
            raise ConfigError(
                f'{where(name)}: "{_said(name)}" is not a valid view name: 1 to {_LONGEST_TITLE} characters on a line.'
            )
        from blogreader import times  # most configurations have no views
        from blogreader.query import parse

        try:
            parse(query, times.system_now())
        except QueryError as error:
            raise ConfigError(f"{where(name)}: the view {_said(name)}: {error}") from error
    return tuple(table.items())


def _commands(table: Mapping[str, Any], where: _Where) -> tuple[ArticleCommand, ...]:
    found: dict[str, ArticleCommand] = {}
    for name, value in table.items():
        key = key_named(name)
        if not _is_key(name) or not exists(key):
            raise ConfigError(f'{where(name)}: a command is named by the key that chooses it: w = ["wc", "-w"].')
        if key in found:
            raise ConfigError(f"{where(name)}: {_said(name)} is the key of two commands.")
        found[key] = _command(key, name, value, where)
    return tuple(found.values())


def _command(key: str, name: str, value: object, where: _Where) -> ArticleCommand:
    about = value if isinstance(value, dict) else {"run": value}
    _only(about, ("run", "stdin", "title", "terminal"), where.below(f"commands.{name}"), f"commands.{name}")
    words = about.get("run")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words) or not words[0]:
        raise ConfigError(
            f'{where(name)}: the command {_said(name)} must be a program and arguments, each in quotes: ["wc", "-w"].'
        )
    stdin = about.get("stdin", "" if any(map(has_placeholder, words)) else "{text}")
    title, terminal = about.get("title", " ".join(words)), about.get("terminal", False)
    if not isinstance(stdin, str) or not isinstance(title, str) or not isinstance(terminal, bool):
        raise ConfigError(
            f"{where(name)}: of the command {_said(name)}, `stdin` and `title` must be texts, `terminal` true or false."
        )
    if has_placeholder(words[0]):
        raise ConfigError(f"{where(name)}: the program of the command {_said(name)} can't come from the article.")
    for text in (*words, stdin):
        if "\0" in text:
            raise ConfigError(f"{where(name)}: the command {_said(name)} contains a NUL character.")
        if wrong := misspelt(text):
            raise ConfigError(
                f"{where(name)}: {{{_said(wrong[0])}}} is not a placeholder; did you mean {{{wrong[1]}}}?"
            )
    return ArticleCommand(key, tuple(words), clean_line(title, _LONGEST_SAID), stdin, terminal)


def _sites(table: Mapping[str, Any], where: _Where) -> dict[str, SiteRules]:
    """Read `[sites."example.com"]` with the CSS selectors `article = "css"`, `drop = ["css"]` and `keep`."""
    sites: dict[str, SiteRules] = {}
    for host, rules in table.items():
        if not isinstance(rules, dict) or not _HOST.fullmatch(host):
            raise ConfigError(f'{where("sites")}: a site must be a table named after a host: [sites."example.com"].')
        at = where.below(f'sites."{host}"')
        _only(rules, ("article", "drop", "keep"), at, f"sites.{host}")
        article = _typed(rules, "article", str, "a CSS selector in quotes", "", at)
        drop, keep = (_typed(rules, name, list, "a list of CSS selectors", [], at) for name in ("drop", "keep"))
        for name, selector in (
            *([("article", article)] if "article" in rules else []),
            *(("drop", css) for css in drop),
            *(("keep", css) for css in keep),
        ):
            if not isinstance(selector, str) or not _is_selector(selector):
                raise ConfigError(f"{at(name)}: {_said(str(selector))} is not a valid CSS selector.")
        sites[host.lower()] = SiteRules(article, tuple(drop), tuple(keep))
    return sites


def _is_selector(text: str) -> bool:
    from blogreader.extract.dom.page import is_selector  # most configurations have no sites

    return is_selector(text)


def _by_id(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Return id and value of `"articles.mark"`, even without the quotes, where TOML makes nested tables of it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{action}", keys) for action, keys in value.items())
        else:
            yield name, value


def _is_key(value: object) -> bool:
    """Return whether this may be the name of one key; Textual splits at commas."""
    return isinstance(value, str) and re.fullmatch(r",|[^\s,]+", value) is not None


def _only(table: Mapping[str, Any], allowed: Iterable[str], where: _Where, inside: str = "") -> None:
    """Raise ConfigError for a name that is not allowed; `inside`: the table."""
    for name in table:
        if name not in allowed:
            hint = _hint(name, allowed, inside)
            raise ConfigError(
                f"{where(name)}: {_said(name)} is not a setting{hint}; allowed settings: {', '.join(sorted(allowed))}."
            )


def _hint(name: str, allowed: Iterable[str], inside: str) -> str:
    """Return a suggestion in brackets: the same name in another table, or a similar one."""
    from difflib import get_close_matches  # only needed for a mistake

    elsewhere = next((one for one in SETTINGS if one.key == name and one.table != inside), None)
    if elsewhere is not None:
        place = f"inside [{elsewhere.table}]" if elsewhere.table else "above all tables"
        return f" here (it stands {place})"
    close = get_close_matches(name[:_LONGEST_SAID].lower(), allowed)
    if close:
        return f" (did you mean {close[0]}?)"
    names = {one.key: one for one in SETTINGS}
    close = get_close_matches(name[:_LONGEST_SAID].lower(), names)
    return f" (did you mean {names[close[0]].name}?)" if close else ""


def _typed(table: Mapping[str, Any], name: str, kind: Any, expected: str, default: Any, where: _Where) -> Any:
    value = table.get(name, default)
    if name in table and not isinstance(value, kind):
        raise ConfigError(f"{where(name)}: {name} must be {expected}.")
    return value


def _said(name: str) -> str:
    return clean_line(name, _LONGEST_SAID)
