"""The steps that can be undone and redone: what each set, and what stood there before."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from blogreader.store.documents import Documents, text_of
from blogreader.store.lines import Record

MOST = 250
_JOINED = frozenset(["opened", "place"])
"""Kinds of change that are one step when they follow each other in one article: nobody undoes line by line."""


class Step(NamedTuple):
    """A change that can be taken back."""

    id: str
    kind: str
    new: dict[str, Any]
    """Table -> document -> field -> value."""
    old: dict[str, Any]


class Steps:
    """The last steps, of which the newest may be undone."""

    def __init__(self, texts: Iterable[bytes] = (), undone: int = 0) -> None:
        self._steps: list[Step | bytes] = list(texts)
        self.undone = min(undone, len(self._steps))

    def __len__(self) -> int:
        return len(self._steps)

    def to_undo(self) -> Step | None:
        """Give the newest step that is not undone."""
        return self._at(len(self._steps) - self.undone - 1)

    def to_redo(self) -> Step | None:
        """Give the oldest step of those that are undone."""
        return self._at(len(self._steps) - self.undone) if self.undone else None

    def take(self, record: Record) -> None:
        """Follow a line of the journal; one that was followed already changes nothing."""
        if "undo" in record:
            if (step := self.to_undo()) and step.id == record["undo"]:
                self.undone += 1
        elif "redo" in record:
            if (step := self.to_redo()) and step.id == record["redo"]:
                self.undone -= 1
        elif "step" in record:
            self._add(Step(record["id"], record["step"], record["set"], record["old"]))

    def documents(self) -> Documents:
        """Give the steps as documents of a table."""
        documents = Documents()
        for number, step in enumerate(self._steps):
            text = step if isinstance(step, bytes) else text_of(step._asdict())
            documents.put_text(str(number), text)
        return documents

    def _add(self, step: Step) -> None:
        last = self.to_undo()
        if last and last.id == step.id:
            return
        if self.undone:
            del self._steps[-self.undone :]
            self.undone = 0
        if last and step.kind == "place" and last.kind in _JOINED and _only(last) == _only(step):
            self._steps[-1] = Step(step.id, last.kind, _over(last.new, step.new), _over(step.old, last.old))
            return
        self._steps.append(step)
        del self._steps[:-MOST]

    def _at(self, number: int) -> Step | None:
        if not 0 <= number < len(self._steps):
            return None
        step = self._steps[number]
        if isinstance(step, bytes):
            step = self._steps[number] = Step(**json.loads(step))
        return step


def _only(step: Step) -> set[tuple[str, str]]:
    return {(table, key) for table, documents in step.new.items() for key in documents}


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay the fields of one over those of the other, of the same single document."""
    return {
        table: {key: {**below.get(table, {}).get(key, {}), **fields} for key, fields in documents.items()}
        for table, documents in above.items()
    }
