"""Where everything is: library, cache, configuration, and the files that ship with the program."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from blogreader.errors import UsageError
from blogreader.lazy import lazily
from blogreader.records import dataclass
from blogreader.text import clean_line

_HERE = Path(__file__).resolve().parent
_LABEL = r"[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?"
_IP = r"(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:.]+\]"
# `blog.example`, `blog.example/about`, `nas:8000`, `127.0.0.1/x`; not `index.md`, which would be a host in Moldova. A
# password makes it an address, whatever the host is called: no message may repeat it.
_HOST = lazily(
    rf"(?:[^\s/?#@:]*:[^\s/?#@]*@(?:{_LABEL}(?:\.{_LABEL})*|{_IP})"
    r"|(?![^/]*\.(?:md|markdown|txt|xml|json|opml|html?|csv|epub|zip)$)"
    rf"(?:(?:{_LABEL}\.)+[a-z][a-z\d-]{{1,61}}|{_LABEL}(?=:\d)|{_IP}))"
    r"(?::\d{1,5})?(?:[/?#].*)?$",
    re.IGNORECASE,
)
_LONGEST_NAME = 255
"""Bytes of each part; the limit of the file systems in use (NAME_MAX)."""
_LONGEST_PATH = 3_800
"""Bytes; PATH_MAX is 4096 on Linux, of which the files in a library need their share."""
_LONGEST_SAID = 120
"""Characters of a name quoted in an error message."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders in use; none of them need exist."""

    library: Path
    """Everything that is kept."""
    cache: Path
    """Derived data."""
    config: Path
    """The configuration file."""


def located(name: str) -> str:
    """Resolve a location that the reader typed: an address, with a scheme added if missing, or a path.

    The scheme is `https://`, but `http://` on the machine itself: nobody certifies the preview of a blog. Raises
    UsageError for a name that is neither.
    """
    from blogreader.urls import host_of, is_loopback  # a start locates nothing

    if "://" in name:
        return name
    path = absolute(name)
    if _HOST.match(name) and not os.path.lexists(path):
        scheme = "http" if is_loopback(host_of(f"https://{name}")) else "https"
        return f"{scheme}://{name}"
    return path


def find(library: str | None = None, config: str | None = None, environment: Mapping[str, str] | None = None) -> Paths:
    """Choose the folders: flag beats environment beats system default; raises UsageError for an unusable name."""
    environment = os.environ if environment is None else environment
    library = library or environment.get("BLOGREADER_LIBRARY") or None
    config = config or environment.get("BLOGREADER_CONFIG") or None
    if library and config:
        chosen = _path(library)
        return Paths(chosen, chosen / "cache", _path(config))
    data_folder, cache_folder, config_folder = _folders_of_system()
    config_path = _path(config) if config else _of_system(config_folder) / "config.toml"
    if library:
        chosen = _path(library)
        return Paths(chosen, chosen / "cache", config_path)
    return Paths(_of_system(data_folder), _of_system(cache_folder), config_path)


def _folders_of_system() -> tuple[str, str, str]:
    """Return the system's folders for data, cache and configuration."""
    platform: str = sys.platform
    if platform == "linux":
        # The same as platformdirs (the XDG Base Directory Specification), whose import takes longer than a list.
        usual = (("DATA", "~/.local/share"), ("CACHE", "~/.cache"), ("CONFIG", "~/.config"))
        data, cache, config = (
            os.path.join(_xdg(f"XDG_{name}_HOME") or os.path.expanduser(otherwise), "blogreader")  # noqa: PTH111, PTH118
            for name, otherwise in usual
        )
        return data, cache, config
    from platformdirs import PlatformDirs

    system = PlatformDirs("blogreader", appauthor=False)
    return system.user_data_dir, system.user_cache_dir, system.user_config_dir


def _xdg(variable: str) -> str:
    """Return the folder in an XDG variable; a relative one is ignored, as the specification demands."""
    named = os.environ.get(variable, "").strip()
    return named if os.path.isabs(named) else ""  # noqa: PTH117


def absolute(name: str, base: Path | None = None) -> str:
    """Return the absolute path of a file or folder that the reader typed, relative to `base` or the current folder.

    Links in it are not resolved. Raises UsageError for an impossible file name; the file system is not asked.
    """
    # Not Path's own: `expanduser` raises RuntimeError for a user that does not exist, `resolve` follows links.
    path = os.path.expanduser(name)  # noqa: PTH111
    if path.startswith("~"):
        user = path.partition(os.sep)[0]
        raise UsageError(
            f"{_said(name)}: there is no user {_said(user[1:])}; ./{_said(name)} is the file of that name here."
        )
    try:
        path = os.path.abspath(path if base is None else base / path)  # noqa: PTH100
    except FileNotFoundError:
        raise UsageError(
            f"{_said(name)} can't be found: the current folder was deleted. Give an absolute path."
        ) from None
    if "\0" in path:
        raise UsageError(f"{_said(name)}: a file name can't contain a NUL character.")
    if len(os.fsencode(path)) > _LONGEST_PATH or max(map(len, os.fsencode(path).split(b"/"))) > _LONGEST_NAME:
        raise UsageError(f"{_said(name)}: this name is too long for a file.")
    return path


def _path(name: str) -> Path:
    return Path(absolute(name))


def _of_system(name: str) -> Path:
    """Check a system folder, which XDG variables and HOME can set to anything."""
    if not os.path.isabs(name):  # noqa: PTH117
        raise UsageError(
            f"{_said(name)} is not an absolute path: set HOME to one, or name the library and the configuration file."
        )
    return _path(name)


def _said(name: str) -> str:
    return clean_line(name.replace("\0", r"\0"), _LONGEST_SAID)


def embedded_index() -> Path:
    """The index that ships with the program."""
    return _HERE / "data" / "blog.md"


def manual() -> Path:
    """The folder of the manual's pages."""
    return _HERE / "manual"


def styles() -> Path:
    """The folder of the style sheets: inside the installed package, or beside it in a checkout."""
    inside = _HERE / "styles"
    return inside if inside.is_dir() else _HERE.parent / "styles"


def catalogue_name(only: str | None) -> str:
    """Return the file name of the catalogue; a separate one for an index that is only looked at."""
    if not only:
        return "catalogue"
    from hashlib import sha256

    return f"index-{sha256(only.encode('utf-8', 'surrogateescape')).hexdigest()[:10]}"
