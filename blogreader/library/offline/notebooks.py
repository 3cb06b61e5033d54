"""Resolves the links of a note: to files beside it, or anywhere in its notebook."""

import os
import time
from collections import deque
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path, PurePath
from urllib.parse import quote

from blogreader import files

_SIGNS = (".obsidian", ".foam", "logseq", ".zk")
"""Folders that mark the root of a notebook."""
_MOST_FOLDERS = 12
"""The most parent folders of a note that are searched."""
_MOST_BESIDE = 4
_MOST_FILES = 50_000
_SETTLING_NS = 2_000_000_000
"""After so long a folder that changes again has another time: file systems count up to two seconds as one."""
_UNSETTLED = -1
_ENDINGS = (".md", ".markdown", ".mdx")


def root_of(note: Path) -> Path | None:
    """Return the root folder of a note's notebook; None if it is in none."""
    return next(
        (folder for folder in islice(note.parents, _MOST_FOLDERS) if any((folder / sign).is_dir() for sign in _SIGNS)),
        None,
    )


def finder(note: Path, root: Path | None) -> Callable[[str], str | None]:
    """Return a function that finds a file by its name in a note, as an address relative to the note.

    It looks beside the note and in its parent folders, and in a notebook also by name alone, as Obsidian does.
    """

    @cache
    def names() -> dict[str, str]:
        return _files_of(root).by_name() if root else {}

    def find(name: str) -> str | None:
        if "\0" in name or name.startswith(("/", "~")) or ".." in name.split("/"):
            return None
        wanted = [name] if PurePath(name).suffix else []
        wanted += [f"{name}{ending}" for ending in _ENDINGS]
        folders = [*islice(note.parents, _MOST_BESIDE)]
        if root and root not in folders:
            folders.append(root)
        for folder in folders:
            for one in wanted:
                if files.is_file(folder / one):
                    return _relative(folder / one, note)
            if folder == root:
                break
        if "/" in name:
            return None
        there = next((path for one in wanted if (path := names().get(one.lower()))), None)
        return _relative(Path(there), note) if there else None

    return find


@lru_cache(maxsize=4)
def _files_of(root: Path) -> "_Files":
    return _Files(root)


class _Files:
    """The files of a notebook, listed again only if one of its folders has changed: each of its notes asks for them."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._listed: tuple[dict[str, str], dict[str, int]] = ({}, {})

    def by_name(self) -> dict[str, str]:
        """Return the files by lower-case name; of several with one name, the one nearest to the root."""
        names, folders = self._listed
        if not folders or any(_changed(folder) != changed for folder, changed in folders.items()):
            self._listed = names, _ = _list(self._root)
        return names


def _list(root: str) -> tuple[dict[str, str], dict[str, int]]:
    """Return the files of a notebook by lower-case name, and when each of its folders had changed."""
    found: dict[str, str] = {}
    folders: dict[str, int] = {}
    settled = time.time_ns() - _SETTLING_NS
    number = 0
    # Level by level: of one name, the first is the one nearest to the root.
    coming = deque([root])
    while coming and number < _MOST_FILES:
        folder = coming.popleft()
        changed = _changed(folder)
        folders[folder] = changed if changed < settled else _UNSETTLED
        try:
            with os.scandir(folder) as entries:
                listed = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except OSError:  # a folder of somebody else, or one that is gone
            continue
        number += len(listed)
        for name, is_folder in listed:
            if not is_folder:
                found.setdefault(name.lower(), f"{folder}/{name}")
            elif not name.startswith("."):
                coming.append(f"{folder}/{name}")
    return found, folders


def _changed(folder: str) -> int:
    """Return when a file of a folder was last added, renamed or removed, in nanoseconds; 0 if it can't be said."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 - of thousands, without a Path for each
    except OSError:
        return 0


def _relative(path: Path, note: Path) -> str:
    return quote(os.fsencode(os.path.relpath(path, note.parent)))  # names on disks may be no text
