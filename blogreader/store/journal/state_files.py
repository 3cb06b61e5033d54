"""The files that hold the state, and whether they are still the ones seen before, without reading them.

`state.json` is the snapshot, `journal-<machine>-<number>.jsonl` holds what came after it: each machine writes journals
of its own name alone. Anything else that looks like one of them is a copy that a synchroniser made of a conflict.
"""

import os
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple
from zlib import crc32

from blogreader.files import target, unreadable

FILE_NAME = "state.json"
BACKUP_NAME = "state.json.bak"
_MACHINE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_DIGITS = 9
_CONFLICT = "conflict"
_PATH = "..path"
MERGED = ".merged"
"""Suffix for the name of a conflict copy that was merged."""
_DAMAGED = ".damaged-"
_BESIDE = (".bak", ".lock", ".tmp")
"""A file with one of these in place of its extension, or at its end, is neither a state nor a conflict copy."""
_LONGEST = 200
"""The longest name that another name is derived from, in bytes: file systems allow 255, some 143."""


class Seen(NamedTuple):
    """A version of a file; it differs once the file is replaced or changed."""

    inode: int
    size: int
    changed: int


class Journal(NamedTuple):
    """A journal, identified by its name."""

    machine: str
    number: int
    name: str
    seen: Seen


class StateFiles(NamedTuple):
    """The state files that exist."""

    snapshot: Seen | None
    journals: tuple[Journal, ...]
    """Sorted by machine and number."""
    copies: tuple[tuple[str, Seen], ...]

    @property
    def stamp(self) -> str:
        """Return a text that changes whenever one of the files does; empty when there are none."""
        named = [(FILE_NAME, self.snapshot)] if self.snapshot else []
        named += [(journal.name, journal.seen) for journal in self.journals]
        # Names may contain bytes that are not text, which a database refuses.
        return " ".join(
            f"{ascii(name)[1:-1]}:{seen.inode}:{seen.size}:{seen.changed}" for name, seen in (*named, *self.copies)
        )


def is_shared(found: StateFiles, machine: str) -> bool:
    """Return whether machines other than this one write here too."""
    return any(one.machine != machine for one in found.journals) or bool(found.copies)


def journal_name(machine: str, number: int) -> str:
    """Return the file name of a journal."""
    return f"journal-{machine}-{number}.jsonl"


def copy_name(name: str, data: bytes) -> str:
    """Return the name for the copy of a damaged file."""
    return f"{_short(name)}{_DAMAGED}{crc32(data):08x}"


def merged_name(name: str) -> str:
    """Return the name for a conflict copy that was merged."""
    return _short(name) + MERGED


def _short(name: str) -> str:
    """Return a name, shortened to leave room for suffixes, but still distinct from others."""
    data = os.fsencode(name)
    if len(data) <= _LONGEST:
        return name
    return f"{data[: _LONGEST - 9].decode('utf-8', 'ignore')}-{crc32(data):08x}"


def find(folder: Path) -> StateFiles:
    """Return the files that exist; none if the folder doesn't. Raises LibraryError."""
    snapshot: Seen | None = None
    journals: list[Journal] = []
    copies: list[tuple[str, Seen]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not (name == FILE_NAME or _is_like_ours(name)):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                    if S_ISLNK(status.st_mode) and (name == FILE_NAME or _named(name)):
                        status = target(folder / name).lstat()
                except FileNotFoundError:  # it has just gone, or is a dangling link
                    continue
                except OSError as error:
                    raise unreadable(folder / name, error) from error
                seen = Seen(status.st_ino, status.st_size, status.st_mtime_ns)
                if name == FILE_NAME:
                    snapshot = seen
                elif not S_ISREG(status.st_mode):  # a folder or a link that somebody gave such a name
                    continue
                elif named := _named(name):
                    journals.append(Journal(*named, name, seen))
                else:
                    copies.append((name, seen))
    except (FileNotFoundError, NotADirectoryError):  # nothing yet; the writer reports why it can't be created
        return StateFiles(None, (), ())
    except OSError as error:  # not to be mistaken for a folder without files
        raise unreadable(folder, error) from error
    return StateFiles(snapshot, tuple(sorted(journals)), tuple(sorted(copies)))


def _named(name: str) -> tuple[str, int] | None:
    """Return the machine and the number of a journal; parsed by hand, since importing `re` slows every command down."""
    machine, _, number = name.removeprefix("journal-").removesuffix(".jsonl").rpartition("-")
    is_number = number.isascii() and number.isdigit() and len(number) <= _DIGITS
    return (machine, int(number)) if machine and is_number and _MACHINE.issuperset(machine) else None


def _is_like_ours(name: str) -> bool:
    """Return whether this is a journal, or a synchroniser's copy of a journal or of the snapshot."""
    # Syncthing: `state.sync-conflict-20261101-093000-ABCDEFG.json`; Dropbox, Nextcloud: `state (… conflicted copy
    # …).json`; Google Drive: `state (1).json`, `state[Conflict].json`; OneDrive: `state-LAPTOP.json`; iCloud:
    # `state 2.json`; Unison: `state (copy: conflict on 2026-11-01).json`; rclone: `state.json.conflict1`,
    # `state.json..path1`. Journals alike.
    stem, dot, rest = name.partition(".json")
    if rest not in ("", "l") and _CONFLICT not in rest.lower() and _PATH not in rest:
        return False
    if MERGED in name or _DAMAGED in name or rest.startswith(_BESIDE) or rest.endswith(_BESIDE):
        return False
    return bool(dot) and (stem.startswith("journal-") or (stem.startswith("state") and stem[5:6] in ("", *" .([_-")))


def stamp(folder: Path) -> str:
    """Return a text that changes whenever the state does; empty when nothing was saved yet.

    Raises LibraryError.
    """
    return find(folder).stamp
