"""Writing the files of the state: always under the lock, after reading what others wrote."""

import os
from contextlib import nullcontext, suppress
from errno import EIO
from pathlib import Path

from blogreader import files
from blogreader.errors import LibraryError, Unwritable
from blogreader.store.journal import line_format
from blogreader.store.journal.lazy_documents import LazyDocuments
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.loader import LoadedState
from blogreader.store.journal.migrations import WHEN
from blogreader.store.journal.replica import STEPS, DocumentPlace, Replica
from blogreader.store.journal.snapshot_format import Header, dump
from blogreader.store.journal.state_files import BACKUP_NAME, copy_name, find, is_shared, journal_name, merged_name
from blogreader.text import counted

_LONGEST = 1_000_000
"""A journal of this size in bytes is folded into a snapshot, or at half the size of the snapshot if that is more."""
_LONG_OUTSIDE = 250_000
"""Or an eighth: writing a snapshot of 30 MB takes another process a second, and reading as long a journal as much."""
_LONG_AT_THE_END = 64_000
_LIMIT = 1_000_000_000
_PERHAPS = ", and what was written can't be taken back; it may be there all the same"


def append(reading: LoadedState, records: list[Record]) -> None:
    """Append lines to the journal so that they survive a power cut; raises Unwritable, and then none is there.

    Except where a partial write could not be undone, which the error says.

    This assigns the numbers of the lines.
    """
    journal = reading.newest
    if journal is None:
        raise AssertionError("a snapshot and its first journal are made before the first line")
    place = reading.places[journal.name]
    path = reading.folder / journal.name
    is_taken_back = True
    try:
        descriptor = os.open(files.target(path), os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            with suppress(OSError):
                files.close_to_others(descriptor)
            size = os.fstat(descriptor).st_size
            if size > place.offset:
                place = _finished(reading, path, descriptor, place)
            _number(records, place.lines)
            data = b"".join(map(line_format.encode, records))
            is_kept = False
            try:
                _write(descriptor, data)
                is_kept = _synced(descriptor)
            finally:  # whatever interrupts this leaves nothing half-written
                is_taken_back = is_kept or _cut_back(descriptor, place.offset)
        finally:
            with suppress(OSError):  # what is synced is kept, and the rest was reported
                os.close(descriptor)
    except OSError as error:
        raise Unwritable(path, files.reason(error) + (_PERHAPS if not is_taken_back else "")) from error
    if is_kept:
        reading.places[journal.name] = DocumentPlace(place.inode, place.offset + len(data), place.lines + len(records))
        _look(reading)
    else:
        # The system may have dropped the pages and let the next fsync succeed: don't use this file again.
        # If no new journal can be begun either, a new snapshot comes before the next line.
        reading.must_renew = True
        try:
            _begin_journal(reading, journal.number + 1, str(reading.memory.header.get("id", "")), records)
        except Unwritable as error:
            if is_taken_back:
                raise
            raise Unwritable(path, f"{files.reason(OSError(EIO, os.strerror(EIO)))}{_PERHAPS}") from error
        reading.must_renew = False


def _cut_back(descriptor: int, size: int) -> bool:
    try:
        os.ftruncate(descriptor, size)
    except OSError:  # the next writer cuts a partial line off
        return False
    return True


def _finished(reading: LoadedState, path: Path, descriptor: int, place: DocumentPlace) -> DocumentPlace:
    """Complete the last line if only its line break is missing, or cut it off; return the offset for the next line."""
    tail = _whole(path)[place.offset :]
    if line := line_format.whole(tail):
        reading.problems.append(f"{path}: its last line had no line end; it was kept.")
        os.ftruncate(descriptor, place.offset + len(line))
        _write(descriptor, b"\n")
        return DocumentPlace(place.inode, place.offset + len(line) + 1, place.lines + 1)
    # A partial line was never acknowledged: its writer was killed, or the disk was full. Unless the disk damaged it.
    _keep_copy(path)
    lost = counted(len(tail), "byte of an unfinished line was", "bytes of an unfinished line were")
    reading.problems.append(f"{path}: {lost} cut off; a copy was kept.")
    os.ftruncate(descriptor, place.offset)
    return place


def is_long(reading: LoadedState, *, outside: bool = False) -> bool:
    """Return whether to fold the journal into a snapshot; `outside`: in another process, where nobody waits for it."""
    journal, snapshot = reading.newest, reading.found.snapshot
    if journal is None:
        return False
    came_after = journal.seen.size - reading.openings.get(journal.name, 0)
    least, share = (_LONG_OUTSIDE, 8) if outside else (_LONGEST, 2)
    return came_after > max(least, snapshot.size // share if snapshot else 0)


def is_worth_folding(reading: LoadedState) -> bool:
    """Return whether folding at exit is quick enough to be worth it: people and tools read the snapshot."""
    journal, snapshot = reading.newest, reading.found.snapshot
    if journal is None or snapshot is None or snapshot.size > _LONGEST:
        return False
    return journal.number == 1 or journal.seen.size > _LONG_AT_THE_END


def renew(reading: LoadedState) -> None:
    """Write a snapshot of everything, and begin a journal after it; raises LibraryError.

    At each moment the files add up to the same state: applying a line twice has no effect.
    """
    memory, newest = reading.memory, reading.newest
    memory.fill_times()
    # What other machines may not have of us stands in a file that they never replace. Also before there are others: a
    # synchroniser may bring their first snapshot before we know of them. What is large is written twice only for those
    # who need it.
    seen = [one for one in (newest and newest.seen, reading.found.snapshot) if one]
    is_small = sum(one.size for one in seen) <= _LONGEST
    opening = _everything(reading) if is_shared(reading.found, reading.machine) or is_small else _steps_of(memory)
    reading.notice()
    for name in sorted(reading.damaged):
        with suppress(Unwritable) if name in reading.aside else nullcontext():  # which stays in place
            _keep_copy(reading.folder / name)
    number = newest.number + 1 if newest else 1
    needed = newest.number if newest else 0
    if memory.header.get("machine") == reading.machine:
        needed = min(needed, int(memory.header["journal"]))  # the backup, a copy of this snapshot, continues there
    if reading.found.snapshot and not reading.keeps_backup:
        with suppress(FileNotFoundError):  # it has just gone; its contents are written below
            files.replace(reading.folder / BACKUP_NAME, _whole(reading.path), own_links=True)
    header: Header = {
        "id": os.urandom(6).hex(),
        "machine": memory.machine,
        "journal": number,
        "at": memory.at,
        "floor": memory.floor,
        "undone": memory.steps.undone,
    }
    _begin_journal(reading, number, header["id"], opening, is_in_snapshot=True)
    tables = {**memory.tables, STEPS: memory.steps.documents()}
    files.replace_pieces(reading.path, dump(header, tables), own_links=True)
    if not reading.keeps_backup:
        for journal in reading.found.journals:
            if journal.machine == memory.machine and journal.number < needed:
                files.remove(reading.folder / journal.name)
    for name in reading.merged:
        with suppress(OSError):  # merging it twice does no harm
            (reading.folder / name).rename(reading.folder / merged_name(name))
    memory.header = {**header}
    reading.damaged, reading.merged = set(), set()
    reading.must_renew = reading.keeps_backup = False
    _look(reading)


def put_aside(reading: LoadedState) -> None:
    """Rename damaged conflict copies as other damaged files are; raises LibraryError."""
    for name in sorted(reading.aside):
        path = reading.folder / name
        with suppress(FileNotFoundError):
            files.move(path, path.with_name(copy_name(name, _whole(path))))


def _look(reading: LoadedState) -> None:
    """Look at the files as they are now; a failure is left to the next look, since the data is written."""
    with suppress(LibraryError):
        reading.found = find(reading.folder)


def _begin_journal(
    reading: LoadedState, number: int, snapshot: str, records: list[Record], *, is_in_snapshot: bool = False
) -> None:
    name = journal_name(reading.machine, number)
    _number(records, 1)
    opening = b"".join(map(line_format.encode, records))
    reading.openings[name] = len(opening)
    header = {"journal": line_format.FORMAT, "machine": reading.machine, "number": number, "snapshot": snapshot, "n": 0}
    header |= {"opening": len(opening)} | ({"lines": len(records)} if is_in_snapshot else {})
    data = line_format.encode(header) + opening
    files.replace(reading.folder / name, data, own_links=True)
    _look(reading)
    # Its inode is noted at the next look, where a different file is read from its beginning.
    seen = next((one.seen.inode for one in reading.found.journals if one.name == name), 0)
    reading.places[name] = DocumentPlace(seen, len(data), 1 + len(records))


def _everything(reading: LoadedState) -> list[Record]:
    memory = reading.memory
    records: list[Record] = []
    for table in [name for name in memory.tables if not name.startswith(WHEN)]:
        keys = set(memory.tables[table]) | set(memory.tables.get(WHEN + table, LazyDocuments()))
        for key in sorted(keys):
            when = {field: at for field, at in memory.times(table, key).items() if at > memory.floor}
            document = memory.get(table, key)
            fields = {field: document.get(field) for field in when}
            if fields:
                records.append({"at": max(when.values()), "set": {table: {key: fields}}, "when": {table: {key: when}}})
    return records + _steps_of(memory)  # last: going by their times, they count if nothing of ours is later


def _steps_of(memory: Replica) -> list[Record]:
    if not len(memory.steps):
        return []
    return [{"at": memory.at, "steps": memory.steps.listed(), "undone": memory.steps.undone}]


def _number(records: list[Record], first: int) -> None:
    for number, record in enumerate(records, first):
        record["n"] = number


def _write(descriptor: int, data: bytes) -> None:
    """Write all of the data: after a short write, the next one raises the reason."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _synced(descriptor: int) -> bool:
    try:
        os.fsync(descriptor)
    except OSError:
        return False
    return True


def _keep_copy(path: Path) -> None:
    with suppress(FileNotFoundError):
        data = _whole(path)
        files.replace(path.with_name(copy_name(path.name, data)), data)


def _whole(path: Path) -> bytes:
    try:
        return files.read_bytes(path, _LIMIT, own_links=True)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise files.unreadable(path, error) from error
