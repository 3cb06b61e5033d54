"""Which files hold the state, and whether they are those that were seen before, told without reading them.

`state.json` is the snapshot, `journal-<machine>-<number>.jsonl` holds what came after it: each machine writes journals
of its own name alone. Anything else that looks like one of them is a copy that a synchroniser made of a conflict.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

from blogreader.errors import LibraryError
from blogreader.files import reason

FILE_NAME = "state.json"
BACKUP_NAME = "state.json.bak"
_JOURNAL = re.compile(r"journal-([a-z0-9-]+)-([0-9]{1,9})\.jsonl")
# Syncthing: `state.sync-conflict-20261101-093000-ABCDEFG.json`; Dropbox, Nextcloud: `state (… conflicted copy …).json`;
# Google Drive: `state (1).json`; OneDrive: `state-LAPTOP.json`; iCloud: `state 2.json`. Journals alike.
_COPY = re.compile(r"state[ .(_-].*\.json|journal-.*\.jsonl")


class Seen(NamedTuple):
    """A version of a file: replaced or changed, it is another one."""

    inode: int
    size: int
    changed: int


class Journal(NamedTuple):
    """A journal by its name."""

    machine: str
    number: int
    name: str
    seen: Seen


class Found(NamedTuple):
    """The files of the state that there are."""

    snapshot: Seen | None
    journals: tuple[Journal, ...]
    """In the order of their machines' names and their numbers."""
    copies: tuple[tuple[str, Seen], ...]

    @property
    def stamp(self) -> str:
        """Give a text that is another one whenever any of the files is; empty when there are none."""
        named = [(FILE_NAME, self.snapshot)] if self.snapshot else []
        named += [(journal.name, journal.seen) for journal in self.journals]
        return " ".join(f"{name}:{seen.inode}:{seen.size}:{seen.changed}" for name, seen in (*named, *self.copies))


def journal_name(machine: str, number: int) -> str:
    """Name a journal."""
    return f"journal-{machine}-{number}.jsonl"


def find(folder: Path) -> Found:
    """Look which files there are; none where the folder is none. Raises LibraryError."""
    snapshot: Seen | None = None
    journals: list[Journal] = []
    copies: list[tuple[str, Seen]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not (name == FILE_NAME or _COPY.fullmatch(name)):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # it went in this moment
                    continue
                seen = Seen(status.st_ino, status.st_size, status.st_mtime_ns)
                if name == FILE_NAME:
                    snapshot = seen
                elif journal := _JOURNAL.fullmatch(name):
                    journals.append(Journal(journal[1], int(journal[2]), name, seen))
                else:
                    copies.append((name, seen))
    except (FileNotFoundError, NotADirectoryError):  # nothing yet; whoever writes says why it can't be made
        return Found(None, (), ())
    except OSError as error:  # not to be taken for a folder without files
        raise LibraryError(f"{folder} can't be read: {reason(error)}.") from error
    return Found(snapshot, tuple(sorted(journals)), tuple(sorted(copies)))


def stamp(folder: Path) -> str:
    """Give a text that is another one whenever the state changed; empty when nothing was kept yet.

    Raises LibraryError.
    """
    return find(folder).stamp
