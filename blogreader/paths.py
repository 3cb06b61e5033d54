"""Where everything lies: library, cache, configuration, and what ships with the program."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders in force; none of them need exist."""

    library: Path
    """All that is kept."""
    cache: Path
    """What can be derived again."""
    config: Path
    """The configuration file."""


def find(library: str | None = None, config: str | None = None, environment: Mapping[str, str] | None = None) -> Paths:
    """Choose the folders: flag beats environment beats the system's custom."""
    environment = os.environ if environment is None else environment
    library = library or environment.get("BLOGREADER_LIBRARY") or None
    config = config or environment.get("BLOGREADER_CONFIG") or None
    if library and config:
        chosen = _absolute(library)
        return Paths(chosen, chosen / "cache", _absolute(config))
    from platformdirs import PlatformDirs  # a command that names both folders starts without it

    system = PlatformDirs("blogreader", appauthor=False)
    config_path = _absolute(config) if config else system.user_config_path / "config.toml"
    if library:
        chosen = _absolute(library)
        return Paths(chosen, chosen / "cache", config_path)
    return Paths(system.user_data_path, system.user_cache_path, config_path)


def _absolute(name: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(name)))  # noqa: PTH100, PTH111 - links in the name stay as written


def embedded_index() -> Path:
    """The index that the program starts with."""
    return _HERE / "data" / "blog.md"


def styles() -> Path:
    """The folder of the looks: inside the installed package, or beside it in a checkout."""
    inside = _HERE / "styles"
    return inside if inside.is_dir() else _HERE.parent / "styles"
