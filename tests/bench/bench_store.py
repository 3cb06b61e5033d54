"""What a change of state costs: `python -m tests.bench.bench_store [CHANGES]`.

At 102, 10 000 and 100 000 articles, beside TinyDB with its own JSONStorage and sqlite3 (WAL, synchronous = FULL): the
median of a change in the caller's thread (submitted: known at once, synced by a thread), of one that is waited for till
it is synced, of opening and reading one state, and how late a 1 ms timer of an event loop comes at the worst while
changes are made in it; for those who sync in the caller's thread, that is in the loop. `python list` is the lag of a
loop that does nothing. Budgets: 1 ms in the loop at 100 000 articles, durable within 250 ms.
"""

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from blogreader.model import State, Status
from blogreader.store.reading_list_bounds import Bounds
from blogreader.store.state_store import StateStore

SIZES = (102, 10_000, 100_000)
LOOP_SECONDS = 1.0


def key_of(number: int) -> str:
    return f"https://example.org/blog/an-article-with-a-slug-of-some-length-{number}"


def record_of(number: int) -> dict[str, Any]:
    opened = f"2026-11-01T09:30:{number % 60:02}Z"
    return {
        "status": "reading",
        "place": [number, 3, "a quote of about forty characters, as it is", 0.5],
        "opened_at": opened,
    }


def toggled(states: list[State], _: Bounds) -> list[State]:
    return [replace(state, status=Status.UNREAD if state.status is Status.READ else Status.READ) for state in states]


class Journal:
    """Ours."""

    def __init__(self, folder: Path, size: int) -> None:
        if size:
            path = folder / "state.json"
            path.write_text(json.dumps({"state": {key_of(number): record_of(number) for number in range(size)}}))
            StateStore(folder).engine.renew()
        self.store = StateStore(folder)

    def get(self) -> None:
        self.store.get(key_of(1))

    def change(self, number: int) -> None:
        self.store.submit([key_of(number)], toggled)

    def durable(self, number: int) -> None:
        self.store.change([key_of(number)], toggled)

    def close(self) -> None:
        self.store.close()


class Plain:
    """TinyDB as it comes, with the keys of ours; it syncs nothing."""

    class Keyed(Table):
        document_id_class = str  # type: ignore[assignment]

    def __init__(self, folder: Path, size: int) -> None:
        path = folder / "tiny.json"
        if size:
            path.write_text(json.dumps({"state": {key_of(number): record_of(number) for number in range(size)}}))
        self.database = TinyDB(path)
        self.table = self.Keyed(self.database.storage, "state")

    def get(self) -> None:
        assert key_of(1) in self.table._read_table()

    def change(self, number: int) -> None:
        self.table.update({"read_at": time.time()}, doc_ids=[key_of(number)])  # type: ignore[list-item]

    durable = change

    def close(self) -> None:
        self.database.close()


class Sqlite:
    """A row an article."""

    def __init__(self, folder: Path, size: int) -> None:
        self.database = sqlite3.connect(folder / "state.db", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        if size:
            self.database.execute("CREATE TABLE state (key TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID")
            rows = ((key_of(number), json.dumps(record_of(number))) for number in range(size))
            self.database.execute("BEGIN")
            self.database.executemany("INSERT INTO state VALUES (?, ?)", rows)
            self.database.execute("COMMIT")

    def get(self) -> None:
        self.database.execute("SELECT record FROM state WHERE key = ?", (key_of(1),)).fetchone()

    def change(self, number: int) -> None:
        record = json.dumps(record_of(number) | {"read_at": time.time()})
        self.database.execute("UPDATE state SET record = ? WHERE key = ?", (record, key_of(number)))

    durable = change

    def close(self) -> None:
        self.database.close()


def seconds_of(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


async def lag(change: Callable[[int], None] | None, size: int) -> float:
    """Make a change every 20 ms in an event loop, and return how late its timer comes at the worst."""
    worst, number = 0.0, 0
    ends = time.perf_counter() + LOOP_SECONDS
    next_change = 0.0
    while (started := time.perf_counter()) < ends:
        if change and started > next_change:
            change(number % size)
            number, next_change = number + 1, started + 0.02
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - started - 0.001)
    return worst


def main() -> None:
    """Print the table, in milliseconds."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{'':<10}{'articles':>9}{'change':>10}{'durable':>10}{'open':>10}{'loop lag':>10}   ms")
    print(f"{'idle':<10}{'':>39}{asyncio.run(lag(None, 1)) * 1000:>10.1f}")
    for size in SIZES:
        for kind in (Journal, Plain, Sqlite):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                kind(folder, size).close()
                opened = statistics.median(seconds_of(lambda: kind(folder, 0).get()) for _ in range(5))  # noqa: B023
                store = kind(folder, 0)
                store.get()
                few = min(changes, 20) if kind is Plain and size > 1_000 else changes
                change = statistics.median(seconds_of(lambda: store.change(one)) for one in range(few))  # noqa: B023
                durable = statistics.median(seconds_of(lambda: store.durable(one)) for one in range(few))  # noqa: B023
                late = asyncio.run(lag(store.change, size))
                store.close()
            numbers = "".join(f"{one * 1000:>10.3f}" for one in (change, durable, opened, late))
            print(f"{kind.__name__:<10}{size:>9}{numbers}")


if __name__ == "__main__":
    main()
