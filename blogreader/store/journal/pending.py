"""Changes that are not on disk yet: what they set, in which order, and how they become lines."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from blogreader.store.journal.lazy_documents import Document
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.replica import Replica, Touched

Patch = dict[str, dict[str, Document]]
"""Table -> document -> field -> new value; None takes the field away."""


R = TypeVar("R")


class Draft(NamedTuple, Generic[R]):
    """A change that is worked out: what it sets, what else its line says, and what whoever asked for it gets."""

    patch: Patch
    words: Record
    result: R

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing, so that there is no line to be written."""
        return not (self.patch or self.words)


class Job(Generic[R]):
    """A change on its way to the disk."""

    def __init__(self, make: Callable[[], Draft[R]], *, waits: bool) -> None:
        self.make = make
        self.waits = waits
        """It is worked out under the lock, by whoever waits for it; others are known when they are submitted."""
        self.draft: Draft[R] | None = None
        self.submitted_at = time.monotonic()

    @property
    def result(self) -> R:
        """What its draft carries, once that is there."""
        assert self.draft is not None  # noqa: S101 - for the type checker
        return self.draft.result

    @property
    def is_step(self) -> bool:
        """Whether it may be one that its user did."""
        return self.draft is None or "step" in self.draft.words


class Pending:
    """The queue of such changes, laid over what is on disk; whoever has it sees to it that one thread is in it."""

    def __init__(self) -> None:
        self._jobs: deque[Job[Any]] = deque()
        self._over: dict[tuple[str, str], list[Document]] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def __contains__(self, job: Job[Any]) -> bool:
        return job in self._jobs

    def add(self, job: Job[Any]) -> None:
        """Put a change at the end."""
        self._jobs.append(job)

    def remove(self, job: Job[Any]) -> Touched:
        """Take a change out, kept or given up; return what it concerned."""
        self._jobs.remove(job)
        touched = _touched(job.draft)
        for table, key in touched:
            assert job.draft is not None  # noqa: S101 - for the type checker
            fields = job.draft.patch[table][key]
            # By identity: equal fields of another change stay.
            over = [one for one in self._over[table, key] if one is not fields]
            if over:
                self._over[table, key] = over
            else:
                del self._over[table, key]
        return touched

    def cover(self, job: Job[R], draft: Draft[R]) -> Touched:
        """Lay what a change sets over what is there."""
        job.draft = draft
        touched = _touched(draft)
        for table, key in touched:
            self._over.setdefault((table, key), []).append(draft.patch[table][key])
        return touched

    def over(self, table: str, key: str, document: Document) -> Document:
        """Return a document with what is laid over it."""
        for fields in self._over.get((table, key), ()):
            document = with_fields(document, fields)
        return document

    def keys(self, table: str) -> set[str]:
        """Return the ids of the documents over which something lies."""
        return {key for name, key in self._over if name == table}

    def told(self) -> int:
        """Return how many changes there are; where the reader is counts when there is nothing else."""
        return max(sum(job.is_step for job in self._jobs), int(bool(self._jobs)))

    def oldest(self) -> float | None:
        """Return when the oldest change was submitted, in monotonic seconds."""
        return self._jobs[0].submitted_at if self._jobs else None

    def batch(self) -> list[Job[Any]]:
        """Return the changes that are written together: one that is worked out under the lock stands alone."""
        batch: list[Job[Any]] = []
        for job in self._jobs:
            if batch and (job.waits or batch[0].waits):
                break
            batch.append(job)
        return batch


def lines_of(batch: list[Job[Any]], memory: Replica) -> list[Record]:
    """Make the lines of changes."""
    records: list[Record] = []
    before: dict[tuple[str, str], Document] = {}
    at = time.time_ns() // 1000
    for draft in [job.draft for job in batch if job.draft and not job.draft.is_empty]:
        at = memory.next_time(at)
        records.append(_line(draft, at, before, memory))
        at += 1000
    return records


def with_fields(document: Document, fields: Document) -> Document:
    """Return a document in which these fields are set."""
    return {name: value for name, value in {**document, **fields}.items() if value is not None}


def _line(draft: Draft[Any], at: int, before: dict[tuple[str, str], Document], memory: Replica) -> Record:
    """Make a line; `before` has the documents as earlier lines of the batch leave them."""
    record: Record = {"n": 0, "at": at, **draft.words, "set": draft.patch}
    old: Patch = {}
    for table, key in _touched(draft):
        fields = draft.patch[table][key]
        document = before.get((table, key))
        if document is None:
            document = memory.get(table, key)
        old.setdefault(table, {})[key] = {name: document.get(name) for name in fields}
        before[table, key] = with_fields(document, fields)
    if "step" in record:
        record["old"] = old
    return record


def _touched(draft: Draft[Any] | None) -> Touched:
    return {(table, key) for table, documents in draft.patch.items() for key in documents} if draft else set()
