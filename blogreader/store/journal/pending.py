"""Changes that are not on disk yet: what they set, in which order, and how they become lines of the journal."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from blogreader.store.journal.lazy_documents import Document, with_fields
from blogreader.store.journal.line_format import Record
from blogreader.store.journal.replica import Replica, Touched

Patch = dict[str, dict[str, Document]]
"""Table -> document -> field -> new value; None deletes the field."""


R = TypeVar("R")


class Draft(NamedTuple, Generic[R]):
    """A computed change: what it sets, further fields of its line, and the result for its caller."""

    patch: Patch
    words: Record
    result: R

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing, so that no line need be written."""
        return not (self.patch or self.words)


class Job(Generic[R]):
    """A change on its way to the disk."""

    def __init__(self, make: Callable[[], Draft[R]], *, waits: bool, is_told: bool) -> None:
        self.make = make
        self.waits = waits
        """It is computed under the lock, while its caller waits; other changes are known when they are submitted."""
        self.is_told = is_told
        """Its caller learns from the result all that it changed."""
        self.draft: Draft[R] | None = None
        self.submitted_at = time.monotonic()

    @property
    def result(self) -> R:
        """The result of its draft, once it is computed."""
        assert self.draft is not None  # noqa: S101 - for the type checker
        return self.draft.result

    @property
    def is_step(self) -> bool:
        """Whether it may be a step that the reader took."""
        return self.draft is None or "step" in self.draft.words


class Pending:
    """The queue of these changes, overlaid on the documents on disk; its owner lets in one thread at a time."""

    def __init__(self) -> None:
        self._jobs: deque[Job[Any]] = deque()
        self._over: dict[tuple[str, str], tuple[Document, ...]] = {}

    def __len__(self) -> int:
        return len(self._jobs)

    def __contains__(self, job: Job[Any]) -> bool:
        return job in self._jobs

    def add(self, job: Job[Any]) -> None:
        """Append a change to the queue."""
        self._jobs.append(job)

    def remove(self, job: Job[Any]) -> Touched:
        """Remove a change that was saved or abandoned; return the documents that it concerned.

        Its fields are forgotten, its result is not: of a hundred thousand documents they take as much as the rest.
        """
        self._jobs.remove(job)
        touched, draft = _touched(job.draft), job.draft
        for table, key in touched:
            assert draft is not None  # noqa: S101 - for the type checker
            fields = draft.patch[table][key]
            # By identity: equal fields of another change stay.
            over = tuple(one for one in self._over[table, key] if one is not fields)
            if over:
                self._over[table, key] = over
            else:
                del self._over[table, key]
        if not self._over:
            self._over = {}  # a dictionary never shrinks
        if draft is not None:
            job.draft = draft._replace(patch={}, words={})
        return touched

    def cover(self, job: Job[R], draft: Draft[R]) -> Touched:
        """Overlay the fields that a change sets."""
        job.draft = draft
        touched = _touched(draft)
        for table, key in touched:
            self._over[table, key] = *self._over.get((table, key), ()), draft.patch[table][key]
        return touched

    def over(self, table: str, key: str, document: Document) -> Document:
        """Return a document with the overlay applied."""
        for fields in self._over.get((table, key), ()):
            document = with_fields(document, fields)
        return document

    def keys(self, table: str) -> set[str]:
        """Return the ids of the documents that have an overlay."""
        return {key for name, key in self._over if name == table}

    def told(self) -> tuple[int, float | None]:
        """Return how many changes to report as unsaved, and since when, in monotonic seconds.

        The reader's place counts only if there is nothing else. It may be asked while the queue is in use, which lasts
        for seconds where a change is one of a hundred thousand documents.
        """
        jobs = [*self._jobs]  # at one moment: nothing else runs meanwhile
        told = max(sum(job.is_step for job in jobs), int(bool(jobs)))
        return told, jobs[0].submitted_at if jobs else None

    def batch(self) -> list[Job[Any]]:
        """Return the changes to write together: one that is computed under the lock is written alone."""
        batch: list[Job[Any]] = []
        for job in self._jobs:
            if batch and (job.waits or batch[0].waits):
                break
            batch.append(job)
        return batch


def lines_of(batch: list[Job[Any]], memory: Replica) -> list[Record]:
    """Return the journal lines for changes."""
    records: list[Record] = []
    before: dict[tuple[str, str], Document] = {}
    at = time.time_ns() // 1000
    drafts = [job.draft for job in batch if job.draft and not job.draft.is_empty]
    for draft in drafts:
        at = memory.next_time(at)
        records.append(_line(draft, at, before, memory))
        at += 1000
        if draft is not drafts[-1]:  # which may set all documents that there are
            for table, key in _touched(draft):
                before[table, key] = with_fields(_document(table, key, before, memory), draft.patch[table][key])
    return records


def _line(draft: Draft[Any], at: int, before: Mapping[tuple[str, str], Document], memory: Replica) -> Record:
    """Return a line; `before` has the documents after the preceding lines of the batch."""
    record: Record = {"n": 0, "at": at, **draft.words, "set": draft.patch}
    if "step" in record:
        record["old"] = old = dict[str, dict[str, Document]]()
        nothing: dict[int, Document] = {}
        for table, key in _touched(draft):
            fields, document = draft.patch[table][key], _document(table, key, before, memory)
            old.setdefault(table, {})[key] = (
                {name: document.get(name) for name in fields}
                if document
                else nothing.setdefault(id(fields), dict.fromkeys(fields))
            )
    return record


def _document(table: str, key: str, before: Mapping[tuple[str, str], Document], memory: Replica) -> Document:
    document = before.get((table, key))
    return memory.get(table, key) if document is None else document


def _touched(draft: Draft[Any] | None) -> Touched:
    return {(table, key) for table, documents in draft.patch.items() for key in documents} if draft else set()
