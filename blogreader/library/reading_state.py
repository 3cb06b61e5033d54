"""What the reader did: changes go to the store, and from there to the catalogue."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from blogreader.catalogue import Catalogue
from blogreader.errors import SourceError
from blogreader.model import Entry, State, Status
from blogreader.store.journal.state_files import stamp as stamp_of
from blogreader.text import clean_line, counted
from blogreader.urls import slug_of

if TYPE_CHECKING:
    from blogreader.store.state_store import How, Merged, StateStore, Undone

_UNSAVED = "unsaved "
"""Prefix of the stamp of a catalogue that shows unsaved changes: it matches no state, so that after a crash the
catalogue is rebuilt."""

_CLOSING_SECONDS = 2.0
"""How long closing waits for a change that is being shown."""

_SHORTEST_NAME = 12
"""Cells that a title has in any case."""
_LONGEST_NAME = 200


class Taken(NamedTuple):
    """A step that was undone or redone."""

    keys: tuple[str, ...]
    sentence: str
    """The new state of the articles: `marked as unread again`; without articles, why nothing was done."""
    name: str = ""
    """The title of a single article, or how many they are."""

    def said(self, width: int | None = None) -> str:
        """Return both in at most `width` cells, for which a long title is cut; None: as many as it takes."""
        from blogreader.cell_text import cells, cut  # a start undoes nothing

        if not self.name:
            return self.sentence
        room = None if width is None else max(width - cells(self.sentence) - 2, _SHORTEST_NAME)
        return f"{self.name if room is None else cut(self.name, room)}: {self.sentence}"


class ReadingState:
    """The only user of the store; every method may raise LibraryError."""

    def __init__(self, folder: Path, catalogue: Catalogue, *, looking: bool) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._looking = looking
        self._names = catalogue.path.parent
        self._store: StateStore | None = None
        self._making = Lock()
        self._changing = RLock()
        """Held from a change in memory until the catalogue shows it, so that states reach it in the store's order."""
        self._owed: set[str] = set()
        """Articles whose changed states did not reach the catalogue: it raised an error."""
        self._in_background = False
        self._is_read_only = False
        self._told = ""
        self._remarks: list[str] = []

    @property
    def store(self) -> "StateStore":
        """The store, loaded on demand: lists need neither TinyDB nor the journal."""
        with self._making:  # two threads that need it at once must get the same one
            if self._store is None:
                from blogreader.store.journal.machine import name
                from blogreader.store.state_store import StateStore

                self._store = StateStore(self._folder, machine=name(self._names))
                self._store.engine.in_background = self._in_background
            return self._store

    @property
    def is_loaded(self) -> bool:
        """Whether the store has been loaded."""
        return self._store is not None

    def open_catalogue(self) -> None:
        """Open the catalogue; that of a read-only library may stay in memory without a message."""
        effective = os.access in os.supports_effective_ids
        # Path.exists raises if a parent folder can't be searched.
        is_there = os.path.isdir(self._folder)  # noqa: PTH112
        is_read_only = is_there and not os.access(self._folder, os.W_OK, effective_ids=effective)
        self._is_read_only = is_read_only
        self._catalogue.open()
        if is_read_only:
            self._catalogue.said()
            self._remarks.append(f"{self._folder} is read-only: nothing you do now will be saved.")

    def open(self) -> None:
        """Update the catalogue."""
        self._told = stamp_of(self._folder)
        if self._catalogue.stamp("state") != self._told:
            self.take_all()

    def in_background(self) -> None:
        """From now on make changes in memory, with a thread writing them to disk."""
        self._in_background = True
        if self.is_loaded:
            self.store.engine.in_background = True

    def close(self) -> int:
        """Save what is unsaved; return how many changes could not be saved."""
        if not self.is_loaded:
            return 0
        left = self.store.close()
        # Whoever still shows a change then leaves the stamp behind, and the next start takes over everything.
        if self._in_background and not left and self._changing.acquire(timeout=_CLOSING_SECONDS):
            try:
                self._take_known()
            finally:
                self._changing.release()
        return left

    # Changes

    def change(self, keys: Iterable[str], how: "How", kind: str) -> list[Entry]:
        """Change states as one step; return the entries of the articles that are still in an index."""
        states = self.change_many(keys, how, kind)
        return self._catalogue.entries([state.key for state in states])

    def change_many(self, keys: Iterable[str], how: "How", kind: str) -> list[State]:
        """Do the same, but return only the new states of those that changed."""
        if self._in_background:
            with self._changing:
                states = self.store.submit(keys, how, kind)
                self._put(states)
            self._settle()
        else:
            states = self.store.change(keys, how, kind)
            self._put(states)
            self._take_known()
        return states

    def state(self, key: str) -> State:
        """Return the state of an article, whether it is in an index or not."""
        return self.store.known([key])[0]

    def undo(self) -> Taken | None:
        """Undo the last step; None if there is none."""
        with self._changing:
            return self._taken(self.store.undo(), "undo")

    def redo(self) -> Taken | None:
        """Redo the last undone step; None if there is none."""
        with self._changing:
            return self._taken(self.store.redo(), "redo")

    def session(self) -> Mapping[str, Any]:
        """Return where the reader was, from the catalogue's copy, so that a start need not read all states."""
        import json

        try:
            return cast("Mapping[str, Any]", json.loads(self._catalogue.stamp("session") or "{}"))
        except ValueError:  # the catalogue is damaged only here, and nobody misses a cursor
            return {}

    def keep_session(self, session: Mapping[str, Any]) -> None:
        """Remember where the reader is."""
        import json

        if self._in_background and not self._looking and not self._is_read_only:
            self.store.submit_session(session)
            self._mark_unsaved()
        elif not self._looking and not self._is_read_only:
            self.store.keep_session(session)
            self._take_known()
        self._catalogue.put_stamp("session", json.dumps(session))

    def place_marks(self) -> Mapping[str, Any]:
        """Return the stored marks by name."""
        return self.store.session_fields("marks")

    def keep_place_mark(self, name: str, value: object) -> None:
        """Save a mark, replacing one of the same name."""
        self._keep_session_field("marks", name, value)

    def drafts(self) -> Mapping[str, Any]:
        """Return the stored drafts of notes by name."""
        return self.store.session_fields("drafts")

    def keep_draft(self, name: str, value: object) -> None:
        """Save a draft, replacing one of the same name; None deletes it."""
        self._keep_session_field("drafts", name, value)

    def _keep_session_field(self, document: str, name: str, value: object) -> None:
        if self._in_background:
            self.store.submit_session_field(document, name, value)
            self._mark_unsaved()
            self._settle()
        else:
            self.store.keep_session_field(document, name, value)
            self._take_known()

    # Other machines

    def export(self) -> Iterator[str]:
        """Yield every state as a line for another machine to merge."""
        return self.store.export()

    def merge(self, text: str, name: str, *, dry_run: bool) -> "Merged":
        """Merge what is newer in an export; raises SourceError if it is not one."""
        from blogreader.store.transfer import NotExported, imported

        try:
            foreign = list(imported(text))
        except NotExported as error:
            raise SourceError(f"{name} is not an export of states ({error}); nothing was changed.") from error
        merged = self.store.merge(foreign, dry_run=dry_run)
        if not dry_run:
            self._take_known()
        return merged

    def adopt(self, pairs: Mapping[str, str]) -> int:
        """Merge the states of other articles into those of `pairs`; return how many had any."""
        number = len(self.store.adopt(pairs).keys)
        self._take_known()
        return number

    def check(self, *, repair: bool) -> tuple[list[str], bool]:
        """Return sentences on what is wrong with the files, and whether all of it was mended."""
        sentences = self.store.check()
        if not (sentences and repair):
            return sentences, not sentences
        self.store.repair()
        self.store.engine.said()
        return sentences, not self.store.check()

    # Changes by others, and unsaved ones

    def news(self) -> set[str] | None:
        """Apply changes found on disk; return the keys of their articles; None: unknown, perhaps all."""
        if not self.is_loaded and stamp_of(self._folder) == self._told:
            return set()
        engine = self.store.engine
        engine.look()
        touched, latest = engine.since(self._told)
        if latest == self._told:
            return set()
        self._told = latest
        self._take_known()
        return None if touched is None else {key for table, key in touched if table == "state"}

    def unsaved(self) -> tuple[int, float, str]:
        """Return how many changes are not on disk, for how many seconds, and the reason if there is one."""
        if not self.is_loaded:
            return 0, 0.0, ""
        engine = self.store.engine
        number, seconds = engine.unsaved()
        return number, seconds, str(engine.trouble) if number and engine.trouble else ""

    def said(self) -> list[str]:
        """Return the sentences about problems found and repaired that have not been returned yet."""
        remarks, self._remarks = self._remarks, []
        return remarks + self._catalogue.said() + (self.store.engine.said() if self.is_loaded else [])

    # The catalogue

    def take_all(self) -> None:
        """Fill the catalogue with every state."""
        import json

        # The stamp first, so that concurrent changes by another process are noticed next time.
        stamp = stamp_of(self._folder)
        self._catalogue.put_states(self.store.all() if stamp or self.is_loaded else (), all_touched=True)
        if not self._looking:
            self._catalogue.put_stamp("session", json.dumps(self.store.session()) if stamp else "{}")
        number, _, _ = self.unsaved()
        self._catalogue.put_stamp("state", _UNSAVED * bool(number) + stamp)

    def take_new(self, keys: Iterable[str]) -> None:
        """Fill in the states of articles that are new in the catalogue; what it has of the others stays."""
        if stamp_of(self._folder) or self.is_loaded:
            self.store.engine.look()
            self._catalogue.put_states(self.store.known(keys))

    def _put(self, states: list[State]) -> None:
        """Show states in the catalogue that were changed here."""
        changed = {state.key for state in states}
        self._owed |= changed
        # The stamp first: after a crash in between, the catalogue must not look as if the change were saved.
        self._mark_unsaved()
        self._catalogue.put_states(states)
        self._owed = self._owed - changed  # a new set: one that was emptied keeps its size

    def _take_known(self) -> None:
        """Update the catalogue with the changes since it was filled, if they are known."""
        import json

        with self._changing:
            shown = (self._catalogue.stamp("state") or "").removeprefix(_UNSAVED)
            touched, stamp = self.store.engine.since(shown, ours=False)
            if touched is None:
                self.take_all()
                return
            keys = self._owed.union(key for table, key in touched if table == "state")
            self._catalogue.put_states(self.store.known(keys))
            self._owed = self._owed - keys
            if not self._looking and any(table == "session" for table, _ in touched):
                self._catalogue.put_stamp("session", json.dumps(self.store.session()))
            number, _, _ = self.unsaved()
            self._catalogue.put_stamp("state", _UNSAVED * bool(number) + stamp)

    def _mark_unsaved(self) -> None:
        shown = self._catalogue.stamp("state") or ""
        self._catalogue.put_stamp("state", _UNSAVED + shown.removeprefix(_UNSAVED))

    def _settle(self) -> None:
        """Mark the catalogue as saved, if the disk was quick."""
        if not self.store.engine.unsaved()[0]:
            self._take_known()

    def _taken(self, undone: "Undone | None", verb: str) -> Taken | None:
        if undone is None:
            return None
        self._put(undone.after)
        self._settle()
        if not undone.after:
            return Taken((), f"Nothing to {verb}: these articles have been changed since.")
        keys = tuple(state.key for state in undone.after)
        return Taken(keys, again(undone.before, undone.after), self._name(keys))

    def _name(self, keys: tuple[str, ...]) -> str:
        """Return the title of a single article, or how many there are."""
        if len(keys) > 1:
            return counted(len(keys), "article")
        entry = self._catalogue.entry(keys[0])
        return clean_line(entry.article.title if entry else slug_of(keys[0]), _LONGEST_NAME)


def again(before: list[State], after: list[State]) -> str:
    """Describe in words how articles are after a step was undone or redone.

    `read again` alone would be something to do.
    """
    moved = [new.status for old, new in zip(before, after, strict=True) if new.status is not old.status]
    if len(set(moved)) == 1:
        return "back to being read" if moved[0] is Status.READING else f"marked as {moved[0]} again"
    listed = [new.bookmark is not None for old, new in zip(before, after, strict=True) if new.bookmark != old.bookmark]
    if not moved and len(set(listed)) == 1:
        return f"{'on' if listed[0] else 'off'} the reading list again"
    notes = sum(len(new.notes) - len(old.notes) for old, new in zip(before, after, strict=True))
    if not moved and not listed and any(old.notes != new.notes for old, new in zip(before, after, strict=True)):
        what = counted(abs(notes), "highlight or note", "highlights and notes")
        return f"{what} {'back again' if notes > 0 else 'gone again'}" if notes else "the note is as before"
    return "as before"
