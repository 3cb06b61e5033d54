"""Documents of a snapshot that are parsed when somebody asks for them: of 100 000, a change concerns one."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from blogreader.store.journal.value_types import is_shallow

Document = dict[str, Any]


class LazyDocuments:
    """Documents by their ids; those that were not asked for are the text that the file has of them.

    A text that turns out to be no such document when it is read is an empty one, and among `unsound`.
    """

    def __init__(
        self, texts: Mapping[str, bytes] | None = None, is_sound: Callable[[Document], bool] | None = None
    ) -> None:
        # Texts are nothing that the garbage collector walks through, which it would do in the event loop's time.
        self._held: dict[str, Document | bytes] = {**(texts or {})}
        self._is_sound = is_sound
        self.unsound: set[str] = set()
        """The ids of texts that were no documents, and are still held."""

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def put_text(self, key: str, text: bytes) -> None:
        """Hold a document as the file has it."""
        self._held[key] = text

    def put(self, key: str, document: Document) -> None:
        """Hold a document; an empty one is none."""
        if document:
            self._held[key] = document
        else:
            self._held.pop(key, None)

    def get(self, key: str) -> Document:
        """Return a document that must not be changed; of one that is not there, an empty one."""
        held = self._held.get(key)
        if held is None:
            return {}
        if isinstance(held, bytes):
            document = self.read(key, held)
            if key not in self.unsound:
                self._held[key] = document
            return document
        return held

    def read(self, key: str, held: Document | bytes) -> Document:
        """Return a document as it is held, in a copy too, to be read only."""
        if not isinstance(held, bytes):
            return held
        try:
            found = json.loads(held)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and is_shallow(found, held) and (self._is_sound is None or self._is_sound(found)):
            return found
        self.unsound.add(key)
        return {}

    def drop_unsound(self) -> int:
        """Let go of what turned out to be no documents; return how many there were."""
        dropped = 0
        while self.unsound:
            dropped += 1
            self._held.pop(self.unsound.pop(), None)
        return dropped

    def with_field(self, field: str) -> Iterator[tuple[str, Document]]:
        """Return those that have a field, by their ids, without parsing the others."""
        name = b'"%b"' % field.encode()
        for key, held in list(self._held.items()):
            if name in held if isinstance(held, bytes) else field in held:
                document = self.get(key)
                if field in document:
                    yield key, document

    def differing(self, other: "LazyDocuments") -> set[str]:
        """Return the ids of the documents that are not the same in another table; texts are compared as texts."""
        mine, theirs = self.copy(), other.copy()
        found = set()
        for key in mine.keys() | theirs.keys():
            one, two = mine.get(key), theirs.get(key)
            if one != two and (one is None or two is None or self.read(key, one) != other.read(key, two)):
                found.add(key)
        return found

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Return id and text of every document, one line each."""
        for key, held in self._held.items():
            yield key, held if isinstance(held, bytes) else text_of(held)

    def copy(self) -> dict[str, Document | bytes]:
        """Return all as they are held: copied in a moment, and parsed by `parsed` where nobody waits."""
        return dict(self._held)

    def parsed(self, held: Mapping[str, Document | bytes] | None = None) -> dict[str, Document]:
        """Return all documents, or those of a copy, to be read only."""
        return {key: self.read(key, one) for key, one in (self.copy() if held is None else held).items()}


def text_of(document: Document) -> bytes:
    """Write a document as one line that a person can read."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
