"""Checks a library's folders: whether they are writable, and what killed writers left behind."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from blogreader import files
from blogreader.archive import Archive
from blogreader.errors import LibraryError, Unwritable
from blogreader.model import Finding
from blogreader.paths import Paths
from blogreader.text import counted

_LOCKED = ("state.json", "sources.json", "documents", "catalogue.db")
_CATALOGUE = tuple(f"catalogue.db{suffix}" for suffix in ("", "-wal", "-shm", "-journal"))


def check(paths: Paths) -> Iterator[Finding]:
    """Yield what prevents writing to a library, and half-written files in it."""
    archive = paths.library / "archive"
    for folder in (paths.library, paths.library / "sources", archive, paths.cache):
        if folder not in (paths.library, paths.cache) and not os.path.lexists(folder):
            continue  # created when needed
        try:
            files.check_writable(folder)
        except Unwritable as error:
            yield Finding(str(error))
            continue
        yield from _of_locks(folder)
        for name in _CATALOGUE:
            yield from _of_file(folder / name)
        if folder == archive:
            yield from _closed_folders(archive)
    for folder in (paths.library, paths.library / "sources", paths.cache):
        if left := files.left_over(folder):
            what = counted(len(left), "file was", "files were")
            yield Finding(f"{what} left half-written in {folder}.", partial(_remove, left))


def _closed_folders(archive: Path) -> Iterator[Finding]:
    """Yield folders of documents and pictures that belong to another user, as whom the program once ran."""
    with suppress(LibraryError):  # reported by the check of the archive
        closed = [folder for folder in Archive(archive).tree.folders()[1:] if not _is_open(folder, os.W_OK | os.X_OK)]
        if closed:
            others = counted(len(closed) - 1, "more folder")
            more = f", and {others} beside it" if len(closed) > 1 else ""
            yield Finding(f"{closed[0]} can't be written: permission denied{more}.")


def _of_locks(folder: Path) -> Iterator[Finding]:
    for name in _LOCKED:
        if os.path.lexists(folder / f"{name}.lock"):  # created when needed
            try:
                with files.locked(folder / name, own_links=True):
                    pass
            except Unwritable as error:
                yield Finding(str(error))


def _of_file(path: Path) -> Iterator[Finding]:
    try:
        mode = path.stat().st_mode
    except OSError:  # created when needed
        return
    if not stat.S_ISREG(mode):
        yield Finding(f"{path} can't be written: it is not a regular file.")
    elif not _is_open(path, os.R_OK | os.W_OK):
        yield Finding(f"{path} can't be written: permission denied.")


def _is_open(path: Path, rights: int) -> bool:
    return os.access(path, rights, effective_ids=os.access in os.supports_effective_ids)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        files.remove(path)
