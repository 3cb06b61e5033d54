"""TinyDB on the journal: a storage that appends changes, and tables whose documents have keys of our own.

`TinyDB(path, storage=JournalStorage)` may be opened beside the app, by any number of processes.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from tinydb import Storage
from tinydb.queries import QueryLike
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from blogreader.store.changed_table import ChangedTable, copied, fields_between
from blogreader.store.journal import machine as this_machine
from blogreader.store.journal.engine import JournalEngine
from blogreader.store.journal.lazy_documents import Document
from blogreader.store.journal.line_format import TABLES
from blogreader.store.journal.pending import Draft, R
from blogreader.store.journal.replica import Touched
from blogreader.store.journal.state_files import FILE_NAME

_CLOSING_SECONDS = 10.0
_KIND = "change"
Updater = Callable[[ChangedTable], R]
"""Changes documents, and returns the result for its caller."""


class Tables(dict[str, dict[str, Document]]):
    """All tables, as TinyDB reads and writes them; changes are found by comparison with the tables that were read."""

    def __init__(self, given: Mapping[str, Mapping[str, Document]]) -> None:
        super().__init__(copied(given))
        self.given = given


class JournalStorage(Storage):
    """Reads the snapshot with the journals, and appends changes; every method may raise LibraryError."""

    def __init__(
        self,
        path: Path | str,
        machine: str | None = None,
        on_touched: Callable[[Touched], None] = lambda _: None,
    ) -> None:
        """Open the state of a library, `state.json` in its folder; `on_touched` is called with what changes."""
        path = Path(path)
        if path.name != FILE_NAME:
            raise ValueError(f"{path} is not the {FILE_NAME} of a library")
        self.engine = JournalEngine(path.parent, machine or this_machine.name(), on_touched)
        self._name, self._numbers = secrets.token_hex(4), count()

    def read(self) -> Tables:
        """Return all tables; of an empty library an empty dictionary: a None could not be matched to its write."""
        self.engine.look()
        return Tables({name: found for name in TABLES if (found := self.engine.all(name))})

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Save the differences from what was read; changes made by others meanwhile stay."""
        # Tables that were not read are written whole: this is how TinyDB drops tables.
        before = data.given if isinstance(data, Tables) else self.read()
        for name in {**before, **data}:
            old, new = before.get(name, {}), data.get(name, {})
            changed = {key: fields for key in {**old, **new} if (fields := _between(old, new, key))}
            if changed:
                self.update(name, changed)
        if isinstance(data, Tables):  # a caching middleware writes the same tables repeatedly
            data.given = copied(dict(data))

    def update(self, name: str, changed: Mapping[str, Document]) -> None:
        """Set fields of documents of a table; raises ValueError for invalid ones."""

        def updater(documents: ChangedTable) -> None:
            for key, fields in changed.items():
                documents.set_fields(key, fields)

        self.engine.commit(lambda: self.draft(name, checked(updater), kind_of(name)))

    def draft(self, name: str, updater: Updater[R], kind: str | None) -> Draft[R]:
        """Return the changes that an updater makes to a table, as one step; with a kind, it can be undone."""
        documents = ChangedTable(self.engine, name, kind)
        result = updater(documents)
        patch, words = documents.patch(), documents.words
        if patch and documents.kind is not None:
            words |= {"id": f"{self._name}-{next(self._numbers)}", "step": documents.kind}
        return Draft({name: patch} if patch else {}, words, result)

    def fold(self) -> None:
        """Write everything into the snapshot, where other programs find all of it until the next change."""
        self.engine.renew()

    def close(self) -> None:
        """Write pending changes to disk, and fold the journal into the snapshot if that is quick."""
        self.engine.close(_CLOSING_SECONDS)


class JournalTable(Table):
    """A table in which single documents are read and changed without loading the others.

    Unlike TinyDB's own it caches no results, since other processes change them.
    """

    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, but passes every id through this

    def __init__(
        self,
        storage: JournalStorage,
        name: str,
        cache_size: int = 0,  # noqa: ARG002 - TinyDB's
        *,
        looks: bool = True,
    ) -> None:
        """Open a table; one that does not look at the disk returns what was known when that was last done."""
        super().__init__(storage, name, cache_size=0)
        self._journal = storage
        self._looks = looks

    def get(  # type: ignore[override]  # TinyDB says int
        self, cond: QueryLike | None = None, doc_id: str | None = None, doc_ids: Iterable[str] | None = None
    ) -> Any:
        """Return a document by its id, those with several ids, or one that a query finds."""
        if doc_id is not None:
            return self._got(doc_id)
        if doc_ids is not None:
            return [document for key in doc_ids if (document := self._got(key))]
        if cond is None:
            raise ValueError("which document: a query, an id or several ids")
        return super().get(cond)

    def seen(self, key: str) -> Document:
        """Return a document to read only; an empty one if there is none."""
        if self._looks:
            self._journal.engine.look()
        return self._journal.engine.get(self.name, key)

    def all_seen(self) -> Mapping[str, Document]:
        """Return every document by its id, to read only; TinyDB's wrappers take a quarter longer."""
        if self._looks:
            self._journal.engine.look()
        return self._journal.engine.all(self.name)

    def with_field(self, field: str) -> list[TinyDocument]:
        """Return the documents that have a field, as a search would, without parsing the others."""
        return [self._document(one, key) for key, one in self._journal.engine.with_field(self.name, field)]

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[str]:  # type: ignore[override]
        """Set fields of a document, or of those that a query finds; insert it if there is none. One step."""
        keys: list[str] = []

        def updater(documents: ChangedTable) -> None:
            if isinstance(document, TinyDocument):
                keys.append(document.doc_id)  # type: ignore[arg-type]
            elif cond is not None:
                keys.extend(key for key, found in documents.items() if cond(found))
            for key in keys or [self._get_next_id()]:
                documents[key] = {**documents.seen(key), **document}

        self._update_table(updater)
        return keys

    def transact(self, updater: Updater[R], kind: str | None = None, *, is_told: bool = False) -> R:
        """Change documents in one atomic step; it is on disk when this returns.

        Nobody else, in this process or another, changes them while `updater` runs. `is_told`: its result says all that
        changed, and the caller is not told again.
        """
        return self._journal.engine.commit(lambda: self._journal.draft(self.name, updater, kind), is_told=is_told)

    def transact_in_memory(self, updater: Updater[R], kind: str | None = None) -> R:
        """Do the same in memory, at once; a thread writes it to disk."""
        return self._journal.engine.submit(lambda: self._journal.draft(self.name, updater, kind))

    def _got(self, key: str) -> TinyDocument | None:
        document = self.seen(key)
        return self._document(document, key) if document else None

    def _document(self, document: Document, key: str) -> TinyDocument:
        return self.document_class(copied(document), key)  # type: ignore[arg-type]

    def _get_next_id(self) -> str:
        raise ValueError("a document needs the address of its article: Document(fields, doc_id=address)")

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        """Return every document; they may be modified, without effect on the table."""
        return {key: copied(document) for key, document in self.all_seen().items()}

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self.transact(checked(updater), kind_of(self.name))


def checked(updater: Updater[object]) -> Updater[None]:
    """Return an updater that raises ValueError, before anything is written, for an invalid change."""

    def both(documents: ChangedTable) -> None:
        updater(documents)
        documents.check()

    return both


def kind_of(table: str) -> str | None:
    """Return the kind of step for a change by TinyDB's own methods: changes of states can be undone."""
    return _KIND if table == "state" else None


def _between(old: Mapping[str, Document], new: Mapping[str, Document], key: str) -> Document:
    return fields_between(old.get(key, {}), new.get(key, {}))
