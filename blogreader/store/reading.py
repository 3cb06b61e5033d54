"""The files of the state, read: the snapshot, the journals that came after it, and what was appended since."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from sys import maxsize

from blogreader import files
from blogreader.errors import Damaged, FormatTooNew, LibraryError
from blogreader.store import lines
from blogreader.store.lines import Record
from blogreader.store.memory import Memory, Place, Touched
from blogreader.store.snapshot import Snapshot
from blogreader.store.snapshot import load as load_snapshot
from blogreader.store.stamp import BACKUP_NAME, FILE_NAME, Found, Journal, find

_LIMIT = 1_000_000_000
_ATTEMPTS = 20
_MICROSECOND = 1000


class Reading:
    """What the files held when they were last read; `follow` reads on."""

    def __init__(self, folder: Path, machine: str) -> None:
        self.folder = folder
        self.machine = machine
        self.memory = Memory(machine)
        self.found = Found(None, (), ())
        self.places: dict[str, Place] = {}
        self.problems: list[str] = []
        """Sentences: what was not as it should be, and what was done about it."""
        self.damaged: set[str] = set()
        """Files of which a copy has to be kept before they are replaced."""
        self.merged: set[str] = set()
        """Copies of conflicts that were taken in."""
        self.must_renew = False
        """A new snapshot has to be written before anything else."""
        self.keeps_backup = False
        """The backup is better than the snapshot."""

    @property
    def path(self) -> Path:
        """Where the snapshot lies."""
        return self.folder / FILE_NAME

    @property
    def newest(self) -> Journal | None:
        """Give the journal to which this machine appends."""
        return next((one for one in reversed(self.found.journals) if one.machine == self.machine), None)

    @property
    def is_shared(self) -> bool:
        """Whether other machines write here too."""
        return any(one.machine != self.machine for one in self.found.journals) or bool(self.found.copies)

    def follow(self, guard: AbstractContextManager[object] | None = None) -> Touched | None:
        """Read what was appended; None when everything has to be read anew. Raises LibraryError.

        `guard` is held while the memory changes, a line at a time.
        """
        found = find(self.folder)
        if found == self.found:
            return set()
        if (found.snapshot, found.copies) != (self.found.snapshot, self.found.copies):
            return None
        touched: Touched = set()
        for journal in found.journals:
            place = self.places.get(journal.name)
            if place and (place.inode != journal.seen.inode or place.offset > journal.seen.size):
                return None
            if place and place.offset == journal.seen.size:
                continue
            problems = len(self.problems)
            try:
                records = list(self._records(journal.name, place or Place(journal.seen.inode, 0, 0)))
            except FileNotFoundError:
                return None
            if len(self.problems) > problems:
                # Perhaps another window took back what it could not write, and wrote something else there.
                del self.problems[problems:]
                return None
            for record in records:
                with guard or nullcontext():
                    touched |= self.memory.take(record, own=journal.machine == self.machine)
        self.found = found
        return touched

    def load(self) -> None:
        """Read everything; raises LibraryError, or FileNotFoundError for what was replaced meanwhile."""
        self.found = find(self.folder)
        snapshot = self._snapshot()
        if snapshot is not None:
            changed = self.found.snapshot.changed // _MICROSECOND if self.found.snapshot else 0
            self.memory.take_snapshot(snapshot, changed)
        # A file of another kind was put in place by hand, whole: what came before it does not hold.
        is_adopted = snapshot is not None and not snapshot.ours
        if is_adopted:
            self.memory.floor = maxsize
        elif snapshot is not None and not snapshot.intact:
            self.problems.append(f"{self.path} was changed by hand or damaged: it is used as it is now.")
        self.must_renew = self.must_renew or (snapshot is not None and not snapshot.intact)
        first = int(self.memory.header.get("journal", 0)) if self.memory.header.get("machine") == self.machine else 0
        if first and not any(one.machine == self.machine and one.number >= first for one in self.found.journals):
            self.problems.append(f"The journal after {self.path} is missing: what it held is lost.")
            self.must_renew = True
        for journal in self.found.journals:
            if snapshot is not None and snapshot.intact and journal.machine == self.machine and journal.number < first:
                # Its lines are in the snapshot; it is kept for the backup.
                self.places[journal.name] = Place(journal.seen.inode, journal.seen.size, 0)
                continue
            for record in self._records(journal.name, Place(journal.seen.inode, 0, 0)):
                self.memory.take(record, own=journal.machine == self.machine)
        self._merge_copies()
        if is_adopted:
            self.memory.adopt()
            if self.found.journals:
                self.problems.append(f"{self.path} was replaced by hand: what it says holds now.")

    def _snapshot(self) -> Snapshot | None:
        data = _read(self.path)
        if data is None and not self.found.journals:
            return None
        if data is not None:
            try:
                return load_snapshot(data, self.path)
            except Damaged as error:
                backup = self._backup()
                if backup is None and not self._has_first():
                    raise
                self.damaged.add(FILE_NAME)
                self.problems.append(f"{self.path} was damaged ({error.reason}): {_rebuilt(backup)}.")
        else:
            backup = self._backup()
            if backup is None and self._has_first(before_any=True):
                return None
            self.problems.append(f"{self.path} was missing: {_rebuilt(backup)}.")
        self.must_renew = self.keeps_backup = True
        if backup is not None and backup.header.get("machine") == self.machine:
            first = backup.header.get("journal")
            if all((one.machine, one.number) != (self.machine, first) for one in self.found.journals):
                self.problems.append(f"Changes between {BACKUP_NAME} and the journals may be missing.")
        return backup

    def _backup(self) -> Snapshot | None:
        path = self.folder / BACKUP_NAME
        data = _read(path)
        try:
            return None if data is None else load_snapshot(data, path)
        except Damaged as error:
            self.problems.append(f"{path} is damaged too ({error.reason}).")
            self.damaged.add(BACKUP_NAME)
            return None

    def _has_first(self, *, before_any: bool = False) -> bool:
        """Tell whether the journals go back to the beginning."""
        first = next((one for one in self.found.journals if one.number == 1), None)
        if first is None:
            return False
        return not before_any or first == self.newest

    def _merge_copies(self) -> None:
        for name, seen in self.found.copies:
            path = self.folder / name
            if name.startswith("journal-"):
                for record in self._records(name, Place(seen.inode, 0, 0)):
                    self.memory.take(record, own=False)
            else:
                try:
                    copy = load_snapshot(_read(path) or b"", path)
                except (Damaged, FormatTooNew) as error:
                    self.problems.append(str(error))
                    continue
                if not copy.ours:
                    continue
                self.memory.merge(copy)
            self.merged.add(name)
            self.problems.append(f"{path} is a copy that a synchroniser made of a conflict: it is merged.")
            self.must_renew = True

    def _records(self, name: str, place: Place) -> Iterator[Record]:
        """Read the whole lines of a journal from a place on; what is wrong with them becomes a problem."""
        path = self.folder / name
        data = _read(path, place.offset)
        if data is None:
            raise FileNotFoundError(2, "it went while it was looked for", str(path))
        end = data.rfind(b"\n") + 1
        number, missing = place.lines, 0
        bad = int(end == 0 and not place.offset)  # it was begun with its first line, as a whole
        for line in data[:end].split(b"\n")[:-1]:
            record = lines.decode(line)
            if record is None:
                bad += 1
                number += 1
                continue
            if record.get("journal", 0) > lines.FORMAT:
                raise FormatTooNew(path)
            missing += max(0, record.get("n", 0) - number)
            number = max(number, record.get("n", 0)) + 1
            if "at" in record:
                yield record
        self.places[name] = Place(place.inode, place.offset + end, number)
        if bad or missing:
            self.damaged.add(name)
            self.must_renew = True
            what = [f"{bad} damaged" if bad else "", f"{missing} missing" if missing else ""]
            self.problems.append(f"{path}: {' and '.join(filter(None, what))} of its lines; the others hold.")


def read(folder: Path, machine: str) -> Reading:
    """Read everything; raises LibraryError. No lock is needed: what was replaced meanwhile is read again."""
    for _ in range(_ATTEMPTS):
        reading = Reading(folder, machine)
        try:
            reading.load()
        except FileNotFoundError:
            continue
        if find(folder).snapshot == reading.found.snapshot:
            return reading
    raise LibraryError(f"{folder / FILE_NAME} can't be read: it is replaced all the time.")


def _rebuilt(backup: Snapshot | None) -> str:
    return f"it was rebuilt from {BACKUP_NAME} and the journals" if backup else "it was rebuilt from the journals"


def _read(path: Path, offset: int = 0) -> bytes | None:
    try:
        return files.read_bytes(path, _LIMIT, offset=offset)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error
