"""What is wrong with files that are not read until they are needed."""

from blogreader import files
from blogreader.errors import Damaged, LibraryError
from blogreader.store.reading import Reading
from blogreader.store.snapshot import load
from blogreader.store.stamp import BACKUP_NAME

_LIMIT = 1_000_000_000


def faults(reading: Reading) -> dict[str, str]:
    """Say by the names of files what is wrong with them; raises LibraryError."""
    found: dict[str, str] = {}
    path = reading.folder / BACKUP_NAME
    try:
        backup = load(files.read_bytes(path, _LIMIT, own_links=True), path)
        for documents in backup.tables.values():
            documents.parsed()
        is_sound = not any(documents.unsound for documents in backup.tables.values())
        if backup.ours and not (backup.intact and is_sound):
            found[path.name] = f"{path} is not as it was written."
    except FileNotFoundError:
        pass
    except Damaged as error:
        found[path.name] = f"{path} is damaged ({error.reason})."
    except OSError as error:
        raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error
    # Older journals are in the snapshot.
    newest = reading.newest
    if newest and newest.seen.size > reading.places[newest.name].offset:
        found[newest.name] = f"{reading.folder / newest.name}: its last line is not finished."
    for name in reading.aside:
        found[name] = f"{reading.folder / name} is a copy that a synchroniser made of a conflict, and damaged."
    return found
