"""Resolves the links of a note: to files beside it, or anywhere in its notebook."""

import os
from collections.abc import Callable
from functools import cache
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
    def names() -> dict[str, Path]:
        return _names(root) if root else {}

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
        return _relative(there, note) if there else None

    return find


def _names(root: Path) -> dict[str, Path]:
    """Return the files of a notebook by lower-case name; of several with one name, the one nearest to the root."""
    found: dict[str, Path] = {}
    number = 0
    for place, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            number += 1
            if number > _MOST_FILES:
                return found
            path = Path(place, name)
            known = found.get(name.lower())
            if known is None or len(path.parts) < len(known.parts):
                found[name.lower()] = path
    return found


def _relative(path: Path, note: Path) -> str:
    return quote(os.fsencode(os.path.relpath(path, note.parent)))  # names on disks may be no text
