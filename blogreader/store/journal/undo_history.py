"""The steps that can be undone and redone: the values that each set, and those before."""

import json
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from blogreader.store.journal.lazy_documents import LazyDocuments, text_of
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.value_types import is_step

MOST = 250
_AGAIN = 8
_LONG = 100_000
"""Bytes of a step from which on it is compressed."""
_MANY = 1_000
"""Documents of a step from which on it is."""
_FASTEST = 1
_NO_STEP = "place"
"""A kind of change that is not a step: places are saved automatically, and undo is for what was done on purpose."""


class UndoStep(NamedTuple):
    """A change that can be undone."""

    id: str
    kind: str
    new: dict[str, Any]
    """Table -> document -> field -> value."""
    old: dict[str, Any]


class _PackedStep:
    """A step of very many documents, as compressed text: it is taken back once, if ever."""

    __slots__ = ("_text", "id")

    def __init__(self, text: bytes, identity: str | None = None) -> None:
        self._text = zlib.compress(text, _FASTEST)
        self.id = identity
        """None: it was not read yet."""

    @property
    def text(self) -> bytes:
        """The step as it stands in a file."""
        return zlib.decompress(self._text)


class UndoHistory:
    """The last steps, of which the newest can be undone."""

    def __init__(self, texts: Iterable[bytes] = (), undone: int = 0) -> None:
        self._steps: list[UndoStep | bytes | _PackedStep] = [
            _PackedStep(text) if len(text) > _LONG else text for text in texts
        ]
        self.undone = min(undone, len(self._steps))
        self.lost = 0
        """How many proved invalid when they were read, or came before an invalid one."""

    def __len__(self) -> int:
        return len(self._steps)

    def to_undo(self) -> UndoStep | None:
        """Return the newest step that is not undone."""
        return self._at(len(self._steps) - self.undone - 1)

    def to_redo(self) -> UndoStep | None:
        """Return the oldest undone step."""
        return self._at(len(self._steps) - self.undone) if self.undone else None

    def take(self, record: Record) -> None:
        """Apply a line of the journal; one that was applied already changes nothing."""
        if "undo" in record:
            if (step := self.to_undo()) and step.id == record["undo"]:
                self.undone += 1
        elif "redo" in record:
            if (step := self.to_redo()) and step.id == record["redo"]:
                self.undone -= 1
        elif record.get("step", _NO_STEP) != _NO_STEP:
            self._add(UndoStep(record["id"], record["step"], record["set"], record["old"]))

    def listed(self) -> list[dict[str, Any]]:
        """Return the steps in the form of journal lines."""
        self.read()
        return [step._asdict() for number in range(len(self)) if (step := self._at(number))]

    def read(self) -> None:
        """Parse all of them, and drop invalid ones."""
        for number in reversed(range(len(self))):
            self._at(number)

    def documents(self) -> LazyDocuments:
        """Return the steps as the documents of a table."""
        documents = LazyDocuments()
        for number, step in enumerate(self._steps):
            documents.put_text(str(number), _text_of(step))
        return documents

    def _add(self, step: UndoStep) -> None:
        if self._was_added(step.id):
            return
        if self.undone:
            del self._steps[-self.undone :]
            self.undone = 0
        is_long = sum(map(len, step.new.values())) > _MANY
        self._steps.append(_PackedStep(_text_of(step), step.id) if is_long else step)
        del self._steps[:-MOST]

    def _was_added(self, identity: str) -> bool:
        """Return whether it is one of the last: a batch that could be withdrawn only in part is written again."""
        done = len(self) - self.undone
        return any(self._id_at(number) == identity for number in range(max(done - _AGAIN, 0), done))

    def _id_at(self, number: int) -> str | None:
        step = self._steps[number]
        if isinstance(step, _PackedStep) and step.id is not None:
            return step.id
        found = self._at(number)
        return found.id if found else None

    def _at(self, number: int) -> UndoStep | None:
        if not 0 <= number < len(self._steps):
            return None
        step = self._steps[number]
        if isinstance(step, UndoStep):
            return step
        try:
            found = json.loads(step.text if isinstance(step, _PackedStep) else step)
        except (ValueError, RecursionError):
            found = None
        if not is_step(found):
            self._lose(number)
            return None
        read = UndoStep(**found)
        if isinstance(step, _PackedStep):
            step.id = read.id
        else:
            self._steps[number] = read
        return read

    def _lose(self, number: int) -> None:
        """Drop an invalid step: no step before it can be undone, and none from it on can be redone."""
        before, done = len(self), len(self) - self.undone
        if number < done:
            del self._steps[: number + 1]
        else:
            del self._steps[number:]
            self.undone = number - done
        self.lost += before - len(self)


def _text_of(step: UndoStep | bytes | _PackedStep) -> bytes:
    if isinstance(step, _PackedStep):
        return step.text
    return step if isinstance(step, bytes) else text_of(step._asdict())


def keep_whole(documents: LazyDocuments) -> None:
    """Remove an invalid step, and those before it."""
    keys = list(documents)
    bad = next((number for number in range(len(keys), 0, -1) if not is_step(documents.get(keys[number - 1]))), 0)
    for key in keys[:bad]:
        documents.put(key, {})
