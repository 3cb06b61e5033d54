"""The state of every article that the reader touched, keyed by canonical URL."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from blogreader.model import State
from blogreader.store.bounds import Bounds, Positions
from blogreader.store.journal import machine as this_machine
from blogreader.store.journal.checking import faults
from blogreader.store.journal.engine import JournalEngine
from blogreader.store.journal.migrations import WHEN
from blogreader.store.journal.pending import Draft
from blogreader.store.journal.replica import Touched
from blogreader.store.journal.undo_history import UndoStep
from blogreader.store.state_codec import from_record, to_record, unsound
from blogreader.store.tinydb_tables import JournalStorage, JournalTable, fields_between
from blogreader.store.transfer import Foreign, exported, newer

_LAST = "last"
_CLOSING_SECONDS = 10.0
How = Callable[[list[State], Bounds], list[State]]

__all__ = ["Bounds", "Change", "Merged", "StateStore", "Undone"]


class Change(NamedTuple):
    """What a step did, and between which two versions of the files it stands."""

    states: list[State]
    stamp_before: str
    stamp_after: str


class Undone(NamedTuple):
    """What taking a step back, or making it again, did."""

    before: list[State]
    after: list[State]


class Merged(NamedTuple):
    """What an import changed, or would change."""

    changes: tuple[tuple[str, str, Any, Any], ...]
    """Of each field that it takes over the article, the name, and the values before and after; None: none."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The articles."""
        return tuple(dict.fromkeys(key for key, *_ in self.changes))


class StateStore:
    """Reads and changes states; safe from any thread, and next to other processes.

    Every method may raise LibraryError.
    """

    def __init__(self, folder: Path, machine: str | None = None) -> None:
        self.keeper = JournalEngine(folder, machine or this_machine.name(), self._take)
        self.path = self.keeper.path
        storage = JournalStorage(self.keeper)
        self._states, self._session = JournalTable(storage, "state"), JournalTable(storage, "session")
        self._positions: Positions | None = None
        self._name, self._numbers = secrets.token_hex(4), count()

    def get(self, key: str) -> State:
        """Return what is known of an article; of one that was never touched, its blank state."""
        self.keeper.look()
        return self._get(key)

    def known(self, keys: Iterable[str]) -> list[State]:
        """Return what was known of articles when the disk was last looked at."""
        return [self._get(key) for key in keys]

    def all(self) -> list[State]:
        """Return every article that was touched."""
        self.keeper.look()
        return [self._state(key, record) for key, record in self._states.records().items()]

    def change(self, keys: Iterable[str], how: How, kind: str = "change") -> Change:
        """Change the states of some articles in one step that is kept whole or not at all.

        `how` gets the states as they are on disk now, in the order of the keys, with the bounds of the reading list,
        and gives the new ones in the same order. When this returns, the change is on disk.
        """
        after: list[State] = []
        kept = self.keeper.change(lambda: self._draft(keys, how, kind, after))
        return Change(after, *kept)

    def wish(self, keys: Iterable[str], how: How, kind: str = "change") -> list[State]:
        """Do the same in memory, at once; it is brought to disk by a thread, and by `close`."""
        after: list[State] = []
        self.keeper.wish(lambda: self._draft(keys, how, kind, after))
        return after

    def undo(self) -> Undone | None:
        """Take back the last step, from whatever window; None when there is none."""
        return self._again("undo", lambda step: (step.new, step.old))

    def redo(self) -> Undone | None:
        """Make the step again that was taken back last; None when there is none, or another came after it."""
        return self._again("redo", lambda step: (step.old, step.new))

    def export(self) -> Iterator[str]:
        """Write every article that was ever touched, one a line, with when each field was set."""
        self.keeper.look()
        memory = self.keeper.reading.memory
        keys = sorted({*self._states.records(), *memory.tables.get(WHEN + "state", ())})
        return exported((key, self._states.record(key), memory.times("state", key)) for key in keys)

    def merge(self, foreign: Iterable[Foreign], *, dry_run: bool = False) -> Merged:
        """Take the newer fields of an export over, as one step."""
        patch: dict[str, Any] = {}
        differing: list[tuple[str, str, Any, Any]] = []
        when: dict[str, dict[str, int]] = {}
        foreign = list(foreign)

        def make() -> Draft | None:
            memory = self.keeper.reading.memory
            for one in foreign:
                ours = self._states.record(one.key)
                if fields := newer(ours, memory.times("state", one.key), one):
                    found = [(one.key, name, ours.get(name), value) for name, value in fields.items()]
                    differing.extend(change for change in found if change[2] != change[3])
                    patch[one.key], when[one.key] = fields, {name: one.when[name] for name in fields}
                    # What is united is neither theirs nor ours: it was set now.
                    when[one.key].pop("notes", None)
            words: dict[str, Any] = {"when": {"state": when}}
            if differing:
                words |= {"id": self._next_id(), "step": "import"}
            return Draft({"state": patch}, words) if patch and not dry_run else None

        if dry_run:
            self.keeper.look()
            make()
        else:
            self.keeper.change(make)
        return Merged(tuple(differing))

    def all_keys(self) -> list[str]:
        """Return the articles of which anything is known."""
        self.keeper.look()
        return list(self._states.records())

    def adopt(self, pairs: Mapping[str, str]) -> Merged:
        """Take over what is known of some articles for others, as if it came from another machine."""
        self.keeper.look()
        memory = self.keeper.reading.memory
        foreign = []
        for key, to in pairs.items():
            record, known = self._states.record(key), memory.times("state", key)
            when = {name: known.get(name, 0) for name in {**record, **known}}
            foreign.append(Foreign(to, {**dict.fromkeys(when), **record}, when))
        return self.merge(foreign)

    def check(self) -> list[str]:
        """Read everything, also what is not read until it is needed, and say what is wrong."""
        self.keeper.look()
        sentences = self.keeper.said()
        for key, record in self._states.records().items():
            self._state(key, record)
        self.keeper.reading.memory.read()
        return sentences + self.keeper.said() + list(faults(self.keeper.reading).values())

    def repair(self) -> None:
        """Write a new snapshot of what is good, and keep the rest in copies."""
        found = {key: bad for key, record in self._states.records().items() if (bad := unsound(record))}
        if found:
            patch = {"state": {key: dict.fromkeys(bad) for key, bad in found.items()}}
            self.keeper.change(lambda: Draft(patch))
            self.keeper.reading.damaged.add(self.path.name)
        reading = self.keeper.reading
        reading.damaged.update(wrong := faults(reading))
        reading.keeps_backup |= self.path.name in wrong  # which is no worse
        self.keeper.renew(put_aside=True)

    def session(self) -> Mapping[str, Any]:
        """Return where the reader was when the program was last left; empty the first time."""
        self.keeper.look()
        return dict(self._session.record(_LAST))

    def keep_session(self, session: Mapping[str, Any]) -> Change:
        """Remember where the reader is; no state changes, but the files do."""
        return Change([], *self.keeper.change(lambda: self._session_draft(session)))

    def wish_session(self, session: Mapping[str, Any]) -> None:
        """Do the same in memory, at once."""
        self.keeper.wish(lambda: self._session_draft(session))

    def _session_draft(self, session: Mapping[str, Any]) -> Draft | None:
        fields = fields_between(self._session.record(_LAST), session)
        return Draft({"session": {_LAST: fields}}) if fields or self.keeper.reading.must_renew else None

    def close(self, seconds: float = _CLOSING_SECONDS) -> int:
        """Bring to disk what is not there, for at most so long; give how many changes are lost if this is the end."""
        return self.keeper.close(seconds)

    # How a change becomes a line of the journal

    def _draft(self, keys: Iterable[str], how: How, kind: str, after: list[State]) -> Draft | None:
        before = [self._get(key) for key in dict.fromkeys(keys)]
        after[:] = how(before, self._bounds())
        changed = {
            new.key: fields
            for old, new in zip(before, after, strict=True)
            if new != old and (fields := fields_between(to_record(old), to_record(new)))
        }
        return Draft({"state": changed}, {"id": self._next_id(), "step": kind}) if changed else None

    def _again(self, word: str, ends: Callable[[UndoStep], tuple[dict[str, Any], dict[str, Any]]]) -> Undone | None:
        states: list[State] = []

        def make() -> Draft | None:
            steps = self.keeper.reading.memory.steps
            step = steps.to_undo() if word == "undo" else steps.to_redo()
            if step is None:
                return None
            there, wanted = ends(step)
            # What was changed since, on another machine, stays.
            patch = {
                table: {key: fields for key in documents if (fields := self._unchanged(table, key, there, wanted))}
                for table, documents in there.items()
            }
            states[:] = [self._get(key) for key in patch.get("state", ())]
            found.append(step)
            return Draft(patch, {word: step.id})

        found: list[UndoStep] = []
        self.keeper.change(make)
        return Undone(states, self.known(state.key for state in states)) if found else None

    def _unchanged(self, table: str, key: str, there: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
        now = self.keeper.get(table, key)
        target = wanted[table][key]
        return {
            name: target[name] for name, value in there[table][key].items() if now.get(name) == value != target[name]
        }

    def _next_id(self) -> str:
        return f"{self._name}-{next(self._numbers)}"

    # What is known of articles

    def _get(self, key: str) -> State:
        return self._state(key, self._states.record(key))

    def _state(self, key: str, record: Mapping[str, Any]) -> State:
        try:
            return from_record(key, record) if record else State(key)
        except (ValueError, TypeError, OverflowError) as error:
            self.keeper.say(f"{self.path}: {key}: {error}; what else it says holds.")
            bad = unsound(record)
            return from_record(key, {name: value for name, value in record.items() if name not in bad})

    def _bounds(self) -> Bounds:
        if self._positions is None:
            self._positions = Positions(self._states.with_field("bookmark"))
        return self._positions.bounds()

    def _take(self, touched: Touched | None) -> None:
        """Follow what changed; the keeper calls this, also for changes of others."""
        if touched is None:
            self._positions = None
        elif self._positions is not None:
            for table, key in touched:
                if table == "state":
                    self._positions.take(key, self._states.record(key))
