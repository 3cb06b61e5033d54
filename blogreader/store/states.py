"""The state of every article that the reader touched, keyed by canonical URL."""

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tinydb import TinyDB
from tinydb.table import Table

from blogreader.errors import Damaged
from blogreader.files import locked
from blogreader.model import State
from blogreader.store.records import from_record, position, to_record
from blogreader.store.stamp import FILE_NAME, stamp
from blogreader.store.storage import AtomicStorage

_LAST = "last"


class Bounds(NamedTuple):
    """The smallest and the largest position in the reading list; both 0 when it is empty."""

    first: float
    last: float


class Change(NamedTuple):
    """What a step did, and between which two versions of the file it stands."""

    states: list[State]
    stamp_before: str
    stamp_after: str


class _Table(Table):
    """Documents under keys of our own, changed many at a time with one write."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and sends every id through whatever is here

    def put(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace these documents; an empty one is removed."""

        def update(table: dict[Any, Mapping[str, Any]]) -> None:
            for key, document in documents.items():
                if document:
                    table[key] = document
                else:
                    table.pop(key, None)

        self._update_table(update)

    def records(self) -> Mapping[str, Mapping[str, Any]]:
        """Give every document by its key, without TinyDB's wrapping of each."""
        return self._read_table()


class _Database(TinyDB):
    table_class = _Table


class StateStore:
    """Reads and changes states; safe from any thread, and next to other processes.

    Every method may raise LibraryError.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        database = _Database(self.path, storage=AtomicStorage)
        self._states = _Table(database.storage, "state", cache_size=0)
        self._session = _Table(database.storage, "session", cache_size=0)
        self._thread_lock = threading.Lock()

    def get(self, key: str) -> State:
        """Give what is known of an article; of one that was never touched, its blank state."""
        with self._thread_lock:
            return self._get(self._states.records(), key)

    def all(self) -> list[State]:
        """Give every article that was touched."""
        with self._thread_lock:
            records = self._states.records()
            return [self._get(records, key) for key in records]

    def change(self, keys: Iterable[str], how: Callable[[list[State], Bounds], list[State]]) -> Change:
        """Change the states of some articles in one step that is kept whole or not at all.

        `how` gets the states as they are on disk now, in the order of the keys, with the bounds of the reading list,
        and gives the new ones in the same order.
        """
        with self._thread_lock, locked(self.path):
            stamp_before = stamp(self.path.parent)
            records = self._states.records()
            before = [self._get(records, key) for key in dict.fromkeys(keys)]
            after = how(before, self._bounds(records))
            changed = {new.key: to_record(new) for old, new in zip(before, after, strict=True) if new != old}
            if changed:
                self._states.put(changed)
            return Change(after, stamp_before, stamp(self.path.parent))

    def session(self) -> Mapping[str, Any]:
        """Give where the reader was when the program was last left; empty the first time."""
        with self._thread_lock:
            return dict(self._session.records().get(_LAST, {}))

    def keep_session(self, session: Mapping[str, Any]) -> Change:
        """Remember where the reader is; no state changes, but the file does."""
        with self._thread_lock, locked(self.path):
            stamp_before = stamp(self.path.parent)
            if self._session.records().get(_LAST) != session:
                self._session.put({_LAST: session})
            return Change([], stamp_before, stamp(self.path.parent))

    def _bounds(self, records: Mapping[str, Mapping[str, Any]]) -> Bounds:
        try:
            positions = [at for record in records.values() if (at := position(record)) is not None]
        except ValueError as error:
            raise Damaged(self.path, str(error)) from error
        return Bounds(min(positions, default=0), max(positions, default=0))

    def _get(self, records: Mapping[str, Mapping[str, Any]], key: str) -> State:
        record = records.get(key)
        try:
            return State(key) if record is None else from_record(key, record)
        except (ValueError, TypeError) as error:
            raise Damaged(self.path, f"{key}: {error}") from error
