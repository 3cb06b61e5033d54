"""The folders of an archive and the files in them, found without reading any."""

import os
import re
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from blogreader import files
from blogreader.errors import LibraryError

PICTURE_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")
_FOLDER_NAME = re.compile(r"[0-9a-f]{2}")


class ArchiveTree:
    """Lists what is in an archive's folders; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pictures = folder / "images"

    def document_folders(self) -> Iterator[Path]:
        """Return the folders of documents."""
        return _folders(self.folder)

    def paths(self, unreadable: list[LibraryError] | None = None) -> Iterator[Path]:
        """Return every file except pictures; an unreadable folder raises, or is added to a list."""
        return self._within(self.folder, unreadable)

    def picture_paths(self, unreadable: list[LibraryError] | None = None) -> Iterator[Path]:
        """Return every picture."""
        pictures = self._within(self._pictures, unreadable)
        return (path for path in pictures if PICTURE_NAME.fullmatch(path.name))

    def folders(self) -> list[Path]:
        """Return the folders that exist; raises LibraryError."""
        tops = [top for top in (self.folder, self._pictures) if os.path.lexists(top)]
        return [*tops, *(folder for top in tops for folder in _folders(top))]

    def no_folders(self) -> Iterator[tuple[Path, int]]:
        """Return what exists in place of folders: path and file type (`st_mode`); raises LibraryError."""
        for top in (self.folder, self._pictures):
            for path, mode in _modes(top):
                if _FOLDER_NAME.fullmatch(path.name) and not stat.S_ISDIR(mode):
                    yield path, mode

    def left_over(self) -> Iterator[Path]:
        """Return the unfinished files that no process is writing, including pictures."""
        return filter(files.is_left_over, chain(self.paths(), self._within(self._pictures)))

    def _within(self, folder: Path, unreadable: list[LibraryError] | None = None) -> Iterator[Path]:
        for inner in _folders(folder, unreadable):
            yield from _listed(inner, unreadable)


def _folders(top: Path, unreadable: list[LibraryError] | None = None) -> Iterator[Path]:
    """Return the folders of ours in another: a link may lead anywhere, to files that are not ours to repair."""
    return (path for path, mode in _modes(top, unreadable) if len(path.name) == 2 and stat.S_ISDIR(mode))


def _modes(top: Path, unreadable: list[LibraryError] | None = None) -> Iterator[tuple[Path, int]]:
    for path in _listed(top, unreadable):
        try:
            yield path, path.lstat().st_mode
        except FileNotFoundError:
            pass  # it has just gone
        except OSError as error:  # the folder may be listed but not entered; its entries are all alike
            _raise_or_note(top, error, unreadable)
            return


def _listed(folder: Path, unreadable: list[LibraryError] | None) -> list[Path]:
    try:
        return [*folder.iterdir()]
    except FileNotFoundError:  # nothing is kept yet, or it has just gone
        return []
    except OSError as error:
        _raise_or_note(folder, error, unreadable)
        return []


def _raise_or_note(folder: Path, error: OSError, unreadable: list[LibraryError] | None) -> None:
    trouble = files.unreadable(folder, error)
    if unreadable is None:
        raise trouble from error
    unreadable.append(trouble)
