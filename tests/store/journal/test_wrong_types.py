"""What no version writes, with a checksum that holds: damage that is told and kept, whatever stands where."""

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from blogreader import times
from blogreader.archive import Archive
from blogreader.errors import FormatTooNew
from blogreader.model import Place, State, Status
from blogreader.store.journal import snapshot_format
from blogreader.store.journal.lazy_documents import LazyDocuments
from blogreader.store.journal.line_format import decode, encode
from blogreader.store.journal.state_files import BACKUP_NAME
from blogreader.store.state_store import StateStore
from tests.conftest import Commands

pytestmark = pytest.mark.slow

URL, OTHER, THIRD = (f"https://example.org/{letter}" for letter in "abc")
DEEP: object = json.loads("[" * 900 + "]" * 900)
ODD: list[object] = [
    None, True, False, -1, 0, 1.5, 10**30, 253_402_300_799_999_999, float("nan"), "", "x", "\ud800", [], [None], ["x"],
    {}, {"": None}, {"state": None}, {"state": []}, {"state": {URL: None}}, {"state": {URL: []}},
    {"state": {URL: {"status": []}}}, {"session": 5}, {"steps": {}}, {"when state": {URL: {"status": "soon"}}},
    {"format": {"1": {}}}, [{"id": 1}], [{"id": "x", "kind": "y", "new": {}, "old": {"state": {URL: {"a": 1}}}}], DEEP,
]  # fmt: skip


def store_of(folder: Path) -> StateStore:
    return StateStore(folder, machine="m")


def mark(store: StateStore, key: str, status: Status = Status.READ) -> None:
    store.change([key], lambda states, _: [replace(states[0], status=status)], "mark")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = store_of(tmp_path)
    mark(store, URL)
    store.change([URL], lambda states, _: [replace(states[0], bookmark=1, place=Place(1, 2, "quote", 0.5))], "bookmark")
    store.keep_session({"view": "all"})
    return tmp_path


def journal_of(folder: Path) -> Path:
    return max(folder.glob("journal-m-*.jsonl"), key=lambda path: int(path.stem.rpartition("-")[2]))


def holds(folder: Path, bad: bytes, name: str) -> None:
    """Everything that is known holds, and goes on; what was bad was told, and is kept."""
    store = store_of(folder)
    assert store.get(URL).status is Status.READ
    store.all()
    store.undo()
    store.redo()
    list(store.export())
    mark(store, THIRD)
    store.engine.renew()
    again = store_of(folder)
    assert (again.get(URL).status, again.get(THIRD).status) == (Status.READ, Status.READ)
    assert again.check() == []
    assert bad in [path.read_bytes() for path in folder.glob(f"{name}.damaged-*")]


# The lines of a journal.

FIELDS = (
    *("n", "at", "set", "when", "id", "step", "old", "undo", "redo", "steps", "undone"),
    *("journal", "machine", "number", "snapshot", "opening", "lines"),
)


@pytest.mark.parametrize("field", FIELDS)
def test_a_line_of_which_a_field_is_of_another_type_costs_nothing_but_itself(folder: Path, field: str) -> None:
    journal = journal_of(folder)
    whole = journal.read_bytes()
    records = [record for line in whole.splitlines() if (record := decode(line))]
    base = next(record for record in records if "step" in record)
    refused = 0
    for odd in ODD:
        line = encode({**base, "id": "other", field: odd})
        assert decode(line[:-1]) is None or decode(line[:-1]) == {**base, "id": "other", field: odd}
        refused += decode(line[:-1]) is None
        for bad in (whole + line, line + whole, whole + line + encode({**base, "n": base["n"] + 9, "id": "last"})):
            journal.write_bytes(bad)
            store = store_of(folder)
            if field == "journal" and type(odd) is int and 1 < odd < 2**62:
                with pytest.raises(FormatTooNew):
                    store.all()
                continue
            store.all()
            store.undo()
            store_of(folder).redo()
            assert store_of(folder).get(URL).status is not Status.UNREAD or field in ("set", "old", "when", "undo")
            list(store_of(folder).export())
            store_of(folder).check()
            for path in folder.glob("journal-m-*"):
                if path != journal:
                    path.unlink()
            (folder / "state.json").unlink()
    assert refused > len(ODD) // 2


@pytest.mark.parametrize(
    "change",
    [
        {"at": None},
        {"set": []},
        {"set": {"state": {URL: "read"}}},
        {"set": {"when state": {URL: {"status": "soon"}}}},
        {"when": {"state": {URL: {"status": None}}}},
        {"when": {"state": {URL: {"status": 253_402_300_799_999_999}}}},
        {"at": 253_402_300_799_999_999},
        {"old": None},
        {"old": {}},
        {"steps": [{}], "undone": 0},
        {"steps": [], "undone": -1},
        {"steps": []},
        {"id": 5},
        {"n": "1"},
        {"opening": -5},
        {"mine": DEEP},
        {"set": {"state": {"\ud800": {"status": "read"}}}, "old": {"state": {"\ud800": {"status": None}}}},
    ],
    ids=ascii,
)
def test_a_line_of_wrong_types_is_told_and_kept_and_nothing_is_lost(folder: Path, change: dict[str, object]) -> None:
    journal = journal_of(folder)
    record = next(record for line in journal.read_bytes().splitlines() if "step" in (record := decode(line) or {}))
    bad = journal.read_bytes() + encode({**record, "id": "other", **change})
    journal.write_bytes(bad)
    store = store_of(folder)
    store.all()
    assert any("1 damaged" in sentence for sentence in store.check())
    assert journal.read_bytes() == bad
    holds(folder, bad, journal.name)


@pytest.mark.parametrize("text", [b"nonsense", b"[1]", b"5", b"null", b"[" * 5_000, b'{"at": 1', b"\xff\xfe", b"{}"])
def test_a_line_that_is_no_record_is_damage(folder: Path, text: bytes) -> None:
    journal = journal_of(folder)
    bad = journal.read_bytes() + b'["%08x",%b]\n' % (crc32(text), text)
    journal.write_bytes(bad)
    holds(folder, bad, journal.name)


# Snapshots.


def forged(folder: Path, change: Callable[[dict[str, dict[str, object]]], object]) -> bytes:
    """Change what a snapshot holds, with the checksum of that."""
    tables = json.loads((folder / "state.json").read_text())
    change(tables)
    header = tables.pop("format")["1"]
    header.pop("crc")
    held = {}
    for name, table in tables.items():
        texts = {key: json.dumps(document).encode() for key, document in table.items()}
        held[name] = LazyDocuments(texts)
    return b"".join(snapshot_format.dump({**header, "version": 2}, held))


def put(table: str, key: str, value: object) -> Callable[[dict[str, dict[str, object]]], object]:
    return lambda tables: tables.setdefault(table, {}).update({key: value})


def header(name: str, value: object) -> Callable[[dict[str, dict[str, object]]], object]:
    def change(tables: dict[str, dict[str, object]]) -> None:
        found = tables["format"]["1"]
        assert isinstance(found, dict)
        found[name] = value

    return change


ODD_DOCUMENTS: list[object] = [None, 5, [], "x"]
ODD_TIMES: list[object] = [None, [], *({"status": at} for at in (None, "x", -1, 1.5, 253_402_300_799_999_999))]
ODD_STEPS: list[object] = [
    *(None, [], {}, {"id": 1}),
    {"id": "x", "kind": "y", "new": {"state": 5}, "old": {}},
    {"id": "x", "kind": "y", "new": {}, "old": {}, "more": 1},
]
ODD_NUMBERS: list[object] = [None, [], {}, -1, 1.5, 10**30, True]
SNAPSHOTS = {
    **{f"state {number}": put("state", OTHER, odd) for number, odd in enumerate([*ODD_DOCUMENTS, DEEP])},
    "state of no article": put("state", "\ud800", {"status": "read"}),
    **{f"session {number}": put("session", "last", odd) for number, odd in enumerate(ODD_DOCUMENTS)},
    **{f"when {number}": put("when state", URL, odd) for number, odd in enumerate(ODD_TIMES)},
    **{f"steps {number}": put("steps", "1", odd) for number, odd in enumerate(ODD_STEPS)},
    **{
        f"{name} {number}": header(name, odd)
        for name in ("id", "machine", "journal", "at", "floor", "undone")
        for number, odd in enumerate(ODD_NUMBERS)
    },
}


@pytest.mark.parametrize("case", SNAPSHOTS)
def test_a_snapshot_of_wrong_types_is_told_and_kept_and_nothing_is_lost(folder: Path, case: str) -> None:
    store = store_of(folder)
    store.engine.renew()
    mark(store, f"{URL}/later")
    bad = forged(folder, SNAPSHOTS[case])
    (folder / "state.json").write_bytes(bad)
    told = store_of(folder)
    told.all()
    told.session()
    assert told.check() != []
    assert (folder / "state.json").read_bytes() == bad
    holds(folder, bad, "state.json")
    assert store_of(folder).get(f"{URL}/later").status is Status.READ


@pytest.mark.parametrize("table", ["when state", "when session"])
@pytest.mark.parametrize("when", [None, "x", "1", -1, 1.5, True, [], {}, 10**30, 253_402_300_799_999_999], ids=repr)
def test_a_snapshot_changed_by_hand_in_which_a_time_is_no_number_is_damaged_and_nothing_is_lost(
    folder: Path, table: str, when: object
) -> None:
    store_of(folder).engine.renew()
    tables = json.loads((folder / "state.json").read_text())
    key, field = (URL, "status") if table == "when state" else ("last", "view")
    tables[table][key][field] = when
    bad = json.dumps(tables).encode()  # whose checksum does not hold: it is parsed as a whole
    (folder / "state.json").write_bytes(bad)
    store = store_of(folder)
    assert (store.get(URL).status, store.session()) == (Status.READ, {"view": "all"})
    assert "was damaged (a time is not a number" in " ".join(store.engine.said())
    holds(folder, bad, "state.json")


def test_what_a_snapshot_holds_may_be_bytes_of_anything_under_its_checksum(folder: Path) -> None:
    store = store_of(folder)
    store.engine.renew()
    data, chance = (folder / "state.json").read_bytes(), random.Random(5)
    end = data.index(b"\n", data.index(b'"1": '))
    parsed = json.loads(data)["format"]["1"]
    for _ in range(60):
        body = bytearray(data[end + 2 : -3])
        start = chance.randrange(len(body))
        body[start : start + chance.randrange(20)] = chance.choice(
            [b"", b"\0", b'"', b"\n}", b"\\", b'": {', b",\n", b"\xff", b"[" * 30]
        )
        head = {**parsed, "crc": ""}
        head["crc"] = f"{crc32(bytes(body), crc32(json.dumps(head).encode())):08x}"
        bad = b'{\n"format": {\n "1": ' + json.dumps(head).encode() + b"\n}" + body + b"\n}\n"
        (folder / "state.json").write_bytes(bad)
        told = store_of(folder)
        is_told = told.check() != []
        told.undo()
        told.redo()
        told.repair()
        assert store_of(folder).check() == []
        assert not is_told or (folder / BACKUP_NAME).read_bytes() != bad
        (folder / "state.json").write_bytes(data)


# Times at the edge.

EDGES = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+00:01", "9999-12-31T24:00:00Z"]


@pytest.mark.parametrize("text", [*EDGES, "", "soon", "2026-13-01", "2026-01-01T00:00:00+99:00", None, 5, 1.5, [], {}])
def test_a_time_that_is_none_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        times.from_text(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T14:00:00+14:00"])
def test_a_time_at_the_edge_that_there_is_can_be_written_and_shown_anywhere(text: str) -> None:
    assert times.from_text(times.to_text(times.from_text(text))) == times.from_text(text)
    assert times.local(times.from_text(text)) == times.from_text(text)


@pytest.mark.parametrize("field", ["opened_at", "read_at", "set"])
@pytest.mark.parametrize("text", EDGES[:3])
def test_an_import_with_a_time_that_is_none_is_refused_whole(
    commands: Commands, tmp_path: Path, field: str, text: str
) -> None:
    when = {"status": "2026-01-01T00:00:00Z", **({} if field == "set" else {field: "2026-01-01T00:00:00Z"})}
    line = {"url": OTHER, "status": "read", "set": when, **({} if field == "set" else {field: text})}
    if field == "set":
        when["status"] = text
    good = {"url": URL, "status": "read", "set": {"status": "2026-01-01T00:00:00Z"}}
    rows = [{"blogreader-state": 1}, good, line]
    (tmp_path / "export").write_text("\n".join(map(json.dumps, rows)))
    result = commands("import", str(tmp_path / "export"))
    assert (result.status, result.out) == (1, "")
    assert "is not an export of states (line 3: " in result.err
    assert "is not in a year that exists" in result.err
    assert commands.done("doctor").out == "Everything is fine.\n"
    assert commands.done("list", "--count", "is:read").out == "0\n"


@pytest.mark.parametrize("field", ["opened_at", "read_at"])
@pytest.mark.parametrize("text", EDGES)
def test_a_time_that_is_none_and_is_kept_already_is_told_and_mended(commands: Commands, field: str, text: str) -> None:
    commands.done("mark", "read", "title:Drizzle")
    journal = max(commands.library.glob("journal-*"))
    [key] = {
        key
        for line in journal.read_bytes().splitlines()
        for key in (decode(line) or {}).get("set", {}).get("state", ())
    }
    at = max(record["at"] for line in journal.read_bytes().splitlines() if "at" in (record := decode(line) or {}))
    bad = {"n": 2, "at": at + 1000, "set": {"state": {key: {field: text, "bookmark": 1}}}}
    journal.write_bytes(journal.read_bytes() + encode(bad))
    for words in (("list", "--json"), ("progress",), ("list", "--count", "is:read"), ("export",)):
        assert commands(*words).status == 0, words
    assert commands("list", "--count", "is:bookmarked").out == "1\n"
    result = commands("doctor")
    assert (result.status, "not in a year that exists" in result.out or "is not a time" in result.out) == (1, True)
    assert "Repaired" in commands.done("doctor", "--repair").out
    assert commands.done("doctor").out == "Everything is fine.\n"
    assert commands.done("list", "--count", "is:read").out == "1\n"
    commands.done("mark", "unread", "title:Drizzle")
    assert ": marked as read again; " in commands.done("undo").out


def test_a_file_whose_time_is_at_the_edge_leaves_room_for_changes(folder: Path) -> None:
    store_of(folder).engine.renew()
    tables = json.loads((folder / "state.json").read_text())
    tables["state"][OTHER] = {"status": "read"}
    (folder / "state.json").write_text(json.dumps(tables))
    os.utime(folder / "state.json", (253_402_300_799, 253_402_300_799))
    for number in range(3):
        mark(store_of(folder), f"{THIRD}/{number}")
    found = {state.key for state in store_of(folder).all()}
    assert found == {URL, OTHER, *(f"{THIRD}/{number}" for number in range(3))}
    assert store_of(folder).check() == []


def test_a_clock_at_the_edge_takes_no_change_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogreader.store.journal.pending.time.time_ns", lambda: 253_402_300_799_999_999_000)
    for number in range(3):
        mark(store_of(folder), f"{THIRD}/{number}")
    store_of(folder).engine.renew()
    assert {f"{THIRD}/{number}" for number in range(3)} <= {state.key for state in store_of(folder).all()}
    assert store_of(folder).check() == []
    assert store_of(folder).get(URL) == State(URL, Status.READ, 1, Place(1, 2, "quote", 0.5))


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", None, [], 5])
def test_a_failure_at_a_time_that_is_none_ends_no_command(commands: Commands, text: object) -> None:
    first = json.loads(commands.done("list", "--json").out)[0]
    path = Archive(commands.library / "archive").path_of(first["url"]).with_suffix(".failed")
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"url": first["url"], "error": "it failed", "at": text}))
    (commands.library / "cache" / "catalogue.db").unlink()
    for words in (
        ("list", "--json"),
        ("list", "--count", "is:failed"),
        ("progress",),
        ("doctor",),
        ("doctor", "--repair"),
    ):
        assert commands(*words).status in (0, 1), words
        assert "Traceback" not in commands(*words).err
    assert commands.done("doctor").out == "Everything is fine.\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"url": URL, "status": "read", "set": {}}, "line 2: status is missing"),
        ({"url": URL, "set": {"status": "soon"}}, "line 2: 'soon' is not a time"),
        (
            {"url": URL, "set": {"status": "2026-01-01T00:00:00+99:00"}},
            "line 2: '2026-01-01T00:00:00+99:00' is not a time",
        ),
        ({"url": URL, "place": 5, "set": {"place": "2026-01-01T00:00:00Z"}}, "line 2: place is not valid"),
        ({"url": URL, "status": {}, "set": {"status": "2026-01-01T00:00:00Z"}}, "line 2: "),
        ({"url": URL, "set": {"status": "\x1b[2Jsoon"}}, "line 2: "),
    ],
)
def test_what_is_wrong_with_an_export_is_said_in_words(
    commands: Commands, tmp_path: Path, line: dict[str, object], says: str
) -> None:
    (tmp_path / "export").write_text(json.dumps({"blogreader-state": 1}) + "\n" + json.dumps(line))
    result = commands("import", str(tmp_path / "export"))
    assert (result.status, result.out) == (1, "")
    assert says in result.err
    assert not any(word in result.err for word in ("Error", "timedelta", "isoformat", "\x1b"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not JSON", "it is not JSON"),
        ("{}", "format is missing"),
        ("[]", "something in it has the wrong type"),
        ('{"format": 1, "sources": [{"name": "a", "location": "b", "read_at": "soon"}]}', "'soon' is not a time"),
    ],
)
def test_what_is_wrong_with_the_list_of_sources_is_said_in_words(commands: Commands, text: str, says: str) -> None:
    commands.done("list", "--count")
    (commands.library / "sources.json").write_text(text)
    result = commands("doctor")
    assert result.status == 1
    assert f"sources.json is damaged ({says})" in result.out
