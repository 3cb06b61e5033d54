"""Checks of files that are not read in full until they are needed."""

from blogreader import files
from blogreader.errors import Damaged
from blogreader.store.journal.loader import LoadedState
from blogreader.store.journal.snapshot_format import load
from blogreader.store.journal.state_files import BACKUP_NAME, FILE_NAME

_LIMIT = 1_000_000_000


def faults(reading: LoadedState) -> dict[str, str]:
    """Return the faults found in files, by name; raises LibraryError."""
    found: dict[str, str] = {}
    # Fields of a snapshot that a journal sets again are not read there; faults in the rest were reported already.
    for name in (FILE_NAME, BACKUP_NAME) if FILE_NAME not in reading.damaged else (BACKUP_NAME,):
        path = reading.folder / name
        try:
            snapshot = load(files.read_bytes(path, _LIMIT, own_links=True), path)
        except FileNotFoundError:
            continue
        except Damaged as error:
            found[name] = f"{path} is damaged ({error.reason})."
            continue
        except OSError as error:
            raise files.unreadable(path, error) from error
        for documents in snapshot.tables.values():
            documents.parsed()
        is_sound = not any(documents.unsound for documents in snapshot.tables.values())
        if snapshot.ours and not (snapshot.intact and is_sound):
            found[name] = f"{path} has been changed since it was written."
    # Older journals are contained in the snapshot.
    newest = reading.newest
    if newest and newest.seen.size > reading.places[newest.name].offset:
        found[newest.name] = f"{reading.folder / newest.name}: its last line is incomplete."
    for name in reading.aside:
        found[name] = f"{reading.folder / name} is a conflict copy made by a synchroniser, and it is damaged."
    return found
