"""Reading the files of the state: the snapshot, the journals after it, and what is appended later."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from sys import maxsize

from blogreader import files
from blogreader.errors import Damaged, FormatTooNew, LibraryError
from blogreader.store.journal import line_format
from blogreader.store.journal.lazy_documents import LazyDocuments
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.replica import STEPS, DocumentPlace, Replica, Touched
from blogreader.store.journal.snapshot_format import Snapshot
from blogreader.store.journal.snapshot_format import load as load_snapshot
from blogreader.store.journal.state_files import BACKUP_NAME, FILE_NAME, Journal, StateFiles, copy_name, find
from blogreader.store.journal.undo_history import keep_whole as keep_whole_steps
from blogreader.store.journal.value_types import LATEST
from blogreader.store.state_codec import unsound
from blogreader.text import counted

_LIMIT = 1_000_000_000
_NOT_SOUND = "is not valid: what was known before is kept"
_ATTEMPTS = 20
_MICROSECOND = 1000


class LoadedState:
    """The contents of the files when they were last read; `follow` reads on."""

    def __init__(self, folder: Path, machine: str) -> None:
        self.folder = folder
        self.machine = machine
        self.memory = Replica(machine)
        self.found = StateFiles(None, (), ())
        self.places: dict[str, DocumentPlace] = {}
        self.openings: dict[str, int] = {}
        """For each journal, how many bytes it contained when it was begun, for machines that lack the older ones."""
        self.problems: list[str] = []
        """Sentences: what was wrong, and what was done about it."""
        self.damaged: set[str] = set()
        """Files to be copied before they are replaced."""
        self.merged: set[str] = set()
        """Conflict copies that were merged."""
        self.aside: set[str] = set()
        """Damaged conflict copies: their intact parts were merged, and the files stay in place."""
        self.must_renew = False
        """A new snapshot has to be written before anything else."""
        self.keeps_backup = False
        """The backup is in better condition than the snapshot."""
        self._steps_wanted = 0

    @property
    def path(self) -> Path:
        """The path of the snapshot."""
        return self.folder / FILE_NAME

    @property
    def newest(self) -> Journal | None:
        """Return the journal that this machine appends to."""
        return next((one for one in reversed(self.found.journals) if one.machine == self.machine), None)

    def follow(self, guard: AbstractContextManager[object]) -> Touched | None:
        """Read what was appended; None when everything has to be read again. Raises LibraryError.

        `guard` is held while memory changes, for one line at a time.
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
                records = list(self._records(journal.name, place or DocumentPlace(journal.seen.inode, 0, 0)))
            except FileNotFoundError:
                return None
            if len(self.problems) > problems:
                # Another window may have withdrawn what it could not write, and written something else there.
                del self.problems[problems:]
                return None
            for record in records:
                with guard:
                    touched |= self.memory.take(record, own=journal.machine == self.machine)
        self.found = found
        return touched

    def load(self) -> None:
        """Read everything; raises LibraryError, or FileNotFoundError if a file was replaced meanwhile."""
        self.found = find(self.folder)
        snapshot = self._snapshot()
        changed = self.found.snapshot.changed // _MICROSECOND if self.found.snapshot else 0
        changed = max(0, min(changed, LATEST))  # in case of manual edits, or a clock that was wrong
        if snapshot is not None:
            self.memory.take_snapshot(snapshot, changed)
        # An unrelated file was put in place by hand: what came before it no longer applies.
        is_adopted = snapshot is not None and not snapshot.ours
        if is_adopted:
            self.memory.floor = maxsize
        elif snapshot is not None and not snapshot.intact:
            self.memory.take_edits(self._before(snapshot), changed)
        first = int(self.memory.header.get("journal", 0)) if self.memory.header.get("machine") == self.machine else 0
        if first and not any(one.machine == self.machine and one.number >= first for one in self.found.journals):
            self.problems.append(f"The journal after {self.path} is missing: what it held is lost.")
            self.must_renew = True
        for journal in self.found.journals:
            if snapshot is not None and snapshot.intact and journal.machine == self.machine and journal.number < first:
                # Its lines are in the snapshot; it is kept for the backup.
                self.places[journal.name] = DocumentPlace(journal.seen.inode, journal.seen.size, 0)
                continue
            known = self.memory.header.get("id") if snapshot is not None and snapshot.intact else None
            for record in self._records(journal.name, DocumentPlace(journal.seen.inode, 0, 0), known):
                self.memory.take(record, own=journal.machine == self.machine)
        self._merge_copies()
        if (lost := self._steps_wanted - len(self.memory.steps)) > 0:
            self.problems.append(f"{self.path}: {counted(lost, 'step')} can't be undone any more.")
        if snapshot is not None and not snapshot.intact:
            self.must_renew = True
            self._mend_values(self._before(snapshot))
        if is_adopted:
            self.memory.adopt()
            if self.found.journals:
                self.problems.append(f"{self.path} was replaced by hand: its content is used from now on.")

    def _snapshot(self) -> Snapshot | None:
        data = _read(self.path)
        if data is None and not self.found.journals:
            return None
        if data is not None:
            try:
                return self._checked(load_snapshot(data, self.path), data)
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
            if backup is None and not self._has_first():
                self.problems.append("What was kept before these journals may be missing: the first one is not there.")
        self.must_renew = self.keeps_backup = True
        if backup is not None and backup.header.get("machine") == self.machine:
            first = backup.header.get("journal")
            if all((one.machine, one.number) != (self.machine, first) for one in self.found.journals):
                self.problems.append(f"Changes between {BACKUP_NAME} and the journals may be missing.")
        return backup

    def _checked(self, snapshot: Snapshot, data: bytes) -> Snapshot:
        """Ensure that a snapshot that is not intact loses nothing; raises Damaged."""
        if snapshot.intact or not snapshot.ours:
            return snapshot
        if self._before(snapshot).lacks(snapshot):
            raise Damaged(self.path, "a table is missing")
        self.damaged.add(FILE_NAME)
        self.keeps_backup = True
        beside = f", and the previous one in {BACKUP_NAME}" if _read(self.folder / BACKUP_NAME) else ""
        self.problems.append(
            f"{self.path} was changed by hand or is damaged: it is used as it is now; "
            f"a copy is kept in {copy_name(FILE_NAME, data)}{beside}."
        )
        steps = snapshot.tables.get(STEPS, LazyDocuments())
        self._steps_wanted = len(steps)
        keep_whole_steps(steps)
        return snapshot

    def _before(self, snapshot: Snapshot) -> Replica:
        """Return the contents of a snapshot when it was written, as far as the backup and the journals still tell."""
        memory = Replica(self.machine)
        if not snapshot.ours:
            return memory
        data = _read(self.folder / BACKUP_NAME)
        with suppress(Damaged, FormatTooNew):  # then it tells nothing
            if data is not None and (backup := load_snapshot(data, self.folder / BACKUP_NAME)).intact:
                memory.take_snapshot(backup, 0)
        for journal in self.found.journals:
            for line in (_read(self.folder / journal.name) or b"").split(b"\n"):
                record = line_format.decode(line)
                if record and not line_format.is_newer(record) and 0 < record.get("at", 0) <= snapshot.header["at"]:
                    memory.take(record, own=False)
        return memory

    def _mend_values(self, before: Replica) -> None:
        """Replace invalid values by the previous ones."""
        for key, document in self.memory.tables.get("state", LazyDocuments()).parsed().items():
            if bad := unsound(document):
                known = before.get("state", key)
                old = {field: known[field] for field in bad if field in known and field not in unsound(known)}
                kept = {field: value for field, value in document.items() if field not in bad}
                self.memory.tables["state"].put(key, {**kept, **old})
                self.damaged.add(FILE_NAME)
                self.problems.append(f"{self.path}: {key}: {' and '.join(bad)} {_NOT_SOUND}.")

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
        """Return whether the journals go back to the beginning."""
        first = next((one for one in self.found.journals if one.number == 1), None)
        if first is None:
            return False
        return not before_any or first == self.newest

    def _merge_copies(self) -> None:
        for name, _ in self.found.copies:
            path = self.folder / name
            data = _read(path)
            if data is None:
                raise _gone(path)
            try:
                wrong = (
                    self._merge_journal(name, data) if name.startswith("journal-") else self._merge_snapshot(path, data)
                )
            except FormatTooNew as error:
                self.problems.append(str(error))
                continue
            if wrong is None:
                continue
            if not wrong:
                self.merged.add(name)
                self.problems.append(f"{path} is a conflict copy made by a synchroniser: it was merged.")
                self.must_renew = True
                continue
            # It stays in place: its synchroniser may not have finished it yet.
            self.aside.add(name)
            if not self._was_told(name, data):
                self.damaged.add(name)
                self.must_renew = True
                self.problems.append(
                    f"{path} is a conflict copy made by a synchroniser, and it is damaged ({wrong}): "
                    "the intact part was merged, and the file stays where it is."
                )

    def _merge_snapshot(self, path: Path, data: bytes) -> str | None:
        """Merge a conflict copy of a snapshot; return what is wrong with it, or None if it is not one of our files."""
        try:
            copy = load_snapshot(data, path)
        except Damaged as error:
            return error.reason
        if not copy.ours:
            return None
        self.memory.merge(copy)
        unsound = sum(documents.drop_unsound() for documents in copy.tables.values())
        if unsound:
            return f"{unsound} of its documents are not valid"
        return "" if copy.intact else "changed since it was written"

    def _merge_journal(self, name: str, data: bytes) -> str:
        """Merge a conflict copy of a journal; return what is wrong with it."""
        wrong: list[str] = []
        for record in self._scan(name, data, DocumentPlace(0, 0, 0), None, wrong):
            self.memory.take(record, own=False)
        tail = data[data.rfind(b"\n") + 1 :]
        if tail and not wrong and not line_format.whole(tail):
            wrong.append("its last line is incomplete")
        return " and ".join(wrong)

    def _records(self, name: str, place: DocumentPlace, known: str | None = None) -> Iterator[Record]:
        """Read the complete lines of a journal from an offset on; faults are added to `problems`.

        `known` is the snapshot that has been read: lines that repeat its contents are skipped.
        """
        path = self.folder / name
        data = _read(path, place.offset)
        if data is None:
            raise _gone(path)
        wrong: list[str] = []
        yield from self._scan(name, data, place, known, wrong)
        if wrong and not self._was_told(name, _read(path) or b""):
            self.damaged.add(name)
            self.must_renew = True
            self.problems.append(f"{path}: {' and '.join(wrong)}; the others are kept.")

    def _scan(
        self, name: str, data: bytes, place: DocumentPlace, known: str | None, wrong: list[str]
    ) -> Iterator[Record]:
        end = data.rfind(b"\n") + 1
        number, missing = place.lines, 0
        bad = int(end == 0 and not place.offset)  # its first line is written together with the file
        start = 0
        if known is not None and not place.offset and (opening := line_format.opening(data, known)):
            start, number = opening
            self.openings[name] = start
        for line in data[start:end].split(b"\n")[:-1]:
            record = line_format.decode(line)
            if record is None:
                bad += 1
                number += 1
                continue
            if line_format.is_newer(record):
                raise FormatTooNew(self.folder / name)
            if "opening" in record:
                self.openings[name] = record["opening"]
            missing += max(0, record.get("n", 0) - number)
            number = max(number, record.get("n", 0)) + 1
            if "at" in record:
                yield record
        # Of a last line without a line break, or with another one: it is read again once it is complete.
        if (last := line_format.whole(data[end:])) and "at" in (record := line_format.decode(last) or {}):
            yield record
        self.places[name] = DocumentPlace(place.inode, place.offset + end, number)
        found = ((bad, "damaged line"), (missing, "missing line"))
        wrong += [counted(how_many, what) for how_many, what in found if how_many]

    def _was_told(self, name: str, data: bytes) -> bool:
        """Return whether the damage of a file in its present condition was reported; a copy of it exists."""
        return os.path.lexists(self.folder / copy_name(name, data))  # reported again if that can't be determined

    def notice(self) -> None:
        """Report values that turned out to be invalid when they were read, and drop them."""
        memory = self.memory
        if number := sum(documents.drop_unsound() for documents in memory.tables.values()):
            what = counted(number, "document is not valid", "documents are not valid")
            self.problems.append(f"{self.path}: {what}; the others are kept.")
        if memory.steps.lost:
            self.problems.append(f"{self.path}: {counted(memory.steps.lost, 'step')} can't be undone any more.")
        if number or memory.steps.lost:
            memory.steps.lost = 0
            self.damaged.add(FILE_NAME)
            self.must_renew = self.keeps_backup = True


def read(folder: Path, machine: str) -> LoadedState:
    """Read everything; raises LibraryError. Needs no lock: files that are replaced meanwhile are read again."""
    for _ in range(_ATTEMPTS):
        reading = LoadedState(folder, machine)
        try:
            reading.load()
        except FileNotFoundError:
            continue
        if find(folder).snapshot == reading.found.snapshot:
            return reading
    raise LibraryError(f"{folder / FILE_NAME} can't be read: it keeps being replaced.")


def _gone(path: Path) -> FileNotFoundError:
    return FileNotFoundError(2, "it disappeared while it was being read", str(path))


def _rebuilt(backup: Snapshot | None) -> str:
    return f"it was rebuilt from {BACKUP_NAME} and the journals" if backup else "it was rebuilt from the journals"


def _read(path: Path, offset: int = 0) -> bytes | None:
    return files.read_if_there(path, _LIMIT, offset=offset, own_links=True)
