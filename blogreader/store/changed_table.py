"""A table during a change: documents are loaded on access, and only the fields that differ are written."""

import json
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from blogreader.store.journal.engine import JournalEngine
from blogreader.store.journal.lazy_documents import Document, with_fields
from blogreader.store.journal.line_format import TABLES, Record
from blogreader.store.journal.value_types import is_key, is_shallow
from blogreader.store.state_codec import unsound

_AROUND = 8
"""How many levels of nesting surround a document in the files, out of those that are allowed."""


class ChangedTable(MutableMapping[str, Document]):
    """The documents of a table by id; those that it returns may be changed in place."""

    __slots__ = ("_all", "_documents", "_engine", "_fields", "_name", "kind", "words")

    def __init__(self, engine: JournalEngine, name: str, kind: str | None = None) -> None:
        self.kind = kind
        """The kind of step this is; without one it can't be undone."""
        self.words: Record = {}
        """Further fields for the line of the journal."""
        self._engine = engine
        self._name = name
        self._documents: dict[str, Document | None] = {}
        """As they were read or set; None: deleted."""
        self._fields: dict[str, Document] = {}
        self._all: Mapping[str, Document] | None = None

    def __getitem__(self, key: str) -> Document:
        if key not in self._documents:
            self._documents[key] = copied(self.seen(key)) or None
        document = self._documents[key]
        if document is None:
            raise KeyError(key)
        return document

    def __setitem__(self, key: str, document: Document) -> None:
        self._documents[key] = document

    def __delitem__(self, key: str) -> None:
        self._documents[key] = None

    def __iter__(self) -> Iterator[str]:
        if self._all is None:
            self._all = self._engine.all(self._name)
        changed = {**self._fields, **self._documents}
        yield from [key for key in {**self._all, **changed} if key not in changed or self.get(key)]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self._documents |= dict.fromkeys(self)

    def seen(self, key: str) -> Document:
        """Return a document to read only; an empty one if there is none."""
        if key in self._documents:
            return self._documents[key] or {}
        return self._before(key)

    def set_fields(self, key: str, fields: Document) -> None:
        """Set fields of a document, with None to delete one; they are written even if nothing differs."""
        if key in self._documents:
            fields = {**fields_between(self._before(key), self._documents.pop(key) or {}), **fields}
        self._fields[key] = {**self._fields[key], **fields} if key in self._fields else fields

    def patch(self) -> dict[str, Document]:
        """Return the fields to be written, by document."""
        if not self._documents:
            return self._fields
        patch = dict(self._fields)
        for key, document in self._documents.items():
            if fields := fields_between(self._before(key), document or {}):
                patch[key] = {**patch.get(key, {}), **fields}
        return patch

    def check(self) -> None:
        """Raise ValueError for a change that the files can't hold or that makes an invalid state."""
        if self._name not in TABLES:
            raise ValueError(f"there are the tables {' and '.join(TABLES)}, and none that is called {self._name!r}")
        self._fields = {key: _storable(self._name, key, fields) for key, fields in self.patch().items()}
        self._documents.clear()

    def _before(self, key: str) -> Document:
        found = self._engine.get(self._name, key) if self._all is None else self._all.get(key, {})
        return with_fields(found, self._fields[key]) if key in self._fields else found


def fields_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Document:
    """Return the fields in which a document differs from its previous version; None for fields that were deleted."""
    return {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}


def copied(value: Any) -> Any:
    """Return a deep copy of a JSON value."""
    if isinstance(value, dict):
        return {name: copied(one) for name, one in value.items()}
    return [copied(one) for one in value] if isinstance(value, list) else value


def _storable(table: str, key: object, fields: Document) -> Document:
    """Return the fields as JSON holds them; raises ValueError."""
    if not isinstance(key, str) or not is_key(key):
        raise ValueError(f"{key!r}: the id of a document is text, of an article its address")
    try:
        text = "[" * _AROUND + json.dumps(fields, allow_nan=False) + "]" * _AROUND
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{key}: not what JSON has: {error}") from error
    if not is_shallow(found, text):
        raise ValueError(f"{key}: nested too deeply")
    for _ in range(_AROUND):
        [found] = found
    storable: Document = found
    if table == "state" and (bad := unsound({name: value for name, value in storable.items() if value is not None})):
        raise ValueError(f"{key}: {' and '.join(bad)}: not what a state has there")
    return storable
