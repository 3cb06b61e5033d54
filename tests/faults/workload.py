"""Changes one after the other, said on stdout: `python -m tests.faults.workload FOLDER NAME CHANGES RENEW [WITHOUT]`.

Every RENEW changes a snapshot is written. WITHOUT takes a safety out, for the checker to find: `fsync` (the journal's)
or `folder-fsync`.
"""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from blogreader import files
from blogreader.errors import LibraryError
from blogreader.model import Place, State, Status
from blogreader.store.journal import writer
from blogreader.store.reading_list_bounds import Bounds
from blogreader.store.state_store import StateStore

ARTICLES = 5
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def key_of(name: str, number: int) -> str:
    """The article that a change concerns."""
    return f"https://example.org/{name}/{number % ARTICLES}"


def after(state: State, number: int) -> State:
    """What a change makes of its article: each field has the number."""
    status = (Status.READING, Status.READ)[number // ARTICLES % 2]
    return replace(state, status=status, place=Place(number, 0, "", 0.5), opened_at=_EPOCH + timedelta(seconds=number))


def number_of(state: State) -> int:
    """Which change an article is of; fails when it is of two."""
    assert state.place
    assert state == after(State(state.key), state.place.block)
    return state.place.block


def run(store: StateStore, name: str, changes: int, renew: int) -> None:
    """Make the changes, and say of each whether it is kept."""
    for number in range(changes):

        def how(states: list[State], _: Bounds, number: int = number) -> list[State]:
            return [after(states[0], number)]

        say(f"issued {number}")
        try:
            store.change([key_of(name, number)], how, "mark")
        except LibraryError:
            say(f"refused {number}")
        else:
            say(f"kept {number}")
        if number % renew == renew - 1:
            try:
                store.engine.renew()
            except LibraryError:
                say(f"not renewed {number}")


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def _not_synced(folder: Path | str) -> None:
    """Do nothing for a folder."""


def leave_out(safety: str) -> None:
    """Break the store on purpose."""
    if safety == "fsync":
        writer._synced = lambda descriptor: descriptor >= 0
    elif safety == "folder-fsync":
        files._sync_folder = _not_synced
    else:
        raise ValueError(safety)


if __name__ == "__main__":
    folder, who, how_many, how_often, *without = sys.argv[1:]
    files.PATIENCE_SECONDS = 60.0  # several of these on a busy machine wait for each other's disk
    for one in without:
        leave_out(one)
    run(StateStore(Path(folder), machine="m"), who, int(how_many), int(how_often))
