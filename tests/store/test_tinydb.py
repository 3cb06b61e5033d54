"""TinyDB is what it says: tables of documents, found by queries, changed beside the app by anybody's script."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from blogreader.catalogue import Catalogue
from blogreader.library.reading_state import ReadingState
from blogreader.model import Place, State, Status
from blogreader.store.changed_table import ChangedTable
from blogreader.store.journal.lazy_documents import LazyDocuments
from blogreader.store.journal.line_format import decode
from blogreader.store.journal.state_files import stamp
from blogreader.store.state_store import StateStore
from blogreader.store.tinydb_tables import JournalStorage, JournalTable

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
URL, OTHER, THIRD = (f"https://example.org/{letter}" for letter in "abc")


class ByAddress(Table):
    """TinyDB's own table; ids are text."""

    document_id_class = str  # type: ignore[assignment]


def table_of(folder: Path, name: str = "state") -> JournalTable:
    return JournalTable(JournalStorage(folder / "state.json"), name)


def at(key: str, **fields: object) -> Document:
    return Document(fields, doc_id=cast("int", key))


def ids(*keys: str) -> list[int]:
    """Return ids as TinyDB's types have them."""
    return cast("list[int]", list(keys))


def known(table: Table) -> dict[str, dict[str, Any]]:
    return {str(document.doc_id): dict(document) for document in table}


def mark(store: StateStore, *keys: str, status: Status = Status.READ) -> None:
    store.change(keys, lambda states, _: [replace(state, status=status) for state in states])


# What stands in the manual.


def script() -> str:
    [found] = [
        block
        for block in re.findall(
            "```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL
        )
        if "JournalStorage" in block
    ]
    return cast("str", found)


def run(*words: str | Path) -> str:
    command = [sys.executable, "-c", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    ).stdout


@pytest.mark.slow
def test_the_script_of_the_manual_reads_and_changes_states_beside_the_app_that_sees_it(tmp_path: Path) -> None:
    assert len([line for line in script().splitlines() if line.strip()]) <= 10
    catalogue = Catalogue(tmp_path / "catalogue" / "catalogue.db")
    (tmp_path / "catalogue").mkdir()
    app = ReadingState(tmp_path / "library", catalogue, looking=False)
    app.open_catalogue()
    app.open()
    app.in_background()
    app.change([URL, THIRD], lambda states, _: [replace(state, status=Status.READING) for state in states], "mark")
    assert app.store.close() == 0
    app.news()
    assert run(script(), tmp_path / "library" / "state.json", OTHER) == f"{URL}\n{THIRD}\n"
    assert app.news() == {OTHER}
    assert (app.state(OTHER), app.state(URL)) == (State(OTHER, Status.READ), State(URL, Status.READING))
    assert app.news() == set()
    app.change([OTHER], lambda states, _: [replace(states[0], bookmark=1)], "bookmark")
    app.change([THIRD], lambda states, _: [replace(states[0], status=Status.READ)], "mark")
    assert app.store.close() == 0
    app.news()
    assert run(script(), tmp_path / "library" / "state.json", URL) == f"{URL}\n"
    assert app.news() == {URL}
    assert StateStore(tmp_path / "library").get(OTHER) == State(OTHER, Status.READ, bookmark=1)
    taken = app.undo()
    assert taken is not None
    assert (taken.keys, app.state(URL).status) == ((URL,), Status.READING)
    assert app.said() == []
    catalogue.close()


def test_tinydb_alone_reads_the_state_when_no_journal_is_pending_and_what_it_writes_is_a_hands(tmp_path: Path) -> None:
    with TinyDB(tmp_path / "state.json", storage=JournalStorage) as database:
        JournalTable(cast("JournalStorage", database.storage), "state").upsert(at(URL, status="read"))
    store = StateStore(tmp_path)
    with TinyDB(tmp_path / "state.json", access_mode="r") as database:
        assert known(ByAddress(database.storage, "state")) == {URL: {"status": "read"}}
    mark(store, OTHER, status=Status.READING)
    storage = JournalStorage(tmp_path / "state.json")
    storage.fold()
    with TinyDB(tmp_path / "state.json") as database:
        table = ByAddress(database.storage, "state")
        assert known(table) == {URL: {"status": "read"}, OTHER: {"status": "reading"}}
        assert [str(found.doc_id) for found in table.search(where("status") == "reading")] == [OTHER]
        table.upsert(at(THIRD, status="read"))
    wanted = {State(URL, Status.READ), State(OTHER, Status.READING), State(THIRD, Status.READ)}
    assert set(store.all()) == set(StateStore(tmp_path).all()) == wanted
    assert "was changed by hand" in " ".join(store.engine.said())


# Counts one article's place up, and touches one more article each time; says so after each change.
WRITER = """
import sys
from tinydb import TinyDB
from tinydb.table import Document
from blogreader.store.tinydb_tables import JournalStorage, JournalTable

TinyDB.table_class = JournalTable
states = TinyDB(sys.argv[1], storage=JournalStorage).table("state")
states.upsert(Document({}, doc_id="counter"))

def count(document):
    offset = document["place"][1] if "place" in document else 0
    document["place"] = [0, offset + 1, "x" * 40, 0.5]

def updater(documents):
    count(documents.setdefault("counter", {}))
    documents[f"{sys.argv[2]}/{number}"] = {"status": "read"}

for number in range(int(sys.argv[3])):
    states._update_table(updater)
    print(number + 1, flush=True)
"""


def writer(folder: Path, name: str, changes: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder / "state.json"), name, str(changes)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def counted(store: StateStore) -> int:
    place = store.get("counter").place
    return place.offset if place else 0


def _counted_up(states: list[State], _: object) -> list[State]:
    place = states[0].place or Place(0, 0, "", 0.0)
    return [replace(states[0], place=replace(place, offset=place.offset + 1))]


@pytest.mark.slow
def test_a_script_and_the_app_that_write_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    app = StateStore(tmp_path)
    app.engine.in_background = True
    with writer(tmp_path, "script", 60) as process:
        assert process.stdout
        assert process.stdout.readline()
        for number in range(60):
            app.submit([f"app/{number}"], lambda states, _: [replace(states[0], status=Status.READ)])
            if number % 3 == 0:
                app.change(["counter"], _counted_up)
        process.communicate(timeout=PATIENCE_SECONDS)
    assert app.close() == 0
    for store in (app, StateStore(tmp_path)):
        assert counted(store) == 80
        wanted = {"counter", *(f"{name}/{number}" for name in ("app", "script") for number in range(60))}
        assert {state.key for state in store.all()} == wanted
        assert store.check() == []


@pytest.mark.slow
def test_a_script_that_is_killed_at_any_moment_leaves_every_change_that_it_told_of(tmp_path: Path) -> None:
    chance = random.Random(20261130)
    app = StateStore(tmp_path)
    told = 0
    for round_number in range(8):
        with writer(tmp_path, str(round_number), 1_000_000) as process:
            assert process.stdout
            for _ in range(chance.randint(1, 12)):
                assert process.stdout.readline()
                told += 1
            # It goes on meanwhile: the kill meets it in the middle of a change.
            process.kill()
            told += len(process.stdout.readlines())
        kept = counted(app)
        # The last change may have been kept without its having been told of.
        assert told <= kept <= told + 1
        assert len(app.all()) == 1 + kept
        told = kept
    assert counted(StateStore(tmp_path)) == told


# The table is TinyDB's.


def random_step(chance: random.Random) -> Callable[[Table], object]:
    """Return something to do with a table, the same with each."""
    keys = [f"https://example.org/{chance.randrange(6)}" for _ in range(3)]
    status, number = chance.choice(["read", "reading", "unread"]), chance.randrange(9)
    query = chance.choice([where("status") == status, where("mine").exists(), where("mine").one_of([number, 3])])

    def clear(document: Any) -> None:
        document.pop("mine", None)
        document["status"] = status

    steps: list[Callable[[Table], object]] = [
        lambda table: table.upsert({"mine": number}, query) if table.contains(query) else None,
        lambda table: table.upsert(at(keys[0], status=status, mine=number)),
        lambda table: table.upsert(at(keys[0], mine=[number, {"deep": [number]}])),
        lambda table: table.update({"mine": number}, doc_ids=ids(*dict.fromkeys(keys))),
        lambda table: table.update({"status": status}, query),
        lambda table: table.update(clear, query),
        lambda table: table.update({"mine": number}),
        lambda table: table.update_multiple([({"mine": number}, query), (clear, where("mine") == 3)]),
        lambda table: table.remove(doc_ids=ids(keys[0], "https://example.org/none")),
        lambda table: table.remove(query) if number < 3 else None,
        lambda table: table.truncate() if number == 0 else None,
        lambda table: table.contains(doc_id=ids(keys[0])[0]) or table.insert(at(keys[0], status=status)),
        lambda table: table.contains(query),
        lambda table: sorted(str(one.doc_id) for one in table.search(query)),
        lambda table: table.count(query),
        lambda table: table.get(doc_id=ids(keys[0])[0]),
        lambda table: sorted(str(one.doc_id) for one in table.get(doc_ids=ids(*dict.fromkeys(keys)))),
        len,
    ]
    return chance.choice(steps)


def done(step: Callable[[Table], object], table: Table) -> object:
    found = step(table)
    return sorted(map(str, found)) if isinstance(found, list) else found


@pytest.mark.parametrize("seed", range(12))
def test_whatever_tinydb_does_with_a_table_gives_what_it_gives_in_memory(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    plain = ByAddress(MemoryStorage(), "state", cache_size=0)  # type: ignore[no-untyped-call]
    ours = table_of(tmp_path)
    by_tinydb = ByAddress(JournalStorage(tmp_path / "state.json"), "state", cache_size=0)
    for _ in range(40):
        step = random_step(chance)
        assert done(step, chance.choice([ours, by_tinydb])) == done(step, plain)
        assert known(ours) == known(plain)
    assert known(by_tinydb) == known(table_of(tmp_path)) == known(plain)
    assert StateStore(tmp_path).check() == []


def test_a_table_that_is_being_changed_reads_as_it_is_left(tmp_path: Path) -> None:
    chance = random.Random(7)
    keys = [f"https://example.org/{number}" for number in range(4)]
    table = table_of(tmp_path)
    wanted: dict[str, dict[str, Any]] = {}

    def updater(documents: ChangedTable) -> None:
        for _ in range(chance.randrange(1, 8)):
            key, field, number = chance.choice(keys), chance.choice("ab"), chance.randrange(3)
            match chance.randrange(6):
                case 0:
                    documents[key] = {field: number}
                    wanted[key] = {field: number}
                case 1:
                    documents.set_fields(key, {field: number})
                    wanted.setdefault(key, {})[field] = number
                case 2 if key in wanted:
                    documents[key][field] = number
                    wanted[key][field] = number
                case 3 if key in wanted:
                    del documents[key]
                    del wanted[key]
                case 4 if number == 0:
                    documents.clear()
                    wanted.clear()
                case _:
                    assert len(documents) == len(wanted)
            assert documents.seen(key) == wanted.get(key, {})
            assert (key in documents) == (key in wanted)
            if chance.random() < 0.3:
                assert dict(documents) == wanted

    for _ in range(150):
        table.transact(updater)
        assert known(table) == wanted
    assert known(table_of(tmp_path)) == wanted


def test_a_document_is_read_as_it_is_on_disk_now(tmp_path: Path) -> None:
    table, store = table_of(tmp_path), StateStore(tmp_path)
    assert table.get(doc_id=URL) is None
    mark(store, URL)
    assert table.get(doc_id=URL) == {"status": "read"}
    mark(store, URL, status=Status.READING)
    assert table.get(doc_ids=[URL]) == [{"status": "reading"}]
    mark(store, OTHER)
    assert (table.contains(doc_id=ids(OTHER)[0]), len(table)) == (True, 2)


def test_a_document_that_was_read_may_be_changed_and_nothing_of_that_is_kept(tmp_path: Path) -> None:
    table = table_of(tmp_path)
    table.upsert(at(URL, place=[1, 2, "quote", 0.5]))
    for found in (
        table.get(doc_id=URL),
        *table.get(doc_ids=[URL]),
        *table.all(),
        *table.search(where("place").exists()),
        *table.with_field("place"),
        *(table.storage.read() or {})["state"].values(),
    ):
        assert isinstance(found, dict)
        found["place"][0] = 99
    assert known(table) == {URL: {"place": [1, 2, "quote", 0.5]}}


def test_a_change_by_ids_reads_no_document_but_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = StateStore(tmp_path)
    mark(store, *(f"{URL}/{number}" for number in range(200)))
    store.engine.renew()
    table = table_of(tmp_path)
    table.storage.read()
    read: list[bytes] = []
    original = LazyDocuments.read

    def counting(self: LazyDocuments, key: str, held: Document | bytes) -> Any:
        if isinstance(held, bytes) and b"status" in held:
            read.append(held)
        return original(self, key, held)

    monkeypatch.setattr(LazyDocuments, "read", counting)
    table.upsert(at(URL, status="read"))
    table.upsert(at(f"{URL}/1", bookmark=1))
    table.update({"bookmark": 2}, doc_ids=ids(f"{URL}/2", f"{URL}/3"))
    table.remove(doc_ids=ids(f"{URL}/4"))
    table.insert(at(OTHER, status="read"))
    assert table.get(doc_id=f"{URL}/5") == {"status": "read"}
    assert table.get(doc_ids=[f"{URL}/6", THIRD]) == [{"status": "read"}]
    assert len(table.with_field("bookmark")) == 3
    assert len(read) <= 16  # the document, and when its fields were set


def test_what_is_changed_by_a_table_is_a_step_and_undone_as_one(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, URL, OTHER)
    table_of(tmp_path).update({"status": "reading", "bookmark": 1}, where("status") == "read")
    assert {state.status for state in store.all()} == {Status.READING}
    undone = store.undo()
    assert undone is not None
    assert undone.after == [State(URL, Status.READ), State(OTHER, Status.READ)]
    table_of(tmp_path, "session").upsert(at("last", view="all"))
    assert store.session() == {"view": "all"}
    store.redo()
    assert (store.get(URL), store.session()) == (State(URL, Status.READING, 1), {"view": "all"})


def test_tables_are_listed_and_dropped_and_a_drop_is_undone(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, URL, OTHER)
    store.keep_session({"view": "all"})
    with TinyDB(tmp_path / "state.json", storage=JournalStorage) as database:
        assert database.tables() == {"state", "session"}
        database.drop_table("state")
        assert (store.all(), store.session()) == ([], {"view": "all"})
        store.undo()
        assert {state.key for state in store.all()} == {URL, OTHER}
        database.drop_tables()
        assert database.tables() == set()
    assert (store.all(), store.session()) == ([], {})
    store.undo()
    assert {state.key for state in store.all()} == {URL, OTHER}


def test_tinydbs_own_table_writes_what_it_changed_and_not_what_others_changed_meanwhile(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    mark(store, URL, OTHER)
    table = ByAddress(JournalStorage(tmp_path / "state.json"), "state")

    def change(document: Any) -> None:
        document["mine"] = 1
        mark(store, OTHER, THIRD, status=Status.READING)
        store.change([URL], lambda states, _: [replace(states[0], bookmark=7)])
        table.storage.read()

    table.update(change, doc_ids=ids(URL))
    assert set(store.all()) == {State(URL, Status.READ, 7), State(OTHER, Status.READING), State(THIRD, Status.READING)}
    assert known(table)[URL]["mine"] == 1


def test_tinydbs_own_table_takes_nothing_away_that_came_while_it_found_nothing(tmp_path: Path) -> None:
    table = ByAddress(JournalStorage(tmp_path / "state.json"), "state")

    def updater(documents: dict[Any, Any]) -> None:
        mark(StateStore(tmp_path), URL)
        documents[OTHER] = {"mine": 1}

    table._update_table(updater)
    assert known(table) == {URL: {"status": "read"}, OTHER: {"mine": 1}}


def test_tables_that_a_middleware_keeps_are_written_again_without_what_was_written_before(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    storage = CachingMiddleware(JournalStorage)(tmp_path / "state.json")  # type: ignore[no-untyped-call]
    table = ByAddress(storage, "state")
    table.upsert(at(URL, status="reading"))
    storage.flush()
    mark(store, URL)
    table.upsert(at(OTHER, status="reading"))
    storage.close()
    assert set(store.all()) == {State(URL, Status.READ), State(OTHER, Status.READING)}


# What a table can't have.

REFUSED: Mapping[str, Callable[[JournalTable], object]] = {
    "a status that is none": lambda table: table.upsert(at(OTHER, status="eaten")),
    "a bookmark that is none": lambda table: table.update({"bookmark": "first"}, doc_ids=ids(URL)),
    "a place that is none": lambda table: table.update({"place": [1]}, where("status").exists()),
    "a time that is none": lambda table: table.upsert(at(OTHER, read_at="soon")),
    "a value of Python": lambda table: table.upsert(at(OTHER, read_at=datetime(2026, 11, 1, tzinfo=UTC))),
    "no number": lambda table: table.upsert(at(OTHER, mine=float("nan"))),
    "a value that holds itself": lambda table: table.upsert(at(OTHER, mine=_endless())),
    "a value that is too deep": lambda table: table.upsert(at(OTHER, mine=json.loads("[" * 33 + "]" * 33))),
    "an id that is a number": lambda table: table.upsert(Document({"status": "read"}, doc_id=5)),
    "an id that is no text": lambda table: table.upsert(at("\ud800", status="read")),
    "no id": lambda table: table.insert({"status": "read"}),
    "no id for what no query finds": lambda table: table.upsert({"status": "read"}, where("status") == "none"),
    "several without ids": lambda table: table.insert_multiple([{"status": "read"}]),
    "an id twice": lambda table: table.insert(at(URL, status="read")),
    "one of many": lambda table: table.insert_multiple([at(OTHER, status="read"), at(THIRD, status="eaten")]),
    "another table": lambda table: JournalTable(table._journal, "_default").upsert(at(URL, status="read")),
    "a table of the files' own": lambda table: JournalTable(table._journal, "when state").truncate(),
    "by TinyDB's own table": lambda table: ByAddress(table.storage, "state").upsert(at(OTHER, status="eaten")),
    "by TinyDB's own other table": lambda table: Table(table.storage, "_default").insert({"status": "read"}),
    "nothing that is asked for": lambda table: table.get(),
}


SAID = {
    "a status that is none": f"{OTHER}: status: not what a state has there",
    "a bookmark that is none": f"{URL}: bookmark: not what a state has there",
    "one of many": f"{THIRD}: status: not what a state has there",
    "no number": f"{OTHER}: not what JSON has: ",
    "a value that is too deep": f"{OTHER}: nested too deeply",
    "an id that is no text": r"'\ud800': the id of a document is text, of an article its address",
    "no id": "a document needs the address of its article: Document(fields, doc_id=address)",
    "a table of the files' own": "there are the tables state and session, and none that is called 'when state'",
    "nothing that is asked for": "which document: a query, an id or several ids",
}
"""The beginnings of sentences."""


def _endless() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_state_has_is_refused_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    table = table_of(tmp_path)
    table.upsert(at(URL, status="read"))
    before = stamp(tmp_path)
    with pytest.raises(ValueError, match="^" + re.escape(SAID[case]) if case in SAID else r"\w{3}"):
        REFUSED[case](table)
    assert (known(table), stamp(tmp_path)) == ({URL: {"status": "read"}}, before)
    table.upsert(at(URL, status="reading"))
    again = StateStore(tmp_path)
    assert (again.all(), again.check()) == ([State(URL, Status.READING)], [])


def test_values_that_json_has_in_another_way_are_kept_as_it_has_them(tmp_path: Path) -> None:
    table = table_of(tmp_path)
    table.upsert(at(URL, place=(1, 2, "quote", 0.5), mine={1: "one"}, gone=None, deep=json.loads("[" * 30 + "]" * 30)))
    wanted = {"place": [1, 2, "quote", 0.5], "mine": {"1": "one"}, "deep": json.loads("[" * 30 + "]" * 30)}
    assert known(table) == known(table_of(tmp_path)) == {URL: wanted}
    table.update({"deep": None}, doc_ids=ids(URL))
    store = StateStore(tmp_path)
    assert store.get(URL).place == Place(1, 2, "quote", 0.5)
    store.engine.renew()
    assert StateStore(tmp_path).check() == []
    assert set(known(table_of(tmp_path))[URL]) == {"place", "mine"}


def test_only_the_state_of_a_library_is_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "other.json", tmp_path / "state.json.bak"):
        with pytest.raises(ValueError, match=r"is not the state\.json of a library"):
            TinyDB(path, storage=JournalStorage)
    assert list(tmp_path.iterdir()) == []


def test_each_method_that_changes_writes_one_line(tmp_path: Path) -> None:
    table = table_of(tmp_path)
    table.upsert(at(URL, status="read"))
    [journal] = tmp_path.glob("journal-*.jsonl")
    steps: list[Callable[[], object]] = [
        lambda: table.upsert(at(OTHER, status="read")),
        lambda: table.insert_multiple([at(THIRD, status="read"), at(f"{THIRD}/1", status="read")]),
        lambda: table.update({"bookmark": 1}),
        lambda: table.remove(where("bookmark") == 1),
    ]
    for step in steps:
        before = journal.read_bytes()
        step()
        [line] = journal.read_bytes().removeprefix(before).splitlines()
        record = decode(line)
        assert record is not None
        assert (record["step"], set(record["set"])) == ("change", {"state"})
