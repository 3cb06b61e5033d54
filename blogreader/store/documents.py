"""Documents of a snapshot that are parsed when somebody asks for them: of 100 000, a change concerns one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Document = dict[str, Any]


class Documents:
    """Documents by their ids; those that were not asked for are the text that the file has of them."""

    def __init__(self, texts: Mapping[str, bytes] | None = None) -> None:
        # Texts are nothing that the garbage collector walks through, which it would do in the event loop's time.
        self._held: dict[str, Document | bytes] = {**(texts or {})}

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
        """Give a document that must not be changed; of one that is not there, an empty one."""
        held = self._held.get(key)
        if held is None:
            return {}
        if isinstance(held, bytes):
            document: Document = json.loads(held)
            self._held[key] = document
            return document
        return held

    def with_field(self, field: str) -> Iterator[tuple[str, Document]]:
        """Give those that have a field, without parsing the others."""
        name = b'"%b"' % field.encode()
        for key, held in list(self._held.items()):
            if name in held if isinstance(held, bytes) else field in held:
                document = self.get(key)
                if field in document:
                    yield key, document

    def differing(self, other: "Documents") -> set[str]:
        """Give the ids of the documents that are not the same in another table; texts are compared as texts."""
        mine, theirs = self.copy(), other.copy()
        found = set()
        for key in mine.keys() | theirs.keys():
            one, two = mine.get(key), theirs.get(key)
            if one != two and (one is None or two is None or _parsed(one) != _parsed(two)):
                found.add(key)
        return found

    def lines(self) -> Iterator[tuple[str, bytes]]:
        """Give every document as the text of one line."""
        for key, held in self._held.items():
            yield key, held if isinstance(held, bytes) else text_of(held)

    def copy(self) -> dict[str, Document | bytes]:
        """Give all as they are held: copied in a moment, and parsed by `parsed` where nobody waits."""
        return dict(self._held)


def parsed(held: dict[str, Document | bytes]) -> dict[str, Document]:
    """Give all documents of a copy, to be read only."""
    return {key: _parsed(one) for key, one in held.items()}


def _parsed(held: Document | bytes) -> Document:
    return json.loads(held) if isinstance(held, bytes) else held


def text_of(document: Document) -> bytes:
    """Write a document as one line that a person can read."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
