"""A snapshot as bytes and back: one that is as it was written, one that was edited, and what is neither."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from blogreader.errors import Damaged, FormatTooNew
from blogreader.store.journal import snapshot_format
from blogreader.store.journal.lazy_documents import Document, LazyDocuments
from blogreader.store.journal.snapshot_format import Snapshot, dump, load
from blogreader.store.journal.value_types import LATEST

PATH = Path("state.json")
URL, OTHER = "https://example.org/a", "https://example.org/b"
HEADER = {"id": "x", "machine": "m", "journal": 1, "at": 5, "floor": 5, "undone": 0}
STEP = {"id": "x", "kind": "mark", "new": {"state": {"a": {"b": 1}}}, "old": {"state": {"a": {"b": None}}}}
STATE: dict[str, Document] = {URL: {"status": "read"}, OTHER: {"bookmark": 1.5, "place": [1, 2, "a\n\tb\ud800", 0.5]}}
Tables = dict[str, dict[str, Document]]


def written(tables: Mapping[str, Mapping[str, Document]], **header: object) -> bytes:
    held = {}
    for name, table in tables.items():
        held[name] = LazyDocuments()
        for key, document in table.items():
            held[name].put(key, document)
    known = {name: value for name, value in {**HEADER, **header}.items() if value is not None}
    return b"".join(dump(known, held))


def edited(data: bytes, **changes: object) -> bytes:
    """Return it as somebody's editor would save it, with tables changed or taken away."""
    found = {**json.loads(data), **changes}
    return json.dumps({name: table for name, table in found.items() if table is not None}).encode()


def tables_of(snapshot: Snapshot) -> Tables:
    return {name: documents.parsed() for name, documents in snapshot.tables.items()}


def refused(data: bytes) -> str:
    with pytest.raises(Damaged) as caught:
        load(data, PATH)
    return caught.value.reason


@pytest.mark.parametrize("at_once", [1, 30, 100_000])
@pytest.mark.parametrize("large", [-1, 500_000])
def test_what_was_written_is_read_whatever_its_documents_are_called(
    monkeypatch: pytest.MonkeyPatch, at_once: int, large: int
) -> None:
    monkeypatch.setattr(snapshot_format, "_AT_ONCE", at_once)
    monkeypatch.setattr(snapshot_format, "_LARGE", large)
    odd = ("", '"', "\\", 'a"b', 'a": {"b": 1}', '\\": ', "a\\\\", "a\n b", "\t\x00", "é👍", "},", '",\n "')
    tables: Tables = {
        "state": STATE,
        "odd \\ né": {key: {key or "x": key} for key in odd},
        "when state": {URL: {"status": 5, "place": LATEST}},
        "steps": {"0": STEP},
    }
    loaded = load(written(tables), PATH)
    assert (loaded.intact, loaded.ours, tables_of(loaded)) == (True, True, tables)
    assert {name: loaded.header[name] for name in HEADER} == HEADER
    assert [*loaded.tables["state"]] == [URL, OTHER]
    assert json.loads(written(tables))["state"] == STATE


def test_a_table_without_documents_is_not_written() -> None:
    assert tables_of(load(written({"state": STATE, "session": {}}), PATH)) == {"state": STATE}
    assert tables_of(load(written({}), PATH)) == {}


def test_what_is_valid_of_each_table_is_known_when_its_documents_are_read() -> None:
    tables: Tables = {"state": STATE, "when state": {URL: {"status": -1}}, "steps": {"0": {"id": "x"}, "1": STEP}}
    loaded = load(written(tables), PATH)
    assert tables_of(loaded) == {**tables, "when state": {URL: {}}, "steps": {"0": {}, "1": STEP}}
    assert [loaded.tables[name].unsound for name in tables] == [set(), {URL}, {"0"}]


@pytest.mark.parametrize("many", [1, 20])
def test_only_a_large_table_is_compressed_and_never_that_of_the_steps(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(snapshot_format, "_LARGE", 100)
    steps = {str(number): STEP for number in range(many)}
    loaded = load(written({"state": {f"{URL}/{n}": {"status": "read"} for n in range(many)}, "steps": steps}), PATH)
    assert loaded.tables["state"].unpacked == (many if many == 1 else 0)
    assert loaded.tables["steps"].unpacked == many


def test_no_byte_can_be_another_one_without_being_noticed() -> None:
    data = written({"state": {"a": {"b": 1}}})
    for place in range(len(data)):
        for bit in (1, 2):
            other = data[:place] + bytes((data[place] ^ bit,)) + data[place + 1 :]
            try:
                assert not load(other, PATH).intact
            except (Damaged, FormatTooNew):
                continue


@pytest.mark.parametrize("end", [b"\n", b" ", b"\n}\n"])
def test_a_file_that_is_longer_or_shorter_is_not_as_it_was_written(end: bytes) -> None:
    data = written({"state": STATE})
    for other in (data[: -len(end)], end + data):
        try:
            assert not load(other, PATH).intact
        except Damaged:
            continue
    assert refused(b"") == "expecting value: line 1 column 1 (char 0)"


def test_an_edited_file_is_ours_and_is_not_as_it_was_written() -> None:
    found = load(edited(written({"state": STATE}), state={URL: {"status": "unread"}}, more={"a": {"b": 1}}), PATH)
    assert (found.intact, found.ours, found.header["id"]) == (False, True, "x")
    assert tables_of(found) == {"state": {URL: {"status": "unread"}}, "more": {"a": {"b": 1}}}


def test_a_file_of_another_program_is_none_of_ours() -> None:
    found = load(b'{"state": {"a": {"status": "read"}}}', PATH)
    assert (found.intact, found.ours, found.header, tables_of(found)) == (
        *(False, False, {"version": 1}),
        {"state": {"a": {"status": "read"}}},
    )
    assert not load(b'{"format": {"1": {"version": 1}}}', PATH).ours


WRONG: list[tuple[str, list[Any]]] = [
    *((name, [None, 5, []]) for name in ("id", "machine")),
    *((name, [None, -1, 1 << 62, True, "1", 1.0]) for name in ("journal", "undone")),
    *((name, [None, -1, True, "soon", 10**18]) for name in ("at", "floor")),
]


@pytest.mark.parametrize(("name", "values"), WRONG)
def test_a_header_of_wrong_values_is_damage_also_under_a_checksum_that_holds(name: str, values: list[object]) -> None:
    for value in values:
        assert refused(written({"state": STATE}, **{name: value})) == "its format is not valid", value


def test_a_header_whose_times_contradict_each_other_is_damage() -> None:
    assert load(written({}, floor=5, at=5), PATH).intact
    assert refused(written({}, floor=6)) == "its times contradict each other"
    assert refused(edited(written({}, floor=6))) == "its times contradict each other"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ({"1": {"version": "2"}}, "its format is not a number"),
        ({"1": {"version": 0}}, "its format is not a number"),
        ({"1": {"version": 1.0}}, "its format is not a number"),
        ({"1": {"version": None}}, "its format is not a number"),
        ({"1": {"version": 1}, "2": {}}, "its format is not valid"),
        ({"1": {"version": 1, "id": "x"}}, "its format is not valid"),
        ({"1": {"version": 1, "crc": ""}}, "its format is not valid"),
        ({"2": {}}, "its format is not valid"),
        ({"1": {"version": 2}}, "its format is not valid"),
        ({"1": {"version": 2, **HEADER}, "2": {}}, "its format is not valid"),
        ({"1": {"version": 2, **HEADER, "undone": "x"}}, "its format is not valid"),
    ],
)
def test_a_header_that_only_damage_can_have_made_is_damage(header: dict[str, object], says: str) -> None:
    assert refused(edited(written({"state": STATE}), format=header)) == says


@pytest.mark.parametrize("table", ["steps", "when state"])
def test_a_table_of_today_in_a_file_of_before_is_damage(table: str) -> None:
    data = edited(written({"state": STATE}), format=None, **{table: {"0": {"b": 1}}})
    assert refused(data) == "its format is not valid"
    renamed = edited(written({"state": STATE}), format=None, formats=json.loads(written({}))["format"])
    assert refused(renamed) == "its format is not valid"
    assert load(edited(written({"state": STATE}), format=None), PATH).ours is False


def test_a_newer_format_is_told_and_a_version_that_is_true_is_none() -> None:
    with pytest.raises(FormatTooNew):
        load(edited(written({}), format={"1": {"version": 3}}), PATH)
    with pytest.raises(FormatTooNew):
        load(b'{"format": {"1": {"version": 3}}}', PATH)


def test_a_checksum_that_holds_makes_no_newer_format_ours_and_no_list_a_header() -> None:
    head: Any = {**HEADER, "version": 3, "crc": ""}
    head["crc"] = f"{crc32(json.dumps(head).encode()):08x}"
    for header, failure in ((head, FormatTooNew), ([], Damaged), (5, Damaged)):
        with pytest.raises(failure):
            load(b'{\n"format": {\n "1": %b\n}\n}\n' % json.dumps(header).encode(), PATH)
    head = {**head, "version": 2, "crc": ""}
    head["crc"] = f"{crc32(json.dumps(head).encode()):08x}"
    assert load(b'{\n"format": {\n "1": %b\n}\n}\n' % json.dumps(head).encode(), PATH).intact


@pytest.mark.parametrize(
    "found", [[], 5, {"state": []}, {"state": {"a": 5}}, {"state": {"a": {}}, "session": {"b": []}}]
)
def test_what_has_no_tables_of_documents_is_damage(found: object) -> None:
    assert refused(json.dumps(found).encode()) == "not the expected tables"


def test_a_time_that_is_none_and_what_is_nested_too_deeply_is_damage() -> None:
    data = written({"state": STATE})
    assert refused(edited(data, **{"when state": {URL: {"status": "soon"}}})) == "a time is not a number, or too large"
    assert load(edited(data, **{"when state": {URL: {"status": LATEST}}}), PATH).ours
    for levels, is_right in ((37, True), (38, False)):
        deep = edited(data, state={URL: {"a": json.loads("[" * levels + "]" * levels)}})
        if is_right:
            assert load(deep, PATH).ours
        else:
            assert refused(deep) == "it is nested too deeply"
    assert "recursion" in refused(b"[" * 100_000)


def test_a_document_by_a_name_that_nothing_can_have_is_left_out() -> None:
    found = load(edited(written({"state": STATE}), state={"\ud800": {"status": "read"}, URL: {"status": "read"}}), PATH)
    assert tables_of(found) == {"state": {URL: {"status": "read"}}}
    assert load(written({"state": {"\ud800": {"status": "read"}}}), PATH).intact is False
