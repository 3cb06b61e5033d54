"""Folders of notes that moved: local articles keep their states when their index lists them at a new path.

The key of a local article is its path. When a folder or a home directory is renamed, or states come from another
machine, there are states of missing files, and files without states. Two of them belong together if their paths end
alike, as listed by an index at the new place, and if this holds for most files below the old folder. Their states are
merged: for each field the newest value wins.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from blogreader.catalogue import Catalogue
from blogreader.errors import SourceError
from blogreader.library.offline.local_articles import is_local, path_of
from blogreader.library.reading_state import ReadingState
from blogreader.library.source_texts import local_keys
from blogreader.library.subscriptions import Subscriptions
from blogreader.model import Source
from blogreader.text import counted

_ENOUGH = 0.5
"""The least share of the old files that must be found again."""
_MOST_ALIKE = 20
"""Files of the same name that are considered for each missing one."""
_LONGEST_END = 10
"""The most parts of a path that are compared."""


class MovedFolders:
    """Finds moved files; every method may raise LibraryError."""

    def __init__(self, subscriptions: Subscriptions, reading_state: ReadingState, catalogue: Catalogue) -> None:
        self._subscriptions = subscriptions
        self._reading_state = reading_state
        self._catalogue = catalogue
        self._remarks: list[str] = []
        self._moved: dict[str, str] = {}
        """The folders of indexes that moved: old to new."""

    def said(self) -> list[str]:
        """Return the sentences that have not been returned yet."""
        remarks, self._remarks = self._remarks, []
        return remarks

    def look_for(self, location: str) -> None:
        """Follow an index at this place instead of a missing one with the same articles, if there is one."""
        if "://" in location or not Path(location).is_absolute():
            return
        followed = [source for source in self._subscriptions.sources() if _is_file(source.location)]
        gone = [source for source in followed if not os.path.lexists(source.location)]
        if not gone or location in {source.location for source in followed}:
            return
        try:
            keys = local_keys(location)
        except SourceError:  # reported when it is added
            return
        there = set(_below(keys, location))
        source = max(gone, key=lambda one: self._share(one, there))
        if self._share(source, there) >= _ENOUGH:
            before = _folder(self._subscriptions.keys_of(source), source.location)
            self._subscriptions.relocate(source, location)
            self._moved[before] = _folder(keys, location)
            self._remarks.append(f"{source.name} has moved: from {source.location} to {location}.")

    def take_over(self) -> None:
        """Transfer the states of local articles that have moved."""
        listed = list(filter(is_local, self._catalogue.keys()))
        if not listed:
            return
        known = set(listed)
        lost = [key for key in self._reading_state.store.all_keys() if is_local(key) and key not in known]
        lost = [key for key in lost if not os.path.lexists(path_of(key))]
        pairs = self._pairs(lost, listed) if lost else {}
        if pairs and (number := self._reading_state.adopt(pairs)):
            one = "local article was found at a new place; its state was kept."
            many = "local articles were found at a new place; their states were kept."
            self._remarks.append(counted(number, one, many))

    def _share(self, source: Source, there: set[str]) -> float:
        """Return the share of an index's files, by path below its folder, that exist below another one, 0 to 1."""
        before = set(_below(self._subscriptions.keys_of(source), source.location))
        return len(before & there) / len(before) if before else 0.0

    def _pairs(self, lost: list[str], listed: list[str]) -> dict[str, str]:
        """Return the new keys of missing articles by their old ones."""
        by_end: dict[tuple[str, ...], list[PurePosixPath]] = defaultdict(list)
        keys = {PurePosixPath(path_of(key)): key for key in listed}
        for path in keys:
            for end in _ends(path):
                by_end[end].append(path)
        was_below = Counter(str(folder) for key in lost for folder in PurePosixPath(path_of(key)).parents)
        # For each missing article: from which folder to which one it may have moved, with the same path below.
        moves: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for key in lost:
            path = PurePosixPath(path_of(key))
            for other in _alike(path, by_end):
                for before, now in _folders(path, other):
                    moves[before, now][key] = keys[other]
        pairs: dict[str, str] = {}
        for (before, now), found in sorted(moves.items(), key=lambda item: (-len(item[1]), -len(item[0][0]))):
            if len(found) >= _ENOUGH * was_below[before] and (self._is_certain(before, now) or len(found) > 1):
                for key, its in found.items():
                    pairs.setdefault(key, its)
        return pairs

    def _is_certain(self, before: str, now: str) -> bool:
        """Return whether a single article is proof enough: its index moved alike, or the folder kept its name."""
        if self._moved.get(before) == now:
            return True
        return PurePosixPath(before).name == PurePosixPath(now).name != ""


def _is_file(location: str) -> bool:
    return "://" not in location and location.startswith("/")


def _folder(keys: Iterable[str], location: str) -> str:
    """Return the folder that contains the articles of a source: the source itself, if it is a folder of posts."""
    if any(is_local(key) and str(path_of(key)).startswith(f"{location}/") for key in keys):
        return location
    return os.path.dirname(location)  # noqa: PTH120 - texts


def _below(keys: Collection[str], location: str) -> list[str]:
    """Return the paths of local articles below the folder of their index, relative to it."""
    folder = f"{_folder(keys, location)}/"
    paths = [str(path_of(key)) for key in keys if is_local(key)]
    return [path.removeprefix(folder) for path in paths if path.startswith(folder)]


def _ends(path: PurePosixPath) -> list[tuple[str, ...]]:
    """Return the ends of a path, shortest first, as tuples of parts."""
    return [path.parts[-length:] for length in range(1, min(len(path.parts), _LONGEST_END) + 1)]


def _alike(path: PurePosixPath, by_end: Mapping[tuple[str, ...], list[PurePosixPath]]) -> list[PurePosixPath]:
    """Return the paths that end like a given one, long enough to leave few: many posts are called `index.md`."""
    found = (by_end.get(end, []) for end in _ends(path))
    return next((paths for paths in found if len(paths) <= _MOST_ALIKE), [])


def _folders(one: PurePosixPath, other: PurePosixPath) -> list[tuple[str, str]]:
    """Return the pairs of folders below which two paths are equal."""
    pairs = []
    for before, now in zip(one.parents, other.parents, strict=False):
        pairs.append((str(before), str(now)))
        if before.name != now.name or not before.name:
            break
    return pairs
