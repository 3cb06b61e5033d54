"""Changes take effect in memory at once and are written to disk by a thread, beside other processes doing the same."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from blogreader import files
from blogreader.errors import FormatTooNew, LibraryError
from blogreader.memory import give_back
from blogreader.store.journal import writer
from blogreader.store.journal.compaction import Compaction
from blogreader.store.journal.lazy_documents import Document, LazyDocuments
from blogreader.store.journal.loader import LoadedState, read
from blogreader.store.journal.pending import Draft, Job, Pending, R, lines_of
from blogreader.store.journal.replica import Replica, Touched
from blogreader.store.journal.state_files import FILE_NAME, find
from blogreader.text import counted

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0
_MOST_REMEMBERED = 1000
_MOST_TOUCHED = 5_000
"""Documents of a version: the keys of a hundred thousand take twenty megabytes."""


class _Reached(NamedTuple):
    """A version of the files, and what changed with it."""

    stamp: str
    touched: Touched | None
    """None: forgotten, since it was very much."""
    is_ours: bool = False
    """Whether all of it was changed here, by somebody who got the result."""


class JournalEngine:
    """Safe from any thread. `get` and `submit` don't touch the disk once the state has been read; the others do."""

    def __init__(self, folder: Path, machine: str, on_touched: Callable[[Touched], None]) -> None:
        """Create an engine; `on_touched` is called with what changed since the files were first read, by anyone."""
        self.path = folder / FILE_NAME
        self.in_background = False
        self.trouble: LibraryError | None = None
        """Why the pending changes could not be saved; saving is retried."""
        self._machine = machine
        self._on_touched = on_touched
        self._folding = Compaction(folder, machine)
        self._disk = threading.RLock()
        self._guard = threading.RLock()
        self._reading: LoadedState | None = None
        self._pending = Pending()
        self._log: deque[_Reached] = deque(maxlen=_MOST_REMEMBERED)
        self._said: list[str] = []
        self._wake = threading.Condition(self._guard)
        self._thread: threading.Thread | None = None
        self._is_ending = False
        """Whether that thread writes no more, though it may still be alive."""
        self._closes_at: float | None = None
        """When to stop trying to save, once the engine is closing; in monotonic seconds."""
        self._is_writing = False
        """Whether the writing thread has passed the point at which it can still be stopped."""
        self._has_given_up = False
        self._has_written = False

    # Reading

    def get(self, table: str, key: str) -> Document:
        """Return a document, including changes that are not on disk yet; it must not be modified."""
        self._read_once()
        with self._guard:
            return self._pending.over(table, key, self._memory.get(table, key))

    def all(self, table: str) -> Mapping[str, Document]:
        """Return all documents of a table, to read only."""
        self._read_once()
        with self._guard:
            documents = (self._memory.tables.get(table) or LazyDocuments()).copy()
            for key in self._pending.keys(table):
                documents.put(key, self.get(table, key))
        return {key: document for key, document in documents.parsed().items() if document}

    def with_field(self, table: str, field: str) -> list[tuple[str, Document]]:
        """Return the documents that have a field, by id."""
        self._read_once()
        with self._guard:
            documents = self._memory.tables.get(table)
            over = self._pending.keys(table)
            found = [] if documents is None else [one for one in documents.with_field(field) if one[0] not in over]
            return found + [(key, document) for key in over if field in (document := self.get(table, key))]

    @property
    def reading(self) -> LoadedState:
        """The contents of the files when they were last read."""
        self._read_once()
        assert self._reading is not None  # noqa: S101 - for the type checker
        return self._reading

    def _read_once(self) -> None:
        """Read the files if that has not been done yet; the guard is always taken after this lock."""
        if self._reading is None:
            self.look()

    @property
    def _memory(self) -> Replica:
        return self.reading.memory

    @property
    def stamp(self) -> str:
        """Return the version of the files that is loaded."""
        return self.reading.found.stamp

    def look(self) -> None:
        """Read what other processes wrote; raises LibraryError."""
        with self._disk:
            if self._reading is None or find(self.path.parent) != self._reading.found:
                self._follow()

    def since(self, stamp: str, *, ours: bool = True) -> tuple[Touched | None, str]:
        """Return the documents changed since a version of the files, and the version reached; None if unknown.

        `ours`: also those that were only changed here, by `submit` or by a `commit` whose caller uses the result.
        """
        with self._guard:
            # Not the version on disk now: what another thread is writing has not been announced yet.
            latest = self._log[-1].stamp if self._log else stamp
            return self.touched_since(stamp, ours=ours), latest

    def touched_since(self, stamp: str, *, ours: bool = True) -> Touched | None:
        """Return the documents changed since a version of the files; None if that is unknown."""
        with self._guard:
            stamps = [one.stamp for one in self._log]
            if stamp not in stamps:
                return None
            after = len(stamps) - 1 - stamps[::-1].index(stamp)
            touched: Touched = set()
            for one in list(self._log)[after + 1 :]:
                if ours or not one.is_ours:
                    if one.touched is None:
                        return None
                    touched |= one.touched
            return touched

    def say(self, sentence: str) -> None:
        """Add a sentence for the reader."""
        with self._guard:
            if sentence not in self._said:
                self._said.append(sentence)

    def said(self) -> list[str]:
        """Return the sentences that have not been returned yet, on what was found and repaired."""
        with self._guard:
            self._say()
            said, self._said = self._said, []
            return said

    # Changes

    def commit(self, make: Callable[[], Draft[R]], *, is_told: bool = False) -> R:
        """Make a change and return once it is on disk; raises LibraryError, and then nothing has changed.

        `make` computes it while nobody else, in this process or another, can change anything. `is_told`: the caller
        learns from its result all that it changed.
        """
        job = Job(make, waits=True, is_told=is_told)
        self._fold_outside()
        with self._locked():
            with self._guard:
                self._pending.add(job)
            try:
                while job in self._pending:
                    self._write_batch()
            finally:
                with self._guard:
                    if job in self._pending:
                        self._on_touched(self._pending.remove(job))
        self._fold_when_long()
        return job.result

    def submit(self, make: Callable[[], Draft[R]]) -> R:
        """Make a change in memory; a thread writes it to disk."""
        self._read_once()
        with self._guard:
            draft = make()
            if not draft.is_empty:
                job = Job(lambda: draft, waits=False, is_told=True)
                self._on_touched(self._pending.cover(job, draft))
                self._pending.add(job)
                self._see_to_thread()
                self._wake.notify_all()
        return draft.result

    def _see_to_thread(self) -> None:
        if self._thread is None or self._is_ending or not self._thread.is_alive():
            self._is_ending = False
            self._thread = threading.Thread(target=self._work, name="state", daemon=True)
            self._thread.start()

    def unsaved(self) -> tuple[int, float]:
        """Return how many changes are not on disk, and how many seconds the oldest has been waiting.

        It waits for nobody: an event loop asks every moment, also while a change of all states is being computed.
        """
        number, oldest = self._pending.told()
        return number, 0.0 if oldest is None else time.monotonic() - oldest

    def close(self, seconds: float) -> int:
        """Write pending changes to disk within a time limit; return how many could not be written."""
        with self._guard:
            self._has_given_up = False
            self._closes_at = time.monotonic() + seconds
            if self._pending:
                self._see_to_thread()
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)
        with self._guard:
            # A change that is reported lost must not be saved later: the thread may still be waiting for the lock.
            self._has_given_up = not self._is_writing
            left = self.unsaved()[0]
        if not left and self._has_written and writer.is_worth_folding(self.reading):
            try:
                self.renew()
            except LibraryError as error:  # the changes are safe in the journal
                self.say(str(error))
        return left

    def renew(self, *, put_aside: bool = False) -> None:
        """Write a new snapshot, repairing what is damaged; raises LibraryError.

        `put_aside`: rename damaged conflict copies as other damaged files are.
        """
        with self._locked():
            self._follow()
            self._renew()
            if put_aside:
                writer.put_aside(self.reading)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Take the locks, the one between processes first: readers here don't wait while another process holds it.

        It is not refused while the journal is being folded, which takes long where there are many states.
        """
        with files.locked(self.path, own_links=True, is_held_briefly=self._folding.is_running), self._disk:
            yield

    # The writing thread

    def _work(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            with self._guard:
                while not self._pending and self._closes_at is None:
                    self._wake.wait()
                if not self._pending:
                    self._is_ending = True  # with the guard, so that nobody counts on it any more
                    return
            try:
                self._fold_outside()
                with self._locked():
                    with self._guard:
                        if self._has_given_up:
                            self._is_ending = True
                            return
                        self._is_writing = True
                    try:
                        self._write_batch()
                    finally:
                        self._is_writing = False
            except LibraryError as error:
                with self._guard:
                    self.trouble = error
                    if self._closes_at is not None:
                        pause = min(pause, _FIRST_PAUSE, self._closes_at - time.monotonic())
                        if pause <= 0:
                            self._is_ending = True
                            return
                    self._wake.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                self.trouble, pause = None, _FIRST_PAUSE
                try:
                    self._fold_when_long()
                except FormatTooNew as error:  # the change is saved; the next one meets the same problem
                    self.say(str(error))

    def _write_batch(self) -> None:
        """Write changes under the lock: from the front of the queue up to the first that must be written alone."""
        self._follow()
        self._write_followed()
        # Now that nothing holds the changes and their lines any more: beside them the memory would come to pieces.
        self._memory.pack(self._guard)

    def _write_followed(self) -> None:
        memory = self._memory
        with self._guard:
            batch = self._pending.batch()
            for job in batch:
                if job.draft is None:
                    self._on_touched(self._pending.cover(job, job.make()))
            records = lines_of(batch, memory)
            self.reading.notice()
        if records:
            if self.reading.must_renew or self.reading.newest is None or self.reading.found.snapshot is None:
                self._renew()
            writer.append(self.reading, records)
            self._has_written = True
        with self._guard:
            touched: Touched = set()
            for record in records:
                touched |= memory.take(record, own=True)
            for job in batch:
                touched |= self._pending.remove(job)
            if records:
                self._reach(touched, is_ours=all(job.is_told for job in batch))
                self._on_touched(touched)
            self._say()

    def _follow(self) -> None:
        reading = self._reading
        touched = reading.follow(self._guard) if reading else None
        if reading and touched is not None:
            with self._guard:
                if self._log[-1].stamp != reading.found.stamp:
                    self._reach(touched)
                if touched:
                    self._on_touched(touched)
                self._say()
            reading.memory.pack(self._guard)
            return
        anew = read(self.path.parent, self._machine)
        if reading and (lost := anew.memory.take_over(reading.memory)):
            anew.must_renew = True
            number = len({key for table, key in lost if table == "state"})
            anew.problems.append(
                f"{self.path.parent} was emptied or replaced while it was in use: what this window knows of "
                f"{counted(number, 'article')} was written again."
            )
        anew.memory.pack(nullcontext())
        # A snapshot written by another process contains mostly what is known; the rest is announced like any change.
        touched = reading.memory.differing(anew.memory) if reading else set()
        with self._guard:
            self._reading = anew
            self._reach(touched)
            self._on_touched(touched)
            self._say()
        if reading:
            del reading
            give_back()

    def _renew(self) -> None:
        before = self.stamp
        writer.renew(self.reading)
        with self._guard:
            if self._log[-1].stamp == before:
                self._reach(set())
            self._say()

    def _reach(self, touched: Touched, *, is_ours: bool = False) -> None:
        """Record the version of the files that was reached."""
        kept = touched if len(touched) <= _MOST_TOUCHED else None
        self._log.append(_Reached(self.stamp, kept, is_ours))

    def _say(self) -> None:
        if self._reading:
            self._reading.notice()
            self._said += [sentence for sentence in self._reading.problems if sentence not in self._said]
            self._reading.problems.clear()

    # Compaction

    def _fold_outside(self) -> None:
        """Have another process write a large snapshot before a change here has to, and let one that does finish."""
        self._folding.wait()
        if self.in_background and self.reading.must_renew:
            self._folding.run(self.reading)

    def _fold_when_long(self) -> None:
        if not writer.is_long(self.reading, outside=self.in_background):
            return
        if self.in_background and (self._folding.start() or not writer.is_long(self.reading)):
            return
        try:
            self.renew()
        except FormatTooNew:
            raise
        except LibraryError as error:  # the change is saved; the next one tries again
            with self._guard:
                self._said.append(str(error))
