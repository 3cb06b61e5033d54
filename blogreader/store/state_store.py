"""The state of every article that the reader touched, keyed by canonical URL."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from blogreader.model import State
from blogreader.store.changed_table import ChangedTable, fields_between
from blogreader.store.journal.checks import faults
from blogreader.store.journal.migrations import WHEN
from blogreader.store.journal.replica import Touched
from blogreader.store.journal.state_files import FILE_NAME
from blogreader.store.reading_list_bounds import Bounds, Positions
from blogreader.store.state_codec import LISTED_NOTES, from_record, to_record, unsound
from blogreader.store.tinydb_tables import JournalStorage, JournalTable
from blogreader.store.transfer import Foreign, exported, newer, with_notes

_LAST = "last"
_CLOSING_SECONDS = 10.0
_MANY = 1_000
"""After a change of more states, those on the reading list are looked for: looking at each takes longer."""
How = Callable[[list[State], Bounds], list[State]]

__all__ = ["Bounds", "How", "Merged", "StateStore", "Undone"]


class Undone(NamedTuple):
    """The effect of an undo or redo."""

    before: list[State]
    after: list[State]


class Merged(NamedTuple):
    """What an import changed, or would change."""

    changes: tuple[tuple[str, str, Any, Any], ...]
    """For each field taken over: the article, the field, and the values before and after; None: not set."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The articles concerned."""
        return tuple(dict.fromkeys(key for key, *_ in self.changes))


class StateStore:
    """Reads and changes states; safe from any thread, and beside other processes.

    Every method may raise LibraryError.
    """

    def __init__(self, folder: Path, machine: str | None = None) -> None:
        storage = JournalStorage(folder / FILE_NAME, machine, self._take)
        self.engine = storage.engine
        self.path = self.engine.path
        # In the event loop no table may touch the disk: the methods here look at it where necessary.
        self._states = JournalTable(storage, "state", looks=False)
        self._session = JournalTable(storage, "session", looks=False)
        self._positions: Positions | None = None

    def get(self, key: str) -> State:
        """Return the state of an article; a blank one if it was never touched."""
        self.engine.look()
        return self._get(key)

    def known(self, keys: Iterable[str]) -> list[State]:
        """Return the states of articles when the disk was last looked at."""
        return [self._get(key) for key in keys]

    def all(self) -> list[State]:
        """Return every article that was touched."""
        self.engine.look()
        return [self._state(key, record) for key, record in self._states.all_seen().items()]

    def change(self, keys: Iterable[str], how: How, kind: str = "change") -> list[State]:
        """Change the states of some articles in one atomic step, and return them.

        `how` gets the current states in the order of the keys, with the bounds of the reading list,
        and returns the new ones in the same order. When this returns, the change is on disk.
        """
        return self._states.transact(partial(self._updated, keys, how), kind, is_told=True)

    def submit(self, keys: Iterable[str], how: How, kind: str = "change") -> list[State]:
        """Do the same in memory, at once; a thread or `close` writes it to disk."""
        return self._states.transact_in_memory(partial(self._updated, keys, how), kind)

    def undo(self) -> Undone | None:
        """Undo the last step, whichever window took it; None when there is none."""
        return self._states.transact(self._undone, is_told=True)

    def redo(self) -> Undone | None:
        """Redo the step that was undone last; None when there is none, or another step followed."""
        return self._states.transact(self._redone, is_told=True)

    def export(self) -> Iterator[str]:
        """Return every article that was ever touched, one a line, with the time at which each field was set."""
        there = self.all_keys()
        memory = self.engine.reading.memory
        keys = sorted({*there, *memory.tables.get(WHEN + "state", ())})
        return exported((key, self._states.seen(key), memory.times("state", key)) for key in keys)

    def merge(self, foreign: Iterable[Foreign], *, dry_run: bool) -> Merged:
        """Merge the newer fields of an export, as one step."""
        if not dry_run:
            return self._states.transact(partial(self._merged, foreign))
        self.engine.look()
        return self._merged(foreign, ChangedTable(self.engine, "state"))

    def all_keys(self) -> list[str]:
        """Return the articles that have any state."""
        self.engine.look()
        return list(self._states.all_seen())

    def adopt(self, pairs: Mapping[str, str]) -> Merged:
        """Copy the states of some articles to others, as if they came from another machine."""
        self.engine.look()
        memory = self.engine.reading.memory
        foreign = []
        for key, to in pairs.items():
            record, known = self._states.seen(key), memory.times("state", key)
            when = {name: known.get(name, 0) for name in {**record, **known}}
            foreign.append(with_notes(to, {**dict.fromkeys(when), **record}, when))
        return self.merge(foreign, dry_run=False)

    def check(self) -> list[str]:
        """Read everything, including what is normally read on demand, and return what is wrong."""
        self.engine.look()
        sentences = self.engine.said()
        self.all()
        self.engine.reading.memory.read()
        return sentences + self.engine.said() + list(faults(self.engine.reading).values())

    def repair(self) -> None:
        """Write a new snapshot of the valid parts, and keep copies of the rest."""
        if self._states.transact(_without_unsound_fields):
            self.engine.reading.damaged.add(self.path.name)
        reading = self.engine.reading
        reading.damaged.update(wrong := faults(reading))
        reading.keeps_backup |= self.path.name in wrong  # which is no worse
        self.engine.renew(put_aside=True)

    def session(self) -> Mapping[str, Any]:
        """Return where the reader was when the program was last left; empty the first time."""
        self.engine.look()
        return dict(self._session.seen(_LAST))

    def keep_session(self, session: Mapping[str, Any]) -> None:
        """Save where the reader is; this changes the files but no state."""
        self._session.transact(partial(self._set_session, session))

    def submit_session(self, session: Mapping[str, Any]) -> None:
        """Do the same in memory, at once."""
        self._session.transact_in_memory(partial(self._set_session, session))

    def session_fields(self, document: str) -> Mapping[str, Any]:
        """Return the fields of another document of the session's table, as of the last look at the disk.

        `marks` and `drafts` have one field each, so that machines don't overwrite each other's.
        """
        return dict(self._session.seen(document))

    def keep_session_field(self, document: str, name: str, value: object) -> None:
        """Save a field; None deletes it."""
        self._session.transact(lambda documents: documents.set_fields(document, {name: value}))

    def submit_session_field(self, document: str, name: str, value: object) -> None:
        """Do the same in memory, at once."""
        self._session.transact_in_memory(lambda documents: documents.set_fields(document, {name: value}))

    def _set_session(self, session: Mapping[str, Any], documents: ChangedTable) -> None:
        fields = fields_between(documents.seen(_LAST), session)
        if fields or self.engine.reading.must_renew:  # an empty line does the same
            documents.set_fields(_LAST, fields)

    def close(self, seconds: float = _CLOSING_SECONDS) -> int:
        """Write pending changes to disk within a time limit; return how many are lost if the program ends now."""
        return self.engine.close(seconds)

    # Changes

    def _updated(self, keys: Iterable[str], how: How, documents: ChangedTable) -> list[State]:
        before = [self._state(key, documents.seen(key)) for key in dict.fromkeys(keys)]
        after = how(before, self._bounds())
        last: dict[str, Any] = {}
        for old, new in zip(before, after, strict=True):
            if new == old:
                continue
            if new.notes is old.notes:  # there may be a thousand of them, and each page turned comes here
                fields = fields_between(to_record(old, notes=False), to_record(new, notes=False))
            else:
                fields = fields_between(to_record(old), to_record(new))
            if fields:
                if new.notes != old.notes and LISTED_NOTES in documents.seen(new.key):
                    # Single items of a list can't be changed: from now on each is a field of its own.
                    fields = {**dict(new.notes), **fields, LISTED_NOTES: None}
                # Equal ones are kept as one: a hundred thousand articles may be marked at once.
                last = last if fields == last else fields
                documents.set_fields(new.key, last)
        return after

    def _merged(self, foreign: Iterable[Foreign], documents: ChangedTable) -> Merged:
        memory = self.engine.reading.memory
        differing: list[tuple[str, str, Any, Any]] = []
        when: dict[str, dict[str, int]] = {}
        for one in foreign:
            ours, known = documents.seen(one.key), when.setdefault(one.key, {})
            if fields := newer({**memory.times("state", one.key), **known}, one):
                found = [(one.key, name, ours.get(name), value) for name, value in fields.items()]
                differing.extend(change for change in found if change[2] != change[3])
                documents.set_fields(one.key, fields)
                known.update((name, one.when[name]) for name in fields)
        if when := {key: known for key, known in when.items() if known}:
            documents.words = {"when": {"state": when}}
        documents.kind = "import" if differing else None
        return Merged(tuple(differing))

    def _undone(self, documents: ChangedTable) -> Undone | None:
        step = self.engine.reading.memory.steps.to_undo()
        return None if step is None else self._taken("undo", step.id, step.new, step.old, documents)

    def _redone(self, documents: ChangedTable) -> Undone | None:
        step = self.engine.reading.memory.steps.to_redo()
        return None if step is None else self._taken("redo", step.id, step.old, step.new, documents)

    def _taken(
        self, word: str, step: str, now: Mapping[str, Any], target: Mapping[str, Any], documents: ChangedTable
    ) -> Undone:
        """Set the values of an undone step, except where another machine changed them since."""
        before: list[State] = []
        wanted = target.get("state", {})
        for key, there in now.get("state", {}).items():
            if fields := _unchanged(documents.seen(key), there, wanted.get(key, {})):
                before.append(self._state(key, documents.seen(key)))
                documents.set_fields(key, fields)
        documents.words = {word: step}
        return Undone(before, [self._state(one.key, documents.seen(one.key)) for one in before])

    # Reading

    def _get(self, key: str) -> State:
        return self._state(key, self._states.seen(key))

    def _state(self, key: str, record: Mapping[str, Any]) -> State:
        try:
            return from_record(key, record) if record else State(key)
        except (ValueError, TypeError, OverflowError) as error:
            self.engine.say(f"{self.path}: {key}: {error}; the rest of it is kept.")
            bad = unsound(record)
            return from_record(key, {name: value for name, value in record.items() if name not in bad})

    def _bounds(self) -> Bounds:
        if self._positions is None:
            self._positions = Positions((str(one.doc_id), one) for one in self._states.with_field("bookmark"))
        return self._positions.bounds()

    def _take(self, touched: Touched) -> None:
        """Update the index of positions; the engine calls this, also for changes of others."""
        if len(touched) > _MANY:
            self._positions = None
        elif self._positions is not None:
            for table, key in touched:
                if table == "state":
                    self._positions.take(key, self._states.seen(key))


def _without_unsound_fields(documents: ChangedTable) -> list[str]:
    """Drop invalid fields; return the articles that had some."""
    found = {key: bad for key in documents if (bad := unsound(documents.seen(key)))}
    for key, bad in found.items():
        documents.set_fields(key, dict.fromkeys(bad))
    return list(found)


def _unchanged(now: Mapping[str, Any], there: Mapping[str, Any], target: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a step that still have the values it set, with those they are to get."""
    return {name: target[name] for name, value in there.items() if now.get(name) == value != target[name]}
