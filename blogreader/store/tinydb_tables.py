"""TinyDB on the journal: a storage that appends what changed, and tables with documents under keys of our own."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tinydb import Storage
from tinydb.table import Table

from blogreader.store.journal.engine import JournalEngine
from blogreader.store.journal.lazy_documents import Document
from blogreader.store.journal.line_format import TABLES
from blogreader.store.journal.pending import Draft, Patch

Tables = dict[str, dict[str, Document]]


class JournalStorage(Storage):
    """Gives what the keeper knows, and makes a change of the difference to it; every method may raise LibraryError."""

    def __init__(self, keeper: JournalEngine) -> None:
        self.keeper = keeper
        self._given: Tables = {}

    def read(self) -> Tables | None:
        """Return all tables."""
        self.keeper.look()
        self._given = {name: dict(found) for name in TABLES if (found := self.keeper.all(name))}
        # TinyDB changes the documents that it is given before it writes them.
        return deepcopy(self._given) or None

    def write(self, data: Tables) -> None:
        """Keep what is other than it was when it was read."""
        patch = difference(self._given, data)
        if patch:
            self.keeper.change(lambda: Draft(patch))


class JournalTable(Table):
    """A table whose single documents are read without the others."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and sends every id through whatever is here

    def __init__(self, storage: JournalStorage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)  # other processes change what it would remember
        self._keeper = storage.keeper

    def record(self, key: str) -> Document:
        """Return a document, to be read only; an empty one when it is not there."""
        return self._keeper.get(self.name, key)

    def records(self) -> Mapping[str, Document]:
        """Return every document by its key, without TinyDB's wrapping of each."""
        return self._keeper.all(self.name)

    def with_field(self, field: str) -> list[tuple[str, Document]]:
        """Return the documents that have a field."""
        return self._keeper.with_field(self.name, field)


def difference(before: Mapping[str, Mapping[str, Document]], after: Mapping[str, Mapping[str, Document]]) -> Patch:
    """Return what has to be set so that the tables of before are those of after."""
    patch: Patch = {}
    for table in {**before, **after}:
        old, new = before.get(table, {}), after.get(table, {})
        for key in {**old, **new}:
            if fields := fields_between(old.get(key, {}), new.get(key, {})):
                patch.setdefault(table, {})[key] = fields
    return patch


def fields_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Document:
    """Return the fields in which a document differs from the one before; None for those that it no longer has."""
    return {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}
