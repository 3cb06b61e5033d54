"""The documents of a snapshot, parsed on demand: of 100 000, a change needs one."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import compress, repeat
from typing import Any

from blogreader.store.journal.packed_documents import PackedDocuments
from blogreader.store.journal.value_types import is_shallow

_decode = json.JSONDecoder().decode
"""`json.loads` without looking for the encoding, which takes longer than the rest: of 100 000, all may be asked for."""
Document = dict[str, Any]
_NONE = PackedDocuments()
Fields = tuple[tuple[str, Any], ...]
"""Names of fields with their values."""


class _ChangedDocument(Document):
    """A document that remembers which of its fields have names with a common beginning.

    Highlights are such fields, and an article may have a thousand, which no place that is kept changes.
    """

    __slots__ = ("called",)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.called: dict[str, Fields] = {}


def with_fields(document: Document, fields: Document) -> Document:
    """Return a document with these fields set; None deletes one."""
    merged = _ChangedDocument(document)  # copied as a whole: nothing looks at a thousand fields one by one
    merged.update(fields)
    for name, value in fields.items():
        if value is None:
            del merged[name]
    if isinstance(document, _ChangedDocument):
        merged.called = {begin: one for begin, one in document.called.items() if not _has(fields, begin)}
    return merged


def fields_called(document: Mapping[str, Any], beginning: str) -> Fields:
    """Return the fields whose names begin so; of a document in which none of them changed, the same ones."""
    known = document.called if isinstance(document, _ChangedDocument) else {}
    if (found := known.get(beginning)) is None:
        found = tuple(compress(document.items(), map(str.startswith, document, repeat(beginning))))  # in C
        found = tuple(one for one in found if one[1] is not None) if None in document.values() else found
        known[beginning] = found
    return found


def _has(fields: Document, beginning: str) -> bool:
    return any(name.startswith(beginning) for name in fields)


class LazyDocuments:
    """Documents by id; those not requested yet are held as the text in the file, and compressed where they are many.

    A text that turns out not to be a valid document reads as an empty one, and its id is added to `unsound`.
    """

    def __init__(
        self,
        texts: Mapping[str, bytes] | PackedDocuments | None = None,
        is_sound: Callable[[Document], bool] | None = None,
    ) -> None:
        self._packed = texts if isinstance(texts, PackedDocuments) else _NONE
        # The garbage collector doesn't traverse strings, which would take time from the event loop.
        self._held: dict[str, Document | bytes] = {} if isinstance(texts, PackedDocuments) else {**(texts or {})}
        self._hidden: set[str] = set()
        """The packed documents that were asked for, replaced or removed since."""
        self._is_sound = is_sound
        self.unsound: set[str] = set()
        """The ids of invalid texts that are still held."""

    def __len__(self) -> int:
        return len(self._packed) - len(self._hidden) + len(self._held)

    def __iter__(self) -> Iterator[str]:
        return iter(self._held) if not self._packed else (key for key, _ in self.items())

    def __contains__(self, key: str) -> bool:
        return key in self._held or (key not in self._hidden and key in self._packed)

    @property
    def unpacked(self) -> int:
        """The number of documents that are not compressed, or no longer."""
        return max(len(self._held), len(self._hidden))

    def put_text(self, key: str, text: bytes) -> None:
        """Store a document as the text in the file."""
        self._hide(key)
        self._held[key] = text

    def put(self, key: str, document: Document) -> None:
        """Store a document; an empty one removes it."""
        self._hide(key)
        if document:
            self._held[key] = document
        else:
            self._held.pop(key, None)

    def _hide(self, key: str) -> None:
        if self._packed and key not in self._held and key in self._packed:
            self._hidden.add(key)

    def get(self, key: str) -> Document:
        """Return a document, which must not be modified; an empty one if there is none."""
        held = self._found(key)
        if held is None:
            return {}
        if isinstance(held, bytes):
            document = self.read(key, held)
            if key not in self.unsound:
                if key not in self._held:
                    self._hidden.add(key)
                self._held[key] = document
            return document
        return held

    def _found(self, key: str) -> Document | bytes | None:
        held = self._held.get(key)
        return held if held is not None or not self._packed or key in self._hidden else self._packed.get(key)

    def read(self, key: str, held: Document | bytes) -> Document:
        """Return a document in the form in which it is held, possibly from a copy, to read only."""
        if not isinstance(held, bytes):
            return held
        try:
            found = _decode(held.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and is_shallow(found, held) and (self._is_sound is None or self._is_sound(found)):
            return found
        self.unsound.add(key)
        return {}

    def drop_unsound(self) -> int:
        """Drop the documents that turned out to be invalid; return how many there were."""
        dropped = 0
        while self.unsound:
            dropped += 1
            self.put(self.unsound.pop(), {})
        return dropped

    def with_field(self, field: str) -> Iterator[tuple[str, Document]]:
        """Return the documents that have a field, by id, without parsing the others."""
        name = b'"%b"' % field.encode()
        found = [key for key, held in self._held.items() if (name if isinstance(held, bytes) else field) in held]
        found += [key for key, _ in self._packed.containing(name) if key not in self._hidden]
        for key in found:
            document = self.get(key)
            if field in document:
                yield key, document

    def differing(self, other: "LazyDocuments") -> set[str]:
        """Return the ids of the documents that differ from another table; texts are compared as texts."""
        found = set()
        for key, one in self.copy().items():
            two = other._found(key)  # noqa: SLF001 - of its own kind
            if two is None or (one != two and self.read(key, one) != other.read(key, two)):
                found.add(key)
        return found.union(key for key, _ in other.copy().items() if key not in self)

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Return the id and the text of every document, one line each."""
        for key, held in self.items():
            yield key, held if isinstance(held, bytes) else text_of(held)

    def items(self) -> Iterator[tuple[str, Document | bytes]]:
        """Return the id of every document with the form in which it is held, in their order."""
        for key, text in self._packed.items():
            if key not in self._hidden:
                yield key, text
            elif key in self._held:
                yield key, self._held[key]
        for key, held in self._held.items():
            if key not in self._hidden:
                yield key, held

    def copy(self) -> "LazyDocuments":
        """Return a shallow copy, made quickly; it is parsed where nobody is waiting."""
        copy = LazyDocuments(self._packed, self._is_sound)
        copy._held, copy._hidden, copy.unsound = {**self._held}, {*self._hidden}, self.unsound
        return copy

    def pack(self) -> "LazyDocuments":
        """Return the same documents, all of them compressed."""
        packed = LazyDocuments(PackedDocuments(self.lines()), self._is_sound)
        packed.unsound = self.unsound
        return packed

    def parsed(self) -> dict[str, Document]:
        """Return all documents, parsed, to read only."""
        return {key: self.read(key, one) for key, one in self.copy().items()}


def text_of(document: Document) -> bytes:
    """Format a document as one readable line."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
