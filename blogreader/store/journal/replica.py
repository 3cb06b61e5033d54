"""The state in memory, built from a snapshot and journals: for each field the last writer wins.

Lines may come twice and in any order: a field takes what is newer than what it has. Within one machine times are given
under the lock and only grow, so that the order of its lines decides, whatever its clock does.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from blogreader.memory import give_back
from blogreader.store.journal.lazy_documents import Document, LazyDocuments, text_of, with_fields
from blogreader.store.journal.line_format import TABLES, Record
from blogreader.store.journal.machine import DIGITS, digits
from blogreader.store.journal.migrations import WHEN
from blogreader.store.journal.snapshot_format import Header, Snapshot
from blogreader.store.journal.undo_history import UndoHistory
from blogreader.store.journal.value_types import LATEST
from blogreader.store.state_codec import unsound

STEPS = "steps"
_MOST_UNPACKED = 5_000
"""Documents of a table that are not compressed."""
Touched = set[tuple[str, str]]
"""Tables and ids of documents."""


class DocumentPlace(NamedTuple):
    """How far a journal has been read."""

    inode: int
    offset: int
    lines: int


class Replica:
    """Everything that is known, and which files it comes from."""

    def __init__(self, machine: str) -> None:
        self.machine = machine
        self.tables: dict[str, LazyDocuments] = {}
        self.steps = UndoHistory()
        self.header: Header = {}
        self.at = 0
        """The latest time of any field."""
        self.floor = 0
        """Lines up to this time are void."""
        self._steps_at = 0
        self._default = 0
        self._digits = digits(machine)
        self._first: tuple[Mapping[str, Any], int, Document, Document] | None = None

    def take_snapshot(self, snapshot: Snapshot, set_at: int) -> None:
        """Start with a snapshot; fields without a time count as set when it was written."""
        self.header = snapshot.header
        self.tables = dict(snapshot.tables)
        steps = self.tables.pop(STEPS, None)
        self.at, self.floor = int(self.header.get("at", 0)), int(self.header.get("floor", 0))
        self._default = 0 if snapshot.intact else set_at
        if steps is not None and self.header.get("machine") == self.machine:
            self.steps = UndoHistory((text for _, text in steps.lines()), int(self.header.get("undone", 0)))
            self._steps_at = self.at

    def take_edits(self, base: "Replica", at: int) -> None:
        """Merge manual edits of an earlier version: set at this time, or just after the value that they replace.

        A field that is gone together with its time is restored: nobody deletes both by hand.
        """
        for table in TABLES:
            known = base.tables.get(WHEN + table, LazyDocuments())
            for key in {*self.tables.get(table, ()), *known, *self.tables.get(WHEN + table, ())}:
                self._take_edits(base, table, key, at)

    def _take_edits(self, base: "Replica", table: str, key: str, at: int) -> None:
        found, times = dict(self.get(table, key)), dict(self.get(WHEN + table, key))
        before, when = base.get(table, key), base.times(table, key)
        for field in {*found, *times, *when}:
            is_same = found.get(field) == before.get(field)
            if field not in times and field in when and (is_same or field not in found):
                found[field], times[field] = before.get(field), when[field]
            elif field not in times or (times[field] == when.get(field) and not is_same):
                times[field] = max(at, when.get(field, 0) + 1)
            self.at = max(self.at, times[field])
        document = {field: value for field, value in found.items() if value is not None}
        self.tables.setdefault(table, LazyDocuments()).put(key, document)
        self.tables.setdefault(WHEN + table, LazyDocuments()).put(key, times)

    def lacks(self, snapshot: Snapshot) -> bool:
        """Return whether a snapshot lacks a whole table that is present here, which no manual edit causes."""
        names = [name for table in TABLES for name in (table, WHEN + table) if len(self.tables.get(name, ()))]
        return any(name not in snapshot.tables for name in [*names, *([STEPS] if len(self.steps) else [])])

    def adopt(self) -> None:
        """Void all earlier journal lines for a snapshot that was put in place by hand."""
        self.floor = self.at
        self._default = self.at = max(self._default, self.at + DIGITS)

    def fill_times(self) -> None:
        """Fill in the times of fields where a manually edited file has none."""
        for table in TABLES if self._default else ():
            for key in self.tables.get(table, LazyDocuments()).copy():
                self.tables.setdefault(WHEN + table, LazyDocuments()).put(key, dict(self.times(table, key)))
        self._default = 0

    def merge(self, snapshot: Snapshot) -> Touched:
        """Merge the newer fields of another snapshot."""
        touched: Touched = set()
        for table, documents in snapshot.tables.items():
            if table == STEPS or table.startswith(WHEN):
                continue
            times = snapshot.tables.get(WHEN + table, LazyDocuments())
            for key in set(documents) | set(times):
                fields, when = documents.get(key), times.get(key)
                if bad := unsound(fields) if table == "state" else ():
                    fields = {field: value for field, value in fields.items() if field not in bad}
                    when = {field: at for field, at in when.items() if field not in bad}
                touched |= self._put(table, key, {**dict.fromkeys(when), **fields}, when, 0)
        self.at = max(self.at, snapshot.header["at"])
        return touched

    def take_over(self, before: "Replica") -> Touched:
        """Merge what was known before and is in no file any more, where it is newer than what the files contain."""
        touched: Touched = set()
        for table, key in before.differing(self):
            when = {field: at for field, at in before.times(table, key).items() if at > self.floor}
            document = before.get(table, key)
            touched |= self._put(table, key, {field: document.get(field) for field in when}, when, 0)
        if touched and not len(self.steps):
            self.steps, self._steps_at = before.steps, before._steps_at  # noqa: SLF001 - one of its own kind
        return touched

    def take(self, record: Record, *, own: bool) -> Touched:
        """Apply a line of a journal; return what changed."""
        at: int = record["at"]
        touched: Touched = set()
        if at > self.floor:
            when = record.get("when", {})
            for table, documents in record.get("set", {}).items():
                for key, fields in documents.items():
                    touched |= self._put(table, key, fields, when.get(table, {}).get(key, {}), at)
            if own and "steps" in record and at >= self._steps_at:
                self.steps, self._steps_at = UndoHistory(map(text_of, record["steps"]), record["undone"]), at
            elif own and at > self._steps_at:
                self.steps.take(record)
                self._steps_at = at
        self.at = max(self.at, at)
        return touched

    def read(self) -> None:
        """Parse what has not been parsed yet, so that all invalid documents are known."""
        for documents in self.tables.values():
            documents.parsed()
        self.steps.read()

    def pack(self, guard: AbstractContextManager[object]) -> None:
        """Compress the documents of tables in which very many were looked at or changed, and free the memory.

        Nothing else may change them meanwhile; `guard` is held only while others are kept from looking at them.
        """
        large = [name for name, documents in self.tables.items() if documents.unpacked > _MOST_UNPACKED]
        for name in large:
            with guard:
                copy = self.tables[name].copy()
            packed = copy.pack()
            with guard:
                self.tables[name] = packed
        if large:
            del copy, packed
            give_back()

    def next_time(self, clock: int) -> int:
        """Return the time for the next line: now, but later than all known times, and unique to this machine."""
        return max(min(clock, LATEST), self.at + DIGITS) // DIGITS * DIGITS + self._digits

    def get(self, table: str, key: str) -> Document:
        """Return a document, to read only."""
        documents = self.tables.get(table)
        return {} if documents is None else documents.get(key)

    def times(self, table: str, key: str) -> Mapping[str, int]:
        """Return when the fields of a document were set, including deleted ones."""
        known = self.get(WHEN + table, key)
        return {**dict.fromkeys(self.get(table, key), self._default), **known}

    def differing(self, other: "Replica") -> Touched:
        """Return which of our documents differ from those of another replica."""
        nothing = LazyDocuments()
        return {
            (table, key)
            for table in TABLES
            for key in self.tables.get(table, nothing).differing(other.tables.get(table, nothing))
        }

    def _put(self, table: str, key: str, fields: Mapping[str, Any], when: Mapping[str, int], at: int) -> Touched:
        documents = self.tables.setdefault(table, LazyDocuments())
        document, times = documents.get(key), self.get(WHEN + table, key)
        if not document.keys() <= times.keys():
            times = dict(self.times(table, key))
        newer = {field: value for field, value in fields.items() if when.get(field, at) > times.get(field, -1)}
        if not newer:
            return set()
        set_at = {field: when.get(field, at) for field in newer}
        self.at = max(self.at, *set_at.values())
        is_first = not (document or times or when)
        put = self._first_put(fields, at) if is_first else (with_fields(document, newer), {**times, **set_at})
        documents.put(key, put[0])
        self.tables.setdefault(WHEN + table, LazyDocuments()).put(key, put[1])
        return {(table, key)} if any(document.get(field) != value for field, value in newer.items()) else set()

    def _first_put(self, fields: Mapping[str, Any], at: int) -> tuple[Document, Document]:
        """Return what fields make of a blank document, with their times; the same for all that share these fields."""
        if self._first is None or self._first[0] is not fields or self._first[1] != at:
            self._first = fields, at, with_fields({}, {**fields}), dict.fromkeys(fields, at)
        return self._first[2:]
