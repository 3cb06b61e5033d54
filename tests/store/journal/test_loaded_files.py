"""Reading a folder of state files as other programs, disks and synchronisers may have left it."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from blogreader.errors import Damaged, FormatTooNew, LibraryError, Unwritable
from blogreader.model import State, Status
from blogreader.store.journal.checks import faults
from blogreader.store.journal.lazy_documents import Document, LazyDocuments
from blogreader.store.journal.line_format import Record, encode
from blogreader.store.journal.loader import LoadedState, read
from blogreader.store.journal.snapshot_format import dump
from blogreader.store.journal.state_files import copy_name, find, is_shared, merged_name, stamp
from blogreader.store.state_store import StateStore

A, B, C = (f"https://example.org/{letter}" for letter in "abc")
READ: Document = {"status": "read"}


def snapshot(tables: dict[str, dict[str, Document]], **header: object) -> bytes:
    held = {}
    for name, table in tables.items():
        held[name] = LazyDocuments()
        for key, document in table.items():
            held[name].put(key, document)
    known = {"id": "first", "machine": "m", "journal": 2, "at": 100, "floor": 0, "undone": 0}
    return b"".join(dump({**known, **header}, held))


def of(key: str, at: int, fields: Document = READ) -> dict[str, dict[str, Document]]:
    return {"state": {key: fields}, "when state": {key: dict.fromkeys(fields, at)}}


def line(number: int, at: int, key: str, fields: Document = READ, **more: Any) -> Record:
    return {"n": number, "at": at, "set": {"state": {key: fields}}, **more}


def journal(*records: Record, machine: str = "m", number: int = 2, after: str = "first", **first: Any) -> bytes:
    opening = {"journal": 1, "machine": machine, "number": number, "snapshot": after, "n": 0, "opening": 0, "lines": 0}
    return b"".join(map(encode, ({**opening, **first}, *records)))


def put(folder: Path, **contents: bytes) -> None:
    """Write files; `journal_m_2` is `journal-m-2.jsonl`, `state` is `state.json` and `backup` the one beside it."""
    for name, data in contents.items():
        called = {"state": "state.json", "backup": "state.json.bak"}.get(name, f"{name.replace('_', '-')}.jsonl")
        (folder / called).write_bytes(data)


def known(loaded: LoadedState) -> dict[str, Document]:
    return {key: one for key, one in loaded.memory.tables.get("state", LazyDocuments()).parsed().items() if one}


def told(loaded: LoadedState, folder: Path) -> list[str]:
    return [sentence.replace(f"{folder}/", "") for sentence in loaded.problems]


def test_what_a_snapshot_and_the_journals_after_it_have_is_known(tmp_path: Path) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    put(tmp_path, journal_other_7=journal(line(1, 160, C), machine="other", number=7))
    loaded = read(tmp_path, "m")
    assert known(loaded) == {A: READ, B: READ, C: READ}
    assert (loaded.problems, loaded.must_renew, loaded.newest and loaded.newest.number) == ([], False, 2)
    assert (faults(loaded), is_shared(loaded.found, "m"), is_shared(loaded.found, "other")) == ({}, True, True)


def test_files_that_their_owner_keeps_elsewhere_are_read_and_checked_through_their_links(tmp_path: Path) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), backup=snapshot(of(A, 40)), journal_m_2=journal(line(1, 150, B)))
    (tmp_path / "elsewhere").mkdir()
    for name in ("state.json", "state.json.bak", "journal-m-2.jsonl"):
        (tmp_path / name).rename(tmp_path / "elsewhere" / name)
        (tmp_path / name).symlink_to(Path("elsewhere") / name)
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.problems, faults(loaded)) == ({A: READ, B: READ}, [], {})


def test_a_folder_is_shared_with_whoever_else_writes_there(tmp_path: Path) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    (tmp_path / "state 3.json").symlink_to("state.json")  # a copy is a file
    assert (is_shared(find(tmp_path), "m"), is_shared(find(tmp_path), "other")) == (False, True)
    (tmp_path / "state 2.json").write_bytes(snapshot(of(C, 60)))
    assert is_shared(find(tmp_path), "m")


def test_nothing_is_known_of_a_folder_that_is_empty_or_not_there(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        loaded = read(folder, "m")
        assert (known(loaded), loaded.newest, loaded.problems, stamp(folder)) == ({}, None, [], "")


def test_a_folder_in_which_a_file_goes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    load, left = LoadedState.load, [19]

    def loaded_later(loaded: LoadedState) -> None:
        if left[0]:
            left[0] -= 1
            loaded.found = find(tmp_path)  # the snapshot stayed
            raise FileNotFoundError(2, "it disappeared")
        load(loaded)

    monkeypatch.setattr(LoadedState, "load", loaded_later)
    assert known(read(tmp_path, "m")) == {A: READ, B: READ}
    left[0] = 20
    with pytest.raises(LibraryError, match="it keeps being replaced"):
        read(tmp_path, "m")


def test_a_snapshot_that_is_replaced_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal())
    load = LoadedState.load

    def replaced(loaded: LoadedState) -> None:
        load(loaded)
        monkeypatch.setattr(LoadedState, "load", load)
        put(tmp_path, state=snapshot(of(B, 60)))

    monkeypatch.setattr(LoadedState, "load", replaced)
    assert known(read(tmp_path, "m")) == {B: READ}


def test_a_journal_whose_lines_are_in_the_snapshot_is_not_looked_into(tmp_path: Path) -> None:
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_1=b"damaged\n", journal_m_2=journal(line(1, 150, B)))
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.problems) == ({A: READ, B: READ}, [])
    assert loaded.places["journal-m-1.jsonl"].offset == len(b"damaged\n")
    # Of another machine's it can't be known.
    put(tmp_path, journal_other_1=b"damaged\n")
    assert told(read(tmp_path, "m"), tmp_path) == ["journal-other-1.jsonl: 1 damaged line; the others are kept."]


@pytest.mark.parametrize(
    ("numbers", "is_told"), [((), True), ((1,), True), ((2,), False), ((3,), False), ((1, 2), False)]
)
def test_that_the_journal_after_the_snapshot_is_missing_is_told(
    tmp_path: Path, numbers: tuple[int, ...], is_told: bool
) -> None:
    put(tmp_path, state=snapshot(of(A, 50)))
    for number in numbers:
        put(tmp_path, **{f"journal_m_{number}": journal(number=number)})
    loaded = read(tmp_path, "m")
    assert told(loaded, tmp_path) == ["The journal after state.json is missing: what it held is lost."] * is_told
    assert loaded.must_renew is is_told
    assert read(tmp_path, "other").problems == []


def test_a_snapshot_that_is_missing_is_made_of_the_backup_and_the_journals(tmp_path: Path) -> None:
    put(tmp_path, backup=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.must_renew, loaded.keeps_backup) == ({A: READ, B: READ}, True, True)
    assert told(loaded, tmp_path) == ["state.json was missing: it was rebuilt from state.json.bak and the journals."]
    (tmp_path / "journal-m-2.jsonl").rename(tmp_path / "journal-m-3.jsonl")
    assert told(read(tmp_path, "m"), tmp_path)[1] == ("Changes between state.json.bak and the journals may be missing.")
    assert len(told(read(tmp_path, "other"), tmp_path)) == 1, "whose backup that is tells nothing of our journals"
    (tmp_path / "state.json.bak").unlink()
    assert told(read(tmp_path, "m"), tmp_path) == [
        "state.json was missing: it was rebuilt from the journals.",
        "What was kept before these journals may be missing: the first one is not there.",
    ]


def test_before_the_first_snapshot_there_is_a_journal_alone(tmp_path: Path) -> None:
    put(tmp_path, journal_m_1=journal(line(1, 150, B), number=1))
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.problems, loaded.must_renew) == ({B: READ}, [], False)
    # With later ones, or for another machine, there was one.
    assert told(read(tmp_path, "other"), tmp_path) == ["state.json was missing: it was rebuilt from the journals."]
    put(tmp_path, journal_m_2=journal(line(1, 160, C)))
    loaded = read(tmp_path, "m")
    assert (known(loaded), len(loaded.problems)) == ({B: READ, C: READ}, 1)


def test_a_damaged_snapshot_is_made_of_what_there_is_or_refused(tmp_path: Path) -> None:
    put(tmp_path, state=b"{ broken", journal_m_2=journal(line(1, 150, B)))
    with pytest.raises(Damaged, match=r"state\.json is damaged"):
        read(tmp_path, "m")
    put(tmp_path, backup=snapshot(of(A, 50)))
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.damaged, loaded.must_renew) == ({A: READ, B: READ}, {"state.json"}, True)
    assert told(loaded, tmp_path)[0].endswith("it was rebuilt from state.json.bak and the journals.")
    put(tmp_path, backup=b"{ broken too", journal_m_1=journal(line(1, 60, C), number=1))
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.damaged) == ({B: READ, C: READ}, {"state.json", "state.json.bak"})
    assert [sentence.partition(" (")[0] for sentence in told(loaded, tmp_path)] == [
        *("state.json.bak is damaged too", "state.json was damaged"),
    ]
    put(tmp_path, state=snapshot({}).replace(b'"version": 2', b'"version": 3'))
    with pytest.raises(FormatTooNew):
        read(tmp_path, "m")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: [lines[0], b"bad\n", *lines[1:]], "1 damaged line"),
        (lambda lines: [lines[0], b"bad\n", b"worse\n", *lines[1:]], "2 damaged lines"),
        (lambda lines: [lines[0], *lines[2:]], "1 missing line"),
        (lambda lines: [lines[0], *lines[3:]], "2 missing lines"),
        (lambda lines: [lines[0], lines[1][:-5] + b"\n", lines[3]], "1 damaged line and 1 missing line"),
        (lambda lines: [b"bad\n", *lines[1:]], "1 damaged line"),
        (lambda _: [b""], "1 damaged line"),
        (lambda _: [b"bad"], "1 damaged line"),
        (lambda lines: lines, ""),
        (lambda lines: [*lines, b"half a li"], ""),  # somebody may be writing it
        (lambda lines: [*lines[:-1], lines[-1][:-1]], ""),
    ],
)
def test_lines_that_are_damaged_or_missing_are_counted_and_told(
    tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], says: str
) -> None:
    lines = journal(*(line(number, 150 + number, f"{A}/{number}") for number in (1, 2, 3))).splitlines(keepends=True)
    changed = change(lines)
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=b"".join(changed))
    loaded = read(tmp_path, "m")
    assert told(loaded, tmp_path) == [f"journal-m-2.jsonl: {says}; the others are kept."] * bool(says)
    assert loaded.damaged == ({"journal-m-2.jsonl"} if says else set())
    assert {f"{A}/3", A} <= known(loaded).keys() or not any(b"/3" in one for one in changed)
    if says:  # it is told once: a copy is kept
        data = (tmp_path / "journal-m-2.jsonl").read_bytes()
        (tmp_path / copy_name("journal-m-2.jsonl", data)).write_bytes(data)
        assert read(tmp_path, "m").problems == []
    elif changed != lines and changed[-1] == b"half a li":
        assert faults(loaded) == {"journal-m-2.jsonl": f"{tmp_path}/journal-m-2.jsonl: its last line is incomplete."}


def test_what_is_appended_is_read_on_and_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal-m-2.jsonl"
    put(tmp_path, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    loaded = read(tmp_path, "m")
    assert loaded.follow(nullcontext()) == set()
    path.write_bytes(path.read_bytes() + encode(line(2, 160, C)))
    put(tmp_path, journal_other_1=journal(line(1, 170, A, {"bookmark": 5}), machine="other", number=1))
    assert loaded.follow(nullcontext()) == {("state", C), ("state", A)}
    assert known(loaded)[A] == {"status": "read", "bookmark": 5}
    assert loaded.follow(nullcontext()) == set()
    path.write_bytes(path.read_bytes() + b"bad\n")
    assert (loaded.follow(nullcontext()), loaded.problems) == (None, [])
    for change in (
        lambda: path.write_bytes(path.read_bytes()[:-8]),
        lambda: (path.rename(tmp_path / "kept"), path.write_bytes((tmp_path / "kept").read_bytes() + b"\n")),
        lambda: put(tmp_path, state=snapshot(of(B, 50))),
        lambda: (tmp_path / "state 2.json").write_bytes(snapshot(of(B, 50))),
    ):
        loaded = read(tmp_path, "m")
        change()
        assert loaded.follow(nullcontext()) is None


def test_lines_that_repeat_the_snapshot_are_passed_over_unless_it_is_another_one(tmp_path: Path) -> None:
    repeated = line(1, 60, B)
    whole = journal(repeated, line(2, 150, C), opening=len(encode(repeated)), lines=1)
    for after, keys in (("first", {A, C}), ("second", {A, B, C})):
        put(tmp_path, state=snapshot(of(A, 50), id=after), journal_m_2=whole)
        loaded = read(tmp_path, "m")
        assert known(loaded).keys() == keys
        assert (loaded.problems, loaded.openings) == (
            [],
            {"journal-m-2.jsonl": len(encode(repeated))} | loaded.openings,
        )
        assert loaded.places["journal-m-2.jsonl"].lines == 3


# Copies that synchronisers make.


BAD_TIME: dict[str, dict[str, Document]] = {"session": {"last": {"v": 1}}, "when session": {"last": {"v": -1}}}


def with_copy(folder: Path, name: str, data: bytes) -> LoadedState:
    put(folder, state=snapshot(of(A, 50)), journal_m_2=journal(line(1, 150, B)))
    (folder / name).write_bytes(data)
    return read(folder, "m")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("state 2.json", snapshot(of(C, 60), machine="other")),
        ("journal-m-2 (1).jsonl", journal(line(1, 60, C))),
        ("journal-m-2 (1).jsonl", journal(line(1, 60, C))[:-1]),
    ],
)
def test_a_copy_is_merged_and_told(tmp_path: Path, name: str, data: bytes) -> None:
    loaded = with_copy(tmp_path, name, data)
    assert known(loaded) == {A: READ, B: READ, C: READ}
    assert told(loaded, tmp_path) == [f"{name} is a conflict copy made by a synchroniser: it was merged."]
    assert (loaded.merged, loaded.aside, loaded.must_renew) == ({name}, set(), True)


@pytest.mark.parametrize(
    ("name", "data", "says", "is_taken"),
    [
        ("state 2.json", b"{", "expecting property name", False),
        ("state 2.json", snapshot(of(C, 60)).replace(b"read", b"READ"), "changed since it was written", False),
        ("state 2.json", snapshot(of(C, 60)).replace(b"\n ", b"\n  "), "changed since it was written", True),
        ("state 2.json", snapshot({**of(C, 60), **BAD_TIME}), "1 of its documents are not valid", True),
        ("journal-m-2 (1).jsonl", journal(line(1, 60, C)) + b"x", "its last line is incomplete", True),
        ("journal-m-2 (1).jsonl", journal(line(1, 60, C)) + b"x\n", "1 damaged line", True),
        ("journal-m-2 (1).jsonl", journal(line(2, 60, C)) + b"x\ny", "1 damaged line and 1 missing line", True),
    ],
)
def test_a_damaged_copy_stays_where_it_is_and_is_told_once(
    tmp_path: Path, name: str, data: bytes, says: str, is_taken: bool
) -> None:
    loaded = with_copy(tmp_path, name, data)
    assert (loaded.merged, loaded.aside, loaded.damaged, loaded.must_renew) == (set(), {name}, {name}, True)
    (sentence,) = told(loaded, tmp_path)
    assert sentence.startswith(f"{name} is a conflict copy made by a synchroniser, and it is damaged (")
    assert says in sentence
    assert (C in known(loaded)) is is_taken
    assert name in faults(loaded)
    (tmp_path / copy_name(name, data)).write_bytes(data)
    again = read(tmp_path, "m")
    assert (again.problems, again.aside, again.damaged, again.must_renew) == ([], {name}, set(), False)


def test_a_copy_of_another_program_is_left_alone_and_one_of_a_newer_version_is_told(tmp_path: Path) -> None:
    loaded = with_copy(tmp_path, "state 2.json", b'{"state": {"a": {"status": "read"}}}')
    assert (loaded.problems, loaded.merged, loaded.aside, loaded.must_renew) == ([], set(), set(), False)
    newer = snapshot({}).replace(b'"version": 2', b'"version": 3')
    (tmp_path / "state 3.json").write_bytes(snapshot(of(C, 60)))
    loaded = with_copy(tmp_path, "state 2.json", newer)
    assert "newer blogreader" in told(loaded, tmp_path)[0]
    assert {*known(loaded)} == {A, B, C}
    assert loaded.merged == {"state 3.json"}


# An edit by hand.


def test_a_value_that_a_hand_made_invalid_is_what_it_was_before(tmp_path: Path) -> None:
    data = snapshot(of(A, 50, {"status": "read", "bookmark": 7.5}))
    put(tmp_path, backup=data, journal_m_2=journal(line(1, 150, B)))
    put(tmp_path, state=data.replace(b"7.5", b'"x"').replace(b'"read"', b'"reading"'))
    loaded = read(tmp_path, "m")
    assert known(loaded) == {A: {"status": "reading", "bookmark": 7.5}, B: READ}
    first, second = told(loaded, tmp_path)
    assert first.startswith("state.json was changed by hand or is damaged: it is used as it is now; a copy is kept in")
    assert first.endswith(", and the previous one in state.json.bak.")
    assert second == f"state.json: {A}: bookmark is not valid: what was known before is kept."
    assert (loaded.damaged, loaded.must_renew, loaded.keeps_backup) == ({"state.json"}, True, True)
    assert faults(loaded) == {}, "it was told already"


def test_a_table_that_is_gone_is_no_edit(tmp_path: Path) -> None:
    put(tmp_path, journal_m_2=journal(line(1, 60, B), line(2, 150, C)))
    put(tmp_path, backup=snapshot(of(A, 50)), state=snapshot({}) + b"\n")
    loaded = read(tmp_path, "m")
    assert known(loaded) == {A: READ, B: READ, C: READ}
    assert "(a table is missing)" in told(loaded, tmp_path)[0]


def test_a_file_that_was_put_in_place_by_hand_is_used_and_what_came_before_it_no_more(tmp_path: Path) -> None:
    put(tmp_path, journal_m_2=journal(line(1, 150, B)), state=b'{"state": {"%b": {"status": "reading"}}}' % A.encode())
    loaded = read(tmp_path, "m")
    assert known(loaded) == {A: {"status": "reading"}}
    assert told(loaded, tmp_path) == ["state.json was replaced by hand: its content is used from now on."]
    assert loaded.must_renew
    (tmp_path / "journal-m-2.jsonl").unlink()
    assert read(tmp_path, "m").problems == []


def test_steps_that_a_hand_made_invalid_are_told_by_their_number(tmp_path: Path) -> None:
    step = {"id": "x", "kind": "mark", "new": {}, "old": {}}
    data = snapshot({**of(A, 50), "steps": {str(number): step for number in range(3)}})
    put(tmp_path, journal_m_2=journal(), state=data.replace(b'"1": {"id": "x"', b'"1": {"id": 5'))
    assert told(read(tmp_path, "m"), tmp_path)[1] == "state.json: 2 steps can't be undone any more."


def test_what_turns_out_to_be_invalid_when_it_is_read_is_told_and_dropped(tmp_path: Path) -> None:
    put(tmp_path, journal_m_2=journal(), state=snapshot({**of(A, 50), "steps": {"0": {"id": "x"}}}))
    (tmp_path / "state.json").write_bytes(snapshot({**of(A, 50), "when state": {A: {"status": -1}, B: {"a": "x"}}}))
    loaded = read(tmp_path, "m")
    loaded.memory.read()
    loaded.notice()
    assert told(loaded, tmp_path) == ["state.json: 2 documents are not valid; the others are kept."]
    assert (loaded.damaged, loaded.must_renew, loaded.keeps_backup) == ({"state.json"}, True, True)
    loaded.notice()
    assert len(loaded.problems) == 1


def test_what_happens_to_files_after_they_were_read_is_found_when_all_is_checked(tmp_path: Path) -> None:
    good = snapshot(of(A, 50))
    put(tmp_path, state=good, backup=good, journal_m_2=journal())
    loaded = read(tmp_path, "m")
    assert faults(loaded) == {}
    for name, called in (("state", "state.json"), ("backup", "state.json.bak")):
        for data, says in (
            (b"{", "is damaged (expecting property name"),
            (good.replace(b"read", b"READ"), "has been changed since it was written."),
            (snapshot({**of(A, 50), **BAD_TIME}), "has been changed since it was written."),
        ):
            put(tmp_path, **{name: data})
            found = faults(loaded)
            assert [*found] == [called]
            assert found[called].startswith(f"{tmp_path}/{called} {says}")
        put(tmp_path, **{name: b'{"state": {}}'})
        assert faults(loaded) == {}, "it is none of ours"
        put(tmp_path, **{name: good})
    (tmp_path / "state.json").unlink()
    put(tmp_path, backup=b"{")
    assert [*faults(loaded)] == ["state.json.bak"]
    (tmp_path / "state.json.bak").unlink()
    assert faults(loaded) == {}
    (tmp_path / "state.json.bak").mkdir()
    with pytest.raises(LibraryError, match=r"state\.json\.bak is a folder, not a file"):
        faults(loaded)


# Which files there are.


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("state.json", "snapshot"),
        ("journal-m-1.jsonl", ("m", 1)),
        ("journal-my-host-2f-12.jsonl", ("my-host-2f", 12)),
        ("journal-m-999999999.jsonl", ("m", 999_999_999)),
        *((name, "copy") for name in ("journal-m-1000000000.jsonl", "journal-M-1.jsonl", "journal-m-x.jsonl")),
        *(
            (name, "copy")
            for name in ("journal--1.jsonl", "journal-m-¹.jsonl", "journal-m-1 (2).jsonl", "journal-.json")
        ),
        *(
            (name, "copy")
            for name in ("state 2.json", "state (1).json", "state.x.json", "state[x].json", "state_x.json")
        ),
        *(
            (name, "copy")
            for name in ("state-x.json", "state.json.conflict1", "state.json.CONFLICT", "state.json..path1")
        ),
        *((name, None) for name in ("state.json.bak", "state.json.lock", "state.json.tmp", "state.json.x.bak")),
        *((name, None) for name in ("states.json", "state.txt", "state", "journal-m-1", "journal-m-1.json2", "x.json")),
        *((name, None) for name in ("state.json.conflict.tmp", "state 2.json.merged", "state.json.damaged-1234.json")),
        ("journal-m-1.jsonlx", None),
    ],
)
def test_a_file_is_told_by_its_name(tmp_path: Path, name: str, kind: object) -> None:
    (tmp_path / name).write_bytes(b"12345")
    (tmp_path / "folder").mkdir()
    found = find(tmp_path)
    assert (found.snapshot is not None) is (kind == "snapshot")
    assert [(one.machine, one.number) for one in found.journals] == [kind] * isinstance(kind, tuple)
    assert [called for called, _ in found.copies] == [name] * (kind == "copy")
    assert bool(found.stamp) is bool(kind)
    if kind:
        assert f":{(tmp_path / name).stat().st_ino}:5:" in stamp(tmp_path)


@pytest.mark.parametrize("name", ["journal-m-1.jsonl", "state 2.json"])
def test_a_folder_or_a_link_to_nothing_by_such_a_name_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert find(tmp_path).stamp == ""
    (tmp_path / name).rmdir()
    (tmp_path / name).symlink_to(tmp_path / "nothing")
    assert find(tmp_path).stamp == ""


def test_names_that_are_derived_stay_apart_and_short_enough_for_every_disk() -> None:
    name = "state 2.json"
    assert (merged_name(name), copy_name(name, b"x")) == ("state 2.json.merged", "state 2.json.damaged-8cdc1683")
    assert (len(merged_name("x" * 200)), len(merged_name("x" * 201))) == (207, 207)
    long, other = merged_name("x" * 250 + "a"), merged_name("x" * 250 + "b")
    assert long != other
    assert max(len(merged_name("é" * 120).encode()), len(long)) <= 207
    assert merged_name("é" * 120).startswith("é" * 90)


def test_a_line_is_whole_on_a_disk_that_takes_a_few_bytes_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = StateStore(tmp_path, machine="m")
    store.change([A], lambda *_: [State(A, Status.READ)])
    write = os.write
    monkeypatch.setattr("os.write", lambda descriptor, data: write(descriptor, data[:7]))
    store.change([B], lambda *_: [State(B, Status.READ)])
    monkeypatch.undo()
    loaded = read(tmp_path, "m")
    assert (known(loaded), loaded.problems) == ({A: READ, B: READ}, [])


@pytest.mark.parametrize("can_be_cut", [True, False])
def test_a_change_that_a_full_disk_refuses_is_taken_back_or_it_is_said_that_it_may_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_be_cut: bool
) -> None:
    store = StateStore(tmp_path, machine="m")
    store.change([A], lambda *_: [State(A, Status.READ)])
    before, write = (tmp_path / "journal-m-1.jsonl").read_bytes(), os.write

    def written(descriptor: int, data: bytes) -> int:
        if len(data) > 50:
            return write(descriptor, data[:50])
        raise OSError(28, "No space left on device")

    def cut(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as full:
        full.setattr("os.write", written)
        if not can_be_cut:
            full.setattr("os.ftruncate", cut)
        with pytest.raises(Unwritable) as refused:
            store.change([B], lambda *_: [State(B, Status.READ)])
    assert ("it may be there all the same" in str(refused.value)) is not can_be_cut
    assert ((tmp_path / "journal-m-1.jsonl").read_bytes() == before) is can_be_cut
    assert known(read(tmp_path, "m")) == {A: READ}
